//! What can be typed after `parallax rules`.

use std::path::PathBuf;

use clap::Subcommand;

/// Commands for rule writers.
#[derive(Debug, Subcommand)]
pub enum RulesCommand {
    /// Report every mistake of every rule file, with line and column.
    #[command(after_help = "Example:\n  parallax rules check my-rules/")]
    Check {
        /// Rule files or folders; the bundled rules when none is given.
        paths: Vec<PathBuf>,
    },
    /// Run the examples that stand in the rules.
    #[command(after_help = "Example:\n  parallax rules test my-rules/doubt.toml")]
    Test {
        /// Rule files or folders; all rules in force when none is given.
        paths: Vec<PathBuf>,
    },
    /// List the rules in force.
    List,
    /// Show a rule, or all rules of a pack.
    #[command(after_help = "Example:\n  parallax rules show en/doubt/no-evidence-offered")]
    Show {
        /// Id of a rule or pack.
        id: String,
    },
}
