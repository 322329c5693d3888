//! Tables: columns as wide as what they hold, letters as small as it takes to fit the page.

use crate::render::layout::{Change, Content, Paragraph, Row, Table};

/// Space at both sides of a cell, in twentieths of a point.
const MARGINS: u32 = 2 * 85 + 30;
/// Letters of these sizes (twentieths of a point) by the styles of paragraphs that have them.
const SIZES: [(&str, u32); 3] = [("TableText", 200), ("TableTextSmall", 170), ("TableTextTiny", 140)];

/// How many bytes of text a cell may have in a row that stays on one page.
const SHORT: usize = 600;

/// How a table is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Setting {
    /// The style of its paragraphs.
    pub(super) style: &'static str,
    /// The widths of its columns in twentieths of a point.
    pub(super) widths: Vec<u32>,
    /// How many rows are repeated on every page.
    pub(super) headers: usize,
}

/// Sets a table into a column of text of this width, in twentieths of a point.
pub(super) fn set(table: &Table, width: u32) -> Setting {
    let columns = table.rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
    // In thousandths of an em: the widest word, and the longest paragraph, of every column.
    let mut needs = vec![(0u32, 0u32); columns];
    for row in &table.rows {
        for (need, cell) in needs.iter_mut().zip(&row.cells) {
            for paragraph in cell {
                let (word, line) = measure(paragraph);
                *need = (need.0.max(word), need.1.max(line));
            }
        }
    }
    let least = |size: u32| needs.iter().map(move |need| need.0 * size / 1000 + MARGINS);
    let fits = |(_, size): &&(&str, u32)| least(*size).sum::<u32>() <= width;
    let (style, size) = *SIZES.iter().find(fits).unwrap_or(&SIZES[SIZES.len() - 1]);
    let least: Vec<u32> = least(size).collect();
    let needed: u32 = least.iter().sum();
    let mut widths = if needed > width {
        least.iter().map(|it| it * width / needed).collect()
    } else {
        // What is left is shared out by the square root of the text, so that long cells do not starve the others.
        let wishes: Vec<u32> = needs
            .iter()
            .zip(&least)
            .map(|(need, least)| (need.1 * size / 1000 + MARGINS).saturating_sub(*least))
            .collect();
        let left = width - needed;
        if wishes.iter().sum::<u32>() <= left {
            let whole: Vec<u32> = least.iter().zip(&wishes).map(|(least, wish)| least + wish).collect();
            let sum: u32 = whole.iter().sum();
            whole.iter().map(|it| (u64::from(*it) * u64::from(width) / u64::from(sum.max(1))) as u32).collect()
        } else {
            let roots: Vec<u32> = wishes.iter().map(|wish| wish.isqrt().max(1)).collect();
            let sum: u32 = roots.iter().sum();
            let share = |root: u32| (u64::from(left) * u64::from(root) / u64::from(sum.max(1))) as u32;
            least.iter().zip(&roots).map(|(least, root)| least + share(*root)).collect::<Vec<u32>>()
        }
    };
    let rest = width.saturating_sub(widths.iter().sum());
    if let Some(last) = widths.last_mut() {
        *last += rest;
    }
    Setting { style, widths, headers: headers(table) }
}

/// The rows at the top that are the header of one of both texts; just the first one where they are not together.
fn headers(table: &Table) -> usize {
    let first = |gone: fn(Change) -> bool| table.rows.iter().position(|row| !gone(row.change)).unwrap_or_default();
    let later = first(|change| matches!(change, Change::Deleted | Change::MovedFrom(_)));
    let earlier = first(|change| matches!(change, Change::Inserted | Change::MovedTo(_)));
    let last = later.max(earlier);
    if last <= 1 { last + 1 } else { 1 }
}

/// Whether a row is so short that a page may not end within it.
pub(super) fn is_short(row: &Row) -> bool {
    let length = |paragraph: &Paragraph| {
        let texts = paragraph.fragments.iter().map(|fragment| match &fragment.content {
            Content::Text(text) => text.len(),
            Content::Break | Content::Image(_) => SHORT / 8,
            Content::Note(_) => 1,
        });
        texts.sum::<usize>()
    };
    row.cells.iter().all(|cell| cell.iter().map(length).sum::<usize>() <= SHORT)
}

/// The widest word of a paragraph and its longest line, in thousandths of an em.
fn measure(paragraph: &Paragraph) -> (u32, u32) {
    let (mut widest, mut longest, mut word, mut line) = (0, 0, 0, 0);
    for fragment in &paragraph.fragments {
        match &fragment.content {
            Content::Text(text) => {
                for letter in text.chars() {
                    let bold = if fragment.face.strong { 50 } else { 0 };
                    let wide = if fragment.face.code { 550 } else { advance(letter) + bold };
                    line += wide;
                    word = if letter == ' ' || letter == '\n' { 0 } else { word + wide };
                    widest = widest.max(word);
                    if matches!(letter, '-' | '–' | '—') {
                        word = 0;
                    }
                }
            }
            Content::Break => {
                longest = longest.max(line);
                (word, line) = (0, 0);
            }
            Content::Note(_) => word += 400,
            Content::Image(_) => widest = widest.max(4_000),
        }
    }
    (widest.min(60_000), longest.max(line).min(1_000_000))
}

/// About how wide a letter of a sans serif face is, in thousandths of an em.
fn advance(letter: char) -> u32 {
    match letter {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' ' => 260,
        'f' | 'r' | 't' | 'ł' | '(' | ')' | '[' | ']' | '/' | '-' => 350,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '—' => 870,
        _ if letter.is_uppercase() => 640,
        _ if letter.is_ascii() => 530,
        _ if u32::from(letter) >= 0x1100 => 1_000,
        _ => 540,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::layout::Fragment;

    fn table(rows: &[&[&str]]) -> Table {
        let cell = |text: &&str| {
            let fragment = Fragment { content: Content::Text((*text).to_owned()), ..Fragment::default() };
            vec![Paragraph { fragments: vec![fragment], ..Paragraph::default() }]
        };
        let rows = rows.iter().map(|cells| Row { cells: cells.iter().map(cell).collect(), ..Row::default() });
        Table { rows: rows.collect(), ..Table::default() }
    }

    #[test]
    fn a_table_is_as_wide_as_the_page_and_its_long_column_wider() {
        let text =
            "Udział nakładów na badania i rozwój w produkcie regionu, w relacji do średniej krajowej z pięciu lat";
        let setting = set(&table(&[&["Lp.", "Wskaźnik", "2020"], &["1", text, "2,5%"]]), 9_000);
        assert_eq!(setting.widths.iter().sum::<u32>(), 9_000);
        assert_eq!(setting.style, "TableText");
        assert!(setting.widths[1] > 2 * setting.widths[0]);
    }

    #[test]
    fn a_wide_table_gets_smaller_letters() {
        let row = ["Województwo"; 9];
        assert_eq!(set(&table(&[&row[..7]]), 9_100).style, "TableTextSmall");
        assert_eq!(set(&table(&[&row[..8]]), 9_000).style, "TableTextTiny");
        let beyond = set(&table(&[&["nieprzepuszczalnościowy"; 20]]), 9_000);
        assert_eq!((beyond.style, beyond.widths.iter().sum()), ("TableTextTiny", 9_000));
        assert!(set(&Table::default(), 9_000).widths.is_empty());
    }

    #[test]
    fn both_headers_of_a_redline_are_repeated() {
        let mut replaced = table(&[&["Rok"], &["Lata"], &["2020"]]);
        replaced.rows[0].change = Change::Deleted;
        replaced.rows[1].change = Change::Inserted;
        assert_eq!(headers(&replaced), 2);
        replaced.rows[0].change = Change::Kept;
        assert_eq!(headers(&replaced), 1);
        replaced.rows.iter_mut().for_each(|row| row.change = Change::Inserted);
        assert_eq!(headers(&replaced), 1);
    }
}
