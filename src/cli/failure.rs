//! Failures: what went wrong, where, what to do next, and the exit code.

use std::borrow::Cow;
use std::io::{self, ErrorKind, Write};

use crate::import::ImportError;
use crate::locale::{Locale, Value};
use crate::render::guard;
use crate::store::{
    ArchiveError, Flaw, Holder, LockFile, Malformed, NameError, ObstacleKind, ResolveError, SaveError, SettingsError,
    VersionError,
};

/// How a run ended, as the exit code tells scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done = 0,
    /// `--exit-code` and something changed, or a check failed.
    Changed = 1,
    /// Wrong use, or a name that is unknown or ambiguous.
    Usage = 2,
    /// Input that can't be read.
    Input = 3,
    /// The archive can't be used.
    Archive = 4,
    /// Anything else.
    Other = 5,
}

impl From<Exit> for std::process::ExitCode {
    fn from(exit: Exit) -> Self {
        // The numbers are fixed above and fit.
        std::process::ExitCode::from(exit as u8)
    }
}

/// A failure. Its wording is the message `key`, and `key-next` says what to do, unless the message does so itself;
/// both are in the locale room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    exit: Exit,
    key: Cow<'static, str>,
    next: Option<String>,
    values: Vec<(&'static str, String)>,
    candidates: Vec<String>,
}

impl Failure {
    /// A failure worded by the messages `key` and `key-next`.
    pub fn new(exit: Exit, key: &'static str) -> Self {
        let next = Some(format!("{key}-next"));
        Self { exit, key: Cow::Borrowed(key), next, values: Vec::new(), candidates: Vec::new() }
    }

    /// A failure worded by the message `key` alone, which also says what to do.
    pub fn whole(exit: Exit, key: String) -> Self {
        Self { exit, key: Cow::Owned(key), next: None, values: Vec::new(), candidates: Vec::new() }
    }

    /// With a value for a placeable of the messages.
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.values.push((name, value.to_string()));
        self
    }

    /// Worded by another message that takes the same values.
    pub(super) fn worded(mut self, key: &'static str) -> Self {
        self.key = Cow::Borrowed(key);
        self
    }

    /// With names that may have been meant.
    pub fn among(mut self, candidates: Vec<String>) -> Self {
        self.candidates = candidates;
        self
    }

    /// How the run ends.
    pub fn exit(&self) -> Exit {
        self.exit
    }

    /// What went wrong as a word for programs, which stays the same whatever the language.
    pub(super) fn code(&self) -> &str {
        self.key.strip_prefix("failure-").unwrap_or(&self.key)
    }

    /// What to do next, where that is a message of its own.
    pub(super) fn advice(&self, locale: &Locale) -> Option<String> {
        self.next.as_ref().map(|key| self.worded_by(key, locale))
    }

    /// Names that may have been meant.
    pub(super) fn candidates(&self) -> &[String] {
        &self.candidates
    }

    fn worded_by(&self, key: &str, locale: &Locale) -> String {
        let clean: Vec<(&str, String)> = self.values.iter().map(|(name, value)| (*name, printable(value))).collect();
        let values: Vec<(&str, Value<'_>)> =
            clean.iter().map(|(name, value)| (*name, Value::Text(value.as_str()))).collect();
        locale.text(key, &values)
    }

    /// What went wrong, without what to do next.
    pub(super) fn headline(&self, locale: &Locale) -> String {
        self.worded_by(&self.key, locale)
    }

    /// Writes the message; nothing where the reader of the output just went away.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write(&self, locale: &Locale, out: &mut dyn Write) -> io::Result<()> {
        if self.exit == Exit::Done {
            return Ok(());
        }
        writeln!(out, "{}: {}", locale.text("failure", &[]), self.headline(locale))?;
        if !self.candidates.is_empty() {
            let names: Vec<String> = self.candidates.iter().map(|name| printable(name)).collect();
            let names = names.join(", ");
            writeln!(out, "  {}", locale.text("failure-candidates", &[("names", Value::Text(&names))]))?;
        }
        let Some(advice) = self.advice(locale) else { return Ok(()) };
        writeln!(out, "  {}: {advice}", locale.text("failure-next", &[]))
    }
}

/// The text with characters that could steer a terminal, or hide, told by their code, as in everything that is shown.
pub fn printable(text: &str) -> String {
    guard::name(text)
}

/// Of standard output: a reader who went away is no failure.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::BrokenPipe => Failure::new(Exit::Done, "failure-output"),
            _ => Failure::new(Exit::Other, "failure-output").with("message", error),
        }
    }
}

impl From<ImportError> for Failure {
    fn from(error: ImportError) -> Self {
        let whole = Failure::whole(Exit::Input, format!("import-error-{}", error.code()));
        error.details().into_iter().fold(whole, |failure, (name, value)| failure.with(name, value))
    }
}

impl From<ArchiveError> for Failure {
    fn from(error: ArchiveError) -> Self {
        let archive = |key| Failure::new(Exit::Archive, key);
        match error {
            ArchiveError::NoDirectory(path) => {
                Failure::new(Exit::Input, "failure-no-directory").with("path", path.display())
            }
            ArchiveError::NoRepository(path) => archive("failure-no-repository").with("path", path.display()),
            ArchiveError::NotAnArchive(path) => archive("failure-not-an-archive").with("path", path.display()),
            ArchiveError::Exists(path) => {
                Failure::new(Exit::Usage, "failure-archive-exists").with("path", path.display())
            }
            ArchiveError::ForeignFormat { path, message } => {
                archive("failure-foreign-format").with("path", path.display()).with("message", message)
            }
            ArchiveError::ForeignOwner(path) => archive("failure-foreign-owner").with("path", path.display()),
            ArchiveError::Shallow(path) => archive("failure-shallow").with("path", path.display()),
            ArchiveError::Detached => archive("failure-detached"),
            ArchiveError::NoAuthor => archive("failure-no-author"),
            ArchiveError::Locked(lock) => locked(&lock),
            ArchiveError::Settings(error) => error.into(),
            ArchiveError::Full(message) => Failure::new(Exit::Other, "failure-disk-full").with("message", message),
            ArchiveError::Disk(message) => Failure::new(Exit::Other, "failure-disk").with("message", message),
            ArchiveError::Denied(message) => archive("failure-denied").with("message", message),
            ArchiveError::Missing(message) => archive("failure-missing-object").with("message", message),
            ArchiveError::Damaged(message) => archive("failure-damaged").with("message", message),
            ArchiveError::NoSettings(path) => archive("failure-no-settings").with("path", path.display()),
            ArchiveError::GitSettings(message) => archive("failure-git-settings").with("message", message),
            ArchiveError::Broken(message) => archive("failure-archive").with("message", message),
        }
    }
}

impl From<SettingsError> for Failure {
    fn from(error: SettingsError) -> Self {
        Failure::new(Exit::Archive, "failure-settings")
            .with("line", error.line)
            .with("column", error.column)
            .with("message", error.message)
    }
}

impl From<SaveError> for Failure {
    fn from(error: SaveError) -> Self {
        match error {
            SaveError::Archive(error) => error.into(),
            SaveError::Moved(branch) => Failure::new(Exit::Archive, "failure-moved").with("branch", branch),
            SaveError::Message => Failure::new(Exit::Usage, "failure-message"),
            SaveError::Unsaved(path) => Failure::new(Exit::Usage, "failure-links-unsaved").with("path", path),
            SaveError::Links(flaw) => flaw.into(),
            SaveError::NotAFile(path) => Failure::new(Exit::Input, "failure-not-a-file").with("path", path),
            SaveError::TooLarge { path, bytes } => {
                Failure::new(Exit::Input, "failure-file-too-large").with("path", path).with("size", megabytes(bytes))
            }
        }
    }
}

impl From<Flaw> for Failure {
    fn from(flaw: Flaw) -> Self {
        let key = if flaw.kind.is_whole() { "failure-links" } else { "failure-links-entry" };
        Failure::new(Exit::Input, key)
            .with("line", flaw.line)
            .with("flaw", flaw.kind.code())
            .with("detail", flaw.detail)
    }
}

impl From<VersionError> for Failure {
    fn from(error: VersionError) -> Self {
        match error {
            VersionError::Archive(error) => error.into(),
            VersionError::Exists { document, name, .. } => {
                Failure::new(Exit::Usage, "failure-version-exists").with("document", document).with("name", name)
            }
            VersionError::InTheWay(tag) => Failure::new(Exit::Usage, "failure-tag-in-the-way").with("tag", tag),
            VersionError::Unsigned(message) => Failure::new(Exit::Other, "failure-unsigned").with("message", message),
        }
    }
}

impl From<ResolveError> for Failure {
    fn from(error: ResolveError) -> Self {
        let usage = |key| Failure::new(Exit::Usage, key);
        let input = |key| Failure::new(Exit::Input, key);
        match error {
            ResolveError::Archive(error) => error.into(),
            ResolveError::Malformed { argument, reason } => usage(match reason {
                Malformed::Empty => "failure-state-empty",
                Malformed::Length => "failure-state-length",
                Malformed::Character => "failure-state-character",
                Malformed::Document => "failure-state-document",
            })
            .with("argument", argument.chars().take(80).collect::<String>()),
            ResolveError::DocumentNeeded { state, candidates } => {
                usage("failure-document-needed").with("state", state).among(candidates)
            }
            ResolveError::NoDocuments => usage("failure-no-documents"),
            ResolveError::UnknownDocument { document, candidates } => {
                usage("failure-unknown-document").with("document", document).among(candidates)
            }
            ResolveError::Unknown { document, state, candidates } => {
                usage("failure-unknown-state").with("document", document).with("state", state).among(candidates)
            }
            ResolveError::Ambiguous { state, candidates } => {
                usage("failure-ambiguous").with("state", state).among(candidates)
            }
            ResolveError::NothingYet { document, date, first: Some(first) } => {
                usage("failure-nothing-yet").with("document", document).with("date", date).with("first", first)
            }
            ResolveError::NothingYet { document, date, first: None } => {
                usage("failure-nothing-saved").with("document", document).with("date", date)
            }
            ResolveError::Missing { document, state, candidates } => {
                usage("failure-missing").with("document", document).with("state", state).among(candidates)
            }
            ResolveError::NotAFile(obstacle) => input(match obstacle.kind {
                ObstacleKind::Link => "failure-is-link",
                ObstacleKind::Folder => "failure-is-folder",
                ObstacleKind::Repository => "failure-is-repository",
                ObstacleKind::Other => "failure-not-a-file",
            })
            .with("path", obstacle.path),
            ResolveError::NotFetched(path) => input("failure-not-fetched").with("path", path),
            ResolveError::TooLarge { path, bytes } => {
                input("failure-too-large").with("path", path).with("size", megabytes(bytes))
            }
            ResolveError::Unreadable { path, message } => {
                input("failure-unreadable").with("path", path.display()).with("message", message)
            }
            ResolveError::NoWorktree => Failure::new(Exit::Archive, "failure-no-worktree"),
        }
    }
}

/// Of what is saved already, but may not outlive a power cut.
pub(super) fn unsecured(revision: &str, message: &str) -> Failure {
    Failure::new(Exit::Other, "failure-unsecured").with("revision", format!("{revision:.10}")).with("message", message)
}

/// Of a lock: who holds it decides what to do.
fn locked(lock: &LockFile) -> Failure {
    let failure = match &lock.holder {
        Holder::Process(id, name) => {
            Failure::new(Exit::Archive, "failure-busy").with("process", format!("{name} ({id})"))
        }
        Holder::Nobody | Holder::Unknown => Failure::new(Exit::Archive, "failure-locked"),
    };
    failure.with("path", lock.path.display()).with("seconds", lock.age.as_secs())
}

/// Whole megabytes, rounded up.
pub(super) fn megabytes(bytes: u64) -> u64 {
    bytes.div_ceil(1024 * 1024)
}

/// Of a document id that a person gave.
pub(super) fn document_name(id: &str, error: NameError) -> Failure {
    named(error, ["failure-id-length", "failure-id-character", "failure-id-reserved"], id)
}

/// Of a version name that a person gave.
pub(super) fn version_name(name: &str, error: NameError) -> Failure {
    named(error, ["failure-name-length", "failure-name-character", "failure-name-reserved"], name)
}

fn named(error: NameError, [length, character, reserved]: [&'static str; 3], name: &str) -> Failure {
    let failure = match error {
        NameError::Length => Failure::new(Exit::Usage, length),
        NameError::Character(c) => Failure::new(Exit::Usage, character).with("character", c),
        NameError::Reserved => Failure::new(Exit::Usage, reserved),
    };
    failure.with("name", name.chars().take(80).collect::<String>())
}

/// Of arguments that the command line does not understand.
impl From<&clap::Error> for Failure {
    fn from(error: &clap::Error) -> Self {
        use clap::error::{ContextKind, ContextValue, ErrorKind};
        let list = |kind| match error.get(kind) {
            Some(ContextValue::String(text)) => vec![text.clone()],
            Some(ContextValue::Strings(texts)) => texts.clone(),
            _ => Vec::new(),
        };
        let text = |kind| list(kind).join(" ");
        let usage = |key| Failure::new(Exit::Usage, key);
        match error.kind() {
            ErrorKind::InvalidSubcommand => usage("failure-usage-command")
                .with("command", text(ContextKind::InvalidSubcommand))
                .among(list(ContextKind::SuggestedSubcommand)),
            ErrorKind::UnknownArgument => usage("failure-usage-argument")
                .with("argument", text(ContextKind::InvalidArg))
                .among(list(ContextKind::SuggestedArg)),
            ErrorKind::MissingRequiredArgument => {
                usage("failure-usage-missing").with("arguments", text(ContextKind::InvalidArg))
            }
            ErrorKind::InvalidValue if text(ContextKind::InvalidValue).is_empty() => {
                usage("failure-usage-no-value").with("argument", text(ContextKind::InvalidArg))
            }
            ErrorKind::WrongNumberOfValues | ErrorKind::TooFewValues | ErrorKind::TooManyValues => {
                usage("failure-usage-values").with("argument", text(ContextKind::InvalidArg))
            }
            ErrorKind::InvalidValue | ErrorKind::ValueValidation => usage("failure-usage-value")
                .with("argument", text(ContextKind::InvalidArg))
                .with("value", text(ContextKind::InvalidValue))
                .among(list(ContextKind::ValidValue)),
            ErrorKind::ArgumentConflict => usage("failure-usage-conflict")
                .with("argument", text(ContextKind::InvalidArg))
                .with("other", text(ContextKind::PriorArg)),
            kind => usage("failure-usage").with("message", kind),
        }
    }
}
