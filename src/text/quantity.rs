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

/// Fills `quantities`. Years, dates, times of day, ordinals and parts of names are none.
pub(super) fn find(document: &mut Document, rules: &RuleSet, prepared: &Prepared) {
    let numbers = reading::Numbers::new(document, rules, prepared);
    let mut found = Vec::new();
    for sentence in &document.sentences {
        let mut at = sentence.tokens.start;
        while let Some(start) = numbers.next_start(at..sentence.tokens.end) {
            match measure::read(&numbers, start, &sentence.tokens) {
                Some(quantity) => {
                    at = quantity.tokens.end.max(start + 1);
                    found.push(quantity);
                }
                None => at = start + 1,
            }
        }
    }
    document.quantities = found;
}
