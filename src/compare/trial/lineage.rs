//! How many of the splits, merges and moves of made revisions are found, and how many that are told are right.

use std::collections::BTreeSet;
use std::fmt;

use super::revision::{Descent, Numbering, Relation, Revision, Strength, revision};
use super::stock::Tongue;
use crate::compare::{CompareOptions, Comparison, LinkKind, compare};
use crate::document::markdown;

/// How many there were, were found, were told, and were told rightly.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tally {
    there: usize,
    found: usize,
    told: usize,
    right: usize,
    /// Of those told wrongly how many name the only section that any text of the part came from or went to: a paragraph that
    /// moved there, or what is left of it.
    only: usize,
}

impl Tally {
    fn recall(self) -> f64 {
        self.found as f64 / self.there.max(1) as f64
    }

    fn precision(self) -> f64 {
        self.right as f64 / self.told.max(1) as f64
    }

    fn add(&mut self, other: Tally) {
        self.there += other.there;
        self.found += other.found;
        self.told += other.told;
        self.right += other.right;
        self.only += other.only;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (recall, precision) = (100.0 * self.recall(), 100.0 * self.precision());
        write!(
            f,
            "{:5} {recall:5.1} % {:5} {precision:5.1} % {:5} {:5}",
            self.there,
            self.told,
            self.told - self.right,
            self.only
        )
    }
}

/// The tallies of one or many revisions.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Lineage {
    pub(super) same: Tally,
    pub(super) split: Tally,
    pub(super) merged: Tally,
    pub(super) absorbed: Tally,
    pub(super) extracted: Tally,
    pub(super) moved: Tally,
}

/// Of a part or a paragraph that went elsewhere and was edited, so many words must be left: of less nobody could tell.
const TOLD: usize = 15;

impl Lineage {
    /// Holds what a comparison tells against the truth.
    pub(super) fn of(revision: &Revision) -> Self {
        let comparison = {
            let (before, after) = (markdown::read(revision.before.clone()), markdown::read(revision.after.clone()));
            compare(&before, &after, &CompareOptions::default())
        };
        let mut lineage = Lineage::default();
        let truth = &revision.truth;
        let links: BTreeSet<(usize, usize)> = comparison
            .entries
            .iter()
            .flat_map(|entry| entry.links.iter().map(|link| (link.before, link.after)))
            .filter(|(s, t)| *s != 0 && *t != 0)
            .collect();
        lineage.sections(&comparison, truth);
        let mut told = links.clone();
        told.extend(comparison.flows.iter().map(|passage| (passage.before, passage.after)));
        lineage.parts(&comparison, truth, &told);
        lineage.movements(&comparison, truth, &links);
        lineage
    }

    fn sections(&mut self, comparison: &Comparison, truth: &[Relation]) {
        let same: BTreeSet<(usize, usize)> =
            truth.iter().filter(|it| it.descent == Descent::Same).map(|it| (it.before, it.after)).collect();
        let shared: BTreeSet<(usize, usize)> = truth.iter().map(|it| (it.before, it.after)).collect();
        let told =
            comparison.entries.iter().flat_map(|entry| &entry.links).filter(|link| link.kind == LinkKind::Identity);
        let told: BTreeSet<(usize, usize)> =
            told.map(|link| (link.before, link.after)).filter(|(s, _)| *s != 0).collect();
        self.same.there = same.len();
        self.same.found = same.intersection(&told).count();
        self.same.told = told.len();
        self.same.right = told.intersection(&shared).count();
    }

    /// Parts of a split or merged section: found where all parts are linked with the whole.
    fn parts(&mut self, comparison: &Comparison, truth: &[Relation], links: &BTreeSet<(usize, usize)>) {
        for (at, it) in truth.iter().enumerate() {
            let family = |descent, same: &dyn Fn(&Relation) -> bool| -> Vec<usize> {
                let of_it = |(_, other): &(usize, &Relation)| other.descent == descent && same(other);
                truth.iter().enumerate().filter(of_it).map(|(at, _)| at).collect()
            };
            let linked = |at: &usize| links.contains(&(truth[*at].before, truth[*at].after));
            let is_left = |at: &usize| truth[*at].words >= TOLD;
            let (tally, parts) = match it.descent {
                Descent::Split => (&mut self.split, family(Descent::Split, &|other| other.before == it.before)),
                Descent::Merged => (&mut self.merged, family(Descent::Merged, &|other| other.after == it.after)),
                Descent::Absorbed => (&mut self.absorbed, vec![at]),
                Descent::Extracted => (&mut self.extracted, vec![at]),
                Descent::Same | Descent::Moved => continue,
            };
            if parts[0] == at && parts.iter().all(is_left) {
                tally.there += 1;
                tally.found += usize::from(parts.iter().all(linked));
            }
        }
        for link in comparison.entries.iter().flat_map(|entry| &entry.links) {
            let (tally, right): (&mut Tally, &[Descent]) = match link.kind {
                LinkKind::Identity => continue,
                LinkKind::Split => (&mut self.split, &[Descent::Split, Descent::Extracted]),
                LinkKind::Extracted => (&mut self.extracted, &[Descent::Split, Descent::Extracted]),
                LinkKind::Merged => (&mut self.merged, &[Descent::Merged, Descent::Absorbed]),
                LinkKind::Absorbed => (&mut self.absorbed, &[Descent::Merged, Descent::Absorbed]),
            };
            tally.told += 1;
            let is_it = |it: &Relation| (it.before, it.after) == (link.before, link.after);
            let is_right = truth.iter().any(|it| is_it(it) && right.contains(&it.descent));
            tally.right += usize::from(is_right);
            let is_whole = matches!(link.kind, LinkKind::Split | LinkKind::Extracted);
            let of_part = |it: &&Relation| if is_whole { it.after == link.after } else { it.before == link.before };
            let only = truth.iter().filter(of_part).all(|it| is_it(it) == (it.words > 0));
            tally.only += usize::from(!is_right && only);
        }
    }

    /// Paragraphs that moved between sections that go on: told as a passage, or as a moved block.
    fn movements(&mut self, comparison: &Comparison, truth: &[Relation], links: &BTreeSet<(usize, usize)>) {
        let shared: BTreeSet<(usize, usize)> = truth.iter().map(|it| (it.before, it.after)).collect();
        let mut told: BTreeSet<(usize, usize)> =
            comparison.flows.iter().map(|passage| (passage.before, passage.after)).collect();
        self.moved.told = told.len();
        self.moved.right = told.intersection(&shared).count();
        told.extend(comparison.moves.iter().map(|movement| (movement.from.section, movement.to.section)));
        told.extend(links);
        for it in truth.iter().filter(|it| it.descent == Descent::Moved && it.words >= TOLD) {
            self.moved.there += 1;
            self.moved.found += usize::from(told.contains(&(it.before, it.after)));
        }
    }

    pub(super) fn add(&mut self, other: &Lineage) {
        for (own, other) in self.rows_mut().into_iter().zip(other.rows()) {
            own.add(*other.1);
        }
    }

    fn rows(&self) -> [(&'static str, &Tally); 6] {
        [
            ("same", &self.same),
            ("split", &self.split),
            ("merged", &self.merged),
            ("absorbed", &self.absorbed),
            ("extracted", &self.extracted),
            ("moved", &self.moved),
        ]
    }

    fn rows_mut(&mut self) -> [&mut Tally; 6] {
        [&mut self.same, &mut self.split, &mut self.merged, &mut self.absorbed, &mut self.extracted, &mut self.moved]
    }
}

impl fmt::Display for Lineage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.rows().iter().try_for_each(|(name, tally)| writeln!(f, "{name:10} {tally}"))
    }
}

/// Revisions of every language, strength and numbering, to be made.
pub(super) fn revisions(
    seeds: std::ops::Range<u64>,
) -> impl Iterator<Item = (Tongue, Strength, impl FnOnce() -> Revision)> {
    seeds.flat_map(|seed| {
        [Tongue::Polish, Tongue::English].into_iter().flat_map(move |tongue| {
            Strength::ALL.into_iter().flat_map(move |strength| {
                let kinds = Numbering::ALL.into_iter().enumerate();
                kinds.map(move |(at, numbering)| {
                    let seed = seed * 64 + strength as u64 * 8 + at as u64;
                    (tongue, strength, move || revision(tongue, strength, numbering, seed))
                })
            })
        })
    })
}

#[test]
fn splits_merges_and_moves_are_found() {
    let sum = sum(1..3);
    let floors = [
        ("split", sum.split, 0.80, 0.85),
        ("merged", sum.merged, 0.75, 0.90),
        ("absorbed", sum.absorbed, 0.70, 0.95),
        ("extracted", sum.extracted, 0.85, 0.95),
        ("moved", sum.moved, 0.80, 0.93),
    ];
    for (name, tally, recall, precision) in floors {
        assert!(tally.there >= 4 && tally.told >= 4, "{name} {tally}");
        assert!(tally.recall() >= recall && tally.precision() >= precision, "{name} {tally}");
    }
    assert!(sum.same.recall() >= 0.95 && sum.same.precision() >= 0.98, "same {}", sum.same);
}

/// The figures of the evaluation, by strength: `cargo test --release --lib lineage_figures -- --ignored --nocapture`.
#[test]
#[ignore = "measures many revisions"]
#[expect(clippy::print_stdout, reason = "the figures are what it is for")]
fn lineage_figures() {
    let mut all = Lineage::default();
    for strength in Strength::ALL {
        let sum = sum_of(500..560, |_, it| it == strength);
        println!("{strength:?}\n{sum}");
        all.add(&sum);
    }
    println!("all\n{all}");
}

fn sum(seeds: std::ops::Range<u64>) -> Lineage {
    sum_of(seeds, |_, _| true)
}

fn sum_of(seeds: std::ops::Range<u64>, which: impl Fn(Tongue, Strength) -> bool) -> Lineage {
    let mut sum = Lineage::default();
    for (tongue, strength, make) in revisions(seeds) {
        if which(tongue, strength) {
            sum.add(&Lineage::of(&make()));
        }
    }
    sum
}
