//! One section and what became of it: badges, former place and number, what flowed in and out.

use super::{Directory, Fact, Item, Part, Place, badge, decision, heading, passage, weight};
use crate::compare::{Entry, Link, LinkKind, Reason, Structure};
use crate::document::{Document, Section};
use crate::locale::{NO_BREAK_SPACE, Value};
use crate::render::view::entry_id;
use crate::render::{Subject, guard};

/// The item of the entry with this number.
pub(super) fn item(subject: &Subject<'_>, directory: &Directory, number: usize, entry: &Entry) -> Item {
    let (before, after) = pair(entry);
    let numbers = before
        .zip(after)
        .map(|(before, after)| (labels(&subject.before.sections[before]), labels(&subject.after.sections[after])));
    let (document, section) = match (after, before) {
        (Some(section), _) => (subject.after, section),
        (None, section) => (subject.before, section.unwrap_or_default()),
    };
    let mut item = Item {
        id: entry_id(number),
        changed: entry.is_changed(),
        depth: depth(document, section),
        above: path(document, section),
        heading: heading(subject, document, section),
        former_heading: before.zip(after).and_then(|(before, after)| {
            let (before, after) = (&subject.before.sections[before].heading, &subject.after.sections[after].heading);
            (before != after).then(|| former(before, after))
        }),
        title: guard::one_line(&document.sections[section].title),
        former_title: before.zip(after).and_then(|(before, after)| {
            let (before, after) = (&subject.before.sections[before].title, &subject.after.sections[after].title);
            (before != after).then(|| former(before, after))
        }),
        badges: entry.structure.iter().map(|kind| badge(subject.locale, (*kind).into())).collect(),
        weight: weight::proposal(subject, entry),
        title_weight: entry.reasons.iter().map(Reason::weight).max().map(|it| weight::badge(subject, it)),
        number: numbers.filter(|(before, after)| before != after),
        words: words(subject, entry),
        facts: facts(subject, directory, number, entry),
        decisions: decision::facts(subject.locale, &entry.decisions),
        passages: passage::passages(subject, directory, (number, after), entry),
        parts: Vec::new(),
    };
    let opened = |section| {
        let id = passage::part_id(number, section);
        let openings = item.passages.iter().filter_map(|passage| passage.opens.as_ref());
        openings.filter_map(|opening| opening.id.as_ref()).any(|it| *it == id).then_some(id)
    };
    let others = entry.after.iter().filter(|section| after != Some(**section));
    item.parts = others
        .map(|section| Part {
            target: opened(*section).unwrap_or_else(|| item.id.clone()),
            depth: depth(subject.after, *section),
            heading: heading(subject, subject.after, *section),
        })
        .collect();
    item
}

fn depth(document: &Document, section: usize) -> usize {
    document.path(section).len().saturating_sub(1)
}

/// The sections that are the same one in both texts; without such a link the first ones of both sides.
pub(super) fn pair(entry: &Entry) -> (Option<usize>, Option<usize>) {
    match entry.links.iter().find(|link| link.kind == LinkKind::Identity) {
        Some(link) => (Some(link.before), Some(link.after)),
        None => (entry.before.first().copied(), entry.after.first().copied()),
    }
}

pub(super) fn labels(section: &Section) -> String {
    let labels: Vec<&str> = section.labels.iter().map(|label| label.text.as_str()).collect();
    guard::one_line(&labels.join(" "))
}

fn words(subject: &Subject<'_>, entry: &Entry) -> String {
    let words = entry.words;
    let mut parts = Vec::new();
    if words.inserted > 0 {
        parts.push(format!("+{}", subject.locale.count(words.inserted)));
    }
    if words.deleted > 0 {
        parts.push(format!("−{}", subject.locale.count(words.deleted)));
    }
    let mut parts = vec![parts.join(&NO_BREAK_SPACE.to_string())];
    if words.moved > 0 {
        parts.push(subject.locale.text("words-moved", &[("count", Value::Count(words.moved))]));
    }
    parts.retain(|part| !part.is_empty());
    parts.join(", ")
}

fn facts(subject: &Subject<'_>, directory: &Directory, number: usize, entry: &Entry) -> Vec<Fact> {
    let mut facts = Vec::new();
    if let (Some(before), Some(after)) = pair(entry) {
        for kind in &entry.structure {
            changed(subject, *kind, before, after, &mut facts);
        }
        numbered(subject, before, after, &mut facts);
    }
    for kind in [LinkKind::Split, LinkKind::Merged, LinkKind::Absorbed, LinkKind::Extracted] {
        linked(subject, directory, entry, kind, &mut facts);
    }
    for passage in &subject.comparison.flows {
        let words = [("count", Value::Count(passage.words))];
        if directory.before[passage.before] == Some(number) {
            let lead = subject.locale.text("fact-flowed-out", &words);
            facts.push(Fact { lead, places: vec![directory.after(subject, passage.after)] });
        }
        if directory.after[passage.after] == Some(number) {
            let lead = subject.locale.text("fact-flowed-in", &words);
            facts.push(Fact { lead, places: vec![directory.before(subject, passage.before)] });
        }
    }
    facts
}

/// What one kind of change says about the section itself.
fn changed(subject: &Subject<'_>, kind: Structure, before: usize, after: usize, facts: &mut Vec<Fact>) {
    let (earlier, later) = (&subject.before.sections[before], &subject.after.sections[after]);
    let mut say = |key: &str, text: String| {
        facts.push(Fact { lead: subject.locale.text(key, &[]), places: vec![Place { text, target: None }] });
    };
    match kind {
        Structure::Moved => {
            say("fact-moved-from", above(subject, subject.before, before));
            say("fact-moved-to", above(subject, subject.after, after));
        }
        Structure::Reordered => say("fact-reordered", above(subject, subject.after, after)),
        Structure::Retitled if earlier.title == later.title => {
            // What changed in the heading is not to be seen in its title: a character at its end, in its id or in a target.
            let (before, after) = (earlier.span.of(&subject.before.source), later.span.of(&subject.after.source));
            say("fact-heading-source", format!("{} → {}", guard::one_line(before), guard::one_line(after)));
        }
        Structure::Retitled => say("fact-retitled", former(&earlier.title, &later.title)),
        Structure::Releveled => say("fact-releveled", format!("{} → {}", earlier.level, later.level)),
        _ => {}
    }
}

/// A text that was replaced; both where the new one looks the same, with the letters named that pass for others.
fn former(before: &str, after: &str) -> String {
    let (shown, new) = (guard::one_line(before), guard::one_line(after));
    if guard::look(&shown) != guard::look(&new) {
        return shown;
    }
    format!("{} → {}", guard::with_letters_named(&shown), guard::with_letters_named(&new))
}

fn numbered(subject: &Subject<'_>, before: usize, after: usize, facts: &mut Vec<Fact>) {
    let (before, after) = (labels(&subject.before.sections[before]), labels(&subject.after.sections[after]));
    if before != after {
        let absent = subject.locale.text("absent", &[]);
        let or_absent = |label: String| if label.is_empty() { absent.clone() } else { label };
        let text = format!("{} → {}", or_absent(before), or_absent(after));
        facts.push(Fact { lead: subject.locale.text("fact-number", &[]), places: vec![Place { text, target: None }] });
    }
}

/// The headings that a section stands under, or that there are none.
pub(super) fn above(subject: &Subject<'_>, document: &Document, section: usize) -> String {
    match (path(document, section), document.path(section).as_slice()) {
        (path, _) if !path.is_empty() => path,
        (_, [title, _]) => guard::one_line(title),
        _ => subject.locale.text("top-level", &[]),
    }
}

/// The headings that a section stands under. The title of the whole text, where it is a heading, says nothing about a
/// place and is left out.
pub(super) fn path(document: &Document, section: usize) -> String {
    let mut path = document.path(section);
    path.pop();
    if !path.is_empty() && document.sections.get(1).is_some_and(|title| title.end == document.sections.len()) {
        path.remove(0);
    }
    path.into_iter().map(guard::one_line).collect::<Vec<_>>().join(" › ")
}

/// What was split off, merged, absorbed or lifted out along the links of one kind, each with the share that flowed.
fn linked(subject: &Subject<'_>, directory: &Directory, entry: &Entry, kind: LinkKind, facts: &mut Vec<Fact>) {
    let links: Vec<&Link> = entry.links.iter().filter(|link| link.kind == kind).collect();
    let outward = matches!(kind, LinkKind::Split | LinkKind::Extracted);
    // Several links from one section make one line; the section that they share is named in its lead.
    let shared = |link: &Link| if outward { link.before } else { link.after };
    let mut hubs: Vec<usize> = links.iter().map(|link| shared(link)).collect();
    hubs.sort_unstable();
    hubs.dedup();
    for hub in hubs {
        let document = if outward { subject.before } else { subject.after };
        let name = heading(subject, document, hub);
        let places = links.iter().filter(|link| shared(link) == hub).map(|link| {
            let mut place =
                if outward { directory.after(subject, link.after) } else { directory.before(subject, link.before) };
            let share = subject.locale.percent(link.share);
            let values = [("place", Value::Text(place.text.as_str())), ("share", Value::Text(share.as_str()))];
            place.text = subject.locale.text("place-share", &values);
            place.target = None;
            place
        });
        let key = match kind {
            LinkKind::Split => "fact-split",
            LinkKind::Merged => "fact-merged",
            LinkKind::Absorbed => "fact-absorbed",
            LinkKind::Extracted => "fact-extracted",
            LinkKind::Identity => continue,
        };
        let places = places.collect();
        facts.push(Fact { lead: subject.locale.text(key, &[("section", Value::Text(&name))]), places });
    }
}
