//! The program that grows the forests in `weights.rs`, and what they are worth on texts that they were not grown on.

use std::collections::{BTreeMap, BTreeSet};

use super::boosting::{Examples, Grown, Plan, grow};
use super::lineage::revisions;
use super::pairs::{RealPair, Score, Truth, head, real_pairs};
use super::revision::{Descent, Relation};
use crate::compare::candidate::{ONE, Pool, Sides, Tree};
use crate::compare::flow::Flow;
use crate::compare::matching::{Watch, match_sections, same_in_place};
use crate::compare::provenance::links;
use crate::compare::score::{Model, Round};
use crate::compare::token::{Interner, Words, mix};
use crate::compare::weights::MODEL;
use crate::document::{Document, markdown};

/// A pair of texts to learn from.
struct Lesson {
    source: String,
    before: Document,
    after: Document,
    known: Known,
}

enum Known {
    Real(Truth),
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

fn real_lessons() -> Vec<Lesson> {
    let lesson = |pair: RealPair| Lesson {
        source: pair.source,
        before: pair.before,
        after: pair.after,
        known: Known::Real(pair.truth),
    };
    real_pairs().into_iter().map(lesson).collect()
}

fn made_lessons(seeds: std::ops::Range<u64>) -> Vec<Lesson> {
    revisions(seeds)
        .map(|(_, _, revision)| Lesson {
            source: "made".to_owned(),
            before: markdown::read(revision.before),
            after: markdown::read(revision.after),
            known: Known::Made(revision.truth),
        })
        .collect()
}

static NOPARTS: std::sync::atomic::AtomicBool = std::sync::atomic::AtomicBool::new(false);
/// Matches a lesson and returns the links.
fn matched(lesson: &Lesson, model: Model<'_>, watch: &mut Watch<'_>) -> BTreeSet<(usize, usize)> {
    let (before, after) = (&lesson.before, &lesson.after);
    let mut interner = Interner::default();
    let [old, new] = Words::of_both(before, after, &mut interner);
    let mut flow = Flow::new(&old, &new);
    let fixed = same_in_place(before, after, &mut flow);
    flow.unique_blocks();
    flow.unique_grams(6);
    flow.unique_grams(4);
    let [x, y] = Tree::of_both([before, after], [&old, &new], interner.len());
    let mut pool = Pool::new(x, y, interner.len(), &flow.cells(), &fixed);
    let matches = match_sections(&mut pool, &mut flow, &fixed, model, watch);
    let (links, _) = links(&pool, &matches, &flow.cells());
    links
        .iter()
        .filter(|link| {
            !NOPARTS.load(std::sync::atomic::Ordering::Relaxed) || link.kind == crate::compare::LinkKind::Identity
        })
        .map(|link| (link.before, link.after))
        .filter(|(s, t)| *s != 0 && *t != 0)
        .collect()
}

/// Does something with every lesson, on both cores; the results are in order.
fn each<T: Send>(lessons: &[Lesson], act: &(dyn Fn(&Lesson) -> T + Sync)) -> Vec<T> {
    std::thread::scope(|scope| {
        let halves: Vec<_> = (0..2)
            .map(|half| scope.spawn(move || lessons.iter().skip(half).step_by(2).map(act).collect::<Vec<T>>()))
            .collect();
        let mut halves =
            halves.into_iter().map(|half| half.join().expect("a lesson never panics").into_iter()).collect::<Vec<_>>();
        (0..lessons.len()).map(|at| halves[at % 2].next().expect("every lesson has a result")).collect()
    })
}

/// The examples of all lessons: of the first round, and of those with context.
fn examples(lessons: &[Lesson], model: Model<'_>) -> Vec<[Examples; 2]> {
    each(lessons, &|lesson| {
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
                let chosen = mix(u64::from(it.before) << 32 | u64::from(it.after)) % 8 == 0;
                if !unlike || chosen {
                    found[round].push(&scorer.features(at, context), same, if unlike { 8.0 } else { 1.0 });
                }
            }
        });
        found
    })
}

/// How much the lessons of a source count beside the others.
fn pooled(lessons: &[&Lesson], examples: &[&Examples], made: f64) -> Examples {
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    for (lesson, examples) in lessons.iter().zip(examples) {
        *sizes.entry(&lesson.source).or_default() += examples.weight.iter().sum::<f64>() as usize;
    }
    let mut all = Examples::default();
    for (lesson, examples) in lessons.iter().zip(examples) {
        let share = if lesson.source == "made" { made } else { 1.0 };
        all.extend(examples, share * 100.0 / (sizes[lesson.source.as_str()] as f64).sqrt());
    }
    let mean = all.weight.iter().sum::<f64>() / all.len() as f64;
    all.weight.iter_mut().for_each(|weight| *weight /= mean);
    all
}

const FIRST: Plan = Plan { trees: 40, depth: 4, rate: 0.25, calm: 5.0 };
fn env(name: &str, default: f64) -> f64 {
    std::env::var(name).map_or(default, |it| it.parse().unwrap())
}
fn context_plan() -> Plan {
    Plan {
        trees: env("TREES", 60.0) as usize,
        depth: env("DEPTH", 4.0) as usize,
        rate: env("RATE", 0.2),
        calm: env("CALM", 5.0),
    }
}

/// Grows both forests on lessons.
fn taught(lessons: &[&Lesson], every: &dyn Fn(Model<'_>, usize) -> Vec<Examples>) -> [Grown; 2] {
    let grown =
        |examples: &[Examples], plan: &Plan| grow(&pooled(lessons, &examples.iter().collect::<Vec<_>>(), 1.0), plan);
    let blank = Grown { bias: -9 << 16, depth: 1, ..Grown::default() };
    let first = grown(&every(Model { first: blank.forest(), context: blank.forest() }, 0), &FIRST);
    let mut context = blank;
    for _ in 0..3 {
        context = grown(&every(Model { first: first.forest(), context: context.forest() }, 1), &context_plan());
    }
    [first, context]
}

/// The source of `weights.rs`.
fn source(first: &Grown, context: &Grown) -> String {
    let mut out = String::from(HEADER);
    for (name, grown) in [("FIRST", first), ("CONTEXT", context)] {
        let questions: Vec<String> =
            grown.questions.iter().map(|(feature, threshold)| format!("({feature}, {threshold})")).collect();
        let answers: Vec<String> = grown.answers.iter().map(i32::to_string).collect();
        out.push_str(&format!(
            "\nconst {name}: Forest<'static> = Forest {{\n    bias: {},\n    depth: {},\n    questions: &[{}],\n    answers: &[{}],\n}};\n",
            grown.bias,
            grown.depth,
            lines(&questions),
            lines(&answers)
        ));
    }
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

const HEADER: &str = "//! Generated by `compare/trial/training.rs`, which says how: the forests of the score.

use super::forest::Forest;
use super::score::Model;

/// What judges candidates.
pub(super) const MODEL: Model<'static> = Model { first: FIRST, context: CONTEXT };
";

/// Grows the forests on all lessons and writes `weights.rs`.
#[test]
#[ignore = "needs a folder of section pairs"]
fn train() {
    let mut lessons = real_lessons();
    lessons.extend(made_lessons(SEEDS));
    let all: Vec<&Lesson> = lessons.iter().collect();
    let [first, context] = taught(&all, &|model, round| {
        examples(&lessons, model).into_iter().map(|mut both| std::mem::take(&mut both[round])).collect()
    });
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/compare/weights.rs");
    std::fs::write(path, source(&first, &context)).expect("the weights are written");
}

const SEEDS: std::ops::Range<u64> = 100..102;

#[test]
#[ignore = "needs a folder of section pairs"]
fn experiment() {
    let mut lessons = real_lessons();
    let real = lessons.len();
    lessons.extend(made_lessons(100..100 + env("SEEDS", 2.0) as u64));
    let score = |model: Model<'_>, which: &dyn Fn(&Lesson) -> bool| {
        let scores = each(&lessons[..real], &|lesson| {
            let Known::Real(truth) = &lesson.known else { unreachable!("only real ones are judged") };
            Score::of(
                truth,
                [lesson.before.sections.len(), lesson.after.sections.len()],
                &matched(lesson, model, &mut |_, _| {}),
            )
        });
        let mut sums = [Score::default(), Score::default()];
        for (lesson, score) in lessons.iter().zip(&scores).filter(|(lesson, _)| which(lesson)) {
            sums[0].add(score);
            if lesson.source != "streams" {
                sums[1].add(score);
            }
        }
        sums
    };
    println!("          {}", head());
    let all: Vec<&Lesson> = lessons.iter().collect();
    let blank = Grown { bias: -9 << 16, depth: 1, ..Grown::default() };
    let firsts: Vec<Examples> = examples(&lessons, Model { first: blank.forest(), context: blank.forest() })
        .into_iter()
        .map(|[x, _]| x)
        .collect();
    println!("first rows {}", firsts.iter().map(Examples::len).sum::<usize>());
    let pool = |examples: &[Examples], keep: &dyn Fn(&Lesson) -> bool| {
        let (l, e): (Vec<&Lesson>, Vec<&Examples>) =
            all.iter().copied().zip(examples).filter(|(lesson, _)| keep(lesson)).unzip();
        pooled(&l, &e, env("MADE", 1.0))
    };
    let first = grow(&pool(&firsts, &|_| true), &FIRST);
    let mut context = blank;
    let mut contexts = Vec::new();
    for _ in 0..std::env::var("ROUNDS").map_or(3, |it| it.parse().unwrap()) {
        contexts = examples(&lessons, Model { first: first.forest(), context: context.forest() })
            .into_iter()
            .map(|[_, x]| x)
            .collect();
        context = grow(&pool(&contexts, &|_| true), &context_plan());
        let [with, without] = score(Model { first: first.forest(), context: context.forest() }, &|_| true);
        println!("fitted    {with}\n  without {without}");
    }
    println!("context rows {}", contexts.iter().map(Examples::len).sum::<usize>());
    // Held out by source; the rounds that the examples were met in are those of the fitted model.
    let sources: BTreeSet<&str> = lessons[..real].iter().map(|lesson| lesson.source.as_str()).collect();
    let mut sums = [Score::default(), Score::default()];
    let only = std::env::var("ONLY").unwrap_or_default();
    for source in sources {
        if !only.is_empty() && !only.split(',').any(|it| it == source) {
            continue;
        }
        let first = grow(&pool(&firsts, &|lesson| lesson.source != source), &FIRST);
        let context = grow(&pool(&contexts, &|lesson| lesson.source != source), &context_plan());
        let [with, without] =
            score(Model { first: first.forest(), context: context.forest() }, &|lesson| lesson.source == source);
        println!("{source:16} {with}");
        if std::env::var("SHOW").is_ok() {
            show(&lessons[..real], source, Model { first: first.forest(), context: context.forest() });
        }
        sums[0].add(&with);
        sums[1].add(&without);
    }
    println!("held out  {}\n  without {}", sums[0], sums[1]);
}

fn show(lessons: &[Lesson], source: &str, model: Model<'_>) {
    for lesson in lessons.iter().filter(|lesson| lesson.source == source) {
        let Known::Real(truth) = &lesson.known else { continue };
        let links = matched(lesson, model, &mut |_, _| {});
        let name = |document: &Document, at: usize| {
            let s = &document.sections[at];
            format!(
                "{}{}[{}]",
                "#".repeat(s.level as usize),
                s.heading,
                s.blocks.iter().map(|b| document.block_text(b).split_whitespace().count()).sum::<usize>()
            )
        };
        println!("=== {} {}", lesson.before.sections.len(), lesson.after.sections.len());
        for (s, t) in truth.matches.keys() {
            if !links.contains(&(*s, *t)) {
                let got: Vec<_> = links.iter().filter(|(x, _)| x == s).map(|(_, y)| name(&lesson.after, *y)).collect();
                let by: Vec<_> = links.iter().filter(|(_, y)| y == t).map(|(x, _)| name(&lesson.before, *x)).collect();
                println!(
                    "MISS {} -> {}   got {:?} by {:?} {:?}",
                    name(&lesson.before, *s),
                    name(&lesson.after, *t),
                    got,
                    by,
                    truth.matches[&(*s, *t)]
                );
            }
        }
        for (s, t) in &links {
            if truth.same(*s, *t) == Some(false) && (truth.gone.contains(s) || truth.new.contains(t)) {
                println!(
                    "WRONG {} -> {} {} {}",
                    name(&lesson.before, *s),
                    name(&lesson.after, *t),
                    truth.gone.contains(s),
                    truth.new.contains(t)
                );
            }
        }
    }
}
