//! Floor 13: the terminal: arguments, streams, exit statuses.

mod arguments;
mod batches;
mod commands;
mod comparison;
mod events;
mod exercise;
mod fetch;
mod interrupt;
mod output;
mod progress;
mod report;
mod rule_arguments;
mod rule_commands;
mod rule_corpus;
mod rule_fit;
mod rule_gold;
mod rule_watch;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use crate::base::Error;

use arguments::Cli;

/// Runs the command line and gives its exit status: 0 fine, 1 some input could not be used or a check failed, 2 wrong use,
/// 130 stopped by Ctrl-C.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let cli = match Cli::try_parse_from(&arguments) {
        Ok(cli) => cli,
        Err(error) => {
            // A closed pipe under a help text is nobody's concern.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    match commands::run(cli, &report::typed(&arguments)) {
        Ok(_) if interrupt::asked() => ExitCode::from(interrupt::STATUS),
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(if matches!(error, Error::Usage(_)) { 2 } else { 1 })
        }
    }
}
