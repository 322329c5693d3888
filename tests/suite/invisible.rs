//! Characters that nobody sees: every change of them is listed, every output shows them, none reaches a terminal raw.

use nowela::compare::{BlockOp, Structure};
use nowela::document::{RemarkKind, hidden};
use nowela::import::import;
use nowela::locale::{Language, Locale};
use nowela::render::template::Templates;
use nowela::render::terminal::{Colour, Detail, Grounds, TerminalOptions, terminal};
use nowela::render::view::{ComparisonView, StateDescription, view};
use nowela::render::{Known, Subject, guard, html, json, markdown};
use proptest::prelude::*;

use super::compare::{Pair, marked};
use super::project::{Project, Run, run};

/// One of every class: direction controls, zero width, soft hyphen, tags, other formats, controls, line separators.
const CLASSES: [char; 32] = [
    '\u{202a}',
    '\u{202b}',
    '\u{202c}',
    '\u{202d}',
    '\u{202e}',
    '\u{2066}',
    '\u{2067}',
    '\u{2068}',
    '\u{2069}',
    '\u{200e}',
    '\u{200f}',
    '\u{61c}',
    '\u{200b}',
    '\u{200c}',
    '\u{200d}',
    '\u{2060}',
    '\u{feff}',
    '\u{ad}',
    '\u{e0041}',
    '\u{e007f}',
    '\u{fe0f}',
    '\u{e0100}',
    '\u{34f}',
    '\u{180e}',
    '\u{3164}',
    '\u{fffa}',
    '\u{1b}',
    '\u{7}',
    '\u{c}',
    '\u{85}',
    '\u{9b}',
    '\u{2028}',
];

/// A text with every place that a character may hide in; `@` is that place.
const PLACES: [(&str, &str); 16] = [
    ("inside a word", "# Cele\n\nWnioskodawca skła@da ofertę.\n"),
    ("between words", "# Cele\n\nWnioskodawca @ składa ofertę.\n"),
    ("at the end of a word", "# Cele\n\nWnioskodawca@ składa ofertę.\n"),
    ("at the end of a paragraph", "# Cele\n\nWnioskodawca składa ofertę.@\n\nDalej.\n"),
    ("in a number", "# Cele\n\nNakłady wzrosną do 3@5% PKB.\n"),
    ("in front of a unit", "# Cele\n\nNakłady wzrosną do 35@% PKB.\n"),
    ("in a title", "# Ce@le\n\nWnioskodawca składa ofertę.\n"),
    ("at the end of a title", "# Cele@\n\nWnioskodawca składa ofertę.\n"),
    ("behind the number of a title", "# 1.@ Cele\n\nWnioskodawca składa ofertę.\n"),
    ("in the id of a heading", "# Cele {#ce@le}\n\nWnioskodawca składa ofertę.\n"),
    ("in a table cell", "# Cele\n\n| a | b |\n|---|---|\n| jeden | dwa@ |\n| trzy | cztery |\n"),
    ("in a header cell", "# Cele\n\n| a@ | b |\n|---|---|\n| jeden | dwa |\n"),
    ("in a footnote", "# Cele\n\nTekst[^1].\n\n[^1]: Za rap@ortem.\n"),
    ("in the target of a link", "# Cele\n\nZob. [raport](https://example.org/a@b).\n"),
    ("in code", "# Cele\n\n```\nlet a@ = 1\n```\n"),
    ("in the front matter", "---\ntitle: Stra@tegia\n---\n\n# Cele\n\nTekst.\n"),
];

fn code(character: char) -> String {
    format!("⟦U+{:04X}⟧", u32::from(character))
}

fn published(pair: &Pair) -> ComparisonView {
    let state = StateDescription::default();
    view(&pair.before, &pair.after, &pair.comparison, &state, &state)
}

/// What a reader gets: on a terminal, as Markdown, as a page.
fn shown(pair: &Pair, language: Language) -> [String; 3] {
    let (view, locale) = (published(pair), Locale::new(language));
    let (before, after, comparison) = (&pair.before, &pair.after, &pair.comparison);
    let known = ["przed.md", "po.md"].map(|name| Known { name, version: None });
    let known = (known[0], known[1]);
    let subject = Subject { before, after, comparison, view: &view, known, locale: &locale, only: &[] };
    let options = TerminalOptions { width: 100, colour: Colour::Plain, detail: Detail::Full, grounds: Grounds::Untold };
    let page = html::html(&subject, &Templates::default()).expect("the template is sound");
    [terminal(&subject, &options), markdown::markdown(&subject), page]
}

fn as_json(pair: &Pair) -> String {
    let mut bytes = Vec::new();
    json::json(&published(pair), &mut bytes).expect("memory takes everything");
    String::from_utf8(bytes).expect("JSON is UTF-8")
}

fn raw(text: &str) -> Vec<char> {
    text.chars().filter(|it| hidden::is_hidden(*it)).collect()
}

#[test]
fn a_change_of_one_invisible_character_is_listed_in_every_place_and_format() {
    for (place, text) in PLACES {
        let without = text.replace('@', "");
        for character in CLASSES {
            // A control character is no part of YAML: such front matter is told to be unreadable.
            if place.ends_with("front matter") && character.is_control() {
                continue;
            }
            let with = text.replace('@', &character.to_string());
            for (before, after) in [(&without, &with), (&with, &without)] {
                let pair = Pair::new(before, after);
                let told = format!("{place}, {}: {:#?}", code(character), pair.comparison.entries);
                assert!(pair.comparison.is_changed(), "{told}");
                super::compare::check(&pair).unwrap_or_else(|error| panic!("{error}\n{told}"));
                for page in shown(&pair, Language::Polish) {
                    assert_eq!(raw(&page), Vec::<char>::new(), "{told}");
                    let body = page.split_once("</style>").map_or(page.as_str(), |(_, body)| body);
                    let before_remarks = body.matches(&code(character)).count();
                    assert!(before_remarks > 0, "{told}\n{body}");
                    assert!(!body.contains("Teksty się nie różnią"), "{body}");
                }
                let published = as_json(&pair);
                assert_eq!(raw(&published), Vec::<char>::new(), "{published}");
                let value: serde_json::Value = serde_json::from_str(&published).expect("the output is JSON");
                let structure: Vec<&serde_json::Value> =
                    value["sections"].as_array().into_iter().flatten().map(|section| &section["structure"]).collect();
                let listed = structure.iter().any(|kinds| kinds.as_array().is_some_and(|kinds| !kinds.is_empty()));
                assert!(listed || !value["metadata"].as_array().is_none_or(Vec::is_empty), "{published}");
            }
        }
    }
}

#[test]
fn a_hidden_character_that_only_moved_is_a_change() {
    for (before, after) in [
        ("# Inno\u{ad}wacje\n\nTekst.\n", "# In\u{ad}nowacje\n\nTekst.\n"),
        ("# A\n\nInno\u{ad}wacje.\n", "# A\n\nIn\u{ad}nowacje.\n"),
        ("# A\n\nPo \u{202e} drugie jutro.\n", "# A\n\nPo drugie \u{202e} jutro.\n"),
    ] {
        let pair = Pair::new(before, after);
        assert!(pair.comparison.is_changed(), "{after:?}");
        assert!(shown(&pair, Language::Polish).iter().all(|page| page.matches("⟦U+").count() >= 1), "{after:?}");
    }
}

#[test]
fn the_words_of_such_a_change_are_counted_as_they_stand() {
    let pair = |before: &str, after: &str| Pair::new(&format!("# A\n\n{before}\n"), &format!("# A\n\n{after}\n"));
    // A word that got a character is another word; a character that stands alone is none.
    let within = pair("Wnioskodawca składa ofertę.", "Wniosko\u{ad}dawca składa ofertę.").comparison;
    let words = within.summary.words;
    assert_eq!((words.kept, words.deleted, words.inserted), (2, 1, 1));
    let between = pair("Wnioskodawca składa ofertę.", "Wnioskodawca \u{200b} składa ofertę.");
    let words = between.comparison.summary.words;
    assert_eq!((words.kept, words.deleted, words.inserted), (3, 0, 0));
    let entry = between.entry_after(1);
    assert_eq!((entry.structure.as_slice(), entry.blocks[0].op), (&[Structure::Edited][..], BlockOp::Edited));
    assert!(marked(&entry.blocks[0].runs).contains("{+\u{200b}"), "{:?}", entry.blocks[0].runs);
    // No word changed, and nothing that is said denies that a sign did.
    for page in shown(&between, Language::Polish) {
        let said = page.contains("Zmieniono 1 z 1 sekcji") && page.contains("kolejność, numeracja, tytuły");
        assert!(said, "{page}");
    }
}

#[test]
fn blanks_of_another_kind_are_no_change() {
    for blank in ['\u{a0}', '\u{202f}', '\u{2009}'] {
        let pair = Pair::new("# A\n\nWynosi 12 zł w 2020 r.\n", &format!("# A\n\nWynosi 12{blank}zł w 2020 r.\n"));
        assert!(!pair.comparison.is_changed());
        // A quantity that is only typeset otherwise is the same, and the blank alone is marked.
        let runs = marked(&pair.entry_after(1).blocks[0].runs);
        assert!(runs.contains(&format!("12[- -]{{+{blank}+}}zł")), "{runs}");
        assert!(import(format!("a{blank}b").as_bytes(), "x.md").is_ok_and(|it| it.document.remarks.is_empty()));
    }
}

#[test]
fn the_page_names_what_is_hidden() {
    let pair = Pair::new("# A\n\nTekst jawny.\n", "# A\n\nTekst \u{202e}jawny\u{13430}.\n");
    let [_, _, page] = shown(&pair, Language::Polish);
    let name = "znak niewidoczny: wymuszenie pisma od prawej do lewej (RIGHT-TO-LEFT OVERRIDE)";
    let expected =
        format!("<span class=\"unseen\" title=\"{name}\">⟦U+202E⟧<span class=\"said\"> {name} </span></span>");
    assert!(page.contains(&expected), "{page}");
    assert!(page.contains("title=\"znak niewidoczny\">⟦U+13430⟧"), "{page}");
    let [_, _, page] = shown(&pair, Language::English);
    assert!(page.contains("title=\"invisible character: RIGHT-TO-LEFT OVERRIDE\""), "{page}");
}

#[test]
fn a_text_can_not_forge_a_code() {
    assert_eq!(guard::visible("zapis ⟦U+202E⟧ i ⟦a⟧"), "zapis ⟦U+27E6⟧U+202E⟧ i ⟦a⟧");
    let pair = Pair::new("# A\n\nTekst.\n", "# A\n\nTekst ⟦U+202E⟧.\n");
    let [_, _, page] = shown(&pair, Language::Polish);
    assert!(!page.contains("RIGHT-TO-LEFT") && page.contains("title=\"nawias, który stoi w tekście\""), "{page}");
}

fn remarks(text: &str) -> Vec<(Option<u32>, RemarkKind)> {
    let document = import(text.as_bytes(), "x.md").expect("the text is read").document;
    document.remarks.into_iter().map(|remark| (remark.line, remark.kind)).collect()
}

#[test]
fn reading_tells_how_many_hidden_characters_there_are_and_where_the_first_one_is() {
    let text = "# Cele\n\nRoz\u{ad}wój \u{200b}regionu\u{200b}\u{a0}i\tkraju.\n";
    let which = "U+00AD, U+200B ×2".to_owned();
    assert_eq!(remarks(text), [(Some(3), RemarkKind::Hidden { count: 3, which: which.clone() })]);
    let locale = Locale::new(Language::Polish);
    let worded = |count: u32| {
        let kind = RemarkKind::Hidden { count, which: "U+00AD".to_owned() };
        locale.remark(kind.code(), &kind.details())
    };
    assert_eq!(worded(1), "W tekście jest 1 znak niewidoczny (U+00AD).");
    assert_eq!(worded(3), "W tekście są 3 znaki niewidoczne (U+00AD); to miejsce pierwszego z nich.");
    assert_eq!(worded(25), "W tekście jest 25 znaków niewidocznych (U+00AD); to miejsce pierwszego z nich.");
    let many: String = ('\u{200b}'..='\u{200f}').chain('\u{202a}'..='\u{202e}').collect();
    let [(Some(1), RemarkKind::Hidden { count: 10, which })] = &remarks(&format!("a{many}"))[..] else {
        panic!("{:?}", remarks(&many))
    };
    assert_eq!(which, "U+200B, U+200C, U+200D, U+200E, U+200F, …");
}

#[test]
fn words_that_mix_scripts_are_told_and_named() {
    let found = remarks("# Cele\n\nWnioskodawcа składa ofеrtę.\n");
    let (word, letters) = ("Wnioskodawcа".to_owned(), "U+0430".to_owned());
    assert_eq!(found, [(Some(3), RemarkKind::MixedScripts { count: 2, word, letters })]);
    assert_eq!(remarks("Иван Петров, 10 μm, 5 kΩ, ΔT\n"), []);

    let pair = Pair::new("# Cele\n\nWnioskodawca składa.\n", "# Cele\n\nWnioskodawcа składa.\n");
    assert!(pair.comparison.is_changed());
    let [terminal, markdown, page] = shown(&pair, Language::Polish);
    assert!(terminal.contains("[−Wnioskodawca−] [+Wnioskodawcа⟦U+0430⟧+] składa."), "{terminal}");
    assert!(markdown.contains("{++Wnioskodawcа⟦U+0430⟧++}"), "{markdown}");
    assert!(page.contains("Wnioskodawcа<span class=\"unseen\" title=\"litera cyrylicy\">⟦U+0430⟧"), "{page}");
}

#[test]
fn letters_that_pass_for_others_are_named_where_they_replace_them() {
    // A word of its own is not mixed, and a title and a value of the front matter have no redline.
    let pair = Pair::new("# A\n\nKraj a region.\n", "# A\n\nKraj а region.\n");
    assert!(shown(&pair, Language::Polish)[0].contains("[−a−] [+а⟦U+0430⟧+]"), "{}", shown(&pair, Language::Polish)[0]);
    let pair = Pair::new("# Cop\n\nTekst.\n", "# Сор\n\nTekst.\n");
    let [terminal, ..] = shown(&pair, Language::Polish);
    assert!(terminal.contains("Poprzedni tytuł: Cop → С⟦U+0421⟧о⟦U+043E⟧р⟦U+0440⟧"), "{terminal}");
    let pair = Pair::new("---\ntitle: Cop\n---\n\nTekst.\n", "---\ntitle: Сор\n---\n\nTekst.\n");
    let [terminal, ..] = shown(&pair, Language::Polish);
    assert!(terminal.contains("Tytuł: Cop → С⟦U+0421⟧о⟦U+043E⟧р⟦U+0440⟧"), "{terminal}");
    // A text in Cyrillic letters that was rewritten is left as it is.
    let pair = Pair::new("# A\n\nИван живёт.\n", "# A\n\nПётр живёт.\n");
    assert!(!shown(&pair, Language::Polish)[0].contains('⟦'));
}

#[test]
fn letters_written_in_parts_are_no_rewriting() {
    use unicode_normalization::UnicodeNormalization as _;
    let composed = "---\ntitle: Źródła\n---\n\n# Zażółć\n\nGęślą jaźń wspiera region.\n";
    let parts: String = composed.nfd().collect();
    assert_ne!(parts, composed);
    assert_eq!(remarks(composed), []);
    assert_eq!(remarks(&parts), [(None, RemarkKind::Composed { words: 4 })]);
    let read = |text: &str| import(text.as_bytes(), "x.md").expect("the text is read").document;
    let comparison = nowela::compare::compare(&read(&parts), &read(composed), &Default::default());
    assert!(!comparison.is_changed());
    assert_eq!(comparison.summary.words.deleted, 0);
}

#[test]
fn exit_codes_and_messages_know_hidden_characters() {
    let project = Project::empty();
    project.write("a.md", "# Cele\n\nNakłady wzrosną do 35% PKB.\n");
    project.write("b.md", "# Cele\n\nNakłady wzrosną do 3\u{200b}5% PKB.\n");
    project.write("c.md", "# Cele\n\nNakłady wzrosną do 35%\u{a0}PKB.\n");
    let Run { code, out, .. } = run(&mut project.nowela(&["diff", "a.md", "b.md", "--exit-code"]));
    assert_eq!(code, 1, "{out}");
    assert!(out.contains("[−35%−] [+3⟦U+200B⟧5%+]") && out.contains("1 znak niewidoczny (U+200B)"), "{out}");
    assert_eq!(run(&mut project.nowela(&["diff", "a.md", "c.md", "--exit-code"])).code, 0);
}

#[cfg(unix)]
#[test]
fn names_that_people_give_never_steer_a_terminal() {
    let project = Project::empty();
    let harm = "a\u{1b}]8;;https:\u{7}\u{202e}\nb\u{9b}31m\u{200b}.md";
    let name = harm.replace('/', "");
    project.write(&name, "# Cele\n\nTekst jawny.\n");
    project.write("b.md", "# Cele\n\nTekst.\n");
    for arguments in [
        &["diff", &name, "b.md"][..],
        &["diff", &name, "b.md", "--stat", "--color", "never"],
        &["diff", &name, "b.md", "--format", "markdown"],
        &["diff", &name, "b.md", "--format", "html"],
        &["diff", &name, "b.md", "--format", "json"],
        &["diff", &name, "missing\u{1b}[2J.md"],
        &["diff", &name, "b.md", "-o", "no\u{1b}[2J/such\u{7}/folder.html"],
        &["diff", &name, "b.md", "--format", "\u{1b}[31mred"],
        &["-C", "no\u{1b}[2Jwhere", "version"],
        &["\u{1b}]0;x\u{7}"],
        &["diff", &name, "b.md", "--\u{202e}only"],
    ] {
        let Run { out, err, .. } = run(&mut project.nowela(arguments));
        assert_eq!(raw(&format!("{out}{err}")), Vec::<char>::new(), "{arguments:?}");
    }
    let Run { out, .. } = run(&mut project.nowela(&["diff", &name, "b.md"]));
    assert!(out.contains("⟦U+001B⟧]8;;https:⟦U+0007⟧⟦U+202E⟧"), "{out}");
}

/// Texts in which anything may stand anywhere.
fn wild() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "# ",
        "## 1. ",
        "\n\n",
        "\n",
        "| a | b |\n|---|---|\n| ",
        " | ",
        "- ",
        "> ",
        "```\n",
        "[^1]",
        "\n\n[^1]: ",
        "[a](",
        ")",
        "---\n",
        "title: ",
        "słowo",
        "Cele",
        " ",
        "35%",
        "<b>",
        "`",
        "**",
        "{#",
        "}",
        "&#27;",
        "&#x9b;",
        "&#x202e;",
        "\u{1b}]8;;https://example.org\u{7}",
        "\u{1b}[2J",
        "\u{1b}\\",
        "а",
        "Ρ",
    ]);
    let piece = prop_oneof![
        4 => pieces.prop_map(str::to_owned),
        2 => prop::sample::select(CLASSES.to_vec()).prop_map(|it| it.to_string()),
        1 => any::<char>().prop_map(|it| it.to_string()),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat().replace('\r', "\n"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn nothing_hidden_reaches_a_reader_raw(before in wild(), after in wild()) {
        let pair = Pair::new(&before, &after);
        super::compare::check(&pair).map_err(TestCaseError::fail)?;
        for page in shown(&pair, Language::Polish).iter().chain([&as_json(&pair)]) {
            prop_assert_eq!(raw(page), Vec::<char>::new(), "{}", page);
            prop_assert!(!page.contains('\t'), "{}", page);
        }
    }

    #[test]
    fn own_colours_are_all_that_a_terminal_obeys(before in wild(), after in wild()) {
        let pair = Pair::new(&before, &after);
        let (view, locale) = (published(&pair), Locale::new(Language::English));
        let (before, after, comparison) = (&pair.before, &pair.after, &pair.comparison);
        let known = (Known { name: "a", version: None }, Known { name: "b", version: None });
        let subject = Subject { before, after, comparison, view: &view, known, locale: &locale, only: &[] };
        let options = TerminalOptions { width: 60, colour: Colour::Ansi, detail: Detail::Full, grounds: Grounds::Untold };
        let page = terminal(&subject, &options);
        let own = page.split("\u{1b}[").skip(1).all(|rest| {
            rest.split_once('m').is_some_and(|(code, _)| code.bytes().all(|it| it.is_ascii_digit() || it == b';'))
        });
        prop_assert!(own, "{page:?}");
        prop_assert_eq!(raw(&page.replace("\u{1b}[", "")), Vec::<char>::new(), "{:?}", page);
    }

    #[test]
    fn one_hidden_character_more_is_always_a_change(at in any::<prop::sample::Index>(), class in 0..CLASSES.len()) {
        const TEXT: &str = "# 1. Cele {#cele}\n\nWnioskodawca **składa** [ofertę](https://example.org/a \"b\") do 35% PKB.\n\n\
            ## 1.1. Zadania\n\n- pierwsze\n- drugie `x`\n\n| a | b |\n|---|---|\n| jeden | dwa |\n\n> cytat\n> dalej\n\n\
            ```\nlet a = 1\n```\n\n![mapa](mapa.png)\n\n<div>tekst</div>\n\nTermin\n: opis\n\n[ref]: https://example.org\n";
        let places: Vec<usize> = TEXT.char_indices().map(|(at, _)| at).chain([TEXT.len()]).collect();
        let mut text = TEXT.to_owned();
        text.insert(*at.get(&places), CLASSES[class]);
        for (before, after) in [(TEXT, text.as_str()), (text.as_str(), TEXT)] {
            let pair = Pair::new(before, after);
            prop_assert!(pair.comparison.is_changed(), "{text:?}");
        }
    }

    #[test]
    fn codes_can_be_taken_apart(text in wild()) {
        let shown = guard::visible(&text).into_owned();
        let again: String = guard::parts(&shown).into_iter().map(|part| match part {
            guard::Part::Plain(text) => text.to_owned(),
            guard::Part::Code(code, _) => code.to_owned(),
        }).collect();
        prop_assert_eq!(&again, &shown);
        let codes = guard::parts(&shown).into_iter().filter(|part| matches!(part, guard::Part::Code(..))).count();
        let hidden = raw(&text).len();
        prop_assert!(codes >= hidden, "{text:?}");
    }
}
