//! Naming a state of a document: `[DOCUMENT@]STATE` in, the text and what is known about it out.

use std::collections::BTreeSet;
use std::path::PathBuf;

use git2::{Commit, ErrorCode, ObjectType, Oid};
use unicode_normalization::UnicodeNormalization;

use super::archive::{Archive, ArchiveError, Moment};
use super::history;
use super::name::{DocumentId, is_date};
use super::nearest::nearest;
use super::version::Version;

/// Texts of this many bytes and more are refused.
pub const TEXT_LIMIT: u64 = 64 * 1024 * 1024;

/// The word for what lies on disk, not yet saved.
pub const WORKTREE: &str = "worktree";

const LONGEST_ARGUMENT: usize = 512;

/// One state of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// The document.
    pub document: DocumentId,
    /// Name of the version: the one that was asked for, else the only one that names this revision.
    pub version: Option<String>,
    /// Id of the commit that gave the document this text; `None` for the work tree.
    pub revision: Option<String>,
    /// Date that the version bears, else the day on which the revision was saved, as `2020-07-14`.
    pub date: Option<String>,
    /// The text, as it was saved.
    pub text: Vec<u8>,
}

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
    /// Something that is no text lies where the text belongs (a link, a folder, another repository).
    #[error("{0} is no plain file")]
    NotAFile(String),
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

/// A commit that an argument may mean.
struct Reading {
    spelling: String,
    commit: Oid,
    version: Option<Version>,
}

impl Archive {
    /// Resolves `[DOCUMENT@]STATE`: a version, a day (the newest revision saved on it or before, by the day that the
    /// commit bears, in the whole history of HEAD), a commit-ish (`HEAD~2`, an abbreviated id, a branch) or
    /// `worktree`. The document may be left out where the archive has one. A version wins against an abbreviated id
    /// that happens to be spelled alike; any other name with two meanings is ambiguous.
    ///
    /// # Errors
    /// [`ResolveError`], with the nearest candidates where the name is unknown or ambiguous.
    pub fn resolve(&self, argument: &str) -> Result<State, ResolveError> {
        let (document, state) = split(argument)?;
        let document = match document {
            Some(document) => document,
            None => self.only_document(state)?,
        };
        match self.resolve_state(&document, state) {
            Err(ResolveError::Unknown { .. } | ResolveError::Missing { .. } | ResolveError::NothingYet { .. })
                if !self.is_known(&document)? =>
            {
                let all: Vec<String> = self.documents()?.iter().map(ToString::to_string).collect();
                let near = nearest(document.as_str(), all.clone());
                let candidates = if near.is_empty() { all } else { near };
                Err(ResolveError::UnknownDocument { document: document.to_string(), candidates })
            }
            result => result,
        }
    }

    /// The document meant where an argument names none.
    ///
    /// # Errors
    /// [`ResolveError::DocumentNeeded`] and [`ResolveError::NoDocuments`].
    pub fn only_document(&self, state: &str) -> Result<DocumentId, ResolveError> {
        let mut documents = self.documents()?;
        match documents.len() {
            0 => Err(ResolveError::NoDocuments),
            1 => Ok(documents.remove(0)),
            _ => Err(ResolveError::DocumentNeeded {
                state: state.to_owned(),
                candidates: documents.iter().map(|document| format!("{document}@{state}")).collect(),
            }),
        }
    }

    fn resolve_state(&self, document: &DocumentId, state: &str) -> Result<State, ResolveError> {
        if state == WORKTREE {
            return self.read_worktree(document);
        }
        let versions = self.versions(document)?;
        let mut readings = self.readings(document, state, &versions)?;
        let mut seen = BTreeSet::new();
        readings.retain(|reading| seen.insert(reading.commit));
        match readings.len() {
            0 if is_date(state) => Err(self.nothing_yet(document, state)?),
            0 => Err(ResolveError::Unknown {
                document: document.to_string(),
                state: state.to_owned(),
                candidates: nearest(state, self.names(&versions)?),
            }),
            1 => self.read_commit(document, state, &readings.remove(0), &versions),
            _ => Err(ResolveError::Ambiguous {
                state: state.to_owned(),
                candidates: readings.into_iter().map(|reading| reading.spelling).collect(),
            }),
        }
    }

    /// Every commit that `state` may mean.
    fn readings(&self, document: &DocumentId, state: &str, versions: &[Version]) -> Result<Vec<Reading>, ResolveError> {
        let mut readings = Vec::new();
        let composed: String = state.nfc().collect();
        if let Some(version) = versions.iter().find(|version| version.name == state || version.name == composed) {
            readings.push(Reading {
                spelling: format!("{document}@refs/tags/{document}/{}", version.name),
                commit: Oid::from_str(&version.revision)?,
                version: Some(version.clone()),
            });
        }
        if is_date(state)
            && let Some(commit) = self.newest_by(document, state)?
        {
            readings.push(Reading { spelling: format!("{document}@{commit}"), commit, version: None });
        }
        for (spelling, commit) in self.committish(state, readings.is_empty())? {
            readings.push(Reading { spelling: format!("{document}@{spelling}"), commit, version: None });
        }
        Ok(readings)
    }

    /// What git takes `state` for: branch and tag apart where both exist, an abbreviated id only if `alone`.
    fn committish(&self, state: &str, alone: bool) -> Result<Vec<(String, Oid)>, ResolveError> {
        let mut found: Vec<(String, Oid)> = Vec::new();
        for place in ["refs/tags/", "refs/heads/"] {
            let name = format!("{place}{state}");
            if git2::Reference::is_valid_name(&name)
                && let Ok(reference) = self.repository.find_reference(&name)
                && let Ok(commit) = reference.peel_to_commit()
            {
                found.push((name, commit.id()));
            }
        }
        if !found.is_empty() {
            return Ok(found);
        }
        let hexadecimal = state.bytes().all(|byte| byte.is_ascii_hexdigit());
        if hexadecimal && state.len() < 40 && !alone {
            return Ok(found);
        }
        match self.repository.revparse_single(state) {
            Ok(object) => match object.peel_to_commit() {
                Ok(commit) => found.push((commit.id().to_string(), commit.id())),
                // A tree or a blob is no state of a document.
                Err(_) if hexadecimal => found = self.abbreviated(state)?,
                Err(_) => {}
            },
            Err(error) if error.code() == ErrorCode::Ambiguous && hexadecimal => found = self.abbreviated(state)?,
            Err(error)
                if matches!(error.class(), git2::ErrorClass::Odb | git2::ErrorClass::Zlib)
                    && error.code() != ErrorCode::NotFound
                    && error.code() != ErrorCode::Ambiguous =>
            {
                return Err(error.into());
            }
            Err(_) => {}
        }
        Ok(found)
    }

    /// The commits whose id starts with `prefix`; other objects don't count.
    fn abbreviated(&self, prefix: &str) -> Result<Vec<(String, Oid)>, ResolveError> {
        let prefix = prefix.to_ascii_lowercase();
        let mut ids = Vec::new();
        self.repository.odb()?.foreach(|id| {
            if id.to_string().starts_with(&prefix) {
                ids.push(*id);
            }
            true
        })?;
        ids.sort();
        ids.dedup();
        ids.retain(|id| self.repository.find_commit(*id).is_ok());
        Ok(ids.into_iter().map(|id| (id.to_string(), id)).collect())
    }

    fn newest_by(&self, document: &DocumentId, day: &str) -> Result<Option<Oid>, ResolveError> {
        let mut newest: Option<(String, i64, Oid)> = None;
        for commit in self.revisions(document)? {
            let Some(date) = Moment::of(commit.time()).date().filter(|date| date.as_str() <= day) else { continue };
            let seconds = commit.time().seconds();
            // Of two at the same time the one that git lists first is the newer one.
            if newest.as_ref().is_none_or(|(d, s, _)| (&date, seconds) > (d, *s)) {
                newest = Some((date, seconds, commit.id()));
            }
        }
        Ok(newest.map(|(_, _, id)| id))
    }

    fn nothing_yet(&self, document: &DocumentId, day: &str) -> Result<ResolveError, ResolveError> {
        let revisions = self.revisions(document)?;
        let first = revisions.iter().filter_map(|commit| Moment::of(commit.time()).date()).min();
        Ok(ResolveError::NothingYet { document: document.to_string(), date: day.to_owned(), first })
    }

    fn revisions(&self, document: &DocumentId) -> Result<Vec<Commit<'_>>, ResolveError> {
        match self.head()? {
            Some(head) => Ok(history::changes(&self.repository, head.id(), &document.path())?),
            None => Ok(Vec::new()),
        }
    }

    fn is_known(&self, document: &DocumentId) -> Result<bool, ResolveError> {
        Ok(self.documents()?.contains(document)
            || !self.versions(document)?.is_empty()
            || !self.revisions(document)?.is_empty())
    }

    /// Everything that has a name: versions, branches, the words that always hold.
    fn names(&self, versions: &[Version]) -> Result<Vec<String>, ResolveError> {
        let mut names: Vec<String> = versions.iter().map(|version| version.name.clone()).collect();
        for branch in self.repository.branches(None)? {
            let (branch, _) = branch?;
            names.extend(branch.name().ok().flatten().map(str::to_owned));
        }
        names.extend([WORKTREE.to_owned(), "HEAD".to_owned()]);
        Ok(names)
    }

    fn read_commit(
        &self,
        document: &DocumentId,
        state: &str,
        reading: &Reading,
        versions: &[Version],
    ) -> Result<State, ResolveError> {
        let path = document.path();
        let commit = self.repository.find_commit(reading.commit)?;
        let entry = match commit.tree()?.get_path(std::path::Path::new(&path)) {
            Ok(entry) => entry,
            Err(error) if error.code() == ErrorCode::NotFound => {
                return Err(self.missing(document, state, versions)?);
            }
            Err(error) => return Err(error.into()),
        };
        let link = entry.filemode() == i32::from(git2::FileMode::Link);
        if link || entry.kind() != Some(ObjectType::Blob) {
            return Err(ResolveError::NotAFile(path));
        }
        let (bytes, _) = self.repository.odb()?.read_header(entry.id())?;
        if bytes as u64 >= TEXT_LIMIT {
            return Err(ResolveError::TooLarge { path, bytes: bytes as u64 });
        }
        let text = self.repository.find_blob(entry.id())?.content().to_vec();
        let revision = history::last_change(&self.repository, commit.id(), &path)?;
        let ids = [commit.id().to_string(), revision.to_string()];
        let version = match &reading.version {
            Some(version) => Some(version),
            None => {
                let mut naming = versions.iter().filter(|version| ids.contains(&version.revision));
                naming.next().filter(|_| naming.next().is_none())
            }
        };
        let saved = Moment::of(self.repository.find_commit(revision)?.time()).date();
        Ok(State {
            document: document.clone(),
            version: version.map(|version| version.name.clone()),
            revision: Some(revision.to_string()),
            date: version.and_then(|version| version.date.clone()).or(saved),
            text,
        })
    }

    fn missing(&self, document: &DocumentId, state: &str, versions: &[Version]) -> Result<ResolveError, ResolveError> {
        let mut candidates: Vec<String> =
            versions.iter().rev().take(4).map(|version| format!("{document}@{}", version.name)).collect();
        if let Some(newest) = self.revisions(document)?.first() {
            candidates.push(format!("{document}@{:.10}", newest.id().to_string()));
        }
        if self.worktree_path(document).is_some_and(|path| path.is_file()) {
            candidates.push(format!("{document}@{WORKTREE}"));
        }
        Ok(ResolveError::Missing { document: document.to_string(), state: state.to_owned(), candidates })
    }

    fn read_worktree(&self, document: &DocumentId) -> Result<State, ResolveError> {
        let Some(root) = self.repository.workdir() else { return Err(ResolveError::NoWorktree) };
        let path = document.path();
        if super::worktree::has_link(root, &path) {
            return Err(ResolveError::NotAFile(path));
        }
        let full = root.join(&path);
        let unreadable =
            |error: std::io::Error| ResolveError::Unreadable { path: full.clone(), message: error.to_string() };
        let metadata = match full.metadata() {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(self.missing(document, WORKTREE, &self.versions(document)?)?);
            }
            Err(error) => return Err(unreadable(error)),
        };
        if !metadata.is_file() {
            return Err(ResolveError::NotAFile(path));
        }
        if metadata.len() >= TEXT_LIMIT {
            return Err(ResolveError::TooLarge { path, bytes: metadata.len() });
        }
        let text = super::disk::read_file(&full).map_err(unreadable)?;
        Ok(State { document: document.clone(), version: None, revision: None, date: None, text })
    }
}

/// Takes `[DOCUMENT@]STATE` apart. `main@{1}` and `@` are git's own and stay whole.
fn split(argument: &str) -> Result<(Option<DocumentId>, &str), ResolveError> {
    let malformed = |reason| ResolveError::Malformed { argument: argument.to_owned(), reason };
    if argument.len() > LONGEST_ARGUMENT {
        return Err(malformed(Malformed::Length));
    }
    let (document, state) = match argument.split_once('@') {
        Some((document, state)) if !document.is_empty() && !state.starts_with('{') => {
            let document = DocumentId::parse(document).map_err(|_| malformed(Malformed::Document))?;
            (Some(document), state)
        }
        _ => (None, argument),
    };
    if state.is_empty() {
        return Err(malformed(Malformed::Empty));
    }
    let asks = state.contains("..") || state.contains(':') || state.contains("{/");
    if state.starts_with('-') || asks || state.chars().any(char::is_control) {
        return Err(malformed(Malformed::Character));
    }
    Ok((document, state))
}
