//! `parallax compare`: what a reader can ask of a comparison, and how it is answered.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::analysis::{self, Gathered, Gathering, Part, Parts, stamped};
use crate::base::{Error, Result};
use crate::compare::{Asked, RowOrder};
use crate::matching::Engine;
use crate::render::ComparisonView;
use crate::rules::{self, Rulings};

use super::arguments::{Choice, Common, Format, Inputs};
use super::{batches, commands, output};

/// Articles annotated side by side before they are put aside.
const BATCH: usize = 128;

/// What can be typed behind `compare`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Files, folders, or - for standard input.
    #[command(flatten)]
    pub inputs: Inputs,
    /// Only this event.
    #[command(flatten)]
    pub choice: Choice,
    /// Show statements of one outlet only as well.
    #[arg(long)]
    all: bool,
    /// Only these columns, as the table names them; rows keep their ids.
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    outlets: Vec<String>,
    /// Only rows that at least so many independent voices carry; copies of one text are one voice.
    #[arg(long, value_name = "N", default_value_t = 1)]
    min_outlets: usize,
    /// Which rows come first.
    #[arg(long, value_enum, default_value_t = Sort::Outlets)]
    sort: Sort,
    /// A file of claims to join and split; without it, parallax-align.toml beside the inputs.
    #[arg(long, value_name = "FILE")]
    align: Option<PathBuf>,
    /// Only these parts, in every format: in JSON the others are empty lists, and csv is a table of the one part.
    #[arg(long, value_enum, value_name = "PART", value_delimiter = ',')]
    only: Vec<Only>,
}

/// Orders of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Sort {
    /// As the fullest article tells them.
    Order,
    /// The most widely carried.
    Outlets,
    /// The most differing: contradictions, numbers, other framing.
    Difference,
    /// The surest to say the same.
    Confidence,
}

/// Parts of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Only {
    /// Headlines, and whether the text bears them out.
    Headlines,
    /// Claims side by side.
    Rows,
    /// Rows in which outlets disagree.
    Conflicts,
    /// What each outlet calls whom and what.
    #[value(alias = "naming")]
    Namings,
    /// Utterances that several quote.
    Quotations,
    /// What others tell and an outlet does not.
    Silences,
    /// Words to look at.
    Words,
    /// Habits of each outlet.
    Profiles,
}

/// Compares.
///
/// # Errors
/// When something is asked for that is not there, or the result cannot be written.
pub fn run(common: &Common, arguments: &Arguments) -> Result<bool> {
    let parts = Parts::of(arguments.only.iter().map(|part| part.part()));
    if common.format == Some(Format::Csv) && !parts.all() && parts.only().is_none() {
        return Err(Error::Usage("csv is one table; name one part with --only".into()));
    }
    let (engine, sound) = commands::engine(common, &arguments.inputs.inputs)?;
    let (rulings, whole) = rulings(common, arguments);
    let outlets = arguments.outlets.iter().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
    let asked = Asked { outlets: outlets.collect(), voices: arguments.min_outlets, order: arguments.sort.order() };
    let options = analysis::Options { asked, parts, rulings, ..commands::options(common, Some(&arguments.choice)) };
    let mut gathering = Gathering::new(&engine, &options);
    let mut unread = Vec::new();
    let read = batches::each(common, &engine, &arguments.inputs, BATCH, |batch| {
        unread.extend(commands::unread(&batch, &engine));
        gathering.take(batch)
    })?;
    commands::warn_unread(common, &unread);
    commands::warn_idle(common, analysis::idle_ignores(&gathering.ignored, &engine), &engine);
    let mut gathered = gathering.finish()?;
    let warnings = gathered.warnings();
    if !common.quiet && !warnings.is_empty() {
        eprint!("{}", options.rulings.shown(warnings).render(false));
    }
    match common.format {
        Some(Format::Json | Format::Jsonl) => {
            let mut out = output::Sink::begin(common.output.as_deref())?;
            json(&engine, &mut gathered, &mut |text| out.write(text.as_bytes()))?;
            out.finish()?;
        }
        _ => {
            let found = gathered.comparison(true)?;
            let view = ComparisonView { comparison: &found, all: arguments.all, parts: &options.parts };
            output::show(common, Format::Table, &view, &())?;
        }
    }
    Ok(sound && whole && read)
}

/// The result as one object of JSON, written as it is made.
fn json(engine: &Engine, gathered: &mut Gathered, out: &mut dyn FnMut(&str) -> Result<()>) -> Result<()> {
    let head = output::as_json(&stamped(engine, Nothing {}))?;
    out(head.trim_end().trim_end_matches('}'))?;
    out(",\"articles\":[")?;
    let mut first = true;
    let mut comma = move || if std::mem::take(&mut first) { "" } else { "," };
    gathered.each_article(|article| {
        out(comma())?;
        out(&article)
    })?;
    out("],\"stories\":")?;
    out(output::as_json(&gathered.stories)?.trim_end())?;
    out(",\"events\":[")?;
    let mut first = true;
    let mut comma = move || if std::mem::take(&mut first) { "" } else { "," };
    gathered.each_event(|event| {
        out(comma())?;
        out(output::as_json(&event)?.trim_end())
    })?;
    out("],\"profiles\":")?;
    out(output::as_json(&gathered.profiles())?.trim_end())?;
    out("}\n")
}

/// What is stamped before its parts are there.
#[derive(serde::Serialize)]
struct Nothing {}

/// What the reader joins and splits; `false` when something in the file is wrong, which is said on standard error.
fn rulings(common: &Common, arguments: &Arguments) -> (Rulings, bool) {
    if common.no_user_rules && arguments.align.is_none() {
        return (Rulings::default(), true);
    }
    let (rulings, found) = rules::rulings(arguments.align.as_deref(), &arguments.inputs.inputs);
    if !found.list.is_empty() {
        eprint!("{}", found.render(false));
    }
    (rulings, !found.has_errors())
}

impl Sort {
    fn order(self) -> RowOrder {
        match self {
            Sort::Order => RowOrder::Told,
            Sort::Outlets => RowOrder::Outlets,
            Sort::Difference => RowOrder::Difference,
            Sort::Confidence => RowOrder::Confidence,
        }
    }
}

impl Only {
    fn part(self) -> Part {
        match self {
            Only::Headlines => Part::Headlines,
            Only::Rows => Part::Rows,
            Only::Conflicts => Part::Conflicts,
            Only::Namings => Part::Namings,
            Only::Quotations => Part::Quotations,
            Only::Silences => Part::Silences,
            Only::Words => Part::Words,
            Only::Profiles => Part::Profiles,
        }
    }
}
