//! What the templates of the page see: the reading, laid out as a table of contents and folded where nothing changed.

use serde::Serialize;

use crate::locale::{Locale, Value};
use crate::render::reading::{Badge, Item, Passage, badge};
use crate::render::view::{BlockKindView, KindView};

/// How many unchanged passages stay on each side of a changed one.
const CONTEXT: usize = 1;

/// How many unchanged passages in a row are worth folding.
const WORTH_FOLDING: usize = 3;

/// A line of the table of contents.
#[derive(Debug, Serialize)]
pub(super) struct Line<'a> {
    /// Id to link to.
    target: &'a str,
    /// The heading.
    heading: &'a str,
    /// How many sections it stands in, from 0.
    depth: usize,
    /// The kinds of change.
    badges: &'a [Badge],
    /// Whether it changed.
    changed: bool,
}

/// A kind of change and how many sections are of it.
#[derive(Debug, Serialize)]
pub(super) struct Kind {
    badge: Badge,
    count: String,
}

/// A stretch of the page: one section that changed, or several in a row that did not.
#[derive(Debug, Serialize)]
pub(super) struct Leaf<'a> {
    /// What the fold is called; `None` for a section that changed.
    folded: Option<String>,
    sections: Vec<Section<'a>>,
}

/// A section with its passages grouped.
#[derive(Debug, Serialize)]
struct Section<'a> {
    item: &'a Item,
    stretches: Vec<Stretch<'a>>,
    /// Id of the next section that changed.
    next: Option<&'a str>,
}

/// Passages that are shown, or folded together because they did not change.
#[derive(Debug, Serialize)]
struct Stretch<'a> {
    /// What the fold is called; `None` for passages that are shown.
    folded: Option<String>,
    groups: Vec<Group<'a>>,
}

/// Passages that stand together: the items of a list, or a single one.
#[derive(Debug, Serialize)]
struct Group<'a> {
    list: bool,
    passages: Vec<&'a Passage>,
}

/// The table of contents: all sections of the later text, and those that are gone where they stood.
pub(super) fn contents(items: &[Item]) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    for item in items {
        let (badges, changed) = (item.badges.as_slice(), item.changed);
        lines.push(Line { target: &item.id, heading: &item.heading, depth: item.depth, badges, changed });
        lines.extend(item.parts.iter().map(|part| Line {
            target: &part.target,
            heading: &part.heading,
            depth: part.depth,
            badges,
            changed,
        }));
    }
    // The title of the whole text would indent all others by a step that says nothing.
    let shallowest = lines.iter().skip(1).map(|line| line.depth).min().unwrap_or(0);
    lines.iter_mut().for_each(|line| line.depth = line.depth.saturating_sub(shallowest));
    lines
}

/// The kinds of change that occur among the sections that changed, in the order of the contract.
pub(super) fn kinds(items: &[Item], locale: &Locale) -> Vec<Kind> {
    let changed = || items.iter().filter(|item| item.changed);
    let counted = KindView::ALL.into_iter().map(|kind| {
        let of_kind = changed().filter(|item| item.badges.iter().any(|badge| badge.code == kind.code()));
        (kind, u64::try_from(of_kind.count()).unwrap_or(u64::MAX))
    });
    let occurring = counted.filter(|(_, count)| *count > 0);
    occurring.map(|(kind, count)| Kind { badge: badge(locale, kind), count: locale.count(count) }).collect()
}

/// The sections in order, those without changes folded together.
pub(super) fn leaves<'a>(items: &'a [Item], locale: &Locale) -> Vec<Leaf<'a>> {
    let mut leaves: Vec<Leaf<'_>> = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let next = || items[at + 1..].iter().find(|item| item.changed);
        let next = item.changed.then(next).flatten().map(|item| item.id.as_str());
        let section = Section { item, stretches: stretches(item, locale), next };
        match leaves.last_mut().filter(|leaf| !item.changed && leaf.folded.is_some()) {
            Some(leaf) => leaf.sections.push(section),
            None => {
                let folded = (!item.changed).then(String::new);
                leaves.push(Leaf { folded, sections: vec![section] });
            }
        }
    }
    for leaf in leaves.iter_mut().filter(|leaf| leaf.folded.is_some()) {
        leaf.folded = Some(run(leaf, locale));
    }
    leaves
}

/// What a fold of sections is called: how many they are, and which.
fn run(leaf: &Leaf<'_>, locale: &Locale) -> String {
    let count = u64::try_from(leaf.sections.len()).unwrap_or(u64::MAX);
    let (first, last) = match (leaf.sections.first(), leaf.sections.last()) {
        (Some(first), Some(last)) => (first.item.heading.as_str(), last.item.heading.as_str()),
        _ => return String::new(),
    };
    let count = locale.text("unchanged-count", &[("count", Value::Count(count))]);
    let values = [("count", Value::Text(&count)), ("first", Value::Text(first)), ("last", Value::Text(last))];
    locale.text(if leaf.sections.len() == 1 { "unchanged-one" } else { "unchanged-run" }, &values)
}

/// The passages of a section, long runs of unchanged ones folded. Unchanged sections are folded as a whole.
fn stretches<'a>(item: &'a Item, locale: &Locale) -> Vec<Stretch<'a>> {
    let passages = &item.passages;
    let near = |at: usize| {
        let around = at.saturating_sub(CONTEXT)..(at + CONTEXT + 1).min(passages.len());
        passages[around].iter().any(Passage::is_changed)
    };
    // A section that only moved shows how it begins.
    let shown = |at: usize| !item.changed || at == 0 || near(at) || passages[at].opens.is_some();
    let mut stretches = Vec::new();
    let mut at = 0;
    while at < passages.len() {
        let hidden = passages.len().min(at + (at..passages.len()).take_while(|at| !shown(*at)).count());
        let end = if hidden - at >= WORTH_FOLDING { hidden } else { at };
        if end > at {
            let count = u64::try_from(end - at).unwrap_or(u64::MAX);
            let folded = Some(locale.text("passages-folded", &[("count", Value::Count(count))]));
            stretches.push(Stretch { folded, groups: groups(&passages[at..end]) });
            at = end;
            continue;
        }
        let mut end = hidden.max(at);
        // What is shown reaches to the next run that is long enough.
        while end < passages.len() {
            let run = (end..passages.len()).take_while(|at| !shown(*at)).count();
            if run >= WORTH_FOLDING {
                break;
            }
            end += run.max(1);
        }
        stretches.push(Stretch { folded: None, groups: groups(&passages[at..end]) });
        at = end;
    }
    stretches
}

fn groups(passages: &[Passage]) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for passage in passages {
        let list = passage.kind == BlockKindView::Item;
        match groups.last_mut().filter(|group| list && group.list && passage.opens.is_none()) {
            Some(group) => group.passages.push(passage),
            None => groups.push(Group { list, passages: vec![passage] }),
        }
    }
    groups
}
