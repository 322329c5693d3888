//! The sample against its truth, which the author of its texts wrote down.

use std::path::{Path, PathBuf};

use nowela::compare::{BlockChange, BlockOp, BlockPlace, Entry, LinkKind, Passage, Run, RunOp};
use nowela::document::{BlockKind, Document};
use serde::Deserialize;

use super::{Pair, invariant, marked, name};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Truth {
    before: String,
    after: String,
    /// Whether all sections and all moved paragraphs are listed, or only those whose fate is certain.
    #[serde(default = "yes")]
    complete: bool,
    /// How many entries the program is known to get wrong: those that say so in `known`, with the reason.
    #[serde(default)]
    known: usize,
    #[serde(default)]
    section: Vec<Section>,
    #[serde(default)]
    moved: Vec<Moved>,
    #[serde(default)]
    figure: Vec<Replacement>,
    #[serde(default)]
    block: Vec<Block>,
    #[serde(default)]
    wording: Vec<Replacement>,
    #[serde(default)]
    reference: Vec<Replacement>,
    #[serde(default)]
    metadata: Vec<Metadata>,
}

fn yes() -> bool {
    true
}

impl Truth {
    /// The reasons of all entries that the program is known to get wrong.
    fn reasons(&self) -> impl Iterator<Item = &String> {
        let sections = self.section.iter().map(|entry| &entry.known);
        let moved = self.moved.iter().map(|entry| &entry.known);
        let replaced = self.figure.iter().chain(&self.wording).chain(&self.reference).map(|entry| &entry.known);
        let blocks = self.block.iter().map(|entry| &entry.known);
        sections.chain(moved).chain(replaced).chain(blocks).flatten()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Section {
    after: Vec<String>,
    before: Vec<String>,
    structure: Vec<String>,
    known: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Moved {
    text: String,
    from: String,
    to: String,
    edited: bool,
    known: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Replacement {
    section: String,
    label: Option<String>,
    kind: Option<String>,
    state: Option<String>,
    before: String,
    after: String,
    known: Option<String>,
    /// Why it is no quantity or reference to the program, though it is shown as a change.
    unread: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Block {
    section: String,
    kind: String,
    change: String,
    text: String,
    known: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Metadata {
    key: String,
    before: String,
    after: String,
}

/// Every step of the samples whose truth is written down: `<document>/<version>.toml` says what became of the version
/// before it in `strategy/<document>`.
fn samples() -> Vec<(Truth, Pair)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/demo");
    let entries = |folder: &Path| -> Vec<PathBuf> {
        let entries = folder.read_dir().expect("the folder is there");
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("the entry is readable").path()).collect();
        paths.sort();
        paths
    };
    let name = |path: &Path| path.file_stem().expect("it has a name").to_string_lossy().into_owned();
    let mut samples = Vec::new();
    for folder in entries(&root) {
        let document = name(&folder);
        for path in entries(&folder) {
            let version = name(&path);
            let truth = crate::tidy::read(&format!("tests/corpus/demo/{document}/{version}.toml"));
            let truth: Truth = toml::from_str(&truth).unwrap_or_else(|e| panic!("{document}/{version}: {e}"));
            assert_eq!(truth.after, version, "{document}: a truth is named after the later version");
            let text = |version: &str| crate::tidy::read(&format!("strategy/{document}/{version}.md"));
            let pair = Pair::new(&text(&truth.before), &text(&truth.after));
            samples.push((truth, pair));
        }
    }
    assert!(!samples.is_empty());
    samples
}

fn find(document: &Document, heading: &str) -> usize {
    let found: Vec<usize> = (1..document.sections.len()).filter(|at| name(document, *at) == heading).collect();
    let [only] = found[..] else { panic!("{heading:?} stands {} times", found.len()) };
    only
}

fn identity(entry: &Entry) -> Option<(usize, usize)> {
    entry.links.iter().find(|link| link.kind == LinkKind::Identity).map(|link| (link.before, link.after))
}

/// Blanks of every kind are one blank.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_sample_keeps_the_promises_to_all_texts() {
    for (_, pair) in samples() {
        invariant::check(&pair).unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(pair.comparison.remarks.iter().filter(|remark| remark.side.is_none()).count(), 0);
    }
}

#[test]
fn what_is_known_to_go_wrong_is_counted_and_has_a_reason() {
    for (truth, _) in samples() {
        assert!(truth.reasons().all(|reason| !reason.is_empty()), "{}", truth.after);
        assert_eq!(truth.reasons().count(), truth.known, "{}", truth.after);
    }
}

#[test]
fn every_section_became_what_its_author_says() {
    for (truth, pair) in samples() {
        let names = |document: &Document, first: Option<usize>, sections: &[usize]| -> Vec<String> {
            let mut sections = sections.to_vec();
            sections.sort_by_key(|at| (Some(*at) != first, *at));
            sections.iter().map(|at| name(document, *at)).collect()
        };
        let line = |after: &[String], before: &[String], kinds: &str| format!("{after:?} <- {before:?}: {kinds}");
        // What the program says of sections that it is known to get wrong, and that it gets them wrong still.
        let wrong = |before: &[String], after: &[String]| {
            let mut known = truth.section.iter().filter(|section| section.known.is_some());
            known.any(|section| {
                let shared = |one: &[String], other: &[String]| one.iter().any(|name| other.contains(name));
                shared(&section.before, before) || shared(&section.after, after)
            })
        };
        let mut found: Vec<String> = Vec::new();
        let mut set_aside: Vec<String> = Vec::new();
        for entry in pair.comparison.entries.iter().filter(|entry| entry.before != [0] || entry.after != [0]) {
            let (s, t) = identity(entry).unzip();
            let (before, after) = (names(&pair.before, s, &entry.before), names(&pair.after, t, &entry.after));
            let aside = wrong(&before, &after);
            let told = line(&after, &before, &super::kinds(&entry.structure));
            if aside { set_aside.push(told) } else { found.push(told) }
        }
        let mut expected: Vec<String> = Vec::new();
        for section in &truth.section {
            let kinds = section.structure.join(", ");
            let kinds = if kinds.is_empty() { "unchanged" } else { &kinds };
            let told = line(&section.after, &section.before, kinds);
            match &section.known {
                Some(reason) => assert!(!set_aside.contains(&told), "{told}: mended, it is known no more: {reason}"),
                None if !wrong(&section.before, &section.after) => expected.push(told),
                None => assert!(set_aside.contains(&told), "{told}\nis not in {set_aside:#?}"),
            }
        }
        let wrong: Vec<&String> = found.iter().filter(|line| truth.complete && !expected.contains(line)).collect();
        let missing: Vec<&String> = expected.iter().filter(|line| !found.contains(line)).collect();
        assert!(
            wrong.is_empty() && missing.is_empty(),
            "{}: found {wrong:#?}\nwhere the truth is {missing:#?}",
            truth.after
        );
        found.retain(|line| expected.contains(line));
        assert_eq!(found, expected, "the order of the entries");
    }
}

#[test]
fn every_paragraph_that_left_its_section_is_followed() {
    for (truth, pair) in samples() {
        let mut found: Vec<String> = Vec::new();
        // Within an entry a paragraph only stands in another order.
        for moved in pair
            .comparison
            .moves
            .iter()
            .filter(|moved| !pair.entry_after(moved.to.section).before.contains(&moved.from.section))
        {
            let flowed = |flow: &Passage| (flow.before, flow.after) == (moved.from.section, moved.to.section);
            let kept: String = moved.runs.iter().filter(|run| run.op == RunOp::Equal).map(|run| &*run.text).collect();
            // Fewer than twenty words make no flow between sections.
            assert!(kept.split_whitespace().count() < 20 || pair.comparison.flows.iter().any(flowed), "{moved:?}");
            let (from, to) = (name(&pair.before, moved.from.section), name(&pair.after, moved.to.section));
            // The number of a list item is not its text.
            let own = |document: &Document, place: &BlockPlace, other: RunOp| {
                let marker = document.sections[place.section].blocks[place.block].marker as usize;
                plain(&invariant::without(&moved.runs, other)[marker..])
            };
            let text = own(&pair.after, &moved.to, RunOp::Delete);
            let edited = own(&pair.before, &moved.from, RunOp::Insert) != text;
            let known = truth.moved.iter().find(|known| text.starts_with(&plain(&known.text)));
            let text = known.map_or(text, |known| known.text.clone());
            if known.is_some() || truth.complete {
                found.push(format!("{text}: {from} → {to}, edited {edited}"));
            }
        }
        let line = |moved: &Moved| format!("{}: {} → {}, edited {}", moved.text, moved.from, moved.to, moved.edited);
        for moved in truth.moved.iter().filter(|moved| moved.known.is_some()) {
            assert!(!found.contains(&line(moved)), "{}: mended, it is known no more", line(moved));
            found.retain(|line| !line.starts_with(&moved.text));
        }
        let mut expected: Vec<String> = truth.moved.iter().filter(|moved| moved.known.is_none()).map(line).collect();
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{}", truth.after);
    }
}

/// All redlines of a section of the later text: its blocks, cell by cell for tables, moved ones by their inner redline.
fn redlines(pair: &Pair, section: usize) -> Vec<Vec<Run>> {
    let entry = pair.entry_after(section);
    let here = |block: &&BlockChange| {
        block.after.iter().any(|place| place.section == section) || (block.after.is_empty() && entry.after.len() == 1)
    };
    let mut redlines = Vec::new();
    for block in entry.blocks.iter().filter(here) {
        match (&block.table, block.movement) {
            (Some(table), _) => {
                redlines.extend(table.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.runs.clone()));
            }
            (None, Some(index)) => redlines.push(pair.comparison.moves[index].runs.clone()),
            (None, None) => redlines.push(block.runs.clone()),
        }
    }
    redlines
}

/// Whether `before` was struck out and `after` written in at one place, the words in front that both share apart, and
/// with no more around them than a clause.
fn shows(runs: &[Run], before: &str, after: &str) -> bool {
    let (before, after) = (plain(before), plain(after));
    let shared = before.split(' ').zip(after.split(' ')).take_while(|(x, y)| x == y).map(|(x, _)| x.len() + 1).sum();
    let (before, after) = (before.get(shared..).unwrap_or_default(), after.get(shared..).unwrap_or_default());
    runs.windows(2).any(|two| {
        let close = |run: &Run, op: RunOp, text: &str| {
            let spelled = plain(&run.text);
            run.op == op && spelled.contains(text) && spelled.chars().count() <= text.chars().count() + 40
        };
        close(&two[0], RunOp::Delete, before) && close(&two[1], RunOp::Insert, after)
    })
}

#[test]
fn every_changed_figure_is_struck_out_and_written_in() {
    for (truth, pair) in samples() {
        let mut missing = Vec::new();
        for figure in &truth.figure {
            let redlines = redlines(&pair, find(&pair.after, &figure.section));
            if redlines.iter().any(|runs| shows(runs, &figure.before, &figure.after)) != figure.known.is_none() {
                let near = redlines.iter().map(|runs| marked(runs)).filter(|line| line.contains("{+"));
                missing.push(format!(
                    "{} ({}): {} → {}\n  {}",
                    figure.section,
                    figure.label.as_deref().unwrap_or_default(),
                    figure.before,
                    figure.after,
                    near.collect::<Vec<_>>().join("\n  ")
                ));
            }
        }
        assert!(missing.is_empty(), "{}", missing.join("\n"));
    }
}

/// Whether a text of the program is that of the truth, or holds it with its unit.
fn holds(told: Option<&str>, truth: &str) -> bool {
    plain(told.unwrap_or_default()).contains(&plain(truth)) || plain(truth).contains(&plain(told.unwrap_or("?")))
}

#[test]
fn every_changed_figure_is_among_the_quantities_and_no_other_is_paired() {
    let mut wrong = Vec::new();
    for (truth, pair) in samples() {
        let found: Vec<(String, &str, &str, &str)> = (pair.comparison.quantities.iter())
            .filter_map(|change| {
                let (before, after) = (change.before.as_ref()?, change.after.as_ref()?);
                let entry = &pair.comparison.entries[change.entry];
                let block = change.block.and_then(|at| entry.blocks[at].after.first());
                let section = block.map_or(entry.after[0], |place| place.section);
                Some((name(&pair.after, section), &*change.label, &*before.text, &*after.text))
            })
            .collect();
        let figures: Vec<&Replacement> =
            truth.figure.iter().filter(|figure| !figure.before.starts_with("nr")).collect();
        let is = |figure: &Replacement, found: &(String, &str, &str, &str)| {
            found.0 == figure.section && holds(Some(found.2), &figure.before) && holds(Some(found.3), &figure.after)
        };
        for figure in &figures {
            if found.iter().any(|found| is(figure, found)) != figure.unread.is_none() {
                wrong.push(format!(
                    "{}: missing: {}: {} → {}",
                    truth.after, figure.section, figure.before, figure.after
                ));
            }
        }
        // Of tables the truth names some cells only.
        for found in found.iter().filter(|found| truth.complete && !found.1.contains(", ")) {
            if !figures.iter().any(|figure| is(figure, found)) {
                wrong.push(format!("{}: not in the truth: {found:?}", truth.after));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_reference_became_what_its_author_says_and_no_other_is_told() {
    let mut wrong = Vec::new();
    for (truth, pair) in samples() {
        let found: Vec<(String, &str, &str, String)> = (pair.comparison.references.iter())
            .map(|change| {
                let place = pair.comparison.entries[change.entry].blocks[change.block].after[0];
                let state = format!("{:?}", change.state).to_lowercase();
                (name(&pair.after, place.section), change.before.as_deref().unwrap_or_default(), &*change.after, state)
            })
            .collect();
        let is = |due: &Replacement, found: &(String, &str, &str, String)| {
            found.0 == due.section && holds(Some(found.1), &due.before) && holds(Some(found.2), &due.after)
        };
        for due in truth.reference.iter().filter(|due| due.state.as_deref() != Some("corrected")) {
            let state = due.state.as_deref().unwrap_or_default();
            let told = found.iter().any(|found| is(due, found) && found.3 == state);
            if told != due.unread.is_none() {
                wrong
                    .push(format!("{}: missing: {}: {} → {} {state}", truth.after, due.section, due.before, due.after));
            }
        }
        for found in found.iter().filter(|_| truth.complete) {
            if !truth.reference.iter().any(|due| is(due, found)) {
                wrong.push(format!("{}: not in the truth: {found:?}", truth.after));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_changed_word_and_reference_is_struck_out_and_written_in() {
    for (truth, pair) in samples() {
        let mut wrong = Vec::new();
        for word in truth.wording.iter().chain(&truth.reference) {
            let redlines = redlines(&pair, find(&pair.after, &word.section));
            let lines: Vec<String> = redlines.iter().map(|runs| marked(runs)).collect();
            let shown = match (word.kind.as_deref(), word.state.as_deref()) {
                (Some("comma"), _) => lines.iter().any(|line| line.contains("{+,+}")),
                (_, Some("stale")) => {
                    let kept = |run: &Run| run.op == RunOp::Equal && plain(&run.text).contains(&plain(&word.before));
                    redlines.iter().flatten().any(kept)
                }
                _ => redlines.iter().any(|runs| shows(runs, &word.before, &word.after)),
            };
            if shown != word.known.is_none() {
                wrong.push(format!("{}: {} → {}, shown: {shown}\n{lines:#?}", word.section, word.before, word.after));
            }
        }
        assert!(wrong.is_empty(), "{}: {}", truth.after, wrong.join("\n"));
    }
}

#[test]
fn every_block_became_what_its_author_says() {
    for (truth, pair) in samples() {
        let mut wrong = Vec::new();
        for block in &truth.block {
            let section = find(&pair.after, &block.section);
            let entry = pair.entry_after(section);
            let found = entry.blocks.iter().any(|change| is(&pair, change, block));
            if found != block.known.is_none() {
                let lines: Vec<String> =
                    entry.blocks.iter().map(|block| format!("{:?} {}", block.op, marked(&block.runs))).collect();
                wrong.push(format!(
                    "{}: {} {} {}, found: {found}\n{lines:#?}",
                    block.section, block.kind, block.change, block.text
                ));
            }
        }
        assert!(wrong.is_empty(), "{}: {}", truth.after, wrong.join("\n"));
    }
}

fn is(pair: &Pair, change: &BlockChange, truth: &Block) -> bool {
    let kind = match truth.kind.as_str() {
        "paragraph" => BlockKind::Paragraph,
        "item" => BlockKind::Item,
        "row" => BlockKind::Table,
        "footnote" => BlockKind::Footnote,
        other => panic!("no such kind: {other}"),
    };
    let (document, place) = match (change.after.first(), change.before.first()) {
        (Some(place), _) => (&pair.after, place),
        (None, Some(place)) => (&pair.before, place),
        (None, None) => return false,
    };
    let block = &document.sections[place.section].blocks[place.block];
    if block.kind != kind {
        return false;
    }
    if let Some(table) = &change.table {
        return table.rows.iter().any(|row| {
            let gone = (row.before.is_none(), row.after.is_none());
            let fits = matches!((truth.change.as_str(), gone), ("removed", (false, true)) | ("added", (true, false)));
            let text = row.cells.first().map_or(String::new(), |cell| cell.runs.iter().map(|run| &*run.text).collect());
            fits && plain(&text).starts_with(&plain(&truth.text))
        });
    }
    let op = match truth.change.as_str() {
        "split" => change.op == BlockOp::Split,
        "joined" => change.op == BlockOp::Joined,
        "added" => change.op == BlockOp::Added,
        "removed" => change.op == BlockOp::Removed,
        "edited" => change.op == BlockOp::Edited,
        "reordered" => change.op == BlockOp::MovedIn,
        other => panic!("no such change: {other}"),
    };
    op && plain(&document.block_text(block)[block.marker as usize..]).starts_with(&plain(&truth.text))
}

#[test]
fn the_front_matter_changed_as_its_author_says() {
    for (truth, pair) in samples() {
        let mut found: Vec<(&str, &str, &str)> = Vec::new();
        for change in &pair.comparison.metadata {
            let value = |value: &'_ Option<String>| value.clone().unwrap_or_default();
            assert_ne!(value(&change.before), value(&change.after));
            found.push((
                &change.key,
                change.before.as_deref().unwrap_or_default(),
                change.after.as_deref().unwrap_or_default(),
            ));
        }
        let mut expected: Vec<(&str, &str, &str)> =
            truth.metadata.iter().map(|change| (&*change.key, &*change.before, &*change.after)).collect();
        found.sort_unstable();
        expected.sort_unstable();
        assert_eq!(found, expected);
    }
}
