//! `nowela import`: files as offices have them become texts of the work tree, with a report of what was lost.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::failure::printable;
use super::placing::{check_folder, place_media, with_front_matter};
use super::sides::Reading;
use super::state::{file_name, read_file, write_file};
use super::{Exit, Failure, Session, reader};
use crate::document::RemarkKind;
use crate::import::comment::Comment;
use crate::import::report::{Amounts, LossKind, Report};
use crate::import::{Changes, Imported};
use crate::locale::Value;
use crate::store::{Archive, DocumentId, make_folders};

/// Turn Word, ODT, HTML, Markdown and text files into texts of the archive, and tell what was lost
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The files: DOCX, ODT, HTML, Markdown or plain text; PDF where the program was built with it
    #[arg(value_name = "FILE", required = true)]
    files: Vec<String>,
    /// Id of the document; without it the name of the file
    #[arg(long, value_name = "D")]
    document: Option<String>,
    /// Write the text to standard output, and nothing into the archive
    #[arg(long, conflicts_with_all = ["document", "json"])]
    stdout: bool,
    /// Write nothing and exit with code 1 where anything would be lost
    #[arg(long)]
    strict: bool,
    /// Save the comments of the file here, as JSON; outside of the archive, because they name people
    #[arg(long, value_name = "FILE")]
    comments: Option<String>,
    #[command(flatten)]
    reading: Reading,
}

/// How many hidden texts a line repeats; `--json` tells all.
const SHOWN: usize = 3;

#[derive(serde::Serialize)]
struct Told {
    schema: &'static str,
    files: Vec<FileTold>,
}

/// What is told of one file.
#[derive(serde::Serialize)]
struct FileTold {
    file: String,
    document: Option<String>,
    path: Option<String>,
    written: bool,
    read: ReadTold,
    media: Vec<String>,
    lost: Vec<LossTold>,
}

#[derive(serde::Serialize)]
struct ReadTold {
    headings: u32,
    paragraphs: u32,
    items: u32,
    tables: u32,
    notes: u32,
    images: u32,
    contents: u32,
    changes: u32,
    repaired: u32,
}

/// The comments of files, for the register of a consultation.
#[derive(serde::Serialize)]
struct RegisterTold {
    schema: &'static str,
    comments: Vec<CommentTold>,
}

#[derive(serde::Serialize)]
struct CommentTold {
    file: String,
    heading: String,
    current: String,
    author: String,
    date: String,
    text: String,
}

#[derive(serde::Serialize)]
struct LossTold {
    kind: &'static str,
    count: u32,
    place: String,
    detail: String,
}

/// Imports the files, one after the other.
pub(super) fn run(arguments: &Arguments, session: &mut Session) -> Result<Exit, Failure> {
    if arguments.files.len() > 1 && (arguments.document.is_some() || arguments.stdout) {
        return Err(Failure::new(Exit::Usage, "failure-import-several"));
    }
    let options = arguments.reading.options();
    let changes = options.changes;
    let archive = if arguments.stdout { None } else { Some(session.archive()?) };
    let register = arguments.comments.as_ref().map(|path| register(path, session)).transpose()?;
    // All are read before anything is written.
    let mut read = Vec::new();
    for file in &arguments.files {
        let name = file.strip_prefix("file:").unwrap_or(file);
        let bytes = read_file(&session.path(name))?;
        let imported = reader::read(&bytes, name, &options)?;
        let document = match (&archive, &arguments.document) {
            (None, _) => None,
            (_, Some(id)) => Some(id.clone()),
            (_, None) => Some(id_of(&file_name(name))),
        };
        let parsed =
            document.map(|id| DocumentId::parse(&id).map_err(|error| super::failure::document_name(&id, error)));
        read.push((file_name(name), parsed.transpose()?, imported));
    }
    let mut told = Told { schema: "nowela/import/1", files: Vec::new() };
    let mut lost = false;
    for (name, document, imported) in &read {
        let mut losses = losses(imported);
        if register.is_some() {
            // They are carried over, if not into the text.
            losses.retain(|loss| loss.kind != LossKind::Comment.code());
        }
        lost |= !losses.is_empty();
        let refused = arguments.strict && !losses.is_empty();
        report(session, name, imported, (&losses, changes), arguments.stdout)?;
        let mut written = false;
        match (&archive, document) {
            _ if refused => tell(session, arguments.stdout, "import-not-written", &[])?,
            (Some(archive), Some(document)) => {
                written = save(session, archive, document, imported)?;
            }
            _ => session.stdout.write_all(imported.document.source.as_bytes())?,
        }
        told.files.push(FileTold {
            file: name.clone(),
            document: document.as_ref().map(ToString::to_string),
            path: document.as_ref().map(DocumentId::path),
            written,
            read: read_told(imported.report.as_ref()),
            media: imported.media.iter().map(|medium| medium.path.clone()).collect(),
            lost: losses,
        });
    }
    if let Some(path) = &register {
        keep_comments(session, path, &read, arguments.stdout)?;
    }
    if session.json {
        let text = serde_json::to_string_pretty(&told).map_err(std::io::Error::from)?;
        writeln!(session.stdout, "{text}")?;
    }
    Ok(if arguments.strict && lost { Exit::Changed } else { Exit::Done })
}

/// Where the comments are saved: outside of the archive, into which no names of people go.
fn register(path: &str, session: &Session) -> Result<PathBuf, Failure> {
    let path = session.path(path);
    let folder = path.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = folder.canonicalize().map_err(|error| {
        Failure::new(Exit::Other, "failure-write").with("path", path.display()).with("message", error)
    })?;
    let root = session.archive().ok().and_then(|archive| archive.root().canonicalize().ok());
    if root.is_some_and(|root| folder.starts_with(root)) {
        return Err(Failure::new(Exit::Usage, "failure-comments-inside").with("path", path.display()));
    }
    Ok(path)
}

/// Saves the comments of the files, in the order of their texts.
fn keep_comments(
    session: &mut Session,
    path: &Path,
    read: &[(String, Option<DocumentId>, Imported)],
    beside: bool,
) -> Result<(), Failure> {
    let comment = |name: &str, comment: &Comment| CommentTold {
        file: name.to_owned(),
        heading: comment.place.clone(),
        current: comment.wording.clone(),
        author: comment.author.clone(),
        date: comment.date.clone(),
        text: comment.text.clone(),
    };
    let of = |(name, _, imported): &(String, Option<DocumentId>, Imported)| {
        let comments = imported.report.iter().flat_map(|report| &report.comments);
        comments.map(|it| comment(name, it)).collect::<Vec<_>>()
    };
    let register = RegisterTold { schema: "nowela/file-comments/1", comments: read.iter().flat_map(of).collect() };
    let mut text = serde_json::to_string_pretty(&register).map_err(std::io::Error::from)?;
    text.push('\n');
    write_file(path, text.as_bytes())?;
    let shown = printable(&path.display().to_string());
    let count = Value::Count(register.comments.len() as u64);
    let said = session.locale.text("import-comments-saved", &[("count", count), ("path", Value::Text(&shown))]);
    line(session, beside, &said)
}

/// The id that the name of a file suggests: small letters, digits and hyphens.
fn id_of(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let plain = |c: char| match c {
        'ą' => 'a',
        'ć' => 'c',
        'ę' => 'e',
        'ł' => 'l',
        'ń' => 'n',
        'ó' => 'o',
        'ś' => 's',
        'ź' | 'ż' => 'z',
        c if c.is_ascii_alphanumeric() => c,
        _ => '-',
    };
    let id: String = stem.to_lowercase().chars().map(plain).collect();
    let parts: Vec<&str> = id.split('-').filter(|part| !part.is_empty()).collect();
    parts.join("-")
}

/// What was lost on the way, and before it.
fn losses(imported: &Imported) -> Vec<LossTold> {
    let reported = imported.report.iter().flat_map(|report| &report.losses).map(|loss| LossTold {
        kind: loss.kind.code(),
        count: loss.count,
        place: loss.place.clone(),
        detail: loss.detail.clone(),
    });
    let before = imported.document.remarks.iter().filter_map(|remark| match remark.kind {
        RemarkKind::ReplacementCharacter { count } => {
            Some(LossTold { kind: "replacement", count, place: String::new(), detail: String::new() })
        }
        _ => None,
    });
    reported.chain(before).collect()
}

fn read_told(report: Option<&Report>) -> ReadTold {
    let Amounts { headings, paragraphs, items, tables, notes, images, contents, changes, repaired } =
        report.map(|report| report.read).unwrap_or_default();
    ReadTold { headings, paragraphs, items, tables, notes, images, contents, changes, repaired }
}

/// Tells a person a sentence: where the text goes to standard output, beside it.
fn tell(session: &mut Session, beside: bool, key: &str, values: &[(&str, &str)]) -> Result<(), Failure> {
    let text = session.text(key, values);
    line(session, beside, &text)
}

fn line(session: &mut Session, beside: bool, text: &str) -> Result<(), Failure> {
    match beside {
        true if !session.quiet => Ok(writeln!(session.stderr, "{text}")?),
        true => Ok(()),
        false => session.tell(text),
    }
}

/// Tells what was read and what was lost.
fn report(
    session: &mut Session,
    name: &str,
    imported: &Imported,
    (losses, changes): (&[LossTold], Changes),
    beside: bool,
) -> Result<(), Failure> {
    for remark in &imported.document.remarks {
        if !session.quiet {
            let said = session.remark(remark);
            session.note(&said)?;
        }
    }
    let ReadTold { headings, paragraphs, items, tables, notes, images, contents, changes: tracked, repaired } =
        read_told(imported.report.as_ref());
    let sides = if changes == Changes::Accept { "import-read-changes-accept" } else { "import-read-changes-reject" };
    let amounts = [
        ("import-read-headings", headings),
        ("import-read-paragraphs", paragraphs),
        ("import-read-items", items),
        ("import-read-tables", tables),
        ("import-read-notes", notes),
        ("import-read-images", images),
        ("import-read-contents", contents),
        (sides, tracked),
        ("import-read-repaired", repaired),
    ];
    let counted = |key: &str, count: u32| session.locale.text(key, &[("count", Value::Count(count.into()))]);
    let mut parts: Vec<String> =
        amounts.iter().filter(|(_, count)| *count > 0).map(|(key, count)| counted(key, *count)).collect();
    if parts.is_empty() {
        parts.push(session.text("import-read-text", &[]));
    }
    let lines = lines(session, losses);
    let parts = parts.join(", ");
    let name = printable(name);
    let read = session.locale.text("import-read", &[("name", Value::Text(&name)), ("parts", Value::Text(&parts))]);
    line(session, beside, &read)?;
    if lines.is_empty() {
        return tell(session, beside, "import-lost-nothing", &[]);
    }
    tell(session, beside, "import-lost", &[])?;
    lines.iter().try_for_each(|text| line(session, beside, text))
}

/// Writes a text and its images into the work tree; whether anything changed there.
fn save(session: &mut Session, archive: &Archive, document: &DocumentId, imported: &Imported) -> Result<bool, Failure> {
    let path = archive.worktree_path(document).ok_or(Failure::new(Exit::Archive, "failure-no-worktree"))?;
    check_folder(archive, document)?;
    let shown = document.path();
    let about = [("path", shown.as_str()), ("document", document.as_str())];
    let lying = if path.exists() { Some(archive.resolve(&format!("{document}@worktree"))?.text) } else { None };
    let saved = archive.resolve(&format!("{document}@HEAD")).ok().map(|state| state.text);
    let source = match &imported.report {
        Some(_) => with_front_matter(&imported.document, lying.as_deref().or(saved.as_deref())),
        None => imported.document.source.clone(),
    };
    let same = lying.as_deref() == Some(source.as_bytes());
    if !same && lying.is_some() && lying != saved {
        let unsaved = Failure::new(Exit::Usage, "failure-import-unsaved");
        return Err(unsaved.with("path", &shown).with("document", document));
    }
    let media = place_media(archive, document, &imported.media)?;
    if same {
        session.say("import-unchanged", &about)?;
        return Ok(media);
    }
    if let Some(folder) = path.parent() {
        make_folders(folder).map_err(|error| {
            Failure::new(Exit::Other, "failure-write").with("path", folder.display()).with("message", error)
        })?;
    }
    write_file(&path, source.as_bytes())?;
    session.say("import-written", &about)?;
    Ok(true)
}

/// What was lost, line by line; hidden texts under one heading share a line.
fn lines(session: &Session, losses: &[LossTold]) -> Vec<String> {
    let mut grouped: Vec<(&LossTold, u32, Vec<&str>)> = Vec::new();
    for loss in losses {
        let hidden = loss.kind == LossKind::Hidden.code();
        let same = |(first, ..): &&mut (&LossTold, u32, Vec<&str>)| {
            hidden && first.kind == loss.kind && first.place == loss.place
        };
        match grouped.iter_mut().rev().find(same) {
            Some((_, count, details)) => {
                *count = count.saturating_add(loss.count);
                details.push(&loss.detail);
            }
            None => grouped.push((loss, loss.count, vec![&loss.detail])),
        }
    }
    let line = |(loss, count, details): &(&LossTold, u32, Vec<&str>)| {
        let count = Value::Count((*count).into());
        let what = session.locale.text(&format!("import-loss-{}", loss.kind), &[("count", count)]);
        let of = |key: &str, name: &str, value: &str| match value {
            "" => String::new(),
            value => session.text(key, &[(name, value)]),
        };
        let mut detail = of("import-lost-detail", "detail", details[0]);
        for further in details.iter().skip(1).take(SHOWN - 1) {
            detail.push_str(&of("import-lost-further", "detail", further));
        }
        if details.len() > SHOWN {
            detail.push_str(&session.text("import-lost-more", &[]));
        }
        let place = of("import-lost-place", "place", &loss.place);
        let values = [("what", &what), ("detail", &detail), ("place", &place)];
        let values: Vec<(&str, Value<'_>)> =
            values.iter().map(|(name, text)| (*name, Value::Text(text.as_str()))).collect();
        session.locale.text("import-lost-line", &values)
    };
    grouped.iter().map(line).collect()
}
