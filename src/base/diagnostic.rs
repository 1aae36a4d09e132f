//! Positioned findings about a file that a person wrote: what is wrong, where, and what to do.

use serde::Serialize;

use super::Span;

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The rule or file is skipped and the exit status is not zero.
    Error,
    /// Legal, but probably not what was meant.
    Warning,
}

/// One finding at one place of one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// How grave it is.
    pub level: Level,
    /// The file as the user named it.
    pub file: String,
    /// Where in the file, in bytes.
    pub span: Span,
    /// Line of the start, counted from 1.
    pub line: usize,
    /// Column of the start in characters, counted from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
    /// What to do, where something helps: a near name, the allowed values.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A finding at `span` of `source`, the text of `file`.
    pub fn new(level: Level, file: &str, source: &str, span: Span, message: impl Into<String>) -> Self {
        let before = source.get(..span.start).unwrap_or(source);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Diagnostic {
            level,
            file: file.to_owned(),
            span,
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            message: message.into(),
            help: None,
        }
    }

    /// The same finding with advice.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// Findings together with the sources they point into, so that they can be shown with their line and caret.
#[derive(Debug, Clone, Default)]
pub struct Diagnostics {
    /// The findings, in the order of files and places.
    pub list: Vec<Diagnostic>,
    /// File name and text of every file that a finding points into.
    pub sources: Vec<(String, String)>,
}

impl Diagnostics {
    /// Whether any finding is an error.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|d| d.level == Level::Error)
    }
}
