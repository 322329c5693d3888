//! Pairs of real texts whose sections carry identifiers that were taken away: a folder named by NOWELA_SECTIONS.
//!
//! Each of its folders holds `old.md`, `new.md` and `truth.json`: the headings that are the same section, those that are
//! new or gone, and what nobody can judge, by the number of the heading from 0.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;

use serde_json::Value;

use super::stock::{children, read};
use crate::document::{Document, markdown};

/// A pair of texts with its truth; sections by their index in the document.
pub(super) struct RealPair {
    pub(super) source: String,
    pub(super) before: Document,
    pub(super) after: Document,
    pub(super) truth: Truth,
}

/// What is known of a pair.
#[derive(Default)]
pub(super) struct Truth {
    /// The sections that are the same, with what happened to them.
    pub(super) matches: BTreeMap<(usize, usize), BTreeSet<String>>,
    pub(super) gone: BTreeSet<usize>,
    pub(super) new: BTreeSet<usize>,
    /// Sections that nobody judged.
    ignored: [BTreeSet<usize>; 2],
    skipped: BTreeSet<(usize, usize)>,
    splits: BTreeSet<(usize, usize)>,
    merges: BTreeSet<(usize, usize)>,
    partners: [BTreeMap<usize, usize>; 2],
}

impl Truth {
    /// Whether two sections are the same; `None` where nobody knows.
    pub(super) fn same(&self, before: usize, after: usize) -> Option<bool> {
        if self.matches.contains_key(&(before, after)) {
            return Some(true);
        }
        (!self.is_skipped(before, after)).then_some(false)
    }

    fn is_skipped(&self, s: usize, t: usize) -> bool {
        let partnerless = !self.partners[0].contains_key(&s) && !self.partners[1].contains_key(&t);
        let ignored = self.ignored[0].contains(&s) || self.ignored[1].contains(&t);
        let hinted = [&self.skipped, &self.splits, &self.merges].iter().any(|set| set.contains(&(s, t)));
        hinted || (partnerless && ignored)
    }
}

/// All pairs of the folder that NOWELA_SECTIONS names.
#[expect(clippy::disallowed_methods, reason = "trials are told by the environment where the pairs are")]
pub(super) fn real_pairs() -> Vec<RealPair> {
    let folder = std::env::var("NOWELA_SECTIONS").expect("NOWELA_SECTIONS names the folder of section pairs");
    children(Path::new(&folder))
        .iter()
        .filter(|path| path.join("truth.json").exists())
        .map(|path| real_pair(path))
        .collect()
}

fn real_pair(path: &Path) -> RealPair {
    let json: Value = serde_json::from_str(&read(&path.join("truth.json"))).expect("the truth is JSON");
    let list = |value: &Value| -> Vec<Value> { value.as_array().cloned().unwrap_or_default() };
    // The text before the first heading is section 0 of a document.
    let number = |value: &Value| value.as_u64().expect("sections are numbers") as usize + 1;
    let pair = |value: &Value| (number(&value[0]), number(&value[1]));
    let one = |key: &str, field: &str| list(&json[key]).iter().map(|it| number(&it[field])).collect();
    let mut truth = Truth {
        gone: one("old_only", "index"),
        new: one("new_only", "index"),
        ignored: ["ignored_old", "ignored_new"].map(|key| list(&json[key]).iter().map(number).collect()),
        skipped: list(&json["ignored_pairs"]).iter().map(pair).collect(),
        splits: list(&json["split_hint"]).iter().map(pair).collect(),
        merges: list(&json["merge_hint"]).iter().map(pair).collect(),
        ..Truth::default()
    };
    for it in list(&json["matches"]) {
        let (s, t) = (number(&it["old_index"]), number(&it["new_index"]));
        let tags = list(&it["tags"]).iter().filter_map(|tag| tag.as_str().map(str::to_owned)).collect();
        truth.matches.insert((s, t), tags);
        truth.partners[0].insert(s, t);
        truth.partners[1].insert(t, s);
    }
    RealPair {
        source: json["source"].as_str().expect("a pair has a source").to_owned(),
        before: markdown::read(read(&path.join("old.md"))),
        after: markdown::read(read(&path.join("new.md"))),
        truth,
    }
}

/// How many were right, told though wrong, and there.
#[derive(Clone, Copy, Debug, Default)]
struct Row {
    right: usize,
    wrong: usize,
    there: usize,
}

impl Row {
    fn f1(self) -> f64 {
        let told = (self.right + self.wrong).max(1) as f64;
        let (precision, recall) = (self.right as f64 / told, self.right as f64 / self.there.max(1) as f64);
        2.0 * precision * recall / (precision + recall).max(1e-9)
    }
}

const ROWS: [&str; 9] =
    ["all", "hard", "renamed", "renamed+edited", "heavily edited", "moved", "renumbered", "added", "removed"];

/// The F1 of matches, by what happened to the sections.
#[derive(Clone, Debug, Default)]
pub(super) struct Score([Row; ROWS.len()]);

fn rows_of(tags: &BTreeSet<String>) -> Vec<usize> {
    let has = |tag: &str| tags.contains(tag);
    let moved = has("parent_changed") || has("reordered");
    let hard = moved || ["renamed", "heavily_edited", "renumbered", "weak"].into_iter().any(has);
    let of = [
        true,
        hard,
        has("renamed"),
        has("renamed") && has("heavily_edited"),
        has("heavily_edited"),
        moved,
        has("renumbered"),
    ];
    (0..of.len()).filter(|row| of[*row]).collect()
}

impl Score {
    /// Holds the links of a comparison against the truth.
    pub(super) fn of(truth: &Truth, sections: [usize; 2], links: &BTreeSet<(usize, usize)>) -> Self {
        let mut score = Score::default();
        for (s, t) in links {
            if let Some(tags) = truth.matches.get(&(*s, *t)) {
                rows_of(tags).into_iter().for_each(|row| score.0[row].right += 1);
            } else if !truth.is_skipped(*s, *t) {
                score.0[0].wrong += 1;
                let tags = truth.partners[0].get(s).map(|partner| &truth.matches[&(*s, *partner)]);
                for row in tags.map(rows_of).unwrap_or_default().into_iter().filter(|row| *row > 0) {
                    score.0[row].wrong += 1;
                }
            }
        }
        for tags in truth.matches.values() {
            rows_of(tags).into_iter().for_each(|row| score.0[row].there += 1);
        }
        let linked = [links.iter().map(|(s, _)| *s).collect::<BTreeSet<_>>(), links.iter().map(|(_, t)| *t).collect()];
        let hinted = [
            truth.merges.iter().map(|(s, _)| *s).collect::<BTreeSet<_>>(),
            truth.splits.iter().map(|(_, t)| *t).collect(),
        ];
        for (side, only, row) in [(1, &truth.new, 7), (0, &truth.gone, 8)] {
            for at in 1..sections[side] {
                let told = !linked[side].contains(&at);
                if truth.ignored[side].contains(&at) || (hinted[side].contains(&at) && !told) {
                    continue;
                }
                if only.contains(&at) {
                    score.0[row].there += 1;
                    score.0[row].right += usize::from(told);
                } else if truth.partners[side].contains_key(&at) && told {
                    score.0[row].wrong += 1;
                }
            }
        }
        score
    }

    pub(super) fn add(&mut self, other: &Score) {
        for (own, other) in self.0.iter_mut().zip(&other.0) {
            own.right += other.right;
            own.wrong += other.wrong;
            own.there += other.there;
        }
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|row| write!(f, " {:.4}", row.f1()))
    }
}

/// The names of the rows of a score.
pub(super) fn head() -> String {
    ROWS.map(|name| format!("{name:>6.6}")).join(" ")
}
