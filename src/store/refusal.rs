//! Why an argument names no state of a document, or its text can't be read.

use std::path::PathBuf;

use super::archive::ArchiveError;

/// Why an argument names no state.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ResolveError {
    /// The archive can't be used.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// The argument can't name a state.
    #[error("{argument:?} can't name a state")]
    Malformed {
        /// The argument.
        argument: String,
        /// Why.
        reason: Malformed,
    },
    /// There are several documents, and the argument names none.
    #[error("{state:?} may belong to several documents")]
    DocumentNeeded {
        /// The argument.
        state: String,
        /// The argument with each of the documents in front.
        candidates: Vec<String>,
    },
    /// The archive holds no document yet.
    #[error("the archive holds no document")]
    NoDocuments,
    /// No such document, now or ever.
    #[error("no document {document:?}")]
    UnknownDocument {
        /// What was asked for.
        document: String,
        /// Documents with near names, else all of them.
        candidates: Vec<String>,
    },
    /// No such version, day, revision or branch.
    #[error("document {document} has no state {state:?}")]
    Unknown {
        /// The document.
        document: String,
        /// What was asked for.
        state: String,
        /// States with near names.
        candidates: Vec<String>,
    },
    /// The name stands for several states.
    #[error("{state:?} is ambiguous")]
    Ambiguous {
        /// What was asked for.
        state: String,
        /// One unambiguous name for each.
        candidates: Vec<String>,
    },
    /// Nothing was saved on that day or before.
    #[error("document {document} has no revision of {date} or before")]
    NothingYet {
        /// The document.
        document: String,
        /// The day.
        date: String,
        /// The day of its first revision.
        first: Option<String>,
    },
    /// There is such a revision, but it does not hold the document.
    #[error("{state:?} holds no document {document}")]
    Missing {
        /// The document.
        document: String,
        /// What was asked for.
        state: String,
        /// States that hold it.
        candidates: Vec<String>,
    },
    /// Something that is no text lies where the text belongs.
    #[error("{} is no plain file", .0.path)]
    NotAFile(Obstacle),
    /// The file stands for one that Git LFS keeps elsewhere, and that was not fetched.
    #[error("the content of {0} is not fetched")]
    NotFetched(String),
    /// The text is too large.
    #[error("{path} has {bytes} bytes")]
    TooLarge {
        /// Where.
        path: String,
        /// Its size.
        bytes: u64,
    },
    /// The file in the work tree can't be read.
    #[error("{}: {message}", path.display())]
    Unreadable {
        /// Where.
        path: PathBuf,
        /// What the disk said.
        message: String,
    },
    /// A bare repository has no work tree.
    #[error("a bare repository has no work tree")]
    NoWorktree,
}

/// What lies where a text belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obstacle {
    /// Where.
    pub path: String,
    /// What it is.
    pub kind: ObstacleKind,
}

/// Things that are no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ObstacleKind {
    /// A symbolic link, which is never followed.
    Link,
    /// A folder.
    Folder,
    /// Another repository (a submodule).
    Repository,
    /// Something else (a pipe, a device).
    Other,
}

/// Why an argument can't name a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Malformed {
    /// Nothing is there.
    Empty,
    /// It is longer than any name.
    Length,
    /// It holds a control character, or starts with `-`, or asks git for a search, a path or a range.
    Character,
    /// What stands before `@` is no document id.
    Document,
}

impl From<git2::Error> for ResolveError {
    fn from(error: git2::Error) -> Self {
        ResolveError::Archive(error.into())
    }
}
