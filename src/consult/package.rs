//! The files of a consultation package: what each is for, what it is called, and the list of all of them.

use crate::store::DocumentId;

/// What a file of the package is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The page that shows all changes.
    Page,
    /// The later text with tracked changes.
    Redline,
    /// One of the two texts without marks.
    Clean,
    /// The form for comments.
    Form,
    /// The table of changes.
    Changes,
    /// The correspondence table.
    Correspondence,
    /// The consultation document for print.
    Document,
    /// The note on changes.
    Note,
    /// The description for the public information bulletin (BIP).
    Bip,
    /// The announcement.
    Notice,
    /// The page that lists the files.
    Index,
}

impl Role {
    /// All of them, in the order in which they are listed.
    pub const ALL: [Role; 11] = [
        Role::Notice,
        Role::Page,
        Role::Document,
        Role::Redline,
        Role::Note,
        Role::Changes,
        Role::Correspondence,
        Role::Clean,
        Role::Form,
        Role::Bip,
        Role::Index,
    ];

    /// The word of the contract.
    pub fn code(self) -> &'static str {
        match self {
            Role::Page => "page",
            Role::Redline => "redline",
            Role::Clean => "clean",
            Role::Form => "form",
            Role::Changes => "changes",
            Role::Correspondence => "correspondence",
            Role::Document => "document",
            Role::Note => "note",
            Role::Bip => "bip",
            Role::Notice => "notice",
            Role::Index => "index",
        }
    }

    /// The formats in which it comes.
    pub fn formats(self) -> &'static [Format] {
        match self {
            Role::Page | Role::Index => &[Format::Html],
            Role::Redline | Role::Form => &[Format::Docx],
            Role::Clean => &[Format::Docx, Format::Odt, Format::Pdf],
            Role::Document => &[Format::Pdf],
            Role::Changes | Role::Correspondence => &[Format::Html, Format::Xlsx, Format::Csv, Format::Docx],
            Role::Note | Role::Bip | Role::Notice => &[Format::Html, Format::Docx],
        }
    }

    /// Whether every audience has its own, because it says what changed since the version that it saw last.
    pub fn is_for_audiences(self) -> bool {
        !matches!(self, Role::Clean | Role::Bip | Role::Notice | Role::Index)
    }
}

/// A format of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// A page.
    Html,
    /// Word.
    Docx,
    /// OpenDocument text.
    Odt,
    /// PDF.
    Pdf,
    /// Excel.
    Xlsx,
    /// Comma-separated values.
    Csv,
}

impl Format {
    /// All of them.
    pub const ALL: [Format; 6] = [Format::Html, Format::Docx, Format::Odt, Format::Pdf, Format::Xlsx, Format::Csv];

    /// The ending of its files.
    pub fn code(self) -> &'static str {
        match self {
            Format::Html => "html",
            Format::Docx => "docx",
            Format::Odt => "odt",
            Format::Pdf => "pdf",
            Format::Xlsx => "xlsx",
            Format::Csv => "csv",
        }
    }
}

/// Which of the two texts a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The earlier one.
    Before,
    /// The later one.
    After,
    /// Both, or what changed between them.
    Both,
}

impl Side {
    /// The word of the contract.
    pub fn code(self) -> &'static str {
        match self {
            Side::Before => "before",
            Side::After => "after",
            Side::Both => "both",
        }
    }
}

/// A file of a package as the index and the manifest list it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// What it is for.
    pub role: Role,
    /// Its format.
    pub format: Format,
    /// Which text it holds.
    pub state: Side,
    /// For whom it is, where it is for some people only.
    pub audience: Option<String>,
    /// Its path in the package, with `/`.
    pub path: String,
    /// What people call it.
    pub title: String,
    /// Its size.
    pub bytes: u64,
    /// SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
}

/// Whether a name can be that of an audience: it names a folder, so the rule of document ids holds for it.
pub fn is_audience(name: &str) -> bool {
    DocumentId::parse(name).is_ok()
}

/// A file that is to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// What it is for.
    pub role: Role,
    /// Its format.
    pub format: Format,
    /// Which text it holds.
    pub state: Side,
    /// For whom it is, where it is for some people only.
    pub audience: Option<String>,
}

/// The files of a package in the order in which they are listed: those of `formats` that a role comes in, for
/// everybody and, where they say what changed, for each of the audiences.
pub fn plan(formats: &[Format], audiences: &[String]) -> Vec<Planned> {
    let mut planned = Vec::new();
    let everybody = std::iter::once(None).chain(audiences.iter().map(Some));
    for audience in everybody {
        for role in Role::ALL.into_iter().filter(|role| audience.is_none() || role.is_for_audiences()) {
            let states: &[Side] = if role == Role::Clean { &[Side::After, Side::Before] } else { &[Side::Both] };
            for state in states {
                let of_role = role.formats().iter().filter(|format| formats.contains(format));
                planned.extend(of_role.map(|format| Planned {
                    role,
                    format: *format,
                    state: *state,
                    audience: audience.cloned(),
                }));
            }
        }
    }
    planned
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_is_planned_once_per_format_and_state() {
        let all = plan(&Format::ALL, &[]);
        assert_eq!(all.len(), 25, "{all:#?}");
        let mut seen = all.clone();
        seen.dedup();
        assert_eq!(seen.len(), all.len());
        assert_eq!(all.first().map(|file| file.role), Some(Role::Notice));
        assert_eq!(all.last().map(|file| file.role), Some(Role::Index));
    }

    #[test]
    fn audiences_have_the_files_that_say_what_changed() {
        let planned = plan(&[Format::Html], &["rada".to_owned()]);
        let of_audience: Vec<Role> =
            planned.iter().filter(|file| file.audience.is_some()).map(|file| file.role).collect();
        assert_eq!(of_audience, [Role::Page, Role::Note, Role::Changes, Role::Correspondence]);
    }
}
