//! Files that were changed at random: nothing makes a reader fall or hang.
//!
//! `NOWELA_FUZZ_SECONDS` tells how long each format is tried (30 without it), `NOWELA_FUZZ_SEED` with which numbers it begins;
//! the number of the file that is read is kept in the folder `NOWELA_FUZZ_LAST`, for falls that take the process with them.
//! Word and ODT files are changed within their parts as well: a byte that is changed in a packed part only makes it damaged.
//! Besides our own files, those of the folders in `NOWELA_DOCX`, `NOWELA_ODT`, `NOWELA_HTML` and `NOWELA_PDF` are changed.

use std::io::{Cursor, Read as _, Write as _};
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use nowela::document::Headings;
use nowela::document::markdown::{read, read_with};
use nowela::import::{Converted, ImportOptions, convert, import, is_converted};
use nowela::render::brand::Brand;
use nowela::render::layout::clean;
use nowela::render::odt::{OdtOptions, odt};
use zip::write::SimpleFileOptions;

use super::docx::{exported, samples};
use super::odt::images;
use crate::project::{Project, run};

/// Numbers that follow from a first one (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A power of two below that with this exponent.
    fn power(&mut self, exponent: usize) -> usize {
        1 << self.below(exponent)
    }

    fn below(&mut self, end: usize) -> usize {
        if end == 0 { 0 } else { (self.next() % end as u64) as usize }
    }
}

/// What files of each format are full of; put into others, it meets what reads it.
const PIECES: [&[u8]; 40] = [
    b"<",
    b">",
    b"</w:p>",
    b"<w:p>",
    b"<w:tbl>",
    b"<w:tr><w:tc>",
    b"<w:ins w:id=\"1\">",
    b"<w:footnoteReference w:id=\"1\"/>",
    b"<w:fldChar w:fldCharType=\"begin\"/>",
    b"<w:fldChar w:fldCharType=\"end\"/>",
    b"<w:numPr><w:ilvl w:val=\"8\"/><w:numId w:val=\"1\"/></w:numPr>",
    b"<w:gridSpan w:val=\"4000000000\"/>",
    b"<w:vMerge/>",
    b"<text:p>",
    b"<text:list><text:list-item>",
    b"<text:s text:c=\"999999999\"/>",
    b"<table:table-cell table:number-columns-repeated=\"999999999\"/>",
    b"<text:note><text:note-body>",
    b"<ul><li>",
    b"<table><tr><td colspan=9999 rowspan=9999>",
    b"<del>",
    b"<blockquote>",
    b"<pre>",
    b"<dl><dt>",
    b"<a href=\"#_ftn1\" id=\"_ftnref1\">",
    b"<!--",
    b"<![CDATA[",
    b"<!DOCTYPE a [<!ENTITY b \"c\">]>",
    b"&#0;",
    b"&b;",
    "\u{202e}".as_bytes(),
    "\u{300}".as_bytes(),
    b"\xff\xfe",
    b"\0",
    b"| a | b |\n|---|---|\n",
    b"[^1]: ",
    b"- - - 1. > # ",
    b"```\n",
    b"/K [ 1 0 R ] ",
    b"4294967296 0 R",
];

/// Changes some bytes: other ones, fewer, more, the same ones again, or pieces that mean something.
fn changed(bytes: &mut Vec<u8>, random: &mut Random) {
    for _ in 0..=random.below(4) {
        let at = random.below(bytes.len() + 1);
        let most = random.power(12);
        let length = random.below(most).min(bytes.len() - at);
        match random.below(7) {
            0 if at < bytes.len() => bytes[at] = random.next() as u8,
            1 => drop(bytes.drain(at..at + length)),
            2 => {
                let again = bytes[at..at + length].to_vec();
                let times = random.power(8);
                let to = random.below(bytes.len() + 1);
                drop(bytes.splice(to..to, again.repeat(times).into_iter().take(1 << 18)));
            }
            3 => {
                let piece = PIECES[random.below(PIECES.len())];
                let most = if random.below(20) == 0 { 15 } else { 3 };
                let times = random.power(most);
                drop(bytes.splice(at..at, piece.repeat(times)));
            }
            4 => {
                // A number becomes another one.
                let found = bytes[at..].iter().position(u8::is_ascii_digit).map(|from| at + from);
                if let Some(from) = found {
                    let digits = bytes[from..].iter().take_while(|it| it.is_ascii_digit()).count();
                    let numbers: [&[u8]; 6] = [b"0", b"-1", b"4294967296", b"65536", b"1", b"99999999999999999999"];
                    drop(bytes.splice(from..from + digits, numbers[random.below(6)].iter().copied()));
                }
            }
            5 => {
                let other = random.below(bytes.len() + 1);
                let length = length.min(bytes.len() - other);
                let moved = bytes[other..other + length].to_vec();
                drop(bytes.splice(at..at, moved));
            }
            _ => bytes.truncate(at.max(1)),
        }
    }
}

/// Elements that are whole, to be put between others.
const ELEMENTS: [&str; 14] = [
    "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"8\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>punkt</w:t></w:r></w:p>",
    "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"4000000000\"/><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>",
    "<w:ins w:id=\"1\" w:author=\"a\"><w:p/></w:ins>",
    "<w:del w:id=\"1\"><w:r><w:delText>x</w:delText></w:r></w:del>",
    "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>",
    "<w:r><w:footnoteReference w:id=\"1\"/></w:r>",
    "<w:sdt><w:sdtContent><w:p/></w:sdtContent></w:sdt>",
    "<w:pPr><w:outlineLvl w:val=\"3\"/></w:pPr>",
    "<text:h text:outline-level=\"99\">Tytuł</text:h>",
    "<text:list><text:list-item text:start-value=\"4000000000\"><text:p>x</text:p></text:list-item></text:list>",
    "<text:p>a<text:s text:c=\"999999999\"/><text:note><text:note-body><text:p>n</text:p></text:note-body></text:note></text:p>",
    "<table:table><table:table-row table:number-rows-repeated=\"99999999\"><table:table-cell table:number-columns-repeated=\"99999999\"/></table:table-row></table:table>",
    "<text:change-start text:change-id=\"c1\"/>",
    "<x:y/>",
];

/// Where the elements of XML begin and end.
fn elements(xml: &str) -> Vec<(usize, usize)> {
    let (mut found, mut open, mut at) = (Vec::new(), Vec::new(), 0);
    while let Some(start) = xml[at..].find('<').map(|it| at + it) {
        let Some(end) = xml[start..].find('>').map(|it| start + it + 1) else { break };
        let tag = &xml[start..end];
        if tag.starts_with("</") {
            found.extend(open.pop().map(|from| (from, end)));
        } else if tag.ends_with("/>") {
            found.push((start, end));
        } else if !tag.starts_with("<?") {
            open.push(start);
        }
        at = end;
    }
    found
}

/// Changes XML that stays well-formed: elements are taken away, repeated and moved, numbers become others.
fn rebuilt(bytes: &mut Vec<u8>, random: &mut Random) {
    for _ in 0..=random.below(6) {
        let Ok(xml) = String::from_utf8(bytes.clone()) else { return };
        let all = elements(&xml);
        if all.len() < 3 {
            return;
        }
        let ((from, to), (other, _)) = (all[random.below(all.len())], all[random.below(all.len())]);
        let whole = &xml.as_bytes()[from..to];
        match random.below(5) {
            0 => drop(bytes.drain(from..to)),
            1 => {
                let most = if random.below(10) == 0 { 12 } else { 3 };
                let again = whole.repeat(random.power(most));
                drop(bytes.splice(to..to, again.into_iter().take(1 << 19)));
            }
            2 => drop(bytes.splice(other..other, whole.to_vec())),
            3 => {
                let piece = ELEMENTS[random.below(ELEMENTS.len())].repeat(random.power(4));
                drop(bytes.splice(other..other, piece.into_bytes()));
            }
            _ => {
                let Some(at) = xml[from..].find("=\"").map(|it| from + it + 2) else { continue };
                let digits = xml[at..].bytes().take_while(u8::is_ascii_digit).count();
                let numbers = ["0", "-1", "4294967296", "65536", "1", "99999999999999999999", "x"];
                drop(bytes.splice(at..at + digits, numbers[random.below(7)].bytes()));
            }
        }
    }
}

/// The parts of a packed file.
fn unpacked(file: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut package = zip::ZipArchive::new(Cursor::new(file)).expect("it is a ZIP file");
    let all = package.len();
    let part = |at: usize| {
        let mut part = package.by_index(at).expect("the part is there");
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("the part is read");
        (part.name().expect("it has a name").into_owned(), bytes)
    };
    (0..all).map(part).collect()
}

fn packed(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in parts {
        zip.start_file(name.as_str(), options).expect("a part begins");
        zip.write_all(bytes).expect("a part is written");
    }
    zip.finish().expect("the file ends").into_inner()
}

/// What a file became has no sections but those that its headings make: no text of it passes for a heading. Headings within
/// quotations and items make none.
fn checked(converted: &Converted) {
    let document = read_with(converted.source.clone(), Headings::Marked);
    let (found, told) = (document.sections.len() - 1, converted.report.read.headings as usize);
    assert!(found <= told, "{found} headings are read of {told}: {}", converted.source);
}

/// What a thread computed so far, wherever the system tells; others may have the processor meanwhile.
fn computed(thread: &Path) -> Option<Duration> {
    let told = std::fs::read_to_string(Path::new("/proc").join(thread).join("schedstat")).ok()?;
    told.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

/// Reads a file on a small stack: what became of it and what it took; `None` where a panic ended it.
///
/// # Panics
/// Where reading does not end: such a thread could not be stopped.
fn read_apart(bytes: Vec<u8>, name: &str, told: &str) -> (Option<Option<String>>, Duration) {
    const PATIENCE: Duration = Duration::from_secs(20);
    let file = name.to_owned();
    let (here, place) = std::sync::mpsc::channel();
    let (done, waiting) = std::sync::mpsc::channel();
    let begun = Instant::now();
    let small = std::thread::Builder::new().stack_size(2 << 20);
    let trying = small.spawn(move || {
        let own = std::fs::read_link("/proc/thread-self").unwrap_or_default();
        let before = computed(&own);
        here.send(own.clone()).expect("somebody waits");
        let read = catch_unwind(|| {
            if !is_converted(&bytes, &file) {
                return import(&bytes, &file).ok().map(|imported| imported.document.source);
            }
            let converted = convert(&bytes, &file, &ImportOptions::default())?.ok()?;
            checked(&converted);
            Some(converted.source)
        });
        let took = before.and_then(|before| computed(&own)?.checked_sub(before));
        done.send((read.ok(), took)).expect("somebody waits");
    });
    trying.expect("a thread begins");
    let place: PathBuf = place.recv().expect("the thread begins");
    let (read, took) = waited(&waiting, || {
        let took = computed(&place).unwrap_or_else(|| begun.elapsed());
        assert!(took < PATIENCE, "{told} does not end: {took:?}");
    });
    (read, took.unwrap_or_else(|| begun.elapsed()))
}

/// Waits for an answer, and looks after the one who is to give it.
fn waited<A>(waiting: &Receiver<A>, look: impl Fn()) -> A {
    loop {
        match waiting.recv_timeout(Duration::from_secs(1)) {
            Ok(answer) => return answer,
            Err(RecvTimeoutError::Timeout) => look(),
            Err(RecvTimeoutError::Disconnected) => panic!("the thread ended without an answer"),
        }
    }
}

/// Tries files of a format: each one read on a small stack, in time, and no text of it becomes a heading.
fn tried(format: &str, name: &str, seeds: &[Vec<u8>], is_packed: bool) {
    let of = |name: &str| std::env::var(name).ok().and_then(|value| value.parse::<u64>().ok());
    let seconds = of("NOWELA_FUZZ_SECONDS").unwrap_or(30);
    let mut number = of("NOWELA_FUZZ_SEED").unwrap_or(1);
    let last = std::env::var_os("NOWELA_FUZZ_LAST").map(|folder| PathBuf::from(folder).join(format));
    let unpacked: Vec<_> = if is_packed { seeds.iter().map(|seed| unpacked(seed)).collect() } else { Vec::new() };
    let start = Instant::now();
    let (mut tries, mut texts, mut slowest) = (0_u64, 0_u64, (Duration::ZERO, 0));
    let mut falls = Vec::new();
    while start.elapsed() < Duration::from_secs(seconds) {
        let mut random = Random(number);
        let bytes = mutated(seeds, &unpacked, &mut random);
        let told = format!("{format}: NOWELA_FUZZ_SEED={number}");
        if let Some(last) = &last {
            std::fs::write(last, &told).expect("the folder takes a file");
        }
        let (read, took) = read_apart(bytes, name, &told);
        slowest = slowest.max((took, number));
        match read {
            Some(text) => texts += u64::from(text.is_some()),
            None => falls.push(told),
        }
        tries += 1;
        number += 1;
    }
    let (took, which) = slowest;
    let told = format!(
        "{format}: {tries} files, {texts} of them read, {} falls, the slowest in {took:?} ({which})\n",
        falls.len()
    );
    std::io::stderr().write_all(told.as_bytes()).expect("standard error takes it");
    assert!(falls.is_empty(), "{falls:?} make the reader fall");
    // Most files are refused at the first look otherwise, and nothing is tried.
    assert!(texts * 5 > tries, "{format}: {texts} of {tries} files became texts");
}

/// One of the seeds, changed: within its parts where it is packed, mostly.
fn mutated(seeds: &[Vec<u8>], unpacked: &[Vec<(String, Vec<u8>)>], random: &mut Random) -> Vec<u8> {
    let at = random.below(seeds.len());
    let Some(mut parts) = unpacked.get(at).filter(|_| random.below(8) > 0).cloned() else {
        let mut bytes = seeds[at].clone();
        changed(&mut bytes, random);
        return bytes;
    };
    let xml: Vec<usize> =
        (0..parts.len()).filter(|part| parts[*part].0.ends_with("xml") || parts[*part].0.ends_with("rels")).collect();
    for _ in 0..=random.below(2) {
        // Mostly the text itself, the first and the last of the parts are others.
        let part = match random.below(3) {
            0 => xml[random.below(xml.len())],
            _ => xml.iter().copied().max_by_key(|part| parts[*part].1.len()).expect("there is one"),
        };
        match random.below(4) {
            0 => changed(&mut parts[part].1, random),
            _ => rebuilt(&mut parts[part].1, random),
        }
    }
    packed(&parts)
}

fn small() -> Vec<String> {
    let all = "# Cele\n\nTekst *ważny* i **bardzo ważny**[^1] z [adresem](https://example.org), 5 m<sup>2</sup>.\n\n\
               1. jeden\n   - a\n   - b\n2. dwa\n\n> Cytat.\n\n| Wskaźnik | Wartość |\n|---|--:|\n| PKB | 2,5% |\n\n```\nkod\n```\n\n[^1]: Uwaga.\n";
    let mut texts = vec![all.to_owned()];
    texts.extend(samples().into_iter().map(|(_, text)| text).filter(|text| text.len() < 40_000).take(2));
    texts
}

/// A format: what it is called, the name of its files, files to begin with, and whether these are packed.
struct Format(&'static str, &'static str, Vec<Vec<u8>>, bool);

impl Format {
    fn tried(&self) {
        let Format(format, name, seeds, is_packed) = self;
        tried(format, name, seeds, *is_packed);
    }
}

/// Small files with this ending in the folder that a variable names, in the order of their names; none where it is not set.
fn of_others(variable: &str, ending: &str) -> Vec<Vec<u8>> {
    let Some(folder) = std::env::var_os(variable) else { return Vec::new() };
    let files = std::fs::read_dir(folder).expect("the variable names a folder");
    let mut files: Vec<PathBuf> = files.map(|file| file.expect("the folder can be listed").path()).collect();
    files.retain(|path| path.extension().is_some_and(|it| it == ending));
    files.sort();
    let read = files.iter().map(|path| std::fs::read(path).expect("the file can be read"));
    read.filter(|bytes| bytes.len() < 60_000).collect()
}

fn docx() -> Format {
    let mut seeds: Vec<Vec<u8>> = small().iter().map(|text| exported(text, &images())).collect();
    seeds.extend(of_others("NOWELA_DOCX", "docx"));
    Format("DOCX", "plik.docx", seeds, true)
}

fn opendocument() -> Format {
    let options = OdtOptions { images: &images(), brand: &Brand::default() };
    let file = |text: &String| odt(&clean(&read(text.clone())), &options).expect("the file is small");
    let mut seeds: Vec<Vec<u8>> = small().iter().map(file).collect();
    seeds.extend(of_others("NOWELA_ODT", "odt"));
    Format("ODT", "plik.odt", seeds, true)
}

fn html() -> Format {
    let page = b"<!DOCTYPE html><html><head><meta charset=utf-8><title>Strategia</title><style>.a{mso-list:l0 level1}</style></head><body><nav>Menu</nav>\
        <main><h1>Cele</h1><p>Tekst <b>wa\xc5\xbcny</b> <sup><a href=#fn1 id=fnref1 role=doc-noteref>1</a></sup></p>\
        <ol start=3 type=a><li>jeden<ul><li>a</ul><li>dwa</ol><table><caption>T</caption><tr><th>A<th>B<tr><td colspan=2>c</table>\
        <blockquote><p>Cytat</blockquote><pre><code>kod</code></pre><dl><dt>B+R<dd>badania</dl><del>stare</del><ins>nowe</ins>\
        <p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>a)</span>punkt</p>\
        <section role=doc-endnotes><ol><li id=fn1><p>Uwaga.</p></ol></section></main></body></html>";
    let mut seeds = vec![page.to_vec()];
    seeds.extend(of_others("NOWELA_HTML", "html"));
    Format("HTML", "plik.html", seeds, false)
}

#[cfg(all(feature = "pdf-import", feature = "pdf"))]
fn pdf() -> Format {
    let mut seeds: Vec<Vec<u8>> = small().iter().take(1).map(|text| super::pdf::ours::made(text)).collect();
    seeds.extend(of_others("NOWELA_PDF", "pdf"));
    Format("PDF", "plik.pdf", seeds, false)
}

fn marked() -> Format {
    let mut seeds: Vec<Vec<u8>> = small().into_iter().map(String::into_bytes).collect();
    let (polish, _, _) = encoding_rs::WINDOWS_1250.encode("# Zażółć gęślą jaźń\n\n- Środowiskowy wymiar strategii\n");
    seeds.push(polish.into_owned());
    Format("Markdown", "plik.md", seeds, false)
}

#[test]
#[ignore = "takes half a minute: .ci/run runs it"]
fn word_files() {
    docx().tried();
}

#[test]
#[ignore = "takes half a minute: .ci/run runs it"]
fn opendocument_files() {
    opendocument().tried();
}

#[test]
#[ignore = "takes half a minute: .ci/run runs it"]
fn pages() {
    html().tried();
}

#[cfg(all(feature = "pdf-import", feature = "pdf"))]
#[test]
#[ignore = "takes half a minute: .ci/run runs it"]
fn pdf_files() {
    pdf().tried();
}

#[test]
#[ignore = "takes half a minute: .ci/run runs it"]
fn texts() {
    marked().tried();
}

/// The program itself with changed files of all formats, `NOWELA_FUZZ_FILES` of each (20 without it): it reads or refuses them,
/// and the archive stays as it was.
#[test]
fn the_program_reads_changed_files_or_refuses_them_and_leaves_the_archive_alone() {
    let of = |name: &str| std::env::var(name).ok().and_then(|value| value.parse::<u64>().ok());
    let (files, first) = (of("NOWELA_FUZZ_FILES").unwrap_or(20), of("NOWELA_FUZZ_SEED").unwrap_or(1));
    let project = Project::with(&[("ris", "2020-07-07", "# Cele\n\nTekst.\n")]);
    let state = || project.git(&["rev-parse", "HEAD"]) + &project.read("strategy/ris/text.md");
    let before = state();
    #[cfg(not(all(feature = "pdf-import", feature = "pdf")))]
    let formats = [docx(), opendocument(), html(), marked()];
    #[cfg(all(feature = "pdf-import", feature = "pdf"))]
    let formats = [docx(), opendocument(), html(), marked(), pdf()];
    for Format(format, name, seeds, is_packed) in formats {
        let unpacked: Vec<_> = if is_packed { seeds.iter().map(|seed| unpacked(seed)).collect() } else { Vec::new() };
        let (mut codes, mut slowest) = ([0_u64; 4], (Duration::ZERO, 0));
        for number in first..first + files {
            project.write(name, mutated(&seeds, &unpacked, &mut Random(number)));
            let begun = Instant::now();
            let done = run(&mut project.nowela(&["import", &format!("file:{name}"), "--stdout"]));
            slowest = slowest.max((begun.elapsed(), number));
            let told = format!("{format}: NOWELA_FUZZ_SEED={number}: {}", done.err);
            // What falls or does not end is refused as well, but it is a fault.
            let fell = ["przerwał pracę", "w wyznaczonym czasie", "panicked"].iter().any(|it| done.err.contains(it));
            assert!(matches!(done.code, 0..=3) && !fell, "{} {told}", done.code);
            codes[done.code as usize] += 1;
        }
        assert_eq!(state(), before, "{format}");
        let left = project.git(&["status", "--porcelain", "--untracked-files=all"]);
        assert!(left.lines().all(|line| line.starts_with("?? plik.")), "{format}: {left}");
        assert!(codes[0] > 0, "{format}: nothing is read");
        if files > 20 {
            let told = format!(
                "{format}: {files} files by the program, codes 0 to 3: {codes:?}, the slowest in {slowest:?}\n"
            );
            std::io::stderr().write_all(told.as_bytes()).expect("standard error takes it");
        }
    }
}
