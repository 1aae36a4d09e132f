//! Who wrote it, as pages say so: "By Jane Doe, political editor" or a name alone beside the date.

use crate::rules::{RuleSet, Word};

/// A byline has at most so many words behind the names.
const REST: usize = 12;

/// A word of a line with its place.
struct Piece<'t> {
    start: usize,
    text: &'t str,
    /// Without marks around it.
    bare: &'t str,
    word: Word,
}

fn pieces<'t>(line: &'t str, rules: &RuleSet) -> Vec<Piece<'t>> {
    let mut at = 0;
    let mut found = Vec::new();
    for text in line.split(' ') {
        let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
        let start = at;
        at += text.len() + 1;
        found.push(Piece { start, text, bare, word: rules.words.get(&bare.to_lowercase().replace('’', "'")) });
    }
    found
}

/// The names behind a word that opens bylines ("By A B and C D in London").
pub(super) fn explicit(line: &str, rules: &RuleSet) -> Option<String> {
    let pieces = pieces(line, rules);
    let opens = opening(&pieces, rules)?;
    let (names, end) = names(line, &pieces, opens, rules)?;
    (pieces.len().saturating_sub(end) <= REST).then_some(names)
}

/// A line that is nothing but a name of two to four words.
pub(super) fn lone_name(line: &str, rules: &RuleSet) -> Option<String> {
    let pieces = pieces(line, rules);
    let (names, end) = names(line, &pieces, 0, rules)?;
    (end == pieces.len() && line.ends_with(char::is_alphanumeric)).then_some(names)
}

/// Whether a line says what somebody does at the outlet ("Political correspondent").
pub(super) fn is_role(line: &str, rules: &RuleSet) -> bool {
    let pieces = pieces(line, rules);
    pieces.len() <= 6 && pieces.iter().any(|piece| rules.tables.has("byline-roles", piece.word))
}

/// How many words open the byline.
fn opening(pieces: &[Piece], rules: &RuleSet) -> Option<usize> {
    let long = rules.tables.phrases("byline-words").iter().filter(|phrase| {
        phrase.len() <= pieces.len() && phrase.iter().zip(pieces).all(|(word, piece)| *word == piece.word)
    });
    let longest = long.map(Vec::len).max();
    longest.or_else(|| pieces.first().filter(|p| rules.tables.has("byline-words", p.word)).map(|_| 1))
}

/// The names from piece `from` on, as written, and the index of the piece behind them.
fn names(line: &str, pieces: &[Piece], from: usize, rules: &RuleSet) -> Option<(String, usize)> {
    let is_joiner = |piece: &Piece| piece.text == "&" || rules.tables.has("byline-joiners", piece.word);
    let (mut at, mut good) = (from, None);
    let mut length = 0;
    while let Some(piece) = pieces.get(at) {
        let particle = length > 0 && rules.tables.has("name-particles", piece.word);
        if is_name_word(piece, rules) || particle {
            length += 1;
        } else if is_joiner(piece) && length > 1 {
            length = 0;
        } else {
            break;
        }
        at += 1;
        if (2..=4).contains(&length) && !particle {
            good = Some(at);
        }
        let ends = piece.text.ends_with(|c: char| !c.is_alphanumeric() && c != '.');
        if ends {
            // Behind a comma another name may follow, but also what the writer does.
            let more = piece.text.ends_with(',')
                && names(line, pieces, at, rules).is_some_and(|(_, end)| {
                    pieces.get(end - 1).is_some_and(|last| !rules.tables.has("byline-roles", last.word))
                });
            if !more {
                break;
            }
            length = 0;
        }
        if length > 4 {
            return None;
        }
    }
    let end = good?;
    let (first, last) = (pieces.get(from)?, pieces.get(end - 1)?);
    let lead = first.text.find(first.bare).unwrap_or(0);
    let tail = last.start + last.text.find(last.bare).unwrap_or(0) + last.bare.len();
    line.get(first.start + lead..tail).map(|text| (text.to_owned(), end))
}

/// A capitalised word that is no common word of the language.
fn is_name_word(piece: &Piece, rules: &RuleSet) -> bool {
    let capital = piece.bare.starts_with(char::is_uppercase) && !piece.bare.contains(|c: char| c.is_ascii_digit());
    let common = rules.tables.frequency(piece.word) > 50 && rules.tables.capitalised(piece.word) < 0.4;
    capital && !common && !rules.tables.has("sections", piece.word)
}

#[cfg(test)]
mod tests {
    use super::super::test_engine;
    use super::*;

    #[track_caller]
    fn check(line: &str, expect: Option<&str>) {
        assert_eq!(explicit(line, test_engine().rules()).as_deref(), expect);
    }

    #[test]
    fn names_are_read_from_a_byline() {
        check("By Jane Doe", Some("Jane Doe"));
        check("By Jane Doe, political editor", Some("Jane Doe"));
        check("By Jane Doe and Juan de la Cruz in London", Some("Jane Doe and Juan de la Cruz"));
        check("Written by J. K. Doe | 5 March", Some("J. K. Doe"));
        check("BY JANE DOE", Some("JANE DOE"));
    }

    #[test]
    fn a_headline_is_no_byline() {
        check("By the numbers: what changed", None);
        check("By Monday the river had risen", None);
        check("Jane Doe", None);
    }

    #[test]
    fn a_name_alone_is_a_name() {
        let rules = test_engine().rules();
        assert_eq!(lone_name("Jamie Prentis", rules).as_deref(), Some("Jamie Prentis"));
        assert_eq!(lone_name("World news", rules), None);
        assert_eq!(lone_name("Jamie Prentis reports", rules), None);
        assert_eq!(lone_name("Europe", rules), None);
    }
}
