//! A package made of strings that mean harm: no file of it holds a formula, a field or a link that the texts made.
#![expect(clippy::disallowed_methods, reason = "the list of strings is a file of those who keep it")]

use std::io::Read as _;

use nowela::compare::{CompareOptions, compare};
use nowela::consult::{Format, Listed, Meeting, Planned, Round, Rule, Ways, plan};
use nowela::document::markdown;
use nowela::locale::{Language, Locale};
use nowela::render::brand::{Brand, Images, Logo};
use nowela::render::docx::Moves;
use nowela::render::package::{Kit, make};
use nowela::render::template::Templates;
use nowela::render::view::{StateDescription, view};
use nowela::render::{Known, Subject};

use super::page::tool;

/// Texts that mean harm, in every place of a document that reaches the page.
pub(crate) const HARM: &[&str] = &[
    "<script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)>",
    "[odesłanie](javascript:alert(1))",
    "![rysunek](https://example.org/rysunek.gif)",
    "<iframe src=\"https://example.org\"></iframe>",
    "<meta http-equiv=\"refresh\" content=\"0;url=https://example.org\">",
    "<style>@import url(https://example.org/a.css);</style>",
    "=HYPERLINK(\"https://example.org/?\"&A1;\"a\")",
    "+cmd|' /C calc'!A0",
    "-1+1",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "＝1+1",
    "\\DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe \"/k calc\"",
    "{ INCLUDEPICTURE \"https://example.org/a.png\" }",
    "[odesłanie](file:///etc/passwd) [odesłanie](https://example.org/a?b=c)",
    "odwr\u{202e}ócony\u{200b} i Wnioskodawcа, שלום 35%",
];

/// A file of the package.
pub(crate) struct File {
    planned: Planned,
    pub(crate) bytes: Vec<u8>,
}

/// The file to which the list of files leads.
pub(crate) const FILE: &str = "plik.docx";

/// The strings of the list of naughty strings, and our own.
pub(crate) fn strings() -> Vec<String> {
    let list = std::fs::read_to_string(tool("blns/resources/blns.json")).expect("the list can be read");
    let list: Vec<String> = serde_json::from_str(&list).expect("the list is a list of strings");
    assert!(list.len() > 400, "{} strings", list.len());
    list.into_iter().chain(HARM.iter().map(|it| (*it).to_owned())).collect()
}

/// The files of a package in some formats in which each of `strings` stands in a title, in a text, in a table cell, in the front matter,
/// as the name of a version, and wherever an office can write something of its own.
pub(crate) fn package(strings: &[String], formats: &[Format]) -> Vec<File> {
    let text = |first: &str, second: &str| {
        let one_line = |text: &str| text.replace(['\n', '\r'], " ");
        let (heading, cell) = (one_line(first), one_line(second).replace('|', "\\|"));
        let front = serde_json::to_string(&one_line(second)).expect("a string is JSON");
        let source = format!(
            "---\ntitle: {front}\nstatus: {front}\n---\n\n# {heading}\n\nTekst {first} tekst.\n\n{second}\n\n## Cel {heading}\n\n\
             - {heading}\n\n| {cell} | b |\n|---|---|\n| c | {cell} 7 |\n"
        );
        markdown::read(source)
    };
    let of = |at: usize| strings.get(at).or(strings.last()).map_or("", String::as_str);
    let (before, after) = (text(of(0), of(1)), text(of(2), of(3)));
    let comparison = compare(&before, &after, &CompareOptions::default());
    let state = |name: &str| StateDescription { version: Some(name.to_owned()), ..StateDescription::default() };
    let view = view(&before, &after, &comparison, &state(of(0)), &state(of(1)));
    let locale = Locale::new(Language::Polish);
    let known = (Known { name: of(2), version: None }, Known { name: of(3), version: None });
    let (before, after, comparison, view) = (&before, &after, &comparison, &view);
    let subject = Subject { before, after, comparison, view, known, locale: &locale, only: &[] };
    let drawing = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"><script>alert(1)</script>{}</svg>",
        of(0)
    );
    let logo = Logo { file: "logo.svg".to_owned(), bytes: drawing.into_bytes(), alternative: of(3).to_owned() };
    let brand =
        Brand { office: of(0).to_owned(), contact: vec![of(1).to_owned()], logo: Some(logo), ..Brand::default() };
    let given = |at: usize| Some(of(at).to_owned());
    let day = jiff::civil::date(2026, 11, 26);
    let round = Round {
        id: of(3).to_owned(),
        title: given(0),
        purpose: vec![of(1).to_owned(), of(2).to_owned()],
        opens: Some(day),
        ways: Ways { email: given(3), address: given(0), url: given(1) },
        meetings: vec![Meeting { date: day, time: given(2), place: given(3) }],
        information: given(0),
        ..Round::default()
    };
    let audiences = [("rada".to_owned(), of(2).to_owned())];
    let kit = Kit {
        brand: &brand,
        round: &round,
        rule: Rule::default(),
        author: Some(of(1)),
        moment: given(2),
        moves: Moves::Paired,
        templates: &Templates::default(),
        images: &Images::new(),
        formats: &Format::ALL,
    };
    let listed = |planned: &Planned| Listed {
        role: planned.role,
        format: planned.format,
        state: planned.state,
        audience: planned.audience.clone(),
        path: FILE.to_owned(),
        title: of(1).to_owned(),
        bytes: 7,
        sha256: of(2).to_owned(),
    };
    let files: Vec<Listed> = plan(&Format::ALL, &["rada".to_owned()]).iter().map(listed).collect();
    let file = |planned: Planned| {
        let made = make(&planned, &subject, &kit, &files, &audiences).expect("the file is made");
        File { planned, bytes: made.bytes }
    };
    plan(formats, &[]).into_iter().map(file).collect()
}

/// The parts of a ZIP file that are XML, by their paths.
fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("it is a ZIP file");
    let mut parts = Vec::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).expect("the part is there");
        let name = part.name().expect("the part has a name").into_owned();
        if name.ends_with(".xml") || name.ends_with(".rels") {
            let mut text = String::new();
            part.read_to_string(&mut text).expect("the part is UTF-8");
            parts.push((name, text));
        }
    }
    parts
}

/// Elements by which an Office file brings in, runs or asks for something.
const ACTIVE: [&str; 14] = [
    "altChunk",
    "attachedTemplate",
    "control",
    "dataBinding",
    "database-display",
    "dde-connection-decl",
    "ddeLink",
    "event-listener",
    "f",
    "hlinkClick",
    "object",
    "OLEObject",
    "scripts",
    "subDoc",
];

/// The fields that the program itself writes.
const FIELDS: [&str; 3] = ["PAGE", "NUMPAGES", "NOTEREF"];

/// What the parts of an Office file hold that texts must not bring about.
fn faults(bytes: &[u8], strings: &[String]) -> Vec<String> {
    let mut faults = Vec::new();
    for (name, text) in parts(bytes) {
        let document = roxmltree::Document::parse(&text).unwrap_or_else(|error| panic!("{name}: {error}\n{text}"));
        for node in document.descendants().filter(roxmltree::Node::is_element) {
            let element = node.tag_name().name();
            if ACTIVE.contains(&element) {
                faults.push(format!("{name}: {element}"));
            }
            let field = match element {
                "instrText" | "delInstrText" => node.text(),
                "fldSimple" => node.attributes().find(|it| it.name() == "instr").map(|it| it.value()),
                _ => None,
            };
            let harmless = |field: &str| {
                let words: Vec<&str> = field.split_whitespace().collect();
                let plain = |it: &char| it.is_ascii_alphanumeric() || matches!(it, '_' | '\\');
                words.first().is_some_and(|kind| FIELDS.contains(kind))
                    && words.iter().all(|word| word.chars().all(|it| plain(&it)))
            };
            faults.extend(field.filter(|it| !harmless(it)).map(|it| format!("{name}: field {it}")));
            let leads = if element == "Relationship" && node.attribute("TargetMode") == Some("External") {
                let kind = node.attribute("Type").unwrap_or_default();
                if !kind.ends_with("/hyperlink") {
                    faults.push(format!("{name}: {kind}"));
                }
                node.attribute("Target")
            } else {
                node.attribute(("http://www.w3.org/1999/xlink", "href"))
            };
            faults.extend(leads.filter(|it| !allowed(it, strings)).map(|it| format!("{name}: leads to {it}")));
        }
    }
    faults
}

/// Whether a file may lead there: into itself, or to an address that one of the texts names.
fn allowed(target: &str, strings: &[String]) -> bool {
    if target.starts_with('#') || target.starts_with("Pictures/") {
        return true;
    }
    let rest = ["http://", "https://", "mailto:"].iter().find_map(|scheme| target.strip_prefix(scheme));
    let host = rest.map(|rest| rest.split(['/', '?', '#', '%']).next().unwrap_or_default());
    host.is_some_and(|host| strings.iter().any(|it| it.to_lowercase().contains(&host.to_lowercase())))
}

/// The cells of a table of which every cell stands in quotation marks.
fn cells(csv: &str) -> Vec<String> {
    let mut cells = Vec::new();
    let mut letters = csv.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => {
                let mut cell = String::new();
                while let Some(letter) = letters.next() {
                    if letter != '"' || letters.next_if_eq(&'"').is_some() {
                        cell.push(letter);
                    } else {
                        break;
                    }
                }
                cells.push(cell);
            }
            ';' | '\r' | '\n' => {}
            other => panic!("{other:?} stands outside of quotation marks behind {:?}", cells.last()),
        }
    }
    cells
}

#[test]
#[ignore = "needs the list of naughty strings: .ci/run installs it"]
fn no_office_file_holds_a_field_a_formula_or_a_foreign_link() {
    let formats = [Format::Docx, Format::Odt, Format::Xlsx, Format::Csv];
    let mut tried = [0; 4];
    for strings in strings().chunks(4) {
        for file in package(strings, &formats) {
            let format = file.planned.format;
            let at = formats.iter().position(|it| *it == format).expect("it was asked for");
            tried[at] += 1;
            if format == Format::Csv {
                let text = String::from_utf8(file.bytes).expect("a table is UTF-8");
                let formula =
                    |cell: &&String| cell.trim_start_matches(' ').starts_with(['=', '+', '-', '@', '\t', '\r', '＝']);
                assert_eq!(cells(&text).iter().find(formula), None, "{strings:?}");
            } else {
                assert_eq!(faults(&file.bytes, strings), [""; 0], "{format:?} of {strings:?}");
            }
        }
    }
    assert!(tried.iter().all(|files| *files > 200), "{tried:?} files");
}

/// What is looked for is found where it is.
#[test]
fn fields_formulas_and_foreign_links_are_found() {
    let relation = |kind: &str, target: &str| {
        format!("<r><Relationship Type=\"a/{kind}\" Target=\"{target}\" TargetMode=\"External\"/></r>")
    };
    let strings = ["[a](https://example.org/a)".to_owned()];
    for (xml, found) in [
        ("<a><instrText> DDEAUTO cmd </instrText></a>".to_owned(), true),
        ("<a><instrText> NOTEREF _Ref7 \\h </instrText></a>".to_owned(), false),
        ("<a><fldSimple instr=\"INCLUDETEXT a\"/></a>".to_owned(), true),
        ("<c><f>1+1</f></c>".to_owned(), true),
        (relation("image", "https://example.org/a"), true),
        (relation("hyperlink", "https://example.org/a"), false),
        (relation("hyperlink", "https://example.net/"), true),
        (relation("hyperlink", "file:///etc/passwd"), true),
    ] {
        let mut file = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        file.start_file("a.xml", zip::write::SimpleFileOptions::default()).expect("it takes a part");
        std::io::Write::write_all(&mut file, xml.as_bytes()).expect("it takes text");
        let bytes = file.finish().expect("it ends").into_inner();
        assert_eq!(!faults(&bytes, &strings).is_empty(), found, "{xml}");
    }
    assert_eq!(cells("\u{feff}\"a\"\"b\";\"c\r\n\"\r\n\"=1\"\r\n"), ["a\"b", "c\r\n", "=1"]);
}
