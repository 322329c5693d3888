//! Text within a paragraph of an ODT file: its look, links, notes, pictures, and what was tracked.

use super::body::Reader;
use super::words_of;
use crate::import::address::is_allowed;
use crate::import::comment::Comment;
use crate::import::content::{Block, Face, Piece, What};
use crate::import::medium::{Medium, image_name};
use crate::import::report::LossKind;
use crate::import::xml::{Element, Node};

/// `text:c` may say that there are this many spaces at most.
const SPACES: usize = 1_000;

impl Reader<'_, '_> {
    /// Reads what stands in a paragraph, a span or a link; what stands in frames goes into `boxes`.
    pub(super) fn inline(
        &mut self,
        element: &Element,
        face: Face,
        link: Option<&str>,
        pieces: &mut Vec<Piece>,
        boxes: &mut Vec<Block>,
    ) {
        for node in &element.children {
            let child = match node {
                Node::Text(text) => {
                    self.push(&collapsed(text), face, link, pieces);
                    continue;
                }
                Node::Element(child) => child,
            };
            let style = || child.attribute("text:style-name").unwrap_or_default();
            match &*child.name {
                "text:span" => {
                    if self.styles.is_hidden("text", style()) {
                        self.lose(LossKind::Hidden, &words_of(child));
                    } else {
                        let face = self.styles.face(style(), face);
                        self.inline(child, face, link, pieces, boxes);
                    }
                }
                "text:s" => {
                    let count = child.attribute("text:c").and_then(|count| count.parse().ok()).unwrap_or(1);
                    self.push(&" ".repeat(std::cmp::min(count, SPACES)), face, link, pieces);
                }
                "text:tab" => self.push(" ", face, link, pieces),
                "text:line-break" => {
                    if self.inside.is_empty() {
                        pieces.push(Piece { what: What::Break, face: Face::default(), link: None });
                    }
                }
                "text:a" => {
                    let target = child.attribute("xlink:href").unwrap_or_default();
                    let leads = is_allowed(target);
                    if !leads && !target.is_empty() {
                        let kind = if target.starts_with('#') { LossKind::Anchor } else { LossKind::Address };
                        self.lose(kind, if kind == LossKind::Anchor { "" } else { target });
                    }
                    self.inline(child, face, leads.then_some(target).or(link), pieces, boxes);
                }
                "text:note" => self.note(child, pieces),
                "text:note-ref" => {
                    let known = child.attribute("text:ref-name").and_then(|id| self.noted.get(id).copied());
                    match known.filter(|_| self.inside.is_empty()) {
                        Some(note) => pieces.push(Piece { what: What::Note(note), face: Face::default(), link: None }),
                        None => self.inline(child, face, link, pieces, boxes),
                    }
                }
                "text:change" | "text:change-start" | "text:change-end" => self.change(child, pieces),
                "office:annotation" => self.annotation(child),
                "office:annotation-end" => {
                    let name = child.attribute("office:name").unwrap_or_default();
                    self.marked.end(name);
                    if let Some(at) = self.open_comments.remove(name) {
                        self.report.comments[at].wording = self.marked.take(name);
                    }
                }
                "text:hidden-text" | "text:hidden-paragraph" => {
                    self.lose(LossKind::Hidden, child.attribute("text:string-value").unwrap_or_default());
                }
                "draw:frame" | "draw:g" | "draw:custom-shape" | "draw:a" | "draw:rect" | "draw:ellipse" => {
                    self.picture(child, link, pieces, boxes);
                }
                "text:script" | "text:soft-page-break" => {}
                // Everything else is a field or a mark, and shows what it holds.
                _ => self.inline(child, face, link, pieces, boxes),
            }
        }
    }

    /// Somebody's comment; what it marks ends later, or nowhere.
    fn annotation(&mut self, element: &Element) {
        let of = |name: &str| element.child(name).map(Element::text).unwrap_or_default();
        let paragraphs = element.elements().filter(|it| matches!(&*it.name, "text:p" | "text:list")).map(words_of);
        let text = paragraphs.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n");
        self.lose(LossKind::Comment, &text);
        if let Some(name) = element.attribute("office:name") {
            self.marked.begin(name);
            self.open_comments.insert(name.to_owned(), self.report.comments.len());
        }
        let place = self.place.clone();
        self.report.comments.push(Comment {
            place,
            wording: String::new(),
            author: of("dc:creator"),
            date: of("dc:date"),
            text,
        });
    }

    fn push(&mut self, text: &str, face: Face, link: Option<&str>, pieces: &mut Vec<Piece>) {
        if text.is_empty() || !self.inside.is_empty() {
            return;
        }
        self.marked.say(text);
        if let Some(Piece { what: What::Text(last), face: before, link: led }) = pieces.last_mut()
            && *before == face
            && led.as_deref() == link
        {
            return last.push_str(text);
        }
        pieces.push(Piece { what: What::Text(text.to_owned()), face, link: link.map(str::to_owned) });
    }

    /// A place where something was inserted or deleted.
    pub(super) fn change(&mut self, element: &Element, pieces: &mut Vec<Piece>) {
        let id = element.attribute("text:change-id").unwrap_or_default();
        match &*element.name {
            "text:change-start" if self.undone.contains(id) => {
                self.inside.insert(id.to_owned());
            }
            "text:change-end" => {
                self.inside.remove(id);
            }
            "text:change" => {
                let Some(deleted) = self.restored.remove(id) else { return };
                // Paragraphs that were deleted come back as lines of the paragraph in which they were.
                let mut boxes = Vec::new();
                for (at, paragraph) in deleted.elements().filter(|it| &*it.name != "office:change-info").enumerate() {
                    if at > 0 {
                        pieces.push(Piece { what: What::Break, face: Face::default(), link: None });
                    }
                    self.inline(paragraph, Face::default(), None, pieces, &mut boxes);
                }
            }
            _ => {}
        }
    }

    fn note(&mut self, element: &Element, pieces: &mut Vec<Piece>) {
        let Some(body) = element.child("text:note-body").filter(|_| self.inside.is_empty()) else { return };
        let number = self.notes.len();
        self.notes.push(Vec::new());
        if let Some(id) = element.attribute("text:id") {
            self.noted.insert(id.to_owned(), number);
        }
        let mut blocks = self.framed(body);
        // A heading in a note is none.
        for block in &mut blocks {
            if let Block::Heading { text, .. } = block {
                *block = Block::Paragraph(std::mem::take(text));
            }
        }
        self.notes[number] = blocks;
        pieces.push(Piece { what: What::Note(number), face: Face::default(), link: None });
    }

    /// Reads a frame: an image with its words, a text box, or what no text can show.
    pub(super) fn picture(
        &mut self,
        element: &Element,
        link: Option<&str>,
        pieces: &mut Vec<Piece>,
        boxes: &mut Vec<Block>,
    ) {
        if !self.inside.is_empty() {
            return;
        }
        let leads = element.attribute("xlink:href").filter(|it| &*element.name == "draw:a" && is_allowed(it));
        let link = leads.or(link);
        let mut told = ["svg:desc", "svg:title"].into_iter().filter_map(|name| element.child(name)).map(words_of);
        let alternative = told.find(|words| !words.is_empty()).unwrap_or_default();
        let mut seen = false;
        for child in element.elements() {
            match &*child.name {
                // A second image shows the same for programs that can't show the first.
                "draw:image" if !seen => {
                    seen = true;
                    self.image(child, element.attribute("draw:name").unwrap_or_default(), &alternative, link, pieces);
                }
                "draw:text-box" => {
                    let mut framed = self.framed(child);
                    boxes.append(&mut framed);
                }
                "draw:object" if child.find("math:math").is_some() => self.lose(LossKind::Equation, &alternative),
                "draw:object" | "draw:object-ole" | "draw:plugin" | "draw:floating-frame" | "draw:applet" => {
                    self.lose(LossKind::Object, &alternative);
                    seen = true;
                }
                "draw:frame" | "draw:g" | "draw:custom-shape" | "draw:a" => self.picture(child, link, pieces, boxes),
                "text:p" | "text:h" | "text:list" => {
                    let shape = Element { children: vec![Node::Element(child.clone())], ..Element::default() };
                    let mut framed = self.framed(&shape);
                    boxes.append(&mut framed);
                }
                _ => {}
            }
        }
    }

    fn image(&mut self, image: &Element, name: &str, alternative: &str, link: Option<&str>, pieces: &mut Vec<Piece>) {
        let Some(part) = image.attribute("xlink:href") else { return self.lose(LossKind::MissingImage, name) };
        if part.contains(':') || part.starts_with("..") {
            return self.lose(LossKind::External, part);
        }
        let part = part.trim_start_matches("./").to_owned();
        let file = match self.pictures.get(&part) {
            Some(file) => file.clone(),
            None => match self.package.part(&part) {
                Ok(Some(bytes)) => {
                    let Some(file) = image_name(&part, name, &self.media) else {
                        return self.lose(LossKind::MissingImage, &part);
                    };
                    self.pictures.insert(part.clone(), file.clone());
                    self.media.push(Medium { path: file.clone(), bytes });
                    file
                }
                Ok(None) => return self.lose(LossKind::MissingImage, &part),
                Err(error) => return self.fail(error),
            },
        };
        self.report.read.images = self.report.read.images.saturating_add(1);
        pieces.push(Piece {
            what: What::Image { file, alternative: alternative.to_owned() },
            face: Face::default(),
            link: link.map(str::to_owned),
        });
    }
}

/// A text as ODF reads it: blanks of all kinds in a row are one space.
fn collapsed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            ' ' | '\t' | '\n' | '\r' => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            other => out.push(other),
        }
    }
    out
}
