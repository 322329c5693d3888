//! The import room: what bytes become, and what is refused.

mod apart;
mod comments;
pub(crate) mod docx;
mod fuzz;
mod hostile;
mod html;
mod noise;
mod odt;
mod pandoc;
mod sides;
#[cfg(feature = "pdf-import")]
mod pdf;

use encoding_rs::{Encoding, ISO_8859_2, KOI8_R, SHIFT_JIS, UTF_8, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252};
use nowela::document::RemarkKind;
use nowela::import::text::{DecodeError, Decoded, decode};
use nowela::import::{ImportError, import};
use proptest::prelude::*;

/// Sentences of one line, as they stand alone in a file in the worst case.
const SENTENCES: [&str; 15] = [
    "Zarząd Województwa przyjął projekt.",
    "Środowiskowy wymiar strategii",
    "Zażółć gęślą jaźń",
    "ZAŻÓŁĆ GĘŚLĄ JAŹŃ",
    "Źródło: opracowanie własne",
    "WSPÓŁPRACA SIĘ ROZWIJA, PRZEDSIĘBIORCY ŚWIADCZĄ USŁUGI",
    "Łódź",
    "Cele są trzy.",
    "Wzrost innowacyjności województwa do 2030 r.",
    "Działania wspierające współpracę nauki z gospodarką",
    "Rozwój regionu",
    "Opinię wyrażają: samorząd, uczelnie, przedsiębiorstwa.",
    "Wartość bazowa ±5% wskaźnika została przyjęta w 2020 r.",
    "Müller i współpracownicy opisali ścieżkę wdrożenia",
    "# Zażółć gęślą jaźń\n\nŚwiętokrzyskie źródła",
];

fn encode(text: &str, encoding: &'static Encoding) -> Vec<u8> {
    let (bytes, _, lossy) = encoding.encode(text);
    assert!(!lossy, "{text:?} can be written in {}", encoding.name());
    bytes.into_owned()
}

fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(to_bytes).collect()
}

fn kinds(decoded: &Decoded) -> Vec<RemarkKind> {
    decoded.remarks.iter().map(|remark| remark.kind.clone()).collect()
}

fn converted(encoding: &str) -> RemarkKind {
    RemarkKind::Converted { encoding: encoding.to_owned() }
}

#[test]
fn utf8_is_read_as_it_is() {
    for sentence in SENTENCES {
        let decoded = decode(encode(sentence, UTF_8).as_slice()).expect("UTF-8 is read");
        assert_eq!((decoded.text.as_str(), decoded.remarks.len()), (sentence, 0));
    }
    assert_eq!(decode(b"").expect("nothing is a text").text, "");
}

#[test]
fn the_two_central_european_encodings_are_told_apart_on_one_sentence() {
    for sentence in SENTENCES {
        for encoding in [WINDOWS_1250, ISO_8859_2] {
            if encoding.encode(sentence).2 {
                continue;
            }
            let bytes = encode(sentence, encoding);
            let decoded = decode(&bytes).unwrap_or_else(|e| panic!("{sentence:?} in {}: {e}", encoding.name()));
            assert_eq!(decoded.text, sentence, "in {}", encoding.name());
            // Where no byte differs, either name is right.
            let same = WINDOWS_1250.encode(sentence).0 == ISO_8859_2.encode(sentence).0;
            let names: Vec<RemarkKind> = if same {
                vec![converted("windows-1250"), converted("ISO-8859-2")]
            } else {
                vec![converted(encoding.name())]
            };
            assert!(matches!(kinds(&decoded).as_slice(), [only] if names.contains(only)), "{:?}", decoded.remarks);
        }
    }
}

#[test]
fn a_whole_text_is_read_in_both_encodings() {
    let text = SENTENCES.join("\n\n");
    let windows = decode(&encode(&text, WINDOWS_1250)).expect("Windows-1250 is read");
    assert_eq!((windows.text.as_str(), kinds(&windows)), (text.as_str(), vec![converted("windows-1250")]));
    let text = text.replace('±', "");
    let iso = decode(&encode(&text, ISO_8859_2)).expect("ISO-8859-2 is read");
    assert_eq!((iso.text.as_str(), kinds(&iso)), (text.as_str(), vec![converted("ISO-8859-2")]));
}

#[test]
fn windows_quotation_marks_and_dashes_survive() {
    for text in ["„Dobra praktyka” – opis", "„Wizja” – dążenie do… zmian", "Cele\u{a0}– „trzy”"] {
        let decoded = decode(&encode(text, WINDOWS_1250)).expect("Windows-1250 is read");
        assert_eq!((decoded.text.as_str(), kinds(&decoded)), (text, vec![converted("windows-1250")]));
    }
}

#[test]
fn utf16_is_read_with_and_without_its_mark() {
    for sentence in SENTENCES {
        for (name, mark, to_bytes) in [
            ("UTF-16LE", [0xff, 0xfe], u16::to_le_bytes as fn(u16) -> [u8; 2]),
            ("UTF-16BE", [0xfe, 0xff], u16::to_be_bytes),
        ] {
            let bare = utf16(sentence, to_bytes);
            let marked = [mark.as_slice(), bare.as_slice()].concat();
            for bytes in [bare, marked] {
                let decoded = decode(&bytes).expect("UTF-16 is read");
                assert_eq!((decoded.text.as_str(), kinds(&decoded)), (sentence, vec![converted(name)]));
            }
        }
    }
}

#[test]
fn marks_and_line_ends_are_dropped_visibly() {
    let decoded = decode("\u{feff}# Cel\r\n\r\nWięcej\rinnowacji\n".as_bytes()).expect("UTF-8 is read");
    assert_eq!(decoded.text, "# Cel\n\nWięcej\ninnowacji\n");
    assert_eq!(kinds(&decoded), [RemarkKind::ByteOrderMark, RemarkKind::LineEnds { lines: 3 }]);
    let decoded = decode("a\u{fffd}b\u{fffd}".as_bytes()).expect("UTF-8 is read");
    assert_eq!(kinds(&decoded), [RemarkKind::ReplacementCharacter { count: 2 }]);
}

#[test]
fn a_text_of_an_old_machine_keeps_its_lines() {
    let document = import(b"# Cel\r\rPierwszy.\r\r## Zadania\r", "x.md").expect("the text is read").document;
    assert_eq!(document.source, "# Cel\n\nPierwszy.\n\n## Zadania\n");
    assert_eq!(document.sections.len(), 3);
    assert_eq!(document.remarks[0].kind, RemarkKind::LineEnds { lines: 5 });
}

#[test]
fn letters_written_in_parts_are_composed_visibly() {
    use unicode_normalization::UnicodeNormalization as _;
    let parts: String = "Zażółć gęślą jaźń, region".nfd().collect();
    for bytes in [parts.clone().into_bytes(), [b"\xff\xfe".as_slice(), &utf16(&parts, u16::to_le_bytes)].concat()] {
        let decoded = decode(&bytes).expect("the text is read");
        assert_eq!(decoded.text, "Zażółć gęślą jaźń, region");
        assert!(kinds(&decoded).contains(&RemarkKind::Composed { words: 3 }), "{:?}", decoded.remarks);
    }
    // Accents without a composed letter stay, and nothing is told where nothing is done.
    let decoded = decode("q\u{308} „cytat” – 5\u{a0}%…".as_bytes()).expect("the text is read");
    assert_eq!((decoded.text.as_str(), decoded.remarks.len()), ("q\u{308} „cytat” – 5\u{a0}%…", 0));
}

#[test]
fn a_zero_byte_is_refused_wherever_it_stands() {
    for text in ["\0# Cel\n\nWięcej", "# Cel\n\nWię\0cej", "# Cel\n\nWięcej\n\0", "\u{feff}# Cel\0"] {
        assert_eq!(decode(text.as_bytes()), Err(DecodeError::Binary), "{text:?}");
    }
}

#[test]
fn binary_files_are_refused() {
    let noise: Vec<u8> = (0..2000u32).map(|at| (at * 7919 % 251) as u8).collect();
    let cases: [&[u8]; 7] = [
        b"PK\x03\x04rest of an archive",
        b"%PDF-1.7 all in ASCII",
        b"\x89PNG\r\n\x1a\n",
        b"text with a \0 in it",
        &noise,
        b"\x01\x02\x03\x04\x05 few letters",
        b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0",
    ];
    for bytes in cases {
        assert_eq!(decode(bytes), Err(DecodeError::Binary), "{:?}", String::from_utf8_lossy(bytes));
    }
}

#[test]
fn damaged_text_is_refused_with_its_place() {
    let damaged = |encoding, line, offset| Err(DecodeError::Damaged { encoding, line, offset });
    let mut bytes = "Wizja\nRozwój\nZażółć gęślą jaźń".as_bytes().to_vec();
    let ring = bytes.iter().position(|b| *b == 0xc3).expect("there is an ó");
    bytes[ring + 1] = b'?';
    assert_eq!(decode(&bytes), damaged("UTF-8", 2, ring));
    assert_eq!(decode(b"\xef\xbb\xbfa\r\nb\rc\xff"), damaged("UTF-8", 3, 9));
    assert_eq!(
        decode("ż".as_bytes().iter().chain(&[0xff]).copied().collect::<Vec<_>>().as_slice()),
        damaged("UTF-8", 1, 2)
    );
    let mixed = [SENTENCES[2].as_bytes(), b"\n", &encode(SENTENCES[1], WINDOWS_1250)].concat();
    assert!(matches!(decode(&mixed), Err(DecodeError::Damaged { encoding: "UTF-8", line: 2, .. })));
    assert_eq!(decode(b"\xff\xfea\0\n\0b\0\0\xd8c\0"), damaged("UTF-16LE", 2, 8));
    assert_eq!(decode(b"\xff\xfea\0b"), damaged("UTF-16LE", 1, 4));
}

#[test]
fn two_encodings_in_one_file_are_refused() {
    let both = [encode(SENTENCES[1], WINDOWS_1250), b"\n".to_vec(), encode(SENTENCES[1], ISO_8859_2)].concat();
    assert_eq!(decode(&both), Err(DecodeError::Undecided));
}

#[test]
fn other_encodings_are_refused_and_named() {
    let cases = [
        ("Региональная стратегия инноваций до 2030 года", WINDOWS_1251, "windows-1251"),
        ("Региональная стратегия инноваций", KOI8_R, "KOI8-U"),
        ("地域イノベーション戦略の改定について", SHIFT_JIS, "Shift_JIS"),
        ("La stratégie régionale d'innovation à l'échéance 2030, élaborée avec succès", WINDOWS_1252, "windows-1252"),
        ("España y mañana", WINDOWS_1252, "windows-1252"),
    ];
    for (text, encoding, name) in cases {
        let found = decode(&encode(text, encoding));
        assert_eq!(found, Err(DecodeError::Unsupported { encoding: name.to_owned() }), "{text}");
    }
    assert_eq!(decode(b"\xff\xfe\0\0a\0\0\0"), Err(DecodeError::Unsupported { encoding: "UTF-32LE".to_owned() }));
}

#[test]
fn short_western_texts_are_not_taken_for_polish() {
    for sentence in ["El año pasado, la opinión", "Über süße Äpfel", "Où est l’élève ? Ça va", "coração não são três"]
    {
        let (bytes, _, lost) = encoding_rs::WINDOWS_1252.encode(sentence);
        // Letters that are the same in both encodings are read right.
        let read = decode(&bytes).map_or(sentence.to_owned(), |decoded| decoded.text);
        assert_eq!((read.as_str(), lost), (sentence, false));
    }
}

#[test]
fn decoding_is_told_before_reading() {
    let bytes = encode("---\ntitle: [\n---\n\n# Cel\n\nŚcieżka[^1]\r\n", WINDOWS_1250);
    let document = import(&bytes, "tekst.md").expect("the text is read").document;
    let codes: Vec<&str> = document.remarks.iter().map(|remark| remark.kind.code()).collect();
    assert_eq!(codes[..2], ["converted", "line-ends"]);
    assert!(codes.len() > 2, "the broken front matter and the missing footnote are told: {codes:?}");
    assert_eq!(document.sections[1].heading, "Cel");
    assert!(document.source.contains("Ścieżka[^1]\n"));
}

#[test]
fn other_formats_are_refused_by_name() {
    let zip = |part: &str| [b"PK\x03\x04", [0; 26].as_slice(), part.as_bytes()].concat();
    let cases: [(Vec<u8>, &str, &str); 4] = [
        (zip("xl/workbook.xml"), "x", "XLSX"),
        (zip("readme"), "x.md", "ZIP"),
        (b"{\\rtf1\\ansi".to_vec(), "x.txt", "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(), "x.doc", "DOC"),
    ];
    for (bytes, name, format) in cases {
        assert_eq!(import(&bytes, name), Err(ImportError::Format { name: name.to_owned(), format }));
    }
    #[cfg(not(feature = "pdf-import"))]
    assert_eq!(import(b"%PDF-1.7", "x.txt"), Err(ImportError::Pdf { name: "x.txt".to_owned() }));
    for part in ["word/document.xml", "mimetypeapplication/vnd.oasis.opendocument.text"] {
        let cut = import(&zip(part), "x.md").expect_err("it is cut off");
        assert_eq!(cut.code(), "package-damaged");
    }
    assert_eq!(import(b" \n", "x.md"), Err(ImportError::Empty { name: "x.md".to_owned() }));
    assert!(matches!(import(b"a\0", "x.md"), Err(ImportError::Text { source: DecodeError::Binary, .. })));
    assert!(import("<div>Wizja</div>".as_bytes(), "x.docx").is_ok(), "the content decides, not the name");
}

/// What must hold for everything that is read.
fn check_decoded(bytes: &[u8]) -> Result<(), TestCaseError> {
    let Ok(decoded) = decode(bytes) else { return Ok(()) };
    let lost = decoded.text.matches('\u{fffd}').count();
    let told = decoded.remarks.iter().find_map(|remark| match remark.kind {
        RemarkKind::ReplacementCharacter { count } => Some(count as usize),
        _ => None,
    });
    prop_assert_eq!(told.unwrap_or(0), lost);
    prop_assert!(!decoded.text.contains(['\r', '\0']));
    if decoded.remarks.is_empty() {
        prop_assert_eq!(decoded.text.as_bytes(), bytes);
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        check_decoded(&bytes)?;
        let _ = import(&bytes, "x");
    }

    #[test]
    fn letters_with_stray_bytes_are_read_or_refused(
        pieces in prop::collection::vec(prop_oneof![
            "[a-z ąęśżź\r\n]{1,8}".prop_map(String::into_bytes),
            prop::collection::vec(0x80u8..=0xff, 1..3),
            Just("\u{fffd}".as_bytes().to_vec()),
        ], 0..20),
    ) {
        check_decoded(&pieces.concat())?;
    }

    #[test]
    fn one_broken_byte_in_polish_utf8_never_becomes_mojibake(
        words in prop::collection::vec("[a-ząćęłńóśźż]{1,9}", 2..20), at in any::<prop::sample::Index>(),
    ) {
        let text = words.join(" ");
        prop_assume!(text.chars().filter(|c| !c.is_ascii()).count() >= 2);
        let mut bytes = text.clone().into_bytes();
        let leads: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at] >= 0xc0).collect();
        bytes[leads[at.index(leads.len())]] = b'x';
        let damaged = matches!(decode(&bytes), Err(DecodeError::Damaged { encoding: "UTF-8", .. }));
        prop_assert!(damaged, "{text:?}");
    }

    #[test]
    fn polish_words_come_back_from_both_encodings(words in prop::collection::vec("[a-z]{1,4}[ąćęłńóśźż][a-zśą]{1,5}", 8..40)) {
        let text = words.join(" ");
        for encoding in [WINDOWS_1250, ISO_8859_2] {
            if let Ok(decoded) = decode(&encode(&text, encoding)) {
                prop_assert_eq!(&decoded.text, &text);
            }
        }
    }
}
