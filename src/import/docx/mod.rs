//! Word files: bytes in, what they say and what was not carried over out.

mod body;
mod field;
mod numbering;
mod picture;
mod run;
mod style;
mod table;

use std::collections::BTreeMap;

use super::comment::Comment;
use super::content::Content;
use super::package::{Package, PackageError, Relations};
use super::report::{LossKind, Report, shortened};
use super::xml::Element;
use super::{Changes, Medium};
use numbering::Numbering;
use style::Styles;

/// What a Word file gave.
pub(super) struct Read {
    pub(super) content: Content,
    pub(super) media: Vec<Medium>,
    pub(super) report: Report,
}

/// The parts of a Word file that a text is made of.
struct Parts {
    body: Element,
    relations: Relations,
    styles: Styles,
    numbering: Numbering,
    footnotes: Notes,
    endnotes: Notes,
    comments: BTreeMap<String, Comment>,
}

/// The notes of one kind by their ids, with the relationships of their part.
#[derive(Default)]
struct Notes {
    notes: BTreeMap<String, Element>,
    relations: Relations,
}

/// Reads a Word file; tracked changes are accepted or rejected.
///
/// # Errors
/// Files that are damaged, protected or not made for reading.
pub(super) fn read(bytes: &[u8], changes: Changes) -> Result<Read, PackageError> {
    let mut package = Package::open(bytes)?;
    let main = package.relations("")?.into_values().find(|it| it.kind == "officeDocument" && !it.outside);
    let main = main.map_or("word/document.xml".to_owned(), |it| it.target);
    let missing = |part: &str| PackageError::Missing { part: part.to_owned() };
    let document = package.xml(&main)?.ok_or_else(|| missing(&main))?;
    let body = document.child("w:body").cloned().ok_or_else(|| missing("w:body"))?;
    let relations = package.relations(&main)?;
    let mut report = Report::default();
    let mut find = |kind: &str| -> Result<Option<(Element, String)>, PackageError> {
        let Some(target) = relations.values().find(|it| it.kind == kind && !it.outside).map(|it| it.target.clone())
        else {
            return Ok(None);
        };
        Ok(package.xml(&target)?.map(|root| (root, target)))
    };
    let styles = find("styles")?.map(|(root, _)| Styles::read(&root)).unwrap_or_default();
    let numbering = find("numbering")?.map(|(root, _)| Numbering::read(&root)).unwrap_or_default();
    let footnotes = find("footnotes")?;
    let endnotes = find("endnotes")?;
    let comments = find("comments")?.map(|(root, _)| comments(&root)).unwrap_or_default();
    let template = find("settings")?.is_some_and(|(root, _)| root.child("w:attachedTemplate").is_some());
    let mut notes = |found: Option<(Element, String)>| -> Result<Notes, PackageError> {
        let Some((root, part)) = found else { return Ok(Notes::default()) };
        let notes = root.elements().filter(|note| note.attribute("w:type").is_none_or(|kind| kind == "normal"));
        let notes = notes.filter_map(|note| Some((note.attribute("w:id")?.to_owned(), note.clone()))).collect();
        Ok(Notes { notes, relations: package.relations(&part)? })
    };
    let (footnotes, endnotes) = (notes(footnotes)?, notes(endnotes)?);
    if template {
        report.lose(LossKind::Template, "", "");
    }
    for relation in relations.values().filter(|it| matches!(it.kind.as_str(), "header" | "footer") && !it.outside) {
        let text = package.xml(&relation.target)?.map(|root| own_text(&root)).unwrap_or_default();
        if !is_page_number(&text) {
            report.lose(LossKind::Header, "", &shortened(&text));
        }
    }
    if package.names().any(|name| name.ends_with("vbaproject.bin")) {
        report.lose(LossKind::Macro, "", "");
    }
    let parts = Parts { body, relations, styles, numbering, footnotes, endnotes, comments };
    body::read(parts, &mut package, changes, report)
}

/// Whether the text of a header or footer says no more than on which page it stands ("Strona 2 z 40", "2 | S t r o n a").
fn is_page_number(text: &str) -> bool {
    const NAMES: [&str; 10] = ["", "strona", "stronaz", "str", "strz", "s", "page", "pageof", "seite", "seitevon"];
    let letters: String = text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    NAMES.contains(&letters.as_str())
}

/// The comments by their ids.
fn comments(root: &Element) -> BTreeMap<String, Comment> {
    let comments = root.elements().filter(|it| &*it.name == "w:comment");
    let comment = |it: &Element| {
        let of = |name: &str| it.attribute(name).unwrap_or_default().to_owned();
        let paragraphs = it.elements().filter(|it| &*it.name == "w:p").map(own_text);
        let text = paragraphs.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n");
        Some((
            it.attribute("w:id")?.to_owned(),
            Comment { author: of("w:author"), date: of("w:date"), text, ..Comment::default() },
        ))
    };
    comments.filter_map(comment).collect()
}

/// The text below an element, without what fields compute.
fn own_text(element: &Element) -> String {
    fn collect(element: &Element, fields: &mut usize, text: &mut String) {
        for child in element.elements() {
            match &*child.name {
                "w:fldChar" => match child.attribute("w:fldCharType") {
                    Some("begin") => *fields += 1,
                    Some("end") => *fields = fields.saturating_sub(1),
                    _ => {}
                },
                "w:t" if *fields == 0 => text.push_str(&child.text()),
                "w:tab" | "w:br" => text.push(' '),
                "w:fldSimple" => {}
                name => {
                    if name == "w:p" {
                        text.push(' ');
                    }
                    collect(child, fields, text);
                }
            }
        }
    }
    let mut text = String::new();
    collect(element, &mut 0, &mut text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
