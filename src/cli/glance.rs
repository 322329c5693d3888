//! What a revision changed at a glance: computed by a real comparison with the text before it, then put into words.

use super::failure::Failure;
use super::state::import;
use super::{Exit, Session};
use crate::compare::{CompareOptions, Comparison, Entry, Structure, compare};
use crate::document::{Decision, Document, markdown};
use crate::locale::{Locale, Value};
use crate::render::view::{StateDescription, SummaryView, WeightView, view};
use crate::store::{Archive, Before, Description, ResolveError, Revision};

/// What a revision changed.
pub(super) struct Glance {
    /// What became of the text.
    pub(super) text: Text,
    /// The id before, where the revision gave the document another one.
    pub(super) renamed: Option<String>,
    /// Whether figures were added, removed or changed.
    media: bool,
    /// Whether decisions kept beside the text were.
    links: bool,
    /// What else in the folder was.
    others: Vec<String>,
}

/// What became of the text.
pub(super) enum Text {
    /// It is the first one, or the first one after the document was deleted.
    First {
        /// Whether the document had been there before.
        again: bool,
        /// Sections.
        sections: u64,
        /// Words of own text.
        words: u64,
    },
    /// It stayed as it was, to the byte.
    Same,
    /// It was compared.
    Compared(Box<Figures>),
    /// It can't be read, or the one before can't.
    Unreadable {
        /// Which of them.
        side: Side,
        /// Why.
        failure: Failure,
    },
}

/// The text of the revision, or the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// That of the revision.
    Own,
    /// The one before.
    Before,
}

/// The figures of a comparison, as `nowela diff` tells them.
pub(super) struct Figures {
    comparison: Comparison,
    /// The published shape.
    pub(super) summary: SummaryView,
    /// The heaviest change; of several with the same weight the one of most words.
    pub(super) heaviest: Option<Heaviest>,
}

/// The heaviest change of a revision.
#[derive(serde::Serialize)]
pub(super) struct Heaviest {
    /// The heading of its section, as it is now; of one that is gone, as it was.
    pub(super) heading: String,
    /// What it weighs.
    pub(super) weight: WeightView,
}

impl Glance {
    /// Looks at a revision.
    pub(super) fn of(archive: &Archive, revision: &Revision, description: &Description) -> Self {
        let files = &description.files;
        let has = |name: &str| files.iter().any(|file| file == name);
        let known = ["text.md", "media", "links.toml"];
        let renamed = match &description.before {
            Before::Parent { document, .. } if document != revision.saved_as() => Some(document.to_string()),
            _ => None,
        };
        Self {
            text: text(archive, revision, description).unwrap_or_else(|unreadable| unreadable),
            renamed,
            media: has("media"),
            links: has("links.toml"),
            others: files.iter().filter(|file| !known.contains(&file.as_str())).cloned().collect(),
        }
    }

    /// Whether the archive itself is damaged there.
    pub(super) fn is_damaged(&self) -> bool {
        matches!(&self.text, Text::Unreadable { failure, .. } if failure.exit() == Exit::Archive)
    }

    /// In words: one line for each thing that there is to say.
    pub(super) fn lines(&self, session: &Session) -> Vec<String> {
        let locale = &session.locale;
        let mut lines = Vec::new();
        if let Some(before) = &self.renamed {
            lines.push(session.text("log-renamed", &[("before", before)]));
        }
        let is_first = matches!(self.text, Text::First { .. });
        let media_alone = self.media && !self.links && self.others.is_empty() && self.renamed.is_none();
        match &self.text {
            Text::First { again, sections, words } => {
                let values = [("count", Value::Count(*sections))];
                let sections = locale.text("log-count-sections", &values);
                let words = locale.text("log-count-words", &[("count", Value::Count(*words))]);
                let key = if *again { "log-again" } else { "log-first" };
                lines.push(locale.text(key, &[("sections", Value::Text(&sections)), ("words", Value::Text(&words))]));
            }
            Text::Same if media_alone => lines.push(locale.text("log-media-only", &[])),
            Text::Same => lines.push(locale.text("log-same", &[])),
            Text::Compared(figures) => {
                lines.push(compared(locale, &figures.comparison));
                if let Some(heaviest) = &figures.heaviest {
                    let weight = locale.text(&format!("weight-{}", heaviest.weight.code()), &[]);
                    let values = [("heading", heaviest.heading.as_str()), ("weight", &weight)];
                    lines.push(session.text("log-heaviest", &values));
                }
            }
            Text::Unreadable { side, failure } => {
                let key = if *side == Side::Own { "log-unreadable" } else { "log-unreadable-before" };
                let reason = failure.headline(locale);
                lines.push(locale.text(key, &[("reason", Value::Text(&reason))]));
            }
        }
        if self.media && !is_first && !(media_alone && matches!(self.text, Text::Same)) {
            lines.push(locale.text("log-media", &[]));
        }
        if self.links {
            lines.push(locale.text("log-links", &[]));
        }
        if !self.others.is_empty() {
            lines.push(session.text("log-others", &[("files", &self.others.join(", "))]));
        }
        lines
    }
}

/// What became of the text; both kinds of unreadable ones are told as such.
fn text(archive: &Archive, revision: &Revision, description: &Description) -> Result<Text, Text> {
    let read = |side: Side, document: &crate::store::DocumentId, id: &str| {
        archive.text_in(document, id).map_err(|error: ResolveError| Text::Unreadable { side, failure: error.into() })
    };
    let understand = |side: Side, bytes: &[u8], document: &crate::store::DocumentId, id: &str| {
        import(bytes, &format!("{document}@{id:.10}")).map_err(|failure| Text::Unreadable { side, failure })
    };
    let own = read(Side::Own, revision.saved_as(), &revision.id)?;
    let after = understand(Side::Own, &own, revision.saved_as(), &revision.id)?;
    let (id, document) = match &description.before {
        Before::Parent { id, document } => (id, document),
        before => {
            let words = compare(&markdown::read(String::new()), &after, &CompareOptions::default()).summary.words_after;
            let sections = after.sections.len().saturating_sub(1) as u64;
            return Ok(Text::First { again: *before == Before::Deleted, sections, words });
        }
    };
    let other = read(Side::Before, document, id)?;
    if other == own {
        return Ok(Text::Same);
    }
    let before = understand(Side::Before, &other, document, id)?;
    let links = archive.decisions(revision.saved_as(), Some(id), (revision.saved_as(), Some(&revision.id)));
    // What can't be read is told by a comparison; here it only is not applied.
    let decisions = links.unwrap_or_default().decisions;
    Ok(Text::Compared(Box::new(figures(&before, &after, &decisions))))
}

fn figures(before: &Document, after: &Document, decisions: &[Decision]) -> Figures {
    let comparison = compare(before, after, &CompareOptions { decisions, ..CompareOptions::default() });
    let unnamed = StateDescription::default();
    let summary = view(before, after, &comparison, &unnamed, &unnamed).summary;
    let heaviest = heaviest([before, after], &comparison);
    Figures { comparison, summary, heaviest }
}

fn heaviest([before, after]: [&Document; 2], comparison: &Comparison) -> Option<Heaviest> {
    let changed = |entry: &&Entry| entry.weight.is_some() && entry.is_changed();
    // Of equals the first one, as a reader comes to it.
    let size = |entry: &&Entry| (entry.weight, entry.words.deleted + entry.words.inserted);
    let entry = comparison.entries.iter().filter(changed).rev().max_by_key(size)?;
    let heading = match (entry.after.first(), entry.before.first()) {
        (Some(section), _) => &after.sections[*section].heading,
        (None, Some(section)) => &before.sections[*section].heading,
        (None, None) => return None,
    };
    Some(Heaviest { heading: heading.clone(), weight: entry.weight?.into() }).filter(|it| !it.heading.is_empty())
}

/// Sections by kind, words, continuity.
fn compared(locale: &Locale, comparison: &Comparison) -> String {
    let summary = &comparison.summary;
    let mut parts = Vec::new();
    if !comparison.is_changed() {
        let renumbered = summary.structure.iter().any(|(kind, _)| *kind == Structure::Renumbered);
        parts.push(locale.text(if renumbered { "log-numbering" } else { "log-spelling" }, &[]));
    }
    let mut kinds = Vec::new();
    for (kind, count) in summary.structure.iter().filter(|(kind, _)| *kind != Structure::Renumbered) {
        let count = Value::Count(*count);
        let told = locale.text(kind_key(*kind), &[("count", count)]);
        let key = if kinds.is_empty() { "log-kind-first" } else { "log-kind" };
        kinds.push(locale.text(key, &[("count", count), ("kind", Value::Text(&told))]));
    }
    if !kinds.is_empty() {
        parts.push(kinds.join(", "));
    }
    if !comparison.metadata.is_empty() {
        parts.push(locale.text("log-metadata", &[]));
    }
    let words = summary.words;
    if comparison.is_changed() {
        let values = [("inserted", Value::Count(words.inserted)), ("deleted", Value::Count(words.deleted))];
        let mut told = locale.text("log-words", &values);
        if words.moved > 0 {
            told.push_str(&locale.text("log-words-moved", &[("moved", Value::Count(words.moved))]));
        }
        parts.push(told);
        let share = locale.percent(summary.continuity);
        parts.push(locale.text("log-continuity", &[("share", Value::Text(&share))]));
    }
    parts.join("; ")
}

fn kind_key(kind: Structure) -> &'static str {
    match kind {
        Structure::Edited => "log-kind-edited",
        Structure::Added => "log-kind-added",
        Structure::Removed => "log-kind-removed",
        Structure::Moved => "log-kind-moved",
        Structure::Reordered => "log-kind-reordered",
        Structure::Retitled => "log-kind-retitled",
        Structure::Renumbered => "log-kind-renumbered",
        Structure::Relabelled => "log-kind-relabelled",
        Structure::Split => "log-kind-split",
        Structure::Merged => "log-kind-merged",
        Structure::Absorbed => "log-kind-absorbed",
        Structure::Extracted => "log-kind-extracted",
        Structure::Releveled => "log-kind-releveled",
    }
}
