//! The names under which Word finds a heading.

use std::collections::BTreeMap;

use crate::render::layout::{Layout, Part};

/// How long the name of a bookmark may be.
const NAME_LIMIT: usize = 40;

/// The bookmarks of a text by the anchors of its headings.
pub(super) fn bookmarks(layout: &Layout) -> BTreeMap<&str, String> {
    let paragraphs = layout.parts.iter().filter_map(|part| match part {
        Part::Paragraph(paragraph) => paragraph.anchor.as_deref(),
        Part::Table(_) => None,
    });
    let name = |(at, anchor): (usize, &str)| {
        let letters = anchor.chars().map(|it| if it.is_alphanumeric() { it } else { '_' });
        format!("n{at}_").chars().chain(letters).take(NAME_LIMIT).collect()
    };
    paragraphs.enumerate().map(|(at, anchor)| (anchor, name((at, anchor)))).collect()
}
