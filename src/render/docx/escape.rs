//! Text for XML: escaped, and without a character that XML 1.0 cannot hold.

use std::fmt::Write as _;

use crate::render::guard;

/// Appends a text for the inside of an element or of an attribute in double quotation marks. What XML cannot hold becomes
/// U+FFFD: the last barrier, behind [`shown`], which tells such characters by their code.
pub(in crate::render) fn push(xml: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '"' => xml.push_str("&quot;"),
            '\t' | '\n' | '\r' => write!(xml, "&#{};", u32::from(character)).expect("a string takes everything"),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => xml.push('\u{fffd}'),
            other => xml.push(other),
        }
    }
}

/// A text as [`push`] writes it.
pub(in crate::render) fn escaped(text: &str) -> String {
    let mut xml = String::with_capacity(text.len() + 8);
    push(&mut xml, text);
    xml
}

/// A text of a person as a reader may see it, in one line and escaped: hidden characters are told by their code.
pub(in crate::render) fn shown(text: &str) -> String {
    escaped(&guard::one_line(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_text_and_what_xml_cannot_hold_is_replaced() {
        assert_eq!(escaped("a<b>&\"'\u{1}\u{ffff}\u{1f600}"), "a&lt;b&gt;&amp;&quot;'\u{fffd}\u{fffd}\u{1f600}");
        assert_eq!(escaped("a\tb\nc\rd"), "a&#9;b&#10;c&#13;d");
    }

    #[test]
    fn hidden_characters_are_told() {
        assert_eq!(shown("a\u{1}b\nc\u{202e}"), "a⟦U+0001⟧b c⟦U+202E⟧");
    }
}
