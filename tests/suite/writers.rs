//! Many writers at once, programs of their own: every text that one of them was told is saved must be there.
//!
//! `NOWELA_ROUNDS` says how often each of the six mixtures is tried (default 1; 20 takes a quarter of an hour).

use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::project::Project;

const WRITERS: usize = 50;

fn rounds() -> usize {
    std::env::var("NOWELA_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(1)
}

/// What a round starts from, and who writes in it.
struct Mixture {
    name: &'static str,
    /// Whether the branch has a commit.
    born: bool,
    /// How many documents there are.
    documents: usize,
    /// How many of the writers are plain `git commit`s.
    gits: usize,
    /// Whether `git gc` runs all the while.
    collecting: bool,
}

/// The first one shows what git does to itself: it reads its index before it locks it, and writes that over what another
/// git staged meanwhile, so that the next commit takes a file back which was committed.
const MIXTURES: [Mixture; 6] = [
    Mixture { name: "git alone", born: true, documents: 1, gits: WRITERS, collecting: false },
    Mixture { name: "one document", born: true, documents: 1, gits: 0, collecting: false },
    Mixture { name: "fifty documents", born: true, documents: WRITERS, gits: 0, collecting: false },
    Mixture { name: "an unborn branch", born: false, documents: WRITERS, gits: 0, collecting: false },
    Mixture { name: "half of them git", born: true, documents: 5, gits: WRITERS / 2, collecting: false },
    Mixture { name: "git gc meanwhile", born: true, documents: WRITERS, gits: 5, collecting: true },
];

/// One writer's text: unique, long enough to be packed with others.
fn text(writer: usize) -> String {
    format!("# Strategia\n\n{}\n\nPisarz {writer}.\n", "Żółć i jaźń województwa. ".repeat(40))
}

/// A text that a writer was told is saved.
struct Acknowledged {
    path: String,
    text: String,
    /// The revision, where the writer names it.
    revision: Option<String>,
}

fn program(project: &Project, name: &str) -> Command {
    let mut command = Command::new(name);
    command.current_dir(project.root()).env("HOME", project.home()).env("GIT_CONFIG_NOSYSTEM", "1");
    command.env("NOWELA_LANG", "pl").stdin(Stdio::null());
    command
}

/// A plain git that adds its file and commits what is staged, and tries until it is let through, as a person would. Its
/// file may enter the history with the commit of another one, who found it staged.
fn git_writer(project: &Project, writer: usize) -> Acknowledged {
    let path = format!("notatki/{writer}.md");
    project.write(&path, text(writer));
    let run =
        |arguments: &[&str]| -> Output { program(project, "git").args(arguments).output().expect("git is installed") };
    for _ in 0..2000 {
        run(&["add", &path]);
        run(&["commit", "--quiet", "-m", &format!("Notatka {writer}")]);
        if run(&["show", &format!("HEAD:{path}")]).stdout == text(writer).as_bytes() {
            return Acknowledged { path, text: text(writer), revision: None };
        }
        std::thread::sleep(Duration::from_millis(5 + writer as u64));
    }
    panic!("git was never let through");
}

fn nowela_writer(project: &Project, writer: usize, documents: usize) -> Result<Acknowledged, String> {
    let (file, document) = (format!("../dom/{writer}.md"), format!("dok-{}", writer % documents));
    project.write(&file, text(writer));
    let mut command = program(project, env!("CARGO_BIN_EXE_nowela"));
    let message = format!("Pisarz {writer}");
    let output = command.args(["commit", &file, "--document", &document, "-m", &message, "--json"]).output();
    let output = output.expect("the program starts");
    let err = String::from_utf8_lossy(&output.stderr).into_owned();
    if !output.status.success() {
        return Err(err);
    }
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    let revision = report["revision"].as_str().map(str::to_owned);
    Ok(Acknowledged { path: format!("strategy/{document}/text.md"), text: text(writer), revision })
}

/// What a round came to.
struct Round {
    acknowledged: usize,
    refused: Vec<String>,
    /// Texts that git committed and took back itself.
    taken_back_by_git: usize,
    longest: Duration,
}

fn round(mixture: &Mixture) -> Round {
    let project = Project::empty();
    project.git(&["init", "--quiet", "--initial-branch=main", "."]);
    project.write("nowela.toml", "");
    if mixture.born {
        project.git(&["add", "."]);
        project.git(&["commit", "--quiet", "-m", "Początek"]);
    }
    let (over, collections) = (AtomicBool::new(false), AtomicUsize::new(0));
    let mut told: Vec<(Result<Acknowledged, String>, Duration)> = Vec::new();
    std::thread::scope(|scope| {
        if mixture.collecting {
            scope.spawn(|| {
                while !over.load(Ordering::Relaxed) {
                    let collected = program(&project, "git").args(["gc", "--quiet"]).stderr(Stdio::null()).status();
                    collections
                        .fetch_add(usize::from(collected.is_ok_and(|status| status.success())), Ordering::Relaxed);
                }
            });
        }
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                let project = &project;
                scope.spawn(move || {
                    let start = Instant::now();
                    let told = match writer < mixture.gits {
                        true => Ok(git_writer(project, writer)),
                        false => nowela_writer(project, writer, mixture.documents),
                    };
                    (told, start.elapsed())
                })
            })
            .collect();
        told = writers.into_iter().map(|writer| writer.join().expect("a writer ends")).collect();
        over.store(true, Ordering::Relaxed);
    });
    assert!(!mixture.collecting || collections.into_inner() > 0, "git gc never came through");
    let longest = told.iter().map(|(_, wait)| *wait).max().unwrap_or_default();
    let mut acknowledged = Vec::new();
    let mut refused = Vec::new();
    for (told, _) in told {
        match told {
            Ok(text) => acknowledged.push(text),
            Err(why) => refused.push(why),
        }
    }
    let taken_back_by_git = check(&project, &acknowledged, mixture);
    Round { acknowledged: acknowledged.len(), refused, taken_back_by_git, longest }
}

/// Looks at content, not at commits: a text is in its revision, the revision is in the history, and the newest revision
/// holds the text or one that was saved by somebody who saw it. A file of git's that a commit of git's own took away is
/// counted and returned; everything else must be there.
fn check(project: &Project, acknowledged: &[Acknowledged], mixture: &Mixture) -> usize {
    let name = mixture.name;
    let taken_by_git = |told: &&Acknowledged| {
        let deleted = ["log", "-1", "--diff-filter=D", "--format=%s", "--", &told.path];
        let held = project.try_git(&["cat-file", "-e", &format!("HEAD:{}", told.path)]).status.success();
        told.revision.is_none() && !held && project.git(&deleted).starts_with("Notatka")
    };
    let (taken, acknowledged): (Vec<&Acknowledged>, Vec<&Acknowledged>) = acknowledged.iter().partition(taken_by_git);
    let history = project.git(&["rev-list", "HEAD"]);
    let shown = |revision: &str, path: &str| project.git(&["show", &format!("{revision}:{path}")]) + "\n";
    for told in &acknowledged {
        if let Some(revision) = &told.revision {
            assert!(history.lines().any(|id| id == revision), "{name}: {revision} is not in the history");
            assert_eq!(shown(revision, &told.path), told.text, "{name}: {revision} holds another text");
        }
        // Every text of this path that somebody saved later took this one's place knowingly.
        let owners = acknowledged.iter().filter(|other| other.path == told.path);
        let newest = shown("HEAD", &told.path);
        assert!(owners.map(|other| &other.text).any(|text| *text == newest), "{name}: {} was taken back", told.path);
        let last = project.git(&["log", "-1", "--format=%H", "--", &told.path]);
        assert_eq!(shown(&last, &told.path), newest);
    }
    let mut paths: Vec<&str> = acknowledged.iter().map(|told| told.path.as_str()).collect();
    paths.sort_unstable();
    paths.dedup();
    let held = project.git(&["ls-tree", "-r", "--name-only", "HEAD"]);
    for path in paths {
        assert!(held.lines().any(|line| line == path), "{name}: {path} is missing from the newest revision");
    }
    // No commit touches what its writer did not write: an older text that comes back with it would be a text taken back.
    for commit in project.git(&["log", "--name-only", "--format=%x00%s"]).split('\0').skip(1) {
        let (subject, paths) = commit.split_once('\n').unwrap_or((commit, ""));
        let own = if subject.starts_with("Pisarz") { "strategy/" } else { "notatki/" };
        let strange = paths.lines().filter(|path| !path.is_empty() && *path != "nowela.toml");
        let strange: Vec<&str> = strange.filter(|path| !path.starts_with(own)).collect();
        assert!(strange.is_empty(), "{name}: “{subject}” touches {strange:?}");
    }
    assert_eq!(project.git(&["fsck", "--strict", "--full", "--no-progress", "--no-dangling"]), "", "{name}");
    let commits = project.git(&["rev-list", "--count", "--no-merges", "HEAD"]);
    let ours = acknowledged.iter().filter(|told| told.revision.is_some()).count();
    // A git that found its file taken back committed it again, and one whose file was committed by another did not.
    let most = ours + usize::from(mixture.born) + if mixture.gits == 0 { 0 } else { 2 * mixture.gits };
    let commits: usize = commits.parse().expect("it is a number");
    assert!((ours..=most).contains(&commits), "{name}: {commits} commits for {most} texts");
    taken.len()
}

#[test]
#[ignore = "takes a minute; fifty programs at a time"]
#[expect(clippy::print_stderr, reason = "the figures are what it is run for")]
fn every_acknowledged_text_is_there() {
    let mut all_refused = Vec::new();
    for mixture in &MIXTURES {
        let mut all = Round { acknowledged: 0, refused: Vec::new(), taken_back_by_git: 0, longest: Duration::ZERO };
        for _ in 0..rounds() {
            let one = round(mixture);
            all.acknowledged += one.acknowledged;
            all.taken_back_by_git += one.taken_back_by_git;
            all.longest = all.longest.max(one.longest);
            all.refused.extend(one.refused);
        }
        eprintln!(
            "{:<18} {} rounds: {} acknowledged, {} of them taken back by git itself, all others present; {} refused, \
             longest wait {:.1} s",
            mixture.name,
            rounds(),
            all.acknowledged,
            all.taken_back_by_git,
            all.refused.len(),
            all.longest.as_secs_f32()
        );
        all_refused.append(&mut all.refused);
    }
    assert!(all_refused.is_empty(), "{}", all_refused.join("\n"));
}
