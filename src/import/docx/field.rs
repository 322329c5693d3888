//! Fields of a Word file: which of them lead somewhere, which make a table of contents, and which fetch something.

use std::collections::VecDeque;

use crate::import::xml::Element;

/// A field that is open.
#[derive(Clone, Debug, Default)]
pub(super) struct Field {
    instruction: String,
    result: bool,
    effect: Option<Effect>,
    /// Whether it began in an earlier paragraph.
    earlier: bool,
}

/// The fields that are open, the innermost last.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields {
    open: Vec<Field>,
    /// Whether some field of the text lacks its beginning or its end: then none is believed to make a table of contents.
    broken: bool,
}

/// What a field does, where that matters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// It makes a table of contents.
    Contents,
    /// It leads to an address.
    Link(String),
    /// It leads to a place in the text.
    Anchor,
    /// It fetches something, or runs a program: its name.
    Outside(String),
}

impl Fields {
    /// The fields of a text, in which as many end as begin, or not.
    pub(super) fn of(text: &Element) -> Fields {
        let (mut begun, mut ended) = (0usize, 0usize);
        for field in text.descendants().into_iter().filter(|element| &*element.name == "w:fldChar") {
            match field.attribute("w:fldCharType") {
                Some("begin") => begun += 1,
                Some("end") => ended += 1,
                _ => {}
            }
        }
        Fields { open: Vec::new(), broken: begun != ended }
    }

    /// The fields of what stands in a frame of its own; those that were open come back.
    pub(super) fn set_aside(&mut self) -> Fields {
        let broken = self.broken;
        std::mem::replace(self, Fields { open: Vec::new(), broken })
    }

    /// A field begins.
    pub(super) fn begin(&mut self) {
        // No more than can be told apart.
        if self.open.len() < 64 {
            self.open.push(Field::default());
        }
    }

    /// Its instruction is over; what it does comes back.
    pub(super) fn separate(&mut self) -> Option<Effect> {
        let field = self.open.last_mut()?;
        field.result = true;
        field.effect = effect(&field.instruction);
        field.effect.clone()
    }

    /// It ends.
    pub(super) fn end(&mut self) {
        self.open.pop();
    }

    /// A piece of an instruction.
    pub(super) fn instruct(&mut self, text: &str) {
        if let Some(field) = self.open.last_mut().filter(|field| !field.result) {
            field.instruction.push_str(text);
        }
    }

    /// Whether text here is part of an instruction.
    pub(super) fn is_instruction(&self) -> bool {
        self.open.iter().any(|field| !field.result)
    }

    /// Whether text here is part of a table of contents.
    pub(super) fn is_contents(&self) -> bool {
        !self.broken && self.open.iter().any(|field| field.result && field.effect == Some(Effect::Contents))
    }

    /// A paragraph begins. An instruction that did not end before will not; a link ends with its paragraph.
    pub(super) fn paragraph(&mut self) {
        self.open.retain(|field| field.result);
        self.open.iter_mut().for_each(|field| field.earlier = true);
    }

    /// Where text here leads.
    pub(super) fn link(&self) -> Option<String> {
        self.open.iter().rev().filter(|field| field.result && !field.earlier).find_map(|field| match &field.effect {
            Some(Effect::Link(address)) => Some(address.clone()),
            _ => None,
        })
    }

    /// Forgets all fields: their ends are missing.
    pub(super) fn clear(&mut self) {
        self.open.clear();
    }
}

/// What an instruction does.
pub(super) fn effect(instruction: &str) -> Option<Effect> {
    let mut words: VecDeque<String> = split(instruction).into();
    let name = words.pop_front()?.to_uppercase();
    match name.as_str() {
        "TOC" => Some(Effect::Contents),
        "HYPERLINK" => {
            let mut anchor = None;
            let mut address = None;
            while let Some(word) = words.pop_front() {
                match word.as_str() {
                    "\\l" => anchor = words.pop_front(),
                    "\\o" | "\\t" => drop(words.pop_front()),
                    word if word.starts_with('\\') => {}
                    _ => address = address.or(Some(word)),
                }
            }
            match (address, anchor) {
                (Some(address), Some(anchor)) => Some(Effect::Link(format!("{address}#{anchor}"))),
                (Some(address), None) => Some(Effect::Link(address)),
                (None, _) => Some(Effect::Anchor),
            }
        }
        "DDE" | "DDEAUTO" | "INCLUDETEXT" | "INCLUDEPICTURE" | "IMPORT" | "INCLUDE" | "LINK" | "DATABASE" => {
            Some(Effect::Outside(name))
        }
        _ => None,
    }
}

/// The words of an instruction; those in quotation marks are one.
fn split(instruction: &str) -> Vec<String> {
    let mut words = Vec::new();
    let (mut word, mut quoted) = (String::new(), false);
    for c in instruction.chars() {
        match c {
            '"' | '„' | '“' | '”' => {
                if quoted {
                    words.push(std::mem::take(&mut word));
                }
                quoted = !quoted;
            }
            c if c.is_whitespace() && !quoted => {
                if !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
            }
            c => word.push(c),
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instructions_are_told_apart() {
        assert_eq!(effect(" TOC \\o \"1-3\" \\h "), Some(Effect::Contents));
        assert_eq!(
            effect("HYPERLINK \"https://example.org/a b\" \\o \"Tip\""),
            Some(Effect::Link("https://example.org/a b".to_owned()))
        );
        assert_eq!(effect(" HYPERLINK \\l \"_Toc1\" \\h"), Some(Effect::Anchor));
        assert_eq!(effect("dde excel plik"), Some(Effect::Outside("DDE".to_owned())));
        assert_eq!(effect(" PAGEREF _Toc1 \\h "), None);
        assert_eq!(effect(""), None);
    }
}
