//! A strategy text: Document ▸ Section ▸ Block ▸ inline text, with byte spans into its source.

pub mod block;
pub mod decision;
pub mod diagnostic;
pub mod event;
pub mod hidden;
pub mod html;
pub mod image;
pub mod inline;
pub mod label;
pub mod markdown;
mod marker;
pub mod metadata;
mod numeral;
pub mod outline;
mod promotion;
mod provision;
pub mod section;
pub mod span;

use std::borrow::Cow;

pub use block::{Block, BlockKind, Table};
pub use decision::{Anchor, Decision, Evidence, EvidenceKind, Ruling, Weight};
pub use diagnostic::{Remark, RemarkKind, Side};
pub use image::Figures;
pub use inline::{Inline, Style};
pub use label::Label;
pub use metadata::Metadata;
pub use promotion::Headings;
pub use section::Section;
pub use span::Span;

/// A text as read from Markdown by [`markdown::read`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The source, with LF line ends.
    pub source: String,
    /// Front matter.
    pub metadata: Metadata,
    /// Sections in order; the first one is the text before the first heading and is always there.
    pub sections: Vec<Section>,
    /// What was noticed while reading, in order of place.
    pub remarks: Vec<Remark>,
}

impl Document {
    /// The text of a block: its source without surrounding blank lines and, for a list item, without nested items.
    pub fn block_text(&self, block: &Block) -> Cow<'_, str> {
        match block.pieces.as_slice() {
            [piece] => Cow::Borrowed(piece.of(&self.source)),
            pieces => Cow::Owned(pieces.iter().map(|piece| piece.of(&self.source)).collect()),
        }
    }

    /// The title: of the front matter, else of the first heading of the lowest level there is; empty where neither is.
    pub fn title(&self) -> &str {
        self.metadata.get("title").unwrap_or_else(|| {
            let headed = self.sections.iter().skip(1);
            headed.min_by_key(|section| section.level).map_or("", |section| &section.heading)
        })
    }

    /// The headings from the outermost section down to `section`, the text before the first heading left out.
    pub fn path(&self, section: usize) -> Vec<&str> {
        let mut path: Vec<&str> = std::iter::successors(Some(section), |at| self.sections[*at].parent)
            .filter(|at| *at != 0)
            .map(|at| self.sections[at].heading.as_str())
            .collect();
        path.reverse();
        path
    }
}
