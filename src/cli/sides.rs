//! How files of offices are read where a command takes them: tracked changes, headings, and what is told of losses.

use super::failure::printable;
use super::{Failure, Session};
use crate::document::Headings;
use crate::import::report::Report;
use crate::import::{Changes, ImportOptions};
use crate::locale::Value;

/// What becomes of tracked changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Side {
    /// Read the text as if they were accepted.
    Accept,
    /// Read the text as if they were rejected.
    Reject,
}

/// Which headings count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Which {
    /// Those that the file marks; bold or numbered lines of a text without such.
    Detected,
    /// Those that the file marks, and no others.
    Styles,
}

/// How files are read.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(super) struct Reading {
    /// What becomes of tracked changes in files
    #[arg(long, value_name = "WHAT", default_value = "accept")]
    changes: Side,
    /// Whether bold or numbered lines are headings where a text has no others
    #[arg(long, value_name = "WHICH", default_value = "detected")]
    headings: Which,
}

impl Reading {
    /// The same for the room that reads.
    pub(super) fn options(self) -> ImportOptions {
        ImportOptions { changes: self.changes.into(), headings: self.headings.into() }
    }
}

impl From<Which> for Headings {
    fn from(which: Which) -> Self {
        match which {
            Which::Detected => Headings::Detected,
            Which::Styles => Headings::Marked,
        }
    }
}

impl From<Side> for Changes {
    fn from(side: Side) -> Self {
        match side {
            Side::Accept => Changes::Accept,
            Side::Reject => Changes::Reject,
        }
    }
}

/// Says on standard error how much of a file was not carried over, and how to see all of it.
///
/// # Errors
/// Those of standard error.
pub(super) fn tell_losses(session: &mut Session, name: &str, report: Option<&Report>) -> Result<(), Failure> {
    let count: u64 = report.iter().flat_map(|report| &report.losses).map(|loss| u64::from(loss.count)).sum();
    if count == 0 || session.quiet {
        return Ok(());
    }
    let name = printable(name);
    let values = [("name", Value::Text(&name)), ("count", Value::Count(count))];
    let said = session.locale.text("import-lost-short", &values);
    session.note(&said)
}
