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

/// The lock of the index. A git that starts while it is held can't read the branch as it is after it moved and the
/// index as it was before, which would take the revision back with its next commit.
pub(super) enum HeldIndex {
    /// The lock file, ours until it takes the place of the index or is removed.
    Held { lock: PathBuf, file: File },
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
        if let Self::Held { lock, .. } = self {
            // Gone already where it took the place of the index.
            let _ = std::fs::remove_file(lock);
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
            Ok(file) => Self::Held { lock, file },
            Err(error) => Self::Failed(ArchiveError::of_disk(&lock, &error).to_string()),
        }
    }

    /// Takes over the lock that a run left when it died, so that no git comes between.
    pub(super) fn adopt(lock: PathBuf) -> Self {
        match File::options().write(true).truncate(true).open(&lock) {
            Ok(file) => Self::Held { lock, file },
            Err(error) => Self::Failed(ArchiveError::of_disk(&lock, &error).to_string()),
        }
    }

    /// Gives the entries of these files the blobs after, where they held the blobs before, and lets the index go.
    pub(super) fn bring(mut self, archive: &Archive, following: &[Following]) -> IndexEntry {
        let (lock, file) = match &mut self {
            Self::Held { lock, file } => (lock, file),
            Self::Bare => return IndexEntry::Bare,
            Self::Failed(why) => return IndexEntry::Failed(std::mem::take(why)),
        };
        let brought = changed(archive, following).and_then(|(entries, bytes)| {
            if let Some(bytes) = bytes {
                file.write_all(&bytes).and_then(|()| file.sync_all()).map_err(|error| unwritten(lock, &error))?;
                let place = archive.repository.path().join("index");
                std::fs::rename(&*lock, &place)
                    .and_then(|()| disk::sync_folder(archive.repository.path()))
                    .map_err(|error| unwritten(&place, &error))?;
            }
            Ok(entries)
        });
        brought.unwrap_or_else(|error| IndexEntry::Failed(error.to_string()))
    }
}

fn unwritten(path: &Path, error: &io::Error) -> ArchiveError {
    ArchiveError::of_disk(path, error)
}

/// The index with these entries changed, as bytes; `None` where it stays as it is. libgit2 locks whatever index it
/// writes, so it works on a copy.
fn changed(archive: &Archive, following: &[Following]) -> Result<(IndexEntry, Option<Vec<u8>>), ArchiveError> {
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
    if !differs {
        return Ok((entries, None));
    }
    index.write()?;
    let bytes = disk::read_file(&copy).map_err(|error| unwritten(&copy, &error))?;
    drop(removed);
    Ok((entries, Some(bytes)))
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
