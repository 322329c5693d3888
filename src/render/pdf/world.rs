//! What the typesetter can see: one source, the fonts of this program, and the figures that it is given. No disk, no network,
//! no clock.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World};

use crate::render::brand::{Brand, Images};

/// The face of running text, legible in print.
const FACES: [&[u8]; 4] = [
    include_bytes!("../../../assets/fonts/OpenSans-Regular.ttf"),
    include_bytes!("../../../assets/fonts/OpenSans-Bold.ttf"),
    include_bytes!("../../../assets/fonts/OpenSans-Italic.ttf"),
    include_bytes!("../../../assets/fonts/OpenSans-BoldItalic.ttf"),
];

/// The fonts, read once.
fn fonts() -> &'static (LazyHash<FontBook>, Vec<Font>) {
    static FONTS: OnceLock<(LazyHash<FontBook>, Vec<Font>)> = OnceLock::new();
    FONTS.get_or_init(|| {
        let all = FACES.into_iter().chain(typst_assets::fonts());
        let fonts: Vec<Font> = all.flat_map(|face| Font::iter(Bytes::new(face))).collect();
        (LazyHash::new(FontBook::from_fonts(&fonts)), fonts)
    })
}

/// The files of figures and of the logo by the names under which the source asks for them.
pub(super) fn files(images: &Images, brand: &Brand) -> BTreeMap<String, Vec<u8>> {
    let logo = brand.logo.as_ref().map(|logo| (name("logo", &logo.file), logo.bytes.clone()));
    let images = images.iter().enumerate().map(|(number, (file, bytes))| (figure(number, file), bytes.clone()));
    images.chain(logo).collect()
}

/// The name under which the source asks for the figure of this number.
pub(super) fn figure(number: usize, file: &str) -> String {
    name(&format!("figure-{number}"), file)
}

/// A plain name with the ending of `file`, which tells its format.
pub(super) fn name(stem: &str, file: &str) -> String {
    let ending = file.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let plain = !ending.is_empty() && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
    format!("/{stem}.{}", if plain { &ending } else { "png" })
}

/// All that the typesetter sees.
pub(super) struct Desk {
    library: LazyHash<Library>,
    main: Source,
    files: BTreeMap<String, Bytes>,
}

impl Desk {
    pub(super) fn new(source: String, files: BTreeMap<String, Vec<u8>>) -> Self {
        let path = VirtualPath::new("/main.typ").expect("the path is well formed");
        let id = RootedPath::new(VirtualRoot::Project, path).intern();
        Desk {
            library: LazyHash::new(Library::default()),
            main: Source::new(id, source),
            files: files.into_iter().map(|(name, bytes)| (name, Bytes::new(bytes))).collect(),
        }
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &fonts().0
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() { Ok(self.main.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let path = id.vpath().get_with_slash();
        self.files.get(path).cloned().ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        fonts().1.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
