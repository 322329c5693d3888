//! A block: the smallest unit that is aligned as a whole (paragraph, list item, table, …).

use super::inline::Inline;
use super::span::Span;

/// What kind of text a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BlockKind {
    /// A paragraph.
    Paragraph,
    /// A list item without its nested items.
    Item,
    /// A whole table.
    Table,
    /// A whole quotation.
    Quotation,
    /// A code block, fenced or indented.
    Code,
    /// A paragraph that holds only an image.
    Figure,
    /// A footnote definition.
    Footnote,
    /// Raw HTML; its tags are opaque.
    Html,
    /// A term with its definitions, or a link reference definition.
    Definition,
    /// A thematic break (`---`).
    Break,
}

/// A block of a section's own text.
///
/// The block's text, which [`Document::block_text`](super::Document::block_text) returns, is its source without
/// surrounding blank lines; for a list item without its nested items, so it may come in several pieces.
/// All offsets but `pieces` count bytes of that text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// The pieces of the source that make up the text, in order; at least one.
    pub pieces: Vec<Span>,
    /// Length of the marker at the start (`- `, `1. `, `[^1]: `) in bytes; 0 where there is none.
    pub marker: u32,
    /// How deeply a list item is nested, from 1; 0 for all other blocks.
    pub depth: u8,
    /// The visible text, in order; what lies between is markup.
    pub inlines: Vec<Inline>,
    /// Rows and cells of a table.
    pub table: Option<Box<Table>>,
    /// Set aside: a line of a table of contents written into the text. Shown, but neither compared nor counted.
    pub set_aside: bool,
}

/// Rows of cells; the first row is the header. Spans are offsets into the block's text, without surrounding blanks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Cells by row; rows may differ in length.
    pub rows: Vec<Vec<Span>>,
}
