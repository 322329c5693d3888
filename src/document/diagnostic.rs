//! Remarks: what was noticed while reading or comparing, as values with a place.

/// Something a person should know; never an error.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Remark {
    /// Which text it is about; `None` for both or for the comparison itself.
    pub side: Option<Side>,
    /// Line in the source, from 1; `None` where it is about the whole text.
    pub line: Option<u32>,
    /// What was noticed.
    pub kind: RemarkKind,
}

/// One of the two texts of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// The earlier text.
    Before,
    /// The later text.
    After,
}

/// What was noticed. The wording, in both languages, is in the locale room under `remark-<code>`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RemarkKind {
    /// The text was converted from another character encoding.
    Converted {
        /// Name of the encoding it came in ("windows-1250").
        encoding: String,
    },
    /// A byte order mark was dropped.
    ByteOrderMark,
    /// Line ends other than LF were converted.
    LineEnds {
        /// How many lines.
        lines: u32,
    },
    /// The text held U+FFFD already: something was lost before it came here.
    ReplacementCharacter {
        /// How many.
        count: u32,
    },
    /// Letters written in several characters (e, then an acute accent) were composed.
    Composed {
        /// How many words hold such letters.
        words: u32,
    },
    /// The text holds characters that nobody sees; the line is that of the first one.
    Hidden {
        /// How many.
        count: u32,
        /// Which ones, by their codes ("U+200B ×3, U+00AD").
        which: String,
    },
    /// Words hold Latin letters and Cyrillic or Greek ones that pass for them; the line is that of the first one.
    MixedScripts {
        /// How many.
        count: u32,
        /// The first one.
        word: String,
        /// The letters that are not Latin in it, by their codes ("U+0430").
        letters: String,
    },
    /// The front matter is not readable YAML and was set aside unread.
    FrontMatter {
        /// What the YAML reader said.
        message: String,
    },
    /// A table of contents written into the text was set aside.
    ContentsSetAside {
        /// How many of its lines.
        lines: u32,
    },
    /// The text has no headings of its own, and bold or numbered lines were read as headings; the line is that of the
    /// first one.
    HeadingsPromoted {
        /// How many.
        count: u32,
    },
    /// Provisions whose text stands on the line of their label were read as sections; the line is that of the first one.
    ProvisionsDivided {
        /// How many.
        count: u32,
    },
    /// A table is written in HTML, as tables with merged cells are: it is compared as text, not by rows and columns.
    MarkupTable,
    /// A heading skips levels (from 2 to 4, say).
    LevelSkipped {
        /// Level of the heading.
        level: u8,
        /// Level of its parent.
        parent: u8,
    },
    /// Lists or quotations nested deeper than the cap were read as plain text.
    TooDeep {
        /// The cap.
        cap: u32,
    },
    /// A footnote is defined, but nothing refers to it, or the reverse. In Markdown a reference without a definition is
    /// plain text, so the reader never tells the reverse.
    Footnote {
        /// Its name.
        name: String,
        /// Whether the definition is there and the reference is missing.
        defined: bool,
    },
    /// A reference says the number that a section had before; the section has another one now.
    StaleReference {
        /// The reference as written.
        reference: String,
        /// The heading of the section now; empty where it named a table or a figure.
        now: String,
    },
    /// A reference to a part of the text that is not there.
    DanglingReference {
        /// The reference as written.
        reference: String,
    },
    /// A part of the comparison was done more coarsely than usual, because it was too large.
    Coarse {
        /// Which stage gave up fineness ("redline", "alignment", "table", "flow").
        stage: &'static str,
        /// How many times.
        count: u32,
    },
    /// What a person decided contradicts another decision, which holds.
    DecisionContradicted {
        /// Its line in `links.toml`.
        line: u32,
        /// The line of the one that holds.
        other: u32,
    },
    /// A section that a person decided about is not to be found in the text.
    DecisionLost {
        /// Line of the decision in `links.toml`.
        line: u32,
        /// In which text.
        side: Side,
        /// The heading that it had.
        section: String,
    },
    /// The change that a person weighed is another one by now.
    DecisionOutdated {
        /// Line of the decision in `links.toml`.
        line: u32,
        /// Heading of the section.
        section: String,
    },
    /// The two sections whose change a person weighed or gave reasons for are not linked.
    DecisionUnlinked {
        /// Line of the decision in `links.toml`.
        line: u32,
        /// Heading of the later one.
        section: String,
    },
    /// What stands in `links.toml` can't be understood.
    DecisionUnreadable {
        /// Line in `links.toml`; 0 where it can't be read from the archive at all.
        line: u32,
        /// What is wrong with it ("syntax", "missing", "value", "sections", "size", "encoding", "archive").
        flaw: &'static str,
        /// The key or what the reader said.
        detail: String,
    },
}

impl RemarkKind {
    /// The stable code of this kind of remark, as in JSON.
    pub fn code(&self) -> &'static str {
        match self {
            RemarkKind::Converted { .. } => "converted",
            RemarkKind::ByteOrderMark => "byte-order-mark",
            RemarkKind::LineEnds { .. } => "line-ends",
            RemarkKind::ReplacementCharacter { .. } => "replacement-character",
            RemarkKind::Composed { .. } => "composed",
            RemarkKind::Hidden { .. } => "hidden",
            RemarkKind::MixedScripts { .. } => "mixed-scripts",
            RemarkKind::FrontMatter { .. } => "front-matter",
            RemarkKind::ContentsSetAside { .. } => "contents-set-aside",
            RemarkKind::HeadingsPromoted { .. } => "headings-promoted",
            RemarkKind::ProvisionsDivided { .. } => "provisions-divided",
            RemarkKind::MarkupTable => "markup-table",
            RemarkKind::LevelSkipped { .. } => "level-skipped",
            RemarkKind::TooDeep { .. } => "too-deep",
            RemarkKind::Footnote { .. } => "footnote",
            RemarkKind::StaleReference { .. } => "stale-reference",
            RemarkKind::DanglingReference { .. } => "dangling-reference",
            RemarkKind::Coarse { .. } => "coarse",
            RemarkKind::DecisionContradicted { .. } => "decision-contradicted",
            RemarkKind::DecisionLost { .. } => "decision-lost",
            RemarkKind::DecisionOutdated { .. } => "decision-outdated",
            RemarkKind::DecisionUnlinked { .. } => "decision-unlinked",
            RemarkKind::DecisionUnreadable { .. } => "decision-unreadable",
        }
    }

    /// The details of this remark, by name; a name is also the placeable in the wording.
    pub fn details(&self) -> Vec<(&'static str, String)> {
        match self {
            RemarkKind::Converted { encoding } => vec![("encoding", encoding.clone())],
            RemarkKind::ByteOrderMark | RemarkKind::MarkupTable => Vec::new(),
            RemarkKind::LineEnds { lines } | RemarkKind::ContentsSetAside { lines } => {
                vec![("lines", lines.to_string())]
            }
            RemarkKind::ReplacementCharacter { count }
            | RemarkKind::HeadingsPromoted { count }
            | RemarkKind::ProvisionsDivided { count } => {
                vec![("count", count.to_string())]
            }
            RemarkKind::Composed { words } => vec![("words", words.to_string())],
            RemarkKind::Hidden { count, which } => vec![("count", count.to_string()), ("which", which.clone())],
            RemarkKind::MixedScripts { count, word, letters } => {
                vec![("count", count.to_string()), ("word", word.clone()), ("letters", letters.clone())]
            }
            RemarkKind::FrontMatter { message } => vec![("message", message.clone())],
            RemarkKind::LevelSkipped { level, parent } => {
                vec![("level", level.to_string()), ("parent", parent.to_string())]
            }
            RemarkKind::TooDeep { cap } => vec![("cap", cap.to_string())],
            RemarkKind::Footnote { name, defined } => {
                vec![("name", name.clone()), ("defined", if *defined { "yes" } else { "no" }.to_owned())]
            }
            RemarkKind::StaleReference { reference, now } => {
                vec![
                    ("reference", reference.clone()),
                    ("now", now.clone()),
                    ("known", if now.is_empty() { "no" } else { "yes" }.to_owned()),
                ]
            }
            RemarkKind::DanglingReference { reference } => vec![("reference", reference.clone())],
            RemarkKind::Coarse { stage, count } => {
                vec![("stage", (*stage).to_owned()), ("count", count.to_string())]
            }
            RemarkKind::DecisionContradicted { line, other } => {
                vec![("line", line.to_string()), ("other", other.to_string())]
            }
            RemarkKind::DecisionLost { line, side, section } => {
                let side = if *side == Side::Before { "before" } else { "after" };
                vec![("line", line.to_string()), ("side", side.to_owned()), ("section", section.clone())]
            }
            RemarkKind::DecisionOutdated { line, section } | RemarkKind::DecisionUnlinked { line, section } => {
                vec![("line", line.to_string()), ("section", section.clone())]
            }
            RemarkKind::DecisionUnreadable { line, flaw, detail } => {
                let place = (*line > 0).then(|| ("line", line.to_string()));
                place.into_iter().chain([("flaw", (*flaw).to_owned()), ("detail", detail.clone())]).collect()
            }
        }
    }
}
