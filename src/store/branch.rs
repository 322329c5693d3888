//! Moving a branch: only from where it was read, and never told otherwise than it stands on the disk.

use std::path::PathBuf;

use git2::{Commit, ErrorCode, Oid, Repository, Transaction};

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

/// A reference that nobody has.
const UNUSED: &str = "refs/nowela/none";

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

    /// Locks it where it stands at `parent`, so that nobody else moves it meanwhile.
    pub(super) fn lock<'r>(&'r self, archive: &'r Archive, parent: Option<&Commit<'_>>) -> Result<Locked<'r>, Move> {
        let expected = parent.map_or(Oid::ZERO_SHA1, |parent| parent.id());
        // A new one is not locked: git's library looks only as it makes it whether another one is in its way.
        let transaction = match parent {
            Some(_) => Some(self.locked(archive, expected)?),
            None => None,
        };
        Ok(Locked { archive, reference: &self.reference, expected, transaction })
    }

    fn locked<'r>(&self, archive: &'r Archive, expected: Oid) -> Result<Transaction<'r>, Move> {
        let repository = &archive.repository;
        archive.wait_for(&lock_of(repository, &self.reference), 120).map_err(Move::Failed)?;
        let mut transaction = repository.transaction().map_err(|error| Move::Failed(error.into()))?;
        transaction.lock_ref(&self.reference).map_err(|error| match error.code() {
            ErrorCode::Locked | ErrorCode::Exists => Move::Overtaken,
            _ => Move::Failed(archive.explained(error.into())),
        })?;
        // Looked for where all packed references are: what git can't read is not built upon.
        if let Err(error) = repository.refname_to_id(UNUSED)
            && error.code() != ErrorCode::NotFound
        {
            return Err(Move::Failed(error.into()));
        }
        match stands_at(repository, &self.reference) {
            Ok(Some(id)) if id == expected => Ok(transaction),
            Ok(_) => Err(Move::Overtaken),
            Err(error) => Err(Move::Failed(error)),
        }
    }
}

/// A branch that is about to move. Until it does, or this is dropped, no other program moves it.
pub(super) struct Locked<'r> {
    archive: &'r Archive,
    reference: &'r str,
    expected: Oid,
    transaction: Option<Transaction<'r>>,
}

impl Locked<'_> {
    /// Moves it to the commit `id`.
    pub(super) fn move_to(self, id: Oid, message: &str) -> Move {
        let log = format!("nowela: {}", message.lines().next().unwrap_or_default());
        let (archive, reference) = (self.archive, self.reference);
        let Some(mut transaction) = self.transaction else {
            return move_reference(archive, reference, self.expected, id, &log);
        };
        let moved = transaction.set_target(reference, id, None, &log).and_then(|()| transaction.commit());
        ended(archive, reference, id, moved)
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
/// would take the place of the first.
pub(super) fn move_reference(archive: &Archive, reference: &str, expected: Oid, id: Oid, log: &str) -> Move {
    let repository = &archive.repository;
    if let Err(error) = archive.wait_for(&lock_of(repository, reference), 120) {
        return Move::Failed(error);
    }
    let force = !expected.is_zero();
    let moved = repository.reference_matching(reference, id, force, expected, log).map(|_| ());
    ended(archive, reference, id, moved)
}

/// How moving a reference to `id` ended. Whatever libgit2 says, the reference is read again before an error is told.
fn ended(archive: &Archive, reference: &str, id: Oid, moved: Result<(), git2::Error>) -> Move {
    let repository = &archive.repository;
    let error = match moved {
        Ok(()) => {
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
