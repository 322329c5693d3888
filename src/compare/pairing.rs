//! Quantities that changed: which one became which, by how much, and what it is called.
//!
//! What is paired stands in the same cell, or at the same place of a redline; in doubt a quantity is new and another one
//! gone.

use super::amount::{Amount, Kind, Value, amounts_in, may_count};
use super::decimal::Decimal;
use super::sight::Sight;
use super::unit::Unit;
use super::written::Notation;
use super::{BlockChange, BlockOp, Entry, Movement, Run, RunOp, cell, naming, provenance};
use crate::document::{BlockKind, Document, Span};

/// Quantities that one change of a text may hold on one side; more are not told.
const GROUP_CAP: usize = 300;

/// A quantity that changed, came or went inside text that lives on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuantityChange {
    /// Index into [`Comparison::entries`](super::Comparison::entries).
    pub entry: usize,
    /// Index into [`Entry::blocks`]; `None` where it stands in the title.
    pub block: Option<usize>,
    /// What is counted or measured: row and column of a table, or the words before it; the title of its section where
    /// nothing tells.
    pub label: String,
    /// The earlier quantity; `None` where it is new.
    pub before: Option<Quantity>,
    /// The later quantity; `None` where it is gone.
    pub after: Option<Quantity>,
    /// By how much it grew, and in which unit; `None` where the two can't be subtracted.
    pub difference: Option<(Decimal, Unit)>,
    /// Why the two are taken for one.
    pub pairing: Pairing,
}

/// A quantity where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// As written, without markup.
    pub text: String,
    /// As understood.
    pub amount: Amount,
    /// The sentence up to it.
    pub lead: String,
    /// The sentence behind it.
    pub tail: String,
}

/// Grounds on which two quantities are taken for one, from the strongest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pairing {
    /// They stand in the same cell of a table.
    Cell,
    /// One was replaced by the other.
    Replaced,
    /// Several were replaced by as many of the same kinds, in the same order.
    Order,
    /// There is only one.
    Alone,
}

/// The quantities that changed, in the order of the entries and their blocks.
pub(super) fn quantities(documents: [&Document; 2], entries: &[Entry], moves: &[Movement]) -> Vec<QuantityChange> {
    let notations = documents.map(|document| Notation::of(&document.source));
    let mut changes = Vec::new();
    for (number, entry) in entries.iter().enumerate() {
        let title = entry.after.first().map(|at| documents[1].sections[*at].title.as_str()).unwrap_or_default();
        of_title(documents, notations, entry, &mut |mut change| {
            change.entry = number;
            changes.push(change);
        });
        for (at, block) in entry.blocks.iter().enumerate() {
            let mut found = of_block(documents, notations, moves, block);
            for change in &mut found {
                (change.entry, change.block) = (number, Some(at));
                if change.label.is_empty() {
                    let section = block.after.first().map(|place| &*documents[1].sections[place.section].title);
                    section.unwrap_or(title).clone_into(&mut change.label);
                }
            }
            changes.append(&mut found);
        }
    }
    changes
}

fn of_title(documents: [&Document; 2], notations: [Notation; 2], entry: &Entry, push: &mut dyn FnMut(QuantityChange)) {
    let Some((s, t)) = provenance::identity(entry).filter(|(s, _)| *s != 0) else { return };
    let titles = [&documents[0].sections[s].title, &documents[1].sections[t].title];
    let digits = |title: &String| title.bytes().any(|byte| byte.is_ascii_digit());
    if titles[0] == titles[1] || !titles.into_iter().any(digits) {
        return;
    }
    let sides = [0, 1].map(|side| Side::of_text(titles[side], notations[side]));
    for mut change in pairs(&sides, &[whole_hunk(&sides)]) {
        change.label.clone_from(titles[1]);
        push(change);
    }
}

/// All of both texts but what they begin and end with.
fn whole_hunk(sides: &[Side; 2]) -> Hunk {
    let texts = [&*sides[0].sight_text, &*sides[1].sight_text];
    let prefix: usize = texts[0]
        .split_inclusive(' ')
        .zip(texts[1].split_inclusive(' '))
        .take_while(|(x, y)| x == y)
        .map(|(x, _)| x.len())
        .sum();
    Hunk { before: Span::new(prefix, texts[0].len()), after: Span::new(prefix, texts[1].len()) }
}

fn of_block(
    documents: [&Document; 2],
    notations: [Notation; 2],
    moves: &[Movement],
    change: &BlockChange,
) -> Vec<QuantityChange> {
    let (before, runs) = match (change.op, change.movement.and_then(|at| moves.get(at))) {
        (BlockOp::Edited | BlockOp::Split | BlockOp::Joined, _) => (&change.before[..], &change.runs),
        (BlockOp::MovedIn, Some(movement)) => (std::slice::from_ref(&movement.from), &movement.runs),
        _ => return Vec::new(),
    };
    let places = [before, &change.after[..]];
    let opaque = |side: usize| {
        let kind = |place: &super::BlockPlace| documents[side].sections[place.section].blocks[place.block].kind;
        places[side].iter().any(|place| matches!(kind(place), BlockKind::Code | BlockKind::Html | BlockKind::Break))
    };
    let counts = |run: &Run| run.op != RunOp::Equal && may_count(&run.text);
    if opaque(0) || opaque(1) || !runs.iter().any(counts) {
        return Vec::new();
    }
    let is_table = |side: usize| {
        let at = places[side].first().map(|place| &documents[side].sections[place.section].blocks[place.block]);
        at.is_some_and(|block| block.table.is_some())
    };
    if is_table(0) || is_table(1) {
        let Some(table) = &change.table else { return Vec::new() };
        return cell::quantities(documents, notations, [places[0][0], places[1][0]], table);
    }
    let sides = [0, 1].map(|side| Side::new(Sight::of_blocks(documents[side], places[side]), notations[side]));
    pairs(&sides, &hunks(runs))
}

/// One side of a changed text: what is seen of it, and the quantities in it with their places in the source.
pub(super) struct Side {
    pub(super) sight_text: String,
    pub(super) found: Vec<Found>,
}

/// A quantity with its place in the visible text and in the source.
#[derive(Clone)]
pub(super) struct Found {
    pub(super) seen: Span,
    pub(super) source: Span,
    pub(super) amount: Amount,
}

impl Side {
    pub(super) fn new(sight: Sight, notation: Notation) -> Self {
        let found = amounts_in(&sight.text, notation).into_iter();
        let found =
            found.filter_map(|(seen, amount)| Some(Found { seen, source: sight.source(seen)?, amount })).collect();
        Side { sight_text: sight.text, found }
    }

    fn of_text(text: &str, notation: Notation) -> Self {
        let found = amounts_in(text, notation).into_iter().map(|(seen, amount)| Found { seen, source: seen, amount });
        Side { sight_text: text.to_owned(), found: found.collect() }
    }

    pub(super) fn quantity(&self, found: &Found) -> Quantity {
        /// More of a sentence is not told, in bytes.
        const SIGHT: usize = 400;
        let (start, end) = (found.seen.start as usize, found.seen.end as usize);
        let text = &self.sight_text;
        let (low, high) = (text.floor_char_boundary(start.saturating_sub(SIGHT)), end.saturating_add(SIGHT));
        let text = &text[..text.floor_char_boundary(high)];
        let sentence = text[low..start].rmatch_indices(['.', '!', '?', '\n']).find(|(at, _)| {
            let rest = &text[low + at + 1..start];
            rest.starts_with(char::is_whitespace) && rest.trim_start().starts_with(char::is_uppercase)
        });
        let close = text[end..].match_indices(['.', '!', '?', '\n']).find(|(at, _)| {
            let rest = &text[end + at + 1..];
            rest.is_empty()
                || rest.starts_with(char::is_whitespace) && rest.trim_start().starts_with(char::is_uppercase)
        });
        // A full stop that ends the sentence belongs to the abbreviation before it as well.
        let cut = ["p.p", "proc", "tys", "godz", "mies", "os", "szt"].iter().any(|it| text[start..end].ends_with(it));
        let shown = end + usize::from(cut && text[end..].starts_with('.'));
        let from = sentence.map_or(low, |(at, _)| low + at + 1);
        let to = close.map_or(text.len(), |(at, mark)| end + at + mark.len());
        Quantity {
            text: text[start..shown].to_owned(),
            amount: found.amount.clone(),
            lead: text[from..start].trim_start().to_owned(),
            tail: text[shown.min(to)..to].trim_end().to_owned(),
        }
    }

    fn label(&self, found: &Found) -> String {
        naming::name(&self.sight_text, found.seen.start as usize, found.seen.end as usize, &found.amount.noun)
    }
}

/// Whether a date is the one by which an act is named ("ustawy z dnia 27 sierpnia 2009 r.").
fn names_an_act(text: &str, found: &Found) -> bool {
    #[rustfmt::skip]
    const ACTS: &[&str] = &[
        "ustaw", "rozporządzen", "uchwał", "dyrektyw", "decyzj", "zarządzen", "komunikat", "obwieszczen", "porozumien",
        "traktat", "konwencj", "regulation", "directive", "decision", "resolution", "act",
    ];
    let mut words = text[..found.seen.start as usize].split_whitespace().rev().take(10).map(str::to_lowercase);
    let introduced = words.next().is_some_and(|word| matches!(&*word, "dnia" | "dn." | "z" | "of"));
    found.amount.kind == Kind::Date
        && introduced
        && words.any(|word| ACTS.iter().any(|act| word.trim_matches('(').starts_with(act)))
}

/// What was replaced by what, in bytes of both sources; one of the two may be empty.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hunk {
    pub(super) before: Span,
    pub(super) after: Span,
}

impl Hunk {
    /// Whether something changed in what stands at `span`, `side` being what changed.
    pub(super) fn touches(span: Span, side: Span) -> bool {
        match side.is_empty() {
            true => span.start < side.start && side.start < span.end,
            false => span.start < side.end && side.start < span.end,
        }
    }
}

/// What a redline replaces.
pub(super) fn hunks(runs: &[Run]) -> Vec<Hunk> {
    let mut hunks: Vec<Hunk> = Vec::new();
    let (mut x, mut y) = (0, 0);
    let mut open = false;
    for run in runs {
        let (from_x, from_y) = (x, y);
        match run.op {
            RunOp::Equal => (x, y) = (x + run.text.len(), y + run.text.len()),
            RunOp::Delete => x += run.text.len(),
            RunOp::Insert => y += run.text.len(),
        }
        if run.op == RunOp::Equal {
            open = false;
            continue;
        }
        match hunks.last_mut().filter(|_| open) {
            Some(hunk) => (hunk.before.end, hunk.after.end) = (x as u32, y as u32),
            None => hunks.push(Hunk { before: Span::new(from_x, x), after: Span::new(from_y, y) }),
        }
        open = true;
    }
    hunks
}

/// The quantities that changed within the hunks of a text, without their entry and block.
pub(super) fn pairs(sides: &[Side; 2], hunks: &[Hunk]) -> Vec<QuantityChange> {
    let mut changes = Vec::new();
    let mut at = 0;
    while at < hunks.len() {
        // A quantity that reaches over several hunks joins them.
        let mut end = at + 1;
        let inside = |side: usize, hunks: &[Hunk]| -> Vec<Found> {
            let of = |hunk: &Hunk| if side == 0 { hunk.before } else { hunk.after };
            let (Some(first), Some(last)) = (hunks.first(), hunks.last()) else { return Vec::new() };
            let all = &sides[side].found;
            let from = all.partition_point(|found| found.source.end <= of(first).start);
            let near = all[from..].iter().take_while(|found| found.source.start <= of(last).end);
            let touched = |found: &&Found| hunks.iter().any(|hunk| Hunk::touches(found.source, of(hunk)));
            near.filter(touched).cloned().collect()
        };
        let reaches = |next: &Hunk, own: &[Hunk]| {
            let over = |found: &Found, of: &dyn Fn(&Hunk) -> Span| Hunk::touches(found.source, of(next));
            inside(0, own).iter().any(|found| over(found, &|hunk| hunk.before))
                || inside(1, own).iter().any(|found| over(found, &|hunk| hunk.after))
        };
        while end < hunks.len() && reaches(&hunks[end], &hunks[at..end]) {
            end += 1;
        }
        let own = &hunks[at..end];
        of_group(sides, inside(0, own), inside(1, own), &mut changes);
        at = end;
    }
    changes
}

fn of_group(sides: &[Side; 2], mut before: Vec<Found>, mut after: Vec<Found>, changes: &mut Vec<QuantityChange>) {
    // So much that was written anew at once is another text.
    if before.len().max(after.len()) > GROUP_CAP {
        return;
    }
    // What says the same as before did not change.
    before.retain(|old| {
        let same = after.iter().position(|new| old.amount.is_same(&new.amount));
        same.inspect(|at| drop(after.remove(*at))).is_none()
    });
    let mut taken: Vec<(usize, usize, Pairing)> = Vec::new();
    match (before.as_slice(), after.as_slice()) {
        ([old], [new]) => taken.extend(is_replaced(sides, old, new).then_some((0, 0, Pairing::Replaced))),
        _ => {
            let in_order = before.len() == after.len()
                && before.iter().zip(&after).all(|(old, new)| old.amount.is_comparable(&new.amount));
            for (i, old) in before.iter().enumerate() {
                let fits = |x: &Amount, y: &Amount| x.is_comparable(y);
                let only = |all: &[Found]| all.iter().filter(|it| fits(&old.amount, &it.amount)).count() == 1;
                let partner = match in_order {
                    true => Some(i),
                    false if only(&before) && only(&after) => {
                        after.iter().position(|new| fits(&old.amount, &new.amount))
                    }
                    false => None,
                };
                let agrees = |j: &usize| is_in_same_words(sides, old, &after[*j]);
                taken.extend(partner.filter(agrees).map(|j| (i, j, Pairing::Order)));
            }
        }
    }
    for (i, old) in before.iter().enumerate() {
        match taken.iter().find(|(x, ..)| *x == i) {
            Some((_, j, pairing)) => changes.push(change(sides, Some(old), Some(&after[*j]), *pairing)),
            None => changes.push(change(sides, Some(old), None, Pairing::Alone)),
        }
    }
    let alone = after.iter().enumerate().filter(|(j, _)| !taken.iter().any(|(_, y, _)| y == j));
    changes.extend(alone.map(|(_, new)| change(sides, None, Some(new), Pairing::Alone)));
}

fn change(sides: &[Side; 2], before: Option<&Found>, after: Option<&Found>, pairing: Pairing) -> QuantityChange {
    let named = after.map(|found| sides[1].label(found)).filter(|label| !label.is_empty());
    let label = named.or_else(|| before.map(|found| sides[0].label(found))).unwrap_or_default();
    QuantityChange {
        entry: 0,
        block: None,
        label,
        before: before.map(|found| sides[0].quantity(found)),
        after: after.map(|found| sides[1].quantity(found)),
        // The days between two acts say nothing.
        difference: before
            .zip(after)
            .filter(|(old, _)| !names_an_act(&sides[0].sight_text, old))
            .and_then(|(old, new)| old.amount.difference(&new.amount)),
        pairing,
    }
}

/// Whether the one quantity that was struck out is the one that was written in: both count, or both are points of time,
/// both are ranges or none is, and the words around them agree.
fn is_replaced(sides: &[Side; 2], old: &Found, new: &Found) -> bool {
    let in_time = |found: &Found| matches!(found.amount.kind, Kind::Date | Kind::Year);
    let shape = |found: &Found| matches!(found.amount.value, Value::Range(..) | Value::Dates(..));
    let times = |found: &Found| found.amount.unit == Unit::Times;
    in_time(old) == in_time(new)
        && times(old) == times(new)
        && shape(old) == shape(new)
        && is_in_same_words(sides, old, new)
}

/// Whether two quantities are spoken of in the same words. What is counted must be the same thing.
fn is_in_same_words(sides: &[Side; 2], old: &Found, new: &Found) -> bool {
    let words = |side: usize, found: &Found| {
        naming::around(&sides[side].sight_text, found.seen.start as usize, found.seen.end as usize, (5, 3))
    };
    let ((lead, tail), (new_lead, new_tail)) = (words(0, old), words(1, new));
    let common = |x: &[String], y: &[String]| x.iter().any(|stem| y.contains(stem));
    let counted = |found: &Found| found.amount.kind == Kind::Count && !found.amount.noun.is_empty();
    if counted(old) && counted(new) && old.amount.noun != new.amount.noun {
        let names = |side: usize, found: &Found| naming::counted(&sides[side].sight_text, found.seen.end as usize);
        if !naming::is_same_noun(&names(0, old), &names(1, new)) {
            return false;
        }
    }
    let (bare, new_bare) = (lead.is_empty() && tail.is_empty(), new_lead.is_empty() && new_tail.is_empty());
    common(&lead, &new_lead) || common(&tail, &new_tail) || (bare && new_bare)
}
