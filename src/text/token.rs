//! Tokens: words, numbers and marks with their place in the text.

use crate::base::Span;
use crate::rules::Word;

use super::Tag;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, perhaps with inner hyphens, apostrophes, dots or digits ("ex-spy", "U.S.", "MI5"); also `'s`, `n't`.
    Word,
    /// Digits with their inner marks ("150,000", "2.5", "17:07").
    Number,
    /// An opening quotation mark of a [`super::Quotation`].
    Open,
    /// A closing quotation mark.
    Close,
    /// Any other mark or symbol, one character a token (an ellipsis "..." or "…" is one).
    Mark,
}

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shape {
    /// "spy"
    Lower,
    /// "London"
    Capitalised,
    /// "RUSSIA", "MI5"
    Upper,
    /// "McCallum", "iPhone", and whatever has no case
    Mixed,
}

/// One token. Tokens are in text order and do not overlap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// The folded word (case, `’` and `'`, `–` and `-`) as the rules know it; [`Word::UNKNOWN`] when they do not.
    /// `n't` folds to `not`, the `ca` of "can't" to `can`, the `wo` of "won't" to `will`.
    pub word: Word,
    /// What it is made of.
    pub kind: TokenKind,
    /// How it is written.
    pub shape: Shape,
    /// Its most likely part of speech here.
    pub tag: Tag,
    /// Index into [`super::Document::parts`] of the first part of a hyphenated word, and their number; (0, 0) for others.
    pub parts: (u32, u8),
    /// Whether white space stands before it.
    pub spaced: bool,
}
