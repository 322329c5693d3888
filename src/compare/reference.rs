//! Cross-references: what each one named before, what it names now, and whether it followed what was renumbered.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use super::mention::{Mention, mentions};
use super::pairing::{Hunk, hunks};
use super::target::{Target, Targets};
use super::{BlockChange, BlockOp, BlockPlace, Entry, Movement, Run};
use crate::document::{BlockKind, Document, Remark, RemarkKind, Side, Span, label};

/// A reference to a part of the text that was renumbered, or that is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReferenceChange {
    /// Index into [`Comparison::entries`](super::Comparison::entries).
    pub entry: usize,
    /// Index into [`Entry::blocks`].
    pub block: usize,
    /// As written before; `None` where the reference is new.
    pub before: Option<String>,
    /// As written now.
    pub after: String,
    /// Where it stood in the text of the earlier blocks, as the redline spells them.
    pub before_span: Option<Span>,
    /// Where it stands in the text of the later blocks, as the redline spells them.
    pub after_span: Span,
    /// What became of it.
    pub state: ReferenceState,
    /// Line in the source of the later text, from 1.
    pub line: u32,
    /// The section that it named before, as it is now: of the later text; `None` where it is gone, or a caption.
    pub target: Option<usize>,
}

/// What became of a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReferenceState {
    /// It was renumbered together with what it names.
    Followed,
    /// What it named has another number now, but it still says the old one.
    Stale,
    /// Nothing bears its number.
    Dangling,
}

/// The references that followed, are stale or dangling, in the order of the entries, and remarks on the latter two.
pub(super) fn references(
    documents: [&Document; 2],
    entries: &[Entry],
    moves: &[Movement],
) -> (Vec<ReferenceChange>, Vec<Remark>) {
    let targets = documents.map(Targets::of);
    let mut found = Vec::new();
    if targets.iter().all(Targets::is_empty) {
        return (found, Vec::new());
    }
    let fates = Fates::of(documents, &targets[0], entries, moves);
    let judge = Judge { documents, targets, fates, breaks: OnceCell::new() };
    for (number, entry) in entries.iter().enumerate() {
        for (at, change) in entry.blocks.iter().enumerate() {
            judge.block((number, at), change, moves, &mut found);
        }
    }
    let remarks = found.iter().filter_map(|change| remark(documents[1], change)).collect();
    (found, remarks)
}

fn remark(document: &Document, change: &ReferenceChange) -> Option<Remark> {
    let reference = change.after.split_whitespace().collect::<Vec<_>>().join(" ");
    let kind = match change.state {
        ReferenceState::Followed => return None,
        ReferenceState::Stale => {
            let now = change.target.map(|at| document.sections[at].heading.clone()).unwrap_or_default();
            RemarkKind::StaleReference { reference, now }
        }
        ReferenceState::Dangling => RemarkKind::DanglingReference { reference },
    };
    Some(Remark { side: Some(Side::After), line: Some(change.line), kind })
}

/// What became of everything that a reference can name.
struct Fates {
    sections: BTreeMap<usize, Vec<usize>>,
    captions: BTreeMap<BlockPlace, BlockPlace>,
    /// Sections of the later text that continue none of the earlier one.
    new: Vec<bool>,
}

impl Fates {
    fn of(documents: [&Document; 2], targets: &Targets, entries: &[Entry], moves: &[Movement]) -> Self {
        // Blocks that are captions, or the tables beneath them.
        let named: BTreeSet<BlockPlace> = targets.captions().collect();
        let matters = |place: &BlockPlace| {
            let above = place.block.checked_sub(1).map(|block| BlockPlace { block, ..*place });
            !named.is_empty() && (named.contains(place) || above.is_some_and(|above| named.contains(&above)))
        };
        let mut fates = Fates {
            sections: BTreeMap::new(),
            captions: BTreeMap::new(),
            new: vec![true; documents[1].sections.len()],
        };
        for entry in entries {
            for link in &entry.links {
                fates.sections.entry(link.before).or_default().push(link.after);
                fates.new[link.after] = false;
            }
            for change in &entry.blocks {
                if let ([before], [after]) = (&change.before[..], &change.after[..])
                    && matters(before)
                {
                    fates.captions.insert(*before, *after);
                }
            }
        }
        fates.captions.extend(moves.iter().map(|movement| (movement.from, movement.to)));
        fates
    }

    /// Whether a later target continues an earlier one; `None` where that can't be told.
    fn continues(&self, old: Target, new: Target) -> Option<bool> {
        match (old, new) {
            (Target::Section(old), Target::Section(new)) => match self.sections.get(&old) {
                Some(after) => Some(after.contains(&new)),
                // Gone, and its number is borne by a section that is new: it may have been written anew.
                None if self.new[new] => None,
                None => Some(false),
            },
            (Target::Caption(old), Target::Caption(new)) => self.caption(old).map(|after| after == new),
            _ => None,
        }
    }

    /// Where a caption stands now; that of a table follows the table.
    fn caption(&self, old: BlockPlace) -> Option<BlockPlace> {
        let found = self.captions.get(&old).copied();
        let below = |place: BlockPlace| BlockPlace { block: place.block + 1, ..place };
        found.or_else(|| {
            let table = self.captions.get(&below(old))?;
            Some(BlockPlace { block: table.block.checked_sub(1)?, ..*table })
        })
    }

    fn lives(&self, old: Target) -> bool {
        match old {
            Target::Section(old) => self.sections.contains_key(&old),
            Target::Caption(old) => self.caption(old).is_some(),
        }
    }
}

struct Judge<'d> {
    documents: [&'d Document; 2],
    targets: [Targets; 2],
    fates: Fates,
    /// Where the lines of the later text end, once it is asked for.
    breaks: OnceCell<Vec<usize>>,
}

/// The blocks of one side as a redline spells them.
struct Text<'d> {
    document: &'d Document,
    places: &'d [BlockPlace],
    text: Cow<'d, str>,
    mentions: Vec<Mention>,
}

/// Collects the mentions in one block. The marker of an item names nothing, nor does a caption its own table.
fn of_block(own: &str, marker: u32, start: usize, found: &mut Vec<Mention>) {
    for mention in mentions(own) {
        let first = own[..mention.span.start as usize].trim_matches(['*', '_', ' ']).is_empty();
        let is_caption = || label::is_caption(own.trim_start_matches(['*', '_']));
        if mention.span.start >= marker && !(first && is_caption()) {
            let span = Span::new(mention.span.start as usize + start, mention.span.end as usize + start);
            found.push(Mention { span, ..mention });
        }
    }
}

impl<'d> Text<'d> {
    fn of(document: &'d Document, places: &'d [BlockPlace]) -> Self {
        let block = |place: &BlockPlace| &document.sections[place.section].blocks[place.block];
        let text = match places {
            [only] => document.block_text(block(only)),
            _ => {
                let texts: Vec<Cow<'_, str>> = places.iter().map(|place| document.block_text(block(place))).collect();
                Cow::Owned(texts.join("\n\n"))
            }
        };
        let mut found = Vec::new();
        let mut start = 0;
        for place in places {
            let block = block(place);
            let end = start + block.pieces.iter().map(|piece| piece.len()).sum::<usize>();
            let silent = matches!(block.kind, BlockKind::Code | BlockKind::Html | BlockKind::Break) || block.set_aside;
            if !silent {
                of_block(&text[start..end], block.marker, start, &mut found);
            }
            start = end + 2;
        }
        Text { document, places, text, mentions: found }
    }

    /// The section in which a mention stands, and its place in the source.
    fn place(&self, mention: &Mention) -> (usize, usize) {
        let mut at = mention.span.start as usize;
        for place in self.places {
            let block = &self.document.sections[place.section].blocks[place.block];
            for piece in &block.pieces {
                if at < piece.len() {
                    return (place.section, piece.start as usize + at);
                }
                at -= piece.len();
            }
            at = at.saturating_sub(2);
        }
        (self.places.first().map_or(0, |place| place.section), 0)
    }

    /// The same text.
    fn same(&self) -> Self {
        let (text, mentions) = (self.text.clone(), self.mentions.clone());
        Text { document: self.document, places: self.places, text, mentions }
    }

    fn section(&self, mention: &Mention) -> usize {
        match self.places {
            [only] => only.section,
            _ => self.place(mention).0,
        }
    }
}

impl Judge<'_> {
    /// The line of a place in the source of the later text.
    fn line(&self, at: usize) -> u32 {
        let breaks = self.breaks.get_or_init(|| {
            let source = self.documents[1].source.bytes().enumerate();
            source.filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at).collect()
        });
        breaks.partition_point(|line| *line < at) as u32 + 1
    }

    fn block(&self, at: (usize, usize), change: &BlockChange, moves: &[Movement], found: &mut Vec<ReferenceChange>) {
        let (before, runs): (&[BlockPlace], &[Run]) = match (change.op, change.movement.and_then(|at| moves.get(at))) {
            (BlockOp::Ignored | BlockOp::Removed | BlockOp::MovedOut, _) => return,
            (BlockOp::MovedIn, Some(movement)) => (std::slice::from_ref(&movement.from), &movement.runs),
            _ => (&change.before, &change.runs),
        };
        let after = Text::of(self.documents[1], &change.after);
        if after.mentions.is_empty() {
            return;
        }
        let before = match (before, change.op, runs) {
            ([_], BlockOp::Equal, [_]) => Text { document: self.documents[0], places: before, ..after.same() },
            _ => Text::of(self.documents[0], before),
        };
        let partners = partners(&before, &after, runs);
        for (mention, partner) in after.mentions.iter().zip(partners) {
            let old = partner.map(|at| &before.mentions[at]);
            let Some((state, target)) = self.state((&before, old), (&after, mention)) else { continue };
            found.push(ReferenceChange {
                entry: at.0,
                block: at.1,
                before: old.map(|old| old.span.of(&before.text).to_owned()),
                after: mention.span.of(&after.text).to_owned(),
                before_span: old.map(|old| old.span),
                after_span: mention.span,
                state,
                line: self.line(after.place(mention).1),
                target,
            });
        }
    }

    fn state(
        &self,
        (before, old): (&Text<'_>, Option<&Mention>),
        (after, new): (&Text<'_>, &Mention),
    ) -> Option<(ReferenceState, Option<usize>)> {
        let now = self.targets[1].find(&new.name, after.section(new));
        let then = old.and_then(|old| self.targets[0].find(&old.name, before.section(old)));
        let nothing = !self.targets[1].bears(&new.name);
        let alive = |target: Target| match target {
            Target::Section(at) => self.fates.sections.get(&at).and_then(|after| after.first().copied()),
            Target::Caption(_) => None,
        };
        match (old, then, now) {
            (Some(old), Some(then), Some(now)) => match self.fates.continues(then, now)? {
                true => (old.name != new.name).then(|| (ReferenceState::Followed, alive(then))),
                false => {
                    let says_the_old = old.name == new.name && self.fates.lives(then);
                    says_the_old.then(|| (ReferenceState::Stale, alive(then)))
                }
            },
            (Some(old), Some(then), None) if nothing => match old.name == new.name && self.fates.lives(then) {
                true => Some((ReferenceState::Stale, alive(then))),
                false => Some((ReferenceState::Dangling, None)),
            },
            (_, None, None) if nothing && self.targets[1].has_kind(&new.name) => Some((ReferenceState::Dangling, None)),
            _ => None,
        }
    }
}

/// The mention before that each mention after was.
fn partners(before: &Text<'_>, after: &Text<'_>, runs: &[Run]) -> Vec<Option<usize>> {
    let hunks = hunks(runs);
    if hunks.is_empty() && before.mentions.len() == after.mentions.len() {
        return (0..after.mentions.len()).map(Some).collect();
    }
    let touched = |mentions: &[Mention], side: fn(&Hunk) -> Span, hunk: &Hunk| -> Vec<usize> {
        let first = mentions.partition_point(|mention| mention.span.end <= side(hunk).start);
        let near = mentions.iter().enumerate().skip(first).take_while(|(_, it)| it.span.start <= side(hunk).end);
        near.filter(|(_, mention)| Hunk::touches(mention.span, side(hunk))).map(|(at, _)| at).collect()
    };
    let changed: Vec<(Vec<usize>, Vec<usize>)> = hunks
        .iter()
        .map(|hunk| (touched(&before.mentions, |it| it.before, hunk), touched(&after.mentions, |it| it.after, hunk)))
        .collect();
    let mut partners = vec![None; after.mentions.len()];
    for (old, new) in &changed {
        // One was replaced by one; of several, those in order whose words are the same.
        if old.len() == new.len() {
            old.iter().zip(new).for_each(|(old, new)| partners[*new] = Some(*old));
        }
    }
    // What no change touches stands in the same order on both sides.
    let free = |count: usize, taken: &mut dyn Iterator<Item = usize>| -> Vec<usize> {
        let taken: BTreeSet<usize> = taken.collect();
        (0..count).filter(|at| !taken.contains(at)).collect()
    };
    let old = free(before.mentions.len(), &mut changed.iter().flat_map(|(old, _)| old.iter().copied()));
    let new = free(after.mentions.len(), &mut changed.iter().flat_map(|(_, new)| new.iter().copied()));
    if old.len() == new.len() {
        old.into_iter().zip(new).for_each(|(old, new)| partners[new] = Some(old));
    }
    partners
}
