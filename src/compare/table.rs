//! Tables compared by their columns and rows, cell by cell.

use std::collections::BTreeSet;
use std::ops::Range;

use super::grid::{self, Renamed};
use super::increasing::out_of_order;
use super::redline::{Hunk, Tokens, hunks, redline};
use super::word::Token;
use super::{BlockOp, CellChange, RowChange, RunOp, TableChange, redline};
use crate::document::{Span, Table};

/// Tables with more rows or columns than this are compared by whole rows only.
const ROW_CAP: usize = 500;
const COLUMN_CAP: usize = 50;

/// One side of a comparison of tables.
#[derive(Clone, Copy)]
pub(super) struct Side<'t> {
    pub(super) tokens: Tokens<'t>,
    pub(super) table: &'t Table,
}

/// The comparison of two tables.
pub(super) struct Compared {
    /// What changed, for the redline of the whole block.
    pub(super) hunks: Vec<Hunk>,
    pub(super) change: TableChange,
    /// Whether the tables were too large to be compared by cells.
    pub(super) coarse: bool,
}

/// Compares two tables; `renamed` tells what things were called before. `None` where their lines are not one row each, so that only a redline of their source is left.
pub(super) fn compare(before: Side<'_>, after: Side<'_>, renamed: &Renamed) -> Option<Compared> {
    let (lines, new_lines) = (before.lines()?, after.lines()?);
    let large = |side: Side<'_>| side.table.rows.len() > ROW_CAP || side.columns() > COLUMN_CAP;
    let coarse = large(before) || large(after);
    let mut columns = if coarse { Vec::new() } else { grid::match_columns(before, after) };
    let rows = if coarse {
        grid::match_whole_rows(before, after)
    } else {
        let rows = grid::match_rows(before, after, &columns, renamed);
        grid::match_columns_by_rows(before, after, &rows, &mut columns);
        rows
    };
    let moved: BTreeSet<usize> = {
        let order: Vec<(u32, u64)> = rows.iter().map(|(old, _)| (*old as u32, 1)).collect();
        out_of_order(&order).into_iter().map(|at| rows[at].1).collect()
    };
    let change =
        TableChange { rows: if coarse { Vec::new() } else { row_changes(before, after, &columns, &rows, &moved) } };

    // The redline of the source goes by the rows that kept their order.
    let mut all = Vec::new();
    let (mut i, mut j) = (0, 0);
    let kept = rows.iter().filter(|(_, new)| !moved.contains(new));
    for (old, new) in kept.copied().chain([(before.table.rows.len(), after.table.rows.len())]) {
        // Row 0 is the header in line 0; line 1 only draws the border.
        let line = |row: usize| if row == 0 { 0 } else { row + 1 };
        let (x, y) = (line(old), line(new));
        if i < x || j < y {
            let range = |lines: &[Range<usize>], from: usize, to: usize| lines[from].start..lines[to - 1].end;
            let empty = |lines: &[Range<usize>], at: usize| {
                let place = lines.get(at).map_or(lines[lines.len() - 1].end, |line| line.start);
                place..place
            };
            all.push(Hunk {
                before: if i < x { range(&lines, i, x) } else { empty(&lines, i) },
                after: if j < y { range(&new_lines, j, y) } else { empty(&new_lines, j) },
            });
        }
        if old < before.table.rows.len() && new < after.table.rows.len() {
            all.extend(row_hunks(before, after, (old, new), &columns, lines[x].clone(), new_lines[y].clone()));
            (i, j) = (x + 1, y + 1);
            if old == 0 && new == 0 {
                all.extend(part_hunks(before, after, lines[1].clone(), new_lines[1].clone()));
                (i, j) = (2, 2);
            }
        }
    }
    Some(Compared { hunks: touching_joined(all), change, coarse })
}

impl<'t> Side<'t> {
    pub(super) fn columns(&self) -> usize {
        self.table.rows.first().map_or(0, Vec::len)
    }

    /// Token ranges of the lines, where every row is one line and the border is another.
    fn lines(&self) -> Option<Vec<Range<usize>>> {
        let mut ranges = Vec::new();
        let (mut at, mut offset) = (0, 0);
        for line in self.tokens.text.split_inclusive('\n') {
            offset += line.len();
            let end = self.tokens.tokens.partition_point(|token| (token.start as usize) < offset);
            ranges.push(at..end);
            at = end;
        }
        (ranges.len() == self.table.rows.len() + 1).then_some(ranges)
    }

    fn cell(&self, row: usize, column: usize) -> Option<Span> {
        self.table.rows.get(row)?.get(column).copied()
    }

    pub(super) fn cell_text(&self, row: usize, column: usize) -> &'t str {
        self.cell(row, column).map_or("", |span| span.of(self.tokens.text))
    }

    /// Token range of a cell.
    pub(super) fn cell_range(&self, span: Span) -> Range<usize> {
        let at = |place: u32| self.tokens.tokens.partition_point(|token| token.start < place);
        at(span.start)..at(span.end)
    }
}

fn row_changes(
    before: Side<'_>,
    after: Side<'_>,
    columns: &[(usize, usize)],
    rows: &[(usize, usize)],
    moved: &BTreeSet<usize>,
) -> Vec<RowChange> {
    let mut changes = Vec::new();
    let mut shown = 0;
    let is_matched = |old: usize| rows.iter().any(|(x, _)| *x == old);
    let removed = |changes: &mut Vec<RowChange>, old: usize| {
        let cell = |column| side_cell(before, old, column, RunOp::Delete);
        let cells = (0..before.table.rows[old].len()).map(cell).collect();
        changes.push(RowChange { before: Some(old), after: None, moved: false, cells });
    };
    for new in 0..after.table.rows.len() {
        let old = rows.iter().find(|(_, y)| *y == new).map(|(x, _)| *x);
        // Removed rows stand where they stood.
        if let Some(old) = old.filter(|_| !moved.contains(&new)) {
            (shown..old).filter(|row| !is_matched(*row)).for_each(|row| removed(&mut changes, row));
            shown = shown.max(old + 1);
        }
        let cells = match old {
            Some(old) => row_cells(before, after, old, new, columns),
            None => {
                (0..after.table.rows[new].len()).map(|column| side_cell(after, new, column, RunOp::Insert)).collect()
            }
        };
        changes.push(RowChange { before: old, after: Some(new), moved: moved.contains(&new), cells });
    }
    (shown..before.table.rows.len()).filter(|row| !is_matched(*row)).for_each(|row| removed(&mut changes, row));
    changes
}

fn side_cell(side: Side<'_>, row: usize, column: usize, op: RunOp) -> CellChange {
    let removed = op == RunOp::Delete;
    CellChange {
        before: removed.then_some(column),
        after: (!removed).then_some(column),
        op: if removed { BlockOp::Removed } else { BlockOp::Added },
        runs: redline::whole(op, side.cell_text(row, column)),
    }
}

fn row_cells(before: Side<'_>, after: Side<'_>, old: usize, new: usize, columns: &[(usize, usize)]) -> Vec<CellChange> {
    let mut cells = Vec::new();
    let is_matched = |column: usize| columns.iter().any(|(x, _)| *x == column);
    let mut shown = 0;
    for column in 0..after.table.rows[new].len() {
        let partner = columns.iter().find(|(_, y)| *y == column).map(|(x, _)| *x);
        match partner {
            Some(partner) => {
                let unmatched = (shown..partner).filter(|column| !is_matched(*column));
                cells.extend(unmatched.map(|column| side_cell(before, old, column, RunOp::Delete)));
                shown = shown.max(partner + 1);
                let (x, y) = (cell_tokens(before, old, partner), cell_tokens(after, new, column));
                let line = redline(
                    Tokens { text: before.cell_text(old, partner), tokens: &x },
                    Tokens { text: after.cell_text(new, column), tokens: &y },
                );
                let op = if line.changed { BlockOp::Edited } else { BlockOp::Equal };
                cells.push(CellChange { before: Some(partner), after: Some(column), op, runs: line.runs });
            }
            None => cells.push(side_cell(after, new, column, RunOp::Insert)),
        }
    }
    let rest = (shown..before.table.rows[old].len()).filter(|column| !is_matched(*column));
    cells.extend(rest.map(|column| side_cell(before, old, column, RunOp::Delete)));
    cells
}

/// The tokens of a cell, placed in the text of the cell.
fn cell_tokens(side: Side<'_>, row: usize, column: usize) -> Vec<Token> {
    let Some(span) = side.cell(row, column) else { return Vec::new() };
    let tokens = side.tokens.tokens[side.cell_range(span)].iter();
    tokens.map(|token| Token { start: token.start - span.start, end: token.end - span.start, ..*token }).collect()
}

/// The redline of a row goes cell by cell where the columns kept their order.
fn row_hunks(
    before: Side<'_>,
    after: Side<'_>,
    (old, new): (usize, usize),
    columns: &[(usize, usize)],
    line: Range<usize>,
    new_line: Range<usize>,
) -> Vec<Hunk> {
    if columns.windows(2).any(|pair| pair[0].0 > pair[1].0) {
        return part_hunks(before, after, line, new_line);
    }
    let mut all = Vec::new();
    let (mut i, mut j) = (line.start, new_line.start);
    for (x, y) in columns {
        let (Some(cell), Some(new_cell)) = (before.cell(old, *x), after.cell(new, *y)) else { continue };
        let (cell, new_cell) = (before.cell_range(cell), after.cell_range(new_cell));
        if cell.start < i || new_cell.start < j {
            continue;
        }
        all.extend(part_hunks(before, after, i..cell.start, j..new_cell.start));
        all.extend(part_hunks(before, after, cell.clone(), new_cell.clone()));
        (i, j) = (cell.end, new_cell.end);
    }
    all.extend(part_hunks(before, after, i..line.end, j..new_line.end));
    all
}

/// The redline of a part of both texts.
fn part_hunks(before: Side<'_>, after: Side<'_>, part: Range<usize>, new_part: Range<usize>) -> Vec<Hunk> {
    let of = |side: Side<'_>, part: &Range<usize>| -> Vec<Token> { side.tokens.tokens[part.clone()].to_vec() };
    let (x, y) = (of(before, &part), of(after, &new_part));
    let (found, _) =
        hunks(Tokens { text: before.tokens.text, tokens: &x }, Tokens { text: after.tokens.text, tokens: &y });
    let shift = |range: Range<usize>, by: usize| range.start + by..range.end + by;
    found
        .into_iter()
        .map(|hunk| Hunk { before: shift(hunk.before, part.start), after: shift(hunk.after, new_part.start) })
        .collect()
}

fn touching_joined(hunks: Vec<Hunk>) -> Vec<Hunk> {
    let mut joined: Vec<Hunk> = Vec::new();
    for hunk in hunks {
        match joined.last_mut() {
            Some(last) if last.before.end == hunk.before.start && last.after.end == hunk.after.start => {
                last.before.end = hunk.before.end;
                last.after.end = hunk.after.end;
            }
            _ => joined.push(hunk),
        }
    }
    joined.retain(|hunk| !hunk.before.is_empty() || !hunk.after.is_empty());
    joined
}

#[cfg(test)]
mod tests {
    use crate::compare::{CompareOptions, Words, compare};
    use crate::document::markdown;

    #[test]
    fn a_table_of_many_rows_is_compared_by_rows() {
        let table = |rows: &mut dyn Iterator<Item = u32>| {
            let rows: String = rows.map(|row| format!("| w{row} |\n")).collect();
            markdown::read(format!("| a |\n|---|\n{rows}"))
        };
        let comparison = compare(
            &table(&mut (0..20_000)),
            &table(&mut (0..20_000).map(|row| row + u32::from(row == 7) * 90_000)),
            &CompareOptions::default(),
        );
        assert_eq!(comparison.summary.words, Words { kept: 39_999, deleted: 2, inserted: 2, moved: 0 });
    }
}
