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
    let mut behind = 0;
    for at in numbers.starts(places).into_iter().rev().map(|at| at as usize) {
        if at < behind || !numbers.may_begin(at) {
            continue;
        }
        let Some(sentence) = document.sentences.get(document.sentence_of(at)) else { break };
        if let Some(quantity) = measure::read(&numbers, at, &sentence.tokens) {
            behind = quantity.tokens.end.max(at + 1);
            found.push(quantity);
        }
    }
    document.quantities = found;
}
