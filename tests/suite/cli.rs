//! The command line, end to end: what is said, in both languages, and with which exit code.

use std::fs::File;
use std::path::Path;

use nowela::cli::state::load;
use nowela::cli::{ColorChoice, Exit, Failure, Session};
use nowela::locale::{Language, Locale};
use nowela::store::ArchiveError;

use crate::project::{Project, Run, run};

const ONE: &str = "# Strategia\n\nŻółć i jaźń.\n";
const TWO: &str = "# Strategia\n\nŻółć, jaźń i gęś.\n";

/// Runs the program and expects a failure with this code, and these words in Polish and in English.
fn refuses(project: &Project, arguments: &[&str], code: i32, polish: &str, english: &str) {
    for (language, words, next) in [("pl", polish, "co zrobić: "), ("en", english, "what to do: ")] {
        let Run { code: ended, out, err } = run(project.nowela(arguments).env("NOWELA_LANG", language));
        assert_eq!((ended, out.as_str()), (code, ""), "{arguments:?}: {err}");
        assert!(err.contains(words), "{arguments:?} does not say {words:?}: {err}");
        // A file that is no text is refused by one message of two sentences: what, and what to do.
        let told = err.contains(next) || (code == 3 && err.contains(". "));
        assert!(told, "{arguments:?} does not say what to do: {err}");
        assert!(!err.contains("failure-") && !err.contains("import-error"), "a message is missing: {err}");
    }
}

fn session(directory: &Path, language: Language) -> Session {
    Session {
        directory: directory.to_owned(),
        locale: Locale::new(language),
        color: ColorChoice::Never,
        quiet: false,
        verbose: false,
        json: false,
        stdout: Box::new(std::io::sink()),
        stderr: Box::new(std::io::sink()),
    }
}

/// Expects that `argument` can't be loaded, with this code and these words in Polish and in English.
fn unloadable(directory: &Path, argument: &str, code: i32, polish: &str, english: &str) {
    for (language, words) in [(Language::Polish, polish), (Language::English, english)] {
        let session = session(directory, language);
        let failure = match load(&session, argument) {
            Ok(loaded) => panic!("{argument} was loaded: {:?}", loaded.state),
            Err(failure) => failure,
        };
        let mut said = Vec::new();
        failure.write(&session.locale, &mut said).expect("a vector takes everything");
        let said = String::from_utf8(said).expect("messages are UTF-8");
        assert_eq!(failure.exit() as i32, code, "{argument}: {said}");
        assert!(said.contains(words), "{argument} does not say {words:?}: {said}");
        assert!(!said.contains("failure-") && (said.lines().count() > 1 || said.contains(". ")), "{said}");
    }
}

#[test]
fn an_archive_is_made_and_a_polish_text_goes_through_it() {
    let project = Project::empty();
    project.write("źródła/Projekt główny.md", ONE);
    let made = run(&mut project.nowela(&["init", "archiwum główne"]));
    assert_eq!(
        (made.code, made.out.as_str(), made.err.as_str()),
        (0, "Założono archiwum wersji: archiwum główne\n", "")
    );
    let saved = run(&mut project.nowela(&[
        "-C",
        "archiwum główne",
        "commit",
        "../źródła/Projekt główny.md",
        "--document",
        "ris",
        "-m",
        "Pierwszy projekt\n\nPrzed konsultacjami.",
        "--version",
        "projekt-1",
        "--status",
        "draft",
        "--date",
        "2020-07-07",
    ]));
    assert_eq!((saved.code, saved.err.as_str()), (0, ""));
    let lines: Vec<&str> = saved.out.lines().collect();
    assert!(lines[0].starts_with("Zapisano zmiany dokumentu ris: zapis "), "{}", saved.out);
    assert!(lines[1].ends_with("dokumentu ris to teraz wersja projekt-1 (projekt)"), "{}", saved.out);
    let git = |arguments: &[&str]| project.git(&[&["-C", "archiwum główne"][..], arguments].concat());
    assert_eq!(git(&["show", "ris/projekt-1:strategy/ris/text.md"]) + "\n", ONE);
    assert_eq!(project.read("archiwum główne/strategy/ris/text.md"), ONE);
    assert_eq!(project.read("archiwum główne/nowela.toml").lines().last(), Some("language = \"pl\""));
    assert_eq!(
        git(&["log", "-1", "--format=%an|%ad|%s|%(trailers:separator=%x2c)", "--date=short"]),
        "Łucja Żółw|2020-07-07|Pierwszy projekt|Nowela-Document: ris,Nowela-Source: Projekt główny.md"
    );
    assert_eq!(git(&["status", "--porcelain"]), "");
}

#[test]
fn the_work_tree_is_saved_without_a_file_and_not_twice() {
    let project = Project::with(&[("ris", "2020-07-07", ONE)]);
    project.write("strategy/ris/text.md", TWO);
    let saved = run(&mut project.nowela(&["save", "--document", "ris", "-m", "Poprawki"]));
    assert_eq!((saved.code, saved.err.as_str()), (0, ""), "{}", saved.err);
    assert_eq!(project.git(&["show", "HEAD:strategy/ris/text.md"]) + "\n", TWO);
    assert_eq!(project.git(&["status", "--porcelain"]), "");
    let head = project.git(&["rev-parse", "HEAD"]);
    let named = ["commit", "--document", "ris", "-m", "x", "--version", "v2", "--status", "consultation"];
    let again = run(&mut project.nowela(&named));
    let short = &head[..10];
    assert_eq!(
        again.out,
        format!(
            "Dokument ris nie różni się od zapisu {short}; nie było czego zapisać
Zapis {short} dokumentu ris to teraz wersja v2 (w konsultacjach)\n"
        )
    );
    assert_eq!(project.git(&["rev-parse", "ris/v2^{commit}"]), head);
}

#[test]
fn line_ends_and_byte_order_marks_are_told_and_do_not_leave_the_tree_changed() {
    let project = Project::with(&[("ris", "2020-07-07", ONE)]);
    project.write("strategy/ris/text.md", "\u{feff}# Strategia\r\n\r\nPo zmianie.\r\n");
    let saved = run(&mut project.nowela(&["commit", "--document", "ris", "-m", "Z Windows"]));
    assert_eq!(saved.code, 0, "{}", saved.err);
    assert_eq!(saved.err.lines().filter(|line| line.starts_with("uwaga: ")).count(), 2, "{}", saved.err);
    assert!(saved.err.contains("3 wier"), "{}", saved.err);
    assert_eq!(project.git(&["show", "HEAD:strategy/ris/text.md"]), "# Strategia\n\nPo zmianie.");
    assert_eq!(project.git(&["status", "--porcelain"]), "");
}

#[test]
fn other_changes_in_the_work_tree_are_kept_and_told() {
    let project = Project::with(&[("ris", "2020-07-07", ONE)]);
    project.write("strategy/ris/text.md", "# Moje\n");
    project.write("nowy.md", TWO);
    let saved = run(&mut project.nowela(&["commit", "nowy.md", "--document", "ris", "-m", "x"]));
    assert_eq!(saved.code, 0);
    assert!(
        saved.err.starts_with("uwaga: plik strategy/ris/text.md w folderze roboczym ma inne zmiany"),
        "{}",
        saved.err
    );
    assert_eq!(project.read("strategy/ris/text.md"), "# Moje\n");
    assert_eq!(project.git(&["show", "HEAD:strategy/ris/text.md"]) + "\n", TWO);
}

#[test]
fn versions_are_named_listed_and_shown() {
    let project = Project::with(&[("ris", "2020-07-07", ONE), ("ris", "2021-03-16", TWO), ("pkb", "2021-04-01", ONE)]);
    let none = run(&mut project.nowela(&["version"]));
    assert_eq!((none.code, none.out.as_str()), (0, "Nie ma jeszcze żadnej wersji.\n"));
    let draft = ["version", "ris", "projekt-1", "2020-07-07", "--status", "draft", "--date", "2020-07-07"];
    assert_eq!(run(&mut project.nowela(&draft)).code, 0);
    let adopted = [
        "version",
        "ris",
        "uchwała",
        "ris@main",
        "--status",
        "adopted",
        "--date",
        "2021-03-16",
        "--adopted",
        "2021-03-16",
        "--valid-from",
        "2021-04-01",
        "--applies-from",
        "2021-05-01",
        "--resolution",
        "28/21",
        "-m",
        "Uchwała Sejmiku",
    ];
    let named = run(&mut project.nowela(&adopted));
    assert_eq!((named.code, named.err.as_str()), (0, ""), "{}", named.err);
    let (first, second) = (project.git(&["rev-parse", "HEAD~2"]), project.git(&["rev-parse", "HEAD~1"]));
    let list = run(&mut project.nowela(&["version", "ris"]));
    assert_eq!(
        list.out,
        format!(
            "ris@projekt-1  2020-07-07  projekt    {}\nris@uchwała    2021-03-16  uchwalony  {}\n",
            &first[..10],
            &second[..10]
        )
    );
    assert_eq!(run(&mut project.nowela(&["version"])).out, list.out);
    let shown = run(&mut project.nowela(&["version", "ris", "uchwała"]));
    assert_eq!(
        shown.out,
        format!(
            "Wersja: ris@uchwała
Status: uchwalony
Data: 2021-03-16
Uchwalono: 2021-03-16
Obowiązuje od: 2021-04-01
Stosuje się od: 2021-05-01
Uchwała: 28/21
Zapis zmian: {second}
Opis: Uchwała Sejmiku\n"
        )
    );
    let tag = project.git(&["for-each-ref", "--format=%(contents)", "refs/tags/ris/uchwała"]);
    assert_eq!(
        tag,
        "Uchwała Sejmiku\n\nStatus: adopted\nDate: 2021-03-16\nAdopted: 2021-03-16\nValid-From: 2021-04-01\nApplies-From: 2021-05-01\nResolution: 28/21"
    );
    let json = run(&mut project.nowela(&["--json", "version", "ris", "projekt-1"]));
    let json: serde_json::Value = serde_json::from_str(&json.out).expect("it is JSON");
    assert_eq!(json["versions"][0]["revision"], first.as_str());
    assert_eq!(json["versions"][0]["status"], "draft");
}

#[test]
fn json_of_commit_tells_what_was_saved() {
    let project = Project::with(&[("ris", "2020-07-07", ONE)]);
    let same = run(&mut project.nowela(&["--json", "commit", "--document", "ris", "-m", "x"]));
    let json: serde_json::Value = serde_json::from_str(&same.out).expect("it is JSON and nothing else");
    assert_eq!(json["saved"], false);
    assert_eq!(json["revision"], project.git(&["rev-parse", "HEAD"]).as_str());
}

#[test]
fn wrong_use_ends_with_2() {
    let project = Project::with(&[("ris", "2020-07-07", ONE)]);
    project.name("ris", "projekt-1", &project.git(&["rev-parse", "HEAD"]));
    let cases: [(&[&str], &str, &str); 22] = [
        (&["comit"], "może chodziło o: commit", "did you mean: commit"),
        (&["commit", "--dokument", "ris"], "„--dokument” nie jest tu oczekiwane", "“--dokument” is not expected here"),
        (&["commit", "--document", "ris"], "czegoś brakuje: --message", "something is missing: --message"),
        (&["commit", "--document", "ris", "-m", " "], "opis zapisu jest pusty", "the message is empty"),
        (&["commit", "--document", "RIS", "-m", "x"], "z powodu znaku „R”", "because of “R”"),
        (&["commit", "--document", "../x", "-m", "x"], "z powodu znaku „.”", "because of “.”"),
        (&["commit", "--document", "con", "-m", "x"], "w Windows to nazwa urządzenia", "Windows keeps this name"),
        (&["commit", "--document=", "-m", "x"], "od 1 do 64 znaków", "1 to 64 characters"),
        (&["commit", "--document", "ris", "-m", "x", "--version", "v"], "brakuje: --status", "missing: --status"),
        (
            &["commit", "--document", "ris", "-m", "x", "--adopted", "2020-01-01"],
            "--adopted opisuje wersję",
            "--adopted describes a version",
        ),
        (
            &["commit", "--document", "ris", "-m", "x", "--date", "7.07.2020"],
            "„7.07.2020” nie jest datą dla --date",
            "“7.07.2020” is no date for --date",
        ),
        (
            &["commit", "--document", "ris", "-m", "x", "--version", "projekt-1", "--status", "draft"],
            "ma już wersję „projekt-1”",
            "has a version “projekt-1” already",
        ),
        (
            &["version", "ris", "a..b", "HEAD", "--status", "draft"],
            "nie może być nazwą wersji z powodu znaku „.”",
            "can't be the name of a version because of “.”",
        ),
        (
            &["version", "ris", "2020-07-07", "HEAD", "--status", "draft"],
            "ma już inne znaczenie",
            "means something else already",
        ),
        (
            &["version", "ris", "v", "HEAD", "--status", "przyjęty"],
            "„przyjęty” nie jest wartością dla --status",
            "“przyjęty” is no value for --status",
        ),
        (&["version", "ris", "v", "HEAD"], "czegoś brakuje: --status", "something is missing: --status"),
        (&["version", "ris", "v", "worktree", "--status", "draft"], "jeszcze nie zapisano", "is not saved yet"),
        (
            &["version", "ris", "v", "nie-ma", "--status", "draft"],
            "nie ma wersji, zapisu zmian ani gałęzi archiwum „nie-ma”",
            "no version, revision or branch “nie-ma”",
        ),
        (
            &["version", "ris", "v", "2019-01-01", "--status", "draft"],
            "pierwszy pochodzi z 2020-07-07",
            "the first one is of 2020-07-07",
        ),
        (&["version", "ris", "porjekt-1"], "może chodziło o: projekt-1", "did you mean: projekt-1"),
        (
            &["version", "rsi"],
            "w archiwum nie ma dokumentu „rsi”\n  może chodziło o: ris",
            "holds no document “rsi”\n  did you mean: ris",
        ),
        (&["init"], "jest już archiwum wersji; nic nie zmieniono", "an archive at"),
    ];
    let before = project.git(&["for-each-ref"]);
    for (arguments, polish, english) in cases {
        refuses(&project, arguments, 2, polish, english);
    }
    assert_eq!(project.git(&["for-each-ref"]), before, "nothing was saved or named on the way");
}

#[test]
fn what_can_not_be_read_ends_with_3() {
    let project = Project::with(&[("ris", "2020-07-07", ONE)]);
    project.write("pusty.md", "");
    project.write("obraz.md", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\0");
    project.write("bajty.md", b"\0\x01\x02\x03\x04tekst\0");
    project.write("uszkodzony.md", b"# \xc5\xbb\xc3\xb3\xc5\x82w i g\xc4\x99\xc5\x9b\nja\xc5\n");
    project.write("cyrylica.md", b"\xcf\xf0\xe8\xe2\xe5\xf2, \xec\xe8\xf0! \xd1\xf2\xf0\xe0\xf2\xe5\xe3\xe8\xff \xf0\xe0\xe7\xe2\xe8\xf2\xe8\xff\n");
    File::create(project.root().join("wielki.md")).and_then(|file| file.set_len(100 << 20)).expect("a sparse file");
    for (file, polish, english) in [
        ("pusty.md", "Plik „pusty.md” jest pusty", "The file “pusty.md” is empty"),
        ("obraz.md", "„obraz.md” ma format PNG", "“obraz.md” is in the format PNG"),
        ("bajty.md", "„bajty.md” nie zawiera tekstu", "“bajty.md” holds no text"),
        ("uszkodzony.md", "(kodowanie UTF-8) jest uszkodzony w wierszu 2", "(UTF-8) is damaged in line 2"),
        ("cyrylica.md", "kodowaniu", "ncod"),
        ("wielki.md", " ma 100 MB; tekst musi być mniejszy niż 64 MB", " has 100 MB; texts must stay below 64 MB"),
        ("strategy", "to folder, a nie plik", "is a folder, no file"),
        ("nie ma.md", "nie ma pliku nie ma.md", "there is no file nie ma.md"),
    ] {
        refuses(&project, &["commit", file, "--document", "ris", "-m", "x"], 3, polish, english);
        if file != "nie ma.md" {
            unloadable(&project.root(), file, 3, polish, english);
        }
    }
    let none = ["commit", "--document", "pkb", "-m", "x"];
    refuses(&project, &none, 3, "nie ma strategy/pkb/text.md", "there is no strategy/pkb/text.md");
    let nowhere = ["-C", "nie ma", "version"];
    refuses(&project, &nowhere, 3, "nie ma folderu nie ma", "there is no folder nie ma");
}

#[test]
fn a_file_that_may_not_be_read_ends_with_3() {
    use std::os::unix::fs::PermissionsExt as _;
    let project = Project::with(&[("ris", "2020-07-07", ONE)]);
    project.write("tajny.md", TWO);
    let path = project.root().join("tajny.md");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).expect("it is ours");
    let arguments = ["commit", "tajny.md", "--document", "ris", "-m", "x"];
    if File::open(&path).is_err() {
        refuses(&project, &arguments, 3, "brak uprawnień do odczytu tajny.md", "you may not read tajny.md");
        unloadable(&project.root(), "tajny.md", 3, "brak uprawnień", "you may not read");
        return;
    }
    // Whoever may read everything has to give that up first: as somebody else, who owns all but this file.
    use std::os::unix::process::CommandExt as _;
    let (folder, nobody) = (project.root(), 65_534);
    let above = folder.parent().expect("it has one");
    std::fs::set_permissions(above, std::fs::Permissions::from_mode(0o755)).expect("it is ours");
    let program = above.join("nowela");
    std::fs::copy(env!("CARGO_BIN_EXE_nowela"), &program).expect("there is room for the program");
    let mut give = std::process::Command::new("chown");
    let given = give.args(["-R", &nobody.to_string()]).arg(&folder).arg(project.home()).status();
    let given = given.expect("chown is installed");
    assert!(given.success(), "who reads everything may give files away");
    std::os::unix::fs::chown(&path, Some(0), Some(0)).expect("who reads everything may do this");
    for (language, words) in [("pl", "brak uprawnień do odczytu tajny.md"), ("en", "you may not read tajny.md")] {
        let mut command = std::process::Command::new(&program);
        command.args(arguments).args(["--lang", language]).current_dir(&folder).env("HOME", project.home());
        let output = command.uid(nobody).gid(nobody).output().expect("the program starts");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(3), "{said}");
        assert!(said.contains(words), "{said}");
    }
}

#[test]
fn an_archive_that_can_not_be_used_ends_with_4() {
    let version = ["version"];
    let project = Project::empty();
    refuses(&project, &version, 4, "ani w folderach nadrzędnych nie ma archiwum wersji", "there is no archive at");
    project.git(&["init", "--quiet"]);
    refuses(&project, &version, 4, "nie jest archiwum wersji", "is no archive");
    for (format, part) in [("--object-format=sha256", "sha256"), ("--ref-format=reftable", "refstorage")] {
        let project = Project::empty();
        project.git(&["init", "--quiet", format]);
        refuses(&project, &version, 4, "ma format, którego ten program nie odczyta", part);
        refuses(&project, &["init"], 4, "ma format, którego ten program nie odczyta", part);
    }
    let project = Project::with(&[("ris", "2020-07-07", ONE), ("ris", "2020-07-08", TWO)]);
    project.git(&["clone", "--quiet", "--depth=1", &format!("file://{}", project.root().display()), "plytki"]);
    refuses(&project, &["-C", "plytki", "version"], 4, "jest ucięta", "is cut off");
    let save = ["commit", "nowy.md", "--document", "ris", "-m", "x"];
    project.write("nowy.md", ONE);
    project.write(".git/refs/heads/main.lock", "");
    refuses(&project, &save, 4, "main.lock leży w archiwum od", "main.lock has been in the archive for");
    std::fs::remove_file(project.root().join(".git/refs/heads/main.lock")).expect("it is there");
    project.git(&["checkout", "--quiet", "--detach"]);
    refuses(&project, &save, 4, "nie stoi na żadnej gałęzi", "stands on no branch");
    project.git(&["checkout", "--quiet", "main"]);
    project.write("nowela.toml", "# ustawienia\nlanguage = pl\n");
    refuses(&project, &save, 4, "nowela.toml, wiersz 2, kolumna ", "nowela.toml, line 2, column ");
}

#[test]
fn without_an_author_nothing_is_made() {
    let project = Project::empty();
    std::fs::remove_file(project.home().join(".gitconfig")).expect("it is there");
    refuses(
        &project,
        &["init", "archiwum"],
        4,
        "nie wiadomo, kto zapisuje zmiany",
        "git does not know who writes here",
    );
    assert!(!project.root().join("archiwum").exists());
}

#[test]
fn arguments_name_files_or_states() {
    let project = Project::with(&[("ris", "2020-07-07", ONE), ("ris", "2020-09-16", TWO)]);
    project.name("ris", "projekt-1", &project.git(&["rev-parse", "HEAD~1"]));
    project.write("projekt-1", "# Plik\n");
    project.write("osobno.md", "# Osobno\n");
    let root = project.root();
    let polish = session(&root, Language::Polish);
    let source = |argument: &str| {
        let loaded = load(&polish, argument).unwrap_or_else(|failure| panic!("{argument}: {failure:?}"));
        (loaded.document.source, loaded.state.label)
    };
    assert_eq!(source("osobno.md"), ("# Osobno\n".to_owned(), "osobno.md".to_owned()));
    assert_eq!(source("file:projekt-1"), ("# Plik\n".to_owned(), "projekt-1".to_owned()));
    assert_eq!(source("rev:projekt-1"), (ONE.to_owned(), "ris@projekt-1".to_owned()));
    assert_eq!(source("ris@projekt-1"), (ONE.to_owned(), "ris@projekt-1".to_owned()));
    assert_eq!(source("worktree"), (TWO.to_owned(), "ris@worktree".to_owned()));
    assert_eq!(source(&root.join("osobno.md").display().to_string()).1, "osobno.md", "no path of this machine");
    let state = load(&polish, "rev:projekt-1").expect("it is a version").state;
    assert_eq!((state.document.as_deref(), state.version.as_deref()), (Some("ris"), Some("projekt-1")));
    assert_eq!((state.date.as_deref(), state.revision.map(|id| id.len())), (Some("2020-07-07"), Some(40)));
    let both = ("to zarówno nazwa pliku, jak i stanu", "names both a file and a state");
    unloadable(&root, "projekt-1", 2, both.0, both.1);
    project.write("HEAD", "# Plik\n");
    unloadable(&root, "HEAD", 2, both.0, both.1);
    unloadable(
        &root,
        "stary.docx",
        2,
        "nie ma pliku „stary.docx”, a dokument „ris”",
        "there is no file “stary.docx”, and",
    );
    unloadable(&root, "file:HEAD~1", 3, "nie ma pliku", "there is no file");
    unloadable(&root, "", 2, "nie wskazuje stanu", "names no state");
    project.write("main/plik.md", "# Plik\n");
    assert_eq!(source("main").0, TWO, "a folder of the same name is no text");
}

#[test]
fn outside_an_archive_only_files_work() {
    let project = Project::empty();
    project.write("osobno.md", "# Osobno\n");
    let root = project.root();
    assert_eq!(
        load(&session(&root, Language::English), "osobno.md").expect("it is a file").document.source,
        "# Osobno\n"
    );
    unloadable(&root, "projekt-1", 4, "poza archiwum można wskazywać tylko pliki", "outside an archive only files");
    unloadable(&root, "rev:projekt-1", 4, "nie ma archiwum wersji", "there is no archive");
}

#[test]
fn escape_sequences_never_reach_the_terminal() {
    let project = Project::with(&[("ris", "2020-07-07", ONE)]);
    for argument in ["\u{1b}[31mczerwony", "a\u{202e}b"] {
        let Run { code, err, .. } =
            run(&mut project.nowela(&["version", "ris", argument, "HEAD", "--status", "draft"]));
        assert_eq!(code, 2);
        assert!(!err.contains(['\u{1b}', '\u{202e}']) && err.contains("⟦U+"), "{err}");
    }
}

#[test]
fn help_ends_with_an_example_and_goes_to_standard_output() {
    let project = Project::empty();
    let all = run(&mut project.nowela(&["--help", "--lang", "pl"])).out;
    let listed =
        all.split_once("Polecenia:\n").and_then(|(_, rest)| rest.split_once("\n\n")).expect("commands are listed").0;
    let names = listed.lines().filter_map(|line| line.strip_prefix("  ")?.split(' ').next());
    let commands: Vec<&str> = names.filter(|name| !name.is_empty()).collect();
    assert!(commands.len() > 20 && commands.contains(&"merge-driver"), "{commands:?}");
    for (language, begins) in [
        ("pl", ["Przykład:\n  nowela ", "Przykłady:\n  nowela "]),
        ("en", ["Example:\n  nowela ", "Examples:\n  nowela "]),
    ] {
        for arguments in commands
            .iter()
            .map(|name| vec![*name, "--help", "--lang", language])
            .chain([vec!["--help", "--lang", language]])
        {
            let Run { code, out, err } = run(&mut project.nowela(&arguments));
            assert_eq!((code, err.as_str()), (0, ""));
            let example = out.rsplit("\n\n").next().expect("there is a last paragraph");
            assert!(begins.iter().any(|begin| example.starts_with(begin)), "{out}");
        }
    }
    assert_eq!(run(&mut project.nowela(&[])).code, 2);
    let version = run(&mut project.nowela(&["--version"]));
    assert_eq!((version.code, version.out), (0, format!("nowela {}\n", env!("CARGO_PKG_VERSION"))));
}

#[test]
fn the_language_comes_from_the_option_then_the_variable_then_the_locale() {
    let project = Project::empty();
    let said = |arguments: &[&str], variables: &[(&str, &str)]| {
        let mut command = project.nowela(arguments);
        command.env_remove("NOWELA_LANG").envs(variables.iter().copied());
        run(&mut command).err
    };
    let polish = "błąd: ";
    assert!(said(&["version"], &[]).starts_with("error: "));
    assert!(said(&["version"], &[("LANG", "pl_PL.UTF-8")]).starts_with(polish));
    assert!(said(&["version"], &[("LANG", "pl_PL.UTF-8"), ("LC_ALL", "en_GB.UTF-8")]).starts_with("error: "));
    assert!(said(&["version"], &[("LANG", "pl"), ("NOWELA_LANG", "en")]).starts_with("error: "));
    assert!(said(&["version", "--lang", "pl"], &[("NOWELA_LANG", "en")]).starts_with(polish));
    assert!(said(&["--lang=pl", "version"], &[]).starts_with(polish));
}

#[test]
fn a_reader_who_goes_away_is_no_failure() {
    use std::process::Stdio;
    let project = Project::with(&[("ris", "2020-07-07", ONE)]);
    for arguments in [&["--help"][..], &["version", "--json"]] {
        let (reader, writer) = std::io::pipe().expect("there are pipes");
        drop(reader);
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_nowela"));
        command.args(arguments).current_dir(project.root()).env("HOME", project.home());
        let child = command.stdout(Stdio::from(writer)).stderr(Stdio::piped()).spawn().expect("the program starts");
        let output = child.wait_with_output().expect("it ends");
        assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0), "{arguments:?}");
    }
}

#[test]
fn a_full_disk_behind_standard_output_ends_with_5() {
    let project = Project::with(&[("ris", "2020-07-07", ONE)]);
    let full = File::options().write(true).open("/dev/full").expect("this system has /dev/full");
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_nowela"));
    command.args(["version", "--json", "--lang", "pl"]).current_dir(project.root()).env("HOME", project.home());
    let child = command.stdout(full).stderr(std::process::Stdio::piped()).spawn().expect("the program starts");
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(5));
    assert!(String::from_utf8_lossy(&output.stderr).contains("nie można zapisać wyniku"));
}

#[test]
fn a_full_disk_under_the_archive_ends_with_5() {
    for said in ["failed to write: No space left on device", "write error: File too large", "Disk quota exceeded"] {
        let error = ArchiveError::from(git2::Error::from_str(said));
        assert!(matches!(error, ArchiveError::Full(_)), "{said}: {error:?}");
        assert_eq!(Failure::from(error).exit(), Exit::Other);
    }
    assert_eq!(Failure::from(ArchiveError::Damaged("object is corrupt".to_owned())).exit(), Exit::Archive);
}

#[test]
fn quiet_says_nothing() {
    let project = Project::with(&[("ris", "2020-07-07", ONE)]);
    project.write("nowy.md", TWO);
    let saved = run(&mut project.nowela(&["-q", "commit", "nowy.md", "--document", "ris", "-m", "x"]));
    assert_eq!((saved.code, saved.out.as_str(), saved.err.as_str()), (0, "", ""));
}
