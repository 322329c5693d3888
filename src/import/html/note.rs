//! Footnotes of a page: what refers to one, where it stands, and what holds nothing but notes.

use std::collections::{BTreeMap, BTreeSet};

use super::page::role;
use super::sheet::has_class;
use crate::import::xml::{Element, Node};

/// Classes of references, as pandoc, LibreOffice and other writers call them.
const REFERENCES: [&str; 6] =
    ["footnote-ref", "footnoteRef", "footnote-reference", "footnote", "sdfootnoteanc", "sdendnoteanc"];

/// How the targets of references begin in files of Word, LibreOffice and wikis.
const TARGETS: [&str; 5] = ["_ftn", "_edn", "sdfootnote", "sdendnote", "cite_note"];

/// The notes of a page.
#[derive(Default)]
pub(super) struct Notes<'e> {
    /// The element of each note, by the target of what refers to it.
    bodies: BTreeMap<String, &'e Element>,
    /// Those elements, and those that hold nothing else.
    apart: BTreeSet<*const Element>,
}

impl<'e> Notes<'e> {
    /// Finds all notes that something refers to.
    pub(super) fn of(page: &'e Element) -> Notes<'e> {
        let all = page.descendants();
        let mut known: BTreeMap<&str, &'e Element> = BTreeMap::new();
        for element in &all {
            if let Some(id) = element.attribute("id").filter(|_| &*element.name != "a") {
                known.entry(id).or_insert(element);
            }
        }
        let mut notes = Notes::default();
        for element in &all {
            let Some(target) = reference(element) else { continue };
            let names = [
                target.to_owned(),
                target.trim_start_matches('_').to_owned(),
                target.trim_end_matches("sym").to_owned(),
            ];
            if let Some(body) = names.iter().find_map(|name| known.get(name.as_str())) {
                notes.bodies.insert(target.to_owned(), body);
                notes.apart.insert(std::ptr::from_ref(*body));
            }
        }
        if !notes.apart.is_empty() {
            notes.enclose(page);
        }
        notes
    }

    /// The element of the note that something refers to.
    pub(super) fn body(&self, target: &str) -> Option<&'e Element> {
        self.bodies.get(target).copied()
    }

    /// Whether an element is a note, or holds nothing but notes.
    pub(super) fn is_apart(&self, element: &Element) -> bool {
        self.apart.contains(&std::ptr::from_ref(element))
    }

    /// Remembers what holds nothing but notes; whether an element does.
    fn enclose(&mut self, element: &Element) -> bool {
        let listed = role(element) == "doc-endnotes" || has_class(element, &["footnotes", "endnotes"]);
        let (mut holds, mut others) = (false, false);
        for node in &element.children {
            match node {
                Node::Text(text) => others |= !text.trim().is_empty(),
                Node::Element(child) if self.is_apart(child) => holds = true,
                Node::Element(child) if matches!(&*child.name, "br" | "hr" | "comment") => {}
                Node::Element(child) => {
                    let enclosed = self.enclose(child);
                    holds |= enclosed;
                    others |= !enclosed;
                }
            }
        }
        let notes_only = holds && (listed || !others);
        if notes_only {
            self.apart.insert(std::ptr::from_ref(element));
        }
        notes_only
    }
}

/// The target of a reference to a note; `None` for all other elements. A page that a browser saved names itself in front.
pub(super) fn reference(element: &Element) -> Option<&str> {
    let (_, target) = element.attribute("href").filter(|_| &*element.name == "a")?.rsplit_once('#')?;
    let back = target.contains("ref") || target.ends_with("anc");
    let named = TARGETS.iter().any(|begin| target.starts_with(begin)) && !back;
    let told = role(element) == "doc-noteref"
        || element.attribute("data-footnote-ref").is_some()
        || has_class(element, &REFERENCES);
    (named || told).then_some(target)
}

/// Whether a link within a note leads back to where it is referred to.
pub(super) fn leads_back(element: &Element) -> bool {
    let target = element.attribute("href").and_then(|href| href.rsplit_once('#')).map(|(_, target)| target);
    let of_writer = role(element) == "doc-backlink" || has_class(element, &["footnote-back", "footnote-backref"]);
    of_writer
        || target.is_some_and(|target| {
            ["fnref", "_ftnref", "_ednref", "cite_ref"].iter().any(|begin| target.starts_with(begin))
                || target.ends_with("anc")
        })
}
