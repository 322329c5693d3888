//! Moved blocks: text that left one place and lives on at another.

use std::collections::{BTreeMap, BTreeSet};

use super::BlockPlace;
use super::alignment::{Blocks, Draft, Fate, compatible};
use super::word::{Class, class_of};
use crate::document::{BlockKind, Document, hidden};

/// A moved block has at least this many words in common with what it became, and one run of this length.
const WORDS: u32 = 12;
const RUN: u32 = 8;
/// Share of one of the two blocks that lives on in the other, in percent.
const PERCENT: u64 = 60;

/// A list item that has fewer words is followed to another list where it has this many that carry meaning.
const ITEM_WORDS: usize = 3;

/// Pairs blocks that stand alone before with blocks that stand alone after, the most words in common first.
pub(super) fn moved(blocks: &Blocks<'_>, drafts: &[Vec<Draft>]) -> Vec<(BlockPlace, BlockPlace)> {
    let mut pairs = moved_texts(blocks, drafts.iter().flatten());
    let gone: BTreeSet<BlockPlace> = pairs.iter().map(|(from, _)| *from).collect();
    let come: BTreeSet<BlockPlace> = pairs.iter().map(|(_, to)| *to).collect();
    pairs.extend(moved_items(blocks, drafts, |from, to| gone.contains(&from) || come.contains(&to)));
    pairs.sort_unstable();
    pairs
}

/// Of [`moved`] what is long enough to be told by its words.
pub(super) fn moved_texts<'d>(
    blocks: &Blocks<'_>,
    drafts: impl IntoIterator<Item = &'d Draft> + Clone,
) -> Vec<(BlockPlace, BlockPlace)> {
    let alone = |before: bool| {
        let alone = drafts.clone().into_iter().filter(|draft| draft.fate == Fate::Alone);
        alone.filter_map(move |draft| if before { draft.before.first() } else { draft.after.first() }.copied())
    };
    let targets: BTreeMap<u32, BlockPlace> =
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
    let mut gone = BTreeSet::new();
    let mut come = BTreeSet::new();
    let mut pairs: Vec<(BlockPlace, BlockPlace)> = Vec::new();
    for (_, from, to) in likely {
        if !gone.contains(&from) && !come.contains(&to) {
            gone.insert(from);
            come.insert(to);
            pairs.push((from, to));
        }
    }
    pairs
}

/// List items too short for the above that stand once in each text, word for word: within their section or list they
/// only stand in another order, elsewhere a few words must show that they are no set phrase.
fn moved_items(
    blocks: &Blocks<'_>,
    drafts: &[Vec<Draft>],
    is_known: impl Fn(BlockPlace, BlockPlace) -> bool,
) -> Vec<(BlockPlace, BlockPlace)> {
    let items = |side: usize| -> Vec<(usize, BlockPlace)> {
        let of = |(entry, drafts): (usize, &Vec<Draft>)| -> Vec<(usize, BlockPlace)> {
            let alone = drafts.iter().filter(|draft| draft.fate == Fate::Alone);
            let places = alone.flat_map(|draft| if side == 0 { &draft.before } else { &draft.after });
            let items = places.filter(|place| blocks.block(side, **place).kind == BlockKind::Item);
            items.map(|place| (entry, *place)).collect()
        };
        drafts.iter().enumerate().flat_map(of).collect()
    };
    let (left, came) = (items(0), items(1));
    if left.is_empty() || came.is_empty() {
        return Vec::new();
    }
    let targets: BTreeMap<String, (usize, BlockPlace)> =
        came.into_iter().map(|(entry, place)| (phrase(blocks.documents[1], place), (entry, place))).collect();
    let mut likely: BTreeMap<String, (BlockPlace, BlockPlace)> = BTreeMap::new();
    for (entry, from) in left {
        let own = phrase(blocks.documents[0], from);
        let Some((other, to)) = targets.get(&own) else { continue };
        let telling = own.split(' ').filter(|word| class_of(word) == Class::Content).count();
        if (entry == *other || telling >= ITEM_WORDS) && telling > 0 && !is_known(from, *to) {
            likely.insert(own, (from, *to));
        }
    }
    for side in 0..2 {
        let counts = counts(blocks, side, &likely);
        likely.retain(|phrase, _| counts.get(phrase) == Some(&1));
    }
    likely.into_values().collect()
}

/// How often each of some phrases stands in a text as a block of its own.
fn counts(
    blocks: &Blocks<'_>,
    side: usize,
    phrases: &BTreeMap<String, (BlockPlace, BlockPlace)>,
) -> BTreeMap<String, usize> {
    // Few blocks have as many words, and only these are looked at.
    let lengths: BTreeSet<usize> = phrases.values().map(|(from, _)| blocks.len(0, *from)).collect();
    let document = blocks.documents[side];
    let mut counts = BTreeMap::new();
    if phrases.is_empty() {
        return counts;
    }
    for (section, own) in document.sections.iter().enumerate() {
        for block in (0..own.blocks.len()).filter(|block| !own.blocks[*block].set_aside) {
            let place = BlockPlace { section, block };
            if lengths.contains(&blocks.len(side, place)) {
                *counts.entry(phrase(document, place)).or_default() += 1;
            }
        }
    }
    counts
}

/// The words of a block without its marker and the comma or full stop that its place in a list gives it.
fn phrase(document: &Document, place: BlockPlace) -> String {
    let block = &document.sections[place.section].blocks[place.block];
    let text = document.block_text(block);
    let words = text[block.marker as usize..].split(hidden::is_blank).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").trim_end_matches([',', ';', '.']).to_owned()
}
