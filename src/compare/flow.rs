//! The token flow: a one-to-one alignment between the words of both texts. Everything else is read from it.

use rustc_hash::FxHashMap;

use super::token::{BlockWords, Words, mix};

/// No partner.
pub(super) const NONE: u32 = u32::MAX;

/// Products of the free words of two sections above this are not aligned word by word.
const IN_PAIR_CAP: usize = 4_000_000;

/// Steps that one alignment inside a pair may take.
const STEP_CAP: u64 = 20_000_000;

/// Partners of words, and the words themselves.
pub(super) struct Flow<'w> {
    pub(super) before: &'w Words,
    pub(super) after: &'w Words,
    /// Partner of each word before; [`NONE`] where it has none.
    pub(super) to_after: Vec<u32>,
    /// Partner of each word after.
    pub(super) to_before: Vec<u32>,
    /// How often a pair of sections was too large to be aligned word by word.
    pub(super) coarse: u32,
}

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
}

impl<'w> Flow<'w> {
    pub(super) fn new(before: &'w Words, after: &'w Words) -> Self {
        let (to_after, to_before) = (vec![NONE; before.stems.len()], vec![NONE; after.stems.len()]);
        Self { before, after, to_after, to_before, coarse: 0 }
    }

    fn link(&mut self, i: usize, j: usize, length: usize) {
        for offset in 0..length {
            self.to_after[i + offset] = (j + offset) as u32;
            self.to_before[j + offset] = (i + offset) as u32;
        }
    }

    /// The matrix F in the order of (before, after), cells of zero left out.
    pub(super) fn cells(&self) -> Vec<Cell> {
        let mut sums: FxHashMap<(u32, u32), (u32, u32, u32)> = FxHashMap::default();
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
            let sum = sums.entry(key).or_default();
            sum.0 += length as u32;
            sum.1 = sum.1.max(length as u32);
            sum.2 += self.before.visible[at..at + length].iter().filter(|visible| **visible).count() as u32;
            at += length;
        }
        let mut cells: Vec<Cell> = sums
            .into_iter()
            .map(|((before, after), (words, run, visible))| Cell { before, after, words, visible, run })
            .collect();
        cells.sort_unstable_by_key(|cell| (cell.before, cell.after));
        cells
    }

    fn link_blocks(&mut self, x: BlockWords, y: BlockWords) {
        let (a, b) = (x.start as usize..x.end as usize, y.start as usize..y.end as usize);
        if a.len() == b.len()
            && self.before.stems[a.clone()] == self.after.stems[b.clone()]
            && self.to_after[a.clone()].iter().all(|partner| *partner == NONE)
            && self.to_before[b.clone()].iter().all(|partner| *partner == NONE)
        {
            self.link(a.start, b.start, a.len());
        }
    }

    /// Aligns sections that are the same word by word, block by block.
    pub(super) fn link_sections(&mut self, s: usize, t: usize) {
        let (a, b) = (self.before.range(s), self.after.range(t));
        if self.before.stems[a.clone()] == self.after.stems[b.clone()] {
            self.link(a.start, b.start, a.len());
        }
    }

    /// Aligns equal blocks of at least 4 words that stand once in each text.
    pub(super) fn unique_blocks(&mut self) {
        let mut groups: FxHashMap<u64, [u32; 2]> = FxHashMap::default();
        const MANY: u32 = u32::MAX - 1;
        let sides = [(self.before, &self.to_after), (self.after, &self.to_before)];
        for (side, (words, partners)) in sides.into_iter().enumerate() {
            for (index, block) in words.blocks.iter().enumerate() {
                if block.end > block.start && partners[block.start as usize] == NONE {
                    let slot = &mut groups.entry(block_hash(words, *block)).or_insert([NONE; 2])[side];
                    *slot = if *slot == NONE { index as u32 } else { MANY };
                }
            }
        }
        for (index, block) in self.before.blocks.iter().enumerate() {
            if block.end - block.start < 4 {
                continue;
            }
            if let Some([x, y]) = groups.get(&block_hash(self.before, *block))
                && *x == index as u32
                && *y < MANY
            {
                self.link_blocks(*block, self.after.blocks[*y as usize]);
            }
        }
    }

    /// Aligns equal blocks of matched sections in document order; `partner` names the section after of a section before.
    pub(super) fn blocks_in_pairs(&mut self, partner: &[u32]) {
        let mut groups: FxHashMap<(u32, u64), std::collections::VecDeque<u32>> = FxHashMap::default();
        for (index, block) in self.after.blocks.iter().enumerate() {
            if block.end > block.start && self.to_before[block.start as usize] == NONE {
                groups.entry((block.section, block_hash(self.after, *block))).or_default().push_back(index as u32);
            }
        }
        for block in &self.before.blocks {
            let section = partner[block.section as usize];
            if block.end > block.start && section != NONE && self.to_after[block.start as usize] == NONE {
                let key = (section, block_hash(self.before, *block));
                if let Some(other) = groups.get_mut(&key).and_then(std::collections::VecDeque::pop_front) {
                    self.link_blocks(*block, self.after.blocks[other as usize]);
                }
            }
        }
    }

    /// Aligns runs around each sequence of `k` free words inside a section that stands once in each text.
    pub(super) fn unique_grams(&mut self, k: usize) {
        let before = Grams::of(self.before, &self.to_after, k);
        let after = Grams::of(self.after, &self.to_before, k);
        let mut anchors: Vec<(u32, u32)> = Vec::new();
        for (hash, i) in before.once() {
            if let Some(j) = after.get(hash) {
                anchors.push((i, j));
            }
        }
        anchors.sort_unstable();
        for (i, j) in anchors {
            let (i, j) = (i as usize, j as usize);
            if self.to_after[i] == NONE && self.to_before[j] == NONE {
                self.extend(i, j, k);
            }
        }
    }

    fn extend(&mut self, i: usize, j: usize, least: usize) {
        let (s, t) = (self.before.section[i], self.after.section[j]);
        let (a, b) = (self.before.range(s as usize), self.after.range(t as usize));
        let same = |x: usize, y: usize| {
            self.to_after[x] == NONE && self.to_before[y] == NONE && self.before.stems[x] == self.after.stems[y]
        };
        let mut back = 0;
        while i - back > a.start && j - back > b.start && same(i - back - 1, j - back - 1) {
            back += 1;
        }
        let mut ahead = 0;
        while i + ahead < a.end && j + ahead < b.end && same(i + ahead, j + ahead) {
            ahead += 1;
        }
        if back + ahead >= least && ahead > 0 {
            self.link(i - back, j - back, back + ahead);
        }
    }

    /// Aligns the free words of two sections, longest common run first; keeps runs of at least `least` words, and
    /// single words where fewer than 12 were free.
    pub(super) fn in_pair(&mut self, s: usize, t: usize, least: usize) {
        let a: Vec<u32> = self.before.range(s).filter(|at| self.to_after[*at] == NONE).map(|at| at as u32).collect();
        let b: Vec<u32> = self.after.range(t).filter(|at| self.to_before[*at] == NONE).map(|at| at as u32).collect();
        if a.is_empty() || b.is_empty() {
            return;
        }
        if a.len() * b.len() > IN_PAIR_CAP {
            self.coarse += 1;
            return;
        }
        let stems_a: Vec<u32> = a.iter().map(|at| self.before.stems[*at as usize]).collect();
        let stems_b: Vec<u32> = b.iter().map(|at| self.after.stems[*at as usize]).collect();
        let (runs, complete) = longest_runs(&stems_a, &stems_b, STEP_CAP);
        if !complete {
            self.coarse += 1;
        }
        for (x, y, length) in runs {
            let mut from = 0;
            while from < length {
                let mut to = from + 1;
                while to < length && a[x + to] == a[x + to - 1] + 1 && b[y + to] == b[y + to - 1] + 1 {
                    to += 1;
                }
                if to - from >= least || (to - from == 1 && a.len() < 12) {
                    self.link(a[x + from] as usize, b[y + from] as usize, to - from);
                }
                from = to;
            }
        }
    }
}

fn block_hash(words: &Words, block: BlockWords) -> u64 {
    let stems = &words.stems[block.start as usize..block.end as usize];
    stems.iter().fold(stems.len() as u64, |state, stem| mix(state.rotate_left(17) ^ u64::from(*stem)))
}

/// Positions of the k-grams of free words inside one section, by hash.
struct Grams {
    mask: usize,
    slots: Vec<(u64, u32)>,
}

/// A k-gram that stands more than once.
const TWICE: u32 = u32::MAX;

impl Grams {
    fn of(words: &Words, partners: &[u32], k: usize) -> Self {
        let free = partners.iter().filter(|partner| **partner == NONE).count();
        let size = (free * 2).next_power_of_two().max(16);
        let mut grams = Grams { mask: size - 1, slots: vec![(0, 0); size] };
        let mut length = 0;
        for (at, partner) in partners.iter().enumerate() {
            if *partner != NONE {
                length = 0;
                continue;
            }
            if at > 0 && words.section[at] != words.section[at - 1] {
                length = 0;
            }
            length += 1;
            if length >= k {
                let start = at + 1 - k;
                let hash = words.stems[start..=at].iter().fold(0u64, |state, stem| {
                    (state.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ u64::from(*stem).wrapping_mul(0xff51_afd7_ed55_8ccd))
                        .rotate_left(23)
                });
                let hash = mix(hash) | 1;
                let slot = grams.slot(hash);
                grams.slots[slot] = (hash, if grams.slots[slot].0 == 0 { start as u32 } else { TWICE });
            }
        }
        grams
    }

    fn slot(&self, hash: u64) -> usize {
        let mut at = hash as usize & self.mask;
        while self.slots[at].0 != 0 && self.slots[at].0 != hash {
            at = (at + 1) & self.mask;
        }
        at
    }

    fn get(&self, hash: u64) -> Option<u32> {
        let (found, at) = self.slots[self.slot(hash)];
        (found == hash && at != TWICE).then_some(at)
    }

    fn once(&self) -> impl Iterator<Item = (u64, u32)> + '_ {
        self.slots.iter().copied().filter(|(hash, at)| *hash != 0 && *at != TWICE)
    }
}

/// Common runs of two sequences in order: the longest first (leftmost before, then leftmost after, where equally
/// long), then recursively on both sides of it, as Ratcliff and Obershelp do. Returns (start before, start after,
/// length), and whether all was looked at: past `cap` steps the rest is left unaligned, and what has begun by then is
/// given up past 16 times as many.
pub(super) fn longest_runs(a: &[u32], b: &[u32], cap: u64) -> (Vec<(usize, usize, usize)>, bool) {
    // Positions in b by value, each list in ascending order.
    let mut ordered: Vec<u32> = (0..b.len() as u32).collect();
    ordered.sort_by_key(|at| b[*at as usize]);
    let lists: Vec<&[u32]> = a
        .iter()
        .map(|value| {
            let from = ordered.partition_point(|at| b[*at as usize] < *value);
            let count = ordered[from..].partition_point(|at| b[*at as usize] == *value);
            &ordered[from..from + count]
        })
        .collect();

    let mut runs = Vec::new();
    let mut steps = 0u64;
    let mut complete = true;
    let mut lengths = vec![(0u32, 0u32); b.len() + 1];
    let mut stamp = 0u32;
    let mut pending = vec![(0, a.len(), 0, b.len())];
    'all: while let Some((a0, a1, b0, b1)) = pending.pop() {
        if a0 >= a1 || b0 >= b1 {
            continue;
        }
        if steps > cap {
            complete = false;
            break;
        }
        // lengths[j + 1] = (stamp of row, length of the run that ends at (i, j)).
        let mut best = (a0, b0, 0);
        for (i, places) in lists.iter().enumerate().take(a1).skip(a0) {
            stamp += 2;
            let first = places.partition_point(|at| (*at as usize) < b0);
            // From right to left, so that the row before is still there at j.
            let last = places.partition_point(|at| (*at as usize) < b1);
            steps += 1 + (last - first) as u64;
            // Few words over and over: one look at all of it could take forever.
            if steps > cap.saturating_mul(16) {
                complete = false;
                break 'all;
            }
            for at in places[first..last].iter().rev() {
                let j = *at as usize;
                let run = if j > b0 && lengths[j].0 == stamp - 2 { lengths[j].1 + 1 } else { 1 };
                lengths[j + 1] = (stamp, run);
                let length = run as usize;
                if length > best.2 || (length == best.2 && (i + 1 - length, j + 1 - length) < (best.0, best.1)) {
                    best = (i + 1 - length, j + 1 - length, length);
                }
            }
        }
        stamp += 2;
        let (i, j, length) = best;
        if length > 0 {
            runs.push((i, j, length));
            pending.push((a0, i, b0, j));
            pending.push((i + length, a1, j + length, b1));
        }
    }
    runs.sort_unstable();
    (runs, complete)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The same by definition: every pair of starts is tried.
    fn naive(a: &[u32], b: &[u32], a0: usize, b0: usize, out: &mut Vec<(usize, usize, usize)>) {
        let mut best = (0, 0, 0);
        for i in 0..a.len() {
            for j in 0..b.len() {
                let length = a[i..].iter().zip(&b[j..]).take_while(|(x, y)| x == y).count();
                if length > best.2 {
                    best = (i, j, length);
                }
            }
        }
        let (i, j, length) = best;
        if length > 0 {
            naive(&a[..i], &b[..j], a0, b0, out);
            out.push((a0 + i, b0 + j, length));
            naive(&a[i + length..], &b[j + length..], a0 + i + length, b0 + j + length, out);
        }
    }

    proptest! {
        #[test]
        fn longest_runs_are_what_their_definition_says(
            a in proptest::collection::vec(0u32..5, 0..40),
            b in proptest::collection::vec(0u32..5, 0..40),
        ) {
            let mut expected = Vec::new();
            naive(&a, &b, 0, 0, &mut expected);
            let (runs, complete) = longest_runs(&a, &b, u64::MAX);
            prop_assert!(complete);
            prop_assert_eq!(runs, expected);
        }
    }
}
