//! Templates of pages and papers: those that are built in, and those of an archive that take their place.
//!
//! A template sees what the renderer gives it and nothing else: it cannot read files, it stops after a bounded number of
//! steps, and what it writes is bounded too.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;

use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, ErrorKind, UndefinedBehavior};
use rust_embed::RustEmbed;
use serde::Serialize;

/// The templates that are built in, by their names (`html/comparison.html`).
#[derive(RustEmbed)]
#[folder = "templates/"]
struct Builtin;

/// Steps that a template may take. The page of a text of 3,000 sections takes a twentieth of them.
const FUEL: u64 = 50_000_000;
/// Bytes that a template may write.
const OUTPUT_LIMIT: usize = 256 << 20;
/// The name of the way in which Markdown is escaped.
const MARKDOWN: &str = "markdown";
/// The templates that are built in, and those of an archive that take their place.
#[derive(Clone, Debug, Default)]
pub struct Templates {
    own: Arc<BTreeMap<String, String>>,
}

/// Why a template could not be used.
#[derive(Debug, thiserror::Error)]
#[error("{name}, line {line}: {message}")]
pub struct TemplateError {
    /// The template.
    pub name: String,
    /// The line in it, from 1; 0 where it is not known.
    pub line: usize,
    /// What is wrong.
    pub fault: Fault,
    /// What the template engine said.
    pub message: String,
}

/// What can be wrong with a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It can't be read.
    Syntax,
    /// It asks for a value that there is not.
    Unknown,
    /// It asks for another template that there is not.
    Missing,
    /// It takes more steps than a template may.
    Endless,
    /// It writes more than a template may.
    Huge,
    /// It does something that can't be done with a value.
    Other,
}

impl Templates {
    /// The built-in templates, and `own` by their names in their place.
    pub fn new(own: BTreeMap<String, String>) -> Self {
        Templates { own: Arc::new(own) }
    }

    /// The names of all templates, in order.
    pub fn names() -> Vec<String> {
        let mut names: Vec<String> = Builtin::iter().map(Cow::into_owned).collect();
        names.sort_unstable();
        names
    }

    /// Whether a template of this name is there.
    pub fn is_name(name: &str) -> bool {
        Builtin::get(name).is_some()
    }

    /// The built-in template of this name.
    pub fn built_in(name: &str) -> Option<String> {
        let file = Builtin::get(name)?;
        String::from_utf8(file.data.into_owned()).ok()
    }

    /// Whether the archive has its own template of this name.
    pub fn is_own(&self, name: &str) -> bool {
        self.own.contains_key(name)
    }

    /// The template of this name: that of the archive where it has one.
    pub fn source(&self, name: &str) -> Option<String> {
        self.own.get(name).cloned().or_else(|| Templates::built_in(name))
    }

    /// Where templates are filled in: HTML and Markdown are escaped by the ending of a template's name.
    pub fn environment<'a>(&self) -> Environment<'a> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_fuel(Some(FUEL));
        environment.set_auto_escape_callback(|name| match name.rsplit('.').next() {
            Some("md") => AutoEscape::Custom(Cow::Borrowed(MARKDOWN)),
            _ => AutoEscape::Html,
        });
        environment.set_formatter(|out, state, value| match state.auto_escape() {
            AutoEscape::Custom(_) if !value.is_undefined() => {
                let text = value.to_string();
                let text = if value.is_safe() { text } else { literal(&text) };
                out.write_str(&text).map_err(minijinja::Error::from)
            }
            _ => minijinja::escape_formatter(out, state, value),
        });
        let own = self.clone();
        environment.set_loader(move |name| Ok(own.source(name)));
        environment
    }
}

/// Fills in a template.
///
/// # Errors
/// [`TemplateError`] with the place that is wrong.
pub fn fill<C: Serialize>(environment: &Environment<'_>, name: &str, seen: C) -> Result<String, TemplateError> {
    let mut out = Bounded::default();
    let filled = environment.get_template(name).and_then(|template| template.render_captured_to(Serde(seen), &mut out));
    match filled {
        Ok(_) => Ok(String::from_utf8_lossy(&out.bytes).into_owned()),
        Err(error) => Err(told(name, &error, out.full)),
    }
}

/// Reads every template of an archive, and says of each what is wrong with it: a name that no template has, or a text
/// that is none. Filling it in is a test of its own.
pub fn faults(templates: &Templates) -> Vec<TemplateError> {
    let environment = templates.environment();
    let mut faults = Vec::new();
    for name in templates.own.keys() {
        if !Templates::is_name(name) {
            let message = String::new();
            faults.push(TemplateError { name: name.clone(), line: 0, fault: Fault::Missing, message });
        } else if let Err(error) = environment.get_template(name) {
            faults.push(told(name, &error, false));
        }
    }
    faults
}

/// An error of the engine. One that happened in a template that another one asked for is told with the place in it.
fn told(asked: &str, error: &minijinja::Error, full: bool) -> TemplateError {
    let mut innermost = error;
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        if let Some(inner) = inner.downcast_ref::<minijinja::Error>() {
            innermost = inner;
        }
        source = inner.source();
    }
    let fault = match innermost.kind() {
        _ if full => Fault::Huge,
        ErrorKind::SyntaxError | ErrorKind::BadEscape => Fault::Syntax,
        ErrorKind::UndefinedError
        | ErrorKind::UnknownFilter
        | ErrorKind::UnknownFunction
        | ErrorKind::UnknownMethod
        | ErrorKind::UnknownTest
        | ErrorKind::UnknownBlock => Fault::Unknown,
        ErrorKind::TemplateNotFound => Fault::Missing,
        ErrorKind::OutOfFuel => Fault::Endless,
        _ => Fault::Other,
    };
    TemplateError {
        name: innermost.name().or(error.name()).unwrap_or(asked).to_owned(),
        line: innermost.line().or(error.line()).unwrap_or_default(),
        fault,
        message: innermost.detail().map_or_else(|| innermost.kind().to_string(), str::to_owned),
    }
}

/// The text as Markdown that spells it and nothing else, in one line, wherever in a line it stands.
fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '\n' => out.push(' '),
            it if it.is_ascii_punctuation() => out.extend(['\\', it]),
            it => out.push(it),
        }
    }
    out
}

/// Takes what a template writes, up to a limit.
#[derive(Default)]
struct Bounded {
    bytes: Vec<u8>,
    full: bool,
}

impl Write for Bounded {
    fn write(&mut self, part: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + part.len() > OUTPUT_LIMIT {
            self.full = true;
            return Err(io::Error::other("too much output"));
        }
        self.bytes.extend_from_slice(part);
        Ok(part.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(name: &str, text: &str) -> Result<String, TemplateError> {
        let templates = Templates::new(BTreeMap::from([(name.to_owned(), text.to_owned())]));
        fill(&templates.environment(), name, BTreeMap::from([("words", "1*2 <b> # [a]")]))
    }

    #[test]
    fn texts_are_escaped_by_the_ending_of_a_template() {
        assert_eq!(own("html/index.html", "{{ words }}").expect("it is well formed"), "1*2 &lt;b&gt; # [a]");
        let markdown = own("markdown/note.md", "{{ words }}").expect("it is well formed");
        let document = crate::document::markdown::read(markdown);
        assert_eq!(document.sections[0].blocks.len(), 1);
        assert!(
            document.sections.len() == 1 && document.sections[0].blocks[0].inlines.iter().all(|it| it.style.0 == 0)
        );
    }

    #[test]
    fn a_bad_template_is_told_with_its_line() {
        let fault = |text: &str| {
            let error = own("html/index.html", text).expect_err("it is wrong");
            (error.name, error.line, error.fault)
        };
        let name = "html/index.html".to_owned();
        assert_eq!(fault("a\n{{ words"), (name.clone(), 2, Fault::Syntax));
        assert_eq!(fault("a\nb\n{{ wrods }}"), (name.clone(), 3, Fault::Unknown));
        assert_eq!(fault("{% include 'html/nic.html' %}").2, Fault::Missing);
        assert_eq!(fault("{% include '/etc/passwd' %}").2, Fault::Missing);
        assert_eq!(fault("{% include '../../../../etc/passwd' %}").2, Fault::Missing);
        assert_eq!(fault("{{ words / 2 }}"), (name, 1, Fault::Other));
    }

    #[test]
    fn no_template_runs_for_ever_or_fills_the_memory() {
        let fault = |text: &str| own("html/index.html", text).expect_err("it does not end well").fault;
        let nested = "{% for a in range(9999) %}{% for b in range(9999) %}{% for c in range(9999) %}{% endfor %}{% endfor %}{% endfor %}";
        assert_eq!(fault(nested), Fault::Endless);
        let writing = "{% set a = 'aaaaaaaaaaaaaaaa' * 65536 %}{% for b in range(9999) %}{{ a }}{% endfor %}";
        assert_eq!(fault(writing), Fault::Huge);
        own("html/index.html", "{% include 'html/index.html' %}").expect_err("it asks for itself");
        own("html/index.html", "{{ 'a' * 9999999999999 }}").expect_err("no memory holds it");
        own("html/index.html", &format!("{{{{ {}1{} }}}}", "(".repeat(20_000), ")".repeat(20_000)))
            .expect_err("too deep");
    }
}
