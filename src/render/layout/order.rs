//! What stays in place and what moves, of all that is in both texts.

use std::collections::{BTreeMap, BTreeSet};

use super::pairing::{NONE, Pairs};
use super::text::{Sign, Text, words};

/// What moved.
pub(super) struct Moves {
    /// How many moves there are.
    pub(super) count: usize,
    /// The move of each sign of the earlier text, or [`NONE`].
    pub(super) of: Vec<u32>,
}

/// A part of the earlier text and the part of the later one into which its words went.
type Link = (u32, u32);

/// Tells moves from what stays: the heaviest sequence of parts that stand in the same order in both texts stays.
///
/// What can be neither is paired no longer: ends of paragraphs and blanks alone do not move, and a table moves only
/// where nothing in it changed.
pub(super) fn order(before: &Text<'_>, after: &Text<'_>, pairs: &mut Pairs) -> Moves {
    let of = [before.atom_of(), after.atom_of()];
    let mut links: BTreeMap<Link, u64> = BTreeMap::new();
    let mut changed: BTreeSet<Link> = BTreeSet::new();
    for (x, y) in paired(pairs) {
        let link = (of[0][x], of[1][y]);
        let notes = (before.atoms[link.0 as usize].note, after.atoms[link.1 as usize].note);
        match notes {
            (None, None) => *links.entry(link).or_default() += weight(before, pairs, x),
            (Some(note), Some(other)) if pairs.notes[note] == Some(other) => {}
            _ => pairs.to_after[x] = NONE,
        }
        if let (Sign::Table(table), Sign::Table(other)) = (before.units[x].sign, after.units[y].sign) {
            let same = is_same(&pairs.tables[&table], [before, after], [table, other]);
            changed.extend((!same).then_some(link));
        }
    }
    let kept = heaviest(&links);
    let moved: Vec<Link> = links
        .iter()
        .filter(|(link, words)| !kept.contains(link) && **words > 0 && !changed.contains(link))
        .map(|(link, _)| *link)
        .collect();
    let numbers = numbers(&kept, &moved);
    let mut moves = Moves {
        count: numbers.values().max().map_or(0, |last| *last as usize + 1),
        of: vec![NONE; before.units.len()],
    };
    for (x, y) in paired(pairs) {
        let link = (of[0][x], of[1][y]);
        if before.atoms[link.0 as usize].note.is_some() || kept.contains(&link) {
            continue;
        }
        match numbers.get(&link) {
            Some(number) => moves.of[x] = *number,
            None => pairs.to_after[x] = NONE,
        }
    }
    in_order(before, pairs, &moves);
    moves
}

fn paired(pairs: &Pairs) -> Vec<(usize, usize)> {
    let all = pairs.to_after.iter().enumerate().filter(|(_, partner)| **partner != NONE);
    all.map(|(at, partner)| (at, *partner as usize)).collect()
}

/// A word counts with its first letter, a table and a figure with all that they hold.
fn weight(text: &Text<'_>, pairs: &Pairs, at: usize) -> u64 {
    let begins = |at: usize| {
        let joined =
            at.checked_sub(1).is_some_and(|last| text.units[last].sign.is_word() && pairs.to_after[last] != NONE);
        text.units[at].sign.is_word() && !joined
    };
    match text.units[at].sign {
        Sign::Table(table) => {
            let cells = text.tables[table].rows.iter().flatten();
            cells.map(|cell| words(cell.iter().map(|unit| unit.sign))).sum::<u64>().max(1)
        }
        Sign::Image(_) => 1,
        Sign::End(super::Role::Rule) => 1,
        _ => u64::from(begins(at)),
    }
}

/// Whether all of a table is in both texts.
fn is_same(rows: &[super::pairing::KeptRow], texts: [&Text<'_>; 2], tables: [usize; 2]) -> bool {
    let [old, new] = [0, 1].map(|side| &texts[side].tables[tables[side]].rows);
    old.len() == rows.len()
        && new.len() == rows.len()
        && rows.iter().all(|row| {
            let cells = old[row.before].iter().zip(&new[row.after]).zip(&row.cells);
            cells.clone().all(|((x, y), pairs)| x.len() == pairs.len() && y.len() == pairs.len())
        })
}

/// The heaviest links that stand in the same order in both texts.
fn heaviest(links: &BTreeMap<Link, u64>) -> BTreeSet<Link> {
    let all: Vec<(Link, u64)> = links.iter().map(|(link, words)| (*link, *words)).collect();
    let most = all.iter().map(|((_, y), _)| *y as usize + 1).max().unwrap_or_default();
    // The best sequence that ends at or before a part of the later text: a tree of prefix maxima.
    let mut tree: Vec<Option<(u64, usize)>> = vec![None; most + 1];
    let mut before: Vec<Option<usize>> = Vec::with_capacity(all.len());
    let mut best: Option<(u64, usize)> = None;
    for (number, ((_, y), words)) in all.iter().enumerate() {
        let mut found: Option<(u64, usize)> = None;
        let mut at = *y as usize + 1;
        while at > 0 {
            if tree[at].is_some_and(|(sum, _)| found.is_none_or(|(most, _)| sum > most)) {
                found = tree[at];
            }
            at &= at - 1;
        }
        // What has no words stays rather than goes.
        let sum = found.map_or(0, |(sum, _)| sum) + words * 4 + 1;
        before.push(found.map(|(_, number)| number));
        let mut at = *y as usize + 1;
        while at <= most {
            if tree[at].is_none_or(|(known, _)| sum > known) {
                tree[at] = Some((sum, number));
            }
            at += at & at.wrapping_neg();
        }
        if best.is_none_or(|(most, _)| sum > most) {
            best = Some((sum, number));
        }
    }
    std::iter::successors(best.map(|(_, number)| number), |number| before[*number])
        .map(|number| all[number].0)
        .collect()
}

/// Numbers the moves: parts that stand behind each other in both texts, with nothing that lives on between them, are one.
fn numbers(kept: &BTreeSet<Link>, moved: &[Link]) -> BTreeMap<Link, u32> {
    let all = || kept.iter().chain(moved);
    let rank = |parts: BTreeSet<u32>| -> BTreeMap<u32, i64> { parts.into_iter().zip(0..).collect() };
    let ranks = (rank(all().map(|link| link.0).collect()), rank(all().map(|link| link.1).collect()));
    let mut numbers = BTreeMap::new();
    let mut count = 0;
    let mut last: Option<Link> = None;
    for link in moved {
        let goes_on = last.is_some_and(|last| {
            let step = (ranks.0[&link.0] - ranks.0[&last.0], ranks.1[&link.1] - ranks.1[&last.1]);
            matches!(step, (0 | 1, 0 | 1))
        });
        count += u32::from(!goes_on);
        numbers.insert(*link, count - 1);
        last = Some(*link);
    }
    numbers
}

/// Makes sure that what stays stands in the same order in both texts, in the running text and in each footnote.
fn in_order(before: &Text<'_>, pairs: &mut Pairs, moves: &Moves) {
    let mut lists = before.in_notes();
    lists.push(before.running(None));
    for list in lists {
        let mut last = None;
        for at in list {
            let partner = pairs.to_after[at];
            if partner == NONE || moves.of[at] != NONE {
                continue;
            }
            if last.is_some_and(|last| partner <= last) {
                pairs.to_after[at] = NONE;
            } else {
                last = Some(partner);
            }
        }
    }
}
