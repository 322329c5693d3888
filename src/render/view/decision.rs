//! What a person decided, as it is published.

use schemars::JsonSchema;
use serde::Serialize;

use super::WeightView;
use crate::document::{Anchor, Decision, EvidenceKind, Ruling};

/// What a person decided about a section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DecisionView {
    /// What was decided.
    pub kind: RulingView,
    /// The weight, where that was decided.
    pub weight: Option<WeightView>,
    /// The sections of the earlier text that it is about, as they were then.
    pub before: Vec<AnchorView>,
    /// Those of the later text.
    pub after: Vec<AnchorView>,
    /// The reason that was given.
    pub because: Option<String>,
    /// What the reason rests on.
    pub evidence: Vec<EvidenceView>,
    /// Who decided.
    pub by: String,
    /// When, as `YYYY-MM-DD`.
    pub date: String,
    /// Line in `links.toml`, from 1; null while it is not there yet.
    pub line: Option<u32>,
}

/// What a person can decide: the words of `links.toml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the variants are those of `Ruling`, which explains them")]
pub enum RulingView {
    Same,
    NotSame,
    Split,
    Merged,
    Weight,
    Justification,
}

/// A section by which a decision is found again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AnchorView {
    /// Headings from the outermost section down to it.
    pub section: Vec<String>,
    /// Full id of the revision in which the decision saw it.
    pub revision: String,
    /// Hash of its own text then; empty where it had none.
    pub text: String,
}

/// What a reason rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct EvidenceView {
    /// What kind of source it is.
    pub kind: EvidenceKindView,
    /// Its title.
    pub title: String,
    /// Where in it.
    #[serde(rename = "where")]
    pub place: Option<String>,
}

/// Kinds of sources: the words of `links.toml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the variants are those of `EvidenceKind`, which explains them")]
pub enum EvidenceKindView {
    ReviewReport,
    ProjectAnalysis,
    ResearchDirection,
    Resolution,
    Other,
}

/// The published shape of a decision.
pub fn decision(decision: &Decision) -> DecisionView {
    let (kind, weight) = match decision.ruling {
        Ruling::Same => (RulingView::Same, None),
        Ruling::Different => (RulingView::NotSame, None),
        Ruling::Split => (RulingView::Split, None),
        Ruling::Merged => (RulingView::Merged, None),
        Ruling::Weight(weight) => (RulingView::Weight, Some(weight.into())),
        Ruling::Reason => (RulingView::Justification, None),
    };
    let evidence = decision.evidence.iter().map(|it| EvidenceView {
        kind: match it.kind {
            EvidenceKind::ReviewReport => EvidenceKindView::ReviewReport,
            EvidenceKind::ProjectAnalysis => EvidenceKindView::ProjectAnalysis,
            EvidenceKind::ResearchDirection => EvidenceKindView::ResearchDirection,
            EvidenceKind::Resolution => EvidenceKindView::Resolution,
            EvidenceKind::Other => EvidenceKindView::Other,
        },
        title: it.title.clone(),
        place: it.place.clone(),
    });
    DecisionView {
        kind,
        weight,
        before: decision.before.iter().map(anchor).collect(),
        after: decision.after.iter().map(anchor).collect(),
        because: decision.because.clone(),
        evidence: evidence.collect(),
        by: decision.by.clone(),
        date: decision.date.clone(),
        line: decision.line,
    }
}

fn anchor(anchor: &Anchor) -> AnchorView {
    AnchorView { section: anchor.path.clone(), revision: anchor.revision.clone(), text: anchor.text.clone() }
}
