//! The wording is complete in both languages, with right plurals, numbers and dates.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use nowela::document::RemarkKind;
use nowela::locale::{Language, Locale, Value};

/// The messages of a language, each with the placeables it uses.
fn messages(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let mut messages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for source in language.sources() {
        let mut current = String::new();
        for line in source.lines() {
            let key = line.split(" =").next().unwrap_or_default();
            if line.starts_with(|first: char| first.is_ascii_lowercase()) {
                current = key.to_owned();
                assert!(messages.insert(current.clone(), BTreeSet::new()).is_none(), "{current} is defined twice");
            }
            for placeable in line.split('$').skip(1) {
                let name: String =
                    placeable.chars().take_while(|it| it.is_ascii_alphanumeric() || *it == '-').collect();
                messages.get_mut(&current).expect("a placeable stands in a message").insert(name);
            }
        }
    }
    messages
}

#[test]
fn both_languages_have_the_same_messages_with_the_same_placeables() {
    let (polish, english) = (messages(Language::Polish), messages(Language::English));
    assert!(polish.len() > 80);
    assert_eq!(polish, english);
}

#[test]
fn every_message_that_the_source_names_exists() {
    let known = messages(Language::Polish);
    let mut named = 0;
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("the source is there") {
            let path = entry.expect("the source can be listed").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let source = std::fs::read_to_string(&path).expect("the source can be read");
                for key in source.split(".text(\"").skip(1).filter_map(|rest| rest.split('"').next()) {
                    assert!(known.contains_key(key), "{}: {key} has no wording", path.display());
                    named += 1;
                }
            }
        }
    }
    assert!(named > 10, "the search finds nothing any more");
}

#[test]
fn every_rule_and_every_weight_has_a_wording() {
    use nowela::compare::{Rule, Weight};
    use nowela::render::view::WeightView;
    for language in [Language::Polish, Language::English] {
        let locale = Locale::new(language);
        let rules = Rule::ALL.iter().map(|rule| format!("rule-{}", rule.code()));
        let weights = Weight::ALL.map(|weight| format!("weight-{}", WeightView::from(weight).code()));
        for key in rules.chain(weights) {
            assert_ne!(locale.text(&key, &[]), key);
        }
    }
}

#[test]
fn every_remark_has_a_wording() {
    let text = || "x".to_owned();
    let remarks = [
        RemarkKind::Converted { encoding: text() },
        RemarkKind::ByteOrderMark,
        RemarkKind::LineEnds { lines: 2 },
        RemarkKind::ReplacementCharacter { count: 5 },
        RemarkKind::Composed { words: 1 },
        RemarkKind::Hidden { count: 2, which: text() },
        RemarkKind::MixedScripts { count: 5, word: text(), letters: text() },
        RemarkKind::FrontMatter { message: text() },
        RemarkKind::ContentsSetAside { lines: 22 },
        RemarkKind::LevelSkipped { level: 4, parent: 2 },
        RemarkKind::TooDeep { cap: 32 },
        RemarkKind::Footnote { name: text(), defined: true },
        RemarkKind::Footnote { name: text(), defined: false },
        RemarkKind::Coarse { stage: "redline", count: 1 },
        RemarkKind::Coarse { stage: "alignment", count: 2 },
        RemarkKind::Coarse { stage: "table", count: 5 },
        RemarkKind::Coarse { stage: "flow", count: 12 },
    ];
    for language in [Language::Polish, Language::English] {
        let locale = Locale::new(language);
        let worded: BTreeSet<String> =
            remarks.iter().map(|remark| locale.remark(remark.code(), &remark.details())).collect();
        assert_eq!(worded.len(), remarks.len(), "{worded:#?}");
        assert!(worded.iter().all(|text| !text.starts_with("remark-")), "{worded:#?}");
    }
}

#[test]
fn plurals_are_right() {
    let locale = Locale::new(Language::Polish);
    let sections = |count| locale.text("unchanged-count", &[("count", Value::Count(count))]);
    assert_eq!(sections(1), "1 sekcja bez zmian");
    assert_eq!(sections(3), "3 sekcje bez zmian");
    assert_eq!(sections(5), "5 sekcji bez zmian");
    assert_eq!(sections(12), "12 sekcji bez zmian");
    assert_eq!(sections(22), "22 sekcje bez zmian");
    assert_eq!(sections(12_345), "12\u{a0}345 sekcji bez zmian");
    let english = Locale::new(Language::English);
    assert_eq!(english.text("unchanged-count", &[("count", Value::Count(1))]), "1 section unchanged");
    assert_eq!(english.text("unchanged-count", &[("count", Value::Count(12_345))]), "12,345 sections unchanged");
}

#[test]
fn numbers_and_dates_are_those_of_the_language() {
    let (polish, english) = (Locale::new(Language::Polish), Locale::new(Language::English));
    assert_eq!(polish.date("2021-03-16"), "16\u{a0}marca\u{a0}2021\u{a0}r.");
    assert_eq!(english.date("2021-03-16"), "16\u{a0}March\u{a0}2021");
    assert_eq!(polish.date("wiosna 2021"), "wiosna 2021");
    assert_eq!(polish.date("2021-13-16"), "2021-13-16");
    assert_eq!(polish.percent(0.871), "87,1%");
    assert_eq!(english.percent(0.871), "87.1%");
    assert_eq!((polish.percent(0.99999), polish.percent(1.0)), ("99,9%".to_owned(), "100%".to_owned()));
    assert_eq!((polish.percent(0.00001), polish.percent(0.0)), ("0,1%".to_owned(), "0%".to_owned()));
    assert_eq!((polish.count(1234), polish.count(1_234_567)), ("1234".to_owned(), "1\u{a0}234\u{a0}567".to_owned()));
}
