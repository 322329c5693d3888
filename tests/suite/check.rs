//! Rules: each one fails where it should and passes where it should, in every form of output.

use serde_json::Value;

use crate::project::{Project, Run, run};

const TABLES: &str = "\
| Nazwa wskaźnika | Jednostka | Wartość bazowa (2019) | Wartość docelowa (2030) | Źródło danych |
|---|---|---|---|---|
| Nakłady na B+R | % PKB | 1,02 | 1,95 | GUS |
| Eksport | mln zł | 1 310 | 2 750 | GUS |

| Źródło | 2021 | 2022 | Razem |
|---|---:|---:|---:|
| Program | 252,0 | 438,0 | 690,0 |
| Budżet | 18,5 | 32,5 | 51,0 |
| Razem | 270,5 | 470,5 | 741,0 |
";

fn text() -> String {
    format!(
        "---\ntitle: Strategia\ndate: 2021-03-16\nstatus: adopted\n---\n\n# Strategia\n\n## 1. Diagnoza\n\nRegion ma silny \
         przemysł spożywczy, ale zbyt mało firm prowadzi własne badania.\n\n## 2. Cele\n\nCelem jest wzrost nakładów. Zgodnie \
         z rozdz. 3 wskaźniki ogłasza się co roku.\n\n## 3. Wskaźniki\n\n{TABLES}\n"
    )
}

/// An archive with a version, and a text in its work tree.
fn project(rules: &str, later: &str) -> Project {
    let project = Project::with(&[("ris", "2021-03-16", &text())]);
    let revision = project.git(&["rev-parse", "HEAD"]);
    project.name("ris", "uchwalona", &revision);
    project.write("nowela.toml", format!("language = \"pl\"\n{rules}"));
    project.write("strategy/ris/text.md", later);
    project
}

fn checked(project: &Project, arguments: &[&str]) -> (i32, String) {
    let Run { code, out, err } = run(&mut project.nowela(&[&["check"], arguments].concat()));
    assert_eq!(err, "", "{out}");
    (code, out)
}

/// The codes of what is found, with the lines.
fn found(rules: &str, later: &str) -> Vec<(String, Option<u64>)> {
    let project = project(rules, later);
    let (code, out) = checked(&project, &["--json"]);
    let view: Value = serde_json::from_str(&out).expect("it is JSON");
    let findings = view["checked"][0]["findings"].as_array().expect("there is a list");
    assert_eq!(code, i32::from(findings.iter().any(|it| it["severity"] == "error")), "{out}");
    findings.iter().map(|it| (it["code"].as_str().expect("a code").to_owned(), it["line"].as_u64())).collect()
}

fn codes(rules: &str, later: &str) -> Vec<String> {
    found(rules, later).into_iter().map(|it| it.0).collect()
}

const NONE: [&str; 0] = [];

fn rule(rest: &str) -> String {
    format!("[[check.rule]]\nid = \"r\"\n{rest}\n")
}

#[test]
fn continuity_of_a_text_and_of_a_branch() {
    let rewritten = text().replace(
        "Region ma silny przemysł spożywczy, ale zbyt mało firm prowadzi własne badania.",
        "Województwo stawia na usługi, których nikt jeszcze nie świadczy, i na nowe uczelnie.",
    );
    let branch = rule("kind = \"continuity\"\nsections = [\"Diagnoza\"]\nminimum = 50");
    assert_eq!(found(&branch, &rewritten), [("continuity-branch".to_owned(), Some(9))]);
    assert_eq!(codes(&branch, &text()), NONE);
    let whole = rule("kind = \"continuity\"\nminimum = 60");
    assert_eq!(codes(&whole, &rewritten), NONE, "one branch does not speak for the whole");
    assert_eq!(codes(&rule("kind = \"continuity\"\nminimum = 99"), &rewritten), ["continuity"]);
    let renumbered = text()
        .replace("## 1. Diagnoza", "## 1. Nowość\n\nKrótko.\n\n## 2. Diagnoza")
        .replace("## 2. Cele", "## 3. Cele");
    assert_eq!(codes(&rule("kind = \"continuity\"\nsections = [\"Diagnoza\"]\nminimum = 100"), &renumbered), NONE);
    let gone = text().replace(
        "## 1. Diagnoza\n\nRegion ma silny przemysł spożywczy, ale zbyt mało firm prowadzi własne badania.\n\n",
        "",
    );
    assert_eq!(codes(&branch, &gone), ["continuity-branch"]);
    let lost = rule("kind = \"continuity\"\nsections = [\"Nie ma\"]");
    assert_eq!(codes(&lost, &text()), ["scope"], "a rule that watches nothing says so");
}

#[test]
fn protected_sections_and_phrases() {
    let sections = rule("kind = \"protected\"\nsections = [\"Cele\"]");
    assert_eq!(codes(&sections, &text().replace("wzrost nakładów", "spadek nakładów")), ["protected"]);
    assert_eq!(codes(&sections, &text().replace("Region ma silny", "Region ma słaby")), NONE);
    let gone = text()
        .replace("## 2. Cele\n\nCelem jest wzrost nakładów. Zgodnie z rozdz. 3 wskaźniki ogłasza się co roku.\n\n", "");
    assert_eq!(codes(&sections, &gone), ["protected-removed"]);
    let phrases = rule("kind = \"phrases\"\nphrases = [\"wzrost nakładów\"]\nsections = [\"Cele\"]");
    assert_eq!(
        codes(&phrases, &text().replace("wzrost nakładów", "wzrost\nNakładów")),
        NONE,
        "blanks and capitals are free"
    );
    assert_eq!(
        found(&phrases, &text().replace("wzrost nakładów", "wzrost wydatków")),
        [("phrase-missing".to_owned(), Some(13))]
    );
}

#[test]
fn required_sections_are_there_and_say_something() {
    let skeleton = rule("kind = \"required\"\nsections = [\"Diagnoza\", \"Cele\"]");
    assert_eq!(codes(&skeleton, &text()), NONE);
    assert_eq!(codes(&skeleton, &text().replace("Diagnoza", "Stan")), ["required"]);
    let empty =
        text().replace("Region ma silny przemysł spożywczy, ale zbyt mało firm prowadzi własne badania.\n\n", "");
    assert_eq!(found(&skeleton, &empty), [("required-empty".to_owned(), Some(9))]);
}

#[test]
fn substantive_changes_have_a_justification_with_evidence() {
    let justified = rule("kind = \"justified\"\nto = \"projekt\"");
    let project = project(&justified, &text());
    project.save("ris", "2022-01-01", &text().replace("wzrost nakładów", "wzrost nakładów o 12%"));
    let revision = project.git(&["rev-parse", "HEAD"]);
    project.name("ris", "projekt", &revision);
    let codes = |project: &Project| -> Vec<String> {
        let (_, out) = checked(project, &["ris@projekt", "--json"]);
        let view: Value = serde_json::from_str(&out).expect("it is JSON");
        let findings = view["checked"][0]["findings"].as_array().expect("there is a list").clone();
        findings.iter().map(|it| it["code"].as_str().expect("a code").to_owned()).collect()
    };
    let decided = |arguments: &[&str]| {
        let command = [&["link", "ris", "uchwalona", "projekt", "--justify", "Cele"], arguments].concat();
        let Run { code, err, .. } = run(&mut project.nowela(&command));
        assert_eq!(code, 0, "{err}");
    };
    assert_eq!(codes(&project), ["unjustified"]);
    decided(&["--because", "Wniosek partnerów"]);
    assert_eq!(codes(&project), ["unproved"]);
    decided(&["--because", "Wniosek partnerów", "--evidence", "uchwała: Uchwała nr 5/22"]);
    assert_eq!(codes(&project), NONE);
}

#[test]
fn wording_that_is_not_allowed() {
    let closed = rule(
        "kind = \"forbidden\"\nstems = [\"katalog zamknięt\"]\npatterns = ['\\bwyłącznie\\s+następując\\w+']\nmessage = \"Strategia nie zamyka listy\"",
    );
    assert_eq!(codes(&closed, &text()), NONE);
    let later = text().replace(
        "Celem jest",
        "Z katalogu zamkniętego wynika, że wspiera się\nwyłącznie następujące branże. Celem jest",
    );
    assert_eq!(found(&closed, &later), [("forbidden".to_owned(), Some(15)), ("forbidden".to_owned(), Some(16))]);
    let elsewhere = closed.replace("id = \"r\"", "id = \"r\"\nsections = [\"Diagnoza\"]");
    assert_eq!(codes(&elsewhere, &later), NONE);
    let (code, out) = checked(&project(&closed, &later), &[]);
    assert!(code == 1 && out.contains("Strategia nie zamyka listy"), "{out}");
}

#[test]
fn references_follow() {
    let references = rule("kind = \"references\"");
    assert_eq!(codes(&references, &text()), NONE);
    let later = text().replace("## 3. Wskaźniki", "## 3. Finanse\n\nŚrodki są zapewnione.\n\n## 4. Wskaźniki");
    assert_eq!(found(&references, &later), [("stale".to_owned(), Some(15))]);
    assert_eq!(codes(&references, &later.replace("rozdz. 3", "rozdz. 4")), NONE);
    let gone =
        text().split("## 3. Wskaźniki").next().expect("it begins").to_owned() + "## 4. Nadzór\n\nNadzoruje Zarząd.\n";
    assert_eq!(codes(&references, &gone), ["dangling"]);
}

#[test]
fn indicators_are_complete_and_numbers_well_formed() {
    let indicators = rule("kind = \"indicators\"");
    assert_eq!(codes(&indicators, &text()), NONE);
    assert_eq!(codes(&indicators, &text().replace("| GUS |\n| Eksport", "| – |\n| Eksport")), ["indicator-empty"]);
    assert_eq!(codes(&indicators, &text().replace("1 310", "około 1 310")), ["indicator-number"]);
    assert_eq!(codes(&indicators, &text().replace("1,95", "1,9 5")), ["indicator-number"]);
    assert_eq!(codes(&indicators, &text().replace("Wartość docelowa (2030)", "Wartość docelowa")), ["indicator-year"]);
    assert_eq!(codes(&indicators, &text().replace("| Jednostka |", "| Rodzaj |")), ["indicator-column"]);
}

#[test]
fn sums_add_up() {
    let sums = rule("kind = \"sums\"");
    assert_eq!(codes(&sums, &text()), NONE);
    let (code, out) = checked(&project(&sums, &text().replace("| 438,0 |", "| 448,0 |")), &[]);
    assert!(code == 1 && out.contains("podano 690,0, a suma wynosi 700,0"), "{out}");
    assert!(out.contains("podano 470,5, a suma wynosi 480,5"), "{out}");
    let shares = "\n| Cel | Udział |\n|---|---|\n| I | 33,3% |\n| II | 33,3% |\n| III | 33,3% |\n| Razem | 100,0% |\n";
    assert_eq!(codes(&sums, &(text() + shares)), NONE, "shares may be rounded");
    assert_eq!(codes(&sums, &(text() + &shares.replace("| I | 33,3%", "| I | 43,3%"))), ["table-sum"]);
    let rates = "\n| Gmina | Stopa bezrobocia (%) |\n|---|---|\n| A | 5 |\n| B | 7 |\n| Ogółem | 6 |\n";
    assert_eq!(codes(&sums, &(text() + rates)), NONE, "rates have no sum");
}

#[test]
fn criteria_are_covered() {
    let all = "kind = \"criteria\"\n[check.rule.criteria]\n1 = [\"Diagnoza\"]\n2 = [\"Cele\"]\n3 = [\"Wskaźniki\"]\n4 = [\"Cele\"]\n5 = [\"Cele\"]\n6 = [\"Cele\"]\n7 = [\"Cele\"]";
    assert_eq!(codes(&rule(all), &text()), NONE);
    assert_eq!(codes(&rule(&all.replace("7 = [\"Cele\"]", "")), &text()), ["criterion"]);
    assert_eq!(codes(&rule(all), &text().replace("1. Diagnoza", "1. Stan")), ["scope"]);
}

#[test]
fn characters_front_matter_and_dates() {
    let characters = rule("kind = \"characters\"");
    assert_eq!(codes(&characters, &text()), NONE);
    assert_eq!(found(&characters, &text().replace("Celem", "Ce\u{200b}lem")), [("hidden".to_owned(), Some(15))]);
    assert_eq!(codes(&characters, &text().replace("Region", "Rеgion")), ["mixed"], "a Cyrillic е");
    let keys = rule("kind = \"front-matter\"\nkeys = [\"title\", \"status\"]");
    assert_eq!(codes(&keys, &text()), NONE);
    assert_eq!(codes(&keys, &text().replace("status: adopted\n", "")), ["front-matter"]);
    let dates = project(&rule("kind = \"dates\""), &text());
    assert_eq!(checked(&dates, &["ris@uchwalona"]).0, 0);
    let wrong = [
        "version",
        "ris",
        "zla",
        "HEAD",
        "--status",
        "adopted",
        "--adopted",
        "2021-03-16",
        "--valid-from",
        "2021-03-01",
    ];
    let Run { code, err, .. } = run(&mut dates.nowela(&wrong));
    assert_eq!(code, 0, "{err}");
    let (code, out) = checked(&dates, &["ris@uchwalona"]);
    assert!(
        code == 1 && out.contains("uchwalenie (2021-03-16) wypada po: początek obowiązywania (2021-03-01)"),
        "{out}"
    );
}

#[test]
fn results_are_told_in_every_form() {
    let rules = rule("kind = \"sums\"")
        + "[[check.rule]]\nid = \"z\"\nkind = \"forbidden\"\nseverity = \"warning\"\nphrases = [\"co roku\"]\n";
    let project = project(&rules, &text().replace("| 438,0 |", "| 448,0 |"));
    let (code, junit) = checked(&project, &["--format", "junit"]);
    let parsed = roxmltree::Document::parse(&junit).expect("it is well-formed");
    let cases: Vec<_> = parsed.descendants().filter(|node| node.has_tag_name("testcase")).collect();
    assert_eq!((code, cases.len()), (1, 2));
    assert_eq!(parsed.root_element().attribute("failures"), Some("1"));
    let failures = parsed.descendants().filter(|node| node.has_tag_name("failure"));
    assert_eq!(failures.count(), 1);
    let (_, sarif) = checked(&project, &["--format", "sarif"]);
    let sarif: Value = serde_json::from_str(&sarif).expect("it is JSON");
    let result = &sarif["runs"][0]["results"][0];
    assert_eq!(sarif["version"], "2.1.0");
    assert_eq!(result["level"], "error");
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "strategy/ris/text.md");
    let line = place["region"]["startLine"].as_u64().expect("it has a line") as usize;
    assert!(project.read("strategy/ris/text.md").lines().nth(line - 1).expect("it is there").contains("448,0"));
    checked(&project, &["-o", "wyniki.xml"]);
    assert_eq!(project.read("wyniki.xml"), junit);
}

#[test]
fn presets_and_wrong_settings() {
    let preset = "[check]\npreset = \"ris\"\n";
    assert_eq!(codes(preset, &text()), NONE);
    let off = "[check]\npreset = \"ris\"\noff = [\"ris-sumy\"]\n";
    let later = text().replace("| 438,0 |", "| 448,0 |");
    assert!(codes(preset, &later).contains(&"table-sum".to_owned()));
    assert!(!codes(off, &later).contains(&"table-sum".to_owned()));
    let failed = |rules: &str| {
        let Run { code, err, .. } = run(&mut project(rules, &text()).nowela(&["check"]));
        (code, err)
    };
    for (rules, expected) in [
        ("[check]\npreset = \"riss\"\n".to_owned(), "Nie ma zestawu"),
        ("[check]\noff = [\"x\"]\n".to_owned(), "wyłączono regułę"),
        (rule("kind = \"sum\""), "nieznanego rodzaju"),
        (rule("kind = \"sums\"\nseverity = \"big\""), "nieznaną wagę"),
        (rule("kind = \"forbidden\""), "niczego nie sprawdza"),
        (rule("kind = \"forbidden\"\npatterns = [\"(\"]"), "wzorzec"),
        (rule("kind = \"continuity\"\nminimum = 0"), "ciągłości 0%"),
    ] {
        let (code, err) = failed(&rules);
        assert!(code == 2 && err.contains(expected), "{rules}: {err}");
    }
    let (code, err) = failed("");
    assert!(code == 0 && err.contains("niczego nie sprawdzono"), "no rule is broken, and it is told: {err}");
    assert_eq!(failed("[check]\nrules = 3\n").0, 4, "a key that is not known has its place");
}
