//! Moving a branch: only from where it was read, and never told otherwise than it stands on the disk.

use std::path::PathBuf;

use git2::{Commit, ErrorCode, Oid, Repository};

use super::archive::{Archive, ArchiveError};
use super::{damage, disk};

/// What to do where HEAD is on no branch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnDetached {
    /// Refuse: a revision that no branch holds is easily lost.
    #[default]
    Refuse,
    /// Move HEAD itself.
    Allow,
}

/// How many names of names are followed; git does so too.
const DEEPEST: usize = 5;

/// The reference that a new revision moves: a branch, or HEAD itself.
pub(super) struct Branch {
    reference: String,
}

/// How moving a reference ended.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Move {
    /// It stands at the new commit, durably.
    Done,
    /// It stands at the new commit; the disk failed when it was made durable, and said this.
    Unsecured(String),
    /// Somebody else moved it first.
    Overtaken,
    /// It was not moved.
    Failed(ArchiveError),
}

impl Branch {
    /// The branch that HEAD names.
    pub(super) fn of(repository: &Repository, on_detached: OnDetached) -> Result<Self, ArchiveError> {
        let head = repository.find_reference("HEAD")?;
        let named = |reference: &git2::Reference<'_>| reference.symbolic_target().ok().flatten().map(str::to_owned);
        match named(&head).filter(|name| name.starts_with("refs/heads/")) {
            Some(mut name) => {
                // A branch may be another name of a branch.
                for _ in 0..DEEPEST {
                    match repository.find_reference(&name) {
                        Ok(reference) => match named(&reference) {
                            Some(next) => name = next,
                            None => break,
                        },
                        Err(error) if error.code() == ErrorCode::NotFound => break,
                        Err(error) => return Err(error.into()),
                    }
                }
                Ok(Self { reference: name })
            }
            None if head.kind() == Some(git2::ReferenceType::Direct) && on_detached == OnDetached::Allow => {
                Ok(Self { reference: "HEAD".to_owned() })
            }
            None => Err(ArchiveError::Detached),
        }
    }

    /// Its name, as people say it.
    pub(super) fn name(&self) -> &str {
        self.reference.strip_prefix("refs/heads/").unwrap_or(&self.reference)
    }

    /// The commit that it stands at; `None` where there is none yet.
    pub(super) fn tip<'r>(&self, repository: &'r Repository) -> Result<Option<Commit<'r>>, ArchiveError> {
        match stands_at(repository, &self.reference)? {
            Some(id) => match repository.find_commit(id) {
                Ok(commit) => Ok(Some(commit)),
                Err(error) => Err(damage::named(id, error.into())),
            },
            None => Ok(None),
        }
    }

    /// Files that exist only while it is moved.
    pub(super) fn passing_files(&self, repository: &Repository) -> Vec<PathBuf> {
        vec![lock_of(repository, &self.reference)]
    }

    /// Moves it to the commit `id` if it stands at `parent`.
    pub(super) fn move_to(&self, archive: &Archive, parent: Option<&Commit<'_>>, id: Oid, message: &str) -> Move {
        let log = format!("nowela: {}", message.lines().next().unwrap_or_default());
        let expected = parent.map_or(Oid::ZERO_SHA1, |parent| parent.id());
        move_reference(archive, &self.reference, expected, id, &log)
    }
}

/// Where a reference stands. It is looked up again before it counts as missing: a git that packs references takes the
/// file away a moment after it wrote the packed ones.
fn stands_at(repository: &Repository, reference: &str) -> Result<Option<Oid>, ArchiveError> {
    for _ in 0..3 {
        match repository.refname_to_id(reference) {
            Ok(id) => return Ok(Some(id)),
            Err(error) if error.code() == ErrorCode::NotFound => {}
            Err(error) => return Err(error.into()),
        }
        super::lock::pause(2);
    }
    Ok(None)
}

/// The lock file of a reference. HEAD's is that of the work tree, all others are shared.
pub(super) fn lock_of(repository: &Repository, reference: &str) -> PathBuf {
    let folder = if reference == "HEAD" { repository.path() } else { repository.commondir() };
    folder.join(format!("{reference}.lock"))
}

/// Moves a reference from `expected` (zero where it must not be there yet) to `id`. Without the zero id libgit2 looks
/// whether a new reference is there only before it takes the lock, and the second of two that make it at the same time
/// would take the place of the first. Whatever libgit2 says, the reference is read again before an error is told.
pub(super) fn move_reference(archive: &Archive, reference: &str, expected: Oid, id: Oid, log: &str) -> Move {
    let repository = &archive.repository;
    if let Err(error) = archive.wait_for(&lock_of(repository, reference), 120) {
        return Move::Failed(error);
    }
    let force = !expected.is_zero();
    let error = match repository.reference_matching(reference, id, force, expected, log) {
        Ok(_) => {
            let folder = lock_of(repository, reference).parent().map(PathBuf::from).unwrap_or_default();
            return match disk::sync_up_to(&folder, repository.commondir()) {
                Ok(()) => Move::Done,
                Err(error) => Move::Unsecured(error.to_string()),
            };
        }
        Err(error) => error,
    };
    if stands_at(repository, reference) == Ok(Some(id)) {
        return Move::Unsecured(error.message().to_owned());
    }
    // A `git gc` that packs objects anew hides the commit for a moment.
    let hidden = error.class() == git2::ErrorClass::Reference && error.message().contains("target OID");
    match error.code() {
        _ if hidden => Move::Overtaken,
        ErrorCode::Modified | ErrorCode::Exists | ErrorCode::NotFound | ErrorCode::Locked => Move::Overtaken,
        _ => Move::Failed(archive.explained(error.into())),
    }
}
