//! Settings of an archive: reads `nowela.toml`.

/// Where the settings lie, at the root of the archive.
pub const SETTINGS_FILE: &str = "nowela.toml";

/// What `nowela.toml` says. Keys that this build does not know are left to those that do.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
pub struct Settings {
    /// Tag of the language of the documents ("pl", "en"); `None` where the file does not say.
    pub language: Option<String>,
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
        let settings = Settings::parse("language = \"pl\"\n[check]\nnumbering = true\n").expect("it is TOML");
        assert_eq!(settings.language.as_deref(), Some("pl"));
        let error = Settings::parse("# żółw\nlanguage = \n").expect_err("a value is missing");
        assert_eq!(error.line, 2);
        let error = Settings::parse("\n\nlanguage = 3\n").expect_err("a language is a text");
        assert_eq!((error.line, error.column), (3, 12));
    }

    #[test]
    fn the_template_reads_back() {
        for language in ["pl", "en"] {
            let settings = Settings::parse(&Settings::template(language)).expect("the template is TOML");
            assert_eq!(settings.language.as_deref(), Some(language));
        }
    }
}
