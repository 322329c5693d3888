//! A text in pieces that a merge keeps, moves, edits or drops as wholes: keys of the front matter, headings, blocks.

use std::ops::Range;

use crate::document::{BlockKind, Document};

/// What a piece is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A key of the front matter with its value; without a name the lines before the first key.
    Key(String),
    /// The heading of a section; that of the text before the first heading is empty.
    Heading,
    /// A block.
    Block(BlockKind),
}

/// A piece of the source.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) kind: Kind,
    /// The source without the blanks at its end.
    pub(super) text: String,
    /// These blanks.
    pub(super) gap: String,
    /// Index of the section it belongs to; `None` for keys.
    pub(super) section: Option<usize>,
    /// Index of the piece above it: of a block its heading, of a heading the one of the parent.
    pub(super) parent: Option<usize>,
    /// For headings, where the title lies in the text.
    pub(super) title: Range<usize>,
    /// For blocks, whether it is a line of a written table of contents.
    pub(super) set_aside: bool,
}

/// A text in pieces. All pieces, one after the other with their gaps, the front matter's fences around the keys, are the source.
#[derive(Clone, Debug)]
pub(super) struct Pieces {
    /// In order; keys first.
    pub(super) all: Vec<Piece>,
    /// Piece of each section's heading.
    pub(super) headings: Vec<usize>,
    /// Piece that each block of each section lies in.
    pub(super) blocks: Vec<Vec<usize>>,
    /// The fences of the front matter, and the blanks behind it; empty where there is none.
    pub(super) fences: [String; 2],
}

/// Takes a text to pieces; `None` where that is not possible without cutting through something.
pub(super) fn pieces(document: &Document) -> Option<Pieces> {
    let source = &document.source;
    let mut taken = Pieces { all: Vec::new(), headings: Vec::new(), blocks: Vec::new(), fences: Default::default() };
    let start = taken.front_matter(document)?;
    let ends = document.sections.iter().skip(1).map(|section| section.span.start as usize).chain([source.len()]);
    let mut at = start;
    for (index, (section, end)) in document.sections.iter().zip(ends).enumerate() {
        if index > 0 && (at != section.span.start as usize || !begins_line(source, at)) {
            return None;
        }
        let mut starts: Vec<usize> = Vec::new();
        let mut of_block = Vec::new();
        for block in &section.blocks {
            let first = line_start(source, block.pieces.first()?.start as usize);
            match starts.last() {
                Some(last) if first < *last => return None,
                Some(last) if first == *last => {}
                _ => starts.push(first),
            }
            of_block.push(starts.len());
        }
        let heading_end = starts.first().copied().unwrap_or(end);
        if heading_end < at || end < heading_end || starts.last().is_some_and(|last| *last > end) {
            return None;
        }
        let heading = taken.all.len();
        let parent = section.parent.map(|parent| taken.headings[parent]);
        taken.headings.push(heading);
        taken.push(Kind::Heading, &source[at..heading_end], Some(index), parent);
        if index > 0 {
            let text = &taken.all[heading].text;
            let line = section.span.len().min(text.len());
            taken.all[heading].title = text
                .get(..line)
                .and_then(|text| text.rfind(&section.title))
                .filter(|_| !section.title.is_empty())
                .map_or(0..text.len(), |from| from..from + section.title.len());
        }
        for (nth, from) in starts.iter().enumerate() {
            let to = starts.get(nth + 1).copied().unwrap_or(end);
            let first = of_block.iter().position(|piece| *piece == nth + 1)?;
            let block = &section.blocks[first];
            taken.push(Kind::Block(block.kind), &source[*from..to], Some(index), Some(heading));
            taken.all.last_mut()?.set_aside = block.set_aside;
        }
        taken.blocks.push(of_block.into_iter().map(|piece| heading + piece).collect());
        at = end;
    }
    (taken.spelled() == *source).then_some(taken)
}

impl Pieces {
    /// The source again.
    fn spelled(&self) -> String {
        let keys = self.all.iter().filter(|piece| piece.section.is_none());
        let rest = self.all.iter().filter(|piece| piece.section.is_some());
        let mut text = self.fences[0].clone();
        keys.for_each(|piece| text.extend([piece.text.as_str(), piece.gap.as_str()]));
        text.push_str(&self.fences[1]);
        rest.for_each(|piece| text.extend([piece.text.as_str(), piece.gap.as_str()]));
        text
    }

    fn push(&mut self, kind: Kind, source: &str, section: Option<usize>, parent: Option<usize>) {
        let kept = source.trim_end().len();
        let end = source[kept..].find('\n').map_or(source.len(), |at| kept + at);
        // A piece that is blank altogether is all gap.
        let end = if kept == 0 { 0 } else { end };
        let (text, gap) = (source[..end].to_owned(), source[end..].to_owned());
        let title = 0..text.len();
        self.all.push(Piece { kind, text, gap, section, parent, title, set_aside: false });
    }

    /// Takes the front matter to pieces, and returns where it ends with the blank lines behind it.
    fn front_matter(&mut self, document: &Document) -> Option<usize> {
        let span = document.metadata.span;
        if span.is_empty() {
            return Some(0);
        }
        let source = &document.source;
        let whole = span.of(source);
        let first = whole.find('\n')? + 1;
        let last = line_start(whole, whole.trim_end().len());
        let rest = &source[span.end as usize..];
        let end = span.end as usize + rest.len() - rest.trim_start_matches('\n').len();
        self.fences = [whole[..first].to_owned(), source[last..end].to_owned()];
        let mut groups: Vec<(String, String)> = Vec::new();
        for line in whole[first..last].split_inclusive('\n') {
            let key = line.split_once(':').map(|(key, _)| key.trim_matches(['"', '\'']).to_owned());
            match key.filter(|key| {
                !line.starts_with([' ', '\t', '-', '#'])
                    && document.metadata.entries.iter().any(|(known, _)| known == key)
            }) {
                Some(key) if groups.iter().any(|(known, _)| *known == key) => return None,
                Some(key) => groups.push((key, line.to_owned())),
                None => match groups.last_mut() {
                    Some((_, lines)) => lines.push_str(line),
                    None => groups.push((String::new(), line.to_owned())),
                },
            }
        }
        for (key, lines) in groups {
            self.push(Kind::Key(key), &lines, None, None);
        }
        Some(end)
    }
}

fn begins_line(source: &str, at: usize) -> bool {
    at == 0 || source.as_bytes()[at - 1] == b'\n'
}

fn line_start(source: &str, at: usize) -> usize {
    source[..at].rfind('\n').map_or(0, |newline| newline + 1)
}
