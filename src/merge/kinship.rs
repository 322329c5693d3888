//! Which pieces of three texts are the same piece, as the comparison sees it.

use std::collections::BTreeMap;

use super::piece::{Kind, Pieces};
use crate::compare::{BlockOp, BlockPlace, CompareOptions, Comparison, LinkKind, compare};
use crate::document::Document;

/// Pieces of the base and of both sides that are the same; `None` where a text has none.
pub(super) type Kin = [Option<usize>; 3];

/// Finds out which pieces belong together; the first text is the base. Every piece of every text is in exactly one of them.
pub(super) fn kin(documents: [&Document; 3], pieces: &[Pieces; 3]) -> Vec<Kin> {
    let [base, ours, theirs] = documents;
    let pairs = [(ours, &pieces[1]), (theirs, &pieces[2])].map(|(side, taken)| {
        let comparison = compare(base, side, &CompareOptions { decisions: &[], figures: [None, None] });
        partners(&comparison, &pieces[0], taken)
    });
    let mut all: Vec<Kin> =
        (0..pieces[0].all.len()).map(|at| [Some(at), pairs[0].get(&at).copied(), pairs[1].get(&at).copied()]).collect();
    // What both inserted alike at the same place is one piece.
    let mut place: [BTreeMap<usize, usize>; 3] = Default::default();
    for (node, kin) in all.iter().enumerate() {
        for side in 0..3 {
            place[side].extend(kin[side].map(|at| (at, node)));
        }
    }
    for side in [1, 2] {
        for (at, piece) in pieces[side].all.iter().enumerate() {
            if place[side].contains_key(&at) {
                continue;
            }
            let above = piece.parent.and_then(|parent| place[side].get(&parent).copied());
            let same = |node: &Kin| {
                let other = node[1].filter(|_| side == 2 && node[0].is_none() && node[2].is_none())?;
                let twin = &pieces[1].all[other];
                let alike = twin.kind == piece.kind && twin.text == piece.text && !piece.text.is_empty();
                (alike && twin.parent.and_then(|parent| place[1].get(&parent).copied()) == above).then_some(other)
            };
            let node = match all.iter().position(|node| same(node).is_some()) {
                Some(node) => {
                    all[node][side] = Some(at);
                    node
                }
                None => {
                    let mut new: Kin = [None; 3];
                    new[side] = Some(at);
                    all.push(new);
                    all.len() - 1
                }
            };
            place[side].insert(at, node);
        }
    }
    all
}

/// The piece of a side that each piece of the base became.
fn partners(comparison: &Comparison, base: &Pieces, side: &Pieces) -> BTreeMap<usize, usize> {
    let mut pairs = Pairs { base, side, of: BTreeMap::new(), taken: BTreeMap::new() };
    for (at, piece) in base.all.iter().enumerate() {
        if matches!(piece.kind, Kind::Key(_))
            && let Some(same) = side.all.iter().position(|it| it.kind == piece.kind)
        {
            pairs.join(at, same);
        }
    }
    pairs.join(base.headings[0], side.headings[0]);
    for entry in &comparison.entries {
        for link in entry.links.iter().filter(|link| link.kind == LinkKind::Identity) {
            pairs.join(base.headings[link.before], side.headings[link.after]);
        }
        for change in &entry.blocks {
            if let (BlockOp::Equal | BlockOp::Edited | BlockOp::Ignored, [x], [y]) =
                (change.op, change.before.as_slice(), change.after.as_slice())
            {
                pairs.join_blocks(*x, *y);
            }
        }
    }
    for movement in &comparison.moves {
        pairs.join_blocks(movement.from, movement.to);
    }
    pairs.close();
    pairs.of
}

struct Pairs<'p> {
    base: &'p Pieces,
    side: &'p Pieces,
    of: BTreeMap<usize, usize>,
    taken: BTreeMap<usize, usize>,
}

impl Pairs<'_> {
    fn join(&mut self, x: usize, y: usize) {
        if !self.of.contains_key(&x) && !self.taken.contains_key(&y) {
            self.of.insert(x, y);
            self.taken.insert(y, x);
        }
    }

    fn join_blocks(&mut self, x: BlockPlace, y: BlockPlace) {
        self.join(self.base.blocks[x.section][x.block], self.side.blocks[y.section][y.block]);
    }

    /// Joins, in sections that are the same, blocks that are equal to the letter and lines of contents that stand at one place.
    fn close(&mut self) {
        let sections: Vec<(usize, usize)> = self.of.iter().map(|(x, y)| (*x, *y)).collect();
        for (x, y) in sections {
            if self.base.all[x].kind != Kind::Heading {
                continue;
            }
            let free = |pieces: &Pieces, heading: usize, taken: &BTreeMap<usize, usize>| -> Vec<usize> {
                let blocks = (heading + 1..pieces.all.len()).take_while(|at| pieces.all[*at].kind != Kind::Heading);
                blocks.filter(|at| !taken.contains_key(at)).collect()
            };
            let (old, new) = (free(self.base, x, &self.of), free(self.side, y, &self.taken));
            let text = |pieces: &Pieces, at: &[usize]| -> Vec<String> {
                at.iter().map(|at| pieces.all[*at].text.clone()).collect()
            };
            let (before, after) = (text(self.base, &old), text(self.side, &new));
            for op in similar::capture_diff_slices(similar::Algorithm::Patience, &before, &after) {
                let (i, j) = (op.old_range(), op.new_range());
                let equal = matches!(op, similar::DiffOp::Equal { .. });
                for (i, j) in i.clone().zip(j.clone()) {
                    let aside = self.base.all[old[i]].set_aside && self.side.all[new[j]].set_aside;
                    if equal || (aside && op.old_range().len() == op.new_range().len()) {
                        self.join(old[i], new[j]);
                    }
                }
            }
        }
    }
}
