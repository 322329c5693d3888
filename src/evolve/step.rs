//! What lineage needs to know of one comparison, small enough to be kept.

use serde::{Deserialize, Serialize};

use crate::compare::{Comparison, LinkKind, Profile, Spelled, Strand, Structure, Wording, strands, wording};
use crate::document::{Decision, Document, Weight};

/// Kinds of structural change, in the order in which steps number them.
pub const KINDS: [Structure; 13] = [
    Structure::Edited,
    Structure::Added,
    Structure::Removed,
    Structure::Moved,
    Structure::Reordered,
    Structure::Retitled,
    Structure::Renumbered,
    Structure::Relabelled,
    Structure::Split,
    Structure::Merged,
    Structure::Absorbed,
    Structure::Extracted,
    Structure::Releveled,
];

const LINKS: [LinkKind; 5] =
    [LinkKind::Identity, LinkKind::Split, LinkKind::Merged, LinkKind::Absorbed, LinkKind::Extracted];

/// What became of a text from one state to the next. The first step of a history leads from nothing.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Sections of the later text; the first one is the text before the first heading.
    pub places: Vec<Place>,
    /// What became of the sections.
    pub fates: Vec<Fate>,
    /// By section of the later text, where its words come from.
    pub strands: Vec<Vec<Strand>>,
    /// Runs of words that are gone, by where they stood in the earlier text.
    pub gone: Vec<Run>,
    /// Runs of words that are new, by where they stand in the later text.
    pub came: Vec<Run>,
    /// Figures of the whole text.
    pub figures: Figures,
}

/// A section of a state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The heading as a reader sees it.
    pub heading: String,
    /// The heading without its labels.
    pub title: String,
    /// The labels.
    pub numbers: Vec<String>,
    /// The identifier given in the source.
    pub anchor: Option<String>,
    /// Heading level; 0 for the text before the first heading.
    pub level: u8,
    /// Index of the parent; `None` for the text before the first heading.
    pub parent: Option<u32>,
    /// Words of own text.
    pub words: u32,
}

/// What became of one section, or of several that were split or merged.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Fate {
    /// Sections of the earlier text.
    pub before: Vec<u32>,
    /// Sections of the later text.
    pub after: Vec<u32>,
    links: Vec<(u32, u32, u8)>,
    kinds: Vec<u8>,
    weight: Option<u8>,
    continuity: u64,
    /// Words kept, deleted, inserted and moved.
    pub words: [u64; 4],
    /// Why people say it was changed.
    pub reasons: Vec<Reason>,
}

/// A link between two sections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// Section of the earlier text.
    pub before: usize,
    /// Section of the later text.
    pub after: usize,
    /// Its kind.
    pub kind: LinkKind,
}

/// What a person decided about a change, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// Why; `None` where only the match or the weight was decided.
    pub because: Option<String>,
    /// Titles of the evidence, with the place in it where one is told.
    pub evidence: Vec<String>,
    /// Who decided it.
    pub by: String,
    /// When, as `YYYY-MM-DD`.
    pub date: String,
}

/// A run of words of one section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// The section.
    pub section: u32,
    /// The first word.
    pub start: u32,
    /// Hashes of the words.
    pub keys: Vec<u32>,
}

/// Figures of a comparison; shares as the bits of a float, so that they come back as they were.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// Words before and after.
    pub words: [u64; 2],
    /// Words kept, deleted, inserted and moved.
    pub changed: [u64; 4],
    /// Sections per kind, in the order of [`KINDS`].
    pub kinds: Vec<u64>,
    /// Sections that did not change.
    pub unchanged: u64,
    shares: [u64; 7],
}

impl Figures {
    /// C: 2·(kept + moved) / (before + after), from 0 to 1.
    pub fn continuity(&self) -> f64 {
        f64::from_bits(self.shares[0])
    }

    /// The profile beside it.
    pub fn profile(&self) -> Profile {
        let [_, retention, heritage, substantive, structural, breadth, depth] = self.shares.map(f64::from_bits);
        Profile { retention, heritage, substantive, structural, breadth, depth }
    }
}

impl Fate {
    /// Every link.
    pub fn links(&self) -> impl Iterator<Item = Link> + '_ {
        self.links.iter().map(|(before, after, kind)| Link {
            before: *before as usize,
            after: *after as usize,
            kind: LINKS[usize::from(*kind)],
        })
    }

    /// Kinds of structural change.
    pub fn kinds(&self) -> impl Iterator<Item = Structure> + '_ {
        self.kinds.iter().map(|kind| KINDS[usize::from(*kind)])
    }

    /// Whether the section changed; a number that followed from changes elsewhere is no change.
    pub fn is_changed(&self) -> bool {
        self.kinds().any(|kind| kind != Structure::Renumbered)
    }

    /// What the change weighs.
    pub fn weight(&self) -> Option<Weight> {
        self.weight.map(|at| Weight::ALL[usize::from(at)])
    }

    /// Continuity of its own text, from 0 to 1.
    pub fn continuity(&self) -> f64 {
        f64::from_bits(self.continuity)
    }
}

impl Step {
    /// What is to be kept of a comparison of two texts.
    pub fn of(before: &Document, after: &Document, comparison: &Comparison) -> Self {
        let wordings = [wording(before), wording(after)];
        let found = strands([before, after], [&wordings[0], &wordings[1]], comparison);
        let summary = &comparison.summary;
        let (words, profile) = (summary.words, summary.profile);
        let count = |kind: &Structure| summary.structure.iter().find(|it| it.0 == *kind).map_or(0, |it| it.1);
        let shares = [
            summary.continuity,
            profile.retention,
            profile.heritage,
            profile.substantive,
            profile.structural,
            profile.breadth,
            profile.depth,
        ];
        Self {
            places: places(after, &wordings[1]),
            fates: comparison.entries.iter().map(fate).collect(),
            gone: gone(&wordings[0], &found),
            came: came(&wordings[1], &found),
            strands: found,
            figures: Figures {
                words: [summary.words_before, summary.words_after],
                changed: [words.kept, words.deleted, words.inserted, words.moved],
                kinds: KINDS.iter().map(count).collect(),
                unchanged: summary.unchanged,
                shares: shares.map(f64::to_bits),
            },
        }
    }

    /// Whether what it says of its own text fits together.
    pub(super) fn holds_together(&self) -> bool {
        let count = self.places.len();
        let inside = |section: u32| (section as usize) < count;
        let sections = self.places.iter().enumerate().all(|(at, place)| match place.parent {
            Some(parent) => (parent as usize) < at,
            None => at == 0,
        });
        let words = self.strands.len() == count
            && self.strands.iter().zip(&self.places).all(|(strands, place)| {
                strands.iter().map(|it| u64::from(it.words)).sum::<u64>() == u64::from(place.words)
            });
        let fates = self.fates.iter().all(|fate| {
            fate.after.iter().all(|section| inside(*section))
                && fate.links.iter().all(|link| inside(link.1) && usize::from(link.2) < LINKS.len())
                && fate.kinds.iter().all(|kind| usize::from(*kind) < KINDS.len())
                && fate.weight.is_none_or(|weight| usize::from(weight) < Weight::ALL.len())
        });
        let came = self.came.iter().all(|run| {
            inside(run.section)
                && u64::from(run.start) + run.keys.len() as u64 <= u64::from(self.places[run.section as usize].words)
        });
        count > 0 && sections && words && fates && came && self.figures.kinds.len() == KINDS.len()
    }

    /// Whether it can follow `earlier`, or, where that is `None`, begin a history.
    pub(super) fn follows(&self, earlier: Option<&Step>) -> bool {
        let words = |section: u32| earlier.and_then(|it| it.places.get(section as usize)).map_or(0, |it| it.words);
        let known = |section: u32| earlier.map_or(section == 0, |it| (section as usize) < it.places.len());
        self.strands.iter().flatten().all(|strand| match strand.from {
            Some((section, start)) => u64::from(start) + u64::from(strand.words) <= u64::from(words(section)),
            None => true,
        }) && self
            .fates
            .iter()
            .all(|fate| fate.before.iter().chain(fate.links.iter().map(|link| &link.0)).all(|section| known(*section)))
            && self.gone.iter().all(|run| u64::from(run.start) + run.keys.len() as u64 <= u64::from(words(run.section)))
    }
}

fn places(document: &Document, wording: &Wording) -> Vec<Place> {
    let sections = document.sections.iter().zip(&wording.sections);
    let place = sections.map(|(section, words)| Place {
        heading: section.heading.clone(),
        title: section.title.clone(),
        numbers: section.labels.iter().map(|label| label.text.clone()).collect(),
        anchor: section.anchor.clone(),
        level: section.level,
        parent: section.parent.map(|at| at as u32),
        words: words.len() as u32,
    });
    place.collect()
}

fn fate(entry: &crate::compare::Entry) -> Fate {
    let number = |kind: &Structure| KINDS.iter().position(|it| it == kind).unwrap_or_default() as u8;
    let link = |kind: LinkKind| LINKS.iter().position(|it| *it == kind).unwrap_or_default() as u8;
    let sections = |sections: &[usize]| sections.iter().map(|at| *at as u32).collect();
    Fate {
        before: sections(&entry.before),
        after: sections(&entry.after),
        links: entry.links.iter().map(|it| (it.before as u32, it.after as u32, link(it.kind))).collect(),
        kinds: entry.structure.iter().map(number).collect(),
        weight: entry.weight.and_then(|weight| Weight::ALL.iter().position(|it| *it == weight)).map(|at| at as u8),
        continuity: entry.continuity.to_bits(),
        words: [entry.words.kept, entry.words.deleted, entry.words.inserted, entry.words.moved],
        reasons: entry.decisions.iter().map(reason).collect(),
    }
}

fn reason(decision: &Decision) -> Reason {
    let evidence = decision.evidence.iter().map(|it| match &it.place {
        Some(place) => format!("{}, {place}", it.title),
        None => it.title.clone(),
    });
    Reason {
        because: decision.because.clone(),
        evidence: evidence.collect(),
        by: decision.by.clone(),
        date: decision.date.clone(),
    }
}

/// Runs of words of the earlier text that no strand names.
fn gone(before: &Wording, strands: &[Vec<Strand>]) -> Vec<Run> {
    let mut kept: Vec<Vec<bool>> = before.sections.iter().map(|words| vec![false; words.len()]).collect();
    for strand in strands.iter().flatten() {
        if let Some((section, start)) = strand.from {
            kept[section as usize][start as usize..(start + strand.words) as usize].fill(true);
        }
    }
    let mut runs = Vec::new();
    for (section, (words, kept)) in before.sections.iter().zip(&kept).enumerate() {
        let mut start = 0;
        for part in kept.chunk_by(|one, other| one == other) {
            if !part[0] {
                runs.push(run(section, start, &words[start..start + part.len()]));
            }
            start += part.len();
        }
    }
    runs
}

/// Runs of words of the later text that are new.
fn came(after: &Wording, strands: &[Vec<Strand>]) -> Vec<Run> {
    let mut runs = Vec::new();
    for (section, (words, strands)) in after.sections.iter().zip(strands).enumerate() {
        let mut start = 0;
        for strand in strands {
            let end = start + strand.words as usize;
            if strand.from.is_none() {
                runs.push(run(section, start, &words[start..end]));
            }
            start = end;
        }
    }
    runs
}

fn run(section: usize, start: usize, words: &[Spelled]) -> Run {
    let keys = words.iter().map(|word| word.key).collect();
    Run { section: section as u32, start: start as u32, keys }
}
