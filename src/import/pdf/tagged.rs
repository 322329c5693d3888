//! What a tagged PDF file says: its structure tree, filled with the glyphs of its pages.

use std::collections::BTreeMap;

use super::glyph::{Glyph, Sheet};
use super::item::{Item, lists, marked};
use super::text::{Bit, Joiner};
use super::tree::{Element, Node};
use super::{Found, shortened};
use crate::import::address::is_allowed;
use crate::import::cell::lines;
use crate::import::content::{Alignment, Block, Piece, Table, What, is_blank, plain_head, plain_heading, words};
use crate::import::number::Number;
use crate::import::report::LossKind;

/// Reads the tree of a file.
pub(super) fn read(tree: &Element, sheets: &[Sheet], joiner: Joiner) -> Found {
    let mut found = Found::default();
    let mut marks = vec![BTreeMap::<i32, Vec<&Glyph>>::new(); sheets.len()];
    for (sheet, marks) in sheets.iter().zip(&mut marks) {
        let mut loose = String::new();
        for glyph in sheet.glyphs.iter().filter(|glyph| !glyph.is_artifact) {
            match glyph.mark {
                Some(mark) => marks.entry(mark).or_default().push(glyph),
                None => loose.push_str(&glyph.text),
            }
        }
        if !loose.trim().is_empty() {
            found.report.lose(LossKind::Untagged, "", &shortened(loose.trim()));
        }
    }
    let mut reader = Reader { marks, joiner, found, place: String::new() };
    reader.found.blocks = reader.flow(&tree.parts);
    reader.left();
    reader.found.doubtful = reader.joiner.doubtful;
    reader.found
}

struct Reader<'a> {
    /// The glyphs of each page by their marked content; what was read is taken out.
    marks: Vec<BTreeMap<i32, Vec<&'a Glyph>>>,
    joiner: Joiner,
    found: Found,
    /// The last heading.
    place: String,
}

/// Blocks in their order. Items that follow each other make lists together: not every program puts one list into another,
/// and where they stand says more.
#[derive(Default)]
struct Out {
    blocks: Vec<Block>,
    items: Vec<Item>,
}

impl Out {
    fn push(&mut self, block: Block) {
        self.blocks.extend(lists(std::mem::take(&mut self.items)));
        self.blocks.push(block);
    }

    fn finished(mut self) -> Vec<Block> {
        self.blocks.extend(lists(self.items));
        self.blocks
    }
}

/// What a heading, a paragraph or a cell is made of, until it ends.
type Line<'a> = Vec<Bit<'a>>;

impl<'a> Reader<'a> {
    fn lose(&mut self, kind: LossKind, detail: &str) {
        self.found.report.lose(kind, &self.place, detail);
    }

    /// Tells of text that the tree leaves out.
    fn left(&mut self) {
        for marks in std::mem::take(&mut self.marks) {
            for glyphs in marks.into_values() {
                let text: String = glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
                if !text.trim().is_empty() {
                    self.found.report.lose(LossKind::Untagged, "", &shortened(text.trim()));
                }
            }
        }
    }

    /// Reads parts of which those that stand in a line make paragraphs.
    fn flow(&mut self, parts: &'a [Node]) -> Vec<Block> {
        let (mut line, mut out) = (Vec::new(), Out::default());
        self.parts(parts, None, &mut line, &mut out);
        self.paragraph(&mut line, &mut out);
        out.finished()
    }

    fn paragraph(&mut self, line: &mut Line<'a>, out: &mut Out) {
        let pieces = self.joiner.pieces(line);
        line.clear();
        if !is_blank(&pieces) {
            out.push(Block::Paragraph(pieces));
        }
    }

    fn parts(&mut self, parts: &'a [Node], link: Option<usize>, line: &mut Line<'a>, out: &mut Out) {
        for part in parts {
            match part {
                Node::Marks(page, number) => {
                    let glyphs = self.marks.get_mut(*page).and_then(|marks| marks.remove(number)).unwrap_or_default();
                    line.extend(glyphs.into_iter().map(|glyph| Bit::Glyph { page: *page, glyph, link }));
                }
                Node::Address(_) => {}
                Node::Element(element) => self.element(element, link, line, out),
            }
        }
    }

    fn element(&mut self, element: &'a Element, link: Option<usize>, line: &mut Line<'a>, out: &mut Out) {
        let parts = &element.parts;
        match element.role.as_str() {
            "Span" | "Em" | "Strong" | "Quote" | "Reference" | "Lbl" | "BibEntry" | "Annot" | "Sub" | "Form"
            | "Ruby" | "RB" | "RT" | "Warichu" | "WT" => match &element.actual {
                Some(text) => {
                    self.pass(parts);
                    line.push(Bit::Text(text, link));
                }
                None => self.parts(parts, link, line, out),
            },
            "Link" => {
                let link = self.link(parts).or(link);
                self.parts(parts, link, line, out);
            }
            "Note" | "FENote" => {
                let note = self.flow(parts);
                self.found.note(note);
            }
            "Figure" => {
                self.pass(parts);
                let detail = element.alternative.as_deref().or(element.actual.as_deref()).unwrap_or_default();
                self.lose(LossKind::Picture, &shortened(detail));
            }
            "Formula" => {
                self.lose(LossKind::Equation, &shortened(element.alternative.as_deref().unwrap_or_default()));
                self.parts(parts, link, line, out);
            }
            "Artifact" => self.pass(parts),
            role => {
                self.paragraph(line, out);
                self.block(role, parts, out);
            }
        }
    }

    fn block(&mut self, role: &str, parts: &'a [Node], out: &mut Out) {
        match role {
            "H" | "H1" | "H2" | "H3" | "H4" | "H5" | "H6" | "Title" => {
                let mut line = Vec::new();
                self.parts(parts, None, &mut line, out);
                let mut text = self.joiner.pieces(&line);
                plain_heading(&mut text);
                text.iter_mut().for_each(|piece| piece.face.strong = false);
                if !is_blank(&text) {
                    self.place = words(&text);
                    let level = role.as_bytes().get(1).filter(|it| it.is_ascii_digit()).map_or(1, |it| it - b'0');
                    out.push(Block::Heading { level, text });
                }
            }
            "TOC" => {
                self.found.report.read.contents += entries(parts);
                self.pass(parts);
            }
            "L" => self.items(parts, &mut out.items),
            "Table" => self.table(parts, out),
            "BlockQuote" => {
                let quoted = self.flow(parts);
                if !quoted.is_empty() {
                    out.push(Block::Quotation(quoted));
                }
            }
            _ => {
                let mut line = Vec::new();
                self.parts(parts, None, &mut line, out);
                self.paragraph(&mut line, out);
            }
        }
    }

    /// The link that parts are: where one of their annotations leads.
    fn link(&mut self, parts: &[Node]) -> Option<usize> {
        let address = parts.iter().find_map(|part| match part {
            Node::Address(address) => Some(address.trim()),
            _ => None,
        })?;
        if !is_allowed(address) {
            self.lose(LossKind::Address, &shortened(address));
            return None;
        }
        self.joiner.links.push(address.to_owned());
        Some(self.joiner.links.len() - 1)
    }

    /// Takes the glyphs of parts that are not carried over.
    fn pass(&mut self, parts: &'a [Node]) {
        for part in parts {
            match part {
                Node::Marks(page, number) => {
                    self.marks.get_mut(*page).and_then(|marks| marks.remove(number));
                }
                Node::Element(element) => self.pass(&element.parts),
                Node::Address(_) => {}
            }
        }
    }

    /// The items of a list and of the lists within it.
    fn items(&mut self, parts: &'a [Node], items: &mut Vec<Item>) {
        for part in parts {
            let Node::Element(element) = part else { continue };
            match element.role.as_str() {
                "LI" => self.item(&element.parts, items),
                _ => self.items(&element.parts, items),
            }
        }
    }

    fn item(&mut self, parts: &'a [Node], items: &mut Vec<Item>) {
        let label = parts.iter().find_map(|part| match part {
            Node::Element(label) if label.role == "Lbl" => Some(label),
            _ => None,
        });
        let label = label.map(|label| {
            let mut said = Vec::new();
            lines(self.flow(&label.parts), &mut said);
            said.iter().map(|line| words(line)).collect::<Vec<_>>().join(" ").trim().to_owned()
        });
        let mut x = None;
        let mut inner = Vec::new();
        self.x_of(parts, label.is_none(), &mut x);
        let mut out = Out::default();
        let mut line = Vec::new();
        for part in parts {
            match part {
                Node::Element(body) if body.role == "LBody" => self.body(&body.parts, &mut line, &mut out, &mut inner),
                Node::Element(list) if list.role == "L" => self.items(&list.parts, &mut inner),
                Node::Element(label) if label.role == "Lbl" => {}
                other => self.parts(std::slice::from_ref(other), None, &mut line, &mut out),
            }
        }
        self.paragraph(&mut line, &mut out);
        let mut blocks = out.finished();
        let marker = match label {
            Some(label) => Some(numbered(label)),
            None => match blocks.first_mut() {
                Some(Block::Paragraph(text)) => marked(text),
                _ => None,
            },
        };
        items.push(Item { number: marker.unwrap_or(Number::Bullet), x: x.unwrap_or(0), blocks });
        items.append(&mut inner);
    }

    /// What an item holds; lists within it follow it as items of their own.
    fn body(&mut self, parts: &'a [Node], line: &mut Line<'a>, out: &mut Out, inner: &mut Vec<Item>) {
        for part in parts {
            match part {
                Node::Element(list) if list.role == "L" => {
                    self.paragraph(line, out);
                    self.items(&list.parts, inner);
                }
                other => self.parts(std::slice::from_ref(other), None, line, out),
            }
        }
    }

    /// Where the text of an item begins; behind its marker where that is part of the text.
    fn x_of(&self, parts: &[Node], with_marker: bool, x: &mut Option<i32>) {
        let mut glyphs = Vec::new();
        self.glyphs(parts, &mut glyphs);
        let text: String = glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
        let mut length = match super::item::marker(text.trim_start()) {
            Some((_, length)) if with_marker => length + (text.len() - text.trim_start().len()),
            _ => 0,
        };
        for glyph in glyphs {
            if length >= glyph.text.len() {
                length -= glyph.text.len();
            } else if !glyph.text.trim().is_empty() {
                *x = Some(glyph.x);
                return;
            }
        }
    }

    fn glyphs(&self, parts: &[Node], glyphs: &mut Vec<&'a Glyph>) {
        const ENOUGH: usize = 60;
        for part in parts {
            match part {
                Node::Marks(page, number) => {
                    glyphs.extend(self.marks.get(*page).and_then(|marks| marks.get(number)).into_iter().flatten());
                }
                Node::Element(element) if element.role != "Lbl" => self.glyphs(&element.parts, glyphs),
                Node::Element(_) | Node::Address(_) => {}
            }
            if glyphs.len() > ENOUGH {
                return;
            }
        }
    }

    fn table(&mut self, parts: &'a [Node], out: &mut Out) {
        let (mut rows, mut heads) = (Vec::new(), 0);
        self.rows(parts, false, &mut rows, &mut heads, out);
        if rows.iter().flatten().flatten().all(|text: &Vec<Piece>| is_blank(text)) {
            return;
        }
        if heads > 1 {
            self.lose(LossKind::HeaderRows, "");
        }
        if let Some(head) = rows.first_mut() {
            plain_head(head.iter_mut().flatten().flatten().collect());
        }
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        out.push(Block::Table(Table { columns: vec![Alignment::None; width], rows }));
    }

    fn rows(
        &mut self,
        parts: &'a [Node],
        is_head: bool,
        rows: &mut Vec<Vec<Vec<Vec<Piece>>>>,
        heads: &mut u32,
        out: &mut Out,
    ) {
        // Columns that a cell above still covers, with the rows that it does.
        let mut covered: Vec<usize> = Vec::new();
        for part in parts {
            let Node::Element(element) = part else { continue };
            match element.role.as_str() {
                "TR" => {
                    *heads += u32::from(is_head);
                    let row = self.row(&element.parts, &mut covered);
                    rows.push(row);
                }
                "Caption" => {
                    let caption = self.flow(&element.parts);
                    caption.into_iter().for_each(|block| out.push(block));
                }
                role => self.rows(&element.parts, is_head || role == "THead", rows, heads, out),
            }
        }
    }

    fn row(&mut self, parts: &'a [Node], covered: &mut Vec<usize>) -> Vec<Vec<Vec<Piece>>> {
        const WIDEST: usize = 200;
        let mut row: Vec<Vec<Vec<Piece>>> = Vec::new();
        let skip = |row: &mut Vec<Vec<Vec<Piece>>>, covered: &mut Vec<usize>| {
            while let Some(left) = covered.get_mut(row.len()).filter(|left| **left > 0) {
                *left -= 1;
                row.push(Vec::new());
            }
        };
        for part in parts {
            let Node::Element(cell) = part else { continue };
            if !matches!(cell.role.as_str(), "TD" | "TH") || row.len() >= WIDEST {
                continue;
            }
            skip(&mut row, covered);
            let mut held = self.flow(&cell.parts);
            let (columns, down) = cell.spans;
            if columns > 1 || down > 1 {
                self.lose(LossKind::Merged, "");
            }
            covered.resize(covered.len().max(row.len() + columns), 0);
            for column in 0..columns {
                covered[row.len()] = down - 1;
                row.push(if column == 0 { self.found.cell(std::mem::take(&mut held)) } else { Vec::new() });
            }
        }
        skip(&mut row, covered);
        row
    }
}

/// The number that a label is: one that is no plain number stays as it is shown, and a sign without any letter or digit is
/// a bullet.
fn numbered(label: String) -> Number {
    match super::item::marker(&label) {
        Some((number, _)) => number,
        None if label.chars().any(char::is_alphanumeric) => Number::Shown(label),
        None => Number::Bullet,
    }
}

/// How many lines a table of contents has.
fn entries(parts: &[Node]) -> u32 {
    let of = |part: &Node| match part {
        Node::Element(element) if element.role == "TOCI" => 1,
        Node::Element(element) => entries(&element.parts),
        _ => 0,
    };
    parts.iter().map(of).sum()
}

/// Pieces that refer to a note by a raised number.
pub(super) fn refer(blocks: &mut [Block], numbers: &[Option<String>], used: &mut Vec<bool>) {
    let text = |pieces: &mut Vec<Piece>, used: &mut Vec<bool>| {
        for piece in pieces {
            let What::Text(said) = &piece.what else { continue };
            if piece.face.position != crate::import::content::Position::Above {
                continue;
            }
            let number = said.trim().trim_end_matches([')', '.']);
            let own = |at: &usize| !used[*at] && numbers[*at].as_deref() == Some(number);
            if let Some(at) = (0..numbers.len()).find(own) {
                used[at] = true;
                *piece = Piece { what: What::Note(at), ..Piece::plain("") };
            }
        }
    };
    for block in blocks {
        match block {
            Block::Heading { text: pieces, .. } | Block::Paragraph(pieces) => text(pieces, used),
            Block::Quotation(quoted) => refer(quoted, numbers, used),
            Block::List(list) => list.items.iter_mut().for_each(|item| refer(item, numbers, used)),
            Block::Table(table) => table.rows.iter_mut().flatten().flatten().for_each(|pieces| text(pieces, used)),
            Block::Definition { term, meanings } => {
                text(term, used);
                meanings.iter_mut().for_each(|meaning| refer(meaning, numbers, used));
            }
            Block::Code { .. } | Block::Rule => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_that_are_no_plain_numbers_are_kept() {
        let of = |label: &str| numbered(label.to_owned());
        assert_eq!(of("3."), Number::Plain(3, '.'));
        for label in ["1.1.", "§ 5.", "(2)", "A.", "Art. 7"] {
            assert_eq!(of(label), Number::Shown(label.to_owned()));
        }
        for label in ["•", "–", "\u{f0fc}", ""] {
            assert_eq!(of(label), Number::Bullet, "{label:?}");
        }
    }
}
