//! Which block continues which, inside the sections of one entry.

use std::cell::OnceCell;

use rustc_hash::FxHashMap;

use super::BlockPlace;
use super::flow::{Flow, NONE};
use super::grid::same_frame;
use super::token::{Words, common, hash, mix};
use crate::document::{BlockKind, Document, hidden};

/// Gaps between equal blocks with more cells than this are aligned greedily.
const CELL_CAP: usize = 256 * 256;

/// A run of this many words is no coincidence.
const CLAUSE: u32 = 8;

/// What happened to blocks, before their redline is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Draft {
    pub(super) before: Vec<BlockPlace>,
    pub(super) after: Vec<BlockPlace>,
    pub(super) fate: Fate,
}

/// The outcome of the alignment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// The same text.
    Same,
    /// The same block; one side may hold several.
    Paired,
    /// On one side only.
    Alone,
    /// Set aside; not compared.
    Ignored,
}

/// Both texts, their words and where these flowed.
pub(super) struct Blocks<'a> {
    pub(super) documents: [&'a Document; 2],
    pub(super) words: [&'a Words; 2],
    /// Partner of each word before.
    pub(super) to_after: &'a [u32],
    /// Block of each word after, counted through the text.
    block_of: Vec<u32>,
}

/// Blocks of both sides aligned.
#[derive(Default)]
pub(super) struct Aligned {
    /// What happened to them, in reading order.
    pub(super) drafts: Vec<Draft>,
    /// How many gaps were aligned greedily.
    pub(super) coarse: u32,
}

impl<'a> Blocks<'a> {
    pub(super) fn new(documents: [&'a Document; 2], flow: &'a Flow<'a>) -> Self {
        let mut block_of = vec![0; flow.after.stems.len()];
        for (at, block) in flow.after.blocks.iter().enumerate() {
            block_of[block.start as usize..block.end as usize].fill(at as u32);
        }
        Self { documents, words: [flow.before, flow.after], to_after: &flow.to_after, block_of }
    }

    /// The block's number through the text.
    pub(super) fn number(&self, side: usize, place: BlockPlace) -> usize {
        self.words[side].block_starts[place.section] as usize + place.block
    }

    pub(super) fn block(&self, side: usize, place: BlockPlace) -> &'a crate::document::Block {
        &self.documents[side].sections[place.section].blocks[place.block]
    }

    /// Number of words of a block.
    pub(super) fn len(&self, side: usize, place: BlockPlace) -> usize {
        let block = self.words[side].blocks[self.number(side, place)];
        (block.end - block.start) as usize
    }

    /// Number of words of a block that a reader sees.
    pub(super) fn visible(&self, side: usize, place: BlockPlace) -> u64 {
        u64::from(self.words[side].blocks[self.number(side, place)].visible)
    }

    pub(super) fn hash(&self, side: usize, place: BlockPlace) -> u64 {
        block_hash(self.documents[side], self.block(side, place)) ^ mix(self.visible(side, place))
    }

    /// Where the words of a block before flowed: (block after, words, longest run), by block.
    pub(super) fn overlaps(&self, place: BlockPlace) -> Vec<(u32, u32, u32)> {
        let block = self.words[0].blocks[self.number(0, place)];
        let mut sums: FxHashMap<u32, (u32, u32)> = FxHashMap::default();
        let (mut run, mut last) = (0, (NONE, NONE));
        for at in block.start..block.end {
            let partner = self.to_after[at as usize];
            if partner == NONE {
                last = (NONE, NONE);
                continue;
            }
            let target = self.block_of[partner as usize];
            run = if last.0 != NONE && partner == last.0 + 1 && target == last.1 { run + 1 } else { 1 };
            last = (partner, target);
            let sum = sums.entry(target).or_default();
            sum.0 += 1;
            sum.1 = sum.1.max(run);
        }
        let mut overlaps: Vec<(u32, u32, u32)> =
            sums.into_iter().map(|(block, (words, run))| (block, words, run)).collect();
        overlaps.sort_unstable();
        overlaps
    }

    /// Aligns blocks of both sides, each in reading order.
    pub(super) fn align(&self, xs: &[BlockPlace], ys: &[BlockPlace]) -> Aligned {
        if xs.len() == ys.len() && xs.iter().zip(ys).all(|(x, y)| self.identical(*x, *y)) {
            return Aligned { drafts: xs.iter().zip(ys).map(|(x, y)| self.same(*x, *y)).collect(), coarse: 0 };
        }
        let hashes = |side: usize, places: &[BlockPlace]| -> Vec<u64> {
            places.iter().map(|place| self.hash(side, *place)).collect()
        };
        let (old, new) = (hashes(0, xs), hashes(1, ys));
        let mut aligned = Aligned { drafts: Vec::with_capacity(xs.len().max(ys.len())), coarse: 0 };
        let (mut i, mut j) = (0, 0);
        for op in similar::capture_diff_slices(similar::Algorithm::Patience, &old, &new) {
            let similar::DiffOp::Equal { old_index, new_index, len } = op else { continue };
            self.gap(&xs[i..old_index], &ys[j..new_index], &mut aligned);
            for offset in 0..len {
                aligned.drafts.push(self.same(xs[old_index + offset], ys[new_index + offset]));
            }
            (i, j) = (old_index + len, new_index + len);
        }
        self.gap(&xs[i..], &ys[j..], &mut aligned);
        aligned
    }

    /// Whether two blocks are the same to the byte, and read the same.
    fn identical(&self, x: BlockPlace, y: BlockPlace) -> bool {
        let (a, b) = (self.block(0, x), self.block(1, y));
        a.kind == b.kind
            && a.set_aside == b.set_aside
            && self.visible(0, x) == self.visible(1, y)
            && self.documents[0].block_text(a) == self.documents[1].block_text(b)
    }

    fn same(&self, x: BlockPlace, y: BlockPlace) -> Draft {
        let fate = if self.block(0, x).set_aside { Fate::Ignored } else { Fate::Same };
        Draft { before: vec![x], after: vec![y], fate }
    }

    /// Aligns what stands between two pairs of equal blocks.
    fn gap(&self, xs: &[BlockPlace], ys: &[BlockPlace], aligned: &mut Aligned) {
        let drafts = &mut aligned.drafts;
        let split = |side: usize, places: &[BlockPlace]| -> (Vec<BlockPlace>, Vec<BlockPlace>) {
            places.iter().partition(|place| self.block(side, **place).set_aside)
        };
        let ((aside, xs), (new_aside, ys)) = (split(0, xs), split(1, ys));
        drafts.extend(aside.into_iter().map(|x| Draft { before: vec![x], after: Vec::new(), fate: Fate::Ignored }));
        drafts.extend(new_aside.into_iter().map(|y| Draft { before: Vec::new(), after: vec![y], fate: Fate::Ignored }));
        let pairs = match (xs.is_empty() || ys.is_empty(), xs.len() * ys.len() <= CELL_CAP) {
            (true, _) => Vec::new(),
            (false, true) => self.best_pairs(&xs, &ys),
            (false, false) => {
                aligned.coarse += 1;
                self.greedy_pairs(&xs, &ys)
            }
        };
        let (mut i, mut j) = (0, 0);
        let alone = |drafts: &mut Vec<Draft>, xs: &[BlockPlace], ys: &[BlockPlace]| {
            drafts.extend(xs.iter().map(|x| Draft { before: vec![*x], after: Vec::new(), fate: Fate::Alone }));
            drafts.extend(ys.iter().map(|y| Draft { before: Vec::new(), after: vec![*y], fate: Fate::Alone }));
        };
        for (x, y) in pairs {
            alone(drafts, &xs[i..x.start], &ys[j..y.start]);
            drafts.push(Draft { before: xs[x.clone()].to_vec(), after: ys[y.clone()].to_vec(), fate: Fate::Paired });
            (i, j) = (x.end, y.end);
        }
        alone(drafts, &xs[i..], &ys[j..]);
    }

    /// How many words two blocks share; `None` where they are too unlike to be the same block.
    fn likeness(
        &self,
        (x, y): (BlockPlace, BlockPlace),
        shared: Shared,
        only: Only,
        common_words: impl FnOnce() -> u64,
    ) -> Option<u64> {
        let (a, b) = (self.block(0, x), self.block(1, y));
        if !compatible(a.kind, b.kind) {
            return None;
        }
        let (n, m) = (self.len(0, x), self.len(1, y));
        if n == 0 && m == 0 {
            return (a.kind == b.kind).then_some(1);
        }
        let percent = |common: u64| 200 * common / (n + m) as u64;
        let flowed = u64::from(shared.words);
        let less_will_do = a.kind == b.kind && (only == Only::Pair || shared.is_whole_clause);
        if percent(flowed) >= 35 || (less_will_do && percent(flowed) >= 20) {
            return Some(flowed * 4);
        }
        let common = common_words();
        let alike = percent(common) >= 50
            || a.table.as_deref().zip(b.table.as_deref()).is_some_and(|(old, new)| {
                let (text, new_text) = (self.documents[0].block_text(a), self.documents[1].block_text(b));
                same_frame((&text, old), (&new_text, new))
            });
        alike.then_some(common.max(1) * 2)
    }

    /// How many words two blocks have in common, wherever they stand in them.
    pub(super) fn common_words(&self, x: BlockPlace, y: BlockPlace) -> u64 {
        common(&self.sorted(0, x), &self.sorted(1, y)) as u64
    }

    /// The stems of a block's words, sorted.
    fn sorted(&self, side: usize, place: BlockPlace) -> Vec<u32> {
        let block = self.words[side].blocks[self.number(side, place)];
        let mut stems = self.words[side].stems[block.start as usize..block.end as usize].to_vec();
        stems.sort_unstable();
        stems
    }

    /// Pairs, splits (one to two) and joins (two to one) with the most words in common, by dynamic programming.
    fn best_pairs(
        &self,
        xs: &[BlockPlace],
        ys: &[BlockPlace],
    ) -> Vec<(std::ops::Range<usize>, std::ops::Range<usize>)> {
        let (n, m) = (xs.len(), ys.len());
        let shared = self.shared(xs, ys);
        let at = |i: usize, j: usize| i * m + j;
        let only = if n == 1 && m == 1 { Only::Pair } else { Only::Among };
        // Each block is held against each of the other side.
        let sorted = [vec![OnceCell::new(); n], vec![OnceCell::new(); m]];
        let common_words = |i: usize, j: usize| -> u64 {
            let x: &Vec<u32> = sorted[0][i].get_or_init(|| self.sorted(0, xs[i]));
            common(x, sorted[1][j].get_or_init(|| self.sorted(1, ys[j]))) as u64
        };
        let is_text = |side: usize, place: BlockPlace| {
            let kind = self.block(side, place).kind;
            matches!(kind, BlockKind::Paragraph | BlockKind::Item | BlockKind::Quotation)
        };
        // Both parts of a split block stem from it for the most part.
        let part = |shared: u32, words: usize| words >= 4 && shared as usize * 10 >= words * 7;
        let mut best = vec![0u64; (n + 1) * (m + 1)];
        let mut step = vec![(0u8, 0u8); (n + 1) * (m + 1)];
        let cell = |i: usize, j: usize| i * (m + 1) + j;
        for i in 0..=n {
            for j in 0..=m {
                if i == 0 && j == 0 {
                    continue;
                }
                let mut choice = (0, (0, 0));
                let mut consider = |score: u64, taken: (u8, u8)| {
                    if choice.1 == (0, 0) || score > choice.0 {
                        choice = (score, taken);
                    }
                };
                if i > 0 && j > 0 {
                    let (x, y) = (xs[i - 1], ys[j - 1]);
                    if let Some(score) =
                        self.likeness((x, y), shared[at(i - 1, j - 1)], only, || common_words(i - 1, j - 1))
                    {
                        consider(best[cell(i - 1, j - 1)] + score, (1, 1));
                    }
                    if j > 1 && is_text(0, x) && is_text(1, y) && is_text(1, ys[j - 2]) {
                        let (first, second) = (shared[at(i - 1, j - 2)].words, shared[at(i - 1, j - 1)].words);
                        if part(first, self.len(1, ys[j - 2])) && part(second, self.len(1, y)) {
                            consider(best[cell(i - 1, j - 2)] + u64::from(first + second) * 4, (1, 2));
                        }
                    }
                    if i > 1 && is_text(0, x) && is_text(1, y) && is_text(0, xs[i - 2]) {
                        let (first, second) = (shared[at(i - 2, j - 1)].words, shared[at(i - 1, j - 1)].words);
                        if part(first, self.len(0, xs[i - 2])) && part(second, self.len(0, x)) {
                            consider(best[cell(i - 2, j - 1)] + u64::from(first + second) * 4, (2, 1));
                        }
                    }
                }
                if j > 0 {
                    consider(best[cell(i, j - 1)], (0, 1));
                }
                if i > 0 {
                    consider(best[cell(i - 1, j)], (1, 0));
                }
                best[cell(i, j)] = choice.0;
                step[cell(i, j)] = choice.1;
            }
        }
        let mut pairs = Vec::new();
        let (mut i, mut j) = (n, m);
        while i > 0 || j > 0 {
            let (x, y) = step[cell(i, j)];
            let from = (i - x as usize, j - y as usize);
            if x > 0 && y > 0 {
                pairs.push((from.0..i, from.1..j));
            }
            (i, j) = from;
        }
        pairs.reverse();
        pairs
    }

    /// Where the words of a block before flowed, by block after.
    fn shares(&self, place: BlockPlace) -> Vec<(u32, Shared)> {
        let overlaps = self.overlaps(place);
        let most = overlaps.iter().map(|(_, words, _)| *words).max();
        let share =
            |(block, words, run)| (block, Shared { words, is_whole_clause: run >= CLAUSE && Some(words) == most });
        overlaps.into_iter().map(share).collect()
    }

    /// Words that flowed between each two of the blocks.
    fn shared(&self, xs: &[BlockPlace], ys: &[BlockPlace]) -> Vec<Shared> {
        let columns: FxHashMap<u32, usize> =
            ys.iter().enumerate().map(|(at, place)| (self.number(1, *place) as u32, at)).collect();
        let mut shared = vec![Shared::default(); xs.len() * ys.len()];
        for (row, place) in xs.iter().enumerate() {
            for (block, words) in self.shares(*place) {
                if let Some(column) = columns.get(&block) {
                    shared[row * ys.len() + column] = words;
                }
            }
        }
        shared
    }

    fn greedy_pairs(
        &self,
        xs: &[BlockPlace],
        ys: &[BlockPlace],
    ) -> Vec<(std::ops::Range<usize>, std::ops::Range<usize>)> {
        let columns: FxHashMap<u32, usize> =
            ys.iter().enumerate().map(|(at, place)| (self.number(1, *place) as u32, at)).collect();
        let mut likely: Vec<(std::cmp::Reverse<u64>, usize, usize)> = Vec::new();
        for (row, place) in xs.iter().enumerate() {
            for (block, words) in self.shares(*place) {
                let Some(column) = columns.get(&block) else { continue };
                let (x, y) = (*place, ys[*column]);
                let score = self.likeness((x, y), words, Only::Among, || self.common_words(x, y));
                likely.extend(score.map(|score| (std::cmp::Reverse(score), row, *column)));
            }
        }
        likely.sort_unstable();
        let mut taken: std::collections::BTreeMap<usize, usize> = std::collections::BTreeMap::new();
        for (_, row, column) in likely {
            let below = taken.range(..=row).next_back().is_none_or(|(x, y)| *x < row && *y < column);
            let above = taken.range(row..).next().is_none_or(|(_, y)| *y > column);
            if below && above {
                taken.insert(row, column);
            }
        }
        taken.into_iter().map(|(row, column)| (row..row + 1, column..column + 1)).collect()
    }
}

/// Words that flowed from one block to another.
#[derive(Clone, Copy, Default)]
struct Shared {
    words: u32,
    /// They are most of what flowed anywhere, and a run of words that is no coincidence is among them.
    is_whole_clause: bool,
}

/// Whether a gap holds one block on each side, which need less likeness then.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Only {
    Pair,
    Among,
}

/// Whether a block of one kind can become a block of another kind.
pub(super) fn compatible(x: BlockKind, y: BlockKind) -> bool {
    let closed = |kind| matches!(kind, BlockKind::Table | BlockKind::Break | BlockKind::Code | BlockKind::Figure);
    x == y || (!closed(x) && !closed(y))
}

/// Equal for blocks whose texts differ in their marker and in blanks only.
fn block_hash(document: &Document, block: &crate::document::Block) -> u64 {
    let text = document.block_text(block);
    let mut state = hash([block.kind as u8, u8::from(block.set_aside)]);
    if block.kind == BlockKind::Code {
        return mix(state ^ hash(text.as_bytes()));
    }
    for word in text[block.marker as usize..].split(hidden::is_blank).filter(|word| !word.is_empty()) {
        state = mix(state.rotate_left(17) ^ hash(word.as_bytes()));
    }
    state
}
