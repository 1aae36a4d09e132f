//! Dates: absolute ones, and relative ones anchored to the article's date.

#[cfg(test)]
mod tests;

use jiff::Span as Stretch;
use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::base::BitSet;
use crate::rules::{RuleSet, Tables, Word};

use super::marked::Marked;
use super::{Document, Shape, Tag, TokenKind, Tokens};

/// A mention of a day, month or year. Unknown parts are `None`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateMention {
    /// Its tokens.
    pub tokens: Tokens,
    /// The year, as written or by the article's date.
    pub year: Option<i16>,
    /// 1 to 12.
    pub month: Option<i8>,
    /// 1 to 31.
    pub day: Option<i8>,
}

/// Fills `dates`. `anchor` is the day of writing; without it "on Thursday" and "in March" stay without a year. `places` are the tokens
/// where a date may start, in order, and perhaps some more.
pub(super) fn find(
    document: &mut Document,
    anchor: Option<&str>,
    rules: &RuleSet,
    calendar: &Calendar,
    places: &[u32],
) {
    let anchor = anchor.and_then(|text| text.get(..10)).and_then(|text| text.parse::<Date>().ok());
    let reader = Reader { document, rules, tables: &rules.tables, calendar, anchor };
    let mut dates = Vec::new();
    let counted = document.quantities.iter().map(|quantity| quantity.tokens.start);
    let counted = BitSet::of(document.tokens.len(), counted);
    let mut starts = Marked::new(places.len());
    places.iter().for_each(|&at| starts.note(at, reader.may_begin(at as usize, &counted)));
    let mut behind = 0;
    for at in starts.list().into_iter().map(|at| at as usize) {
        if at < behind {
            continue;
        }
        let Some(sentence) = document.sentences.get(document.sentence_of(at)) else { break };
        if let Some(date) = reader.read(at, &sentence.tokens) {
            behind = date.tokens.end.max(at + 1);
            dates.push(date);
        }
    }
    document.dates = dates;
}

/// The year that four digits alone are.
fn year(text: &str) -> Option<i16> {
    let digits = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|year| digits && (1500..=2100).contains(year))
}

/// The year that the token at `at` is.
pub(super) fn written_year(document: &Document, tables: &Tables, at: usize) -> Option<i16> {
    let text = document.tokens.get(at)?.span.of(document.text);
    year(text).or_else(|| early_year(document, tables, at))
}

/// A year before those, which needs a preposition in front of it and no counted word behind: "in 1478".
fn early_year(document: &Document, tables: &Tables, at: usize) -> Option<i16> {
    let preposed = at > 0 && document.tokens.get(at - 1).is_some_and(|t| tables.has("date-prepositions", t.word));
    let counted =
        document.tokens.get(at + 1).is_some_and(|t| matches!(t.tag, Tag::Noun | Tag::Adjective | Tag::Number));
    let text = document.tokens.get(at)?.span.of(document.text);
    let digits = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|year| digits && preposed && !counted && (1000..1500).contains(year))
}

/// What a word is on the calendar.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Entry {
    Month(i8),
    Weekday(i8),
    /// Days from the day of writing.
    Day(i32),
    /// "last", "this", "next".
    Step(i32),
    /// "earlier", "late".
    Adverb,
}

/// The words of the calendar.
#[derive(Debug, Clone)]
pub(super) struct Calendar {
    entries: FxHashMap<Word, Entry>,
    /// By word: whether it has an entry.
    known: Vec<bool>,
}

impl Calendar {
    /// Reads the tables.
    pub(super) fn new(tables: &Tables) -> Self {
        let mut entries = FxHashMap::default();
        // Values of these tables are small whole numbers; a foreign one is cut off, not trusted.
        entries.extend(tables.list("date-adverbs").iter().map(|&word| (word, Entry::Adverb)));
        entries.extend(tables.values("date-steps").map(|(word, value)| (word, Entry::Step(value as i32))));
        entries.extend(tables.values("relative-days").map(|(word, value)| (word, Entry::Day(value as i32))));
        entries.extend(tables.values("weekdays").map(|(word, value)| (word, Entry::Weekday(value as i8))));
        entries.extend(tables.values("months").map(|(word, value)| (word, Entry::Month(value as i8))));
        let mut known = vec![false; entries.keys().map(|word| word.0 as usize + 1).max().unwrap_or(0)];
        for word in entries.keys() {
            if let Some(known) = known.get_mut(word.0 as usize) {
                *known = true;
            }
        }
        Calendar { entries, known }
    }

    /// Whether a word has an entry. Most have none: one look, before anything is hashed.
    #[inline]
    pub(super) fn knows(&self, word: Word) -> bool {
        self.known.get(word.0 as usize).copied().unwrap_or(false)
    }

    fn entry(&self, document: &Document, at: usize) -> Option<Entry> {
        let word = document.tokens.get(at)?.word;
        if self.knows(word) { self.entries.get(&word).copied() } else { None }
    }

    /// The month that the word at `at` names; it is written with a capital.
    pub(super) fn month(&self, document: &Document, at: usize) -> Option<i8> {
        match self.entry(document, at) {
            Some(Entry::Month(month)) if capital(document, at) => Some(month),
            _ => None,
        }
    }

    /// The weekday, 1 to 7 from Monday.
    pub(super) fn weekday(&self, document: &Document, at: usize) -> Option<i8> {
        match self.entry(document, at) {
            Some(Entry::Weekday(day)) if capital(document, at) => Some(day),
            _ => None,
        }
    }

    /// Whether the number at `at` is a day of a month: a month stands beside it.
    pub(super) fn holds(&self, document: &Document, at: usize) -> bool {
        let Some(day) = day_number(document, at) else { return false };
        let before = at.checked_sub(1).and_then(|before| self.month(document, before)).is_some();
        (1..=31).contains(&day) && (before || self.month(document, at + 1).is_some())
    }
}

fn capital(document: &Document, at: usize) -> bool {
    document.tokens.get(at).is_some_and(|token| token.shape != Shape::Lower)
}

/// "4", "4th". Units written onto a number are tokens of their own.
fn day_number(document: &Document, at: usize) -> Option<i8> {
    let token = document.tokens.get(at)?;
    let text = token.span.of(document.text);
    if text.as_bytes().first().is_some_and(u8::is_ascii_alphabetic) {
        return None;
    }
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = text.get(digits.len()..)?;
    let day: i8 = digits.parse().ok()?;
    ((1..=31).contains(&day) && digits.len() <= 2 && (ending.is_empty() || ending.len() == 2)).then_some(day)
}

/// What reading one date needs at hand.
struct Reader<'d> {
    document: &'d Document<'d>,
    rules: &'d RuleSet,
    tables: &'d Tables,
    calendar: &'d Calendar,
    anchor: Option<Date>,
}

impl Reader<'_> {
    #[inline(always)]
    fn has(&self, list: &str, at: usize) -> bool {
        self.document.tokens.get(at).is_some_and(|token| self.tables.has(list, token.word))
    }

    /// As [`Reader::has`], by the base form: "months".
    fn unit(&self, list: &str, at: usize) -> bool {
        self.document.tokens.get(at).is_some_and(|token| self.tables.has(list, self.rules.lemma(token.word)))
    }

    fn text(&self, at: usize) -> &str {
        self.document.tokens.get(at).map_or("", |token| token.span.of(self.document.text))
    }

    fn comma(&self, at: usize) -> usize {
        usize::from(self.text(at) == ",")
    }

    /// Whether a date may start at `at`: a cheap look before anything is parsed, without a branch. `counted` is where quantities start.
    #[inline]
    fn may_begin(&self, at: usize, counted: &BitSet) -> bool {
        self.document.tokens.get(at).is_some_and(|token| {
            let digit = token.starts_with_digit(self.document.text);
            let word = counted.has(at) | self.calendar.knows(token.word) | digit;
            (token.kind == TokenKind::Number) | (token.kind == TokenKind::Word) & word
        })
    }

    /// The date that starts at `at`.
    fn read(&self, at: usize, sentence: &Tokens) -> Option<DateMention> {
        let date = self.written(at, sentence.start).or_else(|| self.relative(at)).or_else(|| self.ago(at))?;
        (date.tokens.end <= sentence.end).then_some(date)
    }

    /// "Monday, 4 March 2018", "March 4", "March 2018", "2018-03-04", "2018".
    fn written(&self, at: usize, first: usize) -> Option<DateMention> {
        if self.text(at).len() == 10
            && let Ok(date) = self.text(at).parse::<Date>()
        {
            return Some(mention(at..at + 1, date));
        }
        if let Some(weekday) = self.calendar.weekday(self.document, at) {
            return self.weekday(at, weekday);
        }
        if let Some(day) = day_number(self.document, at) {
            let of = usize::from(self.has("date-partitives", at + 1));
            let month = self.calendar.month(self.document, at + 1 + of)?;
            let (year, end) = self.year_behind(at + 2 + of, month);
            return Some(DateMention { tokens: at..end, year, month: Some(month), day: Some(day) });
        }
        if let Some(month) = self.calendar.month(self.document, at) {
            return self.month(at, month, first);
        }
        let year = self.year_at(at)?;
        Some(DateMention { tokens: at..at + 1, year: Some(year), month: None, day: None })
    }

    /// A year that stands alone: not a count of something, not a part of a longer number.
    fn year_at(&self, at: usize) -> Option<i16> {
        self.document.tokens.get(at).filter(|token| token.kind == TokenKind::Number)?;
        let counted = self.document.quantities.binary_search_by(|quantity| match &quantity.tokens {
            tokens if tokens.end <= at => std::cmp::Ordering::Less,
            tokens if tokens.start > at => std::cmp::Ordering::Greater,
            _ => std::cmp::Ordering::Equal,
        });
        written_year(self.document, self.tables, at).filter(|_| counted.is_err())
    }

    fn month(&self, at: usize, month: i8, first: usize) -> Option<DateMention> {
        let day = day_number(self.document, at + 1);
        let behind = at + 1 + usize::from(day.is_some());
        let (year, end) = self.year_behind(behind, month);
        // "May said": a month that is also a name or a verb needs a day, a year or a preposition.
        let sure = end > at + 1 || self.document.tokens.get(at).is_some_and(|t| self.tables.capitalised(t.word) > 0.93);
        let behind_name = self.document.names.partition_point(|name| name.tokens.end <= at);
        let named = self.document.names.get(behind_name).is_some_and(|name| name.tokens.contains(&at));
        let preposed = at > first && (self.has("date-prepositions", at - 1) || self.has("date-adverbs", at - 1));
        (sure || preposed && !named).then_some(DateMention { tokens: at..end, year, month: Some(month), day })
    }

    /// The year behind a month: written, "of this year", or the one that makes the month the latest before the day of writing.
    fn year_behind(&self, at: usize, month: i8) -> (Option<i16>, usize) {
        let comma = self.comma(at);
        if let Some(year) = self.year_at(at + comma) {
            return (Some(year), at + comma + 1);
        }
        let of = at + usize::from(self.has("date-partitives", at));
        if let Some(Entry::Step(step)) = self.calendar.entry(self.document, of)
            && self.unit("year-units", of + 1)
        {
            return (self.anchor.and_then(|a| i16::try_from(i32::from(a.year()) + step).ok()), of + 2);
        }
        (self.anchor.map(|anchor| if month > anchor.month() { anchor.year() - 1 } else { anchor.year() }), at)
    }

    /// "Thursday", "Monday, November 5", "Thursday evening".
    fn weekday(&self, at: usize, weekday: i8) -> Option<DateMention> {
        if self.has("weekday-names", at + 1) && capital(self.document, at + 1) {
            return None;
        }
        let next = at + 1 + self.comma(at + 1);
        let full = self.written_day(next);
        if let Some(date) = full {
            return Some(DateMention { tokens: at..date.tokens.end, ..date });
        }
        let end = at + 1 + usize::from(self.has("day-parts", at + 1));
        let date = self.anchor.and_then(|anchor| back_to(anchor, weekday, 0));
        Some(
            date.map_or(DateMention { tokens: at..end, year: None, month: None, day: None }, |date| {
                mention(at..end, date)
            }),
        )
    }

    /// A day and month in either order.
    fn written_day(&self, at: usize) -> Option<DateMention> {
        let starts = self.calendar.month(self.document, at).is_some() || day_number(self.document, at).is_some();
        self.written(at, at).filter(|date| starts && date.day.is_some())
    }

    /// "yesterday", "last September", "earlier this month", "next Monday".
    fn relative(&self, at: usize) -> Option<DateMention> {
        match self.calendar.entry(self.document, at)? {
            Entry::Day(days) => Some(self.days(at..at + 1, i64::from(days))),
            Entry::Adverb => {
                let date = self.relative(at + 1)?;
                Some(DateMention { tokens: at..date.tokens.end, ..date })
            }
            Entry::Step(step) => self.step(at, step),
            Entry::Month(_) | Entry::Weekday(_) => None,
        }
    }

    fn step(&self, at: usize, step: i32) -> Option<DateMention> {
        let next = at + 1;
        let unknown = DateMention { tokens: at..at + 2, year: None, month: None, day: None };
        let around = |months: i64, days: i64| {
            let stretch = Stretch::new().try_months(months).and_then(|s| s.try_days(days)).ok()?;
            self.anchor.and_then(|anchor| anchor.checked_add(stretch).ok())
        };
        if let Some(weekday) = self.calendar.weekday(self.document, next) {
            let end = next + 1 + usize::from(self.has("day-parts", next + 1));
            let date = self.anchor.and_then(|anchor| back_to(anchor, weekday, step));
            return Some(date.map_or(DateMention { tokens: at..end, ..unknown }, |date| mention(at..end, date)));
        }
        if let Some(month) = self.calendar.month(self.document, next) {
            let year = self.anchor.map(|anchor| {
                let past = step < 0 && month >= anchor.month();
                let future = step > 0 && month <= anchor.month();
                anchor.year() - i16::from(past) + i16::from(future)
            });
            return Some(DateMention { year, month: Some(month), ..unknown });
        }
        let step = i64::from(step);
        if self.unit("year-units", next) {
            let year = around(12 * step, 0).map(|date| date.year());
            return Some(DateMention { year, ..unknown });
        }
        if self.unit("month-units", next) {
            let date = around(step, 0);
            return Some(DateMention { year: date.map(Date::year), month: date.map(Date::month), ..unknown });
        }
        if self.unit("week-units", next) {
            let date = around(0, 7 * step);
            return Some(DateMention { year: date.map(Date::year), month: date.map(Date::month), ..unknown });
        }
        (self.has("day-parts", next)).then(|| self.days(at..at + 2, step))
    }

    /// "three years ago": a quantity of a unit of time, counted back.
    fn ago(&self, at: usize) -> Option<DateMention> {
        let place = self.document.quantities.binary_search_by_key(&at, |quantity| quantity.tokens.start).ok()?;
        let quantity = self.document.quantities.get(place)?;
        let unit = quantity.tokens.end;
        if !self.has("ago-words", unit + 1) || quantity.low != quantity.high || quantity.low > 10_000.0 {
            return None;
        }
        // Bounded above, and a count of days or years: whole.
        let count = quantity.low as i64;
        let tokens = at..unit + 2;
        let back = |stretch: Result<Stretch, jiff::Error>| self.anchor.and_then(|a| a.checked_sub(stretch.ok()?).ok());
        let unknown = DateMention { tokens: tokens.clone(), year: None, month: None, day: None };
        if self.unit("year-units", unit) {
            return Some(DateMention { year: back(Stretch::new().try_years(count)).map(|d| d.year()), ..unknown });
        }
        if self.unit("month-units", unit) {
            let date = back(Stretch::new().try_months(count));
            return Some(DateMention { year: date.map(Date::year), month: date.map(Date::month), ..unknown });
        }
        if self.unit("week-units", unit) {
            let date = back(Stretch::new().try_days(count * 7));
            return Some(DateMention { year: date.map(Date::year), month: date.map(Date::month), ..unknown });
        }
        self.unit("day-units", unit).then(|| self.days(tokens, -count))
    }

    fn days(&self, tokens: Tokens, days: i64) -> DateMention {
        let date = self.anchor.and_then(|anchor| anchor.checked_add(Stretch::new().try_days(days).ok()?).ok());
        match date {
            Some(date) => mention(tokens, date),
            None => DateMention { tokens, year: None, month: None, day: None },
        }
    }
}

fn mention(tokens: Tokens, date: Date) -> DateMention {
    DateMention { tokens, year: Some(date.year()), month: Some(date.month()), day: Some(date.day()) }
}

/// The weekday nearest to the anchor: on it or before; strictly before for "last", strictly behind for "next".
fn back_to(anchor: Date, weekday: i8, step: i32) -> Option<Date> {
    let today = anchor.weekday().to_monday_one_offset();
    let mut days = i64::from(weekday - today);
    if days > 0 || days == 0 && step < 0 {
        days -= 7;
    }
    if step > 0 {
        days += 7;
    }
    anchor.checked_add(Stretch::new().try_days(days).ok()?).ok()
}
