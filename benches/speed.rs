//! How long the whole program takes for a comparison, beside `git diff --word-diff` and `wdiff`, in turn within one run.
//!
//! `cargo bench --bench speed -- DIR` measures the three largest pairs `DIR/*/old.md` and `DIR/*/new.md`; without DIR
//! it measures a pair that it makes up. `--rounds N` sets how often (9). `--growth` measures this program alone on made-up
//! pairs from 0.1 to 50 MB a text: how time and memory grow with the text.
#![expect(clippy::disallowed_methods, reason = "a benchmark reads the clock and files")]

use std::error::Error;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How often everything is run where nothing is said.
const ROUNDS: usize = 9;

/// How many pairs are measured.
const PAIRS: usize = 3;

/// Two texts.
struct Pair {
    name: String,
    before: PathBuf,
    after: PathBuf,
    bytes: u64,
}

/// A program that compares two files.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tool {
    Nowela,
    Git,
    Wdiff,
}

const TOOLS: [Tool; 3] = [Tool::Nowela, Tool::Git, Tool::Wdiff];

impl Tool {
    fn name(self) -> &'static str {
        match self {
            Tool::Nowela => "nowela diff --format json",
            Tool::Git => "git diff --no-index --word-diff",
            Tool::Wdiff => "wdiff",
        }
    }

    fn command(self, pair: &Pair) -> Command {
        let mut command = match self {
            Tool::Nowela => {
                let mut command = Command::new(env!("CARGO_BIN_EXE_nowela"));
                command.args(["diff", "--lang", "en", "--format", "json"]);
                command
            }
            Tool::Git => {
                let mut command = Command::new("git");
                command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
                command.args(["diff", "--no-index", "--no-ext-diff", "--no-color", "--word-diff"]);
                command
            }
            Tool::Wdiff => Command::new("wdiff"),
        };
        command.arg(&pair.before).arg(&pair.after).stdin(Stdio::null());
        command
    }

    fn is_installed(self) -> bool {
        let mut command = match self {
            Tool::Nowela => return true,
            Tool::Git => Command::new("git"),
            Tool::Wdiff => Command::new("wdiff"),
        };
        command.arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|it| it.success())
    }

    /// The wall time of one run that writes to a file.
    fn measure(self, pair: &Pair, folder: &Path) -> Result<Duration, Box<dyn Error>> {
        let output = folder.join("output");
        let mut command = self.command(pair);
        command.stdout(File::create(&output)?);
        let start = Instant::now();
        let status = command.status()?;
        let took = start.elapsed();
        // The others say with 1 that the texts differ.
        match status.code() {
            Some(0) => Ok(took),
            Some(1) if self != Tool::Nowela => Ok(took),
            _ => Err(format!("{} on {}: {status}", self.name(), pair.name).into()),
        }
    }
}

/// What `nowela diff -v` says.
struct Told {
    /// The stages in order, with their milliseconds.
    stages: Vec<(String, f64)>,
    /// Megabytes at the peak, where the system tells.
    memory: Option<f64>,
}

fn verbose(pair: &Pair) -> Result<Told, Box<dyn Error>> {
    let output = Tool::Nowela.command(pair).arg("-v").output()?;
    let said = String::from_utf8(output.stderr)?;
    let (mut stages, mut memory) = (Vec::new(), None);
    for (stage, value) in said.lines().filter_map(|line| line.rsplit_once(": ")) {
        if let Some(time) = value.strip_suffix(" ms") {
            stages.push((stage.to_owned(), time.parse()?));
        } else if let Some(megabytes) = value.strip_suffix(" MB") {
            memory = Some(megabytes.replace(',', "").parse()?);
        }
    }
    if stages.is_empty() {
        return Err(format!("`nowela diff -v` told no stages: {said}").into());
    }
    Ok(Told { stages, memory })
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    match values.len() {
        0 => f64::NAN,
        n if n % 2 == 1 => values[n / 2],
        n => f64::midpoint(values[n / 2 - 1], values[n / 2]),
    }
}

/// Measures one pair and says what came out.
fn report(pair: &Pair, tools: &[Tool], rounds: usize, folder: &Path) -> Result<String, Box<dyn Error>> {
    let mut times: Vec<Vec<f64>> = vec![Vec::new(); tools.len()];
    let mut laps: Vec<(String, Vec<f64>)> = Vec::new();
    let mut peak: Option<f64> = None;
    for round in 0..=rounds {
        for (tool, times) in tools.iter().zip(&mut times) {
            let took = tool.measure(pair, folder)?;
            // The first round warms the files up.
            if round > 0 {
                times.push(took.as_secs_f64() * 1000.0);
            }
        }
        if round > 0 {
            let Told { stages, memory } = verbose(pair)?;
            peak = memory.map(|memory| peak.map_or(memory, |peak| peak.max(memory)));
            for (at, (stage, time)) in stages.into_iter().enumerate() {
                match laps.get_mut(at) {
                    Some((_, times)) => times.push(time),
                    None => laps.push((stage, vec![time])),
                }
            }
        }
    }
    let mut told = String::new();
    writeln!(told, "{}: {:.2} MB in two files", pair.name, pair.bytes as f64 / 1e6)?;
    let medians: Vec<f64> = times.into_iter().map(median).collect();
    for (tool, time) in tools.iter().zip(&medians) {
        let ratio = if *tool == Tool::Nowela {
            String::new()
        } else {
            format!("   nowela takes {:.2} of this", medians[0] / time)
        };
        writeln!(told, "  {:<32} {time:>8.1} ms{ratio}", tool.name())?;
    }
    let laps: Vec<String> = laps.into_iter().map(|(stage, times)| format!("{stage} {:.1}", median(times))).collect();
    writeln!(told, "  stages, ms: {}", laps.join(", "))?;
    match peak {
        Some(megabytes) => {
            let bytes = megabytes * 1024.0 * 1024.0;
            writeln!(told, "  peak memory: {megabytes} MB, {:.1} times the input", bytes / pair.bytes as f64)?;
        }
        None => writeln!(told, "  peak memory: this system does not tell")?,
    }
    Ok(told)
}

/// The largest pairs of a folder, largest first.
fn largest(folder: &Path) -> Result<Vec<Pair>, Box<dyn Error>> {
    let mut pairs = Vec::new();
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for entry in entries {
        let entry = entry?;
        let (before, after) = (entry.path().join("old.md"), entry.path().join("new.md"));
        if let (Ok(old), Ok(new)) = (before.metadata(), after.metadata()) {
            let name = entry.file_name().to_string_lossy().into_owned();
            pairs.push(Pair { name, before, after, bytes: old.len() + new.len() });
        }
    }
    if pairs.is_empty() {
        return Err(format!("{}: no folder in it holds old.md and new.md", folder.display()).into());
    }
    pairs.sort_by(|one, other| (other.bytes, &one.name).cmp(&(one.bytes, &other.name)));
    pairs.truncate(PAIRS);
    Ok(pairs)
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

    /// A word; short numbers come often, as common words do.
    fn word(&mut self) -> String {
        const SYLLABLES: [&str; 16] =
            ["ba", "cie", "do", "gó", "jan", "ka", "łow", "mie", "no", "pra", "roz", "sta", "two", "wia", "zę", "żni"];
        let highest = self.roll(6000) + 1;
        let mut number = self.roll(highest) + 1;
        let mut word = String::new();
        while number > 0 {
            word.push_str(SYLLABLES[(number % 16) as usize]);
            number /= 16;
        }
        word
    }

    fn words(&mut self, count: u64) -> String {
        (0..count).map(|_| self.word()).collect::<Vec<_>>().join(" ")
    }
}

/// Sections of the made-up pair that is compared with other programs, a little more than a megabyte.
const SECTIONS: usize = 500;

/// Sections of the made-up pairs that show the growth; 500 make a little more than a megabyte.
const GROWTH: [usize; 6] = [45, 150, 450, 1500, 4500, 22_000];

/// A made-up pair of `count` sections, of which some move, some are gone or new, and many have words changed.
fn invented(folder: &Path, count: usize) -> io::Result<Pair> {
    let mut dice = Dice(0x2545_f491_4f6c_dd1d);
    let mut sections: Vec<(String, Vec<String>)> = Vec::new();
    for section in 0..count {
        let level = if section % 8 == 0 { "##" } else { "###" };
        let heading = format!("{level} {}", dice.words(4));
        let paragraphs = 2 + dice.roll(5);
        sections.push((
            heading,
            (0..paragraphs)
                .map(|_| {
                    let count = 30 + dice.roll(90);
                    dice.words(count)
                })
                .collect(),
        ));
    }
    let spell = |sections: &[(String, Vec<String>)]| {
        let told = sections.iter().map(|(heading, paragraphs)| format!("{heading}\n\n{}\n\n", paragraphs.join("\n\n")));
        format!("# Tekst\n\n{}", told.collect::<String>())
    };
    let before = spell(&sections);
    for (_, paragraphs) in &mut sections {
        for paragraph in paragraphs.iter_mut() {
            if dice.roll(3) == 0 {
                let mut words: Vec<String> = paragraph.split(' ').map(str::to_owned).collect();
                for _ in 0..=dice.roll(6) {
                    let at = dice.roll(words.len() as u64) as usize;
                    words[at] = dice.word();
                }
                *paragraph = words.join(" ");
            }
        }
    }
    for _ in 0..count / 25 {
        let moved = sections.remove(dice.roll(sections.len() as u64) as usize);
        sections.insert(dice.roll(sections.len() as u64) as usize, moved);
        sections.remove(dice.roll(sections.len() as u64) as usize);
        let new = (format!("### {}", dice.words(4)), vec![dice.words(80)]);
        sections.insert(dice.roll(sections.len() as u64) as usize, new);
    }
    let after = spell(&sections);
    let pair = Pair {
        name: "made-up text".to_owned(),
        before: folder.join("old.md"),
        after: folder.join("new.md"),
        bytes: (before.len() + after.len()) as u64,
    };
    fs::write(&pair.before, before)?;
    fs::write(&pair.after, after)?;
    Ok(pair)
}

/// Time and memory of this program alone on pairs of growing size.
fn grow(folder: &Path, rounds: usize) -> Result<(), Box<dyn Error>> {
    let mut out = io::stdout().lock();
    writeln!(out, "whole processes, output to a file, medians of {rounds} rounds\n")?;
    writeln!(out, "{:>10} {:>12} {:>14} {:>22}", "MB, both", "ms", "ms per MB", "peak memory / input")?;
    for sections in GROWTH {
        let pair = invented(folder, sections)?;
        let (mut times, mut peak) = (Vec::new(), None);
        for _ in 0..rounds {
            times.push(Tool::Nowela.measure(&pair, folder)?.as_secs_f64() * 1000.0);
            peak = verbose(&pair)?.memory.or(peak);
        }
        let (time, megabytes) = (median(times), pair.bytes as f64 / 1e6);
        let memory = peak.map_or("?".to_owned(), |peak| {
            let times = peak * 1024.0 * 1024.0 / pair.bytes as f64;
            format!("{times:.1}")
        });
        writeln!(out, "{megabytes:>10.2} {time:>12.1} {:>14.1} {memory:>22}", time / megabytes)?;
    }
    Ok(())
}

fn run(folder: &Path, asked: Option<&Path>, rounds: usize) -> Result<(), Box<dyn Error>> {
    let pairs = match asked {
        Some(asked) => largest(asked)?,
        None => vec![invented(folder, SECTIONS)?],
    };
    let mut out = io::stdout().lock();
    let (tools, missing): (Vec<Tool>, Vec<Tool>) = TOOLS.into_iter().partition(|tool| tool.is_installed());
    for tool in missing {
        writeln!(out, "{} is not installed and left out", tool.name())?;
    }
    writeln!(out, "whole processes, output to a file, medians of {rounds} rounds, every program in turn\n")?;
    for pair in &pairs {
        writeln!(out, "{}", report(pair, &tools, rounds, folder)?)?;
    }
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut asked: Option<PathBuf> = None;
    let mut rounds = ROUNDS;
    let mut growth = false;
    let mut arguments = std::env::args_os().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.to_str() {
            // Cargo says so to every benchmark.
            Some("--bench") => {}
            Some("--growth") => growth = true,
            Some("--rounds") => {
                let told = arguments.next().and_then(|told| told.to_str()?.parse().ok()).filter(|rounds| *rounds > 0);
                rounds = told.ok_or("--rounds needs a number from 1")?;
            }
            Some(option) if option.starts_with('-') => return Err(format!("unknown option {option}").into()),
            _ => asked = Some(PathBuf::from(argument)),
        }
    }
    let folder = std::env::temp_dir().join(format!("nowela-speed-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let done = if growth { grow(&folder, rounds) } else { run(&folder, asked.as_deref(), rounds) };
    fs::remove_dir_all(&folder)?;
    done
}
