//! One writer at a time: the archive's own lock, which dies with its process, and the leftover locks of runs that died.

use std::fs::{File, TryLockError};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use git2::Repository;

use super::archive::{Archive, ArchiveError};
use super::founding::{ASIDE, remove_aside};
use super::index::HeldIndex;
use super::intent::{Home, Intent};
use super::worktree::{Followed, files_beside, follow};
use super::{disk, index};

/// The lock file, in the folder that all work trees of the repository share.
const LOCK: &str = "nowela.lock";

/// Lock files of other programs that are younger than this are left to them, even where nobody seems to hold them.
const STALE: Duration = Duration::from_secs(600);

/// Bytes of a journal from which on what nobody could finish is given up.
const LONGEST: usize = 64 * 1024;

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

/// What unlocking came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unlocked {
    /// Whether a run of this program had been cut short.
    pub interrupted: bool,
    /// Why that work could not be finished.
    pub unfinished: Option<String>,
    /// Lock files that were removed.
    pub removed: Vec<LockFile>,
    /// Lock files that were left to the processes that hold them.
    pub held: Vec<LockFile>,
}

/// The archive's own lock, held until dropped.
pub(super) struct Hold {
    /// `None` where the file system knows no locks: the compare-and-swap of references has to do alone.
    file: Option<File>,
    /// What was announced to exist only for a while.
    passing: Vec<PathBuf>,
    /// Whether something is announced that was not cleared up, or files that should follow did not.
    unfinished: bool,
}

impl Drop for Hold {
    fn drop(&mut self) {
        // A file that could not be removed, or brought along, stays announced, so that the next run does so.
        if self.unfinished || self.passing.iter().any(|path| path.symlink_metadata().is_ok()) {
            return;
        }
        if let Some(file) = &mut self.file {
            // The file stays: removing it would let two runs lock two files of one name.
            let _ = file.set_len(0);
        }
    }
}

impl Hold {
    /// Lays an intent into a repository that is not in use yet, for the run that first opens it.
    pub(super) fn leave(archive: &Archive, intent: &Intent) -> io::Result<()> {
        let mut file = File::create(archive.repository.commondir().join(LOCK))?;
        file.write_all(intent.text(&Home::of(archive)).as_bytes())
    }

    /// Leaves what was announced to the next run.
    pub(super) fn leave_unfinished(&mut self) {
        self.unfinished = true;
    }

    /// Takes the lock of a repository, waiting for other runs of this program.
    pub(super) fn take(common: &Path) -> Result<Self, ArchiveError> {
        let path = common.join(LOCK);
        let failed = |error: io::Error| ArchiveError::of_disk(&path, &error);
        let mut options = File::options();
        options.read(true).write(true);
        let file = match options.open(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let file = options.create(true).truncate(false).open(&path).map_err(failed)?;
                // What is written into it is worth nothing where a power cut takes its name away.
                disk::sync_folder(common).map_err(failed)?;
                file
            }
            opened => opened.map_err(failed)?,
        };
        let mut waited = Duration::ZERO;
        loop {
            match file.try_lock() {
                Ok(()) => {
                    // Until it is read and cleared up it is not to be emptied.
                    let unfinished = file.metadata().map_or(true, |metadata| metadata.len() > 0);
                    return Ok(Self { file: Some(file), passing: Vec::new(), unfinished });
                }
                Err(TryLockError::WouldBlock) if waited < PATIENCE => waited += pause(8),
                Err(TryLockError::WouldBlock) => return Err(ArchiveError::Locked(LockFile::at(&path, &[]))),
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {
                    return Ok(Self { file: None, passing: Vec::new(), unfinished: false });
                }
                Err(TryLockError::Error(error)) => return Err(failed(error)),
            }
        }
    }

    /// Whether the lock is held on the file that bears its name now, and not on one that was removed meanwhile.
    pub(super) fn is_current(&self, common: &Path) -> bool {
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt as _;
            let Some(Ok(own)) = self.file.as_ref().map(File::metadata) else { return true };
            common.join(LOCK).metadata().is_ok_and(|named| (named.dev(), named.ino()) == (own.dev(), own.ino()))
        }
        // Elsewhere an open file keeps its name.
        #[cfg(not(unix))]
        common.join(LOCK).exists()
    }

    /// What runs before this one left behind, if they died; empty where none did.
    fn inherited(&mut self) -> io::Result<String> {
        let Some(file) = &mut self.file else { return Ok(String::new()) };
        let mut bytes = Vec::new();
        file.rewind()?;
        file.read_to_end(&mut bytes)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Writes down what is about to be done, behind what was written before: that counts until all of it is done. Lock files
    /// that lie there already are somebody else's and left out.
    pub(super) fn announce(&mut self, archive: &Archive, intent: &Intent) -> Result<(), ArchiveError> {
        let failed = |error: io::Error| ArchiveError::of_disk(&archive.repository.commondir().join(LOCK), &error);
        let before = self.inherited().map_err(failed)?;
        let Some(file) = &mut self.file else { return Ok(()) };
        let mut intent = intent.clone();
        intent.passing.retain(|path| path.symlink_metadata().is_err() || path.ends_with(ASIDE));
        let text = intent.text(&Home::of(archive));
        self.passing.append(&mut intent.passing);
        // A line that is torn is not to be continued; and a journal that is never cleared does not grow for ever.
        let end = before.rfind('\n').map_or(0, |at| at + 1);
        let end = if end < LONGEST { end as u64 } else { 0 };
        let written = file.set_len(end).and_then(|()| file.seek(io::SeekFrom::Start(end)));
        let written = written.and_then(|_| file.write_all(text.as_bytes())).and_then(|()| file.sync_data());
        written.map_err(failed)
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
    ///
    /// # Errors
    /// [`ArchiveError`] where a folder can't be listed.
    pub fn lock_files(&self) -> Result<Vec<LockFile>, ArchiveError> {
        let (own, common) = (self.repository.path().to_owned(), self.repository.commondir().to_owned());
        let mut found = Vec::new();
        for (folder, depth) in [(&own, 0), (&common, 0), (&common.join("refs"), usize::MAX)] {
            collect(folder, depth, &mut found).map_err(|error| ArchiveError::of_disk(folder, &error))?;
        }
        found.retain(|path| path.file_name().is_some_and(|name| name != LOCK));
        found.sort();
        found.dedup();
        Ok(found.iter().map(|path| self.lock_file(path)).collect())
    }

    /// Whether a run of this program was cut short here, so that the next one that writes has to finish or clear up what
    /// it began. `false` while one is at work.
    pub fn is_interrupted(&self) -> bool {
        let path = self.repository.commondir().join(LOCK);
        let Ok(file) = File::options().read(true).write(true).open(&path) else { return false };
        // One that has just ended may hold it for a moment still.
        let free = (0..10).any(|_| {
            let locked = file.try_lock().is_ok();
            if !locked {
                pause(8);
            }
            locked
        });
        free && file.metadata().is_ok_and(|metadata| metadata.len() > 0)
    }

    /// Removes the lock files that no process holds, whatever their age, finishes or clears up what a run of this program
    /// that was cut short began. Nothing of this program writes meanwhile.
    ///
    /// # Errors
    /// [`ArchiveError`] where one can't be removed or another run goes on and on.
    pub fn unlock(&self) -> Result<Unlocked, ArchiveError> {
        let mut hold = Hold::take(self.repository.commondir())?;
        let interrupted = !self.journal(&mut hold)?.is_empty();
        let mut unfinished = self.clear_up(&mut hold)?.failure().map(str::to_owned);
        let is_held = |file: &LockFile| matches!(file.holder, Holder::Process(..));
        let (held, left): (Vec<_>, Vec<_>) = self.lock_files()?.into_iter().partition(is_held);
        let (mut removed, mut failed) = (Vec::new(), None);
        // A lock of this program's that keeps git away from what is not finished stays.
        let kept = |file: &LockFile| unfinished.is_some() && hold.passing.contains(&file.path);
        for file in left.into_iter().filter(|file| !kept(file)) {
            match disk::remove_file(&file.path) {
                Ok(()) => removed.push(file),
                Err(error) => failed = failed.or(Some(ArchiveError::of_disk(&file.path, &error))),
            }
        }
        if unfinished.is_some() && !removed.is_empty() {
            unfinished = self.clear_up(&mut hold)?.failure().map(str::to_owned);
        }
        match failed {
            Some(error) => Err(error),
            None => Ok(Unlocked { interrupted, unfinished, removed, held }),
        }
    }

    /// Looks at one lock file.
    pub(super) fn lock_file(&self, path: &Path) -> LockFile {
        let folders = [self.repository.path(), self.repository.commondir()];
        LockFile::at(path, &[&folders[..], &self.repository.workdir().into_iter().collect::<Vec<_>>()].concat())
    }

    /// Takes the lock and clears up after a run that died while it held it.
    pub(super) fn hold(&self) -> Result<Hold, ArchiveError> {
        let mut hold = Hold::take(self.repository.commondir())?;
        self.clear_up(&mut hold)?;
        Ok(hold)
    }

    /// Clears up after runs that died, and finishes what they left undone; says what became of the files that followed.
    pub(super) fn clear_up(&self, hold: &mut Hold) -> Result<Followed, ArchiveError> {
        let journal = self.journal(hold)?;
        let mut followed = Followed::default();
        for (linked, lines) in Intent::announcements(&journal) {
            followed.join(self.finish(hold, linked, &lines)?);
        }
        hold.unfinished = followed.failure().is_some();
        Ok(followed)
    }

    /// What runs that died had announced.
    fn journal(&self, hold: &mut Hold) -> Result<String, ArchiveError> {
        hold.inherited().map_err(|error| ArchiveError::of_disk(&self.repository.commondir().join(LOCK), &error))
    }

    /// Clears up after one announcement.
    fn finish(&self, hold: &mut Hold, linked: Option<&str>, lines: &[&str]) -> Result<Followed, ArchiveError> {
        // It may have been in another work tree, which has a branch, an index and files of its own.
        let (other, unopened) = match linked == Home::of(self).linked() {
            true => (None, None),
            false => match self.work_tree(linked) {
                Ok(other) => (other, None),
                Err(error) => (None, Some(error)),
            },
        };
        let elsewhere = linked != Home::of(self).linked();
        let archive = other.as_ref().unwrap_or(self);
        // Of a work tree that was removed nothing is left but what lies in the repository.
        let gone = elsewhere && other.is_none();
        let home = Home::of(archive);
        let intent = Intent::parse(lines, &if gone { home.without_tree() } else { home });
        hold.passing.extend_from_slice(&intent.passing);
        let is_ours = |path: &Path| {
            let lock = path.extension().is_some_and(|extension| extension == "lock");
            !lock || !matches!(archive.lock_file(path).holder, Holder::Process(..))
        };
        let index = archive.repository.path().join(index::LOCK);
        let (mut held, mut aside) = (None, Vec::new());
        for path in intent.passing.iter().filter(|path| path.symlink_metadata().is_ok() && is_ours(path)) {
            if path.ends_with(ASIDE) {
                aside.push(path);
            } else if *path == index && !gone {
                held = Some(HeldIndex::adopt(index.clone()));
            } else {
                // What can't be removed stays announced.
                let _ = disk::remove_file(path);
            }
        }
        if let Some(error) = unopened {
            return Ok(Followed::failed(error.to_string()));
        }
        let mut followed = Followed::default();
        if !gone && !intent.following.is_empty() {
            // This run may die here as the one before did.
            let passing =
                [index::passing_files(archive), files_beside(&archive.repository, &intent.following)].concat();
            hold.announce(archive, &Intent { passing, following: Vec::new() })?;
            let held = held.get_or_insert_with(|| HeldIndex::hold(archive));
            followed = follow(archive, &intent.following, held);
        }
        if let Some(held) = held.as_mut().filter(|_| followed.failure().is_none()) {
            held.let_go();
        }
        drop(held);
        for path in aside {
            let _ = remove_aside(path);
        }
        Ok(followed)
    }

    /// Another work tree of the repository, `None` for its main one; none where it is gone.
    fn work_tree(&self, linked: Option<&str>) -> Result<Option<Archive>, ArchiveError> {
        let common = self.repository.commondir();
        let repository = match linked {
            None => Repository::open(common)?,
            Some(name) => {
                let place = common.join("worktrees").join(name);
                match place.symlink_metadata() {
                    Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
                    Err(error) => return Err(ArchiveError::of_disk(&place, &error)),
                    Ok(_) => Repository::open_from_worktree(&self.repository.find_worktree(name)?)?,
                }
            }
        };
        Ok(Some(Archive { repository }))
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
fn collect(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) -> io::Result<()> {
    let entries = match folder.read_dir() {
        // It may go at any moment.
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    for entry in entries {
        let entry = entry?;
        let path = entry.path();
        match entry.file_type() {
            Ok(kind) if kind.is_dir() && depth > 0 => collect(&path, depth - 1, found)?,
            Ok(kind) if kind.is_file() && path.extension().is_some_and(|extension| extension == "lock") => {
                found.push(path);
            }
            _ => {}
        }
    }
    Ok(())
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
