//! Two texts that arguments name, compared, with the decisions and the figures that belong to them.

use std::collections::BTreeSet;

use super::clock::{Clock, Lap};
use super::failure::document_name;
use super::state::{Loaded, Origin, Source, load_both};
use super::{Failure, Session};
use crate::compare::{CompareOptions, Comparison, compare_watched};
use crate::document::{Figures, Remark};
use crate::import::ImportOptions;
use crate::locale::Locale;
use crate::render::view::{ComparisonView, KindView, StateDescription, view};
use crate::render::{Known, Subject};
use crate::store::{DocumentId, Links, figures_beside};

/// Two texts and what changed between them.
pub(super) struct Compared {
    /// The earlier text.
    pub(super) before: Loaded,
    /// The later one.
    pub(super) after: Loaded,
    /// What changed.
    pub(super) comparison: Comparison,
    /// The published shape.
    pub(super) view: ComparisonView,
}

impl Compared {
    /// All that it takes to show it.
    pub(super) fn subject<'a>(&'a self, locale: &'a Locale, only: &'a [KindView]) -> Subject<'a> {
        Subject {
            before: &self.before.document,
            after: &self.after.document,
            comparison: &self.comparison,
            view: &self.view,
            known: (
                Known { name: &self.before.state.label, version: self.before.state.named.as_ref() },
                Known { name: &self.after.state.label, version: self.after.state.named.as_ref() },
            ),
            locale,
            only,
        }
    }
}

/// What a comparison is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// To be looked at: where the decisions about it can't be read, it tells so.
    Shown,
    /// To be kept in a file and passed on: never without the decisions about it.
    Kept,
}

/// Loads and compares what two arguments name.
///
/// # Errors
/// Those of loading either text.
pub(super) fn compare_states(
    session: &Session,
    arguments: (&str, &str),
    reading: (Purpose, &ImportOptions),
    clock: &mut Clock,
) -> Result<Compared, Failure> {
    compare_sources(session, (Source::Named(arguments.0), Source::Named(arguments.1)), reading, clock)
}

/// Loads and compares two texts, wherever they come from.
///
/// # Errors
/// Those of loading either text.
pub(super) fn compare_sources(
    session: &Session,
    sources: (Source<'_>, Source<'_>),
    (purpose, options): (Purpose, &ImportOptions),
    clock: &mut Clock,
) -> Result<Compared, Failure> {
    let (before, after) = load_both(session, sources, options)?;
    clock.lap(Lap::Reading);
    let links = decisions(session, &before.state, &after.state, purpose)?;
    let figures = figures(session, sources, &before, &after)?;
    let options = CompareOptions { decisions: &links.decisions, figures: [figures.first(), figures.last()] };
    let watch = &mut |stage| clock.lap(Lap::Comparing(stage));
    let mut comparison = compare_watched(&before.document, &after.document, &options, watch);
    if before.office || after.office {
        // That a format has no place for it is no change of the text.
        comparison.metadata.clear();
    }
    let unread = links.flaws.iter().map(|flaw| Remark { side: None, line: None, kind: flaw.remark() });
    comparison.remarks.extend(unread);
    let states = (description(&before.state), description(&after.state));
    let view = view(&before.document, &after.document, &comparison, &states.0, &states.1);
    Ok(Compared { before, after, comparison, view })
}

/// What people decided about the change from one state to another of the same document; nothing about files.
fn decisions(session: &Session, before: &Origin, after: &Origin, purpose: Purpose) -> Result<Links, Failure> {
    let Some(document) = after.document.as_ref().filter(|_| before.document == after.document) else {
        return Ok(Links::default());
    };
    let id = |name: &str| DocumentId::parse(name).map_err(|error| document_name(name, error));
    let (document, former) = (id(document)?, id(after.former.as_ref().unwrap_or(document))?);
    let archive = session.archive()?;
    let found = archive.decisions(&document, before.revision.as_deref(), (&former, after.revision.as_deref()));
    match (found, purpose) {
        (Ok(links), _) => Ok(links),
        // Two texts that can be read are compared, whatever else is damaged.
        (Err(_), Purpose::Shown) => Ok(Links::lost()),
        (Err(error), Purpose::Kept) => Err(error.into()),
    }
}

/// What the files of the figures hold that both texts show, before and after; nothing where there are none, or where a
/// text came without a place that they could lie beside.
fn figures(
    session: &Session,
    sources: (Source<'_>, Source<'_>),
    before: &Loaded,
    after: &Loaded,
) -> Result<Vec<Figures>, Failure> {
    let (Source::Named(earlier), Source::Named(later)) = sources else { return Ok(Vec::new()) };
    let shown = after.document.all_images();
    let names: BTreeSet<String> =
        before.document.all_images().into_iter().filter(|name| shown.contains(name)).collect();
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let of = |argument: &str, loaded: &Loaded| -> Result<Figures, Failure> {
        let Some(document) = loaded.state.former.as_ref().or(loaded.state.document.as_ref()) else {
            let path = session.path(argument.strip_prefix("file:").unwrap_or(argument));
            return Ok(figures_beside(path.parent().unwrap_or(&path), &names)?);
        };
        let document = DocumentId::parse(document).map_err(|error| document_name(document, error))?;
        Ok(session.archive()?.figures(&document, loaded.state.revision.as_deref(), &names)?)
    };
    Ok(vec![of(earlier, before)?, of(later, after)?])
}

fn description(origin: &Origin) -> StateDescription {
    StateDescription {
        document: origin.document.clone(),
        version: origin.version.clone(),
        revision: origin.revision.clone(),
        date: origin.date.clone(),
    }
}
