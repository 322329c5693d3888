//! Damage: what a revision needs is read back before a branch moves there, and messages name the object that is broken.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use git2::{ObjectType, Oid, Repository};
use sha1::{Digest as _, Sha1};

use super::archive::{Archive, ArchiveError};
#[cfg(test)]
use super::disk;
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
    let mut aside = Aside::default();
    loop {
        let id = written(&write).map_err(|error| archive.explained(error.into()))?;
        match read_back(repository, id, paths) {
            Ok(()) => {
                aside.give_up();
                return Ok(id);
            }
            Err(broken) if !aside.put(repository, broken.id) => return Err(named(broken.id, broken.error.into())),
            Err(_) => {}
        }
    }
}

/// Broken files of objects: where they were, and where they are now. They are put back unless they were given up.
#[derive(Default)]
struct Aside(Vec<(PathBuf, PathBuf)>);

impl Aside {
    /// Renames the file of an object that is stored in one of its own, if it is broken. Git takes the new name for a
    /// leftover.
    fn put(&mut self, repository: &Repository, id: Oid) -> bool {
        let place = file_of(repository, id);
        let aside = place.with_file_name(format!("tmp_obj_{id}"));
        let again = self.0.iter().any(|(other, _)| *other == place);
        // One that could not be read this once, by an error of the disk, may be the only copy there is.
        if again || !is_broken(&place, id) || std::fs::rename(&place, &aside).is_err() {
            return false;
        }
        self.0.push((place, aside));
        repository.odb().and_then(|odb| odb.refresh()).is_ok()
    }

    /// Leaves them to git, which takes what is left of them away sooner or later.
    fn give_up(&mut self) {
        for (_, aside) in self.0.drain(..) {
            let _ = std::fs::remove_file(aside);
        }
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        for (place, aside) in &self.0 {
            if place.symlink_metadata().is_err() {
                let _ = std::fs::rename(aside, place);
            }
        }
    }
}

/// Whether the file of an object can be read and does not hold it.
fn is_broken(path: &Path, id: Oid) -> bool {
    use io::ErrorKind::{InvalidData, InvalidInput, UnexpectedEof};
    let Ok(file) = File::open(path) else { return false };
    let mut bytes = Vec::new();
    match flate2::read::ZlibDecoder::new(io::BufReader::new(file)).read_to_end(&mut bytes) {
        Ok(_) => Sha1::digest(&bytes).as_slice() != id.as_bytes(),
        Err(error) => matches!(error.kind(), InvalidData | InvalidInput | UnexpectedEof),
    }
}

/// The operation on an archive that goes on now, told from others by its number; zero where there is none.
static RUNNING: AtomicU64 = AtomicU64::new(0);

/// An operation on an archive, as long as this lives. One in the other is the same one.
pub(super) struct Operation {
    outermost: bool,
}

impl Operation {
    pub(super) fn start() -> Self {
        static LAST: AtomicU64 = AtomicU64::new(0);
        let number = LAST.fetch_add(1, Ordering::Relaxed) + 1;
        let outermost = RUNNING.compare_exchange(0, number, Ordering::Relaxed, Ordering::Relaxed).is_ok();
        Self { outermost }
    }
}

impl Drop for Operation {
    fn drop(&mut self) {
        if self.outermost {
            RUNNING.store(0, Ordering::Relaxed);
        }
    }
}

/// The number of the operation on an archive that goes on now. Git's library reads an object whose file is cut off for
/// ever (up to libgit2 1.9.7), so whoever sees one operation go on and on can look for such a file with
/// [`cut_off_object`].
pub fn operation() -> Option<u64> {
    Some(RUNNING.load(Ordering::Relaxed)).filter(|number| *number != 0)
}

/// The first file of an object that ends before the object does, of the archive that `directory` lies in.
pub fn cut_off_object(directory: &Path) -> Option<PathBuf> {
    let repository = Repository::discover(directory).ok()?;
    let folders = repository.commondir().join("objects").read_dir().ok()?;
    let mut folders: Vec<PathBuf> = folders.flatten().map(|folder| folder.path()).collect();
    folders.retain(|folder| folder.file_name().is_some_and(|name| name.len() == 2));
    folders.sort();
    folders.into_iter().find_map(|folder| {
        let mut files: Vec<PathBuf> = folder.read_dir().ok()?.flatten().map(|file| file.path()).collect();
        files.sort();
        files.into_iter().find(|file| is_cut_off(file))
    })
}

/// Whether the file of an object ends before the object does.
fn is_cut_off(path: &Path) -> bool {
    let Ok(file) = File::open(path) else { return false };
    let mut object = flate2::read::ZlibDecoder::new(io::BufReader::new(file));
    io::copy(&mut object, &mut io::sink()).is_err_and(|error| error.kind() == io::ErrorKind::UnexpectedEof)
}

/// Where the file of an object lies, if it is stored in one of its own.
fn file_of(repository: &Repository, id: Oid) -> PathBuf {
    let hex = id.to_string();
    repository.commondir().join("objects").join(&hex[..2]).join(&hex[2..])
}

/// Reads an object, and what lies on these paths where it is a tree.
fn read_back(repository: &Repository, id: Oid, paths: &[&str]) -> Result<(), Unreadable> {
    let whole = |id: Oid| {
        let file = file_of(repository, id);
        if is_cut_off(&file) {
            return Err(Unreadable {
                id,
                error: git2::Error::new(
                    git2::ErrorCode::GenericError,
                    git2::ErrorClass::Zlib,
                    format!("{} is cut off", file.display()),
                ),
            });
        }
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
    fn only_a_file_that_can_be_read_and_holds_something_else_is_broken() {
        let folder = tempfile::tempdir().expect("there is room");
        let repository = Repository::init(folder.path()).expect("the folder is new");
        let id = repository.blob("Żółć i jaźń.".as_bytes()).expect("there is room");
        let place = file_of(&repository, id);
        let whole = disk::read_file(&place).expect("it is there");
        assert!(!is_broken(&place, id) && !is_broken(&place.with_extension("nie ma"), id));
        assert!(is_broken(&place, Oid::hash_object(ObjectType::Blob, b"x").expect("it hashes")));
        let other = folder.path().join("inny");
        let mut flipped = whole.clone();
        flipped[8] ^= 255;
        for bytes in [&[][..], &whole[..whole.len() - 6], b"nie to", &flipped] {
            disk::replace_file(&other, bytes).expect("there is room");
            assert!(is_broken(&other, id), "{bytes:?}");
        }
        let mut aside = Aside::default();
        assert!(!aside.put(&repository, id), "a sound one stays where it is");
        std::fs::remove_file(&place).and_then(|()| std::fs::copy(&other, &place)).expect("there is room");
        assert!(aside.put(&repository, id) && !place.exists());
        drop(aside);
        assert!(place.exists(), "it is put back where nothing took its place");
    }

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
