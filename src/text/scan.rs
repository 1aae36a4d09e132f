//! Where the next token ends: one look at the characters, without knowing what the words mean.
//!
//! Linear: every look ahead is bounded, or what it read is consumed.

use crate::rules::Word;

use super::fold::{fold_into, is_alphanumeric, is_apostrophe, is_combining, is_gap, is_hyphen, is_joiner};
use super::lexicon::{Lexicon, has};
use super::plain::alphanumerics;

/// What a stretch of characters is, before words are looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Letters and what belongs to them.
    Word { apostrophe: bool, hyphen: bool },
    /// Digits and their inner marks.
    Number,
    /// A web or mail address.
    Address,
    /// One mark, or one ellipsis, dash or doubled quotation mark.
    Mark,
}

/// The first offset from `at` on that is not white space.
#[inline]
pub(super) fn skip_gap(text: &str, mut at: usize) -> usize {
    let bytes = text.as_bytes();
    at += usize::from(bytes.get(at) == Some(&b' '));
    if bytes.get(at).is_some_and(u8::is_ascii_graphic) {
        return at;
    }
    while let Some(c) = char_at(text, at).filter(|&c| is_gap(c) || is_joiner(c)) {
        at += c.len_utf8();
    }
    at
}

/// The end of the token that starts at `at`, where a character stands that is no white space. `buffer` is scratch.
pub(super) fn scan(text: &str, at: usize, lexicon: &Lexicon, buffer: &mut String) -> (usize, Form) {
    let Some(c) = char_at(text, at) else { return (text.len(), Form::Mark) };
    let next = char_at(text, at + c.len_utf8());
    if is_letter(c) {
        return address(text, at).map_or_else(|| word(text, at, at, lexicon, buffer), |end| (end, Form::Address));
    }
    let word_next = next.is_some_and(is_letter);
    match c {
        '@' | '#' if word_next => (handle_end(text, at + 1), Form::Address),
        '.' if next.is_some_and(|n| n.is_ascii_digit()) && !follows_word(text, at) => {
            word(text, at, at + 1, lexicon, buffer)
        }
        _ if is_apostrophe(c) && word_next && !follows_word(text, at) => apostrophe_word(text, at, c, lexicon, buffer)
            .map_or((mark_end(text, at, c), Form::Mark), |end| (end, Form::Word { apostrophe: false, hyphen: false })),
        _ => (mark_end(text, at, c), Form::Mark),
    }
}

/// The character at a byte offset; `None` behind the end.
#[inline]
pub(super) fn char_at(text: &str, at: usize) -> Option<char> {
    match text.as_bytes().get(at) {
        Some(&byte) if byte.is_ascii() => Some(char::from(byte)),
        Some(_) => text.get(at..)?.chars().next(),
        None => None,
    }
}

fn char_before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

fn follows_word(text: &str, at: usize) -> bool {
    char_before(text, at).is_some_and(is_letter)
}

fn is_letter(c: char) -> bool {
    is_alphanumeric(c) || is_combining(c)
}

/// The end of a run of letters and digits.
fn run_end(text: &str, mut at: usize) -> usize {
    at += alphanumerics(text.as_bytes().get(at..).unwrap_or_default());
    while let Some(c) = char_at(text, at) {
        if !(is_letter(c) || is_joiner(c)) {
            break;
        }
        at += c.len_utf8();
    }
    at
}

/// A word or number, by runs of letters and the marks between them. `at` is behind a leading mark, if there is one.
fn word(text: &str, start: usize, at: usize, lexicon: &Lexicon, buffer: &mut String) -> (usize, Form) {
    let (mut apostrophe, mut hyphen, mut dotted) = (false, false, false);
    let mut numeric = true;
    let (mut part, mut run) = (start, at);
    let mut end;
    loop {
        end = run_end(text, run);
        let letters = text.get(run..end).unwrap_or_default();
        numeric = numeric && letters.chars().all(char::is_numeric);
        let Some(c) = char_at(text, end) else { break };
        let behind = end + c.len_utf8();
        let next = char_at(text, behind);
        let inner = next.is_some_and(is_letter);
        let digits = letters.ends_with(|c: char| c.is_ascii_digit()) && next.is_some_and(|n| n.is_ascii_digit());
        match c {
            '.' if !inner => {
                if dotted && is_short(letters, 1) || keeps_dot(text, part, end, lexicon, buffer) {
                    end = behind;
                    // "U.S.-led", "U.N.'s"
                    let after = char_at(text, behind).filter(|&n| is_hyphen(n) || is_apostrophe(n));
                    let Some(n) = after.filter(|n| char_at(text, behind + n.len_utf8()).is_some_and(is_letter)) else {
                        break;
                    };
                    end += n.len_utf8();
                    if is_hyphen(n) {
                        hyphen = true;
                        part = end;
                    } else {
                        apostrophe = true;
                    }
                    dotted = false;
                    run = end;
                    continue;
                }
                break;
            }
            '.' if digits => {}
            '.' => match inner_dot(text, part, run, end, lexicon, buffer) {
                Dot::Inner => dotted = true,
                Dot::Last => {
                    end = behind;
                    break;
                }
                Dot::Address(end) => return (end, Form::Address),
                Dot::Apart => break,
            },
            ',' if numeric && digits && grouped(text, behind) => {}
            ':' | '/' if numeric && digits => {}
            '@' if inner => match mail(text, behind) {
                Some(end) => return (end, Form::Address),
                None => break,
            },
            '&' if inner && is_upper_run(letters) && next.is_some_and(char::is_uppercase) => {}
            '_' if inner => {}
            _ if inner && is_apostrophe(c) && c != '`' && next.is_some_and(char::is_alphabetic) => apostrophe = true,
            _ if inner && is_hyphen(c) => {
                // A range of numbers is not one number; an en dash between common words parts clauses.
                let digits_follow = text.get(behind..).is_some_and(|rest| {
                    let run = rest.chars().take(12).take_while(|&c| is_letter(c));
                    run.clone().next().is_some() && run.clone().all(char::is_numeric)
                });
                let named =
                    c == '-' || !letters.starts_with(char::is_lowercase) || next.is_some_and(|n| !n.is_lowercase());
                if numeric && digits_follow || !named {
                    break;
                }
                hyphen = true;
                part = behind;
            }
            _ => break,
        }
        run = behind;
    }
    if numeric && !hyphen && !apostrophe { (end, Form::Number) } else { (end, Form::Word { apostrophe, hyphen }) }
}

/// What a dot between two letters is.
enum Dot {
    /// Part of the word: "Ph.D".
    Inner,
    /// The end of the word: the first of "J.Smith".
    Last,
    /// It stands in a web address that ends here.
    Address(usize),
    /// A mark of its own: "difference.The".
    Apart,
}

fn inner_dot(text: &str, part: usize, run: usize, dot: usize, lexicon: &Lexicon, buffer: &mut String) -> Dot {
    let letters = text.get(run..dot).unwrap_or_default();
    let rest = text.get(dot + 1..).unwrap_or_default();
    let next_run = rest.get(
        ..rest
            .char_indices()
            .take(3)
            .take_while(|&(_, c)| is_letter(c))
            .map(|(i, c)| i + c.len_utf8())
            .last()
            .unwrap_or(0),
    );
    let next = next_run.unwrap_or_default();
    if let Some(end) = domain(text, part, dot, lexicon, buffer) {
        return Dot::Address(end);
    }
    let capital = next.starts_with(char::is_uppercase);
    let glued = capital && next.chars().nth(1).is_some_and(char::is_lowercase);
    if is_short(letters, 1) && letters.starts_with(char::is_alphabetic) {
        if !is_short(next, 2) || glued {
            return if capital && letters.starts_with(char::is_uppercase) { Dot::Last } else { Dot::Apart };
        }
        return Dot::Inner;
    }
    let known = glued && keeps_dot(text, part, dot, lexicon, buffer);
    match () {
        () if known => Dot::Last,
        () if next.starts_with(char::is_numeric) && keeps_dot(text, part, dot, lexicon, buffer) => Dot::Last,
        () if is_short(letters, 2) && is_short(next, 2) && !glued && letters.chars().all(char::is_alphabetic) => {
            Dot::Inner
        }
        () => Dot::Apart,
    }
}

fn is_short(letters: &str, most: usize) -> bool {
    letters.chars().filter(|&c| !is_combining(c) && !is_joiner(c)).take(most + 1).count() <= most
}

fn is_upper_run(letters: &str) -> bool {
    letters.chars().all(char::is_uppercase)
}

/// Whether the dot at `dot` belongs to the word whose last part starts at `part`.
fn keeps_dot(text: &str, part: usize, dot: usize, lexicon: &Lexicon, buffer: &mut String) -> bool {
    // The longest abbreviation is far shorter; so a long word costs nothing here.
    let Some(letters) = text.get(part..dot).filter(|letters| letters.len() <= 24) else { return false };
    let after = text.get(dot + 1..).unwrap_or_default();
    let next = after.chars().take(4).find(|&c| !is_gap(c));
    let capital = letters.starts_with(char::is_uppercase);
    if capital && is_short(letters, 1) {
        return after.starts_with(is_gap) && next.is_some_and(char::is_uppercase);
    }
    fold_into(letters, buffer);
    let word = lexicon.words.get(buffer);
    word != Word::UNKNOWN
        && (has(&lexicon.lists.abbreviations, word)
            || capital
                && (has(&lexicon.lists.before_name, word)
                    || has(&lexicon.lists.capitalised, word) && !has(&lexicon.lists.before_number, word))
            || has(&lexicon.lists.before_number, word) && next.is_some_and(char::is_numeric))
}

/// Whether three digits follow (or two before a further group), as in "150,000" and "1,50,000".
fn grouped(text: &str, at: usize) -> bool {
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    let digits = rest.iter().take(4).take_while(|b| b.is_ascii_digit()).count();
    digits == 3 || digits == 2 && rest.get(2) == Some(&b',')
}

/// A word that begins with an apostrophe: "’90s", "'em", "’n’".
fn apostrophe_word(text: &str, at: usize, c: char, lexicon: &Lexicon, buffer: &mut String) -> Option<usize> {
    let end = run_end(text, at + c.len_utf8());
    let letters = text.get(at + c.len_utf8()..end).filter(|letters| letters.len() <= 12)?;
    let years = letters.trim_end_matches(char::is_alphabetic);
    if years.len() == 2 && years.bytes().all(|b| b.is_ascii_digit()) && is_short(letters, 3) {
        return Some(end);
    }
    if c == '`' {
        return None;
    }
    let closing = char_at(text, end).filter(|&c| is_apostrophe(c)).map(|c| end + c.len_utf8());
    // "'cause'" and "‘em" stand in quotation marks.
    let end = closing.unwrap_or(end);
    if c == '‘' && closing.is_none() {
        return None;
    }
    fold_into(text.get(at..end).unwrap_or_default(), buffer);
    has(&lexicon.lists.apostrophe_words, lexicon.words.get(buffer)).then_some(end)
}

/// The end of a web address that starts with its scheme or `www.`.
fn address(text: &str, at: usize) -> Option<usize> {
    let head = text.as_bytes().get(at..)?;
    let starts = |prefix: &[u8]| head.get(..prefix.len()).is_some_and(|h| h.eq_ignore_ascii_case(prefix));
    matches!(head.first(), Some(b'h' | b'H' | b'w' | b'W')).then_some(())?;
    (starts(b"http://") || starts(b"https://") || starts(b"www.")).then(|| path_end(text, at))
}

/// The end of a name like `bbc.co.uk` with a known last label, and of the path behind it.
fn domain(text: &str, start: usize, dot: usize, lexicon: &Lexicon, buffer: &mut String) -> Option<usize> {
    let label = |b: &&u8| b.is_ascii_alphanumeric() || **b == b'-';
    let bytes = text.as_bytes();
    let name = bytes.get(start..dot).filter(|name| name.len() <= 64)?;
    name.iter().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.')).then_some(())?;
    let mut end = dot;
    // Names of more than five labels are not met in news.
    for _ in 0..5 {
        let length = bytes.get(end + 1..)?.iter().take(64).take_while(label).count();
        let last = text.get(end + 1..end + 1 + length)?;
        if length == 0 || last.starts_with(|c: char| c.is_ascii_uppercase()) {
            return None;
        }
        end += 1 + length;
        match bytes.get(end) {
            Some(b'.') if bytes.get(end + 1).is_some_and(u8::is_ascii_alphanumeric) => {}
            after => {
                fold_into(last, buffer);
                let known = has(&lexicon.lists.domains, lexicon.words.get(buffer));
                return known.then(|| if after == Some(&b'/') { path_end(text, end) } else { end });
            }
        }
    }
    None
}

/// The end of a mail address whose part behind the `@` starts at `at`.
fn mail(text: &str, at: usize) -> Option<usize> {
    let host = text.as_bytes().get(at..)?;
    let length = host.iter().take(254).take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.')).count();
    let host = text.get(at..at + length)?.trim_end_matches(['.', '-']);
    host.contains('.').then_some(at + host.len())
}

/// The end of an address's characters, closing punctuation of the sentence left out.
fn path_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let stops = |c: char| is_gap(c) || matches!(c, '<' | '>' | '"' | '“' | '”' | '‘' | '’' | '«' | '»');
    let run = rest.get(..rest.find(stops).unwrap_or(rest.len())).unwrap_or_default();
    let trimmed = run.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', ')', ']', '…']);
    at + trimmed.len().max(rest.chars().next().map_or(0, char::len_utf8))
}

/// The end of "@name" or "#topic".
fn handle_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let length = rest.find(|c: char| !(is_letter(c) || c == '_')).unwrap_or(rest.len());
    at + length
}

/// The end of a mark with the combining characters on it. Ellipses (also spaced ones), dashes of hyphens and doubled
/// quotation marks are one.
fn mark_end(text: &str, at: usize, c: char) -> usize {
    let bytes = text.as_bytes();
    let mut end = at + c.len_utf8();
    match c {
        '.' | '…' => {
            while let Some(length) = ellipsis_step(text, end) {
                end += length;
            }
        }
        '-' => end += bytes.get(end..).unwrap_or_default().iter().take_while(|&&b| b == b'-').count(),
        // The first of three behind a word closes a quotation inside the one that the others close.
        '\'' if closes_two(text, at) => {}
        '\'' | '`' if char_at(text, end) == Some(c) => end += 1,
        '‘' | '’' if char_at(text, end) == Some(c) => end += c.len_utf8(),
        _ => {}
    }
    while let Some(c) = char_at(text, end).filter(|&c| is_combining(c) || is_joiner(c)) {
        end += c.len_utf8();
    }
    end
}

/// Whether exactly three apostrophes stand from `at` on, directly behind something.
fn closes_two(text: &str, at: usize) -> bool {
    let rest = text.get(at..).unwrap_or_default();
    let behind = text.get(..at).and_then(|before| before.chars().next_back());
    rest.starts_with("'''") && !rest.starts_with("''''") && behind.is_some_and(|c| !c.is_whitespace() && c != '\'')
}

/// How far an ellipsis goes on: a further dot, or a blank and a dot. A dot before a digit is none.
fn ellipsis_step(text: &str, at: usize) -> Option<usize> {
    let c = char_at(text, at)?;
    let blank = if matches!(c, ' ' | '\u{a0}') { c.len_utf8() } else { 0 };
    let dot = char_at(text, at + blank).filter(|c| matches!(c, '.' | '…'))?;
    let behind = at + blank + dot.len_utf8();
    let decimal = dot == '.' && char_at(text, behind).is_some_and(|n| n.is_ascii_digit());
    (!decimal).then_some(blank + dot.len_utf8())
}
