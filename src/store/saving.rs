//! Saving a revision: a commit built from its parent's tree, then the work tree and the index brought along.

use std::io::Write as _;
use std::path::Path;

use git2::build::TreeUpdateBuilder;
use git2::{Commit, ErrorCode, FileMode, ObjectType, Oid, Repository, Signature};

use super::archive::{Archive, ArchiveError, Author, Moment};
use super::history;
use super::name::DocumentId;

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
    /// When.
    pub moment: Moment,
    /// Bytes in the work tree that the text was read from, and that may therefore give way to it.
    pub replaces: Option<&'a [u8]>,
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
    /// What became of the index entry.
    pub index: IndexEntry,
}

/// Whether a revision was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A revision was made.
    Saved,
    /// The newest revision holds this text already.
    Unchanged,
}

/// What became of the file in the work tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorktreeFile {
    /// It holds the text now, or did before.
    Current,
    /// It was edited since the revision before, or removed, and was left alone.
    Kept,
    /// The repository has no work tree.
    Bare,
    /// It could not be written.
    Failed(String),
}

/// What became of the index entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IndexEntry {
    /// It is as in the revision, so that the next plain `git commit` keeps the text.
    Current,
    /// Somebody staged another text, which was left alone.
    Kept,
    /// The repository has no index.
    Bare,
    /// It could not be written.
    Failed(String),
}

/// Why a revision can't be saved.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SaveError {
    /// The archive can't be used.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// Somebody else saved at the same time; nothing was changed.
    #[error("the branch {0} moved meanwhile")]
    Moved(String),
    /// The message is empty or holds a NUL character.
    #[error("the message is empty or holds a NUL character")]
    Message,
    /// Something that is no text lies where the text belongs (a link, a folder, another repository).
    #[error("{0} is no plain file in the newest revision")]
    NotAFile(String),
}

impl From<git2::Error> for SaveError {
    fn from(error: git2::Error) -> Self {
        SaveError::Archive(error.into())
    }
}

impl Archive {
    /// Saves a text as a revision of its document. The commit is its parent's tree with this one text, and the branch
    /// moves only if it still stands where it was read. A text that the newest revision holds already makes no other
    /// revision. The file in the work tree and the index entry are brought along only where nobody changed them.
    ///
    /// # Errors
    /// [`SaveError`]; nothing was saved then.
    pub fn save(&self, draft: &Draft<'_>) -> Result<Saved, SaveError> {
        let message = draft.message.trim();
        if message.is_empty() || message.contains('\0') {
            return Err(SaveError::Message);
        }
        let mut trailers = vec![("Nowela-Document", draft.document.as_str().to_owned())];
        if let Some(source) = draft.source {
            trailers.push(("Nowela-Source", one_line(source)));
        }
        let message = with_trailers(message, &trailers);
        commit_file(self, &draft.document.path(), draft.text.as_bytes(), &message, draft.moment, draft.replaces)
    }
}

/// Commits one file on top of the branch that HEAD names.
pub(super) fn commit_file(
    archive: &Archive,
    path: &str,
    bytes: &[u8],
    message: &str,
    moment: Moment,
    replaces: Option<&[u8]>,
) -> Result<Saved, SaveError> {
    let repository = &archive.repository;
    let author = archive.author()?;
    let branch = branch_of(repository)?;
    let parent = match repository.refname_to_id(&branch) {
        Ok(id) => Some(repository.find_commit(id)?),
        Err(error) if error.code() == ErrorCode::NotFound => None,
        Err(error) => return Err(error.into()),
    };
    let old = file_in(repository, parent.as_ref(), path)?;
    let new = repository.blob(bytes)?;
    let (revision, outcome) = match (&parent, old) {
        (Some(parent), Some((id, _))) if id == new => {
            (history::last_change(repository, parent.id(), path)?, Outcome::Unchanged)
        }
        _ => {
            let mode = old.map_or(FileMode::Blob, |(_, mode)| mode);
            let id = write_commit(repository, parent.as_ref(), (path, new, mode), message, (&author, moment))?;
            move_branch(repository, &branch, parent.as_ref(), id, message)?;
            (id, Outcome::Saved)
        }
    };
    let old = old.map(|(id, _)| id);
    Ok(Saved {
        revision: revision.to_string(),
        outcome,
        worktree: bring_file(repository, path, old, bytes, replaces),
        index: bring_index(repository, path, old, new, bytes.len()),
    })
}

/// The full name of the branch that HEAD names.
fn branch_of(repository: &Repository) -> Result<String, ArchiveError> {
    let head = repository.find_reference("HEAD")?;
    let branch = head.symbolic_target().ok().flatten().filter(|name| name.starts_with("refs/heads/"));
    branch.map(str::to_owned).ok_or(ArchiveError::Detached)
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

fn write_commit(
    repository: &Repository,
    parent: Option<&Commit<'_>>,
    (path, blob, mode): (&str, Oid, FileMode),
    message: &str,
    (author, moment): (&Author, Moment),
) -> Result<Oid, SaveError> {
    let tree = match parent {
        Some(parent) => {
            TreeUpdateBuilder::new().upsert(path, blob, mode).create_updated(repository, &parent.tree()?)?
        }
        None => first_tree(repository, path, blob)?,
    };
    let tree = repository.find_tree(tree)?;
    let signature = signature(author, moment)?;
    let parents: Vec<&Commit<'_>> = parent.into_iter().collect();
    Ok(repository.commit(None, &signature, &signature, message, &tree, &parents)?)
}

/// A tree that holds this one file.
fn first_tree(repository: &Repository, path: &str, blob: Oid) -> Result<Oid, git2::Error> {
    let mut entry = (blob, i32::from(FileMode::Blob));
    for name in path.rsplit('/') {
        let mut builder = repository.treebuilder(None)?;
        builder.insert(name, entry.0, entry.1)?;
        entry = (builder.write()?, i32::from(FileMode::Tree));
    }
    Ok(entry.0)
}

/// Author and time as git wants them.
pub(super) fn signature(author: &Author, moment: Moment) -> Result<Signature<'static>, ArchiveError> {
    let time = git2::Time::new(moment.seconds, moment.offset);
    Signature::new(&author.name, &author.email, &time).map_err(|_| ArchiveError::NoAuthor)
}

/// Moves the branch only if it stands where it was read: a first commit never takes the place of another first one.
fn move_branch(
    repository: &Repository,
    branch: &str,
    parent: Option<&Commit<'_>>,
    id: Oid,
    message: &str,
) -> Result<(), SaveError> {
    let log = format!("nowela: {}", message.lines().next().unwrap_or_default());
    let moved = match parent {
        Some(parent) => repository.reference_matching(branch, id, true, parent.id(), &log),
        None => repository.reference(branch, id, false, &log),
    };
    match moved {
        Ok(_) => Ok(()),
        Err(error) if matches!(error.code(), ErrorCode::Modified | ErrorCode::Exists | ErrorCode::NotFound) => {
            Err(SaveError::Moved(branch.trim_start_matches("refs/heads/").to_owned()))
        }
        Err(error) => Err(error.into()),
    }
}

fn bring_file(
    repository: &Repository,
    path: &str,
    old: Option<Oid>,
    new: &[u8],
    replaces: Option<&[u8]>,
) -> WorktreeFile {
    let Some(root) = repository.workdir() else { return WorktreeFile::Bare };
    let full = root.join(path);
    if has_link(root, path) {
        return WorktreeFile::Kept;
    }
    let disk = match read_file(&full) {
        Ok(bytes) => Some(bytes),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => return WorktreeFile::Failed(error.to_string()),
    };
    let old = old.and_then(|id| repository.find_blob(id).ok());
    let untouched = match (&disk, &old) {
        (Some(disk), _) if disk == new => return WorktreeFile::Current,
        (Some(disk), _) if Some(disk.as_slice()) == replaces => true,
        (Some(disk), Some(old)) => disk == old.content(),
        (None, None) => true,
        _ => false,
    };
    if !untouched {
        return WorktreeFile::Kept;
    }
    match write_file(&full, new) {
        Ok(()) => WorktreeFile::Current,
        Err(error) => WorktreeFile::Failed(error.to_string()),
    }
}

/// Whether a link stands on the way to the file, which could lead out of the work tree.
pub(super) fn has_link(root: &Path, path: &str) -> bool {
    let mut at = root.to_owned();
    path.split('/').any(|name| {
        at.push(name);
        at.symlink_metadata().is_ok_and(|metadata| metadata.is_symlink())
    })
}

fn bring_index(repository: &Repository, path: &str, old: Option<Oid>, new: Oid, length: usize) -> IndexEntry {
    if repository.is_bare() {
        return IndexEntry::Bare;
    }
    let refresh = || -> Result<IndexEntry, git2::Error> {
        let mut index = repository.index()?;
        index.read(true)?;
        let entry = index.get_path(Path::new(path), 0);
        if entry.as_ref().is_some_and(|entry| entry.id == new) {
            return Ok(IndexEntry::Current);
        }
        if entry.as_ref().map(|entry| entry.id) != old || index.conflict_get(Path::new(path)).is_ok() {
            return Ok(IndexEntry::Kept);
        }
        let time = git2::IndexTime::new(0, 0);
        let mut entry = entry.unwrap_or_else(|| git2::IndexEntry {
            ctime: time,
            mtime: time,
            dev: 0,
            ino: 0,
            mode: u32::from(FileMode::Blob),
            uid: 0,
            gid: 0,
            file_size: 0,
            id: new,
            flags: 0,
            flags_extended: 0,
            path: path.as_bytes().to_vec(),
        });
        // Times of zero make git look into the file itself instead of trusting what the index remembers of it.
        (entry.ctime, entry.mtime, entry.id) = (time, time, new);
        entry.file_size = u32::try_from(length).unwrap_or_default();
        index.add(&entry)?;
        index.write()?;
        Ok(IndexEntry::Current)
    };
    refresh().unwrap_or_else(|error| IndexEntry::Failed(error.message().to_owned()))
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

#[expect(clippy::disallowed_methods, reason = "the store is a room that touches the disk")]
pub(super) fn read_file(path: &Path) -> std::io::Result<Vec<u8>> {
    std::fs::read(path)
}

/// Writes beside the file and then takes its place, so that a reader sees the old text or the new one.
fn write_file(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // As a new file would be; the kernel takes the user's umask off.
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.prefix(".nowela-").tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}
