//! Reads the Markdown of a document as the signs that are set.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Alignment as Column, Event, LinkType, Tag, TagEnd};

use super::draft::{Draft, Frame, Kind, Place, by_anchor, places};
use super::face::Faces;
use super::text::{Grid, Owner, Sign, Text, Unit};
use super::{Alignment, Image, List, Marks, Role, markup};
use crate::document::{Document, event, image};

/// Reads a document.
pub(super) fn read(document: &Document) -> Text<'_> {
    let events: Vec<_> = event::events(document).collect();
    let mut reader = Reader::new(document, &events);
    for (event, range) in events {
        reader.event(event, range);
    }
    reader.close();
    reader.text
}

/// A text that is being read.
pub(super) struct Reader<'d> {
    pub(super) text: Text<'d>,
    pub(super) places: Vec<Place>,
    pub(super) labels: BTreeMap<String, usize>,
    pub(super) by_anchor: BTreeMap<String, usize>,
    pub(super) frames: Vec<Frame>,
    pub(super) faces: Faces,
    pub(super) links: Vec<u32>,
    pub(super) draft: Option<Draft>,
    pub(super) grid: Option<Grid>,
    pub(super) cell: Option<(usize, Vec<Unit>)>,
    /// The figure whose alternative text is being read, and its place.
    pub(super) image: Option<(usize, usize, Image)>,
    pub(super) html: Option<markup::Raw>,
    pub(super) code: bool,
    pub(super) heading: bool,
}

impl<'d> Reader<'d> {
    fn new(document: &'d Document, events: &[(Event<'_>, Range<usize>)]) -> Self {
        let mut text = Text {
            document,
            units: Vec::with_capacity(document.source.len()),
            atoms: Vec::new(),
            tables: Vec::new(),
            notes: Vec::new(),
            lists: Vec::new(),
            images: Vec::new(),
            targets: Vec::new(),
        };
        let mut labels = BTreeMap::new();
        for (event, _) in events {
            if let Event::Start(Tag::FootnoteDefinition(label)) = event {
                labels.entry(label.to_lowercase()).or_insert(text.notes.len());
                text.notes.push(label.to_string());
            }
        }
        // They are counted again as they are read.
        text.notes.clear();
        Reader {
            places: places(document),
            labels,
            by_anchor: by_anchor(document),
            frames: vec![Frame::default()],
            faces: Faces::default(),
            links: Vec::new(),
            draft: None,
            grid: None,
            cell: None,
            image: None,
            html: None,
            code: false,
            heading: false,
            text,
        }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range.start),
            Event::Text(text) => self.spell(&text, range),
            Event::Code(text) => {
                self.faces.code += 1;
                self.spell(&text, range);
                self.faces.code -= 1;
            }
            Event::SoftBreak => self.push(range.start, Sign::Char(' ')),
            Event::HardBreak => self.push(range.start, Sign::Break),
            Event::FootnoteReference(label) => match self.labels.get(&label.to_lowercase()) {
                Some(note) => self.push(range.start, Sign::Note(*note)),
                None => {
                    let source = self.source(range.clone()).to_owned();
                    self.spell(&source, range);
                }
            },
            Event::TaskListMarker(done) => {
                self.push(range.start, Sign::Char(if done { '☑' } else { '☐' }));
                self.push(range.start, Sign::Char(' '));
            }
            Event::Rule => {
                self.close();
                self.settle_item(range.start);
                self.place_units(range.start, vec![Unit::of(range.start, Sign::End(Role::Rule))]);
            }
            Event::InlineHtml(tag) => markup::inline(self, &tag, range.start),
            Event::Html(line) => match &mut self.html {
                Some(raw) => raw.line(&line, range.start),
                None => {
                    let mut raw = markup::Raw::default();
                    raw.line(&line, range.start);
                    markup::block(self, &raw);
                }
            },
            Event::InlineMath(text) | Event::DisplayMath(text) => self.spell(&text, range),
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Emphasis => self.faces.emphasis += 1,
            Tag::Strong => self.faces.strong += 1,
            Tag::Strikethrough => self.faces.strikethrough += 1,
            Tag::Superscript => self.faces.superscript += 1,
            Tag::Subscript => self.faces.subscript += 1,
            Tag::Link { link_type, dest_url, .. } => {
                let mail = if link_type == LinkType::Email { "mailto:" } else { "" };
                let target = self.target(&format!("{mail}{dest_url}"));
                self.links.push(target);
            }
            Tag::Image { dest_url, title, .. } => {
                let file = image::inside(&dest_url).unwrap_or_else(|| dest_url.to_string());
                let depth = self.image.as_ref().map_or(0, |(_, depth, _)| depth + 1);
                if depth == 0 {
                    let image = Image { file, alternative: String::new(), title: title.to_string() };
                    self.image = Some((range.start, 0, image));
                } else if let Some((_, known, _)) = &mut self.image {
                    *known = depth;
                }
            }
            Tag::TableHead | Tag::TableRow => {
                if let Some(grid) = &mut self.grid {
                    grid.rows.push(Vec::new());
                }
            }
            Tag::TableCell => self.cell = Some((range.start, Vec::new())),
            _ => self.start_block(tag, range),
        }
    }

    fn start_block(&mut self, tag: Tag<'_>, range: Range<usize>) {
        self.close();
        let top = *self.top();
        match tag {
            Tag::List(first) => {
                self.settle_item(range.start);
                let depth = top.list.map_or(0, |(_, depth)| depth.saturating_add(1));
                let marks = first.map_or(Marks::Bullets, Marks::Numbers);
                self.text.lists.push(List { marks, depth, within: top.list.map(|(list, _)| list) });
                let list = Some((self.text.lists.len() - 1, depth));
                self.frames.push(Frame { list, ..top });
            }
            Tag::Item => {
                let digits =
                    self.text.document.source[range.clone()].trim_start_matches(|it: char| it.is_ascii_digit());
                if let Some(list) = top.list.map(|(list, _)| &mut self.text.lists[list])
                    && let (Marks::Numbers(first), true) = (list.marks, digits.starts_with(')'))
                {
                    list.marks = Marks::Parentheses(first);
                }
                let item = Some(self.frames.len());
                self.frames.push(Frame { quotes: 0, item, fresh: true, ..top });
            }
            Tag::BlockQuote(_) => {
                self.frames.push(Frame { quotes: top.quotes.saturating_add(1), ..top });
            }
            Tag::FootnoteDefinition(label) => {
                self.text.notes.push(label.to_string());
                let note = Some(self.text.notes.len() - 1);
                self.frames.push(Frame { note, ..Frame::default() });
            }
            Tag::DefinitionListTitle => self.frames.push(Frame { kind: Kind::Term, ..top }),
            Tag::DefinitionListDefinition => self.frames.push(Frame { kind: Kind::Definition, ..top }),
            Tag::CodeBlock(_) => self.code = true,
            Tag::Heading { .. } => self.heading = true,
            Tag::HtmlBlock => self.html = Some(markup::Raw::default()),
            Tag::Table(columns) => {
                self.settle_item(range.start);
                let alignment = |column: &Column| match column {
                    Column::Center => Alignment::Centre,
                    Column::Right => Alignment::End,
                    Column::None | Column::Left => Alignment::Start,
                };
                let columns = columns.iter().map(alignment).collect();
                let block = match self.place(range.start) {
                    Some(Place { owner: Owner::Block(place), .. }) => Some(*place),
                    _ => None,
                };
                let block = block
                    .filter(|place| self.text.document.sections[place.section].blocks[place.block].table.is_some());
                self.grid = Some(Grid { columns, rows: Vec::new(), block });
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, start: usize) {
        match tag {
            TagEnd::Emphasis => self.faces.emphasis -= 1,
            TagEnd::Strong => self.faces.strong -= 1,
            TagEnd::Strikethrough => self.faces.strikethrough -= 1,
            TagEnd::Superscript => self.faces.superscript -= 1,
            TagEnd::Subscript => self.faces.subscript -= 1,
            TagEnd::Link => drop(self.links.pop()),
            TagEnd::Image => match self.image.take() {
                Some((start, 0, image)) => {
                    self.text.images.push(image);
                    self.push(start, Sign::Image(self.text.images.len() - 1));
                }
                Some((start, depth, image)) => self.image = Some((start, depth - 1, image)),
                None => {}
            },
            TagEnd::TableCell => self.end_cell(),
            TagEnd::TableHead | TagEnd::TableRow => {}
            TagEnd::Table => self.end_table(start),
            TagEnd::HtmlBlock => {
                if let Some(raw) = self.html.take() {
                    markup::block(self, &raw);
                }
                self.close();
            }
            TagEnd::CodeBlock => {
                self.close();
                self.code = false;
            }
            TagEnd::Heading(_) => {
                self.close();
                self.heading = false;
            }
            TagEnd::Item => {
                self.close();
                self.settle_item(start);
                self.frames.pop();
            }
            TagEnd::FootnoteDefinition => {
                self.close();
                let note = self.top().note;
                if self.text.atoms.last().is_none_or(|atom| atom.note != note) {
                    self.place_units(start, vec![Unit::of(start, Sign::End(Role::Note))]);
                }
                self.frames.pop();
            }
            TagEnd::List(_)
            | TagEnd::BlockQuote(_)
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition => {
                self.close();
                self.frames.pop();
            }
            _ => self.close(),
        }
    }
}
