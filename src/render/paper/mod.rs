//! The short papers of a package: the note on changes, the description for the information bulletin, the announcement.
//!
//! Each is a Markdown template that an office may replace by its own; what comes out is read as any other text, and
//! set in Word or as a page from there.

mod prose;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use super::Subject;
use super::brand::Brand;
use super::guard;
use super::reading::glance::glance;
use super::reading::state::{State, states};
use super::reading::{Fact, Reading, reading};
use super::template::{TemplateError, Templates, fill};
use crate::consult::{Listed, Role, Round, Rule};
use crate::document::{Document, markdown};
use crate::locale::{Locale, Value};

/// A short paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// The note on changes.
    Note,
    /// The description of the change for the public information bulletin (BIP).
    Bip,
    /// The announcement.
    Notice,
}

impl Paper {
    /// The name of its template.
    pub fn template(self) -> &'static str {
        match self {
            Paper::Note => "markdown/note.md",
            Paper::Bip => "markdown/bip.md",
            Paper::Notice => "markdown/notice.md",
        }
    }
}

/// Who sends the papers, for which consultation, and with which files.
#[derive(Clone, Copy, Debug)]
pub struct Sender<'a> {
    /// The office.
    pub brand: &'a Brand,
    /// Who made the later text, where that is known.
    pub author: Option<&'a str>,
    /// The consultation.
    pub round: &'a Round,
    /// How its dates are counted.
    pub rule: Rule,
    /// The files that go with it.
    pub files: &'a [Listed],
}

/// Words that the templates of papers use.
const WORDS: [&str; 45] = [
    "bip-change",
    "bip-checking",
    "bip-document",
    "bip-field",
    "bip-file",
    "bip-files",
    "bip-made-by",
    "bip-made-on",
    "bip-published",
    "bip-replaces",
    "bip-size",
    "bip-status",
    "bip-sum",
    "bip-title",
    "bip-value",
    "bip-version",
    "blank-author",
    "blank-closes",
    "blank-date",
    "blank-information",
    "blank-opens",
    "blank-published",
    "blank-purpose",
    "blank-report",
    "blank-version",
    "blank-ways",
    "memo-changes",
    "memo-how",
    "memo-kept",
    "memo-reasons",
    "memo-reasons-none",
    "memo-title",
    "notice-changes",
    "notice-closes",
    "notice-contact",
    "notice-files",
    "notice-information",
    "notice-length",
    "notice-meetings",
    "notice-opens",
    "notice-purpose",
    "notice-report",
    "notice-title",
    "notice-ways",
    "notice-when",
];

/// What the templates of papers see. Whatever nobody said is empty or none; nothing is made up.
#[derive(Serialize)]
struct Letter<'a> {
    words: BTreeMap<&'static str, String>,
    title: &'a str,
    compared: &'a str,
    summary: &'a str,
    continuity: &'a str,
    amounts: &'a str,
    weights: &'a str,
    changes: Vec<String>,
    reasons: Vec<Grounds>,
    unchanged: Option<String>,
    before: Version,
    after: Version,
    lead: String,
    office: String,
    contact: Vec<String>,
    author: Option<String>,
    round: Dates,
    files: Vec<File>,
    forms: Vec<String>,
}

/// Why a section was changed.
#[derive(Serialize)]
struct Grounds {
    section: String,
    facts: Vec<String>,
}

/// One of the two versions.
#[derive(Serialize)]
struct Version {
    name: Option<String>,
    date: Option<String>,
    status: Option<String>,
}

/// The consultation in words.
#[derive(Serialize)]
pub(super) struct Dates {
    title: Option<String>,
    purpose: Vec<String>,
    opens: Option<String>,
    closes: Option<String>,
    length: Option<String>,
    report: Option<String>,
    meetings: Vec<String>,
    ways: Vec<String>,
    information: Option<String>,
}

/// A file of the package.
#[derive(Serialize)]
struct File {
    title: String,
    path: String,
    format: String,
    size: String,
    sha256: String,
}

/// Writes a paper, as a text that can be set in any format.
///
/// # Errors
/// [`TemplateError`] where its template can't be filled in.
pub fn paper(
    paper: Paper,
    subject: &Subject<'_>,
    sender: &Sender<'_>,
    templates: &Templates,
) -> Result<Document, TemplateError> {
    let told = reading(subject);
    let letter = letter(subject, sender, &told);
    fill(&templates.environment(), paper.template(), letter).map(markdown::read)
}

fn letter<'a>(subject: &Subject<'_>, sender: &Sender<'_>, told: &'a Reading) -> Letter<'a> {
    let locale = subject.locale;
    let states = states(subject);
    let office = guard::one_line(&sender.brand.office);
    let name = states[1].name.as_str();
    let values = [
        ("office", Value::Text(office.as_str())),
        ("title", Value::Text(told.title.as_str())),
        ("version", Value::Text(name)),
    ];
    let lead = if office.is_empty() { "notice-lead-anonymous" } else { "notice-lead" };
    let grounds = told
        .items
        .iter()
        .filter(|item| !item.decisions.is_empty())
        .map(|item| Grounds { section: item.heading.clone(), facts: item.decisions.iter().map(fact).collect() });
    let unchanged = told.unchanged_count.as_deref();
    let [before, after] = states.each_ref().map(|state| state.name.clone());
    Letter {
        words: WORDS.into_iter().map(|key| (key, locale.text(key, &[]))).collect(),
        title: &told.title,
        compared: &told.compared,
        summary: &told.summary,
        continuity: &told.continuity,
        amounts: &told.words,
        weights: &told.weights,
        changes: prose::changes(locale, &told.items, &glance(subject, &told.items)),
        reasons: grounds.collect(),
        unchanged: unchanged.map(|text| locale.text("memo-unchanged", &[("text", Value::Text(text))])),
        before: version(subject, &states[0], before, subject.view.before.date.as_deref()),
        after: version(subject, &states[1], after, subject.view.after.date.as_deref()),
        lead: locale.text(lead, &values),
        contact: sender.brand.contact.iter().map(|line| guard::one_line(line)).collect(),
        author: sender.author.map(guard::one_line),
        round: dates(locale, sender),
        files: sender.files.iter().map(|file| listed(locale, file)).collect(),
        forms: forms(locale, sender.files),
        office,
    }
}

fn fact(fact: &Fact) -> String {
    let places: Vec<&str> = fact.places.iter().map(|place| place.text.as_str()).collect();
    format!("{} {}", fact.lead, places.join("; "))
}

fn version(subject: &Subject<'_>, state: &State, name: String, date: Option<&str>) -> Version {
    let unnamed = name == subject.locale.text("state-unnamed", &[]);
    Version {
        name: (!unnamed).then_some(name),
        date: date.map(|date| subject.locale.date(&guard::one_line(date))),
        status: state.status.clone(),
    }
}

/// The consultation in words.
pub(super) fn dates(locale: &Locale, sender: &Sender<'_>) -> Dates {
    let round = sender.round;
    let date = |date: Option<Date>| date.map(|date| locale.date(&date.to_string()));
    let days = round.days().and_then(|days| u64::try_from(days).ok());
    let meetings = round.meetings.iter().map(|meeting| {
        let parts = [Some(locale.date(&meeting.date.to_string())), meeting.time.clone(), meeting.place.clone()];
        parts.into_iter().flatten().map(|part| guard::one_line(&part)).collect::<Vec<_>>().join(", ")
    });
    let line = |text: &String| guard::one_line(text);
    Dates {
        title: round.title.as_ref().map(line),
        purpose: round.purpose.iter().map(line).collect(),
        opens: date(round.opens),
        closes: date(round.closes),
        length: days.map(|days| locale.text("notice-days", &[("count", Value::Count(days))])),
        report: date(round.report),
        meetings: meetings.collect(),
        ways: ways(locale, round),
        information: round.information.as_ref().map(line),
    }
}

/// How comments can be made, a sentence each.
pub(super) fn ways(locale: &Locale, round: &Round) -> Vec<String> {
    let ways =
        [("notice-email", &round.ways.email), ("notice-url", &round.ways.url), ("notice-address", &round.ways.address)];
    let way = |(key, way): (&str, &Option<String>)| {
        let address = guard::one_line(way.as_deref()?);
        Some(locale.text(key, &[("address", Value::Text(&address))]))
    };
    ways.into_iter().filter_map(way).collect()
}

/// The forms among the files into which comments can be written, a sentence each.
fn forms(locale: &Locale, files: &[Listed]) -> Vec<String> {
    let forms = [(Role::Page, "notice-form-page"), (Role::Form, "notice-form-word")];
    let there = forms.into_iter().filter(|(role, _)| files.iter().any(|file| file.role == *role));
    there.map(|(_, key)| locale.text(key, &[])).collect()
}

fn listed(locale: &Locale, file: &Listed) -> File {
    File {
        title: file.title.clone(),
        path: file.path.clone(),
        format: file.format.code().to_uppercase(),
        size: size(locale, file.bytes),
        sha256: file.sha256.clone(),
    }
}

/// The size of a file in words, in the usual units of 1,000.
pub fn size(locale: &Locale, bytes: u64) -> String {
    let (key, size) = match bytes {
        0..1_000 => ("size-bytes", locale.count(bytes)),
        1_000..1_000_000 => ("size-kilobytes", locale.count(bytes.div_ceil(1_000))),
        _ => ("size-megabytes", locale.decimal(bytes.div_ceil(100_000), 1)),
    };
    locale.text(key, &[("size", Value::Text(&size))])
}
