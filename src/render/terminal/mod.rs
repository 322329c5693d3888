//! A comparison on a terminal: the sections with their badges, then the redlines of what changed.

mod wrap;

use anstyle::{AnsiColor, Style};

use super::excerpt::{self, Plain, TableLine};
use super::reading::figure::{Figure, figures};
use super::reading::ground::grounds;
use super::reading::{Item, Passage, Reading, reading};
use super::redline::StretchOp;
use super::view::{OpView, entry_id};
use super::{Subject, excerpt::of};
use crate::locale::Locale;
use wrap::{Chunk, wrap};

/// How a comparison is shown on a terminal.
#[derive(Clone, Copy, Debug)]
pub struct TerminalOptions {
    /// Columns.
    pub width: usize,
    /// Whether there is colour.
    pub colour: Colour,
    /// How much is shown.
    pub detail: Detail,
    /// Whether matches are explained.
    pub grounds: Grounds,
}

/// Whether it is told why a section is held to be the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grounds {
    /// It is not.
    Untold,
    /// It is, of every section that changed.
    Told,
}

/// Whether there is colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// Marks instead of colour.
    Plain,
    /// ANSI escape sequences.
    Ansi,
}

/// How much is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// The sections alone.
    Tree,
    /// The sections and the redlines.
    Full,
    /// The same, and why the changes weigh what they do.
    Reasons,
}

/// Narrower than this, lines are no longer wrapped tighter.
const NARROWEST: usize = 20;

/// Shows a comparison on a terminal. Every line ends in a line feed.
pub fn terminal(subject: &Subject<'_>, options: &TerminalOptions) -> String {
    let told = reading(subject);
    let mut page = Page { out: String::new(), options: *options, locale: subject.locale };
    page.head(&told);
    page.tree(&told, subject);
    if options.detail != Detail::Tree {
        page.numbers(&figures(subject, &told.items));
        page.changes(&told);
    }
    page.out
}

/// How a chunk is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tone {
    Plain,
    Strong,
    Quiet,
    Badge,
    Deleted,
    Inserted,
}

impl Tone {
    fn style(self) -> Style {
        match self {
            Tone::Plain => Style::new(),
            Tone::Strong => Style::new().bold(),
            Tone::Quiet => AnsiColor::BrightBlack.on_default(),
            Tone::Badge => AnsiColor::Cyan.on_default(),
            Tone::Deleted => AnsiColor::Red.on_default().strikethrough(),
            Tone::Inserted => AnsiColor::Green.on_default().underline(),
        }
    }
}

struct Page<'a> {
    out: String,
    options: TerminalOptions,
    locale: &'a Locale,
}

impl Page<'_> {
    fn head(&mut self, told: &Reading) {
        self.line(0, vec![Chunk::new(&told.title, Tone::Strong)]);
        let sentences = [&told.compared, &told.summary, &told.continuity, &told.words, &told.weights];
        for sentence in sentences.into_iter().filter(|sentence| !sentence.is_empty()) {
            self.line(0, vec![Chunk::new(sentence, Tone::Plain)]);
        }
        for (key, lines) in [("document-data", &told.metadata)] {
            if !lines.is_empty() {
                self.title(key);
            }
            for fact in lines {
                self.line(2, vec![Chunk::new(&fact.lead, Tone::Quiet), Chunk::new(" ", Tone::Plain), places(fact)]);
            }
        }
        if !told.remarks.is_empty() {
            self.title("remarks");
        }
        for remark in &told.remarks {
            self.line(2, vec![Chunk::new(remark, Tone::Plain)]);
        }
    }

    fn tree(&mut self, told: &Reading, subject: &Subject<'_>) {
        if told.items.is_empty() && !subject.only.is_empty() {
            self.out.push('\n');
            self.words("nothing-of-kind", 0, Tone::Plain);
            return;
        }
        if !told.items.is_empty() {
            self.title("sections");
        }
        // A section stands right of the listed ones that hold it, whatever lies unlisted between them.
        for item in &told.items {
            self.tree_line(item);
            self.grounds(item, subject);
        }
        if let Some(count) = &told.unchanged_count {
            self.line(2, vec![Chunk::new(count, Tone::Quiet)]);
        }
    }

    fn tree_line(&mut self, item: &Item) {
        let indent = 2 + 2 * item.depth;
        let mut chunks = Vec::new();
        if item.changed {
            chunks.push(Chunk::new(&item.heading, Tone::Plain));
            chunks.push(Chunk::new("  ", Tone::Plain));
            chunks.push(Chunk::new(&badges(item), Tone::Badge));
        } else {
            chunks.push(Chunk::new(&item.heading, Tone::Quiet));
            chunks.push(Chunk::new("  ", Tone::Plain));
            let number = item.number.as_ref().map(|(before, after)| format!("{before} → {after}"));
            let unchanged = || if item.badges.is_empty() { self.locale.text("unchanged", &[]) } else { badges(item) };
            chunks.push(Chunk::new(&number.unwrap_or_else(unchanged), Tone::Quiet));
        }
        if !item.words.is_empty() {
            chunks.push(Chunk::new("  ", Tone::Plain));
            chunks.push(Chunk::new(&item.words, Tone::Plain));
        }
        chunks.extend(weight(item));
        self.hanging_line(indent, 4, &chunks);
        for fact in item.facts.iter().filter(|_| item.changed).chain(&item.decisions) {
            let chunks = [Chunk::new(&fact.lead, Tone::Quiet), Chunk::new(" ", Tone::Plain), places(fact)];
            self.hanging_line(indent + 2, 2, &chunks);
        }
    }

    fn numbers(&mut self, figures: &[Figure]) {
        if figures.is_empty() {
            return;
        }
        self.title("quantities");
        for figure in figures {
            let absent = self.locale.text("absent", &[]);
            let side = |text: &str| if text.is_empty() { absent.clone() } else { text.to_owned() };
            let mut chunks = vec![
                Chunk::new(&format!("{}: ", figure.label), Tone::Quiet),
                Chunk::new(&format!("{} → {}", side(&figure.before), side(&figure.after)), Tone::Plain),
            ];
            if !figure.difference.is_empty() {
                chunks.push(Chunk::new(&format!("  ({})", figure.difference), Tone::Quiet));
            }
            self.hanging_line(2, 2, &chunks);
        }
    }

    fn grounds(&mut self, item: &Item, subject: &Subject<'_>) {
        if self.options.grounds == Grounds::Untold || !item.changed {
            return;
        }
        let entry = subject.comparison.entries.iter().enumerate().find(|(number, _)| entry_id(*number) == item.id);
        for sentence in entry.map(|(_, entry)| grounds(subject, entry)).unwrap_or_default() {
            self.hanging_line(4 + 2 * item.depth, 2, &[Chunk::new(&sentence, Tone::Quiet)]);
        }
    }

    fn changes(&mut self, told: &Reading) {
        let changed = |item: &&Item| item.passages.iter().any(Passage::is_changed);
        let items: Vec<&Item> = told.items.iter().filter(changed).collect();
        if items.is_empty() {
            return;
        }
        self.title("changes");
        let sample = |key: &str, op| Plain { op, text: self.locale.text(key, &[]) };
        let mut legend = vec![Chunk::new(&(self.locale.text("legend", &[]) + " "), Tone::Quiet)];
        legend.extend(
            self.redline(&[sample("legend-deleted", StretchOp::Delete), sample("legend-inserted", StretchOp::Insert)]),
        );
        self.line(0, legend);
        for item in items {
            self.out.push('\n');
            let mut chunks = vec![
                Chunk::new(&item.heading, Tone::Strong),
                Chunk::new("  ", Tone::Plain),
                Chunk::new(&badges(item), Tone::Badge),
            ];
            chunks.extend(weight(item));
            self.line(0, chunks);
            self.reasons(item);
            for passage in item.passages.iter().filter(|passage| passage.is_changed()) {
                self.passage(passage);
            }
        }
    }

    /// Why its changes weigh what they do, where that was asked for.
    fn reasons(&mut self, item: &Item) {
        let Some(weight) = item.weight.as_ref().filter(|_| self.options.detail == Detail::Reasons) else { return };
        for reason in &weight.reasons {
            self.hanging_line(2, 2, &[Chunk::new("· ", Tone::Quiet), Chunk::new(reason, Tone::Quiet)]);
        }
    }

    fn passage(&mut self, passage: &Passage) {
        let indent = 2 + 2 * usize::from(passage.depth.saturating_sub(1));
        if let Some(note) = &passage.note {
            self.line(indent, vec![Chunk::new(&format!("{}:", note.text), Tone::Quiet)]);
        }
        if let Some(rows) = &passage.rows {
            for line in excerpt::table(rows) {
                self.table_line(indent, &line);
            }
            return;
        }
        let mut chunks = Vec::new();
        if !passage.marker.is_empty() {
            chunks.push(Chunk::new(&format!("{} ", passage.marker), Tone::Plain));
        }
        chunks.extend(self.redline(&of(passage)));
        self.line(indent, chunks);
    }

    fn table_line(&mut self, indent: usize, line: &TableLine) {
        let chunks = match line {
            TableLine::Cell { row, column, redline } => {
                let place: Vec<&str> = [row.trim(), column.trim()].into_iter().filter(|it| !it.is_empty()).collect();
                let mut chunks = Vec::new();
                if !place.is_empty() {
                    chunks.push(Chunk::new(&format!("{}: ", place.join(", ")), Tone::Quiet));
                }
                chunks.extend(self.redline(redline));
                chunks
            }
            TableLine::Row { op, cells } => {
                let (key, op) = match op {
                    OpView::Added => ("row-added", StretchOp::Insert),
                    OpView::Removed => ("row-removed", StretchOp::Delete),
                    _ => ("row-moved", StretchOp::Equal),
                };
                let mut chunks = vec![Chunk::new(&format!("{}: ", self.locale.text(key, &[])), Tone::Quiet)];
                chunks.extend(self.redline(&[Plain { op, text: cells.join(" | ") }]));
                chunks
            }
        };
        self.line(indent, chunks);
    }

    /// Deleted and inserted text between marks, or set apart by colour.
    fn redline(&self, redline: &[Plain]) -> Vec<Chunk> {
        let mut chunks = Vec::new();
        let mut before = StretchOp::Equal;
        for Plain { op, text } in redline {
            if *op != StretchOp::Equal && before != StretchOp::Equal {
                chunks.push(Chunk::new(" ", Tone::Plain));
            }
            before = *op;
            let (open, close, tone) = match op {
                StretchOp::Equal => {
                    chunks.push(Chunk::new(text, Tone::Plain));
                    continue;
                }
                StretchOp::Delete => ("[−", "−]", Tone::Deleted),
                StretchOp::Insert => ("[+", "+]", Tone::Inserted),
            };
            let inner = text.trim_matches(' ');
            let (front, back) = (text.starts_with(' '), text.ends_with(' ') && !inner.is_empty());
            if front {
                chunks.push(Chunk::new(" ", Tone::Plain));
            }
            match self.options.colour {
                Colour::Plain => chunks.push(Chunk::new(&format!("{open}{inner}{close}"), Tone::Plain)),
                Colour::Ansi => chunks.push(Chunk::new(inner, tone)),
            }
            if back {
                chunks.push(Chunk::new(" ", Tone::Plain));
            }
        }
        chunks
    }

    fn title(&mut self, key: &str) {
        self.out.push('\n');
        self.words(key, 0, Tone::Strong);
    }

    fn words(&mut self, key: &str, indent: usize, tone: Tone) {
        let text = self.locale.text(key, &[]);
        self.line(indent, vec![Chunk::new(&text, tone)]);
    }

    /// Writes the chunks, wrapped between `indent` and the width.
    fn line(&mut self, indent: usize, chunks: Vec<Chunk>) {
        self.hanging_line(indent, 0, &chunks);
    }

    /// Writes the chunks, wrapped between `indent` and the width, all lines but the first one further right.
    fn hanging_line(&mut self, indent: usize, hanging: usize, chunks: &[Chunk]) {
        let indent = indent.min(self.options.width / 3);
        let width = self.options.width.max(NARROWEST).saturating_sub(indent);
        for (number, line) in wrap(chunks, width, hanging).into_iter().enumerate() {
            let indent = if number == 0 { indent } else { indent + hanging };
            self.out.extend(std::iter::repeat_n(' ', indent));
            for chunk in line {
                if self.options.colour == Colour::Plain || chunk.tone == Tone::Plain {
                    self.out.push_str(&chunk.text);
                } else {
                    let style = chunk.tone.style();
                    self.out.push_str(&format!("{style}{}{style:#}", chunk.text));
                }
            }
            self.out.push('\n');
        }
    }
}

/// The proposed weight.
fn weight(item: &Item) -> Vec<Chunk> {
    let told = item.weight.iter().filter(|_| item.changed);
    told.flat_map(|weight| [Chunk::new("  ", Tone::Plain), Chunk::new(&weight.text, Tone::Quiet)]).collect()
}

fn badges(item: &Item) -> String {
    item.badges.iter().map(|badge| badge.text.as_str()).collect::<Vec<_>>().join(", ")
}

fn places(fact: &super::reading::Fact) -> Chunk {
    let places: Vec<&str> = fact.places.iter().map(|place| place.text.as_str()).collect();
    Chunk::new(&places.join("; "), Tone::Plain)
}
