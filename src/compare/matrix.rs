//! The matrix of what flowed: how many words of which section before are in which section after.

use rustc_hash::{FxHashMap, FxHashSet};

use super::flow::{Flow, NONE};

/// Words that flowed from a section before to a section after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) before: u32,
    pub(super) after: u32,
    /// How many.
    pub(super) words: u32,
    /// How many that a reader sees.
    pub(super) visible: u32,
    /// The longest run of consecutive words.
    pub(super) run: u32,
    /// The most that stand together on both sides, with gaps of at most [`GAP`] words between their runs.
    pub(super) together: u32,
}

/// So many words in a row tell where they stand, unless they stand at more places of a text than this.
const TELLING: usize = 4;
const SELDOM: u32 = 2;

/// Runs further apart than this are no passage.
const GAP: usize = 16;

/// What is known of a cell while its runs are read in the order of the earlier text.
#[derive(Clone, Copy, Default)]
struct Sum {
    words: u32,
    run: u32,
    visible: u32,
    together: u32,
    /// The words of the passage that is being read, and where it ends on both sides.
    passage: u32,
    end: (usize, usize),
}

impl Sum {
    fn add(&mut self, (i, j): (usize, usize), length: usize, visible: usize) {
        let near = i - self.end.0 <= GAP && j.abs_diff(self.end.1) <= GAP;
        self.passage = length as u32 + if near { self.passage } else { 0 };
        self.end = (i + length, j + length);
        self.together = self.together.max(self.passage);
        self.words += length as u32;
        self.run = self.run.max(length as u32);
        self.visible += visible as u32;
    }
}

impl Flow<'_> {
    /// The matrix F in the order of (before, after), cells of zero left out.
    pub(super) fn cells(&self) -> Vec<Cell> {
        let mut sums: FxHashMap<(u32, u32), Sum> = FxHashMap::default();
        let mut at = 0;
        while at < self.to_after.len() {
            let partner = self.to_after[at];
            if partner == NONE {
                at += 1;
                continue;
            }
            let key = (self.before.section[at], self.after.section[partner as usize]);
            let mut length = 1;
            while self.to_after.get(at + length).is_some_and(|next| *next == partner + length as u32)
                && self.before.section[at + length] == key.0
                && self.after.section[partner as usize + length] == key.1
            {
                length += 1;
            }
            let visible = self.before.visible[at..at + length].iter().filter(|visible| **visible).count();
            sums.entry(key).or_default().add((at, partner as usize), length, visible);
            at += length;
        }
        let mut cells: Vec<Cell> = sums
            .into_iter()
            .map(|((before, after), sum)| {
                let Sum { words, run, visible, together, .. } = sum;
                Cell { before, after, words, visible, run, together }
            })
            .collect();
        cells.sort_unstable_by_key(|cell| (cell.before, cell.after));
        cells
    }

    /// Of pairs of sections those between which something flowed that hardly stands anywhere else: what stands at many places
    /// is no passage of one of them.
    pub(super) fn telling(&self, pairs: impl Iterator<Item = (usize, usize)>) -> FxHashSet<(usize, usize)> {
        let mut flowed: Vec<([u32; TELLING], (usize, usize))> = Vec::new();
        for (s, t) in pairs {
            let range = self.before.range(s);
            for (at, partners) in self.to_after[range.clone()].windows(TELLING).enumerate() {
                let one_run = partners.windows(2).all(|pair| pair[0] != NONE && pair[1] == pair[0].wrapping_add(1));
                if one_run && self.after.section[partners[0] as usize] == t as u32 {
                    let at = range.start + at;
                    flowed.extend(self.before.stems[at..at + TELLING].try_into().map(|gram| (gram, (s, t))));
                }
            }
        }
        let mut counts: FxHashMap<[u32; TELLING], [u32; 2]> = flowed.iter().map(|(gram, _)| (*gram, [0, 0])).collect();
        for (side, words) in [self.before, self.after].into_iter().enumerate().filter(|_| !flowed.is_empty()) {
            for gram in words.stems.windows(TELLING) {
                if let Some(count) = gram.try_into().ok().and_then(|gram: [u32; TELLING]| counts.get_mut(&gram)) {
                    count[side] += 1;
                }
            }
        }
        flowed
            .into_iter()
            .filter(|(gram, _)| counts[gram].iter().all(|count| *count <= SELDOM))
            .map(|(_, pair)| pair)
            .collect()
    }
}
