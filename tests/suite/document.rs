//! The document room: labels, titles, tables of contents and the wording of remarks, on cases that anyone can read.

use nowela::document::label::{self, Ordinal};
use nowela::document::{RemarkKind, Side, markdown};
use nowela::import::ImportError;
use nowela::import::text::DecodeError;
use nowela::locale::{Language, Locale, Value};
use proptest::prelude::*;

use crate::tidy as house;

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
/// One remark of every kind, each made from the one before, so that a new kind does not compile without its sample.
fn every_kind() -> Vec<RemarkKind> {
    let unreadable = |flaw| RemarkKind::DecisionUnreadable { line: 7, flaw, detail: "detail".to_owned() };
    let next = |kind: &RemarkKind| match kind {
        RemarkKind::Converted { .. } => Some(RemarkKind::ByteOrderMark),
        RemarkKind::ByteOrderMark => Some(RemarkKind::LineEnds { lines: 5 }),
        RemarkKind::LineEnds { .. } => Some(RemarkKind::ReplacementCharacter { count: 5 }),
        RemarkKind::ReplacementCharacter { .. } => Some(RemarkKind::Composed { words: 5 }),
        RemarkKind::Composed { .. } => Some(RemarkKind::Hidden { count: 5, which: "which".to_owned() }),
        RemarkKind::Hidden { .. } => {
            let (word, letters) = ("word".to_owned(), "letters".to_owned());
            Some(RemarkKind::MixedScripts { count: 5, word, letters })
        }
        RemarkKind::MixedScripts { .. } => Some(RemarkKind::FrontMatter { message: "message".to_owned() }),
        RemarkKind::FrontMatter { .. } => Some(RemarkKind::ContentsSetAside { lines: 5 }),
        RemarkKind::ContentsSetAside { .. } => Some(RemarkKind::HeadingsPromoted { count: 5 }),
        RemarkKind::HeadingsPromoted { .. } => Some(RemarkKind::ProvisionsDivided { count: 5 }),
        RemarkKind::ProvisionsDivided { .. } => Some(RemarkKind::MarkupTable),
        RemarkKind::MarkupTable => Some(RemarkKind::LevelSkipped { level: 4, parent: 2 }),
        RemarkKind::LevelSkipped { .. } => Some(RemarkKind::TooDeep { cap: 32 }),
        RemarkKind::TooDeep { .. } => Some(RemarkKind::Footnote { name: "name".to_owned(), defined: true }),
        RemarkKind::Footnote { defined: true, .. } => {
            Some(RemarkKind::Footnote { name: "name".to_owned(), defined: false })
        }
        RemarkKind::Footnote { .. } => {
            Some(RemarkKind::StaleReference { reference: "rozdz. 2.4".to_owned(), now: "2.2. Cele".to_owned() })
        }
        RemarkKind::StaleReference { now, .. } if !now.is_empty() => {
            Some(RemarkKind::StaleReference { reference: "tabela 3".to_owned(), now: String::new() })
        }
        RemarkKind::StaleReference { .. } => Some(RemarkKind::DanglingReference { reference: "rozdz. 2.4".to_owned() }),
        RemarkKind::DanglingReference { .. } => Some(RemarkKind::Coarse { stage: "redline", count: 5 }),
        RemarkKind::Coarse { stage: "redline", .. } => Some(RemarkKind::Coarse { stage: "alignment", count: 5 }),
        RemarkKind::Coarse { stage: "alignment", .. } => Some(RemarkKind::Coarse { stage: "table", count: 5 }),
        RemarkKind::Coarse { stage: "table", .. } => Some(RemarkKind::Coarse { stage: "flow", count: 5 }),
        RemarkKind::Coarse { .. } => Some(RemarkKind::DecisionContradicted { line: 7, other: 9 }),
        RemarkKind::DecisionContradicted { .. } => {
            Some(RemarkKind::DecisionLost { line: 7, side: Side::Before, section: "section".to_owned() })
        }
        RemarkKind::DecisionLost { side: Side::Before, .. } => {
            Some(RemarkKind::DecisionLost { line: 7, side: Side::After, section: "section".to_owned() })
        }
        RemarkKind::DecisionLost { .. } => {
            Some(RemarkKind::DecisionOutdated { line: 7, section: "section".to_owned() })
        }
        RemarkKind::DecisionOutdated { .. } => {
            Some(RemarkKind::DecisionUnlinked { line: 7, section: "section".to_owned() })
        }
        RemarkKind::DecisionUnlinked { .. } => Some(unreadable("syntax")),
        RemarkKind::DecisionUnreadable { flaw, .. } => {
            let flaws = ["syntax", "encoding", "size", "missing", "sections", "value"];
            let last = RemarkKind::DecisionUnreadable { line: 0, flaw: "archive", detail: String::new() };
            let next = flaws.into_iter().skip_while(|it| it != flaw).nth(1).map(unreadable);
            next.or((*flaw != "archive").then_some(last))
        }
    };
    std::iter::successors(Some(RemarkKind::Converted { encoding: "windows-1250".to_owned() }), next).collect()
}

/// A message with its details, numbers as numbers, as every room shows it.
fn wording(locale: &Locale, key: &str, details: &[(&'static str, String)]) -> String {
    let values: Vec<(&str, Value<'_>)> = details
        .iter()
        .map(|(name, detail)| (*name, detail.parse().map_or(Value::Text(detail), Value::Count)))
        .collect();
    locale.text(key, &values)
}

#[test]
fn every_remark_has_its_wording_in_both_languages() {
    for language in [Language::Polish, Language::English] {
        let locale = Locale::new(language);
        let mut seen = std::collections::BTreeSet::new();
        for kind in every_kind() {
            let key = format!("remark-{}", kind.code());
            let details = kind.details();
            let text = wording(&locale, &key, &details);
            assert_ne!(text, key, "{language:?}");
            assert!(!text.contains(['{', '}', '$']), "{language:?} {text:?}");
            assert!(seen.insert(text.clone()), "{language:?}: two remarks read alike: {text:?}");
            let hidden = ["defined", "stage", "side", "flaw", "known"];
            for (name, detail) in details.iter().filter(|(name, _)| !hidden.contains(name)) {
                assert!(text.contains(detail.as_str()), "{language:?} {key}: {name} is missing in {text:?}");
            }
        }
    }
}

#[test]
fn every_refusal_has_its_wording_in_both_languages() {
    let name = || "tekst.md".to_owned();
    let sources = [
        DecodeError::Binary,
        DecodeError::Damaged { encoding: "UTF-8", line: 3, offset: 17 },
        DecodeError::Unsupported { encoding: "KOI8-U".to_owned() },
        DecodeError::Undecided,
    ];
    let errors = [ImportError::Empty { name: name() }, ImportError::Format { name: name(), format: "DOCX" }];
    let errors = errors.into_iter().chain(sources.map(|source| ImportError::Text { name: name(), source }));
    for error in errors {
        for language in [Language::Polish, Language::English] {
            let key = format!("import-error-{}", error.code());
            let text = wording(&Locale::new(language), &key, &error.details());
            assert_ne!(text, key);
            for (_, detail) in error.details() {
                assert!(text.contains(&detail), "{language:?} {text:?}");
            }
        }
    }
}

#[test]
fn polish_plurals_come_out_right() {
    let locale = Locale::new(Language::Polish);
    let cases: [(&str, &str, [&str; 6]); 5] = [
        (
            "remark-contents-set-aside",
            "lines",
            ["1 wiersz)", "2 wiersze)", "5 wierszy)", "12 wierszy)", "22 wiersze)", "25 wierszy)"],
        ),
        (
            "remark-line-ends",
            "lines",
            ["1 wierszu.", "2 wierszach.", "5 wierszach.", "12 wierszach.", "22 wierszach.", "25 wierszach."],
        ),
        (
            "remark-replacement-character",
            "count",
            [
                "1 znak zastępczy ",
                "2 znaki zastępcze ",
                "5 znaków zastępczych ",
                "12 znaków zastępczych ",
                "22 znaki zastępcze ",
                "25 znaków zastępczych ",
            ],
        ),
        (
            "remark-too-deep",
            "cap",
            ["1 poziom ", "2 poziomy ", "5 poziomów ", "12 poziomów ", "22 poziomy ", "25 poziomów "],
        ),
        ("remark-coarse", "count", ["1 raz)", "2 razy)", "5 razy)", "12 razy)", "22 razy)", "25 razy)"]),
    ];
    for (key, name, forms) in cases {
        for (count, form) in [1, 2, 5, 12, 22, 25].into_iter().zip(forms) {
            let text = locale.text(key, &[(name, Value::Count(count)), ("stage", Value::Text("table"))]);
            assert!(text.contains(form), "{key}: {text:?} lacks {form:?}");
        }
    }
}

#[test]
fn both_languages_have_the_same_messages() {
    let keys = |source: &str| -> Vec<String> {
        let starts = |line: &&str| line.starts_with(|c: char| c.is_ascii_lowercase() || c == '-');
        let mut keys: Vec<String> = source
            .lines()
            .filter(starts)
            .map(|line| line.split('=').next().unwrap_or_default().trim().to_owned())
            .collect();
        keys.sort();
        keys
    };
    assert_eq!(keys("# x\nb = {\n  $n ->\n   *[a] c }\na = 1\n"), ["a", "b"], "keys are found");
    for file in ["cli.ftl", "document.ftl", "link.ftl", "render.ftl"] {
        let [polish, english] = ["pl", "en"].map(|tag| keys(&house::read(&format!("src/locale/{tag}/{file}"))));
        assert_eq!(polish, english, "{file}");
    }
    assert!(keys(&house::read("src/locale/pl/document.ftl")).len() >= every_kind().len() - 11);
}
/// A case of a corpus file: its name, its Markdown and the line that tells what is expected.
fn cases(source: &str) -> Vec<(String, String, String)> {
    let mut cases: Vec<(String, String, String)> = Vec::new();
    let mut inside = false;
    for line in source.lines() {
        if line.starts_with("```") {
            inside = !inside;
        } else if let Some((_, text, _)) = cases.last_mut().filter(|_| inside) {
            text.push_str(line);
            text.push('\n');
        } else if let Some(name) = line.strip_prefix("## ") {
            cases.push((name.to_owned(), String::new(), String::new()));
        } else if let (Some(expected), Some(case)) = (line.strip_prefix("Set aside: "), cases.last_mut()) {
            case.2 = expected.to_owned();
        }
    }
    assert!(cases.iter().all(|(_, text, expected)| !text.is_empty() && !expected.is_empty()), "{cases:?}");
    cases
}

#[test]
fn tables_of_contents_are_set_aside_and_lists_are_not() {
    let cases = cases(include_str!("../corpus/document/contents.md"));
    assert_eq!(cases.len(), 17, "all cases are read");
    let mut wrong = Vec::new();
    for (name, markdown, expected) in &cases {
        let document = markdown::read(markdown.clone());
        let blocks = document.sections.iter().flat_map(|section| &section.blocks).filter(|block| block.set_aside);
        let spans: Vec<_> = blocks.flat_map(|block| &block.pieces).collect();
        let line = |at: u32| markdown[..at as usize].matches('\n').count() + 1;
        let found = match (spans.first(), spans.last()) {
            (Some(first), Some(last)) => format!("{}-{}", line(first.start), line(last.end)),
            _ => "nothing".to_owned(),
        };
        let told: Vec<_> =
            document.remarks.iter().filter(|remark| remark.kind.code() == "contents-set-aside").collect();
        let fits = match told.as_slice() {
            [] => spans.is_empty(),
            [remark] => spans.first().is_some_and(|first| remark.line == Some(line(first.start) as u32)),
            _ => false,
        };
        if found != *expected || !fits {
            wrong.push(format!("{name}: {found} instead of {expected}, {told:?}"));
        }
        let mut again = document.clone();
        nowela::document::outline::set_aside_contents(&mut again);
        assert_eq!(again, document, "{name}: twice");
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_remark_counts_the_lines_set_aside() {
    let (_, markdown, _) = &cases(include_str!("../corpus/document/contents.md"))[0];
    let remarks = markdown::read(markdown.clone()).remarks;
    assert_eq!(
        remarks.iter().map(|remark| &remark.kind).collect::<Vec<_>>(),
        [&RemarkKind::ContentsSetAside { lines: 5 }]
    );
}

proptest! {
    #[test]
    fn ordinary_sections_are_never_set_aside(
        sections in prop::collection::vec(("[A-Z][a-z]{3,9}", prop::collection::vec("[a-z]{3,9}( [a-z]{3,9}){1,9}[.;]", 0..5)), 1..8),
    ) {
        let text: String = sections.iter().map(|(title, items)| {
            format!("## {title}\n\n{}\n", items.iter().map(|item| format!("- {item}\n")).collect::<String>())
        }).collect();
        let document = markdown::read(text);
        prop_assert!(document.sections.iter().flat_map(|section| &section.blocks).all(|block| !block.set_aside));
    }

    #[test]
    fn whatever_stands_under_its_name_is_read(lines in prop::collection::vec("[ -~ąś….\t]{0,30}", 0..8)) {
        let text = format!("# Spis treści\n\n{}\n\n# A\n", lines.join("\n"));
        let document = markdown::read(text);
        let aside = document.sections.iter().flat_map(|section| &section.blocks).any(|block| block.set_aside);
        prop_assert_eq!(aside, document.remarks.iter().any(|remark| remark.kind.code() == "contents-set-aside"));
    }
}

#[test]
fn endless_headings_take_no_endless_time() {
    for piece in ["§ 1. ", "1.", "Cel ", "I", " \u{a0}", "Rozdział 1 ", "a)", "Art. L", "CEL I "] {
        let heading = piece.repeat(30_000);
        let (labels, title) = label::split_labels(&heading);
        assert!(heading.trim().ends_with(title) && labels.len() <= 30_000);
    }
}
