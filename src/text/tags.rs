//! Sets of parts of speech, a bit each: what chunks and attributions note of a token begins with the bit of its tag.

use super::Tag;

/// A set of tags; it has bits left for what else is noted of a token.
pub(crate) type Tags = u64;

/// All tags.
pub(crate) const ALL: Tags = (1 << Tag::ALL.len()) - 1;

/// The bit of a tag.
#[inline]
pub(crate) const fn bit(tag: Tag) -> Tags {
    1 << tag as u32
}

pub(crate) const NOUN: Tags = bit(Tag::Noun);
pub(crate) const NAME: Tags = bit(Tag::Name);
pub(crate) const BASE: Tags = bit(Tag::Base);
pub(crate) const PRESENT: Tags = bit(Tag::Present);
pub(crate) const PAST: Tags = bit(Tag::Past);
pub(crate) const PARTICIPLE: Tags = bit(Tag::Participle);
pub(crate) const GERUND: Tags = bit(Tag::Gerund);
pub(crate) const MODAL: Tags = bit(Tag::Modal);
pub(crate) const ADJECTIVE: Tags = bit(Tag::Adjective);
pub(crate) const ADVERB: Tags = bit(Tag::Adverb);
pub(crate) const DETERMINER: Tags = bit(Tag::Determiner);
pub(crate) const POSSESSIVE: Tags = bit(Tag::Possessive);
pub(crate) const PRONOUN: Tags = bit(Tag::Pronoun);
pub(crate) const WH: Tags = bit(Tag::Wh);
pub(crate) const PREPOSITION: Tags = bit(Tag::Preposition);
pub(crate) const SUBORDINATOR: Tags = bit(Tag::Subordinator);
pub(crate) const CONJUNCTION: Tags = bit(Tag::Conjunction);
pub(crate) const NUMBER: Tags = bit(Tag::Number);
pub(crate) const PARTICLE: Tags = bit(Tag::Particle);
pub(crate) const TO: Tags = bit(Tag::To);
pub(crate) const GENITIVE: Tags = bit(Tag::Genitive);
/// Marks, quotation marks perhaps among them.
pub(crate) const PUNCTUATION: Tags = bit(Tag::Mark);
/// What no other tag is for.
pub(crate) const OTHER: Tags = bit(Tag::Other);

/// A verb with tense, or a modal one.
pub(crate) const FINITE: Tags = MODAL | PRESENT | PAST;
