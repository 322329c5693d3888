//! The compare room: what it says about texts whose truth is written down, and what must hold for all texts.

mod bounds;
mod case;
mod decided;
mod invariant;
mod property;
mod quantity;
mod reference;
pub(crate) mod text;
mod truth;
mod weight;

use nowela::compare::{CompareOptions, Comparison, Entry, Run, RunOp, Structure, compare};
use nowela::document::{Document, markdown};

pub(crate) use invariant::check;

/// Two texts and what changed between them.
pub(crate) struct Pair {
    pub(crate) before: Document,
    pub(crate) after: Document,
    pub(crate) comparison: Comparison,
}

impl Pair {
    pub(crate) fn new(before: &str, after: &str) -> Self {
        let (before, after) = (markdown::read(before.to_owned()), markdown::read(after.to_owned()));
        let comparison = compare(&before, &after, &CompareOptions::default());
        Self { before, after, comparison }
    }

    /// The entry that holds a section of the later text.
    pub(crate) fn entry_after(&self, section: usize) -> &Entry {
        let found = self.comparison.entries.iter().find(|entry| entry.after.contains(&section));
        found.expect("every section stands in an entry")
    }
}

/// The kinds of change in words, as cases spell them; "unchanged" where there are none.
pub(crate) fn kinds(structure: &[Structure]) -> String {
    let words: Vec<String> = structure.iter().map(|kind| format!("{kind:?}").to_lowercase()).collect();
    if words.is_empty() { "unchanged".to_owned() } else { words.join(", ") }
}

/// A heading as cases name it: with its parent in front where it stands more than once in the text.
pub(crate) fn name(document: &Document, section: usize) -> String {
    let own = &document.sections[section];
    if section == 0 {
        return "(before the first heading)".to_owned();
    }
    let count = document.sections.iter().skip(1).filter(|other| other.heading == own.heading).count();
    match own.parent.filter(|parent| *parent != 0 && count > 1) {
        Some(parent) => format!("{} > {}", document.sections[parent].heading, own.heading),
        None => own.heading.clone(),
    }
}

/// A redline with `[-deleted-]` and `{+inserted+}`.
pub(crate) fn marked(runs: &[Run]) -> String {
    let mark = |run: &Run| match run.op {
        RunOp::Equal => run.text.clone(),
        RunOp::Delete => format!("[-{}-]", run.text),
        RunOp::Insert => format!("{{+{}+}}", run.text),
    };
    runs.iter().map(mark).collect()
}
