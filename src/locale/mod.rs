//! Polish and English wording: messages, plurals, dates and numbers.

use std::cell::RefCell;
use std::fmt;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

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

    fn sources(self) -> [&'static str; 3] {
        match self {
            Language::Polish => {
                [include_str!("pl/cli.ftl"), include_str!("pl/document.ftl"), include_str!("pl/render.ftl")]
            }
            Language::English => {
                [include_str!("en/cli.ftl"), include_str!("en/document.ftl"), include_str!("en/render.ftl")]
            }
        }
    }
}

/// The wording of one language.
pub struct Locale {
    language: Language,
    bundle: RefCell<FluentBundle<FluentResource>>,
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
        let identifier: LanguageIdentifier = language.tag().parse().expect("the tags are well formed");
        let mut bundle = FluentBundle::new(vec![identifier]);
        bundle.set_use_isolating(false);
        for source in language.sources() {
            let resource =
                FluentResource::try_new(source.to_owned()).expect("the wording is well formed; a test reads it");
            bundle.add_resource(resource).expect("no message is defined twice; a test reads them");
        }
        Self { language, bundle: RefCell::new(bundle) }
    }

    /// The language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The message `key`, its placeables filled in. A key that does not exist comes back as it is; a test keeps
    /// both languages complete.
    pub fn text(&self, key: &str, values: &[(&str, Value<'_>)]) -> String {
        let bundle = self.bundle.borrow();
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
        bundle.format_pattern(pattern, Some(&arguments), &mut errors).into_owned()
    }
}
