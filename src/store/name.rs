//! Names of documents and versions, and the grammar that keeps them safe in paths, ref names and command lines.

use std::fmt;

use unicode_normalization::UnicodeNormalization;

/// The id of a document: 1 to 64 of `a-z`, `0-9` and `-`, not led by `-`, no device name of Windows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentId(String);

/// The name of a version: letters and digits of any script, `.`, `-` and `_`, at most 64 characters, in NFC.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VersionName(String);

/// Why a name is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// It is empty or too long.
    #[error("a name has 1 to 64 characters")]
    Length,
    /// It holds a character that names may not hold, or holds it where it may not stand.
    #[error("a name may not hold {0:?} there")]
    Character(char),
    /// It means something else already (`worktree`, `HEAD`, a date, a device name of Windows).
    #[error("the name is reserved")]
    Reserved,
}

const LONGEST: usize = 64;

/// Windows opens a device under these names, whatever their ending.
const DEVICES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2",
    "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

impl DocumentId {
    /// Reads a document id.
    ///
    /// # Errors
    /// [`NameError`] for everything outside the grammar.
    pub fn parse(id: &str) -> Result<Self, NameError> {
        if let Some(wrong) = id.chars().find(|c| !matches!(c, 'a'..='z' | '0'..='9' | '-')) {
            return Err(NameError::Character(wrong));
        }
        if id.is_empty() || id.len() > LONGEST {
            return Err(NameError::Length);
        }
        if id.starts_with('-') {
            return Err(NameError::Character('-'));
        }
        if DEVICES.contains(&id) {
            return Err(NameError::Reserved);
        }
        Ok(Self(id.to_owned()))
    }

    /// The id.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its folder in the tree, with `/` between folders.
    pub fn folder(&self) -> String {
        format!("strategy/{}", self.0)
    }

    /// Where its text lies in the tree, with `/` between folders.
    pub fn path(&self) -> String {
        format!("{}/text.md", self.folder())
    }

    /// Where what people decided about it lies in the tree, with `/` between folders.
    pub fn links(&self) -> String {
        format!("{}/links.toml", self.folder())
    }
}

impl fmt::Display for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl VersionName {
    /// Reads a name for a new version; canonically equivalent spellings become one.
    ///
    /// # Errors
    /// [`NameError`] for everything outside the grammar, and for names that mean another state already.
    pub fn parse(name: &str) -> Result<Self, NameError> {
        let name: String = name.nfc().collect();
        if name.is_empty() || name.chars().count() > LONGEST {
            return Err(NameError::Length);
        }
        if let Some(wrong) = name.chars().find(|c| !c.is_alphanumeric() && !matches!(c, '.' | '-' | '_')) {
            return Err(NameError::Character(wrong));
        }
        let edges = [name.chars().next(), name.chars().next_back()];
        if let Some(edge) = edges.into_iter().flatten().find(|c| !c.is_alphanumeric()) {
            return Err(NameError::Character(edge));
        }
        if name.contains("..") {
            return Err(NameError::Character('.'));
        }
        let lower = name.to_lowercase();
        let stem = lower.split('.').next().unwrap_or_default();
        let reserved = matches!(lower.as_str(), "worktree" | "head" | "orig_head" | "fetch_head")
            || lower.ends_with(".lock")
            || DEVICES.contains(&stem)
            || is_date(&name)
            || is_object_id(&name);
        if reserved || !git2::Reference::is_valid_name(&format!("refs/tags/x/{name}")) {
            return Err(NameError::Reserved);
        }
        Ok(Self(name))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for VersionName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether `text` is a day written as `2020-07-14`.
pub(super) fn is_date(text: &str) -> bool {
    text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok()
}

/// Whether `text` is a whole object id, which git would take for the object itself.
fn is_object_id(text: &str) -> bool {
    text.len() == 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}
