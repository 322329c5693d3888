//! The document room: labels, titles, tables of contents and the wording of remarks, on cases that anyone can read.

use nowela::document::label::{self, Ordinal};
use proptest::prelude::*;

/// The rows of all tables of a Markdown file, header rows left out, cells trimmed.
fn rows(source: &str) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for line in source.lines().filter(|line| line.starts_with('|')) {
        let cells: Vec<String> =
            line.trim_matches('|').split('|').map(|cell| cell.trim().replace('␣', "\u{a0}")).collect();
        if cells.iter().all(|cell| cell.chars().all(|c| c == '-')) {
            rows.pop();
        } else {
            rows.push(cells);
        }
    }
    rows
}

#[test]
fn headings_fall_into_labels_and_title() {
    let rows = rows(include_str!("../corpus/document/labels.md"));
    assert!(rows.len() > 180, "only {} rows were read", rows.len());
    let mut wrong = Vec::new();
    for row in &rows {
        let [heading, labels, title, _why] = row.as_slice() else { panic!("not four cells: {row:?}") };
        let (found, left) = label::split_labels(heading);
        let texts: Vec<&str> = found.iter().map(|label| label.text.as_str()).collect();
        if texts.join(" · ") != *labels || left != title {
            wrong.push(format!("{heading:?}: {texts:?} + {left:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} rows:\n{}", wrong.len(), wrong.join("\n"));
}

/// The one label of a heading, as its word and its path ("2a" for a number with a suffix).
fn word_and_path(heading: &str) -> (String, Vec<String>) {
    let (labels, _) = label::split_labels(heading);
    let [label] = labels.as_slice() else { panic!("{heading}: {labels:?}") };
    let written = |part: &Ordinal| format!("{}{}", part.value, part.suffix);
    (label.word.clone(), label.path.iter().map(written).collect())
}

#[test]
fn labels_have_a_basic_form_and_values() {
    let cases: [(&str, &str, &[&str]); 27] = [
        ("2.4. Uwarunkowania", "", &["2", "4"]),
        ("II. Diagnoza", "", &["2"]),
        ("II.1.2 Diagnoza", "", &["2", "1", "2"]),
        ("b) zakres", "", &["2"]),
        ("C. Zasoby", "", &["3"]),
        ("V. Zasoby", "", &["5"]),
        ("12bis Objet", "", &["12bis"]),
        ("Art. 12a.", "art.", &["12a"]),
        ("ARTYKUŁ 12A", "art.", &["12a"]),
        ("§ 5.", "§", &["5"]),
        ("ROZDZIAŁ I", "rozdział", &["1"]),
        ("Rozdz. 2", "rozdział", &["2"]),
        ("Roz\u{ad}dział 2", "rozdział", &["2"]),
        ("Cze\u{328}s\u{301}c\u{301} II", "część", &["2"]),
        ("Cel\u{a0}Strategiczny IV", "cel strategiczny", &["4"]),
        ("oś priorytetowa XI", "oś priorytetowa", &["11"]),
        ("Oś II", "oś priorytetowa", &["2"]),
        ("Załącznik nr 3", "załącznik", &["3"]),
        ("Część druga", "część", &["2"]),
        ("CHAPITRE Ier", "chapitre", &["1"]),
        ("Titre IIe", "titre", &["2"]),
        ("Titre II bis", "titre", &["2bis"]),
        ("Article 1er", "article", &["1"]),
        ("Article L. 12-3", "article", &["12", "12", "3"]),
        ("Article LO123", "article", &["12o", "123"]),
        ("Article R*122-5-1", "article", &["18*", "122", "5", "1"]),
        ("Art. 23¹", "art.", &["23¹"]),
    ];
    for (heading, word, path) in cases {
        let (found_word, found_path) = word_and_path(heading);
        assert_eq!(
            (found_word.as_str(), found_path),
            (word, path.iter().map(|s| (*s).to_owned()).collect()),
            "{heading}"
        );
    }
}

#[test]
fn captions_are_told_from_sections() {
    let captions = [
        "Tabela 1. Wskaźniki",
        "Tabela nr 2: Wskaźniki",
        "TABELA 3",
        "Tab. 4. Nakłady",
        "Rysunek 1. Schemat",
        "Rys. 2",
        "Wykres 1 Nakłady na B+R",
        "Mapa 1. Gminy",
        "Schemat IV. Zarządzanie",
        "Źródło: GUS",
        "ŹRÓDŁO : GUS",
        "Table 1: Indicators",
        "Figure 2.1. Model",
        "Fig. 3 – Model",
        "Source: Eurostat",
        "Wykres A.1. Nakłady",
    ];
    let sections = [
        "Mapa drogowa 2030",
        "Mapa 2030",
        "Tabela wskaźników",
        "Tabela 1 przedstawia wskaźniki",
        "Table of contents",
        "Źródło danych",
        "Źródła finansowania",
        "Figure 2 shows",
        "Wykaz tabel",
        "Rozdział 1",
        "1. Tabela",
        "",
        "Schemat wdrażania I etapu",
    ];
    for text in captions {
        assert!(label::is_caption(text), "{text}");
        assert_eq!(label::split_labels(text).0, [], "{text}");
    }
    for text in sections {
        assert!(!label::is_caption(text), "{text}");
    }
}

#[test]
fn titles_that_look_alike_fold_alike() {
    let alike = [
        ("ŚRODOWISKOWY WYMIAR RIS", "Środowiskowy wymiar RIS"),
        ("Inno\u{ad}wacje  i\u{a0}rozwój", "Innowacje i rozwój"),
        ("„Dobra” praktyka", "\"Dobra\" praktyka"),
        ("Społeczno–gospodarcza", "społeczno-gospodarcza"),
        ("Ro\u{301}z\u{307}ne", "Różne"),
        ("  Wstęp\n", "WSTĘP"),
        ("l’État", "L'ÉTAT"),
        ("Straße", "STRASSE"),
    ];
    for (one, other) in alike {
        assert_eq!(label::fold(one), label::fold(other));
    }
    assert_ne!(label::fold("Wizja"), label::fold("Misja"));
    assert_ne!(label::fold("Lodz"), label::fold("Łódź"), "diacritics are kept");
}

/// Headings that are made of what labels are made of, so that the rules meet in every order.
fn heading() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "1",
        "2.4",
        "12a",
        "bis",
        "II",
        "IV",
        "I",
        "i",
        "a",
        "A",
        "L.",
        "§",
        "Art.",
        "Rozdział",
        "CEL",
        "STRATEGICZNY",
        "Cel",
        "Załącznik",
        "nr",
        "Article",
        "Livre",
        "Ier",
        "Część",
        "pierwsza",
        "Oś",
        "priorytetowa",
        "Diagnoza",
        "WZROST",
        "i",
        "oraz",
        "stycznia",
        "2020",
        "r.",
        "%",
        ".",
        ":",
        "-",
        "–",
        ")",
        "(",
        ",",
        "\u{a0}",
        " ",
        " ",
        " ",
        "\u{ad}",
        "\u{301}",
        "¹",
        "„",
        "ł",
    ]);
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

fn check_split(heading: &str) -> Result<(), TestCaseError> {
    let (labels, title) = label::split_labels(heading);
    prop_assert!(heading.trim().ends_with(title));
    prop_assert_eq!(title, title.trim());
    for label in &labels {
        prop_assert!(!label.text.is_empty() && !label.path.is_empty() && label.path.len() <= 9);
        prop_assert!(!label.text.ends_with(['.', ':', ')']), "{:?}", label.text);
        prop_assert!(!label.text.contains("  ") && !label.text.contains(char::is_control));
    }
    // A number alone may stand behind the last label; a marker word with its number may not.
    let (again, _) = label::split_labels(title);
    prop_assert!(again.first().is_none_or(|label| label.word.is_empty()), "{title:?} still has {again:?}");
    if labels.is_empty() {
        prop_assert_eq!(title, heading.trim());
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_text_splits_into_labels_and_its_own_end(heading in ".*") {
        check_split(&heading)?;
    }

    #[test]
    fn anything_like_a_label_splits_into_labels_and_its_own_end(heading in heading()) {
        check_split(&heading)?;
    }

    #[test]
    fn a_decimal_number_is_read_back(path in prop::collection::vec(1u32..40, 1..5), title in "[A-ZŁŚ][a-zółęą]{9,20}") {
        let number: Vec<String> = path.iter().map(u32::to_string).collect();
        let heading = format!("{}. {title}", number.join("."));
        let (labels, left) = label::split_labels(&heading);
        prop_assert_eq!(labels.len(), 1);
        prop_assert_eq!(&labels[0].text, &number.join("."));
        prop_assert_eq!(labels[0].path.iter().map(|part| part.value).collect::<Vec<_>>(), path);
        prop_assert_eq!(left, title.as_str());
    }

    #[test]
    fn a_roman_number_is_read_back(value in 1u32..3999) {
        let roman: String = [
            (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
            (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
        ].iter().fold((String::new(), value), |(text, left), (worth, letters)| {
            (text + &letters.repeat((left / worth) as usize), left % worth)
        }).0;
        // C, D, L and M alone are letters, and only provisions count beyond a thousand.
        prop_assume!(!["C", "D", "L", "M"].contains(&roman.as_str()));
        let (_, path) = word_and_path(&format!("Art. {roman}."));
        prop_assert_eq!(path, [value.to_string()]);
    }

    #[test]
    fn folding_twice_changes_nothing(title in ".*") {
        let once = label::fold(&title);
        prop_assert_eq!(label::fold(&once), once);
    }
}
