//! How many words of a layout are kept, inserted, deleted, moved.

use super::{Change, Content, Layout, Paragraph, Part, Role};

/// Words of a layout by what happened to them: runs of letters and numbers (`1.234,5`) of the text without its headings, those
/// in alternative texts of figures included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are those of `Change`")]
pub struct Tally {
    pub kept: u64,
    pub inserted: u64,
    pub deleted: u64,
    pub moved_from: u64,
    pub moved_to: u64,
}

impl Layout {
    /// Counts the words of the text; headings are left out.
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for part in &self.parts {
            match part {
                Part::Paragraph(paragraph) => tally.add(paragraph),
                Part::Table(table) => {
                    table.rows.iter().flat_map(|row| row.cells.iter().flatten()).for_each(|it| tally.add(it));
                }
            }
        }
        self.notes.iter().flat_map(|note| &note.paragraphs).for_each(|paragraph| tally.add(paragraph));
        tally
    }
}

impl Tally {
    fn add(&mut self, paragraph: &Paragraph) {
        if matches!(paragraph.role, Role::Heading(_)) {
            return;
        }
        let mut run = String::new();
        let mut change = Change::Kept;
        for fragment in &paragraph.fragments {
            if fragment.change != change {
                self.count(&run, change);
                run.clear();
                change = fragment.change;
            }
            match &fragment.content {
                Content::Text(text) => run.push_str(text),
                Content::Image(image) => run.push_str(&format!(" {} ", image.alternative)),
                Content::Break | Content::Note(_) => run.push(' '),
            }
        }
        self.count(&run, change);
    }

    fn count(&mut self, text: &str, change: Change) {
        let count = words(text);
        match change {
            Change::Kept => self.kept += count,
            Change::Inserted => self.inserted += count,
            Change::Deleted => self.deleted += count,
            Change::MovedFrom(_) => self.moved_from += count,
            Change::MovedTo(_) => self.moved_to += count,
        }
    }
}

fn words(text: &str) -> u64 {
    let mut letters = text.chars().peekable();
    let mut words = 0;
    while let Some(letter) = letters.next() {
        if letter.is_ascii_digit() {
            words += 1;
            while let Some(next) = letters.peek().copied() {
                let inner = matches!(next, '.' | ',') && letters.clone().nth(1).is_some_and(|it| it.is_ascii_digit());
                if !next.is_ascii_digit() && !inner {
                    break;
                }
                letters.next();
            }
        } else if letter.is_alphanumeric() {
            words += 1;
            let joins = |it: &char| {
                it.is_alphanumeric() && !it.is_ascii_digit() || *it == '\u{ad}' || ('\u{300}'..='\u{36f}').contains(it)
            };
            while letters.next_if(joins).is_some() {}
        }
    }
    words
}
