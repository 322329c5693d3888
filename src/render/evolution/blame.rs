//! Who wrote each passage that still stands, and when.

use schemars::JsonSchema;
use serde::Serialize;

use super::life::Line;
use super::{History, StateView, count_words, heading, say};
use crate::compare::wording;
use crate::evolve::Lineage;
use crate::locale::Locale;
use crate::render::guard;

/// The passages of a text as they are published.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(title = "nowela blame", extend("$id" = "nowela/blame/1"))]
pub struct BlameView {
    /// Name and number of this shape: `nowela/blame/1`.
    #[schemars(extend("const" = "nowela/blame/1"))]
    pub schema: &'static str,
    /// The document.
    pub document: String,
    /// Its states, oldest first; the text is that of the last one.
    pub states: Vec<StateView>,
    /// By state, how many words of the text were written for it.
    pub words: Vec<u64>,
    /// The sections in order, those without own text left out.
    pub sections: Vec<SectionView>,
}

/// The passages of a section.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SectionView {
    /// The id of its life; see `nowela/trace/1`.
    pub id: String,
    /// Number of its heading, from 0; null for the text before the first heading.
    pub index: Option<usize>,
    /// Its heading.
    pub heading: String,
    /// Its passages in order; together they are the whole text of its blocks that have words.
    pub passages: Vec<PassageView>,
}

/// A run of words with one origin, and what stands around them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PassageView {
    /// Number of the block in its section, from 0.
    pub block: usize,
    /// Number of the state that it was written for.
    pub state: u32,
    /// Number of the state in which it came back after it had been removed; null where it was always there.
    pub back: Option<u32>,
    /// How many words.
    pub words: u32,
    /// The text.
    pub text: String,
}

/// The passages of the newest text: of all sections, or of one.
pub fn blame(history: &History<'_>, only: Option<usize>) -> BlameView {
    let (document, lineage) = (history.text, history.lineage);
    let found = wording(document);
    let lives = lineage.of.last().map(Vec::as_slice).unwrap_or_default();
    let mut sections = Vec::new();
    for (at, section) in document.sections.iter().enumerate() {
        if only.is_some_and(|only| only != at) || found.sections[at].is_empty() {
            continue;
        }
        let origins =
            lineage.origins[at].iter().flat_map(|it| std::iter::repeat_n((it.state, it.back), it.words as usize));
        let words: Vec<_> = found.sections[at].iter().zip(origins).collect();
        let mut passages = Vec::new();
        for own in words.chunk_by(|one, other| one.0.block == other.0.block) {
            let block = own[0].0.block as usize;
            let text = document.block_text(&section.blocks[block]);
            let runs: Vec<_> = own.chunk_by(|one, other| one.1 == other.1).collect();
            let mut start = 0;
            for (number, run) in runs.iter().enumerate() {
                // What stands between two passages goes with the earlier one.
                let end = runs.get(number + 1).map_or(text.len(), |next| next[0].0.span.start as usize);
                let (state, back) = run[0].1;
                let text = text[start..end].to_owned();
                passages.push(PassageView { block, state, back, words: run.len() as u32, text });
                start = end;
            }
        }
        sections.push(SectionView {
            id: Lineage::id(lives[at]),
            index: at.checked_sub(1),
            heading: match history.steps.last() {
                Some(step) if at > 0 => heading(history.locale, &step.places[at]),
                _ => history.locale.text("before-first-heading", &[]),
            },
            passages,
        });
    }
    let mut words = vec![0; history.states.len()];
    for passage in sections.iter().flat_map(|section| &section.passages) {
        words[passage.state as usize] += u64::from(passage.words);
    }
    BlameView {
        schema: "nowela/blame/1",
        document: history.document.to_string(),
        states: history.states.to_vec(),
        words,
        sections,
    }
}

/// A row of a terminal: what stands at its left, and the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// A line over the whole width.
    Line(Line),
    /// A passage: where it is from, and what it says.
    Passage {
        /// The state, in few words.
        from: String,
        /// The text in one line.
        text: String,
    },
}

/// The passages in rows.
pub fn rows(view: &BlameView, locale: &Locale) -> Vec<Row> {
    let mut rows = Vec::new();
    let name = |state: u32| {
        let state = &view.states[state as usize];
        let date = state.date.as_deref().map(guard::one_line).unwrap_or_default();
        format!("{date} {}", state.name())
    };
    let whole: u64 = view.words.iter().sum();
    for (at, words) in view.words.iter().enumerate().filter(|(_, words)| **words > 0) {
        let share = locale.percent(*words as f64 / whole as f64);
        let text = say(locale, "blame-share", &[("words", &count_words(locale, *words)), ("share", &share)]);
        rows.push(Row::Passage { from: name(at as u32), text });
    }
    for section in &view.sections {
        rows.push(Row::Line(Line { indent: 0, head: false, text: String::new() }));
        let values = [("heading", section.heading.as_str()), ("id", section.id.as_str())];
        rows.push(Row::Line(Line::head(say(locale, "blame-section", &values))));
        for passage in &section.passages {
            let mut from = name(passage.state);
            if let Some(back) = passage.back {
                let date = view.states[back as usize].date.clone().unwrap_or_default();
                from.push_str(&say(locale, "blame-back", &[("date", &date)]));
            }
            rows.push(Row::Passage { from, text: guard::one_line(passage.text.trim()) });
        }
    }
    rows
}
