//! Tables that also go out as spreadsheets, in Word: a heading, what was compared, one table.

use super::{DocxOptions, Page, ZipError, docx};
use crate::render::layout::{Alignment, Content, Fragment, Layout, Paragraph, Part, Role, Row, Table};
use crate::render::sheet::{Cell, Sheet};

/// Writes a table on landscape pages.
///
/// # Errors
/// Those of the ZIP writer.
pub fn sheet(sheet: &Sheet, options: &DocxOptions<'_>) -> Result<Vec<u8>, ZipError> {
    let said = [(Role::Heading(1), &sheet.title), (Role::Body, &sheet.subject), (Role::Body, &sheet.note)];
    let lines = said.into_iter().filter(|(_, text)| !text.is_empty());
    let mut parts: Vec<Part> = lines.map(|(role, text)| Part::Paragraph(paragraph(role, text))).collect();
    let counts = |at: usize| sheet.rows.iter().any(|row| matches!(row.get(at), Some(Cell::Count(_))));
    let columns = (0..sheet.columns.len()).map(|at| if counts(at) { Alignment::End } else { Alignment::Start });
    let row = |texts: Vec<String>| Row {
        cells: texts.iter().map(|text| text.lines().map(|line| paragraph(Role::Body, line)).collect()).collect(),
        ..Row::default()
    };
    let mut rows = vec![row(sheet.columns.iter().map(|column| column.heading.clone()).collect())];
    rows.extend(sheet.rows.iter().map(|cells| row(cells.iter().map(|cell| cell.text(sheet.lang)).collect())));
    parts.push(Part::Table(Table { columns: columns.collect(), rows, caption: None }));
    let lang = sheet.lang.tag().to_owned();
    let layout = Layout { title: sheet.title.clone(), lang, parts, ..Layout::default() };
    docx(&layout, &DocxOptions { page: Page::Landscape, ..*options })
}

fn paragraph(role: Role, text: &str) -> Paragraph {
    let fragment = Fragment { content: Content::Text(text.to_owned()), ..Fragment::default() };
    Paragraph { role, fragments: vec![fragment], ..Paragraph::default() }
}
