//! A comparison as one self-contained page.

mod body;
mod breaking;
mod consultation;
mod name;
mod page;
pub mod paper;

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::Subject;
use super::brand::Brand;
use super::paper::Sender;
use super::reading::glance::{Glance, glance};
use super::reading::state::{State, states};
use super::reading::{Reading, whole};
use super::template::{TemplateError, Templates, fill};
use crate::consult::Format;
use crate::locale::{Locale, Value};
use consultation::{Consultation, consultation};
use name::Names;
use page::{Kind, Leaf, Line};

/// Wording that the templates take from the locale room.
const WORDS: [&str; 58] = [
    "absent",
    "at-a-glance",
    "bar-deleted",
    "bar-inserted",
    "bar-kept",
    "bar-moved",
    "bars",
    "changes",
    "contents",
    "contents-only",
    "continuity-explained",
    "continuity-name",
    "document-data",
    "filter",
    "filter-all",
    "filter-none",
    "glance-added",
    "glance-figures",
    "glance-figures-note",
    "quantity-difference",
    "glance-journeys",
    "glance-more",
    "glance-none",
    "glance-removed",
    "glance-titles",
    "keys",
    "kicker",
    "legend-page",
    "made-with",
    "next-section",
    "nothing-of-kind",
    "remarks",
    "row-added",
    "row-moved",
    "row-removed",
    "said-deleted",
    "said-end",
    "said-from",
    "said-inserted",
    "said-later",
    "said-earlier",
    "said-order",
    "said-to",
    "said-was",
    "said-now",
    "skip-to-changes",
    "state-status",
    "step-next",
    "step-none",
    "step-previous",
    "steps",
    "table",
    "to-contents",
    "view",
    "view-after",
    "view-inline",
    "view-side",
    "weight-why",
];

/// The contrast with white, times 100, that a colour needs to be read on the tinted ground of tables as well.
const READABLE: u32 = 550;

/// What the templates see.
#[derive(Serialize)]
struct Page<'a> {
    told: &'a Reading,
    states: [State; 2],
    glance: Glance,
    contents: Vec<Line<'a>>,
    kinds: Vec<Kind>,
    leaves: Vec<Leaf<'a>>,
    words: BTreeMap<&'static str, String>,
    style: String,
    style_hash: String,
    script: String,
    script_hash: String,
    /// What a consultation page holds besides; none on the page of changes alone.
    consult: Option<Consultation<'a>>,
    /// The script of a consultation page; empty on the page of changes alone.
    form_script: String,
    form_hash: String,
}

/// Shows a comparison as one page that needs nothing but itself: no request, no script but its own, every text escaped.
///
/// # Errors
/// [`TemplateError`] where a template can't be filled in.
pub fn html(subject: &Subject<'_>, templates: &Templates) -> Result<String, TemplateError> {
    page(subject, None, templates)
}

/// Shows a comparison as [`html`] does, with all that people need who take part in its consultation; `formats` are those
/// of the files that go with the page. What people write on it stays in their browser until they send it themselves.
///
/// # Errors
/// [`TemplateError`] where a template can't be filled in.
pub fn consultation_page(
    subject: &Subject<'_>,
    sender: &Sender<'_>,
    formats: &[Format],
    templates: &Templates,
) -> Result<String, TemplateError> {
    page(subject, Some((sender, formats)), templates)
}

fn page(
    subject: &Subject<'_>,
    host: Option<(&Sender<'_>, &[Format])>,
    templates: &Templates,
) -> Result<String, TemplateError> {
    let told = whole(subject);
    let mut environment = templates.environment();
    let names = Names::new(subject.locale);
    environment.add_filter("seen", move |text: &str| names.marked(text));
    // The Nu HTML checker trims a style before it compares the hash, browsers don't: trimmed, both agree.
    let embedded = |name| templates.source(name).unwrap_or_default().trim().to_owned();
    let (mut style, script) = (embedded("html/comparison.css"), embedded("html/comparison.js"));
    let mut words = words(subject.locale, &told.title);
    let mut form_script = String::new();
    if let Some((sender, _)) = host {
        style = format!("{style}\n{}\n{}", embedded("html/consultation.css"), accent(sender.brand));
        form_script = format!("{}\n{}", embedded("html/comments.js"), embedded("html/meeting.js"));
        words.extend(consultation::words(subject, sender));
    }
    let locale = subject.locale;
    let page = Page {
        states: states(subject),
        glance: glance(subject, &told.items),
        contents: page::contents(&told.items),
        kinds: page::kinds(&told.items, locale),
        leaves: page::leaves(&told.items, locale),
        words,
        style_hash: hash(&style),
        style,
        script_hash: hash(&script),
        script,
        form_hash: hash(&form_script),
        form_script,
        consult: host.map(|(sender, formats)| consultation(subject, sender, formats, &told.items)),
        told: &told,
    };
    fill(&environment, "html/comparison.html", page)
}

fn words(locale: &Locale, title: &str) -> BTreeMap<&'static str, String> {
    let mut words: BTreeMap<&str, String> = WORDS.into_iter().map(|key| (key, locale.text(key, &[]))).collect();
    words.insert("page-title", locale.text("page-title", &[("title", Value::Text(title))]));
    // The script fills these in as the reader goes on.
    let step = [("number", Value::Text("{number}")), ("total", Value::Text("{total}"))];
    words.insert("step-of", locale.text("step-of", &step));
    words.insert("step-some", locale.text("step-some", &step[1..]));
    let shown = [("shown", Value::Text("{shown}")), ("total", Value::Text("{total}"))];
    words.insert("filter-shown", locale.text("filter-shown", &shown));
    words
}

/// The rule that gives a page the colour of its office: on screens in daylight, where the colour is dark enough to be
/// read on every ground of the page. In the dark the colours of the page stay.
fn accent(brand: &Brand) -> String {
    let colour = brand.colour.darkened(READABLE).digits();
    format!("@media screen and (prefers-color-scheme: light) {{ :root {{ --accent: #{colour}; }} }}")
}

/// The hash of an embedded text as the policy of the page names it.
fn hash(text: &str) -> String {
    STANDARD.encode(Sha256::digest(text.as_bytes()))
}
