//! Words of a text, for matching: truncated stems as numbers, shared by both texts.

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

use crate::document::{Block, Document, Span, Style};

/// Numbers for stems, the same for both texts.
#[derive(Default)]
pub(super) struct Interner {
    numbers: FxHashMap<u64, u32>,
}

/// The words of one text in the order of its blocks. Own text only; titles apart. Words in markup (the target of a
/// link, say) are there as evidence, but no figure counts them.
pub(super) struct Words {
    /// Hash of each word's stem, until the stems are numbered.
    keys: Vec<u64>,
    /// Stem of each word.
    pub(super) stems: Vec<u32>,
    /// Whether a reader sees the word.
    pub(super) visible: Vec<bool>,
    /// Section of each word.
    pub(super) section: Vec<u32>,
    /// First word of each section; one more at the end.
    pub(super) starts: Vec<u32>,
    /// Blocks in order.
    pub(super) blocks: Vec<BlockWords>,
    /// First block of each section in `blocks`; one more at the end.
    pub(super) block_starts: Vec<u32>,
    /// Titles without labels.
    pub(super) titles: Vec<Title>,
}

/// The words of one block: `start..end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct BlockWords {
    pub(super) section: u32,
    pub(super) start: u32,
    pub(super) end: u32,
    /// How many of them a reader sees.
    pub(super) visible: u32,
}

/// The words of a title.
#[derive(Default, PartialEq, Eq)]
pub(super) struct Title {
    /// Hashes of the stems, until they are numbered.
    keys: Vec<u64>,
    /// Stems.
    pub(super) stems: Vec<u32>,
    /// Hashes of the trigrams of the stems, sorted.
    pub(super) trigrams: Vec<u64>,
}

impl Words {
    /// The words of both texts, which are read side by side.
    pub(super) fn of_both(before: &Document, after: &Document, interner: &mut Interner) -> [Words; 2] {
        let mut both = std::thread::scope(|scope| {
            let other = scope.spawn(|| Words::of(before));
            let after = Words::of(after);
            [other.join().expect("counting words never panics"), after]
        });
        interner.numbers.reserve(both.iter().map(|words| words.keys.len()).sum::<usize>() / 8);
        for words in &mut both {
            let keys = std::mem::take(&mut words.keys);
            words.stems = keys.into_iter().map(|key| interner.number(key)).collect();
            for title in &mut words.titles {
                let keys = std::mem::take(&mut title.keys);
                title.stems = keys.into_iter().map(|key| interner.number(key)).collect();
            }
        }
        both
    }

    fn of(document: &Document) -> Self {
        let capacity = document.source.len() / 6;
        let mut words = Words {
            keys: Vec::with_capacity(capacity),
            stems: Vec::new(),
            visible: Vec::with_capacity(capacity),
            section: Vec::with_capacity(capacity),
            starts: Vec::with_capacity(document.sections.len() + 1),
            blocks: Vec::new(),
            block_starts: Vec::with_capacity(document.sections.len() + 1),
            titles: document.sections.iter().map(|section| Title::of(&section.title)).collect(),
        };
        let mut buffer = String::new();
        for (index, section) in document.sections.iter().enumerate() {
            words.starts.push(words.keys.len() as u32);
            words.block_starts.push(words.blocks.len() as u32);
            for block in &section.blocks {
                let start = words.keys.len() as u32;
                if !block.set_aside {
                    let text = document.block_text(block);
                    each_word(&text, block, &mut |span, sight| {
                        words.keys.push(stem_key(span.of(&text), &mut buffer));
                        words.visible.push(sight == Sight::Visible);
                    });
                }
                let end = words.keys.len() as u32;
                words.section.resize(end as usize, index as u32);
                let visible = words.visible[start as usize..].iter().filter(|visible| **visible).count() as u32;
                words.blocks.push(BlockWords { section: index as u32, start, end, visible });
            }
        }
        words.starts.push(words.keys.len() as u32);
        words.block_starts.push(words.blocks.len() as u32);
        words
    }

    /// Number of words of a section's own text.
    pub(super) fn len(&self, section: usize) -> usize {
        (self.starts[section + 1] - self.starts[section]) as usize
    }

    /// Word positions of a section.
    pub(super) fn range(&self, section: usize) -> std::ops::Range<usize> {
        self.starts[section] as usize..self.starts[section + 1] as usize
    }

    /// Number of words of a section's own text that a reader sees.
    pub(super) fn visible(&self, section: usize) -> u64 {
        let blocks = self.block_starts[section] as usize..self.block_starts[section + 1] as usize;
        self.blocks[blocks].iter().map(|block| u64::from(block.visible)).sum()
    }

    /// Number of words of the text that a reader sees.
    pub(super) fn all_visible(&self) -> u64 {
        self.blocks.iter().map(|block| u64::from(block.visible)).sum()
    }
}

/// Whether a reader sees a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sight {
    /// It stands in the text.
    Visible,
    /// It stands in markup.
    Markup,
}

/// Calls `f` with the place of each word in `text`, the text of `block`: a number (`\d+([.,]\d+)*`) or a run of letters.
/// Markers and references to footnotes are no words.
pub(super) fn each_word(text: &str, block: &Block, f: &mut impl FnMut(Span, Sight)) {
    let mut at = block.marker as usize;
    let mut inlines = block.inlines.iter().peekable();
    let plain = |style: Style| !style.has(Style::NOTE) && !style.has(Style::ENTITY);
    while let Some(inline) = inlines.next() {
        let start = (inline.span.start as usize).max(at);
        let mut end = (inline.span.end as usize).max(start);
        words_in(text, at, start, &mut |span| f(span, Sight::Markup));
        if plain(inline.style) {
            while let Some(next) = inlines.next_if(|next| next.span.start as usize == end && plain(next.style)) {
                end = next.span.end as usize;
            }
            words_in(text, start, end, &mut |span| f(span, Sight::Visible));
        }
        at = end;
    }
    words_in(text, at, text.len(), &mut |span| f(span, Sight::Markup));
}

fn words_in(text: &str, start: usize, end: usize, f: &mut impl FnMut(Span)) {
    let slice = &text[..end];
    let bytes = slice.as_bytes();
    let mut at = start;
    while at < end {
        let from = at;
        if bytes[at].is_ascii_digit() {
            at = number_end(slice, at);
            f(Span::new(from, at));
            continue;
        }
        let (letter, length) = if bytes[at].is_ascii() {
            (bytes[at].is_ascii_alphabetic(), 1)
        } else {
            slice[at..].chars().next().map_or((false, 1), |first| (is_alphanumeric(first), first.len_utf8()))
        };
        if letter {
            at = letters_end(slice, at);
            f(Span::new(from, at));
        } else {
            at += length;
        }
    }
}

/// [`char::is_alphanumeric`], without a search for the accented letters of European languages.
pub(super) fn is_alphanumeric(letter: char) -> bool {
    match letter {
        'À'..='ɏ' => !matches!(letter, '×' | '÷'),
        _ => letter.is_alphanumeric(),
    }
}

/// End of the number that begins at `at`: digits, and `.` or `,` between digits.
pub(super) fn number_end(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = at;
    while end < bytes.len() {
        let digit = bytes[end].is_ascii_digit();
        let inner = matches!(bytes[end], b'.' | b',') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        if !digit && !inner {
            break;
        }
        end += 1;
    }
    end
}

/// End of the run of letters that begins at `at`; soft hyphens and combining marks belong to it.
pub(super) fn letters_end(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = at;
    while end < bytes.len() {
        if bytes[end].is_ascii() {
            if !bytes[end].is_ascii_alphabetic() {
                break;
            }
            end += 1;
            continue;
        }
        let Some(next) = text[end..].chars().next() else { break };
        if !(is_alphanumeric(next) || next == '\u{ad}' || ('\u{300}'..='\u{36f}').contains(&next)) {
            break;
        }
        end += next.len_utf8();
    }
    end
}

impl Interner {
    /// The number of a stem with this key.
    fn number(&mut self, key: u64) -> u32 {
        let next = self.numbers.len() as u32;
        *self.numbers.entry(key).or_insert(next)
    }

    /// The number of the stem of a word, where it is known.
    pub(super) fn find(&self, word: &str) -> Option<u32> {
        self.numbers.get(&stem_key(word, &mut String::new())).copied()
    }

    /// How many stems there are.
    pub(super) fn len(&self) -> usize {
        self.numbers.len()
    }
}

impl Title {
    fn of(title: &str) -> Self {
        let mut keys = Vec::new();
        let mut joined = String::from(" ");
        words_in(title, 0, title.len(), &mut |span| {
            let start = joined.len();
            stem(span.of(title), &mut joined);
            keys.push(hash(&joined[start..]));
            joined.push(' ');
        });
        let places: Vec<usize> = joined.char_indices().map(|(at, _)| at).chain([joined.len()]).collect();
        let mut trigrams: Vec<u64> = places.windows(4).map(|window| hash(&joined[window[0]..window[3]])).collect();
        if keys.is_empty() {
            trigrams.clear();
        }
        trigrams.sort_unstable();
        Title { keys, stems: Vec::new(), trigrams }
    }
}

/// The key of a word's stem: the same for words of one stem.
fn stem_key(word: &str, buffer: &mut String) -> u64 {
    let mut short = [0; 3 * EIGHT];
    if word.is_ascii() {
        // The usual word, without a copy of it.
        let is_number = word.as_bytes()[0].is_ascii_digit();
        let keep = if is_number { word.len() } else { stem_length(word.len()) };
        if keep <= EIGHT {
            for (to, byte) in short.iter_mut().zip(&word.as_bytes()[..keep]) {
                *to = byte.to_ascii_lowercase();
            }
            return hash(&short[..keep]);
        }
    }
    // Letters below U+0300 are composed already and, but for one, have one small letter each, of three bytes at most.
    let simple = |letter: char| letter < '\u{300}' && !matches!(letter, '\u{ad}' | 'İ');
    if word.chars().all(simple) && !word.as_bytes()[0].is_ascii_digit() {
        let keep = stem_length(word.bytes().filter(|byte| byte & 0xc0 != 0x80).count());
        let mut end = 0;
        for letter in word.chars().take(keep).flat_map(char::to_lowercase) {
            end += letter.encode_utf8(&mut short[end..]).len();
        }
        return hash(&short[..end]);
    }
    buffer.clear();
    stem(word, buffer);
    hash(buffer.as_str())
}

/// Appends the stem of `word` to `out`: NFC, lower case, soft hyphens dropped, truncated. Words of more than 7 letters
/// keep all but 3, at least 5 and at most 8; of 6 or 7 lose 2; of 5 lose 1. Numbers stay whole.
fn stem(word: &str, out: &mut String) {
    let start = out.len();
    if word.is_ascii() {
        out.extend(word.bytes().map(|byte| byte.to_ascii_lowercase() as char));
        if !word.as_bytes()[0].is_ascii_digit() {
            out.truncate(start + stem_length(word.len()));
        }
        return;
    }
    let letters = word.chars().filter(|letter| *letter != '\u{ad}').flat_map(char::to_lowercase);
    // Letters below U+0300 are composed already.
    if word.chars().all(|letter| letter < '\u{300}') {
        out.extend(letters);
    } else {
        out.extend(letters.nfc());
    }
    let keep = stem_length(out[start..].chars().count());
    if let Some((at, _)) = out[start..].char_indices().nth(keep) {
        out.truncate(start + at);
    }
}

fn stem_length(letters: usize) -> usize {
    match letters {
        8.. => (letters - 3).clamp(5, 8),
        6 | 7 => letters - 2,
        5 => 4,
        _ => letters,
    }
}

/// Bytes that are hashed in one step.
const EIGHT: usize = 8;

/// A 64-bit hash, the same on every machine: eight bytes at a time, then their number.
pub(super) fn hash(bytes: impl AsRef<[u8]>) -> u64 {
    let bytes = bytes.as_ref();
    let (chunks, rest) = bytes.as_chunks::<EIGHT>();
    let mut last = [0; EIGHT];
    last[..rest.len()].copy_from_slice(rest);
    let mut state = bytes.len() as u64;
    for chunk in chunks {
        state = mix(state ^ u64::from_le_bytes(*chunk));
    }
    mix(state ^ u64::from_le_bytes(last).rotate_left(32))
}

/// Spreads the bits of `state`.
pub(super) fn mix(mut state: u64) -> u64 {
    state ^= state >> 32;
    state = state.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    state ^= state >> 29;
    state = state.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    state ^ (state >> 32)
}

/// How many two sorted lists have in common, repetitions counted.
pub(super) fn common<T: Ord>(x: &[T], y: &[T]) -> usize {
    let (mut i, mut j, mut common) = (0, 0, 0usize);
    while i < x.len() && j < y.len() {
        match x[i].cmp(&y[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, common) = (i + 1, j + 1, common + 1),
        }
    }
    common
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::markdown;

    fn words(source: &str) -> Vec<String> {
        let document = markdown::read(source.to_owned());
        let block = &document.sections[0].blocks[0];
        let text = document.block_text(block);
        let mut words = Vec::new();
        each_word(&text, block, &mut |span, sight| {
            if sight == Sight::Visible {
                words.push(span.of(&text).to_owned());
            }
        });
        words
    }

    #[test]
    fn letters_and_digits_are_those_of_unicode() {
        for letter in '\0'..=char::MAX {
            assert_eq!(is_alphanumeric(letter), letter.is_alphanumeric(), "{letter:?}");
        }
    }

    #[test]
    fn words_are_what_a_reader_counts() {
        assert_eq!(
            words("1. **Wzrost** o 2,5% do 1.234,5 zł[^1]\n\n[^1]: x"),
            ["Wzrost", "o", "2,5", "do", "1.234,5", "zł"]
        );
        assert_eq!(words("[tekst](https://example.org/a) i <b>b</b>"), ["tekst", "i", "b"]);
        assert_eq!(words("wspól\u{ad}nota o\u{301}sma"), ["wspól\u{ad}nota", "o\u{301}sma"]);
        assert_eq!(words("**R**egion"), ["R", "egion"]);
    }

    #[test]
    fn stems_fold_case_composition_and_soft_hyphens() {
        let stem = |word: &str| stem_key(word, &mut String::new());
        assert_eq!(stem("Innowacyjności"), stem("innowacyjnością"));
        assert_eq!(stem("WSPÓLNOTA"), stem("wspól\u{ad}nota"));
        assert_eq!(stem("ósma"), stem("o\u{301}sma"));
        assert_ne!(stem("2020"), stem("2021"));
        assert_eq!(stem("żółta"), stem("żółty"));
    }

    #[test]
    fn short_cuts_give_the_same_keys() {
        for word in [
            "Innowacyjność",
            "ŻÓŁĆ",
            "słowo",
            "Gęś",
            "plain",
            "2,5",
            "1.234.567,89",
            "İstanbul",
            "o\u{301}sma",
            "wspól\u{ad}nota",
            "inno\u{ad}wacja",
            "ȺȾȺȾȺȾȺȾȺȾȺȾ",
        ] {
            let mut long = String::new();
            super::stem(word, &mut long);
            assert_eq!(stem_key(word, &mut String::new()), hash(&long), "{word}");
        }
        assert_eq!(stem_key("inno\u{ad}wacja", &mut String::new()), stem_key("Innowacja", &mut String::new()));
    }
}
