//! The table of near words: which words stand in the same company, and how near they are.
//!
//! A line is a word and, parted by tabs, the words near it, each with a number from 0 to 1; `#` opens a comment. Alignment alone
//! reads the table, so that it is read when asked for: it would take as long as all else at every start.

use std::collections::BTreeSet;

use super::RuleSet;
use super::fields::{Place, Report};
use crate::base::{Code, Span};

/// The file of near words beside the packs of a language.
pub(super) const NEAR_WORDS: &str = "near-words.tsv";

const HELP: &str =
    "write a word, a tab and the words near it, each with a number from 0 to 1: `envoy<TAB>diplomat 0.7`";

/// Two words that are near each other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NearWords<'t> {
    /// One.
    pub one: &'t str,
    /// The other.
    pub other: &'t str,
    /// How near, 0 to 1.
    pub near: f32,
}

impl RuleSet {
    /// The pairs of all tables of near words, the bundled one's first; a later one counts instead of an earlier one. What is
    /// badly formed is passed over.
    pub fn near_words(&self) -> impl Iterator<Item = NearWords<'_>> {
        let tables = self.sources.iter().filter(|(name, _)| name.ends_with(NEAR_WORDS));
        tables.flat_map(|(_, text)| entries(text)).filter_map(|entry| entry.pair)
    }
}

/// One entry: a word near the word of its line.
struct Entry<'t> {
    span: Span,
    /// `None` when it is badly formed.
    pair: Option<NearWords<'t>>,
}

fn entries(text: &str) -> impl Iterator<Item = Entry<'_>> {
    let lines = text.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line.trim_end()))
    });
    lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#')).flat_map(|(start, line)| {
        let one = line.split('\t').next().unwrap_or_default();
        // A line of one word alone is badly formed as well.
        let alone = one.len() == line.len();
        let mut at = start + if alone { 0 } else { one.len() + 1 };
        let rest = if alone { line } else { line.get(one.len() + 1..).unwrap_or_default() };
        rest.split('\t').map(move |entry| {
            let span = Span::new(at, at + entry.len());
            at += entry.len() + 1;
            let pair = (!alone).then(|| pair(one, entry)).flatten();
            Entry { span, pair }
        })
    })
}

fn pair<'t>(one: &'t str, entry: &'t str) -> Option<NearWords<'t>> {
    let (other, near) = entry.rsplit_once(' ')?;
    let near: f32 = near.parse().ok().filter(|near| (0.0..=1.0).contains(near))?;
    let word = |word: &str| !word.is_empty() && !word.chars().any(|c| c.is_whitespace() || c.is_uppercase());
    (word(one) && word(other) && one != other).then_some(NearWords { one, other, near })
}

/// Reports what is wrong in a table.
pub(super) fn check(file: usize, text: &str, report: &mut Report) {
    let mut seen: BTreeSet<(&str, &str)> = BTreeSet::new();
    for Entry { span, pair } in entries(text) {
        let shown = span.of(text);
        match pair {
            None => {
                let message = format!("`{shown}` is not a word in small letters with a number from 0 to 1");
                report.error(Place { file, span }, Code::BadValue, message, Some(HELP.to_owned()));
            }
            Some(NearWords { one, other, .. }) if !seen.insert((one.min(other), one.max(other))) => {
                let message = format!("`{one}` and `{other}` stand there twice");
                report.caution(
                    Place { file, span },
                    Code::DuplicateEntry,
                    message,
                    Some("a pair counts both ways".into()),
                );
            }
            Some(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{Sources, load, load_texts};

    fn found(text: &str) -> Vec<String> {
        let loaded = load_texts(&[("en/near-words.tsv", text)]);
        loaded.diagnostics.list.iter().map(|d| format!("{}:{} {}", d.line, d.column, d.message)).collect()
    }

    #[test]
    fn a_line_gives_its_word_and_each_word_near_it() {
        let text = "# head\nenvoy\tdiplomat 0.7\tlegate 0.65\r\n\nspy\tagent 1\n";
        let all: Vec<_> = entries(text).filter_map(|entry| entry.pair).map(|p| (p.one, p.other, p.near)).collect();
        assert_eq!(all, [("envoy", "diplomat", 0.7), ("envoy", "legate", 0.65), ("spy", "agent", 1.0)]);
        assert_eq!(found(text), [""; 0]);
    }

    #[test]
    fn what_is_badly_formed_is_named_with_its_place_and_the_rest_counts() {
        assert_eq!(
            found("envoy\tdiplomat 0.7\tLegate 0.6\tspy 1.5\nalone\nspy\tspy 0.5\ndiplomat\tenvoy 0.2\n"),
            [
                "1:20 `Legate 0.6` is not a word in small letters with a number from 0 to 1",
                "1:31 `spy 1.5` is not a word in small letters with a number from 0 to 1",
                "2:1 `alone` is not a word in small letters with a number from 0 to 1",
                "3:5 `spy 0.5` is not a word in small letters with a number from 0 to 1",
                "4:10 `diplomat` and `envoy` stand there twice",
            ]
        );
        let loaded = load_texts(&[("en/near-words.tsv", "xenon\targon 0.7\tLegate 0.6\n")]);
        assert!(loaded.rules.near_words().any(|pair| (pair.one, pair.other) == ("xenon", "argon")));
    }

    #[test]
    fn the_bundled_table_is_sound() {
        let loaded = load(&Sources { no_user_rules: true, ..Sources::default() });
        let (name, text) = loaded.rules.sources.iter().find(|(name, _)| name.ends_with(NEAR_WORDS)).unwrap();
        assert_eq!(name, "rules/en/near-words.tsv");
        assert_eq!(found(text), [""; 0]);
        assert!(loaded.rules.near_words().count() > 20_000);
    }
}
