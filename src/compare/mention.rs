//! Cross-references as texts write them: "rozdz. 2.4", "w celu operacyjnym 1.2", "tabeli 3", "załącznika nr 1", "art. 12".

use std::borrow::Cow;

use super::quantity::quantity;
use super::token::letters_end;
use crate::document::{Span, hidden, label};

/// A reference to a part of the same text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mention {
    /// Where it stands in the block.
    pub(super) span: Span,
    /// What it names.
    pub(super) name: Name,
}

/// What a reference names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Name {
    /// A section by its number as written, in small letters ("2.4", "ii.3").
    Number(String),
    /// A section by a word and the numbers of its path ("cel operacyjny", "1.2").
    Worded(&'static str, String),
    /// A table or a figure by the word of its caption and its number.
    Caption(&'static str, String),
}

/// What kind of word stands in front of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A chapter: sections that bear the number, whatever the word in their label.
    Chapter,
    /// The same, but only for numbers of two parts and more, as the word is used otherwise too ("pkt 3.1").
    Point,
    /// Sections with this word in their label.
    Worded,
    /// Captions.
    Caption,
}

/// Beginnings of the words in front of a number, in all their cases; the basic form as in labels and captions; how many
/// letters may follow.
#[rustfmt::skip]
const WORDS: &[(&str, Kind, &str, usize)] = &[
    ("rozdz", Kind::Chapter, "rozdział", 0), ("rozdział", Kind::Chapter, "rozdział", 4),
    ("rozdziale", Kind::Chapter, "rozdział", 0), ("podrozdział", Kind::Chapter, "podrozdział", 4),
    ("podrozdziale", Kind::Chapter, "podrozdział", 0),
    ("pkt", Kind::Point, "pkt", 0), ("punkt", Kind::Point, "pkt", 2), ("punkcie", Kind::Point, "pkt", 0),
    ("sekcj", Kind::Chapter, "sekcja", 3),
    ("tab", Kind::Caption, "tabela", 0), ("tabel", Kind::Caption, "tabela", 3),
    ("rys", Kind::Caption, "rysunek", 0), ("rysun", Kind::Caption, "rysunek", 5),
    ("wykres", Kind::Caption, "wykres", 3), ("schema", Kind::Caption, "schemat", 4),
    ("mapa", Kind::Caption, "mapa", 0), ("mapie", Kind::Caption, "mapa", 0), ("mapy", Kind::Caption, "mapa", 0),
    ("zał", Kind::Worded, "załącznik", 0), ("załącznik", Kind::Worded, "załącznik", 3),
    ("aneks", Kind::Worded, "aneks", 3),
    ("art", Kind::Worded, "art.", 0), ("artykuł", Kind::Worded, "art.", 3), ("artykule", Kind::Worded, "art.", 0),
    ("część", Kind::Worded, "część", 0), ("części", Kind::Worded, "część", 2),
    ("dział", Kind::Worded, "dział", 0), ("działu", Kind::Worded, "dział", 0), ("dziale", Kind::Worded, "dział", 0),
    ("priorytet", Kind::Worded, "priorytet", 3),
    ("działani", Kind::Worded, "działanie", 3), ("działań", Kind::Worded, "działanie", 0),
    ("poddziałani", Kind::Worded, "poddziałanie", 3),
    ("kierun", Kind::Worded, "kierunek", 4), ("zadani", Kind::Worded, "zadanie", 3),
    ("obszar", Kind::Worded, "obszar", 3), ("filar", Kind::Worded, "filar", 3),
    ("przedsięwzięci", Kind::Worded, "przedsięwzięcie", 2), ("projekt", Kind::Worded, "projekt", 3),
    ("cel", Kind::Worded, "cel", 0), ("celu", Kind::Worded, "cel", 0), ("celem", Kind::Worded, "cel", 0),
    ("cele", Kind::Worded, "cel", 0), ("celów", Kind::Worded, "cel", 0), ("celach", Kind::Worded, "cel", 0),
    ("celami", Kind::Worded, "cel", 0),
    ("chapter", Kind::Chapter, "chapter", 1), ("section", Kind::Chapter, "section", 1),
    ("subsection", Kind::Chapter, "subsection", 1), ("point", Kind::Point, "point", 1),
    ("annex", Kind::Worded, "annex", 2), ("appendix", Kind::Worded, "appendix", 0),
    ("article", Kind::Worded, "article", 1), ("part", Kind::Worded, "part", 0),
    ("table", Kind::Caption, "table", 1), ("figure", Kind::Caption, "figure", 1), ("fig", Kind::Caption, "figure", 0),
    ("objective", Kind::Worded, "objective", 1), ("goal", Kind::Worded, "goal", 1),
    ("action", Kind::Worded, "action", 1), ("measure", Kind::Worded, "measure", 1),
    ("priority", Kind::Worded, "priority", 0), ("pillar", Kind::Worded, "pillar", 1),
];

/// Adjectives behind a word (in English in front of it) that make another one of it, by their beginnings.
#[rustfmt::skip]
const ADJECTIVES: &[(&str, &str, &str)] = &[
    ("cel", "strategiczn", "cel strategiczny"), ("cel", "operacyjn", "cel operacyjny"),
    ("cel", "szczegółow", "cel szczegółowy"), ("cel", "horyzontaln", "cel horyzontalny"),
    ("cel", "rozwojow", "cel rozwojowy"), ("cel", "tematyczn", "cel tematyczny"), ("cel", "ogóln", "cel ogólny"),
    ("obszar", "strategiczn", "obszar strategiczny"), ("obszar", "tematyczn", "obszar tematyczny"),
    ("obszar", "interwencji", "obszar interwencji"), ("obszar", "specjalizacji", "obszar specjalizacji"),
    ("kierunek", "działa", "kierunek działań"), ("kierunek", "interwencji", "kierunek interwencji"),
    ("kierunek", "rozwoju", "kierunek rozwoju"), ("priorytet", "inwestycyjn", "priorytet inwestycyjny"),
    ("priorytet", "strategiczn", "priorytet strategiczny"),
    ("przedsięwzięcie", "strategiczn", "przedsięwzięcie strategiczne"),
    ("projekt", "kluczow", "projekt kluczowy"), ("projekt", "strategiczn", "projekt strategiczny"),
    ("objective", "strategic", "strategic objective"), ("objective", "specific", "specific objective"),
    ("objective", "operational", "operational objective"), ("goal", "strategic", "strategic goal"),
    ("goal", "operational", "operational goal"),
];

/// Beginnings of what follows a reference to another text.
#[rustfmt::skip]
const ELSEWHERE: &[&str] = &[
    "ustaw", "rozporządz", "dyrektyw", "uchwał", "statut", "kodeks", "konstytucj", "traktat", "tfue", "regulamin",
    "zarządz", "decyzj", "program", "polityk", "plan", "umow", "raport", "wytyczn", "szop", "szoop", "rpo", "fem",
    "poir", "feng", "kpo", "tego", "tej", "ww", "cyt", "k.p", "k.c", "kpa", "kc",
    "act", "regulation", "directive", "treaty", "decision", "code", "programme", "resolution", "agreement",
];

/// The references in the source of a block.
pub(super) fn mentions(text: &str) -> Vec<Mention> {
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let begins = bytes[at].is_ascii_digit() || matches!(bytes[at], b'I' | b'V' | b'X');
        if !begins || text[..at].ends_with(char::is_alphanumeric) {
            at += 1;
            continue;
        }
        let Some(end) = number_end(text, at) else {
            at += alphanumeric(text, at).max(1);
            continue;
        };
        if let Some(word) = Word::before(text, at, &text[at..end]) {
            let from = found.len();
            let stop = numbers(text, &word, at, end, &mut found);
            if is_elsewhere(text, stop) {
                found.truncate(from);
            }
            at = stop.max(end);
        } else {
            at = end;
        }
    }
    found
}

fn alphanumeric(text: &str, at: usize) -> usize {
    text[at..].bytes().take_while(u8::is_ascii_alphanumeric).count()
}

/// The word in front of a number.
struct Word {
    start: usize,
    kind: Kind,
    basic: &'static str,
}

impl Word {
    fn before(text: &str, at: usize, number: &str) -> Option<Self> {
        let trim = |text: &str| -> usize {
            text.trim_end_matches(|c: char| hidden::is_blank(c) || matches!(c, '*' | '_' | '[')).len()
        };
        // "Powiązane działania: I.1 i II.3"
        let labelled = number.starts_with(['I', 'V', 'X']) && number.contains('.');
        let mut end = trim(&text[..at]);
        if labelled && text[..end].ends_with(':') {
            end = trim(&text[..end - 1]);
        }
        if text[..end].ends_with('§') {
            let start = end - '§'.len_utf8();
            return (!text[..start].ends_with('§')).then_some(Self { start, kind: Kind::Worded, basic: "§" });
        }
        if end == at {
            return None;
        }
        if let Some(rest) = text[..end].strip_suffix("nr").or_else(|| text[..end].strip_suffix("no.")) {
            end = trim(rest);
        }
        let (start, last) = word_before(text, end)?;
        // "celu operacyjnym 1.2", "strategic objective 2"
        if let Some((earlier, other)) = word_before(text, trim(&text[..start])) {
            let whole = |noun: &str, adjective: &str| {
                let (basic, kind) = known(noun)?;
                let fits = |(of, stem, _): &&(&str, &str, &str)| *of == basic && adjective.starts_with(stem);
                ADJECTIVES.iter().find(fits).map(|(.., whole)| (*whole, kind))
            };
            if let Some((basic, kind)) = whole(&other, &last).or_else(|| whole(&last, &other)) {
                return Some(Self { start: earlier, kind, basic });
            }
        }
        if let Some((basic, kind)) = known(&last) {
            return Some(Self { start, kind, basic });
        }
        // "podobszar II.4": such a number is nothing but a label.
        (labelled && last.chars().count() > 3).then_some(Self { start, kind: Kind::Chapter, basic: "" })
    }
}

/// The word that ends at `end`, its full stop aside, in small letters, and where it begins.
fn word_before(text: &str, end: usize) -> Option<(usize, Cow<'_, str>)> {
    let before = text[..end].strip_suffix('.').unwrap_or(&text[..end]);
    let start = before.char_indices().rev().take(20).take_while(|(_, letter)| letter.is_alphabetic()).last()?.0;
    let word = &before[start..];
    let small = word.chars().all(char::is_lowercase);
    Some((start, if small { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) }))
}

fn known(word: &str) -> Option<(&'static str, Kind)> {
    let fits = |(stem, _, _, most): &&(&str, Kind, &str, usize)| {
        word.strip_prefix(stem).is_some_and(|rest| rest.chars().count() <= *most)
    };
    WORDS.iter().find(fits).map(|(_, kind, basic, _)| (*basic, *kind))
}

/// The end of a number as labels write it: "2.4", "12a", "II", "II.3".
fn number_end(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let digits = |from: usize| bytes[from.min(bytes.len())..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let roman = bytes[at..].iter().take_while(|byte| matches!(byte, b'I' | b'V' | b'X')).count();
    let mut end = at + if roman > 0 { roman } else { digits(at) };
    while bytes.get(end) == Some(&b'.') && digits(end + 1) > 0 {
        end += 1 + digits(end + 1);
    }
    // "12a"
    let letter = bytes.get(end).is_some_and(u8::is_ascii_lowercase) && roman == 0;
    end += usize::from(letter);
    let goes_on = text[end..].starts_with(|next: char| next.is_alphanumeric() || next == '%');
    let decimal = bytes.get(end) == Some(&b',') && digits(end + 1) > 0 && roman == 0;
    (!goes_on && !decimal && end - at <= 12).then_some(end)
}

/// Collects the numbers that follow one word: "rozdziałach 2, 3.1 i 4", "rozdziały 2–4". Returns where they end.
fn numbers(text: &str, word: &Word, at: usize, end: usize, found: &mut Vec<Mention>) -> usize {
    let (mut at, mut end, mut start) = (at, end, word.start);
    loop {
        if let Some(name) = named(word, &text[at..end]) {
            // "art. 5 ust. 2" is one.
            let whole =
                if matches!(word.basic, "§" | "art." | "article") { quantity(text, start, 0).0.max(end) } else { end };
            found.push(Mention { span: Span::new(start, whole), name });
            end = whole;
        }
        let rest = &text[end..];
        let Some(next) = joined(rest).map(|length| end + length) else { return end };
        let begins = text[next..].starts_with(|first: char| first.is_ascii_digit() || matches!(first, 'I' | 'V' | 'X'));
        let Some(stop) = number_end(text, next).filter(|_| begins) else { return end };
        // A count that follows by chance ("w rozdziale 2 i 36 gmin") is longer or counts a noun.
        let like = text[at..end].contains('.') == text[next..stop].contains('.') || text[next..stop].len() <= 2;
        if !like || counts(text, stop) {
            return end;
        }
        (at, end, start) = (next, stop, next);
    }
}

/// The length of what joins the numbers of one row.
fn joined(rest: &str) -> Option<usize> {
    if let Some(dash) = rest.chars().next().filter(|first| super::quantity::is_dash(*first)) {
        return Some(dash.len_utf8());
    }
    let start = rest.trim_start_matches(hidden::is_blank);
    let word = [",", "i", "oraz", "lub", "and", "or"]
        .into_iter()
        .find(|word| start.strip_prefix(*word).is_some_and(|behind| behind.starts_with(hidden::is_blank)))?;
    let behind = start[word.len()..].trim_start_matches(hidden::is_blank);
    (word == "," || start.len() < rest.len()).then(|| rest.len() - behind.len())
}

/// Whether a unit or a noun that is counted follows.
fn counts(text: &str, end: usize) -> bool {
    let rest = text[end..].trim_start_matches(hidden::is_blank);
    let word = &rest[..letters_end(rest, 0)];
    matches!(word, "r" | "roku" | "mln" | "mld" | "tys" | "zł" | "lat" | "dni" | "osób" | "gmin" | "firm" | "proc")
        || word.ends_with("ów")
}

fn named(word: &Word, number: &str) -> Option<Name> {
    let parts = number.split('.').count();
    let year = number.len() == 4 && number.bytes().all(|byte| byte.is_ascii_digit());
    if year {
        return None;
    }
    let path = || path_of(word.basic, number);
    match word.kind {
        Kind::Chapter => Some(Name::Number(number.to_lowercase())),
        Kind::Point => (parts > 1).then(|| Name::Number(number.to_lowercase())),
        Kind::Worded => Some(Name::Worded(word.basic, path()?)),
        Kind::Caption => Some(Name::Caption(word.basic, number.to_lowercase())),
    }
}

/// The word of a label as references name it, where there is one.
pub(super) fn basic(word: &str) -> Option<&'static str> {
    let plain = WORDS.iter().filter(|(_, kind, ..)| *kind == Kind::Worded).map(|(_, _, basic, _)| *basic);
    plain.chain(ADJECTIVES.iter().map(|(.., whole)| *whole)).chain(["§"]).find(|basic| *basic == word)
}

/// The path of a label of this word and number, as labels are compared.
fn path_of(word: &str, number: &str) -> Option<String> {
    if number.bytes().all(|byte| byte.is_ascii_digit()) && !number.starts_with('0') {
        return Some(number.to_owned());
    }
    let heading = format!("{word} {number}");
    let (labels, _) = label::split_labels(&heading);
    labels.first().filter(|label| label.word == word).map(path)
}

/// The numbers of a label's path in one text.
pub(super) fn path(label: &label::Label) -> String {
    let parts = label.path.iter().map(|part| format!("{}{}", part.value, part.suffix));
    parts.collect::<Vec<_>>().join(".")
}

/// Whether what follows a reference tells that it is one to another text: "art. 5 ustawy", "załącznik nr 1 do uchwały",
/// "Działania 1.2 i 3.3 RPO WM".
fn is_elsewhere(text: &str, end: usize) -> bool {
    /// Words after that are not looked at, in bytes.
    const SIGHT: usize = 120;
    let stop = (end + SIGHT..).find(|at| *at >= text.len() || text.is_char_boundary(*at)).unwrap_or(text.len());
    let rest = &text[end..stop.min(text.len())];
    let sentence = rest.split([';', ':', ')', '\n']).next().unwrap_or_default();
    let mut words = sentence.split_whitespace();
    let plain = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    // Only what follows at once, behind words that join and further numbers, belongs to the reference.
    let mut first = words.next();
    if sentence.starts_with(['.', ',']) {
        return false;
    }
    for _ in 0..8 {
        let Some(word) = first.map(plain) else { return false };
        let skipped =
            matches!(&*word, "do" | "z" | "w" | "of" | "the" | "to" | "ust" | "pkt" | "lit" | "i" | "nr" | "ww")
                || word.chars().all(|c| c.is_ascii_digit())
                || word.len() == 1;
        if !skipped {
            break;
        }
        first = words.next();
    }
    let Some(word) = first else { return false };
    let low = plain(word);
    let other = ELSEWHERE.iter().any(|stem| low.starts_with(stem));
    // "Strategii Rozwoju Województwa" is another one, "Strategii" alone is this one.
    let strategy = (low.starts_with("strategi") || low == "strategy")
        && words.next().is_some_and(|next| next.starts_with(char::is_uppercase) && !word.ends_with(['.', ',']));
    other || strategy
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        mentions(text).iter().map(|mention| mention.span.of(text).to_owned()).collect()
    }

    #[test]
    fn references_are_found_in_all_their_cases() {
        for (text, expected) in [
            ("(zob. rozdz. 2.4)", &["rozdz. 2.4"][..]),
            ("w rozdziale 2.4 i podrozdziale 3.1.2", &["rozdziale 2.4", "podrozdziale 3.1.2"]),
            ("Cel operacyjny 1.2 i celu strategicznego II", &["Cel operacyjny 1.2", "celu strategicznego II"]),
            ("przedstawia tabela 3, w tab. 4 i na rys. 2", &["tabela 3", "tab. 4", "rys. 2"]),
            ("załącznik nr 1, w załączniku nr 2", &["załącznik nr 1", "załączniku nr 2"]),
            ("§ 5 ust. 2 oraz art. 12", &["§ 5 ust. 2", "art. 12"]),
            ("zob. pkt 3.1, ale pkt 3", &["pkt 3.1"]),
            ("Rozdziały 2–4 oraz rozdziałach 2, 3 i 5", &["Rozdziały 2", "4", "rozdziałach 2", "3", "5"]),
            ("podobszar II.4, podobszary II.3 i IV.3", &["podobszar II.4", "podobszary II.3", "IV.3"]),
            ("**Powiązane działania:** I.1, I.5 i\u{a0}II.1.", &["działania:** I.1", "I.5", "II.1"]),
            (
                "see Section 2.3, Annex 1 and strategic objective 2",
                &["Section 2.3", "Annex 1", "strategic objective 2"],
            ),
            ("w **rozdz. 2.4**, [rozdziału 3](#a)", &["rozdz. 2.4", "rozdziału 3"]),
            (
                "kierunku działań 1.1 i priorytetu inwestycyjnego 1a",
                &["kierunku działań 1.1", "priorytetu inwestycyjnego 1a"],
            ),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn what_belongs_to_other_texts_or_counts_is_none() {
        for text in [
            "art. 5 ustawy z dnia 6 grudnia 2006 r.",
            "art. 17 ust. 3 rozporządzenia (UE) 2021/1060",
            "załącznik nr 1 do uchwały Nr 214/187/17",
            "Działania 1.2 i 3.3 RPO WM",
            "rozdz. 3 Strategii Rozwoju Województwa",
            "o 2,5% w 2020 r., 36 gmin, działania 2020",
            "rozdział 12,5 mln zł",
            "(Dz. U. z 2020 r. poz. 1057)",
            "XXI wiek, w IV kwartale 2027 r.",
        ] {
            assert_eq!(found(text), [] as [&str; 0], "{text}");
        }
        assert_eq!(found("w rozdziale 2 i 36 gmin"), ["rozdziale 2"]);
        assert_eq!(found("opisuje rozdział 5 Strategii."), ["rozdział 5"]);
    }
}
