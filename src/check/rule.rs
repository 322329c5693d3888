//! A rule: what it asks for, of which sections, and how bad it is not to keep to it.

use super::phrase::Pattern;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Should be looked at.
    Warning,
    /// Fails a build.
    Error,
}

impl Severity {
    /// The word in settings and outputs.
    pub fn code(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }

    /// The severity of a word in settings.
    pub fn parse(code: &str) -> Option<Self> {
        [Severity::Note, Severity::Warning, Severity::Error].into_iter().find(|it| it.code() == code)
    }
}

/// What a rule asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Branches keep at least a share of their text.
    Continuity,
    /// Sections stay as they are.
    Protected,
    /// Phrases are there.
    Phrases,
    /// Sections are there, with text.
    Required,
    /// Every substantive change has a justification with evidence.
    Justified,
    /// Phrases, words or patterns are not there.
    Forbidden,
    /// References follow what they name.
    References,
    /// Tables of indicators are complete, and their numbers well formed.
    Indicators,
    /// Sums in tables add up.
    Sums,
    /// Each criterion of the enabling condition has its sections.
    Criteria,
    /// No character hides or looks like another one.
    Characters,
    /// The front matter is complete.
    FrontMatter,
    /// Dates of a version are in order.
    Dates,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Kind; 13] = [
        Kind::Continuity,
        Kind::Protected,
        Kind::Phrases,
        Kind::Required,
        Kind::Justified,
        Kind::Forbidden,
        Kind::References,
        Kind::Indicators,
        Kind::Sums,
        Kind::Criteria,
        Kind::Characters,
        Kind::FrontMatter,
        Kind::Dates,
    ];

    /// The word in settings and outputs.
    pub fn code(self) -> &'static str {
        match self {
            Kind::Continuity => "continuity",
            Kind::Protected => "protected",
            Kind::Phrases => "phrases",
            Kind::Required => "required",
            Kind::Justified => "justified",
            Kind::Forbidden => "forbidden",
            Kind::References => "references",
            Kind::Indicators => "indicators",
            Kind::Sums => "sums",
            Kind::Criteria => "criteria",
            Kind::Characters => "characters",
            Kind::FrontMatter => "front-matter",
            Kind::Dates => "dates",
        }
    }

    /// The kind of a word in settings.
    pub fn parse(code: &str) -> Option<Self> {
        Kind::ALL.into_iter().find(|it| it.code() == code)
    }

    /// Whether it is about what became of an earlier state.
    pub fn is_about_change(self) -> bool {
        matches!(self, Kind::Continuity | Kind::Protected | Kind::Justified | Kind::References)
    }
}

/// A rule.
#[derive(Clone, Debug)]
pub struct Rule {
    /// What it is called in outputs.
    pub id: String,
    /// What it asks for.
    pub kind: Kind,
    /// How bad it is not to keep to it.
    pub severity: Severity,
    /// The document that it is about; `None` for all.
    pub document: Option<String>,
    /// Sections that it is about, as people name them: heading id, number, title or path; all where none is named.
    pub sections: Vec<String>,
    /// What it says to its findings.
    pub message: Option<String>,
    /// The earlier state, for rules about a change; without it the version before the text that is checked.
    pub from: Option<String>,
    /// The later state; without it the text that is checked.
    pub to: Option<String>,
    /// The least continuity, in per cent.
    pub minimum: u8,
    /// Phrases, word beginnings and expressions.
    pub patterns: Vec<Pattern>,
    /// Keys of the front matter that have to be there.
    pub keys: Vec<String>,
    /// Criteria and the sections that meet them.
    pub criteria: Vec<(String, Vec<String>)>,
}

impl Rule {
    /// A rule that names nothing besides.
    pub fn new(id: &str, kind: Kind, severity: Severity) -> Self {
        Self {
            id: id.to_owned(),
            kind,
            severity,
            document: None,
            sections: Vec::new(),
            message: None,
            from: None,
            to: None,
            minimum: 80,
            patterns: Vec::new(),
            keys: Vec::new(),
            criteria: Vec::new(),
        }
    }
}
