//! A fault at one call of a running program: killed there, or told of an error.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use super::oracle::{Finding, Verdict, Wrong, first_line};
use super::place::Place;
use super::scenario::{Kind, Scenario};
use super::trace::{Call, parse};

/// What happens at a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The process is killed before the call.
    Kill,
    /// The call fails.
    Error(&'static str),
    /// The call and all later ones of its name fail.
    ErrorsOn(&'static str),
}

/// A call of the recorded run, and what happens there.
#[derive(Clone, Debug)]
pub(crate) struct Point {
    pub(crate) call: Call,
    pub(crate) fault: Fault,
}

impl Point {
    /// What strace is told.
    pub(crate) fn injection(&self) -> String {
        let (name, nth) = (&self.call.name, self.call.nth);
        match self.fault {
            Fault::Kill => format!("inject={name}:signal=KILL:when={nth}"),
            Fault::Error(error) => format!("inject={name}:error={error}:when={nth}"),
            Fault::ErrorsOn(error) => format!("inject={name}:error={error}:when={nth}+"),
        }
    }

    /// How it can be met again.
    pub(crate) fn reproduction(&self, top: &Path) -> String {
        format!("-e {} at {}", self.injection(), self.call.spelling(top))
    }
}

/// What strace is run by: who holds a lock is looked for among all processes, which are the same ones each time only where
/// the program sees no others. Without the right to hide them some points may be missed.
fn apart() -> &'static [&'static str] {
    const APART: &[&str] = &["unshare", "--fork", "--pid", "--mount-proc", "--kill-child"];
    static CAN: OnceLock<bool> = OnceLock::new();
    let tried = || Command::new(APART[0]).args(&APART[1..]).arg("true").output();
    if *CAN.get_or_init(|| tried().is_ok_and(|output| output.status.success())) { APART } else { &["env"] }
}

/// The same run, with every call written down.
pub(crate) fn recorded(place: &Place, scenario: &Scenario, log: &Path) -> (Output, Vec<Call>) {
    let mut strace = Command::new(apart()[0]);
    strace.args(&apart()[1..]);
    strace.args(["strace", "-f", "-y", "-xx", "-s", "16777216", "-o"]).arg(log).arg(env!("CARGO_BIN_EXE_nowela"));
    let output =
        place.surround(strace.args(scenario.arguments), scenario.folder).output().expect("strace is installed");
    let text = std::fs::read_to_string(log).expect("strace wrote down what it saw");
    (output, parse(&text))
}

/// Calls from the first one that has to do with the place on.
pub(crate) fn from_first_touch<'c>(calls: &'c [Call], place: &Place) -> &'c [Call] {
    let start = calls.iter().position(|call| touches(call, place)).unwrap_or(calls.len());
    &calls[start..]
}

/// Whether a call has to do with the archive or with what lies beside it.
pub(crate) fn touches(call: &Call, place: &Place) -> bool {
    call.touches(&place.0) && !call.touches(&place.0.join("home"))
}

/// All points of a recorded run.
pub(crate) fn points(calls: &[Call], place: &Place) -> Vec<Point> {
    let mut points = Vec::new();
    let named: Vec<PathBuf> = calls.iter().flat_map(Call::named).collect();
    let listed = calls.iter().filter(|call| call.name == "getdents64").filter_map(|call| Some(call.file()?.1));
    let folders: HashSet<&Path> = named.iter().filter_map(|path| path.parent()).chain(listed).collect();
    for call in from_first_touch(calls, place).iter().filter(|call| call.first_thread) {
        let point = |fault| Point { call: call.clone(), fault };
        // What happens elsewhere meanwhile leaves the same state.
        let elsewhere = call.touches(Path::new("/proc"));
        if call.name != "execve" && !elsewhere {
            points.push(point(Fault::Kill));
        }
        // strace leaves open what it tells could not be closed, which no system does: a lock would stay locked. And
        // Rust ends a program that can't close a folder.
        let unclosable = call.name == "close"
            && call.file().is_some_and(|(_, path)| path.ends_with("nowela.lock") || folders.contains(path));
        if touches(call, place) && !unclosable {
            points.extend(errors(call).into_iter().map(point));
        }
    }
    points
}

/// Errors that a disk may give to a call.
fn errors(call: &Call) -> Vec<Fault> {
    let mut errors = Vec::new();
    match call.name.as_str() {
        "mmap" => errors.push(Fault::Error("ENOMEM")),
        "getcwd" | "chdir" | "munmap" | "exit_group" => {}
        _ => errors.push(Fault::Error("EIO")),
    }
    let grows =
        ["fdatasync", "fsync", "ftruncate", "link", "mkdir", "pwrite64", "rename", "renameat2", "write", "close"];
    if grows.contains(&call.name.as_str()) || call.has("O_CREAT") {
        errors.push(Fault::Error("ENOSPC"));
    }
    if !call.named().is_empty() {
        errors.push(Fault::Error("EACCES"));
    }
    // Not `write`, by which the program says how it went.
    if call.changes() && call.name != "write" {
        errors.push(Fault::ErrorsOn(if call.has("O_CREAT") { "ENOSPC" } else { "EIO" }));
    }
    errors
}

/// Runs the command with the fault.
pub(crate) fn struck(place: &Place, scenario: &Scenario, point: &Point, log: &Path) -> Output {
    let mut strace = Command::new("timeout");
    strace.args(["-s", "KILL", "30"]).args(apart()).args(["strace", "-f", "-o"]).arg(log);
    if point.fault != Fault::Kill {
        // Stops at these calls alone; strace 6.1 sends no signals then.
        strace.arg("--seccomp-bpf");
    }
    strace.args(["-e", &format!("trace={}", point.call.name), "-e", &point.injection()]);
    strace.arg(env!("CARGO_BIN_EXE_nowela"));
    place.surround(strace.args(scenario.arguments), scenario.folder).output().expect("timeout is there")
}

/// What is wrong with how the run ended, given the state that it left.
pub(crate) fn ending(scenario: &Scenario, point: &Point, output: &Output, log: &Path, state: &Verdict) -> Vec<Finding> {
    let mut findings = state.findings.clone();
    let seen = std::fs::read_to_string(log).unwrap_or_default();
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    if point.fault == Fault::Kill {
        if !seen.contains("killed by SIGKILL") {
            findings.push((Wrong::Missed, "it was not killed".to_owned()));
        }
        findings.extend(state.taken_back.iter().map(|what| (Wrong::TakenBack, what.clone())));
        return findings;
    }
    if !seen.contains("(INJECTED)") {
        findings.push((Wrong::Missed, "it met no error".to_owned()));
    }
    let told =
        ["could not be brought along", "could not be written into the work tree", "holds other changes", "is staged"]
            .iter()
            .any(|words| err.contains(words));
    if !told {
        findings.extend(state.taken_back.iter().map(|what| (Wrong::TakenBack, what.clone())));
    }
    match output.status.code() {
        Some(0) => {
            if !state.done {
                findings.push((Wrong::FalseSuccess, "success, and the references are not there".to_owned()));
            } else if !state.followed && !told {
                findings.push((
                    Wrong::FalseSuccess,
                    "success, and work tree or index are behind without a word".to_owned(),
                ));
            }
        }
        Some(1..=100) => {
            let saved = match scenario.kind {
                Kind::Revision => out.contains("Saved ") || err.contains("was saved, but"),
                Kind::Version => err.contains("was saved, but"),
                Kind::Archive => err.contains("is made, but"),
                // Where the page is what is left to do, the page is what is told of.
                Kind::Sample => !state.followed || err.contains("is made, but") || err.contains("was written, but"),
                Kind::Report | Kind::Package => !state.followed || err.contains("was written, but"),
                Kind::Unlock => !state.followed || state.unfinished,
            };
            if state.done && !saved {
                findings.push((Wrong::FalseFailure, format!("it is done: {}", first_line(output))));
            }
            if err.trim().is_empty() {
                findings.push((Wrong::FalseFailure, "not a word".to_owned()));
            }
        }
        _ => findings.push((Wrong::Crashed, first_line(output))),
    }
    findings
}
