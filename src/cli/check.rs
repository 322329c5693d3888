//! `nowela check`: the rules of an archive, for its texts and what became of them.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;

use clap::ValueEnum;

use super::clock::Clock;
use super::compared::{Compared, Purpose, compare_states};
use super::section::section;
use super::state::{Loaded, load, write_file};
use super::{Exit, Failure, Session, terminal};
use crate::check::{Change, Kind, PRESETS, Pattern, Rule, Scope, Severity, Subject, check, preset};
use crate::document::Document;
use crate::import::ImportOptions;
use crate::render::findings::{Checked, counts, json, junit, lines, sarif};
use crate::store::{Archive, DocumentId, RuleSettings, Settings, Version, WORKTREE};

/// Check texts against the rules of nowela.toml
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// States to check: [DOCUMENT@]VERSION, date, revision or worktree
    #[arg(value_name = "STATE")]
    states: Vec<String>,
    /// How to tell what was found; without it the ending of the file given with -o decides, else terminal
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
    /// A set of rules that comes with the program, besides those of nowela.toml
    #[arg(long, value_name = "NAME")]
    preset: Option<String>,
    /// Write to this file
    #[arg(short, long, value_name = "FILE")]
    output: Option<String>,
}

/// How findings are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For reading here.
    Terminal,
    /// For programs.
    Json,
    /// For the test reports of build servers.
    Junit,
    /// For code scanning.
    Sarif,
}

impl Format {
    fn of_file(name: &str) -> Option<Format> {
        match Path::new(name).extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "json" => Some(Format::Json),
            "xml" => Some(Format::Junit),
            "sarif" => Some(Format::Sarif),
            _ => None,
        }
    }
}

/// Checks the texts.
pub(super) fn run(arguments: &Arguments, session: &mut Session) -> Result<Exit, Failure> {
    let archive = session.archive()?;
    let settings = archive.settings()?;
    let rules = rules(&settings, arguments.preset.as_deref())?;
    if rules.is_empty() {
        // Nothing is broken then; a hook or a build goes on, and people are told.
        session.warn("check-no-rules", &[])?;
    }
    let states = match arguments.states.is_empty() {
        false => arguments.states.clone(),
        true => {
            archive.documents()?.iter().map(|document| format!("{document}@{}", newest(&archive, document))).collect()
        }
    };
    let mut checked = Vec::new();
    for state in &states {
        checked.push(one(session, &archive, &rules, state, None)?);
    }
    let format = arguments.format.or_else(|| arguments.output.as_deref().and_then(Format::of_file));
    let format = format.unwrap_or(if session.json { Format::Json } else { Format::Terminal });
    write(session, &checked, format, arguments.output.as_deref())?;
    Ok(if counts(&checked)[0] > 0 { Exit::Changed } else { Exit::Done })
}

/// Writes what was found to a file or to standard output.
pub(super) fn write(
    session: &mut Session,
    checked: &[Checked],
    format: Format,
    output: Option<&str>,
) -> Result<(), Failure> {
    let text = match format {
        Format::Json => json(checked, &session.locale),
        Format::Junit => junit(checked, &session.locale),
        Format::Sarif => sarif(checked, &session.locale),
        Format::Terminal => {
            let lines = lines(checked, &session.locale);
            match output {
                None => return Ok(terminal::write_lines(session, &lines)?),
                Some(_) => lines.iter().map(|line| " ".repeat(line.indent) + &line.text + "\n").collect(),
            }
        }
    };
    match output {
        Some(name) => write_file(&session.path(name), text.as_bytes()),
        None => Ok(session.stdout.write_all(text.as_bytes())?),
    }
}

/// The work tree where there is one, else HEAD.
fn newest(archive: &Archive, document: &DocumentId) -> &'static str {
    match archive.worktree_path(document).is_some_and(|path| path.is_file()) {
        true => WORKTREE,
        false => "HEAD",
    }
}

/// The rules of an archive: those of a set that do hold, and its own.
///
/// # Errors
/// A [`Failure`] where the settings say something that can't be used.
pub(super) fn rules(settings: &Settings, asked: Option<&str>) -> Result<Vec<Rule>, Failure> {
    let mut rules = Vec::new();
    for name in settings.check.preset.as_deref().into_iter().chain(asked) {
        let of_set = preset(name).ok_or_else(|| {
            Failure::new(Exit::Usage, "failure-preset").with("name", name).among(PRESETS.map(str::to_owned).to_vec())
        })?;
        let known = |rules: &[Rule], rule: &Rule| rules.iter().any(|it| it.id == rule.id);
        let new: Vec<Rule> = of_set.into_iter().filter(|rule| !known(&rules, rule)).collect();
        rules.extend(new);
    }
    if let Some(id) = settings.check.off.iter().find(|id| !rules.iter().any(|rule| rule.id == **id)) {
        return Err(Failure::new(Exit::Usage, "failure-rule-off").with("rule", id));
    }
    rules.retain(|rule| !settings.check.off.contains(&rule.id));
    for own in &settings.check.rule {
        let rule = rule(own)?;
        match rules.iter_mut().find(|it| it.id == rule.id) {
            Some(known) => *known = rule,
            None => rules.push(rule),
        }
    }
    Ok(rules)
}

fn rule(settings: &RuleSettings) -> Result<Rule, Failure> {
    let fail =
        |key: &'static str, value: &str| Failure::new(Exit::Usage, key).with("rule", &settings.id).with("value", value);
    let kind = Kind::parse(&settings.kind).ok_or_else(|| {
        fail("failure-rule-kind", &settings.kind).among(Kind::ALL.map(|kind| kind.code().to_owned()).to_vec())
    })?;
    let severity = match settings.severity.as_deref() {
        None => Severity::Error,
        Some(code) => Severity::parse(code).ok_or_else(|| fail("failure-rule-severity", code))?,
    };
    let phrases = settings.phrases.iter().map(|text| (text, Pattern::phrase(text)));
    let stems = settings.stems.iter().map(|text| (text, Pattern::stems(text)));
    let expressions = settings.patterns.iter().map(|text| (text, Pattern::expression(text)));
    let mut patterns = Vec::new();
    for (text, built) in phrases.chain(stems).chain(expressions) {
        patterns.push(built.map_err(|error| fail("failure-rule-pattern", text).with("message", error))?);
    }
    // A rule that asks for nothing would never fail.
    let asks = match kind {
        Kind::Phrases | Kind::Forbidden => !patterns.is_empty(),
        Kind::Required | Kind::Protected => !settings.sections.is_empty(),
        Kind::FrontMatter => !settings.keys.is_empty(),
        Kind::Criteria => !settings.criteria.is_empty(),
        _ => true,
    };
    if !asks {
        return Err(fail("failure-rule-empty", kind.code()));
    }
    let minimum = settings.minimum.unwrap_or(80);
    if !(1..=100).contains(&minimum) {
        return Err(fail("failure-rule-minimum", &minimum.to_string()));
    }
    Ok(Rule {
        document: settings.document.clone(),
        sections: settings.sections.clone(),
        message: settings.message.clone(),
        from: settings.from.clone(),
        to: settings.to.clone(),
        minimum,
        patterns,
        keys: settings.keys.clone(),
        criteria: settings.criteria.clone().into_iter().collect(),
        ..Rule::new(&settings.id, kind, severity)
    })
}

/// Applies the rules to one state; rules about a change that name no earlier one compare with `since`, or without that with
/// the version before.
///
/// # Errors
/// A [`Failure`] where the state, or one that a rule names, can't be read.
pub(super) fn one(
    session: &Session,
    archive: &Archive,
    rules: &[Rule],
    state: &str,
    since: Option<&str>,
) -> Result<Checked, Failure> {
    let loaded = load(session, &format!("rev:{state}"))?;
    let Some(name) = loaded.state.document.clone() else {
        return Err(Failure::new(Exit::Usage, "failure-check-state").with("state", state));
    };
    let document = DocumentId::parse(&name).map_err(|error| super::failure::document_name(&name, error))?;
    let versions = in_order(archive, &document)?;
    let own = match loaded.state.revision.as_deref() {
        None => format!("{document}@{WORKTREE}"),
        Some(revision) => format!("{document}@{}", loaded.state.version.as_deref().unwrap_or(revision)),
    };
    let earlier = since.map(str::to_owned).or_else(|| before(&loaded, &versions));
    let subject = Subject { document: &name, text: &loaded.document, versions: &versions };
    let mut compared: BTreeMap<(String, String), Compared> = BTreeMap::new();
    let mut findings = Vec::new();
    let mut applied = Vec::new();
    for rule in rules.iter().filter(|rule| rule.document.as_ref().is_none_or(|it| *it == name)) {
        applied.push(rule.id.clone());
        let names: Vec<&String> = match rule.kind {
            Kind::Criteria => rule.criteria.iter().flat_map(|it| &it.1).collect(),
            _ => rule.sections.iter().collect(),
        };
        let pair = match rule.kind.is_about_change() {
            false => None,
            true => rule.from.clone().or_else(|| earlier.clone()).map(|from| (from, rule.to.clone())),
        };
        let Some((from, to)) = pair else {
            findings.extend(check(rule, &subject, &scope(&loaded.document, &names), None));
            continue;
        };
        let key = (format!("{document}@{from}"), to.map_or_else(|| own.clone(), |to| format!("{document}@{to}")));
        if !compared.contains_key(&key) {
            let arguments = (format!("rev:{}", key.0), format!("rev:{}", key.1));
            let mut clock = Clock::start();
            let read = ImportOptions::default();
            let found = compare_states(session, (&arguments.0, &arguments.1), (Purpose::Kept, &read), &mut clock)?;
            compared.insert(key.clone(), found);
        }
        let it = &compared[&key];
        let change = Change {
            from: &key.0,
            before: &it.before.document,
            to: &key.1,
            after: &it.after.document,
            comparison: &it.comparison,
        };
        let (earlier, later) = (scope(&it.before.document, &names), scope(&it.after.document, &names));
        findings.extend(check(rule, &subject, &later, Some((&change, &earlier))));
    }
    let path = DocumentId::parse(loaded.state.former.as_deref().unwrap_or(&name))
        .map_or_else(|_| String::new(), |it| it.path());
    Ok(Checked { state: loaded.state.label.clone(), document: name, path, rules: applied, findings })
}

/// The versions of a document, oldest first: by the revisions that they name, then by their dates.
fn in_order(archive: &Archive, document: &DocumentId) -> Result<Vec<Version>, Failure> {
    let log = archive.log(Some(document))?;
    let age = |id: &str| log.revisions.iter().position(|revision| revision.id == id);
    let mut versions = archive.versions_of(&log, &log.revisions)?;
    versions.sort_by(|(one, first), (other, second)| {
        age(other).cmp(&age(one)).then_with(|| (&first.date, &first.name).cmp(&(&second.date, &second.name)))
    });
    Ok(versions.into_iter().map(|it| it.1).collect())
}

/// The newest version before the text that is checked: of the work tree or a revision the newest one with another text's
/// revision, of a version the one before it.
fn before(loaded: &Loaded, versions: &[Version]) -> Option<String> {
    let end = match &loaded.state.version {
        Some(own) => versions.iter().position(|version| version.name == *own).unwrap_or(versions.len()),
        None => versions.len(),
    };
    let other = |version: &&Version| loaded.state.revision.as_deref() != Some(version.revision.as_str());
    versions[..end].iter().rev().find(other).map(|version| version.name.clone())
}

fn scope(document: &Document, names: &[&String]) -> Scope {
    let mut scope = Scope::default();
    for name in names {
        match section(document, name) {
            Ok(at) => scope.named.push(at),
            Err(_) => scope.missing.push((*name).clone()),
        }
    }
    scope
}
