//! Which sign of the earlier text is which sign of the later one, as the comparison says.

use std::collections::BTreeMap;
use std::ops::Range;

use super::text::{Grid, Owner, Sign, Target, Text, Unit};
use super::wording;
use crate::compare::{BlockChange, BlockOp, BlockPlace, Comparison, LinkKind, Run, RunOp};
use crate::document::BlockKind;

/// No partner.
pub(super) const NONE: u32 = u32::MAX;

/// What lives on in the later text.
pub(super) struct Pairs {
    /// Partner of each sign of the earlier text, or [`NONE`].
    pub(super) to_after: Vec<u32>,
    /// The footnote of the later text that each one of the earlier text is.
    pub(super) notes: Vec<Option<usize>>,
    /// The section of the later text that each one of the earlier text is.
    pub(super) sections: Vec<Option<usize>>,
    /// Rows that live on, by the table of the earlier text.
    pub(super) tables: BTreeMap<usize, Vec<KeptRow>>,
}

/// A row of a table that lives on.
pub(super) struct KeptRow {
    pub(super) before: usize,
    pub(super) after: usize,
    /// By cell, which sign of it is which sign of the later one.
    pub(super) cells: Vec<Vec<(usize, usize)>>,
}

/// A sign and its place in a redline.
#[derive(Clone, Copy)]
pub(super) struct Placed<'u> {
    at: usize,
    unit: &'u Unit,
}

/// A stretch that is equal: where it starts in both texts, and its length.
type Segment = (usize, usize, usize);

/// Pairs the signs of two texts.
pub(super) fn pairs(before: &Text<'_>, after: &Text<'_>, comparison: &Comparison) -> Pairs {
    let mut sections = vec![None; before.document.sections.len()];
    let links = comparison.entries.iter().flat_map(|entry| &entry.links);
    for link in links.filter(|link| link.kind == LinkKind::Identity) {
        sections[link.before] = Some(link.after);
    }
    let mut matching = Matching {
        texts: [before, after],
        owned: [before.owned(), after.owned()],
        pairs: Pairs {
            to_after: vec![NONE; before.units.len()],
            notes: vec![None; before.notes.len()],
            sections,
            tables: BTreeMap::new(),
        },
    };
    let changes = comparison.entries.iter().flat_map(|entry| &entry.blocks);
    let changes: Vec<&BlockChange> =
        changes.filter(|change| !change.before.is_empty() && !change.after.is_empty()).collect();
    let all = changes.iter().map(|change| (&change.before[..], &change.after[..]));
    let moved = comparison.moves.iter().map(|it| (std::slice::from_ref(&it.from), std::slice::from_ref(&it.to)));
    for (x, y) in all.chain(moved) {
        matching.pair_notes(x, y);
    }
    for change in changes {
        matching.blocks(&change.before, &change.after, &change.runs, Some(change));
    }
    for movement in &comparison.moves {
        matching.blocks(&[movement.from], &[movement.to], &movement.runs, None);
    }
    for section in 1..before.document.sections.len() {
        if let Some(other) = matching.pairs.sections[section].filter(|other| *other > 0) {
            matching.headings(section, other);
        }
    }
    matching.pairs
}

struct Matching<'t> {
    texts: [&'t Text<'t>; 2],
    owned: [BTreeMap<Owner, Vec<usize>>; 2],
    pairs: Pairs,
}

impl<'t> Matching<'t> {
    fn atoms(&self, side: usize, owner: Owner) -> &[usize] {
        self.owned[side].get(&owner).map_or(&[], Vec::as_slice)
    }

    /// The footnotes that are defined in blocks.
    fn notes(&self, side: usize, places: &[BlockPlace]) -> Vec<usize> {
        let text = self.texts[side];
        let atoms = places.iter().flat_map(|place| self.atoms(side, Owner::Block(*place)));
        let mut notes: Vec<usize> = atoms.filter_map(|atom| text.atoms[*atom].note).collect();
        notes.dedup();
        notes
    }

    /// Footnotes that are blocks of their own are the same where their blocks are; those in a block by their labels.
    fn pair_notes(&mut self, before: &[BlockPlace], after: &[BlockPlace]) {
        let is_note = |side: usize, places: &[BlockPlace]| {
            places.iter().all(|it| {
                let section = &self.texts[side].document.sections[it.section];
                section.blocks[it.block].kind == BlockKind::Footnote
            })
        };
        let (old, new) = (self.notes(0, before), self.notes(1, after));
        let own = is_note(0, before) && is_note(1, after);
        for (number, note) in old.into_iter().enumerate() {
            let label = self.texts[0].notes[note].to_lowercase();
            let same = |other: &&usize| self.texts[1].notes[**other].to_lowercase() == label;
            let other = if own { new.get(number) } else { new.iter().find(same) };
            if let Some(other) = other.filter(|other| !self.pairs.notes.contains(&Some(**other))) {
                self.pairs.notes[note] = self.pairs.notes[note].or(Some(*other));
            }
        }
    }

    /// The signs of blocks in the running text or in a footnote, each with its place in the redline of the blocks.
    fn placed(&self, side: usize, places: &[BlockPlace], note: Option<usize>) -> (Vec<Placed<'t>>, Vec<usize>) {
        let text = self.texts[side];
        let (mut placed, mut numbers) = (Vec::new(), Vec::new());
        let mut start = 0;
        for place in places {
            for atom in self.atoms(side, Owner::Block(*place)) {
                let atom = &text.atoms[*atom];
                if atom.note == note {
                    let units = text.units[atom.units.clone()].iter();
                    placed.extend(units.map(|unit| Placed { at: start + unit.at as usize, unit }));
                    numbers.extend(atom.units.clone());
                }
            }
            start += self.length(side, *place) + BETWEEN;
        }
        (placed, numbers)
    }

    fn length(&self, side: usize, place: BlockPlace) -> usize {
        let block = &self.texts[side].document.sections[place.section].blocks[place.block];
        block.pieces.iter().map(|piece| piece.len()).sum()
    }

    fn blocks(&mut self, before: &[BlockPlace], after: &[BlockPlace], runs: &[Run], change: Option<&BlockChange>) {
        let (old, old_numbers) = self.placed(0, before, None);
        let (new, new_numbers) = self.placed(1, after, None);
        let segments = segments(runs);
        if let ([x], [y]) = (&old[..], &new[..])
            && let (Sign::Table(x), Sign::Table(y)) = (x.unit.sign, y.unit.sign)
        {
            if let Some(rows) = self.table(x, y, change, &segments) {
                self.pairs.tables.insert(x, rows);
                self.pairs.to_after[old_numbers[0]] = new_numbers[0] as u32;
            }
            return;
        }
        if change.is_some_and(|change| change.op == BlockOp::Ignored) {
            let same = old.len() == new.len() && old.iter().zip(&new).all(|(x, y)| self.fits(x.unit, y.unit));
            if !same {
                return;
            }
        }
        let found = self.pair(&old, &new, &segments);
        self.keep(found, &old_numbers, &new_numbers);
        for note in self.notes(0, before) {
            let Some(other) = self.pairs.notes[note] else { continue };
            if self.notes(1, after).contains(&other) {
                let (old, old_numbers) = self.placed(0, before, Some(note));
                let (new, new_numbers) = self.placed(1, after, Some(other));
                let found = self.pair(&old, &new, &segments);
                self.keep(found, &old_numbers, &new_numbers);
            }
        }
    }

    fn keep(&mut self, found: Vec<(usize, usize)>, old: &[usize], new: &[usize]) {
        for (x, y) in found {
            let (x, y) = (old[x], new[y]);
            self.pairs.to_after[x] = y as u32;
            if let Sign::Table(table) = self.texts[0].units[x].sign {
                let Sign::Table(other) = self.texts[1].units[y].sign else { continue };
                let rows = self.same_rows(table, other);
                self.pairs.tables.insert(table, rows);
            }
        }
    }

    fn headings(&mut self, section: usize, other: usize) {
        let of = |side: usize, section: usize| -> Vec<usize> {
            let text = self.texts[side];
            let atoms = self.atoms(side, Owner::Heading(section)).iter().map(|atom| &text.atoms[*atom]);
            atoms.flat_map(|atom| atom.units.clone()).collect()
        };
        let numbers = [of(0, section), of(1, other)];
        let [old, new] = [0, 1].map(|side| -> Vec<Placed<'t>> {
            let text = self.texts[side];
            numbers[side].iter().map(|at| Placed { at: 0, unit: &text.units[*at] }).collect()
        });
        let same = |x: &Range<usize>, y: &Range<usize>| {
            let (x, y) = (&old[x.clone()], &new[y.clone()]);
            x.len() == y.len() && x.iter().zip(y).all(|(x, y)| self.same(x.unit, y.unit))
        };
        let is_word = |x: &Range<usize>| old[x.start].unit.sign.is_word();
        let tokens = [&old, &new].map(|signs| wording::tokens(signs, |placed| placed.unit.sign));
        let common = wording::common(&tokens[0], &tokens[1], same, is_word);
        let found = self.filled(&old, &new, common);
        self.keep(found, &numbers[0], &numbers[1]);
    }

    /// Whether two signs look alike; where one of them is linked to something else, they do not.
    fn same(&self, old: &Unit, new: &Unit) -> bool {
        let sign = match (old.sign, new.sign) {
            (Sign::Note(x), Sign::Note(y)) => self.pairs.notes[x] == Some(y),
            (Sign::Image(x), Sign::Image(y)) => self.texts[0].images[x] == self.texts[1].images[y],
            (Sign::End(_) | Sign::Table(_), _) => false,
            (x, y) => x == y || (x.is_blank() && y.is_blank()),
        };
        let target = |side: usize, unit: &Unit| unit.target.map(|at| &self.texts[side].targets[at as usize]);
        let leads = match (target(0, old), target(1, new)) {
            (Some(Target::Section(x)), Some(Target::Section(y))) => self.pairs.sections[*x] == Some(*y),
            (Some(x), Some(y)) => x == y,
            _ => true,
        };
        sign && leads
    }

    /// Whether two signs are alike, where all of what they stand in is.
    fn fits(&self, old: &Unit, new: &Unit) -> bool {
        match (old.sign, new.sign) {
            (Sign::End(_), Sign::End(_)) => true,
            (Sign::Table(x), Sign::Table(y)) => self.same_grids(&self.texts[0].tables[x], &self.texts[1].tables[y]),
            _ => self.same(old, new),
        }
    }

    fn same_grids(&self, old: &Grid, new: &Grid) -> bool {
        let same_cell =
            |x: &Vec<Unit>, y: &Vec<Unit>| x.len() == y.len() && x.iter().zip(y).all(|(x, y)| self.same(x, y));
        let same_row = |x: &Vec<Vec<Unit>>, y: &Vec<Vec<Unit>>| {
            x.len() == y.len() && x.iter().zip(y).all(|(x, y)| same_cell(x, y))
        };
        old.rows.len() == new.rows.len() && old.rows.iter().zip(&new.rows).all(|(x, y)| same_row(x, y))
    }

    /// All rows of two tables that look alike.
    fn same_rows(&self, old: usize, new: usize) -> Vec<KeptRow> {
        let (old, new) = (&self.texts[0].tables[old], &self.texts[1].tables[new]);
        let rows = old.rows.iter().zip(&new.rows).enumerate();
        rows.map(|(row, (x, _))| KeptRow {
            before: row,
            after: row,
            cells: x.iter().map(|cell| (0..cell.len()).map(|at| (at, at)).collect()).collect(),
        })
        .collect()
    }

    /// The rows of a table that live on; `None` where its columns are others, or it was not compared by its cells.
    fn table(&self, x: usize, y: usize, change: Option<&BlockChange>, runs: &[Segment]) -> Option<Vec<KeptRow>> {
        let (old, new) = (&self.texts[0].tables[x], &self.texts[1].tables[y]);
        if self.same_grids(old, new) {
            return Some(self.same_rows(x, y));
        }
        let (old_block, new_block) = (self.cells(0, old.block?), self.cells(1, new.block?));
        let width = |rows: &[Vec<usize>]| rows.first().map(Vec::len);
        if width(&old_block) != width(&new_block) {
            return None;
        }
        let Some(table) = change?.table.as_ref() else {
            // Nothing but blanks and markup changed.
            let equal = change?.op == BlockOp::Equal && old.rows.len() == new.rows.len();
            let row = |row: usize| {
                let cell = |column: usize| {
                    let start = |block: &[Vec<usize>]| block.get(row).and_then(|row| row.get(column)).copied();
                    let (Some(from), Some(to)) = (start(&old_block), start(&new_block)) else { return Vec::new() };
                    self.pair(&placed(&old.rows[row][column], from), &placed(&new.rows[row][column], to), runs)
                };
                KeptRow { before: row, after: row, cells: (0..old.rows[row].len()).map(cell).collect() }
            };
            return equal.then(|| (0..old.rows.len()).map(row).collect());
        };
        let mut kept = Vec::new();
        for row in table.rows.iter().filter(|row| !row.moved) {
            let (Some(before), Some(after)) = (row.before, row.after) else { continue };
            if row.cells.iter().any(|cell| cell.before != cell.after) {
                return None;
            }
            let (earlier, later) = (old.rows.get(before)?, new.rows.get(after)?);
            let cell = |column: usize| {
                let change = row.cells.iter().find(|cell| cell.after == Some(column));
                let runs = change.map(|change| segments(&change.runs)).unwrap_or_default();
                self.pair(&placed(&earlier[column], 0), &placed(&later[column], 0), &runs)
            };
            kept.push(KeptRow { before, after, cells: (0..earlier.len().min(later.len())).map(cell).collect() });
        }
        let in_order = kept.windows(2).all(|pair| pair[0].before < pair[1].before && pair[0].after < pair[1].after);
        let headed = kept.first().is_some_and(|row| row.before == 0 && row.after == 0);
        (in_order && headed).then_some(kept)
    }

    /// Where each cell of a table begins in the text of its block.
    fn cells(&self, side: usize, place: BlockPlace) -> Vec<Vec<usize>> {
        let block = &self.texts[side].document.sections[place.section].blocks[place.block];
        let rows = block.table.iter().flat_map(|table| &table.rows);
        rows.map(|row| row.iter().map(|cell| cell.start as usize).collect()).collect()
    }

    /// Which signs are the same: those in equal stretches of the source that look alike, then what is alike between them.
    fn pair(&self, old: &[Placed<'_>], new: &[Placed<'_>], segments: &[Segment]) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        let (mut segment, mut next) = (0, 0);
        let is_mark = |placed: &Placed<'_>| matches!(placed.unit.sign, Sign::End(_) | Sign::Table(_));
        for (at, placed) in old.iter().enumerate().filter(|(_, placed)| !is_mark(placed)) {
            while segments.get(segment).is_some_and(|(start, _, length)| start + length <= placed.at) {
                segment += 1;
            }
            let Some((start, there, _)) = segments.get(segment).filter(|(start, ..)| *start <= placed.at) else {
                continue;
            };
            let place = placed.at - start + there;
            while new.get(next).is_some_and(|other| is_mark(other) || other.at < place) {
                next += 1;
            }
            let here = new[next..].iter().take_while(|other| other.at == place && !is_mark(other));
            if let Some(ahead) = here.into_iter().position(|other| self.same(placed.unit, other.unit)) {
                found.push((at, next + ahead));
                next += ahead + 1;
            }
        }
        self.filled(old, new, found)
    }

    /// Pairs with those between them: all, where what lies between two pairs looks alike; else the blanks at its ends, and the
    /// ends of paragraphs in their order.
    fn filled(&self, old: &[Placed<'_>], new: &[Placed<'_>], pairs: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
        let mut filled = Vec::with_capacity(pairs.len());
        let (mut i, mut j) = (0, 0);
        for (x, y) in pairs.into_iter().chain([(old.len(), new.len())]) {
            self.fill(old, new, i..x, j..y, &mut filled);
            if x < old.len() {
                filled.push((x, y));
            }
            (i, j) = (x + 1, y + 1);
        }
        filled
    }

    fn fill(
        &self,
        old: &[Placed<'_>],
        new: &[Placed<'_>],
        mut x: Range<usize>,
        mut y: Range<usize>,
        filled: &mut Vec<(usize, usize)>,
    ) {
        if x.is_empty() || y.is_empty() {
            return;
        }
        if x.len() == y.len() && x.clone().zip(y.clone()).all(|(i, j)| self.fits(old[i].unit, new[j].unit)) {
            filled.extend(x.zip(y));
            return;
        }
        let blank = |i: usize, j: usize| old[i].unit.sign.is_blank() && self.same(old[i].unit, new[j].unit);
        while !x.is_empty() && !y.is_empty() && blank(x.start, y.start) {
            filled.push((x.start, y.start));
            (x.start, y.start) = (x.start + 1, y.start + 1);
        }
        let mut behind = Vec::new();
        while !x.is_empty() && !y.is_empty() && blank(x.end - 1, y.end - 1) {
            (x.end, y.end) = (x.end - 1, y.end - 1);
            behind.push((x.end, y.end));
        }
        let is_end = |placed: &Placed<'_>| matches!(placed.unit.sign, Sign::End(_));
        filled.extend(x.filter(|at| is_end(&old[*at])).zip(y.filter(|at| is_end(&new[*at]))));
        filled.extend(behind.into_iter().rev());
    }
}

/// Bytes between two blocks that are spelled one after the other.
const BETWEEN: usize = 2;

fn placed(units: &[Unit], start: usize) -> Vec<Placed<'_>> {
    units.iter().map(|unit| Placed { at: start + unit.at as usize, unit }).collect()
}

/// Where runs are equal.
fn segments(runs: &[Run]) -> Vec<Segment> {
    let (mut before, mut after) = (0, 0);
    let mut segments = Vec::new();
    for run in runs {
        let length = run.text.len();
        match run.op {
            RunOp::Equal => {
                segments.push((before, after, length));
                (before, after) = (before + length, after + length);
            }
            RunOp::Delete => before += length,
            RunOp::Insert => after += length,
        }
    }
    segments
}
