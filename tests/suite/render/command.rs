//! `nowela diff` and `nowela demo` as a person runs them.

use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;

const BEFORE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus/render/before.md");
const AFTER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus/render/after.md");

/// The program in `folder`, without the settings of who runs the tests.
fn nowela(folder: &Path) -> Command {
    let mut command = Command::cargo_bin("nowela").expect("the program is built");
    command.current_dir(folder).env_clear().env("HOME", folder).env("NOWELA_LANG", "pl");
    command
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("there is room for a temporary folder")
}

fn output(command: &mut Command) -> String {
    let output = command.output().expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("output is UTF-8")
}

#[test]
fn files_are_compared_in_every_format() {
    let folder = folder();
    let diff = |more: &[&str]| output(nowela(folder.path()).args(["diff", BEFORE, AFTER]).args(more));
    let terminal = diff(&[]);
    assert!(terminal.contains("Porównano tekst „before.md” z tekstem „after.md”."), "{terminal}");
    assert!(terminal.contains("[−2,5%−] [+3,1%+]") && !terminal.contains('\u{1b}'), "{terminal}");
    assert!(!diff(&["--stat"]).contains("[−2,5%−]"));
    assert!(diff(&["--format", "markdown"]).contains("{--2,5%--}{++3,1%++}"));
    assert!(diff(&["--format", "html"]).starts_with("<!DOCTYPE html>"));
    let json: serde_json::Value = serde_json::from_str(&diff(&["--format", "json"])).expect("it is JSON");
    assert_eq!(json["schema"], "nowela/comparison/1");
    assert_eq!(json["before"]["revision"], serde_json::Value::Null);
    assert!(!diff(&["--format", "json"]).contains(env!("CARGO_MANIFEST_DIR")), "no path of the machine");
    assert_eq!(diff(&["--json"]), diff(&["--format", "json"]));
}

#[test]
fn a_figure_is_called_one() {
    let folder = folder();
    for (name, text) in [("a.md", "# T\n\nTekst.\n"), ("b.md", "# T\n\nTekst.\n\n![Mapa regionu](media/mapa.png)\n")] {
        std::fs::write(folder.path().join(name), text).expect("the folder takes files");
    }
    let shown = output(nowela(folder.path()).args(["diff", "a.md", "b.md"]));
    assert!(shown.contains("Rysunek: [+Mapa regionu+]"), "{shown}");
}

#[test]
fn a_real_comparison_holds_to_the_schema() {
    let schema = include_str!("../../../docs/comparison.schema.json");
    let validator = jsonschema::validator_for(&serde_json::from_str(schema).expect("the schema is JSON"));
    let validator = validator.expect("the schema is one");
    let folder = folder();
    for (before, after) in [(BEFORE, AFTER), (AFTER, BEFORE), (BEFORE, BEFORE)] {
        let json = output(nowela(folder.path()).args(["diff", before, after, "--format", "json"]));
        let value: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
        let errors: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }
}

#[test]
fn the_exit_code_tells_whether_something_changed() {
    let folder = folder();
    let code = |arguments: &[&str]| {
        nowela(folder.path()).arg("diff").args(arguments).output().expect("the program runs").status.code()
    };
    assert_eq!(code(&[BEFORE, AFTER]), Some(0));
    assert_eq!(code(&[BEFORE, AFTER, "--exit-code"]), Some(1));
    assert_eq!(code(&[BEFORE, BEFORE, "--exit-code"]), Some(0));
    assert_eq!(code(&[BEFORE, AFTER, "--exit-code", "--only", "renumbered"]), Some(0));
    assert_eq!(code(&[BEFORE, AFTER, "--only", "rewritten"]), Some(2));
    assert_eq!(code(&[BEFORE, AFTER, "--format", "xlsx"]), Some(2));
    assert_eq!(code(&[BEFORE, AFTER, "--format", "csv", "--stat"]), Some(2));
    assert_eq!(code(&[BEFORE, AFTER, "--format", "html", "--stat"]), Some(2));
    assert_eq!(code(&[BEFORE, AFTER, "--format", "markdown", "--stat"]), Some(0));
}

#[test]
fn some_kinds_only() {
    let folder = folder();
    let json =
        output(nowela(folder.path()).args(["diff", BEFORE, AFTER, "--format", "json", "--only", "added,removed"]));
    let json: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    let sections = json["sections"].as_array().expect("sections are a list");
    assert!(!sections.is_empty());
    assert!(sections.iter().all(|section| {
        let kinds = section["structure"].as_array().expect("kinds are a list");
        kinds.iter().any(|kind| kind == "added" || kind == "removed")
    }));
}

#[test]
fn a_file_takes_its_format_from_its_ending() {
    let folder = folder();
    for (name, start) in [
        ("a.html", "<!DOCTYPE html>"),
        ("a.json", "{\n \"schema\""),
        ("a.md", "## "),
        ("a.csv", "\u{feff}\"Lp.\";\"Lokalizacja"),
        ("a.txt", "Reg"),
    ] {
        assert_eq!(output(nowela(folder.path()).args(["diff", BEFORE, AFTER, "-o", name])), "");
        let written = std::fs::read_to_string(folder.path().join(name)).expect("the file was written");
        assert!(written.starts_with(start), "{name}: {written}");
    }
    let failed = nowela(folder.path()).args(["diff", BEFORE, AFTER, "-o", "brak/a.html"]).output();
    let failed = failed.expect("the program runs");
    assert_eq!(failed.status.code(), Some(5));
    assert!(String::from_utf8_lossy(&failed.stderr).contains("nie można zapisać pliku"));
}

#[test]
fn colour_is_as_asked_for() {
    let folder = folder();
    let coloured = |more: &[&str], variable: (&str, &str)| {
        output(nowela(folder.path()).env(variable.0, variable.1).args(["diff", BEFORE, AFTER]).args(more))
            .contains('\u{1b}')
    };
    assert!(!coloured(&[], ("A", "")));
    assert!(coloured(&["--color", "always"], ("NO_COLOR", "1")));
    assert!(coloured(&[], ("CLICOLOR_FORCE", "1")));
    assert!(!coloured(&[], ("CLICOLOR_FORCE", "0")));
    assert!(!coloured(&["--color", "never"], ("CLICOLOR_FORCE", "1")));
}

#[test]
fn in_a_pipe_there_is_no_pager_and_columns_count() {
    let folder = folder();
    let shown = output(
        nowela(folder.path()).env("PAGER", "false").env("COLUMNS", "50").args(["diff", BEFORE, AFTER, "--stat"]),
    );
    assert!(shown.lines().count() > 10);
    assert!(shown.lines().all(|line| line.chars().count() <= 50), "{shown}");
}

#[test]
fn matches_are_explained_where_asked() {
    let folder = folder();
    let text = |name: &str| format!("{}/strategy/ris/{name}.md", env!("CARGO_MANIFEST_DIR"));
    let (before, after) = (text("szkic-2020-07-07"), text("uchwalony-2021-03-16"));
    for (language, grounds, rival) in [
        (
            "pl",
            "Ta sama sekcja, bo: 100% wspólnych słów, podobny tytuł (87,5%), ten sam numer, 75,0% wspólnych podsekcji, ta sama \
             sekcja nadrzędna, te same sekcje przed nią i za nią (pewność 99,9%).",
            "Najbliższa inna w tekście wcześniejszym, „Tryb prac nad dokumentem”, odpadła: tylko 28,8% wspólnych słów, inny \
             tytuł, inny numer, inna sekcja nadrzędna, inne sąsiedztwo.",
        ),
        (
            "en",
            "The same section because of: 67.8% of the words in common, the same title, the same number, the same section \
             above, the same sections before and behind (confidence 99.9%).",
            "The closest other one in the earlier text, “Tryb prac nad dokumentem”, was passed over: only 28.8% of the words in \
             common, another title, another number, another section above, other neighbours.",
        ),
    ] {
        let shown = |more: &[&str]| {
            let mut command = nowela(folder.path());
            let shown = output(command.args(["diff", &before, &after, "--lang", language]).args(more));
            shown.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let told = shown(&["-v"]);
        assert!(told.contains(grounds) && told.contains(rival), "{told}");
        assert!(!shown(&[]).contains(&grounds[..20]));
    }
}

#[test]
fn the_stages_are_timed_where_asked() {
    let folder = folder();
    let run = nowela(folder.path()).args(["diff", BEFORE, AFTER, "-v"]).output().expect("the program runs");
    let told = String::from_utf8_lossy(&run.stderr);
    assert!(told.contains("odczyt: ") && told.contains("wynik: ") && told.lines().count() >= 7, "{told}");
}

/// The ids of all revisions, newest first.
fn commits(archive: &Path) -> Vec<String> {
    let repository = git2::Repository::open(archive).expect("the demo made an archive");
    let mut walk = repository.revwalk().expect("it has a history");
    walk.push_head().expect("it has a head");
    walk.map(|id| id.expect("the history is whole").to_string()).collect()
}

#[test]
fn the_demo_makes_the_same_archive_every_time() {
    let (one, other) = (folder(), folder());
    let told = output(nowela(one.path()).args(["demo", "pokaz"]));
    output(nowela(other.path()).arg("demo"));
    let archives = [one.path().join("pokaz"), other.path().join("nowela-demo")];
    let [first, second] = archives.each_ref().map(|archive| commits(archive));
    assert!(first.len() >= 3);
    assert_eq!(first, second, "the same texts, dates and author give the same revisions");
    let pages = archives.each_ref().map(|archive| std::fs::read(archive.join("pakiet/manifest.json")).expect("a list"));
    assert!(pages[0] == pages[1], "the same bytes: the list holds the checksums of all files");
    // What it says to try next works as it stands.
    let next: Vec<&str> = told.lines().filter_map(|line| line.strip_prefix("  nowela ")).collect();
    assert_eq!(next.len(), 3, "{told}");
    for line in next {
        output(nowela(one.path()).args(line.split(' ')));
    }
    let again = nowela(one.path()).args(["demo", "pokaz"]).output().expect("the program runs");
    assert_eq!(again.status.code(), Some(2), "a folder that is not empty is left alone");
}
