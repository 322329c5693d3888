//! Polish and English wording: messages, plurals, dates and numbers.

mod date;
mod number;

use std::cell::OnceCell;
use std::fmt;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

pub use number::NO_BREAK_SPACE;

/// A language of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Polish.
    Polish,
    /// English.
    English,
}

impl Language {
    /// The language tag ("pl", "en").
    pub fn tag(self) -> &'static str {
        match self {
            Language::Polish => "pl",
            Language::English => "en",
        }
    }

    /// The language of a tag or a locale name ("pl", "pl_PL.UTF-8", "en-GB"); `None` for all others.
    pub fn from_tag(tag: &str) -> Option<Language> {
        match tag.split(['_', '-', '.', '@']).next()?.to_ascii_lowercase().as_str() {
            "pl" => Some(Language::Polish),
            "en" => Some(Language::English),
            _ => None,
        }
    }

    /// The wording of this language as it lies in the source: Fluent messages, one file after the other.
    pub fn sources(self) -> [&'static str; 25] {
        match self {
            Language::Polish => [
                include_str!("pl/cli.ftl"),
                include_str!("pl/document.ftl"),
                include_str!("pl/render.ftl"),
                include_str!("pl/hidden.ftl"),
                include_str!("pl/diff.ftl"),
                include_str!("pl/demo.ftl"),
                include_str!("pl/doctor.ftl"),
                include_str!("pl/log.ftl"),
                include_str!("pl/show.ftl"),
                include_str!("pl/link.ftl"),
                include_str!("pl/weight.ftl"),
                include_str!("pl/package.ftl"),
                include_str!("pl/page.ftl"),
                include_str!("pl/docx.ftl"),
                include_str!("pl/consult.ftl"),
                include_str!("pl/import.ftl"),
                include_str!("pl/html.ftl"),
                include_str!("pl/sides.ftl"),
                include_str!("pl/pdf.ftl"),
                include_str!("pl/batch.ftl"),
                include_str!("pl/evolution.ftl"),
                include_str!("pl/check.ftl"),
                include_str!("pl/git.ftl"),
                include_str!("pl/help.ftl"),
                include_str!("pl/report.ftl"),
            ],
            Language::English => [
                include_str!("en/cli.ftl"),
                include_str!("en/document.ftl"),
                include_str!("en/render.ftl"),
                include_str!("en/hidden.ftl"),
                include_str!("en/diff.ftl"),
                include_str!("en/demo.ftl"),
                include_str!("en/doctor.ftl"),
                include_str!("en/log.ftl"),
                include_str!("en/show.ftl"),
                include_str!("en/link.ftl"),
                include_str!("en/weight.ftl"),
                include_str!("en/package.ftl"),
                include_str!("en/page.ftl"),
                include_str!("en/docx.ftl"),
                include_str!("en/consult.ftl"),
                include_str!("en/import.ftl"),
                include_str!("en/html.ftl"),
                include_str!("en/sides.ftl"),
                include_str!("en/pdf.ftl"),
                include_str!("en/batch.ftl"),
                include_str!("en/evolution.ftl"),
                include_str!("en/check.ftl"),
                include_str!("en/git.ftl"),
                include_str!("en/help.ftl"),
                include_str!("en/report.ftl"),
            ],
        }
    }

    /// Writes the numbers in messages as this language does; Fluent itself leaves them ungrouped.
    fn formatter<M>(self) -> fn(&FluentValue<'_>, &M) -> Option<String> {
        fn write(value: &FluentValue<'_>, language: Language) -> Option<String> {
            match value {
                FluentValue::Number(number) => Some(number::count(language, number.value as u64)),
                _ => None,
            }
        }
        match self {
            Language::Polish => |value, _| write(value, Language::Polish),
            Language::English => |value, _| write(value, Language::English),
        }
    }
}

/// The wording of one language.
pub struct Locale {
    language: Language,
    /// Read when the first message is asked for.
    bundle: OnceCell<FluentBundle<FluentResource>>,
}

impl fmt::Debug for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Locale").field("language", &self.language).finish_non_exhaustive()
    }
}

/// A value in a message: a number chooses the plural form, a text stands as it is.
#[derive(Clone, Copy, Debug)]
pub enum Value<'a> {
    /// A count.
    Count(u64),
    /// A text.
    Text(&'a str),
}

impl Locale {
    /// The wording of `language`.
    pub fn new(language: Language) -> Self {
        Self { language, bundle: OnceCell::new() }
    }

    /// The language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// A count as this language writes it ("12 034", "12,034").
    pub fn count(&self, value: u64) -> String {
        number::count(self.language, value)
    }

    /// A number as this language writes it ("1 234,5", "1,234.5"): `digits`, so many of them decimals.
    pub fn decimal(&self, digits: u64, decimals: u8) -> String {
        number::decimal(self.language, digits, decimals)
    }

    /// A share from 0 to 1 as a percentage ("87,1%", "87.1%"); "0%" and "100%" only when exact.
    pub fn percent(&self, share: f64) -> String {
        number::percent(self.language, share)
    }

    /// A date given as `YYYY-MM-DD`, in words ("16 marca 2021 r."); what is no such date comes back as it is.
    pub fn date(&self, iso: &str) -> String {
        date::date(self.language, iso)
    }

    /// The wording of the remark `code` with its details; a detail made of digits chooses the plural form.
    pub fn remark(&self, code: &str, details: &[(&'static str, String)]) -> String {
        let values: Vec<(&str, Value<'_>)> = details
            .iter()
            .map(|(name, detail)| (*name, detail.parse().map_or(Value::Text(detail), Value::Count)))
            .collect();
        self.text(&format!("remark-{code}"), &values)
    }

    /// The message `key`, its placeables filled in. A key that does not exist comes back as it is; a test keeps
    /// both languages complete, and an unfilled placeable stops a debug build.
    pub fn text(&self, key: &str, values: &[(&str, Value<'_>)]) -> String {
        let bundle = self.bundle.get_or_init(|| bundle(self.language));
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        let mut arguments = FluentArgs::new();
        for (name, value) in values {
            match value {
                Value::Count(count) => arguments.set(*name, FluentValue::from(*count)),
                Value::Text(text) => arguments.set(*name, FluentValue::from(*text)),
            }
        }
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&arguments), &mut errors).into_owned();
        debug_assert!(errors.is_empty(), "{key}: {errors:?}");
        text
    }
}

fn bundle(language: Language) -> FluentBundle<FluentResource> {
    let identifier: LanguageIdentifier = language.tag().parse().expect("the tags are well formed");
    let mut bundle = FluentBundle::new(vec![identifier]);
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(language.formatter()));
    for source in language.sources() {
        let resource = FluentResource::try_new(source.to_owned()).expect("the wording is well formed; a test reads it");
        bundle.add_resource(resource).expect("no message is defined twice; a test reads them");
    }
    bundle
}
