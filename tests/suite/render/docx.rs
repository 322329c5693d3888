//! Word files: every part is well formed and led to, no id is used twice, and changes read back as they were made.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};

use nowela::locale::{Language, Locale};
use nowela::render::brand::{Brand, Colour, Images};
use nowela::render::docx::{DocxOptions, Form, FormRow, Moves, Page, Properties, docx, form, sheet};
use nowela::render::layout::{
    Alignment, Change, Content, Face, Fragment, Image, Layout, List, Marks, Note, Paragraph, Part, Role, Row, Table,
};
use nowela::render::sheet::{Cell, Column, Sheet};
use roxmltree::{Document, Node};

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// The parts of a file by their path.
type Parts = BTreeMap<String, Vec<u8>>;

fn parts(file: &[u8]) -> Parts {
    let mut zip = zip::ZipArchive::new(Cursor::new(file)).expect("it is a ZIP archive");
    let mut parts = Parts::new();
    for at in 0..zip.len() {
        let mut entry = zip.by_index(at).expect("there is such an entry");
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).expect("the entry is whole");
        let name = entry.name().expect("names are UTF-8").into_owned();
        assert!(parts.insert(name.clone(), bytes).is_none(), "{name} is there twice");
    }
    parts
}

fn xml<'p>(parts: &'p Parts, path: &str) -> Document<'p> {
    let bytes = parts.get(path).unwrap_or_else(|| panic!("there is no {path}"));
    let text = std::str::from_utf8(bytes).expect("parts are UTF-8");
    Document::parse(text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn is(node: Node<'_, '_>, name: &str) -> bool {
    node.has_tag_name((WORD, name))
}

fn value<'n>(node: Node<'n, '_>, name: &str) -> Option<&'n str> {
    node.attribute((WORD, name))
}

fn write(layout: &Layout, moves: Moves) -> Vec<u8> {
    let images = Images::from([
        ("media/kropka.gif".to_owned(), b"GIF89a\x10\x00\x20\x00;".to_vec()),
        ("media/schemat.svg".to_owned(), b"<svg width='40' height='30'/>".to_vec()),
        ("media/zepsuty.png".to_owned(), b"nic".to_vec()),
    ]);
    with_options(Language::Polish, &images, |options| docx(layout, &DocxOptions { moves, ..*options }))
}

fn with_options<E: std::fmt::Debug>(
    language: Language,
    images: &Images,
    write: impl FnOnce(&DocxOptions<'_>) -> Result<Vec<u8>, E>,
) -> Vec<u8> {
    let options = DocxOptions {
        locale: &Locale::new(language),
        images,
        brand: &Brand { colour: Colour(0, 0x55, 0x33), ..Brand::default() },
        author: "Jan <Kowalski> & \"spółka\"",
        moment: "2020-12-08",
        moves: Moves::Paired,
        page: Page::Portrait,
        header: "RIS & <projekt>",
        footer: "Wersja 2",
        properties: Properties { title: "RIS <2030>", subject: "", creator: "Urząd", created: "2020-12-08" },
    };
    write(&options).expect("the file is small")
}

fn text(change: Change, text: &str) -> Fragment {
    Fragment { change, content: Content::Text(text.to_owned()), ..Fragment::default() }
}

fn paragraph(role: Role, end: Change, fragments: Vec<Fragment>) -> Part {
    Part::Paragraph(Paragraph { role, end, fragments, ..Paragraph::default() })
}

fn row(change: Change, cells: &[&str]) -> Row {
    let cell = |it: &&str| vec![Paragraph { end: change, fragments: vec![text(change, it)], ..Paragraph::default() }];
    Row { change, cells: cells.iter().map(cell).collect() }
}

/// A redline with every kind of part and of change.
fn everything() -> Layout {
    use Change::{Deleted, Inserted, Kept, MovedFrom, MovedTo};
    let linked = |link: &str, change| Fragment { link: Some(link.to_owned()), ..text(change, "odesłanie") };
    let image = |file: &str, alternative: &str| Fragment {
        content: Content::Image(Image {
            file: file.to_owned(),
            alternative: alternative.to_owned(),
            title: "Tytuł".to_owned(),
        }),
        ..Fragment::default()
    };
    let note = |at, change| Fragment { change, content: Content::Note(at), ..Fragment::default() };
    let face = Face { strong: true, emphasis: true, code: true, superscript: true, ..Face::default() };
    let heading = Paragraph {
        role: Role::Heading(2),
        former: Some(Role::Heading(3)),
        fragments: vec![text(Kept, "Cel <1> & reszta\u{1}")],
        anchor: Some("cel-1".to_owned()),
        ..Paragraph::default()
    };
    let table = Table {
        columns: vec![Alignment::Start, Alignment::End],
        rows: vec![
            row(Kept, &["Wskaźnik", "Wartość"]),
            row(Inserted, &["nowy", "7"]),
            row(Deleted, &["stary", "8"]),
            row(MovedTo(1), &["przeniesiony", "9"]),
        ],
        caption: Some("Tabela 1. <Wskaźniki>".to_owned()),
    };
    let paragraphs = vec![Paragraph {
        role: Role::Note,
        fragments: vec![text(Kept, "Źródło: "), text(Deleted, "GUS"), text(Inserted, "Eurostat")],
        ..Paragraph::default()
    }];
    Layout {
        title: "RIS".to_owned(),
        lang: "pl".to_owned(),
        parts: vec![
            Part::Paragraph(heading),
            paragraph(Role::Body, MovedFrom(0), vec![text(MovedFrom(0), "Pierwszy wędruje.")]),
            paragraph(Role::Body, MovedFrom(0), vec![text(MovedFrom(0), "Drugi też.")]),
            paragraph(
                Role::Body,
                Kept,
                vec![
                    text(Kept, "Tekst "),
                    text(Deleted, "był"),
                    text(Inserted, "jest"),
                    linked("#cel-1", Kept),
                    linked("https://example.org/a?b&c", Inserted),
                    linked("javascript:alert(1)", Kept),
                    linked("#nigdzie", Deleted),
                    Fragment { face, ..text(Kept, " gruby\nwiersz ") },
                    note(0, Inserted),
                    note(0, Deleted),
                    note(0, Inserted),
                    image("media/kropka.gif", "kropka \"duża\""),
                    image("media/schemat.svg", ""),
                    image("media/zepsuty.png", "zepsuty"),
                    image("media/nie-ma.png", ""),
                ],
            ),
            paragraph(Role::Item(0, 0), Inserted, vec![text(Inserted, "punkt")]),
            paragraph(Role::Item(1, 1), Kept, vec![text(Kept, "podpunkt")]),
            paragraph(Role::Continued(1), Kept, vec![text(Kept, "ciąg dalszy")]),
            paragraph(Role::Quotation(2), Kept, vec![text(Kept, "cytat")]),
            paragraph(Role::Term, Kept, vec![text(Kept, "termin")]),
            paragraph(Role::Definition, Kept, vec![text(Kept, "definicja")]),
            paragraph(
                Role::Code,
                Kept,
                vec![text(Kept, "a  b"), Fragment { content: Content::Break, ..Fragment::default() }, text(Kept, "c")],
            ),
            paragraph(Role::Rule, Deleted, vec![]),
            paragraph(Role::Body, MovedTo(0), vec![text(MovedTo(0), "Pierwszy wędruje.")]),
            paragraph(Role::Body, MovedTo(0), vec![text(MovedTo(0), "Drugi też.")]),
            paragraph(Role::Body, Kept, vec![text(Kept, "Tabela 1. <Wskaźniki>")]),
            Part::Table(table.clone()),
            Part::Table(table),
        ],
        notes: vec![Note { label: "1".to_owned(), paragraphs }],
        lists: vec![
            List { marks: Marks::Bullets, depth: 0, within: None },
            List { marks: Marks::Parentheses(4), depth: 1, within: Some(0) },
        ],
        moves: 2,
    }
}

/// The words that run through these elements, without those inside of `without`.
fn said(root: Node<'_, '_>, without: &[&str]) -> String {
    let mut said = String::new();
    for node in root.descendants() {
        let gone = |it: Node<'_, '_>| without.iter().any(|name| is(it, name));
        if (is(node, "t") || is(node, "delText")) && !node.ancestors().any(gone) {
            said.push_str(node.text().unwrap_or_default());
        }
        if is(node, "p") {
            said.push('\n');
        }
    }
    said
}

#[test]
fn every_part_is_well_formed_typed_and_led_to() {
    let parts = parts(&write(&everything(), Moves::Paired));
    let kinds = xml(&parts, "[Content_Types].xml");
    let told: BTreeSet<&str> = kinds.descendants().filter_map(|it| it.attribute("PartName")).collect();
    let extensions: BTreeSet<&str> = kinds.descendants().filter_map(|it| it.attribute("Extension")).collect();
    for path in parts.keys() {
        if path.ends_with(".xml") || path.ends_with(".rels") {
            xml(&parts, path);
        }
        let extension = path.rsplit('.').next().expect("every part has an extension");
        assert!(extensions.contains(extension), "{path}");
        let named = told.contains(format!("/{path}").as_str());
        assert_eq!(named, extension == "xml" && path != "[Content_Types].xml", "{path}");
    }
    let relations = xml(&parts, "word/_rels/document.xml.rels");
    let mut targets = BTreeMap::new();
    for relation in relations.root_element().children() {
        let target = relation.attribute("Target").expect("a relationship has a target");
        let outside = relation.attribute("TargetMode") == Some("External");
        assert!(outside || parts.contains_key(&format!("word/{target}")), "{target}");
        targets.insert(relation.attribute("Id").expect("a relationship has an id"), target);
    }
    let document = xml(&parts, "word/document.xml");
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    for node in document.descendants() {
        for used in node.attributes().filter(|it| it.namespace() == Some(office)) {
            assert!(targets.contains_key(used.value()), "{}", used.value());
        }
    }
    assert_eq!(
        targets.values().filter(|it| it.contains("example.org")).collect::<Vec<_>>(),
        [&"https://example.org/a?b&c"]
    );
    assert!(!targets.values().any(|it| it.contains("javascript")));
    let media: Vec<&String> = parts.keys().filter(|path| path.starts_with("word/media/")).collect();
    assert_eq!(media, ["word/media/figure1.gif", "word/media/figure2.png", "word/media/figure2.svg"]);
}

#[test]
fn no_id_is_used_twice_and_ranges_are_closed() {
    for (moves, ranges) in [(Moves::Paired, 1), (Moves::DeleteInsert, 0)] {
        let parts = parts(&write(&everything(), moves));
        let mut ids = BTreeSet::new();
        for path in ["word/document.xml", "word/footnotes.xml"] {
            let document = xml(&parts, path);
            let marks = [
                "ins",
                "del",
                "moveFrom",
                "moveTo",
                "pPrChange",
                "moveFromRangeStart",
                "moveToRangeStart",
                "bookmarkStart",
            ];
            for mark in document.descendants().filter(|node| marks.iter().any(|name| is(*node, name))) {
                let id = value(mark, "id").expect("a mark has an id").to_owned();
                assert!(ids.insert(id.clone()), "{id} is used twice");
                if !is(mark, "bookmarkStart") {
                    assert_eq!(value(mark, "author"), Some("Jan <Kowalski> & \"spółka\""));
                    // Changes at both sides of an end that stays are two minutes apart.
                    let date = value(mark, "date").expect("a mark has a date");
                    assert!(["2020-12-08T00:00:00Z", "2020-12-08T00:02:00Z"].contains(&date), "{date}");
                }
            }
            for (start, end) in [
                ("moveFromRangeStart", "moveFromRangeEnd"),
                ("moveToRangeStart", "moveToRangeEnd"),
                ("bookmarkStart", "bookmarkEnd"),
            ] {
                let all = |name| -> Vec<_> {
                    document.descendants().filter(|it| is(*it, name)).filter_map(|it| value(it, "id")).collect()
                };
                assert_eq!(all(start), all(end), "{start}");
            }
            let named = |name| -> Vec<_> {
                document.descendants().filter(|it| is(*it, name)).filter_map(|it| value(it, "name")).collect()
            };
            assert_eq!(named("moveFromRangeStart"), named("moveToRangeStart"));
            if path.ends_with("document.xml") {
                assert_eq!(named("moveToRangeStart").len(), ranges);
            }
        }
        assert!(ids.len() > 20, "{}", ids.len());
    }
}

#[test]
fn both_texts_are_in_the_file() {
    for moves in [Moves::Paired, Moves::DeleteInsert] {
        let parts = parts(&write(&everything(), moves));
        let document = xml(&parts, "word/document.xml");
        let later = said(document.root(), &["del", "moveFrom"]);
        let earlier = said(document.root(), &["ins", "moveTo"]);
        assert!(later.contains("Tekst jestodesłanieodesłanieodesłanie gruby wiersz "), "{later}");
        assert!(earlier.contains("Tekst byłodesłanieodesłanieodesłanie gruby wiersz "), "{earlier}");
        assert!(later.contains("Cel <1> & reszta⟦U+0001⟧"), "{later}");
        assert!(later.contains("[zepsuty][media/nie-ma.png]"), "{later}");
        for (text, says) in [(&later, "nowy"), (&earlier, "stary"), (&later, "przeniesiony")] {
            assert_eq!(text.matches(says).count(), 2, "{says}");
        }
        assert!(!later.contains("stary") && !earlier.contains("nowy") && !earlier.contains("punkt\npodpunkt"));
        let at = |text: &str, says: &str| text.find(says).unwrap_or_else(|| panic!("{says}: {text}"));
        assert!(at(&earlier, "Drugi też.") < at(&earlier, "termin") && at(&later, "Drugi też.") > at(&later, "termin"));
        assert_eq!((later.matches("Drugi też.").count(), earlier.matches("Drugi też.").count()), (1, 1));
        let notes = xml(&parts, "word/footnotes.xml");
        let of = |id: &str, without: &[&str]| {
            let note = notes.descendants().find(|it| is(*it, "footnote") && value(*it, "id") == Some(id));
            said(note.expect("the note is written"), without).trim().to_owned()
        };
        assert_eq!((of("1", &["del"]), of("2", &["ins"])), ("Źródło: Eurostat".to_owned(), "Źródło: GUS".to_owned()));
    }
}

#[test]
fn deleted_text_and_marks_stand_where_word_looks_for_them() {
    let parts = parts(&write(&everything(), Moves::Paired));
    let document = xml(&parts, "word/document.xml");
    for node in document.descendants() {
        let inside = |name: &str| node.ancestors().any(|it| is(it, name));
        assert!(!is(node, "delText") || inside("del"), "deleted text outside of a deletion");
        assert!(!is(node, "t") || !inside("del"), "plain text inside of a deletion");
        assert!(!is(node, "hyperlink") || !(inside("ins") || inside("del")), "a change around a link");
    }
    let paragraphs: Vec<_> = document.descendants().filter(|it| is(*it, "p")).collect();
    let heading = paragraphs[0];
    let find = |node: Node<'_, '_>, name: &str| node.descendants().filter(|it| is(*it, name)).count();
    assert_eq!((find(heading, "pPrChange"), find(heading, "bookmarkStart")), (1, 1));
    let name = heading.descendants().find(|it| is(*it, "bookmarkStart")).and_then(|it| value(it, "name"));
    let anchors: Vec<_> = document.descendants().filter_map(|it| value(it, "anchor")).collect();
    assert_eq!(anchors, [name.expect("the bookmark has a name")]);
    // Two paragraphs moved: two marks, one range that ends behind the second of them.
    let end = document.descendants().find(|it| is(*it, "moveFromRangeEnd")).expect("the range ends");
    assert!(is(end.parent().expect("it is in the body"), "body"));
    assert_eq!(find(document.root(), "moveFrom"), 4);
    let rows: Vec<_> = document.descendants().filter(|it| is(*it, "trPr")).collect();
    let marks = |name| rows.iter().filter(|it| it.children().any(|it| is(it, name))).count();
    assert_eq!((marks("tblHeader"), marks("ins"), marks("del")), (2, 4, 2));
    assert_eq!(find(document.root(), "tblCaption"), 2);
    // Word joins tables that touch, and wants a paragraph at the end.
    let tables: Vec<_> = document.descendants().filter(|it| is(*it, "tbl")).collect();
    assert!(tables.iter().all(|it| is(it.next_sibling().expect("the section follows"), "p")));
    // A figure in SVG is there twice, for Word and for others.
    let described: Vec<_> = document.descendants().filter_map(|it| it.attribute("descr")).collect();
    assert_eq!(described, ["kropka \"duża\"", "kropka \"duża\"", "", "", "", ""]);
    let ways = document.descendants().filter(|it| ["Choice", "Fallback"].contains(&it.tag_name().name()));
    assert_eq!(ways.count(), 2);
}

#[test]
fn the_same_text_gives_the_same_bytes_in_its_language() {
    let file = write(&everything(), Moves::Paired);
    assert_eq!(file, write(&everything(), Moves::Paired));
    let parts = parts(&file);
    let styles = xml(&parts, "word/styles.xml");
    let lang = styles.descendants().find(|it| is(*it, "lang")).and_then(|it| value(it, "val"));
    assert_eq!(lang, Some("pl-PL"));
    let styled: BTreeSet<&str> =
        styles.descendants().filter(|it| is(*it, "style")).filter_map(|it| value(it, "styleId")).collect();
    for path in ["word/document.xml", "word/footnotes.xml", "word/header.xml", "word/footer.xml"] {
        let document = xml(&parts, path);
        for used in document.descendants().filter(|it| is(*it, "pStyle") || is(*it, "rStyle") || is(*it, "tblStyle")) {
            let style = value(used, "val").expect("it names a style");
            assert!(styled.contains(style), "{style}");
        }
    }
    let core = xml(&parts, "docProps/core.xml");
    assert!(core.descendants().any(|it| it.text() == Some("RIS <2030>")));
    assert!(core.descendants().any(|it| it.text() == Some("2020-12-08T00:00:00Z")));
    let footer = xml(&parts, "word/footer.xml");
    assert_eq!(said(footer.root(), &[]).trim(), "Wersja 2Strona 1 z 1");
    assert!(!String::from_utf8_lossy(&parts["word/settings.xml"]).contains("trackRevisions"));
}

#[test]
fn lists_start_where_the_text_says() {
    let parts = parts(&write(&everything(), Moves::Paired));
    let numbering = xml(&parts, "word/numbering.xml");
    let list = numbering.descendants().filter(|it| is(*it, "num")).nth(1).expect("there are two lists");
    let start = list.descendants().find(|it| is(*it, "lvlOverride")).expect("it starts anew");
    assert_eq!(value(start, "ilvl"), Some("1"));
    assert_eq!(start.children().next().and_then(|it| value(it, "val")), Some("4"));
}

#[test]
fn an_empty_text_is_a_file_too() {
    let parts = parts(&write(&Layout::default(), Moves::Paired));
    assert_eq!(said(xml(&parts, "word/document.xml").root(), &[]).trim(), "");
}

#[test]
fn the_form_has_a_named_place_for_everything_that_is_asked() {
    let row = |id: &str, wording: &str| FormRow {
        id: id.to_owned(),
        part: "2.4 <Cel>".to_owned(),
        wording: wording.to_owned(),
    };
    let asked = Form {
        title: "Formularz & uwagi".to_owned(),
        lines: vec!["Uwagi do 4 maja.".to_owned()],
        rows: vec![row("s12", "Pierwszy.\nDrugi."), row("s13", "")],
        empty: 2,
        clause: "Administratorem danych jest Urząd.".to_owned(),
    };
    for (language, heading, number) in
        [(Language::Polish, "Proponowane brzmienie", "Lp."), (Language::English, "Proposed wording", "No.")]
    {
        let file = with_options(language, &Images::new(), |options| form(&asked, options));
        assert_eq!(file, with_options(language, &Images::new(), |options| form(&asked, options)));
        let parts = parts(&file);
        let document = xml(&parts, "word/document.xml");
        let said = said(document.root(), &["sdt"]);
        for says in [
            "Formularz & uwagi",
            "Uwagi do 4 maja.",
            "2.4 <Cel>",
            "Pierwszy.\n",
            "Drugi.",
            "Administratorem",
            heading,
            number,
        ] {
            assert!(said.contains(says), "{says}: {said}");
        }
        let tags: Vec<_> =
            document.descendants().filter(|it| is(*it, "tag")).filter_map(|it| value(it, "val")).collect();
        let rows =
            ["s12", "s13"].map(|id| ["proposal", "justification", "submitter"].map(|what| format!("{what}-{id}")));
        let empty = ["new-1", "new-2"]
            .map(|id| ["part", "current", "proposal", "justification", "submitter"].map(|what| format!("{what}-{id}")));
        let person = ["person-name", "person-organisation", "person-date"].map(str::to_owned);
        let wanted: Vec<String> = rows.into_iter().flatten().chain(empty.into_iter().flatten()).chain(person).collect();
        assert_eq!(tags, wanted);
        let ids: BTreeSet<_> = document
            .descendants()
            .filter(|it| is(*it, "sdtPr"))
            .filter_map(|it| it.children().find(|it| is(*it, "id")))
            .filter_map(|it| value(it, "val"))
            .collect();
        assert_eq!(ids.len(), wanted.len());
        let rows: Vec<_> = document.descendants().filter(|it| is(*it, "tr")).collect();
        assert_eq!(rows.len(), 5);
        assert!(rows[0].descendants().any(|it| is(it, "tblHeader")));
        assert!(rows.iter().all(|row| row.children().filter(|it| is(*it, "tc")).count() == 6));
        let size = document.descendants().find(|it| is(*it, "pgSz")).expect("the page has a size");
        assert_eq!(value(size, "orient"), Some("landscape"));
    }
}

#[test]
fn a_sheet_is_a_heading_and_a_table() {
    let column = |heading: &str| Column { heading: heading.to_owned(), width: 10 };
    let told = Sheet {
        title: "Tabela zmian".to_owned(),
        subject: "RIS".to_owned(),
        note: "Wersja 1 i wersja 2.".to_owned(),
        lang: Language::Polish,
        columns: vec![column("Sekcja"), column("Słowa")],
        rows: vec![
            vec![Cell::Text("=1+1\n<b>".to_owned()), Cell::Count(12_034)],
            vec![Cell::Text(String::new()), Cell::Count(1)],
        ],
    };
    let file = with_options(Language::Polish, &Images::new(), |options| sheet(&told, options));
    let parts = parts(&file);
    let document = xml(&parts, "word/document.xml");
    let said = said(document.root(), &[]);
    assert!(said.contains("Tabela zmian\nRIS\nWersja 1 i wersja 2.\nSekcja\nSłowa\n=1+1\n<b>"), "{said}");
    let cells: Vec<_> = document.descendants().filter(|it| is(*it, "tc")).collect();
    assert_eq!(cells.len(), 6);
    assert!(cells.iter().all(|cell| cell.children().filter(|it| is(*it, "p")).count() >= 1));
}
