//! A table as CSV, as Excel opens it in the language of the table.

use super::Subject;
use super::changes::changes;
use super::sheet::Sheet;
use crate::locale::Language;

/// Characters that begin a formula where a spreadsheet meets them first in a cell, those of full width included.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// Shows a comparison as a table of changes.
pub fn csv(subject: &Subject<'_>) -> String {
    sheet(&changes(subject))
}

/// Writes a table: UTF-8 with a byte order mark, lines ending in CR LF, semicolons in Polish and commas in English –
/// what Excel opens with its columns in place where the system is set to that language.
pub fn sheet(sheet: &Sheet) -> String {
    let separator = separator(sheet.lang);
    let mut out = String::from('\u{feff}');
    let head: Vec<String> = sheet.columns.iter().map(|column| column.heading.clone()).collect();
    write(&mut out, separator, &head);
    for row in &sheet.rows {
        let cells: Vec<String> = row.iter().map(|cell| cell.text(sheet.lang)).collect();
        write(&mut out, separator, &cells);
    }
    out
}

/// What stands between two cells.
pub(super) fn separator(language: Language) -> char {
    match language {
        Language::Polish => ';',
        Language::English => ',',
    }
}

fn write(out: &mut String, separator: char, cells: &[String]) {
    for (column, cell) in cells.iter().enumerate() {
        if column > 0 {
            out.push(separator);
        }
        let cell = guarded(cell);
        out.push('"');
        out.push_str(&cell.replace('"', "\"\""));
        out.push('"');
    }
    out.push_str("\r\n");
}

/// The text of a cell, with an apostrophe in front where a spreadsheet would take it for a formula.
fn guarded(cell: &str) -> String {
    if cell.trim_start_matches([' ', '\u{a0}', '\n']).starts_with(FORMULA) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_told_from_texts() {
        for text in ["=1+1", "+48 22", "-5", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n=1", "＝1", "\u{a0}@a"] {
            assert_eq!(guarded(text), format!("'{text}"));
        }
        for text in ["", "a=b", "• tekst", "−5", "2,5%", "'=1"] {
            assert_eq!(guarded(text), text);
        }
    }

    #[test]
    fn quotation_marks_are_doubled_and_separators_stay_inside() {
        let mut out = String::new();
        let cells = ["1", "a;b", "c \"d\"", "e\nf", "", "g,h", ""].map(str::to_owned);
        write(&mut out, ';', &cells);
        assert_eq!(out, "\"1\";\"a;b\";\"c \"\"d\"\"\";\"e\nf\";\"\";\"g,h\";\"\"\r\n");
    }
}
