//! The command line: arguments, terminal, clock, environment and files.

use std::process::ExitCode;

/// Runs the program on the arguments of the process and returns its exit code.
pub fn main() -> ExitCode {
    ExitCode::SUCCESS
}
