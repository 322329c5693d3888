//! Rules on numbers, amounts, dates and cross-references: they are read before anything is folded away.

use super::Rule;
use super::reading::{Item, Line, Pair, Unit};
use crate::compare::amount::{Amount, Kind};

/// What two sides say in numbers.
pub(super) enum Verdict {
    /// A rule fires, on these texts.
    Fires(Rule, String, String),
    /// Whatever numbers there are say the same.
    Same,
}

/// Words in front of a date by which something is due.
#[rustfmt::skip]
const DUE: &[&str] = &[
    "do", "przed", "najpóźniej", "niż", "termin", "terminie", "dnia", "upływa", "by", "until", "before", "deadline", "till",
];

/// Letters up to which a change of references is shown whole.
const EVIDENCE: usize = 40;

/// Compares the numbers of both sides.
pub(super) fn compare(pair: &Pair<'_>) -> Verdict {
    let (old, new) = (figures(&pair.before), figures(&pair.after));
    let (gone, come) = unmatched(&old, &new, |x, y| x.1.is_same(y.1));
    let (names, others) = (names(&pair.before), names(&pair.after));
    let (nameless, unnamed) = unmatched(&names, &others, |x, y| x.1 == y.1);
    if let Some((x, y)) = repointed(pair, (&gone, &come), (&nameless, &unnamed)) {
        return Verdict::Fires(Rule::NumberFormat, x, y);
    }
    let text = |line: &Line, items: &[(&Item, &Amount)]| {
        items.iter().map(|(item, _)| line.of_span(&item.span)).collect::<Vec<_>>().join(", ")
    };
    if let Some((item, amount)) = come.first().or(gone.first()) {
        let line = if come.is_empty() { &pair.before } else { &pair.after };
        let rule = rule(line, item, amount);
        return Verdict::Fires(rule, text(&pair.before, &gone), text(&pair.after, &come));
    }
    let (gone, come) = (nameless, unnamed);
    if !gone.is_empty() || !come.is_empty() {
        let text = |line: &Line, items: &[(&Item, &str)]| {
            items.iter().map(|(item, _)| line.of_span(&item.span)).collect::<Vec<_>>().join(" ")
        };
        let whole = |line: &Line, items: &[(&Item, &str)]| {
            let seen = line.of_span(&line.range).trim();
            if seen.chars().count() <= EVIDENCE { seen.to_owned() } else { text(line, items) }
        };
        let (x, y) = (whole(&pair.before, &gone), whole(&pair.after, &come));
        return Verdict::Fires(named(pair), x, y);
    }
    // The same length of time in other units may be counted otherwise, and a conversion wants checking.
    let changed =
        old.iter().zip(&new).find(|(x, y)| matches!(x.1.kind, Kind::Duration | Kind::Measure) && x.1.unit != y.1.unit);
    if let Some(((x, _), (y, _))) = changed {
        let (x, y) = (pair.before.of_span(&x.span), pair.after.of_span(&y.span));
        return Verdict::Fires(Rule::Measured, x.to_owned(), y.to_owned());
    }
    Verdict::Same
}

/// The only number of one side is written with a point and no amount on its own, that of the other with a comma: "12.5" and
/// "12,5", but not "1.234" and "1,234".
fn repointed(
    pair: &Pair<'_>,
    (gone, come): (&[(&Item, &Amount)], &[(&Item, &Amount)]),
    (names, others): (&[(&Item, &str)], &[(&Item, &str)]),
) -> Option<(String, String)> {
    let (x, y) = match (gone, come, names, others) {
        ([], [(y, _)], [(x, _)], []) => (x, y),
        ([(x, _)], [], [], [(y, _)]) => (x, y),
        _ => return None,
    };
    let (x, y) = (pair.before.of_span(&x.span), pair.after.of_span(&y.span));
    let parts = |text: &str| -> Option<(String, String)> {
        let (whole, decimals) = text.split_once(['.', ','])?;
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        (digits(whole) && digits(decimals) && decimals.len() != 3).then(|| (whole.to_owned(), decimals.to_owned()))
    };
    (parts(x).is_some() && parts(x) == parts(y)).then(|| (x.to_owned(), y.to_owned()))
}

fn figures(line: &Line) -> Vec<(&Item, &Amount)> {
    let found = line.inside().filter_map(|item| match &item.unit {
        Unit::Figure(amount) => Some((item, amount)),
        _ => None,
    });
    found.collect()
}

fn names(line: &Line) -> Vec<(&Item, &str)> {
    let found = line.inside().filter_map(|item| match &item.unit {
        Unit::Name(name) => Some((item, name.as_str())),
        _ => None,
    });
    found.collect()
}

/// What has no partner on the other side.
fn unmatched<T: Copy>(old: &[T], new: &[T], same: impl Fn(&T, &T) -> bool) -> (Vec<T>, Vec<T>) {
    let mut come: Vec<T> = new.to_vec();
    let mut gone = Vec::new();
    for x in old {
        match come.iter().position(|y| same(x, y)) {
            Some(at) => drop(come.remove(at)),
            None => gone.push(*x),
        }
    }
    (gone, come)
}

fn rule(line: &Line, item: &Item, amount: &Amount) -> Rule {
    match amount.kind {
        Kind::Money => Rule::Amount,
        Kind::Share | Kind::Points => Rule::Percentage,
        Kind::Duration => Rule::Duration,
        Kind::Count | Kind::Measure => Rule::Number,
        Kind::Date | Kind::Year => {
            let word = line.words.iter().rev().find(|word| word.span.end <= item.span.start);
            if word.is_some_and(|word| DUE.contains(&word.low.as_str())) { Rule::Deadline } else { Rule::Date }
        }
    }
}

/// Words that refer to a part of a text or to another one.
#[rustfmt::skip]
const REFERS: &[&str] = &[
    "art", "artykuł", "artykułu", "ust", "pkt", "lit", "rozdz", "rozdział", "rozdziale", "rozdziału", "tab", "tabela", "tabeli", "rys",
    "rysunek", "zał", "załącznik", "załącznika", "załączniku", "nr", "uchwała", "uchwały", "rozporządzenie", "rozporządzenia",
    "ustawa", "ustawy", "cel", "celu", "działanie", "działania", "priorytet", "zob", "article", "section", "sec", "chapter", "annex",
    "table", "figure", "fig", "eq", "no", "paragraph",
];

/// A number that names: of an article, or of whatever else.
fn named(pair: &Pair<'_>) -> Rule {
    let has = |line: &Line, known: &[&str]| line.words.iter().any(|word| known.contains(&word.low.as_str()));
    let (old, new) = (&pair.before, &pair.after);
    if has(old, &["poz", "dz"]) && has(new, &["poz", "dz"]) {
        return Rule::Measured;
    }
    let refers = |line: &Line| line.text.contains('§') || has(line, REFERS);
    if refers(old) || refers(new) { Rule::Reference } else { Rule::Number }
}
