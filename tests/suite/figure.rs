//! Figures: a file that changed under the same name is a change of the section that shows it.

use crate::project::{Project, run};

const TEXT: &str = "# Strategia\n\n## 1. Mapa\n\n![Mapa celów](media/mapa.png)\n\nMapa pokazuje powiaty.\n\n## 2. Wykres\n\nZob. ![wykres](media/wykres.svg) nakładów.\n";

fn changed(project: &Project, before: &str, after: &str) -> Vec<(String, Vec<String>)> {
    let told = run(&mut project.nowela(&["diff", before, after, "--format", "json"]));
    assert_eq!(told.code, 0, "{}", told.err);
    let view: serde_json::Value = serde_json::from_str(&told.out).expect("JSON");
    let sections = view["sections"].as_array().expect("sections").iter();
    let blocks = sections.flat_map(|section| {
        let title = section["after"][0]["title"].as_str().unwrap_or_default().to_owned();
        let edited = section["structure"] == serde_json::json!(["edited"]);
        section["blocks"].as_array().expect("blocks").iter().map(move |block| (title.clone(), edited, block.clone()))
    });
    let figures = blocks.filter(|(_, _, block)| block["figures"].is_array());
    figures
        .map(|(title, edited, block)| {
            assert!(edited, "{title}");
            assert_eq!(block["op"], "edited");
            assert_eq!(block["weight"], "unassessed", "nobody knows what another picture says");
            let names = block["figures"].as_array().expect("names").iter();
            (title, names.map(|name| name.as_str().expect("a name").to_owned()).collect())
        })
        .collect()
}

#[test]
fn a_new_file_under_the_same_name_is_a_change() {
    let project = Project::new();
    let map = "strategy/ris/media/mapa.png";
    project.write(map, [0, 1, 2]);
    project.write("strategy/ris/media/wykres.svg", "<svg/>");
    let first = project.save("ris", "2020-07-07", TEXT).revision;
    project.write(map, [0, 1, 3]);
    let second = project.save("ris", "2020-09-16", TEXT).revision;
    let expected = vec![("Mapa".to_owned(), vec!["media/mapa.png".to_owned()])];
    assert_eq!(changed(&project, &first, &second), expected);
    assert_eq!(changed(&project, &second, "worktree"), []);
    project.write(map, [0, 1, 2]);
    assert_eq!(changed(&project, &second, "worktree"), expected);
    assert_eq!(changed(&project, &first, "worktree"), [], "the file is what it was");
    std::fs::remove_file(project.root().join(map)).expect("it is there");
    assert_eq!(changed(&project, &first, "worktree"), [], "what is not there can't be compared");

    let told = run(&mut project.nowela(&["diff", &first, &second, "--lang", "pl"]));
    assert!(told.out.contains("Rysunek z nowym plikiem (media/mapa.png)"), "{}", told.out);
    let exit = run(&mut project.nowela(&["diff", &first, &second, "--exit-code"]));
    assert_eq!(exit.code, 1);
    let page = run(&mut project.nowela(&["diff", &first, &second, "--lang", "en", "--format", "html"]));
    assert!(page.out.contains("Figure with a new file (media"));
}

#[test]
fn figures_beside_files_are_compared_too() {
    let project = Project::new();
    for (folder, content) in [("stary", "a"), ("nowy", "b")] {
        project.write(&format!("{folder}/tekst.md"), TEXT);
        project.write(&format!("{folder}/media/mapa.png"), content);
    }
    let expected = [("Mapa".to_owned(), vec!["media/mapa.png".to_owned()])];
    assert_eq!(changed(&project, "stary/tekst.md", "nowy/tekst.md"), expected);
    assert_eq!(changed(&project, "nowy/tekst.md", "nowy/tekst.md"), []);
}
