//! Reading Markdown; it never fails, it returns remarks.

use super::Document;

/// Reads a text.
pub fn read(source: String) -> Document {
    let _ = source;
    Document { source: String::new(), metadata: super::Metadata::default(), sections: Vec::new(), remarks: Vec::new() }
}
