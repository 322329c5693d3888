//! Characters that never reach a reader raw: controls, direction overrides, invisible ones; they are shown by code.

use std::borrow::Cow;
use std::fmt::Write as _;

/// The text with every control, direction and zero-width character shown as `⟦U+202E⟧`.
///
/// Line feeds, no-break spaces and soft hyphens stay: they are legitimate in texts and harmless on a terminal.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '\t' => shown.push(' '),
            hidden if is_hidden(hidden) => {
                write!(shown, "⟦U+{:04X}⟧", u32::from(hidden)).expect("a string takes everything");
            }
            other => shown.push(other),
        }
    }
    Cow::Owned(shown)
}

/// Like [`visible`], in one line: line feeds become spaces.
pub fn one_line(text: &str) -> String {
    visible(text).replace('\n', " ")
}

fn is_hidden(character: char) -> bool {
    match character {
        '\n' => false,
        '\u{00}'..='\u{1f}' | '\u{7f}'..='\u{9f}' => true,
        '\u{061c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' => true,
        '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' => true,
        _ => false,
    }
}
