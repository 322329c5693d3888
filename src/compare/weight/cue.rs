//! Rules on obligation, negation, logic and scope: the expressions of both sides are counted by what they mean.

use super::Rule;
use super::lexicon::{Cue, Family, Tongue};
use super::reading::{Item, Line, Pair, Unit};

/// A rule that fires, and the texts that it went by.
pub(super) type Found = (Rule, String, String);

/// Compares the expressions of both sides; the heaviest difference counts.
pub(super) fn compare(pair: &Pair<'_>) -> Option<Found> {
    let (old, new) = (cues(&pair.before), cues(&pair.after));
    if let Some(found) = opposite(pair) {
        return Some(found);
    }
    let mut best: Option<Found> = None;
    for family in [
        Family::Negation,
        Family::Modality,
        Family::Condition,
        Family::Quantifier,
        Family::Limit,
        Family::Catalogue,
        Family::Direction,
        Family::Frequency,
        Family::Ordinal,
        Family::Logic,
        Family::Tense,
    ] {
        let (mut gone, mut come) = difference(&old, &new, family);
        if gone.is_empty() && come.is_empty() {
            continue;
        }
        let Some(rule) = rule(pair, family, &gone, &come) else { continue };
        if best.as_ref().is_none_or(|(known, ..)| known.weight() < rule.weight()) {
            // What the evidence shows are the words of the change.
            gone.retain(|found| !found.1.is_empty());
            come.retain(|found| !found.1.is_empty());
            let text = |found: &[(Cue, String)]| found.iter().map(|it| it.1.as_str()).collect::<Vec<_>>().join(", ");
            best = Some((rule, text(&gone), text(&come)));
        }
    }
    best
}

/// The expressions of a line, those around the change included: a change may cut through one.
fn cues(line: &Line) -> Vec<(Cue, String)> {
    let found = line.items.iter().filter_map(|item| match item.unit {
        Unit::Cue(cue) => Some((cue, line.of_span(&item.span).to_owned())),
        _ => None,
    });
    found.collect()
}

/// What of a family one side has more often than the other.
fn difference(
    old: &[(Cue, String)],
    new: &[(Cue, String)],
    family: Family,
) -> (Vec<(Cue, String)>, Vec<(Cue, String)>) {
    let of = |side: &[(Cue, String)]| side.iter().filter(|it| it.0.family == family).cloned().collect::<Vec<_>>();
    let (old, mut come) = (of(old), of(new));
    let mut gone = Vec::new();
    for cue in old {
        match come.iter().position(|other| other.0.class == cue.0.class) {
            Some(at) => drop(come.remove(at)),
            None => gone.push(cue),
        }
    }
    (gone, come)
}

fn rule(pair: &Pair<'_>, family: Family, gone: &[(Cue, String)], come: &[(Cue, String)]) -> Option<Rule> {
    let all = || gone.iter().chain(come);
    let only = |classes: &[&str]| all().all(|it| classes.contains(&it.0.class));
    let both = !gone.is_empty() && !come.is_empty();
    match family {
        Family::Negation if gone.len() == come.len() => Some(Rule::Nuance),
        Family::Negation => Some(Rule::Negation),
        Family::Modality if both && all().any(|it| it.0.class == "ought") && !all().any(|it| it.0.class == "may") => {
            Some(Rule::Nuance)
        }
        Family::Modality => Some(Rule::Modality),
        Family::Condition if both || only(&["when"]) => Some(Rule::Nuance),
        Family::Condition => Some(Rule::Condition),
        Family::Quantifier if both && (only(&["all", "each"]) || only(&["some", "chosen"])) => Some(Rule::Nuance),
        Family::Quantifier if only(&["chosen"]) => Some(Rule::Nuance),
        Family::Quantifier => Some(Rule::Quantifier),
        Family::Limit if only(&["about"]) => Some(Rule::Nuance),
        Family::Limit => Some(Rule::Limit),
        Family::Catalogue => catalogue(gone, come),
        Family::Direction => direction(pair, both),
        Family::Frequency if both => Some(Rule::Duration),
        Family::Frequency => Some(Rule::Nuance),
        Family::Ordinal if both => Some(Rule::Number),
        // "Jeden" and "pierwszy" may also be filled in by a figure.
        Family::Ordinal => Some(Rule::Nuance),
        Family::Logic if both && all().any(|it| matches!(it.0.class, "or else" | "and or")) => Some(Rule::Nuance),
        Family::Logic if both => Some(Rule::Logic),
        Family::Logic if only(&["and"]) => None,
        Family::Logic => Some(Rule::Nuance),
        Family::Tense if only(&["is"]) => None,
        Family::Tense => Some(Rule::Nuance),
        Family::Same | Family::Short => None,
    }
}

/// A catalogue that is open in one way or another; "czyli" closes one.
fn catalogue(gone: &[(Cue, String)], come: &[(Cue, String)]) -> Option<Rule> {
    let is_open = |side: &[(Cue, String)]| side.iter().any(|it| it.0.class != "that is");
    match (is_open(gone), is_open(come)) {
        (true, true) => Some(Rule::Nuance),
        (false, false) => Some(Rule::Nuance),
        _ => Some(Rule::Catalogue),
    }
}

/// "Przed" and "po", "od" and "do": where one took the place of the other; where one came or went in front of a date, a
/// person has to look.
fn direction(pair: &Pair<'_>, both: bool) -> Option<Rule> {
    let inside = |line: &Line| {
        let is_own = |item: &&Item| matches!(item.unit, Unit::Cue(cue) if cue.family == Family::Direction);
        line.inside().filter(is_own).count()
    };
    if both && inside(&pair.before) > 0 && inside(&pair.after) > 0 {
        return Some(Rule::Limit);
    }
    let dated = |line: &Line| {
        let items: Vec<&Item> = line.items.iter().collect();
        items.windows(2).any(|pair| {
            let direction = matches!(pair[0].unit, Unit::Cue(cue) if cue.family == Family::Direction);
            direction && pair[0].inside && matches!(pair[1].unit, Unit::Figure(_))
        })
    };
    (dated(&pair.before) || dated(&pair.after)).then_some(Rule::Nuance)
}

/// Prefixes that turn a word into its opposite.
const POLISH_OPPOSITES: &[&str] = &["nie", "bez", "anty", "kontr"];
const ENGLISH_OPPOSITES: &[&str] = &["un", "in", "im", "non", "dis", "ir", "il"];

/// A word and its opposite: "zależny" and "niezależny".
fn opposite(pair: &Pair<'_>) -> Option<Found> {
    let prefixes = match pair.tongue {
        Tongue::Polish => POLISH_OPPOSITES,
        Tongue::English => ENGLISH_OPPOSITES,
    };
    let turned = |x: &str, y: &str| {
        let rests = prefixes.iter().filter_map(|prefix| y.strip_prefix(prefix));
        rests.into_iter().any(|rest| rest.chars().count() > 3 && alike(rest, x))
    };
    for old in pair.before.own_words() {
        for new in pair.after.own_words() {
            if turned(&old.low, &new.low) || turned(&new.low, &old.low) {
                let text = |line: &Line, span: &std::ops::Range<usize>| line.of_span(span).to_owned();
                return Some((Rule::Negation, text(&pair.before, &old.span), text(&pair.after, &new.span)));
            }
        }
    }
    None
}

/// Whether two words begin alike, but for their endings.
fn alike(x: &str, y: &str) -> bool {
    let common = x.chars().zip(y.chars()).take_while(|(x, y)| x == y).count();
    let longest = x.chars().count().max(y.chars().count());
    common >= 4 && common + 3 >= longest || x == y
}
