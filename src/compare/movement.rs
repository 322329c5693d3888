//! Moved blocks: text that left one place and lives on at another.

use super::BlockPlace;
use super::alignment::{Blocks, Draft, Fate, compatible};

/// A moved block has at least this many words in common with what it became, and one run of this length.
const WORDS: u32 = 12;
const RUN: u32 = 8;
/// Share of one of the two blocks that lives on in the other, in percent.
const PERCENT: u64 = 60;

/// Pairs blocks that stand alone before with blocks that stand alone after, the most words in common first.
pub(super) fn moved(blocks: &Blocks<'_>, drafts: &[Vec<Draft>]) -> Vec<(BlockPlace, BlockPlace)> {
    let alone = |before: bool| {
        drafts
            .iter()
            .flatten()
            .filter(|draft| draft.fate == Fate::Alone)
            .filter_map(move |draft| if before { draft.before.first() } else { draft.after.first() }.copied())
    };
    let targets: std::collections::BTreeMap<u32, BlockPlace> =
        alone(false).map(|place| (blocks.number(1, place) as u32, place)).collect();
    let mut likely: Vec<(std::cmp::Reverse<u32>, BlockPlace, BlockPlace)> = Vec::new();
    for from in alone(true) {
        for (number, words, run) in blocks.overlaps(from) {
            let Some(to) = targets.get(&number) else { continue };
            let least = blocks.len(0, from).min(blocks.len(1, *to)) as u64;
            let enough = words >= WORDS && run >= RUN && u64::from(words) * 100 >= PERCENT * least;
            if enough && compatible(blocks.block(0, from).kind, blocks.block(1, *to).kind) {
                likely.push((std::cmp::Reverse(words), from, *to));
            }
        }
    }
    likely.sort_unstable();
    let mut gone = std::collections::BTreeSet::new();
    let mut come = std::collections::BTreeSet::new();
    let mut pairs: Vec<(BlockPlace, BlockPlace)> = Vec::new();
    for (_, from, to) in likely {
        if !gone.contains(&from) && !come.contains(&to) {
            gone.insert(from);
            come.insert(to);
            pairs.push((from, to));
        }
    }
    pairs.sort_unstable();
    pairs
}
