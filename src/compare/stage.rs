//! The stages of a comparison.

use std::fmt;

/// The stages of a comparison, in order, for those who watch its progress.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Words of both texts.
    Tokens,
    /// Words that live on.
    Flow,
    /// Which section continues which.
    Matching,
    /// Splits, merges, moves, numbers.
    Provenance,
    /// Blocks and their redlines.
    Redline,
    /// Quantities that changed, and references to what was renumbered or is gone.
    Quantities,
    /// What the changes weigh.
    Weight,
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Stage::Tokens => "tokens",
            Stage::Flow => "flow",
            Stage::Matching => "matching",
            Stage::Provenance => "provenance",
            Stage::Redline => "redline",
            Stage::Quantities => "quantities",
            Stage::Weight => "weight",
        })
    }
}
