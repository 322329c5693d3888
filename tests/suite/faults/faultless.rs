//! The run without a fault: it does what it is for and nothing else, or all that is judged by it would be worth nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::oracle::{Expected, Facts, blob, is_gits, is_lock, is_passing};
use super::place::{Contents, Item};
use super::scenario::{Kind, Scenario};

/// What is wrong with what a run without a fault came to.
pub(crate) fn faults(scenario: &Scenario, expected: &Expected, told: &str) -> Vec<String> {
    let none = Facts::default();
    let (before, after) = (expected.before.1.as_ref().unwrap_or(&none), expected.after.1.as_ref().unwrap_or(&none));
    let mut faults = Vec::new();
    let mut check = |fine: bool, what: &str| {
        if !fine {
            faults.push(what.to_owned());
        }
    };
    check(!told.contains("warning"), "it warns");
    let (mut tree, mut index, mut files) =
        (before.tree.clone(), before.index.clone(), users(scenario, &expected.before.0, after));
    for (path, text) in scenario.saves {
        let id = text.and_then(|text| blob(text.as_bytes()));
        if let Some((folder, below)) = path.split_once(": ") {
            // In another work tree, by a run before this one.
            set(&mut index, path, id.clone());
            set(&mut files, &format!("{folder}/{below}"), id);
            continue;
        }
        set(&mut tree, path, id.clone());
        set(&mut index, path, id.clone());
        if !scenario.keeps.contains(path) && !after.is_bare() {
            set(&mut files, &format!("{}/{path}", scenario.archive), id);
        }
    }
    match scenario.kind {
        Kind::Revision | Kind::Unlock | Kind::Version => {}
        Kind::Archive | Kind::Sample => {
            // What is in it is nothing to know by heart.
            let fresh: Vec<_> = after.tree.iter().filter(|(path, _)| !before.index.contains_key(*path)).collect();
            check(fresh.iter().any(|(path, _)| *path == "nowela.toml"), "no settings are saved");
            check(scenario.kind == Kind::Archive || fresh.len() > 2, "no text is saved");
            for (path, id) in fresh {
                set(&mut tree, path, Some(id.clone()));
                set(&mut index, path, Some(id.clone()));
                set(&mut files, &format!("{}/{path}", scenario.archive), Some(id.clone()));
            }
        }
        Kind::Report | Kind::Package => {}
    }
    let mut found = users(scenario, &expected.after.0, after);
    let page = match scenario.kind {
        Kind::Report => Some("strona.html".to_owned()),
        Kind::Package => Some("pakiet/index.html".to_owned()),
        Kind::Sample => Some(format!("{}/pakiet/index.html", scenario.archive)),
        _ => None,
    };
    if let Some(page) = page {
        let held = expected.after.0.get(&page);
        let whole = matches!(held, Some(Item::File(bytes)) if bytes.trim_ascii_end().ends_with(b"</html>"));
        check(whole, "the page is not whole");
        let package = page.strip_suffix("index.html").filter(|package| !package.is_empty());
        let of_page = |path: &String| *path == page || package.is_some_and(|package| path.starts_with(package));
        let listed = package.map(|package| format!("{package}manifest.json"));
        check(listed.is_none_or(|listed| expected.after.0.contains_key(&listed)), "the package is not whole");
        found.retain(|path, _| !of_page(path));
        files.retain(|path, _| !of_page(path));
    }
    if after.is_bare() {
        index.clear();
    }
    check(after.tree == tree, "HEAD holds something else");
    check(after.index == index, "the index holds something else");
    check(found == files, "the work tree holds something else");
    check(!expected.after.0.keys().any(|name| is_lock(name)), "a lock is left");
    let names = |facts: &Facts| {
        facts.references.keys().filter(|name| name.starts_with("refs/")).cloned().collect::<BTreeSet<_>>()
    };
    let new: Vec<String> = names(after).difference(&names(before)).cloned().collect();
    let fine = match (scenario.kind, scenario.names) {
        (Kind::Sample, _) => new.len() > 2,
        (_, Some(version)) => new == [format!("refs/tags/ris/{version}")],
        _ => new.iter().all(|name| name == "refs/heads/main"),
    };
    check(fine, "other references are there");
    let moved = before.references.get("HEAD") != after.references.get("HEAD");
    let moves = matches!(scenario.kind, Kind::Revision | Kind::Archive | Kind::Sample);
    check(moved == moves, "HEAD stands elsewhere");
    faults
}

fn set(held: &mut BTreeMap<String, String>, path: &str, id: Option<String>) {
    match id {
        Some(id) => held.insert(path.to_owned(), id),
        None => held.remove(path),
    };
}

/// The files of the user, by what they hold.
fn users(scenario: &Scenario, contents: &Contents, facts: &Facts) -> BTreeMap<String, String> {
    let files =
        contents.iter().filter(|(name, _)| !is_gits(name, scenario.archive, facts.is_bare()) && !is_passing(name));
    files
        .filter_map(|(name, item)| match item {
            Item::File(bytes) => Some((name.clone(), blob(bytes)?)),
            _ => None,
        })
        .collect()
}
