//! Walking the history: which commits changed a file, and which one did last.

use git2::{Commit, Oid, Repository, Sort};

/// The blob of a file in a commit; `None` where there is no such entry.
pub(super) fn blob_in(commit: &Commit<'_>, path: &str) -> Result<Option<Oid>, git2::Error> {
    match commit.tree()?.get_path(std::path::Path::new(path)) {
        Ok(entry) => Ok(Some(entry.id())),
        Err(error) if error.code() == git2::ErrorCode::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// The newest commit, at `from` or before, that gave the file the text it has at `from`. On the way back it takes
/// the first parent with the same text, as `git log -- FILE` does.
pub(super) fn last_change(repository: &Repository, from: Oid, path: &str) -> Result<Oid, git2::Error> {
    let mut at = repository.find_commit(from)?;
    let text = blob_in(&at, path)?;
    loop {
        let mut same = None;
        for parent in at.parents() {
            if blob_in(&parent, path)? == text {
                same = Some(parent);
                break;
            }
        }
        match same {
            Some(parent) => at = parent,
            None => return Ok(at.id()),
        }
    }
}

/// All commits reachable from `from` that hold the file and differ in it from every parent, newest first.
pub(super) fn changes<'r>(repository: &'r Repository, from: Oid, path: &str) -> Result<Vec<Commit<'r>>, git2::Error> {
    let mut walk = repository.revwalk()?;
    walk.set_sorting(Sort::TOPOLOGICAL | Sort::TIME)?;
    walk.push(from)?;
    let mut found = Vec::new();
    for id in walk {
        let commit = repository.find_commit(id?)?;
        let text = blob_in(&commit, path)?;
        if text.is_none() {
            continue;
        }
        let mut changed = true;
        for parent in commit.parents() {
            changed &= blob_in(&parent, path)? != text;
        }
        if changed {
            found.push(commit);
        }
    }
    Ok(found)
}
