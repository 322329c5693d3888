//! A comparison as JSON, and the JSON Schema of it.

use std::io::{self, Write};

use serde::Serialize as _;
use serde_json::ser::{CompactFormatter, Formatter, Serializer};

use super::view::{AnswerView, ComparisonView};
use crate::document::hidden::find;

/// Writes the comparison as one JSON object with a line per entry; the same bytes for the same comparison. Fails only
/// where `out` does.
pub fn json<W: Write>(view: &ComparisonView, mut out: W) -> io::Result<()> {
    // Thousands of small pieces are put together faster in memory.
    let mut text = Vec::with_capacity(1 << 16);
    view.serialize(&mut Serializer::with_formatter(&mut text, Lines { depth: 0 }))?;
    text.push(b'\n');
    out.write_all(&text)
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
