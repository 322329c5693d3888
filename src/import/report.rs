//! What was read of a file, and what was not carried over, each with its place.

use std::collections::BTreeSet;

use super::comment::Comment;
use super::content::Block;

/// What an import tells at its end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// What was read.
    pub read: Amounts,
    /// What was not carried over, in the order of the text.
    pub losses: Vec<Loss>,
    /// Whose changes were tracked, as the file names them; nothing keeps them unless it is asked to.
    pub authors: BTreeSet<String>,
    /// What people wrote into the file as comments, in the order of the text; each is also a loss, because the text does
    /// not hold it.
    pub comments: Vec<Comment>,
}

/// How much of what was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amounts {
    /// Headings.
    pub headings: u32,
    /// Paragraphs outside of lists and tables.
    pub paragraphs: u32,
    /// Items of lists.
    pub items: u32,
    /// Tables.
    pub tables: u32,
    /// Footnotes and endnotes.
    pub notes: u32,
    /// Places that show an image.
    pub images: u32,
    /// Lines of tables of contents that were set aside: they follow from the headings.
    pub contents: u32,
    /// Insertions, deletions and moves that were tracked.
    pub changes: u32,
    /// Places that were repaired: ligatures and small capitals torn apart, spread letters, glued words, page numbers in the text.
    pub repaired: u32,
}

/// Something that was not carried over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// What it is.
    pub kind: LossKind,
    /// The heading under which it stands; empty in front of the first one, and for the file as a whole.
    pub place: String,
    /// How many there are.
    pub count: u32,
    /// What it says or is called, where that helps to find it.
    pub detail: String,
}

/// Kinds of what was not carried over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the wording of each, in the locale room, says it")]
pub enum LossKind {
    Address,
    Anchor,
    Around,
    Chart,
    Chunk,
    Columns,
    Comment,
    Equation,
    External,
    Field,
    Frame,
    Guessed,
    Header,
    HeaderRows,
    Hidden,
    Hyphen,
    LooseNote,
    Macro,
    Merged,
    MissingImage,
    Nested,
    Noise,
    Note,
    Object,
    Picture,
    Recognised,
    Symbol,
    Template,
    Untagged,
}

impl LossKind {
    /// All kinds.
    pub const ALL: [LossKind; 29] = [
        LossKind::Address,
        LossKind::Anchor,
        LossKind::Around,
        LossKind::Chart,
        LossKind::Chunk,
        LossKind::Columns,
        LossKind::Comment,
        LossKind::Equation,
        LossKind::External,
        LossKind::Field,
        LossKind::Frame,
        LossKind::Guessed,
        LossKind::Header,
        LossKind::HeaderRows,
        LossKind::Hidden,
        LossKind::Hyphen,
        LossKind::LooseNote,
        LossKind::Macro,
        LossKind::Merged,
        LossKind::MissingImage,
        LossKind::Nested,
        LossKind::Noise,
        LossKind::Note,
        LossKind::Object,
        LossKind::Picture,
        LossKind::Recognised,
        LossKind::Symbol,
        LossKind::Template,
        LossKind::Untagged,
    ];

    /// The kind with this code.
    pub fn of(code: &str) -> Option<LossKind> {
        LossKind::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The stable code; the wording is `import-loss-<code>` in the locale room.
    pub fn code(self) -> &'static str {
        match self {
            LossKind::Address => "address",
            LossKind::Anchor => "anchor",
            LossKind::Around => "around",
            LossKind::Chart => "chart",
            LossKind::Chunk => "chunk",
            LossKind::Columns => "columns",
            LossKind::Comment => "comment",
            LossKind::Equation => "equation",
            LossKind::External => "external",
            LossKind::Field => "field",
            LossKind::Frame => "frame",
            LossKind::Guessed => "guessed",
            LossKind::Header => "header",
            LossKind::HeaderRows => "header-rows",
            LossKind::Hidden => "hidden",
            LossKind::Hyphen => "hyphen",
            LossKind::LooseNote => "loose-note",
            LossKind::Macro => "macro",
            LossKind::Merged => "merged",
            LossKind::MissingImage => "missing-image",
            LossKind::Nested => "nested",
            LossKind::Noise => "noise",
            LossKind::Note => "note",
            LossKind::Object => "object",
            LossKind::Picture => "picture",
            LossKind::Recognised => "recognised",
            LossKind::Symbol => "symbol",
            LossKind::Template => "template",
            LossKind::Untagged => "untagged",
        }
    }
}

/// The beginning of a text that is told in a report.
pub(super) fn shortened(text: &str) -> String {
    const LONGEST: usize = 60;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    format!("{}…", text.chars().take(LONGEST).collect::<String>().trim_end())
}

/// How many losses are looked through for one of the same kind.
const NEAR: usize = 64;

impl Report {
    /// Adds up what was read.
    pub(super) fn count(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Heading { .. } => self.read.headings += 1,
                Block::Quotation(quoted) => self.count(quoted),
                Block::Paragraph(_) | Block::Code { .. } => self.read.paragraphs += 1,
                Block::Definition { meanings, .. } => {
                    self.read.paragraphs += 1;
                    meanings.iter().for_each(|meaning| self.count(meaning.get(1..).unwrap_or_default()));
                }
                Block::Table(_) => self.read.tables += 1,
                Block::Rule => {}
                Block::List(list) => {
                    for item in &list.items {
                        self.read.items += 1;
                        self.count(item.get(1..).unwrap_or_default());
                    }
                }
            }
        }
    }

    /// Remembers whose change was tracked.
    pub(super) fn tracked_by(&mut self, name: Option<&str>) {
        /// No file has more authors.
        const MOST: usize = 100;
        if let Some(name) = name.map(str::trim).filter(|name| !name.is_empty())
            && self.authors.len() < MOST
        {
            self.authors.insert(name.to_owned());
        }
    }

    /// Adds a loss, to the last one of its kind in the same place with the same detail where there is one.
    pub fn lose(&mut self, kind: LossKind, place: &str, detail: &str) {
        let same = |loss: &&mut Loss| loss.kind == kind && loss.place == place && loss.detail == detail;
        // Far back nothing is looked for: a file may have any number of them.
        match self.losses.iter_mut().rev().take(NEAR).find(same) {
            Some(loss) => loss.count = loss.count.saturating_add(1),
            None => {
                let (place, detail) = (place.to_owned(), detail.to_owned());
                self.losses.push(Loss { kind, place, count: 1, detail });
            }
        }
    }
}
