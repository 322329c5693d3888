//! The work tree: its files are brought along after a revision was saved, where nobody changed them.

use std::path::{Path, PathBuf};

use git2::{Commit, ErrorCode, Oid, Repository};

use super::archive::Archive;
use super::disk::{Written, beside, make_folders, read_file, replace_file};
use super::index::{HeldIndex, IndexEntry};

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

/// Path of a file in the tree, its blob before and its blob after; `None` where it was not there or is gone.
pub(super) type Following = (String, Option<Oid>, Option<Oid>);

/// Files that exist only while these files of the work tree are replaced.
pub(super) fn files_beside(repository: &Repository, following: &[Following]) -> Vec<PathBuf> {
    let Some(root) = repository.workdir() else { return Vec::new() };
    following.iter().map(|(path, ..)| beside(&root.join(path))).collect()
}

/// What became of the files that followed a branch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Followed {
    /// The files, by path, where the branch had moved.
    pub(super) files: Vec<(String, WorktreeFile)>,
    /// The index entries; `None` where no file followed.
    pub(super) index: Option<IndexEntry>,
}

impl Followed {
    /// Whether something should have followed and could not.
    pub(super) fn is_unfinished(&self) -> bool {
        let failed = |(_, file): &(String, WorktreeFile)| matches!(file, WorktreeFile::Failed(_));
        matches!(self.index, Some(IndexEntry::Failed(_))) || self.files.iter().any(failed)
    }
}

/// Finishes what a run that died left undone: where the branch moved, the work tree and the index follow. The lock of the
/// index is the one that the run left, or taken anew.
pub(super) fn follow(archive: &Archive, following: &[Following], held: Option<HeldIndex>) -> Followed {
    let repository = &archive.repository;
    // What can't be told now is told by the next run.
    let unread = |error: String| Followed { files: Vec::new(), index: Some(IndexEntry::Failed(error)) };
    let tree = match archive.head().and_then(|head| Ok(head.as_ref().map(Commit::tree).transpose()?)) {
        Ok(Some(tree)) => tree,
        Ok(None) => return Followed::default(),
        Err(error) => return unread(error.to_string()),
    };
    let mut landed: Vec<Following> = Vec::new();
    for (path, old, new) in following {
        match tree.get_path(Path::new(path)) {
            Err(error) if error.code() != ErrorCode::NotFound => return unread(error.message().to_owned()),
            entry if entry.as_ref().ok().map(|entry| entry.id()) == *new => landed.push((path.clone(), *old, *new)),
            _ => {}
        }
    }
    if landed.is_empty() {
        return Followed::default();
    }
    let held = held.unwrap_or_else(|| HeldIndex::hold(archive));
    let mut files = Vec::new();
    for (path, old, new) in &landed {
        let Some(new) = new else { continue };
        let file = match repository.find_blob(*new) {
            Ok(blob) => bring_file(repository, path, *old, blob.content(), None),
            Err(error) => WorktreeFile::Failed(error.message().to_owned()),
        };
        files.push((path.clone(), file));
    }
    // The revision is there; whoever saves next is told about an index that can't be written.
    let index = Some(held.bring(archive, &landed));
    Followed { files, index }
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
    // Neither a link nor what reading would wait on for ever, such as a pipe.
    if has_link(root, path) || full.symlink_metadata().is_ok_and(|metadata| !metadata.is_file()) {
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
        Ok(Written::Durably) => WorktreeFile::Current,
        Ok(Written::Unsecured(error)) => WorktreeFile::Failed(error.to_string()),
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
