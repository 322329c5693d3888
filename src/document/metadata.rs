//! Front matter: what a text says about itself (title, version, date, status).

use super::span::Span;

/// The YAML front matter of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The front matter in the source, fences included; empty where there is none.
    pub span: Span,
    /// Keys and values in the order of the source; nested values as compact YAML.
    pub entries: Vec<(String, String)>,
}

impl Metadata {
    /// The value under `key`.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.entries.iter().find(|(k, _)| k == key).map(|(_, v)| v.as_str())
    }
}
