//! The pattern language: from the string a rule writer types to nodes over interned words.
//!
//! Lists are expanded and inflections spelled out while a pack loads, so that matching needs neither.

use super::Word;
use crate::base::Span;

/// A pattern with its place in its pack's file, for diagnostics.
#[derive(Debug, Clone, PartialEq)]
pub struct Pattern {
    /// As written.
    pub text: String,
    /// Where the string's contents stand in the file.
    pub at: Span,
    /// What it matches.
    pub nodes: Vec<Node>,
}

/// One element of a sequence.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// One token, any of these words (sorted): a word with its inflections, or all one-word entries of a list.
    Words(Vec<Word>),
    /// One token, written in exactly this case.
    Exact(Word, Box<str>),
    /// A class of tokens or chunks.
    Class(Class),
    /// Any one word: `_`.
    Any,
    /// Between so many words of the same sentence: `_{0,3}`. Passes commas, not `; : —` nor quotation marks.
    Gap(u8, u8),
    /// A mark standing there itself.
    Mark(char),
    /// One of these sequences.
    Choice(Vec<Vec<Node>>),
    /// This sequence or nothing; greedy.
    Optional(Vec<Node>),
    /// A named part.
    Role(Role, Vec<Node>),
    /// `^`: the sentence starts here.
    Start,
    /// `$`: the sentence ends here (before or after its final mark).
    End,
}

/// `#…` classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Class {
    Number,
    Year,
    Name,
    Pronoun,
    Open,
    Close,
    Quotation,
    NounPhrase,
    Clause,
}

/// `{role: …}` names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Role {
    Source,
    Cue,
    Content,
}
