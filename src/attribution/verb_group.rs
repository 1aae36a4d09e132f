//! The verb group around a cue's main word: auxiliaries, negation, adverbs and particles, and what form it takes.

use super::reading::Reading;
use crate::text::{Tag, Tokens};

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
    let sentence = reading.sentence(head);
    let tag = reading.tag(head);
    if is_joined(reading, head) {
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
    let predicate = matches!(tag, Tag::Adjective | Tag::Preposition);
    if !reading.is_verb(head) && !predicate {
        return None;
    }
    let mut start = head;
    let (mut auxiliary, mut be, mut infinitive) = (false, false, false);
    while start > sentence.start {
        let before = start - 1;
        if reading.tag(before) == Tag::Genitive {
            // "Moscow's alleged network": a word of the noun phrase.
            return None;
        }
        if reading.has("cue-copulas", before) && !auxiliary_blocked(reading, before, head) {
            be |= !auxiliary || reading.tag(head) == Tag::Participle;
            auxiliary = true;
        } else if (reading.has("cue-auxiliaries", before) || reading.tag(before) == Tag::Modal)
            && !reading.in_name(before)
        {
            auxiliary = true;
        } else if reading.tag(before) == Tag::To {
            infinitive = true;
            start = before;
            break;
        } else if reading.tag(before) != Tag::Adverb {
            break;
        }
        start = before;
    }
    if predicate && !be {
        return None;
    }
    let mut end = main.end;
    while end < sentence.end && reading.tag(end) == Tag::Particle {
        end += 1;
    }
    let passive = tag == Tag::Participle && be;
    Some(VerbGroup {
        tokens: start..end,
        head,
        passive,
        gerund: tag == Tag::Gerund && !auxiliary,
        infinitive,
        bare_participle: tag == Tag::Participle && !auxiliary,
    })
}

/// Whether a noun is a verb that a conjunction joins to the one before it: "She knows the risks and hopes that".
pub(super) fn is_joined(reading: &Reading, head: usize) -> bool {
    let joins = || head.checked_sub(1).is_some_and(|b| reading.tag(b) == Tag::Conjunction);
    if reading.tag(head) != Tag::Noun || !reading.has("that-words", head + 1) || !reading.is_plural(head) || !joins() {
        return false;
    }
    let sentence = reading.sentence(head);
    let verb = (sentence.start..head).rev().find(|&i| reading.is_finite(i));
    verb.is_some_and(|verb| reading.tag(verb) == Tag::Present && !reading.has("cue-copulas", verb))
}

/// Whether a form of "be" stands at `at` but belongs to another group: an adverb run does not join two clauses over a mark.
fn auxiliary_blocked(reading: &Reading, at: usize, head: usize) -> bool {
    (at..head).any(|i| reading.tag(i) == Tag::Mark)
}
