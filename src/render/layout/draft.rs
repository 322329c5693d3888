//! Puts paragraphs and tables together while a text is read, and says what each belongs to.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Role;
use super::reader::Reader;
use super::text::{Atom, Owner, Sign, Target, Unit};
use crate::compare::BlockPlace;
use crate::document::{Document, image};

/// A paragraph whose end was not seen yet. Places count from the start of the source.
pub(super) struct Draft {
    role: Role,
    units: Vec<Unit>,
}

/// What surrounds a paragraph.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Frame {
    pub(super) kind: Kind,
    pub(super) note: Option<usize>,
    /// The innermost list (index into the lists of the text) and its depth from 0.
    pub(super) list: Option<(usize, u8)>,
    /// Quotations within the innermost item.
    pub(super) quotes: u8,
    /// The innermost item, as an index of frames.
    pub(super) item: Option<usize>,
    /// Of an item: nothing of it was set so far.
    pub(super) fresh: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Kind {
    #[default]
    Text,
    Term,
    Definition,
}

/// A part of the source and what it belongs to.
pub(super) struct Place {
    pub(super) owner: Owner,
    start: usize,
    end: usize,
    /// Bytes that stand before it in the text of its block.
    before: usize,
}

/// All parts of the source that belong to a heading or a block, in order.
pub(super) fn places(document: &Document) -> Vec<Place> {
    let mut places = Vec::new();
    for (at, section) in document.sections.iter().enumerate() {
        if at > 0 {
            let (start, end) = (section.span.start as usize, section.span.end as usize);
            places.push(Place { owner: Owner::Heading(at), start, end, before: 0 });
        }
        for (block, own) in section.blocks.iter().enumerate() {
            let owner = Owner::Block(BlockPlace { section: at, block });
            let mut before = 0;
            for piece in &own.pieces {
                places.push(Place { owner, start: piece.start as usize, end: piece.end as usize, before });
                before += piece.len();
            }
        }
    }
    places.sort_by_key(|place| place.start);
    places
}

/// Sections by the names under which links reach them.
pub(super) fn by_anchor(document: &Document) -> BTreeMap<String, usize> {
    let mut by_anchor = BTreeMap::new();
    let sections = document.sections.iter().enumerate().skip(1);
    for (at, section) in sections.clone() {
        if let Some(anchor) = &section.anchor {
            by_anchor.entry(anchor.clone()).or_insert(at);
        }
    }
    for (at, section) in sections {
        by_anchor.entry(letters(&section.heading)).or_insert(at);
    }
    by_anchor
}

/// What most ways to name a heading agree in.
fn letters(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

impl Unit {
    /// A sign without a style.
    pub(super) fn of(at: usize, sign: Sign) -> Unit {
        Unit { at: at as u32, sign, face: super::Face::default(), target: None }
    }
}

impl Reader<'_> {
    pub(super) fn source(&self, range: Range<usize>) -> &str {
        &self.text.document.source[range]
    }

    pub(super) fn top(&self) -> &Frame {
        self.frames.last().expect("the text itself is a frame")
    }

    /// The part of the source at a place, or the last one before it.
    pub(super) fn place(&self, at: usize) -> Option<&Place> {
        let next = self.places.partition_point(|place| place.start <= at);
        self.places.get(next.saturating_sub(1))
    }

    /// The number of a link's target.
    pub(super) fn target(&mut self, address: &str) -> u32 {
        let target = match address.strip_prefix('#') {
            Some(name) => {
                let name = image::decoded(name).unwrap_or_else(|| name.to_owned());
                let found = self.by_anchor.get(&name).or_else(|| self.by_anchor.get(&letters(&name)));
                found.map_or(Target::Nowhere(name), |section| Target::Section(*section))
            }
            None => Target::Address(address.to_owned()),
        };
        self.text.targets.push(target);
        self.text.targets.len() as u32 - 1
    }

    /// Adds a sign of the text.
    pub(super) fn push(&mut self, at: usize, sign: Sign) {
        if let Some((_, _, image)) = &mut self.image {
            match sign {
                Sign::Char(letter) => image.alternative.push(letter),
                Sign::Break => image.alternative.push(' '),
                _ => {}
            }
            return;
        }
        if self.cell.is_none() && self.draft.is_none() {
            let role = self.role();
            self.draft = Some(Draft { role, units: Vec::new() });
        }
        let mut face = self.faces.face();
        let target = self.links.last().copied();
        match (&mut self.cell, &mut self.draft) {
            (Some((_, units)), _) => units.push(Unit { at: at as u32, sign, face, target }),
            (None, Some(draft)) => {
                face.code |= self.code && draft.role != Role::Code;
                draft.units.push(Unit { at: at as u32, sign, face, target });
            }
            (None, None) => {}
        }
    }

    /// Adds a text that stands in this range of the source, as it is or written otherwise (`&amp;`).
    pub(super) fn spell(&mut self, text: &str, range: Range<usize>) {
        let document = self.text.document;
        let source = &document.source[range.clone()];
        let same = text == source;
        let mut ahead = 0;
        for (offset, letter) in text.char_indices() {
            let offset = if same {
                offset
            } else {
                /// How much markup may stand between two letters of a text.
                const SIGHT: usize = 64;
                let fits = |other: char| other == letter || (other.is_whitespace() && letter.is_whitespace());
                let found = source[ahead..].char_indices().take(SIGHT).find(|(_, other)| fits(*other));
                let (at, length) = found.map_or((ahead, 0), |(at, other)| (ahead + at, other.len_utf8()));
                ahead = at + length;
                at
            };
            let sign = match letter {
                '\n' if self.code => Sign::Break,
                '\n' | '\r' => Sign::Char(' '),
                letter => Sign::Char(letter),
            };
            self.push(range.start + offset, sign);
        }
    }

    /// What a paragraph is that begins here.
    fn role(&mut self) -> Role {
        let top = *self.top();
        if let (Some(item), Some((list, depth))) = (top.item, top.list)
            && std::mem::take(&mut self.frames[item].fresh)
        {
            return Role::Item(list, depth);
        }
        match top {
            _ if self.code => Role::Code,
            Frame { quotes: 1.., .. } => Role::Quotation(top.quotes),
            Frame { item: Some(_), list: Some((_, depth)), .. } => Role::Continued(depth),
            Frame { kind: Kind::Term, .. } => Role::Term,
            Frame { kind: Kind::Definition, .. } => Role::Definition,
            Frame { note: Some(_), .. } => Role::Note,
            _ => Role::Body,
        }
    }

    /// Sets the first line of an item that begins with something that is no paragraph, so that it has its number.
    pub(super) fn settle_item(&mut self, start: usize) {
        let top = *self.top();
        if top.item.is_some_and(|item| self.frames[item].fresh) {
            let role = self.role();
            self.place_units(start, vec![Unit::of(start, Sign::End(role))]);
        }
    }

    /// Ends the paragraph; one that is blank is left out.
    pub(super) fn close(&mut self) {
        self.faces.tags = Default::default();
        let Some(Draft { role, mut units }) = self.draft.take() else { return };
        if role == Role::Code || self.code {
            units.pop_if(|unit| unit.sign == Sign::Break);
        }
        if !matches!(role, Role::Item(..)) && units.iter().all(|unit| unit.sign.is_blank()) {
            return;
        }
        let start = units.first().map_or(0, |unit| unit.at as usize);
        let Some(Place { owner: Owner::Heading(section), start: from, end, .. }) = self.place(start) else {
            return self.end_paragraph(role, units);
        };
        let (section, from, end) = (*section, *from, *end);
        // Behind the label of a provision its text begins, in a paragraph of its own.
        let behind = if self.heading { units.len() } else { units.partition_point(|unit| (unit.at as usize) < end) };
        let mut rest = units.split_off(behind);
        let is_empty = |unit: &Unit| unit.sign.is_blank() || unit.sign == Sign::Break;
        if !rest.is_empty() {
            units.truncate(units.iter().rposition(|unit| !is_empty(unit)).map_or(0, |last| last + 1));
            rest.drain(..rest.iter().position(|unit| !is_empty(unit)).unwrap_or(rest.len()));
        }
        self.as_heading(section, from, role, &mut units);
        self.end_paragraph(Role::Heading(self.text.document.sections[section].level), units);
        if !rest.is_empty() {
            self.end_paragraph(role, rest);
        }
    }

    fn end_paragraph(&mut self, role: Role, mut units: Vec<Unit>) {
        let start = units.first().map_or(0, |unit| unit.at as usize);
        let end = units.last().map_or(start, |unit| unit.at as usize);
        units.push(Unit::of(end, Sign::End(role)));
        self.place_units(start, units);
    }

    /// A line that became a heading, though it was not set as one: it brings its number, and is not bold.
    fn as_heading(&mut self, section: usize, from: usize, role: Role, units: &mut Vec<Unit>) {
        if self.heading {
            return;
        }
        if units.iter().all(|unit| unit.face.strong || unit.sign.is_blank() || matches!(unit.sign, Sign::Note(_))) {
            units.iter_mut().for_each(|unit| unit.face.strong = false);
        }
        let first = units.first().map_or(from, |unit| unit.at as usize);
        let continued = self.text.atoms.last().is_some_and(|atom| atom.owner == Owner::Heading(section));
        if let (Role::Item(..), false) = (role, continued) {
            let marker: String = self.source(from..first).chars().take_while(|it| !it.is_whitespace()).collect();
            let marker = marker.char_indices().map(|(at, letter)| Unit::of(from + at, Sign::Char(letter)));
            let marker = marker.chain([Unit::of(first, Sign::Char(' '))]);
            units.splice(0..0, marker);
        }
    }

    /// Adds signs to the text whose places count from the start of the source; `start` says what they belong to.
    pub(super) fn place_units(&mut self, start: usize, mut units: Vec<Unit>) {
        let Some(place) = self.place(start) else { return };
        let owner = place.owner;
        for unit in &mut units {
            unit.at = self.local(owner, unit.at as usize);
        }
        let note = self.top().note;
        let from = self.text.units.len();
        match self.text.atoms.last_mut() {
            Some(atom) if atom.owner == owner && atom.note == note => {
                if let Owner::Heading(_) = owner {
                    // Several lines of a list item that is a heading are one heading.
                    let last = self.text.units.last_mut().expect("an atom has signs");
                    last.sign = Sign::Char(' ');
                }
                atom.units.end += units.len();
            }
            _ => self.text.atoms.push(Atom { owner, note, units: from..from + units.len() }),
        }
        self.text.units.append(&mut units);
    }

    /// A place in the source as one in the text of the block that it belongs to.
    fn local(&self, owner: Owner, at: usize) -> u32 {
        let next = self.places.partition_point(|place| place.start <= at);
        let before = self.places[..next].iter().rev().take(2);
        let place = before.chain(self.places[next..].iter().take(2)).find(|place| place.owner == owner);
        place.map_or(0, |place| (place.before + at.clamp(place.start, place.end) - place.start) as u32)
    }

    pub(super) fn end_cell(&mut self) {
        let Some((_, mut units)) = self.cell.take() else { return };
        self.faces.tags = Default::default();
        let Some(grid) = &self.grid else { return };
        let (row, block) = (grid.rows.len().saturating_sub(1), grid.block);
        let column = grid.rows.last().map_or(0, Vec::len);
        let cell = block.and_then(|place| {
            let block = &self.text.document.sections[place.section].blocks[place.block];
            block.table.as_ref()?.rows.get(row)?.get(column).map(|span| (place, span.start))
        });
        for unit in &mut units {
            unit.at = match cell {
                Some((place, start)) => self.local(Owner::Block(place), unit.at as usize).saturating_sub(start),
                None => 0,
            };
        }
        if let Some(row) = self.grid.as_mut().and_then(|grid| grid.rows.last_mut()) {
            row.push(units);
        }
    }

    pub(super) fn end_table(&mut self, start: usize) {
        let Some(mut grid) = self.grid.take() else { return };
        let width = grid.rows.iter().map(Vec::len).max().unwrap_or_default();
        grid.rows.iter_mut().for_each(|row| row.resize(width, Vec::new()));
        if self.top().note.is_some() {
            // A footnote has paragraphs only: one for each cell.
            for mut units in grid.rows.into_iter().flatten().filter(|units| !units.is_empty()) {
                units.iter_mut().for_each(|unit| unit.at = start as u32);
                units.push(Unit::of(start, Sign::End(Role::Note)));
                self.place_units(start, units);
            }
            return;
        }
        self.text.tables.push(grid);
        let table = Sign::Table(self.text.tables.len() - 1);
        self.place_units(start, vec![Unit::of(start, table)]);
    }
}
