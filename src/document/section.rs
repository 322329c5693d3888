//! A section: a heading and its own text, up to the next heading of any level.

use super::block::Block;
use super::label::Label;
use super::span::Span;

/// A section. The section with index 0 is the text before the first heading: it has level 0 and no heading, and
/// all others are its descendants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Heading level, 1 to 6; 0 for the text before the first heading.
    pub level: u8,
    /// The heading in the source, underline and attributes included; empty for section 0.
    pub span: Span,
    /// The heading as a reader sees it, labels included ("2.4. Uwarunkowania").
    pub heading: String,
    /// The labels in front of the title ("2.4", "Cel strategiczny I"), outermost first.
    pub labels: Vec<Label>,
    /// The heading without its labels; may be empty ("Art. 5.").
    pub title: String,
    /// The identifier given in the source, `{#id}`.
    pub anchor: Option<String>,
    /// Index of the parent; `None` for section 0 only.
    pub parent: Option<usize>,
    /// One past the last section of this section's branch.
    pub end: usize,
    /// Own text.
    pub blocks: Vec<Block>,
}
