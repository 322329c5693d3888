//! References as they lie on disk: which there are, and which can't be read.

use std::path::Path;

use git2::{ErrorCode, Oid, Repository};

use super::archive::Archive;
use super::disk::read_file;
use super::finding::Finding;

/// A reference and the object that it names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Named {
    /// Its whole name.
    pub(super) name: String,
    /// What it names.
    pub(super) id: Oid,
}

/// References whose names begin like this, by name. Those that can't be read are left to [`broken`].
pub(super) fn below(repository: &Repository, prefix: &str) -> Result<Vec<Named>, git2::Error> {
    let mut found = Vec::new();
    for reference in repository.references_glob(&format!("{prefix}*"))? {
        let Ok(reference) = reference else { continue };
        let Ok(name) = reference.name().map(str::to_owned) else { continue };
        if let Some(id) = reference.resolve().ok().and_then(|reference| reference.target()) {
            found.push(Named { name, id });
        }
    }
    found.sort();
    Ok(found)
}

/// Branches, local ones first, then those of remotes; a remote's HEAD is another name for one of them.
pub(super) fn branches(repository: &Repository) -> Result<Vec<Named>, git2::Error> {
    let mut found = below(repository, "refs/heads/")?;
    let theirs = below(repository, "refs/remotes/")?;
    found.extend(theirs.into_iter().filter(|branch| !branch.name.ends_with("/HEAD")));
    Ok(found)
}

/// The commit that HEAD names; `None` where there is none yet, or none that can be told.
pub(super) fn head(repository: &Repository) -> Option<Oid> {
    repository.refname_to_id("HEAD").ok()
}

/// References that can't be read: HEAD, and files that hold no id and no name of another reference, which git's library
/// leaves out in silence.
pub(super) fn broken(repository: &Repository) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut folders = vec![repository.commondir().join("refs")];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_none_or(|extension| extension != "lock") && !is_sound(&path) {
                let name = path.strip_prefix(repository.commondir()).unwrap_or(&path);
                found.push(Finding::new("reference").at(name.to_string_lossy().replace('\\', "/")));
            }
        }
    }
    found.sort_by(|a, b| a.place.cmp(&b.place));
    let head = match repository.find_reference("HEAD") {
        Ok(head) => match head.symbolic_target() {
            Ok(Some(branch)) if !git2::Reference::is_valid_name(branch) => Some(branch.to_owned()),
            Ok(_) => None,
            Err(error) => Some(error.message().to_owned()),
        },
        Err(error) => Some(error.message().to_owned()),
    };
    found.extend(head.map(|message| Finding::new("head").at("HEAD").with("message", message)));
    found
}

fn is_sound(path: &Path) -> bool {
    let Ok(bytes) = read_file(path) else { return false };
    let text = bytes.trim_ascii_end();
    text.starts_with(b"ref: refs/") || (text.len() == 40 && text.iter().all(u8::is_ascii_hexdigit))
}

/// What makes git show other objects than those that are stored: replace references and grafts.
pub(super) fn disguises(repository: &Repository) -> Vec<Finding> {
    let mut found = Vec::new();
    let replaced = below(repository, "refs/replace/").unwrap_or_default();
    for reference in &replaced {
        let object = reference.name.trim_start_matches("refs/replace/");
        found.push(Finding::new("replaced").at(object).with("by", reference.id));
    }
    found.extend(grafts(repository.commondir()));
    found
}

/// Grafts in a `.git` folder. git's library does not open a repository whose grafts it can't read.
pub(super) fn grafts(folder: &Path) -> Vec<Finding> {
    let bytes = read_file(&folder.join("info/grafts")).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let lines = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    lines.map(|line| Finding::new("grafts").at(line.split(' ').next().unwrap_or_default())).collect()
}

/// How a branch stands towards its upstream, as far as is known here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The branch ("main").
    pub branch: String,
    /// Its upstream ("origin/main").
    pub upstream: String,
    /// Commits that only the branch has.
    pub ahead: usize,
    /// Commits that only the upstream has.
    pub behind: usize,
}

impl Standing {
    /// Whether both have commits that the other has not.
    pub fn is_diverged(&self) -> bool {
        self.ahead > 0 && self.behind > 0
    }

    /// What is worth saying of it; `None` where both stand at the same commit.
    pub fn finding(&self) -> Option<Finding> {
        let code = match (self.ahead, self.behind) {
            (0, 0) => return None,
            (_, 0) => "ahead",
            (0, _) => "behind",
            _ => "diverged",
        };
        let finding = Finding::new(code).at(&self.branch).with("upstream", &self.upstream);
        Some(finding.with("ahead", self.ahead).with("behind", self.behind))
    }
}

impl Archive {
    /// How the branch that HEAD names stands towards its upstream, as far as was fetched; `None` where it has none, or
    /// where that can't be told. Nothing is fetched, and a history of thousands of commits takes milliseconds.
    pub fn standing(&self) -> Option<Standing> {
        match upstream(&self.repository) {
            Ok(Upstream::Known(standing)) => Some(standing),
            _ => None,
        }
    }
}

/// What is known about the upstream of the branch that HEAD names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Upstream {
    /// It has none, or there is no branch.
    None,
    /// The settings name one that was never fetched, or is gone.
    Gone(String),
    /// It is known.
    Known(Standing),
}

pub(super) fn upstream(repository: &Repository) -> Result<Upstream, git2::Error> {
    let head = repository.find_reference("HEAD")?;
    let Some(branch) = head.symbolic_target()?.map(str::to_owned) else { return Ok(Upstream::None) };
    let upstream = match repository.branch_upstream_name(&branch) {
        Ok(name) => String::from_utf8_lossy(&name).into_owned(),
        Err(error) if error.code() == ErrorCode::NotFound => return Ok(Upstream::None),
        Err(error) => return Err(error),
    };
    let short = |name: &str| {
        let name = name.strip_prefix("refs/heads/").unwrap_or(name);
        name.strip_prefix("refs/remotes/").unwrap_or(name).to_owned()
    };
    let Ok(theirs) = repository.refname_to_id(&upstream) else { return Ok(Upstream::Gone(short(&upstream))) };
    let Ok(ours) = repository.refname_to_id(&branch) else { return Ok(Upstream::None) };
    let (ahead, behind) = repository.graph_ahead_behind(ours, theirs)?;
    Ok(Upstream::Known(Standing { branch: short(&branch), upstream: short(&upstream), ahead, behind }))
}
