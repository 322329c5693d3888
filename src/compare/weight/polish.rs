//! Polish word forms: endings of nouns, adjectives and verbs with the number that they stand for.
//!
//! A stemmer would not do: it takes "wspiera", "wspierać" and "wspierający" for one word, and "gmina" and "gminy" as well,
//! where a reader of a strategy sees another number. So endings are told apart by declension. Two words are forms of
//! one only where some declension has both endings on one stem; they are of the same number only where every declension
//! that has both says so.

use super::morphology::Kinship;
use super::vocabulary::Vocabulary;

/// Declensions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    /// "program", "ekspert", "cel"
    Masculine,
    /// "gmina", "strategia", "granica"
    Feminine,
    /// "jakość"
    Quality,
    /// "miasto", "działanie"
    Neuter,
    /// "centrum"
    Latin,
    /// "regionalny", "wysoki"
    Adjective,
    /// "realizuje", "realizował"
    Verb,
}

const S: u8 = 1;
const P: u8 = 2;
const SP: u8 = 3;

use Class::{Adjective, Feminine, Latin, Masculine, Neuter, Quality, Verb};

/// Endings: what they are put on (letters that the stem regains), and the number.
type Ending = (Class, &'static str, &'static str, u8);

#[rustfmt::skip]
const ENDINGS: &[Ending] = &[
    (Masculine, "", "", S), (Masculine, "a", "", S), (Masculine, "u", "", S), (Masculine, "owi", "", S),
    (Masculine, "em", "", S), (Masculine, "iem", "", S), (Masculine, "ie", "", S), (Masculine, "cie", "t", S),
    (Masculine, "dzie", "d", S), (Masculine, "rze", "r", S), (Masculine, "le", "ł", S), (Masculine, "ście", "st", S),
    (Masculine, "y", "", P), (Masculine, "i", "", P), (Masculine, "e", "", P), (Masculine, "owie", "", P),
    (Masculine, "ci", "t", P), (Masculine, "rzy", "r", P), (Masculine, "dzi", "d", P), (Masculine, "cy", "k", P),
    (Masculine, "dzy", "g", P),
    (Masculine, "ów", "", P), (Masculine, "om", "", P), (Masculine, "ami", "", P), (Masculine, "ach", "", P),
    (Feminine, "a", "", S), (Feminine, "y", "", SP), (Feminine, "i", "", SP), (Feminine, "ie", "", S),
    (Feminine, "cie", "t", S), (Feminine, "dzie", "d", S), (Feminine, "rze", "r", S), (Feminine, "le", "ł", S),
    (Feminine, "ce", "k", S), (Feminine, "dze", "g", S), (Feminine, "ście", "st", S), (Feminine, "sze", "ch", S),
    (Feminine, "ę", "", S), (Feminine, "ą", "", S), (Feminine, "e", "", P), (Feminine, "", "", P),
    (Feminine, "om", "", P), (Feminine, "ami", "", P), (Feminine, "ach", "", P),
    (Quality, "ść", "", S), (Quality, "ści", "", SP), (Quality, "ścią", "", S), (Quality, "ściom", "", P),
    (Quality, "ściami", "", P), (Quality, "ściach", "", P),
    (Neuter, "o", "", S), (Neuter, "e", "", S), (Neuter, "a", "", SP), (Neuter, "u", "", S), (Neuter, "em", "", S),
    (Neuter, "ie", "", S), (Neuter, "cie", "t", S), (Neuter, "", "", P), (Neuter, "om", "", P), (Neuter, "ami", "", P),
    (Neuter, "ach", "", P),
    (Latin, "um", "", S), (Latin, "a", "", P), (Latin, "ów", "", P), (Latin, "om", "", P), (Latin, "ami", "", P),
    (Latin, "ach", "", P),
    (Adjective, "y", "", S), (Adjective, "ego", "", S), (Adjective, "emu", "", S), (Adjective, "ym", "", SP),
    (Adjective, "a", "", S), (Adjective, "ej", "", S), (Adjective, "ą", "", S), (Adjective, "e", "", SP),
    (Adjective, "ych", "", P), (Adjective, "ymi", "", P), (Adjective, "i", "", P),
    (Adjective, "i", "i", S), (Adjective, "iego", "i", S), (Adjective, "iemu", "i", S), (Adjective, "im", "i", SP),
    (Adjective, "a", "i", S), (Adjective, "iej", "i", S), (Adjective, "ą", "i", S), (Adjective, "ie", "i", SP),
    (Adjective, "ich", "i", P), (Adjective, "imi", "i", P), (Adjective, "cy", "ki", P), (Adjective, "dzy", "gi", P),
    (Adjective, "ia", "i", S), (Adjective, "ią", "i", S),
    (Verb, "uje", "uj", SP), (Verb, "ują", "uj", SP),
    (Verb, "ował", "", SP), (Verb, "owała", "", SP), (Verb, "owało", "", SP), (Verb, "owali", "", SP), (Verb, "owały", "", SP),
    (Verb, "ął", "", SP), (Verb, "ęła", "", SP), (Verb, "ęło", "", SP), (Verb, "ęli", "", SP), (Verb, "ęły", "", SP),
];

/// Forms of verbs that differ in number and gender alone, and so by their subject.
#[rustfmt::skip]
const AGREEING: &[&[&str]] = &[
    &["jest", "są"], &["był", "była", "było", "byli", "były"], &["będzie", "będą"], &["został", "została", "zostało", "zostali", "zostały"],
    &["zostanie", "zostaną"], &["ma", "mają"], &["może", "mogą"], &["musi", "muszą"], &["stanowi", "stanowią"],
    &["powinien", "powinna", "powinno", "powinni", "powinny"], &["obejmuje", "obejmują"], &["wynosi", "wynoszą"],
];

/// Nouns in -ość of which there may be several.
#[rustfmt::skip]
const COUNTED_QUALITIES: &[&str] = &[
    "warto", "nieruchomo", "zdolno", "umiejętno", "możliwo", "miejscowo", "społeczno", "trudno", "właściwo", "ilo",
    "wierzytelno", "należno", "osobowo", "aktywno", "specjalno", "odległo", "płatno", "przeszkodo", "działalno", "często", "czę",
    "odpowiedzialno", "wielko", "cało", "mniejszo", "większo", "zależno", "uroczysto", "okoliczno", "czynno",
];

/// Nouns in -acja and -anie of which there is one, by the end of their stem.
const UNCOUNTED: &[&str] = &["izacj", "yzacj", "owani", "ywani", "iwani"];

/// Nouns that end like these, but are counted.
const COUNTED: &[&str] = &["organizacj", "specjalizacj", "oprogramowani", "rozwiązywani", "lokalizacj"];

/// How two words in small letters are akin.
pub(super) fn kinship(x: &str, y: &str, vocabulary: &Vocabulary<'_>) -> Kinship {
    if AGREEING.iter().any(|forms| forms.contains(&x) && forms.contains(&y)) {
        return Kinship::Form;
    }
    // "umożliwia" and "umożliwiają"
    let plural =
        |one: &str, other: &str| other.strip_suffix("ją").is_some_and(|rest| rest == one && one.ends_with('a'));
    if plural(x, y) || plural(y, x) {
        return Kinship::Form;
    }
    let mut pairs: Vec<(Class, &Ending, &Ending)> = Vec::new();
    for ending in ENDINGS {
        let Some(stem) = x.strip_suffix(ending.1) else { continue };
        for other in ENDINGS.iter().filter(|other| other.0 == ending.0) {
            let Some(rest) = y.strip_suffix(other.1) else { continue };
            let soft = |ending: &Ending| ending.0 == Adjective && ending.2.ends_with('i');
            if soft(ending) == soft(other)
                && same_stem(stem, ending, rest, other)
                && fits(ending, other, stem, vocabulary)
            {
                pairs.push((ending.0, ending, other));
            }
        }
    }
    if pairs.iter().any(|pair| pair.0 == Verb) {
        return Kinship::Form;
    }
    // Endings that only adjectives have, and stems that only they and participles end in.
    let marked = |ending: &Ending| {
        matches!(ending.1, "ego" | "emu" | "ym" | "ej" | "ych" | "ymi" | "iego" | "iemu" | "im" | "iej" | "ich" | "imi")
    };
    let derived = |ending: &Ending| {
        let stem = x.strip_suffix(ending.1).unwrap_or(x);
        ["owan", "jęt", "czn", "aln", "yjn", "ędn", "zan", "iczn"].iter().any(|end| stem.ends_with(end))
    };
    let is_adjective =
        |pair: &(Class, &Ending, &Ending)| pair.0 == Adjective && (marked(pair.1) || marked(pair.2) || derived(pair.1));
    if pairs.iter().any(is_adjective) {
        let certain = pairs.iter().filter(|pair| pair.0 == Adjective).all(|pair| one_number(pair, x));
        return if certain { Kinship::Adjective } else { Kinship::Number };
    }
    match pairs.as_slice() {
        [] => Kinship::None,
        found if found.iter().all(|pair| one_number(pair, x)) => {
            if found.iter().any(|pair| is_subject(pair.1) || is_subject(pair.2)) {
                Kinship::Role
            } else {
                Kinship::Form
            }
        }
        _ => Kinship::Number,
    }
}

/// Whether a noun with this ending may be who does it.
fn is_subject(ending: &Ending) -> bool {
    match ending.0 {
        Masculine => matches!(ending.1, "" | "y" | "i" | "e" | "owie" | "ci" | "rzy" | "dzi" | "cy" | "dzy"),
        Feminine => matches!(ending.1, "a" | "y" | "i" | "e"),
        Quality => matches!(ending.1, "ść" | "ści"),
        Neuter => matches!(ending.1, "o" | "e" | "a"),
        Latin => matches!(ending.1, "um" | "a"),
        Adjective | Verb => false,
    }
}

/// Whether a declension gives two forms the same number.
fn one_number((class, x, y): &(Class, &Ending, &Ending), word: &str) -> bool {
    if *class == Verb {
        return true;
    }
    let number = |ending: &Ending| {
        let stem = word.strip_suffix(x.1).unwrap_or(word);
        let uncounted = match class {
            Quality => !COUNTED_QUALITIES.iter().any(|known| stem == *known || format!("nie{known}") == stem),
            Feminine | Neuter => {
                UNCOUNTED.iter().any(|end| stem.ends_with(end)) && !COUNTED.iter().any(|known| stem.ends_with(known))
            }
            _ => false,
        };
        if uncounted && ending.3 == SP { S } else { ending.3 }
    };
    let (x, y) = (number(x), number(y));
    x == y && x != SP
}

/// Whether two stems are one, with what an ending took from it.
fn same_stem(x: &str, ending: &Ending, y: &str, other: &Ending) -> bool {
    let whole = |stem: &str, ending: &Ending| {
        let add = if ending.0 == Adjective { ending.2.trim_end_matches('i') } else { ending.2 };
        format!("{stem}{add}")
    };
    let (a, b) = (whole(x, ending), whole(y, other));
    if a.chars().count() < 2 || b.chars().count() < 2 {
        return false;
    }
    if a == b {
        return a.chars().count() > 2 || ending.1.len() > 1 && other.1.len() > 1;
    }
    // Without an ending, a stem may be written otherwise: "rozwój" and "rozwoju", "działań" and "działania", "środek" and
    // "środka".
    let bare = |bare: &str, stem: &str| variants(bare).iter().any(|variant| variant == stem);
    ending.1.is_empty() && bare(&a, &b) || other.1.is_empty() && bare(&b, &a)
}

/// How the stem of a word without an ending may be written in front of one.
fn variants(word: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (end, soft) in [("ć", "ci"), ("ń", "ni"), ("ś", "si"), ("ź", "zi"), ("dź", "dzi")] {
        if let Some(rest) = word.strip_suffix(end) {
            found.push(format!("{rest}{soft}"));
        }
    }
    for (end, short) in [("ek", "k"), ("niec", "ńc"), ("iec", "c"), ("ec", "c"), ("er", "r"), ("ieniec", "ieńc")] {
        if let Some(rest) = word.strip_suffix(end) {
            found.push(format!("{rest}{short}"));
        }
    }
    if let Some(at) = word.rfind('ó') {
        found.push(format!("{}o{}", &word[..at], &word[at + 'ó'.len_utf8()..]));
    }
    if let Some(at) = word.rfind('ą') {
        found.push(format!("{}ę{}", &word[..at], &word[at + 'ą'.len_utf8()..]));
    }
    found
}

/// Whether a declension may be that of a stem: where one of the words has no ending, its gender decides.
fn fits(x: &Ending, y: &Ending, stem: &str, vocabulary: &Vocabulary<'_>) -> bool {
    let bare = x.1.is_empty() || y.1.is_empty();
    match x.0 {
        // "stwo", "działań"; others where the text has the word with its "o".
        Neuter if bare => {
            let other = if x.1.is_empty() { y.1 } else { x.1 };
            !matches!(other, "u" | "em" | "ie")
                || stem.ends_with("stw")
                || stem.ends_with('ń')
                || stem.ends_with('ć')
                || vocabulary.has(&format!("{stem}o"))
        }
        // A noun in -nie or -cie has no genitive in -ów.
        Masculine if stem.ends_with("ni") || stem.ends_with("ci") => !matches!((x.1, y.1), ("a" | "u" | "em" | "e", _)),
        Verb => x.1 != y.1 || stem.chars().count() > 2,
        _ => true,
    }
}
