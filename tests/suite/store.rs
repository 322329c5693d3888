//! The store: every form of a state's name, and what saving leaves behind for plain git.

use nowela::store::{
    Archive, ArchiveError, DocumentId, Draft, IndexEntry, Malformed, Moment, Outcome, ResolveError, SaveError,
    VersionError, VersionName, WorktreeFile,
};
use proptest::prelude::*;

use crate::project::{FIRST_DAY, Project, id, noon};

const ONE: &str = "# Strategia\n\nŻółć i jaźń.\n";
const TWO: &str = "# Strategia\n\nŻółć, jaźń i gęś.\n";
const THREE: &str = "# Strategia\n\nSama gęś.\n";

fn three() -> Project {
    Project::with(&[("ris", "2020-07-07", ONE), ("ris", "2020-09-16", TWO), ("ris", "2021-03-16", THREE)])
}

fn text(project: &Project, argument: &str) -> String {
    let state = project.archive().resolve(argument).unwrap_or_else(|error| panic!("{argument}: {error}"));
    String::from_utf8(state.text).expect("texts are UTF-8")
}

fn refused(project: &Project, argument: &str) -> ResolveError {
    match project.archive().resolve(argument) {
        Ok(state) => panic!("{argument} resolved to {state:?}"),
        Err(error) => error,
    }
}

#[test]
fn every_form_of_a_state_resolves() {
    let project = three();
    let second = project.git(&["rev-parse", "HEAD~1"]);
    project.name("ris", "projekt-1", &project.git(&["rev-parse", "HEAD~2"]));
    project.git(&["branch", "robocza", "HEAD~1"]);
    project.write("strategy/ris/text.md", "# Na dysku\n");
    for (argument, expected) in [
        ("projekt-1", ONE),
        ("ris@projekt-1", ONE),
        ("ris/projekt-1", ONE),
        ("2020-07-07", ONE),
        ("2020-09-15", ONE),
        ("2020-09-16", TWO),
        ("2099-01-01", THREE),
        ("ris@2020-12-31", TWO),
        ("HEAD", THREE),
        ("@", THREE),
        ("HEAD~2", ONE),
        ("HEAD^", TWO),
        ("HEAD@{1}", TWO),
        ("main@{2}", ONE),
        ("main", THREE),
        ("robocza", TWO),
        ("ris@robocza", TWO),
        (&second, TWO),
        (&second[..7], TWO),
        (&second[..7].to_uppercase(), TWO),
        ("worktree", "# Na dysku\n"),
        ("ris@worktree", "# Na dysku\n"),
    ] {
        assert_eq!(text(&project, argument), expected, "{argument}");
    }
}

#[test]
fn a_state_says_what_it_is() {
    let project = three();
    let first = project.git(&["rev-parse", "HEAD~2"]);
    project.name("ris", "projekt-1", &first);
    let archive = project.archive();
    let named = archive.resolve("projekt-1").expect("it is a version");
    assert_eq!(named.document, id("ris"));
    assert_eq!(named.version.as_deref(), Some("projekt-1"));
    assert_eq!(named.revision.as_deref(), Some(first.as_str()));
    assert_eq!(named.date.as_deref(), Some("2020-07-07"));
    assert_eq!(archive.resolve("2020-07-08").expect("something was saved by then"), named);
    let newest = archive.resolve("HEAD").expect("there is a revision");
    assert_eq!((newest.version, newest.date.as_deref()), (None, Some("2021-03-16")));
    let disk = archive.resolve("worktree").expect("the text lies on disk");
    assert_eq!((disk.version, disk.revision, disk.date), (None, None, None));
}

#[test]
fn a_revision_is_the_commit_that_touched_the_document() {
    let project = three();
    let revision = project.git(&["rev-parse", "HEAD"]);
    project.save("pkb", "2021-04-01", "# Kierunki badań\n");
    let state = project.archive().resolve("ris@HEAD").expect("the document is still there");
    assert_eq!((state.revision, state.date.as_deref()), (Some(revision), Some("2021-03-16")));
}

#[test]
fn a_day_counts_where_the_commit_was_made_and_out_of_order() {
    let project = Project::new();
    project.save("ris", "2021-03-16", THREE);
    project.save("ris", "2020-07-07", ONE);
    assert_eq!(text(&project, "2020-12-31"), ONE);
    assert_eq!(text(&project, "2021-12-31"), THREE, "saved earlier, but of a later day");
    let (ris, moment) = (id("ris"), Moment { seconds: 1_650_000_000, offset: 14 * 60 });
    let draft = Draft::new(&ris, TWO, "Po północy w Warszawie", moment);
    project.archive().save(&draft).expect("it can be saved");
    assert_eq!(text(&project, "2022-04-15"), TWO, "05:20 UTC is the same day, 19:20, in the far east");
    assert_eq!(text(&project, "2022-04-14"), THREE);
}

#[test]
fn the_document_may_be_left_out_only_where_there_is_one() {
    let project = three();
    project.save("pkb", "2021-04-01", "# Kierunki badań\n");
    let expected = vec!["pkb@HEAD".to_owned(), "ris@HEAD".to_owned()];
    assert_eq!(
        refused(&project, "HEAD"),
        ResolveError::DocumentNeeded { state: "HEAD".to_owned(), candidates: expected }
    );
    assert_eq!(text(&project, "pkb@HEAD"), "# Kierunki badań\n");
    assert_eq!(refused(&Project::new(), "HEAD"), ResolveError::NoDocuments);
}

#[test]
fn unknown_names_list_the_nearest() {
    let project = three();
    let head = project.git(&["rev-parse", "HEAD"]);
    for name in ["projekt-1", "projekt-2", "uchwalona"] {
        project.name("ris", name, &head);
    }
    project.git(&["branch", "projekty"]);
    let ResolveError::Unknown { document, state, candidates } = refused(&project, "ris@porjekt-1") else {
        panic!("the name is unknown");
    };
    assert_eq!((document.as_str(), state.as_str()), ("ris", "porjekt-1"));
    assert_eq!(candidates, ["projekt-1", "projekt-2", "projekty"]);
    let ResolveError::Unknown { candidates, .. } = refused(&project, "całkiem-inna-nazwa") else {
        panic!("the name is unknown");
    };
    assert!(candidates.is_empty(), "{candidates:?}");
    let ResolveError::UnknownDocument { document, candidates } = refused(&project, "rsi@HEAD") else {
        panic!("the document is unknown");
    };
    assert_eq!((document.as_str(), candidates), ("rsi", vec!["ris".to_owned()]));
    let tree = project.git(&["rev-parse", "HEAD^{tree}"]);
    assert!(matches!(refused(&project, &tree), ResolveError::Unknown { .. }), "a tree is no state");
}

#[test]
fn a_name_with_two_meanings_is_ambiguous() {
    let project = three();
    let (first, head) = (project.git(&["rev-parse", "HEAD~2"]), project.git(&["rev-parse", "HEAD"]));
    project.name("ris", "projekt", &first);
    project.git(&["branch", "projekt", "HEAD"]);
    let ResolveError::Ambiguous { candidates, .. } = refused(&project, "projekt") else {
        panic!("the name is a version and a branch");
    };
    assert_eq!(candidates, ["ris@refs/tags/ris/projekt", "ris@refs/heads/projekt"]);
    assert_eq!([text(&project, &candidates[0]), text(&project, &candidates[1])], [ONE, THREE]);
    project.git(&["branch", "--force", "projekt", &first]);
    assert_eq!(text(&project, "projekt"), ONE, "both mean the same");
    project.git(&["tag", "inna", &first]);
    project.git(&["branch", "inna", &head]);
    assert!(matches!(refused(&project, "inna"), ResolveError::Ambiguous { .. }), "git itself would take the tag");
    project.git(&["branch", "2020-07-07", &head]);
    assert!(matches!(refused(&project, "2020-07-07"), ResolveError::Ambiguous { .. }), "a day and a branch");
}

#[test]
fn a_version_named_like_an_abbreviated_id_is_the_version() {
    let project = three();
    let head = project.git(&["rev-parse", "HEAD"]);
    let first = project.git(&["rev-parse", "HEAD~2"]);
    project.git(&["tag", "-a", "-m", "x", &format!("ris/{}", &head[..4]), &first]);
    assert_eq!(text(&project, &head[..4]), ONE);
}

#[test]
fn an_abbreviated_id_counts_commits_only() {
    let project = three();
    let head = project.git(&["rev-parse", "HEAD"]);
    let prefix = &head[..4];
    let mut blobs = 0;
    for number in 0..400_000 {
        let id = git2::Oid::hash_object(git2::ObjectType::Blob, number.to_string().as_bytes()).expect("it hashes");
        if id.to_string().starts_with(prefix) {
            let repository = git2::Repository::open(project.root()).expect("it is a repository");
            repository.blob(number.to_string().as_bytes()).expect("it can be written");
            blobs += 1;
            break;
        }
    }
    assert_eq!(blobs, 1, "no blob shares the prefix {prefix}");
    assert_eq!(text(&project, prefix), THREE);
}

#[test]
fn days_and_revisions_without_the_document_say_so() {
    let project = three();
    project.name("ris", "projekt-1", &project.git(&["rev-parse", "HEAD~2"]));
    assert_eq!(
        refused(&project, "2020-07-06"),
        ResolveError::NothingYet {
            document: "ris".to_owned(),
            date: "2020-07-06".to_owned(),
            first: Some("2020-07-07".to_owned())
        }
    );
    let ResolveError::Missing { candidates, .. } = refused(&project, "HEAD~3") else {
        panic!("the first commit holds settings only");
    };
    let newest = project.git(&["rev-parse", "--short=10", "HEAD"]);
    assert_eq!(candidates, ["ris@projekt-1".to_owned(), format!("ris@{newest}"), "ris@worktree".to_owned()]);
    for candidate in candidates {
        text(&project, &candidate);
    }
    std::fs::remove_file(project.root().join("strategy/ris/text.md")).expect("it is there");
    assert!(matches!(refused(&project, "worktree"), ResolveError::Missing { .. }));
}

#[test]
fn what_asks_git_for_more_than_a_state_is_refused() {
    let project = three();
    for argument in [
        "-HEAD",
        "--output=x",
        "ris@--output=x",
        "HEAD:strategy/ris/text.md",
        ":/Zapis",
        "HEAD^{/Zapis}",
        "HEAD..main",
        "HEAD\n",
        "HE\0AD",
        "ris@\u{1b}[31m",
        "",
        "ris@",
        "RIS@HEAD",
        "../x@HEAD",
        "żółw@HEAD",
    ] {
        assert!(matches!(refused(&project, argument), ResolveError::Malformed { .. }), "{argument:?}");
    }
    let long = "x".repeat(10_000);
    assert!(matches!(refused(&project, &long), ResolveError::Malformed { reason: Malformed::Length, .. }));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_argument_makes_the_store_panic(argument in "(ris@)?[-.~^@{}0-9a-fHEADż/ ]{0,24}") {
        thread_local! { static PROJECT: Project = three(); }
        PROJECT.with(|project| { let _ = project.archive().resolve(&argument); });
    }

    #[test]
    fn a_document_id_is_one_safe_path_component(id in any::<String>()) {
        if let Ok(id) = DocumentId::parse(&id) {
            prop_assert!(id.as_str().bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-')));
            prop_assert!((1..=64).contains(&id.as_str().len()));
        }
    }

    #[test]
    fn a_version_name_is_a_safe_ref_name(name in "[-.@:/~^ a-ząż0-9\u{202e}_]{0,70}") {
        if let Ok(name) = VersionName::parse(&name) {
            let full = format!("refs/tags/ris/{name}");
            prop_assert!(git2::Reference::is_valid_name(&full));
            let safe = !name.as_str().starts_with('-') && !name.as_str().contains(['@', ':', '/', '\u{202e}']);
            prop_assert!(safe);
        }
    }
}

#[test]
fn names_outside_the_grammar_are_refused() {
    for name in ["", "-ris", "Ris", "ris/x", "..", ".git", "rís", "con", "lpt1", &"a".repeat(65), "ris\n", "git~1"] {
        assert!(DocumentId::parse(name).is_err(), "{name:?}");
    }
    for name in ["ris", "ris-2030", "0", &"a".repeat(64)] {
        assert!(DocumentId::parse(name).is_ok(), "{name:?}");
    }
    for name in
        ["", "-1", ".x", "x.", "a..b", "a@b", "a:b", "a/b", "a b", "x.lock", "HEAD", "worktree", "2020-07-07", "con.1"]
    {
        assert!(VersionName::parse(name).is_err(), "{name:?}");
    }
    for name in ["projekt-1", "v1.2", "2020", "uchwała_28", "Projekt-po-uwagach"] {
        assert!(VersionName::parse(name).is_ok(), "{name:?}");
    }
    let (composed, decomposed) = ("ż1", "z\u{307}1");
    let names = [composed, decomposed].map(|name| VersionName::parse(name).map(|name| name.to_string()));
    assert_eq!(names, [Ok("ż1".to_owned()), Ok("ż1".to_owned())]);
}

#[test]
fn a_plain_git_commit_afterwards_keeps_the_revision() {
    let project = Project::with(&[("ris", "2020-07-07", ONE)]);
    project.write("notatka.txt", "notatka\n");
    project.git(&["add", "notatka.txt"]);
    let saved = project.save("ris", "2020-09-16", TWO);
    assert_eq!((saved.worktree, saved.index), (WorktreeFile::Current, IndexEntry::Current));
    assert_eq!(project.git(&["show", "--stat", "--format=", "HEAD"]).lines().count(), 2, "one file and the sum");
    assert_eq!(project.git(&["status", "--porcelain"]), "A  notatka.txt", "what was staged stays staged");
    project.git(&["commit", "--quiet", "-m", "Notatka"]);
    assert_eq!(project.git(&["show", "HEAD:strategy/ris/text.md"]) + "\n", TWO);
    assert_eq!(project.git(&["show", "HEAD:notatka.txt"]), "notatka");
    assert_eq!(project.git(&["status", "--porcelain"]), "");
}

#[test]
fn the_first_revision_of_a_document_enters_the_index_too() {
    let project = Project::with(&[("ris", "2020-07-07", ONE)]);
    assert_eq!(project.git(&["status", "--porcelain"]), "");
    project.git(&["commit", "--quiet", "--allow-empty", "-m", "Nic"]);
    assert_eq!(project.git(&["show", "HEAD:strategy/ris/text.md"]) + "\n", ONE);
}

#[test]
fn what_a_person_edited_or_staged_is_left_alone() {
    let project = Project::with(&[("ris", "2020-07-07", ONE)]);
    project.write("strategy/ris/text.md", "# Moje zmiany\n");
    let saved = project.save("ris", "2020-09-16", TWO);
    assert_eq!((saved.worktree, saved.index), (WorktreeFile::Kept, IndexEntry::Current));
    assert_eq!(project.read("strategy/ris/text.md"), "# Moje zmiany\n");
    assert_eq!(project.git(&["status", "--porcelain"]), " M strategy/ris/text.md");
    project.git(&["add", "."]);
    let saved = project.save("ris", "2020-10-01", THREE);
    assert_eq!((saved.worktree, saved.index), (WorktreeFile::Kept, IndexEntry::Kept));
    assert_eq!(project.git(&["show", ":strategy/ris/text.md"]), "# Moje zmiany");
    std::fs::remove_file(project.root().join("strategy/ris/text.md")).expect("it is there");
    let saved = project.save("ris", "2020-11-01", ONE);
    assert_eq!(saved.worktree, WorktreeFile::Kept, "a file that was removed does not come back");
}

#[test]
fn a_locked_index_does_not_hide_that_the_revision_was_saved() {
    let project = Project::with(&[("ris", "2020-07-07", ONE)]);
    project.write(".git/index.lock", "");
    let saved = project.save("ris", "2020-09-16", TWO);
    assert_eq!(saved.outcome, Outcome::Saved);
    assert!(matches!(saved.index, IndexEntry::Failed(_)), "{saved:?}");
    assert_eq!(text(&project, "HEAD"), TWO);
}

#[test]
fn an_unchanged_text_is_not_saved_twice() {
    let project = Project::with(&[("ris", "2020-07-07", ONE)]);
    project.save("pkb", "2020-08-01", "# Kierunki badań\n");
    let before = project.git(&["rev-parse", "HEAD"]);
    let saved = project.save("ris", "2020-09-16", ONE);
    assert_eq!(saved.outcome, Outcome::Unchanged);
    assert_eq!(saved.revision, project.git(&["rev-parse", "HEAD~1"]), "the revision that holds it");
    assert_eq!(project.git(&["rev-parse", "HEAD"]), before);
}

#[test]
fn on_an_unborn_branch_the_first_text_is_the_first_commit() {
    let project = unborn();
    assert_eq!(refused(&project, "HEAD"), ResolveError::NoDocuments);
    project.write("strategy/ris/text.md", ONE);
    assert!(matches!(refused(&project, "HEAD"), ResolveError::Unknown { .. }));
    assert!(matches!(refused(&project, "2020-07-07"), ResolveError::NothingYet { first: None, .. }));
    assert_eq!(text(&project, "worktree"), ONE);
    project.save("ris", "2020-07-07", ONE);
    assert_eq!(project.git(&["rev-list", "--count", "HEAD"]), "1");
    assert_eq!(project.git(&["ls-tree", "-r", "--name-only", "HEAD"]), "strategy/ris/text.md");
    assert_eq!(project.git(&["fsck", "--strict", "--no-progress", "--no-dangling"]), "");
}

#[test]
fn plain_git_reads_everything() {
    let project = three();
    project.name("ris", "projekt-1", &project.git(&["rev-parse", "HEAD~2"]));
    assert_eq!(project.git(&["fsck", "--strict", "--full", "--no-progress", "--no-dangling"]), "");
    let log =
        project.git(&["log", "--format=%s|%an|%ad|%(trailers:key=Nowela-Document,valueonly,separator=)", "--date=iso"]);
    assert_eq!(
        log,
        "Zapis z 2021-03-16|Łucja Żółw|2021-03-16 12:00:00 +0000|ris
Zapis z 2020-09-16|Łucja Żółw|2020-09-16 12:00:00 +0000|ris
Zapis z 2020-07-07|Łucja Żółw|2020-07-07 12:00:00 +0000|ris
Założenie archiwum wersji|Łucja Żółw|2020-01-01 12:00:00 +0000|"
    );
    assert_eq!(project.git(&["cat-file", "-t", "refs/tags/ris/projekt-1"]), "tag");
    assert_eq!(
        project.git(&["for-each-ref", "--format=%(contents:trailers:key=Status,valueonly)", "refs/tags"]),
        "draft"
    );
    assert!(project.git(&["reflog", "main"]).contains("nowela: Zapis z 2021-03-16"));
}

#[test]
fn trailers_join_the_block_that_the_message_has() {
    let project = Project::new();
    let message = "Projekt\n\nPo uwagach.\n\nReviewed-by: Jan\nNowela-Document: podszyty";
    let ris = id("ris");
    let draft = Draft { source: Some("projekt\nStatus: x.docx"), ..Draft::new(&ris, ONE, message, noon(FIRST_DAY)) };
    project.archive().save(&draft).expect("it can be saved");
    let trailers = project.git(&["log", "-1", "--format=%(trailers)"]);
    let expected =
        "Reviewed-by: Jan\nNowela-Document: podszyty\nNowela-Document: ris\nNowela-Source: projekt Status: x.docx";
    assert_eq!(trailers, expected, "the last one holds, and a file name makes no line of its own");
}

#[test]
fn a_version_is_never_moved() {
    let project = three();
    let head = project.git(&["rev-parse", "HEAD"]);
    project.name("ris", "projekt-1", &head);
    let name = VersionName::parse("projekt-1").expect("it keeps to the grammar");
    let error = project.archive().check_unnamed(&id("ris"), &name).expect_err("it is there");
    assert!(matches!(error, VersionError::Exists { revision, .. } if revision == head));
}

#[test]
fn tags_of_other_programs_are_versions_too() {
    let project = three();
    project.git(&["tag", "ris/lekka", "HEAD~1"]);
    project.git(&[
        "tag",
        "-a",
        "-m",
        "Uchwała\n\nStatus: adopted\nAdopted: 2021-03-16\nDate: wczoraj",
        "ris/pełna",
        "HEAD",
    ]);
    project.git(&["tag", "ris/drzewo", "HEAD^{tree}"]);
    project.git(&["pack-refs", "--all"]);
    let versions = project.archive().versions(&id("ris")).expect("tags can be read");
    let told: Vec<String> = versions
        .iter()
        .map(|v| format!("{} {:?} {:?} {:?} {}", v.name, v.status.map(|s| s.code()), v.adopted, v.date, v.message))
        .collect();
    assert_eq!(
        told,
        ["lekka None None None ", "pełna Some(\"adopted\") Some(\"2021-03-16\") None Uchwała"],
        "a tag of a tree is no version, and yesterday is no date"
    );
}

#[test]
fn a_detached_head_is_read_and_not_written() {
    let project = three();
    project.git(&["checkout", "--quiet", "--detach", "HEAD~1"]);
    assert_eq!(text(&project, "HEAD"), TWO);
    let document = id("ris");
    let draft = Draft::new(&document, ONE, "Zgubiony", noon(FIRST_DAY));
    let error = project.archive().save(&draft).expect_err("there is no branch to move");
    assert_eq!(error, SaveError::Archive(ArchiveError::Detached));
}

#[test]
fn links_and_other_repositories_are_no_texts() {
    let project = three();
    let path = project.root().join("strategy/ris/text.md");
    std::fs::remove_file(&path).expect("it is there");
    std::os::unix::fs::symlink("/etc/hostname", &path).expect("links can be made");
    assert!(matches!(refused(&project, "worktree"), ResolveError::NotAFile(_)));
    project.git(&["add", "."]);
    project.git(&["commit", "--quiet", "-m", "Dowiązanie"]);
    assert!(matches!(refused(&project, "HEAD"), ResolveError::NotAFile(_)));
    let document = id("ris");
    let draft = Draft::new(&document, TWO, "x", noon(FIRST_DAY));
    assert!(matches!(project.archive().save(&draft), Err(SaveError::NotAFile(_))));
}

#[test]
fn a_link_on_the_way_is_never_followed_out_of_the_work_tree() {
    let project = Project::new();
    let outside = project.home().join("poza");
    std::fs::create_dir_all(&outside).expect("folders can be made");
    std::os::unix::fs::symlink(&outside, project.root().join("strategy")).expect("links can be made");
    let saved = project.save("ris", "2020-07-07", ONE);
    assert_eq!((saved.outcome, saved.worktree), (Outcome::Saved, WorktreeFile::Kept));
    assert_eq!(std::fs::read_dir(&outside).expect("it is a folder").count(), 0);
}

#[test]
fn bare_archives_are_read_and_written() {
    let project = three();
    project.git(&["clone", "--quiet", "--bare", ".", "../goły.git"]);
    let root = project.root();
    let bare = root.parent().expect("it has a parent").join("goły.git");
    let archive = Archive::open(&bare).expect("a bare repository is an archive");
    assert_eq!(archive.resolve("HEAD").expect("it holds the text").text, THREE.as_bytes());
    assert_eq!(archive.resolve("worktree"), Err(ResolveError::NoWorktree));
    let config = git2::Repository::open(&bare).and_then(|repository| repository.config());
    let mut config = config.expect("it has settings");
    config.set_str("user.name", "Jan").expect("settings can be written");
    config.set_str("user.email", "jan@example.org").expect("settings can be written");
    let document = id("ris");
    let draft = Draft::new(&document, TWO, "x", noon(FIRST_DAY));
    let saved = archive.save(&draft).expect("no work tree is needed");
    assert_eq!((saved.worktree, saved.index), (WorktreeFile::Bare, IndexEntry::Bare));
    assert_eq!(archive.resolve("HEAD").expect("it holds the text").text, TWO.as_bytes());
}

#[test]
fn linked_work_trees_work() {
    let project = three();
    project.git(&["worktree", "add", "--quiet", "-b", "obok", "../obok"]);
    let root = project.root();
    let beside = root.parent().expect("it has a parent").join("obok");
    let archive = Archive::open(&beside).expect("a linked work tree is an archive");
    let document = id("ris");
    let draft = Draft::new(&document, ONE, "x", noon(FIRST_DAY));
    let saved = archive.save(&draft).expect("it has a branch of its own");
    assert_eq!((saved.worktree, saved.index), (WorktreeFile::Current, IndexEntry::Current));
    assert_eq!([text(&project, "obok"), text(&project, "main")], [ONE, THREE]);
    assert_eq!(project.read("strategy/ris/text.md"), THREE);
}

#[test]
fn hostile_settings_and_hooks_start_nothing() {
    let project = three();
    let trap = "#!/bin/sh\ntouch \"$HOME/pulapka\"\n";
    project.write(".git/pulapka", trap);
    for hook in ["pre-commit", "post-commit", "commit-msg", "prepare-commit-msg", "reference-transaction"] {
        project.write(&format!(".git/hooks/{hook}"), trap);
    }
    use std::os::unix::fs::PermissionsExt as _;
    for file in std::fs::read_dir(project.root().join(".git/hooks")).expect("it is a folder") {
        let file = file.expect("it can be read").path();
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755)).expect("it is ours");
    }
    let trap = format!("sh '{}'", project.root().join(".git/pulapka").display());
    for key in ["core.fsmonitor", "filter.zly.clean", "filter.zly.smudge", "diff.external", "core.editor"] {
        project.git(&["config", key, &trap]);
    }
    project.write(".gitattributes", "*.md filter=zly diff=zly\n");
    project.save("ris", "2022-01-01", ONE);
    project.name("ris", "projekt-1", &git2_head(&project));
    assert_eq!(text(&project, "worktree"), ONE);
    assert!(!project.home().join("pulapka").exists(), "something was started");
    project.try_git(&["commit", "--allow-empty", "-m", "Na próbę"]);
    assert!(project.home().join("pulapka").exists(), "the trap itself does not work");
}

fn git2_head(project: &Project) -> String {
    project.archive().resolve("HEAD").expect("there is a revision").revision.expect("it was saved")
}

#[test]
fn foreign_repositories_are_told_apart() {
    for (arguments, part) in [(["--object-format=sha256"], "sha256"), (["--ref-format=reftable"], "extension")] {
        let project = Project::empty();
        project.git(&[&["init", "--quiet"][..], &arguments].concat());
        match Archive::open(&project.root()).err() {
            Some(ArchiveError::ForeignFormat { message, .. }) => assert!(message.contains(part), "{message}"),
            other => panic!("{arguments:?}: {other:?}"),
        }
    }
    let project = three();
    project.git(&["clone", "--quiet", "--depth=1", &format!("file://{}", project.root().display()), "../plytki"]);
    let root = project.root();
    let shallow = root.parent().expect("it has a parent").join("plytki");
    assert!(matches!(Archive::open(&shallow).err(), Some(ArchiveError::Shallow(_))));
    let project = Project::empty();
    assert!(matches!(Archive::open(&project.root()).err(), Some(ArchiveError::NoRepository(_))));
    assert!(matches!(Archive::open(&project.root().join("nie ma")).err(), Some(ArchiveError::NoDirectory(_))));
    project.git(&["init", "--quiet"]);
    assert!(matches!(Archive::open(&project.root()).err(), Some(ArchiveError::NotAnArchive(_))));
}

#[test]
fn a_repository_of_somebody_else_is_not_trusted() {
    let project = three();
    match std::os::unix::fs::chown(project.root(), Some(54_321), None)
        .and_then(|()| std::os::unix::fs::chown(project.root().join(".git"), Some(54_321), None))
    {
        Ok(()) => {
            let error = Archive::open(&project.root()).err();
            assert!(matches!(error, Some(ArchiveError::ForeignOwner(_))), "{error:?}");
        }
        // Who may not give files away can't meet one either, but for those of the machine.
        Err(error) => assert_eq!(error.kind(), std::io::ErrorKind::PermissionDenied),
    }
}

#[test]
fn an_archive_is_made_once_and_keeps_what_is_there() {
    let project = Project::empty();
    project.git(&["init", "--quiet", "--initial-branch=praca", "."]);
    project.git(&["config", "user.name", "Łucja Żółw"]);
    project.git(&["config", "user.email", "lucja@example.org"]);
    project.write("stare.txt", "stare\n");
    project.git(&["add", "."]);
    project.git(&["commit", "--quiet", "-m", "Stare"]);
    project.write("nowe.txt", "nowe\n");
    project.git(&["add", "."]);
    Archive::init(&project.root(), "pl", noon(FIRST_DAY)).expect("it is no archive yet");
    assert_eq!(project.git(&["ls-tree", "--name-only", "HEAD"]), "nowela.toml\nstare.txt");
    assert_eq!(project.git(&["status", "--porcelain"]), "A  nowe.txt");
    let error = Archive::init(&project.root(), "pl", noon(FIRST_DAY)).err();
    assert!(matches!(error, Some(SaveError::Archive(ArchiveError::Exists(_)))), "{error:?}");
    std::fs::remove_file(project.root().join("nowela.toml")).expect("it is there");
    let error = Archive::init(&project.root(), "pl", noon(FIRST_DAY)).err();
    assert!(matches!(error, Some(SaveError::Archive(ArchiveError::Exists(_)))), "in the newest revision: {error:?}");
}

/// An archive on a branch without a commit.
fn unborn() -> Project {
    let project = Project::empty();
    project.git(&["init", "--quiet", "--initial-branch=main", "."]);
    project.git(&["config", "user.name", "Łucja Żółw"]);
    project.git(&["config", "user.email", "lucja@example.org"]);
    project.write("nowela.toml", "");
    project
}

/// Saves texts at the same time, each hand those of a document of its own.
fn at_once(project: &Project, hands: usize, texts: &[&str]) {
    let barrier = std::sync::Barrier::new(hands);
    let work = |hand: usize| {
        let (archive, document) = (project.archive(), id(&format!("dok-{hand}")));
        barrier.wait();
        for text in texts {
            let saved = archive.save(&Draft::new(&document, text, "x", noon("2020-07-07")));
            assert_eq!(saved.expect("its turn comes").outcome, Outcome::Saved);
        }
    };
    std::thread::scope(|scope| {
        for hand in 0..hands {
            let work = &work;
            scope.spawn(move || work(hand));
        }
    });
}

#[test]
fn many_hands_lose_nothing() {
    let project = unborn();
    at_once(&project, 12, &[ONE, TWO, THREE]);
    assert_eq!(project.git(&["rev-list", "--count", "HEAD"]), "36");
    for hand in 0..12 {
        assert_eq!(text(&project, &format!("dok-{hand}@HEAD")), THREE);
    }
    assert_eq!(project.git(&["fsck", "--strict", "--no-progress", "--no-dangling"]), "");
}

#[test]
fn a_first_commit_never_takes_the_place_of_another() {
    for round in 0..10 {
        let project = unborn();
        at_once(&project, 8, &[ONE]);
        assert_eq!(project.git(&["rev-list", "--count", "HEAD"]), "8", "round {round}");
    }
}
