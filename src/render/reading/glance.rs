//! What changed at a glance: how much lives on, which sections are new or gone, what went where, which numbers changed.

use std::collections::BTreeSet;

use serde::Serialize;

use super::figure::{Figure, figures};
use super::item::{above, pair};
use super::passage::part_id;
use super::{Badge, Directory, Item, Place, badge, count, heading};
use crate::compare::{Entry, LinkKind, Structure};
use crate::locale::Value;
use crate::render::view::{KindView, entry_id};
use crate::render::{Subject, guard};

/// What changed at a glance.
#[derive(Clone, Debug, Serialize)]
pub struct Glance {
    /// Continuity as a percentage; `None` where there is nothing to compare.
    pub share: String,
    /// What it means.
    pub meaning: String,
    /// The words of the earlier text and of the later one.
    pub bars: [Bar; 2],
    /// Counts of sections in words.
    pub tiles: Vec<Tile>,
    /// Sections that are new; those beneath a new one are counted with it.
    pub added: Vec<Place>,
    /// Sections that are gone; those beneath one that is gone are counted with it.
    pub removed: Vec<Place>,
    /// What went where.
    pub journeys: Vec<Journey>,
    /// Titles that changed.
    pub titles: Vec<Title>,
    /// Numbers and dates that changed.
    pub figures: Vec<Figure>,
}

/// The words of one of the two texts, by what became of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Bar {
    /// Words that stayed.
    pub kept: Share,
    /// Words that live on at another place.
    pub moved: Share,
    /// Words that are gone, or new.
    pub changed: Share,
}

/// A number of words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Share {
    /// The number as the language writes it.
    pub words: String,
    /// Where it begins, in thousandths of the longer text.
    pub start: u64,
    /// How long it is, in thousandths of the longer text.
    pub length: u64,
}

/// A count in words.
#[derive(Clone, Debug, Serialize)]
pub struct Tile {
    /// What is counted: `changed`, `added`, `removed` or `unchanged`.
    pub code: &'static str,
    /// The number.
    pub count: String,
    /// What there are so many of, in the right plural form.
    pub text: String,
}

/// A section or a text that went from one place to another.
#[derive(Clone, Debug, Serialize)]
pub struct Journey {
    /// Id of the item that it is told with.
    pub section: String,
    /// What happened.
    pub kind: Badge,
    /// What went, where it is not told by its place.
    pub what: Option<Place>,
    /// Where it was; `None` where only its order changed.
    pub from: Option<Place>,
    /// Where it is.
    pub to: Place,
    /// How much of it, in words.
    pub amount: Option<String>,
}

/// A title that changed.
#[derive(Clone, Debug, Serialize)]
pub struct Title {
    /// Id of the section.
    pub target: String,
    /// The earlier title.
    pub before: String,
    /// The later heading.
    pub after: String,
}

/// Tells what changed at a glance; `items` are those of the reading.
pub fn glance(subject: &Subject<'_>, items: &[Item]) -> Glance {
    let directory = Directory::new(subject);
    let (share, meaning) = super::overview::continuity_parts(subject);
    let title = |item: &Item| {
        let before = item.former_title.clone()?;
        Some(Title { target: item.id.clone(), before, after: item.heading.clone() })
    };
    Glance {
        share,
        meaning,
        bars: bars(subject),
        tiles: tiles(subject),
        added: roots(subject, items, Structure::Added),
        removed: roots(subject, items, Structure::Removed),
        journeys: journeys(subject, &directory, items),
        titles: items.iter().filter(|item| item.changed).filter_map(title).collect(),
        figures: figures(subject, items),
    }
}

fn bars(subject: &Subject<'_>) -> [Bar; 2] {
    let words = subject.comparison.summary.words;
    let whole = words.kept + words.moved + words.deleted.max(words.inserted);
    let bar = |changed: u64| {
        let mut start = 0;
        let mut share = |words: u64| {
            let length = if whole == 0 { 0 } else { (words * 1000).div_ceil(whole) };
            let share = Share { words: subject.locale.count(words), start, length: length.min(1000 - start) };
            start += share.length;
            share
        };
        Bar { kept: share(words.kept), moved: share(words.moved), changed: share(changed) }
    };
    [bar(words.deleted), bar(words.inserted)]
}

fn tiles(subject: &Subject<'_>) -> Vec<Tile> {
    let entries = &subject.comparison.entries;
    let with = |kind| entries.iter().filter(|entry| entry.structure.contains(&kind)).count();
    let (added, removed) = (with(Structure::Added), with(Structure::Removed));
    let changed = entries.iter().filter(|entry| entry.is_changed()).count();
    let counts = [
        ("changed", "tile-changed", changed.saturating_sub(added + removed)),
        ("added", "tile-added", added),
        ("removed", "tile-removed", removed),
        ("unchanged", "tile-unchanged", entries.len() - changed),
    ];
    let tile = |(code, key, number): (&'static str, &str, usize)| Tile {
        code,
        count: subject.locale.count(count(number)),
        text: subject.locale.text(key, &[("count", Value::Count(count(number)))]),
    };
    counts.into_iter().map(tile).collect()
}

/// The sections of one kind whose parent is not of that kind, with how many of them stand beneath each.
fn roots(subject: &Subject<'_>, items: &[Item], kind: Structure) -> Vec<Place> {
    let document = if kind == Structure::Added { subject.after } else { subject.before };
    let shown: Vec<&str> = items.iter().map(|item| item.id.as_str()).collect();
    let mut entry_of: Vec<Option<usize>> = vec![None; document.sections.len()];
    for (number, entry) in subject.comparison.entries.iter().enumerate() {
        let sections = if kind == Structure::Added { &entry.after } else { &entry.before };
        if entry.structure.contains(&kind) {
            sections.iter().for_each(|section| entry_of[*section] = Some(number));
        }
    }
    let mut roots: Vec<(usize, u64)> = Vec::new();
    for section in (0..document.sections.len()).filter(|section| entry_of[*section].is_some()) {
        // Sections stand in order: the last root is the only one that can hold this one.
        match roots.last_mut() {
            Some((root, beneath)) if section < document.sections[*root].end && *root > 0 => *beneath += 1,
            _ => roots.push((section, 0)),
        }
    }
    let place = |(section, beneath): (usize, u64)| {
        let name = heading(subject, document, section);
        let values = [("section", Value::Text(name.as_str())), ("count", Value::Count(beneath))];
        let text = if beneath == 0 { name.clone() } else { subject.locale.text("with-beneath", &values) };
        Place { text, target: entry_of[section].map(entry_id).filter(|id| shown.contains(&id.as_str())) }
    };
    roots.into_iter().map(place).filter(|place| subject.only.is_empty() || place.target.is_some()).collect()
}

fn journeys(subject: &Subject<'_>, directory: &Directory, items: &[Item]) -> Vec<Journey> {
    let mut journeys = Vec::new();
    let shown: Vec<bool> = shown(subject, items);
    let passages = items.iter().flat_map(|item| &item.passages);
    let parts: BTreeSet<&str> = passages.filter_map(|it| it.opens.as_ref()?.id.as_deref()).collect();
    for (number, entry) in subject.comparison.entries.iter().enumerate().filter(|(number, _)| shown[*number]) {
        of_section(subject, directory, (number, entry), &mut journeys);
        of_links(subject, directory, (number, entry), &parts, &mut journeys);
        for passage in subject.comparison.flows.iter().filter(|it| directory.after[it.after] == Some(number)) {
            let words = subject.locale.text("journey-words", &[("count", Value::Count(passage.words))]);
            journeys.push(Journey {
                section: entry_id(number),
                kind: Badge { code: "flow", text: subject.locale.text("journey-flow", &[]) },
                what: None,
                from: Some(directory.before(subject, passage.before)),
                to: directory.after(subject, passage.after),
                amount: Some(words),
            });
        }
    }
    let places = |journey: &mut Journey| {
        for place in [journey.what.as_mut(), journey.from.as_mut(), Some(&mut journey.to)].into_iter().flatten() {
            let alive = |id: &str| items.binary_search_by_key(&number_of(id), |item| number_of(&item.id)).is_ok();
            place.target = place.target.take().filter(|id| parts.contains(id.as_str()) || alive(id));
        }
    };
    journeys.iter_mut().for_each(places);
    journeys
}

/// The number in the id of an entry.
fn number_of(id: &str) -> Option<usize> {
    id.strip_prefix('s')?.parse().ok()
}

/// Which entries are among the items.
fn shown(subject: &Subject<'_>, items: &[Item]) -> Vec<bool> {
    let mut items = items.iter().peekable();
    let numbers = 0..subject.comparison.entries.len();
    numbers.map(|number| items.next_if(|item| item.id == entry_id(number)).is_some()).collect()
}

/// The journey of a section as a whole.
fn of_section(
    subject: &Subject<'_>,
    directory: &Directory,
    (number, entry): (usize, &Entry),
    journeys: &mut Vec<Journey>,
) {
    let (Some(before), Some(after)) = pair(entry) else { return };
    let place = |text: String| Place { text, target: None };
    if entry.structure.contains(&Structure::Moved) {
        journeys.push(Journey {
            section: entry_id(number),
            kind: badge(subject.locale, KindView::Moved),
            what: Some(directory.after(subject, after)),
            from: Some(place(above(subject, subject.before, before))),
            to: place(above(subject, subject.after, after)),
            amount: None,
        });
    } else if entry.structure.contains(&Structure::Reordered) {
        journeys.push(Journey {
            section: entry_id(number),
            kind: badge(subject.locale, KindView::Reordered),
            what: Some(directory.after(subject, after)),
            from: None,
            to: place(above(subject, subject.after, after)),
            amount: None,
        });
    }
}

/// What was split off, merged, absorbed or lifted out.
fn of_links(
    subject: &Subject<'_>,
    directory: &Directory,
    (number, entry): (usize, &Entry),
    parts: &BTreeSet<&str>,
    journeys: &mut Vec<Journey>,
) {
    let kinds = [
        (LinkKind::Split, KindView::Split),
        (LinkKind::Merged, KindView::Merged),
        (LinkKind::Absorbed, KindView::Absorbed),
        (LinkKind::Extracted, KindView::Extracted),
    ];
    for link in &entry.links {
        let Some((_, kind)) = kinds.iter().find(|(kind, _)| *kind == link.kind) else { continue };
        let share = guard::one_line(&subject.locale.percent(link.share));
        let mut to = directory.after(subject, link.after);
        let part = part_id(number, link.after);
        if parts.contains(part.as_str()) {
            to.target = Some(part);
        }
        journeys.push(Journey {
            section: entry_id(number),
            kind: badge(subject.locale, *kind),
            what: None,
            from: Some(directory.before(subject, link.before)),
            to,
            amount: Some(subject.locale.text("journey-share", &[("share", Value::Text(&share))])),
        });
    }
}
