//! The `parallax` command. Everything is in the library; this turns its result into an exit status.

use std::process::ExitCode;

fn main() -> ExitCode {
    parallax::cli::run(std::env::args_os())
}
