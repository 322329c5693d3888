//! What was struck out and what was written in its place, as a reader sees it, with the words around.

use std::ops::Range;

use super::lexicon::Tongue;
use crate::compare::{BlockPlace, Run, RunOp};
use crate::document::{Document, Inline, Span, Style, hidden, label};

/// Bytes of text on each side that are looked at for the words around a change.
const SIGHT: usize = 96;

/// Words on each side that belong to what a change is judged by.
const AROUND: usize = 4;

/// The text of one or several blocks, or of a cell, with what of it a reader sees.
pub(super) struct Source {
    text: String,
    inlines: Vec<Inline>,
    /// Where it begins in the text of its block.
    offset: usize,
    /// How long the marker of its first block is (`- `, `1. `).
    marker: usize,
}

/// One side of a change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Side {
    /// What a reader sees.
    pub(super) seen: String,
    /// What he does not see, and references to footnotes.
    pub(super) markup: String,
}

/// A stretch of a redline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Change {
    /// The words in front of it.
    pub(super) left: String,
    /// The words behind it.
    pub(super) right: String,
    pub(super) before: Side,
    pub(super) after: Side,
}

/// Where a stretch stands in both texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) before: Range<usize>,
    pub(super) after: Range<usize>,
}

impl Source {
    /// A text without markup.
    pub(super) fn plain(text: &str) -> Self {
        let inlines = vec![Inline { span: Span::new(0, text.len()), style: Style::default() }];
        Source { text: text.to_owned(), inlines, offset: 0, marker: 0 }
    }

    /// The text of blocks, with a blank line between.
    pub(super) fn blocks(document: &Document, places: &[BlockPlace]) -> Self {
        let (mut text, mut inlines) = (String::new(), Vec::new());
        let first = places.first().map(|place| &document.sections[place.section].blocks[place.block]);
        let marker = first.map_or(0, |block| block.marker as usize);
        for place in places {
            let block = &document.sections[place.section].blocks[place.block];
            if !text.is_empty() {
                text.push_str("\n\n");
            }
            let start = text.len();
            let moved = |span: Span| Span::new(span.start as usize + start, span.end as usize + start);
            inlines.extend(block.inlines.iter().map(|it| Inline { span: moved(it.span), ..*it }));
            text.push_str(&document.block_text(block));
        }
        Source { text, inlines, offset: 0, marker }
    }

    /// A cell of a table; a text without words where there is none.
    pub(super) fn cell(document: &Document, place: BlockPlace, row: usize, column: usize) -> Self {
        let block = &document.sections[place.section].blocks[place.block];
        let table = block.table.as_deref();
        let span = table.and_then(|table| table.rows.get(row)?.get(column).copied()).unwrap_or_default();
        let text = span.of(&document.block_text(block)).to_owned();
        let inside = |it: &&Inline| it.span.start >= span.start && it.span.end <= span.end;
        let moved = |own: Span| Span { start: own.start - span.start, end: own.end - span.start };
        let inlines = block.inlines.iter().filter(inside).map(|it| Inline { span: moved(it.span), ..*it });
        Source { inlines: inlines.collect(), text, offset: span.start as usize, marker: 0 }
    }

    /// Whether a range of it lies in a span of the text of its block.
    pub(super) fn lies_in(&self, range: &Range<usize>, span: Span) -> bool {
        range.start + self.offset >= span.start as usize && range.end + self.offset <= span.end as usize
    }

    /// Whether a range of it lies in the marker in front of it: another number or sign of a list item is no change.
    pub(super) fn is_marker(&self, range: &Range<usize>) -> bool {
        range.end <= self.marker
    }

    /// Whether it is the caption of a table or a figure.
    pub(super) fn is_caption(&self) -> bool {
        label::is_caption(&self.text)
    }

    /// Its language, where it can be told.
    pub(super) fn tongue(&self) -> Option<Tongue> {
        Tongue::of(&self.text)
    }

    fn side(&self, range: Range<usize>) -> Side {
        let mut side = Side::default();
        let first = self.inlines.partition_point(|it| it.span.end as usize <= range.start);
        let mut at = range.start;
        for inline in self.inlines[first..].iter().take_while(|it| (it.span.start as usize) < range.end) {
            let own = (inline.span.start as usize).max(at)..(inline.span.end as usize).min(range.end);
            self.gap(at..own.start, &mut side);
            let text = &self.text[own.start..own.end.max(own.start)];
            if inline.style.has(Style::NOTE) {
                side.markup.push_str(text);
            } else if inline.style.has(Style::ENTITY) {
                side.seen.push_str(entity(text));
            } else {
                side.seen.push_str(text);
            }
            at = own.end.max(at);
        }
        self.gap(at..range.end, &mut side);
        side
    }

    /// What lies between two visible parts: markup, or the end of a line, a cell or a paragraph.
    fn gap(&self, range: Range<usize>, side: &mut Side) {
        let Some(text) = self.text.get(range) else { return };
        if text.contains(['\n', '|']) && !side.seen.ends_with(hidden::is_blank) {
            side.seen.push(' ');
        }
        side.markup.extend(text.chars().filter(|letter| !hidden::is_blank(*letter)));
    }

    /// The last words in front of `at`.
    fn left(&self, at: usize) -> String {
        let start = (at.saturating_sub(SIGHT)..=at).find(|start| self.text.is_char_boundary(*start)).unwrap_or(at);
        let seen = self.side(start..at).seen;
        // The first word may be cut.
        let cut = if start > 0 { seen.find(hidden::is_blank).unwrap_or(seen.len()) } else { 0 };
        let words: Vec<usize> = word_starts(&seen[cut..]);
        let from = words.len().checked_sub(AROUND).map_or(0, |skip| words[skip]);
        seen[cut + from..].to_owned()
    }

    /// The first words behind `at`.
    fn right(&self, at: usize) -> String {
        let limit = (at + SIGHT).min(self.text.len());
        let end = (at..=limit).rev().find(|end| self.text.is_char_boundary(*end)).unwrap_or(at);
        let mut seen = self.side(at..end).seen;
        if end < self.text.len() {
            seen.truncate(seen.rfind(hidden::is_blank).unwrap_or(0));
        }
        if let Some(next) = word_starts(&seen).get(AROUND) {
            seen.truncate(*next);
        }
        seen
    }
}

fn entity(text: &str) -> &str {
    match text {
        "&nbsp;" | "&#160;" => " ",
        "&amp;" => "&",
        "&lt;" => "<",
        "&gt;" => ">",
        "&quot;" => "\"",
        other => other,
    }
}

/// Where the words that blanks part begin.
fn word_starts(text: &str) -> Vec<usize> {
    let mut blank = true;
    let starts = text.char_indices().filter(|(_, letter)| {
        let starts = blank && !hidden::is_blank(*letter);
        blank = hidden::is_blank(*letter);
        starts
    });
    starts.map(|(at, _)| at).collect()
}

/// The stretches of a redline that are not equal.
pub(super) fn places(runs: &[Run]) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    let (mut x, mut y) = (0, 0);
    for run in runs {
        let length = run.text.len();
        if run.op == RunOp::Equal {
            (x, y) = (x + length, y + length);
            continue;
        }
        if places.last().is_none_or(|last| last.before.end != x || last.after.end != y) {
            places.push(Place { before: x..x, after: y..y });
        }
        let place = places.last_mut().expect("one is there");
        match run.op {
            RunOp::Delete => x += length,
            _ => y += length,
        }
        (place.before.end, place.after.end) = (x, y);
    }
    places
}

/// A stretch with the words around it.
pub(super) fn change(before: &Source, after: &Source, place: &Place) -> Change {
    Change {
        left: before.left(place.before.start),
        right: before.right(place.before.end),
        before: before.side(place.before.clone()),
        after: after.side(place.after.clone()),
    }
}

/// Stretches of one sentence, in order.
pub(super) fn sentences(before: &Source, places: Vec<Place>) -> Vec<Vec<Place>> {
    let mut groups: Vec<Vec<Place>> = Vec::new();
    for place in places {
        match groups.last_mut() {
            Some(group) if same_sentence(before, &group[group.len() - 1], &place) => group.push(place),
            _ => groups.push(vec![place]),
        }
    }
    groups
}

fn same_sentence(before: &Source, x: &Place, y: &Place) -> bool {
    let between = before.text.get(x.before.end..y.before.start).unwrap_or("\n\n");
    let ends = between.char_indices().any(|(at, mark)| {
        let rest = &between[at + mark.len_utf8()..];
        let next = rest.trim_start_matches(hidden::is_blank).chars().next();
        matches!(mark, '.' | '!' | '?') && rest.starts_with(hidden::is_blank) && next.is_some_and(char::is_uppercase)
    });
    !ends && !between.contains("\n\n") && !between.contains('|')
}
