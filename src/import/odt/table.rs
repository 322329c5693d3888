//! Tables of an ODT file: their grid, with what was merged once and the rest of it empty.

use super::body::Reader;
use crate::import::content::{Alignment, Block, Piece, Table, What, is_blank, plain_head, words};
use crate::import::report::LossKind;
use crate::import::xml::Element;

/// No table is wider or longer: a cell or a row may say that it is repeated without end.
const WIDEST: usize = 200;
const LONGEST: usize = 10_000;

/// A cell: its paragraphs, and how the first one is set.
#[derive(Clone, Default)]
struct Cell {
    paragraphs: Vec<Vec<Piece>>,
    alignment: Alignment,
}

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
        self.lines(framed, &mut cell.paragraphs);
        cell
    }

    /// The lines that blocks make in a cell.
    fn lines(&mut self, blocks: Vec<Block>, lines: &mut Vec<Vec<Piece>>) {
        for block in blocks {
            match block {
                Block::Heading { text, .. } | Block::Paragraph(text) => lines.push(text),
                Block::Quotation(quoted) => self.lines(quoted, lines),
                Block::List(list) => {
                    let first = list.numbers;
                    for (at, item) in list.items.into_iter().enumerate() {
                        let from = lines.len();
                        self.lines(item, lines);
                        let marker = match first {
                            Some((number, sign)) => format!("{}{sign} ", number.saturating_add(at as u32)),
                            None => "• ".to_owned(),
                        };
                        if let Some(line) = lines.get_mut(from) {
                            line.insert(0, Piece::plain(marker));
                        }
                    }
                }
                Block::Table(table) => {
                    self.lose(LossKind::Nested, "");
                    for row in &table.rows {
                        let cells =
                            row.iter().map(|cell| cell.iter().map(|text| words(text)).collect::<Vec<_>>().join(" "));
                        let text = cells.filter(|text| !text.trim().is_empty()).collect::<Vec<_>>().join("; ");
                        lines.push(vec![Piece { what: What::Text(text), ..Piece::plain("") }]);
                    }
                }
                Block::Rule => {}
            }
        }
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

/// How a column is set: as all its cells are below the head that hold something.
fn alignment(rows: &[Vec<Cell>], column: usize) -> Alignment {
    let cells = rows.iter().skip(1).filter_map(|row| row.get(column)).filter(|cell| !cell.paragraphs.is_empty());
    let mut all = cells.map(|cell| cell.alignment);
    let first = all.next().unwrap_or_default();
    if all.all(|other| other == first) { first } else { Alignment::None }
}
