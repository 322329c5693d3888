//! The trail of a document: its revisions through the whole history, and the ids that it had before it was renamed.
//!
//! A revision is a commit that holds the document and whose folder of it (text, figures, links) differs from that of
//! every parent. A document that was deleted and saved again under its id is the same document.
//!
//! Where a commit has a document that its parent lacks, the document is one that went away between the two if this is
//! beyond doubt: of all that went exactly one has the same text, and of all that came only this one has it; or exactly
//! one went and one came, and at least half of the lines of both texts, blank ones apart, are the same. Everything that
//! the former folder was before then belongs to the document.

use std::collections::BTreeMap;
use std::ops::Range;

use git2::{Oid, Repository};
use rustc_hash::{FxHashMap, FxHashSet};

use super::history::{Entry, History, Reader, Trees, shared};
use super::name::DocumentId;
use super::revision::TEXT_LIMIT;

/// The trail of one document through a history.
pub(super) struct Trail {
    /// The lives of the document, the present one first.
    pub(super) lives: Vec<Life>,
    /// Where one life became another.
    pub(super) renames: Vec<Rename>,
}

/// A folder that a document had, and where.
pub(super) struct Life {
    pub(super) id: DocumentId,
    /// For each step of the history whether the folder is one of the document there.
    reach: Vec<bool>,
    /// For each step what lies in the folder; `None` where that is no text, and out of reach.
    entries: Vec<Option<Entry>>,
}

impl Life {
    /// Whether the document stands under this id in a step.
    pub(super) fn holds(&self, step: usize) -> bool {
        self.entries[step].is_some()
    }

    /// The steps that are revisions, newest first.
    pub(super) fn revisions<'a>(&'a self, history: &'a History) -> impl Iterator<Item = usize> + 'a {
        let differs = |step: &usize| {
            let parents = &history.steps[*step].parents;
            parents.iter().all(|parent| self.entries[*parent] != self.entries[*step])
        };
        (0..self.entries.len()).filter(|step| self.holds(*step)).filter(differs)
    }
}

/// A document that went away in a step came there under another id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rename {
    pub(super) step: usize,
    pub(super) parent: usize,
    pub(super) before: DocumentId,
    pub(super) after: DocumentId,
}

impl Trail {
    /// Follows `document` through `history`.
    pub(super) fn follow(
        repository: &Repository,
        history: &History,
        document: &DocumentId,
    ) -> Result<Self, git2::Error> {
        let mut folders = Folders::new(repository)?;
        let mut trail = Self { lives: Vec::new(), renames: Vec::new() };
        let everywhere = vec![true; history.steps.len()];
        let mut waiting = vec![trail.enter(repository, history, document, &everywhere)?];
        while let Some(at) = waiting.pop() {
            for (step, parent) in trail.lives[at].births(history) {
                let after = trail.lives[at].id.clone();
                let known = |it: &Rename| (it.step, it.parent, &it.after) == (step, parent, &after);
                if trail.renames.iter().any(known) {
                    continue;
                }
                let trees = [parent, step].map(|step| history.steps[step].tree);
                let renamed = folders.renamed(trees)?;
                let Some((before, _)) = renamed.into_iter().find(|(_, came)| *came == after) else { continue };
                let reach = history.reachable(parent);
                waiting.push(trail.enter(repository, history, &before, &reach)?);
                trail.renames.push(Rename { step, parent, before, after });
            }
        }
        Ok(trail)
    }

    /// The place of the life of this id, which reaches at least so far.
    fn enter(
        &mut self,
        repository: &Repository,
        history: &History,
        id: &DocumentId,
        reach: &[bool],
    ) -> Result<usize, git2::Error> {
        let at = self.lives.iter().position(|life| life.id == *id).unwrap_or_else(|| {
            let count = history.steps.len();
            self.lives.push(Life { id: id.clone(), reach: vec![false; count], entries: vec![None; count] });
            self.lives.len() - 1
        });
        let life = &mut self.lives[at];
        let held = shared(repository, history.steps.len(), |repository, steps| {
            let (mut reader, mut folders) = (Reader::new(repository, &id.folder())?, Folders::new(repository)?);
            let held = steps.map(|step| match reach[step] && !life.reach[step] {
                true => folders.holding(reader.entry(history.steps[step].tree)?),
                false => Ok(life.entries[step]),
            });
            held.collect()
        })?;
        life.entries = held;
        life.reach.iter_mut().zip(reach).for_each(|(known, reached)| *known |= reached);
        Ok(at)
    }
}

impl Life {
    /// Steps that hold the document, each with a parent that does not.
    fn births(&self, history: &History) -> Vec<(usize, usize)> {
        let held = (0..self.entries.len()).filter(|step| self.holds(*step));
        let pairs = held.flat_map(|step| history.steps[step].parents.iter().map(move |parent| (step, *parent)));
        pairs.filter(|(_, parent)| !self.holds(*parent)).collect()
    }
}

/// Looks into the folders of documents, and remembers which of them hold a text.
pub(super) struct Folders<'r> {
    repository: &'r Repository,
    trees: Trees<'r>,
    strategy: Reader<'r>,
    texts: FxHashMap<Oid, Option<Entry>>,
}

impl<'r> Folders<'r> {
    pub(super) fn new(repository: &'r Repository) -> Result<Self, git2::Error> {
        let (trees, strategy) = (Trees::new(repository)?, Reader::new(repository, "strategy")?);
        Ok(Self { repository, trees, strategy, texts: FxHashMap::default() })
    }

    /// The text of a folder; `None` where it holds none, or is no folder.
    pub(super) fn text(&mut self, folder: Entry) -> Result<Option<Entry>, git2::Error> {
        if !folder.is_folder() {
            return Ok(None);
        }
        if let Some(text) = self.texts.get(&folder.id) {
            return Ok(*text);
        }
        let text = self.trees.list(folder.id)?.find(b"text.md");
        self.texts.insert(folder.id, text);
        Ok(text)
    }

    /// The folder, if it holds a text.
    pub(super) fn holding(&mut self, folder: Option<Entry>) -> Result<Option<Entry>, git2::Error> {
        let Some(folder) = folder else { return Ok(None) };
        Ok(self.text(folder)?.map(|_| folder))
    }

    /// The documents that were renamed between two trees: the id before and the id after. See the rule at the top.
    pub(super) fn renamed(&mut self, trees: [Oid; 2]) -> Result<Vec<(DocumentId, DocumentId)>, git2::Error> {
        let mut listed: [BTreeMap<Vec<u8>, Entry>; 2] = Default::default();
        for (tree, listed) in trees.into_iter().zip(&mut listed) {
            if let Some(strategy) = self.strategy.entry(tree)?.filter(|entry| entry.is_folder()) {
                let listing = self.trees.list(strategy.id)?;
                *listed = listing.iter().map(|(name, entry)| (name.to_owned(), entry)).collect();
            }
        }
        let [before, after] = &listed;
        let names: Vec<&Vec<u8>> =
            before.keys().chain(after.keys().filter(|name| !before.contains_key(*name))).collect();
        let (mut went, mut came) = (Vec::new(), Vec::new());
        for name in names.into_iter().filter(|name| before.get(*name) != after.get(*name)) {
            let mut texts = [None; 2];
            for (listed, text) in listed.iter().zip(&mut texts) {
                if let Some(folder) = listed.get(name) {
                    *text = self.text(*folder)?;
                }
            }
            let Ok(id) = std::str::from_utf8(name).map_err(|_| ()).and_then(|id| DocumentId::parse(id).map_err(|_| ()))
            else {
                continue;
            };
            match texts {
                [Some(text), None] => went.push((id, text)),
                [None, Some(text)] => came.push((id, text)),
                _ => {}
            }
        }
        let mut renamed = Vec::new();
        for (after, text) in &came {
            let same: Vec<&DocumentId> = went.iter().filter(|(_, it)| it == text).map(|(id, _)| id).collect();
            let alone = came.iter().filter(|(_, it)| it == text).count() == 1;
            match same.as_slice() {
                [before] if alone => renamed.push(((*before).clone(), after.clone())),
                [] if went.len() == 1 && came.len() == 1 && self.alike(went[0].1, *text)? => {
                    renamed.push((went[0].0.clone(), after.clone()));
                }
                _ => {}
            }
        }
        Ok(renamed)
    }

    /// Whether at least half of the lines of two texts are the same, blank ones apart.
    fn alike(&self, before: Entry, after: Entry) -> Result<bool, git2::Error> {
        let odb = self.repository.odb()?;
        let mut texts = Vec::new();
        for text in [before, after] {
            if !text.is_file() || odb.read_header(text.id)?.0 as u64 >= TEXT_LIMIT {
                return Ok(false);
            }
            texts.push(odb.read(text.id)?);
        }
        let lines = |text: usize| texts[text].data().split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
        let mut counts: FxHashMap<&[u8], u64> = FxHashMap::default();
        lines(0).filter(|line| !line.is_empty()).for_each(|line| *counts.entry(line).or_default() += 1);
        let (mut all, mut shared) = (counts.values().sum::<u64>(), 0);
        for line in lines(1).filter(|line| !line.is_empty()) {
            all += 1;
            if let Some(count) = counts.get_mut(line).filter(|count| **count > 0) {
                *count -= 1;
                shared += 2;
            }
        }
        Ok(shared > 0 && shared * 2 >= all)
    }
}

/// What the walk through all documents finds.
pub(super) enum Found {
    /// A revision: its step, and the folder that it was saved in.
    Revision(usize, DocumentId),
    /// A rename on the way.
    Rename(Rename),
}

/// The revisions and renames of all documents, newest first.
pub(super) fn everywhere(repository: &Repository, history: &History) -> Result<Vec<Found>, git2::Error> {
    shared(repository, history.steps.len(), |repository, steps| within(repository, history, steps))
}

fn within(repository: &Repository, history: &History, steps: Range<usize>) -> Result<Vec<Found>, git2::Error> {
    let (mut folders, mut trees) = (Folders::new(repository)?, Trees::new(repository)?);
    let mut strategy = Reader::new(repository, "strategy")?;
    let mut found = Vec::new();
    for at in steps {
        let step = &history.steps[at];
        let own = strategy.entry(step.tree)?;
        let mut touched: Option<BTreeMap<Vec<u8>, Entry>> = None;
        for parent in &step.parents {
            let tree = history.steps[*parent].tree;
            let other = strategy.entry(tree)?;
            let changes = trees.differences(other, own)?;
            if changes.len() > 1 {
                let renamed = folders.renamed([tree, step.tree])?.into_iter();
                let rename = |(before, after)| Found::Rename(Rename { step: at, parent: *parent, before, after });
                found.extend(renamed.map(rename));
            }
            let changes = changes.into_iter().filter_map(|(name, entry)| Some((name, entry?))).collect();
            touched = Some(match touched {
                None => changes,
                Some(mut touched) => {
                    touched.retain(|name, _| changes.contains_key(name));
                    touched
                }
            });
        }
        let touched = match touched {
            Some(touched) => touched,
            None => {
                trees.differences(None, own)?.into_iter().filter_map(|(name, entry)| Some((name, entry?))).collect()
            }
        };
        for (name, entry) in touched {
            if let Ok(name) = std::str::from_utf8(&name)
                && let Ok(id) = DocumentId::parse(name)
                && folders.text(entry)?.is_some()
            {
                found.push(Found::Revision(at, id));
            }
        }
    }
    Ok(found)
}

/// The documents that folders belong to: a folder that is still a document is its own, and one that was renamed is the
/// document that it became.
pub(super) struct Owners {
    trails: Vec<(DocumentId, Trail)>,
    present: FxHashSet<DocumentId>,
}

impl Owners {
    pub(super) fn new(
        repository: &Repository,
        history: &History,
        renames: &[Rename],
        present: Vec<DocumentId>,
    ) -> Result<Self, git2::Error> {
        let mut trails = Vec::new();
        for document in &present {
            if renames.iter().any(|rename| rename.after == *document) {
                trails.push((document.clone(), Trail::follow(repository, history, document)?));
            }
        }
        Ok(Self { trails, present: present.into_iter().collect() })
    }

    pub(super) fn of(&self, step: usize, folder: &DocumentId) -> DocumentId {
        if self.present.contains(folder) {
            return folder.clone();
        }
        let holds = |trail: &Trail| trail.lives.iter().any(|life| life.id == *folder && life.holds(step));
        self.trails.iter().find(|(_, trail)| holds(trail)).map_or_else(|| folder.clone(), |(id, _)| id.clone())
    }
}
