//! The page under the tools that judge pages: the Nu HTML checker, html-validate, and axe-core in a real browser.
#![expect(clippy::disallowed_methods, reason = "tests write files and are told by the environment where tools are")]

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

/// Texts that mean harm, in every place of a document that reaches the page.
const HARM: &[&str] = &[
    "<script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)>",
    "[odesłanie](javascript:alert(1))",
    "![rysunek](https://example.org/rysunek.gif)",
    "<iframe src=\"https://example.org\"></iframe>",
    "<meta http-equiv=\"refresh\" content=\"0;url=https://example.org\">",
    "<style>@import url(https://example.org/a.css);</style>",
    "odwr\u{202e}ócony\u{200b} i Wnioskodawcа, שלום 35%",
];

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

fn tool(path: &str) -> PathBuf {
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
    folder.join("demo/porownanie.html")
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

/// What html-validate says. Its rule on long titles is off: the title of a page is that of the text.
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

/// What a browser shows, as (kind, view and what).
fn browser(page: &Path) -> Vec<(String, String)> {
    let mut command = Command::new("node");
    command.arg(beside("audit.mjs")).arg(page);
    command.env("NOWELA_VALIDATORS", validators()).env("NOWELA_CHROMIUM", told("NOWELA_CHROMIUM"));
    let output = command.output().expect("node runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let said: Value = serde_json::from_slice(&output.stdout).expect("the script prints JSON");
    let faults = said.as_array().expect("the script prints a list");
    let word = |fault: &Value, key: &str| fault[key].as_str().unwrap_or_default().to_owned();
    faults.iter().map(|it| (word(it, "kind"), format!("{}: {}", word(it, "view"), word(it, "what")))).collect()
}

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
}
