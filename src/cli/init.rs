//! `nowela init`: makes an archive.

use std::path::PathBuf;

use super::{Exit, Failure, Session};
use crate::store::{Archive, Founded, IndexEntry, WorktreeFile};

/// Make an archive: a git repository with nowela.toml
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The folder; it is made where there is none
    #[arg(value_name = "DIR", default_value = ".", hide_default_value = true)]
    directory: PathBuf,
}

/// Makes the archive.
pub(super) fn run(arguments: &Arguments, session: &mut Session) -> Result<Exit, Failure> {
    let directory = session.path(&arguments.directory);
    if directory.exists() && !directory.is_dir() {
        return Err(Failure::new(Exit::Usage, "failure-init-file").with("path", directory.display()));
    }
    let made = Archive::init(&directory, session.locale.language().tag(), session.now())?;
    session.say("init-done", &[("path", &directory.display().to_string())])?;
    founded(&made, session)?;
    Ok(Exit::Done)
}

/// Says what became of the files of an archive that was just made. Where it is there but the disk failed when it was made
/// durable, that is the failure.
pub(super) fn founded(made: &Founded, session: &mut Session) -> Result<(), Failure> {
    for (path, file) in &made.files {
        match file {
            WorktreeFile::Kept => session.warn("init-file-kept", &[("path", path)])?,
            WorktreeFile::Failed(message) => {
                session.warn("init-file-failed", &[("path", path), ("message", message)])?;
            }
            WorktreeFile::Current | WorktreeFile::Bare => {}
        }
    }
    match &made.index {
        IndexEntry::Kept => session.warn("init-index-kept", &[])?,
        IndexEntry::Failed(message) => session.warn("init-index-failed", &[("message", message)])?,
        IndexEntry::Current | IndexEntry::Bare => {}
    }
    match &made.unsecured {
        Some(message) => Err(Failure::new(Exit::Other, "failure-init-unsecured").with("message", message)),
        None => Ok(()),
    }
}
