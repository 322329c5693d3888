//! `nowela git-diff`: shows git what changed in a text, section by section.

use std::io::Write as _;
use std::path::PathBuf;

use super::clock::Clock;
use super::compared::{Purpose, compare_states};
use super::failure::printable;
use super::{Exit, Failure, Session, terminal};
use crate::import::ImportOptions;
use crate::render::terminal::{Detail, Grounds, TerminalOptions};

/// Show what changed in a text where git compares two files; git calls it
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// As git gives them: path, old file, its id and mode, new file, its id and mode; where it was renamed, the new path and how
    #[arg(value_name = "PATH [OLD ID MODE NEW ID MODE [NEW-PATH HOW]]", num_args = 1..=9, required = true)]
    files: Vec<String>,
}

/// Shows what changed.
pub(super) fn run(arguments: &Arguments, session: &mut Session) -> Result<Exit, Failure> {
    let files = &arguments.files;
    let path = files.get(7).unwrap_or(&files[0]).clone();
    let (Some(old), Some(new)) = (files.get(1), files.get(4)) else {
        // So git tells of a file that is in conflict.
        let text = session.text("git-diff-unmerged", &[("path", path.as_str())]);
        writeln!(session.stdout, "{text}")?;
        return Ok(Exit::Done);
    };
    // A text that is not there on one side is an empty one.
    let empty = tempfile::Builder::new().suffix(".md").tempfile()?;
    let file = |name: &str| -> String {
        let absent = matches!(name, "/dev/null" | "nul" | "NUL");
        let path = if absent { empty.path().to_owned() } else { PathBuf::from(name) };
        format!("file:{}", path.display())
    };
    let mut clock = Clock::start();
    let options = ImportOptions::default();
    let compared = compare_states(session, (&file(old), &file(new)), (Purpose::Shown, &options), &mut clock)?;
    let headed = match files.get(7) {
        Some(renamed) if *renamed != files[0] => format!("{} → {}", printable(&files[0]), printable(renamed)),
        _ => printable(&path),
    };
    let shown = TerminalOptions {
        width: terminal::width(),
        colour: terminal::colour(session),
        detail: Detail::Full,
        grounds: Grounds::Untold,
    };
    let text = crate::render::terminal::terminal(&compared.subject(&session.locale, &[]), &shown);
    writeln!(session.stdout, "{headed}\n{text}")?;
    Ok(Exit::Done)
}
