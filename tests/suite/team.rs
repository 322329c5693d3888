//! The commands of the pages about teamwork, run in order as they stand there, against a server in a folder.
#![cfg(target_os = "linux")]
#![expect(clippy::disallowed_methods, reason = "tests read and write files and hand the search path on")]

use std::path::Path;
use std::process::Command;

/// What happens between the blocks of a page, by the number of the block that follows: where each command is typed, and
/// what other people do meanwhile.
const MEANWHILE: [(usize, &str); 14] = [
    (1, "mkdir server anna jan && cd server"),
    (2, "cd ../anna"),
    (3, "cd ../../jan"),
    // A first text, and the day's work on it.
    (
        4,
        "cd strategie && mkdir -p strategy/ris && printf '# Cele\\n' > strategy/ris/text.md \
         && nowela commit --document ris -m Cele && git push -q",
    ),
    (5, "printf '# Cele\\n\\nPierwszy.\\n' > strategy/ris/text.md"),
    // What both have changed does not overlap.
    (
        7,
        "cd ../../anna/strategie && git pull -q --rebase && mkdir -p strategy/pkb && echo '# PKB' > strategy/pkb/text.md \
         && nowela commit --document pkb -m PKB && git push -q && cd ../../jan/strategie \
         && printf '# Cele\\n\\nPierwszy.\\n\\nDrugi.\\n' > strategy/ris/text.md && nowela commit --document ris -m Drugi \
         && ! git push",
    ),
    // What both have changed is one passage, and git says so.
    (
        8,
        "cd ../../anna/strategie && git pull -q --rebase && printf '# Cele\\n\\nPierwszy.\\n\\nOd Anny.\\n' > strategy/ris/text.md \
         && nowela commit --document ris -m Anna && git push -q && cd ../../jan/strategie \
         && printf '# Cele\\n\\nPierwszy.\\n\\nOd Jana.\\n' > strategy/ris/text.md && nowela commit --document ris -m Jan \
         && ! git push && ! git pull --rebase && sed -n '/^<<<<<<< /,/^=======$/p' strategy/ris/text.md | grep -x 'Od Anny.' \
         && ! nowela commit --document ris -m Nie && printf '# Cele\\n\\nPierwszy.\\n\\nOd obojga.\\n' > strategy/ris/text.md",
    ),
    (9, "printf '# Cele\\n\\nPierwszy do 2030 r.\\n\\nOd obojga.\\n' > strategy/ris/text.md"),
    (10, "test -s *.md && test -z \"$(git status --porcelain strategy)\" && cd ../../server"),
    // The version is not to be moved, the branch not to be rewritten; new versions are welcome.
    (
        11,
        "cd ../jan/strategie && git switch -q main && test \"$(git cat-file -t ris/projekt-2)\" = tag \
         && git tag -f -a -m x ris/projekt-2 HEAD && ! git push -f origin ris/projekt-2 && ! git push origin :ris/projekt-2 \
         && ! git push -f origin HEAD~1:main && git fetch -q --tags -f && nowela version ris projekt-3 HEAD --status draft \
         && git push --follow-tags && git ls-remote --exit-code origin refs/tags/ris/projekt-3 && cd ../../server",
    ),
    (12, "true"),
    (
        13,
        "test \"$(nowela -C ../jan/strategie version)\" = \"$(nowela -C \"$(ls -d restored.git odtworzone.git 2>/dev/null)\" version)\"",
    ),
    // A shallow copy is refused and made whole, and a rebase can keep the day.
    (
        14,
        "cd .. && git clone -q --depth 1 \"file://$PWD/server/strategie.git\" shallow && ! nowela -C shallow version \
         && git -C shallow fetch -q --unshallow --tags && nowela -C shallow version",
    ),
    (
        15,
        "cd anna/strategie && git pull -q --rebase && echo Anna >> strategy/pkb/text.md && nowela commit --document pkb -m A && git push -q \
         && cd ../../jan/strategie && echo Jan >> strategy/ris/text.md && nowela commit --document ris -m J --date 2020-01-05 \
         && git fetch -q && git rebase --committer-date-is-author-date @{u} && test \"$(git log -1 --format=%cs)\" = 2020-01-05",
    ),
];

/// The blocks that are fenced as `sh`, without their indentation.
fn blocks(page: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut open: Option<(usize, String)> = None;
    for line in page.lines() {
        let indent = line.len() - line.trim_start().len();
        match &mut open {
            None if line.trim() == "```sh" => open = Some((indent, String::new())),
            None => {}
            Some(_) if line.trim() == "```" => blocks.extend(open.take().map(|(_, block)| block)),
            Some((indent, block)) => block.push_str(&format!("{}\n", line.get(*indent..).unwrap_or_default())),
        }
    }
    blocks
}

/// Runs the blocks of a page with what happens in between; every command must succeed.
fn follow(page: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(page);
    let blocks = blocks(&std::fs::read_to_string(path).expect("the page is there"));
    let mut script = String::from("set -eux\n");
    for number in 1..=MEANWHILE.len().max(blocks.len()) {
        let meanwhile = MEANWHILE.iter().find(|(at, _)| *at == number).map_or("", |(_, commands)| commands);
        // `! a && b` goes on where `a` fails, and the whole line fails where it doesn't.
        script.push_str(&format!("{{ {}; }} || exit 1\n", if meanwhile.is_empty() { "true" } else { meanwhile }));
        script.push_str(blocks.get(number - 1).map_or("", String::as_str));
    }
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    let (home, work) = (folder.path().join("home"), folder.path().join("work"));
    std::fs::create_dir(&home).expect("the folder is new");
    std::fs::create_dir(&work).expect("the folder is new");
    let settings = format!(
        "[user]\n\tname = Jan Kot\n\temail = jan@example.org\n[init]\n\tdefaultBranch = main\n\
         [url \"file://{}/server/\"]\n\tinsteadOf = https://git.example.org/\n",
        work.display()
    );
    std::fs::write(home.join(".gitconfig"), settings).expect("the folder takes files");
    let program = assert_cmd::cargo::cargo_bin("nowela");
    let program = program.parent().expect("the program lies in a folder").to_owned();
    let search = std::env::var_os("PATH").unwrap_or_default();
    let search = std::env::join_paths(std::iter::once(program).chain(std::env::split_paths(&search)));
    let output = Command::new("sh")
        .args(["-c", &script])
        .current_dir(&work)
        .env_clear()
        .env("HOME", &home)
        .env("PATH", search.expect("folders of a search path can be joined again"))
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_EDITOR", "true")
        .env("LANG", "C.UTF-8")
        .output()
        .expect("there is a shell");
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{page}: {}\n{}", said(&output.stdout), said(&output.stderr));
}

#[test]
fn the_english_page_about_teamwork_can_be_followed() {
    follow("team.md");
}

#[test]
fn the_polish_page_about_teamwork_can_be_followed() {
    follow("zespol.md");
}

#[test]
fn both_pages_say_the_same_commands() {
    let read = |page: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(page);
        blocks(&std::fs::read_to_string(path).expect("the page is there"))
    };
    let commands = |page: &str| -> Vec<String> {
        let lines: Vec<String> = read(page).concat().lines().map(str::to_owned).collect();
        lines.iter().map(|line| line.split([' ', '"']).take(2).collect::<Vec<_>>().join(" ")).collect()
    };
    let (english, polish) = (commands("team.md"), commands("zespol.md"));
    assert_eq!(english.len(), polish.len());
    assert!(english.len() > 30, "{english:?}");
    for (one, other) in english.iter().zip(&polish) {
        assert!(one == other || one.contains('#') || one.trim().starts_with("echo"), "{one} / {other}");
    }
}
