//! Parse arguments, run, turn the outcome into an exit code.

fn main() -> std::process::ExitCode {
    rashomon::cli::main()
}
