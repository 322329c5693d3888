//! The words of both texts: what else is written there tells a misspelling from a word.

use std::sync::OnceLock;

use crate::compare::token::{Interner, Words, each_word};
use crate::document::Document;

/// Where each word stands in both texts.
pub(in crate::compare) struct Vocabulary<'d> {
    texts: [(&'d Document, &'d Words); 2],
    interner: &'d Interner,
    /// Sorted when a word is first asked for.
    places: OnceLock<[Places; 2]>,
}

/// Positions of words by their stems: those of stem n are `at[starts[n]..starts[n + 1]]`.
struct Places {
    starts: Vec<u32>,
    at: Vec<u32>,
}

/// Shorter words, in bytes, are not asked for.
const SHORTEST: usize = 4;

impl<'d> Vocabulary<'d> {
    pub(in crate::compare) fn new(documents: [&'d Document; 2], words: [&'d Words; 2], interner: &'d Interner) -> Self {
        let texts = [(documents[0], words[0]), (documents[1], words[1])];
        Vocabulary { texts, interner, places: OnceLock::new() }
    }

    /// Whether a word in small letters stands in one of the texts.
    pub(super) fn has(&self, word: &str) -> bool {
        self.stands(word, 1)
    }

    /// Whether it stands in both texts together so many times.
    pub(super) fn stands(&self, word: &str, times: usize) -> bool {
        let Some(stem) = self.interner.find(word).filter(|_| word.len() >= SHORTEST) else { return false };
        let stems = self.interner.len();
        let places = self.places.get_or_init(|| self.texts.map(|(_, words)| Places::of(words, stems)));
        let found = self.texts.iter().zip(places).flat_map(|((document, words), places)| {
            let [from, to] = [stem, stem + 1].map(|at| places.starts[at as usize] as usize);
            places.at[from..to].iter().filter(|at| is_written(word, **at, document, words))
        });
        found.take(times).count() >= times
    }
}

/// Whether the word at this place is written like this, in capitals or not, and seen.
fn is_written(word: &str, at: u32, document: &Document, words: &Words) -> bool {
    let number = words.blocks.partition_point(|block| block.end <= at);
    let block = words.blocks[number];
    let first = words.block_starts[block.section as usize] as usize;
    let own = &document.sections[block.section as usize].blocks[number - first];
    let text = document.block_text(own);
    let (mut nth, mut same) = (block.start, false);
    each_word(&text, own, &mut |span, _| {
        if nth == at {
            let letters = span.of(&text).chars().flat_map(char::to_lowercase);
            same = letters.eq(word.chars());
        }
        nth += 1;
    });
    same && words.visible[at as usize]
}

impl Places {
    fn of(words: &Words, stems: usize) -> Places {
        let mut starts = vec![0u32; stems + 1];
        for stem in &words.stems {
            starts[*stem as usize + 1] += 1;
        }
        for stem in 0..stems {
            starts[stem + 1] += starts[stem];
        }
        let mut next = starts.clone();
        let mut at = vec![0; words.stems.len()];
        for (place, stem) in words.stems.iter().enumerate() {
            at[next[*stem as usize] as usize] = place as u32;
            next[*stem as usize] += 1;
        }
        Places { starts, at }
    }
}
