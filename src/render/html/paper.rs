//! Pages of a package beside the page of changes: short papers, tables, and the list of files.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use minijinja::Environment;
use serde::Serialize;

use super::breaking;
use super::{accent, body, hash};
use crate::consult::{Listed, Role, Side};
use crate::locale::{Locale, Value};
use crate::render::Subject;
use crate::render::brand::{Brand, Logo};
use crate::render::layout::Layout;
use crate::render::paper::size;
use crate::render::reading::overview;
use crate::render::sheet::Sheet;
use crate::render::template::{TemplateError, Templates, fill};

/// What the frame of these pages sees.
#[derive(Serialize)]
struct Frame<'a> {
    lang: &'a str,
    title: &'a str,
    office: &'a str,
    logo: String,
    logo_text: &'a str,
    style: String,
    style_hash: String,
    /// Empty where the page runs nothing.
    script: &'a str,
    script_hash: String,
    body: String,
}

/// A short paper as a page.
///
/// # Errors
/// [`TemplateError`] where the frame can't be filled in.
pub fn paper(layout: &Layout, lang: &str, brand: &Brand, templates: &Templates) -> Result<String, TemplateError> {
    frame(&templates.environment(), templates, (&layout.title, lang), brand, body::body(layout))
}

/// What the template of a table sees.
#[derive(Serialize)]
struct Table<'a> {
    title: &'a str,
    about: &'a str,
    note: &'a str,
    none: String,
    columns: Vec<&'a str>,
    rows: Vec<Vec<Vec<String>>>,
}

/// A table as a page.
///
/// # Errors
/// [`TemplateError`] where a template can't be filled in.
pub fn sheet(sheet: &Sheet, brand: &Brand, templates: &Templates) -> Result<String, TemplateError> {
    let mut environment = templates.environment();
    environment.add_filter("breakable", breaking::filter);
    let lines = |text: String| text.split('\n').map(str::to_owned).collect::<Vec<_>>();
    let seen = Table {
        title: &sheet.title,
        about: &sheet.subject,
        note: &sheet.note,
        none: Locale::new(sheet.lang).text("glance-none", &[]),
        columns: sheet.columns.iter().map(|column| column.heading.as_str()).collect(),
        rows: sheet.rows.iter().map(|row| row.iter().map(|cell| lines(cell.text(sheet.lang))).collect()).collect(),
    };
    let body = fill(&environment, "html/sheet.html", seen)?;
    let title = format!("{} – {}", sheet.title, sheet.subject);
    frame(&environment, templates, (&title, sheet.lang.tag()), brand, body)
}

/// What the template of the list of files sees.
#[derive(Serialize)]
struct Index<'a> {
    words: BTreeMap<&'static str, String>,
    title: String,
    compared: String,
    summary: String,
    start: Option<Start<'a>>,
    groups: Vec<Group<'a>>,
}

#[derive(Serialize)]
struct Start<'a> {
    path: &'a str,
    text: String,
}

#[derive(Serialize)]
struct Group<'a> {
    title: String,
    files: Vec<File<'a>>,
}

#[derive(Serialize)]
struct File<'a> {
    title: &'a str,
    about: String,
    path: &'a str,
    format: String,
    size: String,
    sha256: &'a str,
}

/// The list of the files of a package as a page; `audiences` are the ids and names of those that have files of their own.
///
/// # Errors
/// [`TemplateError`] where a template can't be filled in.
pub fn index(
    subject: &Subject<'_>,
    files: &[Listed],
    audiences: &[(String, String)],
    brand: &Brand,
    templates: &Templates,
) -> Result<String, TemplateError> {
    let locale = subject.locale;
    let keys = ["index-title", "index-file", "index-about", "index-size", "index-format", "index-sum"];
    let of = |audience: Option<&str>| {
        let files = files.iter().filter(|file| file.audience.as_deref() == audience);
        files.map(|file| entry(locale, file)).collect::<Vec<_>>()
    };
    let everybody = Group {
        title: locale.text(if audiences.is_empty() { "index-files" } else { "index-everybody" }, &[]),
        files: of(None),
    };
    let groups = audiences.iter().map(|(id, name)| Group {
        title: locale.text("index-audience", &[("audience", Value::Text(name))]),
        files: of(Some(id)),
    });
    let first = files.iter().find(|file| file.role == Role::Page && file.audience.is_none());
    let seen = Index {
        words: keys.into_iter().map(|key| (key, locale.text(key, &[]))).collect(),
        title: overview::title(subject),
        compared: overview::compared(subject),
        summary: overview::summary(subject),
        start: first.map(|file| Start {
            path: &file.path,
            text: locale.text("index-start", &[("title", Value::Text(&file.title))]),
        }),
        groups: std::iter::once(everybody).chain(groups).collect(),
    };
    let environment = templates.environment();
    let body = fill(&environment, "html/index.html", &seen)?;
    let title = format!("{} – {}", seen.words["index-title"], seen.title);
    frame(&environment, templates, (&title, locale.language().tag()), brand, body)
}

fn entry<'a>(locale: &Locale, file: &'a Listed) -> File<'a> {
    File {
        title: &file.title,
        about: locale.text(&format!("{}-about", role_key(file.role, file.state)), &[]),
        path: &file.path,
        format: file.format.code().to_uppercase(),
        size: size(locale, file.bytes),
        sha256: &file.sha256,
    }
}

/// The key of the wording that says what a file is.
pub fn role_key(role: Role, state: Side) -> String {
    match (role, state) {
        (Role::Clean, Side::Before | Side::After) => format!("role-clean-{}", state.code()),
        _ => format!("role-{}", role.code()),
    }
}

fn frame(
    environment: &Environment<'_>,
    templates: &Templates,
    (title, lang): (&str, &str),
    brand: &Brand,
    body: String,
) -> Result<String, TemplateError> {
    framed_by(environment, templates, (title, lang), brand, (body, "", ""))
}

/// A page in the frame of the papers, with a style and a script of its own.
///
/// # Errors
/// [`TemplateError`] where the frame can't be filled in.
pub(in crate::render) fn framed(
    templates: &Templates,
    title_and_lang: (&str, &str),
    brand: &Brand,
    body_style_script: (String, &str, &str),
) -> Result<String, TemplateError> {
    framed_by(&templates.environment(), templates, title_and_lang, brand, body_style_script)
}

fn framed_by(
    environment: &Environment<'_>,
    templates: &Templates,
    (title, lang): (&str, &str),
    brand: &Brand,
    (body, own, script): (String, &str, &str),
) -> Result<String, TemplateError> {
    let style = templates.source("html/paper.css").unwrap_or_default();
    let style = [style.trim(), &accent(brand), own].join("\n").trim_end().to_owned();
    let seen = Frame {
        script,
        script_hash: hash(script),
        lang,
        title,
        office: &brand.office,
        logo: brand.logo.as_ref().map(embedded).unwrap_or_default(),
        logo_text: brand.logo.as_ref().map_or("", |logo| logo.alternative.as_str()),
        style_hash: hash(&style),
        style,
        body,
    };
    fill(environment, "html/paper.html", seen)
}

/// A logo as an address that holds it.
pub(super) fn embedded(logo: &Logo) -> String {
    let kind = match logo.file.rsplit('.').next().map(str::to_ascii_lowercase).as_deref() {
        Some("svg") => "image/svg+xml",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("gif") => "image/gif",
        _ => "image/png",
    };
    format!("data:{kind};base64,{}", STANDARD.encode(&logo.bytes))
}
