//! `nowela log`: revisions and versions, newest first, with what each changed at a glance.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;

use super::failure::{document_name, printable};
use super::glance::{Glance, Heaviest, Side, Text};
use super::{Exit, Failure, Session, terminal};
use crate::locale::Value;
use crate::render::guard;
use crate::render::terminal::Colour;
use crate::render::view::SummaryView;
use crate::store::{Archive, Before, Description, DocumentId, Log, Moment, Revision, Status, Version};

/// Show revisions and versions, newest first, with what each changed at a glance
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Revisions of this document only
    #[arg(value_name = "D")]
    document: Option<String>,
    /// Show this many; 0 = all
    #[arg(short = 'n', long = "number", value_name = "N", default_value_t = 20)]
    number: usize,
    /// Only those saved on this day or later (2020-07-07)
    #[arg(long, value_name = "DATE")]
    since: Option<String>,
    /// Only those saved on this day or before
    #[arg(long, value_name = "DATE")]
    until: Option<String>,
}

/// So many revisions are looked at at the same time.
const HANDS: usize = 2;

/// All that is known about one revision.
struct Told {
    description: Description,
    glance: Glance,
}

/// Shows the log.
pub(super) fn run(arguments: &Arguments, session: &mut Session) -> Result<Exit, Failure> {
    for (option, day) in [("--since", &arguments.since), ("--until", &arguments.until)] {
        if let Some(day) = day.as_deref().filter(|day| Moment::noon(day).is_none()) {
            return Err(Failure::new(Exit::Usage, "failure-day").with("argument", option).with("value", day));
        }
    }
    let document = match &arguments.document {
        Some(id) => Some(DocumentId::parse(id).map_err(|error| document_name(id, error))?),
        None => None,
    };
    let archive = session.archive()?;
    let log = archive.log(document.as_ref())?;
    if let (Some(document), true) = (&document, log.revisions.is_empty())
        && !archive.documents()?.contains(document)
    {
        // The same words, and the same candidates, as for a state of it.
        archive.resolve(&format!("{document}@HEAD"))?;
    }
    let within = |revision: &&Revision| {
        let date = revision.moment.date().unwrap_or_default();
        arguments.since.as_ref().is_none_or(|since| date >= *since)
            && arguments.until.as_ref().is_none_or(|until| date <= *until)
    };
    let asked: Vec<Revision> = log.revisions.iter().filter(within).cloned().collect();
    let count = if arguments.number == 0 { asked.len() } else { asked.len().min(arguments.number) };
    let shown = &asked[..count];
    let mut versions: BTreeMap<String, Vec<Version>> = BTreeMap::new();
    for (id, version) in archive.versions_of(&log, shown)? {
        versions.entry(id).or_default().push(version);
    }
    let list = List { log: &log, shown, versions, older: asked.len() - count, document: document.as_ref() };
    let root = archive.root().to_owned();
    if session.json {
        return list.write_json(session, &root);
    }
    terminal::paged(session, |session| list.write(session, &root, &arguments.again()))
}

impl Arguments {
    /// The command that shows all of them.
    fn again(&self) -> String {
        let mut command = "nowela log".to_owned();
        for (option, value) in [("", &self.document), (" --since", &self.since), (" --until", &self.until)] {
            if let Some(value) = value {
                command.push_str(&format!("{option} {value}"));
            }
        }
        command + " -n 0"
    }
}

/// What is shown.
struct List<'a> {
    log: &'a Log,
    shown: &'a [Revision],
    /// By the id of the revision.
    versions: BTreeMap<String, Vec<Version>>,
    /// How many older ones there are.
    older: usize,
    document: Option<&'a DocumentId>,
}

impl List<'_> {
    /// Looks at the revisions with two hands, and hands each over in order as soon as it is known.
    fn tell(&self, root: &Path, mut show: impl FnMut(&Revision, Told) -> Result<(), Failure>) -> Result<(), Failure> {
        let (next, stopped) = (AtomicUsize::new(0), AtomicBool::new(false));
        let (sender, receiver) = mpsc::sync_channel(8 * HANDS);
        let work = |sender: mpsc::SyncSender<(usize, Result<Told, Failure>)>| {
            let archive = Archive::open(root);
            while !stopped.load(Ordering::Relaxed) {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(revision) = self.shown.get(at) else { break };
                let told = archive.as_ref().map_err(|error| error.clone().into());
                let told = told.and_then(|archive| Ok(look(archive, self.log, revision)?));
                if sender.send((at, told)).is_err() {
                    break;
                }
            }
        };
        std::thread::scope(|scope| {
            for _ in 0..HANDS {
                let (sender, work) = (sender.clone(), &work);
                scope.spawn(move || work(sender));
            }
            drop(sender);
            let mut waiting = BTreeMap::new();
            let mut at = 0;
            let done = receiver.iter().try_for_each(|(place, told)| {
                waiting.insert(place, told);
                while let Some(told) = waiting.remove(&at) {
                    show(&self.shown[at], told?)?;
                    at += 1;
                }
                Ok(())
            });
            stopped.store(true, Ordering::Relaxed);
            drop(receiver);
            done
        })
    }

    fn versions(&self, revision: &Revision) -> Vec<&Version> {
        let all = self.versions.get(&revision.id).into_iter().flatten();
        all.filter(|version| version.document == *revision.saved_as()).collect()
    }

    fn write(&self, session: &mut Session, root: &Path, again: &str) -> Result<Exit, Failure> {
        if self.shown.is_empty() {
            session.say("log-none", &[])?;
            return Ok(Exit::Done);
        }
        let (width, colour) = (terminal::width(), terminal::colour(session));
        let mut exit = Exit::Done;
        let mut first = true;
        self.tell(root, |revision, told| {
            if told.glance.is_damaged() {
                exit = Exit::Archive;
            }
            if !std::mem::take(&mut first) {
                writeln!(session.stdout)?;
            }
            for line in self.lines(session, revision, &told, colour) {
                line.write(width, &mut session.stdout)?;
            }
            Ok(session.stdout.flush()?)
        })?;
        if self.older > 0 && !session.quiet {
            let older = session.locale.text("log-older", &[("count", Value::Count(self.older as u64))]);
            // The command is never broken, so that it can be copied.
            writeln!(session.stdout)?;
            Line { indent: 0, style: None, text: older }.write(width, &mut session.stdout)?;
            writeln!(session.stdout, "  {again}")?;
        }
        Ok(exit)
    }

    fn lines(&self, session: &Session, revision: &Revision, told: &Told, colour: Colour) -> Vec<Line> {
        let Told { description, glance } = told;
        let tone = |style: anstyle::Style| Some(style).filter(|_| colour == Colour::Ansi);
        let bold = anstyle::Style::new().bold();
        let plain = |text: String| Line { indent: 2, style: None, text };
        let mut head = vec![revision.moment.date().unwrap_or_default(), format!("{:.10}", revision.id)];
        if self.document.is_none() {
            head.push(revision.document.to_string());
        }
        head.push(guard::one_line(&description.author));
        let mut lines = vec![Line { indent: 0, style: tone(bold), text: head.join("  ") }];
        if let Some(former) = &revision.former {
            lines.push(plain(session.text("log-former", &[("former", former.as_str())])));
        }
        let subject = description.message.lines().next().unwrap_or_default();
        lines.push(plain(guard::one_line(subject)));
        for version in self.versions(revision) {
            let style = tone(bold.fg_color(Some(anstyle::AnsiColor::Cyan.into())));
            lines.push(Line { indent: 2, style, text: version_line(session, version) });
        }
        if description.merge {
            lines.push(plain(session.locale.text("log-merge", &[])));
        }
        lines.extend(glance.lines(session).into_iter().map(|line| plain(guard::one_line(&line))));
        if session.verbose {
            let rest = description.message.lines().skip(1).map(str::trim).filter(|line| !line.is_empty());
            lines.extend(rest.map(|line| Line { indent: 4, style: None, text: guard::one_line(line) }));
            let source = description.source.iter().map(|source| ("log-source", source));
            let reasons = description.justifications.iter().map(|reason| ("log-justification", reason));
            for (key, value) in source.chain(reasons) {
                lines.push(plain(session.text(key, &[("value", &guard::one_line(value))])));
            }
        }
        lines
    }

    fn write_json(&self, session: &mut Session, root: &Path) -> Result<Exit, Failure> {
        let mut exit = Exit::Done;
        let document = serde_json::to_string(&self.document.map(DocumentId::as_str)).map_err(std::io::Error::from)?;
        write!(session.stdout, "{{\n\"schema\": \"nowela/log/1\",\n\"document\": {document},\n\"revisions\": [")?;
        let mut first = true;
        self.tell(root, |revision, told| {
            if told.glance.is_damaged() {
                exit = Exit::Archive;
            }
            let entry = Entry::new(session, revision, &told, self.versions(revision));
            let text = serde_json::to_string(&entry).map_err(std::io::Error::from)?;
            let separator = if std::mem::take(&mut first) { "" } else { "," };
            write!(session.stdout, "{separator}\n{text}")?;
            Ok(session.stdout.flush()?)
        })?;
        writeln!(session.stdout, "\n],\n\"older\": {}\n}}", self.older)?;
        Ok(exit)
    }
}

fn look(archive: &Archive, log: &Log, revision: &Revision) -> Result<Told, crate::store::ArchiveError> {
    let description = archive.describe(log, revision)?;
    let glance = Glance::of(archive, revision, &description);
    Ok(Told { description, glance })
}

/// "wersja projekt-2 (w konsultacjach), 16 września 2020 r., uchwalono …"
fn version_line(session: &Session, version: &Version) -> String {
    let status = session.text(&format!("status-{}", version.status.map_or("none", Status::code)), &[]);
    let name = printable(&version.name);
    let mut line = session.text("log-version", &[("name", &name), ("status", &status)]);
    let days = [
        ("log-version-date", &version.date),
        ("log-version-adopted", &version.adopted),
        ("log-version-valid-from", &version.valid_from),
        ("log-version-applies-from", &version.applies_from),
    ];
    for (key, day) in days {
        if let Some(day) = day {
            line.push_str(&session.text(key, &[("date", &session.locale.date(day))]));
        }
    }
    if let Some(resolution) = &version.resolution {
        line.push_str(&session.text("log-version-resolution", &[("number", &guard::one_line(resolution))]));
    }
    line
}

/// One line before it is wrapped.
struct Line {
    indent: usize,
    style: Option<anstyle::Style>,
    text: String,
}

impl Line {
    /// Writes the line; what goes on in further rows is indented two columns more.
    fn write(&self, width: usize, out: &mut dyn std::io::Write) -> std::io::Result<()> {
        for row in terminal::rows(&self.text, width, (self.indent, self.indent + 2)) {
            match self.style {
                Some(style) => writeln!(out, "{style}{row}{style:#}")?,
                None => writeln!(out, "{row}")?,
            }
        }
        Ok(())
    }
}

#[derive(serde::Serialize)]
struct Entry<'a> {
    document: &'a str,
    former: Option<&'a str>,
    revision: &'a str,
    date: Option<String>,
    author: &'a str,
    message: &'a str,
    source: Option<&'a str>,
    justifications: &'a [String],
    merge: bool,
    versions: Vec<Named<'a>>,
    before: Option<Earlier<'a>>,
    files: &'a [String],
    change: Change<'a>,
}

#[derive(serde::Serialize)]
struct Named<'a> {
    version: &'a str,
    status: Option<&'static str>,
    date: Option<&'a str>,
    adopted: Option<&'a str>,
    valid_from: Option<&'a str>,
    applies_from: Option<&'a str>,
    resolution: Option<&'a str>,
}

#[derive(serde::Serialize)]
struct Earlier<'a> {
    document: &'a str,
    revision: &'a str,
}

#[derive(serde::Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Change<'a> {
    First { again: bool, sections: u64, words: u64 },
    Same,
    Compared { summary: &'a SummaryView, heaviest: Option<&'a Heaviest> },
    Unreadable { side: &'static str, message: String },
}

impl<'a> Entry<'a> {
    fn new(session: &Session, revision: &'a Revision, told: &'a Told, versions: Vec<&'a Version>) -> Self {
        let Told { description, glance } = told;
        let named = |version: &'a Version| Named {
            version: &version.name,
            status: version.status.map(Status::code),
            date: version.date.as_deref(),
            adopted: version.adopted.as_deref(),
            valid_from: version.valid_from.as_deref(),
            applies_from: version.applies_from.as_deref(),
            resolution: version.resolution.as_deref(),
        };
        Self {
            document: revision.document.as_str(),
            former: revision.former.as_ref().map(DocumentId::as_str),
            revision: &revision.id,
            date: revision.moment.date(),
            author: &description.author,
            message: &description.message,
            source: description.source.as_deref(),
            justifications: &description.justifications,
            merge: description.merge,
            versions: versions.into_iter().map(named).collect(),
            before: match &description.before {
                Before::Parent { id, document } => Some(Earlier { document: document.as_str(), revision: id }),
                _ => None,
            },
            files: &description.files,
            change: match &glance.text {
                Text::First { again, sections, words } => {
                    Change::First { again: *again, sections: *sections, words: *words }
                }
                Text::Same => Change::Same,
                Text::Compared(figures) => {
                    Change::Compared { summary: &figures.summary, heaviest: figures.heaviest.as_ref() }
                }
                Text::Unreadable { side, failure } => Change::Unreadable {
                    side: if *side == Side::Own { "own" } else { "before" },
                    message: failure.headline(&session.locale),
                },
            },
        }
    }
}
