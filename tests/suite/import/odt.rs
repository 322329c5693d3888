//! ODT files: what a strategy says comes back from our own file, and what LibreOffice writes is read as it shows it.

use std::io::{Cursor, Write as _};
use std::process::Command;

use nowela::compare::{CompareOptions, compare};
use nowela::document::markdown::read;
use nowela::import::report::LossKind;
use nowela::import::{Changes, ImportOptions, Imported, import, import_with};
use nowela::render::brand::{Brand, Images};
use nowela::render::layout::clean;
use nowela::render::odt::{OdtOptions, odt};
use zip::write::SimpleFileOptions;

use super::docx::{bare, samples};

const NAMESPACES: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
    xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" \
    xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
    xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
    xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" \
    xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" \
    xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\" \
    xmlns:xlink=\"http://www.w3.org/1999/xlink\"";

/// An ODT file with these automatic styles, this text, these named styles and these further parts.
pub(super) fn file(automatic: &str, body: &str, named: &str, parts: &[(&str, &[u8])]) -> Vec<u8> {
    let content = format!(
        "<office:document-content {NAMESPACES}><office:automatic-styles>{automatic}</office:automatic-styles>\
         <office:body><office:text>{body}</office:text></office:body></office:document-content>"
    );
    let styles = format!("<office:document-styles {NAMESPACES}>{named}</office:document-styles>");
    let mut all: Vec<(&str, &[u8])> = vec![
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", content.as_bytes()),
        ("styles.xml", styles.as_bytes()),
    ];
    all.extend(parts);
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in all {
        let options = SimpleFileOptions::default().compression_method(match name {
            "mimetype" => zip::CompressionMethod::Stored,
            _ => zip::CompressionMethod::Deflated,
        });
        zip.start_file(name, options).expect("a part begins");
        zip.write_all(bytes).expect("a part is written");
    }
    zip.finish().expect("the archive ends").into_inner()
}

fn read_file(bytes: &[u8]) -> Imported {
    import(bytes, "plik.odt").expect("the file is read")
}

fn said(body: &str) -> String {
    read_file(&file("", body, "", &[])).document.source
}

fn lost(imported: &Imported) -> Vec<(LossKind, u32, &str)> {
    let report = imported.report.as_ref().expect("office files have a report");
    report.losses.iter().map(|loss| (loss.kind, loss.count, loss.detail.as_str())).collect()
}

/// The images of the sample.
pub(super) fn images() -> Images {
    Images::from([("media/schemat-wdrazania.svg".to_owned(), b"<svg width='40' height='30'/>".to_vec())])
}

pub(super) fn exported(source: &str) -> Vec<u8> {
    let options = OdtOptions { images: &images(), brand: &Brand::default() };
    odt(&clean(&read(source.to_owned())), &options).expect("the file is small")
}

/// What differs between a text and what came back of it.
fn differing(source: &str, back: &Imported) -> Vec<String> {
    let before = read(bare(source));
    if !compare(&before, &back.document, &CompareOptions::default()).is_changed() {
        return Vec::new();
    }
    let lines = before.source.lines().zip(back.document.source.lines()).filter(|(one, other)| one != other);
    lines.take(5).map(|(one, other)| format!("{one}\n{other}")).chain(["it is changed".to_owned()]).collect()
}

#[test]
fn the_sample_comes_back_from_our_own_odt_file_without_a_change() {
    for (name, source) in samples() {
        let back = read_file(&exported(&source));
        assert_eq!(differing(&source, &back), [""; 0], "{name}");
        let again = read_file(&exported(&back.document.source)).document.source;
        assert_eq!(read_file(&exported(&again)).document.source, again, "{name}");
    }
}

#[test]
fn numbers_of_chapters_and_items_are_those_that_are_shown() {
    let named = "<office:styles><text:outline-style>\
        <text:outline-level-style text:level=\"1\" style:num-format=\"I\" style:num-prefix=\"Cel strategiczny \" style:num-suffix=\".\"/>\
        <text:outline-level-style text:level=\"2\" style:num-format=\"1\" text:display-levels=\"2\" style:num-prefix=\"Cel operacyjny \"/>\
        </text:outline-style><text:list-style style:name=\"L1\">\
        <text:list-level-style-number text:level=\"1\" style:num-format=\"1\" style:num-suffix=\")\"/>\
        <text:list-level-style-number text:level=\"2\" style:num-format=\"a\" style:num-suffix=\")\"/></text:list-style></office:styles>";
    let item = |text: &str| format!("<text:list-item><text:p>{text}</text:p></text:list-item>");
    let body = format!(
        "<text:h text:outline-level=\"1\">Nauka</text:h><text:h text:outline-level=\"2\">Kadry</text:h>\
         <text:h text:outline-level=\"2\">Sprzęt</text:h><text:h text:outline-level=\"1\">Firmy</text:h>\
         <text:list text:style-name=\"L1\"><text:list-item><text:p>jeden</text:p><text:list>{}{}</text:list></text:list-item>{}</text:list>\
         <text:p>Przerwa.</text:p>\
         <text:list text:style-name=\"L1\" text:continue-numbering=\"true\">{}</text:list>\
         <text:list text:style-name=\"L1\">{}</text:list>",
        item("pod a"),
        item("pod b"),
        item("dwa"),
        item("trzy"),
        item("znowu jeden"),
    );
    let text = read_file(&file("", &body, named, &[])).document.source;
    assert_eq!(
        text,
        "# Cel strategiczny I. Nauka\n\n## Cel operacyjny I.1 Kadry\n\n## Cel operacyjny I.2 Sprzęt\n\n# Cel strategiczny II. Firmy\n\n\
         1) jeden\n   - a) pod a\n   - b) pod b\n2) dwa\n\nPrzerwa.\n\n3) trzy\n\n<!-- -->\n\n1) znowu jeden\n"
    );
}

#[test]
fn a_list_within_one_that_libreoffice_ended_before_it_stands_in_its_item() {
    let item = |text: &str| format!("<text:list-item><text:p>{text}</text:p></text:list-item>");
    let inner = |style: &str, depth: usize, text: &str| {
        let (open, close) =
            ("<text:list><text:list-item>".repeat(depth - 1), "</text:list-item></text:list>".repeat(depth - 1));
        format!(
            "<text:list text:style-name=\"{style}\"><text:list-item>{open}<text:list>{}</text:list>{close}</text:list-item></text:list>",
            item(text)
        )
    };
    let list = |style: &str, text: &str| format!("<text:list text:style-name=\"{style}\">{}</text:list>", item(text));
    let body =
        [list("A", "jeden"), inner("B", 1, "pod"), inner("C", 2, "niżej"), list("A", "dwa"), list("D", "osobna")]
            .concat();
    assert_eq!(said(&body), "- jeden\n  - pod\n    - niżej\n- dwa\n\n<!-- -->\n\n- osobna\n");
    assert_eq!(said(&inner("B", 2, "sama")), "- sama\n");
}

#[test]
fn looks_notes_links_images_and_spaces_come_over() {
    let automatic = "<style:style style:name=\"T1\" style:family=\"text\"><style:text-properties fo:font-weight=\"bold\"/></style:style>\
        <style:style style:name=\"T2\" style:family=\"text\"><style:text-properties style:text-position=\"super 58%\"/></style:style>\
        <style:style style:name=\"T3\" style:family=\"text\"><style:text-properties text:display=\"none\"/></style:style>";
    let body = "<text:p>Nakłady  <text:span text:style-name=\"T1\">rosną</text:span><text:note text:note-class=\"footnote\" text:id=\"f1\">\
        <text:note-citation>1</text:note-citation><text:note-body><text:p>Źródło: GUS.</text:p></text:note-body></text:note> o 5<text:s text:c=\"1\"/>m<text:span text:style-name=\"T2\">2</text:span>, \
        zob. <text:a xlink:href=\"https://example.org/\">stronę</text:a><text:span text:style-name=\"T3\">tajne</text:span>.</text:p>\
        <text:p><draw:frame draw:name=\"wykres.png\"><draw:image xlink:href=\"Pictures/1.png\"/><svg:desc>Wykres nakładów</svg:desc></draw:frame></text:p>\
        <text:p>A<office:annotation><text:p>Czy na pewno?</text:p></office:annotation></text:p>";
    let imported = read_file(&file(automatic, body, "", &[("Pictures/1.png", b"png")]));
    assert_eq!(
        imported.document.source,
        "Nakłady **rosną**[^1] o 5 m<sup>2</sup>, zob. [stronę](https://example.org/).\n\n![Wykres nakładów](media/wykres.png)\n\nA\n\n[^1]: Źródło: GUS.\n"
    );
    assert_eq!(
        (imported.media[0].path.as_str(), imported.media[0].bytes.as_slice()),
        ("media/wykres.png", b"png".as_slice())
    );
    assert_eq!(lost(&imported), [(LossKind::Hidden, 1, "tajne"), (LossKind::Comment, 1, "Czy na pewno?")]);
}

#[test]
fn tracked_changes_are_accepted_or_rejected() {
    let body = "<text:tracked-changes><text:changed-region text:id=\"c1\"><text:insertion/></text:changed-region>\
        <text:changed-region text:id=\"c2\"><text:deletion><text:p>dawny</text:p></text:deletion></text:changed-region></text:tracked-changes>\
        <text:p>Cel <text:change text:change-id=\"c2\"/><text:change-start text:change-id=\"c1\"/>nowy<text:change-end text:change-id=\"c1\"/> regionu.</text:p>";
    let bytes = file("", body, "", &[]);
    let of = |changes| {
        import_with(&bytes, "plik.odt", &ImportOptions { changes, ..ImportOptions::default() })
            .expect("the file is read")
    };
    assert_eq!(of(Changes::Accept).document.source, "Cel nowy regionu.\n");
    assert_eq!(of(Changes::Reject).document.source, "Cel dawny regionu.\n");
    assert_eq!(of(Changes::Accept).report.map(|report| report.read.changes), Some(2));
}

#[test]
fn code_within_a_line_comes_back_from_our_own_file() {
    let source = "Polecenie `git log` i **`nowela log`** oraz [`strona`](https://example.org/).\n";
    assert_eq!(read_file(&exported(source)).document.source, source);
}

#[test]
fn links_lead_to_pages_and_no_further() {
    let link = |target: &str| format!("<text:p><text:a xlink:href=\"{target}\">tu</text:a></text:p>");
    assert_eq!(said(&link("https://example.org/")), "[tu](https://example.org/)\n");
    for (target, kind) in [
        ("javascript:alert(1)", LossKind::Address),
        ("file:///etc/passwd", LossKind::Address),
        ("#Cele", LossKind::Anchor),
    ] {
        let imported = read_file(&file("", &link(target), "", &[]));
        assert_eq!(imported.document.source, "tu\n", "{target}");
        assert_eq!(lost(&imported)[0].0, kind, "{target}");
    }
}

#[test]
fn tables_keep_their_grid() {
    let cell = |text: &str| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>");
    let body = format!(
        "<table:table><table:table-column table:number-columns-repeated=\"3\"/><table:table-header-rows><table:table-row>{}{}{}</table:table-row></table:table-header-rows>\
         <table:table-row><table:table-cell table:number-columns-spanned=\"2\"><text:p>razem</text:p></table:table-cell><table:covered-table-cell/>{}</table:table-row></table:table>",
        cell("Wskaźnik"),
        cell("2020"),
        cell("2030"),
        cell("7%"),
    );
    let imported = read_file(&file("", &body, "", &[]));
    let rows: Vec<Vec<String>> = imported
        .document
        .source
        .lines()
        .filter(|line| !line.contains("--"))
        .map(|line| line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect())
        .collect();
    assert_eq!(rows, [["Wskaźnik", "2020", "2030"], ["razem", "", "7%"]]);
    assert_eq!(lost(&imported), [(LossKind::Merged, 1, "")]);
}

#[test]
fn hostile_files_are_refused_or_read_but_never_panic() {
    for (name, body) in [
        (
            "repeated rows",
            "<table:table><table:table-row table:number-rows-repeated=\"4000000000\"><table:table-cell table:number-columns-repeated=\"4000000000\"><text:p>a</text:p></table:table-cell></table:table-row></table:table>",
        ),
        ("repeated spaces", "<text:p>a<text:s text:c=\"4000000000\"/>b</text:p>"),
        (
            "outside",
            "<text:p>a<draw:frame><draw:image xlink:href=\"../../etc/passwd\"/></draw:frame><draw:frame><draw:image xlink:href=\"file:///etc/passwd\"/></draw:frame></text:p>",
        ),
    ] {
        let imported = read_file(&file("", body, "", &[]));
        assert!(imported.document.source.len() < 10_000_000 && imported.media.is_empty(), "{name}");
    }
    let deep = format!("{}<text:p>a</text:p>{}", "<text:section>".repeat(5_000), "</text:section>".repeat(5_000));
    import(&file("", &deep, "", &[]), "plik.odt").expect_err("it is nested without end");
    let whole = file("", "<text:p>Tekst o rozwoju regionu.</text:p>", "", &[]);
    for cut in 0..whole.len() {
        let _ = import(&whole[..cut], "plik.odt");
    }
    for at in 0..whole.len() {
        let mut damaged = whole.clone();
        damaged[at] ^= 0x5a;
        let _ = import(&damaged, "plik.odt");
    }
    assert_eq!(said("<text:p>a</text:p>"), "a\n");
}

/// LibreOffice gives the files of images names of its own.
fn renamed(source: &str) -> String {
    let rename = |line: &str| match line.rsplit_once("](media/") {
        Some((before, _)) => format!("{before}](media/obraz.svg)\n"),
        None => format!("{line}\n"),
    };
    source.lines().map(rename).collect()
}

/// Our own files, opened and saved by LibreOffice in both formats, hold the same text.
#[test]
#[ignore = "needs LibreOffice: .ci/run installs it"]
fn what_libreoffice_saves_is_read_without_a_change() {
    let soffice =
        std::env::var_os("NOWELA_SOFFICE").expect("NOWELA_SOFFICE is not set; .ci/run installs what it names");
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    let (from, to) = (folder.path().join("z"), folder.path().join("do"));
    std::fs::create_dir(&from).expect("the folder takes one");
    let samples = samples();
    for (number, (_, source)) in samples.iter().enumerate() {
        std::fs::write(from.join(format!("{number}.odt")), exported(source)).expect("the folder takes files");
    }
    for format in ["odt", "docx"] {
        let mut command = Command::new(&soffice);
        command.arg(format!("-env:UserInstallation=file://{}", folder.path().join("profil").display()));
        command.args(["--headless", "--convert-to", format, "--outdir"]).arg(to.join(format));
        command.args((0..samples.len()).map(|number| from.join(format!("{number}.odt"))));
        let output = command.output().expect("LibreOffice runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        for (number, (name, source)) in samples.iter().enumerate() {
            let path = to.join(format).join(format!("{number}.{format}"));
            let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let back = import(&bytes, &format!("plik.{format}")).expect("the file is read");
            let before = read(renamed(&bare(source)));
            let comparison = compare(&before, &read(renamed(&back.document.source)), &CompareOptions::default());
            assert!(!comparison.is_changed(), "{name} as {format}: {:#?}", differing(source, &back));
        }
    }
}
