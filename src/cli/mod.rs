//! The command line: arguments, terminal, clock, environment and files.

pub mod failure;
pub mod state;
mod batch;
mod blame;
mod check;
mod clock;
mod commit;
mod compared;
mod consult;
mod demo;
mod diff;
mod doctor;
mod driver;
mod evolution;
mod evolve;
mod folder;
mod gitdiff;
mod gitsetup;
mod glance;
mod help;
mod import;
mod init;
mod log;
mod link;
mod office;
mod person;
mod placing;
mod progress;
mod reader;
mod request;
mod report;
mod ruling;
mod section;
mod show;
mod sides;
mod signing;
mod templates;
mod terminal;
mod trace;
mod verification;
mod version;
mod watch;

use std::ffi::{OsStr, OsString};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

pub use failure::{Exit, Failure};

use crate::document::Remark;
use crate::locale::{Language, Locale, Value};
use crate::store::{Archive, Moment};

/// Keeps strategy texts in git, compares their versions section by section, and shows people what changed.
#[derive(Debug, Parser)]
#[command(name = "nowela", version, arg_required_else_help = true, disable_help_subcommand = true)]
struct Cli {
    /// Work as if started in this folder
    #[arg(
        short = 'C',
        global = true,
        id = "work_in",
        value_name = "DIR",
        default_value = ".",
        hide_default_value = true
    )]
    directory: PathBuf,
    /// Language of messages; without it NOWELA_LANG, then the locale decides
    #[arg(long, global = true, value_name = "LANG", value_parser = ["pl", "en"])]
    lang: Option<String>,
    /// Colours on a terminal, always or never
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: ColorChoice,
    /// Say nothing but what was asked for and failures
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    quiet: bool,
    /// Say more
    #[arg(short, long, global = true)]
    verbose: bool,
    /// Report as JSON
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    command: Command,
}

/// One command each; a command is a file of this room with `Arguments` and `run`.
#[derive(Debug, Subcommand)]
enum Command {
    Init(init::Arguments),
    Import(import::Arguments),
    #[command(alias = "save")]
    Commit(commit::Arguments),
    Version(version::Arguments),
    Log(log::Arguments),
    Show(show::Arguments),
    Diff(diff::Arguments),
    Batch(batch::Arguments),
    Trace(trace::Arguments),
    Blame(blame::Arguments),
    Evolve(evolve::Arguments),
    Check(check::Arguments),
    Report(report::Arguments),
    Consult(consult::Arguments),
    Templates(templates::Arguments),
    Link(link::Arguments),
    Demo(demo::Arguments),
    Doctor(doctor::Arguments),
    GitSetup(gitsetup::Arguments),
    GitDiff(gitdiff::Arguments),
    MergeDriver(driver::Arguments),
    #[command(hide = true)]
    ReadFile(reader::Arguments),
}

impl Command {
    fn run(&self, session: &mut Session) -> Result<Exit, Failure> {
        match self {
            Command::Init(arguments) => init::run(arguments, session),
            Command::Import(arguments) => import::run(arguments, session),
            Command::Commit(arguments) => commit::run(arguments, session),
            Command::Version(arguments) => version::run(arguments, session),
            Command::Log(arguments) => log::run(arguments, session),
            Command::Show(arguments) => show::run(arguments, session),
            Command::Diff(arguments) => diff::run(arguments, session),
            Command::Batch(arguments) => batch::run(arguments, session),
            Command::Trace(arguments) => trace::run(arguments, session),
            Command::Blame(arguments) => blame::run(arguments, session),
            Command::Evolve(arguments) => evolve::run(arguments, session),
            Command::Report(arguments) => report::run(arguments, session),
            Command::Check(arguments) => check::run(arguments, session),
            Command::Consult(arguments) => consult::run(arguments, session),
            Command::Templates(arguments) => templates::run(arguments, session),
            Command::Link(arguments) => link::run(arguments, session),
            Command::Demo(arguments) => demo::run(arguments, session),
            Command::Doctor(arguments) => doctor::run(arguments, session),
            Command::GitSetup(arguments) => gitsetup::run(arguments, session),
            Command::GitDiff(arguments) => gitdiff::run(arguments, session),
            Command::MergeDriver(arguments) => driver::run(arguments, session),
            Command::ReadFile(arguments) => reader::run(arguments, session),
        }
    }
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// What every command works with.
pub struct Session {
    /// The folder to work in.
    pub directory: PathBuf,
    /// Wording of messages.
    pub locale: Locale,
    /// When to use colours; the terminal and the environment decide the rest.
    pub color: ColorChoice,
    /// Whether to say nothing but what was asked for.
    pub quiet: bool,
    /// Whether to say more.
    pub verbose: bool,
    /// Whether to report as JSON.
    pub json: bool,
    /// Standard output, buffered; flushed at the end of the run.
    pub stdout: Box<dyn Write>,
    /// Standard error.
    pub stderr: Box<dyn Write>,
}

impl Session {
    /// A path given by a person, seen from the folder to work in.
    pub fn path(&self, path: impl AsRef<Path>) -> PathBuf {
        match path.as_ref().as_os_str() == OsStr::new(".") {
            true => self.directory.clone(),
            false if self.directory == Path::new(".") => path.as_ref().to_owned(),
            false => self.directory.join(path),
        }
    }

    /// The archive that the folder to work in belongs to, its settings read.
    ///
    /// # Errors
    /// A [`Failure`] where there is none or it can't be used.
    pub fn archive(&self) -> Result<Archive, Failure> {
        let archive = Archive::open(&self.directory)?;
        archive.settings()?;
        Ok(archive)
    }

    /// The time: of the clock, or of `SOURCE_DATE_EPOCH`, by which a run can be repeated to the byte.
    pub fn now(&self) -> Moment {
        if let Some(seconds) = variable("SOURCE_DATE_EPOCH").and_then(|value| value.trim().parse().ok()) {
            return Moment { seconds, offset: 0 };
        }
        let now = jiff::Zoned::now();
        Moment { seconds: now.timestamp().as_second(), offset: now.offset().seconds() / 60 }
    }

    /// Writes the message `key` as a line of standard output, unless quiet or reporting as JSON.
    ///
    /// # Errors
    /// Those of standard output.
    pub fn say(&mut self, key: &str, values: &[(&str, &str)]) -> Result<(), Failure> {
        let text = self.text(key, values);
        self.tell(&text)
    }

    /// Writes a sentence as a line of standard output, unless quiet or reporting as JSON.
    ///
    /// # Errors
    /// Those of standard output.
    pub fn tell(&mut self, sentence: &str) -> Result<(), Failure> {
        if !self.quiet && !self.json {
            writeln!(self.stdout, "{sentence}")?;
        }
        Ok(())
    }

    /// Writes the message `key` as a line of standard error: something that did not stop the command.
    ///
    /// # Errors
    /// Those of standard error.
    pub fn warn(&mut self, key: &str, values: &[(&str, &str)]) -> Result<(), Failure> {
        let text = self.text(key, values);
        self.note(&text)
    }

    /// Writes a text as a line of standard error: something that did not stop the command.
    ///
    /// # Errors
    /// Those of standard error.
    pub fn note(&mut self, text: &str) -> Result<(), Failure> {
        writeln!(self.stderr, "{}: {text}", self.locale.text("warning", &[]))?;
        Ok(())
    }

    /// The wording of a remark, with its line where it has one; numbers in it choose the plural form.
    pub fn remark(&self, remark: &Remark) -> String {
        let details: Vec<(&str, String)> =
            remark.kind.details().into_iter().map(|(name, value)| (name, failure::printable(&value))).collect();
        let values: Vec<(&str, Value<'_>)> =
            details.iter().map(|(name, text)| (*name, text.parse().map_or(Value::Text(text), Value::Count))).collect();
        let text = self.locale.text(&format!("remark-{}", remark.kind.code()), &values);
        match remark.line {
            Some(line) => {
                let place = [("line", Value::Count(line.into())), ("text", Value::Text(&text))];
                self.locale.text("remark-place", &place)
            }
            None => text,
        }
    }

    /// The message `key`, its values made printable.
    pub fn text(&self, key: &str, values: &[(&str, &str)]) -> String {
        let clean: Vec<(&str, String)> = values.iter().map(|(name, text)| (*name, failure::printable(text))).collect();
        let values: Vec<(&str, Value<'_>)> =
            clean.iter().map(|(name, text)| (*name, Value::Text(text.as_str()))).collect();
        self.locale.text(key, &values)
    }
}

/// Runs the program on the arguments of the process and returns its exit code.
pub fn main() -> ExitCode {
    survive_size_limits();
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let locale = Locale::new(language(&arguments));
    let cli = match parse(&arguments, &locale) {
        Ok(cli) => cli,
        Err(error) => return refuse(&error, &locale).into(),
    };
    let mut session = Session {
        directory: cli.directory,
        locale,
        color: cli.color,
        quiet: cli.quiet,
        verbose: cli.verbose,
        json: cli.json,
        stdout: Box::new(BufWriter::with_capacity(1 << 16, io::stdout())),
        stderr: Box::new(io::stderr()),
    };
    watch::watch(session.directory.clone(), session.locale.language());
    let ended = cli.command.run(&mut session).and_then(|exit| {
        session.stdout.flush()?;
        Ok(exit)
    });
    let exit = match ended {
        Ok(exit) => exit,
        Err(failure) => {
            // What was written before stands before the message; whoever reads it may be gone, which changes nothing.
            let _ = session.stdout.flush();
            let _ = failure.write(&session.locale, &mut session.stderr);
            failure.exit()
        }
    };
    exit.into()
}

/// Makes a write beyond a limit on the size of files an error that is told, instead of the end of the process.
fn survive_size_limits() {
    #[cfg(unix)]
    // Nobody reads the flag: that there is a handler is what keeps the process alive. Without it everything else works.
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Default::default());
}

fn parse(arguments: &[OsString], locale: &Locale) -> Result<Cli, clap::Error> {
    // Only help and what is wrong need words.
    Cli::try_parse_from(arguments)
        .or_else(|_| Cli::from_arg_matches(&help::localised(Cli::command(), locale).try_get_matches_from(arguments)?))
}

/// Help and version go to standard output, everything else is wrong use.
fn refuse(error: &clap::Error, locale: &Locale) -> Exit {
    use clap::error::ErrorKind;
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => match error.print() {
            Ok(()) => Exit::Done,
            Err(error) => Failure::from(error).exit(),
        },
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = error.print();
            Exit::Usage
        }
        _ => {
            let failure = Failure::from(error);
            let _ = failure.write(locale, &mut io::stderr());
            failure.exit()
        }
    }
}

/// The language of messages: `--lang`, `NOWELA_LANG`, then the locale; English where none says.
fn language(arguments: &[OsString]) -> Language {
    let given = arguments.iter().enumerate().filter_map(|(at, argument)| match argument.to_str()? {
        "--lang" => arguments.get(at + 1)?.to_str(),
        argument => argument.strip_prefix("--lang="),
    });
    if let Some(language) = given.filter_map(Language::from_tag).next() {
        return language;
    }
    if let Some(language) = variable("NOWELA_LANG").as_deref().and_then(Language::from_tag) {
        return language;
    }
    let set = |name: &&str| variable(name).filter(|value| !value.is_empty());
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(set);
    locale.as_deref().and_then(Language::from_tag).unwrap_or(Language::English)
}

#[expect(clippy::disallowed_methods, reason = "the command line is the room that reads the environment")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}
