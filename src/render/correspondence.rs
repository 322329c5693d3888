//! The correspondence table: which section became which.

use super::Subject;
use super::reading::correspondence::{Correspondence, Named, correspondences};
use super::reading::overview;
use super::sheet::{Cell, Column, Sheet};
use crate::locale::Locale;

/// The correspondence table, one row a section that lives on, is new or is gone.
pub fn correspondence(subject: &Subject<'_>) -> Sheet {
    let locale = subject.locale;
    let columns = [
        ("csv-number", 6),
        ("correspondence-number-before", 12),
        ("correspondence-title-before", 44),
        ("correspondence-number-after", 12),
        ("correspondence-title-after", 44),
        ("correspondence-kind", 30),
        ("correspondence-share", 14),
    ];
    let rows = correspondences(subject).into_iter().enumerate().map(|(number, line)| row(locale, number, line));
    Sheet {
        title: locale.text("sheet-correspondence", &[]),
        subject: overview::title(subject),
        note: overview::compared(subject),
        lang: locale.language(),
        columns: columns.iter().map(|(key, width)| Column { heading: locale.text(key, &[]), width: *width }).collect(),
        rows: rows.collect(),
    }
}

fn row(locale: &Locale, number: usize, line: Correspondence) -> Vec<Cell> {
    let kinds: Vec<&str> = line.kinds.iter().map(|kind| kind.text.as_str()).collect();
    let kinds = if kinds.is_empty() { locale.text("unchanged", &[]) } else { kinds.join(", ") };
    let side = |named: Option<Named>| {
        let (number, title) = named.map(|named| (named.number, named.title)).unwrap_or_default();
        [Cell::Text(number), Cell::Text(title)]
    };
    let mut cells = vec![Cell::Count(u64::try_from(number + 1).unwrap_or(u64::MAX))];
    cells.extend(side(line.before));
    cells.extend(side(line.after));
    cells.extend([kinds, line.share].map(Cell::Text));
    cells
}
