//! The two states at the head of a page: what each is called, where it stands on its way to adoption, which dates it bears.

use serde::Serialize;

use super::{Fact, Place, overview};
use crate::document::Document;
use crate::locale::Value;
use crate::render::view::StateView;
use crate::render::{Known, Subject, guard};
use crate::store::Status;

/// One of the two states.
#[derive(Clone, Debug, Serialize)]
pub struct State {
    /// Which of the two it is.
    pub role: String,
    /// What it is called.
    pub name: String,
    /// Its status in words; `None` where nobody told it.
    pub status: Option<String>,
    /// Its title, where the two states have different ones.
    pub title: Option<String>,
    /// Its dates, its resolution and its revision.
    pub facts: Vec<Fact>,
    /// How long it is, in words.
    pub extent: String,
}

/// The earlier state and the later one.
pub fn states(subject: &Subject<'_>) -> [State; 2] {
    [
        state(subject, "state-before", subject.before, &subject.view.before, subject.known.0),
        state(subject, "state-after", subject.after, &subject.view.after, subject.known.1),
    ]
}

fn state(subject: &Subject<'_>, role: &str, document: &Document, state: &StateView, known: Known<'_>) -> State {
    let locale = subject.locale;
    let version = known.version;
    let name = state.version.as_deref().unwrap_or(known.name);
    // What the archive says of a version counts more than what the text says of itself.
    let told = version.and_then(|version| version.status).map(Status::code);
    let status = told.or_else(|| document.metadata.get("status"));
    let dates = [
        ("state-date", state.date.as_deref()),
        ("state-adopted", version.and_then(|version| version.adopted.as_deref())),
        ("state-valid-from", version.and_then(|version| version.valid_from.as_deref())),
        ("state-applies-from", version.and_then(|version| version.applies_from.as_deref())),
    ];
    let fact =
        |key: &str, text: String| Fact { lead: locale.text(key, &[]), places: vec![Place { text, target: None }] };
    let dates = dates.into_iter().filter_map(|(key, date)| Some((key, date?)));
    let mut facts: Vec<Fact> = dates.map(|(key, date)| fact(key, locale.date(&guard::one_line(date)))).collect();
    let resolution = version.and_then(|version| version.resolution.as_deref());
    facts.extend(resolution.map(|number| fact("state-resolution", guard::one_line(number))));
    let revision = state.revision.as_deref().map(|id| id.chars().take(10).collect::<String>());
    facts.extend(revision.map(|id| fact("state-revision", guard::one_line(&id))));
    let sections = u64::try_from(state.sections).unwrap_or(u64::MAX);
    let sections = locale.text("state-sections", &[("count", Value::Count(sections))]);
    let words = locale.text("state-words", &[("count", Value::Count(state.words))]);
    State {
        role: locale.text(role, &[]),
        name: if name.is_empty() { locale.text("state-unnamed", &[]) } else { guard::one_line(name) },
        status: status.map(|code| overview::status(locale, code)),
        title: (subject.before.title() != subject.after.title()).then(|| guard::one_line(document.title())),
        facts,
        extent: format!("{sections}, {words}"),
    }
}
