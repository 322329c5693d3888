//! `nowela batch`: many comparisons, from JSON lines to JSON lines in the same order, on all cores.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Read as _, Write as _};
use std::num::NonZeroUsize;
use std::sync::mpsc::{Receiver, Sender, SyncSender, TryRecvError, channel, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread::Builder;

use super::request::{Amount, Manner, answer, refusal};
use super::sides::Reading;
use super::{ColorChoice, Exit, Failure, Session};
use crate::locale::{Language, Locale, Value};
use crate::render::json;

/// Lines per thread that may be read before the first of them is written.
const AHEAD: usize = 8;
/// Bytes of stack of a thread: as much as the main thread has where a single comparison runs.
const STACK: usize = 8 << 20;

/// Compare many pairs of texts, from JSON lines to JSON lines in the same order
///
/// The help is in the locale room, in both languages: `help-batch-…`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[arg(long)]
    jobs: Option<NonZeroUsize>,
    #[arg(long, default_value = "summary")]
    output: Amount,
    #[arg(long, default_value = "64")]
    max_line: NonZeroUsize,
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    reading: Reading,
}

/// A line of the input, its place among those that are answered, and its number.
struct Line {
    place: u64,
    number: u64,
    bytes: Vec<u8>,
    /// Whether there was more of it than is kept.
    cut: bool,
}

/// What becomes of the input.
enum Event {
    /// The line at this place is answered, and whether with an error.
    Answered(u64, Vec<u8>, bool),
    /// So many lines were there to answer, and why there may be no more.
    Ended(u64, Option<io::Error>),
}

/// What all threads know.
struct Shared {
    manner: Manner,
    language: Language,
    longest: usize,
    lines: Mutex<Receiver<Line>>,
}

/// Answers the lines of standard input.
pub(super) fn run(arguments: &Arguments, session: &mut Session) -> Result<Exit, Failure> {
    let cores = || std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let jobs = arguments.jobs.map_or_else(cores, NonZeroUsize::get);
    let (lines, waiting) = sync_channel(jobs);
    let (events, happened) = channel();
    // A line takes a place before it is read, and gives it back when it is written: no more are ever in memory.
    let (places, taken) = sync_channel(jobs.saturating_mul(AHEAD));
    let shared = Arc::new(Shared {
        manner: Manner {
            amount: arguments.output,
            reading: arguments.reading.options(),
            directory: session.directory.clone(),
            archives: Mutex::default(),
        },
        language: session.locale.language(),
        longest: arguments.max_line.get().saturating_mul(1 << 20),
        lines: Mutex::new(waiting),
    });
    // Nobody waits for these threads: where the reader of the output went away, they end with the program.
    let start = |name: &str, work: Box<dyn FnOnce() + Send>| {
        let started = Builder::new().name(name.to_owned()).stack_size(STACK).spawn(work);
        started.map(drop).map_err(|error| Failure::new(Exit::Other, "failure-batch-threads").with("message", error))
    };
    for _ in 0..jobs {
        let (shared, events) = (Arc::clone(&shared), events.clone());
        start("answering", Box::new(move || work(&shared, &events)))?;
    }
    let longest = shared.longest;
    start("reading", Box::new(move || read(io::stdin().lock(), longest, &lines, &places, &events)))?;
    let (answered, failed) = write(&happened, &taken, session)?;
    if failed > 0 && !session.quiet {
        let values = [("failed", Value::Count(failed)), ("all", Value::Count(answered))];
        let told = session.locale.text("batch-failed", &values);
        session.note(&told)?;
    }
    Ok(if arguments.strict && failed > 0 { Exit::Changed } else { Exit::Done })
}

/// Reads lines, and hands those over that are not empty, as long as somebody takes them.
fn read(
    input: impl io::Read,
    longest: usize,
    lines: &SyncSender<Line>,
    places: &SyncSender<()>,
    events: &Sender<Event>,
) {
    let mut input = BufReader::with_capacity(1 << 16, input);
    let (mut place, mut number) = (0, 0);
    let ended = loop {
        let (mut bytes, cut) = match next(&mut input, longest) {
            Ok(Some(line)) => line,
            Ok(None) => break None,
            Err(error) => break Some(error),
        };
        number += 1;
        if number == 1 && bytes.starts_with("\u{feff}".as_bytes()) {
            bytes.drain(..3);
        }
        if bytes.iter().all(u8::is_ascii_whitespace) && !cut {
            continue;
        }
        let line = Line { place, number, bytes, cut };
        if places.send(()).is_err() || lines.send(line).is_err() {
            return;
        }
        place += 1;
    };
    // Nobody is there to be told where the output is gone.
    let _ = events.send(Event::Ended(place, ended));
}

/// The next line, without its end, and whether it was longer than `longest` bytes; the rest of such a line is passed over.
fn next(input: &mut impl BufRead, longest: usize) -> io::Result<Option<(Vec<u8>, bool)>> {
    let mut bytes = Vec::new();
    input.by_ref().take(longest as u64 + 1).read_until(b'\n', &mut bytes)?;
    if bytes.is_empty() {
        return Ok(None);
    }
    if bytes.last() == Some(&b'\n') {
        bytes.pop();
        return Ok(Some((bytes, false)));
    }
    if bytes.len() <= longest {
        return Ok(Some((bytes, false)));
    }
    input.skip_until(b'\n')?;
    Ok(Some((Vec::new(), true)))
}

/// Answers lines until there are no more.
fn work(shared: &Shared, events: &Sender<Event>) {
    let mut session = Session {
        directory: shared.manner.directory.clone(),
        locale: Locale::new(shared.language),
        color: ColorChoice::Never,
        quiet: true,
        verbose: false,
        json: false,
        stdout: Box::new(io::sink()),
        stderr: Box::new(io::sink()),
    };
    loop {
        let line = shared.lines.lock().expect("waiting for a line never panics").recv();
        let Ok(Line { place, number, bytes, cut }) = line else { return };
        let view = if cut {
            let failure = Failure::new(Exit::Input, "failure-batch-long").with("most", shared.longest >> 20);
            refusal(number, serde_json::Value::Null, &failure, &session)
        } else {
            answer(&bytes, number, &shared.manner, &mut session)
        };
        drop(bytes);
        let mut said = Vec::new();
        json::line(&view, &mut said).expect("a vector takes everything");
        if events.send(Event::Answered(place, said, view.is_failed())).is_err() {
            return;
        }
    }
}

/// Writes the answers in the order of the lines, and all that there is whenever it has to wait; how many there were, and
/// how many of them are errors.
fn write(happened: &Receiver<Event>, taken: &Receiver<()>, session: &mut Session) -> Result<(u64, u64), Failure> {
    let (mut early, mut place, mut failed) = (BTreeMap::new(), 0, 0);
    let mut end = None;
    while end.as_ref().is_none_or(|(count, _)| place < *count) {
        let event = match happened.try_recv() {
            Ok(event) => event,
            Err(TryRecvError::Empty) => {
                session.stdout.flush()?;
                happened.recv().map_err(|_| threads_gone())?
            }
            Err(TryRecvError::Disconnected) => return Err(threads_gone()),
        };
        match event {
            Event::Answered(place, said, is_failed) => _ = early.insert(place, (said, is_failed)),
            Event::Ended(count, error) => end = Some((count, error)),
        }
        while let Some((said, is_failed)) = early.remove(&place) {
            session.stdout.write_all(&said)?;
            // The reader may be gone by now, with the places that were given back to it.
            let _ = taken.try_recv();
            place += 1;
            failed += u64::from(is_failed);
        }
    }
    session.stdout.flush()?;
    match end {
        Some((_, Some(error))) => Err(Failure::new(Exit::Input, "failure-batch-input").with("message", error)),
        _ => Ok((place, failed)),
    }
}

fn threads_gone() -> Failure {
    Failure::new(Exit::Other, "failure-batch-threads").with("message", "–")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is read of an input, line by line.
    fn lines(input: &[u8], longest: usize) -> Vec<(String, bool)> {
        let mut input = BufReader::with_capacity(3, input);
        let mut found = Vec::new();
        while let Some((bytes, cut)) = next(&mut input, longest).expect("memory can be read") {
            found.push((String::from_utf8(bytes).expect("the test is UTF-8"), cut));
        }
        found
    }

    #[test]
    fn lines_end_with_the_input_and_are_cut_at_the_longest() {
        let line = |text: &str| (text.to_owned(), false);
        let cut = || (String::new(), true);
        assert_eq!(lines(b"", 4), []);
        assert_eq!(lines(b"a\n\nbcde\r\n", 5), [line("a"), line(""), line("bcde\r")]);
        assert_eq!(lines(b"abcd\nabcde\nab", 4), [line("abcd"), cut(), line("ab")]);
        assert_eq!(lines(b"abcd", 4), [line("abcd")]);
        assert_eq!(lines(b"abcde", 4), [cut()]);
        assert_eq!(lines(b"abcdefghijkl\nx", 4), [cut(), line("x")]);
    }

    #[test]
    fn no_more_lines_are_read_than_have_a_place() {
        let (lines, waiting) = sync_channel(100);
        let (events, _happened) = channel();
        let (places, taken) = sync_channel(3);
        let reader = std::thread::spawn(move || read(&b"1\n2\n\n3\n4\n5\n"[..], 9, &lines, &places, &events));
        let take = |places: std::ops::Range<u64>| {
            for place in places {
                let line = waiting.recv().expect("there are five");
                assert_eq!((line.place, line.number), (place, place + 1 + u64::from(place > 1)));
            }
        };
        take(0..3);
        let waited = waiting.recv_timeout(std::time::Duration::from_millis(50));
        assert!(waited.is_err(), "a fourth has no place");
        taken.recv().expect("the first took one");
        taken.recv().expect("so did the second");
        take(3..5);
        reader.join().expect("it does not panic");
        assert!(waiting.recv().is_err(), "there is no sixth");
    }
}
