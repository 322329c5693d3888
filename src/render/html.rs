//! A comparison as one self-contained page.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, HtmlEscape, UndefinedBehavior, Value};
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::Subject;
use super::guard::{self, Part};
use super::reading::{Reading, reading};
use crate::locale::Locale;

const TEMPLATE: &str = include_str!("../../templates/html/comparison.html");
const STYLE: &str = include_str!("../../templates/html/comparison.css");

/// Wording that the template takes from the locale room.
const WORDS: [&str; 18] = [
    "absent",
    "at-a-glance",
    "changes",
    "document-data",
    "legend-page",
    "list-of-changes",
    "made-with",
    "nothing-of-kind",
    "number-only",
    "page-title",
    "remarks",
    "row-moved",
    "said-deleted",
    "said-end",
    "said-inserted",
    "skip-to-changes",
    "table",
    "to-list",
];

/// Hidden characters that have a name in the locale room, under `hidden-<code>`.
const NAMED: [char; 23] = [
    '\u{1b}', '\r', '\u{c}', '\u{ad}', '\u{61c}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{200e}', '\u{200f}',
    '\u{2028}', '\u{2029}', '\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}', '\u{202e}', '\u{2060}', '\u{2066}',
    '\u{2067}', '\u{2068}', '\u{2069}', '\u{feff}',
];

/// What a reader is told about the characters that stand as codes.
struct Names {
    by_character: BTreeMap<char, String>,
    hidden: String,
    cyrillic: String,
    greek: String,
    bracket: String,
}

impl Names {
    fn new(locale: &Locale) -> Self {
        let named = NAMED.into_iter().map(|character| {
            let name = locale.text(&format!("hidden-{:04x}", u32::from(character)), &[]);
            (character, locale.text("hidden-named", &[("name", crate::locale::Value::Text(&name))]))
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
    fn marked(&self, text: &str) -> Value {
        let mut html = String::with_capacity(text.len() + 16);
        for part in guard::parts(text) {
            let _ = match part {
                Part::Plain(text) => write!(html, "{}", HtmlEscape(text)),
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

/// What the template sees.
#[derive(Serialize)]
struct Page<'a> {
    told: &'a Reading,
    words: BTreeMap<&'static str, String>,
    style: &'a str,
    style_hash: String,
}

/// Shows a comparison as one page that needs nothing but itself: no script, no request, every text escaped. Fails only
/// where the template does.
pub fn html(subject: &Subject<'_>) -> Result<String, minijinja::Error> {
    let told = reading(subject);
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    let names = Names::new(subject.locale);
    environment.add_filter("seen", move |text: &str| names.marked(text));
    environment.add_template("html/comparison.html", TEMPLATE)?;
    let title = [("title", crate::locale::Value::Text(&told.title))];
    let wording = WORDS.map(|key| {
        let values: &[_] = if key == "page-title" { &title } else { &[] };
        (key, subject.locale.text(key, values))
    });
    // The Nu HTML checker trims a style before it compares the hash, browsers don't: trimmed, both agree.
    let style = STYLE.trim();
    let page = Page {
        told: &told,
        words: BTreeMap::from(wording),
        style,
        style_hash: STANDARD.encode(Sha256::digest(style.as_bytes())),
    };
    environment.get_template("html/comparison.html")?.render(Serde(page))
}
