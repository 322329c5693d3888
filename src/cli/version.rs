//! `nowela version`: shows versions, or names a revision.

use std::io::Write as _;

use super::failure::{document_name, unsecured, version_name};
use super::person::committer;
use super::signing::Signing;
use super::{Exit, Failure, Session};
use crate::store::{
    Archive, DocumentId, Moment, NameError, Naming, ResolveError, Status, Version, VersionError, VersionName,
};

/// Show versions, or name a revision
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Show versions of this document only
    #[arg(value_name = "D")]
    document: Option<String>,
    /// Show this version only
    #[arg(value_name = "V")]
    version: Option<String>,
    /// Give this state the name V
    #[arg(value_name = "STATE", requires = "status")]
    state: Option<String>,
    /// Status of the version
    #[arg(long, value_name = "S", requires = "state", value_parser = ["sketch", "draft", "consultation", "adopted"])]
    status: Option<String>,
    /// Date that the text bears (2020-07-07)
    #[arg(long, value_name = "D", requires = "state")]
    date: Option<String>,
    /// What this version is about
    #[arg(short, long, requires = "state")]
    message: Option<String>,
    #[command(flatten)]
    details: Details,
    #[command(flatten)]
    signing: Signing,
}

/// What else is said when a revision is named.
#[derive(Debug, clap::Args)]
pub(super) struct Details {
    /// Day of adoption
    #[arg(long, value_name = "D")]
    adopted: Option<String>,
    /// First day of validity
    #[arg(long, value_name = "D")]
    valid_from: Option<String>,
    /// First day of application
    #[arg(long, value_name = "D")]
    applies_from: Option<String>,
    /// Number of the resolution
    #[arg(long, value_name = "NO")]
    resolution: Option<String>,
}

impl Details {
    /// Whether all days are days.
    pub(super) fn check(&self, date: Option<&str>) -> Result<(), Failure> {
        let days = [
            ("--date", date),
            ("--adopted", self.adopted.as_deref()),
            ("--valid-from", self.valid_from.as_deref()),
            ("--applies-from", self.applies_from.as_deref()),
        ];
        match days.into_iter().find_map(|(option, day)| Some((option, day.filter(|day| Moment::noon(day).is_none())?)))
        {
            Some((option, day)) => {
                Err(Failure::new(Exit::Usage, "failure-day").with("argument", option).with("value", day))
            }
            None => Ok(()),
        }
    }

    /// The first option that was given.
    pub(super) fn first(&self) -> Option<&'static str> {
        let given = [
            ("--adopted", &self.adopted),
            ("--valid-from", &self.valid_from),
            ("--applies-from", &self.applies_from),
            ("--resolution", &self.resolution),
        ];
        given.into_iter().find_map(|(option, value)| value.as_ref().map(|_| option))
    }

    /// What to write when the revision is named.
    pub(super) fn naming<'a>(
        &'a self,
        (document, name): (&'a DocumentId, &'a VersionName),
        status: &str,
        date: Option<&'a str>,
        moment: Moment,
    ) -> Naming<'a> {
        Naming {
            document,
            name,
            status: status.parse().unwrap_or(Status::Draft),
            date,
            adopted: self.adopted.as_deref(),
            valid_from: self.valid_from.as_deref(),
            applies_from: self.applies_from.as_deref(),
            resolution: self.resolution.as_deref(),
            message: None,
            moment,
            tagger: None,
        }
    }
}

#[derive(serde::Serialize)]
struct Report<'a> {
    schema: &'static str,
    versions: Vec<Entry<'a>>,
}

#[derive(serde::Serialize)]
struct Entry<'a> {
    document: &'a str,
    version: &'a str,
    revision: &'a str,
    status: Option<&'static str>,
    date: Option<&'a str>,
    adopted: Option<&'a str>,
    valid_from: Option<&'a str>,
    applies_from: Option<&'a str>,
    resolution: Option<&'a str>,
    message: &'a str,
}

/// Shows versions, or names a revision.
pub(super) fn run(arguments: &Arguments, session: &mut Session) -> Result<Exit, Failure> {
    arguments.details.check(arguments.date.as_deref())?;
    if arguments.state.is_none()
        && let Some(option) = arguments.details.first().or(arguments.signing.first())
    {
        return Err(Failure::new(Exit::Usage, "failure-state-needed").with("argument", option));
    }
    let archive = session.archive()?;
    let documents = match &arguments.document {
        Some(id) => vec![DocumentId::parse(id).map_err(|error| document_name(id, error))?],
        None => archive.documents()?,
    };
    if let (Some(name), Some(state), Some(status), [document]) =
        (&arguments.version, &arguments.state, &arguments.status, documents.as_slice())
    {
        let version = name_state(&archive, arguments, (document, name), (state, status), session)?;
        named(session, &version)?;
        if session.json {
            write_json(session, &[version])?;
        }
        return Ok(Exit::Done);
    }
    let (mut versions, mut damaged) = (Vec::new(), Vec::new());
    for document in &documents {
        let (read, unread) = archive.versions_and_damage(document)?;
        versions.extend(read);
        damaged.extend(unread);
    }
    if let Some(asked) = &arguments.version {
        damaged.retain(|(name, _)| name == asked);
    }
    let damaged = damaged.into_iter().next().map(|(_, error)| error);
    if let [document] = documents.as_slice()
        && versions.is_empty()
        && damaged.is_none()
        && !archive.documents()?.contains(document)
    {
        // The same words, and the same candidates, as for a state of it.
        archive.resolve(&format!("{document}@HEAD"))?;
    }
    let shown = match &arguments.version {
        Some(name) if damaged.is_none() => show(&archive, session, versions, name, documents.first()),
        Some(_) => Ok(Exit::Archive),
        None if versions.is_empty() && damaged.is_some() => Ok(Exit::Archive),
        None if session.json => write_json(session, &versions),
        None => list(session, &versions),
    };
    // What can be read is shown first.
    damaged.map_or(shown, |error| Err(error.into()))
}

fn name_state(
    archive: &Archive,
    arguments: &Arguments,
    (document, name): (&DocumentId, &str),
    (state, status): (&str, &str),
    session: &Session,
) -> Result<Version, Failure> {
    let name = VersionName::parse(name).map_err(|error: NameError| version_name(name, error))?;
    archive.check_unnamed(document, &name)?;
    let prefix = format!("{document}@");
    let state = state.strip_prefix("rev:").unwrap_or(state);
    let state = archive.resolve(&format!("{prefix}{}", state.strip_prefix(&prefix).unwrap_or(state)))?;
    let Some(revision) = &state.revision else {
        return Err(Failure::new(Exit::Usage, "failure-not-saved").with("document", document));
    };
    let mut naming = arguments.details.naming((document, &name), status, arguments.date.as_deref(), session.now());
    naming.message = arguments.message.as_deref();
    let tagger = committer(archive);
    naming.tagger = tagger.as_ref();
    let signer = arguments.signing.signer(archive, session)?;
    archive.name_version_signed(&naming, revision, signer.as_deref()).map_err(VersionError::into)
}

/// Says that a revision has a name now.
pub(super) fn named(session: &mut Session, version: &Version) -> Result<(), Failure> {
    let status = status_word(session, version);
    let revision = format!("{:.10}", version.revision);
    let values = [
        ("document", version.document.as_str()),
        ("name", version.name.as_str()),
        ("revision", revision.as_str()),
        ("status", status.as_str()),
    ];
    session.say("version-named", &values)?;
    match &version.unsecured {
        Some(message) => Err(unsecured(&version.revision, message)),
        None => Ok(()),
    }
}

fn status_word(session: &Session, version: &Version) -> String {
    let code = version.status.map_or("none", Status::code);
    session.text(&format!("status-{code}"), &[])
}

fn write_json(session: &mut Session, versions: &[Version]) -> Result<Exit, Failure> {
    let entries = versions.iter().map(|version| Entry {
        document: version.document.as_str(),
        version: &version.name,
        revision: &version.revision,
        status: version.status.map(Status::code),
        date: version.date.as_deref(),
        adopted: version.adopted.as_deref(),
        valid_from: version.valid_from.as_deref(),
        applies_from: version.applies_from.as_deref(),
        resolution: version.resolution.as_deref(),
        message: &version.message,
    });
    let report = Report { schema: "nowela/versions/1", versions: entries.collect() };
    let text = serde_json::to_string_pretty(&report).map_err(std::io::Error::from)?;
    writeln!(session.stdout, "{text}")?;
    Ok(Exit::Done)
}

fn list(session: &mut Session, versions: &[Version]) -> Result<Exit, Failure> {
    if versions.is_empty() {
        session.say("version-none", &[])?;
        return Ok(Exit::Done);
    }
    let rows: Vec<[String; 4]> = versions
        .iter()
        .map(|version| {
            let name = super::failure::printable(&format!("{}@{}", version.document, version.name));
            let date = version.date.clone().unwrap_or_default();
            [name, date, status_word(session, version), format!("{:.10}", version.revision)]
        })
        .collect();
    let width = |column: usize| {
        rows.iter().map(|row| unicode_width::UnicodeWidthStr::width(row[column].as_str())).max().unwrap_or(0)
    };
    let widths = [width(0), width(1), width(2)];
    for row in &rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(widths) {
            let padding = width.saturating_sub(unicode_width::UnicodeWidthStr::width(cell.as_str()));
            line.push_str(cell);
            line.push_str(&" ".repeat(padding + 2));
        }
        line.push_str(&row[3]);
        writeln!(session.stdout, "{line}")?;
    }
    Ok(Exit::Done)
}

fn show(
    archive: &Archive,
    session: &mut Session,
    versions: Vec<Version>,
    name: &str,
    document: Option<&DocumentId>,
) -> Result<Exit, Failure> {
    let Some(version) = versions.into_iter().find(|version| version.name == name) else {
        let document = document.map(ToString::to_string).unwrap_or_default();
        // A branch or a day of this name is no version: the name stays unknown, the candidates are its neighbours.
        return Err(match archive.resolve(&format!("{document}@{name}")) {
            Err(error) => error.into(),
            Ok(_) => {
                let (state, candidates) = (name.to_owned(), Vec::new());
                ResolveError::Unknown { document, state, candidates }.into()
            }
        });
    };
    if session.json {
        return write_json(session, &[version]);
    }
    let status = status_word(session, &version);
    let name = format!("{}@{}", version.document, version.name);
    let rows = [
        ("version-field-name", Some(name)),
        ("version-field-status", Some(status)),
        ("version-field-date", version.date.clone()),
        ("version-field-adopted", version.adopted.clone()),
        ("version-field-valid-from", version.valid_from.clone()),
        ("version-field-applies-from", version.applies_from.clone()),
        ("version-field-resolution", version.resolution.clone()),
        ("version-field-revision", Some(version.revision.clone())),
        ("version-field-message", Some(version.message.clone()).filter(|message| !message.is_empty())),
    ];
    for (key, value) in rows {
        if let Some(value) = value {
            let lines: Vec<String> = value.lines().map(super::failure::printable).collect();
            let label = session.text(key, &[]);
            writeln!(session.stdout, "{label}: {}", lines.join("\n  "))?;
        }
    }
    Ok(Exit::Done)
}
