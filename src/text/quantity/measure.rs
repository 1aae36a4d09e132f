//! A number with the words around it: what bounds or blurs it before and behind, and what it counts.

use super::Quantity;
use super::reading::{Numbers, Value};
use super::words::{CLOSING, MONEY};
use crate::rules::Word;
use crate::text::{Tag, TokenKind, Tokens, fold};

/// What the entries of the bounding lists say of the number behind them, in the order of [`super::words::BOUNDING`].
const BOUNDS: [Bound; super::words::BOUNDING.len()] =
    [Bound::About, Bound::Nearly, Bound::Barely, Bound::AtLeast, Bound::AtMost, Bound::Exact];

/// Currency signs and the list whose first entry names the unit.
pub(super) const CURRENCIES: &[(&str, &str)] =
    &[("$", "unit-dollar"), ("£", "unit-pound"), ("€", "unit-euro"), ("¥", "unit-yen")];

/// The lists of what bounds or blurs the number before it, and how.
pub(super) const CLOSINGS: [(&str, Bound); 3] =
    [("number-or-so", Bound::About), ("number-or-more", Bound::AtLeast), ("number-or-less", Bound::AtMost)];

/// What "about" leaves open, on both sides.
const ABOUT: f64 = 0.1;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    About,
    Nearly,
    Barely,
    AtLeast,
    AtMost,
    Exact,
}

/// The quantity that starts at `at`: at its "about" or "more than", its currency sign, or its number.
pub(super) fn read(numbers: &Numbers, at: usize, sentence: &Tokens) -> Option<Quantity> {
    let (start, bound) = bound(numbers, at);
    let sign = currency(numbers.text(start));
    let number = start + usize::from(sign.is_some());
    if bound == Some(Bound::Exact) || number >= sentence.end {
        // "only 23": the number is exact and stands for itself.
        return None;
    }
    let mut value = numbers.read(number, sentence.end, bound.is_some())?;
    if sign.is_none() && !counts(numbers, number, &value, sentence) {
        return None;
    }
    let (mut low, mut high) = (value.low, value.high);
    let mut approximate = value.vague || bound.is_some();
    match bound {
        Some(Bound::About) => (low, high) = (low * (1.0 - ABOUT), high * (1.0 + ABOUT)),
        Some(Bound::Nearly) => low *= 1.0 - ABOUT,
        Some(Bound::Barely) => high *= 1.0 + ABOUT,
        Some(Bound::AtLeast) => high = f64::INFINITY,
        Some(Bound::AtMost) => low = 0.0,
        Some(Bound::Exact) | None => {}
    }
    let unit = match sign {
        Some((_, list)) => named_unit(numbers, list),
        None => unit(numbers, &mut value, sentence.end),
    };
    let closes = numbers.is(numbers.word(value.end), CLOSING);
    for (list, suffix) in CLOSINGS.into_iter().filter(|_| closes) {
        let length = numbers.entry(list, value.end);
        if length > 0 && value.end + length <= sentence.end {
            approximate = true;
            value.end += length;
            match suffix {
                Bound::AtLeast => high = f64::INFINITY,
                Bound::AtMost => low = 0.0,
                _ => (low, high) = (low * (1.0 - ABOUT), high * (1.0 + ABOUT)),
            }
        }
    }
    let (unit, unit_word) = if value.share {
        (low, high) = (low * 100.0, high * 100.0);
        per_cent(numbers)
    } else {
        unit.map_or((None, Word::UNKNOWN), |(text, word)| (Some(text), word))
    };
    let tokens = at..value.end;
    Some(Quantity { span: numbers.document.span(&tokens), tokens, low, high, unit, unit_word, approximate })
}

/// The currency whose sign a token ends with.
fn currency(text: &str) -> Option<&'static (&'static str, &'static str)> {
    // Most tokens end with a letter or digit.
    if text.as_bytes().last()?.is_ascii_alphanumeric() {
        return None;
    }
    CURRENCIES.iter().find(|(sign, _)| text.ends_with(sign))
}

/// What stands at `at` before a number, and where the number starts.
fn bound(numbers: &Numbers, at: usize) -> (usize, Option<Bound>) {
    match numbers.bound(at) {
        Some((length, list)) => (at + length, BOUNDS.get(list).copied()),
        None => (at, None),
    }
}

/// Whether the number counts something: not a label's, a time of day, or the pronoun "one".
fn counts(numbers: &Numbers, at: usize, value: &Value, sentence: &Tokens) -> bool {
    if at > sentence.start && numbers.has("number-labels", at - 1) && !value.share && !value.scaled {
        return false;
    }
    if numbers.has("clock-words", value.end) {
        return false;
    }
    if value.single && value.low <= 1.0 {
        // "one officer", not "one of them", "no one", "one could say".
        return matches!(numbers.tag(value.end), Tag::Noun | Tag::Adjective | Tag::Name);
    }
    true
}

/// What is counted, and its word. Units that are part of how the number is said ("%") are passed over.
fn unit(numbers: &Numbers, value: &mut Value, end: usize) -> Option<(String, Word)> {
    if value.share {
        return None;
    }
    let at = value.end;
    let percent =
        numbers.has("unit-per-cent", at) || numbers.entry("unit-per-cent-long", at) > 0 || numbers.text(at) == "%";
    if percent {
        return per_cent(numbers).0.map(|unit| (unit, per_cent(numbers).1));
    }
    let mut at = at;
    // "dozens of", "23 of the"
    if numbers.has("partitives", at) {
        at += 1;
        while at < end && matches!(numbers.tag(at), Tag::Determiner | Tag::Possessive) {
            at += 1;
        }
    }
    let mut noun = None;
    for _ in 0..8 {
        if at >= end {
            break;
        }
        match numbers.tag(at) {
            Tag::Noun => noun = Some(at),
            // "23 Russian diplomats": a name is passed over, and counted only when nothing else is.
            Tag::Name | Tag::Adjective | Tag::Participle | Tag::Gerund | Tag::Number => {
                if noun.is_some() && numbers.tag(at) != Tag::Name {
                    break;
                }
            }
            Tag::Genitive => noun = None,
            Tag::Conjunction if matches!(numbers.tag(at + 1), Tag::Adjective | Tag::Participle) && noun.is_none() => {}
            Tag::Mark if numbers.document.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Open) => {}
            Tag::Mark if numbers.text(at) == "," && noun.is_none() && numbers.tag(at + 1) == Tag::Adjective => {}
            _ => break,
        }
        at += 1;
    }
    let noun = noun?;
    let word = numbers.rules.lemma(numbers.word(noun));
    let text = match word {
        Word::UNKNOWN => fold(numbers.text(noun)),
        _ => numbers.rules.words.text(word).to_owned(),
    };
    let money = numbers.is(numbers.word(noun), MONEY) || numbers.is(word, MONEY);
    for (_, list) in CURRENCIES.iter().filter(|_| money) {
        if numbers.rules.tables.has(list, word) || numbers.has(list, noun) {
            return named_unit(numbers, list);
        }
    }
    Some((text, word))
}

/// The unit named by the first entry of a list.
fn named_unit(numbers: &Numbers, list: &str) -> Option<(String, Word)> {
    let &word = numbers.rules.tables.list(list).first()?;
    Some((numbers.rules.words.text(word).to_owned(), word))
}

fn per_cent(numbers: &Numbers) -> (Option<String>, Word) {
    let word = numbers.rules.tables.list("unit-per-cent").first().copied().unwrap_or(Word::UNKNOWN);
    let long = numbers.rules.tables.phrases("unit-per-cent-long").first();
    let text = long.map(|words| words.iter().map(|&w| numbers.rules.words.text(w)).collect::<Vec<_>>().join(" "));
    (text, word)
}
