//! Tables of an ODT file: their grid, with what was merged once and the rest of it empty.

use super::body::Reader;
use crate::import::cell::{Cell, alignment, lines};
use crate::import::content::{Alignment, Block, Table, is_blank, plain_head};
use crate::import::report::LossKind;
use crate::import::xml::Element;

/// No table is wider or longer: a cell or a row may say that it is repeated without end.
const WIDEST: usize = 200;
const LONGEST: usize = 10_000;

impl Reader<'_, '_> {
    /// Reads a table; one with a single cell is a frame around paragraphs.
    pub(super) fn table(&mut self, element: &Element, blocks: &mut Vec<Block>) {
        let (mut found, mut heads) = (Vec::new(), 0);
        rows(element, false, &mut found, &mut heads);
        if let [row] = found.as_slice()
            && let [cell] = row.elements().collect::<Vec<_>>().as_slice()
        {
            self.lose(LossKind::Frame, "");
            let mut framed = self.framed(cell);
            return blocks.append(&mut framed);
        }
        let mut table: Vec<Vec<Cell>> = Vec::new();
        for row in found {
            let repeated = repeated(row, "table:number-rows-repeated");
            let read = self.row(row);
            let empty = read.iter().all(|cell| cell.paragraphs.is_empty());
            for _ in 0..if empty { 1 } else { repeated } {
                if table.len() < LONGEST {
                    table.push(read.clone());
                }
            }
        }
        if table.iter().flatten().all(|cell| cell.paragraphs.iter().all(|text| is_blank(text))) {
            return;
        }
        if heads > 1 {
            self.lose(LossKind::HeaderRows, "");
        }
        if let Some(head) = table.first_mut() {
            plain_head(head.iter_mut().flat_map(|cell| cell.paragraphs.iter_mut().flatten()).collect());
        }
        let width = table.iter().map(Vec::len).max().unwrap_or(0);
        let columns = (0..width).map(|at| alignment(&table, at)).collect();
        let rows = table.into_iter().map(|row| row.into_iter().map(|cell| cell.paragraphs).collect()).collect();
        blocks.push(Block::Table(Table { columns, rows }));
    }

    fn row(&mut self, element: &Element) -> Vec<Cell> {
        let mut row = Vec::new();
        for cell in element.elements() {
            let read = match &*cell.name {
                "table:table-cell" => {
                    let spans = |name: &str| cell.attribute(name).is_some_and(|value| value != "1");
                    if spans("table:number-columns-spanned") || spans("table:number-rows-spanned") {
                        self.lose(LossKind::Merged, "");
                    }
                    self.cell(cell)
                }
                "table:covered-table-cell" => Cell::default(),
                _ => continue,
            };
            let repeated = repeated(cell, "table:number-columns-repeated");
            row.extend(std::iter::repeat_n(read, repeated.min(WIDEST)));
            row.truncate(WIDEST);
        }
        row
    }

    fn cell(&mut self, element: &Element) -> Cell {
        let style = element.child("text:p").and_then(|it| it.attribute("text:style-name")).unwrap_or_default();
        let alignment = match self.styles.alignment(style) {
            Some("end" | "right") => Alignment::Right,
            Some("center") => Alignment::Center,
            _ => Alignment::None,
        };
        let mut cell = Cell { alignment, ..Cell::default() };
        let framed = self.framed(element);
        let nested = lines(framed, &mut cell.paragraphs);
        (0..nested).for_each(|_| self.lose(LossKind::Nested, ""));
        cell
    }
}

/// The rows of a table, and how many of them are its head.
fn rows<'e>(element: &'e Element, is_head: bool, found: &mut Vec<&'e Element>, heads: &mut usize) {
    for child in element.elements() {
        match &*child.name {
            "table:table-row" => {
                *heads += usize::from(is_head);
                found.push(child);
            }
            "table:table-header-rows" => rows(child, true, found, heads),
            "table:table-rows" | "table:table-row-group" => rows(child, is_head, found, heads),
            _ => {}
        }
    }
}

fn repeated(element: &Element, name: &str) -> usize {
    element.attribute(name).and_then(|value| value.parse().ok()).unwrap_or(1).clamp(1, LONGEST)
}
