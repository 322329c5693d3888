//! What an untagged PDF file says, guessed from its looks: sizes, gaps, indents, markers and rules.

use std::collections::{BTreeMap, BTreeSet};

use super::glyph::{Glyph, Rule, Sheet};
use super::item::{Item, lists, marker, without};
use super::line::{Grid, Line, Part, most, parts, without_margins};
use super::text::{Bit, Joiner};
use super::{Found, shortened};
use crate::import::address::is_allowed;
use crate::import::content::{Alignment, Block, Piece, Table, is_blank, plain_head, plain_heading, words};
use crate::import::number::Number;
use crate::import::report::LossKind;

/// Reads the pages of a file.
pub(super) fn read(sheets: &[Sheet], joiner: Joiner) -> Found {
    let mut pages: Vec<Vec<Part<'_>>> = sheets.iter().enumerate().map(|(at, sheet)| parts(at, sheet)).collect();
    let heights: Vec<i32> = sheets.iter().map(|sheet| sheet.height).collect();
    let mut found = Found::default();
    for text in without_margins(&mut pages, &heights) {
        found.report.lose(LossKind::Header, "", &shortened(&text));
    }
    found.report.lose(LossKind::Guessed, "", "");
    let all = || pages.iter().flatten().filter_map(line_of);
    let body = most(all().flat_map(|line| std::iter::repeat_n(line.size, line.glyphs.len()))).unwrap_or(1_000);
    let leading = most(pages.iter().flat_map(|parts| {
        let lines: Vec<&Line<'_>> = parts.iter().filter_map(line_of).filter(|line| line.size == body).collect();
        lines.windows(2).map(|pair| (pair[1].y - pair[0].y) / 20 * 20).collect::<Vec<_>>()
    }));
    let leading = leading.filter(|it| *it > body).unwrap_or(body * 6 / 5);
    let right = most(all().filter(|line| line.size == body).map(|line| line.x.1 / 100 * 100));
    let mut reader = Reader {
        sheets,
        joiner,
        found,
        body,
        leading,
        right: right.unwrap_or(0),
        classes: Vec::new(),
        items: Vec::new(),
        open: None,
        blocks: Vec::new(),
        links: BTreeMap::new(),
        place: String::new(),
    };
    for mut parts in pages {
        reader.notes(&mut parts);
        for part in parts {
            match part {
                Part::Line(line) => reader.line(line),
                Part::Table(grid) => reader.table(&grid),
            }
        }
    }
    reader.end();
    reader.flush();
    reader.rank();
    reader.found.blocks = reader.blocks;
    reader.found.doubtful = reader.joiner.doubtful;
    reader.found
}

fn line_of<'p, 'a>(part: &'p Part<'a>) -> Option<&'p Line<'a>> {
    match part {
        Part::Line(line) => Some(line),
        Part::Table(_) => None,
    }
}

/// How a heading looks: its size, whether it is bold, whether it is upright; the larger stands higher.
type Class = (i32, bool, bool);

fn class(line: &Line<'_>) -> Class {
    (line.size, line.is(|glyph| glyph.strong), !line.is(|glyph| glyph.slanted))
}

/// Whether a line is larger than the text.
fn is_large(line: &Line<'_>, body: i32) -> bool {
    let text = line.text.trim();
    text.chars().any(char::is_alphabetic) && text.chars().count() < 250 && line.size * 100 >= body * 108
}

/// Whether a paragraph is a heading by its looks: bold or slanted as a whole, short, and no sentence.
fn is_heading(lines: &[Line<'_>]) -> bool {
    const CAPTIONS: [&str; 10] =
        ["tab", "rys", "wykres", "mapa", "schemat", "źródło", "figure", "fig.", "source", "załącznik do"];
    let text = lines.iter().map(|line| line.text.trim()).collect::<Vec<_>>().join(" ");
    let small = text.to_lowercase();
    let strong = lines.iter().all(|line| line.is(|glyph| glyph.strong));
    let slanted = lines.iter().all(|line| line.is(|glyph| glyph.slanted));
    let numbered = || {
        let label = text.split(' ').next().unwrap_or_default();
        label.chars().count() <= 12 && label.contains('.') && label.ends_with(['.', ')']) && label != text
    };
    lines.len() <= 3
        && text.chars().any(char::is_alphabetic)
        && text.chars().count() < 200
        && !text.ends_with(['.', ',', ';', ':'])
        && !CAPTIONS.iter().any(|caption| small.starts_with(caption))
        && (strong || (slanted && numbered()))
}

/// Where the short rule stands that parts the notes of a page from its text.
fn separator(sheet: &Sheet) -> Option<i32> {
    let is_one = |rule: &&Rule| {
        (3_000..=22_000).contains(&(rule.x.1 - rule.x.0))
            && rule.y.1 - rule.y.0 <= 300
            && rule.y.0 * 100 > sheet.height * 35
    };
    let mut found = sheet.rules.iter().filter(is_one);
    let one = found.next()?;
    found.next().is_none().then_some(one.y.0)
}

/// The number that a text begins with; empty where it does not.
fn leading_number(text: &str) -> String {
    text.trim_start().chars().take_while(char::is_ascii_digit).collect()
}

/// Whether a line is one of a table of contents: dots lead to a page number.
fn is_contents(text: &str) -> bool {
    let head = text.trim_end().trim_end_matches(|c: char| c.is_ascii_digit());
    let dots = head.trim_end().chars().rev().take_while(|c| matches!(c, '.' | '…' | ' ' | '\u{b7}'));
    head.len() < text.trim_end().len() && dots.filter(|c| *c != ' ').count() >= 4
}

/// What is being read: its lines so far.
struct Open<'a> {
    kind: Kind,
    lines: Vec<Line<'a>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Heading(Class),
    Paragraph,
    /// Where the text behind its marker begins.
    Item(i32),
}

struct Reader<'a> {
    sheets: &'a [Sheet],
    joiner: Joiner,
    found: Found,
    /// The size of the text, the distance of its lines and its right edge.
    body: i32,
    leading: i32,
    right: i32,
    /// The looks of headings, as they came; the level of a heading is its place here until all are known.
    classes: Vec<Class>,
    items: Vec<Item>,
    open: Option<Open<'a>>,
    blocks: Vec<Block>,
    /// Links of pages that were already seen, by page and place.
    links: BTreeMap<(usize, usize), Option<usize>>,
    place: String,
}

impl<'a> Reader<'a> {
    fn line(&mut self, line: Line<'a>) {
        if is_contents(&line.text) {
            self.end();
            self.found.report.read.contents += 1;
            return;
        }
        let kind = self.kind(&line);
        if line.gaps() > 0 {
            self.found.report.lose(LossKind::Columns, &self.place, "");
        }
        let goes_on = match (&self.open, &kind) {
            (Some(open), Kind::Heading(_)) => open.kind == kind && self.follows(open, &line, 160),
            (Some(open), Kind::Paragraph) => !matches!(open.kind, Kind::Heading(_)) && self.continues(open, &line),
            (Some(open), Kind::Item(_)) => self.is_inside(open, &line),
            (None, _) => false,
        };
        match &mut self.open {
            Some(open) if goes_on => open.lines.push(line),
            _ => {
                self.end();
                self.open = Some(Open { kind, lines: vec![line] });
            }
        }
    }

    fn kind(&self, line: &Line<'_>) -> Kind {
        if is_large(line, self.body) {
            return Kind::Heading(class(line));
        }
        let blanks = line.text.len() - line.text.trim_start().len();
        match marker(line.text.trim_start()) {
            Some((_, length)) => Kind::Item(line.behind(blanks + length)),
            None => Kind::Paragraph,
        }
    }

    /// Whether a line stands below the last one at most so many hundredths of a line's distance away.
    fn follows(&self, open: &Open<'_>, line: &Line<'_>, most: i32) -> bool {
        let Some(last) = open.lines.last() else { return false };
        let leading = self.leading * line.size.max(last.size) / self.body.max(1);
        last.page == line.page && (line.y - last.y) * 100 <= leading * most && line.y >= last.y
    }

    /// Whether a line goes on with a paragraph or an item.
    fn continues(&self, open: &Open<'_>, line: &Line<'_>) -> bool {
        let (Some(last), Some(first)) = (open.lines.last(), open.lines.first()) else { return false };
        let ends = last.text.trim_end().ends_with(['.', ':', ';', '!', '?', '”', ')']);
        let small = line.text.trim_start().starts_with(|c: char| c.is_lowercase() || c == '(');
        if last.page != line.page {
            return !ends && (small || last.x.1 + line.first_word() > self.right);
        }
        // What is bold or slanted as a whole stands alone.
        let looks: [fn(&Glyph) -> bool; 2] = [|glyph| glyph.strong, |glyph| glyph.slanted];
        let changes = looks.iter().any(|look| open.lines.iter().all(|line| line.is(*look)) != line.is(*look));
        if !self.follows(open, line, 130) || (changes && is_heading(&open.lines)) {
            return false;
        }
        // There was room for the next word, so the line was ended.
        let short = last.x.1 + line.first_word() + self.body / 3 < self.right;
        if short && (ends || !small) {
            return false;
        }
        match open.kind {
            Kind::Item(x) => line.x.0 + self.body >= x,
            _ => {
                let indented =
                    line.x.0 > last.x.0 + self.body && (open.lines.len() > 1 || line.x.0 > first.x.0 + self.body);
                !indented
            }
        }
    }

    /// Whether what looks like a marker only happens to begin a line within a paragraph: a dash, or the number of a date.
    fn is_inside(&self, open: &Open<'_>, line: &Line<'_>) -> bool {
        let text = line.text.trim_start();
        let dash = text.starts_with(['–', '-', '—']);
        let number = text.starts_with(|c: char| c.is_ascii_digit());
        let Some(last) = open.lines.last() else { return false };
        let full = last.x.1 + line.first_word() + self.body / 3 >= self.right;
        let start = match open.kind {
            Kind::Item(x) => x,
            Kind::Heading(_) => return false,
            Kind::Paragraph => last.x.0,
        };
        let aligned = (line.x.0 - start).abs() < self.body / 2;
        let ended = last.text.trim_end().ends_with(['.', ':', ';']);
        (dash || number) && full && aligned && !ended && self.continues(open, line)
    }

    /// Ends what is being read.
    fn end(&mut self) {
        let Some(open) = self.open.take() else { return };
        let mut text = self.pieces(&open.lines);
        if is_blank(&text) {
            return;
        }
        let kind = match open.kind {
            Kind::Paragraph | Kind::Item(_) if is_heading(&open.lines) => Kind::Heading(class(&open.lines[0])),
            kind => kind,
        };
        match kind {
            Kind::Heading(class) => {
                self.flush();
                let known = self.classes.iter().position(|it| *it == class);
                let level = known.unwrap_or(self.classes.len()).min(254) as u8;
                if known.is_none() {
                    self.classes.push(class);
                }
                plain_heading(&mut text);
                text.iter_mut().for_each(|piece| piece.face.strong = false);
                self.place = words(&text);
                self.blocks.push(Block::Heading { level, text });
            }
            Kind::Paragraph => {
                self.flush();
                self.blocks.push(Block::Paragraph(text));
            }
            Kind::Item(x) => {
                let (number, length) = marker(&words(&text)).unwrap_or((Number::Bullet, 0));
                without(&mut text, length);
                self.items.push(Item { number, x, blocks: vec![Block::Paragraph(text)] });
            }
        }
    }

    /// Gives headings their levels, by their looks.
    fn rank(&mut self) {
        let mut ranked = self.classes.clone();
        ranked.sort_unstable_by(|a, b| b.cmp(a));
        for block in &mut self.blocks {
            if let Block::Heading { level, .. } = block {
                let class = self.classes.get(usize::from(*level));
                let rank = ranked.iter().position(|it| Some(it) == class).unwrap_or(0);
                *level = rank.min(5) as u8 + 1;
            }
        }
    }

    /// Writes the lists of the items that were read.
    fn flush(&mut self) {
        self.blocks.extend(lists(std::mem::take(&mut self.items)));
    }

    fn pieces(&mut self, lines: &[Line<'a>]) -> Vec<Piece> {
        let mut bits = Vec::new();
        for line in lines {
            for glyph in &line.glyphs {
                let link = self.link(line.page, glyph);
                bits.push(Bit::Glyph { page: line.page, glyph, link });
            }
        }
        self.joiner.pieces(&bits)
    }

    /// The link that a glyph belongs to: the annotation in whose frame it stands.
    fn link(&mut self, page: usize, glyph: &Glyph) -> Option<usize> {
        let (x, y) = (glyph.x + glyph.width / 2, glyph.y - glyph.size / 3);
        let links = &self.sheets.get(page)?.links;
        let at =
            links.iter().position(|(frame, _)| frame.x.0 <= x && x <= frame.x.1 && frame.y.0 <= y && y <= frame.y.1)?;
        if let Some(known) = self.links.get(&(page, at)) {
            return *known;
        }
        let address = links[at].1.trim();
        let link = is_allowed(address).then(|| {
            self.joiner.links.push(address.to_owned());
            self.joiner.links.len() - 1
        });
        if link.is_none() {
            self.found.report.lose(LossKind::Address, &self.place, &shortened(address));
        }
        self.links.insert((page, at), link);
        link
    }

    /// Takes the notes from the end of a page: lines that are smaller than the text or stand below a separator, and begin
    /// with a number that is raised above.
    fn notes(&mut self, parts: &mut Vec<Part<'a>>) {
        let page = parts.iter().find_map(line_of).map_or(0, |line| line.page);
        let below = self.sheets.get(page).and_then(separator);
        let small = |part: &Part<'_>| {
            line_of(part).is_some_and(|line| {
                line.size * 100 <= self.body * 93 || below.is_some_and(|separator| line.y > separator)
            })
        };
        let from = parts.len() - parts.iter().rev().take_while(|part| small(part)).count();
        let referred: BTreeSet<String> =
            parts[..from].iter().filter_map(line_of).flat_map(|line| line.raised()).collect();
        let number = |part: &Part<'_>| line_of(part).map(|line| leading_number(&line.text)).unwrap_or_default();
        let Some(first) = (from..parts.len()).find(|at| referred.contains(&number(&parts[*at]))) else { return };
        let mut note: Vec<Line<'a>> = Vec::new();
        let mut all = Vec::new();
        for part in parts.drain(first..) {
            let begins = referred.contains(&number(&part));
            let Part::Line(line) = part else { continue };
            if begins && !note.is_empty() {
                all.push(std::mem::take(&mut note));
            }
            note.push(line);
        }
        all.push(note);
        for lines in all {
            let text = self.pieces(&lines);
            self.found.note(vec![Block::Paragraph(text)]);
        }
    }

    fn table(&mut self, grid: &Grid<'a>) {
        self.end();
        self.flush();
        let mut rows = Vec::new();
        for row in &grid.rows {
            let mut cells = Vec::new();
            for cell in row {
                let Some(lines) = cell else {
                    self.found.report.lose(LossKind::Merged, &self.place, "");
                    cells.push(Vec::new());
                    continue;
                };
                let text = self.pieces(lines);
                cells.push(if is_blank(&text) { Vec::new() } else { vec![text] });
            }
            rows.push(cells);
        }
        if rows.iter().flatten().all(Vec::is_empty) {
            return;
        }
        if let Some(head) = rows.first_mut() {
            plain_head(head.iter_mut().flatten().flatten().collect());
        }
        let width = grid.columns.len() - 1;
        match self.blocks.last_mut() {
            // It goes on from the page before, which its head may repeat.
            Some(Block::Table(table)) if table.columns.len() == width => {
                let repeated = rows.first() == table.rows.first();
                table.rows.extend(rows.into_iter().skip(usize::from(repeated)));
            }
            _ => self.blocks.push(Block::Table(Table { columns: vec![Alignment::None; width], rows })),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_contents_are_told_by_their_dots() {
        assert!(is_contents("1.2. Cele ........ 14"));
        assert!(is_contents("Wstęp . . . . . . 3 "));
        for text in ["Wstęp 3", "i tak dalej... 5", "w 2027 r.", "1. Cel", "........"] {
            assert!(!is_contents(text), "{text}");
        }
    }
}
