//! The words of both texts: what else is written there tells a misspelling from a word.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::compare::token::{Sight, each_word, hash};
use crate::document::Document;

/// How often each word stands in both texts; counted when it is first asked for.
pub(super) struct Vocabulary<'d> {
    documents: Vec<&'d Document>,
    /// Of each document.
    counts: OnceLock<Vec<FxHashMap<u64, u32>>>,
}

impl<'d> Vocabulary<'d> {
    pub(super) fn new(documents: &[&'d Document]) -> Self {
        Vocabulary { documents: documents.to_vec(), counts: OnceLock::new() }
    }

    /// How often a word in small letters stands in both texts.
    pub(super) fn count(&self, word: &str) -> u32 {
        let counts = self.counts.get_or_init(|| {
            std::thread::scope(|scope| {
                let counted: Vec<_> = self.documents.iter().map(|it| scope.spawn(|| counted(it))).collect();
                counted.into_iter().map(|it| it.join().expect("counting words never panics")).collect()
            })
        });
        let word = hash(word);
        counts.iter().filter_map(|counts| counts.get(&word)).sum()
    }

    /// Whether a word in small letters stands in one of them.
    pub(super) fn has(&self, word: &str) -> bool {
        self.count(word) > 0
    }
}

/// Shorter words, in bytes, are not asked for.
const SHORTEST: usize = 4;

fn counted(document: &Document) -> FxHashMap<u64, u32> {
    let mut counts = FxHashMap::default();
    // Words come again and again.
    counts.reserve(document.source.len() / 60);
    let mut low = String::new();
    for block in document.sections.iter().flat_map(|section| &section.blocks) {
        let text = document.block_text(block);
        each_word(&text, block, &mut |span, sight| {
            if sight == Sight::Visible && span.len() >= SHORTEST {
                low.clear();
                let word = span.of(&text);
                if word.is_ascii() {
                    low.push_str(word);
                    low.make_ascii_lowercase();
                } else {
                    low.extend(word.chars().flat_map(char::to_lowercase));
                }
                *counts.entry(hash(&low)).or_insert(0) += 1;
            }
        });
    }
    counts
}
