//! The life of one section: what each state made of it, where it came from and where it went.

use schemars::JsonSchema;
use serde::Serialize;

use super::{History, PlaceView, StateView, count_states, count_words, kind_code};
use crate::compare::{Strand, Structure};
use crate::evolve::{EdgeKind, Fate, Lineage, Reason};
use crate::locale::{Locale, Value};
use crate::render::view::{Figure, WeightView};

/// The life of a section as it is published.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(title = "nowela trace", extend("$id" = "nowela/trace/1"))]
pub struct LifeView {
    /// Name and number of this shape: `nowela/trace/1`.
    #[schemars(extend("const" = "nowela/trace/1"))]
    pub schema: &'static str,
    /// The document.
    pub document: String,
    /// What the life is called: `L` and its place in the order of births. It stays as long as the history before it does.
    pub id: String,
    /// Its last heading.
    pub heading: String,
    /// Whether the newest state has it.
    pub alive: bool,
    /// How many states there are.
    pub states: usize,
    /// The states in which something happened to it, oldest first.
    pub events: Vec<Event>,
    /// How many states left it as it was.
    pub unchanged: usize,
}

/// What one state made of a section.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Event {
    /// Number of the state, from 0.
    pub at: usize,
    /// The state.
    pub state: StateView,
    /// What it is called for a command, and the state before, where there is one.
    pub compare: Option<[String; 2]>,
    /// The section before; null where it was not there.
    pub before: Option<PlaceView>,
    /// The section now; null where it is gone.
    pub after: Option<PlaceView>,
    /// Kinds of structural change.
    pub structure: Vec<&'static str>,
    /// Sections that it came from, or that came from it.
    pub relatives: Vec<Relative>,
    /// Words of its own text that live on, wherever they are now.
    pub lived: u64,
    /// Words of its own text that were there before, wherever they stood.
    pub inherited: u64,
    /// (lived + inherited) / (words before + words after); null where one of the two sides is missing.
    pub continuity: Option<Figure>,
    /// What the change weighs.
    pub weight: Option<WeightView>,
    /// What people decided about it, and why.
    pub reasons: Vec<ReasonView>,
}

/// Another section that had a part in it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Relative {
    /// Its id.
    pub id: String,
    /// Its heading.
    pub heading: String,
    /// `split_from`, `split_into`, `merged_from`, `merged_into`, `absorbed_from`, `absorbed_into`, `extracted_from`,
    /// `extracted_into`, or `reintroduced` for the section itself.
    pub kind: &'static str,
    /// Share of the words that went this way.
    pub share: Figure,
}

/// A decision of a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ReasonView {
    /// Why.
    pub because: Option<String>,
    /// What proves it.
    pub evidence: Vec<String>,
    /// Who decided it.
    pub by: String,
    /// When.
    pub date: String,
}

/// The life `life` of a history.
pub fn life(history: &History<'_>, life: u32) -> LifeView {
    let lineage = history.lineage;
    let own = &lineage.lives[life as usize];
    let mut events = Vec::new();
    let mut unchanged = 0;
    for at in own.born()..history.states.len() {
        let before = at.checked_sub(1).and_then(|at| own.in_state(at));
        let after = own.in_state(at);
        match event(history, life, at, (before, after)) {
            Some(event) => events.push(event),
            None if after.is_some() => unchanged += 1,
            None => {}
        }
    }
    LifeView {
        schema: "nowela/trace/1",
        document: history.document.to_string(),
        id: Lineage::id(life),
        heading: history.heading(life),
        alive: lineage.is_alive(life),
        states: history.states.len(),
        events,
        unchanged,
    }
}

fn event(
    history: &History<'_>,
    life: u32,
    at: usize,
    (before, after): (Option<usize>, Option<usize>),
) -> Option<Event> {
    let step = &history.steps[at];
    let of = |fate: &&Fate| {
        before.is_some_and(|section| fate.before.contains(&(section as u32)))
            || after.is_some_and(|section| fate.after.contains(&(section as u32)))
    };
    let fates: Vec<&Fate> = step.fates.iter().filter(of).collect();
    let relatives = relatives(history, life, at);
    let mut kinds: Vec<Structure> = fates.iter().flat_map(|fate| fate.kinds()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    if before.is_some() == after.is_some() && kinds.is_empty() && relatives.is_empty() {
        return None;
    }
    let count = |strands: &mut dyn Iterator<Item = &Strand>| strands.map(|it| u64::from(it.words)).sum::<u64>();
    let inherited = after.map_or(0, |section| count(&mut step.strands[section].iter().filter(|it| it.from.is_some())));
    let lived = before.map_or(0, |section| {
        let from = |it: &&Strand| it.from.is_some_and(|it| it.0 as usize == section);
        count(&mut step.strands.iter().flatten().filter(from))
    });
    let before = before.zip(at.checked_sub(1)).map(|(section, state)| history.place(state, section));
    let after = after.map(|section| history.place(at, section));
    let continuity = before.as_ref().zip(after.as_ref()).map(|(before, after)| {
        let words = u64::from(before.words) + u64::from(after.words);
        Figure(if words == 0 { 1.0 } else { (lived + inherited) as f64 / words as f64 })
    });
    let weight = fates.iter().filter_map(|fate| fate.weight()).max();
    Some(Event {
        at,
        state: history.states[at].clone(),
        compare: at.checked_sub(1).map(|before| [before, at].map(|at| history.states[at].argument())),
        before,
        after,
        structure: kinds.into_iter().map(kind_code).collect(),
        relatives,
        lived,
        inherited,
        continuity,
        weight: weight.map(Into::into),
        reasons: fates.iter().flat_map(|fate| &fate.reasons).map(reason).collect(),
    })
}

fn reason(reason: &Reason) -> ReasonView {
    let Reason { because, evidence, by, date } = reason.clone();
    ReasonView { because, evidence, by, date }
}

fn relatives(history: &History<'_>, life: u32, at: usize) -> Vec<Relative> {
    let edges = history.lineage.edges.iter().filter(|edge| edge.state == at);
    let own = edges.filter(|edge| edge.from == life || edge.to == life);
    own.map(|edge| {
        let arrives = edge.to == life;
        let kind = match (edge.kind, arrives) {
            (EdgeKind::Split, true) => "split_from",
            (EdgeKind::Split, false) => "split_into",
            (EdgeKind::Merged, true) => "merged_from",
            (EdgeKind::Merged, false) => "merged_into",
            (EdgeKind::Absorbed, true) => "absorbed_from",
            (EdgeKind::Absorbed, false) => "absorbed_into",
            (EdgeKind::Extracted, true) => "extracted_from",
            (EdgeKind::Extracted, false) => "extracted_into",
            (EdgeKind::Reintroduced, _) => "reintroduced",
        };
        let other = if arrives { edge.from } else { edge.to };
        Relative { id: Lineage::id(other), heading: history.heading(other), kind, share: Figure(edge.share) }
    })
    .collect()
}

/// A line for a terminal: how far it is indented, and whether it heads what follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Columns.
    pub indent: usize,
    /// Whether it heads what follows.
    pub head: bool,
    /// What it says.
    pub text: String,
}

impl Line {
    /// A line that heads what follows.
    pub fn head(text: String) -> Self {
        Self { indent: 0, head: true, text }
    }

    /// A line under it.
    pub fn under(text: String) -> Self {
        Self { indent: 2, head: false, text }
    }
}

/// The life in words.
pub fn lines(view: &LifeView, locale: &Locale) -> Vec<Line> {
    let say = |key: &str, values: &[(&str, &str)]| super::say(locale, key, values);
    let mut lines = vec![Line::head(say("trace-title", &[("heading", &view.heading), ("id", &view.id)]))];
    let states = count_states(locale, view.states);
    lines.push(Line::under(say("trace-document", &[("document", &view.document), ("states", &states)])));
    for event in &view.events {
        lines.push(Line { indent: 0, head: false, text: String::new() });
        lines.push(Line::head(event.state.told(locale)));
        lines.extend(sentences(event, locale).into_iter().map(Line::under));
    }
    if view.unchanged > 0 {
        lines.push(Line { indent: 0, head: false, text: String::new() });
        let count = [("count", Value::Count(view.unchanged as u64))];
        lines.push(Line { indent: 0, head: false, text: locale.text("trace-unchanged", &count) });
    }
    if !view.alive {
        lines.push(Line { indent: 0, head: false, text: locale.text("trace-gone", &[]) });
    }
    lines
}

/// What happened, one sentence each.
fn sentences(event: &Event, locale: &Locale) -> Vec<String> {
    let say = |key: &str, values: &[(&str, &str)]| super::say(locale, key, values);
    let words = |count: u64| count_words(locale, count);
    let path = |place: &PlaceView| place.path[..place.path.len().saturating_sub(1)].join(" › ");
    let own = |place: &PlaceView| place.path.last().cloned().unwrap_or_default();
    let top = locale.text("trace-top", &[]);
    let above = |place: &PlaceView| Some(path(place)).filter(|path| !path.is_empty()).unwrap_or_else(|| top.clone());
    let mut told = Vec::new();
    match (&event.before, &event.after) {
        (None, Some(after)) => {
            let key =
                if event.relatives.iter().any(|it| it.kind == "reintroduced") { "trace-back" } else { "trace-born" };
            let count = words(after.words.into());
            told.push(say(key, &[("heading", &own(after)), ("path", &above(after)), ("words", &count)]));
        }
        (Some(before), None) => {
            told.push(say("trace-removed", &[("heading", &own(before)), ("words", &words(before.words.into()))]));
            if before.words > 0 {
                let values = [("lived", locale.count(event.lived)), ("words", locale.count(before.words.into()))];
                told.push(say("trace-lived", &values.each_ref().map(|(name, text)| (*name, text.as_str()))));
            }
        }
        _ => {}
    }
    for relative in event.relatives.iter().filter(|it| it.kind != "reintroduced") {
        let key = format!("trace-{}", relative.kind.replace('_', "-"));
        let share = locale.percent(relative.share.0);
        told.push(say(&key, &[("heading", &relative.heading), ("id", &relative.id), ("share", &share)]));
    }
    if let (Some(before), Some(after)) = (&event.before, &event.after) {
        let has = |code: &str| event.structure.contains(&code);
        if has("retitled") {
            told.push(say("trace-retitled", &[("before", &before.title), ("after", &after.title)]));
        }
        if has("renumbered") || has("relabelled") {
            let key = if has("relabelled") { "trace-relabelled" } else { "trace-renumbered" };
            let numbers = |place: &PlaceView| match place.numbers.join(" ") {
                numbers if numbers.is_empty() => "–".to_owned(),
                numbers => numbers,
            };
            told.push(say(key, &[("before", &numbers(before)), ("after", &numbers(after))]));
        }
        if has("moved") {
            told.push(say("trace-moved", &[("before", &above(before)), ("after", &above(after))]));
        }
        for code in ["reordered", "releveled"].into_iter().filter(|code| has(code)) {
            told.push(locale.text(&format!("trace-{code}"), &[]));
        }
        if has("edited") {
            let (was, is) = (u64::from(before.words), u64::from(after.words));
            let values = [
                ("inserted", locale.count(is - event.inherited)),
                ("deleted", locale.count(was - event.lived)),
                ("share", locale.percent(event.continuity.map_or(1.0, |it| it.0))),
                (
                    "weight",
                    event
                        .weight
                        .map_or_else(|| "none".to_owned(), |it| locale.text(&format!("weight-{}", it.code()), &[])),
                ),
            ];
            told.push(say("trace-edited", &values.each_ref().map(|(name, text)| (*name, text.as_str()))));
        }
    }
    for reason in &event.reasons {
        let date = locale.date(&reason.date);
        if let Some(because) = &reason.because {
            told.push(say("trace-reason", &[("reason", because), ("by", &reason.by), ("date", &date)]));
        }
        if !reason.evidence.is_empty() {
            told.push(say("trace-evidence", &[("evidence", &reason.evidence.join("; "))]));
        }
    }
    for justification in &event.state.justifications {
        told.push(say("trace-justification", &[("reason", justification)]));
    }
    if let Some([before, after]) = &event.compare {
        told.push(say("trace-compare", &[("before", before), ("after", after)]));
    }
    told
}
