//! Cross-references: what each one named before, what it names now, and whether it followed what was renumbered.

use std::collections::BTreeMap;

use super::mention::{Mention, mentions};
use super::pairing::{Hunk, hunks};
use super::target::{Target, Targets};
use super::{BlockChange, BlockOp, BlockPlace, Entry, Movement, Run};
use crate::document::{BlockKind, Document, Remark, RemarkKind, Side, Span};

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
    let judge = Judge { documents, targets, fates: Fates::of(documents, entries, moves) };
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
    fn of(documents: [&Document; 2], entries: &[Entry], moves: &[Movement]) -> Self {
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
                if let ([before], [after]) = (&change.before[..], &change.after[..]) {
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
}

/// The blocks of one side as a redline spells them.
struct Text<'d> {
    document: &'d Document,
    places: Vec<BlockPlace>,
    text: String,
    mentions: Vec<Mention>,
}

impl<'d> Text<'d> {
    fn of(document: &'d Document, places: &[BlockPlace]) -> Self {
        let mut text = String::new();
        let mut found = Vec::new();
        for place in places {
            let block = &document.sections[place.section].blocks[place.block];
            if !text.is_empty() {
                text.push_str("\n\n");
            }
            let own = document.block_text(block);
            if !matches!(block.kind, BlockKind::Code | BlockKind::Html | BlockKind::Break) && !block.set_aside {
                let start = text.len();
                let is_caption = crate::document::label::is_caption(own.trim_start_matches(['*', '_']));
                let of_block = mentions(&own).into_iter().filter(|mention| {
                    let first = own[..mention.span.start as usize].trim_matches(['*', '_', ' ']).is_empty();
                    mention.span.start >= block.marker && !(is_caption && first)
                });
                found.extend(of_block.map(|mention| Mention {
                    span: Span::new(mention.span.start as usize + start, mention.span.end as usize + start),
                    ..mention
                }));
            }
            text.push_str(&own);
        }
        Text { document, places: places.to_vec(), text, mentions: found }
    }

    /// The section in which a mention stands, and its line.
    fn place(&self, mention: &Mention) -> (usize, u32) {
        let mut at = mention.span.start as usize;
        for place in &self.places {
            let block = &self.document.sections[place.section].blocks[place.block];
            for piece in &block.pieces {
                if at < piece.len() {
                    let offset = piece.start as usize + at;
                    let lines = self.document.source[..offset].bytes().filter(|byte| *byte == b'\n').count();
                    return (place.section, lines as u32 + 1);
                }
                at -= piece.len();
            }
            at = at.saturating_sub(2);
        }
        (self.places.first().map_or(0, |place| place.section), 1)
    }

    fn section(&self, mention: &Mention) -> usize {
        match self.places.as_slice() {
            [only] => only.section,
            _ => self.place(mention).0,
        }
    }
}

impl Judge<'_> {
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
        let before = Text::of(self.documents[0], before);
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
                line: after.place(mention).1,
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
        let touches = |(_, mention): &(usize, &Mention)| Hunk::touches(mention.span, side(hunk));
        mentions.iter().enumerate().filter(touches).map(|(at, _)| at).collect()
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
    let is_free = |side: usize, at: usize| {
        !changed.iter().any(|(old, new)| if side == 0 { old.contains(&at) } else { new.contains(&at) })
    };
    let old: Vec<usize> = (0..before.mentions.len()).filter(|at| is_free(0, *at)).collect();
    let new: Vec<usize> = (0..after.mentions.len()).filter(|at| is_free(1, *at)).collect();
    if old.len() == new.len() {
        old.into_iter().zip(new).for_each(|(old, new)| partners[new] = Some(old));
    }
    partners
}
