//! Faults: every writing command is killed, and told of an error, at each of its calls to the system, and the archive is
//! judged by what is in it then.
//!
//! ```sh
//! cargo test --test suite faults -- --ignored                    # a sample, about a minute
//! NOWELA_FAULTS=all cargo test --test suite faults -- --ignored  # all points
//! NOWELA_FAULTS=all NOWELA_FAULTS_OF=demo cargo test …           # those of the commands whose name holds a word
//! ```
//!
//! It needs Linux, strace and git. What is wrong is listed with the option of strace that brings it about again.

mod injection;
mod oracle;
mod place;
mod scenario;
mod trace;

use std::collections::{BTreeMap, HashMap};
use std::io::Write as _;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use git2::Oid;

use injection::{Fault, Point};
use oracle::{Expected, Facts, Verdict, Wrong, judge};
use place::{Place, digest};
use scenario::{SCENARIOS, Scenario};

/// Points that a command meets where not all are asked for.
const SAMPLE: usize = 80;

/// What was found at the points of one command.
#[derive(Default)]
struct Tally {
    kills: usize,
    errors: usize,
    states: usize,
    /// Finding: how often, and how it is met again.
    findings: BTreeMap<(Wrong, String), (usize, String)>,
}

impl Tally {
    fn count(&self, wrong: Wrong) -> usize {
        self.findings.iter().filter(|((kind, _), _)| *kind == wrong).map(|(_, (count, _))| count).sum()
    }
}

/// Writes to standard error, past what keeps the output of tests back.
fn say(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// A folder for places, in memory where that can be had.
fn workshop() -> tempfile::TempDir {
    let folder = tempfile::Builder::new().prefix("nowela-").tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir());
    folder.expect("there is room")
}

fn wanted(scenario: &Scenario) -> bool {
    std::env::var("NOWELA_FAULTS_OF").map_or(true, |word| scenario.name.contains(&word))
}

/// Meets all points of a command that are asked for.
fn meet(scenario: &Scenario, workshop: &Path, all: bool) -> Tally {
    let place = |name: &str| {
        let place = Place::new(workshop.join(name));
        scenario::lay_out(&place);
        place
    };
    let template = place("t");
    (scenario.prepare)(&template);
    let before = (template.contents(), Facts::ask(&template, scenario.archive).expect("git finds no fault"));
    template.fill(&before.0);
    let (ran, calls) = injection::recorded(&template, scenario, &workshop.join("log-t"));
    assert!(ran.status.success(), "{}: {}", scenario.name, String::from_utf8_lossy(&ran.stderr));
    let expected = Expected::new(scenario, before, &template);
    let mut points = injection::points(&calls, &template);
    if !all {
        points = sample(points);
    }
    let known: Mutex<HashMap<Oid, Arc<Verdict>>> = Mutex::default();
    let tally: Mutex<Tally> = Mutex::default();
    let next = AtomicUsize::new(0);
    std::thread::scope(|threads| {
        for (name, spare) in [("0", "a"), ("1", "b")] {
            let (place, spare, log) = (place(name), place(spare), workshop.join(format!("log-{name}")));
            let (points, expected, known, tally, next, template) =
                (&points, &expected, &known, &tally, &next, &template);
            threads.spawn(move || {
                while let Some(point) = points.get(next.fetch_add(1, Ordering::Relaxed)) {
                    place.fill(&expected.before.0);
                    let output = injection::struck(&place, scenario, point, &log);
                    let id = digest(&place.contents());
                    let cached = known.lock().expect("nobody panicked").get(&id).cloned();
                    let state = cached.unwrap_or_else(|| {
                        let state = Arc::new(judge(scenario, expected, &place, &spare));
                        known.lock().expect("nobody panicked").insert(id, state.clone());
                        state
                    });
                    let findings = injection::ending(scenario, point, &output, &log, &state);
                    let mut tally = tally.lock().expect("nobody panicked");
                    *if point.fault == Fault::Kill { &mut tally.kills } else { &mut tally.errors } += 1;
                    for finding in findings {
                        let first = || (0, point.reproduction(&template.0));
                        tally.findings.entry(finding).or_insert_with(first).0 += 1;
                    }
                }
            });
        }
    });
    let mut tally = tally.into_inner().expect("nobody panicked");
    tally.states = known.into_inner().expect("nobody panicked").len();
    tally
}

/// A sample that is the same every time: of the calls that change something every so many, and some of the others.
fn sample(points: Vec<Point>) -> Vec<Point> {
    let (changing, reading): (Vec<_>, Vec<_>) = points.into_iter().partition(|point| point.call.changes());
    let thin = |points: Vec<Point>, most: usize| {
        let step = points.len().div_ceil(most).max(1);
        points.into_iter().step_by(step)
    };
    thin(changing, SAMPLE * 3 / 4).chain(thin(reading, SAMPLE / 4)).collect()
}

#[test]
#[ignore = "needs strace, and the right to trace programs"]
fn no_fault_at_any_call_loses_corrupts_or_blocks_anything() {
    let all = std::env::var("NOWELA_FAULTS").is_ok_and(|which| which == "all");
    let mut total = Tally::default();
    let headings: Vec<&str> = Wrong::ALL.iter().map(|(_, heading)| *heading).collect();
    say(&format!("\n{:<26} {:>6} {:>7} {:>7}  {}", "command", "kills", "errors", "states", headings.join("  ")));
    let mut listed = Vec::new();
    for scenario in SCENARIOS.iter().filter(|scenario| wanted(scenario)) {
        let workshop = workshop();
        let tally = meet(scenario, workshop.path(), all);
        row(scenario.name, &tally);
        for ((wrong, what), (count, how)) in tally.findings {
            let (_, heading) = Wrong::ALL.iter().find(|(kind, _)| *kind == wrong).expect("all are listed");
            listed.push(format!("{} [{heading}] {what} ({count} points), first {how}", scenario.name));
            *total.findings.entry((wrong, String::new())).or_default() = (total.count(wrong) + count, String::new());
        }
        (total.kills, total.errors) = (total.kills + tally.kills, total.errors + tally.errors);
        total.states += tally.states;
    }
    row("all", &total);
    for finding in &listed {
        say(finding);
    }
    assert!(listed.is_empty(), "{} findings", listed.len());
    assert!(!all || total.kills + total.errors >= 3_000, "that was not all");
}

fn row(name: &str, tally: &Tally) {
    let counts: Vec<String> = Wrong::ALL
        .iter()
        .map(|(wrong, heading)| format!("{:>width$}", tally.count(*wrong), width = heading.len()))
        .collect();
    let Tally { kills, errors, states, .. } = tally;
    say(&format!("{name:<26} {kills:>6} {errors:>7} {states:>7}  {}", counts.join("  ")));
}
