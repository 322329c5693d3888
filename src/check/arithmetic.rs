//! Sums in tables: a row or a column that is called a sum is the sum of what stands before it.

use super::number::Number;
use super::phrase::source_of;
use super::{Fault, Scope, line_at};
use crate::document::{Block, Document, Table};

/// Words for sums, folded.
const SUMS: [&str; 7] = ["razem", "suma", "ogółem", "łącznie", "total", "sum", "totals"];

/// A table with its cells as texts.
pub(super) struct Cells<'a> {
    pub(super) rows: Vec<Vec<&'a str>>,
}

impl<'a> Cells<'a> {
    pub(super) fn of(text: &'a str, table: &Table) -> Self {
        let rows = table.rows.iter().map(|row| row.iter().map(|cell| plain(cell.of(text))).collect());
        Self { rows: rows.collect() }
    }

    /// The cell; empty where there is none.
    pub(super) fn at(&self, row: usize, column: usize) -> &'a str {
        self.rows.get(row).and_then(|row| row.get(column)).copied().unwrap_or_default()
    }
}

/// A cell without emphasis around all of it.
fn plain(cell: &str) -> &str {
    cell.trim().trim_matches('*').trim_matches('_').trim()
}

/// Line of a row of a table.
pub(super) fn line_of_row(document: &Document, block: &Block, row: usize) -> Option<u32> {
    let table = block.table.as_deref()?;
    let cell = table.rows.get(row)?.first()?;
    Some(line_at(document, source_of(block, cell.start as usize)))
}

fn is_sum(cell: &str) -> bool {
    let cell = cell.to_lowercase();
    SUMS.contains(&cell.trim_end_matches([':', '.']).trim())
}

/// Whether what stands under a name is no part of a whole: shares, means and rates have no sum, but for shares that make
/// up the whole.
fn is_relative(name: &str) -> bool {
    const WORDS: [&str; 12] = [
        "%",
        "udział",
        "odsetek",
        "średni",
        "przeciętn",
        "stopa",
        "wskaźnik",
        "share",
        "average",
        "mean",
        "rate",
        "ratio",
    ];
    let name = name.to_lowercase();
    WORDS.iter().any(|word| name.contains(word))
}

fn is_whole(sum: &str) -> bool {
    let Some((told, _)) = Number::read(sum) else { return false };
    Number::read("100").is_some_and(|whole| Number::distance(&[whole.0], told).0 == 0)
}

/// Rows and columns whose sum is another one than they say.
pub(super) fn sums(document: &Document, scope: &Scope, faults: &mut Vec<Fault>) {
    for (section, own) in scope.sections(document) {
        for block in &own.blocks {
            let Some(table) = block.table.as_deref() else { continue };
            let text = document.block_text(block);
            let cells = Cells::of(&text, table);
            let (rows, columns) = (cells.rows.len(), cells.rows.first().map_or(0, Vec::len));
            let mut told = |row: usize, parts: &[&str], sum: &str, name: &str| {
                if is_relative(name) && !is_whole(sum) {
                    return;
                }
                if let Some((found, expected)) = wrong(parts, sum) {
                    let details = vec![("name", name.to_owned()), ("told", found), ("sum", expected)];
                    let line = line_of_row(document, block, row);
                    faults.push(Fault { line, section: Some(section), code: "table-sum", details, ..Fault::default() });
                }
            };
            // A column: the rows above the sum, back to the sum before.
            let mut first = 1;
            for row in 1..rows {
                if !is_sum(cells.at(row, 0)) {
                    continue;
                }
                for column in 1..columns {
                    let parts: Vec<&str> = (first..row).map(|row| cells.at(row, column)).collect();
                    told(row, &parts, cells.at(row, column), cells.at(0, column));
                }
                first = row + 1;
            }
            // A row: the columns before the sum.
            for column in (2..columns).filter(|column| is_sum(cells.at(0, *column))) {
                for row in 1..rows {
                    let parts: Vec<&str> = (1..column).map(|column| cells.at(row, column)).collect();
                    told(row, &parts, cells.at(row, column), cells.at(row, 0));
                }
            }
        }
    }
}

/// What a sum says and what it should say, where these differ. Where a part or the sum is no number, units differ, or
/// there are fewer than two parts, there is nothing to say; shares in per cent may be rounded.
fn wrong(parts: &[&str], sum: &str) -> Option<(String, String)> {
    let (told, unit) = Number::read(sum)?;
    let parts: Option<Vec<(Number, &str)>> = parts.iter().map(|part| Number::read(part)).collect();
    let parts = parts.filter(|parts| parts.len() >= 2 && parts.iter().all(|part| part.1 == unit))?;
    let numbers: Vec<Number> = parts.iter().map(|part| part.0).collect();
    let (distance, decimals) = Number::distance(&numbers, told);
    let rounded = if unit.starts_with('%') { numbers.len() as u128 } else { 0 };
    // Each share is off by half of its last digit at most.
    if 2 * distance.unsigned_abs() <= rounded {
        return None;
    }
    let zero = Number::read("0")?.0;
    let (whole, decimals) = (Number::distance(&numbers, zero).0, decimals.max(Number::distance(&numbers, zero).1));
    Some((sum.to_owned(), Number::written(whole, decimals)))
}
