//! Hands the arguments over to the command line room and returns its exit code.

fn main() -> std::process::ExitCode {
    nowela::cli::main()
}
