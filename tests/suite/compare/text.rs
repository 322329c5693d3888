//! Made-up strategy texts, Polish and English, and made-up edits of them.

use std::fmt::Write;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// A text: blocks in front of the first heading, then sections in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Text {
    pub(crate) intro: Vec<Piece>,
    pub(crate) sections: Vec<Section>,
}

#[derive(Clone, Debug)]
pub(crate) struct Section {
    /// 1 to 3.
    pub(crate) level: usize,
    pub(crate) numbered: bool,
    pub(crate) title: String,
    pub(crate) pieces: Vec<Piece>,
}

/// A part of a section's own text.
#[derive(Clone, Debug)]
pub(crate) enum Piece {
    Paragraph(String),
    /// A paragraph that a footnote belongs to.
    Noted(String, String),
    List(Vec<String>),
    Numbers(Vec<String>),
    Table(Vec<Vec<String>>),
    Quotation(String),
    Code(String),
}

impl Text {
    /// The Markdown, sections numbered from `first` on.
    pub(crate) fn write_from(&self, first: usize) -> String {
        let mut out = String::new();
        let mut notes = 0;
        let mut counts = [first - 1, 0, 0];
        self.intro.iter().for_each(|piece| piece.write(&mut out, &mut notes));
        for section in &self.sections {
            let depth = section.level - 1;
            let mut number = String::new();
            if section.numbered {
                counts[depth] += 1;
                counts[..depth].iter_mut().for_each(|count| *count = (*count).max(1));
                counts[depth + 1..].fill(0);
                let path: Vec<String> = counts[..=depth].iter().map(ToString::to_string).collect();
                number = format!("{}. ", path.join("."));
            }
            write!(out, "{} {number}{}\n\n", "#".repeat(section.level), section.title).expect("it fits in memory");
            section.pieces.iter().for_each(|piece| piece.write(&mut out, &mut notes));
        }
        out
    }

    pub(crate) fn write(&self) -> String {
        self.write_from(1)
    }
}

impl Piece {
    fn write(&self, out: &mut String, notes: &mut usize) {
        let done = match self {
            Piece::Paragraph(text) => write!(out, "{text}\n\n"),
            Piece::Noted(text, note) => {
                *notes += 1;
                write!(out, "{text}[^{notes}]\n\n[^{notes}]: {note}\n\n")
            }
            Piece::List(items) => write!(out, "- {}\n\n<!-- -->\n\n", items.join("\n- ")),
            Piece::Numbers(items) => {
                let numbered = items.iter().enumerate().map(|(at, item)| format!("{}. {item}\n", at + 1));
                write!(out, "{}\n<!-- -->\n\n", numbered.collect::<String>())
            }
            Piece::Table(rows) => {
                let line = |row: &Vec<String>| format!("| {} |\n", row.join(" | "));
                let rule = format!("|{}\n", "---|".repeat(rows[0].len()));
                writeln!(out, "{}{rule}{}", line(&rows[0]), rows[1..].iter().map(line).collect::<String>())
            }
            Piece::Quotation(text) => write!(out, "> {text}\n\n"),
            Piece::Code(text) => write!(out, "```\n{text}\n```\n\n"),
        };
        done.expect("it fits in memory");
    }

    /// One of the texts in it, to be edited.
    fn text(&mut self, at: usize) -> &mut String {
        match self {
            Piece::Paragraph(text) | Piece::Noted(text, _) | Piece::Quotation(text) | Piece::Code(text) => text,
            Piece::List(items) | Piece::Numbers(items) => {
                let at = at % items.len();
                &mut items[at]
            }
            Piece::Table(rows) => {
                let row = at % rows.len();
                let column = (at / 7) % rows[row].len();
                &mut rows[row][column]
            }
        }
    }
}

const WORDS: [&str; 120] = [
    "samorząd",
    "województwa",
    "wspiera",
    "przedsiębiorstwa",
    "innowacje",
    "badania",
    "rozwój",
    "oraz",
    "i",
    "w",
    "na",
    "do",
    "strategii",
    "inteligentna",
    "specjalizacja",
    "regionu",
    "uczelnie",
    "środki",
    "program",
    "regionalny",
    "wskaźniki",
    "cele",
    "działania",
    "kadry",
    "szkoły",
    "woda",
    "energia",
    "transport",
    "kolej",
    "zdrowie",
    "kultura",
    "dziedzictwo",
    "turystyka",
    "rolnictwo",
    "żywność",
    "las",
    "powietrze",
    "odpady",
    "cyfryzacja",
    "łączność",
    "bezpieczeństwo",
    "mieszkania",
    "seniorzy",
    "młodzież",
    "rynek",
    "pracy",
    "eksport",
    "klastry",
    "laboratoria",
    "patenty",
    "ewaluacja",
    "monitoring",
    "sprawozdanie",
    "zarząd",
    "sejmik",
    "rada",
    "uchwała",
    "termin",
    "powinien",
    "musi",
    "może",
    "nie",
    "wszystkie",
    "każdy",
    "2,5%",
    "3,1%",
    "12 mln zł",
    "180 tys.",
    "2030",
    "31 grudnia 2027 r.",
    "art. 5 ust. 2",
    "§ 7",
    "rozdz. 2.4",
    "(zob. tab. 3)",
    "p.p.",
    "B+R",
    "the",
    "region",
    "supports",
    "research",
    "and",
    "of",
    "innovation",
    "strategy",
    "growth",
    "shall",
    "may",
    "must",
    "not",
    "indicator",
    "target",
    "public",
    "funding",
    "evidence",
    "skills",
    "water",
    "housing",
    "climate",
    "policy",
    "board",
    "**ważne**",
    "*lokalnie*",
    "`kod`",
    "[odsyłacz](https://example.org/a)",
    "żółć",
    "ćma",
    "źrebię",
    "Łódź",
    "Świętokrzyskie",
    "wspól\u{ad}nota",
    "a\u{a0}także",
    "„cytat”",
    "–",
    "pół",
    "co",
    "roku",
    "mieszkańców",
    "powiatów",
    "gmin",
    "miast",
];

fn words(count: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    vec(select(WORDS.to_vec()), count).prop_map(|words| words.join(" "))
}

/// Nouns only: a title must not begin like a reference or a quantity.
fn title() -> impl Strategy<Value = String> {
    vec(select(WORDS[12..50].to_vec()), 1..5).prop_map(|words| {
        let joined = words.join(" ");
        let first = joined.chars().next().map_or(0, char::len_utf8);
        joined[..first].to_uppercase() + &joined[first..]
    })
}

fn sentence() -> impl Strategy<Value = String> {
    (words(4..16), select(vec![".", ".", ".", ";", "?", ", itd."])).prop_map(|(text, end)| format!("{text}{end}"))
}

fn paragraph() -> impl Strategy<Value = String> {
    vec(sentence(), 1..4).prop_map(|sentences| sentences.join(" "))
}

fn table() -> impl Strategy<Value = Piece> {
    (1usize..5, 1usize..5)
        .prop_flat_map(|(rows, columns)| vec(vec(words(1..3), columns), rows + 1).prop_map(Piece::Table))
}

fn piece() -> impl Strategy<Value = Piece> {
    prop_oneof![
        6 => paragraph().prop_map(Piece::Paragraph),
        1 => (paragraph(), sentence()).prop_map(|(text, note)| Piece::Noted(text, note)),
        2 => vec(words(1..14), 1..5).prop_map(Piece::List),
        1 => vec(words(1..14), 1..5).prop_map(Piece::Numbers),
        1 => table(),
        1 => paragraph().prop_map(Piece::Quotation),
        1 => words(1..9).prop_map(Piece::Code),
    ]
}

fn section() -> impl Strategy<Value = Section> {
    let title = prop_oneof![
        4 => title(),
        1 => select(vec!["Cele", "Wskaźniki", "Finansowanie", "Aims", "Annex"]).prop_map(str::to_owned),
    ];
    (1usize..4, any::<bool>(), title, vec(piece(), 0..5)).prop_map(|(level, numbered, title, pieces)| Section {
        level,
        numbered,
        title,
        pieces,
    })
}

/// A text of up to 12 sections.
pub(crate) fn text() -> impl Strategy<Value = Text> {
    (vec(piece(), 0..2), vec(section(), 0..12)).prop_map(|(intro, sections)| Text { intro, sections })
}

/// A word for each number: short enough that nothing of it is cut off for matching.
pub(crate) fn unique_word(number: usize) -> String {
    let letter = |place: u32| char::from(b'a' + (number / 26usize.pow(place) % 26) as u8);
    (0..4).map(letter).collect()
}

/// A text of chapters whose paragraphs have 12 to 20 words each that stand nowhere else.
pub(crate) fn unique_text(chapters: usize) -> impl Strategy<Value = Text> {
    vec(vec(12usize..20, 1..4), chapters).prop_map(|chapters| {
        let mut next = 0;
        let mut words = |count: usize| {
            next += count;
            (next - count..next).map(unique_word).collect::<Vec<_>>().join(" ")
        };
        let section = |paragraphs: Vec<usize>| Section {
            level: 1,
            numbered: false,
            title: words(2),
            pieces: paragraphs.into_iter().map(|count| Piece::Paragraph(words(count))).collect(),
        };
        Text { intro: Vec::new(), sections: chapters.into_iter().map(section).collect() }
    })
}

/// What an author does to a text; numbers choose the place.
#[derive(Clone, Debug)]
pub(crate) enum Edit {
    Word(usize, usize, String),
    Remove(usize, usize),
    Insert(usize, usize, Piece),
    Move(usize, usize, usize, usize),
    Swap(usize, usize, usize),
    SplitParagraph(usize, usize),
    JoinParagraphs(usize, usize),
    NewSection(usize, Section),
    RemoveSection(usize),
    MoveSection(usize, usize),
    Retitle(usize, String),
    Level(usize, usize),
    Number(usize),
    SplitSection(usize, String),
    Dissolve(usize),
    Twin(usize),
    Blank(usize, usize),
}

fn edit() -> impl Strategy<Value = Edit> {
    let at = || 0usize..64;
    prop_oneof![
        6 => (at(), at(), words(0..4)).prop_map(|(s, p, text)| Edit::Word(s, p, text)),
        2 => (at(), at()).prop_map(|(s, p)| Edit::Remove(s, p)),
        2 => (at(), at(), piece()).prop_map(|(s, p, piece)| Edit::Insert(s, p, piece)),
        2 => (at(), at(), at(), at()).prop_map(|(s, p, t, q)| Edit::Move(s, p, t, q)),
        1 => (at(), at(), at()).prop_map(|(s, p, q)| Edit::Swap(s, p, q)),
        1 => (at(), at()).prop_map(|(s, p)| Edit::SplitParagraph(s, p)),
        1 => (at(), at()).prop_map(|(s, p)| Edit::JoinParagraphs(s, p)),
        1 => (at(), section()).prop_map(|(s, section)| Edit::NewSection(s, section)),
        1 => at().prop_map(Edit::RemoveSection),
        2 => (at(), at()).prop_map(|(s, t)| Edit::MoveSection(s, t)),
        1 => (at(), title()).prop_map(|(s, title)| Edit::Retitle(s, title)),
        1 => (at(), 1usize..4).prop_map(|(s, level)| Edit::Level(s, level)),
        1 => at().prop_map(Edit::Number),
        1 => (at(), title()).prop_map(|(s, title)| Edit::SplitSection(s, title)),
        1 => at().prop_map(Edit::Dissolve),
        1 => at().prop_map(Edit::Twin),
        1 => (at(), at()).prop_map(|(s, p)| Edit::Blank(s, p)),
    ]
}

/// A text and the same text after up to 12 edits.
pub(crate) fn revision() -> impl Strategy<Value = (Text, Text)> {
    (text(), vec(edit(), 0..12)).prop_map(|(before, edits)| {
        let mut after = before.clone();
        edits.into_iter().for_each(|edit| apply(&mut after, edit));
        (before, after)
    })
}

fn apply(text: &mut Text, edit: Edit) {
    let count = text.sections.len();
    if count == 0 {
        if let Edit::NewSection(_, section) = edit {
            text.sections.push(section);
        }
        return;
    }
    let sections = &mut text.sections;
    match edit {
        Edit::Word(s, p, new) => {
            let pieces = &mut sections[s % count].pieces;
            if let Some(at) = p.checked_rem(pieces.len()) {
                let words = pieces[at].text(p);
                let all: Vec<&str> = words.split(' ').collect();
                let at = (p * 5 + s) % all.len();
                let edited = [&all[..at], &new.split(' ').collect::<Vec<_>>(), &all[at + 1..]].concat().join(" ");
                if !edited.trim().is_empty() {
                    *words = edited.trim().to_owned();
                }
            }
        }
        Edit::Remove(s, p) => {
            let pieces = &mut sections[s % count].pieces;
            if let Some(at) = p.checked_rem(pieces.len()) {
                pieces.remove(at);
            }
        }
        Edit::Insert(s, p, piece) => {
            let pieces = &mut sections[s % count].pieces;
            pieces.insert(p % (pieces.len() + 1), piece);
        }
        Edit::Move(s, p, t, q) => {
            let pieces = &mut sections[s % count].pieces;
            if let Some(at) = p.checked_rem(pieces.len()) {
                let piece = pieces.remove(at);
                let pieces = &mut sections[t % count].pieces;
                pieces.insert(q % (pieces.len() + 1), piece);
            }
        }
        Edit::Swap(s, p, q) => {
            let pieces = &mut sections[s % count].pieces;
            if let Some((x, y)) = p.checked_rem(pieces.len()).zip(q.checked_rem(pieces.len())) {
                pieces.swap(x, y);
            }
        }
        Edit::SplitParagraph(s, p) => {
            let pieces = &mut sections[s % count].pieces;
            if let Some(at) = p.checked_rem(pieces.len())
                && let Piece::Paragraph(whole) = &pieces[at]
                && let Some((first, second)) = whole.split_once(". ")
            {
                let (first, second) = (format!("{first}."), second.to_owned());
                pieces.splice(at..=at, [Piece::Paragraph(first), Piece::Paragraph(second)]);
            }
        }
        Edit::JoinParagraphs(s, p) => {
            let pieces = &mut sections[s % count].pieces;
            if let Some(at) = p.checked_rem(pieces.len())
                && let (Piece::Paragraph(first), Some(Piece::Paragraph(second))) = (&pieces[at], pieces.get(at + 1))
            {
                let joined = format!("{first} {second}");
                pieces.splice(at..at + 2, [Piece::Paragraph(joined)]);
            }
        }
        Edit::NewSection(s, section) => sections.insert(s % (count + 1), section),
        Edit::RemoveSection(s) => {
            sections.remove(s % count);
        }
        Edit::MoveSection(s, t) => {
            let section = sections.remove(s % count);
            sections.insert(t % count, section);
        }
        Edit::Retitle(s, title) => sections[s % count].title = title,
        Edit::Level(s, level) => sections[s % count].level = level,
        Edit::Number(s) => sections[s % count].numbered = !sections[s % count].numbered,
        Edit::SplitSection(s, title) => {
            let at = s % count;
            let half = sections[at].pieces.len() / 2;
            let pieces = sections[at].pieces.split_off(half);
            let section = Section { title, pieces, ..sections[at].clone() };
            sections.insert(at + 1, section);
        }
        Edit::Dissolve(s) => {
            let at = s % count;
            if at > 0 {
                let gone = sections.remove(at);
                sections[at - 1].pieces.extend(gone.pieces);
            }
        }
        Edit::Twin(s) => {
            let section = sections[s % count].clone();
            sections.push(section);
        }
        Edit::Blank(s, p) => {
            let pieces = &mut sections[s % count].pieces;
            if let Some(at) = p.checked_rem(pieces.len()) {
                let words = pieces[at].text(p);
                *words = words.replacen(' ', "\u{a0}", 1);
            }
        }
    }
}
