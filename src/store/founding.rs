//! Making an archive: a new repository is built aside and put in its place in one step, so that a run that dies leaves
//! none or a whole one.

use std::fs::File;
use std::io::{self, ErrorKind};
use std::path::Path;

use git2::{Commit, ErrorCode, ObjectType, Oid, Repository, RepositoryInitOptions, RepositoryOpenFlags, TreeWalkMode};

use super::archive::{Archive, ArchiveError, Author, Moment, author_of, opening_error};
use super::damage::Operation;
use super::disk::{self, make_folders, sync_everything, sync_folder};
use super::index::{self, IndexEntry};
use super::intent::Intent;
use super::lock::Hold;
use super::saving::{self, SaveError, Saved};
use super::settings::{SETTINGS_FILE, Settings};
use super::worktree::{Following, WorktreeFile};

/// The folder in which a new repository is built before it takes its place, in the folder of the archive.
pub(super) const ASIDE: &str = ".nowela.new";

/// How the making of an archive ended: it is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Founded {
    /// What became of the files in the work tree that are not as in the newest revision, by path.
    pub files: Vec<(String, WorktreeFile)>,
    /// What became of the index entries.
    pub index: IndexEntry,
    /// What the disk said when the archive was there already and only its durability was left.
    pub unsecured: Option<String>,
}

impl Archive {
    /// Makes an archive at `directory`: the folder and the repository where there are none, and `nowela.toml`,
    /// saved as a commit of its own. What else lies or is staged there stays as it is.
    ///
    /// # Errors
    /// [`ArchiveError::Exists`] where there are settings or documents already; otherwise what kept it from being made.
    pub fn init(directory: &Path, language: &str, moment: Moment) -> Result<Founded, SaveError> {
        let _operation = Operation::start();
        disk::make_git_durable();
        match open(directory)? {
            Some(repository) => in_repository(Self { repository }, language, moment),
            None => Self::found(directory, (language, &Settings::template(language)), moment, None, |_| Ok(())),
        }
    }

    /// Whether an archive can be made in this folder as in an empty one: nothing is there but what a run that was cut
    /// short left of one that it was making, or the folder is not there.
    pub fn is_vacant(directory: &Path) -> bool {
        match directory.read_dir() {
            Ok(mut entries) => entries.all(|entry| entry.is_ok_and(|entry| entry.file_name() == ASIDE)),
            Err(error) => error.kind() == ErrorKind::NotFound,
        }
    }

    /// Makes an archive in a folder without a repository, with what `fill` saves in it. Whoever looks into the folder finds
    /// no archive, or the whole one. `settings` are the language of its first message and the text of its `nowela.toml`.
    /// Where an author is given, the repository has a name of its own for who saves in it.
    ///
    /// # Errors
    /// Those of `fill`, [`ArchiveError::Exists`] where somebody else was faster, or what kept it from being made; no
    /// archive is there then.
    pub fn found<E: From<SaveError>>(
        directory: &Path,
        settings: (&str, &str),
        moment: Moment,
        author: Option<&Author>,
        fill: impl FnOnce(&Archive) -> Result<(), E>,
    ) -> Result<Founded, E> {
        let _operation = Operation::start();
        disk::make_git_durable();
        let of_archive = |error: ArchiveError| E::from(error.into());
        let defaults = git2::Config::open_default().map_err(|error| of_archive(error.into()))?;
        if author.is_none() {
            author_of(&defaults).map_err(of_archive)?;
        }
        let branch = defaults.get_string("init.defaultbranch").unwrap_or_else(|_| "main".to_owned());
        let existed = directory.exists();
        let aside = directory.join(ASIDE);
        let made = (|| {
            let hold = hold_aside(directory, &aside).map_err(of_archive)?;
            let archive = prepare(&aside, &branch, author).map_err(of_archive)?;
            found(&archive, settings, moment, author)?;
            fill(&archive)?;
            put_in_place(archive, directory, hold).map_err(of_archive)
        })();
        if made.is_err() && open(directory).is_ok_and(|repository| repository.is_none()) {
            // What is left is in the way of nobody, and taken away by the next try.
            let _ = remove_aside(&aside);
            let _ = if existed { Ok(()) } else { std::fs::remove_dir(directory) };
        }
        made
    }
}

/// The repository in a folder; `None` where there is none.
fn open(directory: &Path) -> Result<Option<Repository>, ArchiveError> {
    let none: [&Path; 0] = [];
    match Repository::open_ext(directory, RepositoryOpenFlags::NO_SEARCH, none) {
        Ok(repository) => Ok(Some(repository)),
        Err(error) if error.code() == ErrorCode::NotFound => Ok(None),
        Err(error) => Err(opening_error(directory, &error)),
    }
}

/// Makes an archive of a repository that is there.
fn in_repository(archive: Archive, language: &str, moment: Moment) -> Result<Founded, SaveError> {
    if archive.repository.is_shallow() {
        return Err(ArchiveError::Shallow(archive.root().to_owned()).into());
    }
    if archive.read_settings()?.is_some() {
        return Err(ArchiveError::Exists(archive.root().to_owned()).into());
    }
    let saved = found(&archive, (language, &Settings::template(language)), moment, None)?;
    let files = match saved.worktree {
        WorktreeFile::Current | WorktreeFile::Bare => Vec::new(),
        other => vec![(SETTINGS_FILE.to_owned(), other)],
    };
    Ok(Founded { files, index: saved.index, unsecured: saved.unsecured })
}

/// Saves the settings that a new archive begins with.
fn found(
    archive: &Archive,
    (language, settings): (&str, &str),
    moment: Moment,
    author: Option<&Author>,
) -> Result<Saved, SaveError> {
    let message = match language {
        "pl" => "Założenie archiwum wersji\n",
        _ => "Set up the archive\n",
    };
    saving::commit_file(archive, SETTINGS_FILE, settings, message, (moment, author))
}

/// Makes the folder to build in, waits for others that build there, and empties it.
fn hold_aside(directory: &Path, aside: &Path) -> Result<Hold, ArchiveError> {
    let failed = |error: io::Error| ArchiveError::of_disk(aside, &error);
    let mut tries = 0..100;
    loop {
        // Whoever built there before may take the folder away at any moment.
        let again = tries.next().is_some();
        make_folders(directory).map_err(|error| ArchiveError::of_disk(directory, &error))?;
        match std::fs::create_dir(aside) {
            Err(error) if error.kind() == ErrorKind::NotFound && again => continue,
            Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(failed(error)),
            _ => {}
        }
        let hold = match Hold::take(aside) {
            Ok(hold) if hold.is_current(aside) => hold,
            Ok(_) => continue,
            Err(ArchiveError::Disk(_)) if again => continue,
            Err(error) => return Err(error),
        };
        if open(directory)?.is_some() || directory.join(SETTINGS_FILE).symlink_metadata().is_ok() {
            let _ = remove_aside(aside);
            return Err(ArchiveError::Exists(directory.to_owned()));
        }
        return match std::fs::remove_dir_all(aside.join(BUILT)) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(failed(error)),
            _ => Ok(hold),
        };
    }
}

/// The folder of the archive in the one to build in.
const BUILT: &str = "archive";

/// Makes the repository to fill.
fn prepare(aside: &Path, branch: &str, author: Option<&Author>) -> Result<Archive, ArchiveError> {
    let mut options = RepositoryInitOptions::new();
    options.initial_head(branch).external_template(false);
    let repository = Repository::init_opts(aside.join(BUILT), &options)?;
    if let Some(author) = author {
        let mut settings = repository.config()?;
        settings.set_str("user.name", &author.name)?;
        settings.set_str("user.email", &author.email)?;
    }
    Ok(Archive { repository })
}

/// Moves the repository to where it belongs, and has its files follow as those of a run that died.
fn put_in_place(archive: Archive, directory: &Path, hold: Hold) -> Result<Founded, ArchiveError> {
    let git = archive.repository.path().to_owned();
    let failed = |error: io::Error| ArchiveError::of_disk(&git, &error);
    let root = archive.root().to_owned();
    // A lock that could not be removed would go along, and nobody would know whose it is.
    if let Some(lock) = archive.lock_files()?.into_iter().next() {
        return Err(ArchiveError::Locked(lock));
    }
    // No git that comes to the repository before its files are there takes them for removed.
    let index = archive.repository.path().join(index::LOCK);
    File::create_new(&index).map_err(failed)?;
    let intent = Intent { passing: vec![index, root.join(ASIDE)], following: all_files(&archive)? };
    Hold::leave(&archive, &intent).map_err(failed)?;
    drop(archive);
    sync_everything(&git).map_err(failed)?;
    let place = directory.join(".git");
    std::fs::rename(&git, &place).map_err(|error| ArchiveError::of_disk(&place, &error))?;
    // From here on there is an archive, and what goes wrong is told of one that is there.
    let synced = sync_folder(directory);
    drop(hold);
    let mut made = match finish(&place) {
        Ok(made) => made,
        // The next run that saves something here finishes it.
        Err(error) => Founded { files: Vec::new(), index: IndexEntry::Current, unsecured: Some(error.to_string()) },
    };
    if let Err(error) = synced {
        made.unsecured.get_or_insert(error.to_string());
    }
    Ok(made)
}

/// Has the files of a repository that was just put in place follow.
fn finish(place: &Path) -> Result<Founded, ArchiveError> {
    let archive = Archive { repository: Repository::open(place)? };
    let followed = archive.clear_up(&mut Hold::take(archive.repository.commondir())?)?;
    let index = followed.index.unwrap_or(IndexEntry::Current);
    let files = followed.files.into_iter().filter(|(_, file)| *file != WorktreeFile::Current).collect();
    Ok(Founded { files, index, unsecured: None })
}

/// All files of the newest revision, as files that were not there before.
fn all_files(archive: &Archive) -> Result<Vec<Following>, ArchiveError> {
    let mut files: Vec<(String, Option<Oid>, Option<Oid>)> = Vec::new();
    if let Some(tree) = archive.head()?.as_ref().map(Commit::tree).transpose()? {
        tree.walk(TreeWalkMode::PreOrder, |folder, entry| {
            if let (Some(ObjectType::Blob), Ok(name)) = (entry.kind(), entry.name()) {
                files.push((format!("{folder}{name}"), None, Some(entry.id())));
            }
            git2::TreeWalkResult::Ok
        })?;
    }
    Ok(files)
}

/// Removes the folder in which an archive was built, its lock last.
pub(super) fn remove_aside(aside: &Path) -> io::Result<()> {
    for removed in [std::fs::remove_dir_all(aside.join(BUILT)), std::fs::remove_dir_all(aside)] {
        match removed {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    aside.parent().map_or(Ok(()), sync_folder)
}
