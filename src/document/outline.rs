//! Tables of contents written into a text: recognised and set aside, so that no heading is found twice.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Document;
use super::block::{Block, BlockKind};
use super::diagnostic::{Remark, RemarkKind};
use super::inline::Style;
use super::label::{fold, split_labels};
use super::numeral;

/// What stands above a table of contents, folded.
const NAMES: [&str; 7] = [
    "spis treści",
    "spis tresci",
    "contents",
    "table of contents",
    "sommaire",
    "table des matières",
    "treść dokumentu",
];

/// Sections at the beginning of a text, in which a table of contents is looked for even without its name.
const BEGINNING: usize = 4;

/// No name of a table of contents is longer with its markup, in bytes.
const LONGEST: usize = 60;

/// Lines that speak for themselves need this many neighbours of their kind.
const FEWEST: usize = 3;

/// Sets aside the blocks of a table of contents that is written into the text, with a remark for each one.
///
/// Under its name ("Spis treści", "Contents", …, as a heading or as a paragraph) lines count that end in a page
/// number, that repeat a heading, or that link into the text; without a name, and only at the beginning of the text,
/// runs of lines with dot leaders and rising page numbers, or that repeat the headings that follow, from the first one
/// on and in their order. An ordinary list that repeats some titles stays in the text.
///
/// Blocks are set aside, never headings: where a converter turned every line of the table of contents into a heading,
/// they stay sections. Doing it twice changes nothing.
pub fn set_aside_contents(document: &mut Document) {
    let headings = Headings::of(document);
    let mut found: Vec<(usize, Range<usize>, u32)> = Vec::new();
    for at in 0..document.sections.len() {
        let section = &document.sections[at];
        if section.blocks.iter().any(|block| block.set_aside) {
            continue;
        }
        let named = is_name(&section.title);
        let title = section.blocks.iter().position(|block| is_title(document, block));
        if !named && title.is_none() && at >= BEGINNING {
            continue;
        }
        let read: Vec<Lines<'_>> = section.blocks.iter().map(|block| read(document, block, &headings)).collect();
        let run = if named {
            named_run(&read, 0)
        } else if let Some(title) = title {
            named_run(&read, title).map(|run| title..run.end)
        } else {
            unnamed_run(document, &read, at)
        };
        if let Some(run) = run {
            let lines = read[run.clone()].iter().map(|lines| lines.all).sum();
            found.push((at, run, lines));
        }
    }
    for (at, run, lines) in found {
        let start = document.sections[at].blocks[run.start].pieces[0].start as usize;
        let line = document.source[..start].matches('\n').count() as u32 + 1;
        for block in &mut document.sections[at].blocks[run] {
            block.set_aside = true;
        }
        document.remarks.push(Remark { side: None, line: Some(line), kind: RemarkKind::ContentsSetAside { lines } });
    }
    document.remarks.sort();
}

/// The headings of a text by what a line of a table of contents may repeat of them.
struct Headings {
    by_text: BTreeMap<String, Vec<usize>>,
    by_anchor: BTreeMap<String, Vec<usize>>,
}

impl Headings {
    fn of(document: &Document) -> Headings {
        let mut headings = Headings { by_text: BTreeMap::new(), by_anchor: BTreeMap::new() };
        for (at, section) in document.sections.iter().enumerate().skip(1) {
            let whole = key(&section.heading);
            let anchor = section.anchor.as_deref().map_or_else(|| alphanumeric(&whole), letters);
            let mut texts = vec![whole];
            if let Some(second) = section.labels.get(1) {
                // The number in front may be the marker of a list item, which is not visible text.
                texts.extend(section.heading.find(&second.text).map(|at| key(&section.heading[at..])));
            }
            if !section.labels.is_empty() {
                texts.push(key(&section.title));
            }
            texts.sort();
            texts.dedup();
            for text in texts.into_iter().filter(|text| !text.is_empty()) {
                headings.by_text.entry(text).or_default().push(at);
            }
            headings.by_anchor.entry(anchor).or_default().push(at);
        }
        headings
    }

    /// The headings that a line of text repeats, in document order.
    fn repeated_by(&self, text: &str) -> &[usize] {
        let whole = self.by_text.get(&key(text));
        let found = whole.or_else(|| self.by_text.get(&key(split_labels(text).1)));
        found.map_or(&[], Vec::as_slice)
    }

    fn linked_by(&self, target: &str) -> &[usize] {
        self.by_anchor.get(&letters(target)).map_or(&[], Vec::as_slice)
    }
}

/// A line of a table of contents, or several where its title runs on.
#[derive(Debug, Default)]
struct Entry<'h> {
    /// A dot leader leads to the page number.
    leader: bool,
    page: Option<u32>,
    /// It is a link into the text.
    link: bool,
    /// The headings that it repeats or links to, in document order.
    headings: &'h [usize],
}

impl Entry<'_> {
    fn is_strong(&self) -> bool {
        self.leader || self.link || !self.headings.is_empty()
    }
}

/// A block as lines of a table of contents.
#[derive(Debug, Default)]
struct Lines<'h> {
    entries: Vec<Entry<'h>>,
    /// Lines that belong to entries.
    told: u32,
    all: u32,
    /// It is one short line that ends like no sentence: a title without its page.
    brief: bool,
    /// It announces what follows ("Cele są trzy:").
    announces: bool,
}

impl Lines<'_> {
    /// Whether it may belong to a table of contents that has its name: half of its lines are entries, as merged and
    /// torn lines are common in texts that come from a PDF.
    fn is_mostly_contents(&self) -> bool {
        self.told > 0 && self.told * 2 >= self.all
    }

    /// Whether it may belong to a table of contents without a name: all of its lines are entries.
    fn is_all_contents(&self) -> bool {
        self.told > 0 && self.told == self.all
    }
}

/// The run of blocks behind the name of a table of contents.
fn named_run(read: &[Lines<'_>], from: usize) -> Option<Range<usize>> {
    let mut end = from;
    let mut at = from;
    while at < read.len() {
        if read[at].is_mostly_contents() {
            end = at + 1;
        } else if !(at == from || read[at].brief && at < end + 2) {
            break;
        }
        at += 1;
    }
    let entries = || read[from..end].iter().flat_map(|lines| &lines.entries);
    let strong = entries().filter(|entry| entry.is_strong()).count();
    // A first block that is neither the name nor contents is an ordinary paragraph.
    let start = if read.get(from)?.is_mostly_contents() || read[from].brief { from } else { from + 1 };
    (strong > 0 && strong * 2 >= entries().count() && start < end).then_some(start..end)
}

/// A run of blocks that is a table of contents without a name.
fn unnamed_run(document: &Document, read: &[Lines<'_>], section: usize) -> Option<Range<usize>> {
    let mut start = 0;
    while start < read.len() {
        let len = read[start..].iter().take_while(|lines| lines.is_all_contents()).count();
        let run = start..start + len;
        let entries: Vec<&Entry<'_>> = read[run.clone()].iter().flat_map(|lines| &lines.entries).collect();
        let announced = start > 0 && read[start - 1].announces;
        if entries.len() >= FEWEST
            && (leads_to_pages(&entries) || (!announced && repeats_what_follows(document, &entries, section)))
        {
            return Some(run);
        }
        start += len.max(1);
    }
    None
}

/// Whether all entries have pages, which rise, and lead to them by dots or repeat headings.
fn leads_to_pages(entries: &[&Entry<'_>]) -> bool {
    let pages: Option<Vec<u32>> = entries.iter().map(|entry| entry.page).collect();
    entries.iter().all(|entry| entry.is_strong()) && pages.is_some_and(|pages| pages.is_sorted())
}

/// Whether the entries repeat the headings that follow `section`: from the first one on, in order, and at least three
/// of four on the highest level they repeat.
fn repeats_what_follows(document: &Document, entries: &[&Entry<'_>], section: usize) -> bool {
    let mut last = section;
    let mut repeated = Vec::new();
    for entry in entries {
        let later = entry.headings.partition_point(|heading| *heading <= last);
        let Some(next) = entry.headings.get(later).copied() else { return false };
        repeated.push(next);
        last = next;
    }
    let level = |at: usize| document.sections[at].level;
    let Some(highest) = repeated.iter().map(|at| level(*at)).min() else { return false };
    let there = (section + 1..document.sections.len()).filter(|at| level(*at) == highest).count();
    let told = repeated.iter().filter(|at| level(**at) == highest).count();
    repeated[0] == section + 1 && told * 4 >= there * 3
}

/// Reads a block line by line.
fn read<'h>(document: &Document, block: &Block, headings: &'h Headings) -> Lines<'h> {
    /// A longer line is no title.
    const LONGEST: usize = 300;
    /// A title runs over this many lines at most.
    const RUNS_ON: usize = 3;
    if !matches!(block.kind, BlockKind::Paragraph | BlockKind::Item | BlockKind::Code | BlockKind::Table) {
        return Lines { all: 1, ..Lines::default() };
    }
    let text = document.block_text(block);
    let lines = visible_lines(&text, block);
    let mut read = Lines { all: lines.len() as u32, ..Lines::default() };
    let mut open: Vec<&Line> = Vec::new();
    for line in &lines {
        if is_name(&line.text) {
            read.told += 1;
            continue;
        }
        open.push(line);
        if open.len() > RUNS_ON {
            open.remove(0);
        }
        // The shortest stretch that ends here and is an entry; a leader also closes the lines before it.
        let joined = |from: usize| open[from..].iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ");
        let longest = joined(0);
        if longest.len() > LONGEST {
            continue;
        }
        let whole = entry(&longest, &open, headings);
        let own = entry(&line.text, &open[open.len() - 1..], headings);
        let best = match (whole, own) {
            (Some(whole), Some(own)) if own.headings.is_empty() || !whole.headings.is_empty() => {
                Some((whole, open.len()))
            }
            (_, Some(own)) => Some((own, 1)),
            (Some(whole), None) => Some((whole, open.len())),
            (None, None) => None,
        };
        if let Some((entry, lines)) = best {
            read.told += lines as u32;
            read.entries.push(entry);
            open.clear();
        }
    }
    if let [line] = lines.as_slice() {
        read.brief = line.text.chars().count() <= 120 && !line.text.ends_with(['.', ';', ':', '!', '?']);
    }
    read.announces = lines.last().is_some_and(|line| line.text.ends_with(':') && !is_name(&line.text));
    read
}

/// A line as a reader sees it.
struct Line {
    text: String,
    /// Where it links to, if all its words are links into the text.
    target: Option<String>,
}

fn visible_lines(text: &str, block: &Block) -> Vec<Line> {
    let ranges: Vec<Range<usize>> = match &block.table {
        Some(table) => {
            let row = |cells: &Vec<super::Span>| Some(cells.first()?.start as usize..cells.last()?.end as usize);
            table.rows.iter().filter_map(row).collect()
        }
        None => {
            let mut at = 0;
            text.split_inclusive('\n')
                .map(|line| {
                    at += line.len();
                    at - line.len()..at
                })
                .collect()
        }
    };
    let mut inlines = block.inlines.iter().peekable();
    let mut lines = Vec::new();
    for range in ranges {
        let (mut visible, mut linked) = (String::new(), true);
        let mut last = range.start;
        while let Some(inline) = inlines.peek() {
            let (start, end) = (inline.span.start as usize, inline.span.end as usize);
            if start >= range.end {
                break;
            }
            let part = text.get(start.max(range.start)..end.min(range.end)).unwrap_or_default();
            // Between the cells of a table there is more than markup.
            if block.table.is_some() && text.get(last..start).is_some_and(|gap| gap.contains('|')) {
                visible.push('\t');
            }
            last = end;
            visible.push_str(if inline.style.has(Style::ENTITY) { " " } else { part });
            linked &= inline.style.has(Style::LINK) || !part.contains(char::is_alphabetic);
            if end > range.end {
                break;
            }
            inlines.next();
        }
        let visible = visible.trim();
        if visible.is_empty() {
            continue;
        }
        let target = text[range].split_once("](#").filter(|_| linked);
        let target = target.map(|(_, target)| target.split([')', ' ']).next().unwrap_or_default().to_owned());
        lines.push(Line { text: visible.to_owned(), target });
    }
    lines
}

/// Reads lines as one entry; `None` where nothing speaks for one.
fn entry<'h>(text: &str, lines: &[&Line], headings: &'h Headings) -> Option<Entry<'h>> {
    let (title, leader, page) = without_page(text);
    let link = lines.iter().all(|line| line.target.is_some());
    let target = lines.first().and_then(|line| line.target.as_deref());
    // The number at the end may be a part of the title ("… do 2030").
    let whole = headings.repeated_by(text);
    let (repeated, page) = match (whole, headings.repeated_by(title)) {
        ([], repeated) => (repeated, page),
        (whole, _) => (whole, None),
    };
    let repeated = match (repeated, target) {
        ([], Some(target)) if link => headings.linked_by(target),
        (repeated, _) => repeated,
    };
    let entry = Entry { leader, page, link, headings: repeated };
    let titled = title.contains(char::is_alphabetic);
    (titled && (entry.is_strong() || entry.page.is_some())).then_some(entry)
}

/// Takes the page number and the dots that lead to it from the end of a line.
fn without_page(text: &str) -> (&str, bool, Option<u32>) {
    let text = text.trim_end();
    let start = text
        .rfind(|c: char| !c.is_ascii_alphanumeric())
        .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let (before, number) = text.split_at(start);
    let digits = !number.is_empty() && number.len() <= 4 && number.bytes().all(|b| b.is_ascii_digit());
    let page = if digits {
        number.parse().ok()
    } else {
        numeral::roman(number).filter(|_| number.bytes().all(|b| b"ivxIVX".contains(&b)))
    };
    let before = if page.is_some() { before } else { text };
    let title = before.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '…' | '·' | '_' | '․'));
    let tail = &before[title.len()..];
    let dots = tail
        .chars()
        .map(|c| match c {
            '…' => 3,
            '.' | '·' | '_' | '․' => 1,
            _ => 0,
        })
        .sum::<usize>();
    // Three dots alone end a sentence that breaks off.
    let leader = if page.is_some() { dots >= 3 || tail.contains('\t') } else { dots >= 6 };
    // A Roman number needs its leader: "część i" ends in a letter.
    let page = page.filter(|_| leader || (digits && tail.contains(char::is_whitespace)));
    if page.is_none() && !leader { (text, false, None) } else { (title, leader, page) }
}

fn is_title(document: &Document, block: &Block) -> bool {
    block.kind == BlockKind::Paragraph && {
        let text = document.block_text(block);
        text.len() <= LONGEST && visible_lines(&text, block).first().is_some_and(|line| is_name(&line.text))
            || text.lines().next().is_some_and(is_name)
    }
}

fn is_name(text: &str) -> bool {
    text.len() <= LONGEST && NAMES.contains(&key(text).as_str())
}

fn key(text: &str) -> String {
    fold(text).trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ':' | '*' | '_')).to_owned()
}

/// Only letters and digits, as anchors are made of headings.
fn letters(text: &str) -> String {
    alphanumeric(&fold(text))
}

fn alphanumeric(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use crate::document::markdown;

    #[test]
    fn many_headings_of_one_title_are_not_copied_for_each_line() {
        let source = format!("# Spis treści\n\n{}{}", "Cele\n".repeat(20_000), "\n# Cele\n".repeat(20_000));
        let document = markdown::read(source);
        assert!(document.sections[1].blocks[0].set_aside);
    }
}
