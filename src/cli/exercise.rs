//! `exercise`: which kinds, for whom, into which folder.

use clap::Args;

use crate::analysis;
use crate::base::{Error, Result};
use crate::exercise::{self, Format, ItemKind, Level, TEMPLATES, Wanted};
use crate::render::Templates;
use crate::rules::nearest;
use crate::store;

use super::arguments::{self, Choice, Common, Inputs, TemplateFolder};
use super::commands;

/// What can be typed behind `exercise`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Files, folders, or - for standard input.
    #[command(flatten)]
    inputs: Inputs,
    /// Only this event.
    #[command(flatten)]
    choice: Choice,
    /// Kinds of item, parted by commas: hedges, fact-or-claim, who-says, verbs,
    /// match, grid, missing, order, numbers, naming, quotations, headline, rewrite,
    /// comparison.
    #[arg(long, value_name = "KINDS", value_delimiter = ',')]
    types: Vec<String>,
    /// Whom it is for: 5-7, 8-10, 11-13 or adult.
    #[arg(long, default_value = "8-10")]
    level: String,
    /// How many items in all.
    #[arg(long, value_name = "N", default_value_t = 12)]
    items: usize,
    /// The same seed draws the same items.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Use the templates of this folder instead of the bundled ones of the same names.
    #[command(flatten)]
    folder: TemplateFolder,
}

/// Makes an exercise; `typed` is the command line.
///
/// # Errors
/// When nothing could be made of the articles, or a file cannot be written.
pub fn run(common: &Common, arguments: &Arguments, typed: &str) -> Result<bool> {
    let formats = formats(common)?;
    let wanted = Wanted {
        kinds: if arguments.types.is_empty() {
            ItemKind::ALL.iter().map(|(kind, _)| *kind).collect()
        } else {
            arguments.types.iter().map(|name| kind(name)).collect::<Result<_>>()?
        },
        level: level(&arguments.level)?,
        items: arguments.items,
        seed: arguments.seed,
        command: typed.to_owned(),
    };
    let Some(folder) = common.output.as_deref() else {
        return Err(Error::Usage("name a folder for the worksheet and its key: -o exercise/".into()));
    };
    let templates = Templates::load(TEMPLATES, arguments.folder.templates.as_deref())?;
    let (engine, sound) = commands::engine(common, &arguments.inputs.inputs)?;
    let read = commands::ingest(common, &engine, &arguments.inputs);
    let options = commands::options(common, Some(&arguments.choice));
    let articles = commands::annotated(common, read.articles, &engine, &options);
    let found = analysis::compare(articles, &engine, &options)?;
    let made = exercise::make(&found, engine.rules(), &templates.words, &wanted)?;
    let without = made.yields.iter().filter(|y| y.made == 0).map(|y| y.kind.name()).collect::<Vec<_>>().join(", ");
    if !without.is_empty() && !common.quiet {
        eprintln!("no item that leaves no doubt could be made of these kinds: {without}");
    }
    if made.items.len() < wanted.items && !common.quiet {
        eprintln!("{} of {} items made; the articles hold no more that leave no doubt", made.items.len(), wanted.items);
    }
    if made.items.is_empty() {
        return Err(Error::Usage("these articles give no sound item; try other --types, or an easier event".into()));
    }
    let mut written = 0;
    for format in formats {
        for (name, bytes) in exercise::files(&made, format, &templates)? {
            let path = folder.join(name);
            store::make_folder_of(&path)?;
            store::write_atomically(&path, &bytes)?;
            written += 1;
        }
    }
    if written == 0 {
        return Err(Error::Usage("h5p asks for words to be marked, and no item here does; add --types hedges".into()));
    }
    Ok(sound && read.sound)
}

/// The format that was asked for, else every one.
fn formats(common: &Common) -> Result<Vec<Format>> {
    let one = match common.format {
        None => return Ok(Format::ALL.to_vec()),
        Some(arguments::Format::Html) => Format::Html,
        Some(arguments::Format::Markdown) => Format::Markdown,
        Some(arguments::Format::Docx) => Format::Docx,
        Some(arguments::Format::Json) => Format::Json,
        Some(arguments::Format::Csv) => Format::Csv,
        Some(arguments::Format::Gift) => Format::Gift,
        Some(arguments::Format::Qti) => Format::Qti,
        Some(arguments::Format::H5p) => Format::H5p,
        Some(_) => {
            return Err(Error::Usage("an exercise is html, markdown, docx, json, csv, gift, qti or h5p".into()));
        }
    };
    Ok(vec![one])
}

fn kind(name: &str) -> Result<ItemKind> {
    let known: Vec<&str> = ItemKind::ALL.iter().map(|(_, name)| *name).collect();
    ItemKind::ALL.iter().find(|(_, own)| *own == name).map(|(kind, _)| *kind).ok_or_else(|| {
        let near =
            nearest(name, known.iter().copied()).map_or(String::new(), |near| format!("; did you mean `{near}`?"));
        Error::Usage(format!("no kind of item is called `{name}`{near}; there are {}", known.join(", ")))
    })
}

fn level(name: &str) -> Result<Level> {
    let known: Vec<&str> = Level::ALL.iter().map(|(_, name)| *name).collect();
    Level::ALL
        .iter()
        .find(|(_, own)| *own == name)
        .map(|(level, _)| *level)
        .ok_or_else(|| Error::Usage(format!("no level is called `{name}`; there are {}", known.join(", "))))
}
