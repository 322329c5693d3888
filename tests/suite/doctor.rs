//! `nowela doctor`: what it finds in archives of all sorts, that it changes nothing, and that it keeps secrets.
#![expect(clippy::disallowed_methods, reason = "tests damage files")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use nowela::locale::{Language, Locale};
use nowela::store::{CODES, Severity};

use crate::project::{Project, run};

const ONE: &str = "# Strategia\n\nŻółć i jaźń.\n";
const TWO: &str = "# Strategia\n\nŻółć, jaźń i gęś.\n";

fn project() -> Project {
    Project::with(&[("ris", "2020-07-07", ONE), ("ris", "2020-09-16", TWO)])
}

/// What was found at a place below the project: codes with places.
fn found_at(project: &Project, place: &str) -> Vec<(String, String)> {
    let ended = run(&mut project.nowela(&["-C", place, "doctor", "--json"]));
    let report: serde_json::Value =
        serde_json::from_str(&ended.out).unwrap_or_else(|error| panic!("{error}: {}{}", ended.out, ended.err));
    assert_eq!(report["schema"], "nowela/doctor/1");
    let mut found = Vec::new();
    for finding in report["findings"].as_array().expect("there is a list") {
        let text = |key: &str| finding[key].as_str().unwrap_or_default().to_owned();
        assert!(!text("message").starts_with("doctor-") && !text("next").starts_with("doctor-"), "{finding}");
        found.push((text("code"), text("place")));
    }
    assert_eq!(ended.code, if report["problems"] == 0 { 0 } else { 4 }, "{}", ended.out);
    // People are told the same, in both languages.
    for language in ["pl", "en"] {
        let told = run(project.nowela(&["-C", place, "doctor"]).env("NOWELA_LANG", language));
        assert_eq!(told.code, ended.code);
        assert_eq!(told.out.lines().count(), 2 * found.len() + 1, "{}", told.out);
        assert!(!told.out.contains("doctor-") && !told.out.contains("{ "), "{}", told.out);
    }
    found
}

fn found(project: &Project) -> Vec<(String, String)> {
    found_at(project, ".")
}

/// Expects exactly these codes with these places.
fn finds(project: &Project, expected: &[(&str, &str)]) {
    let found = found(project);
    let found: Vec<(&str, &str)> = found.iter().map(|(code, place)| (code.as_str(), place.as_str())).collect();
    assert_eq!(found, expected);
}

fn codes(found: &[(String, String)]) -> Vec<&str> {
    found.iter().map(|(code, _)| code.as_str()).collect()
}

/// Every file below a folder with its content.
fn snapshot(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(at) = folders.pop() {
        for entry in at.read_dir().expect("it can be read") {
            let path = entry.expect("it can be read").path();
            match path.is_dir() && !path.is_symlink() {
                true => folders.push(path),
                false => drop(files.insert(path.clone(), std::fs::read(&path).unwrap_or_default())),
            }
        }
    }
    files
}

fn loose(project: &Project, name: &str) -> PathBuf {
    let id = project.git(&["rev-parse", "--verify", name]);
    project.root().join(".git/objects").join(&id[..2]).join(&id[2..])
}

fn save_all(project: &Project) {
    project.git(&["add", "-A"]);
    project.git(&["commit", "-q", "-m", "Zapis"]);
}

fn own_git(project: &Project, arguments: &[&str]) {
    project.git(
        &[&["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "protocol.file.allow=always"], arguments]
            .concat(),
    );
}

#[test]
fn every_code_is_worded_in_both_languages_and_stands_once() {
    for (at, (code, severity)) in CODES.iter().enumerate() {
        assert!(CODES[..at].iter().all(|(other, _)| other != code), "{code} stands twice");
        assert!(matches!(severity, Severity::Problem | Severity::Remark));
        for language in [Language::Polish, Language::English] {
            let (source, locale) = (language.sources().concat(), Locale::new(language));
            for key in [format!("doctor-{code}"), format!("doctor-{code}-next")] {
                assert!(source.contains(&format!("\n{key} = ")), "{key} in {:?}", locale.language());
            }
        }
    }
}

#[test]
fn a_sound_archive_is_told_so_and_left_as_it_is() {
    let project = project();
    let before = snapshot(&project.root());
    let told = run(&mut project.nowela(&["doctor"]));
    assert_eq!((told.code, told.out.as_str(), told.err.as_str()), (0, "Wszystko w porządku.\n", ""));
    finds(&project, &[]);
    let verified = run(&mut project.nowela(&["doctor", "--verify"]));
    assert_eq!(verified.code, 0, "{}", verified.out);
    assert_eq!(snapshot(&project.root()), before);
}

#[test]
fn numbers_choose_the_plural() {
    let project = project();
    project.write("strategy/Nie id/x.md", "x");
    let told = run(&mut project.nowela(&["doctor"]));
    assert!(told.out.ends_with("Nie ma problemów, 1 uwaga.\n"), "{}", told.out);
    project.write("strategy/Też nie/x.md", "x");
    project.git(&["checkout", "-q", "--detach"]);
    let told = run(&mut project.nowela(&["doctor"]));
    assert!(told.out.ends_with("1 problem, 2 uwagi.\n"), "{}", told.out);
    assert!(told.out.starts_with("problem: archiwum nie stoi na żadnej gałęzi"), "problems first: {}", told.out);
    let told = run(project.nowela(&["doctor"]).env("NOWELA_LANG", "en"));
    assert!(told.out.ends_with("1 problem, 2 remarks.\n"), "{}", told.out);
}

#[test]
fn outside_an_archive_there_is_nothing_to_look_at() {
    let project = Project::empty();
    for arguments in [&["doctor"][..], &["doctor", "--verify"]] {
        let ended = run(&mut project.nowela(arguments));
        assert_eq!((ended.code, ended.out.as_str()), (4, ""));
        assert!(ended.err.contains("nie ma archiwum wersji"), "{}", ended.err);
    }
    project.git(&["init", "-q", "."]);
    assert_eq!(codes(&found(&project)), ["not-an-archive", "unborn"]);
}

#[test]
fn what_does_not_open_is_explained() {
    for (options, part) in [("--object-format=sha256", "objectformat"), ("--ref-format=reftable", "refstorage")] {
        let project = Project::empty();
        project.git(&["init", "-q", options, "."]);
        let found = found(&project);
        assert_eq!(codes(&found), ["foreign-format"], "{part}");
    }
    let project = project();
    let url = format!("file://{}", project.root().display());
    project.git(&["clone", "-q", "--depth=1", &url, "plytki"]);
    assert!(codes(&found_at(&project, "plytki")).contains(&"shallow"));
    let verified = run(&mut project.nowela(&["-C", "plytki", "doctor", "--verify"]));
    assert!(verified.code == 4 && verified.err.contains("jest ucięta"), "{}", verified.err);
    project.git(&["config", "uploadpack.allowFilter", "true"]);
    project.git(&["clone", "-q", "--filter=blob:none", &url, "czesciowy"]);
    assert_eq!(codes(&found_at(&project, "czesciowy")), ["partial"]);
    project.git(&["clone", "-q", "--shared", ".", "dzielony"]);
    assert_eq!(found_at(&project, "dzielony"), []);
    let alternates = project.root().join("dzielony/.git/objects/info/alternates");
    std::fs::write(alternates, "/nie/ma/takiego\n").expect("the folder is ours");
    let found = found_at(&project, "dzielony");
    assert!(found.contains(&("alternates".to_owned(), "/nie/ma/takiego".to_owned())), "{found:?}");
    assert!(codes(&found).contains(&"commit-damaged"), "{found:?}");
}

#[test]
fn a_foreign_owner_is_respected() {
    use std::os::unix::fs::{MetadataExt as _, chown};
    let project = project();
    let owner = project.root().metadata().expect("it is there").uid();
    if owner != 0 {
        return; // Only root can give files away.
    }
    for path in [project.root(), project.root().join(".git")] {
        chown(path, Some(4242), None).expect("root may");
    }
    assert_eq!(codes(&found(&project)), ["foreign-owner"]);
    // The path that the message names is the one by which git trusts it, from a folder below as well.
    project.write("strategy/ris/media/notatka.txt", "");
    let refused = run(&mut project.nowela(&["-C", "strategy/ris/media", "version"]));
    let (_, told) = refused.err.split_once("safe.directory ").expect("it says what to do");
    assert_eq!(Path::new(told.trim_end()), project.root().canonicalize().expect("it is there"));
    project.git(&["config", "--global", "safe.directory", told.trim_end()]);
    std::fs::remove_dir_all(project.root().join("strategy/ris/media")).expect("it is there");
    finds(&project, &[]);
}

#[test]
fn settings_are_looked_at() {
    let project = project();
    project.write("nowela.toml", "# ustawienia\nlanguage = pl\n");
    finds(&project, &[("settings", "nowela.toml")]);
    project.git(&["rm", "-q", "-f", "nowela.toml"]);
    save_all(&project);
    finds(&project, &[("no-settings", "nowela.toml")]);
}

#[test]
fn where_head_stands_is_told() {
    let project = project();
    project.git(&["switch", "-q", "--orphan", "nowa"]);
    assert_eq!(codes(&found(&project)), ["not-an-archive", "unborn"]);
    project.git(&["switch", "-q", "main"]);
    project.git(&["checkout", "-q", "--detach"]);
    let head = &project.git(&["rev-parse", "HEAD"])[..10];
    finds(&project, &[("detached", head)]);
    for bytes in ["", "\0\0\0\0", "ref: refs/heads/a b\n"] {
        project.write(".git/HEAD", bytes);
        let codes = found(&project);
        assert!(codes.iter().any(|(code, _)| code == "head"), "{bytes:?}: {codes:?}");
        let verified = run(&mut project.nowela(&["doctor", "--verify"]));
        assert!(verified.code == 4 && verified.out.contains("pliku HEAD nie da się odczytać"), "{}", verified.out);
    }
    std::fs::remove_file(project.root().join(".git/HEAD")).expect("it is there");
    assert_eq!(codes(&found(&project)), ["incomplete"]);
}

#[test]
fn broken_references_and_objects_are_named() {
    let project = project();
    project.git(&["branch", "druga", "HEAD~1"]);
    project.write(".git/refs/heads/druga", "");
    finds(&project, &[("reference", "refs/heads/druga")]);
    project.write(".git/refs/heads/main", "");
    let found = found(&project);
    assert_eq!(codes(&found), ["reference", "reference"], "{found:?}");

    let lost = self::project();
    let first = lost.git(&["rev-parse", "HEAD~1"]);
    let child = lost.git(&["rev-parse", "HEAD"]);
    std::fs::remove_file(loose(&lost, "HEAD~1")).expect("it is loose");
    finds(&lost, &[("commit-damaged", &child)]);
    let told = run(&mut lost.nowela(&["doctor"]));
    assert!(
        told.out.contains(&format!("zapis zmian {first} (wskazuje na niego {child}): nie ma go w archiwum")),
        "{}",
        told.out
    );

    let garbled = self::project();
    let path = loose(&garbled, "HEAD:strategy/ris/text.md");
    std::fs::remove_file(&path).expect("it is loose");
    std::fs::write(&path, "to nie zlib").expect("the folder is ours");
    finds(&garbled, &[("object-damaged", "strategy/ris/text.md")]);
}

#[test]
fn no_damaged_byte_of_a_pack_or_its_index_ends_the_program() {
    let project = project();
    project.git(&["repack", "-q", "-a", "-d", "-F"]);
    let files = snapshot(&project.root().join(".git/objects/pack"));
    let mut damaged = 0;
    for (path, bytes) in
        files.iter().filter(|(path, _)| path.extension().is_some_and(|kind| kind == "pack" || kind == "idx"))
    {
        std::fs::remove_file(path).expect("it is ours");
        for at in (0..bytes.len()).step_by(17) {
            let mut bytes = bytes.clone();
            bytes[at] ^= 0x41;
            std::fs::write(path, bytes).expect("it is ours");
            for arguments in [&["doctor"][..], &["doctor", "--verify"]] {
                let ended = run(&mut project.nowela(arguments));
                assert!(matches!(ended.code, 0 | 4), "{} {at}: {}", path.display(), ended.err);
                damaged += u32::from(ended.code == 4);
            }
        }
        std::fs::write(path, bytes).expect("it is ours");
    }
    assert!(damaged > 50, "{damaged}");
}

#[test]
fn replacements_and_grafts_are_told() {
    let project = project();
    let (head, first) = (project.git(&["rev-parse", "HEAD"]), project.git(&["rev-parse", "HEAD~1"]));
    project.git(&["replace", &head, &first]);
    project.write(".git/info/grafts", format!("{head}\n"));
    finds(&project, &[("replaced", &head), ("grafts", &head)]);
    project.write(".git/info/grafts", format!("# uwaga\n{head}\n"));
    assert!(codes(&found(&project)).contains(&"grafts"), "git's library does not open it, git does");
}

#[test]
fn what_was_begun_is_told() {
    let project = project();
    project.git(&["switch", "-q", "-c", "druga", "HEAD~1"]);
    project.save("ris", "2020-10-01", "# Strategia\n\nInaczej.\n");
    project.git(&["switch", "-q", "main"]);
    for (what, arguments) in
        [("merge", ["merge", "druga"]), ("cherry-pick", ["cherry-pick", "druga"]), ("rebase", ["rebase", "druga"])]
    {
        assert!(!project.try_git(&arguments).status.success(), "{what} has a conflict");
        let found = found(&project);
        assert!(codes(&found).contains(&"unfinished"), "{what}: {found:?}");
        assert!(found.contains(&("conflicts".to_owned(), "strategy/ris/text.md".to_owned())), "{what}: {found:?}");
        let told = run(&mut project.nowela(&["doctor"]));
        assert!(
            told.out.contains(&format!("git {what} --continue; albo przerwij: git {what} --abort")),
            "{}",
            told.out
        );
        project.git(&[what, "--abort"]);
    }
    project.write(".git/index", "to nie indeks");
    finds(&project, &[("index", "")]);
}

#[test]
fn how_the_branch_stands_towards_its_upstream_is_told_in_one_message() {
    let project = project();
    project.git(&["clone", "-q", ".", "klon"]);
    let standing = || nowela::store::Archive::open(&project.root().join("klon")).expect("it opens").standing();
    assert_eq!(found_at(&project, "klon"), []);
    assert_eq!(standing().map(|standing| (standing.ahead, standing.behind)), Some((0, 0)));
    let save = |place: &str, text: &str| {
        project.write("nowy.md", text);
        let file = if place == "." { "nowy.md" } else { "../nowy.md" };
        let saved = run(&mut project.nowela(&["-C", place, "commit", file, "--document", "ris", "-m", "x"]));
        assert_eq!(saved.code, 0, "{}", saved.err);
        saved.err
    };
    assert_eq!(save("klon", "# A\n"), "");
    assert_eq!(found_at(&project, "klon"), [("ahead".to_owned(), "main".to_owned())]);
    save(".", "# B\n");
    save(".", "# C\n");
    project.git(&["-C", "klon", "fetch", "-q"]);
    assert_eq!(found_at(&project, "klon"), [("diverged".to_owned(), "main".to_owned())]);
    let standing = standing().expect("it has an upstream");
    assert!(standing.is_diverged());
    assert_eq!((standing.ahead, standing.behind, standing.upstream.as_str()), (1, 2, "origin/main"));
    let told = run(&mut project.nowela(&["-C", "klon", "doctor"]));
    let message = "problem: gałąź main i origin/main rozeszły się: tutaj jest 1 zapis, którego nie ma tam, a tam są 2 zapisy, których nie ma tutaj\n";
    assert!(told.out.starts_with(message) && told.out.contains("git pull --rebase"), "{}", told.out);
    // Who saves on top of it is told, once something was saved.
    let saved = save("klon", "# A\n\nAneks.\n");
    let message =
        "uwaga: gałąź main i origin/main rozeszły się: tutaj są 2 zapisy, których nie ma tam, a tam są 2 zapisy";
    assert!(saved.starts_with(message) && saved.contains("  co zrobić: "), "{saved}");
    assert_eq!(save("klon", "# A\n\nAneks.\n"), "");
    project.git(&["-C", "klon", "reset", "-q", "--hard", "HEAD~2"]);
    assert_eq!(found_at(&project, "klon"), [("behind".to_owned(), "main".to_owned())]);
    project.git(&["-C", "klon", "update-ref", "-d", "refs/remotes/origin/main"]);
    assert_eq!(found_at(&project, "klon"), [("upstream-gone".to_owned(), "origin/main".to_owned())]);
    assert_eq!(project.archive().standing(), None);
}

#[test]
fn what_git_would_do_here_is_told() {
    let project = project();
    project.git(&["config", "commit.gpgSign", "true"]);
    project.write(".git/hooks/pre-commit", "#!/bin/sh\nexit 1\n");
    let hook = project.root().join(".git/hooks/pre-commit");
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(hook, std::fs::Permissions::from_mode(0o755)).expect("it is ours");
    project.write(".gitattributes", "*.md filter=przemiel\n");
    finds(&project, &[("gpgsign", ""), ("hooks", ""), ("filter", "strategy/ris/text.md")]);
    for key in ["user.name", "user.email"] {
        project.git(&["config", "--unset", key]);
        project.git(&["config", "--global", "--unset", key]);
    }
    assert_eq!(codes(&found(&project))[0], "no-author");
}

#[test]
fn addresses_with_secrets_are_told_without_the_secrets() {
    let project = project();
    project.git(&["remote", "add", "origin", "https://u:CANARY@example.org/a.git"]);
    project.git(&["remote", "add", "drugi", "https://CANARY@example.org/a.git"]);
    project.git(&["remote", "add", "trzeci", "ssh://git@example.org/a.git"]);
    project.git(&["config", "branch.main.remote", "https://u:CANARY@example.org/a.git"]);
    project.git(&["config", "branch.main.merge", "refs/heads/main"]);
    finds(&project, &[("credentials", "remote.origin.url"), ("credentials", "remote.drugi.url")]);
    project.write(".git/objects/info/alternates", "https://u:CANARY@example.org/a\n");
    for arguments in [&["doctor"][..], &["doctor", "-v"], &["doctor", "--json"], &["doctor", "--verify"]] {
        let ended = run(&mut project.nowela(arguments));
        assert!(!ended.out.contains("CANARY") && !ended.err.contains("CANARY"), "{}{}", ended.out, ended.err);
    }
    project.write(".git/config", "[remote \"x\"]\n\turl = https://u:CANARY@example.org\n\t\"CANARY\n");
    let ended = run(&mut project.nowela(&["doctor"]));
    assert_eq!(ended.code, 4);
    assert!(!ended.out.contains("CANARY") && !ended.err.contains("CANARY"), "{}{}", ended.out, ended.err);
}

#[test]
fn folders_that_are_read_only_are_told() {
    let project = project();
    let strategy = project.root().join("strategy");
    std::fs::rename(&strategy, project.root().join("obok")).expect("it is ours");
    std::os::unix::fs::symlink("/proc/self", &strategy).expect("links can be made");
    let found = found(&project);
    assert!(found.contains(&("read-only".to_owned(), strategy.display().to_string())), "{found:?}");
    assert!(found.contains(&("text-link".to_owned(), "strategy".to_owned())), "{found:?}");
}

#[test]
fn texts_that_are_none_are_told() {
    let project = project();
    let other = Project::with(&[("x", "2020-07-07", ONE)]);
    own_git(&project, &["submodule", "--quiet", "add", &other.root().display().to_string(), "strategy/obce"]);
    project.write("strategy/lfs/text.md", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n");
    project.write("strategy/bin/text.md", b"a\0b");
    project.write("strategy/win/text.md", b"# \xaf\xf3\xb3w\n");
    project.write("strategy/utf16/text.md", b"\xff\xfea\0b\0");
    project.write("strategy/folder/text.md/x", "x");
    project.write("strategy/link/x", "x");
    std::os::unix::fs::symlink("x", project.root().join("strategy/link/text.md")).expect("links can be made");
    std::os::unix::fs::symlink("ris", project.root().join("strategy/drugi")).expect("links can be made");
    project.write("strategy/Nie id/text.md", "x");
    save_all(&project);
    finds(
        &project,
        &[
            ("text-binary", "strategy/bin/text.md"),
            ("text-link", "strategy/drugi"),
            ("text-folder", "strategy/folder/text.md"),
            ("text-lfs", "strategy/lfs/text.md"),
            ("text-link", "strategy/link/text.md"),
            ("text-repository", "strategy/obce"),
            ("text-link", "strategy/drugi/text.md"),
            ("folder-name", "strategy/Nie id"),
            ("text-encoding", "strategy/utf16/text.md"),
            ("text-encoding", "strategy/win/text.md"),
        ],
    );
}

#[test]
fn large_figures_names_that_collide_and_what_is_not_saved_are_told() {
    let project = project();
    project.write("strategy/ris/media/a.png", "a");
    let large = std::fs::File::create(project.root().join("strategy/ris/media/b.png")).expect("the folder is ours");
    large.set_len(51 * 1024 * 1024).expect("it may be sparse");
    finds(&project, &[("media-large", "strategy/ris/media/b.png")]);
    std::fs::remove_file(project.root().join("strategy/ris/media/b.png")).expect("it is ours");
    project.write("strategy/ris/media/A.png", "b");
    project.write("strategy/ris/media/\u{17c}.png", "c");
    project.write("strategy/ris/media/z\u{307}.png", "d");
    save_all(&project);
    project.git(&["tag", "ris/Wersja"]);
    project.git(&["tag", "ris/wersja"]);
    let media = "strategy/ris/media/";
    finds(
        &project,
        &[
            ("names-collide", &format!("{media}A.png, {media}a.png")),
            ("names-collide", &format!("{media}z\u{307}.png, {media}\u{17c}.png")),
            ("names-collide", "refs/tags/ris/Wersja, refs/tags/ris/wersja"),
        ],
    );

    let unsaved = self::project();
    unsaved.write("strategy/ris/text.md", TWO.replace('\n', "\r\n"));
    finds(&unsaved, &[]);
    unsaved.write("strategy/ris/text.md", "# Inaczej\n");
    unsaved.write("strategy/nowy/text.md", "# Nowy\n");
    finds(&unsaved, &[("unsaved", "strategy/nowy/text.md"), ("unsaved", "strategy/ris/text.md")]);
    std::fs::remove_file(unsaved.root().join("strategy/ris/text.md")).expect("it is there");
    std::fs::remove_file(unsaved.root().join("strategy/nowy/text.md")).expect("it is there");
    finds(&unsaved, &[("text-missing", "strategy/ris/text.md")]);
}

#[test]
fn the_help_says_what_verifying_can_not_find() {
    for (language, limit) in
        [("pl", "wykryje ją tylko --against"), ("en", "only --against, with a report kept elsewhere, finds that")]
    {
        let help = run(&mut project().nowela(&["doctor", "--help", "--lang", language]));
        assert_eq!(help.code, 0);
        let told = help.out.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(told.contains(limit) && help.out.contains(":\n  nowela doctor\n"), "{}", help.out);
    }
}

#[test]
fn bare_and_linked_archives_are_told() {
    let project = project();
    project.git(&["clone", "-q", "--bare", ".", "nagie"]);
    assert_eq!(codes(&found_at(&project, "nagie")), ["bare"]);
    project.git(&["worktree", "add", "-q", "obok"]);
    assert_eq!(codes(&found_at(&project, "obok")), ["linked"]);
}
