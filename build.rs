//! Builds the program anew when a sample text or a template comes or goes: both are embedded as whole folders. Tells it by
//! which sources it compares texts, so that nothing that others computed is taken for its own.

use std::path::{Path, PathBuf};

#[expect(clippy::disallowed_methods, reason = "a build script reads its sources")]
fn main() {
    for folder in ["strategy", "templates", "src/locale"] {
        println!("cargo::rerun-if-changed={folder}");
    }
    let mut sources = Vec::new();
    for folder in ["src/compare", "src/document", "src/evolve", "src/import"] {
        println!("cargo::rerun-if-changed={folder}");
        gather(Path::new(folder), &mut sources);
    }
    sources.sort();
    // FNV-1a: which sources these are is no secret.
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for source in sources {
        for byte in std::fs::read(&source).unwrap_or_default() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    println!("cargo::rustc-env=NOWELA_COMPARING={hash:016x}");
}

fn gather(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            gather(&path, found);
        } else {
            found.push(path);
        }
    }
}
