//! `nowela blame`: which revision wrote each passage that still stands.

use std::io::Write as _;

use unicode_width::UnicodeWidthStr as _;

use super::evolution::{Which, evolution};
use super::section::section;
use super::{Exit, Failure, Session, terminal};
use crate::render::evolution::blame::{Row, blame, rows};

/// Show which revision wrote each passage of a text, word by word
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The document
    #[arg(value_name = "D")]
    document: String,
    /// Number, title, heading id or path of a section: its own text only
    #[arg(value_name = "SECTION")]
    section: Option<String>,
    /// The text of this state (version, date, revision) instead of the newest one
    #[arg(long = "in", value_name = "STATE")]
    state: Option<String>,
    /// Tell versions, not revisions
    #[arg(long)]
    versions: bool,
}

/// Columns of what stands at the left of a passage, at most.
const LEFT: usize = 44;

/// Shows who wrote what.
pub(super) fn run(arguments: &Arguments, session: &mut Session) -> Result<Exit, Failure> {
    let which = if arguments.versions { Which::Versions } else { Which::Revisions };
    let evolution = evolution(session, &arguments.document, arguments.state.as_deref(), which)?;
    let only = match &arguments.section {
        Some(asked) => Some(section(&evolution.text, asked).map_err(|missed| missed.into_failure(asked))?),
        None => None,
    };
    let states = evolution.views();
    let view = blame(&evolution.history(&states, &session.locale), only);
    if session.json {
        serde_json::to_writer_pretty(&mut session.stdout, &view).map_err(std::io::Error::from)?;
        writeln!(session.stdout)?;
        return Ok(Exit::Done);
    }
    let rows = rows(&view, &session.locale);
    let wide = |row: &Row| match row {
        Row::Passage { from, .. } => from.width(),
        Row::Line(_) => 0,
    };
    let left = rows.iter().map(wide).max().unwrap_or(0).min(LEFT);
    terminal::paged(session, |session| {
        let width = terminal::width();
        let mut last = "";
        for row in &rows {
            match row {
                Row::Line(line) => {
                    last = "";
                    terminal::write_lines(session, std::slice::from_ref(line))?;
                }
                Row::Passage { from, text } => {
                    // As long as it stays the same, it is told once.
                    passage(session, if from == last { "" } else { from }, text, (left, width))?;
                    last = from;
                }
            }
        }
        Ok(Exit::Done)
    })
}

/// A passage with what stands at its left; where that is too wide, it stands in a row of its own.
fn passage(session: &mut Session, from: &str, text: &str, (left, width): (usize, usize)) -> std::io::Result<()> {
    let narrow = width < left + 30;
    let indent = if narrow { 4 } else { left + 2 };
    let mut first = !narrow && from.width() <= left;
    if !first && !from.is_empty() {
        writeln!(session.stdout, "{from}")?;
    }
    for row in terminal::rows(text, width, (indent, indent)) {
        match first {
            true => writeln!(session.stdout, "{from}{}{}", " ".repeat(indent - from.width()), row.trim_start())?,
            false => writeln!(session.stdout, "{row}")?,
        }
        first = false;
    }
    Ok(())
}
