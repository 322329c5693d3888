//! The text of an ODT file in order: headings with their numbers, paragraphs, lists, what is left out.

use std::collections::{BTreeMap, BTreeSet};

use super::listing::{Counter, Counters};
use super::style::{Level, Styles};
use super::{Read, shortened, words_of};
use crate::import::comment::Marked;
use crate::import::content::{Block, Content, Face, Piece, What, is_blank, plain_heading, typed, words};
use crate::import::item::{joined, nest};
use crate::import::number::Number;
use crate::import::package::{Package, PackageError};
use crate::import::report::{LossKind, Report};
use crate::import::xml::Element;
use crate::import::{Changes, Medium};

/// How quotations are called, in the languages of offices here.
const QUOTATIONS: [&str; 6] = ["quotations", "quotation", "quote", "intense quote", "cytat", "cytat intensywny"];

/// How code is called.
const CODE: [&str; 6] =
    ["preformatted text", "wstępnie sformatowany tekst", "source code", "source_20_code", "html preformatted", "kod"];

/// How lines across the page are called.
const RULES: [&str; 2] = ["horizontal line", "linia pozioma"];

/// What reads an ODT file, and how far it came.
pub(super) struct Reader<'r, 'a> {
    pub(super) styles: Styles,
    pub(super) package: &'r mut Package<'a>,
    pub(super) report: Report,
    pub(super) media: Vec<Medium>,
    /// The files of images by the part that holds them.
    pub(super) pictures: BTreeMap<String, String>,
    pub(super) notes: Vec<Vec<Block>>,
    /// Notes by the ids that references to them use.
    pub(super) noted: BTreeMap<String, usize>,
    /// Insertions that do not count, and what deletions held that count again: none where changes are accepted.
    pub(super) undone: BTreeSet<String>,
    pub(super) restored: BTreeMap<String, Element>,
    /// Insertions that do not count and are not at their end.
    pub(super) inside: BTreeSet<String>,
    /// The styles of the lists around a text, the outermost first.
    around: Vec<String>,
    /// How many blocks there were when the last of them was code that a paragraph may add a line to.
    typed: Option<usize>,
    /// How many blocks there were when the last of them, a list, was gone on with by one within it.
    nested: Option<usize>,
    /// How far the outermost list around has come.
    running: Counter,
    counters: Counters,
    chapters: Counter,
    /// What comments mark, and which of the report's they are.
    pub(super) marked: Marked,
    pub(super) open_comments: BTreeMap<String, usize>,
    /// The heading that was read last.
    pub(super) place: String,
    failure: Option<PackageError>,
}

/// Reads the text.
pub(super) fn read(
    body: &Element,
    styles: Styles,
    package: &mut Package<'_>,
    changes: Changes,
    report: Report,
) -> Result<Read, PackageError> {
    let mut reader = Reader {
        styles,
        package,
        report,
        media: Vec::new(),
        pictures: BTreeMap::new(),
        notes: Vec::new(),
        noted: BTreeMap::new(),
        undone: BTreeSet::new(),
        restored: BTreeMap::new(),
        inside: BTreeSet::new(),
        around: Vec::new(),
        nested: None,
        typed: None,
        running: Counter::default(),
        counters: Counters::default(),
        chapters: Counter::default(),
        marked: Marked::default(),
        open_comments: BTreeMap::new(),
        place: String::new(),
        failure: None,
    };
    if let Some(tracked) = body.child("text:tracked-changes") {
        reader.tracked(tracked, changes);
    }
    let mut blocks = Vec::new();
    reader.blocks(body, &mut blocks);
    let Reader { mut report, media, notes, failure, .. } = reader;
    if let Some(failure) = failure {
        return Err(failure);
    }
    report.count(&blocks);
    report.read.notes = u32::try_from(notes.len()).unwrap_or(u32::MAX);
    Ok(Read { content: Content { blocks, notes }, media, report })
}

impl Reader<'_, '_> {
    /// Keeps the first thing that made a part unreadable.
    pub(super) fn fail(&mut self, error: PackageError) {
        self.failure.get_or_insert(error);
    }

    /// Tells that something was not carried over, with its place.
    pub(super) fn lose(&mut self, kind: LossKind, detail: &str) {
        let place = self.place.clone();
        self.report.lose(kind, &place, &shortened(detail));
    }

    fn tracked(&mut self, tracked: &Element, changes: Changes) {
        for region in tracked.elements() {
            let Some(id) = region.attribute("text:id").or(region.attribute("xml:id")) else { continue };
            let (inserted, deleted) = (region.child("text:insertion"), region.child("text:deletion"));
            self.report.read.changes += u32::from(inserted.is_some() || deleted.is_some());
            let author = region.find("dc:creator").map(words_of);
            self.report.tracked_by(author.as_deref());
            if changes == Changes::Reject {
                if inserted.is_some() {
                    self.undone.insert(id.to_owned());
                }
                if let Some(deleted) = deleted {
                    self.restored.insert(id.to_owned(), deleted.clone());
                }
            }
        }
    }

    /// What stands below an element.
    pub(super) fn blocks(&mut self, element: &Element, blocks: &mut Vec<Block>) {
        for child in element.elements() {
            match &*child.name {
                "text:p" | "text:h" => self.paragraph(child, None, blocks),
                "text:list" => self.list(child, blocks),
                "text:section" | "text:numbered-paragraph" => {
                    if child.attribute("text:display") == Some("none") {
                        self.lose(LossKind::Hidden, &words_of(child));
                    } else {
                        self.blocks(child, blocks);
                    }
                }
                "table:table" => self.table(child, blocks),
                "text:table-of-content" => {
                    let lines = child.child("text:index-body").map_or(0, |body| {
                        body.descendants()
                            .into_iter()
                            .filter(|it| &*it.name == "text:p" && !words_of(it).is_empty())
                            .count()
                    });
                    self.report.read.contents += u32::try_from(lines).unwrap_or(u32::MAX);
                }
                "text:illustration-index"
                | "text:table-index"
                | "text:alphabetical-index"
                | "text:bibliography"
                | "text:user-index"
                | "text:object-index" => {
                    if let Some(body) = child.child("text:index-body") {
                        self.blocks(body, blocks);
                    }
                }
                "text:index-title" => self.blocks(child, blocks),
                "draw:frame" | "draw:g" | "draw:custom-shape" | "draw:a" => {
                    let (mut pieces, mut boxes) = (Vec::new(), Vec::new());
                    self.picture(child, None, &mut pieces, &mut boxes);
                    if !is_blank(&pieces) {
                        blocks.push(Block::Paragraph(pieces));
                    }
                    blocks.append(&mut boxes);
                }
                "text:change-start" | "text:change-end" | "text:change" => {
                    let mut pieces = Vec::new();
                    self.change(child, &mut pieces);
                    if !is_blank(&pieces) {
                        blocks.push(Block::Paragraph(pieces));
                    }
                }
                _ => {}
            }
        }
    }

    /// A paragraph or a heading, with the number of the item that it is where it is one.
    fn paragraph(&mut self, element: &Element, label: Option<&str>, blocks: &mut Vec<Block>) {
        self.marked.say(" ");
        let style = element.attribute("text:style-name").unwrap_or_default().to_owned();
        if self.styles.is_hidden("paragraph", &style) {
            return self.lose(LossKind::Hidden, &words_of(element));
        }
        let level = match &*element.name {
            "text:h" => element.attribute("text:outline-level").and_then(|level| level.parse::<u8>().ok()).or(Some(1)),
            _ => self.styles.outline(&style),
        };
        let face = if level.is_some() { Face::default() } else { self.styles.own_face(&style) };
        let (mut pieces, mut boxes) = (Vec::new(), Vec::new());
        self.inline(element, face, None, &mut pieces, &mut boxes);
        if level.is_none()
            && self.styles.is_called(&style, &CODE)
            && let Some(text) = typed(&pieces)
        {
            // Some programs make a paragraph of each line, others one of all.
            let alone = !text.contains('\n');
            let goes_on = alone && self.typed == Some(blocks.len());
            match blocks.last_mut() {
                Some(Block::Code { text: before, .. }) if goes_on => before.push_str(&format!("\n{text}")),
                _ if text.trim().is_empty() => {}
                _ => blocks.push(Block::Code { language: String::new(), text }),
            }
            self.typed = alone.then_some(blocks.len());
            return blocks.append(&mut boxes);
        }
        trim(&mut pieces);
        match level {
            _ if is_blank(&pieces) => {
                if self.styles.is_called(&style, &RULES) {
                    blocks.push(Block::Rule);
                }
            }
            Some(level) => {
                let shown = label.map(str::to_owned).unwrap_or_else(|| self.chapter(element, &style, level));
                if !shown.is_empty() {
                    pieces.insert(0, Piece::plain(format!("{shown} ")));
                }
                plain_heading(&mut pieces);
                self.place = words(&pieces).trim().to_owned();
                blocks.push(Block::Heading { level: level.clamp(1, 6), text: pieces });
            }
            None if self.styles.is_called(&style, &QUOTATIONS) => match blocks.last_mut() {
                Some(Block::Quotation(quoted)) => quoted.push(Block::Paragraph(pieces)),
                _ => blocks.push(Block::Quotation(vec![Block::Paragraph(pieces)])),
            },
            None => blocks.push(Block::Paragraph(pieces)),
        }
        blocks.append(&mut boxes);
    }

    /// The number that a heading shows as a chapter; empty where chapters have none.
    fn chapter(&mut self, element: &Element, style: &str, level: u8) -> String {
        if element.attribute("text:is-list-header") == Some("true") {
            return String::new();
        }
        let at = usize::from(level.max(1) - 1);
        let outline = self.styles.outline.clone();
        let own = self.styles.list(style).map(str::to_owned);
        let start = element.attribute("text:start-value").and_then(|value| value.parse().ok());
        let restart = element.attribute("text:restart-numbering") == Some("true");
        let styles = &self.styles;
        let of = |at: usize| {
            let own = own.as_deref().and_then(|list| styles.level(list, at));
            own.or(outline.get(at)).cloned().unwrap_or_default()
        };
        let start = start.or(restart.then(|| of(at).start));
        self.chapters.next(at, &of, start).shown()
    }

    fn list(&mut self, element: &Element, blocks: &mut Vec<Block>) {
        let named = |name: &str| element.attribute(name).unwrap_or_default().to_owned();
        let depth = self.around.len();
        let own = named("text:style-name");
        let style = self.around.last().filter(|_| own.is_empty()).cloned().unwrap_or(own);
        if depth == 0 {
            let goes_on = element.attribute("text:continue-numbering") == Some("true");
            let of_list = element.attribute("text:continue-list").and_then(|id| self.counters.of_list.get(id));
            let of_style = self.counters.of_style.get(&style).filter(|_| goes_on);
            self.running = of_list.or(of_style).cloned().unwrap_or_default();
        }
        self.around.push(style.clone());
        let mut items: Vec<(Number, Vec<Block>)> = Vec::new();
        for item in element.elements() {
            let number = match &*item.name {
                "text:list-item" => {
                    let start = item.attribute("text:start-value").and_then(|value| value.parse().ok());
                    // An item that only holds a deeper list shows no number.
                    let opens = item.elements().next().is_some_and(|first| &*first.name != "text:list");
                    let styles = &self.styles;
                    let of = |at: usize| styles.level(&style, at).cloned().unwrap_or_else(bullet);
                    if opens { self.running.next(depth, &of, start) } else { Number::Nothing }
                }
                "text:list-header" => Number::Nothing,
                _ => continue,
            };
            let mut content = Vec::new();
            for child in item.elements() {
                match &*child.name {
                    "text:list" => self.list(child, &mut content),
                    "text:h" => self.paragraph(child, Some(&number.shown()), &mut content),
                    "text:p" => self.paragraph(child, None, &mut content),
                    _ => {}
                }
            }
            let is_heading = matches!(content.first(), Some(Block::Heading { .. }));
            match (items.last_mut(), number) {
                _ if content.is_empty() => {}
                // A heading that is numbered as an item is none, nor is what stands with it.
                _ if is_heading => {
                    blocks.extend(joined(std::mem::take(&mut items)));
                    blocks.append(&mut content);
                }
                (Some((_, last)), Number::Nothing) => last.append(&mut content),
                // LibreOffice ends a list before the one within it where that counts in another way.
                (None, Number::Nothing) if depth == 0 && matches!(blocks.last(), Some(Block::List(_))) => {
                    nest(blocks, content, wrapped(element));
                    self.nested = Some(blocks.len());
                }
                (None, Number::Nothing) => blocks.append(&mut content),
                (_, number) => items.push((number, content)),
            }
        }
        self.around.pop();
        let mut lists = joined(items);
        if depth == 0
            && self.nested == Some(blocks.len())
            && let (Some(Block::List(last)), Some(Block::List(first))) = (blocks.last_mut(), lists.first_mut())
            && last.goes_on(first.numbers)
        {
            last.items.append(&mut first.items);
            lists.remove(0);
            self.nested = None;
        }
        blocks.extend(lists);
        if depth == 0 {
            let counter = std::mem::take(&mut self.running);
            self.counters.of_style.insert(style, counter.clone());
            if let Some(name) = element.attribute("xml:id") {
                self.counters.of_list.insert(name.to_owned(), counter);
            }
        }
    }

    /// Reads what stands in a frame of its own: lists around it do not count there.
    pub(super) fn framed(&mut self, element: &Element) -> Vec<Block> {
        let outer = (std::mem::take(&mut self.around), std::mem::take(&mut self.running));
        let (nested, typed) = (self.nested.take(), self.typed.take());
        let mut blocks = Vec::new();
        self.blocks(element, &mut blocks);
        (self.around, self.running) = outer;
        (self.nested, self.typed) = (nested, typed);
        blocks
    }
}

/// In how many lists without text of their own the first text of a list stands.
fn wrapped(element: &Element) -> usize {
    let mut depth = 0;
    let mut list = element;
    while let Some(item) = list.child("text:list-item")
        && let Some(first) = item.elements().next().filter(|first| &*first.name == "text:list")
    {
        (depth, list) = (depth + 1, first);
    }
    depth
}

fn bullet() -> Level {
    Level { bullet: true, ..Level::default() }
}

/// Takes the spaces from both ends of a paragraph.
fn trim(pieces: &mut Vec<Piece>) {
    if let Some(Piece { what: What::Text(text), .. }) = pieces.first_mut() {
        *text = text.trim_start_matches(' ').to_owned();
    }
    if let Some(Piece { what: What::Text(text), .. }) = pieces.last_mut() {
        *text = text.trim_end_matches(' ').to_owned();
    }
    pieces.retain(|piece| !matches!(&piece.what, What::Text(text) if text.is_empty()));
}
