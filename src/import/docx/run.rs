//! The inside of a paragraph of a Word file: runs with their look, links, fields, notes, and what was tracked.

use super::body::{Flow, Reader, Sort};
use super::field::Effect;
use super::style::Look;
use crate::import::address::is_allowed;
use crate::import::content::{Face, Piece, What};
use crate::import::report::LossKind;
use crate::import::xml::Element;

/// What surrounds a run.
#[derive(Clone, Debug, Default)]
pub(super) struct Context {
    /// Where it leads.
    pub(super) link: Option<String>,
}

impl Reader<'_, '_> {
    /// Reads what stands in a paragraph, or in a part of it; text boxes come into `boxes`.
    pub(super) fn inline(
        &mut self,
        element: &Element,
        around: &Context,
        pieces: &mut Vec<Piece>,
        boxes: &mut Vec<Flow>,
    ) {
        for child in element.elements() {
            match &*child.name {
                "w:r" => self.run(child, around, pieces, boxes),
                "w:hyperlink" => {
                    let link = self.hyperlink(child).or_else(|| around.link.clone());
                    self.inline(child, &Context { link }, pieces, boxes);
                }
                "w:ins" | "w:moveTo" | "w:del" | "w:moveFrom" => {
                    self.report.read.changes = self.report.read.changes.saturating_add(1);
                    self.report.tracked_by(child.attribute("w:author"));
                    let inserted = matches!(&*child.name, "w:ins" | "w:moveTo");
                    if inserted == self.takes_inserted() {
                        self.inline(child, around, pieces, boxes);
                    } else {
                        self.passed_over = true;
                    }
                }
                "w:sdt" => {
                    if let Some(content) = child.child("w:sdtContent") {
                        self.inline(content, around, pieces, boxes);
                    }
                }
                "w:smartTag" | "w:customXml" | "w:dir" | "w:bdo" => self.inline(child, around, pieces, boxes),
                "w:fldSimple" => {
                    self.fields.begin();
                    self.fields.instruct(child.attribute("w:instr").unwrap_or_default());
                    self.separate();
                    self.inline(child, around, pieces, boxes);
                    self.fields.end();
                }
                "m:oMath" | "m:oMathPara" => self.equation(child, pieces),
                "w:commentRangeStart" => self.marked.begin(child.attribute("w:id").unwrap_or_default()),
                "w:commentRangeEnd" => self.marked.end(child.attribute("w:id").unwrap_or_default()),
                "w:subDoc" => self.lose(LossKind::External, ""),
                _ => {}
            }
        }
    }

    /// Where a link leads, as far as a text may lead there.
    fn hyperlink(&mut self, element: &Element) -> Option<String> {
        let anchor = element.attribute("w:anchor");
        let Some(id) = element.attribute("r:id") else {
            if anchor.is_some() && !self.fields.is_contents() {
                self.lose(LossKind::Anchor, "");
            }
            return None;
        };
        let relation = self.relations.get(id)?.clone();
        let anchor = anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default();
        self.allowed(format!("{}{anchor}", relation.target))
    }

    /// An address that a text may lead to.
    fn allowed(&mut self, address: String) -> Option<String> {
        let small = address.trim().to_ascii_lowercase();
        if is_allowed(&small) {
            return Some(address.trim().to_owned());
        }
        self.lose(LossKind::Address, &address);
        None
    }

    /// The instruction of a field is over.
    fn separate(&mut self) {
        match self.fields.separate() {
            Some(Effect::Outside(name)) => self.lose(LossKind::Field, &name),
            Some(Effect::Anchor) if !self.fields.is_contents() => self.lose(LossKind::Anchor, ""),
            _ => {}
        }
    }

    /// The signs of an equation, one after the other.
    fn equation(&mut self, element: &Element, pieces: &mut Vec<Piece>) {
        let texts = element.descendants().into_iter().filter(|it| &*it.name == "m:t").map(Element::text);
        let text: String = texts.collect();
        self.lose(LossKind::Equation, &text);
        pieces.push(Piece::plain(text));
    }

    fn run(&mut self, element: &Element, around: &Context, pieces: &mut Vec<Piece>, boxes: &mut Vec<Flow>) {
        let properties = element.child("w:rPr");
        let former = properties.and_then(|it| it.at(&["w:rPrChange", "w:rPr"])).filter(|_| !self.takes_inserted());
        let look = self.look(former.or(properties));
        let face = Face {
            strong: look.strong.unwrap_or(false),
            emphasis: look.emphasis.unwrap_or(false),
            strike: look.strike.unwrap_or(false),
            position: look.position.unwrap_or_default(),
            code: look.code.unwrap_or(false),
        };
        let mut text = String::new();
        for child in element.elements() {
            let said: &str = match &*child.name {
                "w:t" | "w:delText" => &child.text(),
                "w:tab" | "w:ptab" => " ",
                "w:noBreakHyphen" => "\u{2011}",
                "w:sym" => match symbol(child) {
                    Some(symbol) => symbol,
                    None => {
                        self.lose(LossKind::Symbol, child.attribute("w:char").unwrap_or_default());
                        ""
                    }
                },
                _ => "",
            };
            if !said.is_empty() {
                if self.fields.is_instruction() {
                    continue;
                }
                if self.fields.is_contents() {
                    self.report.read.contents = self.report.read.contents.saturating_add(1);
                    continue;
                }
                text.push_str(said);
                continue;
            }
            if matches!(&*child.name, "w:rPr" | "w:t" | "w:delText" | "w:sym" | "w:lastRenderedPageBreak") {
                continue;
            }
            self.say(&mut text, face, look, around, pieces);
            self.special(child, around, pieces, boxes);
        }
        self.say(&mut text, face, look, around, pieces);
    }

    /// Adds the text that was collected.
    fn say(&mut self, text: &mut String, face: Face, look: Look, around: &Context, pieces: &mut Vec<Piece>) {
        if text.is_empty() {
            return;
        }
        let text = std::mem::take(text);
        if look.hidden == Some(true) {
            if !text.trim().is_empty() {
                self.lose(LossKind::Hidden, &text);
            }
            return;
        }
        let link = match self.fields.link() {
            Some(address) => self.allowed(address),
            None => around.link.clone(),
        };
        self.marked.say(&text);
        pieces.push(Piece { what: What::Text(text), face, link });
    }

    /// What is no text: fields, breaks, notes, images.
    fn special(&mut self, element: &Element, around: &Context, pieces: &mut Vec<Piece>, boxes: &mut Vec<Flow>) {
        match &*element.name {
            "w:fldChar" => match element.attribute("w:fldCharType") {
                Some("begin") => self.fields.begin(),
                Some("separate") => self.separate(),
                Some("end") => self.fields.end(),
                _ => {}
            },
            "w:instrText" | "w:delInstrText" => self.fields.instruct(&element.text()),
            _ if self.fields.is_instruction() || self.fields.is_contents() => {}
            "w:br" if !matches!(element.attribute("w:type"), None | Some("textWrapping")) => {}
            "w:br" | "w:cr" => pieces.push(Piece { what: What::Break, face: Face::default(), link: None }),
            "w:footnoteReference" | "w:endnoteReference" => {
                let sort = if &*element.name == "w:footnoteReference" { Sort::Footnote } else { Sort::Endnote };
                let id = element.attribute("w:id").unwrap_or_default().to_owned();
                match self.note(sort, &id) {
                    Some(note) => pieces.push(Piece { what: What::Note(note), face: Face::default(), link: None }),
                    None => self.lose(LossKind::Note, &id),
                }
            }
            "w:drawing" | "w:pict" | "w:object" => self.picture(element, around, pieces, boxes),
            "w:commentReference" => {
                let id = element.attribute("w:id").unwrap_or_default();
                // One that is not in the file, or was told already, says nothing.
                let Some(mut comment) = self.parts.comments.remove(id) else { return };
                comment.wording = self.marked.take(id);
                comment.place.clone_from(&self.place);
                self.lose(LossKind::Comment, &comment.text);
                self.report.comments.push(comment);
            }
            _ => {}
        }
    }

    /// The look of a run: what it says itself, then what its style says.
    fn look(&self, properties: Option<&Element>) -> Look {
        let Some(properties) = properties else { return Look::default() };
        let style = properties.value("w:rStyle").map(|style| self.parts.styles.look(style)).unwrap_or_default();
        Look::of(properties).over(style)
    }
}

/// The character that a sign of a symbol font stands for, where that is certain.
fn symbol(element: &Element) -> Option<&'static str> {
    let font = element.attribute("w:font").unwrap_or_default().to_ascii_lowercase();
    let code = u32::from_str_radix(element.attribute("w:char")?, 16).ok()? & 0xff;
    let found = match (font.as_str(), code) {
        ("symbol", 0xb7) => "•",
        ("symbol", 0xb0) => "°",
        ("symbol", 0xb1) => "±",
        ("symbol", 0xa3) => "≤",
        ("symbol", 0xb3) => "≥",
        ("symbol", 0xb9) => "≠",
        ("symbol", 0xb4) => "×",
        ("symbol", 0xae) => "→",
        ("symbol", 0xac) => "←",
        ("symbol", 0xad) => "↑",
        ("symbol", 0xaf) => "↓",
        ("symbol", 0x61) => "α",
        ("symbol", 0x62) => "β",
        ("symbol", 0x67) => "γ",
        ("symbol", 0x64) => "δ",
        ("symbol", 0x44) => "Δ",
        ("symbol", 0x53) => "Σ",
        ("symbol", 0x6d) => "μ",
        ("symbol", 0x70) => "π",
        ("wingdings", 0xfc) => "✓",
        ("wingdings", 0xfb) => "✗",
        ("wingdings", 0xfe) => "☑",
        ("wingdings", 0xfd) => "☒",
        ("wingdings", 0xa8 | 0x6f) => "☐",
        ("wingdings", 0xe0) => "→",
        ("wingdings", 0xdf) => "←",
        ("wingdings", 0xa7) => "▪",
        _ => return None,
    };
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_symbol_fonts_are_told_where_they_are_certain() {
        let sign = |font: &str, code: &str| {
            let attributes = vec![("w:font".into(), font.into()), ("w:char".into(), code.into())];
            symbol(&Element { name: "w:sym".into(), attributes, children: Vec::new() })
        };
        assert_eq!(
            [sign("Symbol", "F0B3"), sign("Wingdings", "F0FC"), sign("Wingdings", "F001")],
            [Some("≥"), Some("✓"), None]
        );
    }
}
