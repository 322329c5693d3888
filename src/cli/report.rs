//! `nowela report`: what a branch changed, for a pull request.

use std::collections::BTreeSet;
use std::io::Write as _;

use clap::ValueEnum;
use serde_json::json;

use super::check::{self, one, rules};
use super::state::{import, write_file};
use super::{Exit, Failure, Session};
use crate::compare::{CompareOptions, Comparison, compare};
use crate::document::Document;
use crate::render::report::{Part, report};
use crate::render::view::{ComparisonView, StateDescription, view};
use crate::render::{Known, Subject};
use crate::store::{Archive, DocumentId, ForkError};

/// Report what a branch changed, for a pull request
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The commit or branch that the changes go to
    #[arg(value_name = "BASE")]
    base: String,
    /// The commit or branch with the changes
    #[arg(value_name = "HEAD")]
    head: String,
    /// How to tell it; JUnit and SARIF hold what the rules found
    #[arg(long, value_name = "FORMAT", default_value = "markdown")]
    format: Format,
    /// Write to this file
    #[arg(short, long, value_name = "FILE")]
    output: Option<String>,
    /// Address of the page that shows the changes
    #[arg(long, value_name = "URL")]
    page_url: Option<String>,
}

/// How it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a comment; fits the limits of GitHub and GitLab.
    Markdown,
    /// For programs (nowela/report/1).
    Json,
    /// For the test reports of build servers.
    Junit,
    /// For code scanning.
    Sarif,
}

/// A document in both commits.
struct Pair {
    id: DocumentId,
    texts: [Document; 2],
    labels: [String; 2],
    comparison: Comparison,
    view: ComparisonView,
}

/// Reports what changed.
pub(super) fn run(arguments: &Arguments, session: &mut Session) -> Result<Exit, Failure> {
    let page = arguments.page_url.as_deref();
    let is_address = |url: &str| {
        let web = url.starts_with("https://") || url.starts_with("http://");
        web && !url.contains(|it: char| it.is_whitespace() || it.is_control() || "<>\\".contains(it))
    };
    if let Some(url) = page.filter(|url| !is_address(url)) {
        return Err(Failure::new(Exit::Usage, "failure-page-url").with("url", url));
    }
    let archive = session.archive()?;
    let fork = archive.fork(&arguments.base, &arguments.head).map_err(|error| match error {
        ForkError::Archive(error) => error.into(),
        ForkError::Unknown(name) => Failure::new(Exit::Usage, "failure-commit").with("name", name),
        ForkError::Apart(base, head) => {
            Failure::new(Exit::Archive, "failure-merge-base").with("base", base).with("head", head)
        }
    })?;
    let mut pairs = Vec::new();
    for (id, there) in &fork.documents {
        if *there == [true, true] {
            pairs.push(pair(&archive, id, [&fork.base, &fork.head])?);
        }
    }
    let rules = rules(&archive.settings()?, None)?;
    let mut checked = Vec::new();
    for (id, there) in fork.documents.iter().filter(|(_, there)| there[1] && !rules.is_empty()) {
        let since = there[0].then_some(fork.base.as_str());
        checked.push(one(session, &archive, &rules, &format!("{id}@{}", fork.head), since)?);
    }
    let text = match if session.json { Format::Json } else { arguments.format } {
        Format::Junit => {
            return done(check::write(session, &checked, check::Format::Junit, arguments.output.as_deref()));
        }
        Format::Sarif => {
            return done(check::write(session, &checked, check::Format::Sarif, arguments.output.as_deref()));
        }
        Format::Json => {
            let documents: Vec<serde_json::Value> = fork
                .documents
                .iter()
                .map(|(id, there)| {
                    let change = match there {
                        [false, _] => "added",
                        [_, false] => "removed",
                        _ => "changed",
                    };
                    let view = pairs.iter().find(|pair| pair.id == *id).map(|pair| &pair.view);
                    json!({
                        "document": id.as_str(),
                        "change": change,
                        "summary": view.map(|view| &view.summary),
                        "quantities": view.map(|view| &view.quantities),
                    })
                })
                .collect();
            let found: serde_json::Value =
                serde_json::from_str(&crate::render::findings::json(&checked, &session.locale))
                    .expect("the findings were written as JSON");
            let whole = json!({
                "schema": "nowela/report/1",
                "merge_base": fork.base,
                "head": fork.head,
                "documents": documents,
                "check": found,
            });
            format!("{whole:#}\n")
        }
        Format::Markdown => {
            let part = |(id, there): &'_ (DocumentId, [bool; 2])| match pairs.iter().position(|pair| pair.id == *id) {
                Some(at) => Ok(at),
                None => Err((id.as_str().to_owned(), there[1])),
            };
            let kinds: Vec<Result<usize, (String, bool)>> = fork.documents.iter().map(part).collect();
            let parts: Vec<Part<'_>> = kinds
                .iter()
                .map(|kind| match kind {
                    Ok(at) => Part::Changed(subject(&pairs[*at], session)),
                    Err((id, true)) => Part::Added(id),
                    Err((id, false)) => Part::Removed(id),
                })
                .collect();
            report(&parts, &checked, &format!("{:.10}", fork.base), page, &session.locale)
        }
    };
    match &arguments.output {
        Some(name) => write_file(&session.path(name), text.as_bytes())?,
        None => session.stdout.write_all(text.as_bytes())?,
    }
    Ok(Exit::Done)
}

fn done(written: Result<(), Failure>) -> Result<Exit, Failure> {
    written.map(|()| Exit::Done)
}

fn subject<'a>(pair: &'a Pair, session: &'a Session) -> Subject<'a> {
    Subject {
        before: &pair.texts[0],
        after: &pair.texts[1],
        comparison: &pair.comparison,
        view: &pair.view,
        known: (Known { name: &pair.labels[0], version: None }, Known { name: &pair.labels[1], version: None }),
        locale: &session.locale,
        only: &[],
    }
}

fn pair(archive: &Archive, id: &DocumentId, commits: [&str; 2]) -> Result<Pair, Failure> {
    let labels = commits.map(|commit| format!("{id}@{commit:.10}"));
    let read = |at: usize| import(&archive.text_in(id, commits[at])?, &labels[at]);
    let texts = [read(0)?, read(1)?];
    let links = archive.decisions(id, Some(commits[0]), (id, Some(commits[1])))?;
    let later = texts[1].all_images();
    let names: BTreeSet<String> = texts[0].all_images().into_iter().filter(|name| later.contains(name)).collect();
    let figures = [archive.figures(id, Some(commits[0]), &names)?, archive.figures(id, Some(commits[1]), &names)?];
    let options = CompareOptions { decisions: &links.decisions, figures: [Some(&figures[0]), Some(&figures[1])] };
    let comparison = compare(&texts[0], &texts[1], &options);
    let states = commits.map(|commit| StateDescription {
        document: Some(id.to_string()),
        version: None,
        revision: Some(commit.to_owned()),
        date: None,
    });
    let view = view(&texts[0], &texts[1], &comparison, &states[0], &states[1]);
    Ok(Pair { id: id.clone(), texts, labels, comparison, view })
}
