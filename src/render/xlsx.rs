//! Tables as a workbook: a sheet each, its heading row frozen, every text a text and never a formula.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::brand::Brand;
use super::sheet::{Cell, Sheet};
use crate::locale::Locale;

/// How many UTF-16 units a cell may hold.
const CELL_LIMIT: usize = 32_767;
/// How many characters the name of a sheet may have.
const NAME_LIMIT: usize = 31;
/// The number of A4 among the paper sizes of Excel.
const A4: u8 = 9;

/// Writes a workbook, a sheet per table.
///
/// # Errors
/// Those of the writer; a table of more rows than Excel has is one.
pub fn xlsx(sheets: &[Sheet], brand: &Brand) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let title = sheets.first().map(|sheet| format!("{} – {}", sheet.title, sheet.subject)).unwrap_or_default();
    let properties = DocProperties::new()
        .set_title(legal(&title))
        .set_company(legal(&brand.office))
        // Without a date the file would bear that of the run, and differ from the one before.
        .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?);
    workbook.set_properties(&properties);
    for sheet in sheets {
        write(workbook.add_worksheet(), sheet, brand)?;
    }
    workbook.save_to_buffer()
}

fn write(worksheet: &mut Worksheet, sheet: &Sheet, brand: &Brand) -> Result<(), XlsxError> {
    let locale = Locale::new(sheet.lang);
    worksheet.set_name(name(&sheet.title))?;
    let heading = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
        .set_font_color(0x00ff_ffff_u32)
        .set_background_color(u32::from_str_radix(&brand.colour.digits(), 16).unwrap_or_default())
        .set_border(FormatBorder::Thin);
    let text = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_border(FormatBorder::Hair);
    let number = Format::new().set_align(FormatAlign::Top).set_border(FormatBorder::Hair);
    for (at, column) in (0u16..).zip(&sheet.columns) {
        worksheet.set_column_width(at, column.width)?;
        worksheet.write_string_with_format(0, at, legal(&column.heading), &heading)?;
    }
    for (row, cells) in (1u32..).zip(&sheet.rows) {
        for (column, cell) in (0u16..).zip(cells) {
            match cell {
                Cell::Count(count) => {
                    worksheet.write_number_with_format(row, column, *count as f64, &number)?;
                }
                Cell::Text(told) if told.is_empty() => {
                    worksheet.write_blank(row, column, &text)?;
                }
                Cell::Text(told) => {
                    worksheet.write_string_with_format(row, column, cut(&legal(told), &locale), &text)?;
                }
            }
        }
    }
    worksheet.set_freeze_panes(1, 0)?;
    worksheet.set_repeat_rows(0, 0)?;
    worksheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
    if let (Some(last), false) = ((sheet.columns.len() as u16).checked_sub(1), sheet.rows.is_empty()) {
        worksheet.autofilter(0, 0, sheet.rows.len() as u32, last)?;
    }
    Ok(())
}

/// The name of a sheet, without the characters that Excel refuses in it.
fn name(title: &str) -> String {
    let allowed = |c: &char| !"[]:*?/\\'".contains(*c) && !c.is_control();
    let name: String = title.chars().filter(allowed).take(NAME_LIMIT).collect();
    name.trim().to_owned()
}

/// A text without the characters that XML cannot hold; what the renderers say is free of control characters but for
/// line breaks, so in them this changes nothing.
fn legal(text: &str) -> String {
    text.chars()
        .filter(|c| matches!(c, '\n' | '\t') || (!c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')))
        .collect()
}

/// A text that a cell can hold; where it is cut, it says so.
fn cut(text: &str, locale: &Locale) -> String {
    if text.len() <= CELL_LIMIT || text.encode_utf16().count() <= CELL_LIMIT {
        return text.to_owned();
    }
    let notice = locale.text("sheet-cut", &[]);
    let room = CELL_LIMIT - notice.encode_utf16().count() - 1;
    let mut used = 0;
    let fits = |c: &char| {
        used += c.len_utf16();
        used <= room
    };
    let mut kept: String = text.chars().take_while(fits).collect();
    kept.push(' ');
    kept.push_str(&notice);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Language;

    #[test]
    fn a_cell_that_is_too_long_says_that_it_was_cut() {
        let locale = Locale::new(Language::Polish);
        assert_eq!(cut("krótki", &locale), "krótki");
        let long = "ą𝄞".repeat(20_000);
        let cut = cut(&long, &locale);
        assert!(cut.encode_utf16().count() <= CELL_LIMIT && cut.ends_with(&locale.text("sheet-cut", &[])));
    }

    #[test]
    fn names_of_sheets_are_those_that_excel_takes() {
        assert_eq!(name("Tabela zmian: [a]/b*c?"), "Tabela zmian abc");
        assert_eq!(name(&"ż".repeat(40)).chars().count(), NAME_LIMIT);
    }
}
