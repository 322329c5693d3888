//! The text in Word's markup: paragraphs, runs, notes and tables, each with what happened to it.

use std::collections::BTreeMap;

use super::drawing::Drawing;
use super::media::Media;
use super::note::{self, Reference};
use super::package::{Part as File, Place, Relations, moment};
use super::revision::{self, End, Side};
use super::shape::{Frame, face, shape};
use super::{DocxOptions, link, table};
use crate::render::address::address;
use crate::render::escape::{self, escaped, shown};
use crate::render::guard;
use crate::render::layout::{Change, Content, Fragment, Image, Layout, Paragraph, Part, Role, Row, Table};

/// Space before what follows a table, in twentieths of a point.
const AFTER_TABLE: u32 = 160;

/// A text in Word's markup.
#[derive(Debug, Default)]
pub(super) struct Written {
    /// What the body of the document holds.
    pub(super) body: String,
    /// The footnotes.
    pub(super) notes: String,
    /// What the document leads to.
    pub(super) relations: Relations,
    /// What the footnotes lead to.
    pub(super) note_relations: Relations,
    /// The figures.
    pub(super) media: Vec<File>,
}

/// What a paragraph wears because of its neighbours.
#[derive(Clone, Copy, Default)]
struct Dress {
    caption: bool,
    after_table: bool,
}

/// The link and the change around the runs that are being written.
#[derive(Default)]
struct Around<'a> {
    link: Option<&'a str>,
    linked: bool,
    change: Change,
}

struct Writer<'a> {
    layout: &'a Layout,
    options: &'a DocxOptions<'a>,
    xml: String,
    /// The ids of changes, ranges, bookmarks and drawings are drawn from one number, so none is used twice in a file.
    ids: u32,
    stamp: revision::Stamp,
    moves: revision::Plan,
    ranges: BTreeMap<End, u32>,
    notes: note::Plan,
    references: usize,
    /// In which texts the note that is being written is.
    presence: Change,
    bookmarks: BTreeMap<&'a str, String>,
    relations: Relations,
    media: Media<'a>,
    place: usize,
}

/// Writes a layout.
pub(super) fn write(layout: &Layout, options: &DocxOptions<'_>) -> Written {
    let mut writer = Writer {
        layout,
        options,
        xml: String::new(),
        ids: 0,
        stamp: revision::Stamp::new(options.author, moment(options.moment).as_deref()),
        moves: revision::plan(layout, options.moves),
        ranges: BTreeMap::new(),
        notes: note::plan(layout),
        references: 0,
        presence: Change::Kept,
        bookmarks: link::bookmarks(layout),
        relations: Relations::default(),
        media: Media::default(),
        place: 0,
    };
    writer.parts();
    let body = std::mem::take(&mut writer.xml);
    let relations = std::mem::take(&mut writer.relations);
    for (at, (note, presence)) in writer.notes.written.clone().into_iter().enumerate() {
        writer.note(at + 1, note, presence);
    }
    Written { body, notes: writer.xml, relations, note_relations: writer.relations, media: writer.media.files }
}

impl<'a> Writer<'a> {
    fn id(&mut self) -> u32 {
        self.ids += 1;
        self.ids
    }

    fn parts(&mut self) {
        let layout = self.layout;
        let mut after_table = false;
        for (at, part) in layout.parts.iter().enumerate() {
            match part {
                Part::Paragraph(paragraph) => {
                    let caption =
                        matches!(layout.parts.get(at + 1), Some(Part::Table(table)) if table.caption.is_some());
                    let dress = Dress { caption: caption && paragraph.role == Role::Body, after_table };
                    self.paragraph(paragraph, Frame::Text, dress);
                    after_table = false;
                }
                Part::Table(table) => {
                    self.stamp.part();
                    // Word joins tables that touch.
                    if after_table {
                        self.gap();
                    }
                    self.table(table);
                    self.place += 1;
                    after_table = true;
                }
            }
        }
        // The last thing of a document is a paragraph.
        if after_table || layout.parts.is_empty() {
            self.gap();
        }
    }

    /// An empty paragraph that is hardly seen.
    fn gap(&mut self) {
        self.xml.push_str(
            "<w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"120\" w:lineRule=\"exact\"/>\
             <w:rPr><w:sz w:val=\"8\"/></w:rPr></w:pPr></w:p>",
        );
    }

    fn paragraph(&mut self, paragraph: &'a Paragraph, frame: Frame<'_>, dress: Dress) {
        let flows = matches!(frame, Frame::Text);
        self.stamp.begin(paragraph);
        self.xml.push_str("<w:p>");
        self.properties(paragraph, frame, dress);
        let name = paragraph.anchor.as_deref().filter(|_| flows).and_then(|anchor| self.bookmarks.get(anchor)).cloned();
        let bookmark = name.map(|name| self.open_bookmark(&name));
        if matches!(frame, Frame::Note { first: true, .. }) {
            self.xml.push_str("<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteRef/></w:r>");
            self.xml.push_str("<w:r><w:t xml:space=\"preserve\"> </w:t></w:r>");
        }
        let mut around = Around::default();
        for fragment in &paragraph.fragments {
            if flows && let Some(end) = self.moves.begins(self.place) {
                self.enter(&mut around, None, Change::Kept);
                self.begin_range(end);
            }
            if self.is_absent(fragment.change) {
                continue;
            }
            let change = self.moves.resolve(fragment.change);
            self.enter(&mut around, fragment.link.as_deref(), change);
            self.fragment(fragment, change, around.linked, frame);
            if flows {
                if let Some(end) = self.moves.ends(self.place) {
                    self.enter(&mut around, None, Change::Kept);
                    self.end_range(end);
                }
                self.place += 1;
            }
        }
        self.enter(&mut around, None, Change::Kept);
        if let Some(id) = bookmark {
            self.xml.push_str(&format!("<w:bookmarkEnd w:id=\"{id}\"/>"));
        }
        if flows && let Some(end) = self.moves.begins(self.place) {
            self.begin_range(end);
        }
        self.xml.push_str("</w:p>");
        if matches!(frame, Frame::Cell { last: true, .. } | Frame::Note { last: true, .. }) {
            self.stamp.part();
        }
        if flows {
            if let Some(end) = self.moves.ends(self.place) {
                self.end_range(end);
            }
            self.place += 1;
        }
    }

    /// Whether something is in none of the texts in which the note is that is being written.
    fn is_absent(&self, change: Change) -> bool {
        match self.presence {
            Change::Inserted => matches!(change, Change::Deleted | Change::MovedFrom(_)),
            Change::Deleted => matches!(change, Change::Inserted | Change::MovedTo(_)),
            _ => false,
        }
    }

    fn open_bookmark(&mut self, name: &str) -> u32 {
        let id = self.id();
        self.xml.push_str(&format!("<w:bookmarkStart w:id=\"{id}\" w:name=\"{}\"/>", escaped(name)));
        id
    }

    /// The properties of a paragraph, in the order that the schema asks for.
    fn properties(&mut self, paragraph: &Paragraph, frame: Frame<'_>, dress: Dress) {
        let mut now = shape(paragraph.role, frame, &self.layout.lists);
        if dress.caption {
            now.style = Some("Caption");
        }
        let before = (dress.after_table && now.roomless()).then_some(AFTER_TABLE);
        let mut properties = now.xml(before);
        // The last end of a cell or of a note is that of the cell or the note.
        let ends = !matches!(frame, Frame::Cell { last: true, .. } | Frame::Note { last: true, .. });
        if let Some(element) = revision::element(self.moves.resolve(paragraph.end)).filter(|_| ends) {
            let id = self.id();
            properties.push_str(&format!("<w:rPr><{element} w:id=\"{id}\"{}/></w:rPr>", self.stamp.attributes()));
        }
        if let Some(former) = paragraph.former {
            let former = shape(former, frame, &self.layout.lists).xml(None);
            let id = self.id();
            properties.push_str(&format!(
                "<w:pPrChange w:id=\"{id}\"{}><w:pPr>{former}</w:pPr></w:pPrChange>",
                self.stamp.attributes()
            ));
        }
        if !properties.is_empty() {
            self.xml.push_str(&format!("<w:pPr>{properties}</w:pPr>"));
        }
    }

    /// Closes the link and the change around the last run where the next one is not in them, and opens its own.
    fn enter(&mut self, around: &mut Around<'a>, link: Option<&'a str>, change: Change) {
        let (relinked, changed) = (around.link != link, around.change != change);
        if (relinked || changed)
            && let Some(element) = revision::element(around.change)
        {
            self.xml.push_str(&format!("</{element}>"));
        }
        if relinked {
            if around.linked {
                self.xml.push_str("</w:hyperlink>");
            }
            let target = link.and_then(|link| self.target(link));
            around.linked = target.is_some();
            if let Some(target) = target {
                self.xml.push_str(&format!("<w:hyperlink {target} w:history=\"1\">"));
            }
        }
        if (relinked || changed)
            && let Some(element) = revision::element(change)
        {
            let id = self.id();
            self.xml.push_str(&format!("<{element} w:id=\"{id}\"{}>", self.stamp.attributes()));
        }
        around.link = link;
        around.change = change;
    }

    /// The attribute by which a link leads to its target; `None` where it leads nowhere.
    fn target(&mut self, link: &str) -> Option<String> {
        match link.strip_prefix('#') {
            Some(anchor) => self.bookmarks.get(anchor).map(|name| format!("w:anchor=\"{}\"", escaped(name))),
            None => {
                let id = self.relations.id("hyperlink", &address(link)?, Place::Outside);
                Some(format!("r:id=\"{id}\""))
            }
        }
    }

    fn fragment(&mut self, fragment: &'a Fragment, change: Change, linked: bool, frame: Frame<'_>) {
        let face = face(fragment.face, linked);
        match &fragment.content {
            Content::Text(text) => self.text(text, &face, change),
            Content::Break => self.xml.push_str(&format!("<w:r>{face}<w:br/></w:r>")),
            Content::Note(note) => self.reference(*note, change, frame),
            Content::Image(image) => self.image(image, &face, change, frame),
        }
    }

    fn text(&mut self, text: &str, face: &str, change: Change) {
        if text.is_empty() {
            return;
        }
        let element = if change == Change::Deleted { "w:delText" } else { "w:t" };
        self.xml.push_str(&format!("<w:r>{face}<{element} xml:space=\"preserve\">"));
        let text = guard::visible(text);
        if text.contains('\n') {
            escape::push(&mut self.xml, &text.replace('\n', " "));
        } else {
            escape::push(&mut self.xml, &text);
        }
        self.xml.push_str(&format!("</{element}></w:r>"));
    }

    fn reference(&mut self, note: usize, change: Change, frame: Frame<'_>) {
        let Some(found) = self.layout.notes.get(note) else { return };
        let face = "<w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr>";
        if matches!(frame, Frame::Note { .. }) {
            // A footnote of Word has no footnotes.
            return self.text(&format!("[{}]", found.label), "", change);
        }
        let reference = self.notes.references[self.references];
        self.references += 1;
        match reference {
            Reference::Carries(number) => {
                let named = self.notes.repeated[number - 1].then(|| self.open_bookmark(&format!("_RefNote{number}")));
                self.xml.push_str(&format!("<w:r>{face}<w:footnoteReference w:id=\"{number}\"/></w:r>"));
                if let Some(id) = named {
                    self.xml.push_str(&format!("<w:bookmarkEnd w:id=\"{id}\"/>"));
                }
            }
            Reference::Repeats(number) => {
                let instruction = if change == Change::Deleted { "w:delInstrText" } else { "w:instrText" };
                let text = if change == Change::Deleted { "w:delText" } else { "w:t" };
                self.xml.push_str(&format!(
                    "<w:r>{face}<w:fldChar w:fldCharType=\"begin\"/></w:r>\
                     <w:r>{face}<{instruction} xml:space=\"preserve\"> NOTEREF _RefNote{number} \\f \\h </{instruction}></w:r>\
                     <w:r>{face}<w:fldChar w:fldCharType=\"separate\"/></w:r><w:r>{face}<{text}>{number}</{text}></w:r>\
                     <w:r>{face}<w:fldChar w:fldCharType=\"end\"/></w:r>"
                ));
            }
        }
    }

    fn image(&mut self, image: &'a Image, face: &str, change: Change, frame: Frame<'_>) {
        let Some(stored) = self.media.store(image, self.options) else {
            let told = if image.alternative.is_empty() { &image.file } else { &image.alternative };
            return self.text(&format!("[{told}]"), face, change);
        };
        let (width, height) = self.options.page.text();
        let width = match frame {
            Frame::Cell { width, .. } => width,
            _ => width,
        };
        let picture = self.relations.id("image", &stored.picture, Place::Inside);
        let original = stored.original.as_deref().map(|path| self.relations.id("image", path, Place::Inside));
        let drawing = Drawing {
            id: self.id(),
            picture: &picture,
            original: original.as_deref(),
            size: stored.size,
            name: image.file.rsplit('/').next().unwrap_or_default(),
            alternative: &image.alternative,
            title: &image.title,
        };
        let drawing = drawing.xml((width, height * 4 / 5));
        self.xml.push_str(&format!("<w:r>{drawing}</w:r>"));
    }

    fn begin_range(&mut self, end: End) {
        let id = self.id();
        self.ranges.insert(end, id);
        let element = side(end);
        self.xml.push_str(&format!(
            "<w:{element}RangeStart w:id=\"{id}\"{} w:name=\"move{}\"/>",
            self.stamp.attributes(),
            end.0 + 1
        ));
    }

    fn end_range(&mut self, end: End) {
        let id = self.ranges[&end];
        self.xml.push_str(&format!("<w:{}RangeEnd w:id=\"{id}\"/>", side(end)));
    }

    /// A footnote that is in both texts, or in the later or the earlier one only.
    fn note(&mut self, number: usize, note: usize, presence: Change) {
        let layout = self.layout;
        let paragraphs = &layout.notes[note].paragraphs;
        self.presence = presence;
        self.xml.push_str(&format!("<w:footnote w:id=\"{number}\">"));
        for (at, paragraph) in paragraphs.iter().enumerate() {
            let frame = Frame::Note { first: at == 0, last: at + 1 == paragraphs.len() };
            self.paragraph(paragraph, frame, Dress::default());
        }
        if paragraphs.is_empty() {
            self.xml.push_str("<w:p/>");
        }
        self.xml.push_str("</w:footnote>");
    }

    fn table(&mut self, table: &'a Table) {
        let setting = table::set(table, self.options.page.text().0);
        if setting.widths.is_empty() {
            return self.gap();
        }
        self.xml.push_str(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/>\
             <w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"0020\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"0\" \
             w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/>",
        );
        if let Some(caption) = &table.caption {
            self.xml.push_str(&format!("<w:tblCaption w:val=\"{}\"/>", shown(caption)));
        }
        self.xml.push_str("</w:tblPr><w:tblGrid>");
        for width in &setting.widths {
            self.xml.push_str(&format!("<w:gridCol w:w=\"{width}\"/>"));
        }
        self.xml.push_str("</w:tblGrid>");
        for (at, row) in table.rows.iter().enumerate() {
            self.row(row, at < setting.headers, table, &setting);
        }
        self.xml.push_str("</w:tbl>");
    }

    fn row(&mut self, row: &'a Row, header: bool, table: &'a Table, setting: &table::Setting) {
        let mut properties = String::new();
        if table::is_short(row) {
            properties.push_str("<w:cantSplit/>");
        }
        if header {
            properties.push_str("<w:tblHeader/>");
        }
        // Word has no moves of rows.
        let element = match row.change {
            Change::Kept => None,
            Change::Inserted | Change::MovedTo(_) => Some("w:ins"),
            Change::Deleted | Change::MovedFrom(_) => Some("w:del"),
        };
        if let Some(element) = element {
            let id = self.id();
            properties.push_str(&format!("<{element} w:id=\"{id}\"{}/>", self.stamp.attributes()));
        }
        self.xml.push_str("<w:tr>");
        if !properties.is_empty() {
            self.xml.push_str(&format!("<w:trPr>{properties}</w:trPr>"));
        }
        for (at, width) in setting.widths.iter().enumerate() {
            self.xml.push_str(&format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>"));
            let paragraphs = row.cells.get(at).map(Vec::as_slice).unwrap_or_default();
            for (index, paragraph) in paragraphs.iter().enumerate() {
                let frame = Frame::Cell {
                    style: setting.style,
                    alignment: table.columns.get(at).copied().unwrap_or_default(),
                    last: index + 1 == paragraphs.len(),
                    width: width.saturating_sub(200).max(200),
                };
                self.paragraph(paragraph, frame, Dress::default());
            }
            if paragraphs.is_empty() {
                self.xml.push_str(&format!("<w:p><w:pPr><w:pStyle w:val=\"{}\"/></w:pPr></w:p>", setting.style));
            }
            self.xml.push_str("</w:tc>");
        }
        self.xml.push_str("</w:tr>");
    }
}

fn side((_, side): End) -> &'static str {
    match side {
        Side::From => "moveFrom",
        Side::To => "moveTo",
    }
}
