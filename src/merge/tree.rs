//! The merged text as a tree of pieces: what stays, where it stands, and what it says.

use std::collections::BTreeMap;

use super::kinship::Kin;
use super::order::{Slot, order};
use super::piece::{Kind, Piece, Pieces};
use super::word::{merge_whole, merge_words};
use super::{Doubt, MergeOptions};
use crate::document::BlockKind;

/// What becomes of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// It is in the result.
    Stays,
    /// It is gone.
    Goes,
    /// This side removed it, and the other one changed it or put something into it.
    Disputed(usize),
}

/// A part of the result, in order.
#[derive(Clone, Debug)]
enum Part {
    Text {
        node: usize,
        text: String,
    },
    /// What stands in the base, in ours and in theirs; the first and the last piece of it.
    Conflict {
        ends: [usize; 2],
        texts: [String; 3],
    },
}

/// The merged text in parts.
pub(super) struct Plan<'p> {
    tree: Tree<'p>,
    front: Vec<Part>,
    fences: [String; 2],
    body: Vec<Part>,
    /// Headings in order, the position of the parent with each.
    headings: Vec<(usize, Option<usize>)>,
}

struct Tree<'p> {
    pieces: &'p [Pieces; 3],
    kin: &'p [Kin],
    /// Node of each piece, by text.
    node: [BTreeMap<usize, usize>; 3],
    fate: Vec<Fate>,
    parent: Vec<Option<usize>>,
}

/// Plans the merge.
///
/// # Errors
/// [`Doubt::Order`] where both sides moved the same piece, or reordered the same list, each in its way.
pub(super) fn tree<'p>(pieces: &'p [Pieces; 3], kin: &'p [Kin]) -> Result<Plan<'p>, Doubt> {
    let mut node: [BTreeMap<usize, usize>; 3] = Default::default();
    for (id, kin) in kin.iter().enumerate() {
        for side in 0..3 {
            node[side].extend(kin[side].map(|at| (at, id)));
        }
    }
    let mut tree = Tree { pieces, kin, node, fate: vec![Fate::Stays; kin.len()], parent: vec![None; kin.len()] };
    for id in 0..kin.len() {
        tree.fate[id] = tree.fate_of(id);
        tree.parent[id] = tree.parent_of(id)?;
    }
    tree.revive();
    let fence = |nth: usize| {
        let [b, o, t] = [0, 1, 2].map(|side| pieces[side].fences[nth].as_str());
        merge_whole(b, o, t).map(str::to_owned).ok_or(Doubt::Pieces)
    };
    let fences = [fence(0)?, fence(1)?];
    let root = tree.node[0][&pieces[0].headings[0]];
    let mut plan = Plan { tree, front: Vec::new(), fences, body: Vec::new(), headings: Vec::new() };
    plan.front = plan.tree.list(None, &|kind| matches!(kind, Kind::Key(_)), &mut |_, _| ())?;
    if !plan.front.is_empty() && plan.fences[0].is_empty() {
        return Err(Doubt::Pieces);
    }
    plan.section(root, None)?;
    Ok(plan)
}

impl<'p> Tree<'p> {
    fn piece(&self, id: usize, side: usize) -> Option<&'p Piece> {
        self.kin[id][side].map(|at| &self.pieces[side].all[at])
    }

    fn any(&self, id: usize) -> &'p Piece {
        [1, 2, 0].into_iter().find_map(|side| self.piece(id, side)).expect("a node has a piece")
    }

    fn fate_of(&self, id: usize) -> Fate {
        let same = |side: usize| {
            let [Some(was), Some(is)] = [0, side].map(|side| self.piece(id, side)) else { return false };
            match was.kind {
                Kind::Heading => was.text[was.title.clone()] == is.text[is.title.clone()],
                _ => was.text == is.text,
            }
        };
        match self.kin[id] {
            [Some(_), None, None] => Fate::Goes,
            [Some(_), Some(_), None] if same(1) => Fate::Goes,
            [Some(_), None, Some(_)] if same(2) => Fate::Goes,
            [Some(_), Some(_), None] => Fate::Disputed(2),
            [Some(_), None, Some(_)] => Fate::Disputed(1),
            _ => Fate::Stays,
        }
    }

    fn parent_of(&self, id: usize) -> Result<Option<usize>, Doubt> {
        let above = |side: usize| self.piece(id, side).map(|piece| piece.parent.map(|at| self.node[side][&at]));
        match [above(0), above(1), above(2)] {
            [Some(b), Some(o), Some(t)] if o == t || t == b => Ok(o),
            [Some(b), Some(o), Some(t)] if o == b => Ok(t),
            [Some(_), Some(_), Some(_)] => Err(Doubt::Order),
            [None, Some(o), Some(t)] if o != t => Err(Doubt::Order),
            [_, Some(one), None] | [_, None, Some(one)] | [None, Some(one), _] => Ok(one),
            [one, None, None] => Ok(one.flatten()),
        }
    }

    /// A section that one side removed and the other put something into is disputed.
    fn revive(&mut self) {
        loop {
            let dead = (0..self.fate.len()).filter(|id| self.fate[*id] != Fate::Goes).find_map(|id| {
                let above = self.parent[id].filter(|above| self.fate[*above] == Fate::Goes)?;
                Some(above)
            });
            let Some(above) = dead else { return };
            self.fate[above] = Fate::Disputed(if self.kin[above][1].is_none() { 1 } else { 2 });
        }
    }

    /// The children of a node that are in the result, as they stand in one of the texts.
    fn children(&self, parent: Option<usize>, side: usize, kind: &dyn Fn(&Kind) -> bool) -> Vec<usize> {
        let mut found = Vec::new();
        for (at, piece) in self.pieces[side].all.iter().enumerate() {
            let id = self.node[side][&at];
            let here = piece.parent.map(|above| self.node[side][&above]) == parent && self.parent[id] == parent;
            if here && kind(&piece.kind) && self.fate[id] != Fate::Goes {
                found.push(id);
            }
        }
        found
    }

    /// The parts that the children of a node make; `beneath` adds what stands beneath a child.
    fn list(
        &self,
        parent: Option<usize>,
        kind: &dyn Fn(&Kind) -> bool,
        beneath: &mut dyn FnMut(usize, &mut Vec<Part>),
    ) -> Result<Vec<Part>, Doubt> {
        let [base, ours, theirs] = [0, 1, 2].map(|side| self.children(parent, side, kind));
        let mut parts = Vec::new();
        for slot in order(&base, &ours, &theirs).ok_or(Doubt::Order)? {
            match slot {
                Slot::One(id) => {
                    if self.any(id).kind != Kind::Heading {
                        parts.push(self.part(id));
                    }
                    beneath(id, &mut parts);
                }
                Slot::Both([x, y]) => {
                    let both: Vec<usize> = x.iter().chain(&y).copied().collect();
                    let texts = [self.raw(&both, 0, 0)?, self.raw(&x, 1, 2)?, self.raw(&y, 2, 1)?];
                    let ends = [*x.first().ok_or(Doubt::Order)?, *y.last().ok_or(Doubt::Order)?];
                    parts.push(Part::Conflict { ends, texts });
                }
            }
        }
        Ok(parts)
    }

    /// What one text says of these nodes and all beneath them; the side `other` must have nothing of its own to say there.
    fn raw(&self, ids: &[usize], side: usize, other: usize) -> Result<String, Doubt> {
        let mut wanted: Vec<usize> = ids.to_vec();
        let mut at = 0;
        while let Some(above) = wanted.get(at).copied() {
            let alive = |id: &usize| self.fate[*id] != Fate::Goes || self.kin[*id][side].is_some();
            wanted.extend((0..self.kin.len()).filter(|id| self.parent[*id] == Some(above)).filter(alive));
            at += 1;
        }
        for id in &wanted {
            if side != 0
                && let Some(piece) = self.piece(*id, other)
                && self.piece(*id, 0).is_none_or(|was| was.text != piece.text)
            {
                return Err(Doubt::Order);
            }
        }
        let mut found: Vec<usize> = wanted.iter().filter_map(|id| self.kin[*id][side]).collect();
        found.sort_unstable();
        let mut text = String::new();
        for (nth, at) in found.iter().enumerate() {
            let piece = &self.pieces[side].all[*at];
            text.push_str(&piece.text);
            if nth + 1 < found.len() {
                text.push_str(if piece.gap.is_empty() { "\n\n" } else { &piece.gap });
            }
        }
        Ok(text)
    }

    /// What a node that is no disputed section says.
    fn part(&self, id: usize) -> Part {
        let [base, ours, theirs] = [0, 1, 2].map(|side| self.piece(id, side));
        let text = |piece: Option<&Piece>| piece.map_or(String::new(), |piece| piece.text.clone());
        let conflict = || Part::Conflict { ends: [id, id], texts: [text(base), text(ours), text(theirs)] };
        let merged = match (self.fate[id], [base, ours, theirs]) {
            (Fate::Stays, [Some(b), Some(o), Some(t)]) => match b.kind {
                Kind::Heading => heading(b, o, t),
                Kind::Block(kind) => match kind {
                    BlockKind::Code | BlockKind::Html | BlockKind::Figure | BlockKind::Break => {
                        merge_whole(&b.text, &o.text, &t.text).map(str::to_owned)
                    }
                    _ => merge_words(&b.text, &o.text, &t.text, kind == BlockKind::Table),
                },
                Kind::Key(_) => merge_whole(&b.text, &o.text, &t.text).map(str::to_owned),
            },
            (Fate::Stays, [None, Some(o), Some(t)]) => (o.text == t.text).then(|| o.text.clone()),
            (Fate::Stays, _) => Some(text(ours.or(theirs))),
            _ => None,
        };
        merged.map_or_else(conflict, |text| Part::Text { node: id, text })
    }

    /// The blanks between two pieces: as the texts have them where they are neighbours there.
    fn gap(&self, a: usize, b: usize) -> String {
        let beside = [0, 1, 2].map(|side| {
            let at = self.kin[a][side]?;
            (self.kin[b][side] == Some(at + 1)).then(|| self.pieces[side].all[at].gap.as_str())
        });
        let known = match beside {
            [Some(base), Some(ours), Some(theirs)] => Some(merge_whole(base, ours, theirs).unwrap_or(ours)),
            [_, one, other] => one.or(other),
        };
        if let Some(gap) = known {
            return gap.to_owned();
        }
        let (first, second) = (self.any(a), self.any(b));
        if first.text.is_empty() {
            return String::new();
        }
        if matches!(first.kind, Kind::Key(_)) {
            return "\n".to_owned();
        }
        let item = Kind::Block(BlockKind::Item);
        let tight = |id: usize, back: usize| {
            (0..3).any(|side| {
                let at = self.kin[id][side].and_then(|at| at.checked_sub(back));
                at.is_some_and(|at| self.pieces[side].all[at].gap == "\n")
            })
        };
        let both = first.kind == item && second.kind == item;
        if both && (tight(a, 0) || tight(b, 1)) { "\n".to_owned() } else { "\n\n".to_owned() }
    }
}

/// Merges a heading: what stands before the title (level, label), the title, and what stands behind it.
fn heading(base: &Piece, ours: &Piece, theirs: &Piece) -> Option<String> {
    if let Some(text) = merge_whole(&base.text, &ours.text, &theirs.text) {
        return Some(text.to_owned());
    }
    let parts = [base, ours, theirs].map(|piece| {
        let title = piece.title.clone();
        [&piece.text[..title.start], &piece.text[title.clone()], &piece.text[title.end..]]
    });
    let merged: Option<Vec<&str>> =
        (0..3).map(|nth| merge_whole(parts[0][nth], parts[1][nth], parts[2][nth])).collect();
    merged.map(|parts| parts.concat())
}

impl Plan<'_> {
    /// Adds a section with all sections beneath it.
    fn section(&mut self, id: usize, above: Option<usize>) -> Result<(), Doubt> {
        let position = self.headings.len();
        self.headings.push((id, above));
        let blocks = |kind: &Kind| matches!(kind, Kind::Block(_));
        if let Fate::Disputed(remover) = self.tree.fate[id] {
            // The section's own text as a whole; what stands beneath it follows.
            let side = 3 - remover;
            let mut texts: [String; 3] = Default::default();
            for (which, other) in [(0, 0), (side, remover)] {
                texts[which] = self.tree.own(id, which, other)?;
            }
            self.body.push(Part::Conflict { ends: [id, id], texts });
        } else {
            self.body.push(self.tree.part(id));
            let own = self.tree.list(Some(id), &blocks, &mut |_, _| ())?;
            self.body.extend(own);
        }
        let mut beneath: Vec<(Option<usize>, Vec<Part>)> = Vec::new();
        let rest = self.tree.list(Some(id), &|kind| *kind == Kind::Heading, &mut |child, parts| {
            beneath.push((Some(child), std::mem::take(parts)));
        })?;
        beneath.push((None, rest));
        for (child, parts) in beneath {
            self.body.extend(parts);
            if let Some(child) = child {
                self.section(child, Some(position))?;
            }
        }
        Ok(())
    }

    /// What stands in conflicts: in the base, in ours, in theirs.
    pub(super) fn disputed(&self) -> Vec<&[String; 3]> {
        let parts = self.front.iter().chain(&self.body);
        let texts = parts.filter_map(|part| match part {
            Part::Conflict { texts, .. } => Some(texts),
            Part::Text { .. } => None,
        });
        texts.collect()
    }

    /// For each section the position of its parent.
    pub(super) fn outline(&self) -> Vec<Option<usize>> {
        self.headings.iter().map(|(_, above)| *above).collect()
    }

    /// The text with every conflict decided for a side.
    pub(super) fn decided(&self, side: usize) -> String {
        self.written(&|_, texts| texts[side].clone())
    }

    /// The text with conflicts between markers.
    pub(super) fn text(&self, options: &MergeOptions) -> String {
        self.written(&|id, texts| {
            let line = |sign: &str, side: &str| {
                let name = self.name(id);
                let name = if name.is_empty() { side.to_owned() } else { format!("{side}: {name}") };
                format!("{} {name}\n", sign.repeat(options.marker))
            };
            let said = |text: &str| if text.is_empty() { String::new() } else { format!("{text}\n") };
            let [base, ours, theirs] = texts.each_ref().map(|text| said(text));
            let (open, old, close) = (line("<", "ours"), line("|", "base"), line(">", "theirs"));
            let between = "=".repeat(options.marker);
            format!("{open}{ours}{old}{base}{between}\n{theirs}{}", close.trim_end())
        })
    }

    /// The heading of the section of each conflict.
    pub(super) fn conflicts(&self) -> Vec<String> {
        let parts = self.front.iter().chain(&self.body);
        parts
            .filter_map(|part| match part {
                Part::Conflict { ends, .. } => Some(self.name(ends[0])),
                Part::Text { .. } => None,
            })
            .collect()
    }

    /// The line of the heading above a piece.
    fn name(&self, id: usize) -> String {
        let piece = self.tree.any(id);
        let heading = match piece.kind {
            Kind::Heading => piece,
            _ => self.tree.parent[id].map_or(piece, |above| self.tree.any(above)),
        };
        match heading.kind {
            Kind::Heading => heading.text.lines().next().unwrap_or_default().trim_matches(['#', ' ']).to_owned(),
            _ => String::new(),
        }
    }

    fn written(&self, conflict: &dyn Fn(usize, &[String; 3]) -> String) -> String {
        let mut text = self.fences[0].clone();
        self.write(&self.front, &mut text, conflict);
        text.push_str(&self.fences[1]);
        self.write(&self.body, &mut text, conflict);
        text
    }

    fn write(&self, parts: &[Part], text: &mut String, conflict: &dyn Fn(usize, &[String; 3]) -> String) {
        let mut before: Option<usize> = None;
        for part in parts {
            let (said, first, last) = match part {
                Part::Text { node, text } => (text.clone(), *node, *node),
                Part::Conflict { ends, texts } => (conflict(ends[0], texts), ends[0], ends[1]),
            };
            if said.is_empty() && matches!(part, Part::Conflict { .. }) {
                continue;
            }
            if let Some(before) = before {
                let gap = self.tree.gap(before, first);
                let broken = matches!(part, Part::Conflict { .. }) && !gap.ends_with('\n') && !text.ends_with('\n');
                text.push_str(&gap);
                text.push_str(if broken && !text.is_empty() { "\n" } else { "" });
            }
            text.push_str(&said);
            before = Some(last);
        }
        if before.is_some() {
            let end = |side: usize| {
                let pieces = &self.tree.pieces[side].all;
                let key = parts.first().is_some_and(|part| match part {
                    Part::Text { node, .. } | Part::Conflict { ends: [node, _], .. } => {
                        matches!(self.tree.any(*node).kind, Kind::Key(_))
                    }
                });
                let mut last = pieces.iter().rev().filter(|piece| (piece.section.is_none()) == key);
                last.next().map_or("\n", |piece| piece.gap.as_str())
            };
            text.push_str(merge_whole(end(0), end(1), end(2)).unwrap_or("\n"));
        }
    }
}

impl Tree<'_> {
    /// The own text of a section in one of the texts: its heading, and its blocks but those that live on elsewhere.
    fn own(&self, id: usize, side: usize, other: usize) -> Result<String, Doubt> {
        let here = |at: &usize| {
            let node = self.node[side][at];
            node == id || self.parent[node] == Some(id) && self.pieces[side].all[*at].kind != Kind::Heading
        };
        let mut text = String::new();
        let found: Vec<usize> = (0..self.pieces[side].all.len()).filter(here).collect();
        for (nth, at) in found.iter().enumerate() {
            let (node, piece) = (self.node[side][at], &self.pieces[side].all[*at]);
            let said = self
                .piece(node, other)
                .is_some_and(|piece| side != other && self.piece(node, 0).is_none_or(|was| was.text != piece.text));
            if said {
                return Err(Doubt::Order);
            }
            text.push_str(&piece.text);
            if nth + 1 < found.len() {
                text.push_str(if piece.gap.is_empty() { "\n\n" } else { &piece.gap });
            }
        }
        Ok(text)
    }
}
