//! A package on the disk: its files take the place of those of an earlier run, and nothing that a person changed is lost.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use super::failure::{Exit, Failure};
use super::state::write_file;
use crate::render::manifest;
use crate::store::{make_folders, remove_file};

/// The list of the files; it is written last.
const MANIFEST: &str = "manifest.json";
/// What a run that did not come to its end leaves: the list of the files that it was writing.
const PENDING: &str = ".package.nowela";
/// Where the program writes before a file takes its place; a run that was killed may leave one.
const LEFTOVER: &str = ".nowela";

/// SHA-256 of `bytes` in hexadecimal digits.
pub(super) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A folder that takes a package.
pub(super) struct Folder {
    root: PathBuf,
    /// What earlier runs wrote, by path: all checksums that a file of that name had.
    written: BTreeMap<String, Vec<String>>,
}

impl Folder {
    /// Looks whether a folder can take a package: it is new, or empty, or holds an earlier package.
    ///
    /// # Errors
    /// A [`Failure`] where it holds something else, or can't be looked at.
    pub(super) fn open(root: PathBuf, shown: &str) -> Result<Self, Failure> {
        let mut folder = Folder { root, written: BTreeMap::new() };
        let entries = match folder.root.read_dir() {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(folder),
            Err(error) if error.kind() == ErrorKind::NotADirectory => {
                return Err(Failure::new(Exit::Usage, "failure-package-place").with("path", shown));
            }
            Err(error) => return Err(unread(&folder.root, &error)),
        };
        let mut known = false;
        for list in [MANIFEST, PENDING] {
            let path = folder.root.join(list);
            match read(&path) {
                Ok(bytes) => {
                    let text = String::from_utf8_lossy(&bytes);
                    for file in manifest::written(&text).into_iter().flatten() {
                        known = true;
                        folder.written.entry(file.path).or_default().push(file.sha256);
                    }
                }
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(error) => return Err(unread(&path, &error)),
            }
        }
        let ours = |name: &str| name == MANIFEST || name == PENDING || name.ends_with(LEFTOVER);
        for entry in entries {
            let entry = entry.map_err(|error| unread(&folder.root, &error))?;
            if !known && !ours(&entry.file_name().to_string_lossy()) {
                return Err(Failure::new(Exit::Usage, "failure-package-folder").with("path", shown));
            }
        }
        Ok(folder)
    }

    /// Writes the files and then their list. Files of an earlier package that this one does not have go, unless somebody
    /// changed them.
    ///
    /// # Errors
    /// A [`Failure`] where a file was changed since it was written, before anything is written; or where the disk fails.
    pub(super) fn write(&self, files: &[(String, Vec<u8>)], list: &str) -> Result<(), Failure> {
        for (path, bytes) in files {
            self.free(path, &sha256(bytes))?;
        }
        make_folders(&self.root).map_err(|error| unwritten(&self.root, &error))?;
        let pending = self.root.join(PENDING);
        write_file(&pending, list.as_bytes())?;
        for (path, bytes) in files {
            let target = self.root.join(path);
            if let Some(parent) = target.parent() {
                make_folders(parent).map_err(|error| unwritten(parent, &error))?;
            }
            write_file(&target, bytes)?;
        }
        for path in self.written.keys().filter(|path| !files.iter().any(|(new, _)| new == *path)) {
            self.drop_old(path)?;
        }
        write_file(&self.root.join(MANIFEST), list.as_bytes())?;
        remove_file(&pending).map_err(|error| {
            Failure::new(Exit::Other, "failure-package-leftover").with("path", pending.display()).with("message", error)
        })
    }

    /// Whether a file may be written at `path`: there is none, or the one that is there is as an earlier run, or this
    /// one, wrote it.
    fn free(&self, path: &str, new: &str) -> Result<(), Failure> {
        let target = self.root.join(path);
        let there = match read(&target) {
            Ok(bytes) => sha256(&bytes),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(unread(&target, &error)),
        };
        let known = self.written.get(path).is_some_and(|sums| sums.contains(&there));
        if known || there == new {
            return Ok(());
        }
        Err(Failure::new(Exit::Other, "failure-package-changed").with("path", target.display()))
    }

    /// Removes a file of an earlier package that is as it was written. Only what the list of that package names, inside
    /// of the folder, is looked at.
    fn drop_old(&self, path: &str) -> Result<(), Failure> {
        let inside = Path::new(path).components().all(|part| matches!(part, std::path::Component::Normal(_)));
        if !inside {
            return Ok(());
        }
        let target = self.root.join(path);
        let same = match read(&target) {
            Ok(bytes) => self.written.get(path).is_some_and(|sums| sums.contains(&sha256(&bytes))),
            Err(error) if error.kind() == ErrorKind::NotFound => false,
            Err(error) => return Err(unread(&target, &error)),
        };
        if same {
            remove_file(&target).map_err(|error| unwritten(&target, &error))?;
            // A folder that holds nothing any more was that of an audience.
            if let Some(parent) = target.parent().filter(|parent| *parent != self.root) {
                let _ = std::fs::remove_dir(parent);
            }
        }
        Ok(())
    }
}

#[expect(clippy::disallowed_methods, reason = "the command line is a room that touches the disk")]
fn read(path: &Path) -> std::io::Result<Vec<u8>> {
    std::fs::read(path)
}

fn unread(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(Exit::Other, "failure-package-unread").with("path", path.display()).with("message", error)
}

fn unwritten(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(Exit::Other, "failure-write").with("path", path.display()).with("message", error)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(files: &[(String, Vec<u8>)]) -> String {
        let files: Vec<String> = files
            .iter()
            .map(|(path, bytes)| format!("{{\"path\": \"{path}\", \"sha256\": \"{}\"}}", sha256(bytes)))
            .collect();
        format!("{{\"schema\": \"nowela/package/1\", \"files\": [{}]}}", files.join(", "))
    }

    fn file(path: &str, text: &str) -> (String, Vec<u8>) {
        (path.to_owned(), text.as_bytes().to_vec())
    }

    fn write(root: &Path, files: &[(String, Vec<u8>)]) -> Result<(), Failure> {
        Folder::open(root.to_owned(), "pakiet")?.write(files, &list(files))
    }

    #[test]
    fn a_package_takes_the_place_of_the_one_before() {
        let place = tempfile::tempdir().expect("there is room");
        let root = place.path().join("a/pakiet");
        write(&root, &[file("x.html", "1"), file("rada/y.html", "2")]).expect("the folder is new");
        write(&root, &[file("x.html", "3")]).expect("nobody changed anything");
        assert_eq!(read(&root.join("x.html")).expect("it is there"), b"3");
        assert!(!root.join("rada").exists() && root.join(MANIFEST).exists() && !root.join(PENDING).exists());
    }

    #[test]
    fn what_a_person_changed_or_put_there_stays() {
        let place = tempfile::tempdir().expect("there is room");
        let root = place.path().to_owned();
        let files = [file("x.html", "1"), file("y.html", "2")];
        write(&root, &files).expect("the folder is empty");
        write_file(&root.join("x.html"), "moje".as_bytes()).expect("there is room");
        write_file(&root.join("moje.txt"), "moje".as_bytes()).expect("there is room");
        let refused = write(&root, &[file("x.html", "3"), file("y.html", "4")]).expect_err("a person changed it");
        assert_eq!(refused.exit(), Exit::Other);
        assert_eq!(read(&root.join("y.html")).expect("it is there"), b"2", "nothing was written");
        // A package without the file leaves the changed one alone.
        write(&root, &[file("y.html", "4")]).expect("what was changed is not written");
        assert_eq!(read(&root.join("x.html")).expect("it is there"), "moje".as_bytes());
        assert!(root.join("moje.txt").exists());
    }

    #[test]
    fn a_run_that_was_cut_off_is_taken_up() {
        let place = tempfile::tempdir().expect("there is room");
        let root = place.path().to_owned();
        let (old, new) = ([file("x.html", "1"), file("y.html", "1")], [file("x.html", "2"), file("y.html", "2")]);
        write(&root, &old).expect("the folder is empty");
        // The next run wrote its list and one file.
        write_file(&root.join(PENDING), list(&new).as_bytes()).expect("there is room");
        write_file(&root.join("x.html"), b"2").expect("there is room");
        write(&root, &[file("x.html", "3"), file("y.html", "3")]).expect("both are known");
    }

    #[test]
    fn a_folder_with_other_things_is_refused() {
        let place = tempfile::tempdir().expect("there is room");
        write_file(&place.path().join("zdjęcie.png"), b"1").expect("there is room");
        let refused = write(place.path(), &[file("x.html", "1")]).expect_err("it is no package");
        assert_eq!(refused.exit(), Exit::Usage);
        write_file(&place.path().join(MANIFEST), b"{\"schema\": \"inny\", \"files\": []}").expect("there is room");
        write(place.path(), &[file("x.html", "1")]).expect_err("the list is none of ours");
    }
}
