//! Writes signs as paragraphs and tables.

use super::text::{Owner, Sign, Target, Text, Unit};
use super::{Change, Content, Fragment, Paragraph, Part, Role, Row, Table};

/// A text and what its parts are called in the layout.
pub(super) struct Side<'t> {
    pub(super) text: &'t Text<'t>,
    /// Its lists and footnotes in the layout.
    pub(super) lists: Vec<usize>,
    pub(super) notes: Vec<usize>,
    /// Names of its headings, by section; none for those that get none.
    pub(super) headings: Vec<Option<String>>,
    /// The names to which its links lead, by section.
    pub(super) anchors: Vec<Option<String>>,
    /// The atom of each sign.
    pub(super) atom_of: Vec<u32>,
}

impl Side<'_> {
    /// A role as the layout has it.
    pub(super) fn role(&self, role: Role) -> Role {
        match role {
            Role::Item(list, depth) => Role::Item(self.lists[list], depth),
            other => other,
        }
    }

    /// A sign as a fragment; ends of paragraphs and tables are none.
    fn fragment(&self, unit: &Unit, change: Change) -> Option<Fragment> {
        let content = match unit.sign {
            Sign::Char(letter) => Content::Text(letter.to_string()),
            Sign::Break => Content::Break,
            Sign::Note(note) => Content::Note(self.notes[note]),
            Sign::Image(image) => Content::Image(self.text.images[image].clone()),
            Sign::End(_) | Sign::Table(_) => return None,
        };
        Some(Fragment { change, content, face: unit.face, link: self.link(unit) })
    }

    fn link(&self, unit: &Unit) -> Option<String> {
        match &self.text.targets[unit.target? as usize] {
            Target::Address(address) => Some(address.clone()),
            Target::Section(section) => self.anchors[*section].as_ref().map(|anchor| format!("#{anchor}")),
            Target::Nowhere(_) => None,
        }
    }

    /// A table of the text as it is, all of it with one change.
    pub(super) fn table(&self, table: usize, change: Change) -> Table {
        let grid = &self.text.tables[table];
        let rows = grid.rows.iter().map(|cells| self.row(cells, change)).collect();
        Table { columns: grid.columns.clone(), rows, caption: None }
    }

    /// A row, all of it with one change.
    pub(super) fn row(&self, cells: &[Vec<Unit>], change: Change) -> Row {
        let cell = |units: &Vec<Unit>| {
            let mut line = Line::default();
            units.iter().for_each(|unit| line.push(self, unit, change));
            vec![Paragraph { end: change, fragments: line.finish(), ..Paragraph::default() }]
        };
        Row { change, cells: cells.iter().map(cell).collect() }
    }
}

/// Fragments in order; signs that are set alike are one.
#[derive(Default)]
pub(super) struct Line {
    fragments: Vec<Fragment>,
    /// The link of the last fragment, as the text has it, whose name is not looked up again.
    last: Option<(Change, super::Face, Option<u32>)>,
}

impl Line {
    /// Adds a sign.
    pub(super) fn push(&mut self, side: &Side<'_>, unit: &Unit, change: Change) {
        let key = (change, unit.face, unit.target);
        if let (Sign::Char(letter), Some(last), true) = (unit.sign, self.fragments.last_mut(), self.last == Some(key))
            && let Content::Text(text) = &mut last.content
        {
            text.push(letter);
            return;
        }
        if let Some(fragment) = side.fragment(unit, change) {
            self.last = Some(key);
            add(&mut self.fragments, fragment);
        }
    }

    /// All of it.
    pub(super) fn finish(self) -> Vec<Fragment> {
        self.fragments
    }
}

/// Adds a fragment; text that is set like the text before it continues it.
pub(super) fn add(fragments: &mut Vec<Fragment>, fragment: Fragment) {
    if let (Some(last), Content::Text(more)) = (fragments.last_mut(), &fragment.content)
        && (last.change, last.face) == (fragment.change, fragment.face)
        && last.link == fragment.link
        && let Content::Text(text) = &mut last.content
    {
        text.push_str(more);
        return;
    }
    fragments.push(fragment);
}

/// Writes parts.
#[derive(Default)]
pub(super) struct Setter {
    pub(super) parts: Vec<Part>,
    line: Line,
}

impl Setter {
    /// Adds a sign of a text; `former` is what the paragraph was of which it is the end.
    pub(super) fn unit(&mut self, side: &Side<'_>, at: usize, change: Change, former: Option<Role>) {
        let unit = &side.text.units[at];
        match unit.sign {
            Sign::End(role) => {
                let anchor = match side.text.atoms[side.atom_of[at] as usize].owner {
                    Owner::Heading(section) => side.headings[section].clone(),
                    Owner::Block(_) => None,
                };
                let fragments = std::mem::take(&mut self.line).finish();
                let role = side.role(role);
                let former = former.filter(|former| *former != role);
                self.parts.push(Part::Paragraph(Paragraph { role, former, end: change, fragments, anchor }));
            }
            Sign::Table(table) => self.table(side.table(table, change)),
            _ => self.line.push(side, unit, change),
        }
    }

    /// Whether a paragraph has begun that has no end so far.
    pub(super) fn is_within(&self) -> bool {
        !self.line.fragments.is_empty()
    }

    /// Adds a table.
    pub(super) fn table(&mut self, table: Table) {
        self.parts.push(Part::Table(table));
    }
}

/// The paragraphs of a footnote, which holds no tables.
pub(super) fn paragraphs(parts: Vec<Part>) -> Vec<Paragraph> {
    let paragraphs = parts.into_iter().filter_map(|part| match part {
        Part::Paragraph(paragraph) => Some(paragraph),
        Part::Table(_) => None,
    });
    paragraphs.collect()
}
