//! The words of both texts: what else is written there tells a misspelling from a word.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::compare::token::{Sight, each_word, hash};
use crate::document::Document;

/// How often each word stands in both texts; counted when it is first asked for.
pub(super) struct Vocabulary<'d> {
    documents: Vec<&'d Document>,
    counts: OnceLock<FxHashMap<u64, u32>>,
}

impl<'d> Vocabulary<'d> {
    pub(super) fn new(documents: &[&'d Document]) -> Self {
        Vocabulary { documents: documents.to_vec(), counts: OnceLock::new() }
    }

    /// How often a word in small letters stands in both texts.
    pub(super) fn count(&self, word: &str) -> u32 {
        self.counted(hash(word))
    }

    fn counted(&self, key: u64) -> u32 {
        self.counts.get_or_init(|| counted(&self.documents)).get(&key).copied().unwrap_or(0)
    }

    /// Whether a word, or another one with the same beginning, stands there beside the change itself.
    pub(super) fn stands(&self, word: &str) -> bool {
        self.count(word) > 1 || beginning(word).is_some_and(|start| self.counted(hash(start) ^ BEGINNING) > 1)
    }

    pub(super) fn has(&self, word: &str) -> bool {
        self.count(word) > 0
    }
}

/// Tells the keys of beginnings from those of words.
const BEGINNING: u64 = 0x5bd1_e995;

/// A long word without its last letters, where its ending is.
fn beginning(word: &str) -> Option<&str> {
    let (at, _) = word.char_indices().rev().nth(1)?;
    word[..at].chars().nth(4).map(|_| &word[..at])
}

fn counted(documents: &[&Document]) -> FxHashMap<u64, u32> {
    let size: usize = documents.iter().map(|document| document.source.len()).sum();
    let mut counts = FxHashMap::default();
    // Words come again and again.
    counts.reserve(size / 60);
    let mut low = String::new();
    for document in documents {
        for block in document.sections.iter().flat_map(|section| &section.blocks) {
            let text = document.block_text(block);
            each_word(&text, block, &mut |span, sight| {
                if sight == Sight::Visible {
                    low.clear();
                    let word = span.of(&text);
                    if word.is_ascii() {
                        low.push_str(word);
                        low.make_ascii_lowercase();
                    } else {
                        low.extend(word.chars().flat_map(char::to_lowercase));
                    }
                    *counts.entry(hash(&low)).or_insert(0) += 1;
                    if let Some(start) = beginning(&low) {
                        *counts.entry(hash(start) ^ BEGINNING).or_insert(0) += 1;
                    }
                }
            });
        }
    }
    counts
}
