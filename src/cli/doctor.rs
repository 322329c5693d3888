//! `nowela doctor`: looks an archive over, explains what it finds, and verifies it where asked.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::PathBuf;

use super::failure::printable;
use super::{Exit, Failure, Session, verification};
use crate::locale::Value;
use crate::store::{Demand, Finding, Severity, examine};

/// Look an archive over and explain; nothing is changed
#[derive(Debug, clap::Args)]
#[command(
    after_help = "With --verify every commit, tree and text is read and hashed anew, and every version checked. That
finds whatever was changed in place. Somebody who may write here and has the key can make a whole
new history that is sound in itself; only --against, with a report kept elsewhere, finds that.

Example:
  nowela doctor
  nowela doctor --verify --json > weryfikacja.json
  nowela doctor --verify --signed --against weryfikacja.json"
)]
pub(super) struct Arguments {
    /// Read everything anew: all revisions, all versions and their signatures
    #[arg(long)]
    verify: bool,
    /// Take a version without a good signature of a known key for bad
    #[arg(long, requires = "verify")]
    signed: bool,
    /// Known keys, as in gpg.ssh.allowedSignersFile, which is used without it
    #[arg(long, value_name = "FILE", requires = "verify")]
    signers: Option<PathBuf>,
    /// An earlier report of --verify --json, kept elsewhere, that must still hold
    #[arg(long, value_name = "FILE", requires = "verify")]
    against: Option<PathBuf>,
}

#[derive(serde::Serialize)]
struct Report<'a> {
    schema: &'static str,
    problems: usize,
    remarks: usize,
    findings: Vec<Entry<'a>>,
}

/// A finding as published.
#[derive(serde::Serialize)]
pub(super) struct Entry<'a> {
    severity: &'static str,
    code: &'static str,
    place: Option<&'a str>,
    details: BTreeMap<&'static str, &'a str>,
    message: String,
    next: String,
}

/// Looks the archive over.
pub(super) fn run(arguments: &Arguments, session: &mut Session) -> Result<Exit, Failure> {
    if arguments.verify {
        let files = (arguments.signers.as_deref(), arguments.against.as_deref());
        let demand = if arguments.signed { Demand::KnownSigners } else { Demand::SoundSignatures };
        return verification::run(demand, files, session);
    }
    let findings = examine(&session.directory)?;
    let problems = findings.iter().filter(|finding| finding.severity == Severity::Problem).count();
    let remarks = findings.len() - problems;
    if session.json {
        let findings = entries(session, &findings);
        let report = Report { schema: "nowela/doctor/1", problems, remarks, findings };
        let text = serde_json::to_string_pretty(&report).map_err(std::io::Error::from)?;
        writeln!(session.stdout, "{text}")?;
        return Ok(exit(problems));
    }
    for finding in &findings {
        write(session, finding, &format!("doctor-{}", finding.severity.code()))?;
    }
    let total = [("problems", Value::Count(problems as u64)), ("remarks", Value::Count(remarks as u64))];
    let total = match findings.len() {
        0 => session.text("doctor-well", &[]),
        _ => session.locale.text("doctor-total", &total),
    };
    writeln!(session.stdout, "{total}")?;
    Ok(exit(problems))
}

/// How a run ends that found so many problems.
pub(super) fn exit(problems: usize) -> Exit {
    if problems == 0 { Exit::Done } else { Exit::Archive }
}

/// Findings as published.
pub(super) fn entries<'a>(session: &Session, findings: &'a [Finding]) -> Vec<Entry<'a>> {
    let entry = |finding: &'a Finding| Entry {
        severity: finding.severity.code(),
        code: finding.code,
        place: finding.place.as_deref(),
        details: finding.details.iter().map(|(name, value)| (*name, value.as_str())).collect(),
        message: wording(session, finding, ""),
        next: wording(session, finding, "-next"),
    };
    findings.iter().map(entry).collect()
}

/// Writes a finding: what, where, and what to do next, behind the message `label`.
pub(super) fn write(session: &mut Session, finding: &Finding, label: &str) -> Result<(), Failure> {
    let (what, next) = (wording(session, finding, ""), wording(session, finding, "-next"));
    let (label, todo) = (session.text(label, &[]), session.text("failure-next", &[]));
    writeln!(session.stdout, "{label}: {what}\n  {todo}: {next}")?;
    Ok(())
}

fn wording(session: &Session, finding: &Finding, ending: &str) -> String {
    let clean: Vec<(&str, String)> = finding.details.iter().map(|(name, value)| (*name, printable(value))).collect();
    let value = |name: &str, text: &'_ str| match (name, text.parse()) {
        ("ahead" | "behind" | "size", Ok(count)) => Some(count),
        _ => None,
    };
    let values: Vec<(&str, Value<'_>)> = clean
        .iter()
        .map(|(name, text)| (*name, value(name, text).map_or(Value::Text(text.as_str()), Value::Count)))
        .collect();
    session.locale.text(&format!("doctor-{}{ending}", finding.code), &values)
}
