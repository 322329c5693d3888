//! `nowela link`: what a person decides about two states of a document, kept beside its text.

use std::io::Write as _;

use serde::Serialize;

use super::commit::left_behind;
use super::failure::{document_name, printable, unsecured};
use super::person::{author, committer};
use super::ruling::{Asked, Texts, evidence, ruled};
use super::{Exit, Failure, Session, doctor};
use crate::compare::{CompareOptions, Comparison, Ground, compare, contradictions};
use crate::document::{Decision, Ruling};
use crate::locale::Value;
use crate::render::reading::decision::{ruling, signed, told};
use crate::render::view::{DecisionView, decision as published};
use crate::store::{
    Amendment, Archive, DocumentId, Finding, IndexEntry, Links, Moment, OnDetached, Outcome, Saved, Signatory,
    WorktreeFile,
};

/// Decide which section continues which, what a change weighs, and why it was made
///
/// The help is in the locale room, in both languages: `help-link-…`.
#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("ruling").multiple(false)
    .args(["same", "not_same", "split", "merged", "weight", "confirm", "justify", "list", "remove"]))]
pub(super) struct Arguments {
    document: String,
    #[arg(requires = "after")]
    before: Option<String>,
    after: Option<String>,
    #[arg(long, num_args = 2, requires = "after")]
    same: Vec<String>,
    #[arg(long, num_args = 2, requires = "after")]
    not_same: Vec<String>,
    #[arg(long, num_args = 3.., requires = "after")]
    split: Vec<String>,
    #[arg(long, num_args = 2.., requires_all = ["after", "into"])]
    merged: Vec<String>,
    #[arg(long, requires = "merged")]
    into: Option<String>,
    #[arg(long, requires_all = ["after", "section"], value_parser = ["technical", "editorial", "substantive", "unassessed"])]
    weight: Option<String>,
    #[arg(long, requires = "weight")]
    section: Option<String>,
    #[arg(long, requires = "after")]
    confirm: Option<String>,
    #[arg(long, requires_all = ["after", "because"])]
    justify: Option<String>,
    #[arg(long, requires = "ruling", conflicts_with_all = ["list", "remove"])]
    because: Option<String>,
    #[arg(long, requires = "because")]
    evidence: Vec<String>,
    #[arg(long, conflicts_with = "before")]
    list: bool,
    #[arg(long, conflicts_with = "before")]
    remove: Option<usize>,
    #[arg(long)]
    date: Option<String>,
    #[arg(long)]
    author: Option<String>,
    #[arg(long)]
    allow_detached: bool,
}

impl Arguments {
    /// What is asked to be decided; `None` where nothing is.
    fn asked(&self) -> Option<Asked<'_>> {
        if let [before, after] = self.same.as_slice() {
            return Some(Asked::Same(before, after));
        }
        if let [before, after] = self.not_same.as_slice() {
            return Some(Asked::Different(before, after));
        }
        if let [whole, parts @ ..] = self.split.as_slice() {
            return Some(Asked::Split(whole, parts));
        }
        if let (false, Some(into)) = (self.merged.is_empty(), &self.into) {
            return Some(Asked::Merged(&self.merged, into));
        }
        if let (Some(weight), Some(section)) = (&self.weight, &self.section) {
            return Some(Asked::Weight(weight, section));
        }
        if let Some(section) = &self.confirm {
            return Some(Asked::Confirm(section));
        }
        self.justify.as_deref().map(Asked::Reason)
    }
}

/// Decides, lists or takes back.
pub(super) fn run(arguments: &Arguments, session: &mut Session) -> Result<Exit, Failure> {
    let id = &arguments.document;
    let document = DocumentId::parse(id).map_err(|error| document_name(id, error))?;
    if let Some(date) = arguments.date.as_ref().filter(|date| Moment::noon(date).is_none()) {
        return Err(Failure::new(Exit::Usage, "failure-day").with("argument", "--date").with("value", date));
    }
    let archive = session.archive()?;
    if !archive.documents()?.contains(&document) {
        // Says so, with the nearest ones.
        archive.resolve(&format!("{document}@HEAD"))?;
    }
    let links = links(&archive, &document, session)?;
    match (arguments.asked(), &arguments.before, &arguments.after, arguments.remove) {
        (Some(asked), Some(before), Some(after), _) => {
            let texts = Texts::load(&archive, &document, (before, after))?;
            decide(arguments, session, &archive, (&document, &texts, links), &asked)
        }
        (None, None, None, Some(number)) => remove(arguments, session, &archive, (&document, links), number),
        (None, None, None, None) => list(session, &document, &links),
        _ => Err(Failure::new(Exit::Usage, "failure-link-what").with("document", document)),
    }
}

/// The decisions there are. What can't be understood is told; where nothing can, that is a failure.
fn links(archive: &Archive, document: &DocumentId, session: &mut Session) -> Result<Links, Failure> {
    let links = archive.links(document, None)?;
    if let Some(flaw) = links.flaws.iter().find(|flaw| flaw.kind.is_whole() || links.decisions.is_empty()) {
        let failure: Failure = flaw.clone().into();
        return Err(failure.with("path", document.links()));
    }
    for flaw in &links.flaws {
        let text = session.locale.remark("decision-unreadable", &flaw.remark().details());
        session.note(&printable(&text))?;
    }
    Ok(links)
}

fn decide(
    arguments: &Arguments,
    session: &mut Session,
    archive: &Archive,
    (document, texts, links): (&DocumentId, &Texts, Links),
    asked: &Asked<'_>,
) -> Result<Exit, Failure> {
    let [before, after] = [&texts.before, &texts.after];
    let revisions = (Some(texts.revisions[0].as_str()), Some(texts.revisions[1].as_str()));
    let mut decisions = archive.between(links.decisions.clone(), revisions.0, revisions.1)?;
    let comparison = compare(before, after, &CompareOptions { decisions: &decisions, ..CompareOptions::default() });
    let moment = arguments.date.as_deref().and_then(Moment::noon).unwrap_or_else(|| session.now());
    let (author, committer) = (author(archive, arguments.author.as_deref())?, committer(archive));
    let by = match author.as_ref().or(committer.as_ref()) {
        Some(person) => person.name.clone(),
        None => archive.author()?.name,
    };
    let (rules, [old, new]) = ruled(texts, &comparison, asked)?;
    let decision = Decision {
        ruling: rules,
        before: old,
        after: new,
        because: arguments.because.clone(),
        evidence: arguments.evidence.iter().map(|given| evidence(given)).collect::<Result<_, _>>()?,
        by,
        date: moment.date().unwrap_or_default(),
        line: None,
    };
    let number = |known: &Decision| links.decisions.iter().position(|it| it == known).map_or(0, |at| at + 1);
    let is_known = |known: &&Decision| {
        let reasons = |it: &Decision| (it.because.clone(), it.evidence.clone());
        known.repeats(&decision) && (decision.because.is_none() || reasons(known) == reasons(&decision))
    };
    if let Some(known) = decisions.iter().find(is_known) {
        let known_number = number(known).to_string();
        session.say("link-known", &[("number", &known_number)])?;
        return report(session, document, (known, number(known)), None);
    }
    decisions.push(decision.clone());
    let newest = decisions.len() - 1;
    let against = contradictions(before, after, &decisions).into_iter().find(|(_, later)| *later == newest);
    if let Some((other, _)) = against {
        let other = &decisions[other];
        let words = ruling(&session.locale, other);
        return Err(Failure::new(Exit::Usage, "failure-link-contradicts")
            .with("document", document)
            .with("number", number(other))
            .with("ruling", words)
            .with("who", signed(&session.locale, other)));
    }
    let known = links.decisions.len();
    // What was to be confirmed is what the program said.
    let confirms = matches!(asked, Asked::Confirm(_));
    let agreed = agrees(&comparison, &decision, texts).filter(|_| !confirms);
    let saved = save(arguments, session, archive, document, (Amendment::Add(&decision), &decision, moment))?;
    // It is saved: what goes wrong from here on is no failure to save.
    let links = archive.links(document, Some(&saved.revision)).unwrap_or_default();
    let written = links.decisions.iter().rposition(|known| known.repeats(&decision));
    let (decision, number) = match written {
        Some(at) => (&links.decisions[at], at + 1),
        None => (&decision, known + 1),
    };
    let (revision, path, number_text) = (format!("{:.10}", saved.revision), document.links(), number.to_string());
    session.say("link-saved", &[("number", &number_text), ("path", &path), ("revision", &revision)])?;
    show(session, decision)?;
    if let Some(agreed) = agreed {
        session.say(if agreed { "link-confirms" } else { "link-overrules" }, &[])?;
    }
    follow_up(session, archive, document, &saved)?;
    report(session, document, (decision, number), Some(&saved))
}

/// Whether the program had found the same; `None` where it says nothing about it.
fn agrees(comparison: &Comparison, decision: &Decision, texts: &Texts) -> Option<bool> {
    let links =
        || comparison.entries.iter().filter(|it| it.matched_by != Some(Ground::Person)).flat_map(|it| &it.links);
    let [before, after] = texts.sections(decision);
    let linked = |s: usize, t: usize| links().any(|link| (link.before, link.after) == (s, t));
    let all = || before.iter().flat_map(|s| after.iter().map(move |t| (*s, *t))).all(|(s, t)| linked(s, t));
    match decision.ruling {
        Ruling::Same | Ruling::Split | Ruling::Merged => Some(all()),
        Ruling::Different => Some(!all()),
        Ruling::Weight(weight) => {
            let entry = comparison.entries.iter().find(|it| match (before.first(), after.first()) {
                (_, Some(t)) => it.after.contains(t),
                (s, None) => s.is_some_and(|s| it.before.contains(s)),
            });
            Some(entry.and_then(|entry| entry.weight) == Some(weight))
        }
        Ruling::Reason => None,
    }
}

fn remove(
    arguments: &Arguments,
    session: &mut Session,
    archive: &Archive,
    (document, links): (&DocumentId, Links),
    number: usize,
) -> Result<Exit, Failure> {
    let Some(decision) = number.checked_sub(1).and_then(|at| links.decisions.get(at)) else {
        return Err(Failure::new(Exit::Usage, "failure-link-number")
            .with("document", document)
            .with("number", number)
            .with("count", links.decisions.len()));
    };
    let moment = arguments.date.as_deref().and_then(Moment::noon).unwrap_or_else(|| session.now());
    let saved = save(arguments, session, archive, document, (Amendment::Remove(decision), decision, moment))?;
    let (revision, number_text) = (format!("{:.10}", saved.revision), number.to_string());
    session.say("link-removed", &[("number", &number_text), ("revision", &revision)])?;
    show(session, decision)?;
    follow_up(session, archive, document, &saved)?;
    report(session, document, (decision, number), Some(&saved))
}

fn save(
    arguments: &Arguments,
    session: &Session,
    archive: &Archive,
    document: &DocumentId,
    (amendment, decision, moment): (Amendment<'_>, &Decision, Moment),
) -> Result<Saved, Failure> {
    let (author, committer) = (author(archive, arguments.author.as_deref())?, committer(archive));
    let said = ruling(&session.locale, decision);
    let key = if matches!(amendment, Amendment::Add(_)) { "link-message" } else { "link-message-removed" };
    let message = session.text(key, &[("ruling", &said)]);
    let heading = session.text("link-heading", &[("document", document.as_str())]);
    let heading: String = heading.lines().map(|line| format!("# {line}\n")).collect();
    let signatory = Signatory {
        author: author.as_ref(),
        committer: committer.as_ref(),
        moment,
        on_detached: if arguments.allow_detached { OnDetached::Allow } else { OnDetached::Refuse },
    };
    Ok(archive.amend_links(document, amendment, (&message, &heading), &signatory)?)
}

/// Shows a decision, a line for each thing that there is to say.
fn show(session: &mut Session, decision: &Decision) -> Result<(), Failure> {
    for fact in told(&session.locale, decision) {
        let places: Vec<&str> = fact.places.iter().map(|place| place.text.as_str()).collect();
        let line = format!("  {} {}", fact.lead, places.join("; "));
        session.say("link-line", &[("text", &line)])?;
    }
    Ok(())
}

/// Says what did not follow the revision, as a save does.
fn follow_up(session: &mut Session, archive: &Archive, document: &DocumentId, saved: &Saved) -> Result<(), Failure> {
    let (path, revision) = (document.links(), format!("{:.10}", saved.revision));
    let about = [("document", document.as_str()), ("path", path.as_str()), ("revision", revision.as_str())];
    left_behind(session, &about, saved)?;
    if let Some(message) = &saved.unsecured {
        return Err(unsecured(&saved.revision, message));
    }
    let failed = matches!(saved.worktree, WorktreeFile::Failed(_)) || matches!(saved.index, IndexEntry::Failed(_));
    if !failed && archive.is_interrupted() {
        doctor::tell(session, &Finding::new("interrupted"))?;
    }
    Ok(())
}

#[derive(Serialize)]
struct Numbered {
    number: usize,
    #[serde(flatten)]
    decision: DecisionView,
}

#[derive(Serialize)]
struct Report<'a> {
    schema: &'static str,
    document: &'a str,
    revision: Option<&'a str>,
    saved: bool,
    decision: Numbered,
}

#[derive(Serialize)]
struct Listed<'a> {
    schema: &'static str,
    document: &'a str,
    decisions: Vec<Numbered>,
}

fn report(
    session: &mut Session,
    document: &DocumentId,
    (decision, number): (&Decision, usize),
    saved: Option<&Saved>,
) -> Result<Exit, Failure> {
    if session.json {
        let report = Report {
            schema: "nowela/link/1",
            document: document.as_str(),
            revision: saved.map(|saved| saved.revision.as_str()),
            saved: saved.is_some_and(|saved| saved.outcome == Outcome::Saved),
            decision: Numbered { number, decision: published(decision) },
        };
        let text = serde_json::to_string_pretty(&report).map_err(std::io::Error::from)?;
        writeln!(session.stdout, "{text}")?;
    }
    Ok(Exit::Done)
}

fn list(session: &mut Session, document: &DocumentId, links: &Links) -> Result<Exit, Failure> {
    let decisions = || links.decisions.iter().enumerate();
    if session.json {
        let decisions = decisions().map(|(at, it)| Numbered { number: at + 1, decision: published(it) });
        let report =
            Listed { schema: "nowela/decisions/1", document: document.as_str(), decisions: decisions.collect() };
        let text = serde_json::to_string_pretty(&report).map_err(std::io::Error::from)?;
        writeln!(session.stdout, "{text}")?;
        return Ok(Exit::Done);
    }
    if links.decisions.is_empty() {
        session.say("link-none", &[("document", document.as_str())])?;
    }
    for (at, decision) in decisions() {
        let sections = sections(decision);
        let line = u64::from(decision.line.unwrap_or_default());
        let values = [
            ("number", Value::Count(at as u64 + 1)),
            ("line", Value::Count(line)),
            ("sections", Value::Text(&sections)),
        ];
        let text = session.locale.text("link-entry", &values);
        writeln!(session.stdout, "{text}")?;
        for fact in told(&session.locale, decision) {
            let places: Vec<&str> = fact.places.iter().map(|place| place.text.as_str()).collect();
            writeln!(session.stdout, "   {} {}", fact.lead, places.join("; "))?;
        }
    }
    Ok(Exit::Done)
}

/// Where the sections of a decision stand.
fn sections(decision: &Decision) -> String {
    let anchors = if decision.after.is_empty() { &decision.before } else { &decision.after };
    let paths: Vec<String> = anchors.iter().map(|anchor| printable(&anchor.path.join(" › "))).collect();
    paths.join("; ")
}
