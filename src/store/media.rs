//! What lies beside a text and is saved with it: its figures under `media/`, and `links.toml`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use git2::{AttrCheckFlags, FileMode, ObjectType, Oid, Repository, Tree};

use super::archive::{Archive, ArchiveError};
use super::damage;
use super::disk::read_file;
use super::name::DocumentId;
use super::revision::TEXT_LIMIT;
use super::saving::SaveError;
use super::worktree::has_link;

/// Folders deeper than this below `media/` are left out.
const DEEPEST: usize = 8;

/// How the files beside the text differ from those of the revision before, by their paths below the document's folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Companions {
    /// Files that are new.
    pub added: Vec<String>,
    /// Files with another content.
    pub changed: Vec<String>,
    /// Files that are gone.
    pub removed: Vec<String>,
    /// Files that were left out.
    pub left_out: Vec<(String, LeftOut)>,
}

impl Companions {
    /// Whether nothing differs.
    pub fn is_same(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.removed.is_empty()
    }
}

/// Why a file beside a text was not saved with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftOut {
    /// It is a link or a device, which could lead out of the archive.
    NoPlainFile,
    /// Git keeps it through a filter of its own (such as LFS), which this program does not run.
    Filtered,
    /// Its name is not UTF-8, or its folder lies too deep.
    Name,
}

/// Blob and mode of a file.
pub(super) type Content = (Oid, FileMode);

/// The files beside a text as they lie in the work tree, by path in the tree; `None` where there is no work tree.
#[derive(Default)]
pub(super) struct OnDisk {
    files: BTreeMap<String, Oid>,
    left_out: BTreeMap<String, LeftOut>,
    /// Litter and what git ignores: not taken in, but not taken for gone where a revision holds it.
    passed_over: BTreeSet<String>,
}

/// Reads the files beside the text of `document` and writes them as objects. Files that git ignores, hidden ones and
/// those that Windows and Office leave lying about are none of them.
pub(super) fn read(archive: &Archive, document: &DocumentId) -> Result<Option<OnDisk>, SaveError> {
    let Some(root) = archive.repository.workdir() else { return Ok(None) };
    let folder = document.folder();
    let mut found = OnDisk::default();
    let media = format!("{folder}/media");
    if has_link(root, &folder) {
        return Ok(Some(found));
    }
    if has_link(root, &media) {
        found.left_out.insert(media, LeftOut::NoPlainFile);
    } else if is_there(&root.join(&media))?.is_some_and(|there| there.is_dir()) {
        read_folder(archive, root, &media, 0, &mut found)?;
    }
    let links = format!("{folder}/links.toml");
    if is_there(&root.join(&links))?.is_some() {
        read_one(archive, root, links, &mut found)?;
    }
    Ok(Some(found))
}

/// What lies at a place; `None` where nothing does. What can't be looked at is not taken for gone.
pub(super) fn is_there(path: &Path) -> Result<Option<std::fs::Metadata>, ArchiveError> {
    use std::io::ErrorKind::{NotADirectory, NotFound};
    match path.symlink_metadata() {
        Ok(metadata) => Ok(Some(metadata)),
        Err(error) if matches!(error.kind(), NotFound | NotADirectory) => Ok(None),
        Err(error) => Err(ArchiveError::of_disk(path, &error)),
    }
}

fn read_folder(
    archive: &Archive,
    root: &Path,
    folder: &str,
    depth: usize,
    found: &mut OnDisk,
) -> Result<(), SaveError> {
    let disk = |error: &std::io::Error| ArchiveError::of_disk(&root.join(folder), error);
    for entry in root.join(folder).read_dir().map_err(|error| disk(&error))? {
        let entry = entry.map_err(|error| disk(&error))?;
        let name = entry.file_name();
        let Some(name) = name.to_str().filter(|name| !name.contains('\n')) else {
            found.left_out.insert(format!("{folder}/{}", name.to_string_lossy()), LeftOut::Name);
            continue;
        };
        let path = format!("{folder}/{name}");
        if is_litter(name) || archive.repository.is_path_ignored(&path).unwrap_or(false) {
            found.passed_over.insert(path);
            continue;
        }
        match entry.file_type().map_err(|error| disk(&error))? {
            kind if kind.is_dir() && depth < DEEPEST => read_folder(archive, root, &path, depth + 1, found)?,
            kind if kind.is_dir() => {
                found.left_out.insert(path, LeftOut::Name);
            }
            _ => read_one(archive, root, path, found)?,
        }
    }
    Ok(())
}

fn read_one(archive: &Archive, root: &Path, path: String, found: &mut OnDisk) -> Result<(), SaveError> {
    let full = root.join(&path);
    let disk = |error: &std::io::Error| SaveError::from(ArchiveError::of_disk(&full, error));
    let metadata = full.symlink_metadata().map_err(|error| disk(&error))?;
    let filter =
        archive.repository.get_attr(Path::new(&path), "filter", AttrCheckFlags::FILE_THEN_INDEX).ok().flatten();
    if !metadata.is_file() {
        found.left_out.insert(path, LeftOut::NoPlainFile);
    } else if filter.is_some() {
        found.left_out.insert(path, LeftOut::Filtered);
    } else if metadata.len() >= TEXT_LIMIT {
        return Err(SaveError::TooLarge { path, bytes: metadata.len() });
    } else {
        let bytes = read_file(&full).map_err(|error| disk(&error))?;
        found.files.insert(path, damage::sound(archive, || archive.repository.blob(&bytes), &[])?);
    }
    Ok(())
}

/// Names that programs leave lying about: hidden files, locks of Office, caches of Windows.
fn is_litter(name: &str) -> bool {
    name.starts_with(['.', '~']) || ["thumbs.db", "desktop.ini"].contains(&name.to_lowercase().as_str())
}

impl OnDisk {
    /// What has to change in `parent` so that it holds these files, and the account of it. A file that is in the
    /// parent and not on disk goes, unless git keeps it out of the work tree on purpose.
    pub(super) fn changes(
        &self,
        repository: &Repository,
        document: &DocumentId,
        parent: Option<&Tree<'_>>,
    ) -> Result<(Vec<Change>, Companions), git2::Error> {
        let folder = document.folder();
        let mut before = BTreeMap::new();
        if let Some(tree) = parent
            && let Some((id, ObjectType::Tree)) = entry(tree, &folder)?
        {
            let tree = repository.find_tree(id)?;
            if let Some(links) = tree.get_name("links.toml").filter(|entry| entry.kind() == Some(ObjectType::Blob)) {
                before.insert(format!("{folder}/links.toml"), content(links.id(), links.filemode()));
            }
            if let Some((id, ObjectType::Tree)) = entry(&tree, "media")? {
                list(repository, id, &format!("{folder}/media"), 0, &mut before)?;
            }
        }
        let below = |path: &str| path.strip_prefix(&folder).unwrap_or(path).trim_start_matches('/').to_owned();
        let mut told = Companions::default();
        told.left_out.extend(self.left_out.iter().map(|(path, why)| (below(path), *why)));
        let mut changes = Vec::new();
        for (path, id) in &self.files {
            let old = before.get(path).copied();
            if old.is_some_and(|(old, _)| old == *id) {
                continue;
            }
            let list = if old.is_some() { &mut told.changed } else { &mut told.added };
            list.push(below(path));
            let mode = old.map_or(FileMode::Blob, |(_, mode)| mode);
            changes.push(Change { path: path.clone(), old: old.map(|(id, _)| id), new: Some((*id, mode)) });
        }
        let index = repository.index();
        for (path, (old, _)) in before {
            let covers = |left: &String| path == *left || path.starts_with(&format!("{left}/"));
            let passed = self.left_out.keys().any(covers) || self.passed_over.iter().any(covers);
            if self.files.contains_key(&path) || passed || is_kept_out(index.as_ref().ok(), &path) {
                continue;
            }
            told.removed.push(below(&path));
            changes.push(Change { path, old: Some(old), new: None });
        }
        Ok((changes, told))
    }
}

/// One file of a revision that is about to be made.
#[derive(Clone, Debug)]
pub(super) struct Change {
    /// Its path in the tree.
    pub(super) path: String,
    /// Its blob in the parent.
    pub(super) old: Option<Oid>,
    /// Its blob and mode from now on; `None` removes it.
    pub(super) new: Option<Content>,
}

/// Whether git keeps the file out of the work tree (a sparse checkout), so that its absence means nothing.
fn is_kept_out(index: Option<&git2::Index>, path: &str) -> bool {
    let entry = index.and_then(|index| index.get_path(Path::new(path), 0));
    entry.is_some_and(|entry| entry.flags_extended & git2::IndexEntryExtendedFlag::SKIP_WORKTREE.bits() != 0)
}

fn content(id: Oid, mode: i32) -> Content {
    let executable = mode == i32::from(FileMode::BlobExecutable);
    (id, if executable { FileMode::BlobExecutable } else { FileMode::Blob })
}

fn entry(tree: &Tree<'_>, path: &str) -> Result<Option<(Oid, ObjectType)>, git2::Error> {
    match tree.get_path(Path::new(path)) {
        Ok(entry) => Ok(entry.kind().map(|kind| (entry.id(), kind))),
        Err(error) if error.code() == git2::ErrorCode::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// All plain files of a tree. Links and other repositories stay as they are.
fn list(
    repository: &Repository,
    tree: Oid,
    folder: &str,
    depth: usize,
    files: &mut BTreeMap<String, Content>,
) -> Result<(), git2::Error> {
    for entry in repository.find_tree(tree)?.iter() {
        let Ok(name) = entry.name() else { continue };
        let path = format!("{folder}/{name}");
        match entry.kind() {
            Some(ObjectType::Tree) if depth < DEEPEST => list(repository, entry.id(), &path, depth + 1, files)?,
            Some(ObjectType::Blob) if entry.filemode() != i32::from(FileMode::Link) && !is_litter(name) => {
                files.insert(path, content(entry.id(), entry.filemode()));
            }
            _ => {}
        }
    }
    Ok(())
}
