//! Numbers and dates that changed, as a reader sees them: what is counted, before and after, and by how much.

use serde::Serialize;

use super::amount::{difference, quantity};
use super::{Item, Passage};
use crate::compare::{Quantity, QuantityChange};
use crate::render::view::entry_id;
use crate::render::{Subject, guard};

/// How many words are shown on each side of a number.
const AROUND: usize = 6;

/// A number or a date that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// Id of the passage, or of the section where its title holds the number.
    pub target: String,
    /// Heading of the section.
    pub section: String,
    /// What is counted or measured.
    pub label: String,
    /// The earlier number with its unit; empty where there was none.
    pub before: String,
    /// The later number with its unit; empty where it is gone.
    pub after: String,
    /// By how much it grew, with sign and unit; empty where the two can't be subtracted.
    pub difference: String,
    /// The words before it in its sentence, their space included; empty in a table.
    pub lead: String,
    /// The number as it stands between these words.
    pub text: String,
    /// The words behind it, their space included.
    pub tail: String,
}

/// The numbers that changed in the items, in their order. Those in passages and rows that are new or gone as a whole
/// are not among them: there, everything is.
pub fn figures(subject: &Subject<'_>, items: &[Item]) -> Vec<Figure> {
    let mut items = items.iter().filter(|item| item.changed).peekable();
    let mut figures = Vec::new();
    for change in &subject.comparison.quantities {
        let id = entry_id(change.entry);
        // Both are in the order of the entries.
        while items.next_if(|item| number(&item.id) < Some(change.entry)).is_some() {}
        if let Some(item) = items.peek().filter(|item| item.id == id) {
            figures.push(figure(subject, item, change));
        }
    }
    figures
}

fn number(id: &str) -> Option<usize> {
    id.strip_prefix('s')?.parse().ok()
}

fn figure(subject: &Subject<'_>, item: &Item, change: &QuantityChange) -> Figure {
    let at = change.block.and_then(|block| item.passages.iter().position(|passage| passage.block == block));
    let passage = at.map(|at| &item.passages[at]);
    let opened = at.and_then(|at| item.passages[..=at].iter().rev().find_map(|passage| passage.opens.as_ref()));
    let told = |it: &Option<Quantity>| it.as_ref().map(|it| quantity(subject, it)).unwrap_or_default();
    let shown = change.after.as_ref().or(change.before.as_ref());
    let words = |side: fn(&Quantity) -> &String| guard::one_line(shown.map(side).map_or("", String::as_str));
    Figure {
        target: passage.and_then(anchor).unwrap_or_else(|| item.id.clone()),
        section: opened.map_or_else(|| item.heading.clone(), |opening| opening.heading.clone()),
        label: guard::one_line(&change.label),
        before: told(&change.before),
        after: told(&change.after),
        difference: change.difference.as_ref().map(|it| difference(subject.locale, it)).unwrap_or_default(),
        lead: last_words(&words(|it| &it.lead)),
        text: words(|it| &it.text),
        tail: first_words(&words(|it| &it.tail)),
    }
}

fn anchor(passage: &Passage) -> Option<String> {
    passage.anchor.clone()
}

/// The last words of a text, with the space that it ends with.
fn last_words(text: &str) -> String {
    let mut words: Vec<&str> = text.split_whitespace().rev().take(AROUND + 1).collect();
    if words.len() > AROUND {
        words[AROUND] = "…";
    }
    words.reverse();
    words.join(" ") + if text.ends_with(char::is_whitespace) { " " } else { "" }
}

/// The first words of a text, with the space that it begins with.
fn first_words(text: &str) -> String {
    let mut words: Vec<&str> = text.split_whitespace().take(AROUND + 1).collect();
    if words.len() > AROUND {
        words[AROUND] = "…";
    }
    let space = if text.starts_with(char::is_whitespace) { " " } else { "" };
    format!("{space}{}", words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_sentences_are_cut_around_the_number() {
        assert_eq!(last_words("jeden dwa trzy cztery pięć sześć siedem "), "… dwa trzy cztery pięć sześć siedem ");
        assert_eq!(first_words(" jeden dwa trzy cztery pięć sześć siedem"), " jeden dwa trzy cztery pięć sześć …");
        assert_eq!(first_words(", potem"), ", potem");
        assert_eq!(last_words("("), "(");
    }
}
