//! The lists of a text as Word counts them: a pattern per kind of mark, a list of its own per list of the text.

use super::NAMESPACES;
use super::package::DECLARATION;
use crate::render::layout::{List, Marks};

/// How many depths a pattern has.
pub(super) const DEPTHS: u8 = 9;
/// By how much a list stands further in than the one around it, in twentieths of a point.
pub(super) const STEP: u32 = 425;

/// The number of the list at `index` in the layout.
pub(super) fn number(index: usize) -> usize {
    index + 1
}

/// The part `word/numbering.xml`.
pub(super) fn numbering(lists: &[List]) -> String {
    let mut xml = format!("{DECLARATION}<w:numbering {NAMESPACES}>");
    for (id, kind) in ["bullet", "decimal", "decimal"].into_iter().enumerate() {
        xml.push_str(&format!(
            "<w:abstractNum w:abstractNumId=\"{id}\"><w:multiLevelType w:val=\"hybridMultilevel\"/>"
        ));
        for depth in 0..DEPTHS {
            let text = match id {
                0 => ["•", "–", "▪"][usize::from(depth % 3)].to_owned(),
                1 => format!("%{}.", depth + 1),
                _ => format!("%{})", depth + 1),
            };
            let left = STEP * (u32::from(depth) + 1);
            xml.push_str(&format!(
                "<w:lvl w:ilvl=\"{depth}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{kind}\"/>\
                 <w:lvlText w:val=\"{text}\"/><w:lvlJc w:val=\"left\"/>\
                 <w:pPr><w:ind w:left=\"{left}\" w:hanging=\"{STEP}\"/></w:pPr></w:lvl>"
            ));
        }
        xml.push_str("</w:abstractNum>");
    }
    for (index, list) in lists.iter().enumerate() {
        let (pattern, start) = match list.marks {
            Marks::Bullets => (0, None),
            Marks::Numbers(start) => (1, Some(start)),
            Marks::Parentheses(start) => (2, Some(start)),
        };
        xml.push_str(&format!("<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"{pattern}\"/>", number(index)));
        if let Some(start) = start {
            let depth = list.depth.min(DEPTHS - 1);
            let start = start.min(i32::MAX as u64);
            xml.push_str(&format!(
                "<w:lvlOverride w:ilvl=\"{depth}\"><w:startOverride w:val=\"{start}\"/></w:lvlOverride>"
            ));
        }
        xml.push_str("</w:num>");
    }
    xml.push_str("</w:numbering>");
    xml
}
