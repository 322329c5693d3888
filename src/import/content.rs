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
    /// Text that is shown as it is typed.
    Code {
        /// Its language; empty where none is told.
        language: String,
        /// Its lines.
        text: String,
    },
    /// A term and what it means.
    Definition {
        /// The term.
        term: Vec<Piece>,
        /// Its meanings, each with its own blocks.
        meanings: Vec<Vec<Block>>,
    },
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
    pub code: bool,
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

impl List {
    /// Whether an item with this number, or without one, is the next one of the list.
    pub fn goes_on(&self, numbers: Option<(u32, char)>) -> bool {
        match (self.numbers, numbers) {
            (None, None) => true,
            (Some((first, sign)), Some((number, other))) => {
                sign == other && u64::from(first) + self.items.len() as u64 == u64::from(number)
            }
            _ => false,
        }
    }
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

/// The pieces of a paragraph as typed text, with line feeds for breaks; `None` where they hold more than text.
pub fn typed(pieces: &[Piece]) -> Option<String> {
    let mut typed = String::new();
    for piece in pieces {
        match &piece.what {
            What::Text(text) => typed.push_str(text),
            What::Break => typed.push('\n'),
            What::Note(_) | What::Image { .. } => return None,
        }
    }
    Some(typed)
}

/// Whether pieces show nothing.
pub fn is_blank(pieces: &[Piece]) -> bool {
    pieces.iter().all(|piece| match &piece.what {
        What::Text(text) => text.trim().is_empty(),
        What::Break => true,
        What::Note(_) | What::Image { .. } => false,
    })
}

/// Takes the slant from a heading that is slanted as a whole: that is how headings are set.
pub fn plain_heading(pieces: &mut [Piece]) {
    let shown = |piece: &Piece| matches!(&piece.what, What::Text(text) if !text.trim().is_empty());
    let own = pieces.iter().filter(|piece| shown(piece)).count();
    let slanted = pieces.iter().filter(|piece| shown(piece) && piece.face.emphasis).count();
    // The computed number has no look.
    if slanted + 1 >= own {
        pieces.iter_mut().for_each(|piece| piece.face.emphasis = false);
    }
}

/// Takes the bold face from a head of a table that is bold as a whole: heads are set like that, and some programs write it
/// down.
pub fn plain_head(mut pieces: Vec<&mut Piece>) {
    let shown = |piece: &&mut Piece| matches!(&piece.what, What::Text(text) if !text.trim().is_empty());
    if pieces.iter().filter(|piece| shown(piece)).all(|piece| piece.face.strong) {
        pieces.iter_mut().for_each(|piece| piece.face.strong = false);
    }
}
