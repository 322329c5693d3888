//! The text of a section: every block with its redline, its rows where it is a table, where it went or came from.

use super::{Cell, Directory, Note, Opening, Passage, Row, heading, weight};
use crate::compare::{BlockChange, BlockOp, BlockPlace, CellChange, Entry, Run, RunOp, TableChange};
use crate::document::{Block, BlockKind, Document};
use crate::locale::Value;
use crate::render::redline::{Piece, Source, Stretch, StretchOp, stretches};
use crate::render::view::{entry_id, move_id};
use crate::render::{Subject, guard};

/// How many words of a block are shown where it left for another place.
const EXCERPT: usize = 12;

/// The blocks of an entry, those without changes included, those set aside left out.
///
/// `entry` is told by its number, and by the section of the later text that carries its heading.
pub(super) fn passages(
    subject: &Subject<'_>,
    directory: &Directory,
    (number, main): (usize, Option<usize>),
    entry: &Entry,
) -> Vec<Passage> {
    let mut passages = Vec::new();
    let (mut current, mut opened) = (main, Vec::new());
    for (block, change) in entry.blocks.iter().enumerate().filter(|(_, change)| change.op != BlockOp::Ignored) {
        let Some(mut passage) = passage(subject, directory, change) else { continue };
        passage.block = block;
        let section = change.after.first().map(|place| place.section);
        if section.is_some() && section != current {
            current = section;
            passage.opens = section.map(|section| {
                let first = section_is_new(&mut opened, section) && main != Some(section);
                Opening {
                    id: first.then(|| part_id(number, section)),
                    heading: heading(subject, subject.after, section),
                }
            });
        }
        if passage.is_changed() && passage.anchor.is_none() {
            passage.anchor = Some(format!("{}-{}", entry_id(number), passages.len() + 1));
        }
        passages.push(passage);
    }
    passages
}

fn section_is_new(opened: &mut Vec<usize>, section: usize) -> bool {
    let new = !opened.contains(&section);
    opened.push(section);
    new
}

/// Id of a further section of an item.
pub(super) fn part_id(number: usize, section: usize) -> String {
    format!("{}-h{section}", entry_id(number))
}

fn passage(subject: &Subject<'_>, directory: &Directory, change: &BlockChange) -> Option<Passage> {
    let later = change.after.first().map(|at| (block(subject.after, *at), subject.after));
    let (block, document) = later.or(change.before.first().map(|at| (block(subject.before, *at), subject.before)))?;
    let movement = change.movement.and_then(|number| Some((number, subject.comparison.moves.get(number)?)));
    let mut passage = Passage {
        kind: block.kind.into(),
        op: change.op.into(),
        depth: block.depth,
        marker: marker(subject, document, block),
        opens: None,
        weight: change.weight.map(|it| weight::badge(subject, it)),
        block: 0,
        anchor: None,
        note: None,
        redline: Vec::new(),
        rows: None,
    };
    match (change.op, movement) {
        (BlockOp::MovedOut, Some((number, movement))) => {
            let place = directory.after(subject, movement.to.section);
            let key = if directory.is_within(movement) { "note-moved-within-out" } else { "note-moved-out" };
            passage.anchor = Some(format!("{}-from", move_id(number)));
            passage.note = Some(note(subject, key, &place.text, Some(move_id(number))));
            let source = Source::blocks(subject.before, &change.before);
            let text = stretches(&source.as_run(RunOp::Equal), &source, &source);
            passage.redline = excerpt(&text);
        }
        (BlockOp::MovedIn, Some((number, movement))) => {
            let place = directory.before(subject, movement.from.section);
            let key = if directory.is_within(movement) { "note-moved-within-in" } else { "note-moved-in" };
            passage.anchor = Some(move_id(number));
            passage.note = Some(note(subject, key, &place.text, Some(format!("{}-from", move_id(number)))));
            let before = Source::blocks(subject.before, &[movement.from]);
            let after = Source::blocks(subject.after, &[movement.to]);
            passage.redline = stretches(&movement.runs, &before, &after);
        }
        (op, _) => {
            passage.note = match op {
                BlockOp::Split => Some(note(subject, "note-split", "", None)),
                BlockOp::Joined => Some(note(subject, "note-joined", "", None)),
                _ => None,
            };
            passage.rows = rows(subject, change);
            if passage.rows.is_none() {
                let before = Source::blocks(subject.before, &change.before);
                let after = Source::blocks(subject.after, &change.after);
                passage.redline = stretches(&change.runs, &before, &after);
            }
        }
    }
    if !change.figures.is_empty() {
        let files = change.figures.join(", ");
        let own = subject.locale.text("note-figures", &[("files", Value::Text(&files))]);
        let text = passage.note.as_ref().map_or(own.clone(), |note| format!("{}; {own}", note.text));
        let target = passage.note.and_then(|note| note.target);
        passage.note = Some(Note { text, target });
    }
    Some(passage)
}

fn block(document: &Document, place: BlockPlace) -> &Block {
    &document.sections[place.section].blocks[place.block]
}

fn note(subject: &Subject<'_>, key: &str, place: &str, target: Option<String>) -> Note {
    Note { text: subject.locale.text(key, &[("place", Value::Text(place))]), target }
}

/// The marker as a reader sees it: a bullet, a number, the name of a footnote, a word in front of a figure.
fn marker(subject: &Subject<'_>, document: &Document, block: &Block) -> String {
    let text = document.block_text(block);
    let marker = guard::one_line(text.get(..block.marker as usize).unwrap_or_default());
    let marker = marker.trim();
    match block.kind {
        BlockKind::Item if matches!(marker, "-" | "*" | "+") => "•".to_owned(),
        BlockKind::Item => marker.to_owned(),
        BlockKind::Footnote => {
            let name = marker.trim_start_matches("[^").trim_end_matches(':').trim_end_matches(']');
            format!("[{name}]")
        }
        BlockKind::Figure => subject.locale.text("figure-marker", &[]),
        _ => String::new(),
    }
}

/// The first words of a text.
fn excerpt(text: &[Stretch]) -> Vec<Stretch> {
    let text: String = text.iter().map(Stretch::text).collect();
    let mut words = text.split_whitespace();
    let mut first = words.by_ref().take(EXCERPT).collect::<Vec<_>>().join(" ");
    if words.next().is_some() {
        first.push_str(" …");
    }
    let pieces = vec![Piece { text: first, ..Piece::default() }];
    vec![Stretch { op: StretchOp::Equal, pieces }]
}

/// The rows of a table: compared ones, or those of a table that was added, removed or kept as a whole.
fn rows(subject: &Subject<'_>, change: &BlockChange) -> Option<Vec<Row>> {
    if let Some(table) = &change.table {
        return Some(compared(subject, change, table));
    }
    let (document, place, run) = match (change.op, change.before.as_slice(), change.after.as_slice()) {
        (BlockOp::Added, _, [place]) => (subject.after, *place, RunOp::Insert),
        (BlockOp::Removed, [place], _) => (subject.before, *place, RunOp::Delete),
        (BlockOp::Equal, _, [place]) => (subject.after, *place, RunOp::Equal),
        _ => return None,
    };
    let table = block(document, place).table.as_ref()?;
    let rows = table.rows.iter().enumerate().map(|(row, cells)| Row {
        header: row == 0,
        op: change.op.into(),
        moved: false,
        cells: (0..cells.len())
            .map(|column| {
                let source = Source::cell(document, place, row, column);
                Cell { op: change.op.into(), redline: stretches(&source.as_run(run), &source, &source) }
            })
            .collect(),
    });
    Some(rows.collect())
}

fn compared(subject: &Subject<'_>, change: &BlockChange, table: &TableChange) -> Vec<Row> {
    let columns = columns(table);
    let rows = table.rows.iter().enumerate().map(|(number, row)| {
        let cell = |cell: &CellChange| {
            let source = |document, places: &[BlockPlace], row: Option<usize>, column: Option<usize>| {
                let found = places.first().zip(row).zip(column);
                found.map_or_else(Source::default, |((place, row), column)| Source::cell(document, *place, row, column))
            };
            let before = source(subject.before, &change.before, row.before, cell.before);
            let after = source(subject.after, &change.after, row.after, cell.after);
            let whole: Vec<Run>;
            // An equal cell may come without runs; it reads as the later text has it.
            let runs = if cell.runs.is_empty() {
                whole = after.as_run(RunOp::Equal);
                &whole
            } else {
                &cell.runs
            };
            Cell { op: cell.op.into(), redline: stretches(runs, &before, &after) }
        };
        let op = match (row.before, row.after) {
            (None, _) => BlockOp::Added,
            (_, None) => BlockOp::Removed,
            _ if row.cells.iter().any(|cell| cell.op != BlockOp::Equal) => BlockOp::Edited,
            _ => BlockOp::Equal,
        };
        let empty = || Cell { op: op.into(), redline: Vec::new() };
        let mut cells: Vec<Cell> = columns
            .iter()
            .map(|column| row.cells.iter().find(|cell| stands(cell, *column)).map_or_else(empty, cell))
            .collect();
        // A row may have more cells than its table has columns.
        let more = row.cells.iter().filter(|cell| !columns.iter().any(|column| stands(cell, *column)));
        cells.extend(more.map(cell));
        Row { header: number == 0, op: op.into(), moved: row.moved, cells }
    });
    rows.collect()
}

/// A column of both tables: its place in the earlier and in the later one.
type Column = (Option<usize>, Option<usize>);

/// The columns of both tables in reading order. A row that lives on has a cell for each; one that is new or gone has none
/// for the columns of the other table.
fn columns(table: &TableChange) -> Vec<Column> {
    let both = table.rows.iter().filter(|row| row.before.is_some() && row.after.is_some());
    let widest = both.rev().max_by_key(|row| row.cells.len()).or(table.rows.first());
    widest.map(|row| row.cells.iter().map(|cell| (cell.before, cell.after)).collect()).unwrap_or_default()
}

/// Whether a cell stands in a column.
fn stands(cell: &CellChange, (before, after): Column) -> bool {
    let same = |one: Option<usize>, other: Option<usize>| one.is_some() && one == other;
    same(cell.before, before) || same(cell.after, after)
}
