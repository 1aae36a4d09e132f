//! Files with broken syntax: what is sound in them is kept, with its places, and each broken statement is reported once.
//!
//! A parser that goes on after an unclosed bracket takes the rest of the file for its contents. So a broken file is cut
//! into statements, each is parsed alone, and the broken ones are blanked out before the file is parsed again.

use std::ops::Range;

use toml::Spanned;
use toml::de::DeTable;

use super::fields::{Place, Report, span};
use crate::base::{Code, Span};

/// A file's text with its broken statements blanked out.
pub(super) struct Mended {
    pub text: String,
    /// Where statements were broken, and how.
    pub broken: Vec<(Span, String)>,
}

/// Parses a text, or mends it.
pub(super) fn parse(text: &str) -> Result<Spanned<DeTable<'_>>, Mended> {
    match DeTable::parse_recoverable(text) {
        (table, errors) if errors.is_empty() => Ok(table),
        _ => Err(mend(text)),
    }
}

impl Mended {
    /// Parses what is left, reports everything that is broken, and says where.
    pub fn parse(&self, file: usize, report: &mut Report) -> (Spanned<DeTable<'_>>, Vec<usize>) {
        let (table, errors) = DeTable::parse_recoverable(&self.text);
        let end = Span::new(self.text.len(), self.text.len());
        let rest = errors.iter().map(|error| {
            (error.span().map_or(end, |range| span(&range)), error.message().lines().next().unwrap_or("").to_owned())
        });
        let mut all: Vec<(Span, String)> = self.broken.iter().cloned().chain(rest).collect();
        all.sort();
        // One slip makes the parser stumble more than once; the first place on a line is the one to mend.
        let line = |span: &Span| self.text.get(..span.start).map_or(0, |before| before.matches('\n').count());
        all.dedup_by_key(|(span, _)| line(span));
        for (span, message) in &all {
            report.error(Place { file, span: *span }, Code::Syntax, message.as_str(), None);
        }
        (table, all.iter().map(|(span, _)| span.start).collect())
    }
}

fn mend(text: &str) -> Mended {
    let mut mended = String::with_capacity(text.len());
    let mut broken = Vec::new();
    for range in statements(text) {
        let statement = text.get(range.clone()).unwrap_or("");
        let (_, errors) = DeTable::parse_recoverable(statement);
        let Some(error) = errors.first() else {
            mended.push_str(statement);
            continue;
        };
        let at = error.span().unwrap_or(statement.len()..statement.len());
        let at = Span::new(range.start + at.start, range.start + at.end);
        // Where the parser stumbled over the next line, the slip is at the end of what is written.
        let written = range.start + statement.trim_end().len();
        let at = if at.start >= written { Span::new(written, written) } else { at };
        broken.push((at, error.message().lines().next().unwrap_or("").to_owned()));
        mended.extend(statement.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
    }
    Mended { text: mended, broken }
}

/// The text cut before every line that begins a table or a key.
fn statements(text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut start = 0;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if begins(line) && at > start {
            ranges.push(start..at);
            start = at;
        }
        at += line.len();
    }
    ranges.push(start..at);
    ranges
}

/// Whether a line looks like `[table]`, `[[table]]` or `key = …`.
fn begins(line: &str) -> bool {
    let line = line.trim_start();
    if let Some(head) = line.strip_prefix('[') {
        let head = head.strip_prefix('[').unwrap_or(head);
        return head.starts_with(|sign: char| sign.is_ascii_alphabetic());
    }
    let rest = match line.chars().next() {
        Some(mark @ ('"' | '\'')) => line.get(1..).and_then(|rest| rest.split_once(mark)).map_or("", |(_, rest)| rest),
        _ => {
            let rest = line.trim_start_matches(|sign: char| sign.is_ascii_alphanumeric() || "-_.".contains(sign));
            if rest.len() == line.len() { "" } else { rest }
        }
    };
    rest.trim_start().starts_with('=')
}
