//! Two commits and where their histories parted: which documents differ between that commit and the later one.

use git2::{Commit, ErrorCode};

use super::archive::{Archive, ArchiveError};
use super::name::DocumentId;

/// What a branch did since it parted from another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fork {
    /// Id of the commit at which the histories parted.
    pub base: String,
    /// Id of the later commit.
    pub head: String,
    /// Documents whose text differs, with whether it is there in the first and in the second.
    pub documents: Vec<(DocumentId, [bool; 2])>,
}

/// Why there is no such thing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ForkError {
    /// The archive can't be used.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// A name means no commit here.
    #[error("no commit {0}")]
    Unknown(String),
    /// The histories have no commit in common.
    #[error("{0} and {1} have nothing in common")]
    Apart(String, String),
}

impl Archive {
    /// What `head` did since it parted from `base`.
    ///
    /// # Errors
    /// [`ForkError`] where one of them is not there, or they never were one.
    pub fn fork(&self, base: &str, head: &str) -> Result<Fork, ForkError> {
        let commit = |name: &str| -> Result<Commit<'_>, ForkError> {
            let found = self.repository.revparse_single(name).and_then(|object| object.peel_to_commit());
            found.map_err(|_| ForkError::Unknown(name.to_owned()))
        };
        let (old, new) = (commit(base)?, commit(head)?);
        let parted = self.repository.merge_base(old.id(), new.id()).map_err(|error| match error.code() {
            ErrorCode::NotFound => ForkError::Apart(base.to_owned(), head.to_owned()),
            _ => ForkError::Archive(error.into()),
        })?;
        let trees = (|| Ok([self.repository.find_commit(parted)?.tree()?, new.tree()?]))();
        let trees = trees.map_err(|error: git2::Error| ForkError::Archive(error.into()))?;
        let mut all = self.documents_in(&trees[0])?;
        all.extend(self.documents_in(&trees[1])?);
        all.sort();
        all.dedup();
        let mut documents = Vec::new();
        for document in all {
            let path = document.path();
            let ids = trees.each_ref().map(|tree| tree.get_path(path.as_ref()).ok().map(|entry| entry.id()));
            if ids[0] != ids[1] {
                documents.push((document, ids.map(|id| id.is_some())));
            }
        }
        Ok(Fork { base: parted.to_string(), head: new.id().to_string(), documents })
    }
}
