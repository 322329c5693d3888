//! Text within a paragraph of a page: its look, links, references to notes, what is marked as inserted or deleted.

use super::body::{Around, Flow, Reader};
use super::note::{leads_back, reference};
use super::word::{is_marker, is_spacer};
use super::words_of;
use crate::import::Changes;
use crate::import::address::is_allowed;
use crate::import::content::{Face, Piece, Position, What};
use crate::import::report::LossKind;
use crate::import::xml::Element;

/// Notes stand in notes this deep at most.
const NOTES_DEEP: usize = 4;

impl<'e> Reader<'e> {
    /// Reads an element that stands within a line.
    pub(super) fn inline(&mut self, element: &'e Element, around: &Around, flow: &mut Flow) {
        let look = self.sheet.look(element);
        let mut around = Around { face: look.face(around.face), ..around.clone() };
        let face = &mut around.face;
        match &*element.name {
            "b" | "strong" => face.strong = look.strong.unwrap_or(true),
            "i" | "em" | "cite" | "dfn" | "var" => face.emphasis = look.emphasis.unwrap_or(true),
            "s" | "strike" => face.strike = true,
            "sub" => face.position = Position::Below,
            "sup" => face.position = Position::Above,
            "code" | "kbd" | "samp" | "tt" => face.code = true,
            "del" | "ins" => return self.tracked(element, around, flow),
            "a" => return self.link(element, around, flow),
            "q" => {
                self.say("„", &around, flow);
                self.walk(element, &around, flow);
                return self.say("”", &around, flow);
            }
            _ if is_marker(element) || around.item && is_spacer(element) => return,
            _ => {}
        }
        self.walk(element, &around, flow);
    }

    /// Adds text, with blanks as browsers show them.
    pub(super) fn say(&mut self, text: &str, around: &Around, flow: &mut Flow) {
        let mut said = String::with_capacity(text.len());
        let mut blank = match flow.line.last().map(|piece| &piece.what) {
            None | Some(What::Break) => true,
            Some(What::Text(text)) => text.ends_with(' '),
            Some(What::Note(_) | What::Image { .. }) => false,
        };
        for c in text.chars() {
            if matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}') {
                if !blank {
                    said.push(' ');
                }
                blank = true;
            } else if !c.is_control() {
                said.push(c);
                blank = false;
            }
        }
        if said.is_empty() {
            return;
        }
        match flow.line.last_mut() {
            Some(Piece { what: What::Text(last), face, link }) if *face == around.face && *link == around.link => {
                last.push_str(&said);
            }
            _ => flow.line.push(Piece { what: What::Text(said), face: around.face, link: around.link.clone() }),
        }
    }

    /// What is marked as inserted or deleted.
    fn tracked(&mut self, element: &'e Element, mut around: Around, flow: &mut Flow) {
        let deleted = &*element.name == "del";
        if deleted && self.strikes {
            around.face.strike = true;
            return self.walk(element, &around, flow);
        }
        self.report.read.changes = self.report.read.changes.saturating_add(1);
        self.report.tracked_by(element.attribute("cite").and_then(|cite| cite.strip_prefix("mailto:")));
        if deleted == (self.changes == Changes::Reject) {
            self.walk(element, &around, flow);
        }
    }

    fn link(&mut self, element: &'e Element, around: Around, flow: &mut Flow) {
        if around.depth > 0 && leads_back(element) {
            return;
        }
        let words = words_of(element);
        let target = element.attribute("href").map(str::trim).unwrap_or_default();
        if let Some(note) = reference(element)
            && (target.starts_with('#') || self.notes.body(note).is_some())
        {
            return self.note(element, note, &around, flow);
        }
        if target.starts_with('#') && matches!(words.as_str(), "¶" | "#" | "§" | "🔗") {
            return;
        }
        let link = if target.is_empty() { None } else { self.allowed(target, &words) };
        let link = link.or_else(|| around.link.clone());
        self.walk(element, &Around { link, ..around }, flow);
    }

    /// An address that a text may lead to.
    fn allowed(&mut self, target: &str, words: &str) -> Option<String> {
        let whole = match (target.strip_prefix("//"), &self.base) {
            (Some(_), _) => format!("https:{target}"),
            (None, Some(base)) if target.starts_with('/') => {
                let host = base.splitn(4, '/').take(3).collect::<Vec<_>>().join("/");
                format!("{host}{target}")
            }
            _ => target.to_owned(),
        };
        let small = whole.to_ascii_lowercase();
        if is_allowed(&small) {
            return Some(whole);
        }
        if target.starts_with('#') {
            if !words.is_empty() {
                self.lose(LossKind::Anchor, "");
            }
        } else {
            self.lose(LossKind::Address, target);
        }
        None
    }

    /// A reference to a note, which is read when it is met first.
    fn note(&mut self, element: &'e Element, target: &'e str, around: &Around, flow: &mut Flow) {
        let known = self.noted.get(target).copied();
        let number = match (known, self.notes.body(target)) {
            (Some(number), _) => number,
            (None, Some(body)) if around.depth < NOTES_DEEP => {
                let number = self.written.len();
                self.written.push(Vec::new());
                self.noted.insert(target, number);
                let inner = Around { depth: around.depth + 1, ..Around::default() };
                self.written[number] = self.framed(body, &inner);
                number
            }
            _ => return self.lose(LossKind::Note, &words_of(element)),
        };
        flow.line.push(Piece { what: What::Note(number), face: Face::default(), link: None });
    }
}
