//! `nowela evolve`: the whole evolution of a document, as figures, as a picture or as a page.

use std::io::Write as _;
use std::path::Path;

use clap::ValueEnum;

use super::evolution::{Which, evolution};
use super::office::{Office, template};
use super::state::write_file;
use super::{Exit, Failure, Session, terminal};
use crate::evolve::depth_of;
use crate::render::evolution::page::page;
use crate::render::evolution::profile::{evolution as view_of, lines};
use crate::render::evolution::svg::svg;

/// Show the evolution of a document: continuity over time, and a picture of what lived on, came and went
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The document
    #[arg(value_name = "D")]
    document: String,
    /// How to show it; without it the ending of the file given with -o decides, else terminal
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
    /// Look at every revision
    #[arg(long)]
    revisions: bool,
    /// Up to this state (version, date, revision)
    #[arg(long = "until", value_name = "STATE")]
    until: Option<String>,
    /// Begin branches so many sections deep (1 to 6); without it at the first level that has three
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=6))]
    depth: Option<u8>,
    /// Write to this file
    #[arg(short, long, value_name = "FILE")]
    output: Option<String>,
}

/// How an evolution is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading here.
    Terminal,
    /// The picture.
    Svg,
    /// The picture, and all of it in tables: one self-contained page.
    Html,
    /// For programs.
    Json,
}

impl Format {
    fn of_file(name: &str) -> Option<Format> {
        match Path::new(name).extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "svg" => Some(Format::Svg),
            "html" | "htm" => Some(Format::Html),
            "json" => Some(Format::Json),
            _ => None,
        }
    }
}

/// Shows the evolution.
pub(super) fn run(arguments: &Arguments, session: &mut Session) -> Result<Exit, Failure> {
    let format = arguments.format.or_else(|| arguments.output.as_deref().and_then(Format::of_file));
    let format = format.unwrap_or(if session.json { Format::Json } else { Format::Terminal });
    let which = if arguments.revisions { Which::Revisions } else { Which::Versions };
    let evolution = evolution(session, &arguments.document, arguments.until.as_deref(), which)?;
    let depth = arguments.depth.map_or_else(|| depth_of(&evolution.steps), usize::from);
    let states = evolution.views();
    let view = view_of(&evolution.history(&states, &session.locale), depth);
    let bytes = match format {
        Format::Terminal => {
            let lines = lines(&view, &session.locale);
            if let Some(name) = &arguments.output {
                let text: Vec<String> = lines.iter().map(|line| " ".repeat(line.indent) + &line.text + "\n").collect();
                write_file(&session.path(name), text.concat().as_bytes())?;
                return Ok(Exit::Done);
            }
            return terminal::paged(session, |session| {
                terminal::write_lines(session, &lines)?;
                Ok(Exit::Done)
            });
        }
        Format::Svg => svg(&view, &session.locale).into_bytes(),
        Format::Html => {
            let archive = session.archive()?;
            let office = Office::of(session, Some(&archive))?;
            page(&view, &session.locale, &office.brand, &office.templates).map_err(template)?.into_bytes()
        }
        Format::Json => {
            let mut json = serde_json::to_vec_pretty(&view).map_err(std::io::Error::from)?;
            json.push(b'\n');
            json
        }
    };
    match &arguments.output {
        Some(name) => write_file(&session.path(name), &bytes)?,
        None => session.stdout.write_all(&bytes)?,
    }
    Ok(Exit::Done)
}
