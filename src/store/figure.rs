//! What the files of a text's images hold, named by git's hash of their content.

use std::collections::BTreeSet;
use std::path::Path;

use git2::{ObjectType, Oid};

use super::archive::{Archive, ArchiveError};
use super::damage::Operation;
use super::media::is_there;
use super::name::DocumentId;
use super::worktree::has_link;
use crate::document::Figures;

impl Archive {
    /// The content of the files `names` beside a document's text: in a revision, or where they lie in the work tree
    /// (`None`). Files that are not there are left out.
    ///
    /// # Errors
    /// [`ArchiveError`] where the archive or a file can't be read.
    pub fn figures(
        &self,
        document: &DocumentId,
        revision: Option<&str>,
        names: &BTreeSet<String>,
    ) -> Result<Figures, ArchiveError> {
        let _operation = Operation::start();
        let folder = document.folder();
        let Some(revision) = revision.filter(|_| !names.is_empty()) else {
            return match self.repository.workdir() {
                Some(root) => figures_beside(&root.join(folder), names),
                None => Ok(Figures::new()),
            };
        };
        let tree = self.repository.find_commit(Oid::from_str(revision)?)?.tree()?;
        let mut figures = Figures::new();
        for name in names {
            match tree.get_path(&Path::new(&folder).join(name)) {
                Ok(entry) if entry.kind() == Some(ObjectType::Blob) => {
                    figures.insert(name.clone(), entry.id().to_string());
                }
                Ok(_) => {}
                Err(error) if error.code() == git2::ErrorCode::NotFound => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(figures)
    }
}

/// The content of the files `names` in a folder. What is not there, or is no plain file, is left out; no link is followed.
///
/// # Errors
/// [`ArchiveError`] where a file can't be read.
pub fn figures_beside(folder: &Path, names: &BTreeSet<String>) -> Result<Figures, ArchiveError> {
    let mut figures = Figures::new();
    for name in names {
        let path = folder.join(name);
        if has_link(folder, name) || !is_there(&path)?.is_some_and(|there| there.is_file()) {
            continue;
        }
        figures.insert(name.clone(), Oid::hash_file(ObjectType::Blob, &path)?.to_string());
    }
    Ok(figures)
}
