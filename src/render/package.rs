//! The files of a consultation package, made one by one from the same comparison.

use rust_xlsxwriter::XlsxError;
use zip::result::ZipError;

use super::brand::{Brand, Images};
use super::changes::changes;
use super::correspondence::correspondence;
use super::docx::{self, DocxOptions, Form, FormRow, Moves, Page, Properties};
use super::guard;
use super::html::{self, paper};
use super::layout::{self, Layout};
use super::odt::{OdtOptions, odt};
use super::paper::{Paper, Sender, ways};
use super::reading::overview;
use super::redline::{Source, Stretch, stretches};
use super::sheet::Sheet;
use super::template::{TemplateError, Templates};
use super::view::entry_id;
use super::{Subject, csv, xlsx};
use crate::compare::{BlockPlace, RunOp};
use crate::consult::{Format, Listed, Planned, Role, Round, Rule, Side};
use crate::document::Span;

/// Rows of the form for comments that are left empty.
const EMPTY_ROWS: usize = 10;

/// Everything that the files are made from beside the comparison.
#[derive(Clone, Debug)]
pub struct Kit<'a> {
    /// The office.
    pub brand: &'a Brand,
    /// The consultation.
    pub round: &'a Round,
    /// How its dates are counted.
    pub rule: Rule,
    /// Who made the changes, where that is known.
    pub author: Option<&'a str>,
    /// When they were made, as `YYYY-MM-DD`, where that is known.
    pub moment: Option<String>,
    /// How Word shows moves.
    pub moves: Moves,
    /// The templates.
    pub templates: &'a Templates,
    /// The figures of both texts.
    pub images: &'a Images,
    /// The formats of the files of the package.
    pub formats: &'a [Format],
}

impl<'a> Kit<'a> {
    /// Who sends the papers, with these files.
    fn sender(&self, files: &'a [Listed]) -> Sender<'a> {
        Sender { brand: self.brand, author: self.author, round: self.round, rule: self.rule, files }
    }
}

/// Why a file could not be made.
#[derive(Debug, thiserror::Error)]
pub enum MakeError {
    /// A template can't be filled in.
    #[error(transparent)]
    Template(#[from] TemplateError),
    /// A Word or ODT file can't be written.
    #[error(transparent)]
    Zip(#[from] ZipError),
    /// A PDF can't be set.
    #[cfg(feature = "pdf")]
    #[error(transparent)]
    Pdf(#[from] super::pdf::PdfError),
    /// A table can't be written as a workbook.
    #[error(transparent)]
    Workbook(#[from] XlsxError),
}

/// A file that was made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Product {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Why a PDF is no PDF/UA but a tagged one only, in the words of the typesetter; empty for all else.
    pub shortfalls: Vec<String>,
}

impl From<Vec<u8>> for Product {
    fn from(bytes: Vec<u8>) -> Self {
        Product { bytes, shortfalls: Vec::new() }
    }
}

/// Makes a file; `files` are those that it lists, where it lists any, and `audiences` the ids and names of those that
/// have files of their own.
///
/// # Errors
/// [`MakeError`].
pub fn make(
    planned: &Planned,
    subject: &Subject<'_>,
    kit: &Kit<'_>,
    files: &[Listed],
    audiences: &[(String, String)],
) -> Result<Product, MakeError> {
    let paper = |paper| letter(paper, planned.format, subject, kit, files);
    let bytes = match planned.role {
        Role::Page => {
            let page = html::consultation_page(subject, &kit.sender(files), kit.formats, kit.templates)?;
            Ok(page.into_bytes())
        }
        Role::Changes => table(&changes(subject), planned.format, subject, kit),
        Role::Correspondence => table(&correspondence(subject), planned.format, subject, kit),
        Role::Note => paper(Paper::Note),
        Role::Bip => paper(Paper::Bip),
        Role::Notice => paper(Paper::Notice),
        Role::Index => Ok(paper::index(subject, files, audiences, kit.brand, kit.templates)?.into_bytes()),
        Role::Redline => word(&layout::redline(subject), Page::Portrait, subject, kit),
        Role::Form => comments(subject, kit),
        Role::Clean => return clean(planned, subject, kit),
        Role::Document => return print(&layout::redline(subject), Side::Both, subject, kit),
    };
    bytes.map(Product::from)
}

/// One of the two texts without marks.
fn clean(planned: &Planned, subject: &Subject<'_>, kit: &Kit<'_>) -> Result<Product, MakeError> {
    let layout = layout::clean(if planned.state == Side::Before { subject.before } else { subject.after });
    match planned.format {
        Format::Odt => Ok(odt(&layout, &OdtOptions { images: kit.images, brand: kit.brand })?.into()),
        Format::Pdf => print(&layout, planned.state, subject, kit),
        _ => Ok(word(&layout, Page::Portrait, subject, kit)?.into()),
    }
}

/// A layout as a Word file.
fn word(layout: &Layout, page: Page, subject: &Subject<'_>, kit: &Kit<'_>) -> Result<Vec<u8>, MakeError> {
    Ok(docx::docx(layout, &options(&layout.title, page, subject, kit))?)
}

/// The form for comments, with the sections that changed filled in.
fn comments(subject: &Subject<'_>, kit: &Kit<'_>) -> Result<Vec<u8>, MakeError> {
    let locale = subject.locale;
    let title = format!("{}: {}", locale.text("role-form", &[]), overview::title(subject));
    let rows = subject.comparison.entries.iter().enumerate().filter(|(_, entry)| entry.is_changed());
    let rows = rows.filter_map(|(number, entry)| {
        let section = *entry.after.first()?;
        let found = &subject.after.sections[section];
        let wording: Vec<String> = (0..found.blocks.len()).map(|block| wording(subject, section, block)).collect();
        let part = guard::one_line(&found.heading);
        let part = if part.is_empty() { locale.text("before-first-heading", &[]) } else { part };
        Some(FormRow { id: entry_id(number), part, wording: wording.join("\n") })
    });
    let closes = kit
        .round
        .closes
        .map(|date| format!("{}: {}", locale.text("notice-closes", &[]), locale.date(&date.to_string())));
    let told = Form {
        title: title.clone(),
        lines: closes.into_iter().chain(ways(locale, kit.round)).collect(),
        rows: rows.collect(),
        empty: EMPTY_ROWS,
        clause: kit.round.information.clone().unwrap_or_else(|| locale.text("blank-information", &[])),
    };
    Ok(docx::form(&told, &options(&title, Page::Landscape, subject, kit))?)
}

/// What a reader sees of a block of the later text, without markup; the cells of a table between bars.
fn wording(subject: &Subject<'_>, section: usize, block: usize) -> String {
    let place = BlockPlace { section, block };
    let seen = |source: &Source| {
        let cut = stretches(&source.as_run(RunOp::Equal), source, source);
        cut.iter().map(Stretch::text).collect::<String>()
    };
    match &subject.after.sections[section].blocks[block].table {
        None => seen(&Source::blocks(subject.after, &[place])),
        Some(table) => {
            let row = |(row, cells): (usize, &Vec<Span>)| {
                let cells = (0..cells.len()).map(|column| seen(&Source::cell(subject.after, place, row, column)));
                cells.collect::<Vec<_>>().join(" | ")
            };
            table.rows.iter().enumerate().map(row).collect::<Vec<_>>().join("\n")
        }
    }
}

/// What a Word file is made with.
fn options<'a>(title: &'a str, page: Page, subject: &Subject<'a>, kit: &'a Kit<'a>) -> DocxOptions<'a> {
    let moment = kit.moment.as_deref().unwrap_or_default();
    let author = kit.author.filter(|author| !author.is_empty());
    DocxOptions {
        locale: subject.locale,
        images: kit.images,
        brand: kit.brand,
        author: author.unwrap_or(&kit.brand.office),
        moment,
        moves: kit.moves,
        page,
        header: "",
        footer: "",
        properties: Properties { title, subject: "", creator: &kit.brand.office, created: moment },
    }
}

/// A layout as PDF.
#[cfg(feature = "pdf")]
fn print(layout: &Layout, side: Side, subject: &Subject<'_>, kit: &Kit<'_>) -> Result<Product, MakeError> {
    use super::pdf::{Front, Pdf, PdfOptions, pdf};
    use super::reading::state::states;

    let states = states(subject);
    let (kicker, running, lines) = match side {
        Side::Both => {
            let sentences =
                [overview::compared, overview::summary, overview::continuity, super::reading::weight::counts];
            let running = format!("{} → {}", states[0].name, states[1].name);
            ("role-document", running, sentences.map(|sentence| sentence(subject)).to_vec())
        }
        _ => {
            let state = if side == Side::Before { &states[0] } else { &states[1] };
            let facts = state.facts.iter().map(|fact| {
                let places: Vec<&str> = fact.places.iter().map(|place| place.text.as_str()).collect();
                format!("{} {}", fact.lead, places.join("; "))
            });
            let key = if side == Side::Before { "role-clean-before" } else { "role-clean-after" };
            (key, state.name.clone(), facts.collect())
        }
    };
    let title = overview::title(subject);
    let front = Front {
        kicker: subject.locale.text(kicker, &[]),
        running: format!("{title} – {running}"),
        title: if side == Side::Both { title } else { guard::one_line(&layout.title) },
        lines,
    };
    let date = kit.moment.as_deref();
    let options = PdfOptions { locale: subject.locale, brand: kit.brand, images: kit.images, front: &front, date };
    let Pdf { bytes, shortfalls } = pdf(layout, &options)?;
    Ok(Product { bytes, shortfalls })
}

/// Without PDF there is none; nobody plans it then.
#[cfg(not(feature = "pdf"))]
fn print(_: &Layout, _: Side, _: &Subject<'_>, _: &Kit<'_>) -> Result<Product, MakeError> {
    Ok(Product::default())
}

/// A table in one of its formats.
fn table(sheet: &Sheet, format: Format, subject: &Subject<'_>, kit: &Kit<'_>) -> Result<Vec<u8>, MakeError> {
    match format {
        Format::Csv => Ok(csv::sheet(sheet).into_bytes()),
        Format::Xlsx => Ok(xlsx::xlsx(std::slice::from_ref(sheet), kit.brand)?),
        Format::Html => Ok(paper::sheet(sheet, kit.brand, kit.templates)?.into_bytes()),
        _ => Ok(docx::sheet(sheet, &options(&sheet.title, Page::Landscape, subject, kit))?),
    }
}

/// A short paper in one of its formats.
fn letter(
    which: Paper,
    format: Format,
    subject: &Subject<'_>,
    kit: &Kit<'_>,
    files: &[Listed],
) -> Result<Vec<u8>, MakeError> {
    let document = super::paper::paper(which, subject, &kit.sender(files), kit.templates)?;
    let layout = layout::clean(&document);
    match format {
        Format::Html => {
            let lang = subject.locale.language().tag();
            Ok(paper::paper(&layout, lang, kit.brand, kit.templates)?.into_bytes())
        }
        _ => word(&layout, Page::Portrait, subject, kit),
    }
}
