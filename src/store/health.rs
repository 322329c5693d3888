//! Looking an archive over: whether it opens, where it stands, what is stored, and what git would do here that this
//! program does not. Nothing is changed.

use std::path::{Path, PathBuf};

use git2::{ErrorCode, ObjectType, Repository, RepositoryOpenFlags, RepositoryState};

use super::archive::{Archive, ArchiveError};
use super::disk::read_file;
use super::finding::{Finding, without_credentials};
use super::lock::Holder;
use super::manuscript;
use super::object::{self, Contents, History};
use super::pack;
use super::reference::{self, Upstream};
use super::settings::SETTINGS_FILE;

/// Hooks that plain git would run where this program saves or names a revision.
const HOOKS: [&str; 5] = ["pre-commit", "prepare-commit-msg", "commit-msg", "post-commit", "reference-transaction"];

/// Looks over the archive at `directory` or the nearest one above it, also one that [`Archive::open`] refuses. Problems
/// come before remarks. No process is started and nothing is written.
///
/// # Errors
/// [`ArchiveError::NoDirectory`] and [`ArchiveError::NoRepository`]: there is nothing to look at.
pub fn examine(directory: &Path) -> Result<Vec<Finding>, ArchiveError> {
    let none: [&Path; 0] = [];
    let opened = Repository::open_ext(directory, RepositoryOpenFlags::empty(), none);
    if let Ok(repository) = &opened {
        let unsafe_to_read = pack::broken(&repository.commondir().join("objects"));
        if !unsafe_to_read.is_empty() {
            return Ok(unsafe_to_read);
        }
    }
    let mut findings = Vec::new();
    match Archive::open(directory) {
        Ok(_) => {}
        Err(error @ ArchiveError::NoDirectory(_)) => return Err(error),
        Err(error @ ArchiveError::NoRepository(_)) => return incomplete(directory).ok_or(error),
        Err(error) => findings.push(refusal(&error)),
    }
    match opened {
        Ok(repository) => {
            let archive = Archive { repository };
            for check in CHECKS {
                check(&archive, &mut findings);
            }
        }
        Err(_) => {
            let folder = Repository::discover_path(directory, none);
            findings.extend(folder.map(|folder| reference::grafts(&folder)).unwrap_or_default());
        }
    }
    // Two checks may meet the same thing.
    let mut once: Vec<Finding> = Vec::new();
    for finding in findings {
        if !once.iter().any(|other| other.code == finding.code && other.details == finding.details) {
            once.push(finding);
        }
    }
    once.retain({
        let has = |codes: &[&str]| once.iter().any(|finding| codes.contains(&finding.code));
        let (told, foreign) = (has(&CAUSES), has(&["not-an-archive"]));
        move |finding| !(finding.code == "broken" && told || finding.code == "no-settings" && foreign)
    });
    once.sort_by_key(|finding| finding.severity);
    Ok(once)
}

/// What tells better why an archive can't be opened than that it can't.
const CAUSES: [&str; 5] = ["head", "reference", "commit-damaged", "object-damaged", "index"];

type Check = fn(&Archive, &mut Vec<Finding>);

/// What is looked at, in the order in which it is told. A new check is a function and a line here, and a code of
/// [`super::CODES`].
const CHECKS: [Check; 13] = [
    kind,
    settings,
    head,
    references,
    upstream,
    unfinished,
    locks,
    index,
    stored,
    elsewhere,
    habits,
    writable,
    manuscript::check,
];

/// A `.git` folder that git does not take for a repository, because something is gone from it.
fn incomplete(directory: &Path) -> Option<Vec<Finding>> {
    let absolute = std::path::absolute(directory).ok()?;
    let git = absolute.ancestors().map(|folder| folder.join(".git")).find(|git| git.is_dir())?;
    let gone: Vec<&str> = ["HEAD", "objects", "refs"].into_iter().filter(|name| !git.join(name).exists()).collect();
    let gone = if gone.is_empty() { "HEAD".to_owned() } else { gone.join(", ") };
    Some(vec![Finding::new("incomplete").at(git.display()).with("missing", gone)])
}

/// Why the archive can't be opened.
fn refusal(error: &ArchiveError) -> Finding {
    match error {
        ArchiveError::ForeignFormat { path, message } => {
            Finding::new("foreign-format").at(path.display()).with("message", message)
        }
        ArchiveError::ForeignOwner(path) => Finding::new("foreign-owner").at(path.display()),
        ArchiveError::Shallow(path) => Finding::new("shallow").at(path.display()),
        ArchiveError::NotAnArchive(path) => Finding::new("not-an-archive").at(path.display()),
        error => Finding::new("broken").with("message", error),
    }
}

fn kind(archive: &Archive, findings: &mut Vec<Finding>) {
    if archive.repository.is_bare() {
        findings.push(Finding::new("bare"));
    } else if archive.repository.is_worktree() {
        findings.push(Finding::new("linked").at(archive.repository.commondir().display()));
    }
}

fn settings(archive: &Archive, findings: &mut Vec<Finding>) {
    match archive.settings() {
        Ok(_) => {
            let on_disk = archive.repository.workdir().is_some_and(|root| root.join(SETTINGS_FILE).exists());
            let head = archive.head().ok().flatten().and_then(|head| head.tree().ok());
            let saved = head.is_some_and(|tree| tree.get_name(SETTINGS_FILE).is_some());
            if !on_disk && !saved {
                findings.push(Finding::new("no-settings").at(SETTINGS_FILE));
            }
        }
        Err(ArchiveError::Settings(error)) => {
            let finding = Finding::new("settings").at(SETTINGS_FILE).with("line", error.line);
            findings.push(finding.with("column", error.column).with("message", error.message));
        }
        // It is told by what can't be read.
        Err(_) => {}
    }
}

fn head(archive: &Archive, findings: &mut Vec<Finding>) {
    let repository = &archive.repository;
    let Ok(head) = repository.find_reference("HEAD") else { return };
    match head.symbolic_target() {
        Ok(Some(branch)) if branch.starts_with("refs/heads/") => {
            if repository.refname_to_id(branch).is_err_and(|error| error.code() == ErrorCode::NotFound) {
                findings.push(Finding::new("unborn").at(branch.trim_start_matches("refs/heads/")));
            }
        }
        Ok(Some(other)) => findings.push(Finding::new("detached").at(other)),
        _ => {
            let at = head.target().map(|id| format!("{:.10}", id.to_string())).unwrap_or_default();
            findings.push(Finding::new("detached").at(at));
        }
    }
}

fn references(archive: &Archive, findings: &mut Vec<Finding>) {
    findings.extend(reference::broken(&archive.repository));
    findings.extend(reference::disguises(&archive.repository));
}

fn upstream(archive: &Archive, findings: &mut Vec<Finding>) {
    match reference::upstream(&archive.repository) {
        Ok(Upstream::Gone(name)) => findings.push(Finding::new("upstream-gone").at(name)),
        Ok(Upstream::Known(standing)) => findings.extend(standing.finding()),
        Ok(Upstream::None) | Err(_) => {}
    }
}

fn unfinished(archive: &Archive, findings: &mut Vec<Finding>) {
    let what = match archive.repository.state() {
        RepositoryState::Clean => return,
        RepositoryState::Merge => "merge",
        RepositoryState::Revert | RepositoryState::RevertSequence => "revert",
        RepositoryState::CherryPick | RepositoryState::CherryPickSequence => "cherry-pick",
        RepositoryState::Bisect => "bisect",
        RepositoryState::Rebase | RepositoryState::RebaseInteractive | RepositoryState::RebaseMerge => "rebase",
        RepositoryState::ApplyMailbox | RepositoryState::ApplyMailboxOrRebase => "am",
    };
    findings.push(Finding::new("unfinished").with("what", what));
}

/// Lock files, and what a run of this program that was cut short left to be finished.
fn locks(archive: &Archive, findings: &mut Vec<Finding>) {
    for lock in archive.lock_files() {
        let finding = match &lock.holder {
            Holder::Process(id, name) => Finding::new("lock-held").with("process", format!("{name} ({id})")),
            Holder::Nobody | Holder::Unknown => Finding::new("lock-left"),
        };
        findings.push(finding.at(lock.path.display()).with("seconds", lock.age.as_secs()));
    }
    if archive.is_interrupted() {
        findings.push(Finding::new("interrupted"));
    }
}

fn index(archive: &Archive, findings: &mut Vec<Finding>) {
    if archive.repository.is_bare() {
        return;
    }
    let index = match archive.repository.index() {
        Ok(index) => index,
        Err(error) => return findings.push(Finding::new("index").with("message", error.message())),
    };
    let Ok(conflicts) = index.conflicts() else { return };
    for conflict in conflicts.filter_map(Result::ok) {
        let entry = conflict.our.or(conflict.their).or(conflict.ancestor);
        let path = entry.map(|entry| String::from_utf8_lossy(&entry.path).into_owned());
        findings.push(Finding::new("conflicts").at(path.unwrap_or_default()));
    }
}

/// Every commit, the tags, and what the newest commit holds.
fn stored(archive: &Archive, findings: &mut Vec<Finding>) {
    object::hash_what_is_read();
    let repository = &archive.repository;
    let Ok(odb) = repository.odb() else { return };
    let mut history = History::default();
    let head = reference::head(repository);
    if let Some(head) = head {
        history.add(&odb, head, "HEAD");
    }
    for branch in reference::branches(repository).unwrap_or_default() {
        history.add(&odb, branch.id, &branch.name);
    }
    for tag in reference::below(repository, "refs/tags/").unwrap_or_default() {
        let target = match object::kind(&odb, tag.id) {
            Ok((ObjectType::Commit, _)) => Some(tag.id),
            Ok((ObjectType::Tag, _)) => match object::content(&odb, tag.id, ObjectType::Tag) {
                Ok(bytes) => object::parse_tag(&bytes).filter(|raw| raw.kind == "commit").map(|raw| raw.target),
                Err(damage) => {
                    findings.push(damage.finding("tag-damaged", tag.id).at(tag.name.trim_start_matches("refs/tags/")));
                    None
                }
            },
            Ok(_) => None,
            Err(damage) => {
                findings.push(damage.finding("tag-damaged", tag.id).at(tag.name.trim_start_matches("refs/tags/")));
                None
            }
        };
        if let Some(target) = target {
            history.add(&odb, target, &tag.name);
        }
    }
    findings.append(&mut history.findings);
    let newest = history.commits.iter().find(|(id, _)| Some(*id) == head);
    if let Some((id, commit)) = newest {
        let mut contents = Contents::default();
        contents.add(&odb, *id, commit.tree);
        findings.append(&mut contents.findings);
    }
}

/// Objects that lie elsewhere: in another repository on this disk, or with a remote.
fn elsewhere(archive: &Archive, findings: &mut Vec<Finding>) {
    let objects = archive.repository.commondir().join("objects");
    if let Ok(bytes) = read_file(&objects.join("info/alternates")) {
        for line in String::from_utf8_lossy(&bytes).lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if !objects.join(line).is_dir() {
                findings.push(Finding::new("alternates").at(line));
            }
        }
    }
    let Ok(config) = archive.repository.config() else { return };
    let promised = entries(&config, r"^remote\..*\.promisor$").into_iter().any(|(_, value)| value != "false");
    if promised || config.get_string("extensions.partialclone").is_ok() {
        findings.push(Finding::new("partial"));
    }
}

/// What git's settings ask for here.
fn habits(archive: &Archive, findings: &mut Vec<Finding>) {
    let repository = &archive.repository;
    if archive.author() == Err(ArchiveError::NoAuthor) {
        findings.push(Finding::new("no-author"));
    }
    let Ok(config) = repository.config() else { return };
    for (key, value) in entries(&config, r"^remote\..*\.(push)?url$") {
        if value.starts_with("http") && without_credentials(&value) != value {
            findings.push(Finding::new("credentials").at(key));
        }
    }
    if config.get_bool("commit.gpgsign").unwrap_or(false) {
        findings.push(Finding::new("gpgsign"));
    }
    let folder = match config.get_path("core.hookspath") {
        Ok(path) => archive.root().join(path),
        Err(_) => repository.commondir().join("hooks"),
    };
    let hooks: Vec<&str> = HOOKS.into_iter().filter(|hook| is_program(&folder.join(hook))).collect();
    if !hooks.is_empty() {
        findings.push(Finding::new("hooks").with("hooks", hooks.join(", ")));
    }
    for document in archive.documents().unwrap_or_default() {
        let path = document.path();
        for attribute in ["filter", "working-tree-encoding"] {
            let value = repository.get_attr(Path::new(&path), attribute, git2::AttrCheckFlags::FILE_THEN_INDEX);
            if let Ok(Some(value)) = value {
                findings.push(Finding::new("filter").at(&path).with("attribute", format!("{attribute}={value}")));
            }
        }
    }
}

/// The settings whose names match, values of those without one left empty.
fn entries(config: &git2::Config, pattern: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let Ok(entries) = config.entries(Some(pattern)) else { return found };
    let read = entries.for_each(|entry| {
        let value = if entry.has_value() { entry.value().unwrap_or_default() } else { "" };
        found.push((entry.name().unwrap_or_default().to_owned(), value.to_owned()));
    });
    if read.is_err() {
        found.clear();
    }
    found
}

#[cfg(unix)]
fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    path.metadata().is_ok_and(|metadata| metadata.is_file() && metadata.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(path: &Path) -> bool {
    path.is_file()
}

/// Whether files can be made where saving makes them. The one that is tried has no name and is gone at once.
fn writable(archive: &Archive, findings: &mut Vec<Finding>) {
    let repository = &archive.repository;
    let mut folders: Vec<PathBuf> = vec![repository.path().to_owned()];
    folders.extend(["objects", "refs"].map(|name| repository.commondir().join(name)));
    if let Some(root) = repository.workdir() {
        folders.push(root.to_owned());
        folders.push(root.join("strategy"));
    }
    for folder in folders.iter().filter(|folder| folder.is_dir()) {
        if let Err(error) = tempfile::tempfile_in(folder) {
            findings.push(Finding::new("read-only").at(folder.display()).with("message", error));
        }
    }
}
