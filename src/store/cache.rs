//! What was computed from an archive and can be computed again: kept in the repository's git folder, where git does not look.

use std::io::{self, Read as _, Write as _};
use std::path::PathBuf;

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use sha2::{Digest as _, Sha256};

use super::archive::Archive;
use super::disk::{make_folders, read_file, replace_file};

/// Where the files lie within the folder that all work trees of the repository share.
const FOLDER: &str = "nowela/cache";
/// What is unpacked of a file at most.
const LIMIT: u64 = 1 << 30;
/// Length of the sum in front of a file.
const SUM: usize = 32;

impl Archive {
    /// What was kept under this name; `None` where nothing was, or where it is not whole any more.
    pub fn cached(&self, name: &str) -> Option<Vec<u8>> {
        let file = read_file(&self.cache_path(name)).ok()?;
        let (sum, packed) = file.split_at_checked(SUM)?;
        if Sha256::digest(packed).as_slice() != sum {
            return None;
        }
        let mut bytes = Vec::new();
        ZlibDecoder::new(packed).take(LIMIT).read_to_end(&mut bytes).ok()?;
        ((bytes.len() as u64) < LIMIT).then_some(bytes)
    }

    /// Keeps bytes under a name made of letters, digits and hyphens, in place of what was kept there. Nothing depends on
    /// it: who can't write there goes without. Returns how many bytes the file has.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn cache(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let mut packer = ZlibEncoder::new(Vec::new(), Compression::fast());
        packer.write_all(bytes)?;
        let packed = packer.finish()?;
        let file = [Sha256::digest(&packed).as_slice(), &packed].concat();
        let path = self.cache_path(name);
        path.parent().map_or(Ok(()), make_folders)?;
        replace_file(&path, &file).map(|_| ())
    }

    fn cache_path(&self, name: &str) -> PathBuf {
        self.repository.commondir().join(FOLDER).join(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_whole_is_not_there() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let settings = folder.path().join("nowela.toml");
        git2::Repository::init(folder.path()).expect("a repository can be made");
        replace_file(&settings, b"language = \"pl\"\n").expect("it can be written");
        let archive = Archive::open(folder.path()).expect("it is an archive");
        assert_eq!(archive.cached("ris"), None);
        archive.cache("ris", b"tekst").expect("it can be written");
        assert_eq!(archive.cached("ris").as_deref(), Some(&b"tekst"[..]));
        let path = archive.cache_path("ris");
        let whole = read_file(&path).expect("it is there");
        for at in 0..whole.len() {
            let mut changed = whole.clone();
            changed[at] ^= 1;
            replace_file(&path, &changed).expect("it can be written");
            assert_eq!(archive.cached("ris"), None, "byte {at}");
            replace_file(&path, &whole[..at]).expect("it can be written");
            assert_eq!(archive.cached("ris"), None, "first {at} bytes");
        }
    }
}
