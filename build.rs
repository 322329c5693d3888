//! Builds the program anew when a sample text or a template comes or goes: both are embedded as whole folders.

fn main() {
    for folder in ["strategy", "templates", "src/locale"] {
        println!("cargo::rerun-if-changed={folder}");
    }
}
