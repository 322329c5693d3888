//! The structure tree of a tagged PDF file: what its author's program said the parts are.

use std::collections::{BTreeMap, BTreeSet};

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::dict::keys::TYPE;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier, String as Text};

/// The tree is no deeper and has no more elements: what comes beyond is not read.
const DEEPEST: usize = 60;
const MOST: usize = 500_000;

/// A part of the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    /// An element with its parts.
    Element(Element),
    /// The marked content with this number on a page, counted from 0.
    Marks(usize, i32),
    /// The address that an annotation of the element leads to.
    Address(String),
}

/// An element of the tree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Element {
    /// What it is, by the standard name ("P", "H1", "TD").
    pub(super) role: String,
    /// What stands for it in words.
    pub(super) alternative: Option<String>,
    /// The text that it shows, where the glyphs do not say it.
    pub(super) actual: Option<String>,
    /// How many columns and rows a cell spans.
    pub(super) spans: (usize, usize),
    pub(super) parts: Vec<Node>,
}

impl Element {
    /// All marked content that it holds, with its pages.
    pub(super) fn marks(&self) -> BTreeSet<(usize, i32)> {
        let mut marks = BTreeSet::new();
        self.gather(&mut marks);
        marks
    }

    fn gather(&self, marks: &mut BTreeSet<(usize, i32)>) {
        for part in &self.parts {
            match part {
                Node::Element(element) => element.gather(marks),
                Node::Marks(page, number) => {
                    marks.insert((*page, *number));
                }
                Node::Address(_) => {}
            }
        }
    }
}

/// The tree of a file, if it has one that says anything.
pub(super) fn tree(pdf: &Pdf) -> Option<Element> {
    let xref = pdf.xref();
    let catalogue = xref.get::<Dict<'_>>(xref.root_id())?;
    let root = catalogue.get::<Dict<'_>>(&b"StructTreeRoot"[..])?;
    let roles = root.get::<Dict<'_>>(&b"RoleMap"[..]).map(|map| {
        let entry = |key: Name<'_>| Some((key.as_str().to_owned(), map.get::<Name<'_>>(&*key)?.as_str().to_owned()));
        map.keys().filter_map(entry).collect()
    });
    let pages = pdf.pages().iter().enumerate();
    let pages = pages.filter_map(|(at, page)| Some((page.raw().obj_id()?, at))).collect();
    let mut reader = Reader { roles: roles.unwrap_or_default(), pages, seen: BTreeSet::new(), left: MOST };
    let mut tree = Element { role: "Document".to_owned(), spans: (1, 1), ..Element::default() };
    reader.parts(&root, None, DEEPEST, &mut tree.parts);
    (!tree.parts.is_empty()).then_some(tree)
}

struct Reader {
    roles: BTreeMap<String, String>,
    pages: BTreeMap<ObjectIdentifier, usize>,
    seen: BTreeSet<ObjectIdentifier>,
    left: usize,
}

impl Reader {
    /// Reads what stands under `K`: an element, a number, a reference, or a list of these.
    fn parts(&mut self, dict: &Dict<'_>, page: Option<usize>, depth: usize, parts: &mut Vec<Node>) {
        let key = &b"K"[..];
        match dict.get::<Object<'_>>(key) {
            Some(Object::Array(list)) => {
                for one in list.iter::<Object<'_>>() {
                    self.part(one, page, depth, parts);
                }
            }
            Some(one) => self.part(one, page, depth, parts),
            None => {}
        }
    }

    fn part(&mut self, object: Object<'_>, page: Option<usize>, depth: usize, parts: &mut Vec<Node>) {
        if self.left == 0 || depth == 0 {
            return;
        }
        self.left -= 1;
        let dict = match object {
            Object::Number(number) => {
                if let Some(page) = page {
                    parts.push(Node::Marks(page, number.as_f64() as i32));
                }
                return;
            }
            Object::Dict(dict) => dict,
            _ => return,
        };
        let page = dict.get_ref(&b"Pg"[..]).and_then(|it| self.pages.get(&it.into()).copied()).or(page);
        match dict.get::<Name<'_>>(TYPE).as_ref().map(Name::as_str) {
            Some("MCR") => {
                if let (Some(page), Some(number)) = (page, dict.get::<i32>(&b"MCID"[..])) {
                    parts.push(Node::Marks(page, number));
                }
            }
            Some("OBJR") => {
                let annotation = dict.get::<Dict<'_>>(&b"Obj"[..]);
                let action = annotation.and_then(|it| it.get::<Dict<'_>>(&b"A"[..]));
                if let Some(address) = action.and_then(|it| it.get::<Text<'_>>(&b"URI"[..])) {
                    parts.push(Node::Address(decoded(address.as_bytes())));
                }
            }
            _ => {
                // An element that is its own ancestor, or stands in two places, is read once.
                if dict.obj_id().is_some_and(|id| !self.seen.insert(id)) {
                    return;
                }
                let mut element = self.element(&dict);
                self.parts(&dict, page, depth - 1, &mut element.parts);
                parts.push(Node::Element(element));
            }
        }
    }

    fn element(&self, dict: &Dict<'_>) -> Element {
        let text = |key: &[u8]| dict.get::<Text<'_>>(key).map(|it| decoded(it.as_bytes()));
        let mut role = dict.get::<Name<'_>>(&b"S"[..]).map(|it| it.as_str().to_owned()).unwrap_or_default();
        for _ in 0..8 {
            match self.roles.get(&role) {
                Some(other) if !STANDARD.contains(&role.as_str()) => role.clone_from(other),
                _ => break,
            }
        }
        let attributes = match dict.get::<Object<'_>>(&b"A"[..]) {
            Some(Object::Dict(one)) => vec![one],
            Some(Object::Array(list)) => Array::iter::<Object<'_>>(&list).filter_map(Object::into_dict).collect(),
            _ => Vec::new(),
        };
        let span = |key: &[u8]| {
            let told = attributes.iter().find_map(|it| it.get::<i32>(key));
            told.and_then(|it| usize::try_from(it).ok()).unwrap_or(1).clamp(1, 200)
        };
        Element {
            role,
            alternative: text(b"Alt"),
            actual: text(b"ActualText"),
            spans: (span(b"ColSpan"), span(b"RowSpan")),
            parts: Vec::new(),
        }
    }
}

/// Standard names that a file may map to others for readers that do not know them.
const STANDARD: [&str; 30] = [
    "Document",
    "Part",
    "Sect",
    "Div",
    "P",
    "H",
    "H1",
    "H2",
    "H3",
    "H4",
    "H5",
    "H6",
    "L",
    "LI",
    "Lbl",
    "LBody",
    "Table",
    "TR",
    "TH",
    "TD",
    "Figure",
    "Note",
    "Link",
    "Span",
    "TOC",
    "TOCI",
    "Caption",
    "BlockQuote",
    "Title",
    "FENote",
];

/// A text of a PDF file: UTF-16 or UTF-8 where it says so, else the first part of Latin.
pub(super) fn decoded(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => {
            let units: Vec<u16> = rest.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            String::from_utf16_lossy(&units)
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}
