//! Decisions in an archive: where they are kept, which of them are about a comparison, and how they are amended.

use std::collections::BTreeMap;
use std::path::Path;

use git2::{ObjectType, Oid};

use super::archive::{Archive, ArchiveError, Author, Moment};
use super::branch::OnDetached;
use super::damage::Operation;
use super::disk::read_file;
use super::history;
use super::links::{Amendment, FlawKind, Links, amended};
use super::name::DocumentId;
use super::saving::{self, Draft, SaveError, Saved};
use super::worktree::has_link;
use crate::document::Decision;

/// No list of decisions is larger.
const LARGEST: u64 = 4 * 1024 * 1024;

/// What is known about who amends `links.toml` and when.
#[derive(Clone, Copy, Debug)]
pub struct Signatory<'a> {
    /// Who decided; `None` for who saves it.
    pub author: Option<&'a Author>,
    /// Who saves it; `None` for whom git's settings name.
    pub committer: Option<&'a Author>,
    /// When.
    pub moment: Moment,
    /// What to do where HEAD is on no branch.
    pub on_detached: OnDetached,
}

impl Archive {
    /// What people decided about a document, as it was saved in a revision; `None` for the work tree, and for HEAD where
    /// there is none.
    ///
    /// # Errors
    /// [`ArchiveError`] where the archive can't be read. A file that can't be understood is no error.
    pub fn links(&self, document: &DocumentId, revision: Option<&str>) -> Result<Links, ArchiveError> {
        let _operation = Operation::start();
        let path = document.links();
        let commit = match (revision, self.repository.workdir()) {
            (None, Some(root)) => return links_on_disk(root, &path),
            (Some(revision), _) => Some(Oid::from_str(revision)?),
            (None, None) => self.head()?.map(|head| head.id()),
        };
        let Some(commit) = commit else { return Ok(Links::default()) };
        let tree = self.repository.find_commit(commit)?.tree()?;
        match tree.get_path(Path::new(&path)) {
            Err(error) if error.code() == git2::ErrorCode::NotFound => Ok(Links::default()),
            Err(error) => Err(error.into()),
            Ok(entry)
                if entry.kind() != Some(ObjectType::Blob) || entry.filemode() == i32::from(git2::FileMode::Link) =>
            {
                Ok(Links::unreadable(FlawKind::Size, 1, ""))
            }
            Ok(entry) => match self.repository.odb()?.read_header(entry.id())?.0 as u64 {
                bytes if bytes > LARGEST => Ok(Links::unreadable(FlawKind::Size, 1, "")),
                _ => Ok(Links::read(self.repository.find_blob(entry.id())?.content())),
            },
        }
    }

    /// Those of the decisions that are about a comparison: its earlier state is older than what they saw as the later
    /// one, and its later state younger than what they saw as the earlier one. `None` is the work tree.
    ///
    /// # Errors
    /// [`ArchiveError`] where the history can't be read.
    pub fn between(
        &self,
        decisions: Vec<Decision>,
        before: Option<&str>,
        after: Option<&str>,
    ) -> Result<Vec<Decision>, ArchiveError> {
        let _operation = Operation::start();
        let Some(before) = before else { return Ok(Vec::new()) };
        let mut known = BTreeMap::new();
        let mut chosen = Vec::new();
        for decision in decisions {
            let mut fits = true;
            for anchor in &decision.after {
                fits &= !self.reaches(before, &anchor.revision, &mut known)?;
            }
            for anchor in &decision.before {
                fits &= match after {
                    Some(after) => !self.reaches(&anchor.revision, after, &mut known)?,
                    None => true,
                };
            }
            if fits {
                chosen.push(decision);
            }
        }
        Ok(chosen)
    }

    /// Whether `old` is `new`, or in its history. One that the archive does not hold is in no history.
    fn reaches(
        &self,
        new: &str,
        old: &str,
        known: &mut BTreeMap<(String, String), bool>,
    ) -> Result<bool, ArchiveError> {
        let key = (new.to_owned(), old.to_owned());
        if let Some(reaches) = known.get(&key) {
            return Ok(*reaches);
        }
        let commit = |id: &str| Oid::from_str(id).ok().filter(|id| self.repository.find_commit(*id).is_ok());
        let reaches = match (commit(new), commit(old)) {
            (Some(new), Some(old)) => new == old || self.repository.graph_descendant_of(new, old)?,
            _ => false,
        };
        known.insert(key, reaches);
        Ok(reaches)
    }

    /// The revision that gave a document the text that it has in `revision`: what else was saved since does not count.
    ///
    /// # Errors
    /// [`ArchiveError`] where the history can't be read.
    pub fn text_revision(&self, document: &DocumentId, revision: &str) -> Result<String, ArchiveError> {
        let _operation = Operation::start();
        Ok(history::last_change(&self.repository, Oid::from_str(revision)?, &document.path())?.to_string())
    }

    /// The decisions about the change from one saved state of a document to another, and what can't be understood: those
    /// that the newest revision holds, or where that does not follow the later state, those saved with it; those in the
    /// work tree where that is the later state (`None`). `after` also tells the id that the document has there.
    ///
    /// # Errors
    /// [`ArchiveError`] where the archive can't be read.
    pub fn decisions(
        &self,
        document: &DocumentId,
        before: Option<&str>,
        after: (&DocumentId, Option<&str>),
    ) -> Result<Links, ArchiveError> {
        let _operation = Operation::start();
        let Links { decisions, flaws } = match after.1 {
            None => self.links(document, None)?,
            Some(revision) => {
                let head = self.head()?.map(|head| head.id().to_string());
                let own = self.links(after.0, Some(revision))?;
                let newest = match &head {
                    Some(head) => self.links(document, Some(head))?,
                    None => own.clone(),
                };
                // Where both say the same, how they stand to each other need not be known.
                let follows = |head: &String| self.reaches(head, revision, &mut BTreeMap::new());
                match head.as_ref().filter(|_| newest != own).map(follows).transpose()? {
                    Some(true) => newest,
                    _ => own,
                }
            }
        };
        Ok(Links { decisions: self.between(decisions, before, after.1)?, flaws })
    }

    /// Amends `links.toml` and saves it as a revision of its document, on top of what the branch holds: nothing else of
    /// the work tree is saved with it. What the file holds besides stays as it is; where it was edited and not saved,
    /// nothing is done. `heading` is what a new file begins with.
    ///
    /// # Errors
    /// [`SaveError`]; nothing was saved then.
    pub fn amend_links(
        &self,
        document: &DocumentId,
        amendment: Amendment<'_>,
        (message, heading): (&str, &str),
        signatory: &Signatory<'_>,
    ) -> Result<Saved, SaveError> {
        let edit = |bytes: &[u8]| amended(bytes, amendment, heading);
        let draft = Draft {
            author: signatory.author,
            committer: signatory.committer,
            on_detached: signatory.on_detached,
            ..Draft::new(document, "", message, signatory.moment)
        };
        saving::amend(self, &draft, &document.links(), &edit)
    }
}

fn links_on_disk(root: &Path, path: &str) -> Result<Links, ArchiveError> {
    let full = root.join(path);
    let Ok(metadata) = full.symlink_metadata() else { return Ok(Links::default()) };
    if has_link(root, path) || !metadata.is_file() || metadata.len() > LARGEST {
        return Ok(Links::unreadable(FlawKind::Size, 1, ""));
    }
    Ok(Links::read(&read_file(&full).map_err(|error| ArchiveError::of_disk(&full, &error))?))
}
