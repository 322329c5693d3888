//! Three wordings of one passage merged into one, where there is no doubt.

use std::ops::Range;

/// Unchanged words that must lie between changes of both sides in one sentence.
const APART: usize = 3;

/// A change of one side: tokens of the base, and what stands there now.
struct Hunk {
    base: Range<usize>,
    text: String,
}

/// Merges what `ours` and `theirs` made of `base`; `None` where that is a conflict or in doubt.
pub(super) fn merge_whole<'t>(base: &'t str, ours: &'t str, theirs: &'t str) -> Option<&'t str> {
    if ours == theirs || theirs == base {
        Some(ours)
    } else if ours == base {
        Some(theirs)
    } else {
        None
    }
}

/// Merges word by word: both sides may change one passage where their changes lie in different sentences (rows of a table), or
/// apart from each other in one sentence that has no number among the changes.
pub(super) fn merge_words(base: &str, ours: &str, theirs: &str, rows: bool) -> Option<String> {
    if let Some(whole) = merge_whole(base, ours, theirs) {
        return Some(whole.to_owned());
    }
    let tokens = tokens(base);
    let [x, y] = [ours, theirs].map(|text| hunks(&tokens, text));
    let sentences = sentences(&tokens, rows);
    for a in &x {
        for b in &y {
            if a.base == b.base && a.text == b.text {
                continue;
            }
            if a.base.start <= b.base.end && b.base.start <= a.base.end {
                return None;
            }
            let (first, second) = if a.base.start < b.base.start { (a, b) } else { (b, a) };
            let between = first.base.end..second.base.start;
            if sentences[between.start.saturating_sub(1)] != sentences[between.end.min(tokens.len() - 1)] {
                continue;
            }
            let number = |hunk: &Hunk| {
                let old = tokens[hunk.base.clone()].concat();
                old.contains(|c: char| c.is_numeric()) || hunk.text.contains(|c: char| c.is_numeric())
            };
            let words = tokens[between].iter().filter(|token| token.starts_with(char::is_alphanumeric)).count();
            if rows || words < APART || number(a) || number(b) {
                return None;
            }
        }
    }
    let mut all: Vec<&Hunk> = x.iter().chain(&y).collect();
    all.sort_by_key(|hunk| (hunk.base.start, hunk.base.end));
    all.dedup_by(|a, b| a.base == b.base && a.text == b.text);
    let (mut merged, mut at) = (String::new(), 0);
    for hunk in all {
        merged.extend(tokens.get(at..hunk.base.start)?.iter().copied());
        merged.push_str(&hunk.text);
        at = hunk.base.end;
    }
    merged.extend(tokens[at..].iter().copied());
    Some(merged)
}

/// Words, runs of blanks, and all other characters one by one. A number with its separators is one word.
pub(super) fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let kind = |c: char| (c.is_alphanumeric(), c.is_whitespace());
        let mut end = first.len_utf8();
        if first.is_alphanumeric() || first.is_whitespace() {
            let mut characters = rest[end..].char_indices().peekable();
            while let Some((at, c)) = characters.next() {
                let joins = matches!(c, '.' | ',' | '/' | '-' | '\u{a0}')
                    && rest[..end + at].ends_with(char::is_numeric)
                    && characters.peek().is_some_and(|(_, next)| next.is_numeric());
                if kind(c) != kind(first) && !joins {
                    end += at;
                    break;
                }
                if characters.peek().is_none() {
                    end += at + c.len_utf8();
                    break;
                }
            }
        }
        tokens.push(&rest[..end]);
        rest = &rest[end..];
    }
    tokens
}

fn hunks(base: &[&str], text: &str) -> Vec<Hunk> {
    let side = tokens(text);
    let mut hunks: Vec<Hunk> = Vec::new();
    for op in similar::capture_diff_slices(similar::Algorithm::Patience, base, &side) {
        if matches!(op, similar::DiffOp::Equal { .. }) {
            continue;
        }
        let (base, text) = (op.old_range(), side[op.new_range()].concat());
        match hunks.last_mut() {
            Some(last) if last.base.end == base.start => {
                last.base.end = base.end;
                last.text.push_str(&text);
            }
            _ => hunks.push(Hunk { base, text }),
        }
    }
    hunks
}

/// The number of the sentence of each token. Only what is beyond doubt ends one: a full stop behind a long word, before a capital.
fn sentences(tokens: &[&str], rows: bool) -> Vec<usize> {
    let mut at = 0;
    let mut numbers = Vec::with_capacity(tokens.len());
    for (index, token) in tokens.iter().enumerate() {
        numbers.push(at);
        let follows = |ahead: usize| tokens.get(index + ahead).copied().unwrap_or_default();
        let ends = match rows {
            true => token.contains('\n'),
            false => {
                let long = index > 0 && tokens[index - 1].chars().filter(|c| c.is_alphabetic()).count() >= 4;
                token.trim_matches(' ').starts_with("\n\n")
                    || matches!(*token, "." | "!" | "?")
                        && long
                        && follows(1).starts_with(char::is_whitespace)
                        && follows(2).starts_with(char::is_uppercase)
            }
        };
        at += usize::from(ends);
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_merge_and_neighbours_do_not() {
        let base = "Strategia wskazuje kierunki rozwoju. Samorząd ogłasza nabór co roku w kwocie 2,5 mln zł.";
        let ours = base.replace("kierunki", "priorytety");
        let theirs = base.replace("co roku", "co dwa lata");
        let merged = merge_words(base, &ours, &theirs, false);
        assert_eq!(merged, Some(base.replace("kierunki", "priorytety").replace("co roku", "co dwa lata")));
        assert_eq!(
            merge_words(base, &base.replace("kierunki", "cele"), &base.replace("rozwoju", "zmian"), false),
            None
        );
        assert_eq!(merge_words(base, &base.replace("2,5", "3,5"), &base.replace("Samorząd", "Zarząd"), false), None);
        assert_eq!(merge_words(base, &base.replace("2,5", "3,5"), &base.replace("2,5", "4,5"), false), None);
    }

    #[test]
    fn both_may_make_the_same_change() {
        let base = "Jeden dwa trzy cztery pięć sześć siedem.";
        let ours = "Jeden dwa X cztery pięć sześć siedem.";
        let theirs = "Jeden dwa X cztery pięć sześć siedem osiem.";
        assert_eq!(merge_words(base, ours, theirs, false), Some(theirs.to_owned()));
    }

    #[test]
    fn rows_of_a_table_merge_and_cells_of_a_row_do_not() {
        let base = "| a | 1 |\n| b | 2 |\n| c | 3 |";
        let (ours, theirs) = (base.replace('1', "7"), base.replace('3', "9"));
        assert_eq!(merge_words(base, &ours, &theirs, true), Some(ours.replace('3', "9")));
        assert_eq!(merge_words(base, &ours, &base.replace('a', "z"), true), None);
    }

    #[test]
    fn tokens_spell_the_text() {
        for text in ["", "a", "2,5 % i 1/2, zł.", "ą\u{a0}ę  – 10\u{a0}000", "1.", "x,"] {
            assert_eq!(tokens(text).concat(), text);
        }
        assert_eq!(tokens("w 2,5%"), ["w", " ", "2,5", "%"]);
    }
}
