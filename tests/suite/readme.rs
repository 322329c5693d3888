//! The README's commands and their output, run again as they stand there; `UPDATE=1 cargo test readme` rewrites the output.
#![cfg(target_os = "linux")]
#![expect(clippy::disallowed_methods, reason = "tests read and write files and hand the search path on")]

use std::path::{Path, PathBuf};
use std::process::Command;

/// Stands between the outputs of two commands; no text holds it.
const BREAK: char = '\u{1e}';

/// What a shell prints before a command.
const PROMPT: &str = "$ ";

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")
}

/// The commands of the blocks that show a console, in order.
fn commands(text: &str) -> Vec<&str> {
    let mut inside = false;
    let mut commands = Vec::new();
    for line in text.lines() {
        match line {
            "```console" => inside = true,
            "```" => inside = false,
            _ if inside => commands.extend(line.strip_prefix(PROMPT)),
            _ => {}
        }
    }
    commands
}

/// The text with the outputs of its commands in place of those that stand there.
fn rewritten(text: &str, outputs: &[String]) -> String {
    let mut inside = false;
    let mut outputs = outputs.iter();
    let mut written = String::with_capacity(text.len());
    for line in text.lines() {
        match line {
            "```console" => inside = true,
            "```" => inside = false,
            _ if inside && !line.starts_with(PROMPT) => continue,
            _ => {}
        }
        written.push_str(line);
        written.push('\n');
        if inside && line.starts_with(PROMPT) {
            written.push_str(outputs.next().expect("every command has an output"));
        }
    }
    written
}

/// Runs the commands in one shell in a new folder, and returns what each of them printed.
fn run(commands: &[&str]) -> Vec<String> {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    let home = folder.path().join("home");
    let work = folder.path().join("work");
    std::fs::create_dir(&home).expect("the folder is new");
    std::fs::create_dir(&work).expect("the folder is new");
    let author = "[user]\n\tname = Anna Kowal\n\temail = anna@example.org\n";
    std::fs::write(home.join(".gitconfig"), author).expect("the folder takes files");
    let mut script = String::from("exec 2>&1\n");
    for command in commands {
        // The break must not hide the exit code from a command that asks for it.
        script.push_str(&format!("{command}\n_code=$?; printf '{BREAK}'; (exit $_code)\n"));
    }
    let program = assert_cmd::cargo::cargo_bin("nowela");
    let search = std::env::var_os("PATH").unwrap_or_default();
    let program = program.parent().expect("the program lies in a folder").to_owned();
    let search = std::env::join_paths(std::iter::once(program).chain(std::env::split_paths(&search)));
    let output = Command::new("sh")
        .args(["-c", &script])
        .current_dir(&work)
        .env_clear()
        .env("HOME", &home)
        .env("PATH", search.expect("folders of a search path can be joined again"))
        .env("TZ", "UTC")
        .env("SOURCE_DATE_EPOCH", "1772452800")
        .env("LANG", "C.UTF-8")
        .output()
        .expect("there is a shell");
    let printed = String::from_utf8(output.stdout).expect("output is UTF-8");
    let mut outputs: Vec<String> = printed.split(BREAK).map(str::to_owned).collect();
    assert_eq!(outputs.pop().as_deref(), Some(""), "the last command is followed by a break");
    outputs
}

#[test]
fn what_the_readme_shows_is_what_the_program_prints() {
    let text = std::fs::read_to_string(path()).expect("the README is there");
    let commands = commands(&text);
    assert!(commands.len() > 10, "the commands are found: {commands:?}");
    let outputs = run(&commands);
    assert_eq!(outputs.len(), commands.len());
    for (command, output) in commands.iter().zip(&outputs) {
        assert!(!output.contains("not found"), "{command}: {output}");
        assert!(output.is_empty() || output.ends_with('\n'), "{command}: {output}");
        assert!(!output.lines().any(|line| line.starts_with(PROMPT) || line.starts_with("```")), "{command}: {output}");
    }
    let fresh = rewritten(&text, &outputs);
    if std::env::var_os("UPDATE").is_some_and(|update| update == "1") {
        std::fs::write(path(), fresh).expect("the README can be written");
        return;
    }
    for (line, (shown, printed)) in text.lines().zip(fresh.lines()).enumerate() {
        assert_eq!(shown, printed, "README.md, line {}; UPDATE=1 rewrites it", line + 1);
    }
    assert_eq!(text, fresh, "UPDATE=1 rewrites the README");
}

#[test]
fn outputs_take_the_place_of_outputs() {
    let text = "a\n```console\n$ one\nold\n$ two\n```\n```sh\n$ three\n```\n";
    assert_eq!(commands(text), ["one", "two"]);
    let outputs = ["new\n".to_owned(), "more\nlines\n".to_owned()];
    assert_eq!(rewritten(text, &outputs), "a\n```console\n$ one\nnew\n$ two\nmore\nlines\n```\n```sh\n$ three\n```\n");
}

#[test]
fn the_readme_names_files_that_are_there() {
    let text = std::fs::read_to_string(path()).expect("the README is there");
    let links = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let files: Vec<&str> = links.filter(|link| !link.starts_with('#') && !link.contains("://")).collect();
    assert!(files.len() >= 4, "{files:?}");
    for file in files {
        assert!(path().with_file_name(file).exists(), "{file}");
    }
    assert!(text.contains("```sh\ncargo run -- demo demo\ncargo test\n```"), "the two commands that .ci/run runs");
}
