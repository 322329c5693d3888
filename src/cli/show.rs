//! `nowela show`: the text of a state, or one of its sections.

use std::fs::File;
use std::io::{self, IsTerminal as _, Write as _};

use super::section::section;
use super::sides::{Reading, tell_losses};
use super::state::{Loaded, load_bytes};
use super::{Exit, Failure, Session, terminal};
use crate::document::Document;
use crate::render::guard;

/// Show the text of a state, or one section of it
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// A file, or a state of a document ([DOCUMENT@]VERSION, date, revision, worktree)
    #[arg(value_name = "STATE")]
    state: String,
    /// Number (2.4, § 5), title, heading id, or path (\"A > B\") of a section: its own text only
    #[arg(value_name = "SECTION")]
    section: Option<String>,
    /// With all sections beneath it
    #[arg(long, requires = "section")]
    branch: bool,
    #[command(flatten)]
    reading: Reading,
    /// Write to this file
    #[arg(short, long, value_name = "FILE")]
    output: Option<String>,
}

/// Shows the text.
pub(super) fn run(arguments: &Arguments, session: &mut Session) -> Result<Exit, Failure> {
    let (loaded, bytes) = load_bytes(session, &arguments.state, &arguments.reading.options())?;
    tell_losses(session, &loaded.state.label, loaded.report.as_ref())?;
    let document = &loaded.document;
    let found = match &arguments.section {
        Some(asked) => Some(section(document, asked).map_err(|missed| missed.into_failure(asked))?),
        None => None,
    };
    let text = found.map(|at| part(document, at, if arguments.branch { Extent::Branch } else { Extent::Own }));
    let bytes = match text {
        _ if session.json => {
            let report = Report::new(&loaded, found.zip(text));
            let mut json = serde_json::to_vec_pretty(&report).map_err(io::Error::from)?;
            json.push(b'\n');
            json
        }
        Some(text) => text.as_bytes().to_vec(),
        None => bytes,
    };
    if let Some(name) = &arguments.output {
        let path = session.path(name);
        let written = File::create(&path).and_then(|mut file| file.write_all(&bytes));
        written.map_err(|error| {
            Failure::new(Exit::Other, "failure-write").with("path", path.display()).with("message", error)
        })?;
    } else if io::stdout().is_terminal() && !session.json {
        terminal::show(session, &for_reading(text.unwrap_or(&document.source), terminal::width()))?;
    } else {
        session.stdout.write_all(&bytes)?;
    }
    if let (Some(at), false, false) = (found, arguments.branch, session.quiet) {
        let beneath = document.sections[at].end - at - 1;
        if beneath > 0 && document.sections[at].blocks.is_empty() {
            session.stdout.flush()?;
            session.warn("show-empty", &[])?;
        }
    }
    Ok(Exit::Done)
}

/// The text as a terminal shows it: no character steers it, and long lines are broken at spaces, but for tables.
fn for_reading(text: &str, width: usize) -> String {
    let mut shown = String::new();
    for line in guard::visible(text).lines() {
        let blank = line.len() - line.trim_start_matches(' ').len();
        if line.trim_start().starts_with('|') {
            shown.push_str(line);
            shown.push('\n');
            continue;
        }
        for row in terminal::rows(&line[blank..], width, (blank, blank)) {
            shown.push_str(&row);
            shown.push('\n');
        }
    }
    shown
}

/// How much of a section is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Extent {
    /// Heading and own text.
    Own,
    /// With all sections beneath it.
    Branch,
}

/// The source of a section from its heading on.
fn part(document: &Document, at: usize, extent: Extent) -> &str {
    let sections = &document.sections;
    let next = if extent == Extent::Own { at + 1 } else { sections[at].end };
    let end = sections.get(next).map_or(document.source.len(), |section| section.span.start as usize);
    document.source.get(sections[at].span.start as usize..end).unwrap_or_default()
}

#[derive(serde::Serialize)]
struct Report<'a> {
    schema: &'static str,
    document: Option<&'a str>,
    former: Option<&'a str>,
    version: Option<&'a str>,
    revision: Option<&'a str>,
    date: Option<&'a str>,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    section: Option<Shown<'a>>,
}

#[derive(serde::Serialize)]
struct Shown<'a> {
    index: usize,
    level: u8,
    numbers: Vec<&'a str>,
    title: &'a str,
    path: Vec<&'a str>,
    text: &'a str,
}

impl<'a> Report<'a> {
    fn new(loaded: &'a Loaded, section: Option<(usize, &'a str)>) -> Self {
        let (document, state) = (&loaded.document, &loaded.state);
        let shown = |(at, text): (usize, &'a str)| {
            let section = &document.sections[at];
            Shown {
                index: at - 1,
                level: section.level,
                numbers: section.labels.iter().map(|label| label.text.as_str()).collect(),
                title: &section.title,
                path: document.path(at),
                text,
            }
        };
        Self {
            schema: "nowela/text/1",
            document: state.document.as_deref(),
            former: state.former.as_deref(),
            version: state.version.as_deref(),
            revision: state.revision.as_deref(),
            date: state.date.as_deref(),
            title: document.title(),
            text: section.is_none().then_some(document.source.as_str()),
            section: section.map(shown),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_gets_lines_that_fit_and_no_character_that_steers_it() {
        let text = "  Żółć i\u{a0}jaźń i gęś\n\n| a | b | c | d |\nzły\u{1b}[2J \u{202e}tekst\n";
        let expected = "  Żółć\n  i\u{a0}jaźń i\n  gęś\n\n| a | b | c | d |\nzły⟦U+001B⟧[2J\n⟦U+202E⟧tekst\n";
        assert_eq!(for_reading(text, 11), expected);
    }
}
