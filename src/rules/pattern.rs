//! The pattern language: from the string a rule writer types to nodes over interned words.
//!
//! Lists are expanded and inflections spelled out while a pack loads, so that matching needs neither.

mod lower;
mod syntax;

#[cfg(test)]
mod tests;

pub(super) use lower::{List, Lowering, check_findable};
pub(super) use syntax::{Item, Mistake, Part, parse};

use super::Word;
use crate::base::Span;

/// A pattern with its place in its pack's file, for diagnostics.
#[derive(Debug, Clone, PartialEq)]
pub struct Pattern {
    /// As written.
    pub text: String,
    /// The file: index into [`RuleSet::sources`](super::RuleSet::sources).
    pub file: usize,
    /// Where the string's contents stand in the file.
    pub at: Span,
    /// What it matches.
    pub nodes: Vec<Node>,
    /// Where in `text` each of the nodes was written; a role's nodes stand in its place. One element of a pattern (`don't`, a
    /// list) can be several nodes.
    pub written: Vec<Span>,
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

impl Class {
    /// Every class under the name patterns give it.
    pub const NAMES: [(&'static str, Class); 9] = [
        ("number", Class::Number),
        ("year", Class::Year),
        ("name", Class::Name),
        ("pronoun", Class::Pronoun),
        ("open", Class::Open),
        ("close", Class::Close),
        ("quotation", Class::Quotation),
        ("np", Class::NounPhrase),
        ("clause", Class::Clause),
    ];

    fn named(name: &str) -> Option<Class> {
        Class::NAMES.iter().find(|&&(known, _)| known == name).map(|&(_, class)| class)
    }
}

impl Role {
    /// Every role under the name patterns and examples give it.
    pub const NAMES: [(&'static str, Role); 3] =
        [("source", Role::Source), ("cue", Role::Cue), ("content", Role::Content)];

    pub(super) fn named(name: &str) -> Option<Role> {
        Role::NAMES.iter().find(|&&(known, _)| known == name).map(|&(_, role)| role)
    }

    /// The name patterns and examples give it.
    pub fn name(self) -> &'static str {
        Role::NAMES.iter().find(|&&(_, role)| role == self).map_or("", |&(name, _)| name)
    }
}
