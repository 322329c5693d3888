//! `nowela merge-driver`: merges what two people made of one file, when git asks for it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use super::state::write_file;
use super::{Exit, Failure, Session};
use crate::document::{Document, markdown};
use crate::locale::Value;
use crate::merge::{Doubt, MergeOptions, Merged, merge, merge_links};
use crate::store::{Links, TEXT_LIMIT, merge_lines};

/// Merge what two people made of one text, section by section; git calls it
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The text that both began with (%O)
    base: PathBuf,
    /// What one made of it, and where the result goes (%A)
    ours: PathBuf,
    /// What the other one made of it (%B)
    theirs: PathBuf,
    /// Length of conflict markers (%L)
    #[arg(long, value_name = "N", default_value_t = 7, value_parser = clap::value_parser!(u16).range(1..1000))]
    marker_size: u16,
    /// Where the file lies in the archive (%P)
    #[arg(long, value_name = "PATH")]
    path: Option<String>,
}

/// What a merge came to.
struct Outcome {
    bytes: Vec<u8>,
    /// Names of the sections in conflict.
    conflicts: Vec<String>,
    clean: bool,
    doubt: Option<Doubt>,
}

/// Merges three files.
pub(super) fn run(arguments: &Arguments, session: &mut Session) -> Result<Exit, Failure> {
    let files = [&arguments.base, &arguments.ours, &arguments.theirs];
    let mut bytes: [Vec<u8>; 3] = Default::default();
    for (file, bytes) in files.into_iter().zip(&mut bytes) {
        *bytes = read(&session.path(file))?;
    }
    let path = arguments.path.clone().unwrap_or_else(|| arguments.ours.display().to_string());
    let Some(outcome) = merged(&bytes, Path::new(&path), arguments.marker_size) else {
        return Err(Failure::new(Exit::Input, "failure-merge-binary").with("path", path));
    };
    if bytes[1] != outcome.bytes {
        write_file(&session.path(&arguments.ours), &outcome.bytes)?;
    }
    if let Some(doubt) = &outcome.doubt {
        let values = [("path", path.as_str()), ("reason", doubt.code()), ("detail", doubt.detail())];
        session.warn("merge-by-lines", &values)?;
    }
    if outcome.clean {
        return Ok(Exit::Done);
    }
    if !outcome.conflicts.is_empty() {
        let names: Vec<String> = outcome.conflicts.iter().map(|name| super::failure::printable(name)).collect();
        let names: Vec<&str> = names.iter().map(|name| if name.is_empty() { "–" } else { name }).collect();
        let (path, sections) = (super::failure::printable(&path), names.join("; "));
        let values = [
            ("path", Value::Text(path.as_str())),
            ("count", Value::Count(outcome.conflicts.len() as u64)),
            ("sections", Value::Text(sections.as_str())),
        ];
        let text = session.locale.text("merge-conflicts", &values);
        session.note(&text)?;
    }
    Ok(Exit::Changed)
}

#[expect(clippy::disallowed_methods, reason = "the command line is the room that reads files")]
fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|error| {
        Failure::new(Exit::Input, "failure-merge-read").with("path", path.display()).with("message", error)
    })
}

/// By sections where that can be proved, else by lines; `None` where it can't be done at all.
fn merged(bytes: &[Vec<u8>; 3], path: &Path, marker: u16) -> Option<Outcome> {
    let doubt = match by_parts(bytes, path, marker) {
        Some(Ok(merged)) => {
            let clean = merged.conflicts.is_empty();
            return Some(Outcome { bytes: merged.text.into_bytes(), conflicts: merged.conflicts, clean, doubt: None });
        }
        Some(Err(doubt)) => Some(doubt),
        None => None,
    };
    let lines = merge_lines([&bytes[0], &bytes[1], &bytes[2]], marker)?;
    // Lines know nothing of footnotes: a person has to look at it.
    let clean = lines.clean && !matches!(doubt, Some(Doubt::Footnote(_)));
    Some(Outcome { bytes: lines.bytes, conflicts: Vec::new(), clean, doubt })
}

/// Merges by what the file consists of; `None` where it is no such file.
fn by_parts(bytes: &[Vec<u8>; 3], path: &Path, marker: u16) -> Option<Result<Merged, Doubt>> {
    if bytes.iter().any(|bytes| bytes.len() as u64 > TEXT_LIMIT / 4) {
        return None;
    }
    let mut texts: [String; 3] = Default::default();
    for (bytes, text) in bytes.iter().zip(&mut texts) {
        let read = str::from_utf8(bytes).ok()?;
        *text = read.replace("\r\n", "\n");
        if text.contains(['\r', '\0', '\u{feff}']) {
            return None;
        }
    }
    let windows = bytes[1].windows(2).any(|pair| pair == b"\r\n");
    if path.file_name().is_some_and(|name| name == "links.toml") {
        let text = merge_links(&texts[0], &texts[1], &texts[2])?;
        return consistent(&text, &texts).then(|| Ok(Merged { text, conflicts: Vec::new() }));
    }
    if !path.extension().is_none_or(|ending| ending == "md" || ending == "markdown") {
        return None;
    }
    // Whatever may be wrong with the merge, git gets an answer.
    let options = MergeOptions { marker: marker.into() };
    let result = catch_unwind(AssertUnwindSafe(|| {
        let [base, ours, theirs]: [Document; 3] = texts.map(markdown::read);
        merge(&base, &ours, &theirs, &options)
    }));
    Some(result.unwrap_or(Err(Doubt::Pieces)).map(|mut merged| {
        if windows {
            merged.text = merged.text.replace('\n', "\r\n");
        }
        merged
    }))
}

/// Whether the merged decisions can be read, and none of them says about the same sections something else than another one that is
/// new beside it.
fn consistent(text: &str, [base, ours, theirs]: &[String; 3]) -> bool {
    let [merged, base, ours, theirs] = [text, base.as_str(), ours.as_str(), theirs.as_str()].map(Links::parse);
    let new = |side: &Links| -> Vec<_> {
        side.decisions.iter().filter(|decision| !base.decisions.contains(decision)).cloned().collect()
    };
    let (x, y) = (new(&ours), new(&theirs));
    let opposed = x.iter().any(|a| y.iter().any(|b| a != b && (&a.before, &a.after) == (&b.before, &b.after)));
    merged.flaws.is_empty() && !opposed
}
