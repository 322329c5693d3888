//! Characters that nobody sees and letters that pass for others: the one definition that all rooms go by.

use std::collections::BTreeMap;

use super::diagnostic::{Remark, RemarkKind};

/// Kinds of characters that a remark names at most.
const NAMED: usize = 5;

/// Letters of a word that a remark repeats at most.
const LONGEST: usize = 40;

/// Whether nobody sees the character: controls, direction marks and overrides, zero-width characters, soft hyphens,
/// tags, variation selectors and all else that Unicode says to ignore where it can't be shown.
///
/// Line feeds and tabs are blanks, and so are no-break spaces: these are seen.
pub fn is_hidden(character: char) -> bool {
    match character {
        '\t' | '\n' => false,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' => true,
        '\0'..'\u{34f}' => false,
        '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' => true,
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' => true,
        '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' => true,
        '\u{13430}'..='\u{13455}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' => true,
        '\u{e0000}'..='\u{e0fff}' => true,
        _ => false,
    }
}

/// Whether a hidden character may begin with this byte of UTF-8; no other byte begins one.
fn may_begin(byte: u8) -> bool {
    let control = (byte < b' ') & (byte != b'\t') & (byte != b'\n') | (byte == 0x7f);
    control | (byte == 0xc2) | (byte == 0xcd) | (byte == 0xd8) | (byte.wrapping_sub(0xe1) < 3) | (byte >= 0xef)
}

/// So many bytes of a text are looked at together.
const STRETCH: usize = 64;

/// The hidden characters of a text with their byte offsets.
pub fn find(text: &str) -> impl Iterator<Item = (usize, char)> {
    // Stretches without any such byte are passed as a whole.
    let stretches = text.as_bytes().chunks(STRETCH).enumerate();
    let stretches = stretches.filter(|(_, bytes)| bytes.iter().fold(false, |any, byte| any | may_begin(*byte)));
    let places = stretches.flat_map(|(at, bytes)| {
        let places = bytes.iter().enumerate().filter(|(_, byte)| may_begin(**byte));
        places.map(move |(place, _)| at * STRETCH + place)
    });
    let characters = places.filter_map(|at| Some((at, text[at..].chars().next()?)));
    characters.filter(|(_, character)| is_hidden(*character))
}

/// Whether the character is a blank that a reader sees as one; line separators and form feeds are hidden instead.
pub fn is_blank(character: char) -> bool {
    match character {
        ' ' | '\t' | '\n' => true,
        '\0'..='\u{9f}' => false,
        other => other.is_whitespace() && !is_hidden(other),
    }
}

/// The text without the blanks at both ends; hidden characters stay, unlike with `str::trim`.
pub fn trim(text: &str) -> &str {
    text.trim_matches(is_blank)
}

/// The text without the blanks at its start; see [`trim`].
pub fn trim_start(text: &str) -> &str {
    text.trim_start_matches(is_blank)
}

/// The text without the blanks at its end; see [`trim`].
pub fn trim_end(text: &str) -> &str {
    text.trim_end_matches(is_blank)
}

/// The hidden characters of a text, each with the number of characters before it that are neither hidden nor blank.
pub fn places(text: &str) -> Vec<(usize, char)> {
    let mut places = Vec::new();
    let mut before = 0;
    for character in text.chars() {
        if is_hidden(character) {
            places.push((before, character));
        } else if !is_blank(character) {
            before += 1;
        }
    }
    places
}

/// The Latin letter that a Cyrillic or Greek one can't be told from by eye.
pub fn twin(letter: char) -> Option<char> {
    const TWINS: [(&str, &str); 4] = [
        ("АВЕЅІЈКМНОРСТУХҮԚԜ", "ABESIJKMHOPCTYXYQW"),
        ("аеѕіјорсухһԁԛԝӏ", "aesijopcyxhdqwl"),
        ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹ", "ABEZHIKMNOPTYXC"),
        ("οϲϳν", "ocjv"),
    ];
    if !('\u{370}'..='\u{52f}').contains(&letter) {
        return None;
    }
    TWINS
        .iter()
        .find_map(|(foreign, latin)| foreign.chars().zip(latin.chars()).find(|pair| pair.0 == letter))
        .map(|pair| pair.1)
}

/// Whether a letter has no place beside Latin ones: all Cyrillic letters, and the Greek ones that have a [`twin`]; "μm"
/// and "kΩ" are words.
pub fn is_foreign(letter: char) -> bool {
    ('\u{400}'..='\u{52f}').contains(&letter) && letter.is_alphabetic() || twin(letter).is_some()
}

fn is_latin(letter: char) -> bool {
    letter.is_ascii_alphabetic()
        || (matches!(letter, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}') && letter.is_alphabetic())
}

/// The words of a text that hold Latin letters and [foreign](is_foreign) ones, with their byte offsets.
pub fn mixed_words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    // Greek and Cyrillic letters begin with one of these bytes.
    let possible = text.bytes().any(|byte| (0xcd..=0xd4).contains(&byte));
    let in_word = |letter: char| letter.is_alphanumeric() || is_hidden(letter);
    let words = if possible { text } else { "" }.split(move |letter| !in_word(letter));
    words
        .filter(|word| word.chars().any(is_foreign) && word.chars().any(is_latin))
        .map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

/// What a person should know about the characters of a text: how many hidden ones there are, and words that mix scripts.
pub(super) fn remarks(source: &str) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let line = |at: usize| Some(count(source[..at].matches('\n').count() + 1));
    let mut kinds: BTreeMap<char, u32> = BTreeMap::new();
    let mut first = None;
    for (at, character) in find(source) {
        first = first.or(Some(at));
        *kinds.entry(character).or_default() += 1;
    }
    if let Some(first) = first {
        let mut which: Vec<String> = kinds.iter().take(NAMED).map(|(kind, times)| code(*kind, *times)).collect();
        if kinds.len() > NAMED {
            which.push("…".to_owned());
        }
        let (count, which) = (kinds.values().sum(), which.join(", "));
        remarks.push(Remark { side: None, line: line(first), kind: RemarkKind::Hidden { count, which } });
    }
    let mut mixed = mixed_words(source);
    if let Some((at, word)) = mixed.next() {
        let mut letters: Vec<String> = Vec::new();
        for letter in word.chars().filter(|letter| is_foreign(*letter)).map(|letter| code(letter, 1)) {
            if letters.len() < NAMED && !letters.contains(&letter) {
                letters.push(letter);
            }
        }
        let letters = letters.join(", ");
        let word: String = word.chars().filter(|letter| !is_hidden(*letter)).take(LONGEST).collect();
        let kind = RemarkKind::MixedScripts { count: count(mixed.count() + 1), word, letters };
        remarks.push(Remark { side: None, line: line(at), kind });
    }
    remarks
}

fn code(character: char, times: u32) -> String {
    let code = format!("U+{:04X}", u32::from(character));
    if times > 1 { format!("{code} ×{times}") } else { code }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twins_stand_in_pairs() {
        for letter in ['а', 'о', 'Х', 'Н', 'Ο', 'ν', 'ӏ', 'ԝ'] {
            assert!(twin(letter).is_some_and(|latin| latin.is_ascii_alphabetic()), "{letter}");
        }
        let named = |letters: [char; 4]| letters.map(|letter| twin(letter).unwrap_or('-')).iter().collect::<String>();
        assert_eq!(named(['ӏ', 'Ԝ', 'Ϲ', 'ϲ']), "lWCc");
        assert_eq!((twin('a'), twin('я'), twin('Ω'), twin('μ')), (None, None, None, None));
    }

    #[test]
    fn the_first_bytes_of_hidden_characters_are_known() {
        for character in ('\0'..=char::MAX).filter(|character| is_hidden(*character)) {
            assert!(may_begin(character.encode_utf8(&mut [0; 4]).as_bytes()[0]), "{character:?}");
        }
        assert_eq!(find("a\u{200b}ż\t\u{e0041}").collect::<Vec<_>>(), [(1, '\u{200b}'), (7, '\u{e0041}')]);
    }

    #[test]
    fn only_words_that_mix_scripts_are_mixed() {
        let mixed = |text| mixed_words(text).map(|(_, word)| word.to_owned()).collect::<Vec<String>>();
        assert_eq!(mixed("Wnioskodawcа i Иван, 10 μm, 5 kΩ, Δt, β-karoten"), ["Wnioskodawcа"]);
        assert_eq!(mixed("ро\u{ad}zwój (рlan)"), ["ро\u{ad}zwój", "рlan"]);
        assert!(mixed("Региональная стратегия. Zażółć gęślą jaźń").is_empty());
    }

    #[test]
    fn blanks_are_seen_and_line_separators_are_not() {
        assert!([' ', '\t', '\n', '\u{a0}', '\u{202f}', '\u{2009}', '\u{3000}'].into_iter().all(is_blank));
        let hidden = ['\r', '\u{c}', '\u{85}', '\u{2028}', '\u{feff}', '\u{ad}', '\u{fe0f}', '\u{e0041}', '\u{1b}'];
        assert!(hidden.into_iter().all(|it| is_hidden(it) && !is_blank(it)));
        assert_eq!(trim(" \u{2028}a\u{a0}"), "\u{2028}a");
        assert_eq!(places("a \u{200b}b\u{ad}"), [(1, '\u{200b}'), (2, '\u{ad}')]);
    }
}
