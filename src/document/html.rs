//! Raw HTML in a text: its tags are opaque, the text between them is not.

use super::Document;
use super::block::BlockKind;
use super::diagnostic::{Remark, RemarkKind};
use super::inline::{Inline, Style};
use super::span::Span;

/// A part of raw HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Markup {
    /// Text between tags, character references as written.
    Text(Span),
    /// A tag.
    Tag {
        /// Its name; empty where it has none, as in comments.
        name: Span,
        /// Whether it opens or closes an element.
        edge: Edge,
    },
}

/// Which end of an element a tag is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// `<p>`, and `<br/>` as well.
    Open,
    /// `</p>`
    Close,
}

/// Raw HTML in parts; comments, scripts and style sheets are tags with all that they hold.
pub fn parts(text: &str) -> Vec<Markup> {
    let mut parts = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let next = rest.find('<').map_or(text.len(), |offset| at + offset);
        if next > at {
            parts.push(Markup::Text(Span::new(at, next)));
        }
        if next == text.len() {
            break;
        }
        let tag = &text[next..];
        let close = if tag.starts_with("<!--") {
            tag.find("-->").map(|end| end + 3)
        } else if let Some(name) = ["script", "style"].iter().find(|name| starts_with_tag(tag, name)) {
            let end = format!("</{name}");
            find_ignoring_case(tag, &end).map(|end| end + tag[end..].find('>').map_or(1, |end| end + 1))
        } else {
            tag.find('>').map(|end| end + 1)
        };
        let (edge, start) = if tag.starts_with("</") { (Edge::Close, 2) } else { (Edge::Open, 1) };
        let length = tag.bytes().skip(start).take_while(u8::is_ascii_alphanumeric).count();
        parts.push(Markup::Tag { name: Span::new(next + start, next + start + length), edge });
        at = close.map_or(text.len(), |end| next + end);
    }
    parts
}

/// What a reader sees of raw HTML: the text between tags, without comments, scripts and style sheets.
pub(super) fn visible(text: &str) -> Vec<Inline> {
    let seen = parts(text).into_iter().filter_map(|part| match part {
        Markup::Text(span) if !super::hidden::trim(span.of(text)).is_empty() => Some(span),
        _ => None,
    });
    seen.map(|span| Inline { span, style: Style::default() }).collect()
}

/// A remark for each table written in HTML.
pub(super) fn remarks(document: &Document) -> Vec<Remark> {
    let blocks = document.sections.iter().flat_map(|section| &section.blocks);
    let tables = blocks.filter(|block| {
        let opens =
            |text: &str| find_ignoring_case(text, "<table").is_some_and(|at| starts_with_tag(&text[at..], "table"));
        block.kind == BlockKind::Html && opens(&document.block_text(block))
    });
    // They stand in order, so that each line is counted once.
    let (mut at, mut line) = (0, 1);
    tables
        .map(|block| {
            let start = block.pieces[0].start as usize;
            line += document.source[at..start].matches('\n').count() as u32;
            at = start;
            Remark { side: None, line: Some(line), kind: RemarkKind::MarkupTable }
        })
        .collect()
}

/// Where `needle`, of ASCII letters and signs, stands first in `text`, in capitals or not.
fn find_ignoring_case(text: &str, needle: &str) -> Option<usize> {
    text.as_bytes().windows(needle.len()).position(|window| window.eq_ignore_ascii_case(needle.as_bytes()))
}

fn starts_with_tag(tag: &str, name: &str) -> bool {
    tag.get(1..=name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_in_html_is_told_with_its_line() {
        let document =
            crate::document::markdown::read("# A\n\ntekst\n\n<TABLE>\n<tr><td>1</td></tr>\n</TABLE>\n".to_owned());
        let told: Vec<_> = document.remarks.iter().map(|remark| (remark.line, remark.kind.code())).collect();
        assert_eq!(told, [(Some(5), "markup-table")]);
        assert!(crate::document::markdown::read("<div>table</div>\n".to_owned()).remarks.is_empty());
    }

    #[test]
    fn style_sheets_are_left_out_however_they_are_written() {
        let text = "<div>a<STYLE>b</Style >c<style>ż</style>d".to_owned();
        let seen: Vec<&str> = visible(&text).into_iter().map(|inline| inline.span.of(&text)).collect();
        assert_eq!(seen, ["a", "c", "d"]);
        let many = "<style>x</style>".repeat(20_000);
        assert!(visible(&many).is_empty());
    }
}
