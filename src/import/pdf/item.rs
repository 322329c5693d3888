//! Items of lists: their markers, and how deep they stand by where their text begins.

use crate::import::content::{Block, Piece, What, words};
use crate::import::item::joined;
use crate::import::number::Number;

/// An item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) number: Number,
    /// Where its text begins.
    pub(super) x: i32,
    /// What it holds; its own text comes first.
    pub(super) blocks: Vec<Block>,
}

/// Texts that begin no farther apart than this stand equally deep, in hundredths of a point.
const NEAR: i32 = 450;

/// The marker that a text begins with, and its length in bytes with the blanks behind it.
pub(super) fn marker(text: &str) -> Option<(Number, usize)> {
    let first = text.chars().next()?;
    let blanks = |from: usize| text[from..].len() - text[from..].trim_start().len();
    if "•◦○●▪■□◆➢➤✓✔‣⁃∙·".contains(first) || matches!(first, '–' | '-' | '—' | '*') {
        let end = first.len_utf8();
        return (blanks(end) > 0 || text.len() == end).then(|| (Number::Bullet, end + blanks(end)));
    }
    let end = text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len());
    let sign = text[end..].chars().next().filter(|sign| matches!(sign, '.' | ')'))?;
    let (label, after) = (&text[..end], end + 1);
    if label.is_empty() || !(blanks(after) > 0 || text.len() == after) {
        return None;
    }
    let length = after + blanks(after);
    if label.len() <= 3 && label.bytes().all(|it| it.is_ascii_digit()) {
        return label.parse().ok().map(|number| (Number::Plain(number, sign), length));
    }
    let roman = label.bytes().all(|it| b"ivxlIVXL".contains(&it)) && label.len() <= 6;
    let letters = label.len() <= 2 && label.bytes().all(|it| it.is_ascii_lowercase()) && sign == ')';
    (roman || letters).then(|| (Number::Shown(format!("{label}{sign}")), length))
}

/// Takes so many bytes of text from the beginning of pieces.
pub(super) fn without(pieces: &mut Vec<Piece>, mut bytes: usize) {
    for piece in pieces.iter_mut() {
        if let What::Text(text) = &mut piece.what {
            let cut = bytes.min(text.len());
            text.drain(..cut);
            bytes -= cut;
        }
        if bytes == 0 {
            break;
        }
    }
    pieces.retain(|piece| !matches!(&piece.what, What::Text(text) if text.is_empty()));
}

/// The lists that items make.
pub(super) fn lists(items: Vec<Item>) -> Vec<Block> {
    let mut depths: Vec<i32> = Vec::new();
    let mut levels = Vec::with_capacity(items.len());
    for item in &items {
        while depths.last().is_some_and(|x| item.x < x - NEAR) {
            depths.pop();
        }
        if depths.last().is_none_or(|x| item.x > x + NEAR) {
            depths.push(item.x);
        }
        levels.push(depths.len());
    }
    let mut items = items.into_iter().zip(levels).peekable();
    nested(&mut items, 0)
}

fn nested(items: &mut std::iter::Peekable<impl Iterator<Item = (Item, usize)>>, above: usize) -> Vec<Block> {
    let mut found = Vec::new();
    while let Some((item, level)) = items.next_if(|(_, level)| *level > above) {
        let mut content = item.blocks;
        content.extend(nested(items, level));
        found.push((item.number, content));
    }
    joined(found)
}

/// Takes the marker from the text of an item.
pub(super) fn marked(pieces: &mut Vec<Piece>) -> Option<Number> {
    let (marker, length) = marker(&words(pieces))?;
    without(pieces, length);
    Some(marker)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_are_told_from_text() {
        let of = |text: &str| marker(text).map(|(marker, length)| (marker, text[length..].to_owned()));
        assert_eq!(of("• Badania"), Some((Number::Bullet, "Badania".to_owned())));
        assert_eq!(of("–  Badania"), Some((Number::Bullet, "Badania".to_owned())));
        assert_eq!(of("12. Badania"), Some((Number::Plain(12, '.'), "Badania".to_owned())));
        assert_eq!(of("a) Badania"), Some((Number::Shown("a)".to_owned()), "Badania".to_owned())));
        assert_eq!(of("IV. Badania"), Some((Number::Shown("IV.".to_owned()), "Badania".to_owned())));
        for text in ["", "Badania", "12.5 mln", "-5 stopni", "2027. roku".get(4..).unwrap_or(""), "2027. Rok", "do. x"]
        {
            assert_eq!(of(text), None, "{text}");
        }
    }

    #[test]
    fn items_nest_by_where_their_text_begins() {
        let item = |x: i32, text: &str| Item {
            number: Number::Bullet,
            x,
            blocks: vec![Block::Paragraph(vec![Piece::plain(text)])],
        };
        let blocks =
            lists(vec![item(2_000, "a"), item(4_000, "b"), item(4_100, "c"), item(2_010, "d"), item(900, "e")]);
        let content = crate::import::content::Content { blocks, ..Default::default() };
        assert_eq!(crate::import::markdown::markdown(&content), "- a\n  - b\n  - c\n- d\n- e\n");
    }
}
