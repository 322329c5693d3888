//! Pages and files: a comparison in, bytes out.

mod address;
pub mod brand;
pub mod changes;
mod container;
pub mod correspondence;
pub mod csv;
pub mod docx;
mod escape;
pub mod evolution;
pub mod excerpt;
pub mod findings;
pub mod guard;
pub mod html;
pub mod json;
pub mod layout;
pub mod manifest;
pub mod markdown;
pub mod odt;
pub mod package;
pub mod paper;
#[cfg(feature = "pdf")]
pub mod pdf;
mod picture;
pub mod reading;
pub mod redline;
pub mod report;
pub mod sheet;
pub mod template;
pub mod terminal;
pub mod view;
pub mod xlsx;

use crate::compare::Comparison;
use crate::document::Document;
use crate::locale::Locale;
use crate::store::Version;
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
    /// What is known of the two states besides.
    pub known: (Known<'a>, Known<'a>),
    /// The language to show it in.
    pub locale: &'a Locale,
    /// Kinds of change to show; empty = all.
    pub only: &'a [KindView],
}

/// What is known of a state besides its published shape.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known<'a> {
    /// How a person may call it, where it has neither version nor date; may be empty.
    pub name: &'a str,
    /// The version that it is, with its status and dates.
    pub version: Option<&'a Version>,
}
