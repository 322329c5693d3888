//! Candidate pairs: which sections could continue which, at most about 20 for each.

use rustc_hash::FxHashMap;

use super::decided::Decided;
use super::flow::NONE;
use super::matrix::Cell;
use super::parallel;
use super::token::common;
use super::tree::Tree;

/// 1 in fixed point.
pub(super) const ONE: i64 = 1 << 16;

/// `part / whole` in fixed point; 0 where `whole` is 0.
pub(super) fn ratio(part: u64, whole: u64) -> i64 {
    if whole == 0 { 0 } else { ((u128::from(part) << 16) / u128::from(whole)) as i64 }
}

/// A pair of sections with what does not change from round to round.
#[derive(Clone, Copy)]
pub(super) struct Candidate {
    pub(super) before: u32,
    pub(super) after: u32,
    /// Likeness of their words, weighted by rarity.
    pub(super) content: i64,
    /// Likeness of their titles.
    pub(super) title: i64,
    /// Likeness of their parents' titles.
    pub(super) parent_title: i64,
    /// Likeness of their subsections' titles.
    pub(super) child_titles: i64,
}

/// Both sections of a pair, or either of them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sides {
    Both,
    Either,
}

/// Both texts and the weights of their words.
pub(super) struct Pool<'w> {
    pub(super) before: Tree<'w>,
    pub(super) after: Tree<'w>,
    /// idf of each stem in fixed point.
    rarity: Vec<u32>,
    /// Sections that are matched before the first round, per side; no candidates are needed between them.
    settled: [Vec<bool>; 2],
    pub(super) candidates: Vec<Candidate>,
    /// Candidates of each section after.
    by_after: Vec<Vec<u32>>,
    /// Index of each pair in `candidates`.
    pub(super) index: FxHashMap<(u32, u32), u32>,
    /// What people decided: pairs that it bars never become candidates.
    pub(super) decided: &'w Decided,
}

impl<'w> Pool<'w> {
    /// Collects the candidates that need no knowledge of matches: pairs that words flowed between, equal titles, titles
    /// and texts that share rare words. `settled` pairs are matched already.
    pub(super) fn new(
        mut before: Tree<'w>,
        mut after: Tree<'w>,
        stems: usize,
        cells: &[Cell],
        settled: &[(u32, u32)],
        decided: &'w Decided,
    ) -> Self {
        let total = (before.len() + after.len()) as u64;
        let mut frequency = vec![0u64; stems];
        for (stem, _) in before.counts.iter().chain(&after.counts).flatten() {
            frequency[*stem as usize] += 1;
        }
        let rarity: Vec<u32> = frequency.iter().map(|df| logarithm(df.max(&1) + total, *df.max(&1))).collect();
        for tree in [&mut before, &mut after] {
            let weigh = |counts: &Vec<(u32, u32)>| {
                counts.iter().map(|(stem, count)| u64::from(*count) * u64::from(rarity[*stem as usize])).sum()
            };
            tree.weight = tree.counts.iter().map(weigh).collect();
        }
        let mut known = [vec![false; before.len()], vec![false; after.len()]];
        for (s, t) in settled {
            known[0][*s as usize] = true;
            known[1][*t as usize] = true;
        }
        let mut pool = Pool {
            before,
            after,
            rarity,
            settled: known,
            candidates: Vec::new(),
            by_after: Vec::new(),
            index: FxHashMap::default(),
            decided,
        };
        let mut pairs: Vec<(u32, u32)> = cells.iter().map(|cell| (cell.before, cell.after)).collect();
        pairs.push((0, 0));
        let [titles, words] = std::thread::scope(|scope| {
            let titles = scope.spawn(|| [pool.equal_titles(), pool.shared_title_words()].concat());
            let words = pool.shared_rare_words();
            [titles.join().expect("looking for equal titles never panics"), words]
        });
        pairs.extend(titles);
        pairs.extend(words);
        pool.add(pairs);
        pool
    }

    /// Adds pairs that are not there yet.
    pub(super) fn add(&mut self, mut pairs: Vec<(u32, u32)>) {
        pairs.sort_unstable();
        pairs.dedup();
        pairs.retain(|(s, t)| {
            let known = self.is_settled(*s, *t, Sides::Both) || self.index.contains_key(&(*s, *t));
            !known && !self.decided.bars(*s, *t)
        });
        let new = parallel::each(pairs.len(), |at| self.candidate(pairs[at].0, pairs[at].1));
        self.candidates.extend(new);
        self.candidates.sort_unstable_by_key(|candidate| (candidate.before, candidate.after));
        self.by_after = vec![Vec::new(); self.after.len()];
        for (at, candidate) in self.candidates.iter().enumerate() {
            self.index.insert((candidate.before, candidate.after), at as u32);
            self.by_after[candidate.after as usize].push(at as u32);
        }
    }

    /// The candidates of a section after.
    pub(super) fn of_after(&self, section: u32) -> &[u32] {
        &self.by_after[section as usize]
    }

    /// Whether the sections were matched before the first round.
    pub(super) fn is_settled(&self, before: u32, after: u32, sides: Sides) -> bool {
        let (x, y) = (self.settled[0][before as usize], self.settled[1][after as usize]);
        match sides {
            Sides::Both => x && y,
            Sides::Either => x || y,
        }
    }

    fn candidate(&self, before: u32, after: u32) -> Candidate {
        let (s, t) = (before as usize, after as usize);
        let parent_title = match (self.before.parent[s], self.after.parent[t]) {
            (NONE, _) | (_, NONE) => 0,
            (0, 0) => ONE,
            (p, q) => self.title_likeness(p as usize, q as usize),
        };
        Candidate {
            before,
            after,
            content: self.content_likeness(s, t),
            title: self.title_likeness(s, t),
            parent_title,
            child_titles: self.child_title_likeness(s, t),
        }
    }

    /// Whether both have the same title, and one at all.
    pub(super) fn same_title(&self, s: usize, t: usize) -> bool {
        self.before.title[s] != 0 && self.before.title[s] == self.after.title[t]
    }

    /// How like two titles are.
    pub(super) fn title_likeness(&self, s: usize, t: usize) -> i64 {
        if self.same_title(s, t) {
            return ONE;
        }
        let (x, y) = (&self.before.words.titles[s].trigrams, &self.after.words.titles[t].trigrams);
        dice(x, y)
    }

    fn child_title_likeness(&self, s: usize, t: usize) -> i64 {
        let sorted = |tree: &Tree<'_>, at: usize| {
            let mut titles: Vec<u32> = tree.children[at].iter().map(|child| tree.title[*child as usize]).collect();
            titles.sort_unstable();
            titles
        };
        if self.before.children[s].is_empty() || self.after.children[t].is_empty() {
            return 0;
        }
        dice(&sorted(&self.before, s), &sorted(&self.after, t))
    }

    /// The rarity of a stem in fixed point.
    pub(super) fn rarity(&self, stem: u32) -> u32 {
        self.rarity[stem as usize]
    }

    /// How much of the words of the lighter section are in the other one, weighted by rarity.
    pub(super) fn containment(&self, candidate: &Candidate) -> i64 {
        let (x, y) = (self.before.weight[candidate.before as usize], self.after.weight[candidate.after as usize]);
        if x.min(y) == 0 {
            0
        } else {
            ((i128::from(candidate.content) * i128::from(x + y)) / (2 * i128::from(x.min(y)))) as i64
        }
    }

    fn content_likeness(&self, s: usize, t: usize) -> i64 {
        let (x, y) = (&self.before.counts[s], &self.after.counts[t]);
        let (mut i, mut j, mut sum) = (0, 0, 0u64);
        while i < x.len() && j < y.len() {
            match x[i].0.cmp(&y[j].0) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    sum += u64::from(x[i].1.min(y[j].1)) * u64::from(self.rarity[x[i].0 as usize]);
                    i += 1;
                    j += 1;
                }
            }
        }
        ratio(2 * sum, self.before.weight[s] + self.after.weight[t])
    }

    fn equal_titles(&self) -> Vec<(u32, u32)> {
        let mut pairs = Vec::new();
        let mut by_title: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for (at, title) in self.before.title.iter().enumerate().skip(1) {
            by_title.entry(*title).or_default().push(at as u32);
        }
        for (at, title) in self.after.title.iter().enumerate().skip(1) {
            let Some(same) = by_title.get(title) else { continue };
            // They stand in order, so that the nearest ones stand around the place of this one.
            let here = same.partition_point(|i| *i as usize * self.after.len() < at * self.before.len());
            let mut same = same[here.saturating_sub(8)..same.len().min(here + 8)].to_vec();
            if same.len() > 8 {
                same.sort_by_key(|i| (self.distance(*i as usize, at), *i));
                same.truncate(8);
            }
            pairs.extend(same.into_iter().map(|i| (i, at as u32)));
        }
        pairs
    }

    /// Distance of the relative positions, in units of 1 / (sections before · sections after).
    pub(super) fn distance(&self, s: usize, t: usize) -> u64 {
        let (x, y) = (s as u64 * self.after.len() as u64, t as u64 * self.before.len() as u64);
        x.abs_diff(y)
    }

    fn shared_title_words(&self) -> Vec<(u32, u32)> {
        let mut pairs = Vec::new();
        let mut postings: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        let distinct = |stems: &[u32]| {
            let mut stems = stems.to_vec();
            stems.sort_unstable();
            stems.dedup();
            stems
        };
        for at in 1..self.before.len() {
            for stem in distinct(&self.before.words.titles[at].stems) {
                postings.entry(stem).or_default().push(at as u32);
            }
        }
        let mut sums = Sums::new(self.before.len());
        for at in 1..self.after.len() {
            for stem in distinct(&self.after.words.titles[at].stems) {
                let list = postings.get(&stem).map_or(&[][..], Vec::as_slice);
                if (1..=30).contains(&list.len()) {
                    for i in list {
                        sums.add(*i, ratio(1, list.len() as u64) as u64);
                    }
                }
            }
            pairs.extend(sums.best(4, |_, sum| sum).into_iter().map(|i| (i, at as u32)));
        }
        pairs
    }

    fn shared_rare_words(&self) -> Vec<(u32, u32)> {
        let mut pairs = Vec::new();
        let mut postings: Vec<Vec<(u32, u32)>> = vec![Vec::new(); self.rarity.len()];
        for (at, counts) in self.before.counts.iter().enumerate() {
            let weight = |stem: u32, count: u32| u64::from(self.rarity[stem as usize]) * u64::from(count.min(3));
            let mut rarest: Vec<(std::cmp::Reverse<u64>, u32, u32)> =
                counts.iter().map(|(stem, count)| (std::cmp::Reverse(weight(*stem, *count)), *stem, *count)).collect();
            if rarest.len() > 40 {
                rarest.select_nth_unstable(39);
                rarest.truncate(40);
            }
            for (_, stem, count) in rarest {
                postings[stem as usize].push((at as u32, count));
            }
        }
        let mut sums = Sums::new(self.before.len());
        for (at, counts) in self.after.counts.iter().enumerate().filter(|(at, _)| !self.settled[1][*at]) {
            for (stem, count) in counts {
                let list = &postings[*stem as usize];
                if list.len() <= 40 {
                    for (i, other) in list {
                        sums.add(*i, u64::from(self.rarity[*stem as usize]) * u64::from((*count).min(*other)));
                    }
                }
            }
            let scaled = |i: u32, sum: u64| (sum << 20) / (self.before.weight[i as usize] + self.after.weight[at] + 1);
            pairs.extend(sums.best(5, scaled).into_iter().map(|i| (i, at as u32)));
        }
        pairs
    }
}

/// Sums by section, emptied after each use.
struct Sums {
    values: Vec<u64>,
    touched: Vec<u32>,
}

impl Sums {
    fn new(sections: usize) -> Self {
        Self { values: vec![0; sections], touched: Vec::new() }
    }

    fn add(&mut self, section: u32, value: u64) {
        if self.values[section as usize] == 0 {
            self.touched.push(section);
        }
        self.values[section as usize] += value;
    }

    /// The `count` sections with the largest value of `key`, lower sections first where equal; empties the sums.
    fn best(&mut self, count: usize, key: impl Fn(u32, u64) -> u64) -> Vec<u32> {
        let mut found: Vec<(std::cmp::Reverse<u64>, u32)> =
            self.touched.iter().map(|i| (std::cmp::Reverse(key(*i, self.values[*i as usize])), *i)).collect();
        for i in self.touched.drain(..) {
            self.values[i as usize] = 0;
        }
        found.sort_unstable();
        found.truncate(count);
        found.into_iter().map(|(_, i)| i).collect()
    }
}

/// 2·common / (both) of two sorted lists with repetitions, in fixed point.
fn dice<T: Ord>(x: &[T], y: &[T]) -> i64 {
    ratio(2 * common(x, y) as u64, (x.len() + y.len()) as u64)
}

/// ln(numerator / denominator) in fixed point, for numerator >= denominator >= 1, by repeated squaring: the same on
/// every machine.
fn logarithm(numerator: u64, denominator: u64) -> u32 {
    const LN_2: u64 = 45_426; // ln(2) · 2^16
    let whole = u64::from((numerator / denominator).ilog2());
    // The mantissa in [1, 2), 32 bits behind the point.
    let mut mantissa = ((u128::from(numerator) << 32) / (u128::from(denominator) << whole)) as u64;
    let mut log2 = whole << 16;
    for bit in (0..16).rev() {
        mantissa = ((u128::from(mantissa) * u128::from(mantissa)) >> 32) as u64;
        if mantissa >= 2 << 32 {
            mantissa >>= 1;
            log2 |= 1 << bit;
        }
    }
    ((log2 * LN_2) >> 16) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::token::Words;

    #[test]
    fn logarithms_are_right_to_three_digits() {
        for (numerator, denominator) in [(1, 1), (2, 1), (3, 2), (1001, 1), (1500, 7), (100_001, 100_000)] {
            let exact = (numerator as f64 / denominator as f64).ln();
            let ours = f64::from(logarithm(numerator, denominator)) / 65536.0;
            assert!((exact - ours).abs() < 0.001, "{numerator}/{denominator}: {exact} {ours}");
        }
    }

    #[test]
    fn of_many_equal_titles_the_nearest_are_candidates() {
        let text = |count: usize| crate::document::markdown::read("# Cele\n\n".repeat(count));
        let (before, after) = (text(40), text(30));
        let mut interner = super::super::token::Interner::default();
        let [old, new] = Words::of_both(&before, &after, &mut interner);
        let stems = interner.len();
        let [x, y] = Tree::of_both([&before, &after], [&old, &new], stems);
        let decided = Decided::default();
        let pool = Pool::new(x, y, stems, &[], &[], &decided);
        let pairs = pool.equal_titles();
        for at in 1..pool.after.len() {
            let mut expected: Vec<usize> = (1..pool.before.len()).collect();
            expected.sort_by_key(|i| (pool.distance(*i, at), *i));
            expected.truncate(8);
            let found: Vec<usize> = pairs.iter().filter(|(_, t)| *t as usize == at).map(|(s, _)| *s as usize).collect();
            let (mut found, mut expected) = (found, expected);
            found.sort_unstable();
            expected.sort_unstable();
            assert_eq!(found, expected);
        }
    }
}
