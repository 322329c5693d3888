//! Cells of tables: the lines that blocks make in one, and how their column is set.

use super::content::{Alignment, Block, Face, Piece, words};

/// A cell: its paragraphs, and how the first one is set.
#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    pub(super) paragraphs: Vec<Vec<Piece>>,
    pub(super) alignment: Alignment,
}

/// Adds the lines that blocks make in a cell; how many tables stood among them, which become lines too.
pub(super) fn lines(blocks: Vec<Block>, lines_of_cell: &mut Vec<Vec<Piece>>) -> usize {
    let mut nested = 0;
    for block in blocks {
        match block {
            Block::Heading { text, .. } | Block::Paragraph(text) => lines_of_cell.push(text),
            Block::Quotation(quoted) => nested += lines(quoted, lines_of_cell),
            Block::List(list) => {
                let first = list.numbers;
                for (at, item) in list.items.into_iter().enumerate() {
                    let from = lines_of_cell.len();
                    nested += lines(item, lines_of_cell);
                    let marker = match first {
                        Some((number, sign)) => format!("{}{sign} ", number.saturating_add(at as u32)),
                        None => "• ".to_owned(),
                    };
                    if let Some(line) = lines_of_cell.get_mut(from) {
                        line.insert(0, Piece::plain(marker));
                    }
                }
            }
            Block::Definition { term, meanings } => {
                lines_of_cell.push(term);
                nested += meanings.into_iter().map(|meaning| lines(meaning, lines_of_cell)).sum::<usize>();
            }
            Block::Code { text, .. } => {
                let face = Face { code: true, ..Face::default() };
                lines_of_cell.extend(text.lines().map(|line| vec![Piece { face, ..Piece::plain(line) }]));
            }
            Block::Table(table) => {
                nested += 1;
                for row in &table.rows {
                    let cells =
                        row.iter().map(|cell| cell.iter().map(|text| words(text)).collect::<Vec<_>>().join(" "));
                    let text = cells.filter(|text| !text.trim().is_empty()).collect::<Vec<_>>().join("; ");
                    lines_of_cell.push(vec![Piece::plain(text)]);
                }
            }
            Block::Rule => {}
        }
    }
    nested
}

/// How a column is set: as all its cells are below the head that hold something.
pub(super) fn alignment(rows: &[Vec<Cell>], column: usize) -> Alignment {
    let cells = rows.iter().skip(1).filter_map(|row| row.get(column)).filter(|cell| !cell.paragraphs.is_empty());
    let mut all = cells.map(|cell| cell.alignment);
    let first = all.next().unwrap_or_default();
    if all.all(|other| other == first) { first } else { Alignment::None }
}
