//! Redlines in plain characters: styles dropped, unchanged text shortened around the changes.

use super::reading::{Cell, Passage, Row};
use super::redline::{Stretch, StretchOp};
use super::view::OpView;

/// How many unchanged words stay on each side of a change.
const CONTEXT: usize = 8;

/// A stretch in plain characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plain {
    /// What happened to it.
    pub op: StretchOp,
    /// Its text.
    pub text: String,
}

/// The redline in plain characters, in full.
pub fn plain(redline: &[Stretch]) -> Vec<Plain> {
    redline
        .iter()
        .map(|stretch| {
            let pieces = stretch.pieces.iter();
            let text = pieces.map(|piece| if piece.note { format!("[{}]", piece.text) } else { piece.text.clone() });
            Plain { op: stretch.op, text: text.collect() }
        })
        .collect()
}

/// The redline in plain characters, with a few unchanged words around each change and "…" for the rest. A redline
/// without changes stays whole.
pub fn shortened(redline: &[Stretch]) -> Vec<Plain> {
    let mut cut = plain(redline);
    if cut.iter().all(|stretch| stretch.op == StretchOp::Equal) {
        return cut;
    }
    let last = cut.len() - 1;
    for (place, stretch) in cut.iter_mut().enumerate() {
        if stretch.op == StretchOp::Equal {
            let head = if place > 0 { CONTEXT } else { 0 };
            let tail = if place < last { CONTEXT } else { 0 };
            stretch.text = ends(&stretch.text, head, tail);
        }
    }
    cut
}

/// The first `head` and the last `tail` words, where what lies between is longer than a few words.
fn ends(text: &str, head: usize, tail: usize) -> String {
    let words: Vec<(usize, &str)> =
        text.split_whitespace().map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word)).collect();
    if words.len() <= head + tail + 3 {
        return text.to_owned();
    }
    let front = if head == 0 { 0 } else { words[head - 1].0 + words[head - 1].1.len() };
    let back = if tail == 0 { text.len() } else { words[words.len() - tail].0 };
    let (before, after) = (if head == 0 { "" } else { " " }, if tail == 0 { "" } else { " " });
    format!("{}{before}…{after}{}", &text[..front], &text[back..])
}

/// A line about a changed table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableLine {
    /// A cell that changed: what it stands under, and its redline.
    Cell {
        /// First cell of its row.
        row: String,
        /// Header of its column; empty where there is none.
        column: String,
        /// The redline.
        redline: Vec<Plain>,
    },
    /// A row that was added or removed, or stands at another place.
    Row {
        /// `Added`, `Removed`, or `Equal` where only its place changed.
        op: OpView,
        /// Its cells.
        cells: Vec<String>,
    },
}

/// What changed in a table, cell by cell.
pub fn table(rows: &[Row]) -> Vec<TableLine> {
    let mut lines = Vec::new();
    let header = rows.iter().find(|row| row.header);
    for row in rows {
        let texts = || row.cells.iter().map(|cell| current(cell, row.op)).collect::<Vec<_>>();
        if matches!(row.op, OpView::Added | OpView::Removed) {
            lines.push(TableLine::Row { op: row.op, cells: texts() });
            continue;
        }
        if row.moved {
            lines.push(TableLine::Row { op: OpView::Equal, cells: texts() });
        }
        for (place, cell) in row.cells.iter().enumerate().filter(|(_, cell)| cell.op != OpView::Equal) {
            lines.push(TableLine::Cell {
                row: row.cells.first().filter(|_| place > 0).map(|cell| current(cell, row.op)).unwrap_or_default(),
                column: header
                    .filter(|header| !row.header && place < header.cells.len())
                    .map(|header| current(&header.cells[place], header.op))
                    .unwrap_or_default(),
                redline: plain(&cell.redline),
            });
        }
    }
    lines
}

/// The text of a cell as the later text has it, of a removed row as the earlier one had it.
fn current(cell: &Cell, row: OpView) -> String {
    let gone = if row == OpView::Removed { StretchOp::Insert } else { StretchOp::Delete };
    let text: String = plain(&cell.redline).into_iter().filter(|it| it.op != gone).map(|it| it.text).collect();
    if text.trim().is_empty() { plain(&cell.redline).into_iter().map(|it| it.text).collect() } else { text }
}

/// The redline of a passage as it is shown among the changes: shortened where it was edited, else in full.
pub fn of(passage: &Passage) -> Vec<Plain> {
    shortened(&passage.redline)
}
