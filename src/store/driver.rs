//! What makes git use this program: attributes, settings and a hook of one repository; and git's own merge of lines.

use std::path::Path;

use git2::ErrorCode;

use super::archive::{Archive, ArchiveError};
use super::disk::{make_folders, remove_file, replace_file};

const BEGIN: &str = "# nowela git-setup {";
const END: &str = "# nowela git-setup }";
const HOOK_MARK: &str = "# Written by nowela git-setup";
const ATTRIBUTES: &str = "strategy/*/text.md merge=nowela diff=nowela\nstrategy/*/links.toml merge=nowela\n";

/// A file or a setting that was made, changed or removed, or left as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The file from the root of the archive, or the name of the setting.
    pub place: String,
    /// What became of it.
    pub outcome: SetOutcome,
}

/// What became of a file or a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetOutcome {
    /// It says now what it should.
    Written,
    /// It said so already.
    Current,
    /// It is gone.
    Removed,
    /// It is somebody else's, and was left alone.
    Foreign,
}

impl SetOutcome {
    /// The name of the outcome, for messages.
    pub fn code(self) -> &'static str {
        match self {
            SetOutcome::Written => "written",
            SetOutcome::Current => "current",
            SetOutcome::Removed => "removed",
            SetOutcome::Foreign => "foreign",
        }
    }
}

/// A merge of lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineMerge {
    /// The result, with conflicts between markers.
    pub bytes: Vec<u8>,
    /// Whether there are none.
    pub clean: bool,
}

/// Merges line by line, as git does; `None` where git refuses these bytes.
pub fn merge_lines([base, ours, theirs]: [&[u8]; 3], marker: u16) -> Option<LineMerge> {
    let settled = |bytes: &[u8]| Some(LineMerge { bytes: bytes.to_vec(), clean: true });
    if ours == theirs || theirs == base {
        return settled(ours);
    } else if ours == base {
        return settled(theirs);
    }
    // Of what it takes for binary, libgit2 gives no result, and git2 would read one all the same.
    if [base, ours, theirs].iter().any(|bytes| bytes.contains(&0)) {
        return None;
    }
    // Merging files is the one thing for which git2 does not do so itself.
    libgit2_sys::init();
    let mut inputs = [git2::MergeFileInput::new(), git2::MergeFileInput::new(), git2::MergeFileInput::new()];
    for (input, bytes) in inputs.iter_mut().zip([base, ours, theirs]) {
        input.content(bytes);
    }
    let mut options = git2::MergeFileOptions::new();
    options.ancestor_label("base").our_label("ours").their_label("theirs");
    options.style_diff3(true).marker_size(marker);
    let [base, ours, theirs] = &inputs;
    let result = git2::merge_file(base, ours, theirs, Some(&mut options)).ok()?;
    Some(LineMerge { bytes: result.content().to_vec(), clean: result.is_automergeable() })
}

impl Archive {
    /// Makes git in this repository merge, compare and check texts by this program, which lies at `program`. Doing it again
    /// changes nothing.
    ///
    /// # Errors
    /// Those of the disk and of git's settings.
    pub fn set_up_git(&self, program: &Path) -> Result<Vec<Change>, ArchiveError> {
        let command = quoted(&program.to_string_lossy());
        let mut changes = vec![self.attributes(&format!("{BEGIN}\n{ATTRIBUTES}{END}\n"))?];
        let mut config = self.local_config()?;
        for (name, value) in settings(&command) {
            let outcome = match config.get_string(name) {
                Ok(old) if old == value => SetOutcome::Current,
                _ => {
                    config.set_str(name, &value).map_err(|error| broken(&error))?;
                    SetOutcome::Written
                }
            };
            changes.push(Change { place: name.to_owned(), outcome });
        }
        changes.push(self.hook(Some(&hook(&command)))?);
        Ok(changes)
    }

    /// Takes back what [`Archive::set_up_git`] did, and nothing else.
    ///
    /// # Errors
    /// Those of the disk and of git's settings.
    pub fn take_back_git(&self) -> Result<Vec<Change>, ArchiveError> {
        let mut changes = vec![self.attributes("")?];
        let mut config = self.local_config()?;
        for (name, _) in settings("") {
            let outcome = match config.remove(name) {
                Ok(()) => SetOutcome::Removed,
                Err(error) if error.code() == ErrorCode::NotFound => SetOutcome::Current,
                Err(error) => return Err(broken(&error)),
            };
            changes.push(Change { place: name.to_owned(), outcome });
        }
        changes.push(self.hook(None)?);
        Ok(changes)
    }

    fn local_config(&self) -> Result<git2::Config, ArchiveError> {
        let config = self.repository.config().map_err(|error| broken(&error))?;
        config.open_level(git2::ConfigLevel::Local).map_err(|error| broken(&error))
    }

    /// Writes this block into `.gitattributes`, in place of the one that is there.
    fn attributes(&self, block: &str) -> Result<Change, ArchiveError> {
        let path = self.root().join(".gitattributes");
        let old = read(&path)?;
        let text = old.as_deref().unwrap_or_default();
        let found = text.find(BEGIN).and_then(|from| text[from..].find(END).map(|to| (from, from + to + END.len())));
        let new = match found {
            Some((from, to)) => format!("{}{block}{}", &text[..from], text[to..].trim_start_matches('\n')),
            None if text.is_empty() || text.ends_with('\n') || block.is_empty() => format!("{text}{block}"),
            None => format!("{text}\n{block}"),
        };
        let outcome = replace(&path, old.as_deref(), Some(new.as_str()).filter(|new| !new.is_empty()))?;
        Ok(Change { place: ".gitattributes".to_owned(), outcome })
    }

    /// Writes or removes the hook that checks before a commit, unless somebody else's is there.
    fn hook(&self, text: Option<&str>) -> Result<Change, ArchiveError> {
        let config = self.repository.config().map_err(|error| broken(&error))?;
        let path = self.repository.commondir().join("hooks").join("pre-commit");
        let place = "hooks/pre-commit".to_owned();
        let old = read(&path)?;
        let foreign = old.as_deref().is_some_and(|old| !old.contains(HOOK_MARK));
        if foreign || text.is_some() && config.get_entry("core.hooksPath").is_ok() {
            let outcome = if text.is_some() { SetOutcome::Foreign } else { SetOutcome::Current };
            return Ok(Change { place, outcome });
        }
        if text.is_some() {
            make_folders(path.parent().unwrap_or(Path::new(".")))
                .map_err(|error| ArchiveError::of_disk(&path, &error))?;
        }
        let outcome = replace(&path, old.as_deref(), text)?;
        #[cfg(unix)]
        if text.is_some() {
            use std::os::unix::fs::PermissionsExt as _;
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755))
                .map_err(|error| ArchiveError::of_disk(&path, &error))?;
        }
        Ok(Change { place, outcome })
    }
}

fn settings(command: &str) -> [(&'static str, String); 4] {
    [
        ("merge.nowela.name", "nowela: section by section".to_owned()),
        ("merge.nowela.driver", format!("{command} merge-driver %O %A %B --marker-size %L --path %P")),
        ("diff.nowela.command", format!("{command} git-diff")),
        ("difftool.nowela.cmd", format!("{command} diff \"file:$LOCAL\" \"file:$REMOTE\"")),
    ]
}

/// The hook. A program that is gone, or that has no checks, stops nobody.
fn hook(command: &str) -> String {
    format!(
        "#!/bin/sh\n{HOOK_MARK}; nowela git-setup --undo removes it.\n\
         {command} check --help >/dev/null 2>&1 || exit 0\nexec {command} check\n"
    )
}

/// A path as one word of a shell; with slashes, which shells of git take everywhere.
fn quoted(path: &str) -> String {
    let path = if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() };
    format!("'{}'", path.replace('\'', "'\\''"))
}

#[expect(clippy::disallowed_methods, reason = "the store is the room that reads files of the archive")]
fn read(path: &Path) -> Result<Option<String>, ArchiveError> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(ArchiveError::of_disk(path, &error)),
    }
}

fn replace(path: &Path, old: Option<&str>, new: Option<&str>) -> Result<SetOutcome, ArchiveError> {
    let disk = |error: std::io::Error| ArchiveError::of_disk(path, &error);
    match (old, new) {
        (old, new) if old == new => Ok(SetOutcome::Current),
        (_, Some(new)) => replace_file(path, new.as_bytes()).map(|_| SetOutcome::Written).map_err(disk),
        (_, None) => remove_file(path).map(|()| SetOutcome::Removed).map_err(disk),
    }
}

fn broken(error: &git2::Error) -> ArchiveError {
    ArchiveError::GitSettings(error.message().to_owned())
}
