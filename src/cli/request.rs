//! One line of comparisons: what it asks for, and the answer to it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use base64::Engine as _;
use serde::Deserialize;
use serde_json::Value as Json;

use super::clock::Clock;
use super::compared::{Compared, Purpose, compare_sources};
use super::state::{Loaded, Source};
use super::{Exit, Failure, Session};
use crate::import::ImportOptions;
use crate::render::view::{AnswerView, ErrorView, LostView, OutcomeView};
use crate::store::{ArchiveError, cut_off_object};

/// How much of a comparison is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Amount {
    /// The figures of the whole documents.
    Summary,
    /// All of it.
    Comparison,
}

/// What a line asks for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Request<'a> {
    #[serde(default)]
    id: Json,
    /// A folder, as after `-C`: of an archive, or one that paths start from.
    archive: Option<PathBuf>,
    /// The document that both names are states of.
    document: Option<String>,
    #[serde(borrow)]
    before: Side<'a>,
    #[serde(borrow)]
    after: Side<'a>,
}

/// One of the two texts.
#[derive(Debug, Deserialize)]
#[serde(
    untagged,
    expecting = "`before` and `after` are a name, or an object with `text` or `base64`, and perhaps `name`"
)]
enum Side<'a> {
    Named(#[serde(borrow)] Cow<'a, str>),
    Given(#[serde(borrow)] Given<'a>),
}

/// A text within the line.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Given<'a> {
    #[serde(borrow)]
    text: Option<Cow<'a, str>>,
    #[serde(borrow)]
    base64: Option<Cow<'a, str>>,
    name: Option<String>,
}

/// What is left of a line that asks for nothing that can be done.
#[derive(Deserialize)]
struct Remains {
    #[serde(default)]
    id: Json,
}

/// The archives that were looked at before they were read, each with the file of an object that is cut off: git's
/// library would never come back from it.
pub(super) type Archives = Mutex<BTreeMap<PathBuf, Option<PathBuf>>>;

/// How the lines are answered.
pub(super) struct Manner {
    /// How much is written.
    pub(super) amount: Amount,
    /// How files are read.
    pub(super) reading: ImportOptions,
    /// The folder that lines start from.
    pub(super) directory: PathBuf,
    /// What is known about archives.
    pub(super) archives: Archives,
}

/// The answer to a line with this number; whatever is wrong with it is an answer too.
pub(super) fn answer(line: &[u8], number: u64, manner: &Manner, session: &mut Session) -> AnswerView {
    let request = match understood(line) {
        Ok(request) => request,
        Err(failure) => {
            let id = serde_json::from_slice(line).map_or(Json::Null, |remains: Remains| remains.id);
            return refusal(number, id, &failure, session);
        }
    };
    let id = request.id.clone();
    // A line that finds a mistake of this program is one that can't be answered, and no reason to leave out the others.
    let compared = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| fulfil(&request, manner, session)));
    match compared.unwrap_or_else(|_| Err(Failure::new(Exit::Other, "failure-batch-mistake"))) {
        Ok(outcome) => AnswerView { schema: "nowela/batch/1", line: number, id, outcome },
        Err(failure) => refusal(number, id, &failure, session),
    }
}

/// The answer that there is no comparison.
pub(super) fn refusal(number: u64, id: Json, failure: &Failure, session: &Session) -> AnswerView {
    let error = ErrorView {
        code: failure.code().to_owned(),
        // The numbers of exit codes fit.
        exit: failure.exit() as u8,
        message: failure.headline(&session.locale),
        next: failure.advice(&session.locale),
        candidates: failure.candidates().to_vec(),
    };
    AnswerView { schema: "nowela/batch/1", line: number, id, outcome: OutcomeView::Failed { error } }
}

fn understood(line: &[u8]) -> Result<Request<'_>, Failure> {
    let text = std::str::from_utf8(line).map_err(|error| {
        Failure::new(Exit::Input, "failure-batch-encoding").with("byte", error.valid_up_to() as u64 + 1)
    })?;
    if !text.trim_ascii_start().starts_with('{') {
        return Err(Failure::new(Exit::Usage, "failure-batch-json").with("column", 1).with("message", "expected `{`"));
    }
    serde_json::from_str(text).map_err(|error| {
        let key = if error.is_data() { "failure-batch-request" } else { "failure-batch-json" };
        let message = error.to_string();
        // A line is one line: where in it is told by the column.
        let message = message.split(" at line 1 column").next().unwrap_or(&message);
        Failure::new(Exit::Usage, key).with("column", error.column()).with("message", message)
    })
}

fn fulfil(request: &Request<'_>, manner: &Manner, session: &mut Session) -> Result<OutcomeView, Failure> {
    #[cfg(debug_assertions)]
    if super::variable("NOWELA_TEST_BATCH_FAULT").is_some_and(|fault| request.id == Json::String(fault)) {
        panic!("a test asks for it");
    }
    session.directory.clone_from(&manner.directory);
    if let Some(archive) = &request.archive {
        session.directory = session.path(archive);
    }
    if matches!(request.before, Side::Named(_)) || matches!(request.after, Side::Named(_)) {
        intact(&session.directory, &manner.archives)?;
    }
    let document = request.document.as_deref();
    let (before, after) = (Text::of(&request.before, document)?, Text::of(&request.after, document)?);
    let sources = (before.source("before"), after.source("after"));
    let Compared { before, after, comparison, view } =
        compare_sources(session, sources, (Purpose::Kept, &manner.reading), &mut Clock::start())?;
    let lost = LostView { before: lost(&before), after: lost(&after) };
    Ok(match manner.amount {
        Amount::Summary => OutcomeView::Summary {
            lost,
            changed: comparison.is_changed(),
            before: Box::new(view.before),
            after: Box::new(view.after),
            summary: Box::new(view.summary),
        },
        Amount::Comparison => OutcomeView::Comparison { lost, comparison: Box::new(view) },
    })
}

/// A text as it is loaded.
enum Text<'a> {
    Named(Cow<'a, str>),
    Given(Cow<'a, [u8]>, Option<&'a str>),
}

impl<'a> Text<'a> {
    fn of(side: &'a Side<'_>, document: Option<&str>) -> Result<Self, Failure> {
        let given = match (side, document) {
            (Side::Named(name), None) => return Ok(Text::Named(Cow::Borrowed(name))),
            (Side::Named(state), Some(document)) => return Ok(Text::Named(format!("rev:{document}@{state}").into())),
            (Side::Given(given), _) => given,
        };
        let bytes = match (&given.text, &given.base64) {
            (Some(text), None) => Cow::Borrowed(text.as_bytes()),
            (None, Some(code)) => {
                let bytes = base64::engine::general_purpose::STANDARD.decode(code.as_bytes());
                bytes.map_err(|error| Failure::new(Exit::Usage, "failure-batch-base64").with("message", error))?.into()
            }
            _ => return Err(Failure::new(Exit::Usage, "failure-batch-given")),
        };
        Ok(Text::Given(bytes, given.name.as_deref()))
    }

    fn source<'b>(&'b self, side: &'b str) -> Source<'b> {
        match self {
            Text::Named(name) => Source::Named(name),
            Text::Given(bytes, name) => Source::Given(bytes, name.unwrap_or(side)),
        }
    }
}

/// Looks once whether an archive can be read to the end.
fn intact(directory: &Path, archives: &Archives) -> Result<(), Failure> {
    let mut archives = archives.lock().expect("looking at an archive never panics");
    match archives.entry(directory.to_owned()).or_insert_with(|| cut_off_object(directory)) {
        Some(file) => Err(ArchiveError::Damaged(file.display().to_string()).into()),
        None => Ok(()),
    }
}

fn lost(loaded: &Loaded) -> u64 {
    loaded.report.iter().flat_map(|report| &report.losses).map(|loss| u64::from(loss.count)).sum()
}
