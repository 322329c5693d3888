//! The two texts that a redline spells, and the words of a layout without any format.

use super::setter::add;
use super::settle::settle;
use super::{Change, Content, Fragment, Layout, Note, Paragraph, Part, Row, Table};

impl Layout {
    /// The later text: what was inserted stays, what was deleted goes. All of it is [`Change::Kept`].
    pub fn accepted(&self) -> Layout {
        one_side(self, State::Later)
    }

    /// The earlier text: what was deleted stays, what was inserted goes. All of it is [`Change::Kept`]; links, faces,
    /// alignment and kinds of blanks are those of the later text where it has them.
    pub fn rejected(&self) -> Layout {
        one_side(self, State::Earlier)
    }

    /// The text without any format: a line for each paragraph and each cell, the footnotes at the end with their numbers. A
    /// reference to a footnote is its number in brackets, a figure its alternative text. What was deleted is in it too.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for part in &self.parts {
            match part {
                Part::Paragraph(paragraph) => line(&mut text, paragraph),
                Part::Table(table) => {
                    let cells = table.rows.iter().flat_map(|row| row.cells.iter().flatten());
                    cells.for_each(|paragraph| line(&mut text, paragraph));
                }
            }
        }
        for (number, note) in self.notes.iter().enumerate() {
            text.push_str(&format!("[{}] ", number + 1));
            note.paragraphs.iter().for_each(|paragraph| line(&mut text, paragraph));
        }
        text
    }
}

fn line(text: &mut String, paragraph: &Paragraph) {
    for fragment in &paragraph.fragments {
        match &fragment.content {
            Content::Text(own) => text.push_str(own),
            Content::Break => text.push('\n'),
            Content::Note(note) => text.push_str(&format!("[{}]", note + 1)),
            Content::Image(image) => text.push_str(&image.alternative),
        }
    }
    text.push('\n');
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Earlier,
    Later,
}

impl State {
    fn has(self, change: Change) -> bool {
        match change {
            Change::Kept => true,
            Change::Inserted | Change::MovedTo(_) => self == State::Later,
            Change::Deleted | Change::MovedFrom(_) => self == State::Earlier,
        }
    }
}

fn one_side(layout: &Layout, state: State) -> Layout {
    let parts = parts(&layout.parts, state);
    // Where a footnote is gone, so are all references to it.
    let mut left = Vec::new();
    let mut numbers = vec![None; layout.notes.len()];
    for (at, note) in layout.notes.iter().enumerate() {
        let paragraphs = paragraphs(&note.paragraphs, state);
        if !paragraphs.is_empty() {
            numbers[at] = Some(left.len());
            left.push(Note { label: note.label.clone(), paragraphs });
        }
    }
    let mut side = Layout { parts, notes: left, moves: 0, ..layout.clone() };
    super::settle::each_paragraph(&mut side, &mut |paragraph| {
        paragraph.fragments.retain_mut(|fragment| match &mut fragment.content {
            Content::Note(note) => numbers[*note].map(|number| *note = number).is_some(),
            _ => true,
        });
    });
    settle(&mut side);
    side
}

fn parts(parts: &[Part], state: State) -> Vec<Part> {
    let mut left: Vec<Part> = Vec::new();
    let mut open = Vec::new();
    for part in parts {
        match part {
            Part::Paragraph(paragraph) => left.extend(joined(&mut open, paragraph, state).map(Part::Paragraph)),
            Part::Table(table) => {
                let rows: Vec<Row> =
                    table.rows.iter().filter(|row| state.has(row.change)).map(|it| row(it, state)).collect();
                if !rows.is_empty() {
                    left.extend(rest(&mut open).map(Part::Paragraph));
                    left.push(Part::Table(Table { rows, ..table.clone() }));
                }
            }
        }
    }
    left.extend(rest(&mut open).map(Part::Paragraph));
    left
}

fn row(row: &Row, state: State) -> Row {
    let cell = |cell: &Vec<Paragraph>| {
        let mut left = paragraphs(cell, state);
        if left.is_empty() {
            left.push(Paragraph::default());
        }
        left
    };
    Row { change: Change::Kept, cells: row.cells.iter().map(cell).collect() }
}

fn paragraphs(paragraphs: &[Paragraph], state: State) -> Vec<Paragraph> {
    let mut open = Vec::new();
    let mut left: Vec<Paragraph> =
        paragraphs.iter().filter_map(|paragraph| joined(&mut open, paragraph, state)).collect();
    left.extend(rest(&mut open));
    left
}

/// The paragraph with what stood before it and has no end of its own; `None` where its own end is gone.
fn joined(open: &mut Vec<Fragment>, paragraph: &Paragraph, state: State) -> Option<Paragraph> {
    for fragment in paragraph.fragments.iter().filter(|fragment| state.has(fragment.change)) {
        add(open, Fragment { change: Change::Kept, ..fragment.clone() });
    }
    state.has(paragraph.end).then(|| {
        let former = paragraph.former.filter(|_| state == State::Earlier);
        Paragraph {
            role: former.unwrap_or(paragraph.role),
            former: None,
            end: Change::Kept,
            fragments: std::mem::take(open),
            anchor: paragraph.anchor.clone(),
        }
    })
}

/// What stands before a table or at the end and has no end of its own.
fn rest(open: &mut Vec<Fragment>) -> Option<Paragraph> {
    let fragments = std::mem::take(open);
    (!fragments.is_empty()).then(|| Paragraph { fragments, ..Paragraph::default() })
}
