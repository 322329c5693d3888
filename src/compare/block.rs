//! Block by block: what happened to each, with its redline.

use std::collections::BTreeMap;

use super::alignment::{Blocks, Draft, Fate};
use super::flow::Flow;
use super::grid::Renamed;
use super::redline::{Redline, Tokens, redline, whole, write};
use super::word::{Lexicon, Token};
use super::{
    BlockChange, BlockOp, BlockPlace, Entry, Movement, RunOp, Structure, TableChange, Words, movement, parallel,
    parting, provenance, table,
};
use crate::document::{BlockKind, Document, Table};

/// What was found besides the changes themselves.
#[derive(Default)]
pub(super) struct Found {
    pub(super) moves: Vec<Movement>,
    pub(super) coarse_alignments: u32,
    pub(super) coarse_redlines: u32,
    pub(super) coarse_tables: u32,
}

/// Fills in the blocks and the words of all entries, and whether a section was edited.
pub(super) fn changes(documents: [&Document; 2], flow: &Flow<'_>, entries: &mut [Entry]) -> Found {
    let blocks = Blocks::new(documents, flow);
    let aligned = parallel::each(entries.len(), |at| parting::align(&blocks, &entries[at]));
    let coarse_alignments = aligned.iter().map(|aligned| aligned.coarse).sum();
    let drafts: Vec<Vec<Draft>> = aligned.into_iter().map(|aligned| aligned.drafts).collect();
    let moved = movement::moved(&blocks, &drafts);
    let (lexicon, renamed) = (lexicon(documents), renamed(documents, entries));
    let mut writer = Writer { lexicon: lexicon.clone(), renamed: &renamed, documents, found: Found::default() };

    let mut elsewhere = Elsewhere::default();
    for (from, to) in moved {
        let line = writer.text_redline(&[from], &[to]);
        let index = writer.found.moves.len();
        elsewhere.left.insert(from, (index, line.words));
        elsewhere.came.insert(to, (index, line.words));
        writer.found.moves.push(Movement { from, to, runs: line.runs });
    }
    // The entries do not depend on each other.
    let writer_of_its_own =
        || Writer { lexicon: lexicon.clone(), renamed: &renamed, documents, found: Found::default() };
    let write = |writer: &mut Writer<'_>, at: usize| writer.entry(&blocks, &elsewhere, &drafts[at]);
    let (written, writers) = parallel::each_with(entries.len(), writer_of_its_own, write);
    for (entry, written) in entries.iter_mut().zip(written) {
        written.enter(entry);
    }
    let mut found = Found { coarse_alignments, ..writer.found };
    for writer in writers {
        found.coarse_redlines += writer.found.coarse_redlines;
        found.coarse_tables += writer.found.coarse_tables;
    }
    found
}

/// Words that live on elsewhere, by block, with the index of the move.
#[derive(Default)]
struct Elsewhere {
    left: BTreeMap<BlockPlace, (usize, Words)>,
    came: BTreeMap<BlockPlace, (usize, Words)>,
}

/// Knows which footnotes are the same in both texts.
fn lexicon(documents: [&Document; 2]) -> Lexicon {
    let footnotes = documents.map(|document| {
        let blocks = document.sections.iter().flat_map(|section| &section.blocks);
        let notes = blocks.filter(|block| block.kind == BlockKind::Footnote);
        let named = notes.map(|block| {
            let text = document.block_text(block);
            let (name, body) = text.split_at(block.marker as usize);
            let name = name.trim().trim_start_matches("[^").trim_end_matches("]:").to_owned();
            (name, body.split_whitespace().collect::<Vec<_>>().join(" "))
        });
        named.collect::<Vec<(String, String)>>()
    });
    let mut lexicon = Lexicon::default();
    lexicon.name_footnotes(&footnotes[0], &footnotes[1]);
    lexicon
}

/// Which titles became which: tables and lists name sections by them.
fn renamed(documents: [&Document; 2], entries: &[Entry]) -> Renamed {
    let title = |side: usize, section: usize| documents[side].sections[section].title.as_str();
    let pairs = entries.iter().filter_map(provenance::identity).filter(|(s, _)| *s != 0);
    Renamed::of(pairs.map(|(s, t)| (title(0, s), title(1, t))).filter(|(old, new)| !old.is_empty() && !new.is_empty()))
}

/// The blocks of an entry with their redlines.
struct Written {
    blocks: Vec<BlockChange>,
    words: Words,
    continuity: f64,
}

impl Written {
    fn enter(self, entry: &mut Entry) {
        let edited = self.blocks.iter().any(|block| !matches!(block.op, BlockOp::Equal | BlockOp::Ignored));
        if edited && !entry.before.is_empty() && !entry.after.is_empty() {
            entry.structure.push(Structure::Edited);
            entry.structure.sort_unstable();
        }
        entry.blocks = self.blocks;
        entry.words = self.words;
        entry.continuity = self.continuity;
    }
}

struct Writer<'d> {
    lexicon: Lexicon,
    renamed: &'d Renamed,
    documents: [&'d Document; 2],
    found: Found,
}

impl Writer<'_> {
    fn entry(&mut self, blocks: &Blocks<'_>, moved: &Elsewhere, drafts: &[Draft]) -> Written {
        let mut changes = Vec::with_capacity(drafts.len());
        let mut own = Words::default();
        let mut both = 0;
        for draft in drafts {
            let (change, words) = match (draft.fate, draft.before.first(), draft.after.first()) {
                (Fate::Alone, Some(from), _) if moved.left.contains_key(from) => {
                    let (index, words) = moved.left[from];
                    both += words.kept;
                    let words = Words { kept: 0, moved: words.kept, deleted: words.deleted, inserted: 0 };
                    (self.alone(draft, BlockOp::MovedOut, Some(index)), words)
                }
                (Fate::Alone, _, Some(to)) if moved.came.contains_key(to) => {
                    let (index, words) = moved.came[to];
                    both += words.kept;
                    let words = Words { kept: 0, moved: words.kept, deleted: 0, inserted: words.inserted };
                    (self.alone(draft, BlockOp::MovedIn, Some(index)), words)
                }
                (Fate::Alone, Some(place), _) => {
                    let words = Words { deleted: blocks.visible(0, *place), ..Words::default() };
                    (self.alone(draft, BlockOp::Removed, None), words)
                }
                (Fate::Alone, ..) => {
                    let words = Words { inserted: blocks.visible(1, draft.after[0]), ..Words::default() };
                    (self.alone(draft, BlockOp::Added, None), words)
                }
                (Fate::Ignored, ..) => (self.ignored(draft), Words::default()),
                (Fate::Same, ..) => {
                    let kept = blocks.visible(0, draft.before[0]);
                    (self.same(draft), Words { kept, ..Words::default() })
                }
                (Fate::Paired, ..) => self.paired(draft),
            };
            both += 2 * words.kept;
            own.kept += words.kept;
            own.deleted += words.deleted;
            own.inserted += words.inserted;
            own.moved += words.moved;
            changes.push(change);
        }
        let total = both + own.deleted + own.inserted;
        let continuity = if total == 0 { 1.0 } else { both as f64 / total as f64 };
        Written { blocks: changes, words: own, continuity }
    }

    fn text(&self, side: usize, place: BlockPlace) -> std::borrow::Cow<'_, str> {
        let document = self.documents[side];
        document.block_text(&document.sections[place.section].blocks[place.block])
    }

    fn table(&self, side: usize, place: BlockPlace) -> Option<&Table> {
        self.documents[side].sections[place.section].blocks[place.block].table.as_deref()
    }

    fn change(&self, draft: &Draft, op: BlockOp) -> BlockChange {
        let (before, after) = (draft.before.clone(), draft.after.clone());
        BlockChange { op, before, after, ..BlockChange::default() }
    }

    fn alone(&self, draft: &Draft, op: BlockOp, movement: Option<usize>) -> BlockChange {
        let runs = match (draft.before.first(), draft.after.first()) {
            (Some(place), _) => whole(RunOp::Delete, &self.text(0, *place)),
            (None, Some(place)) => whole(RunOp::Insert, &self.text(1, *place)),
            (None, None) => Vec::new(),
        };
        BlockChange { movement, runs, ..self.change(draft, op) }
    }

    fn ignored(&mut self, draft: &Draft) -> BlockChange {
        if draft.before.is_empty() || draft.after.is_empty() {
            return self.alone(draft, BlockOp::Ignored, None);
        }
        BlockChange { op: BlockOp::Ignored, ..self.same(draft) }
    }

    /// The same words: where blanks or the marker differ, the runs still spell both texts.
    fn same(&mut self, draft: &Draft) -> BlockChange {
        let (before, after) = (self.text(0, draft.before[0]), self.text(1, draft.after[0]));
        let runs = if before == after {
            whole(RunOp::Equal, &before)
        } else {
            drop((before, after));
            let (x, y) = (self.side(0, &draft.before), self.side(1, &draft.after));
            write(x.tokens(), y.tokens(), &[]).runs
        };
        BlockChange { runs, ..self.change(draft, BlockOp::Equal) }
    }

    fn paired(&mut self, draft: &Draft) -> (BlockChange, Words) {
        let tables = match (&draft.before[..], &draft.after[..]) {
            ([x], [y]) => self.table(0, *x).is_some() && self.table(1, *y).is_some(),
            _ => false,
        };
        let (line, table) = if tables {
            self.table_redline(draft.before[0], draft.after[0])
        } else {
            (self.text_redline(&draft.before, &draft.after), None)
        };
        let op = match (line.changed, draft.before.len(), draft.after.len()) {
            (_, 1, 2..) => BlockOp::Split,
            (_, 2.., 1) => BlockOp::Joined,
            (true, ..) => BlockOp::Edited,
            (false, ..) => BlockOp::Equal,
        };
        let table = table.filter(|_| op == BlockOp::Edited);
        (BlockChange { runs: line.runs, table, ..self.change(draft, op) }, line.words)
    }

    fn text_redline(&mut self, before: &[BlockPlace], after: &[BlockPlace]) -> Redline {
        let (x, y) = (self.side(0, before), self.side(1, after));
        let line = redline(x.tokens(), y.tokens());
        self.found.coarse_redlines += u32::from(line.coarse);
        line
    }

    fn table_redline(&mut self, before: BlockPlace, after: BlockPlace) -> (Redline, Option<TableChange>) {
        let (x, y) = (self.side(0, &[before]), self.side(1, &[after]));
        let tables = self.table(0, before).zip(self.table(1, after));
        let compared = tables.and_then(|(old, new)| {
            table::compare(
                table::Side { tokens: x.tokens(), table: old },
                table::Side { tokens: y.tokens(), table: new },
                self.renamed,
            )
        });
        match compared {
            Some(compared) => {
                self.found.coarse_tables += u32::from(compared.coarse);
                (write(x.tokens(), y.tokens(), &compared.hunks), Some(compared.change))
            }
            None => {
                self.found.coarse_tables += 1;
                (redline(x.tokens(), y.tokens()), None)
            }
        }
    }

    /// The text of one or several blocks, with a blank line between, and its tokens.
    fn side(&mut self, side: usize, places: &[BlockPlace]) -> Text {
        let document = self.documents[side];
        let mut text = String::new();
        let mut tokens: Vec<Token> = Vec::new();
        for place in places {
            let block = &document.sections[place.section].blocks[place.block];
            if !text.is_empty() {
                text.push_str("\n\n");
            }
            let own = document.block_text(block);
            let start = text.len() as u32;
            let found = self.lexicon.tokens(&own, block, side);
            tokens.extend(found.into_iter().map(|token| Token {
                start: token.start + start,
                end: token.end + start,
                ..token
            }));
            text.push_str(&own);
        }
        Text { text, tokens }
    }
}

struct Text {
    text: String,
    tokens: Vec<Token>,
}

impl Text {
    fn tokens(&self) -> Tokens<'_> {
        Tokens { text: &self.text, tokens: &self.tokens }
    }
}
