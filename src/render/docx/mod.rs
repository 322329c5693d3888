//! Word files: a layout in, a DOCX with tracked changes out, written by hand and the same bytes every time.

mod body;
mod drawing;
mod form;
mod link;
mod listing;
mod media;
mod note;
mod numbering;
mod package;
mod revision;
mod shape;
mod style;
mod table;
mod theme;

pub use form::{Form, FormRow, form};
pub use listing::sheet;
pub use zip::result::ZipError;

use super::brand::{Brand, Images};
use super::escape::{escaped, shown};
use super::layout::Layout;
use crate::locale::{Locale, Value};
use package::{DECLARATION, Part, Place};

/// The names that every part of a Word file uses.
const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
    xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
    xmlns:w16se=\"http://schemas.microsoft.com/office/word/2015/wordml/symex\"";

/// What a Word file is made with, besides the text.
#[derive(Clone, Copy, Debug)]
pub struct DocxOptions<'a> {
    /// The language of what is not the text: names of styles, page numbers.
    pub locale: &'a Locale,
    /// The files of the figures.
    pub images: &'a Images,
    /// What the office looks like; its colour is that of the headings.
    pub brand: &'a Brand,
    /// Who the tracked changes are by.
    pub author: &'a str,
    /// When they were made: `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM:SSZ`; changes bear no date where it is neither.
    pub moment: &'a str,
    /// How moves are written.
    pub moves: Moves,
    /// How the page lies.
    pub page: Page,
    /// The line at the top of every page; empty for none.
    pub header: &'a str,
    /// What stands beside the page number at the bottom of every page.
    pub footer: &'a str,
    /// The properties of the file.
    pub properties: Properties<'a>,
}

/// How moves are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Moves {
    /// As moves, each with where it left and where it arrived.
    #[default]
    Paired,
    /// As a deletion and an insertion.
    DeleteInsert,
}

/// How an A4 page lies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Page {
    #[default]
    Portrait,
    Landscape,
}

/// The properties of a file; what is empty is left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Properties<'a> {
    /// Title.
    pub title: &'a str,
    /// Subject.
    pub subject: &'a str,
    /// Author.
    pub creator: &'a str,
    /// When it was made, in the shape of [`DocxOptions::moment`].
    pub created: &'a str,
}

impl Page {
    /// Width and height, and the margin at all sides, in twentieths of a point.
    fn size(self) -> (u32, u32, u32) {
        match self {
            Page::Portrait => (11_906, 16_838, 1_304),
            Page::Landscape => (16_838, 11_906, 1_021),
        }
    }

    /// Width and height of the text.
    fn text(self) -> (u32, u32) {
        let (width, height, margin) = self.size();
        (width - 2 * margin, height - 2 * margin)
    }
}

/// Writes a Word file of a layout: with tracked changes, where it has some.
///
/// # Errors
/// Those of the ZIP writer: a file of more than 4 GiB.
pub fn docx(layout: &Layout, options: &DocxOptions<'_>) -> Result<Vec<u8>, ZipError> {
    let written = body::write(layout, options);
    assemble(written, &numbering::numbering(&layout.lists), &layout.lang, options)
}

/// Puts the text of a document, its notes and what surrounds them into a file.
fn assemble(
    mut written: body::Written,
    numbering: &str,
    lang: &str,
    options: &DocxOptions<'_>,
) -> Result<Vec<u8>, ZipError> {
    let lang = style::language(lang);
    let mut section = String::new();
    let mut parts = Vec::new();
    let mut part = |path: &str, kind: &'static str, xml: String| {
        parts.push(Part { path: format!("word/{path}.xml"), kind, bytes: xml.into_bytes() });
    };
    for (kind, target) in [
        ("styles", "styles.xml"),
        ("numbering", "numbering.xml"),
        ("settings", "settings.xml"),
        ("fontTable", "fontTable.xml"),
        ("theme", "theme.xml"),
    ] {
        written.relations.id(kind, target, Place::Inside);
    }
    if !options.header.is_empty() {
        let id = written.relations.id("header", "header.xml", Place::Inside);
        section.push_str(&format!("<w:headerReference w:type=\"default\" r:id=\"{id}\"/>"));
        part("header", "header", header(options));
    }
    let id = written.relations.id("footer", "footer.xml", Place::Inside);
    section.push_str(&format!("<w:footerReference w:type=\"default\" r:id=\"{id}\"/>"));
    part("footer", "footer", footer(options));
    written.relations.id("footnotes", "footnotes.xml", Place::Inside);
    let (width, height, margin) = options.page.size();
    let landscape = if options.page == Page::Landscape { " w:orient=\"landscape\"" } else { "" };
    section.push_str(&format!(
        "<w:pgSz w:w=\"{width}\" w:h=\"{height}\"{landscape}/><w:pgMar w:top=\"{margin}\" w:right=\"{margin}\" \
         w:bottom=\"{margin}\" w:left=\"{margin}\" w:header=\"624\" w:footer=\"624\" w:gutter=\"0\"/><w:cols w:space=\"708\"/>"
    ));
    let document = format!(
        "{DECLARATION}<w:document {NAMESPACES}><w:body>{}<w:sectPr>{section}</w:sectPr></w:body></w:document>",
        written.body
    );
    let notes = format!("{DECLARATION}<w:footnotes {NAMESPACES}>{SEPARATORS}{}</w:footnotes>", written.notes);
    part("document", "document.main", document);
    part("footnotes", "footnotes", notes);
    part("styles", "styles", style::styles(&lang, options.brand.colour, options.locale));
    part("numbering", "numbering", numbering.to_owned());
    part("settings", "settings", style::settings(&lang));
    part("fontTable", "fontTable", style::fonts());
    part("theme", "theme", theme::theme(style::FACE.0, options.brand.colour));
    parts.extend(written.media);
    package::pack(parts, &written.relations, &written.note_relations, &options.properties, &lang)
}

/// The lines between text and footnotes, which are footnotes too.
const SEPARATORS: &str = "<w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:pPr><w:spacing w:after=\"0\" w:line=\"240\" \
    w:lineRule=\"auto\"/></w:pPr><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:type=\"continuationSeparator\" \
    w:id=\"0\"><w:p><w:pPr><w:spacing w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/></w:pPr><w:r>\
    <w:continuationSeparator/></w:r></w:p></w:footnote>";

/// The line at the top of every page.
fn header(options: &DocxOptions<'_>) -> String {
    format!(
        "{DECLARATION}<w:hdr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val=\"Header\"/></w:pPr><w:r>\
         <w:t xml:space=\"preserve\">{}</w:t></w:r></w:p></w:hdr>",
        shown(options.header)
    )
}

/// The line at the bottom of every page: a text at the left, the number of the page at the right.
fn footer(options: &DocxOptions<'_>) -> String {
    // Two characters that no message holds stand for the fields.
    let (page, pages) = ("\u{e000}", "\u{e001}");
    let line = options.locale.text("docx-page", &[("page", Value::Text(page)), ("pages", Value::Text(pages))]);
    let mut numbers = String::new();
    for piece in line.split_inclusive(['\u{e000}', '\u{e001}']) {
        let text = piece.trim_end_matches(['\u{e000}', '\u{e001}']);
        if !text.is_empty() {
            numbers.push_str(&format!("<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(text)));
        }
        let field = match piece.chars().last() {
            Some('\u{e000}') => "PAGE",
            Some('\u{e001}') => "NUMPAGES",
            _ => continue,
        };
        numbers.push_str(&format!("<w:fldSimple w:instr=\" {field} \"><w:r><w:t>1</w:t></w:r></w:fldSimple>"));
    }
    format!(
        "{DECLARATION}<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val=\"Footer\"/><w:tabs><w:tab w:val=\"right\" w:pos=\"{}\"/></w:tabs></w:pPr>\
         <w:r><w:t xml:space=\"preserve\">{}</w:t></w:r><w:r><w:tab/></w:r>{numbers}</w:p></w:ftr>",
        options.page.text().0,
        shown(options.footer)
    )
}
