//! The manifest of a package: which states were compared, and every file with its role, size and checksum.

use serde::{Deserialize, Serialize};

use super::view::StateView;
use crate::consult::Listed;

/// The shape of a manifest.
pub const SCHEMA: &str = "nowela/package/1";

#[derive(Serialize)]
struct ManifestView<'a> {
    schema: &'static str,
    before: &'a StateView,
    after: &'a StateView,
    files: Vec<FileView<'a>>,
}

#[derive(Serialize)]
struct FileView<'a> {
    role: &'static str,
    format: &'static str,
    state: &'static str,
    audience: Option<&'a str>,
    path: &'a str,
    title: &'a str,
    bytes: u64,
    sha256: &'a str,
}

/// The manifest as JSON.
pub fn manifest(before: &StateView, after: &StateView, files: &[Listed]) -> String {
    fn file(file: &Listed) -> FileView<'_> {
        FileView {
            role: file.role.code(),
            format: file.format.code(),
            state: file.state.code(),
            audience: file.audience.as_deref(),
            path: &file.path,
            title: &file.title,
            bytes: file.bytes,
            sha256: &file.sha256,
        }
    }
    let files = files.iter().map(file).collect();
    let view = ManifestView { schema: SCHEMA, before, after, files };
    let mut json = serde_json::to_string_pretty(&view).expect("texts and numbers can be written as JSON");
    json.push('\n');
    json
}

/// What a manifest says of a file: enough to tell whether it is still the one that was written.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Written {
    /// Its path in the package.
    pub path: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
}

/// The files of a manifest; `None` where it is none of this program's.
pub fn written(json: &str) -> Option<Vec<Written>> {
    #[derive(Deserialize)]
    struct Read {
        schema: String,
        files: Vec<Written>,
    }
    let read: Read = serde_json::from_str(json).ok()?;
    (read.schema == SCHEMA).then_some(read.files)
}
