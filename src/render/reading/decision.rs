//! What people decided about a section, in words: what, who and when, why, and what the reason rests on.

use super::{Fact, Place};
use crate::document::{Anchor, Decision, Evidence, Ruling};
use crate::locale::{Locale, Value};
use crate::render::guard;

/// The lines about the decisions of a section, in the order of `links.toml`.
pub(super) fn facts(locale: &Locale, decisions: &[Decision]) -> Vec<Fact> {
    decisions.iter().flat_map(|decision| told(locale, decision)).collect()
}

/// The lines about one decision.
pub fn told(locale: &Locale, decision: &Decision) -> Vec<Fact> {
    let fact = |key: &str, texts: Vec<String>| Fact {
        lead: locale.text(key, &[]),
        places: texts.into_iter().map(|text| Place { text, target: None }).collect(),
    };
    let (who, ruling) = (signed(locale, decision), ruling(locale, decision));
    let ruled = locale.text("decided-what", &[("who", Value::Text(&who)), ("ruling", Value::Text(&ruling))]);
    let mut facts = vec![fact("decided", vec![ruled])];
    if let Some(because) = &decision.because {
        facts.push(fact("decided-because", vec![guard::one_line(because)]));
    }
    if !decision.evidence.is_empty() {
        facts.push(fact("decided-evidence", decision.evidence.iter().map(|it| evidence(locale, it)).collect()));
    }
    facts
}

/// What was decided.
pub fn ruling(locale: &Locale, decision: &Decision) -> String {
    let names = |anchors: &[Anchor]| {
        let name = |anchor: &Anchor| {
            let heading = guard::one_line(anchor.heading());
            locale.text("decided-section", &[("section", Value::Text(&heading))])
        };
        anchors.iter().map(name).collect::<Vec<_>>().join(", ")
    };
    let (before, after) = (names(&decision.before), names(&decision.after));
    let sections = [("before", Value::Text(before.as_str())), ("after", Value::Text(after.as_str()))];
    let section = [("section", Value::Text(if after.is_empty() { &before } else { &after }))];
    match decision.ruling {
        Ruling::Same => locale.text("decided-same", &sections),
        Ruling::Different => locale.text("decided-not-same", &sections),
        Ruling::Split => locale.text("decided-split", &sections),
        Ruling::Merged => locale.text("decided-merged", &sections),
        Ruling::Weight(weight) => locale.text(&format!("decided-weight-{}", weight.code()), &section),
        Ruling::Reason => locale.text("decided-justification", &section),
    }
}

/// Who decided, and when.
pub fn signed(locale: &Locale, decision: &Decision) -> String {
    let (by, date) = (guard::one_line(&decision.by), locale.date(&guard::one_line(&decision.date)));
    locale.text("decided-by", &[("by", Value::Text(&by)), ("date", Value::Text(&date))])
}

/// A source.
fn evidence(locale: &Locale, evidence: &Evidence) -> String {
    let kind = locale.text(&format!("evidence-{}", evidence.kind.code()), &[]);
    let title = guard::one_line(&evidence.title);
    let values = [("kind", Value::Text(&kind)), ("title", Value::Text(&title))];
    match &evidence.place {
        Some(place) => {
            let place = guard::one_line(place);
            locale.text("evidence-place", &[&values[..], &[("place", Value::Text(&place))]].concat())
        }
        None => locale.text("evidence", &values),
    }
}
