//! The states of a document and the lives of its sections over them: computed on all cores, and kept for the next run.

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::failure::{document_name, printable};
use super::progress::Progress;
use super::state::import;
use super::{Exit, Failure, Session};
use crate::compare::{CompareOptions, compare};
use crate::document::{Decision, Document, markdown};
use crate::evolve::{Lineage, Shelf, Step, key, lineage};
use crate::locale::Locale;
use crate::render::evolution::{History, StateView};
use crate::store::{Archive, Before, Description, DocumentId, Log, Moment, Revision, State, Version};

/// Which states of a document are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    /// Every revision that changed the text.
    Revisions,
    /// Those that were given a name, and the newest one.
    Versions,
}

/// One state.
#[derive(Clone, Debug)]
pub(super) struct Told {
    /// Id of the revision that gave the document this text.
    pub(super) revision: String,
    /// The id that the document has there.
    pub(super) folder: DocumentId,
    /// When it was saved.
    pub(super) moment: Moment,
    /// Versions that have this text, oldest first.
    pub(super) versions: Vec<Version>,
    /// Author, message, justifications.
    pub(super) description: Description,
    /// What people decided about the change from the state before.
    decisions: Vec<Decision>,
    /// Key of the step that leads here.
    key: String,
}

impl Told {
    /// Its date: of its version where that bears one, else the day on which it was saved.
    pub(super) fn date(&self) -> Option<String> {
        self.versions.iter().find_map(|version| version.date.clone()).or_else(|| self.moment.date())
    }

    /// What a command calls it: the name of its version where it has one, else an abbreviated id.
    pub(super) fn name(&self) -> String {
        match self.versions.first() {
            Some(version) => version.name.clone(),
            None => format!("{:.10}", self.revision),
        }
    }
}

/// A document over its states, oldest first.
pub(super) struct Evolution {
    /// The document.
    pub(super) document: DocumentId,
    /// The states.
    pub(super) states: Vec<Told>,
    /// What led to each.
    pub(super) steps: Vec<Step>,
    /// The lives.
    pub(super) lineage: Lineage,
    /// The newest text.
    pub(super) text: Document,
}

/// Reads the states of a document up to `until` (the newest one where that is `None`) and what became of its sections.
///
/// # Errors
/// A [`Failure`] where the document is not known, or the archive can't be read. States whose text can't be read are left
/// out, and told.
pub(super) fn evolution(
    session: &mut Session,
    document: &str,
    until: Option<&str>,
    which: Which,
) -> Result<Evolution, Failure> {
    let document = DocumentId::parse(document).map_err(|error| document_name(document, error))?;
    let archive = session.archive()?;
    let log = archive.log(Some(&document))?;
    let newest = match until {
        Some(state) => {
            let state = archive.resolve(&format!("{document}@{state}"))?;
            let revision = state.revision.ok_or_else(|| Failure::new(Exit::Usage, "failure-unsaved-state"))?;
            Some((state.former.unwrap_or_else(|| document.clone()), revision))
        }
        None => log.revisions.first().map(|revision| (revision.saved_as().clone(), revision.id.clone())),
    };
    let Some((folder, revision)) = newest else {
        // The same words, and the same candidates, as for a state of it.
        archive.resolve(&format!("{document}@HEAD"))?;
        return Err(Failure::new(Exit::Usage, "failure-no-revision").with("document", &document));
    };
    let mut states = chain(&archive, &log, folder, &revision)?;
    name(&archive, &log, &mut states)?;
    if which == Which::Versions {
        let last = states.len().saturating_sub(1);
        let mut at = 0;
        states.retain(|state| {
            at += 1;
            at > last || !state.versions.is_empty()
        });
    }
    let texts = readable(session, &archive, &mut states)?;
    decide(&archive, &document, &mut states, &texts)?;
    let (before, text) = (states.len(), texts.into_iter().next_back());
    let Some(text) = text else {
        return Err(Failure::new(Exit::Input, "failure-no-readable-revision").with("document", &document));
    };
    debug_assert!(before > 0, "a text that was read belongs to a state");
    let text = import(&text, &state_name(&states[before - 1]))?;
    let shelf_name = format!("{document}-{}", if which == Which::Versions { "versions" } else { "revisions" });
    let mut shelf = archive.cached(&shelf_name).map(|bytes| Shelf::read(&bytes)).unwrap_or_default();
    let found: Vec<Option<Step>> = states.iter().map(|state| shelf.take(&state.key)).collect();
    let missing: Vec<usize> = found.iter().enumerate().filter(|it| it.1.is_none()).map(|it| it.0).collect();
    let mut steps: Vec<Step> = found.into_iter().map(Option::unwrap_or_default).collect();
    for (at, step) in compute(session, &archive, &states, &missing)? {
        steps[at] = step;
    }
    let mut stale = !missing.is_empty();
    let lives = match lineage(&steps) {
        Some(lives) => lives,
        None => {
            // What was kept does not fit together; it is computed anew, all of it.
            let all: Vec<usize> = (0..states.len()).collect();
            steps = compute(session, &archive, &states, &all)?.into_iter().map(|it| it.1).collect();
            stale = true;
            lineage(&steps).ok_or_else(|| Failure::new(Exit::Other, "failure-lineage"))?
        }
    };
    if stale {
        let shelf = Shelf::of(states.iter().map(|state| &state.key).zip(&steps));
        // Who can't write there computes it again.
        let _ = archive.cache(&shelf_name, &shelf.write());
    }
    Ok(Evolution { document, states, steps, lineage: lives, text })
}

/// The revisions that changed the text, oldest first, from `revision` back by what each was made from.
fn chain(archive: &Archive, log: &Log, mut folder: DocumentId, revision: &str) -> Result<Vec<Told>, Failure> {
    let mut states: Vec<Told> = Vec::new();
    let mut seen = BTreeSet::new();
    let mut next = Some(revision.to_owned());
    while let Some(commit) = next.take() {
        let id = archive.text_revision(&folder, &commit)?;
        let Some(at) = log.revisions.iter().position(|it| it.id == id && *it.saved_as() == folder) else { break };
        let revision: &Revision = &log.revisions[at];
        if !seen.insert((id.clone(), folder.clone())) {
            break;
        }
        let description = archive.describe(log, revision)?;
        let before = match &description.before {
            Before::Parent { id, document } => Some((id.clone(), document.clone())),
            // What was deleted and came back goes on from where it was.
            Before::Deleted => {
                let older = log.revisions[at + 1..].iter().find(|it| *it.saved_as() == folder);
                older.map(|older| (older.id.clone(), folder.clone()))
            }
            Before::Nothing => None,
        };
        states.push(Told {
            revision: id,
            folder: folder.clone(),
            moment: revision.moment,
            versions: Vec::new(),
            description,
            decisions: Vec::new(),
            key: String::new(),
        });
        if let Some((id, document)) = before {
            (next, folder) = (Some(id), document);
        }
    }
    states.reverse();
    Ok(states)
}

/// Gives the states the versions that have their texts.
fn name(archive: &Archive, log: &Log, states: &mut [Told]) -> Result<(), Failure> {
    let mut versions = archive.versions_of(log, &log.revisions)?;
    versions.sort_by(|(_, one), (_, other)| (&one.date, &one.name).cmp(&(&other.date, &other.name)));
    for (_, version) in versions {
        // A version may name a later revision, which left the text as it was.
        let id = archive.text_revision(&version.document, &version.revision)?;
        let state = states.iter_mut().find(|state| state.revision == id && state.folder == version.document);
        if let Some(state) = state {
            state.versions.push(version);
        }
    }
    Ok(())
}

/// The texts; states without a text that can be read are left out, and told.
fn readable(session: &mut Session, archive: &Archive, states: &mut Vec<Told>) -> Result<Vec<Vec<u8>>, Failure> {
    let mut texts = Vec::new();
    let mut left = Vec::new();
    for state in std::mem::take(states) {
        let read = archive.text_in(&state.folder, &state.revision).map_err(Failure::from);
        let read = read.and_then(|text| {
            // Whether it is a text shows when it is read as one; most are UTF-8.
            if std::str::from_utf8(&text).is_err() {
                import(&text, &state_name(&state))?;
            }
            Ok(text)
        });
        match read {
            Ok(text) => {
                texts.push(text);
                left.push(state);
            }
            Err(failure) if failure.exit() == Exit::Archive => return Err(failure),
            Err(failure) => {
                let reason = failure.headline(&session.locale);
                session.warn("evolution-unreadable", &[("state", &state_name(&state)), ("reason", &reason)])?;
            }
        }
    }
    *states = left;
    Ok(texts)
}

/// Finds what people decided about each step, and what the step is computed from.
fn decide(archive: &Archive, document: &DocumentId, states: &mut [Told], texts: &[Vec<u8>]) -> Result<(), Failure> {
    for at in 0..states.len() {
        let before = at.checked_sub(1);
        if let Some(before) = before {
            let id = states[before].revision.clone();
            let links = archive.decisions(document, Some(&id), (&states[at].folder, Some(&states[at].revision)));
            // What can't be read is told by a comparison; here it only is not applied.
            states[at].decisions = links.unwrap_or_default().decisions;
        }
        states[at].key = key(before.map(|at| &texts[at][..]), &texts[at], &states[at].decisions);
    }
    Ok(())
}

fn state_name(state: &Told) -> String {
    format!("{}@{}", state.folder, printable(&state.name()))
}

/// Steps that follow each other are computed by one worker, which reads each text once.
const STRETCH: usize = 4;

/// Computes the steps that lead to the states `wanted`, on all cores.
fn compute(
    session: &Session,
    archive: &Archive,
    states: &[Told],
    wanted: &[usize],
) -> Result<Vec<(usize, Step)>, Failure> {
    let language = session.locale.language();
    let progress = Progress::new(session, "evolution-progress", wanted.len());
    let stretches: Vec<&[usize]> = wanted.chunks(STRETCH).collect();
    let (next, made) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let workers = std::thread::available_parallelism().map_or(1, usize::from).min(stretches.len());
    let root = archive.root();
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                // Git's handles and wording are opened by each worker for itself.
                let (archive, locale) = (Archive::open(root), Locale::new(language));
                while let Some(stretch) = stretches.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let mut last: Option<(usize, Document)> = None;
                    for at in *stretch {
                        let step = match &archive {
                            Ok(archive) => one(archive, states, *at, &mut last),
                            Err(error) => Err(error.clone().into()),
                        };
                        progress.step(&locale, &state_name(&states[*at]));
                        made.lock().expect("no worker panics while it holds the lock").push((*at, step));
                    }
                }
            });
        }
    });
    progress.end();
    let mut made = made.into_inner().expect("no worker panics while it holds the lock");
    made.sort_by_key(|(at, _)| *at);
    made.into_iter().map(|(at, step)| Ok((at, step?))).collect()
}

/// Computes one step; `last` is the text that was read last.
fn one(archive: &Archive, states: &[Told], at: usize, last: &mut Option<(usize, Document)>) -> Result<Step, Failure> {
    let read = |at: usize| -> Result<Document, Failure> {
        import(&archive.text_in(&states[at].folder, &states[at].revision)?, &state_name(&states[at]))
    };
    let before = match (at.checked_sub(1), last.take()) {
        (Some(before), Some((known, document))) if known == before => document,
        (Some(before), _) => read(before)?,
        (None, _) => markdown::read(String::new()),
    };
    let after = read(at)?;
    let options = CompareOptions { decisions: &states[at].decisions, ..CompareOptions::default() };
    let step = Step::of(&before, &after, &compare(&before, &after, &options));
    *last = Some((at, after));
    Ok(step)
}

impl Evolution {
    /// The states as they are published.
    pub(super) fn views(&self) -> Vec<StateView> {
        let view = self.states.iter().zip(&self.steps).map(|(state, step)| StateView {
            document: state.folder.to_string(),
            versions: state.versions.iter().map(|version| version.name.clone()).collect(),
            revision: state.revision.clone(),
            date: state.date(),
            author: state.description.author.clone(),
            message: state.description.message.clone(),
            justifications: state.description.justifications.clone(),
            sections: step.places.len() as u64 - 1,
            words: step.figures.words[1],
        });
        view.collect()
    }

    /// All that it takes to show it.
    pub(super) fn history<'a>(&'a self, states: &'a [StateView], locale: &'a Locale) -> History<'a> {
        History {
            document: &self.document,
            text: &self.text,
            states,
            steps: &self.steps,
            lineage: &self.lineage,
            locale,
        }
    }

    /// The number of a state that a command named; `None` where its text is not among those that were looked at.
    ///
    /// # Errors
    /// Those of the archive.
    pub(super) fn at(&self, archive: &Archive, state: &State) -> Result<Option<usize>, Failure> {
        let Some(revision) = &state.revision else { return Ok(None) };
        let id = archive.text_revision(state.former.as_ref().unwrap_or(&self.document), revision)?;
        Ok(self.states.iter().position(|state| state.revision == id))
    }
}
