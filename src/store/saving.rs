//! Saving a revision: a commit built from its parent's tree, then the work tree and the index brought along.

use git2::build::TreeUpdateBuilder;
use git2::{Commit, FileMode, ObjectType, Oid, Repository, Signature};

use super::archive::{Archive, ArchiveError, Author, Moment};
use super::branch::{Branch, Move, OnDetached};
use super::index::{self, HeldIndex, IndexEntry};
use super::lock::{Intent, pause};
use super::media::{self, Change, Companions};
use super::name::DocumentId;
use super::worktree::{WorktreeFile, bring_file};
use super::{disk, history};

/// How often a branch that others keep moving is tried.
const TRIES: u32 = 100;

/// A text about to be saved.
#[derive(Clone, Copy, Debug)]
pub struct Draft<'a> {
    /// The document.
    pub document: &'a DocumentId,
    /// Its text.
    pub text: &'a str,
    /// What the revision is about. Not empty.
    pub message: &'a str,
    /// Name of the file that the text came from.
    pub source: Option<&'a str>,
    /// Why it was changed; one trailer each.
    pub justifications: &'a [String],
    /// When.
    pub moment: Moment,
    /// Who wrote it; `None` for who saves it.
    pub author: Option<&'a Author>,
    /// Who saves it; `None` for whom git's settings name.
    pub committer: Option<&'a Author>,
    /// Bytes in the work tree that the text was read from, and that may therefore give way to it.
    pub replaces: Option<&'a [u8]>,
    /// What to do where HEAD is on no branch.
    pub on_detached: OnDetached,
}

impl<'a> Draft<'a> {
    /// A draft by whom git's settings name, without source, justification and file to replace.
    pub fn new(document: &'a DocumentId, text: &'a str, message: &'a str, moment: Moment) -> Self {
        Self {
            document,
            text,
            message,
            source: None,
            justifications: &[],
            moment,
            author: None,
            committer: None,
            replaces: None,
            on_detached: OnDetached::Refuse,
        }
    }
}

/// What saving came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// Id of the revision that holds the text.
    pub revision: String,
    /// Whether a revision was made.
    pub outcome: Outcome,
    /// What became of the file in the work tree.
    pub worktree: WorktreeFile,
    /// What became of the index entries.
    pub index: IndexEntry,
    /// The files beside the text.
    pub companions: Companions,
    /// What the disk said when the revision was there already and only its durability was left: it is saved, but may not
    /// outlive a power cut.
    pub unsecured: Option<String>,
}

/// Whether a revision was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A revision was made.
    Saved,
    /// The newest revision holds this text already.
    Unchanged,
}

/// Why a revision can't be saved.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SaveError {
    /// The archive can't be used.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// Others moved the branch again and again; nothing was changed.
    #[error("the branch {0} moved meanwhile")]
    Moved(String),
    /// The message is empty or holds a NUL character.
    #[error("the message is empty or holds a NUL character")]
    Message,
    /// Something that is no text lies where the text belongs (a link, a folder, another repository).
    #[error("{0} is no plain file in the newest revision")]
    NotAFile(String),
    /// A file beside the text is too large.
    #[error("{path} has {bytes} bytes")]
    TooLarge {
        /// Where.
        path: String,
        /// Its size.
        bytes: u64,
    },
}

impl From<git2::Error> for SaveError {
    fn from(error: git2::Error) -> Self {
        SaveError::Archive(error.into())
    }
}

impl Archive {
    /// Saves a text, and the files beside it that the work tree holds, as a revision of its document. The commit is its
    /// parent's tree with these files alone; the branch moves only if it still stands where it was read, and where it
    /// does not, the revision is built anew on what others saved. A text that the newest revision holds already makes no
    /// other revision. The file in the work tree and the index entries are brought along only where nobody changed
    /// them. When this returns, all of it is on the disk. After an error the branch is read again, so an error means
    /// that nothing was saved.
    ///
    /// # Errors
    /// [`SaveError`]; nothing was saved then.
    pub fn save(&self, draft: &Draft<'_>) -> Result<Saved, SaveError> {
        let message = draft.message.trim();
        if message.is_empty() || message.contains('\0') {
            return Err(SaveError::Message);
        }
        let mut trailers = vec![("Nowela-Document", draft.document.as_str().to_owned())];
        trailers.extend(draft.source.map(|source| ("Nowela-Source", one_line(source))));
        trailers.extend(draft.justifications.iter().map(|why| ("Nowela-Justification", one_line(why))));
        let message = with_trailers(message, &trailers);
        commit(self, draft, &draft.document.path(), &message, Some(draft.document))
    }
}

/// Commits one file, and what lies beside it where `document` is given, on top of the branch that HEAD names.
fn commit(
    archive: &Archive,
    draft: &Draft<'_>,
    path: &str,
    message: &str,
    document: Option<&DocumentId>,
) -> Result<Saved, SaveError> {
    let repository = &archive.repository;
    let committer = match draft.committer {
        Some(committer) => committer.clone(),
        None => archive.author()?,
    };
    let people = [draft.author.unwrap_or(&committer), &committer];
    let branch = Branch::of(repository, draft.on_detached)?;
    let mut hold = archive.hold()?;
    let saving = |error: git2::Error| archive.explained(error.into());
    let text = written(|| repository.blob(draft.text.as_bytes())).map_err(saving)?;
    let beside = match document {
        Some(document) => media::read(repository, document)?,
        None => None,
    };
    for _ in 0..TRIES {
        let parent = branch.tip(repository)?;
        let old = file_in(repository, parent.as_ref(), path)?;
        let mode = old.map_or(FileMode::Blob, |(_, mode)| mode);
        let old = old.map(|(id, _)| id);
        let tree = parent.as_ref().map(Commit::tree).transpose()?;
        let (mut changes, companions) = match (&beside, document) {
            (Some(beside), Some(document)) => beside.changes(repository, document, tree.as_ref())?,
            _ => (Vec::new(), Companions::default()),
        };
        if old != Some(text) {
            changes.insert(0, Change { path: path.to_owned(), old, new: Some((text, mode)) });
        }
        let following: Vec<_> =
            changes.iter().map(|change| (change.path.clone(), change.old, change.new.map(|(id, _)| id))).collect();
        let mut held = None;
        let mut saved = Saved {
            revision: String::new(),
            outcome: Outcome::Unchanged,
            worktree: WorktreeFile::Bare,
            index: IndexEntry::Bare,
            companions,
            unsecured: None,
        };
        match parent.as_ref().filter(|_| changes.is_empty()) {
            Some(parent) => saved.revision = history::last_change(repository, parent.id(), path)?.to_string(),
            None => {
                let tree = written(|| write_tree(repository, tree.as_ref(), &changes)).map_err(saving)?;
                let id =
                    write_commit(repository, parent.as_ref(), tree, message, people, draft.moment).map_err(saving)?;
                let passing = [branch.passing_files(repository), index::passing_files(archive)].concat();
                hold.announce(&Intent { passing, following: following.clone() })
                    .and_then(|()| disk::sync_folder(&repository.commondir().join("objects")))
                    .map_err(|error| ArchiveError::of_disk(repository.commondir(), &error))?;
                held = Some(HeldIndex::hold(archive));
                match branch.move_to(archive, parent.as_ref(), id, message) {
                    Move::Done => {}
                    Move::Unsecured(why) => saved.unsecured = Some(why),
                    Move::Overtaken => {
                        pause(50);
                        continue;
                    }
                    Move::Failed(error) => return Err(error.into()),
                }
                (saved.revision, saved.outcome) = (id.to_string(), Outcome::Saved);
            }
        }
        let all = if changes.is_empty() { vec![(path.to_owned(), old, Some(text))] } else { following };
        // While the index is still held: a `git commit -a` that starts now would take the old file for an edit.
        let held = held.unwrap_or_else(|| HeldIndex::hold(archive));
        saved.worktree = bring_file(repository, path, old, draft.text.as_bytes(), draft.replaces);
        saved.index = held.bring(archive, &all);
        return Ok(saved);
    }
    Err(SaveError::Moved(branch.name().to_owned()))
}

/// Commits one file that belongs to no document.
pub(super) fn commit_file(
    archive: &Archive,
    path: &str,
    text: &str,
    message: &str,
    (moment, committer): (Moment, Option<&Author>),
) -> Result<Saved, SaveError> {
    // The document is not looked at: the file has none.
    let document = DocumentId::parse("nowela").map_err(|_| SaveError::NotAFile(path.to_owned()))?;
    let draft = Draft { committer, ..Draft::new(&document, text, message, moment) };
    commit(archive, &draft, path, message, None)
}

/// Blob and mode of a file in a commit; `None` where there is no such file.
fn file_in(
    repository: &Repository,
    commit: Option<&Commit<'_>>,
    path: &str,
) -> Result<Option<(Oid, FileMode)>, SaveError> {
    let Some(commit) = commit else { return Ok(None) };
    let mut tree = commit.tree()?;
    let mut names = path.split('/').peekable();
    while let Some(name) = names.next() {
        let Some((id, kind, mode)) = tree.get_name(name).map(|entry| (entry.id(), entry.kind(), entry.filemode()))
        else {
            return Ok(None);
        };
        match (names.peek(), kind) {
            (Some(_), Some(ObjectType::Tree)) => tree = repository.find_tree(id)?,
            (None, Some(ObjectType::Blob)) if mode == i32::from(FileMode::Blob) => {
                return Ok(Some((id, FileMode::Blob)));
            }
            (None, Some(ObjectType::Blob)) if mode == i32::from(FileMode::BlobExecutable) => {
                return Ok(Some((id, FileMode::BlobExecutable)));
            }
            _ => return Err(SaveError::NotAFile(path.to_owned())),
        }
    }
    Ok(None)
}

/// Writes objects, again where a `git gc` took away the folder that one was about to enter.
pub(super) fn written<T>(write: impl Fn() -> Result<T, git2::Error>) -> Result<T, git2::Error> {
    for _ in 0..TRIES {
        match write() {
            Err(error) if error.class() == git2::ErrorClass::Os && error.message().contains("No such file") => {
                pause(5);
            }
            result => return result,
        }
    }
    write()
}

/// The tree of the parent with these changes.
fn write_tree(
    repository: &Repository,
    parent: Option<&git2::Tree<'_>>,
    changes: &[Change],
) -> Result<Oid, git2::Error> {
    let empty;
    let base = match parent {
        Some(tree) => tree,
        None => {
            empty = repository.find_tree(repository.treebuilder(None)?.write()?)?;
            &empty
        }
    };
    let mut update = TreeUpdateBuilder::new();
    for change in changes {
        match change.new {
            Some((id, mode)) => update.upsert(change.path.as_str(), id, mode),
            None => update.remove(change.path.as_str()),
        };
    }
    update.create_updated(repository, base)
}

fn write_commit(
    repository: &Repository,
    parent: Option<&Commit<'_>>,
    tree: Oid,
    message: &str,
    people: [&Author; 2],
    moment: Moment,
) -> Result<Oid, git2::Error> {
    let [author, committer] = people.map(|person| signature(person, moment));
    let tree = repository.find_tree(tree)?;
    let parents: Vec<&Commit<'_>> = parent.into_iter().collect();
    repository.commit(None, &author?, &committer?, message, &tree, &parents)
}

/// Author and time as git wants them.
pub(super) fn signature(author: &Author, moment: Moment) -> Result<Signature<'static>, git2::Error> {
    let time = git2::Time::new(moment.seconds, moment.offset);
    Signature::new(&author.name, &author.email, &time)
}

/// The message with trailers at its end, in the message's own block of trailers where it has one.
pub(super) fn with_trailers(message: &str, trailers: &[(&str, String)]) -> String {
    let mut text = message.trim_end().to_owned();
    let block = text.contains("\n\n") && git2::message_trailers_strs(&text).is_ok_and(|found| found.len() > 0);
    text.push_str(if block { "\n" } else { "\n\n" });
    for (key, value) in trailers {
        text.push_str(&format!("{key}: {value}\n"));
    }
    text
}

/// The text without what would end a line or a message.
pub(super) fn one_line(text: &str) -> String {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    clean.trim().to_owned()
}
