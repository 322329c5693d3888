//! Comments that people wrote into a file: what they are about, who wrote them and when.

use std::collections::BTreeMap;

/// A comment. It is no part of the text: names of people never enter an archive.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comment {
    /// The heading under which it stands; empty in front of the first one.
    pub place: String,
    /// The wording that it marks, at most so many characters of it as [`LONGEST`] says; empty where it marks a point.
    pub wording: String,
    /// Who wrote it, as the file says.
    pub author: String,
    /// When, as the file says: mostly `2021-03-16T10:15:00Z`.
    pub date: String,
    /// What it says; a line feed between its paragraphs.
    pub text: String,
}

/// So many characters of a marked wording are kept.
pub const LONGEST: usize = 2_000;

/// The wordings that are being marked, by the ids of their comments.
#[derive(Debug, Default)]
pub(super) struct Marked {
    open: BTreeMap<String, String>,
    done: BTreeMap<String, String>,
}

impl Marked {
    pub(super) fn begin(&mut self, id: &str) {
        /// No more of them are open at once.
        const MOST: usize = 100;
        if self.open.len() < MOST {
            self.open.insert(id.to_owned(), String::new());
        }
    }

    pub(super) fn end(&mut self, id: &str) {
        if let Some(wording) = self.open.remove(id) {
            self.done.insert(id.to_owned(), wording.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }

    /// Adds text to what is marked.
    pub(super) fn say(&mut self, text: &str) {
        for wording in self.open.values_mut() {
            let room = LONGEST.saturating_sub(wording.chars().count());
            wording.extend(text.chars().take(room));
        }
    }

    /// The wording that a comment marked.
    pub(super) fn take(&mut self, id: &str) -> String {
        self.done.remove(id).unwrap_or_default()
    }
}
