//! Damaged archives: every byte of a pack, every object, every reference and the index; no panic, no false answer.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::project::{Project, Run, run};

const ONE: &str = "# Strategia\n\nŻółć i jaźń, a do tego gęś i łoś.\n";
const TWO: &str = "# Strategia\n\nŻółć, jaźń i gęś, a do tego łoś.\n";
const THREE: &str = "# Strategia\n\nSama gęś, a do tego łoś.\n";
const NEW: &str = "# Strategia\n\nNowy tekst.\n";

/// An archive that is copied, and damaged, once for every case.
struct Original {
    project: Project,
    versions: String,
    diff: String,
}

/// How the cases ended: the run, its exit code and the first line of its message without what differs.
type Tally = BTreeMap<(&'static str, i32, String), usize>;

impl Original {
    /// Three revisions of one document, one of another, and two versions.
    fn new() -> Self {
        let project = Project::with(&[("ris", "2020-07-07", ONE), ("ris", "2020-09-16", TWO)]);
        project.name("ris", "projekt-1", &project.git(&["rev-parse", "HEAD~1"]));
        project.name("ris", "projekt-2", &project.git(&["rev-parse", "HEAD"]));
        project.save("ris", "2021-03-16", THREE);
        project.save("pkb", "2021-03-17", ONE);
        std::fs::remove_dir_all(project.root().join(".git/logs")).expect("it is there");
        Self { project, versions: String::new(), diff: String::new() }
    }

    fn packed() -> Self {
        let original = Self::new();
        original.project.git(&["repack", "-a", "-d", "-f", "-q", "--depth=3"]);
        original.project.git(&["pack-refs", "--all"]);
        original.measured()
    }

    fn loose() -> Self {
        Self::new().measured()
    }

    fn measured(mut self) -> Self {
        self.copy(|_| {});
        self.versions = self.nowela(&["version"]).out;
        self.diff = self.nowela(&["diff", "ris@projekt-1", "ris@projekt-2"]).out;
        assert!(self.versions.contains("projekt-2") && self.diff.contains("gęś"), "{}{}", self.versions, self.diff);
        self
    }

    fn place(&self) -> PathBuf {
        self.project.root().with_file_name("kopia")
    }

    /// Copies the archive anew and damages the copy.
    fn copy(&self, damage: impl FnOnce(&Path)) {
        let place = self.place();
        if place.exists() {
            std::fs::remove_dir_all(&place).expect("it is ours");
        }
        copy(&self.project.root(), &place);
        damage(&place);
    }

    fn nowela(&self, arguments: &[&str]) -> Run {
        let mut command = self.project.nowela(&[&["-C", "../kopia"][..], arguments].concat());
        run(command.timeout(Duration::from_secs(20)))
    }

    /// What plain git reads at each of these places of the copy, one after the other; `None` where it can't.
    fn read(&self, places: &[String]) -> Vec<Option<Vec<u8>>> {
        let mut git = self.project.git_command(&["-C", "../kopia", "cat-file", "--batch"]);
        let output = git.write_stdin(places.join("\n") + "\n").output().expect("git is installed");
        let mut rest = output.stdout.as_slice();
        let mut found = Vec::new();
        while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
            let line = String::from_utf8_lossy(&rest[..end]).into_owned();
            rest = &rest[end + 1..];
            let length = line.rsplit(' ').next().and_then(|length| length.parse::<usize>().ok());
            found.push(length.filter(|length| *length < rest.len()).map(|length| {
                let bytes = rest[..length].to_vec();
                rest = &rest[length + 1..];
                bytes
            }));
        }
        found.resize(places.len(), None);
        found
    }

    /// Runs what reads and what writes on the damaged copy. Each gives the right answer or says what is wrong.
    fn judge(&self, case: &str, tally: &mut Tally) -> Vec<String> {
        let mut wrong = Vec::new();
        let versions = self.nowela(&["version"]);
        let diff = self.nowela(&["diff", "ris@projekt-1", "ris@projekt-2"]);
        for (name, run, right) in [("version", &versions, &self.versions), ("diff", &diff, &self.diff)] {
            count(tally, name, run);
            let told = run.code == 0 && without_lost_decisions(&run.out).0 == *right;
            if !told && !says_what_is_wrong(run) {
                wrong.push(format!("{case}: {name} {}: {}{}", run.code, run.out, run.err));
            }
        }
        let mut acknowledged = Vec::new();
        for (text, document) in [(NEW, "ris"), (ONE, "ris"), (TWO, "nowy")] {
            self.project.write("../nowy.md", text);
            let arguments = ["commit", "../nowy.md", "--document", document, "-m", "Nowy", "--json"];
            let saved = self.nowela(&[&arguments[..], &["--date", "2022-01-01"]].concat());
            count(tally, "commit", &saved);
            let revision = saved.out.split('"').find(|word| word.len() == 40);
            match (saved.code, revision) {
                (0, Some(revision)) => acknowledged.push((format!("{revision}:strategy/{document}/text.md"), text)),
                _ if says_what_is_wrong(&saved) => {}
                _ => wrong.push(format!("{case}: commit {}: {}{}", saved.code, saved.out, saved.err)),
            }
        }
        let places: Vec<String> = acknowledged.iter().map(|(place, _)| place.clone()).collect();
        for ((place, text), read) in acknowledged.iter().zip(self.read(&places)) {
            if read.as_deref() != Some(text.as_bytes()) {
                wrong.push(format!("{case}: {place} was acknowledged and holds {read:?}"));
            }
        }
        wrong
    }
}

fn count(tally: &mut Tally, name: &'static str, run: &Run) {
    let first: String = run.err.lines().next().unwrap_or_default().chars().filter(|c| !c.is_ascii_digit()).collect();
    *tally.entry((name, run.code, first.chars().take(150).collect())).or_default() += 1;
}

/// A comparison without the remark that the decisions about it can't be read, and whether it was there: the texts are
/// compared all the same, and nobody takes it for a comparison with the decisions that may be in what is damaged.
fn without_lost_decisions(out: &str) -> (String, bool) {
    match out.split_once("Spostrzeżenia\n  Pliku links.toml nie można odczytać") {
        Some((head, rest)) => (format!("{head}{}", rest.split_once("\n\n").map_or("", |it| it.1)), true),
        None => (out.to_owned(), false),
    }
}

/// Whether a run refused with a message that names what is damaged, by id or by path, and says what to do.
fn says_what_is_wrong(run: &Run) -> bool {
    let words = run.err.split(|c: char| !c.is_ascii_alphanumeric());
    let id = words.into_iter().any(|word| word.len() >= 7 && word.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let named = id || run.err.contains(".git") || run.err.contains("refs/") || run.err.contains("HEAD");
    [2, 3, 4].contains(&run.code) && run.err.contains("co zrobić: ") && named
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("folders can be made");
    for entry in from.read_dir().expect("it is a folder") {
        let entry = entry.expect("it can be read");
        let target = to.join(entry.file_name());
        match entry.file_type().expect("it is there").is_dir() {
            true if entry.file_name() == "hooks" => {}
            true => copy(&entry.path(), &target),
            false => {
                let bytes = std::fs::read(entry.path()).expect("it can be read");
                std::fs::write(target, bytes).expect("there is room");
            }
        }
    }
}

/// So many of them, evenly spread; all of them where `NOWELA_POINTS=all` is set.
fn sample(all: usize, wanted: usize) -> Vec<usize> {
    let step = match std::env::var("NOWELA_POINTS").as_deref() {
        Ok("all") => 1,
        _ => all.div_ceil(wanted).max(1),
    };
    (0..all).step_by(step).collect()
}

fn only(folder: &Path, ending: &str) -> PathBuf {
    let files = folder.read_dir().expect("it is a folder").map(|file| file.expect("it can be read").path());
    let mut files: Vec<PathBuf> = files.filter(|file| file.to_string_lossy().ends_with(ending)).collect();
    assert_eq!(files.len(), 1, "{files:?}");
    files.remove(0)
}

/// Writes over a file that git made read-only.
fn overwrite(path: &Path, bytes: &[u8]) {
    std::fs::remove_file(path).expect("it is there");
    std::fs::write(path, bytes).expect("there is room");
}

#[expect(clippy::print_stdout, reason = "the table is what it is run for")]
fn told(tally: &Tally, wrong: &[String]) {
    for ((name, code, line), times) in tally {
        println!("{times:5} × {name} {code} {line}");
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

fn flips(ending: &str, wanted: usize) {
    let original = Original::packed();
    let path = only(&original.project.root().join(".git/objects/pack"), ending);
    let bytes = std::fs::read(&path).expect("it is there");
    let (mut tally, mut wrong) = (Tally::new(), Vec::new());
    for at in sample(bytes.len(), wanted) {
        let mut flipped = bytes.clone();
        flipped[at] ^= 0xff;
        original.copy(|place| {
            overwrite(&place.join(".git/objects/pack").join(path.file_name().expect("it has one")), &flipped);
        });
        wrong.extend(original.judge(&format!("{ending} byte {at}"), &mut tally));
    }
    told(&tally, &wrong);
}

#[test]
fn every_byte_of_a_pack_may_flip() {
    flips(".pack", 150);
}

#[test]
fn every_byte_of_an_index_of_a_pack_may_flip() {
    flips(".idx", 60);
}

/// The loose objects of an archive, by path below `objects`.
fn objects(root: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let folder = root.join(".git/objects");
    for entry in folder.read_dir().expect("it is a folder") {
        let name = entry.expect("it can be read").file_name().to_string_lossy().into_owned();
        if name.len() == 2 {
            let files = folder.join(&name).read_dir().expect("it is a folder");
            found.extend(
                files.map(|file| format!("{name}/{}", file.expect("it is there").file_name().to_string_lossy())),
            );
        }
    }
    found.sort();
    found
}

fn loose(name: &str, damage: impl Fn(&Path, &[u8])) {
    let original = Original::loose();
    let (mut tally, mut wrong) = (Tally::new(), Vec::new());
    for object in objects(&original.project.root()) {
        let bytes = std::fs::read(original.project.root().join(".git/objects").join(&object)).expect("it is there");
        original.copy(|place| damage(&place.join(".git/objects").join(&object), &bytes));
        wrong.extend(original.judge(&format!("{name} {object}"), &mut tally));
    }
    told(&tally, &wrong);
}

#[test]
fn every_object_may_be_emptied() {
    loose("emptied", |path, _| overwrite(path, b""));
}

#[test]
fn every_object_may_be_cut_off() {
    loose("cut off", |path, bytes| overwrite(path, &bytes[..bytes.len() / 2]));
}

#[test]
fn every_object_may_be_missing() {
    loose("missing", |path, _| std::fs::remove_file(path).expect("it is there"));
}

#[test]
fn every_object_may_be_of_another_kind() {
    // A blob, a tree and a commit as git compresses them, each in the place of all others.
    let foreign = Original::loose();
    let root = foreign.project.root();
    for kind in ["HEAD:strategy/ris/text.md", "HEAD^{tree}", "HEAD"] {
        let id = foreign.project.git(&["rev-parse", kind]);
        let other = std::fs::read(root.join(".git/objects").join(&id[..2]).join(&id[2..])).expect("it is loose");
        loose(kind, |path, bytes| overwrite(path, if other == bytes { b"x" } else { &other }));
    }
}

#[test]
fn references_may_be_damaged() {
    let original = Original::loose();
    let blob = original.project.git(&["rev-parse", "HEAD:strategy/ris/text.md"]);
    let (mut tally, mut wrong) = (Tally::new(), Vec::new());
    for file in ["HEAD", "refs/heads/main", "refs/tags/ris/projekt-1", "packed-refs"] {
        for content in
            ["", "\n", "śmieci\n", "ref: refs/heads/../../x\n", &"0".repeat(41), &"f".repeat(41), &blob, "\0\0\0\0"]
        {
            if file.contains("tags") && content == blob {
                // A tag of a text is allowed, and nobody's version.
                continue;
            }
            original.copy(|place| std::fs::write(place.join(".git").join(file), content).expect("there is room"));
            wrong.extend(original.judge(&format!("{file} {content:?}"), &mut tally));
        }
    }
    told(&tally, &wrong);
}

#[test]
fn a_damaged_index_is_a_warning() {
    let original = Original::loose();
    let bytes = std::fs::read(original.project.root().join(".git/index")).expect("it is there");
    let mut cases: Vec<Vec<u8>> = vec![b"\0\0\0\0".to_vec(), bytes[..bytes.len() / 2].to_vec(), bytes.repeat(2)];
    cases.extend(sample(bytes.len(), 40).into_iter().map(|at| {
        let mut flipped = bytes.clone();
        flipped[at] ^= 0xff;
        flipped
    }));
    for (at, case) in cases.iter().enumerate() {
        original.copy(|place| std::fs::write(place.join(".git/index"), case).expect("there is room"));
        original.project.write("../nowy.md", NEW);
        let saved = original.nowela(&["commit", "../nowy.md", "--document", "ris", "-m", "Nowy"]);
        assert_eq!(saved.code, 0, "case {at}: {}{}", saved.out, saved.err);
        let read = original.read(&["HEAD:strategy/ris/text.md".to_owned()]);
        assert_eq!(read, [Some(NEW.as_bytes().to_vec())], "case {at}");
    }
}

#[test]
fn what_is_not_damaged_can_be_read() {
    let original = Original::loose();
    let project = &original.project;
    // What is damaged, and what must be readable nevertheless.
    for (damaged, read) in [
        ("ris/projekt-1", ["ris@projekt-2", "ris@HEAD"]),
        ("HEAD~3:strategy/ris/text.md", ["ris@projekt-2", "ris@HEAD"]),
        ("HEAD^{tree}", ["ris@projekt-1", "ris@projekt-2"]),
        ("HEAD", ["ris@projekt-1", "ris@projekt-2"]),
        ("HEAD~1:strategy/ris/text.md", ["ris@projekt-1", "ris@worktree"]),
    ] {
        let id = project.git(&["rev-parse", damaged]);
        let run = |broken: bool| {
            original.copy(|place| {
                if broken {
                    overwrite(&place.join(".git/objects").join(&id[..2]).join(&id[2..]), b"");
                }
            });
            original.nowela(&["diff", read[0], read[1]])
        };
        let (whole, broken) = (run(false), run(true));
        assert_eq!((broken.code, &broken.err), (0, &whole.err), "{damaged}: {}", broken.err);
        let (out, told) = without_lost_decisions(&broken.out);
        assert_eq!(told, damaged.starts_with("HEAD") && !damaged.contains(':'), "{damaged}: {}", broken.out);
        assert_eq!(out, whole.out, "{damaged}");
    }
}

#[test]
fn a_version_that_can_not_be_read_does_not_hide_the_others() {
    let original = Original::loose();
    let tag = original.project.git(&["rev-parse", "ris/projekt-1"]);
    original.copy(|place| overwrite(&place.join(".git/objects").join(&tag[..2]).join(&tag[2..]), b""));
    let listed = original.nowela(&["version", "ris"]);
    assert_eq!(listed.code, 4, "{}", listed.err);
    assert!(listed.out.contains("ris@projekt-2") && !listed.out.contains("projekt-1"), "{}", listed.out);
    assert!(listed.err.contains(&tag) && listed.err.contains("uszkodzone"), "{}", listed.err);
    assert_eq!(original.nowela(&["version", "ris", "projekt-2"]).code, 0);
    let shown = original.nowela(&["version", "ris", "projekt-1"]);
    assert_eq!((shown.code, shown.err.contains(&tag)), (4, true), "{}", shown.err);
    let named = original.nowela(&["version", "ris", "projekt-1", "HEAD", "--status", "draft"]);
    assert!(named.code != 0, "a version was moved");
}

#[test]
fn an_object_that_a_power_cut_emptied_is_written_anew() {
    let original = Original::loose();
    // As git leaves it, which does not wait for the disk by default: the text of a commit that was never made.
    original.copy(|place| std::fs::write(place.join("nowy.md"), NEW).expect("there is room"));
    let id = original.project.git(&["-C", "../kopia", "hash-object", "-w", "nowy.md"]);
    let object = original.place().join(".git/objects").join(&id[..2]).join(&id[2..]);
    overwrite(&object, b"");
    let saved = original.nowela(&["commit", "nowy.md", "--document", "ris", "-m", "Nowy"]);
    assert_eq!(saved.code, 0, "{}", saved.err);
    assert_eq!(original.read(&["HEAD:strategy/ris/text.md".to_owned()]), [Some(NEW.as_bytes().to_vec())]);
    assert_eq!(original.project.git(&["-C", "../kopia", "fsck", "--full", "--strict", "--no-dangling"]), "");
}
