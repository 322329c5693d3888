//! Word files as others read them: pandoc and LibreOffice accept and reject all changes and find both texts.
#![expect(clippy::disallowed_methods, reason = "tests write files and are told by the environment where tools are")]

use std::path::{Path, PathBuf};
use std::process::Command;

use nowela::compare::{CompareOptions, compare};
use nowela::consult::Format;
use nowela::document::{Document, markdown};
use nowela::locale::{Language, Locale};
use nowela::render::brand::{Brand, Images};
use nowela::render::docx::{DocxOptions, Form, FormRow, Moves, Page, Properties, docx, form};
use nowela::render::layout::{Change, Content, Layout, Paragraph, Part, clean, redline};
use nowela::render::odt::{OdtOptions, odt};
use nowela::render::view::{StateDescription, view};
use nowela::render::{Known, Subject, guard};
use serde_json::Value;

use super::naughty::package;

/// What a tool is called in the environment; a missing tool is a failure, never a pass.
pub(super) fn told(name: &str) -> PathBuf {
    let value = std::env::var_os(name).unwrap_or_else(|| panic!("{name} is not set; .ci/run installs what it names"));
    let path = PathBuf::from(value);
    assert!(path.exists(), "{name}: there is no {}", path.display());
    path
}

/// Two texts, and what they are called.
struct Pair {
    name: String,
    before: Document,
    after: Document,
}

impl Pair {
    fn read(name: String, before: &Path, after: &Path) -> Pair {
        let read = |path: &Path| {
            let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            markdown::read(text)
        };
        Pair { name, before: read(before), after: read(after) }
    }

    fn redline(&self) -> Layout {
        let comparison = compare(&self.before, &self.after, &CompareOptions::default());
        let state = StateDescription::default();
        let view = view(&self.before, &self.after, &comparison, &state, &state);
        redline(&Subject {
            before: &self.before,
            after: &self.after,
            comparison: &comparison,
            view: &view,
            known: (Known::default(), Known::default()),
            locale: &Locale::new(Language::Polish),
            only: &[],
        })
    }
}

fn word(layout: &Layout, moves: Moves) -> Vec<u8> {
    let options = DocxOptions {
        locale: &Locale::new(Language::Polish),
        images: &Images::new(),
        brand: &Brand::default(),
        author: "Biuro Strategii",
        moment: "2021-03-16",
        moves,
        page: Page::Portrait,
        header: "",
        footer: "",
        properties: Properties { title: &layout.title, ..Properties::default() },
    };
    docx(layout, &options).expect("the file is small")
}

/// The pairs of texts that follow each other in the sample, in both directions.
fn sample() -> Vec<Pair> {
    let mut pairs = Vec::new();
    let strategy = Path::new(env!("CARGO_MANIFEST_DIR")).join("strategy");
    for folder in std::fs::read_dir(strategy).expect("the sample can be listed") {
        let folder = folder.expect("the sample can be listed").path();
        if !folder.is_dir() {
            continue;
        }
        let texts = std::fs::read_dir(&folder).expect("the sample can be listed");
        let mut texts: Vec<PathBuf> = texts.map(|it| it.expect("it can be listed").path()).collect();
        texts.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
        texts.sort();
        for two in texts.windows(2) {
            let name = |from: &Path, to: &Path| format!("{} → {}", from.display(), to.display());
            pairs.push(Pair::read(name(&two[0], &two[1]), &two[0], &two[1]));
            pairs.push(Pair::read(name(&two[1], &two[0]), &two[1], &two[0]));
        }
    }
    assert!(pairs.len() >= 10, "the sample holds {} pairs", pairs.len());
    pairs
}

/// The pairs among `DIR/*/{old.md,new.md}` of the folder in `NOWELA_PAIRS`.
fn real() -> Vec<Pair> {
    let all = std::fs::read_dir(told("NOWELA_PAIRS")).expect("NOWELA_PAIRS names a folder");
    let mut folders: Vec<PathBuf> = all.map(|entry| entry.expect("the folder can be listed").path()).collect();
    folders.sort();
    let mut pairs = Vec::new();
    for folder in folders {
        let (before, after) = (folder.join("old.md"), folder.join("new.md"));
        if before.exists() && after.exists() {
            let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
            pairs.push(Pair::read(name, &before, &after));
        }
    }
    assert!(!pairs.is_empty(), "NOWELA_PAIRS holds no pair");
    pairs
}

/// The words of a text: runs of letters and digits. Codes of characters that nobody sees are left out, and so are these.
fn words(text: &str) -> Vec<String> {
    let shown = guard::visible(text);
    let plain: String = without_codes(&shown);
    plain.split(|it: char| !it.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn without_codes(shown: &str) -> String {
    let parts = guard::parts(shown).into_iter();
    parts.filter_map(|part| if let guard::Part::Plain(text) = part { Some(text) } else { None }).collect()
}

/// A piece of a text and what happened to it; a move came and went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Kept,
    Came,
    Went,
}

/// The letters of a text in runs of one fate, without blanks, marks and pictures: text first, then the notes.
#[derive(Default)]
struct Told {
    runs: Vec<(Fate, String)>,
    notes: Vec<(Fate, String)>,
    lines: String,
    note_lines: String,
}

impl Told {
    fn add(&mut self, fate: Fate, text: &str, in_note: bool) {
        let runs = if in_note { &mut self.notes } else { &mut self.runs };
        let letters = text.chars().filter(|it| it.is_alphanumeric());
        match runs.last_mut() {
            Some((last, run)) if *last == fate => run.extend(letters),
            _ => {
                let run: String = letters.collect();
                if !run.is_empty() {
                    runs.push((fate, run));
                }
            }
        }
        if in_note { &mut self.note_lines } else { &mut self.lines }.push_str(text);
    }

    fn runs(self) -> Vec<(Fate, String)> {
        let mut all = Told::default();
        self.runs.iter().chain(&self.notes).for_each(|(fate, run)| all.add(*fate, run, false));
        all.runs
    }

    fn words(&self) -> Vec<String> {
        words(&format!("{}\n{}", self.lines, self.note_lines))
    }
}

/// What a layout says.
fn of_layout(layout: &Layout) -> Told {
    let mut told = Told::default();
    for part in &layout.parts {
        match part {
            Part::Paragraph(paragraph) => of_paragraph(paragraph, &mut told, false),
            Part::Table(table) => {
                table
                    .rows
                    .iter()
                    .flat_map(|row| row.cells.iter().flatten())
                    .for_each(|it| of_paragraph(it, &mut told, false));
            }
        }
    }
    layout.notes.iter().flat_map(|note| &note.paragraphs).for_each(|it| of_paragraph(it, &mut told, true));
    told
}

fn of_paragraph(paragraph: &Paragraph, told: &mut Told, in_note: bool) {
    for fragment in &paragraph.fragments {
        let fate = match fragment.change {
            Change::Kept => Fate::Kept,
            Change::Inserted | Change::MovedTo(_) => Fate::Came,
            Change::Deleted | Change::MovedFrom(_) => Fate::Went,
        };
        match &fragment.content {
            Content::Text(text) => told.add(fate, &without_codes(&guard::visible(text)), in_note),
            Content::Break | Content::Note(_) => told.add(fate, " ", in_note),
            // No figures are handed to the file, which says what they are instead.
            Content::Image(image) => {
                let says = if image.alternative.is_empty() { &image.file } else { &image.alternative };
                told.add(fate, says, in_note);
            }
        }
    }
    told.add(Fate::Kept, "\n", in_note);
}

/// What pandoc reads in a Word file.
fn pandoc(file: &Path, changes: &str) -> Told {
    let mut command = Command::new(told("NOWELA_PANDOC"));
    command.arg(format!("--track-changes={changes}")).args(["-f", "docx", "-t", "json"]).arg(file);
    let output = command.output().expect("pandoc runs");
    assert!(output.status.success(), "{}: {}", file.display(), String::from_utf8_lossy(&output.stderr));
    let read: Value = serde_json::from_slice(&output.stdout).expect("pandoc prints JSON");
    let mut told = Told::default();
    read_blocks(&read["blocks"], Fate::Kept, &mut told, false);
    told
}

fn read_blocks(value: &Value, fate: Fate, told: &mut Told, in_note: bool) {
    match value {
        Value::Array(values) => values.iter().for_each(|it| read_blocks(it, fate, told, in_note)),
        Value::Object(node) => {
            let inside = node.get("c").unwrap_or(&Value::Null);
            match node.get("t").and_then(Value::as_str).unwrap_or_default() {
                "Str" => told.add(fate, &without_codes(inside.as_str().unwrap_or_default()), in_note),
                "Code" | "CodeBlock" => told.add(fate, &without_codes(inside[1].as_str().unwrap_or_default()), in_note),
                "Space" | "SoftBreak" | "LineBreak" => told.add(fate, " ", in_note),
                "Note" => {
                    told.add(fate, " ", in_note);
                    read_blocks(inside, Fate::Kept, told, true);
                }
                "Span" => {
                    let classes = inside[0][1].as_array().map(Vec::as_slice).unwrap_or_default();
                    let is = |name: &str| classes.iter().any(|class| class == name);
                    let fate = if is("insertion") {
                        Fate::Came
                    } else if is("deletion") {
                        Fate::Went
                    } else {
                        fate
                    };
                    read_blocks(&inside[1], fate, told, in_note);
                }
                // Attributes, alignments and numbers hold objects with a kind, but no text; captions are ours.
                "Table" => {
                    read_blocks(&inside[3], fate, told, in_note);
                    read_blocks(&inside[4], fate, told, in_note);
                    read_blocks(&inside[5], fate, told, in_note);
                }
                "Para" | "Plain" | "Header" => {
                    read_blocks(inside, fate, told, in_note);
                    told.add(Fate::Kept, "\n", in_note);
                }
                _ => read_blocks(inside, fate, told, in_note),
            }
        }
        _ => {}
    }
}

/// Where two lists part, told by their neighbours.
fn difference<T: PartialEq + std::fmt::Debug>(found: &[T], wanted: &[T]) -> Option<String> {
    let at = found.iter().zip(wanted).position(|(a, b)| a != b).unwrap_or(found.len().min(wanted.len()));
    let around = |list: &[T]| format!("{:?}", &list[at.saturating_sub(6).min(list.len())..(at + 6).min(list.len())]);
    (found.len() != wanted.len() || at < found.len())
        .then(|| format!("at {at}: found {}, wanted {}", around(found), around(wanted)))
}

/// What is wrong with the redlines of pairs as pandoc reads them, and how many were tried.
#[expect(clippy::print_stdout, reason = "how many pairs were tried is for whoever asks for it with --nocapture")]
fn faults_by_pandoc(pairs: &[Pair], moves: Moves) -> Vec<String> {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    let mut faults = Vec::new();
    for (at, pair) in pairs.iter().enumerate() {
        let layout = pair.redline();
        let path = folder.path().join(format!("{at}.docx"));
        std::fs::write(&path, word(&layout, moves)).expect("the folder takes files");
        let sides = [("accept", &pair.after, layout.accepted()), ("reject", &pair.before, layout.rejected())];
        for (changes, document, side) in sides {
            let wanted = of_layout(&clean(document)).words();
            let found = pandoc(&path, changes).words();
            let spelled = difference(&of_layout(&side).words(), &wanted).map(|it| format!("layout: {it}"));
            let read = difference(&found, &wanted).map(|it| format!("pandoc: {it}"));
            faults.extend(spelled.into_iter().chain(read).map(|it| format!("{}: {changes}: {it}", pair.name)));
        }
        let (found, wanted) = (pandoc(&path, "all").runs(), of_layout(&layout).runs());
        faults.extend(difference(&found, &wanted).map(|it| format!("{}: changes: {it}", pair.name)));
    }
    println!("pandoc: {} pairs tried, {} faults", pairs.len(), faults.len());
    faults
}

/// What LibreOffice reads in files: an object for each.
fn read_by_office(files: &[Vec<u8>], ending: &str) -> Vec<Value> {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    let mut command = Command::new(told("NOWELA_PYTHON"));
    command.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/word/office.py")).arg(told("NOWELA_SOFFICE"));
    for (at, file) in files.iter().enumerate() {
        let path = folder.path().join(at.to_string()).with_extension(ending);
        std::fs::write(&path, file).expect("the folder takes files");
        command.arg(path);
    }
    let output = command.output().expect("Python runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let said: Vec<Value> = serde_json::from_slice(&output.stdout).expect("the script prints a list in JSON");
    assert_eq!(said.len(), files.len());
    said
}

/// What is wrong with the redlines of pairs as LibreOffice reads them.
#[expect(clippy::print_stdout, reason = "how many pairs were tried is for whoever asks for it with --nocapture")]
fn faults_by_office(pairs: &[Pair], moves: Moves) -> Vec<String> {
    let files: Vec<Vec<u8>> = pairs.iter().map(|pair| word(&pair.redline(), moves)).collect();
    let mut faults = Vec::new();
    for (pair, said) in pairs.iter().zip(read_by_office(&files, "docx")) {
        for (key, document) in [("accepted", &pair.after), ("rejected", &pair.before)] {
            let found = said[key].as_str().unwrap_or_else(|| panic!("{}: LibreOffice opens it", pair.name));
            let found = words(&without_codes(found));
            let wanted = of_layout(&clean(document)).words();
            faults.extend(difference(&found, &wanted).map(|it| format!("{}: {key}: {it}", pair.name)));
        }
    }
    println!("LibreOffice: {} pairs tried, {} faults", pairs.len(), faults.len());
    faults
}

/// The text of a document without marks, as ODT.
fn opendocument(document: &Document) -> Vec<u8> {
    let options = OdtOptions { images: &Images::new(), brand: &Brand::default() };
    odt(&clean(document), &options).expect("the file is small")
}

/// What the auditor of Office files finds in a file; empty where it finds nothing.
fn audited(file: &[u8]) -> String {
    audited_as(file, "docx")
}

fn audited_as(file: &[u8], ending: &str) -> String {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    let path = folder.path().join("plik").with_extension(ending);
    std::fs::write(&path, file).expect("the folder takes files");
    let output = Command::new(told("NOWELA_AUDIT")).arg(&path).output().expect("the auditor runs");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() && said.contains("Errors: 0") { String::new() } else { said }
}

/// Texts that mean harm to XML, to Word or to who reads it.
const HARM: &[&str] = &[
    "</w:t></w:r></w:p><w:p>",
    "]]><!-- <script>alert(1)</script> &amp; &#0; \"'",
    "\u{1}\u{8}\u{b}\u{1f}\u{7f}\u{85}\u{fffe}\u{ffff}\u{feff}",
    "odwr\u{202e}ócony\u{200b} i Wnioskodawcа, שלום 35%",
    "[odesłanie](javascript:alert(1)) [plik](file:///etc/passwd) [zły](http://[::1) [a](https://a b/) [b](https://é.pl/ą?%zz)",
    "![rysunek \"&<](https://example.org/rysunek.gif) ![](../../etc/passwd)",
    "{{ 7 * 7 }} =cmd|' /C calc'!A0 \\DDEAUTO",
];

/// Two texts of which every place means harm.
fn hostile() -> Pair {
    let text = |harm: &[&str]| {
        let mut text = format!("---\ntitle: {:?}\n---\n\n# Strategia\n\n", harm[0]);
        for harm in harm {
            let cell = harm.replace('|', "\\|");
            text.push_str(&format!("## Cel {harm}\n\nTekst {harm} tekst.\n\n{harm}\n\n- {harm}\n\n    {harm}\n\n"));
            text.push_str(&format!("| Wskaźnik | Wartość |\n|---|---|\n| {cell} | 7 |\n\n"));
        }
        markdown::read(format!("{text}Koniec.[^1]\n\n[^1]: {}\n", harm[1]))
    };
    let turned: Vec<&str> = HARM.iter().rev().copied().collect();
    Pair { name: "harm".to_owned(), before: text(HARM), after: text(&turned) }
}

#[test]
#[ignore = "needs pandoc: .ci/run installs it"]
fn pandoc_finds_both_texts_of_the_sample() {
    for moves in [Moves::Paired, Moves::DeleteInsert] {
        assert_eq!(faults_by_pandoc(&sample(), moves), [""; 0]);
    }
}

#[test]
#[ignore = "needs LibreOffice and its Python: .ci/run installs them"]
fn libreoffice_finds_both_texts_of_the_sample() {
    for moves in [Moves::Paired, Moves::DeleteInsert] {
        assert_eq!(faults_by_office(&sample(), moves), [""; 0]);
    }
}

#[test]
#[ignore = "needs pandoc, and pairs of real documents: NOWELA_PAIRS"]
fn pandoc_finds_both_texts_of_real_pairs() {
    assert_eq!(faults_by_pandoc(&real(), Moves::Paired), [""; 0]);
}

#[test]
#[ignore = "needs LibreOffice, its Python, and pairs of real documents: NOWELA_PAIRS"]
fn libreoffice_finds_both_texts_of_real_pairs() {
    assert_eq!(faults_by_office(&real(), Moves::Paired), [""; 0]);
}

#[test]
#[ignore = "needs LibreOffice and its Python: .ci/run installs them"]
fn libreoffice_finds_the_texts_in_odt() {
    let pairs: Vec<Pair> = sample().into_iter().chain([hostile()]).collect();
    let files: Vec<Vec<u8>> = pairs.iter().map(|pair| opendocument(&pair.after)).collect();
    for (pair, said) in pairs.iter().zip(read_by_office(&files, "odt")) {
        let found = said["accepted"].as_str().unwrap_or_else(|| panic!("{}: LibreOffice opens it", pair.name));
        let wanted = of_layout(&clean(&pair.after)).words();
        assert_eq!(difference(&words(&without_codes(found)), &wanted), None, "{}", pair.name);
    }
}

/// Readers that do not know how Word writes figures in SVG see the figure all the same, and no empty frame.
#[test]
#[ignore = "needs LibreOffice, pandoc and openxml-audit: .ci/run installs them"]
fn libreoffice_shows_figures_in_svg() {
    let drawing =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"90\" height=\"60\"><rect width=\"9\" height=\"7\"/></svg>";
    let images = Images::from([("media/a.svg".to_owned(), drawing.as_bytes().to_vec())]);
    let text = "# Strategia\n\nTekst.\n\n![Schemat wdrażania](media/a.svg)\n\nKoniec.\n";
    let layout = clean(&markdown::read(text.to_owned()));
    let options = DocxOptions {
        locale: &Locale::new(Language::Polish),
        images: &images,
        brand: &Brand::default(),
        author: "",
        moment: "",
        moves: Moves::Paired,
        page: Page::Portrait,
        header: "",
        footer: "",
        properties: Properties { title: "Strategia", ..Properties::default() },
    };
    let file = docx(&layout, &options).expect("the file is small");
    assert_eq!(audited(&file), "");
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    std::fs::write(folder.path().join("a.docx"), &file).expect("the folder takes files");
    assert_eq!(
        pandoc(&folder.path().join("a.docx"), "accept").words().concat(),
        "StrategiaTekstSchematwdrażaniaKoniec"
    );
    let profile = format!("-env:UserInstallation=file://{}", folder.path().join("profile").display());
    let mut office = Command::new(told("NOWELA_SOFFICE"));
    office.args([&profile, "--headless", "--convert-to", "odt", "a.docx"]).current_dir(folder.path());
    let output = office.output().expect("LibreOffice runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let read = std::fs::File::open(folder.path().join("a.odt")).expect("LibreOffice wrote a file");
    let read = zip::ZipArchive::new(read).expect("it is a ZIP file");
    let files: Vec<String> = read.file_names().map(|name| name.expect("a file has a name").into_owned()).collect();
    assert!(files.iter().any(|name| name.starts_with("Pictures/") && name.ends_with(".svg")), "{files:?}");
}

#[test]
#[ignore = "needs openxml-audit: .ci/run installs it"]
fn the_auditor_finds_nothing() {
    for pair in sample().into_iter().chain([hostile()]) {
        assert_eq!(audited_as(&opendocument(&pair.after), "odt"), "", "{}", pair.name);
        for file in [word(&pair.redline(), Moves::Paired), word(&clean(&pair.after), Moves::Paired)] {
            assert_eq!(audited(&file), "", "{}", pair.name);
        }
    }
    for language in [Language::Polish, Language::English] {
        let harm = HARM.join(" ");
        let row = FormRow { id: harm.clone(), part: harm.clone(), wording: harm.clone() };
        let asked =
            Form { title: harm.clone(), lines: vec![harm.clone()], rows: vec![row], empty: 3, clause: harm.clone() };
        let options = DocxOptions {
            locale: &Locale::new(language),
            images: &Images::new(),
            brand: &Brand::default(),
            author: &harm,
            moment: &harm,
            moves: Moves::Paired,
            page: Page::Portrait,
            header: &harm,
            footer: &harm,
            properties: Properties { title: &harm, subject: &harm, creator: &harm, created: &harm },
        };
        assert_eq!(audited(&form(&asked, &options).expect("the file is small")), "");
        assert_eq!(audited(&docx(&hostile().redline(), &options).expect("the file is small")), "");
    }
    let harm: Vec<String> = HARM.iter().map(|it| (*it).to_owned()).collect();
    let offices = [(Format::Docx, "docx"), (Format::Odt, "odt"), (Format::Xlsx, "xlsx")];
    for (format, ending) in offices {
        for strings in harm.chunks(4) {
            let files = package(strings, &[format]);
            assert!(files.len() >= 2, "{} files as {ending}", files.len());
            for file in files {
                assert_eq!(audited_as(&file.bytes, ending), "", "{strings:?} as {ending}");
            }
        }
    }
    assert_ne!(audited(b"PK"), "", "the auditor does find faults");
}

#[test]
#[ignore = "needs pandoc, LibreOffice and its Python: .ci/run installs them"]
fn texts_that_mean_harm_are_read_back() {
    let pairs = [hostile()];
    assert_eq!(faults_by_pandoc(&pairs, Moves::Paired), [""; 0]);
    assert_eq!(faults_by_office(&pairs, Moves::Paired), [""; 0]);
}
