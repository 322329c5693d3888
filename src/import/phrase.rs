//! A paragraph in Markdown: its look in signs, its text with the escapes that it needs, read back before it is believed.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::content::{Face, Piece, Position, What};
use crate::document::event;

/// Where a paragraph stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// On its own.
    Text,
    /// In a list item.
    Item,
    /// In a heading.
    Heading,
    /// In a cell of a table.
    Cell,
}

/// How much is written with a backslash, and which looks are kept.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Care {
    /// Nothing but what ends a cell.
    Least,
    /// What is likely to be read as markup.
    Some,
    /// All that could be.
    All,
    /// All, and the text has no look.
    Bare,
}

/// Writes the pieces of a paragraph, and tells the notes that it refers to, in order.
///
/// What comes out reads back as the same words: where it would not, more is escaped, and at last the look is given up.
pub(super) fn phrase(pieces: &[Piece], place: Place) -> (String, Vec<usize>) {
    let pieces = tidied(pieces, place);
    let notes = pieces.iter().filter_map(|piece| match piece.what {
        What::Note(note) => Some(note),
        _ => None,
    });
    let notes = notes.collect();
    let expected = expected(&pieces);
    let plain = pieces.iter().all(|piece| piece.face == Face::default() && piece.link.is_none());
    for care in [Care::Least, Care::Some, Care::All] {
        let text = write(&pieces, place, care);
        if (plain && is_harmless(&text)) || reads_as(&text, &expected, place) {
            return (text, notes);
        }
    }
    (write(&pieces, place, Care::Bare), notes)
}

/// Whether nothing in a text could be read as markup.
fn is_harmless(text: &str) -> bool {
    text.starts_with(char::is_alphabetic)
        && !text.contains(['\\', '*', '_', '`', '[', '<', '&', '~', '|', '!', '\n', '{', '#', '=', ':', '\t'])
        && !text.contains("http")
}

/// The pieces with blanks at both ends cut off, blanks outside of what they surround, and equal neighbours joined.
fn tidied(pieces: &[Piece], place: Place) -> Vec<Piece> {
    let mut all: Vec<Piece> = Vec::new();
    let mut push = |piece: Piece| {
        match (&piece.what, all.last_mut()) {
            (What::Text(text), _) if text.is_empty() => return,
            (What::Text(text), Some(Piece { what: What::Text(last), face, link }))
                if *face == piece.face && *link == piece.link =>
            {
                last.push_str(text);
                return;
            }
            _ => {}
        }
        all.push(piece);
    };
    for piece in pieces {
        let mut piece = piece.clone();
        match &mut piece.what {
            What::Break if place == Place::Heading => piece = Piece::plain(" "),
            What::Text(text) => *text = text.replace(['\n', '\r', '\t'], " "),
            _ => {}
        }
        if place == Place::Heading {
            piece.face.strong = false;
        }
        push(piece);
    }
    let mut apart: Vec<Piece> = Vec::new();
    for at in 0..all.len() {
        let piece = all[at].clone();
        let What::Text(text) = &piece.what else {
            apart.push(piece);
            continue;
        };
        if piece.face == Face::default() && piece.link.is_none() {
            apart.push(piece);
            continue;
        }
        let inner = text.trim();
        let head = &text[..text.len() - text.trim_start().len()];
        let tail = if inner.is_empty() { "" } else { &text[text.trim_end().len()..] };
        let around = |blank: &str, other: Option<&Piece>| match other {
            // A blank between two pieces takes the look that they share.
            Some(other) => Piece {
                what: What::Text(blank.to_owned()),
                face: shared(piece.face, other.face),
                link: (piece.link == other.link).then(|| piece.link.clone()).flatten(),
            },
            None => Piece::plain(blank),
        };
        apart.push(around(head, at.checked_sub(1).map(|at| &all[at])));
        apart.push(Piece { what: What::Text(inner.to_owned()), ..piece.clone() });
        apart.push(around(tail, all.get(at + 1)));
    }
    let mut joined: Vec<Piece> = Vec::new();
    for piece in apart {
        match (&piece.what, joined.last_mut()) {
            (What::Text(text), _) if text.is_empty() => {}
            (What::Text(text), Some(Piece { what: What::Text(last), face, link }))
                if *face == piece.face && *link == piece.link =>
            {
                last.push_str(text);
            }
            _ => joined.push(piece),
        }
    }
    cut(&mut joined);
    joined
}

/// What two looks have in common.
fn shared(one: Face, other: Face) -> Face {
    Face {
        strong: one.strong && other.strong,
        emphasis: one.emphasis && other.emphasis,
        strike: one.strike && other.strike,
        code: one.code && other.code,
        position: Position::Line,
    }
}

/// Cuts off blanks and breaks at both ends, and blanks around breaks.
fn cut(pieces: &mut Vec<Piece>) {
    let blank = |c: char| c == ' ' || c == '\u{a0}';
    for at in 0..pieces.len() {
        let before = at == 0 || matches!(pieces[at - 1].what, What::Break);
        let after = at + 1 == pieces.len() || matches!(pieces[at + 1].what, What::Break);
        if let What::Text(text) = &mut pieces[at].what {
            if before {
                *text = text.trim_start_matches(blank).to_owned();
            }
            if after {
                *text = text.trim_end_matches(blank).to_owned();
            }
        }
    }
    let before = pieces.len();
    pieces.retain(|piece| !matches!(&piece.what, What::Text(text) if text.is_empty()));
    while pieces.last().is_some_and(|piece| piece.what == What::Break) {
        pieces.pop();
    }
    let breaks = pieces.iter().take_while(|piece| piece.what == What::Break).count();
    pieces.drain(..breaks);
    pieces.dedup_by(|next, piece| next.what == What::Break && piece.what == What::Break);
    if pieces.len() < before {
        cut(pieces);
    }
}

/// What reading should find: words, `\n` for breaks, `[^1]` for notes, alternative texts.
fn expected(pieces: &[Piece]) -> String {
    let mut text = String::new();
    for piece in pieces {
        match &piece.what {
            What::Text(words) => text.push_str(words),
            What::Break => text.push('\n'),
            What::Note(note) => text.push_str(&format!("[^{}]", note + 1)),
            What::Image { alternative, .. } => text.push_str(&alternative.replace(['\n', '\r', '\t'], " ")),
        }
    }
    text
}

/// Whether a paragraph reads back as one, with these words.
fn reads_as(text: &str, expected: &str, place: Place) -> bool {
    let notes = expected.split("[^").skip(1).filter_map(|rest| rest.split_once(']')).map(|(name, _)| name);
    let mut source = match place {
        Place::Heading => format!("# {text}\n"),
        Place::Item => format!("- {text}\n"),
        Place::Cell => format!("| {text} | a |\n|---|---|\n"),
        Place::Text => format!("{text}\n"),
    };
    for name in notes.collect::<std::collections::BTreeSet<_>>() {
        source.push_str(&format!("\n[^{name}]: x\n"));
    }
    let (mut found, mut depth, mut done) = (String::new(), 0, false);
    for (event, _) in event::events_in(&source) {
        match event {
            Event::Start(Tag::FootnoteDefinition(_)) => break,
            Event::Start(tag) => {
                let container = match tag {
                    Tag::Paragraph => matches!(place, Place::Text | Place::Item),
                    Tag::List(None) | Tag::Item => place == Place::Item && found.is_empty() && depth <= 2,
                    Tag::Heading { .. } => place == Place::Heading,
                    Tag::Table(_) | Tag::TableHead | Tag::TableCell => place == Place::Cell,
                    Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. } => true,
                    _ => false,
                };
                if !container || (done && place != Place::Cell) {
                    return false;
                }
                depth += 1;
            }
            Event::End(tag) => {
                depth -= 1;
                done |= matches!(tag, TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::List(_));
                if tag == TagEnd::TableCell {
                    return found == expected;
                }
            }
            Event::Text(text) | Event::Code(text) => found.push_str(&text),
            Event::SoftBreak => return false,
            Event::HardBreak => found.push('\n'),
            Event::FootnoteReference(name) => found.push_str(&format!("[^{name}]")),
            Event::InlineHtml(tag) if tag.as_ref() == "<br>" => found.push('\n'),
            Event::InlineHtml(tag) if ["<sub>", "</sub>", "<sup>", "</sup>"].contains(&tag.as_ref()) => {}
            _ => return false,
        }
    }
    found == expected
}

/// The signs of a look, in the order in which they open.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Sign {
    Link(String),
    Strong,
    Emphasis,
    Strike,
    Below,
    Above,
    Code(String),
}

fn signs(piece: &Piece, care: Care) -> Vec<Sign> {
    if care == Care::Bare {
        return Vec::new();
    }
    let mut signs: Vec<Sign> = piece.link.iter().cloned().map(Sign::Link).collect();
    // A note is no part of what is bold around it.
    if matches!(piece.what, What::Note(_) | What::Break) {
        return signs;
    }
    signs.extend(piece.face.strong.then_some(Sign::Strong));
    signs.extend(piece.face.emphasis.then_some(Sign::Emphasis));
    signs.extend(piece.face.strike.then_some(Sign::Strike));
    match piece.face.position {
        Position::Line => {}
        Position::Below => signs.push(Sign::Below),
        Position::Above => signs.push(Sign::Above),
    }
    if let (true, What::Text(text)) = (piece.face.code, &piece.what) {
        signs.push(Sign::Code(fence(text, 1)));
    }
    signs
}

fn write(pieces: &[Piece], place: Place, care: Care) -> String {
    let mut out = String::new();
    let mut open: Vec<Sign> = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        let wanted = signs(piece, care);
        let same = open.iter().zip(&wanted).take_while(|(one, other)| one == other).count();
        while open.len() > same {
            close(&mut out, open.pop().expect("there is one to close"));
        }
        for sign in &wanted[same..] {
            out.push_str(match sign {
                Sign::Code(fence) => fence,
                Sign::Link(_) => "[",
                Sign::Strong => "**",
                Sign::Emphasis => "*",
                Sign::Strike => "~~",
                Sign::Below => "<sub>",
                Sign::Above => "<sup>",
            });
            open.push(sign.clone());
        }
        match &piece.what {
            What::Text(text) if matches!(wanted.last(), Some(Sign::Code(_))) => code(&mut out, text, place),
            What::Text(text) => {
                let begins = matches!(place, Place::Text | Place::Item)
                    && (at == 0 || matches!(pieces[at - 1].what, What::Break));
                escape(&mut out, text, place, care, begins);
                let next = pieces.get(at + 1);
                if out.ends_with('!')
                    && !out.ends_with("\\!")
                    && next.is_some_and(|next| next.link.is_some() || matches!(next.what, What::Note(_)))
                {
                    out.pop();
                    out.push_str("\\!");
                }
            }
            What::Break if place == Place::Cell => out.push_str("<br>"),
            What::Break => out.push_str("\\\n"),
            What::Note(note) => out.push_str(&format!("[^{}]", note + 1)),
            What::Image { file, alternative } => {
                out.push_str("![");
                escape(&mut out, &alternative.replace(['\n', '\r', '\t'], " "), place, care, false);
                out.push_str(&format!("]({})", target(file)));
            }
        }
    }
    while let Some(sign) = open.pop() {
        close(&mut out, sign);
    }
    if place == Place::Heading && out.ends_with('#') && !out.ends_with("\\#") {
        out.pop();
        out.push_str("\\#");
    }
    out
}

fn close(out: &mut String, sign: Sign) {
    match sign {
        Sign::Link(to) => out.push_str(&format!("]({})", target(&to))),
        Sign::Strong => out.push_str("**"),
        Sign::Emphasis => out.push('*'),
        Sign::Strike => out.push_str("~~"),
        Sign::Below => out.push_str("</sub>"),
        Sign::Above => out.push_str("</sup>"),
        Sign::Code(fence) => out.push_str(&fence),
    }
}

/// Backticks, `least` or more, that no row of them in a text is as long as.
pub(super) fn fence(text: &str, least: usize) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    "`".repeat(least.max(longest + 1))
}

/// Writes text between backticks.
fn code(out: &mut String, text: &str, place: Place) {
    let text = if place == Place::Cell { text.replace('|', "\\|") } else { text.to_owned() };
    let blank = |at_edge: bool| if at_edge { " " } else { "" };
    let edges = text.starts_with('`') || text.ends_with('`');
    out.push_str(&format!("{}{text}{}", blank(edges), blank(edges)));
}

/// The target of a link or an image: nothing in it ends it before its end.
fn target(to: &str) -> String {
    let mut target = String::new();
    for c in to.chars() {
        match c {
            ' ' | '(' | ')' | '<' | '>' | '\\' | '"' | '|' | '*' | '_' | '`' if c != '_' => {
                target.push_str(&format!("%{:02X}", u32::from(c)));
            }
            c if c.is_control() => {}
            c => target.push(c),
        }
    }
    target
}

/// Writes text, with a backslash in front of what would be read as markup.
fn escape(out: &mut String, text: &str, place: Place, care: Care, begins: bool) {
    let text: &str = &text.replace('\u{0}', "");
    let mut rest = text;
    if begins && care != Care::Least {
        rest = open_line(out, text);
    }
    let from = text.len() - rest.len();
    for (at, c) in rest.char_indices() {
        let at = at + from;
        let (before, after) = (text[..at].chars().next_back(), text[at + c.len_utf8()..].chars().next());
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let blank = |c: Option<char>| c.is_some_and(|c| c == ' ' || c == '\u{a0}');
        let behind = &text[at + c.len_utf8()..];
        let needed = match c {
            '\\' => after.is_none_or(|c| c.is_ascii_punctuation()),
            '*' => !(blank(before) && blank(after)),
            '_' => !(word(before) && word(after) || blank(before) && blank(after)),
            '`' => true,
            '~' => !(blank(before) && blank(after)) && text.matches('~').count() > 1,
            '[' => behind.starts_with('^') || behind.contains("](") || begins && at == 0 || !behind.contains(']'),
            ']' => behind.starts_with(['(', ':']) || behind.is_empty(),
            '<' => after.is_none_or(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')),
            '&' => behind.split_once(';').is_some_and(|(name, _)| is_entity(name)) || behind.is_empty(),
            '|' => place == Place::Cell,
            '{' => place == Place::Heading && text.trim_end().ends_with('}'),
            _ => false,
        } && (care != Care::Least || c == '|');
        let careful = !matches!(care, Care::Least | Care::Some)
            && c.is_ascii_punctuation()
            && !matches!(c, ',' | '.' | '/' | '"' | '\'' | '%' | ';' | '?' | '(' | ')');
        if needed || careful {
            out.push('\\');
        }
        out.push(c);
    }
}

/// Whether the name of a character could stand between `&` and `;`.
fn is_entity(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'#')
}

/// Escapes what makes a line something else than a paragraph; what is left of the text comes back.
fn open_line<'t>(out: &mut String, text: &'t str) -> &'t str {
    let ends = |rest: &str| rest.is_empty() || rest.starts_with(' ');
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=9).contains(&digits) && text[digits..].starts_with(['.', ')']) && ends(&text[digits + 1..]) {
        out.push_str(&text[..digits]);
        out.push('\\');
        out.push_str(&text[digits..=digits]);
        return &text[digits + 1..];
    }
    let signs = text.bytes().take_while(|byte| *byte == b'#').count();
    let line = match text.chars().next() {
        Some('#') => (1..=6).contains(&signs) && ends(&text[signs..]),
        Some('>') => true,
        Some('-' | '+') => ends(&text[1..]) || text.starts_with("--"),
        Some('=') => true,
        Some(':') => true,
        Some('~') => text.starts_with("~~~"),
        Some('|') => true,
        _ => false,
    };
    if line {
        out.push('\\');
        out.push_str(&text[..1]);
        return &text[1..];
    }
    text
}
