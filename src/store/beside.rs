//! Files of an archive beside its texts: figures, templates of its own, the logo of the office.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use git2::{ObjectType, Oid};

use super::archive::{Archive, ArchiveError};
use super::damage::Operation;
use super::media::is_there;
use super::name::DocumentId;
use super::worktree::has_link;

/// Bytes that a figure, a template or a logo may have; a larger one is left out and told.
pub const FILE_LIMIT: u64 = 32 << 20;
/// Where the templates of an archive lie.
const TEMPLATES: &str = "templates";

/// Files by their names, and the names of those that are too large to be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files {
    /// What the files hold.
    pub found: BTreeMap<String, Vec<u8>>,
    /// Those that have more than [`FILE_LIMIT`] bytes.
    pub large: Vec<String>,
}

impl Archive {
    /// The files `names` beside a document's text: in a revision, or where they lie in the work tree (`None`). What is
    /// not there is left out, and no link is followed.
    ///
    /// # Errors
    /// [`ArchiveError`] where the archive or a file can't be read.
    pub fn figure_files(
        &self,
        document: &DocumentId,
        revision: Option<&str>,
        names: &BTreeSet<String>,
    ) -> Result<Files, ArchiveError> {
        let _operation = Operation::start();
        let folder = document.folder();
        let Some(revision) = revision.filter(|_| !names.is_empty()) else {
            return match self.repository.workdir() {
                Some(root) => files_beside(&root.join(folder), names),
                None => Ok(Files::default()),
            };
        };
        let tree = self.repository.find_commit(Oid::from_str(revision)?)?.tree()?;
        let mut files = Files::default();
        for name in names {
            match tree.get_path(&Path::new(&folder).join(name)) {
                Ok(entry) if entry.kind() == Some(ObjectType::Blob) && entry.filemode() != 0o120_000 => {
                    let blob = self.repository.find_blob(entry.id())?;
                    if blob.size() as u64 > FILE_LIMIT {
                        files.large.push(name.clone());
                    } else {
                        files.found.insert(name.clone(), blob.content().to_vec());
                    }
                }
                Ok(_) => {}
                Err(error) if error.code() == git2::ErrorCode::NotFound => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(files)
    }

    /// The templates of the archive in its work tree, by their names (`html/index.html`); none where there is no work
    /// tree. No link is followed.
    ///
    /// # Errors
    /// [`ArchiveError`] where a folder or a file can't be read.
    pub fn templates(&self) -> Result<Files, ArchiveError> {
        let _operation = Operation::start();
        let Some(root) = self.repository.workdir() else { return Ok(Files::default()) };
        let top = root.join(TEMPLATES);
        let mut names = BTreeSet::new();
        let folders = match list(&top) {
            Ok(folders) => folders,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Files::default()),
            Err(error) => return Err(ArchiveError::of_disk(&top, &error)),
        };
        for folder in folders {
            let path = top.join(&folder);
            if path.is_dir() && !has_link(&top, &folder) {
                let files = list(&path).map_err(|error| ArchiveError::of_disk(&path, &error))?;
                names.extend(files.into_iter().map(|file| format!("{folder}/{file}")));
            }
        }
        files_beside(&top, &names)
    }

    /// A file of the work tree by its path from the root; `None` where there is none, or no work tree.
    ///
    /// # Errors
    /// [`ArchiveError`] where it can't be read.
    pub fn file(&self, path: &str) -> Result<Option<Vec<u8>>, ArchiveError> {
        let _operation = Operation::start();
        let Some(root) = self.repository.workdir() else { return Ok(None) };
        let safe = Path::new(path).components().all(|part| matches!(part, std::path::Component::Normal(_)));
        if !safe {
            return Ok(None);
        }
        Ok(files_beside(root, &BTreeSet::from([path.to_owned()]))?.found.remove(path))
    }
}

/// The files `names` in a folder. What is not there, or is no plain file, is left out; no link is followed.
///
/// # Errors
/// [`ArchiveError`] where a file can't be read.
pub fn files_beside(folder: &Path, names: &BTreeSet<String>) -> Result<Files, ArchiveError> {
    let mut files = Files::default();
    for name in names {
        let path = folder.join(name);
        if has_link(folder, name) || !is_there(&path)?.is_some_and(|there| there.is_file()) {
            continue;
        }
        let mut bytes = Vec::new();
        let read = File::open(&path).and_then(|file| file.take(FILE_LIMIT + 1).read_to_end(&mut bytes));
        read.map_err(|error| ArchiveError::of_disk(&path, &error))?;
        if bytes.len() as u64 > FILE_LIMIT {
            files.large.push(name.clone());
        } else {
            files.found.insert(name.clone(), bytes);
        }
    }
    Ok(files)
}

/// The names in a folder that are text, in order.
fn list(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in folder.read_dir()? {
        names.extend(entry?.file_name().into_string().ok().filter(|name| !name.starts_with('.')));
    }
    names.sort_unstable();
    Ok(names)
}
