//! `nowela diff`: compares two texts, and shows or writes what changed.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use clap::ValueEnum;
use clap::builder::PossibleValuesParser;

use super::failure::document_name;
use super::state::{Loaded, Origin, load_both, write_file};
use super::{ColorChoice, Exit, Failure, Session, terminal};
use crate::compare::{CompareOptions, Comparison, Stage, Structure, compare_watched};
use crate::document::{Figures, Remark};
use crate::locale::Value;
use crate::render::terminal::{Colour, Detail, Grounds, TerminalOptions};
use crate::render::view::{ComparisonView, KindView, StateDescription, view};
use crate::render::{Known, Subject, csv, html, json, markdown};
use crate::store::{DocumentId, Links, figures_beside};

/// Compare two texts section by section
#[derive(Debug, clap::Args)]
#[command(after_help = "Decisions that people made (nowela link) are taken from the newest revision of the archive,
and from the work tree where AFTER is worktree.

Examples:
  nowela diff projekt-1 projekt-2
  nowela diff ris@2020-07-07 ris@worktree --stat
  nowela diff stary.md nowy.md -o porownanie.html
  nowela diff stary.md nowy.md -o zmiany.csv")]
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

/// Two texts and what changed between them.
pub(super) struct Compared {
    before: Loaded,
    after: Loaded,
    comparison: Comparison,
    /// The published shape.
    pub(super) view: ComparisonView,
}

impl Compared {
    /// All that it takes to show it.
    pub(super) fn subject<'a>(&'a self, session: &'a Session, only: &'a [KindView]) -> Subject<'a> {
        Subject {
            before: &self.before.document,
            after: &self.after.document,
            comparison: &self.comparison,
            view: &self.view,
            known: (
                Known { name: &self.before.state.label, version: self.before.state.named.as_ref() },
                Known { name: &self.after.state.label, version: self.after.state.named.as_ref() },
            ),
            locale: &session.locale,
            only,
        }
    }
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
    let purpose = if arguments.output.is_some() { Purpose::Kept } else { Purpose::Shown };
    let mut compared = compare_states(session, (&arguments.before, &arguments.after), purpose, &mut clock)?;
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

/// What a comparison is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// To be looked at: where the decisions about it can't be read, it tells so.
    Shown,
    /// To be kept in a file and passed on: never without the decisions about it.
    Kept,
}

/// Loads and compares what two arguments name.
///
/// # Errors
/// Those of loading either text.
pub(super) fn compare_states(
    session: &Session,
    arguments: (&str, &str),
    purpose: Purpose,
    clock: &mut Clock,
) -> Result<Compared, Failure> {
    let (before, after) = load_both(session, arguments)?;
    clock.lap(Lap::Reading);
    let links = decisions(session, &before.state, &after.state, purpose)?;
    let figures = figures(session, arguments, &before, &after)?;
    let options = CompareOptions { decisions: &links.decisions, figures: [figures.first(), figures.last()] };
    let watch = &mut |stage| clock.lap(Lap::Comparing(stage));
    let mut comparison = compare_watched(&before.document, &after.document, &options, watch);
    let unread = links.flaws.iter().map(|flaw| Remark { side: None, line: None, kind: flaw.remark() });
    comparison.remarks.extend(unread);
    let states = (description(&before.state), description(&after.state));
    let view = view(&before.document, &after.document, &comparison, &states.0, &states.1);
    Ok(Compared { before, after, comparison, view })
}

/// What people decided about the change from one state to another of the same document; nothing about files.
fn decisions(session: &Session, before: &Origin, after: &Origin, purpose: Purpose) -> Result<Links, Failure> {
    let Some(document) = after.document.as_ref().filter(|_| before.document == after.document) else {
        return Ok(Links::default());
    };
    let id = |name: &str| DocumentId::parse(name).map_err(|error| document_name(name, error));
    let (document, former) = (id(document)?, id(after.former.as_ref().unwrap_or(document))?);
    let archive = session.archive()?;
    let found = archive.decisions(&document, before.revision.as_deref(), (&former, after.revision.as_deref()));
    match (found, purpose) {
        (Ok(links), _) => Ok(links),
        // Two texts that can be read are compared, whatever else is damaged.
        (Err(_), Purpose::Shown) => Ok(Links::lost()),
        (Err(error), Purpose::Kept) => Err(error.into()),
    }
}

/// What the files of the figures hold that both texts show, before and after; nothing where there are none.
fn figures(
    session: &Session,
    arguments: (&str, &str),
    before: &Loaded,
    after: &Loaded,
) -> Result<Vec<Figures>, Failure> {
    let later = after.document.all_images();
    let names: BTreeSet<String> =
        before.document.all_images().into_iter().filter(|name| later.contains(name)).collect();
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let of = |argument: &str, loaded: &Loaded| -> Result<Figures, Failure> {
        let Some(document) = loaded.state.former.as_ref().or(loaded.state.document.as_ref()) else {
            let path = session.path(argument.strip_prefix("file:").unwrap_or(argument));
            return Ok(figures_beside(path.parent().unwrap_or(&path), &names)?);
        };
        let document = DocumentId::parse(document).map_err(|error| document_name(document, error))?;
        Ok(session.archive()?.figures(&document, loaded.state.revision.as_deref(), &names)?)
    };
    Ok(vec![of(arguments.0, before)?, of(arguments.1, after)?])
}

fn description(origin: &Origin) -> StateDescription {
    StateDescription {
        document: origin.document.clone(),
        version: origin.version.clone(),
        revision: origin.revision.clone(),
        date: origin.date.clone(),
    }
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
    let subject = compared.subject(session, only);
    Ok(match format {
        Format::Terminal => Written::Text(crate::render::terminal::terminal(&subject, options)),
        Format::Json => Written::Json(&compared.view),
        Format::Markdown => Written::Text(match options.detail {
            Detail::Full | Detail::Reasons => markdown::markdown(&subject),
            Detail::Tree => markdown::overview(&subject),
        }),
        Format::Html => Written::Text(html::html(&subject).map_err(template)?),
        Format::Csv => Written::Text(csv::csv(&subject)),
    })
}

/// A template that can't be filled in.
pub(super) fn template(error: minijinja::Error) -> Failure {
    Failure::new(Exit::Other, "failure-template").with("message", error)
}

/// What takes its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lap {
    Reading,
    Comparing(Stage),
    Rendering,
}

/// Measures the stages of a run.
pub(super) struct Clock {
    last: Instant,
    laps: Vec<(Lap, Duration)>,
}

impl Clock {
    /// A clock that runs.
    #[expect(clippy::disallowed_methods, reason = "the command line is the room that reads the clock")]
    pub(super) fn start() -> Self {
        Self { last: Instant::now(), laps: Vec::new() }
    }

    fn lap(&mut self, lap: Lap) {
        let took = self.last.elapsed();
        self.last += took;
        self.laps.push((lap, took));
    }

    fn report(&self, session: &mut Session) -> io::Result<()> {
        for (lap, took) in &self.laps {
            let key = match lap {
                Lap::Reading => "stage-reading".to_owned(),
                Lap::Comparing(stage) => format!("stage-{stage}"),
                Lap::Rendering => "stage-rendering".to_owned(),
            };
            let stage = session.locale.text(&key, &[]);
            let time = format!("{:.1}", took.as_secs_f64() * 1000.0);
            let values = [("stage", Value::Text(&stage)), ("time", Value::Text(&time))];
            writeln!(session.stderr, "{}", session.locale.text("diff-stage", &values))?;
        }
        if let Some(kilobytes) = peak_memory() {
            let memory = session.locale.text("diff-memory", &[("memory", Value::Count(kilobytes.div_ceil(1024)))]);
            writeln!(session.stderr, "{memory}")?;
        }
        Ok(())
    }
}

/// Peak memory of this process in kilobytes, where the system tells.
#[expect(clippy::disallowed_methods, reason = "the command line is a room that touches the disk")]
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches("kB").trim().parse().ok()
}
