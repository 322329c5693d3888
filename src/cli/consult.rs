//! `nowela consult`: everything that an office publishes and sends around for one consultation, in one folder.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use clap::ValueEnum;
use clap::builder::PossibleValuesParser;

use super::clock::Clock;
use super::compared::{Compared, Purpose, compare_states};
use super::failure::{document_name, megabytes};
use super::folder::{Folder, sha256};
use super::office::{Office, template};
use super::progress::Progress;
use super::sides::{Reading, tell_losses};
use super::state::Loaded;
use super::{Exit, Failure, Session};
use crate::consult::{Format, Listed, Planned, Role, Round, Side, plan};
use crate::import::ImportOptions;
use crate::locale::{Locale, Value};
use crate::render::brand::Images;
use crate::render::docx::Moves;
use crate::render::html::paper::role_key;
use crate::render::manifest::manifest;
use crate::render::package::{Kit, MakeError, Product, make};
use crate::store::{Archive, DocumentId, FILE_LIMIT, Files, files_beside};

/// Make the consultation package: page, tracked changes in Word, tables, notes, announcement
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The earlier text: a file, or a state of a document ([DOCUMENT@]VERSION, date, revision, worktree)
    #[arg(value_name = "BEFORE")]
    before: String,
    /// The later text
    #[arg(value_name = "AFTER")]
    after: String,
    /// The folder that takes the package: a new or empty one, or that of an earlier package
    #[arg(short, long, value_name = "DIR")]
    output: String,
    /// Files of these formats only
    #[arg(long, value_name = "FORMAT,…", value_delimiter = ',', value_parser = format_codes())]
    format: Vec<String>,
    /// The round in nowela.toml that says purpose and dates; without it the one about the later version
    #[arg(long, value_name = "ID")]
    round: Option<String>,
    /// Also make files for these audiences of nowela.toml, against the version that each saw last; "all" for all
    #[arg(long, value_name = "ID,…", value_delimiter = ',')]
    audience: Vec<String>,
    /// How Word shows text that moved: as moves, or as deleted and inserted text
    #[arg(long, value_name = "HOW", default_value = "paired")]
    moves: MovesChoice,
    /// Who made the changes that Word shows
    #[arg(long, value_name = "NAME")]
    author: Option<String>,
    /// When they were made (YYYY-MM-DD); without it the date of the later text
    #[arg(long, value_name = "DATE")]
    date: Option<jiff::civil::Date>,
    #[command(flatten)]
    reading: Reading,
}

fn format_codes() -> PossibleValuesParser {
    PossibleValuesParser::new(Format::ALL.map(Format::code))
}

/// A value of `--moves`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum MovesChoice {
    /// As moves, whose two places know each other.
    Paired,
    /// As text that was deleted here and inserted there: for programs that stumble over moves.
    DelIns,
}

/// Makes the package and says where it is.
pub(super) fn run(arguments: &Arguments, session: &mut Session) -> Result<Exit, Failure> {
    let formats = formats(arguments)?;
    let order = Order {
        states: (&arguments.before, &arguments.after),
        directory: &arguments.output,
        formats: &formats,
        round: arguments.round.as_deref(),
        audiences: &arguments.audience,
        moves: match arguments.moves {
            MovesChoice::Paired => Moves::Paired,
            MovesChoice::DelIns => Moves::DeleteInsert,
        },
        author: arguments.author.as_deref(),
        date: arguments.date,
        reading: arguments.reading.options(),
    };
    let made = package(&order, session)?;
    if session.json {
        session.stdout.write_all(made.manifest.as_bytes())?;
        return Ok(Exit::Done);
    }
    let count = Value::Count(made.files as u64);
    let values = [("path", Value::Text(&arguments.output)), ("count", count)];
    let told = session.locale.text("consult-made", &values);
    session.tell(&told)?;
    if let Some(first) = &made.first {
        let path = Path::new(&arguments.output).join(first).display().to_string();
        session.say("consult-start", &[("path", &path)])?;
    }
    if arguments.format.is_empty() && !formats.contains(&Format::Pdf) {
        session.say("consult-no-pdf", &[])?;
    }
    Ok(Exit::Done)
}

/// The formats that were asked for, else all that this program can write.
fn formats(arguments: &Arguments) -> Result<Vec<Format>, Failure> {
    let can_pdf = cfg!(feature = "pdf");
    if arguments.format.is_empty() {
        return Ok(Format::ALL.into_iter().filter(|format| *format != Format::Pdf || can_pdf).collect());
    }
    let asked = |format: &Format| arguments.format.iter().any(|code| code == format.code());
    let formats: Vec<Format> = Format::ALL.into_iter().filter(asked).collect();
    match formats.contains(&Format::Pdf) && !can_pdf {
        true => Err(Failure::new(Exit::Usage, "failure-no-pdf")),
        false => Ok(formats),
    }
}

/// What a package is to be made of.
pub(super) struct Order<'a> {
    /// The two states.
    pub(super) states: (&'a str, &'a str),
    /// The folder, as a person named it.
    pub(super) directory: &'a str,
    /// The formats of its files.
    pub(super) formats: &'a [Format],
    /// The round that was asked for.
    pub(super) round: Option<&'a str>,
    /// The audiences that were asked for.
    pub(super) audiences: &'a [String],
    /// How Word shows moves.
    pub(super) moves: Moves,
    /// Who made the changes.
    pub(super) author: Option<&'a str>,
    /// When they were made.
    pub(super) date: Option<jiff::civil::Date>,
    /// How files are read.
    pub(super) reading: ImportOptions,
}

/// A package that was made.
pub(super) struct Made {
    /// The comparison for everybody.
    pub(super) compared: Compared,
    /// Its manifest.
    pub(super) manifest: String,
    /// How many files it has, the manifest included.
    pub(super) files: usize,
    /// The file to begin with.
    pub(super) first: Option<String>,
}

/// Makes a package in its folder.
///
/// # Errors
/// A [`Failure`]; then nothing in the folder was changed, unless the disk failed.
pub(super) fn package(order: &Order<'_>, session: &mut Session) -> Result<Made, Failure> {
    let folder = Folder::open(session.path(order.directory), order.directory)?;
    let compared = compare_states(session, order.states, (Purpose::Kept, &order.reading), &mut Clock::start())?;
    for loaded in [&compared.before, &compared.after] {
        tell_losses(session, &loaded.state.label, loaded.report.as_ref())?;
    }
    let state = compared.after.state.clone();
    let archive = match state.document {
        Some(_) => Some(session.archive()?),
        None => Archive::open(&session.directory).ok(),
    };
    let office = Office::of(session, archive.as_ref())?;
    let round = office.round(order.round, state.document.as_deref(), state.version.as_deref())?;
    told_of_round(session, &office, &round, order.formats)?;
    let mut for_audiences = Vec::new();
    let mut names = Vec::new();
    for audience in office.audiences(order.audiences, state.document.as_deref())? {
        let before = match &state.document {
            Some(document) if !audience.before.contains('@') => format!("rev:{document}@{}", audience.before),
            _ => audience.before.clone(),
        };
        let compared =
            compare_states(session, (&before, order.states.1), (Purpose::Kept, &order.reading), &mut Clock::start())?;
        for_audiences.push(compared);
        names.push((audience.id.clone(), audience.name.clone().unwrap_or_else(|| audience.id.clone())));
    }
    let images = images(session, order.states, &compared)?;
    let author = office.author(order.author);
    let kit = Kit {
        brand: &office.brand,
        round: &round,
        rule: office.rule,
        author: author.as_deref(),
        moment: order.date.map(|date| date.to_string()).or(state.date.clone()),
        moves: order.moves,
        templates: &office.templates,
        images: &images,
        formats: order.formats,
    };
    let ids: Vec<String> = names.iter().map(|(id, _)| id.clone()).collect();
    let planned = plan(order.formats, &ids);
    let work = Work { kit: &kit, compared: &compared, for_audiences: &for_audiences, names: &names };
    let files = work.all(session, &planned)?;
    let listed: Vec<Listed> = files.iter().map(|file| file.listed.clone()).collect();
    let manifest = manifest(&compared.view.before, &compared.view.after, &listed);
    let first = listed.iter().find(|file| file.role == Role::Index).or(listed.first()).map(|file| file.path.clone());
    let count = listed.len() + 1;
    for (file, cause) in files.iter().flat_map(|file| file.shortfalls.iter().map(move |cause| (file, cause))) {
        session.warn("consult-shortfall", &[("path", &file.listed.path), ("cause", cause)])?;
    }
    let files: Vec<(String, Vec<u8>)> = files.into_iter().map(|file| (file.listed.path, file.bytes)).collect();
    folder.write(&files, &manifest)?;
    Ok(Made { manifest, files: count, first, compared })
}

/// Says what a person should know about the dates.
fn told_of_round(session: &mut Session, office: &Office, round: &Round, formats: &[Format]) -> Result<(), Failure> {
    if round.id.is_empty() {
        let announced = Role::Notice.formats().iter().any(|format| formats.contains(format));
        return if announced && !session.quiet && !session.json {
            session.warn("consult-no-round", &[])
        } else {
            Ok(())
        };
    }
    if round.is_short(office.rule) {
        let days = round.days().and_then(|days| u64::try_from(days).ok()).unwrap_or_default();
        let least = Value::Count(office.rule.days.into());
        let values = [("round", Value::Text(&round.id)), ("count", Value::Count(days)), ("least", least)];
        let told = session.locale.text("consult-short", &values);
        session.note(&told)?;
    }
    Ok(())
}

/// The figures of both texts; where both have one of a name, that of the later text.
fn images(session: &mut Session, states: (&str, &str), compared: &Compared) -> Result<Images, Failure> {
    let mut images = Images::new();
    for (argument, loaded) in [(states.0, &compared.before), (states.1, &compared.after)] {
        let files = figures(session, argument, loaded)?;
        for name in &files.large {
            let limit = megabytes(FILE_LIMIT).to_string();
            session.warn("consult-large", &[("name", name), ("limit", &limit)])?;
        }
        images.extend(files.found);
    }
    Ok(images)
}

fn figures(session: &Session, argument: &str, loaded: &Loaded) -> Result<Files, Failure> {
    let names: BTreeSet<String> = loaded.document.all_images();
    if names.is_empty() {
        return Ok(Files::default());
    }
    let Some(document) = loaded.state.former.as_ref().or(loaded.state.document.as_ref()) else {
        let path = session.path(argument.strip_prefix("file:").unwrap_or(argument));
        return Ok(files_beside(path.parent().unwrap_or(&path), &names)?);
    };
    let document = DocumentId::parse(document).map_err(|error| document_name(document, error))?;
    Ok(session.archive()?.figure_files(&document, loaded.state.revision.as_deref(), &names)?)
}

/// A file that was made.
struct File {
    /// As the manifest lists it.
    listed: Listed,
    bytes: Vec<u8>,
    /// Why a PDF is a tagged one only.
    shortfalls: Vec<String>,
}

/// What the files are made from.
struct Work<'a> {
    kit: &'a Kit<'a>,
    compared: &'a Compared,
    for_audiences: &'a [Compared],
    names: &'a [(String, String)],
}

impl Work<'_> {
    /// Makes all files, in the order in which they are planned. Those that list others are made behind them.
    fn all(&self, session: &Session, planned: &[Planned]) -> Result<Vec<File>, Failure> {
        let order = |role: Role| match role {
            Role::Notice => 1,
            Role::Bip => 2,
            Role::Index => 3,
            _ => 0,
        };
        let mut made: Vec<Option<File>> = planned.iter().map(|_| None).collect();
        let progress = Progress::new(session, "consult-progress", planned.len());
        for turn in 0..=3 {
            let listed: Vec<Listed> = made.iter().flatten().map(|file| file.listed.clone()).collect();
            let wanted: Vec<usize> = (0..planned.len()).filter(|at| order(planned[*at].role) == turn).collect();
            for (at, file) in self.some(session, planned, &wanted, &listed, &progress)? {
                made[at] = Some(file);
            }
        }
        progress.end();
        Ok(made.into_iter().flatten().collect())
    }

    /// Makes the files `wanted`, on all cores.
    fn some(
        &self,
        session: &Session,
        planned: &[Planned],
        wanted: &[usize],
        listed: &[Listed],
        progress: &Progress,
    ) -> Result<Vec<(usize, File)>, Failure> {
        let language = session.locale.language();
        let next = AtomicUsize::new(0);
        let made = Mutex::new(Vec::new());
        let workers = std::thread::available_parallelism().map_or(1, usize::from).min(wanted.len());
        std::thread::scope(|scope| {
            for _ in 0..workers {
                scope.spawn(|| {
                    // Wording is read by each worker for itself.
                    let locale = Locale::new(language);
                    while let Some(at) = wanted.get(next.fetch_add(1, Ordering::Relaxed)) {
                        let file = self.one(&locale, &planned[*at], listed);
                        if let Ok(file) = &file {
                            progress.step(&locale, &file.listed.title);
                        }
                        made.lock().expect("no worker panics while it holds the lock").push((*at, file));
                    }
                });
            }
        });
        let mut made = made.into_inner().expect("no worker panics while it holds the lock");
        made.sort_by_key(|(at, _)| *at);
        made.into_iter().map(|(at, file)| Ok((at, file?))).collect()
    }

    fn one(&self, locale: &Locale, planned: &Planned, listed: &[Listed]) -> Result<File, Failure> {
        let audience = planned.audience.as_deref();
        let of_audience = self.names.iter().position(|(id, _)| Some(id.as_str()) == audience);
        let compared = of_audience.map_or(self.compared, |at| &self.for_audiences[at]);
        let path = path(locale, planned);
        let made = make(planned, &compared.subject(locale, &[]), self.kit, listed, self.names);
        let Product { bytes, shortfalls } = made.map_err(|error| match error {
            MakeError::Template(error) => template(error),
            other => Failure::new(Exit::Other, "failure-make").with("path", &path).with("message", other),
        })?;
        let listed = Listed {
            role: planned.role,
            format: planned.format,
            state: planned.state,
            audience: planned.audience.clone(),
            title: locale.text(&role_key(planned.role, planned.state), &[]),
            bytes: bytes.len() as u64,
            sha256: sha256(&bytes),
            path,
        };
        Ok(File { listed, bytes, shortfalls })
    }
}

/// Path of a file in the package.
fn path(locale: &Locale, planned: &Planned) -> String {
    let key = match (planned.role, planned.state) {
        (Role::Clean, Side::Before) => "file-clean-before".to_owned(),
        (Role::Clean, _) => "file-clean-after".to_owned(),
        (role, _) => format!("file-{}", role.code()),
    };
    let name = format!("{}.{}", locale.text(&key, &[]), planned.format.code());
    match &planned.audience {
        Some(audience) => format!("{audience}/{name}"),
        None => name,
    }
}
