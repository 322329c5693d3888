//! Disks that are full or may only be read, and files that the user may not touch.

use std::fs::{File, Permissions};
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::project::{Project, Run};

const ONE: &str = "# Strategia\n\nŻółć i jaźń.\n";
const TWO: &str = "# Strategia\n\nŻółć, jaźń i gęś.\n";
const COMMIT: [&str; 6] = ["commit", "nowy.md", "--document", "ris", "-m", "Zapis"];

/// A number that no user of the machine has.
const NOBODY: u32 = 54_321;

/// A file system that goes when this goes.
struct Mounted(PathBuf);

impl Mounted {
    fn mount(arguments: &[&str], place: PathBuf) -> Self {
        std::fs::create_dir_all(&place).expect("folders can be made");
        let mut mount = Command::new("mount");
        assert!(mount.args(arguments).arg(&place).status().expect("mount is there").success(), "{arguments:?}");
        Self(place)
    }

    fn remount(&self, options: &str) {
        let mut mount = Command::new("mount");
        assert!(mount.args(["-o", options]).arg(&self.0).status().expect("mount is there").success());
    }

    /// Fills the disk to its last byte.
    fn fill(&self) {
        for (name, block) in [("wypelnienie", 65_536), ("reszta", 1)] {
            let mut file = File::create(self.0.join(name)).expect("an empty file fits");
            while std::io::Write::write_all(&mut file, &vec![b'x'; block]).is_ok() {}
        }
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

/// Runs the program in a folder as a user, 0 for the one who runs the tests.
fn nowela_as(user: u32, project: &Project, folder: &Path, arguments: &[&str]) -> Run {
    let binary = env!("CARGO_BIN_EXE_nowela");
    let mut command = match user {
        0 => Command::new(binary),
        _ => {
            // Whoever it is must be able to reach the program: folders on the way may be closed to others.
            let copy = project.home().join("nowela");
            if !copy.exists() {
                std::fs::copy(binary, &copy).expect("there is room");
            }
            let mut setpriv = Command::new("setpriv");
            setpriv.args(["--clear-groups", &format!("--reuid={user}"), &format!("--regid={user}")]).arg(copy);
            setpriv
        }
    };
    let settings = [("HOME", project.home()), ("NOWELA_LANG", "pl".into())];
    command.args(arguments).current_dir(folder).env_clear().envs(settings);
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
    let output = command.output().expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    Run { code: output.status.code().unwrap_or(101), out: text(output.stdout), err: text(output.stderr) }
}

fn ends(run: &Run, code: i32, words: &[&str]) {
    assert_eq!(run.code, code, "{}{}", run.out, run.err);
    for words in words {
        assert!(run.err.contains(words), "{words:?} is missing: {}", run.err);
    }
    assert!(code == 0 || run.err.contains("co zrobić: "), "{}", run.err);
}

/// Two revisions and a version, and a file of the user's to save.
fn two() -> Project {
    let project = Project::with(&[("ris", "2020-07-07", ONE), ("ris", "2020-09-16", TWO)]);
    project.name("ris", "projekt-1", &project.git(&["rev-parse", "HEAD~1"]));
    project.write("nowy.md", "# Nowy\n");
    project
}

/// What only reads works: versions are listed and compared.
fn reads(user: u32, project: &Project, folder: &Path) {
    let listed = nowela_as(user, project, folder, &["version"]);
    assert!(listed.code == 0 && listed.out.contains("projekt-1"), "{}{}", listed.out, listed.err);
    let diff = nowela_as(user, project, folder, &["diff", "ris@projekt-1", "ris@HEAD"]);
    assert!(diff.code == 0 && diff.out.contains("gęś"), "{}{}", diff.out, diff.err);
}

#[test]
#[ignore = "needs the right to mount a file system"]
fn on_a_full_disk_reading_works_and_writing_says_so() {
    let project = two();
    let place = project.root().with_file_name("pelny");
    let disk = Mounted::mount(&["-t", "tmpfs", "-o", "size=2m", "tmpfs"], place.clone());
    project.git(&["clone", "--quiet", ".", "../pelny/archiwum"]);
    project.git(&["init", "--quiet", "../pelny/puste"]);
    std::fs::copy(project.root().join("nowy.md"), place.join("archiwum/nowy.md")).expect("there is room");
    disk.fill();
    let archive = place.join("archiwum");
    let head = project.git(&["-C", "../pelny/archiwum", "rev-parse", "HEAD"]);
    reads(0, &project, &archive);
    let full = "zabrakło miejsca";
    ends(&nowela_as(0, &project, &archive, &COMMIT), 5, &[full]);
    let name = ["version", "ris", "nowa", "HEAD", "--status", "draft"];
    ends(&nowela_as(0, &project, &archive, &name), 5, &[full]);
    let page = ["diff", "ris@projekt-1", "ris@HEAD", "-o", "strona.html"];
    ends(
        &nowela_as(0, &project, &archive, &page),
        5,
        &["nie można zapisać pliku strona.html", "na dysku jest miejsce"],
    );
    assert!(!archive.join("strona.html").exists(), "half a page was left");
    ends(&nowela_as(0, &project, &place, &["init", "nowe"]), 5, &[full]);
    ends(&nowela_as(0, &project, &place, &["init", "puste"]), 5, &[full]);
    reads(0, &project, &archive);
    assert_eq!(project.git(&["-C", "../pelny/archiwum", "rev-parse", "HEAD"]), head);
    // Once there is room, the same commands work: nothing that failed is in the way.
    for file in ["wypelnienie", "reszta"] {
        std::fs::remove_file(place.join(file)).expect("it is there");
    }
    for arguments in [&COMMIT[..], &name, &page] {
        ends(&nowela_as(0, &project, &archive, arguments), 0, &[]);
    }
    ends(&nowela_as(0, &project, &place, &["init", "puste"]), 0, &[]);
    ends(&nowela_as(0, &project, &place, &["init", "nowe"]), 0, &[]);
    assert_eq!(project.git(&["-C", "../pelny/archiwum", "fsck", "--full", "--strict", "--no-dangling"]), "");
}

#[test]
#[ignore = "needs the right to mount a file system"]
fn a_disk_that_may_only_be_read_is_read_and_not_written() {
    let project = two();
    let place = project.root().with_file_name("nosnik");
    let disk = Mounted::mount(&["-t", "tmpfs", "-o", "size=8m", "tmpfs"], place.clone());
    project.git(&["clone", "--quiet", ".", "../nosnik/archiwum"]);
    project.git(&["init", "--quiet", "../nosnik/puste"]);
    std::fs::copy(project.root().join("nowy.md"), place.join("archiwum/nowy.md")).expect("there is room");
    disk.remount("remount,ro");
    let archive = place.join("archiwum");
    reads(0, &project, &archive);
    let denied = ["brak prawa odczytu lub zapisu", "tylko do odczytu"];
    ends(&nowela_as(0, &project, &archive, &COMMIT), 4, &denied);
    ends(&nowela_as(0, &project, &archive, &["version", "ris", "nowa", "HEAD", "--status", "draft"]), 4, &denied);
    ends(&nowela_as(0, &project, &place, &["init", "nowe"]), 4, &denied);
    ends(&nowela_as(0, &project, &place, &["init", "puste"]), 4, &denied);
    ends(
        &nowela_as(0, &project, &archive, &["diff", "ris@projekt-1", "ris@HEAD", "-o", "x.html"]),
        5,
        &["nie można zapisać pliku x.html"],
    );
}

/// Gives everything in a folder to a user.
fn give(folder: &Path, user: u32) {
    let given = Command::new("chown").arg("-R").arg(format!("{user}:{user}")).arg(folder).status();
    assert!(given.expect("chown is there").success());
}

fn set(path: &Path, mode: u32) {
    std::fs::set_permissions(path, Permissions::from_mode(mode)).expect("it is ours");
}

#[test]
#[ignore = "needs the right to act as another user"]
fn what_a_user_may_not_touch_is_told() {
    let project = two();
    let root = project.root();
    let top = root.parent().expect("it has one").to_owned();
    give(&top, NOBODY);
    set(&top, 0o755);
    reads(NOBODY, &project, &root);
    // The repository may be read and not written.
    let all = |mode: &str| {
        assert!(
            Command::new("chmod").args(["-R", mode]).arg(root.join(".git")).status().expect("it is there").success()
        );
    };
    all("a-w");
    reads(NOBODY, &project, &root);
    ends(&nowela_as(NOBODY, &project, &root, &COMMIT), 4, &["brak prawa odczytu lub zapisu"]);
    let name = ["version", "ris", "nowa", "HEAD", "--status", "draft"];
    ends(&nowela_as(NOBODY, &project, &root, &name), 4, &["brak prawa odczytu lub zapisu"]);
    all("u+w");
    // The repository may not be entered at all.
    set(&root.join(".git"), 0o000);
    let told = nowela_as(NOBODY, &project, &root, &["version"]);
    assert!(told.code == 4 && told.err.contains("co zrobić: "), "{}{}", told.out, told.err);
    set(&root.join(".git"), 0o755);
    // The text may not be read.
    let text = root.join("strategy/ris/text.md");
    set(&text, 0o000);
    ends(
        &nowela_as(NOBODY, &project, &root, &["commit", "--document", "ris", "-m", "x"]),
        3,
        &["strategy/ris/text.md"],
    );
    set(&text, 0o644);
    // The text may not be written: the revision is there all the same, and that is told.
    let folder = root.join("strategy/ris");
    give(&folder, 0);
    let saved = nowela_as(NOBODY, &project, &root, &COMMIT);
    ends(&saved, 0, &["powstał, ale pliku strategy/ris/text.md", "git checkout HEAD -- strategy/ris/text.md"]);
    assert_eq!(std::fs::read_to_string(&text).expect("it is there"), TWO);
    // Another one's archive is not trusted.
    chown(root.join(".git"), Some(NOBODY + 1), None).expect("the tests may do so");
    chown(&root, Some(NOBODY + 1), None).expect("the tests may do so");
    let told = nowela_as(NOBODY, &project, &root, &["version"]);
    ends(&told, 4, &["należy do innego użytkownika", "safe.directory"]);
    give(&top, 0);
    assert_eq!(project.git(&["show", "HEAD:strategy/ris/text.md"]), "# Nowy");
}
