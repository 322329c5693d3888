//! The events of Markdown: the one way in which all rooms read it.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser};

use super::Document;

/// What the Markdown of a text says, in order: its events, each with its range of bytes in [`Document::source`]. Front matter
/// is left out.
pub fn events(document: &Document) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    events_of(&document.source, document.metadata.span.end as usize)
}

/// The events of a piece of Markdown without front matter, each with its range of bytes.
pub fn events_in(source: &str) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    events_of(source, 0)
}

pub(super) fn events_of(source: &str, start: usize) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST;
    let events = Parser::new_ext(&source[start..], options).into_offset_iter();
    events.map(move |(event, range)| (event, range.start + start..range.end + start))
}
