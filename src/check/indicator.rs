//! Tables of indicators: unit, base value, target value, years and source.

use super::arithmetic::{Cells, line_of_row};
use super::number::Number;
use super::{Fault, Scope};
use crate::document::Document;

/// A column that a table of indicators has.
struct Column {
    code: &'static str,
    words: &'static [&'static str],
    is_value: bool,
}

const COLUMNS: [Column; 4] = [
    Column { code: "unit", words: &["jednostka", "j.m.", "jedn.", "unit"], is_value: false },
    Column {
        code: "base",
        words: &["bazowa", "bazowy", "wyjściowa", "początkowa", "base", "baseline"],
        is_value: true,
    },
    Column { code: "target", words: &["docelowa", "docelowy", "końcowa", "target"], is_value: true },
    Column { code: "source", words: &["źródło", "source"], is_value: false },
];

/// What is missing in tables of indicators, and numbers that are none.
pub(super) fn indicators(document: &Document, scope: &Scope, faults: &mut Vec<Fault>) {
    for (section, own) in scope.sections(document) {
        for block in &own.blocks {
            let Some(table) = block.table.as_deref() else { continue };
            let text = document.block_text(block);
            let cells = Cells::of(&text, table);
            let Some(header) = cells.rows.first() else { continue };
            let header: Vec<String> = header.iter().map(|cell| cell.to_lowercase()).collect();
            let has = |words: &[&str]| header.iter().position(|cell| words.iter().any(|word| cell.contains(word)));
            // A table that names a target of indicators; others only mention them.
            if has(&["wskaźnik", "indicator"]).is_none() || has(COLUMNS[2].words).is_none() {
                continue;
            }
            let name = has(&["nazwa", "name"]).or(has(&["wskaźnik", "indicator"])).unwrap_or(0);
            let mut told = |row: usize, code: &'static str, details: Vec<(&'static str, String)>| {
                let line = line_of_row(document, block, row);
                faults.push(Fault { line, section: Some(section), code, details, ..Fault::default() });
            };
            let years = has(&["rok ", "year"]).is_some() || header.iter().any(|cell| cell.trim() == "rok");
            for column in &COLUMNS {
                let Some(at) = has(column.words) else {
                    told(0, "indicator-column", vec![("column", column.code.to_owned())]);
                    continue;
                };
                if column.is_value && !years && !has_year(&header[at]) {
                    told(0, "indicator-year", vec![("column", column.code.to_owned())]);
                }
                for row in 1..cells.rows.len() {
                    let (cell, indicator) = (cells.at(row, at), cells.at(row, name));
                    let details = |cell: &str| {
                        let mut details = vec![("indicator", indicator.to_owned()), ("column", column.code.to_owned())];
                        details.extend((!cell.is_empty()).then(|| ("value", cell.to_owned())));
                        details
                    };
                    match cell {
                        "" | "–" | "-" | "—" => told(row, "indicator-empty", details("")),
                        cell if column.is_value && Number::read(cell).is_none() => {
                            told(row, "indicator-number", details(cell));
                        }
                        _ => {}
                    }
                }
            }
        }
    }
}

fn has_year(text: &str) -> bool {
    let years = text.split(|it: char| !it.is_ascii_digit());
    years.filter(|it| it.len() == 4).any(|it| it.starts_with("19") || it.starts_with("20"))
}
