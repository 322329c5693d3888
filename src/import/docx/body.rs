//! The text of a Word file in order: paragraphs with their numbers, what is a heading, what is an item, what is left out.

use std::collections::BTreeMap;

use super::field::Fields;
use super::numbering::Number;
use super::run::Context;
use super::style::Kind;
use super::{Notes, Parts, Read, shortened};
use crate::import::comment::Marked;
use crate::import::content::{Alignment, Block, Content, Piece, Table, is_blank, plain_heading, typed, words};
use crate::import::item::{Item, lists};
use crate::import::package::{Package, PackageError, Relations};
use crate::import::report::{LossKind, Report};
use crate::import::xml::Element;
use crate::import::{Changes, Medium};

/// Notes stand in notes this deep at most; Word allows none.
const NOTES_DEEP: usize = 4;

/// Where paragraphs stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Within {
    Body,
    Cell,
    Note,
}

/// A paragraph or a table, before items are joined to lists.
#[derive(Clone, Debug)]
pub(super) enum Flow {
    Heading(u8, Vec<Piece>),
    Text(Vec<Piece>, Alignment),
    Quotation(Vec<Piece>),
    /// Typed text, and whether a paragraph may add a line to it.
    Code(String, bool),
    Item(Item),
    Table(Table),
    Rule,
}

/// What reads a Word file, and how far it came.
pub(super) struct Reader<'r, 'a> {
    pub(super) parts: Parts,
    pub(super) package: &'r mut Package<'a>,
    pub(super) changes: Changes,
    pub(super) report: Report,
    pub(super) media: Vec<Medium>,
    /// The files of images by the part that holds them.
    pub(super) pictures: BTreeMap<String, String>,
    /// Relationships of the part that is read.
    pub(super) relations: Relations,
    pub(super) fields: Fields,
    /// The heading that was read last.
    pub(super) place: String,
    /// Text of a paragraph whose end was deleted: it goes on in the next one.
    pending: Vec<Piece>,
    notes: Vec<Vec<Block>>,
    known: BTreeMap<(Sort, String), usize>,
    failure: Option<PackageError>,
    /// Notes within notes that are open.
    depth: usize,
    /// Empty cells that were set beside merged ones.
    pub(super) padding: usize,
    /// What comments mark.
    pub(super) marked: Marked,
    /// Whether tracked text of this paragraph was passed over.
    pub(super) passed_over: bool,
}

/// The two kinds of notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sort {
    Footnote,
    Endnote,
}

/// Reads the text.
pub(super) fn read(
    mut parts: Parts,
    package: &mut Package<'_>,
    changes: Changes,
    report: Report,
) -> Result<Read, PackageError> {
    let body = std::mem::take(&mut parts.body);
    let relations = std::mem::take(&mut parts.relations);
    let mut reader = Reader {
        parts,
        package,
        changes,
        report,
        media: Vec::new(),
        pictures: BTreeMap::new(),
        relations,
        fields: Fields::of(&body),
        place: String::new(),
        pending: Vec::new(),
        notes: Vec::new(),
        known: BTreeMap::new(),
        failure: None,
        depth: 0,
        padding: 0,
        marked: Marked::default(),
        passed_over: false,
    };
    let flows = reader.flows(&body, Within::Body);
    let blocks = reader.blocks(flows);
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

    /// Whether what was inserted (or moved here) counts.
    pub(super) fn takes_inserted(&self) -> bool {
        self.changes == Changes::Accept
    }

    /// What stands below an element: paragraphs and tables.
    pub(super) fn flows(&mut self, element: &Element, within: Within) -> Vec<Flow> {
        let mut flows = Vec::new();
        self.collect(element, within, &mut flows);
        let pending = std::mem::take(&mut self.pending);
        if !is_blank(&pending) {
            flows.push(Flow::Text(pending, Alignment::None));
        }
        flows
    }

    fn collect(&mut self, element: &Element, within: Within, flows: &mut Vec<Flow>) {
        for child in element.elements() {
            match &*child.name {
                "w:p" => self.paragraph(child, within, flows),
                "w:tbl" => self.table(child, flows),
                "w:sdt" => {
                    let gallery = child.at(&["w:sdtPr", "w:docPartObj"]).and_then(|it| it.value("w:docPartGallery"));
                    let Some(content) = child.child("w:sdtContent") else { continue };
                    if gallery.is_some_and(|gallery| gallery.contains("Contents")) {
                        self.set_aside(content);
                    } else {
                        self.collect(content, within, flows);
                    }
                }
                "w:ins" | "w:moveTo" if self.takes_inserted() => self.collect(child, within, flows),
                "w:del" | "w:moveFrom" if !self.takes_inserted() => self.collect(child, within, flows),
                "w:customXml" | "w:smartTag" => self.collect(child, within, flows),
                "w:altChunk" => self.lose(LossKind::Chunk, ""),
                _ => {}
            }
        }
    }

    /// Counts the lines of a table of contents, which are not carried over: they follow from the headings.
    fn set_aside(&mut self, content: &Element) {
        let lines = content.descendants().into_iter().filter(|it| &*it.name == "w:p" && it.find("w:t").is_some());
        self.report.read.contents += u32::try_from(lines.count()).unwrap_or(u32::MAX);
    }

    fn paragraph(&mut self, element: &Element, within: Within, flows: &mut Vec<Flow>) {
        self.marked.say(" ");
        let outer = element.child("w:pPr");
        let former = outer.and_then(|it| it.at(&["w:pPrChange", "w:pPr"])).filter(|_| !self.takes_inserted());
        let properties = former.or(outer);
        let style = properties.and_then(|it| it.value("w:pStyle"));
        let outline = properties.and_then(|it| it.value("w:outlineLvl")).and_then(|level| level.parse::<u8>().ok());
        let kind = match (self.parts.styles.kind(style), outline) {
            (Kind::Contents, _) => Kind::Contents,
            (_, Some(level @ 0..=8)) => Kind::Heading(level + 1),
            (_, Some(_)) => Kind::Text,
            (kind, None) => kind,
        };
        self.fields.paragraph();
        let mut in_contents = self.fields.is_contents();
        if in_contents && matches!(kind, Kind::Heading(_)) {
            // The end of the table of contents is missing.
            self.fields.clear();
            in_contents = false;
        }
        let continued = !self.pending.is_empty();
        let mut pieces = std::mem::take(&mut self.pending);
        let mut boxes = Vec::new();
        let before = self.report.read.contents;
        self.passed_over = false;
        self.inline(element, &Context::default(), &mut pieces, &mut boxes);
        in_contents |= self.report.read.contents > before;
        self.report.read.contents = before;
        if kind == Kind::Contents || (in_contents && is_blank(&pieces)) {
            if element.find("w:t").is_some() {
                self.report.read.contents += 1;
            }
            return;
        }
        let mark = outer.and_then(|it| it.child("w:rPr"));
        let gone = mark.is_some_and(|mark| {
            let (one, other) = if self.takes_inserted() { ("w:del", "w:moveFrom") } else { ("w:ins", "w:moveTo") };
            mark.child(one).is_some() || mark.child(other).is_some()
        });
        if gone {
            self.pending = pieces;
            flows.append(&mut boxes);
            return;
        }
        if self.passed_over && is_blank(&pieces) && boxes.is_empty() {
            // An item or a heading that is empty without its tracked text does not count.
            return;
        }
        let number = properties.and_then(|it| self.number(it, style)).or_else(|| match properties {
            None => self.number(&Element::default(), None),
            Some(_) => None,
        });
        let alignment = match properties.and_then(|it| it.value("w:jc")) {
            Some("right" | "end") => Alignment::Right,
            Some("center") => Alignment::Center,
            _ => Alignment::None,
        };
        if let (Kind::Code, None, Some(text)) = (kind, &number, typed(&pieces))
            && within != Within::Cell
        {
            // Some programs make a paragraph of each line, others one of all.
            let alone = !text.contains('\n');
            match flows.last_mut() {
                Some(Flow::Code(before, true)) if alone => before.push_str(&format!("\n{text}")),
                _ if text.trim().is_empty() => {}
                _ => flows.push(Flow::Code(text, alone)),
            }
            return flows.append(&mut boxes);
        }
        if is_blank(&pieces) {
            let ruled = properties.and_then(|it| it.child("w:pBdr")).is_some_and(|it| it.child("w:bottom").is_some());
            if ruled && within == Within::Body && !continued {
                flows.push(Flow::Rule);
            }
            flows.append(&mut boxes);
            return;
        }
        match (kind, number) {
            (Kind::Heading(level), number) if within == Within::Body => {
                let shown = number.map(|number| number.shown()).unwrap_or_default();
                if !shown.is_empty() {
                    pieces.insert(0, Piece::plain(format!("{shown} ")));
                }
                plain_heading(&mut pieces);
                self.place = words(&pieces).trim().to_owned();
                flows.push(Flow::Heading(level.min(6), pieces));
            }
            (_, Some(number @ (Number::Bullet | Number::Plain(..) | Number::Shown(_)))) => {
                let level = properties.map_or(0, |it| self.level(it, style));
                flows.push(Flow::Item(Item { level, number, text: pieces, more: Vec::new() }));
            }
            (_, Some(Number::Nothing)) => match flows.last_mut() {
                Some(Flow::Item(item)) => item.more.push(pieces),
                _ => flows.push(Flow::Text(pieces, alignment)),
            },
            (_, None) if goes_on(properties) && matches!(flows.last(), Some(Flow::Item(_))) => {
                if let Some(Flow::Item(item)) = flows.last_mut() {
                    item.more.push(pieces);
                }
            }
            (Kind::Quotation, None) if within != Within::Cell => flows.push(Flow::Quotation(pieces)),
            _ => flows.push(Flow::Text(pieces, alignment)),
        }
        flows.append(&mut boxes);
    }

    /// The list and the level of a paragraph.
    fn list(&self, properties: &Element, style: Option<&str>) -> Option<(String, u8)> {
        let own = properties.child("w:numPr");
        let list = own.and_then(|it| it.value("w:numId"));
        let level = own.and_then(|it| it.value("w:ilvl")).and_then(|level| level.parse::<u8>().ok());
        let styled = self.parts.styles.numbering(style);
        match (list, styled) {
            (Some("0"), _) => None,
            (Some(list), styled) => {
                let level = level.or_else(|| {
                    let (same, level, of) = styled?;
                    level.or_else(|| self.parts.numbering.level_of_style(&same, &of))
                });
                Some((list.to_owned(), level.unwrap_or(0)))
            }
            (None, Some((list, of_style, of))) if list != "0" => {
                let level = level.or_else(|| self.parts.numbering.level_of_style(&list, &of)).or(of_style);
                Some((list, level.unwrap_or(0)))
            }
            _ => None,
        }
    }

    fn level(&self, properties: &Element, style: Option<&str>) -> u8 {
        self.list(properties, style).map_or(0, |(_, level)| level)
    }

    fn number(&mut self, properties: &Element, style: Option<&str>) -> Option<Number> {
        let (list, level) = self.list(properties, style)?;
        self.parts.numbering.next(&list, level)
    }

    /// The note that a reference leads to, read when it is met first; `None` where it is missing.
    pub(super) fn note(&mut self, sort: Sort, id: &str) -> Option<usize> {
        let key = (sort, id.to_owned());
        if let Some(known) = self.known.get(&key) {
            return Some(*known);
        }
        if self.depth == NOTES_DEEP {
            return None;
        }
        let of = |parts: &Parts| -> Option<(Element, Relations)> {
            let notes: &Notes = match sort {
                Sort::Footnote => &parts.footnotes,
                Sort::Endnote => &parts.endnotes,
            };
            Some((notes.notes.get(id)?.clone(), notes.relations.clone()))
        };
        let (element, relations) = of(&self.parts)?;
        let number = self.notes.len();
        self.notes.push(Vec::new());
        self.known.insert(key, number);
        let relations = std::mem::replace(&mut self.relations, relations);
        let (fields, pending) = (self.fields.set_aside(), std::mem::take(&mut self.pending));
        self.depth += 1;
        let flows = self.flows(&element, Within::Note);
        self.notes[number] = self.blocks(flows);
        self.depth -= 1;
        (self.relations, self.fields, self.pending) = (relations, fields, pending);
        Some(number)
    }

    /// Joins items to lists.
    pub(super) fn blocks(&mut self, flows: Vec<Flow>) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut items: Vec<Item> = Vec::new();
        for flow in flows {
            if let Flow::Item(item) = flow {
                items.push(item);
                continue;
            }
            blocks.extend(lists(&std::mem::take(&mut items)));
            if let Flow::Quotation(text) = flow {
                match blocks.last_mut() {
                    Some(Block::Quotation(quoted)) => quoted.push(Block::Paragraph(text)),
                    _ => blocks.push(Block::Quotation(vec![Block::Paragraph(text)])),
                }
                continue;
            }
            blocks.push(match flow {
                Flow::Heading(level, text) => Block::Heading { level, text },
                Flow::Text(text, _) => Block::Paragraph(text),
                Flow::Table(table) => Block::Table(table),
                Flow::Code(text, _) => Block::Code { language: String::new(), text },
                Flow::Rule | Flow::Item(_) | Flow::Quotation(_) => Block::Rule,
            });
        }
        blocks.extend(lists(&items));
        blocks
    }

    /// Reads what stands in a frame of its own, as [`Reader::flows`] does.
    pub(super) fn framed(&mut self, element: &Element, within: Within) -> Vec<Flow> {
        let (fields, pending) = (self.fields.set_aside(), std::mem::take(&mut self.pending));
        let flows = self.flows(element, within);
        (self.fields, self.pending) = (fields, pending);
        flows
    }
}

/// Whether a paragraph was taken out of a list and left where its items stand: it goes on with the item before.
fn goes_on(properties: Option<&Element>) -> bool {
    let out =
        properties.and_then(|it| it.at(&["w:numPr", "w:numId"])).and_then(|it| it.attribute("w:val")) == Some("0");
    let indent = properties.and_then(|it| it.child("w:ind"));
    let left = indent.and_then(|it| it.attribute("w:left").or(it.attribute("w:start")));
    out && left.and_then(|left| left.parse::<i32>().ok()).is_some_and(|left| left > 0)
}
