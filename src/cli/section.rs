//! Arguments that name a section: by its number, title, heading id, or a path of these.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::{Exit, Failure};
use crate::document::label::{fold, split_labels};
use crate::document::{Document, Section};
use crate::store::nearest;

/// Why a section is not found: the names of those that may be meant.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Missed {
    /// No section has this name.
    Unknown(Vec<String>),
    /// Several have it.
    Ambiguous(Vec<String>),
}

impl Missed {
    /// The failure that tells it.
    pub(super) fn into_failure(self, asked: &str) -> Failure {
        let (key, candidates) = match self {
            Missed::Unknown(candidates) => ("failure-section-unknown", candidates),
            Missed::Ambiguous(candidates) => ("failure-section-ambiguous", candidates),
        };
        let asked: String = asked.chars().take(80).collect();
        let candidates = candidates.into_iter().map(|name| format!("\"{name}\"")).collect();
        Failure::new(Exit::Usage, key).with("section", asked).among(candidates)
    }
}

/// The section that `asked` names: by heading id, title or heading, number, title without regard to diacritics, or a
/// path of these; the first of these ways that finds any decides. Of several alike " [2]" at the end chooses.
pub(super) fn section(document: &Document, asked: &str) -> Result<usize, Missed> {
    let mut found = by_name_or_path(document, asked);
    if found.is_empty()
        && let Some((name, place)) = asked.trim_end().strip_suffix(']').and_then(|rest| rest.rsplit_once('['))
        && let Some(place) = place.trim().parse::<usize>().ok().and_then(|place| place.checked_sub(1))
    {
        found = by_name_or_path(document, name).get(place).copied().into_iter().collect();
    }
    match found.as_slice() {
        [only] => Ok(*only),
        [] => Err(Missed::Unknown(near(document, asked))),
        several => Err(Missed::Ambiguous(paths(document, several))),
    }
}

fn by_name_or_path(document: &Document, asked: &str) -> Vec<usize> {
    let all: Vec<usize> = (1..document.sections.len()).collect();
    let found = by_name(document, asked, &all);
    let steps: Vec<&str> = asked.split(['>', '›']).map(str::trim).collect();
    if !found.is_empty() || steps.len() < 2 || steps.iter().any(|step| step.is_empty()) {
        return found;
    }
    let mut within = all;
    for (depth, step) in steps.iter().enumerate() {
        let named = by_name(document, step, &within);
        if depth + 1 == steps.len() {
            return named;
        }
        let beneath = |at: &usize| named.iter().any(|above| above < at && *at < document.sections[*above].end);
        within.retain(beneath);
    }
    Vec::new()
}

/// Those of `within` that `name` names.
fn by_name(document: &Document, name: &str, within: &[usize]) -> Vec<usize> {
    let name = name.trim();
    let anchor = name.strip_prefix('#').unwrap_or(name);
    let (folded, plain) = (fold(name), without_marks(name));
    let (labels, rest) = split_labels(name);
    let is_title = |section: &Section| [&section.heading, &section.title].iter().any(|title| fold(title) == folded);
    let is_plain =
        |section: &Section| [&section.heading, &section.title].iter().any(|title| without_marks(title) == plain);
    let numbered = |section: &Section| {
        rest.is_empty()
            && !labels.is_empty()
            && (same(&section.labels, &labels)
                || (labels.len() == 1 && section.labels.iter().any(|it| alike(it, &labels[0]))))
    };
    let counted = |section: &Section| {
        rest.is_empty()
            && labels.len() == 1
            && labels[0].word.is_empty()
            && section.labels.iter().any(|label| label.path == labels[0].path)
    };
    let ways: [&dyn Fn(&Section) -> bool; 5] =
        [&|section| section.anchor.as_deref() == Some(anchor), &is_title, &numbered, &is_plain, &counted];
    let found = |way: &&dyn Fn(&Section) -> bool| -> Vec<usize> {
        within.iter().copied().filter(|at| way(&document.sections[*at])).collect()
    };
    if name.is_empty() {
        Vec::new()
    } else {
        ways.iter().map(found).find(|found| !found.is_empty()).unwrap_or_default()
    }
}

fn same(one: &[crate::document::Label], other: &[crate::document::Label]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| alike(one, other))
}

fn alike(one: &crate::document::Label, other: &crate::document::Label) -> bool {
    (&one.word, &one.path) == (&other.word, &other.path)
}

/// The title folded, and without diacritics.
fn without_marks(title: &str) -> String {
    let plain = |c: char| match c {
        'ł' => 'l',
        'đ' => 'd',
        'ø' => 'o',
        other => other,
    };
    fold(title).nfd().filter(|c| !is_combining_mark(*c)).map(plain).collect()
}

/// The paths of sections, told apart where they are alike.
fn paths(document: &Document, sections: &[usize]) -> Vec<String> {
    let path = |at: &usize| document.path(*at).join(" › ");
    let mut told: Vec<String> = Vec::new();
    for at in sections {
        let name = path(at);
        let before = sections.iter().take_while(|other| *other != at).filter(|other| path(other) == name).count();
        let alone = sections.iter().filter(|other| path(other) == name).count() == 1;
        told.push(if alone { name } else { format!("{name} [{}]", before + 1) });
    }
    told
}

/// The headings nearest to what was asked for.
fn near(document: &Document, asked: &str) -> Vec<String> {
    let last = asked.rsplit(['>', '›']).next().unwrap_or(asked);
    let headed = || document.sections.iter().skip(1);
    let names = headed().flat_map(|section| [&section.title, &section.heading]).map(|name| without_marks(name));
    let mut candidates: Vec<String> = Vec::new();
    for name in nearest(&without_marks(last), names) {
        let named =
            headed().filter(|section| [&section.title, &section.heading].map(|it| without_marks(it)).contains(&name));
        for section in named {
            if !candidates.contains(&section.heading) {
                candidates.push(section.heading.clone());
            }
        }
    }
    candidates
}
