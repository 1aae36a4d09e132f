//! The files of an exercise, format by format.

use serde::Serialize;

use crate::base::{Error, Result, SCHEMA_VERSION};
use crate::render::Templates;

use super::export::{self, Named};
use super::item::Exercise;
use super::sheet::sheet;

/// What an exercise is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Worksheet, key and teacher's page for print, and a page that checks its own answers.
    Html,
    /// Worksheet, key and teacher's page as text.
    Markdown,
    /// Worksheet and key for a word processor.
    Docx,
    /// The exercise as data.
    Json,
    /// A question a line, for forms and spreadsheets.
    Csv,
    /// Moodle's GIFT.
    Gift,
    /// A package of QTI 1.2 and one of QTI 2.1, for other learning platforms.
    Qti,
    /// Packages for H5P's Mark the Words; none when no item asks for words to be marked.
    H5p,
}

impl Format {
    /// Every format, in the order in which they are written.
    pub const ALL: [Format; 8] = [
        Format::Html,
        Format::Markdown,
        Format::Docx,
        Format::Json,
        Format::Csv,
        Format::Gift,
        Format::Qti,
        Format::H5p,
    ];
}

/// The files of an exercise in one format.
///
/// # Errors
/// When a template asks for what is not there, or a package grows too large.
pub fn files(exercise: &Exercise, format: Format, templates: &Templates) -> Result<Vec<Named>> {
    let words = &templates.words;
    let named = |name: &str, bytes: Vec<u8>| (name.to_owned(), bytes);
    Ok(match format {
        Format::Html => {
            let mut all = pages(exercise, "html", templates)?;
            all.push(named("exercise.html", export::interactive(exercise, templates)?.into_bytes()));
            all
        }
        Format::Markdown => pages(exercise, "md", templates)?,
        Format::Docx => vec![
            named("worksheet.docx", export::worksheet(exercise, words)?),
            named("key.docx", export::key(exercise, words)?),
        ],
        Format::Json => vec![named("exercise.json", json(exercise)?)],
        Format::Csv => vec![named("exercise.csv", export::csv(exercise, words).into_bytes())],
        Format::Gift => vec![named("exercise.gift.txt", export::gift(exercise, words).into_bytes())],
        Format::Qti => vec![
            named("exercise-qti12.zip", export::qti12(exercise, words)?),
            named("exercise-qti21.zip", export::qti21(exercise, words)?),
        ],
        Format::H5p => export::h5p(exercise, words)?,
    })
}

fn pages(exercise: &Exercise, ending: &str, templates: &Templates) -> Result<Vec<Named>> {
    let sheet = sheet(exercise);
    let page = |name| {
        let file = format!("{name}.{ending}");
        let text = templates.fill(&file, &sheet)?;
        Ok((file, text.into_bytes()))
    };
    ["worksheet", "key", "teacher"].into_iter().map(page).collect()
}

/// An exercise with the version of the contract; it names its rule set itself.
#[derive(Serialize)]
struct Whole<'a> {
    schema_version: u32,
    #[serde(flatten)]
    exercise: &'a Exercise,
}

fn json(exercise: &Exercise) -> Result<Vec<u8>> {
    let whole = Whole { schema_version: SCHEMA_VERSION, exercise };
    let mut bytes = serde_json::to_vec(&whole).map_err(|e| Error::Usage(format!("cannot be written as JSON: {e}")))?;
    bytes.push(b'\n');
    Ok(bytes)
}
