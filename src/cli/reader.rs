//! Files that are no text are read in a process of their own: what they do to it, they do not do to the archive.
//!
//! The program runs itself, hands over the bytes, and takes the text, the images and the report. That process has limits
//! of memory and time, writes no file and sees nothing of the environment; whatever becomes of it is a failure to read.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read, Write as _};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::sides::Reading;
use super::{Exit, Failure, Session};
use crate::document::Headings;
use crate::import::comment::Comment;
use crate::import::report::{Amounts, Loss, LossKind, Report};
use crate::import::{
    Changes, Converted, ImportError, ImportOptions, Imported, Medium, convert, import_with, is_converted,
};

/// Memory of the process, in bytes of addresses; the files that offices have need a tenth of it.
const MEMORY: u64 = 1 << 30;
/// Seconds that it may compute, and that it may take.
const SECONDS: u64 = 20;
const PATIENCE: u64 = 90;
/// Bytes that it may answer: a text and its images.
const LONGEST: u64 = 512 << 20;
/// Bytes of the line in front of them.
const LINE: u64 = 64 << 20;

/// Read a file from standard input, and write what it says to standard output, for the program itself
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// What the file is called
    #[arg(long)]
    name: String,
    #[command(flatten)]
    reading: Reading,
    /// Bytes of memory
    #[arg(long)]
    memory: u64,
    /// Seconds of computing
    #[arg(long)]
    seconds: u64,
    /// What is to go wrong, for tests
    #[cfg(debug_assertions)]
    #[arg(long)]
    fault: Option<String>,
}

/// What the process says of a file, in one line; the bytes of the text and of the images follow.
#[derive(serde::Serialize, serde::Deserialize)]
enum Answer {
    Read {
        source: u64,
        encoding: Option<String>,
        composed: Option<u32>,
        media: Vec<(String, u64)>,
        report: Told,
    },
    Refused {
        code: String,
        details: Vec<(String, String)>,
    },
    /// It could not confine itself, and did not begin: which limit, and what the system said.
    Unlimited {
        limit: String,
        message: String,
    },
}

/// A report, as one process tells it to the other.
#[derive(serde::Serialize, serde::Deserialize)]
struct Told {
    amounts: [u32; 9],
    losses: Vec<(String, String, u32, String)>,
    authors: BTreeSet<String>,
    comments: Vec<[String; 5]>,
}

/// Reads a file in the way that `options` say: a text here, any other in a process of its own.
///
/// # Errors
/// Those of reading; a process that fell, took too long or answered nonsense.
pub(super) fn read(bytes: &[u8], name: &str, options: &ImportOptions) -> Result<Imported, Failure> {
    if !is_converted(bytes, name) {
        return Ok(import_with(bytes, name, options)?);
    }
    let fell = |why: Why| {
        let key = match why {
            Why::Fell => "failure-reader-fell",
            Why::Late => "failure-reader-late",
            Why::Start(message) => {
                return Failure::new(Exit::Other, "failure-reader-start").with("message", message);
            }
            Why::Unlimited { limit, message } => {
                let failure = Failure::new(Exit::Input, "failure-reader-unlimited").with("name", name);
                return failure.with("limit", limit).with("message", message);
            }
        };
        Failure::new(Exit::Input, key).with("name", name)
    };
    match apart(bytes, name, options).map_err(fell)? {
        Ok(converted) => Ok(converted.finished(name, options)?),
        Err((code, details)) => {
            let failure = Failure::whole(Exit::Input, format!("import-error-{code}"));
            Err(details.into_iter().fold(failure, |failure, (name, value)| failure.with(name, value)))
        }
    }
}

/// Why there is no answer.
enum Why {
    Fell,
    Late,
    Start(std::io::Error),
    Unlimited { limit: String, message: String },
}

/// What a file was refused for.
type Refusal = (String, Vec<(&'static str, String)>);

/// Has a process read a file.
fn apart(bytes: &[u8], name: &str, options: &ImportOptions) -> Result<Result<Converted, Refusal>, Why> {
    let mut child = started(name, options).map_err(Why::Start)?;
    let mut input = child.stdin.take().ok_or(Why::Fell)?;
    let output = child.stdout.take().ok_or(Why::Fell)?;
    let patience = Duration::from_secs(limits().2);
    std::thread::scope(|scope| {
        // It may end before it took all; that is told by what it answers.
        scope.spawn(move || input.write_all(bytes));
        let (done, waiting) = std::sync::mpsc::channel();
        scope.spawn(move || {
            // Nobody waits for it any more where it comes too late.
            let _ = done.send(answer(output));
        });
        let answered = waiting.recv_timeout(patience);
        // It has answered, or is to end now.
        let _ = child.kill();
        let _ = child.wait();
        match answered {
            Ok(answer) => answer,
            Err(_) => Err(Why::Late),
        }
    })
}

/// Memory, seconds of computing and seconds of patience.
fn limits() -> (u64, u64, u64) {
    #[cfg(debug_assertions)]
    if let Some(told) = super::variable("NOWELA_TEST_READER_LIMITS") {
        let told: Vec<u64> = told.split(',').filter_map(|it| it.parse().ok()).collect();
        if let [memory, seconds, patience] = told[..] {
            return (memory, seconds, patience);
        }
    }
    (MEMORY, SECONDS, PATIENCE)
}

fn started(name: &str, options: &ImportOptions) -> std::io::Result<Child> {
    // The file of the program may have been replaced meanwhile; its image was not.
    let image = PathBuf::from("/proc/self/exe");
    let program = if cfg!(target_os = "linux") && image.exists() { image } else { std::env::current_exe()? };
    let (memory, seconds, _) = limits();
    let changes = match options.changes {
        Changes::Accept => "accept",
        Changes::Reject => "reject",
    };
    let headings = match options.headings {
        Headings::Detected => "detected",
        Headings::Marked => "styles",
    };
    let mut command = Command::new(program);
    command.args(["read-file", "--changes", changes, "--headings", headings, "--lang", "en"]);
    command.args(["--memory", &memory.to_string(), "--seconds", &seconds.to_string()]);
    command.arg(format!("--name={name}"));
    #[cfg(debug_assertions)]
    if let Some(fault) = super::variable("NOWELA_TEST_READER_FAULT") {
        command.args(["--fault", &fault]);
    }
    command.env_clear();
    #[cfg(windows)]
    command.envs(std::env::vars_os().filter(|(name, _)| name == "SystemRoot"));
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()
}

/// What a process answers.
fn answer(output: impl Read) -> Result<Result<Converted, Refusal>, Why> {
    let mut output = BufReader::new(output.take(LONGEST));
    match told(&mut output).ok_or(Why::Fell)? {
        Answer::Unlimited { limit, message } => Err(Why::Unlimited { limit, message }),
        Answer::Refused { code, details } => {
            let known = |(name, value): (String, String)| Some((*DETAILS.iter().find(|it| **it == name)?, value));
            Ok(Err((code, details.into_iter().filter_map(known).collect())))
        }
        Answer::Read { source, encoding, composed, media, report } => {
            converted(&mut output, (source, encoding, composed), media, report).map(Ok).ok_or(Why::Fell)
        }
    }
}

/// The line in front of what a process read.
fn told(output: &mut impl BufRead) -> Option<Answer> {
    let mut line = String::new();
    output.by_ref().take(LINE).read_line(&mut line).ok()?;
    if !line.ends_with('\n') {
        return None;
    }
    serde_json::from_str(&line).ok()
}

/// The text and the images behind that line; `None` where they are not what it announces.
fn converted(
    output: &mut impl Read,
    (source, encoding, composed): (u64, Option<String>, Option<u32>),
    media: Vec<(String, u64)>,
    report: Told,
) -> Option<Converted> {
    let mut part = |length: u64| {
        let mut bytes = Vec::new();
        output.by_ref().take(length).read_to_end(&mut bytes).ok()?;
        (bytes.len() as u64 == length).then_some(bytes)
    };
    let source = String::from_utf8(part(source)?).ok()?;
    let mut images = Vec::new();
    for (path, length) in media {
        // A name as the readers give it, and nothing that leads elsewhere.
        let file = path.strip_prefix("media/")?;
        if file.is_empty() || file.starts_with('.') || file.contains(['/', '\\', ':', '\0']) {
            return None;
        }
        images.push(Medium { bytes: part(length)?, path });
    }
    // Nothing may follow.
    if output.read(&mut [0]).ok()? != 0 {
        return None;
    }
    let [headings, paragraphs, items, tables, notes, images_shown, contents, changes, repaired] = report.amounts;
    let loss = |(code, place, count, detail): (String, String, u32, String)| {
        Some(Loss { kind: LossKind::of(&code)?, place, count, detail })
    };
    let read =
        Amounts { headings, paragraphs, items, tables, notes, images: images_shown, contents, changes, repaired };
    let losses = report.losses.into_iter().map(loss).collect::<Option<Vec<Loss>>>()?;
    let comment = |[place, wording, author, date, text]: [String; 5]| Comment { place, wording, author, date, text };
    let comments = report.comments.into_iter().map(comment).collect();
    let report = Report { read, losses, authors: report.authors, comments };
    Some(Converted { source, encoding, composed, media: images, report })
}

/// The details that refusals have.
const DETAILS: [&str; 8] = ["name", "format", "message", "part", "encoding", "line", "offset", "pages"];

/// The work of the process: reads standard input, and answers.
pub(super) fn run(arguments: &Arguments, session: &mut Session) -> Result<Exit, Failure> {
    if let Err((limit, message)) = confine(arguments) {
        say(&Answer::Unlimited { limit: limit.to_owned(), message: message.to_string() }, session)?;
        return Ok(Exit::Input);
    }
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes)?;
    #[cfg(debug_assertions)]
    if let Some(fault) = &arguments.fault {
        fail(fault, session)?;
        return Ok(Exit::Done);
    }
    let converted = match convert(&bytes, &arguments.name, &arguments.reading.options()) {
        Some(Ok(converted)) => converted,
        Some(Err(error)) => return refuse(&error, session),
        None => return Err(Failure::new(Exit::Input, "failure-reader-fell").with("name", &arguments.name)),
    };
    let Converted { source, encoding, composed, media, report } = converted;
    let Amounts { headings, paragraphs, items, tables, notes, images, contents, changes, repaired } = report.read;
    let loss = |loss: Loss| (loss.kind.code().to_owned(), loss.place, loss.count, loss.detail);
    let report = Told {
        amounts: [headings, paragraphs, items, tables, notes, images, contents, changes, repaired],
        losses: report.losses.into_iter().map(loss).collect(),
        authors: report.authors,
        comments: report.comments.into_iter().map(|it| [it.place, it.wording, it.author, it.date, it.text]).collect(),
    };
    let lengths = media.iter().map(|medium| (medium.path.clone(), medium.bytes.len() as u64)).collect();
    let answer = Answer::Read { source: source.len() as u64, encoding, composed, media: lengths, report };
    say(&answer, session)?;
    session.stdout.write_all(source.as_bytes())?;
    for medium in media {
        session.stdout.write_all(&medium.bytes)?;
    }
    Ok(Exit::Done)
}

fn refuse(error: &ImportError, session: &mut Session) -> Result<Exit, Failure> {
    let details = error.details().into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    say(&Answer::Refused { code: error.code().to_owned(), details }, session)?;
    Ok(Exit::Input)
}

fn say(answer: &Answer, session: &mut Session) -> Result<(), Failure> {
    let line = serde_json::to_string(answer).map_err(std::io::Error::from)?;
    Ok(writeln!(session.stdout, "{line}")?)
}

/// Gives up what reading needs not: memory and time beyond the limits, files, and traces of a fall.
///
/// # Errors
/// The limit that the system did not set, and what it said.
#[cfg(unix)]
fn confine(arguments: &Arguments) -> Result<(), (&'static str, std::io::Error)> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limits = [
        ("RLIMIT_CORE", Resource::Core, 0),
        ("RLIMIT_FSIZE", Resource::Fsize, 0),
        // The streams that it has, and no other file.
        ("RLIMIT_NOFILE", Resource::Nofile, 3),
        ("RLIMIT_CPU", Resource::Cpu, arguments.seconds),
        ("RLIMIT_AS", Resource::As, arguments.memory),
    ];
    for (name, resource, most) in limits {
        // Where less is allowed already, that stays.
        let most = getrlimit(resource).maximum.map_or(most, |allowed| allowed.min(most));
        let current = Some(most + if faulty(arguments, name) { 1 } else { 0 });
        match setrlimit(resource, Rlimit { current, maximum: Some(most) }) {
            // Other systems than Linux know no limit of addresses.
            Err(_) if resource == Resource::As && cfg!(not(target_os = "linux")) => {}
            set => set.map_err(|error| (name, error.into()))?,
        }
    }
    Ok(())
}

/// Whether a test asks for a limit that no system sets: more now than at most.
#[cfg(unix)]
fn faulty(arguments: &Arguments, name: &str) -> bool {
    #[cfg(debug_assertions)]
    return arguments.fault.as_deref() == Some(name);
    #[cfg(not(debug_assertions))]
    return {
        let _ = (arguments, name);
        false
    };
}

#[cfg(not(unix))]
fn confine(_: &Arguments) -> Result<(), (&'static str, std::io::Error)> {
    Ok(())
}

/// Goes wrong in the way that a test asks for.
#[cfg(debug_assertions)]
fn fail(fault: &str, session: &mut Session) -> Result<(), Failure> {
    fn deep(depth: u64) -> u64 {
        std::hint::black_box(if depth == u64::MAX { 0 } else { deep(depth + 1) + 1 })
    }
    match fault {
        "panic" => panic!("a test asks for it"),
        "abort" => std::process::abort(),
        "overflow" => _ = deep(0),
        "memory" => _ = std::hint::black_box(vec![1_u8; 4 << 30]),
        "endless" => loop {
            std::hint::black_box(0);
        },
        "sleep" => std::thread::sleep(Duration::from_secs(600)),
        "garbage" => session.stdout.write_all(b"{\"Read\":{}}\n")?,
        "flood" => loop {
            session.stdout.write_all(&[b'x'; 65_536])?;
        },
        "file" => std::fs::File::create("nowela-test-file")?.write_all(b"x")?,
        other => unreachable!("{other}"),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An answer about a text of four bytes and an image of two, and what comes behind it.
    fn said(path: &str, behind: &[u8]) -> Vec<u8> {
        let report = Told {
            amounts: [1, 2, 3, 4, 5, 6, 7, 8, 9],
            losses: vec![("comment".to_owned(), "Cele".to_owned(), 2, "Uwaga".to_owned())],
            authors: BTreeSet::from(["Anna".to_owned()]),
            comments: vec![["Cele", "2%", "Anna", "2021-03-16", "Za mało"].map(str::to_owned)],
        };
        let media = vec![(path.to_owned(), 2)];
        let answer = Answer::Read { source: 4, encoding: None, composed: Some(3), media, report };
        let mut bytes = serde_json::to_vec(&answer).expect("it is plain data");
        bytes.push(b'\n');
        bytes.extend(behind);
        bytes
    }

    fn whole(output: impl Read) -> Option<Result<Converted, Refusal>> {
        answer(output).ok()
    }

    #[test]
    fn an_answer_is_taken_as_it_was_given() {
        let converted = whole(&said("media/a.png", b"Celexy")[..]).expect("it is whole").expect("it is no refusal");
        assert_eq!((converted.source.as_str(), converted.composed), ("Cele", Some(3)));
        assert_eq!(converted.media, [Medium { path: "media/a.png".to_owned(), bytes: b"xy".to_vec() }]);
        let Report { read, losses, authors, comments } = converted.report;
        assert_eq!((read.headings, read.repaired, losses[0].kind), (1, 9, LossKind::Comment));
        assert_eq!((authors.len(), comments[0].text.as_str()), (1, "Za mało"));
    }

    #[test]
    fn an_answer_that_is_cut_off_goes_on_or_leads_elsewhere_is_none() {
        for behind in [&b"Celex"[..], b"Cel", b"", b"Celexyz", b"\xff\xff\xff\xffxy"] {
            assert!(whole(&said("media/a.png", behind)[..]).is_none(), "{behind:?}");
        }
        for path in ["media/../../x", "media/", "/etc/passwd", "media/..", "media/a\\b", "other/a.png", "media/c:x"] {
            assert!(whole(&said(path, b"Celexy")[..]).is_none(), "{path}");
        }
        let mut line = said("media/a.png", b"");
        line.pop();
        assert!(whole(&line[..]).is_none(), "the line does not end");
        assert!(whole(std::io::repeat(b'x')).is_none(), "it never ends");
    }
}
