//! Opening an archive, and reading what one of its commits holds.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use git2::{Commit, ErrorCode, ObjectType, Repository, RepositoryOpenFlags, Tree};

use super::damage::{self, Operation};
use super::disk;
use super::lock::LockFile;
use super::name::DocumentId;
use super::settings::{SETTINGS_FILE, Settings, SettingsError};

/// No settings are larger.
const LARGEST_SETTINGS: u64 = 1024 * 1024;

/// A git repository that holds strategy texts.
pub struct Archive {
    pub(super) repository: Repository,
}

/// Why an archive can't be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ArchiveError {
    /// There is no such folder.
    #[error("no such folder: {}", .0.display())]
    NoDirectory(PathBuf),
    /// Neither this folder nor one above it is a git repository.
    #[error("no git repository at {} or above", .0.display())]
    NoRepository(PathBuf),
    /// The git repository holds neither settings nor a document.
    #[error("the git repository at {} is no archive", .0.display())]
    NotAnArchive(PathBuf),
    /// There are settings already where an archive was to be made.
    #[error("there is an archive at {} already", .0.display())]
    Exists(PathBuf),
    /// The repository is of a kind that this program can't read (sha256, reftable, a newer format).
    #[error("foreign repository format at {}: {message}", path.display())]
    ForeignFormat {
        /// Where.
        path: PathBuf,
        /// What git's library said.
        message: String,
    },
    /// The repository belongs to somebody else.
    #[error("the repository at {} belongs to somebody else", .0.display())]
    ForeignOwner(PathBuf),
    /// The history is cut off.
    #[error("the repository at {} is shallow", .0.display())]
    Shallow(PathBuf),
    /// HEAD is on no branch, so a new revision would be lost.
    #[error("HEAD is detached")]
    Detached,
    /// Nobody said who writes.
    #[error("user.name or user.email is not set")]
    NoAuthor,
    /// Another program holds a lock, or one that died left it.
    #[error("locked: {}", .0.path.display())]
    Locked(LockFile),
    /// The disk is full, or a quota is used up.
    #[error("no space left: {0}")]
    Full(String),
    /// The system does not allow to write or read there (permissions, a read-only disk).
    #[error("not allowed: {0}")]
    Denied(String),
    /// The disk failed.
    #[error("disk error: {0}")]
    Disk(String),
    /// An object is missing: it was lost, or never fetched into a partial clone.
    #[error("missing object: {0}")]
    Missing(String),
    /// An object, a reference or another file of the repository is damaged.
    #[error("damaged: {0}")]
    Damaged(String),
    /// Git's own settings can't be read.
    #[error("git's settings: {0}")]
    GitSettings(String),
    /// What lies in the place of the settings is no plain file, or too large for one of settings.
    #[error("{} holds no settings", .0.display())]
    NoSettings(PathBuf),
    /// The settings can't be read.
    #[error("nowela.toml, {0}")]
    Settings(#[from] SettingsError),
    /// Anything else that git's library said.
    #[error("{0}")]
    Broken(String),
}

/// What git's library said about the disk stands only in its wording, which it takes from the system.
impl From<git2::Error> for ArchiveError {
    fn from(error: git2::Error) -> Self {
        use git2::ErrorClass::{Config, Invalid, Object, Odb, Reference, Tag, Tree, Zlib};
        let message = error.message().to_owned();
        let says = |parts: &[&str]| parts.iter().any(|part| message.contains(part));
        if says(&["No space left", "quota exceeded", "File too large"]) {
            return ArchiveError::Full(message);
        }
        if says(&["Permission denied", "Read-only file system", "not permitted"]) {
            return ArchiveError::Denied(message);
        }
        if says(&["Input/output error"]) {
            return ArchiveError::Disk(message);
        }
        if says(&["corrupted packed references"]) {
            return ArchiveError::Damaged(format!(".git/packed-refs: {message}"));
        }
        match (error.class(), error.code()) {
            (Odb, ErrorCode::NotFound) => ArchiveError::Missing(message),
            (Config, _) => ArchiveError::GitSettings(message),
            (Odb | Zlib | Object | Tag | Tree, _) => ArchiveError::Damaged(message),
            // An object of another kind than the one that names it says.
            (Invalid, ErrorCode::NotFound) => ArchiveError::Damaged(message),
            (Reference, ErrorCode::GenericError) => ArchiveError::Damaged(message),
            _ => ArchiveError::Broken(message),
        }
    }
}

impl ArchiveError {
    /// What the disk said about a file or folder of the archive.
    pub(super) fn of_disk(path: &Path, error: &std::io::Error) -> Self {
        use std::io::ErrorKind;
        let message = format!("{}: {error}", path.display());
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => ArchiveError::Full(message),
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => ArchiveError::Denied(message),
            _ => ArchiveError::Disk(message),
        }
    }
}

/// Who writes a revision or names a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    /// Name.
    pub name: String,
    /// E-mail.
    pub email: String,
}

/// A point in time with the offset of the place where it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// Seconds since 1970-01-01 00:00 UTC.
    pub seconds: i64,
    /// Minutes east of UTC.
    pub offset: i32,
}

impl Moment {
    /// Noon (UTC) of a day written as `2020-07-14`; `None` where it is no day.
    pub fn noon(date: &str) -> Option<Self> {
        let day: jiff::civil::Date = Some(date).filter(|date| date.len() == 10)?.parse().ok()?;
        let seconds = day.at(12, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp().as_second();
        Some(Self { seconds, offset: 0 })
    }

    /// The day, as it was at that offset, written as `2020-07-14`.
    pub fn date(self) -> Option<String> {
        let local = self.seconds.checked_add(i64::from(self.offset) * 60)?;
        let timestamp = jiff::Timestamp::from_second(local).ok()?;
        Some(timestamp.to_zoned(jiff::tz::TimeZone::UTC).date().to_string())
    }

    pub(super) fn of(time: git2::Time) -> Self {
        Self { seconds: time.seconds(), offset: time.offset_minutes() }
    }
}

impl Archive {
    /// Opens the archive at `directory` or the nearest one above it. No process is started, whatever hooks, filters
    /// or settings the repository has.
    ///
    /// # Errors
    /// [`ArchiveError`] where there is none, or where it can't be read to the full.
    pub fn open(directory: &Path) -> Result<Self, ArchiveError> {
        let _operation = Operation::start();
        if !directory.is_dir() {
            return Err(ArchiveError::NoDirectory(directory.to_owned()));
        }
        disk::make_git_durable();
        let none: [&Path; 0] = [];
        let repository = Repository::open_ext(directory, RepositoryOpenFlags::empty(), none)
            .map_err(|error| opening_error(directory, &error))?;
        let archive = Self { repository };
        if archive.repository.is_shallow() {
            return Err(ArchiveError::Shallow(archive.root().to_owned()));
        }
        let settings = archive.read_settings().map_err(|error| archive.located(error))?;
        if settings.is_none() && archive.documents()?.is_empty() {
            return Err(ArchiveError::NotAnArchive(archive.root().to_owned()));
        }
        Ok(archive)
    }

    /// An error with its cause looked for where git's library names none: it does not where writing compressed data
    /// ends half-way.
    pub(super) fn explained(&self, error: ArchiveError) -> ArchiveError {
        let unsaid = ["", "no error", "failed to create tag annotation"];
        match &error {
            ArchiveError::Broken(message) | ArchiveError::Damaged(message) if unsaid.contains(&message.as_str()) => {
                let probe = self.repository.path().join("nowela.probe");
                let tried = disk::replace_file(&probe, &[0; 4096]);
                let _ = std::fs::remove_file(&probe);
                match tried {
                    Ok(_) => ArchiveError::Disk(self.repository.path().display().to_string()),
                    Err(cause) => ArchiveError::of_disk(self.repository.path(), &cause),
                }
            }
            _ => error,
        }
    }

    /// The folder that holds the archive: the work tree, or the repository itself where it is bare.
    pub fn root(&self) -> &Path {
        self.repository.workdir().unwrap_or_else(|| self.repository.path())
    }

    /// The settings.
    ///
    /// # Errors
    /// [`ArchiveError::Settings`] with the place where `nowela.toml` is broken.
    pub fn settings(&self) -> Result<Settings, ArchiveError> {
        let _operation = Operation::start();
        match self.read_settings()? {
            Some(text) => Ok(Settings::parse(&text)?),
            None => Ok(Settings::default()),
        }
    }

    /// Ids of the documents there are, in the newest revision or in the work tree, in order. Folders whose names are
    /// no document ids are left out.
    ///
    /// # Errors
    /// [`ArchiveError`] where the newest revision can't be read.
    pub fn documents(&self) -> Result<Vec<DocumentId>, ArchiveError> {
        let _operation = Operation::start();
        let mut documents = BTreeSet::new();
        let saved = self.head().and_then(|head| match head {
            Some(head) => self.documents_in(&head.tree()?),
            None => Ok(Vec::new()),
        });
        documents.extend(saved.map_err(|error| self.located(error))?);
        documents.extend(self.documents_on_disk());
        Ok(documents.into_iter().collect())
    }

    /// Where the text of a document lies on disk; `None` where the repository is bare.
    pub fn worktree_path(&self, document: &DocumentId) -> Option<PathBuf> {
        Some(self.repository.workdir()?.join(document.path()))
    }

    /// Who writes, as git's settings say.
    ///
    /// # Errors
    /// [`ArchiveError::NoAuthor`] where they don't.
    pub fn author(&self) -> Result<Author, ArchiveError> {
        author_of(&self.repository.config()?)
    }

    /// The commit that HEAD points to; `None` where there is no commit yet.
    pub(super) fn head(&self) -> Result<Option<Commit<'_>>, ArchiveError> {
        match self.repository.head() {
            Ok(head) => match head.target() {
                Some(id) => {
                    let commit = self.repository.find_commit(id);
                    commit.map(Some).map_err(|error| damage::named(id, error.into()))
                }
                None => Ok(None),
            },
            Err(error) if matches!(error.code(), ErrorCode::UnbornBranch | ErrorCode::NotFound) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    pub(super) fn documents_in(&self, tree: &Tree<'_>) -> Result<Vec<DocumentId>, ArchiveError> {
        let Some(strategy) = tree.get_name("strategy").filter(|entry| entry.kind() == Some(ObjectType::Tree)) else {
            return Ok(Vec::new());
        };
        let strategy = self.repository.find_tree(strategy.id())?;
        let mut documents = Vec::new();
        for folder in strategy.iter().filter(|entry| entry.kind() == Some(ObjectType::Tree)) {
            let Ok(id) = folder.name().map(DocumentId::parse) else { continue };
            let Ok(id) = id else { continue };
            if self.repository.find_tree(folder.id())?.get_name("text.md").is_some() {
                documents.push(id);
            }
        }
        Ok(documents)
    }

    fn documents_on_disk(&self) -> Vec<DocumentId> {
        let Some(root) = self.repository.workdir() else { return Vec::new() };
        let Ok(folders) = std::fs::read_dir(root.join("strategy")) else { return Vec::new() };
        folders
            .filter_map(|folder| {
                let folder = folder.ok()?;
                let id = DocumentId::parse(folder.file_name().to_str()?).ok()?;
                folder.path().join("text.md").is_file().then_some(id)
            })
            .collect()
    }

    /// The text of `nowela.toml`: what lies in the work tree, else what the newest revision holds.
    pub(super) fn read_settings(&self) -> Result<Option<String>, ArchiveError> {
        let bytes = match self.repository.workdir().map(|root| root.join(SETTINGS_FILE)) {
            Some(path) if path.symlink_metadata().is_ok() => {
                // Neither a link, which could lead out of the archive, nor what reading would wait on for ever.
                if path.symlink_metadata().is_ok_and(|found| !found.is_file() || found.len() > LARGEST_SETTINGS) {
                    return Err(ArchiveError::NoSettings(path));
                }
                Some(disk::read_file(&path).map_err(|error| ArchiveError::of_disk(&path, &error))?)
            }
            _ => match self.head()? {
                Some(head) => match head.tree()?.get_name(SETTINGS_FILE) {
                    Some(entry) => Some(self.repository.find_blob(entry.id())?.content().to_owned()),
                    None => None,
                },
                None => None,
            },
        };
        // Bytes that are no UTF-8 become a place in the settings that the TOML reader stumbles over, if it matters.
        Ok(bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
    }
}

pub(super) fn author_of(config: &git2::Config) -> Result<Author, ArchiveError> {
    let read = |key| config.get_string(key).ok().filter(|value| !value.trim().is_empty());
    match (read("user.name"), read("user.email")) {
        (Some(name), Some(email)) => Ok(Author { name, email }),
        _ => Err(ArchiveError::NoAuthor),
    }
}

/// The folder by which git's settings trust a repository: a whole path, to its work tree where it has one.
fn trusted_as(directory: &Path) -> PathBuf {
    let none: [&Path; 0] = [];
    let found = Repository::discover_path(directory, none).ok();
    let root = found.as_deref().map(|found| match found.file_name().is_some_and(|name| name == ".git") {
        true => found.parent().unwrap_or(found),
        false => found,
    });
    std::path::absolute(root.unwrap_or(directory)).unwrap_or_else(|_| directory.to_owned())
}

pub(super) fn opening_error(directory: &Path, error: &git2::Error) -> ArchiveError {
    let message = error.message();
    let foreign = ["object format", "extension name", "repository version"];
    match error.code() {
        ErrorCode::NotFound => ArchiveError::NoRepository(directory.to_owned()),
        ErrorCode::Owner => ArchiveError::ForeignOwner(trusted_as(directory)),
        _ if foreign.iter().any(|part| message.contains(part)) => {
            ArchiveError::ForeignFormat { path: directory.to_owned(), message: message.to_owned() }
        }
        code => git2::Error::new(code, error.class(), message).into(),
    }
}
