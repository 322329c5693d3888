//! Hostile and unusual surroundings: repositories of all kinds, hooks and settings, links, names, and secrets.

use std::fs::Permissions;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::time::Duration;

use proptest::prelude::*;

use crate::project::{Project, Run, run};

const ONE: &str = "# Strategia\n\nŻółć i jaźń.\n";
const TWO: &str = "# Strategia\n\nŻółć, jaźń i gęś.\n";
const COMMIT: [&str; 5] = ["commit", "--document", "ris", "-m", "Zapis"];

fn two() -> Project {
    let project = Project::with(&[("ris", "2020-07-07", ONE), ("ris", "2020-09-16", TWO)]);
    project.name("ris", "projekt-1", &project.git(&["rev-parse", "HEAD~1"]));
    project
}

/// Runs the program in a folder beside the archive or below it.
fn nowela_in(project: &Project, folder: &str, arguments: &[&str]) -> Run {
    let mut command = project.nowela(&[&["-C", folder][..], arguments].concat());
    run(command.timeout(Duration::from_secs(20)))
}

/// Expects a run to end with this code, its message to hold these words, and to say what to do.
fn ends(run: &Run, code: i32, words: &[&str]) {
    assert_eq!(run.code, code, "{}{}", run.out, run.err);
    assert!(!run.err.contains("panicked") && !run.err.contains("failure-"), "{}", run.err);
    for words in words {
        assert!(run.err.contains(words), "{words:?} is missing: {}", run.err);
    }
    let warned = run.err.is_empty() || run.err.starts_with("uwaga: ");
    assert!(if code == 0 { warned } else { run.err.contains("co zrobić: ") || code == 3 }, "{}", run.err);
}

/// Expects that reading and writing work in a folder: a new text is saved, named and compared.
fn works(project: &Project, folder: &str) {
    let text = format!("# Strategia\n\nTekst z {folder}.\n");
    project.write("nowy.md", &text);
    let file = project.root().join("nowy.md").display().to_string();
    let before = nowela_in(project, folder, &["version", "--json"]);
    ends(&before, 0, &[]);
    let saved = nowela_in(project, folder, &["commit", &file, "--document", "ris", "-m", "Nowy"]);
    ends(&saved, 0, &[]);
    ends(&nowela_in(project, folder, &["version", "ris", "nowa", "HEAD", "--status", "draft"]), 0, &[]);
    let diff = nowela_in(project, folder, &["diff", "ris@HEAD~1", "ris@nowa"]);
    assert!(diff.code == 0 && diff.out.contains("Tekst"), "{}{}", diff.out, diff.err);
    assert_eq!(project.git(&["-C", folder, "show", "HEAD:strategy/ris/text.md"]) + "\n", text);
    assert_eq!(project.git(&["-C", folder, "fsck", "--full", "--strict", "--no-dangling", "--no-progress"]), "");
}

#[test]
fn repositories_of_newer_or_other_kinds_are_refused() {
    for (settings, words) in [
        (vec!["core.repositoryformatversion=99"], "ma format, którego ten program nie odczyta"),
        (
            vec!["core.repositoryformatversion=1", "extensions.przyszlosc=true"],
            "ma format, którego ten program nie odczyta",
        ),
        (
            vec!["core.repositoryformatversion=1", "extensions.objectformat=sha256"],
            "ma format, którego ten program nie odczyta",
        ),
        (
            vec!["core.repositoryformatversion=1", "extensions.refstorage=reftable"],
            "ma format, którego ten program nie odczyta",
        ),
    ] {
        let project = two();
        let head = project.git(&["rev-parse", "HEAD"]);
        let config = project.root().join(".git/config");
        let file = config.display().to_string();
        for setting in &settings {
            let (key, value) = setting.split_once('=').expect("tests write settings well");
            project.git(&["config", "--file", &file, key, value]);
        }
        project.write("strategy/ris/text.md", ONE);
        let commands: [&[&str]; 4] = [
            &["version"],
            &["diff", "ris@projekt-1", "ris@HEAD"],
            &COMMIT,
            &["version", "ris", "x", "HEAD", "--status", "draft"],
        ];
        for command in commands {
            ends(&run(&mut project.nowela(command)), 4, &[words, "git init --object-format=sha1"]);
        }
        assert_eq!(project.read(".git/refs/heads/main").trim(), head, "{settings:?}");
    }
}

#[test]
fn a_shallow_clone_is_refused_and_the_remedy_works() {
    let project = two();
    project.git(&["config", "uploadpack.allowFilter", "true"]);
    let origin = format!("file://{}", project.root().display());
    project.git(&["clone", "--quiet", "--depth=1", &origin, "../plytki"]);
    for command in [&["version"][..], &["diff", "ris@HEAD", "ris@worktree"], &COMMIT] {
        ends(
            &nowela_in(&project, "../plytki", command),
            4,
            &["ucięta", "git fetch --unshallow --tags", "fetch-depth: 0"],
        );
    }
    project.git(&["-C", "../plytki", "fetch", "--quiet", "--unshallow", "--tags"]);
    let listed = nowela_in(&project, "../plytki", &["version"]);
    assert!(listed.code == 0 && listed.out.contains("projekt-1"), "{}{}", listed.out, listed.err);
}

#[test]
fn a_partial_clone_says_what_is_missing_and_the_remedy_works() {
    for filter in ["blob:none", "tree:0"] {
        let project = two();
        project.git(&["config", "uploadpack.allowFilter", "true"]);
        let origin = format!("file://{}", project.root().display());
        project.git(&["clone", "--quiet", &format!("--filter={filter}"), &origin, "../czesc"]);
        // What was fetched for the work tree can be read.
        ends(&nowela_in(&project, "../czesc", &["diff", "ris@worktree", "ris@worktree"]), 0, &[]);
        let told = nowela_in(&project, "../czesc", &["diff", "ris@projekt-1", "ris@HEAD"]);
        ends(&told, 4, &["brakuje części historii", "git clone --filter"]);
        let remedy = "git fetch --refetch";
        let start = told.err.find(remedy).expect("the remedy is told");
        let command = told.err[start..].split([';', ',']).next().expect("it ends").trim();
        let arguments: Vec<&str> = command.split(' ').skip(1).collect();
        project.git(&[&["-C", "../czesc"][..], &arguments].concat());
        let read = nowela_in(&project, "../czesc", &["diff", "ris@projekt-1", "ris@HEAD"]);
        ends(&read, 0, &[]);
        works(&project, "../czesc");
    }
}

#[test]
fn a_clone_without_tags_names_what_there_is() {
    let project = two();
    let origin = format!("file://{}", project.root().display());
    project.git(&["clone", "--quiet", "--no-tags", &origin, "../bez-znacznikow"]);
    let listed = nowela_in(&project, "../bez-znacznikow", &["version"]);
    assert_eq!((listed.code, listed.out.as_str()), (0, "Nie ma jeszcze żadnej wersji.\n"));
    let told = nowela_in(&project, "../bez-znacznikow", &["diff", "ris@projekt-1", "ris@HEAD"]);
    ends(&told, 2, &["nie ma takiej wersji"]);
    works(&project, "../bez-znacznikow");
}

#[test]
fn unusual_repositories_work() {
    let project = two();
    let origin = project.root().display().to_string();
    project.git(&["clone", "--quiet", "--bare", &origin, "../goly.git"]);
    works(&project, "../goly.git");
    project.git(&["-C", "../goly.git", "worktree", "add", "--quiet", "-b", "obok", "../obok-golego"]);
    works(two_beside(&project, "obok-golego"), "../obok-golego");
    project.git(&["worktree", "add", "--quiet", "-b", "gałąź/o-dłuższej/nazwie", "../obok"]);
    works(&project, "../obok");
    let project = two();
    project.git(&["clone", "--quiet", "--shared", &project.root().display().to_string(), "../pozyczony"]);
    works(&project, "../pozyczony");
    let project = two();
    project.git(&["gc", "--quiet"]);
    project.git(&["commit-graph", "write", "--reachable"]);
    project.git(&["multi-pack-index", "write"]);
    project.git(&["switch", "--quiet", "-c", "zespół/żółw-1"]);
    works(&project, ".");
    assert_eq!(project.git(&["symbolic-ref", "HEAD"]), "refs/heads/zespół/żółw-1");
    let project = two();
    project.git(&["init", "--quiet", "--separate-git-dir", "../osobno.git"]);
    assert!(project.root().join(".git").is_file());
    works(&project, ".");
    let project = two();
    project.git(&["symbolic-ref", "refs/heads/inna", "refs/heads/main"]);
    project.git(&["symbolic-ref", "HEAD", "refs/heads/inna"]);
    works(&project, ".");
    assert_eq!(project.git(&["symbolic-ref", "refs/heads/inna"]), "refs/heads/main", "the name of a name stays");
    assert_eq!(project.git(&["rev-parse", "main"]), project.git(&["rev-parse", "HEAD"]));
}

/// Tags are shared between work trees: the version that `works` makes gives way.
fn two_beside<'p>(project: &'p Project, _folder: &str) -> &'p Project {
    project.git(&["-C", "../goly.git", "tag", "--delete", "ris/nowa"]);
    project
}

#[test]
fn a_repository_inside_a_submodule_is_an_archive_of_its_own() {
    let project = two();
    let origin = project.root().display().to_string();
    project.git(&["init", "--quiet", "../wierzch"]);
    project.git(&[
        "-C",
        "../wierzch",
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "--quiet",
        "add",
        &origin,
        "archiwum",
    ]);
    assert!(project.root().join("../wierzch/archiwum/.git").is_file());
    works(&project, "../wierzch/archiwum");
    let above = nowela_in(&project, "../wierzch", &["version"]);
    ends(&above, 4, &["nie jest archiwum wersji"]);
}

#[test]
fn lost_alternates_are_told() {
    let project = two();
    project.git(&["clone", "--quiet", "--shared", &project.root().display().to_string(), "../pozyczony"]);
    let alternates = project.root().join("../pozyczony/.git/objects/info/alternates");
    std::fs::write(alternates, "/nie/ma/takiego/folderu\n").expect("it is ours");
    for command in [&["diff", "ris@HEAD~1", "ris@HEAD"][..], &COMMIT] {
        std::fs::write(project.root().join("../pozyczony/strategy/ris/text.md"), "# Nowy\n").expect("it is ours");
        ends(&nowela_in(&project, "../pozyczony", command), 4, &["brakuje części historii"]);
    }
}

#[test]
fn an_empty_repository_and_an_odd_one_are_told() {
    let project = Project::empty();
    project.git(&["init", "--quiet"]);
    ends(&run(&mut project.nowela(&["version"])), 4, &["nie jest archiwum wersji", "nowela init"]);
    ends(&run(&mut project.nowela(&["init"])), 0, &[]);
    let project = Project::empty();
    project.git(&["init", "--quiet", "--bare", "goly.git"]);
    ends(&nowela_in(&project, "goly.git", &["version"]), 4, &["nie jest archiwum wersji"]);
    let project = Project::empty();
    project.write(".git/HEAD", "");
    ends(&run(&mut project.nowela(&["version"])), 4, &["nie ma archiwum wersji"]);
    let project = Project::empty();
    project.write(".git", "gitdir: /nie/ma/tego\n");
    let told = run(&mut project.nowela(&["version"]));
    ends(&told, 4, &[]);
    project.write(".git", "śmieci\n");
    ends(&run(&mut project.nowela(&["version"])), 4, &[]);
}

#[test]
fn settings_of_git_that_contradict_themselves_are_survived() {
    let project = two();
    // A repository with a work tree that says it has none: what git says holds, and nothing is lost.
    project.git(&["config", "core.bare", "true"]);
    project.write("nowy.md", "# Nowy\n");
    let saved = run(&mut project.nowela(&["commit", "nowy.md", "--document", "ris", "-m", "Nowy"]));
    ends(&saved, 0, &[]);
    assert_eq!(project.git(&["show", "HEAD:strategy/ris/text.md"]), "# Nowy");
    ends(&run(&mut project.nowela(&COMMIT)), 4, &["nie ma folderu roboczego"]);
    let project = two();
    project.git(&["config", "core.worktree", "/nie/ma/tego"]);
    let told = run(&mut project.nowela(&["diff", "ris@projekt-1", "ris@HEAD"]));
    assert!([0, 4].contains(&told.code), "{}", told.err);
    for (config, words) in [("[core\n", ".git/config"), ("[core]\n\tbare = może\n", "'może'")] {
        let project = two();
        project.write(".git/config", config);
        ends(&run(&mut project.nowela(&["version"])), 4, &["w ustawieniach git jest błąd", words]);
        ends(&run(&mut project.nowela(&COMMIT)), 4, &["w ustawieniach git jest błąd", words]);
    }
    // What a power cut leaves of a file says nothing, and the defaults hold.
    let project = two();
    project.write(".git/config", [0; 64]);
    project.write("strategy/ris/text.md", "# Nowy\n");
    ends(&run(&mut project.nowela(&COMMIT)), 0, &[]);
    for include in ["/nie/ma/tego", "/dev/null", ".", "../config", "config", "/etc/shadow"] {
        let project = two();
        let config = project.read(".git/config");
        project.write(".git/config", format!("{config}[include]\n\tpath = {include}\n"));
        let listed = nowela_in(&project, ".", &["version"]);
        assert!([0, 4].contains(&listed.code), "{include}: {}", listed.err);
        if listed.code == 4 {
            ends(&listed, 4, &[]);
        }
    }
}

#[test]
fn where_the_archive_lies_is_told_by_arguments_alone() {
    let (project, other) = (two(), two());
    let elsewhere = other.root().join(".git");
    let head = other.git(&["rev-parse", "HEAD"]);
    project.write("strategy/ris/text.md", "# Nowy\n");
    for name in [
        "GIT_DIR",
        "GIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_OBJECT_DIRECTORY",
        "GIT_COMMON_DIR",
        "GIT_NAMESPACE",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_CEILING_DIRECTORIES",
        "GIT_CONFIG",
        "GIT_CONFIG_GLOBAL",
    ] {
        project.write("strategy/ris/text.md", format!("# Nowy {name}\n"));
        let saved = run(project.nowela(&COMMIT).env(name, &elsewhere));
        ends(&saved, 0, &[]);
        assert_eq!(project.git(&["show", "HEAD:strategy/ris/text.md"]), format!("# Nowy {name}"));
        assert_eq!(other.git(&["rev-parse", "HEAD"]), head, "{name}");
        assert_eq!(other.git(&["status", "--porcelain"]), "", "{name}");
    }
}

/// What git may be made to start, each leaving its own name behind.
fn lay_traps(project: &Project, root: &str) {
    let hooks = [
        "pre-commit",
        "post-commit",
        "commit-msg",
        "prepare-commit-msg",
        "reference-transaction",
        "post-index-change",
        "pre-auto-gc",
        "post-checkout",
        "post-merge",
        "post-rewrite",
        "pre-push",
        "pre-receive",
        "update",
        "post-update",
        "push-to-checkout",
        "fsmonitor-watchman",
        "applypatch-msg",
        "pre-applypatch",
        "sendemail-validate",
        "pre-merge-commit",
        "pre-rebase",
    ];
    for folder in [".git/hooks", "haki"] {
        for hook in hooks {
            let path = format!("{root}/{folder}/{hook}");
            project.write(&path, format!("#!/bin/sh\ntouch \"$HOME/pulapka-{hook}\"\n"));
            std::fs::set_permissions(project.root().join(&path), Permissions::from_mode(0o755)).expect("it is ours");
        }
    }
    let trap = |name: &str| format!("sh -c 'touch \"{}/pulapka-{name}\"; cat'", project.home().display());
    for key in [
        "core.fsmonitor",
        "core.editor",
        "core.pager",
        "core.sshCommand",
        "core.askPass",
        "core.gitProxy",
        "sequence.editor",
        "filter.zly.clean",
        "filter.zly.smudge",
        "filter.zly.process",
        "diff.external",
        "diff.zly.textconv",
        "diff.zly.command",
        "merge.zly.driver",
        "mergetool.zly.cmd",
        "credential.helper",
        "gpg.program",
        "gpg.ssh.program",
        "gpg.x509.program",
        "gpg.ssh.defaultKeyCommand",
        "pager.log",
        "alias.commit",
        "alias.version",
        "alias.diff",
        "trailer.zly.cmd",
        "trailer.zly.command",
        "uploadpack.packObjectsHook",
        "interactive.diffFilter",
        "core.alternateRefsCommand",
        "init.templateDir",
    ] {
        let value = if key.starts_with("alias.") { format!("!{}", trap(key)) } else { trap(key) };
        project.git(&["-C", root, "config", key, &value]);
    }
    for (key, value) in [
        ("commit.gpgSign", "true"),
        ("tag.gpgSign", "true"),
        ("filter.zly.required", "true"),
        ("core.hooksPath", "haki"),
        ("remote.origin.url", "ext::sh -c touch% pulapka-ext"),
    ] {
        project.git(&["-C", root, "config", key, value]);
    }
    project.write(
        &format!("{root}/.gitattributes"),
        "* filter=zly diff=zly merge=zly ident text=auto eol=crlf working-tree-encoding=UTF-16\n",
    );
}

fn sprung(project: &Project) -> Vec<String> {
    let files = [project.home(), project.root()]
        .map(|folder| folder.read_dir().expect("it is a folder").flatten().collect::<Vec<_>>());
    let names = files.into_iter().flatten().map(|file| file.file_name().to_string_lossy().into_owned());
    names.filter(|name| name.starts_with("pulapka")).collect()
}

/// Every command of the program on an archive full of traps.
fn all_commands(root: &str) -> Vec<Vec<String>> {
    [
        "version",
        "version ris",
        "version ris projekt-1",
        "version ris x HEAD --status draft -m x",
        "diff ris@projekt-1 ris@HEAD",
        "diff ris@HEAD ris@worktree --format html -o strona.html",
        "commit --document ris -m x",
        "save plik.md --document ris -m x",
        "commit plik.md --document nowy -m x --version v --status draft",
        "init nowe",
        "init .",
        "demo pokaz",
    ]
    .iter()
    .map(|line| ["-C", root].into_iter().chain(line.split(' ')).map(str::to_owned).collect())
    .collect()
}

#[test]
fn no_command_starts_anything() {
    let project = two();
    lay_traps(&project, ".");
    project.write("plik.md", ONE);
    project.write("strategy/ris/text.md", "# Zmiana\n");
    project.write("strategy/ris/media/mapa.svg", "<svg/>");
    for arguments in all_commands(".") {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let ended = run(&mut project.nowela(&arguments));
        let expected = if arguments.ends_with(&["init", "."]) { 2 } else { 0 };
        assert_eq!(ended.code, expected, "{arguments:?}: {}", ended.err);
        assert_eq!(sprung(&project), Vec::<String>::new(), "{arguments:?}");
    }
    // A repository full of traps that is no archive yet, too.
    project.git(&["init", "--quiet", "obce"]);
    lay_traps(&project, "obce");
    let made = run(&mut project.nowela(&["init", "obce"]));
    assert_eq!((made.code, sprung(&project).len()), (0, 0), "{}", made.err);
    project.try_git(&["add", "."]);
    project.try_git(&["commit", "-m", "Na próbę"]);
    assert!(sprung(&project).len() > 1, "the traps do not work: {:?}", sprung(&project));
    project.write(".gitattributes", "");
    for key in ["core.fsmonitor", "commit.gpgSign"] {
        project.git(&["config", "--unset", key]);
    }
    project.try_git(&["commit", "--allow-empty", "-m", "Na próbę"]);
    project.write("strategy/ris/text.md", "# Inna zmiana\n");
    project.try_git(&["diff", "HEAD~1"]);
    for trap in ["pulapka-pre-commit", "pulapka-reference-transaction", "pulapka-diff.external"] {
        assert!(sprung(&project).iter().any(|name| name == trap), "{trap} does not work: {:?}", sprung(&project));
    }
}

#[test]
#[ignore = "needs strace"]
fn every_command_is_one_process() {
    let project = two();
    lay_traps(&project, ".");
    project.write("plik.md", ONE);
    project.write("strategy/ris/text.md", "# Zmiana\n");
    for arguments in all_commands(".") {
        let trace = project.home().join("slad");
        let mut strace = std::process::Command::new("strace");
        strace.args(["-f", "-qq", "-e", "trace=execve,execveat,fork,vfork", "-o"]).arg(&trace);
        strace
            .arg(env!("CARGO_BIN_EXE_nowela"))
            .args(&arguments)
            .current_dir(project.root())
            .env("HOME", project.home());
        let ended = strace.env("GIT_CONFIG_NOSYSTEM", "1").output().expect("strace is installed");
        assert!(matches!(ended.status.code(), Some(0 | 2)), "{arguments:?}");
        let trace = std::fs::read_to_string(&trace).expect("strace wrote it");
        assert_eq!(
            trace.lines().filter(|line| line.contains("exec") || line.contains("fork(")).count(),
            1,
            "{arguments:?}: {trace}"
        );
    }
}

#[test]
fn what_lies_in_the_place_of_a_text_is_not_followed() {
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n";
    type Lay = fn(&Project);
    let cases: [(&str, Lay); 6] = [
        ("a link out of the archive", |project| {
            let text = project.root().join("strategy/ris/text.md");
            std::fs::remove_file(&text).expect("it is there");
            symlink("/etc/passwd", text).expect("links can be made");
        }),
        ("a link inside the archive", |project| {
            let text = project.root().join("strategy/ris/text.md");
            std::fs::rename(&text, project.root().join("strategy/ris/inny.md")).expect("it is there");
            symlink("inny.md", text).expect("links can be made");
        }),
        ("a folder", |project| {
            std::fs::remove_file(project.root().join("strategy/ris/text.md")).expect("it is there");
            project.write("strategy/ris/text.md/plik", ONE);
        }),
        ("a repository", |project| {
            std::fs::remove_file(project.root().join("strategy/ris/text.md")).expect("it is there");
            project.git(&["init", "--quiet", "strategy/ris/text.md"]);
        }),
        ("the folder of texts as a link", |project| {
            std::fs::rename(project.root().join("strategy"), project.home().join("strategy")).expect("it is there");
            symlink(project.home().join("strategy"), project.root().join("strategy")).expect("links can be made");
        }),
        ("a pipe", |project| {
            let text = project.root().join("strategy/ris/text.md");
            std::fs::remove_file(&text).expect("it is there");
            let made = std::process::Command::new("mkfifo").arg(text).status().expect("mkfifo is there");
            assert!(made.success());
        }),
    ];
    for (name, lay) in cases {
        let project = two();
        let head = project.git(&["rev-parse", "HEAD"]);
        lay(&project);
        let listing = listing(&project.home());
        let refused = nowela_in(&project, ".", &COMMIT);
        assert_eq!(refused.code, 3, "{name}: {}", refused.err);
        assert!(
            refused.err.contains("strategy/ris/text.md ") && refused.err.contains("co zrobić: "),
            "{name}: {}",
            refused.err
        );
        assert_eq!(project.git(&["rev-parse", "HEAD"]), head, "{name}");
        // A text from elsewhere is saved all the same; what lies in the work tree stays.
        project.write("nowy.md", "# Nowy\n");
        let saved = nowela_in(&project, ".", &["commit", "nowy.md", "--document", "ris", "-m", "Nowy"]);
        ends(&saved, 0, &[]);
        assert_eq!(project.git(&["show", "HEAD:strategy/ris/text.md"]), "# Nowy", "{name}");
        assert_eq!(self::listing(&project.home()), listing, "{name}");
    }
    let project = two();
    let head = project.git(&["rev-parse", "HEAD"]);
    project.write("strategy/ris/text.md", pointer);
    ends(&nowela_in(&project, ".", &COMMIT), 3, &["LFS", "strategy/ris/text.md"]);
    project.write("wskaznik.md", pointer);
    ends(
        &nowela_in(&project, ".", &["commit", "wskaznik.md", "--document", "ris", "-m", "x"]),
        3,
        &["LFS", "wskaznik.md"],
    );
    assert_eq!(project.git(&["rev-parse", "HEAD"]), head);
}

/// All files below a folder with their contents, links as links.
fn listing(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in folder.read_dir().expect("it is a folder").flatten() {
        let path = entry.path();
        let kind = entry.file_type().expect("it is there");
        if kind.is_dir() {
            found.push((path.clone(), Vec::new()));
            found.extend(listing(&path));
        } else if kind.is_symlink() {
            found.push((path.clone(), path.read_link().expect("it is a link").into_os_string().into_encoded_bytes()));
        } else if kind.is_file() {
            found.push((path.clone(), std::fs::read(&path).expect("it can be read")));
        }
    }
    found.sort();
    found
}

/// Names that mean something else to a shell, a file system, git or a terminal.
fn nasty() -> Vec<String> {
    let mut list: Vec<String> = [
        "",
        " ",
        "-",
        "--",
        "-x",
        "--help",
        "--version=x",
        "--upload-pack=touch pulapka",
        "-oProxyCommand=touch pulapka",
        "--exec=sh",
        ".",
        "..",
        "...",
        "../x",
        "../../x",
        "x/../../y",
        "./x",
        "/",
        "//",
        "/x",
        "/etc/passwd",
        "~",
        "~root",
        "~/x",
        "x/",
        "x//y",
        "a/b/c",
        "x\\y",
        "..\\x",
        "C:",
        "C:\\x",
        "c:/x",
        "\\\\serwer\\x",
        "\\\\?\\C:\\x",
        "file:x",
        "file:///etc/passwd",
        "rev:x",
        "file:",
        "rev:",
        "con",
        "CON",
        "nul",
        "aux",
        "prn",
        "com1",
        "lpt9",
        "con.txt",
        "NUL.md",
        "x.",
        "x ",
        " x",
        "x.lock",
        ".lock",
        "HEAD",
        "head",
        "FETCH_HEAD",
        "worktree",
        "refs/heads/main",
        "refs/tags/x",
        "heads/main",
        "main",
        "@",
        "@{",
        "@{-1}",
        "HEAD@{0}",
        "x@{y}",
        "main@{upstream}",
        "x@y",
        "@x",
        "ris@",
        "HEAD~999999999",
        "HEAD^999",
        "HEAD^{tree}",
        ":/x",
        ":x",
        ":0:x",
        "HEAD:strategy",
        "a..b",
        "a...b",
        "^HEAD",
        "x^",
        "x~",
        "x?",
        "x*",
        "[x]",
        "{x}",
        "x:y",
        "x\ty",
        ".git",
        ".GIT",
        ".Git",
        "git~1",
        "GIT~1",
        ".git ",
        ".git.",
        ".git/config",
        ".git/hooks/pre-commit",
        ".g\u{200c}it",
        ".gi\u{200d}t",
        "\u{feff}.git",
        ".gіt",
        ".git::$INDEX_ALLOCATION",
        ".gitmodules",
        ".gitattributes",
        "%2e%2e%2f",
        "%00",
        "%2Fetc",
        "..%c0%af",
        "&lt;",
        "<script>",
        "$(touch pulapka)",
        "`touch pulapka`",
        "; touch pulapka",
        "| sh",
        "&& x",
        "${HOME}",
        "%HOME%",
        "!x",
        "'",
        "\"",
        "x\ny",
        "\n",
        "\r\n",
        "x\ry",
        "\u{1b}[31mx",
        "\u{1b}]0;x\u{7}",
        "\u{7f}",
        "\u{85}",
        "\u{202e}dm.txet",
        "\u{2066}x",
        "\u{200b}",
        "\u{ad}",
        "x\u{0}y",
        "ﬁ",
        "ⅻ",
        "İ",
        "ß",
        "e\u{301}",
        "é",
        "א",
        "日本語",
        "😀",
        "👩\u{200d}👩",
        "\u{e000}",
        "\u{fffd}",
        "\u{10ffff}",
        "0",
        "00000000",
        "0000000000000000000000000000000000000000",
        "deadbeef",
        "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
        "2020-02-30",
        "2020-07-07",
        "9999-99-99",
        "-1",
        "1e999",
        "NaN",
        "null",
        "undefined",
        "../dom/x",
        "strategy/ris/text.md",
        "ris/projekt-1",
        "nowela.toml",
        "Jan <jan@example.org>",
        "Jan <a@b> <c@d>",
        "<>",
        "Jan <jan@example.org>\nX: y",
        "Status: adopted",
        "x\n\nStatus: adopted",
    ]
    .map(str::to_owned)
    .to_vec();
    list.extend([
        "a".repeat(64),
        "a".repeat(65),
        "a".repeat(255),
        "a".repeat(256),
        "a".repeat(5000),
        "ż".repeat(64),
        "../".repeat(2000),
        "x".repeat(512),
        "x".repeat(513),
    ]);
    list
}

/// What may change when these commands run: what lies in the archive's folder, besides nothing at all.
fn outside(project: &Project) -> Vec<(PathBuf, Vec<u8>)> {
    let parent = project.root().parent().expect("it has one").to_owned();
    let mut files = listing(&parent);
    files.retain(|(path, _)| !path.starts_with(project.root()));
    files
}

/// Runs every command with the word in every place, and returns what is wrong.
fn with_word(project: &Project, word: &str) -> Vec<String> {
    let commands: Vec<Vec<&str>> = vec![
        vec!["commit", "plik.md", "--document", word, "-m", "x"],
        vec!["commit", "--document", word, "-m", "x"],
        vec!["commit", "--document", "ris", "-m", "x", "--", word],
        vec!["commit", "plik.md", "--document", "ris", "-m", word],
        vec!["commit", "plik.md", "--document", "ris", "-m", "x", "--author", word],
        vec!["commit", "plik.md", "--document", "ris", "-m", "x", "--justification", word],
        vec!["commit", "plik.md", "--document", "ris", "-m", "x", "--version", word, "--status", "draft"],
        vec!["version", word],
        vec!["version", "ris", word],
        vec!["version", "ris", word, "HEAD", "--status", "draft", "-m", word, "--resolution", word],
        vec!["version", "ris", "inna", word, "--status", "draft"],
        vec!["diff", word, "ris@HEAD"],
        vec!["diff", "--", "ris@HEAD", word],
        vec!["-C", word, "version"],
    ];
    let mut wrong = Vec::new();
    for arguments in commands {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_nowela"));
        command
            .args(&arguments)
            .current_dir(project.root())
            .env_clear()
            .env("HOME", project.home())
            .env("NOWELA_LANG", "pl");
        let output = match command.env("SOURCE_DATE_EPOCH", "1600000000").output() {
            Ok(output) => output,
            // No argument of a process can hold it.
            Err(_) if word.contains('\0') => continue,
            Err(error) => panic!("{error}"),
        };
        let said = String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
        let steers = said.chars().any(|c| c.is_control() && c != '\n');
        if !matches!(output.status.code(), Some(0 | 2..=4)) || said.contains("panicked") || steers {
            wrong.push(format!("{arguments:?}: {:?} {said}", output.status.code()));
        }
    }
    wrong
}

/// Whether the references of the archive are the branch and versions whose names keep to the grammar.
fn check_references(project: &Project) {
    let listed = project.git(&["for-each-ref", "--format=%(refname)"]);
    for reference in listed.lines() {
        let version =
            reference.strip_prefix("refs/tags/").and_then(|tag| tag.split_once('/')).is_some_and(|(document, name)| {
                nowela::store::DocumentId::parse(document).is_ok() && nowela::store::VersionName::parse(name).is_ok()
            });
        assert!(version || reference == "refs/heads/main", "{reference:?}");
    }
    assert_eq!(project.git(&["fsck", "--full", "--strict", "--no-dangling", "--no-progress"]), "");
    let folders = project.root().join("strategy").read_dir().expect("it is a folder").flatten();
    for folder in folders {
        let name = folder.file_name().to_string_lossy().into_owned();
        assert!(nowela::store::DocumentId::parse(&name).is_ok(), "{name:?}");
    }
}

#[test]
fn no_word_leads_out_of_the_archive() {
    let project = two();
    project.write("plik.md", ONE);
    let (before, top) = (outside(&project), names(&project.root()));
    let words = nasty();
    let step = if std::env::var("NOWELA_POINTS").as_deref() == Ok("all") { 1 } else { 4 };
    let mut wrong = Vec::new();
    for word in words.iter().step_by(step) {
        wrong.extend(with_word(&project, word));
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(outside(&project), before);
    assert_eq!(names(&project.root()), top, "nothing new lies at the top of the archive");
    check_references(&project);
}

/// What lies in a folder, by name.
fn names(folder: &Path) -> Vec<String> {
    let entries = folder.read_dir().expect("it is a folder").flatten();
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_generated_word_leads_out_of_the_archive(word in r"(\.{0,3}[/\\]?){0,3}[a-zA-Zżé@~^:.{}\-*? \n\u{1b}\u{200b}\u{202e}]{0,12}") {
        let project = two();
        project.write("plik.md", ONE);
        let (before, top) = (outside(&project), names(&project.root()));
        prop_assert_eq!(with_word(&project, &word), Vec::<String>::new());
        prop_assert_eq!(outside(&project), before);
        prop_assert_eq!(names(&project.root()), top);
        check_references(&project);
    }
}

#[test]
fn secrets_are_in_no_output() {
    let project = two();
    let canary = "KANAREK-7f3a";
    project.git(&["remote", "add", "origin", &format!("https://u:{canary}@example.org/x.git")]);
    project.git(&["config", "http.extraHeader", &format!("Authorization: {canary}")]);
    project.git(&["config", "credential.helper", &format!("store --file={canary}")]);
    project.write("plik.md", ONE);
    let mut commands = all_commands(".");
    commands.extend(
        [
            "version nie-ma",
            "diff ris@nie-ma ris@HEAD",
            "diff origin/main HEAD",
            "commit nie-ma.md --document ris -m x",
            "--zle",
        ]
        .map(|line| ["-v"].into_iter().chain(line.split(' ')).map(str::to_owned).collect()),
    );
    let damage: [fn(&Project); 4] = [
        |_| {},
        |project| project.write(".git/HEAD", ""),
        |project| project.write(".git/config", project.read(".git/config") + "[remote \"origin\n"),
        |project| project.write("nowela.toml", "language = \n"),
    ];
    for damage in damage {
        damage(&project);
        for arguments in &commands {
            let mut command = project.nowela(&[]);
            command
                .args(arguments)
                .env("GIT_ASKPASS", canary)
                .env("GITHUB_TOKEN", canary)
                .env("GIT_TOKEN", canary)
                .env("HTTPS_PROXY", format!("http://u:{canary}@localhost"));
            let ended = run(&mut command);
            assert!(
                !ended.out.contains(canary) && !ended.err.contains(canary),
                "{arguments:?}: {}{}",
                ended.out,
                ended.err
            );
            assert!(ended.code <= 5, "{arguments:?}");
        }
    }
}

#[test]
fn settings_that_are_no_settings_are_told() {
    let place = |project: &Project| project.root().join("nowela.toml");
    type Lay = fn(&Project, &Path);
    let cases: [(&str, Lay, &[i32]); 7] = [
        ("a link out of the archive", |_, path| symlink("/etc/passwd", path).expect("links can be made"), &[4]),
        ("a link to nowhere", |_, path| symlink("/nie/ma/tego", path).expect("links can be made"), &[4]),
        ("a folder", |_, path| std::fs::create_dir(path).expect("it can be made"), &[4]),
        ("no text", |_, path| std::fs::write(path, [0, 159, 146, 150, 255]).expect("there is room"), &[4]),
        ("empty", |_, path| std::fs::write(path, "").expect("there is room"), &[0]),
        (
            "huge",
            |_, path| {
                std::fs::File::create(path)
                    .and_then(|file| file.set_len(3_000_000_000))
                    .expect("sparse files can be made")
            },
            &[4],
        ),
        (
            "a pipe",
            |_, path| {
                assert!(std::process::Command::new("mkfifo").arg(path).status().expect("mkfifo is there").success())
            },
            &[4],
        ),
    ];
    for (name, lay, codes) in cases {
        let project = two();
        std::fs::remove_file(place(&project)).expect("it is there");
        lay(&project, &place(&project));
        project.write("strategy/ris/text.md", "# Nowy\n");
        for command in [&["version"][..], &["diff", "ris@projekt-1", "ris@HEAD"], &COMMIT] {
            let ended = nowela_in(&project, ".", command);
            assert!(codes.contains(&ended.code), "{name}: {}{}", ended.out, ended.err);
            assert!(
                ended.code == 0 || ended.err.contains("nowela.toml") && ended.err.contains("co zrobić: "),
                "{name}: {}",
                ended.err
            );
            assert!(!ended.err.contains("root:"), "{name}: {}", ended.err);
        }
    }
}
