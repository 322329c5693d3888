//! The index of git: held while the branch moves, and brought along where nobody changed it.

use std::fs::File;
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use git2::{FileMode, Index, IndexTime, Oid};

use super::archive::{Archive, ArchiveError};
use super::disk;
use super::worktree::Following;

/// The lock of the index, as git names it.
pub(super) const LOCK: &str = "index.lock";

/// Copy of the index that is worked on.
pub(super) const COPY: &str = "nowela.index";

/// What became of the index entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IndexEntry {
    /// They are as in the revision, so that the next plain `git commit` keeps the text.
    Current,
    /// Somebody staged something else, which was left alone.
    Kept,
    /// The repository has no index.
    Bare,
    /// They could not be written.
    Failed(String),
}

/// The lock of the index, held while the branch and its files move. The index follows before the branch does: a git reads
/// first the branch and then the index, and one that found the branch moved and the index as it was before would take the
/// revision back with its next commit.
pub(super) enum HeldIndex {
    /// The lock file, ours until it is removed.
    Held {
        /// Where it lies.
        lock: PathBuf,
        /// Open, so that others see who holds it.
        _file: File,
        /// The index as it was before its entries followed; `None` in it where there was none.
        before: Option<Option<Vec<u8>>>,
        /// Whether it is left where it is, for the next run.
        kept: bool,
    },
    /// The repository has no index.
    Bare,
    /// It can't be held.
    Failed(String),
}

/// Files that exist only while the index is held.
pub(super) fn passing_files(archive: &Archive) -> Vec<PathBuf> {
    if archive.repository.is_bare() {
        return Vec::new();
    }
    [LOCK, COPY, "nowela.index.lock"].map(|name| archive.repository.path().join(name)).into()
}

impl Drop for HeldIndex {
    fn drop(&mut self) {
        if let Self::Held { lock, kept: false, .. } = self {
            // What can't be removed is announced to the next run, as is one that a power cut brings back.
            let _ = disk::remove_file(lock);
        }
    }
}

impl HeldIndex {
    /// Takes the lock of the index, waiting a little for others.
    pub(super) fn hold(archive: &Archive) -> Self {
        if archive.repository.is_bare() {
            return Self::Bare;
        }
        let lock = archive.repository.path().join(LOCK);
        let held = loop {
            if let Err(error) = archive.wait_for(&lock, 25) {
                return Self::Failed(error.to_string());
            }
            match File::create_new(&lock) {
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                held => break held,
            }
        };
        match held {
            Ok(file) => Self::Held { lock, _file: file, before: None, kept: false },
            Err(error) => Self::Failed(ArchiveError::of_disk(&lock, &error).to_string()),
        }
    }

    /// Takes over the lock that a run left when it died, so that no git comes between. It stays until it is let go.
    pub(super) fn adopt(lock: PathBuf) -> Self {
        match File::options().write(true).truncate(true).open(&lock) {
            Ok(file) => Self::Held { lock, _file: file, before: None, kept: true },
            Err(error) => Self::Failed(ArchiveError::of_disk(&lock, &error).to_string()),
        }
    }

    /// Lets the lock go once this is dropped.
    pub(super) fn let_go(&mut self) {
        if let Self::Held { kept, .. } = self {
            *kept = false;
        }
    }

    /// Gives the entries of these files the blobs after, where they held the blobs before. The lock stays.
    pub(super) fn bring(&mut self, archive: &Archive, following: &[Following]) -> IndexEntry {
        let before = match self {
            Self::Held { before, .. } => before,
            Self::Bare => return IndexEntry::Bare,
            Self::Failed(why) => return IndexEntry::Failed(why.clone()),
        };
        let brought = changed(archive, following).and_then(|changed| {
            if let Some(bytes) = changed.bytes {
                *before = Some(changed.old);
                put(archive, Some(&bytes))?;
            }
            Ok(changed.entries)
        });
        brought.unwrap_or_else(|error| IndexEntry::Failed(error.to_string()))
    }

    /// Puts the index back as it was before [`HeldIndex::bring`]: the branch did not move. Says whether that was done;
    /// where it was not, the lock stays until the next run does it.
    pub(super) fn take_back(&mut self, archive: &Archive) -> bool {
        let Self::Held { before, kept, .. } = self else { return true };
        *kept = before.take().is_some_and(|old| put(archive, old.as_deref()).is_err());
        !*kept
    }
}

/// Puts these bytes in the place of the index, durably; `None` for no index.
fn put(archive: &Archive, bytes: Option<&[u8]>) -> Result<(), ArchiveError> {
    let folder = archive.repository.path();
    let (place, copy) = (folder.join("index"), folder.join(COPY));
    let removed = Removed(&copy);
    let written = match bytes {
        Some(bytes) => File::create(&copy)
            .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
            .and_then(|()| std::fs::rename(&copy, &place)),
        None => match std::fs::remove_file(&place) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        },
    };
    drop(removed);
    written.and_then(|()| disk::sync_folder(folder)).map_err(|error| unwritten(&place, &error))
}

fn unwritten(path: &Path, error: &io::Error) -> ArchiveError {
    ArchiveError::of_disk(path, error)
}

/// An index with some entries changed.
struct Changed {
    entries: IndexEntry,
    /// Its bytes; `None` where it stays as it is.
    bytes: Option<Vec<u8>>,
    /// Its bytes before; `None` where there was none.
    old: Option<Vec<u8>>,
}

/// Changes these entries. libgit2 locks whatever index it writes, so it works on a copy.
fn changed(archive: &Archive, following: &[Following]) -> Result<Changed, ArchiveError> {
    let (place, copy) = (archive.repository.path().join("index"), archive.repository.path().join(COPY));
    let old = match disk::read_file(&place) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(unwritten(&place, &error)),
    };
    let removed = Removed(&copy);
    // One that a run left behind says nothing.
    let _ = std::fs::remove_file(&copy);
    // An empty file, which a power cut leaves, tells nothing: it gives way to the entries of the newest revision.
    let emptied = old.is_empty() && place.exists();
    if !old.is_empty() {
        File::create(&copy).and_then(|mut file| file.write_all(&old)).map_err(|error| unwritten(&copy, &error))?;
    }
    let mut index = Index::open(&copy)?;
    // Git's library takes an index that it can't look at for an empty one.
    let told = old.get(8..12).and_then(|count| count.try_into().ok()).map_or(0, u32::from_be_bytes);
    if index.len() as u64 != u64::from(told) {
        return Err(ArchiveError::Disk(copy.display().to_string()));
    }
    if emptied && let Some(head) = archive.head()? {
        index.read_tree(&head.tree()?)?;
    }
    let (mut kept, mut differs) = (false, emptied);
    for (path, before, after) in following {
        match bring_entry(&mut index, path, *before, *after)? {
            Entry::Changed => differs = true,
            Entry::Same => {}
            Entry::Kept => kept = true,
        }
    }
    let entries = if kept { IndexEntry::Kept } else { IndexEntry::Current };
    let old = Some(old).filter(|old| !old.is_empty() || emptied);
    if !differs {
        return Ok(Changed { entries, bytes: None, old });
    }
    index.write()?;
    let bytes = disk::read_file(&copy).map_err(|error| unwritten(&copy, &error))?;
    drop(removed);
    Ok(Changed { entries, bytes: Some(bytes), old })
}

/// A file that goes when this goes.
struct Removed<'a>(&'a Path);

impl Drop for Removed<'_> {
    fn drop(&mut self) {
        // It may never have been written.
        let _ = std::fs::remove_file(self.0);
    }
}

enum Entry {
    Changed,
    Same,
    Kept,
}

fn bring_entry(index: &mut Index, path: &str, old: Option<Oid>, new: Option<Oid>) -> Result<Entry, git2::Error> {
    let place = Path::new(path);
    let entry = index.get_path(place, 0);
    let staged = entry.as_ref().map(|entry| entry.id);
    if index.conflict_get(place).is_ok() {
        return Ok(Entry::Kept);
    }
    if staged == new {
        return Ok(Entry::Same);
    }
    if staged != old {
        return Ok(Entry::Kept);
    }
    let Some(new) = new else {
        index.remove(place, 0)?;
        return Ok(Entry::Changed);
    };
    let time = IndexTime::new(0, 0);
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
    // Times and a size of zero make git look into the file itself instead of trusting what the index remembers of it.
    (entry.ctime, entry.mtime, entry.id, entry.file_size) = (time, time, new, 0);
    index.add(&entry)?;
    Ok(Entry::Changed)
}
