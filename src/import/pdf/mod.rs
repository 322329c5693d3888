//! PDF files with a text layer: bytes in, what they say and what was not carried over out.
//!
//! Where a file is tagged its structure tree is followed; else its structure is guessed from its looks, and the report
//! says so.

mod glyph;
mod item;
mod line;
mod looks;
mod tagged;
mod text;
mod tree;

use hayro_interpret::InterpreterCache;
use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf};

use super::cell::lines;
use super::content::{Block, Content, Piece, words};
use super::report::{LossKind, Report, shortened};
use glyph::Sheet;
use text::{Joiner, Words};

/// What a PDF file gave.
pub(super) struct Read {
    pub(super) content: Content,
    pub(super) report: Report,
}

/// Why a PDF file is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum PdfError {
    /// It is damaged.
    Damaged,
    /// It is protected with a password.
    Encrypted,
    /// Its pages hold pictures and no text.
    Pictures {
        /// How many pages it has.
        pages: usize,
    },
}

/// What was found on the pages, before notes find their places.
#[derive(Default)]
struct Found {
    blocks: Vec<Block>,
    report: Report,
    /// The notes, with the numbers that they begin with.
    notes: Vec<(Option<String>, Vec<Block>)>,
    /// Hyphens that may belong to their words.
    doubtful: u32,
}

/// Reads a PDF file.
///
/// # Errors
/// Files that are damaged, protected, or without text.
pub(super) fn read(bytes: &[u8]) -> Result<Read, PdfError> {
    if is_nested_without_end(bytes) {
        return Err(PdfError::Damaged);
    }
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(_) => PdfError::Encrypted,
        LoadPdfError::Invalid => PdfError::Damaged,
    })?;
    let cache = InterpreterCache::new();
    let mut sheets: Vec<Sheet> = pdf.pages().iter().map(|page| glyph::sheet(page, &cache)).collect();
    if sheets.is_empty() {
        return Err(PdfError::Damaged);
    }
    let mut report = Report::default();
    hidden(&mut sheets, &mut report);
    if sheets.iter().all(|sheet| sheet.glyphs.iter().all(|glyph| glyph.text.trim().is_empty())) {
        return Err(PdfError::Pictures { pages: sheets.len() });
    }
    let joiner = Joiner::new(Words::read(&sheets));
    let tree = tree::tree(&pdf);
    let found = match &tree {
        Some(tree) if is_covered(tree, &sheets) => tagged::read(tree, &sheets, joiner),
        _ => looks::read(&sheets, joiner),
    };
    Ok(finished(found, report, &sheets))
}

/// Lists and dictionaries within each other: hardly any program writes ten. In what is packed, brackets mean nothing, and of
/// many some hundred more may be opened than closed.
const DEEPEST: u32 = 250;
const DEEPEST_PACKED: u32 = 4000;

/// Whether objects stand so deep in each other that reading them would need more stack than there is: the library that reads them
/// goes into each. What is within packed streams is not seen here; there only the process for reading bounds it.
fn is_nested_without_end(bytes: &[u8]) -> bool {
    let (mut depth, mut deepest, mut at) = (0_u32, DEEPEST, 0);
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        let taken = if rest.starts_with(b"endobj") || rest.starts_with(b"endstream") {
            (depth, deepest) = (0, DEEPEST);
            6
        } else if rest.starts_with(b"stream") {
            (depth, deepest) = (0, DEEPEST_PACKED);
            6
        } else if rest.starts_with(b"<<") || rest.starts_with(b"[") {
            depth += 1;
            if rest[0] == b'<' { 2 } else { 1 }
        } else if rest.starts_with(b">>") || rest.starts_with(b"]") {
            depth = depth.saturating_sub(1);
            if rest[0] == b'>' { 2 } else { 1 }
        } else {
            1
        };
        if depth > deepest {
            return true;
        }
        at += taken;
    }
    false
}

/// Whether a tree holds nearly all of the text: one that does not tells little.
fn is_covered(tree: &tree::Element, sheets: &[Sheet]) -> bool {
    let marks = tree.marks();
    let (mut all, mut held) = (0_usize, 0);
    for (page, sheet) in sheets.iter().enumerate() {
        for glyph in sheet.glyphs.iter().filter(|glyph| !glyph.is_artifact && !glyph.text.trim().is_empty()) {
            all += 1;
            held += usize::from(glyph.mark.is_some_and(|mark| marks.contains(&(page, mark))));
        }
    }
    held * 100 >= all * 95
}

/// Takes text away that nobody sees, and says so; where a page has no other, it was recognised on a picture and stays.
fn hidden(sheets: &mut [Sheet], report: &mut Report) {
    let mut recognised = 0;
    for sheet in sheets {
        let unseen = sheet.glyphs.iter().filter(|glyph| glyph.is_invisible).count();
        if unseen * 2 > sheet.glyphs.len() {
            recognised += 1;
        } else if unseen > 0 {
            let said = sheet.glyphs.iter().filter(|glyph| glyph.is_invisible).map(|glyph| glyph.text.as_str());
            report.lose(LossKind::Hidden, "", &shortened(&said.collect::<String>()));
            sheet.glyphs.retain(|glyph| !glyph.is_invisible);
        }
    }
    for _ in 0..recognised {
        report.lose(LossKind::Recognised, "", "");
    }
}

/// Puts notes in their places, and adds up what was read.
fn finished(mut found: Found, mut report: Report, sheets: &[Sheet]) -> Read {
    let numbers: Vec<Option<String>> = found.notes.iter().map(|(number, _)| number.clone()).collect();
    let mut used = vec![false; numbers.len()];
    tagged::refer(&mut found.blocks, &numbers, &mut used);
    let mut content = Content { blocks: found.blocks, notes: Vec::new() };
    for ((number, note), used) in found.notes.into_iter().zip(used) {
        content.notes.push(note.clone());
        if !used {
            // Nothing refers to it: its text is kept at the end.
            report.lose(LossKind::LooseNote, "", &number.unwrap_or_default());
            content.blocks.extend(note);
        }
    }
    report.read = found.report.read;
    report.losses.extend(found.report.losses);
    for _ in 0..found.doubtful {
        report.lose(LossKind::Hyphen, "", "");
    }
    for _ in 0..sheets.iter().map(|sheet| sheet.unreadable).sum::<u32>() {
        report.lose(LossKind::Symbol, "", "");
    }
    report.count(&content.blocks);
    report.read.notes = content.notes.len() as u32;
    Read { content, report }
}

impl Found {
    /// Adds a note; the number that its text begins with is taken from it.
    fn note(&mut self, mut blocks: Vec<Block>) {
        let mut number = None;
        if let Some(Block::Paragraph(text)) = blocks.first_mut() {
            let said = words(text);
            let digits = said.bytes().take_while(u8::is_ascii_digit).count();
            if (1..=4).contains(&digits) {
                number = Some(said[..digits].to_owned());
                let rest = said[digits..].trim_start_matches([')', '.']).trim_start();
                item::without(text, said.len() - rest.len());
            }
        }
        self.notes.push((number, blocks));
    }

    /// The paragraphs of a cell.
    fn cell(&mut self, blocks: Vec<Block>) -> Vec<Vec<Piece>> {
        let mut paragraphs = Vec::new();
        for _ in 0..lines(blocks, &mut paragraphs) {
            self.report.lose(LossKind::Nested, "", "");
        }
        paragraphs
    }
}
