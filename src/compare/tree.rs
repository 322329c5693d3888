//! One text as a tree of sections, as the matching sees it.

use std::hash::Hash;

use rustc_hash::FxHashMap;

use super::flow::NONE;
use super::token::Words;
use crate::document::{Document, Label};

/// One text as the matching sees it.
pub(super) struct Tree<'w> {
    pub(super) words: &'w Words,
    pub(super) parent: Vec<u32>,
    pub(super) children: Vec<Vec<u32>>,
    /// The sibling before and the sibling after; [`NONE`] where there is none.
    pub(super) siblings: Vec<(u32, u32)>,
    pub(super) level: Vec<u8>,
    /// One past the last section of each branch.
    pub(super) end: Vec<u32>,
    /// Number of each title, the same for both texts; 0 for an empty one.
    pub(super) title: Vec<u32>,
    /// How often the title stands in this text.
    pub(super) title_count: Vec<u32>,
    /// Number of the labels, the same for both texts; 0 for none.
    pub(super) label: Vec<u32>,
    /// Stems of each section with their counts, by stem.
    pub(super) counts: Vec<Vec<(u32, u32)>>,
    /// Sum of the weights of its words.
    pub(super) weight: Vec<u64>,
}

/// Numbers for titles and labels, the same for both texts.
#[derive(Default)]
struct Names {
    titles: FxHashMap<Vec<u32>, u32>,
    labels: FxHashMap<Vec<u8>, u32>,
}

/// The number of a name, 0 for an empty one.
fn number<T: Clone + Eq + Hash>(numbers: &mut FxHashMap<Vec<T>, u32>, name: &[T]) -> u32 {
    if name.is_empty() {
        return 0;
    }
    let next = numbers.len() as u32 + 1;
    numbers.get(name).copied().unwrap_or_else(|| *numbers.entry(name.to_vec()).or_insert(next))
}

impl<'w> Tree<'w> {
    pub(super) fn of_both(documents: [&Document; 2], words: [&'w Words; 2], stems: usize) -> [Tree<'w>; 2] {
        let [before, after] = std::thread::scope(|scope| {
            let other = scope.spawn(|| Tree::new(documents[0], words[0], stems));
            let after = Tree::new(documents[1], words[1], stems);
            [other.join().expect("counting words never panics"), after]
        });
        let mut names = Names::default();
        [before, after].map(|(tree, labels)| tree.named(labels, &mut names))
    }

    /// A tree whose titles and labels have no numbers yet, with the keys of its labels.
    fn new(document: &Document, words: &'w Words, stems: usize) -> (Self, Vec<String>) {
        let count = document.sections.len();
        let mut children: Vec<Vec<u32>> = vec![Vec::new(); count];
        for (at, section) in document.sections.iter().enumerate() {
            if let Some(parent) = section.parent {
                children[parent].push(at as u32);
            }
        }
        let mut siblings = vec![(NONE, NONE); count];
        for family in &children {
            for pair in family.windows(2) {
                siblings[pair[0] as usize].1 = pair[1];
                siblings[pair[1] as usize].0 = pair[0];
            }
        }
        let tree = Tree {
            words,
            parent: document.sections.iter().map(|section| section.parent.map_or(NONE, |at| at as u32)).collect(),
            children,
            siblings,
            level: document.sections.iter().map(|section| section.level).collect(),
            end: document.sections.iter().map(|section| section.end as u32).collect(),
            title: Vec::new(),
            title_count: Vec::new(),
            label: Vec::new(),
            counts: tally(words, stems),
            weight: Vec::new(),
        };
        (tree, document.sections.iter().map(|section| label_key(&section.labels)).collect())
    }

    /// The tree with the numbers of its titles and labels.
    fn named(mut self, labels: Vec<String>, names: &mut Names) -> Self {
        for (title, label) in self.words.titles.iter().zip(labels) {
            self.title.push(number(&mut names.titles, &title.stems));
            self.label.push(number(&mut names.labels, label.as_bytes()));
        }
        let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
        for title in self.title.iter().skip(1) {
            *counts.entry(*title).or_default() += 1;
        }
        self.title_count = self.title.iter().map(|title| counts.get(title).copied().unwrap_or(1)).collect();
        self
    }

    pub(super) fn len(&self) -> usize {
        self.parent.len()
    }

    /// Number of words of a branch.
    pub(super) fn branch_words(&self, section: usize) -> u64 {
        u64::from(self.words.starts[self.end[section] as usize] - self.words.starts[section])
    }

    /// The section itself and all above it.
    pub(super) fn upwards(&self, section: u32) -> impl Iterator<Item = u32> + '_ {
        std::iter::successors(Some(section), |at| Some(self.parent[*at as usize]).filter(|parent| *parent != NONE))
    }
}

/// The stems of each section with their counts, by stem.
fn tally(words: &Words, stems: usize) -> Vec<Vec<(u32, u32)>> {
    let mut tally = vec![0u32; stems];
    (0..words.starts.len() - 1)
        .map(|at| {
            let own = &words.stems[words.range(at)];
            let mut distinct: Vec<u32> = Vec::new();
            for stem in own {
                if tally[*stem as usize] == 0 {
                    distinct.push(*stem);
                }
                tally[*stem as usize] += 1;
            }
            distinct.sort_unstable();
            distinct.into_iter().map(|stem| (stem, std::mem::take(&mut tally[stem as usize]))).collect()
        })
        .collect()
}

fn label_key(labels: &[Label]) -> String {
    use std::fmt::Write as _;
    let mut key = String::new();
    for label in labels {
        key.push_str(&label.word);
        for ordinal in &label.path {
            let _ = write!(key, ".{}{}", ordinal.value, ordinal.suffix);
        }
        key.push(';');
    }
    key
}
