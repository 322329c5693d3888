//! What is marked in a redline, and where.

use nowela::render::layout::{Change, Content, Fragment, Layout, List, Marks, Paragraph, Part, Role, Row, Table};

use super::both::spells_both;
use super::{lines, redlined};
use crate::compare::Pair;

fn told(before: &str, after: &str) -> Vec<String> {
    let pair = Pair::new(before, after);
    lines(&spells_both(&pair).unwrap_or_else(|e| panic!("{e}")))
}

/// A sentence that stands nowhere else.
fn sentence(number: usize) -> String {
    let words: Vec<String> = (0..14).map(|at| format!("słowo{number}x{at}")).collect();
    format!("{}.", words.join(" "))
}

#[test]
fn words_that_changed_are_marked_in_their_paragraph() {
    assert_eq!(
        told(
            "# 1. Cele strategiczne regionu\n\nNakłady wyniosą 2,5% PKB w roku 2020.\n",
            "# 2. Główny cel regionu\n\nNakłady wyniosą 3,1% PKB w roku 2020.\n"
        ),
        [
            "Heading(1): [-1. Cele strategiczne-]{+2. Główny cel+} regionu",
            "Nakłady wyniosą [-2,5%-]{+3,1%+} PKB w roku 2020."
        ]
    );
}

#[test]
fn paragraphs_are_split_and_joined_at_their_ends() {
    let (first, second) = (sentence(0), sentence(1));
    let (one, two) = (format!("{first} {second}\n"), format!("{first}\n\n{second}\n"));
    assert_eq!(told(&one, &two), [format!("{first}[- -]{{+¶+}}"), second.clone()]);
    assert_eq!(told(&two, &one), [format!("{first}{{+ +}}[-¶-]"), second]);
}

#[test]
fn a_section_that_moved_is_one_move() {
    let s: Vec<String> = (0..8).map(sentence).collect();
    let table = "| a | b |\n|---|---|\n| 1 | 2 |";
    let rest = format!("# C\n\n{} {}\n\n{} {}\n\n{}", s[3], s[4], s[5], s[6], s[7]);
    let before = format!("# A\n\n{}\n\n# B\n\n{}\n\n{table}\n\n{}\n\n{rest}\n", s[0], s[1], s[2]);
    let after = format!("# A\n\n{}\n\n{rest}\n\n# B\n\nOto {}\n\n{table}\n\nNowe.\n\n{}\n", s[0], s[1], s[2]);
    let lines = told(&before, &after);
    assert_eq!(
        lines[2..7],
        [
            "Heading(1): <0:B:0><0:¶:0>".to_owned(),
            format!("<0:{}:0><0:¶:0>", s[1]),
            "MovedFrom(0) | <0:a:0><0:¶:0> | <0:b:0><0:¶:0> |".to_owned(),
            "MovedFrom(0) | <0:1:0><0:¶:0> | <0:2:0><0:¶:0> |".to_owned(),
            format!("<0:{}:0><0:¶:0>", s[2]),
        ]
    );
    assert_eq!(
        lines[11..],
        [
            "Heading(1): >0:B:0<>0:¶:0<".to_owned(),
            format!("{{+Oto +}}>0:{}:0<>0:¶:0<", s[1]),
            "MovedTo(0) | >0:a:0<>0:¶:0< | >0:b:0<>0:¶:0< |".to_owned(),
            "MovedTo(0) | >0:1:0<>0:¶:0< | >0:2:0<>0:¶:0< |".to_owned(),
            "{+Nowe.+}{+¶+}".to_owned(),
            format!(">0:{}:0<>0:¶:0<", s[2]),
        ]
    );
}

#[test]
fn a_paragraph_knows_what_it_was() {
    let (first, second) = (sentence(0), sentence(1));
    let lines = told(&format!("## B\n\n{first}\n\n- {second}\n"), &format!("### B\n\n- {first}\n\n1. {second}\n"));
    assert_eq!(
        lines,
        [
            "Heading(3): (was Heading(2)) B".to_owned(),
            format!("Item(0, 0): (was Body) {first}"),
            format!("Item(1, 0): (was Item(2, 0)) {second}")
        ]
    );
    let pair = Pair::new(&format!("1. {first}\n"), &format!("1. {first}\n2. nowy punkt\n"));
    let lists = [List { marks: Marks::Numbers(1), depth: 0, within: None }];
    assert_eq!(redlined(&pair).lists, lists, "the list is the same");
}

#[test]
fn links_and_figures_are_replaced_as_a_whole_faces_are_not() {
    assert_eq!(
        told(
            "zob. [opis celu](https://a.pl) i [cel](https://b.pl) dalej\n",
            "zob. [opis celu](https://c.pl) i [cel](https://b.pl) dalej\n"
        ),
        ["zob. [-opis celu-]{+opis celu+} i cel dalej"]
    );
    assert_eq!(
        told("tekst przed rysunkiem\n\n![Mapa](media/a.png)\n", "tekst przed rysunkiem\n\n![Mapa](media/b.png)\n"),
        ["tekst przed rysunkiem", "[-![Mapa](media/a.png)-]{+![Mapa](media/b.png)+}"]
    );
    let pair = Pair::new("to jest **ważny** tekst o celu\n", "to jest *ważny* tekst o celu\n");
    let layout = spells_both(&pair).unwrap_or_else(|e| panic!("{e}"));
    let Part::Paragraph(paragraph) = &layout.parts[0] else { panic!("a paragraph") };
    assert!(paragraph.fragments.iter().all(|it| it.change == Change::Kept && !it.face.strong));
    assert!(paragraph.fragments[1].face.emphasis);
}

#[test]
fn footnotes_are_told_once_with_their_changes() {
    assert_eq!(
        told(
            "tekst pierwszy i drugi[^1], trzeci[^2]\n\n[^1]: nota pierwsza o celu\n[^2]: nota o mierniku\n",
            "tekst pierwszy[^1] i drugi[^2], trzeci\n\n[^1]: całkiem inna\n[^2]: nota pierwsza o głównym celu\n"
        ),
        [
            "tekst pierwszy{+⟨0⟩+} i drugi⟨1⟩, trzeci[-⟨2⟩-]",
            "^0 Note: {+całkiem inna+}{+¶+}",
            "^1 Note: nota pierwsza o {+głównym +}celu",
            "^2 Note: [-nota o mierniku-][-¶-]"
        ]
    );
}

#[test]
fn tables_are_told_by_rows_and_as_a_whole_where_columns_changed() {
    let table = "Tabela 1. X\n\n| a | b |\n|---|---|\n| raz dwa | 2 |\n| trzy | 4 |\n";
    assert_eq!(
        told(table, "Tabela 1. X\n\n| a | b |\n|---|---|\n| nowy | 9 |\n| raz dwa | 3 |\n"),
        [
            "Tabela 1. X",
            "(Tabela 1. X)",
            "| a | b |",
            "Inserted | {+nowy+}{+¶+} | {+9+}{+¶+} |",
            "| raz dwa | [-2-]{+3+} |",
            "Deleted | [-trzy-][-¶-] | [-4-][-¶-] |"
        ]
    );
    assert_eq!(
        told("Tabela 1. X\n\n| a |\n|---|\n| raz |\n", "Tabela 2. X\n\n| a | c |\n|---|---|\n| raz | 3 |\n"),
        [
            "[-Tabela 1-]{+Tabela 2+}. X",
            "(Tabela 1. X)",
            "Deleted | [-a-][-¶-] |",
            "Deleted | [-raz-][-¶-] |",
            "(Tabela 2. X)",
            "Inserted | {+a+}{+¶+} | {+c+}{+¶+} |",
            "Inserted | {+raz+}{+¶+} | {+3+}{+¶+} |"
        ]
    );
}

#[test]
fn what_begins_a_paragraph_is_not_torn_from_it() {
    let (first, second, third) = (sentence(0), sentence(1), sentence(2));
    assert_eq!(
        told(
            &format!("# A\n\n{first}\n\nDawny początek. {second}\n"),
            &format!("# A\n\n{first}\n\n# B\n\n{third}\n\n{second}\n")
        )[1..],
        [
            first,
            "Heading(1): {+B+}{+¶+}".to_owned(),
            format!("{{+{third}+}}{{+¶+}}"),
            format!("[-Dawny początek. -]{second}")
        ]
    );
}

#[test]
fn paragraphs_of_an_item_stand_around_its_nested_items() {
    assert_eq!(
        told(
            "- a raz dwa trzy\n  - b raz dwa\n\n  dalej trzy cztery\n",
            "- a raz dwa trzy\n  - b raz dwa\n  - c nowe\n\n  dalej trzy cztery pięć\n"
        ),
        [
            "Item(0, 0): a raz dwa trzy",
            "Item(1, 1): b raz dwa",
            "Item(1, 1): {+c nowe+}{+¶+}",
            "Continued(0): dalej trzy cztery{+ pięć+}"
        ]
    );
}

fn piece(text: &str, change: Change) -> Fragment {
    Fragment { change, content: Content::Text(text.to_owned()), ..Fragment::default() }
}

fn paragraph(role: Role, fragments: &[(&str, Change)], end: Change) -> Part {
    let fragments = fragments.iter().map(|(text, change)| piece(text, *change)).collect();
    Part::Paragraph(Paragraph { role, end, fragments, ..Paragraph::default() })
}

#[test]
fn ends_that_are_gone_join_paragraphs() {
    use Change::{Deleted, Inserted, Kept, MovedFrom, MovedTo};
    let row = |text: &str, change: Change| {
        let cell = Paragraph { end: change, fragments: vec![piece(text, change)], ..Paragraph::default() };
        Row { change, cells: vec![vec![cell]] }
    };
    let table = |change| Part::Table(Table { rows: vec![row("t", change)], ..Table::default() });
    let layout = Layout {
        parts: vec![
            paragraph(Role::Body, &[("a", Kept), ("b", Deleted)], Deleted),
            paragraph(Role::Quotation(1), &[("c", Inserted), ("d", Kept)], Kept),
            paragraph(Role::Body, &[("e", MovedFrom(0))], MovedFrom(0)),
            table(Deleted),
            paragraph(Role::Body, &[("f", Kept)], Inserted),
            table(Inserted),
            paragraph(Role::Body, &[("g", Kept)], Kept),
            paragraph(Role::Body, &[("e", MovedTo(0)), ("h", Inserted)], MovedTo(0)),
            paragraph(Role::Body, &[("i", Inserted)], Inserted),
        ],
        moves: 1,
        ..Layout::default()
    };
    assert_eq!(lines(&layout.accepted()), ["Quotation(1): acd", "f", "| t |", "g", "eh", "i"]);
    assert_eq!(lines(&layout.rejected()), ["ab", "Quotation(1): d", "e", "| t |", "fg"]);
    assert_eq!(layout.text(), "ab\ncd\ne\nt\nf\nt\ng\neh\ni\n");
}

#[test]
fn nesting_without_end_is_set() {
    let size = 1 << 15;
    for unit in
        ["> ", "- ", "1. ", "* a\n ", "[a](#b)", "![", "<b>", "**a ", "&amp;", "<p>", "[^1]", "# a\n", "| a ", "\\"]
    {
        let source = unit.repeat(size / unit.len());
        let pair = Pair::new(&source, &format!("{source}\n\nx"));
        spells_both(&pair).unwrap_or_else(|e| panic!("{unit}: {}", e.chars().take(300).collect::<String>()));
    }
}
