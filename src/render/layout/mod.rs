//! A text as it is set: paragraphs, tables and notes, each with what happened to it, before any format.
//!
//! Word, ODT and PDF are written from this one shape: a clean text is a layout in which everything is
//! [`Change::Kept`], a redline one in which [`Layout::accepted`] spells the later text and [`Layout::rejected`] the
//! earlier one.

mod clean;
mod draft;
mod face;
mod markup;
mod order;
mod pairing;
mod reader;
mod redline;
mod setter;
mod settle;
mod side;
mod tally;
mod text;
mod wording;

pub use clean::clean;
pub use redline::redline;
pub use tally::Tally;

/// A text as it is set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// The title, for the properties of a file; it is not repeated in [`parts`](Layout::parts).
    pub title: String,
    /// Language of the text as a BCP 47 tag (`pl`).
    pub lang: String,
    /// The text from the first line to the last.
    pub parts: Vec<Part>,
    /// Footnotes in the order of their first reference; [`Content::Note`] counts in this list.
    pub notes: Vec<Note>,
    /// Lists; [`Role::Item`] counts in this list.
    pub lists: Vec<List>,
    /// How many moves there are; [`Change::MovedFrom`] and [`Change::MovedTo`] are numbered below it.
    pub moves: usize,
}

/// A paragraph or a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A paragraph.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
}

/// A paragraph, a heading, a list item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// What it is; in a redline what it is in the later text, or was where it is not in the later one.
    pub role: Role,
    /// What it was in the earlier text, where it is in both and its role changed.
    pub former: Option<Role>,
    /// What happened to its end: an inserted end joins the paragraph with the next one where it is rejected, a deleted
    /// one where it is accepted.
    pub end: Change,
    /// Its text in order.
    pub fragments: Vec<Fragment>,
    /// A name under which links reach it, unique in the layout: of a heading.
    pub anchor: Option<String>,
}

/// What a paragraph is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// Running text.
    #[default]
    Body,
    /// A heading; its level from 1 to 6.
    Heading(u8),
    /// The first paragraph of a list item: the list (index into [`Layout::lists`]) and its depth from 0. Its number or
    /// bullet is made by the format.
    Item(usize, u8),
    /// A further paragraph of a list item, at this depth from 0.
    Continued(u8),
    /// A quotation, at this depth from 1.
    Quotation(u8),
    /// Code or raw markup: its lines are separated by [`Content::Break`], its spaces count.
    Code,
    /// A term that is defined.
    Term,
    /// What defines a term.
    Definition,
    /// The text of a footnote.
    Note,
    /// A thematic break; it has no text.
    Rule,
}

/// A list of items of one kind and one depth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct List {
    /// How its items are marked.
    pub marks: Marks,
    /// Depth of its items from 0.
    pub depth: u8,
    /// The list within whose items it stands (index into [`Layout::lists`]).
    pub within: Option<usize>,
}

/// How the items of a list are marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marks {
    /// Bullets.
    Bullets,
    /// Numbers (`1.`) from this one on.
    Numbers(u64),
    /// Numbers with a parenthesis (`1)`) from this one on.
    Parentheses(u64),
}

/// A part of a paragraph that is set alike.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fragment {
    /// What happened to it.
    pub change: Change,
    /// What it holds.
    pub content: Content,
    /// How it is set.
    pub face: Face,
    /// The target of the link that it belongs to: an address, or `#` and an anchor.
    pub link: Option<String>,
}

/// What happened to a part of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Change {
    /// It is in both texts, at this place.
    #[default]
    Kept,
    /// It is in the later text only.
    Inserted,
    /// It is in the earlier text only.
    Deleted,
    /// It is in both texts; this is the place that it left. Its move, from 0.
    MovedFrom(usize),
    /// It is in both texts; this is the place at which it arrived. Its move, from 0.
    MovedTo(usize),
}

/// What a fragment holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Text; line breaks in it are spaces.
    Text(String),
    /// A line break.
    Break,
    /// A reference to a footnote (index into [`Layout::notes`]).
    Note(usize),
    /// A figure.
    Image(Image),
}

/// A figure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Image {
    /// The file as the text names it (`media/schemat.svg`).
    pub file: String,
    /// Alternative text; empty where there is none.
    pub alternative: String,
    /// Its title; empty where there is none.
    pub title: String,
}

/// How text is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Face {
    pub strong: bool,
    pub emphasis: bool,
    pub code: bool,
    pub strikethrough: bool,
    pub superscript: bool,
    pub subscript: bool,
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// How the columns are set, from the first; columns beyond are set at the start.
    pub columns: Vec<Alignment>,
    /// Rows; the first one is the header.
    pub rows: Vec<Row>,
    /// Its caption where the paragraph before it is one ("Tabela 3. Wskaźniki"), for readers who cannot see it. It is a
    /// paragraph of its own too.
    pub caption: Option<String>,
}

/// Where the text of a column stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Alignment {
    /// At the start of the line.
    #[default]
    Start,
    /// In the middle.
    Centre,
    /// At the end.
    End,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// What happened to it as a whole. All that an inserted row holds is inserted, all that a deleted one holds deleted.
    pub change: Change,
    /// Its cells, as many as the table's widest row has; each with one paragraph at least.
    pub cells: Vec<Vec<Paragraph>>,
}

/// A footnote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// What the text calls it (`1`, `źródło`).
    pub label: String,
    /// Its text; at least one paragraph.
    pub paragraphs: Vec<Paragraph>,
}

impl Default for Content {
    fn default() -> Self {
        Content::Text(String::new())
    }
}
