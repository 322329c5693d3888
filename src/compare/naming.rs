//! What a quantity in a sentence is called: the words before it in its clause.

use super::word::{Class, class_of};

/// Words that a name holds at most.
const LONGEST: usize = 6;

/// Words at the end of a name that only lead over to the number: verbs, and words for "about" and "at least".
#[rustfmt::skip]
const LEADING: &[&str] = &[
    "wynosi", "wynoszą", "wyniesie", "wyniosą", "wyniósł", "wyniosła", "wyniosło", "wyniosły", "wzrośnie", "wzrosną",
    "wzrósł", "wzrosła", "wzrosło", "wzrosły", "spadnie", "spadł", "spadła", "spadło", "osiągnie", "osiągną",
    "osiągnął", "osiągnęła", "przekroczy", "przekracza", "będzie", "stanowi", "stanowią", "stanowił", "stanowiła",
    "obejmie", "obejmuje", "obejmą", "powstanie", "trwa", "potrwa", "zostanie", "mają", "ma", "ponad", "około", "ok",
    "blisko", "prawie", "niemal", "najmniej", "najwyżej", "maksymalnie", "minimum", "łącznie", "poziomu", "poziomie",
    "poziom", "kwotę", "kwocie", "kwoty", "wysokości", "roku", "latach", "dnia", "razem", "nie", "więcej", "mniej",
    "amounts", "amount", "reach", "reaches", "exceed", "exceeds", "least", "most", "about", "over", "nearly", "than",
    "will", "more", "up", "level",
];

/// The name of a quantity that stands at `start..end` of a text; empty where nothing in its clause tells.
pub(super) fn name(text: &str, start: usize, end: usize, noun: &str) -> String {
    // "z czego 312 tys." says little, "Termin: do 31 maja" nothing behind its colon.
    let leads = [Bounds::Clause, Bounds::Part, Bounds::Sentence];
    let mut leads = leads.into_iter().map(|bounds| lead(&text[clause_start(text, start, bounds)..start]));
    let lead = leads.next().unwrap_or_default();
    let lead = if telling(&lead) > 1 { lead } else { leads.find(|wider| telling(wider) > 0).unwrap_or(lead) };
    let lead = trimmed(&lead);
    if noun.is_empty() || lead.to_lowercase().contains(noun) {
        return lead.to_owned();
    }
    let noun = following(text, end, noun);
    if lead.split_whitespace().count() < 2 { noun } else { format!("{lead} … {noun}") }
}

/// The last words of a clause that name something.
fn lead(clause: &str) -> String {
    let mut words: Vec<&str> = clause.split_whitespace().collect();
    while let Some(last) = words.last() {
        let plain = trimmed(last).to_lowercase();
        let leads = plain.is_empty() || LEADING.contains(&plain.as_str()) || class_of(&plain) == Class::Function;
        if !leads || words.len() > 24 {
            break;
        }
        words.pop();
    }
    let from = words.len().saturating_sub(LONGEST);
    let mut words = words.split_off(from);
    while words.first().is_some_and(|first| class_of(&trimmed(first).to_lowercase()) != Class::Content) {
        words.remove(0);
    }
    words.join(" ")
}

/// How far the words go that a quantity is called by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bounds {
    /// Up to a comma.
    Clause,
    /// Up to a colon or a semicolon.
    Part,
    /// Up to the end of the sentence before.
    Sentence,
}

/// How many words of a name tell what something is: no numbers, no months.
fn telling(name: &str) -> usize {
    let words = name.split_whitespace().map(|word| trimmed(word).to_lowercase());
    let tells = |word: &String| {
        let number = word.contains(|letter: char| letter.is_ascii_digit());
        class_of(word) == Class::Content && !number && !super::quantity::is_month(word)
    };
    words.filter(tells).count()
}

/// The noun behind a number as it is written, with what follows of its phrase.
fn following(text: &str, end: usize, noun: &str) -> String {
    let mut phrase: Vec<&str> = Vec::new();
    for written in text[end..].split_whitespace().take(3) {
        let word = trimmed(written);
        if class_of(word) != Class::Content || word.contains(|letter: char| letter.is_ascii_digit()) {
            break;
        }
        phrase.push(word);
        if word != written {
            break;
        }
    }
    if phrase.is_empty() { noun.to_owned() } else { phrase.join(" ") }
}

fn trimmed(word: &str) -> &str {
    word.trim_matches(|letter: char| !letter.is_alphanumeric() && letter != '%')
}

/// Where the clause begins in which something stands.
fn clause_start(text: &str, at: usize, bounds: Bounds) -> usize {
    /// A clause is not longer, in bytes.
    const SIGHT: usize = 400;
    let low = text.floor_char_boundary(at.saturating_sub(SIGHT));
    let before = &text[low..at];
    let mut start = 0;
    for (place, mark) in before.char_indices() {
        let rest = &before[place + mark.len_utf8()..];
        let ends = match mark {
            '!' | '?' | '|' => true,
            ';' | ':' => bounds != Bounds::Sentence,
            ',' | '–' | '—' | '(' if bounds == Bounds::Clause => {
                !rest.starts_with(|digit: char| digit.is_ascii_digit()) && rest.trim().len() > 2
            }
            '.' => rest.starts_with(char::is_whitespace) && rest.trim_start().starts_with(char::is_uppercase),
            '\n' => rest.starts_with('\n'),
            _ => false,
        };
        if ends {
            start = place + mark.len_utf8();
        }
    }
    low + start
}

/// The beginnings of the words that carry meaning on both sides of a quantity, in its sentence: of at most so many
/// before and behind it.
pub(super) fn around(text: &str, start: usize, end: usize, counts: (usize, usize)) -> (Vec<String>, Vec<String>) {
    let stem = |word: &str| -> Option<String> {
        let word = trimmed(word);
        let tells = class_of(word) == Class::Content && !word.contains(|letter: char| letter.is_ascii_digit());
        tells.then(|| word.to_lowercase().chars().take(5).collect())
    };
    let ends = |word: &str| word.ends_with(['.', '!', '?']) && word.chars().count() > 4;
    let (mut before, mut after) = (Vec::new(), Vec::new());
    for word in text[..start].split_whitespace().rev() {
        if ends(word) || before.len() == counts.0 {
            break;
        }
        before.extend(stem(word));
    }
    for word in text[end..].split_whitespace() {
        if after.len() == counts.1 {
            break;
        }
        after.extend(stem(word));
        if ends(word) {
            break;
        }
    }
    (before, after)
}

/// The words behind a number up to the noun that it counts, in small letters.
pub(super) fn counted(text: &str, end: usize) -> Vec<String> {
    let mut words = Vec::new();
    for written in text[end..].split_whitespace().take(4) {
        let word = trimmed(written).to_lowercase();
        if class_of(&word) != Class::Content {
            break;
        }
        let noun = !is_like_adjective(&word);
        words.push(word.clone());
        if noun || written.to_lowercase() != word {
            break;
        }
    }
    words
}

/// Whether two numbers count the same: they share a word that is no adjective, or the only one that there is.
pub(super) fn is_same_noun(words: &[String], new_words: &[String]) -> bool {
    // "firm" and "firmy", "szkół" and "szkoły"
    let alike = |x: &str, y: &str| {
        let letters = |word: &str| word.chars().map(|c| if c == 'ó' { 'o' } else { c }).collect::<Vec<char>>();
        let (x, y) = (letters(x), letters(y));
        let shared = x.iter().zip(&y).take_while(|(x, y)| x == y).count();
        shared >= 5 || (shared >= 3 && shared == x.len().min(y.len()))
    };
    let shared = words.iter().flat_map(|x| new_words.iter().map(move |y| (x, y))).filter(|(x, y)| alike(x, y));
    let only = words.len() == 1 && new_words.len() == 1;
    shared.into_iter().any(|(x, y)| only || !is_like_adjective(x) || !is_like_adjective(y))
}

/// Whether a word has an ending of adjectives; some nouns have one too.
fn is_like_adjective(word: &str) -> bool {
    let endings = [
        "ych", "ich", "ymi", "imi", "ym", "im", "ego", "ej", "ne", "ny", "na", "we", "wy", "wa", "kie", "cze", "te",
        "łe",
    ];
    word.chars().count() > 4 && endings.iter().any(|ending| word.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantity_is_called_by_the_words_before_it() {
        for (text, quantity, noun, expected) in [
            ("Nakłady na badania i rozwój wyniosą 2,5% PKB", "2,5%", "", "Nakłady na badania i rozwój"),
            ("Do tego czasu powstanie co najmniej 36 nowych miejsc pracy", "36", "nowych", "nowych miejsc pracy"),
            ("W 2020 r. było inaczej. Udział wynosi ok. 5%", "5%", "", "Udział"),
            ("36 gmin", "36", "gmin", "gmin"),
            ("Bony otrzyma w tym czasie 36 gmin.", "36", "gmin", "Bony otrzyma w tym czasie … gmin"),
            ("Pracuje tu 312 tys. osób, z czego 5% w nauce", "5%", "", "tu 312 tys. osób, z czego"),
            ("Termin: do 31 maja", "31 maja", "", "Termin"),
            ("Nabór wniosków: od 1 marca do 30 kwietnia 2022 r.", "30 kwietnia", "", "Nabór wniosków: od 1 marca"),
        ] {
            let at = text.find(quantity).expect("it is there");
            assert_eq!(name(text, at, at + quantity.len(), noun), expected, "{text}");
        }
    }

    #[test]
    fn what_is_counted_is_known_behind_its_adjectives() {
        for (x, y, same) in [
            ("3 kolejne lata nie", "2 kolejnych naborach", false),
            ("36 gmin", "41 wybranych gmin", true),
            ("8 stron tekstu", "3 strony tekstu", true),
            ("12 firm", "12 gmin", false),
            ("640 firm", "652 firmy", true),
            ("12 szkół", "2 szkoły", true),
            ("20 nowych miejsc pracy", "25 miejsc pracy", true),
        ] {
            let words = |text: &str| counted(text, text.find(' ').expect("a number in front"));
            assert_eq!(is_same_noun(&words(x), &words(y)), same, "{x} {y}");
        }
    }
}
