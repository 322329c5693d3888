//! The text of a file without the noise that another program left in it, and what of that is told.

use super::content::{Block, Content, Piece, What, words};
use super::noise::{Vocabulary, look, vocabulary};
use super::report::{LossKind, Report};

/// Repairs what the text proves to be noise; what only looks like it is told.
pub(super) fn mend(content: &mut Content, report: &mut Report) {
    let mut texts = Vec::new();
    content.blocks.iter().chain(content.notes.iter().flatten()).for_each(|block| gather(block, &mut texts));
    let known = vocabulary(texts.iter().map(String::as_str));
    let mut mender = Mender { known, report, place: String::new() };
    content.blocks.iter_mut().for_each(|block| mender.block(block));
    content.notes.iter_mut().flatten().for_each(|block| mender.block(block));
}

/// The words of each paragraph below a block.
fn gather(block: &Block, texts: &mut Vec<String>) {
    match block {
        Block::Heading { text, .. } | Block::Paragraph(text) => texts.push(words(text)),
        Block::Quotation(blocks) => blocks.iter().for_each(|block| gather(block, texts)),
        Block::List(list) => list.items.iter().flatten().for_each(|block| gather(block, texts)),
        Block::Table(table) => texts.extend(table.rows.iter().flatten().flatten().map(|text| words(text))),
        Block::Definition { term, meanings } => {
            texts.push(words(term));
            meanings.iter().flatten().for_each(|block| gather(block, texts));
        }
        Block::Rule | Block::Code { .. } => {}
    }
}

struct Mender<'r> {
    known: Vocabulary,
    report: &'r mut Report,
    place: String,
}

impl Mender<'_> {
    fn block(&mut self, block: &mut Block) {
        match block {
            Block::Heading { text, .. } => {
                self.text(text);
                self.place = words(text).trim().to_owned();
            }
            Block::Paragraph(text) => self.text(text),
            Block::Quotation(blocks) => blocks.iter_mut().for_each(|block| self.block(block)),
            Block::List(list) => list.items.iter_mut().flatten().for_each(|block| self.block(block)),
            Block::Table(table) => table.rows.iter_mut().flatten().flatten().for_each(|text| self.text(text)),
            Block::Definition { term, meanings } => {
                self.text(term);
                meanings.iter_mut().flatten().for_each(|block| self.block(block));
            }
            Block::Rule | Block::Code { .. } => {}
        }
    }

    fn text(&mut self, pieces: &mut Vec<Piece>) {
        // Where a word was torn, its parts are often two pieces that look alike.
        pieces.dedup_by(|next, before| match (&next.what, &mut before.what) {
            (What::Text(more), What::Text(text)) if next.face == before.face && next.link == before.link => {
                text.push_str(more);
                true
            }
            _ => false,
        });
        for piece in pieces.iter_mut().filter(|piece| !piece.face.code) {
            let What::Text(text) = &mut piece.what else { continue };
            let looked = look(text, &self.known);
            self.report.read.repaired = self.report.read.repaired.saturating_add(looked.repairs);
            for doubt in looked.doubtful {
                self.report.lose(LossKind::Noise, &self.place, &doubt.chars().take(60).collect::<String>());
            }
            if let Some(repaired) = looked.repaired {
                *text = repaired;
            }
        }
    }
}
