//! Rules on the same said otherwise: other forms, joining words, abbreviations, the format of a number.

use super::cue::Found;
use super::lexicon::{Family, LIGHT, Tongue};
use super::morphology::{self, Kinship};
use super::reading::{Item, Line, Pair, Unit};
use super::vocabulary::Vocabulary;
use super::{Rule, order, spelling};

/// Changes of more words than this are not looked at word by word.
const WORDS: usize = 60;

/// What is left of both sides without what they have in common at their ends.
pub(super) struct Core<'l> {
    pub(super) before: &'l [Item],
    pub(super) after: &'l [Item],
}

/// Compares the wording of both sides, whose numbers and expressions say the same.
pub(super) fn compare(pair: &Pair<'_>, vocabulary: &Vocabulary<'_>) -> Option<Found> {
    let core = core(pair);
    if core.before.len() > WORDS || core.after.len() > WORDS {
        return None;
    }
    let rule = if core.before.is_empty() && core.after.is_empty() {
        Some(format(pair))
    } else {
        joining(pair, &core)
            .or_else(|| forms(pair, &core, vocabulary))
            .or_else(|| order::compare(pair, &core))
            .or_else(|| abbreviation(pair, &core))
    };
    let text = |line: &Line| line.of_span(&line.range).trim().to_owned();
    rule.map(|rule| (rule, text(&pair.before), text(&pair.after)))
}

/// Whether two units say the same.
pub(super) fn same(x: &Unit, y: &Unit) -> bool {
    match (x, y) {
        (Unit::Figure(x), Unit::Figure(y)) => x.is_same(y),
        _ => x == y,
    }
}

pub(super) fn core<'l>(pair: &'l Pair<'_>) -> Core<'l> {
    let (old, new) = (&pair.before.items[..], &pair.after.items[..]);
    let front = old.iter().zip(new).take_while(|(x, y)| same(&x.unit, &y.unit)).count();
    let (old, new) = (&old[front..], &new[front..]);
    let back = old.iter().rev().zip(new.iter().rev()).take_while(|(x, y)| same(&x.unit, &y.unit)).count();
    Core { before: &old[..old.len() - back], after: &new[..new.len() - back] }
}

/// All units are the same: what differs is how they are written.
fn format(pair: &Pair<'_>) -> Rule {
    let pairs = || pair.before.items.iter().zip(&pair.after.items);
    let differs = |(x, y): &(&Item, &Item)| pair.before.of_span(&x.span) != pair.after.of_span(&y.span);
    let is_short =
        |x: &Item| matches!(x.unit, Unit::Cue(cue) if cue.family == Family::Short || cue.family == Family::Catalogue);
    let past = |text: &str| ["ł", "ła", "ło", "li", "ły"].iter().any(|end| text.ends_with(end));
    let tense = |(x, y): (&Item, &Item)| {
        let (x, y) = (pair.before.of_span(&x.span), pair.after.of_span(&y.span));
        pair.tongue == Tongue::Polish && past(x) != past(y)
    };
    let modal = |x: &Item| matches!(x.unit, Unit::Cue(cue) if cue.family == Family::Modality);
    if pairs().filter(differs).any(|both| modal(both.0) && tense(both)) {
        return Rule::Nuance;
    }
    let mut found = pairs().filter(differs);
    if found.clone().any(|(x, _)| matches!(x.unit, Unit::Figure(_))) {
        Rule::NumberFormat
    } else if found.any(|(x, _)| is_short(x)) {
        Rule::Abbreviation
    } else {
        Rule::FunctionWords
    }
}

/// Whether a unit says nothing by itself.
pub(super) fn is_light(unit: &Unit) -> bool {
    match unit {
        Unit::Joining(_) => true,
        Unit::Cue(cue) => match cue.family {
            Family::Same => LIGHT.contains(&cue.class),
            Family::Logic => cue.class == "and",
            Family::Tense => true,
            _ => false,
        },
        _ => false,
    }
}

/// Words that only join, and none else.
fn joining(pair: &Pair<'_>, core: &Core<'_>) -> Option<Rule> {
    let heavy = |items: &[Item]| items.iter().any(|item| !is_light(&item.unit));
    if !heavy(core.before) && !heavy(core.after) {
        return Some(Rule::FunctionWords);
    }
    if is_repeated(&pair.before, core.before, core.after) || is_repeated(&pair.after, core.after, core.before) {
        return Some(Rule::FunctionWords);
    }
    let slight = |items: &[Item]| {
        items.iter().all(|item| {
            let cue = matches!(item.unit, Unit::Cue(cue) if matches!(cue.family, Family::Direction | Family::Same));
            is_light(&item.unit) || cue || matches!(item.unit, Unit::Preposition(_))
        })
    };
    (pair.tongue == Tongue::Polish && slight(core.before) && slight(core.after)).then_some(Rule::Nuance)
}

/// A preposition that stands in front of the member of a list before, said again: "w miastach i gminach", "w miastach i w
/// gminach".
fn is_repeated(line: &Line, items: &[Item], others: &[Item]) -> bool {
    let [item] = items else { return false };
    let preposition = match item.unit {
        Unit::Preposition(_) => true,
        Unit::Cue(cue) => matches!(cue.family, Family::Same | Family::Direction),
        _ => false,
    };
    let Some(at) = line.items.iter().position(|own| own.span == item.span).filter(|_| preposition && others.is_empty())
    else {
        return false;
    };
    let joined = at
        .checked_sub(1)
        .is_some_and(|at| matches!(line.items[at].unit, Unit::Cue(cue) if cue.family == Family::Logic));
    joined && line.items[..at].iter().any(|own| own.unit == item.unit)
}

/// Other forms of the same words, in the same order; or misspelt ones.
fn forms(pair: &Pair<'_>, core: &Core<'_>, vocabulary: &Vocabulary<'_>) -> Option<Rule> {
    let tongue = pair.tongue;
    let heavy = |items: &'_ [Item]| -> Vec<Unit> {
        items.iter().map(|item| &item.unit).filter(|unit| !is_light(unit)).cloned().collect()
    };
    let (old, new) = (heavy(core.before), heavy(core.after));
    if old.len() != new.len() {
        return None;
    }
    let mut words: Vec<(&str, &str)> = Vec::new();
    let mut misspelt = None;
    for (x, y) in old.iter().zip(&new) {
        match (x, y) {
            (Unit::Content(x), Unit::Content(y)) => {
                let slip = spelling::unaccented(x) == spelling::unaccented(y);
                let slip = slip.then(|| spelling::compare(x, y, tongue, vocabulary)).flatten();
                if x != y && slip == Some(Rule::Spelling) {
                    misspelt = slip.max(misspelt);
                    words.push(("", ""));
                } else if morphology::kinship(x, y, tongue, vocabulary) != Kinship::None {
                    words.push((x, y));
                } else {
                    misspelt = Some(spelling::compare(x, y, tongue, vocabulary)?).max(misspelt);
                    // It parts what stands beside it.
                    words.push(("", ""));
                }
            }
            (Unit::Preposition(x), Unit::Preposition(y)) if x != y => return None,
            (x, y) if same(x, y) => words.push(("", "")),
            _ => return None,
        }
    }
    // Behind a preposition no word is who does it.
    let governs = |unit: &Unit| match unit {
        Unit::Preposition(_) => true,
        Unit::Cue(cue) => matches!(cue.class, "in" | "with" | "until" | "from" | "after" | "before" | "without"),
        _ => false,
    };
    let first = pair.before.items.iter().take_while(|item| item.span.start < core.before[0].span.start).last();
    let governed: Vec<bool> = std::iter::once(first.is_some_and(|item| governs(&item.unit)))
        .chain(old.iter().map(governs))
        .take(words.len())
        .collect();
    match (morphology::row(&words, &governed, tongue, vocabulary), misspelt) {
        (Kinship::None, _) => None,
        (Kinship::Role, _) => Some(Rule::Roles),
        (Kinship::Number, _) => Some(Rule::GrammaticalNumber),
        (_, Some(rule)) => Some(rule),
        _ => Some(Rule::Inflection),
    }
}

/// Capitals that stand for words: "MRI" and "Mazowiecka Rada Innowacyjności".
fn abbreviation(pair: &Pair<'_>, core: &Core<'_>) -> Option<Rule> {
    let short = |line: &Line, items: &[Item]| -> Option<String> {
        let [item] = items else { return None };
        let word = line.of_span(&item.span);
        is_acronym(word).then(|| word.to_lowercase())
    };
    let stands = |short: Option<String>, items: &[Item]| {
        short.is_some_and(|short| items.len() > 1 && items.len() <= short.chars().count() * 2 && spells(items, &short))
    };
    if stands(short(&pair.before, core.before), core.after) || stands(short(&pair.after, core.after), core.before) {
        return Some(Rule::Abbreviation);
    }
    // "jednostki samorządu terytorialnego (JST)" and "JST"
    let beside = |line: &Line, items: &[Item], others: &[Item]| {
        let edge = items.first().zip(items.last()).filter(|_| others.is_empty() && items.len() > 1);
        edge.is_some_and(|(first, last)| {
            let near = |item: &&Item| item.span.end <= first.span.start || item.span.start >= last.span.end;
            let shorts =
                line.items.iter().filter(near).map(|item| line.of_span(&item.span)).filter(|word| is_acronym(word));
            shorts.into_iter().any(|short| spells(items, &short.to_lowercase()))
        })
    };
    let found = beside(&pair.before, core.before, core.after) || beside(&pair.after, core.after, core.before);
    found.then_some(Rule::Abbreviation)
}

fn is_acronym(word: &str) -> bool {
    word.chars().count() > 1 && word.chars().all(|letter| letter.is_uppercase() || letter == 'ś' || letter == 'i')
}

/// Whether the first letters of words are those of an acronym; words that only join may be left out.
fn spells(items: &[Item], short: &str) -> bool {
    let mut letters = short.chars().peekable();
    for item in items {
        let first = match &item.unit {
            Unit::Content(word) | Unit::Joining(word) | Unit::Preposition(word) => word.chars().next(),
            Unit::Cue(cue) if cue.class == "and" => Some('i'),
            Unit::Cue(cue) if is_light(&Unit::Cue(*cue)) => None,
            _ => return false,
        };
        let fits = first.is_some() && letters.peek().copied() == first;
        if fits {
            letters.next();
        } else if matches!(item.unit, Unit::Content(_)) {
            return false;
        }
    }
    letters.peek().is_none()
}
