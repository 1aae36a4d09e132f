//! Quantities: numbers in digits or words, with what they count and how exactly.

mod measure;
mod reading;
#[cfg(test)]
mod tests;
mod words;

use crate::base::Span;
use crate::rules::{RuleSet, Word};

use super::prepared::Prepared;
use super::{Document, Tokens};

pub(super) use words::NumberWords;

/// "23 Russian diplomats", "as many as 50 per cent of 150,000", "dozens of", "between a quarter and half".
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// From the first word of the number (its "about", "as many as", "more than" included) to the number's end; the unit is not in it.
    pub span: Span,
    /// The tokens of `span`.
    pub tokens: Tokens,
    /// Lowest value it can mean.
    pub low: f64,
    /// Highest value it can mean; infinite for "at least", "more than".
    pub high: f64,
    /// The counted noun, singular and folded ("diplomat"), `per cent` (fractions too: a half is 50 of it), a currency, a
    /// unit of measure; `None` when not told.
    pub unit: Option<String>,
    /// [`Word`] of the unit, [`Word::UNKNOWN`] without one.
    pub unit_word: Word,
    /// Whether the text marks it as inexact ("some 200", "dozens", "about", "more than").
    pub approximate: bool,
}

/// Fills `quantities`. Years, dates, times of day, ordinals and parts of names are none. `places` are the tokens where one may start,
/// in order, and perhaps some more.
pub(super) fn find(document: &mut Document, rules: &RuleSet, prepared: &Prepared, places: &[u32]) {
    let numbers = reading::Numbers::new(document, rules, prepared);
    let mut found = Vec::new();
    let mut starts = places.iter().map(|&at| at as usize).peekable();
    let mut written = starts.clone().filter(|&at| numbers.is_written(at)).peekable();
    for sentence in &document.sentences {
        let mut behind = sentence.tokens.start;
        while let Some(at) = starts.next_if(|&at| at < sentence.tokens.end) {
            // Most of what a quantity can start with ("a", "more", "at") stands before no number: one look.
            while written.next_if(|&number| number < at).is_some() {}
            let near = written.peek().is_some_and(|&number| number - at <= numbers.reach());
            if at < behind || !near || !numbers.may_begin(at) {
                continue;
            }
            if let Some(quantity) = measure::read(&numbers, at, &sentence.tokens) {
                behind = quantity.tokens.end.max(at + 1);
                found.push(quantity);
            }
        }
    }
    document.quantities = found;
}
