//! `nowela templates`: the templates of pages and papers, which an archive may replace one by one.

use std::io::Write as _;

use super::Session;
use super::clock::Clock;
use super::compared::{Purpose, compare_states};
use super::failure::{Exit, Failure};
use super::office::{Office, template};
use super::state::write_file;
use crate::consult::{Format, Role, Round, plan};
use crate::import::ImportOptions;
use crate::render::brand::Images;
use crate::render::docx::Moves;
use crate::render::package::{Kit, MakeError, make};
use crate::render::template::Templates;
use crate::store::make_folders;

/// Show, export and check the templates of pages and papers
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    action: Action,
}

/// What to do with templates.
#[derive(Debug, clap::Subcommand)]
enum Action {
    /// Show their names
    List,
    /// Write a built-in template into the archive, to be changed there
    Export {
        /// Its name; without it all of them
        #[arg(value_name = "NAME")]
        name: Option<String>,
        /// Write it to standard output instead
        #[arg(long, requires = "name")]
        stdout: bool,
    },
    /// Read the archive's own templates, and fill them in with a comparison
    Check {
        /// The earlier text of the comparison that fills them in; without one they are read only
        #[arg(value_name = "BEFORE", requires = "after")]
        before: Option<String>,
        /// The later text
        #[arg(value_name = "AFTER")]
        after: Option<String>,
    },
}

/// Does it.
pub(super) fn run(arguments: &Arguments, session: &mut Session) -> Result<Exit, Failure> {
    match &arguments.action {
        Action::List => list(session),
        Action::Export { name: Some(name), stdout: true } => {
            let text = Templates::built_in(name).ok_or_else(|| unknown(name))?;
            session.stdout.write_all(text.as_bytes())?;
            Ok(Exit::Done)
        }
        Action::Export { name, .. } => export(name.as_deref(), session),
        Action::Check { before, after } => check(before.as_deref().zip(after.as_deref()), session),
    }
}

fn unknown(name: &str) -> Failure {
    Failure::new(Exit::Usage, "failure-template-name").with("name", name).among(Templates::names())
}

fn list(session: &mut Session) -> Result<Exit, Failure> {
    let archive = session.archive().ok();
    let own = archive.map(|archive| archive.templates()).transpose()?.unwrap_or_default();
    if session.json {
        let names = Templates::names();
        let line = |name: &String| serde_json::json!({ "name": name, "own": own.found.contains_key(name) });
        let list: Vec<serde_json::Value> = names.iter().map(line).collect();
        writeln!(session.stdout, "{}", serde_json::Value::Array(list))?;
        return Ok(Exit::Done);
    }
    for name in Templates::names() {
        let key = if own.found.contains_key(&name) { "templates-own" } else { "templates-built-in" };
        let line = session.text(key, &[("name", &name)]);
        writeln!(session.stdout, "{line}")?;
    }
    Ok(Exit::Done)
}

/// Writes templates into the archive; one that is there already stays as it is.
fn export(name: Option<&str>, session: &mut Session) -> Result<Exit, Failure> {
    let archive = session.archive()?;
    let names = match name {
        Some(name) => vec![name.to_owned()],
        None => Templates::names(),
    };
    let root = archive.root().join("templates");
    let mut files = Vec::new();
    for name in names {
        let text = Templates::built_in(&name).ok_or_else(|| unknown(&name))?;
        let path = root.join(&name);
        if path.symlink_metadata().is_ok() {
            return Err(Failure::new(Exit::Usage, "failure-template-exists").with("path", path.display()));
        }
        files.push((name, path, text));
    }
    for (name, path, text) in files {
        if let Some(folder) = path.parent() {
            make_folders(folder).map_err(|error| {
                Failure::new(Exit::Other, "failure-write").with("path", folder.display()).with("message", error)
            })?;
        }
        write_file(&path, text.as_bytes())?;
        session.say("templates-exported", &[("name", &name), ("path", &path.display().to_string())])?;
    }
    Ok(Exit::Done)
}

/// Reads the archive's own templates, and makes every page and paper with them where two states are named.
fn check(states: Option<(&str, &str)>, session: &mut Session) -> Result<Exit, Failure> {
    let archive = session.archive()?;
    let office = Office::of(session, Some(&archive))?;
    let own = Templates::names().into_iter().filter(|name| office.templates.is_own(name)).count();
    if own == 0 {
        session.say("templates-none", &[])?;
        return Ok(Exit::Done);
    }
    if let Some(states) = states {
        let compared =
            compare_states(session, states, (Purpose::Shown, &ImportOptions::default()), &mut Clock::start())?;
        let (round, images) = (Round::default(), Images::new());
        let kit = Kit {
            brand: &office.brand,
            round: &round,
            rule: office.rule,
            author: None,
            moment: None,
            moves: Moves::Paired,
            templates: &office.templates,
            images: &images,
            formats: &Format::ALL,
        };
        for planned in plan(&[Format::Html], &[]) {
            let subject = compared.subject(&session.locale, &[]);
            match make(&planned, &subject, &kit, &[], &[]) {
                Ok(_) => {}
                Err(MakeError::Template(error)) => return Err(template(error)),
                Err(error) => {
                    let path = Role::code(planned.role);
                    return Err(Failure::new(Exit::Other, "failure-make").with("path", path).with("message", error));
                }
            }
        }
    }
    let count = crate::locale::Value::Count(own as u64);
    let told = session.locale.text("templates-checked", &[("count", count)]);
    session.tell(&told)?;
    Ok(Exit::Done)
}
