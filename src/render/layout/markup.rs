//! Raw HTML in a text: what a reader sees of it, set as paragraphs.

use pulldown_cmark::{Event, Parser};

use super::reader::Reader;
use super::text::Sign;
use crate::document::html::{Edge, Markup, parts};

/// The lines of raw HTML and where each stands in the source.
#[derive(Debug, Default)]
pub(super) struct Raw {
    text: String,
    lines: Vec<(usize, usize)>,
}

impl Raw {
    /// Adds a line.
    pub(super) fn line(&mut self, line: &str, at: usize) {
        self.lines.push((self.text.len(), at));
        self.text.push_str(line);
    }

    fn place(&self, at: usize) -> usize {
        let line = self.lines.partition_point(|(start, _)| *start <= at).saturating_sub(1);
        self.lines.get(line).map_or(0, |(start, place)| place + at - start)
    }
}

/// Elements that stand within a line.
const INLINE: [&str; 23] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "mark", "q", "s", "small",
    "span", "strike", "strong", "sub", "sup", "u",
];

/// A tag within a line.
pub(super) fn inline(reader: &mut Reader<'_>, tag: &str, at: usize) {
    for part in parts(tag) {
        if let Markup::Tag { name, edge } = part {
            style(reader, &name.of(tag).to_ascii_lowercase(), edge, at);
        }
    }
}

fn style(reader: &mut Reader<'_>, name: &str, edge: Edge, at: usize) {
    match (reader.faces.tag(name), edge) {
        (Some(open), Edge::Open) => *open += 1,
        (Some(open), Edge::Close) => *open = open.saturating_sub(1),
        (None, _) if name == "br" => reader.push(at, Sign::Break),
        (None, _) => {}
    }
}

/// A block of HTML: each element that is no part of a line is a paragraph of its own; blanks are folded as a browser does.
pub(super) fn block(reader: &mut Reader<'_>, raw: &Raw) {
    // Whether a blank is due before the next letter, and whether any letter was set in this paragraph.
    let (mut blank, mut begun) = (false, false);
    for part in parts(&raw.text) {
        match part {
            Markup::Text(span) => {
                let start = span.start as usize;
                for (offset, letter) in letters(span.of(&raw.text)) {
                    let at = raw.place(start + offset);
                    if letter.is_ascii_whitespace() {
                        blank = begun;
                        continue;
                    }
                    if std::mem::take(&mut blank) {
                        reader.push(at, Sign::Char(' '));
                    }
                    begun = true;
                    reader.push(at, Sign::Char(letter));
                }
            }
            Markup::Tag { name, edge } => {
                let at = raw.place(name.start as usize);
                let name = name.of(&raw.text).to_ascii_lowercase();
                if name == "br" {
                    blank = false;
                    if begun {
                        reader.push(at, Sign::Break);
                    }
                    continue;
                }
                if !name.is_empty() && !INLINE.contains(&name.as_str()) {
                    reader.close();
                    (blank, begun) = (false, false);
                }
                style(reader, &name, edge, at);
            }
        }
    }
    reader.close();
}

/// The letters of a text in HTML and where each is written; character references are the letters they stand for.
fn letters(text: &str) -> Vec<(usize, char)> {
    let mut letters = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(letter) = text[at..].chars().next() {
        /// No name of a character is longer.
        const LONGEST: usize = 33;
        let end = text[at..].bytes().take(LONGEST).position(|byte| byte == b';').filter(|_| letter == '&');
        if let Some(end) = end
            && let reference = &text[at..=at + end]
            && let meant = meant(reference)
            && meant != reference
        {
            letters.extend(meant.chars().map(|letter| (at, letter)));
            at += reference.len();
            continue;
        }
        letters.push((at, letter));
        at += letter.len_utf8();
    }
    letters
}

fn meant(reference: &str) -> String {
    let mut meant = String::new();
    for event in Parser::new(reference) {
        if let Event::Text(text) = event {
            meant.push_str(&text);
        }
    }
    meant
}
