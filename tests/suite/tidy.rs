//! The house as a test: rooms look one way only, files say what they are for, and none grows beyond reading.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The rooms, each with the rooms that it may use. A room that is not listed here does not exist.
const ROOMS: [(&str, &[&str]); 12] = [
    ("document", &[]),
    ("import", &["document"]),
    ("store", &["document"]),
    ("compare", &["document"]),
    ("merge", &["document", "compare"]),
    ("evolve", &["document", "store", "compare"]),
    ("check", &["document", "store", "compare", "evolve"]),
    ("consult", &["document", "store", "compare", "evolve"]),
    ("locale", &[]),
    ("render", &["document", "store", "compare", "evolve", "check", "consult", "locale"]),
    ("serve", &["document", "import", "store", "compare", "evolve", "check", "consult", "locale", "render"]),
    (
        "cli",
        &["document", "import", "store", "compare", "merge", "evolve", "check", "consult", "locale", "render", "serve"],
    ),
];

/// Names that say nothing.
const NAMELESS: [&str; 5] = ["util", "helper", "common", "misc", "types"];

/// Lines that a file may have without its tests.
const LONGEST: usize = 500;

/// Words of code that touches the disk, the clock, the network or other processes.
const WORLD: [&str; 7] = ["std::fs", "std::net", "std::process", "std::env", "tokio::", "File::open", "File::create"];

/// A file of the project, by its path from the root.
pub(crate) fn read(path: &str) -> String {
    read_path(&root().join(path))
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

#[expect(clippy::disallowed_methods, reason = "tests read the files of the project")]
fn read_path(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// All Rust files under a folder of the project: path from that folder with `/`, and text.
fn files(folder: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let top = root().join(folder);
    let mut folders = vec![top.clone()];
    while let Some(at) = folders.pop() {
        for entry in at.read_dir().expect("the folder is readable") {
            let path = entry.expect("the entry is readable").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(&top).expect("it lies below").to_string_lossy().replace('\\', "/");
                found.insert(name, read_path(&path));
            }
        }
    }
    found
}

/// The code of a file: comments, texts and characters blanked out, so that only code is searched.
fn code(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let raw =
            rest.strip_prefix('r').map(|after| after.trim_start_matches('#')).filter(|after| after.starts_with('"'));
        let in_word = code.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |at| at + 2)
        } else if let (Some(after), false) = (raw, in_word) {
            let closing = format!("\"{}", "#".repeat(rest.len() - after.len() - 1));
            let opening = rest.len() - after.len() + 1;
            rest[opening..].find(&closing).map_or(rest.len(), |at| opening + at + closing.len())
        } else if c == '"' {
            quoted(rest)
        } else if c == '\'' {
            // A lifetime has no second quotation mark right behind its first letter.
            match rest[1..].chars().next() {
                Some('\\') => rest[2..].find('\'').filter(|at| *at > 0).map_or(4, |at| at + 3),
                Some(letter) if rest[1 + letter.len_utf8()..].starts_with('\'') => letter.len_utf8() + 2,
                _ => 0,
            }
        } else {
            0
        };
        if skipped == 0 {
            code.push(c);
            rest = &rest[c.len_utf8()..];
        } else {
            code.push(' ');
            rest = rest.get(skipped..).unwrap_or_default();
        }
    }
    code
}

/// The length of the text in quotation marks at the start.
fn quoted(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// The code of a file up to its tests.
fn untested(text: &str) -> &str {
    text.find("#[cfg(test)]").map_or(text, |at| &text[..at])
}

/// The top modules that code names: `crate::store::…`, `use crate::{store, compare::Comparison}`, and the same by as
/// many `super::` as lead up to the crate from a file `depth` modules below it.
fn used(code: &str, depth: usize) -> Vec<String> {
    let above = "super::".repeat(depth);
    let mut roots = vec!["crate::".to_owned()];
    if depth > 0 {
        roots.push(above);
    }
    let mut used = Vec::new();
    for root in roots {
        for (at, _) in code.match_indices(root.as_str()) {
            let before = &code[..at];
            if before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | ':' | '$')) {
                continue;
            }
            let after = code[at + root.len()..].trim_start();
            match after.strip_prefix('{') {
                Some(group) => used.extend(firsts(group)),
                None => used.push(name(after)),
            }
        }
    }
    used.retain(|name| !name.is_empty());
    used.sort();
    used.dedup();
    used
}

/// The first name of every path of a use group, up to its closing brace.
fn firsts(group: &str) -> Vec<String> {
    let mut firsts = Vec::new();
    let (mut depth, mut fresh) = (0usize, true);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => fresh = true,
            c if c.is_whitespace() => {}
            _ if fresh && depth == 0 => {
                firsts.push(name(&group[at..]));
                fresh = false;
            }
            _ => {}
        }
    }
    firsts
}

fn name(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// What is wrong with a file of `src`, given by its path from there.
fn faults(path: &str, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut fault = |what: String| faults.push(format!("src/{path}: {what}"));
    let stem = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".rs");
    let (room, depth) = match path.split_once('/') {
        Some((room, rest)) => (room, rest.matches('/').count() + usize::from(!rest.ends_with("mod.rs")) + 1),
        None => ("", 0),
    };

    let first = text.lines().next().unwrap_or_default();
    let purpose = first.strip_prefix("//! ").is_some_and(|purpose| purpose.trim().len() >= 10);
    if !purpose && path != "lib.rs" {
        fault(format!("does not open with `//! ` and a sentence of purpose, but with {first:?}"));
    }
    if NAMELESS.contains(&stem) || NAMELESS.iter().any(|name| stem == format!("{name}s")) {
        fault(format!("{stem:?} says nothing"));
    }
    if path.contains('_') {
        fault("has an underscore in its name".to_owned());
    }
    let lines = untested(text).lines().count();
    if lines > LONGEST {
        fault(format!("has {lines} lines without its tests, more than {LONGEST}"));
    }
    let code = code(untested(text));
    let Some((_, allowed)) = ROOMS.iter().find(|(name, _)| *name == room) else {
        if !room.is_empty() {
            fault(format!("{room:?} is no room of the house"));
        }
        return faults;
    };
    for name in used(&code, depth) {
        if name != room && !allowed.contains(&name.as_str()) {
            fault(format!("uses `{name}`, which {room} may not"));
        }
    }
    // Trials are tests that are made of the inside of a room.
    let trial = path.split('/').nth(1) == Some("trial");
    if !matches!(room, "store" | "serve" | "cli" | "consult") && !trial {
        for word in WORLD.iter().filter(|word| code.contains(**word)) {
            fault(format!("touches the world by `{word}`, which {room} may not"));
        }
        let words = code.split(|c: char| !(c.is_alphanumeric() || c == '_')).collect::<Vec<_>>();
        for reach in ["fs", "git2"].into_iter().filter(|reach| words.contains(reach)) {
            fault(format!("touches the world by `{reach}`, which {room} may not"));
        }
    }
    faults
}

#[test]
fn the_house_is_tidy() {
    let files = files("src");
    assert!(files.len() >= 20 && files.contains_key("document/mod.rs"), "the files are found: {}", files.len());
    let faults: Vec<String> = files.iter().flat_map(|(path, text)| faults(path, text)).collect();
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn the_tests_say_what_they_are_for() {
    for (path, text) in files("tests") {
        assert!(text.starts_with("//! "), "tests/{path}");
        assert!(!path.contains('_'), "tests/{path}");
    }
}

#[test]
fn lib_lists_every_room_in_the_order_of_the_story() {
    let lib = code(&read("src/lib.rs"));
    let listed: Vec<&str> = lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    let ordered: Vec<&str> = ROOMS.iter().map(|(room, _)| *room).filter(|room| listed.contains(room)).collect();
    assert_eq!(listed, ordered);
}

/// The faults of a made-up file, without its path.
fn found(path: &str, text: &str) -> Vec<String> {
    let text = format!("//! What this file is for.\n{text}");
    faults(path, &text).iter().map(|fault| fault.split_once(": ").expect("a path comes first").1.to_owned()).collect()
}

#[test]
fn a_room_that_looks_the_wrong_way_is_seen() {
    let wrong = ["uses `compare`, which document may not"];
    assert_eq!(found("document/label.rs", "use crate::compare::Token;"), wrong);
    assert_eq!(found("document/label.rs", "pub(crate) use crate::compare;"), wrong);
    assert_eq!(
        found("document/label.rs", "use crate::{\n    document::Block,\n    compare::{self, Token},\n};"),
        wrong
    );
    assert_eq!(found("document/label.rs", "use crate::{document::{Block, compare}, compare};"), wrong);
    assert_eq!(found("document/label.rs", "fn f() -> crate::compare::Token { todo() }"), wrong);
    assert_eq!(found("document/label.rs", "use super::super::compare::Token;"), wrong);
    assert_eq!(found("document/mod.rs", "use super::compare::Token;"), wrong);
    assert_eq!(found("document/deep/label.rs", "use super::super::super::{compare};"), wrong);
    assert_eq!(found("render/html.rs", "use crate::import::import;"), ["uses `import`, which render may not"]);
    assert_eq!(found("store/mod.rs", "use crate::cli;"), ["uses `cli`, which store may not"]);
    assert_eq!(found("import/mod.rs", "use crate::locale;"), ["uses `locale`, which import may not"]);
    assert_eq!(found("locale/mod.rs", "use crate::document;"), ["uses `document`, which locale may not"]);
    assert_eq!(found("attic/mod.rs", ""), ["\"attic\" is no room of the house"]);
}

#[test]
fn a_room_that_looks_the_right_way_is_left_alone() {
    let nothing: [String; 0] = [];
    assert_eq!(
        found("compare/flow.rs", "use crate::document::{Block, Document};\nuse super::token::compare;"),
        nothing
    );
    assert_eq!(found("document/label.rs", "use crate::{document::compare, document::{compare}};"), nothing);
    assert_eq!(found("document/label.rs", "// crate::compare\nconst A: &str = \"use crate::compare;\";"), nothing);
    assert_eq!(
        found("document/label.rs", "const A: &str = r#\"\"use crate::compare\"#;\nconst B: char = '\"';"),
        nothing
    );
    assert_eq!(found("document/label.rs", "#[cfg(test)]\nmod tests { use crate::compare::compare; }"), nothing);
    assert_eq!(found("document/label.rs", "fn f<'a>(a: &'a str) { other_crate::compare(); }"), nothing);
    assert_eq!(found("cli/diff.rs", "use crate::{import, store, render};\nuse std::fs;"), nothing);
    assert_eq!(found("document/mod.rs", "use self::label::compare; use super::document::label;"), nothing);
}

#[test]
fn texts_and_comments_are_no_code() {
    assert_eq!(code("a \"b \\\" c\" d // e\nf '\\'' g '\"' h r#\"i \" j\"# k /* l */ m"), "a   d  \nf   g   h   k   m");
    assert_eq!(code("fn f<'a>(x: &'a str) -> char { 'ł' }"), "fn f<'a>(x: &'a str) -> char {   }");
    assert_eq!(code("str\"open"), "str ");
}

#[test]
fn files_without_purpose_or_name_are_seen() {
    assert!(faults("document/label.rs", "use std::fmt;\n")[0].contains("purpose"));
    assert!(faults("document/label.rs", "//!\n//! Late.\n")[0].contains("purpose"));
    assert!(faults("document/label.rs", "//! Label.\n")[0].contains("purpose"), "a word is no sentence");
    assert!(faults("document/label.rs", "")[0].contains("purpose"));
    assert_eq!(found("document/util.rs", ""), ["\"util\" says nothing"]);
    assert_eq!(found("cli/helpers.rs", ""), ["\"helpers\" says nothing"]);
    assert_eq!(found("cli/common.rs", ""), ["\"common\" says nothing"]);
    assert_eq!(found("cli/exit_code.rs", ""), ["has an underscore in its name"]);
}

#[test]
fn long_files_are_seen() {
    let fits = "x\n".repeat(LONGEST - 1);
    assert!(found("document/label.rs", &fits).is_empty());
    assert_eq!(found("document/label.rs", &format!("{fits}x\n")), ["has 501 lines without its tests, more than 500"]);
    assert!(found("document/label.rs", &format!("{fits}#[cfg(test)]\n{fits}")).is_empty());
}

#[test]
fn a_pure_room_that_touches_the_world_is_seen() {
    assert_eq!(
        found("render/html.rs", "use std::fs::write;"),
        ["touches the world by `std::fs`, which render may not", "touches the world by `fs`, which render may not"]
    );
    assert_eq!(found("render/html.rs", "use std::{fs, io};"), ["touches the world by `fs`, which render may not"]);
    assert_eq!(found("compare/mod.rs", "use git2::Oid;"), ["touches the world by `git2`, which compare may not"]);
    assert_eq!(
        found("document/mod.rs", "fn f() { std::env::args(); }"),
        ["touches the world by `std::env`, which document may not"]
    );
    assert!(found("store/mod.rs", "use std::fs; use git2::Oid;").is_empty());
    assert!(found("render/html.rs", "use std::io::Write;").is_empty());
}
