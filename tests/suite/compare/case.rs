//! Cases that a lawyer could read: two texts, and a table that says what became of each section.
//!
//! `UPDATE=1 cargo test` writes down what the program says instead; a person reviews the difference.

use std::path::{Path, PathBuf};

use nowela::compare::{BlockChange, BlockOp, Entry, LinkKind, RowChange};
use nowela::document::Document;

use super::{Pair, invariant, kinds, marked, name};

/// A case as read: the texts, and where in which file the expectation stands.
struct Case {
    file: PathBuf,
    before: String,
    after: String,
    /// The file up to what is expected.
    head: String,
    expected: String,
}

#[expect(clippy::disallowed_methods, reason = "tests read the files of the project")]
fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

#[expect(clippy::disallowed_methods, reason = "what is expected is rewritten on demand")]
fn write(path: &Path, text: &str) {
    std::fs::write(path, text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
}

fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/compare");
    let mut paths: Vec<PathBuf> =
        folder.read_dir().expect("the folder is there").map(|entry| entry.expect("readable").path()).collect();
    paths.sort();
    paths.into_iter().map(|path| if path.is_dir() { folder_case(&path) } else { file_case(path) }).collect()
}

fn folder_case(path: &Path) -> Case {
    let file = path.join("expected.md");
    let text = read(&file);
    let at = text.find("\n|").expect("a table") + 1;
    let (before, after) = (read(&path.join("before.md")), read(&path.join("after.md")));
    Case { head: text[..at].to_owned(), expected: text[at..].to_owned(), file, before, after }
}

fn file_case(file: PathBuf) -> Case {
    let text = read(&file);
    let part = |title: &str| -> String {
        let (_, rest) = text.split_once(&format!("\n## {title}\n\n````markdown\n")).expect("a fenced text");
        let (part, _) = rest.split_once("````\n").expect("a closed fence");
        part.to_owned()
    };
    let mark = "\n## expected\n\n";
    let at = text.find(mark).expect("an expectation") + mark.len();
    let (before, after) = (part("before"), part("after"));
    Case { head: text[..at].to_owned(), expected: text[at..].to_owned(), file, before, after }
}

/// What became of each section, as a table; then, where a case asks for it, what became of each block.
fn told(pair: &Pair, with_blocks: bool) -> String {
    let names = |document: &Document, first: Option<usize>, sections: &[usize]| {
        let mut sections = sections.to_vec();
        sections.sort_by_key(|at| (Some(*at) != first, *at));
        sections.iter().map(|at| name(document, *at)).collect::<Vec<_>>().join(" + ")
    };
    let mut table = String::from("| before | after | structure |\n|---|---|---|\n");
    let mut blocks = String::new();
    for entry in pair.comparison.entries.iter().filter(|entry| is_told(pair, entry)) {
        let identity = entry.links.iter().find(|link| link.kind == LinkKind::Identity);
        let before = names(&pair.before, identity.map(|link| link.before), &entry.before);
        let after = names(&pair.after, identity.map(|link| link.after), &entry.after);
        let cell = |text: &str| if text.is_empty() { " ".to_owned() } else { format!(" {text} ") };
        table.push_str(&format!("|{}|{}|{}|\n", cell(&before), cell(&after), cell(&kinds(&entry.structure))));
        let mut lines = Vec::new();
        entry.blocks.iter().for_each(|block| lines.extend(told_block(pair, block)));
        if !lines.is_empty() {
            blocks.push_str(&format!("\n{}\n\n", if after.is_empty() { before } else { after }));
            lines.iter().for_each(|line| blocks.push_str(&format!("- {line}\n")));
        }
    }
    if with_blocks { format!("{table}\n### blocks\n{blocks}") } else { table }
}

/// The text before the first heading is told where there is any.
fn is_told(pair: &Pair, entry: &Entry) -> bool {
    let empty = pair.before.sections[0].blocks.is_empty() && pair.after.sections[0].blocks.is_empty();
    !(empty && entry.before == [0] && entry.after == [0])
}

fn told_block(pair: &Pair, change: &BlockChange) -> Vec<String> {
    if change.op == BlockOp::Equal {
        return Vec::new();
    }
    if let Some(table) = &change.table {
        let header = table.rows.first().map_or(&[][..], |row| &row.cells);
        let columns: Vec<usize> =
            header.iter().filter_map(|cell| cell.before.filter(|_| cell.after.is_some())).collect();
        let order = columns.iter().map(|column| (column + 1).to_string()).collect::<Vec<_>>().join(", ");
        let moved = (!columns.is_sorted()).then(|| format!("columns in another order: {order}"));
        return moved.into_iter().chain(table.rows.iter().flat_map(told_row)).collect();
    }
    let op = match (change.op, change.movement) {
        (BlockOp::MovedOut, _) => "moved away".to_owned(),
        (BlockOp::MovedIn, Some(index)) => {
            return vec![format!("moved here: {}", one_line(&marked(&pair.comparison.moves[index].runs)))];
        }
        (op, _) => format!("{op:?}").to_lowercase(),
    };
    vec![format!("{op}: {}", one_line(&marked(&change.runs)))]
}

fn told_row(row: &RowChange) -> Vec<String> {
    let place = |row: Option<usize>| row.map_or("?".to_owned(), |row| (row + 1).to_string());
    let whole = || row.cells.iter().map(|cell| cell.runs.iter().map(|run| &*run.text).collect::<String>());
    match (row.before, row.after) {
        (None, after) => {
            return vec![format!("row {} added: {}", place(after), whole().collect::<Vec<_>>().join(" · "))];
        }
        (before, None) => {
            return vec![format!("row {} removed: {}", place(before), whole().collect::<Vec<_>>().join(" · "))];
        }
        _ => {}
    }
    let mut lines = Vec::new();
    if row.moved {
        lines.push(format!("row {} moved to {}", place(row.before), place(row.after)));
    }
    for cell in row.cells.iter().filter(|cell| cell.op != BlockOp::Equal) {
        let column = place(cell.after.or(cell.before));
        let op = format!("{:?}", cell.op).to_lowercase();
        lines.push(format!("row {}, column {column} {op}: {}", place(row.after), marked(&cell.runs)));
    }
    lines
}

/// Line ends as ⏎, no-break spaces as ⍽ and other invisible characters by their number, so that a reader sees them.
fn one_line(text: &str) -> String {
    let shown = |c: char| match c {
        '\n' => "⏎".to_owned(),
        '\u{a0}' => "⍽".to_owned(),
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => format!("⟨{:04X}⟩", c as u32),
        c => c.to_string(),
    };
    text.chars().map(shown).collect()
}

#[test]
fn texts_changed_as_their_cases_say() {
    #[expect(clippy::disallowed_methods, reason = "a person asks for it on the command line")]
    let update = std::env::var_os("UPDATE").is_some();
    let cases = cases();
    assert!(cases.len() >= 30, "only {} cases were found", cases.len());
    let mut wrong = Vec::new();
    for case in cases {
        let pair = Pair::new(&case.before, &case.after);
        invariant::check(&pair).unwrap_or_else(|e| panic!("{}: {e}", case.file.display()));
        let told = told(&pair, case.expected.contains("### blocks"));
        if told == case.expected {
            continue;
        }
        if update {
            write(&case.file, &format!("{}{told}", case.head));
            continue;
        }
        let (said, due): (Vec<&str>, Vec<&str>) = (told.lines().collect(), case.expected.lines().collect());
        let only = |lines: &[&str], others: &[&str], sign: char| -> String {
            lines.iter().filter(|line| !others.contains(line)).map(|line| format!("{sign} {line}\n")).collect()
        };
        let order = if only(&said, &due, '+').is_empty() { "(in another order)\n" } else { "" };
        wrong.push(format!("{}\n{}{}{order}", case.file.display(), only(&due, &said, '-'), only(&said, &due, '+')));
    }
    assert!(wrong.is_empty(), "{} cases came out otherwise than expected (-):\n\n{}", wrong.len(), wrong.join("\n"));
}
