//! The program that grows the forests in `weights.rs`, and what they are worth on texts that they were not grown on.

use std::collections::{BTreeMap, BTreeSet};

use super::boosting::{Examples, Grown, Plan, grow};
use super::calibration::{Point, Table, calibration_error};
use super::lineage::revisions;
use super::pairs::{RealPair, Score, Truth, head, real_pairs};
use super::revision::{Descent, Relation};
use crate::compare::candidate::{ONE, Pool, Sides};
use crate::compare::decided::{CompareOptions, Decided};
use crate::compare::flow::Flow;
use crate::compare::matching::{Watch, match_sections, same_in_place};
use crate::compare::provenance::links;
use crate::compare::score::{Context, Model, Round, Scorer};
use crate::compare::token::{Interner, Words, mix};
use crate::compare::tree::Tree;
use crate::document::{Document, markdown};

/// A pair of texts to learn from.
struct Lesson {
    source: String,
    before: Document,
    after: Document,
    known: Known,
}

enum Known {
    Real(Box<Truth>),
    Made(Vec<Relation>),
}

impl Known {
    fn same(&self, s: usize, t: usize) -> Option<bool> {
        match self {
            Known::Real(truth) => truth.same(s, t),
            Known::Made(truth) => {
                let of_it = |it: &&Relation| it.before == s && it.after == t;
                match truth.iter().filter(of_it).map(|it| it.descent).min() {
                    Some(Descent::Same) => Some(true),
                    Some(Descent::Split | Descent::Merged) => None,
                    _ => Some(false),
                }
            }
        }
    }
}

impl Known {
    /// Whether a match of two sections is right: one of the parts of a split section may go on as that section.
    fn continues(&self, s: usize, t: usize) -> Option<bool> {
        match self {
            Known::Real(truth) => truth.same(s, t),
            Known::Made(truth) => {
                let goes_on = |it: &&Relation| matches!(it.descent, Descent::Same | Descent::Split | Descent::Merged);
                Some(truth.iter().filter(goes_on).any(|it| (it.before, it.after) == (s, t)))
            }
        }
    }
}

/// The source of made revisions.
const MADE: &str = "made";

fn real_lessons() -> Vec<Lesson> {
    let lesson = |pair: RealPair| Lesson {
        source: pair.source,
        before: pair.before,
        after: pair.after,
        known: Known::Real(Box::new(pair.truth)),
    };
    real_pairs().into_iter().map(lesson).collect()
}

fn made_lessons(seeds: std::ops::Range<u64>) -> Vec<Lesson> {
    revisions(seeds)
        .map(|(_, _, make)| {
            let revision = make();
            Lesson {
                source: MADE.to_owned(),
                before: markdown::read(revision.before),
                after: markdown::read(revision.after),
                known: Known::Made(revision.truth),
            }
        })
        .collect()
}

/// What the matching found in a lesson.
struct Found {
    links: BTreeSet<(usize, usize)>,
    /// The matches with their scores; none for those that were equal in place.
    identities: Vec<(usize, usize, Option<i64>)>,
}

/// Matches a lesson.
fn matched(lesson: &Lesson, model: Model<'_>, watch: &mut Watch<'_>) -> Found {
    let (before, after) = (&lesson.before, &lesson.after);
    let mut interner = Interner::default();
    let [old, new] = Words::of_both(before, after, &mut interner);
    let mut flow = Flow::new(&old, &new);
    let decided = Decided::default();
    let fixed = same_in_place(before, after, &mut flow, &decided);
    flow.unique_blocks();
    flow.unique_grams(6);
    flow.unique_grams(4);
    let [x, y] = Tree::of_both([before, after], [&old, &new], interner.len());
    let mut pool = Pool::new(x, y, interner.len(), &flow.cells(), &fixed, &decided);
    let matches = match_sections(&mut pool, &mut flow, &fixed, model, watch);
    let cells = flow.cells();
    let (links, _) = links(&pool, &matches, &cells);
    let scorer = Scorer::new(&pool, &cells, model);
    let context = Context::new(&pool, &matches, Round::Context);
    let score = |(s, t): (u32, u32)| match pool.is_settled(s, t, Sides::Both) {
        true => None,
        false => Some(pool.index.get(&(s, t)).map_or(i64::MIN, |at| scorer.score(*at as usize, &context))),
    };
    let pairs = matches.pairs().filter(|(s, _)| *s != 0);
    Found {
        links: links.iter().map(|link| (link.before, link.after)).filter(|(s, t)| *s != 0 && *t != 0).collect(),
        identities: pairs.map(|pair| (pair.0 as usize, pair.1 as usize, score(pair))).collect(),
    }
}

/// Does something with every lesson, on both cores; the results are in order.
fn each<T: Send>(lessons: &[&Lesson], act: &(dyn Fn(&Lesson) -> T + Sync)) -> Vec<T> {
    std::thread::scope(|scope| {
        let half = |half| lessons.iter().skip(half).step_by(2).map(|lesson| act(lesson)).collect::<Vec<T>>();
        let other = scope.spawn(move || half(1));
        let mut halves = [half(0).into_iter(), other.join().expect("a lesson never panics").into_iter()];
        (0..lessons.len()).map(|at| halves[at % 2].next().expect("every lesson has a result")).collect()
    })
}

/// The examples of all lessons: of the first round, and of those with context.
fn examples(lessons: &[Lesson], model: Model<'_>) -> Vec<[Examples; 2]> {
    each(&lessons.iter().collect::<Vec<_>>(), &|lesson| {
        let mut found = [Examples::default(), Examples::default()];
        matched(lesson, model, &mut |scorer, context| {
            let round = usize::from(context.round() == Round::Context);
            for (at, it) in scorer.pool.candidates.iter().enumerate() {
                let settled = scorer.pool.is_settled(it.before, it.after, Sides::Either);
                if it.before == 0 || it.after == 0 || settled {
                    continue;
                }
                let Some(same) = lesson.known.same(it.before as usize, it.after as usize) else { continue };
                // Of what is unlike in text and title one in eight stands for all.
                let unlike = !same && 4 * it.content < ONE && 2 * it.title < ONE;
                let chosen = mix(u64::from(it.before) << 32 | u64::from(it.after)).is_multiple_of(8);
                if !unlike || chosen {
                    found[round].push(&scorer.features(at, context), same, if unlike { 8.0 } else { 1.0 });
                }
            }
        });
        found
    })
}

/// The examples of some lessons; sources with many count less per example.
fn pooled(lessons: &[Lesson], examples: &[Examples], which: &dyn Fn(&Lesson) -> bool) -> Examples {
    let mut sizes: BTreeMap<&str, f64> = BTreeMap::new();
    for (lesson, examples) in lessons.iter().zip(examples) {
        *sizes.entry(&lesson.source).or_default() += examples.weight.iter().sum::<f64>();
    }
    let mut all = Examples::default();
    for (lesson, examples) in lessons.iter().zip(examples).filter(|(lesson, _)| which(lesson)) {
        all.extend(examples, 1.0 / sizes[lesson.source.as_str()].sqrt());
    }
    let mean = all.weight.iter().sum::<f64>() / all.len() as f64;
    all.weight.iter_mut().for_each(|weight| *weight /= mean);
    all
}

const FIRST: Plan = Plan { trees: 24, depth: 4, rate: 0.3, calm: 10.0 };
const CONTEXT: Plan = Plan { trees: 60, depth: 4, rate: 0.15, calm: 10.0 };

/// Both forests, and no confidence in them.
fn model<'a>(first: &'a Grown, context: &'a Grown) -> Model<'a> {
    Model { first: first.forest(), context: context.forest(), confidence: &[], equal: 0 }
}

/// Grows the forests on real and made pairs, says what they are worth on the sources that they were not grown on, and
/// writes `weights.rs`.
#[test]
#[ignore = "needs a folder of section pairs, and minutes"]
#[expect(clippy::print_stdout, reason = "the figures are what it is for")]
fn weights_are_grown() {
    let mut lessons = real_lessons();
    lessons.extend(made_lessons(SEEDS));
    let blank = Grown { depth: 1, ..Grown::default() };
    let firsts: Vec<Examples> = examples(&lessons, model(&blank, &blank)).into_iter().map(|[first, _]| first).collect();
    let all = |_: &Lesson| true;
    let first = grow(&pooled(&lessons, &firsts, &all), &FIRST);
    let (mut context, mut contexts) = (blank, Vec::new());
    for _ in 0..ROUNDS {
        contexts = examples(&lessons, model(&first, &context)).into_iter().map(|[_, context]| context).collect();
        context = grow(&pooled(&lessons, &contexts, &all), &CONTEXT);
    }
    println!("{:22} {}", "", head());
    let mut sums = [Score::default(), Score::default()];
    for lesson in lessons.iter().filter(|lesson| lesson.source != MADE) {
        add(&mut sums, lesson, &matched(lesson, model(&first, &context), &mut |_, _| {}));
    }
    println!("{:22} {}\n{:22} {}", "fitted", sums[0], "fitted, no streams", sums[1]);

    // Held out by source; the rounds in which the examples were met are those of the fitted forests.
    let sources: BTreeSet<String> = lessons.iter().map(|lesson| lesson.source.clone()).collect();
    let mut sums = [Score::default(), Score::default()];
    let mut points: Vec<Point> = Vec::new();
    for (number, source) in sources.iter().enumerate() {
        let others = |lesson: &Lesson| lesson.source != *source;
        let first = grow(&pooled(&lessons, &firsts, &others), &FIRST);
        let context = grow(&pooled(&lessons, &contexts, &others), &CONTEXT);
        let held: Vec<&Lesson> = lessons.iter().filter(|lesson| lesson.source == *source).collect();
        let mut own = [Score::default(), Score::default()];
        for (lesson, found) in
            held.iter().zip(each(&held, &|lesson| matched(lesson, model(&first, &context), &mut |_, _| {})))
        {
            add(&mut own, lesson, &found);
            for (s, t, score) in &found.identities {
                let right = lesson.known.continues(*s, *t);
                points.extend(right.map(|right| Point { source: number, score: *score, right }));
            }
        }
        if source != MADE {
            println!("{source:22} {}", own[0]);
            sums[0].add(&own[0]);
            sums[1].add(&own[1]);
        }
    }
    println!("{:22} {}\n{:22} {}", "held out", sums[0], "held out, no streams", sums[1]);
    let table = Table::of(points.iter());
    for (number, source) in sources.iter().enumerate() {
        let other = Table::of(points.iter().filter(|point| point.source != number));
        let own: Vec<&Point> = points.iter().filter(|point| point.source == number).collect();
        println!("{source:22} {:6} matches, expected calibration error {:.4}", own.len(), other.error(&own));
    }
    let told: Vec<(u16, bool)> = (0..sources.len())
        .flat_map(|number| {
            let other = Table::of(points.iter().filter(|point| point.source != number));
            let own = points.iter().filter(move |point| point.source == number);
            own.map(move |point| (other.confidence(point.score), point.right)).collect::<Vec<_>>()
        })
        .collect();
    println!(
        "{:22} {:6} matches, expected calibration error {:.4}",
        "all, each held out",
        told.len(),
        calibration_error(&told)
    );
    write(&source(&first, &context, &table));
}

#[expect(clippy::disallowed_methods, reason = "this is the program that writes the weights")]
fn write(source: &str) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/compare/weights.rs");
    std::fs::write(path, source).expect("the weights are written");
}

/// Adds the score of a real lesson: with all sources, and without the one that has most of the renamed sections.
fn add(sums: &mut [Score; 2], lesson: &Lesson, found: &Found) {
    let Known::Real(truth) = &lesson.known else { return };
    let score = Score::of(truth, [lesson.before.sections.len(), lesson.after.sections.len()], &found.links);
    sums[0].add(&score);
    if lesson.source != "streams" {
        sums[1].add(&score);
    }
}

/// How often the confidence is right on made revisions that nothing was grown on.
#[test]
#[ignore = "measures many revisions"]
#[expect(clippy::print_stdout, reason = "the figures are what it is for")]
fn confidence_is_calibrated() {
    let lessons = made_lessons(CHECKED);
    let held: Vec<&Lesson> = lessons.iter().collect();
    let told = each(&held, &|lesson| {
        let told = |entry: &crate::compare::Entry| {
            let (s, t) = crate::compare::provenance::identity(entry).filter(|(s, _)| *s != 0)?;
            let right = lesson.known.continues(s, t)?;
            entry.confidence.map(|confidence| ((confidence * 10_000.0).round() as u16, right))
        };
        let entries = crate::compare::compare(&lesson.before, &lesson.after, &CompareOptions::default()).entries;
        entries.iter().filter_map(told).collect::<Vec<_>>()
    });
    let told: Vec<(u16, bool)> = told.into_iter().flatten().collect();
    let error = calibration_error(&told);
    println!("{} matches, expected calibration error {error:.4}", told.len());
    assert!(error <= 0.03, "{error}");
}

/// The source of `weights.rs`.
fn source(first: &Grown, context: &Grown, table: &Table) -> String {
    let mut out = String::from(HEADER);
    for (name, grown) in [("FIRST", first), ("CONTEXT", context)] {
        let question = |(feature, threshold): &(u8, i32)| format!("({feature}, {threshold})");
        let questions: Vec<String> = grown.questions.iter().map(question).collect();
        let answers: Vec<String> = grown.answers.iter().map(i32::to_string).collect();
        out.push_str(&format!(
            "\n#[rustfmt::skip]\nconst {name}: Forest<'static> = Forest {{\n    bias: {},\n    depth: {},\n    questions: &[{}],\n    answers: &[{}],\n}};\n",
            grown.bias,
            grown.depth,
            lines(&questions),
            lines(&answers)
        ));
    }
    let steps: Vec<String> = table.steps.iter().map(|(least, share)| format!("({least}, {share})")).collect();
    out.push_str(&format!(
        "\n#[rustfmt::skip]\nconst CONFIDENCE: &[(i32, u16)] = &[{}];\n",
        lines(&steps).replace("\n    ]", "\n]")
    ));
    out.push_str(&format!("\n/// Of sections that are equal in place.\nconst EQUAL: u16 = {};\n", table.equal));
    out
}

/// Numbers in lines that are no longer than those of the other files.
fn lines(items: &[String]) -> String {
    let mut out = String::from("\n       ");
    let mut width = 7;
    for item in items {
        if width + item.len() + 2 > 115 {
            out.push_str("\n       ");
            width = 7;
        }
        out.push_str(&format!(" {item},"));
        width += item.len() + 2;
    }
    out.push_str("\n    ");
    out
}

const HEADER: &str = "//! The forests of the score and the confidence in it, generated; nothing here is written by hand.
//!
//! Grown by `NOWELA_SECTIONS=… cargo test --release --lib weights_are_grown -- --ignored --nocapture` (`compare/trial/training.rs`)
//! on 59 pairs of real documents with known section identity (specifications, law, manuals and handbooks in English,
//! French and Polish; ten sources) and on made revisions of seeds 100 and 101 in Polish and English.

use super::forest::Forest;
use super::score::Model;

/// What judges candidates.
pub(super) const MODEL: Model<'static> = Model { first: FIRST, context: CONTEXT, confidence: CONFIDENCE, equal: EQUAL };
";

/// Seeds of the revisions that are learned from, and of those that only check.
const SEEDS: std::ops::Range<u64> = 100..102;
const CHECKED: std::ops::Range<u64> = 900..902;

/// How often the examples of the rounds with context are met anew with the forest that they made.
const ROUNDS: usize = 2;
