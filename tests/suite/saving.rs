//! Saving: who wrote a text and why, what lies beside it, and HEAD on no branch.

use nowela::store::{Companions, Draft, LeftOut, OnDetached, Outcome};

use crate::project::{Project, id, noon, run};

const ONE: &str = "# Strategia\n\nŻółć i jaźń.\n";
const TWO: &str = "# Strategia\n\nŻółć, jaźń i gęś.\n";

fn texts(list: &[&str]) -> Vec<String> {
    list.iter().map(|text| (*text).to_owned()).collect()
}

fn save(project: &Project, text: &str) -> Companions {
    project.save("ris", "2020-09-16", text).companions
}

fn tree(project: &Project) -> String {
    project.git(&["-c", "core.quotePath=false", "ls-tree", "-r", "--name-only", "HEAD", "strategy"])
}

#[test]
fn figures_are_saved_with_their_text() {
    let project = Project::with(&[("ris", "2020-07-07", ONE)]);
    project.write("strategy/ris/media/mapa.svg", "<svg/>");
    project.write("strategy/ris/media/rysunki/Żółw 1.png", [0, 159, 146, 150]);
    project.write("strategy/ris/links.toml", "");
    project.write("strategy/ris/notatki.txt", "moje\n");
    project.write("strategy/pkb/media/obca.svg", "<svg/>");
    assert_eq!(
        save(&project, TWO),
        Companions {
            added: texts(&["links.toml", "media/mapa.svg", "media/rysunki/Żółw 1.png"]),
            ..Companions::default()
        }
    );
    let held = "strategy/ris/links.toml\nstrategy/ris/media/mapa.svg\nstrategy/ris/media/rysunki/Żółw 1.png\nstrategy/ris/text.md";
    assert_eq!(tree(&project), held);
    assert_eq!(project.git(&["status", "--porcelain"]), "?? strategy/pkb/\n?? strategy/ris/notatki.txt");
    project.write("strategy/ris/media/mapa.svg", "<svg></svg>");
    std::fs::remove_dir_all(project.root().join("strategy/ris/media/rysunki")).expect("it is there");
    let companions = Companions {
        changed: texts(&["media/mapa.svg"]),
        removed: texts(&["media/rysunki/Żółw 1.png"]),
        ..Companions::default()
    };
    assert_eq!(save(&project, TWO), companions, "a text that stays is no hindrance");
    assert_eq!(project.git(&["rev-list", "--count", "HEAD"]), "4");
    assert_eq!(project.git(&["status", "--porcelain"]), "?? strategy/pkb/\n?? strategy/ris/notatki.txt");
    let again = project.save("ris", "2020-09-17", TWO);
    assert_eq!((again.outcome, again.companions), (Outcome::Unchanged, Companions::default()));
    std::fs::remove_dir_all(project.root().join("strategy/ris/media")).expect("it is there");
    save(&project, TWO);
    assert_eq!(tree(&project), "strategy/ris/links.toml\nstrategy/ris/text.md", "no empty folder is left");
    assert_eq!(project.git(&["fsck", "--strict", "--no-progress", "--no-dangling"]), "");
}

#[test]
fn what_is_no_figure_is_left_out() {
    let project = Project::with(&[("ris", "2020-07-07", ONE)]);
    project.write(".gitignore", "*.bak\n");
    project.write(".gitattributes", "*.psd filter=lfs\n");
    for litter in ["mapa.bak", ".DS_Store", "Thumbs.db", "~$mapa.docx"] {
        project.write(&format!("strategy/ris/media/{litter}"), "x");
    }
    project.write("strategy/ris/media/mapa.psd", "x");
    std::os::unix::fs::symlink("/etc/passwd", project.root().join("strategy/ris/media/hasla"))
        .expect("links can be made");
    let found = save(&project, TWO);
    assert!(found.is_same(), "{found:?}");
    let left = [("media/hasla", LeftOut::NoPlainFile), ("media/mapa.psd", LeftOut::Filtered)];
    assert_eq!(found.left_out, left.map(|(path, why)| (path.to_owned(), why)));
    assert_eq!(tree(&project), "strategy/ris/text.md");
    let saved = run(&mut project.nowela(&["commit", "--document", "ris", "-m", "x"]));
    assert!(saved.err.contains("media/hasla to dowiązanie"), "{}", saved.err);
}

#[test]
fn a_folder_of_figures_behind_a_link_is_not_entered() {
    let project = Project::with(&[("ris", "2020-07-07", ONE)]);
    project.write("../dom/tajne/haslo.txt", "x");
    std::os::unix::fs::symlink(project.home().join("tajne"), project.root().join("strategy/ris/media"))
        .expect("links can be made");
    assert_eq!(
        save(&project, TWO).left_out,
        [("strategy/ris/media".to_owned(), LeftOut::NoPlainFile)]
            .map(|(path, why)| (path.replace("strategy/ris/", ""), why))
    );
    assert_eq!(tree(&project), "strategy/ris/text.md");
}

#[test]
fn a_tracked_figure_that_git_ignores_or_keeps_away_stays() {
    let project = Project::with(&[("ris", "2020-07-07", ONE)]);
    project.write("strategy/ris/media/mapa.bak", "x");
    project.write("strategy/ris/media/daleka.svg", "x");
    project.git(&["add", "--force", "strategy"]);
    project.git(&["commit", "--quiet", "-m", "Mapy"]);
    project.write(".gitignore", "*.bak\n");
    project.git(&["update-index", "--skip-worktree", "strategy/ris/media/daleka.svg"]);
    std::fs::remove_file(project.root().join("strategy/ris/media/daleka.svg")).expect("it is there");
    assert!(save(&project, TWO).is_same());
    assert_eq!(tree(&project).lines().count(), 3);
}

#[test]
fn a_figure_of_64_mb_is_refused_and_nothing_is_saved() {
    let project = Project::with(&[("ris", "2020-07-07", ONE)]);
    project.write("strategy/ris/media/film.mp4", "");
    let film = std::fs::File::options().write(true).open(project.root().join("strategy/ris/media/film.mp4"));
    film.and_then(|file| file.set_len(64 * 1024 * 1024)).expect("sparse files can be made");
    project.write("strategy/ris/text.md", TWO);
    let head = project.git(&["rev-parse", "HEAD"]);
    let refused = run(&mut project.nowela(&["commit", "--document", "ris", "-m", "x"]));
    assert_eq!(refused.code, 3);
    assert!(refused.err.contains("strategy/ris/media/film.mp4 ma 64 MB"), "{}", refused.err);
    assert_eq!(project.git(&["rev-parse", "HEAD"]), head);
}

#[test]
fn the_author_may_be_another_than_who_saves() {
    let project = Project::new();
    project.write("projekt.md", ONE);
    let commit = ["commit", "projekt.md", "--document", "ris", "-m", "Projekt"];
    let people = |arguments: &[&str], variables: &[(&str, &str)]| {
        let mut command = project.nowela(&[&commit[..], arguments].concat());
        let saved = run(command.envs(variables.iter().copied()));
        assert_eq!(saved.code, 0, "{}", saved.err);
        project.git(&["reset", "--quiet", "--hard", "HEAD"]);
        let people = project.git(&["log", "-1", "--format=%an <%ae>, %cn <%ce>"]);
        project.git(&["reset", "--quiet", "--hard", "HEAD~1"]);
        people
    };
    let lucja = "Łucja Żółw <lucja@example.org>";
    assert_eq!(people(&[], &[]), format!("{lucja}, {lucja}"));
    assert_eq!(people(&["--author", "Jan Gęś <jan@example.org>"], &[]), format!("Jan Gęś <jan@example.org>, {lucja}"));
    let variables = [("GIT_AUTHOR_NAME", "Ewa"), ("GIT_COMMITTER_EMAIL", "biuro@example.org")];
    assert_eq!(people(&[], &variables), "Ewa <lucja@example.org>, Łucja Żółw <biuro@example.org>");
    let refused = run(&mut project.nowela(&[&commit[..], &["--author", "Jan"]].concat()));
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("„Jan” nie wskazuje osoby"), "{}", refused.err);
}

#[test]
fn justifications_are_trailers() {
    let project = Project::new();
    project.write("projekt.md", ONE);
    let why = ["--justification", "Raport z ewaluacji,\ns. 12", "--justification", "Uwaga 7"];
    let saved =
        run(&mut project.nowela(&[&["commit", "projekt.md", "--document", "ris", "-m", "x"][..], &why].concat()));
    assert_eq!(saved.code, 0, "{}", saved.err);
    let trailers = project.git(&["log", "-1", "--format=%(trailers:key=Nowela-Justification,valueonly)"]);
    assert_eq!(trailers.trim(), "Raport z ewaluacji, s. 12\nUwaga 7");
}

#[test]
fn a_detached_head_is_moved_only_where_that_is_asked_for() {
    let project = Project::with(&[("ris", "2020-07-07", ONE)]);
    let branch = project.git(&["rev-parse", "main"]);
    project.git(&["checkout", "--quiet", "--detach"]);
    project.write("strategy/ris/text.md", TWO);
    let commit = ["commit", "--document", "ris", "-m", "Próba"];
    let refused = run(&mut project.nowela(&commit));
    assert_eq!(refused.code, 4);
    assert!(refused.err.contains("git switch"), "{}", refused.err);
    let saved = run(&mut project.nowela(&[&commit[..], &["--allow-detached"]].concat()));
    assert_eq!(saved.code, 0, "{}", saved.err);
    assert_eq!(project.git(&["show", "HEAD:strategy/ris/text.md"]) + "\n", TWO);
    assert_eq!((project.git(&["rev-parse", "main"]), project.git(&["status", "--porcelain"])), (branch, String::new()));
    assert_eq!(OnDetached::default(), OnDetached::Refuse);
    let ris = id("ris");
    assert!(project.archive().save(&Draft::new(&ris, ONE, "x", noon("2020-07-08"))).is_err());
}
