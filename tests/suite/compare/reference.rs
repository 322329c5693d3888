//! References to parts of a text, against texts and labels that people wrote.
//!
//! The cases under `apart` were written with the others, but no rule was made for them.

use super::Pair;
use super::quantity::{Score, cases};

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn score(folder: &str) -> Score {
    let mut score = Score::default();
    for case in cases(folder) {
        let pair = Pair::new(&case.before, &case.after);
        let mut due: Vec<Vec<String>> = case.rows.clone();
        score.due += due.len();
        for found in &pair.comparison.references {
            let state = format!("{:?}", found.state).to_lowercase();
            let told = [plain(found.before.as_deref().unwrap_or_default()), plain(&found.after), state];
            score.found += 1;
            match due.iter().position(|due| *due == told) {
                Some(at) => {
                    due.remove(at);
                    score.right += 1;
                }
                None => score.wrong.push(format!("{}: told: {}", case.name, told.join(" | "))),
            }
        }
        score.wrong.extend(due.iter().map(|due| format!("{}: missing: {}", case.name, due.join(" | "))));
    }
    score
}

#[test]
fn references_are_told_rightly_or_not() {
    let score = score("reference");
    let told = score.told("references");
    assert!(score.precision() >= 980 && score.recall() >= 900, "{told}");
    use std::io::Write;
    writeln!(std::io::stdout(), "{told}").expect("standard output is open");
}

#[test]
fn references_that_no_rule_was_made_for_are_told_rightly_or_not() {
    let score = score("reference/apart");
    let told = score.told("references apart");
    assert!(score.precision() >= 980, "{told}");
    use std::io::Write;
    writeln!(std::io::stdout(), "{told}").expect("standard output is open");
}
