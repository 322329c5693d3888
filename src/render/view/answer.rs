//! The published shape of an answer to one line of comparisons, as `nowela batch` writes them.

use schemars::JsonSchema;
use serde::Serialize;

use super::shape::{ComparisonView, StateView, SummaryView};

/// The answer to one line.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(title = "nowela batch answer", extend("$id" = "nowela/batch/1"))]
pub struct AnswerView {
    /// Name and number of this shape: `nowela/batch/1`.
    #[schemars(extend("const" = "nowela/batch/1"))]
    pub schema: &'static str,
    /// Number of the line of the input, from 1; empty lines count, but are not answered.
    pub line: u64,
    /// The `id` of the line, as it was given; `null` where it had none or it can't be read.
    pub id: serde_json::Value,
    /// What came of it.
    #[serde(flatten)]
    pub outcome: OutcomeView,
}

impl AnswerView {
    /// Whether it is an error.
    pub fn is_failed(&self) -> bool {
        matches!(self.outcome, OutcomeView::Failed { .. })
    }
}

/// What came of a line: exactly one of three.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum OutcomeView {
    /// The figures (`--output summary`).
    Summary {
        /// How much of the files was not carried over.
        lost: LostView,
        /// The earlier state.
        before: Box<StateView>,
        /// The later state.
        after: Box<StateView>,
        /// Whether something changed that a reader should know; another number alone is no change.
        changed: bool,
        /// Figures of the whole document.
        summary: Box<SummaryView>,
    },
    /// All of it (`--output comparison`).
    Comparison {
        /// How much of the files was not carried over.
        lost: LostView,
        /// The comparison, as `nowela diff --format json` writes it.
        comparison: Box<ComparisonView>,
    },
    /// There is no comparison.
    Failed {
        /// Why not.
        error: ErrorView,
    },
}

/// How many things of each file have no place in the text that was compared; 0 for texts.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub struct LostView {
    /// Of the earlier one.
    pub before: u64,
    /// Of the later one.
    pub after: u64,
}

/// Why a line has no comparison.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ErrorView {
    /// A word for programs, the same in all languages.
    pub code: String,
    /// The exit code that `nowela diff` ends with for this reason.
    pub exit: u8,
    /// What went wrong, in the language of messages.
    pub message: String,
    /// What to do next; `null` where the message says it.
    pub next: Option<String>,
    /// Names that may have been meant.
    pub candidates: Vec<String>,
}
