//! What people decided is obeyed, whatever it is, and what they can't have meant is told.

use nowela::compare::{CompareOptions, Comparison, Ground, LinkKind, Structure, compare, contradictions};
use nowela::document::{Anchor, Decision, Document, RemarkKind, Ruling, Side, Weight, markdown};
use proptest::prelude::*;

use super::text::revision;
use super::{Pair, invariant};

const BEFORE: &str = "# Strategia\n\n## 1. Diagnoza\n\nMazowsze wydaje na badania i rozwój najwięcej w kraju, lecz nakłady firm \
    skupiają się w stolicy.\n\n## 2. Współpraca\n\nUczelnie i przedsiębiorstwa prowadzą wspólne laboratoria. Wyniki prac trafiają do \
    małych firm w całym regionie.\n\n## 3. Wdrażanie\n\nZarząd co roku przyjmuje sprawozdanie z realizacji strategii.\n\n## 4. Słownik\n\n\
    Ekosystem innowacji to podmioty i więzi między nimi.\n";

const AFTER: &str = "# Strategia\n\n## 1. Diagnoza\n\nMazowsze wydaje na badania i rozwój najwięcej w kraju, lecz nakłady firm \
    skupiają się w stolicy.\n\n## 2. Laboratoria\n\nUczelnie i przedsiębiorstwa prowadzą wspólne laboratoria.\n\n## 3. Upowszechnianie\n\n\
    Wyniki prac trafiają do małych firm w całym regionie.\n\n## 4. System monitorowania\n\nWskaźniki bada się dwa razy w roku.\n\n\
    ## 5. Słownik\n\nEkosystem innowacji to podmioty i więzi między nimi.\n";

fn at(document: &Document, heading: &str) -> usize {
    let found = document.sections.iter().position(|section| section.heading == heading);
    found.unwrap_or_else(|| panic!("no {heading}"))
}

fn decision(texts: &[Document; 2], ruling: Ruling, before: &[usize], after: &[usize]) -> Decision {
    let anchors = |side: usize, sections: &[usize]| {
        sections.iter().map(|at| Anchor::of(&texts[side], *at, if side == 0 { "1f" } else { "2e" })).collect()
    };
    Decision {
        ruling,
        before: anchors(0, before),
        after: anchors(1, after),
        because: None,
        evidence: Vec::new(),
        by: "Anna Nowak".to_owned(),
        date: "2026-03-12".to_owned(),
        line: None,
    }
}

fn texts() -> [Document; 2] {
    [BEFORE, AFTER].map(|text| markdown::read(text.to_owned()))
}

fn named(texts: &[Document; 2], ruling: Ruling, before: &[&str], after: &[&str]) -> Decision {
    let side = |side: usize, names: &[&str]| names.iter().map(|name| at(&texts[side], name)).collect::<Vec<_>>();
    decision(texts, ruling, &side(0, before), &side(1, after))
}

/// The comparison, its invariants checked.
fn compared(texts: &[Document; 2], decisions: &[Decision]) -> Comparison {
    let [before, after] = texts.clone();
    let comparison = compare(&before, &after, &CompareOptions { decisions, ..CompareOptions::default() });
    let pair = Pair { before, after, comparison };
    invariant::check(&pair).expect("the invariants hold whatever people decide");
    pair.comparison
}

fn links(comparison: &Comparison, texts: &[Document; 2], heading: &str) -> Vec<(String, String, LinkKind)> {
    let entry = comparison.entries.iter().find(|entry| {
        let has =
            |side: usize, sections: &[usize]| sections.iter().any(|at| texts[side].sections[*at].heading == heading);
        has(0, &entry.before) || has(1, &entry.after)
    });
    let name = |side: usize, at: usize| texts[side].sections[at].heading.clone();
    let links = &entry.expect("every section stands in an entry").links;
    links.iter().map(|link| (name(0, link.before), name(1, link.after), link.kind)).collect()
}

fn link(before: &str, after: &str, kind: LinkKind) -> (String, String, LinkKind) {
    (before.to_owned(), after.to_owned(), kind)
}

fn codes(comparison: &Comparison) -> Vec<&'static str> {
    comparison.remarks.iter().map(|remark| remark.kind.code()).collect()
}

#[test]
fn a_pair_that_nobody_would_guess_is_forced() {
    let texts = texts();
    let heading = "3. Upowszechnianie";
    let guessed = links(&compared(&texts, &[]), &texts, heading);
    assert!(guessed.iter().all(|it| it.0 != "3. Wdrażanie"), "{guessed:?}");
    let same = named(&texts, Ruling::Same, &["3. Wdrażanie"], &[heading]);
    let comparison = compared(&texts, std::slice::from_ref(&same));
    assert_eq!(links(&comparison, &texts, heading), [link("3. Wdrażanie", heading, LinkKind::Identity)]);
    let entry = comparison.entries.iter().find(|entry| !entry.decisions.is_empty()).expect("it is told");
    assert_eq!((entry.matched_by, &entry.decisions), (Some(Ground::Person), &vec![same]));
    assert_eq!(entry.structure, [Structure::Edited, Structure::Retitled]);
}

#[test]
fn a_pair_that_is_forbidden_is_not_even_linked() {
    let texts = texts();
    for (before, after) in [("4. Słownik", "5. Słownik"), ("1. Diagnoza", "1. Diagnoza"), ("Strategia", "Strategia")]
    {
        let comparison = compared(&texts, &[named(&texts, Ruling::Different, &[before], &[after])]);
        assert!(!links(&comparison, &texts, before).contains(&link(before, after, LinkKind::Identity)), "{before}");
        let told = comparison.entries.iter().filter(|entry| !entry.decisions.is_empty()).count();
        assert_eq!(told, 2, "at both sections");
    }
}

#[test]
fn a_split_is_what_the_person_says() {
    let texts = texts();
    let split = named(&texts, Ruling::Split, &["2. Współpraca"], &["3. Upowszechnianie", "2. Laboratoria"]);
    let comparison = compared(&texts, &[split]);
    let expected = [
        link("2. Współpraca", "2. Laboratoria", LinkKind::Split),
        link("2. Współpraca", "3. Upowszechnianie", LinkKind::Identity),
    ];
    assert_eq!(links(&comparison, &texts, "2. Współpraca"), expected, "the first one named keeps the identity");
    // Also into sections that share no word with it.
    let split = named(&texts, Ruling::Split, &["3. Wdrażanie"], &["4. System monitorowania", "2. Laboratoria"]);
    let kinds: Vec<LinkKind> =
        links(&compared(&texts, &[split]), &texts, "3. Wdrażanie").iter().map(|it| it.2).collect();
    assert_eq!(kinds, [LinkKind::Split, LinkKind::Identity]);
}

#[test]
fn a_merge_is_what_the_person_says() {
    let [before, after] = texts();
    let texts = [after, before];
    let merged = named(&texts, Ruling::Merged, &["3. Upowszechnianie", "2. Laboratoria"], &["2. Współpraca"]);
    let expected = [
        link("2. Laboratoria", "2. Współpraca", LinkKind::Merged),
        link("3. Upowszechnianie", "2. Współpraca", LinkKind::Identity),
    ];
    assert_eq!(links(&compared(&texts, &[merged]), &texts, "2. Współpraca"), expected);
}

#[test]
fn of_two_that_contradict_each_other_the_later_one_holds() {
    let texts = texts();
    let at = |line, decision: Decision| Decision { line: Some(line), ..decision };
    let glossary = |ruling| named(&texts, ruling, &["4. Słownik"], &["5. Słownik"]);
    let elsewhere = named(&texts, Ruling::Same, &["4. Słownik"], &["3. Upowszechnianie"]);
    let editorial = glossary(Ruling::Weight(Weight::Editorial));
    let cases = [
        vec![at(3, glossary(Ruling::Same)), at(9, glossary(Ruling::Different))],
        vec![at(3, glossary(Ruling::Different)), at(9, glossary(Ruling::Same))],
        vec![at(3, glossary(Ruling::Same)), at(9, elsewhere)],
        vec![
            at(3, named(&texts, Ruling::Merged, &["3. Wdrażanie", "4. Słownik"], &["5. Słownik"])),
            at(9, glossary(Ruling::Same)),
        ],
        vec![at(3, editorial.clone()), at(9, glossary(Ruling::Weight(Weight::Substantive)))],
    ];
    for decisions in cases {
        let comparison = compared(&texts, &decisions);
        let told: Vec<&RemarkKind> = comparison.remarks.iter().map(|remark| &remark.kind).collect();
        assert_eq!(told, [&RemarkKind::DecisionContradicted { line: 3, other: 9 }]);
        assert!(comparison.entries.iter().flat_map(|entry| &entry.decisions).all(|it| it.line == Some(9)));
        assert_eq!(contradictions(&texts[0], &texts[1], &decisions), [(0, 1)]);
    }
    let twice = [at(3, glossary(Ruling::Same)), at(9, glossary(Ruling::Same)), at(12, glossary(Ruling::Reason))];
    assert_eq!(codes(&compared(&texts, &twice)), [""; 0], "what is said twice is no contradiction");
}

#[test]
fn decisions_outlive_what_happens_to_their_sections() {
    let [before, after] = texts();
    let pair = [before.clone(), after];
    let same = named(&pair, Ruling::Same, &["3. Wdrażanie"], &["4. System monitorowania"]);
    let later = |edit: &dyn Fn(String) -> String| [before.clone(), markdown::read(edit(AFTER.to_owned()))];
    let edited = later(&|text| text.replace("dwa razy", "cztery razy").replace("## 4.", "## 6."));
    let heading = "6. System monitorowania";
    let comparison = compared(&edited, std::slice::from_ref(&same));
    assert_eq!(links(&comparison, &edited, heading), [link("3. Wdrażanie", heading, LinkKind::Identity)]);
    let retitled = later(&|text| text.replace("System monitorowania", "Ewaluacja").replace("dwa razy", "cztery razy"));
    let comparison = compared(&retitled, &[Decision { line: Some(7), ..same }]);
    let section = "4. System monitorowania".to_owned();
    let told: Vec<RemarkKind> = comparison.remarks.into_iter().map(|remark| remark.kind).collect();
    assert_eq!(told, [RemarkKind::DecisionLost { line: 7, side: Side::After, section }]);
}

#[test]
fn a_weight_holds_for_the_change_that_was_weighed() {
    let [before, after] = texts();
    let pair = [before.clone(), after];
    let weight = named(&pair, Ruling::Weight(Weight::Editorial), &["2. Współpraca"], &["2. Laboratoria"]);
    let told = |texts: &[Document; 2], decisions: &[Decision]| {
        let comparison = compared(texts, decisions);
        let decided = comparison.entries.iter().map(|entry| entry.decisions.len()).sum::<usize>();
        (decided, codes(&comparison))
    };
    assert_eq!(told(&pair, std::slice::from_ref(&weight)), (1, vec![]));
    let edited = [before.clone(), markdown::read(AFTER.replace("wspólne", "nowoczesne"))];
    assert_eq!(told(&edited, std::slice::from_ref(&weight)), (0, vec!["decision-outdated"]));
    let unlinked = named(&pair, Ruling::Weight(Weight::Editorial), &["1. Diagnoza"], &["2. Laboratoria"]);
    assert_eq!(told(&pair, &[unlinked]), (0, vec!["decision-unlinked"]));
    let added = named(&pair, Ruling::Weight(Weight::Editorial), &[], &["2. Laboratoria"]);
    assert_eq!(told(&pair, &[added]), (0, vec!["decision-unlinked"]), "it is not an added section");
}

/// Decisions about sections that are named at random, one after the other.
fn picks() -> impl Strategy<Value = Vec<(u8, [prop::sample::Index; 4])>> {
    proptest::collection::vec((0u8..6, any::<[prop::sample::Index; 4]>()), 1..6)
}

fn picked(texts: &[Document; 2], picks: &[(u8, [prop::sample::Index; 4])]) -> Vec<Decision> {
    let headed = texts.iter().all(|text| text.sections.len() > 1);
    let section = |side: usize, pick: &prop::sample::Index| 1 + pick.index(texts[side].sections.len() - 1);
    let several = |side: usize, picks: [&prop::sample::Index; 2]| {
        let mut found = picks.map(|pick| section(side, pick)).to_vec();
        found.dedup();
        found
    };
    let of = |(ruling, [a, b, c, d]): &(u8, [prop::sample::Index; 4])| {
        let (one, other) = (vec![section(0, a)], vec![section(1, c)]);
        let (ruling, before, after) = match ruling {
            0 => (Ruling::Same, one, other),
            1 => (Ruling::Different, one, other),
            2 => (Ruling::Split, one, several(1, [c, d])),
            3 => (Ruling::Merged, several(0, [a, b]), other),
            4 => (Ruling::Weight(Weight::Editorial), one, other),
            _ => (Ruling::Reason, one, other),
        };
        decision(texts, ruling, &before, &after)
    };
    if headed { picks.iter().map(of).filter(Decision::is_whole).collect() } else { Vec::new() }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_people_decide_is_obeyed_and_loses_nothing((before, after) in revision(), picks in picks()) {
        let texts = [before, after].map(|text| markdown::read(text.write()));
        let decisions = picked(&texts, &picks);
        let comparison = compared(&texts, &decisions);
        let overruled: Vec<usize> = contradictions(&texts[0], &texts[1], &decisions).iter().map(|it| it.0).collect();
        let all: Vec<_> = comparison.entries.iter().flat_map(|entry| &entry.links).collect();
        for (number, decision) in decisions.iter().enumerate().filter(|(number, _)| !overruled.contains(number)) {
            let find = |side: usize, anchor: &Anchor| {
                let directory = nowela::document::decision::Directory::new(&texts[side]);
                directory.find(anchor).section()
            };
            let sections = |side: usize, anchors: &[Anchor]| -> Option<Vec<usize>> {
                anchors.iter().map(|anchor| find(side, anchor)).collect()
            };
            // Those that are alike in all can't be told apart in every text; that is told.
            let Some((before, after)) = sections(0, &decision.before).zip(sections(1, &decision.after)) else { continue };
            let pairs: Vec<(usize, usize)> = before.iter().flat_map(|s| after.iter().map(move |t| (*s, *t))).collect();
            let kinds: Vec<Option<LinkKind>> = pairs
                .iter()
                .map(|pair| all.iter().find(|link| (link.before, link.after) == *pair).map(|link| link.kind))
                .collect();
            let part = if decision.ruling == Ruling::Split { LinkKind::Split } else { LinkKind::Merged };
            match decision.ruling {
                Ruling::Same => prop_assert_eq!(kinds, [Some(LinkKind::Identity)]),
                Ruling::Different => prop_assert_eq!(kinds, [None]),
                Ruling::Split | Ruling::Merged => {
                    prop_assert_eq!(kinds[0], Some(LinkKind::Identity));
                    prop_assert!(kinds[1..].iter().all(|kind| *kind == Some(part)), "{} {:?}", number, kinds);
                }
                Ruling::Weight(_) | Ruling::Reason => {}
            }
        }
    }
}
