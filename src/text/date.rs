//! Dates: absolute ones, and relative ones anchored to the article's date.

use super::{Document, Tokens};
use crate::rules::RuleSet;

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

/// Fills `dates`; `anchor` is the article's date (RFC 3339).
pub(super) fn find(_document: &mut Document, _anchor: Option<&str>, _rules: &RuleSet) {}
