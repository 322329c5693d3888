//! The text of an ODT file: paragraphs, lists, tables, notes and figures as ODF writes them.

use std::collections::{BTreeMap, BTreeSet};

use super::style;
use crate::render::address::address;
use crate::render::brand::Images;
use crate::render::escape::{escaped, shown};
use crate::render::guard;
use crate::render::layout::{Alignment, Content, Face, Fragment, Image, Layout, Paragraph, Part, Role, Table};
use crate::render::picture::measure;

/// Width and height of the text on the page, in hundredths of a millimetre.
pub(super) const TEXT: (u64, u64) = (16_400, 24_100);

/// What was written.
#[derive(Debug, Default)]
pub(super) struct Written {
    /// The elements of the text.
    pub(super) xml: String,
    /// How stretches are set that are not plain.
    pub(super) faces: BTreeSet<u8>,
    /// The pictures: path in the file, media type, bytes.
    pub(super) pictures: Vec<(String, &'static str, Vec<u8>)>,
}

struct Writer<'a> {
    layout: &'a Layout,
    images: &'a Images,
    written: Written,
    /// The lists that are open, from the outermost.
    open: Vec<usize>,
    /// How often each list was begun.
    begun: BTreeMap<usize, usize>,
    /// Notes that stand in the text already.
    noted: BTreeSet<usize>,
    tables: usize,
    paths: BTreeMap<String, Option<(String, u64, u64)>>,
    /// Whether a further space would be swallowed.
    spaced: bool,
    /// How many notes the writer is in.
    depth: usize,
}

/// Writes the text of a layout in which everything is kept.
pub(super) fn write(layout: &Layout, images: &Images) -> Written {
    let mut writer = Writer {
        layout,
        images,
        written: Written::default(),
        open: Vec::new(),
        begun: BTreeMap::new(),
        noted: BTreeSet::new(),
        tables: 0,
        paths: BTreeMap::new(),
        spaced: true,
        depth: 0,
    };
    for part in &layout.parts {
        match part {
            Part::Paragraph(paragraph) => writer.paragraph(paragraph),
            Part::Table(table) => {
                writer.close(0);
                writer.table(table);
            }
        }
    }
    writer.close(0);
    writer.written
}

/// The number of a face, by which its style is called.
fn number(face: Face) -> u8 {
    [face.strong, face.emphasis, face.code, face.strikethrough, face.superscript, face.subscript]
        .iter()
        .enumerate()
        .fold(0, |number, (at, set)| number | u8::from(*set) << at)
}

impl Writer<'_> {
    fn push(&mut self, xml: &str) {
        self.written.xml.push_str(xml);
    }

    fn close(&mut self, depth: usize) {
        while self.open.len() > depth {
            self.open.pop();
            self.push("</text:list-item></text:list>");
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        match paragraph.role {
            Role::Item(list, depth) => self.item(list, usize::from(depth)),
            Role::Continued(depth) => self.close(usize::from(depth) + 1),
            _ => self.close(0),
        }
        self.line(paragraph, "");
    }

    fn item(&mut self, list: usize, depth: usize) {
        if self.open.get(depth) == Some(&list) {
            self.close(depth + 1);
            self.push("</text:list-item><text:list-item>");
            return;
        }
        self.close(depth);
        let times = self.begun.entry(list).or_default();
        let earlier = *times;
        *times += 1;
        let continued = match earlier {
            0 => String::new(),
            times => format!(" text:continue-list=\"list{list}-{}\"", times - 1),
        };
        self.open.push(list);
        self.push(&format!(
            "<text:list xml:id=\"list{list}-{earlier}\" text:style-name=\"L{list}\"{continued}><text:list-item>"
        ));
    }

    fn line(&mut self, paragraph: &Paragraph, within: &str) {
        let style = match paragraph.role {
            Role::Heading(level) => {
                let level = level.clamp(1, 6);
                self.push(&format!("<text:h text:style-name=\"Heading_20_{level}\" text:outline-level=\"{level}\">"));
                String::new()
            }
            Role::Body | Role::Item(..) | Role::Continued(_) if !within.is_empty() => within.to_owned(),
            Role::Body => "Text_20_body".to_owned(),
            Role::Item(..) | Role::Continued(_) => "List_20_Contents".to_owned(),
            Role::Quotation(depth) => style::quotation(depth.into()),
            Role::Code => "Preformatted_20_Text".to_owned(),
            Role::Term => "Term".to_owned(),
            Role::Definition => "Definition".to_owned(),
            Role::Note => "Footnote".to_owned(),
            Role::Rule => "Horizontal_20_Line".to_owned(),
        };
        if !style.is_empty() {
            self.push(&format!("<text:p text:style-name=\"{style}\">"));
        }
        self.spaced = true;
        if let Some(anchor) = &paragraph.anchor {
            self.push(&format!("<text:bookmark text:name=\"{}\"/>", shown(anchor)));
        }
        for fragment in &paragraph.fragments {
            self.fragment(fragment);
        }
        self.push(if style.is_empty() { "</text:h>" } else { "</text:p>" });
    }

    fn fragment(&mut self, fragment: &Fragment) {
        let target = fragment.link.as_deref().and_then(|target| match target.strip_prefix('#') {
            Some(anchor) => Some(format!("#{}", guard::one_line(anchor))),
            None => address(target),
        });
        if let Some(target) = &target {
            self.push(&format!("<text:a xlink:type=\"simple\" xlink:href=\"{}\">", escaped(target)));
        }
        let face = number(fragment.face);
        if face > 0 {
            self.written.faces.insert(face);
            self.push(&format!("<text:span text:style-name=\"T{face}\">"));
        }
        match &fragment.content {
            Content::Text(text) => self.plain(text),
            Content::Break => {
                self.push("<text:line-break/>");
                self.spaced = true;
            }
            Content::Note(at) => self.note(*at),
            Content::Image(image) => self.image(image),
        }
        self.push(if face > 0 { "</text:span>" } else { "" });
        self.push(if target.is_some() { "</text:a>" } else { "" });
    }

    /// ODF swallows spaces at the start of a line and behind another space; those are elements.
    fn plain(&mut self, text: &str) {
        for piece in guard::one_line(text).split_inclusive(' ') {
            let word = piece.trim_end_matches(' ');
            if !word.is_empty() {
                self.push(&escaped(word));
                self.spaced = false;
            }
            if word.len() < piece.len() {
                self.push(if self.spaced { "<text:s/>" } else { " " });
                self.spaced = true;
            }
        }
    }

    fn note(&mut self, at: usize) {
        let Some(note) = self.layout.notes.get(at) else { return };
        let citation = at + 1;
        if self.depth > 0 {
            // ODF has no notes in notes: the text of the inner one stands in brackets, once.
            if self.noted.insert(at) {
                self.plain(" [");
                for fragment in note.paragraphs.iter().flat_map(|paragraph| &paragraph.fragments) {
                    self.fragment(fragment);
                }
                self.plain("]");
            }
            return;
        }
        if !self.noted.insert(at) {
            self.push(&format!(
                "<text:span text:style-name=\"T16\"><text:note-ref text:note-class=\"footnote\" \
                 text:reference-format=\"text\" text:ref-name=\"ftn{at}\">{citation}</text:note-ref></text:span>"
            ));
            self.written.faces.insert(16);
            return;
        }
        self.depth += 1;
        self.push(&format!(
            "<text:note text:id=\"ftn{at}\" text:note-class=\"footnote\">\
             <text:note-citation>{citation}</text:note-citation><text:note-body>"
        ));
        for paragraph in &note.paragraphs {
            let plain = Paragraph { role: Role::Note, anchor: None, ..paragraph.clone() };
            self.line(&plain, "Footnote");
        }
        self.depth -= 1;
        self.push("</text:note-body></text:note>");
        self.spaced = false;
    }

    fn image(&mut self, image: &Image) {
        let placed = match self.paths.get(&image.file) {
            Some(placed) => placed.clone(),
            None => {
                let placed = self.place(&image.file);
                self.paths.insert(image.file.clone(), placed.clone());
                placed
            }
        };
        let Some((path, width, height)) = placed else {
            // What can't be shown is told of.
            return self.plain(if image.alternative.is_empty() { &image.file } else { &image.alternative });
        };
        let length = |size: u64| format!("{}.{:02}mm", size / 100, size % 100);
        let mut told = String::new();
        if !image.title.is_empty() {
            told.push_str(&format!("<svg:title>{}</svg:title>", shown(&image.title)));
        }
        if !image.alternative.is_empty() {
            told.push_str(&format!("<svg:desc>{}</svg:desc>", shown(&image.alternative)));
        }
        self.push(&format!(
            "<draw:frame draw:style-name=\"Graphics\" draw:name=\"{}\" text:anchor-type=\"as-char\" svg:width=\"{}\" \
             svg:height=\"{}\"><draw:image xlink:href=\"{path}\" xlink:type=\"simple\" xlink:show=\"embed\" \
             xlink:actuate=\"onLoad\"/>{told}</draw:frame>",
            shown(image.file.rsplit('/').next().unwrap_or_default()),
            length(width),
            length(height)
        ));
        self.spaced = false;
    }

    /// Puts a picture into the file; its path, width and height in hundredths of a millimetre.
    fn place(&mut self, file: &str) -> Option<(String, u64, u64)> {
        let bytes = self.images.get(file)?;
        let (kind, width, height) = measure(bytes)?;
        let media = match kind.extension() {
            "png" => "image/png",
            "jpeg" => "image/jpeg",
            "gif" => "image/gif",
            _ => "image/svg+xml",
        };
        let path = format!("Pictures/{}.{}", self.written.pictures.len() + 1, kind.extension());
        self.written.pictures.push((path.clone(), media, bytes.clone()));
        // 96 pixels are 25.4 mm.
        let (mut width, mut height) = (u64::from(width) * 2_540 / 96, u64::from(height) * 2_540 / 96);
        if width > TEXT.0 {
            (width, height) = (TEXT.0, height * TEXT.0 / width);
        }
        if height > TEXT.1 {
            (width, height) = (width * TEXT.1 / height, TEXT.1);
        }
        Some((path, width.max(1), height.max(1)))
    }

    fn table(&mut self, table: &Table) {
        let columns = table.rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
        if columns == 0 {
            return;
        }
        self.tables += 1;
        let title = table.caption.as_ref().map(|it| format!("<table:title>{}</table:title>", shown(it)));
        self.push(&format!(
            "<table:table table:name=\"Table{}\" table:style-name=\"Table\">{}\
             <table:table-column table:number-columns-repeated=\"{columns}\"/>",
            self.tables,
            title.unwrap_or_default()
        ));
        for (at, row) in table.rows.iter().enumerate() {
            self.push(if at == 0 { "<table:table-header-rows>" } else { "" });
            self.push("<table:table-row>");
            for (column, cell) in row.cells.iter().enumerate() {
                self.push("<table:table-cell table:style-name=\"Cell\" office:value-type=\"string\">");
                let style = match (at, table.columns.get(column).copied().unwrap_or_default()) {
                    (0, _) => "Table_20_Heading",
                    (_, Alignment::Start) => "Table_20_Contents",
                    (_, Alignment::Centre) => "Table_20_Centre",
                    (_, Alignment::End) => "Table_20_End",
                };
                for paragraph in cell {
                    self.line(paragraph, style);
                }
                self.push("</table:table-cell>");
            }
            self.push("</table:table-row>");
            self.push(if at == 0 { "</table:table-header-rows>" } else { "" });
        }
        self.push("</table:table>");
    }
}
