//! `nowela trace`: the life of one section over all states of its document.

use std::io::Write as _;

use super::evolution::{Evolution, Which, evolution};
use super::section::{Missed, section};
use super::state::import;
use super::{Exit, Failure, Session, terminal};
use crate::render::evolution::life::{life, lines};
use crate::store::Archive;

/// Show the life of a section: its names, numbers and places, and what each revision changed
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The document
    #[arg(value_name = "D")]
    document: String,
    /// Number (2.4, § 5), title, heading id, path (\"A > B\") or lineage id (L17) of a section
    #[arg(value_name = "SECTION")]
    section: String,
    /// Look for the section in this state (version, date, revision)
    #[arg(long = "in", value_name = "STATE")]
    state: Option<String>,
    /// Look at states that have a name only
    #[arg(long)]
    versions: bool,
}

/// Shows the life.
pub(super) fn run(arguments: &Arguments, session: &mut Session) -> Result<Exit, Failure> {
    let which = if arguments.versions { Which::Versions } else { Which::Revisions };
    let evolution = evolution(session, &arguments.document, None, which)?;
    let own = match evolution.lineage.named(&arguments.section) {
        Some(own) => own,
        None => found(session, &evolution, arguments)?,
    };
    let states = evolution.views();
    let view = life(&evolution.history(&states, &session.locale), own);
    if session.json {
        serde_json::to_writer_pretty(&mut session.stdout, &view).map_err(std::io::Error::from)?;
        writeln!(session.stdout)?;
        return Ok(Exit::Done);
    }
    let lines = lines(&view, &session.locale);
    terminal::paged(session, |session| {
        terminal::write_lines(session, &lines)?;
        Ok(Exit::Done)
    })
}

/// The life of the section that was asked for: in the state that was named, else in the newest one that has it.
fn found(session: &Session, evolution: &Evolution, arguments: &Arguments) -> Result<u32, Failure> {
    let asked = arguments.section.as_str();
    let archive = session.archive()?;
    if let Some(state) = &arguments.state {
        let state = archive.resolve(&format!("{}@{state}", evolution.document))?;
        let at = evolution.at(&archive, &state)?.ok_or_else(|| {
            Failure::new(Exit::Usage, "failure-state-elsewhere").with("state", arguments.state.as_deref().unwrap_or(""))
        })?;
        return in_state(&archive, evolution, at, asked)?.map_err(|missed| missed.into_failure(asked));
    }
    let last = evolution.states.len() - 1;
    let newest = match section(&evolution.text, asked) {
        Ok(section) => return Ok(evolution.lineage.of[last][section]),
        Err(missed @ Missed::Ambiguous(_)) => return Err(missed.into_failure(asked)),
        Err(missed) => missed,
    };
    for at in (0..last).rev() {
        match in_state(&archive, evolution, at, asked)? {
            Err(Missed::Unknown(_)) => {}
            Err(missed) => return Err(missed.into_failure(asked)),
            Ok(life) => return Ok(life),
        }
    }
    Err(newest.into_failure(asked))
}

fn in_state(archive: &Archive, evolution: &Evolution, at: usize, asked: &str) -> Result<Result<u32, Missed>, Failure> {
    let state = &evolution.states[at];
    let text = import(&archive.text_in(&state.folder, &state.revision)?, &state.name())?;
    Ok(section(&text, asked).map(|section| evolution.lineage.of[at][section]))
}
