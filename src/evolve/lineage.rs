//! Lives of sections: composed from what became of them from each state to the next.

use std::collections::BTreeSet;

use super::origin::{Origin, Origins, Returned};
use super::step::{Place, Step};
use crate::compare::LinkKind;

/// The lives of all sections of a text over its states.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lineage {
    /// Lives in the order of their birth, those of one state in the order of the text. The first one is the text before
    /// the first heading.
    pub lives: Vec<Life>,
    /// By state and section, the life.
    pub of: Vec<Vec<u32>>,
    /// What led from one life to another, by state.
    pub edges: Vec<Edge>,
    /// By section of the newest state, who wrote its words.
    pub origins: Vec<Vec<Origin>>,
    /// By state, how many of its words were written for each state up to it.
    pub alive: Vec<Vec<u64>>,
}

/// The life of one section.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Life {
    /// Its states in order; where one is missing, the section was not there.
    pub stages: Vec<Stage>,
}

/// A section in one state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stage {
    /// The state, from 0.
    pub state: usize,
    /// The section.
    pub section: usize,
}

/// What leads from one life to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Edge {
    /// The state in which it shows.
    pub state: usize,
    /// What happened.
    pub kind: EdgeKind,
    /// The life that it came from.
    pub from: u32,
    /// The life that it went to; the same one where a section came back.
    pub to: u32,
    /// Share of the words that went this way on the final redline, from 0 to 1: of the section that was split off,
    /// extracted, merged or absorbed.
    pub share: f64,
}

/// What happened between two lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EdgeKind {
    /// One was split off the other.
    Split,
    /// One was merged into the other.
    Merged,
    /// One flowed into what stood above it.
    Absorbed,
    /// One was lifted out of what stood above it.
    Extracted,
    /// The section had been removed and came back.
    Reintroduced,
}

impl Life {
    /// The state in which it began.
    pub fn born(&self) -> usize {
        self.stages.first().map_or(0, |stage| stage.state)
    }

    /// The section that it is in a state; `None` where it is not there.
    pub fn in_state(&self, state: usize) -> Option<usize> {
        let at = self.stages.binary_search_by_key(&state, |stage| stage.state).ok()?;
        Some(self.stages[at].section)
    }
}

impl Lineage {
    /// What a life is called for as long as the history before it stays as it is: `L` and its place in the order of
    /// births.
    pub fn id(life: u32) -> String {
        format!("L{life}")
    }

    /// The life that is called so.
    pub fn named(&self, id: &str) -> Option<u32> {
        let life = id.strip_prefix(['L', 'l'])?.parse::<u32>().ok()?;
        ((life as usize) < self.lives.len()).then_some(life)
    }

    /// Whether a life goes on in the newest state.
    pub fn is_alive(&self, life: u32) -> bool {
        self.of.last().is_some_and(|of| of.contains(&life))
    }
}

/// Composes steps to lives. `None` where a step does not follow the one before it.
pub fn lineage(steps: &[Step]) -> Option<Lineage> {
    let mut lineage = Lineage::default();
    let mut origins = Origins::default();
    for (state, step) in steps.iter().enumerate() {
        let earlier = state.checked_sub(1).map(|at| &steps[at]);
        if !step.follows(earlier) {
            return None;
        }
        let before = lineage.of.last().cloned().unwrap_or_default();
        let returned = origins.follow(step, state as u32, &before);
        lineage.join(step, state, &before, &returned, steps);
        lineage.alive.push(origins.alive(state + 1));
    }
    lineage.origins = origins.sections();
    Some(lineage)
}

impl Lineage {
    fn join(&mut self, step: &Step, state: usize, before: &[u32], returned: &[Returned], steps: &[Step]) {
        let mut own: Vec<Option<u32>> = vec![None; step.places.len()];
        if !self.lives.is_empty() {
            own[0] = Some(0);
        }
        let links = || step.fates.iter().flat_map(|fate| fate.links());
        for link in links().filter(|link| link.kind == LinkKind::Identity && link.before != 0 && link.after != 0) {
            own[link.after] = before.get(link.before).copied();
        }
        for (section, life) in self.reintroduced(step, &own, returned, steps) {
            own[section] = Some(life);
            self.edges.push(Edge { state, kind: EdgeKind::Reintroduced, from: life, to: life, share: 1.0 });
        }
        let of: Vec<u32> = own
            .into_iter()
            .enumerate()
            .map(|(section, life)| {
                let life = life.unwrap_or_else(|| {
                    self.lives.push(Life::default());
                    self.lives.len() as u32 - 1
                });
                self.lives[life as usize].stages.push(Stage { state, section });
                life
            })
            .collect();
        for link in links() {
            let kind = match link.kind {
                LinkKind::Identity => continue,
                LinkKind::Split => EdgeKind::Split,
                LinkKind::Merged => EdgeKind::Merged,
                LinkKind::Absorbed => EdgeKind::Absorbed,
                LinkKind::Extracted => EdgeKind::Extracted,
            };
            let (Some(from), Some(to)) = (before.get(link.before).copied(), of.get(link.after).copied()) else {
                continue;
            };
            if from != to {
                let places = [steps[state - 1].places[link.before].words, step.places[link.after].words];
                let whole = places[usize::from(matches!(kind, EdgeKind::Split | EdgeKind::Extracted))];
                let arrived =
                    step.strands[link.after].iter().filter(|it| it.from.is_some_and(|it| it.0 as usize == link.before));
                let part: u32 = arrived.map(|it| it.words).sum();
                let share = if whole == 0 { 1.0 } else { f64::from(part) / f64::from(whole) };
                self.edges.push(Edge { state, kind, from, to, share });
            }
        }
        self.of.push(of);
    }

    /// Sections of a state that nothing before continues, and lives that had ended and go on in them: more than half of
    /// the words came back; or, where there are too few words to tell, the title and the section above are the same.
    fn reintroduced(
        &self,
        step: &Step,
        own: &[Option<u32>],
        returned: &[Returned],
        steps: &[Step],
    ) -> Vec<(usize, u32)> {
        let mut free: BTreeSet<u32> = (1..self.lives.len() as u32).collect();
        own.iter().flatten().for_each(|life| _ = free.remove(life));
        let mut by_words: Vec<&Returned> = returned
            .iter()
            .filter(|it| own[it.section].is_none() && 2 * it.words > step.places[it.section].words)
            .collect();
        by_words.sort_by_key(|it| (std::cmp::Reverse(it.words), it.section));
        let mut found: Vec<(usize, u32)> = Vec::new();
        for it in by_words {
            if found.iter().all(|known| known.0 != it.section) && free.remove(&it.life) {
                found.push((it.section, it.life));
            }
        }
        for (section, place) in step.places.iter().enumerate().skip(1) {
            let taken = own[section].is_some() || found.iter().any(|known| known.0 == section);
            if taken || place.words >= FEW || place.title.is_empty() {
                continue;
            }
            let above = self.above(own, &found, place.parent);
            let same = |life: &&u32| {
                let Some(stage) = self.lives[**life as usize].stages.last() else { return false };
                let last = &steps[stage.state].places;
                let was = &last[stage.section];
                was.words < FEW
                    && was.title == place.title
                    && above.is_some()
                    && was.parent.map(|parent| self.of[stage.state][parent as usize]) == above
            };
            let mut alike = free.iter().filter(same).copied();
            if let (Some(life), None) = (alike.next(), alike.next()) {
                free.remove(&life);
                found.push((section, life));
            }
        }
        found.sort_unstable();
        found
    }

    fn above(&self, own: &[Option<u32>], found: &[(usize, u32)], parent: Option<u32>) -> Option<u32> {
        let parent = parent? as usize;
        own[parent].or_else(|| found.iter().find(|known| known.0 == parent).map(|known| known.1))
    }
}

/// Sections of fewer words are known by their titles, not by their words.
const FEW: u32 = 12;

/// The section that stands at the root of a branch: the one above `section` at most `depth` sections deep.
pub(super) fn root(places: &[Place], section: usize, depth: usize) -> usize {
    let line: Vec<usize> = std::iter::successors(Some(section), |at| places[*at].parent.map(|it| it as usize))
        .filter(|at| *at != 0)
        .collect();
    line.len().checked_sub(depth).map_or(section, |at| line.get(at).copied().unwrap_or(section))
}
