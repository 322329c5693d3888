//! Tracked changes: what surrounds a run that came or went, and which moves Word may show as moves.

use std::collections::BTreeMap;

use super::Moves;
use crate::render::escape::name;
use crate::render::layout::{Change, Layout, Paragraph, Part};

/// The element around a run with this change, and the one that marks the end of a paragraph; none where it is kept.
pub(super) fn element(change: Change) -> Option<&'static str> {
    match change {
        Change::Kept => None,
        Change::Inserted => Some("w:ins"),
        Change::Deleted => Some("w:del"),
        Change::MovedFrom(_) => Some("w:moveFrom"),
        Change::MovedTo(_) => Some("w:moveTo"),
    }
}

/// Whether a change takes its text out of the earlier one or into the later one; `None` where it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Came,
    Went,
}

fn fate(change: Change) -> Option<Fate> {
    match change {
        Change::Kept => None,
        Change::Inserted | Change::MovedTo(_) => Some(Fate::Came),
        Change::Deleted | Change::MovedFrom(_) => Some(Fate::Went),
    }
}

/// How long the name of an author may be.
const AUTHOR_LIMIT: usize = 255;

/// Author and date of changes, as attributes.
///
/// LibreOffice takes two insertions (or deletions) of one author within a minute for one, even where between them is the
/// end of a paragraph that both texts have, and rejecting them then joins the paragraphs. From such an end on, changes
/// are two minutes later, or no longer so.
#[derive(Clone, Debug, Default)]
pub(super) struct Stamp {
    attributes: [String; 2],
    late: bool,
    /// What happened to the last run of the paragraph before, where its end has another fate.
    open: Option<Fate>,
}

impl Stamp {
    /// The stamp of an author at a moment (`2020-12-08T00:00:00Z`).
    pub(super) fn new(author: &str, when: Option<&str>) -> Stamp {
        let date = |when: &str| format!(" w:author=\"{}\" w:date=\"{when}\"", name(author, AUTHOR_LIMIT));
        let bare = || format!(" w:author=\"{}\"", name(author, AUTHOR_LIMIT));
        let attributes = match when {
            Some(when) => [date(when), date(&apart(when))],
            None => [bare(), bare()],
        };
        Stamp { attributes, ..Stamp::default() }
    }

    /// The attributes of a change here.
    pub(super) fn attributes(&self) -> &str {
        &self.attributes[usize::from(self.late)]
    }

    /// Begins a paragraph.
    pub(super) fn begin(&mut self, paragraph: &Paragraph) {
        let first = paragraph.fragments.first().map_or(paragraph.end, |fragment| fragment.change);
        if self.open.is_some() && fate(first) == self.open {
            self.late = !self.late;
        }
        let last = paragraph.fragments.last().and_then(|fragment| fate(fragment.change));
        self.open = last.filter(|last| fate(paragraph.end) != Some(*last));
    }

    /// Says that what follows does not touch what was before.
    pub(super) fn part(&mut self) {
        self.open = None;
    }
}

/// A moment two minutes from this one.
fn apart(when: &str) -> String {
    let minute = when.get(14..16).and_then(|minute| minute.parse::<u32>().ok()).unwrap_or_default();
    let minute = if minute < 58 { minute + 2 } else { minute - 2 };
    format!("{}{minute:02}{}", &when[..14], &when[16..])
}

/// Which end of a move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    /// Where it left.
    From,
    /// Where it arrived.
    To,
}

/// A move at one of its ends.
pub(super) type End = (usize, Side);

/// Where the ranges of moves begin and end, by places: every fragment of a paragraph of the text has one, then its end,
/// and a table has one as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Plan {
    /// The moves that have a range on both sides.
    paired: Vec<bool>,
    begins: BTreeMap<usize, End>,
    ends: BTreeMap<usize, End>,
}

impl Plan {
    /// The change as it is written: a move without ranges came and went.
    pub(super) fn resolve(&self, change: Change) -> Change {
        let paired = |at: usize| self.paired.get(at).copied().unwrap_or_default();
        match change {
            Change::MovedFrom(at) if !paired(at) => Change::Deleted,
            Change::MovedTo(at) if !paired(at) => Change::Inserted,
            other => other,
        }
    }

    /// The end of a move whose range begins at this place.
    pub(super) fn begins(&self, place: usize) -> Option<End> {
        self.begins.get(&place).copied()
    }

    /// The end of a move whose range ends with this place.
    pub(super) fn ends(&self, place: usize) -> Option<End> {
        self.ends.get(&place).copied()
    }
}

/// What is known of an end of a move while the text is walked through.
#[derive(Clone, Copy, Debug, Default)]
struct Range {
    first: usize,
    last: usize,
    seen: bool,
    broken: bool,
}

/// Plans the ranges. A move has them where it is one stretch at both of its ends, outside of tables and notes, with
/// nothing in between but what came or went there: Word pairs nothing else, and repairs files with crossing ranges.
pub(super) fn plan(layout: &Layout, moves: Moves) -> Plan {
    if moves == Moves::DeleteInsert {
        return Plan::default();
    }
    let mut walk = Walk { ranges: vec![[Range::default(); 2]; layout.moves], ..Walk::default() };
    for part in &layout.parts {
        match part {
            Part::Paragraph(paragraph) => changes(paragraph).for_each(|change| walk.step(change)),
            Part::Table(table) => {
                table.rows.iter().for_each(|row| walk.exclude(row.change));
                let cells = table.rows.iter().flat_map(|row| row.cells.iter().flatten());
                cells.flat_map(changes).for_each(|change| walk.exclude(change));
                walk.step(Change::Kept);
            }
        }
    }
    layout.notes.iter().flat_map(|note| &note.paragraphs).flat_map(changes).for_each(|it| walk.exclude(it));
    let mut plan = Plan::default();
    for (at, ranges) in walk.ranges.iter().enumerate() {
        let whole = ranges.iter().all(|range| range.seen && !range.broken);
        plan.paired.push(whole);
        if whole {
            for (range, side) in ranges.iter().zip([Side::From, Side::To]) {
                plan.begins.insert(range.first, (at, side));
                plan.ends.insert(range.last, (at, side));
            }
        }
    }
    plan
}

/// The changes of a paragraph: those of its fragments, then that of its end.
fn changes(paragraph: &Paragraph) -> impl Iterator<Item = Change> {
    paragraph.fragments.iter().map(|fragment| fragment.change).chain([paragraph.end])
}

#[derive(Debug, Default)]
struct Walk {
    ranges: Vec<[Range; 2]>,
    place: usize,
    /// The last place of something that is in both texts.
    kept: Option<usize>,
    /// The end of a move that was met last.
    last: Option<(usize, usize)>,
}

impl Walk {
    fn step(&mut self, change: Change) {
        let place = self.place;
        self.place += 1;
        let (at, side) = match change {
            Change::Kept => {
                self.kept = Some(place);
                return;
            }
            Change::Inserted | Change::Deleted => return,
            Change::MovedFrom(at) => (at, 0),
            Change::MovedTo(at) => (at, 1),
        };
        let before = self.last.replace((at, side));
        let Some(range) = self.ranges.get_mut(at).map(|sides| &mut sides[side]) else { return };
        if range.seen {
            range.broken |= before != Some((at, side)) || self.kept.is_some_and(|kept| kept > range.last);
        } else {
            range.first = place;
        }
        range.last = place;
        range.seen = true;
    }

    fn exclude(&mut self, change: Change) {
        let (at, side) = match change {
            Change::MovedFrom(at) => (at, 0),
            Change::MovedTo(at) => (at, 1),
            _ => return,
        };
        if let Some(sides) = self.ranges.get_mut(at) {
            sides[side].broken = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::layout::{Fragment, Table};

    fn paragraph(fragments: &[Change], end: Change) -> Part {
        let fragments = fragments.iter().map(|change| Fragment { change: *change, ..Fragment::default() }).collect();
        Part::Paragraph(Paragraph { end, fragments, ..Paragraph::default() })
    }

    fn planned(parts: Vec<Part>) -> Plan {
        plan(&Layout { parts, moves: 2, ..Layout::default() }, Moves::Paired)
    }

    #[test]
    fn a_move_of_several_paragraphs_is_one_range() {
        let (from, to) = (Change::MovedFrom(0), Change::MovedTo(0));
        let plan = planned(vec![
            paragraph(&[from, from], from),
            paragraph(&[from], from),
            paragraph(&[Change::Kept], Change::Kept),
            paragraph(&[to, Change::Inserted, to], to),
            paragraph(&[to], to),
        ]);
        assert_eq!((plan.begins(0), plan.ends(4)), (Some((0, Side::From)), Some((0, Side::From))));
        assert_eq!((plan.begins(7), plan.ends(12)), (Some((0, Side::To)), Some((0, Side::To))));
        assert_eq!(plan.resolve(from), from);
    }

    #[test]
    fn changes_on_both_sides_of_a_kept_end_are_minutes_apart() {
        let stamped = |parts: Vec<Part>, when: &str| {
            let mut stamp = Stamp::new("A", Some(when));
            let paragraphs = parts.into_iter().filter_map(|part| match part {
                Part::Paragraph(paragraph) => Some(paragraph),
                Part::Table(_) => None,
            });
            let mut stamps = Vec::new();
            for paragraph in paragraphs {
                stamp.begin(&paragraph);
                stamps.push(stamp.attributes().to_owned());
            }
            stamps
        };
        use Change::{Deleted, Inserted, Kept};
        let parts = vec![
            paragraph(&[Deleted, Inserted], Kept),
            paragraph(&[Inserted], Inserted),
            paragraph(&[Deleted], Kept),
            paragraph(&[Kept, Deleted], Inserted),
            paragraph(&[], Deleted),
        ];
        let late = |at: usize, when: &str| stamped(parts.clone(), when)[at].clone();
        assert_ne!(late(0, "2020-12-08T12:00:00Z"), late(1, "2020-12-08T12:00:00Z"));
        assert_eq!(late(1, "2020-12-08T12:00:00Z"), late(2, "2020-12-08T12:00:00Z"));
        assert_eq!(late(0, "2020-12-08T12:00:00Z"), late(4, "2020-12-08T12:00:00Z"));
        assert_eq!(apart("2020-12-08T23:59:30Z"), "2020-12-08T23:57:30Z");
    }

    #[test]
    fn what_is_no_range_on_both_sides_came_and_went() {
        let (from, to, other) = (Change::MovedFrom(0), Change::MovedTo(0), Change::MovedTo(1));
        let table = Part::Table(Table::default());
        let broken = [
            vec![paragraph(&[from], from)],
            vec![paragraph(&[from, Change::Kept, from], from), paragraph(&[to], to)],
            vec![paragraph(&[from], from), table, paragraph(&[from], from), paragraph(&[to], to)],
            vec![paragraph(&[from], from), paragraph(&[to, other, to], to)],
        ];
        for parts in broken {
            let plan = planned(parts);
            assert_eq!((plan.resolve(from), plan.resolve(to)), (Change::Deleted, Change::Inserted));
            assert!(plan.begins.is_empty() && plan.ends.is_empty());
        }
    }
}
