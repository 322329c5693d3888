//! Redlines as they are seen: no change gets lost, whatever part of the source it touches.

use nowela::compare::BlockPlace;
use nowela::document::markdown;
use nowela::locale::{Language, Locale};
use nowela::render::Subject;
use nowela::render::reading::reading;
use nowela::render::redline::{Source, Stretch, StretchOp, stretches};
use nowela::render::view::{KindView, OpView, StateDescription, view};

use super::case::{read, runs};

/// The redline in which `‹-…›` was deleted and `‹+…›` inserted, as a reader sees it, in the same notation.
fn seen(redline: &str) -> String {
    let runs = runs(redline);
    let side = |gone: nowela::compare::RunOp| -> String {
        runs.iter().filter(|run| run.op != gone).map(|run| run.text.as_str()).collect()
    };
    let before = read(&side(nowela::compare::RunOp::Insert));
    let after = read(&side(nowela::compare::RunOp::Delete));
    let place = [BlockPlace { section: 0, block: 0 }];
    let cut = stretches(&runs, &Source::blocks(&before, &place), &Source::blocks(&after, &place));
    let shown = |stretch: &Stretch| match stretch.op {
        StretchOp::Equal => stretch.text(),
        StretchOp::Delete => format!("‹-{}›", stretch.text()),
        StretchOp::Insert => format!("‹+{}›", stretch.text()),
    };
    cut.iter().map(shown).collect()
}

#[test]
fn markup_is_left_out_and_text_stays() {
    assert_eq!(seen("Nakłady **‹-2,5%›‹+3,1%›** PKB"), "Nakłady ‹-2,5%›‹+3,1%› PKB");
    assert_eq!(seen("Zob. ‹+[raport](https://example.org) ›dalej"), "Zob. ‹+raport ›dalej");
    assert_eq!(seen("jeden&nbsp;‹-dwa›‹+trzy›"), "jeden\u{a0}‹-dwa›‹+trzy›");
}

#[test]
fn a_change_of_markup_alone_is_shown_as_source() {
    let target = "zob. [raport](https://example.org/‹-1›‹+2›), dalej";
    assert_eq!(seen(target), "zob. raport‹-https://example.org/1›‹+https://example.org/2›, dalej");
    let twice = "zob. [raport](https://‹-a›‹+b›.org/‹-1›‹+2›) dalej";
    assert_eq!(seen(twice), "zob. raport‹-https://a.org/1›‹+https://b.org/2› dalej");
    assert_eq!(seen("to ‹+**›ważne‹+**› słowo"), "to ‹+**›ważne‹+**› słowo");
    assert_eq!(seen("rysunek ![mapa](‹-a›‹+b›.png) regionu"), "rysunek mapa‹-a.png›‹+b.png› regionu");
}

#[test]
fn line_breaks_and_markers_are_no_change() {
    assert_eq!(seen("jeden‹- ›‹+\n›dwa ‹+trzy›"), "jeden dwa ‹+trzy›");
    assert_eq!(seen("‹-1›‹+2›. punkt ‹+nowy›"), "punkt ‹+nowy›");
    assert_eq!(seen("> cytat‹- ›‹+\n> ›dalej ‹+nowy›"), "cytat dalej ‹+nowy›");
}

#[test]
fn hidden_characters_that_come_or_go_are_a_change() {
    assert_eq!(seen("za‹+\u{200b}›miar"), "za‹+⟦U+200B⟧›miar");
    assert_eq!(seen("tekst ‹+\u{202e}›zwykły"), "tekst ‹+⟦U+202E⟧›zwykły");
}

#[test]
fn every_kind_has_its_code_once() {
    let codes: std::collections::BTreeSet<&str> = KindView::ALL.iter().map(|kind| kind.code()).collect();
    assert_eq!(codes.len(), KindView::ALL.len());
    for kind in KindView::ALL {
        assert_eq!(serde_json::to_string(&kind).expect("a word"), format!("\"{}\"", kind.code()));
    }
}

/// The texts of a folder and of those below it, by folder.
fn texts(folder: &std::path::Path, found: &mut Vec<Vec<String>>) {
    let mut entries: Vec<_> = folder.read_dir().into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    entries.sort();
    let mut here = Vec::new();
    for path in entries {
        if path.is_dir() {
            texts(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            here.push(std::fs::read_to_string(&path).expect("the text can be read"));
        }
    }
    found.push(here);
}

/// The sample texts, and those of the folder that `NOWELA_TEXTS` names.
#[test]
fn every_block_that_changed_shows_a_change() {
    let mut found = Vec::new();
    texts(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("strategy"), &mut found);
    texts(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/render"), &mut found);
    if let Some(folder) = std::env::var_os("NOWELA_TEXTS") {
        texts(std::path::Path::new(&folder), &mut found);
    }
    let mut checked = 0;
    for pair in found.iter().flat_map(|texts| texts.windows(2)) {
        let (before, after) = (markdown::read(pair[0].clone()), markdown::read(pair[1].clone()));
        let comparison = nowela::compare::compare(&before, &after, &Default::default());
        let states = [StateDescription::default(), StateDescription::default()];
        let view = view(&before, &after, &comparison, &states[0], &states[1]);
        let locale = Locale::new(Language::Polish);
        let (before, after, comparison, view, locale) = (&before, &after, &comparison, &view, &locale);
        let told = reading(&Subject { before, after, comparison, view, known: Default::default(), locale, only: &[] });
        for passage in told.items.iter().flat_map(|item| &item.passages).filter(|passage| passage.op == OpView::Edited)
        {
            let cells = passage.rows.iter().flatten().flat_map(|row| &row.cells).flat_map(|cell| &cell.redline);
            let changed = passage.redline.iter().chain(cells).any(|stretch| stretch.op != StretchOp::Equal);
            let moved = passage.rows.iter().flatten().any(|row| row.moved);
            assert!(changed || moved, "a change got lost: {passage:#?}");
            checked += 1;
        }
    }
    assert!(checked > 10, "nothing was checked");
}

#[test]
fn rows_that_are_new_or_gone_stand_under_the_columns_of_their_table() {
    let before = "# A\n\n| Wskaźnik | Jednostka | 2018 | 2030 | Źródło |\n|---|---|---|---|---|\n\
        | Nakłady na badania | % | 0,97 | 2,10 | GUS |\n| Pracujący w badaniach | osoba | 5,2 | 8,6 | GUS |\n\
        | Laboratoria włączone do sieci | szt. | 0 | 32 | ARN |\n";
    let after = "# A\n\n| Wskaźnik | Jednostka | 2018 | 2025 | 2030 | Źródło |\n|---|---|---|---|---|---|\n\
        | Nakłady na badania | % | 0,97 | 1,45 | 2,10 | GUS |\n| Pracujący w badaniach | osoba | 5,2 | 6,9 | 8,6 | GUS |\n\
        | Udzielone licencje | szt. | 17 | 40 | 75 | ARN |\n";
    let (before, after) = (markdown::read(before.to_owned()), markdown::read(after.to_owned()));
    let comparison = nowela::compare::compare(&before, &after, &Default::default());
    let state = StateDescription::default();
    let view = view(&before, &after, &comparison, &state, &state);
    let locale = Locale::new(Language::Polish);
    let subject = Subject {
        before: &before,
        after: &after,
        comparison: &comparison,
        view: &view,
        locale: &locale,
        known: Default::default(),
        only: &[],
    };
    let told = reading(&subject);
    let table = told.items.iter().flat_map(|item| &item.passages).find_map(|passage| passage.rows.as_ref());
    let shown = |row: &nowela::render::reading::Row| -> Vec<String> {
        row.cells.iter().map(|cell| cell.redline.iter().map(Stretch::text).collect()).collect()
    };
    let rows: Vec<Vec<String>> = table.expect("there is a table").iter().map(shown).collect();
    assert!(rows.iter().all(|row| row.len() == 6), "{rows:?}");
    let row = |name: &str| rows.iter().find(|row| row[0].starts_with(name)).expect("it is shown").join("|");
    assert_eq!(row("Laboratoria"), "Laboratoria włączone do sieci|szt.|0||32|ARN");
    assert_eq!(row("Udzielone"), "Udzielone licencje|szt.|17|40|75|ARN");
}
