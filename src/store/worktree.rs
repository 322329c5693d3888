//! The work tree and the index: brought along after a revision was saved, where nobody changed them.

use std::path::Path;

use git2::{FileMode, Index, IndexTime, Oid, Repository};

use super::archive::Archive;
use super::disk::{make_folders, read_file, replace_file};

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

/// Path of a file in the tree, its blob before and its blob after; `None` where it was not there or is gone.
pub(super) type Following = (String, Option<Oid>, Option<Oid>);

/// Finishes what a run that died left undone: where the branch moved, the work tree and the index follow.
pub(super) fn follow(archive: &Archive, following: &[Following]) {
    let repository = &archive.repository;
    let Ok(Some(head)) = archive.head() else { return };
    let Ok(tree) = head.tree() else { return };
    let landed: Vec<Following> = following
        .iter()
        .filter(|(path, _, new)| tree.get_path(Path::new(path)).ok().map(|entry| entry.id()) == *new)
        .cloned()
        .collect();
    for (path, old, new) in &landed {
        if let Some(blob) = new.and_then(|id| repository.find_blob(id).ok()) {
            bring_file(repository, path, *old, blob.content(), None);
        }
    }
    if !landed.is_empty() {
        // The revision is there; whoever saves next is told about an index that can't be written.
        bring_index(archive, &landed);
    }
}

/// Writes the text into the work tree where its file is the one before, or the one that the text was read from.
pub(super) fn bring_file(
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
    match make_folders(full.parent().unwrap_or(root)).and_then(|()| replace_file(&full, new)) {
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

/// Gives the index entries of these files the blobs after, where they held the blobs before.
pub(super) fn bring_index(archive: &Archive, following: &[Following]) -> IndexEntry {
    if archive.repository.is_bare() {
        return IndexEntry::Bare;
    }
    let path = archive.repository.path().join("index");
    if let Err(error) = archive.wait_for(&path.with_extension("lock"), 25) {
        return IndexEntry::Failed(error.to_string());
    }
    let brought = index(archive, &path).and_then(|mut index| {
        let mut kept = false;
        let mut changed = false;
        for (path, old, new) in following {
            match bring_entry(&mut index, path, *old, *new)? {
                Entry::Changed => changed = true,
                Entry::Same => {}
                Entry::Kept => kept = true,
            }
        }
        if changed {
            index.write()?;
        }
        Ok(if kept { IndexEntry::Kept } else { IndexEntry::Current })
    });
    // libgit2 does not bring the index onto the disk; it can be made anew from the newest revision, so a failure is no loss.
    let _ = std::fs::File::open(&path).and_then(|file| file.sync_all());
    brought.unwrap_or_else(|error| IndexEntry::Failed(error.message().to_owned()))
}

/// The index as it lies on disk. An empty file, which a power cut leaves, tells nothing: it gives way to the entries of
/// the newest revision.
fn index(archive: &Archive, path: &Path) -> Result<Index, git2::Error> {
    let emptied = path.metadata().is_ok_and(|metadata| metadata.len() == 0);
    if emptied {
        std::fs::remove_file(path).map_err(|error| git2::Error::from_str(&error.to_string()))?;
    }
    let mut index = archive.repository.index()?;
    index.read(true)?;
    if emptied && let Ok(Some(head)) = archive.head() {
        index.read_tree(&head.tree()?)?;
        index.write()?;
    }
    Ok(index)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_on_the_way_are_seen() {
        let folder = tempfile::tempdir().expect("there is room");
        std::fs::create_dir_all(folder.path().join("strategy/ris")).expect("it is new");
        assert!(!has_link(folder.path(), "strategy/ris/text.md"));
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink("ris", folder.path().join("strategy/pkb")).expect("links can be made");
            assert!(has_link(folder.path(), "strategy/pkb/text.md"));
        }
    }
}
