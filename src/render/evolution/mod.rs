//! The evolution of a document over its states: lives, authorship, continuity over time, and the picture of the whole.

pub mod blame;
pub mod life;
pub mod page;
pub mod profile;
pub mod svg;

use schemars::JsonSchema;
use serde::Serialize;

use crate::compare::Structure;
use crate::document::Document;
use crate::evolve::{Lineage, Place, Step};
use crate::locale::{Locale, Value};
use crate::store::DocumentId;

use super::guard;

/// The JSON Schemas of what `nowela trace`, `blame` and `evolve` write, by the names of their files in `docs`.
pub fn schemas() -> [(&'static str, String); 3] {
    let text = |schema: schemars::Schema| {
        let mut text = serde_json::to_string_pretty(&schema).expect("a schema is plain data");
        text.push('\n');
        text
    };
    [
        ("trace.schema.json", text(schemars::schema_for!(life::LifeView))),
        ("blame.schema.json", text(schemars::schema_for!(blame::BlameView))),
        ("evolution.schema.json", text(schemars::schema_for!(profile::EvolutionView))),
    ]
}

/// A document over its states, oldest first, with all that it takes to show it.
#[derive(Clone, Copy, Debug)]
pub struct History<'a> {
    /// The document.
    pub document: &'a DocumentId,
    /// The newest text.
    pub text: &'a Document,
    /// Its states.
    pub states: &'a [StateView],
    /// What led to each.
    pub steps: &'a [Step],
    /// The lives of its sections.
    pub lineage: &'a Lineage,
    /// The language to show it in.
    pub locale: &'a Locale,
}

/// A state as it is published.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct StateView {
    /// The id that the document had then.
    pub document: String,
    /// Names of the versions with this text, oldest first.
    pub versions: Vec<String>,
    /// Id of the revision that gave the document this text.
    pub revision: String,
    /// Date of its version, else the day on which it was saved, as `YYYY-MM-DD`.
    pub date: Option<String>,
    /// Who saved it.
    pub author: String,
    /// What it is about.
    pub message: String,
    /// Why the text was changed, as its revision tells.
    pub justifications: Vec<String>,
    /// Sections, the text before the first heading left out.
    pub sections: u64,
    /// Words of own text.
    pub words: u64,
}

impl StateView {
    /// What commands call the state: a version, else an abbreviated id.
    pub fn name(&self) -> String {
        self.versions.first().map_or_else(|| format!("{:.10}", self.revision), |name| guard::one_line(name))
    }

    /// What a command takes for it.
    pub fn argument(&self) -> String {
        let name = self.versions.first().cloned().unwrap_or_else(|| format!("{:.10}", self.revision));
        format!("{}@{name}", self.document)
    }

    /// Date and name, for people.
    fn told(&self, locale: &Locale) -> String {
        match &self.date {
            Some(date) => {
                let date = locale.date(&guard::one_line(date));
                locale.text("evolution-state", &[("date", Value::Text(&date)), ("name", Value::Text(&self.name()))])
            }
            None => self.name(),
        }
    }
}

/// A section in one state as it is published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PlaceView {
    /// Number of its heading, from 0.
    pub index: Option<usize>,
    /// The labels in front of the title.
    pub numbers: Vec<String>,
    /// The heading without labels.
    pub title: String,
    /// Headings from the outermost section down to this one.
    pub path: Vec<String>,
    /// Words of own text.
    pub words: u32,
}

impl History<'_> {
    fn place(&self, state: usize, section: usize) -> PlaceView {
        let places = &self.steps[state].places;
        let place = &places[section];
        let mut path: Vec<String> = line(places, section).map(|at| places[at].heading.clone()).collect();
        path.reverse();
        PlaceView {
            index: section.checked_sub(1),
            numbers: place.numbers.clone(),
            title: place.title.clone(),
            path,
            words: place.words,
        }
    }

    /// What a person calls a life: its last heading.
    pub fn heading(&self, life: u32) -> String {
        let stages = &self.lineage.lives[life as usize].stages;
        match stages.last().map(|stage| (&self.steps[stage.state].places[stage.section], stage.section)) {
            Some((place, section)) if section > 0 => heading(self.locale, place),
            _ => self.locale.text("before-first-heading", &[]),
        }
    }
}

fn heading(locale: &Locale, place: &Place) -> String {
    match place.heading.trim() {
        "" => locale.text("evolution-untitled", &[]),
        heading => guard::one_line(heading),
    }
}

/// A section and those above it, outwards; without the text before the first heading.
fn line(places: &[Place], section: usize) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(section), |at| places[*at].parent.map(|it| it as usize)).filter(|at| *at != 0)
}

/// The code of a kind of change, as in the published comparison.
fn kind_code(kind: Structure) -> &'static str {
    super::view::KindView::from(kind).code()
}

/// The message `key` with texts for its placeables, each in one line and without characters that hide.
fn say(locale: &Locale, key: &str, values: &[(&str, &str)]) -> String {
    let clean: Vec<(&str, String)> = values.iter().map(|(name, text)| (*name, guard::one_line(text))).collect();
    let values: Vec<(&str, Value<'_>)> = clean.iter().map(|(name, text)| (*name, Value::Text(text))).collect();
    locale.text(key, &values)
}

fn count_words(locale: &Locale, count: u64) -> String {
    locale.text("log-count-words", &[("count", Value::Count(count))])
}

fn count_states(locale: &Locale, count: usize) -> String {
    locale.text("evolution-count-states", &[("count", Value::Count(count as u64))])
}
