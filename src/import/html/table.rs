//! Tables of a page: their grid, with what was merged once and the rest of it empty.

use super::body::{Around, Flow, Reader};
use super::page::{is_heading, role};
use super::words_of;
use crate::import::cell::{Cell, alignment, lines};
use crate::import::content::{Alignment, Block, Table, is_blank, plain_head};
use crate::import::report::LossKind;
use crate::import::xml::Element;

/// No table is wider: a cell may say that it spans more columns than there are.
const WIDEST: usize = 200;

/// No page has more empty cells beside merged ones: a few bytes may ask for many.
const PADDING: usize = 200_000;

impl<'e> Reader<'e> {
    /// Reads a table; one with a single cell, and one that only places things, is a frame around them.
    pub(super) fn table(&mut self, element: &'e Element, around: &Around, flow: &mut Flow) {
        let (mut found, mut heads) = (Vec::new(), 0);
        rows(element, false, &mut found, &mut heads);
        let cells: Vec<&Element> = found.iter().flat_map(|row| cells(row)).collect();
        let inner = element.descendants();
        let places = matches!(role(element), "presentation" | "none")
            || cells.len() == 1
            || inner.iter().any(|it| is_heading(it))
            || (inner.iter().any(|it| &*it.name == "table") && inner.iter().all(|it| &*it.name != "th"));
        for caption in element.elements().filter(|it| &*it.name == "caption") {
            self.within(caption, around, flow);
        }
        if places {
            if !words_of(element).is_empty() {
                self.lose(LossKind::Frame, "");
            }
            return cells.into_iter().for_each(|cell| self.within(cell, around, flow));
        }
        let table = self.grid(&found, around);
        if table.iter().flatten().all(|cell| cell.paragraphs.iter().all(|text| is_blank(text))) {
            return;
        }
        if heads > 1 {
            self.lose(LossKind::HeaderRows, "");
        }
        let mut table = table;
        if let Some(head) = table.first_mut() {
            plain_head(head.iter_mut().flat_map(|cell| cell.paragraphs.iter_mut().flatten()).collect());
        }
        let width = table.iter().map(Vec::len).max().unwrap_or(0);
        let columns = (0..width).map(|at| alignment(&table, at)).collect();
        let rows = table.into_iter().map(|row| row.into_iter().map(|cell| cell.paragraphs).collect()).collect();
        flow.add(Block::Table(Table { columns, rows }));
    }

    /// The cells of all rows, those that others reach into empty.
    fn grid(&mut self, found: &[&'e Element], around: &Around) -> Vec<Vec<Cell>> {
        let mut table: Vec<Vec<Cell>> = Vec::new();
        // How many rows more a cell above reaches down, column by column.
        let mut reached = vec![0usize; WIDEST];
        for row in found {
            let mut read: Vec<Cell> = Vec::new();
            let mut cells = cells(row).peekable();
            while read.len() < WIDEST {
                let at = read.len();
                if reached[at] > 0 {
                    reached[at] -= 1;
                    read.push(Cell::default());
                    continue;
                }
                let Some(cell) = cells.next() else {
                    // Cells above may reach down further to the right.
                    if reached[at..].iter().all(|rows| *rows == 0) {
                        break;
                    }
                    read.push(Cell::default());
                    continue;
                };
                let spans = |name: &str| cell.attribute(name).and_then(|value| value.trim().parse::<usize>().ok());
                let wide = spans("colspan").unwrap_or(1).clamp(1, WIDEST - at);
                let high = spans("rowspan").unwrap_or(1).min(found.len());
                // A cell may reach down to the end of its part of the table.
                let high = if high == 0 { found.len() } else { high };
                if wide > 1 || high > 1 {
                    self.lose(LossKind::Merged, "");
                }
                read.push(self.cell(cell, around));
                if self.padding + wide * high <= PADDING {
                    self.padding += wide * high - 1;
                    reached[at..at + wide].fill(high - 1);
                    read.resize_with(at + wide, Cell::default);
                }
            }
            table.push(read);
        }
        table
    }

    fn cell(&mut self, element: &'e Element, around: &Around) -> Cell {
        let told = element.attribute("align").map(str::to_ascii_lowercase);
        let inner = element.elements().next().filter(|it| matches!(&*it.name, "p" | "div"));
        let set = |it: &Element| {
            self.sheet.look(it).align.or(match it.attribute("align").map(str::to_ascii_lowercase).as_deref() {
                Some("right") => Some(Alignment::Right),
                Some("center") => Some(Alignment::Center),
                _ => None,
            })
        };
        let alignment = inner.and_then(set).or_else(|| set(element)).or(match told.as_deref() {
            Some("right") => Some(Alignment::Right),
            Some("center") => Some(Alignment::Center),
            _ => None,
        });
        let mut cell = Cell { alignment: alignment.unwrap_or_default(), ..Cell::default() };
        let blocks = self.framed(element, &Around { cell: true, ..around.clone() });
        let nested = lines(blocks, &mut cell.paragraphs);
        (0..nested).for_each(|_| self.lose(LossKind::Nested, ""));
        cell
    }
}

fn cells(row: &Element) -> impl Iterator<Item = &Element> {
    row.elements().filter(|it| matches!(&*it.name, "td" | "th"))
}

/// The rows of a table, the head first and the foot last, and how many of them are its head.
fn rows<'e>(element: &'e Element, is_head: bool, found: &mut Vec<&'e Element>, heads: &mut usize) {
    for name in ["thead", "", "tfoot"] {
        for child in element.elements() {
            match &*child.name {
                "tr" if name.is_empty() => {
                    *heads += usize::from(is_head);
                    found.push(child);
                }
                "tbody" if name.is_empty() => rows(child, false, found, heads),
                own if own == name && !name.is_empty() => rows(child, own == "thead", found, heads),
                _ => {}
            }
        }
    }
}
