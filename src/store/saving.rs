//! Saving a revision: a commit built from its parent's tree, then the work tree and the index brought along.

use std::borrow::Cow;
use std::path::PathBuf;

use git2::build::TreeUpdateBuilder;
use git2::{Commit, FileMode, ObjectType, Oid, Repository, Signature};

use super::archive::{Archive, ArchiveError, Author, Moment};
use super::branch::{Branch, Move, OnDetached};
use super::damage::Operation;
use super::index::{self, HeldIndex, IndexEntry};
use super::intent::Intent;
use super::links::Flaw;
use super::lock::{Hold, pause};
use super::manuscript::plain;
use super::media::{self, Change, Companions};
use super::name::DocumentId;
use super::worktree::{Following, WorktreeFile, bring_file, files_beside, has_link};
use super::{damage, disk, history};

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
    /// The file was edited in the work tree, and the edits are not saved.
    #[error("{0} was edited and not saved")]
    Unsaved(String),
    /// `links.toml` can't be understood.
    #[error(transparent)]
    Links(#[from] Flaw),
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
        let _operation = Operation::start();
        let message = draft.message.trim();
        if message.is_empty() || message.contains('\0') {
            return Err(SaveError::Message);
        }
        let mut trailers = vec![("Nowela-Document", draft.document.as_str().to_owned())];
        trailers.extend(draft.source.map(|source| ("Nowela-Source", one_line(source))));
        trailers.extend(draft.justifications.iter().map(|why| ("Nowela-Justification", one_line(why))));
        let message = with_trailers(message, &trailers);
        let what = What::Text(draft.document);
        commit(self, draft, &draft.document.path(), &message, what).map_err(|error| located(self, error))
    }
}

fn located(archive: &Archive, error: SaveError) -> SaveError {
    match error {
        SaveError::Archive(error) => archive.located(error).into(),
        error => error,
    }
}

/// Saves what `edit` makes of a file that belongs to the document of the draft, and nothing else.
pub(super) fn amend(archive: &Archive, draft: &Draft<'_>, path: &str, edit: &Edit<'_>) -> Result<Saved, SaveError> {
    let _operation = Operation::start();
    let trailers = [("Nowela-Document", draft.document.as_str().to_owned())];
    let message = with_trailers(draft.message.trim(), &trailers);
    commit(archive, draft, path, &message, What::Edited(edit)).map_err(|error| located(archive, error))
}

/// What becomes of a file, from what the branch holds; made anew where others moved the branch first.
pub(super) type Edit<'a> = dyn Fn(&[u8]) -> Result<String, Flaw> + 'a;

/// What is committed.
#[derive(Clone, Copy)]
enum What<'a> {
    /// The text of the draft, and what lies beside it.
    Text(&'a DocumentId),
    /// The text of the draft alone.
    File,
    /// What becomes of the file.
    Edited(&'a Edit<'a>),
}

/// What is to be committed: one file, and what lies beside it.
struct Order<'a> {
    draft: &'a Draft<'a>,
    path: &'a str,
    message: &'a str,
    /// The document whose files lie beside it, as they are on disk.
    beside: Option<(&'a DocumentId, media::OnDisk)>,
    /// Author and committer.
    people: [&'a Author; 2],
    branch: Branch,
    what: What<'a>,
}

/// Commits one file, and what lies beside it where `document` is given, on top of the branch that HEAD names.
fn commit(archive: &Archive, draft: &Draft<'_>, path: &str, message: &str, what: What<'_>) -> Result<Saved, SaveError> {
    let repository = &archive.repository;
    let committer = match draft.committer {
        Some(committer) => committer.clone(),
        None => archive.author()?,
    };
    let people = [draft.author.unwrap_or(&committer), &committer];
    let branch = Branch::of(repository, draft.on_detached)?;
    let mut hold = archive.hold()?;
    let beside = match what {
        What::Text(document) => media::read(archive, document)?.map(|beside| (document, beside)),
        What::File | What::Edited(_) => None,
    };
    let order = Order { draft, path, message, beside, people, branch, what };
    for again in 0..TRIES {
        match attempt(archive, &mut hold, &order) {
            Ok(Some(saved)) => return Ok(saved),
            Ok(None) => {
                pause(50);
            }
            // A `git gc` that packs objects anew hides them for a moment.
            Err(SaveError::Archive(ArchiveError::Missing(_))) if again < 5 => {
                pause(50);
                repository.odb()?.refresh()?;
            }
            Err(error) => return Err(error),
        }
    }
    Err(SaveError::Moved(order.branch.name().to_owned()))
}

/// Builds the revision on what the branch holds now and moves the branch there; `None` where others moved it first.
fn attempt(archive: &Archive, hold: &mut Hold, order: &Order<'_>) -> Result<Option<Saved>, SaveError> {
    let (repository, path) = (&archive.repository, order.path);
    let parent = order.branch.tip(repository)?;
    let old = file_in(repository, parent.as_ref(), path)?;
    let mode = old.map_or(FileMode::Blob, |(_, mode)| mode);
    let old = old.map(|(id, _)| id);
    let content = content(repository, order, old)?;
    let text = damage::sound(archive, || repository.blob(content.new.as_bytes()), &[])?;
    let tree = parent.as_ref().map(Commit::tree).transpose()?;
    let (mut changes, companions) = match &order.beside {
        Some((document, beside)) => beside.changes(repository, document, tree.as_ref())?,
        None => (Vec::new(), Companions::default()),
    };
    if old != Some(text) {
        changes.insert(0, Change { path: path.to_owned(), old, new: Some((text, mode)) });
    }
    let mut following: Vec<_> =
        changes.iter().map(|change| (change.path.clone(), change.old, change.new.map(|(id, _)| id))).collect();
    let mut announce = |reference: Vec<PathBuf>, following: &[Following]| {
        let passing = [reference, index::passing_files(archive), files_beside(repository, following)].concat();
        hold.announce(archive, &Intent { passing, following: following.to_vec() })
    };
    let mut unsecured = None;
    let mut index;
    let entries;
    let (revision, outcome) = match parent.as_ref().filter(|_| changes.is_empty()) {
        Some(parent) => {
            following.push((path.to_owned(), old, Some(text)));
            let folder = order.beside.as_ref().map(|(document, _)| document.folder());
            let revision = history::last_change(repository, parent.id(), folder.as_deref().unwrap_or(path))?;
            announce(Vec::new(), &following)?;
            index = HeldIndex::hold(archive);
            entries = index.bring(archive, &following);
            (revision, Outcome::Unchanged)
        }
        None => {
            let paths: Vec<&str> = changes.iter().map(|change| change.path.as_str()).collect();
            let tree = damage::sound(archive, || write_tree(repository, tree.as_ref(), &changes), &paths)?;
            let id = damage::sound(archive, || write_commit(repository, parent.as_ref(), tree, order), &[])?;
            disk::sync_folder(&repository.commondir().join("objects"))
                .map_err(|error| ArchiveError::of_disk(repository.commondir(), &error))?;
            announce(order.branch.passing_files(repository), &following)?;
            index = HeldIndex::hold(archive);
            let branch = match order.branch.lock(archive, parent.as_ref()) {
                Ok(branch) => branch,
                Err(Move::Failed(error)) => return Err(error.into()),
                Err(_) => return Ok(None),
            };
            entries = index.bring(archive, &following);
            // The names of both locks: a power cut that takes them away and leaves the branch would leave nobody to know.
            let moved = match disk::sync_folder(repository.path()) {
                Ok(()) => branch.move_to(id, order.message),
                Err(error) => Move::Failed(ArchiveError::of_disk(repository.path(), &error)),
            };
            if matches!(moved, Move::Overtaken | Move::Failed(_)) && !index.take_back(archive) {
                hold.leave_unfinished();
            }
            match moved {
                Move::Done => {}
                Move::Unsecured(why) => unsecured = Some(why),
                Move::Overtaken => return Ok(None),
                Move::Failed(error) => return Err(error.into()),
            }
            (id, Outcome::Saved)
        }
    };
    // While the index is still held: a `git commit -a` that starts now would take the old file for an edit.
    let worktree = bring_file(repository, path, old, content.new.as_bytes(), content.replaces.as_deref());
    drop(index);
    if matches!(worktree, WorktreeFile::Failed(_)) || matches!(entries, IndexEntry::Failed(_)) {
        hold.leave_unfinished();
    }
    Ok(Some(Saved { revision: revision.to_string(), outcome, worktree, index: entries, companions, unsecured }))
}

/// What a file will hold, and the bytes in the work tree that may give way to it.
struct Content<'a> {
    new: Cow<'a, str>,
    replaces: Option<Cow<'a, [u8]>>,
}

/// What the file will hold. One that is edited has to lie in the work tree as it was saved, so that nothing of a person is
/// lost; git may have put other line ends into it.
fn content<'a>(repository: &Repository, order: &Order<'a>, old: Option<Oid>) -> Result<Content<'a>, SaveError> {
    let draft = order.draft;
    let What::Edited(edit) = order.what else {
        return Ok(Content { new: Cow::Borrowed(draft.text), replaces: draft.replaces.map(Cow::Borrowed) });
    };
    let saved = match old {
        Some(old) => repository.find_blob(old)?.content().to_owned(),
        None => Vec::new(),
    };
    let mut replaces = None;
    if let Some(root) = repository.workdir() {
        let full = root.join(order.path);
        let disk = match media::is_there(&full)? {
            Some(metadata) if has_link(root, order.path) || !metadata.is_file() => {
                return Err(SaveError::NotAFile(order.path.to_owned()));
            }
            Some(_) => Some(disk::read_file(&full).map_err(|error| ArchiveError::of_disk(&full, &error))?),
            None => None,
        };
        let untouched = match &disk {
            Some(disk) => old.is_some() && plain(disk) == plain(&saved),
            None => old.is_none(),
        };
        if !untouched {
            return Err(SaveError::Unsaved(order.path.to_owned()));
        }
        replaces = disk.map(Cow::Owned);
    }
    Ok(Content { new: Cow::Owned(edit(&saved)?), replaces })
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
    commit(archive, &draft, path, message, What::File)
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
    order: &Order<'_>,
) -> Result<Oid, git2::Error> {
    let [author, committer] = order.people.map(|person| signature(person, order.draft.moment));
    let tree = repository.find_tree(tree)?;
    let parents: Vec<&Commit<'_>> = parent.into_iter().collect();
    repository.commit(None, &author?, &committer?, order.message, &tree, &parents)
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
