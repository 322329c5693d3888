//! Rules on order: a list in another order, an adverbial at another place.

use super::Rule;
use super::lexicon::Family;
use super::reading::{Item, Line, Pair, Unit};
use super::wording::{Core, is_light, same};

/// The same units in another order; `None` where they are not the same.
pub(super) fn compare(pair: &Pair<'_>, core: &Core<'_>) -> Option<Rule> {
    if !is_permutation(core.before, core.after) {
        return None;
    }
    let binds = |items: &[Item]| {
        items.iter().any(|item| match item.unit {
            Unit::Cue(cue) => {
                !is_light(&item.unit) && !matches!(cue.family, Family::Short | Family::Logic | Family::Direction)
            }
            _ => false,
        })
    };
    if binds(core.before) {
        return Some(Rule::WordOrder);
    }
    let list = same_list(&pair.before, core.before, &pair.after, core.after);
    Some(if list || moved_adverbial(core) { Rule::Order } else { Rule::WordOrder })
}

/// Whether both sides have the same units, in whatever order.
pub(super) fn is_permutation(old: &[Item], new: &[Item]) -> bool {
    if old.len() != new.len() || old.is_empty() {
        return false;
    }
    let mut rest: Vec<&Item> = new.iter().collect();
    old.iter().all(|x| match rest.iter().position(|y| same(&x.unit, &y.unit)) {
        Some(at) => {
            rest.remove(at);
            true
        }
        None => false,
    })
}

/// Whether two stretches are lists of the same members: parted by commas and joining words of one kind.
fn same_list(before: &Line, old: &[Item], after: &Line, new: &[Item]) -> bool {
    let joints = |items: &[Item]| {
        let mut classes: Vec<&str> = items
            .iter()
            .filter_map(|item| match item.unit {
                Unit::Cue(cue) if cue.family == Family::Logic => Some(cue.class),
                _ => None,
            })
            .collect();
        classes.dedup();
        classes.len()
    };
    if joints(old) > 1 || joints(new) > 1 {
        return false;
    }
    let (Some(mut x), Some(mut y)) = (members(before, old), members(after, new)) else { return false };
    if x.len() < 2 || x.iter().any(|member| member.split(' ').count() > 4) {
        return false;
    }
    x.sort_unstable();
    y.sort_unstable();
    x == y
}

fn members(line: &Line, items: &[Item]) -> Option<Vec<String>> {
    let (first, last) = (items.first()?, items.last()?);
    let mut text = line.text.get(first.span.start..last.span.end)?.to_lowercase();
    for joint in [" a także ", " jak również ", " oraz ", " lub ", " albo ", " i ", " and ", " or "] {
        text = text.replace(joint, ", ");
    }
    let members = text.split(',').map(|member| member.split_whitespace().collect::<Vec<_>>().join(" "));
    Some(members.filter(|member| !member.is_empty()).collect())
}

/// Whether one part changed places with another, and one of the two is a date with its preposition, or words that only join.
fn moved_adverbial(core: &Core<'_>) -> bool {
    let (old, new) = (core.before, core.after);
    (1..old.len()).any(|cut| {
        let (x, y) = old.split_at(cut);
        let swapped = y.iter().chain(x).zip(new).all(|(x, y)| same(&x.unit, &y.unit));
        swapped && (passes(x, y) || passes(y, x))
    })
}

/// Whether a date may pass over words without being said of another one: few of them, and no participle.
fn may_pass(items: &[Item]) -> bool {
    #[rustfmt::skip]
    const PARTICIPLES: &[&str] = &[
        "ący", "ąca", "ące", "ących", "ącego", "ącej", "ącą", "ącym", "any", "ana", "ane", "anych", "anego", "anej", "aną", "anym",
        "ony", "ona", "one", "onych", "onego", "onej", "oną", "onym", "ęty", "ęta", "ęte", "ętych", "ętego", "ętej",
    ];
    let participle = |item: &Item| match &item.unit {
        Unit::Content(word) => PARTICIPLES.iter().any(|ending| word.ends_with(ending)),
        _ => false,
    };
    items.len() <= 3 && !items.iter().any(participle)
}

/// Whether the first of two parts may stand on either side of the other.
fn passes(items: &[Item], others: &[Item]) -> bool {
    let joins = |unit: &Unit| is_light(unit) && !matches!(unit, Unit::Cue(cue) if cue.family == Family::Logic);
    if items.iter().all(|item| joins(&item.unit)) {
        return true;
    }
    let [first, rest @ ..] = items else { return false };
    if !may_pass(others) {
        return false;
    }
    let preposition = match first.unit {
        Unit::Preposition(_) => true,
        Unit::Cue(cue) => matches!(cue.class, "in" | "until" | "from" | "after" | "before"),
        _ => false,
    };
    preposition && rest.len() <= 2 && rest.iter().any(|item| matches!(item.unit, Unit::Figure(_)))
}
