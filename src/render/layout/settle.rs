//! Puts what a layout refers to in order: footnotes, lists, captions.

use super::{Change, Content, Fragment, Layout, Paragraph, Part, Role, Table};
use crate::document::label::is_caption;

/// Numbers footnotes by their first reference and lists by their first item, leaves lists out that have no item, and tells
/// tables their captions.
pub(super) fn settle(layout: &mut Layout) {
    order_notes(layout);
    order_lists(layout);
    name_tables(&mut layout.parts);
}

/// Calls `f` with each paragraph, those of the footnotes last.
pub(super) fn each_paragraph<'l>(layout: &'l mut Layout, f: &mut impl FnMut(&'l mut Paragraph)) {
    for part in &mut layout.parts {
        match part {
            Part::Paragraph(paragraph) => f(paragraph),
            Part::Table(table) => {
                table.rows.iter_mut().flat_map(|row| row.cells.iter_mut().flatten()).for_each(&mut *f);
            }
        }
    }
    layout.notes.iter_mut().flat_map(|note| &mut note.paragraphs).for_each(f);
}

/// The numbers of what is found, in the order in which it is.
struct Numbers {
    of: Vec<Option<usize>>,
    found: Vec<usize>,
}

impl Numbers {
    fn new(count: usize) -> Numbers {
        Numbers { of: vec![None; count], found: Vec::new() }
    }

    fn find(&mut self, at: usize) {
        if self.of[at].is_none() {
            self.of[at] = Some(self.found.len());
            self.found.push(at);
        }
    }
}

fn order_notes(layout: &mut Layout) {
    let mut numbers = Numbers::new(layout.notes.len());
    let find = |numbers: &mut Numbers, paragraph: &Paragraph| {
        for fragment in &paragraph.fragments {
            if let Content::Note(note) = fragment.content {
                numbers.find(note);
            }
        }
    };
    for part in &layout.parts {
        match part {
            Part::Paragraph(paragraph) => find(&mut numbers, paragraph),
            Part::Table(table) => {
                let cells = table.rows.iter().flat_map(|row| row.cells.iter().flatten());
                cells.for_each(|paragraph| find(&mut numbers, paragraph));
            }
        }
    }
    let mut at = 0;
    for left in 0..=layout.notes.len() {
        // Footnotes may refer to each other.
        while at < numbers.found.len() {
            let note = numbers.found[at];
            layout.notes[note].paragraphs.iter().for_each(|paragraph| find(&mut numbers, paragraph));
            at += 1;
        }
        if left < layout.notes.len() {
            numbers.find(left);
        }
    }
    let notes = numbers.found.iter().map(|note| std::mem::take(&mut layout.notes[*note])).collect();
    layout.notes = notes;
    each_paragraph(layout, &mut |paragraph| {
        for Fragment { content, .. } in &mut paragraph.fragments {
            if let Content::Note(note) = content {
                *note = numbers.of[*note].expect("all were found");
            }
        }
    });
}

fn order_lists(layout: &mut Layout) {
    let lists = std::mem::take(&mut layout.lists);
    let mut numbers = Numbers::new(lists.len());
    each_paragraph(layout, &mut |paragraph| {
        for role in std::iter::once(paragraph.role).chain(paragraph.former) {
            if let Role::Item(list, _) = role {
                // What it stands within comes first.
                let unknown = |at: &usize| numbers.of[*at].is_none();
                let around: Vec<usize> =
                    std::iter::successors(Some(list).filter(unknown), |at| lists[*at].within.filter(unknown)).collect();
                around.into_iter().rev().for_each(|list| numbers.find(list));
            }
        }
    });
    let number = |list: usize| numbers.of[list].expect("all that are in use were found");
    layout.lists = numbers
        .found
        .iter()
        .map(|list| super::List { within: lists[*list].within.map(number), ..lists[*list] })
        .collect();
    each_paragraph(layout, &mut |paragraph| {
        for role in std::iter::once(&mut paragraph.role).chain(&mut paragraph.former) {
            if let Role::Item(list, _) = role {
                *list = number(*list);
            }
        }
    });
}

fn name_tables(parts: &mut [Part]) {
    let mut above = [const { String::new() }; 2];
    for part in parts {
        match part {
            Part::Paragraph(paragraph) => {
                for (above, gone) in above.iter_mut().zip([is_earlier, is_later]) {
                    let text = text_of(paragraph, gone);
                    if !text.is_empty() {
                        *above = text;
                    }
                }
            }
            Part::Table(table) => {
                let is_gone = table.rows.iter().all(|row| is_earlier(row.change));
                let text = &above[usize::from(is_gone)];
                table.caption = (is_caption(text) && !is_source(text)).then(|| text.clone());
                clear(&mut above, table);
            }
        }
    }
}

/// A table that both texts have stands between a caption and the table after it.
fn clear(above: &mut [String; 2], table: &Table) {
    for (above, gone) in above.iter_mut().zip([is_earlier, is_later]) {
        if table.rows.iter().any(|row| !gone(row.change)) {
            above.clear();
        }
    }
}

/// Whether it is in the earlier text only, at this place.
fn is_earlier(change: Change) -> bool {
    matches!(change, Change::Deleted | Change::MovedFrom(_))
}

/// Whether it is in the later text only, at this place.
fn is_later(change: Change) -> bool {
    matches!(change, Change::Inserted | Change::MovedTo(_))
}

fn text_of(paragraph: &Paragraph, gone: fn(Change) -> bool) -> String {
    let mut text = String::new();
    for fragment in paragraph.fragments.iter().filter(|fragment| !gone(fragment.change)) {
        match &fragment.content {
            Content::Text(own) => text.push_str(own),
            Content::Break => text.push(' '),
            Content::Note(_) | Content::Image(_) => {}
        }
    }
    text.trim().to_owned()
}

/// Whether it names a source ("Źródło: …"), which stands below a table.
fn is_source(text: &str) -> bool {
    let text = text.to_lowercase();
    text.starts_with("źród") || text.starts_with("source")
}
