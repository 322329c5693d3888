//! What people decided, in the terms of one comparison: pairs that are matched whatever the score says, pairs that never
//! are, and which decision stands at which entry.

use std::collections::btree_map::Entry as Slot;
use std::collections::{BTreeMap, BTreeSet};

use super::{Entry, Ground, LinkKind};
use crate::document::decision::{Directory, Found};
use crate::document::{Decision, Document, Figures, Remark, RemarkKind, Ruling, Side, Weight};

/// What a comparison goes by besides the two texts.
#[derive(Clone, Copy, Debug, Default)]
pub struct CompareOptions<'a> {
    /// What people decided about the change from one to the other, in the order of `links.toml`.
    pub decisions: &'a [Decision],
    /// What the files of the figures hold, before and after; `None` where nobody knows.
    pub figures: [Option<&'a Figures>; 2],
}

impl Entry {
    /// What the change weighs where a person decided it.
    pub fn decided_weight(&self) -> Option<Weight> {
        self.decisions.iter().find_map(|decision| match decision.ruling {
            Ruling::Weight(weight) => Some(weight),
            _ => None,
        })
    }
}

/// A section before and a section after.
type Pair = (u32, u32);

/// What a section is by decision, and which decision says so.
type Roles = BTreeMap<u32, (Role, usize)>;

/// What people decided about these two texts.
#[derive(Default)]
pub(super) struct Decided {
    roles: [Roles; 2],
    /// Links besides identity.
    parts: BTreeMap<Pair, LinkKind>,
    /// Pairs that are not the same section.
    apart: BTreeMap<Pair, usize>,
    /// Sections before that were split, and sections after that others were merged into: their parts are all named.
    whole: [BTreeSet<u32>; 2],
    weights: BTreeMap<(Option<u32>, Option<u32>), usize>,
    /// Decisions that hold, in the order of the file, with the sections that they are about.
    standing: BTreeMap<usize, Sections>,
    /// Decisions that don't, each with the one that contradicts it.
    pub(super) overruled: Vec<(usize, usize)>,
    /// What is to be told of decisions that don't hold.
    pub(super) remarks: Vec<Remark>,
}

/// What a section is by decision.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// The same section as this one.
    Same(u32),
    /// A part of this one, and of nothing else.
    Part(u32),
}

/// The sections that a decision is about, and whether their texts are those that it saw.
struct Sections {
    before: Vec<u32>,
    after: Vec<u32>,
    unchanged: bool,
}

/// Finds the sections of the decisions. Of two that contradict each other the one that stands later in the file holds.
pub(super) fn decided(before: &Document, after: &Document, decisions: &[Decision]) -> Decided {
    let mut decided = Decided::default();
    if decisions.is_empty() {
        return decided;
    }
    let directories = [Directory::new(before), Directory::new(after)];
    for (at, decision) in decisions.iter().enumerate().rev() {
        match sections(&directories, decision) {
            Err(remark) => decided.remarks.push(remark),
            Ok(sections) => match decided.opponent(decision, &sections) {
                Some(other) => decided.overruled.push((at, other)),
                None => decided.take(at, decision, sections),
            },
        }
    }
    for (at, other) in &decided.overruled {
        let [line, other] = [*at, *other].map(|at| decisions[at].line.unwrap_or_default());
        decided.remarks.push(remark(RemarkKind::DecisionContradicted { line, other }));
    }
    decided
}

fn remark(kind: RemarkKind) -> Remark {
    Remark { side: None, line: None, kind }
}

fn sections(directories: &[Directory; 2], decision: &Decision) -> Result<Sections, Remark> {
    let line = decision.line.unwrap_or_default();
    let mut unchanged = true;
    let mut side = |anchors: &[crate::document::Anchor], directory: &Directory, side: Side| {
        let mut found = Vec::new();
        for anchor in anchors {
            let place = directory.find(anchor);
            unchanged &= matches!(place, Found::Same(_));
            let lost = || remark(RemarkKind::DecisionLost { line, side, section: anchor.heading().to_owned() });
            found.push(place.section().ok_or_else(lost)? as u32);
        }
        Ok(found)
    };
    let before = side(&decision.before, &directories[0], Side::Before)?;
    let after = side(&decision.after, &directories[1], Side::After)?;
    if matches!(decision.ruling, Ruling::Weight(_)) && !unchanged {
        let anchor = decision.after.first().or(decision.before.first());
        let section = anchor.map_or("", |anchor| anchor.heading()).to_owned();
        return Err(remark(RemarkKind::DecisionOutdated { line, section }));
    }
    Ok(Sections { before, after, unchanged })
}

/// Roles and pairs that a decision asks for.
struct Claim {
    roles: [Vec<(u32, Role)>; 2],
    linked: Vec<Pair>,
    apart: Option<Pair>,
    parts: Option<LinkKind>,
}

impl Claim {
    fn of(ruling: Ruling, sections: &Sections) -> Self {
        let (before, after) = (&sections.before, &sections.after);
        let mut claim = Claim { roles: [Vec::new(), Vec::new()], linked: Vec::new(), apart: None, parts: None };
        let pairs = || before.iter().flat_map(|s| after.iter().map(move |t| (*s, *t)));
        match ruling {
            Ruling::Weight(_) | Ruling::Reason => return claim,
            Ruling::Different => {
                claim.apart = pairs().next();
                return claim;
            }
            Ruling::Same => {}
            Ruling::Split => claim.parts = Some(LinkKind::Split),
            Ruling::Merged => claim.parts = Some(LinkKind::Merged),
        }
        for (at, (s, t)) in pairs().enumerate() {
            claim.linked.push((s, t));
            if at == 0 {
                claim.roles[0].push((s, Role::Same(t)));
                claim.roles[1].push((t, Role::Same(s)));
            } else if ruling == Ruling::Split {
                claim.roles[1].push((t, Role::Part(s)));
            } else {
                claim.roles[0].push((s, Role::Part(t)));
            }
        }
        claim
    }
}

impl Decided {
    /// The decision that stands already and contradicts this one.
    fn opponent(&self, decision: &Decision, sections: &Sections) -> Option<usize> {
        if let Ruling::Weight(_) = decision.ruling {
            return self.weights.get(&weighed(sections)).copied();
        }
        let claim = Claim::of(decision.ruling, sections);
        let linked = |(s, t): &Pair| {
            [(0, s, t), (1, t, s)].into_iter().find_map(|(side, section, other)| {
                let (role, by) = self.roles[side].get(section)?;
                matches!(role, Role::Same(it) | Role::Part(it) if it == other).then_some(*by)
            })
        };
        let roles = claim.roles.iter().zip(&self.roles).flat_map(|(claimed, known)| {
            claimed.iter().filter_map(|(section, role)| known.get(section).filter(|(it, _)| it != role))
        });
        let apart = claim.linked.iter().filter_map(|pair| self.apart.get(pair)).copied();
        roles.map(|(_, by)| *by).chain(apart).chain(claim.apart.iter().filter_map(linked)).max()
    }

    fn take(&mut self, at: usize, decision: &Decision, sections: Sections) {
        let claim = Claim::of(decision.ruling, &sections);
        for (known, claimed) in self.roles.iter_mut().zip(&claim.roles) {
            for (section, role) in claimed {
                if let Slot::Vacant(slot) = known.entry(*section) {
                    slot.insert((*role, at));
                }
            }
        }
        self.apart.extend(claim.apart.map(|pair| (pair, at)));
        if let Some(kind) = claim.parts {
            self.parts.extend(claim.linked.iter().skip(1).map(|pair| (*pair, kind)));
            match kind {
                LinkKind::Split => self.whole[0].extend(&sections.before),
                _ => self.whole[1].extend(&sections.after),
            }
        }
        if let Ruling::Weight(_) = decision.ruling {
            self.weights.insert(weighed(&sections), at);
        }
        self.standing.insert(at, sections);
    }

    /// Pairs that are the same section, in the order of the earlier text.
    pub(super) fn forced(&self) -> impl Iterator<Item = Pair> + '_ {
        let same = |(s, (role, _)): (&u32, &(Role, usize))| match role {
            Role::Same(t) => Some((*s, *t)),
            Role::Part(_) => None,
        };
        self.roles[0].iter().filter_map(same)
    }

    /// Whether the two may not be taken for the same section, because a person said so of them, or said something else
    /// of one of them.
    pub(super) fn bars(&self, s: u32, t: u32) -> bool {
        let other = |side: usize, section: u32, partner: u32| {
            self.roles[side].get(&section).is_some_and(|(role, _)| *role != Role::Same(partner))
        };
        self.apart.contains_key(&(s, t)) || other(0, s, t) || other(1, t, s)
    }

    /// What kind of link there is between the two besides identity, where a person said so.
    pub(super) fn part(&self, s: u32, t: u32) -> Option<LinkKind> {
        self.parts.get(&(s, t)).copied()
    }

    /// All links besides identity.
    pub(super) fn parts(&self) -> impl Iterator<Item = (Pair, LinkKind)> + '_ {
        self.parts.iter().map(|(pair, kind)| (*pair, *kind))
    }

    /// Whether the words that flowed between the two make no link, because of what a person said.
    pub(super) fn bars_link(&self, s: u32, t: u32) -> bool {
        let is_part = |side: usize, section: u32| {
            self.roles[side].get(&section).is_some_and(|(role, _)| matches!(role, Role::Part(_)))
        };
        let named = self.whole[0].contains(&s) || self.whole[1].contains(&t);
        self.apart.contains_key(&(s, t)) || named || is_part(0, s) || is_part(1, t)
    }

    /// Writes the decisions that hold to their entries, and says which match a person made.
    pub(super) fn attach(&mut self, entries: &mut [Entry], decisions: &[Decision]) {
        if self.standing.is_empty() {
            return;
        }
        let mut owner: [BTreeMap<u32, usize>; 2] = [BTreeMap::new(), BTreeMap::new()];
        for (number, entry) in entries.iter().enumerate() {
            owner[0].extend(entry.before.iter().map(|section| (*section as u32, number)));
            owner[1].extend(entry.after.iter().map(|section| (*section as u32, number)));
        }
        for (at, sections) in &self.standing {
            let decision = &decisions[*at];
            let mut numbers: BTreeSet<usize> = BTreeSet::new();
            for (named, owner) in [&sections.before, &sections.after].into_iter().zip(&owner) {
                numbers.extend(named.iter().filter_map(|section| owner.get(section)));
            }
            let only = numbers.first().copied().filter(|_| numbers.len() == 1);
            let fits = match decision.ruling {
                Ruling::Different => true,
                Ruling::Weight(_) => only.is_some_and(|number| {
                    let entry = &entries[number];
                    sections.before.is_empty() == entry.before.is_empty()
                        && sections.after.is_empty() == entry.after.is_empty()
                        && sections.unchanged
                }),
                _ => only.is_some(),
            };
            if !fits {
                let anchor = decision.after.first().or(decision.before.first());
                let section = anchor.map_or("", |anchor| anchor.heading()).to_owned();
                let line = decision.line.unwrap_or_default();
                self.remarks.push(remark(RemarkKind::DecisionUnlinked { line, section }));
                continue;
            }
            for number in numbers {
                let entry = &mut entries[number];
                entry.decisions.push(decision.clone());
                if matches!(decision.ruling, Ruling::Same | Ruling::Split | Ruling::Merged) {
                    entry.matched_by = Some(Ground::Person);
                }
            }
        }
    }
}

fn weighed(sections: &Sections) -> (Option<u32>, Option<u32>) {
    (sections.before.first().copied(), sections.after.first().copied())
}

/// Decisions that contradict a later one about these two texts, each with that one, by their places in `decisions`.
pub fn contradictions(before: &Document, after: &Document, decisions: &[Decision]) -> Vec<(usize, usize)> {
    decided(before, after, decisions).overruled
}
