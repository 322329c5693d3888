//! One writer at a time: the archive's own lock, which dies with its process, and the leftover locks of runs that died.

use std::fs::{File, TryLockError};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use git2::Oid;

use super::archive::{Archive, ArchiveError};
use super::worktree::{files_beside, follow};
use super::{disk, index};

/// The lock file, in the folder that all work trees of the repository share.
const LOCK: &str = "nowela.lock";

/// Lock files of other programs that are younger than this are left to them, even where nobody seems to hold them.
const STALE: Duration = Duration::from_secs(600);

/// How long a run waits for the others.
const PATIENCE: Duration = Duration::from_secs(60);

/// A lock file that lies in an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockFile {
    /// Where.
    pub path: PathBuf,
    /// How long ago it was made or written to; zero where its time lies in the future.
    pub age: Duration,
    /// Who holds it.
    pub holder: Holder,
}

/// Who holds a lock file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holder {
    /// A process that runs: its id and name.
    Process(u32, String),
    /// Nobody: no process has it open, and no git works in this archive.
    Nobody,
    /// It can't be told on this machine.
    Unknown,
}

impl LockFile {
    /// Whether it can be taken away without asking: old, and nobody's.
    pub fn is_stale(&self) -> bool {
        self.age >= STALE && self.holder == Holder::Nobody
    }
}

/// What a run is about to do, written down before it does, so that the next run can clear up after one that died.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Intent {
    /// Lock files and other files that exist only while it works.
    pub(super) passing: Vec<PathBuf>,
    /// Files of the work tree that follow once the branch has moved: path in the tree, blob before, blob after.
    pub(super) following: Vec<(String, Option<Oid>, Option<Oid>)>,
}

/// The archive's own lock, held until dropped.
pub(super) struct Hold {
    /// `None` where the file system knows no locks: the compare-and-swap of references has to do alone.
    file: Option<File>,
    /// What was announced to exist only for a while.
    passing: Vec<PathBuf>,
}

impl Drop for Hold {
    fn drop(&mut self) {
        // A file that could not be removed stays announced, so that the next run removes it.
        if self.passing.iter().any(|path| path.symlink_metadata().is_ok()) {
            return;
        }
        if let Some(file) = &mut self.file {
            // The file stays: removing it would let two runs lock two files of one name.
            let _ = file.set_len(0);
        }
    }
}

impl Hold {
    /// Takes the lock of a repository, waiting for other runs of this program.
    pub(super) fn take(common: &Path) -> Result<Self, ArchiveError> {
        let path = common.join(LOCK);
        let mut options = File::options();
        let opened = options.read(true).write(true).create(true).truncate(false).open(&path);
        let file = opened.map_err(|error| ArchiveError::of_disk(&path, &error))?;
        let mut waited = Duration::ZERO;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Self { file: Some(file), passing: Vec::new() }),
                Err(TryLockError::WouldBlock) if waited < PATIENCE => waited += pause(8),
                Err(TryLockError::WouldBlock) => return Err(ArchiveError::Locked(LockFile::at(&path, &[]))),
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {
                    return Ok(Self { file: None, passing: Vec::new() });
                }
                Err(TryLockError::Error(error)) => return Err(ArchiveError::of_disk(&path, &error)),
            }
        }
    }

    /// What the run before this one left behind, if it died.
    pub(super) fn inherited(&mut self) -> Option<Intent> {
        let mut text = String::new();
        let file = self.file.as_mut()?;
        file.rewind().and_then(|()| file.read_to_string(&mut text)).ok()?;
        (!text.is_empty()).then(|| Intent::parse(&text))
    }

    /// Writes down what is about to be done. Lock files that lie there already are somebody else's and left out.
    pub(super) fn announce(&mut self, intent: &Intent) -> io::Result<()> {
        let Some(file) = &mut self.file else { return Ok(()) };
        let mut intent = intent.clone();
        intent.passing.retain(|path| path.symlink_metadata().is_err());
        self.passing.clone_from(&intent.passing);
        file.set_len(0)?;
        file.rewind()?;
        file.write_all(intent.text().as_bytes())?;
        file.sync_data()
    }
}

impl Intent {
    /// One line each, the path last; a path with a line break is left out, as it could be read as another line.
    fn text(&self) -> String {
        let blob = |id: &Option<Oid>| id.map_or_else(|| "-".to_owned(), |id| id.to_string());
        let passing = self.passing.iter().filter_map(|path| Some(format!("passing {}", path.to_str()?)));
        let following =
            self.following.iter().map(|(path, old, new)| format!("following {} {} {path}", blob(old), blob(new)));
        passing.chain(following).filter(|line| !line.contains('\n')).map(|line| line + "\n").collect()
    }

    /// Reads what [`Intent::text`] wrote; the last line counts only if it is whole.
    fn parse(text: &str) -> Self {
        let mut intent = Self::default();
        for line in text.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n')) {
            if let Some(path) = line.strip_prefix("passing ") {
                intent.passing.push(PathBuf::from(path));
            } else if let Some((old, (new, path))) = line
                .strip_prefix("following ")
                .and_then(|rest| rest.split_once(' '))
                .and_then(|(old, rest)| Some((old, rest.split_once(' ')?)))
            {
                intent.following.push((path.to_owned(), Oid::from_str(old).ok(), Oid::from_str(new).ok()));
            }
        }
        intent
    }
}

impl LockFile {
    /// Looks at a lock file; `folders` are those in which a git at work would stand.
    pub(super) fn at(path: &Path, folders: &[&Path]) -> Self {
        Self { path: path.to_owned(), age: age(path), holder: holder(path, folders) }
    }
}

impl Archive {
    /// All lock files of git that lie in the archive, by path.
    pub fn lock_files(&self) -> Vec<LockFile> {
        let (own, common) = (self.repository.path().to_owned(), self.repository.commondir().to_owned());
        let mut found = Vec::new();
        for folder in [&own, &common] {
            collect(folder, 0, &mut found);
        }
        collect(&common.join("refs"), usize::MAX, &mut found);
        found.retain(|path| path.file_name().is_some_and(|name| name != LOCK));
        found.sort();
        found.dedup();
        found.iter().map(|path| self.lock_file(path)).collect()
    }

    /// Removes the lock files that no process holds, whatever their age, and returns them. Nothing of this program
    /// writes meanwhile.
    ///
    /// # Errors
    /// [`ArchiveError`] where one can't be removed or another run goes on and on.
    pub fn unlock(&self) -> Result<Vec<LockFile>, ArchiveError> {
        let _hold = Hold::take(self.repository.commondir())?;
        let mut files = self.lock_files();
        files.retain(|file| !matches!(file.holder, Holder::Process(..)));
        for file in &files {
            std::fs::remove_file(&file.path).map_err(|error| ArchiveError::of_disk(&file.path, &error))?;
        }
        Ok(files)
    }

    /// Looks at one lock file.
    pub(super) fn lock_file(&self, path: &Path) -> LockFile {
        let folders = [self.repository.path(), self.repository.commondir()];
        LockFile::at(path, &[&folders[..], &self.repository.workdir().into_iter().collect::<Vec<_>>()].concat())
    }

    /// Takes the lock and clears up after a run that died while it held it.
    pub(super) fn hold(&self) -> Result<Hold, ArchiveError> {
        let mut hold = Hold::take(self.repository.commondir())?;
        if let Some(intent) = hold.inherited() {
            for path in &intent.passing {
                let lock = path.extension().is_some_and(|extension| extension == "lock");
                if path.symlink_metadata().is_err()
                    || lock && matches!(self.lock_file(path).holder, Holder::Process(..))
                {
                    continue;
                }
                std::fs::remove_file(path).map_err(|error| ArchiveError::of_disk(path, &error))?;
            }
            // This run may die here as the one before did.
            let passing = [index::passing_files(self), files_beside(&self.repository, &intent.following)].concat();
            hold.announce(&Intent { passing, following: intent.following.clone() })
                .map_err(|error| ArchiveError::of_disk(self.repository.commondir(), &error))?;
            follow(self, &intent.following);
        }
        Ok(hold)
    }

    /// What stands in the way of a reference, or of the index: waits a little, or removes it where it is stale.
    ///
    /// # Errors
    /// [`ArchiveError::Locked`] once `tries` are used up.
    pub(super) fn wait_for(&self, path: &Path, tries: u32) -> Result<(), ArchiveError> {
        for _ in 0..tries {
            if path.symlink_metadata().is_err() {
                return Ok(());
            }
            if age(path) >= STALE && self.lock_file(path).is_stale() {
                return std::fs::remove_file(path).map_err(|error| ArchiveError::of_disk(path, &error));
            }
            pause(40);
        }
        match path.symlink_metadata() {
            Ok(_) => Err(ArchiveError::Locked(self.lock_file(path))),
            Err(_) => Ok(()),
        }
    }
}

/// How long ago a file was written to; zero where that lies in the future.
fn age(path: &Path) -> Duration {
    let modified = path.symlink_metadata().and_then(|metadata| metadata.modified());
    modified.ok().and_then(|time| time.elapsed().ok()).unwrap_or_default()
}

/// Waits for up to so many milliseconds, each process for another time, and says how long it was.
pub(super) fn pause(most: u64) -> Duration {
    static TURN: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(0);
    let turn = TURN.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    let spread =
        (u64::from(std::process::id()) ^ turn.wrapping_mul(0x9e37_79b9)).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40;
    let time = Duration::from_millis(1 + spread % most);
    std::thread::sleep(time);
    time
}

/// The lock files in a folder and in those so many levels below it.
fn collect(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) {
    let Ok(entries) = folder.read_dir() else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        match entry.file_type() {
            Ok(kind) if kind.is_dir() && depth > 0 => collect(&path, depth - 1, found),
            Ok(kind) if kind.is_file() && path.extension().is_some_and(|extension| extension == "lock") => {
                found.push(path);
            }
            _ => {}
        }
    }
}

/// Which process has a file open or, as a git that waits for an editor holds locks that it has closed, is a git at work
/// in one of the folders.
fn holder(path: &Path, folders: &[&Path]) -> Holder {
    let Ok(processes) = Path::new("/proc").read_dir() else { return Holder::Unknown };
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let folders: Vec<PathBuf> = folders.iter().filter_map(|folder| folder.canonicalize().ok()).collect();
    let mut seen = false;
    for process in processes.flatten() {
        let Some(id) = process.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else { continue };
        seen = true;
        let place = process.path();
        let name = disk::read_file(&place.join("comm")).unwrap_or_default();
        let name = String::from_utf8_lossy(&name).trim().to_owned();
        let open = place.join("fd").read_dir().is_ok_and(|files| {
            files.flatten().any(|file| std::fs::read_link(file.path()).is_ok_and(|target| target == path))
        });
        // Where a git of somebody else works can't be seen: it may be here.
        let here = name == "git"
            && !only_reads(&disk::read_file(&place.join("cmdline")).unwrap_or_default())
            && match std::fs::read_link(place.join("cwd")) {
                Ok(at) => folders.iter().any(|folder| at.starts_with(folder)),
                // One that has just ended holds nothing.
                Err(error) => error.kind() == io::ErrorKind::PermissionDenied,
            };
        if open || here {
            return Holder::Process(id, name);
        }
    }
    if seen { Holder::Nobody } else { Holder::Unknown }
}

/// Whether a command line is that of a git command which holds no lock, however long its pager stays open.
fn only_reads(line: &[u8]) -> bool {
    let words = line.split(|byte| *byte == 0).skip(1);
    let reading: [&[u8]; 8] = [b"log", b"show", b"diff", b"blame", b"grep", b"reflog", b"shortlog", b"help"];
    words.take(6).any(|word| reading.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intents_read_back_and_torn_lines_do_not_count() {
        let id = Oid::hash_object(git2::ObjectType::Blob, b"x").expect("it hashes");
        let intent = Intent {
            passing: vec![PathBuf::from("/tmp/a b/refs/heads/main.lock")],
            following: vec![("strategy/ris/text.md".to_owned(), None, Some(id))],
        };
        assert_eq!(Intent::parse(&intent.text()), intent);
        let torn = intent.text();
        let torn = &torn[..torn.len() - 4];
        assert_eq!(Intent::parse(torn), Intent { following: Vec::new(), ..intent });
    }

    #[test]
    fn an_open_file_has_a_holder_and_a_closed_one_has_none() {
        let folder = tempfile::tempdir().expect("there is room");
        let path = folder.path().join("main.lock");
        let file = File::create(&path).expect("it is new");
        if Path::new("/proc/self/fd").exists() {
            assert!(matches!(holder(&path, &[]), Holder::Process(id, _) if id == std::process::id()));
            drop(file);
            assert_eq!(holder(&path, &[]), Holder::Nobody);
            assert!(!LockFile::at(&path, &[]).is_stale(), "it is new");
        }
    }
}
