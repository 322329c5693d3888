//! A text as it is set.

use nowela::document::{Document, Style, markdown};
use nowela::render::layout::{Alignment, Content, Face, Layout, List, Marks, Part, clean};

use super::both::samples;
use super::lines;

fn set(text: &str) -> Layout {
    clean(&markdown::read(text.to_owned()))
}

#[test]
fn every_kind_of_paragraph_is_told() {
    let text = "---\ntitle: Strategia\nlang: en\n---\n# Cel {#cel}\n\nTekst *ważny*  \ndalej.\n\n### Zakres\n\n> cytat\n>\n> - w nim\n\n\
                ```\na\n  b\n```\n\nTermin\n: opis\n\n---\n\n![Mapa](media/a%20b.png \"Mapa 1\")\n\n<p>x &amp; y</p>z<br>w\n";
    let layout = set(text);
    assert_eq!((layout.title.as_str(), layout.lang.as_str()), ("Strategia", "en"));
    assert_eq!(
        lines(&layout),
        [
            "Heading(1): Cel",
            "Tekst ważny⏎dalej.",
            "Heading(3): Zakres",
            "Quotation(1): cytat",
            "Item(0, 0): w nim",
            "Code: a⏎  b",
            "Term: Termin",
            "Definition: opis",
            "Rule: ",
            "![Mapa](media/a b.png)",
            "x & y",
            "z⏎w",
        ]
    );
    let Part::Paragraph(heading) = &layout.parts[0] else { panic!("a heading") };
    assert_eq!(heading.anchor.as_deref(), Some("cel"));
}

#[test]
fn items_know_their_lists() {
    let layout = set("3. a\n   - b\n\n   dalej\n\n     - c\n4. d\n\ntekst\n\n1) e\n\n- [x] f\n-\n- - g\n");
    assert_eq!(
        lines(&layout),
        [
            "Item(0, 0): a",
            "Item(1, 1): b",
            "Continued(0): dalej",
            "Item(2, 1): c",
            "Item(0, 0): d",
            "tekst",
            "Item(3, 0): e",
            "Item(4, 0): ☑ f",
            "Item(4, 0): ",
            "Item(4, 0): ",
            "Item(5, 1): g",
        ]
    );
    let list = |marks, depth, within| List { marks, depth, within };
    assert_eq!(
        layout.lists,
        [
            list(Marks::Numbers(3), 0, None),
            list(Marks::Bullets, 1, Some(0)),
            list(Marks::Bullets, 1, Some(0)),
            list(Marks::Parentheses(1), 0, None),
            list(Marks::Bullets, 0, None),
            list(Marks::Bullets, 1, Some(4)),
        ]
    );
}

#[test]
fn footnotes_stand_in_the_order_of_their_references() {
    let layout = set(
        "# A[^b]\n\n[^a]: pierwsza\n\nx[^a], y[^b] i z[^brak]\n\n[^b]: druga[^c]\n\n    akapit\n[^c]: trzecia\n[^d]: bez\n[^e]:\n",
    );
    assert_eq!(
        lines(&layout),
        [
            "Heading(1): A⟨0⟩",
            "x⟨1⟩, y⟨0⟩ i z[^brak]",
            "^0 Note: druga⟨2⟩/Note: akapit",
            "^1 Note: pierwsza",
            "^2 Note: trzecia",
            "^3 Note: bez",
            "^4 Note: ",
        ]
    );
    assert_eq!(layout.notes[3].label, "d");
}

#[test]
fn tables_have_as_many_cells_in_each_row() {
    let layout =
        set("Tabela 3. Wskaźniki\n\n| a | b |\n|:-:|--:|\n| 1<br>2 |\n\nŹródło: opracowanie\n\n| c |\n|---|\n");
    assert_eq!(
        lines(&layout),
        ["Tabela 3. Wskaźniki", "(Tabela 3. Wskaźniki)", "| a | b |", "| 1⏎2 |  |", "Źródło: opracowanie", "| c |"]
    );
    let Part::Table(table) = &layout.parts[1] else { panic!("a table") };
    assert_eq!(table.columns, [Alignment::Centre, Alignment::End]);
}

#[test]
fn faces_and_links_are_those_of_the_source() {
    let layout = set(
        "# Cel główny\n\n**a *b*** `c` ~~d~~ x<sup>2</sup> [e](#cel-główny) <https://x.pl> [f](#nie)\n\n## Cel główny\n",
    );
    let Part::Paragraph(paragraph) = &layout.parts[1] else { panic!("a paragraph") };
    let told: Vec<(String, Face, Option<&str>)> = paragraph
        .fragments
        .iter()
        .map(|it| match &it.content {
            Content::Text(text) => (text.trim().to_owned(), it.face, it.link.as_deref()),
            other => panic!("{other:?}"),
        })
        .filter(|(text, ..)| !text.is_empty())
        .collect();
    let plain = Face::default();
    let strong = Face { strong: true, ..plain };
    assert_eq!(
        told,
        [
            ("a".to_owned(), strong, None),
            ("b".to_owned(), Face { emphasis: true, ..strong }, None),
            ("c".to_owned(), Face { code: true, ..plain }, None),
            ("d".to_owned(), Face { strikethrough: true, ..plain }, None),
            ("x".to_owned(), plain, None),
            ("2".to_owned(), Face { superscript: true, ..plain }, None),
            ("e".to_owned(), plain, Some("#cel-główny")),
            ("https://x.pl".to_owned(), plain, Some("https://x.pl")),
            ("f".to_owned(), plain, None),
        ]
    );
    let anchors = layout.parts.iter().map(|part| match part {
        Part::Paragraph(paragraph) => paragraph.anchor.as_deref(),
        Part::Table(_) => None,
    });
    assert_eq!(anchors.collect::<Vec<_>>(), [Some("cel-główny"), None, Some("cel-główny-1")]);
}

#[test]
fn bold_lines_that_are_headings_are_set_as_such() {
    let layout = set("**STRATEGIA**\n\n1. **Wstęp**\n\nTekst.\n\n2. **Cele**\n\nTekst.\n");
    assert_eq!(
        lines(&layout),
        ["Heading(1): STRATEGIA", "Heading(2): 1. Wstęp", "Tekst.", "Heading(2): 2. Cele", "Tekst."]
    );
    let Part::Paragraph(heading) = &layout.parts[1] else { panic!("a heading") };
    assert!(heading.fragments.iter().all(|it| !it.face.strong));
    assert!(layout.lists.is_empty());
}

#[test]
fn the_text_of_a_provision_is_a_paragraph_behind_its_label() {
    let layout =
        set("# UCHWAŁA\n\n## Rozdział 1\n\n§ 1. Rada liczy *18* osób.\n\n**§ 2.**\\\nRadę zwołuje się.\n\n§ 3.\n");
    assert_eq!(
        lines(&layout),
        [
            "Heading(1): UCHWAŁA",
            "Heading(2): Rozdział 1",
            "Heading(3): § 1.",
            "Rada liczy 18 osób.",
            "Heading(3): § 2.",
            "Radę zwołuje się.",
            "Heading(3): § 3.",
        ]
    );
}

/// The words that a document's own record of visible text holds, and those of its headings.
fn seen(document: &Document) -> Vec<String> {
    let mut text = String::new();
    for section in &document.sections {
        text.push_str(&format!(" {} ", section.heading));
        for block in &section.blocks {
            let source = document.block_text(block);
            let mut last = 0;
            for inline in block.inlines.iter().filter(|it| !it.style.has(Style::NOTE)) {
                let gap = &source[last.min(inline.span.start as usize)..inline.span.start as usize];
                text.push_str(if gap.contains(['\n', '|', '<']) { " " } else { "" });
                text.push_str(if inline.style.has(Style::ENTITY) { " " } else { inline.span.of(&source) });
                last = inline.span.end as usize;
            }
            text.push('\n');
        }
    }
    words(&text)
}

fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> =
        text.split(|it: char| !it.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    words.sort();
    words
}

#[test]
fn no_word_of_the_sample_texts_is_lost() {
    for (path, _, text) in samples() {
        let document = markdown::read(text);
        let text = clean(&document).text().replace(['[', ']'], " ");
        let (due, told) = (seen(&document), words(&text));
        let missing: Vec<&String> = due.iter().filter(|word| !told.contains(word)).collect();
        assert!(missing.is_empty(), "{}: {missing:?}", path.display());
        assert!(told.len() >= due.len(), "{}: {} of {}", path.display(), told.len(), due.len());
    }
}
