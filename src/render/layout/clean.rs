//! The text of a document as it is set.

use super::reader::read;
use super::setter::{Setter, Side};
use super::settle::settle;
use super::text::Text;
use super::{Change, Layout, Note, Part};
use crate::document::Document;

/// Sets the text of a document; all of it is [`Change::Kept`].
///
/// Headings keep their levels, and a table of contents that is written into the text stays in it; front matter is no part of
/// it but gives the title and the language (`pl` where it names none). Of raw HTML its text is set, a paragraph for each
/// element that is one. Footnotes stand in the order of their first reference, those that nothing refers to behind them;
/// a reference to a footnote that is not there stays as it is written. Link reference definitions and comments are markup.
pub fn clean(document: &Document) -> Layout {
    let text = read(document);
    let side = Side::of(&text);
    let mut layout = frame(document);
    layout.lists.clone_from(&text.lists);
    layout.parts = set(&side, &text.running(None));
    layout.notes = text.in_notes().iter().zip(&text.notes).map(|(units, label)| note(&side, label, units)).collect();
    settle(&mut layout);
    layout
}

/// A layout of a document without its text.
pub(super) fn frame(document: &Document) -> Layout {
    let named = |key: &str| document.metadata.get(key).map(str::trim).filter(|value| !value.is_empty());
    let lang = named("lang").or_else(|| named("language")).unwrap_or("pl");
    Layout { title: document.title().to_owned(), lang: lang.to_owned(), ..Layout::default() }
}

fn set(side: &Side<'_>, units: &[usize]) -> Vec<Part> {
    let mut setter = Setter::default();
    for at in units {
        setter.unit(side, *at, Change::Kept, None);
    }
    setter.parts
}

fn note(side: &Side<'_>, label: &str, units: &[usize]) -> Note {
    Note { label: label.to_owned(), paragraphs: super::setter::paragraphs(set(side, units)) }
}

impl<'t> Side<'t> {
    /// A text that stands for itself.
    pub(super) fn of(text: &'t Text<'t>) -> Side<'t> {
        let anchors = text.anchors();
        Side {
            text,
            lists: (0..text.lists.len()).collect(),
            notes: (0..text.notes.len()).collect(),
            headings: anchors.clone(),
            anchors,
            atom_of: text.atom_of(),
        }
    }
}
