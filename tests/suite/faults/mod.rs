//! Faults: every writing command is killed, and told of an error, at each of its calls to the system; and the power is
//! cut after each of them. The archive is judged by what is in it then.
//!
//! ```sh
//! cargo test --test suite faults -- --ignored                    # a sample, about a minute
//! NOWELA_FAULTS=all cargo test --test suite faults -- --ignored  # all points and all states, about an hour
//! NOWELA_FAULTS=all NOWELA_FAULTS_OF=demo cargo test …           # those of the commands whose name holds a word
//! NOWELA_FAULTS_AT=inject=read:error=EIO:when=7 NOWELA_FAULTS_OF=version cargo test …  # that one, and what it left
//! ```
//!
//! It needs Linux, strace and git. What is wrong is listed with how it is brought about again: by an option of strace, or by
//! the call after which the power is cut and what the disk kept then.

mod disk;
mod faultless;
mod injection;
mod oracle;
mod place;
mod power;
mod scenario;
mod trace;

use std::collections::{BTreeMap, HashMap};
use std::io::Write as _;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use git2::Oid;

use injection::{Fault, Point};
use oracle::{Expected, Facts, Finding, Verdict, Wrong, judge};
use place::{Place, digest};
use scenario::{SCENARIOS, Scenario};
use trace::Call;

/// Points of a command, and power cuts before its end, where not all are asked for.
const SAMPLE: usize = 64;

/// Points of a command where all are asked for, and half of the power cuts: only the sample archive, which nobody sees
/// before it is whole, has more, and a part of them is left out.
const MOST: usize = 4_000;

/// So many at least are all: fewer would mean that calls were not seen.
const LEAST: usize = 10_000;

/// What was found of one command.
#[derive(Default)]
struct Tally {
    tried: [usize; 2],
    states: usize,
    /// Finding: how often, and how it is met again.
    findings: BTreeMap<Finding, (usize, String)>,
}

impl Tally {
    fn count(&self, wrong: Wrong) -> usize {
        self.findings.iter().filter(|((kind, _), _)| *kind == wrong).map(|(_, (count, _))| count).sum()
    }

    fn add(&mut self, findings: Vec<Finding>, how: impl Fn() -> String) {
        for finding in findings {
            self.findings.entry(finding).or_insert_with(|| (0, how())).0 += 1;
        }
    }
}

/// A command run once without a fault.
struct Recorded<'w> {
    scenario: &'static Scenario,
    workshop: &'w Path,
    template: Place,
    expected: Expected,
    calls: Vec<Call>,
}

impl<'w> Recorded<'w> {
    fn new(scenario: &'static Scenario, workshop: &'w Path) -> Self {
        let template = place(workshop, "t");
        (scenario.prepare)(&template);
        let before = (template.contents(), Facts::ask(&template, scenario.archive).expect("git finds no fault"));
        template.fill(&before.0);
        let (ran, calls) = injection::recorded(&template, scenario, &workshop.join("log-t"));
        assert!(ran.status.success(), "{}: {}", scenario.name, String::from_utf8_lossy(&ran.stderr));
        let expected = Expected::new(scenario, before, &template);
        let faults = faultless::faults(scenario, &expected, &String::from_utf8_lossy(&ran.stderr));
        assert!(faults.is_empty(), "{} without a fault: {}", scenario.name, faults.join(", "));
        Self { scenario, workshop, template, expected, calls }
    }

    /// Does the same with each item, on two threads that have a place, another one and a log each.
    fn each<T: Sync>(&self, items: &[T], trial: impl Fn(&T, [&Place; 2], &Path) + Sync) {
        let next = AtomicUsize::new(0);
        std::thread::scope(|threads| {
            for names in [["0", "a"], ["1", "b"]] {
                let places = names.map(|name| place(self.workshop, name));
                let log = self.workshop.join(format!("log-{}", names[0]));
                let (next, trial) = (&next, &trial);
                threads.spawn(move || {
                    while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
                        trial(item, [&places[0], &places[1]], &log);
                    }
                });
            }
        });
    }
}

fn place(workshop: &Path, name: &str) -> Place {
    let place = Place::new(workshop.join(name));
    scenario::lay_out(&place);
    place
}

/// Kills the command and tells it of errors, at all points or at a sample of them.
fn strike(recorded: &Recorded<'_>, all: bool) -> Tally {
    let Recorded { scenario, template, expected, calls, .. } = recorded;
    let mut points = injection::points(calls, template);
    let at = std::env::var("NOWELA_FAULTS_AT").ok();
    match &at {
        Some(at) => points.retain(|point| point.injection() == *at),
        None => points = sample(points, if all { MOST } else { SAMPLE }),
    }
    let known: Mutex<HashMap<Oid, Arc<Verdict>>> = Mutex::default();
    let tally: Mutex<Tally> = Mutex::default();
    recorded.each(&points, |point: &Point, [place, spare], log| {
        place.fill(&expected.before.0);
        let output = injection::struck(place, scenario, point, log);
        if at.is_some() {
            show(place, &output);
        }
        let id = digest(&place.contents());
        let cached = known.lock().expect("nobody panicked").get(&id).cloned();
        let state = cached.unwrap_or_else(|| {
            let state = Arc::new(judge(scenario, expected, place, spare));
            known.lock().expect("nobody panicked").insert(id, state.clone());
            state
        });
        let findings = injection::ending(scenario, point, &output, log, &state);
        let mut tally = tally.lock().expect("nobody panicked");
        tally.tried[usize::from(point.fault != Fault::Kill)] += 1;
        tally.add(findings, || point.reproduction(&template.0));
    });
    let mut tally = tally.into_inner().expect("nobody panicked");
    tally.states = known.into_inner().expect("nobody panicked").len();
    tally
}

/// Shows how a run ended and keeps what it left.
fn show(place: &Place, output: &std::process::Output) {
    let kept = tempfile::Builder::new().prefix("nowela-kept-").tempdir().expect("there is room").keep();
    Place(kept.clone()).fill(&place.contents());
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    say(&format!("{}, left in {}\n{out}{err}", output.status, kept.display()));
}

/// At most so many points, the same ones every time: of the calls that change something every so many, and some of the
/// others.
fn sample(points: Vec<Point>, most: usize) -> Vec<Point> {
    if points.len() <= most {
        return points;
    }
    let (changing, reading): (Vec<_>, Vec<_>) = points.into_iter().partition(|point| point.call.changes());
    thin(changing, most * 3 / 4).chain(thin(reading, most / 4)).collect()
}

fn thin<T>(items: Vec<T>, most: usize) -> impl Iterator<Item = T> {
    // An odd step meets all kinds of faults, which follow each other.
    let step = items.len().div_ceil(most) | 1;
    items.into_iter().step_by(step)
}

/// Cuts the power after every call of the command.
fn cut(recorded: &Recorded<'_>, all: bool) -> Tally {
    let Recorded { scenario, template, expected, calls, .. } = recorded;
    let (moments, unordered) = power::moments(template, &expected.before.0, &expected.after.0, calls);
    let (tried, states) = power::states(&moments, template, if all { 2 * MOST } else { SAMPLE });
    let mut tally = Tally { tried: [moments.len(), tried], states: states.len(), ..Tally::default() };
    tally.add(unordered, || "the recorded order".to_owned());
    let tally = Mutex::new(tally);
    recorded.each(&states, |state, [place, spare], _| {
        place.fill(&template.neutral(&moments[state.at].disk.after(&state.cut)));
        let findings = state.wrong(&judge(scenario, expected, place, spare));
        tally.lock().expect("nobody panicked").add(findings, || state.spelling(&moments));
    });
    tally.into_inner().expect("nobody panicked")
}

/// Tries all commands that are asked for and says what was found.
fn try_all(tried: [&str; 2], trial: impl Fn(&Recorded<'_>, bool) -> Tally) -> Tally {
    // One after the other: each keeps all of the machine busy.
    static TURN: Mutex<()> = Mutex::new(());
    let _turn = TURN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let all = std::env::var("NOWELA_FAULTS").is_ok_and(|which| which == "all");
    let wanted = std::env::var("NOWELA_FAULTS_OF").unwrap_or_default();
    let headings: Vec<&str> = Wrong::ALL.iter().map(|(_, heading)| *heading).collect();
    say(&format!("\n{:<26} {:>7} {:>7} {:>7}  {}", "command", tried[0], tried[1], "states", headings.join("  ")));
    let mut total = Tally::default();
    for scenario in SCENARIOS.iter().filter(|scenario| scenario.name.contains(&wanted)) {
        let folder = tempfile::Builder::new().prefix("nowela-").tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir());
        let workshop = folder.expect("there is room");
        let tally = trial(&Recorded::new(scenario, workshop.path()), all);
        row(scenario.name, &tally);
        for ((wrong, what), (count, how)) in tally.findings {
            let (_, heading) = Wrong::ALL.iter().find(|(kind, _)| *kind == wrong).expect("all are listed");
            say(&format!("  {heading}: {what} ({count} times), first {how}"));
            total.findings.insert((wrong, format!("{}: {what}", scenario.name)), (count, how));
        }
        total.tried = [total.tried[0] + tally.tried[0], total.tried[1] + tally.tried[1]];
        total.states += tally.states;
    }
    row("all", &total);
    let least = if all && wanted.is_empty() { LEAST } else { 1 };
    assert!(total.tried.iter().sum::<usize>() >= least, "too little was tried");
    total
}

fn row(name: &str, tally: &Tally) {
    let count = |(wrong, heading): &(Wrong, &str)| format!("{:>width$}", tally.count(*wrong), width = heading.len());
    let counts: Vec<String> = Wrong::ALL.iter().map(count).collect();
    let [one, other] = tally.tried;
    say(&format!("{name:<26} {one:>7} {other:>7} {:>7}  {}", tally.states, counts.join("  ")));
}

/// Writes to standard error, past what keeps the output of tests back.
fn say(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

#[test]
#[ignore = "needs strace, and the right to trace programs"]
fn no_kill_and_no_error_at_any_call_does_harm() {
    let total = try_all(["kills", "errors"], strike);
    assert!(total.findings.is_empty(), "{} findings", total.findings.len());
}

#[test]
#[ignore = "needs strace, and the right to trace programs"]
fn no_power_cut_after_any_call_does_harm() {
    let total = try_all(["moments", "cuts"], cut);
    assert!(total.findings.is_empty(), "{} findings", total.findings.len());
}
