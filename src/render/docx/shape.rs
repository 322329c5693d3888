//! What a part of a text looks like by its role: its style, its place in a list, its indentation, its face.

use super::numbering::{self, DEPTHS, STEP};
use crate::render::layout::{Alignment, Face, List, Marks, Role};

/// By how much a list in a table or a note stands further in than the one around it, in twentieths of a point.
const STEP_INSIDE: u32 = 227;

/// Where a paragraph stands.
#[derive(Clone, Copy)]
pub(super) enum Frame<'t> {
    /// In the text.
    Text,
    /// In a cell of a table whose paragraphs have this style, in a column that is set like this.
    Cell { style: &'t str, alignment: Alignment, last: bool, width: u32 },
    /// In a footnote.
    Note { first: bool, last: bool },
}

/// What a paragraph of this role looks like where it stands.
pub(super) fn shape<'t>(role: Role, frame: Frame<'t>, lists: &[List]) -> Shape<'t> {
    let (plain, alignment) = match frame {
        Frame::Text => (None, Alignment::Start),
        Frame::Cell { style, alignment, .. } => (Some(style), alignment),
        Frame::Note { .. } => (Some("FootnoteText"), Alignment::Start),
    };
    let step = if matches!(frame, Frame::Text) { STEP } else { STEP_INSIDE };
    let depth = |depth: u8| u32::from(depth.min(DEPTHS - 1)) + 1;
    let mut shape = Shape { style: plain, alignment, ..Shape::default() };
    match role {
        Role::Body | Role::Note => {}
        Role::Heading(level) => {
            let styles = ["Heading1", "Heading2", "Heading3", "Heading4", "Heading5", "Heading6"];
            shape.style = Some(styles[usize::from(level.clamp(1, 6)) - 1]);
        }
        Role::Item(list, at) => {
            let bullets = lists.get(list).is_none_or(|list| list.marks == Marks::Bullets);
            shape.style = plain.or(Some(if bullets { "ListBullet" } else { "ListNumber" }));
            shape.list = (list < lists.len()).then(|| (numbering::number(list), at.min(DEPTHS - 1)));
            shape.indent = plain.map(|_| (step * depth(at), step));
        }
        Role::Continued(at) => {
            shape.style = plain.or(Some("ListContinue"));
            shape.indent = Some((step * depth(at), 0));
        }
        Role::Quotation(at) => {
            shape.style = Some("Quote");
            shape.indent = (at > 1).then(|| (step * u32::from(at.min(DEPTHS)), 0));
        }
        Role::Code => shape.style = Some("Code"),
        Role::Term => shape.style = Some("Term"),
        Role::Definition => shape.style = Some("Definition"),
        Role::Rule => shape.style = Some("Rule"),
    }
    shape
}

/// What a paragraph of a role looks like.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Shape<'t> {
    pub(super) style: Option<&'t str>,
    /// The list and its depth.
    list: Option<(usize, u8)>,
    /// Indentation at the left, and how far the first line hangs back into it.
    indent: Option<(u32, u32)>,
    alignment: Alignment,
}

impl Shape<'_> {
    /// Whether its style leaves no room above it.
    pub(super) fn roomless(&self) -> bool {
        !self.style.is_some_and(|style| style.starts_with("Heading") || style == "Caption" || style == "Rule")
    }

    pub(super) fn xml(&self, before: Option<u32>) -> String {
        let mut xml = String::new();
        if let Some(style) = self.style {
            xml.push_str(&format!("<w:pStyle w:val=\"{style}\"/>"));
        }
        if let Some((list, depth)) = self.list {
            xml.push_str(&format!("<w:numPr><w:ilvl w:val=\"{depth}\"/><w:numId w:val=\"{list}\"/></w:numPr>"));
        }
        if let Some(before) = before {
            xml.push_str(&format!("<w:spacing w:before=\"{before}\"/>"));
        }
        if let Some((left, hanging)) = self.indent {
            let hanging = if hanging > 0 { format!(" w:hanging=\"{hanging}\"") } else { String::new() };
            xml.push_str(&format!("<w:ind w:left=\"{left}\"{hanging}/>"));
        }
        match self.alignment {
            Alignment::Start => {}
            Alignment::Centre => xml.push_str("<w:jc w:val=\"center\"/>"),
            Alignment::End => xml.push_str("<w:jc w:val=\"right\"/>"),
        }
        xml
    }
}

/// How a run is set.
pub(super) fn face(face: Face, linked: bool) -> String {
    let style = match (linked, face.code) {
        (true, _) => "<w:rStyle w:val=\"Hyperlink\"/>",
        (false, true) => "<w:rStyle w:val=\"CodeText\"/>",
        (false, false) => "",
    };
    let mut xml = style.to_owned();
    let set = [
        (face.code && linked, "<w:rFonts w:ascii=\"Consolas\" w:hAnsi=\"Consolas\" w:cs=\"Consolas\"/>"),
        (face.strong, "<w:b/><w:bCs/>"),
        (face.emphasis, "<w:i/><w:iCs/>"),
        (face.strikethrough, "<w:strike/>"),
        (face.superscript, "<w:vertAlign w:val=\"superscript\"/>"),
        (face.subscript && !face.superscript, "<w:vertAlign w:val=\"subscript\"/>"),
    ];
    set.into_iter().filter(|it| it.0).for_each(|it| xml.push_str(it.1));
    if xml.is_empty() { xml } else { format!("<w:rPr>{xml}</w:rPr>") }
}
