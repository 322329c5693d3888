//! What a file says, as far as Markdown can say it: blocks, lists, tables and pieces of text.

/// The text of a file, before it is written as Markdown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Content {
    /// What it consists of, in order.
    pub blocks: Vec<Block>,
    /// Its footnotes; [`What::Note`] counts from 0 in them.
    pub notes: Vec<Vec<Block>>,
}

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading, of level 1 to 6.
    Heading {
        /// Its level.
        level: u8,
        /// Its text, the computed number included.
        text: Vec<Piece>,
    },
    /// A paragraph.
    Paragraph(Vec<Piece>),
    /// What is quoted.
    Quotation(Vec<Block>),
    /// A list.
    List(List),
    /// A table.
    Table(Table),
    /// A line across the page.
    Rule,
}

/// A list, with its items.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// The number of its first item and the sign behind it (`.` or `)`); `None` for bullets.
    pub numbers: Option<(u32, char)>,
    /// What each item holds; its own text comes first.
    pub items: Vec<Vec<Block>>,
}

/// A table; its first row is its head.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// How each column is set; as many as the widest row has cells.
    pub columns: Vec<Alignment>,
    /// The rows, with the paragraphs of each cell.
    pub rows: Vec<Vec<Vec<Vec<Piece>>>>,
}

/// How a column is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Alignment {
    #[default]
    None,
    Center,
    Right,
}

/// A piece of a paragraph with one look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What it is.
    pub what: What,
    /// How it looks.
    pub face: Face,
    /// Where it leads.
    pub link: Option<String>,
}

/// What a piece of a paragraph is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// Text.
    Text(String),
    /// The end of a line within a paragraph.
    Break,
    /// The reference to a footnote, from 0.
    Note(usize),
    /// An image.
    Image {
        /// The path of its file from the text.
        file: String,
        /// What it shows, in words.
        alternative: String,
    },
}

/// How a piece of text looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Face {
    pub strong: bool,
    pub emphasis: bool,
    pub strike: bool,
    pub position: Position,
}

/// Where a piece of text stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Position {
    #[default]
    Line,
    Below,
    Above,
}

impl Piece {
    /// Text without a look.
    pub fn plain(text: impl Into<String>) -> Piece {
        Piece { what: What::Text(text.into()), face: Face::default(), link: None }
    }
}

/// The words of pieces, without their look; a break is a blank, images and notes are left out.
pub fn words(pieces: &[Piece]) -> String {
    let mut words = String::new();
    for piece in pieces {
        match &piece.what {
            What::Text(text) => words.push_str(text),
            What::Break => words.push(' '),
            What::Note(_) | What::Image { .. } => {}
        }
    }
    words
}
