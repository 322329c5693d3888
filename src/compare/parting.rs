//! Which block of a split or merged section belongs to which part of it.

use std::collections::BTreeMap;

use super::alignment::{Aligned, Blocks, Draft, Fate};
use super::{BlockPlace, Entry, movement};

/// Where a block has no words in common with any part, more blocks than these are not looked through for likeness.
const LOOKED_AT: usize = 64;

/// Aligns the blocks of an entry: in reading order, or, where several sections stand on a side and more text lives on
/// like this, part by part. A note at the end of a section stays with it although a part in front of it was split off.
pub(super) fn align(blocks: &Blocks<'_>, entry: &Entry) -> Aligned {
    let whole = blocks.align(&places(blocks, 0, &entry.before), &places(blocks, 1, &entry.after));
    let several = entry.before.len().max(entry.after.len()) > 1;
    if !several || whole.drafts.iter().all(|draft| draft.fate == Fate::Same) {
        return whole;
    }
    let parts = by_parts(blocks, entry);
    if living(blocks, &parts.drafts) > living(blocks, &whole.drafts) {
        // Both ways were gone.
        return Aligned { coarse: whole.coarse + parts.coarse, ..parts };
    }
    whole
}

fn places(blocks: &Blocks<'_>, side: usize, sections: &[usize]) -> Vec<BlockPlace> {
    let of = |section: &usize| {
        let section = *section;
        (0..blocks.documents[side].sections[section].blocks.len()).map(move |block| BlockPlace { section, block })
    };
    sections.iter().flat_map(of).collect()
}

/// How many words live on, in place or as what moved.
fn living(blocks: &Blocks<'_>, drafts: &[Draft]) -> u64 {
    let words = |draft: &Draft| match draft.fate {
        Fate::Same => blocks.len(0, draft.before[0]) as u64,
        Fate::Paired => {
            let pairs = draft.before.iter().flat_map(|x| draft.after.iter().map(move |y| (*x, *y)));
            pairs.map(|(x, y)| blocks.common_words(x, y)).sum()
        }
        Fate::Alone | Fate::Ignored => 0,
    };
    let moved = movement::moved_texts(blocks, drafts).into_iter().map(|(from, to)| blocks.common_words(from, to));
    drafts.iter().map(words).chain(moved).sum()
}

fn by_parts(blocks: &Blocks<'_>, entry: &Entry) -> Aligned {
    let links: Vec<(usize, usize)> = entry.links.iter().map(|link| (link.before, link.after)).collect();
    let mut parts = vec![(Vec::new(), Vec::new()); links.len()];
    for (place, at) in assigned(blocks, 0, &entry.before, &links) {
        parts[at].0.push(place);
    }
    for (place, at) in assigned(blocks, 1, &entry.after, &links) {
        parts[at].1.push(place);
    }
    let mut all = Aligned::default();
    for (xs, ys) in parts {
        let aligned = blocks.align(&xs, &ys);
        all.drafts.extend(aligned.drafts);
        all.coarse += aligned.coarse;
    }
    Aligned { drafts: in_reading_order(all.drafts), ..all }
}

/// For each block of one side the link along which it goes: to the section that has the most of it; where none has
/// anything, it goes with the block before.
fn assigned(
    blocks: &Blocks<'_>,
    side: usize,
    sections: &[usize],
    links: &[(usize, usize)],
) -> Vec<(BlockPlace, usize)> {
    let mut assigned = Vec::new();
    for section in sections {
        let own = |link: &(usize, usize)| if side == 0 { link.0 } else { link.1 };
        let other = |link: &(usize, usize)| if side == 0 { link.1 } else { link.0 };
        let ways: Vec<usize> = (0..links.len()).filter(|at| own(&links[*at]) == *section).collect();
        let mut last = ways[0];
        for place in places(blocks, side, &[*section]) {
            if ways.len() > 1 {
                let best = ways.iter().map(|at| (affinity(blocks, side, place, other(&links[*at])), *at == last, *at));
                last = best
                    .max_by_key(|(words, is_last, at)| (*words, *is_last, std::cmp::Reverse(*at)))
                    .map_or(last, |best| best.2);
            }
            assigned.push((place, last));
        }
    }
    assigned
}

/// How much of a block a section of the other side has: an equal block counts twice.
fn affinity(blocks: &Blocks<'_>, side: usize, place: BlockPlace, section: usize) -> u64 {
    let others = places(blocks, 1 - side, &[section]);
    let pair = |other: BlockPlace| if side == 0 { (place, other) } else { (other, place) };
    let length = blocks.len(side, place) as u64;
    if others.iter().any(|other| blocks.hash(side, place) == blocks.hash(1 - side, *other)) {
        return 2 * length + 1;
    }
    if others.len() > LOOKED_AT {
        return 0;
    }
    let alike = others.iter().map(|other| {
        let (x, y) = pair(*other);
        blocks.common_words(x, y)
    });
    // Words that stand everywhere prove nothing.
    alike.max().filter(|common| common * 2 >= length).unwrap_or(0)
}

/// The order of the later text; what is gone stands behind what stood in front of it.
fn in_reading_order(mut drafts: Vec<Draft>) -> Vec<Draft> {
    drafts.sort_by_key(|draft| (draft.after.first().copied(), draft.before.first().copied()));
    let first = drafts.partition_point(|draft| draft.after.is_empty());
    let gone: Vec<Draft> = drafts.drain(..first).collect();
    let mut standing: BTreeMap<BlockPlace, usize> = BTreeMap::new();
    for (at, draft) in drafts.iter().enumerate() {
        standing.extend(draft.before.iter().map(|place| (*place, at + 1)));
    }
    let mut behind: BTreeMap<usize, Vec<Draft>> = BTreeMap::new();
    for draft in gone {
        let at = standing.range(..draft.before[0]).next_back().map_or(0, |(_, at)| *at);
        behind.entry(at).or_default().push(draft);
    }
    let mut ordered = behind.remove(&0).unwrap_or_default();
    for (at, draft) in drafts.into_iter().enumerate() {
        ordered.push(draft);
        ordered.extend(behind.remove(&(at + 1)).unwrap_or_default());
    }
    ordered
}
