//! Footnotes: which references carry their note, and which only point to one that another reference carries.

use crate::render::layout::{Change, Content, Layout, Part};

/// What a reference to a footnote is in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reference {
    /// It carries the note of this number, from 1.
    Carries(usize),
    /// It repeats the number of the note of this number.
    Repeats(usize),
}

/// The references in the order of the text, and the notes that are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Plan {
    /// What the references are, in their order.
    pub(super) references: Vec<Reference>,
    /// Which note of the layout each written note is, in their order, and whether it is in both texts, in the later or in
    /// the earlier one only.
    pub(super) written: Vec<(usize, Change)>,
    /// The written notes, by index from 0, to which others point.
    pub(super) repeated: Vec<bool>,
}

/// In which texts a fragment is: both, the later or the earlier one.
fn presence(change: Change) -> Change {
    match change {
        Change::Kept => Change::Kept,
        Change::Inserted | Change::MovedTo(_) => Change::Inserted,
        Change::Deleted | Change::MovedFrom(_) => Change::Deleted,
    }
}

/// Plans the notes: in each of both texts exactly one reference carries a note, the first of those that are in both texts
/// where there is one, else the first of that text. Word knows no two references to one footnote.
pub(super) fn plan(layout: &Layout) -> Plan {
    let mut found: Vec<(usize, Change)> = Vec::new();
    let mut visit = |paragraph: &crate::render::layout::Paragraph| {
        for fragment in &paragraph.fragments {
            if let Content::Note(note) = fragment.content
                && note < layout.notes.len()
            {
                found.push((note, presence(fragment.change)));
            }
        }
    };
    for part in &layout.parts {
        match part {
            Part::Paragraph(paragraph) => visit(paragraph),
            Part::Table(table) => table.rows.iter().flat_map(|row| row.cells.iter().flatten()).for_each(&mut visit),
        }
    }
    let first = |note: usize, presence: Change| found.iter().position(|it| *it == (note, presence));
    let carrier = |note: usize, presence: Change| first(note, Change::Kept).or_else(|| first(note, presence));
    let carriers: Vec<Option<usize>> = found.iter().map(|(note, presence)| carrier(*note, *presence)).collect();
    let mut plan = Plan::default();
    let mut numbers = vec![0; found.len()];
    for (at, (note, presence)) in found.iter().enumerate() {
        if carriers[at] == Some(at) {
            plan.written.push((*note, *presence));
            numbers[at] = plan.written.len();
        }
    }
    plan.repeated = vec![false; plan.written.len()];
    for (at, carrier) in carriers.iter().enumerate() {
        let number = carrier.map_or(0, |carrier| numbers[carrier]);
        if numbers[at] > 0 {
            plan.references.push(Reference::Carries(number));
        } else {
            plan.repeated[number - 1] = true;
            plan.references.push(Reference::Repeats(number));
        }
    }
    plan
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::layout::{Fragment, Note, Paragraph};

    fn planned(references: &[(usize, Change)]) -> Plan {
        let fragment = |(note, change): &(usize, Change)| Fragment {
            change: *change,
            content: Content::Note(*note),
            ..Fragment::default()
        };
        let fragments = references.iter().map(fragment).collect();
        let parts = vec![Part::Paragraph(Paragraph { fragments, ..Paragraph::default() })];
        plan(&Layout { parts, notes: vec![Note::default(); 2], ..Layout::default() })
    }

    #[test]
    fn a_second_reference_repeats_the_first() {
        use Reference::{Carries, Repeats};
        let plan = planned(&[(0, Change::Kept), (1, Change::Kept), (0, Change::Inserted), (7, Change::Kept)]);
        assert_eq!(plan.references, [Carries(1), Carries(2), Repeats(1)]);
        assert_eq!(plan.repeated, [true, false]);
    }

    #[test]
    fn a_note_that_moved_is_carried_in_both_places() {
        use Reference::{Carries, Repeats};
        let plan = planned(&[(0, Change::MovedFrom(0)), (0, Change::Inserted), (0, Change::Deleted)]);
        assert_eq!(plan.references, [Carries(1), Carries(2), Repeats(1)]);
        assert_eq!(plan.written, [(0, Change::Deleted), (0, Change::Inserted)]);
        let plan = planned(&[(0, Change::Deleted), (0, Change::Kept)]);
        assert_eq!(plan.references, [Repeats(1), Carries(1)]);
    }
}
