//! `nowela link` as an official meets it: decide, compare again, change one's mind, and what goes wrong on the way.

use std::process::Stdio;

use serde_json::Value;

use crate::project::{Project, Run, run};

const ONE: &str = "# Strategia\n\n## 2. Diagnoza\n\nMazowsze wydaje na badania i rozwój najwięcej w kraju, lecz nakłady firm skupiają \
    się w stolicy.\n\n### 2.4. Uwarunkowania\n\nRegion ma 12 uczelni i 40 instytutów badawczych.\n\n## 3. Współpraca\n\nUczelnie i \
    przedsiębiorstwa prowadzą wspólne laboratoria. Wyniki prac trafiają do małych firm w całym regionie.\n\n## 4. Wdrażanie\n\n\
    Zarząd co roku przyjmuje sprawozdanie z realizacji strategii.\n\n## 5. Słownik\n\nEkosystem innowacji to podmioty i więzi \
    między nimi.\n";

const TWO: &str = "# Strategia\n\n## 2. Diagnoza\n\nMazowsze wydaje na badania i rozwój najwięcej w kraju, lecz nakłady firm skupiają \
    się w stolicy.\n\n### 2.2. Otoczenie\n\nNa innowacyjność wpływają ceny energii, demografia i polityka spójności.\n\n### 2.3. \
    Uwarunkowania wewnętrzne\n\nW regionie działa 14 uczelni i 41 instytutów.\n\n## 3. Laboratoria\n\nUczelnie i przedsiębiorstwa \
    prowadzą wspólne laboratoria.\n\n## 4. Upowszechnianie\n\nWyniki prac trafiają do małych firm w całym regionie.\n\n## 5. System \
    monitorowania\n\nWskaźniki bada się dwa razy w roku.\n\n## 6. Słownik\n\nEkosystem innowacji to podmioty i więzi między nimi.\n";

/// The later text with other numbers and an edit in the section that was decided about.
fn three() -> String {
    let text =
        TWO.replace("ceny energii, demografia", "ceny energii i demografia oraz").replace("### 2.2.", "### 2.5.");
    text.replace("## 2. ", "## 1. ").replace("## 3. ", "## 2. ")
}

const LINKS: &str = "strategy/ris/links.toml";

fn project() -> Project {
    let project = Project::new();
    for (version, day, text) in [("projekt-1", "2026-01-10", ONE), ("projekt-2", "2026-03-01", TWO)] {
        let saved = project.save("ris", day, text);
        project.name("ris", version, &saved.revision);
    }
    project
}

fn link(project: &Project, arguments: &[&str]) -> Run {
    run(&mut project.nowela(&[&["link", "ris"], arguments].concat()))
}

/// Decides about the two versions on a day; it must succeed.
fn decide(project: &Project, arguments: &[&str]) -> String {
    let states = ["projekt-1", "projekt-2"];
    let Run { code, out, err } = link(project, &[&states[..], arguments, &["--date", "2026-03-12"]].concat());
    assert_eq!((code, err.as_str()), (0, ""), "{arguments:?}: {out}");
    out
}

fn json(project: &Project, arguments: &[&str]) -> Value {
    let Run { code, out, err } = run(&mut project.nowela(&[arguments, &["--json"]].concat()));
    assert_eq!((code, err.as_str()), (0, ""), "{arguments:?}");
    serde_json::from_str(&out).expect("the report is JSON")
}

fn diff(project: &Project, before: &str, after: &str) -> Value {
    json(project, &["diff", before, after])
}

#[test]
fn a_proposed_weight_is_confirmed_or_overruled() {
    let project = project();
    let count = |comparison: &Value, weight: &str| comparison["summary"]["weights"][weight].as_u64().expect("a count");
    let before = diff(&project, "projekt-1", "projekt-2");
    let (heavy, light) = (count(&before, "substantive"), count(&before, "editorial"));
    assert_eq!(entry(&before, "3. Laboratoria")["weight"], "substantive");
    let confirmed = decide(&project, &["--confirm", "3"]);
    assert!(confirmed.contains("zmiana merytoryczna: „3. Laboratoria”"), "{confirmed}");
    let after = diff(&project, "projekt-1", "projekt-2");
    let it = entry(&after, "3. Laboratoria");
    assert_eq!((&it["weight"], &it["decided_by"]), (&"substantive".into(), &"person".into()));
    assert_eq!(count(&after, "substantive"), heavy);
    assert_eq!(link(&project, &["--remove", "1"]).code, 0);
    let overruled = decide(&project, &["--weight", "editorial", "--section", "3"]);
    assert!(overruled.contains("Program widział to inaczej"), "{overruled}");
    let after = diff(&project, "projekt-1", "projekt-2");
    let it = entry(&after, "3. Laboratoria");
    assert_eq!((&it["weight"], &it["decided_by"]), (&"editorial".into(), &"person".into()));
    let blocks = it["blocks"].as_array().expect("a list").iter().filter(|block| !block["weight"].is_null());
    let own = blocks.inspect(|block| assert_eq!(block["weight"], "editorial")).count() as u64;
    assert!(own > 0);
    assert_eq!((count(&after, "substantive"), count(&after, "editorial")), (heavy - own, light + own));
    let figure = |comparison: &Value| comparison["summary"]["profile"]["substantive"].as_f64().expect("a figure");
    assert!(figure(&after) > figure(&before));
    for format in ["terminal", "markdown", "html", "csv"] {
        let shown = run(&mut project.nowela(&["diff", "projekt-1", "projekt-2", "--format", format]));
        assert!(shown.out.contains("redakcyjna (rozstrzygnięto)"), "{format}: {}", shown.out);
    }
    let refused = link(&project, &["projekt-1", "projekt-2", "--confirm", "2"]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("nie proponuje wagi dla sekcji „2”"), "{}", refused.err);
}

/// The entry with this heading in the later text, or in the earlier one where it is gone.
fn entry<'a>(comparison: &'a Value, heading: &str) -> &'a Value {
    let has = |side: &Value| {
        side.as_array()
            .expect("a list")
            .iter()
            .any(|place| place["path"].as_array().and_then(|path| path.last()).is_some_and(|last| last == heading))
    };
    let sections = comparison["sections"].as_array().expect("a list");
    let found = sections.iter().find(|it| has(&it["after"])).or(sections.iter().find(|it| has(&it["before"])));
    found.unwrap_or_else(|| panic!("no {heading}"))
}

/// Headings before → after, kind, of each link.
fn links(entry: &Value) -> Vec<String> {
    let heading = |side: &str, index: &Value| {
        let places = entry[side].as_array().expect("a list").iter();
        let path = places.filter(|place| place["index"] == *index).map(|place| place["path"].clone()).next();
        path.and_then(|path| path.as_array().and_then(|it| it.last()).and_then(Value::as_str).map(str::to_owned))
    };
    let told = |link: &Value| {
        let [before, after] = ["before", "after"].map(|side| heading(side, &link[side]).expect("a link stays inside"));
        format!("{before} → {after}: {}", link["kind"].as_str().expect("a word"))
    };
    entry["links"].as_array().expect("a list").iter().map(told).collect()
}

fn codes(comparison: &Value) -> Vec<&str> {
    let remarks = comparison["remarks"].as_array().expect("a list");
    remarks.iter().map(|remark| remark["code"].as_str().expect("a word")).collect()
}

fn head(project: &Project) -> String {
    project.git(&["rev-parse", "HEAD"])
}

const FORCED: [&str; 7] = [
    "--same",
    "2.4",
    "2.2",
    "--because",
    "Rozdział napisano od nowa",
    "--evidence",
    "raport: Ewaluacja śródokresowa RIS; s. 14",
];

#[test]
fn a_pair_is_forced_and_every_output_says_who_decided() {
    let project = project();
    let before = diff(&project, "projekt-1", "projekt-2");
    assert_eq!(links(entry(&before, "2.2. Otoczenie")), [""; 0]);
    let said = decide(&project, &FORCED).split_whitespace().collect::<Vec<_>>().join(" ");
    for part in ["nr 1", LINKS, "Łucja Żółw, 12 marca 2026 r.", "Program widział to inaczej"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let after = diff(&project, "projekt-1", "projekt-2");
    let it = entry(&after, "2.2. Otoczenie");
    assert_eq!(links(it), ["2.4. Uwarunkowania → 2.2. Otoczenie: identity"]);
    assert_eq!((&it["matched_by"], &it["confidence"]), (&"person".into(), &1.0.into()));
    let decision = &it["decisions"][0];
    assert_eq!(
        (&decision["kind"], &decision["by"], &decision["date"]),
        (&"same".into(), &"Łucja Żółw".into(), &"2026-03-12".into())
    );
    assert_eq!(decision["because"], "Rozdział napisano od nowa");
    assert_eq!(decision["evidence"][0]["kind"], "review-report");
    assert_eq!(decision["evidence"][0]["where"], "s. 14");
    assert_eq!(decision["line"], 4);
    let told = [
        "rozstrzygnięto: Łucja Żółw, 12 marca 2026 r. – to ta sama sekcja: „2.4. Uwarunkowania” → „2.2. Otoczenie”",
        "uzasadnienie: Rozdział napisano od nowa",
        "podstawa: raport z przeglądu: Ewaluacja śródokresowa RIS, s. 14",
    ];
    for format in ["terminal", "markdown", "html", "csv"] {
        let shown = run(&mut project.nowela(&["diff", "projekt-1", "projekt-2", "--format", format]));
        let plain = shown.out.replace("<bdi>", "").replace("</bdi>", "");
        let plain: String = plain.split_whitespace().collect::<Vec<_>>().join(" ");
        for words in told {
            assert!(plain.contains(words), "{format} lacks {words}: {plain}");
        }
    }
    let english = run(&mut project.nowela(&["diff", "projekt-1", "projekt-2", "--stat", "--lang", "en"]));
    assert!(
        english.out.replace('\u{a0}', " ").contains("decided: Łucja Żółw, 12 March 2026 – this is the same section"),
        "{}",
        english.out
    );
    let log = run(&mut project.nowela(&["log", "ris"]));
    assert!(
        log.out.contains("Rozstrzygnięcie: to ta sama sekcja: „2.4. Uwarunkowania” → „2.2. Otoczenie”"),
        "{}",
        log.out
    );
    assert_eq!(project.git(&["status", "--porcelain"]), "");
    assert_eq!(project.git(&["log", "-1", "--format=%(trailers:key=Nowela-Document,valueonly)"]).trim(), "ris");
    assert_eq!(project.git(&["fsck", "--strict", "--no-progress", "--no-dangling"]), "");
}

#[test]
fn a_decision_outlives_later_revisions_and_is_silent_where_it_is_not_about_the_change() {
    let project = project();
    decide(&project, &FORCED);
    let third = project.save("ris", "2026-06-01", &three());
    project.name("ris", "projekt-3", &third.revision);
    let spanned = diff(&project, "projekt-1", "projekt-3");
    assert_eq!(links(entry(&spanned, "2.5. Otoczenie")), ["2.4. Uwarunkowania → 2.5. Otoczenie: identity"]);
    assert_eq!(entry(&spanned, "2.5. Otoczenie")["matched_by"], "person");
    let later = diff(&project, "projekt-2", "projekt-3");
    let decided = later["sections"].as_array().expect("a list").iter().filter(|it| it["decisions"][0].is_object());
    assert_eq!((decided.count(), codes(&later)), (0, vec![]));
    // Back to the text that the decision is about: a decision about one change says nothing about the reverse.
    assert_eq!(codes(&diff(&project, "projekt-2", "projekt-1")), [""; 0]);
    let renamed = three().replace("Otoczenie", "Rynek");
    project.save("ris", "2026-07-01", &renamed);
    let stale = diff(&project, "projekt-1", "HEAD");
    assert_eq!(codes(&stale), ["decision-lost"]);
    assert_eq!(stale["remarks"][0]["details"]["line"], "4");
    assert_eq!(stale["remarks"][0]["details"]["section"], "2.2. Otoczenie");
    for (format, lang, words) in [
        ("terminal", "pl", "links.toml, wiersz 4: w tekście późniejszym nie można odnaleźć sekcji „2.2. Otoczenie”"),
        ("markdown", "en", "links.toml, line 4: the section “2.2. Otoczenie” is not to be found in the later text"),
        ("html", "pl", "links.toml, wiersz 4: w tekście późniejszym nie można odnaleźć sekcji „2.2. Otoczenie”"),
    ] {
        let shown = run(&mut project.nowela(&["diff", "projekt-1", "HEAD", "--format", format, "--lang", lang]));
        let plain: String = shown.out.replace(['\n', '\\'], " ").split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(plain.contains(words), "{format}: {plain}");
    }
}

#[test]
fn pairs_are_forbidden_and_sections_split_and_merged_as_the_person_says() {
    let project = project();
    decide(&project, &["--not-same", "5", "6"]);
    decide(&project, &["--split", "3", "4", "3"]);
    let after = diff(&project, "projekt-1", "projekt-2");
    assert_eq!(links(entry(&after, "6. Słownik")), [""; 0]);
    assert_eq!(entry(&after, "5. Słownik")["structure"], serde_json::json!(["removed"]));
    assert_eq!(entry(&after, "5. Słownik")["decisions"][0]["kind"], "not-same");
    let split = ["3. Współpraca → 3. Laboratoria: split", "3. Współpraca → 4. Upowszechnianie: identity"];
    assert_eq!(links(entry(&after, "3. Laboratoria")), split, "it continues as the part named first");
    let back = link(&project, &["projekt-2", "projekt-1", "--merged", "4", "3", "--into", "Współpraca"]);
    assert_eq!(back.code, 0, "{}", back.err);
    let merged = ["3. Laboratoria → 3. Współpraca: merged", "4. Upowszechnianie → 3. Współpraca: identity"];
    // Never asked for, as nothing saved is newer; so the way there and the way back do not mix.
    assert_ne!(links(entry(&diff(&project, "projekt-2", "projekt-1"), "3. Współpraca")), merged);
    project.save("ris", "2026-06-01", ONE);
    decide_between(&project, ["projekt-2", "HEAD"], &["--merged", "4", "3", "--into", "Współpraca"]);
    assert_eq!(links(entry(&diff(&project, "projekt-2", "HEAD"), "3. Współpraca")), merged);
}

fn decide_between(project: &Project, states: [&str; 2], arguments: &[&str]) {
    let decided = link(project, &[&states[..], arguments].concat());
    assert_eq!(decided.code, 0, "{}", decided.err);
}

#[test]
fn a_weight_and_a_justification_stand_at_their_section() {
    let project = project();
    decide(&project, &["--weight", "technical", "--section", "6"]);
    decide(&project, &["--justify", "before:4", "--because", "Zadanie wykonano", "--evidence", "uchwała: Nr 28/21"]);
    let after = diff(&project, "projekt-1", "projekt-2");
    let weighed = entry(&after, "6. Słownik");
    assert_eq!((&weighed["weight"], &weighed["decided_by"]), (&"technical".into(), &"person".into()));
    assert_eq!(entry(&after, "3. Laboratoria")["decided_by"], "rule");
    let weighed = &weighed["decisions"][0];
    assert_eq!((&weighed["kind"], &weighed["weight"]), (&"weight".into(), &"technical".into()));
    let with_reason = &after["sections"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|it| it["decisions"][0]["because"] == "Zadanie wykonano");
    let it = with_reason.expect("it is told");
    assert_eq!(it["before"][0]["title"], "Wdrażanie");
    assert_eq!(it["decisions"][0]["evidence"][0]["title"], "Nr 28/21");
    // The change is another one when its text is.
    project.save("ris", "2026-06-01", &TWO.replace("podmioty i więzi", "sieć podmiotów i więzi"));
    assert_eq!(codes(&diff(&project, "projekt-1", "HEAD")), ["decision-outdated"]);
}

#[test]
fn what_is_decided_already_changes_nothing_and_what_contradicts_it_is_refused() {
    let project = project();
    decide(&project, &["--same", "2.4", "2.2"]);
    let (saved, text) = (head(&project), project.read(LINKS));
    let again = decide(&project, &["--same", "2.4", "Otoczenie"]);
    assert!(again.contains("już zapisane (nr 1)"), "{again}");
    for (arguments, words) in [
        (&["--not-same", "2.4", "2.2"][..], "sprzeczne z rozstrzygnięciem nr 1"),
        (&["--same", "2.4", "2.3"], "sprzeczne z rozstrzygnięciem nr 1"),
        (&["--same", "3", "2.2"], "sprzeczne z rozstrzygnięciem nr 1"),
        (&["--split", "3", "4", "2.2"], "sprzeczne z rozstrzygnięciem nr 1"),
        (&["--same", "2.44", "2.2"], "w tekście wcześniejszym nie można wskazać jednej sekcji „2.44”"),
        (&["--same", "2.4", "Słownk"], "może chodziło o: \"6. Słownik\""),
        (&["--split", "3", "4", "4"], "sekcję „4. Upowszechnianie” podano dwa razy"),
        (&["--weight", "technical", "--section", "9"], "nie można wskazać jednej sekcji „9”"),
        (&["--justify", "3", "--because", "x", "--evidence", "plotka"], "nie wskazuje podstawy"),
        (&["--weight", "lekka", "--section", "3"], "„lekka” nie jest wartością"),
        (&["--justify", "3"], "czegoś brakuje"),
        (&["--same", "3"], "za mało albo za dużo wartości"),
        (&["--same", "3", "4", "--not-same", "3", "4"], "wykluczają się"),
        (&[], "nie wiadomo, co rozstrzygnąć"),
    ] {
        let refused = link(&project, &[&["projekt-1", "projekt-2"], arguments].concat());
        assert_eq!((refused.code, refused.out.as_str()), (2, ""), "{arguments:?}: {}", refused.err);
        assert!(refused.err.contains(words) && refused.err.contains("co zrobić: "), "{arguments:?}: {}", refused.err);
    }
    for arguments in [&["--remove", "2"][..], &["--remove", "0"], &["projekt-1", "projekt-9", "--same", "3", "3"]] {
        assert_eq!(link(&project, arguments).code, 2, "{arguments:?}");
    }
    assert_eq!((head(&project), project.read(LINKS)), (saved, text));
    assert_eq!(link(&project, &["--remove", "1"]).code, 0);
    decide(&project, &["--not-same", "2.4", "2.2"]);
}

#[test]
fn decisions_that_contradict_each_other_in_the_file_are_told_and_the_later_one_holds() {
    let project = project();
    decide(&project, &["--same", "2.4", "2.2"]);
    let text = project.read(LINKS);
    let (heading, decision) = text.split_once("[[decision]]").expect("there is one");
    let other = decision.replace("kind = \"same\"", "kind = \"not-same\"");
    project.write(LINKS, format!("{heading}[[decision]]{decision}\n[[decision]]{other}"));
    let saved = run(&mut project.nowela(&["commit", "--document", "ris", "-m", "Poprawka"]));
    assert_eq!(saved.code, 0, "{}", saved.err);
    let after = diff(&project, "projekt-1", "projekt-2");
    assert_eq!(codes(&after), ["decision-contradicted"]);
    let details = &after["remarks"][0]["details"];
    assert_eq!((&details["line"], &details["other"]), (&"4".into(), &"17".into()), "{}", project.read(LINKS));
    assert_eq!(project.read(LINKS).lines().nth(16), Some("[[decision]]"));
    assert_eq!(links(entry(&after, "2.2. Otoczenie")), [""; 0]);
}

#[test]
fn a_list_that_was_edited_by_hand_keeps_what_people_wrote() {
    let project = project();
    decide(&project, &["--same", "2.4", "2.2"]);
    let mine = project.read(LINKS).replace("by = ", "# ustalone na zebraniu\nnotatka = \"sprawdzić\"\nby = ");
    project.write(LINKS, &mine);
    for arguments in [&["--remove", "1"][..], &["projekt-1", "projekt-2", "--same", "5", "6"]] {
        let refused = link(&project, arguments);
        assert_eq!(refused.code, 2, "{}", refused.err);
        assert!(refused.err.contains("ma zmiany, których nie zapisano"), "{}", refused.err);
        assert_eq!(project.read(LINKS), mine);
    }
    assert_eq!(run(&mut project.nowela(&["commit", "--document", "ris", "-m", "Notatki"])).code, 0);
    decide(&project, &["--same", "5", "6"]);
    assert!(project.read(LINKS).starts_with(&mine), "{}", project.read(LINKS));
    assert_eq!(link(&project, &["--remove", "2"]).code, 0);
    assert_eq!(project.read(LINKS), mine);
    std::fs::remove_file(project.root().join(LINKS)).expect("it is there");
    let refused = link(&project, &["projekt-1", "projekt-2", "--same", "5", "6"]);
    assert_eq!(refused.code, 2, "a file that was taken away is an edit as well: {}", refused.err);
}

#[test]
fn a_list_that_cannot_be_read_is_told_with_its_line_and_left_alone() {
    let project = project();
    decide(&project, &["--same", "2.4", "2.2"]);
    let good = project.read(LINKS);
    for (from, to, line, words) in [
        ("kind = \"same\"", "kind = same", 5, "tego wiersza nie można odczytać"),
        ("[[decision]]", "<<<<<<< HEAD\n[[decision]]", 4, "zostaw obie"),
        ("kind = \"same\"", "kind = \"taka sama\"", 4, "wartość klucza „kind”"),
    ] {
        let broken = good.replace(from, to);
        project.write(LINKS, &broken);
        let (saved, told) = (head(&project), format!("{LINKS}, wiersz {line}: "));
        for arguments in [&["--list"][..], &["projekt-1", "projekt-2", "--same", "5", "6"]] {
            let refused = link(&project, arguments);
            assert_eq!(refused.code, 3, "{}", refused.err);
            assert!(refused.err.contains(&told) && refused.err.contains(words), "{}", refused.err);
        }
        assert_eq!((head(&project), project.read(LINKS)), (saved, broken));
        // The texts are compared all the same, and nobody can take it for a comparison with the decisions.
        let comparison = diff(&project, "projekt-1", "worktree");
        assert_eq!(codes(&comparison), ["decision-unreadable"]);
        assert_eq!(comparison["remarks"][0]["details"]["line"], line.to_string());
        assert_eq!(codes(&diff(&project, "projekt-1", "projekt-2")), [""; 0], "what is saved can be read");
    }
    let saved = run(&mut project.nowela(&["commit", "--document", "ris", "-m", "Z błędem"]));
    assert_eq!(saved.code, 0, "it is saved as it is, and told: {}", saved.err);
    assert!(saved.err.contains("links.toml, wiersz 4: wartość klucza „kind”"), "{}", saved.err);
    assert_eq!(codes(&diff(&project, "projekt-1", "projekt-2")), ["decision-unreadable"]);
    project.write(LINKS, b"# Zapisa\xb3\n");
    let refused = link(&project, &["--list"]);
    assert!(refused.code == 3 && refused.err.contains("UTF-8"), "{}", refused.err);
    std::fs::remove_file(project.root().join(LINKS)).expect("it is there");
    std::os::unix::fs::symlink("/etc/passwd", project.root().join(LINKS)).expect("links can be made");
    let refused = link(&project, &["projekt-1", "projekt-2", "--same", "5", "6"]);
    assert_eq!(refused.code, 3, "{}", refused.err);
    assert!(!refused.err.contains("root:"), "{}", refused.err);
}

#[test]
fn nothing_but_the_list_is_saved_with_a_decision() {
    let project = project();
    let edited = TWO.replace("dwa razy", "trzy razy");
    project.write("strategy/ris/text.md", &edited);
    project.write("strategy/ris/media/mapa.svg", "<svg/>");
    let refused = link(&project, &["projekt-1", "worktree", "--same", "2.4", "2.2"]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("tekstu z folderu roboczego jeszcze nie zapisano"), "{}", refused.err);
    decide(&project, &["--same", "2.4", "2.2"]);
    assert_eq!(project.git(&["show", "--name-only", "--format=", "HEAD"]), LINKS);
    assert_eq!(project.read("strategy/ris/text.md"), edited);
    let after = diff(&project, "projekt-1", "worktree");
    assert_eq!(entry(&after, "2.2. Otoczenie")["matched_by"], "person");
    project.write("strategy/ris/text.md", TWO);
    let decided = link(&project, &["projekt-1", "worktree", "--same", "5", "6"]);
    assert_eq!(decided.code, 0, "what lies there is what is saved: {}", decided.err);
    assert!(project.read(LINKS).contains(&project.git(&["rev-parse", "ris/projekt-2^{commit}"])));
}

#[test]
fn decisions_are_listed_and_taken_back_by_their_number() {
    let project = project();
    assert!(link(&project, &[]).out.contains("niczego jeszcze nie rozstrzygnięto"));
    decide(&project, &FORCED);
    let report = json(&project, &["link", "ris", "projekt-1", "projekt-2", "--not-same", "5", "6"]);
    assert_eq!((&report["saved"], &report["decision"]["number"]), (&true.into(), &2.into()));
    assert_eq!(report["revision"], head(&project));
    let listed = json(&project, &["link", "ris", "--list"]);
    let kinds: Vec<&Value> = listed["decisions"].as_array().expect("a list").iter().map(|it| &it["kind"]).collect();
    assert_eq!(kinds, ["same", "not-same"]);
    let shown = link(&project, &["--list"]);
    assert!(
        shown.out.starts_with("1. Strategia › 2. Diagnoza › 2.2. Otoczenie (wiersz 4)\n   rozstrzygnięto: "),
        "{}",
        shown.out
    );
    let removed = link(&project, &["--remove", "1"]);
    assert!(removed.out.contains("Usunięto rozstrzygnięcie nr 1"), "{} {}", removed.out, removed.err);
    let left = json(&project, &["link", "ris"]);
    assert_eq!(left["decisions"][0]["kind"], "not-same");
    let after = diff(&project, "projekt-1", "projekt-2");
    assert_ne!(entry(&after, "2.2. Otoczenie")["matched_by"], "person");
}

#[test]
fn those_who_decide_at_the_same_time_lose_nothing() {
    let project = project();
    let pairs = [["--same", "2.4", "2.2"], ["--not-same", "5", "6"], ["--not-same", "2", "2"], ["--same", "4", "5"]];
    let running: Vec<_> = pairs
        .iter()
        .map(|pair| {
            let mut nowela = std::process::Command::new(env!("CARGO_BIN_EXE_nowela"));
            nowela.args([&["link", "ris", "projekt-1", "projekt-2"], &pair[..]].concat()).current_dir(project.root());
            nowela.env("HOME", project.home()).env("NOWELA_LANG", "pl").stdout(Stdio::null()).stderr(Stdio::piped());
            nowela.spawn().expect("the program starts")
        })
        .collect();
    for child in running {
        let ended = child.wait_with_output().expect("it ends");
        assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    }
    let listed = json(&project, &["link", "ris"]);
    assert_eq!(listed["decisions"].as_array().expect("a list").len(), pairs.len());
    assert_eq!(project.git(&["status", "--porcelain"]), "");
}

#[test]
fn an_archive_that_is_locked_or_on_no_branch_ends_with_4() {
    let project = project();
    project.write(".git/refs/heads/main.lock", "");
    let refused = link(&project, &["projekt-1", "projekt-2", "--same", "2.4", "2.2"]);
    assert_eq!(refused.code, 4, "{}", refused.err);
    std::fs::remove_file(project.root().join(".git/refs/heads/main.lock")).expect("it is there");
    project.git(&["checkout", "--quiet", "--detach"]);
    let refused = link(&project, &["projekt-1", "projekt-2", "--same", "2.4", "2.2"]);
    assert_eq!(refused.code, 4, "{}", refused.err);
    assert!(!project.root().join(LINKS).exists());
    let forced = link(&project, &["projekt-1", "projekt-2", "--same", "2.4", "2.2", "--allow-detached"]);
    assert_eq!(forced.code, 0, "{}", forced.err);
}

#[test]
fn a_bare_archive_keeps_decisions_too() {
    let project = project();
    project.git(&["clone", "--quiet", "--bare", ".", "nagie"]);
    let bare = project.root().join("nagie");
    let same = ["link", "ris", "projekt-1", "projekt-2", "--same", "2.4", "2.2"];
    let decided = run(project.nowela(&same).current_dir(&bare));
    assert_eq!(decided.code, 0, "{}", decided.err);
    let listed = run(project.nowela(&["link", "ris", "--list"]).current_dir(&bare));
    assert!(listed.out.contains("2.2. Otoczenie"), "{}", listed.out);
    let compared = run(project.nowela(&["diff", "projekt-1", "projekt-2", "--stat"]).current_dir(&bare));
    assert!(compared.out.contains("rozstrzygnięto: "), "{}", compared.out);
}

#[test]
fn the_help_is_in_both_languages_and_ends_with_examples() {
    let project = Project::empty();
    for (lang, words, own) in [
        ("pl", ["Użycie: ", "Argumenty:", "Opcje:", "Przykłady:"], "Pokaż tę pomoc"),
        ("en", ["Usage: ", "Arguments:", "Options:", "Examples:"], "Print help"),
    ] {
        for flag in ["--help", "-h"] {
            let Run { code, out, err } = run(&mut project.nowela(&["link", flag, "--lang", lang]));
            assert_eq!((code, err.as_str()), (0, ""));
            assert!(words.iter().all(|word| out.contains(word)) && out.contains(own), "{out}");
            assert!(!out.contains("help-"), "a message is missing: {out}");
            assert!(out.rsplit("\n\n").next().is_some_and(|last| last.starts_with(words[3])), "{out}");
        }
    }
}
