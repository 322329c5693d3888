//! What a reader sees of a block, without markup and notes, and where each part of it stands in the source.

use crate::document::{Block, Document, Span, Style};

use super::BlockPlace;

/// The visible text of one or several blocks.
#[derive(Default)]
pub(super) struct Sight {
    /// The text; line breaks are spaces, and between two blocks there is a blank line.
    pub(super) text: String,
    /// Parts of it: where each begins, where it begins in the source, and how long it is.
    parts: Vec<(usize, usize, usize)>,
}

impl Sight {
    /// What is seen of blocks whose sources are joined by a blank line, as in a redline.
    pub(super) fn of_blocks(document: &Document, places: &[BlockPlace]) -> Self {
        let mut sight = Self::default();
        let mut offset = 0;
        for place in places {
            let block = &document.sections[place.section].blocks[place.block];
            let source = document.block_text(block);
            if offset > 0 {
                offset += 2;
                sight.text.push_str("\n\n");
            }
            sight.block(&source, block, None, offset);
            offset += source.len();
        }
        sight
    }

    /// What is seen of a cell; places count from the start of the cell.
    pub(super) fn of_cell(source: &str, block: &Block, cell: Span) -> Self {
        let mut sight = Self::default();
        sight.block(source, block, Some(cell), 0);
        sight
    }

    fn block(&mut self, source: &str, block: &Block, within: Option<Span>, offset: usize) {
        let bounds = within.unwrap_or(Span::new(0, source.len()));
        let mut end: Option<usize> = None;
        let first = block.inlines.partition_point(|inline| inline.span.end <= bounds.start);
        let seen = block.inlines[first..].iter().take_while(|inline| inline.span.start < bounds.end);
        for inline in seen {
            let (from, to) = (inline.span.start.max(bounds.start) as usize, inline.span.end.min(bounds.end) as usize);
            if from >= to {
                continue;
            }
            let gap = end.and_then(|end| source.get(end..from)).unwrap_or_default();
            if gap.contains(['\n', '|']) || gap.contains("<br") {
                self.text.push(' ');
            }
            end = Some(to);
            if inline.style.has(Style::NOTE) {
                continue;
            }
            if inline.style.has(Style::ENTITY) {
                self.text.push(' ');
                continue;
            }
            let start = if within.is_some() { from - bounds.start as usize } else { from + offset };
            self.parts.push((self.text.len(), start, to - from));
            self.text.push_str(&source[from..to]);
        }
    }

    /// Where a part of the visible text stands in the source.
    pub(super) fn source(&self, span: Span) -> Option<Span> {
        let part = |at: usize| {
            let part = self.parts[..self.parts.partition_point(|(start, ..)| *start <= at)].last()?;
            let inside = at - part.0;
            (inside < part.2).then_some(part.1 + inside)
        };
        let last = (span.end as usize).checked_sub(1)?;
        Some(Span::new(part(span.start as usize)?, part(last)? + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::markdown;

    #[test]
    fn what_is_seen_knows_where_it_stands() {
        let document =
            markdown::read("- Nakłady **12,5** mln\n  zł[^1] i [link](https://a.b).\n\n[^1]: x\n".to_owned());
        let place = BlockPlace { section: 0, block: 0 };
        let sight = Sight::of_blocks(&document, &[place]);
        assert_eq!(sight.text, "Nakłady 12,5 mln zł i link.");
        let source = document.block_text(&document.sections[0].blocks[0]);
        let at = sight.text.find("12,5").expect("it is there");
        let span = sight.source(Span::new(at, at + "12,5 mln zł".len())).expect("it is in the source");
        assert_eq!(span.of(&source), "12,5** mln\n  zł");
    }
}
