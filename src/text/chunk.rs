//! Light chunks: noun phrases and clauses, by parts of speech and closed-class words.
//!
//! Three steps a sentence, each linear: noun phrases up to their heads, clauses on a stack, then what belongs to a noun phrase
//! behind its head.

mod cell;
mod chain;
mod classes;
mod clause;
mod complement;
mod coordination;
mod dateline;
mod draft;
mod nonfinite;
mod noun_phrase;
#[cfg(test)]
mod promises;
mod surroundings;
mod survey;
#[cfg(test)]
mod tests;
mod unconnected;
mod verb_group;
mod verbs;
mod view;

pub(super) use classes::Lexicon;
pub(super) use survey::Survey;

use super::{Document, Sentence, Tokens};
use crate::rules::RuleSet;

/// A noun phrase. It ends before a finite verb, and holds its prepositional phrases and its apposition between commas
/// only in `full`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NounPhrase {
    /// Determiner, modifiers and head: "the former MI6 chief".
    pub tokens: Tokens,
    /// With "of" phrases and the like, and an apposition: "Sir Richard Dearlove, the former MI6 chief,".
    pub full: Tokens,
    /// Index of the head's token ("chief"; of a name its last).
    pub head: usize,
}

/// What kind of clause it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ClauseKind {
    /// A main clause or one coordinated with it.
    Main,
    /// After that, whether, if, because, while, although …
    Subordinate,
    /// After who, which, that: on a noun.
    Relative,
    /// "to attack", "by expelling 23 diplomats", "accused of attempting to poison": no finite verb.
    NonFinite,
}

/// A clause: one verb group with what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// From its first to its last token; the clauses inside it are not cut out.
    pub tokens: Tokens,
    /// Kind of clause.
    pub kind: ClauseKind,
    /// The noun phrase that does it (index into [`super::Document::phrases`]), shared over coordination; `None` when left out.
    pub subject: Option<usize>,
    /// The verb group: auxiliaries, negation, adverbs inside it, main verb ("has not been accused").
    pub verb: Tokens,
    /// Index of the main verb's token.
    pub head: usize,
    /// Whether the verb is passive.
    pub passive: bool,
    /// Whether the verb is negated ("not", "never", "no longer", or a negative subject: "nobody", "neither").
    pub negated: bool,
    /// The clause that this one stands in (index into [`super::Document::clauses`]).
    pub parent: Option<usize>,
}

/// Fills `phrases` and `clauses`.
pub(super) fn find(document: &mut Document, rules: &RuleSet, survey: Survey) {
    let view = view::View::new(document, rules, survey);
    let tokens = document.tokens.len();
    let mut phrases = Vec::with_capacity(tokens / 4);
    let read = |sentence: &Sentence| {
        let first = phrases.len();
        noun_phrase::of_sentence(&view, &sentence.tokens, &mut phrases);
        first..phrases.len()
    };
    let ranges: Vec<Tokens> = document.sentences.iter().map(read).collect();
    let mut builder = clause::Builder::new(&view, phrases, Vec::with_capacity(tokens / 8));
    for (sentence, range) in document.sentences.iter().zip(ranges) {
        builder.sentence(&sentence.tokens, range);
    }
    (document.phrases, document.clauses) = builder.finish();
}
