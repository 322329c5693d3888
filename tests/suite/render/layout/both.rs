//! What holds for every redline: accepted it is the later text, rejected the earlier one.

use std::path::{Path, PathBuf};

use nowela::render::layout::{Layout, List, clean};
use proptest::prelude::*;

use super::{lines, redlined};
use crate::compare::Pair;
use crate::compare::text::{revision, text};

/// A layout as lines without faces and links; footnotes that nothing refers to in the order of their words.
fn told(layout: &Layout) -> Vec<String> {
    let mut told = lines(layout);
    let body = told.len() - layout.notes.len();
    let mentions = |line: &str| -> Vec<usize> {
        line.split('⟨').skip(1).filter_map(|rest| rest.split_once('⟩')?.0.parse().ok()).collect()
    };
    // Notes are numbered as the text leads to them; those that it does not lead to stand in any order.
    let mut led: Vec<usize> = told[..body].iter().flat_map(|line| mentions(line)).collect();
    let mut at = 0;
    while let Some(note) = led.get(at).copied() {
        let more = mentions(&told[body + note]).into_iter().filter(|it| !led.contains(it)).collect::<Vec<_>>();
        led.extend(more);
        at += 1;
    }
    let free = body + led.iter().max().map_or(0, |last| last + 1);
    let nameless = |line: String| -> String {
        let text = line.split_once(' ').map_or("", |(_, rest)| rest);
        text.split('⟨').map(|part| part.split_once('⟩').map_or(part, |(_, rest)| rest)).collect::<Vec<_>>().join("⟨⟩")
    };
    let mut rest: Vec<String> = told.drain(free..).map(nameless).collect();
    rest.sort();
    told.extend(rest);
    let list = |list: &List| format!("{list:?}");
    told.extend(layout.lists.iter().map(list));
    told
}

/// Whether a redline spells both texts; if not, the first lines in which it does not.
pub(super) fn spells_both(pair: &Pair) -> Result<Layout, String> {
    let layout = redlined(pair);
    let (accepted, later) = (layout.accepted(), clean(&pair.after));
    let (rejected, earlier) = (layout.rejected(), clean(&pair.before));
    for (side, own, other) in [("accepted", &accepted, &later), ("rejected", &rejected, &earlier)] {
        // Blanks of another kind are those of the later text.
        let blank = |line: String| -> String {
            line.chars().map(|it| if side == "rejected" && it.is_whitespace() { ' ' } else { it }).collect()
        };
        let [own, other] = [own, other].map(|it| told(it).into_iter().map(blank).collect::<Vec<_>>());
        if own != other {
            let at = own.iter().zip(&other).position(|(x, y)| x != y).unwrap_or(own.len().min(other.len()));
            let near = |lines: &[String]| lines.iter().skip(at.saturating_sub(1)).take(3).cloned().collect::<Vec<_>>();
            return Err(format!("{side}, line {at}: {:#?}\ninstead of {:#?}", near(&own), near(&other)));
        }
    }
    if told(&accepted) == told(&later) && accepted.notes.len() == later.notes.len() {
        let same = (&accepted.parts, &accepted.title, &accepted.lang) == (&later.parts, &later.title, &later.lang);
        if !same && layout.notes.is_empty() {
            return Err("faces, links or anchors of the later text".to_owned());
        }
    }
    sound(&layout).map(|()| layout)
}

/// What formats rely on.
fn sound(layout: &Layout) -> Result<(), String> {
    use nowela::render::layout::{Change, Content, Part, Role};
    let mut moves = vec![(false, false); layout.moves];
    let mut anchors = std::collections::BTreeSet::new();
    let mut note = |change: Change| match change {
        Change::MovedFrom(at) => moves[at].0 = true,
        Change::MovedTo(at) => moves[at].1 = true,
        _ => {}
    };
    let mut paragraph = |paragraph: &nowela::render::layout::Paragraph| -> Result<(), String> {
        note(paragraph.end);
        for fragment in &paragraph.fragments {
            note(fragment.change);
            match &fragment.content {
                Content::Note(at) if *at >= layout.notes.len() => return Err(format!("no footnote {at}")),
                Content::Text(text) if text.is_empty() => return Err("an empty text".to_owned()),
                _ => {}
            }
        }
        if let Role::Item(list, _) = paragraph.role
            && list >= layout.lists.len()
        {
            return Err(format!("no list {list}"));
        }
        match &paragraph.anchor {
            Some(anchor) if !anchors.insert(anchor.clone()) => Err(format!("two of {anchor}")),
            _ => Ok(()),
        }
    };
    for part in &layout.parts {
        match part {
            Part::Paragraph(own) => paragraph(own)?,
            Part::Table(table) => {
                let width = table.rows.first().map_or(0, |row| row.cells.len());
                for row in &table.rows {
                    if row.cells.len() != width || row.cells.iter().any(Vec::is_empty) {
                        return Err("a ragged table".to_owned());
                    }
                    let whole = |change: Change| row.change == Change::Kept || change == row.change;
                    for own in row.cells.iter().flatten() {
                        if !whole(own.end) || !own.fragments.iter().all(|it| whole(it.change)) {
                            return Err("a row that is not changed as a whole".to_owned());
                        }
                        paragraph(own)?;
                    }
                }
            }
        }
    }
    for note in &layout.notes {
        if note.paragraphs.is_empty() {
            return Err("an empty footnote".to_owned());
        }
        note.paragraphs.iter().try_for_each(&mut paragraph)?;
    }
    if moves.iter().all(|both| *both == (true, true)) { Ok(()) } else { Err(format!("half a move: {moves:?}")) }
}

fn holds(before: &str, after: &str) -> Result<(), TestCaseError> {
    spells_both(&Pair::new(before, after)).map(drop).map_err(TestCaseError::fail)
}

/// Pieces of Markdown that stand in each other's way.
fn wild() -> impl Strategy<Value = String> {
    let parts = vec![
        "raz ",
        "dwa ",
        "trzy ",
        "żółć",
        " ",
        "\n",
        "\n\n",
        "\n\n",
        "# Cel ",
        "\n\n## Zakres ",
        "\n- ",
        "\n  - ",
        "\n1. ",
        "\n2) ",
        "\n> ",
        "\n\n```\nkod\n```\n\n",
        "\n\n| a | b |\n|---|:-:|\n| 1 | 2 |\n| 3 |\n\n",
        "\n\n---\n\n",
        "[^1]",
        "[^2]",
        "\n\n[^1]: nota\n\n",
        "\n\n[^2]: druga nota\n\n    i jej akapit\n\n",
        "[a][r]",
        "\n\n[r]: https://example.org\n\n",
        "![x](media/y.png)",
        "[x](#cel)",
        "\n\n<div>\n<p>x</p>y &amp; z\n</div>\n\n",
        "<b>",
        "</b>",
        "<sup>2</sup>",
        "<br>",
        "\n: ",
        "&nbsp;",
        "\\",
        "`kod` ",
        "*",
        "**",
        "~~",
        "{#id}",
        "[ ] ",
        "  \n",
        "\n\n    ",
        "Tabela 1. Wydatki\n\n",
        "\n\n§ 1. Raz ",
        "\n\n**§ 2.** Dwa ",
        "\n\n§ 3.\n",
    ];
    proptest::collection::vec(proptest::sample::select(parts), 0..24).prop_map(|parts| parts.concat())
}

/// A text and the same with some of its lines taken out, doubled or exchanged.
fn shaken() -> impl Strategy<Value = (String, String)> {
    let edits = proptest::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..3u8), 0..6);
    (wild(), wild(), edits).prop_map(|(first, second, edits)| {
        let text = format!("{first}\n\n{second}");
        let mut lines: Vec<String> = text.split("\n\n").map(str::to_owned).collect();
        for (at, other, kind) in edits {
            let (at, other) = (at.index(lines.len()), other.index(lines.len()));
            match kind {
                0 => lines.swap(at, other),
                1 => lines.insert(at, lines[other].clone()),
                _ if lines.len() > 1 => drop(lines.remove(at)),
                _ => {}
            }
        }
        (text, lines.join("\n\n"))
    })
}

fn cases(count: u32) -> ProptestConfig {
    ProptestConfig { cases: count, max_shrink_iters: 2000, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn a_revision_is_spelled_in_both_states((before, after) in revision()) {
        holds(&before.write(), &after.write())?;
    }

    #[test]
    fn texts_that_have_little_in_common_are_spelled_in_both_states((before, after) in (text(), text())) {
        holds(&before.write(), &after.write())?;
    }

    #[test]
    fn texts_full_of_markup_are_spelled_in_both_states((before, after) in shaken()) {
        holds(&before, &after)?;
        holds(&after, &before)?;
    }

    #[test]
    fn a_text_against_itself_holds_no_change(text in wild()) {
        let pair = Pair::new(&text, &text);
        let layout = spells_both(&pair).map_err(TestCaseError::fail)?;
        prop_assert_eq!(lines(&layout), lines(&clean(&pair.after)));
    }
}

fn texts(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in folder.read_dir().expect("the folder is readable") {
        let path = entry.expect("the entry is readable").path();
        if path.is_dir() {
            found.extend(texts(&path));
        } else if path.extension().is_some_and(|it| it == "md") {
            found.push(path);
        }
    }
    found.sort();
    found
}

pub(super) fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// All versions of the sample texts, each with the next one.
pub(super) fn samples() -> Vec<(PathBuf, String, String)> {
    let all = texts(&Path::new(env!("CARGO_MANIFEST_DIR")).join("strategy"));
    let pairs = all.windows(2).filter(|pair| pair[0].parent() == pair[1].parent());
    pairs.map(|pair| (pair[1].clone(), read(&pair[0]), read(&pair[1]))).collect()
}

#[test]
fn the_sample_texts_are_spelled_in_both_states() {
    let samples = samples();
    assert!(samples.len() >= 5, "{}", samples.len());
    for (path, before, after) in samples {
        for pair in [Pair::new(&before, &after), Pair::new(&after, &before)] {
            spells_both(&pair).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        }
    }
}

/// The texts of all cases that are about two texts.
pub(super) fn case_texts() -> Vec<(PathBuf, String, String)> {
    let mut cases = Vec::new();
    for room in ["compare", "quantity", "reference", "weight"] {
        for path in texts(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(room)) {
            let text = read(&path);
            let part = |title: &str| -> Option<String> {
                let (_, rest) = text.split_once(&format!("\n## {title}\n\n````markdown\n"))?;
                Some(rest.split_once("````\n")?.0.to_owned())
            };
            let beside = path.with_file_name("after.md");
            if path.ends_with("before.md") && beside.exists() {
                cases.push((path, text, read(&beside)));
            } else if let (Some(before), Some(after)) = (part("before"), part("after")) {
                cases.push((path, before, after));
            }
        }
    }
    assert!(cases.len() >= 60, "only {} cases were found", cases.len());
    cases
}

#[test]
fn the_cases_are_spelled_in_both_states() {
    for (path, before, after) in case_texts() {
        for pair in [Pair::new(&before, &after), Pair::new(&after, &before)] {
            spells_both(&pair).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        }
    }
}

/// Every pair `DIR/*/{old.md,new.md}` of the folder in `NOWELA_PAIRS`.
#[test]
#[ignore = "needs pairs of real documents: NOWELA_PAIRS"]
fn pairs_of_real_documents_are_spelled_in_both_states() {
    let folder = std::env::var_os("NOWELA_PAIRS").expect("NOWELA_PAIRS names a folder");
    let mut paths: Vec<PathBuf> =
        texts(Path::new(&folder)).into_iter().filter(|path| path.ends_with("old.md")).collect();
    paths.sort();
    assert!(!paths.is_empty());
    let mut wrong = Vec::new();
    for path in &paths {
        let (old, new) = (read(path), read(&path.with_file_name("new.md")));
        for pair in [Pair::new(&old, &new), Pair::new(&new, &old)] {
            if let Err(message) = spells_both(&pair) {
                let message: String = message.chars().take(1500).collect();
                wrong.push(format!("{}: {message}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {} pairs:\n{}", wrong.len(), paths.len(), wrong.join("\n"));
}
