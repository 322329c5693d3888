//! An evolution as one self-contained page: the picture, the same in tables, and continuity over time.

use std::collections::BTreeMap;

use serde::Serialize;

use super::profile::{EvolutionView, branch_words, course, profile};
use super::svg::{self, classes, shown};
use super::{count_states, say};
use crate::locale::Locale;
use crate::render::brand::Brand;
use crate::render::html::paper::framed;
use crate::render::template::{TemplateError, Templates, fill};

/// Wording that the template takes from the locale room.
const WORDS: [&str; 19] = [
    "evolution-picture",
    "evolution-legend",
    "evolution-legend-how",
    "evolution-flows",
    "evolution-flows-about",
    "evolution-column-from",
    "evolution-column-to",
    "evolution-column-words",
    "evolution-over-time",
    "evolution-column-state",
    "evolution-column-sections",
    "evolution-column-survival",
    "evolution-column-branch",
    "evolution-column-course",
    "evolution-column-branch-words",
    "evolution-column-changed",
    "evolution-definitions-title",
    "evolution-definitions",
    "evolution-courses",
];

#[derive(Serialize)]
struct Page<'a> {
    title: String,
    about: String,
    words: BTreeMap<&'static str, String>,
    picture: String,
    legend: Vec<Branch<'a>>,
    flows: Vec<Flows>,
    states: Vec<State>,
    periods: Vec<Period>,
}

/// A branch of the legend.
#[derive(Serialize)]
struct Branch<'a> {
    id: &'a str,
    classes: String,
    heading: &'a str,
}

/// What went where between two states.
#[derive(Serialize)]
struct Flows {
    title: String,
    rows: Vec<[String; 3]>,
}

#[derive(Serialize)]
struct State {
    name: String,
    sections: String,
    words: String,
    survival: String,
}

#[derive(Serialize)]
struct Period {
    title: String,
    profile: String,
    branches: Vec<[String; 4]>,
}

/// The page. It asks for nothing, and runs only its own script.
///
/// # Errors
/// [`TemplateError`] where a template can't be filled in.
pub fn page(
    view: &EvolutionView,
    locale: &Locale,
    brand: &Brand,
    templates: &Templates,
) -> Result<String, TemplateError> {
    let text = |key: &str, values: &[(&str, &str)]| say(locale, key, values);
    let between = |key: &str, at: usize| {
        let [before, after] = [at, at + 1].map(|at| view.states[at].told(locale));
        text(key, &[("before", &before), ("after", &after)])
    };
    let heading = |id: &str| {
        let last = view.strata.iter().rev().flatten().find(|stratum| stratum.id.as_deref() == Some(id));
        last.map_or("", |stratum| stratum.heading.as_str())
    };
    let legend = shown(view).into_iter().enumerate();
    let states = count_states(locale, view.states.len());
    let seen = Page {
        title: text("evolution-title", &[("title", &view.title)]),
        about: text("evolution-document", &[("document", &view.document), ("states", &states)]),
        words: WORDS.into_iter().map(|key| (key, locale.text(key, &[]))).collect(),
        picture: svg::picture(view, locale, ""),
        legend: legend.map(|(place, id)| Branch { id, classes: classes(place), heading: heading(id) }).collect(),
        flows: (0..view.bands.len())
            .map(|at| Flows { title: between("evolution-flows-between", at), rows: flows(view, at, locale) })
            .collect(),
        states: view
            .states
            .iter()
            .zip(&view.survival)
            .map(|(state, survival)| State {
                name: state.told(locale),
                sections: locale.count(state.sections),
                words: locale.count(state.words),
                survival: locale.percent(survival.0),
            })
            .collect(),
        periods: view
            .periods
            .iter()
            .map(|period| Period {
                title: between("evolution-between", period.state - 1),
                profile: profile(period, locale),
                branches: period
                    .branches
                    .iter()
                    .map(|branch| {
                        [
                            branch.heading.clone(),
                            course(branch, locale),
                            branch_words(branch, locale),
                            locale.count(branch.changed),
                        ]
                    })
                    .collect(),
            })
            .collect(),
    };
    let body = fill(&templates.environment(), "html/evolution.html", &seen)?;
    let style = format!("{}\n{}", svg::STYLE.trim(), templates.source("html/evolution.css").unwrap_or_default().trim());
    let script = templates.source("html/evolution.js").unwrap_or_default().trim().to_owned();
    framed(templates, (&seen.title, locale.language().tag()), brand, (body, &style, &script))
}

fn flows(view: &EvolutionView, at: usize, locale: &Locale) -> Vec<[String; 3]> {
    let name = |state: usize, stratum: Option<usize>, key: &str| match stratum {
        Some(stratum) => view.strata[state][stratum].heading.clone(),
        None => locale.text(key, &[]),
    };
    let row = |band: &super::profile::BandView| {
        [
            name(at, band.from, "evolution-nothing-before"),
            name(at + 1, band.to, "evolution-nothing-after"),
            locale.count(band.words),
        ]
    };
    view.bands[at].iter().map(row).collect()
}
