//! What is left when no rule found the same: names, text that came or went, other words.

use super::Rule;
use super::cue::Found;
use super::morphology::{self, Kinship};
use super::reading::{Item, Line, Pair, Unit};
use super::vocabulary::Vocabulary;

/// So many words with a meaning are text of their own.
const TEXT: usize = 3;

/// A replacement of so few words is only said otherwise.
const PHRASE: usize = 6;

/// A change of other words.
pub(super) fn compare(pair: &Pair<'_>, vocabulary: &Vocabulary<'_>) -> Found {
    if let Some(found) = names(pair, vocabulary) {
        return found;
    }
    let (old, new) = (pair.before.content(), pair.after.content());
    let text = |line: &Line| line.of_span(&line.range).trim().to_owned();
    let found = |rule| (rule, text(&pair.before), text(&pair.after));
    let (x, y) = (keys(&old), keys(&new));
    let common = shared(&x, &y);
    match (x.len() - common, y.len() - common) {
        (0, come) if come >= TEXT => return found(Rule::Added),
        (gone, 0) if gone >= TEXT => return found(Rule::Removed),
        _ => {}
    }
    let silent = |line: &Line| line.own_words().next().is_none();
    match (old.len(), new.len()) {
        _ if silent(&pair.before) => found(Rule::WordsAdded),
        _ if silent(&pair.after) => found(Rule::WordsRemoved),
        (before, after) if before + after <= PHRASE || 2 * common * 2 >= before + after => found(Rule::Rephrased),
        _ => found(Rule::Rewritten),
    }
}

/// The beginnings of the words with a meaning, sorted.
fn keys(items: &[&Item]) -> Vec<String> {
    let mut keys: Vec<String> = items
        .iter()
        .map(|item| match &item.unit {
            Unit::Content(word) | Unit::Name(word) => word.chars().take(5).collect(),
            _ => String::from("#"),
        })
        .collect();
    keys.sort_unstable();
    keys
}

fn shared(x: &[String], y: &[String]) -> usize {
    crate::compare::token::common(x, y)
}

/// Names on both sides, of which some have no counterpart.
fn names(pair: &Pair<'_>, vocabulary: &Vocabulary<'_>) -> Option<Found> {
    let (old, new) = (named(&pair.before), named(&pair.after));
    let alone = |own: &[(String, &str)], others: &[(String, &str)]| -> Vec<String> {
        let known = |low: &str| {
            others.iter().any(|other| morphology::kinship(low, &other.0, pair.tongue, vocabulary) != Kinship::None)
        };
        own.iter().filter(|it| !known(&it.0)).map(|it| it.1.to_owned()).collect()
    };
    let (gone, come) = (alone(&old, &new), alone(&new, &old));
    (!gone.is_empty() && !come.is_empty()).then(|| (Rule::Name, gone.join(" "), come.join(" ")))
}

/// Words with a capital inside a sentence.
fn named(line: &Line) -> Vec<(String, &str)> {
    let words = line.own_words().filter(|word| {
        let written = line.of_span(&word.span);
        let before = line.text[..word.span.start].trim_end();
        let opens = before.is_empty() || before.ends_with(['.', '!', '?', ':', ';']);
        let capital = written.starts_with(char::is_uppercase) && written.chars().count() > 1;
        let shouted = written.chars().filter(|letter| letter.is_uppercase()).count() > 1;
        capital && (!opens || shouted)
    });
    words.map(|word| (word.low.clone(), line.of_span(&word.span))).collect()
}
