//! English word forms.

use super::morphology::Kinship;

const ENDINGS: &[&str] = &["'s", "s", "es", "ed", "d", "ing", "ly", "al", "er", "est", "ies", "ied", "y", "e", ""];

/// How two words in small letters are akin.
pub(super) fn kinship(x: &str, y: &str) -> Kinship {
    let common = x.bytes().zip(y.bytes()).take_while(|(x, y)| x == y).count();
    let longest = x.len().max(y.len());
    if common < 3 || common * 20 < longest * 11 || !x.is_ascii() || !y.is_ascii() {
        return Kinship::None;
    }
    let (rest, other) = (&x[common..], &y[common..]);
    let stems = |word: &str| -> Vec<String> {
        let cut = ENDINGS.iter().filter_map(|ending| word.strip_suffix(ending));
        cut.filter(|stem| stem.len() >= 3).map(str::to_owned).collect()
    };
    let shared = stems(x).iter().any(|stem| stems(y).contains(stem));
    let short = common >= 5 && rest.len() <= 3 && other.len() <= 3;
    if rest.len() <= 4 && other.len() <= 4 && (shared || short) { Kinship::Form } else { Kinship::None }
}
