//! A table that goes out as a spreadsheet, as CSV, as a page or as a Word file: the same rows in each of them.

use super::layout::{Content, Fragment, Layout, Paragraph, Part, Role, Row, Table};
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

impl Sheet {
    /// The table as a text that can be set: its title, what it is about, and the rows.
    pub fn layout(&self) -> Layout {
        let line = |role, text: &str| {
            let mut fragments = Vec::new();
            for (number, line) in text.split('\n').enumerate() {
                if number > 0 {
                    fragments.push(Fragment { content: Content::Break, ..Fragment::default() });
                }
                if !line.is_empty() {
                    fragments.push(Fragment { content: Content::Text(line.to_owned()), ..Fragment::default() });
                }
            }
            Paragraph { role, fragments, ..Paragraph::default() }
        };
        let row = |texts: &mut dyn Iterator<Item = String>| Row {
            cells: texts.map(|text| vec![line(Role::Body, &text)]).collect(),
            ..Row::default()
        };
        let head = row(&mut self.columns.iter().map(|column| column.heading.clone()));
        let rows = self.rows.iter().map(|cells| row(&mut cells.iter().map(|cell| cell.text(self.lang))));
        let table = Table {
            columns: Vec::new(),
            rows: std::iter::once(head).chain(rows).collect(),
            caption: Some(self.title.clone()),
        };
        Layout {
            title: format!("{} – {}", self.title, self.subject),
            lang: self.lang.tag().to_owned(),
            parts: vec![
                Part::Paragraph(line(Role::Heading(1), &self.title)),
                Part::Paragraph(line(Role::Body, &self.subject)),
                Part::Paragraph(line(Role::Body, &self.note)),
                Part::Table(table),
            ],
            ..Layout::default()
        }
    }
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
