//! Text that left its section and was edited on the way: too little of it is word for word to be found by itself.

use rustc_hash::FxHashMap;

use super::candidate::Pool;
use super::flow::{Flow, NONE};
use super::parallel;
use super::token::Words;

/// Blocks with fewer free words, or of which a smaller part is free, are not looked for: set phrases and joining words are
/// taken elsewhere first.
const WORDS: usize = 12;
const PART: usize = 3;
/// So many of its rarest words say where a block could be, where they stand in so few blocks.
const TELLING: usize = 24;
const CROWD: usize = 40;
/// So many blocks are tried per block.
const TRIED: usize = 3;
/// The share of the rarity of its words, and of its words in runs of two and more, that a block has in common with what
/// it became, in percent.
const RARITY_PERCENT: u64 = 30;
const RUNS_PERCENT: usize = 20;
/// Larger products of words are not tried.
const PRODUCT: usize = 1 << 20;

/// A block of which much is free.
struct Remnant {
    free: Vec<u32>,
    /// Its distinct stems with their counts, and the sum of their rarity.
    stems: Vec<(u32, u32)>,
    weight: u64,
}

/// Aligns what is left of blocks with what is left of blocks elsewhere, the most words in common first.
pub(super) fn align_remnants(pool: &Pool<'_>, flow: &mut Flow<'_>) {
    let before = remnants(pool, flow.before, &flow.to_after);
    let after = remnants(pool, flow.after, &flow.to_before);
    if before.is_empty() || after.is_empty() {
        return;
    }
    let mut postings: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for (at, remnant) in after.iter().enumerate() {
        remnant.stems.iter().for_each(|(stem, _)| postings.entry(*stem).or_default().push(at as u32));
    }
    let likely_of = |at: usize| -> Vec<(std::cmp::Reverse<usize>, usize, usize)> {
        let remnant = &before[at];
        let mut rarest: Vec<(std::cmp::Reverse<u32>, u32)> =
            remnant.stems.iter().map(|(stem, _)| (std::cmp::Reverse(pool.rarity(*stem)), *stem)).collect();
        rarest.sort_unstable();
        let lists = rarest.iter().filter_map(|(_, stem)| postings.get(stem)).filter(|list| list.len() <= CROWD);
        let mut met: Vec<u32> = lists.take(TELLING).flatten().copied().collect();
        met.sort_unstable();
        met.dedup();
        let mut alike: Vec<(std::cmp::Reverse<u64>, u32)> = met
            .into_iter()
            .map(|other| (std::cmp::Reverse(likeness(pool, remnant, &after[other as usize])), other))
            .filter(|(likeness, _)| likeness.0 >= RARITY_PERCENT)
            .collect();
        alike.sort_unstable();
        let tried = alike.into_iter().take(TRIED).map(|(_, other)| other as usize);
        let common =
            tried.map(|other| (std::cmp::Reverse(aligned(flow, &remnant.free, &after[other].free)), at, other));
        common.filter(|(common, _, other)| common.0 >= enough(remnant, &after[*other])).collect()
    };
    let mut likely = parallel::each_with(before.len(), || (), |(), at| likely_of(at)).0.concat();
    likely.sort_unstable();
    for (_, x, y) in likely {
        // What was aligned since is no longer free.
        let x = still_free(&before[x].free, &flow.to_after);
        let y = still_free(&after[y].free, &flow.to_before);
        let least = (x.len().min(y.len()) * RUNS_PERCENT / 100).max(WORDS / 2);
        if x.len().min(y.len()) >= WORDS && aligned(flow, &x, &y) >= least {
            flow.align(&x, &y, 2);
        }
    }
}

fn still_free(words: &[u32], partners: &[u32]) -> Vec<u32> {
    words.iter().copied().filter(|at| partners[*at as usize] == NONE).collect()
}

fn enough(x: &Remnant, y: &Remnant) -> usize {
    (x.free.len().min(y.free.len()) * RUNS_PERCENT / 100).max(WORDS / 2)
}

fn aligned(flow: &Flow<'_>, x: &[u32], y: &[u32]) -> usize {
    if x.len() * y.len() > PRODUCT { 0 } else { flow.could_align(x, y, 2).len() }
}

/// How much of the rarity of the lighter one both have in common, in percent.
fn likeness(pool: &Pool<'_>, x: &Remnant, y: &Remnant) -> u64 {
    let (mut i, mut j, mut sum) = (0, 0, 0u64);
    while i < x.stems.len() && j < y.stems.len() {
        match x.stems[i].0.cmp(&y.stems[j].0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum += u64::from(x.stems[i].1.min(y.stems[j].1)) * u64::from(pool.rarity(x.stems[i].0));
                (i, j) = (i + 1, j + 1);
            }
        }
    }
    100 * sum / x.weight.min(y.weight).max(1)
}

fn remnants(pool: &Pool<'_>, words: &Words, partners: &[u32]) -> Vec<Remnant> {
    let mut found = Vec::new();
    for block in words.blocks.iter().filter(|block| block.section != 0) {
        let free: Vec<u32> = (block.start..block.end).filter(|at| partners[*at as usize] == NONE).collect();
        if free.len() < WORDS || PART * free.len() < (block.end - block.start) as usize {
            continue;
        }
        let mut stems: Vec<u32> = free.iter().map(|at| words.stems[*at as usize]).collect();
        stems.sort_unstable();
        let counted: Vec<(u32, u32)> = stems.chunk_by(|x, y| x == y).map(|run| (run[0], run.len() as u32)).collect();
        let weight = counted.iter().map(|(stem, count)| u64::from(*count) * u64::from(pool.rarity(*stem))).sum();
        found.push(Remnant { free, stems: counted, weight });
    }
    found
}
