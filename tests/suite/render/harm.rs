//! Texts that mean harm: markup, links, terminal sequences, hidden characters, forged marks.

use nowela::locale::Language;
use nowela::render::csv::csv;
use nowela::render::markdown::markdown;
use nowela::render::terminal::{Colour, Detail};
use nowela::render::{guard, view::KindView};

use super::case::replaced;
use super::{as_json, as_page, on_terminal, told};

const NAUGHTY: &[&str] = &[
    "<script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)>",
    "' onmouseover='alert(1)",
    "[link](javascript:alert(1))",
    "<a href=\"javascript:alert(1)\">x</a>",
    "![x](https://example.org/track.gif)",
    "<iframe src=\"https://example.org\"></iframe>",
    "<https://example.org/a>",
    "{{ 7*7 }} {% raw %}",
    "&lt;script&gt;alert(1)&lt;/script&gt; &#60;b&#62;",
    "<!-- --><div style=\"position:fixed\">",
    "`<b>code</b>`",
];

const ONLY: &[KindView] = &[];

/// The tags of a page, with what stands in them.
fn tags(page: &str) -> impl Iterator<Item = &str> {
    page.split('<').skip(1).filter_map(|rest| rest.split('>').next())
}

#[test]
fn a_page_holds_no_markup_of_the_texts() {
    for naughty in NAUGHTY {
        for case in [replaced(naughty, "spokojny tekst", naughty), replaced("Tytuł", naughty, "inny"), {
            let table = format!("| a | {} |\n|---|---|\n| b | c |", naughty.replace('|', "\\|"));
            replaced("Tytuł", &table, "inny")
        }] {
            let page = told(&case, Language::Polish, ONLY, as_page).expect("the template is sound");
            // The script of the page comes last, and is the same whatever the text says.
            let (page, script) = page.split_once("<script>").expect("the page has a script");
            let own = include_str!("../../../templates/html/comparison.js").trim();
            assert_eq!(script, format!("{own}</script>\n</body>\n</html>"), "{naughty}");
            for tag in tags(page) {
                let name = tag.trim_start_matches('/').split([' ', '\n']).next().unwrap_or_default();
                let known = "!DOCTYPE html head meta title style body header main nav article section h1 h2 h3 h4 p a \
                             ul ol li span bdi b ins del em strong code sup div table thead tbody tr th td \
                             blockquote details summary fieldset legend input label button output svg rect footer wbr";
                assert!(known.split_whitespace().any(|it| it == name), "<{tag}> from {naughty}");
                assert!(!tag.contains(" on") && !tag.contains("src="), "<{tag}> from {naughty}");
                if let Some((_, target)) = tag.split_once("href=\"") {
                    assert!(target.starts_with('#'), "<{tag}> from {naughty}");
                }
            }
        }
    }
}

#[test]
fn the_policy_of_a_page_allows_its_own_style_and_script_and_nothing_else() {
    use base64::Engine as _;
    use sha2::Digest as _;
    let page = told(&replaced("Tytuł", "a", "b"), Language::Polish, ONLY, as_page);
    let page = page.expect("the template is sound");
    let hash = |tag: &str| {
        let inside = page.split_once(&format!("<{tag}>")).and_then(|(_, rest)| rest.split_once(&format!("</{tag}>")));
        let (inside, rest) = inside.expect("the page has it");
        assert!(!rest.contains(&format!("<{tag}")), "one {tag} only");
        base64::engine::general_purpose::STANDARD.encode(sha2::Sha256::digest(inside.as_bytes()))
    };
    let policy = format!(
        "content=\"default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'\"",
        hash("style"),
        hash("script"),
    );
    assert!(page.contains(&policy), "the hashes do not fit");
    assert!(!page.contains(" style=\""), "the policy forbids style attributes");
}

#[test]
fn no_control_sequence_of_a_text_reaches_the_terminal() {
    let harm = "przed\u{1b}[2J\u{1b}]0;tytuł\u{7}po \u{9b}31m \u{202e}odwrócony\u{202c} zero\u{200b}szerokie \u{feff}";
    let case = replaced(&format!("Tytuł {harm}"), "spokojny tekst", harm);
    for detail in [Detail::Tree, Detail::Full] {
        let shown = on_terminal(&case, Language::Polish, 80, Colour::Plain, detail);
        let raw: Vec<char> =
            shown.chars().filter(|it| *it != '\n' && guard::visible(&it.to_string()) != it.to_string()).collect();
        assert!(raw.is_empty(), "{raw:?}");
        assert!(shown.contains("⟦U+001B⟧") && shown.contains("⟦U+202E⟧"), "{shown}");
    }
    let coloured = on_terminal(&case, Language::Polish, 80, Colour::Ansi, Detail::Full);
    assert!(coloured.split('\u{1b}').skip(1).all(|rest| {
        rest.strip_prefix('[')
            .and_then(|rest| rest.split_once('m'))
            .is_some_and(|(code, _)| code.bytes().all(|byte| byte.is_ascii_digit() || byte == b';'))
    }));
    let json = as_json(&case);
    assert!(!json.contains(['\u{1b}', '\u{9b}', '\u{202e}']), "JSON escapes them too");
}

/// The cells of a table as a spreadsheet reads them.
fn cells(table: &str, separator: char) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut rest = table.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(character) = rest.next() {
        match character {
            '"' if quoted && rest.next_if_eq(&'"').is_some() => cell.push('"'),
            '"' => quoted = !quoted,
            it if quoted => cell.push(it),
            it if it == separator => row.push(std::mem::take(&mut cell)),
            '\r' => {
                assert_eq!(rest.next(), Some('\n'), "a row ends in CR LF");
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            it => cell.push(it),
        }
    }
    assert!(!quoted && row.is_empty() && cell.is_empty(), "the last row is whole");
    rows
}

#[test]
fn no_text_becomes_a_formula_or_breaks_the_table() {
    let formulas =
        ["=1+1", "+48", "-2+3", "@SUM(A1)", "=HYPERLINK(\"https://example.org\";\"x\")", "\"\";=1", "a\";\"=1"];
    for formula in formulas.iter().chain(NAUGHTY) {
        let escaped = format!("\\{formula}");
        for text in [formula, escaped.as_str()] {
            let cell = format!("| a | b |\n|---|---|\n| c | {} |", text.replace('|', "\\|"));
            for case in [replaced(text, "stary", text), replaced("Tytuł", text, "nowy"), replaced("Tytuł", &cell, text)]
            {
                for (language, separator) in [(Language::Polish, ';'), (Language::English, ',')] {
                    let rows = cells(&told(&case, language, ONLY, csv), separator);
                    assert!(rows.len() > 1, "{text}");
                    for row in &rows {
                        assert_eq!(row.len(), 7, "{row:?}");
                        let begins = |cell: &&String| cell.trim_start().starts_with(['=', '+', '-', '@']);
                        assert_eq!(row.iter().find(begins), None, "{text}");
                    }
                }
            }
        }
    }
}

#[test]
fn forged_marks_stay_text() {
    let forged = "{++ wstawka ++} {-- brak --} {~~ a~>b ~~} | kreska @osoba i adres biuro@example.org";
    let shown = told(&replaced("Tytuł | z kreską", "stary", forged), Language::Polish, ONLY, markdown);
    assert_eq!(shown.matches("{++").count(), 1, "{shown}");
    assert_eq!(shown.matches("++}").count(), 1, "{shown}");
    assert_eq!(shown.matches("{--").count(), 1, "{shown}");
    assert!(!shown.contains("{~~") && !shown.contains(" @osoba") && shown.contains("biuro@example.org"), "{shown}");
    for row in shown.lines().filter(|line| line.starts_with('|')) {
        assert_eq!(row.replace("\\|", "").matches('|').count(), 5, "{row}");
    }
}

#[test]
fn markdown_shows_text_as_it_is() {
    use pulldown_cmark::{Event, Options, Parser};
    for naughty in NAUGHTY.iter().chain(&["1. jeden", "# nie nagłówek", "- nie lista", "**nie** _pismo_ ~~x~~", "> 5"])
    {
        let shown = told(&replaced("Tytuł", "stary", naughty), Language::Polish, ONLY, markdown);
        let html = Parser::new_ext(&shown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH)
            .any(|event| matches!(&event, Event::Html(_) | Event::InlineHtml(_)));
        assert!(!html, "{naughty}: {shown}");
    }
}

#[test]
fn the_language_of_the_texts_is_told_where_it_is_another_one() {
    let mut case = replaced("Title", "one", "two");
    for (told_as, seen) in [("en", true), ("pl", false), ("en\" onclick=\"x", false), ("en-GB", true)] {
        case.after.metadata.entries = vec![("lang".to_owned(), told_as.to_owned())];
        let page = told(&case, Language::Polish, ONLY, as_page).expect("the template is sound");
        assert_eq!(page.contains(&format!("-heading\" lang=\"{told_as}\"")), seen, "{told_as}");
    }
}
