//! Quantities that changed, against texts and labels that people wrote: pairing is right or it is not done.
//!
//! The cases under `apart` were written with the others, but no rule was made for them.

use std::path::{Path, PathBuf};

use nowela::compare::{QuantityChange, Unit};

use super::Pair;

/// A row of what is expected: a part of the label, the two texts, and the difference with its unit.
#[derive(Debug)]
struct Due {
    label: String,
    before: String,
    after: String,
    difference: String,
}

/// A case: its name, its texts, and what is expected.
pub(super) struct Case {
    pub(super) name: String,
    pub(super) before: String,
    pub(super) after: String,
    pub(super) rows: Vec<Vec<String>>,
}

/// The cases of a folder of `tests/corpus`.
pub(super) fn cases(folder: &str) -> Vec<Case> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(folder);
    let entries = root.read_dir().expect("the folder is there");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("the entry is readable").path()).collect();
    paths.retain(|path| path.is_file());
    paths.sort();
    paths.iter().map(|path| case(folder, path)).collect()
}

fn case(folder: &str, path: &Path) -> Case {
    let file = path.file_name().expect("it has a name").to_string_lossy().into_owned();
    let text = crate::tidy::read(&format!("tests/corpus/{folder}/{file}"));
    let part = |title: &str| -> String {
        let (_, rest) = text.split_once(&format!("\n## {title}\n\n````markdown\n")).expect("a fenced text");
        rest.split_once("````\n").expect("a closed fence").0.to_owned()
    };
    let (_, expected) = text.split_once("\n## expected\n").expect("an expectation");
    let rows = expected.lines().filter(|line| line.starts_with('|')).skip(2);
    let cells = |line: &str| -> Vec<String> {
        let line = line.trim().trim_start_matches('|').trim_end_matches('|');
        line.split('|').map(|cell| cell.trim().to_owned()).collect()
    };
    Case { name: file, before: part("before"), after: part("after"), rows: rows.map(cells).collect() }
}

/// Counts of what was found and what was due.
#[derive(Default)]
pub(super) struct Score {
    pub(super) right: usize,
    pub(super) found: usize,
    pub(super) due: usize,
    pub(super) wrong: Vec<String>,
}

impl Score {
    /// In per mille.
    pub(super) fn precision(&self) -> usize {
        1000 * self.right / self.found.max(1)
    }

    pub(super) fn recall(&self) -> usize {
        1000 * self.right / self.due.max(1)
    }

    pub(super) fn told(&self, name: &str) -> String {
        let (right, found, due) = (self.right, self.found, self.due);
        let (precision, recall) = (self.precision(), self.recall());
        format!(
            "{name}: {right} right of {found} found and {due} due: precision .{precision:03}, recall .{recall:03}\n{}",
            self.wrong.join("\n")
        )
    }
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is(found: &QuantityChange, due: &Due) -> bool {
    let side = |told: &Option<nowela::compare::Quantity>, due: &str| {
        let told = told.as_ref().map(|told| plain(&told.text)).unwrap_or_default();
        // A cell is told whole, with the words beside its number.
        told == due || (!due.is_empty() && told.ends_with(&format!(" {due}")))
    };
    let difference = found.difference.as_ref().map(|(value, unit)| {
        let unit = if *unit == Unit::One { String::new() } else { format!(" {}", unit.code()) };
        format!("{}{unit}", value.to_f64())
    });
    let differs = match due.difference.as_str() {
        "" => true,
        "–" => difference.is_none(),
        told => difference.as_deref() == Some(told),
    };
    let parts = due.label.split(", ").all(|part| plain(&found.label).contains(part));
    parts && differs && side(&found.before, &due.before) && side(&found.after, &due.after)
}

fn line(found: &QuantityChange) -> String {
    let side =
        |told: &Option<nowela::compare::Quantity>| told.as_ref().map_or("–".to_owned(), |told| plain(&told.text));
    let difference = found.difference.as_ref().map(|(value, unit)| format!("{} {}", value.to_f64(), unit.code()));
    format!(
        "{}: {} → {} ({})",
        plain(&found.label),
        side(&found.before),
        side(&found.after),
        difference.unwrap_or_default()
    )
}

/// The pairs, and what came or went alone.
fn scores(folder: &str) -> (Score, Score) {
    let (mut pairs, mut alone) = (Score::default(), Score::default());
    for case in cases(folder) {
        let pair = Pair::new(&case.before, &case.after);
        let dues = case.rows.iter().map(|row| {
            let [label, before, after, difference] = row.as_slice() else { panic!("{}: {row:?}", case.name) };
            let [label, before, after, difference] = [label, before, after, difference].map(Clone::clone);
            Due { label, before, after, difference }
        });
        let mut left: Vec<Due> = dues.collect();
        for due in &left {
            let score = if due.before.is_empty() || due.after.is_empty() { &mut alone } else { &mut pairs };
            score.due += 1;
        }
        for found in &pair.comparison.quantities {
            let score = if found.before.is_some() && found.after.is_some() { &mut pairs } else { &mut alone };
            score.found += 1;
            match left.iter().position(|due| is(found, due)) {
                Some(at) => {
                    left.remove(at);
                    score.right += 1;
                }
                None => score.wrong.push(format!("{}: told: {}", case.name, line(found))),
            }
        }
        for due in left {
            let score = if due.before.is_empty() || due.after.is_empty() { &mut alone } else { &mut pairs };
            score.wrong.push(format!(
                "{}: missing: {}: {} → {} ({})",
                case.name, due.label, due.before, due.after, due.difference
            ));
        }
    }
    (pairs, alone)
}

#[test]
fn quantities_are_paired_rightly_or_not() {
    let (pairs, alone) = scores("quantity");
    let told = [pairs.told("pairs"), alone.told("came or gone")].join("\n");
    assert!(pairs.due >= 100, "{told}");
    assert!(pairs.precision() >= 980 && pairs.recall() >= 950, "{told}");
    use std::io::Write;
    writeln!(std::io::stdout(), "{told}").expect("standard output is open");
}

#[test]
fn quantities_that_no_rule_was_made_for_are_paired_rightly_or_not() {
    let (pairs, alone) = scores("quantity/apart");
    let told = [pairs.told("pairs apart"), alone.told("came or gone apart")].join("\n");
    assert!(pairs.due >= 50, "{told}");
    assert!(pairs.precision() >= 980, "{told}");
    use std::io::Write;
    writeln!(std::io::stdout(), "{told}").expect("standard output is open");
}
