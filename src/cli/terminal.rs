//! The terminal: colour, width and the pager.

use std::cell::RefCell;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::rc::Rc;

use unicode_width::UnicodeWidthStr as _;

use super::{ColorChoice, Failure, Session, variable};
use crate::render::evolution::life::Line;
use crate::render::terminal::Colour;

/// Width of lines where nothing says how wide the terminal is.
const WIDTH: usize = 100;

/// Whether standard output gets colours: as asked with `--color`; else none with `NO_COLOR`, always with
/// `CLICOLOR_FORCE`, and on a terminal that can show them.
pub(super) fn colour(session: &Session) -> Colour {
    let set = |name: &str| variable(name).is_some_and(|value| !value.is_empty());
    let forced = || variable("CLICOLOR_FORCE").is_some_and(|value| !value.is_empty() && value != "0");
    let able = || io::stdout().is_terminal() && variable("TERM").is_none_or(|terminal| terminal != "dumb");
    let coloured = match session.color {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => !set("NO_COLOR") && (forced() || able()),
    };
    if coloured { Colour::Ansi } else { Colour::Plain }
}

/// Columns of the terminal, else of `COLUMNS`, else a width that reads well.
pub(super) fn width() -> usize {
    let measured = terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| usize::from(width.0));
    let told = || variable("COLUMNS").and_then(|columns| columns.trim().parse().ok());
    measured.or_else(told).filter(|width| *width > 0).unwrap_or(WIDTH)
}

/// Shows a text: through the pager on a terminal, else as it is. A pager that can't be started changes nothing.
///
/// # Errors
/// Those of standard output.
pub(super) fn show(session: &mut Session, text: &str) -> io::Result<()> {
    session.stdout.flush()?;
    if io::stdout().is_terminal() && pager().is_some_and(|pager| page(pager, text)) {
        return Ok(());
    }
    session.stdout.write_all(text.as_bytes())
}

/// Runs `work` with standard output going through the pager on a terminal, piece by piece.
///
/// # Errors
/// Those of `work` and of standard output. Who leaves the pager early has seen enough.
pub(super) fn paged<R>(
    session: &mut Session,
    work: impl FnOnce(&mut Session) -> Result<R, Failure>,
) -> Result<R, Failure> {
    session.stdout.flush()?;
    let child = pager().filter(|_| io::stdout().is_terminal());
    let Some(mut child) = child.and_then(|mut pager| pager.stdin(Stdio::piped()).spawn().ok()) else {
        return work(session);
    };
    let input = child.stdin.take();
    let paged = Rc::new(RefCell::new(Paged { child, input, copy: Vec::new() }));
    let stdout = std::mem::replace(&mut session.stdout, Box::new(Shared(paged.clone())));
    let done = work(session);
    session.stdout = stdout;
    let mut paged = paged.borrow_mut();
    paged.input = None;
    if !paged.could_run() {
        session.stdout.write_all(&paged.copy)?;
    }
    done
}

/// A line, broken at spaces where it is wider than `width`, in rows: the first one is indented by `indents.0` columns,
/// all others by `indents.1`. Words are never broken, and no-break spaces hold.
pub(super) fn rows(line: &str, width: usize, indents: (usize, usize)) -> Vec<String> {
    let mut rows: Vec<String> = Vec::new();
    let mut row = " ".repeat(indents.0);
    let (mut used, mut words) = (indents.0, 0);
    for word in line.split(' ') {
        let long = word.width();
        if words > 0 && used + 1 + long > width {
            rows.push(std::mem::replace(&mut row, " ".repeat(indents.1)));
            (used, words) = (indents.1, 0);
        }
        if words > 0 {
            row.push(' ');
            used += 1;
        }
        row.push_str(word);
        used += long;
        words += 1;
    }
    rows.push(row);
    rows
}

/// Writes lines: those that head others bold where colours are shown, and what goes on in further rows two columns more.
///
/// # Errors
/// Those of standard output.
pub(super) fn write_lines(session: &mut Session, lines: &[Line]) -> io::Result<()> {
    let (width, coloured) = (width(), colour(session) == Colour::Ansi);
    let bold = anstyle::Style::new().bold();
    for line in lines {
        for row in rows(&line.text, width, (line.indent, line.indent + 2)) {
            match line.head && coloured {
                true => writeln!(session.stdout, "{bold}{row}{bold:#}")?,
                false => writeln!(session.stdout, "{}", row.trim_end())?,
            }
        }
    }
    Ok(())
}

/// What goes to the pager, and a copy for the case that it can't be run.
struct Paged {
    child: Child,
    input: Option<ChildStdin>,
    copy: Vec<u8>,
}

impl Paged {
    /// Whether the pager, which is waited for, could be run: 126 and 127 are the shell's words for "can't be run" and
    /// "not found".
    fn could_run(&mut self) -> bool {
        self.child.wait().is_ok_and(|status| !matches!(status.code(), Some(126 | 127)))
    }
}

struct Shared(Rc<RefCell<Paged>>);

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut paged = self.0.borrow_mut();
        paged.copy.extend_from_slice(bytes);
        match paged.input.as_mut().map(|input| input.write_all(bytes)) {
            Some(Err(error)) => {
                paged.input = None;
                if paged.could_run() { Err(error) } else { Ok(bytes.len()) }
            }
            _ => Ok(bytes.len()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The pager: of `NOWELA_PAGER`, of `PAGER`, else `less`; `None` where an empty one or `cat` says that none is wanted.
fn pager() -> Option<Command> {
    let told = ["NOWELA_PAGER", "PAGER"].into_iter().find_map(variable);
    match told.as_deref().map(str::trim) {
        Some("" | "cat") => None,
        Some(line) => {
            // As in git, it is a line for the shell: it may have arguments and quotes.
            let mut command = if cfg!(windows) { Command::new("cmd") } else { Command::new("sh") };
            command.args([if cfg!(windows) { "/C" } else { "-c" }, line]);
            if variable("LESS").is_none() {
                command.env("LESS", "FRX");
            }
            Some(command)
        }
        None => {
            let mut command = Command::new("less");
            command.arg("-FRX");
            Some(command)
        }
    }
}

/// Whether the pager showed the text.
fn page(mut pager: Command, text: &str) -> bool {
    let Ok(mut child) = pager.stdin(Stdio::piped()).spawn() else {
        return false;
    };
    let written = child.stdin.take().map(|mut input| input.write_all(text.as_bytes()));
    // Who leaves the pager early has seen enough.
    let fed = written.is_some_and(|written| match written {
        Ok(()) => true,
        Err(error) => error.kind() == ErrorKind::BrokenPipe,
    });
    // 126 and 127 are the shell's words for "can't be run" and "not found".
    let ended = child.wait().is_ok_and(|status| !matches!(status.code(), Some(126 | 127)));
    fed && ended
}
