//! Comments in files: they are kept apart from the text, with what they mark, and never in the archive.

use nowela::import::comment::Comment;
use nowela::import::import;

use super::docx::{p, t, word};
use super::odt::file;
use crate::project::{Project, run};

pub(super) fn commented() -> Vec<u8> {
    let comments = "<w:comments xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
        <w:comment w:id=\"4\" w:author=\"Anna Nowak\" w:date=\"2021-03-16T10:15:00Z\"><w:p><w:r><w:t>Za mało.</w:t></w:r></w:p>\
        <w:p><w:r><w:t>Zob. GUS.</w:t></w:r></w:p></w:comment></w:comments>";
    let heading = "<w:p><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr><w:r><w:t>Nakłady</w:t></w:r></w:p>";
    let body = format!(
        "{heading}{}",
        p(&format!(
            "{}<w:commentRangeStart w:id=\"4\"/>{}</w:p><w:p>{}<w:commentRangeEnd w:id=\"4\"/><w:r><w:commentReference w:id=\"4\"/></w:r>{}",
            t("Wzrosną o "),
            t("2,5%"),
            t("PKB"),
            t(" do 2030 r.")
        ))
    );
    word(&body, &[("c1", "comments", "comments.xml")], &[("word/comments.xml", comments)])
}

fn expected() -> Comment {
    Comment {
        place: "Nakłady".to_owned(),
        wording: "2,5% PKB".to_owned(),
        author: "Anna Nowak".to_owned(),
        date: "2021-03-16T10:15:00Z".to_owned(),
        text: "Za mało.\nZob. GUS.".to_owned(),
    }
}

#[test]
fn comments_are_read_with_what_they_mark() {
    let imported = import(&commented(), "uwagi.docx").expect("the file is read");
    assert_eq!(imported.document.source, "# Nakłady\n\nWzrosną o 2,5%\n\nPKB do 2030 r.\n");
    assert_eq!(imported.report.expect("it has a report").comments, [expected()]);
    let body = "<text:h text:outline-level=\"1\">Nakłady</text:h><text:p>Wzrosną o <office:annotation office:name=\"a1\" \
        xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:creator>Anna Nowak</dc:creator><dc:date>2021-03-16T10:15:00Z</dc:date>\
        <text:p>Za mało.</text:p><text:p>Zob. GUS.</text:p></office:annotation>2,5% <text:span>PKB</text:span>\
        <office:annotation-end office:name=\"a1\"/> do 2030 r.</text:p>";
    let imported = import(&file("", body, "", &[]), "uwagi.odt").expect("the file is read");
    assert_eq!(imported.document.source, "# Nakłady\n\nWzrosną o 2,5% PKB do 2030 r.\n");
    assert_eq!(imported.report.expect("it has a report").comments, [expected()]);
}

#[test]
fn comments_are_saved_beside_the_archive_and_never_in_it() {
    let project = Project::new();
    project.write("uwagi.docx", commented());
    let inside = run(&mut project.nowela(&["import", "uwagi.docx", "--document", "ris", "--comments", "uwagi.json"]));
    assert_eq!(inside.code, 2, "{}", inside.err);
    assert!(inside.err.contains("leży w archiwum"), "{}", inside.err);
    assert!(!project.root().join("strategy/ris/text.md").exists());
    let outside = tempfile::tempdir().expect("there is room for a temporary folder");
    let path = outside.path().join("uwagi.json");
    let name = path.display().to_string();
    let told = run(&mut project.nowela(&["import", "uwagi.docx", "--document", "ris"]));
    assert!(told.err.contains("komentarz") || told.out.contains("komentarz"), "{}{}", told.out, told.err);
    let done =
        run(&mut project.nowela(&["import", "uwagi.docx", "--document", "ris", "--strict", "--comments", &name]));
    assert_eq!(done.code, 0, "{}{}", done.out, done.err);
    assert!(done.out.contains("Zapisano 1 komentarz w pliku"), "{}", done.out);
    let saved: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(&path).expect("it was saved")).expect("it is JSON");
    assert_eq!(saved["schema"], "nowela/file-comments/1");
    let one = &saved["comments"][0];
    let Comment { place, wording, author, date, text } = expected();
    assert_eq!(
        [&one["file"], &one["heading"], &one["current"], &one["author"], &one["date"], &one["text"]],
        ["uwagi.docx", &place, &wording, &author, &date, &text]
    );
    assert!(!project.read("strategy/ris/text.md").contains("Nowak"));
}
