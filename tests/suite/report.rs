//! Reports for pull requests: from the merge base, over all documents, within the limits of comments.

use crate::project::{Project, Run, run};

const TEXT: &str = "# Strategia\n\n## Cele\n\nWzrost nakładów na badania do 2,5% PKB do końca 2030 r.\n\n## Wdrażanie\n\nOcena wniosków trwa 60 dni.\n";

fn branched() -> Project {
    let project = Project::with(&[("ris", "2020-07-07", TEXT), ("pkb", "2020-07-08", TEXT)]);
    project.git(&["switch", "--quiet", "-c", "zmiana"]);
    let text = TEXT.replace("2,5%", "3,1%").replace("60 dni.", "60 dni. Pytania: @jan, https://example.org, <b>x</b>.");
    project.save("ris", "2020-08-01", &text);
    project.save("nowy", "2020-08-02", TEXT);
    project.git(&["switch", "--quiet", "main"]);
    project.save("pkb", "2020-08-03", &TEXT.replace("60 dni", "45 dni"));
    project
}

#[test]
fn only_what_the_branch_did_is_told() {
    let Run { code, out, err } = run(&mut branched().nowela(&["report", "main", "zmiana"]));
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert!(out.contains("2,5%") && out.contains("3,1%") && out.contains("nowy dokument"), "{out}");
    for made in ["45 dni", "pkb", "@jan", "://", "<b>x"] {
        assert!(!out.replace("\\<", "").contains(made), "{made}: {out}");
    }
}

#[test]
fn nothing_changed_is_one_line_and_unknown_names_are_told() {
    let project = branched();
    let Run { code, out, .. } = run(&mut project.nowela(&["report", "zmiana", "zmiana~2"]));
    assert_eq!((code, out.lines().count()), (0, 1), "{out}");
    assert_eq!(run(&mut project.nowela(&["report", "brak", "main"])).code, 2);
    assert_eq!(run(&mut project.nowela(&["report", "main", "zmiana", "--page-url", "javascript:x"])).code, 2);
}

#[test]
fn unrelated_histories_tell_what_to_fetch() {
    let project = branched();
    project.git(&["switch", "--quiet", "--orphan", "inna"]);
    project.git(&["commit", "--quiet", "--allow-empty", "-m", "x"]);
    project.git(&["switch", "--quiet", "main"]);
    let Run { code, err, .. } = run(&mut project.nowela(&["report", "main", "inna"]));
    assert!(code == 4 && err.contains("--unshallow"), "{code}: {err}");
}

#[test]
fn long_reports_fit_a_comment() {
    let long = |word: &str| {
        let sections = (0..300).map(|at| format!("## Część {at}\n\n{}\n\n", format!("{word} {at} ").repeat(60)));
        format!("# Strategia\n\n{}", sections.collect::<String>())
    };
    let project = Project::with(&[("ris", "2020-07-07", &long("żółw"))]);
    project.git(&["switch", "--quiet", "-c", "zmiana"]);
    project.save("ris", "2020-08-01", &long("jeż"));
    let Run { code, out, .. } = run(&mut project.nowela(&["report", "main", "zmiana"]));
    assert!(code == 0 && out.chars().count() < 65_536, "{}", out.chars().count());
    assert!(out.contains("Pominięto"), "it says that something was left out");
}

#[test]
fn many_documents_with_long_titles_fit_too() {
    let project = Project::new();
    let ids: Vec<String> = (0..24).map(|at| format!("dokument-{at}")).collect();
    let text = |at: usize, end: &str| {
        let title = format!("{at} {}", "bardzo długi tytuł @jan ".repeat(90));
        let sections = (0..6).map(|at| format!("## {at} {title}\n\nZdanie {at} {end}.\n\n"));
        format!("---\ntitle: \"{title}\"\n---\n\n# {title}\n\n{}", sections.collect::<String>())
    };
    for (at, id) in ids.iter().enumerate() {
        project.save(id, "2020-07-07", &text(at, "wczoraj"));
    }
    project.git(&["switch", "--quiet", "-c", "zmiana"]);
    for (at, id) in ids.iter().enumerate() {
        project.save(id, "2020-08-01", &text(at, "jutro o 5% więcej"));
    }
    let Run { code, out, .. } = run(&mut project.nowela(&["report", "main", "zmiana"]));
    assert!(code == 0 && out.chars().count() < 65_536, "{}", out.chars().count());
    assert!(out.contains("dokument"), "it says how many documents were left out: {out}");
}

#[test]
fn rules_about_a_change_look_at_what_the_branch_changed() {
    let rules = "[[check.rule]]\nid = \"chronione\"\nkind = \"protected\"\nsections = [\"Wdrażanie\"]\n";
    let project = Project::with(&[("ris", "2020-07-07", TEXT)]);
    let revision = project.git(&["rev-parse", "HEAD"]);
    project.name("ris", "projekt-1", &revision);
    // What the main branch did before is none of its business.
    project.save("ris", "2020-07-20", &TEXT.replace("60 dni", "45 dni"));
    project.write("nowela.toml", format!("language = \"pl\"\n{rules}"));
    project.git(&["add", "-A"]);
    project.git(&["commit", "--quiet", "-m", "Reguły"]);
    project.git(&["switch", "--quiet", "-c", "zmiana"]);
    project.save("ris", "2020-08-01", &TEXT.replace("60 dni", "45 dni").replace("2,5%", "3,1%"));
    let Run { code, out, err } = run(&mut project.nowela(&["report", "main", "zmiana"]));
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert!(!out.contains("chronioną"), "{out}");
    project.save("ris", "2020-08-02", &TEXT.replace("60 dni", "30 dni"));
    let Run { out, .. } = run(&mut project.nowela(&["report", "main", "zmiana"]));
    assert!(out.contains("chronioną"), "{out}");
}
