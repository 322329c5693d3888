//! Which section became which: one line per section that lives on, and per section that is new or gone.

use serde::Serialize;

use super::{Badge, badge, item};
use crate::compare::{Entry, Link, LinkKind, Structure};
use crate::document::Document;
use crate::render::view::{KindView, entry_id};
use crate::render::{Subject, guard};

/// A section of one text and what it is in the other one.
#[derive(Clone, Debug, Serialize)]
pub struct Correspondence {
    /// Id of the entry, as in JSON.
    pub section: String,
    /// The section in the earlier text; `None` where it is new.
    pub before: Option<Named>,
    /// The section in the later text; `None` where it is gone.
    pub after: Option<Named>,
    /// What became of it; none where it is unchanged.
    pub kinds: Vec<Badge>,
    /// The share of its words that went this way, as a percentage; empty where it is new or gone.
    pub share: String,
}

/// A section by its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Named {
    /// Its number; empty where it has none.
    pub number: String,
    /// Its title without the number.
    pub title: String,
    /// The headings that it stands under, without that of the whole text; empty at the top.
    pub above: String,
}

/// Every section of both texts, in the order of the later text, removed ones where they stood. The text before the
/// first heading is none.
pub fn correspondences(subject: &Subject<'_>) -> Vec<Correspondence> {
    let mut lines = Vec::new();
    for (number, entry) in subject.comparison.entries.iter().enumerate() {
        let links = entry.links.iter().filter(|link| link.before != 0 && link.after != 0);
        let before = lines.len();
        lines.extend(links.map(|link| linked(subject, number, entry, link)));
        if lines.len() > before || entry.before.first() == Some(&0) || entry.after.first() == Some(&0) {
            continue;
        }
        let alone = |before: Option<usize>, after: Option<usize>| Correspondence {
            section: entry_id(number),
            before: before.map(|at| named(subject.before, at)),
            after: after.map(|at| named(subject.after, at)),
            kinds: kinds(subject, entry, &|_| true),
            share: String::new(),
        };
        lines.extend(entry.before.iter().map(|at| alone(Some(*at), None)));
        lines.extend(entry.after.iter().map(|at| alone(None, Some(*at))));
    }
    lines
}

fn linked(subject: &Subject<'_>, number: usize, entry: &Entry, link: &Link) -> Correspondence {
    let kinds = match link.kind {
        // What came of the parts stands with them.
        LinkKind::Identity => kinds(subject, entry, &|kind| {
            !matches!(kind, Structure::Absorbed | Structure::Extracted | Structure::Merged | Structure::Split)
        }),
        LinkKind::Split => vec![badge(subject.locale, KindView::Split)],
        LinkKind::Merged => vec![badge(subject.locale, KindView::Merged)],
        LinkKind::Absorbed => vec![badge(subject.locale, KindView::Absorbed)],
        LinkKind::Extracted => vec![badge(subject.locale, KindView::Extracted)],
    };
    Correspondence {
        section: entry_id(number),
        before: Some(named(subject.before, link.before)),
        after: Some(named(subject.after, link.after)),
        kinds,
        share: subject.locale.percent(link.share),
    }
}

fn kinds(subject: &Subject<'_>, entry: &Entry, wanted: &dyn Fn(Structure) -> bool) -> Vec<Badge> {
    let kinds = entry.structure.iter().filter(|kind| wanted(**kind));
    kinds.map(|kind| badge(subject.locale, (*kind).into())).collect()
}

fn named(document: &Document, section: usize) -> Named {
    let found = &document.sections[section];
    Named { number: item::labels(found), title: guard::one_line(&found.title), above: item::path(document, section) }
}
