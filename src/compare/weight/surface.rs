//! What nobody reads: markup, typography, punctuation, capitals.

use unicode_normalization::UnicodeNormalization;

use super::Rule;
use super::hunk::Change;
use super::reading::Pair;
use crate::compare::quantity::is_dash;
use crate::document::hidden;

/// Marks that a sentence may have or not.
const MARKS: &str = ".,;:!()[]\"'-…";

/// Rules on changes of markup and of the looks of letters.
pub(super) fn technical(change: &Change) -> Option<Rule> {
    let (old, new) = (&change.before, &change.after);
    let same = old.seen == new.seen;
    if !is_dress(&old.markup, &new.markup) {
        // Where words changed as well, these weigh more.
        return same.then_some(Rule::Target);
    }
    if same {
        return Some(Rule::Markup);
    }
    let has_words = |seen: &str| seen.contains(char::is_alphanumeric);
    if has_words(&old.seen) != has_words(&new.seen) {
        return None;
    }
    let line = |seen: &str| looks(&format!("{}{seen}{}", change.left, change.right));
    // Marks of direction change what is seen without being seen.
    let turns = |seen: &str| -> Vec<char> {
        seen.chars().filter(|mark| matches!(mark, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')).collect()
    };
    let rule = if turns(&old.seen) == turns(&new.seen) { Rule::Typography } else { Rule::Target };
    (line(&old.seen) == line(&new.seen)).then_some(rule)
}

/// Whether marks carry no meaning beside that of setting a text: emphasis, borders, line breaks.
fn is_dress(old: &str, new: &str) -> bool {
    if old == new {
        return true;
    }
    let plain = |text: &str| {
        !text.contains("~~") && text.chars().all(|mark| "*_`\\|:-#>+.)".contains(mark) || mark.is_ascii_digit())
    };
    plain(old) && plain(new)
}

/// A text without what typography may change: quotation marks, dashes, blanks, raised and lowered figures, characters
/// that nobody sees.
fn looks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let letters: Vec<char> = text.nfc().filter(|letter| !hidden::is_hidden(*letter)).collect();
    for (at, letter) in letters.iter().copied().enumerate() {
        let before = at.checked_sub(1).map(|at| letters[at]);
        let next = letters.get(at + 1).copied();
        match letter {
            '„' | '”' | '“' | '‟' | '«' | '»' | '″' => out.push('"'),
            '‚' | '‘' | '’' | '‛' | '‹' | '›' | '′' => out.push('\''),
            '…' => out.push_str("..."),
            'ﬁ' => out.push_str("fi"),
            'ﬂ' => out.push_str("fl"),
            // "m²" and "CO₂", but not "10²".
            '²' | '³' | '¹' | '₀'..='₉' if before.is_some_and(char::is_alphabetic) => out.push(digit(letter)),
            dash if is_dash(dash) => out.push('-'),
            blank if hidden::is_blank(blank) => {
                let group = out.ends_with(|last: char| last.is_ascii_digit()) && is_group(&letters[at + 1..]);
                let unit = next == Some('%') && before.is_some_and(|last| last.is_ascii_digit());
                if !group && !unit && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            other => out.push(other),
        }
    }
    out.trim().to_owned()
}

fn digit(letter: char) -> char {
    match letter {
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        low => char::from_u32(u32::from('0') + (u32::from(low) - 0x2080)).unwrap_or(low),
    }
}

/// Whether three digits follow, and no more.
fn is_group(letters: &[char]) -> bool {
    let digits = letters.iter().take_while(|letter| letter.is_ascii_digit()).count();
    digits == 3
}

/// Rules on changes of punctuation and capitals alone.
pub(super) fn editorial(pair: &Pair<'_>) -> Option<Rule> {
    let (old, new) = (&pair.before, &pair.after);
    let same = old.words.len() == new.words.len() && old.words.iter().zip(&new.words).all(|(x, y)| x.low == y.low);
    if !same {
        return joined(pair);
    }
    let marks =
        |text: &str| -> String { text.chars().filter(|it| !it.is_alphanumeric() && !hidden::is_blank(*it)).collect() };
    let (x, y) = (marks(&looks(&pair.change.before.seen)), marks(&looks(&pair.change.after.seen)));
    if x == y {
        let words = |line: &super::reading::Line| -> Vec<String> {
            line.words.iter().map(|word| line.text[word.span.clone()].to_owned()).collect()
        };
        return Some(if words(old) == words(new) { Rule::Typography } else { Rule::Capitals });
    }
    let harmless = |text: &str| text.chars().all(|mark| MARKS.contains(mark));
    let numbers = pair.before.inside().chain(pair.after.inside());
    let signed = numbers.into_iter().any(|item| matches!(item.unit, super::reading::Unit::Figure(_)));
    // "Nie, można" and "nie można"
    let negated = pair.before.words.iter().any(|word| {
        let near = word.span.end + 2 >= old.range.start && word.span.start <= old.range.end + 2;
        near && word.low == "nie"
    });
    let safe = harmless(&x) && harmless(&y) && !signed && !negated;
    Some(if safe { Rule::Punctuation } else { Rule::Nuance })
}

/// Words in one, apart or with a hyphen; not where "nie" is one of them.
fn joined(pair: &Pair<'_>) -> Option<Rule> {
    let letters = |line: &super::reading::Line| -> String { line.words.iter().map(|word| word.low.as_str()).collect() };
    if letters(&pair.before) != letters(&pair.after) {
        return None;
    }
    let digits =
        |line: &super::reading::Line| line.own_words().any(|word| word.low.contains(|it: char| it.is_ascii_digit()));
    if digits(&pair.before) || digits(&pair.after) {
        return None;
    }
    let negated = |line: &super::reading::Line| line.own_words().any(|word| matches!(word.low.as_str(), "nie" | "bez"));
    if negated(&pair.before) || negated(&pair.after) {
        return Some(Rule::RealWord);
    }
    // "c.f." and "cf."
    let dotted =
        |line: &super::reading::Line| line.own_words().count() > 1 && line.own_words().all(|word| word.low.len() == 1);
    if dotted(&pair.before) || dotted(&pair.after) {
        return Some(Rule::Hyphenation);
    }
    let hyphen = |line: &super::reading::Line| line.text[line.range.clone()].contains(is_dash);
    // "na prawdę" and "naprawdę" are two words.
    Some(if hyphen(&pair.before) || hyphen(&pair.after) { Rule::Hyphenation } else { Rule::RealWord })
}
