//! What the consultation page holds beside the changes: the round, the tables, the reasons, what badges mean, and the
//! texts of the form for comments.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;
use sha2::{Digest as _, Sha256};

use crate::compare::Weight;
use crate::consult::Format;
use crate::document::hidden;
use crate::locale::{Locale, Value};
use crate::render::csv::separator;
use crate::render::paper::{Dates, Sender, dates};
use crate::render::reading::correspondence::{Correspondence, correspondences};
use crate::render::reading::{Item, overview};
use crate::render::view::{KindView, PlaceView, StateView, WeightView};
use crate::render::{Subject, guard};

/// Wording that the templates of a consultation page take from the locale room, beside that of every page of changes.
const WORDS: [&str; 66] = [
    "about-consultation",
    "comment-current",
    "comment-kind-unknown",
    "comment-person",
    "comment-person-hint",
    "comment-person-kind",
    "comment-person-name",
    "comment-private",
    "comment-proposal",
    "comment-reason",
    "comment-remove",
    "comment-remove-all",
    "comment-save-json",
    "comment-save-table",
    "comments",
    "comments-elsewhere",
    "comments-here",
    "comments-how",
    "comments-list",
    "comments-load",
    "comments-none",
    "comments-noscript",
    "comments-send",
    "comments-step-save",
    "comments-step-send",
    "comments-step-write",
    "comments-ways-none",
    "comments-word",
    "correspondence-kind",
    "correspondence-number-after",
    "correspondence-number-before",
    "correspondence-share",
    "correspondence-title-after",
    "correspondence-title-before",
    "glossary",
    "glossary-continuity",
    "glossary-deleted",
    "glossary-inserted",
    "glossary-kinds",
    "glossary-marks",
    "glossary-weights",
    "meeting",
    "meeting-close",
    "meeting-how",
    "memo-reasons-none",
    "notice-closes",
    "notice-contact",
    "notice-information",
    "notice-length",
    "notice-meetings",
    "notice-opens",
    "notice-purpose",
    "notice-report",
    "notice-ways",
    "notice-when",
    "numbers",
    "numbers-after",
    "numbers-before",
    "numbers-label",
    "numbers-none",
    "numbers-section",
    "on-this-page",
    "reasons",
    "sheet-correspondence",
    "sheet-correspondence-note",
    "show-all",
];

/// Wording that the script fills in.
const TOLD: [&str; 15] = [
    "comment-add",
    "comment-all-removed",
    "comment-empty",
    "comment-file",
    "comment-number",
    "comment-reading-done",
    "comment-reading-failed",
    "comment-reading-other",
    "comment-removed",
    "comment-saved",
    "comment-saving-done",
    "comment-saving-none",
    "comment-undo",
    "comment-unsaved",
    "comments-none",
];

/// Columns of the table of comments, as the form in Word has them.
const COLUMNS: [&str; 8] = [
    "docx-form-number",
    "comment-column-id",
    "docx-form-part",
    "docx-form-current",
    "docx-form-proposal",
    "docx-form-justification",
    "comment-person-kind",
    "docx-form-submitter",
];

/// Kinds of people and bodies that comment: code and message.
const PEOPLE: [(&str, &str); 7] = [
    ("person", "comment-kind-person"),
    ("company", "comment-kind-company"),
    ("university", "comment-kind-university"),
    ("local-government", "comment-kind-local-government"),
    ("business-support", "comment-kind-business-support"),
    ("non-governmental", "comment-kind-non-governmental"),
    ("other", "comment-kind-other"),
];

/// What the templates see of a consultation.
#[derive(Serialize)]
pub(super) struct Consultation<'a> {
    office: String,
    contact: Vec<String>,
    logo: String,
    logo_text: &'a str,
    round: Dates,
    /// Whether the package has the form in Word.
    word: bool,
    /// The sections about which people decided something.
    reasons: Vec<&'a Item>,
    correspondence: Vec<Line>,
    kinds: Vec<Meaning>,
    weights: Vec<Meaning>,
    people: Vec<Choice>,
    /// What the script of the form needs to know, as JSON.
    data: String,
}

/// A line of the correspondence table.
#[derive(Serialize)]
struct Line {
    line: Correspondence,
    kinds: String,
}

/// A badge and what it means.
#[derive(Serialize)]
struct Meaning {
    code: &'static str,
    text: String,
    meaning: String,
}

/// Something that a person can choose.
#[derive(Serialize)]
struct Choice {
    code: &'static str,
    text: String,
}

/// What the script of the form needs to know.
#[derive(Serialize)]
struct Data<'a> {
    schema: &'static str,
    /// Where the browser keeps what is written on this page: the same for the same two texts.
    place: String,
    before: &'a StateView,
    after: &'a StateView,
    round: Option<&'a str>,
    columns: Vec<String>,
    separator: char,
    words: BTreeMap<&'static str, String>,
    sections: BTreeMap<&'a str, Part<'a>>,
}

/// A part of the text that may be commented on.
#[derive(Serialize)]
struct Part<'a> {
    /// In which of the two texts it stands.
    state: &'static str,
    #[serde(flatten)]
    place: &'a PlaceView,
}

/// What the templates see of a consultation; `items` are those of the reading.
pub(super) fn consultation<'a>(
    subject: &'a Subject<'_>,
    sender: &'a Sender<'_>,
    formats: &[Format],
    items: &'a [Item],
) -> Consultation<'a> {
    let locale = subject.locale;
    let brand = sender.brand;
    let choice = |(code, key): (&'static str, &str)| Choice { code, text: locale.text(key, &[]) };
    Consultation {
        office: guard::one_line(&brand.office),
        contact: brand.contact.iter().map(|line| guard::one_line(line)).collect(),
        logo: brand.logo.as_ref().map(super::paper::embedded).unwrap_or_default(),
        logo_text: brand.logo.as_ref().map_or("", |logo| logo.alternative.as_str()),
        round: dates(locale, sender),
        word: formats.contains(&Format::Docx),
        reasons: items.iter().filter(|item| !item.decisions.is_empty()).collect(),
        correspondence: correspondences(subject).into_iter().map(|line| row(locale, line)).collect(),
        kinds: KindView::ALL.map(|kind| meaning(locale, "kind", kind.code())).into(),
        weights: Weight::ALL.map(|weight| meaning(locale, "weight", WeightView::from(weight).code())).into(),
        people: PEOPLE.map(choice).into(),
        data: data(subject, sender),
    }
}

/// The wording of the page.
pub(super) fn words(subject: &Subject<'_>, sender: &Sender<'_>) -> BTreeMap<&'static str, String> {
    let locale = subject.locale;
    let mut words: BTreeMap<&str, String> = WORDS.into_iter().map(|key| (key, locale.text(key, &[]))).collect();
    let title = overview::title(subject);
    let values = [("title", Value::Text(&title))];
    words.insert("page-title", locale.text("consultation-title", &values));
    if let Some(closes) = sender.round.closes {
        let closes = locale.date(&closes.to_string());
        let date = [("date", Value::Text(&closes))];
        words.insert("comments-step-send", locale.text("comments-step-send-until", &date));
    }
    words.insert("kicker", locale.text("consultation-kicker", &[]));
    words
}

fn meaning(locale: &Locale, of: &str, code: &'static str) -> Meaning {
    let text = locale.text(&format!("{of}-{code}"), &[]);
    Meaning { code, text, meaning: locale.text(&format!("{of}-{code}-meaning"), &[]) }
}

fn row(locale: &Locale, line: Correspondence) -> Line {
    let kinds: Vec<&str> = line.kinds.iter().map(|kind| kind.text.as_str()).collect();
    Line { kinds: if kinds.is_empty() { locale.text("unchanged", &[]) } else { kinds.join(", ") }, line }
}

fn data(subject: &Subject<'_>, sender: &Sender<'_>) -> String {
    let (view, locale) = (subject.view, subject.locale);
    let mut words: BTreeMap<&str, String> = TOLD.into_iter().map(|key| (key, locale.text(key, &[]))).collect();
    let part = [("part", Value::Text("{part}"))];
    words.extend(["comment-adding", "comment-of"].map(|key| (key, locale.text(key, &part))));
    let state = |state: &StateView| serde_json::to_vec(state).expect("a state is JSON");
    let place = Sha256::new().chain_update(state(&view.before)).chain_update(state(&view.after)).finalize();
    let part = |state, place| Part { state, place };
    let sections = view.sections.iter().filter_map(|section| {
        let after = section.after.first().map(|place| part("after", place));
        Some((section.id.as_str(), after.or(section.before.first().map(|place| part("before", place)))?))
    });
    let data = Data {
        schema: "nowela/comments/1",
        place: place[..8].iter().map(|byte| format!("{byte:02x}")).collect(),
        before: &view.before,
        after: &view.after,
        round: Some(sender.round.id.as_str()).filter(|id| !id.is_empty()),
        columns: COLUMNS.map(|key| locale.text(key, &[])).into(),
        separator: separator(locale.language()),
        words,
        sections: sections.collect(),
    };
    shown(&serde_json::to_string(&data).expect("texts and numbers are JSON"))
}

/// JSON in which no hidden character stands raw.
fn shown(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for character in json.chars() {
        if hidden::is_hidden(character) {
            let mut units = [0; 2];
            for unit in character.encode_utf16(&mut units) {
                write!(out, "\\u{unit:04x}").expect("a string takes everything");
            }
        } else {
            out.push(character);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_are_written_by_their_code() {
        let text = "\u{202e}a\u{e0041} \"ą\"";
        let embedded = shown(&serde_json::to_string(text).expect("a string is JSON"));
        assert!(!embedded.contains(hidden::is_hidden), "{embedded}");
        assert_eq!(serde_json::from_str::<String>(&embedded).expect("it is JSON"), text);
    }
}
