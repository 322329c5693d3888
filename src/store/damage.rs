//! Damage: what a revision needs is read back before a branch moves there, and messages name the object that is broken.

use std::collections::HashSet;
use std::path::PathBuf;

use git2::{ObjectType, Oid, Repository};

use super::archive::{Archive, ArchiveError};
use super::saving::written;

/// Larger blobs are looked at only at their beginning until they enter a revision.
const LARGE: usize = 1024 * 1024;

/// How many objects are looked through for the one that a message is to name.
const MOST: usize = 100_000;

/// An object that can't be read, and why.
struct Unreadable {
    id: Oid,
    error: git2::Error,
}

/// Writes an object and reads it back, with the objects on these paths where it is a tree. Git's library writes nothing
/// where there is an object of this id, be it one that a power cut emptied: such a one is put aside and written anew.
///
/// # Errors
/// [`ArchiveError`] where it can't be written, or where the one that is there can't be read and can't be put aside.
pub(super) fn sound(
    archive: &Archive,
    write: impl Fn() -> Result<Oid, git2::Error>,
    paths: &[&str],
) -> Result<Oid, ArchiveError> {
    let repository = &archive.repository;
    let mut aside = Vec::new();
    loop {
        let id = written(&write).map_err(|error| archive.explained(error.into()))?;
        match read_back(repository, id, paths) {
            Ok(()) => {
                for (_, broken) in &aside {
                    // What is left of it is taken away by git sooner or later.
                    let _ = std::fs::remove_file(broken);
                }
                return Ok(id);
            }
            Err(broken) => match put_aside(repository, broken.id) {
                Some(files) if !aside.iter().any(|(place, _)| *place == files.0) => aside.push(files),
                put => {
                    for (place, broken) in aside.iter().chain(&put) {
                        let _ = std::fs::rename(broken, place);
                    }
                    return Err(named(broken.id, broken.error.into()));
                }
            },
        }
    }
}

/// Reads an object, and what lies on these paths where it is a tree.
fn read_back(repository: &Repository, id: Oid, paths: &[&str]) -> Result<(), Unreadable> {
    let whole = |id: Oid| {
        let odb = repository.odb().map_err(|error| Unreadable { id, error })?;
        match odb.read_header(id) {
            Ok((length, ObjectType::Blob)) if length > LARGE && paths.is_empty() => Ok(()),
            Ok(_) => odb.read(id).map(|_| ()).map_err(|error| Unreadable { id, error }),
            Err(error) => Err(Unreadable { id, error }),
        }
    };
    whole(id)?;
    for path in paths {
        let mut at = id;
        for name in path.split('/') {
            let tree = repository.find_tree(at).map_err(|error| Unreadable { id: at, error })?;
            let Some(entry) = tree.get_name(name) else { break };
            at = entry.id();
            whole(at)?;
        }
    }
    Ok(())
}

/// Renames the file of an object that is stored in one of its own: where it was, and where it is now. Git takes the
/// new name for a leftover.
fn put_aside(repository: &Repository, id: Oid) -> Option<(PathBuf, PathBuf)> {
    let hex = id.to_string();
    let folder = repository.commondir().join("objects").join(&hex[..2]);
    let (place, aside) = (folder.join(&hex[2..]), folder.join(format!("tmp_obj_{}", &hex[2..])));
    std::fs::rename(&place, &aside).ok()?;
    repository.odb().and_then(|odb| odb.refresh()).ok()?;
    Some((place, aside))
}

/// An error about an object, which it names.
pub(super) fn named(id: Oid, error: ArchiveError) -> ArchiveError {
    let with = |message: String| if message.contains(&id.to_string()) { message } else { format!("{id}: {message}") };
    match error {
        ArchiveError::Missing(message) => ArchiveError::Missing(with(message)),
        ArchiveError::Damaged(message) | ArchiveError::Broken(message) => ArchiveError::Damaged(with(message)),
        error => error,
    }
}

/// Adds the names of references whose files can't be read, which git's library leaves out of its list.
pub(super) fn add_unlisted(repository: &Repository, prefix: &str, names: &mut Vec<String>) {
    let Ok(files) = repository.commondir().join(prefix).read_dir() else { return };
    for file in files.flatten() {
        let name = file.file_name().to_string_lossy().into_owned();
        let plain = file.file_type().is_ok_and(|kind| !kind.is_dir());
        if plain && git2::Reference::is_valid_name(&format!("{prefix}{name}")) && !names.contains(&name) {
            names.push(name);
        }
    }
}

impl Archive {
    /// The error with the broken object named in it: of damaged compression git's library does not say where it is.
    pub(super) fn located(&self, error: ArchiveError) -> ArchiveError {
        match &error {
            ArchiveError::Damaged(message) | ArchiveError::Broken(message) if !tells_where(message) => {
                match self.first_unreadable() {
                    Some(broken) => named(broken.id, broken.error.into()),
                    None => error,
                }
            }
            _ => error,
        }
    }

    /// The first object that can't be read, of all that HEAD and the references lead to, newest first.
    fn first_unreadable(&self) -> Option<Unreadable> {
        let repository = &self.repository;
        let mut waiting: Vec<Oid> = Vec::new();
        if let Ok(references) = repository.references() {
            waiting.extend(references.flatten().filter_map(|reference| reference.target()));
        }
        waiting.extend(repository.refname_to_id("HEAD"));
        let mut seen: HashSet<Oid> = waiting.iter().copied().collect();
        while let Some(id) = waiting.pop() {
            let broken = |error| Some(Unreadable { id, error });
            let object = match repository.find_object(id, None) {
                Ok(object) => object,
                Err(error) => return broken(error),
            };
            let mut next = Vec::new();
            if let Some(commit) = object.as_commit() {
                next.extend(commit.parent_ids());
                next.push(commit.tree_id());
            } else if let Some(tree) = object.as_tree() {
                // Commits of other repositories are not here.
                next.extend(
                    tree.iter().filter(|entry| entry.kind() != Some(ObjectType::Commit)).map(|entry| entry.id()),
                );
            } else if let Some(tag) = object.as_tag() {
                next.push(tag.target_id());
            }
            waiting.extend(next.into_iter().filter(|id| seen.insert(*id)));
            if seen.len() > MOST {
                return None;
            }
        }
        None
    }
}

/// Whether a message names an object, a reference or a file.
fn tells_where(message: &str) -> bool {
    let words = message.split(|c: char| !c.is_ascii_alphanumeric());
    message.contains("refs/") || message.contains(".git") || words.into_iter().any(is_object_id)
}

fn is_object_id(word: &str) -> bool {
    word.len() >= 40 && word.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_names_an_object_or_a_file_is_told_from_what_does_not() {
        assert!(tells_where("object not found - no match for id (df14e73a2f0e4d1ad5c0d5d3a8a4bfc7d5d0b1aa)"));
        assert!(tells_where("corrupted loose reference file: refs/heads/main"));
        assert!(!tells_where("incorrect data check"));
        let id = Oid::hash_object(ObjectType::Blob, b"x").expect("it hashes");
        let error = named(id, ArchiveError::Damaged("incorrect data check".to_owned()));
        assert_eq!(error, ArchiveError::Damaged(format!("{id}: incorrect data check")));
    }
}
