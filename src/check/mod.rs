//! Rules for a text and its history: what they ask for, and where a text does not keep to them.

mod arithmetic;
mod change;
mod indicator;
mod number;
mod phrase;
mod preset;
mod rule;
mod structure;
mod text;

pub use phrase::{Pattern, PatternError};
pub use preset::{PRESETS, preset};
pub use rule::{Kind, Rule, Severity};

use crate::compare::Comparison;
use crate::document::{Document, Section};
use crate::store::Version;

/// A text to be checked.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// Id of the document.
    pub document: &'a str,
    /// The text.
    pub text: &'a Document,
    /// The versions of the document, oldest first.
    pub versions: &'a [Version],
}

/// Two states of which a rule asks what became of the first.
#[derive(Clone, Copy, Debug)]
pub struct Change<'a> {
    /// What the earlier state is called.
    pub from: &'a str,
    /// The earlier text.
    pub before: &'a Document,
    /// What the later state is called.
    pub to: &'a str,
    /// The later text.
    pub after: &'a Document,
    /// What changed.
    pub comparison: &'a Comparison,
}

/// A place where a text does not keep to a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Id of the rule.
    pub rule: String,
    /// How bad it is.
    pub severity: Severity,
    /// Id of the document.
    pub document: String,
    /// Line in the source of the text that was checked, from 1; `None` where it is about the whole, or about what is gone.
    pub line: Option<u32>,
    /// The headings down to the section; empty where it is about the whole.
    pub path: Vec<String>,
    /// What is wrong: the wording is the message `check-<code>`.
    pub code: &'static str,
    /// Details by name, for the placeables of the wording.
    pub details: Vec<(&'static str, String)>,
    /// What the rule itself says to it.
    pub message: Option<String>,
}

/// What is wrong, before it is told of which rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Fault {
    line: Option<u32>,
    section: Option<usize>,
    path: Vec<String>,
    code: &'static str,
    details: Vec<(&'static str, String)>,
}

/// Sections that a rule looks at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// The sections that it names, in order.
    pub named: Vec<usize>,
    /// Names that no section bears, or several do.
    pub missing: Vec<String>,
}

impl Scope {
    /// Whether a section belongs to it: to one that it names, or one beneath; all do where it names none.
    fn holds(&self, document: &Document, section: usize) -> bool {
        let none = self.named.is_empty() && self.missing.is_empty();
        none || self.named.iter().any(|at| *at <= section && section < document.sections[*at].end)
    }

    /// The sections of a text that belong to it.
    fn sections<'d>(&'d self, document: &'d Document) -> impl Iterator<Item = (usize, &'d Section)> {
        document.sections.iter().enumerate().filter(|(at, _)| self.holds(document, *at))
    }
}

/// What a text, or a change, does not keep to. `scope` holds the sections of the text that was checked, `earlier` those of
/// the earlier text of the change. A rule about a change finds nothing where there is none.
pub fn check(rule: &Rule, subject: &Subject<'_>, scope: &Scope, change: Option<(&Change<'_>, &Scope)>) -> Vec<Finding> {
    let mut faults = Vec::new();
    // What a rule names has to be there, or it would watch nothing without a word; a protected section may be gone, which
    // the rule itself tells.
    let of_change = matches!(rule.kind, Kind::Continuity | Kind::Protected);
    let missing = if of_change { change.map(|it| &it.1.missing) } else { Some(&scope.missing) };
    for name in missing.into_iter().flatten() {
        let code = if rule.kind == Kind::Required { "required" } else { "scope" };
        faults.push(Fault { code, details: vec![("section", name.clone())], ..Fault::default() });
    }
    match rule.kind {
        Kind::Continuity => {
            change.iter().for_each(|(change, scope)| change::continuity(rule, change, scope, &mut faults))
        }
        Kind::Protected => change.iter().for_each(|(change, scope)| change::protected(change, scope, &mut faults)),
        Kind::Justified => change.iter().for_each(|(change, _)| change::justified(change, scope, &mut faults)),
        Kind::References => change.iter().for_each(|(change, _)| change::references(change, scope, &mut faults)),
        Kind::Phrases => phrase::required(rule, subject.text, scope, &mut faults),
        Kind::Forbidden => phrase::forbidden(rule, subject.text, scope, &mut faults),
        Kind::Required => structure::required(subject.text, scope, &mut faults),
        Kind::Criteria => structure::criteria(rule, subject.text, scope, &mut faults),
        Kind::Indicators => indicator::indicators(subject.text, scope, &mut faults),
        Kind::Sums => arithmetic::sums(subject.text, scope, &mut faults),
        Kind::Characters => text::characters(subject.text, &mut faults),
        Kind::FrontMatter => text::front_matter(rule, subject.text, &mut faults),
        Kind::Dates => text::dates(subject.versions, &mut faults),
    }
    let finding = |fault: Fault| Finding {
        rule: rule.id.clone(),
        severity: rule.severity,
        document: subject.document.to_owned(),
        line: fault.line,
        path: match fault.section {
            Some(section) => subject.text.path(section).into_iter().map(str::to_owned).collect(),
            None => fault.path,
        },
        code: fault.code,
        details: fault.details,
        message: rule.message.clone(),
    };
    let mut findings: Vec<Finding> = faults.into_iter().map(finding).collect();
    findings.sort_by_key(|finding| (finding.line.is_none(), finding.line));
    findings
}

/// Line of a byte of a source, from 1.
fn line_at(document: &Document, at: usize) -> u32 {
    let before = document.source.as_bytes().get(..at).unwrap_or(document.source.as_bytes());
    before.iter().filter(|byte| **byte == b'\n').count() as u32 + 1
}

/// Line of a section's heading.
fn line_of(document: &Document, section: usize) -> u32 {
    line_at(document, document.sections[section].span.start as usize)
}
