//! Characters that never reach a reader raw: those that nobody sees, and letters that pass for others, are told by code.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::document::hidden;

/// What a code is told between.
const OPEN: &str = "⟦U+";
const CLOSE: char = '⟧';

/// The text with every hidden character shown as `⟦U+202E⟧`, and such a code behind the Cyrillic and Greek letters of a
/// word that is Latin otherwise. A tab becomes a space; line feeds stay, and no-break spaces do.
///
/// A text that spells such a code itself is told from it: its bracket is shown by its own code.
pub fn visible(text: &str) -> Cow<'_, str> {
    let harmless = |byte: u8| matches!(byte, b'\n' | b' '..=b'~');
    if text.bytes().all(harmless) {
        return Cow::Borrowed(text);
    }
    let mut mixed = hidden::mixed_words(text).peekable();
    if mixed.peek().is_none() && !text.contains(|c| hidden::is_hidden(c) || c == '\t') && !text.contains(OPEN) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for (at, character) in text.char_indices() {
        while mixed.next_if(|(start, word)| start + word.len() <= at).is_some() {}
        let foreign = mixed.peek().is_some_and(|(start, _)| *start <= at) && hidden::is_foreign(character);
        match character {
            '\t' => shown.push(' '),
            '⟦' if text[at..].starts_with(OPEN) => push_code(&mut shown, character),
            it if hidden::is_hidden(it) => push_code(&mut shown, it),
            other => shown.push(other),
        }
        if foreign {
            push_code(&mut shown, character);
        }
    }
    Cow::Owned(shown)
}

/// Like [`visible`], in one line: line feeds become spaces.
pub fn one_line(text: &str) -> String {
    visible(text).replace('\n', " ")
}

/// Like [`visible`], with line feeds shown by their code as well: for names that people give.
pub fn name(text: &str) -> String {
    visible(text).replace('\n', "⟦U+000A⟧")
}

fn push_code(shown: &mut String, character: char) {
    write!(shown, "{OPEN}{:04X}{CLOSE}", u32::from(character)).expect("a string takes everything");
}

/// A part of a text that [`visible`] returned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'t> {
    /// Text as it is.
    Plain(&'t str),
    /// A code with its brackets, and the character that it stands for.
    Code(&'t str, char),
}

/// Takes a text that [`visible`] returned apart.
pub fn parts(shown: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = shown;
    while let Some(start) = rest.find(OPEN) {
        let digits = &rest[start + OPEN.len()..];
        let code = digits.find(CLOSE).and_then(|end| Some((end, u32::from_str_radix(&digits[..end], 16).ok()?)));
        let Some((end, character)) = code.and_then(|(end, code)| Some((end, char::from_u32(code)?))) else { break };
        let end = start + OPEN.len() + end + CLOSE.len_utf8();
        if start > 0 {
            parts.push(Part::Plain(&rest[..start]));
        }
        parts.push(Part::Code(&rest[start..end], character));
        rest = &rest[end..];
    }
    if !rest.is_empty() {
        parts.push(Part::Plain(rest));
    }
    parts
}

/// Puts a code behind all foreign letters of a text that [`visible`] returned, where there is none yet.
pub fn with_letters_named(shown: &str) -> String {
    let mut named = String::with_capacity(shown.len() + 16);
    let parts = parts(shown);
    for (at, part) in parts.iter().enumerate() {
        match part {
            Part::Code(code, _) => named.push_str(code),
            Part::Plain(text) => {
                for (place, letter) in text.char_indices() {
                    named.push(letter);
                    let last = place + letter.len_utf8() == text.len();
                    let told = last && matches!(parts.get(at + 1), Some(Part::Code(_, it)) if *it == letter);
                    if hidden::is_foreign(letter) && !told {
                        push_code(&mut named, letter);
                    }
                }
            }
        }
    }
    named
}

/// The text that [`visible`] returned as it looks without the codes, letters that pass for Latin ones as these.
pub fn look(shown: &str) -> String {
    let plain = parts(shown).into_iter().filter_map(|part| match part {
        Part::Plain(text) => Some(text),
        Part::Code(..) => None,
    });
    plain.flat_map(str::chars).map(|letter| hidden::twin(letter).unwrap_or(letter)).collect()
}
