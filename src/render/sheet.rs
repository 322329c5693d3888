//! A table that goes out as a spreadsheet, as CSV, as a page or as a Word file: the same rows in each of them.

use crate::locale::{Language, Locale};

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// What the table is ("Tabela zmian").
    pub title: String,
    /// The text that it is about.
    pub subject: String,
    /// Which states were compared, as a sentence.
    pub note: String,
    /// The language of its wording.
    pub lang: Language,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, each with a cell per column.
    pub rows: Vec<Vec<Cell>>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub heading: String,
    /// How wide it is beside the others, in characters.
    pub width: u16,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// A text, safe to show, not yet escaped for any format; its lines are separated by line breaks.
    Text(String),
    /// A count.
    Count(u64),
}

impl Cell {
    /// The cell in words.
    pub fn text(&self, language: Language) -> String {
        match self {
            Cell::Text(text) => text.clone(),
            Cell::Count(count) => Locale::new(language).count(*count),
        }
    }
}
