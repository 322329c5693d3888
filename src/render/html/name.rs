//! What a reader of the page is told about the characters that stand as codes.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use minijinja::{HtmlEscape, Value};

use super::breaking::breakable;
use crate::locale::{self, Locale};
use crate::render::guard::{self, Part};

/// Hidden characters that have a name in the locale room, under `hidden-<code>`.
const NAMED: [char; 23] = [
    '\u{1b}', '\r', '\u{c}', '\u{ad}', '\u{61c}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{200e}', '\u{200f}',
    '\u{2028}', '\u{2029}', '\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}', '\u{202e}', '\u{2060}', '\u{2066}',
    '\u{2067}', '\u{2068}', '\u{2069}', '\u{feff}',
];

/// Names of the characters that stand as codes.
pub(super) struct Names {
    by_character: BTreeMap<char, String>,
    hidden: String,
    cyrillic: String,
    greek: String,
    bracket: String,
}

impl Names {
    /// The names in the language of `locale`.
    pub(super) fn new(locale: &Locale) -> Self {
        let named = NAMED.into_iter().map(|character| {
            let name = locale.text(&format!("hidden-{:04x}", u32::from(character)), &[]);
            (character, locale.text("hidden-named", &[("name", locale::Value::Text(&name))]))
        });
        Names {
            by_character: named.collect(),
            hidden: locale.text("hidden", &[]),
            cyrillic: locale.text("hidden-cyrillic", &[]),
            greek: locale.text("hidden-greek", &[]),
            bracket: locale.text("hidden-bracket", &[]),
        }
    }

    fn of(&self, character: char) -> &str {
        match character {
            '⟦' => &self.bracket,
            '\u{400}'..='\u{52f}' => &self.cyrillic,
            '\u{370}'..='\u{3ff}' => &self.greek,
            other => self.by_character.get(&other).unwrap_or(&self.hidden),
        }
    }

    /// The text as HTML, its codes set apart and named in words.
    pub(super) fn marked(&self, text: &str) -> Value {
        let mut html = String::with_capacity(text.len() + 16);
        for part in guard::parts(text) {
            let _ = match part {
                Part::Plain(text) => write!(html, "{}", breakable(text)),
                Part::Code(code, character) => {
                    let name = HtmlEscape(self.of(character));
                    write!(
                        html,
                        "<span class=\"unseen\" title=\"{name}\">{code}<span class=\"said\"> {name} </span></span>"
                    )
                }
            };
        }
        Value::from_safe_string(html)
    }
}
