//! What can be typed after `parallax rules`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::arguments::Inputs;

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
    /// Count how often each rule fires in articles, by outlet, with sample sentences.
    #[command(
        after_help = "Examples:\n  parallax rules stats articles/\n  parallax rules stats news.jsonl --category hedge --preset full --format csv"
    )]
    Stats {
        /// Files, folders, or - for standard input.
        #[command(flatten)]
        inputs: Inputs,
        /// Only these rules.
        #[command(flatten)]
        selected: Selected,
        /// Sample sentences for each rule.
        #[arg(long, value_name = "N", default_value_t = 3)]
        samples: usize,
    },
}

/// The wanted rules.
#[derive(Debug, Args)]
pub struct Selected {
    /// Only this rule, or the rules of this pack or folder; may be given several times.
    #[arg(long, value_name = "ID")]
    pub rule: Vec<String>,
    /// Only rules of this category (cue categories, attribution, actor, event, concept); may be given several times.
    #[arg(long, value_name = "NAME")]
    pub category: Vec<String>,
}
