//! What became of an archive, judged by what is in it: by git's own program and by the next commands of a person.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Output;

use git2::{ObjectType, Oid};

use super::place::{Contents, Item, LINKED, Place};
use super::scenario::{Kind, Scenario, THIRD};

/// What can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Wrong {
    /// A text, version, edit or staged content is gone.
    Lost,
    /// git finds fault.
    Corrupt,
    /// A plain `git commit` would take the revision back.
    TakenBack,
    /// What comes next does not work without a person doing something.
    Blocked,
    /// Success was told, and it is not so.
    FalseSuccess,
    /// Failure was told, and it is done.
    FalseFailure,
    /// A file stays for ever.
    Leftover,
    /// The program panicked, hung or was ended by a signal.
    Crashed,
    /// The fault was not met: the run differs from the recorded one.
    Missed,
}

impl Wrong {
    /// All of them, with the heading of their column.
    pub(crate) const ALL: [(Wrong, &str); 9] = [
        (Wrong::Lost, "lost"),
        (Wrong::Corrupt, "corrupt"),
        (Wrong::TakenBack, "taken back"),
        (Wrong::Blocked, "blocked"),
        (Wrong::FalseSuccess, "false success"),
        (Wrong::FalseFailure, "false failure"),
        (Wrong::Leftover, "leftover"),
        (Wrong::Crashed, "crashed"),
        (Wrong::Missed, "missed"),
    ];
}

/// Something wrong, and what.
pub(crate) type Finding = (Wrong, String);

/// What git says about an archive.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Facts {
    /// HEAD and all references.
    pub(crate) references: BTreeMap<String, String>,
    /// Path and blob of all files of HEAD.
    pub(crate) tree: BTreeMap<String, String>,
    /// Path and entry of the index.
    pub(crate) index: BTreeMap<String, String>,
    /// Whether it has no work tree.
    bare: bool,
}

/// A command without a fault: what was there before it and after.
pub(crate) struct Expected {
    pub(crate) before: (Contents, Option<Facts>),
    pub(crate) after: (Contents, Option<Facts>),
}

/// What is said about one state of a place.
#[derive(Clone, Debug, Default)]
pub(crate) struct Verdict {
    /// Whether the references are those after.
    pub(crate) done: bool,
    /// Whether the work tree, the index and the files beside are those after.
    pub(crate) followed: bool,
    /// Whether it is written down that something has to be finished.
    pub(crate) unfinished: bool,
    /// What is wrong whatever the program said.
    pub(crate) findings: Vec<Finding>,
    /// What a plain `git commit` takes back, which is wrong unless the program said so.
    pub(crate) taken_back: Vec<String>,
}

impl Facts {
    /// Asks git; `None` where there is no repository. What git complains about is an error.
    pub(crate) fn ask(place: &Place, archive: &str) -> Result<Option<Self>, String> {
        if !place.0.join(archive).is_dir() {
            return Ok(None);
        }
        let ceiling = |arguments: &[&str]| {
            let mut git = std::process::Command::new("git");
            git.args(arguments);
            place.surround(&mut git, archive).env("GIT_CEILING_DIRECTORIES", &place.0).output().expect("git is there")
        };
        let kind = ceiling(&["rev-parse", "--is-bare-repository"]);
        if !kind.status.success() {
            return Ok(None);
        }
        let bare = kind.stdout.starts_with(b"true");
        let mut facts = Self { bare, ..Self::default() };
        let listed = ceiling(&["for-each-ref", "--format=%(refname) %(objectname)"]);
        if !listed.status.success() || !listed.stderr.is_empty() {
            return Err(format!("git for-each-ref: {}", first_line(&listed)));
        }
        for line in String::from_utf8_lossy(&listed.stdout).lines() {
            let (name, id) = line.split_once(' ').ok_or("git for-each-ref wrote no id")?;
            facts.references.insert(name.to_owned(), id.to_owned());
        }
        let head = ceiling(&["symbolic-ref", "--quiet", "HEAD"]);
        facts.references.insert("HEAD names".to_owned(), String::from_utf8_lossy(&head.stdout).trim().to_owned());
        let head = ceiling(&["rev-parse", "--quiet", "--verify", "HEAD^{commit}"]);
        if head.status.success() {
            let id = String::from_utf8_lossy(&head.stdout).trim().to_owned();
            facts.references.insert("HEAD".to_owned(), id);
            facts.tree = listing(&ceiling(&["ls-tree", "-r", "-z", "HEAD"]), "git ls-tree")?;
        }
        // The index of another work tree counts as well.
        if archive != LINKED && place.0.join(LINKED).is_dir() {
            let index = place.git(LINKED, &["ls-files", "-s", "-z"]);
            let index = listing(&index, "git ls-files in the other work tree")?;
            facts.index.extend(index.into_iter().map(|(path, id)| (format!("{LINKED}: {path}"), id)));
        }
        if !bare {
            facts.index.extend(listing(&ceiling(&["ls-files", "-s", "-z"]), "git ls-files")?);
        }
        Ok(Some(facts))
    }

    /// Whether it has no work tree.
    pub(crate) fn is_bare(&self) -> bool {
        self.bare
    }

    fn head(&self) -> Option<&String> {
        self.references.get("HEAD")
    }
}

/// `… blob\tpath` with NUL after each, as path and blob.
fn listing(output: &Output, what: &str) -> Result<BTreeMap<String, String>, String> {
    if !output.status.success() {
        return Err(format!("{what}: {}", first_line(output)));
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let lines = text.split('\0').filter_map(|line| line.split_once('\t'));
    Ok(lines
        .map(|(about, path)| {
            let words: Vec<&str> = about.split(' ').collect();
            let blob = words.iter().find(|word| word.len() == 40).copied().unwrap_or_default();
            let stage = if words.last() == Some(&blob) || words.last() == Some(&"0") { "" } else { " in conflict" };
            (path.to_owned(), format!("{blob}{stage}"))
        })
        .collect())
}

pub(crate) fn first_line(output: &Output) -> String {
    let text = String::from_utf8_lossy(if output.stderr.is_empty() { &output.stdout } else { &output.stderr });
    let mut line = text.lines().find(|line| !line.starts_with("warning")).unwrap_or_default().to_owned();
    // Paths differ between places, ids and random names between runs.
    if let Some(at) = line.find("/dev/shm/").or_else(|| line.find("/tmp/")) {
        let end = line[at..].find(['\'', ',', ':']).map_or(line.len(), |end| at + end);
        let name = line[at..end].rsplit('/').next().unwrap_or_default().to_owned();
        line.replace_range(at..end, &format!("…/{name}"));
    }
    match output.status.code() {
        Some(code) => format!("exit {code}: {line}"),
        None => format!("signal: {line}"),
    }
}

impl Expected {
    /// Remembers what a run without a fault did in a place.
    pub(crate) fn new(scenario: &Scenario, before: (Contents, Option<Facts>), place: &Place) -> Self {
        let facts = Facts::ask(place, scenario.archive).expect("git finds no fault");
        Self { before, after: (place.contents(), facts) }
    }

    /// Whether a reference may stand there.
    fn allowed(&self, name: &str, id: &str) -> bool {
        let stood = |facts: &Option<Facts>| {
            facts.as_ref().is_some_and(|facts| facts.references.get(name).is_some_and(|at| at == id))
        };
        stood(&self.before.1) || stood(&self.after.1)
    }
}

/// Judges what lies in a place, and uses it up. `spare` is a place to try things in.
pub(crate) fn judge(scenario: &Scenario, expected: &Expected, place: &Place, spare: &Place) -> Verdict {
    let mut verdict = Verdict::default();
    let contents = place.contents();
    let facts = match Facts::ask(place, scenario.archive) {
        Ok(facts) => facts,
        Err(what) => {
            verdict.findings.push((Wrong::Corrupt, what));
            None
        }
    };
    let archive = scenario.archive;
    verdict.done = match (&facts, &expected.after.1) {
        (Some(facts), Some(after)) => facts.references == after.references,
        _ => false,
    };
    if let Some(facts) = &facts {
        references(expected, facts, &mut verdict.findings);
        let fsck = place.git(archive, &["fsck", "--full", "--strict", "--no-dangling", "--no-progress"]);
        if !fsck.status.success() {
            verdict.findings.push((Wrong::Corrupt, format!("git fsck: {}", first_line(&fsck))));
        }
    } else if expected.before.1.is_some() {
        verdict.findings.push((Wrong::Lost, "the repository can't be opened".to_owned()));
    }
    let index_followed =
        facts.as_ref().map(|facts| &facts.index) == expected.after.1.as_ref().map(|facts| &facts.index);
    let files_followed = files(scenario, expected, &contents, &mut verdict.findings);
    let locked = scenario.kind == Kind::Unlock && contents.keys().any(|name| is_lock(name));
    // What an earlier run left undone may be left written down for a later one; the command was about something else.
    verdict.unfinished = has_journal(&contents);
    let deferred = scenario.kind == Kind::Revision && has_journal(&expected.before.0) && verdict.unfinished;
    verdict.followed = files_followed && index_followed && !locked || deferred;
    if let Some(facts) = &facts {
        index(expected, facts, &mut verdict.findings);
        if !facts.bare {
            for all in [&["-a"][..], &[]] {
                spare.fill(&contents);
                let plain = plain_commit(spare, archive, all);
                let then = Facts::ask(spare, archive);
                if let (true, Ok(Some(then))) = (plain.status.success(), then) {
                    verdict.taken_back.extend(taken_back(scenario, expected, (facts, facts), &then));
                }
            }
        }
    }
    next(scenario, expected, place, (facts.as_ref(), verdict.done), &mut verdict.findings, &mut verdict.taken_back);
    verdict
}

/// Whether it is written down that a run has to be finished.
fn has_journal(contents: &Contents) -> bool {
    let full = |item: &Item| matches!(item, Item::File(bytes) if !bytes.is_empty());
    contents.iter().any(|(name, item)| name.ends_with("/nowela.lock") && full(item))
}

/// Files that should be there only while a run works.
fn leftovers(place: &Place) -> Vec<String> {
    let mut left = Vec::new();
    for (name, item) in place.contents() {
        let last = name.rsplit('/').next().unwrap_or(&name);
        let nowela = last.starts_with("nowela.index") || last == "nowela.probe";
        let journal = has_journal(&Contents::from([(name.clone(), item)]));
        // Half a package stays until the next run that writes there: it takes up the list, and every file that was being
        // written. The demo, which makes one, refuses a folder that is not empty.
        let package = name.contains("/pakiet/");
        if journal || nowela || is_passing(&name) && !package || is_lock(&name) {
            left.push(match last {
                random if random.starts_with("_git2_") => "_git2_…".to_owned(),
                _ if name.contains("/.nowela.new") => ".nowela.new".to_owned(),
                plain => plain.to_owned(),
            });
        }
    }
    left
}

fn plain_commit(place: &Place, archive: &str, more: &[&str]) -> Output {
    let commit = ["-c", "gc.auto=0", "commit", "--quiet", "--allow-empty", "-m", "Zwykły"];
    place.git(archive, &[&commit[..], more].concat())
}

/// Every reference stands where it stood or where it was to go, and none is gone.
fn references(expected: &Expected, facts: &Facts, findings: &mut Vec<Finding>) {
    for (name, id) in &facts.references {
        if name != "HEAD names" && !expected.allowed(name, id) {
            findings.push((Wrong::Lost, format!("{name} stands where it never should")));
        }
    }
    for name in expected.before.1.iter().flat_map(|before| before.references.keys()) {
        if !facts.references.contains_key(name) {
            findings.push((Wrong::Lost, format!("{name} is gone")));
        }
    }
}

/// Whether a file belongs to git and not to the user.
pub(crate) fn is_gits(name: &str, archive: &str, bare: bool) -> bool {
    name.split('/').any(|part| part == ".git") || bare && name.starts_with(archive)
}

/// Whether a name is one that the program or git's library uses while it works.
pub(crate) fn is_passing(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or(name);
    let aside = name.split('/').any(|part| part == ".nowela.new");
    aside || last.starts_with('.') && last.ends_with(".nowela") || last.starts_with("_git2_")
}

/// Whether a name is that of one of git's locks.
pub(crate) fn is_lock(name: &str) -> bool {
    name.ends_with(".lock") && !name.ends_with("/nowela.lock")
}

/// Every file of the user holds what it held or was to hold. Returns whether all hold what they were to.
fn files(scenario: &Scenario, expected: &Expected, contents: &Contents, findings: &mut Vec<Finding>) -> bool {
    let bare = expected.after.1.as_ref().is_some_and(|after| after.bare);
    let mut names: BTreeSet<&String> = contents.keys().collect();
    names.extend(expected.before.0.keys());
    names.extend(expected.after.0.keys());
    let mut followed = true;
    for name in names.into_iter().filter(|name| !is_gits(name, scenario.archive, bare) && !is_passing(name)) {
        let [found, before, after] = [contents, &expected.before.0, &expected.after.0].map(|held| held.get(name));
        followed &= found == after;
        if found != before && found != after {
            findings.push((Wrong::Lost, format!("{name} holds neither what it held nor what it was to")));
        }
    }
    followed
}

/// Every entry of the index is what it was or was to be.
fn index(expected: &Expected, facts: &Facts, findings: &mut Vec<Finding>) {
    let empty = BTreeMap::new();
    let of = |facts: &'_ Option<Facts>| facts.as_ref().map_or(empty.clone(), |facts| facts.index.clone());
    let (before, after) = (of(&expected.before.1), of(&expected.after.1));
    let paths: BTreeSet<&String> = before.keys().chain(after.keys()).chain(facts.index.keys()).collect();
    for path in paths {
        let found = facts.index.get(path);
        if found != before.get(path) && found != after.get(path) {
            findings.push((Wrong::Lost, format!("the index holds of {path} neither what it held nor what it was to")));
        }
    }
}

pub(crate) fn blob(bytes: &[u8]) -> Option<String> {
    Some(Oid::hash_object(ObjectType::Blob, bytes).ok()?.to_string())
}

/// What a plain `git commit` took back of the revision before it: what differs and is no work of the user's that was
/// not saved yet when the fault struck.
fn taken_back(
    scenario: &Scenario,
    expected: &Expected,
    (struck, newest): (&Facts, &Facts),
    then: &Facts,
) -> Vec<String> {
    let archive = scenario.archive;
    let none = Facts::default();
    let before = expected.before.1.as_ref().unwrap_or(&none);
    let paths: BTreeSet<&String> = newest.tree.keys().chain(then.tree.keys()).collect();
    let mut taken = Vec::new();
    for path in paths {
        let (was, is) = (newest.tree.get(path), then.tree.get(path));
        if was == is {
            continue;
        }
        let saved = struck.tree.get(path);
        let on_disk = match expected.before.0.get(&format!("{archive}/{path}")) {
            Some(Item::File(bytes)) => blob(bytes),
            _ => None,
        };
        let edit = on_disk.as_ref() == is && on_disk.as_ref() != saved && on_disk.as_ref() != before.tree.get(path);
        let staged = before.index.get(path) == is && is != saved && is != before.tree.get(path);
        // What a killed run left behind is nobody's work.
        let behind = has_journal(&expected.before.0) && scenario.saves.iter().any(|(saved, _)| saved == path);
        if behind || !edit && !staged {
            let how = if is.is_none() { "takes away" } else { "takes back" };
            taken.push(format!("a plain git commit {how} {path}"));
        }
    }
    taken
}

/// What a person does next: it works, and nothing is left lying about.
fn next(
    scenario: &Scenario,
    expected: &Expected,
    place: &Place,
    (facts, done): (Option<&Facts>, bool),
    findings: &mut Vec<Finding>,
    taken: &mut Vec<String>,
) {
    let archive = scenario.archive;
    let mut expect = |what: &str, output: &Output, also: Option<&str>| {
        let told = String::from_utf8_lossy(&output.stderr);
        if !output.status.success() && !also.is_some_and(|also| told.contains(also)) {
            findings.push((Wrong::Blocked, format!("the next {what}: {}", first_line(output))));
        }
    };
    let again = || place.nowela(scenario.folder, scenario.arguments);
    match scenario.kind {
        Kind::Revision => {}
        Kind::Version => {
            let name = ["version", "ris", "inna", "HEAD", "--status", "draft"];
            expect("nowela version", &place.nowela(archive, &name), None);
        }
        Kind::Archive => expect("nowela init", &again(), done.then_some("there is an archive at")),
        Kind::Sample => expect("nowela demo", &again(), done.then_some("is not empty")),
        Kind::Unlock => expect("nowela doctor --unlock", &again(), None),
        Kind::Report => {
            expect("nowela diff", &again(), None);
            if place.contents().get("strona.html") != expected.after.0.get("strona.html") {
                findings.push((Wrong::Blocked, "the next nowela diff wrote another page".to_owned()));
            }
        }
        Kind::Package => {
            expect("nowela consult", &again(), None);
            let package = |contents: &Contents| {
                let of_it = contents.iter().filter(|(name, _)| name.starts_with("pakiet/"));
                of_it.map(|(name, item)| (name.clone(), item.clone())).collect::<Contents>()
            };
            if package(&place.contents()) != package(&expected.after.0) {
                findings.push((Wrong::Blocked, "the next nowela consult made another package".to_owned()));
            }
        }
    }
    let save = ["commit", "../trzeci.md", "--document", "ris", "-m", "Trzeci", "--allow-detached"];
    let saved = place.nowela(archive, &save);
    if !saved.status.success() {
        findings.push((Wrong::Blocked, format!("the next nowela commit: {}", first_line(&saved))));
    }
    let now = match Facts::ask(place, archive) {
        Ok(Some(now)) => now,
        Ok(None) => return,
        Err(what) => return findings.push((Wrong::Corrupt, format!("after the next nowela commit, {what}"))),
    };
    if saved.status.success() {
        if now.tree.get("strategy/ris/text.md") != blob(THIRD.as_bytes()).as_ref() {
            findings.push((Wrong::FalseSuccess, "the next nowela commit is not in HEAD".to_owned()));
        }
        if let Some(head) = facts.and_then(Facts::head)
            && place.asked(archive, &["merge-base", "--is-ancestor", head, "HEAD"]).is_none()
        {
            findings.push((Wrong::Lost, "the next nowela commit left out the one before".to_owned()));
        }
    }
    // What the next run does not take away stays for ever only where the one after it does not either.
    if !leftovers(place).is_empty() {
        place.nowela(archive, &["commit", "../pierwszy.md", "--document", "inna", "-m", "Inna", "--allow-detached"]);
        findings.extend(leftovers(place).into_iter().map(|name| (Wrong::Leftover, format!("{name} stays"))));
    }
    let Ok(Some(now)) = Facts::ask(place, archive) else { return };
    if now.bare {
        return;
    }
    let plain = plain_commit(place, archive, &["-a"]);
    if !plain.status.success() {
        findings.push((Wrong::Blocked, format!("a plain git commit after the next run: {}", first_line(&plain))));
        return;
    }
    if let Ok(Some(then)) = Facts::ask(place, archive) {
        let none = Facts::default();
        let later = taken_back(scenario, expected, (facts.unwrap_or(&none), &now), &then);
        taken.extend(later.into_iter().map(|what| format!("after the next run, {what}")));
    }
}
