//! What a person asks to be decided, in terms of sections: names become anchors in two states of a document.

use super::section::section;
use super::state::import;
use super::{Exit, Failure};
use crate::compare::{Comparison, LinkKind};
use crate::document::decision::Directory;
use crate::document::{Anchor, Decision, Document, Evidence, EvidenceKind, Ruling, Weight};
use crate::store::{Archive, DocumentId, State};

/// What is asked to be decided, the sections by their names.
pub(super) enum Asked<'a> {
    /// These two are the same section.
    Same(&'a str, &'a str),
    /// They are not.
    Different(&'a str, &'a str),
    /// The first one was split into the others.
    Split(&'a str, &'a [String]),
    /// The first ones were merged into the last one.
    Merged(&'a [String], &'a str),
    /// The change of a section weighs this much.
    Weight(&'a str, &'a str),
    /// The change of a section weighs what the program proposes.
    Confirm(&'a str),
    /// There is a reason for the change of this section.
    Reason(&'a str),
}

/// Two saved states of a document.
pub(super) struct Texts {
    /// The earlier text.
    pub(super) before: Document,
    /// The later one.
    pub(super) after: Document,
    /// The revisions that gave the document these texts.
    pub(super) revisions: [String; 2],
}

impl Texts {
    /// Loads both states.
    pub(super) fn load(archive: &Archive, document: &DocumentId, states: (&str, &str)) -> Result<Self, Failure> {
        let (before, first) = load(archive, document, states.0)?;
        let (after, second) = load(archive, document, states.1)?;
        Ok(Self { before, after, revisions: [first, second] })
    }

    /// The sections of a decision about these texts.
    pub(super) fn sections(&self, decision: &Decision) -> [Vec<usize>; 2] {
        [(&self.before, &decision.before), (&self.after, &decision.after)].map(|(document, anchors)| {
            let directory = Directory::new(document);
            anchors.iter().filter_map(|anchor| directory.find(anchor).section()).collect()
        })
    }

    fn anchor(&self, side: usize, section: usize) -> Anchor {
        let document = if side == 0 { &self.before } else { &self.after };
        Anchor::of(document, section, &self.revisions[side])
    }

    fn named(&self, side: usize, name: &str) -> Result<Anchor, Failure> {
        let document = if side == 0 { &self.before } else { &self.after };
        let found = section(document, name).map_err(|missed| {
            let key = if side == 0 { "failure-link-before" } else { "failure-link-after" };
            missed.into_failure(name).worded(key)
        })?;
        Ok(self.anchor(side, found))
    }
}

/// A state of the document, and the revision that gave it its text. What lies in the work tree counts where it is saved.
fn load(archive: &Archive, document: &DocumentId, state: &str) -> Result<(Document, String), Failure> {
    let prefix = format!("{document}@");
    let state = state.strip_prefix("rev:").unwrap_or(state);
    let resolve = |state: &str| archive.resolve(&format!("{prefix}{}", state.strip_prefix(&prefix).unwrap_or(state)));
    let mut found: State = resolve(state)?;
    if found.revision.is_none() {
        found = match resolve("HEAD") {
            Ok(saved) if saved.text == found.text => saved,
            _ => return Err(Failure::new(Exit::Usage, "failure-link-worktree").with("document", document)),
        };
    }
    let text = import(&found.text, &format!("{prefix}{state}"))?;
    let revision = found.revision.unwrap_or_default();
    let folder = found.former.as_ref().unwrap_or(document);
    Ok((text, archive.text_revision(folder, &revision)?))
}

/// The ruling, and the sections that it is about.
pub(super) fn ruled(
    texts: &Texts,
    comparison: &Comparison,
    asked: &Asked<'_>,
) -> Result<(Ruling, [Vec<Anchor>; 2]), Failure> {
    let pair = |before: &str, after: &str| -> Result<[Vec<Anchor>; 2], Failure> {
        Ok([vec![texts.named(0, before)?], vec![texts.named(1, after)?]])
    };
    let (ruling, sections) = match asked {
        Asked::Same(before, after) => (Ruling::Same, pair(before, after)?),
        Asked::Different(before, after) => (Ruling::Different, pair(before, after)?),
        Asked::Split(whole, parts) => {
            let parts = parts.iter().map(|part| texts.named(1, part)).collect::<Result<_, _>>()?;
            (Ruling::Split, [vec![texts.named(0, whole)?], parts])
        }
        Asked::Merged(parts, into) => {
            let parts = parts.iter().map(|part| texts.named(0, part)).collect::<Result<_, _>>()?;
            (Ruling::Merged, [parts, vec![texts.named(1, into)?]])
        }
        Asked::Weight(weight, name) => {
            let weight = Weight::ALL.into_iter().find(|it| it.code() == *weight).unwrap_or(Weight::Unassessed);
            (Ruling::Weight(weight), changed(texts, comparison, name)?.0)
        }
        Asked::Confirm(name) => {
            let (sections, proposed) = changed(texts, comparison, name)?;
            let nothing = || Failure::new(Exit::Usage, "failure-link-no-weight").with("section", name);
            (Ruling::Weight(proposed.ok_or_else(nothing)?), sections)
        }
        Asked::Reason(name) => (Ruling::Reason, changed(texts, comparison, name)?.0),
    };
    let twice = |anchors: &[Anchor]| (1..anchors.len()).find(|at| anchors[..*at].contains(&anchors[*at]));
    for anchors in &sections {
        if let Some(at) = twice(anchors) {
            return Err(Failure::new(Exit::Usage, "failure-link-twice").with("section", anchors[at].heading()));
        }
    }
    Ok((ruling, sections))
}

/// The section that a change is about, in both texts where it is in both. It is looked for in the later text first, then
/// in the earlier one; `before:` in front of its name means the earlier one. With it comes what the change weighs.
fn changed(texts: &Texts, comparison: &Comparison, name: &str) -> Result<([Vec<Anchor>; 2], Option<Weight>), Failure> {
    let (side, section) = match name.strip_prefix("before:") {
        Some(name) => {
            (0, section(&texts.before, name).map_err(|it| it.into_failure(name).worded("failure-link-before"))?)
        }
        None => match (section(&texts.after, name), section(&texts.before, name)) {
            (Ok(section), _) => (1, section),
            (Err(_), Ok(section)) => (0, section),
            (Err(missed), Err(_)) => return Err(missed.into_failure(name).worded("failure-link-after")),
        },
    };
    let has = |side: usize, at: usize| {
        comparison.entries.iter().find(|entry| if side == 0 { &entry.before } else { &entry.after }.contains(&at))
    };
    let entry = has(side, section);
    let identity = entry.and_then(|entry| {
        let of_it = |link: &&crate::compare::Link| {
            link.kind == LinkKind::Identity && section == if side == 0 { link.before } else { link.after }
        };
        entry.links.iter().find(of_it).map(|link| (link.before, link.after))
    });
    let sections = match (identity, side) {
        (Some((before, after)), _) => [vec![texts.anchor(0, before)], vec![texts.anchor(1, after)]],
        (None, 0) => [vec![texts.anchor(0, section)], Vec::new()],
        (None, _) => [Vec::new(), vec![texts.anchor(1, section)]],
    };
    Ok((sections, entry.and_then(|entry| entry.weight)))
}

/// Reads `KIND: TITLE; PLACE`: the kind in Polish or English, the place in the source after the last semicolon.
pub(super) fn evidence(given: &str) -> Result<Evidence, Failure> {
    let wrong = || Failure::new(Exit::Usage, "failure-link-evidence").with("value", given);
    let (word, rest) = given.split_once(':').ok_or_else(wrong)?;
    let kind = match word.trim().to_lowercase().as_str() {
        "raport" | "przegląd" | "ewaluacja" | "report" | "review" | "review-report" => EvidenceKind::ReviewReport,
        "analiza" | "analysis" | "project-analysis" => EvidenceKind::ProjectAnalysis,
        "kierunek" | "direction" | "research-direction" => EvidenceKind::ResearchDirection,
        "uchwała" | "uchwala" | "resolution" => EvidenceKind::Resolution,
        "inne" | "other" => EvidenceKind::Other,
        _ => return Err(wrong()),
    };
    let (title, place) = match rest.rsplit_once(';') {
        Some((title, place)) => (title.trim(), Some(place.trim())),
        None => (rest.trim(), None),
    };
    if title.is_empty() {
        return Err(wrong());
    }
    let place = place.filter(|place| !place.is_empty()).map(str::to_owned);
    Ok(Evidence { kind, title: title.to_owned(), place })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_read_in_both_languages() {
        let read = |given: &str| evidence(given).ok().map(|it| (it.kind, it.title, it.place));
        let report = (EvidenceKind::ReviewReport, "Ewaluacja śródokresowa RIS".to_owned(), Some("s. 14".to_owned()));
        assert_eq!(read("raport: Ewaluacja śródokresowa RIS; s. 14"), Some(report.clone()));
        assert_eq!(read("Review-Report:Ewaluacja śródokresowa RIS ;s. 14"), Some(report));
        let resolution = (EvidenceKind::Resolution, "Uchwała nr 28/21: tekst".to_owned(), None);
        assert_eq!(read("uchwała: Uchwała nr 28/21: tekst"), Some(resolution));
        for wrong in ["", "raport", "raport:", "raport: ; s. 1", "plotka: słyszano"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
