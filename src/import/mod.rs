//! Reading files that offices have: bytes in, a document and what was lost out.

mod address;
mod cell;
pub mod comment;
pub mod content;
mod docx;
mod html;
mod item;
pub mod markdown;
pub mod medium;
mod mending;
pub mod noise;
mod number;
mod odt;
#[cfg(feature = "pdf-import")]
mod pdf;
pub mod package;
mod phrase;
pub mod report;
pub mod text;
mod xml;

use crate::document::{Document, Headings, Remark, RemarkKind, markdown as marked};
use content::Content;
pub use medium::Medium;
use package::PackageError;
use report::Report;
use text::DecodeError;

/// An office file makes no longer text, in bytes.
const LONGEST: usize = 64 << 20;

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The document; what was noticed while decoding comes first in its remarks.
    pub document: Document,
    /// The files of its images.
    pub media: Vec<Medium>,
    /// What was read, and what was not carried over; `None` for texts, of which everything is.
    pub report: Option<Report>,
}

/// What becomes of tracked changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Changes {
    /// The text is read as if all were accepted.
    #[default]
    Accept,
    /// The text is read as if all were rejected.
    Reject,
}

/// How a file is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ImportOptions {
    /// What becomes of tracked changes.
    pub changes: Changes,
    /// Which headings count.
    pub headings: Headings,
}

/// Why a file is not read. `name` is the name it was given.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// There is no text in it.
    #[error("{name}: the file is empty")]
    Empty {
        /// The file.
        name: String,
    },
    /// It is a document in a format that this build does not read.
    #[error(
        "{name}: this is a file in the format {format}; this build reads Word files (DOCX), ODT, HTML, Markdown and plain text. Save the text as one of these and try again"
    )]
    Format {
        /// The file.
        name: String,
        /// Its format as users know it ("DOCX").
        format: &'static str,
    },
    /// It is a PDF file, which this build does not read.
    #[error("{name}: this build does not read PDF files; the feature pdf-import does")]
    Pdf {
        /// The file.
        name: String,
    },
    /// It is a PDF file whose pages are pictures.
    #[error("{name}: the {pages} pages of this file are pictures without text")]
    Pictures {
        /// The file.
        name: String,
        /// How many pages it has.
        pages: usize,
    },
    /// It is an office file that cannot be read.
    #[error("{name}: {source}")]
    Package {
        /// The file.
        name: String,
        /// What stood in the way.
        source: PackageError,
    },
    /// It is a page that is nested without end, or has too many elements.
    #[error("{name}: the page is nested too deep or has too many elements for a document")]
    Nested {
        /// The file.
        name: String,
    },
    /// It is not readable as text.
    #[error("{name}: {source}")]
    Text {
        /// The file.
        name: String,
        /// What stood in the way.
        source: DecodeError,
    },
}

impl ImportError {
    /// The stable code of this error; its wording, in both languages, is in the locale room under
    /// `import-error-<code>`.
    pub fn code(&self) -> &'static str {
        match self {
            ImportError::Empty { .. } => "empty",
            ImportError::Format { .. } => "format",
            ImportError::Nested { .. } => "nested",
            ImportError::Pdf { .. } => "pdf",
            ImportError::Pictures { .. } => "pictures",
            ImportError::Package { source, .. } => match source {
                PackageError::Damaged { .. } => "package-damaged",
                PackageError::Encrypted => "package-encrypted",
                PackageError::Twice => "package-twice",
                PackageError::TooLarge { part } if part.is_empty() => "package-parts",
                PackageError::TooLarge { .. } => "package-too-large",
                PackageError::Missing { .. } => "package-missing",
                PackageError::Part { .. } => "package-part",
            },
            ImportError::Text { source: DecodeError::Binary, .. } => "binary",
            ImportError::Text { source: DecodeError::Damaged { .. }, .. } => "damaged",
            ImportError::Text { source: DecodeError::Unsupported { .. }, .. } => "unsupported",
            ImportError::Text { source: DecodeError::Undecided, .. } => "undecided",
        }
    }

    /// The details of this error, by name; a name is also the placeable in the wording.
    pub fn details(&self) -> Vec<(&'static str, String)> {
        match self {
            ImportError::Empty { name } | ImportError::Nested { name } | ImportError::Pdf { name } => {
                vec![("name", name.clone())]
            }
            ImportError::Pictures { name, pages } => vec![("name", name.clone()), ("pages", pages.to_string())],
            ImportError::Format { name, format } => vec![("name", name.clone()), ("format", (*format).to_owned())],
            ImportError::Package { name, source } => {
                let mut details = vec![("name", name.clone())];
                match source {
                    PackageError::Encrypted | PackageError::Twice => {}
                    PackageError::Damaged { message } => details.push(("message", message.clone())),
                    PackageError::TooLarge { part } | PackageError::Missing { part } => {
                        details.push(("part", part.clone()));
                    }
                    PackageError::Part { part, message } => {
                        details.extend([("part", part.clone()), ("message", message.clone())]);
                    }
                }
                details
            }
            ImportError::Text { name, source } => {
                let mut details = vec![("name", name.clone())];
                match source {
                    DecodeError::Binary | DecodeError::Undecided => {}
                    DecodeError::Unsupported { encoding } => details.push(("encoding", encoding.clone())),
                    DecodeError::Damaged { encoding, line, offset } => details.extend([
                        ("encoding", (*encoding).to_owned()),
                        ("line", line.to_string()),
                        ("offset", offset.to_string()),
                    ]),
                }
                details
            }
        }
    }
}

/// Reads a file from its bytes; `name` is used in messages and, for HTML without its opening tag, to tell the format.
///
/// # Errors
/// An empty file, a format that this build does not read, office files that are damaged or made to do harm, and what
/// [`text::decode`] refuses.
pub fn import(bytes: &[u8], name: &str) -> Result<Imported, ImportError> {
    import_with(bytes, name, &ImportOptions::default())
}

/// Like [`import`], in the way that `options` say.
///
/// # Errors
/// Those of [`import`].
pub fn import_with(bytes: &[u8], name: &str, options: &ImportOptions) -> Result<Imported, ImportError> {
    match convert(bytes, name, options) {
        Some(converted) => converted?.finished(name, options),
        None => text(bytes, name, options),
    }
}

/// What a file that is no text says, as Markdown that was not yet read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Converted {
    /// The text.
    pub source: String,
    /// The encoding that the file came in, where it was another one than UTF-8.
    pub encoding: Option<String>,
    /// How many words held letters in parts, which were put together.
    pub composed: Option<u32>,
    /// The files of its images.
    pub media: Vec<Medium>,
    /// What was read, and what was not carried over.
    pub report: Report,
}

impl Converted {
    /// The document that the text is.
    ///
    /// # Errors
    /// A text that is empty or too long.
    pub fn finished(self, name: &str, options: &ImportOptions) -> Result<Imported, ImportError> {
        if self.source.len() > LONGEST {
            let source = PackageError::TooLarge { part: name.to_owned() };
            return Err(ImportError::Package { name: name.to_owned(), source });
        }
        let mut imported = text(self.source.as_bytes(), name, options)?;
        let converted = self.encoding.map(|encoding| RemarkKind::Converted { encoding });
        let composed = self.composed.map(|words| RemarkKind::Composed { words });
        let remarks = converted.into_iter().chain(composed).map(|kind| Remark { side: None, line: None, kind });
        imported.document.remarks.splice(0..0, remarks);
        Ok(Imported { media: self.media, report: Some(self.report), ..imported })
    }
}

/// Whether a file is read by a reader of its own, and not as a text.
pub fn is_converted(bytes: &[u8], name: &str) -> bool {
    let formats: &[&str] =
        if cfg!(feature = "pdf-import") { &["DOCX", "ODT", "HTML", "PDF"] } else { &["DOCX", "ODT", "HTML"] };
    format(bytes, name).is_some_and(|format| formats.contains(&format))
}

/// What a file says that is no text; `None` for texts. It reads what anybody may have made, and is best run where it can do no harm.
///
/// # Errors
/// A format that this build does not read, and files that are damaged or made to do harm.
pub fn convert(bytes: &[u8], name: &str, options: &ImportOptions) -> Option<Result<Converted, ImportError>> {
    let refused = |source| ImportError::Package { name: name.to_owned(), source };
    Some(match format(bytes, name)? {
        "DOCX" => docx::read(bytes, options.changes)
            .map(|docx::Read { content, media, report }| written(content, media, report))
            .map_err(refused),
        "ODT" => odt::read(bytes, options.changes)
            .map(|odt::Read { content, media, report }| written(content, media, report))
            .map_err(refused),
        "HTML" => page(bytes, name, options),
        "PDF" => read_pdf(bytes, name),
        format => Err(ImportError::Format { name: name.to_owned(), format }),
    })
}

/// What a reader found, without noise, as Markdown.
fn written(mut content: Content, media: Vec<Medium>, mut report: Report) -> Converted {
    mending::mend(&mut content, &mut report);
    Converted { source: markdown::markdown(&content), encoding: None, composed: None, media, report }
}

/// Reads a text.
fn text(bytes: &[u8], name: &str, options: &ImportOptions) -> Result<Imported, ImportError> {
    let decoded = text::decode(bytes).map_err(|source| ImportError::Text { name: name.to_owned(), source })?;
    if decoded.text.trim().is_empty() {
        return Err(ImportError::Empty { name: name.to_owned() });
    }
    let mut document = marked::read_with(decoded.text, options.headings);
    document.remarks.splice(0..0, decoded.remarks);
    Ok(Imported { document, media: Vec::new(), report: None })
}

/// Reads a page.
fn page(bytes: &[u8], name: &str, options: &ImportOptions) -> Result<Converted, ImportError> {
    let unreadable = |source| ImportError::Text { name: name.to_owned(), source };
    let text::Decoded { text, remarks } = html::decode(bytes).map_err(unreadable)?;
    let nested = |_: html::TooMuch| ImportError::Nested { name: name.to_owned() };
    let html::Read { content, media, report } = html::read(&text, options.changes).map_err(nested)?;
    let mut converted = written(content, media, report);
    for remark in remarks {
        // How its lines end says nothing of a page.
        match remark.kind {
            RemarkKind::Converted { encoding } => converted.encoding = Some(encoding),
            RemarkKind::Composed { words } => converted.composed = Some(words),
            _ => {}
        }
    }
    Ok(converted)
}

#[cfg(feature = "pdf-import")]
fn read_pdf(bytes: &[u8], name: &str) -> Result<Converted, ImportError> {
    use pdf::PdfError;
    let refused = |source| ImportError::Package { name: name.to_owned(), source };
    match pdf::read(bytes) {
        Ok(pdf::Read { content, report }) => Ok(written(content, Vec::new(), report)),
        Err(PdfError::Damaged) => Err(refused(PackageError::Damaged { message: "PDF".to_owned() })),
        Err(PdfError::Encrypted) => Err(refused(PackageError::Encrypted)),
        Err(PdfError::Pictures { pages }) => Err(ImportError::Pictures { name: name.to_owned(), pages }),
    }
}

#[cfg(not(feature = "pdf-import"))]
fn read_pdf(_: &[u8], name: &str) -> Result<Converted, ImportError> {
    Err(ImportError::Pdf { name: name.to_owned() })
}

/// The format of a file that is neither Markdown nor plain text.
fn format(bytes: &[u8], name: &str) -> Option<&'static str> {
    let holds = |needle: &[u8]| bytes.windows(needle.len()).any(|window| window == needle);
    match bytes {
        [b'P', b'K', 3 | 5 | 7, 4 | 6 | 8, ..] => {
            return Some(if holds(b"application/vnd.oasis.opendocument.text") {
                "ODT"
            } else if holds(b"application/vnd.oasis.opendocument.spreadsheet") {
                "ODS"
            } else if holds(b"word/document") {
                "DOCX"
            } else if holds(b"xl/workbook.xml") {
                "XLSX"
            } else {
                "ZIP"
            });
        }
        [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ..] => return Some("DOC"),
        [0x89, b'P', b'N', b'G', ..] => return Some("PNG"),
        [0xff, 0xd8, 0xff, ..] => return Some("JPEG"),
        [b'G', b'I', b'F', b'8', ..] => return Some("GIF"),
        [0x1f, 0x8b, 8, ..] => return Some("GZIP"),
        _ => {}
    }
    let head = opening(bytes);
    let opens = |tag: &str| head.starts_with(tag);
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    if opens("%pdf-") {
        Some("PDF")
    } else if opens("{\\rtf") {
        Some("RTF")
    } else if opens("mime-version:") || opens("from: <saved by") {
        Some("MHTML")
    } else if ["<!doctype html", "<html", "<head", "<body"].into_iter().any(opens)
        || matches!(extension.as_deref(), Some("html" | "htm" | "xhtml"))
    {
        Some("HTML")
    } else {
        None
    }
}

/// The beginning of a text in small ASCII letters, without what may stand in front of the first tag of a page.
fn opening(bytes: &[u8]) -> String {
    const LONGEST: usize = 4 << 10;
    // Of units of two bytes one is zero in ASCII.
    let plain = bytes.iter().take(LONGEST).filter(|byte| byte.is_ascii() && **byte != 0);
    let text: String = plain.map(|byte| char::from(byte.to_ascii_lowercase())).collect();
    let mut rest = text.trim_start();
    for (begin, end) in [("<?xml", "?>"), ("<!--", "-->"), ("<!--", "-->")] {
        if let Some((_, after)) = rest.strip_prefix(begin).and_then(|rest| rest.split_once(end)) {
            rest = after.trim_start();
        }
    }
    rest.to_owned()
}
