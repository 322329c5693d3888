//! The picture of a whole evolution: strata of each state, bands of words from each to the next, and what came and went.

use std::collections::{BTreeMap, BTreeSet};

use super::lineage::{Lineage, root};
use super::step::Step;

/// States as columns of strata, with bands between them. All figures are words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alluvium {
    /// One per state.
    pub columns: Vec<Column>,
    /// Between each column and the next one. The bands that leave a stratum make up all its words, and so do those that
    /// arrive.
    pub bands: Vec<Vec<Band>>,
}

/// A state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// Its strata in the order of the text.
    pub strata: Vec<Stratum>,
}

/// The words of one branch in one state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stratum {
    /// The life of the section at its root; `None` for all branches that are too small to be shown apart.
    pub life: Option<u32>,
    /// The section at its root.
    pub section: usize,
    /// Its words.
    pub words: u64,
}

/// Words that went the same way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Band {
    /// Stratum of the earlier column; `None` for words that are new.
    pub from: Option<usize>,
    /// Stratum of the later column; `None` for words that are gone.
    pub to: Option<usize>,
    /// How many.
    pub words: u64,
}

/// A branch is shown apart where it has a hundredth of a state's words, and this many or, of a short text, a tenth.
const LEAST: u64 = 30;

/// The picture of `steps`, its branches `depth` deep.
pub fn alluvium(steps: &[Step], lineage: &Lineage, depth: usize) -> Alluvium {
    let mut shown: BTreeSet<u32> = BTreeSet::new();
    for (state, step) in steps.iter().enumerate() {
        let mut words: BTreeMap<u32, u64> = BTreeMap::new();
        for (section, place) in step.places.iter().enumerate() {
            let life = lineage.of[state][root(&step.places, section, depth)];
            *words.entry(life).or_default() += u64::from(place.words);
        }
        let all: u64 = words.values().sum();
        let least = LEAST.min(all / 10).max(all / 100);
        shown.extend(words.into_iter().filter(|it| it.1 >= least).map(|it| it.0));
    }
    let mut alluvium = Alluvium::default();
    let mut earlier: Vec<Option<usize>> = Vec::new();
    for (state, step) in steps.iter().enumerate() {
        let (column, own) = column(step, &lineage.of[state], depth, &shown);
        if state > 0 {
            alluvium.bands.push(bands(step, &alluvium.columns[state - 1], (&earlier, &own)));
        }
        alluvium.columns.push(column);
        earlier = own;
    }
    alluvium
}

/// The strata of a state, and the stratum of each section; `None` where it has no words.
fn column(step: &Step, lives: &[u32], depth: usize, shown: &BTreeSet<u32>) -> (Column, Vec<Option<usize>>) {
    let mut strata: Vec<Stratum> = Vec::new();
    let mut own = vec![None; step.places.len()];
    for (section, place) in step.places.iter().enumerate().filter(|(_, place)| place.words > 0) {
        let root = root(&step.places, section, depth);
        let life = Some(lives[root]).filter(|life| shown.contains(life));
        let at = strata.iter().position(|it| it.life == life).unwrap_or_else(|| {
            strata.push(Stratum { life, section: root, words: 0 });
            strata.len() - 1
        });
        strata[at].words += u64::from(place.words);
        own[section] = Some(at);
    }
    // What is too small stands last.
    let mut order: Vec<usize> = (0..strata.len()).collect();
    order.sort_by_key(|at| (strata[*at].life.is_none(), strata[*at].section));
    let place = |at: usize| order.iter().position(|it| *it == at).unwrap_or(at);
    let own = own.into_iter().map(|at| at.map(place)).collect();
    (Column { strata: order.iter().map(|at| strata[*at].clone()).collect() }, own)
}

fn bands(step: &Step, before: &Column, (old, new): (&[Option<usize>], &[Option<usize>])) -> Vec<Band> {
    let mut words: BTreeMap<(Option<usize>, Option<usize>), u64> = BTreeMap::new();
    let mut left: Vec<u64> = before.strata.iter().map(|stratum| stratum.words).collect();
    for (section, strands) in step.strands.iter().enumerate() {
        for strand in strands {
            let from = strand.from.and_then(|(section, _)| old[section as usize]);
            *words.entry((from, new[section])).or_default() += u64::from(strand.words);
            if let Some(from) = from {
                left[from] -= u64::from(strand.words);
            }
        }
    }
    for (stratum, count) in left.into_iter().enumerate().filter(|it| it.1 > 0) {
        words.insert((Some(stratum), None), count);
    }
    let mut bands: Vec<Band> = words.into_iter().map(|((from, to), words)| Band { from, to, words }).collect();
    // New words come last where they arrive, gone ones where they leave.
    bands.sort_by_key(|band| (band.from.is_none(), band.from, band.to.is_none(), band.to));
    bands
}
