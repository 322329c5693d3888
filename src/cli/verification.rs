//! `nowela doctor --verify`: reports what verifying the archive came to.

use std::io::Write as _;
use std::path::Path;

use super::doctor::{Entry, entries, exit, write};
use super::failure::printable;
use super::signing::checker;
use super::state::read_file;
use super::{Exit, Failure, Session};
use crate::locale::Value;
use crate::store::{
    Anchor, AnchoredVersion, Demand, Signature, SigningSettings, Status, Verification, VerifiedVersion, verify,
};

const SCHEMA: &str = "nowela/verification/1";

#[derive(serde::Serialize)]
struct Report<'a> {
    schema: &'static str,
    sound: bool,
    head: Option<&'a str>,
    commits: usize,
    objects: usize,
    fingerprint: &'a str,
    versions: Vec<VersionEntry<'a>>,
    findings: Vec<Entry<'a>>,
}

#[derive(serde::Serialize)]
struct VersionEntry<'a> {
    document: &'a str,
    version: &'a str,
    status: Option<&'static str>,
    date: Option<&'a str>,
    revision: &'a str,
    tag: &'a str,
    text: Option<&'a str>,
    signature: SignatureEntry<'a>,
}

#[derive(serde::Serialize)]
struct SignatureEntry<'a> {
    state: &'static str,
    signer: Option<&'a str>,
    key: Option<&'a str>,
}

/// What is read of an earlier report.
#[derive(serde::Deserialize)]
struct Earlier {
    schema: String,
    head: Option<String>,
    versions: Vec<EarlierVersion>,
}

#[derive(serde::Deserialize)]
struct EarlierVersion {
    document: String,
    version: String,
    revision: String,
    tag: String,
    text: Option<String>,
}

/// Verifies the archive; `files` are the list of known signers and the earlier report.
pub(super) fn run(
    demand: Demand,
    (signers, against): (Option<&Path>, Option<&Path>),
    session: &mut Session,
) -> Result<Exit, Failure> {
    let anchor = against.map(|path| earlier(&session.path(path))).transpose()?;
    let settings = SigningSettings::at(&session.directory)?;
    let checker = checker(signers, &settings, session)?;
    let found = verify(&session.directory, &checker, demand, anchor.as_ref())?;
    match session.json {
        true => write_json(session, &found)?,
        false => write_text(session, &found, against)?,
    }
    Ok(exit(found.findings.len()))
}

/// An earlier report.
fn earlier(path: &Path) -> Result<Anchor, Failure> {
    let fail = |message: String| {
        Failure::new(Exit::Input, "failure-against").with("path", path.display()).with("message", message)
    };
    let bytes = read_file(path)?;
    let earlier: Earlier = serde_json::from_slice(&bytes).map_err(|error| fail(error.to_string()))?;
    if earlier.schema != SCHEMA {
        return Err(fail(format!("schema: {}", earlier.schema)));
    }
    let version = |old: EarlierVersion| AnchoredVersion {
        document: old.document,
        name: old.version,
        tag: old.tag,
        revision: old.revision,
        text: old.text,
    };
    Ok(Anchor { head: earlier.head, versions: earlier.versions.into_iter().map(version).collect() })
}

fn write_json(session: &mut Session, found: &Verification) -> Result<(), Failure> {
    let report = Report {
        schema: SCHEMA,
        sound: found.findings.is_empty(),
        head: found.head.as_deref(),
        commits: found.commits,
        objects: found.objects,
        fingerprint: &found.fingerprint,
        versions: found.versions.iter().map(version_entry).collect(),
        findings: entries(session, &found.findings),
    };
    let text = serde_json::to_string_pretty(&report).map_err(std::io::Error::from)?;
    writeln!(session.stdout, "{text}")?;
    Ok(())
}

fn version_entry(found: &VerifiedVersion) -> VersionEntry<'_> {
    let (signer, key) = match &found.signature {
        Signature::Good { signer, key } => (Some(signer.as_str()), Some(key.as_str())),
        Signature::Unknown { key } => (None, Some(key.as_str())),
        _ => (None, None),
    };
    VersionEntry {
        document: found.version.document.as_str(),
        version: &found.version.name,
        status: found.version.status.map(Status::code),
        date: found.version.date.as_deref(),
        revision: &found.version.revision,
        tag: &found.tag,
        text: found.text.as_deref(),
        signature: SignatureEntry { state: found.signature.code(), signer, key },
    }
}

fn write_text(session: &mut Session, found: &Verification, against: Option<&Path>) -> Result<(), Failure> {
    for version in &found.versions {
        write_version(session, version)?;
    }
    for (at, finding) in found.findings.iter().enumerate() {
        write(session, finding, if at == 0 { "verification-first" } else { "doctor-problem" })?;
    }
    let read = [
        ("commits", Value::Count(found.commits as u64)),
        ("objects", Value::Count(found.objects as u64)),
        ("versions", Value::Count(found.versions.len() as u64)),
    ];
    let read = session.locale.text("verification-read", &read);
    let fingerprint = session.text("verification-fingerprint", &[("fingerprint", &found.fingerprint)]);
    writeln!(session.stdout, "{read}\n{fingerprint}")?;
    match against {
        None => session.say("verification-limit", &[])?,
        Some(path) if found.findings.is_empty() => {
            let path = path.display().to_string();
            session.say("verification-against", &[("path", &path)])?;
        }
        Some(_) => {}
    }
    let total = session.locale.text("verification-total", &[("problems", Value::Count(found.findings.len() as u64))]);
    writeln!(session.stdout, "{total}")?;
    Ok(())
}

fn write_version(session: &mut Session, found: &VerifiedVersion) -> Result<(), Failure> {
    let version = &found.version;
    let status = session.text(&format!("status-{}", version.status.map_or("none", Status::code)), &[]);
    let name = printable(&format!("{}@{}", version.document, version.name));
    let date = version.date.as_deref().map(|date| format!("  {date}")).unwrap_or_default();
    let code = found.signature.code();
    let (signer, key, message) = match &found.signature {
        Signature::Good { signer, key } => (signer.as_str(), key.as_str(), ""),
        Signature::Unknown { key } => ("", key.as_str(), ""),
        Signature::Bad { message } | Signature::Unchecked { message } => ("", "", message.as_str()),
        Signature::None => ("", "", ""),
    };
    let about = [("signer", signer), ("key", key), ("message", message)];
    let signature = session.text(&format!("verification-signature-{code}"), &about);
    let rows = [
        ("verification-revision", version.revision.clone()),
        ("verification-text", found.text.clone().unwrap_or_else(|| "–".to_owned())),
        ("verification-signature", signature),
    ];
    writeln!(session.stdout, "{name}{date}  {status}")?;
    for (label, value) in rows {
        let label = session.text(label, &[]);
        writeln!(session.stdout, "  {label}: {value}")?;
    }
    Ok(())
}
