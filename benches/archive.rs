//! How long the commands that read the history of a large archive take, beside `git log -- PATH`, in turn within one run.
//!
//! `cargo bench --bench archive` makes an archive of 10,000 revisions over 200 documents, and as many versions as asked,
//! through `git fast-import`. `--revisions N`, `--documents N`, `--versions N` and `--rounds N` set other numbers;
//! `--keep DIR` makes the archive there, or takes the one that is there.
#![expect(clippy::disallowed_methods, reason = "a benchmark reads the clock and files")]

use std::error::Error;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Lines of a text.
const LINES: usize = 100;

/// Noon of the first day.
const START: i64 = 1_420_113_600;

/// Seconds between two revisions: 10,000 of them take a little more than six years.
const STEP: i64 = 20_000;

/// What is asked for.
struct Asked {
    revisions: usize,
    documents: usize,
    versions: usize,
    rounds: usize,
    keep: Option<PathBuf>,
}

/// Numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % sides
    }

    fn sentence(&mut self) -> String {
        const WORDS: [&str; 24] = [
            "region",
            "innowacje",
            "rozwój",
            "badania",
            "nakłady",
            "przedsiębiorstwa",
            "wsparcie",
            "cel",
            "wskaźnik",
            "uczelnie",
            "współpraca",
            "programy",
            "środki",
            "edukacja",
            "cyfryzacja",
            "energia",
            "zdrowie",
            "gmina",
            "powiat",
            "inwestycje",
            "kadry",
            "usługi",
            "ocena",
            "monitoring",
        ];
        let count = 6 + self.roll(6);
        let words: Vec<&str> = (0..count).map(|_| WORDS[self.roll(24) as usize]).collect();
        format!("{} {}.", words.join(" "), self.roll(1000))
    }
}

/// A text of about a hundred lines: a heading, a blank line, three paragraphs and so on.
fn text(dice: &mut Dice, document: usize) -> Vec<String> {
    let mut lines = vec![format!("# Strategia {document}"), String::new()];
    for section in 1..=LINES / 8 {
        lines.extend([format!("## {section}. {}", dice.sentence()), String::new()]);
        for _ in 0..3 {
            lines.extend([dice.sentence(), String::new()]);
        }
    }
    lines
}

fn id(document: usize) -> String {
    format!("dokument-{document:03}")
}

/// The day of a revision.
fn day(revision: usize) -> String {
    let moment = nowela::store::Moment { seconds: START + revision as i64 * STEP, offset: 0 };
    moment.date().unwrap_or_default()
}

/// Writes the history for `git fast-import`. Document 0 is saved once, at the very beginning; all others in turn by lot.
fn history(asked: &Asked, out: &mut impl Write) -> io::Result<()> {
    let mut dice = Dice(0x2545_f491_4f6c_dd1d);
    let mut texts: Vec<Option<Vec<String>>> = vec![None; asked.documents];
    writeln!(out, "feature done")?;
    for revision in 0..asked.revisions {
        let document = match revision {
            revision if revision < asked.documents => revision,
            _ => 1 + dice.roll(asked.documents as u64 - 1) as usize,
        };
        let text = match texts[document].as_mut() {
            Some(lines) => {
                for _ in 0..=dice.roll(4) {
                    let at = dice.roll(lines.len() as u64 / 2) as usize * 2;
                    if !lines[at].starts_with('#') {
                        lines[at] = dice.sentence();
                    }
                }
                lines
            }
            None => texts[document].insert(text(&mut dice, document)),
        };
        let text = text.join("\n") + "\n";
        let message = format!("Zapis {revision}\n\nNowela-Document: {}\n", id(document));
        let time = START + revision as i64 * STEP;
        writeln!(out, "commit refs/heads/main\nmark :{}", revision + 1)?;
        writeln!(out, "committer Jan Żółw <jan@example.org> {time} +0000\ndata {}\n{message}", message.len())?;
        if revision == 0 {
            writeln!(out, "M 100644 inline nowela.toml\ndata 16\nlanguage = \"pl\"\n")?;
        }
        writeln!(out, "M 100644 inline strategy/{}/text.md\ndata {}\n{text}", id(document), text.len())?;
        if revision >= asked.revisions.saturating_sub(asked.versions) {
            let message = format!("Wersja {revision}\n\nStatus: draft\nDate: {}\n", day(revision));
            writeln!(out, "tag {}/projekt-{revision}\nfrom :{}", id(document), revision + 1)?;
            writeln!(out, "tagger Jan Żółw <jan@example.org> {time} +0000\ndata {}\n{message}", message.len())?;
        }
    }
    writeln!(out, "done")?;
    out.flush()
}

fn git(folder: &Path) -> Command {
    let mut git = Command::new("git");
    git.current_dir(folder).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    git.stdin(Stdio::null());
    git
}

fn succeed(command: &mut Command) -> Result<Vec<u8>, Box<dyn Error>> {
    let output = command.output()?;
    match output.status.success() {
        true => Ok(output.stdout),
        false => Err(format!("{command:?}: {}", String::from_utf8_lossy(&output.stderr)).into()),
    }
}

fn make(asked: &Asked, folder: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(folder)?;
    succeed(git(folder).args(["init", "--quiet", "--initial-branch=main"]))?;
    for (key, value) in [("user.name", "Jan Żółw"), ("user.email", "jan@example.org")] {
        succeed(git(folder).args(["config", key, value]))?;
    }
    let mut import = git(folder).args(["fast-import", "--quiet"]).stdin(Stdio::piped()).spawn()?;
    let input = import.stdin.take().ok_or("git fast-import takes no input")?;
    history(asked, &mut BufWriter::with_capacity(1 << 20, input))?;
    if !import.wait()?.success() {
        return Err("git fast-import failed".into());
    }
    succeed(git(folder).args(["reset", "--quiet", "--hard", "main"]))?;
    Ok(())
}

fn median(mut values: Vec<Duration>) -> f64 {
    values.sort();
    values[values.len() / 2].as_secs_f64() * 1000.0
}

/// One line of the report: what is measured, and the command.
struct Measured {
    name: &'static str,
    command: Box<dyn Fn(usize) -> Command>,
    times: Vec<Duration>,
}

fn measured(asked: &Asked, folder: &Path) -> Vec<Measured> {
    let nowela = |name, arguments: Vec<String>| {
        let folder = folder.to_owned();
        let command = move |_| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_nowela"));
            command.current_dir(&folder).args(&arguments).stdin(Stdio::null());
            command
        };
        Measured { name, command: Box::new(command), times: Vec::new() }
    };
    let words = |line: &str| line.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let often = id(asked.documents / 2);
    let rare = id(0);
    let middle = day(asked.revisions / 2);
    let last = day(asked.revisions);
    let path = format!("strategy/{often}");
    let mut list = vec![
        nowela("nowela log D", words(&format!("log {often}"))),
        nowela("nowela log -n 0 --json D", words(&format!("log -n 0 --json {often}"))),
        nowela("nowela log", words("log")),
        nowela("nowela show D@DAY", words(&format!("show {often}@{middle}"))),
        nowela("nowela show D@DAY, saved once", words(&format!("show {rare}@{last}"))),
        nowela("nowela show D@HEAD", words(&format!("show {often}@HEAD"))),
        nowela("nowela show D@HEAD, saved once", words(&format!("show {rare}@HEAD"))),
        nowela("nowela log D, saved once", words(&format!("log {rare}"))),
        nowela("nowela version", words("version")),
        nowela("nowela version D", words(&format!("version {often}"))),
    ];
    let commit_folder = folder.to_owned();
    let document = often.clone();
    list.push(Measured {
        name: "nowela commit",
        command: Box::new(move |round| {
            let file = commit_folder.join("nowy.md");
            // Another text in each round, else nothing is saved.
            let _ = fs::write(&file, format!("# Strategia\n\nTekst z rundy {round}, {}.\n", std::process::id()));
            let mut command = Command::new(env!("CARGO_BIN_EXE_nowela"));
            command.current_dir(&commit_folder).args(["commit", "nowy.md", "--document", &document, "-m", "Zapis"]);
            command
        }),
        times: Vec::new(),
    });
    for (name, arguments) in [
        ("git log -- D", vec!["log", "--format=%H", "--", &path]),
        ("git log --stat -n 20", vec!["log", "--stat", "-n", "20"]),
    ] {
        let arguments: Vec<String> = arguments.into_iter().map(str::to_owned).collect();
        let folder = folder.to_owned();
        let command = move |_| {
            let mut command = git(&folder);
            command.args(&arguments);
            command
        };
        list.push(Measured { name, command: Box::new(command), times: Vec::new() });
    }
    list
}

fn run(asked: &Asked, folder: &Path) -> Result<(), Box<dyn Error>> {
    if !folder.join(".git").is_dir() {
        make(asked, folder)?;
    }
    let mut list = measured(asked, folder);
    for round in 0..=asked.rounds {
        for measured in &mut list {
            let mut command = (measured.command)(round);
            let start = Instant::now();
            succeed(&mut command)?;
            let took = start.elapsed();
            // The first round warms the files up.
            if round > 0 {
                measured.times.push(took);
            }
        }
    }
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "{} revisions, {} documents, {} versions; whole processes, medians of {} rounds, every command in turn",
        asked.revisions, asked.documents, asked.versions, asked.rounds
    )?;
    for measured in list {
        writeln!(out, "  {:<34} {:>8.1} ms", measured.name, median(measured.times))?;
    }
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut asked = Asked { revisions: 10_000, documents: 200, versions: 2000, rounds: 9, keep: None };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let place = match argument.as_str() {
            // Cargo says so to every benchmark.
            "--bench" => continue,
            "--keep" => {
                asked.keep = Some(arguments.next().ok_or("--keep needs a folder")?.into());
                continue;
            }
            "--revisions" => &mut asked.revisions,
            "--documents" => &mut asked.documents,
            "--versions" => &mut asked.versions,
            "--rounds" => &mut asked.rounds,
            _ => return Err(format!("unknown option {argument}").into()),
        };
        let told = arguments.next().and_then(|told| told.parse().ok());
        *place = told.ok_or_else(|| format!("{argument} needs a number"))?;
    }
    if asked.documents < 2 || asked.rounds == 0 {
        return Err("two documents and one round are needed at least".into());
    }
    if let Some(folder) = &asked.keep {
        return run(&asked, folder);
    }
    let folder = std::env::temp_dir().join(format!("nowela-archive-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let done = run(&asked, &folder);
    fs::remove_dir_all(&folder)?;
    done
}
