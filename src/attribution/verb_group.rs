//! The verb group around a cue's main word: auxiliaries, negation, adverbs and particles, and what form it takes.

use super::reading::Reading;
use super::traits::{
    ADJECTIVE, ADVERB, CONJUNCTION, FINITE, GENITIVE, GERUND, MODAL, NAMED, NOUN, PARTICIPLE, PARTICLE, PREPOSITION,
    PRESENT, PUNCTUATION, TO, VERB,
};
use crate::rules::lists;
use crate::text::Tokens;

/// A cue's verb with what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct VerbGroup {
    /// From its first auxiliary or adverb to its last particle.
    pub tokens: Tokens,
    /// The main word.
    pub head: usize,
    /// A participle with a form of "be".
    pub passive: bool,
    /// An "-ing" form without auxiliary.
    pub gerund: bool,
    /// "to" stands before it.
    pub infinitive: bool,
    /// A participle without auxiliary: a reduced relative clause, or a past tense that was tagged as one.
    pub bare_participle: bool,
}

/// The verb group whose main words are `main`. `None` when the word is not used as a verb or predicate here.
pub(super) fn around(reading: &Reading, main: &Tokens) -> Option<VerbGroup> {
    let head = main.start;
    if !reading.is(VERB | ADJECTIVE | PREPOSITION, head) {
        if !is_joined(reading, head) {
            return None;
        }
        let alone = head..main.end;
        return Some(VerbGroup {
            tokens: alone,
            head,
            passive: false,
            gerund: false,
            infinitive: false,
            bare_participle: false,
        });
    }
    let sentence = reading.sentence(head);
    let own = reading.traits(head);
    let mut start = head;
    let (mut auxiliary, mut be, mut infinitive) = (false, false, false);
    while start > sentence.start {
        let before = start - 1;
        let (traits, lists) = (reading.traits(before), reading.lists(before));
        if traits & GENITIVE != 0 {
            // "Moscow's alleged network": a word of the noun phrase.
            return None;
        }
        if lists & lists::CUE_COPULAS != 0 && !auxiliary_blocked(reading, before, head) {
            be |= !auxiliary || own & PARTICIPLE != 0;
            auxiliary = true;
        } else if (lists & lists::CUE_AUXILIARIES != 0 || traits & MODAL != 0) && traits & NAMED == 0 {
            auxiliary = true;
        } else if traits & TO != 0 {
            infinitive = true;
            start = before;
            break;
        } else if traits & ADVERB == 0 {
            break;
        }
        start = before;
    }
    if own & (ADJECTIVE | PREPOSITION) != 0 && !be {
        return None;
    }
    let mut end = main.end;
    while end < sentence.end && reading.is(PARTICLE, end) {
        end += 1;
    }
    Some(VerbGroup {
        tokens: start..end,
        head,
        passive: own & PARTICIPLE != 0 && be,
        gerund: own & GERUND != 0 && !auxiliary,
        infinitive,
        bare_participle: own & PARTICIPLE != 0 && !auxiliary,
    })
}

/// Whether a noun is a verb that a conjunction joins to the one before it: "She knows the risks and hopes that".
pub(super) fn is_joined(reading: &Reading, head: usize) -> bool {
    let joins = || head.checked_sub(1).is_some_and(|b| reading.is(CONJUNCTION, b));
    if !reading.is(NOUN, head) || !reading.has(lists::THAT_WORDS, head + 1) || !reading.is_plural(head) || !joins() {
        return false;
    }
    let sentence = reading.sentence(head);
    let verb = reading.last(FINITE, &(sentence.start..head));
    verb.is_some_and(|verb| reading.is(PRESENT, verb) && !reading.has(lists::CUE_COPULAS, verb))
}

/// Whether a form of "be" stands at `at` but belongs to another group: an adverb run does not join two clauses over a mark.
fn auxiliary_blocked(reading: &Reading, at: usize, head: usize) -> bool {
    reading.any(PUNCTUATION, &(at..head))
}
