//! The comment form: a table with a row per part of the document, whose empty cells take text that can be read back.

use super::body::Written;
use super::numbering::numbering;
use super::{DocxOptions, Page, ZipError, assemble};
use crate::locale::Value;
use crate::render::escape::{self, shown};

/// A row that leaves room to write by hand, and in which no page ends; not for more than this many bytes of wording.
const ROW: &str = "<w:trPr><w:cantSplit/><w:trHeight w:val=\"680\"/></w:trPr>";
const SHORT: usize = 1_200;

/// A comment form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// Its title.
    pub title: String,
    /// What is said before the table besides how it is filled in: until when it is taken, and where it goes.
    pub lines: Vec<String>,
    /// Rows that are filled in so far.
    pub rows: Vec<FormRow>,
    /// How many empty rows follow them.
    pub empty: usize,
    /// What is said at the end about personal data, a paragraph per line; empty for none.
    pub clause: String,
}

/// A part of the document that may be commented on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormRow {
    /// By what the section is known in the comparison (`s12`).
    pub id: String,
    /// Which part it is ("2.4 Uwarunkowania").
    pub part: String,
    /// How it reads now.
    pub wording: String,
}

/// How long the name and the tag of a control may be.
const NAME_LIMIT: usize = 64;

/// The columns with their widths in shares of the page: message and tag.
const COLUMNS: [(&str, &str, u32); 6] = [
    ("docx-form-number", "", 4),
    ("docx-form-part", "part", 17),
    ("docx-form-current", "current", 24),
    ("docx-form-proposal", "proposal", 24),
    ("docx-form-justification", "justification", 18),
    ("docx-form-submitter", "submitter", 13),
];
/// What is asked about a person: message and tag.
const PERSON: [(&str, &str); 3] = [
    ("docx-form-name", "person-name"),
    ("docx-form-organisation", "person-organisation"),
    ("docx-form-date", "person-date"),
];

/// Writes a comment form on landscape pages, in the language of the locale. Every cell that is to be filled in is a
/// content control whose tag says what it is for: `proposal-s12`, `justification-s12`, `submitter-s12` for the section
/// `s12`, `part-new-1`, `current-new-1` and so on for the first empty row, `person-name`, `person-organisation`,
/// `person-date`.
///
/// # Errors
/// Those of the ZIP writer.
pub fn form(form: &Form, options: &DocxOptions<'_>) -> Result<Vec<u8>, ZipError> {
    let options = DocxOptions { page: Page::Landscape, ..*options };
    let mut writer = Writer { options: &options, xml: String::new(), ids: 0 };
    writer.form(form);
    let written = Written { body: writer.xml, ..Written::default() };
    assemble(written, &numbering(&[]), options.locale.language().tag(), &options)
}

struct Writer<'a> {
    options: &'a DocxOptions<'a>,
    xml: String,
    ids: u32,
}

impl Writer<'_> {
    fn text(&self, message: &str) -> String {
        self.options.locale.text(message, &[])
    }

    fn form(&mut self, form: &Form) {
        self.paragraph("Title", &run(&form.title));
        for line in
            ["docx-form-how-row", "docx-form-how-other"].map(|message| self.text(message)).iter().chain(&form.lines)
        {
            self.paragraph("Normal", &run(line));
        }
        self.table(form);
        self.paragraph("Heading2", &run(&self.text("docx-form-person")));
        for (message, tag) in PERSON {
            let name = self.text(message);
            let control = self.control(&name, tag);
            self.paragraph("Normal", &format!("{}{control}", run(&format!("{name}: "))));
        }
        for line in form.clause.lines().filter(|line| !line.trim().is_empty()) {
            self.paragraph("FootnoteText", &run(line));
        }
    }

    fn table(&mut self, form: &Form) {
        let width = self.options.page.text().0;
        let mut widths = COLUMNS.map(|(_, _, share)| width * share / 100);
        widths[5] += width - widths.iter().sum::<u32>();
        self.xml.push_str(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/><w:tblLayout w:type=\"fixed\"/>\
             <w:tblLook w:val=\"0020\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"1\" \
             w:noVBand=\"1\"/>",
        );
        self.xml.push_str(&format!("<w:tblCaption w:val=\"{}\"/></w:tblPr><w:tblGrid>", shown(&form.title)));
        widths.iter().for_each(|width| self.xml.push_str(&format!("<w:gridCol w:w=\"{width}\"/>")));
        self.xml.push_str("</w:tblGrid>");
        let headings = COLUMNS.map(|(message, ..)| vec![run(&self.text(message))]);
        self.row("<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>", &widths, headings);
        for (number, row) in (1..).zip(&form.rows) {
            let told = [number.to_string(), row.part.clone(), row.wording.clone()];
            let [number, part, wording] = told.map(|text| text.lines().map(run).collect::<Vec<_>>());
            let properties = if row.wording.len() <= SHORT { ROW } else { "" };
            self.filled(properties, vec![number, part, wording], &row.id, &widths);
        }
        for at in 1..=form.empty {
            let number = vec![run(&(form.rows.len() + at).to_string())];
            self.filled(ROW, vec![number], &format!("new-{at}"), &widths);
        }
        self.xml.push_str("</w:tbl>");
    }

    /// A row whose first cells are given; the others are to be filled in.
    fn filled(&mut self, properties: &str, mut cells: Vec<Vec<String>>, id: &str, widths: &[u32; 6]) {
        for (message, tag, _) in &COLUMNS[cells.len()..] {
            let name = self.text(message);
            cells.push(vec![self.control(&name, &format!("{tag}-{id}"))]);
        }
        self.row(properties, widths, cells);
    }

    fn row(&mut self, properties: &str, widths: &[u32; 6], cells: impl IntoIterator<Item = Vec<String>>) {
        self.xml.push_str(&format!("<w:tr>{properties}"));
        for (width, cell) in widths.iter().zip(cells) {
            self.xml.push_str(&format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>"));
            for line in if cell.is_empty() { vec![String::new()] } else { cell } {
                self.paragraph("TableText", &line);
            }
            self.xml.push_str("</w:tc>");
        }
        self.xml.push_str("</w:tr>");
    }

    fn paragraph(&mut self, style: &str, runs: &str) {
        self.xml.push_str(&format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{runs}</w:p>"));
    }

    /// A place that takes text, with this name and tag.
    fn control(&mut self, name: &str, tag: &str) -> String {
        self.ids += 1;
        let hint = self.options.locale.text("docx-form-hint", &[("what", Value::Text(name))]);
        format!(
            "<w:sdt><w:sdtPr><w:alias w:val=\"{}\"/><w:tag w:val=\"{}\"/><w:id w:val=\"{}\"/><w:showingPlcHdr/>\
             <w:text w:multiLine=\"1\"/></w:sdtPr><w:sdtContent><w:r><w:rPr><w:rStyle w:val=\"PlaceholderText\"/></w:rPr>\
             <w:t xml:space=\"preserve\">{}</w:t></w:r></w:sdtContent></w:sdt>",
            escape::name(name, NAME_LIMIT),
            escape::name(tag, NAME_LIMIT),
            self.ids,
            shown(&hint)
        )
    }
}

fn run(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    format!("<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>", shown(text))
}
