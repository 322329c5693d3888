//! Arguments that name a text: a file, or a state of a document in the archive.

use std::fs::File;
use std::io::{ErrorKind, Read as _};
use std::path::Path;

use super::failure::{Exit, Failure, megabytes};
use super::{Session, reader};
use crate::document::Document;
use crate::import::ImportOptions;
use crate::import::report::Report;
use crate::store::{Archive, ArchiveError, ResolveError, State, TEXT_LIMIT, Version, Written, replace_file};

/// A text, and what is known about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// The text.
    pub document: Document,
    /// What is known about it.
    pub state: Origin,
    /// Whether it came from an office file, which has no front matter.
    pub office: bool,
    /// What was read of that file, and what was not carried over.
    pub report: Option<Report>,
}

/// What is known about a text. A file has nothing but its label.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// How a person may call it: the name of the file without folders, or `document@version`.
    pub label: String,
    /// Id of the document.
    pub document: Option<String>,
    /// The id that the document had then, where it was another one.
    pub former: Option<String>,
    /// Name of the version.
    pub version: Option<String>,
    /// What is known about that version.
    pub named: Option<Version>,
    /// Id of the revision.
    pub revision: Option<String>,
    /// Date of the version, else of the revision, as `2020-07-14`.
    pub date: Option<String>,
}

/// Loads what `argument` names: an existing file, or `[DOCUMENT@]STATE` of the archive; `file:` and `rev:` in front
/// settle which. Outside an archive only files work.
///
/// # Errors
/// A [`Failure`]: unknown and ambiguous names, both a file and a state, and everything that makes a file unreadable.
pub fn load(session: &Session, argument: &str) -> Result<Loaded, Failure> {
    find(session, argument)?.read(&ImportOptions::default())
}

/// Like [`load`], with the bytes as they are saved; of an office file those of the text that it becomes.
///
/// # Errors
/// Those of [`load`].
pub(super) fn load_bytes(
    session: &Session,
    argument: &str,
    options: &ImportOptions,
) -> Result<(Loaded, Vec<u8>), Failure> {
    let found = find(session, argument)?;
    let bytes = found.bytes.clone();
    let loaded = found.read(options)?;
    let bytes = if loaded.office { loaded.document.source.clone().into_bytes() } else { bytes };
    Ok((loaded, bytes))
}

/// Where a text comes from.
#[derive(Clone, Copy, Debug)]
pub(super) enum Source<'a> {
    /// From where this argument leads; see [`load`].
    Named(&'a str),
    /// It is there already: its bytes, and what messages call it.
    Given(&'a [u8], &'a str),
}

/// Loads two texts, side by side; see [`load`].
///
/// # Errors
/// Those of [`load`], the earlier text's first.
pub(super) fn load_both(
    session: &Session,
    sources: (Source<'_>, Source<'_>),
    options: &ImportOptions,
) -> Result<(Loaded, Loaded), Failure> {
    let (before, after) = (find_source(session, sources.0)?, find_source(session, sources.1)?);
    let (before, after) = std::thread::scope(|scope| {
        let other = scope.spawn(|| before.read(options));
        let after = after.read(options);
        (other.join().expect("reading a text never panics"), after)
    });
    Ok((before?, after?))
}

/// The bytes of a text, and what is known about it.
struct Found {
    bytes: Vec<u8>,
    name: String,
    origin: Origin,
}

impl Found {
    fn read(self, options: &ImportOptions) -> Result<Loaded, Failure> {
        let imported = reader::read(&self.bytes, &self.name, options)?;
        let (document, report) = (imported.document, imported.report);
        Ok(Loaded { document, state: self.origin, office: report.is_some(), report })
    }
}

fn find_source(session: &Session, source: Source<'_>) -> Result<Found, Failure> {
    match source {
        Source::Named(argument) => find(session, argument),
        Source::Given(bytes, name) => {
            let origin = Origin { label: name.to_owned(), ..Origin::default() };
            Ok(Found { bytes: bytes.to_owned(), name: name.to_owned(), origin })
        }
    }
}

fn find(session: &Session, argument: &str) -> Result<Found, Failure> {
    if let Some(file) = argument.strip_prefix("file:") {
        return find_file(session, file);
    }
    if let Some(state) = argument.strip_prefix("rev:") {
        let state = session.archive()?.resolve(state)?;
        return from_state(state);
    }
    let path = session.path(argument);
    let metadata = match argument.is_empty() {
        true => None,
        // A file that is there but may not be looked at is left to the reader, which says so.
        false => match path.metadata() {
            Ok(metadata) => Some(Some(metadata)),
            Err(error) if error.kind() == ErrorKind::PermissionDenied => Some(None),
            Err(_) => None,
        },
    };
    let Some(metadata) = metadata else {
        return match session.archive() {
            Ok(archive) => from_state(archive.resolve(argument).map_err(|error| neither(error, &archive))?),
            Err(failure) if is_outside(session) => Err(outside(&failure, argument)),
            Err(failure) => Err(failure),
        };
    };
    let state = match Archive::open(&session.directory) {
        Ok(archive) => archive.resolve(argument).map(Some).or_else(|error| match error {
            ResolveError::Ambiguous { .. } | ResolveError::DocumentNeeded { .. } => Err(()),
            _ => Ok(None),
        }),
        Err(_) => Ok(None),
    };
    let is_folder = metadata.is_some_and(|metadata| metadata.is_dir());
    match state {
        Ok(Some(state)) if is_folder => from_state(state),
        Ok(Some(_)) => Err(Failure::new(Exit::Usage, "failure-file-or-state").with("argument", argument)),
        _ => find_file(session, argument),
    }
}

/// Says that there is no such file either, where the argument names no state.
fn neither(error: ResolveError, archive: &Archive) -> Failure {
    match error {
        ResolveError::DocumentNeeded { state, candidates } => {
            // Only documents that have such a state can be meant.
            let is_there = |candidate: &String| {
                !matches!(
                    archive.resolve(candidate),
                    Err(ResolveError::Unknown { .. } | ResolveError::Missing { .. } | ResolveError::NothingYet { .. })
                )
            };
            let candidates: Vec<String> = candidates.into_iter().filter(is_there).collect();
            if candidates.is_empty() {
                return Failure::new(Exit::Usage, "failure-unknown-anywhere").with("argument", state);
            }
            ResolveError::DocumentNeeded { state, candidates }.into()
        }
        ResolveError::Unknown { document, state, candidates } => Failure::new(Exit::Usage, "failure-unknown-argument")
            .with("document", document)
            .with("state", state)
            .among(candidates),
        error => error.into(),
    }
}

fn is_outside(session: &Session) -> bool {
    matches!(Archive::open(&session.directory), Err(ArchiveError::NoRepository(_) | ArchiveError::NotAnArchive(_)))
}

fn outside(failure: &Failure, argument: &str) -> Failure {
    Failure::new(failure.exit(), "failure-no-file-no-archive").with("argument", argument)
}

fn find_file(session: &Session, name: &str) -> Result<Found, Failure> {
    let bytes = read_file(&session.path(name))?;
    let origin = Origin { label: file_name(name), ..Origin::default() };
    Ok(Found { bytes, name: name.to_owned(), origin })
}

/// The last part of a path, which tells nothing about the machine.
pub(super) fn file_name(path: &str) -> String {
    let name = Path::new(path).file_name().map(|name| name.to_string_lossy().into_owned());
    name.unwrap_or_else(|| path.to_owned())
}

fn from_state(state: State) -> Result<Found, Failure> {
    let called = state.version.clone().or_else(|| state.revision.as_ref().map(|id| format!("{id:.10}")));
    let label = format!("{}@{}", state.document, called.as_deref().unwrap_or("worktree"));
    let document_id = Some(state.document.to_string());
    let name = label.clone();
    let origin = Origin {
        label,
        document: document_id,
        former: state.former.map(|former| former.to_string()),
        version: state.version,
        named: state.named,
        revision: state.revision,
        date: state.date,
    };
    Ok(Found { bytes: state.text, name, origin })
}

/// Reads a file to its end, or says why not. Files of [`TEXT_LIMIT`] bytes and more are not read.
///
/// # Errors
/// A [`Failure`] with [`Exit::Input`].
pub(super) fn read_file(path: &Path) -> Result<Vec<u8>, Failure> {
    let fail = |key| Failure::new(Exit::Input, key).with("path", path.display());
    let refused = |error: std::io::Error| match error.kind() {
        ErrorKind::NotFound => fail("failure-no-file"),
        ErrorKind::PermissionDenied => fail("failure-no-permission"),
        ErrorKind::IsADirectory => fail("failure-directory"),
        _ => fail("failure-unreadable").with("message", error),
    };
    let metadata = path.metadata().map_err(refused)?;
    if metadata.is_dir() {
        return Err(fail("failure-directory"));
    }
    let large = |bytes| fail("failure-too-large").with("size", megabytes(bytes));
    if metadata.is_file() && metadata.len() >= TEXT_LIMIT {
        return Err(large(metadata.len()));
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(refused)?;
    file.take(TEXT_LIMIT).read_to_end(&mut bytes).map_err(refused)?;
    if bytes.len() as u64 >= TEXT_LIMIT { Err(large(TEXT_LIMIT)) } else { Ok(bytes) }
}

/// Writes a file, whole or not at all, or says why not.
///
/// # Errors
/// A [`Failure`] with [`Exit::Other`].
pub(super) fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let fail = |key, message: std::io::Error| {
        Failure::new(Exit::Other, key).with("path", path.display()).with("message", message)
    };
    match replace_file(path, bytes) {
        Ok(Written::Durably) => Ok(()),
        Ok(Written::Unsecured(error)) => Err(fail("failure-write-unsecured", error)),
        Err(error) => Err(fail("failure-write", error)),
    }
}

/// Reads bytes as a text; `name` is what messages call them.
///
/// # Errors
/// A [`Failure`] with [`Exit::Input`] where they are none.
pub(super) fn import(bytes: &[u8], name: &str) -> Result<Document, Failure> {
    Ok(crate::import::import(bytes, name)?.document)
}
