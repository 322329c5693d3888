//! What a program asked of the system, as strace wrote it down: `strace -f -y -xx` in, calls out.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// One call of the system.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    /// Its name.
    pub(crate) name: String,
    /// How many calls of this name its thread had made, this one included: what strace counts for `when=`.
    pub(crate) nth: usize,
    /// Whether the first thread made it.
    pub(crate) first_thread: bool,
    /// Its arguments.
    pub(crate) arguments: Vec<Argument>,
    /// What it returned; `None` where it never did or failed.
    pub(crate) result: Option<i64>,
    /// The folder that the program worked in.
    folder: PathBuf,
}

/// One argument, as far as it matters here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Argument {
    /// An open file: its number and what it is.
    File(i64, PathBuf),
    /// The folder that the program works in.
    Here(PathBuf),
    /// Text or data.
    Bytes(Vec<u8>),
    /// Numbers, flags, structures: as strace spells them.
    Other(String),
}

/// Calls whose texts are paths, and how many of them.
const PATHS: [(&str, usize); 24] = [
    ("access", 1),
    ("chdir", 1),
    ("chmod", 1),
    ("faccessat", 1),
    ("faccessat2", 1),
    ("fchmodat", 1),
    ("link", 2),
    ("linkat", 2),
    ("lstat", 1),
    ("mkdir", 1),
    ("mkdirat", 1),
    ("newfstatat", 1),
    ("open", 1),
    ("openat", 1),
    ("readlink", 1),
    ("rename", 2),
    ("renameat", 2),
    ("renameat2", 2),
    ("rmdir", 1),
    ("stat", 1),
    ("statx", 1),
    ("unlink", 1),
    ("unlinkat", 1),
    ("utimensat", 1),
];

impl Call {
    /// The paths that it names, whole.
    pub(crate) fn named(&self) -> Vec<PathBuf> {
        let Some((_, count)) = PATHS.iter().find(|(name, _)| *name == self.name) else { return Vec::new() };
        let mut folder = self.folder.clone();
        let mut named = Vec::new();
        for argument in &self.arguments {
            match argument {
                Argument::Here(at) | Argument::File(_, at) => folder.clone_from(at),
                Argument::Bytes(path) if named.len() < *count => named.push(folder.join(path_of(path))),
                _ => {}
            }
        }
        named
    }

    /// The open file that it works on.
    pub(crate) fn file(&self) -> Option<(i64, &Path)> {
        self.arguments.iter().find_map(|argument| match argument {
            Argument::File(number, path) => Some((*number, path.as_path())),
            _ => None,
        })
    }

    /// Whether it has to do with something in a folder.
    pub(crate) fn touches(&self, folder: &Path) -> bool {
        self.named().iter().any(|path| path.starts_with(folder))
            || self.file().is_some_and(|(_, path)| path.starts_with(folder))
    }

    /// The data that it carries.
    pub(crate) fn data(&self) -> &[u8] {
        let data = self.arguments.iter().find_map(|argument| match argument {
            Argument::Bytes(data) => Some(data.as_slice()),
            _ => None,
        });
        data.unwrap_or_default()
    }

    /// Whether one of its flags is this.
    pub(crate) fn has(&self, flag: &str) -> bool {
        self.arguments.iter().any(|argument| match argument {
            Argument::Other(text) => text.split('|').any(|part| part == flag),
            _ => false,
        })
    }

    /// A number among its arguments, counted among all of them.
    pub(crate) fn number(&self, at: usize) -> Option<i64> {
        match self.arguments.get(at)? {
            Argument::Other(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// Whether it asks for a change of a file or folder.
    pub(crate) fn changes(&self) -> bool {
        match self.name.as_str() {
            "openat" | "open" => self.has("O_CREAT") || self.has("O_TRUNC"),
            name => CHANGING.contains(&name),
        }
    }

    /// How a person would write it.
    pub(crate) fn spelling(&self, top: &Path) -> String {
        let short = |path: &Path| path.strip_prefix(top).unwrap_or(path).display().to_string();
        let named: Vec<String> = self.named().iter().map(|path| short(path)).collect();
        let what = match self.file() {
            Some((_, path)) if named.is_empty() => short(path),
            _ => named.join(" -> "),
        };
        format!("{}({what}{})", self.name, if self.has("O_CREAT") { ", O_CREAT" } else { "" })
    }
}

/// Calls that change files or folders, or make changes durable, whatever their arguments.
const CHANGING: [&str; 21] = [
    "chmod",
    "fchmod",
    "fchmodat",
    "fdatasync",
    "fsync",
    "ftruncate",
    "link",
    "linkat",
    "mkdir",
    "mkdirat",
    "pwrite64",
    "rename",
    "renameat",
    "renameat2",
    "rmdir",
    "symlink",
    "unlink",
    "unlinkat",
    "utimensat",
    "write",
    "writev",
];

fn path_of(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt as _;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

/// Reads what strace wrote.
pub(crate) fn parse(text: &str) -> Vec<Call> {
    let mut calls: Vec<Call> = Vec::new();
    let mut counts: HashMap<(String, String), usize> = HashMap::new();
    // What threads began and did not end yet: where the call stands, and the text of its beginning.
    let mut begun: HashMap<String, (usize, String)> = HashMap::new();
    let mut first = None;
    // strace says where the program works wherever it could be asked to work elsewhere.
    let mut folder = PathBuf::new();
    for line in text.lines() {
        let Some((thread, rest)) = line.split_once(' ') else { continue };
        let rest = rest.trim_start();
        let first = first.get_or_insert_with(|| thread.to_owned());
        if let Some(rest) = rest.strip_prefix("<... ") {
            let Some((at, beginning)) = begun.remove(thread) else { continue };
            let Some((_, ending)) = rest.split_once(" resumed>") else { continue };
            (calls[at].arguments, calls[at].result) = parts(&format!("{beginning}{ending}"));
            continue;
        }
        let Some((name, _)) = rest.split_once('(') else { continue };
        if !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
            continue;
        }
        let nth = counts.entry((thread.to_owned(), name.to_owned())).or_default();
        *nth += 1;
        let whole = rest.strip_suffix("<unfinished ...>").map(str::trim_end);
        if let Some(beginning) = whole {
            begun.insert(thread.to_owned(), (calls.len(), beginning.to_owned()));
        }
        let (arguments, result) = parts(whole.unwrap_or(rest));
        if let Some(Argument::Here(at)) = arguments.first() {
            folder.clone_from(at);
        }
        calls.push(Call {
            name: name.to_owned(),
            nth: *nth,
            first_thread: thread == first,
            arguments,
            result,
            folder: folder.clone(),
        });
    }
    calls
}

/// Arguments and result of `name(…) = …`.
fn parts(call: &str) -> (Vec<Argument>, Option<i64>) {
    let start = call.find('(').map_or(0, |at| at + 1);
    let bytes = call.as_bytes();
    let (mut depth, mut quoted, mut from, mut end) = (0usize, false, start, call.len());
    let mut spelled = Vec::new();
    for (at, byte) in bytes.iter().enumerate().skip(start) {
        match byte {
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'(' | b'[' | b'{' | b'<' => depth += 1,
            b')' if depth == 0 => {
                end = at;
                break;
            }
            // The arrow of `[old => new]` and `->` close nothing.
            b'>' if matches!(bytes[at - 1], b'=' | b'-') => {}
            b')' | b']' | b'}' | b'>' => depth = depth.saturating_sub(1),
            b',' if depth == 0 => {
                spelled.push(&call[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    spelled.push(&call[from..end]);
    let arguments = spelled.into_iter().map(|text| argument(text.trim())).collect();
    let result = call[end..].split_once("= ").map_or("", |(_, result)| result.trim());
    let number = result.split([' ', '<']).next().and_then(|number| number.parse::<i64>().ok());
    (arguments, number.filter(|number| *number >= 0))
}

fn argument(text: &str) -> Argument {
    if let Some(quoted) = text.strip_prefix('"') {
        let quoted = quoted.trim_end_matches("...");
        return Argument::Bytes(decoded(quoted.strip_suffix('"').unwrap_or(quoted)));
    }
    if let Some((number, path)) = text.strip_suffix('>').and_then(|text| text.split_once('<')) {
        let path = path_of(&decoded(path));
        if number == "AT_FDCWD" {
            return Argument::Here(path);
        }
        if let Ok(number) = number.parse() {
            return Argument::File(number, path);
        }
    }
    Argument::Other(text.to_owned())
}

/// The bytes that `\x61\x62` stands for.
fn decoded(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len() / 4);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let code =
            rest.strip_prefix("\\x").and_then(|code| code.get(..2)).and_then(|code| u8::from_str_radix(code, 16).ok());
        match code {
            Some(code) => {
                bytes.push(code);
                rest = &rest[4..];
            }
            None => {
                bytes.extend_from_slice(&rest.as_bytes()[..c.len_utf8()]);
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    bytes
}

#[test]
fn calls_are_read_with_their_paths_data_and_counts() {
    let text = r#"7 openat(AT_FDCWD<\x2f\x61>, "\x62\x2f\xc5\xbc", O_WRONLY|O_CREAT|O_EXCL, 0666) = 3<\x2f\x61\x2f\x62\x2f\xc5\xbc>
7 write(3<\x2f\x61\x2f\x62\x2f\xc5\xbc>, "\x28\x2c\x22\x0a", 4) = 4
7 newfstatat(AT_FDCWD<\x2f\x61>, "\x63", 0x7fff, 0) = -1 ENOENT (No such file or directory)
7 rename("\x78", "\x2f\x79") = 0
7 write(1<pipe:[12]>, "\x6f\x6b", 2) = 2
7 +++ exited with 0 +++
"#;
    let calls = parse(text);
    let names: Vec<(&str, usize)> = calls.iter().map(|call| (call.name.as_str(), call.nth)).collect();
    assert_eq!(names, [("openat", 1), ("write", 1), ("newfstatat", 1), ("rename", 1), ("write", 2)]);
    assert_eq!(calls[0].named(), [PathBuf::from("/a/b/ż")]);
    assert!(calls[0].has("O_CREAT") && calls[0].changes() && calls[0].touches(Path::new("/a")));
    assert_eq!((calls[1].file(), calls[1].data()), (Some((3, Path::new("/a/b/ż"))), &b"(,\"\n"[..]));
    assert_eq!((calls[2].result, calls[2].changes()), (None, false));
    assert_eq!(calls[3].spelling(Path::new("/")), "rename(a/x -> y)");
    assert_eq!(calls[4].file(), Some((1, Path::new("pipe:[12]"))));
}

#[test]
fn calls_that_another_thread_interrupts_are_put_together() {
    let text = r#"7 fsync(3<\x2f\x61> <unfinished ...>
8 read(4<\x2f\x62>, <unfinished ...>
7 <... fsync resumed>) = 0
8 <... read resumed>"\x61\x62", 9) = 2
8 openat(AT_FDCWD<\x2f>, "\x63", O_RDONLY <unfinished ...>
8 +++ killed by SIGKILL +++
"#;
    let calls = parse(text);
    assert_eq!(calls.len(), 3);
    assert_eq!((calls[0].result, calls[0].first_thread, calls[0].file()), (Some(0), true, Some((3, Path::new("/a")))));
    assert_eq!((calls[1].data(), calls[1].result, calls[1].first_thread), (&b"ab"[..], Some(2), false));
    assert_eq!((calls[2].result, calls[2].named()), (None, vec![PathBuf::from("/c")]));
}
