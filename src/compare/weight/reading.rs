//! A side of a change read as units: figures, expressions that matter, words that join, words with a meaning.

use std::ops::Range;

use super::hunk::{Change, Side};
use super::lexicon::{Cue, Family, Lexicon, Tongue};
use crate::compare::amount::{Amount, amounts};
use crate::compare::quantity::alphanumeric_end;

/// A word of a line.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// In small letters.
    pub(super) low: String,
    pub(super) span: Range<usize>,
    /// Whether the change is in it, and not only around.
    pub(super) inside: bool,
}

/// What a word or several are.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Unit {
    /// A quantity.
    Figure(Amount),
    /// A number that names: of an article, a file, a label, a code.
    Name(String),
    /// An expression that matters.
    Cue(Cue),
    /// A word that only joins.
    Joining(String),
    /// A preposition or a pronoun, which may matter.
    Preposition(String),
    /// A word with a meaning.
    Content(String),
}

/// A unit with its place.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) unit: Unit,
    pub(super) span: Range<usize>,
    pub(super) inside: bool,
}

/// One side of a change with the words around.
pub(super) struct Line {
    pub(super) text: String,
    /// What was changed.
    pub(super) range: Range<usize>,
    pub(super) words: Vec<Word>,
    pub(super) items: Vec<Item>,
}

/// Both sides of a change.
pub(super) struct Pair<'c> {
    pub(super) change: &'c Change,
    pub(super) tongue: Tongue,
    pub(super) before: Line,
    pub(super) after: Line,
}

impl<'c> Pair<'c> {
    pub(super) fn of(change: &'c Change, tongue: Tongue) -> Self {
        let line = |side: &Side| Line::of(change, side, tongue);
        Pair { change, tongue, before: line(&change.before), after: line(&change.after) }
    }
}

impl Line {
    fn of(change: &Change, side: &Side, tongue: Tongue) -> Self {
        let text = format!("{}{}{}", change.left, side.seen, change.right);
        let range = change.left.len()..change.left.len() + side.seen.len();
        let words = words(&text, &range);
        let items = items(&text, &range, &words, tongue);
        Line { text, range, words, items }
    }

    pub(super) fn of_span(&self, span: &Range<usize>) -> &str {
        &self.text[span.clone()]
    }

    /// The items that the change is in.
    pub(super) fn inside(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(|item| item.inside)
    }

    /// The words that the change is in.
    pub(super) fn own_words(&self) -> impl Iterator<Item = &Word> {
        self.words.iter().filter(|word| word.inside)
    }

    /// Words with a meaning, and figures, that the change is in.
    pub(super) fn content(&self) -> Vec<&Item> {
        let counts = |item: &&Item| match item.unit {
            Unit::Content(_) | Unit::Figure(_) | Unit::Name(_) => true,
            Unit::Cue(cue) => matches!(cue.family, Family::Frequency | Family::Ordinal),
            _ => false,
        };
        self.inside().filter(counts).collect()
    }
}

fn words(text: &str, range: &Range<usize>) -> Vec<Word> {
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let end = if first.is_alphanumeric() { alphanumeric_end(text, at) } else { at };
        if end > at {
            let span = at..end;
            let low =
                text[span.clone()].chars().filter(|letter| *letter != '\u{ad}').flat_map(char::to_lowercase).collect();
            let inside = span.start < range.end && span.end > range.start;
            words.push(Word { low, span, inside });
            at = end;
        } else {
            at += first.len_utf8();
        }
    }
    words
}

/// Whether a word may be a Roman number; "I" at the start of a sentence joins.
fn is_roman(word: &str) -> bool {
    word.chars().all(|letter| matches!(letter, 'I' | 'V' | 'X'))
}

fn items(text: &str, range: &Range<usize>, words: &[Word], tongue: Tongue) -> Vec<Item> {
    let lexicon = Lexicon::of(tongue);
    let figures = amounts(text);
    let lows: Vec<&str> = words.iter().map(|word| word.low.as_str()).collect();
    let mut figures = figures.into_iter().peekable();
    let mut items = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let start = words[at].span.start;
        while figures.next_if(|(span, _)| span.end as usize <= start).is_some() {}
        if let Some((span, amount)) = figures.next_if(|(span, _)| (span.start as usize) <= words[at].span.end) {
            // A sign may stand in front of it.
            let span = span.start as usize..span.end as usize;
            let end = (at..words.len()).find(|next| words[*next].span.start >= span.end).unwrap_or(words.len());
            if end > at {
                let inside = span.start < range.end && span.end > range.start;
                items.push(Item { unit: Unit::Figure(amount), span, inside });
                at = end;
                continue;
            }
        }
        let word = &words[at];
        let written = &text[word.span.clone()];
        let opens = text[..word.span.start].trim_end().is_empty();
        let (unit, length) = if word.low.contains(|letter: char| letter.is_ascii_digit())
            || (is_roman(written) && (written.len() > 1 || (tongue == Tongue::Polish && !opens)))
        {
            (Unit::Name(word.low.clone()), 1)
        } else if let Some((cue, length)) = lexicon.find(&lows[at..]) {
            (Unit::Cue(cue), length)
        } else if lexicon.joins(&word.low) {
            (Unit::Joining(word.low.clone()), 1)
        } else if lexicon.is_preposition(&word.low) {
            (Unit::Preposition(word.low.clone()), 1)
        } else {
            (Unit::Content(word.low.clone()), 1)
        };
        let own = &words[at..at + length];
        let span = own[0].span.start..own[length - 1].span.end;
        items.push(Item { unit, span, inside: own.iter().any(|word| word.inside) });
        at += length;
    }
    items
}
