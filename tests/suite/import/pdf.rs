//! PDF files: what a strategy says comes back from tagged files, most of it from untagged ones, and nothing makes the reader
//! fall.

use std::io::Write as _;

use nowela::compare::{CompareOptions, Comparison, Structure, Weight, compare};
use nowela::document::Document;
use nowela::document::markdown::read;
use nowela::import::report::LossKind;
use nowela::import::{ImportError, Imported, import};

use super::docx::{bare, samples};
use super::odt::images;
use crate::project::{Project, run};

/// A page by hand: lines of text at their places, in the face and size that is told.
fn page(lines: &[(i32, i32, i32, &str)]) -> Vec<u8> {
    let mut stream = String::from("BT\n");
    for (x, y, size, text) in lines {
        let face = if *size > 14 { "F2" } else { "F1" };
        stream.push_str(&format!("/{face} {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj\n"));
    }
    stream.push_str("ET\n");
    whole(&[
        CATALOGUE.to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        PAGE.to_owned(),
        streamed("", stream.as_bytes()),
    ])
}

const CATALOGUE: &str = "<</Type/Catalog/Pages 2 0 R>>";
const PAGE: &str = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 20 0 R/F2 21 0 R>>/XObject<</X 5 0 R>>>>>>";

/// A stream with further entries; bytes become the characters of their numbers.
fn streamed(entries: &str, bytes: &[u8]) -> String {
    let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    format!("<<{entries}/Length {}>>stream\n{text}\nendstream", bytes.len())
}

/// A file of these objects, from the first one on, and two faces.
fn whole(objects: &[String]) -> Vec<u8> {
    let font = |name: &str| format!("<</Type/Font/Subtype/Type1/BaseFont/{name}/Encoding/WinAnsiEncoding>>");
    let faces = [(20, font("Helvetica")), (21, font("Helvetica-Bold"))];
    let numbered = objects.iter().enumerate().map(|(at, object)| (at + 1, object.clone()));
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut table = String::from("xref\n0 1\n0000000000 65535 f \n");
    for (number, object) in numbered.chain(faces) {
        table.push_str(&format!("{number} 1\n{:010} 00000 n \n", file.len()));
        file.extend(format!("{number} 0 obj\n{object}\nendobj\n").chars().map(|c| c as u8));
    }
    let start = file.len();
    file.extend(format!("{table}trailer<</Size 22/Root 1 0 R>>\nstartxref\n{start}\n%%EOF").into_bytes());
    file
}

/// Bytes as a stream that is packed.
fn packed(bytes: &[u8]) -> String {
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(bytes).expect("a vector takes everything");
    streamed("/Filter/FlateDecode", &packer.finish().expect("a vector takes everything"))
}

/// Two lines, in a face whose letter `Q` stands for this sign.
pub(super) fn mapped(sign: char) -> Vec<u8> {
    let units: String = sign.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("{unit:04X}")).collect();
    let letters: String = (0x20..0x7f).filter(|it| *it != 0x51).map(|it| format!("<{it:02X}> <{it:04X}>\n")).collect();
    let map = format!(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def\n\
         1 begincodespacerange <00> <FF> endcodespacerange\n94 beginbfchar\n{letters}endbfchar\n\
         1 beginbfchar <51> <{units}> endbfchar\nendcmap end end"
    );
    let text = "BT /F3 12 Tf 1 0 0 1 72 750 Tm (Wnioskodawca wnosi o dotacje.) Tj 1 0 0 1 72 700 Tm (Naklad to 3Q5% PKB.) Tj ET";
    whole(&[
        CATALOGUE.to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        PAGE.replace("/F1 20 0 R", "/F1 20 0 R/F3 5 0 R").replace("/XObject<</X 5 0 R>>", ""),
        streamed("", text.as_bytes()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding/ToUnicode 6 0 R>>".to_owned(),
        streamed("", map.as_bytes()),
    ])
}

fn read_pdf(bytes: &[u8]) -> Imported {
    import(bytes, "plik.pdf").expect("the file is read")
}

fn losses(imported: &Imported) -> Vec<LossKind> {
    imported.report.as_ref().expect("PDF files have a report").losses.iter().map(|loss| loss.kind).collect()
}

/// What became of a text, as far as it is a change.
fn compared(source: &str, back: &Document) -> (Document, Comparison) {
    let before = read(bare(source));
    let comparison = compare(&before, back, &CompareOptions::default());
    (before, comparison)
}

#[test]
fn a_page_without_tags_is_read_by_its_looks() {
    let lines = [
        (72, 780, 20, "1. Cele regionu"),
        (72, 750, 12, "Samorz\\271d wspiera przedsi\\352biorstwa, kt\\363re wspie-"),
        (72, 735, 12, "raj\\271 uczelnie."),
        (72, 705, 12, "Cele s\\271 dwa:"),
        (90, 690, 12, "1\\)"),
        (108, 690, 12, "badania,"),
        (90, 675, 12, "2\\)"),
        (108, 675, 12, "wdro\\277enia."),
        (290, 30, 12, "7"),
    ];
    // The standard encoding has no Polish letters: these are its signs in their places.
    let imported = read_pdf(&page(&lines));
    let latin = |text: &str| text.replace('ą', "¹").replace('ę', "ê").replace('ł', "³").replace('ż', "¿");
    assert_eq!(
        imported.document.source,
        latin(
            "# 1. Cele regionu\n\nSamorząd wspiera przedsiębiorstwa, które wspierają uczelnie.\n\nCele są dwa:\n\n\
             1) badania,\n2) wdrożenia.\n"
        )
    );
    assert_eq!(losses(&imported), [LossKind::Guessed]);
}

#[test]
fn files_without_text_and_damaged_ones_are_told() {
    let empty = import(&page(&[]), "skan.pdf").expect_err("there is no text");
    assert_eq!(empty, ImportError::Pictures { name: "skan.pdf".to_owned(), pages: 1 });
    let damaged = import(b"%PDF-1.7\nnothing", "zly.pdf").expect_err("there is nothing");
    assert_eq!(damaged.code(), "package-damaged");
}

/// Objects that hold themselves, and a password.
#[test]
fn loops_and_passwords_are_told_or_passed() {
    let text = streamed("", b"/P <</MCID 0>> BDC BT /F1 12 Tf 1 0 0 1 50 700 Tm (abc) Tj ET EMC");
    let pages = |kids: &str| format!("<</Type/Pages/Kids[{kids}]/Count 1>>");
    let looped = whole(&[CATALOGUE.to_owned(), pages("2 0 R 3 0 R"), PAGE.to_owned(), text.clone()]);
    // Read without the loop or refused.
    let _ = import(&looped, "a.pdf");
    let tree = whole(&[
        "<</Type/Catalog/Pages 2 0 R/StructTreeRoot 5 0 R>>".to_owned(),
        pages("3 0 R"),
        PAGE.to_owned(),
        text,
        "<</Type/StructTreeRoot/K 6 0 R/RoleMap<</Q /R/R /Q>>>>".to_owned(),
        "<</S/Q/Pg 3 0 R/K[0 6 0 R 6 0 R 0]>>".to_owned(),
    ]);
    assert_eq!(read_pdf(&tree).document.source, "abc\n");
    let protected = import(include_bytes!("protected.pdf"), "tajne.pdf").expect_err("nobody knows the password");
    assert_eq!(protected.code(), "package-encrypted");
}

/// Found by files changed at random: the library goes into each of the dictionaries, until there is no stack left.
#[test]
fn objects_within_each_other_without_end_are_refused() {
    let objects = |page: String, text: String| {
        whole(&[CATALOGUE.to_owned(), "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(), page, text])
    };
    let (open, deep) = ("<</A ".repeat(20_000), "[".repeat(20_000));
    let text = || streamed("", b"BT /F1 12 Tf 1 0 0 1 50 700 Tm (abc) Tj ET");
    for file in [
        objects(PAGE.replacen("/Type", &format!("/X {open}/Type"), 1), text()),
        objects(PAGE.replacen("/Type", &format!("/X {deep}/Type"), 1), text()),
        objects(PAGE.to_owned(), streamed("", format!("BT {deep} ET").as_bytes())),
        objects(PAGE.to_owned(), "<<".repeat(20_000)),
    ] {
        let refused = import(&file, "a.pdf").expect_err("nobody could read it");
        assert_eq!(refused.code(), "package-damaged");
    }
    // As deep as programs write, and brackets within a text.
    let brackets = format!("BT /F1 12 Tf 1 0 0 1 50 700 Tm ({}) Tj ET", "[".repeat(300));
    let nested = format!("/X {}{}/Type", "[".repeat(100), "]".repeat(100));
    let read = read_pdf(&objects(PAGE.replacen("/Type", &nested, 1), streamed("", brackets.as_bytes())));
    assert!(read.document.source.contains("[["), "{}", read.document.source);
}

/// A note that nothing refers to keeps its text, at the end, and is told by its number.
#[test]
fn a_note_without_a_reference_is_kept_at_the_end_and_told() {
    let text = streamed(
        "",
        b"/P <</MCID 0>> BDC BT /F1 12 Tf 1 0 0 1 72 750 Tm (Cele regionu.) Tj ET EMC \
          /Note <</MCID 1>> BDC BT /F1 12 Tf 1 0 0 1 72 100 Tm (7 Dane urzedu.) Tj ET EMC",
    );
    let file = {
        let part = |kind: &str, mark: u8| format!("<</S/{kind}/Pg 3 0 R/P 5 0 R/K {mark}>>");
        whole(&[
            "<</Type/Catalog/Pages 2 0 R/StructTreeRoot 5 0 R/MarkInfo<</Marked true>>>>".to_owned(),
            "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
            PAGE.to_owned(),
            text,
            "<</Type/StructTreeRoot/K[6 0 R 7 0 R]>>".to_owned(),
            part("P", 0),
            part("Note", 1),
        ])
    };
    let loose = read_pdf(&file);
    assert_eq!(loose.document.source.lines().next(), Some("Cele regionu."));
    assert!(loose.document.source.contains("Dane urzedu."), "{}", loose.document.source);
    let report = loose.report.expect("PDF files have a report");
    let told: Vec<_> = report.losses.iter().map(|loss| (loss.kind, loss.count, loss.detail.as_str())).collect();
    assert_eq!(told, [(LossKind::LooseNote, 1, "7")]);
}

/// Files that ask for more than there is are ended in their process.
#[test]
#[cfg_attr(not(debug_assertions), ignore = "release builds cannot be asked for a fault")]
fn bombs_end_within_the_limits_of_their_process() {
    let pages = || [CATALOGUE.to_owned(), "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(), PAGE.to_owned()];
    let with = |objects: &[String]| whole(&[&pages()[..], objects].concat());
    let blanks = with(&[packed(&vec![b' '; 300 << 20])]);
    let letters = with(&[packed(
        &[b"BT /F1 12 Tf ".as_slice(), &b"(aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa) Tj ".repeat(400_000), b"ET"].concat(),
    )]);
    let drawn = with(&[
        streamed("", b"/X Do"),
        streamed("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>", b"/X Do /X Do"),
    ]);
    let nested = with(&[packed(&[b"BT ".as_slice(), &b"[".repeat(2_000_000), b" ET"].concat())]);
    let project = Project::new();
    for (name, bytes) in
        [("blanks.pdf", blanks), ("letters.pdf", letters), ("drawn.pdf", drawn), ("nested.pdf", nested)]
    {
        project.write(name, bytes);
        let start = std::time::Instant::now();
        let mut command = project.nowela(&["import", name, "--document", "ris"]);
        let done = run(command.env("NOWELA_TEST_READER_LIMITS", "536870912,2,20"));
        assert_eq!(done.code, 3, "{name}: {}{}", done.out, done.err);
        assert!(start.elapsed().as_secs() < 20, "{name}: {:?}", start.elapsed());
        assert!(!project.root().join("strategy/ris/text.md").exists(), "{name}");
    }
}

#[test]
fn no_prefix_and_no_changed_byte_makes_the_reader_fall() {
    let whole = page(&[(72, 780, 20, "Cele"), (72, 750, 12, "Tekst."), (90, 690, 12, "1\\) badania,")]);
    for end in 0..whole.len() {
        let _ = import(&whole[..end], "a.pdf");
    }
    for at in 0..whole.len() {
        for with in [b'0', b'<', b'(', 0xff] {
            let mut other = whole.clone();
            other[at] = with;
            let _ = import(&other, "a.pdf");
        }
    }
}

#[cfg(feature = "pdf")]
pub(super) mod ours {
    use nowela::locale::{Language, Locale};
    use nowela::render::brand::Brand;
    use nowela::render::layout::clean;
    use nowela::render::pdf::{Front, PdfOptions, pdf};

    use super::*;

    pub(crate) fn made(source: &str) -> Vec<u8> {
        let front = Front { kicker: "Tekst".to_owned(), title: "Strategia".to_owned(), ..Front::default() };
        let options = PdfOptions {
            locale: &Locale::new(Language::Polish),
            brand: &Brand::default(),
            images: &images(),
            front: &front,
            date: None,
        };
        pdf(&clean(&read(source.to_owned())), &options).expect("the text is set").bytes
    }

    /// The title page is added; else no word of text is lost, and no section is taken for another one.
    #[test]
    fn the_sample_comes_back_from_our_own_pdf_files() {
        for (name, source) in samples() {
            let back = read_pdf(&made(&source));
            let (_, comparison) = compared(&source, &back.document);
            let kinds: Vec<&Structure> = comparison.entries.iter().flat_map(|entry| &entry.structure).collect();
            // A level that a text leaves out cannot be left out in PDF/UA.
            let harmless = |kind: &Structure| matches!(kind, Structure::Edited | Structure::Releveled);
            assert!(kinds.iter().all(|kind| harmless(kind)), "{name}: {kinds:?}");
            let figures = source.lines().filter(|line| line.starts_with("![")).count();
            let pictures = losses(&back).iter().filter(|kind| **kind == LossKind::Picture).count();
            assert_eq!(pictures, figures, "{name}");
            let substantive =
                comparison.entries.iter().filter(|entry| entry.weight == Some(Weight::Substantive)).count();
            assert!(substantive <= 1 + figures, "{name}: {substantive} sections");
            let numbers: Vec<_> = comparison.quantities.iter().collect();
            assert!(numbers.is_empty(), "{name}: {numbers:?}");
        }
    }

    #[test]
    fn what_is_changed_in_a_tagged_file_makes_the_reader_not_fall() {
        let whole = made(
            "# Cele\n\nTekst[^1] z [adresem](https://example.org).\n\n- jeden\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[^1]: Uwaga.\n",
        );
        let mut seed = 7_u64;
        for _ in 0..1_500 {
            let mut other = whole.clone();
            for _ in 0..3 {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                let at = (seed >> 33) as usize % other.len();
                other[at] = (seed >> 25) as u8;
            }
            let _ = import(&other, "a.pdf");
        }
    }
}

mod office {
    use std::path::Path;
    use std::process::Command;

    use super::*;
    use crate::word::told;
    use nowela::render::brand::Brand;
    use nowela::render::layout::clean;
    use nowela::render::odt::{OdtOptions, odt};

    /// The text as LibreOffice prints it, with tags or without.
    fn printed(source: &str, filter: &str, folder: &Path) -> Vec<u8> {
        let options = OdtOptions { images: &images(), brand: &Brand::default() };
        let file = odt(&clean(&read(bare(source))), &options).expect("the file is small");
        let path = folder.join("tekst.odt");
        std::fs::write(&path, file).expect("the folder takes files");
        let home = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
        let output = Command::new(told("NOWELA_SOFFICE"))
            .args([&home, "--headless", "--convert-to", filter, "--outdir"])
            .args([folder, &path])
            .output()
            .expect("LibreOffice runs");
        assert!(output.status.success(), "{output:?}");
        std::fs::read(folder.join("tekst.pdf")).expect("LibreOffice wrote the file")
    }

    const TAGGED: &str = "pdf:writer_pdf_Export:{\"UseTaggedPDF\":{\"type\":\"boolean\",\"value\":\"true\"}}";

    #[test]
    #[ignore = "needs LibreOffice: .ci/run installs it"]
    fn the_sample_comes_back_from_tagged_files_of_libreoffice() {
        let folder = tempfile::tempdir().expect("there is room for a temporary folder");
        for (name, source) in samples() {
            let back = read_pdf(&printed(&source, TAGGED, folder.path()));
            let (_, comparison) = compared(&source, &back.document);
            let heavy: Vec<_> = comparison.entries.iter().filter(|it| it.weight == Some(Weight::Substantive)).collect();
            // A picture is not carried over; the report says so.
            let figures = source.lines().filter(|line| line.starts_with("![")).count();
            assert!(heavy.len() <= figures, "{name}: {:?}", heavy.iter().map(|entry| &entry.after).collect::<Vec<_>>());
            assert_eq!(losses(&back), vec![LossKind::Picture; figures], "{name}");
        }
    }

    #[test]
    #[ignore = "needs LibreOffice: .ci/run installs it"]
    fn most_of_the_sample_comes_back_from_untagged_files_of_libreoffice() {
        let folder = tempfile::tempdir().expect("there is room for a temporary folder");
        for (name, source) in samples() {
            let back = read_pdf(&printed(&source, "pdf", folder.path()));
            let (before, comparison) = compared(&source, &back.document);
            assert!(losses(&back).contains(&LossKind::Guessed), "{name}");
            let known = comparison.entries.iter().filter(|it| it.before.len() == 1 && it.after.len() == 1).count();
            assert!(known * 10 >= before.sections.len() * 9, "{name}: {known} of {} sections", before.sections.len());
        }
    }
}
