//! A text as a sequence of signs, each with its place in the source: what both builders of a layout read.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Alignment, Face, Image, List, Role};
use crate::compare::BlockPlace;
use crate::document::Document;

/// A text in reading order.
pub(super) struct Text<'d> {
    pub(super) document: &'d Document,
    /// All signs, the footnotes where they are defined; the signs in the cells of tables stand in `tables`.
    pub(super) units: Vec<Unit>,
    /// Parts of the text that belong to one heading or block and stand together, in order.
    pub(super) atoms: Vec<Atom>,
    pub(super) tables: Vec<Grid>,
    /// Labels of the footnotes in the order of their definitions.
    pub(super) notes: Vec<String>,
    pub(super) lists: Vec<List>,
    pub(super) images: Vec<Image>,
    pub(super) targets: Vec<Target>,
}

/// A sign: the smallest part of a text that is kept, inserted or deleted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unit {
    /// Where it stands: in the text of its block or cell, or in the source of its heading.
    pub(super) at: u32,
    pub(super) sign: Sign,
    pub(super) face: Face,
    /// Index into [`Text::targets`].
    pub(super) target: Option<u32>,
}

/// What a sign is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    Char(char),
    Break,
    /// A reference to a footnote (index into [`Text::notes`]).
    Note(usize),
    /// A figure (index into [`Text::images`]).
    Image(usize),
    /// The end of a paragraph.
    End(Role),
    /// A table (index into [`Text::tables`]).
    Table(usize),
}

/// Signs that belong together.
#[derive(Clone, Debug)]
pub(super) struct Atom {
    pub(super) owner: Owner,
    /// The footnote in whose text it stands (index into [`Text::notes`]).
    pub(super) note: Option<usize>,
    /// Its signs, in [`Text::units`].
    pub(super) units: Range<usize>,
}

/// What a part of the text belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Owner {
    /// The heading of a section.
    Heading(usize),
    Block(BlockPlace),
}

/// A table.
#[derive(Clone, Debug, Default)]
pub(super) struct Grid {
    pub(super) columns: Vec<Alignment>,
    /// Signs of each cell by row; no ends of paragraphs.
    pub(super) rows: Vec<Vec<Vec<Unit>>>,
    /// The block that it is; `None` where it is a part of one.
    pub(super) block: Option<BlockPlace>,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// Out of the text, or to a file.
    Address(String),
    /// To a section.
    Section(usize),
    /// Nowhere: to a heading that is not there.
    Nowhere(String),
}

impl Text<'_> {
    /// The atoms of each heading and block, in order.
    pub(super) fn owned(&self) -> BTreeMap<Owner, Vec<usize>> {
        let mut owned: BTreeMap<Owner, Vec<usize>> = BTreeMap::new();
        for (at, atom) in self.atoms.iter().enumerate() {
            owned.entry(atom.owner).or_default().push(at);
        }
        owned
    }

    /// The signs outside of footnotes, or those of one footnote, in order.
    pub(super) fn running(&self, note: Option<usize>) -> Vec<usize> {
        self.atoms.iter().filter(|atom| atom.note == note).flat_map(|atom| atom.units.clone()).collect()
    }

    /// The signs of the footnotes, by footnote.
    pub(super) fn in_notes(&self) -> Vec<Vec<usize>> {
        let mut notes = vec![Vec::new(); self.notes.len()];
        for atom in &self.atoms {
            if let Some(note) = atom.note {
                notes[note].extend(atom.units.clone());
            }
        }
        notes
    }

    /// Where each atom's signs are, by sign.
    pub(super) fn atom_of(&self) -> Vec<u32> {
        let mut of = vec![0; self.units.len()];
        for (at, atom) in self.atoms.iter().enumerate() {
            of[atom.units.clone()].fill(at as u32);
        }
        of
    }

    /// A name for each heading under which links reach it, by section: the one that the source gives it, else one made from
    /// its words.
    pub(super) fn anchors(&self) -> Vec<Option<String>> {
        let sections = &self.document.sections;
        let mut taken: BTreeMap<String, usize> = BTreeMap::new();
        let given = sections.iter().filter_map(|section| section.anchor.clone());
        taken.extend(given.map(|anchor| (anchor, 0)));
        let mut given = std::collections::BTreeSet::new();
        let anchor = |(at, section): (usize, &crate::document::Section)| {
            if at == 0 {
                return None;
            }
            if let Some(anchor) = section.anchor.clone().filter(|anchor| given.insert(anchor.clone())) {
                return Some(anchor);
            }
            let name = slug(&section.heading);
            let name = if name.is_empty() { "s".to_owned() } else { name };
            if let std::collections::btree_map::Entry::Vacant(free) = taken.entry(name.clone()) {
                free.insert(0);
                return Some(name);
            }
            loop {
                let count = taken.get_mut(&name).expect("it is taken");
                *count += 1;
                let other = format!("{name}-{count}");
                if let std::collections::btree_map::Entry::Vacant(free) = taken.entry(other.clone()) {
                    free.insert(0);
                    return Some(other);
                }
            }
        };
        sections.iter().enumerate().map(anchor).collect()
    }
}

impl Sign {
    /// Whether it is a blank.
    pub(super) fn is_blank(self) -> bool {
        matches!(self, Sign::Char(letter) if letter.is_whitespace())
    }

    /// Whether it is a part of a word or a number.
    pub(super) fn is_word(self) -> bool {
        matches!(self, Sign::Char(letter) if letter.is_alphanumeric())
    }
}

/// Letters and digits in small letters, hyphens for all between them.
fn slug(heading: &str) -> String {
    let words = heading.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

/// How many words begin among signs that follow each other.
pub(super) fn words(signs: impl Iterator<Item = Sign>) -> u64 {
    let mut inside = false;
    let mut words = 0;
    for sign in signs {
        words += u64::from(sign.is_word() && !inside);
        inside = sign.is_word();
    }
    words
}
