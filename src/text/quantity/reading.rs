//! Numbers as they are written: digits, words, scales, fractions and ranges, from tokens to values.

use super::words::{ARTICLE, BOUND, NumberWords, PART, Part, START};
use crate::rules::{RuleSet, Word};
use crate::text::date::{self, Calendar};
use crate::text::marked::Marked;
use crate::text::prepared::Prepared;
use crate::text::{Document, Tag, Token, TokenKind};

/// A value read from the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Value {
    pub low: f64,
    pub high: f64,
    /// Behind its last token.
    pub end: usize,
    /// An order of size only: "dozens".
    pub vague: bool,
    /// A share of a whole: "a quarter", "one in five".
    pub share: bool,
    /// Whether a scale word is in it.
    pub scaled: bool,
    /// Whether it is one word that is a pronoun as often as a number.
    pub single: bool,
}

/// The numbers of a document.
pub(super) struct Numbers<'d> {
    pub document: &'d Document<'d>,
    pub rules: &'d RuleSet,
    words: &'d NumberWords,
    calendar: &'d Calendar,
}

impl<'d> Numbers<'d> {
    pub(super) fn new(document: &'d Document<'d>, rules: &'d RuleSet, prepared: &'d Prepared) -> Self {
        Numbers { document, rules, words: &prepared.numbers, calendar: &prepared.calendar }
    }

    /// The longest entry of the bounding lists that starts at `at`: its length, and the list's place in [`super::words::BOUNDING`]. Of
    /// entries of one length that of the last list.
    pub(super) fn bound(&self, at: usize) -> Option<(usize, usize)> {
        let first = self.word(at);
        if !self.words.is(first, BOUND) {
            return None;
        }
        let stands = |entry: &[Word]| entry.iter().zip(at..).all(|(&word, at)| self.word(at) == word);
        let entries = self.words.bounds.get(&first)?.iter().filter(|(_, entry)| stands(entry));
        entries.map(|(list, entry)| (entry.len(), *list)).max()
    }

    pub(super) fn word(&self, at: usize) -> Word {
        self.document.tokens.get(at).map_or(Word::UNKNOWN, |token| token.word)
    }

    pub(super) fn tag(&self, at: usize) -> Tag {
        self.document.tokens.get(at).map_or(Tag::Mark, |token| token.tag)
    }

    pub(super) fn text(&self, at: usize) -> &'d str {
        self.document.tokens.get(at).map_or("", |token| token.span.of(self.document.text))
    }

    #[inline(always)]
    pub(super) fn has(&self, list: &str, at: usize) -> bool {
        self.rules.tables.has(list, self.word(at))
    }

    /// How many tokens the longest entry of `list` that starts at `at` takes; 0 when none does.
    #[inline(always)]
    pub(super) fn entry(&self, list: &str, at: usize) -> usize {
        let first = self.word(at);
        if first == Word::UNKNOWN || !self.rules.tables.starts(list, first) {
            return usize::from(self.has(list, at));
        }
        self.longest(list, at)
    }

    #[inline(never)]
    fn longest(&self, list: &str, at: usize) -> usize {
        let first = self.word(at);
        let starting = self.rules.tables.phrases(list).iter().filter(|phrase| phrase.first() == Some(&first));
        let long = starting.filter(|phrase| {
            phrase.iter().enumerate().all(|(offset, &word)| word != Word::UNKNOWN && self.word(at + offset) == word)
        });
        long.map(Vec::len).max().unwrap_or(0).max(usize::from(self.has(list, at)))
    }

    /// Whether a word is of one of the classes of [`NumberWords`].
    pub(super) fn is(&self, word: Word, classes: u8) -> bool {
        self.words.is(word, classes)
    }

    fn article(&self, at: usize) -> bool {
        self.words.is(self.word(at), ARTICLE)
    }

    fn part(&self, at: usize) -> Option<Part> {
        let word = self.word(at);
        if self.words.is(word, PART) { self.words.parts.get(&word).copied() } else { None }
    }

    /// Whether a quantity may start at `at`: a cheap look before reading.
    pub(super) fn may_begin(&self, at: usize) -> bool {
        let Some(token) = self.document.tokens.get(at) else { return false };
        match token.kind {
            TokenKind::Number => true,
            TokenKind::Word => self.words.is(token.word, START) || self.written_as_number(token),
            // A currency sign.
            TokenKind::Mark => {
                let first = self.document.text.as_bytes().get(token.span.start);
                first.is_some_and(|&byte| byte == b'$' || !byte.is_ascii_punctuation())
            }
            TokenKind::Open | TokenKind::Close => false,
        }
    }

    /// Of the places where a quantity may start those that a number stands at or soon behind, the last one first: before none stands
    /// most of what a quantity can start with ("a", "more", "at").
    pub(super) fn starts(&self, places: &[u32]) -> Vec<u32> {
        let (mut near, mut next) = (Marked::new(places.len()), u32::MAX);
        for &at in places.iter().rev() {
            next = if self.is_written(at as usize) { at } else { next };
            near.note(at, (next - at) as usize <= self.reach());
        }
        near.list()
    }

    /// Whether the token at `at` is a number or a part of one: there is one in every quantity. Without a branch.
    #[inline]
    fn is_written(&self, at: usize) -> bool {
        self.document.tokens.get(at).is_some_and(|token| {
            let word = self.words.is(token.word, PART) | self.written_as_number(token);
            (token.kind == TokenKind::Number) | (token.kind == TokenKind::Word) & word
        })
    }

    /// How far behind its start the first such token of a quantity can stand: behind a bound, a sign, a range's opener and an article.
    fn reach(&self) -> usize {
        self.words.longest_bound + 3
    }

    /// Whether a word has a digit first or parts: "3bn", "twenty-three".
    #[inline]
    fn written_as_number(&self, token: &Token) -> bool {
        (token.parts.1 > 0) | token.starts_with_digit(self.document.text)
    }

    /// Whether a number may start at `at`: a cheap look before reading.
    fn may_start(&self, at: usize) -> bool {
        let Some(token) = self.document.tokens.get(at) else { return false };
        match token.kind {
            TokenKind::Number => true,
            TokenKind::Word => self.words.is(token.word, PART | ARTICLE) || self.written_as_number(token),
            TokenKind::Mark | TokenKind::Open | TokenKind::Close => false,
        }
    }

    /// The number, share or range that starts at `at`, before `end`; `bounded` by an "about", four digits are no year. A range may begin with its "between".
    pub(super) fn read(&self, at: usize, end: usize, bounded: bool) -> Option<Value> {
        let opened = self.has("range-openers", at);
        let start = at + usize::from(opened);
        if !self.may_start(start) || self.article(start) && self.part(start + 1).is_none() {
            return None;
        }
        let first = self.one(start, end, bounded)?;
        let second = self.second(&first, at, opened, end);
        match second {
            Some(second) => Some(range(first, second)),
            None if opened => None,
            None => Some(first),
        }
    }

    /// The upper end of a range, or the whole of a ratio.
    fn second(&self, first: &Value, opener: usize, opened: bool, end: usize) -> Option<Value> {
        let at = first.end;
        let dash = matches!(self.text(at), "-" | "–" | "—");
        let joined = dash
            || opened && self.has("between-joiners", at)
            || self.has("range-joiners", at)
            || opened && opener < at && self.has("range-joiners", at);
        if joined && at + 1 < end && self.may_start(at + 1) && !first.vague {
            // "from 10 to 20 people", "2 or 3", "2–3": not "10 to 5" nor a score.
            return self
                .one(at + 1, end, true)
                .filter(|second| second.high > first.low && second.share == first.share || opened);
        }
        let ratio = usize::from(self.has("ratio-joiners", at)).max(self.entry("ratio-joiners-long", at));
        if ratio > 0 && at + ratio < end && self.may_start(at + ratio) && !first.vague && !first.share {
            let whole = self
                .one(at + ratio, end, false)
                .filter(|w| w.low > first.low && w.low <= 1000.0 && !w.vague && !w.share)?;
            let share = first.low / whole.low;
            return Some(Value { low: share, high: share, share: true, ..whole });
        }
        None
    }

    /// One number or share.
    fn one(&self, at: usize, end: usize, bounded: bool) -> Option<Value> {
        if self.document.name_of(at).is_some() || self.calendar.holds(self.document, at) {
            return None;
        }
        if self.article(at) {
            let next = self.part(at + 1).filter(|_| at + 1 < end)?;
            return match next {
                Part::Fraction(share) => {
                    // "a quarter of", "between a quarter and half"
                    let goes_on = ["partitives", "between-joiners", "range-joiners"];
                    goes_on.iter().any(|list| self.has(list, at + 2)).then(|| Value::share(share, at + 2))
                }
                Part::Scale(scale) => Some(self.scale(scale, at + 2, end)),
                Part::Vague(low, high) => Some(Value::vague(low, high, at + 2)),
                Part::Unit(_) => None,
            };
        }
        if let Some(value) = self.digits(at, bounded) {
            return Some(self.scaled(value, at, end));
        }
        match self.part(at) {
            Some(Part::Unit(value)) => Some(self.words(value, at, end)),
            Some(Part::Vague(low, high)) => Some(self.vague(low, high, at, end)),
            Some(Part::Fraction(share)) if self.tag(at + 1) == Tag::Determiner || self.has("partitives", at + 1) => {
                // "half a million"
                match (self.article(at + 1), self.part(at + 2)) {
                    (true, Some(Part::Scale(scale))) => Some(Value::plain(share * scale, at + 3)),
                    _ if share >= 0.5 => Some(Value::share(share, at + 1)),
                    _ => None,
                }
            }
            // "between a quarter and half": the end of a range needs no "of" of its own.
            Some(Part::Fraction(share)) if share >= 0.5 => Some(Value::share(share, at + 1)),
            Some(Part::Scale(_) | Part::Fraction(_)) => None,
            None => self.hyphenated(at).map(|value| self.scaled(value, at, end)),
        }
    }

    /// Digits with their marks: "150,000", "2.5", "10-15" is two of them.
    fn digits(&self, at: usize, bounded: bool) -> Option<Value> {
        let token = self.document.tokens.get(at)?;
        if token.kind != TokenKind::Number {
            let (low, high) = self.text(at).split_once(['-', '–'])?;
            let (low, high) = (plain_number(low)?, plain_number(high)?);
            return (low < high).then(|| Value { high, ..Value::plain(low, at + 1) });
        }
        let value = plain_number(self.text(at))?;
        let counted = self.rules.lemma(self.word(at + 1)) != self.word(at + 1) && self.tag(at + 1) == Tag::Noun;
        let year = date::written_year(self.document, &self.rules.tables, at).is_some();
        if year && !counted && !bounded && self.part(at + 1).is_none() {
            return None;
        }
        Some(Value::plain(value, at + 1))
    }

    /// A value and the scale words behind it: "2.5 million", "23 thousand".
    fn scaled(&self, value: Value, at: usize, end: usize) -> Value {
        let mut value = value;
        while value.end < end
            && let Some(Part::Scale(scale)) = self.part(value.end)
        {
            // "m" behind a space is no million.
            let token = self.document.tokens.get(value.end);
            if token.is_some_and(|t| t.spaced && t.span.len() <= 2) || value.end > at + 4 {
                break;
            }
            value =
                Value { low: value.low * scale, high: value.high * scale, end: value.end + 1, scaled: true, ..value };
        }
        value
    }

    /// "a hundred and fifty thousand": `scale` is read, `at` is behind it.
    fn scale(&self, scale: f64, at: usize, end: usize) -> Value {
        self.scaled(Value { scaled: true, ..Value::plain(scale, at) }, at, end)
    }

    /// Number words: "two hundred and fifty thousand", "three quarters of".
    fn words(&self, first: f64, at: usize, end: usize) -> Value {
        if let Some(Part::Fraction(share)) = self.part(at + 1).filter(|_| at + 1 < end)
            && self.has("partitives", at + 2)
        {
            return Value::share(first * share, at + 2);
        }
        let (mut total, mut group) = (0.0, first);
        let mut behind = at + 1;
        let mut scaled = false;
        for _ in 0..12 {
            let skip = usize::from(scaled && self.has("number-joiners", behind));
            if behind + skip >= end {
                break;
            }
            match self.part(behind + skip) {
                Some(Part::Scale(scale)) if skip == 0 => {
                    if scale >= 1000.0 {
                        total = (total + group) * scale;
                        group = 0.0;
                    } else {
                        group *= scale;
                    }
                    scaled = true;
                }
                Some(Part::Unit(value)) if scaled && (group == 0.0 || group >= 100.0) && value < 100.0 => {
                    group += value
                }
                _ => match self.hyphenated(behind + skip) {
                    Some(more) if scaled && (group == 0.0 || group >= 100.0) => group += more.low,
                    _ => break,
                },
            }
            behind += skip + 1;
        }
        Value { scaled, single: behind == at + 1, ..Value::plain(total + group, behind) }
    }

    /// "dozens", "hundreds of thousands".
    fn vague(&self, low: f64, high: f64, at: usize, end: usize) -> Value {
        if at + 2 < end
            && self.has("partitives", at + 1)
            && let Some(Part::Vague(twice, _)) = self.part(at + 2)
        {
            // The plural means two of its kind at least.
            let scale = twice / 2.0;
            return Value::vague(low * scale, (high + 1.0) * scale - 1.0, at + 3);
        }
        Value::vague(low, high, at + 1)
    }

    /// "twenty-three": the sum of its parts.
    fn hyphenated(&self, at: usize) -> Option<Value> {
        let token = self.document.tokens.get(at)?;
        let (first, count) = (token.parts.0 as usize, token.parts.1 as usize);
        if count != 2 {
            return None;
        }
        let value = |word: Word| match self.words.parts.get(&word) {
            Some(Part::Unit(value)) => Some(*value),
            _ => None,
        };
        let words = self.document.parts.get(first..first + count)?;
        let (tens, ones) = (value(*words.first()?)?, value(*words.get(1)?)?);
        (tens >= 20.0 && (1.0..10.0).contains(&ones)).then(|| Value::plain(tens + ones, at + 1))
    }
}

impl Value {
    fn plain(value: f64, end: usize) -> Self {
        Value { low: value, high: value, end, vague: false, share: false, scaled: false, single: false }
    }

    fn share(share: f64, end: usize) -> Self {
        Value { share: true, ..Value::plain(share, end) }
    }

    fn vague(low: f64, high: f64, end: usize) -> Self {
        Value { high, vague: true, ..Value::plain(low, end) }
    }
}

/// A whole number of so many digits is exact as a floating-point number.
const EXACT: usize = 15;

/// From one value to another; a scale said once holds for both ("2 to 3 million").
fn range(first: Value, second: Value) -> Value {
    if second.share && !first.share {
        return second;
    }
    let carried = second.scaled && !first.scaled && first.high < 1000.0 && first.high * 1000.0 <= second.low * 1000.0;
    let factor = if carried && second.low >= 1000.0 { scale_of(second.low) } else { 1.0 };
    Value { low: first.low * factor, high: second.high.max(first.high * factor), single: false, ..second }
}

/// The scale a value was said in: a thousand, a million …
fn scale_of(value: f64) -> f64 {
    [1e12, 1e9, 1e6, 1e3].into_iter().find(|scale| value >= *scale).unwrap_or(1.0)
}

/// "150,000", "2.5"; not "17:07", "1.2.3".
fn plain_number(text: &str) -> Option<f64> {
    if text.len() <= EXACT && text.bytes().all(|b| b.is_ascii_digit()) {
        return text.parse::<u64>().ok().map(|number| number as f64);
    }
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b',' | b'.')) {
        return None;
    }
    let groups = text.split('.').next().unwrap_or(text).split(',');
    if groups.skip(1).any(|group| group.len() != 3 && group.len() != 2) {
        return None;
    }
    text.replace(',', "").parse().ok()
}
