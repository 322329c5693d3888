//! Looking over what the archive holds for its documents: folders, texts and figures, saved and on disk.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use git2::{ObjectType, Odb};
use unicode_normalization::UnicodeNormalization;

use super::archive::Archive;
use super::disk::read_file;
use super::finding::Finding;
use super::name::DocumentId;
use super::object::{self, FOLDER, LINK, REPOSITORY, RawEntry};
use super::reference;
use super::revision::TEXT_LIMIT;
use super::worktree::has_link;

/// Figures of more bytes than this are told.
const LARGE: u64 = 50 * 1024 * 1024;

/// Looks over the documents.
pub(super) fn check(archive: &Archive, findings: &mut Vec<Finding>) {
    let repository = &archive.repository;
    let Ok(odb) = repository.odb() else { return };
    let commit = reference::head(repository).and_then(|head| object::commit(&odb, head).ok());
    let mut saved = BTreeMap::new();
    if let Some(commit) = &commit {
        if let Ok(root) = object::tree(&odb, commit.tree) {
            collide(root.iter().map(RawEntry::shown), "", findings);
        }
        if let Ok(Some(strategy)) = object::entry(&odb, commit.tree, "strategy") {
            saved = folders(&odb, &strategy, findings);
        }
    }
    let names = |prefix| reference::below(repository, prefix).unwrap_or_default();
    collide(names("refs/tags/").into_iter().map(|tag| tag.name), "", findings);
    collide(names("refs/heads/").into_iter().map(|branch| branch.name), "", findings);
    // Where the newest commit can't be read, nobody knows what is not saved.
    let known = commit.is_some() || archive.head().is_ok_and(|head| head.is_none());
    if let Some(root) = repository.workdir().filter(|_| known) {
        on_disk(root, &odb, &saved, findings);
    }
}

/// Names that are one name where case does not count, or where letters may be written in two ways.
fn collide(names: impl Iterator<Item = String>, folder: &str, findings: &mut Vec<Finding>) {
    let mut same: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for name in names {
        same.entry(name.nfc().collect::<String>().to_lowercase()).or_default().insert(name);
    }
    for names in same.into_values().filter(|names| names.len() > 1) {
        let names: Vec<String> = names.into_iter().map(|name| format!("{folder}{name}")).collect();
        findings.push(Finding::new("names-collide").at(names.join(", ")));
    }
}

/// Looks over the saved folders of the documents, and returns the texts by document.
fn folders(odb: &Odb<'_>, strategy: &RawEntry, findings: &mut Vec<Finding>) -> BTreeMap<DocumentId, RawEntry> {
    let mut texts = BTreeMap::new();
    let Ok(folders) = object::tree(odb, strategy.id) else { return texts };
    collide(folders.iter().map(RawEntry::shown), "strategy/", findings);
    for folder in &folders {
        let name = folder.shown();
        let place = format!("strategy/{name}");
        let Ok(document) = DocumentId::parse(&name) else {
            if folder.mode == FOLDER {
                findings.push(Finding::new("folder-name").at(place));
            }
            continue;
        };
        match folder.mode {
            FOLDER => below(odb, folder, &format!("{place}/"), findings),
            LINK => findings.push(Finding::new("text-link").at(&place)),
            REPOSITORY => findings.push(Finding::new("text-repository").at(&place)),
            _ => {}
        }
        let text = object::tree(odb, folder.id).unwrap_or_default().into_iter().find(|entry| entry.name == b"text.md");
        let Some(text) = text.filter(|_| folder.mode == FOLDER) else { continue };
        let path = document.path();
        match text.mode {
            LINK => findings.push(Finding::new("text-link").at(path)),
            REPOSITORY => findings.push(Finding::new("text-repository").at(path)),
            FOLDER => findings.push(Finding::new("text-folder").at(path)),
            _ => {
                if let Ok((ObjectType::Blob, bytes)) = object::kind(odb, text.id) {
                    findings.extend(text_finding(
                        bytes,
                        || object::content(odb, text.id, ObjectType::Blob).ok(),
                        &path,
                    ));
                }
                texts.insert(document, text);
            }
        }
    }
    texts
}

/// Looks for large files and for names that collide, in a folder and all below it.
fn below(odb: &Odb<'_>, folder: &RawEntry, path: &str, findings: &mut Vec<Finding>) {
    let mut rest = vec![(folder.id, path.to_owned())];
    while let Some((id, path)) = rest.pop() {
        let entries = object::tree(odb, id).unwrap_or_default();
        collide(entries.iter().map(RawEntry::shown), &path, findings);
        for entry in entries {
            let place = format!("{path}{}", entry.shown());
            match entry.mode {
                FOLDER => rest.push((entry.id, format!("{place}/"))),
                LINK | REPOSITORY => {}
                _ if entry.name == b"text.md" => {}
                _ => {
                    let bytes = object::kind(odb, entry.id).map_or(0, |(_, bytes)| bytes);
                    findings.extend(large(bytes, &place));
                }
            }
        }
    }
}

fn large(bytes: u64, place: &str) -> Option<Finding> {
    let size = bytes.div_ceil(1024 * 1024);
    (bytes > LARGE).then(|| Finding::new("media-large").at(place).with("size", size))
}

/// What is wrong with the bytes of a text.
fn text_finding(length: u64, read: impl FnOnce() -> Option<Vec<u8>>, place: &str) -> Option<Finding> {
    if length >= TEXT_LIMIT {
        let size = length.div_ceil(1024 * 1024);
        return Some(Finding::new("text-large").at(place).with("size", size));
    }
    let bytes = read()?;
    let wide = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let code = match str::from_utf8(&bytes) {
        _ if bytes.starts_with(b"version https://git-lfs.github.com/spec/") => "text-lfs",
        _ if !wide && bytes.contains(&0) => "text-binary",
        Ok(_) => return None,
        Err(_) => "text-encoding",
    };
    Some(Finding::new(code).at(place))
}

/// Looks over the work tree.
fn on_disk(root: &Path, odb: &Odb<'_>, saved: &BTreeMap<DocumentId, RawEntry>, findings: &mut Vec<Finding>) {
    let strategy = root.join("strategy");
    if strategy.is_symlink() {
        return findings.push(Finding::new("text-link").at("strategy"));
    }
    let mut documents: BTreeSet<DocumentId> = saved.keys().cloned().collect();
    let entries = std::fs::read_dir(strategy).into_iter().flatten().filter_map(Result::ok);
    let mut folders: Vec<_> = entries.filter(|entry| entry.path().is_dir()).map(|entry| entry.file_name()).collect();
    folders.sort();
    for folder in folders {
        let name = folder.to_string_lossy();
        match DocumentId::parse(&name) {
            Ok(document) => {
                if !has_link(root, &format!("strategy/{name}")) {
                    figures(root, &format!("strategy/{name}"), findings);
                }
                if root.join(document.path()).symlink_metadata().is_ok() {
                    documents.insert(document);
                }
            }
            Err(_) => findings.push(Finding::new("folder-name").at(format!("strategy/{name}"))),
        }
    }
    for document in documents {
        let path = document.path();
        let file = root.join(&path);
        if has_link(root, &path) {
            findings.push(Finding::new("text-link").at(path));
            continue;
        }
        let Ok(metadata) = file.symlink_metadata() else {
            findings.push(Finding::new("text-missing").at(&path).with("document", &document));
            continue;
        };
        if metadata.is_dir() {
            findings.push(Finding::new("text-folder").at(path));
            continue;
        }
        findings.extend(text_finding(metadata.len(), || read_file(&file).ok(), &path));
        let old = saved.get(&document).and_then(|entry| object::content(odb, entry.id, ObjectType::Blob).ok());
        // One that can't be read is told as damaged.
        let differs = match (&old, saved.contains_key(&document)) {
            (Some(old), _) => read_file(&file).is_ok_and(|new| plain(&new) != plain(old)),
            (None, is_saved) => !is_saved,
        };
        if differs {
            findings.push(Finding::new("unsaved").at(&path).with("document", &document));
        }
    }
}

/// The text as saving would keep it: git may have put other line ends into the work tree.
pub(super) fn plain(bytes: &[u8]) -> Vec<u8> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let ends = |at: usize| bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n');
    (0..bytes.len()).filter(|at| !ends(*at)).map(|at| bytes[at]).collect()
}

/// Looks for large files on disk; links are not followed.
fn figures(root: &Path, folder: &str, findings: &mut Vec<Finding>) {
    let mut rest = vec![folder.to_owned()];
    while let Some(folder) = rest.pop() {
        let entries = std::fs::read_dir(root.join(&folder)).into_iter().flatten().filter_map(Result::ok);
        for entry in entries {
            let place = format!("{folder}/{}", entry.file_name().to_string_lossy());
            match entry.metadata() {
                Ok(metadata) if metadata.is_dir() => rest.push(place),
                Ok(metadata) if metadata.is_file() && !place.ends_with("/text.md") => {
                    findings.extend(large(metadata.len(), &place));
                }
                _ => {}
            }
        }
    }
}
