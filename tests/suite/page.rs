//! The page under the tools that judge pages: the Nu HTML checker, html-validate, pa11y, axe-core and a keyboard in a real
//! browser, and a virtual screen reader.
#![expect(clippy::disallowed_methods, reason = "tests write files and are told by the environment where tools are")]

use std::path::{Path, PathBuf};
use std::process::Command;

use nowela::consult::Format;
use serde_json::Value;
use tempfile::TempDir;

use super::naughty::{self, FILE, HARM};

/// What a tool is called in the environment; a missing tool is a failure, never a pass.
fn told(name: &str) -> PathBuf {
    let value = std::env::var_os(name).unwrap_or_else(|| panic!("{name} is not set; .ci/run installs what it names"));
    let path = PathBuf::from(value);
    assert!(path.exists(), "{name}: there is no {}", path.display());
    path
}

/// The folder whose `node_modules` hold the validators.
fn validators() -> PathBuf {
    told("NOWELA_VALIDATORS")
}

pub(crate) fn tool(path: &str) -> PathBuf {
    let path = validators().join("node_modules").join(path);
    assert!(path.exists(), "there is no {}; .ci/run installs it", path.display());
    path
}

fn beside(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/page").join(name)
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("there is room for a temporary folder")
}

fn nowela(folder: &Path, arguments: &[&str]) {
    let mut command = assert_cmd::Command::cargo_bin("nowela").expect("the program is built");
    command.current_dir(folder).env_clear().env("HOME", folder).args(arguments).assert().success();
}

/// The page of the sample.
fn sample(folder: &Path, language: &str) -> PathBuf {
    nowela(folder, &["demo", "demo", "--lang", language]);
    let name = if language == "pl" { "dokument-konsultacyjny" } else { "consultation-document" };
    folder.join("demo/pakiet").join(name).with_extension("html")
}

/// The page of two texts that mean harm.
fn hostile(folder: &Path) -> PathBuf {
    let text = |harm: &[&str]| {
        let mut text = format!("---\ntitle: {:?}\n---\n\n# Strategia\n\n", harm[0]);
        for harm in harm {
            let cell = harm.replace('|', "\\|");
            text.push_str(&format!("## Cel {harm}\n\nTekst {harm} tekst.\n\n{harm}\n\n- {harm}\n\n"));
            text.push_str(&format!("| Wskaźnik | Wartość |\n|---|---|\n| {cell} | 7 |\n\n"));
        }
        text
    };
    let turned: Vec<&str> = HARM.iter().rev().copied().collect();
    std::fs::write(folder.join("a.md"), text(HARM)).expect("the folder takes files");
    std::fs::write(folder.join("b.md"), text(&turned)).expect("the folder takes files");
    nowela(folder, &["diff", "a.md", "b.md", "--lang", "pl", "-o", "zmiany.html"]);
    folder.join("zmiany.html")
}

/// A page with one fault of every kind that the tools are here for.
fn faulty(folder: &Path) -> PathBuf {
    let page = "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>Faults</title></head><body>\
        <main><h1>Faults</h1><p style='color:#bbb;width:900px'>pale</p><img src='https://example.org/a.gif'>\
        <a href='#nowhere'>dead</a><a href='https://example.org'>away</a><b id=x></b><b id=x></b><center>old</center>\
        </main><script>alert(1); undefined_name();</script></body></html>\n";
    let path = folder.join("faulty.html");
    std::fs::write(&path, page).expect("the folder takes files");
    path
}

/// What the Nu HTML checker says.
fn nu(page: &Path) -> Vec<String> {
    let jar = tool("vnu-jar/build/dist/vnu.jar");
    let output = Command::new("java").arg("-jar").arg(jar).args(["--format", "json"]).arg(page).output();
    let output = output.expect("java runs");
    let said = String::from_utf8_lossy(&output.stderr);
    let said: Value = serde_json::from_str(&said).unwrap_or_else(|error| panic!("{error}: {said}"));
    let messages = said["messages"].as_array().expect("there is a list of messages");
    messages.iter().map(|message| format!("line {}: {}", message["lastLine"], message["message"])).collect()
}

/// What html-validate says. Its rules on long titles and on spaces at the ends of lines are off: a title is that of the
/// text, and so are the lines of code in it.
fn html_validate(page: &Path) -> Vec<String> {
    let script = tool("html-validate/bin/html-validate.mjs");
    let mut command = Command::new("node");
    command.arg(script).args(["--formatter", "json", "--config"]).arg(beside("htmlvalidate.json")).arg(page);
    let output = command.output().expect("node runs");
    let said = String::from_utf8_lossy(&output.stdout);
    let fails = || panic!("{said}{}", String::from_utf8_lossy(&output.stderr));
    let said: Value = serde_json::from_str(&said).unwrap_or_else(|_| fails());
    let files = said.as_array().expect("there is a list of files");
    assert_eq!(files.len(), usize::from(!output.status.success()), "a list of the files with faults");
    let messages = files.iter().flat_map(|file| file["messages"].as_array().expect("messages are a list"));
    messages.map(|message| format!("{}: {}", message["ruleId"], message["message"])).collect()
}

/// What a script of `tests/page` prints.
fn printed(name: &str, pages: &[&Path]) -> Value {
    let mut command = Command::new("node");
    command.arg(beside(name)).args(pages);
    command.env("NOWELA_VALIDATORS", validators()).env("NOWELA_CHROMIUM", told("NOWELA_CHROMIUM"));
    let output = command.output().expect("node runs");
    assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("the script prints JSON")
}

/// What a script of `tests/page` says about pages, as (kind, view and what).
fn script(name: &str, pages: &[&Path]) -> Vec<(String, String)> {
    told_faults(&printed(name, pages))
}

fn told_faults(said: &Value) -> Vec<(String, String)> {
    let faults = said.as_array().expect("the script prints a list");
    let word = |fault: &Value, key: &str| fault[key].as_str().unwrap_or_default().to_owned();
    faults.iter().map(|it| (word(it, "kind"), format!("{}: {}", word(it, "view"), word(it, "what")))).collect()
}

/// What a browser shows, in every view.
fn browser(page: &Path) -> Vec<(String, String)> {
    script("audit.mjs", &[page])
}

/// The pages of the packages of the largest pairs within reason, else of the smallest ones, among
/// `DIR/*/{old.md,new.md}` of the folder in `NOWELA_PAIRS`.
fn pairs(folder: &Path) -> Vec<PathBuf> {
    let all = std::fs::read_dir(told("NOWELA_PAIRS")).expect("NOWELA_PAIRS names a folder");
    let all = all.map(|entry| entry.expect("the folder can be listed").path());
    let size = |pair: &Path| {
        let length = |name| pair.join(name).metadata().map_or(0, |metadata| metadata.len());
        length("old.md") + length("new.md")
    };
    let mut pairs: Vec<(u64, PathBuf)> = all.map(|pair| (size(&pair), pair)).filter(|(size, _)| *size > 0).collect();
    pairs.sort();
    assert!(pairs.len() >= PAIRS, "NOWELA_PAIRS holds {} pairs", pairs.len());
    let end = pairs.partition_point(|(size, _)| *size < PATIENCE).max(PAIRS);
    pairs[end - PAIRS..end]
        .iter()
        .enumerate()
        .flat_map(|(number, (_, pair))| {
            let texts = ["old.md", "new.md"].map(|name| pair.join(name).display().to_string());
            let package = number.to_string();
            nowela(folder, &["consult", &texts[0], &texts[1], "--lang", "pl", "--format", "html", "-o", &package]);
            pages(&folder.join(package))
        })
        .collect()
}

/// The pages of a package.
fn pages(package: &Path) -> Vec<PathBuf> {
    let files = package.read_dir().expect("the package can be listed");
    let mut pages: Vec<PathBuf> = files.map(|entry| entry.expect("the package can be listed").path()).collect();
    pages.retain(|path| path.extension().is_some_and(|it| it == "html"));
    pages.sort();
    assert_eq!(pages.len(), 7, "{pages:?}");
    pages
}

/// What the tools find on a page as it opens, in every view.
fn found(page: &Path) -> Vec<String> {
    let mut found = nu(page);
    // Texts that do not say in which language they are can't be marked.
    found.retain(|message| !message.contains("appears to be written in"));
    found.extend(html_validate(page));
    for name in ["audit.mjs", "sniff.mjs"] {
        let mut faults = script(name, &[page, Path::new("brief")]);
        // Other than the pages that stand alone, the list of files leads to what lies beside it.
        let beside = |what: &str| what.split_once(": ").is_some_and(|(_, file)| page.with_file_name(file).is_file());
        faults.retain(|(kind, what)| kind != "link" || !beside(what));
        found.extend(faults.into_iter().map(|(kind, what)| format!("{kind}: {what}")));
    }
    found
}

/// How many pairs are judged.
const PAIRS: usize = 2;

/// Bytes that both texts of a pair should have at most: beyond, the tools take minutes for a page.
const PATIENCE: u64 = 120_000;

const NOTHING: [(String, String); 0] = [];

#[test]
#[ignore = "needs Chromium, Node and Java: .ci/run installs them"]
fn the_nu_checker_finds_nothing() {
    let folder = folder();
    assert_eq!(nu(&sample(folder.path(), "pl")), [""; 0]);
    assert_eq!(nu(&hostile(folder.path())), [""; 0]);
}

#[test]
#[ignore = "needs Chromium, Node and Java: .ci/run installs them"]
fn the_nu_checker_finds_nothing_on_an_english_page() {
    let folder = folder();
    let mut messages = nu(&sample(folder.path(), "en"));
    // The frame of the page is English, the texts in it Polish and marked so; the checker counts the words of both.
    messages.retain(|message| !message.contains("appears to be written in Polish"));
    assert_eq!(messages, [""; 0]);
}

#[test]
#[ignore = "needs Chromium, Node and Java: .ci/run installs them"]
fn html_validate_finds_nothing() {
    for language in ["pl", "en"] {
        let folder = folder();
        assert_eq!(html_validate(&sample(folder.path(), language)), [""; 0], "{language}");
    }
    let folder = folder();
    assert_eq!(html_validate(&hostile(folder.path())), [""; 0]);
}

/// axe-core in light, dark, forced colours, at 320 px and in print; no request, no dialog, no script, no dead link, and
/// no scrolling sideways at 320 px.
#[test]
#[ignore = "needs Chromium, Node and Java: .ci/run installs them"]
fn a_browser_finds_nothing() {
    for language in ["pl", "en"] {
        let folder = folder();
        assert_eq!(browser(&sample(folder.path(), language)), NOTHING, "{language}");
    }
}

#[test]
#[ignore = "needs Chromium, Node and Java: .ci/run installs them"]
fn texts_that_mean_harm_do_none_in_a_browser() {
    let folder = folder();
    assert_eq!(browser(&hostile(folder.path())), NOTHING);
}

#[test]
#[ignore = "needs Chromium, Node and Java: .ci/run installs them"]
fn naughty_strings_do_nothing_wherever_they_stand() {
    let folder = folder();
    let pages: Vec<PathBuf> = naughty::strings()
        .chunks(4)
        .flat_map(|strings| naughty::package(strings, &[Format::Html]))
        .enumerate()
        .map(|(number, page)| {
            let path = folder.path().join(format!("{number}.html"));
            std::fs::write(&path, page.bytes).expect("the folder takes files");
            path
        })
        .collect();
    assert!(pages.len() > 700, "{} pages", pages.len());
    let pages: Vec<&Path> = pages.iter().map(PathBuf::as_path).collect();
    let mut found = script("harm.mjs", &pages);
    found.retain(|(kind, what)| kind != "link" || !what.ends_with(FILE));
    assert_eq!(found, NOTHING);
}

#[test]
#[ignore = "needs Chromium, Node and Java: .ci/run installs them"]
fn pa11y_finds_nothing() {
    let folder = folder();
    assert_eq!(script("sniff.mjs", &[&sample(folder.path(), "pl")]), NOTHING);
}

/// Every deletion, every insertion, every note about a block and every heading, in the order in which they stand.
#[test]
#[ignore = "needs Chromium, Node and Java: .ci/run installs them"]
fn a_screen_reader_announces_every_change() {
    for language in ["pl", "en"] {
        let folder = folder();
        assert_eq!(script("speech.mjs", &[&sample(folder.path(), language)]), NOTHING, "{language}");
    }
}

#[test]
#[ignore = "needs Chromium, Node and Java: .ci/run installs them"]
fn everything_works_by_keyboard() {
    let folder = folder();
    assert_eq!(script("walk.mjs", &[&sample(folder.path(), "pl")]), NOTHING);
}

/// A meeting is held, with the keys of a keyboard and of a clicker.
#[test]
#[ignore = "needs Chromium, Node and Java: .ci/run installs them"]
fn a_meeting_is_held_by_keyboard_and_clicker() {
    let folder = folder();
    assert_eq!(script("meet.mjs", &[&sample(folder.path(), "pl")]), NOTHING);
}

/// Comments are written, kept, saved as files, removed and loaded; the files hold what was written and no formula.
#[test]
#[ignore = "needs Chromium, Node and Java: .ci/run installs them"]
fn comments_are_kept_and_saved() {
    let folder = folder();
    let said = printed("comment.mjs", &[&sample(folder.path(), "pl")]);
    assert_eq!(told_faults(&said["faults"]), NOTHING);
    let text = |ending: &str| said["files"][ending].as_str().unwrap_or_else(|| panic!("there is no {ending}"));
    let comments: Value = serde_json::from_str(text("json")).expect("the file is JSON");
    let schema: Value =
        serde_json::from_str(include_str!("../../docs/comments.schema.json")).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is one");
    let wrong: Vec<String> = validator.iter_errors(&comments).map(|error| error.to_string()).collect();
    assert_eq!(wrong, [""; 0]);
    let harm = "=HYPERLINK(\"https://example.org\") <img src=x onerror=alert(1)> „ąć”;\n-1";
    let all = comments["comments"].as_array().expect("comments are a list");
    assert_eq!(all.len(), 2);
    let of =
        |field: &str| all.iter().map(|it| it[field].as_str().expect("it is a text").to_owned()).collect::<Vec<_>>();
    assert!(of("proposal").contains(&harm.to_owned()), "{all:?}");
    assert!(of("justification").contains(&"Uwaga do sekcji bez zmian.".to_owned()), "{all:?}");
    assert_eq!((&comments["person"]["kind"], &comments["round"]), (&"company".into(), &"konsultacje-2020".into()));
    // The table says the same, and no cell of it begins a formula.
    let table = text("csv");
    assert!(table.starts_with("\u{feff}\"Lp.\";\"Numer uwagi\";\"Część dokumentu\""), "{table}");
    let guarded = format!("\"'{}\"", harm.replace('"', "\"\""));
    assert!(table.contains(&guarded) && table.contains("przedsiębiorca\";\"Izba Gospodarcza\""), "{table}");
    for field in ["current", "justification"] {
        assert!(of(field).iter().all(|text| table.contains(&text.replace('"', "\"\""))), "{field}: {table}");
    }
}

/// The list of files, the tables and the short papers of the package.
#[test]
#[ignore = "needs Chromium, Node and Java: .ci/run installs them"]
fn the_tools_find_nothing_on_the_other_pages_of_a_package() {
    let folder = folder();
    let page = sample(folder.path(), "pl");
    let package = page.parent().expect("it lies in the package");
    for other in pages(package).iter().filter(|other| **other != page) {
        assert_eq!(found(other), [""; 0], "{}", other.display());
        assert_eq!(script("speech.mjs", &[other, Path::new("plain")]), NOTHING, "{}", other.display());
    }
}

#[test]
#[ignore = "needs Chromium, Node and Java: .ci/run installs them"]
fn the_tools_find_nothing_on_the_page_of_an_evolution() {
    let folder = folder();
    nowela(folder.path(), &["demo", "demo", "--lang", "pl"]);
    nowela(folder.path(), &["-C", "demo", "evolve", "ris", "--lang", "pl", "-o", "rozwoj.html"]);
    let page = folder.path().join("demo/rozwoj.html");
    assert_eq!(found(&page), [""; 0]);
    assert_eq!(script("branch.mjs", &[&page]), NOTHING, "following a branch by mouse and keyboard");
}

/// Words that no column is wide enough for, as technical texts have them.
#[test]
#[ignore = "needs Chromium, Node and Java: .ci/run installs them"]
fn long_words_do_not_widen_a_page_nor_a_sheet_of_paper() {
    let folder = folder();
    let text = |end: &str| {
        let word = format!("{}{end}", "ZINTEGROWANE_INWESTYCJE_2021".repeat(6));
        format!("# Cele {word}\n\n- {word} oraz [`{word}`].\n\n| Nazwa | Wartość |\n|---|---|\n| {word} | {word} |\n")
    };
    let (before, after) = (folder.path().join("a.md"), folder.path().join("b.md"));
    std::fs::write(&before, text("1")).expect("the folder takes files");
    std::fs::write(&after, text("2")).expect("the folder takes files");
    let texts = [before, after].map(|path| path.display().to_string());
    nowela(folder.path(), &["consult", &texts[0], &texts[1], "--lang", "pl", "--format", "html", "-o", "pakiet"]);
    for page in pages(&folder.path().join("pakiet")) {
        let mut faults = script("audit.mjs", &[&page, Path::new("brief")]);
        faults.retain(|(kind, _)| kind == "overflow");
        assert_eq!(faults, NOTHING, "{}", page.display());
    }
}

#[test]
#[ignore = "needs Chromium, Node and Java, and pairs of real documents: NOWELA_PAIRS"]
fn the_tools_find_nothing_on_real_pairs() {
    let folder = folder();
    for page in pairs(folder.path()) {
        assert_eq!(found(&page), [""; 0], "{}", page.display());
    }
}

#[test]
#[ignore = "needs Chromium, Node and Java: .ci/run installs them"]
fn the_tools_do_find_faults() {
    let folder = folder();
    let page = faulty(folder.path());
    assert!(nu(&page).iter().any(|message| message.contains("center")));
    assert!(html_validate(&page).iter().any(|message| message.contains("no-dup-id")));
    let found = browser(&page);
    for kind in ["axe", "request", "dialog", "script", "link", "dead link", "doubled id", "overflow", "style"] {
        assert!(found.iter().any(|(found, _)| found == kind), "{kind} in {found:?}");
    }
    for rule in ["image-alt", "color-contrast"] {
        assert!(found.iter().any(|(kind, what)| kind == "axe" && what.contains(rule)), "{rule} in {found:?}");
    }
    let harm = script("harm.mjs", &[&page]);
    for kind in ["request", "dialog", "script", "link"] {
        assert!(harm.iter().any(|(found, _)| found == kind), "{kind} in {harm:?}");
    }
    let sniffed = script("sniff.mjs", &[&page]);
    assert!(sniffed.iter().any(|(kind, _)| kind.contains("1_1_1") || kind == "image-alt"), "{sniffed:?}");
}

/// The scripts that read and walk a good page notice where something is taken from it.
#[test]
#[ignore = "needs Chromium, Node and Java: .ci/run installs them"]
fn what_is_taken_from_a_page_is_noticed() {
    let folder = folder();
    let of_sample = sample(folder.path(), "pl");
    let page = std::fs::read_to_string(&of_sample).expect("the demo wrote a page");
    let without = |part: &str, instead: &str| {
        assert!(page.contains(part), "{part}");
        let path = folder.path().join("taken.html");
        std::fs::write(&path, page.replacen(part, instead, 40)).expect("the folder takes files");
        path
    };
    let silent = script(
        "speech.mjs",
        &[&without("<ins><span class=\"said\">", "<ins aria-hidden=\"true\"><span class=\"said\">")],
    );
    assert!(silent.iter().any(|(kind, _)| kind == "change"), "{silent:?}");
    let table = std::fs::read_to_string(of_sample.with_file_name("tabela-zmian.html")).expect("the demo wrote a table");
    assert!(table.contains("<tr><td>5</td><td>"), "{table}");
    let path = folder.path().join("table.html");
    std::fs::write(&path, table.replace("<tr><td>5</td><td>", "<tr><td>5</td><td aria-hidden=\"true\">"))
        .expect("the folder takes files");
    let unsaid = script("speech.mjs", &[&path, Path::new("plain")]);
    assert!(unsaid.iter().any(|(kind, _)| kind == "text"), "{unsaid:?}");
    let unscripted = script("walk.mjs", &[&without("script-src 'sha256-", "script-src 'sha256-0")]);
    assert!(unscripted.iter().any(|(kind, _)| kind == "console" || kind == "script"), "{unscripted:?}");
}
