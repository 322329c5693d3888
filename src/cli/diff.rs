//! `nowela diff`: compares two texts, and shows or writes what changed.

use std::io::{self, Write};
use std::path::Path;

use clap::ValueEnum;
use clap::builder::PossibleValuesParser;

use super::clock::{Clock, Lap};
use super::compared::{Compared, Purpose, compare_states};
use super::sides::{Reading, tell_losses};
use super::state::write_file;
use super::{ColorChoice, Exit, Failure, Session, office, terminal};
use crate::compare::{Comparison, Structure};
use crate::render::terminal::{Colour, Detail, Grounds, TerminalOptions};
use crate::render::view::{ComparisonView, KindView};
use crate::render::{csv, html, json, markdown};

/// Compare two texts section by section
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The earlier text: a file, or a state of a document ([DOCUMENT@]VERSION, date, revision, worktree)
    #[arg(value_name = "BEFORE")]
    before: String,
    /// The later text
    #[arg(value_name = "AFTER")]
    after: String,
    /// How to show it; without it the ending of the file given with -o decides, else terminal
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
    /// Show the sections and what became of them, without redlines (terminal and markdown)
    #[arg(long)]
    stat: bool,
    /// Show sections with these kinds of change only
    #[arg(long, value_name = "KIND,…", value_delimiter = ',', value_parser = kinds())]
    only: Vec<String>,
    /// End with exit code 1 where something changed; another number alone is no change
    #[arg(long)]
    exit_code: bool,
    #[command(flatten)]
    reading: Reading,
    /// Write to this file
    #[arg(short, long, value_name = "FILE")]
    output: Option<String>,
}

/// How a comparison is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading here.
    Terminal,
    /// For programs; docs/comparison.schema.json says what stands where.
    Json,
    /// For a pull request comment, redlines in CriticMarkup.
    Markdown,
    /// One self-contained page.
    Html,
    /// A table of changes for spreadsheets.
    Csv,
}

impl Format {
    fn of_file(name: &str) -> Option<Format> {
        match Path::new(name).extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "json" => Some(Format::Json),
            "md" | "markdown" => Some(Format::Markdown),
            "html" | "htm" => Some(Format::Html),
            "csv" => Some(Format::Csv),
            _ => None,
        }
    }
}

fn kinds() -> PossibleValuesParser {
    PossibleValuesParser::new(KindView::ALL.map(KindView::code))
}

/// Shows what changed.
pub(super) fn run(arguments: &Arguments, session: &mut Session) -> Result<Exit, Failure> {
    let asked = |kind: &KindView| arguments.only.iter().any(|code| code == kind.code());
    let only: Vec<KindView> = KindView::ALL.into_iter().filter(asked).collect();
    let format = arguments.format.unwrap_or_else(|| {
        let told = arguments.output.as_deref().and_then(Format::of_file);
        told.unwrap_or(if session.json { Format::Json } else { Format::Terminal })
    });
    if arguments.stat && matches!(format, Format::Json | Format::Html | Format::Csv) {
        return Err(Failure::new(Exit::Usage, "failure-stat"));
    }
    let mut clock = Clock::start();
    let read = arguments.reading.options();
    let purpose = if arguments.output.is_some() { Purpose::Kept } else { Purpose::Shown };
    let mut compared = compare_states(session, (&arguments.before, &arguments.after), (purpose, &read), &mut clock)?;
    for loaded in [&compared.before, &compared.after] {
        tell_losses(session, &loaded.state.label, loaded.report.as_ref())?;
    }
    let changed = is_changed(&compared.comparison, &only);
    if !only.is_empty() {
        compared.view.sections.retain(|section| section.structure.iter().any(|kind| only.contains(kind)));
    }
    match &arguments.output {
        Some(name) => {
            let path = session.path(name);
            let shown = options(
                arguments,
                session,
                if session.color == ColorChoice::Always { Colour::Ansi } else { Colour::Plain },
            );
            let mut bytes = Vec::new();
            write(&compared, session, &only, format, &shown)?.write_to(&mut bytes)?;
            write_file(&path, &bytes)?;
        }
        None => {
            let shown = options(arguments, session, terminal::colour(session));
            match write(&compared, session, &only, format, &shown)? {
                Written::Text(text) if format == Format::Terminal => terminal::show(session, &text)?,
                written => written.write_to(&mut session.stdout)?,
            }
        }
    }
    clock.lap(Lap::Rendering);
    if session.verbose {
        session.stdout.flush()?;
        clock.report(session)?;
    }
    // The program ends here: giving every piece of memory back one by one would only take time.
    std::mem::forget(compared);
    Ok(if arguments.exit_code && changed { Exit::Changed } else { Exit::Done })
}

/// Whether something changed that a reader should know; of some kinds only, where only these are shown.
fn is_changed(comparison: &Comparison, only: &[KindView]) -> bool {
    if only.is_empty() {
        return comparison.is_changed();
    }
    let mut kinds = comparison.entries.iter().flat_map(|entry| &entry.structure);
    kinds.any(|kind| *kind != Structure::Renumbered && only.contains(&(*kind).into()))
}

fn options(arguments: &Arguments, session: &Session, colour: Colour) -> TerminalOptions {
    let detail = if arguments.stat {
        Detail::Tree
    } else if session.verbose {
        Detail::Reasons
    } else {
        Detail::Full
    };
    let grounds = if session.verbose { Grounds::Told } else { Grounds::Untold };
    TerminalOptions { width: terminal::width(), colour, detail, grounds }
}

/// What is shown: a text, or what is written piece by piece.
enum Written<'a> {
    Text(String),
    Json(&'a ComparisonView),
}

impl Written<'_> {
    fn write_to(&self, mut out: &mut dyn Write) -> io::Result<()> {
        match self {
            Written::Text(text) => out.write_all(text.as_bytes()),
            Written::Json(view) => json::json(view, &mut out),
        }
    }
}

fn write<'a>(
    compared: &'a Compared,
    session: &Session,
    only: &[KindView],
    format: Format,
    options: &TerminalOptions,
) -> Result<Written<'a>, Failure> {
    let subject = compared.subject(&session.locale, only);
    Ok(match format {
        Format::Terminal => Written::Text(crate::render::terminal::terminal(&subject, options)),
        Format::Json => Written::Json(&compared.view),
        Format::Markdown => Written::Text(match options.detail {
            Detail::Full | Detail::Reasons => markdown::markdown(&subject),
            Detail::Tree => markdown::overview(&subject),
        }),
        Format::Html => Written::Text(html::html(&subject, &office::templates_of(session)?).map_err(office::template)?),
        Format::Csv => Written::Text(csv::csv(&subject)),
    })
}
