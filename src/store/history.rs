//! Walking the history: its commits in order, what lies at a path in each of them, and which one changed it last.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, VecDeque};
use std::ops::Range;
use std::rc::Rc;
use std::sync::{Mutex, PoisonError};

use git2::{ErrorClass, ErrorCode, ObjectType, Odb, OdbObject, Oid, Repository};
use rustc_hash::FxHashMap;
use sha1::{Digest as _, Sha1};

use super::archive::Moment;

/// So many commits and more are looked at by two hands.
const MANY: usize = 1024;

/// Reads an object and checks that its content has its id, as git's library would: that one looks for signs of forged
/// collisions too, which takes three quarters of a walk through trees and is for verifying (`doctor --verify`).
fn read<'o>(odb: &'o Odb<'_>, id: Oid) -> Result<OdbObject<'o>, git2::Error> {
    let object = {
        let _unchecked = Unchecked::start();
        odb.read(id)?
    };
    let header = format!("{} {}\0", object.kind(), object.len());
    let hash = Sha1::new_with_prefix(header).chain_update(object.data()).finalize();
    if hash.as_slice() != id.as_bytes() {
        let message = format!("object hash mismatch - expected {id}");
        return Err(git2::Error::new(ErrorCode::GenericError, ErrorClass::Odb, message));
    }
    Ok(object)
}

/// While one of these lives, git's library does not hash what it reads. Its switch is one for the whole process, so this
/// spans single reads, and what is read meanwhile is hashed here.
struct Unchecked;

/// How many there are.
static UNCHECKED: Mutex<usize> = Mutex::new(0);

impl Unchecked {
    fn start() -> Self {
        let mut count = UNCHECKED.lock().unwrap_or_else(PoisonError::into_inner);
        *count += 1;
        git2::opts::strict_hash_verification(false);
        Self
    }
}

impl Drop for Unchecked {
    fn drop(&mut self) {
        let mut count = UNCHECKED.lock().unwrap_or_else(PoisonError::into_inner);
        *count -= 1;
        git2::opts::strict_hash_verification(*count == 0);
    }
}

/// What lies at a path: an object and its mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) id: Oid,
    pub(super) mode: u32,
}

impl Entry {
    /// Whether it is a folder.
    pub(super) fn is_folder(self) -> bool {
        self.mode & 0o170_000 == 0o040_000
    }

    /// Whether it is a plain file.
    pub(super) fn is_file(self) -> bool {
        self.mode & 0o170_000 == 0o100_000
    }
}

/// A commit of the history.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub(super) id: Oid,
    pub(super) tree: Oid,
    pub(super) moment: Moment,
    /// Places of the parents in [`History::steps`].
    pub(super) parents: Vec<usize>,
}

/// All commits reachable from one.
#[derive(Debug)]
pub(super) struct History {
    /// Newest first by their time, but no commit before one that builds on it.
    pub(super) steps: Vec<Step>,
}

impl History {
    /// Reads all commits reachable from `from`.
    pub(super) fn read(repository: &Repository, from: Oid) -> Result<Self, git2::Error> {
        let odb = repository.odb()?;
        let mut places: FxHashMap<Oid, usize> = FxHashMap::default();
        let mut found: Vec<Step> = Vec::new();
        let mut queue = vec![from];
        places.insert(from, 0);
        let mut named = 1;
        let mut at = 0;
        while at < queue.len() {
            let raw = Raw::read(repository, &odb, queue[at])?;
            let parents = raw.parents.iter().map(|parent| {
                *places.entry(*parent).or_insert_with(|| {
                    queue.push(*parent);
                    named += 1;
                    named - 1
                })
            });
            found.push(Step { id: raw.id, tree: raw.tree, moment: raw.moment, parents: parents.collect() });
            at += 1;
        }
        Ok(Self { steps: sorted(found) })
    }

    /// The steps at `from` and before it.
    pub(super) fn reachable(&self, from: usize) -> Vec<bool> {
        let mut reached = vec![false; self.steps.len()];
        reached[from] = true;
        // Parents always stand behind.
        for at in from..self.steps.len() {
            if reached[at] {
                self.steps[at].parents.iter().for_each(|parent| reached[*parent] = true);
            }
        }
        reached
    }
}

/// Newest first, but none before all that build on it.
fn sorted(found: Vec<Step>) -> Vec<Step> {
    let mut waiting = vec![0_usize; found.len()];
    found.iter().flat_map(|step| &step.parents).for_each(|parent| waiting[*parent] += 1);
    let mut ready: BinaryHeap<(i64, Reverse<usize>)> = BinaryHeap::new();
    let newest = waiting.iter().enumerate().filter(|(_, count)| **count == 0);
    ready.extend(newest.map(|(at, _)| (found[at].moment.seconds, Reverse(at))));
    let mut order = Vec::with_capacity(found.len());
    while let Some((_, Reverse(at))) = ready.pop() {
        order.push(at);
        for parent in &found[at].parents {
            waiting[*parent] -= 1;
            if waiting[*parent] == 0 {
                ready.push((found[*parent].moment.seconds, Reverse(*parent)));
            }
        }
    }
    let mut places = vec![0; found.len()];
    order.iter().enumerate().for_each(|(place, at)| places[*at] = place);
    let mut found: Vec<Option<Step>> = found.into_iter().map(Some).collect();
    let steps = order.iter().filter_map(|at| found[*at].take());
    steps.map(|step| Step { parents: step.parents.iter().map(|parent| places[*parent]).collect(), ..step }).collect()
}

/// What the walk needs of a commit.
struct Raw {
    id: Oid,
    tree: Oid,
    parents: Vec<Oid>,
    moment: Moment,
}

impl Raw {
    fn read(repository: &Repository, odb: &Odb<'_>, id: Oid) -> Result<Self, git2::Error> {
        let object = read(odb, id)?;
        if object.kind() == ObjectType::Commit
            && let Some(raw) = Self::parse(id, object.data())
        {
            return Ok(raw);
        }
        // What is written in an unusual way is left to git's library.
        let commit = repository.find_commit(id)?;
        let (tree, parents) = (commit.tree_id(), commit.parent_ids().collect());
        Ok(Self { id, tree, parents, moment: Moment::of(commit.time()) })
    }

    fn parse(id: Oid, data: &[u8]) -> Option<Self> {
        let (mut tree, mut parents) = (None, Vec::new());
        for line in data.split(|byte| *byte == b'\n') {
            let line = std::str::from_utf8(line).unwrap_or_default();
            if let Some(hex) = line.strip_prefix("tree ") {
                tree = Oid::from_str(hex).ok();
            } else if let Some(hex) = line.strip_prefix("parent ") {
                parents.push(Oid::from_str(hex).ok()?);
            } else if let Some(signed) = line.strip_prefix("committer ") {
                let (_, time) = signed.rsplit_once("> ")?;
                let (seconds, zone) = time.split_once(' ')?;
                let zone = Some(zone).filter(|zone| zone.len() == 5 && zone.is_ascii())?;
                let (hours, minutes): (i32, i32) = (zone[1..3].parse().ok()?, zone[3..].parse().ok()?);
                let minutes = hours * 60 + minutes;
                let offset = if zone.starts_with('-') { -minutes } else { minutes };
                let moment = Moment { seconds: seconds.parse().ok()?, offset };
                return Some(Self { id, tree: tree?, parents, moment });
            } else if line.is_empty() {
                return None;
            }
        }
        None
    }
}

/// Reads trees as they are stored, and remembers what it found at a path.
pub(super) struct Reader<'r> {
    repository: &'r Repository,
    trees: Trees<'r>,
    path: Vec<String>,
    known: FxHashMap<(usize, Oid), Option<Entry>>,
}

impl<'r> Reader<'r> {
    /// For what lies at `path`, with `/` between folders.
    pub(super) fn new(repository: &'r Repository, path: &str) -> Result<Self, git2::Error> {
        let path = path.split('/').map(str::to_owned).collect();
        Ok(Self { repository, trees: Trees::new(repository)?, path, known: FxHashMap::default() })
    }

    /// What lies at the path in this tree; `None` where nothing does.
    pub(super) fn entry(&mut self, tree: Oid) -> Result<Option<Entry>, git2::Error> {
        self.below(tree, 0)
    }

    /// The newest commit, at `from` or before, that gave the path what lies there at `from`. On the way back it takes the
    /// first parent with the same, as `git log -- PATH` does.
    pub(super) fn last_change(&mut self, from: Oid) -> Result<Oid, git2::Error> {
        let mut at = Raw::read(self.repository, &self.trees.odb, from)?;
        let found = self.entry(at.tree)?;
        'back: loop {
            for parent in std::mem::take(&mut at.parents) {
                let parent = Raw::read(self.repository, &self.trees.odb, parent)?;
                if self.entry(parent.tree)? == found {
                    at = parent;
                    continue 'back;
                }
            }
            return Ok(at.id);
        }
    }

    fn below(&mut self, tree: Oid, depth: usize) -> Result<Option<Entry>, git2::Error> {
        if let Some(entry) = self.known.get(&(depth, tree)) {
            return Ok(*entry);
        }
        let name = self.path[depth].as_bytes();
        let found = self.trees.list(tree)?.find(name);
        let entry = match found {
            Some(entry) if depth + 1 < self.path.len() && entry.is_folder() => self.below(entry.id, depth + 1)?,
            Some(_) if depth + 1 < self.path.len() => None,
            found => found,
        };
        self.known.insert((depth, tree), entry);
        Ok(entry)
    }
}

/// Reads trees as they are stored.
pub(super) struct Trees<'r> {
    odb: Odb<'r>,
    /// The trees read last: one commit's parent is the next one's own.
    last: VecDeque<(Oid, Rc<Listing>)>,
}

/// How many trees are kept.
const KEPT: usize = 4;

/// A tree as it is stored.
pub(super) struct Listing(Vec<u8>);

impl<'r> Trees<'r> {
    pub(super) fn new(repository: &'r Repository) -> Result<Self, git2::Error> {
        Ok(Self { odb: repository.odb()?, last: VecDeque::new() })
    }

    /// The tree of this id.
    pub(super) fn list(&mut self, tree: Oid) -> Result<Rc<Listing>, git2::Error> {
        if let Some((_, listing)) = self.last.iter().find(|(id, _)| *id == tree) {
            return Ok(listing.clone());
        }
        let object = read(&self.odb, tree)?;
        if object.kind() != ObjectType::Tree {
            let message = format!("object {tree} is no tree");
            return Err(git2::Error::new(ErrorCode::Invalid, ErrorClass::Tree, message));
        }
        let listing = Rc::new(Listing(object.data().to_owned()));
        self.last.truncate(KEPT - 1);
        self.last.push_front((tree, listing.clone()));
        Ok(listing)
    }

    /// The names whose entries differ between two folders, each with its entry in the later one.
    pub(super) fn differences(
        &mut self,
        before: Option<Entry>,
        after: Option<Entry>,
    ) -> Result<BTreeMap<Vec<u8>, Option<Entry>>, git2::Error> {
        if before == after {
            return Ok(BTreeMap::new());
        }
        let mut list = |folder: Option<Entry>| match folder.filter(|entry| entry.is_folder()) {
            Some(folder) => Ok::<_, git2::Error>(Some(self.list(folder.id)?)),
            None => Ok(None),
        };
        let (before, after) = (list(before)?, list(after)?);
        let before = before.as_ref().map_or(&[][..], |listing| &listing.0);
        Ok(differing(before, after.as_ref().map_or(&[], |listing| &listing.0)))
    }
}

impl Listing {
    /// The entry of this name.
    pub(super) fn find(&self, name: &[u8]) -> Option<Entry> {
        self.iter().find(|(found, _)| *found == name).map(|(_, entry)| entry)
    }

    /// Names and entries in the order of git.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&[u8], Entry)> {
        Entries(&self.0)
    }
}

/// The names whose entries differ between the bytes of two trees, each with its entry in the later one.
fn differing(before: &[u8], after: &[u8]) -> BTreeMap<Vec<u8>, Option<Entry>> {
    let (mut old, mut new) = (Entries(before), Entries(after));
    let alike = old.alike(&new);
    (old.0, new.0) = (&old.0[alike..], &new.0[alike..]);
    let mut differences = BTreeMap::new();
    loop {
        let start = (old.0, new.0);
        match (old.next(), new.next()) {
            (Some(one), Some(other)) if one == other => continue,
            (Some((name, _)), Some((other, entry))) if name == other => {
                differences.insert(name.to_owned(), Some(entry));
            }
            _ => {
                // From here on by name.
                let later: BTreeMap<&[u8], Entry> = Entries(start.1).collect();
                let earlier: BTreeMap<&[u8], Entry> = Entries(start.0).collect();
                let gone = earlier.keys().filter(|name| !later.contains_key(*name));
                differences.extend(gone.map(|name| (name.to_vec(), None)));
                let new = later.iter().filter(|(name, entry)| earlier.get(*name) != Some(entry));
                differences.extend(new.map(|(name, entry)| (name.to_vec(), Some(*entry))));
                break;
            }
        }
        if old.0 == new.0 {
            break;
        }
    }
    differences
}

/// The entries in the bytes of a tree; the rest of them where one is cut off is left out.
struct Entries<'a>(&'a [u8]);

impl Entries<'_> {
    /// Bytes of the entries with which both begin, as far as pieces of a fixed size tell.
    fn alike(&self, other: &Self) -> usize {
        const PIECE: usize = 64;
        let pieces = self.0.chunks(PIECE).zip(other.0.chunks(PIECE));
        let alike = pieces.take_while(|(one, other)| one == other).map(|(piece, _)| piece.len()).sum();
        let mut end = 0;
        while let Some(zero) = self.0[end..].iter().position(|byte| *byte == 0)
            && end + zero + 21 <= alike
        {
            end += zero + 21;
        }
        end
    }
}

impl<'a> Iterator for Entries<'a> {
    type Item = (&'a [u8], Entry);

    fn next(&mut self) -> Option<Self::Item> {
        let space = self.0.iter().position(|byte| *byte == b' ')?;
        let end = space + self.0[space..].iter().position(|byte| *byte == 0)?;
        let id = Oid::from_bytes(self.0.get(end + 1..end + 21)?).ok()?;
        let mode = self.0[..space].iter().fold(0, |mode: u32, digit| mode << 3 | u32::from(digit & 7));
        let name = &self.0[space + 1..end];
        self.0 = &self.0[end + 21..];
        Some((name, Entry { id, mode }))
    }
}

/// What `work` makes of the places up to `count`, in order. Many are shared among two hands, each with the repository
/// opened for itself.
pub(super) fn shared<R: Send>(
    repository: &Repository,
    count: usize,
    work: impl Fn(&Repository, Range<usize>) -> Result<Vec<R>, git2::Error> + Sync,
) -> Result<Vec<R>, git2::Error> {
    if count < MANY {
        return work(repository, 0..count);
    }
    let (path, half, work) = (repository.path().to_owned(), count / 2, &work);
    let (found, rest) = std::thread::scope(|scope| {
        let other = scope.spawn(move || work(&Repository::open(path)?, half..count));
        (work(repository, 0..half), other.join().expect("reading trees never panics"))
    });
    let mut found = found?;
    found.extend(rest?);
    Ok(found)
}

/// The newest commit, at `from` or before, that gave `path` what lies there at `from`; see [`Reader::last_change`].
pub(super) fn last_change(repository: &Repository, from: Oid, path: &str) -> Result<Oid, git2::Error> {
    Reader::new(repository, path)?.last_change(from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(entries: &BTreeMap<String, u8>) -> Vec<u8> {
        let entry = |(name, id): (&String, &u8)| [b"40000 ", name.as_bytes(), &[0], &[*id; 20]].concat();
        entries.iter().flat_map(entry).collect()
    }

    #[test]
    fn differences_of_large_trees_are_those_of_their_entries() {
        let all: BTreeMap<String, u8> = (0..90).map(|number| (format!("dokument-{number:02}"), number)).collect();
        for at in 0..90 {
            let name = format!("dokument-{at:02}");
            // An id of zeros, and one of blanks, look like ends of names.
            for id in [Some(0), Some(32), Some(200), None] {
                for added in ["a", "dokument-44x", "z"] {
                    let mut other = all.clone();
                    other.remove(&name);
                    other.extend(id.map(|id| (name.clone(), id)));
                    let without = bytes(&other);
                    other.insert(added.to_owned(), 7);
                    for (one, two) in [(&all, &other), (&other, &all)] {
                        let names: Vec<&String> = one.keys().chain(two.keys()).collect();
                        let differ = names.into_iter().filter(|name| one.get(*name) != two.get(*name));
                        let expected: BTreeMap<Vec<u8>, Option<u8>> =
                            differ.map(|name| (name.clone().into_bytes(), two.get(name).copied())).collect();
                        let found = differing(&bytes(one), &bytes(two));
                        let found: BTreeMap<Vec<u8>, Option<u8>> = found
                            .into_iter()
                            .map(|(name, entry)| (name, entry.map(|entry| entry.id.as_bytes()[0])))
                            .collect();
                        assert_eq!(found, expected, "{name} {id:?} {added}");
                    }
                    let names: Vec<Vec<u8>> = differing(&bytes(&all), &without).into_keys().collect();
                    let same = id == Some(at);
                    assert_eq!(names, if same { Vec::new() } else { vec![name.clone().into_bytes()] });
                }
            }
        }
    }
}
