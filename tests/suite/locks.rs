//! Locks: whose they are, how long others wait for them, and what becomes of those that a run left when it died.

use std::fs::File;
use std::time::{Duration, SystemTime};

use nowela::store::{ArchiveError, Draft, Holder, IndexEntry, Outcome, SaveError, WorktreeFile};

use crate::project::{Project, id, noon, run};

const ONE: &str = "# Strategia\n\nŻółć i jaźń.\n";
const TWO: &str = "# Strategia\n\nŻółć, jaźń i gęś.\n";

/// Lays a lock file of an age into the repository.
fn lay(project: &Project, path: &str, minutes: u64) {
    project.write(&format!(".git/{path}"), "");
    let file = File::options().write(true).open(project.root().join(".git").join(path)).expect("it is there");
    file.set_modified(SystemTime::now() - Duration::from_secs(60 * minutes)).expect("times can be set");
}

fn save(project: &Project, text: &str) -> Result<nowela::store::Saved, SaveError> {
    project.archive().save(&Draft::new(&id("ris"), text, "Zapis", noon("2020-09-16")))
}

#[test]
fn an_old_lock_that_nobody_holds_gives_way() {
    let project = Project::with(&[("ris", "2020-07-07", ONE)]);
    for lock in ["refs/heads/main.lock", "index.lock"] {
        lay(&project, lock, 11);
    }
    let saved = save(&project, TWO).expect("nothing is in the way");
    assert_eq!((saved.outcome, saved.index), (Outcome::Saved, IndexEntry::Current));
    assert!(project.archive().lock_files().is_empty());
}

#[test]
fn locks_that_do_not_concern_a_commit_do_not_stop_it() {
    let project = Project::with(&[("ris", "2020-07-07", ONE)]);
    for lock in ["HEAD.lock", "packed-refs.lock", "config.lock"] {
        lay(&project, lock, 0);
    }
    assert_eq!(save(&project, TWO).expect("nothing is in the way").outcome, Outcome::Saved);
    assert_eq!(project.archive().lock_files().len(), 3, "they are left to whom they belong");
}

#[test]
fn a_fresh_lock_is_told_with_its_path_and_age() {
    let project = Project::with(&[("ris", "2020-07-07", ONE)]);
    lay(&project, "refs/heads/main.lock", 3);
    match save(&project, TWO) {
        Err(SaveError::Archive(ArchiveError::Locked(lock))) => {
            assert!(lock.path.ends_with("refs/heads/main.lock"));
            assert!((180..240).contains(&lock.age.as_secs()), "{lock:?}");
        }
        other => panic!("{other:?}"),
    }
    project.write("nowy.md", TWO);
    let refused = run(&mut project.nowela(&["commit", "nowy.md", "--document", "ris", "-m", "x"]));
    assert_eq!(refused.code, 4);
    for part in ["main.lock", " s, a nie widać programu", "nowela doctor --unlock"] {
        assert!(refused.err.contains(part), "{part}: {}", refused.err);
    }
    assert_eq!(project.archive().unlock().expect("it can be removed").removed.len(), 1);
    assert_eq!(save(&project, TWO).expect("it is gone").outcome, Outcome::Saved);
}

#[test]
fn a_lock_that_a_process_holds_stays_however_old() {
    let project = Project::with(&[("ris", "2020-07-07", ONE)]);
    lay(&project, "refs/heads/main.lock", 60);
    let held = File::open(project.root().join(".git/refs/heads/main.lock")).expect("it is there");
    let locks = project.archive().lock_files();
    assert!(matches!(locks[0].holder, Holder::Process(..)), "{locks:?}");
    let unlocked = project.archive().unlock().expect("the others could be removed");
    assert_eq!((unlocked.removed.len(), unlocked.held.len()), (0, 1));
    assert!(matches!(save(&project, TWO), Err(SaveError::Archive(ArchiveError::Locked(_)))));
    drop(held);
    assert_eq!(save(&project, TWO).expect("nobody holds it").outcome, Outcome::Saved);
}

#[test]
fn a_lock_of_a_git_that_waits_for_an_editor_stays() {
    let project = Project::with(&[("ris", "2020-07-07", ONE)]);
    project.write("strategy/ris/text.md", TWO);
    project.write("edytor", "#!/bin/sh\nwhile [ ! -e \"$HOME/koniec\" ]; do sleep 0.02; done\necho Opis > \"$1\"\n");
    let mut git = std::process::Command::new("git");
    git.args(["-c", "core.editor=sh edytor", "commit", "--quiet", "-a"]).current_dir(project.root());
    git.env("HOME", project.home()).env("GIT_CONFIG_NOSYSTEM", "1");
    let mut git = git.spawn().expect("git is installed");
    let lock = project.root().join(".git/index.lock");
    while !lock.exists() {
        std::thread::sleep(Duration::from_millis(5));
    }
    let file = File::options().write(true).open(&lock).expect("it is there");
    file.set_modified(SystemTime::now() - Duration::from_secs(3600)).expect("times can be set");
    drop(file);
    let saved = project.archive().save(&Draft::new(&id("pkb"), ONE, "Zapis", noon("2020-09-16")));
    let saved = saved.expect("another document is not in the way");
    assert!(matches!(saved.index, IndexEntry::Failed(_)), "{saved:?}");
    assert!(lock.exists(), "the lock of a git at work was taken away");
    project.write("../dom/koniec", "");
    // Git sees that the branch moved under it and refuses, or commits on top: either way nothing of ours is lost.
    let _ = git.wait();
    assert_eq!(project.git(&["show", "HEAD:strategy/pkb/text.md"]) + "\n", ONE);
    // What could not be brought along then is by the next run.
    assert!(project.archive().is_interrupted());
    project.save("pkb", "2020-09-17", TWO);
    assert!(!project.archive().is_interrupted());
    assert_eq!(project.git(&["diff", "--cached", "--name-only", "--", "strategy/pkb"]), "");
}

#[test]
fn the_locks_of_a_run_that_died_are_cleared_up_at_once() {
    let project = Project::with(&[("ris", "2020-07-07", ONE)]);
    let announced = ["refs/heads/main.lock", "index.lock"];
    for lock in announced {
        project.write(&format!(".git/{lock}"), "");
    }
    project.write("strategy/ris/.text.md.nowela", "pół tek");
    let journal: String = announced.iter().map(|lock| format!("passing git {lock}\n")).collect();
    // Announced one after the other, the last one cut off by a power cut.
    let journal = format!("run \npassing tree strategy/ris/.text.md.nowela\nrun \n{journal}passing git HE");
    project.write(".git/nowela.lock", journal);
    assert!(project.archive().is_interrupted());
    let saved = save(&project, TWO).expect("nothing is in the way");
    assert_eq!((saved.outcome, saved.index), (Outcome::Saved, IndexEntry::Current));
    assert_eq!(project.read(".git/nowela.lock"), "", "what was done is not announced any more");
    assert!(!project.root().join("strategy/ris/.text.md.nowela").exists());
}

#[test]
fn a_run_that_died_in_another_work_tree_is_finished_there() {
    let project = Project::with(&[("ris", "2020-07-07", ONE)]);
    project.git(&["worktree", "add", "--quiet", "-b", "praca", "../drugi folder"]);
    let old = project.git(&["rev-parse", "HEAD:strategy/ris/text.md"]);
    let other = nowela::store::Archive::open(&project.root().with_file_name("drugi folder")).expect("it is there");
    other.save(&Draft::new(&id("ris"), TWO, "Zapis", noon("2020-09-16"))).expect("nothing is in the way");
    let new = project.git(&["-C", "../drugi folder", "rev-parse", "HEAD:strategy/ris/text.md"]);
    // As it lies on disk when the run in the other work tree dies right after its branch moved.
    project.write("../drugi folder/strategy/ris/text.md", ONE);
    project.git(&[
        "-C",
        "../drugi folder",
        "update-index",
        "--cacheinfo",
        &format!("100644,{old},strategy/ris/text.md"),
    ]);
    let journal = format!("run drugi-folder\nfollowing {old} {new} strategy/ris/text.md\n");
    project.write(".git/nowela.lock", &journal);
    project.save("pkb", "2020-09-17", ONE);
    assert_eq!(project.read("../drugi folder/strategy/ris/text.md"), TWO);
    assert_eq!(project.git(&["-C", "../drugi folder", "status", "--porcelain"]), "");
    assert_eq!(project.read("strategy/ris/text.md"), ONE, "another work tree has another branch");
    // A work tree that is gone holds nobody up.
    project.git(&["worktree", "remove", "--force", "../drugi folder"]);
    project.write(".git/refs/heads/praca.lock", "");
    project.write(".git/nowela.lock", journal + "passing git refs/heads/praca.lock\n");
    project.save("pkb", "2020-09-18", TWO);
    assert!(!project.root().join(".git/refs/heads/praca.lock").exists());
}

#[test]
fn the_doctor_tells_locks_and_removes_those_that_nobody_holds() {
    let project = Project::with(&[("ris", "2020-07-07", ONE)]);
    let well = run(&mut project.nowela(&["doctor", "--unlock"]));
    assert_eq!((well.code, well.out.as_str()), (0, "Nie ma blokad, których nikt nie trzyma.\n"));
    lay(&project, "refs/heads/main.lock", 3);
    lay(&project, "HEAD.lock", 3);
    let held = File::open(project.root().join(".git/HEAD.lock")).expect("it is there");
    let old = project.git(&["rev-parse", "HEAD:strategy/ris/text.md"]);
    project.write(".git/nowela.lock", format!("run \nfollowing {old} {old} strategy/ris/text.md\n"));
    let told = run(&mut project.nowela(&["doctor"]));
    assert_eq!(told.code, 4, "{}", told.out);
    for part in ["refs/heads/main.lock leży tu od 18", "HEAD.lock od 18", "przerwano tu w trakcie zapisu"] {
        assert!(told.out.contains(part), "{part}: {}", told.out);
    }
    let json = run(&mut project.nowela(&["doctor", "--unlock", "--json"]));
    let report: serde_json::Value = serde_json::from_str(&json.out).expect("it is JSON");
    assert_eq!((json.code, &report["interrupted"]), (4, &true.into()), "{report}");
    assert!(report["removed"][0].as_str().expect("a path").ends_with("refs/heads/main.lock"));
    assert!(report["held"][0].as_str().expect("a path").ends_with("HEAD.lock"));
    let busy = run(&mut project.nowela(&["doctor", "--unlock"]));
    assert_eq!(busy.code, 4);
    assert!(busy.err.contains("HEAD.lock") && busy.err.contains("co zrobić: "), "{}", busy.err);
    drop(held);
    let removed = run(&mut project.nowela(&["doctor", "--unlock"]));
    assert_eq!(removed.code, 0, "{}", removed.err);
    assert!(removed.out.starts_with("Usunięto blokadę ") && removed.out.contains("HEAD.lock"), "{}", removed.out);
    assert_eq!(run(&mut project.nowela(&["doctor"])).out, "Wszystko w porządku.\n");
}

#[test]
fn a_run_that_died_behind_the_branch_is_finished_by_the_next() {
    let project = Project::with(&[("ris", "2020-07-07", ONE)]);
    let old = project.git(&["rev-parse", "HEAD:strategy/ris/text.md"]);
    project.save("ris", "2020-09-16", TWO);
    let new = project.git(&["rev-parse", "HEAD:strategy/ris/text.md"]);
    // As it lies on disk when the run dies right after the branch moved.
    project.write("strategy/ris/text.md", ONE);
    project.git(&["update-index", "--cacheinfo", &format!("100644,{old},strategy/ris/text.md")]);
    project.write(".git/nowela.lock", format!("run \nfollowing {old} {new} strategy/ris/text.md\n"));
    project.save("pkb", "2020-09-17", ONE);
    assert_eq!(project.read("strategy/ris/text.md"), TWO);
    assert_eq!(project.git(&["status", "--porcelain"]), "");
}

#[test]
fn a_journal_never_overwrites_what_a_person_edited() {
    let project = Project::with(&[("ris", "2020-07-07", ONE)]);
    let old = project.git(&["rev-parse", "HEAD:strategy/ris/text.md"]);
    project.save("ris", "2020-09-16", TWO);
    let new = project.git(&["rev-parse", "HEAD:strategy/ris/text.md"]);
    project.write("strategy/ris/text.md", "# Moje zmiany\n");
    project.write(".git/nowela.lock", format!("run \nfollowing {old} {new} strategy/ris/text.md\n"));
    project.save("pkb", "2020-09-17", ONE);
    assert_eq!(project.read("strategy/ris/text.md"), "# Moje zmiany\n");
}

#[test]
fn an_index_that_a_power_cut_emptied_is_made_anew() {
    let project = Project::with(&[("ris", "2020-07-07", ONE), ("pkb", "2020-07-08", ONE)]);
    project.write(".git/index", "");
    let saved = save(&project, TWO).expect("the index is not where the truth is");
    assert_eq!((saved.worktree, saved.index), (WorktreeFile::Current, IndexEntry::Current));
    assert_eq!(project.git(&["status", "--porcelain"]), "");
    project.git(&["commit", "--quiet", "--allow-empty", "-m", "Nic"]);
    assert_eq!(project.git(&["ls-tree", "-r", "--name-only", "HEAD"]).lines().count(), 3);
}

#[test]
fn runs_wait_for_each_other() {
    let project = Project::with(&[("ris", "2020-07-07", ONE)]);
    let held = File::options().write(true).open(project.root().join(".git/nowela.lock")).expect("a save made it");
    held.lock().expect("nobody else is here");
    std::thread::scope(|scope| {
        let other = scope.spawn(|| save(&project, TWO));
        std::thread::sleep(Duration::from_millis(150));
        assert!(!other.is_finished(), "it does not wait");
        drop(held);
        let saved = other.join().expect("it ends").expect("its turn comes");
        assert_eq!(saved.outcome, Outcome::Saved);
    });
}
