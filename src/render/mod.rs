//! Pages and files: a comparison in, bytes out.

pub mod excerpt;
pub mod guard;
pub mod html;
pub mod json;
pub mod markdown;
pub mod reading;
pub mod redline;
pub mod terminal;
pub mod view;

use crate::compare::Comparison;
use crate::document::Document;
use crate::locale::Locale;
use view::{ComparisonView, KindView};

/// A comparison with all that it takes to show it to a person.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The earlier text.
    pub before: &'a Document,
    /// The later text.
    pub after: &'a Document,
    /// What changed.
    pub comparison: &'a Comparison,
    /// Its published shape, which also says what the two states are called.
    pub view: &'a ComparisonView,
    /// How a person may call the two states, where they have neither version nor date; may be empty.
    pub names: (&'a str, &'a str),
    /// The language to show it in.
    pub locale: &'a Locale,
    /// Kinds of change to show; empty = all.
    pub only: &'a [KindView],
}
