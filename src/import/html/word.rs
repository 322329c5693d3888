//! What Word writes into pages: items that are paragraphs, contents, comments.

use super::sheet::{classes, property};
use super::words_of;
use crate::import::number::Number;
use crate::import::xml::{Element, Node};

/// What the signs of the fonts stand for that Word sets bullets in.
const BULLETS: [&str; 14] = ["·", "•", "o", "§", "–", "-", "—", "*", "ü", "Ø", "v", "q", "", "▪"];

/// A paragraph that is an item.
pub(super) struct Marked {
    /// How deep it stands, from 0.
    pub(super) level: u8,
    /// Its number.
    pub(super) number: Number,
    /// What stands for it at the beginning of its text; empty where it stands apart.
    pub(super) sign: String,
}

/// The number of a paragraph that Word sets as an item, and how deep it stands.
pub(super) fn marked(element: &Element) -> Option<Marked> {
    let list = property(element, "mso-list").filter(|list| !list.eq_ignore_ascii_case("none"));
    let level = list.and_then(|list| {
        list.split_ascii_whitespace().find_map(|part| part.strip_prefix("level")).and_then(|level| level.parse().ok())
    });
    let shown = match list {
        Some(_) => element.descendants().into_iter().find(|it| is_marker(it)).map(words_of),
        None if classes(element).any(|class| class.starts_with("MsoList")) => spaced(element),
        None => None,
    };
    let shown = shown?;
    let indent = property(element, "margin-left").and_then(points).unwrap_or(36);
    let level = level.map_or(indent / 36, |level: u32| level).saturating_sub(1).min(8);
    let sign = if list.is_some() { String::new() } else { shown.clone() };
    Some(Marked { level: u8::try_from(level).unwrap_or(8), number: number(&shown), sign })
}

/// Whether an element holds the number of an item, which the reader of the page computes.
pub(super) fn is_marker(element: &Element) -> bool {
    property(element, "mso-list").is_some_and(|list| list.eq_ignore_ascii_case("ignore"))
}

/// Whether an element is the space that Word sets between a number and its text.
pub(super) fn is_spacer(element: &Element) -> bool {
    let style = element.attribute("style").unwrap_or_default();
    style.contains("7.0pt") && style.contains("Times New Roman") && words_of(element).is_empty()
}

/// What stands in front of the space behind a number.
fn spaced(element: &Element) -> Option<String> {
    fn before(element: &Element, text: &mut String) -> bool {
        for node in &element.children {
            match node {
                Node::Text(own) => text.push_str(own),
                Node::Element(child) if is_spacer(child) => return true,
                Node::Element(child) => {
                    if before(child, text) {
                        return true;
                    }
                }
            }
        }
        false
    }
    let mut text = String::new();
    let text = before(element, &mut text).then(|| text.trim().to_owned())?;
    (text.chars().count() <= 16).then_some(text)
}

fn number(shown: &str) -> Number {
    let shown = shown.trim();
    if BULLETS.contains(&shown) {
        return Number::Bullet;
    }
    let digits = shown.trim_end_matches(['.', ')']);
    match (digits.parse(), &shown[digits.len()..]) {
        (Ok(number), ".") => Number::Plain(number, '.'),
        (Ok(number), ")") => Number::Plain(number, ')'),
        _ => Number::Shown(shown.to_owned()),
    }
}

fn points(length: &str) -> Option<u32> {
    let (number, scale) = [("pt", 1000), ("cm", 28_346), ("in", 72_000), ("mm", 2_835), ("px", 750)]
        .into_iter()
        .find_map(|(unit, scale)| length.strip_suffix(unit).map(|number| (number, scale)))?;
    let (whole, part) = number.split_once('.').unwrap_or((number, "0"));
    let tenth: u32 = part.get(..1)?.parse().ok()?;
    let tenths = whole.parse::<u32>().ok()?.min(10_000) * 10 + tenth;
    // In thousandths of a point, rounded.
    Some((tenths * scale / 10 + 500) / 1000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::html::tree;

    #[test]
    fn items_are_told_from_paragraphs() {
        let page = tree::read(
            "<p class=MsoListParagraph style='margin-left:36.0pt;text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]>\
             <span style='mso-list:Ignore'>1.<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span><![endif]>Jeden</p>\
             <p class=MsoNormal style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>a)<span>&nbsp;</span></span>pod</p>\
             <p class=MsoListParagraphCxSpFirst style='margin-left:72.0pt;text-indent:-18.0pt'><span style='font-family:Symbol'>·<span style='font:7.0pt \"Times New Roman\"'>&nbsp; </span></span>Kropka</p>\
             <p class=MsoListParagraph>Dalej</p><p class=MsoNormal>1. Zwykły</p><p style='mso-list:none'>Nic</p>",
        )
        .expect("it is small");
        let body = page.child("body").expect("there is one");
        let found: Vec<Option<(u8, String)>> =
            body.elements().map(|it| marked(it).map(|marked| (marked.level, format!("{:?}", marked.number)))).collect();
        assert_eq!(
            found,
            [
                Some((0, "Plain(1, '.')".to_owned())),
                Some((1, "Shown(\"a)\")".to_owned())),
                Some((1, "Bullet".to_owned())),
                None,
                None,
                None
            ]
        );
    }
}
