//! `nowela commit`: saves a revision, and names it where asked.

use std::io::Write as _;
use std::path::Path;

use super::failure::{document_name, printable, unsecured, version_name};
use super::person::{author, committer};
use super::placing::{place_media, with_front_matter};
use super::sides::{Which, tell_losses};
use super::signing::Signing;
use super::state::{file_name, read_file};
use super::version::{Details, named};
use super::{Exit, Failure, Session, doctor, reader};
use crate::import::{Changes, ImportOptions, Imported};
use crate::locale::Value;
use crate::store::{
    Archive, Companions, DocumentId, Draft, Finding, IndexEntry, LeftOut, Links, Moment, OnDetached, Outcome, Saved,
    Standing, VersionName, WorktreeFile, is_pointer,
};

/// Save a revision of a document, and name it where asked
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The text to save; without it strategy/DOCUMENT/text.md as it lies in the work tree
    #[arg(value_name = "FILE")]
    file: Option<String>,
    /// Id of the document: a-z, 0-9 and -
    #[arg(long, value_name = "D")]
    document: String,
    /// What this revision is about
    #[arg(short, long)]
    message: String,
    /// Name the revision: a version
    #[arg(long, value_name = "V", requires = "status")]
    version: Option<String>,
    /// Status of the version
    #[arg(long, value_name = "S", requires = "version", value_parser = ["sketch", "draft", "consultation", "adopted"])]
    status: Option<String>,
    /// Date that the text bears (2020-07-07); the revision is saved under it too
    #[arg(long, value_name = "D")]
    date: Option<String>,
    /// Who wrote the text: "NAME <E-MAIL>"; without it who saves
    #[arg(long, value_name = "WHO")]
    author: Option<String>,
    /// Why the text was changed; may be given several times
    #[arg(long, value_name = "TEXT")]
    justification: Vec<String>,
    /// What becomes of tracked changes in FILE: both saves the text without them and then the text with them
    #[arg(long, value_name = "WHAT", default_value = "accept", requires_if("both", "file"))]
    changes: Sides,
    /// Whether bold or numbered lines of FILE are headings where it has no others
    #[arg(long, value_name = "WHICH", default_value = "detected")]
    headings: Which,
    /// Whether the revision names those whose changes were tracked
    #[arg(long, value_name = "WHAT", default_value = "drop")]
    change_authors: Naming,
    /// Save even where HEAD is on no branch
    #[arg(long)]
    allow_detached: bool,
    #[command(flatten)]
    details: Details,
    #[command(flatten)]
    signing: Signing,
}

/// What becomes of tracked changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Sides {
    /// The text as if they were accepted.
    Accept,
    /// The text as if they were rejected.
    Reject,
    /// Two revisions: rejected, then accepted.
    Both,
}

/// Whether a revision names those whose changes were tracked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Naming {
    /// It does not.
    Drop,
    /// It names them in its message.
    Keep,
}

/// A text that becomes a revision, and what that is about.
struct Part {
    imported: Imported,
    message: String,
}

#[derive(serde::Serialize)]
struct Report<'a> {
    schema: &'static str,
    document: &'a str,
    /// The revision before the tracked changes, where both were saved.
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<&'a str>,
    revision: &'a str,
    saved: bool,
    version: Option<&'a str>,
}

/// Saves the revision.
pub(super) fn run(arguments: &Arguments, session: &mut Session) -> Result<Exit, Failure> {
    let id = &arguments.document;
    let document = DocumentId::parse(id).map_err(|error| document_name(id, error))?;
    let version = match &arguments.version {
        Some(name) => Some(VersionName::parse(name).map_err(|error| version_name(name, error))?),
        None => None,
    };
    arguments.details.check(arguments.date.as_deref())?;
    if version.is_none()
        && let Some(option) = arguments.details.first().or(arguments.signing.first())
    {
        return Err(Failure::new(Exit::Usage, "failure-version-needed").with("argument", option));
    }
    let archive = session.archive()?;
    let mut signer = None;
    if let Some(version) = &version {
        archive.check_unnamed(&document, version)?;
        signer = arguments.signing.signer(&archive, session)?;
    }
    let (bytes, source) = read(arguments.file.as_deref(), session, &archive, &document)?;
    if is_pointer(&bytes) {
        let path = arguments.file.clone().unwrap_or_else(|| document.path());
        return Err(Failure::new(Exit::Input, "failure-not-fetched").with("path", path));
    }
    let name = arguments.file.as_deref().unwrap_or(&document.path()).to_owned();
    // All is read before anything is saved.
    let parts = parts(arguments, session, &bytes, &name)?;
    let last = &parts.last().expect("there is one at least").imported;
    tell_losses(session, &file_name(&name), last.report.as_ref())?;
    let remarks = if session.quiet { &[] } else { last.document.remarks.as_slice() };
    for remark in remarks {
        let said = session.remark(remark);
        session.note(&said)?;
    }
    let moment = arguments.date.as_deref().and_then(Moment::noon).unwrap_or_else(|| session.now());
    let (author, committer) = (author(&archive, arguments.author.as_deref())?, committer(&archive));
    let mut before: Option<Saved> = None;
    let mut newest: Option<Saved> = None;
    for part in &parts {
        let draft = Draft {
            source: source.as_deref(),
            justifications: &arguments.justification,
            author: author.as_ref(),
            committer: committer.as_ref(),
            replaces: Some(&bytes),
            on_detached: if arguments.allow_detached { OnDetached::Allow } else { OnDetached::Refuse },
            ..Draft::new(&document, &part.imported.document.source, &part.message, moment)
        };
        before = newest.take();
        newest = match save(session, &archive, &part.imported, draft) {
            Ok(saved) => Some(saved),
            Err(failure) => {
                if let Some(saved) = &before {
                    let revision = format!("{:.10}", saved.revision);
                    session.warn("commit-both-half", &[("document", document.as_str()), ("revision", &revision)])?;
                }
                return Err(failure);
            }
        };
    }
    let saved = newest.expect("there is one part at least");
    decisions(session, &archive, &document, &saved)?;
    let failed = matches!(saved.worktree, WorktreeFile::Failed(_)) || matches!(saved.index, IndexEntry::Failed(_));
    if !failed && archive.is_interrupted() {
        doctor::tell(session, &Finding::new("interrupted"))?;
    }
    // As far as was fetched: whoever goes on as if nobody else had saved finds out when it is hard to mend.
    let standing = archive.standing().filter(Standing::is_diverged);
    if let Some(finding) =
        standing.filter(|_| saved.outcome == Outcome::Saved && !session.quiet).and_then(|s| s.finding())
    {
        doctor::tell(session, &finding)?;
    }
    if let (Some(name), Some(status)) = (&version, &arguments.status) {
        let mut naming = arguments.details.naming((&document, name), status, arguments.date.as_deref(), moment);
        naming.tagger = committer.as_ref();
        let version = archive.name_version_signed(&naming, &saved.revision, signer.as_deref())?;
        named(session, &version)?;
    }
    if session.json {
        let report = Report {
            schema: "nowela/saved/1",
            document: document.as_str(),
            before: before.as_ref().map(|saved| saved.revision.as_str()),
            revision: &saved.revision,
            saved: saved.outcome == Outcome::Saved,
            version: version.as_ref().map(VersionName::as_str),
        };
        let text = serde_json::to_string_pretty(&report).map_err(std::io::Error::from)?;
        writeln!(session.stdout, "{text}")?;
    }
    Ok(Exit::Done)
}

/// The texts to save, in order: one, or that without the tracked changes and that with them.
fn parts(arguments: &Arguments, session: &Session, bytes: &[u8], name: &str) -> Result<Vec<Part>, Failure> {
    let headings = arguments.headings.into();
    let read = |changes| reader::read(bytes, name, &ImportOptions { changes, headings });
    let message = arguments.message.clone();
    let named = |imported: &Imported| -> String {
        let authors = imported.report.iter().flat_map(|report| &report.authors);
        let authors: Vec<&str> = authors.map(String::as_str).collect();
        if arguments.change_authors == Naming::Drop || authors.is_empty() || message.trim().is_empty() {
            return message.clone();
        }
        let authors = printable(&authors.join(", "));
        format!("{message}\n\n{}", session.text("commit-change-authors", &[("authors", &authors)]))
    };
    let one = match arguments.changes {
        Sides::Reject => Changes::Reject,
        Sides::Accept | Sides::Both => Changes::Accept,
    };
    let imported = read(one)?;
    let tracked = imported.report.as_ref().is_some_and(|report| report.read.changes > 0);
    if arguments.changes != Sides::Both {
        let message = if one == Changes::Accept { named(&imported) } else { message.clone() };
        return Ok(vec![Part { imported, message }]);
    }
    if !tracked {
        return Err(Failure::new(Exit::Usage, "failure-both-untracked").with("path", name));
    }
    let rejected = read(Changes::Reject)?;
    let before = match message.trim() {
        // Saving refuses it.
        "" => message.clone(),
        _ => session.text("commit-both-before", &[("message", &message)]),
    };
    let message = named(&imported);
    Ok(vec![Part { imported: rejected, message: before }, Part { imported, message }])
}

/// Saves one text with its images, and says so.
fn save(session: &mut Session, archive: &Archive, imported: &Imported, draft: Draft<'_>) -> Result<Saved, Failure> {
    let document = draft.document;
    let written = match &imported.report {
        Some(_) => {
            let before = archive.resolve(&format!("{document}@HEAD")).ok().map(|state| state.text);
            place_media(archive, document, &imported.media)?;
            Some(with_front_matter(&imported.document, before.as_deref()))
        }
        None => None,
    };
    let saved = archive.save(&Draft { text: written.as_deref().unwrap_or(draft.text), ..draft })?;
    report(session, document, &saved)?;
    Ok(saved)
}

/// The bytes to save, and the name of the file where one was given.
fn read(
    file: Option<&str>,
    session: &Session,
    archive: &Archive,
    document: &DocumentId,
) -> Result<(Vec<u8>, Option<String>), Failure> {
    if let Some(file) = file {
        let file = file.strip_prefix("file:").unwrap_or(file);
        return Ok((read_file(&session.path(Path::new(file)))?, Some(file_name(file))));
    }
    let path = archive.worktree_path(document).ok_or(Failure::new(Exit::Archive, "failure-no-worktree"))?;
    if !path.exists() {
        let missing = Failure::new(Exit::Input, "failure-no-text").with("path", document.path());
        let documents = archive.documents()?.iter().map(ToString::to_string).collect();
        return Err(missing.with("document", document).among(documents));
    }
    let state = archive.resolve(&format!("{document}@worktree"))?;
    Ok((state.text, None))
}

/// Says what became of the revision and of the files that follow it. Where it is there but the disk failed when it
/// was made durable, that is the failure.
fn report(session: &mut Session, document: &DocumentId, saved: &Saved) -> Result<(), Failure> {
    let revision = format!("{:.10}", saved.revision);
    let path = document.path();
    let about = [("document", document.as_str()), ("revision", revision.as_str()), ("path", path.as_str())];
    session.say(if saved.outcome == Outcome::Saved { "commit-saved" } else { "commit-unchanged" }, &about)?;
    companions(session, &saved.companions)?;
    left_behind(session, &about, saved)?;
    match &saved.unsecured {
        Some(message) => Err(unsecured(&saved.revision, message)),
        None => Ok(()),
    }
}

/// Says which of the work tree and the index did not follow a revision.
pub(super) fn left_behind(session: &mut Session, about: &[(&str, &str)], saved: &Saved) -> Result<(), Failure> {
    match &saved.worktree {
        WorktreeFile::Kept => session.warn("commit-file-kept", about)?,
        WorktreeFile::Failed(message) => {
            session.warn("commit-file-failed", &[about, &[("message", message)]].concat())?;
        }
        WorktreeFile::Current | WorktreeFile::Bare => {}
    }
    match &saved.index {
        IndexEntry::Kept => session.warn("commit-index-kept", about)?,
        IndexEntry::Failed(message) => {
            session.warn("commit-index-failed", &[about, &[("message", message)]].concat())?;
        }
        IndexEntry::Current | IndexEntry::Bare => {}
    }
    Ok(())
}

/// Says what can't be understood in a list of decisions that was saved with the text.
fn decisions(session: &mut Session, archive: &Archive, document: &DocumentId, saved: &Saved) -> Result<(), Failure> {
    let told = saved.companions.added.iter().chain(&saved.companions.changed).any(|file| file == "links.toml");
    // It is saved as it is: what can't be looked at again is no failure to save.
    let links =
        if told { archive.links(document, Some(&saved.revision)).unwrap_or_default() } else { Links::default() };
    for flaw in &links.flaws {
        let text = session.locale.remark("decision-unreadable", &flaw.remark().details());
        session.note(&printable(&text))?;
    }
    Ok(())
}

/// Says which files beside the text were saved with it, and which were not.
fn companions(session: &mut Session, companions: &Companions) -> Result<(), Failure> {
    let told = [
        ("commit-added", &companions.added),
        ("commit-changed", &companions.changed),
        ("commit-removed", &companions.removed),
    ];
    for (key, files) in told {
        if !files.is_empty() {
            let values = [("count", Value::Count(files.len() as u64)), ("files", Value::Text(&shortened(files)))];
            let text = session.locale.text(key, &values);
            session.say("commit-files", &[("text", &text)])?;
        }
    }
    for (path, why) in &companions.left_out {
        let key = match why {
            LeftOut::NoPlainFile => "commit-left-out-link",
            LeftOut::Filtered => "commit-left-out-filter",
            LeftOut::Name => "commit-left-out-name",
        };
        session.warn(key, &[("path", path)])?;
    }
    Ok(())
}

/// The first names, and a sign that there are more.
fn shortened(files: &[String]) -> String {
    let mut names: Vec<String> = files.iter().take(5).map(|file| printable(file)).collect();
    if files.len() > names.len() {
        names.push("…".to_owned());
    }
    names.join(", ")
}
