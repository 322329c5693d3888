//! What stands around a number and says that it is none that counts: the word of a label, a journal, a word it is cut from.

use super::token::letters_end;
use super::unit;
use super::word::{Class, class_of};
use crate::document::hidden;

/// Where a number stands.
#[derive(Clone, Copy)]
pub(super) struct Place<'t> {
    /// The whole text.
    pub(super) text: &'t str,
    /// Where the number begins.
    pub(super) start: usize,
    /// Where it ends.
    pub(super) end: usize,
    /// Where the last label or reference before it ends.
    pub(super) label_end: Option<usize>,
}

/// Beginnings of the words in front of a number that name a part of a text, an aim, a stage or a file.
#[rustfmt::skip]
const STEMS: &[&str] = &[
    "rozdzia", "podrozdzia", "artyku", "paragraf", "ustęp", "punkt", "liter", "tabel", "tablic", "rysun", "wykres",
    "schemat", "fotografi", "rycin", "załącznik", "aneks", "działani", "poddziałani", "priorytet", "kierun", "obszar",
    "zadani", "filar", "etap", "wariant", "scenariusz", "wersj", "numer", "pozycj", "stron", "przypis", "sekcj",
    "moduł", "kryteri", "poziomie gotowości", "godz",
    "chapter", "section", "subsection", "article", "annex", "appendix", "table", "figure", "objective", "goal",
    "action", "measure", "priorit", "pillar", "phase", "stage", "version", "option", "paragraph", "footnote",
];
/// Such words as they are.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    "art", "ust", "pkt", "lit", "tab", "rys", "fot", "ryc", "zał", "rozdz", "poz", "nr", "str", "s", "t", "cz", "par",
    "cel", "celu", "celem", "cele", "celów", "celach", "celami", "celom", "część", "części", "częściach", "oś", "osi",
    "osie", "krok", "kroku", "kroki", "faza", "fazy", "fazie", "tom", "tomie", "mapa", "mapy", "mapie", "tel", "fax",
    "page", "pages", "point", "points", "no", "number", "item", "step", "part", "level", "trl", "iso", "fig",
];
/// What joins the numbers of one row ("rozdziałach 2 i 3").
const JOINING: &[&str] = &["i", "oraz", "lub", "albo", "do", "and", "or", "to", ",", ", a", "-", "–", "/", "a"];

/// Words in front of a number of four digits that make it a year.
const BEFORE_YEARS: &[&str] = &[
    "w", "do", "od", "z", "za", "na", "po", "przed", "rok", "roku", "lat", "lata", "latach", "in", "by", "until",
    "since", "from", "year", "of",
];

impl Place<'_> {
    fn before(&self) -> &str {
        self.text[..self.start].trim_end_matches(hidden::is_blank)
    }

    /// Whether the number is that of a label or a reference: a word for one stands before it, or another such number.
    pub(super) fn is_label(&self) -> bool {
        if let Some(end) = self.label_end {
            let between = self.text[end..self.start].trim_matches(hidden::is_blank);
            if JOINING.contains(&between) && !self.counts() {
                return true;
            }
        }
        let before = self.before();
        // "TRL-4", "COVID-19"
        let tied = before.len() == self.start && before.ends_with(['-', '–', '‑']);
        if tied {
            let word = before.trim_end_matches(['-', '–', '‑']);
            return word.len() < before.len() && word.ends_with(char::is_alphabetic);
        }
        let word = last_word(before);
        if word.is_empty() {
            return false;
        }
        let low = word.to_lowercase();
        let named = WORDS.contains(&low.as_str())
            || STEMS.iter().any(|stem| low.starts_with(stem) && low.chars().count() <= stem.chars().count() + 4);
        // "ISO 9001", "PHP 7"
        let capitals = word.chars().count() > 1 && word.chars().all(char::is_uppercase) && !self.is_year();
        // "Natura 2000", "Horyzont 2020"
        let name = word.chars().count() > 3
            && word.starts_with(char::is_uppercase)
            && word.chars().skip(1).all(char::is_lowercase)
            && self.is_year()
            && !BEFORE_YEARS.contains(&low.as_str());
        let decade = matches!(low.as_str(), "lata" | "latach" | "lat") && self.end - self.start == 2;
        // "L. 39", "n° 12"
        let letter = word.chars().count() == 1 && word.chars().all(char::is_uppercase) && before.ends_with('.');
        letter || named || capitals || name || decade
    }

    /// Whether the number is only a part of an address, a name or a code.
    pub(super) fn is_cut(&self) -> bool {
        let before = self.text[..self.start].chars().next_back();
        let mut after = self.text[self.end..].chars();
        let next = after.next();
        let goes_on = after.next().is_some_and(char::is_alphanumeric);
        let tied = |letter: Option<char>| letter.is_some_and(|letter| matches!(letter, '/' | '_' | '@' | '#' | '='));
        tied(before) || (tied(next) && goes_on) || before == Some('.')
    }

    fn is_year(&self) -> bool {
        let digits = &self.text[self.start..self.end];
        digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"))
    }

    /// Whether a noun follows that the number may count.
    fn counts(&self) -> bool {
        let word = unit::word(self.text[self.end..].trim_start_matches(hidden::is_blank));
        word.chars().count() > 1 && word.starts_with(char::is_lowercase) && class_of(word) == Class::Content
    }

    /// Whether a number that could be a year counts the noun behind it: "2020 osób", but "w 2020 powstanie".
    pub(super) fn is_counted(&self, noun: Option<&str>) -> bool {
        let Some(noun) = noun else { return false };
        let before = last_word(self.before()).to_lowercase();
        let plural = noun.ends_with("ów")
            || matches!(
                noun,
                "osób" | "firm" | "gmin" | "miejsc" | "szkół" | "uczelni" | "people" | "companies" | "jobs"
            );
        plural && !BEFORE_YEARS.contains(&before.as_str())
    }

    /// Whether the number is the year of an official journal ("Dz. U. z 2020 r.").
    pub(super) fn is_in_journal(&self) -> bool {
        let before = self.before();
        let before = before.strip_suffix(" z").unwrap_or(before).trim_end();
        let tight: String = before.chars().rev().filter(|c| !hidden::is_blank(*c)).take(8).collect();
        let tight: String = tight.chars().rev().collect();
        tight.ends_with("Dz.U.") || tight.ends_with("M.P.") || tight.ends_with("Urz.") || tight.ends_with("Dz.Urz.UE")
    }
}

/// The word that a text ends with, its full stop aside.
fn last_word(text: &str) -> &str {
    let text = text.strip_suffix('.').unwrap_or(text);
    let start = text.char_indices().rev().take_while(|(_, letter)| letter.is_alphabetic()).last();
    let Some((start, _)) = start else { return "" };
    let word = &text[start..];
    &word[..letters_end(word, 0)]
}

/// Whether a text begins with the part that a fraction counts ("dwie trzecie").
pub(super) fn is_fraction(text: &str) -> bool {
    let word = unit::word(text).to_lowercase();
    let stems = ["trzeci", "czwart", "piąt", "szóst", "siódm", "ósm", "dziewiąt", "dziesiąt", "setn"];
    let english = ["thirds", "quarters", "fifths", "sixths", "tenths", "halves"];
    stems.iter().any(|stem| word.starts_with(stem)) || english.contains(&word.as_str())
}
