//! Naming a state of a document: `[DOCUMENT@]STATE` in, the text and what is known about it out.

use std::collections::BTreeSet;

use git2::{ErrorCode, ObjectType, Oid};
use unicode_normalization::UnicodeNormalization;

use super::archive::{Archive, ArchiveError, Moment};
use super::damage::Operation;
use super::history::{self, Entry, History, Reader};
use super::name::{DocumentId, is_date};
use super::nearest::nearest;
use super::refusal::{Malformed, Obstacle, ObstacleKind, ResolveError};
use super::trail::{Folders, Trail};
use super::version::Version;

/// Texts of this many bytes and more are refused.
pub const TEXT_LIMIT: u64 = 64 * 1024 * 1024;

/// What a file begins with that stands for one kept elsewhere by Git LFS; such files are shorter than 1024 bytes.
const POINTER: &[u8] = b"version https://git-lfs.github.com/spec/v1\n";

/// Whether these bytes only say where Git LFS keeps a file.
pub fn is_pointer(bytes: &[u8]) -> bool {
    bytes.len() < 1024 && bytes.starts_with(POINTER)
}

/// The word for what lies on disk, not yet saved.
pub const WORKTREE: &str = "worktree";

const LONGEST_ARGUMENT: usize = 512;

/// Seconds of a day.
const DAY: i64 = 86_400;

/// One state of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// The document.
    pub document: DocumentId,
    /// The id that it had then, where it was another one.
    pub former: Option<DocumentId>,
    /// Name of the version: the one that was asked for, else the only one that names this revision.
    pub version: Option<String>,
    /// What is known about that version.
    pub named: Option<Version>,
    /// Id of the commit that gave the document this text; `None` for the work tree.
    pub revision: Option<String>,
    /// Date that the version bears, else the day on which the revision was saved, as `2020-07-14`.
    pub date: Option<String>,
    /// The text, as it was saved.
    pub text: Vec<u8>,
}

/// A commit that an argument may mean.
struct Reading {
    spelling: String,
    commit: Oid,
    version: Option<Version>,
    /// The id that the document had then, where that is known already and another one.
    former: Option<DocumentId>,
}

impl Archive {
    /// Resolves `[DOCUMENT@]STATE`: a version, a day (the newest revision saved on it or before, by the day that the
    /// commit bears, in the whole history of HEAD), a commit-ish (`HEAD~2`, an abbreviated id, a branch) or
    /// `worktree`. The document may be left out where the archive has one. A version wins against an abbreviated id
    /// that happens to be spelled alike; any other name with two meanings is ambiguous.
    ///
    /// A document that was renamed also has the versions and revisions that it had under its former ids; those under its
    /// present one come first, for a version of the same name and for a day.
    ///
    /// # Errors
    /// [`ResolveError`], with the nearest candidates where the name is unknown or ambiguous.
    pub fn resolve(&self, argument: &str) -> Result<State, ResolveError> {
        let _operation = Operation::start();
        self.find(argument).map_err(|error| match error {
            ResolveError::Archive(error) => self.located(error).into(),
            error => error,
        })
    }

    fn find(&self, argument: &str) -> Result<State, ResolveError> {
        let (document, state) = split(argument)?;
        let document = match document {
            Some(document) => document,
            None => self.only_document(state)?,
        };
        match self.resolve_state(&document, state) {
            Err(ResolveError::Unknown { .. } | ResolveError::Missing { .. } | ResolveError::NothingYet { .. })
                if !self.is_known(&document)? =>
            {
                let all: Vec<String> = self.documents()?.iter().map(ToString::to_string).collect();
                let near = nearest(document.as_str(), all.clone());
                let candidates = if near.is_empty() { all } else { near };
                Err(ResolveError::UnknownDocument { document: document.to_string(), candidates })
            }
            result => result,
        }
    }

    /// The document meant where an argument names none.
    ///
    /// # Errors
    /// [`ResolveError::DocumentNeeded`] and [`ResolveError::NoDocuments`].
    pub fn only_document(&self, state: &str) -> Result<DocumentId, ResolveError> {
        let mut documents = self.documents()?;
        match documents.len() {
            0 => Err(ResolveError::NoDocuments),
            1 => Ok(documents.remove(0)),
            _ => Err(ResolveError::DocumentNeeded {
                state: state.to_owned(),
                candidates: documents.iter().map(|document| format!("{document}@{state}")).collect(),
            }),
        }
    }

    fn resolve_state(&self, document: &DocumentId, state: &str) -> Result<State, ResolveError> {
        if state == WORKTREE {
            return self.read_worktree(document);
        }
        let (versions, damaged) = self.versions_and_damage(document)?;
        // Another version that can't be read is no hindrance.
        if let Some((_, error)) = damaged.into_iter().find(|(name, _)| name == state) {
            return Err(error.into());
        }
        let mut readings = self.readings(document, state, &versions)?;
        let mut seen = BTreeSet::new();
        readings.retain(|reading| seen.insert(reading.commit));
        match readings.len() {
            0 if is_date(state) => Err(self.nothing_yet(document, state)?),
            0 => Err(ResolveError::Unknown {
                document: document.to_string(),
                state: state.to_owned(),
                candidates: nearest(state, self.names(&versions)?),
            }),
            1 => self.read_commit(document, state, &readings.remove(0), &versions),
            _ => Err(ResolveError::Ambiguous {
                state: state.to_owned(),
                candidates: readings.into_iter().map(|reading| reading.spelling).collect(),
            }),
        }
    }

    /// Every commit that `state` may mean.
    fn readings(&self, document: &DocumentId, state: &str, versions: &[Version]) -> Result<Vec<Reading>, ResolveError> {
        let mut readings = Vec::new();
        let composed: String = state.nfc().collect();
        if let Some(version) = versions.iter().find(|version| version.name == state || version.name == composed) {
            readings.push(self.version_reading(document, version.clone())?);
        } else if !is_date(state) {
            for version in self.former_versions(document, [state, &composed])? {
                readings.push(self.version_reading(document, version)?);
            }
        }
        if is_date(state)
            && let Some((commit, former)) = self.newest_by(document, state)?
        {
            readings.push(Reading { spelling: format!("{document}@{commit}"), commit, version: None, former });
        }
        for (spelling, commit) in self.committish(state, readings.is_empty())? {
            let spelling = format!("{document}@{spelling}");
            readings.push(Reading { spelling, commit, version: None, former: None });
        }
        Ok(readings)
    }

    fn version_reading(&self, document: &DocumentId, version: Version) -> Result<Reading, ResolveError> {
        Ok(Reading {
            spelling: format!("{document}@refs/tags/{}/{}", version.document, version.name),
            commit: Oid::from_str(&version.revision)?,
            former: Some(version.document.clone()).filter(|former| former != document),
            version: Some(version),
        })
    }

    /// Versions of this name that the document has under former ids.
    fn former_versions(&self, document: &DocumentId, names: [&str; 2]) -> Result<Vec<Version>, ResolveError> {
        let mut found = Vec::new();
        if names[0] == "HEAD" || !git2::Reference::is_valid_name(&format!("refs/tags/x/{}", names[0])) {
            return Ok(found);
        }
        let mut others: BTreeSet<DocumentId> = BTreeSet::new();
        for name in self.repository.references_glob("refs/tags/*/*")?.names() {
            let Some((id, name)) = name?.strip_prefix("refs/tags/").and_then(|name| name.split_once('/')) else {
                continue;
            };
            if let Ok(id) = DocumentId::parse(id)
                && names.contains(&name)
                && id != *document
            {
                others.insert(id);
            }
        }
        if let (Some(head), false) = (self.head()?, others.is_empty()) {
            let history = History::read(&self.repository, head.id())?;
            let trail = Trail::follow(&self.repository, &history, document)?;
            for life in trail.lives.iter().skip(1).filter(|life| others.contains(&life.id)) {
                let named =
                    self.versions(&life.id)?.into_iter().filter(|version| names.contains(&version.name.as_str()));
                let of_it = |version: &Version| {
                    let named = Oid::from_str(&version.revision).ok();
                    let step = history.steps.iter().position(|step| Some(step.id) == named);
                    step.is_some_and(|step| life.holds(step))
                };
                found.extend(named.filter(of_it));
            }
        }
        Ok(found)
    }

    /// What git takes `state` for: branch and tag apart where both exist, an abbreviated id only if `alone`.
    fn committish(&self, state: &str, alone: bool) -> Result<Vec<(String, Oid)>, ResolveError> {
        let mut found: Vec<(String, Oid)> = Vec::new();
        for place in ["refs/tags/", "refs/heads/"] {
            let name = format!("{place}{state}");
            if git2::Reference::is_valid_name(&name)
                && let Ok(reference) = self.repository.find_reference(&name)
                && let Ok(commit) = reference.peel_to_commit()
            {
                found.push((name, commit.id()));
            }
        }
        if !found.is_empty() {
            return Ok(found);
        }
        let hexadecimal = state.bytes().all(|byte| byte.is_ascii_hexdigit());
        if hexadecimal && state.len() < 40 && !alone {
            return Ok(found);
        }
        match self.repository.revparse_single(state) {
            Ok(object) => match object.peel_to_commit() {
                Ok(commit) => found.push((commit.id().to_string(), commit.id())),
                // A tree or a blob is no state of a document.
                Err(_) if hexadecimal => found = self.abbreviated(state)?,
                Err(_) => {}
            },
            Err(error) if error.code() == ErrorCode::Ambiguous && hexadecimal => found = self.abbreviated(state)?,
            Err(error)
                if matches!(error.class(), git2::ErrorClass::Odb | git2::ErrorClass::Zlib)
                    && error.code() != ErrorCode::NotFound
                    && error.code() != ErrorCode::Ambiguous =>
            {
                return Err(error.into());
            }
            Err(_) => {}
        }
        Ok(found)
    }

    /// The commits whose id starts with `prefix`; other objects don't count.
    fn abbreviated(&self, prefix: &str) -> Result<Vec<(String, Oid)>, ResolveError> {
        let prefix = prefix.to_ascii_lowercase();
        let mut ids = Vec::new();
        self.repository.odb()?.foreach(|id| {
            if id.to_string().starts_with(&prefix) {
                ids.push(*id);
            }
            true
        })?;
        ids.sort();
        ids.dedup();
        ids.retain(|id| self.repository.find_commit(*id).is_ok());
        Ok(ids.into_iter().map(|id| (id.to_string(), id)).collect())
    }

    /// The newest revision of a day or before, with the id that the document had then where it was another one: one
    /// under its present id where there is any, else one under those before.
    fn newest_by(&self, document: &DocumentId, day: &str) -> Result<Option<(Oid, Option<DocumentId>)>, ResolveError> {
        let (Some(head), Some(last)) = (self.head()?, Moment::noon(day)) else { return Ok(None) };
        let history = History::read(&self.repository, head.id())?;
        let age = |step: &usize| {
            let moment = history.steps[*step].moment;
            let local = moment.seconds.saturating_add(i64::from(moment.offset) * 60);
            (local.div_euclid(DAY), moment.seconds)
        };
        let of_day = |step: &usize| age(step).0 <= last.seconds.div_euclid(DAY);
        let mut steps: Vec<usize> = (0..history.steps.len()).filter(of_day).collect();
        // Of two at the same time the one that git lists first is the newer one.
        steps.sort_by_key(|step| std::cmp::Reverse(age(step)));
        let (mut reader, mut folders) =
            (Reader::new(&self.repository, &document.folder())?, Folders::new(&self.repository)?);
        for step in steps {
            let step = &history.steps[step];
            let entry = reader.entry(step.tree)?;
            let mut differs = entry.is_some();
            for parent in &step.parents {
                differs = differs && reader.entry(history.steps[*parent].tree)? != entry;
            }
            if differs && folders.holding(entry)?.is_some() {
                return Ok(Some((step.id, None)));
            }
        }
        let trail = Trail::follow(&self.repository, &history, document)?;
        let former = trail.lives.iter().skip(1).flat_map(|life| life.revisions(&history).map(move |step| (step, life)));
        let newest =
            former.filter(|(step, _)| of_day(step)).min_by_key(|(step, _)| (std::cmp::Reverse(age(step)), *step));
        Ok(newest.map(|(step, life)| (history.steps[step].id, Some(life.id.clone()))))
    }

    fn nothing_yet(&self, document: &DocumentId, day: &str) -> Result<ResolveError, ResolveError> {
        let first = self.log(Some(document))?.revisions.iter().filter_map(|revision| revision.moment.date()).min();
        Ok(ResolveError::NothingYet { document: document.to_string(), date: day.to_owned(), first })
    }

    fn is_known(&self, document: &DocumentId) -> Result<bool, ResolveError> {
        Ok(self.documents()?.contains(document)
            || self.versions_and_damage(document).map(|(read, damaged)| !read.is_empty() || !damaged.is_empty())?
            || !self.log(Some(document))?.revisions.is_empty())
    }

    /// Everything that has a name: versions, branches, the words that always hold.
    fn names(&self, versions: &[Version]) -> Result<Vec<String>, ResolveError> {
        let mut names: Vec<String> = versions.iter().map(|version| version.name.clone()).collect();
        for branch in self.repository.branches(None)? {
            let (branch, _) = branch?;
            names.extend(branch.name().ok().flatten().map(str::to_owned));
        }
        names.extend([WORKTREE.to_owned(), "HEAD".to_owned()]);
        Ok(names)
    }

    fn read_commit(
        &self,
        document: &DocumentId,
        state: &str,
        reading: &Reading,
        versions: &[Version],
    ) -> Result<State, ResolveError> {
        let Some(folder) = self.folder_in(document, reading)? else {
            return Err(self.missing(document, state, versions)?);
        };
        let text = self.read_text(&folder, reading.commit)?;
        let revision = history::last_change(&self.repository, reading.commit, &folder.folder())?;
        let former = Some(folder).filter(|folder| folder != document);
        let mut former_versions = Vec::new();
        if let (Some(former), None) = (&former, &reading.version) {
            former_versions = self.versions(former)?;
        }
        let ids = [reading.commit.to_string(), revision.to_string()];
        let version = match &reading.version {
            Some(version) => Some(version),
            None => {
                let all = versions.iter().chain(&former_versions);
                let mut naming = all.filter(|version| ids.contains(&version.revision));
                naming.next().filter(|_| naming.next().is_none())
            }
        };
        let saved = Moment::of(self.repository.find_commit(revision)?.time()).date();
        Ok(State {
            document: document.clone(),
            former,
            version: version.map(|version| version.name.clone()),
            named: version.cloned(),
            revision: Some(revision.to_string()),
            date: version.and_then(|version| version.date.clone()).or(saved),
            text,
        })
    }

    /// The id that the document has in a commit: its own, or a former one; `None` where the commit does not hold it.
    fn folder_in(&self, document: &DocumentId, reading: &Reading) -> Result<Option<DocumentId>, ResolveError> {
        if let Some(former) = &reading.former {
            return Ok(Some(former.clone()));
        }
        if self.text_entry(document, reading.commit)?.is_some() {
            return Ok(Some(document.clone()));
        }
        let Some(head) = self.head()? else { return Ok(None) };
        let history = History::read(&self.repository, head.id())?;
        let Some(step) = history.steps.iter().position(|step| step.id == reading.commit) else { return Ok(None) };
        let trail = Trail::follow(&self.repository, &history, document)?;
        Ok(trail.lives.into_iter().find(|life| life.holds(step)).map(|life| life.id))
    }

    fn text_entry(&self, document: &DocumentId, commit: Oid) -> Result<Option<Entry>, ResolveError> {
        let tree = self.repository.find_commit(commit)?.tree_id();
        Ok(Reader::new(&self.repository, &document.path())?.entry(tree)?)
    }

    /// The text of a document in a commit.
    pub(super) fn read_text(&self, document: &DocumentId, commit: Oid) -> Result<Vec<u8>, ResolveError> {
        let path = document.path();
        let Some(entry) = self.text_entry(document, commit)? else {
            let (document, state) = (document.to_string(), commit.to_string());
            return Err(ResolveError::Missing { document, state, candidates: Vec::new() });
        };
        let kind = match entry.mode & 0o170_000 {
            0o100_000 => None,
            0o120_000 => Some(ObstacleKind::Link),
            0o160_000 => Some(ObstacleKind::Repository),
            0o040_000 => Some(ObstacleKind::Folder),
            _ => Some(ObstacleKind::Other),
        };
        if let Some(kind) = kind {
            return Err(ResolveError::NotAFile(Obstacle { path, kind }));
        }
        let odb = self.repository.odb()?;
        let (bytes, _) = odb.read_header(entry.id)?;
        if bytes as u64 >= TEXT_LIMIT {
            return Err(ResolveError::TooLarge { path, bytes: bytes as u64 });
        }
        let object = odb.read(entry.id)?;
        // A walk elsewhere in the process may have told git's library not to look.
        if object.kind() != ObjectType::Blob || Oid::hash_object(ObjectType::Blob, object.data())? != entry.id {
            let message = format!("object {} ({path}) is damaged", entry.id);
            return Err(ResolveError::Archive(ArchiveError::Damaged(message)));
        }
        fetched(path, object.data().to_vec())
    }

    fn missing(&self, document: &DocumentId, state: &str, versions: &[Version]) -> Result<ResolveError, ResolveError> {
        let mut candidates: Vec<String> =
            versions.iter().rev().take(4).map(|version| format!("{document}@{}", version.name)).collect();
        if let Some(newest) = self.log(Some(document))?.revisions.first() {
            candidates.push(format!("{document}@{:.10}", newest.id));
        }
        if self.worktree_path(document).is_some_and(|path| path.is_file()) {
            candidates.push(format!("{document}@{WORKTREE}"));
        }
        Ok(ResolveError::Missing { document: document.to_string(), state: state.to_owned(), candidates })
    }

    fn read_worktree(&self, document: &DocumentId) -> Result<State, ResolveError> {
        let Some(root) = self.repository.workdir() else { return Err(ResolveError::NoWorktree) };
        let path = document.path();
        let obstacle = |path, kind| Err(ResolveError::NotAFile(Obstacle { path, kind }));
        if super::worktree::has_link(root, &path) {
            return obstacle(path, ObstacleKind::Link);
        }
        let full = root.join(&path);
        let unreadable =
            |error: std::io::Error| ResolveError::Unreadable { path: full.clone(), message: error.to_string() };
        let metadata = match full.metadata() {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(self.missing(document, WORKTREE, &self.versions_and_damage(document)?.0)?);
            }
            Err(error) => return Err(unreadable(error)),
        };
        if !metadata.is_file() {
            return obstacle(path, if metadata.is_dir() { ObstacleKind::Folder } else { ObstacleKind::Other });
        }
        if metadata.len() >= TEXT_LIMIT {
            return Err(ResolveError::TooLarge { path, bytes: metadata.len() });
        }
        let text = fetched(path, super::disk::read_file(&full).map_err(unreadable)?)?;
        Ok(State {
            document: document.clone(),
            former: None,
            version: None,
            named: None,
            revision: None,
            date: None,
            text,
        })
    }
}

/// The text, unless it only says where Git LFS keeps it.
fn fetched(path: String, text: Vec<u8>) -> Result<Vec<u8>, ResolveError> {
    if is_pointer(&text) { Err(ResolveError::NotFetched(path)) } else { Ok(text) }
}

/// Takes `[DOCUMENT@]STATE` apart. `main@{1}` and `@` are git's own and stay whole.
fn split(argument: &str) -> Result<(Option<DocumentId>, &str), ResolveError> {
    let malformed = |reason| ResolveError::Malformed { argument: argument.to_owned(), reason };
    if argument.len() > LONGEST_ARGUMENT {
        return Err(malformed(Malformed::Length));
    }
    let (document, state) = match argument.split_once('@') {
        Some((document, state)) if !document.is_empty() && !state.starts_with('{') => {
            let document = DocumentId::parse(document).map_err(|_| malformed(Malformed::Document))?;
            (Some(document), state)
        }
        _ => (None, argument),
    };
    if state.is_empty() {
        return Err(malformed(Malformed::Empty));
    }
    let asks = state.contains("..") || state.contains(':') || state.contains("{/");
    if state.starts_with('-') || asks || state.chars().any(char::is_control) {
        return Err(malformed(Malformed::Character));
    }
    Ok((document, state))
}
