//! What readers see: every format on one comparison that holds every kind of change, and texts that mean harm.

mod case;
mod command;
mod docx;
mod harm;
mod layout;
mod redline;
mod wording;

use case::{Case, every_kind, without_changes};
use nowela::locale::{Language, Locale};
use nowela::render::template::{TemplateError, Templates};
use nowela::render::terminal::{Colour, Detail, Grounds, TerminalOptions, terminal};
use nowela::render::view::{Figure, KindView};
use nowela::render::{Subject, csv, html, json, markdown};

/// Shows `case` in `language` with `show`.
fn told<T>(case: &Case, language: Language, only: &[KindView], show: impl FnOnce(&Subject<'_>) -> T) -> T {
    let (view, locale) = (case.view(), Locale::new(language));
    show(&Subject {
        before: &case.before,
        after: &case.after,
        comparison: &case.comparison,
        view: &view,
        known: Default::default(),
        locale: &locale,
        only,
    })
}

/// The page of a comparison with the built-in templates.
fn as_page(subject: &Subject<'_>) -> Result<String, TemplateError> {
    html::html(subject, &Templates::default())
}

fn on_terminal(case: &Case, language: Language, width: usize, colour: Colour, detail: Detail) -> String {
    told(case, language, &[], |subject| {
        terminal(subject, &TerminalOptions { width, colour, detail, grounds: Grounds::Untold })
    })
}

fn as_json(case: &Case) -> String {
    let mut bytes = Vec::new();
    json::json(&case.view(), &mut bytes).expect("memory takes everything");
    String::from_utf8(bytes).expect("JSON is UTF-8")
}

#[test]
fn terminal_without_colour() {
    let case = every_kind();
    insta::assert_snapshot!("terminal-60", on_terminal(&case, Language::Polish, 60, Colour::Plain, Detail::Full));
    insta::assert_snapshot!("terminal-100", on_terminal(&case, Language::Polish, 100, Colour::Plain, Detail::Full));
    insta::assert_snapshot!("terminal-en", on_terminal(&case, Language::English, 100, Colour::Plain, Detail::Full));
}

#[test]
fn terminal_with_colour() {
    let shown = on_terminal(&every_kind(), Language::Polish, 100, Colour::Ansi, Detail::Full);
    insta::assert_snapshot!("terminal-colour", shown.replace('\u{1b}', "␛"));
}

#[test]
fn the_tree_alone_says_nothing_of_the_text() {
    let tree = on_terminal(&every_kind(), Language::Polish, 100, Colour::Plain, Detail::Tree);
    assert!(tree.contains("3. Diagnoza") && !tree.contains("[−"), "{tree}");
}

#[test]
fn lines_keep_the_width_in_both_languages() {
    for width in [40, 60, 100] {
        for language in [Language::Polish, Language::English] {
            let shown = on_terminal(&every_kind(), language, width, Colour::Plain, Detail::Full);
            for line in shown.lines() {
                let longest_word = line.trim().split(' ').map(|word| word.chars().count()).max().unwrap_or(0);
                assert!(line.chars().count() <= width || longest_word + width / 3 >= width, "{width}: {line}");
            }
        }
    }
}

#[test]
fn only_some_kinds() {
    let shown = told(&every_kind(), Language::Polish, &[KindView::Moved], |subject| {
        terminal(
            subject,
            &TerminalOptions { width: 100, colour: Colour::Plain, detail: Detail::Full, grounds: Grounds::Untold },
        )
    });
    assert!(shown.contains("Uwarunkowania") && !shown.contains("3. Diagnoza  "), "{shown}");
    let page = told(&every_kind(), Language::Polish, &[KindView::Moved], as_page);
    let page = page.expect("the template is sound");
    for target in page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(page.contains(&format!("id=\"{target}\"")), "#{target} leads nowhere");
    }
}

#[test]
fn markdown_for_a_pull_request() {
    insta::assert_snapshot!("markdown", told(&every_kind(), Language::Polish, &[], markdown::markdown));
}

#[test]
fn table_of_changes() {
    let table = told(&every_kind(), Language::Polish, &[], csv::csv);
    assert!(table.starts_with('\u{feff}') && table.ends_with("\r\n"), "what Excel needs to read it");
    insta::assert_snapshot!("csv", table.trim_start_matches('\u{feff}').replace("\r\n", "\n"));
    let english = told(&every_kind(), Language::English, &[], csv::csv);
    assert!(english.starts_with("\u{feff}\"No.\",\"Place in the document\",\"Earlier wording\""), "{english}");
    let some = told(&every_kind(), Language::Polish, &[KindView::Added], csv::csv);
    assert!(some.contains("2. Wizja") && !some.contains("3. Diagnoza"), "{some}");
    assert_eq!(told(&without_changes(), Language::Polish, &[], csv::csv).lines().count(), 1, "the head alone");
}

#[test]
fn page() {
    let page = told(&every_kind(), Language::Polish, &[], as_page);
    let page = page.expect("the template is sound");
    let ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let mut unique = ids.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(ids.len(), unique.len(), "an id stands twice");
    for target in page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(unique.binary_search(&target).is_ok(), "#{target} leads nowhere");
    }
    let body = page.split_once("</style>").expect("the page has a style").1;
    let body = body.split_once("<script>").expect("the page has a script").0;
    insta::assert_snapshot!("page", body);
    let english = told(&every_kind(), Language::English, &[], as_page);
    assert!(english.expect("the template is sound").contains("<html lang=\"en\">"));
}

#[test]
fn texts_that_are_equal() {
    let case = without_changes();
    let shown = on_terminal(&case, Language::Polish, 100, Colour::Plain, Detail::Full);
    insta::assert_snapshot!("terminal-equal", shown);
    told(&case, Language::Polish, &[], as_page).expect("the template is sound");
}

#[test]
fn json_is_the_contract() {
    let json = as_json(&every_kind());
    insta::assert_snapshot!("json", json);
    assert_eq!(json, as_json(&every_kind()), "the same comparison gives the same bytes");
}

#[test]
fn schema_is_fresh_and_holds() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/comparison.schema.json");
    let fresh = json::schema();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(concat!(env!("CARGO_MANIFEST_DIR"), "/docs")).expect("the folder can be made");
        std::fs::write(path, &fresh).expect("the schema can be written");
    }
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    assert!(committed == fresh, "docs/comparison.schema.json is stale; UPDATE=1 rewrites it");
    let schema: serde_json::Value = serde_json::from_str(&committed).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is one");
    for case in [every_kind(), without_changes()] {
        let value: serde_json::Value = serde_json::from_str(&as_json(&case)).expect("the output is JSON");
        let errors: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:#?}");
        let mut broken = value;
        broken["sections"][0]["structure"] = serde_json::json!(["rewritten"]);
        assert!(!validator.is_valid(&broken), "the schema must refuse words that are not in the contract");
    }
}

#[test]
fn figures_are_zero_and_one_only_when_exact() {
    let shown = |figure: f64| serde_json::to_string(&Figure(figure)).expect("a figure is a number");
    assert_eq!(shown(1.0), "1.0");
    assert_eq!(shown(0.99996), "0.9999");
    assert_eq!(shown(0.0), "0.0");
    assert_eq!(shown(0.00003), "0.0001");
    assert_eq!(shown(0.83337), "0.8334");
}
