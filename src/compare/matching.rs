//! Which section continues which: one partner at most for each, decided in rounds.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::candidate::{Candidate, ONE, Pool, Sides};
use super::decided::Decided;
use super::flow::{Flow, NONE};
use super::matrix::Cell;
use super::neighbour::align_neighbours;
use super::parallel;
use super::provenance::is_part;
use super::remnant::align_remnants;
use super::score::{Context, Matches, Model, Round, Scorer};
use super::tree::Tree;
use crate::document::Document;

/// A section before and a section after.
type Pair = (u32, u32);

/// Rounds with context, at most.
const ROUNDS: usize = 3;

/// Scores (times 2^16) from which a candidate may be taken: as likely as not, and a little less with context.
const FIRST_THRESHOLD: i64 = 0;
const CONTEXT_THRESHOLD: i64 = -19_661; // -0.3
/// p >= 0.7: sure enough to align the words of the pair before the next round.
const SURE: i64 = 55_529; // ln(0.7 / 0.3)
/// Between two matched neighbours less will do: where one stands against one, and where several do.
const SANDWICH_ALONE: i64 = -3 << 16;
const SANDWICH_CROWD: i64 = -150_733; // -2.3

/// Fewer shared words than these prove nothing by themselves.
const LEFT_OVER_WORDS: u32 = 8;

/// Sections that are the same in place: equal path, labels, titles and words, in order. They match first.
/// What a person decided matches with them, and bars what contradicts it.
pub(super) fn same_in_place(
    before: &Document,
    after: &Document,
    flow: &mut Flow<'_>,
    decided: &Decided,
) -> Vec<(u32, u32)> {
    let [x, y] = std::thread::scope(|scope| {
        let x = scope.spawn(|| Keys::of(before, flow.before));
        let y = Keys::of(after, flow.after);
        [x.join().expect("hashing sections never panics"), y]
    });
    let mut pairs = Vec::new();
    for op in similar::capture_diff_slices(similar::Algorithm::Patience, &x.places[1..], &y.places[1..]) {
        if let similar::DiffOp::Equal { old_index, new_index, len } = op {
            pairs.extend((1..=len).map(|offset| ((old_index + offset) as u32, (new_index + offset) as u32)));
        }
    }
    pairs.extend(unmistakable([before, after], flow, [&x, &y], &pairs));
    pairs.retain(|(s, t)| !decided.bars(*s, *t));
    for (s, t) in [(0, 0)].iter().chain(&pairs) {
        flow.link_sections(*s as usize, *t as usize);
    }
    pairs.extend(decided.forced());
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// What is the same for sections that are the same, section by section.
struct Keys {
    /// Of their words.
    words: Vec<u64>,
    /// Of their words, their headings and all headings above them.
    places: Vec<u64>,
}

impl Keys {
    fn of(document: &Document, words: &super::token::Words) -> Self {
        let own = |at: usize| words.stems[words.range(at)].iter().fold(0, |state, stem| both(state, u64::from(*stem)));
        let own: Vec<u64> = (0..document.sections.len()).map(own).collect();
        let mut paths: Vec<u64> = Vec::with_capacity(own.len());
        for section in &document.sections {
            let above = section.parent.map_or(0, |parent| paths[parent]);
            paths.push(both(above, super::token::hash(section.heading.as_bytes())));
        }
        let places = paths.into_iter().zip(&own).map(|(path, words)| both(path, *words)).collect();
        Self { words: own, places }
    }
}

/// One key of two.
fn both(first: u64, second: u64) -> u64 {
    super::token::mix(first.rotate_left(17) ^ second)
}

/// Sections that stand elsewhere, or under another number, with the same title and the same words, which no other section
/// has.
fn unmistakable(documents: [&Document; 2], flow: &Flow<'_>, keys: [&Keys; 2], pairs: &[Pair]) -> Vec<Pair> {
    /// Shorter texts are not taken for proof.
    const LEAST: usize = 12;
    let mut known = documents.map(|document| vec![false; document.sections.len()]);
    for (s, t) in pairs {
        (known[0][*s as usize], known[1][*t as usize]) = (true, true);
    }
    let mut places: FxHashMap<u64, [Vec<u32>; 2]> = FxHashMap::default();
    for (side, words) in [flow.before, flow.after].into_iter().enumerate() {
        for (at, section) in documents[side].sections.iter().enumerate().skip(1) {
            if words.len(at) >= LEAST {
                let title = super::token::hash(section.title.as_bytes());
                places.entry(both(title, keys[side].words[at])).or_default()[side].push(at as u32);
            }
        }
    }
    let mut found: Vec<Pair> = places
        .into_values()
        .filter_map(|sides| match [sides[0].as_slice(), sides[1].as_slice()] {
            [[s], [t]] if !known[0][*s as usize] && !known[1][*t as usize] => Some((*s, *t)),
            _ => None,
        })
        .collect();
    found.sort_unstable();
    found
}

/// Sees every round: the scorer of its candidates, and what it knows.
pub(super) type Watch<'a> = dyn FnMut(&Scorer<'_, '_>, &Context<'_>) + 'a;

/// Matches the sections; `fixed` are taken as given. At the end the flow knows the matches.
pub(super) fn match_sections(
    pool: &mut Pool<'_>,
    flow: &mut Flow<'_>,
    fixed: &[(u32, u32)],
    model: Model<'_>,
    watch: &mut Watch<'_>,
) -> Matches {
    let mut matches = Matches::none(pool.before.len(), pool.after.len());
    let mut cells = flow.cells();
    let (scores, first) = assign(&Scorer::new(pool, &cells, model), &matches, Round::First, fixed, watch);
    matches = first;

    for round in 0..ROUNDS {
        if round == 0 {
            flow.blocks_in_pairs(&matches.to_after);
            let mut sure: Vec<(std::cmp::Reverse<i64>, u32)> = matches
                .pairs()
                .filter_map(|(s, t)| pool.index.get(&(s, t)).map(|at| (std::cmp::Reverse(scores[*at as usize]), s)))
                .filter(|(score, _)| score.0 >= SURE)
                .collect();
            sure.sort_unstable();
            flow.in_pair(0, 0, 3);
            for (_, s) in sure {
                flow.in_pair(s as usize, matches.to_after[s as usize] as usize, 3);
            }
            flow.unique_grams(4);
            cells = flow.cells();
        }
        add_neighbours(pool, &matches);
        let (_, next) = assign(&Scorer::new(pool, &cells, model), &matches, Round::Context, fixed, watch);
        let settled = round > 0 && next == matches;
        matches = next;
        if settled {
            break;
        }
    }
    sandwich(&Scorer::new(pool, &cells, model), &mut matches, watch);
    prefer_titles(pool, &cells, &mut matches);
    flow.blocks_in_pairs(&matches.to_after);
    for (s, t) in matches.pairs() {
        flow.in_pair(s as usize, t as usize, 2);
    }
    flow.unique_grams(4);
    for (s, t) in left_over(pool, flow, &mut matches) {
        flow.in_pair(s as usize, t as usize, 2);
    }
    for (s, t) in hand_over(pool, flow, &mut matches) {
        flow.in_pair(s as usize, t as usize, 2);
    }
    align_remnants(pool, flow);
    align_neighbours(pool, flow, &mut matches);
    // Only now it may show that most of one is in the other: with neither going on elsewhere, that is no split.
    for (s, t) in left_over(pool, flow, &mut matches) {
        flow.in_pair(s as usize, t as usize, 2);
    }
    matches
}

/// Of two sections under one parent that a section could continue, with no words to tell, it continues the one with the
/// like title: where a section stood is the lesser evidence.
fn prefer_titles(pool: &Pool<'_>, cells: &[Cell], matches: &mut Matches) {
    let flowed: BTreeSet<Pair> = cells.iter().map(|cell| (cell.before, cell.after)).collect();
    let title = |s: u32, t: u32| pool.title_likeness(s as usize, t as usize);
    let wordless: Vec<Pair> =
        matches.pairs().filter(|(s, t)| *s != 0 && !flowed.contains(&(*s, *t)) && 2 * title(*s, *t) < ONE).collect();
    for (s, t) in wordless {
        let (old, new) = (&pool.before, &pool.after);
        let family = |tree: &Tree<'_>, section: u32| tree.children[tree.parent[section as usize] as usize].clone();
        let mut others: Vec<Pair> = Vec::new();
        others.extend(family(old, s).into_iter().filter(|x| matches.to_after[*x as usize] == NONE).map(|x| (x, t)));
        others.extend(family(new, t).into_iter().filter(|y| matches.to_before[*y as usize] == NONE).map(|y| (s, y)));
        others.retain(|(x, y)| !pool.decided.bars(*x, *y));
        let best = others.into_iter().map(|(x, y)| (title(x, y), std::cmp::Reverse((x, y)))).max();
        if let Some((likeness, std::cmp::Reverse((x, y)))) = best.filter(|(likeness, _)| 2 * likeness >= ONE)
            && !have_common_children(pool, matches, (s, t))
            && likeness > title(s, t)
        {
            (matches.to_after[s as usize], matches.to_before[t as usize]) = (NONE, NONE);
            matches.link(x, y);
        }
    }
}

/// Where a section was split, or several were merged, its identity goes to the part that most speaks for: the text it
/// carries first of all, then number, place and title. What kept its title or has subsections that are the same keeps
/// its identity.
fn hand_over(pool: &Pool<'_>, flow: &Flow<'_>, matches: &mut Matches) -> Vec<Pair> {
    let cells: BTreeMap<Pair, Cell> = flow.cells().into_iter().map(|cell| ((cell.before, cell.after), cell)).collect();
    let related =
        |tree: &Tree<'_>, x: u32, y: u32| tree.upwards(x).any(|up| up == y) || tree.upwards(y).any(|up| up == x);
    let mut better: Vec<(std::cmp::Reverse<u64>, Pair, Pair)> = Vec::new();
    for (part, cell) in &cells {
        let (s, t) = *part;
        if pool.decided.bars(s, t) {
            continue;
        }
        let (partner, rival) = (matches.to_after[s as usize], matches.to_before[t as usize]);
        let (holder, is_part_of_it): (Pair, fn(&Flow<'_>, &Cell) -> bool) = match (partner, rival) {
            (partner, NONE) if partner != NONE && !related(&pool.after, t, partner) => {
                ((s, partner), |flow, cell| is_part(cell, flow.after.len(cell.after as usize)))
            }
            (NONE, rival) if rival != NONE && !related(&pool.before, s, rival) => {
                ((rival, t), |flow, cell| is_part(cell, flow.before.len(cell.before as usize)))
            }
            _ => continue,
        };
        let Some(held) = cells.get(&holder).filter(|held| is_part_of_it(flow, held) && is_part_of_it(flow, cell))
        else {
            continue;
        };
        if pool.same_title(holder.0 as usize, holder.1 as usize) || have_common_children(pool, matches, holder) {
            continue;
        }
        let all = u64::from(cell.words + held.words);
        let [own, rest] = [(cell, *part), (held, holder)]
            .map(|(cell, pair)| 1000 * u64::from(cell.words) / all + beside_text(pool, matches, pair));
        if own > rest {
            better.push((std::cmp::Reverse(own), *part, holder));
        }
    }
    better.sort_unstable();
    better.retain(|(_, (s, t), (x, y))| {
        // Each identity is handed over once.
        let free = matches.to_after[*s as usize] == NONE || matches.to_before[*t as usize] == NONE;
        let first = free && matches.linked(*x, *y);
        if first {
            matches.to_after[*x as usize] = NONE;
            matches.to_before[*y as usize] = NONE;
            matches.link(*s, *t);
        }
        first
    });
    better.into_iter().map(|(_, part, _)| part).collect()
}

/// What speaks for a part of a split or merged section besides its text, in thousandths of that text: its number, its
/// place, its title.
fn beside_text(pool: &Pool<'_>, matches: &Matches, (s, t): Pair) -> u64 {
    let (old, new) = (&pool.before, &pool.after);
    let label = old.label[s as usize] != 0 && old.label[s as usize] == new.label[t as usize];
    let (before, after) = (old.siblings[s as usize].0, new.siblings[t as usize].0);
    let in_place = match (before, after) {
        (NONE, NONE) => matches.linked(old.parent[s as usize], new.parent[t as usize]),
        _ => matches.linked(before, after),
    };
    let title = pool.index.get(&(s, t)).map_or(0, |at| pool.candidates[*at as usize].title.max(0) as u64);
    u64::from(label) * 100 + u64::from(in_place) * 100 + 100 * title / ONE as u64
}

fn have_common_children(pool: &Pool<'_>, matches: &Matches, (s, t): Pair) -> bool {
    let of_t = |child: &u32| {
        let partner = matches.to_after[*child as usize];
        partner != NONE && pool.after.parent[partner as usize] == t
    };
    pool.before.children[s as usize].iter().any(of_t)
}

/// Two sections without a partner continue one another where a third of their words flowed between them and their
/// vocabulary is the same for the most part, or where most of one of them is in the other: it moved there and much was
/// added, or not much of it was left.
fn left_over(pool: &Pool<'_>, flow: &Flow<'_>, matches: &mut Matches) -> Vec<(u32, u32)> {
    let alike_in = |cell: &Cell| {
        let both = flow.before.len(cell.before as usize) + flow.after.len(cell.after as usize);
        let at = pool.index.get(&(cell.before, cell.after));
        let content = at.map_or(0, |at| pool.candidates[*at as usize].content);
        let flowed = 6 * cell.words as usize >= both && cell.words >= LEFT_OVER_WORDS;
        let is_part_of = is_part(cell, flow.before.len(cell.before as usize).min(flow.after.len(cell.after as usize)));
        (flowed && 5 * content >= 3 * ONE) || is_part_of
    };
    let free = |cell: &Cell| {
        let barred = cell.before == 0 || cell.after == 0 || pool.decided.bars(cell.before, cell.after);
        !barred && matches.both_free(cell.before, cell.after)
    };
    let mut alike: Vec<(std::cmp::Reverse<u32>, u32, u32)> = flow
        .cells()
        .into_iter()
        .filter(|cell| free(cell) && alike_in(cell))
        .map(|cell| (std::cmp::Reverse(cell.words), cell.before, cell.after))
        .collect();
    alike.sort_unstable();
    alike.retain(|(_, s, t)| {
        let free = matches.both_free(*s, *t);
        if free {
            matches.link(*s, *t);
        }
        free
    });
    alike.into_iter().map(|(_, s, t)| (s, t)).collect()
}

/// Two texts that have as good as no words in common, under titles and numbers that are not alike, are never one section,
/// wherever they stand.
fn strange(pool: &Pool<'_>, candidate: &Candidate) -> bool {
    let (s, t) = (candidate.before as usize, candidate.after as usize);
    let (old, new) = (&pool.before, &pool.after);
    let texts = old.words.len(s).min(new.words.len(t)) >= LEFT_OVER_WORDS as usize;
    let labelled = old.label[s] != 0 && old.label[s] == new.label[t];
    texts && !labelled && 10 * candidate.content < ONE && 4 * candidate.title < ONE
}

/// Takes the candidates greedily, best score first, nearest position first where equal.
fn assign(
    scorer: &Scorer<'_, '_>,
    known: &Matches,
    round: Round,
    fixed: &[(u32, u32)],
    watch: &mut Watch<'_>,
) -> (Vec<i64>, Matches) {
    let pool = scorer.pool;
    let context = Context::new(pool, known, round);
    watch(scorer, &context);
    let threshold = if round == Round::First { FIRST_THRESHOLD } else { CONTEXT_THRESHOLD };
    let score = |at: usize| {
        let candidate = &pool.candidates[at];
        // What is matched already needs no score.
        let settled = pool.is_settled(candidate.before, candidate.after, Sides::Either);
        if settled || strange(pool, candidate) { i64::MIN } else { scorer.score(at, &context) }
    };
    let scores: Vec<i64> = parallel::each(pool.candidates.len(), score);
    let mut order: Vec<(std::cmp::Reverse<i64>, u64, u32, u32)> = pool
        .candidates
        .iter()
        .zip(&scores)
        .filter(|(candidate, score)| **score >= threshold && candidate.before != 0 && candidate.after != 0)
        .map(|(candidate, score)| {
            let (s, t) = (candidate.before, candidate.after);
            (std::cmp::Reverse(*score), pool.distance(s as usize, t as usize), s, t)
        })
        .collect();
    order.sort_unstable();
    let mut matches = Matches::none(pool.before.len(), pool.after.len());
    for (s, t) in fixed {
        matches.link(*s, *t);
    }
    for (_, _, s, t) in order {
        if matches.both_free(s, t) {
            matches.link(s, t);
        }
    }
    (scores, matches)
}

/// Adds the free children of matched parents, all with all where they are few, and the siblings of matched sections.
fn add_neighbours(pool: &mut Pool<'_>, matches: &Matches) {
    let mut pairs = Vec::new();
    for (s, t) in matches.pairs() {
        let free = |children: &[u32], partners: &[u32]| -> Vec<u32> {
            children.iter().copied().filter(|child| partners[*child as usize] == NONE).collect()
        };
        let xs = free(&pool.before.children[s as usize], &matches.to_after);
        let ys = free(&pool.after.children[t as usize], &matches.to_before);
        if xs.len() * ys.len() <= 400 {
            pairs.extend(xs.iter().flat_map(|x| ys.iter().map(move |y| (*x, *y))));
        } else {
            for (at, x) in xs.iter().enumerate() {
                let middle = at * ys.len() / xs.len();
                let near = middle.saturating_sub(3)..(middle + 4).min(ys.len());
                pairs.extend(ys[near].iter().map(|y| (*x, *y)));
            }
        }
        let (x, y) = (pool.before.siblings[s as usize], pool.after.siblings[t as usize]);
        pairs.extend([(x.0, y.0), (x.1, y.1)].into_iter().filter(|(x, y)| *x != NONE && *y != NONE));
    }
    pool.add(pairs);
}

/// Between the same two matched neighbours, under a matched parent, lesser candidates are taken too, and those of a
/// like title whatever their score: a section that was rewritten in its place, or that never had text of its own.
fn sandwich(scorer: &Scorer<'_, '_>, matches: &mut Matches, watch: &mut Watch<'_>) {
    let pool = scorer.pool;
    let known = matches.clone();
    let context = Context::new(pool, &known, Round::Context);
    watch(scorer, &context);
    let mut queue: std::collections::VecDeque<(u32, u32)> = matches.pairs().collect();
    while let Some((s, t)) = queue.pop_front() {
        // Free children by the matched sibling in front of them, named by its place in the later text.
        let mut gaps: BTreeMap<u32, (Vec<u32>, Vec<u32>)> = BTreeMap::new();
        let mut last = NONE;
        for child in &pool.before.children[s as usize] {
            match matches.to_after[*child as usize] {
                NONE => gaps.entry(last).or_default().0.push(*child),
                partner => last = partner,
            }
        }
        let mut last = NONE;
        for child in &pool.after.children[t as usize] {
            match matches.to_before[*child as usize] {
                NONE => gaps.entry(last).or_default().1.push(*child),
                _ => last = *child,
            }
        }
        for (xs, ys) in gaps.into_values() {
            let threshold = if xs.len() == 1 && ys.len() == 1 { SANDWICH_ALONE } else { SANDWICH_CROWD };
            let mut order: Vec<(std::cmp::Reverse<i64>, u32, u32)> = xs
                .iter()
                .flat_map(|x| ys.iter().map(move |y| (*x, *y)))
                .filter_map(|pair| pool.index.get(&pair).map(|at| (*at as usize, pair)))
                .filter(|(at, _)| !strange(pool, &pool.candidates[*at]))
                .map(|(at, (x, y))| (std::cmp::Reverse(scorer.score(at, &context)), x, y))
                .filter(|(score, x, y)| {
                    score.0 >= threshold || 5 * pool.title_likeness(*x as usize, *y as usize) >= 3 * ONE
                })
                .collect();
            order.sort_unstable();
            for (_, x, y) in order {
                if matches.both_free(x, y) {
                    matches.link(x, y);
                    queue.push_back((x, y));
                }
            }
        }
    }
}
