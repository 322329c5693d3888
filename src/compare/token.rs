//! Words of a text, for matching: truncated stems as numbers, shared by both texts.

use rustc_hash::FxHashMap;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::document::{Block, Document, Span, Style};

/// Numbers for stems, the same for both texts.
#[derive(Default)]
pub(super) struct Interner {
    numbers: FxHashMap<u64, u32>,
    buffer: String,
}

/// The words of one text in the order of its blocks. Own text only; titles apart.
pub(super) struct Words {
    /// Stem of each word.
    pub(super) stems: Vec<u32>,
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
}

/// The words of a title.
#[derive(Default, PartialEq, Eq)]
pub(super) struct Title {
    /// Stems.
    pub(super) stems: Vec<u32>,
    /// Hashes of the trigrams of the stems, sorted.
    pub(super) trigrams: Vec<u64>,
}

impl Words {
    pub(super) fn of(document: &Document, interner: &mut Interner) -> Self {
        let capacity = document.source.len() / 6;
        let mut words = Words {
            stems: Vec::with_capacity(capacity),
            section: Vec::with_capacity(capacity),
            starts: Vec::with_capacity(document.sections.len() + 1),
            blocks: Vec::new(),
            block_starts: Vec::with_capacity(document.sections.len() + 1),
            titles: Vec::with_capacity(document.sections.len()),
        };
        for (index, section) in document.sections.iter().enumerate() {
            words.starts.push(words.stems.len() as u32);
            words.block_starts.push(words.blocks.len() as u32);
            words.titles.push(interner.title(&section.title));
            for block in &section.blocks {
                let start = words.stems.len() as u32;
                if !block.set_aside {
                    let text = document.block_text(block);
                    each_word(&text, block, &mut |span| words.stems.push(interner.stem(span.of(&text))));
                }
                let end = words.stems.len() as u32;
                words.section.resize(end as usize, index as u32);
                words.blocks.push(BlockWords { section: index as u32, start, end });
            }
        }
        words.starts.push(words.stems.len() as u32);
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

    /// Number of sections.
    pub(super) fn sections(&self) -> usize {
        self.starts.len() - 1
    }
}

/// Calls `f` with the place of each word that a reader sees in `text`, the text of `block`: a number
/// (`\d+([.,]\d+)*`) or a run of letters. Markers, markup and references to footnotes are no words.
pub(super) fn each_word(text: &str, block: &Block, f: &mut dyn FnMut(Span)) {
    let mut inlines = block.inlines.iter().peekable();
    while let Some(inline) = inlines.next() {
        let start = inline.span.start.max(block.marker);
        let mut end = inline.span.end;
        if inline.style.has(Style::NOTE) || inline.style.has(Style::ENTITY) || start >= end {
            continue;
        }
        let plain = |style: Style| !style.has(Style::NOTE) && !style.has(Style::ENTITY);
        while let Some(next) = inlines.next_if(|next| next.span.start == end && plain(next.style)) {
            end = next.span.end;
        }
        words_in(text, start as usize, end as usize, f);
    }
}

fn words_in(text: &str, start: usize, end: usize, f: &mut dyn FnMut(Span)) {
    let slice = &text[..end];
    let mut at = start;
    while at < end {
        let Some(first) = slice[at..].chars().next() else { return };
        if first.is_ascii_digit() {
            let from = at;
            at = number_end(slice, at);
            f(Span::new(from, at));
        } else if first.is_alphanumeric() {
            let from = at;
            at = letters_end(slice, at);
            f(Span::new(from, at));
        } else {
            at += first.len_utf8();
        }
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
        if !(next.is_alphanumeric() || next == '\u{ad}' || ('\u{300}'..='\u{36f}').contains(&next)) {
            break;
        }
        end += next.len_utf8();
    }
    end
}

impl Interner {
    /// The number of a word's stem.
    pub(super) fn stem(&mut self, word: &str) -> u32 {
        let mut buffer = std::mem::take(&mut self.buffer);
        buffer.clear();
        stem(word, &mut buffer);
        let next = self.numbers.len() as u32;
        let number = *self.numbers.entry(hash(buffer.as_bytes())).or_insert(next);
        self.buffer = buffer;
        number
    }

    /// How many stems there are.
    pub(super) fn len(&self) -> usize {
        self.numbers.len()
    }

    fn title(&mut self, title: &str) -> Title {
        let mut stems = Vec::new();
        let mut joined = String::from(" ");
        words_in(title, 0, title.len(), &mut |span| {
            stems.push(self.stem(span.of(title)));
            stem(span.of(title), &mut joined);
            joined.push(' ');
        });
        let places: Vec<usize> = joined.char_indices().map(|(at, _)| at).chain([joined.len()]).collect();
        let mut trigrams: Vec<u64> =
            places.windows(4).map(|window| hash(joined[window[0]..window[3]].as_bytes())).collect();
        if stems.is_empty() {
            trigrams.clear();
        }
        trigrams.sort_unstable();
        Title { stems, trigrams }
    }
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
    match is_nfc_quick(word.chars()) {
        IsNormalized::Yes => out.extend(letters),
        _ => out.extend(letters.nfc()),
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

/// A 64-bit hash, the same on every machine (FNV-1a with a final mix).
pub(super) fn hash(bytes: &[u8]) -> u64 {
    let mut state = 0xcbf2_9ce4_8422_2325_u64;
    for byte in bytes {
        state = (state ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    mix(state)
}

/// Spreads the bits of `state`.
pub(super) fn mix(mut state: u64) -> u64 {
    state ^= state >> 32;
    state = state.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    state ^= state >> 29;
    state = state.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    state ^ (state >> 32)
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
        each_word(&text, block, &mut |span| words.push(span.of(&text).to_owned()));
        words
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
        let mut interner = Interner::default();
        let mut stem = |word: &str| interner.stem(word);
        assert_eq!(stem("Innowacyjności"), stem("innowacyjnością"));
        assert_eq!(stem("WSPÓLNOTA"), stem("wspól\u{ad}nota"));
        assert_eq!(stem("ósma"), stem("o\u{301}sma"));
        assert_ne!(stem("2020"), stem("2021"));
        assert_eq!(stem("żółta"), stem("żółty"));
    }
}
