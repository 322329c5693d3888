//! The one writer of canonical Markdown: the same content, the same text, with as few escapes as reading it back allows.

use super::content::{Alignment, Block, Content, List, Piece, Table};
use super::phrase::{Place, fence, phrase};

/// Writes a text as Markdown: one line per paragraph, a blank line between blocks, notes at the end of the section that
/// refers to them first. What comes out ends in one line feed, or is empty.
pub fn markdown(content: &Content) -> String {
    let mut writer =
        Writer { content, out: String::new(), listed: None, due: Vec::new(), told: vec![false; content.notes.len()] };
    for block in &content.blocks {
        if matches!(block, Block::Heading { .. }) {
            writer.notes();
        }
        writer.block(block, "");
    }
    writer.notes();
    writer.out
}

/// What keeps two lists apart that would be read as one.
const BETWEEN: &str = "<!-- -->\n";

/// What stands behind the numbers of a list; none for bullets.
fn sign(list: &List) -> Option<char> {
    list.numbers.map(|(_, sign)| sign)
}

struct Writer<'a> {
    content: &'a Content,
    out: String,
    /// What stands behind the numbers of the list that was written last, where nothing came behind it.
    listed: Option<Option<char>>,
    /// Notes that were referred to and not yet written, in order.
    due: Vec<usize>,
    told: Vec<bool>,
}

impl Writer<'_> {
    fn block(&mut self, block: &Block, indent: &str) {
        let before = self.listed.take();
        match block {
            Block::Heading { level, text } => {
                let text = self.phrase(text, Place::Heading);
                if !text.is_empty() {
                    self.gap(indent);
                    let signs = "#".repeat(usize::from((*level).clamp(1, 6)));
                    self.out.push_str(&format!("{signs} {text}\n"));
                }
            }
            Block::Paragraph(text) => {
                let text = self.phrase(text, Place::Text);
                if !text.is_empty() {
                    self.gap(indent);
                    self.lines(&text, indent);
                }
            }
            Block::Quotation(blocks) => {
                let out = std::mem::take(&mut self.out);
                blocks.iter().for_each(|block| self.block(block, ""));
                let quoted = std::mem::replace(&mut self.out, out);
                if quoted.is_empty() {
                    return;
                }
                self.gap("");
                for line in quoted.lines() {
                    let sign = if line.is_empty() { ">" } else { "> " };
                    self.out.push_str(&format!("{indent}{sign}{line}\n"));
                }
            }
            Block::List(list) => {
                if before == Some(sign(list)) {
                    self.gap(indent);
                    self.out.push_str(BETWEEN);
                }
                self.gap(indent);
                self.list(list, indent);
                self.listed = Some(sign(list));
            }
            Block::Table(table) => self.table(table, indent),
            Block::Rule => {
                self.gap(indent);
                self.out.push_str("***\n");
            }
            Block::Code { language, text } => self.code(language, text, indent),
            Block::Definition { term, meanings } => self.definition(term, meanings, indent),
        }
    }

    /// A blank line, and what every line of this depth begins with.
    fn gap(&mut self, indent: &str) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.out.push_str(indent);
    }

    fn lines(&mut self, text: &str, indent: &str) {
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                self.out.push_str(indent);
            }
            self.out.push_str(line);
            self.out.push('\n');
        }
    }

    fn code(&mut self, language: &str, text: &str, indent: &str) {
        let fence = fence(text, 3);
        let language: String = language.chars().filter(|c| c.is_alphanumeric() || "+-#_.".contains(*c)).collect();
        self.gap(indent);
        self.out.push_str(&format!("{fence}{language}\n"));
        for line in text.trim_matches('\n').split('\n') {
            self.out.push_str(if line.is_empty() { "" } else { indent });
            self.out.push_str(line);
            self.out.push('\n');
        }
        self.out.push_str(&format!("{indent}{fence}\n"));
    }

    fn definition(&mut self, term: &[Piece], meanings: &[Vec<Block>], indent: &str) {
        let text = self.phrase(term, Place::Text);
        if text.is_empty() {
            return meanings.iter().flatten().for_each(|block| self.block(block, indent));
        }
        self.gap(indent);
        self.lines(&text, indent);
        let deeper = format!("{indent}  ");
        for meaning in meanings {
            self.out.push_str(&format!("{indent}: "));
            let mut rest = meaning.as_slice();
            let own = match rest.first() {
                Some(Block::Paragraph(text)) => {
                    rest = &rest[1..];
                    self.phrase(text, Place::Text)
                }
                _ => String::new(),
            };
            self.lines(if own.is_empty() { "–" } else { &own }, &deeper);
            rest.iter().for_each(|block| self.block(block, &deeper));
        }
    }

    /// A list; the indentation of its first line is already there.
    fn list(&mut self, list: &List, indent: &str) {
        for (at, item) in list.items.iter().enumerate() {
            if at > 0 {
                self.out.push_str(indent);
            }
            let marker = match list.numbers {
                Some((first, sign)) => {
                    format!("{}{sign} ", first.saturating_add(u32::try_from(at).unwrap_or(u32::MAX)))
                }
                None => "- ".to_owned(),
            };
            let deeper = format!("{indent}{}", " ".repeat(marker.len()));
            self.out.push_str(&marker);
            let mut rest = item.as_slice();
            let own = match rest.first() {
                Some(Block::Paragraph(text)) => {
                    rest = &rest[1..];
                    self.phrase(text, Place::Item)
                }
                _ => String::new(),
            };
            if own.is_empty() {
                self.out.truncate(self.out.trim_end_matches(' ').len());
                self.out.push('\n');
            } else {
                self.lines(&own, &deeper);
            }
            self.listed = None;
            for block in rest {
                match block {
                    Block::List(nested) => {
                        if self.listed == Some(sign(nested)) {
                            self.out.push_str(&format!("{deeper}{BETWEEN}"));
                        }
                        self.out.push_str(&deeper);
                        self.list(nested, &deeper);
                        self.listed = Some(sign(nested));
                    }
                    other => self.block(other, &deeper),
                }
            }
        }
    }

    fn table(&mut self, table: &Table, indent: &str) {
        if table.columns.is_empty() || table.rows.is_empty() {
            return;
        }
        self.gap(indent);
        for (at, row) in table.rows.iter().enumerate() {
            if at > 0 {
                self.out.push_str(indent);
            }
            self.out.push('|');
            for column in 0..table.columns.len() {
                let paragraphs = row.get(column).map(Vec::as_slice).unwrap_or_default();
                let texts = paragraphs.iter().map(|text| self.phrase(text, Place::Cell));
                let text = texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("<br>");
                self.out.push_str(&if text.is_empty() { " |".to_owned() } else { format!(" {text} |") });
            }
            self.out.push('\n');
            if at == 0 {
                self.out.push_str(indent);
                self.out.push('|');
                for column in &table.columns {
                    self.out.push_str(match column {
                        Alignment::None => "---|",
                        Alignment::Center => ":---:|",
                        Alignment::Right => "---:|",
                    });
                }
                self.out.push('\n');
            }
        }
    }

    fn phrase(&mut self, pieces: &[Piece], place: Place) -> String {
        let (text, notes) = phrase(pieces, place);
        for note in notes {
            if self.told.get(note) == Some(&false) {
                self.told[note] = true;
                self.due.push(note);
            }
        }
        text
    }

    /// The notes that are due. A note may refer to others.
    fn notes(&mut self) {
        const INDENT: &str = "    ";
        while !self.due.is_empty() {
            let note = self.due.remove(0);
            let content = self.content;
            let blocks = &content.notes[note];
            self.gap("");
            self.out.push_str(&format!("[^{}]: ", note + 1));
            let mut rest = blocks.as_slice();
            let first = match rest.first() {
                Some(Block::Paragraph(text)) => {
                    rest = &rest[1..];
                    self.phrase(text, Place::Text)
                }
                _ => String::new(),
            };
            if first.is_empty() {
                self.out.push_str("–\n");
            } else {
                self.lines(&first, INDENT);
            }
            for block in rest {
                self.block(block, INDENT);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{BlockKind, event, markdown::read};
    use crate::import::content::{Face, Position, What};
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Tag, TagEnd};

    fn paragraph(text: &str) -> Block {
        Block::Paragraph(vec![Piece::plain(text)])
    }

    fn written(blocks: Vec<Block>) -> String {
        markdown(&Content { blocks, notes: Vec::new() })
    }

    fn faced(text: &str, face: Face) -> Piece {
        Piece { face, ..Piece::plain(text) }
    }

    #[test]
    fn ordinary_sentences_have_no_escapes() {
        for text in [
            "Nakłady wzrosną o 2,5% (do 3,1% PKB) – zob. rozdz. 2.4 i art. 5 ust. 1 pkt 2.",
            "snake_case zostaje, 2 * 3 = 6, a < b & c > d, [w nawiasie] i {tak}",
            "1.1. Podrozdział, 2020 r. i 5-10 osób; R&D; ~5%",
            "§ 5. Zarząd; „cytat”; https://example.org/a_b?c=d",
            "a) litera",
            "C:\\pliki i \\ ukośnik",
        ] {
            assert_eq!(written(vec![paragraph(text)]), format!("{text}\n"));
        }
    }

    #[test]
    fn what_would_be_markup_is_escaped_once() {
        for (text, escaped) in [
            ("1. Wstęp", "1\\. Wstęp"),
            ("- lista", "\\- lista"),
            ("# kratka", "\\# kratka"),
            ("a *b* c", "a \\*b\\* c"),
            ("<b>", "\\<b>"),
            ("&amp;", "\\&amp;"),
            ("> cytat", "\\> cytat"),
        ] {
            assert_eq!(written(vec![paragraph(text)]), format!("{escaped}\n"));
        }
    }

    #[test]
    fn looks_lists_tables_and_notes_are_written_one_way() {
        let bold = Face { strong: true, ..Face::default() };
        let below = Face { position: Position::Below, ..Face::default() };
        let note = |number| Piece { what: What::Note(number), ..Piece::plain("") };
        let nested = List { numbers: Some((3, ')')), items: vec![vec![paragraph("x")], vec![paragraph("y")]] };
        let list = List {
            numbers: None,
            items: vec![vec![paragraph("a"), Block::List(nested)], vec![paragraph("b"), paragraph("dalej")]],
        };
        let cell = |text: &str| vec![vec![Piece::plain(text)]];
        let table = Table {
            columns: vec![Alignment::None, Alignment::Right],
            rows: vec![
                vec![cell("A|B"), cell("C")],
                vec![Vec::new(), vec![vec![Piece::plain("1")], vec![Piece::plain("2")]]],
            ],
        };
        let content = Content {
            blocks: vec![
                Block::Heading { level: 1, text: vec![Piece::plain("1. Cel"), note(0)] },
                Block::Paragraph(vec![faced("Ważne: ", bold), Piece::plain("CO"), faced("2", below), note(1)]),
                Block::List(list),
                Block::Quotation(vec![paragraph("Cytat."), paragraph("Dalej.")]),
                Block::Heading { level: 2, text: vec![Piece::plain("Dalej")] },
                Block::Table(table),
            ],
            notes: vec![vec![paragraph("Pierwszy."), paragraph("Ciąg.")], vec![paragraph("Drugi.")]],
        };
        let expected = "# 1. Cel[^1]\n\n**Ważne:** CO<sub>2</sub>[^2]\n\n- a\n  3) x\n  4) y\n- b\n\n  dalej\n\n> Cytat.\n>\n> Dalej.\n\n\
            [^1]: Pierwszy.\n\n    Ciąg.\n\n[^2]: Drugi.\n\n## Dalej\n\n| A\\|B | C |\n|---|---:|\n| | 1<br>2 |\n";
        assert_eq!(markdown(&content), expected);
        let document = read(expected.to_owned());
        let footnotes = document.sections[1].blocks.iter().filter(|block| block.kind == BlockKind::Footnote).count();
        assert_eq!((footnotes, document.remarks.len()), (2, 0), "{:?}", document.remarks);
    }

    /// What Markdown says: the words of each paragraph, heading and cell.
    fn said(source: &str) -> Vec<String> {
        let mut said = Vec::new();
        let mut text = String::new();
        for (event, _) in event::events_in(source) {
            match event {
                Event::Text(words) | Event::Code(words) => text.push_str(&words),
                Event::HardBreak => text.push('\n'),
                Event::InlineHtml(tag) if tag.as_ref() == "<br>" => text.push('\n'),
                Event::Start(Tag::List(_))
                | Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_) | TagEnd::TableCell)
                    if !text.is_empty() =>
                {
                    said.push(std::mem::take(&mut text))
                }
                _ => {}
            }
        }
        said
    }

    #[test]
    fn code_and_definitions_read_back_as_they_are() {
        let code = "a ``` b\n\n  | *c* ~~~\n# d";
        let inner = List { numbers: None, items: vec![vec![paragraph("x")]] };
        let definition = Block::Definition {
            term: vec![Piece::plain("PKB")],
            meanings: vec![
                vec![paragraph("produkt"), paragraph("krajowy"), Block::List(inner)],
                vec![paragraph("brutto")],
            ],
        };
        let block = Block::Code { language: "sh `x`".to_owned(), text: code.to_owned() };
        let listed = List { numbers: Some((9, '.')), items: vec![vec![paragraph("a"), block.clone()]] };
        let source = written(vec![block, definition, paragraph("dalej"), Block::List(listed)]);
        let codes: Vec<String> = {
            let (mut codes, mut open) = (Vec::new(), None);
            for (event, _) in event::events_in(&source) {
                match event {
                    Event::Start(Tag::CodeBlock(_)) => open = Some(String::new()),
                    Event::End(TagEnd::CodeBlock) => codes.extend(open.take()),
                    Event::Text(text) => {
                        if let Some(open) = &mut open {
                            open.push_str(&text);
                        }
                    }
                    _ => {}
                }
            }
            codes
        };
        assert_eq!(codes, [format!("{code}\n"), format!("{code}\n")], "{source}");
        let document = read(source.clone());
        let kinds: Vec<BlockKind> = document.sections[0].blocks.iter().map(|block| block.kind).collect();
        use BlockKind::{Code, Definition, Item, Paragraph};
        assert_eq!(kinds, [Code, Definition, Paragraph, Item], "{source}");
        assert!(document.remarks.is_empty(), "{:?}", document.remarks);
    }

    const BITS: [&str; 44] = [
        "a",
        "żółć",
        " ",
        "1.",
        "12)",
        "-",
        "+",
        "*",
        "**",
        "_",
        "__",
        "`",
        "```",
        "~~",
        "~",
        "[",
        "]",
        "(",
        ")",
        "[^1]",
        "<b>",
        "</b>",
        "<!--",
        "&nbsp;",
        "&",
        ";",
        "\\",
        "|",
        "#",
        "##",
        ">",
        "=",
        "===",
        "---",
        "{#id}",
        ":",
        "!",
        "http://x.pl",
        "a@b.pl",
        "„",
        "”",
        "\u{a0}",
        "[ ]",
        "2.5",
    ];

    fn text() -> impl Strategy<Value = String> {
        proptest::collection::vec(proptest::sample::select(BITS.to_vec()), 1..9).prop_map(|parts| parts.concat())
    }

    fn piece() -> impl Strategy<Value = Piece> {
        (text(), any::<bool>(), any::<bool>(), any::<bool>(), 0..6usize, 0..5usize, 0..4usize).prop_map(
            |(text, strong, emphasis, strike, position, link, code)| {
                let position = [Position::Below, Position::Above].get(position).copied().unwrap_or_default();
                let (emphasis, strike) = (emphasis && strong, strike && emphasis && strong);
                let face = Face { strong, emphasis, strike, code: code == 0, position };
                Piece {
                    what: What::Text(text),
                    face,
                    link: (link == 0).then(|| "https://example.org/(a b)".to_owned()),
                }
            },
        )
    }

    fn words(pieces: &[Piece]) -> String {
        let words = crate::import::content::words(pieces);
        words.trim_matches([' ', '\u{a0}']).to_owned()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 3000, ..ProptestConfig::default() })]

        #[test]
        fn what_is_written_reads_back_as_the_same_text(pieces in proptest::collection::vec(piece(), 1..5)) {
            let expected = words(&pieces);
            let all = |text: &[Piece]| [text.to_vec()].to_vec();
            let list = List { numbers: None, items: vec![vec![Block::Paragraph(pieces.clone())], vec![paragraph("koniec")]] };
            let table = Table { columns: vec![Alignment::None; 2], rows: vec![vec![all(&pieces), all(&[Piece::plain("b")])], vec![all(&[Piece::plain("c")]), all(&pieces)]] };
            let blocks = vec![
                Block::Heading { level: 2, text: pieces.clone() },
                Block::Paragraph(pieces.clone()),
                Block::List(list),
                Block::Table(table),
            ];
            let source = written(blocks);
            let found = said(&source);
            let one = |text: &str| if text.is_empty() { Vec::new() } else { vec![text.to_owned()] };
            let wanted: Vec<String> = [one(&expected), one(&expected), one(&expected), one("koniec"), one(&expected), one("b"), one("c"), one(&expected)].concat();
            prop_assert_eq!(found, wanted, "{}", source);
        }
    }
}
