//! ODT files: bytes in, what they say and what was not carried over out.

mod body;
mod inline;
mod listing;
mod style;
mod table;

use super::content::Content;
use super::package::{Package, PackageError};
use super::report::{LossKind, Report, shortened};
use super::xml::Element;
use super::{Changes, Medium};
use style::Styles;

/// What an ODT file gave.
pub(super) struct Read {
    pub(super) content: Content,
    pub(super) media: Vec<Medium>,
    pub(super) report: Report,
}

/// Reads an ODT file; tracked changes are accepted or rejected.
///
/// # Errors
/// Files that are damaged, protected or not made for reading.
pub(super) fn read(bytes: &[u8], changes: Changes) -> Result<Read, PackageError> {
    let mut package = Package::open(bytes)?;
    if package.xml("META-INF/manifest.xml")?.is_some_and(|root| root.find("manifest:encryption-data").is_some()) {
        return Err(PackageError::Encrypted);
    }
    let missing = |part: &str| PackageError::Missing { part: part.to_owned() };
    let content = package.xml("content.xml")?.ok_or_else(|| missing("content.xml"))?;
    let body = content.at(&["office:body", "office:text"]).cloned().ok_or_else(|| missing("office:text"))?;
    let named = package.xml("styles.xml")?.unwrap_or_default();
    let mut report = Report::default();
    for page in named.descendants().into_iter().filter(|it| matches!(&*it.name, "style:header" | "style:footer")) {
        let text = words_of(page);
        if text.chars().any(char::is_alphabetic) {
            report.lose(LossKind::Header, "", &shortened(&text));
        }
    }
    if package.names().any(|name| name.starts_with("basic/") || name.starts_with("scripts/")) {
        report.lose(LossKind::Macro, "", "");
    }
    body::read(&body, Styles::read(&named, &content), &mut package, changes, report)
}

/// All words below an element but those that are computed, with single spaces.
fn words_of(element: &Element) -> String {
    let mut text = String::new();
    gather(element, &mut text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn gather(element: &Element, text: &mut String) {
    use super::xml::Node;
    for node in &element.children {
        match node {
            Node::Text(own) => text.push_str(own),
            Node::Element(child) => match &*child.name {
                "text:page-number" | "text:page-count" => {}
                "text:p" | "text:s" | "text:tab" | "text:line-break" => {
                    text.push(' ');
                    gather(child, text);
                }
                _ => gather(child, text),
            },
        }
    }
}
