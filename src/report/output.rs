//! The files of a report.

use crate::analysis::{Comparison, Stamped};
use crate::base::{Error, Result, SCHEMA_VERSION};
use crate::rules::RuleSet;

use super::contents::{self, Scope};
use super::data::{Made, Report};
use super::templates::Templates;

/// What a report is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One page for a browser, with all it needs in it.
    Html,
    /// Text that any editor shows.
    Markdown,
    /// The data that templates get.
    Json,
}

/// A file to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: String,
    /// What stands in it.
    pub bytes: Vec<u8>,
}

/// The files of a report; the first one is where to begin.
///
/// # Errors
/// When a template is broken.
pub fn files(
    comparison: &Comparison,
    rules: &RuleSet,
    made: &Made,
    format: Format,
    templates: &Templates,
) -> Result<Vec<File>> {
    let whole = contents::report(comparison, &Scope::whole(comparison), rules, made);
    Ok(vec![file(&whole, format, templates)?])
}

fn file(report: &Report, format: Format, templates: &Templates) -> Result<File> {
    let (name, text) = match format {
        Format::Html => ("report.html", templates.fill("report.html", report)?),
        Format::Markdown => ("report.md", templates.fill("report.md", report)?),
        Format::Json => ("report.json", json(report)?),
    };
    Ok(File { name: name.to_owned(), bytes: text.into_bytes() })
}

fn json(report: &Report) -> Result<String> {
    let stamped = Stamped { schema_version: SCHEMA_VERSION, ruleset: &report.made.ruleset, result: report };
    let text = serde_json::to_string(&stamped).map_err(|e| Error::Usage(format!("cannot be written as JSON: {e}")))?;
    Ok(text + "\n")
}
