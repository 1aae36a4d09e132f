//! The files of a report.

use serde::Serialize;

use crate::analysis::{Comparison, Stamped};
use crate::base::{Error, Result, SCHEMA_VERSION};
use crate::rules::RuleSet;

use super::contents::{self, Scope};
use super::data::{Made, Report};
use super::{document, pages, sheets, workbook};
use crate::render::Templates;

/// What a report is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One page for a browser, with all it needs in it.
    Html,
    /// Text that any editor shows.
    Markdown,
    /// The data that templates get.
    Json,
    /// The cells; into a folder, a file for each sheet of the workbook.
    Csv,
    /// A document for a word processor.
    Docx,
    /// A workbook for a spreadsheet.
    Xlsx,
}

impl Format {
    /// Whether a report of so many articles is split into pages, so that it needs a folder.
    pub fn splits(self, articles: usize) -> bool {
        self == Format::Html && articles > pages::MOST
    }
}

/// A file to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: String,
    /// What stands in it.
    pub bytes: Vec<u8>,
}

/// A page of a split report.
#[derive(Serialize)]
struct Page<'a> {
    #[serde(flatten)]
    report: &'a Report,
    index: &'static str,
}

const INDEX: &str = "index.html";

/// The files of a report; the first one is where to begin. Only into a folder go several.
///
/// # Errors
/// When a template is broken.
pub fn files(
    comparison: &Comparison,
    rules: &RuleSet,
    made: &Made,
    (format, folder): (Format, bool),
    templates: &Templates,
) -> Result<Vec<File>> {
    if folder && format.splits(comparison.articles.len()) {
        return split(comparison, rules, made, templates);
    }
    let report = contents::report(comparison, &Scope::whole(comparison), rules, made);
    let words = &templates.words;
    let (name, bytes) = match format {
        Format::Html => ("report.html", templates.fill("report.html", &report)?.into_bytes()),
        Format::Markdown => ("report.md", templates.fill("report.md", &report)?.into_bytes()),
        Format::Json => ("report.json", json(&report)?.into_bytes()),
        Format::Docx => ("report.docx", document::docx(&report, words)?),
        Format::Xlsx => ("report.xlsx", workbook::xlsx(&sheets::sheets(&report, words), words)?),
        Format::Csv => {
            let sheets = sheets::sheets(&report, words);
            let wanted = sheets.iter().take(if folder { sheets.len() } else { 1 });
            return Ok(wanted
                .map(|sheet| File { name: format!("{}.csv", sheet.id), bytes: workbook::csv(sheet) })
                .collect());
        }
    };
    Ok(vec![File { name: name.to_owned(), bytes }])
}

fn split(comparison: &Comparison, rules: &RuleSet, made: &Made, templates: &Templates) -> Result<Vec<File>> {
    let scopes = pages::scopes(comparison);
    let mut files = Vec::with_capacity(scopes.len() + 1);
    let mut entries = Vec::with_capacity(scopes.len());
    for (number, scope) in (1..).zip(&scopes) {
        let report = contents::report(comparison, scope, rules, made);
        let entry = pages::entry(number, &report);
        let text = templates.fill("report.html", &Page { report: &report, index: INDEX })?;
        files.push(File { name: entry.file.clone(), bytes: text.into_bytes() });
        entries.push(entry);
    }
    let nothing = Scope { articles: Vec::new(), events: Vec::new(), profiles: true };
    let habits = contents::report(comparison, &nothing, rules, made);
    let index = pages::index(comparison, &scopes, &entries, &habits);
    files.insert(0, File { name: INDEX.to_owned(), bytes: templates.fill(INDEX, &index)?.into_bytes() });
    Ok(files)
}

fn json(report: &Report) -> Result<String> {
    let stamped = Stamped { schema_version: SCHEMA_VERSION, ruleset: &report.made.ruleset, result: report };
    let text = serde_json::to_string(&stamped).map_err(|e| Error::Usage(format!("cannot be written as JSON: {e}")))?;
    Ok(text + "\n")
}
