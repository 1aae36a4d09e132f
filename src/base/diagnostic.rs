//! Positioned findings about a file that a person wrote: what is wrong, where, and what to do.

use annotate_snippets::{AnnotationKind, Group, Level as Title, Renderer, Snippet};
use serde::Serialize;

use super::{Code, Span};

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
    /// What kind of finding it is.
    pub code: Code,
    /// The file as the user named it.
    pub file: String,
    /// Where in the file, in bytes.
    pub span: Span,
    /// Line of the start, counted from 1.
    pub line: usize,
    /// Column of the start in characters, counted from 1.
    pub column: usize,
    /// Line of the end.
    pub end_line: usize,
    /// Column behind the last character.
    pub end_column: usize,
    /// What is wrong.
    pub message: String,
    /// What to do, where something helps: a near name, the allowed values.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A finding at `span` of `source`, the text of `file`.
    pub fn new(level: Level, code: Code, file: &str, source: &str, span: Span, message: impl Into<String>) -> Self {
        let (line, column) = position(source, span.start);
        let (end_line, end_column) = position(source, span.end);
        Diagnostic {
            level,
            code,
            file: file.to_owned(),
            span,
            line,
            column,
            end_line,
            end_column,
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

    /// The findings as a terminal shows them: message, place, line with a caret, advice; coloured or not.
    pub fn render(&self, color: bool) -> String {
        let renderer = if color { Renderer::styled() } else { Renderer::plain() };
        let mut all = String::new();
        for finding in &self.list {
            let source = self.sources.iter().find(|(name, _)| *name == finding.file).map_or("", |(_, text)| text);
            all.push_str(&renderer.render(&finding.report(source)));
            all.push_str("\n\n");
        }
        all
    }
}

impl Diagnostic {
    fn report<'d>(&'d self, source: &'d str) -> Vec<Group<'d>> {
        let level = match self.level {
            Level::Error => Title::ERROR,
            Level::Warning => Title::WARNING,
        };
        // A file without text could not be read: its name is all there is to point at.
        let message = if source.is_empty() { format!("{}: {}", self.file, self.message) } else { self.message.clone() };
        let mut main = Group::with_title(level.primary_title(message).id(self.code.name()));
        if !source.is_empty() {
            let start = floor(source, self.span.start);
            let end = floor(source, self.span.end).max(start);
            main = main.element(
                Snippet::source(source).path(self.file.as_str()).annotation(AnnotationKind::Primary.span(start..end)),
            );
        }
        if let Some(help) = &self.help {
            main = main.element(Title::HELP.message(help.as_str()));
        }
        vec![main]
    }
}

/// Line and column, both counted from 1, of an offset.
fn position(source: &str, at: usize) -> (usize, usize) {
    let before = source.get(..at).unwrap_or(source);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

/// The last character boundary at or before `at`.
fn floor(source: &str, at: usize) -> usize {
    let mut at = at.min(source.len());
    while !source.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_is_shown_with_its_line_a_caret_and_advice() {
        let source = "schema = 1\n[lists]\nverbs = 7\n";
        let finding =
            Diagnostic::new(Level::Error, Code::Syntax, "a.toml", source, Span::new(27, 28), "expected a list")
                .help("use [ ]");
        assert_eq!((finding.line, finding.column), (3, 9));
        let all = Diagnostics { list: vec![finding], sources: vec![("a.toml".into(), source.into())] };
        let shown = all.render(false);
        for part in ["error[syntax]: expected a list", "a.toml:3:9", "verbs = 7", "^", "use [ ]"] {
            assert!(shown.contains(part), "{part} in:\n{shown}");
        }
    }

    #[test]
    fn a_place_outside_the_text_is_shown_at_its_end() {
        let finding = Diagnostic::new(Level::Error, Code::Syntax, "a.toml", "é", Span::new(1, 90), "odd");
        let all = Diagnostics { list: vec![finding], sources: vec![("a.toml".into(), "é".into())] };
        assert!(all.render(false).contains("odd"));
    }
}
