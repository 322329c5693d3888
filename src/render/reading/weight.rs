//! What a change weighs in words, as a proposal that a person has to confirm, with its reasons.

use serde::Serialize;

use super::{Badge, count};
use crate::compare::{Entry, Reason, Weight};
use crate::locale::Value;
use crate::render::view::WeightView;
use crate::render::{Subject, guard};

/// Reasons of one section that are told.
const TOLD: usize = 12;

/// A weight that was proposed, or decided by a person.
#[derive(Clone, Debug, Serialize)]
pub struct Proposal {
    /// The word of the contract.
    pub code: &'static str,
    /// The wording, which says that it is proposed or decided.
    pub text: String,
    /// Whether a person decided it.
    pub decided: bool,
    /// The weight alone, marked where a person decided it.
    pub short: String,
    /// Why, the heaviest reasons first.
    pub reasons: Vec<String>,
}

/// What the changes of an entry weigh.
pub(super) fn proposal(subject: &Subject<'_>, entry: &Entry) -> Option<Proposal> {
    let weight = entry.weight?;
    let all = entry.reasons.iter().chain(entry.blocks.iter().flat_map(|block| &block.reasons));
    let mut reasons: Vec<&Reason> = Vec::new();
    for reason in all {
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    reasons.sort_by_key(|reason| std::cmp::Reverse(reason.weight()));
    let mut told: Vec<String> = reasons.iter().take(TOLD).map(|reason| in_words(subject, reason)).collect();
    if reasons.len() > TOLD {
        let more = Value::Count(count(reasons.len() - TOLD));
        told.push(subject.locale.text("reasons-more", &[("count", more)]));
    }
    let word = badge(subject, weight);
    let decided = entry.decided_weight().is_some();
    let key = if decided { "weight-decided" } else { "weight-badge" };
    let text = subject.locale.text(key, &[("weight", Value::Text(&word.text))]);
    let short = match decided {
        true => subject.locale.text("weight-decided-short", &[("weight", Value::Text(&word.text))]),
        false => word.text,
    };
    // The reasons are those of the rules, which a person need not share; the person's own stand with the decision.
    let reasons = if decided { Vec::new() } else { told };
    Some(Proposal { code: word.code, text, decided, short, reasons })
}

/// A weight in a word.
pub(super) fn badge(subject: &Subject<'_>, weight: Weight) -> Badge {
    let code = WeightView::from(weight).code();
    Badge { code, text: subject.locale.text(&format!("weight-{code}"), &[]) }
}

/// A reason in words.
fn in_words(subject: &Subject<'_>, reason: &Reason) -> String {
    let locale = subject.locale;
    let rule = locale.text(&format!("rule-{}", reason.rule.code()), &[]);
    let (before, after) = (guard::one_line(&reason.before), guard::one_line(&reason.after));
    let evidence = match (before.as_str(), after.as_str()) {
        ("", "") => return rule,
        // Such a rule says it already.
        ("", text) if reason.rule.is_one_sided() => text.to_owned(),
        (text, "") if reason.rule.is_one_sided() => text.to_owned(),
        ("", text) => locale.text("reason-added", &[("text", Value::Text(text))]),
        (text, "") => locale.text("reason-removed", &[("text", Value::Text(text))]),
        (before, after) => {
            locale.text("reason-replaced", &[("before", Value::Text(before)), ("after", Value::Text(after))])
        }
    };
    locale.text("reason", &[("rule", Value::Text(&rule)), ("evidence", Value::Text(&evidence))])
}

/// How many changes weigh how much; empty where nothing does.
pub(in crate::render) fn counts(subject: &Subject<'_>) -> String {
    let weights = subject.comparison.summary.weights;
    if weights == [0; 4] {
        return String::new();
    }
    let [technical, editorial, unassessed, substantive] = weights.map(Value::Count);
    let values =
        [("technical", technical), ("editorial", editorial), ("unassessed", unassessed), ("substantive", substantive)];
    subject.locale.text("weights", &values)
}
