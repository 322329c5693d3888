//! What holds for the comparison of all texts: made-up ones, and those of a folder.

use std::path::Path;

use nowela::compare::{BlockOp, CompareOptions, Comparison, Ground, Link, LinkKind, Structure, Words, compare};
use nowela::document::markdown;
use proptest::prelude::*;

use super::text::{Piece, Section, Text, revision, text, unique_text, unique_word};
use super::{Pair, invariant};

fn cases(count: u32) -> ProptestConfig {
    ProptestConfig { cases: count, max_shrink_iters: 2000, failure_persistence: None, ..ProptestConfig::default() }
}

/// Compared with itself, a text comes out empty.
fn same(pair: &Pair) -> Result<(), String> {
    let Comparison { entries, moves, flows, summary, .. } = &pair.comparison;
    let in_place = entries.iter().all(|entry| {
        let identity = entry.links.iter().all(|link| link.kind == LinkKind::Identity && link.share == 1.0);
        let exact = entry.matched_by == Some(Ground::Exact);
        entry.before == entry.after && entry.before.len() == 1 && identity && exact && entry.continuity == 1.0
    });
    let unchanged = entries.iter().all(|entry| entry.structure.is_empty() && entry.similarity == Some(1.0));
    let equal = entries
        .iter()
        .flat_map(|entry| &entry.blocks)
        .all(|block| matches!(block.op, BlockOp::Equal | BlockOp::Ignored) && block.before == block.after);
    let words = Words { kept: summary.words_before, ..Words::default() };
    let figures = summary.continuity == 1.0 && summary.words == words && summary.unchanged == entries.len() as u64;
    let empty = moves.is_empty() && flows.is_empty() && !pair.comparison.is_changed();
    if in_place && unchanged && equal && figures && empty { Ok(()) } else { Err(format!("{:#?}", pair.comparison)) }
}

/// What the comparison in reverse must agree with whatever it pairs, where several pairs are equally good: the sizes of
/// both texts, and what is empty. Where the pairs are beyond doubt, it agrees in every figure; see below.
fn reverse(pair: &Pair) -> Result<Comparison, String> {
    let back = compare(&pair.after, &pair.before, &CompareOptions::default());
    let (there, here) = (&pair.comparison.summary, &back.summary);
    let sizes = (there.words_before, there.words_after) == (here.words_after, here.words_before);
    let keys = pair.comparison.metadata.len() == back.metadata.len();
    if sizes && keys { Ok(back) } else { Err(format!("{there:#?} against {here:#?}")) }
}

fn links(comparison: &Comparison) -> Vec<Link> {
    comparison.entries.iter().flat_map(|entry| &entry.links).copied().collect()
}

fn holds(result: Result<(), String>) -> Result<(), TestCaseError> {
    result.map_err(TestCaseError::fail)
}

/// A chapter of words that stand nowhere else.
fn unrelated(number: usize) -> Section {
    let words = |from: usize, count: usize| (from..from + count).map(unique_word).collect::<Vec<_>>().join(" ");
    let start = 300_000 + number * 100;
    let pieces = vec![Piece::Paragraph(words(start, 20)), Piece::Paragraph(words(start + 20, 15))];
    Section { level: 1, numbered: true, title: words(start + 50, 3), pieces }
}

fn some_kept(chapters: usize) -> impl Strategy<Value = (Text, Vec<bool>)> {
    (unique_text(chapters), proptest::collection::vec(any::<bool>(), chapters))
}

fn kept(text: &Text, keep: &[bool]) -> Text {
    let kept = text.sections.iter().zip(keep).filter(|(_, keep)| **keep).map(|(section, _)| section.clone());
    Text { intro: Vec::new(), sections: kept.collect() }
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn a_revision_is_told_whole((before, after) in revision()) {
        let pair = Pair::new(&before.write(), &after.write());
        holds(invariant::check(&pair))?;
        holds(reverse(&pair).map(drop))?;
        let again = compare(&pair.before, &pair.after, &CompareOptions::default());
        prop_assert_eq!(&again, &pair.comparison);
    }

    #[test]
    fn two_texts_that_have_little_in_common_are_told_whole((before, after) in (text(), text())) {
        holds(invariant::check(&Pair::new(&before.write(), &after.write())))?;
    }

    #[test]
    fn a_text_compared_with_itself_comes_out_empty(text in text()) {
        let text = text.write();
        let pair = Pair::new(&text, &text);
        holds(invariant::check(&pair))?;
        holds(same(&pair))?;
    }
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn other_numbers_alone_change_no_text(mut text in text()) {
        // Of empty sections with one title it can't be told which is which.
        for (at, section) in text.sections.iter_mut().enumerate() {
            section.title = format!("{} {}", section.title, unique_word(at * 31));
        }
        let pair = Pair::new(&text.write_from(1), &text.write_from(4));
        holds(invariant::check(&pair))?;
        let number = |kind: &Structure| matches!(kind, Structure::Renumbered | Structure::Relabelled);
        prop_assert!(pair.comparison.entries.iter().all(|entry| entry.structure.iter().all(number)), "{:#?}", pair.comparison.entries);
        prop_assert_eq!(pair.comparison.summary.continuity, 1.0);
    }

    #[test]
    fn a_chapter_put_in_front_changes_nothing_behind_it(text in unique_text(5)) {
        let numbered: Vec<Section> =
            text.sections.iter().map(|section| Section { numbered: true, ..section.clone() }).collect();
        let before = Text { intro: Vec::new(), sections: numbered };
        let mut after = before.clone();
        after.sections.insert(0, unrelated(0));
        let pair = Pair::new(&before.write(), &after.write());
        holds(invariant::check(&pair))?;
        for entry in pair.comparison.entries.iter().filter(|entry| entry.before != [0]) {
            let expected = if entry.before.is_empty() { Structure::Added } else { Structure::Renumbered };
            prop_assert_eq!(&entry.structure, &[expected]);
            prop_assert_eq!(entry.is_changed(), entry.before.is_empty());
        }
    }

    #[test]
    fn chapters_in_another_order_keep_every_word((text, order) in unique_text(6).prop_flat_map(|text| {
        let order = (0..text.sections.len()).collect::<Vec<_>>();
        (Just(text), Just(order).prop_shuffle())
    })) {
        let after = Text { sections: order.iter().map(|at| text.sections[*at].clone()).collect(), ..Text::default() };
        let pair = Pair::new(&text.write(), &after.write());
        holds(invariant::check(&pair))?;
        let words = pair.comparison.summary.words;
        prop_assert_eq!((words.deleted, words.inserted), (0, 0));
        prop_assert_eq!(pair.comparison.summary.continuity, 1.0);
        // Never more than have to: those that stayed in order did not move.
        let jumped = pair.comparison.entries.iter().filter(|entry| entry.is_changed());
        for entry in jumped.clone() {
            prop_assert_eq!(&entry.structure, &[Structure::Reordered]);
        }
        prop_assert_eq!(jumped.count() == 0, order.is_sorted());
    }

    #[test]
    fn a_chapter_put_behind_changes_no_other_link((text, keep) in some_kept(6)) {
        let after = kept(&text, &keep);
        let old = Pair::new(&text.write(), &after.write());
        let mut longer = after;
        longer.sections.push(unrelated(0));
        let new = Pair::new(&text.write(), &longer.write());
        holds(invariant::check(&new))?;
        prop_assert_eq!(links(&old.comparison), links(&new.comparison));
    }

    #[test]
    fn texts_without_a_word_in_common_have_no_continuity(text in unique_text(3)) {
        let sections = (0..3).map(unrelated).collect();
        let pair = Pair::new(&text.write(), &Text { sections, ..Text::default() }.write());
        holds(invariant::check(&pair))?;
        prop_assert_eq!(pair.comparison.summary.continuity, 0.0);
        let back = compare(&pair.after, &pair.before, &CompareOptions::default());
        prop_assert_eq!(back.summary.continuity, 0.0);
    }

    #[test]
    fn what_is_taken_away_comes_back_in_reverse((text, keep) in some_kept(6)) {
        // Where the pairs are beyond doubt, retention one way is heritage the other way, to the last digit.
        let pair = Pair::new(&text.write(), &kept(&text, &keep).write());
        let back = compare(&pair.after, &pair.before, &CompareOptions::default()).summary;
        let there = &pair.comparison.summary;
        prop_assert_eq!(there.continuity, back.continuity);
        prop_assert_eq!(there.profile.retention, back.profile.heritage);
        prop_assert_eq!(there.profile.heritage, back.profile.retention);
        prop_assert_eq!(there.words.deleted, back.words.inserted);
    }
}

#[test]
fn other_comparisons_leave_no_trace() {
    let (x, y) = (include_str!("../../corpus/render/before.md"), include_str!("../../corpus/render/after.md"));
    let first = Pair::new(x, y);
    let _ = Pair::new(&Text { sections: vec![unrelated(1)], ..Text::default() }.write(), x);
    assert_eq!(first.comparison, compare(&first.before, &first.after, &CompareOptions::default()));
}

/// Every pair `DIR/*/{old.md,new.md}` of the folder in `NOWELA_PAIRS`.
#[test]
#[ignore = "needs pairs of real documents: NOWELA_PAIRS"]
#[expect(clippy::disallowed_methods, reason = "the folder is named on the command line")]
fn pairs_of_real_documents_are_told_whole() {
    let folder = std::env::var_os("NOWELA_PAIRS").expect("NOWELA_PAIRS names a folder");
    let mut paths: Vec<_> = Path::new(&folder)
        .read_dir()
        .expect("the folder is readable")
        .map(|entry| entry.expect("the entry is readable").path())
        .filter(|path| path.join("old.md").is_file())
        .collect();
    paths.sort();
    assert!(!paths.is_empty());
    let mut wrong = Vec::new();
    for path in &paths {
        let read = |name: &str| std::fs::read_to_string(path.join(name)).expect("the text is readable");
        let (old, new) = (read("old.md"), read("new.md"));
        let pair = Pair::new(&old, &new);
        let again = compare(&markdown::read(old.clone()), &markdown::read(new), &CompareOptions::default());
        let repeated = if again == pair.comparison { Ok(()) } else { Err("another result the second time".to_owned()) };
        let itself = Pair::new(&old, &old);
        let back = reverse(&pair).and_then(|back| {
            let (there, here) = (pair.comparison.summary.continuity, back.summary.continuity);
            // Ties fall another way in reverse: .02 is the most that was seen, on a text that was rewritten as a whole.
            let near = (there - here).abs() < 0.03;
            if near { Ok(()) } else { Err(format!("continuity {there}, but {here} in reverse")) }
        });
        let checks = [invariant::check(&pair), repeated, back, invariant::check(&itself), same(&itself)];
        for message in checks.into_iter().filter_map(Result::err) {
            let message: String = message.chars().take(600).collect();
            wrong.push(format!("{}: {message}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{} of {} pairs:\n{}", wrong.len(), paths.len(), wrong.join("\n"));
}
