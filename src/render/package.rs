//! The files of a consultation package, made one by one from the same comparison.

use rust_xlsxwriter::XlsxError;

use super::brand::{Brand, Images};
use super::changes::changes;
use super::correspondence::correspondence;
use super::html::{self, paper};
use super::layout;
use super::paper::{Paper, Sender};
use super::sheet::Sheet;
use super::template::{TemplateError, Templates};
use super::{Subject, csv, xlsx};
use crate::consult::{Format, Listed, Planned, Role, Round, Rule};

/// How Word shows text that moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moves {
    /// As moves, whose two places know each other.
    Paired,
    /// As text that was deleted here and inserted there.
    DeleteInsert,
}

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
}

/// Why a file could not be made.
#[derive(Debug, thiserror::Error)]
pub enum MakeError {
    /// A template can't be filled in.
    #[error(transparent)]
    Template(#[from] TemplateError),
    /// A table can't be written as a workbook.
    #[error(transparent)]
    Workbook(#[from] XlsxError),
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
) -> Result<Vec<u8>, MakeError> {
    let paper = |paper| letter(paper, planned.format, subject, kit, files);
    match planned.role {
        Role::Page => Ok(html::html(subject, kit.templates)?.into_bytes()),
        Role::Changes => table(&changes(subject), planned.format, kit),
        Role::Correspondence => table(&correspondence(subject), planned.format, kit),
        Role::Note => paper(Paper::Note),
        Role::Bip => paper(Paper::Bip),
        Role::Notice => paper(Paper::Notice),
        Role::Index => Ok(paper::index(subject, files, audiences, kit.brand, kit.templates)?.into_bytes()),
        Role::Redline | Role::Clean | Role::Form | Role::Document => Ok(Vec::new()),
    }
}

/// A table in one of its formats.
fn table(sheet: &Sheet, format: Format, kit: &Kit<'_>) -> Result<Vec<u8>, MakeError> {
    match format {
        Format::Csv => Ok(csv::sheet(sheet).into_bytes()),
        Format::Xlsx => Ok(xlsx::xlsx(std::slice::from_ref(sheet), kit.brand)?),
        Format::Html => Ok(paper::sheet(sheet, kit.brand, kit.templates)?.into_bytes()),
        _ => Ok(Vec::new()),
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
    let sender = Sender { brand: kit.brand, author: kit.author, round: kit.round, rule: kit.rule, files };
    let document = super::paper::paper(which, subject, &sender, kit.templates)?;
    let layout = layout::clean(&document);
    match format {
        Format::Html => {
            let lang = subject.locale.language().tag();
            Ok(paper::paper(&layout, lang, kit.brand, kit.templates)?.into_bytes())
        }
        _ => Ok(Vec::new()),
    }
}
