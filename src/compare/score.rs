//! The score: how much speaks for one section continuing another, in fixed point, so that it is the same everywhere.

use super::Ground;
use super::candidate::{Candidate, ONE, Pool, ratio};
use super::flow::{Cell, NONE};

/// Number of features.
const FEATURES: usize = 41;

/// Weights of a logistic model, times 2^16: without context, and with it. Fitted on pairs of real documents with known
/// section identity (specifications, law, manuals, handbooks in four languages).
const WEIGHTS: [[i64; FEATURES]; 2] = [
    [
        -392_935, 160_275, -182_586, 238_487, 2329, 120_338, -24_050, 137_525, 63_728, -3602, -122_816, 44_894, 72_844,
        -7369, -19_373, -49_942, 123_903, 188_300, -226_554, 0, 0, 0, 0, 247_628, 0, -105_489, 14_777, 14_777,
        -106_945, 43_513, 148_061, 123_677, 29_563, -13_636, 99_741, -115_461, 60_642, 43_902, 0, 0, 0,
    ],
    [
        -274_456, 92_282, -71_281, 168_256, 15_086, 58_595, 12_184, 116_879, 49_414, -79_837, -71_842, 23_709, -17_359,
        -15_118, -22_323, -38_897, 100_972, 161_310, -52_816, 104_275, -115_715, 142_589, 241_565, 192_508, 0, -68_915,
        24_319, 24_319, -196_007, 79_028, 125_170, 187_702, 15_355, -23_528, 177_927, -64_540, -123_744, 20_184,
        17_108, -7172, 27_666,
    ],
];

/// Which weights.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Round {
    /// Without knowledge of other matches.
    First,
    /// With parents, siblings and subsections.
    Context,
}

/// Matches so far: partner of each section, [`NONE`] where it has none.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Matches {
    pub(super) to_after: Vec<u32>,
    pub(super) to_before: Vec<u32>,
}

impl Matches {
    pub(super) fn none(before: usize, after: usize) -> Self {
        let mut matches = Self { to_after: vec![NONE; before], to_before: vec![NONE; after] };
        matches.link(0, 0);
        matches
    }

    pub(super) fn link(&mut self, before: u32, after: u32) {
        self.to_after[before as usize] = after;
        self.to_before[after as usize] = before;
    }

    pub(super) fn both_free(&self, before: u32, after: u32) -> bool {
        self.to_after[before as usize] == NONE && self.to_before[after as usize] == NONE
    }

    /// Whether the two are matched to each other.
    pub(super) fn linked(&self, before: u32, after: u32) -> bool {
        before != NONE && after != NONE && self.to_after[before as usize] == after
    }

    /// Matched pairs in the order of the earlier text.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        let pairs = self.to_after.iter().enumerate().map(|(before, after)| (before as u32, *after));
        pairs.filter(|(_, after)| *after != NONE)
    }
}

/// The largest values per section: what a candidate competes with.
#[derive(Default)]
struct Rivals {
    before: Vec<i64>,
    after: Vec<i64>,
}

impl Rivals {
    fn of(pool: &Pool<'_>, values: impl Iterator<Item = (u32, u32, i64)>) -> Self {
        let mut rivals = Rivals { before: vec![0; pool.before.len()], after: vec![0; pool.after.len()] };
        for (s, t, value) in values {
            let (x, y) = (&mut rivals.before[s as usize], &mut rivals.after[t as usize]);
            *x = value.max(*x);
            *y = value.max(*y);
        }
        rivals
    }
}

/// Scores the candidates of one round.
pub(super) struct Scorer<'p, 'w> {
    pool: &'p Pool<'w>,
    /// Words that flowed, per candidate: own text and branches.
    own: Vec<u64>,
    branch: Vec<u64>,
    flow: Rivals,
    content: Rivals,
    branches: Rivals,
    titles: Rivals,
    exact_titles: Rivals,
}

impl<'p, 'w> Scorer<'p, 'w> {
    /// `cells` tell how many words flowed between which sections.
    pub(super) fn new(pool: &'p Pool<'w>, cells: &[Cell]) -> Self {
        let mut own = vec![0; pool.candidates.len()];
        let mut branch = vec![0; pool.candidates.len()];
        for cell in cells {
            if let Some(at) = pool.index.get(&(cell.before, cell.after)) {
                own[*at as usize] = u64::from(cell.words);
            }
            for s in pool.before.upwards(cell.before) {
                for t in pool.after.upwards(cell.after) {
                    if let Some(at) = pool.index.get(&(s, t)) {
                        branch[*at as usize] += u64::from(cell.words);
                    }
                }
            }
        }
        let flows = cells.iter().map(|cell| (cell.before, cell.after, i64::from(cell.words)));
        let all = || pool.candidates.iter();
        let exact = |c: &Candidate| i64::from(pool.same_title(c.before as usize, c.after as usize));
        let mut scorer = Scorer {
            flow: Rivals::of(pool, flows),
            content: Rivals::of(pool, all().map(|c| (c.before, c.after, c.content))),
            titles: Rivals::of(pool, all().map(|c| (c.before, c.after, c.title))),
            exact_titles: Rivals::of(pool, all().map(|c| (c.before, c.after, exact(c)))),
            branches: Rivals::default(),
            pool,
            own,
            branch,
        };
        let shares = all().enumerate().map(|(at, c)| (c.before, c.after, scorer.branch_share(at)));
        scorer.branches = Rivals::of(pool, shares);
        scorer
    }

    fn branch_share(&self, at: usize) -> i64 {
        let candidate = &self.pool.candidates[at];
        let (s, t) = (candidate.before as usize, candidate.after as usize);
        ratio(2 * self.branch[at], self.pool.before.branch_words(s) + self.pool.after.branch_words(t))
    }

    /// The score of candidate `at` in fixed point · 2^16; 0 is as likely as not.
    pub(super) fn score(&self, at: usize, matches: &Matches, round: Round) -> i64 {
        let weights = &WEIGHTS[usize::from(round == Round::Context)];
        self.features(at, matches, round).iter().zip(weights).map(|(feature, weight)| feature * weight).sum()
    }

    /// What contributed most to the score of candidate `at`.
    pub(super) fn ground(&self, at: usize, matches: &Matches) -> Ground {
        let features = self.features(at, matches, Round::Context);
        let sum = |group: &[usize]| group.iter().map(|f| features[*f] * WEIGHTS[1][*f]).sum::<i64>();
        let groups = [
            (Ground::Label, sum(&[8, 27])),
            (Ground::Title, sum(&[5, 6, 7, 12, 25, 33, 34, 35, 38, 40])),
            (Ground::Content, sum(&[1, 2, 3, 4, 10, 11, 14, 15, 16, 17])),
            (Ground::Context, sum(&[18, 19, 20, 21, 22, 23, 29, 30, 31, 32, 36, 37, 39])),
        ];
        let best = groups.iter().max_by_key(|(ground, sum)| (*sum, std::cmp::Reverse(*ground)));
        best.expect("there are four groups").0
    }

    fn features(&self, at: usize, matches: &Matches, round: Round) -> [i64; FEATURES] {
        let pool = self.pool;
        let candidate = &pool.candidates[at];
        let (s, t) = (candidate.before as usize, candidate.after as usize);
        let (old, new) = (&pool.before, &pool.after);
        let (n, m) = (old.words.len(s) as u64, new.words.len(t) as u64);
        let own = self.own[at];
        let flag = |condition| if condition { ONE } else { 0 };
        let times = |x: i64, y: i64| (x * y) >> 16;
        let share = |part: i64, whole: i64| if part > 0 { ratio(part as u64, whole as u64) } else { 0 };

        let flow = ratio(2 * own, n + m);
        let (in_before, in_after) = (ratio(own, n), ratio(own, m));
        let reliable = ratio(n.min(m), n.min(m) + 15);
        let content = candidate.content;
        let title = candidate.title;
        let exact = flag(pool.same_title(s, t));
        let exact_rare = exact / i64::from(old.title_count[s].max(new.title_count[t]).max(1));
        let label = flag(old.label[s] != 0 && old.label[s] == new.label[t]);
        let untitled = flag(old.title[s] == 0 && new.title[t] == 0);
        let branch = self.branch_share(at);
        let (branch_words_s, branch_words_t) = (old.branch_words(s), new.branch_words(t));
        let position = ratio(pool.distance(s, t), (old.len() * new.len()) as u64);

        let (mut parent, mut parent_elsewhere, mut previous, mut next) = (0, 0, 0, 0);
        if round == Round::Context {
            let (p, q) = (old.parent[s], new.parent[t]);
            if p == NONE || q == NONE {
                parent = flag(p == q);
            } else {
                parent = flag(matches.linked(p, q));
                let (to, from) = (matches.to_after[p as usize], matches.to_before[q as usize]);
                // One level up or down beside a heading that went its own way is not elsewhere.
                let near = to != NONE
                    && from != NONE
                    && (old.upwards(p).any(|up| up == from) || new.upwards(q).any(|up| up == to));
                parent_elsewhere = flag(parent == 0 && (to != NONE || from != NONE) && !near);
            }
            let beside = |x: u32, y: u32| match (x, y) {
                (NONE, NONE) => parent / 2,
                _ => flag(matches.linked(x, y)),
            };
            previous = beside(old.siblings[s].0, new.siblings[t].0);
            next = beside(old.siblings[s].1, new.siblings[t].1);
        }

        let leaf = |tree: &super::candidate::Tree<'_>, section: usize| tree.children[section].is_empty();
        let dissolved = |words: u64| times(ratio(self.branch[at], words).min(ONE), ONE - branch);
        let absorb = if !leaf(old, s) && leaf(new, t) && m > 0 { dissolved(m) } else { 0 };
        let spread = if !leaf(new, t) && leaf(old, s) && n > 0 { dissolved(n) } else { 0 };
        let rival_title = exact == 0 && (self.exact_titles.before[s] > 0 || self.exact_titles.after[t] > 0);
        [
            ONE,
            flow,
            in_before,
            in_after,
            content,
            title,
            exact,
            exact_rare,
            label,
            flag(old.level[s] == new.level[t]),
            times(content, reliable),
            times(flow, reliable),
            times(title, ONE - reliable),
            flag(n == 0 || m == 0),
            share(own as i64, self.flow.before[s]),
            share(own as i64, self.flow.after[t]),
            share(content, self.content.before[s]),
            share(content, self.content.after[t]),
            position,
            parent,
            parent_elsewhere,
            previous,
            next,
            branch,
            flag(branch_words_s == 0 && branch_words_t == 0),
            exact - exact_rare,
            untitled,
            times(label, untitled),
            flag((n == 0) == (m == 0)),
            share(branch, self.branches.before[s]),
            share(branch, self.branches.after[t]),
            absorb,
            spread,
            share(title, self.titles.before[s]),
            share(title, self.titles.after[t]),
            flag(rival_title),
            candidate.parent_title,
            candidate.child_titles,
            times(title, parent),
            times(content, parent),
            times(exact, parent),
        ]
    }
}
