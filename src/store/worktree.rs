//! The work tree: its files are brought along after a revision was saved, where nobody changed them.

use std::path::{Path, PathBuf};

use git2::{Commit, ErrorCode, ObjectType, Oid, Repository};

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
    /// Where nothing could be tried.
    pub(super) fn failed(why: String) -> Self {
        Self { files: Vec::new(), index: Some(IndexEntry::Failed(why)) }
    }

    /// Why something that should have followed could not.
    pub(super) fn failure(&self) -> Option<&str> {
        let index = match &self.index {
            Some(IndexEntry::Failed(why)) => Some(why.as_str()),
            _ => None,
        };
        let mut files = self.files.iter().filter_map(|(_, file)| match file {
            WorktreeFile::Failed(why) => Some(why.as_str()),
            _ => None,
        });
        index.or_else(|| files.next())
    }

    /// Adds what became of others; of the index a failure is what counts.
    pub(super) fn join(&mut self, other: Followed) {
        self.files.extend(other.files);
        if !matches!(self.index, Some(IndexEntry::Failed(_))) {
            self.index = other.index.or(self.index.take());
        }
    }
}

/// Finishes what a run that died left undone: where the branch moved, the work tree and the index follow; where it did not,
/// the index is put back.
pub(super) fn follow(archive: &Archive, following: &[Following], held: &mut HeldIndex) -> Followed {
    let repository = &archive.repository;
    // What can't be told now is told by the next run.
    let tree = match archive.head().and_then(|head| Ok(head.as_ref().map(Commit::tree).transpose()?)) {
        Ok(tree) => tree,
        Err(error) => return Followed::failed(error.to_string()),
    };
    let (mut landed, mut restored): (Vec<Following>, Vec<Following>) = (Vec::new(), Vec::new());
    for (path, old, new) in following {
        let found = match tree.as_ref().map(|tree| tree.get_path(Path::new(path))) {
            Some(Err(error)) if error.code() != ErrorCode::NotFound => {
                return Followed::failed(error.message().to_owned());
            }
            entry => entry.and_then(Result::ok).map(|entry| entry.id()),
        };
        match found == *new {
            true => landed.push((path.clone(), *old, *new)),
            // The index may have followed before the branch should have.
            false => restored.push((path.clone(), *new, found)),
        }
    }
    let restored = held.bring(archive, &restored);
    let entries = held.bring(archive, &landed);
    let mut files = Vec::new();
    for (path, old, new) in &landed {
        let Some(new) = new else { continue };
        let file = match repository.find_blob(*new) {
            Ok(blob) => bring_file(repository, path, *old, blob.content(), None),
            Err(error) => WorktreeFile::Failed(error.message().to_owned()),
        };
        files.push((path.clone(), file));
    }
    let index = if matches!(restored, IndexEntry::Failed(_)) { restored } else { entries };
    Followed { files, index: Some(index) }
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
    // By its id: the blob itself need not be readable.
    let is = |disk: &[u8], id: Oid| Oid::hash_object(ObjectType::Blob, disk) == Ok(id);
    let untouched = match (&disk, old) {
        (Some(disk), _) if disk == new => return WorktreeFile::Current,
        (Some(disk), _) if Some(disk.as_slice()) == replaces => true,
        (Some(disk), Some(old)) => is(disk, old),
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
