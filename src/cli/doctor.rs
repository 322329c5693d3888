//! `nowela doctor`: looks an archive over, explains what it finds, and verifies it where asked.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::PathBuf;

use super::failure::printable;
use super::{Exit, Failure, Session, verification};
use crate::locale::Value;
use crate::store::{ArchiveError, Demand, Finding, LockFile, Severity, examine};

/// Look an archive over and explain; nothing is changed but what --unlock removes
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Remove lock files that no program holds, and finish what a run that was cut short began
    #[arg(long, conflicts_with = "verify")]
    unlock: bool,
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

#[derive(serde::Serialize)]
struct UnlockReport<'a> {
    schema: &'static str,
    interrupted: bool,
    unfinished: Option<&'a str>,
    removed: Vec<String>,
    held: Vec<String>,
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
    if arguments.unlock {
        return unlock(session);
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

/// Removes the lock files that nobody holds, and says which, and which were left to their holders.
fn unlock(session: &mut Session) -> Result<Exit, Failure> {
    let archive = session.archive()?;
    let unlocked = archive.unlock()?;
    if session.json {
        let paths = |locks: &[LockFile]| locks.iter().map(|lock| lock.path.display().to_string()).collect();
        let report = UnlockReport {
            schema: "nowela/unlocked/1",
            interrupted: unlocked.interrupted,
            unfinished: unlocked.unfinished.as_deref(),
            removed: paths(&unlocked.removed),
            held: paths(&unlocked.held),
        };
        let text = serde_json::to_string_pretty(&report).map_err(std::io::Error::from)?;
        writeln!(session.stdout, "{text}")?;
        return Ok(exit(unlocked.held.len() + usize::from(unlocked.unfinished.is_some())));
    }
    if unlocked.interrupted && unlocked.unfinished.is_none() {
        session.say("doctor-finished", &[])?;
    }
    for lock in &unlocked.removed {
        session.say("doctor-removed", &[("path", &lock.path.display().to_string())])?;
    }
    if unlocked.removed.is_empty() && !unlocked.interrupted && unlocked.held.is_empty() {
        session.say("doctor-no-locks", &[])?;
    }
    if let Some(message) = unlocked.unfinished {
        return Err(Failure::new(Exit::Archive, "failure-unfinished").with("message", message));
    }
    // Whoever reads of a lock that is held reads first what was done.
    match unlocked.held.into_iter().next() {
        Some(lock) => Err(ArchiveError::Locked(lock).into()),
        None => Ok(Exit::Done),
    }
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

/// Tells a finding beside the work of another command: what, and what to do next.
pub(super) fn tell(session: &mut Session, finding: &Finding) -> Result<(), Failure> {
    let (what, next) = (wording(session, finding, ""), wording(session, finding, "-next"));
    session.note(&what)?;
    let todo = session.text("failure-next", &[]);
    writeln!(session.stderr, "  {todo}: {next}")?;
    Ok(())
}

fn wording(session: &Session, finding: &Finding, ending: &str) -> String {
    let clean: Vec<(&str, String)> = finding.details.iter().map(|(name, value)| (*name, printable(value))).collect();
    let value = |name: &str, text: &'_ str| match (name, text.parse()) {
        ("ahead" | "behind" | "size" | "seconds", Ok(count)) => Some(count),
        _ => None,
    };
    let values: Vec<(&str, Value<'_>)> = clean
        .iter()
        .map(|(name, text)| (*name, value(name, text).map_or(Value::Text(text.as_str()), Value::Count)))
        .collect();
    session.locale.text(&format!("doctor-{}{ending}", finding.code), &values)
}
