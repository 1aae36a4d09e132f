//! Where results go: standard output or a file, written whole or not at all. A closed pipe ends quietly.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use serde::Serialize;

use crate::base::{Error, Result};
use crate::render::{self, Report};
use crate::store;

use super::arguments::{Color, Common, Format};

/// How wide a table is when the output is no terminal.
const PAPER: usize = 120;

/// Shows a report in the wanted format; `json` is the result that JSON prints.
///
/// # Errors
/// When the file cannot be written.
pub fn show(common: &Common, otherwise: Format, report: &dyn Report, json: &impl Serialize) -> Result<()> {
    let text = match common.format.unwrap_or(otherwise) {
        Format::Table => render::terminal(&report.page(), width(common), color(common)),
        Format::Markdown => render::markdown(&report.page()),
        Format::Html => render::html(&report.page()),
        Format::Csv => {
            let (header, records) = report.records();
            render::csv(&header, &records)
        }
        Format::Json | Format::Jsonl => as_json(json)?,
        Format::Docx | Format::Xlsx => {
            return Err(Error::Usage("only `report` prints docx and xlsx, and `exercise` docx".into()));
        }
        Format::Gift | Format::Qti | Format::H5p => {
            return Err(Error::Usage("only `exercise` prints gift, qti and h5p".into()));
        }
        Format::Sarif => return Err(Error::Usage("only `rules check` prints sarif".into())),
    };
    write(common.output.as_deref(), text.as_bytes())
}

/// One JSON value on one line.
///
/// # Errors
/// Never for the values of this library.
pub fn as_json(value: &impl Serialize) -> Result<String> {
    let mut text = serde_json::to_string(value).map_err(|e| Error::Usage(format!("cannot be written as JSON: {e}")))?;
    text.push('\n');
    Ok(text)
}

/// Writes to a file (whole or not at all) or to standard output.
///
/// # Errors
/// When the file cannot be written. A pipe that the reader closed is no error.
pub fn write(file: Option<&Path>, bytes: &[u8]) -> Result<()> {
    match file {
        Some(path) => store::write_atomically(path, bytes),
        None => quietly(io::stdout().lock().write_all(bytes).and_then(|()| io::stdout().flush())),
    }
}

/// Where lines go as they are made.
#[derive(Debug)]
pub enum Sink {
    /// Standard output.
    Standard,
    /// A file, which takes its place when it is whole.
    File(store::Pending),
}

impl Sink {
    /// A file when one is named.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn begin(file: Option<&Path>) -> Result<Sink> {
        Ok(match file {
            Some(path) => Sink::File(store::Pending::begin(path)?),
            None => Sink::Standard,
        })
    }

    /// Writes on.
    ///
    /// # Errors
    /// When the file cannot be written. A pipe that the reader closed is no error.
    pub fn write(&mut self, bytes: &[u8]) -> Result<()> {
        match self {
            Sink::File(file) => file.write(bytes),
            Sink::Standard => quietly(io::stdout().lock().write_all(bytes)),
        }
    }

    /// Nothing more comes.
    ///
    /// # Errors
    /// When the file cannot take its place.
    pub fn finish(self) -> Result<()> {
        match self {
            Sink::File(file) => file.finish(),
            Sink::Standard => quietly(io::stdout().flush()),
        }
    }
}

/// JSON values as they are made: as lines, or as the elements of one array.
#[derive(Debug)]
pub struct Listed {
    sink: Sink,
    array: bool,
    first: bool,
}

impl Listed {
    /// Where and how the options say.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn begin(common: &Common) -> Result<Listed> {
        let sink = Sink::begin(common.output.as_deref())?;
        Ok(Listed { sink, array: common.format == Some(Format::Json), first: true })
    }

    /// One more value, with its line's end.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write(&mut self, line: &[u8]) -> Result<()> {
        if self.array {
            self.sink.write(if self.first { b"[" } else { b"," })?;
            self.first = false;
        }
        self.sink.write(line)
    }

    /// Nothing more comes.
    ///
    /// # Errors
    /// When the file cannot take its place.
    pub fn finish(mut self) -> Result<()> {
        if self.array {
            self.sink.write(if self.first { b"[]\n" } else { b"]\n" })?;
        }
        self.sink.finish()
    }
}

/// A broken pipe means that the reader has enough.
///
/// # Errors
/// Any other failure of standard output.
pub fn quietly(written: io::Result<()>) -> Result<()> {
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Error::io("standard output", error)),
        _ => Ok(()),
    }
}

fn width(common: &Common) -> usize {
    let terminal = || (common.output.is_none()).then(terminal_width).flatten();
    common.width.or_else(terminal).unwrap_or(PAPER).max(20)
}

fn terminal_width() -> Option<usize> {
    if !io::stdout().is_terminal() {
        return None;
    }
    comfy_table::Table::new().width().map(usize::from)
}

/// Whether to colour what goes to standard output.
pub fn color(common: &Common) -> bool {
    match common.color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => {
            common.output.is_none()
                && io::stdout().is_terminal()
                && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty())
        }
    }
}
