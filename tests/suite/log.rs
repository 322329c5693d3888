//! The log: which commits are revisions, what became of renamed documents, and what each revision is said to have changed.

use nowela::store::{Before, Log, ResolveError, Revision};
use proptest::prelude::*;
use serde_json::Value;

use crate::project::{Project, Run, id, run};

const ONE: &str = "# Strategia\n\n## 1. Cele\n\nNakłady wzrosną do 2,5% PKB.\n\n## 2. Finanse\n\nBudżet: 10 mln zł.\n";
const TWO: &str = "# Strategia\n\n## 1. Cele\n\nNakłady wzrosną do 3,1% PKB.\n\n## 2. Finanse\n\nBudżet: 10 mln zł.\n\n## 3. Nadzór\n\nNadzoruje Zarząd.\n";

/// Everything that lies there is committed as of noon of a day.
fn commit(project: &Project, day: &str, message: &str) -> String {
    project.git(&["add", "-A", "."]);
    commit_staged(project, day, message)
}

fn commit_staged(project: &Project, day: &str, message: &str) -> String {
    let date = format!("{day}T12:00:00Z");
    let script = "GIT_AUTHOR_DATE=$1 GIT_COMMITTER_DATE=$1 git commit --quiet --allow-empty -m \"$2\"";
    let alias = format!("alias.made=!f() {{ {script}; }}; f");
    project.git(&["-c", &alias, "made", &date, message]);
    project.git(&["rev-parse", "HEAD"])
}

fn log(project: &Project, document: &str) -> Log {
    project.archive().log(Some(&id(document))).expect("the history can be read")
}

fn ids(log: &Log) -> Vec<&str> {
    log.revisions.iter().map(|revision| revision.id.as_str()).collect()
}

fn said(project: &Project, arguments: &[&str]) -> String {
    let Run { code, out, err } = run(&mut project.nowela(arguments));
    assert_eq!((code, err.as_str()), (0, ""), "{arguments:?}: {out}");
    out
}

fn json(project: &Project, arguments: &[&str]) -> Value {
    serde_json::from_str(&said(project, &[&["log", "--json"], arguments].concat())).expect("it is JSON")
}

#[test]
fn a_revision_changes_the_folder_of_its_document() {
    let project = Project::with(&[("ris", "2020-07-07", ONE)]);
    let first = project.git(&["rev-parse", "HEAD"]);
    project.write("strategy/ris/media/mapa.svg", "<svg/>");
    let figure = commit(&project, "2020-08-01", "Mapa");
    project.write("strategy/ris/links.toml", "");
    let links = commit(&project, "2020-08-02", "Rozstrzygnięcia");
    project.write("strategy/pusty/notatka.txt", "to nie dokument");
    commit(&project, "2020-08-03", "Folder bez tekstu");
    project.write("uwagi.txt", "obok");
    commit(&project, "2020-08-04", "Obok");
    assert_eq!(ids(&log(&project, "ris")), [links.as_str(), &figure, &first]);
    let state = project.archive().resolve("HEAD").expect("there is a revision");
    assert_eq!(state.revision.as_deref(), Some(links.as_str()), "a state is the last change of the folder");
    let state = project.archive().resolve("2020-08-01").expect("there is a revision");
    assert_eq!(state.revision.as_deref(), Some(figure.as_str()));
    let out = said(&project, &["log", "ris"]);
    assert!(out.contains("\n  Mapa\n  tylko ilustracje; tekst bez zmian\n"), "{out}");
    assert!(out.contains("tekst bez zmian\n  zmieniono zapisane rozstrzygnięcia (links.toml)\n"), "{out}");
    assert!(out.contains("pierwszy zapis (3 sekcje, 9 słów)"), "{out}");
    assert_eq!(said(&project, &["log"]).matches("\n\n").count(), 2, "all documents: the same three");
}

#[test]
fn a_renamed_document_keeps_its_history() {
    let project = Project::with(&[("ris", "2020-07-07", ONE), ("pkb", "2020-07-08", "# Kierunki\n")]);
    let first = project.git(&["rev-parse", "HEAD~1"]);
    project.name("ris", "projekt-1", &first);
    project.git(&["mv", "strategy/ris", "strategy/ris-2030"]);
    project.write("strategy/ris-2030/text.md", ONE.replace("10 mln", "12 mln"));
    let renamed = commit(&project, "2020-09-01", "Nowy identyfikator i budżet");
    project.save("ris-2030", "2020-10-01", TWO);
    let found = log(&project, "ris-2030");
    assert_eq!(ids(&found)[1..], [renamed.as_str(), &first]);
    assert_eq!(found.revisions[2].former, Some(id("ris")));
    let described = project.archive().describe(&found, &found.revisions[1]).expect("it can be read");
    let parent = project.git(&["rev-parse", &format!("{renamed}~1")]);
    assert_eq!(described.before, Before::Parent { id: parent, document: id("ris") });
    let archive = project.archive();
    for argument in ["ris-2030@projekt-1", "ris-2030@2020-08-01", &format!("ris-2030@{first}"), "ris-2030@HEAD~3"] {
        let state = archive.resolve(argument).unwrap_or_else(|error| panic!("{argument}: {error}"));
        assert_eq!(state.text, ONE.as_bytes(), "{argument}");
        assert_eq!((state.document, state.former), (id("ris-2030"), Some(id("ris"))), "{argument}");
        assert_eq!((state.revision.as_deref(), state.version.as_deref()), (Some(first.as_str()), Some("projekt-1")));
    }
    assert_eq!(archive.resolve("ris-2030@2020-09-01").expect("it was saved").former, None);
    assert_eq!(archive.resolve("ris@projekt-1").expect("the former id still names it").document, id("ris"));
    assert!(matches!(archive.resolve("pkb@projekt-1"), Err(ResolveError::Unknown { .. })), "of another document");
    let out = said(&project, &["log", "ris-2030"]);
    assert!(out.contains("zmieniono identyfikator dokumentu; poprzedni: ris\n  1 sekcja zmieniona;"), "{out}");
    assert!(out.contains("dokument miał wtedy identyfikator ris\n  Zapis z 2020-07-07\n  wersja projekt-1"), "{out}");
    let all = json(&project, &[]);
    let former: Vec<&Value> = all["revisions"].as_array().expect("a list").iter().map(|it| &it["former"]).collect();
    assert_eq!(former, [&Value::Null, &Value::Null, &Value::Null, &Value::from("ris")]);
}

#[test]
fn what_is_not_certain_is_no_rename() {
    let project = Project::with(&[("ris", "2020-07-07", ONE)]);
    std::fs::remove_dir_all(project.root().join("strategy/ris")).expect("it is there");
    project.write("strategy/pkb/text.md", "# Zupełnie inny tekst\n\nO czym innym.\n");
    commit(&project, "2020-09-01", "Jeden usunięty, drugi dodany");
    assert_eq!(log(&project, "pkb").revisions.len(), 1);
    let project = Project::with(&[("a", "2020-07-07", ONE), ("b", "2020-07-08", ONE)]);
    project.git(&["mv", "strategy/a", "strategy/c"]);
    project.git(&["mv", "strategy/b", "strategy/d"]);
    commit(&project, "2020-09-01", "Dwa jednakowe");
    assert_eq!(log(&project, "c").revisions.len(), 1, "nobody can tell which of them it was");
    let project = Project::with(&[("a", "2020-07-07", ONE), ("b", "2020-07-08", ONE)]);
    project.git(&["mv", "strategy/a", "strategy/c"]);
    project.git(&["rm", "-r", "--quiet", "strategy/b"]);
    commit(&project, "2020-09-01", "Z dwóch jednakowych jeden");
    assert_eq!(log(&project, "c").revisions.len(), 1, "nobody can tell which of them it was");
    let project = Project::with(&[("a", "2020-07-07", ONE)]);
    project.git(&["mv", "strategy/a", "strategy/c"]);
    project.write("strategy/d/text.md", ONE);
    commit(&project, "2020-09-01", "Jeden stał się dwoma");
    assert_eq!(log(&project, "c").revisions.len(), 1, "nobody can tell which of them it is");
    let project = Project::with(&[("a", "2020-07-07", ONE), ("b", "2020-07-08", TWO)]);
    project.git(&["mv", "strategy/a", "strategy/c"]);
    project.git(&["mv", "strategy/b", "strategy/d"]);
    commit(&project, "2020-09-01", "Dwa różne");
    assert_eq!([log(&project, "c").revisions.len(), log(&project, "d").revisions.len()], [2, 2]);
}

#[test]
fn a_deleted_document_that_comes_back_is_the_same() {
    let project = Project::with(&[("ris", "2020-07-07", ONE)]);
    project.git(&["rm", "-r", "--quiet", "strategy/ris"]);
    commit_staged(&project, "2020-08-01", "Usunięty");
    project.save("ris", "2020-09-01", TWO);
    assert_eq!(log(&project, "ris").revisions.len(), 2);
    let out = said(&project, &["log", "ris"]);
    assert!(out.contains("ponowny zapis po usunięciu dokumentu (4 sekcje, 11 słów)"), "{out}");
    assert!(out.contains("pierwszy zapis"), "{out}");
}

#[test]
fn a_merge_is_compared_with_its_first_parent_and_says_so() {
    let project = Project::with(&[("ris", "2020-07-07", ONE)]);
    project.git(&["checkout", "--quiet", "-b", "obok"]);
    project.save("ris", "2020-08-01", &ONE.replace("2,5%", "3,1%"));
    project.git(&["checkout", "--quiet", "main"]);
    project.save("ris", "2020-08-02", &ONE.replace("10 mln", "12 mln"));
    project.git(&["merge", "--quiet", "--no-ff", "--no-commit", "obok"]);
    let merge = commit(&project, "2020-08-03", "Połączenie");
    let all = json(&project, &["ris"]);
    let entry = &all["revisions"][0];
    assert_eq!((&entry["revision"], &entry["merge"]), (&Value::from(merge.as_str()), &Value::from(true)));
    assert_eq!(entry["before"]["revision"], project.git(&["rev-parse", "HEAD^1"]).as_str());
    assert_eq!(entry["change"]["summary"]["sections"]["edited"], 1, "only what the first parent lacks");
    assert!(said(&project, &["log"]).contains("połączenie gałęzi archiwum; porównano z pierwszą z nich"));
}

#[test]
fn figures_are_those_of_diff() {
    let project = Project::with(&[("ris", "2020-07-07", ONE), ("ris", "2020-09-16", TWO)]);
    project.save("ris", "2020-10-01", &TWO.replace("## 2. Finanse\n\nBudżet: 10 mln zł.\n\n", ""));
    let all = json(&project, &["ris", "-n", "0"]);
    let revisions = all["revisions"].as_array().expect("a list");
    assert_eq!(revisions.len(), 3);
    for entry in &revisions[..2] {
        let state = |it: &Value| format!("ris@{}", it["revision"].as_str().expect("an id"));
        let diff = said(&project, &["diff", "--json", &state(&entry["before"]), &state(entry)]);
        let diff: Value = serde_json::from_str(&diff).expect("it is JSON");
        assert_eq!(entry["change"]["summary"], diff["summary"]);
    }
    let out = said(&project, &["log"]);
    assert!(out.contains("1 sekcja zmieniona, 1\u{a0}dodana; słowa: +3 −1; ciągłość "), "{out}");
    assert!(out.contains("1 sekcja usunięta; słowa: +0 −4; ciągłość "), "{out}");
}

#[test]
fn the_number_and_the_days_are_kept_to() {
    let days = ["2020-07-01", "2020-07-02", "2020-07-03", "2020-07-04", "2020-07-05"];
    let texts: Vec<String> = days.iter().map(|day| format!("# T\n\nZ dnia {day}.\n")).collect();
    let list: Vec<(&str, &str, &str)> =
        days.iter().zip(&texts).map(|(day, text)| ("ris", *day, text.as_str())).collect();
    let project = Project::with(&list);
    let shown = |arguments: &[&str]| -> Vec<String> {
        let out = said(&project, &[&["log"], arguments].concat());
        out.lines().filter(|line| line.starts_with("2020")).map(|line| line[..10].to_owned()).collect()
    };
    assert_eq!(shown(&["-n", "2"]), ["2020-07-05", "2020-07-04"]);
    assert_eq!(shown(&["-n", "0"]).len(), 5);
    assert_eq!(shown(&["--since", "2020-07-03", "--until", "2020-07-04"]), ["2020-07-04", "2020-07-03"]);
    let out = said(&project, &["log", "ris", "-n", "1", "--until", "2020-07-04"]);
    let end = "\nPominięto 3 starsze zapisy zmian. Wszystkie pokazuje:\n  nowela log ris --until 2020-07-04 -n 0\n";
    assert!(out.ends_with(end), "{out}");
    assert_eq!(json(&project, &["-n", "1"])["older"], 4);
    assert_eq!(said(&project, &["log", "--since", "2021-01-01"]), "Nie ma takich zapisów zmian.\n");
    let wrong = run(&mut project.nowela(&["log", "--since", "wczoraj"]));
    assert_eq!(wrong.code, 2);
    let unknown = run(&mut project.nowela(&["log", "rsi"]));
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("może chodziło o: ris"), "{}", unknown.err);
}

#[test]
fn a_text_that_can_not_be_read_does_not_hide_the_others() {
    let project = Project::with(&[("ris", "2020-07-07", ONE)]);
    let path = project.root().join("strategy/ris/text.md");
    project.write("strategy/ris/text.md", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n");
    commit(&project, "2020-08-01", "LFS");
    let refused = run(&mut project.nowela(&["show", "HEAD"]));
    assert_eq!(refused.code, 3, "{}", refused.out);
    assert!(refused.err.contains("treść niepobrana") && refused.err.contains("git lfs pull"), "{}", refused.err);
    std::fs::remove_file(&path).expect("it is there");
    std::os::unix::fs::symlink("../../nowela.toml", &path).expect("links can be made");
    commit(&project, "2020-08-02", "Dowiązanie");
    std::fs::remove_file(&path).expect("it is there");
    project.write("strategy/ris/text.md", TWO);
    commit(&project, "2020-08-03", "Tekst");
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let out = words(&said(&project, &["log", "ris"]));
    assert!(out.contains("poprzedniego tekstu nie można odczytać: strategy/ris/text.md jest dowiązaniem"), "{out}");
    assert!(out.contains("tekstu nie można odczytać: treść niepobrana"), "{out}");
    assert!(out.contains("pierwszy zapis"), "{out}");
    let repository = git2::Repository::open(project.root()).expect("it is a repository");
    let blob = repository.revparse_single("HEAD:strategy/ris/text.md").expect("it is there").id().to_string();
    let object = project.root().join(".git/objects").join(&blob[..2]).join(&blob[2..]);
    std::fs::remove_file(&object).expect("the object is loose");
    let broken = run(&mut project.nowela(&["log", "ris"]));
    assert_eq!(broken.code, 4, "{}", broken.err);
    assert!(
        words(&broken.out).contains("tekstu nie można odczytać: w archiwum brakuje części historii"),
        "{}",
        broken.out
    );
    assert!(broken.out.contains("pierwszy zapis"), "the others are shown: {}", broken.out);
}

#[test]
fn submodules_say_what_they_are() {
    let project = Project::with(&[("ris", "2020-07-07", ONE)]);
    let head = project.git(&["rev-parse", "HEAD"]);
    project.git(&["rm", "--quiet", "--cached", "strategy/ris/text.md"]);
    project.git(&["update-index", "--add", "--cacheinfo", &format!("160000,{head},strategy/ris/text.md")]);
    commit_staged(&project, "2020-08-01", "Submoduł");
    let refused = run(&mut project.nowela(&["show", "HEAD"]));
    assert_eq!(refused.code, 3);
    assert!(refused.err.contains("submoduł"), "{}", refused.err);
}

#[test]
fn a_text_whose_bytes_do_not_fit_its_id_is_refused() {
    let project = Project::with(&[("ris", "2020-07-07", ONE)]);
    let repository = git2::Repository::open(project.root()).expect("it is a repository");
    let blob = repository.revparse_single("HEAD:strategy/ris/text.md").expect("it is there").id().to_string();
    let other = repository.blob(TWO.as_bytes()).expect("it can be written").to_string();
    let file = |id: &str| project.root().join(".git/objects").join(&id[..2]).join(&id[2..]);
    std::fs::remove_file(file(&blob)).expect("the object is loose");
    std::fs::copy(file(&other), file(&blob)).expect("it can be put there");
    let refused = run(&mut project.nowela(&["show", "HEAD"]));
    assert_eq!(refused.code, 4, "{}", refused.out);
}

#[test]
fn what_steers_a_terminal_is_shown_by_its_code() {
    let project = Project::with(&[("ris", "2020-07-07", ONE)]);
    project.write("strategy/ris/text.md", TWO);
    commit(&project, "2020-08-01", "Zły \u{1b}[31mopis\u{202e}");
    let out = said(&project, &["log", "-v"]);
    assert!(!out.contains(['\u{1b}', '\u{202e}']) && out.contains("⟦U+202E⟧"), "{out}");
}

/// What happens to a document in a made-up history.
#[derive(Clone, Debug)]
enum Act {
    Write(usize, u8),
    Delete(usize),
    Rename(usize, usize),
    Branch,
    Merge,
}

const NAMES: [&str; 3] = ["a", "b", "c"];

/// An act, its day, and whether the next one is committed together with it.
fn act() -> impl Strategy<Value = (Act, u32, u8)> {
    let act = prop_oneof![
        6 => (0..3_usize, 0..4_u8).prop_map(|(name, text)| Act::Write(name, text)),
        1 => (0..3_usize).prop_map(Act::Delete),
        2 => (0..3_usize, 0..3_usize).prop_map(|(from, to)| Act::Rename(from, to)),
        1 => Just(Act::Branch),
        2 => Just(Act::Merge),
    ];
    (act, 1..28_u32, 0..3_u8)
}

/// A history made of trees, and its tip: all through git's library, as a thousand processes would take too long.
fn build(project: &Project, acts: &[(Act, u32, u8)]) {
    let repository = git2::Repository::open(project.root()).expect("it is a repository");
    let head = repository.head().and_then(|head| head.peel_to_commit()).expect("there is a commit");
    let mut heads = [(head.id(), [None::<u8>; 3]), (head.id(), [None; 3])];
    let mut at = 0;
    for (number, (act, day, joined)) in acts.iter().enumerate() {
        let (tip, mut texts) = heads[at];
        let mut parents = vec![tip];
        match act {
            Act::Write(name, text) => texts[*name] = Some(*text),
            Act::Delete(name) => texts[*name] = None,
            Act::Rename(from, to) if texts[*to].is_none() => texts.swap(*from, *to),
            Act::Rename(..) => continue,
            Act::Branch => {
                at = 1 - at;
                continue;
            }
            Act::Merge => {
                let (other, theirs) = heads[1 - at];
                if other == tip {
                    continue;
                }
                parents.push(other);
                texts =
                    std::array::from_fn(|name| if day % 2 == 0 { theirs[name] } else { texts[name].or(theirs[name]) });
            }
        }
        if *joined == 0 && !matches!(act, Act::Merge) {
            heads[at].1 = texts;
            continue;
        }
        let mut folders = repository.treebuilder(None).expect("trees can be built");
        for (name, text) in NAMES.iter().zip(texts) {
            if let Some(text) = text {
                let blob = repository.blob(format!("# T{name}\n\n{text}\n").as_bytes()).expect("it can be written");
                let mut folder = repository.treebuilder(None).expect("trees can be built");
                folder.insert("text.md", blob, 0o100_644).expect("it can be put there");
                folders.insert(name, folder.write().expect("it can be written"), 0o040_000).expect("so can this");
            }
        }
        let mut root = repository.treebuilder(None).expect("trees can be built");
        root.insert("strategy", folders.write().expect("it can be written"), 0o040_000).expect("it can be put there");
        let tree = root.write().and_then(|tree| repository.find_tree(tree)).expect("it can be written");
        let time = git2::Time::new(1_590_969_600 + i64::from(*day) * 86_400 + i64::try_from(number).unwrap_or(0), 0);
        let signature = git2::Signature::new("Jan", "jan@example.org", &time).expect("it is well formed");
        let parents: Vec<git2::Commit<'_>> =
            parents.iter().map(|id| repository.find_commit(*id).expect("it was written")).collect();
        let parents: Vec<&git2::Commit<'_>> = parents.iter().collect();
        let id = repository.commit(None, &signature, &signature, "x", &tree, &parents).expect("it can be written");
        heads[at] = (id, texts);
    }
    repository.reference("refs/heads/main", heads[at].0, true, "").expect("the branch can be moved");
}

/// The revisions of a document by the plainest way there is: every commit, every parent, the names in each told from
/// child to parent; newest first.
struct Plain {
    /// Commit, name, day.
    revisions: Vec<(git2::Oid, String, i64)>,
}

impl Plain {
    fn of(project: &Project, document: &str) -> Self {
        let repository = git2::Repository::open(project.root()).expect("it is a repository");
        let mut walk = repository.revwalk().expect("there is a history");
        walk.set_sorting(git2::Sort::TOPOLOGICAL | git2::Sort::TIME).expect("it can be sorted");
        walk.push_head().expect("there is a commit");
        let order: Vec<git2::Oid> = walk.collect::<Result<_, _>>().expect("it can be walked");
        let texts = |id: git2::Oid| -> std::collections::BTreeMap<String, git2::Oid> {
            let tree = repository.find_commit(id).and_then(|commit| commit.tree()).expect("it is there");
            let holds = |name: &&&str| tree.get_path(std::path::Path::new(&format!("strategy/{name}/text.md"))).is_ok();
            let blob = |name: &str| {
                tree.get_path(std::path::Path::new(&format!("strategy/{name}/text.md"))).expect("it is there").id()
            };
            NAMES.iter().filter(holds).map(|name| ((*name).to_owned(), blob(name))).collect()
        };
        let mut names: std::collections::BTreeMap<git2::Oid, std::collections::BTreeSet<String>> = Default::default();
        let mut revisions = Vec::new();
        for id in order {
            let here = texts(id);
            let commit = repository.find_commit(id).expect("it is there");
            let mut mine = names.remove(&id).unwrap_or_default();
            mine.insert(document.to_owned());
            for name in &mine {
                for parent in commit.parent_ids() {
                    let there = texts(parent);
                    let set = names.entry(parent).or_default();
                    set.insert(name.clone());
                    if let (Some(text), None) = (here.get(name), there.get(name)) {
                        let went: Vec<_> = there.iter().filter(|(name, _)| !here.contains_key(*name)).collect();
                        let came: Vec<_> = here.iter().filter(|(name, _)| !there.contains_key(*name)).collect();
                        let same: Vec<_> = went.iter().filter(|(_, it)| *it == text).collect();
                        let twins = came.iter().filter(|(_, it)| *it == text).count();
                        // Texts of two lines are alike where one of these is the same; of different documents or of
                        // different states one is.
                        let alike = |a: &git2::Oid, b: &git2::Oid| {
                            let lines = |id: &git2::Oid| {
                                let blob = repository.find_blob(*id).expect("it is there");
                                String::from_utf8_lossy(blob.content()).lines().map(str::to_owned).collect::<Vec<_>>()
                            };
                            let (a, b) = (lines(a), lines(b));
                            a[0] == b[0] || a[2] == b[2]
                        };
                        match (same.as_slice(), went.as_slice()) {
                            ([(former, _)], _) if twins == 1 => {
                                set.insert((*former).clone());
                            }
                            ([], [(former, other)]) if came.len() == 1 && alike(other, text) => {
                                set.insert((*former).clone());
                            }
                            _ => {}
                        }
                    }
                }
                let holds = here.contains_key(name);
                if holds && commit.parent_ids().all(|parent| texts(parent).get(name) != here.get(name)) {
                    let seconds = commit.time().seconds();
                    revisions.push((id, name.clone(), seconds));
                }
            }
        }
        Self { revisions }
    }

    fn newest_by(&self, document: &str, day: u32) -> Option<(String, String)> {
        let end = 1_590_969_600 + i64::from(day + 1) * 86_400;
        let newest = |own: bool| {
            let fits =
                self.revisions.iter().enumerate().filter(|(_, (_, name, at))| *at < end && (name == document) == own);
            fits.max_by_key(|(place, (_, _, at))| (*at, std::cmp::Reverse(*place))).map(|(_, it)| it)
        };
        newest(true).or_else(|| newest(false)).map(|(id, name, _)| (id.to_string(), name.clone()))
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_fast_ways_find_what_the_plain_one_does(acts in prop::collection::vec(act(), 1..24)) {
        let project = Project::new();
        build(&project, &acts);
        let archive = project.archive();
        let mut union = std::collections::BTreeSet::new();
        for document in NAMES {
            let plain = Plain::of(&project, document);
            let found = archive.log(Some(&id(document))).expect("the history can be read");
            let pair = |it: &Revision| (it.id.clone(), it.saved_as().to_string());
            let mut told: Vec<(String, String)> = found.revisions.iter().map(pair).collect();
            let mut expected: Vec<(String, String)> =
                plain.revisions.iter().map(|(id, name, _)| (id.to_string(), name.clone())).collect();
            union.extend(told.iter().filter(|(_, name)| name == document).cloned());
            told.sort();
            expected.sort();
            prop_assert_eq!(&told, &expected, "{}: {:?}", document, acts);
            for day in 0..29 {
                let date = nowela::store::Moment { seconds: 1_590_969_600 + i64::from(day) * 86_400, offset: 0 };
                let state = archive.resolve(&format!("{document}@{}", date.date().expect("it is a day")));
                let expected = plain.newest_by(document, day);
                match (state, expected) {
                    (Ok(state), Some((id, name))) => {
                        prop_assert_eq!(state.former.as_ref().map_or(document, |it| it.as_str()), name.as_str());
                        prop_assert_eq!(state.revision.as_deref(), Some(id.as_str()), "{}@{} {:?}", document, day, acts);
                    }
                    (Err(_), None) => {}
                    (state, expected) => prop_assert!(false, "{document}@{day}: {state:?} {expected:?} {acts:?}"),
                }
            }
        }
        let all = archive.log(None).expect("the history can be read");
        let all: std::collections::BTreeSet<(String, String)> =
            all.revisions.iter().map(|it| (it.id.clone(), it.saved_as().to_string())).collect();
        prop_assert_eq!(all, union);
    }
}
