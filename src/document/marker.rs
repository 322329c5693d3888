//! The words in front of a label's number: "Rozdział", "Cel strategiczny", "Art.", "Schedule", "Livre".

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// How freely a marker word is also used as an ordinary word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// A part of a text ("Rozdział", "Część"): hardly ever followed by anything but its number.
    Structure,
    /// A provision ("Art.", "§").
    Law,
    /// An annex: what it belongs to often follows its number ("Załącznik nr 1 do uchwały").
    Annex,
    /// A goal or a field of action named by two words or more ("Cel strategiczny").
    Goal,
    /// An ordinary word ("Cel", "Program", "Action").
    Plain,
    /// An aim that has no number as a rule ("Cel główny").
    Sole,
}

/// A marker word that was read.
#[derive(Debug)]
pub(super) struct Marker {
    /// Its basic form, in lower case.
    pub(super) word: &'static str,
    /// How far it is believed.
    pub(super) class: Class,
    /// Its length in bytes.
    pub(super) end: usize,
}

/// Basic form, class, and the other ways of writing it. A dot at the end stands for an abbreviation.
const MARKERS: &[(&str, Class, &[&str])] = &[
    // Polish: parts of a text
    ("część", Class::Structure, &["cz."]),
    ("dział", Class::Structure, &[]),
    ("rozdział", Class::Structure, &["rozdz."]),
    ("podrozdział", Class::Structure, &[]),
    ("tytuł", Class::Structure, &[]),
    ("księga", Class::Structure, &[]),
    ("oddział", Class::Structure, &[]),
    ("sekcja", Class::Structure, &[]),
    ("filar", Class::Structure, &[]),
    ("oś priorytetowa", Class::Structure, &["oś"]),
    ("załącznik", Class::Annex, &["zał."]),
    ("aneks", Class::Annex, &[]),
    // Polish: provisions
    ("art.", Class::Law, &["artykuł", "art"]),
    ("§", Class::Law, &["paragraf"]),
    ("ust.", Class::Law, &["ustęp"]),
    ("pkt", Class::Law, &["punkt", "pkt."]),
    ("lit.", Class::Law, &["litera"]),
    // Polish: goals and what is done for them
    ("cel", Class::Plain, &[]),
    ("cel główny", Class::Sole, &[]),
    ("cel nadrzędny", Class::Sole, &[]),
    ("cel strategiczny", Class::Goal, &[]),
    ("cel operacyjny", Class::Goal, &[]),
    ("cel szczegółowy", Class::Goal, &[]),
    ("cel ogólny", Class::Goal, &[]),
    ("cel horyzontalny", Class::Goal, &[]),
    ("cel rozwojowy", Class::Goal, &[]),
    ("cel tematyczny", Class::Goal, &[]),
    ("cel polityki", Class::Goal, &[]),
    ("priorytet", Class::Plain, &[]),
    ("priorytet inwestycyjny", Class::Goal, &[]),
    ("priorytet strategiczny", Class::Goal, &[]),
    ("działanie", Class::Plain, &[]),
    ("poddziałanie", Class::Plain, &[]),
    ("kierunek", Class::Plain, &[]),
    ("kierunek działań", Class::Goal, &[]),
    ("kierunek działania", Class::Goal, &[]),
    ("kierunek interwencji", Class::Goal, &[]),
    ("kierunek rozwoju", Class::Goal, &[]),
    ("zadanie", Class::Plain, &[]),
    ("obszar", Class::Plain, &[]),
    ("obszar strategiczny", Class::Goal, &[]),
    ("obszar tematyczny", Class::Goal, &[]),
    ("obszar interwencji", Class::Goal, &[]),
    ("obszar specjalizacji", Class::Goal, &[]),
    ("obszar inteligentnej specjalizacji", Class::Goal, &[]),
    ("program", Class::Plain, &[]),
    ("program strategiczny", Class::Goal, &[]),
    ("przedsięwzięcie", Class::Plain, &[]),
    ("przedsięwzięcie strategiczne", Class::Goal, &[]),
    ("projekt", Class::Plain, &[]),
    ("projekt kluczowy", Class::Goal, &[]),
    ("projekt strategiczny", Class::Goal, &[]),
    ("specjalizacja", Class::Plain, &[]),
    ("inteligentna specjalizacja", Class::Goal, &[]),
    ("isp", Class::Plain, &[]),
    ("kis", Class::Plain, &[]),
    // English
    ("chapter", Class::Structure, &[]),
    ("section", Class::Structure, &[]),
    ("subsection", Class::Structure, &[]),
    ("part", Class::Structure, &[]),
    ("book", Class::Structure, &[]),
    ("title", Class::Structure, &[]),
    ("article", Class::Law, &[]),
    ("clause", Class::Law, &[]),
    ("annex", Class::Annex, &[]),
    ("appendix", Class::Annex, &[]),
    ("schedule", Class::Annex, &[]),
    ("objective", Class::Plain, &[]),
    ("main objective", Class::Sole, &[]),
    ("strategic objective", Class::Goal, &[]),
    ("specific objective", Class::Goal, &[]),
    ("operational objective", Class::Goal, &[]),
    ("goal", Class::Plain, &[]),
    ("main goal", Class::Sole, &[]),
    ("strategic goal", Class::Goal, &[]),
    ("operational goal", Class::Goal, &[]),
    ("action", Class::Plain, &[]),
    ("measure", Class::Plain, &[]),
    ("priority", Class::Plain, &[]),
    ("priority axis", Class::Goal, &[]),
    ("pillar", Class::Plain, &[]),
    // French law
    ("partie", Class::Structure, &[]),
    ("livre", Class::Structure, &[]),
    ("titre", Class::Structure, &[]),
    ("chapitre", Class::Structure, &[]),
    ("sous-section", Class::Structure, &[]),
    ("paragraphe", Class::Structure, &[]),
    ("sous-paragraphe", Class::Structure, &[]),
    ("annexe", Class::Annex, &[]),
];

/// Ordinary words that show that a capital "I" in front of them joins and does not count ("CEL I ZAKRES").
const JOINED: [&str; 16] = [
    "cel",
    "dział",
    "prioryt",
    "kierun",
    "wizj",
    "misj",
    "obszar",
    "wskaźnik",
    "zada",
    "zakres",
    "harmonogram",
    "system",
    "metod",
    "projekt",
    "program",
    "zasad",
];

/// Words of captions.
const CAPTIONS: &[&str] = &[
    "tabela",
    "tab.",
    "rysunek",
    "rys.",
    "wykres",
    "mapa",
    "schemat",
    "fotografia",
    "fot.",
    "zdjęcie",
    "rycina",
    "ryc.",
    "diagram",
    "infografika",
    "table",
    "figure",
    "fig.",
    "chart",
    "map",
];

/// Numbers written as words, with what they stand for.
const SPELLED: &[(u32, &[&str])] = &[
    (1, &["pierwszy", "pierwsza", "pierwsze", "one", "premier", "première"]),
    (2, &["drugi", "druga", "drugie", "two", "deuxième", "second", "seconde"]),
    (3, &["trzeci", "trzecia", "trzecie", "three", "troisième"]),
    (4, &["czwarty", "czwarta", "czwarte", "four", "quatrième"]),
    (5, &["piąty", "piąta", "piąte", "five", "cinquième"]),
    (6, &["szósty", "szósta", "szóste", "six", "sixième"]),
    (7, &["siódmy", "siódma", "siódme", "seven", "septième"]),
    (8, &["ósmy", "ósma", "ósme", "eight", "huitième"]),
    (9, &["dziewiąty", "dziewiąta", "dziewiąte", "nine", "neuvième"]),
    (10, &["dziesiąty", "dziesiąta", "dziesiąte", "ten", "dixième"]),
];

/// The longest marker at the start of `text`.
pub(super) fn read(text: &str) -> Option<Marker> {
    if text.starts_with('§') {
        return Some(Marker { word: "§", class: Class::Law, end: '§'.len_utf8() });
    }
    let mut found = None;
    let mut phrase = String::new();
    let mut end = 0;
    for _ in 0..3 {
        let blank = text[end..].len() - text[end..].trim_start().len();
        let Some((word, len)) = word(&text[end + blank..]) else { break };
        if end > 0 && blank == 0 {
            break;
        }
        if end > 0 {
            phrase.push(' ');
        }
        phrase.push_str(&word);
        end += blank + len;
        let dotted = text[end..].starts_with('.').then(|| format!("{phrase}."));
        let longer = dotted.as_deref().and_then(lookup).map(|(word, class)| Marker { word, class, end: end + 1 });
        let marker = longer.or_else(|| lookup(&phrase).map(|(word, class)| Marker { word, class, end }));
        found = marker.or(found);
    }
    found
}

/// The caption word at the start of `text`, as its length.
pub(super) fn caption(text: &str) -> Option<usize> {
    let (word, len) = word(text)?;
    let dotted = format!("{word}.");
    if text[len..].starts_with('.') && CAPTIONS.contains(&dotted.as_str()) {
        return Some(len + 1);
    }
    CAPTIONS.contains(&word.as_str()).then_some(len)
}

/// A number written as a word at the start of `text`, with its length.
pub(super) fn spelled(text: &str) -> Option<(u32, usize)> {
    let (word, len) = word(text)?;
    SPELLED.iter().find(|(_, words)| words.contains(&word.as_str())).map(|(value, _)| (*value, len))
}

/// Whether `word`, folded, is one that a capital "I" in front of it joins.
pub(super) fn is_joined(word: &str) -> bool {
    JOINED.iter().any(|stem| word.starts_with(stem))
}

/// The word at the start of `text`, composed, in lower case, without soft hyphens, and its length in bytes.
/// A hyphen between letters belongs to the word ("sous-section").
pub(super) fn word(text: &str) -> Option<(String, usize)> {
    /// No marker word is longer, in characters.
    const LONGEST: usize = 40;
    let mut len = 0;
    let mut chars = text.char_indices().take(LONGEST).peekable();
    while let Some((at, c)) = chars.next() {
        let hyphen = c == '-' && at > 0 && chars.peek().is_some_and(|(_, next)| next.is_alphabetic());
        let inside = at > 0 && (is_combining_mark(c) || c == '\u{ad}');
        if !(c.is_alphabetic() || inside || hyphen) {
            break;
        }
        len = at + c.len_utf8();
    }
    let whole = &text[..len];
    // "ISP-A" is a word and its number; only French hyphenates its markers.
    let folded = |text: &str| text.chars().filter(|c| *c != '\u{ad}').nfc().collect::<String>().to_lowercase();
    let low = folded(whole);
    if low.contains('-') && !low.starts_with("sous-") {
        let first = whole.split('-').next().unwrap_or_default();
        return Some((folded(first), first.len()));
    }
    (len > 0).then_some((low, len))
}

/// Whether the basic form of a marker word names an annex.
pub(super) fn is_annex(word: &str) -> bool {
    MARKERS.iter().any(|(form, class, _)| *form == word && *class == Class::Annex)
}

fn lookup(phrase: &str) -> Option<(&'static str, Class)> {
    let found = MARKERS.iter().find(|(word, _, others)| *word == phrase || others.contains(&phrase));
    found.map(|(word, class, _)| (*word, *class))
}
