//! What taking a text out of another program leaves in it: torn ligatures and small capitals, spread letters, glued words.
//!
//! Only what the rest of the text proves is repaired; what looks like noise and is not proved is told and left as it is.

use std::collections::BTreeMap;

/// Longer texts are not looked through, in words.
const MOST: usize = 500_000;

/// Stands between words that do not follow each other.
const APART: &str = "\0";

/// A glued word has this many letters at least.
const GLUED: usize = 15;

/// Letters that fonts draw as one sign, where a program tore a word apart behind them.
const LIGATURES: [&str; 5] = ["ffi", "ffl", "ff", "fi", "fl"];

/// What a text says of its own words.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// How often each word stands alone, in small letters.
    words: BTreeMap<String, u32>,
    /// What the glued words of the text are where their parts follow each other elsewhere.
    parts: BTreeMap<String, Vec<String>>,
    /// Whether lines that only count pages are found again and again.
    paged: bool,
}

/// A paragraph after it was looked through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Looked {
    /// The text without its noise; `None` where nothing is repaired.
    pub repaired: Option<String>,
    /// How many places were repaired.
    pub repairs: u32,
    /// What looks like noise and was left.
    pub doubtful: Vec<String>,
}

/// Learns the words of a text from its paragraphs.
pub fn vocabulary<'t>(texts: impl Iterator<Item = &'t str>) -> Vocabulary {
    let mut known = Vocabulary::default();
    let mut sequence: Vec<String> = Vec::new();
    let mut pages = std::collections::BTreeSet::new();
    for text in texts {
        if is_page_mark(text) {
            pages.insert(text.chars().filter(char::is_ascii_digit).collect::<String>());
        }
        let mut end = None;
        for word in words(text) {
            if sequence.len() >= MOST {
                return Vocabulary::default();
            }
            if end.is_none_or(|end| &text[end..word.start] != " ") {
                sequence.push(APART.to_owned());
            }
            end = Some(word.end());
            let word = word.of.to_lowercase();
            *known.words.entry(word.clone()).or_default() += 1;
            sequence.push(word);
        }
    }
    known.paged = pages.len() >= 3;
    let glued = known.words.iter().filter(|(word, count)| **count == 1 && word.chars().count() >= GLUED);
    let glued: Vec<String> = glued.map(|(word, _)| word.clone()).take(500).collect();
    for word in glued {
        if let Some(parts) = (0..sequence.len()).find_map(|at| follows(&sequence[at..], &word)) {
            known.parts.insert(word, parts.to_vec());
        }
    }
    known
}

/// The words at the beginning of a sequence that a word is glued of: two at least.
fn follows<'s>(sequence: &'s [String], word: &str) -> Option<&'s [String]> {
    let mut rest = word;
    for (at, next) in sequence.iter().enumerate() {
        rest = rest.strip_prefix(next.as_str())?;
        if rest.is_empty() {
            return (at > 0).then(|| &sequence[..=at]);
        }
    }
    None
}

impl Vocabulary {
    fn count(&self, word: &str) -> u32 {
        self.words.get(&word.to_lowercase()).copied().unwrap_or(0)
    }

    /// Whether two pieces are one word: it stands elsewhere, and its end nowhere but here.
    fn proves(&self, joined: &str, end: &str) -> bool {
        self.count(joined) > 0 && self.count(end) == 1
    }
}

/// A word and where it stands.
#[derive(Clone, Copy)]
struct Word<'t> {
    of: &'t str,
    start: usize,
}

impl Word<'_> {
    fn end(&self) -> usize {
        self.start + self.of.len()
    }

    fn is_upper(&self) -> bool {
        self.of.chars().all(char::is_uppercase)
    }

    fn is_single(&self) -> bool {
        self.of.chars().count() == 1
    }
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut open: Option<usize> = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphabetic(), open) {
            (true, None) => open = Some(at),
            (false, Some(start)) => {
                words.push(Word { of: &text[start..at], start });
                open = None;
            }
            _ => {}
        }
    }
    words
}

/// Looks a paragraph through.
pub fn look(text: &str, known: &Vocabulary) -> Looked {
    if known.paged && is_page_mark(text) {
        return Looked { repaired: Some(String::new()), repairs: 1, ..Looked::default() };
    }
    let mut looked = Looked::default();
    let words = words(text);
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    let mut at = 0;
    while at < words.len() {
        let spread = spread(&words[at..], text);
        if spread > 3 {
            let (first, last) = (words[at], words[at + spread - 1]);
            let joined: String = words[at..at + spread].iter().map(|word| word.of).collect();
            let place = &text[first.start..last.end()];
            if known.count(&joined) > 0 {
                out.push_str(&text[copied..first.start]);
                out.push_str(&joined);
                copied = last.end();
                looked.repairs += 1;
            } else if spread > 4 {
                looked.doubtful.push(place.to_owned());
            }
            at += spread;
            continue;
        }
        let (word, next) = (words[at], words.get(at + 1).filter(|next| &text[words[at].end()..next.start] == " "));
        if let Some(next) = next {
            let joined = format!("{}{}", word.of, next.of);
            let small = next.of.chars().all(char::is_lowercase);
            let torn_ligature = LIGATURES.contains(&word.of) && small;
            let torn_capitals = word.is_single() && word.is_upper() && next.is_upper() && next.of.chars().count() > 2;
            if (torn_ligature || torn_capitals) && known.count(&joined) > 0 {
                if known.proves(&joined, next.of) {
                    out.push_str(&text[copied..word.end()]);
                    copied = next.start;
                    looked.repairs += 1;
                } else if torn_ligature {
                    looked.doubtful.push(format!("{} {}", word.of, next.of));
                }
            }
        }
        if let Some(parts) = known.parts.get(&word.of.to_lowercase()) {
            // What is written together in small letters may be a name of a program.
            let alone = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || ",.;:!?()„”".contains(c));
            let (before, after) = (text[..word.start].chars().next_back(), text[word.end()..].chars().next());
            if parts.len() > 2 && word.is_upper() && alone(before) && alone(after) {
                out.push_str(&text[copied..word.start]);
                out.push_str(&apart(word.of, parts));
                copied = word.end();
                looked.repairs += 1;
            } else if word.is_upper() && alone(before) && alone(after) {
                looked.doubtful.push(word.of.to_owned());
            }
        }
        at += 1;
    }
    out.push_str(&text[copied..]);
    let whole = without_ligatures(&out, &mut looked.repairs);
    if looked.repairs > 0 {
        looked.repaired = Some(whole);
    }
    looked
}

/// How many letters follow each other, each alone.
fn spread(words: &[Word<'_>], text: &str) -> usize {
    let mut count = 0;
    for (at, word) in words.iter().enumerate() {
        let follows = at == 0 || &text[words[at - 1].end()..word.start] == " ";
        if !word.is_single() || !follows {
            break;
        }
        count += 1;
    }
    count
}

/// A glued word as its parts, in the letters that it has.
fn apart(word: &str, parts: &[String]) -> String {
    let mut letters = word.chars();
    let parts = parts.iter().map(|part| letters.by_ref().take(part.chars().count()).collect::<String>());
    parts.collect::<Vec<_>>().join(" ")
}

/// Text with the letters that its ligatures stand for.
fn without_ligatures(text: &str, repairs: &mut u32) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let letters = match c {
            '\u{fb00}' => "ff",
            '\u{fb01}' => "fi",
            '\u{fb02}' => "fl",
            '\u{fb03}' => "ffi",
            '\u{fb04}' => "ffl",
            '\u{fb05}' | '\u{fb06}' => "st",
            c => {
                out.push(c);
                continue;
            }
        };
        *repairs += 1;
        out.push_str(letters);
    }
    out
}

/// Whether a paragraph says no more than on which page it stands: "2 | S t r o n a", "Strona | 2", "Page 2 of 9".
fn is_page_mark(text: &str) -> bool {
    const NAMES: [&str; 5] = ["strona", "stronaz", "page", "pageof", "strz"];
    if text.len() > 60 || !text.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let letters: String = text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    NAMES.contains(&letters.as_str())
        && text.chars().all(|c| c.is_alphanumeric() || c.is_whitespace() || matches!(c, '|' | '/' | '-' | '–' | '.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn looked(paragraphs: &[&str]) -> Vec<String> {
        let known = vocabulary(paragraphs.iter().copied());
        let whole = |text: &&str| look(text, &known).repaired.unwrap_or_else(|| (*text).to_owned());
        paragraphs.iter().map(whole).collect()
    }

    #[test]
    fn what_the_text_proves_is_repaired() {
        for (noise, proof, clean) in [
            ("W YSOKA JAKOŚĆ ŻYCIA", "Wysoka jakość życia", "WYSOKA JAKOŚĆ ŻYCIA"),
            ("Środki na fi nansowanie badań", "finansowanie", "Środki na finansowanie badań"),
            ("Środki na \u{fb01}nansowanie", "nic", "Środki na finansowanie"),
            ("S P I S treści", "spis", "SPIS treści"),
            (
                "STRUKTURAINTELIGENTNEJSPECJALIZACJI",
                "Opisuje ją struktura inteligentnej specjalizacji.",
                "STRUKTURA INTELIGENTNEJ SPECJALIZACJI",
            ),
        ] {
            assert_eq!(looked(&[noise, proof])[0], clean);
        }
        let footed = ["1 | S t r o n a", "Tekst.", "2 | S t r o n a", "3 | S t r o n a"];
        assert_eq!(looked(&footed), ["", "Tekst.", "", ""]);
    }

    #[test]
    fn what_it_does_not_prove_is_left() {
        for (text, other) in [
            ("W KRAJU I ZA GRANICĄ", "W kraju"),
            ("Z MIANA PRAWA", "mianem"),
            ("O CENA", "Ocena. Cena."),
            ("współczynnik fi wynosi 2", "fiwynosi. Wynosi."),
            ("W NOWYM ROKU", "nowym"),
            ("1 | S t r o n a", "raz"),
            ("trafi ono do gminy", "trafiono"),
            ("długookresowego rozwoju", "długo okresowego"),
            ("setclientencodingvalue", "set client encoding value"),
            ("higherOrderComponent", "higher order component"),
            ("OCIDEFINEBYNAMEALWAYS", "oci_define_by_name_always"),
            ("Nr ........ z dnia ........ 2015", "x"),
            ("a b c", "abc"),
        ] {
            assert_eq!(looked(&[text, other])[0], text);
        }
        let known = vocabulary(["RISMAZOVIANADBORZE", "ris mazovianadborze", "x y z v w u"].into_iter());
        assert_eq!(look("RISMAZOVIANADBORZE", &known).doubtful, ["RISMAZOVIANADBORZE"]);
        assert_eq!(look("x y z v w u", &known).doubtful, ["x y z v w u"]);
    }

    const CLEAN: [&str; 24] = [
        "W",
        "Z",
        "I",
        "O",
        "w",
        "i",
        "STRATEGIA",
        "strategia",
        "rozwoju",
        "ROZWOJU",
        "innowacji",
        "2030",
        "r.",
        "fi",
        "wynosi",
        "§ 5.",
        "–",
        "A",
        "B",
        "społeczno-gospodarcza",
        "województwa",
        "nie",
        "trzy",
        "|",
    ];

    proptest! {
        #[test]
        fn clean_texts_stay_and_repaired_ones_are_clean(
            paragraphs in prop::collection::vec(prop::collection::vec(prop::sample::select(CLEAN.to_vec()), 1..12), 1..8),
            torn in any::<bool>(),
        ) {
            let texts: Vec<String> = paragraphs.iter().map(|words| words.join(" ")).collect();
            let mut texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            prop_assert_eq!(looked(&texts), texts.clone());
            if torn {
                texts.extend(["W YMIAR TERYTORIALNY", "Wymiar terytorialny", "Na fi nanse i finanse"]);
                let once = looked(&texts);
                prop_assert_eq!(&once[paragraphs.len()..], ["WYMIAR TERYTORIALNY", "Wymiar terytorialny", "Na finanse i finanse"]);
                let again: Vec<&str> = once.iter().map(String::as_str).collect();
                prop_assert_eq!(looked(&again), again);
            }
        }
    }
}
