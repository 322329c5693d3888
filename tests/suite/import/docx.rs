//! Word files: what a strategy says comes back from our own file, and hostile files are told from broken ones.

use std::io::{Cursor, Write as _};
use std::path::Path;

use nowela::compare::{CompareOptions, compare};
use nowela::document::markdown::read;
use nowela::import::report::LossKind;
use nowela::import::{Changes, ImportOptions, Imported, import, import_with};
use nowela::locale::{Language, Locale};
use nowela::render::brand::{Brand, Images};
use nowela::render::docx::{DocxOptions, Moves, Page, Properties, docx};
use nowela::render::layout::clean;
use proptest::prelude::*;
use zip::write::SimpleFileOptions;

use crate::project::{Project, run};

const WORD: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
    xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
    xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
    xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" \
    xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\"";

/// A ZIP archive of these parts.
fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a part begins");
        zip.write_all(bytes).expect("a part is written");
    }
    zip.finish().expect("the archive ends").into_inner()
}

/// A Word file with this body, these relationships and these further parts.
pub(crate) fn word(body: &str, relations: &[(&str, &str, &str)], parts: &[(&str, &str)]) -> Vec<u8> {
    let document = format!("<w:document {WORD}><w:body>{body}</w:body></w:document>");
    let relation = |(id, kind, target): &(&str, &str, &str)| {
        let mode = if target.contains("//") { " TargetMode=\"External\"" } else { "" };
        format!(
            "<Relationship Id=\"{id}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}\" Target=\"{target}\"{mode}/>"
        )
    };
    let relations = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{}</Relationships>",
        relations.iter().map(relation).collect::<String>()
    );
    let mut all: Vec<(&str, &[u8])> =
        vec![("word/document.xml", document.as_bytes()), ("word/_rels/document.xml.rels", relations.as_bytes())];
    all.extend(parts.iter().map(|(name, text)| (*name, text.as_bytes())));
    zipped(&all)
}

pub(crate) fn p(inner: &str) -> String {
    format!("<w:p>{inner}</w:p>")
}

pub(crate) fn t(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn read_word(file: &[u8]) -> Imported {
    import(file, "plik.docx").expect("the file is read")
}

fn said(body: &str) -> String {
    read_word(&word(body, &[], &[])).document.source
}

fn lost(imported: &Imported) -> Vec<(LossKind, u32, &str)> {
    let losses = &imported.report.as_ref().expect("there is a report").losses;
    losses.iter().map(|loss| (loss.kind, loss.count, loss.place.as_str())).collect()
}

/// Our own Word file of a text.
pub(super) fn exported(source: &str, images: &Images) -> Vec<u8> {
    let options = DocxOptions {
        locale: &Locale::new(Language::Polish),
        images,
        brand: &Brand::default(),
        author: "",
        moment: "",
        moves: Moves::Paired,
        page: Page::Portrait,
        header: "",
        footer: "",
        properties: Properties::default(),
    };
    docx(&clean(&read(source.to_owned())), &options).expect("the file is small")
}

/// The texts of the sample.
pub(super) fn samples() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("strategy");
    let mut found = Vec::new();
    for folder in std::fs::read_dir(root).expect("the sample is there").flatten() {
        for file in std::fs::read_dir(folder.path()).into_iter().flatten().flatten() {
            if file.path().extension().is_some_and(|it| it == "md") {
                let text = std::fs::read_to_string(file.path()).expect("a text");
                found.push((file.path().display().to_string(), text));
            }
        }
    }
    found.sort();
    found
}

/// The text without its front matter, which no Word file has.
pub(super) fn bare(source: &str) -> String {
    let document = read(source.to_owned());
    source[document.metadata.span.end as usize..].to_owned()
}

#[test]
fn the_sample_comes_back_from_our_own_word_file_without_a_change() {
    let samples = samples();
    assert!(samples.len() >= 9, "{}", samples.len());
    for (name, source) in samples {
        let images =
            Images::from([("media/schemat-wdrazania.svg".to_owned(), b"<svg width='40' height='30'/>".to_vec())]);
        let back = read_word(&exported(&source, &images));
        let before = read(bare(&source));
        let comparison = compare(&before, &back.document, &CompareOptions::default());
        let differing: Vec<String> = before
            .source
            .lines()
            .zip(back.document.source.lines())
            .filter(|(one, other)| one != other)
            .take(5)
            .map(|(one, other)| format!("{one}\n{other}"))
            .collect();
        assert!(!comparison.is_changed(), "{name}: {differing:#?}");
        let again = read_word(&exported(&back.document.source, &Images::new()));
        assert_eq!(read_word(&exported(&again.document.source, &Images::new())).document.source, again.document.source);
    }
}

const STYLES: &str = "<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
    <w:style w:type=\"paragraph\" w:styleId=\"Nagwek1\"><w:name w:val=\"heading 1\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>\
    <w:style w:type=\"paragraph\" w:styleId=\"Nagwek2\"><w:name w:val=\"heading 2\"/><w:pPr><w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>\
    <w:style w:type=\"paragraph\" w:styleId=\"Spistreci1\"><w:name w:val=\"toc 1\"/></w:style>\
    <w:style w:type=\"character\" w:styleId=\"Pogrubienie\"><w:name w:val=\"Strong\"/><w:rPr><w:b/></w:rPr></w:style></w:styles>";

const NUMBERING: &str = "<w:numbering xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
    <w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"upperRoman\"/><w:pStyle w:val=\"Nagwek1\"/><w:lvlText w:val=\"Cel strategiczny %1.\"/></w:lvl>\
    <w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:isLgl/><w:pStyle w:val=\"Nagwek2\"/><w:lvlText w:val=\"Cel operacyjny %1.%2.\"/></w:lvl></w:abstractNum>\
    <w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1)\"/></w:lvl>\
    <w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"lowerLetter\"/><w:lvlText w:val=\"%2)\"/></w:lvl>\
    <w:lvl w:ilvl=\"2\"><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"–\"/></w:lvl></w:abstractNum>\
    <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num><w:num w:numId=\"2\"><w:abstractNumId w:val=\"1\"/></w:num></w:numbering>";

/// A Word file with styles and lists.
fn styled(body: &str) -> Vec<u8> {
    let relations = [("s", "styles", "styles.xml"), ("n", "numbering", "numbering.xml")];
    word(body, &relations, &[("word/styles.xml", STYLES), ("word/numbering.xml", NUMBERING)])
}

fn of_style(style: &str, text: &str) -> String {
    p(&format!("<w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{}", t(text)))
}

fn item(level: u8, text: &str) -> String {
    p(&format!("<w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"2\"/></w:numPr></w:pPr>{}", t(text)))
}

#[test]
fn computed_numbers_stand_in_headings_and_items() {
    let body = [
        of_style("Nagwek1", "Współpraca"),
        of_style("Nagwek2", "Sieci"),
        item(0, "pierwszy"),
        item(1, "litera"),
        item(2, "tiret"),
        item(1, "druga"),
        item(0, "drugi"),
        of_style("Nagwek1", "Kadry"),
        of_style("Nagwek2", "Szkolenia"),
    ];
    let source = read_word(&styled(&body.concat())).document.source;
    assert_eq!(
        source,
        "# Cel strategiczny I. Współpraca\n\n## Cel operacyjny 1.1. Sieci\n\n1) pierwszy\n   - a) litera\n     - tiret\n   - b) druga\n2) drugi\n\n\
         # Cel strategiczny II. Kadry\n\n## Cel operacyjny 2.1. Szkolenia\n"
    );
}

#[test]
fn tables_of_contents_are_set_aside_and_fields_keep_their_results() {
    let field = |instruction: &str, result: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r>\
             <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{result}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
        )
    };
    let contents = "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/></w:docPartObj></w:sdtPr><w:sdtContent>".to_owned()
        + &of_style("Spistreci1", "I. Wstęp 3")
        + "</w:sdtContent></w:sdt>";
    let body = [
        contents,
        p(&field(" TOC \\o ", &t("II. Cele 5"))),
        of_style("Spistreci1", "III. Ramy 7"),
        p(&(t("Tabela ")
            + &field(" SEQ Tabela ", &t("4"))
            + &t(". Wskaźniki, zob. ")
            + "<w:fldSimple w:instr=\" REF _Ref1 \\h \">"
            + &t("rozdz. 2.4")
            + "</w:fldSimple>")),
        p(&field(" HYPERLINK \"https://example.org/a\" ", &t("strona"))),
        p(&field(" INCLUDETEXT \"C:\\\\plik.docx\" ", &t("wstawka"))),
    ];
    let imported = read_word(&styled(&body.concat()));
    assert_eq!(
        imported.document.source,
        "Tabela 4. Wskaźniki, zob. rozdz. 2.4\n\n[strona](https://example.org/a)\n\nwstawka\n"
    );
    assert_eq!(imported.report.as_ref().map(|report| report.read.contents), Some(3));
    assert_eq!(lost(&imported), [(LossKind::Field, 1, "")]);
}

#[test]
fn a_table_of_contents_without_its_end_swallows_nothing() {
    let begin = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>";
    let body = p(&(begin.to_owned() + &t("Spis"))) + &p(&t("Pierwszy.")) + &p(&t("Drugi."));
    assert_eq!(said(&body), "Spis\n\nPierwszy.\n\nDrugi.\n");
}

#[test]
fn tracked_changes_are_accepted_or_rejected_and_moves_stand_once() {
    let del = |text: &str| format!("<w:del><w:r><w:delText xml:space=\"preserve\">{text}</w:delText></w:r></w:del>");
    let ins = |text: &str| format!("<w:ins>{}</w:ins>", t(text));
    let mark = |element: &str| format!("<w:pPr><w:rPr><w:{element}/></w:rPr></w:pPr>");
    let row = |change: &str, text: &str| {
        format!("<w:tr><w:trPr>{change}</w:trPr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>", p(&t(text)), p(&t("x")))
    };
    let body = [
        p(&(t("Nakłady ") + &del("2,5%") + &ins("3,1%") + &t(" PKB"))),
        p(&(mark("del") + &t("Połowa "))),
        p(&t("i reszta.")),
        p(&(mark("moveFrom") + "<w:moveFrom>" + &t("Przeniesiony.") + "</w:moveFrom>")),
        p(&t("Środek.")),
        p(&(mark("moveTo") + "<w:moveTo>" + &t("Przeniesiony.") + "</w:moveTo>")),
        p(&t("Koniec.")),
        item(0, "a")
            + &p(&("<w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"2\"/></w:numPr></w:pPr>".to_owned()
                + &ins("wstawiony")))
            + &item(0, "b"),
        "<w:tbl>".to_owned() + &row("", "A") + &row("<w:ins/>", "nowy") + &row("<w:del/>", "stary") + "</w:tbl>",
    ]
    .concat();
    let file = styled(&body);
    let accepted = read_word(&file);
    assert_eq!(
        accepted.document.source,
        "Nakłady 3,1% PKB\n\nPołowa i reszta.\n\nŚrodek.\n\nPrzeniesiony.\n\nKoniec.\n\n1) a\n2) wstawiony\n3) b\n\n| A | x |\n|---|---|\n| nowy | x |\n"
    );
    assert_eq!(accepted.report.as_ref().map(|report| report.read.changes), Some(7));
    let rejected =
        import_with(&file, "plik.docx", &ImportOptions { changes: Changes::Reject, ..ImportOptions::default() })
            .expect("it is read");
    assert_eq!(
        rejected.document.source,
        "Nakłady 2,5% PKB\n\nPołowa\n\ni reszta.\n\nPrzeniesiony.\n\nŚrodek.\n\nKoniec.\n\n1) a\n2) b\n\n| A | x |\n|---|---|\n| stary | x |\n"
    );
}

#[test]
fn merged_cells_lists_in_cells_and_frames_are_told() {
    let cell = |properties: &str, inner: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>");
    let plain = |text: &str| cell("", &p(&t(text)));
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let table = [
        row(&[cell("<w:gridSpan w:val=\"2\"/>", &p(&t("Cel"))), plain("Miernik")]),
        row(&[
            cell("<w:vMerge w:val=\"restart\"/>", &p(&t("I"))),
            plain("I.1"),
            cell("", &(item(0, "a") + &item(1, "b"))),
        ]),
        row(&[cell("<w:vMerge/>", &p("")), plain("I.2"), cell("", &(p(&t("x")) + &p(&t("y"))))]),
    ];
    let frame = format!("<w:tbl>{}</w:tbl>", row(&[cell("", &(p(&t("Ramka.")) + &p(&t("Drugi akapit."))))]));
    let imported =
        read_word(&styled(&(of_style("Nagwek1", "Mierniki") + &format!("<w:tbl>{}</w:tbl>", table.concat()) + &frame)));
    assert_eq!(
        imported.document.source,
        "# Cel strategiczny I. Mierniki\n\n| Cel | | Miernik |\n|---|---|---|\n| I | I.1 | 1) a<br>a) b |\n| | I.2 | x<br>y |\n\nRamka.\n\nDrugi akapit.\n"
    );
    let place = "Cel strategiczny I. Mierniki";
    assert_eq!(lost(&imported), [(LossKind::Merged, 2, place), (LossKind::Frame, 1, place)]);
}

#[test]
fn notes_links_looks_boxes_and_images_come_over_once() {
    let face =
        |face: &str, text: &str| format!("<w:r><w:rPr>{face}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
    let alternative = format!(
        "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></w:drawing></mc:Choice>\
         <mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
        p(&t("Pole tekstowe."))
    );
    let image = |id: &str| {
        format!(
            "<w:r><w:drawing><wp:inline><wp:docPr id=\"1\" name=\"Obraz 1\" descr=\"Mapa  regionu\"/><a:blip r:embed=\"{id}\"/></wp:inline></w:drawing></w:r>"
        )
    };
    let body = [
        p(&(face("<w:b/>", "Ważne")
            + &t(": CO")
            + &face("<w:vertAlign w:val=\"subscript\"/>", "2")
            + &face("<w:rStyle w:val=\"Pogrubienie\"/>", " mocne ")
            + &face("<w:strike/>", "skreślone")
            + "<w:r><w:footnoteReference w:id=\"2\"/></w:r>")),
        p(&(format!("<w:hyperlink r:id=\"l\">{}</w:hyperlink>", t("strona"))
            + &t(", ")
            + &format!("<w:hyperlink r:id=\"z\">{}</w:hyperlink>", t("plik"))
            + &alternative)),
        p(&(image("i") + &t(" i ") + &image("i") + &image("brak") + &image("x"))),
        p(&(face("<w:vanish/>", "tajne") + &t("jawne") + "<w:r><w:commentReference w:id=\"0\"/></w:r>")),
    ];
    let relations = [
        ("s", "styles", "styles.xml"),
        ("f", "footnotes", "footnotes.xml"),
        ("c", "comments", "comments.xml"),
        ("l", "hyperlink", "https://example.org/"),
        ("z", "hyperlink", "file:///C:/plik"),
        ("i", "image", "media/image1.png"),
        ("x", "image", "http://example.org/sledz.png"),
    ];
    let space = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    let notes = format!(
        "<w:footnotes {space}><w:footnote w:type=\"separator\" w:id=\"0\">{}</w:footnote><w:footnote w:id=\"2\">{}{}</w:footnote></w:footnotes>",
        p(""),
        p(&("<w:r><w:footnoteRef/></w:r>".to_owned() + &t(" Przypis."))),
        p(&t("Dalej."))
    );
    let comments =
        format!("<w:comments {space}><w:comment w:id=\"0\">{}</w:comment></w:comments>", p(&t("Do sprawdzenia")));
    let parts = [
        ("word/styles.xml", STYLES),
        ("word/footnotes.xml", notes.as_str()),
        ("word/comments.xml", comments.as_str()),
        ("word/media/image1.png", "png"),
    ];
    let imported = read_word(&word(&body.concat(), &relations, &parts));
    assert_eq!(
        imported.document.source,
        "**Ważne**: CO<sub>2</sub> **mocne** ~~skreślone~~[^1]\n\n[strona](https://example.org/), plik\n\nPole tekstowe.\n\n\
         ![Mapa regionu](media/image1.png) i ![Mapa regionu](media/image1.png)\n\njawne\n\n[^1]: Przypis.\n\n    Dalej.\n"
    );
    assert_eq!(imported.media.len(), 1);
    assert_eq!(
        (imported.media[0].path.as_str(), imported.media[0].bytes.as_slice()),
        ("media/image1.png", b"png".as_slice())
    );
    let kinds: Vec<LossKind> = lost(&imported).into_iter().map(|(kind, ..)| kind).collect();
    assert_eq!(
        kinds,
        [LossKind::Address, LossKind::MissingImage, LossKind::External, LossKind::Hidden, LossKind::Comment]
    );
}

#[test]
fn headers_and_footers_are_told_unless_they_only_count_pages() {
    let space = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    let pages = format!("{}<w:fldSimple w:instr=\"PAGE\">{}</w:fldSimple>{}", t("S t r o n a "), t("3"), t(" z 40"));
    let footer = format!("<w:ftr {space}>{}</w:ftr>", p(&pages));
    let header = format!("<w:hdr {space}>{}</w:hdr>", p(&t("PROJEKT – wersja 1.2")));
    let relations = [("a", "footer", "footer1.xml"), ("b", "header", "header1.xml")];
    let parts = [("word/footer1.xml", footer.as_str()), ("word/header1.xml", header.as_str())];
    let imported = read_word(&word(&p(&t("Tekst.")), &relations, &parts));
    let report = imported.report.expect("there is a report");
    let told: Vec<(LossKind, &str)> = report.losses.iter().map(|loss| (loss.kind, loss.detail.as_str())).collect();
    assert_eq!(told, [(LossKind::Header, "PROJEKT – wersja 1.2")]);
}

/// The code of the error that a file gives.
fn refused(file: &[u8]) -> &'static str {
    import(file, "plik.docx").expect_err("it is refused").code()
}

#[test]
fn bombs_doubles_entities_and_depth_are_refused() {
    let document = |inner: &str| format!("<w:document {WORD}><w:body>{inner}</w:body></w:document>");
    let one = |text: &str| zipped(&[("word/document.xml", text.as_bytes())]);
    assert_eq!(refused(&one(&document(&p(&t(&"a".repeat(70 << 20)))))), "package-too-large");
    assert_eq!(
        refused(&one(&("<!DOCTYPE a [<!ENTITY b \"c\">]>".to_owned() + &document(&p(&t("&b;")))))),
        "package-part"
    );
    assert_eq!(refused(&one(&document(&"<w:sdt><w:sdtContent>".repeat(100_000)))), "package-too-large");
    assert_eq!(refused(&one(&document("<w:p>"))), "package-part");
    assert_eq!(refused(&one("<w:document/>")), "package-missing");
    let many: Vec<String> = (0..2_100).map(|at| format!("word/{at}.xml")).collect();
    let mut parts: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), b"".as_slice())).collect();
    parts.push(("word/document.xml", b""));
    assert_eq!(refused(&zipped(&parts)), "package-parts");
    let body = document(&p(&t("a")));
    let mut twice = zipped(&[("word/document.xml", body.as_bytes()), ("word/documenx.xml", body.as_bytes())]);
    let at: Vec<usize> =
        twice.windows(17).enumerate().filter(|(_, it)| *it == b"word/documenx.xml").map(|(at, _)| at).collect();
    at.iter().for_each(|at| twice[at + 12] = b't');
    assert_eq!(refused(&twice), "package-twice");
}

#[test]
fn depth_and_chains_end_before_the_stack_does() {
    let nested = |open: &str, close: &str, times: usize| open.repeat(times) + &p(&t("Dno.")) + &close.repeat(times);
    let tables = nested("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 80);
    let boxes = nested("<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>", 60);
    let controls = nested("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 120);
    let tags = p(&("<w:smartTag>".repeat(240) + &t("Dno.") + &"</w:smartTag>".repeat(240)));
    for body in [tables, boxes, controls, tags] {
        assert_eq!(said(&body), "Dno.\n");
    }
    // Tables in cells of two columns, and notes that each refer to the next one.
    let wide = nested("<w:tbl><w:tr><w:tc/><w:tc>", "</w:tc></w:tr></w:tbl>", 80);
    assert!(said(&wide).contains("Dno."));
    let reference = |id: usize| format!("<w:r><w:footnoteReference w:id=\"{id}\"/></w:r>");
    let note = |id: usize| format!("<w:footnote w:id=\"{id}\">{}</w:footnote>", p(&(t("a") + &reference(id + 1))));
    let space = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    let notes = format!("<w:footnotes {space}>{}</w:footnotes>", (1..20_000).map(note).collect::<String>());
    let file = word(
        &p(&(t("Tekst") + &reference(1))),
        &[("f", "footnotes", "footnotes.xml")],
        &[("word/footnotes.xml", &notes)],
    );
    let imported = read_word(&file);
    assert_eq!(imported.report.as_ref().map(|report| report.read.notes), Some(4));
    assert_eq!(lost(&imported), [(LossKind::Note, 1, "")]);
    // A few bytes that ask for many cells.
    let row = "<w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"200\"/></w:tcPr><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc/></w:tr>";
    let started = std::time::Instant::now();
    let many = word(&format!("<w:tbl>{}</w:tbl>", row.repeat(20_000)), &[], &[]);
    assert!(import(&many, "plik.docx").is_ok() && started.elapsed().as_secs() < 60);
}

/// Cut off anywhere and with any byte changed, a file is read or refused, and nothing panics.
#[test]
fn broken_files_are_refused_or_read_but_never_panic() {
    let file = exported(
        "# Cel[^1]\n\n1. a\n   - b\n\n| a | b |\n|---|---|\n| c | **d** |\n\n[^1]: Przypis.\n",
        &Images::new(),
    );
    let name = "plik.docx";
    for end in (0..file.len()).step_by(97) {
        assert!(import(&file[..end], name).is_err(), "{end} of {} bytes", file.len());
    }
    let mut read = 0;
    for at in (0..file.len()).step_by(13) {
        let mut broken = file.clone();
        broken[at] ^= 0x55;
        read += usize::from(import(&broken, name).is_ok());
    }
    assert!(read > 0, "parts that are not asked for may be broken");
    // What is well formed, but not what Word writes.
    for body in [
        "<w:tbl/>",
        "<w:tbl><w:tr/></w:tbl>",
        "<w:p><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>",
        "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/><w:fldChar/></w:r></w:p>",
        "<w:p><w:pPr><w:numPr><w:numId w:val=\"99\"/></w:numPr></w:pPr></w:p>",
        "<w:p><w:r><w:footnoteReference/></w:r></w:p>",
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"4000000000\"/></w:tcPr></w:tc></w:tr></w:tbl>",
    ] {
        assert_eq!(
            said(&(body.to_owned() + &p(&t("Koniec.")))).trim_end().rsplit('\n').next(),
            Some("Koniec."),
            "{body}"
        );
    }
}

#[test]
fn files_are_imported_into_the_work_tree_compared_and_saved() {
    let before = "---\ntitle: Strategia\n---\n\n# Cel\n\nNakłady wyniosą 2,5% PKB.\n";
    let project = Project::with(&[("ris", "2020-07-07", before)]);
    let image = "<w:r><w:drawing><wp:inline><wp:docPr id=\"1\" name=\"O\" descr=\"Mapa\"/><a:blip r:embed=\"i\"/></wp:inline></w:drawing></w:r>";
    let of = |text: &str, more: &str| {
        let heading = p(&("<w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr>".to_owned() + &t("Cel")));
        word(
            &(heading + &p(&t(text)) + more),
            &[("i", "image", "media/image1.png")],
            &[("word/media/image1.png", "png")],
        )
    };
    project.write("stary.docx", of("Nakłady wyniosą 2,5% PKB.", ""));
    project.write("nowy.docx", of("Nakłady wyniosą 3,1% PKB.", &p(image)));
    let same = run(&mut project.nowela(&["diff", "HEAD", "stary.docx", "--exit-code"]));
    assert_eq!(same.code, 0, "front matter that no Word file has is no change: {}{}", same.out, same.err);
    let other = run(&mut project.nowela(&["diff", "stary.docx", "nowy.docx", "--exit-code"]));
    assert!(other.code == 1 && other.out.contains("3,1%"), "{}{}", other.out, other.err);

    let shown = run(&mut project.nowela(&["import", "nowy.docx", "--stdout"]));
    assert_eq!(shown.out, "# Cel\n\nNakłady wyniosą 3,1% PKB.\n\n![Mapa](media/image1.png)\n");
    assert!(shown.err.contains("1 nagłówek") && shown.err.contains("Przeniesiono wszystko"), "{}", shown.err);
    let done = run(&mut project.nowela(&["import", "nowy.docx", "--document", "ris", "--json"]));
    assert_eq!(done.code, 0, "{}", done.err);
    let told: serde_json::Value = serde_json::from_str(&done.out).expect("it is JSON");
    assert_eq!((&told["schema"], &told["files"][0]["read"]["images"]), (&"nowela/import/1".into(), &1.into()));
    let text = project.read("strategy/ris/text.md");
    assert_eq!(text, format!("---\ntitle: Strategia\n---\n\n{}", shown.out));
    assert_eq!(project.read("strategy/ris/media/image1.png"), "png");

    let again = run(&mut project.nowela(&["import", "nowy.docx", "--document", "ris"]));
    assert!(again.code == 0 && again.out.contains("taki sam"), "{}{}", again.out, again.err);
    let unsaved = run(&mut project.nowela(&["import", "stary.docx", "--document", "ris"]));
    assert_eq!(unsaved.code, 2, "{}", unsaved.err);
    assert_eq!(project.read("strategy/ris/text.md"), text, "unsaved changes stay");

    let saved = run(&mut project.nowela(&["commit", "nowy.docx", "--document", "ris", "-m", "Projekt"]));
    assert_eq!(saved.code, 0, "{}{}", saved.out, saved.err);
    assert_eq!(project.git(&["show", "HEAD:strategy/ris/text.md"]), text.trim_end());
    assert_eq!(project.git(&["show", "HEAD:strategy/ris/media/image1.png"]), "png");
}

#[test]
fn bold_lines_are_headings_of_what_is_saved_unless_nobody_wants_them() {
    let bold = |text: &str| p(&format!("<w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r>"));
    let body = bold("1. Cele") + &p(&t("Pierwszy akapit.")) + &bold("2. Zadania") + &p(&t("Drugi akapit."));
    let mut texts = Vec::new();
    for (which, told) in [("detected", true), ("styles", false)] {
        let project = Project::with(&[("ris", "2020-07-07", "# A\n")]);
        project.write("plik.docx", word(&body, &[], &[]));
        let arguments = ["commit", "plik.docx", "--document", "ris", "-m", "Projekt", "--headings", which];
        let done = run(&mut project.nowela(&arguments));
        assert_eq!(done.code, 0, "{}", done.err);
        assert_eq!(done.err.contains("odczytano jako nagłówki"), told, "{which}: {}", done.err);
        texts.push(project.read("strategy/ris/text.md"));
    }
    assert_eq!(texts[0], texts[1], "the text is the same either way");
}

/// Hidden texts under one heading share a line; the data hold each of them.
#[test]
fn hidden_texts_under_one_heading_are_told_in_one_line() {
    let project = Project::with(&[("ris", "2020-07-07", "# A\n")]);
    let hidden = |text: &str| format!("<w:r><w:rPr><w:vanish/></w:rPr><w:t>{text}</w:t></w:r>");
    let heading = |text: &str| p(&("<w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr>".to_owned() + &t(text)));
    let told = |texts: &[&str]| texts.iter().map(|text| p(&(t("Jawne. ") + &hidden(text)))).collect::<String>();
    let body = heading("Cele") + &told(&["raz", "dwa", "trzy", "cztery"]) + &heading("Zadania") + &told(&["pięć"]);
    project.write("ukryty.docx", word(&body, &[], &[]));
    let done = run(&mut project.nowela(&["import", "ukryty.docx", "--document", "ris"]));
    let lines: Vec<&str> = done.out.lines().filter(|line| line.starts_with('–')).collect();
    assert_eq!(
        lines,
        [
            "– 4 ukryte teksty: „raz”, „dwa”, „trzy” i inne, pod nagłówkiem „Cele”",
            "– ukryty tekst: „pięć”, pod nagłówkiem „Zadania”"
        ],
        "{}",
        done.err
    );
    let data = run(&mut project.nowela(&["import", "ukryty.docx", "--document", "ris", "--json"]));
    let data: serde_json::Value = serde_json::from_str(&data.out).expect("it is JSON");
    assert_eq!(data["files"][0]["lost"].as_array().map(Vec::len), Some(5));
}

/// In an archive of several documents a file that is not there is told as such, and a state that some document has asks for it.
#[test]
fn a_missing_file_is_told_in_an_archive_of_several_documents() {
    let project = Project::with(&[("pkb", "2020-07-07", "# A\n"), ("ris", "2020-07-07", "# B\n")]);
    project.name("ris", "projekt-1", &project.git(&["rev-parse", "HEAD"]));
    for missing in ["brak.docx", "folder/brak.md", "brak"] {
        let done = run(&mut project.nowela(&["show", missing]));
        assert_eq!(done.code, 2, "{}", done.err);
        let words =
            [&format!("nie ma pliku „{missing}”"), "żaden dokument w archiwum nie ma takiej wersji", "co zrobić"];
        assert!(words.iter().all(|it| done.err.contains(*it)), "{}", done.err);
    }
    let one = run(&mut project.nowela(&["show", "projekt-1"]));
    assert!(one.code == 2 && one.err.contains("o który chodzi") && one.err.contains("ris@projekt-1"), "{}", one.err);
    assert!(!one.err.contains("pkb@projekt-1"), "only documents with such a version are meant: {}", one.err);
}

#[test]
fn losses_fail_where_none_is_allowed_and_broken_files_exit_with_three() {
    let project = Project::with(&[("ris", "2020-07-07", "# A\n")]);
    let hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>tajne</w:t></w:r>";
    project.write("ukryty.docx", word(&p(&(t("Jawne.") + hidden)), &[], &[]));
    let strict = run(&mut project.nowela(&["import", "ukryty.docx", "--strict"]));
    assert_eq!(strict.code, 1, "{}", strict.err);
    assert!(strict.out.contains("ukryty tekst: „tajne”") && strict.out.contains("Nie zapisano"), "{}", strict.out);
    assert!(!project.root().join("strategy/ukryty/text.md").exists());
    let lax = run(&mut project.nowela(&["import", "ukryty.docx"]));
    assert_eq!((lax.code, project.read("strategy/ukryty/text.md").as_str()), (0, "Jawne.\n"), "{}", lax.err);
    project.write("zly.docx", &word(&p(&t("a")), &[], &[])[..200]);
    project.write("polski.txt", b"# Za\xbf\xf3\xb3\xe6 g\xea\x9cl\xb9 ja\x9f\xf1\n".as_slice());
    let broken = run(&mut project.nowela(&["import", "zly.docx", "--lang", "en"]));
    assert!(broken.code == 3 && broken.err.contains("zly.docx"), "{} {}", broken.code, broken.err);
    let text = run(&mut project.nowela(&["import", "polski.txt", "--stdout"]));
    assert_eq!(text.out, "# Zażółć gęślą jaźń\n");
}

#[cfg(unix)]
#[test]
fn no_link_leads_an_import_out_of_the_archive() {
    let project = Project::with(&[("ris", "2020-07-07", "# A\n")]);
    let outside = project.home().join("obcy");
    std::fs::create_dir_all(&outside).expect("a folder");
    std::os::unix::fs::symlink(&outside, project.root().join("strategy/ris/media")).expect("a link");
    let image = "<w:r><w:drawing><a:blip r:embed=\"i\"/></w:drawing></w:r>";
    let file = word(&p(image), &[("i", "image", "media/image1.png")], &[("word/media/image1.png", "png")]);
    project.write("obraz.docx", file);
    let found = run(&mut project.nowela(&["import", "obraz.docx", "--document", "ris"]));
    assert!(found.code == 2 && found.err.contains("dowiązaniem"), "{} {}", found.code, found.err);
    assert_eq!(std::fs::read_dir(&outside).expect("the folder is there").count(), 0);
}

/// Elements that Word writes, in places where it would not.
fn anything() -> impl Strategy<Value = String> {
    let names = [
        "p",
        "r",
        "pPr",
        "rPr",
        "tbl",
        "tr",
        "tc",
        "tcPr",
        "trPr",
        "sdt",
        "sdtContent",
        "ins",
        "del",
        "moveFrom",
        "moveTo",
        "hyperlink",
        "fldSimple",
        "fldChar",
        "instrText",
        "numPr",
        "numId",
        "ilvl",
        "pStyle",
        "outlineLvl",
        "gridSpan",
        "vMerge",
        "gridBefore",
        "tblHeader",
        "footnoteReference",
        "endnoteReference",
        "commentReference",
        "drawing",
        "pict",
        "object",
        "txbxContent",
        "br",
        "tab",
        "sym",
        "vanish",
        "b",
        "t",
    ];
    let attributes = [
        "",
        " w:val=\"0\"",
        " w:val=\"1\"",
        " w:val=\"2\"",
        " w:val=\"9\"",
        " w:val=\"-1\"",
        " w:val=\"99999999999\"",
        " w:val=\"Nagwek1\"",
        " w:id=\"2\"",
        " w:fldCharType=\"begin\"",
        " w:fldCharType=\"separate\"",
        " w:fldCharType=\"end\"",
        " r:id=\"f\"",
        " r:embed=\"f\"",
        " w:instr=\"TOC\"",
    ];
    let leaf = prop_oneof![
        Just("<w:t>tekst *z* [x](y) | </w:t>".to_owned()),
        Just("<w:instrText>TOC</w:instrText>".to_owned()),
        Just("<w:footnoteReference w:id=\"2\"/>".to_owned()),
        Just("słowa".to_owned()),
    ];
    leaf.prop_recursive(7, 64, 5, move |inner| {
        let name = proptest::sample::select(names.to_vec());
        let attribute = proptest::sample::select(attributes.to_vec());
        (name, attribute, proptest::collection::vec(inner, 0..5))
            .prop_map(|(name, attribute, children)| format!("<w:{name}{attribute}>{}</w:{name}>", children.concat()))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn whatever_stands_in_a_word_file_is_read_or_refused(parts in proptest::collection::vec(anything(), 1..8)) {
        let space = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
        let body = parts.concat();
        // A note that holds a reference to itself.
        let notes = format!("<w:footnotes {space}><w:footnote w:id=\"2\">{body}</w:footnote></w:footnotes>");
        let relations = [("s", "styles", "styles.xml"), ("n", "numbering", "numbering.xml"), ("f", "footnotes", "footnotes.xml")];
        let all = [("word/styles.xml", STYLES), ("word/numbering.xml", NUMBERING), ("word/footnotes.xml", notes.as_str())];
        let file = word(&(body + &p(&t("Koniec."))), &relations, &all);
        for changes in [Changes::Accept, Changes::Reject] {
            let imported = import_with(&file, "plik.docx", &ImportOptions { changes, ..ImportOptions::default() }).expect("it is well formed");
            let source = &imported.document.source;
            prop_assert!(source.contains("Koniec."), "{}", source);
            // Every note that is referred to is there, once.
            let missing: Vec<_> = imported.document.remarks.iter().filter(|remark| remark.kind.code().starts_with("footnote")).collect();
            prop_assert!(missing.is_empty(), "{:?} in {}", missing, source);
        }
    }
}

/// A file that points elsewhere in every way, and brings what would run.
pub(super) fn pointing() -> Vec<u8> {
    let embedded = "<w:r><w:object><o:OLEObject xmlns:o=\"urn:schemas-microsoft-com:office:office\" ProgID=\"Excel.Sheet.12\" r:id=\"r9\"/></w:object></w:r>";
    let image = "<w:r><w:drawing><a:blip xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" r:link=\"r3\"/></w:drawing></w:r>";
    let body = format!("{}<w:altChunk r:id=\"r4\"/>", p(&(t("Tekst.") + embedded + image)));
    let settings = format!("<w:settings {WORD}><w:attachedTemplate r:id=\"t1\"/></w:settings>");
    word(
        &body,
        &[
            ("r1", "settings", "settings.xml"),
            ("r3", "image", "http://127.0.0.1:9/a.png"),
            ("r4", "aFChunk", "http://127.0.0.1:9/a.html"),
            ("r9", "oleObject", "embeddings/a.bin"),
        ],
        &[("word/settings.xml", &settings), ("word/vbaProject.bin", "Sub AutoOpen()")],
    )
}

/// Nothing that a file points to, and nothing that it brings to be run, is followed; each is told.
#[test]
fn what_comes_from_elsewhere_or_would_run_is_told_and_never_followed() {
    let imported = read_word(&pointing());
    assert_eq!(imported.document.source, "Tekst.\n");
    let kinds: Vec<LossKind> = lost(&imported).into_iter().map(|(kind, ..)| kind).collect();
    for kind in [LossKind::Template, LossKind::Macro, LossKind::Object, LossKind::External, LossKind::Chunk] {
        assert!(kinds.contains(&kind), "{kind:?} is not told: {kinds:?}");
    }
}

/// Parts whose names lead out of the file, and a part that is little packed and much unpacked.
#[test]
fn names_that_lead_elsewhere_lead_nowhere_and_a_ratio_is_bounded() {
    let image = |target: &str| {
        let blip = "<w:r><w:drawing><a:blip xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" r:embed=\"r3\"/></w:drawing></w:r>";
        let file = word(
            &p(&(t("Tekst.") + blip)),
            &[("r3", "image", target)],
            &[("../../x.png", "png"), ("/etc/x.png", "png"), ("C:\\x.png", "png")],
        );
        read_word(&file)
    };
    for target in ["../../x.png", "/etc/x.png", "../../../../etc/x.png", "C:\\x.png", "..\\x.png"] {
        for medium in image(target).media {
            let name = medium.path.strip_prefix("media/").unwrap_or_else(|| panic!("{target}: {}", medium.path));
            assert!(!name.contains(['/', '\\', ':']) && !name.starts_with('.'), "{target}: {name}");
        }
    }
    // Below the limit of a part, but a thousand times what is packed.
    let blanks = format!("<w:document {WORD}><w:body>{}</w:body></w:document>", " ".repeat(20 << 20));
    assert_eq!(refused(&zipped(&[("word/document.xml", blanks.as_bytes())])), "package-too-large");
}
