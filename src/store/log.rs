//! The log: the revisions of one document or of all, newest first, and what is known about each.

use std::collections::BTreeSet;

use git2::Oid;

use super::archive::{Archive, ArchiveError, Moment};
use super::history::{History, Reader, Trees};
use super::name::DocumentId;
use super::refusal::ResolveError;
use super::trail::{self, Folders, Found, Owners, Rename, Trail};
use super::version::Version;

/// The revisions of one document or of all.
pub struct Log {
    /// Newest first; none before one that builds on it.
    pub revisions: Vec<Revision>,
    history: History,
    renames: Vec<Rename>,
}

/// One saved state of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// The document.
    pub document: DocumentId,
    /// The id that it had then, where it was another one.
    pub former: Option<DocumentId>,
    /// Id of the commit.
    pub id: String,
    /// When it was saved.
    pub moment: Moment,
    step: usize,
}

impl Revision {
    /// The id under which it was saved.
    pub fn saved_as(&self) -> &DocumentId {
        self.former.as_ref().unwrap_or(&self.document)
    }
}

/// What is known about a revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Description {
    /// Who wrote it.
    pub author: String,
    /// What it is about, without trailers.
    pub message: String,
    /// The file that the text came from.
    pub source: Option<String>,
    /// Why the text was changed.
    pub justifications: Vec<String>,
    /// Whether the commit joins branches.
    pub merge: bool,
    /// What it was made from.
    pub before: Before,
    /// What differs from that in the document's folder, in order: `text.md`, `media`, `links.toml` and whatever else.
    pub files: Vec<String>,
}

/// What a revision was made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Before {
    /// Nothing: it is the first one.
    Nothing,
    /// Nothing, but the document was there earlier and had been deleted.
    Deleted,
    /// What a parent of the commit holds: the first one, or where it lacks the document the next one that does not.
    Parent {
        /// Id of that commit.
        id: String,
        /// The id of the document there.
        document: DocumentId,
    },
}

impl Archive {
    /// The log of a document, or of all, in the history of HEAD. A document that was renamed has its revisions under its
    /// former ids too: a folder that is still a document belongs to itself first in the log of all.
    ///
    /// # Errors
    /// [`ArchiveError`] where the history can't be read.
    pub fn log(&self, document: Option<&DocumentId>) -> Result<Log, ArchiveError> {
        let repository = &self.repository;
        let Some(head) = self.head()? else {
            return Ok(Log { revisions: Vec::new(), history: History { steps: Vec::new() }, renames: Vec::new() });
        };
        let history = History::read(repository, head.id())?;
        let (revisions, renames) = match document {
            Some(document) => {
                let trail = Trail::follow(repository, &history, document)?;
                let mut found: Vec<(usize, usize)> = Vec::new();
                for (at, life) in trail.lives.iter().enumerate() {
                    found.extend(life.revisions(&history).map(|step| (step, at)));
                }
                found.sort_unstable();
                let found = found.into_iter().map(|(step, at)| (step, document.clone(), trail.lives[at].id.clone()));
                (found.collect::<Vec<_>>(), trail.renames)
            }
            None => {
                let (mut found, mut renames) = (Vec::new(), Vec::new());
                for it in trail::everywhere(repository, &history)? {
                    match it {
                        Found::Revision(step, folder) => found.push((step, folder)),
                        Found::Rename(rename) => renames.push(rename),
                    }
                }
                let owners = Owners::new(repository, &history, &renames, self.documents()?)?;
                let found = found.into_iter().map(|(step, folder)| (step, owners.of(step, &folder), folder));
                (found.collect(), renames)
            }
        };
        let revisions = revisions.into_iter().map(|(step, document, folder)| Revision {
            former: Some(folder).filter(|folder| *folder != document),
            document,
            id: history.steps[step].id.to_string(),
            moment: history.steps[step].moment,
            step,
        });
        Ok(Log { revisions: revisions.collect(), history, renames })
    }

    /// What is known about a revision of a log of this archive.
    ///
    /// # Errors
    /// [`ArchiveError`] where the commit or the folders of its parents can't be read.
    pub fn describe(&self, log: &Log, revision: &Revision) -> Result<Description, ArchiveError> {
        let commit = self.repository.find_commit(log.history.steps[revision.step].id)?;
        let message = String::from_utf8_lossy(commit.message_bytes()).replace('\0', " ");
        let trailers = git2::message_trailers_strs(&message)?;
        let (mut source, mut justifications) = (None, Vec::new());
        for (key, value) in trailers.iter() {
            match key {
                "Nowela-Source" => source = Some(value.to_owned()),
                "Nowela-Justification" => justifications.push(value.to_owned()),
                _ => {}
            }
        }
        let body = match message.trim_end().rsplit_once("\n\n") {
            Some((body, _)) if trailers.len() > 0 => body,
            _ => &message,
        };
        let (before, files) = self.before(log, revision)?;
        Ok(Description {
            author: String::from_utf8_lossy(commit.author().name_bytes()).into_owned(),
            message: body.trim().to_owned(),
            source,
            justifications,
            merge: commit.parent_count() > 1,
            before,
            files,
        })
    }

    fn before(&self, log: &Log, revision: &Revision) -> Result<(Before, Vec<String>), ArchiveError> {
        let (steps, folder) = (&log.history.steps, revision.saved_as());
        let (mut trees, mut folders) = (Trees::new(&self.repository)?, Folders::new(&self.repository)?);
        let entry = |document: &DocumentId, step: usize| {
            Reader::new(&self.repository, &document.folder())?.entry(steps[step].tree)
        };
        let own = entry(folder, revision.step)?;
        for parent in &steps[revision.step].parents {
            let renamed =
                log.renames.iter().find(|it| (it.step, it.parent, &it.after) == (revision.step, *parent, folder));
            let mut found = (folder, folders.holding(entry(folder, *parent)?)?);
            if let (None, Some(renamed)) = (found.1, renamed) {
                found = (&renamed.before, entry(&renamed.before, *parent)?);
            }
            if let (document, Some(other)) = found {
                let files = trees.differences(Some(other), own)?.into_keys();
                let files = files.map(|name| String::from_utf8_lossy(&name).into_owned()).collect();
                let before = Before::Parent { id: steps[*parent].id.to_string(), document: document.clone() };
                return Ok((before, files));
            }
        }
        let mut older = log.revisions.iter().filter(|it| it.step > revision.step && it.saved_as() == folder).peekable();
        if older.peek().is_some() {
            let reached = log.history.reachable(revision.step);
            if older.any(|older| reached[older.step]) {
                return Ok((Before::Deleted, Vec::new()));
            }
        }
        Ok((Before::Nothing, Vec::new()))
    }

    /// The versions that the revisions `shown` of a log have, by the ids of the revisions. A version belongs to the
    /// revision that gave the document what it holds in the commit that is named.
    ///
    /// # Errors
    /// [`ArchiveError`] where tags or the history can't be read.
    pub fn versions_of(&self, log: &Log, shown: &[Revision]) -> Result<Vec<(String, Version)>, ArchiveError> {
        let folders: BTreeSet<&DocumentId> = shown.iter().map(Revision::saved_as).collect();
        let mut found = Vec::new();
        for folder in folders {
            let revisions = log.revisions.iter().filter(|revision| revision.saved_as() == folder);
            let ids: BTreeSet<&str> = revisions.map(|revision| revision.id.as_str()).collect();
            let mut reader = Reader::new(&self.repository, &folder.folder())?;
            for version in self.versions(folder)? {
                let id = match ids.contains(version.revision.as_str()) {
                    true => version.revision.clone(),
                    false => reader.last_change(Oid::from_str(&version.revision)?)?.to_string(),
                };
                found.push((id, version));
            }
        }
        Ok(found)
    }

    /// The text of a document (by the id that it has there) in the commit `id`.
    ///
    /// # Errors
    /// [`ResolveError`] where there is none, or where it can't be read.
    pub fn text_in(&self, document: &DocumentId, id: &str) -> Result<Vec<u8>, ResolveError> {
        self.read_text(document, Oid::from_str(id)?)
    }
}
