//! `nowela git-setup`: makes git merge, compare and check texts by this program.

use super::{Exit, Failure, Session};
use crate::store::SetOutcome;

/// Make git merge and compare texts section by section in this archive, and check them before a commit
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Take back what it did
    #[arg(long)]
    undo: bool,
}

/// Sets git up, or takes that back.
pub(super) fn run(arguments: &Arguments, session: &mut Session) -> Result<Exit, Failure> {
    let archive = session.archive()?;
    let changes = match arguments.undo {
        true => archive.take_back_git()?,
        false => {
            let program = std::env::current_exe()
                .map_err(|error| Failure::new(Exit::Other, "failure-git-setup").with("message", error))?;
            archive.set_up_git(&program)?
        }
    };
    for change in &changes {
        let key = format!("git-setup-{}", change.outcome.code());
        let values = [("place", change.place.as_str())];
        match change.outcome {
            SetOutcome::Foreign => session.warn(&key, &values)?,
            SetOutcome::Current => {}
            SetOutcome::Written | SetOutcome::Removed => session.say(&key, &values)?,
        }
    }
    let idle = changes.iter().all(|change| matches!(change.outcome, SetOutcome::Current | SetOutcome::Foreign));
    match (arguments.undo, idle) {
        (_, true) => session.say("git-setup-idle", &[])?,
        (false, false) => session.say("git-setup-done", &[])?,
        (true, false) => session.say("git-setup-undone", &[])?,
    }
    Ok(Exit::Done)
}
