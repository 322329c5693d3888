//! An office file as a ZIP archive, under limits: nothing is unpacked but the parts that are asked for, and no bomb goes off.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use super::xml::{self, Element, XmlError};

/// A file may have this many parts.
const PARTS: usize = 2_000;

/// What was asked for may be this large when unpacked, in bytes, all in all.
const UNPACKED: u64 = 64 << 20;

/// A part may be this many times larger than packed, once it is larger than [`SMALL`].
const RATIO: u64 = 200;

/// Parts up to this size may be packed as well as they like, in bytes.
const SMALL: u64 = 1 << 20;

/// Why an office file is not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PackageError {
    /// It is not a whole ZIP archive.
    #[error("it is damaged or was cut off: {message}")]
    Damaged {
        /// What stood in the way.
        message: String,
    },
    /// It, or a part of it, is protected by a password.
    #[error("it is protected by a password")]
    Encrypted,
    /// A part is there twice; readers would not agree on which one counts.
    #[error("a part is in it twice")]
    Twice,
    /// It is larger, better packed or has more parts than a text.
    #[error("{part} is too large when unpacked")]
    TooLarge {
        /// The part; empty where it is the number of parts.
        part: String,
    },
    /// A part that has to be there is missing.
    #[error("{part} is missing")]
    Missing {
        /// The part.
        part: String,
    },
    /// A part is not well formed, or of the kind that attacks are made of.
    #[error("{part} cannot be read: {message}")]
    Part {
        /// The part.
        part: String,
        /// What stood in the way, with its place.
        message: String,
    },
}

/// Where a relationship of a part leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Relation {
    /// The last part of its type (`image`).
    pub(super) kind: String,
    /// The name of a part, or an address.
    pub(super) target: String,
    /// Whether it leads out of the file.
    pub(super) outside: bool,
}

/// The relationships of a part by their ids.
pub(super) type Relations = BTreeMap<String, Relation>;

/// An office file that is open.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Places by name, in small letters.
    names: BTreeMap<String, usize>,
    /// How long the file is: no part of it takes more, whatever it says.
    length: u64,
    spent: u64,
}

impl<'a> Package<'a> {
    /// Opens a file.
    ///
    /// # Errors
    /// What is no ZIP archive, has too many parts, or one twice.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Package<'a>, PackageError> {
        let told = told_parts(bytes);
        if told.is_some_and(|told| told > PARTS) {
            return Err(PackageError::TooLarge { part: String::new() });
        }
        let archive = ZipArchive::new(Cursor::new(bytes))
            .map_err(|error| PackageError::Damaged { message: error.to_string() })?;
        if archive.len() > PARTS {
            return Err(PackageError::TooLarge { part: String::new() });
        }
        let mut names = BTreeMap::new();
        for at in 0..archive.len() {
            let Some(Ok(name)) = archive.name_for_index(at) else { continue };
            if names.insert(name.trim_start_matches('/').to_ascii_lowercase(), at).is_some() {
                return Err(PackageError::Twice);
            }
        }
        if told.is_some_and(|told| told != archive.len()) {
            return Err(PackageError::Twice);
        }
        Ok(Package { archive, names, length: bytes.len() as u64, spent: 0 })
    }

    /// The names of all parts, in small letters.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.keys().map(String::as_str)
    }

    /// The bytes of a part; `None` where there is none of this name, or a link in its place.
    ///
    /// # Errors
    /// What is damaged, encrypted or too large.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, PackageError> {
        let Some(at) = self.names.get(&name.to_ascii_lowercase()) else { return Ok(None) };
        let damaged = |message: String| PackageError::Part { part: name.to_owned(), message };
        let entry = self.archive.by_index(*at).map_err(|error| match error {
            zip::result::ZipError::UnsupportedArchive(message) if message.contains("assword") => {
                PackageError::Encrypted
            }
            error => damaged(error.to_string()),
        })?;
        if entry.is_symlink() {
            // A part that only says where it would be is none.
            return Ok(None);
        }
        let packed = entry.compressed_size().clamp(1, self.length);
        let limit = (UNPACKED - self.spent).min(packed.saturating_mul(RATIO).max(SMALL));
        let mut bytes = Vec::new();
        // What really comes out counts, not what the file says of itself.
        entry.take(limit + 1).read_to_end(&mut bytes).map_err(|error| damaged(error.to_string()))?;
        if bytes.len() as u64 > limit {
            return Err(PackageError::TooLarge { part: name.to_owned() });
        }
        self.spent += bytes.len() as u64;
        Ok(Some(bytes))
    }

    /// A part as a tree.
    ///
    /// # Errors
    /// Those of [`Package::part`], and what is not well formed.
    pub(super) fn xml(&mut self, name: &str) -> Result<Option<Element>, PackageError> {
        let Some(bytes) = self.part(name)? else { return Ok(None) };
        let broken = |message: String| PackageError::Part { part: name.to_owned(), message };
        let source = decoded(&bytes).ok_or_else(|| broken("it is neither UTF-8 nor UTF-16".to_owned()))?;
        let read = xml::read(&source).map_err(|error| match error {
            XmlError::Broken(at, message) => broken(format!("byte {at}: {message}")),
            XmlError::DocumentType => broken("it has a document type (DOCTYPE)".to_owned()),
            XmlError::TooMuch => PackageError::TooLarge { part: name.to_owned() },
        });
        read.map(Some)
    }

    /// The relationships of a part; of the file itself where its name is empty.
    ///
    /// # Errors
    /// Those of [`Package::xml`].
    pub(super) fn relations(&mut self, part: &str) -> Result<Relations, PackageError> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let separator = if folder.is_empty() { "" } else { "/" };
        let Some(root) = self.xml(&format!("{folder}{separator}_rels/{file}.rels"))? else {
            return Ok(Relations::new());
        };
        let relation = |element: &Element| {
            let outside = element.attribute("TargetMode") == Some("External");
            let target = element.attribute("Target")?;
            let target = if outside { target.to_owned() } else { resolved(folder, target) };
            let kind = element.attribute("Type")?.rsplit('/').next()?.to_owned();
            Some((element.attribute("Id")?.to_owned(), Relation { kind, target, outside }))
        };
        Ok(root.elements().filter_map(relation).collect())
    }
}

/// The name of the part that a target leads to, seen from a folder.
fn resolved(folder: &str, target: &str) -> String {
    let mut parts: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.retain(|part| !part.is_empty());
    parts.join("/")
}

/// How many parts a ZIP archive says it has, at its end.
fn told_parts(bytes: &[u8]) -> Option<usize> {
    let from = bytes.len().saturating_sub(22 + 0xffff);
    let at = from + bytes[from..].windows(4).rposition(|window| window == b"PK\x05\x06")?;
    let count = u16::from_le_bytes([*bytes.get(at + 10)?, *bytes.get(at + 11)?]);
    (count != u16::MAX).then_some(usize::from(count))
}

/// UTF-8, or UTF-16 with its mark.
fn decoded(bytes: &[u8]) -> Option<String> {
    match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => {
            let (encoding, _) = encoding_rs::Encoding::for_bom(bytes)?;
            let text = encoding.decode_with_bom_removal(bytes).0;
            Some(text.into_owned())
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => std::str::from_utf8(rest).ok().map(str::to_owned),
        _ => std::str::from_utf8(bytes).ok().map(str::to_owned),
    }
}
