//! `report`: which format, into which file or folder.

use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::Path;

use clap::Args;

use crate::analysis::{self, Comparison};
use crate::base::{Error, Result};
use crate::render::Templates;
use crate::report::{self, Format, Made, PackView, TEMPLATES};
use crate::rules::RuleSet;
use crate::store;

use super::arguments::{self, Choice, Common, Inputs, TemplateFolder};
use super::{commands, output};

/// What can be typed behind `report`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Files, folders, or - for standard input.
    #[command(flatten)]
    inputs: Inputs,
    /// Only this event.
    #[command(flatten)]
    choice: Choice,
    /// Use the templates of this folder instead of the bundled ones of the same names.
    #[command(flatten)]
    folder: TemplateFolder,
    /// List the templates and the data they get, and do nothing else.
    #[arg(long, exclusive = true)]
    template_help: bool,
}

/// Makes a report; `typed` is the command line.
///
/// # Errors
/// When a template is broken or the report cannot be written.
pub fn run(common: &Common, arguments: &Arguments, typed: &str) -> Result<bool> {
    if arguments.template_help {
        return output::write(common.output.as_deref(), report::HELP.as_bytes()).map(|()| true);
    }
    let wanted = Wanted::of(common, arguments.folder.templates.as_deref())?;
    let (engine, sound) = commands::engine(common, &arguments.inputs.inputs)?;
    let read = commands::ingest(common, &engine, &arguments.inputs);
    let options = commands::options(common, Some(&arguments.choice));
    wanted.fits(common, read.articles.len())?;
    let articles = commands::annotated(common, read.articles, &engine, &options);
    let found = analysis::compare(articles, &engine, &options)?;
    wanted.write(common, &found, engine.rules(), typed)?;
    Ok(sound && read.sound)
}

/// What is to be written, found out before any work is done.
struct Wanted {
    format: Format,
    templates: Templates,
}

impl Wanted {
    /// The format asked for, else the one that the file's name ends in, else a page; and the templates.
    ///
    /// # Errors
    /// When a report has no such format, or a template is broken.
    fn of(common: &Common, templates: Option<&Path>) -> Result<Wanted> {
        let format = match common.format {
            Some(given) => known(given)?,
            None => common.output.as_deref().and_then(by_name).unwrap_or(Format::Html),
        };
        Ok(Wanted { format, templates: Templates::load(TEMPLATES, templates)? })
    }

    /// That the report of so many articles can go where it is to go.
    ///
    /// # Errors
    /// When it needs a folder, or a file.
    fn fits(&self, common: &Common, articles: usize) -> Result<()> {
        let output = common.output.as_deref();
        if matches!(self.format, Format::Docx | Format::Xlsx) && output.is_none() && std::io::stdout().is_terminal() {
            return Err(Error::Usage("this format is no text; name a file with -o".into()));
        }
        if self.format.splits(articles) && !output.is_some_and(is_folder) {
            return Err(Error::Usage(format!(
                "a report of {articles} articles is split into pages; name a folder: -o report/"
            )));
        }
        Ok(())
    }

    /// Writes the report: to a file, into a folder, or to standard output.
    ///
    /// # Errors
    /// When a template asks for what is not there, or something cannot be written.
    fn write(&self, common: &Common, found: &Comparison, rules: &RuleSet, command: &str) -> Result<()> {
        let made = made(common, rules, command);
        let folder = common.output.as_deref().filter(|path| is_folder(path));
        let files = report::files(found, rules, &made, (self.format, folder.is_some()), &self.templates)?;
        for file in &files {
            match folder {
                Some(folder) => {
                    let path = folder.join(&file.name);
                    store::make_folder_of(&path)?;
                    store::write_atomically(&path, &file.bytes)?;
                }
                None => output::write(common.output.as_deref(), &file.bytes)?,
            }
        }
        Ok(())
    }
}

/// The command line as it was typed, the program's folder left out.
pub fn typed(arguments: &[OsString]) -> String {
    let mut words = vec!["parallax".to_owned()];
    words.extend(arguments.iter().skip(1).map(|argument| {
        let word = argument.to_string_lossy();
        let plain = |c: char| c.is_alphanumeric() || "-_./,:=@%+".contains(c);
        if !word.is_empty() && word.chars().all(plain) {
            word.into_owned()
        } else {
            format!("'{}'", word.replace('\'', r"'\''"))
        }
    }));
    words.join(" ")
}

fn made(common: &Common, rules: &RuleSet, command: &str) -> Made {
    let pack = |pack: &crate::rules::Pack| PackView {
        id: pack.id.clone(),
        title: pack.title.clone(),
        version: pack.manifest.version.clone(),
    };
    Made {
        command: command.to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        preset: format!("{:?}", common.preset).to_lowercase(),
        ruleset: rules.hash.clone(),
        packs: rules.packs.iter().map(pack).collect(),
    }
}

fn known(format: arguments::Format) -> Result<Format> {
    match format {
        arguments::Format::Html => Ok(Format::Html),
        arguments::Format::Markdown => Ok(Format::Markdown),
        arguments::Format::Json => Ok(Format::Json),
        arguments::Format::Csv => Ok(Format::Csv),
        arguments::Format::Docx => Ok(Format::Docx),
        arguments::Format::Xlsx => Ok(Format::Xlsx),
        _ => Err(Error::Usage("a report is html, markdown, json, csv, docx or xlsx".into())),
    }
}

fn by_name(path: &Path) -> Option<Format> {
    match path.extension()?.to_string_lossy().to_lowercase().as_str() {
        "html" | "htm" => Some(Format::Html),
        "md" => Some(Format::Markdown),
        "json" => Some(Format::Json),
        "csv" => Some(Format::Csv),
        "docx" => Some(Format::Docx),
        "xlsx" => Some(Format::Xlsx),
        _ => None,
    }
}

fn is_folder(path: &Path) -> bool {
    store::is_folder(path) || path.to_string_lossy().ends_with(['/', '\\'])
}
