//! Weights of hunks, blocks and sections.

use super::cue::Found;
use super::figure::Verdict;
use super::hunk::{Change, Place, Source, change, places, sentences};
use super::lexicon::Tongue;
use super::reading::{Item, Line, Pair, Unit};
use super::vocabulary::Vocabulary;
use super::{Reason, Rule, Weight, content, cue, figure, order, surface, wording};
use crate::compare::word::Lexicon;
use crate::compare::{
    BlockChange, BlockOp, BlockPlace, CellChange, Entry, LinkKind, Movement, ReferenceChange, ReferenceState, Run,
    Structure, TableChange, redline,
};
use crate::document::{Block, BlockKind, Document, Inline, Span, Style};

/// Longer changes are not looked at word by word.
const LONGEST: usize = 20_000;

/// Bytes by which a text may grow or shrink when only its order changes: a comma, a blank, a capital.
const SLACK: usize = 8;

/// Letters of a text that a reason repeats.
const EVIDENCE: usize = 80;

/// Gives all blocks, titles and entries that changed their weight. Returns how many words of both sides stand in changes
/// that are technical or editorial.
pub(in crate::compare) fn weigh(
    documents: [&Document; 2],
    vocabulary: &Vocabulary<'_>,
    entries: &mut [Entry],
    moves: &[Movement],
    references: &[ReferenceChange],
) -> u64 {
    let tongue = Tongue::of_document(documents[1]);
    // The entries do not depend on each other: two threads take half of what changed each.
    let changed = |entry: &Entry| entry.blocks.iter().filter(|block| block.op != BlockOp::Equal).count();
    let all: usize = entries.iter().map(changed).sum();
    let mut taken = 0;
    let half = entries.iter().position(|entry| {
        taken += changed(entry);
        taken * 2 >= all
    });
    let half = half.map_or(0, |at| at + 1);
    let (first, second) = entries.split_at_mut(half);
    let judge = || Judge { documents, moves, vocabulary, tongue, followed: Vec::new(), light: 0 };
    std::thread::scope(|scope| {
        let other = scope.spawn(|| judge().entries(second, half, references));
        let own = judge().entries(first, 0, references);
        own + other.join().expect("weighing never panics")
    })
}

/// Gives an entry the weight that a person decided, and its changes with it. Returns how many of its words stand in changes
/// that are technical or editorial by that.
fn overruled(entry: &mut Entry, weight: Weight) -> u64 {
    entry.weight = Some(weight);
    for block in entry.blocks.iter_mut().filter(|block| block.weight.is_some()) {
        block.weight = Some(weight);
    }
    if weight <= Weight::Editorial { entry.words.deleted + entry.words.inserted } else { 0 }
}

struct Judge<'d> {
    documents: [&'d Document; 2],
    moves: &'d [Movement],
    vocabulary: &'d Vocabulary<'d>,
    /// The language of the later text.
    tongue: Tongue,
    /// Where the references of a block that followed what they name stand on both sides.
    followed: Vec<(Span, Span)>,
    light: u64,
}

impl Judge<'_> {
    /// Weighs entries, the first of which has this number; returns how many words stand in light changes.
    fn entries(mut self, entries: &mut [Entry], first: usize, references: &[ReferenceChange]) -> u64 {
        let followed = references.iter().filter(|it| it.state == ReferenceState::Followed && it.entry >= first);
        let mut followed = followed.peekable();
        for (number, entry) in entries.iter_mut().enumerate() {
            let mut own: Vec<&ReferenceChange> = Vec::new();
            while let Some(next) = followed.next_if(|next| next.entry <= number + first) {
                own.push(next);
            }
            let light = self.light;
            self.entry(entry, &own);
            if let Some(weight) = entry.decided_weight() {
                self.light = light + overruled(entry, weight);
            }
        }
        self.light
    }

    fn entry(&mut self, entry: &mut Entry, references: &[&ReferenceChange]) {
        for (number, block) in entry.blocks.iter_mut().enumerate() {
            let own = references.iter().filter(|it| it.block == number);
            self.followed = own.filter_map(|it| Some((it.before_span?, it.after_span))).collect();
            let (weight, reasons) = self.block(block);
            (block.weight, block.reasons) = (weight, reasons);
        }
        self.followed.clear();
        entry.reasons = self.title(entry);
        let blocks = entry.blocks.iter().filter_map(|block| block.weight);
        let weight = blocks.chain(entry.reasons.iter().map(Reason::weight)).max();
        let alone = entry.before.is_empty() || entry.after.is_empty();
        entry.weight = if alone { Some(Weight::Substantive) } else { weight };
    }

    fn block(&mut self, block: &BlockChange) -> (Option<Weight>, Vec<Reason>) {
        let mut reasons = match block.op {
            BlockOp::Equal | BlockOp::Ignored | BlockOp::MovedOut => return (None, Vec::new()),
            BlockOp::Added => self.whole(1, &block.after, Rule::Added),
            BlockOp::Removed => self.whole(0, &block.before, Rule::Removed),
            BlockOp::MovedIn => {
                let moved = block.movement.and_then(|at| self.moves.get(at));
                let Some(moved) = moved else { return (None, Vec::new()) };
                let reasons = self.runs(&moved.runs, &[moved.from], &[moved.to]);
                if reasons.is_empty() && block.figures.is_empty() {
                    return (None, reasons);
                }
                reasons
            }
            BlockOp::Split | BlockOp::Joined => {
                let mut reasons = self.runs(&block.runs, &block.before, &block.after);
                reasons.retain(|reason| reason.rule != Rule::Typography && reason.rule != Rule::Markup);
                if reasons.is_empty() {
                    reasons.push(reason(Rule::Layout, "", ""));
                }
                reasons
            }
            BlockOp::Edited => {
                let table = block.table.as_ref().map(|table| self.table(block, table));
                match table.filter(|reasons| !reasons.is_empty()) {
                    Some(reasons) => reasons,
                    None => self.runs(&block.runs, &block.before, &block.after),
                }
            }
        };
        reasons.extend(block.figures.iter().map(|file| reason(Rule::Figure, "", file)));
        let reasons = if reasons.is_empty() { vec![reason(Rule::Typography, "", "")] } else { reasons };
        (reasons.iter().map(Reason::weight).max(), reasons)
    }

    /// A block that is new or gone.
    fn whole(&self, side: usize, places: &[BlockPlace], rule: Rule) -> Vec<Reason> {
        let document = self.documents[side];
        let found = places.iter().map(|place| &document.sections[place.section].blocks[place.block]);
        if found.clone().all(|block| block.kind == BlockKind::Break) {
            return vec![reason(Rule::Markup, "", "")];
        }
        let text: Vec<_> = found.map(|block| document.block_text(block)).collect();
        let text = text.first().map_or("", |text| text.as_ref());
        if side == 0 { vec![reason(rule, text, "")] } else { vec![reason(rule, "", text)] }
    }

    fn runs(&mut self, runs: &[Run], before: &[BlockPlace], after: &[BlockPlace]) -> Vec<Reason> {
        let (old, new) = (Source::blocks(self.documents[0], before), Source::blocks(self.documents[1], after));
        self.stretches(runs, &old, &new)
    }

    /// The reasons of a redline, each once.
    fn stretches(&mut self, runs: &[Run], before: &Source, after: &Source) -> Vec<Reason> {
        let mut reasons: Vec<Reason> = Vec::new();
        let mut places = places(runs);
        places.retain(|place| !(before.is_marker(&place.before) && after.is_marker(&place.after)));
        if places.is_empty() {
            return reasons;
        }
        let tongue = after.tongue().or_else(|| before.tongue()).unwrap_or(self.tongue);
        for group in sentences(before, places) {
            for found in self.sentence(before, after, &group, tongue) {
                if !reasons.contains(&found) {
                    reasons.push(found);
                }
            }
        }
        reasons
    }

    /// The reasons of the stretches of one sentence: together where they only changed the order, else one by one.
    fn sentence(&mut self, before: &Source, after: &Source, group: &[Place], tongue: Tongue) -> Vec<Reason> {
        if let [first, .., last] = group {
            let whole = Place { before: first.before.start..last.before.end, after: first.after.start..last.after.end };
            // The same in another order is about as long.
            if whole.before.len() + whole.after.len() < LONGEST
                && whole.before.len().abs_diff(whole.after.len()) <= SLACK
                && let Some(reason) = self.order(&change(before, after, &whole), tongue)
            {
                return vec![reason];
            }
        }
        let mut light = 0;
        let found = group.iter().map(|place| {
            let change = change(before, after, place);
            let follows =
                |spans: &(Span, Span)| before.lies_in(&place.before, spans.0) && after.lies_in(&place.after, spans.1);
            let label = before.is_caption() && after.is_caption() && is_label(&change, tongue);
            let reason = if label {
                reason(Rule::Numbering, &change.before.seen, &change.after.seen)
            } else if self.followed.iter().any(follows) {
                reason(Rule::ReferenceFollowed, &change.before.seen, &change.after.seen)
            } else {
                self.change(&change, tongue)
            };
            if reason.weight() <= Weight::Editorial {
                let words = |text: &str| u64::from(crate::compare::quantity::count_words(text));
                light += words(&change.before.seen).min(words(&change.after.seen));
            }
            reason
        });
        let found: Vec<Reason> = found.collect();
        self.light += light;
        found
    }

    /// Whether stretches and what stands between them are the same in another order.
    fn order(&self, change: &Change, tongue: Tongue) -> Option<Reason> {
        let pair = Pair::of(change, tongue);
        let core = wording::core(&pair);
        if core.before.len() > 200 || core.after.len() > 200 || cue::compare(&pair).is_some() {
            return None;
        }
        let rule = order::compare(&pair, &core)?;
        // What moved is told as gone and new; it counts as kept where the order says nothing.
        Some(reason(rule, &change.before.seen, &change.after.seen))
    }

    fn change(&self, change: &Change, tongue: Tongue) -> Reason {
        let (old, new) = (&change.before.seen, &change.after.seen);
        if old.len() + new.len() > LONGEST && old.len().abs_diff(new.len()) > LONGEST / 2 {
            let rule = match (old.trim().is_empty(), new.trim().is_empty()) {
                (true, _) => Rule::Added,
                (_, true) => Rule::Removed,
                _ => Rule::Rewritten,
            };
            return reason(rule, old, new);
        }
        if let Some(rule) = surface::technical(change) {
            let (x, y) = (&change.before, &change.after);
            let seen = !x.seen.trim().is_empty() || !y.seen.trim().is_empty();
            let text = |side: &super::hunk::Side| if seen { side.seen.clone() } else { side.markup.clone() };
            return reason(rule, &text(x), &text(y));
        }
        if change.before.seen.len() + change.after.seen.len() > LONGEST {
            return reason(Rule::Rewritten, &change.before.seen, &change.after.seen);
        }
        let pair = Pair::of(change, tongue);
        let numbers = match figure::compare(&pair) {
            Verdict::Fires(rule, x, y) if rule.weight() == Weight::Substantive => return reason(rule, &x, &y),
            Verdict::Fires(rule, x, y) if rule.weight() == Weight::Editorial && is_alone(&pair) => {
                return reason(rule, &x, &y);
            }
            Verdict::Fires(rule, x, y) => Some((rule, x, y)),
            Verdict::Same => None,
        };
        if let Some(rule) = surface::editorial(&pair) {
            return reason(rule, &change.before.seen, &change.after.seen);
        }
        let cues = cue::compare(&pair);
        if let Some((rule, x, y)) = cues.clone().filter(|found| found.0.weight() == Weight::Substantive) {
            return reason(rule, &x, &y);
        }
        let doubt = numbers.into_iter().chain(cues).max_by_key(|found| found.0.weight());
        let same = wording::compare(&pair, self.vocabulary);
        let (rule, x, y): Found = match (doubt, same) {
            (Some(doubt), Some(same)) if doubt.0.weight() >= same.0.weight() => doubt,
            (_, Some(same)) => same,
            (doubt, None) => {
                let rest = content::compare(&pair, self.vocabulary);
                doubt.filter(|doubt| doubt.0.weight() >= rest.0.weight()).unwrap_or(rest)
            }
        };
        let target = (change.before.markup != change.after.markup)
            .then(|| {
                surface::technical(&Change {
                    before: markup(&change.before),
                    after: markup(&change.after),
                    ..Change::default()
                })
            })
            .flatten();
        match target {
            Some(Rule::Target) if rule.weight() < Weight::Unassessed => {
                reason(Rule::Target, &change.before.markup, &change.after.markup)
            }
            _ => reason(rule, &x, &y),
        }
    }

    /// The reasons of a table: rows, then cells.
    fn table(&mut self, block: &BlockChange, table: &TableChange) -> Vec<Reason> {
        let mut reasons = Vec::new();
        let text = |cells: &[CellChange]| -> String {
            let texts = cells.iter().flat_map(|cell| &cell.runs).map(|run| run.text.as_str());
            texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" | ")
        };
        for row in &table.rows {
            match (row.before, row.after) {
                (None, _) => reasons.push(reason(Rule::Added, "", &text(&row.cells))),
                (_, None) => reasons.push(reason(Rule::Removed, &text(&row.cells), "")),
                (Some(old), Some(new)) => {
                    if row.moved {
                        reasons.push(reason(Rule::Rows, "", &text(&row.cells[..row.cells.len().min(1)])));
                    }
                    for cell in row.cells.iter().filter(|cell| cell.op != BlockOp::Equal) {
                        reasons.extend(self.cell(block, cell, (old, new)));
                    }
                }
            }
        }
        let mut once: Vec<Reason> = Vec::new();
        for found in reasons {
            if !once.contains(&found) {
                once.push(found);
            }
        }
        once
    }

    fn cell(&mut self, block: &BlockChange, cell: &CellChange, (old, new): (usize, usize)) -> Vec<Reason> {
        let source = |side: usize, places: &[BlockPlace], row, column: Option<usize>| match (places.first(), column) {
            (Some(place), Some(column)) => Source::cell(self.documents[side], *place, row, column),
            _ => Source::plain(""),
        };
        let (x, y) = (source(0, &block.before, old, cell.before), source(1, &block.after, new, cell.after));
        self.stretches(&cell.runs, &x, &y)
    }

    /// The reasons of a title that changed.
    fn title(&mut self, entry: &Entry) -> Vec<Reason> {
        let identity = entry.links.iter().find(|link| link.kind == LinkKind::Identity);
        let Some(link) = identity.filter(|_| entry.structure.contains(&Structure::Retitled)) else { return Vec::new() };
        let title = |side: usize, section: usize| self.documents[side].sections[section].title.as_str();
        let (x, y) = (title(0, link.before), title(1, link.after));
        let mut lexicon = Lexicon::default();
        let (a, b) = (lexicon.tokens(x, &line(x), 0), lexicon.tokens(y, &line(y), 1));
        let tokens = |text, tokens| redline::Tokens { text, tokens };
        let runs = redline::redline(tokens(x, &a), tokens(y, &b)).runs;
        let light = self.light;
        let reasons = self.stretches(&runs, &Source::plain(x), &Source::plain(y));
        // Words of titles are not counted.
        self.light = light;
        if reasons.is_empty() { vec![reason(Rule::Typography, "", "")] } else { reasons }
    }
}

/// The reason of a change at known places of two sentences; where one is missing, nothing stood there.
#[cfg(test)]
pub(super) fn of_span([before, after]: [&str; 2], places: [Option<std::ops::Range<usize>>; 2]) -> Reason {
    let (x, y) = (Source::plain(before), Source::plain(after));
    let documents = [before, after].map(|text| crate::document::markdown::read(text.to_owned()));
    use crate::compare::token::{Interner, Words};
    let found = [&documents[0], &documents[1]];
    let mut interner = Interner::default();
    let [old, new] = Words::of_both(found[0], found[1], &mut interner);
    let judge = Judge {
        documents: found,
        moves: &[],
        vocabulary: &Vocabulary::new(found, [&old, &new], &interner),
        tongue: Tongue::English,
        followed: Vec::new(),
        light: 0,
    };
    let change = match places {
        [Some(old), Some(new)] => change(&x, &y, &Place { before: old, after: new }),
        [Some(old), None] => change(&x, &y, &Place { before: old, after: 0..0 }),
        [None, new] => {
            // The words around are those of the later sentence.
            let found = change(&y, &x, &Place { before: new.unwrap_or(0..0), after: 0..0 });
            Change { before: found.after, after: found.before, ..found }
        }
    };
    judge.change(&change, y.tongue().unwrap_or(judge.tongue))
}

/// A side without what is seen of it.
fn markup(side: &super::hunk::Side) -> super::hunk::Side {
    super::hunk::Side { seen: String::new(), markup: side.markup.clone() }
}

/// A title as a block.
fn line(text: &str) -> Block {
    let inlines = vec![Inline { span: Span::new(0, text.len()), style: Style::default() }];
    Block {
        kind: BlockKind::Paragraph,
        pieces: Vec::new(),
        marker: 0,
        depth: 0,
        inlines,
        table: None,
        set_aside: false,
    }
}

/// Whether a change in a caption is that of its number.
fn is_label(change: &Change, tongue: Tongue) -> bool {
    let pair = Pair::of(change, tongue);
    let core = wording::core(&pair);
    let number = |items: &[Item]| matches!(items, [item] if matches!(item.unit, Unit::Name(_)));
    let first = |line: &Line, items: &[Item]| {
        items
            .first()
            .is_some_and(|item| line.items.iter().take_while(|it| it.span.start < item.span.start).count() <= 1)
    };
    change.left.split_whitespace().count() <= 1
        && number(core.before)
        && number(core.after)
        && first(&pair.before, core.before)
        && first(&pair.after, core.after)
}

/// Whether one unit took the place of one.
fn is_alone(pair: &Pair<'_>) -> bool {
    let core = wording::core(pair);
    core.before.len() == 1 && core.after.len() == 1
}

fn reason(rule: Rule, before: &str, after: &str) -> Reason {
    Reason { rule, before: clipped(before), after: clipped(after) }
}

/// The beginning of a text, on one line.
fn clipped(text: &str) -> String {
    let mut line = text.split_whitespace().take(EVIDENCE + 1).collect::<Vec<_>>().join(" ");
    if let Some((at, _)) = line.char_indices().nth(EVIDENCE) {
        line.truncate(at);
        line.truncate(line.trim_end().len());
        line.push('…');
    }
    line
}
