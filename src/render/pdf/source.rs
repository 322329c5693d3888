//! A layout as source of the typesetter: every text of the document is a string literal in it, and never code.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::PdfOptions;
use super::world;
use crate::locale::{Locale, Value};
use crate::render::brand::Images;
use crate::render::layout::{Alignment, Change, Content, Fragment, Layout, Marks, Paragraph, Part, Role, Table};

const PREAMBLE: &str = include_str!("preamble.typ");
/// Levels of headings in the table of contents.
const CONTENTS: u8 = 3;
/// A table with more columns is set smaller.
const WIDE: usize = 6;

/// The source of a layout with its first page.
pub(super) fn source(layout: &Layout, options: &PdfOptions<'_>, images: &Images) -> String {
    let marked = changes(layout);
    let files = images.keys().enumerate().map(|(number, file)| (file.as_str(), world::figure(number, file)));
    let mut writer = Writer {
        out: head(layout, options),
        layout,
        locale: options.locale,
        files: files.collect(),
        noted: vec![false; layout.notes.len()],
        level: 0,
        counters: vec![(0, 0); layout.lists.len()],
    };
    front(&mut writer.out, options, marked);
    writer.parts(&layout.parts);
    writer.out
}

/// Whether anything in a layout is not kept.
fn changes(layout: &Layout) -> bool {
    let mut paragraphs: Vec<&Paragraph> = layout.notes.iter().flat_map(|note| &note.paragraphs).collect();
    for part in &layout.parts {
        match part {
            Part::Paragraph(paragraph) => paragraphs.push(paragraph),
            Part::Table(table) => paragraphs.extend(table.rows.iter().flat_map(|row| row.cells.iter().flatten())),
        }
    }
    let changed = |fragment: &Fragment| fragment.change != Change::Kept;
    paragraphs.iter().any(|paragraph| paragraph.fragments.iter().any(changed))
}

/// A string literal.
fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            '\n' | '\t' => out.push(' '),
            it if it.is_control() => _ = write!(out, "\\u{{{:x}}}", u32::from(it)),
            it => out.push(it),
        }
    }
    out.push('"');
    out
}

/// Names, colours and properties, and the look.
fn head(layout: &Layout, options: &PdfOptions<'_>) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "#let accent = rgb(\"#{}\")", options.brand.colour.digits());
    let _ = writeln!(out, "#let quiet = rgb(\"#535b68\")\n#let rule = rgb(\"#b9b6ad\")\n#let tint = rgb(\"#f1efe8\")");
    let _ = writeln!(out, "#let running = {}", literal(&options.front.running));
    let _ = writeln!(out, "#let office = {}", literal(&options.brand.office));
    let page = [("page", Value::Text("\u{1}")), ("pages", Value::Text("\u{2}"))];
    let page = options.locale.text("pdf-page", &page);
    let (before, rest) = page.split_once('\u{1}').unwrap_or((&page, ""));
    let (between, after) = rest.split_once('\u{2}').unwrap_or((rest, ""));
    let _ = writeln!(
        out,
        "#let page-of(page, pages) = {} + page + {} + pages + {}",
        literal(before),
        literal(between),
        literal(after)
    );
    let title = if options.front.title.trim().is_empty() { &layout.title } else { &options.front.title };
    let title = if title.trim().is_empty() { options.locale.text("no-title", &[]) } else { title.clone() };
    let date = options.date.and_then(|date| date.parse::<jiff::civil::Date>().ok());
    let date = date.map_or("none".to_owned(), |date| {
        format!("datetime(year: {}, month: {}, day: {})", date.year(), date.month(), date.day())
    });
    let author = literal(&options.brand.office);
    let author = if options.brand.office.is_empty() { "()".to_owned() } else { author };
    let _ = writeln!(out, "#set document(title: {}, author: {author}, date: {date})", literal(&title));
    let mut tag = layout.lang.split('-');
    let known = |part: &&str| (2..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let language = tag.next().filter(known).unwrap_or("pl").to_ascii_lowercase();
    let _ = writeln!(out, "#set text(lang: \"{language}\")");
    out.push_str(PREAMBLE);
    out
}

/// What stands above the text: logo and office, title, sentences, legend and contents.
fn front(out: &mut String, options: &PdfOptions<'_>, marked: bool) {
    let brand = options.brand;
    if let Some(logo) = &brand.logo {
        let (name, alternative) = (world::name("logo", &logo.file), literal(&logo.alternative));
        let _ = writeln!(out, "#image(\"{name}\", alt: {alternative}, height: 1.6cm)\n");
    }
    if !brand.office.is_empty() {
        let _ = writeln!(out, "#text(size: 9pt, fill: quiet, {})\n", literal(&brand.office));
    }
    let (kicker, title) = (literal(&options.front.kicker), literal(&options.front.title));
    let _ = writeln!(out, "#text(size: 10pt, fill: accent, weight: \"bold\", {kicker})\n");
    let _ = writeln!(out, "#block(below: 1.4em, text(size: 22pt, weight: \"bold\", hyphenate: false, {title}))\n");
    for line in options.front.lines.iter().filter(|line| !line.is_empty()) {
        let _ = writeln!(out, "#{}\n", literal(line));
    }
    if marked {
        let text = |key: &str| literal(&options.locale.text(key, &[]));
        let _ = writeln!(
            out,
            "#block(fill: tint, inset: .8em, width: 100%, {{ {}; \" \"; ins({}); \"   \"; del({}); \"   \"; went(\"1\", {}); \"   \"; came(\"1\", {}) }})\n",
            text("pdf-legend"),
            text("pdf-inserted"),
            text("pdf-deleted"),
            text("pdf-went"),
            text("pdf-came"),
        );
    }
    let contents = literal(&options.locale.text("pdf-contents", &[]));
    let _ =
        writeln!(out, "#block(above: 2em, below: 1em, text(size: 14pt, weight: \"bold\", fill: accent, {contents}))");
    let _ = writeln!(out, "#outline(title: none, depth: {CONTENTS})\n#pagebreak(weak: true)\n");
}

/// Whether a paragraph is in the later text, in the earlier one, or in both.
fn whole(paragraph: &Paragraph) -> Change {
    let mut changes = paragraph.fragments.iter().map(|fragment| match fragment.change {
        Change::Deleted | Change::MovedFrom(_) => Change::Deleted,
        Change::Inserted | Change::MovedTo(_) => Change::Inserted,
        Change::Kept => Change::Kept,
    });
    let first = changes.next().unwrap_or(paragraph.end);
    if changes.all(|change| change == first) { first } else { Change::Kept }
}

struct Writer<'a> {
    out: String,
    layout: &'a Layout,
    locale: &'a Locale,
    /// The names of figures in the source, by those in the text.
    files: BTreeMap<&'a str, String>,
    /// Which footnotes were set already.
    noted: Vec<bool>,
    /// Level of the last heading.
    level: u8,
    /// Numbers of the last item of each list, in the earlier text and in the later one.
    counters: Vec<(u64, u64)>,
}

impl<'a> Writer<'a> {
    fn parts(&mut self, parts: &'a [Part]) {
        let mut at = 0;
        while let Some(part) = parts.get(at) {
            at += 1;
            match part {
                Part::Table(table) => {
                    let table = self.table(table);
                    let _ = writeln!(self.out, "#{table}\n");
                }
                Part::Paragraph(paragraph) if matches!(paragraph.role, Role::Item(..) | Role::Continued(_)) => {
                    let mut items = vec![paragraph];
                    while let Some(Part::Paragraph(next)) = parts.get(at)
                        && matches!(next.role, Role::Item(..) | Role::Continued(_))
                    {
                        items.push(next);
                        at += 1;
                    }
                    let list = self.list(&items);
                    let _ = writeln!(self.out, "#{{ {list} }}\n");
                }
                Part::Paragraph(paragraph) => self.paragraph(paragraph),
            }
        }
    }

    fn paragraph(&mut self, paragraph: &'a Paragraph) {
        let text = self.text(paragraph);
        let _ = match paragraph.role {
            Role::Heading(level) => {
                // No level is left out: readers of a screen would look for what is not there.
                self.level = level.clamp(1, self.level + 1);
                let label = paragraph.anchor.as_ref().map(|anchor| format!(" #label({})", literal(&named(anchor))));
                writeln!(self.out, "#heading(level: {}, {text}){}\n", self.level, label.unwrap_or_default())
            }
            Role::Code => writeln!(self.out, "#code-lines({text})\n"),
            Role::Quotation(depth) => writeln!(self.out, "#quoted({}, {text})\n", depth.saturating_sub(1)),
            Role::Term => writeln!(self.out, "#strong({text})\n"),
            Role::Definition => writeln!(self.out, "#defined({text})\n"),
            Role::Rule => writeln!(self.out, "#line(length: 100%, stroke: .5pt + rule)\n"),
            _ => writeln!(self.out, "#{text}\n"),
        };
    }

    /// Lists of items, one after the other and nested by depth.
    fn list(&mut self, items: &[&'a Paragraph]) -> String {
        let depth = |paragraph: &Paragraph| match paragraph.role {
            Role::Item(_, depth) | Role::Continued(depth) => depth,
            _ => 0,
        };
        let is_item = |paragraph: &&Paragraph| matches!(paragraph.role, Role::Item(..));
        let top = items.iter().filter(|it| is_item(it)).map(|it| depth(it)).min().unwrap_or_default();
        let mut lists: Vec<(usize, Vec<String>)> = Vec::new();
        let mut at = 0;
        while at < items.len() {
            let first = items[at];
            let starts = |it: &&Paragraph| is_item(it) && depth(it) <= top;
            let next = items[at + 1..].iter().position(starts).map_or(items.len(), |found| at + 1 + found);
            let mut body = self.text(first);
            let mut inner = at + 1;
            while inner < next {
                if is_item(&items[inner]) {
                    let rest = self.list(&items[inner..next]);
                    body = format!("{body}; {rest}");
                    inner = next;
                } else {
                    let more = self.text(items[inner]);
                    body = format!("{body}; parbreak(); {more}");
                    inner += 1;
                }
            }
            let list = match first.role {
                Role::Item(list, _) => list,
                _ => usize::MAX,
            };
            let item = match self.layout.lists.get(list).map(|list| list.marks) {
                Some(Marks::Numbers(start) | Marks::Parentheses(start)) => {
                    let number = self.number(list, start, whole(first));
                    format!("enum.item({number}, {{ {body} }})")
                }
                _ => format!("list.item({{ {body} }})"),
            };
            match lists.last_mut() {
                Some((last, members)) if *last == list => members.push(item),
                _ => lists.push((list, vec![item])),
            }
            at = next;
        }
        let written = lists.into_iter().map(|(list, members)| {
            let members = members.join(", ");
            match self.layout.lists.get(list).map(|list| list.marks) {
                Some(Marks::Numbers(_)) => format!("enum(numbering: \"1.\", {members})"),
                Some(Marks::Parentheses(_)) => format!("enum(numbering: \"1)\", {members})"),
                _ => format!("list({members})"),
            }
        });
        written.collect::<Vec<_>>().join("; ")
    }

    /// The number of the next item of a list: that in the later text, or in the earlier one where it is not in the later.
    fn number(&mut self, list: usize, start: u64, change: Change) -> u64 {
        let (before, after) = &mut self.counters[list];
        let next = |counter: &mut u64| {
            *counter += 1;
            (start + *counter).saturating_sub(1)
        };
        match change {
            Change::Deleted => next(before),
            Change::Inserted => next(after),
            _ => {
                next(before);
                next(after)
            }
        }
    }

    /// The text of a paragraph as one expression.
    fn text(&mut self, paragraph: &'a Paragraph) -> String {
        let code = paragraph.role == Role::Code;
        let mut out = String::from("{ ");
        let mut rest = paragraph.fragments.as_slice();
        while let Some(first) = rest.first() {
            let alike = rest.iter().take_while(|fragment| fragment.change == first.change).count();
            let (run, others) = rest.split_at(alike);
            let body: Vec<String> = run.iter().map(|fragment| self.fragment(fragment, code)).collect();
            out.push_str(&marked(first.change, &body.join("; ")));
            out.push_str("; ");
            rest = others;
        }
        // An end that came or went between texts that stay is told; that of a whole paragraph goes with it.
        let stays = |change| matches!(change, Change::Kept);
        if !stays(paragraph.end) && paragraph.fragments.iter().any(|fragment| stays(fragment.change)) {
            out.push_str(&marked(paragraph.end, "\"¶\""));
        }
        out.push_str(" }");
        out
    }

    fn fragment(&mut self, fragment: &'a Fragment, code: bool) -> String {
        let mut body = match &fragment.content {
            Content::Text(text) if fragment.face.code && !code => format!("raw({})", literal(text)),
            // Spaces at the beginning of a line of code count.
            Content::Text(text) if code => literal(&text.replace(' ', "\u{a0}")),
            Content::Text(text) => literal(text),
            Content::Break => "linebreak()".to_owned(),
            Content::Note(note) => self.note(*note),
            Content::Image(image) => match self.files.get(image.file.as_str()) {
                Some(name) if image.alternative.trim().is_empty() => format!("image(\"{name}\")"),
                Some(name) => format!("image(\"{name}\", alt: {})", literal(&image.alternative)),
                None => {
                    let told = [("text", Value::Text(&image.alternative))];
                    literal(&self.locale.text("pdf-figure", &told))
                }
            },
        };
        let face = fragment.face;
        let faces = [
            (face.strong, "strong"),
            (face.emphasis, "emph"),
            (face.strikethrough, "strike"),
            (face.superscript, "super"),
            (face.subscript, "sub"),
        ];
        for (_, function) in faces.into_iter().filter(|(set, _)| *set) {
            body = format!("{function}({body})");
        }
        match fragment.link.as_deref() {
            Some(target) if target.starts_with('#') => match self.is_anchor(&target[1..]) {
                true => format!("link(label({}), {body})", literal(&named(&target[1..]))),
                false => body,
            },
            Some(target) if is_address(target) => format!("link({}, {body})", literal(target)),
            _ => body,
        }
    }

    fn is_anchor(&self, name: &str) -> bool {
        self.layout.parts.iter().any(|part| match part {
            Part::Paragraph(paragraph) => {
                matches!(paragraph.role, Role::Heading(_)) && paragraph.anchor.as_deref() == Some(name)
            }
            Part::Table(_) => false,
        })
    }

    /// A reference to a footnote; its text stands with the first one.
    fn note(&mut self, number: usize) -> String {
        let Some(note) = self.layout.notes.get(number) else { return "\"\"".to_owned() };
        if std::mem::replace(&mut self.noted[number], true) {
            return format!("footnote(label(\"note-{number}\"))");
        }
        let body: Vec<String> = note.paragraphs.iter().map(|paragraph| self.text(paragraph)).collect();
        format!("[#footnote({{ {} }})#label(\"note-{number}\")]", body.join("; parbreak(); "))
    }

    fn table(&mut self, table: &'a Table) -> String {
        let width = table.rows.iter().map(|row| row.cells.len()).max().unwrap_or_default().max(1);
        let shares: Vec<String> = (0..width).map(|column| format!("{}fr", share(table, column))).collect();
        let aligned: Vec<&str> = (0..width)
            .map(|column| match table.columns.get(column).copied().unwrap_or_default() {
                Alignment::Start => "start",
                Alignment::Centre => "center",
                Alignment::End => "end",
            })
            .collect();
        let mut out = format!("table(columns: ({},), align: ({},)", shares.join(", "), aligned.join(", "));
        for (number, row) in table.rows.iter().enumerate() {
            let mut cells: Vec<String> = row
                .cells
                .iter()
                .map(|cell| {
                    let paragraphs: Vec<String> = cell.iter().map(|paragraph| self.text(paragraph)).collect();
                    format!("[#{{ {} }}]", paragraphs.join("; parbreak(); "))
                })
                .collect();
            cells.resize(width, "[]".to_owned());
            let cells = cells.join(", ");
            let _ = match number {
                0 => write!(out, ", table.header({cells})"),
                _ => write!(out, ", {cells}"),
            };
        }
        out.push(')');
        let size = if width > WIDE { 8 } else { 9 };
        format!("text(size: {size}pt, {out})")
    }
}

/// How wide a column is beside the others: what its cells take on average, but never less than its longest word.
fn share(table: &Table, column: usize) -> usize {
    let texts = table.rows.iter().filter_map(|row| row.cells.get(column)).map(|cell| {
        let fragments = cell.iter().flat_map(|paragraph| &paragraph.fragments);
        let texts = fragments.filter_map(|fragment| match &fragment.content {
            Content::Text(text) => Some(text.as_str()),
            _ => None,
        });
        texts.collect::<String>()
    });
    let (mut longest, mut whole, mut count) = (3, 0, 0);
    for text in texts {
        longest = text.split_whitespace().map(|word| word.chars().count()).fold(longest, usize::max);
        whole += text.chars().count();
        count += 1;
    }
    (whole / count.max(1)).clamp(longest.min(22), 60)
}

fn marked(change: Change, body: &str) -> String {
    match change {
        Change::Kept => body.to_owned(),
        Change::Inserted => format!("ins({{ {body} }})"),
        Change::Deleted => format!("del({{ {body} }})"),
        Change::MovedFrom(number) => format!("went(\"{}\", {{ {body} }})", number + 1),
        Change::MovedTo(number) => format!("came(\"{}\", {{ {body} }})", number + 1),
    }
}

/// The label of an anchor.
fn named(anchor: &str) -> String {
    format!("a-{anchor}")
}

fn is_address(target: &str) -> bool {
    ["https://", "http://", "mailto:"].iter().any(|start| target.to_ascii_lowercase().starts_with(start))
}
