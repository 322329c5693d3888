//! Proof of a merge by other means than it was made with: words are counted, headings and footnotes looked up.

use std::collections::{BTreeMap, BTreeSet};

use super::Doubt;
use super::word::tokens;
use crate::document::{BlockKind, Document, markdown};

/// What a merge became: what it reads like where every conflict is decided for one side, for each of the two.
pub(super) struct Outcome<'o> {
    pub(super) decided: [&'o str; 2],
    /// What stands in conflicts: in the base, in ours, in theirs.
    pub(super) conflicts: &'o [&'o [String; 3]],
    /// The headings of the result in order, with the position of the parent of each; `None` where there are conflicts.
    pub(super) outline: Option<&'o [Option<usize>]>,
}

/// Looks for a reason to distrust a merge.
pub(super) fn doubt(documents: [&Document; 3], outcome: &Outcome<'_>) -> Option<Doubt> {
    let sources = documents.map(|document| counted(&document.source));
    let disputed = [0, 1, 2].map(|side| counted_all(outcome.conflicts.iter().map(|texts| texts[side].as_str())));
    for (side, decided) in [(1, outcome.decided[0]), (2, outcome.decided[1])] {
        let result = counted(decided);
        let words: BTreeSet<&str> = sources.iter().chain([&result]).flat_map(|words| words.keys().copied()).collect();
        for word in words {
            let count = |words: &BTreeMap<&str, i64>| words.get(word).copied().unwrap_or(0);
            // Outside of conflicts both sides' changes are carried out; what both did alike counts once.
            let [was, ours, theirs] = [0, 1, 2].map(|of| count(&sources[of]) - count(&disputed[of]));
            let (x, y) = (ours - was, theirs - was);
            let (least, most) = match (x.signum(), y.signum()) {
                (1, 1) => (was + x.max(y), was + x + y),
                (-1, -1) => (was + x + y, was + x.min(y)),
                _ => (was + x + y, was + x + y),
            };
            if !(least..=most).contains(&(count(&result) - count(&disputed[side]))) {
                return Some(Doubt::Words(word.to_owned()));
            }
        }
    }
    let merged = markdown::read(outcome.decided[0].to_owned());
    if let Some(outline) = outcome.outline {
        let found: Vec<Option<usize>> = merged.sections.iter().map(|section| section.parent).collect();
        if found != outline {
            return Some(Doubt::Outline);
        }
    }
    outcome.outline.and_then(|_| footnotes(&merged, [notes(documents[1]), notes(documents[2])]))
}

fn counted(text: &str) -> BTreeMap<&str, i64> {
    counted_all(std::iter::once(text))
}

fn counted_all<'t>(texts: impl Iterator<Item = &'t str>) -> BTreeMap<&'t str, i64> {
    let mut words = BTreeMap::new();
    for token in texts.flat_map(tokens).filter(|token| token.starts_with(char::is_alphanumeric)) {
        *words.entry(token).or_default() += 1;
    }
    words
}

/// Footnotes of a text: how often each label is defined, and which are referred to.
struct Notes {
    defined: BTreeMap<String, usize>,
    referred: BTreeSet<String>,
}

fn notes(document: &Document) -> Notes {
    let mut defined = BTreeMap::new();
    for block in document.sections.iter().flat_map(|section| &section.blocks) {
        let text = document.block_text(block);
        let label = text.trim_start().strip_prefix("[^").and_then(|rest| rest.split_once("]:"));
        if let (BlockKind::Footnote, Some((label, _))) = (block.kind, label) {
            *defined.entry(label.to_owned()).or_default() += 1;
        }
    }
    let mut referred = BTreeSet::new();
    for (at, _) in document.source.match_indices("[^") {
        let rest = &document.source[at + 2..];
        let label = rest.split_once(']').filter(|(label, after)| !after.starts_with(':') && !label.contains('\n'));
        referred.extend(label.map(|(label, _)| label.to_owned()));
    }
    Notes { defined, referred }
}

/// A footnote that is defined twice, or referred to and not defined, and was neither on either side.
fn footnotes(merged: &Document, sides: [Notes; 2]) -> Option<Doubt> {
    let result = notes(merged);
    let twice = |notes: &Notes, label: &str| notes.defined.get(label).is_some_and(|count| *count > 1);
    let dangles = |notes: &Notes, label: &str| notes.referred.contains(label) && !notes.defined.contains_key(label);
    let bad = result.defined.keys().chain(&result.referred).find(|label| {
        twice(&result, label) && !sides.iter().any(|side| twice(side, label))
            || dangles(&result, label) && !sides.iter().any(|side| dangles(side, label))
    });
    bad.map(|label| Doubt::Footnote(label.clone()))
}
