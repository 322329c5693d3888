//! Showing a text or one of its sections: what names a section, and which bytes come out.

use crate::project::{Project, Run, run};

const TEXT: &str = "---\ntitle: Strategia\n---\nWstęp bez nagłówka.\n\n# Strategia\n\n## 1. Diagnoza {#diag}\n\n### 1.1. Kapitał ludzki\n\nLudzie.\n\n### 1.2. Żółć i łąka\n\nPrzyroda.\n\n## 2. Cele\n\n### Cel strategiczny II. Współpraca\n\nRazem.\n\n#### Wskaźniki\n\nDwa.\n\n### § 5. Kapitał ludzki\n\nDrugi raz.\n\n#### Wskaźniki\n\nTrzy.";

fn show(project: &Project, arguments: &[&str]) -> Run {
    run(&mut project.nowela(&[&["show", "HEAD"], arguments].concat()))
}

#[test]
fn a_whole_text_comes_out_byte_for_byte() {
    let project = Project::with(&[("ris", "2020-07-07", TEXT)]);
    assert_eq!(show(&project, &[]).out, TEXT, "no line feed is added in a pipe");
    assert_eq!(show(&project, &["-o", "kopia.md"]).out, "");
    assert_eq!(project.read("kopia.md"), TEXT);
    let bytes = b"# T\r\n\r\nZa\xbf\xf3\xb3\xe6 g\xea\x9cl\xb9 ja\x9f\xf1. To jest tekst o rozwoju regionu i o \x9crodkach.\r\n";
    project.write("okna.md", bytes.as_slice());
    let shown = project.nowela(&["show", "okna.md"]).output().expect("the program starts");
    assert_eq!(shown.stdout, bytes, "a file in another encoding stays as it is in a pipe");
    let damaged = run(&mut project.nowela(&["show", "nie ma.md"]));
    assert_eq!(damaged.code, 2, "{}", damaged.err);
}

#[test]
fn sections_are_found_by_all_their_names() {
    let project = Project::with(&[("ris", "2020-07-07", TEXT)]);
    for (asked, first) in [
        ("1.1", "### 1.1. Kapitał ludzki"),
        ("1.1.", "### 1.1. Kapitał ludzki"),
        ("2", "## 2. Cele"),
        ("§ 5", "### § 5. Kapitał ludzki"),
        ("Cel strategiczny II", "### Cel strategiczny II. Współpraca"),
        ("cel STRATEGICZNY ii", "### Cel strategiczny II. Współpraca"),
        ("diag", "## 1. Diagnoza {#diag}"),
        ("#diag", "## 1. Diagnoza {#diag}"),
        ("żółć I ŁĄKA", "### 1.2. Żółć i łąka"),
        ("zolc i laka", "### 1.2. Żółć i łąka"),
        ("1.2. Żółć i łąka", "### 1.2. Żółć i łąka"),
        ("Diagnoza > Kapitał ludzki", "### 1.1. Kapitał ludzki"),
        ("Strategia › cele › kapital ludzki", "### § 5. Kapitał ludzki"),
        ("2 > Cel strategiczny II > wskazniki", "#### Wskaźniki"),
        ("Wskaźniki [2]", "#### Wskaźniki"),
    ] {
        let Run { code, out, err } = show(&project, &[asked]);
        assert_eq!((code, out.lines().next()), (0, Some(first)), "{asked}: {err}");
    }
    assert_eq!(show(&project, &["Wskaźniki [2]"]).out, "#### Wskaźniki\n\nTrzy.");
}

#[test]
fn own_text_ends_at_the_next_heading_and_a_branch_does_not() {
    let project = Project::with(&[("ris", "2020-07-07", TEXT)]);
    let own = show(&project, &["cel strategiczny II"]);
    assert_eq!(own.out, "### Cel strategiczny II. Współpraca\n\nRazem.\n\n");
    let branch = show(&project, &["cel strategiczny II", "--branch"]);
    assert_eq!(branch.out, "### Cel strategiczny II. Współpraca\n\nRazem.\n\n#### Wskaźniki\n\nDwa.\n\n");
    let empty = show(&project, &["Diagnoza"]);
    assert_eq!(empty.out, "## 1. Diagnoza {#diag}\n\n");
    assert!(empty.err.contains("pokazuje opcja --branch"), "{}", empty.err);
    assert_eq!(show(&project, &["Diagnoza", "--branch"]).err, "");
}

#[test]
fn unknown_and_ambiguous_sections_end_with_2() {
    let project = Project::with(&[("ris", "2020-07-07", TEXT)]);
    let unknown = show(&project, &["Kapitał ludski"]);
    assert_eq!((unknown.code, unknown.out.as_str()), (2, ""));
    assert!(unknown.err.contains("\"1.1. Kapitał ludzki\", \"§ 5. Kapitał ludzki\""), "{}", unknown.err);
    assert_eq!(show(&project, &["§ 1"]).code, 2, "a paragraph is no chapter");
    let ambiguous = show(&project, &["Kapitał ludzki"]);
    assert_eq!(ambiguous.code, 2);
    let paths = ["Strategia › 1. Diagnoza › 1.1. Kapitał ludzki", "Strategia › 2. Cele › § 5. Kapitał ludzki"];
    assert!(ambiguous.err.contains(&format!("\"{}\", \"{}\"", paths[0], paths[1])), "{}", ambiguous.err);
    for path in paths {
        assert_eq!(show(&project, &[path]).code, 0, "the path that is offered works: {path}");
    }
    let twice = "# T\n\n## A\n\nJeden.\n\n## A\n\nDwa.\n";
    let project = Project::with(&[("ris", "2020-07-07", twice)]);
    let ambiguous = show(&project, &["A"]);
    assert!(ambiguous.err.contains("\"T › A [1]\", \"T › A [2]\""), "{}", ambiguous.err);
    assert_eq!(show(&project, &["T › A [2]"]).out, "## A\n\nDwa.\n");
}

#[test]
fn json_tells_the_state_and_the_section() {
    let project = Project::with(&[("ris", "2020-07-07", TEXT)]);
    let head = project.git(&["rev-parse", "HEAD"]);
    let json: serde_json::Value = serde_json::from_str(&show(&project, &["--json", "1.2"]).out).expect("it is JSON");
    let expected = serde_json::json!({
        "schema": "nowela/text/1", "document": "ris", "former": null, "version": null, "revision": head,
        "date": "2020-07-07", "title": "Strategia",
        "section": {
            "index": 3, "level": 3, "numbers": ["1.2"], "title": "Żółć i łąka",
            "path": ["Strategia", "1. Diagnoza", "1.2. Żółć i łąka"], "text": "### 1.2. Żółć i łąka\n\nPrzyroda.\n\n",
        },
    });
    assert_eq!(json, expected);
    let json: serde_json::Value = serde_json::from_str(&show(&project, &["--json"]).out).expect("it is JSON");
    assert_eq!((&json["text"], json.get("section")), (&TEXT.into(), None));
}
