//! Sentences. Abbreviations, initials and titles that end none are data.

use crate::base::Span;

use super::Tokens;

/// One sentence. Sentences are in text order, do not overlap, never cross a paragraph, and every token is in exactly one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// From its first to its last token, closing quotation mark included.
    pub span: Span,
    /// Its tokens.
    pub tokens: Tokens,
    /// Index of its paragraph.
    pub paragraph: usize,
}
