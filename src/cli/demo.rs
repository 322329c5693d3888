//! `nowela demo`: an archive of the sample texts with its history, a comparison and its consultation package.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use rust_embed::RustEmbed;

use super::consult::{Order, package};
use super::failure::{document_name, version_name};
use super::init::founded;
use super::state::write_file;
use super::{Exit, Failure, Session};
use crate::consult::Format;
use crate::document::{Document, Metadata, markdown};
use crate::import::ImportOptions;
use crate::locale::{Locale, Value};
use crate::render::docx::Moves;
use crate::render::reading::reading;
use crate::store::{
    Archive, Author, DocumentId, Draft, Moment, Naming, SETTINGS_FILE, Status, VersionName, make_folders,
};

/// Make an archive of sample texts, compare two of its versions, and make the consultation package
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// A new or empty folder
    #[arg(value_name = "DIR", default_value = "nowela-demo")]
    directory: String,
}

/// The sample: one folder a document, one Markdown file a version, its metadata in the front matter.
#[derive(RustEmbed)]
#[folder = "strategy/"]
struct Sample;

/// Who saves the sample texts.
const AUTHOR: (&str, &str) = ("Biuro Strategii (dane przykładowe)", "biuro.strategii@example.org");

/// The folder of the package that is made.
const PACKAGE: &str = "pakiet";

/// What the front matter says to the demo alone; it goes into the history, not into the text.
const STAGE_DIRECTIONS: [&str; 2] = ["message", "compare_with"];

/// A version of a sample text.
struct Version {
    document: DocumentId,
    version: VersionName,
    status: Status,
    moment: Moment,
    file: String,
    text: String,
    metadata: Metadata,
}

/// Makes the archive and the package.
pub(super) fn run(arguments: &Arguments, session: &mut Session) -> Result<Exit, Failure> {
    let directory = session.path(&arguments.directory);
    if !Archive::is_vacant(&directory) {
        return Err(Failure::new(Exit::Usage, "failure-demo-folder").with("path", &arguments.directory));
    }
    let versions = versions()?;
    let first = versions.first().ok_or_else(|| broken("strategy"))?;
    let settings = Sample::get(SETTINGS_FILE).ok_or_else(|| broken(SETTINGS_FILE))?;
    let settings = String::from_utf8_lossy(&settings.data).replace("\r\n", "\n");
    let author = Author { name: AUTHOR.0.to_owned(), email: AUTHOR.1.to_owned() };
    let made = Archive::found(&directory, ("pl", &settings), first.moment, Some(&author), |archive| {
        write_media(archive.root())?;
        versions.iter().try_for_each(|version| save(archive, version))
    })?;
    session.say("demo-made", &[("path", &arguments.directory)])?;
    founded(&made, session)?;
    for told in documents(&versions, &session.locale) {
        session.tell(&told)?;
    }
    session.directory = directory.clone();
    compare(arguments, session, &versions)
}

/// What was made of each document: how many versions, from when to when.
fn documents(versions: &[Version], locale: &Locale) -> Vec<String> {
    let mut documents: Vec<&DocumentId> = versions.iter().map(|version| &version.document).collect();
    documents.sort_unstable();
    documents.dedup();
    let told = |document: &DocumentId| {
        let dates: Vec<&str> = versions
            .iter()
            .filter(|version| version.document == *document)
            .filter_map(|version| version.metadata.get("date"))
            .collect();
        let [first, last] = [dates.first(), dates.last()].map(|date| date.map_or(String::new(), |it| locale.date(it)));
        let values = [
            ("document", Value::Text(document.as_str())),
            ("count", Value::Count(dates.len() as u64)),
            ("first", Value::Text(&first)),
            ("last", Value::Text(&last)),
        ];
        locale.text("demo-document", &values)
    };
    documents.into_iter().map(told).collect()
}

/// Compares the versions that the sample names and makes the package.
fn compare(arguments: &Arguments, session: &mut Session, versions: &[Version]) -> Result<Exit, Failure> {
    let pair = versions.iter().rev().find_map(|later| Some((later.metadata.get("compare_with")?, later)));
    let Some((earlier, later)) = pair else {
        return Ok(Exit::Done);
    };
    let names = [earlier, later.version.as_str()].map(|version| format!("{}@{version}", later.document));
    let states = names.each_ref().map(|name| format!("rev:{name}"));
    // PDF takes longer than all else together; `nowela consult` makes it where the program has it.
    let formats: Vec<Format> = Format::ALL.into_iter().filter(|format| *format != Format::Pdf).collect();
    let order = Order {
        states: (&states[0], &states[1]),
        directory: PACKAGE,
        formats: &formats,
        round: None,
        audiences: &[],
        moves: Moves::Paired,
        author: None,
        date: None,
        reading: ImportOptions::default(),
    };
    let made = package(&order, session)?;
    let told = reading(&made.compared.subject(&session.locale, &[]));
    for sentence in [&told.compared, &told.summary, &told.continuity] {
        session.tell(sentence)?;
    }
    let first = made.first.unwrap_or_default();
    let path = Path::new(&arguments.directory).join(PACKAGE).join(first).display().to_string();
    let told = session
        .locale
        .text("demo-package", &[("path", Value::Text(&path)), ("count", Value::Count(made.files as u64))]);
    session.tell(&told)?;
    let values =
        [("directory", shell_word(&arguments.directory)), ("before", names[0].clone()), ("after", names[1].clone())];
    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
    session.say("demo-next", &values)?;
    Ok(Exit::Done)
}

/// The versions of the sample by date.
fn versions() -> Result<Vec<Version>, Failure> {
    let mut versions = Vec::new();
    for path in Sample::iter() {
        let Some((document, file)) = path.split_once('/').filter(|(_, file)| !file.contains('/')) else {
            continue;
        };
        if let Some(name) = file.strip_suffix(".md") {
            versions.push(version(&path, document, name)?);
        }
    }
    versions.sort_by(|one, other| {
        (one.moment, &one.document, &one.version).cmp(&(other.moment, &other.document, &other.version))
    });
    Ok(versions)
}

fn version(path: &str, document: &str, name: &str) -> Result<Version, Failure> {
    let file = Sample::get(path).ok_or_else(|| broken(path))?;
    let source = std::str::from_utf8(&file.data).map_err(|_| broken(path))?.replace("\r\n", "\n");
    let Document { source, metadata, .. } = markdown::read(source);
    let name = metadata.get("version").unwrap_or(name);
    Ok(Version {
        document: DocumentId::parse(document).map_err(|error| document_name(document, error))?,
        version: VersionName::parse(name).map_err(|error| version_name(name, error))?,
        status: metadata.get("status").unwrap_or("draft").parse().map_err(|()| broken(path))?,
        moment: metadata.get("date").and_then(Moment::noon).ok_or_else(|| broken(path))?,
        file: path.rsplit('/').next().unwrap_or(path).to_owned(),
        text: without_directions(&source, &metadata),
        metadata,
    })
}

/// The text without what its front matter says to the demo alone.
fn without_directions(source: &str, metadata: &Metadata) -> String {
    let end = metadata.span.end as usize;
    let mut dropped = false;
    let mut text = String::with_capacity(source.len());
    for line in metadata.span.of(source).split_inclusive('\n') {
        let goes_on = line.starts_with([' ', '\t']);
        if !goes_on {
            let key = line.split(':').next().unwrap_or_default();
            dropped = STAGE_DIRECTIONS.contains(&key);
        }
        if !dropped {
            text.push_str(line);
        }
    }
    text.push_str(&source[end..]);
    text
}

fn save(archive: &Archive, version: &Version) -> Result<(), Failure> {
    let metadata = &version.metadata;
    let message = metadata.get("message").map_or_else(|| Cow::Owned(version.version.to_string()), Cow::Borrowed);
    let saved = archive.save(&Draft {
        source: Some(&version.file),
        ..Draft::new(&version.document, &version.text, &message, version.moment)
    })?;
    let naming = Naming {
        document: &version.document,
        name: &version.version,
        status: version.status,
        date: metadata.get("date"),
        adopted: metadata.get("adopted"),
        valid_from: metadata.get("valid_from"),
        applies_from: metadata.get("applies_from"),
        resolution: metadata.get("resolution"),
        message: metadata.get("message"),
        moment: version.moment,
        tagger: None,
    };
    archive.name_version(&naming, &saved.revision)?;
    Ok(())
}

/// Lays the figures of the texts beside them in the work tree.
fn write_media(directory: &Path) -> Result<(), Failure> {
    for path in Sample::iter().filter(|path| path.contains('/') && !path.ends_with(".md")) {
        let file = Sample::get(&path).ok_or_else(|| broken(&path))?;
        let target: PathBuf = directory.join("strategy").join(path.as_ref());
        if let Some(folder) = target.parent() {
            make_folders(folder).map_err(|error| unwritten(folder, error))?;
        }
        write_file(&target, &file.data)?;
    }
    Ok(())
}

fn unwritten(path: &Path, error: std::io::Error) -> Failure {
    Failure::new(Exit::Other, "failure-write").with("path", path.display()).with("message", error)
}

/// A sample file whose front matter says too little; a test keeps the embedded ones complete.
fn broken(path: &str) -> Failure {
    Failure::new(Exit::Other, "failure-sample").with("path", path)
}

/// The folder as it can be pasted into a shell.
fn shell_word(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./~:".contains(c);
    if text.chars().all(plain) { text.to_owned() } else { format!("'{}'", text.replace('\'', "'\\''")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_is_complete() {
        let Ok(versions) = versions() else { panic!("a sample file says too little in its front matter") };
        assert!(versions.len() >= 2);
        assert!(versions.is_sorted_by_key(|version| version.moment));
        let compared = versions.iter().filter_map(|later| Some((later, later.metadata.get("compare_with")?)));
        let [(later, earlier)] = compared.collect::<Vec<_>>()[..] else { panic!("one version says what to compare") };
        let is_earlier = |version: &Version| version.document == later.document && version.version.as_str() == earlier;
        assert!(versions.iter().any(is_earlier), "{earlier} is not in the sample");
        for version in &versions {
            assert!(!version.text.contains("\ncompare_with:") && !version.text.contains("\nmessage:"));
        }
    }
}
