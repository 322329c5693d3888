//! What a reader is told about a comparison, in the words of one language; every format for people is made from it.

mod amount;
pub mod correspondence;
pub mod decision;
pub mod figure;
pub mod glance;
pub(super) mod ground;
mod item;
pub(super) mod overview;
mod passage;
pub mod state;
pub mod weight;

use std::collections::BTreeSet;

use serde::Serialize;

use super::redline::Stretch;
use super::view::{BlockKindView, KindView, OpView, entry_id};
use super::{Subject, guard};
use crate::compare::{Entry, Movement};
use crate::document::Document;
use crate::locale::{Locale, Value};

/// A comparison told to a reader. Every text in it is safe to show, but not yet escaped for any format.
#[derive(Clone, Debug, Serialize)]
pub struct Reading {
    /// Language tag.
    pub lang: &'static str,
    /// Language tag of the texts, where their front matter tells it and it is another one.
    pub text_lang: Option<String>,
    /// Title of the text.
    pub title: String,
    /// Which states were compared, as a sentence.
    pub compared: String,
    /// How many sections changed, as a sentence.
    pub summary: String,
    /// The continuity figure with its meaning, as a sentence.
    pub continuity: String,
    /// Counts of words, as a sentence.
    pub words: String,
    /// How many changes weigh how much, as a sentence; empty where nothing changed that weighs.
    pub weights: String,
    /// Changes of the front matter.
    pub metadata: Vec<Fact>,
    /// Sections that changed, those with another number only and those that people decided about, in the order of the later text; with the unchanged
    /// ones between them where the whole text is told.
    pub items: Vec<Item>,
    /// How many sections are unchanged, in words; `None` where there is none or where only some kinds are shown.
    pub unchanged_count: Option<String>,
    /// What was noticed while reading and comparing.
    pub remarks: Vec<String>,
}

/// A section, or several that were split or merged, and what became of it.
#[derive(Clone, Debug, Serialize)]
pub struct Item {
    /// Id of the entry, as in JSON.
    pub id: String,
    /// Whether it changed; otherwise at most its number followed from changes elsewhere.
    pub changed: bool,
    /// How many sections it stands in.
    pub depth: usize,
    /// The headings that it stands under, without that of the whole text; empty at the top.
    pub above: String,
    /// Its heading, of the later text where it is there.
    pub heading: String,
    /// The former one, where it is another one.
    pub former_heading: Option<String>,
    /// Its heading without labels.
    pub title: String,
    /// The former one, where it is another one.
    pub former_title: Option<String>,
    /// The kinds of change; none where it is unchanged.
    pub badges: Vec<Badge>,
    /// What its changes weigh, as rules propose.
    pub weight: Option<weight::Proposal>,
    /// What the change of its title weighs.
    pub title_weight: Option<Badge>,
    /// Former and new number, where they differ.
    pub number: Option<(String, String)>,
    /// Counts of words ("+12 −3"); empty where no word changed.
    pub words: String,
    /// Where it was, what it was called, what flowed in and out.
    pub facts: Vec<Fact>,
    /// What people decided about it, and why.
    pub decisions: Vec<Fact>,
    /// Its text.
    pub passages: Vec<Passage>,
    /// The other sections of the later text that belong to it, because they were split off or lifted out.
    pub parts: Vec<Part>,
}

/// A further section of an item.
#[derive(Clone, Debug, Serialize)]
pub struct Part {
    /// Id to link to: its own where its text stands under its heading, else that of the item.
    pub target: String,
    /// How many sections it stands in.
    pub depth: usize,
    /// Its heading.
    pub heading: String,
}

/// A heading between two passages of an item.
#[derive(Clone, Debug, Serialize)]
pub struct Opening {
    /// Id to link to; `None` where the text returns to a section that was opened before.
    pub id: Option<String>,
    /// The heading.
    pub heading: String,
}

/// A kind of change in words.
#[derive(Clone, Debug, Serialize)]
pub struct Badge {
    /// The word of the contract.
    pub code: &'static str,
    /// The wording.
    pub text: String,
}

/// A line about a section: what it says, and the texts or places it names.
#[derive(Clone, Debug, Serialize)]
pub struct Fact {
    /// The wording, with a colon at its end.
    pub lead: String,
    /// What is named.
    pub places: Vec<Place>,
}

/// A text that is named in a fact.
#[derive(Clone, Debug, Serialize)]
pub struct Place {
    /// The text.
    pub text: String,
    /// Id of the entry that it names.
    pub target: Option<String>,
}

/// A block and what became of it.
#[derive(Clone, Debug, Serialize)]
pub struct Passage {
    /// What kind of text it is.
    pub kind: BlockKindView,
    /// What happened.
    pub op: OpView,
    /// How deeply a list item is nested, from 1; 0 for all other blocks.
    pub depth: u8,
    /// Marker of a list item or footnote as a reader sees it (`•`, `1.`, `[2]`).
    pub marker: String,
    /// The heading that it is the first one under, where an item holds several sections.
    pub opens: Option<Opening>,
    /// What its change weighs, as rules propose.
    pub weight: Option<Badge>,
    /// Number of the block among those of its entry.
    #[serde(skip)]
    pub block: usize,
    /// Id to link to, for blocks that changed.
    pub anchor: Option<String>,
    /// Where it went or came from; or that it was split, joined, added or removed as a whole.
    pub note: Option<Note>,
    /// Its text; the first words only where it left for another place.
    pub redline: Vec<Stretch>,
    /// Its rows, where it is a table that can be shown as one.
    pub rows: Option<Vec<Row>>,
}

/// A sentence about a block.
#[derive(Clone, Debug, Serialize)]
pub struct Note {
    /// The wording.
    pub text: String,
    /// Id to link to.
    pub target: Option<String>,
}

/// A row of a table.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// Whether it is the header.
    pub header: bool,
    /// `Equal`, `Edited`, `Added` or `Removed`.
    pub op: OpView,
    /// Whether it stands in another order.
    pub moved: bool,
    /// Its cells.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Clone, Debug, Serialize)]
pub struct Cell {
    /// `Equal`, `Edited`, `Added` or `Removed`.
    pub op: OpView,
    /// Its text.
    pub redline: Vec<Stretch>,
}

impl Passage {
    /// Whether a reader should see it among the changes.
    pub fn is_changed(&self) -> bool {
        !matches!(self.op, OpView::Equal | OpView::Ignored)
    }
}

impl Reading {
    /// Drops the links to what is not told, because only some kinds of change are shown.
    fn drop_dead_links(&mut self) {
        let passages = self.items.iter().flat_map(|item| &item.passages);
        let ids = self.items.iter().map(|item| &item.id);
        let alive: BTreeSet<String> =
            ids.chain(passages.filter_map(|passage| passage.anchor.as_ref())).cloned().collect();
        let check = |target: &mut Option<String>| {
            if target.as_ref().is_some_and(|id| !alive.contains(id)) {
                *target = None;
            }
        };
        for item in &mut self.items {
            item.facts.iter_mut().flat_map(|fact| &mut fact.places).for_each(|place| check(&mut place.target));
            let notes = item.passages.iter_mut().filter_map(|passage| passage.note.as_mut());
            notes.for_each(|note| check(&mut note.target));
        }
    }
}

/// Tells a reader what changed.
pub fn reading(subject: &Subject<'_>) -> Reading {
    tell(subject, &|entry| !entry.structure.is_empty() || !entry.decisions.is_empty())
}

/// Tells a reader the whole text, what did not change included.
pub fn whole(subject: &Subject<'_>) -> Reading {
    tell(subject, &|_| true)
}

fn tell(subject: &Subject<'_>, wanted: &dyn Fn(&Entry) -> bool) -> Reading {
    let chosen = |entry: &Entry| {
        subject.only.is_empty() || entry.structure.iter().any(|kind| subject.only.contains(&(*kind).into()))
    };
    let entries = &subject.comparison.entries;
    let directory = Directory::new(subject);
    let unchanged = entries.iter().filter(|entry| entry.structure.is_empty() && chosen(entry)).count();
    let items = entries.iter().enumerate().filter(|(_, entry)| chosen(entry) && wanted(entry));
    let locale = subject.locale;
    let mut told = Reading {
        lang: locale.language().tag(),
        text_lang: overview::text_language(subject),
        title: overview::title(subject),
        compared: overview::compared(subject),
        summary: overview::summary(subject),
        continuity: overview::continuity(subject),
        words: overview::words(subject),
        weights: weight::counts(subject),
        metadata: overview::metadata(subject),
        items: items.map(|(number, entry)| item::item(subject, &directory, number, entry)).collect(),
        unchanged_count: (unchanged > 0)
            .then(|| locale.text("unchanged-count", &[("count", Value::Count(count(unchanged)))])),
        remarks: overview::remarks(subject),
    };
    told.drop_dead_links();
    told
}

/// The badge of a kind.
pub fn badge(locale: &Locale, kind: KindView) -> Badge {
    Badge { code: kind.code(), text: locale.text(&format!("kind-{}", kind.code()), &[]) }
}

fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

/// Which entry every section of both texts belongs to.
struct Directory {
    before: Vec<Option<usize>>,
    after: Vec<Option<usize>>,
}

impl Directory {
    fn new(subject: &Subject<'_>) -> Self {
        let mut directory =
            Self { before: vec![None; subject.before.sections.len()], after: vec![None; subject.after.sections.len()] };
        for (number, entry) in subject.comparison.entries.iter().enumerate() {
            for section in &entry.before {
                directory.before[*section] = Some(number);
            }
            for section in &entry.after {
                directory.after[*section] = Some(number);
            }
        }
        directory
    }

    fn before(&self, subject: &Subject<'_>, section: usize) -> Place {
        Place { text: heading(subject, subject.before, section), target: self.before[section].map(entry_id) }
    }

    fn after(&self, subject: &Subject<'_>, section: usize) -> Place {
        Place { text: heading(subject, subject.after, section), target: self.after[section].map(entry_id) }
    }

    /// Whether a block moved inside one section.
    fn is_within(&self, movement: &Movement) -> bool {
        self.before[movement.from.section] == self.after[movement.to.section]
    }
}

/// The heading of a section as a reader sees it.
fn heading(subject: &Subject<'_>, document: &Document, section: usize) -> String {
    if section == 0 {
        return subject.locale.text("before-first-heading", &[]);
    }
    let heading = guard::one_line(&document.sections[section].heading);
    if heading.trim().is_empty() { subject.locale.text("no-heading", &[]) } else { heading }
}
