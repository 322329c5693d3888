//! Office files that pandoc reads too: how far both find the same headings, items, cells and notes, as a table.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use nowela::document::{Block, BlockKind, Document, Style};
use nowela::import::import;
use serde_json::Value;

/// What a reader found, by construct: each piece with its level or depth in front.
type Found = BTreeMap<&'static str, Vec<String>>;

fn tidy(text: &str) -> String {
    text.replace(['\u{a0}', '\u{2011}', '\u{ad}'], " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What pandoc found.
#[derive(Default)]
struct Pandoc {
    found: Found,
    /// Whether items are text of what they stand in.
    flat: bool,
}

impl Pandoc {
    fn push(&mut self, construct: &'static str, text: String) {
        self.found.entry(construct).or_default().push(text);
    }

    fn inlines(&mut self, inlines: &Value) -> String {
        let mut text = String::new();
        for inline in inlines.as_array().into_iter().flatten() {
            let content = &inline["c"];
            match inline["t"].as_str().unwrap_or_default() {
                "Str" => text.push_str(content.as_str().unwrap_or_default()),
                "Space" | "SoftBreak" | "LineBreak" => text.push(' '),
                "Emph" | "Strong" | "Underline" | "Strikeout" | "Superscript" | "Subscript" | "SmallCaps" => {
                    text.push_str(&self.inlines(content));
                }
                "Span" | "Link" | "Quoted" | "Cite" => text.push_str(&self.inlines(&content[1])),
                "Code" | "Math" => text.push_str(content[1].as_str().unwrap_or_default()),
                "Note" => {
                    let mut inner = Pandoc::default();
                    let words = inner.blocks(content, 0);
                    self.push("notes", tidy(&words));
                }
                _ => {}
            }
        }
        text
    }

    /// Reads blocks; the text of all comes back.
    fn blocks(&mut self, blocks: &Value, depth: usize) -> String {
        let mut all = String::new();
        for block in blocks.as_array().into_iter().flatten() {
            let content = &block["c"];
            match block["t"].as_str().unwrap_or_default() {
                "Para" | "Plain" => all.push_str(&self.inlines(content)),
                "Header" => {
                    let text = tidy(&self.inlines(&content[2]));
                    let level = content[0].as_u64().unwrap_or(0).min(6);
                    if !text.is_empty() {
                        self.push("headings", format!("{level} {text}"));
                    }
                    all.push_str(&text);
                }
                "BulletList" if self.flat => {
                    for item in content.as_array().into_iter().flatten() {
                        all.push_str(&format!("• {}", self.blocks(item, depth)));
                    }
                }
                "OrderedList" if self.flat => {
                    for (at, item) in content[1].as_array().into_iter().flatten().enumerate() {
                        let number = content[0][0].as_u64().unwrap_or(1) + at as u64;
                        all.push_str(&format!("{number}. {}", self.blocks(item, depth)));
                    }
                }
                "BulletList" => self.list(content, depth),
                "OrderedList" => self.list(&content[1], depth),
                "BlockQuote" => all.push_str(&self.blocks(content, depth)),
                "Div" => all.push_str(&self.blocks(&content[1], depth)),
                "CodeBlock" => all.push_str(content[1].as_str().unwrap_or_default()),
                "LineBlock" => {
                    content.as_array().into_iter().flatten().for_each(|line| all.push_str(&self.inlines(line)))
                }
                "Table" => {
                    self.rows(&content[3][1]);
                    for body in content[4].as_array().into_iter().flatten() {
                        self.rows(&body[2]);
                        self.rows(&body[3]);
                    }
                    self.rows(&content[5][1]);
                }
                _ => {}
            }
            all.push(' ');
        }
        all
    }

    fn list(&mut self, items: &Value, depth: usize) {
        for item in items.as_array().into_iter().flatten() {
            let own = item.as_array().into_iter().flatten();
            let (first, rest): (Vec<&Value>, Vec<&Value>) =
                own.partition(|block| !matches!(block["t"].as_str(), Some("BulletList" | "OrderedList")));
            let text = self.blocks(&Value::Array(first.into_iter().cloned().collect()), depth);
            let text = tidy(&text);
            if !text.is_empty() {
                self.push("items", format!("{} {text}", depth + 1));
            }
            self.blocks(&Value::Array(rest.into_iter().cloned().collect()), depth + 1);
        }
    }

    fn rows(&mut self, rows: &Value) {
        for row in rows.as_array().into_iter().flatten() {
            for cell in row[1].as_array().into_iter().flatten() {
                let mut inner = Pandoc { flat: true, ..Pandoc::default() };
                let text = inner.blocks(&cell[4], 0);
                self.found.entry("notes").or_default().extend(inner.found.remove("notes").unwrap_or_default());
                let text = tidy(&text);
                if !text.is_empty() {
                    self.push("cells", text);
                }
            }
        }
    }
}

fn by_pandoc(program: &str, file: &Path) -> Found {
    let ending = file.extension().and_then(|it| it.to_str()).unwrap_or_default();
    let output = Command::new("timeout")
        .args(["60", program, "-f", ending, "-t", "json"])
        .arg(file)
        .output()
        .expect("pandoc runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let value: Value = serde_json::from_slice(&output.stdout).expect("pandoc writes JSON");
    let mut pandoc = Pandoc::default();
    let title = tidy(&pandoc.inlines(&value["meta"]["title"]["c"]));
    if !title.is_empty() {
        pandoc.push("headings", format!("1 {title}"));
    }
    pandoc.blocks(&value["blocks"], 0);
    pandoc.found
}

/// What our reader found, in the Markdown that it wrote.
fn by_us(document: &Document) -> Found {
    let mut found = Found::new();
    let visible = |block: &Block| {
        let text = document.block_text(block).into_owned();
        let mut words = String::new();
        let mut end = block.marker as usize;
        for inline in
            block.inlines.iter().filter(|inline| !inline.style.has(Style::NOTE) && !inline.style.has(Style::IMAGE))
        {
            if text[end.min(inline.span.start as usize)..inline.span.start as usize].contains('\n') {
                words.push(' ');
            }
            words.push_str(inline.span.of(&text));
            end = inline.span.end as usize;
        }
        tidy(&words)
    };
    for (at, section) in document.sections.iter().enumerate() {
        if at > 0 && section.level > 0 {
            found.entry("headings").or_default().push(format!("{} {}", section.level, tidy(&section.heading)));
        }
        for block in &section.blocks {
            match block.kind {
                BlockKind::Item => {
                    found.entry("items").or_default().push(format!("{} {}", block.depth, visible(block)));
                }
                BlockKind::Footnote => found.entry("notes").or_default().push(visible(block)),
                BlockKind::Table => {
                    let text = document.block_text(block).into_owned();
                    let rows = block.table.iter().flat_map(|table| &table.rows);
                    for cell in rows.flatten() {
                        let inside = |inline: &&nowela::document::Inline| {
                            cell.start <= inline.span.start
                                && inline.span.end <= cell.end
                                && !inline.style.has(Style::NOTE)
                                && !inline.style.has(Style::IMAGE)
                        };
                        let mut words = String::new();
                        let mut end = cell.start as usize;
                        for inline in block.inlines.iter().filter(inside) {
                            if text[end.min(inline.span.start as usize)..inline.span.start as usize].contains("<br>") {
                                words.push(' ');
                            }
                            words.push_str(inline.span.of(&text));
                            end = inline.span.end as usize;
                        }
                        let words = tidy(&words);
                        if !words.is_empty() {
                            found.entry("cells").or_default().push(words);
                        }
                    }
                }
                _ => {}
            }
        }
    }
    found
}

/// Whether ours is theirs; pandoc leaves out the numbers that Word shows.
fn same(ours: &str, theirs: &str) -> bool {
    let plain = |text: &str| text.replace(['\\'], "");
    let (ours, theirs) = (plain(ours), plain(theirs));
    if ours == theirs {
        return true;
    }
    match (ours.split_once(' '), theirs.split_once(' ')) {
        (Some((level, ours)), Some((other, theirs))) => {
            let number =
                ours.strip_suffix(theirs).is_some_and(|number| number.ends_with(' ') && number.chars().count() < 24);
            level == other && number
        }
        _ => false,
    }
}

/// How many pieces agree in order, and what only one reader found.
fn agreement(ours: &[String], theirs: &[String]) -> (usize, Vec<String>) {
    let mut best = vec![vec![0usize; theirs.len() + 1]; ours.len() + 1];
    for (one, own) in ours.iter().enumerate().rev() {
        for (other, their) in theirs.iter().enumerate().rev() {
            best[one][other] = if same(own, their) {
                best[one + 1][other + 1] + 1
            } else {
                best[one + 1][other].max(best[one][other + 1])
            };
        }
    }
    let (mut one, mut other, mut differences) = (0, 0, Vec::new());
    while one < ours.len() || other < theirs.len() {
        if one < ours.len() && other < theirs.len() && same(&ours[one], &theirs[other]) {
            (one, other) = (one + 1, other + 1);
        } else if other == theirs.len() || (one < ours.len() && best[one + 1][other] >= best[one][other + 1]) {
            differences.push(format!("+ {}", ours[one]));
            one += 1;
        } else {
            differences.push(format!("- {}", theirs[other]));
            other += 1;
        }
    }
    (best[0][0], differences)
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let found = std::fs::read_dir(folder).expect("the folder is there").flatten().map(|file| file.path());
    let mut found: Vec<PathBuf> = found.filter(|path| path.extension().is_some_and(|it| it == ending)).collect();
    found.sort();
    found
}

const CONSTRUCTS: [&str; 4] = ["headings", "items", "cells", "notes"];

/// How many pieces of a construct we found, pandoc found, and agree.
type Sums = BTreeMap<&'static str, (usize, usize, usize)>;

/// Compares all files of a format; the sums come back with a table of all files in Markdown.
fn compared(folder: &Path, ending: &str) -> (Sums, String) {
    let program = std::env::var("NOWELA_PANDOC").unwrap_or_else(|_| "pandoc".to_owned());
    let files = files(folder, ending);
    assert!(!files.is_empty(), "there are no such files in that folder: {ending}");
    let (mut sums, mut lists) = (Sums::new(), String::new());
    let (names, rule) = (CONSTRUCTS.join(" | "), "---:|".repeat(CONSTRUCTS.len()));
    let mut table = format!("# {ending}: agreed / ours / pandoc's\n\n| file | {names} |\n|---|{rule}\n");
    for path in &files {
        let name = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
        let bytes = std::fs::read(path).expect("the file is there");
        let document = import(&bytes, &name).unwrap_or_else(|error| panic!("{error}")).document;
        let (mut ours, mut theirs) = (by_us(&document), by_pandoc(&program, path));
        table.push_str(&format!("| {name} |"));
        for construct in CONSTRUCTS {
            let own = ours.remove(construct).unwrap_or_default();
            let their = theirs.remove(construct).unwrap_or_default();
            let (agreed, differences) = agreement(&own, &their);
            table.push_str(&format!(" {agreed} / {} / {} |", own.len(), their.len()));
            let sum = sums.entry(construct).or_default();
            *sum = (sum.0 + own.len(), sum.1 + their.len(), sum.2 + agreed);
            for line in differences.iter().take(64) {
                let line: String = line.chars().take(110).collect();
                lists.push_str(&format!("    {name}: {construct}: {line}\n"));
            }
        }
        table.push('\n');
    }
    let sum = |construct: &&str| {
        let (ours, theirs, agreed) = sums.get(*construct).copied().unwrap_or_default();
        format!(" {agreed} / {ours} / {theirs}: {}% |", 200 * agreed / (ours + theirs).max(1))
    };
    let all: String = CONSTRUCTS.iter().map(sum).collect();
    table.push_str(&format!("| {} files |{all}\n\nOnly ours (+), only pandoc's (-):\n\n{lists}", files.len()));
    (sums, table)
}

/// Compares the files in the folder that a variable names: nine of ten pieces that pandoc finds must be found.
/// The table goes to the file that NOWELA_AGREEMENT names, with the format and `.md` behind it.
#[expect(clippy::print_stderr, reason = "the sums are what the test is run for")]
fn agree(variable: &str, ending: &str) {
    let folder = std::env::var_os(variable).map(PathBuf::from).unwrap_or_else(|| panic!("{variable} names no folder"));
    let (sums, table) = compared(&folder, ending);
    if let Some(mut path) = std::env::var_os("NOWELA_AGREEMENT") {
        path.push(format!(".{ending}.md"));
        std::fs::write(path, table).expect("the table can be written");
    }
    for (construct, (ours, theirs, agreed)) in &sums {
        let share = 200 * agreed / (ours + theirs).max(1);
        eprintln!("{ending} {construct:<10} ours {ours:>5}  pandoc {theirs:>5}  agree {agreed:>5}  {share}%");
    }
    for (construct, (ours, theirs, agreed)) in sums {
        assert!(10 * agreed >= 9 * theirs, "{construct}: {agreed} of {ours} and {theirs} agree");
    }
}

/// Needs a folder of Word files in NOWELA_DOCX and pandoc (NOWELA_PANDOC, else `pandoc`).
#[test]
#[ignore = "needs Word files and pandoc"]
fn word_files_are_read_as_pandoc_reads_them() {
    agree("NOWELA_DOCX", "docx");
}

/// Needs a folder of ODT files in NOWELA_ODT and pandoc.
#[test]
#[ignore = "needs ODT files and pandoc"]
fn odt_files_are_read_as_pandoc_reads_them() {
    agree("NOWELA_ODT", "odt");
}

/// Needs a folder of pages in NOWELA_HTML and pandoc.
#[test]
#[ignore = "needs pages and pandoc"]
fn pages_are_read_as_pandoc_reads_them() {
    agree("NOWELA_HTML", "html");
}
