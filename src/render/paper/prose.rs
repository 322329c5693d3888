//! What changed, in sentences: at most so many as one page takes, the rest as a count.

use crate::locale::{Locale, Value};
use crate::render::reading::figure::Figure;
use crate::render::reading::glance::{Glance, Journey};
use crate::render::reading::{Item, Place};
use crate::render::view::WeightView;

/// How many things of a kind are named.
const NAMED: usize = 6;

/// A sentence for each kind of change that there is.
pub(super) fn changes(locale: &Locale, items: &[Item], glance: &Glance) -> Vec<String> {
    let places = |places: &[Place]| places.iter().map(|place| place.text.clone()).collect::<Vec<_>>();
    let titles = glance.titles.iter().map(|title| {
        let values = [("before", Value::Text(&title.before)), ("after", Value::Text(&title.after))];
        locale.text("memo-retitled", &values)
    });
    let heavy = items.iter().filter(|item| {
        let codes = [WeightView::Substantive.code(), WeightView::Unassessed.code()];
        item.weight.as_ref().is_some_and(|weight| codes.contains(&weight.code))
    });
    let lists = [
        ("memo-heavy", heavy.map(|item| item.heading.clone()).collect()),
        ("memo-added", places(&glance.added)),
        ("memo-removed", places(&glance.removed)),
        ("memo-journeys", glance.journeys.iter().map(|journey| went(locale, journey)).collect()),
        ("memo-titles", titles.collect()),
        ("memo-figures", glance.figures.iter().map(|figure| changed(locale, figure)).collect()),
    ];
    let told = lists.into_iter().filter(|(_, list)| !list.is_empty());
    told.map(|(key, list): (&str, Vec<String>)| {
        let count = Value::Count(list.len() as u64);
        let list = enumeration(locale, &list);
        locale.text(key, &[("count", count), ("list", Value::Text(&list))])
    })
    .collect()
}

/// The first of several things, and how many others there are.
fn enumeration(locale: &Locale, all: &[String]) -> String {
    let named = all[..all.len().min(NAMED)].join("; ");
    match all.len().saturating_sub(NAMED) as u64 {
        0 => named,
        more => locale.text("memo-more", &[("list", Value::Text(&named)), ("count", Value::Count(more))]),
    }
}

fn went(locale: &Locale, journey: &Journey) -> String {
    let what = journey.what.as_ref().unwrap_or(&journey.to).text.as_str();
    let from = journey.from.as_ref().map(|place| place.text.as_str());
    let values = [
        ("what", Value::Text(what)),
        ("kind", Value::Text(&journey.kind.text)),
        ("from", Value::Text(from.unwrap_or_default())),
        ("to", Value::Text(&journey.to.text)),
    ];
    match from {
        Some(_) => locale.text("memo-journey", &values),
        None => locale.text("memo-journey-here", &values[..2]),
    }
}

fn changed(locale: &Locale, figure: &Figure) -> String {
    let label = if figure.label.is_empty() { &figure.section } else { &figure.label };
    let values = [
        ("label", Value::Text(label)),
        ("before", Value::Text(&figure.before)),
        ("after", Value::Text(&figure.after)),
        ("difference", Value::Text(&figure.difference)),
    ];
    match (figure.before.as_str(), figure.after.as_str(), figure.difference.as_str()) {
        ("", _, _) => locale.text("memo-figure-new", &[values[0], values[2]]),
        (_, "", _) => locale.text("memo-figure-gone", &values[..2]),
        (_, _, "") => locale.text("memo-figure", &values[..3]),
        _ => locale.text("memo-figure-difference", &values),
    }
}
