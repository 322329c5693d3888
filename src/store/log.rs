//! The log: the revisions of one document or of all, newest first, and what is known about each.

use git2::Oid;

use super::archive::{Archive, ArchiveError, Moment};
use super::history::{History, Reader};
use super::name::DocumentId;
use super::revision::ResolveError;
use super::trail::{self, Folders, Owners, Rename, Trail};

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
                let (found, renames) = trail::everywhere(repository, &history)?;
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
        Ok(Description {
            author: String::from_utf8_lossy(commit.author().name_bytes()).into_owned(),
            message: body.trim().to_owned(),
            source,
            justifications,
            merge: commit.parent_count() > 1,
            before: self.before(log, revision)?,
        })
    }

    fn before(&self, log: &Log, revision: &Revision) -> Result<Before, ArchiveError> {
        let (steps, folder) = (&log.history.steps, revision.saved_as());
        let (mut reader, mut folders) = (Reader::new(&self.repository, &folder.folder())?, Folders::new(&self.repository)?);
        for parent in &steps[revision.step].parents {
            let entry = reader.entry(steps[*parent].tree)?;
            let renamed = log.renames.iter().find(|it| (it.step, it.parent, &it.after) == (revision.step, *parent, folder));
            let document = match renamed {
                _ if folders.holding(entry)?.is_some() => folder,
                Some(renamed) => &renamed.before,
                None => continue,
            };
            return Ok(Before::Parent { id: steps[*parent].id.to_string(), document: document.clone() });
        }
        let mut older = log.revisions.iter().filter(|it| it.step > revision.step && it.saved_as() == folder).peekable();
        if older.peek().is_some() {
            let reached = log.history.reachable(revision.step);
            if older.any(|older| reached[older.step]) {
                return Ok(Before::Deleted);
            }
        }
        Ok(Before::Nothing)
    }

    /// The revision of `document` (the id that it has in that commit) which gave it what it holds in the commit `id`.
    ///
    /// # Errors
    /// [`ArchiveError`] where the history can't be read.
    pub fn revision_of(&self, document: &DocumentId, ids: &[&str]) -> Result<Vec<String>, ArchiveError> {
        let mut reader = Reader::new(&self.repository, &document.folder())?;
        let found = ids.iter().map(|id| Ok(reader.last_change(Oid::from_str(id)?)?.to_string()));
        found.collect()
    }

    /// The text of a document (by the id that it has there) in the commit `id`.
    ///
    /// # Errors
    /// [`ResolveError`] where there is none, or where it can't be read.
    pub fn text_in(&self, document: &DocumentId, id: &str) -> Result<Vec<u8>, ResolveError> {
        self.read_text(document, Oid::from_str(id)?)
    }
}
