//! Durable writing: what was reported as written is there after a power cut, whole, and so is what was there before.

use std::fs::File;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Once;

/// Makes libgit2 bring everything that it writes into a repository onto the disk before it goes on: objects before the
/// reference that needs them. Its own default leaves that to the system, which may lose or empty files in a power cut.
pub(super) fn make_git_durable() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        #[expect(unsafe_code, reason = "git2 has no safe way to switch this on")]
        // SAFETY: the option takes one int; libgit2 was initialised by `git2::Version`, and `Once` keeps other threads
        // that open a repository through this room waiting until it is set.
        unsafe {
            libgit2_sys::init();
            libgit2_sys::git_libgit2_opts(
                libgit2_sys::GIT_OPT_ENABLE_FSYNC_GITDIR as std::ffi::c_int,
                1 as std::ffi::c_int,
            );
        }
    });
}

/// Brings the entries of a folder onto the disk: what was made, renamed or removed in it.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    // Elsewhere folders can't be opened as files, and renaming is durable by itself or not at all.
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// Removes a file that is of no use, so that a power cut does not bring it back; where the disk fails at that, it may.
///
/// # Errors
/// Those of removing it.
pub fn remove_file(path: &Path) -> io::Result<()> {
    std::fs::remove_file(path)?;
    let _ = path.parent().map_or(Ok(()), sync_folder);
    Ok(())
}

/// Brings the entries of all folders from `folder` up to `top` onto the disk.
pub(super) fn sync_up_to(folder: &Path, top: &Path) -> io::Result<()> {
    folder.ancestors().take_while(|at| at.starts_with(top)).filter(|at| at.is_dir()).try_for_each(sync_folder)
}

/// Brings everything in a folder onto the disk, the folder's own entry included.
pub(super) fn sync_everything(folder: &Path) -> io::Result<()> {
    for entry in folder.read_dir()? {
        let entry = entry?;
        match entry.file_type()? {
            kind if kind.is_dir() => sync_everything(&entry.path())?,
            kind if kind.is_file() => File::open(entry.path())?.sync_all()?,
            _ => {}
        }
    }
    sync_folder(folder)?;
    folder.parent().map_or(Ok(()), sync_folder)
}

/// Makes a folder and those above it, and brings them onto the disk.
///
/// # Errors
/// Those of the disk.
pub fn make_folders(folder: &Path) -> io::Result<()> {
    let missing: Vec<&Path> = folder.ancestors().take_while(|at| !at.as_os_str().is_empty() && !at.is_dir()).collect();
    std::fs::create_dir_all(folder)?;
    missing.iter().filter_map(|made| made.parent()).try_for_each(|above| match above.as_os_str().is_empty() {
        true => sync_folder(Path::new(".")),
        false => sync_folder(above),
    })
}

/// Reads a file to its end.
#[expect(clippy::disallowed_methods, reason = "the store is a room that touches the disk")]
pub(super) fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    std::fs::read(path)
}

/// Where [`replace_file`] writes before the file takes the place of the old one.
pub(super) fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.nowela"))
}

/// How a file was written.
#[derive(Debug)]
pub enum Written {
    /// It is there, and outlives a power cut.
    Durably,
    /// It is there; the disk failed when its name was made durable.
    Unsecured(io::Error),
}

/// Writes a file so that a reader, and who comes after a power cut, finds the old content or the new one, never a part.
/// A link is followed, the file keeps its permissions, and what is no plain file (a pipe,
/// a device) is written to as it is. One writer at a time.
///
/// # Errors
/// Those of the disk; the old content is still there then, unless it is only the last step, by which the new content
/// becomes durable, that failed.
pub fn replace_file(path: &Path, bytes: &[u8]) -> io::Result<Written> {
    let path = match path.canonicalize() {
        Ok(real) => real,
        Err(error) if error.kind() == io::ErrorKind::NotFound => path.to_owned(),
        Err(error) => return Err(error),
    };
    let old = path.metadata().ok();
    if old.as_ref().is_some_and(|old| !old.is_file()) {
        let mut out = File::options().write(true).open(&path)?;
        out.write_all(bytes)?;
        return out.flush().map(|()| Written::Durably);
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let new = beside(&path);
    let written = write_new(&new, bytes, old.map(|old| old.permissions())).and_then(|()| std::fs::rename(&new, &path));
    if written.is_err() {
        // The failure is what to tell; a leftover is taken over by the next try.
        let _ = std::fs::remove_file(&new);
    }
    written?;
    Ok(match sync_folder(folder) {
        Ok(()) => Written::Durably,
        Err(error) => Written::Unsecured(error),
    })
}

fn write_new(path: &Path, bytes: &[u8], permissions: Option<std::fs::Permissions>) -> io::Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = File::create_new(path)?;
    if let Some(permissions) = permissions {
        file.set_permissions(permissions)?;
    }
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_keeps_its_permissions() {
        let folder = tempfile::tempdir().expect("there is room");
        let path = folder.path().join("nowy folder/tekst.md");
        make_folders(path.parent().expect("it has one")).expect("folders can be made");
        replace_file(&path, b"jeden").expect("it is new");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).expect("it is ours");
            replace_file(&path, b"dwa").expect("it can be replaced");
            assert_eq!(path.metadata().expect("it is there").permissions().mode() & 0o777, 0o640);
            let link = folder.path().join("link");
            std::os::unix::fs::symlink(&path, &link).expect("links can be made");
            replace_file(&link, b"trzy").expect("a link is followed");
            assert!(link.symlink_metadata().expect("it is there").is_symlink());
            replace_file(Path::new("/dev/null"), b"nic").expect("a device is written to");
        }
        assert_eq!(read_file(&path).expect("it is there"), b"trzy");
        let left: Vec<_> = path.parent().expect("it has one").read_dir().expect("it is a folder").collect();
        assert_eq!(left.len(), 1, "nothing else is left: {left:?}");
    }
}
