//! What can be typed: commands, options, their help and examples.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use encoding_rs::Encoding;

use crate::ingest;
use crate::store;

use super::rule_arguments::RulesCommand;

/// Shows how different news outlets tell the same happening.
#[derive(Debug, Parser)]
#[command(
    name = "parallax",
    version,
    about = "Shows how different news outlets tell the same happening",
    after_help = "Examples:\n  \
        parallax compare articles/                       tables of who tells what, and how\n  \
        parallax compare articles/ --format html -o comparison.html\n  \
        parallax annotate news.jsonl > annotated.jsonl   every cue, attribution and claim as JSON Lines\n  \
        parallax rules check my-rules/                   what is wrong in a rule file, and where\n\n\
        Exit status: 0 fine; 1 some input could not be used or a check failed; 2 wrong use; 130 stopped by\n\
        Ctrl-C: `ingest` and `annotate` then have written what was complete."
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Options of every command.
    #[command(flatten)]
    pub common: Common,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read articles of any format and print them as JSON Lines.
    #[command(
        after_help = "Read by content, also packed with gzip or zstd: text, HTML, .mhtml, RSS, Atom, WARC, DOCX, EPUB, JSON, JSON Lines, CSV, TSV \
            (and Parquet, in builds with that feature).\n\nExample:\n  parallax ingest scraped/ --explain > articles.jsonl"
    )]
    Ingest {
        /// Files, folders, or - for standard input.
        #[command(flatten)]
        inputs: Inputs,
        /// Say on standard error what was dropped from each file, and why.
        #[arg(long)]
        explain: bool,
    },
    /// Fetch pages from the web into a folder, with a manifest (in builds with the feature `fetch`).
    #[command(
        after_help = "Example:\n  parallax fetch https://www.example.org/news/1 https://www.example.net/story -o articles/"
    )]
    Fetch(super::fetch::Arguments),
    /// Flag cues, attributions and claims of each article.
    #[command(after_help = "Example:\n  parallax annotate news.jsonl --preset careful > annotated.jsonl")]
    Annotate {
        /// Files, folders, or - for standard input.
        #[command(flatten)]
        inputs: Inputs,
    },
    /// Group articles into stories, and passages into events.
    #[command(
        after_help = "Examples:\n  parallax events news.jsonl --format json\n  parallax events archive.jsonl --stories --format json -o stories.json\n  parallax events today.jsonl --stories --state news.state"
    )]
    Events {
        /// Files, folders, or - for standard input.
        #[command(flatten)]
        inputs: Inputs,
        /// Only group articles into stories and copies: for a million articles; texts are not kept.
        #[arg(long, conflicts_with = "event")]
        stories: bool,
        /// With --stories: add the articles to those of earlier runs, which are kept in this file; it is made when it is not there.
        /// Events over passages need the texts, which it does not keep.
        #[arg(long, value_name = "FILE", requires = "stories")]
        state: Option<PathBuf>,
        /// Only this event.
        #[command(flatten)]
        choice: Choice,
    },
    /// Compare how the articles tell each event.
    #[command(
        after_help = "Examples:\n  parallax compare seeds\n  parallax compare seeds --event skripal --format markdown -o skripal.md\n  parallax compare seeds --only conflicts,silences --sort difference\n  parallax compare seeds --only namings --format csv -o namings.csv"
    )]
    Compare(super::comparison::Arguments),
    /// Make a report to hand out: a page for a browser, Markdown, a document, a workbook.
    #[command(
        after_help = "Examples:\n  parallax report articles/ -o report.html\n  parallax report articles/ --format json | less\n  parallax report archive.jsonl -o report/          pages with an index"
    )]
    Report(super::report::Arguments),
    /// Make a worksheet and its key of articles on one event.
    ///
    /// Without --format it writes all that it can: worksheet, key and teacher's page for print (html), for a word processor
    /// (docx) and as text (markdown), a page
    /// that checks its own answers (exercise.html), and files for learning platforms (gift, qti, h5p), forms (csv) and programs (json).
    #[command(
        after_help = "Examples:\n  parallax exercise articles/ --level 8-10 --items 10 --seed 7 -o worksheet/\n  parallax exercise articles/ --format gift -o moodle/"
    )]
    Exercise(super::exercise::Arguments),
    /// Count each outlet's habits.
    #[command(after_help = "Example:\n  parallax profile news.jsonl --format csv -o profiles.csv")]
    Profile {
        /// Files, folders, or - for standard input.
        #[command(flatten)]
        inputs: Inputs,
    },
    /// Judge pairs of sentences: the same claim or not.
    #[command(
        after_help = "Example:\n  echo '{\"id\":\"1\",\"a\":\"Ten died.\",\"b\":\"Twelve died.\"}' | parallax align -"
    )]
    Align {
        /// JSON Lines of {"id", "a", "b"}, or - for standard input.
        pairs: PathBuf,
    },
    /// Check, test and list rule packs.
    Rules {
        /// What to do with them.
        #[command(subcommand)]
        command: RulesCommand,
    },
    /// Print a completion script for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page.
    Man,
}

/// Input arguments.
#[derive(Debug, Args)]
pub struct Inputs {
    /// Files, folders (with all that is in them), or - for standard input.
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// Remove page furniture from structured input as well.
    #[arg(long)]
    pub clean: bool,
    /// How many times its size a file packed with gzip or zstd may unpack to, beyond 64 MiB.
    #[arg(long, value_name = "N", default_value_t = store::UNPACK_LIMIT)]
    pub unpack_limit: u64,
    /// What fields are called in JSON and tables: text=body,outlet=source.name. The names of common services are known.
    #[arg(long, value_name = "FIELD=NAME", value_delimiter = ',', value_parser = ingest::mapping)]
    pub map: Vec<(String, String)>,
    /// The charset of files that do not say theirs, such as windows-1252; UTF-8 otherwise.
    #[arg(long, value_name = "NAME", value_parser = charset)]
    pub charset: Option<&'static Encoding>,
}

fn charset(name: &str) -> Result<&'static Encoding, String> {
    let help = "try utf-8, windows-1252, iso-8859-2, utf-16le or shift_jis";
    Encoding::for_label(name.as_bytes()).ok_or_else(|| format!("no such charset; {help}"))
}

impl Inputs {
    /// How to read them.
    pub fn options(&self) -> ingest::Options {
        ingest::Options {
            clean: self.clean,
            unpack_limit: Some(self.unpack_limit),
            map: self.map.iter().cloned().collect(),
            charset: self.charset,
            explain: false,
        }
    }
}

/// The wanted event.
#[derive(Debug, Args)]
pub struct Choice {
    /// Only this event: its id, or words that its sentences hold.
    #[arg(long, value_name = "ID|TERMS")]
    pub event: Option<String>,
}

/// Where templates come from.
#[derive(Debug, Args)]
pub struct TemplateFolder {
    /// Use the templates of this folder instead of the bundled ones of the same names.
    #[arg(long, value_name = "DIR")]
    pub templates: Option<PathBuf>,
}

/// Options of every command.
#[derive(Debug, Args)]
pub struct Common {
    /// How to print the result.
    #[arg(long, global = true, value_enum)]
    pub format: Option<Format>,
    /// Write the result to a file, whole or not at all.
    #[arg(long, short, global = true, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Add rule files or folders of rule files; may be given several times.
    #[arg(long, global = true, value_name = "DIR")]
    pub rules: Vec<PathBuf>,
    /// Use the bundled rules and --rules only.
    #[arg(long, global = true)]
    pub no_user_rules: bool,
    /// How sure a cue must be to be shown.
    #[arg(long, global = true, value_enum, default_value_t = PresetName::Default)]
    pub preset: PresetName,
    /// Number of threads; the result is the same for any.
    #[arg(long, global = true, value_name = "N")]
    pub threads: Option<usize>,
    /// Say nothing on standard error but errors.
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// Colour the output.
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto)]
    pub color: Color,
    /// Characters in a line of a table; the terminal's width when it is one.
    #[arg(long, global = true, value_name = "N")]
    pub width: Option<usize>,
}

/// Output formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Tables for a terminal.
    Table,
    /// Markdown.
    Markdown,
    /// One self-contained page.
    Html,
    /// Flat records.
    Csv,
    /// One JSON object (or array).
    Json,
    /// JSON Lines.
    Jsonl,
    /// A document for a word processor, of `report` and `exercise` only.
    Docx,
    /// A workbook for a spreadsheet, of `report` only.
    Xlsx,
    /// Moodle's text format for questions, of `exercise` only.
    Gift,
    /// Packages of QTI 1.2 and 2.1 for learning platforms, of `exercise` only.
    Qti,
    /// A package of H5P's Mark the Words, of `exercise` only.
    H5p,
    /// SARIF 2.1.0, of `rules check` only: for editors and CI.
    Sarif,
}

/// Presets of cue strength.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PresetName {
    /// Between default and classroom.
    Careful,
    /// What a reader would agree with.
    Default,
    /// Everything.
    Full,
    /// Only what is sure.
    Classroom,
}

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}
