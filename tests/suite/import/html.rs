//! Pages: what offices save and publish is read as a browser shows it, and hostile pages are refused.

use std::process::{Command, Stdio};

use encoding_rs::{ISO_8859_2, WINDOWS_1250};
use nowela::compare::{CompareOptions, compare};
use nowela::document::markdown::read;
use nowela::document::{BlockKind, Document, RemarkKind, Style};
use nowela::import::report::LossKind;
use nowela::import::{Changes, ImportError, ImportOptions, Imported, import, import_with};
use proptest::prelude::*;

use super::docx::{bare, samples};
use crate::project::{Project, run};

fn read_page(page: &str) -> Imported {
    import(page.as_bytes(), "strona.html").expect("the page is read")
}

fn said(page: &str) -> String {
    read_page(page).document.source
}

fn lost(imported: &Imported) -> Vec<(LossKind, u32, &str)> {
    let losses = &imported.report.as_ref().expect("pages have a report").losses;
    losses.iter().map(|loss| (loss.kind, loss.count, loss.detail.as_str())).collect()
}

#[test]
fn what_a_page_of_an_office_says_is_told_from_what_is_around_it() {
    let page = "<!DOCTYPE html>\n<html lang=pl><head><meta charset=utf-8><title>BIP</title><style>.wcag { display: none }</style></head><body>\
        <a class=skip href=#t>Przejdź do treści</a><header><h1>Biuletyn Informacji Publicznej</h1><nav><ul><li><a href=/>Start</a></ul></nav></header>\
        <main id=t><nav aria-label=\"Spis treści\"><a href=#a>1</a> <a href=#b>2</a></nav>\
        <h1>Projekt strategii</h1><p>Zarząd przyjął <strong>projekt</strong>.<br>Uwagi można zgłaszać.</p>\
        <p class=wcag>Tekst ukryty</p><p><span aria-hidden=true>★</span>Termin: 21 dni.</p><form><label>Szukaj <input></label></form>\
        <h2>Załączniki <a href=#z>¶</a></h2><ul><li><a href=\"/pliki/ris.pdf\">Projekt</a><li><a href=\"https://example.org/a?b=1&amp;c\">Strona</a></ul>\
        <img src=\"/grafika/wykres.png\" alt=\"Wykres nakładów\"><img src=\"data:image/png;base64,cG5n\" alt=\"Schemat\"><img src=licznik.gif width=1 height=1>\
        </main><aside>Zobacz też</aside><footer>Urząd</footer><script>var a = \"<p>nie</p>\";</script></body></html>";
    let imported = read_page(page);
    assert_eq!(
        imported.document.source,
        "# Projekt strategii\n\nZarząd przyjął **projekt**.\\\nUwagi można zgłaszać.\n\nTermin: 21 dni.\n\n## Załączniki\n\n\
         - Projekt\n- [Strona](https://example.org/a?b=1&c)\n\n![Schemat](media/obraz.png)\n"
    );
    assert_eq!(
        (imported.media[0].path.as_str(), imported.media[0].bytes.as_slice()),
        ("media/obraz.png", b"png".as_slice())
    );
    assert_eq!(
        lost(&imported),
        [
            (LossKind::Around, 1, "Przejdź do treści"),
            (LossKind::Around, 1, "Biuletyn Informacji Publicznej Start"),
            (LossKind::Around, 1, "Zobacz też"),
            (LossKind::Around, 1, "Urząd"),
            (LossKind::Hidden, 1, "Tekst ukryty"),
            (LossKind::Around, 1, "Szukaj"),
            (LossKind::Address, 1, "/pliki/ris.pdf"),
            (LossKind::External, 1, "Wykres nakładów"),
        ]
    );
    let read = imported.report.expect("pages have a report").read;
    assert_eq!((read.headings, read.paragraphs, read.items, read.images, read.contents), (2, 3, 2, 1, 2));
}

#[test]
fn without_a_main_element_the_body_is_read_and_the_title_of_the_text_stays() {
    let page = "<body><header id=title-block-header><h1 class=title>Strategia</h1></header><nav id=TOC><ul><li><a href=#a>Cel</a><li><a href=#b>Kadry</a></ul></nav>\
        <form id=aspnet><div role=heading aria-level=2>Cel</div><div>Rozwój regionu<div>i nauki.</div></div></form><footer>Stopka strony</footer></body>";
    let imported = read_page(page);
    assert_eq!(imported.document.source, "# Strategia\n\n## Cel\n\nRozwój regionu\n\ni nauki.\n");
    assert_eq!(lost(&imported), [(LossKind::Around, 1, "Stopka strony")]);
    assert_eq!(
        said("<article><h1>A</h1><p>Długa treść artykułu.</p></article><p>obok</p>"),
        "# A\n\nDługa treść artykułu.\n"
    );
    assert_eq!(
        said("<p>Pierwszy wiersz<br>drugi<br><br>nowy akapit<br></p>"),
        "Pierwszy wiersz\\\ndrugi\n\nnowy akapit\n"
    );
}

#[test]
fn lists_tables_code_and_definitions_keep_their_shape() {
    let page = "<ol start=3><li>trzy<ul><li>pod</ul><li value=7><p>siedem</p><p>dalej</p></ol><ol type=a><li>x<li>y</ol>\
        <table><caption>Tabela 1. Nakłady</caption><thead><tr><th>Rok<th>A<th>B</thead><tfoot><tr><td>razem<td>9<td>9</tfoot>\
        <tr><td rowspan=2>2020<td colspan=2 align=right>1<tr><td align=right>2<td>3<br>4</table>\
        <blockquote><p>Cytat.<p>Dalej.</blockquote><pre><code class=language-sh>a &lt; b\n\n  c</code></pre>\
        <dl><dt>PKB<dd>produkt krajowy brutto<dt>S3<dd><p>specjalizacja</p><p>inteligentna</p></dl>\
        <p>CO<sub>2</sub>, m<sup>2</sup>, <s>było</s>, <span style=\"font-weight:bold\">grubo</span>, <code>a|b</code>, <q>cytat</q></p><hr>";
    let imported = read_page(page);
    assert_eq!(
        imported.document.source,
        "3. trzy\n   - pod\n\n<!-- -->\n\n7. siedem\n\n   dalej\n\n- a. x\n- b. y\n\nTabela 1. Nakłady\n\n| Rok | A | B |\n|---|---|---|\n| 2020 | 1 | |\n\
         | | 2 | 3<br>4 |\n| razem | 9 | 9 |\n\n> Cytat.\n>\n> Dalej.\n\n```sh\na < b\n\n  c\n```\n\nPKB\n: produkt krajowy brutto\n\nS3\n: specjalizacja\n\n  inteligentna\n\n\
         CO<sub>2</sub>, m<sup>2</sup>, ~~było~~, **grubo**, `a|b`, „cytat”\n\n***\n"
    );
    assert_eq!(lost(&imported), [(LossKind::Merged, 2, "")]);
    let kinds: Vec<BlockKind> = imported.document.sections[0].blocks.iter().map(|block| block.kind).collect();
    assert_eq!(kinds.iter().filter(|kind| **kind == BlockKind::Definition).count(), 2, "{kinds:?}");
    assert_eq!(kinds.iter().filter(|kind| **kind == BlockKind::Code).count(), 1, "{kinds:?}");
    assert_eq!(
        said("<p><input type=checkbox>Zapamiętaj</p><ul><li><input type=checkbox checked>Gotowe</ul>"),
        "Zapamiętaj\n\n- ☒ Gotowe\n"
    );
    let numbered = "<ol><li><h1>Cel</h1></ol><ol><ol><li><h2>Kadry</h2></ol></ol><ul><li>a</ul><ul><ul><li>b</ul></ul><ul><li>c</ul>";
    assert_eq!(said(numbered), "# 1. Cel\n\n## 1. Kadry\n\n- a\n  - b\n- c\n");
    let placed = "<table role=presentation><tr><td><h2>Lewa</h2><p>tekst</p><td><p>Prawa</p></table><table><tr><td><p>Ramka</p></table>";
    let imported = read_page(placed);
    assert_eq!(imported.document.source, "## Lewa\n\ntekst\n\nPrawa\n\nRamka\n");
    assert_eq!(lost(&imported), [(LossKind::Frame, 1, ""), (LossKind::Frame, 1, "")]);
}

#[test]
fn footnotes_of_three_writers_are_notes() {
    let expected = "Nakłady[^1] rosną[^2].\n\n[^1]: Źródło: GUS.\n\n[^2]: Tamże.\n";
    let pandoc = "<p>Nakłady<a href=\"#fn1\" class=\"footnote-ref\" id=\"fnref1\" role=\"doc-noteref\"><sup>1</sup></a> rosną<a href=\"#fn2\" class=\"footnote-ref\" id=\"fnref2\" role=\"doc-noteref\"><sup>2</sup></a>.</p>\
        <section class=\"footnotes footnotes-end-of-document\" role=\"doc-endnotes\"><hr /><ol><li id=\"fn1\" role=\"doc-endnote\"><p>Źródło: GUS.<a href=\"#fnref1\" class=\"footnote-back\" role=\"doc-backlink\">↩︎</a></p></li>\
        <li id=\"fn2\" role=\"doc-endnote\"><p>Tamże.<a href=\"#fnref2\" class=\"footnote-back\" role=\"doc-backlink\">↩︎</a></p></li></ol></section>";
    let word = "<p class=MsoNormal>Nakłady<a style='mso-footnote-id:ftn1' href=\"#_ftn1\" name=\"_ftnref1\" title=\"\"><span class=MsoFootnoteReference><![if !supportFootnotes]>[1]<![endif]></span></a> rosną<a href=\"#_ftn2\" name=\"_ftnref2\"><span class=MsoFootnoteReference>[2]</span></a>.<o:p></o:p></p>\
        <div style='mso-element:footnote-list'><br clear=all><hr align=left size=1 width=\"33%\"><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a href=\"#_ftnref1\" name=\"_ftn1\"><span>[1]</span></a> Źródło: GUS.</p></div>\
        <div id=ftn2><p class=MsoFootnoteText><a href=\"#_ftnref2\" name=\"_ftn2\">[2]</a> Tamże.</p></div></div>";
    let libreoffice = "<p>Nakłady<a class=\"sdfootnoteanc\" name=\"sdfootnote1anc\" href=\"#sdfootnote1sym\"><sup>1</sup></a> rosną<a class=\"sdfootnoteanc\" name=\"sdfootnote2anc\" href=\"#sdfootnote2sym\"><sup>2</sup></a>.</p>\
        <div id=\"sdfootnote1\"><p class=\"sdfootnote\"><a class=\"sdfootnotesym\" name=\"sdfootnote1sym\" href=\"#sdfootnote1anc\">1</a> Źródło: GUS.</p></div><div id=\"sdfootnote2\"><p><a class=\"sdfootnotesym\" name=\"sdfootnote2sym\" href=\"#sdfootnote2anc\">2</a>Tamże.</p></div>";
    // As a browser saves it.
    let saved = &pandoc.replace("href=\"#", "href=\"https://bip.example.org/strona.html#");
    for page in [pandoc, word, libreoffice, saved] {
        let imported = read_page(page);
        assert_eq!(imported.document.source, expected, "{page}");
        assert_eq!(lost(&imported), []);
    }
    let missing = read_page("<p>a<a class=footnote-ref href=#fn9>9</a></p>");
    assert_eq!((missing.document.source.as_str(), lost(&missing)), ("a\n", vec![(LossKind::Note, 1, "9")]));
    // Notes that refer to each other end.
    let ring: String =
        (0..2_000).map(|at| format!("<li id=n{at}><a class=footnote-ref href=#n{}>x</a></li>", at + 1)).collect();
    read_page(&format!("<p>a<a class=footnote-ref href=#n0>0</a></p><ol class=footnotes>{ring}</ol>"));
}

#[test]
fn pages_that_word_saved_are_read_with_its_items_and_without_its_contents() {
    let item = |level: u8, sign: &str, text: &str| {
        format!(
            "<p class=MsoListParagraph style='margin-left:36.0pt;text-indent:-18.0pt;mso-list:l0 level{level} lfo1'><![if !supportLists]>\
             <span style='mso-list:Ignore'>{sign}<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp; </span></span><![endif]>{text}<o:p></o:p></p>\n"
        )
    };
    let page = format!(
        "<html xmlns:o=\"urn:schemas-microsoft-com:office:office\"><head><meta http-equiv=Content-Type content=\"text/html; charset=utf-8\"><style><!-- p.MsoNormal {{margin:0cm}} --></style>\
         <!--[if gte mso 9]><xml><w:WordDocument></w:WordDocument></xml><![endif]--></head><body lang=PL><div class=WordSection1>\
         <p class=MsoTitle>Strategia<o:p></o:p></p><p class=MsoToc1><a href=\"#_Toc1\">1. Cel 3</a></p>\
         <h1 style='mso-list:l1 level1 lfo2'><![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp;</span></span><![endif]><a name=\"_Toc1\">Cel\ngłówny</a></h1>\
         {}{}{}<p class=MsoNormal><b>Ważne</b><o:p>&nbsp;</o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>\
         <p class=MsoNormal>Tekst<span style='display:none;mso-hide:all'>tajne</span><span class=MsoCommentReference><a href=\"#_msocom_1\">[A1]</a></span>\
         <ins cite=\"mailto:Anna\">nowy</ins><del cite=\"mailto:Anna\">dawny</del>.</p></div>\
         <div style='mso-element:comment-list'><div style='mso-element:comment'><p>Czy na pewno?</p></div></div></body></html>",
        item(1, "1.", "Jeden"),
        item(2, "a)", "pod"),
        item(1, "2.", "Dwa")
    );
    let imported = read_page(&page);
    assert_eq!(
        imported.document.source,
        "# Strategia\n\n# 1. Cel główny\n\n1. Jeden\n   - a) pod\n2. Dwa\n\n**Ważne**\n\nTekstnowy.\n"
    );
    assert_eq!(lost(&imported), [(LossKind::Hidden, 1, "tajne"), (LossKind::Comment, 1, "Czy na pewno?")]);
    let read = imported.report.expect("pages have a report").read;
    assert_eq!((read.contents, read.changes), (1, 2));
    let rejected =
        import_with(page.as_bytes(), "a.htm", &ImportOptions { changes: Changes::Reject, ..ImportOptions::default() });
    assert!(rejected.expect("the page is read").document.source.ends_with("Tekstdawny.\n"));
    let filtered = "<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt'><span style='font-family:Symbol'>·<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span>Pierwszy</p>\
        <p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt'><span style='font-family:Symbol'>·<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span><b>Drugi</b></p>";
    assert_eq!(said(filtered), "- Pierwszy\n- **Drugi**\n");
}

#[test]
fn the_encoding_is_the_one_that_the_page_declares_or_shows() {
    let text = "Zażółć gęślą jaźń – środowisko";
    for (encoding, label) in [(WINDOWS_1250, "windows-1250"), (ISO_8859_2, "ISO-8859-2")] {
        let text = if encoding == ISO_8859_2 { text.replace('–', "-") } else { text.to_owned() };
        for declared in [
            format!("<meta http-equiv=\"Content-Type\" content=\"text/html; charset={label}\">"),
            format!("<meta charset='{label}'>"),
            String::new(),
        ] {
            let page = format!("<html><head>{declared}</head><p>{text}</p>");
            let (bytes, _, lossy) = encoding.encode(&page);
            assert!(!lossy);
            let imported = import(&bytes, "x").expect("the page is read");
            assert_eq!(imported.document.source, format!("{text}\n"), "{label}: {declared}");
            assert_eq!(
                imported.document.remarks[0].kind,
                RemarkKind::Converted { encoding: encoding.name().to_owned() }
            );
        }
    }
    let page = format!("<html><meta charset=windows-1250><p>{text}</p>");
    assert_eq!(said(&page), format!("{text}\n"), "what is UTF-8 is, whatever is declared");
    let wide: Vec<u8> = std::iter::once(0xfeff).chain(page.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert_eq!(import(&wide, "x").expect("the page is read").document.source, format!("{text}\n"));
    let xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<!DOCTYPE html>\r\n<html xmlns=\"http://www.w3.org/1999/xhtml\"><body><p>{text}</p></body></html>"
    );
    assert_eq!(import(xml.as_bytes(), "x").expect("the page is read").document.source, format!("{text}\n"));
}

#[test]
fn pages_are_told_by_what_they_hold() {
    for page in
        ["\u{feff}<!DOCTYPE HTML><p>a", "<!-- saved from url -->\n<HTML><p>a", " <body>a</body>", "<head></head>a"]
    {
        assert_eq!(import(page.as_bytes(), "x.md").expect("the page is read").document.source, "a\n", "{page}");
    }
    assert_eq!(import(b"<p>a</p>", "x.md").expect("it is Markdown").report, None);
    let archive = import(b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n<html>", "x.mht");
    assert_eq!(archive, Err(ImportError::Format { name: "x.mht".to_owned(), format: "MHTML" }));
    assert_eq!(import(b"<html><body></body></html>", "x"), Err(ImportError::Empty { name: "x".to_owned() }));
}

/// The words that a text shows, block by block, without marks of notes and figures.
fn passages(document: &Document) -> Vec<String> {
    let mut passages = Vec::new();
    for block in document.sections.iter().flat_map(|section| &section.blocks) {
        let text = document.block_text(block).into_owned();
        let shown = block.inlines.iter().filter(|it| !it.style.has(Style::NOTE) && !it.style.has(Style::IMAGE));
        let words = shown.map(|inline| inline.span.of(&text)).collect::<Vec<_>>().join(" ");
        let letters: String = words.chars().filter(|c| c.is_alphanumeric()).collect();
        if !letters.is_empty() {
            passages.push(letters);
        }
    }
    passages
}

#[test]
fn our_own_page_says_the_later_text() {
    let project = Project::empty();
    let texts = samples();
    let [(_, before), (_, after)] = [&texts[4], &texts[5]];
    project.write("przed.md", before);
    project.write("po.md", after);
    let page = run(&mut project.nowela(&["diff", "przed.md", "po.md", "-o", "strona.html"]));
    assert_eq!(page.code, 0, "{}{}", page.out, page.err);
    let bytes = std::fs::read(project.root().join("strona.html")).expect("the page is written");
    let back = import(&bytes, "strona.html").expect("the page is read");
    // The page shows which note is meant.
    let mut shown = String::new();
    for part in back.document.source.split("<sup>[") {
        shown.push_str(part.split_once("]</sup>").map_or(part, |(_, rest)| rest));
    }
    let letters: String = shown.chars().filter(|c| c.is_alphanumeric()).collect();
    let later = passages(&read(bare(after)));
    let missing: Vec<&String> = later.iter().filter(|passage| !letters.contains(passage.as_str())).collect();
    assert!(missing.is_empty() && later.len() > 50, "{} of {}: {missing:#?}", missing.len(), later.len());
}

#[test]
fn hostile_pages_are_refused_or_read_but_never_panic() {
    let attributes: String = (0..50_000).map(|at| format!(" a{at}=b")).collect();
    for (name, page) in [
        ("deep", "<div>".repeat(100_000)),
        ("many", "<i></i>".repeat(1_200_000)),
        ("attributes", format!("<html><p{attributes}>a")),
    ] {
        let refused = import(page.as_bytes(), "x.html");
        assert_eq!(refused, Err(ImportError::Nested { name: "x.html".to_owned() }), "{name}");
    }
    let row = "<tr><td rowspan=60000 colspan=60000>a<td>b".repeat(3_000);
    assert!(said(&format!("<table>{row}</table>")).len() < 50_000_000);
    let listed = read_page(
        "<ol start=4294967295><li>a<li>b</ol><ol start=-3><li>c</ol><ol reversed><li>d<li>e</ol><h1 role=heading aria-level=99>f</h1>",
    );
    assert!(listed.document.source.contains("###### f"));
    let whole = "<html><body><h1>A</h1><p>b <b>c</b><a href=#_ftn1>1</a><table><tr><td>d</table><ol><li>e</ol><img src=data:image/png;base64,AA==><div id=ftn1>x</div>";
    for cut in 0..whole.len() {
        let _ = import(&whole.as_bytes()[..cut], "x.html");
    }
}

#[test]
fn a_page_is_committed_compared_and_shown_as_its_text() {
    let project = Project::new();
    let page = "<html><body><main><h1>Cel</h1><p>Nakłady wzrosną o 2%.</p></main></body></html>";
    project.write("a.html", page);
    project.write("b.html", page.replace("2%", "3%"));
    let saved = run(&mut project.nowela(&["commit", "a.html", "--document", "ris", "-m", "Strona"]));
    assert_eq!(saved.code, 0, "{}{}", saved.out, saved.err);
    let shown = run(&mut project.nowela(&["show", "HEAD"]));
    assert_eq!(shown.out, "# Cel\n\nNakłady wzrosną o 2%.\n");
    let changed = run(&mut project.nowela(&["diff", "ris@HEAD", "b.html", "--exit-code", "--format", "markdown"]));
    assert_eq!(changed.code, 1, "{}{}", changed.out, changed.err);
    let imported = run(&mut project.nowela(&["import", "b.html", "--document", "ris"]));
    assert_eq!(imported.code, 0, "{}{}", imported.out, imported.err);
    let shown = run(&mut project.nowela(&["show", "worktree"]));
    assert_eq!(shown.out, "# Cel\n\nNakłady wzrosną o 3%.\n");
}

const TAGS: [&str; 40] = [
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<table>",
    "<tr>",
    "<td rowspan=3>",
    "<th>",
    "</table>",
    "<ul>",
    "<ol start=5>",
    "<li>",
    "</ul>",
    "<h2>",
    "</h2>",
    "<dl>",
    "<dt>",
    "<dd>",
    "<pre>",
    "</pre>",
    "<code>",
    "<br>",
    "<a href=#fn1 class=footnote-ref>",
    "<div id=fn1>",
    "</div>",
    "<blockquote>",
    "<img src=data:image/gif;base64,AA== alt=x>",
    "<svg>",
    "<math>",
    "<template>",
    "<select>",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "<del>",
    "<ins>",
    "</ins>",
    "<nav>",
    "<caption>",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 800, ..ProptestConfig::default() })]

    #[test]
    fn any_soup_of_tags_is_read_and_what_was_written_is_read_again(
        parts in prop::collection::vec(prop_oneof![prop::sample::select(TAGS.to_vec()).prop_map(str::to_owned), "[ a-zą*_`\\[\\]|1.#-]{1,6}"], 0..40),
    ) {
        let page = format!("<html>{}", parts.concat());
        if let Ok(imported) = import(page.as_bytes(), "x.html") {
            let again = read(imported.document.source.clone());
            prop_assert_eq!(again.sections.len(), imported.document.sections.len());
        }
    }
}

fn filtered(program: &str, arguments: &[&str], input: &str) -> Vec<u8> {
    use std::io::Write as _;
    let mut command = Command::new(program);
    let mut child =
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the program runs");
    child.stdin.take().expect("it reads").write_all(input.as_bytes()).expect("it takes the text");
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success());
    output.stdout
}

/// The pages that pandoc makes of the sample's texts hold the same text.
#[test]
#[ignore = "needs pandoc: .ci/run installs it"]
fn what_pandoc_makes_of_the_sample_is_read_without_a_change() {
    let program = std::env::var("NOWELA_PANDOC").unwrap_or_else(|_| "pandoc".to_owned());
    for (name, source) in samples() {
        let arguments = ["-f", "commonmark_x-smart", "-t", "html5", "-s", "--metadata", "pagetitle=x", "--toc"];
        let page = filtered(&program, &arguments, &bare(&source));
        let page = String::from_utf8(page).expect("pandoc writes UTF-8");
        let image = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>";
        let page = page.replace("media/schemat-wdrazania.svg", image);
        let back = import(page.as_bytes(), "x.html").expect("the page is read");
        let before = read(bare(&source).replace("media/schemat-wdrazania.svg", "media/obraz.svg"));
        let differing: Vec<String> = before
            .source
            .lines()
            .zip(back.document.source.lines())
            .filter(|(one, other)| one != other)
            .take(5)
            .map(|(one, other)| format!("{one}\n{other}"))
            .collect();
        let comparison = compare(&before, &back.document, &CompareOptions::default());
        assert!(!comparison.is_changed(), "{name}: {differing:#?}");
    }
}

/// The pages that LibreOffice makes of our own Word files hold the same text.
#[test]
#[ignore = "needs LibreOffice: .ci/run installs it"]
fn what_libreoffice_saves_as_a_page_is_read_without_a_change() {
    let soffice =
        std::env::var_os("NOWELA_SOFFICE").expect("NOWELA_SOFFICE is not set; .ci/run installs what it names");
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    let samples = samples();
    for (number, (_, source)) in samples.iter().enumerate() {
        std::fs::write(folder.path().join(format!("{number}.odt")), super::odt::exported(source))
            .expect("the folder takes files");
    }
    let mut command = Command::new(&soffice);
    command.arg(format!("-env:UserInstallation=file://{}", folder.path().join("profil").display()));
    command.args(["--headless", "--convert-to", "html:HTML (StarWriter):EmbedImages", "--outdir"]).arg(folder.path());
    command.args((0..samples.len()).map(|number| folder.path().join(format!("{number}.odt"))));
    let output = command.output().expect("LibreOffice runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    for (number, (name, source)) in samples.iter().enumerate() {
        let bytes = std::fs::read(folder.path().join(format!("{number}.html"))).expect("LibreOffice wrote it");
        let back = import(&bytes, "x.html").expect("the page is read");
        // LibreOffice leaves out what an image shows.
        let renamed = |text: &str| {
            let line = |line: &str| match (line.starts_with("!["), line.split_once("](")) {
                (true, Some((_, file))) => format!("![]({file}\n"),
                _ => format!("{line}\n"),
            };
            text.lines().map(line).collect::<String>()
        };
        let before = read(renamed(&bare(source)));
        let after = read(renamed(&back.document.source));
        let differing: Vec<String> = before
            .source
            .lines()
            .zip(after.source.lines())
            .filter(|(one, other)| one != other)
            .take(6)
            .map(|(one, other)| format!("{one}\n{other}"))
            .collect();
        let comparison = compare(&before, &after, &CompareOptions::default());
        assert!(!comparison.is_changed(), "{name}: {differing:#?}");
    }
}
