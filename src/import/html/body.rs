//! The text of a page in order: headings, paragraphs, items, quotations, code, and what is left out.

use std::collections::BTreeMap;

use super::note::Notes;
use super::page::{is_around, is_contents, is_dead, role, text_of};
use super::sheet::{Sheet, classes, has_class, property};
use super::word::{is_marker, marked};
use super::{Read, is_block, shortened, words_of};
use crate::import::content::{Block, Content, Face, Piece, What, is_blank, plain_heading, words};
use crate::import::item::{Item, lists, nest};
use crate::import::report::{LossKind, Report};
use crate::import::xml::{Element, Node};
use crate::import::{Changes, Medium};

/// What surrounds a piece of a page.
#[derive(Clone, Debug, Default)]
pub(super) struct Around {
    pub(super) face: Face,
    pub(super) link: Option<String>,
    /// Whether it stands in an item of a list.
    pub(super) listed: bool,
    /// Whether it stands in a cell.
    pub(super) cell: bool,
    /// Whether it stands in a paragraph that Word sets as an item.
    pub(super) item: bool,
    /// How many notes are around it.
    pub(super) depth: usize,
}

/// What was read so far: whole blocks, items that may go on, and the line that is open.
#[derive(Debug, Default)]
pub(super) struct Flow {
    blocks: Vec<Block>,
    items: Vec<Item>,
    pub(super) line: Vec<Piece>,
    /// Whether the last block is a list that was gone on with.
    nested: bool,
}

impl Flow {
    /// Adds a block behind all that was read.
    pub(super) fn add(&mut self, block: Block) {
        self.flush();
        self.end_items();
        match (block, self.blocks.last_mut()) {
            (Block::List(list), Some(Block::List(last))) if self.nested && last.goes_on(list.numbers) => {
                last.items.extend(list.items);
            }
            (block, _) => self.blocks.push(block),
        }
        self.nested = false;
    }

    /// Adds the blocks of a list that stands so many levels deep to the item to which it belongs, where there is one:
    /// LibreOffice ends a list before the one within it.
    pub(super) fn nest(&mut self, blocks: Vec<Block>, depth: usize) {
        self.flush();
        self.end_items();
        nest(&mut self.blocks, blocks, depth);
        self.nested = matches!(self.blocks.last(), Some(Block::List(_)));
    }

    /// Ends the line: it is a paragraph, or several where two breaks part them.
    fn flush(&mut self) {
        for text in parted(std::mem::take(&mut self.line)) {
            self.end_items();
            self.blocks.push(Block::Paragraph(text));
            self.nested = false;
        }
    }

    fn end_items(&mut self) {
        self.blocks.extend(lists(&std::mem::take(&mut self.items)));
    }

    pub(super) fn end(mut self) -> Vec<Block> {
        self.flush();
        self.end_items();
        self.blocks
    }
}

/// What reads a page, and how far it came.
pub(super) struct Reader<'e> {
    pub(super) sheet: Sheet,
    pub(super) notes: Notes<'e>,
    pub(super) changes: Changes,
    pub(super) report: Report,
    pub(super) media: Vec<Medium>,
    /// Notes that were read, and their numbers by the targets of what refers to them.
    pub(super) written: Vec<Vec<Block>>,
    pub(super) noted: BTreeMap<&'e str, usize>,
    /// Where links lead that begin with a slash.
    pub(super) base: Option<String>,
    /// Whether what is deleted is text that was struck out.
    pub(super) strikes: bool,
    /// Empty cells that were set beside merged ones.
    pub(super) padding: usize,
    /// The heading that was read last.
    place: String,
    /// Whether nothing tells the text from what is around it, how many articles and sections are open, and how long it is.
    whole: bool,
    sectioned: usize,
    length: usize,
}

/// Reads the text.
pub(super) fn read(page: &Element, changes: Changes) -> Read {
    let text = text_of(page);
    let all = page.descendants();
    let base = all.iter().find(|it| &*it.name == "base").and_then(|it| it.attribute("href"));
    // Pandoc writes struck out text as deleted.
    let by_pandoc = all.iter().any(|it| {
        &*it.name == "meta" && it.attribute("name") == Some("generator") && it.attribute("content") == Some("pandoc")
    });
    let mut reader = Reader {
        sheet: Sheet::read(page),
        notes: Notes::of(page),
        changes,
        report: Report::default(),
        media: Vec::new(),
        written: Vec::new(),
        noted: BTreeMap::new(),
        base: base.filter(|base| base.contains("://")).map(str::to_owned),
        strikes: by_pandoc && all.iter().all(|it| &*it.name != "ins"),
        padding: 0,
        place: String::new(),
        whole: text.whole,
        sectioned: 0,
        length: text.parts.iter().map(|part| words_of(part).len()).sum(),
    };
    for part in &text.outside {
        if !reader.notes.is_apart(part) && !reader.is_hidden(part) {
            reader.lose(LossKind::Around, &words_of(part));
        }
    }
    let mut flow = Flow::default();
    for part in &text.parts {
        reader.within(part, &Around::default(), &mut flow);
    }
    let blocks = flow.end();
    let Reader { mut report, media, written: notes, .. } = reader;
    report.count(&blocks);
    report.read.notes = u32::try_from(notes.len()).unwrap_or(u32::MAX);
    Read { content: Content { blocks, notes }, media, report }
}

impl<'e> Reader<'e> {
    /// Tells that something was not carried over, with its place.
    pub(super) fn lose(&mut self, kind: LossKind, detail: &str) {
        let place = self.place.clone();
        self.report.lose(kind, &place, &shortened(detail));
    }

    /// Whether an element is not shown; that is told where it has words.
    pub(super) fn is_hidden(&mut self, element: &Element) -> bool {
        let told = element.attribute("hidden").is_some_and(|value| !value.eq_ignore_ascii_case("until-found"))
            || element.attribute("aria-hidden") == Some("true")
            || self.sheet.look(element).hidden == Some(true);
        if told && !is_marker(element) {
            let words = words_of(element);
            if words.chars().any(char::is_alphanumeric) {
                self.lose(LossKind::Hidden, &words);
            }
        }
        told
    }

    /// Reads what stands in an element on lines of their own.
    pub(super) fn within(&mut self, element: &'e Element, around: &Around, flow: &mut Flow) {
        flow.flush();
        self.walk(element, around, flow);
        flow.flush();
    }

    /// Reads what stands in an element, apart from what is around it.
    pub(super) fn framed(&mut self, element: &'e Element, around: &Around) -> Vec<Block> {
        let mut flow = Flow::default();
        self.walk(element, around, &mut flow);
        flow.end()
    }

    /// Reads what stands in an element as one line, and what no line can hold.
    pub(super) fn line(&mut self, element: &'e Element, around: &Around) -> (Vec<Piece>, Vec<Block>) {
        let (mut line, mut rest) = (Vec::new(), Vec::new());
        for block in self.framed(element, around) {
            match block {
                Block::Paragraph(mut text) => {
                    if !line.is_empty() {
                        line.push(Piece::plain(" "));
                    }
                    line.append(&mut text);
                }
                other => rest.push(other),
            }
        }
        (line, rest)
    }

    /// Reads what stands in an element.
    pub(super) fn walk(&mut self, element: &'e Element, around: &Around, flow: &mut Flow) {
        for node in &element.children {
            match node {
                Node::Text(text) => self.say(text, around, flow),
                Node::Element(child) => self.element(child, around, flow),
            }
        }
    }

    fn element(&mut self, element: &'e Element, around: &Around, flow: &mut Flow) {
        if is_dead(element) || self.notes.is_apart(element) {
            return;
        }
        if self.is_hidden(element) || self.is_left_out(element) {
            return;
        }
        if let Some(level) = level(element).filter(|_| around.depth == 0) {
            return self.heading(element, level, around, flow);
        }
        match &*element.name {
            "br" => flow.line.push(Piece { what: What::Break, face: Face::default(), link: None }),
            "hr" => flow.add(Block::Rule),
            "img" => self.image(element, around, flow),
            "svg:svg" | "canvas" | "iframe" | "frame" | "object" | "embed" | "applet" | "audio" | "video" => {
                self.object(element);
            }
            "math:math" => {
                let words = words_of(element);
                self.lose(LossKind::Equation, &words);
                self.say(&words, around, flow);
            }
            "ul" | "ol" | "menu" | "dir" => {
                flow.flush();
                self.list(element, around, flow);
            }
            "dl" => {
                flow.flush();
                self.definitions(element, around, flow);
            }
            "table" => {
                flow.flush();
                self.table(element, around, flow);
            }
            "blockquote" => {
                let quoted = self.framed(element, around);
                if !quoted.is_empty() {
                    flow.add(Block::Quotation(quoted));
                }
            }
            "pre" => code(element, flow),
            "input" if !around.listed => {}
            "input" if element.attribute("type").is_some_and(|kind| kind.eq_ignore_ascii_case("checkbox")) => {
                let sign = if element.attribute("checked").is_some() { "☒ " } else { "☐ " };
                self.say(sign, around, flow);
            }
            "article" | "section" => {
                self.sectioned += 1;
                self.within(element, around, flow);
                self.sectioned -= 1;
            }
            "p" => self.paragraph(element, around, flow),
            name if is_block(name) => {
                let around = self.set(element, around);
                self.within(element, &around, flow);
            }
            _ => self.inline(element, around, flow),
        }
    }

    /// What surrounds the text of a block: the look that it says itself, not the one that its class has.
    fn set(&self, element: &Element, around: &Around) -> Around {
        let own = Element { attributes: element.attributes.clone(), ..Element::default() };
        let plain =
            Element { attributes: own.attributes.into_iter().filter(|(name, _)| &**name != "class").collect(), ..own };
        Around { face: self.sheet.look(&plain).face(around.face), ..around.clone() }
    }

    /// Whether an element is no part of the text, which is told.
    fn is_left_out(&mut self, element: &Element) -> bool {
        if is_contents(element) || classes(element).any(|class| class.starts_with("MsoToc")) {
            let links = element.descendants().into_iter().filter(|it| &*it.name == "a").count();
            let lines = if &*element.name == "p" { 1 } else { u32::try_from(links).unwrap_or(u32::MAX) };
            self.report.read.contents = self.report.read.contents.saturating_add(lines);
            return true;
        }
        // How LibreOffice marks the header and the footer of its pages.
        if &*element.name == "div" && matches!(element.attribute("title"), Some("header" | "footer")) {
            let words = words_of(element);
            if words.chars().any(char::is_alphabetic) {
                self.lose(LossKind::Header, &words);
            }
            return true;
        }
        match property(element, "mso-element") {
            Some("comment") => {
                self.lose(LossKind::Comment, &words_of(element));
                return true;
            }
            None if has_class(element, &["MsoCommentReference"]) => return true,
            _ => {}
        }
        if !is_around(element, self.whole, self.sectioned, self.length) {
            return false;
        }
        let words = words_of(element);
        if !words.is_empty() {
            self.lose(LossKind::Around, &words);
        }
        true
    }

    fn heading(&mut self, element: &'e Element, level: u8, around: &Around, flow: &mut Flow) {
        let shown = marked(element).map(|marked| marked.number.shown()).unwrap_or_default();
        let (mut text, rest) = self.line(element, &Around { item: !shown.is_empty(), ..around.clone() });
        if around.cell || is_blank(&text) {
            if !is_blank(&text) {
                flow.add(Block::Paragraph(text));
            }
        } else {
            if !shown.is_empty() {
                text.insert(0, Piece::plain(format!("{shown} ")));
            }
            plain_heading(&mut text);
            self.place = words(&text).split_whitespace().collect::<Vec<_>>().join(" ");
            flow.add(Block::Heading { level, text });
        }
        rest.into_iter().for_each(|block| flow.add(block));
    }

    fn paragraph(&mut self, element: &'e Element, around: &Around, flow: &mut Flow) {
        let around = self.set(element, around);
        let Some(marked) = marked(element) else {
            if classes(element).any(|class| class.starts_with("MsoQuote") || class == "MsoIntenseQuote") {
                let quoted = self.framed(element, &around);
                if !quoted.is_empty() {
                    flow.add(Block::Quotation(quoted));
                }
                return;
            }
            return self.within(element, &around, flow);
        };
        flow.flush();
        let (mut text, rest) = self.line(element, &Around { item: true, ..around.clone() });
        if let Some(Piece { what: What::Text(first), .. }) = text.first_mut() {
            let rest = first.trim_start().strip_prefix(marked.sign.as_str()).unwrap_or(first).trim_start().to_owned();
            *first = rest;
        }
        text.retain(|piece| !matches!(&piece.what, What::Text(text) if text.is_empty()));
        if !is_blank(&text) {
            flow.items.push(Item { level: marked.level, number: marked.number, text, more: Vec::new() });
        }
        rest.into_iter().for_each(|block| flow.add(block));
    }
}

/// The level of a heading; `None` for what is none.
fn level(element: &Element) -> Option<u8> {
    if has_class(element, &["MsoTitle"]) {
        return Some(1);
    }
    let level = match (&*element.name, role(element)) {
        (_, "heading") => element.attribute("aria-level").and_then(|level| level.trim().parse().ok()).or(Some(2)),
        (_, "presentation" | "none") => None,
        ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", _) => element.name[1..].parse().ok(),
        _ => None,
    };
    level.map(|level: u8| level.clamp(1, 6))
}

/// A line, parted where two breaks follow each other, without what shows nothing.
fn parted(line: Vec<Piece>) -> Vec<Vec<Piece>> {
    let mut parts = vec![Vec::new()];
    let mut breaks = 0;
    for piece in line {
        match &piece.what {
            What::Break => breaks += 1,
            What::Text(text) if text.trim().is_empty() && breaks > 0 => {}
            _ => {
                let open = parts.last_mut().expect("there is one");
                match breaks {
                    0 => {}
                    1 => open.push(Piece { what: What::Break, face: Face::default(), link: None }),
                    _ => parts.push(Vec::new()),
                }
                breaks = 0;
                parts.last_mut().expect("there is one").push(piece);
            }
        }
    }
    for text in &mut parts {
        if let Some(Piece { what: What::Text(last), .. }) = text.last_mut() {
            *last = last.trim_end_matches(' ').to_owned();
        }
        text.retain(|piece| !matches!(&piece.what, What::Text(text) if text.is_empty()));
    }
    parts.retain(|text| !is_blank(text));
    parts
}

/// Reads text that is shown as it is typed. LibreOffice makes an element of each line.
fn code(element: &Element, flow: &mut Flow) {
    let mut text = String::new();
    typed(element, &mut text);
    let text = text.trim_matches('\n').to_owned();
    if text.trim().is_empty() {
        return;
    }
    let of_inner = element.child("code");
    let all: Vec<&str> = classes(element).chain(of_inner.into_iter().flat_map(classes)).collect();
    let told = all.iter().find_map(|class| class.strip_prefix("language-").or_else(|| class.strip_prefix("lang-")));
    let highlighted = all.iter().position(|class| *class == "sourceCode").and_then(|at| all.get(at + 1));
    let language = told.or(highlighted.copied()).unwrap_or_default().to_owned();
    flow.flush();
    if let (true, Some(Block::Code { text: before, .. })) = (all.contains(&"western"), flow.blocks.last_mut()) {
        return before.push_str(&format!("\n{text}"));
    }
    flow.add(Block::Code { language, text });
}

fn typed(element: &Element, text: &mut String) {
    for node in &element.children {
        match node {
            Node::Text(own) => text.extend(own.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))),
            Node::Element(child) if &*child.name == "br" => text.push('\n'),
            Node::Element(child) if is_dead(child) => {}
            Node::Element(child) => typed(child, text),
        }
    }
}
