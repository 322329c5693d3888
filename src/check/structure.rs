//! Sections that have to be there.

use super::{Fault, Rule, Scope, line_of};
use crate::document::Document;

/// Sections that are there, but say nothing, not even beneath; those that are not there are told by their names.
pub(super) fn required(document: &Document, scope: &Scope, faults: &mut Vec<Fault>) {
    for at in scope.named.iter().copied().filter(|at| is_empty(document, *at)) {
        let details = vec![("section", document.sections[at].heading.clone())];
        let line = Some(line_of(document, at));
        faults.push(Fault { line, section: Some(at), code: "required-empty", details, ..Fault::default() });
    }
}

fn is_empty(document: &Document, section: usize) -> bool {
    let branch = &document.sections[section..document.sections[section].end];
    branch.iter().all(|section| section.blocks.iter().all(|block| block.set_aside))
}

/// The criteria of enabling condition 1.1 (Regulation (EU) 2021/1060, Annex IV).
pub(super) const CRITERIA: [&str; 7] = ["1", "2", "3", "4", "5", "6", "7"];

/// Criteria that no section meets, and sections that meet one but say nothing. `scope` holds the sections of all criteria,
/// in order.
pub(super) fn criteria(rule: &Rule, document: &Document, scope: &Scope, faults: &mut Vec<Fault>) {
    for criterion in CRITERIA {
        let named = rule.criteria.iter().find(|(name, _)| name == criterion).map(|it| &it.1);
        if named.is_none_or(Vec::is_empty) {
            let details = vec![("criterion", criterion.to_owned())];
            faults.push(Fault { code: "criterion", details, ..Fault::default() });
        }
    }
    required(document, scope, faults);
}
