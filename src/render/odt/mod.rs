//! ODT files: the clean text of a layout, written by hand and the same bytes every time.

mod body;
mod style;

pub use zip::result::ZipError;

use zip::CompressionMethod;

use super::brand::{Brand, Images};
use super::container::Container;
use super::escape::shown;
use super::layout::Layout;

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const MIMETYPE: &str = "application/vnd.oasis.opendocument.text";
const NAMESPACES: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
    xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" \
    xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
    xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
    xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" \
    xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" \
    xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\" \
    xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\" \
    xmlns:xlink=\"http://www.w3.org/1999/xlink\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
    office:version=\"1.3\"";

/// What an ODT file is made with, besides the text.
#[derive(Clone, Copy, Debug)]
pub struct OdtOptions<'a> {
    /// The files of the figures.
    pub images: &'a Images,
    /// What the office looks like; its colour is that of the headings.
    pub brand: &'a Brand,
}

/// Writes an ODT file of a clean text. Of a redline it holds the later text ([`Layout::accepted`]).
///
/// # Errors
/// Those of the ZIP writer: a file of more than 4 GiB.
pub fn odt(layout: &Layout, options: &OdtOptions<'_>) -> Result<Vec<u8>, ZipError> {
    let layout = layout.accepted();
    let written = body::write(&layout, options.images);
    let content = format!(
        "{DECLARATION}<office:document-content {NAMESPACES}><office:automatic-styles>{}</office:automatic-styles>\
         <office:body><office:text>{}</office:text></office:body></office:document-content>",
        style::automatic(&layout.lists, &written.faces),
        written.xml
    );
    let styles = format!(
        "{DECLARATION}<office:document-styles {NAMESPACES}>{}</office:document-styles>",
        style::styles(&layout.lang, options.brand)
    );
    let meta = format!(
        "{DECLARATION}<office:document-meta {NAMESPACES}><office:meta><meta:generator>nowela</meta:generator>\
         <dc:title>{}</dc:title><dc:creator>{}</dc:creator><dc:language>{}</dc:language></office:meta>\
         </office:document-meta>",
        shown(&layout.title),
        shown(&options.brand.office),
        shown(&layout.lang)
    );
    let mut manifest = format!(
        "{DECLARATION}<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" \
         manifest:version=\"1.3\"><manifest:file-entry manifest:full-path=\"/\" manifest:version=\"1.3\" \
         manifest:media-type=\"{MIMETYPE}\"/>"
    );
    let texts = ["content.xml", "styles.xml", "meta.xml"].map(|path| (path, "text/xml"));
    let pictures = written.pictures.iter().map(|(path, kind, _)| (path.as_str(), *kind));
    for (path, kind) in texts.into_iter().chain(pictures) {
        manifest
            .push_str(&format!("<manifest:file-entry manifest:full-path=\"{path}\" manifest:media-type=\"{kind}\"/>"));
    }
    manifest.push_str("</manifest:manifest>");
    let mut file = Container::new();
    // Readers tell the file by its first bytes.
    file.add("mimetype", CompressionMethod::Stored, MIMETYPE.as_bytes())?;
    for (path, xml) in
        [("content.xml", &content), ("styles.xml", &styles), ("meta.xml", &meta), ("META-INF/manifest.xml", &manifest)]
    {
        file.add(path, CompressionMethod::Deflated, xml.as_bytes())?;
    }
    for (path, _, bytes) in &written.pictures {
        file.add(path, CompressionMethod::Deflated, bytes)?;
    }
    file.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::layout::{Content, Fragment, Note, Paragraph, Part, Role};
    use std::io::{Cursor, Read as _};

    fn entry(bytes: &[u8], path: &str) -> String {
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("it is a ZIP");
        let mut text = String::new();
        zip.by_name(path).expect("it is there").read_to_string(&mut text).expect("it is text");
        text
    }

    fn paragraph(role: Role, text: &str) -> Part {
        let content = Content::Text(text.to_owned());
        Part::Paragraph(Paragraph {
            role,
            fragments: vec![Fragment { content, ..Fragment::default() }],
            ..Paragraph::default()
        })
    }

    #[test]
    fn a_note_in_a_note_is_not_lost() {
        let text = |text: &str| Fragment { content: Content::Text(text.to_owned()), ..Fragment::default() };
        let refers = |at| Fragment { content: Content::Note(at), ..Fragment::default() };
        let line = |fragments| Paragraph { fragments, ..Paragraph::default() };
        let note = |fragments| Note { label: "1".to_owned(), paragraphs: vec![line(fragments)] };
        let layout = Layout {
            parts: vec![Part::Paragraph(line(vec![text("tekst"), refers(0)]))],
            notes: vec![note(vec![text("zewnętrzny"), refers(1)]), note(vec![text("wewnętrzny"), refers(0)])],
            ..Layout::default()
        };
        let (images, brand) = (Images::default(), Brand::default());
        let bytes = odt(&layout, &OdtOptions { images: &images, brand: &brand }).expect("it is small");
        let content = entry(&bytes, "content.xml");
        assert!(content.contains("zewnętrzny [wewnętrzny]</text:p>"), "{content}");
    }

    #[test]
    fn a_file_is_well_formed_begins_with_its_type_and_is_the_same_every_time() {
        let layout = Layout {
            title: "A & <B>".to_owned(),
            lang: "pl".to_owned(),
            parts: vec![paragraph(Role::Heading(2), "Cel <1> & \u{1}"), paragraph(Role::Body, " dwa  słowa")],
            ..Layout::default()
        };
        let (images, brand) = (Images::default(), Brand::default());
        let options = OdtOptions { images: &images, brand: &brand };
        let bytes = odt(&layout, &options).expect("it is small");
        assert_eq!(&bytes[30..38], b"mimetype");
        assert_eq!(&bytes[38..77], MIMETYPE.as_bytes());
        assert_eq!(bytes, odt(&layout, &options).expect("it is small"));
        for path in ["content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"] {
            roxmltree::Document::parse(&entry(&bytes, path)).unwrap_or_else(|error| panic!("{path}: {error}"));
        }
        let content = entry(&bytes, "content.xml");
        assert!(content.contains("text:outline-level=\"2\">Cel &lt;1&gt; &amp; ⟦U+0001⟧</text:h>"), "{content}");
        assert!(content.contains("<text:s/>dwa <text:s/>słowa</text:p>"), "{content}");
    }
}
