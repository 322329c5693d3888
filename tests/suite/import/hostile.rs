//! Files made to do harm: sizes that are lies, links and doubles among the parts, document types, characters that nobody sees.

use std::io::{Cursor, Write as _};

use nowela::document::RemarkKind;
use nowela::import::report::LossKind;
use nowela::import::{Imported, import};
use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

use super::docx::{p, t, word};
use super::odt;
use crate::project::{Project, run};

const WORD: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

/// The main part of a Word file with this text.
fn document(text: &str) -> String {
    format!("<w:document {WORD}><w:body>{}</w:body></w:document>", p(&t(text)))
}

/// A ZIP archive of these parts, all packed in one way.
fn zipped(parts: &[(&str, &[u8])], method: CompressionMethod) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(method);
    for (name, bytes) in parts {
        zip.start_file(*name, options).expect("a part begins");
        zip.write_all(bytes).expect("a part is written");
    }
    zip.finish().expect("the archive ends").into_inner()
}

/// Where the headers of one kind begin.
fn headers(file: &[u8], mark: &[u8]) -> Vec<usize> {
    file.windows(mark.len()).enumerate().filter(|(_, it)| *it == mark).map(|(at, _)| at).collect()
}

/// The code of the error that a file gives.
fn refused(file: &[u8], name: &str) -> &'static str {
    import(file, name).expect_err("it is refused").code()
}

/// What a header says of the size of its part counts nowhere: the whole text is read, or none.
#[test]
fn a_part_whose_header_lies_about_its_size_is_read_whole_or_refused() {
    const TEXT: &str = "Tekst o rozwoju regionu, który jest długi na tyle, że da się go skrócić.";
    // In front of the part itself, and in the list at the end; first the size packed, then the size unpacked.
    let places = [(b"PK\x03\x04", 18), (b"PK\x03\x04", 22), (b"PK\x01\x02", 20), (b"PK\x01\x02", 24)];
    let lies = |size: u32| [0, 1, size / 2, size - 1, size + 1, size * 2, 0x7fff_ffff, u32::MAX - 1, u32::MAX];
    let (mut read, mut told) = (0, 0);
    for method in [CompressionMethod::Deflated, CompressionMethod::Stored] {
        let whole = zipped(&[("word/document.xml", document(TEXT).as_bytes()), ("last.xml", b"<a/>")], method);
        for (mark, offset) in places {
            let at = headers(&whole, mark)[0] + offset;
            let size = u32::from_le_bytes(whole[at..at + 4].try_into().expect("four bytes"));
            for lie in lies(size) {
                let mut file = whole.clone();
                file[at..at + 4].copy_from_slice(&lie.to_le_bytes());
                match import(&file, "plik.docx") {
                    Ok(imported) => {
                        assert_eq!(imported.document.source, format!("{TEXT}\n"), "{lie} at {at}");
                        read += 1;
                    }
                    Err(error) => {
                        assert!(error.code().starts_with("package-"), "{lie} at {at}: {error}");
                        told += 1;
                    }
                }
            }
        }
    }
    assert!(read > 10 && told > 10, "{read} are read, {told} refused");
}

/// A bomb is one whatever its headers say: small when unpacked, or large when packed.
#[test]
fn a_bomb_goes_off_under_no_false_size() {
    let blanks = document(&" ".repeat(20 << 20));
    let whole = zipped(&[("word/document.xml", blanks.as_bytes())], CompressionMethod::Deflated);
    assert_eq!(refused(&whole, "plik.docx"), "package-too-large");
    for (mark, packed) in [(b"PK\x03\x04", 18), (b"PK\x01\x02", 20)] {
        let at = headers(&whole, mark)[0] + packed;
        for (place, lie) in [(at, 0x7fff_ffff_u32), (at, u32::MAX - 1), (at + 4, 100), (at + 4, 0)] {
            let mut file = whole.clone();
            file[place..place + 4].copy_from_slice(&lie.to_le_bytes());
            let code = refused(&file, "plik.docx");
            match place == at {
                true => assert_eq!(code, "package-too-large", "{lie}"),
                // More than it told may be refused before the limit is reached.
                false => assert!(["package-too-large", "package-part"].contains(&code), "{lie}: {code}"),
            }
        }
    }
}

/// Links among the parts are followed nowhere, and are no parts.
#[test]
fn a_link_in_the_place_of_a_part_is_none() {
    let linked = |link: &str, target: &str, parts: &[(&str, &str)]| {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        for (name, text) in parts {
            zip.start_file(*name, options).expect("a part begins");
            zip.write_all(text.as_bytes()).expect("a part is written");
        }
        zip.add_symlink(link, target, options).expect("a link is written");
        zip.finish().expect("the archive ends").into_inner()
    };
    for target in ["/etc/passwd", "../../etc/passwd", "word/other.xml"] {
        let file = linked("word/document.xml", target, &[("word/other.xml", &document("Tekst."))]);
        assert_eq!(refused(&file, "plik.docx"), "package-missing", "{target}");
        let file = linked("content.xml", target, &[("mimetype", "application/vnd.oasis.opendocument.text")]);
        assert_eq!(refused(&file, "plik.odt"), "package-missing", "{target}");
    }
    let blip = "<w:r><w:drawing><a:blip xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
        xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" r:embed=\"i\"/></w:drawing></w:r>";
    let body = format!("<w:document {WORD}><w:body>{}</w:body></w:document>", p(&(t("Tekst.") + blip)));
    let relations = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"i\" \
        Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/image\" Target=\"media/image1.png\"/></Relationships>";
    let parts = [("word/document.xml", body.as_str()), ("word/_rels/document.xml.rels", relations)];
    let imported = import(&linked("word/media/image1.png", "/etc/passwd", &parts), "plik.docx").expect("it is read");
    assert!(imported.media.is_empty(), "{:?}", imported.media);
    let losses = imported.report.expect("there is a report").losses;
    assert_eq!(losses.iter().map(|loss| loss.kind).collect::<Vec<_>>(), [LossKind::MissingImage]);
}

/// Two parts that some program would take for one: which of them is read would depend on who reads.
#[test]
fn parts_that_differ_in_case_or_in_their_root_only_are_refused() {
    let (one, other) = (document("Pierwszy."), document("Drugi."));
    for name in ["Word/document.xml", "word/DOCUMENT.XML", "/word/document.xml", "//word/document.xml"] {
        for parts in [[("word/document.xml", &one), (name, &other)], [(name, &other), ("word/document.xml", &one)]] {
            let parts = parts.map(|(name, text)| (name, text.as_bytes()));
            assert_eq!(refused(&zipped(&parts, CompressionMethod::Deflated), "plik.docx"), "package-twice", "{name}");
        }
    }
    let content: &[u8] = b"<a/>";
    for name in ["Content.xml", "STYLES.xml", "/content.xml"] {
        let file = odt::file("", "<text:p>Tekst.</text:p>", "", &[(name, content)]);
        assert_eq!(refused(&file, "plik.odt"), "package-twice", "{name}");
    }
}

/// A part is found by its own name alone: none that leads elsewhere stands for it.
#[test]
fn names_that_lead_elsewhere_stand_for_no_part() {
    let text = document("Tekst.");
    for name in ["../word/document.xml", "word/../word/document.xml", "./word/document.xml", "C:\\word\\document.xml"] {
        let file = zipped(&[(name, text.as_bytes()), ("word/documents", b"")], CompressionMethod::Deflated);
        assert_eq!(refused(&file, "plik.docx"), "package-missing", "{name}");
    }
    let absolute = zipped(&[("/word/document.xml", text.as_bytes())], CompressionMethod::Deflated);
    // Some programs write names from the root of the file; it is the root of the file, not of the machine.
    assert_eq!(import(&absolute, "plik.docx").expect("it is read").document.source, "Tekst.\n");
}

/// Document types are refused in every part that is read, with all that they could declare.
#[test]
fn a_document_type_is_refused_in_every_part() {
    let space = "http://schemas.openxmlformats.org/package/2006/relationships";
    let types = [
        "<!DOCTYPE a [<!ENTITY b \"c\">]>",
        "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]>",
        "<!DOCTYPE a SYSTEM \"http://127.0.0.1:9/a.dtd\">",
        "<!DOCTYPE a [<!ENTITY % b SYSTEM \"http://127.0.0.1:9/a.dtd\"> %b;]>",
        "<!DOCTYPE a [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]>",
        "<!DOCTYPE a>",
    ];
    let main = document("Tekst &b;.");
    let relation = |kind: &str| (kind.to_owned(), format!("{kind}.xml"));
    for doctype in types {
        let with = |text: &str| format!("<?xml version=\"1.0\"?>{doctype}{text}");
        assert_eq!(
            refused(&zipped(&[("word/document.xml", with(&main).as_bytes())], CompressionMethod::Deflated), "a.docx"),
            "package-part",
            "{doctype}"
        );
        for (kind, root) in [
            ("styles", "w:styles"),
            ("numbering", "w:numbering"),
            ("footnotes", "w:footnotes"),
            ("comments", "w:comments"),
            ("header", "w:hdr"),
        ] {
            let part = with(&format!("<{root} {WORD}>&b;</{root}>"));
            let (kind, target) = relation(kind);
            let path = format!("word/{target}");
            let file = word(&p(&t("Tekst.")), &[("x", &kind, &target)], &[(&path, &part)]);
            assert_eq!(refused(&file, "a.docx"), "package-part", "{kind}: {doctype}");
        }
        let relations = with(&format!("<Relationships xmlns=\"{space}\"><Relationship Id=\"&b;\"/></Relationships>"));
        for name in ["word/_rels/document.xml.rels", "_rels/.rels"] {
            let text = document("Tekst.");
            let parts = [("word/document.xml", text.as_bytes()), (name, relations.as_bytes())];
            let code = refused(&zipped(&parts, CompressionMethod::Deflated), "a.docx");
            assert_eq!(code, "package-part", "{name}: {doctype}");
        }
        for (content, styles) in [(doctype, ""), ("", doctype)] {
            let office = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\"";
            let content = format!(
                "{content}<office:document-content {office}><office:body><office:text/></office:body></office:document-content>"
            );
            let styles = format!("{styles}<office:document-styles {office}/>");
            let parts = [
                ("mimetype", b"application/vnd.oasis.opendocument.text".as_slice()),
                ("content.xml", content.as_bytes()),
                ("styles.xml", styles.as_bytes()),
            ];
            assert_eq!(refused(&zipped(&parts, CompressionMethod::Stored), "a.odt"), "package-part", "{doctype}");
        }
    }
    // Without a document type nothing is declared, and an entity is none.
    assert_eq!(
        refused(&zipped(&[("word/document.xml", main.as_bytes())], CompressionMethod::Stored), "a.docx"),
        "package-part"
    );
}

/// What nobody sees, and how it is called in what is told.
const UNSEEN: [(char, &str); 6] = [
    ('\u{202e}', "U+202E"),
    ('\u{2066}', "U+2066"),
    ('\u{200b}', "U+200B"),
    ('\u{2060}', "U+2060"),
    ('\u{ad}', "U+00AD"),
    ('\u{e0041}', "U+E0041"),
];

/// That a text holds such a character, and that its name and its line are told.
fn unseen(imported: &Imported, sign: char, code: &str, format: &str) {
    let source = &imported.document.source;
    assert!(source.contains(sign), "{format}: {code} is gone from {source:?}");
    let line = source.lines().position(|line| line.contains(sign)).expect("it is in a line") as u32 + 1;
    let told = imported.document.remarks.iter().find_map(|remark| match &remark.kind {
        RemarkKind::Hidden { count: 1, which } => Some((which.as_str(), remark.line)),
        _ => None,
    });
    assert_eq!(told, Some((code, Some(line))), "{format}");
}

#[test]
fn characters_that_nobody_sees_are_told_by_name_and_place_in_every_format() {
    for (sign, code) in UNSEEN {
        let (first, second) = ("Wnioskodawca składa ofertę.", format!("Nakłady wzrosną do 3{sign}5% PKB."));
        let docx = word(&(p(&t(first)) + &p(&t(&second))), &[], &[]);
        unseen(&import(&docx, "a.docx").expect("it is read"), sign, code, "DOCX");
        let odt = odt::file("", &format!("<text:p>{first}</text:p><text:p>{second}</text:p>"), "", &[]);
        unseen(&import(&odt, "a.odt").expect("it is read"), sign, code, "ODT");
        for said in [second.clone(), second.replace(sign, &format!("&#x{:x};", u32::from(sign)))] {
            let html = format!("<!DOCTYPE html><meta charset=utf-8><body><p>{first}</p><p>{said}</p></body>");
            unseen(&import(html.as_bytes(), "a.html").expect("it is read"), sign, code, "HTML");
        }
        // Soft hyphens divide the words of PDF files, and are taken out where the lines are joined.
        #[cfg(feature = "pdf-import")]
        if sign != '\u{ad}' {
            unseen(&import(&super::pdf::mapped(sign), "a.pdf").expect("it is read"), sign, code, "PDF");
        }
    }
}

/// The program says so on the terminal, in words, and writes no such character there.
#[test]
fn the_program_tells_of_unseen_characters_and_passes_none_to_the_terminal() {
    let project = Project::with(&[("ris", "2020-07-07", "# A\n")]);
    project.write("ukryty.docx", word(&(p(&t("Cele.")) + &p(&t("Nakłady 3\u{202e}5%."))), &[], &[]));
    project.write("ukryty.html", "<!DOCTYPE html><meta charset=utf-8><p>Cele.</p><p>Nakłady 3&#x202e;5%.</p>");
    for name in ["ukryty.docx", "ukryty.html"] {
        let done = run(&mut project.nowela(&["import", name, "--document", "nowy"]));
        assert_eq!(done.code, 0, "{}", done.err);
        assert!(done.err.contains("U+202E") && done.err.contains("wiersz 3"), "{}", done.err);
        assert!(!(done.out + &done.err).contains('\u{202e}'));
    }
}
