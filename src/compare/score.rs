//! The score: how much speaks for one section continuing another, in fixed point, so that it is the same everywhere.

use std::collections::BTreeSet;

use super::Ground;
use super::candidate::{Candidate, ONE, Pool, ratio};
use super::flow::NONE;
use super::forest::Forest;
use super::matrix::Cell;
use super::token::common;
use super::tree::Tree;

/// Number of features.
pub(super) const FEATURES: usize = 66;

/// Which features tell of what, for those who want to know the ground of a match.
const GROUPS: [(Ground, &[usize]); 4] = [
    (Ground::Label, &[8, 27]),
    (Ground::Title, &[5, 6, 7, 12, 25, 33, 34, 35, 38, 40, 61, 62]),
    (Ground::Content, &[1, 2, 3, 4, 10, 11, 14, 15, 16, 17, 41, 42, 43, 63]),
    (
        Ground::Context,
        &[18, 19, 20, 21, 22, 23, 29, 30, 31, 32, 36, 37, 39, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56],
    ),
];

/// Where some facts stand among the features.
pub(super) mod fact {
    pub(in super::super) const WORDS: usize = 1;
    pub(in super::super) const TITLE: usize = 5;
    pub(in super::super) const SAME_TITLE: usize = 6;
    pub(in super::super) const LABEL: usize = 8;
    pub(in super::super) const PARENT: usize = 19;
    pub(in super::super) const PREVIOUS: usize = 21;
    pub(in super::super) const NEXT: usize = 22;
    pub(in super::super) const ABSORB: usize = 31;
    pub(in super::super) const SUBSECTIONS: usize = 54;
}

/// What judges candidates: without context, and with it.
#[derive(Clone, Copy)]
pub(super) struct Model<'a> {
    pub(super) first: Forest<'a>,
    pub(super) context: Forest<'a>,
    /// How often a match with at least such a score is right, in ten-thousandths, from the lowest score.
    pub(super) confidence: &'a [(i32, u16)],
    /// The same of sections that are equal in place.
    pub(super) equal: u16,
}

/// Share of the logistic model in the score, in quarters; the rest is that of the forest. Alone, forests are better on documents like
/// those that they were grown on, and the model on those that are unlike them (`trial/training.rs` measures both).
const LINEAR_SHARE: i64 = 3;

/// Weights of a logistic model on the first features, times 2^16: without context, and with it. Fitted before the forests, on
/// pairs of real documents with known section identity (specifications, law, manuals, handbooks in four languages).
const LINEAR: [[i64; 41]; 2] = [
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
    /// Pairs that are not matched, of which one went into the other or came out of it, or a part of it, beside which it stood.
    pub(super) beside: BTreeSet<(u32, u32)>,
}

impl Matches {
    pub(super) fn none(before: usize, after: usize) -> Self {
        let mut matches = Self { to_after: vec![NONE; before], to_before: vec![NONE; after], beside: BTreeSet::new() };
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

/// The matches so far, and what is around each section by them.
pub(super) struct Context<'m> {
    pub(super) matches: &'m Matches,
    round: Round,
    surroundings: [Vec<Surrounding>; 2],
}

/// What is around a section.
#[derive(Clone, Copy)]
struct Surrounding {
    /// The nearest siblings that are matched, and how many between them are not.
    left: u32,
    right: u32,
    free: u32,
    /// How many free siblings stand between the left one and this one.
    rank: u32,
    /// The nearest matched section before it in the text.
    ahead: u32,
    /// How many of its children are matched.
    matched_children: u32,
}

impl<'m> Context<'m> {
    pub(super) fn new(pool: &Pool<'_>, matches: &'m Matches, round: Round) -> Self {
        let around = |tree: &Tree<'_>, partners: &[u32]| match round {
            Round::First => Vec::new(),
            Round::Context => surroundings(tree, partners),
        };
        let surroundings = [around(&pool.before, &matches.to_after), around(&pool.after, &matches.to_before)];
        Context { matches, round, surroundings }
    }
}

#[cfg(test)]
impl Context<'_> {
    pub(super) fn round(&self) -> Round {
        self.round
    }
}

fn surroundings(tree: &Tree<'_>, partners: &[u32]) -> Vec<Surrounding> {
    let none = Surrounding { left: NONE, right: NONE, free: 0, rank: 0, ahead: NONE, matched_children: 0 };
    let mut around = vec![none; tree.len()];
    let mut ahead = NONE;
    for at in 0..tree.len() {
        around[at].ahead = ahead;
        if partners[at] != NONE {
            ahead = at as u32;
        }
    }
    for (parent, children) in tree.children.iter().enumerate() {
        let matched = |child: &u32| partners[*child as usize] != NONE;
        around[parent].matched_children = children.iter().filter(|child| matched(child)).count() as u32;
        let (mut left, mut free) = (NONE, 0);
        for child in children {
            (around[*child as usize].left, around[*child as usize].rank) = (left, free);
            (left, free) = if matched(child) { (*child, 0) } else { (left, free + 1) };
        }
        let (mut right, mut free) = (NONE, 0);
        for child in children.iter().rev() {
            let it = &mut around[*child as usize];
            (it.right, it.free) = (right, it.rank + free);
            (right, free) = if matched(child) { (*child, 0) } else { (right, free + 1) };
        }
    }
    around
}

/// Scores the candidates of one round.
pub(super) struct Scorer<'p, 'w> {
    pub(super) pool: &'p Pool<'w>,
    model: Model<'p>,
    /// Words that flowed, per candidate: own text and branches.
    own: Vec<u64>,
    branch: Vec<u64>,
    /// Words that flowed from or to each section.
    flowed: [Vec<u64>; 2],
    flow: Rivals,
    content: Rivals,
    branches: Rivals,
    titles: Rivals,
    exact_titles: Rivals,
}

impl<'p, 'w> Scorer<'p, 'w> {
    /// `cells` tell how many words flowed between which sections.
    pub(super) fn new(pool: &'p Pool<'w>, cells: &[Cell], model: Model<'p>) -> Self {
        let mut own = vec![0; pool.candidates.len()];
        let mut branch = vec![0; pool.candidates.len()];
        let mut flowed = [vec![0; pool.before.len()], vec![0; pool.after.len()]];
        for cell in cells {
            flowed[0][cell.before as usize] += u64::from(cell.words);
            flowed[1][cell.after as usize] += u64::from(cell.words);
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
            model,
            flowed,
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

    /// The score of candidate `at`, the logarithm of odds in fixed point: 0 is as likely as not.
    pub(super) fn score(&self, at: usize, context: &Context<'_>) -> i64 {
        self.judge(&self.features(at, context), context.round)
    }

    /// How often a match with this score is right, in ten-thousandths.
    pub(super) fn confidence(&self, score: i64) -> u16 {
        let table = self.model.confidence;
        let step = table.partition_point(|(least, _)| i64::from(*least) <= score);
        table.get(step.saturating_sub(1)).map_or(0, |(_, share)| *share)
    }

    /// How often sections that are equal in place are the same, in ten-thousandths.
    pub(super) fn confidence_in_equal(&self) -> u16 {
        self.model.equal
    }

    fn judge(&self, features: &[i64; FEATURES], round: Round) -> i64 {
        let (forest, weights) = match round {
            Round::First => (self.model.first, &LINEAR[0]),
            Round::Context => (self.model.context, &LINEAR[1]),
        };
        let linear = features.iter().zip(weights).map(|(feature, weight)| feature * weight).sum::<i64>() >> 16;
        (LINEAR_SHARE * linear + (4 - LINEAR_SHARE) * forest.score(features)) / 4
    }

    /// What the score of candidate `at` owes most to: without it, it would fall furthest.
    pub(super) fn ground(&self, at: usize, context: &Context<'_>) -> Ground {
        let features = self.features(at, context);
        let without = |group: &[usize]| {
            let mut features = features;
            group.iter().for_each(|feature| features[*feature] = 0);
            self.judge(&features, context.round)
        };
        let best = GROUPS.iter().min_by_key(|(ground, group)| (without(group), *ground));
        best.expect("there are four groups").0
    }

    /// What is known of candidate `at`, in fixed point.
    pub(super) fn features(&self, at: usize, context: &Context<'_>) -> [i64; FEATURES] {
        let (matches, round) = (context.matches, context.round);
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

        let mut around = [0; 12];
        if round == Round::Context {
            let (x, y) = (context.surroundings[0][s], context.surroundings[1][t]);
            let anchored = |x: u32, y: u32| match (x, y) {
                (NONE, NONE) => parent / 2,
                _ => flag(matches.linked(x, y)),
            };
            let (left, right) = (anchored(x.left, y.left), anchored(x.right, y.right));
            let small = |count: u32| i64::from(count.min(15)) * ONE / 16;
            // Where the section would stand if all before it had stayed where they are.
            let step = |tree: &Tree<'_>, at: usize, ahead: u32| {
                at as i64 - if ahead == NONE { 0 } else { i64::from(ahead).min(tree.len() as i64) }
            };
            let offset = |ahead: u32, to: &[u32], back: &Tree<'_>, from: usize, at: usize, tree: &Tree<'_>| {
                let partner = if ahead == NONE { 0 } else { i64::from(to[ahead as usize]) };
                (at as i64 - partner - step(back, from, ahead)).unsigned_abs().min(tree.len() as u64)
            };
            let forth = offset(x.ahead, &matches.to_after, old, s, t, new);
            let back = offset(y.ahead, &matches.to_before, new, t, s, old);
            let children = |tree: &Tree<'_>, at: usize| tree.children[at].len() as u64;
            let linked_children = old.children[s].iter().filter(|child| {
                let partner = matches.to_after[**child as usize];
                partner != NONE && new.parent[partner as usize] == t as u32
            });
            let linked_children = linked_children.count() as u64;
            let both = children(old, s) + children(new, t);
            around = [
                left,
                right,
                times(left, right),
                small(x.free),
                small(y.free),
                flag(left > 0 && right > 0 && x.free <= 1 && y.free <= 1),
                small(x.rank.abs_diff(y.rank)),
                ratio(forth.min(back), 32).min(ONE),
                ratio(2 * linked_children, both),
                ratio(u64::from(x.matched_children) - linked_children, children(old, s)),
                ratio(u64::from(y.matched_children) - linked_children, children(new, t)),
                flag(old.siblings[s].0 == NONE && new.siblings[t].0 == NONE),
            ];
        }
        let elsewhere_before = ratio(self.flowed[0][s] - own.min(self.flowed[0][s]), n);
        let elsewhere_after = ratio(self.flowed[1][t] - own.min(self.flowed[1][t]), m);
        let size = |words: u64| i64::from((words + 1).ilog2()) * ONE / 16;
        let (words_s, words_t) = (&old.words.titles[s].trigrams, &new.words.titles[t].trigrams);
        let title_contained = ratio(common(words_s, words_t) as u64, words_s.len().min(words_t.len()) as u64);
        let title_count = i64::from(old.title_count[s].max(new.title_count[t]).min(15)) * ONE / 16;

        let leaf = |tree: &Tree<'_>, section: usize| tree.children[section].is_empty();
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
            elsewhere_before,
            elsewhere_after,
            pool.containment(candidate),
            size(n),
            size(m),
            around[0],
            around[1],
            around[2],
            around[3],
            around[4],
            around[5],
            around[6],
            around[7],
            around[8],
            around[9],
            around[10],
            around[11],
            ratio(branch_words_s.min(branch_words_t), branch_words_s.max(branch_words_t)),
            size(branch_words_s.min(branch_words_t)),
            flag(leaf(old, s)) - flag(leaf(new, t)),
            title_contained,
            title_count,
            ratio(n.min(m), n.max(m)),
            size((words_s.len().min(words_t.len())) as u64),
            i64::from(old.level[s]) * ONE - i64::from(new.level[t]) * ONE,
        ]
    }
}
