//! Quantities: numbers in digits or words, with what they count and how exactly.

use crate::base::Span;
use crate::rules::{RuleSet, Word};

use super::{Document, Tokens};

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
    /// The counted noun, singular and folded ("diplomat"), `per cent`, a currency, a unit of measure; `None` when not told.
    pub unit: Option<String>,
    /// [`Word`] of the unit, [`Word::UNKNOWN`] without one.
    pub unit_word: Word,
    /// Whether the text marks it as inexact ("some 200", "dozens", "about").
    pub approximate: bool,
}

/// Fills `quantities`.
pub(super) fn find(_document: &mut Document, _rules: &RuleSet) {}
