//! Settings of an archive: reads `nowela.toml`.

/// Where the settings lie, at the root of the archive.
pub const SETTINGS_FILE: &str = "nowela.toml";

/// What `nowela.toml` says. Keys that this build does not know are left to those that do.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
pub struct Settings {
    /// Tag of the language of the documents ("pl", "en"); `None` where the file does not say.
    pub language: Option<String>,
    /// The office that publishes them.
    #[serde(default)]
    pub office: OfficeSettings,
    /// What holds for every consultation.
    #[serde(default)]
    pub consultation: ConsultationSettings,
    /// Consultations of single versions.
    #[serde(default)]
    pub round: Vec<RoundSettings>,
    /// Groups of people with the version that each of them saw last.
    #[serde(default)]
    pub audience: Vec<AudienceSettings>,
    /// Rules that texts keep to.
    #[serde(default)]
    pub check: CheckSettings,
}

/// `[check]`: rules that texts keep to.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckSettings {
    /// A set of rules that comes with the program.
    pub preset: Option<String>,
    /// Ids of rules of that set that do not hold.
    #[serde(default)]
    pub off: Vec<String>,
    /// Rules of one's own; one with the id of a rule of the set takes its place.
    #[serde(default)]
    pub rule: Vec<RuleSettings>,
}

/// `[[check.rule]]`: one rule.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleSettings {
    /// What it is called in outputs.
    pub id: String,
    /// What it asks for.
    pub kind: String,
    /// `error`, `warning` or `note`; `error` where it does not say.
    pub severity: Option<String>,
    /// The document that it is about; all where it names none.
    pub document: Option<String>,
    /// The sections that it is about, by heading id, number, title or path; all where it names none.
    #[serde(default)]
    pub sections: Vec<String>,
    /// What it says to its findings.
    pub message: Option<String>,
    /// The earlier state, for rules about a change.
    pub from: Option<String>,
    /// The later state, likewise.
    pub to: Option<String>,
    /// The least continuity, in per cent from 1 to 100.
    pub minimum: Option<u8>,
    /// Phrases.
    #[serde(default)]
    pub phrases: Vec<String>,
    /// Beginnings of words.
    #[serde(default)]
    pub stems: Vec<String>,
    /// Regular expressions.
    #[serde(default)]
    pub patterns: Vec<String>,
    /// Keys of the front matter.
    #[serde(default)]
    pub keys: Vec<String>,
    /// Criteria of the enabling condition, each with the sections that meet it.
    #[serde(default)]
    pub criteria: std::collections::BTreeMap<String, Vec<String>>,
}

/// `[office]`: who publishes the texts, and what it looks like.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficeSettings {
    /// Its name.
    pub name: Option<String>,
    /// Lines that say how to reach it.
    #[serde(default)]
    pub contact: Vec<String>,
    /// Colour of headings and links (`#1f3a5f`).
    pub colour: Option<String>,
    /// Path of its logo from the root of the archive: a PNG, JPEG, GIF or SVG file.
    pub logo: Option<String>,
    /// What the logo says to people who don't see it.
    pub logo_text: Option<String>,
}

/// `[consultation]`: what holds for every consultation.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsultationSettings {
    /// For how many days at least, counted from the day after the announcement; 35 where the file does not say.
    pub days: Option<u16>,
    /// Within how many days after its end the report is due; 30 where the file does not say.
    pub report_days: Option<u16>,
    /// Who made the changes that Word shows.
    pub author: Option<String>,
    /// Where comments go by e-mail.
    pub email: Option<String>,
    /// Where they go by post or by hand.
    pub address: Option<String>,
    /// Where they go on the web.
    pub url: Option<String>,
    /// What people are told about their personal data.
    pub information: Option<String>,
}

/// `[[round]]`: a consultation of one version.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoundSettings {
    /// What it is called on the command line.
    pub id: String,
    /// The document that it is about.
    pub document: Option<String>,
    /// The version that it is about.
    pub after: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// What it is for, a paragraph each.
    #[serde(default)]
    pub purpose: Vec<String>,
    /// The day of the announcement, as `YYYY-MM-DD`.
    pub opens: Option<String>,
    /// The last day for comments; counted where it is not given.
    pub closes: Option<String>,
    /// The day by which the report is due; counted where it is not given.
    pub report: Option<String>,
    /// Meetings.
    #[serde(default)]
    pub meeting: Vec<MeetingSettings>,
    /// Where comments go by e-mail, where it is another address than usual.
    pub email: Option<String>,
    /// Where they go by post or by hand, likewise.
    pub address: Option<String>,
    /// Where they go on the web, likewise.
    pub url: Option<String>,
}

/// `[[round.meeting]]`: a meeting in a consultation.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeetingSettings {
    /// Its day, as `YYYY-MM-DD`.
    pub date: String,
    /// Its hour, as people write it.
    pub time: Option<String>,
    /// Where it is.
    pub place: Option<String>,
}

/// `[[audience]]`: people who saw another version last.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AudienceSettings {
    /// What it is called on the command line, and the folder of its files.
    pub id: String,
    /// Who they are.
    pub name: Option<String>,
    /// The document that it is about, where the archive has several.
    pub document: Option<String>,
    /// The version that they saw last.
    pub before: String,
}

/// Why the settings can't be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {message}")]
pub struct SettingsError {
    /// Line, from 1.
    pub line: u64,
    /// Column in characters, from 1.
    pub column: u64,
    /// What the TOML reader said.
    pub message: String,
}

impl Settings {
    /// Reads the text of `nowela.toml`.
    ///
    /// # Errors
    /// [`SettingsError`] with the place where the text is no TOML or a known key has a value of another kind.
    pub fn parse(text: &str) -> Result<Self, SettingsError> {
        toml::from_str(text).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            let before = text.get(..start).unwrap_or_default();
            let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
            SettingsError {
                line: before.matches('\n').count() as u64 + 1,
                column: column as u64,
                message: error.message().trim().to_owned(),
            }
        })
    }

    /// The text of a new `nowela.toml`, its comment in the language given.
    pub fn template(language: &str) -> String {
        let comment = match language {
            "pl" => "# Ustawienia archiwum wersji; każdy dokument leży w strategy/<dokument>/text.md.",
            _ => "# Settings of this archive; every document lies in strategy/<document>/text.md.",
        };
        format!("{comment}\nlanguage = \"{language}\"\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_keys_are_tolerated_and_broken_ones_have_a_place() {
        let settings = Settings::parse("language = \"pl\"\n[other]\nnumbering = true\n").expect("it is TOML");
        assert_eq!(settings.language.as_deref(), Some("pl"));
        let error = Settings::parse("# żółw\nlanguage = \n").expect_err("a value is missing");
        assert_eq!(error.line, 2);
        let error = Settings::parse("\n\nlanguage = 3\n").expect_err("a language is a text");
        assert_eq!((error.line, error.column), (3, 12));
    }

    #[test]
    fn a_misspelt_key_of_a_consultation_is_told_with_its_place() {
        let text =
            "[consultation]\ndays = 28\n[[round]]\nid = \"r1\"\nopens = \"2026-12-01\"\nclosing = \"2027-01-05\"\n";
        let error = Settings::parse(text).expect_err("there is no such key");
        assert_eq!(error.line, 6);
        assert!(error.message.contains("closing"), "{error}");
        let settings = Settings::parse(&text.replace("closing", "closes")).expect("it is well formed");
        assert_eq!(settings.consultation.days, Some(28));
        assert_eq!(settings.round[0].closes.as_deref(), Some("2027-01-05"));
    }

    #[test]
    fn the_template_reads_back() {
        for language in ["pl", "en"] {
            let settings = Settings::parse(&Settings::template(language)).expect("the template is TOML");
            assert_eq!(settings.language.as_deref(), Some(language));
        }
    }
}
