//! A comparison as JSON, and the JSON Schema of it.

use std::io::{self, Write};

use serde::Serialize as _;
use serde_json::ser::{CompactFormatter, Formatter, Serializer};

use super::view::{
    AnswerView, ComparisonView, FlowView, MetadataView, MoveView, QuantityView, ReferenceView, RemarkView, SectionView,
    StateView, SummaryView,
};
use crate::compare::parallel;
use crate::document::hidden::find;

/// In so many pieces, at most, two threads write the sections.
const PIECES: usize = 32;

/// What stands in front of the sections.
#[derive(serde::Serialize)]
struct Head<'v> {
    schema: &'v str,
    before: &'v StateView,
    after: &'v StateView,
    summary: &'v SummaryView,
}

/// What stands behind them.
#[derive(serde::Serialize)]
struct Tail<'v> {
    moves: &'v [MoveView],
    flows: &'v [FlowView],
    quantities: &'v [QuantityView],
    references: &'v [ReferenceView],
    metadata: &'v [MetadataView],
    remarks: &'v [RemarkView],
}

/// Writes the comparison as one JSON object with a line per entry; the same bytes for the same comparison. Fails only
/// where `out` does.
pub fn json<W: Write>(view: &ComparisonView, mut out: W) -> io::Result<()> {
    // All keys are named, so that none is forgotten.
    let ComparisonView { schema, before, after, summary, sections, .. } = view;
    let ComparisonView { moves, flows, quantities, references, metadata, remarks, .. } = view;
    let part = sections.len().div_ceil(PIECES).max(1);
    let parts: Vec<&[SectionView]> = sections.chunks(part).collect();
    let (written, _) = parallel::each_with(parts.len(), || (), |(), at| list(parts[at]));
    let head = object(&Head { schema, before, after, summary })?;
    out.write_all(&head[..head.len() - b"}".len()])?;
    out.write_all(b",\n \"sections\":[")?;
    for (at, part) in written.into_iter().enumerate() {
        let part = part?;
        out.write_all(if at > 0 { b"," } else { b"" })?;
        out.write_all(&part[b"[".len()..part.len() - b"]".len()])?;
    }
    out.write_all(b"],")?;
    let tail = object(&Tail { moves, flows, quantities, references, metadata, remarks })?;
    out.write_all(&tail[b"{".len()..])?;
    out.write_all(b"\n")
}

fn object(value: &impl serde::Serialize) -> io::Result<Vec<u8>> {
    // Thousands of small pieces are put together faster in memory.
    let mut text = Vec::with_capacity(1 << 12);
    value.serialize(&mut Serializer::with_formatter(&mut text, Lines { depth: 0 }))?;
    Ok(text)
}

/// A list as it stands in the whole.
fn list(sections: &[SectionView]) -> io::Result<Vec<u8>> {
    let mut text = Vec::with_capacity(1 << 16);
    sections.serialize(&mut Serializer::with_formatter(&mut text, Lines { depth: 1 }))?;
    Ok(text)
}

/// Writes the answer to a line of comparisons as one line, a comparison in it as [`json`] writes it, without its line
/// breaks. Fails only where `out` does.
pub fn line<W: Write>(view: &AnswerView, mut out: W) -> io::Result<()> {
    let mut text = Vec::with_capacity(1 << 10);
    view.serialize(&mut Serializer::with_formatter(&mut text, Line))?;
    text.push(b'\n');
    out.write_all(&text)
}

/// The JSON Schema of what [`json`] writes, generated from the published types.
pub fn schema() -> String {
    written(&schemars::schema_for!(ComparisonView))
}

/// The JSON Schema of what [`line()`] writes, generated from the published types.
pub fn answer_schema() -> String {
    let mut schema = schemars::schema_for!(AnswerView);
    // What has a name of its own within another schema is looked for by that name.
    let comparison = schema.pointer_mut("/$defs/ComparisonView").and_then(|it| it.as_object_mut());
    comparison.expect("an answer may hold a comparison").remove("$id");
    written(&schema)
}

fn written(schema: &schemars::Schema) -> String {
    let mut text = serde_json::to_string_pretty(schema).expect("a schema is plain data");
    text.push('\n');
    text
}

/// Compact, but each key of the whole and each element of its lists starts a line, so that a person can look into it
/// and line tools can work on it. Characters that nobody sees are escaped: a terminal that shows the file does not
/// obey the texts, and a person finds them.
struct Lines {
    depth: usize,
}

impl Formatter for Lines {
    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth += 1;
        writer.write_all(b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth -= 1;
        writer.write_all(b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        CompactFormatter.begin_array_value(writer, first)?;
        if self.depth == 2 { writer.write_all(b"\n  ") } else { Ok(()) }
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth += 1;
        writer.write_all(b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth -= 1;
        writer.write_all(b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        CompactFormatter.begin_object_key(writer, first)?;
        if self.depth == 1 { writer.write_all(b"\n ") } else { Ok(()) }
    }

    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        escaped(writer, fragment)
    }
}

/// The same on one line.
struct Line;

impl Formatter for Line {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        escaped(writer, fragment)
    }
}

fn escaped<W: ?Sized + Write>(writer: &mut W, fragment: &str) -> io::Result<()> {
    let mut plain = 0;
    for (at, character) in find(fragment) {
        writer.write_all(&fragment.as_bytes()[plain..at])?;
        for unit in character.encode_utf16(&mut [0; 2]) {
            write!(writer, "\\u{unit:04x}")?;
        }
        plain = at + character.len_utf8();
    }
    writer.write_all(&fragment.as_bytes()[plain..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::{CompareOptions, compare};
    use crate::document::markdown;
    use crate::render::view::{StateDescription, view};

    #[test]
    fn what_is_written_in_pieces_is_the_published_shape() {
        for sections in [0, 1, 2, PIECES, PIECES + 1, 3 * PIECES] {
            let text = |edited: usize| -> String {
                let section = |at: usize| format!("## Cel {at}\n\nŚrodki: {} mln zł.\n\n", at * (1 + at % edited));
                (0..sections).map(section).collect()
            };
            let (before, after) = (markdown::read(text(1)), markdown::read(text(3)));
            let comparison = compare(&before, &after, &CompareOptions::default());
            let state = StateDescription::default();
            let view = view(&before, &after, &comparison, &state, &state);
            let whole = object(&view).expect("it is written to memory");
            let mut written = Vec::new();
            json(&view, &mut written).expect("it is written to memory");
            assert_eq!(String::from_utf8_lossy(&written), String::from_utf8_lossy(&whole) + "\n", "{sections}");
        }
    }
}
