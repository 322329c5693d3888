//! The consultation package: what is in it, that all of it says the same, and that nothing of a person's is lost.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::project::{Project, Run, run};

const BEFORE: &str = "---\ntitle: Strategia\n---\n\n# Strategia\n\n## 1. Cele\n\nNakłady wzrosną do 2,5% PKB.\n\n\
                      ## 2. Finanse\n\nBudżet: 10 mln zł.\n\n## 3. Wdrażanie\n\nStrategię wdraża zarząd.\n";
const AFTER: &str = "---\ntitle: Strategia\n---\n\n# Strategia\n\n## 1. Finanse\n\nBudżet: 12 mln zł.\n\n\
                     ## 2. Cele\n\nNakłady wzrosną do 3,1% PKB.\n\n## 3. Ewaluacja\n\nOcenę przeprowadza się co dwa lata.\n";
const SETTINGS: &str = "language = \"pl\"\n[office]\nname = \"Urząd <Przykładowy>\"\ncolour = \"#123c58\"\n\
                        [consultation]\nemail = \"uwagi@example.org\"\n[[round]]\nid = \"r1\"\nafter = \"projekt-2\"\n\
                        opens = \"2026-12-01\"\n[[audience]]\nid = \"rada\"\nname = \"Rada\"\nbefore = \"projekt-0\"\n";

/// An archive with three versions.
fn archive(settings: &str) -> Project {
    let project = Project::new();
    let first = BEFORE.replace("2,5%", "2,0%");
    for (number, (day, text)) in
        [("2026-01-10", first.as_str()), ("2026-02-10", BEFORE), ("2026-03-10", AFTER)].into_iter().enumerate()
    {
        let saved = project.save("ris", day, text);
        project.name("ris", &format!("projekt-{number}"), &saved.revision);
    }
    project.write("nowela.toml", settings);
    project
}

fn consult(project: &Project, more: &[&str]) -> Run {
    let mut arguments = vec!["consult", "projekt-1", "projekt-2", "-o", "pakiet", "--lang", "pl"];
    arguments.extend(more);
    run(&mut project.nowela(&arguments))
}

/// Every file below a folder but the manifest, by its path.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(at) = folders.pop() {
        for entry in at.read_dir().expect("the folder is there") {
            let path = entry.expect("it can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("it lies below").to_string_lossy().replace('\\', "/");
                found.insert(name, std::fs::read(&path).expect("it can be read"));
            }
        }
    }
    found
}

fn manifest(folder: &Path) -> Value {
    let text = std::fs::read_to_string(folder.join("manifest.json")).expect("there is a list");
    serde_json::from_str(&text).expect("it is JSON")
}

fn sum(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_default()
}

#[test]
fn the_list_names_every_file_with_its_checksum_and_every_role_is_there() {
    let project = archive(SETTINGS);
    let made = consult(&project, &["--audience", "rada"]);
    assert_eq!(made.code, 0, "{}", made.err);
    let folder = project.root().join("pakiet");
    let (list, mut files) = (manifest(&folder), files(&folder));
    files.remove("manifest.json");
    assert_eq!(text(&list, "schema"), "nowela/package/1");
    assert_eq!(text(&list["before"], "version"), "projekt-1");
    let listed = list["files"].as_array().expect("there are files");
    let paths: BTreeSet<&str> = listed.iter().map(|file| text(file, "path")).collect();
    assert_eq!(paths, files.keys().map(String::as_str).collect());
    for file in listed {
        let bytes = &files[text(file, "path")];
        assert_eq!(text(file, "sha256"), sum(bytes), "{file}");
        assert_eq!(file["bytes"].as_u64(), Some(bytes.len() as u64), "{file}");
        assert!(!bytes.is_empty(), "{file}");
        assert!(text(file, "path").is_ascii() && text(file, "path").ends_with(text(file, "format")), "{file}");
    }
    let roles: BTreeSet<&str> = listed.iter().map(|file| text(file, "role")).collect();
    let built = ["bip", "changes", "clean", "correspondence", "form", "index", "note", "notice", "page", "redline"];
    assert!(built.iter().all(|role| roles.contains(role)), "{roles:?}");
    assert!(listed.iter().any(|file| text(file, "path") == "rada/dokument-konsultacyjny.html"));
    // The note for the bulletin lists all but itself, the index and the list; the index all but itself and the list.
    let page = |name: &str| String::from_utf8_lossy(&files[name]).replace("<wbr>", "");
    for file in listed {
        let (role, sum) = (text(file, "role"), text(file, "sha256"));
        assert_eq!(page("opis-zmiany-bip.html").contains(sum), role != "bip" && role != "index", "{file}");
        assert_eq!(page("index.html").contains(sum), role != "index", "{file}");
    }
}

#[test]
fn every_file_tells_the_same_figures() {
    let project = archive(SETTINGS);
    assert_eq!(consult(&project, &[]).code, 0);
    let files = files(&project.root().join("pakiet"));
    let page = |name: &str| String::from_utf8_lossy(&files[name]).replace(['\u{a0}', '\u{202f}'], " ");
    let json = run(&mut project.nowela(&["diff", "projekt-1", "projekt-2", "--format", "json", "--lang", "pl"]));
    let json: Value = serde_json::from_str(&json.out).expect("it is JSON");
    let continuity = json["summary"]["continuity"].as_f64().expect("it is a number");
    let percent = format!("{:.1}%", continuity * 100.0).replace('.', ",");
    for name in ["dokument-konsultacyjny.html", "nota-o-zmianach.html", "ogloszenie.html", "opis-zmiany-bip.html"] {
        assert!(page(name).contains(&percent), "{name} does not say {percent}");
    }
    for name in ["dokument-konsultacyjny.html", "nota-o-zmianach.html", "tabela-zmian.html", "tabela-zmian.csv"] {
        let page = page(name);
        assert!(page.contains("10 mln zł") && page.contains("12 mln zł") && page.contains("+2 mln zł"), "{name}");
    }
    let correspondence = page("tabela-odpowiednikow.csv");
    let line = correspondence.lines().find(|line| line.contains("Finanse")).expect("it lives on");
    assert!(line.contains(r#""2";"Finanse";"1";"Finanse""#), "{line}");
}

#[test]
fn dates_are_counted_and_blanks_are_named() {
    let project = archive(SETTINGS);
    assert_eq!(consult(&project, &["--format", "html"]).code, 0);
    let notice = project.read("pakiet/ogloszenie.html").replace('\u{a0}', " ");
    for told in ["1 grudnia 2026 r.", "5 stycznia 2027 r.", "4 lutego 2027 r.", "35 dni", "uwagi@example.org"] {
        assert!(notice.contains(told), "{told}: {notice}");
    }
    assert!(notice.contains("Urząd &lt;Przykładowy&gt;") && notice.contains("[do uzupełnienia: cel konsultacji]"));
    // Without a round nothing is made up.
    let project = archive("language = \"pl\"\n");
    let made = consult(&project, &["--format", "html"]);
    assert!(made.err.contains("rundy"), "{}", made.err);
    let notice = project.read("pakiet/ogloszenie.html");
    assert!(notice.contains("[do uzupełnienia: dzień ogłoszenia]") && !notice.contains("202"), "{notice}");
    let short = archive(&SETTINGS.replace("opens", "closes = \"2026-12-21\"\nopens"));
    let made = consult(&short, &["--format", "html"]);
    assert!(made.code == 0 && made.err.contains("20 dni"), "{}", made.err);
}

#[test]
fn the_same_comparison_gives_the_same_bytes() {
    let project = archive(SETTINGS);
    assert_eq!(consult(&project, &["-o", "inny"]).code, 2, "a folder is named once");
    assert_eq!(consult(&project, &[]).code, 0);
    let folder = project.root().join("pakiet");
    let first = files(&folder);
    std::fs::remove_dir_all(&folder).expect("it is ours");
    let mut again = project.nowela(&["consult", "projekt-1", "projekt-2", "-o", "pakiet", "--lang", "pl"]);
    again.env("TZ", "Pacific/Kiritimati").env("LC_ALL", "tr_TR.UTF-8").env("SOURCE_DATE_EPOCH", "1");
    assert_eq!(run(&mut again).code, 0);
    let second = files(&folder);
    assert_eq!(first.keys().collect::<Vec<_>>(), second.keys().collect::<Vec<_>>());
    for (name, bytes) in &first {
        assert!(second[name] == *bytes, "{name} differs");
    }
}

#[test]
fn a_package_is_made_anew_and_changed_files_are_refused() {
    let project = archive(SETTINGS);
    assert_eq!(consult(&project, &["--format", "html"]).code, 0);
    assert_eq!(consult(&project, &["--format", "html,csv"]).code, 0, "the same folder takes it again");
    project.write("pakiet/nota-o-zmianach.html", "nasza nota");
    let refused = consult(&project, &["--format", "html"]);
    assert_eq!(refused.code, 5);
    assert!(refused.err.contains("nota-o-zmianach.html") && refused.err.contains("co zrobić"), "{}", refused.err);
    assert_eq!(project.read("pakiet/nota-o-zmianach.html"), "nasza nota");
    project.write("inne/zdjecie.png", "1");
    let refused = run(&mut project.nowela(&["consult", "projekt-1", "projekt-2", "-o", "inne"]));
    assert_eq!((refused.code, project.read("inne/zdjecie.png").as_str()), (2, "1"), "{}", refused.err);
    let refused = run(&mut project.nowela(&["consult", "projekt-1", "projekt-2", "-o", "nowela.toml"]));
    assert_eq!(refused.code, 2, "{}", refused.err);
}

#[test]
fn what_the_settings_get_wrong_is_told() {
    let wrong = [
        ("colour = \"#123c58\"", "colour = \"zielony\"", "zielony"),
        ("2026-12-01", "1 grudnia", "1 grudnia"),
        ("opens =", "closes = \"2026-11-01\"\nopens =", "r1"),
        ("id = \"rada\"", "id = \"Rada Łódź\"", "Rada Łódź"),
        ("[office]", "[office]\nlogo = \"nie-ma.png\"", "nie-ma.png"),
        ("[office]", "[office]\nlogo = \"../logo.exe\"", "logo.exe"),
    ];
    for (right, wrong, named) in wrong {
        let project = archive(&SETTINGS.replace(right, wrong));
        let refused = consult(&project, &["--audience", "all", "--format", "html"]);
        assert!(refused.code == 2 && refused.err.contains(named), "{wrong}: {} {}", refused.code, refused.err);
        assert!(!project.root().join("pakiet").exists(), "{wrong}: nothing was written");
    }
    let project = archive(SETTINGS);
    for (more, named) in [(["--audience", "nikt"], "rada"), (["--round", "r9"], "r1")] {
        let refused = consult(&project, &more);
        assert!(refused.code == 2 && refused.err.contains(named), "{more:?}: {}", refused.err);
    }
    let pale = archive(&SETTINGS.replace("#123c58", "#ffee00"));
    let made = consult(&pale, &["--format", "csv"]);
    assert!(made.code == 0 && made.err.contains("4,5:1"), "{}", made.err);
}

#[test]
fn templates_of_the_archive_take_the_place_of_the_built_in_ones() {
    let project = archive(SETTINGS);
    let exported = run(&mut project.nowela(&["templates", "export", "markdown/note.md", "--lang", "pl"]));
    assert_eq!(exported.code, 0, "{}", exported.err);
    let again = run(&mut project.nowela(&["templates", "export", "markdown/note.md"]));
    assert_eq!(again.code, 2, "what is there stays");
    let own = "# Nasza nota\n\n{{ title }}: {{ summary }}\n";
    project.write("templates/markdown/note.md", own);
    let list = run(&mut project.nowela(&["templates", "list", "--lang", "pl"]));
    assert!(
        list.out.lines().any(|line| line.starts_with("markdown/note.md") && line.contains("własny")),
        "{}",
        list.out
    );
    assert_eq!(consult(&project, &["--format", "html"]).code, 0);
    let note = project.read("pakiet/nota-o-zmianach.html");
    assert!(note.contains("<h1>Nasza nota</h1>") && note.contains("Strategia: "), "{note}");
    let checked = run(&mut project.nowela(&["templates", "check", "projekt-1", "projekt-2", "--lang", "pl"]));
    assert!(checked.code == 0 && checked.out.contains("1 własny szablon"), "{}{}", checked.out, checked.err);
    for (bad, place) in [("# a\n\n{{ tytul }}\n", "wiersz 3"), ("{% include \"/etc/passwd\" %}\n", "wiersz 1")] {
        project.write("templates/markdown/note.md", bad);
        let checked = run(&mut project.nowela(&["templates", "check", "projekt-1", "projekt-2", "--lang", "pl"]));
        assert!(checked.code == 2 && checked.err.contains(place), "{}", checked.err);
        let refused = consult(&project, &["--format", "html"]);
        assert!(refused.code == 2 && refused.err.contains("markdown/note.md"), "{}", refused.err);
    }
    project.write("templates/markdown/note.md", own);
    project.write("templates/markdown/nota.md", own);
    let told = consult(&project, &["--format", "html"]);
    assert!(told.code == 0 && told.err.contains("markdown/nota.md"), "a misspelt name is told: {}", told.err);
}

#[test]
fn files_outside_of_an_archive_make_a_package_too() {
    let project = Project::empty();
    project.write("stary.md", BEFORE);
    project.write("nowy.md", AFTER);
    let made = run(&mut project.nowela(&["consult", "stary.md", "nowy.md", "-o", "pakiet", "--lang", "en", "--json"]));
    assert_eq!(made.code, 0, "{}", made.err);
    let told: Value = serde_json::from_str(&made.out).expect("it is the list");
    assert_eq!(told, manifest(&project.root().join("pakiet")));
    let note = project.read("pakiet/note-on-changes.html");
    assert!(note.contains("<html lang=\"en\">") && note.contains("Note on changes"), "{note}");
}

/// A part of a file that is a ZIP, as text.
fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("it is a ZIP file");
    let mut text = String::new();
    let mut part = archive.by_name(name).expect("the part is there");
    std::io::Read::read_to_string(&mut part, &mut text).expect("it is XML");
    text
}

#[test]
fn the_form_shows_the_wording_without_markup() {
    let project = Project::empty();
    project.write("stary.md", "# Strategia\n\n## 1. Cele\n\nTekst.\n");
    let table = "| Wskaźnik | Cel |\n|---|--:|\n| PKB | **3,1%** |\n";
    project.write(
        "nowy.md",
        format!("# Strategia\n\n## 1. Cele\n\n**Miernik** i [odnośnik](https://example.org).\n\n{table}"),
    );
    let made = run(&mut project.nowela(&["consult", "stary.md", "nowy.md", "-o", "pakiet", "--lang", "pl"]));
    assert_eq!(made.code, 0, "{}", made.err);
    let bytes = std::fs::read(project.root().join("pakiet/formularz-uwag.docx")).expect("it is there");
    let form = part(&bytes, "word/document.xml");
    assert!(form.contains("Miernik i odnośnik.") && form.contains("PKB | 3,1%"), "{form}");
    assert!(!form.contains("**") && !form.contains("|---"), "{form}");
}

/// A PDF that is not accessible says so, and why.
#[cfg(feature = "pdf")]
#[test]
fn what_a_pdf_falls_short_of_is_told() {
    let project = Project::empty();
    let image =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><rect width=\"9\" height=\"9\"/></svg>";
    project.write("media/a.svg", image);
    project.write("stary.md", "# Strategia\n\n![Opis](media/a.svg)\n");
    project.write("nowy.md", "# Strategia\n\n![](media/a.svg)\n");
    let mut consult =
        project.nowela(&["consult", "stary.md", "nowy.md", "-o", "pakiet", "--format", "pdf", "--lang", "pl"]);
    let made = run(&mut consult);
    assert_eq!(made.code, 0, "{}", made.err);
    let told = |name: &str| made.err.lines().any(|line| line.contains(name) && line.contains("PDF/UA"));
    assert!(told("tekst-pozniejszy.pdf") && !told("tekst-wczesniejszy.pdf"), "{}", made.err);
}

#[test]
fn no_text_is_a_formula() {
    let project = Project::empty();
    let harm = "=HYPERLINK(\"https://example.org\";\"a\")";
    project.write("stary.md", format!("# Strategia\n\n## {harm}\n\n{harm} a\n"));
    project.write(
        "nowy.md",
        format!("# Strategia\n\n## +{harm}\n\n@{harm} b\n\n| a | b |\n|---|---|\n| {harm} | -1+1 |\n"),
    );
    let made = run(&mut project.nowela(&["consult", "stary.md", "nowy.md", "-o", "pakiet", "--lang", "pl"]));
    assert_eq!(made.code, 0, "{}", made.err);
    for name in ["tabela-zmian", "tabela-odpowiednikow"] {
        let csv = project.read(&format!("pakiet/{name}.csv"));
        let starts = csv.split(['\n', ';']).filter_map(|cell| cell.strip_prefix('"'));
        assert!(!starts.clone().any(|cell| cell.starts_with(['=', '+', '-', '@'])), "{csv}");
        let bytes = std::fs::read(project.root().join(format!("pakiet/{name}.xlsx"))).expect("it is there");
        let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
        assert!(!sheet.contains("<f>") && !sheet.contains("<f ") && sheet.contains("t=\"s\""), "{sheet}");
    }
}
