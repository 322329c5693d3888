//! Whether a word was misspelt: only where one of the two forms is no word of the texts.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Rule;
use super::lexicon::Tongue;
use super::vocabulary::Vocabulary;

/// The rule for two words in small letters that differ in a letter or two; `None` where they differ more.
pub(super) fn compare(x: &str, y: &str, tongue: Tongue, vocabulary: &Vocabulary<'_>) -> Option<Rule> {
    let (a, b): (Vec<char>, Vec<char>) = (x.chars().collect(), y.chars().collect());
    let shortest = a.len().min(b.len());
    if shortest < 4 || a.len().abs_diff(b.len()) > 2 {
        return None;
    }
    let steps = distance(&a, &b);
    let limit = if tongue == Tongue::English && shortest >= 8 { 2 } else { 1 };
    let accents = unaccented(x) == unaccented(y);
    if steps > limit && !accents {
        return None;
    }
    // Once on each side is the change itself.
    let known = |word: &str| vocabulary.stands(word, 2);
    if known(x) && known(y) {
        return Some(Rule::RealWord);
    }
    let right = match tongue {
        Tongue::English => true,
        Tongue::Polish => accents && is_slip(&a, &b),
    };
    Some(if right { Rule::Spelling } else { Rule::RealWord })
}

/// Whether only marks above and below letters differ, inside a long word, where no ending and no prefix is. Other letters
/// prove nothing: "odmawia" and "odnawia" are both words.
fn is_slip(a: &[char], b: &[char]) -> bool {
    if a.len() != b.len() || a.len() < 6 {
        return false;
    }
    let front = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let back = a[front..].iter().rev().zip(b[front..].iter().rev()).take_while(|(x, y)| x == y).count();
    let verb = |word: &[char]| word.ends_with(&['a', 'j', 'ą']) || word.ends_with(&['u', 'j', 'ą']);
    // "uchwala" and "uchwała"
    let crossed = a.iter().zip(b).any(|(x, y)| x != y && matches!((x, y), ('l', 'ł') | ('ł', 'l')));
    front >= 1 && (back >= if crossed { 2 } else { 1 } || verb(a) || verb(b))
}

/// A word without the marks above and below its letters.
pub(super) fn unaccented(word: &str) -> String {
    word.nfd()
        .filter(|letter| !is_combining_mark(*letter))
        .map(|letter| if letter == 'ł' { 'l' } else { letter })
        .collect()
}

/// How many letters have to be put in, taken out, replaced or swapped with their neighbour.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for (i, row) in rows.iter_mut().enumerate() {
        row[0] = i;
    }
    rows[0] = (0..=b.len()).collect();
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            let other = usize::from(a[i - 1] != b[j - 1]);
            let mut best = (rows[i - 1][j] + 1).min(rows[i][j - 1] + 1).min(rows[i - 1][j - 1] + other);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = best;
        }
    }
    rows[a.len()][b.len()]
}
