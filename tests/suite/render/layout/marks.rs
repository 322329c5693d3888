//! What is marked in a redline, and where.

use super::both::spells_both;
use super::lines;
use crate::compare::Pair;

fn told(before: &str, after: &str) -> Vec<String> {
    let pair = Pair::new(before, after);
    lines(&spells_both(&pair).unwrap_or_else(|e| panic!("{e}")))
}

#[test]
fn words_that_changed_are_marked_in_their_paragraph() {
    assert_eq!(
        told(
            "# 1. Cel\n\nNakłady wyniosą 2,5% PKB w roku 2020.\n",
            "# 2. Cel główny\n\nNakłady wyniosą 3,1% PKB w roku 2020.\n"
        ),
        ["Heading(1): [-1-]{+2+}. Cel{+ główny+}", "Nakłady wyniosą [-2,5%-]{+3,1%+} PKB w roku 2020."]
    );
}
