//! `nowela init`: makes an archive.

use std::path::PathBuf;

use super::{Exit, Failure, Session};
use crate::store::Archive;

/// Make an archive: a git repository with nowela.toml
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  nowela init archiwum")]
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
    Archive::init(&directory, session.locale.language().tag(), session.now())?;
    session.say("init-done", &[("path", &directory.display().to_string())])?;
    Ok(Exit::Done)
}
