//! Texts made to take long: time stays bounded, and what holds for all texts holds for them.

use std::fmt::Write;
use std::time::{Duration, Instant};

use super::{Pair, invariant};

/// Compares within a limit that a slow machine keeps too; what grows with the square of the text does not.
#[expect(clippy::disallowed_methods, reason = "time is what is measured")]
fn within(seconds: u64, before: &str, after: &str) -> Pair {
    let start = Instant::now();
    let pair = Pair::new(before, after);
    let taken = start.elapsed();
    assert!(taken < Duration::from_secs(seconds), "it took {taken:?}");
    invariant::check(&pair).unwrap_or_else(|e| panic!("{}", e.chars().take(2000).collect::<String>()));
    pair
}

#[test]
fn a_megabyte_of_two_words_takes_no_longer_than_other_texts() {
    let one = "a b ".repeat(1 << 18);
    let pair = within(60, &format!("# T\n\n{one}\n"), &format!("# T\n\n{one}c {one}\n"));
    assert_eq!(pair.comparison.summary.words_before, 1 << 19);
    let words = pair.comparison.summary.words;
    assert_eq!((words.kept, words.deleted), (1 << 19, 0), "what is equal at both ends stays");
}

#[test]
fn a_line_of_random_words_that_was_written_anew_takes_no_longer_than_other_texts() {
    // A generator of its own: the same words on every machine.
    let words = |mut state: u64| -> String {
        let mut text = String::new();
        for _ in 0..20_000 {
            state = state.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
            write!(text, "słowo{} ", state >> 50).expect("it fits in memory");
        }
        text
    };
    let pair = within(60, &format!("# T\n\n{}\n", words(1)), &format!("# T\n\n{}\n", words(2)));
    assert_eq!(pair.comparison.summary.words_before, 40_000, "letters and a number each");
}

#[test]
fn twenty_thousand_paragraphs_of_two_words_take_no_longer_than_other_texts() {
    let one = "a\n\nb\n\n".repeat(10_000);
    within(60, &one, &format!("x\n\n{one}"));
}

#[test]
fn paragraphs_in_reverse_order_take_no_longer_than_other_texts() {
    let paragraph =
        |at: usize| format!("Zadanie numer {at} obejmuje dwanaście działań oraz cel{at} i wynik{at} regionu.");
    let text = |order: &mut dyn Iterator<Item = usize>| order.map(paragraph).collect::<Vec<_>>().join("\n\n");
    let pair = within(60, &text(&mut (0..4000)), &text(&mut (0..4000).rev()));
    assert_eq!(pair.comparison.summary.continuity, 1.0, "all of them live on");
}

#[test]
fn one_line_of_a_megabyte_with_a_word_changed_takes_no_longer_than_other_texts() {
    let line = |changed: &str| {
        let mut line = String::new();
        for at in 0..100_000 {
            write!(line, "{} ", if at == 50_000 { changed.to_owned() } else { format!("w{}", at * 7919 % 9973) })
                .expect("it fits in memory");
        }
        line
    };
    let pair = within(60, &line("dawniej"), &line("obecnie"));
    let words = pair.comparison.summary.words;
    assert_eq!((words.deleted, words.inserted), (1, 1));
}

#[test]
fn ten_thousand_equal_sections_take_no_longer_than_other_texts() {
    let sections = |count: usize| "## Cele\n\nCelem jest rozwój.\n\n".repeat(count);
    let pair = within(60, &sections(10_000), &sections(10_001));
    let added = pair.comparison.entries.iter().filter(|entry| entry.before.is_empty()).count();
    assert_eq!(added, 1);
}

#[test]
fn five_thousand_sections_with_changed_text_take_no_longer_than_other_texts() {
    let sections = |word: &str| {
        let mut text = String::new();
        for at in 0..5000 {
            write!(text, "## Cele\n\nCelem {word} jest rozwój {}.\n\n", at % 7).expect("it fits in memory");
        }
        text
    };
    within(90, &sections("pierwszym"), &sections("drugim"));
}

#[test]
fn a_table_of_five_thousand_rows_takes_no_longer_than_other_texts() {
    let table = |shift: usize| {
        let mut text = "| a | b |\n|---|---|\n".to_owned();
        for at in 0..5000 {
            writeln!(text, "| wiersz {} | {} |", at + shift, at % 3).expect("it fits in memory");
        }
        text
    };
    within(60, &table(0), &table(1));
}
