//! The token flow: a one-to-one alignment between the words of both texts. Everything else is read from it.

use rustc_hash::FxHashMap;

use super::increasing::out_of_order;
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
        let [before, after] = std::thread::scope(|scope| {
            let before = scope.spawn(|| Grams::of(self.before, &self.to_after, k));
            let after = Grams::of(self.after, &self.to_before, k);
            [before.join().expect("counting words never panics"), after]
        });
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

    /// Those of these words of the earlier text that [`Flow::align`] would align with these of the later one.
    pub(super) fn could_align(&self, a: &[u32], b: &[u32], least: usize) -> Vec<u32> {
        let stems = |words: &[u32], stems: &[u32]| -> Vec<u32> { words.iter().map(|at| stems[*at as usize]).collect() };
        let (runs, _) = longest_runs(&stems(a, &self.before.stems), &stems(b, &self.after.stems), STEP_CAP);
        let long = runs.into_iter().filter(|(_, _, length)| *length >= least);
        long.flat_map(|(x, _, length)| &a[x..x + length]).copied().collect()
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
        self.align(&a, &b, least);
    }

    /// Like [`Flow::align`], of words that may have partners: they leave them.
    pub(super) fn realign(&mut self, a: &[u32], b: &[u32], least: usize) {
        self.align_with(a, b, least, |flow, i, j, length| {
            for at in i..i + length {
                let partner = std::mem::replace(&mut flow.to_after[at], NONE);
                if partner != NONE {
                    flow.to_before[partner as usize] = NONE;
                }
            }
            for at in j..j + length {
                let partner = std::mem::replace(&mut flow.to_before[at], NONE);
                if partner != NONE {
                    flow.to_after[partner as usize] = NONE;
                }
            }
            flow.link(i, j, length);
        });
    }

    /// Aligns free words of both texts, longest common run first; keeps runs of at least `least` words, and single words
    /// where fewer than 12 were free.
    pub(super) fn align(&mut self, a: &[u32], b: &[u32], least: usize) {
        self.align_with(a, b, least, Flow::link);
    }

    fn align_with(&mut self, a: &[u32], b: &[u32], least: usize, link: fn(&mut Self, usize, usize, usize)) {
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
                    link(self, a[x + from] as usize, b[y + from] as usize, to - from);
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

/// Gaps of at most this many pairs of tokens are still searched after the cap.
const SMALL_GAP: usize = 400 * 400;

/// How often, on average, each token may be looked at for what is sure.
const SURE_ROUNDS: u64 = 16;

/// Common runs of two sequences in order: the longest first (leftmost before, then leftmost after, where equally
/// long), then recursively on both sides of it, as Ratcliff and Obershelp do. Returns (start before, start after,
/// length), and whether all was looked at like this. Past `cap` steps what begins and ends alike and what stands once
/// on each side is aligned, and, up to twice as many, small gaps between these.
pub(super) fn longest_runs(a: &[u32], b: &[u32], cap: u64) -> (Vec<(usize, usize, usize)>, bool) {
    let mut search = Search::new(a, b);
    let limit = cap.saturating_mul(2);
    let mut runs = Vec::new();
    let mut complete = true;
    let mut pending = vec![(0..a.len(), 0..b.len())];
    while let Some((x, y)) = pending.pop() {
        if x.is_empty() || y.is_empty() {
            continue;
        }
        let small = x.len().saturating_mul(y.len()) <= SMALL_GAP;
        let cap = if search.steps > cap && small { limit } else { cap };
        if let Some((i, j, length)) = search.longest(x.clone(), y.clone(), cap) {
            if length > 0 {
                runs.push((i, j, length));
                pending.push((x.start..i, y.start..j));
                pending.push((i + length..x.end, j + length..y.end));
            }
            continue;
        }
        complete = false;
        if search.sure_steps <= SURE_ROUNDS * (a.len() + b.len()) as u64 {
            pending.extend(search.sure(x, y, &mut runs));
        }
    }
    runs.sort_unstable();
    (runs, complete)
}

/// A search for common runs, with the steps it took.
struct Search<'s> {
    a: &'s [u32],
    b: &'s [u32],
    /// Where each value of a stands in b: a part of `ordered`.
    places: Vec<std::ops::Range<usize>>,
    /// Positions in b by value, those of one value in ascending order.
    ordered: Vec<u32>,
    /// lengths[j + 1] = (stamp of row, length of the run that ends at (i, j)).
    lengths: Vec<(u32, u32)>,
    stamp: u32,
    /// Steps of the search for the longest run.
    steps: u64,
    /// Steps of the search for what is sure.
    sure_steps: u64,
}

impl<'s> Search<'s> {
    fn new(a: &'s [u32], b: &'s [u32]) -> Self {
        let mut ordered: Vec<u32> = (0..b.len() as u32).collect();
        ordered.sort_by_key(|at| b[*at as usize]);
        let places = a
            .iter()
            .map(|value| {
                let from = ordered.partition_point(|at| b[*at as usize] < *value);
                from..from + ordered[from..].partition_point(|at| b[*at as usize] == *value)
            })
            .collect();
        Self { a, b, places, ordered, lengths: vec![(0, 0); b.len() + 1], stamp: 0, steps: 0, sure_steps: 0 }
    }

    /// The longest common run of two parts, of length 0 where there is none; `None` past `cap` steps.
    fn longest(
        &mut self,
        x: std::ops::Range<usize>,
        y: std::ops::Range<usize>,
        cap: u64,
    ) -> Option<(usize, usize, usize)> {
        let mut best = (x.start, y.start, 0);
        // No row of an earlier search counts as the row before.
        self.stamp += 2;
        for i in x {
            if self.steps > cap {
                return None;
            }
            self.stamp += 2;
            let places = &self.ordered[self.places[i].clone()];
            let first = places.partition_point(|at| (*at as usize) < y.start);
            // From right to left, so that the row before is still there at j.
            let last = places.partition_point(|at| (*at as usize) < y.end);
            self.steps += 1 + (last - first) as u64;
            for at in places[first..last].iter().rev() {
                let j = *at as usize;
                let goes_on = j > y.start && self.lengths[j].0 == self.stamp - 2;
                let run = if goes_on { self.lengths[j].1 + 1 } else { 1 };
                self.lengths[j + 1] = (self.stamp, run);
                let length = run as usize;
                if length > best.2 || (length == best.2 && (i + 1 - length, j + 1 - length) < (best.0, best.1)) {
                    best = (i + 1 - length, j + 1 - length, length);
                }
            }
        }
        Some(best)
    }

    /// Adds the runs that need no search (what two parts begin and end with, and around what stands once in each of
    /// them) and returns the gaps between them; none where nothing was found.
    fn sure(
        &mut self,
        mut x: std::ops::Range<usize>,
        mut y: std::ops::Range<usize>,
        runs: &mut Vec<(usize, usize, usize)>,
    ) -> Vec<(std::ops::Range<usize>, std::ops::Range<usize>)> {
        self.sure_steps += (x.len() + y.len()) as u64;
        let found = runs.len();
        let (start, end) = (x.clone(), y.clone());
        let prefix = start.zip(end).take_while(|(i, j)| self.a[*i] == self.b[*j]).count();
        if prefix > 0 {
            runs.push((x.start, y.start, prefix));
        }
        (x.start, y.start) = (x.start + prefix, y.start + prefix);
        let suffix = x.clone().rev().zip(y.clone().rev()).take_while(|(i, j)| self.a[*i] == self.b[*j]).count();
        (x.end, y.end) = (x.end - suffix, y.end - suffix);
        if suffix > 0 {
            runs.push((x.end, y.end, suffix));
        }

        let once = match self.once(x.clone(), y.clone(), 4) {
            few if few.is_empty() => self.once(x.clone(), y.clone(), 1),
            once => once,
        };
        let left_out = out_of_order(&once.iter().map(|(_, j)| (*j as u32, 1)).collect::<Vec<_>>());
        let mut left_out = left_out.into_iter().peekable();
        let mut gaps = Vec::new();
        let (mut i, mut j) = (x.start, y.start);
        for (at, (anchor, partner)) in once.into_iter().enumerate() {
            if left_out.next_if_eq(&at).is_some() || anchor < i || partner < j {
                continue;
            }
            let room = (anchor - i).min(partner - j);
            let back = (0..room).take_while(|k| self.a[anchor - 1 - k] == self.b[partner - 1 - k]).count();
            let ahead = (anchor..x.end).zip(partner..y.end).take_while(|(i, j)| self.a[*i] == self.b[*j]).count();
            runs.push((anchor - back, partner - back, back + ahead));
            gaps.push((i..anchor - back, j..partner - back));
            (i, j) = (anchor + ahead, partner + ahead);
        }
        gaps.push((i..x.end, j..y.end));
        if runs.len() == found { Vec::new() } else { gaps }
    }

    /// Where sequences of `k` tokens begin that stand once in each of two parts, in the order of the first part.
    fn once(&self, x: std::ops::Range<usize>, y: std::ops::Range<usize>, k: usize) -> Vec<(usize, usize)> {
        let key = |gram: &[u32]| gram.iter().fold(0, |state: u64, id| mix(state.rotate_left(17) ^ u64::from(*id)));
        // How often it stands on each side, and where on the second.
        let mut grams: FxHashMap<u64, ([u32; 2], usize)> = FxHashMap::default();
        for gram in self.a[x.clone()].windows(k) {
            grams.entry(key(gram)).or_default().0[0] += 1;
        }
        for (at, gram) in self.b[y.clone()].windows(k).enumerate() {
            if let Some((counts, place)) = grams.get_mut(&key(gram)) {
                counts[1] += 1;
                *place = y.start + at;
            }
        }
        let pair = |(at, gram): (usize, &[u32])| {
            let (counts, place) = grams[&key(gram)];
            (counts == [1, 1] && self.b[place..place + k] == *gram).then_some((x.start + at, place))
        };
        self.a[x.clone()].windows(k).enumerate().filter_map(pair).collect()
    }
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

        /// Each thread of a comparison gives numbers to tokens in an order of its own.
        #[test]
        fn runs_are_the_same_whatever_the_numbers(
            a in proptest::collection::vec(0usize..6, 0..60),
            b in proptest::collection::vec(0usize..6, 0..60),
            numbers in Just((0u32..6).collect::<Vec<_>>()).prop_shuffle(),
            cap in prop_oneof![Just(u64::MAX), 0u64..200],
        ) {
            let plain = |side: &[usize]| side.iter().map(|at| *at as u32).collect::<Vec<_>>();
            let other = |side: &[usize]| side.iter().map(|at| numbers[*at]).collect::<Vec<_>>();
            prop_assert_eq!(longest_runs(&plain(&a), &plain(&b), cap), longest_runs(&other(&a), &other(&b), cap));
        }
    }

    #[test]
    fn past_the_cap_what_is_sure_is_aligned() {
        let same = vec![7; 3000];
        let mut other = same.clone();
        other[2000] = 8;
        let (runs, complete) = longest_runs(&same, &other, 1000);
        assert!(!complete);
        assert_eq!(runs, [(0, 0, 2000), (2001, 2001, 999)]);

        let long: Vec<u32> = (0..50_000).map(|at| if at % 2 == 0 { at } else { at % 7 }).collect();
        let edited: Vec<u32> = long.iter().enumerate().map(|(at, x)| if at % 10 == 3 { 9 } else { *x }).collect();
        let (runs, complete) = longest_runs(&long, &edited, 1000);
        assert!(!complete);
        assert!(runs.iter().map(|(_, _, length)| length).sum::<usize>() >= 40_000);
    }

    proptest! {
        #[test]
        fn capped_runs_are_common_and_in_order(
            a in proptest::collection::vec(0u32..30, 0..60),
            b in proptest::collection::vec(0u32..30, 0..60),
            cap in 0u64..200,
        ) {
            let (runs, _) = longest_runs(&a, &b, cap);
            let mut at = (0, 0);
            for (i, j, length) in runs {
                prop_assert!(length > 0 && i >= at.0 && j >= at.1);
                prop_assert_eq!(&a[i..i + length], &b[j..j + length]);
                at = (i + length, j + length);
            }
        }
    }
}
