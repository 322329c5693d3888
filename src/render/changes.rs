//! The table of changes: where, the earlier wording, the later one, the kind of change, its weight, the reason.

use super::excerpt::{self, Plain, TableLine};
use super::reading::figure::figures;
use super::reading::glance::{Journey, glance};
use super::reading::overview::{self, Datum};
use super::reading::{Fact, Item, Passage, Reading, reading};
use super::redline::{Stretch, StretchOp};
use super::sheet::{Cell, Column, Sheet};
use super::view::{KindView, OpView, entry_id};
use super::{Subject, guard};
use crate::compare::{ReferenceChange, ReferenceState};
use crate::locale::{Locale, Value};

/// Stands for the end of a paragraph; no text holds it, as control characters are shown by their code.
const PARAGRAPH: char = '\u{b}';

/// The table of changes, one row a change.
///
/// The last column is for the reasons, which no comparison can know: it holds what people decided, and is else left to
/// whoever edits the table.
pub fn changes(subject: &Subject<'_>) -> Sheet {
    let locale = subject.locale;
    let told = reading(subject);
    let columns = [
        ("csv-number", 6),
        ("csv-place", 36),
        ("csv-before", 48),
        ("csv-after", 48),
        ("csv-kind", 24),
        ("table-weight", 18),
        ("csv-reason", 36),
    ];
    let rows = rows(subject, &told).into_iter().enumerate().map(|(number, row)| {
        let texts = [row.place, row.before, row.after, row.kind, row.weight, row.reason];
        let number = Cell::Count(u64::try_from(number + 1).unwrap_or(u64::MAX));
        std::iter::once(number).chain(texts.into_iter().map(Cell::Text)).collect()
    });
    Sheet {
        title: locale.text("sheet-changes", &[]),
        subject: told.title.clone(),
        note: told.compared.clone(),
        lang: locale.language(),
        columns: columns.iter().map(|(key, width)| Column { heading: locale.text(key, &[]), width: *width }).collect(),
        rows: rows.collect(),
    }
}

/// A change.
#[derive(Default)]
struct Row {
    place: String,
    before: String,
    after: String,
    kind: String,
    weight: String,
    /// What people decided about it, and why.
    reason: String,
}

fn rows(subject: &Subject<'_>, told: &Reading) -> Vec<Row> {
    let locale = subject.locale;
    let mut rows: Vec<Row> = overview::data(subject).into_iter().map(|datum| metadata(locale, datum)).collect();
    let journeys = glance(subject, &told.items).journeys;
    for item in told.items.iter().filter(|item| item.changed || !item.decisions.is_empty()) {
        let before = rows.len();
        heading(item, &mut rows);
        let of_item = journeys.iter().filter(|journey| journey.section == item.id);
        rows.extend(of_item.map(|journey| travelled(item, journey)));
        let mut section = item.heading.as_str();
        for passage in &item.passages {
            if let Some(opening) = &passage.opens {
                section = &opening.heading;
            }
            let place = place(item, section);
            changed(locale, passage, &place, &mut rows);
        }
        if rows.len() == before && !item.changed {
            let (heading, kind) = (item.heading.clone(), locale.text("unchanged", &[]));
            rows.push(Row {
                place: place(item, &heading),
                before: heading.clone(),
                after: heading,
                kind,
                ..Row::default()
            });
        }
        if rows.len() == before {
            // A section without text that is new or gone.
            let (gone, kind) = (has(item, KindView::Removed), kinds(item, &KindView::ALL));
            let (before, after) =
                if gone { (item.heading.clone(), String::new()) } else { (String::new(), item.heading.clone()) };
            let weight = item.weight.as_ref().map(|weight| weight.short.clone());
            let weight = weight.unwrap_or_default();
            rows.push(Row { place: place(item, &item.heading), before, after, kind, weight, ..Row::default() });
        }
        if let Some(weight) = item.weight.as_ref().filter(|weight| weight.decided) {
            rows[before..].iter_mut().for_each(|row| row.weight.clone_from(&weight.short));
        }
        let reason = reason(item);
        rows[before..].iter_mut().for_each(|row| row.reason.clone_from(&reason));
    }
    rows.extend(figures(subject, &told.items).into_iter().map(|figure| {
        let kind = match figure.difference.as_str() {
            "" => locale.text("kind-quantity", &[]),
            difference => locale.text("kind-quantity-difference", &[("difference", Value::Text(difference))]),
        };
        let place = format!("{}: {}", figure.section, figure.label);
        Row { place, before: figure.before, after: figure.after, kind, ..Row::default() }
    }));
    rows.extend(references(subject, told));
    rows
}

/// What people decided about a section, and why.
fn reason(item: &Item) -> String {
    let line = |fact: &Fact| {
        let places: Vec<&str> = fact.places.iter().map(|place| place.text.as_str()).collect();
        format!("{} {}", fact.lead, places.join("; "))
    };
    item.decisions.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// References that lead nowhere, or somewhere else than before.
fn references(subject: &Subject<'_>, told: &Reading) -> Vec<Row> {
    let row = |change: &ReferenceChange| {
        let id = entry_id(change.entry);
        let item = told.items.iter().find(|item| item.id == id)?;
        let kind = match change.state {
            ReferenceState::Followed => return None,
            ReferenceState::Stale => "kind-stale-reference",
            ReferenceState::Dangling => "kind-dangling-reference",
        };
        let text = |text: &str| guard::one_line(text);
        let target = change.target.map(|at| text(&subject.after.sections[at].heading)).unwrap_or_default();
        Some(Row {
            place: place(item, &item.heading),
            before: text(change.before.as_deref().unwrap_or_default()),
            after: text(&change.after),
            kind: subject.locale.text(kind, &[("target", Value::Text(&target))]).trim().to_owned(),
            ..Row::default()
        })
    };
    subject.comparison.references.iter().filter_map(row).collect()
}

/// A change of the front matter; its kind is that of its value.
fn metadata(locale: &Locale, datum: Datum) -> Row {
    let kind = match (&datum.before, &datum.after) {
        (None, _) => "kind-added",
        (_, None) => "kind-removed",
        _ => "kind-edited",
    };
    Row {
        place: format!("{}: {}", locale.text("document-data", &[]), datum.name),
        before: datum.before.unwrap_or_default(),
        after: datum.after.unwrap_or_default(),
        kind: locale.text(kind, &[]),
        ..Row::default()
    }
}

/// Another title, number or level of a section.
fn heading(item: &Item, rows: &mut Vec<Row>) {
    let kind = kinds(item, &[KindView::Retitled, KindView::Relabelled, KindView::Releveled]);
    if kind.is_empty() {
        return;
    }
    let former = item.former_heading.clone().unwrap_or_else(|| item.heading.clone());
    let weight = item.title_weight.as_ref().map(|weight| weight.text.clone()).unwrap_or_default();
    rows.push(Row {
        place: place(item, &item.heading),
        before: former,
        after: item.heading.clone(),
        kind,
        weight,
        ..Row::default()
    });
}

fn travelled(item: &Item, journey: &Journey) -> Row {
    let text = |place: Option<&super::reading::Place>| place.map(|place| place.text.clone()).unwrap_or_default();
    let kind = match &journey.amount {
        Some(amount) => format!("{} ({amount})", journey.kind.text),
        None => journey.kind.text.clone(),
    };
    let (before, after) = (text(journey.from.as_ref()), text(Some(&journey.to)));
    Row { place: place(item, &item.heading), before, after, kind, ..Row::default() }
}

/// The rows of one block. What left for another place is told where it arrived.
fn changed(locale: &Locale, passage: &Passage, place: &str, rows: &mut Vec<Row>) {
    if !passage.is_changed() || passage.op == OpView::MovedOut {
        return;
    }
    let kind = match (&passage.note, passage.op) {
        (Some(note), _) => note.text.clone(),
        (None, OpView::Added) => locale.text("kind-added", &[]),
        (None, OpView::Removed) => locale.text("kind-removed", &[]),
        (None, _) => locale.text("kind-edited", &[]),
    };
    let weight = passage.weight.as_ref().map(|weight| weight.text.clone()).unwrap_or_default();
    let mut push = |place: String, redline: &[Plain], kind: &str| {
        let side = |gone| {
            let mut text = String::new();
            for stretch in redline {
                match stretch.op == gone {
                    false if text.ends_with(' ') => text.push_str(stretch.text.trim_start_matches(' ')),
                    false => text.push_str(&stretch.text),
                    // Where the other text begins another paragraph, this one goes on behind a space.
                    true if stretch.text.contains(PARAGRAPH) && !text.ends_with(' ') => text.push(' '),
                    true => {}
                }
            }
            let text = text.replace(&format!("{PARAGRAPH} "), "\n").replace(PARAGRAPH, "\n");
            let text = text.trim();
            let marked = !text.is_empty() && !passage.marker.is_empty();
            if marked { format!("{} {text}", passage.marker) } else { text.to_owned() }
        };
        rows.push(Row {
            place,
            before: side(StretchOp::Insert),
            after: side(StretchOp::Delete),
            kind: kind.to_owned(),
            weight: weight.clone(),
            ..Row::default()
        });
    };
    match &passage.rows {
        None => push(place.to_owned(), &lines(&passage.redline), &kind),
        Some(lines) => {
            for line in excerpt::table(lines) {
                match line {
                    TableLine::Cell { row, column, redline } => {
                        let cell: Vec<&str> =
                            [row.trim(), column.trim()].into_iter().filter(|it| !it.is_empty()).collect();
                        let place = [place, &cell.join(", ")].join(if cell.is_empty() { "" } else { ": " });
                        push(place, &redline, &kind);
                    }
                    TableLine::Row { op, cells } => {
                        let (key, op) = match op {
                            OpView::Added => ("row-added", StretchOp::Insert),
                            OpView::Removed => ("row-removed", StretchOp::Delete),
                            _ => ("row-moved", StretchOp::Equal),
                        };
                        let text = cells.join(" | ");
                        push(place.to_owned(), &[Plain { op, text }], &locale.text(key, &[]));
                    }
                }
            }
        }
    }
}

/// A redline in plain characters, with the targets of links in brackets and the ends of paragraphs told from text.
fn lines(redline: &[Stretch]) -> Vec<Plain> {
    let mut plain = excerpt::plain(redline);
    for (plain, stretch) in plain.iter_mut().zip(redline) {
        if stretch.pieces.iter().any(|piece| piece.source || piece.pilcrow) {
            let text = stretch.pieces.iter().map(|piece| match (piece.source, piece.pilcrow) {
                (true, _) => format!(" ({})", piece.text),
                (_, true) => PARAGRAPH.to_string(),
                _ => piece.text.clone(),
            });
            plain.text = text.collect();
        }
    }
    plain
}

fn place(item: &Item, section: &str) -> String {
    if item.above.is_empty() { section.to_owned() } else { format!("{} › {section}", item.above) }
}

fn has(item: &Item, kind: KindView) -> bool {
    item.badges.iter().any(|badge| badge.code == kind.code())
}

/// The kinds among `kinds` that the item is of, in words.
fn kinds(item: &Item, kinds: &[KindView]) -> String {
    let badges = item.badges.iter().filter(|badge| kinds.iter().any(|kind| kind.code() == badge.code));
    badges.map(|badge| badge.text.as_str()).collect::<Vec<_>>().join(", ")
}
