//! Floor 13: the terminal: arguments, streams, exit statuses.

use std::ffi::OsString;
use std::process::ExitCode;

/// Runs the command line and gives its exit status.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let _ = arguments.into_iter().count();
    ExitCode::SUCCESS
}
