//! The journal of a run that saves: what it is about to do, so that the next run can clear up after one that died.

use std::path::{Component, Path, PathBuf};

use git2::Oid;

use super::archive::Archive;
use super::founding::ASIDE;
use super::index;

/// What a run is about to do, written down before it does, so that the next run can clear up after one that died. On disk
/// all places are told from the repository and the work tree, which may have been carried elsewhere meanwhile.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Intent {
    /// Lock files and other files that exist only while it works.
    pub(super) passing: Vec<PathBuf>,
    /// Files of the work tree that follow once the branch has moved: path in the tree, blob before, blob after.
    pub(super) following: Vec<(String, Option<Oid>, Option<Oid>)>,
}

/// Where the places of an [`Intent`] are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Home {
    /// The folder that all work trees of the repository share.
    common: PathBuf,
    /// The folder of the work tree.
    tree: Option<PathBuf>,
    /// The name of a linked work tree.
    linked: Option<String>,
}

impl Home {
    pub(super) fn of(archive: &Archive) -> Self {
        let repository = &archive.repository;
        let name = repository.path().file_name().and_then(|name| name.to_str());
        Self {
            common: repository.commondir().to_owned(),
            tree: repository.workdir().map(Path::to_owned),
            linked: name.filter(|_| repository.is_worktree()).map(str::to_owned),
        }
    }

    /// The name of the linked work tree; `None` for the main one.
    pub(super) fn linked(&self) -> Option<&str> {
        self.linked.as_deref()
    }

    /// The same where the work tree is gone.
    pub(super) fn without_tree(self) -> Self {
        Self { tree: None, ..self }
    }

    /// A place as it is written down; `None` for one that lies elsewhere.
    fn told(&self, path: &Path) -> Option<String> {
        let (kind, rest) = match path.strip_prefix(&self.common) {
            Ok(rest) => ("git", rest),
            Err(_) => ("tree", path.strip_prefix(self.tree.as_ref()?).ok()?),
        };
        Some(format!("{kind} {}", rest.to_str()?))
    }

    /// The place that was written down.
    fn place(&self, told: &str) -> Option<PathBuf> {
        let (kind, rest) = told.split_once(' ')?;
        let rest = Path::new(rest);
        // Nothing that somebody wrote here leads elsewhere, or to a file that is not of a kind that passes.
        let name = rest.file_name()?.to_str()?;
        let passes = name.ends_with(".lock") || name.ends_with(".nowela") || [index::COPY, ASIDE].contains(&name);
        if !passes || !rest.components().all(|part| matches!(part, Component::Normal(_))) {
            return None;
        }
        match kind {
            "git" => Some(self.common.join(rest)),
            "tree" => Some(self.tree.as_ref()?.join(rest)),
            _ => None,
        }
    }
}

impl Intent {
    /// A line that says in which work tree, then one line each, the path last; a path with a line break is left out, as it
    /// could be read as another line.
    pub(super) fn text(&self, home: &Home) -> String {
        let blob = |id: &Option<Oid>| id.map_or_else(|| "-".to_owned(), |id| id.to_string());
        let run = format!("run {}", home.linked.as_deref().unwrap_or_default());
        let passing = self.passing.iter().filter_map(|path| Some(format!("passing {}", home.told(path)?)));
        let following =
            self.following.iter().map(|(path, old, new)| format!("following {} {} {path}", blob(old), blob(new)));
        let lines = [run].into_iter().chain(passing).chain(following);
        lines.filter(|line| !line.contains('\n')).map(|line| line + "\n").collect()
    }

    /// Divides a journal into what was announced one after the other: in which linked work tree, and the lines. The last
    /// line counts only if it is whole.
    pub(super) fn announcements(journal: &str) -> Vec<(Option<&str>, Vec<&str>)> {
        let mut found: Vec<(Option<&str>, Vec<&str>)> = Vec::new();
        for line in journal.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n')) {
            match line.strip_prefix("run ") {
                Some(linked) => found.push((Some(linked).filter(|name| !name.is_empty()), Vec::new())),
                None => found.last_mut().into_iter().for_each(|(_, lines)| lines.push(line)),
            }
        }
        found
    }

    /// Reads the lines of an announcement.
    pub(super) fn parse(lines: &[&str], home: &Home) -> Self {
        let mut intent = Self::default();
        for line in lines {
            if let Some(told) = line.strip_prefix("passing ") {
                intent.passing.extend(home.place(told));
            } else if let Some((old, (new, path))) = line
                .strip_prefix("following ")
                .and_then(|rest| rest.split_once(' '))
                .and_then(|(old, rest)| Some((old, rest.split_once(' ')?)))
            {
                intent.following.push((path.to_owned(), Oid::from_str(old).ok(), Oid::from_str(new).ok()));
            }
        }
        intent
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intents_read_back_and_torn_lines_do_not_count() {
        let (here, there) = (Path::new("/a b/archiwum"), Path::new("/c/archiwum"));
        let home = |root: &Path| Home { common: root.join(".git"), tree: Some(root.to_owned()), linked: None };
        let id = Oid::hash_object(git2::ObjectType::Blob, b"x").expect("it hashes");
        let intent = Intent {
            passing: [".git/refs/heads/main.lock", "strategy/ris/.text.md.nowela"].map(|path| here.join(path)).into(),
            following: vec![("strategy/ris/text.md".to_owned(), None, Some(id))],
        };
        let text = intent.text(&home(here));
        let parse = |journal: &str, root: &Path| {
            let found = Intent::announcements(journal);
            found.iter().map(|(_, lines)| Intent::parse(lines, &home(root))).collect::<Vec<_>>()
        };
        assert_eq!(parse(&text, here), std::slice::from_ref(&intent));
        assert_eq!(parse(&text, there)[0].passing[0], there.join(".git/refs/heads/main.lock"));
        let torn = &text[..text.len() - 4];
        let torn = parse(&format!("{text}{torn}"), here);
        assert_eq!(torn, [intent.clone(), Intent { following: Vec::new(), ..intent }]);
    }

    #[test]
    fn announcements_say_in_which_work_tree() {
        let root = PathBuf::from("/archiwum");
        let home = Home { common: root.join(".git"), tree: Some(root), linked: Some("praca".to_owned()) };
        let journal = format!("passing git a.lock\n{}run \n", Intent::default().text(&home));
        assert_eq!(Intent::announcements(&journal), [(Some("praca"), vec![]), (None, vec![])]);
    }

    #[test]
    fn nothing_written_there_leads_elsewhere() {
        let root = PathBuf::from("/archiwum");
        let home = Home { common: root.join(".git"), tree: Some(root), linked: None };
        let elsewhere = ["git ../../a.lock", "tree /a.lock", "git a/../../b.lock", "/a.lock", "other a.lock", "git"];
        let no_passing = ["tree strategy/ris/text.md", "git HEAD", "git refs/heads/main", "tree .lock/x"];
        for told in elsewhere.into_iter().chain(no_passing) {
            assert_eq!(home.place(told), None, "{told}");
        }
        assert_eq!(home.place("git index.lock"), Some(PathBuf::from("/archiwum/.git/index.lock")));
    }
}
