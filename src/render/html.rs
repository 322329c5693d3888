//! A comparison as one self-contained page.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior};
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::Subject;
use super::reading::{Reading, reading};

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
