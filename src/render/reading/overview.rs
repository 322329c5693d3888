//! The sentences at the head: what was compared, how much changed, how much lives on.

use super::{Fact, Place, count};
use crate::compare::Structure;
use crate::document::Side;
use crate::locale::{Locale, Value};
use crate::render::view::StateView;
use crate::render::{Subject, guard};

/// The title of the later text, else of the earlier one.
pub(in crate::render) fn title(subject: &Subject<'_>) -> String {
    let titles = [subject.after.title(), subject.before.title()];
    match titles.into_iter().find(|title| !title.trim().is_empty()) {
        Some(title) => guard::one_line(title),
        None => subject.locale.text("no-title", &[]),
    }
}

/// The language that the front matter tells, where it is another one than that of the wording.
pub(super) fn text_language(subject: &Subject<'_>) -> Option<String> {
    let metadata = &subject.after.metadata;
    let tag = metadata.get("lang").or_else(|| metadata.get("language"))?.trim();
    let is_tag = !tag.is_empty() && tag.split('-').all(|part| part.chars().all(|it| it.is_ascii_alphanumeric()));
    (is_tag && !tag.eq_ignore_ascii_case(subject.locale.language().tag())).then(|| tag.to_owned())
}

/// Which states were compared.
pub(in crate::render) fn compared(subject: &Subject<'_>) -> String {
    let before = state(subject, "compared-before", &subject.view.before, subject.known.0.name);
    let after = state(subject, "compared-after", &subject.view.after, subject.known.1.name);
    subject.locale.text("compared", &[("before", Value::Text(&before)), ("after", Value::Text(&after))])
}

fn state(subject: &Subject<'_>, key: &str, state: &StateView, name: &str) -> String {
    let version = state.version.as_deref().map(guard::one_line);
    let date = state.date.as_deref().map(|date| subject.locale.date(&guard::one_line(date)));
    let name = guard::one_line(name);
    let (suffix, version, date) = match (&version, &date) {
        (Some(version), Some(date)) => ("-version-date", version.as_str(), date.as_str()),
        (Some(version), None) => ("-version", version.as_str(), ""),
        (None, Some(date)) => ("-date", "", date.as_str()),
        (None, None) if !name.is_empty() => ("-name", "", ""),
        (None, None) => ("", "", ""),
    };
    let values = [("version", Value::Text(version)), ("date", Value::Text(date)), ("name", Value::Text(&name))];
    subject.locale.text(&format!("{key}{suffix}"), &values)
}

/// How many sections changed.
pub(in crate::render) fn summary(subject: &Subject<'_>) -> String {
    let entries = &subject.comparison.entries;
    let locale = subject.locale;
    let changed = entries.iter().filter(|entry| entry.is_changed()).count();
    if changed == 0 {
        let renumbered = entries.iter().any(|entry| !entry.structure.is_empty());
        let key = match (renumbered, subject.comparison.metadata.is_empty()) {
            (true, true) => "summary-numbering",
            (true, false) => "summary-numbering-metadata",
            (false, false) => "summary-metadata",
            (false, true) => "summary-nothing",
        };
        return locale.text(key, &[]);
    }
    let with = |kind| entries.iter().filter(|entry| entry.structure.contains(&kind)).count();
    let (added, removed) = (with(Structure::Added), with(Structure::Removed));
    let of_them = Value::Count(count(changed.saturating_sub(added + removed)));
    let total = Value::Count(count(entries.len()));
    let mut sentence = locale.text("summary-changed", &[("changed", of_them), ("total", total)]);
    let parts =
        [("summary-unchanged", entries.len() - changed), ("summary-added", added), ("summary-removed", removed)];
    for (place, (key, number)) in parts.into_iter().filter(|(_, number)| *number > 0).enumerate() {
        sentence.push_str(if place == 0 { "; " } else { ", " });
        sentence.push_str(&locale.text(key, &[("count", Value::Count(count(number)))]));
        let renumbered = entries.iter().filter(|entry| !entry.is_changed() && !entry.structure.is_empty()).count();
        if key == "summary-unchanged" && renumbered > 0 {
            sentence.push_str(&locale.text("summary-renumbered", &[("count", Value::Count(count(renumbered)))]));
        }
    }
    sentence + "."
}

/// The continuity figure and what it means.
pub(in crate::render) fn continuity(subject: &Subject<'_>) -> String {
    let (share, meaning) = continuity_parts(subject);
    subject.locale.text("continuity", &[("share", Value::Text(&share)), ("meaning", Value::Text(&meaning))])
}

/// The continuity figure, and what it means.
pub(super) fn continuity_parts(subject: &Subject<'_>) -> (String, String) {
    let share = subject.comparison.summary.continuity;
    let key = match share {
        share if share >= 1.0 => "continuity-all",
        share if share >= 0.95 => "continuity-nearly-all",
        share if share >= 0.8 => "continuity-most",
        share if share >= 0.5 => "continuity-half",
        share if share > 0.0 => "continuity-less",
        _ => "continuity-nothing",
    };
    (subject.locale.percent(share), subject.locale.text(key, &[]))
}

/// Counts of words.
pub(super) fn words(subject: &Subject<'_>) -> String {
    let words = subject.comparison.summary.words;
    let values = [
        ("kept", Value::Count(words.kept)),
        ("deleted", Value::Count(words.deleted)),
        ("inserted", Value::Count(words.inserted)),
        ("moved", Value::Count(words.moved)),
    ];
    subject.locale.text("words", &values)
}

/// A change of the front matter, its usual keys and values in words.
pub(in crate::render) struct Datum {
    pub(in crate::render) name: String,
    pub(in crate::render) before: Option<String>,
    pub(in crate::render) after: Option<String>,
}

/// Changes of the front matter.
pub(in crate::render) fn data(subject: &Subject<'_>) -> Vec<Datum> {
    let locale = subject.locale;
    let value = |key: &str, value: &str| match key {
        "date" => locale.date(&guard::one_line(value)),
        "status" => status(locale, value),
        _ => guard::one_line(value),
    };
    let name = |key: &str| match key {
        "title" => locale.text("metadata-title", &[]),
        "version" => locale.text("metadata-version", &[]),
        "date" => locale.text("metadata-date", &[]),
        "status" => locale.text("metadata-status", &[]),
        other => guard::one_line(other),
    };
    let side = |key: &str, told: &Option<String>| told.as_deref().map(|told| value(key, told));
    let changes = subject.comparison.metadata.iter();
    changes
        .map(|change| {
            let (mut before, mut after) = (side(&change.key, &change.before), side(&change.key, &change.after));
            if before.as_deref().map(guard::look) == after.as_deref().map(guard::look) {
                before = before.as_deref().map(guard::with_letters_named);
                after = after.as_deref().map(guard::with_letters_named);
            }
            Datum { name: name(&change.key), before, after }
        })
        .collect()
}

/// Changes of the front matter as facts.
pub(super) fn metadata(subject: &Subject<'_>) -> Vec<Fact> {
    let absent = subject.locale.text("absent", &[]);
    let facts = data(subject).into_iter().map(|datum| {
        let text =
            format!("{} → {}", datum.before.as_ref().unwrap_or(&absent), datum.after.as_ref().unwrap_or(&absent));
        Fact { lead: format!("{}:", datum.name), places: vec![Place { text, target: None }] }
    });
    facts.collect()
}

/// A status in words; what is none of the contract comes back as it is.
pub(super) fn status(locale: &Locale, code: &str) -> String {
    match code {
        "sketch" => locale.text("metadata-sketch", &[]),
        "draft" => locale.text("metadata-draft", &[]),
        "consultation" => locale.text("metadata-consultation", &[]),
        "adopted" => locale.text("metadata-adopted", &[]),
        other => guard::one_line(other),
    }
}

/// What was noticed.
pub(super) fn remarks(subject: &Subject<'_>) -> Vec<String> {
    let remarks = subject.comparison.remarks.iter();
    remarks
        .map(|remark| {
            let text = subject.locale.remark(remark.kind.code(), &remark.kind.details());
            let side = match remark.side {
                Some(Side::Before) => "remark-before",
                Some(Side::After) => "remark-after",
                None => "remark-both",
            };
            let key = if remark.line.is_some() { format!("{side}-line") } else { side.to_owned() };
            let line = u64::from(remark.line.unwrap_or_default());
            let text = guard::one_line(&text);
            subject.locale.text(&key, &[("text", Value::Text(&text)), ("line", Value::Count(line))])
        })
        .collect()
}
