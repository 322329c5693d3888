//! The figures that go into the file.

use std::collections::BTreeMap;

use super::DocxOptions;
use super::drawing;
use super::package::Part as File;
use crate::render::layout::Image;
use crate::render::picture::{self, Kind};

/// The figures that were put into the file: their paths by the names that the text has for them.
#[derive(Default)]
pub(super) struct Media<'a> {
    pub(super) files: Vec<File>,
    known: BTreeMap<&'a str, Stored>,
}

/// A figure in the file: the path of what every reader shows, that of its original in SVG, and its size in pixels.
#[derive(Clone)]
pub(super) struct Stored {
    pub(super) picture: String,
    pub(super) original: Option<String>,
    pub(super) size: (u32, u32),
}

impl<'a> Media<'a> {
    /// Puts a figure into the file; `None` where there is no such figure, or none that Word could show.
    pub(super) fn store(&mut self, image: &'a Image, options: &DocxOptions<'_>) -> Option<Stored> {
        if let Some(stored) = self.known.get(image.file.as_str()) {
            return Some(stored.clone());
        }
        let bytes = options.images.get(&image.file)?;
        let (kind, width, height) = picture::measure(bytes)?;
        let number = self.known.len() + 1;
        let mut add = |kind: Kind, bytes: Vec<u8>| {
            let target = format!("media/figure{number}.{}", kind.extension());
            self.files.push(File { path: format!("word/{target}"), kind: "", bytes });
            target
        };
        let size = (width, height);
        let (picture, original) = match kind {
            Kind::Svg => (add(Kind::Png, drawing::frame(size)), Some(add(Kind::Svg, bytes.clone()))),
            _ => (add(kind, bytes.clone()), None),
        };
        let stored = Stored { picture, original, size };
        self.known.insert(&image.file, stored.clone());
        Some(stored)
    }
}
