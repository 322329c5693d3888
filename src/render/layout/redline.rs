//! The whole later text with every change against the earlier one.

use std::collections::BTreeMap;

use super::clean::frame;
use super::order::{Moves, order};
use super::pairing::{KeptRow, NONE, Pairs, pairs};
use super::reader::read;
use super::setter::{Line, Setter, Side, paragraphs};
use super::settle::settle;
use super::text::{Sign, Text, Unit};
use super::{Change, Layout, List, Note, Paragraph, Role, Row, Table};
use crate::render::Subject;

/// Sets the later text with every change against the earlier one: [`Layout::accepted`] spells what [`clean`](super::clean)
/// makes of the later text, [`Layout::rejected`] what it makes of the earlier one.
///
/// What both texts have stays where the heaviest sequence of parts in the same order has it; the rest of it moved, and what
/// was changed on its way is deleted where it left and inserted where it arrived. What is gone stands behind what it stood
/// behind. A table is told row by row, as a whole where its columns changed; a row that changed its place is deleted and
/// inserted. A text whose link leads elsewhere, and a figure with another file, are deleted and inserted; where only the
/// face or the kind of a blank changed, the later one stands.
pub fn redline(subject: &Subject<'_>) -> Layout {
    let (before, after) = (read(subject.before), read(subject.after));
    let mut pairs = pairs(&before, &after, subject.comparison);
    let moves = order(&before, &after, &mut pairs);
    let mut layout = frame(subject.after);
    layout.moves = moves.count;
    let notes = later_notes(&pairs, after.notes.len());
    let (lists, of_before) = lists(&before, &after, &pairs, &moves);
    layout.lists = lists;
    let later = Side::of(&after);
    let anchors = pairs.sections.iter().map(|section| later.anchors[(*section)?].clone()).collect();
    let earlier = Side {
        text: &before,
        lists: of_before,
        notes: notes.clone(),
        headings: vec![None; before.document.sections.len()],
        anchors,
        atom_of: before.atom_of(),
    };
    let mut came_from = vec![NONE; after.units.len()];
    for (at, partner) in pairs.to_after.iter().enumerate().filter(|(_, partner)| **partner != NONE) {
        came_from[*partner as usize] = at as u32;
    }
    let merging = Merging { sides: [&earlier, &later], pairs: &pairs, moves: &moves, came_from };
    layout.parts = merging.merge(&before.running(None), &after.running(None)).parts;

    let (old, new) = (before.in_notes(), after.in_notes());
    let count = notes.iter().map(|note| note + 1).max().unwrap_or_default().max(new.len());
    for number in 0..count {
        let from = notes.iter().position(|note| *note == number);
        let label = after.notes.get(number).or_else(|| before.notes.get(from?));
        let units = from.map_or(&[][..], |from| &old[from]);
        let merged = merging.merge(units, new.get(number).map_or(&[], Vec::as_slice));
        let label = label.cloned().unwrap_or_default();
        layout.notes.push(Note { label, paragraphs: paragraphs(merged.parts) });
    }
    settle(&mut layout);
    layout
}

/// The footnotes of the earlier text among all: those that live on are the later ones, the others stand behind these.
fn later_notes(pairs: &Pairs, later: usize) -> Vec<usize> {
    let mut count = later;
    let mut number = |note: &Option<usize>| {
        note.unwrap_or_else(|| {
            count += 1;
            count - 1
        })
    };
    pairs.notes.iter().map(&mut number).collect()
}

/// The lists of both texts, and those of the earlier text among them. A list lives on in the one that most of its items
/// are in, where it is marked alike and stands within the same list.
fn lists(before: &Text<'_>, after: &Text<'_>, pairs: &Pairs, moves: &Moves) -> (Vec<List>, Vec<usize>) {
    let mut common: BTreeMap<usize, BTreeMap<usize, u32>> = BTreeMap::new();
    for (at, partner) in pairs.to_after.iter().enumerate().filter(|(_, partner)| **partner != NONE) {
        let signs = (before.units[at].sign, after.units[*partner as usize].sign);
        if let (Sign::End(Role::Item(old, _)), Sign::End(Role::Item(new, _)), NONE) = (signs.0, signs.1, moves.of[at]) {
            *common.entry(old).or_default().entry(new).or_default() += 1;
        }
    }
    let mut lists = after.lists.clone();
    let mut taken = vec![false; after.lists.len()];
    let mut of: Vec<usize> = Vec::new();
    for (number, list) in before.lists.iter().enumerate() {
        let list = List { within: list.within.map(|around| of[around]), ..*list };
        let candidates = common.get(&number).into_iter().flatten();
        let fitting = candidates.filter(|(other, _)| !taken[**other] && after.lists[**other] == list);
        match fitting.max_by_key(|(other, items)| (**items, std::cmp::Reverse(**other))) {
            Some((other, _)) => {
                taken[*other] = true;
                of.push(*other);
            }
            None => {
                of.push(lists.len());
                lists.push(list);
            }
        }
    }
    (lists, of)
}

/// Both texts in one.
struct Merging<'m> {
    sides: [&'m Side<'m>; 2],
    pairs: &'m Pairs,
    moves: &'m Moves,
    /// Partner of each sign of the later text, or [`NONE`].
    came_from: Vec<u32>,
}

impl Merging<'_> {
    /// Signs of both texts in reading order; what is gone first, then what is new, between what stays.
    fn merge(&self, old: &[usize], new: &[usize]) -> Setter {
        let mut setter = Setter::default();
        let (mut x, mut y) = (0, 0);
        for (at, unit) in new.iter().enumerate() {
            let Some(stayed) = self.stayed(*unit) else { continue };
            let ahead = old[x..].iter().position(|other| *other == stayed).expect("what stays stands in order");
            self.apart(&mut setter, &old[x..x + ahead], &new[y..at]);
            self.kept(&mut setter, stayed, *unit);
            (x, y) = (x + ahead + 1, at + 1);
        }
        self.apart(&mut setter, &old[x..], &new[y..]);
        setter
    }

    /// The sign of the earlier text that a sign of the later one is, where it stayed in place.
    fn stayed(&self, unit: usize) -> Option<usize> {
        let from = self.came_from[unit];
        (from != NONE && self.moves.of[from as usize] == NONE).then_some(from as usize)
    }

    /// What is gone and what is new between two signs that stay. What is left of the paragraph that the first one is in comes
    /// first, then whole paragraphs, then what stands in that of the second one.
    fn apart(&self, setter: &mut Setter, old: &[usize], new: &[usize]) {
        let [earlier, later] = self.sides;
        let within = setter.is_within();
        let (old, new) = (thirds(earlier.text, old, within), thirds(later.text, new, within));
        for (old, new) in old.into_iter().zip(new) {
            for unit in old {
                let change = match self.moves.of[*unit] {
                    NONE => Change::Deleted,
                    number => Change::MovedFrom(number as usize),
                };
                setter.unit(earlier, *unit, change, None);
            }
            for unit in new {
                let change = match self.came_from[*unit] {
                    NONE => Change::Inserted,
                    from => Change::MovedTo(self.moves.of[from as usize] as usize),
                };
                setter.unit(later, *unit, change, None);
            }
        }
    }

    fn kept(&self, setter: &mut Setter, old: usize, new: usize) {
        let [earlier, later] = self.sides;
        match (earlier.text.units[old].sign, later.text.units[new].sign) {
            (Sign::End(role), _) => setter.unit(later, new, Change::Kept, Some(earlier.role(role))),
            (Sign::Table(x), Sign::Table(y)) => setter.table(self.table(x, y, &self.pairs.tables[&x])),
            _ => setter.unit(later, new, Change::Kept, None),
        }
    }

    fn table(&self, x: usize, y: usize, kept: &[KeptRow]) -> Table {
        let [earlier, later] = self.sides;
        let (old, new) = (&earlier.text.tables[x].rows, &later.text.tables[y].rows);
        let mut rows = Vec::new();
        let (mut i, mut j) = (0, 0);
        for row in kept {
            rows.extend(old[i..row.before].iter().map(|cells| earlier.row(cells, Change::Deleted)));
            rows.extend(new[j..row.after].iter().map(|cells| later.row(cells, Change::Inserted)));
            rows.push(self.row(&old[row.before], &new[row.after], &row.cells));
            (i, j) = (row.before + 1, row.after + 1);
        }
        rows.extend(old[i..].iter().map(|cells| earlier.row(cells, Change::Deleted)));
        rows.extend(new[j..].iter().map(|cells| later.row(cells, Change::Inserted)));
        Table { columns: later.text.tables[y].columns.clone(), rows, caption: None }
    }

    fn row(&self, old: &[Vec<Unit>], new: &[Vec<Unit>], kept: &[Vec<(usize, usize)>]) -> Row {
        let [earlier, later] = self.sides;
        let none = (Vec::new(), Vec::new());
        let cell = |column: usize| {
            let x = old.get(column).unwrap_or(&none.0);
            let y = new.get(column).unwrap_or(&none.0);
            let pairs = kept.get(column).unwrap_or(&none.1);
            let mut line = Line::default();
            let (mut i, mut j) = (0, 0);
            for (a, b) in pairs.iter().copied().chain([(x.len(), y.len())]) {
                x[i..a].iter().for_each(|unit| line.push(earlier, unit, Change::Deleted));
                y[j..b].iter().for_each(|unit| line.push(later, unit, Change::Inserted));
                y.get(b).into_iter().for_each(|unit| line.push(later, unit, Change::Kept));
                (i, j) = (a + 1, b + 1);
            }
            vec![Paragraph { fragments: line.finish(), ..Paragraph::default() }]
        };
        Row { change: Change::Kept, cells: (0..old.len().max(new.len())).map(cell).collect() }
    }
}

/// What is left of the paragraph in which signs begin (it has none where they begin a paragraph), whole paragraphs, and what
/// begins the paragraph behind them.
fn thirds<'u>(text: &Text<'_>, units: &'u [usize], within: bool) -> [&'u [usize]; 3] {
    let is_end = |unit: &usize| matches!(text.units[*unit].sign, Sign::End(_) | Sign::Table(_));
    let first = if within { units.iter().position(is_end).unwrap_or(units.len()) } else { 0 };
    let last = units[first..].iter().rposition(is_end).map_or(first, |at| first + at + 1);
    [&units[..first], &units[first..last], &units[last..]]
}
