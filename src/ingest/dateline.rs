//! Lines that say when an article was published, as pages print them: "17:07 GMT +306 December 2018", "Updated: November 5,
//! 2018 08:44 PM". Names of months and zones come from the tables of the rules; a date that can be read in two ways stays unread.

use jiff::civil;

use super::dates::rfc3339;
use crate::rules::RuleSet;

/// A date a line tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stamp {
    /// RFC 3339: a date, or a date-time where the line tells the zone as well.
    pub date: String,
    /// Whether it says when the page was changed, not when it was published.
    pub updated: bool,
    /// How many words of the line are about something else.
    pub others: usize,
}

/// The date that a line tells.
pub(super) fn stamp(line: &str, rules: &RuleSet) -> Option<Stamp> {
    if let Some(date) = line.split_whitespace().find_map(whole_timestamp) {
        return Some(Stamp { date, updated: false, others: line.split_whitespace().count() - 1 });
    }
    let pieces = pieces(line);
    let (date, used) =
        (0..pieces.len()).find_map(|at| named_month(&pieces, at, rules).or_else(|| figures(&pieces, at)))?;
    let date_time = zoned_time(&pieces, date, rules);
    let tables = &rules.tables;
    let words = || {
        let free = pieces.iter().enumerate().filter(|(at, _)| !used.contains(at));
        free.filter_map(|(_, piece)| if let Piece::Word(word) = piece { Some(rules.words.get(word)) } else { None })
    };
    let known = ["dateline-words", "dateline-updates", "weekdays", "meridiem", "zones"];
    let is_known = |word| known.iter().any(|name| tables.has(name, word) || tables.value(name, word).is_some());
    Some(Stamp {
        date: date_time.unwrap_or_else(|| date.to_string()),
        updated: words().any(|word| tables.has("dateline-updates", word)),
        others: words().filter(|&word| !is_known(word)).count(),
    })
}

fn whole_timestamp(word: &str) -> Option<String> {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    (word.len() >= 20).then(|| rfc3339(word)).flatten()
}

/// What a line consists of, white space left out.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    /// Digits: the value, and how many digits.
    Number(i32, usize),
    /// Letters, in lower case.
    Word(String),
    /// Anything else.
    Mark(char),
}

fn pieces(line: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let same = |c: char| {
            if first.is_ascii_digit() { c.is_ascii_digit() } else { first.is_alphabetic() && c.is_alphabetic() }
        };
        let end = rest.find(|c| !same(c)).unwrap_or(rest.len()).max(first.len_utf8());
        let (piece, behind) = rest.split_at(end);
        rest = behind;
        if first.is_ascii_digit() {
            pieces.push(Piece::Number(piece.parse().unwrap_or(i32::MAX), piece.len()));
        } else if first.is_alphabetic() {
            pieces.push(Piece::Word(piece.to_lowercase()));
        } else if !first.is_whitespace() {
            pieces.push(Piece::Mark(first));
        }
    }
    pieces
}

fn number(pieces: &[Piece], at: Option<usize>) -> Option<(i32, usize)> {
    match pieces.get(at?)? {
        Piece::Number(value, digits) => Some((*value, *digits)),
        _ => None,
    }
}

fn mark(pieces: &[Piece], at: Option<usize>, expect: char) -> bool {
    at.and_then(|at| pieces.get(at)) == Some(&Piece::Mark(expect))
}

fn day_of(year: i32, month: i32, day: i32) -> Option<civil::Date> {
    let year = i16::try_from(year).ok().filter(|y| (1600..=2999).contains(y))?;
    civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// "6 December 2018", "6th of December, 2018", "Dec. 6, 2018" around the month at `at`, and the pieces it takes.
fn named_month(pieces: &[Piece], at: usize, rules: &RuleSet) -> Option<(civil::Date, Vec<usize>)> {
    let Piece::Word(word) = pieces.get(at)? else { return None };
    let month = rules.tables.value("months", rules.words.get(word))? as i32;
    let next_number = |from: usize| (from..from + 4).find(|&i| number(pieces, Some(i)).is_some());
    // "December 6, 2018": a day, then a year.
    if let Some(first) = next_number(at + 1)
        && let Some((day, 1 | 2)) = number(pieces, Some(first))
        && let Some(second) = next_number(first + 1)
        && let Some((year, 4)) = number(pieces, Some(second))
        && let Some(date) = day_of(year, month, day)
    {
        return Some((date, (at..=second).collect()));
    }
    let year_at = next_number(at + 1)?;
    let (year, 4) = number(pieces, Some(year_at))? else { return None };
    let day_at = (at.saturating_sub(3)..at).rev().find(|&i| number(pieces, Some(i)).is_some())?;
    let (value, digits) = number(pieces, Some(day_at))?;
    let before = day_at.checked_sub(1);
    let glued = mark(pieces, before, '+') || mark(pieces, before, '-') || mark(pieces, before, ':');
    // A clock or an offset from it may be glued to the day: "+306", "17:0706".
    let day = if digits > 2 && glued { value % 100 } else { value };
    let date = day_of(year, month, day).filter(|_| digits <= 4)?;
    let mut used: Vec<usize> = (at..=year_at).collect();
    used.extend(day_at + 1..at);
    Some((date, used))
}

/// "2018-12-06", "31/12/2018", "6.12.2018". Of day and month in figures with strokes, one must be over twelve or both equal.
fn figures(pieces: &[Piece], at: usize) -> Option<(civil::Date, Vec<usize>)> {
    let (Piece::Mark(sign), Piece::Mark(again)) = (pieces.get(at + 1)?, pieces.get(at + 3)?) else { return None };
    let [(a, a_digits), (b, b_digits), (c, c_digits)] =
        [number(pieces, Some(at))?, number(pieces, Some(at + 2))?, number(pieces, Some(at + 4))?];
    if sign != again || b_digits > 2 {
        return None;
    }
    let date = match (a_digits, c_digits, sign) {
        (4, 1..=2, '-' | '/' | '.') => day_of(a, b, c)?,
        (1..=2, 4, '.') => day_of(c, b, a)?,
        (1..=2, 4, '/' | '-') if a > 12 || a == b => day_of(c, b, a)?,
        (1..=2, 4, '/' | '-') if b > 12 => day_of(c, a, b)?,
        _ => return None,
    };
    Some((date, (at..at + 5).collect()))
}

/// The date with the time and zone of the line; `None` without both.
fn zoned_time(pieces: &[Piece], date: civil::Date, rules: &RuleSet) -> Option<String> {
    let table = |name: &str, at: usize| match pieces.get(at) {
        Some(Piece::Word(word)) => rules.tables.value(name, rules.words.get(word)),
        _ => None,
    };
    let colon = (1..pieces.len()).find(|&at| mark(pieces, Some(at), ':') && number(pieces, Some(at - 1)).is_some())?;
    let (mut hour, 1 | 2) = number(pieces, colon.checked_sub(1))? else { return None };
    let (mut minute, digits) = number(pieces, Some(colon + 1))?;
    if digits == 4 {
        minute /= 100;
    }
    let mut at = colon + 2;
    if let Some(noon) = table("meridiem", at) {
        hour = hour % 12 + noon as i32;
        at += 1;
    }
    let mut offset = table("zones", at)? as i32;
    let sign = if mark(pieces, Some(at + 1), '-') { -1 } else { 1 };
    if sign < 0 || mark(pieces, Some(at + 1), '+') {
        let (value, digits) = number(pieces, Some(at + 2))?;
        let hours = if digits > 2 { value / 100 } else { value };
        offset += sign * hours * 60;
    }
    let time = civil::Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, 0, 0).ok()?;
    let zone = match offset {
        0 => "Z".to_owned(),
        _ if offset.abs() > 14 * 60 => return None,
        _ => format!("{}{:02}:{:02}", if offset < 0 { '-' } else { '+' }, offset.abs() / 60, offset.abs() % 60),
    };
    Some(format!("{date}T{time}{zone}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expect: Option<(&str, bool, usize)>) {
        let got = stamp(line, super::super::test_engine().rules());
        assert_eq!(got.as_ref().map(|s| (s.date.as_str(), s.updated, s.others)), expect);
    }

    #[test]
    fn a_date_is_read_however_it_is_written() {
        check("November 5, 2018", Some(("2018-11-05", false, 0)));
        check("Updated: November 5, 2018 08:44 PM", Some(("2018-11-05", true, 0)));
        check("Published on Thursday 6th December 2018 at 10.32", Some(("2018-12-06", false, 0)));
        check("Dec. 6, 2018 | World", Some(("2018-12-06", false, 1)));
        check("Date: 2018-12-06", Some(("2018-12-06", false, 0)));
        check("2018-12-06T17:07:00+03:00", Some(("2018-12-06T17:07:00+03:00", false, 0)));
    }

    #[test]
    fn a_clock_glued_to_the_day_is_taken_apart() {
        check("17:07 GMT +306 December 2018", Some(("2018-12-06T17:07:00+03:00", false, 0)));
        check("17:07 GMT06 December 2018", Some(("2018-12-06T17:07:00Z", false, 0)));
        check("9:07 pm UTC, 6 December 2018", Some(("2018-12-06T21:07:00Z", false, 0)));
        check("17:0706 December 2018", Some(("2018-12-06", false, 0)));
    }

    #[test]
    fn what_can_be_read_in_two_ways_stays_unread() {
        check("05/11/2018", None);
        check("25/11/2018", Some(("2018-11-25", false, 0)));
        check("31 February 2018", None);
        check("December 2018", None);
        check("three hours ago", None);
        check("", None);
    }
}
