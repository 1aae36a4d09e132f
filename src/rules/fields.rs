//! A pack's TOML read by hand, so that every mistake has its place: keys, kinds of value, near names.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::files::File;
use super::keys::Key;
use super::near;
use super::pattern::Mistake;
use crate::base::{Code, Diagnostic, Level, Span};

/// A place in one of the files.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub file: usize,
    pub span: Span,
}

/// What was found wrong so far.
pub(super) struct Report<'f> {
    pub files: &'f [File],
    pub found: Vec<(usize, Diagnostic)>,
    errors: usize,
}

impl<'f> Report<'f> {
    pub fn new(files: &'f [File]) -> Self {
        Report { files, found: Vec::new(), errors: 0 }
    }

    /// How many errors there are; a rule during whose reading the number rises is left out.
    pub fn errors(&self) -> usize {
        self.errors
    }

    pub fn error(&mut self, place: Place, code: Code, message: impl Into<String>, help: Option<String>) {
        self.errors += 1;
        self.add(Level::Error, place, code, message, help);
    }

    /// Something legal inside a string that is probably not meant.
    pub fn warning(&mut self, text: &Text, mistake: Mistake) {
        let span = self.inside(text, mistake.at);
        self.add(Level::Warning, Place { file: text.place.file, span }, mistake.code, mistake.message, mistake.help);
    }

    /// Something legal at a place that is probably not meant.
    pub fn caution(&mut self, place: Place, code: Code, message: impl Into<String>, help: Option<String>) {
        self.add(Level::Warning, place, code, message, help);
    }

    fn add(&mut self, level: Level, place: Place, code: Code, message: impl Into<String>, help: Option<String>) {
        let Some(file) = self.files.get(place.file) else { return };
        let found = Diagnostic::new(level, code, &file.name, &file.text, place.span, message);
        self.found.push((place.file, Diagnostic { help, ..found }));
    }

    /// A mistake inside a string.
    pub fn mistake(&mut self, text: &Text, mistake: Mistake) {
        let span = self.inside(text, mistake.at);
        self.error(Place { file: text.place.file, span }, mistake.code, mistake.message, mistake.help);
    }

    /// Where a part of a string's contents stands in its file; the whole string where escapes make that unclear.
    pub fn inside(&self, text: &Text, part: Span) -> Span {
        let source = self.files.get(text.place.file).map_or("", |file| file.text.as_ref());
        match (offset(source, text, part.start), offset(source, text, part.end)) {
            (Some(start), Some(end)) => Span::new(start, end),
            _ => text.place.span,
        }
    }
}

/// The offset in the file of the byte `at` of a string's contents.
fn offset(source: &str, text: &Text, at: usize) -> Option<usize> {
    let raw = text.place.span.of(source);
    let mark = raw.chars().next()?;
    let marks = if raw.starts_with("\"\"\"") || raw.starts_with("'''") { 3 } else { 1 };
    let mut inside = raw.get(marks..raw.len().checked_sub(marks)?)?;
    let mut here = text.place.span.start + marks;
    if marks == 3 {
        let line_break = if inside.starts_with("\r\n") { 2 } else { usize::from(inside.starts_with('\n')) };
        here += line_break;
        inside = inside.get(line_break..)?;
    }
    if marks == 1 && inside.len() == text.value.len() {
        // Nothing is escaped: an escape is longer than what it stands for.
        return text.value.is_char_boundary(at).then_some(here + at);
    }
    let mut raw = inside.chars();
    for sign in text.value.get(..at)?.chars() {
        let seen = raw.next()?;
        here += seen.len_utf8();
        if mark == '"' && seen == '\\' {
            let kind = raw.next()?;
            let digits = match kind {
                'x' => 2,
                'u' => 4,
                'U' => 8,
                'b' | 't' | 'n' | 'f' | 'r' | 'e' | '"' | '\\' => 0,
                _ => return None,
            };
            here += kind.len_utf8() + digits;
            for _ in 0..digits {
                raw.next()?;
            }
        } else if seen != sign {
            return None;
        }
    }
    Some(here)
}

/// A string of a file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Text<'t> {
    pub value: &'t str,
    /// With its quotation marks.
    pub place: Place,
}

/// A value of a file.
#[derive(Clone, Copy)]
pub(super) struct Value<'t> {
    pub file: usize,
    pub value: &'t Spanned<DeValue<'t>>,
}

impl<'t> Value<'t> {
    pub fn place(self) -> Place {
        Place { file: self.file, span: span(&self.value.span()) }
    }

    pub fn text(self) -> Option<Text<'t>> {
        self.value.get_ref().as_str().map(|value| Text { value, place: self.place() })
    }

    pub fn number(self) -> Option<f64> {
        match self.value.get_ref() {
            DeValue::Float(float) => float.as_str().replace('_', "").parse().ok(),
            DeValue::Integer(integer) => {
                i64::from_str_radix(integer.as_str(), integer.radix()).ok().map(|number| number as f64)
            }
            _ => None,
        }
    }

    pub fn table(self) -> Option<&'t DeTable<'t>> {
        self.value.get_ref().as_table()
    }

    /// The table with its place, to be read key by key.
    pub fn fields(self) -> Option<Fields<'t>> {
        Some(Fields::new(self.place(), self.table()?))
    }

    /// The values of an array.
    pub fn array(self) -> Option<impl Iterator<Item = Value<'t>>> {
        let file = self.file;
        Some(self.value.get_ref().as_array()?.iter().map(move |value| Value { file, value }))
    }

    fn kind(self) -> &'static str {
        match self.value.get_ref() {
            DeValue::String(_) => "a string",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "an array",
            DeValue::Table(_) => "a table",
        }
    }

    /// Reports that something else was expected here.
    pub fn unexpected(self, wanted: &str, report: &mut Report) {
        report.error(self.place(), Code::WrongType, format!("expected {wanted}, found {}", self.kind()), None);
    }

    /// A string or an array of strings.
    pub fn texts(self, report: &mut Report) -> Vec<Text<'t>> {
        if let Some(text) = self.text() {
            return vec![text];
        }
        let Some(values) = self.array() else {
            self.unexpected("a string or an array of strings", report);
            return Vec::new();
        };
        let mut texts = Vec::new();
        for value in values {
            match value.text() {
                Some(text) => texts.push(text),
                None => value.unexpected("a string", report),
            }
        }
        texts
    }
}

/// A table, or several that change one another: of each key the last one counts.
#[derive(Clone)]
pub(super) struct Fields<'t> {
    pub layers: Vec<(Place, &'t DeTable<'t>)>,
}

impl<'t> Fields<'t> {
    pub fn new(place: Place, table: &'t DeTable<'t>) -> Self {
        Fields { layers: vec![(place, table)] }
    }

    /// Where it stands: its last layer's head.
    pub fn place(&self) -> Place {
        self.layers.last().map_or(Place { file: 0, span: Span::default() }, |&(place, _)| place)
    }

    pub fn get(&self, key: &str) -> Option<Value<'t>> {
        self.layers.iter().rev().find_map(|&(place, table)| Some(Value { file: place.file, value: table.get(key)? }))
    }

    pub fn text(&self, key: &str, report: &mut Report) -> Option<Text<'t>> {
        let value = self.get(key)?;
        let text = value.text();
        if text.is_none() {
            value.unexpected("a string", report);
        }
        text
    }

    /// A string that must be there and say something.
    pub fn needed(&self, key: &str, report: &mut Report) -> String {
        match self.get(key) {
            None => self.missing(key, report),
            Some(_) => match self.text(key, report) {
                Some(text) if text.value.trim().is_empty() => {
                    report.error(text.place, Code::Empty, format!("`{key}` says nothing"), None);
                }
                Some(text) => return text.value.to_owned(),
                None => {}
            },
        }
        String::new()
    }

    /// A table inside; anything else under that key is reported.
    pub fn table(&self, key: &str, report: &mut Report) -> Option<Fields<'t>> {
        let value = self.get(key)?;
        let fields = value.fields();
        if fields.is_none() {
            value.unexpected("a table", report);
        }
        fields
    }

    /// All keys with their values, in the order of layers and keys.
    pub fn entries(&self) -> impl Iterator<Item = (Text<'t>, Value<'t>)> {
        self.layers.iter().flat_map(|&(place, table)| {
            table.iter().map(move |(key, value)| {
                let at = Place { file: place.file, span: span(&key.span()) };
                (Text { value: key.get_ref().as_ref(), place: at }, Value { file: place.file, value })
            })
        })
    }

    /// Reports that a key is missing; a slip in its name is reported as an unknown key instead.
    pub fn missing(&self, key: &str, report: &mut Report) {
        if self.entries().any(|(name, _)| near(name.value, [key].into_iter()).is_some()) {
            return;
        }
        report.error(self.place(), Code::MissingKey, format!("the key `{key}` is missing"), None);
    }

    pub fn texts(&self, key: &str, report: &mut Report) -> Vec<Text<'t>> {
        self.get(key).map_or_else(Vec::new, |value| value.texts(report))
    }

    pub fn number(&self, key: &str, report: &mut Report) -> Option<f64> {
        let value = self.get(key)?;
        let number = value.number();
        if number.is_none() {
            value.unexpected("a number", report);
        }
        number
    }

    pub fn flag(&self, key: &str, report: &mut Report) -> Option<bool> {
        let value = self.get(key)?;
        let flag = value.value.get_ref().as_bool();
        if flag.is_none() {
            value.unexpected("true or false", report);
        }
        flag
    }

    /// One of some names.
    pub fn one_of<T: Copy>(&self, key: &str, names: &[(&str, T)], report: &mut Report) -> Option<T> {
        one_of(self.text(key, report)?, key, names, report)
    }

    /// Reports keys that nobody reads.
    pub fn only(&self, keys: &[&[Key]], report: &mut Report) {
        let known: Vec<&str> = keys.iter().copied().flatten().map(|key| key.name).collect();
        for &(place, table) in &self.layers {
            let mut unknown: Vec<_> = table.keys().filter(|key| !known.contains(&key.get_ref().as_ref())).collect();
            unknown.sort_by_key(|key| key.span().start);
            for key in unknown {
                let help = near(key.get_ref(), known.iter().copied())
                    .unwrap_or_else(|| format!("the keys here are {}", listed(known.iter().copied())));
                let at = Place { file: place.file, span: span(&key.span()) };
                report.error(at, Code::UnknownKey, format!("unknown key `{}`", shown(key.get_ref())), Some(help));
            }
        }
    }
}

/// A name out of some; anything else is reported.
pub(super) fn one_of<T: Copy>(text: Text, what: &str, names: &[(&str, T)], report: &mut Report) -> Option<T> {
    let found = names.iter().find(|&&(name, _)| name == text.value).map(|&(_, value)| value);
    if found.is_none() {
        let known = || names.iter().map(|&(name, _)| name);
        let help = near(text.value, known()).unwrap_or_else(|| format!("it can be {}", listed(known())));
        report.error(text.place, Code::UnknownValue, format!("unknown {what} `{}`", shown(text.value)), Some(help));
    }
    found
}

/// Names as a sentence lists them.
pub(super) fn listed<'n>(names: impl Iterator<Item = &'n str>) -> String {
    names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// What was written, short enough for a message and on one line.
pub(super) fn shown(written: &str) -> String {
    written.chars().map(|sign| if sign.is_control() { ' ' } else { sign }).take(40).collect()
}

/// The parser's range as a span.
pub(super) fn span(range: &std::ops::Range<usize>) -> Span {
    Span::new(range.start, range.end)
}
