//! Continuity over time: of the whole text and of each of its branches, from each state to the next.

use super::lineage::{Lineage, root};
use super::step::{Place, Step};
use crate::compare::{Profile, Structure};
use crate::document::Weight;

/// What became of the text from one state to the next.
#[derive(Clone, Debug, PartialEq)]
pub struct Period {
    /// The later state; the earlier one is the one before it.
    pub state: usize,
    /// Continuity of the whole text, from 0 to 1.
    pub continuity: f64,
    /// The profile beside it.
    pub profile: Profile,
    /// Of each branch, in the order of the later text, those that are gone behind.
    pub branches: Vec<Branch>,
}

/// What became of a branch from one state to the next.
#[derive(Clone, Debug, PartialEq)]
pub struct Branch {
    /// The life of the section at its root.
    pub life: u32,
    /// Words before and after.
    pub words: [u64; 2],
    /// How many words of the earlier branch live on, wherever they are now.
    pub lived: u64,
    /// How many words of the later branch were there before, wherever they stood.
    pub inherited: u64,
    /// Sections that changed.
    pub changed: u64,
    /// The heaviest change.
    pub weight: Option<Weight>,
}

impl Branch {
    /// (lived + inherited) / (before + after), from 0 to 1; `None` where there are no words. The sum over all branches,
    /// each with the words of both sides as its share, is the continuity of the text.
    pub fn continuity(&self) -> Option<f64> {
        let words = self.words[0] + self.words[1];
        (words > 0).then(|| (self.lived + self.inherited) as f64 / words as f64)
    }
}

/// Strata that a picture shows well: so many at least, where the text has as many.
const FEWEST: usize = 3;

/// How deep the branches of a text begin: at its shallowest level with several sections.
pub fn depth_of(steps: &[Step]) -> usize {
    let Some(places) = steps.last().map(|step| &step.places) else { return 1 };
    let deepest = (1..places.len()).map(|at| depth(places, at)).max().unwrap_or(1);
    (1..=deepest).find(|depth| roots(places, *depth).len() >= FEWEST).unwrap_or(deepest.max(1))
}

fn depth(places: &[Place], section: usize) -> usize {
    std::iter::successors(Some(section), |at| places[*at].parent.map(|it| it as usize)).filter(|at| *at != 0).count()
}

/// The sections at the roots of the branches `depth` deep, in order. A section above that has text of its own is one too,
/// and so is the text before the first heading.
pub fn roots(places: &[Place], depth: usize) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::new();
    for (section, place) in places.iter().enumerate() {
        let root = root(places, section, depth);
        if place.words > 0 && found.last() != Some(&root) && !found.contains(&root) {
            found.push(root);
        }
    }
    found.sort_unstable();
    found
}

/// The branches of one period.
pub fn branches(steps: &[Step], lineage: &Lineage, state: usize, depth: usize) -> Vec<Branch> {
    let (earlier, later) = (&steps[state - 1], &steps[state]);
    let sides = [(&earlier.places, state - 1), (&later.places, state)];
    let life = |side: usize, section: usize| {
        let (places, state) = sides[side];
        lineage.of[state][root(places, section, depth)]
    };
    let mut found: Vec<Branch> = Vec::new();
    let mut at = |life: u32| match found.iter().position(|it: &Branch| it.life == life) {
        Some(at) => at,
        None => {
            found.push(Branch { life, words: [0, 0], lived: 0, inherited: 0, changed: 0, weight: None });
            found.len() - 1
        }
    };
    let own: Vec<usize> = (0..later.places.len()).map(|section| at(life(1, section))).collect();
    let old: Vec<usize> = (0..earlier.places.len()).map(|section| at(life(0, section))).collect();
    for (section, place) in later.places.iter().enumerate() {
        found[own[section]].words[1] += u64::from(place.words);
    }
    for (section, place) in earlier.places.iter().enumerate() {
        found[old[section]].words[0] += u64::from(place.words);
    }
    for (section, strands) in later.strands.iter().enumerate() {
        for strand in strands {
            if let Some((from, _)) = strand.from {
                found[own[section]].inherited += u64::from(strand.words);
                found[old[from as usize]].lived += u64::from(strand.words);
            }
        }
    }
    for fate in later.fates.iter().filter(|fate| fate.is_changed()) {
        // What is gone counts where it stood.
        let gone = fate.kinds().any(|kind| kind == Structure::Removed);
        let branch = match (fate.after.first(), fate.before.first()) {
            (Some(section), _) if !gone => own[*section as usize],
            (_, Some(section)) => old[*section as usize],
            _ => continue,
        };
        found[branch].changed += 1;
        found[branch].weight = found[branch].weight.max(fate.weight());
    }
    found.retain(|branch| branch.words != [0, 0]);
    found
}

/// All periods, the branches `depth` deep.
pub fn periods(steps: &[Step], lineage: &Lineage, depth: usize) -> Vec<Period> {
    let period = |state: usize| Period {
        state,
        continuity: steps[state].figures.continuity(),
        profile: steps[state].figures.profile(),
        branches: branches(steps, lineage, state, depth),
    };
    (1..steps.len()).map(period).collect()
}
