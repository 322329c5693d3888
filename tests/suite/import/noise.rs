//! Noise of extraction: repaired in files where their text proves it, and never found in clean texts.

use std::path::{Path, PathBuf};

use nowela::import::import;
use nowela::import::noise::{look, vocabulary};
use nowela::import::report::LossKind;

use super::docx::{p, samples, t, word};

/// What was touched in a text, and what was doubted, with the line before.
fn touched(source: &str) -> (Vec<String>, Vec<String>) {
    let paragraphs: Vec<&str> = source.lines().collect();
    let known = vocabulary(paragraphs.iter().copied());
    let (mut repaired, mut doubtful) = (Vec::new(), Vec::new());
    for text in paragraphs {
        let looked = look(text, &known);
        repaired.extend(looked.repaired.map(|after| format!("{text}\n    {after}")));
        doubtful.extend(looked.doubtful);
    }
    (repaired, doubtful)
}

#[test]
fn the_sample_has_no_noise() {
    for (name, source) in samples() {
        assert_eq!(touched(&source), (Vec::new(), Vec::new()), "{name}");
    }
}

#[test]
fn what_a_word_file_of_extracted_text_proves_is_repaired_and_told() {
    let footer = |number: u32| p(&t(&format!("{number} | S t r o n a")));
    let body = [
        p(&format!("<w:r><w:t>W</w:t></w:r>{}", t(" YSOKA JAKOŚĆ ŻYCIA"))),
        footer(1),
        p(&t("Wysoka jakość życia wymaga \u{fb01}nansowania badań.")),
        footer(2),
        p(&t("STRUKTURAINTELIGENTNEJSPECJALIZACJI")),
        p(&t("Opisano strukturę i struktura inteligentnej specjalizacji jest prosta.")),
        footer(3),
        p(&t("P R O J E K T")),
    ];
    let imported = import(&word(&body.concat(), &[], &[]), "x.docx").expect("the file is read");
    assert_eq!(
        imported.document.source,
        "WYSOKA JAKOŚĆ ŻYCIA\n\nWysoka jakość życia wymaga finansowania badań.\n\nSTRUKTURA INTELIGENTNEJ SPECJALIZACJI\n\n\
         Opisano strukturę i struktura inteligentnej specjalizacji jest prosta.\n\nP R O J E K T\n"
    );
    let report = imported.report.expect("office files have a report");
    assert_eq!(report.read.repaired, 6);
    let told: Vec<(LossKind, &str)> = report.losses.iter().map(|loss| (loss.kind, loss.detail.as_str())).collect();
    assert_eq!(told, [(LossKind::Noise, "P R O J E K T")]);
}

fn texts(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            texts(&path, found);
        } else if path.extension().is_some_and(|it| it == "md") {
            found.push(path);
        }
    }
}

/// Needs a folder of Markdown files in NOWELA_TEXTS; tells what it would repair and doubt in them. Whatever it is, the letters stay
/// those that stood there, and what is repaired once is not repaired again.
#[test]
#[ignore = "needs a folder of texts: NOWELA_TEXTS"]
#[expect(clippy::print_stderr, reason = "the list is what the test is run for")]
fn texts_of_others_keep_their_letters_and_are_repaired_once() {
    use unicode_normalization::UnicodeNormalization as _;
    let folder = std::env::var_os("NOWELA_TEXTS").map(PathBuf::from).expect("NOWELA_TEXTS names a folder");
    let letters = |text: &str| text.nfkc().filter(|c| !c.is_whitespace()).collect::<String>();
    let mut found = Vec::new();
    texts(&folder, &mut found);
    found.sort();
    assert!(!found.is_empty(), "there are no texts in that folder");
    let (mut repairs, mut doubts) = (0, 0);
    for path in &found {
        let source = String::from_utf8_lossy(&std::fs::read(path).expect("the file is there")).into_owned();
        let name = path.strip_prefix(&folder).unwrap_or(path).display();
        let known = vocabulary(source.lines());
        for line in source.lines() {
            let looked = look(line, &known);
            doubts += looked.doubtful.len();
            looked.doubtful.iter().for_each(|word| eprintln!("{name}: ? {word}"));
            let Some(repaired) = looked.repaired else { continue };
            repairs += 1;
            eprintln!("{name}: {line}\n    {repaired}");
            // A line that only counts pages is left out as a whole.
            assert!(repaired.is_empty() || letters(&repaired) == letters(line), "{name}: {line} became {repaired}");
            let again = look(&repaired, &known).repaired;
            assert_eq!(again, None, "{name}: {repaired} is repaired again");
        }
    }
    eprintln!("{} texts, {repairs} lines repaired, {doubts} places doubted", found.len());
}
