//! Parts of speech.

use super::Token;

/// A part of speech, as coarse as rules and chunks need it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Tag {
    /// Common noun, singular or plural.
    Noun,
    /// Proper noun.
    Name,
    /// Verb, base form ("to go", "may go"), and the subjunctive.
    Base,
    /// Finite verb, present ("go", "goes", "is", "has").
    Present,
    /// Finite verb, past ("went", "was", "had").
    Past,
    /// Past participle ("gone", "been").
    Participle,
    /// "-ing" form used as a verb.
    Gerund,
    /// can, may, will, must …
    Modal,
    /// Adjective.
    Adjective,
    /// Adverb, `not` included.
    Adverb,
    /// the, a, this, some, every …
    Determiner,
    /// his, their, my …
    Possessive,
    /// he, they, it, there, himself, who-less pronouns …
    Pronoun,
    /// who, which, what, when, where, how, why; `that` as a relative.
    Wh,
    /// Preposition.
    Preposition,
    /// that, if, because, whether, while … before a clause.
    Subordinator,
    /// and, or, but, nor.
    Conjunction,
    /// Number in digits or words.
    Number,
    /// up, out, off after a verb.
    Particle,
    /// `to` before a verb.
    To,
    /// The genitive `'s` or `'`.
    Genitive,
    /// oh, yes, please.
    Interjection,
    /// Punctuation and quotation marks.
    Mark,
    /// Anything else: symbols, foreign words, list markers.
    Other,
}

/// Tags tokens, one sentence at a time.
#[derive(Debug, Clone, Default)]
pub struct Tagger {}

impl Tagger {
    /// Tags the tokens of one sentence of `text`.
    pub fn tag(&self, _text: &str, _sentence: &mut [Token]) {}
}
