//! Lists of a page and what it defines: items with the numbers that a browser shows, terms with their meanings.

use super::body::{Around, Flow, Reader};
use super::page::is_dead;
use super::sheet::property;
use crate::import::content::{Block, Piece, is_blank};
use crate::import::item::joined;
use crate::import::number::{Number, letters, roman};
use crate::import::xml::{Element, Node};

impl<'e> Reader<'e> {
    /// Reads a list.
    pub(super) fn list(&mut self, element: &'e Element, around: &Around, flow: &mut Flow) {
        let (depth, element) = unwrapped(element);
        if depth > 0 {
            let mut inner = Flow::default();
            self.list(element, around, &mut inner);
            let inner = inner.end();
            return match inner.iter().any(|block| matches!(block, Block::Heading { .. })) {
                true => inner.into_iter().for_each(|block| flow.add(block)),
                false => flow.nest(inner, depth),
            };
        }
        let ordered = &*element.name == "ol";
        let whole = |element: &Element, name: &str| element.attribute(name).and_then(|value| value.trim().parse().ok());
        let own: Vec<&Element> = element.elements().filter(|it| &*it.name == "li").collect();
        let reversed = element.attribute("reversed").is_some();
        let first = if reversed { u32::try_from(own.len()).unwrap_or(u32::MAX) } else { 1 };
        let mut next: u32 = whole(element, "start").unwrap_or(first);
        let style = counted(element);
        let mut items: Vec<(Number, Vec<Block>)> = Vec::new();
        for node in &element.children {
            let Node::Element(child) = node else { continue };
            if is_dead(child) || self.notes.is_apart(child) || self.is_hidden(child) {
                continue;
            }
            let mut content = self.framed(child, &Around { listed: true, ..around.clone() });
            if &*child.name != "li" {
                // A list that stands in a list without an item of its own belongs to the one before.
                match items.last_mut() {
                    Some((_, last)) => last.append(&mut content),
                    None => content.into_iter().for_each(|block| flow.add(block)),
                }
                continue;
            }
            next = whole(child, "value").unwrap_or(next);
            let style = if counted(child).is_empty() { style } else { counted(child) };
            let number = if ordered { number(next, style) } else { Number::Bullet };
            next = if reversed { next.saturating_sub(1) } else { next.saturating_add(1) };
            match content.first_mut() {
                None => {}
                // A heading that is numbered as an item is none, nor is what stands with it.
                Some(Block::Heading { text, .. }) => {
                    if !number.shown().is_empty() {
                        text.insert(0, Piece::plain(format!("{} ", number.shown())));
                    }
                    joined(std::mem::take(&mut items)).into_iter().for_each(|block| flow.add(block));
                    content.into_iter().for_each(|block| flow.add(block));
                }
                Some(_) => items.push((number, content)),
            }
        }
        joined(items).into_iter().for_each(|block| flow.add(block));
    }

    /// Reads terms and what they mean.
    pub(super) fn definitions(&mut self, element: &'e Element, around: &Around, flow: &mut Flow) {
        let mut parts: Vec<&'e Element> = Vec::new();
        for child in element.elements() {
            match &*child.name {
                "div" => parts.extend(child.elements()),
                _ => parts.push(child),
            }
        }
        let mut open: Option<(Vec<Piece>, Vec<Vec<Block>>)> = None;
        for part in parts.into_iter().filter(|part| !is_dead(part)) {
            if self.notes.is_apart(part) || self.is_hidden(part) {
                continue;
            }
            match (&*part.name, open.take()) {
                ("dt", before) => {
                    let (mut text, rest) = self.line(part, around);
                    match before {
                        // Several terms with one meaning stand on one line.
                        Some((mut term, meanings)) if meanings.is_empty() => {
                            term.push(Piece::plain(", "));
                            term.append(&mut text);
                            text = term;
                        }
                        before => defined(before, flow),
                    }
                    open = Some((text, rest.into_iter().map(|block| vec![block]).collect()));
                }
                ("dd", Some((term, mut meanings))) => {
                    meanings.push(self.framed(part, around));
                    open = Some((term, meanings));
                }
                (_, before) => {
                    defined(before, flow);
                    self.within(part, around, flow);
                }
            }
        }
        defined(open, flow);
    }
}

/// The list that stands alone in other ones, and in how many.
fn unwrapped(mut element: &Element) -> (usize, &Element) {
    let mut depth = 0;
    let is_list = |element: &Element| matches!(&*element.name, "ul" | "ol");
    while let Some(inner) = element.elements().next().filter(|inner| is_list(inner))
        && element.elements().count() == 1
    {
        (depth, element) = (depth + 1, inner);
    }
    (depth, element)
}

fn defined(open: Option<(Vec<Piece>, Vec<Vec<Block>>)>, flow: &mut Flow) {
    let Some((term, mut meanings)) = open else { return };
    meanings.retain(|meaning| !meaning.is_empty());
    if is_blank(&term) {
        return meanings.into_iter().flatten().for_each(|block| flow.add(block));
    }
    flow.add(if meanings.is_empty() { Block::Paragraph(term) } else { Block::Definition { term, meanings } });
}

/// How a list counts, as it says itself.
fn counted(element: &Element) -> &'static str {
    let style = property(element, "list-style-type").or(property(element, "list-style"));
    match element.attribute("type").or(style).map(str::trim).unwrap_or_default() {
        "a" | "lower-alpha" | "lower-latin" => "a",
        "A" | "upper-alpha" | "upper-latin" => "A",
        "i" | "lower-roman" => "i",
        "I" | "upper-roman" => "I",
        _ => "",
    }
}

fn number(number: u32, style: &str) -> Number {
    match style {
        "a" => Number::Shown(format!("{}.", letters(number))),
        "A" => Number::Shown(format!("{}.", letters(number).to_uppercase())),
        "i" => Number::Shown(format!("{}.", roman(number).to_lowercase())),
        "I" => Number::Shown(format!("{}.", roman(number))),
        _ => Number::Plain(number, '.'),
    }
}
