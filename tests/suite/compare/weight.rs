//! What changes weigh: in titles, tables, references and moved text; the labelled edits are tried beside the rules.

use nowela::compare::{Comparison, Rule, Weight, compare};
use nowela::document::markdown;

fn compared(before: &str, after: &str) -> Comparison {
    compare(&markdown::read(before.to_owned()), &markdown::read(after.to_owned()), &Default::default())
}

/// The weight of the entry with this section of the later text, with all reasons in it.
fn told(comparison: &Comparison, section: usize) -> (Option<Weight>, Vec<String>) {
    let entry = comparison.entries.iter().find(|entry| entry.after.contains(&section)).expect("it is there");
    let blocks = entry.blocks.iter().flat_map(|block| &block.reasons);
    (entry.weight, entry.reasons.iter().chain(blocks).map(ToString::to_string).collect())
}

#[test]
fn a_title_weighs_like_a_text() {
    let text = "Plan działań na rzecz rozwoju regionu przyjmuje się raz na cztery lata po konsultacjach.";
    let weight =
        |old: &str, new: &str| told(&compared(&format!("# {old}\n\n{text}\n"), &format!("# {new}\n\n{text}\n")), 1);
    let body = weight("Zadania Zarządu Województwa", "Zadania Sejmiku Województwa");
    assert_eq!(body, (Some(Weight::Substantive), vec!["name Zarządu → Sejmiku".to_owned()]));
    let typo = weight("Rozwój przedsiebiorczości", "Rozwój przedsiębiorczości");
    assert_eq!(typo.0, Some(Weight::Editorial), "{typo:?}");
    let number = weight("1. Wstęp", "2. Wstęp");
    assert_eq!(number, (None, Vec::new()), "a number in front of a title is structure");
}

#[test]
fn a_cell_weighs_like_a_text() {
    let table = |unit: &str, target: &str| {
        format!(
            "# W\n\n| Wskaźnik | Jednostka | Cel |\n|---|---|---|\n| Nakłady | {unit} | {target} |\n| Firmy | szt. | 40 |\n"
        )
    };
    let weight = |unit: &str, target: &str| told(&compared(&table("mln zł", "1,85"), &table(unit, target)), 1);
    assert_eq!(weight("mln zł", "2,1"), (Some(Weight::Substantive), vec!["number 1,85 → 2,1".to_owned()]));
    assert_eq!(weight("**mln zł**", "1,85").0, Some(Weight::Technical));
    let row = compared(&table("zł", "2"), &format!("{}| Patenty | szt. | 7 |\n", table("zł", "2")));
    assert_eq!(told(&row, 1), (Some(Weight::Substantive), vec!["added + Patenty | szt. | 7".to_owned()]));
}

#[test]
fn what_only_moved_weighs_nothing() {
    let moved = "Dane zebrano w przedsiębiorstwach, uczelniach, szpitalach i instytutach całego województwa metodą pogłębionych wywiadów z ich kierownictwem.";
    let with = |left: &str, came: &str| {
        format!(
            "# Diagnoza\n\nRegion ma silne uczelnie, które od lat współpracują z przemysłem maszynowym.\n\n{left}# \
             Cele\n\nCelem jest wzrost nakładów na badania prowadzone w firmach rodzinnych.\n\n# Wdrażanie\n\nRada \
             opiniuje programy, plany i sprawozdania, zanim trafią one pod obrady.\n\n{came}"
        )
    };
    let before = with(&format!("{moved}\n\n"), "");
    let after = |moved: &str| with("", &format!("{moved}\n"));
    let still = compared(&before, &after(moved));
    assert_eq!(still.moves.len(), 1, "it moved");
    assert_eq!((told(&still, 1).0, told(&still, 3).0, still.summary.weights), (None, None, [0; 4]));
    let edited = compared(&before, &after(&moved.replace("wywiadów", "obserwacji i pomiarów")));
    assert_eq!((told(&edited, 1).0, told(&edited, 3).0), (None, Some(Weight::Unassessed)));
}

#[test]
fn a_reference_that_followed_is_editorial() {
    let text = |number: &str, inserted: &str| {
        format!(
            "# 1. Wstęp\n\nCele opisano w rozdziale {number}, a źródła danych podaje załącznik.\n\n{inserted}# {number}. Cele\n\n\
             Celem jest wzrost innowacyjności przedsiębiorstw działających w regionie.\n"
        )
    };
    let inserted = "# 2. Diagnoza\n\nOceniono potencjał nauki, kapitał ludzki i dostęp do finansowania.\n\n";
    let followed = told(&compared(&text("2", ""), &text("3", inserted)), 1);
    assert_eq!(followed.0, Some(Weight::Editorial), "{followed:?}");
    let elsewhere = text("3", inserted).replace("rozdziale 3", "rozdziale 2");
    let stale = told(&compared(&text("2", ""), &elsewhere), 1);
    assert_eq!(stale, (None, Vec::new()), "nothing changed there; that it is stale, a remark says");
    let retargeted = text("2", "").replace("rozdziale 2", "rozdziale 1");
    let retargeted = told(&compared(&text("2", ""), &retargeted), 1);
    assert_eq!(retargeted.0, Some(Weight::Substantive), "{retargeted:?}");
}

#[test]
fn paragraphs_that_were_parted_are_laid_out_otherwise() {
    let comparison = compared(
        "# A\n\nRegion ma silne uczelnie. Brakuje jednak współpracy nauki z firmami.\n",
        "# A\n\nRegion ma silne uczelnie.\n\nBrakuje jednak współpracy nauki z firmami.\n",
    );
    assert_eq!(told(&comparison, 1), (Some(Weight::Technical), vec![Rule::Layout.code().to_owned()]));
    assert_eq!(comparison.summary.weights, [1, 0, 0, 0]);
}

#[test]
fn editorial_changes_are_no_break_of_substance() {
    let comparison = compared(
        "# A\n\nRozwój przedsiebiorczości w regionie postępuje, a nakłady wyniosły 2,5% PKB.\n",
        "# A\n\nRozwój przedsiębiorczości w regionie postępuje, a nakłady wyniosły 3,1% PKB.\n",
    );
    let summary = comparison.summary;
    // Two of ten words changed on each side; one of them was only spelt otherwise.
    assert_eq!((summary.words_before, summary.words.deleted), (10, 2));
    assert!((summary.continuity - 0.8).abs() < 1e-9, "{summary:?}");
    assert!((summary.profile.substantive - 0.9).abs() < 1e-9, "{summary:?}");
}

#[test]
fn english_is_read_as_english() {
    for (before, after, weight) in [
        ("The board must report to the council.", "The board may report to the council.", Weight::Substantive),
        ("The board reports to the council.", "The board does not report to the council.", Weight::Substantive),
        (
            "The partners submit the report by 1 May 2026.",
            "The partners submit the report by 1 June 2026.",
            Weight::Substantive,
        ),
        ("The results of the survey is clear.", "The results of the survey are clear.", Weight::Editorial),
        (
            "The budget is EUR 1.5 million for the region.",
            "The budget is EUR 1,500,000 for the region.",
            Weight::Editorial,
        ),
        (
            "The goal is to foster the growth of firms.",
            "The goal is to enable the growth of firms.",
            Weight::Unassessed,
        ),
    ] {
        let told = told(&compared(&format!("# A\n\n{before}\n"), &format!("# A\n\n{after}\n")), 1);
        assert_eq!(told.0, Some(weight), "{before} {after} {told:?}");
    }
}
