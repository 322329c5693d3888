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

/// A name as [`shown`] writes a text, of so many characters at most: Word refuses longer ones in some places.
pub(in crate::render) fn name(text: &str, limit: usize) -> String {
    let line = guard::one_line(text);
    let units = |it: char| it.len_utf16();
    if line.chars().map(units).sum::<usize>() <= limit {
        return escaped(&line);
    }
    let mut used = 1;
    let fits = |it: &char| {
        used += units(*it);
        used <= limit
    };
    escaped(&(line.chars().take_while(fits).collect::<String>() + "…"))
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
    fn long_names_are_cut() {
        assert_eq!(name("Jan & spółka", 12), "Jan &amp; spółka");
        assert_eq!(name("Jan & spółka", 11), "Jan &amp; spół…");
        assert_eq!(name("\u{1f600}\u{1f600}\u{1f600}", 5), "\u{1f600}\u{1f600}…");
    }

    #[test]
    fn hidden_characters_are_told() {
        assert_eq!(shown("a\u{1}b\nc\u{202e}"), "a⟦U+0001⟧b c⟦U+202E⟧");
    }
}
