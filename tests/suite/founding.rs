//! Making an archive: whole or not at all, whatever a run before left behind and whoever else makes one there.

use nowela::store::{Archive, ArchiveError, SaveError};

use crate::project::{FIRST_DAY, Project, noon, run};

/// Names in a folder, in order.
fn names(project: &Project, folder: &str) -> Vec<String> {
    let entries = project.root().join(folder).read_dir().expect("the folder is there");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("it can be read").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// What a run that died in the middle leaves behind.
fn litter(project: &Project, folder: &str) {
    for file in ["nowela.lock", "archive/.git/HEAD", "archive/nowela.toml"] {
        project.write(&format!("{folder}/.nowela.new/{file}"), "pół");
    }
}

#[test]
fn what_a_run_that_died_left_is_in_nobodys_way() {
    let project = Project::empty();
    litter(&project, "nowe");
    let made = run(&mut project.nowela(&["init", "nowe"]));
    assert_eq!(made.code, 0, "{}", made.err);
    assert_eq!(names(&project, "nowe"), [".git", "nowela.toml"]);
    assert_eq!(project.git(&["-C", "nowe", "status", "--porcelain"]), "");
    assert_eq!(project.read("nowe/.git/nowela.lock"), "");

    litter(&project, "pokaz");
    let made = run(&mut project.nowela(&["demo", "pokaz"]));
    assert_eq!(made.code, 0, "{}", made.err);
    assert!(!names(&project, "pokaz").contains(&".nowela.new".to_owned()));
    assert_eq!(project.git(&["-C", "pokaz", "status", "--porcelain"]), "?? pakiet/");
    assert_eq!(project.git(&["-C", "pokaz", "fsck", "--strict", "--no-dangling", "--no-progress"]), "");
}

#[test]
fn a_run_that_died_once_the_repository_was_in_place_is_finished_by_the_next() {
    let project = Project::empty();
    run(&mut project.nowela(&["init", "nowe"]));
    let blob = project.git(&["-C", "nowe", "rev-parse", "HEAD:nowela.toml"]);
    std::fs::remove_file(project.root().join("nowe/nowela.toml")).expect("it is there");
    project.write("nowe/.nowela.new/nowela.lock", "");
    let journal = format!("run \npassing tree .nowela.new\nfollowing - {blob} nowela.toml\n");
    project.write("nowe/.git/nowela.lock", journal);
    let again = run(&mut project.nowela(&["init", "nowe"]));
    assert_eq!(again.code, 2, "there is an archive: {}", again.out);
    let unlocked = run(&mut project.nowela(&["-C", "nowe", "doctor", "--unlock"]));
    assert_eq!(unlocked.code, 0, "{}", unlocked.err);
    assert_eq!(names(&project, "nowe"), [".git", "nowela.toml"]);
    assert_eq!(project.git(&["-C", "nowe", "status", "--porcelain"]), "");
}

#[test]
fn of_many_that_make_an_archive_at_once_one_does() {
    for _ in 0..5 {
        many_make_one();
    }
}

fn many_make_one() {
    let project = Project::empty();
    let place = project.root().join("nowe");
    let outcomes: Vec<i32> = std::thread::scope(|scope| {
        let runs: Vec<_> = (0..12).map(|_| scope.spawn(|| run(&mut project.nowela(&["init", "nowe"])).code)).collect();
        runs.into_iter().map(|run| run.join().expect("it ends")).collect()
    });
    assert_eq!(outcomes.iter().filter(|code| **code == 0).count(), 1, "{outcomes:?}");
    assert!(outcomes.iter().all(|code| [0, 2].contains(code)), "{outcomes:?}");
    assert!(Archive::open(&place).is_ok());
    assert_eq!(names(&project, "nowe"), [".git", "nowela.toml"]);
}

#[test]
fn what_lies_in_the_folder_stays_as_it_is() {
    let project = Project::empty();
    project.write("nowe/nowela.toml", "language = \"en\"\n");
    let refused = run(&mut project.nowela(&["init", "nowe"]));
    assert_eq!(refused.code, 2, "{}", refused.out);
    assert_eq!(names(&project, "nowe"), ["nowela.toml"]);
    project.write("teksty/raport.docx", "tekst");
    assert_eq!(run(&mut project.nowela(&["init", "teksty"])).code, 0);
    assert_eq!(names(&project, "teksty"), [".git", "nowela.toml", "raport.docx"]);
    let demo = run(&mut project.nowela(&["demo", "teksty"]));
    assert_eq!(demo.code, 2, "{}", demo.out);
}

#[test]
fn one_that_fails_half_way_leaves_nothing() {
    let project = Project::empty();
    let place = project.root().join("nowe");
    let made: Result<_, SaveError> =
        Archive::found(&place, ("pl", "language = \"pl\"\n"), noon(FIRST_DAY), None, |archive| {
            assert!(archive.root().starts_with(&place));
            Err(SaveError::Message)
        });
    // In this process nobody says who writes, or the filling fails: either way nothing is left.
    assert!(matches!(made.err(), Some(SaveError::Message | SaveError::Archive(ArchiveError::NoAuthor))));
    assert!(!place.exists());
}
