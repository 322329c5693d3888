//! Objects as they are stored: read raw, hashed anew, and told what is wrong with them. Grafts and replacements, which
//! change what git shows, have no say here.

use git2::{ErrorCode, ObjectType, Odb, OdbObject, Oid};
use rustc_hash::{FxHashMap, FxHashSet};

use super::finding::Finding;

/// What is wrong with an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Damage {
    /// It is not there.
    Missing,
    /// It is there and can't be read.
    Unreadable(String),
    /// Its content does not have its id.
    Altered,
    /// Its content is no object of this kind.
    Malformed,
}

impl Damage {
    /// A finding about it.
    pub(super) fn finding(&self, code: &'static str, id: Oid) -> Finding {
        let (damage, message) = match self {
            Damage::Missing => ("missing", ""),
            Damage::Unreadable(message) => ("unreadable", message.as_str()),
            Damage::Altered => ("altered", ""),
            Damage::Malformed => ("malformed", ""),
        };
        Finding::new(code).with("object", id).with("damage", damage).with("message", message)
    }
}

/// Makes git's library hash every object anew as it reads it, and refuse one whose content does not have its id. It does
/// so anyway; what relies on it says so.
pub(super) fn hash_what_is_read() {
    git2::opts::strict_hash_verification(true);
}

/// The content of an object: read, of this kind, and of this id (see [`hash_what_is_read`]).
pub(super) fn content(odb: &Odb<'_>, id: Oid, kind: ObjectType) -> Result<Vec<u8>, Damage> {
    read(odb, id, kind).map(|object| object.data().to_vec())
}

fn open<'o>(odb: &'o Odb<'_>, id: Oid) -> Result<OdbObject<'o>, Damage> {
    odb.read(id).map_err(|error| match error.code() {
        ErrorCode::NotFound => Damage::Missing,
        _ if error.message().contains("hash mismatch") => Damage::Altered,
        _ => Damage::Unreadable(error.message().to_owned()),
    })
}

fn read<'o>(odb: &'o Odb<'_>, id: Oid, kind: ObjectType) -> Result<OdbObject<'o>, Damage> {
    let object = open(odb, id)?;
    if object.kind() == kind { Ok(object) } else { Err(Damage::Malformed) }
}

/// The kind of an object and its length in bytes. It is read whole: of a damaged one, git's library can't tell its header.
pub(super) fn kind(odb: &Odb<'_>, id: Oid) -> Result<(ObjectType, u64), Damage> {
    let object = open(odb, id)?;
    Ok((object.kind(), object.len() as u64))
}

/// What a commit says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RawCommit {
    pub(super) tree: Oid,
    pub(super) parents: Vec<Oid>,
    /// When it was made: seconds since 1970, and minutes east of UTC.
    pub(super) time: (i64, i32),
}

/// What a tag object says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RawTag {
    pub(super) target: Oid,
    pub(super) kind: String,
    pub(super) name: String,
    pub(super) time: (i64, i32),
    /// Where the message begins.
    pub(super) body: usize,
}

/// Reads a commit.
pub(super) fn commit(odb: &Odb<'_>, id: Oid) -> Result<RawCommit, Damage> {
    let bytes = content(odb, id, ObjectType::Commit)?;
    parse_commit(&bytes).ok_or(Damage::Malformed)
}

fn parse_commit(bytes: &[u8]) -> Option<RawCommit> {
    let mut lines = bytes.split(|byte| *byte == b'\n');
    let tree = hex(lines.next()?.strip_prefix(b"tree ")?)?;
    let mut parents = Vec::new();
    let mut line = lines.next()?;
    while let Some(parent) = line.strip_prefix(b"parent ") {
        parents.push(hex(parent)?);
        line = lines.next()?;
    }
    line.strip_prefix(b"author ")?;
    let time = time(lines.next()?.strip_prefix(b"committer ")?)?;
    Some(RawCommit { tree, parents, time })
}

/// Reads the head of a tag object.
pub(super) fn parse_tag(bytes: &[u8]) -> Option<RawTag> {
    let end = bytes.windows(2).position(|pair| pair == b"\n\n")?;
    let mut lines = bytes[..end].split(|byte| *byte == b'\n');
    let target = hex(lines.next()?.strip_prefix(b"object ")?)?;
    let kind = str::from_utf8(lines.next()?.strip_prefix(b"type ")?).ok()?.to_owned();
    let name = str::from_utf8(lines.next()?.strip_prefix(b"tag ")?).ok()?.to_owned();
    let time = time(lines.next()?.strip_prefix(b"tagger ")?)?;
    Some(RawTag { target, kind, name, time, body: end + 2 })
}

fn hex(bytes: &[u8]) -> Option<Oid> {
    let text = str::from_utf8(bytes).ok().filter(|text| text.len() == 40)?;
    Oid::from_str(text).ok()
}

/// The time at the end of `Name <mail> 1600000000 +0200`.
fn time(line: &[u8]) -> Option<(i64, i32)> {
    let after = line.iter().rposition(|byte| *byte == b'>')? + 1;
    let mut words = str::from_utf8(&line[after..]).ok()?.split_ascii_whitespace();
    let seconds = words.next()?.parse().ok()?;
    let zone: i32 = words.next()?.parse().ok()?;
    Some((seconds, zone / 100 * 60 + zone % 100))
}

/// One entry of a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RawEntry {
    pub(super) mode: u32,
    pub(super) name: Vec<u8>,
    pub(super) id: Oid,
}

/// Mode of a folder.
pub(super) const FOLDER: u32 = 0o040_000;
/// Mode of a link.
pub(super) const LINK: u32 = 0o120_000;
/// Mode of another repository.
pub(super) const REPOSITORY: u32 = 0o160_000;

impl RawEntry {
    /// The name, as far as it can be shown.
    pub(super) fn shown(&self) -> String {
        String::from_utf8_lossy(&self.name).into_owned()
    }
}

/// The entries of a tree.
pub(super) fn tree(odb: &Odb<'_>, id: Oid) -> Result<Vec<RawEntry>, Damage> {
    let bytes = content(odb, id, ObjectType::Tree)?;
    parse_tree(&bytes).ok_or(Damage::Malformed)
}

fn parse_tree(mut bytes: &[u8]) -> Option<Vec<RawEntry>> {
    let mut entries = Vec::new();
    while !bytes.is_empty() {
        let blank = bytes.iter().position(|byte| *byte == b' ')?;
        let mode = u32::from_str_radix(str::from_utf8(&bytes[..blank]).ok()?, 8).ok()?;
        bytes = &bytes[blank + 1..];
        let end = bytes.iter().position(|byte| *byte == 0)?;
        let id = Oid::from_bytes(bytes.get(end + 1..end + 21)?).ok()?;
        entries.push(RawEntry { mode, name: bytes[..end].to_vec(), id });
        bytes = &bytes[end + 21..];
    }
    Some(entries)
}

/// The entry at a path below a tree; `None` where there is none.
pub(super) fn entry(odb: &Odb<'_>, root: Oid, path: &str) -> Result<Option<RawEntry>, Damage> {
    let mut at = root;
    let mut names = path.split('/').peekable();
    while let Some(name) = names.next() {
        let found = tree(odb, at)?.into_iter().find(|entry| entry.name == name.as_bytes());
        match (found, names.peek()) {
            (None, _) => return Ok(None),
            (found, None) => return Ok(found),
            (Some(found), Some(_)) if found.mode == FOLDER => at = found.id,
            (Some(_), Some(_)) => return Ok(None),
        }
    }
    Ok(None)
}

/// Commits, parents before children.
#[derive(Debug, Default)]
pub(super) struct History {
    /// The commits that could be read.
    pub(super) commits: Vec<(Oid, RawCommit)>,
    /// All that were reached, the damaged ones among them.
    pub(super) seen: FxHashSet<Oid>,
    /// What was wrong, oldest first.
    pub(super) findings: Vec<Finding>,
}

impl History {
    /// Adds what is reachable from a commit and was not yet; `place` says where its id was read.
    pub(super) fn add(&mut self, odb: &Odb<'_>, tip: Oid, place: &str) {
        enum Step {
            Visit(Oid, String),
            Leave(Oid, RawCommit),
        }
        let mut steps = vec![Step::Visit(tip, place.to_owned())];
        while let Some(step) = steps.pop() {
            match step {
                Step::Leave(id, commit) => self.commits.push((id, commit)),
                Step::Visit(id, _) if !self.seen.insert(id) => {}
                Step::Visit(id, place) => match commit(odb, id) {
                    Ok(commit) => {
                        let parents = commit.parents.clone();
                        steps.push(Step::Leave(id, commit));
                        steps.extend(parents.iter().rev().map(|parent| Step::Visit(*parent, id.to_string())));
                    }
                    Err(damage) => self.findings.push(damage.finding("commit-damaged", id).at(place)),
                },
            }
        }
    }
}

/// Trees and what they hold, each read once.
#[derive(Debug, Default)]
pub(super) struct Contents {
    /// What was read.
    pub(super) seen: FxHashSet<Oid>,
    /// What to call commits in findings, by their ids.
    pub(super) names: FxHashMap<String, String>,
    /// What was wrong, in the order of reading.
    pub(super) findings: Vec<Finding>,
}

impl Contents {
    /// Reads what a commit holds and none before it held.
    pub(super) fn add(&mut self, odb: &Odb<'_>, commit: Oid, root: Oid) {
        let mut rest = vec![(root, FOLDER, String::new())];
        while let Some((id, mode, path)) = rest.pop() {
            if mode == REPOSITORY || !self.seen.insert(id) {
                continue;
            }
            if mode != FOLDER {
                if let Err(damage) = read(odb, id, ObjectType::Blob) {
                    self.tell(&damage, id, &path, commit);
                }
                continue;
            }
            match tree(odb, id) {
                Ok(entries) => rest.extend(entries.iter().rev().map(|entry| {
                    let slash = if path.is_empty() { "" } else { "/" };
                    (entry.id, entry.mode, format!("{path}{slash}{}", entry.shown()))
                })),
                Err(damage) => self.tell(&damage, id, &path, commit),
            }
        }
    }

    fn tell(&mut self, damage: &Damage, id: Oid, path: &str, commit: Oid) {
        let commit = commit.to_string();
        let revision = self.names.get(&commit).cloned().unwrap_or_else(|| format!("{commit:.10}"));
        let path = if path.is_empty() { "/" } else { path };
        let finding = damage.finding("object-damaged", id).at(path);
        self.findings.push(finding.with("revision", revision).with("commit", commit));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_trees_are_read_as_git_writes_them() {
        assert_eq!(time(b"A <a@b> 1600000000 +0230"), Some((1_600_000_000, 150)));
        assert_eq!(time(b"A <a@b> -1 -0130"), Some((-1, -90)));
        assert_eq!(time(b"A <a@b>"), None);
        let entry = [&b"100644 a b\0"[..], &[7; 20]].concat();
        let read = parse_tree(&entry).expect("it is a tree");
        assert_eq!((read[0].mode, read[0].name.as_slice()), (0o100_644, &b"a b"[..]));
        assert_eq!(parse_tree(&entry[..20]), None);
        assert_eq!(parse_tree(b""), Some(Vec::new()));
    }
}
