//! Lineage: lives of sections over many revisions, who wrote each word, and the picture of the whole.

use std::path::PathBuf;
use std::time::Duration;

use nowela::document::{Document, markdown};
use serde_json::Value;

use crate::project::{Project, Run, run};

const FIRST: &str = "# Strategia\n\n## 1. Diagnoza\n\nRegion ma silny przemysł spożywczy, ale zbyt mało firm prowadzi własne badania i wdraża ich wyniki.\n\n## 2. Cele\n\nCelem jest wzrost liczby firm, które wdrażają wyniki badań, oraz poprawa współpracy uczelni z otoczeniem.\n";
const SECOND: &str = "# Strategia\n\n## 1. Cele rozwoju\n\nCelem jest wzrost liczby firm, które wdrażają wyniki badań, oraz poprawa współpracy uczelni z otoczeniem.\n\n## 2. Diagnoza\n\nRegion ma silny przemysł spożywczy, ale zbyt mało firm prowadzi własne badania i wdraża ich wyniki.\n";
const THIRD: &str = "# Strategia\n\n## 1. Cele rozwoju\n\nCelem jest wzrost o 12% liczby firm, które wdrażają wyniki badań, oraz poprawa współpracy uczelni z otoczeniem.\n";

fn said(project: &Project, arguments: &[&str]) -> String {
    let Run { code, out, err } = run(&mut project.nowela(arguments));
    assert_eq!((code, err.as_str()), (0, ""), "{arguments:?}: {out}");
    out
}

fn json(project: &Project, arguments: &[&str]) -> Value {
    serde_json::from_str(&said(project, &[arguments, &["--json"]].concat())).expect("it is JSON")
}

fn history() -> Project {
    Project::with(&[("ris", "2020-07-07", FIRST), ("ris", "2020-09-16", SECOND), ("ris", "2021-02-09", THIRD)])
}

#[test]
fn a_life_is_told_with_its_names_numbers_and_changes() {
    let project = history();
    let revision = project.git(&["rev-parse", "HEAD"]);
    project.name("ris", "projekt-3", &revision);
    let told = said(&project, &["trace", "ris", "Cele rozwoju"]).replace('\u{a0}', " ");
    for part in [
        "1. Cele rozwoju (L3)",
        "dokument ris, 3 stany",
        "7 lipca 2020 r. – ",
        "powstała jako „2. Cele” (Strategia), 15 słów",
        "nowy tytuł: „Cele” → „Cele rozwoju”",
        "w innej kolejności wśród sąsiednich sekcji",
        "– projekt-3",
        "zmieniona treść: słowa +2 −0",
        "waga merytoryczna",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    // The command that it names shows the comparison.
    let command = told.lines().rev().find_map(|line| line.trim().strip_prefix("pełne porównanie: nowela "));
    let command: Vec<&str> = command.expect("it is told").split(' ').collect();
    assert_eq!(command.len(), 3);
    assert!(said(&project, &command).contains("12%"));
    let view = json(&project, &["trace", "ris", "L2"]);
    assert_eq!((view["alive"].as_bool(), view["heading"].as_str()), (Some(false), Some("2. Diagnoza")));
    let events = view["events"].as_array().expect("there are some");
    assert_eq!(events.len(), 3, "{view}");
    assert_eq!(events[2]["structure"], serde_json::json!(["removed"]));
    assert_eq!(events[2]["after"], Value::Null);
    assert!(said(&project, &["trace", "ris", "Diagnoza"]).contains("W najnowszym stanie tej sekcji nie ma."));
    assert_eq!(json(&project, &["trace", "ris", "1", "--in", "2020-07-07"])["id"], "L2");
    assert_eq!(json(&project, &["trace", "ris", "1"])["id"], "L3");
}

#[test]
fn passages_are_those_who_wrote_them() {
    let project = history();
    let view = json(&project, &["blame", "ris"]);
    let passages = view["sections"][0]["passages"].as_array().expect("there are some");
    let told: Vec<(u64, &str)> = passages
        .iter()
        .map(|it| (it["state"].as_u64().expect("a number"), it["text"].as_str().expect("a text")))
        .collect();
    assert_eq!(
        told,
        [
            (0, "Celem jest wzrost "),
            (2, "o 12% "),
            (0, "liczby firm, które wdrażają wyniki badań, oraz poprawa współpracy uczelni z otoczeniem.")
        ]
    );
    assert_eq!(view["words"], serde_json::json!([15, 0, 2]));
    let told = said(&project, &["blame", "ris", "1"]);
    assert!(told.contains("2021-02-09 ") && told.contains("  o 12%\n"), "{told}");
    let before = json(&project, &["blame", "ris", "--in", "2020-09-16"]);
    assert_eq!(before["states"].as_array().map(Vec::len), Some(2));
    assert_eq!(before["sections"].as_array().map(Vec::len), Some(2));
}

#[test]
fn an_evolution_is_shown_in_all_its_forms() {
    let project = history();
    for (name, back) in [("projekt-1", "HEAD~2"), ("projekt-2", "HEAD~1")] {
        let revision = project.git(&["rev-parse", back]);
        project.name("ris", name, &revision);
    }
    let view = json(&project, &["evolve", "ris"]);
    assert_eq!(view["states"].as_array().map(Vec::len), Some(3), "two versions, and the newest state");
    assert_eq!(view["periods"][0]["continuity"], 1.0);
    let told = said(&project, &["evolve", "ris", "--depth", "2"]);
    assert!(told.contains("1. Cele rozwoju: bez zmian") || told.contains("1. Cele rozwoju: ewolucja"), "{told}");
    assert!(told.contains("nie ma już takiej gałęzi"), "{told}");
    let svg = said(&project, &["evolve", "ris", "--format", "svg"]);
    let parsed = roxmltree::Document::parse(&svg).expect("it is well-formed");
    let boxes = parsed.descendants().filter(|node| node.attribute("data-life").is_some()).count();
    assert!(boxes >= 3 && svg.contains("dodano 2") && svg.contains("usunięto 16"), "{svg}");
    said(&project, &["evolve", "ris", "-o", "rozwoj.html"]);
    let page = project.read("rozwoj.html");
    assert!(page.contains("script-src 'sha256-") && page.contains("data-choose=\"L"), "{page}");
    // The same bytes once more, now by what was kept.
    said(&project, &["evolve", "ris", "-o", "drugi.html"]);
    assert_eq!(page, project.read("drugi.html"));
    assert_eq!(said(&project, &["evolve", "ris", "--format", "svg"]), svg);
}

/// Where steps are kept.
fn shelf(project: &Project) -> PathBuf {
    project.root().join(".git/nowela/cache/ris-revisions")
}

#[test]
fn what_is_kept_changes_nothing_but_time() {
    let project = history();
    let arguments = ["blame", "ris", "--json"];
    let fresh = said(&project, &arguments);
    let kept = std::fs::read(shelf(&project)).expect("steps are kept");
    assert_eq!(said(&project, &arguments), fresh);
    assert_eq!(std::fs::read(shelf(&project)).expect("they still are"), kept);
    for damaged in [&kept[..kept.len() / 2], b"", b"something else"] {
        std::fs::write(shelf(&project), damaged).expect("it can be written");
        assert_eq!(said(&project, &arguments), fresh);
        assert_eq!(std::fs::read(shelf(&project)).expect("they are kept again"), kept);
    }
    // Another history under the same name: nothing of the old one is taken for it.
    let other = Project::with(&[("ris", "2020-07-07", THIRD), ("ris", "2020-09-16", FIRST)]);
    let expected = said(&other, &arguments);
    std::fs::write(shelf(&other), &kept).expect("it can be written");
    assert_eq!(said(&other, &arguments), expected);
    // A folder that can't be written to is no failure.
    std::fs::remove_file(shelf(&project)).expect("it is there");
    std::fs::create_dir(shelf(&project)).expect("its name is free");
    assert_eq!(said(&project, &arguments), fresh);
    assert!(project.git(&["status", "--porcelain"]).is_empty(), "git sees nothing of it");
}

#[test]
fn what_programs_read_holds_to_the_published_schemas() {
    let project = history();
    let outputs = [["trace", "ris", "L2"].as_slice(), &["blame", "ris"], &["evolve", "ris", "--revisions"]];
    for ((name, fresh), arguments) in nowela::render::evolution::schemas().into_iter().zip(outputs) {
        let path = format!("{}/docs/{name}", env!("CARGO_MANIFEST_DIR"));
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, &fresh).expect("the schema can be written");
        }
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(committed == fresh, "docs/{name} is stale; UPDATE=1 rewrites it");
        let schema: Value = serde_json::from_str(&committed).expect("the schema is JSON");
        let validator = jsonschema::validator_for(&schema).expect("the schema is one");
        let view = json(&project, arguments);
        let errors: Vec<String> = validator.iter_errors(&view).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{name}: {errors:#?}");
        let mut broken = view;
        broken["schema"] = "nowela/nothing/1".into();
        assert!(!validator.is_valid(&broken), "{name}: another shape passes");
    }
}

#[test]
fn decisions_count_and_are_told() {
    let project = Project::with(&[
        ("ris", "2020-07-07", "# A\n\n## 1. Cele\n\nNakłady wzrosną.\n"),
        ("ris", "2020-09-16", "# A\n\n## 1. Zamierzenia\n\nPowstanie nowy park naukowy w Raczynie.\n"),
    ]);
    assert_eq!(json(&project, &["trace", "ris", "Zamierzenia"])["events"].as_array().map(Vec::len), Some(1));
    let linked = [
        "link",
        "ris",
        "HEAD~1",
        "HEAD",
        "--same",
        "Cele",
        "Zamierzenia",
        "--because",
        "Rozdział zastąpiono w całości",
    ];
    let Run { code, out, err } = run(&mut project.nowela(&linked));
    assert_eq!(code, 0, "{out}{err}");
    let view = json(&project, &["trace", "ris", "Zamierzenia"]);
    assert_eq!(view["events"].as_array().map(Vec::len), Some(2), "{view}");
    assert_eq!(view["events"][1]["reasons"][0]["because"], "Rozdział zastąpiono w całości");
    assert!(said(&project, &["trace", "ris", "Cele", "--in", "2020-07-07"]).contains("Rozdział zastąpiono w całości"));
}

#[test]
fn wrong_names_are_told() {
    let project = history();
    let failed = |arguments: &[&str]| {
        let Run { code, err, .. } = run(&mut project.nowela(arguments));
        (code, err)
    };
    let (code, err) = failed(&["trace", "ris", "Nie ma"]);
    assert!(code == 2 && err.contains("Nie ma"), "{err}");
    assert_eq!(failed(&["trace", "pkb", "1"]).0, 2);
    assert_eq!(failed(&["blame", "ris", "--in", "worktree"]).0, 2);
    assert_eq!(failed(&["evolve", "ris", "--until", "2019-01-01"]).0, 2);
    assert_eq!(failed(&["trace", "ris", "L99"]).0, 2);
    let empty = Project::new();
    let Run { code, err, .. } = run(&mut empty.nowela(&["evolve", "ris"]));
    assert!(code == 2 && err.contains("co zrobić"), "{err}");
}

#[test]
fn a_text_that_cannot_be_read_is_left_out_and_told() {
    let project = history();
    project.write("strategy/ris/text.md", b"\x00\x01\x02\x03\xff\xfe\x00 to nie tekst");
    project.git(&["add", "-A"]);
    project.git(&["commit", "--quiet", "-m", "Zły plik"]);
    project.save("ris", "2021-05-01", SECOND);
    let Run { code, out, err } = run(&mut project.nowela(&["evolve", "ris", "--revisions"]));
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("pominięto ris@") && out.contains("4 stany"), "{err}{out}");
}

/// The lives of a document in the embedded sample, as a table: one line per life, `=` for a heading that stayed.
fn lives(project: &Project, document: &str) -> String {
    let view = json(project, &["-C", "demo", "evolve", document, "--revisions"]);
    let states: Vec<&Value> = view["states"].as_array().expect("there are some").iter().collect();
    let texts: Vec<Document> = states
        .iter()
        .map(|state| {
            let name = format!("{document}@{}", state["revision"].as_str().expect("it has one"));
            markdown::read(said(project, &["-C", "demo", "show", &name]))
        })
        .collect();
    let heading = |state: usize, index: Option<u64>| {
        let section = index.map_or(0, |index| index as usize + 1);
        texts[state].sections[section].heading.clone()
    };
    let mut out = String::new();
    for life in view["sections"].as_array().expect("there are some").iter().skip(1) {
        let stages: Vec<(usize, Option<u64>)> =
            serde_json::from_value(life["stages"].clone()).expect("pairs of numbers");
        let mut last = String::new();
        let mut cells = Vec::new();
        for state in 0..texts.len() {
            let cell = match stages.iter().find(|stage| stage.0 == state) {
                Some((_, index)) => heading(state, *index),
                None => "–".to_owned(),
            };
            cells.push(if cell == last && cell != "–" { "=".to_owned() } else { cell.clone() });
            last = cell;
        }
        out.push_str(&format!("{}: {}\n", life["id"].as_str().expect("it has one"), cells.join(" | ")));
    }
    for edge in view["edges"].as_array().expect("there are some") {
        let text = |key: &str| edge[key].as_str().expect("a text").to_owned();
        out.push_str(&format!("{} {} {} → {}\n", edge["state"], text("kind"), text("from"), text("to")));
    }
    out
}

#[test]
fn lives_in_the_sample_are_those_of_a_careful_reader() {
    let project = Project::empty();
    let Run { code, err, .. } = run(project.nowela(&["demo", "demo"]).timeout(Duration::from_secs(120)));
    assert_eq!(code, 0, "{err}");
    for document in ["ris", "pkb"] {
        let told = lives(&project, document);
        let path = format!("{}/tests/corpus/evolve/{document}.md", env!("CARGO_MANIFEST_DIR"));
        let case = std::fs::read_to_string(&path).expect("the case is there");
        let (head, rest) = case.split_once("```text\n").expect("it holds a table");
        let (table, tail) = rest.split_once("```").expect("the table ends");
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, format!("{head}```text\n{told}```{tail}")).expect("it can be written");
        } else {
            assert!(table == told, "{document} differs from {path}:\n{told}");
        }
    }
}
