//! Rules about what became of an earlier state.

use super::{Change, Fault, Rule, Scope, line_of};
use crate::compare::{LinkKind, ReferenceState, Structure};
use crate::document::Weight;
use crate::evolve::{Link, Step};

/// Branches of which less lives on than the rule asks for; `scope` holds the sections of the earlier text.
pub(super) fn continuity(rule: &Rule, change: &Change<'_>, scope: &Scope, faults: &mut Vec<Fault>) {
    let step = Step::of(change.before, change.after, change.comparison);
    let mut told = |share: f64, before: Option<usize>, after: Option<usize>| {
        // In whole parts of ten thousand, so that a rule decides by what is shown.
        let share = (share * 10_000.0).floor() as u32;
        if share < u32::from(rule.minimum) * 100 {
            let heading = before.map_or_else(String::new, |at| change.before.sections[at].heading.clone());
            let details = vec![
                ("section", heading),
                ("share", format!("{},{:02}", share / 100, share % 100)),
                ("minimum", rule.minimum.to_string()),
                ("from", change.from.to_owned()),
                ("to", change.to.to_owned()),
            ];
            let line = after.map(|at| line_of(change.after, at));
            let path = before.map(|at| change.before.path(at).into_iter().map(str::to_owned).collect());
            let code = if before.is_some() { "continuity-branch" } else { "continuity" };
            faults.push(Fault { line, path: path.unwrap_or_default(), code, details, ..Fault::default() });
        }
    };
    if scope.named.is_empty() && scope.missing.is_empty() {
        told(change.comparison.summary.continuity, None, None);
    }
    let links: Vec<Link> = step.fates.iter().flat_map(|fate| fate.links()).collect();
    for root in &scope.named {
        let same = |link: &&Link| link.kind == LinkKind::Identity && link.before == *root;
        let after = links.iter().find(same).map(|link| link.after);
        told(branch_share(&step, change, *root, after), Some(*root), after);
    }
}

/// Continuity of a branch by the sections at its root, from 0 to 1: the words of both sides that live on, wherever they are,
/// out of all words of both.
fn branch_share(step: &Step, change: &Change<'_>, before: usize, after: Option<usize>) -> f64 {
    let old = before..change.before.sections[before].end;
    let new = after.map_or(0..0, |at| at..change.after.sections[at].end);
    let (mut lived, mut inherited, mut words) = (0_u64, 0_u64, 0_u64);
    for (section, strands) in step.strands.iter().enumerate() {
        for strand in strands {
            let count = u64::from(strand.words);
            if let Some((from, _)) = strand.from {
                lived += if old.contains(&(from as usize)) { count } else { 0 };
                inherited += if new.contains(&section) { count } else { 0 };
            }
            words += if new.contains(&section) { count } else { 0 };
        }
    }
    let gone = step.gone.iter().filter(|run| old.contains(&(run.section as usize)));
    let all = words + lived + gone.map(|run| run.keys.len() as u64).sum::<u64>();
    if all == 0 { 1.0 } else { (lived + inherited) as f64 / all as f64 }
}

/// Sections that changed although they are protected; `scope` holds those of the earlier text.
pub(super) fn protected(change: &Change<'_>, scope: &Scope, faults: &mut Vec<Fault>) {
    for entry in change.comparison.entries.iter().filter(|entry| entry.is_changed()) {
        let Some(before) = entry.before.iter().copied().find(|at| scope.holds(change.before, *at)) else { continue };
        let line = entry.after.first().map(|at| line_of(change.after, *at));
        let code = if entry.structure.contains(&Structure::Removed) { "protected-removed" } else { "protected" };
        let details = vec![
            ("section", change.before.sections[before].heading.clone()),
            ("from", change.from.to_owned()),
            ("to", change.to.to_owned()),
        ];
        let path = change.before.path(before).into_iter().map(str::to_owned).collect();
        faults.push(Fault { line, path, code, details, ..Fault::default() });
    }
}

/// Substantive changes without a justification, or with one that nothing proves.
pub(super) fn justified(change: &Change<'_>, scope: &Scope, faults: &mut Vec<Fault>) {
    for entry in &change.comparison.entries {
        if entry.weight != Some(Weight::Substantive) || !entry.is_changed() {
            continue;
        }
        let watched = match entry.after.first() {
            Some(after) => scope.holds(change.after, *after),
            None => scope.named.is_empty() && scope.missing.is_empty(),
        };
        let reasons: Vec<_> = entry.decisions.iter().filter(|decision| decision.because.is_some()).collect();
        let proved = reasons.iter().any(|decision| !decision.evidence.is_empty());
        if !watched || proved {
            continue;
        }
        let (document, section) = match (entry.after.first(), entry.before.first()) {
            (Some(after), _) => (change.after, *after),
            (None, Some(before)) => (change.before, *before),
            (None, None) => continue,
        };
        let code = if reasons.is_empty() { "unjustified" } else { "unproved" };
        let details = vec![
            ("section", document.sections[section].heading.clone()),
            ("from", change.from.to_owned()),
            ("to", change.to.to_owned()),
        ];
        let line = entry.after.first().map(|at| line_of(change.after, *at));
        let path = document.path(section).into_iter().map(str::to_owned).collect();
        faults.push(Fault { line, path, code, details, ..Fault::default() });
    }
}

/// References that did not follow what they name, or lead nowhere.
pub(super) fn references(change: &Change<'_>, scope: &Scope, faults: &mut Vec<Fault>) {
    for reference in &change.comparison.references {
        let code = match reference.state {
            ReferenceState::Followed => continue,
            ReferenceState::Stale => "stale",
            ReferenceState::Dangling => "dangling",
        };
        let section = change.comparison.entries[reference.entry].after.first().copied();
        if section.is_some_and(|section| !scope.holds(change.after, section)) {
            continue;
        }
        let now = reference.target.map(|at| change.after.sections[at].heading.clone());
        let details = vec![("reference", reference.after.clone()), ("now", now.unwrap_or_else(|| "–".to_owned()))];
        let path = section.map(|at| change.after.path(at).into_iter().map(str::to_owned).collect());
        faults.push(Fault {
            line: Some(reference.line),
            path: path.unwrap_or_default(),
            code,
            details,
            ..Fault::default()
        });
    }
}
