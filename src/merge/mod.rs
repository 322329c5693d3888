//! Merging what two people made of one text, section by section and block by block.

mod decision;
mod kinship;
mod order;
mod piece;
mod proof;
mod tree;
mod word;

pub use decision::merge_links;

use crate::document::Document;

/// How conflicts are written.
#[derive(Clone, Copy, Debug)]
pub struct MergeOptions {
    /// Length of the markers (`<<<<<<<`).
    pub marker: usize,
}

impl Default for MergeOptions {
    fn default() -> Self {
        Self { marker: 7 }
    }
}

/// A merged text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The text; conflicts stand in it with git's markers.
    pub text: String,
    /// The headings of the sections with conflicts, one per conflict; empty for the front matter and for the text before
    /// the first heading.
    pub conflicts: Vec<String>,
}

/// Why two changes were not merged section by section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// A text can't be taken to pieces.
    Pieces,
    /// Both sides reordered or moved the same parts, each in its way.
    Order,
    /// The result would have this word too often or too rarely.
    Words(String),
    /// Sections would stand under others than they should.
    Outline,
    /// A footnote would be defined twice, or not at all.
    Footnote(String),
}

impl Doubt {
    /// The name of the kind, for messages.
    pub fn code(&self) -> &'static str {
        match self {
            Doubt::Pieces => "pieces",
            Doubt::Order => "order",
            Doubt::Words(_) => "words",
            Doubt::Outline => "outline",
            Doubt::Footnote(_) => "footnote",
        }
    }

    /// The word or the footnote that it is about.
    pub fn detail(&self) -> &str {
        match self {
            Doubt::Words(detail) | Doubt::Footnote(detail) => detail,
            _ => "",
        }
    }
}

/// Merges what `ours` and `theirs` made of `base`.
///
/// Sections and blocks are matched by comparing the base with either side, so changes of different blocks merge wherever the other
/// side moved them. Numbers of sections are not made anew.
///
/// # Errors
/// A [`Doubt`] where the result could not be proved: every change of either side carried out or in a conflict, each section
/// under the section it belongs to, each footnote defined once.
pub fn merge(base: &Document, ours: &Document, theirs: &Document, options: &MergeOptions) -> Result<Merged, Doubt> {
    let whole = word::merge_whole(&base.source, &ours.source, &theirs.source);
    if let Some(text) = whole {
        return Ok(Merged { text: text.to_owned(), conflicts: Vec::new() });
    }
    let documents = [base, ours, theirs];
    let [Some(b), Some(o), Some(t)] = documents.map(piece::pieces) else { return Err(Doubt::Pieces) };
    let pieces = [b, o, t];
    let kin = kinship::kin(documents, &pieces);
    let plan = tree::tree(&pieces, &kin)?;
    let decided = [1, 2].map(|side| plan.decided(side));
    let outline = plan.outline();
    let conflicts = plan.disputed();
    let outline = conflicts.is_empty().then_some(outline.as_slice());
    let outcome = proof::Outcome { decided: [&decided[0], &decided[1]], conflicts: &conflicts, outline };
    if let Some(doubt) = proof::doubt(documents, &outcome) {
        return Err(doubt);
    }
    Ok(Merged { text: plan.text(options), conflicts: plan.conflicts() })
}
