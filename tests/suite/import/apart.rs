//! Reading in a process of its own: whatever becomes of that process is told, and the archive stays as it was.
//!
//! Builds with debug assertions can be asked for a fault, which release builds know nothing of.

use std::time::{Duration, Instant};

use super::docx::{p, pointing, t, word};
use crate::project::{Project, run};

/// An archive with one revision and a Word file beside it.
fn project() -> (Project, String) {
    let project = Project::new();
    project.write("strategy/ris/text.md", "# Cele\n\nTekst.\n");
    let done = run(&mut project.nowela(&["commit", "--document", "ris", "-m", "Pierwszy"]));
    assert_eq!(done.code, 0, "{}", done.err);
    project.write("plik.docx", word(&p(&t("Nowy tekst.")), &[], &[]));
    let state = state(&project);
    (project, state)
}

/// All that an import could change: the history, the index and the work tree.
fn state(project: &Project) -> String {
    let of = |arguments: &[&str]| project.git(arguments);
    [of(&["rev-parse", "HEAD"]), of(&["status", "--porcelain"]), project.read("strategy/ris/text.md")].join("\n")
}

const COMMANDS: [&[&str]; 4] = [
    &["import", "plik.docx", "--document", "ris"],
    &["commit", "plik.docx", "--document", "ris", "-m", "Nowy"],
    &["diff", "plik.docx", "ris@HEAD"],
    &["show", "plik.docx"],
];

#[test]
#[cfg_attr(not(debug_assertions), ignore = "release builds cannot be asked for a fault")]
fn a_reader_that_falls_or_answers_nonsense_is_told_and_changes_nothing() {
    for fault in ["panic", "abort", "overflow", "memory", "garbage", "flood", "file"] {
        let (project, before) = project();
        for command in COMMANDS {
            let done = run(project.nowela(command).env("NOWELA_TEST_READER_FAULT", fault));
            assert_eq!((done.code, done.out.as_str()), (3, ""), "{fault} {command:?}: {}", done.err);
            assert!(done.err.contains("„plik.docx” nie da się odczytać"), "{fault}: {}", done.err);
            assert!(done.err.contains("Otwórz plik w edytorze tekstu"), "{fault}: {}", done.err);
            assert_eq!(state(&project), before, "{fault} {command:?}");
        }
        assert!(!project.root().join("nowela-test-file").exists(), "{fault}");
    }
}

#[test]
#[cfg_attr(not(debug_assertions), ignore = "release builds cannot be asked for a fault")]
fn a_reader_that_takes_too_long_is_ended() {
    // By the clock, and by what it computed.
    for (fault, limits, said) in [
        ("sleep", "1073741824,30,1", "w wyznaczonym czasie"),
        ("endless", "1073741824,30,1", "w wyznaczonym czasie"),
        ("endless", "1073741824,1,60", "nie da się odczytać"),
    ] {
        let (project, before) = project();
        let mut command = project.nowela(COMMANDS[1]);
        let start = Instant::now();
        let done = run(command.env("NOWELA_TEST_READER_FAULT", fault).env("NOWELA_TEST_READER_LIMITS", limits));
        assert_eq!(done.code, 3, "{fault}: {}", done.err);
        assert!(done.err.contains(said), "{fault}: {}", done.err);
        assert!(start.elapsed() < Duration::from_secs(30), "{fault}: {:?}", start.elapsed());
        assert_eq!(state(&project), before, "{fault}");
    }
}

#[test]
#[cfg_attr(not(debug_assertions), ignore = "release builds cannot be asked for a fault")]
fn a_file_that_needs_more_memory_than_allowed_is_told() {
    let (project, before) = project();
    let many: String = (0..20_000).map(|number| p(&t(&format!("Akapit {number}.")))).collect();
    project.write("plik.docx", word(&many, &[], &[]));
    let enough = run(project.nowela(COMMANDS[3]).env("NOWELA_TEST_READER_LIMITS", "1073741824,30,60"));
    assert_eq!(enough.code, 0, "{}", enough.err);
    let mut little = project.nowela(COMMANDS[0]);
    let done = run(little.env("NOWELA_TEST_READER_LIMITS", "30000000,30,60"));
    assert_eq!(done.code, 3, "{}", done.err);
    assert_eq!(state(&project), before);
}

/// A process that could not be limited reads nothing, and the limit is told.
#[test]
#[cfg_attr(not(debug_assertions), ignore = "release builds cannot be asked for a fault")]
fn a_reader_that_cannot_be_limited_does_not_begin() {
    for limit in ["RLIMIT_CORE", "RLIMIT_FSIZE", "RLIMIT_NOFILE", "RLIMIT_CPU", "RLIMIT_AS"] {
        let (project, before) = project();
        let done = run(project.nowela(COMMANDS[1]).env("NOWELA_TEST_READER_FAULT", limit));
        assert_eq!((done.code, done.out.as_str()), (3, ""), "{limit}: {}", done.err);
        assert!(done.err.contains(&format!("({limit}: ")) && done.err.contains("co zrobić"), "{}", done.err);
        assert_eq!(state(&project), before, "{limit}");
    }
}

/// Whoever allows the program less than the reader needs not allows the reader less, and that is no fault.
#[test]
fn a_reader_reads_under_limits_that_are_lower_already() {
    let (project, _) = project();
    let program = assert_cmd::cargo::cargo_bin("nowela");
    for limit in ["ulimit -c 0", "ulimit -t 5", "ulimit -v 900000"] {
        let script = format!("{limit}; exec \"$0\" show file:plik.docx");
        let mut shell = std::process::Command::new("sh");
        shell.args(["-c", &script]).arg(&program).current_dir(project.root());
        let ended = shell.output().expect("there is a shell");
        let said = String::from_utf8_lossy(&ended.stdout).into_owned();
        assert!(ended.status.success() && said.contains("Nowy tekst."), "{limit}: {ended:?}");
    }
}

#[test]
fn refusals_are_those_of_the_reader_and_names_are_only_names() {
    let (project, _) = project();
    project.write("--name=x.docx", b"PK\x03\x04 word/document.xml");
    let done = run(&mut project.nowela(&["show", "file:--name=x.docx"]));
    assert_eq!(done.code, 3, "{}", done.err);
    assert!(done.err.contains("„--name=x.docx” jest uszkodzony"), "{}", done.err);
}

/// Nothing of the network is touched, and no file is opened to be written, by the process that reads.
#[test]
#[ignore = "needs strace: .ci/run installs it"]
fn a_reader_opens_no_connection_and_no_file_to_write() {
    let (project, _) = project();
    project.write("plik.docx", pointing());
    let trace = project.root().join("trace");
    let program = assert_cmd::cargo::cargo_bin("nowela");
    let mut strace = std::process::Command::new("strace");
    strace.args(["-f", "-qq", "-e", "trace=network,openat,open,creat,unlink,unlinkat,rename,renameat2,mkdir", "-o"]);
    strace.arg(&trace).arg(program).args(["show", "file:plik.docx"]).current_dir(project.root());
    let ended = strace.env_clear().env("PATH", "/usr/bin:/bin").output().expect("strace is installed");
    assert!(ended.status.success(), "{ended:?}");
    let trace = std::fs::read_to_string(&trace).expect("strace wrote it");
    let calls: Vec<&str> = trace.lines().filter(|line| !line.contains("+++") && !line.contains("---")).collect();
    assert!(calls.len() > 5, "{trace}");
    let harmless = |line: &&&str| {
        let reads = line.contains("open")
            && !line.contains("O_WRONLY")
            && !line.contains("O_RDWR")
            && !line.contains("O_CREAT");
        // How the library of Rust hands the streams of a child over.
        reads
            || line.contains("socketpair(")
            || line.contains("/dev/null")
            || line.contains("recvmsg")
            || line.contains("recvfrom")
    };
    let others: Vec<&&str> = calls.iter().filter(|line| !harmless(line)).collect();
    assert!(others.is_empty(), "{others:#?}");
}
