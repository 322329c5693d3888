//! Tables of a Word file: their grid, with what was merged once and the rest of it empty.

use super::body::{Flow, Reader, Within};
use super::numbering::Number;
use crate::import::cell::{Cell, alignment};
use crate::import::content::{Piece, Table, is_blank, plain_head, words};
use crate::import::report::LossKind;
use crate::import::xml::Element;

/// No table is wider: a cell may say that it spans more columns than there are.
const WIDEST: usize = 200;

/// No file has more empty cells beside merged ones: a few bytes may ask for many.
const PADDING: usize = 200_000;

impl Reader<'_, '_> {
    /// Reads a table; one with a single cell is a frame around paragraphs.
    pub(super) fn table(&mut self, element: &Element, flows: &mut Vec<Flow>) {
        let mut found = Vec::new();
        self.rows(element, &mut found);
        if let [row] = found.as_slice() {
            let mut cells = Vec::new();
            collect(row, "w:tc", &mut cells);
            if let [cell] = cells.as_slice() {
                self.lose(LossKind::Frame, "");
                let framed = self.framed(cell, Within::Body);
                flows.extend(framed);
                return;
            }
        }
        let (mut rows, mut heads, mut merged) = (Vec::new(), 0, 0u32);
        for (at, row) in found.iter().enumerate() {
            heads +=
                usize::from(heads == at && row.child("w:trPr").and_then(|it| it.switch("w:tblHeader")) == Some(true));
            rows.push(self.row(row, &mut merged));
        }
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        let blank = |row: &Vec<Cell>| row.iter().all(|cell| cell.paragraphs.iter().all(|text| is_blank(text)));
        if rows.iter().all(blank) {
            return;
        }
        for _ in 0..merged {
            self.lose(LossKind::Merged, "");
        }
        if heads > 1 {
            self.lose(LossKind::HeaderRows, "");
        }
        if let Some(head) = rows.first_mut() {
            plain_head(head.iter_mut().flat_map(|cell| cell.paragraphs.iter_mut().flatten()).collect());
        }
        let columns = (0..width).map(|at| alignment(&rows, at)).collect();
        let rows = rows.into_iter().map(|row| row.into_iter().map(|cell| cell.paragraphs).collect()).collect();
        flows.push(Flow::Table(Table { columns, rows }));
    }

    /// The rows that count, in order.
    fn rows<'e>(&mut self, element: &'e Element, found: &mut Vec<&'e Element>) {
        for child in element.elements() {
            match &*child.name {
                "w:tr" => {
                    let gone = if self.takes_inserted() { "w:del" } else { "w:ins" };
                    let tracked = child.child("w:trPr");
                    if tracked.is_some_and(|it| it.child("w:ins").is_some() || it.child("w:del").is_some()) {
                        self.report.read.changes = self.report.read.changes.saturating_add(1);
                        for row in tracked.into_iter().flat_map(Element::elements) {
                            self.report.tracked_by(row.attribute("w:author"));
                        }
                    }
                    if tracked.is_none_or(|it| it.child(gone).is_none()) {
                        found.push(child);
                    }
                }
                "w:sdt" => {
                    if let Some(content) = child.child("w:sdtContent") {
                        self.rows(content, found);
                    }
                }
                "w:customXml" => self.rows(child, found),
                _ => {}
            }
        }
    }

    fn row(&mut self, element: &Element, merged: &mut u32) -> Vec<Cell> {
        let number = |value: Option<&str>| value.and_then(|value| value.parse::<usize>().ok()).unwrap_or(0);
        let before = number(element.child("w:trPr").and_then(|it| it.value("w:gridBefore")));
        let mut row = vec![Cell::default(); before.min(WIDEST)];
        let mut cells = Vec::new();
        collect(element, "w:tc", &mut cells);
        for cell in cells {
            let properties = cell.child("w:tcPr");
            let span = number(properties.and_then(|it| it.value("w:gridSpan"))).max(1);
            let goes_on = properties
                .and_then(|it| it.child("w:vMerge"))
                .is_some_and(|it| it.attribute("w:val").is_none_or(|value| value == "continue"));
            *merged += u32::from(span > 1) + u32::from(goes_on);
            row.push(if goes_on { Cell::default() } else { self.cell(cell) });
            let span = span.min(WIDEST);
            if self.padding + span <= PADDING {
                self.padding += span - 1;
                row.resize_with(row.len() + span - 1, Cell::default);
            }
            row.truncate(WIDEST);
        }
        row
    }

    fn cell(&mut self, element: &Element) -> Cell {
        let mut cell = Cell::default();
        for flow in self.framed(element, Within::Cell) {
            match flow {
                Flow::Heading(_, text) | Flow::Quotation(text) => cell.paragraphs.push(text),
                Flow::Text(text, alignment) => {
                    if cell.paragraphs.is_empty() {
                        cell.alignment = alignment;
                    }
                    cell.paragraphs.push(text);
                }
                Flow::Item(item) => {
                    let marker = match &item.number {
                        Number::Bullet | Number::Nothing => "•".to_owned(),
                        number => number.shown(),
                    };
                    let mut text = item.text;
                    text.insert(0, Piece::plain(format!("{marker} ")));
                    cell.paragraphs.push(text);
                    cell.paragraphs.extend(item.more);
                }
                Flow::Table(table) => {
                    self.lose(LossKind::Nested, "");
                    for row in &table.rows {
                        let cells =
                            row.iter().map(|cell| cell.iter().map(|text| words(text)).collect::<Vec<_>>().join(" "));
                        let text = cells.filter(|text| !text.trim().is_empty()).collect::<Vec<_>>().join("; ");
                        cell.paragraphs.push(vec![Piece::plain(text)]);
                    }
                }
                Flow::Rule | Flow::Code(..) => {}
            }
        }
        cell
    }
}

/// The elements of a name in another one, also where they are wrapped.
fn collect<'e>(element: &'e Element, name: &str, found: &mut Vec<&'e Element>) {
    for child in element.elements() {
        match &*child.name {
            own if own == name => found.push(child),
            "w:sdt" | "w:sdtContent" | "w:customXml" => collect(child, name, found),
            _ => {}
        }
    }
}
