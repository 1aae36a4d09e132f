//! The words of a hand-out's frame: headings, explanations, what rungs and statuses are called. They are data (`words.toml`), so that
//! a user can say them otherwise or in another language.

use std::collections::BTreeMap;

use serde::Serialize;
use toml::Value;

use crate::base::{Code, Diagnostic, Diagnostics, Error, Level, Result, Span};

/// Words by table and name.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(transparent)]
pub struct Words(BTreeMap<String, BTreeMap<String, String>>);

impl Words {
    /// The words of a TOML file of tables of strings.
    ///
    /// # Errors
    /// [`Error::Rules`] with line and caret.
    pub fn parse(file: &str, text: &str) -> Result<Words> {
        toml::from_str::<BTreeMap<String, BTreeMap<String, String>>>(text).map(Words).map_err(|error| {
            let span = error.span().map_or(Span::default(), |range| Span::new(range.start, range.end));
            let finding = Diagnostic::new(Level::Error, Code::Syntax, file, text, span, error.message());
            let all = Diagnostics { list: vec![finding], sources: vec![(file.to_owned(), text.to_owned())] };
            Error::Rules(all.render(false).trim_end().to_owned())
        })
    }

    /// A word; its name where there is none.
    pub fn get<'w>(&'w self, table: &str, name: &'w str) -> &'w str {
        self.0.get(table).and_then(|words| words.get(name)).map_or(name, String::as_str)
    }

    /// The word for a value that serialises as a plain name: a rung, a status, a kind.
    pub fn of(&self, table: &str, value: &impl Serialize) -> String {
        let name = match Value::try_from(value) {
            Ok(Value::String(name)) => name,
            _ => String::new(),
        };
        self.get(table, &name).to_owned()
    }
}

/// Words that begin with a capital letter.
pub fn first_upper(text: &str) -> String {
    let mut signs = text.chars();
    signs.next().map_or(String::new(), |first| first.to_uppercase().chain(signs).collect())
}

/// Words on one line.
pub fn clean(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
