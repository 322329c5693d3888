//! How commands read office files: both sides of tracked changes, which headings count, and losses in short.

use super::docx::{p, t, word};
use crate::project::{Project, run};

/// A Word file with a change that Anna tracked.
fn tracked(before: &str, after: &str) -> Vec<u8> {
    let body = p(&format!(
        "{}<w:del w:id=\"1\" w:author=\"Anna Nowak\"><w:r><w:delText>{before}</w:delText></w:r></w:del>\
         <w:ins w:id=\"2\" w:author=\"Jan Lis\"><w:r><w:t>{after}</w:t></w:r></w:ins>{}",
        t("Nakłady wzrosną o "),
        t(" w roku.")
    ));
    word(&body, &[], &[])
}

/// Messages and texts of the revisions of a document, the oldest first.
fn revisions(project: &Project) -> Vec<(String, String)> {
    let ids = project.git(&["log", "--reverse", "--format=%H", "--", "strategy/ris/text.md"]);
    let of = |id: &str| {
        let subject = project.git(&["log", "-1", "--format=%s", id]);
        (subject, project.git(&["show", &format!("{id}:strategy/ris/text.md")]))
    };
    ids.lines().map(of).collect()
}

#[test]
fn both_sides_become_two_revisions_and_their_authors_are_left_out() {
    let project = Project::new();
    project.write("uwagi.docx", tracked("2%", "3%"));
    let done = run(&mut project.nowela(&[
        "commit",
        "uwagi.docx",
        "--document",
        "ris",
        "-m",
        "Uwagi",
        "--changes",
        "both",
        "--version",
        "v1",
        "--status",
        "draft",
        "--json",
    ]));
    assert_eq!(done.code, 0, "{}{}", done.out, done.err);
    let expected = [
        ("Uwagi (tekst bez zmian śledzonych)".to_owned(), "Nakłady wzrosną o 2% w roku.".to_owned()),
        ("Uwagi".to_owned(), "Nakłady wzrosną o 3% w roku.".to_owned()),
    ];
    assert_eq!(revisions(&project), expected);
    assert_eq!(project.read("strategy/ris/text.md"), "Nakłady wzrosną o 3% w roku.\n");
    let told: serde_json::Value = serde_json::from_str(&done.out).expect("it is JSON");
    assert_eq!(told["before"].as_str().expect("it is told"), project.git(&["rev-parse", "HEAD~1"]));
    assert_eq!(told["revision"].as_str().expect("it is told"), project.git(&["rev-parse", "ris/v1^{commit}"]));
    for name in ["Anna", "Jan Lis"] {
        let found = project.try_git(&["log", "--all", "--format=%B%an%cn", &format!("--grep={name}")]);
        assert!(found.stdout.is_empty(), "{name}");
    }
    // Once more: neither text is new.
    let again =
        run(&mut project.nowela(&["commit", "uwagi.docx", "--document", "ris", "-m", "x", "--changes", "reject"]));
    assert_eq!((again.code, revisions(&project).len()), (0, 3), "{}", again.err);
}

#[test]
fn authors_of_changes_are_named_where_that_is_asked_for() {
    let project = Project::new();
    project.write("uwagi.docx", tracked("2%", "3%"));
    let done = run(&mut project.nowela(&[
        "commit",
        "uwagi.docx",
        "--document",
        "ris",
        "-m",
        "Uwagi",
        "--changes",
        "both",
        "--change-authors",
        "keep",
    ]));
    assert_eq!(done.code, 0, "{}{}", done.out, done.err);
    assert!(project.git(&["log", "-1", "--format=%B"]).contains("Zmiany śledzone: Anna Nowak, Jan Lis"));
    assert!(!project.git(&["log", "-1", "--format=%B", "HEAD~1"]).contains("Anna"));
}

#[test]
fn what_has_no_two_sides_saves_nothing() {
    let project = Project::new();
    project.write("a.docx", word(&p(&t("Bez zmian.")), &[], &[]));
    project.write("a.md", "Tekst.\n");
    for file in ["a.docx", "a.md"] {
        let refused = run(&mut project.nowela(&["commit", file, "--document", "ris", "-m", "x", "--changes", "both"]));
        assert_eq!(refused.code, 2, "{}", refused.err);
        assert!(refused.err.contains("nie ma zmian śledzonych"), "{}", refused.err);
    }
    let without = run(&mut project.nowela(&["commit", "--document", "ris", "-m", "x", "--changes", "both"]));
    assert_eq!(without.code, 2);
    assert_eq!(revisions(&project), []);
    // A text that can't be saved leaves the other unsaved too.
    project.write("b.docx", tracked("2%", "3%"));
    let refused = run(&mut project.nowela(&["commit", "b.docx", "--document", "ris", "-m", " ", "--changes", "both"]));
    assert_ne!(refused.code, 0);
    assert_eq!(revisions(&project), []);
}

#[test]
fn a_failure_behind_the_first_revision_says_what_is_saved() {
    let project = Project::new();
    // Only the later text has the image for which there is no room.
    let body = p(&format!(
        "{}<w:ins w:id=\"2\" w:author=\"A\"><w:r><w:drawing><a:blip r:embed=\"r1\"/></w:drawing></w:r></w:ins>",
        t("Schemat: ")
    ));
    project.write("z.docx", word(&body, &[("r1", "image", "media/s.png")], &[("word/media/s.png", "nowy")]));
    project.write("strategy/ris/media/s.png/x", "folder o nazwie obrazu");
    let failed = run(&mut project.nowela(&["commit", "z.docx", "--document", "ris", "-m", "Z", "--changes", "both"]));
    assert_ne!(failed.code, 0, "{}", failed.out);
    assert_eq!(revisions(&project).len(), 1);
    assert!(failed.err.contains("bez zmian śledzonych"), "{}", failed.err);
}

#[test]
fn diff_and_show_read_either_side_and_tell_losses_in_short() {
    let project = Project::new();
    project.write("a.docx", tracked("2%", "3%"));
    let shown = |changes: &str| run(&mut project.nowela(&["show", "a.docx", "--changes", changes])).out;
    assert_eq!(shown("accept"), "Nakłady wzrosną o 3% w roku.\n");
    assert_eq!(shown("reject"), "Nakłady wzrosną o 2% w roku.\n");
    project.write("b.md", "Nakłady wzrosną o 2% w roku.\n");
    let compared =
        |changes: &str| run(&mut project.nowela(&["diff", "b.md", "a.docx", "--exit-code", "--changes", changes])).code;
    assert_eq!((compared("accept"), compared("reject")), (1, 0));
    let page = "<html><main><p>Tekst</p><p hidden>tajne</p></main><footer>Urząd</footer></html>";
    project.write("a.html", page);
    for arguments in [
        ["show", "a.html"].as_slice(),
        &["diff", "b.md", "a.html"],
        &["commit", "a.html", "--document", "ris", "-m", "x"],
    ] {
        let told = run(&mut project.nowela(arguments));
        assert!(told.err.contains("Z pliku „a.html” nie przeniesiono 2 rzeczy"), "{arguments:?}: {}", told.err);
        assert!(
            !told.err.contains("tajne") && told.err.contains("nowela import a.html --stdout --strict"),
            "{}",
            told.err
        );
    }
    assert_eq!(run(&mut project.nowela(&["-q", "show", "a.html"])).err, "");
    let all = run(&mut project.nowela(&["import", "a.html", "--stdout", "--strict"]));
    assert!(all.err.contains("tajne") && all.err.contains("Urząd") && all.out.is_empty(), "{}{}", all.out, all.err);
}

#[test]
fn bold_lines_are_headings_only_where_they_may_be() {
    let project = Project::new();
    let bold = |text: &str| p(&format!("<w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r>"));
    let file = |second: &str| {
        let body = [bold("1. Wstęp"), p(&t("Tekst wstępu.")), bold("2. Cele"), p(&t(second))].concat();
        word(&body, &[], &[])
    };
    project.write("a.docx", file("Cel jest jeden."));
    project.write("b.docx", file("Cele są dwa."));
    let sections = |more: &[&str]| {
        let arguments = [&["diff", "a.docx", "b.docx", "--format", "json"], more].concat();
        let told = run(&mut project.nowela(&arguments));
        let value: serde_json::Value = serde_json::from_str(&told.out).expect("it is JSON");
        value["after"]["sections"].as_u64().expect("a number")
    };
    assert_eq!((sections(&[]), sections(&["--headings", "detected"]), sections(&["--headings", "styles"])), (2, 2, 0));
    let told = run(&mut project.nowela(&["import", "a.docx", "--stdout"]));
    let untold = run(&mut project.nowela(&["import", "a.docx", "--stdout", "--headings", "styles"]));
    assert_eq!(told.out, untold.out, "the text is the same, only its outline is not");
    assert!(told.err.len() > untold.err.len(), "{}\n{}", told.err, untold.err);
    let shown = run(&mut project.nowela(&["show", "a.docx", "2", "--headings", "styles"]));
    assert_eq!(shown.code, 2, "{}", shown.out);
}

const CODED: &str =
    "# Dane\n\nPlik `wskazniki.csv` ma wiersze:\n\n```\nrok;wartość\n  2020;2,5%\n\n2030;3,1%\n```\n\nKoniec.\n";

#[test]
fn code_comes_back_from_our_own_word_and_odt_files() {
    let word = super::docx::exported(CODED, &nowela::render::brand::Images::new());
    let odt = super::odt::exported(CODED);
    for (file, name) in [(word, "a.docx"), (odt, "a.odt")] {
        let back = nowela::import::import(&file, name).expect("the file is read").document.source;
        assert_eq!(back, CODED, "{name}");
    }
}

#[test]
fn lines_of_code_that_are_paragraphs_are_one_block() {
    let styles = "<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
        <w:style w:type=\"paragraph\" w:styleId=\"HTML-wstpniesformatowany\"><w:name w:val=\"HTML Preformatted\"/></w:style>\
        <w:style w:type=\"character\" w:styleId=\"VerbatimChar\"><w:name w:val=\"Verbatim Char\"/></w:style></w:styles>";
    let line = |inner: &str| p(&format!("<w:pPr><w:pStyle w:val=\"HTML-wstpniesformatowany\"/></w:pPr>{inner}"));
    let body = [
        line(&t("a * b")),
        line(""),
        line(&t("  c")),
        p(&format!("{}{}", t("Tekst "), "<w:r><w:rPr><w:rStyle w:val=\"VerbatimChar\"/></w:rPr><w:t>x*y</w:t></w:r>")),
        line("<w:r><w:t>d</w:t><w:br/><w:t>e</w:t></w:r>"),
        line(&t("f")),
    ];
    let file = word(&body.concat(), &[("r9", "styles", "styles.xml")], &[("word/styles.xml", styles)]);
    let source = nowela::import::import(&file, "a.docx").expect("the file is read").document.source;
    assert_eq!(source, "```\na * b\n\n  c\n```\n\nTekst `x*y`\n\n```\nd\ne\n```\n\n```\nf\n```\n");
}

#[test]
fn a_package_reads_either_side_and_tells_losses() {
    let project = Project::new();
    project.write("a.docx", tracked("2%", "3%"));
    project.write("b.docx", tracked("2%", "4%"));
    project.write("uwagi.docx", super::comments::commented());
    let done = run(&mut project.nowela(&[
        "consult",
        "a.docx",
        "b.docx",
        "-o",
        "pakiet",
        "--format",
        "csv",
        "--changes",
        "reject",
    ]));
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(!project.read("pakiet/tabela-zmian.csv").contains("4%"), "both said 2% before the changes");
    let done = run(&mut project.nowela(&["consult", "a.docx", "uwagi.docx", "-o", "pakiet2", "--format", "csv"]));
    assert!(done.err.contains("uwagi.docx") && done.err.contains("nie przeniesiono"), "{}", done.err);
}
