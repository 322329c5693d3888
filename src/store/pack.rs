//! Indexes of packs: whether what they say lies within their packs. git's library trusts them, and would read beyond the
//! end of memory where they are damaged.

use std::path::Path;

use super::disk::read_file;
use super::finding::Finding;

/// Bytes before the first object of a pack, and after its last.
const HEAD: u64 = 12;
const TAIL: u64 = 20;

/// Indexes of packs below a folder of objects that can't be trusted. Nothing may be read while there is one.
pub(super) fn broken(objects: &Path) -> Vec<Finding> {
    let mut found = Vec::new();
    let entries = std::fs::read_dir(objects.join("pack")).into_iter().flatten().filter_map(Result::ok);
    for path in entries.map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|kind| kind == "idx")) {
        let Ok(pack) = path.with_extension("pack").metadata() else { continue };
        if !read_file(&path).is_ok_and(|bytes| is_sound(&bytes, pack.len())) {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            found.push(Finding::new("pack-index").at(format!("objects/pack/{name}")));
        }
    }
    found.sort_by(|a, b| a.place.cmp(&b.place));
    found
}

fn is_sound(bytes: &[u8], pack: u64) -> bool {
    let offsets = match bytes.strip_prefix(b"\xfftOc") {
        Some(rest) => offsets_of_second(rest),
        None => offsets_of_first(bytes),
    };
    let end = pack.saturating_sub(TAIL);
    offsets.is_some_and(|offsets| offsets.iter().all(|at| (HEAD..end).contains(at)))
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_be_bytes(four.try_into().ok()?))
}

/// How many objects there are, after the table of first bytes, whose numbers never fall.
fn count(table: &[u8]) -> Option<usize> {
    let mut before = 0;
    for at in 0..256 {
        let now = number(table, at * 4)?;
        if now < before {
            return None;
        }
        before = now;
    }
    usize::try_from(before).ok()
}

/// Offsets of an index of version 1.
fn offsets_of_first(bytes: &[u8]) -> Option<Vec<u64>> {
    let count = count(bytes)?;
    if bytes.len() != 1024 + count.checked_mul(24)? + 40 {
        return None;
    }
    (0..count).map(|at| Some(u64::from(number(bytes, 1024 + at * 24)?))).collect()
}

/// Offsets of an index of version 2, after its first four bytes.
fn offsets_of_second(bytes: &[u8]) -> Option<Vec<u64>> {
    if number(bytes, 0)? != 2 {
        return None;
    }
    let bytes = &bytes[4..];
    let count = count(bytes)?;
    let start = 1024usize.checked_add(count.checked_mul(24)?)?;
    let wide = start + count * 4;
    let end = bytes.len().checked_sub(40)?;
    if end < wide || (end - wide) % 8 != 0 {
        return None;
    }
    (0..count)
        .map(|at| {
            let offset = number(bytes, start + at * 4)?;
            if offset & 0x8000_0000 == 0 {
                return Some(u64::from(offset));
            }
            let at = wide + usize::try_from(offset & 0x7fff_ffff).ok()?.checked_mul(8)?;
            let (high, low) = (number(&bytes[..end], at)?, number(&bytes[..end], at + 4)?);
            Some(u64::from(high) << 32 | u64::from(low))
        })
        .collect()
}
