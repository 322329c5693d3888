//! The PDF files of a package under the tools that judge PDF: outloud and pdfua for PDF/UA-1, qpdf for the file itself, and
//! pdfinfo for what is read out from it.
#![expect(clippy::disallowed_methods, reason = "tests write files and are told by the environment where tools are")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use nowela::document::markdown;
use nowela::render::layout::{Content, Fragment, Part, clean};
use serde_json::Value;
use tempfile::TempDir;

/// What outloud warns of, by rule, though readers have no trouble with it: it takes tables for untagged whose cells
/// `pdfinfo -struct-text` lists, and it wants text that is underlined or struck through to be painted in the order of its
/// tags, which typst does not do; it is read in that order.
const KNOWN: [&str; 2] = ["TBL-014", "ORD-001"];

/// What a tool is called in the environment; a missing tool is a failure, never a pass.
fn tool(name: &str) -> Command {
    let value = std::env::var_os(name).unwrap_or_else(|| panic!("{name} is not set; .ci/run installs what it names"));
    assert!(Path::new(&value).exists(), "{name}: there is no such file");
    Command::new(value)
}

fn run(command: &mut Command) -> Output {
    command.output().expect("the tool runs")
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn nowela(folder: &Path, arguments: &[&str]) {
    let mut command = assert_cmd::Command::cargo_bin("nowela").expect("the program is built");
    command.current_dir(folder).env_clear().env("HOME", folder).args(arguments).assert().success();
}

/// The PDF files of the sample's package, and where its archive lies.
fn sample() -> (TempDir, Vec<PathBuf>) {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    nowela(folder.path(), &["demo", "demo", "--lang", "pl"]);
    let read = |path: &str| std::fs::read_to_string(folder.path().join(path)).expect("the package has a list");
    let list: Value = serde_json::from_str(&read("demo/pakiet/manifest.json")).expect("the list is JSON");
    let state = |side: &str| {
        let word = |key: &str| list[side][key].as_str().expect("the state has a name").to_owned();
        format!("{}@{}", word("document"), word("version"))
    };
    let states = [state("before"), state("after")];
    nowela(
        folder.path(),
        &["-C", "demo", "consult", &states[0], &states[1], "-o", "../pdf", "--format", "pdf", "--lang", "pl"],
    );
    nowela(folder.path(), &["-C", "demo", "show", &states[1], "-o", "../after.md"]);
    let list: Value = serde_json::from_str(&read("pdf/manifest.json")).expect("the list is JSON");
    let files = list["files"].as_array().expect("it lists files").iter();
    let files = files.map(|file| folder.path().join("pdf").join(file["path"].as_str().expect("a file has a path")));
    let files: Vec<PathBuf> = files.collect();
    assert_eq!(files.len(), 3, "{files:?}");
    (folder, files)
}

#[test]
#[ignore = "needs outloud, pdfua and qpdf: .ci/run installs them"]
fn no_tool_finds_an_error_in_a_pdf() {
    let (_folder, files) = sample();
    for file in &files {
        let output = run(tool("NOWELA_OUTLOUD").args(["--json", "-"]).arg(file));
        let report: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", said(&output)));
        let result = &report["results"][0];
        assert_eq!(result["counts"]["error"], 0, "{}: {result:#}", file.display());
        assert_eq!(result["stats"]["tagged"], true, "{}", file.display());
        let findings = result["findings"].as_array().expect("findings are a list").iter();
        let new: Vec<&Value> =
            findings.filter(|it| it["severity"] != "info" && !KNOWN.iter().any(|rule| it["rule"] == *rule)).collect();
        assert!(new.is_empty(), "{}: {new:#?}", file.display());
        for check in
            [run(tool("NOWELA_PDFUA").arg("check").arg(file)), run(tool("NOWELA_QPDF").arg("--check").arg(file))]
        {
            assert!(check.status.success(), "{}: {}", file.display(), said(&check));
        }
    }
}

/// The tools do find that a PDF that is none of ours is no PDF/UA.
#[test]
#[ignore = "needs Chromium, outloud and pdfua: .ci/run installs them"]
fn the_tools_find_errors_in_a_pdf() {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    std::fs::write(folder.path().join("a.html"), "<p>Tekst</p>").expect("the folder takes files");
    let file = folder.path().join("a.pdf");
    let printed = run(tool("NOWELA_CHROMIUM")
        .args(["--headless", "--no-sandbox", "--disable-gpu"])
        .arg(format!("--print-to-pdf={}", file.display()))
        .arg(folder.path().join("a.html")));
    assert!(file.exists(), "{}", said(&printed));
    let outloud = run(tool("NOWELA_OUTLOUD").args(["--json", "-"]).arg(&file));
    let report: Value = serde_json::from_slice(&outloud.stdout).unwrap_or_else(|_| panic!("{}", said(&outloud)));
    assert_ne!(report["results"][0]["counts"]["error"], 0, "{report:#}");
    assert!(!run(tool("NOWELA_PDFUA").arg("check").arg(&file)).status.success());
}

/// Every word of the text stands in the PDF, in the order in which its tags are read out.
#[test]
#[ignore = "needs pdfinfo: .ci/run installs it"]
fn a_pdf_holds_every_word_in_order() {
    let (folder, files) = sample();
    let later = files.iter().find(|file| file.ends_with("tekst-pozniejszy.pdf")).expect("there is the later text");
    let output = run(tool("NOWELA_PDFINFO").arg("-struct-text").arg(later));
    // A line of the tree is an element, or text in quotation marks; between two elements one word ends.
    let tree = String::from_utf8_lossy(&output.stdout);
    let text: String = tree
        .lines()
        .map(|line| line.trim_start().strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(" "))
        .collect();
    let found = words(&text);
    let source = std::fs::read_to_string(folder.path().join("after.md")).expect("the text is there");
    let mut layout = clean(&markdown::read(source));
    // Footnotes stand at the foot of their pages and their numbers directly behind a word; figures are seen, not read.
    layout.notes.clear();
    let written = |fragment: &Fragment| !matches!(fragment.content, Content::Note(_) | Content::Image(_));
    for part in &mut layout.parts {
        match part {
            Part::Paragraph(paragraph) => paragraph.fragments.retain(written),
            Part::Table(table) => {
                let cells = table.rows.iter_mut().flat_map(|row| row.cells.iter_mut().flatten());
                cells.for_each(|paragraph| paragraph.fragments.retain(written));
            }
        }
    }
    let wanted = words(&layout.text());
    assert!(wanted.len() > 5_000 && found.len() < wanted.len() * 13 / 10, "{} of {}", found.len(), wanted.len());
    let mut at = 0;
    for (number, word) in wanted.iter().enumerate() {
        let end = (at..found.len()).find_map(|place| end_of(&found, place, 1, word));
        let around = || wanted[number.saturating_sub(5)..(number + 5).min(wanted.len())].join(" ");
        at = end.unwrap_or_else(|| panic!("“{word}” is missing in “{}”", around()));
    }
}

/// Where a word ends that begins among the next `near` words from `place` on. An element may end within it, as a link does,
/// and the number of a footnote may follow it.
fn end_of(found: &[String], place: usize, near: usize, word: &str) -> Option<usize> {
    let near = found.iter().enumerate().skip(place).take(near);
    for (at, part) in near {
        let number = part.strip_prefix(word).filter(|_| word.ends_with(char::is_alphabetic));
        if part == word || number.is_some_and(|number| number.bytes().all(|it| it.is_ascii_digit())) {
            return Some(at + 1);
        }
        let tail = word.strip_prefix(part.as_str()).and_then(|tail| end_of(found, at + 1, 1, tail));
        if tail.is_some() {
            return tail;
        }
    }
    None
}

/// The words of a text: runs of letters and digits; a hyphen is none.
fn words(text: &str) -> Vec<String> {
    let text = text.replace('-', "");
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}
