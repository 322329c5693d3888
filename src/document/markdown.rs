//! Reading Markdown; it never fails, it returns remarks.

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};
use std::ops::Range;

use super::block::{Block, BlockKind, Table};
use super::diagnostic::{Remark, RemarkKind};
use super::inline::{Inline, Style};
use super::label::{is_caption, split_labels};
use super::promotion::{self, Headings};
use super::section::Section;
use super::span::Span;
use super::{Document, event, hidden, html, metadata, outline};

/// List items nested deeper than this are read as text of the item at this depth.
const DEPTH_CAP: u8 = 32;

/// Reads a text written in CommonMark with tables, footnotes, strike-through, task lists, definition lists and heading
/// attributes, with YAML front matter at its very beginning.
///
/// Line ends must be LF (the import room converts others). Reading never fails and keeps every byte that is not blank:
/// it belongs to the front matter, to a heading or to exactly one block. Headings inside quotations and list items are
/// text of these, captions ("Tabela 1. …") are paragraphs, and bold or numbered lines are headings of a text without any.
pub fn read(source: String) -> Document {
    read_with(source, Headings::Detected)
}

/// Like [`read`], with the headings that are asked for.
pub fn read_with(source: String, headings: Headings) -> Document {
    let (metadata, broken) = metadata::read(&source);
    let text_start = metadata.span.end as usize;
    let mut reader = Reader::new(&source, text_start);
    let flaw = |message| Remark { side: None, line: Some(1), kind: RemarkKind::FrontMatter { message } };
    reader.remarks.extend(broken.map(flaw));
    event::events_of(&source, text_start).for_each(|(event, range)| reader.event(event, range));
    reader.remarks.extend(hidden::remarks(&source));
    let Reader { sections, remarks, .. } = reader.finish();
    let mut document = Document { source, metadata, sections, remarks };
    document.remarks.extend(html::remarks(&document));
    if headings == Headings::Detected {
        promotion::promote(&mut document);
    }
    outline::set_aside_contents(&mut document);
    document
}

/// A block whose end was not seen yet.
struct Building {
    section: usize,
    slot: usize,
    kind: BlockKind,
    range: Range<usize>,
    holes: Vec<Range<usize>>,
    depth: u8,
    inlines: Vec<(Range<usize>, Style)>,
    rows: Option<Vec<Vec<Range<usize>>>>,
    image: Option<Range<usize>>,
}

struct HeadingText {
    level: u8,
    range: Range<usize>,
    text: String,
    inlines: Vec<(Range<usize>, Style)>,
    anchor: Option<String>,
}

struct Reader<'s> {
    source: &'s str,
    text_start: usize,
    line_starts: Vec<usize>,
    sections: Vec<Section>,
    /// Blocks per section; a slot is filled when its block ends.
    slots: Vec<Vec<Option<Block>>>,
    building: Vec<Building>,
    /// Containers inside the innermost block that are part of its text.
    inside: usize,
    /// Lists that are open and whose items are blocks.
    lists: u8,
    heading: Option<HeadingText>,
    styles: Vec<Style>,
    references: Vec<(String, usize)>,
    definitions: Vec<(String, usize)>,
    too_deep: Option<usize>,
    remarks: Vec<Remark>,
}

impl<'s> Reader<'s> {
    fn new(source: &'s str, text_start: usize) -> Self {
        let root = Section {
            level: 0,
            span: Span::new(text_start, text_start),
            heading: String::new(),
            labels: Vec::new(),
            title: String::new(),
            anchor: None,
            parent: None,
            end: 1,
            blocks: Vec::new(),
        };
        let line_starts = std::iter::once(0).chain(source.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self {
            source,
            text_start,
            line_starts,
            sections: vec![root],
            slots: vec![Vec::new()],
            building: Vec::new(),
            inside: 0,
            lists: 0,
            heading: None,
            styles: Vec::new(),
            references: Vec::new(),
            definitions: Vec::new(),
            too_deep: None,
            remarks: Vec::new(),
        }
    }

    fn line(&self, at: usize) -> Option<u32> {
        Some(self.line_starts.partition_point(|start| *start <= at) as u32)
    }

    fn remark(&mut self, at: usize, kind: RemarkKind) {
        let line = self.line(at);
        self.remarks.push(Remark { side: None, line, kind });
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) => {
                let entity = self.source.as_bytes().get(range.start) == Some(&b'&')
                    && text.as_ref() != &self.source[range.clone()];
                self.visible(range, if entity { Style::ENTITY } else { Style::default() }, &text);
            }
            Event::Code(text) => {
                let source = &self.source[range.clone()];
                let ticks = source.bytes().take_while(|byte| *byte == b'`').count();
                let inner = range.start + ticks..range.end.saturating_sub(ticks).max(range.start + ticks);
                self.visible(inner, Style::CODE, &text);
            }
            Event::FootnoteReference(name) => {
                self.references.push((name.to_string(), range.start));
                self.visible(range, Style::NOTE, "");
            }
            Event::SoftBreak | Event::HardBreak => {
                if let Some(heading) = &mut self.heading {
                    heading.text.push(' ');
                }
            }
            Event::Rule if self.building.is_empty() => {
                self.open(BlockKind::Break, range.clone(), 0);
                self.close(range.end);
            }
            Event::Html(_) if self.building.is_empty() => {
                self.open(BlockKind::Html, range.clone(), 0);
                self.close(range.end);
            }
            _ => {}
        }
    }

    fn visible(&mut self, range: Range<usize>, style: Style, text: &str) {
        let style = self.styles.iter().fold(style, |all, style| all.with(*style));
        let inlines = match (&mut self.heading, self.building.last_mut()) {
            (Some(heading), _) => {
                heading.text.push_str(text);
                &mut heading.inlines
            }
            (None, Some(block)) => &mut block.inlines,
            (None, None) => return,
        };
        match inlines.last_mut() {
            Some((last, kind)) if last.end == range.start && *kind == style => last.end = range.end,
            _ => inlines.push((range, style)),
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match &tag {
            Tag::Emphasis => return self.styles.push(Style::EMPHASIS),
            Tag::Strong => return self.styles.push(Style::STRONG),
            Tag::Strikethrough => return self.styles.push(Style::STRIKETHROUGH),
            Tag::Link { .. } => return self.styles.push(Style::LINK),
            Tag::Image { .. } => {
                if let Some(block) = self.building.last_mut() {
                    block.image = Some(range);
                }
                return self.styles.push(Style::IMAGE);
            }
            Tag::FootnoteDefinition(name) => self.definitions.push((name.to_string(), range.start)),
            _ => {}
        }
        if self.inside == 0 {
            match tag {
                // A quotation is one block, and so are the lists in it.
                Tag::List(_) if self.building.last().is_some_and(|block| block.kind == BlockKind::Quotation) => {}
                Tag::List(_) if self.lists < DEPTH_CAP => {
                    self.lists += 1;
                    return;
                }
                Tag::List(_) => self.too_deep = self.too_deep.or(Some(range.start)),
                Tag::Item => {
                    if let Some(parent) = self.building.last_mut() {
                        parent.holes.push(range.clone());
                    }
                    return self.open(BlockKind::Item, range, self.lists);
                }
                Tag::DefinitionList if self.building.is_empty() => return,
                Tag::DefinitionListTitle if self.building.iter().all(|block| block.kind == BlockKind::Definition) => {
                    if let Some(previous) = self.building.last() {
                        let end = previous.range.end;
                        self.close(end);
                    }
                    return self.open(BlockKind::Definition, range, 0);
                }
                _ => {}
            }
        }
        if self.building.is_empty() {
            let kind = match tag {
                Tag::Heading { level, id, .. } => {
                    let anchor = id.map(|id| id.to_string());
                    let (text, inlines) = (String::new(), Vec::new());
                    self.heading = Some(HeadingText { level: level_of(level), range, text, inlines, anchor });
                    return;
                }
                Tag::Table(_) => BlockKind::Table,
                Tag::BlockQuote(_) => BlockKind::Quotation,
                Tag::CodeBlock(_) => BlockKind::Code,
                Tag::HtmlBlock => BlockKind::Html,
                Tag::FootnoteDefinition(_) => BlockKind::Footnote,
                _ => BlockKind::Paragraph,
            };
            self.open(kind, range, 0);
            if kind == BlockKind::Table {
                self.building.last_mut().expect("it was just opened").rows = Some(Vec::new());
            }
            return;
        }
        let block = self.building.last_mut().expect("a block is open here");
        block.range.end = block.range.end.max(range.end);
        if let Some(rows) = &mut block.rows {
            match tag {
                Tag::TableHead | Tag::TableRow => rows.push(Vec::new()),
                Tag::TableCell => rows.last_mut().expect("cells stand in rows").push(range),
                _ => {}
            }
        }
        self.inside += 1;
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image => {
                self.styles.pop();
            }
            TagEnd::Heading(_) if self.heading.is_some() => self.section(),
            _ if self.inside > 0 => self.inside -= 1,
            TagEnd::List(_) => self.lists -= 1,
            // The block stays open: a definition may follow its title.
            TagEnd::DefinitionListTitle => {}
            TagEnd::DefinitionList => {
                if let Some(end) = self.building.last().map(|block| block.range.end) {
                    self.close(end);
                }
            }
            _ => self.close(range.end),
        }
    }

    fn open(&mut self, kind: BlockKind, range: Range<usize>, depth: u8) {
        let section = self.sections.len() - 1;
        let slot = self.slots[section].len();
        self.slots[section].push(None);
        self.building.push(Building {
            section,
            slot,
            kind,
            range,
            holes: Vec::new(),
            depth,
            inlines: Vec::new(),
            rows: None,
            image: None,
        });
    }

    fn close(&mut self, end: usize) {
        let Some(mut building) = self.building.pop() else { return };
        building.range.end = end;
        let place = (building.section, building.slot);
        self.slots[place.0][place.1] = finish_block(self.source, building);
    }

    /// Begins the section of the heading that was just read.
    fn section(&mut self) {
        let Some(heading) = self.heading.take() else { return };
        if is_caption(&heading.text) {
            // The caption of a table or a figure is no section, whatever it was set as.
            self.open(BlockKind::Paragraph, heading.range.clone(), 0);
            self.building.last_mut().expect("it was just opened").inlines = heading.inlines;
            return self.close(heading.range.end);
        }
        // The first one above the section before that has a lower level.
        let parent = std::iter::successors(Some(self.sections.len() - 1), |at| self.sections[*at].parent)
            .find(|at| self.sections[*at].level < heading.level)
            .expect("the text before the first heading has level 0");
        let above = self.sections[parent].level;
        if parent != 0 && heading.level > above + 1 {
            let kind = RemarkKind::LevelSkipped { level: heading.level, parent: above };
            self.remark(heading.range.start, kind);
        }
        let text = hidden::trim(&heading.text);
        let (labels, title) = split_labels(text);
        let end = heading.range.start + hidden::trim_end(&self.source[heading.range.clone()]).len();
        self.sections.push(Section {
            level: heading.level,
            span: Span::new(heading.range.start, end),
            heading: text.to_owned(),
            title: title.to_owned(),
            labels,
            anchor: heading.anchor,
            parent: Some(parent),
            end: 0,
            blocks: Vec::new(),
        });
        self.slots.push(Vec::new());
    }

    fn finish(mut self) -> Self {
        let slots = std::mem::take(&mut self.slots);
        for (section, slots) in self.sections.iter_mut().zip(slots) {
            section.blocks = slots.into_iter().flatten().collect();
        }
        let count = self.sections.len();
        for at in 0..count {
            let start = if at == 0 { self.text_start } else { self.sections[at].span.end as usize };
            let end = self.sections.get(at + 1).map_or(self.source.len(), |next| next.span.start as usize);
            let section = &mut self.sections[at];
            sweep(self.source, start..end, &mut section.blocks);
            section.end = at + 1;
        }
        for at in (1..count).rev() {
            let (end, parent) = (self.sections[at].end, self.sections[at].parent.expect("only section 0 has none"));
            self.sections[parent].end = self.sections[parent].end.max(end);
        }
        self.check_footnotes();
        if let Some(at) = self.too_deep {
            self.remark(at, RemarkKind::TooDeep { cap: u32::from(DEPTH_CAP) });
        }
        self.remarks.sort();
        self
    }

    fn check_footnotes(&mut self) {
        let (references, definitions) = (std::mem::take(&mut self.references), std::mem::take(&mut self.definitions));
        let missing = |names: &[(String, usize)], others: &[(String, usize)]| -> Vec<(String, usize)> {
            let known: std::collections::BTreeSet<&str> = others.iter().map(|(name, _)| name.as_str()).collect();
            names.iter().filter(|(name, _)| !known.contains(name.as_str())).cloned().collect()
        };
        for (name, at) in missing(&definitions, &references) {
            self.remark(at, RemarkKind::Footnote { name, defined: true });
        }
        for (name, at) in missing(&references, &definitions) {
            self.remark(at, RemarkKind::Footnote { name, defined: false });
        }
    }
}

fn level_of(level: HeadingLevel) -> u8 {
    level as u8
}

/// Turns ranges of the source into a block; `None` where nothing but blanks is left.
fn finish_block(source: &str, building: Building) -> Option<Block> {
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut at = building.range.start;
    for hole in &building.holes {
        pieces.push(at..at + hidden::trim_end(&source[at..hole.start.max(at)]).len());
        at = at.max(hole.start + hidden::trim_end(&source[hole.clone()]).len());
    }
    pieces.push(at..building.range.end.max(at));
    // Blank pieces and the blanks at both ends go; an indented code block keeps its first indentation.
    pieces.retain(|piece| !hidden::trim(&source[piece.clone()]).is_empty());
    let first = pieces.first_mut()?;
    if building.kind == BlockKind::Code {
        let blank = source[first.clone()].len() - source[first.clone()].trim_start_matches('\n').len();
        first.start += blank;
    } else {
        first.start = first.end - hidden::trim_start(&source[first.clone()]).len();
    }
    let last = pieces.last_mut()?;
    last.end = last.start + hidden::trim_end(&source[last.clone()]).len();

    let start = pieces[0].start;
    let local = |range: &Range<usize>| -> Option<Span> {
        let mut before = 0;
        for piece in &pieces {
            if range.start < piece.end && range.end > piece.start {
                let (from, to) = (range.start.max(piece.start), range.end.min(piece.end));
                return Some(Span::new(before + from - piece.start, before + to - piece.start));
            }
            before += piece.len();
        }
        None
    };
    let text: String = pieces.iter().map(|piece| &source[piece.clone()]).collect();
    let inlines: Vec<Inline> = if building.kind == BlockKind::Html {
        html::visible(&text)
    } else {
        let visible = building.inlines.iter();
        visible.filter_map(|(range, style)| local(range).map(|span| Inline { span, style: *style })).collect()
    };
    let table = building.rows.map(|rows| {
        let cell = |range: &Range<usize>| {
            let span = local(range).unwrap_or_default();
            let inner = span.of(&text);
            let lead = inner.len() - hidden::trim_start(inner).len();
            let from = span.start as usize + lead;
            Span::new(from, from + hidden::trim(inner).len())
        };
        Box::new(Table { rows: rows.iter().map(|row| row.iter().map(cell).collect()).collect() })
    });
    let is_figure = building.kind == BlockKind::Paragraph
        && building
            .image
            .as_ref()
            .is_some_and(|image| image.start == start && image.end == pieces[pieces.len() - 1].end);
    Some(Block {
        kind: if is_figure { BlockKind::Figure } else { building.kind },
        pieces: pieces.iter().map(|piece| Span::new(piece.start, piece.end)).collect(),
        marker: marker_length(building.kind, &text) as u32,
        depth: building.depth,
        inlines,
        table,
        set_aside: false,
    })
}

/// Length of the marker in front of a list item or a footnote, the blanks behind it included.
fn marker_length(kind: BlockKind, text: &str) -> usize {
    let bytes = text.as_bytes();
    let sign = match kind {
        BlockKind::Item if bytes.first().is_some_and(u8::is_ascii_digit) => {
            bytes.iter().take_while(|byte| byte.is_ascii_digit()).count() + 1
        }
        BlockKind::Item => 1,
        BlockKind::Footnote => text.find("]:").map_or(0, |at| at + 2),
        _ => return 0,
    };
    let rest = text.get(sign..).unwrap_or_default();
    text.len().min(sign) + (rest.len() - rest.trim_start_matches([' ', '\t']).len())
}

/// Whatever no event covered (link reference definitions) becomes blocks of its own, so that nothing is lost.
fn sweep(source: &str, own: Range<usize>, blocks: &mut Vec<Block>) {
    let mut covered: Vec<Span> = blocks.iter().flat_map(|block| block.pieces.iter().copied()).collect();
    covered.sort();
    covered.push(Span::new(own.end, own.end));
    let mut found = Vec::new();
    let mut at = own.start;
    for span in covered {
        if (span.start as usize) > at {
            let mut line = at;
            let mut open: Option<Range<usize>> = None;
            for text in source[at..span.start as usize].split_inclusive('\n') {
                let range = line..line + text.len();
                line = range.end;
                match &mut open {
                    Some(block) if !text.trim_start().starts_with('[') && !hidden::trim(text).is_empty() => {
                        block.end = range.end;
                    }
                    _ => {
                        found.extend(open.take());
                        open = (!hidden::trim(text).is_empty()).then_some(range);
                    }
                }
            }
            found.extend(open);
        }
        at = at.max(span.end as usize);
    }
    if found.is_empty() {
        return;
    }
    blocks.extend(found.into_iter().filter_map(|range| {
        let kind = BlockKind::Definition;
        let (holes, inlines) = (Vec::new(), Vec::new());
        finish_block(
            source,
            Building { section: 0, slot: 0, kind, range, holes, depth: 0, inlines, rows: None, image: None },
        )
    }));
    blocks.sort_by_key(|block| block.pieces[0].start);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn blocks(source: &str) -> Vec<(BlockKind, String)> {
        let document = read(source.to_owned());
        let all = document.sections.iter().flat_map(|section| &section.blocks);
        all.map(|block| (block.kind, document.block_text(block).into_owned())).collect()
    }

    fn visible(source: &str) -> Vec<String> {
        let document = read(source.to_owned());
        let block = &document.sections[0].blocks[0];
        let text = document.block_text(block).into_owned();
        block.inlines.iter().map(|inline| inline.span.of(&text).to_owned()).collect()
    }

    /// Every byte that is not blank belongs to the front matter, a heading or exactly one block.
    fn assert_covered(source: &str) {
        let document = read(source.to_owned());
        let mut spans: Vec<Span> = document.sections.iter().skip(1).map(|section| section.span).collect();
        for section in &document.sections {
            for block in &section.blocks {
                spans.extend(&block.pieces);
                let text = document.block_text(block);
                assert!(!text.trim().is_empty(), "a block is never blank");
                assert!(block.marker as usize <= text.len());
                let mut at = 0;
                for inline in &block.inlines {
                    assert!(inline.span.start >= at, "inlines stand in order: {:?}", block.inlines);
                    let _ = inline.span.of(&text);
                    at = inline.span.end;
                }
                for cell in block.table.iter().flat_map(|table| table.rows.iter().flatten()) {
                    let _ = cell.of(&text);
                }
            }
        }
        spans.sort();
        let mut at = document.metadata.span.end as usize;
        for span in spans {
            assert!(span.start as usize >= at, "two blocks share {:?} in {source:?}", span.of(source));
            assert_eq!(source[at..span.start as usize].trim(), "", "lost from {source:?}");
            at = span.end as usize;
        }
        assert_eq!(source[at..].trim(), "", "lost at the end of {source:?}");
    }

    #[test]
    fn list_items_stand_without_their_nested_items() {
        let source = "- pierwszy\n  ciąg dalszy\n  - zagnieżdżony\n\n  akapit pierwszego\n- drugi\n";
        assert_eq!(
            blocks(source),
            [
                (BlockKind::Item, "- pierwszy\n  ciąg dalszy\n\n  akapit pierwszego".to_owned()),
                (BlockKind::Item, "- zagnieżdżony".to_owned()),
                (BlockKind::Item, "- drugi".to_owned()),
            ]
        );
    }

    #[test]
    fn a_list_in_a_quotation_is_part_of_it() {
        let source = "> - a\n>   - b\n>\n> c\n\n- d\n  > - e\n";
        assert_eq!(
            blocks(source),
            [(BlockKind::Quotation, "> - a\n>   - b\n>\n> c".to_owned()), (BlockKind::Item, "- d\n  > - e".to_owned()),]
        );
        assert_covered(source);
    }

    #[test]
    fn many_headings_of_one_level_find_their_parent_at_once() {
        let document = read("# a\n".repeat(100_000));
        assert!(document.sections.iter().skip(1).all(|section| section.parent == Some(0)));
    }

    #[test]
    fn every_kind_of_block_is_told() {
        let source = "akapit\n\n- item\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> cytat\n> dalej\n\n```\n# no heading\n```\n\n![alt](a.png)\n\n<div>\nx\n</div>\n\nTermin\n: opis\n\n[ref]: https://example.org\n\n---\n\n[^1]: przypis\n";
        let kinds: Vec<BlockKind> = blocks(source).into_iter().map(|(kind, _)| kind).collect();
        use BlockKind::*;
        assert_eq!(
            kinds,
            [Paragraph, Item, Table, Quotation, Code, Figure, Html, Definition, Definition, Break, Footnote]
        );
        assert_covered(source);
    }

    #[test]
    fn visible_text_leaves_markup_out() {
        assert_eq!(
            visible("**Cel** i `kod` oraz [tekst](https://example.org) \\* <b>x</b>&nbsp;y"),
            ["Cel", " i ", "kod", " oraz ", "tekst", " ", "* ", "x", "&nbsp;", "y"]
        );
        assert_eq!(visible("<div class=a>tekst</div>\n<style>p{}</style> po"), ["tekst", " po"]);
    }

    #[test]
    fn captions_are_no_sections() {
        let source = "# A\n\n## Tabela 1. Wskaźniki **celu**\n\n| a |\n|---|\n\n## Tabela zmian\n\nx\n";
        let document = read(source.to_owned());
        let headings: Vec<&str> = document.sections.iter().map(|section| section.heading.as_str()).collect();
        assert_eq!(headings, ["", "A", "Tabela zmian"]);
        assert_eq!(blocks(source)[0], (BlockKind::Paragraph, "## Tabela 1. Wskaźniki **celu**".to_owned()));
        assert_eq!(document.sections[1].blocks[0].inlines.len(), 2);
        assert_covered(source);
    }

    #[test]
    fn headings_make_a_tree() {
        let document = read("wstęp\n\n# A {#a}\n\n## B\n\nC\n===\n\n#### D\n\n> # no heading\n".to_owned());
        let tree: Vec<_> = document.sections.iter().map(|s| (s.heading.as_str(), s.level, s.parent, s.end)).collect();
        assert_eq!(
            tree,
            [("", 0, None, 5), ("A", 1, Some(0), 3), ("B", 2, Some(1), 3), ("C", 1, Some(0), 5), ("D", 4, Some(3), 5)]
        );
        assert_eq!(document.sections[1].anchor.as_deref(), Some("a"));
        assert_eq!(document.remarks.len(), 1, "{:?}", document.remarks);
        assert_eq!(document.path(2), ["A", "B"]);
    }

    #[test]
    fn an_open_fence_may_end_in_blanks() {
        assert_covered(" ```\n\t");
    }

    #[test]
    fn a_megabyte_of_nesting_parses() {
        for unit in ["> ", "[", "- ", "* a\n ", "![", "`", "<b>", "**a ", "1. "] {
            let source = unit.repeat((1 << 20) / unit.len());
            assert_covered(&source);
        }
        let stairs: String = (0..600).map(|depth| format!("{}- a\n", "  ".repeat(depth))).collect();
        let document = read(stairs);
        assert!(document.remarks.iter().any(|remark| matches!(remark.kind, RemarkKind::TooDeep { .. })));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

        #[test]
        fn nothing_is_lost_or_doubled(parts in proptest::collection::vec(proptest::sample::select(vec![
            "a", "żółć", " ", "\n", "\n\n", "# ", "## ", "- ", "  - ", "1. ", "> ", "```", "~~~", "|", "|---|", "---", "===", "***",
            "[^1]", "[^1]: ", "[a]: b", "![x](y)", "[x](y)", "<div>", "<b>", "</div>", ": ", "\t", "    ", "&nbsp;", "\\", "`", "*", "**",
            "~~", "{#id}", "<!--", "-->", "[ ] ", "\u{a0}",
        ]), 0..40)) {
            assert_covered(&parts.concat());
        }
    }
}
