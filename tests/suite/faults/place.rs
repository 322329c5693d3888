//! A folder that commands are run in, copied for every trial, and all that lies in it, by content.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use git2::{ObjectType, Oid};

/// Folder of the archive below the place; its name needs care.
pub(crate) const ARCHIVE: &str = "żółte archiwum";

/// Folder of another work tree of it.
pub(crate) const LINKED: &str = "kopia";

const SETTINGS: &str = "[user]\n\tname = Łucja Żółw\n\temail = lucja@example.org\n[init]\n\tdefaultBranch = main\n";

/// A folder with a home folder, an archive and what lies beside it. All places of one run have names of equal length,
/// so that what holds them can be rewritten.
#[derive(Clone, Debug)]
pub(crate) struct Place(pub(crate) PathBuf);

/// Everything in a place except the home folder: path, and what is there.
pub(crate) type Contents = BTreeMap<String, Item>;

/// A file, folder or link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Item {
    /// A folder.
    Folder,
    /// A file with its bytes.
    File(Vec<u8>),
    /// A link with its target.
    Link(PathBuf),
}

impl Place {
    /// Makes it, with a home folder and three texts to save.
    pub(crate) fn new(at: PathBuf) -> Self {
        std::fs::create_dir_all(at.join("home")).expect("there is room");
        let place = Self(at);
        place.write("home/.gitconfig", SETTINGS);
        place
    }

    /// Writes a file.
    pub(crate) fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.0.join(path);
        std::fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("folders can be made");
        std::fs::write(path, bytes).expect("files can be written");
    }

    /// Gives a command the surroundings of this place.
    pub(crate) fn surround<'c>(&self, command: &'c mut Command, folder: &str) -> &'c mut Command {
        let (author, committer) = ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE");
        command.current_dir(self.0.join(folder)).env_clear().env("HOME", self.0.join("home"));
        command.env("SOURCE_DATE_EPOCH", "1600000000").env("GIT_CONFIG_NOSYSTEM", "1").env("NOWELA_LANG", "en");
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env(author, "2020-10-01T12:00:00Z").env(committer, "2020-10-01T12:00:00Z")
    }

    /// Runs the program in a folder of it.
    pub(crate) fn nowela(&self, folder: &str, arguments: &[&str]) -> Output {
        // Whatever hangs is a finding, not the end of all.
        let mut command = Command::new("timeout");
        command.args(["-s", "KILL", "30", env!("CARGO_BIN_EXE_nowela")]).args(arguments);
        self.surround(&mut command, folder).output().expect("the program starts")
    }

    /// Runs the real git in a folder of it.
    pub(crate) fn git(&self, folder: &str, arguments: &[&str]) -> Output {
        let mut command = Command::new("git");
        command.args(arguments);
        self.surround(&mut command, folder).output().expect("git is installed")
    }

    /// What git wrote; `None` where it failed.
    pub(crate) fn asked(&self, folder: &str, arguments: &[&str]) -> Option<String> {
        let output = self.git(folder, arguments);
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim_end().to_owned())
    }

    /// Runs git or the program while the place is prepared: it must succeed.
    pub(crate) fn must(&self, output: &Output) {
        let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "preparing {}: {out}{err}", self.0.display());
    }

    /// Everything in it, with its own path replaced where a file holds it.
    pub(crate) fn contents(&self) -> Contents {
        let mut contents = Contents::new();
        self.collect(&self.0, &mut contents);
        contents
    }

    fn collect(&self, folder: &Path, contents: &mut Contents) {
        let Ok(entries) = folder.read_dir() else { return };
        for entry in entries.flatten() {
            let path = entry.path();
            let name = path.strip_prefix(&self.0).expect("it lies below").to_string_lossy().into_owned();
            if name == "home" {
                continue;
            }
            let kind = entry.file_type().expect("it has a kind");
            if kind.is_dir() {
                contents.insert(name, Item::Folder);
                self.collect(&path, contents);
            } else if kind.is_symlink() {
                contents.insert(name, Item::Link(std::fs::read_link(&path).expect("it is a link")));
            } else {
                let bytes = std::fs::read(&path).expect("it can be read");
                contents.insert(name, Item::File(rewritten(bytes, &self.0, Path::new(NOWHERE))));
            }
        }
    }

    /// Becomes what these contents say.
    pub(crate) fn fill(&self, contents: &Contents) {
        for entry in self.0.read_dir().expect("it is a folder").flatten().filter(|entry| entry.file_name() != "home") {
            let path = entry.path();
            let removed = if path.is_dir() { std::fs::remove_dir_all(&path) } else { std::fs::remove_file(&path) };
            removed.expect("it is ours");
        }
        for (name, item) in contents {
            let path = self.0.join(name);
            match item {
                Item::Folder => std::fs::create_dir(&path).expect("it is new"),
                Item::File(bytes) => {
                    let bytes = rewritten(bytes.clone(), Path::new(NOWHERE), &self.0);
                    std::fs::write(&path, bytes).expect("it is new");
                }
                Item::Link(target) => std::os::unix::fs::symlink(target, &path).expect("it is new"),
            }
        }
    }
}

/// What stands in contents for the path of the place.
pub(crate) const NOWHERE: &str = "/the-place";

/// Bytes with one path replaced by another; only short files hold any.
pub(crate) fn rewritten(bytes: Vec<u8>, from: &Path, to: &Path) -> Vec<u8> {
    use std::os::unix::ffi::OsStrExt as _;
    let (from, to) = (from.as_os_str().as_bytes(), to.as_os_str().as_bytes());
    if bytes.len() > 8192 || !bytes.windows(from.len()).any(|window| window == from) {
        return bytes;
    }
    let mut new = Vec::with_capacity(bytes.len());
    let mut rest = bytes.as_slice();
    while let Some(at) = rest.windows(from.len()).position(|window| window == from) {
        new.extend_from_slice(&rest[..at]);
        new.extend_from_slice(to);
        rest = &rest[at + from.len()..];
    }
    new.extend_from_slice(rest);
    new
}

/// A name for contents; random names and the times in git's logs do not count.
pub(crate) fn digest(contents: &Contents) -> Oid {
    let mut bytes = Vec::new();
    for (name, item) in contents {
        let random = name.rfind("tmp_object_git2_").or_else(|| name.rfind("/_git2_"));
        bytes.extend_from_slice(&name.as_bytes()[..random.unwrap_or(name.len())]);
        let (kind, held): (u8, &[u8]) = match item {
            Item::Folder => (0, &[]),
            Item::File(held) => (1, held),
            Item::Link(_) => (2, &[]),
        };
        bytes.push(kind);
        if name.contains("/logs/") {
            for line in held.split(|byte| *byte == b'\n') {
                let text = String::from_utf8_lossy(line);
                let (who, what) = text.split_once('\t').unwrap_or((&text, ""));
                bytes.extend_from_slice(who.rsplitn(3, ' ').last().unwrap_or_default().as_bytes());
                bytes.extend_from_slice(what.as_bytes());
            }
        } else {
            bytes.extend_from_slice(&held.len().to_le_bytes());
            bytes.extend_from_slice(held);
        }
    }
    Oid::hash_object(ObjectType::Blob, &bytes).expect("it hashes")
}
