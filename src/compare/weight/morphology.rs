//! Whether two words are forms of one, and of the same number.

use super::lexicon::Tongue;
use super::vocabulary::Vocabulary;
use super::{english, polish};

/// How two words are akin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kinship {
    /// Forms of one word in the same number.
    Form,
    /// Forms of an adjective in the same number; a noun beside it may be of no other.
    Adjective,
    /// Forms of a noun in the same number, one of which may be the subject: somebody else may do it.
    Role,
    /// Forms of one word that may differ in number.
    Number,
    /// Two words.
    None,
}

/// How two words in small letters are akin.
pub(super) fn kinship(x: &str, y: &str, tongue: Tongue, vocabulary: &Vocabulary<'_>) -> Kinship {
    match tongue {
        _ if x == y => Kinship::Form,
        Tongue::Polish => polish::kinship(x, y, vocabulary),
        Tongue::English => english::kinship(x, y),
    }
}

/// Whether words are forms of each other, one by one: all of them certainly, some perhaps in another number or role, or
/// not. `governed` tells which of them stand behind a preposition.
pub(super) fn row(pairs: &[(&str, &str)], governed: &[bool], tongue: Tongue, vocabulary: &Vocabulary<'_>) -> Kinship {
    let kin: Vec<Kinship> = pairs.iter().map(|(x, y)| kinship(x, y, tongue, vocabulary)).collect();
    let mut worst = Kinship::Form;
    for (at, own) in kin.iter().enumerate() {
        let beside = |next: Option<usize>| {
            next.and_then(|next| kin.get(next).zip(pairs.get(next)))
                .is_some_and(|(kin, (x, y))| *kin == Kinship::Adjective && x != y)
        };
        match own {
            Kinship::None => return Kinship::None,
            Kinship::Number if beside(at.checked_sub(1)) || beside(Some(at + 1)) => {}
            Kinship::Number => worst = Kinship::Number,
            Kinship::Role if is_governed(at, &kin, governed) => {}
            Kinship::Role if worst == Kinship::Form => worst = Kinship::Role,
            Kinship::Role => {}
            Kinship::Form | Kinship::Adjective => {}
        }
    }
    worst
}

/// Whether a preposition stands in front of a word, or of the adjectives in front of it.
fn is_governed(at: usize, kin: &[Kinship], governed: &[bool]) -> bool {
    (0..=at)
        .rev()
        .take_while(|own| *own == at || kin[*own] == Kinship::Adjective)
        .any(|own| governed.get(own) == Some(&true))
}
