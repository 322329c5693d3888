//! A temporary archive built from a list of texts, with a fixed clock and author, apart from the user's settings.
#![expect(clippy::disallowed_methods, reason = "tests write and read files and hand the search path on")]

use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::Once;

use assert_cmd::Command;
use nowela::store::{Archive, DocumentId, Draft, Moment, Naming, Saved, Status, Version, VersionName};

/// A folder that goes away with its owner, an archive in it, and a home folder of its own beside it.
pub(crate) struct Project {
    folder: tempfile::TempDir,
}

/// The day on which nothing but the archive itself was made.
pub(crate) const FIRST_DAY: &str = "2020-01-01";

const SETTINGS: &str = "[user]\n\tname = Łucja Żółw\n\temail = lucja@example.org\n[init]\n\tdefaultBranch = main\n";

impl Project {
    /// A folder without an archive; its name needs care in Polish and in shells.
    pub(crate) fn empty() -> Self {
        isolate();
        let folder = tempfile::tempdir().expect("there is room for a temporary folder");
        let project = Self { folder };
        std::fs::create_dir_all(project.root()).expect("the folder is new");
        write(project.home().join(".gitconfig"), SETTINGS);
        project
    }

    /// An archive that holds no document yet.
    pub(crate) fn new() -> Self {
        let project = Self::empty();
        project.git(&["init", "--quiet", "--initial-branch=main", "."]);
        project.git(&["config", "user.name", "Łucja Żółw"]);
        project.git(&["config", "user.email", "lucja@example.org"]);
        Archive::init(&project.root(), "pl", noon(FIRST_DAY)).expect("the folder holds no archive yet");
        project
    }

    /// An archive with one revision per (document, day, text).
    pub(crate) fn with(texts: &[(&str, &str, &str)]) -> Self {
        let project = Self::new();
        for (document, day, text) in texts {
            project.save(document, day, text);
        }
        project
    }

    /// The folder of the archive.
    pub(crate) fn root(&self) -> PathBuf {
        self.folder.path().join("zażółć gęślą")
    }

    /// The home folder.
    pub(crate) fn home(&self) -> PathBuf {
        self.folder.path().join("dom")
    }

    /// The archive.
    pub(crate) fn archive(&self) -> Archive {
        Archive::open(&self.root()).expect("the project holds an archive")
    }

    /// Saves a text as of a day.
    pub(crate) fn save(&self, document: &str, day: &str, text: &str) -> Saved {
        let document = id(document);
        let message = format!("Zapis z {day}");
        let draft = Draft::new(&document, text, &message, noon(day));
        self.archive().save(&draft).expect("the text can be saved")
    }

    /// Names a revision.
    pub(crate) fn name(&self, document: &str, name: &str, revision: &str) -> Version {
        let (document, name) = (id(document), VersionName::parse(name).expect("the name keeps to the grammar"));
        let naming = Naming {
            document: &document,
            name: &name,
            status: Status::Draft,
            date: None,
            adopted: None,
            valid_from: None,
            applies_from: None,
            resolution: None,
            message: None,
            moment: noon(FIRST_DAY),
            tagger: None,
        };
        self.archive().name_version(&naming, revision).expect("the revision can be named")
    }

    /// Writes a file below the folder of the archive.
    pub(crate) fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        write(self.root().join(path), bytes);
    }

    /// Reads a file below the folder of the archive.
    pub(crate) fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.root().join(path)).expect("the file is there and UTF-8")
    }

    /// Runs the real git there, and returns what it wrote; it must succeed.
    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        let output = self.try_git(arguments);
        let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "git {arguments:?}: {out}{err}");
        out.trim_end().to_owned()
    }

    /// Runs the real git there.
    pub(crate) fn try_git(&self, arguments: &[&str]) -> Output {
        self.git_command(arguments).output().expect("git is installed")
    }

    /// The real git, about to run there.
    pub(crate) fn git_command(&self, arguments: &[&str]) -> Command {
        let mut git = self.command("git");
        git.args(arguments).env("GIT_AUTHOR_DATE", "2020-06-01T12:00:00Z");
        git.env("GIT_COMMITTER_DATE", "2020-06-01T12:00:00Z");
        git
    }

    /// The program, in Polish, working in the folder of the archive.
    pub(crate) fn nowela(&self, arguments: &[&str]) -> Command {
        let mut nowela = self.command(env!("CARGO_BIN_EXE_nowela"));
        nowela.args(arguments).env("NOWELA_LANG", "pl");
        nowela
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(self.root()).env_clear().env("HOME", self.home()).env("SOURCE_DATE_EPOCH", "1600000000");
        command.env("GIT_CONFIG_NOSYSTEM", "1").env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command
    }
}

/// Noon of a day.
pub(crate) fn noon(day: &str) -> Moment {
    Moment::noon(day).expect("tests name days")
}

/// A document id.
pub(crate) fn id(id: &str) -> DocumentId {
    DocumentId::parse(id).expect("tests name documents well")
}

/// What a run wrote and how it ended.
pub(crate) struct Run {
    /// Exit code.
    pub(crate) code: i32,
    /// Standard output.
    pub(crate) out: String,
    /// Standard error.
    pub(crate) err: String,
}

/// Runs a command to its end.
pub(crate) fn run(command: &mut Command) -> Run {
    let output = command.output().expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program writes UTF-8");
    let code = output.status.code().expect("no signal ended the program");
    Run { code, out: text(output.stdout), err: text(output.stderr) }
}

fn write(path: impl AsRef<Path>, bytes: impl AsRef<[u8]>) {
    let path = path.as_ref();
    std::fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("folders can be made");
    std::fs::write(path, bytes).expect("files can be written");
}

/// Keeps git's settings of the user and of the machine out of this process.
fn isolate() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        for level in [git2::ConfigLevel::System, git2::ConfigLevel::Global, git2::ConfigLevel::XDG] {
            #[expect(unsafe_code, reason = "git2 has no safe way to set where git's settings are looked for")]
            // SAFETY: runs once, before any test of this process opens a repository through `Project`.
            unsafe {
                git2::opts::set_search_path(level, "/nowhere-at-all").expect("the level takes a path");
            }
        }
    });
}
