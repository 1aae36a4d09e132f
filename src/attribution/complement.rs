//! What stands to the right of a cue's verb: its complement, behind addressee, adverbs, dates and adjunct phrases.

use super::chain;
use super::content::{finite_behind, main_verb, starts_clause};
use super::reading::Reading;
use super::traits::{
    ADVERB, CLOSE, COLON, COMMA, CONJUNCTION, DETERMINER, FINITE, GENITIVE, GERUND, MARK, NAME, NOUN, OPEN, PARTICLE,
    POSSESSIVE, SUBORDINATOR,
};
use crate::rules::Word;
use crate::rules::lists;
use crate::text::{Tag, Tokens};

/// How a complement opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opening {
    /// A quotation (index into the document's).
    Quotation(usize),
    /// A colon; what it announces starts behind it.
    Colon,
    /// "that" before a clause.
    That,
    /// A question word, "whether", "if".
    Question,
    /// "to" before a verb.
    Infinitive,
    /// An "-ing" form.
    Gerund,
    /// A clause without any opener.
    Clause,
    /// A preposition (the word).
    Preposition(Word),
    /// A noun phrase or adjective.
    Phrase,
    /// A comma, dash, closing mark or the end of the sentence: the content is elsewhere.
    Nothing,
    /// Something else.
    Other,
}

/// A complement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Complement {
    /// How it opens.
    pub opening: Opening,
    /// Its first token.
    pub start: usize,
    /// The noun phrase between verb and complement: addressee or object.
    pub object: Option<Tokens>,
    /// Whether adjuncts stand between the verb and it.
    pub distant: bool,
}

/// What opens at `at`, nothing skipped.
pub(super) fn opening(reading: &Reading, at: usize) -> Opening {
    let end = reading.sentence(at.saturating_sub(1)).end;
    if at >= end {
        return Opening::Nothing;
    }
    if let Some(quotation) = reading.quotation_opening(at) {
        return Opening::Quotation(quotation);
    }
    if reading.is(MARK | CLOSE, at) {
        return match reading.traits(at) & (COLON | COMMA) {
            COLON => Opening::Colon,
            COMMA => reading.quotation_opening(at + 1).map_or(Opening::Nothing, Opening::Quotation),
            _ => Opening::Nothing,
        };
    }
    if reading.has(lists::THAT_WORDS, at) && (reading.is(SUBORDINATOR, at) || starts_clause(reading, at + 1, end)) {
        return Opening::That;
    }
    match reading.tag(at) {
        Tag::Wh => Opening::Question,
        Tag::Subordinator if reading.has(lists::QUESTION_WORDS, at) => Opening::Question,
        Tag::To => Opening::Infinitive,
        Tag::Gerund => Opening::Gerund,
        Tag::Preposition => Opening::Preposition(reading.word(at)),
        _ if reading.has(lists::NOMINATIVE_PRONOUNS, at) => Opening::Clause,
        _ if reading.opens_phrase(at) && starts_clause(reading, at, end) => Opening::Clause,
        _ if reading.opens_phrase(at) => Opening::Phrase,
        _ => Opening::Other,
    }
}

/// The complement of the verb whose group ends at `at`. `addressee`: the verb can have one ("told MPs that").
pub(super) fn of(reading: &Reading, at: usize, addressee: bool) -> Complement {
    let end = reading.sentence(at.saturating_sub(1)).end;
    let mut next = skip_light(reading, at, end);
    let mut object = None;
    if next > at && reading.is_finite(next) {
        // "said much was made of it": what looked like an adverb is the subject.
        return Complement { opening: Opening::Clause, start: next - 1, object, distant: false };
    }
    for step in 0..STEPS {
        let found = opening(reading, next);
        let here = |opening| Complement { opening, start: next, object: object.clone(), distant: step > 0 };
        match found {
            Opening::Clause if addressee && object.is_none() => {
                // "told the Commons the advice would": the first phrase is the addressee when a clause still follows.
                let Some(phrase) = object_end(reading, next) else { return here(found) };
                if !starts_clause(reading, phrase, end) && !reading.is(SUBORDINATOR, phrase) {
                    return here(found);
                }
                object = Some(next..phrase);
                next = skip_light(reading, phrase, end);
            }
            Opening::Phrase if object.is_none() => {
                let Some(phrase) = object_end(reading, next) else { return here(found) };
                let after = skip_light(reading, phrase, end);
                if let Some(complement) = behind_object(reading, next..phrase, after, addressee, end) {
                    return complement;
                }
                return here(found);
            }
            // "reported, citing a secret memo, that": a comma may stand before the citation.
            Opening::Nothing
                if reading.is(COMMA, next)
                    && step == 0
                    && reading.is(GERUND, next + 1)
                    && behind_citation(reading, next + 1).is_some() =>
            {
                next = behind_citation(reading, next + 1).unwrap_or(next + 1);
            }
            // "said, without evidence, that", "said, if elected, she would"
            Opening::Nothing if reading.is(COMMA, next) && step == 0 && behind_aside(reading, next, end).is_some() => {
                let (opening, start) = behind_aside(reading, next, end).unwrap_or((Opening::Nothing, next));
                return Complement { opening, start, object, distant: true };
            }
            Opening::Gerund if chain::citation(reading, next).is_some() => {
                // "reported, citing a memo, that": the complement may follow the source behind the source.
                next = chain::citation(reading, next).map_or(next + 1, |c| c.end.max(next + 1));
                if reading.is(COMMA, next) && matches!(opening(reading, next + 1), Opening::That | Opening::Clause) {
                    next += 1;
                }
            }
            Opening::Preposition(_) => {
                // An adjunct only when a complement follows it: "said in a statement that".
                let Some(adjunct) = adjunct_end(reading, next, end) else { return here(found) };
                let after = skip_light(reading, adjunct, end);
                // "said in a statement she released on Monday that"
                let relative = chain::behind_relative(reading, after);
                let behind = || (relative > after).then(|| that_behind(reading, relative, end)).flatten();
                let complement = follows_adjunct(reading, next, after).then_some(after).or_else(behind);
                let Some(complement) = complement else { return here(found) };
                next = complement;
            }
            _ => return here(found),
        }
    }
    Complement { opening: opening(reading, next), start: next, object, distant: true }
}

/// The clause behind a phrase between two commas, the first at `comma`; a condition belongs to it.
fn behind_aside(reading: &Reading, comma: usize, end: usize) -> Option<(Opening, usize)> {
    let first = comma + 1;
    let close = (first..end.min(first + ASIDE)).find(|&i| reading.is(COMMA, i))?;
    let plain = !reading.any(OPEN | CLOSE | FINITE, &(first..close));
    match opening(reading, close + 1) {
        Opening::That if plain => Some((Opening::That, close + 1)),
        Opening::Clause if plain && reading.has(lists::QUESTION_WORDS, first) => Some((Opening::Clause, first)),
        _ => None,
    }
}

/// Whether what opens at `after` can be the complement of the verb before the adjunct at `adjunct`; behind a date or a name that may
/// be a clause without any opener ("said on Monday rates would rise", "said in Lisbon he would go").
fn follows_adjunct(reading: &Reading, adjunct: usize, after: usize) -> bool {
    match opening(reading, after) {
        Opening::Quotation(_) | Opening::Colon | Opening::That | Opening::Nothing | Opening::Preposition(_) => true,
        Opening::Clause => {
            let dated = reading.date_starting(adjunct).or_else(|| reading.date_starting(adjunct + 1)).is_some();
            dated && (!reading.is(NOUN, after) || reading.is_plural(after))
                || reading.has(lists::DOCUMENT_PREPOSITIONS, adjunct) && is_said_there(reading, after)
        }
        _ => false,
    }
}

/// Where "that" stands behind the adverbs, the date or the one adjunct at `at`.
fn that_behind(reading: &Reading, at: usize, end: usize) -> Option<usize> {
    let light = skip_light(reading, at, end);
    let behind = match opening(reading, light) {
        Opening::Preposition(_) => skip_light(reading, adjunct_end(reading, light, end)?, end),
        _ => light,
    };
    (opening(reading, behind) == Opening::That).then_some(behind)
}

/// Whether the clause at `start` is what is said in the place or paper named before it: "in Lisbon he would go", "in a statement he
/// hopes to win", but not "in a statement he released".
fn is_said_there(reading: &Reading, start: usize) -> bool {
    let before = start.saturating_sub(1);
    let subject = reading.is(DETERMINER | POSSESSIVE, start) || reading.has(lists::NOMINATIVE_PRONOUNS, start);
    let end = reading.sentence(start).end;
    let Some(verb) = finite_behind(reading, start, end).filter(|_| subject) else { return false };
    let more = || {
        let behind = main_verb(reading, verb, end).unwrap_or(verb + 1);
        opening(reading, skip_light(reading, behind, end))
    };
    reading.is(NAME, before)
        || reading.lemma_in(lists::SOURCE_DOCUMENT_NOUNS, before)
            && !matches!(more(), Opening::Nothing | Opening::Preposition(_) | Opening::Other)
}

/// Where a clause goes on behind a citation that starts at `at`.
fn behind_citation(reading: &Reading, at: usize) -> Option<usize> {
    let end = chain::citation(reading, at)?.end;
    let next = end + usize::from(reading.is(COMMA, end));
    (next > at && matches!(opening(reading, next), Opening::That | Opening::Clause)).then_some(next)
}

/// The complement behind an object phrase: "NP that", "NP to", "NP of", "NP: "q""; `None` when the phrase is all.
fn behind_object(reading: &Reading, object: Tokens, after: usize, addressee: bool, end: usize) -> Option<Complement> {
    let complement = |opening, start| Complement { opening, start, object: Some(object.clone()), distant: false };
    let mut next = after;
    for _ in 0..STEPS {
        let found = opening(reading, next);
        match found {
            Opening::That | Opening::Infinitive | Opening::Colon | Opening::Question | Opening::Gerund => {
                return Some(complement(found, next));
            }
            Opening::Quotation(_) | Opening::Clause | Opening::Nothing if addressee => {
                return Some(complement(found, next));
            }
            Opening::Preposition(_) if addressee => {
                let behind = skip_light(reading, adjunct_end(reading, next, end)?, end);
                if !follows_adjunct(reading, next, behind) {
                    return None;
                }
                next = behind;
            }
            Opening::Preposition(_) => return Some(complement(found, next)),
            _ => return None,
        }
    }
    None
}

/// The end of an object: a noun phrase with its genitives, "of" phrases and coordinated phrases.
pub(super) fn object_end(reading: &Reading, at: usize) -> Option<usize> {
    let mut end = reading.phrase_starting(at)?.tokens.end;
    loop {
        let tag = reading.tag(end);
        let list = reading.is(COMMA, end) || tag == Tag::Conjunction || tag == Tag::Genitive;
        let joins = list || (tag == Tag::Preposition && reading.has(lists::OBJECT_PREPOSITIONS, end));
        let skip = usize::from(reading.is(COMMA, end) && reading.is(CONJUNCTION, end + 1));
        match reading.phrase_starting(end + 1 + skip) {
            Some(next) if joins && (!reading.is(COMMA, end) || continues_list(reading, next.tokens.end)) => {
                end = next.tokens.end;
            }
            Some(_) | None => match reading.phrase_starting(end) {
                Some(next) if tag == Tag::Name => end = next.tokens.end,
                _ => return Some(end),
            },
        }
    }
}

/// Whether an enumeration goes on behind one of its items.
fn continues_list(reading: &Reading, end: usize) -> bool {
    reading.is(COMMA, end) || reading.is(CONJUNCTION, end)
}

/// Behind adverbs, dates and particles.
fn skip_light(reading: &Reading, mut at: usize, end: usize) -> usize {
    while at < end {
        let date = reading.date_starting(at);
        at = match date {
            // "condemned Friday's test"
            Some(date) if date.tokens.end <= end && !(reading.is(GENITIVE, date.tokens.end)) => {
                date.tokens.end.max(at + 1)
            }
            _ if reading.is(ADVERB | PARTICLE, at) => at + 1,
            // ", however,"
            _ if reading.is(COMMA, at) && reading.is(ADVERB, at + 1) && reading.is(COMMA, at + 2) && at + 3 < end => {
                at + 3
            }
            _ => break,
        };
    }
    at
}

/// The end of a prepositional phrase with the phrases that hang on it.
fn adjunct_end(reading: &Reading, at: usize, end: usize) -> Option<usize> {
    let date = reading.date_starting(at).or_else(|| reading.date_starting(at + 1));
    if let Some(date) = date.filter(|date| !reading.is(GENITIVE, date.tokens.end)) {
        return Some(date.tokens.end);
    }
    let mut next = place_end(reading, object_end(reading, at + 1)?);
    if next < end && reading.is(GENITIVE, next) {
        next = reading.phrase_starting(next + 1).map_or(next, |p| p.tokens.end);
    }
    (next <= end && finite_behind(reading, at + 1, end) != Some(next)).then_some(next)
}

/// The preposition behind the prepositional phrase at `at`.
pub(super) fn second_preposition(reading: &Reading, at: usize) -> Option<(usize, Word)> {
    let next = adjunct_end(reading, at, reading.sentence(at).end)?;
    match opening(reading, next) {
        Opening::Preposition(word) => Some((next, word)),
        _ => None,
    }
}

/// Behind the state or country of a place: "in Salem, New Hampshire,".
fn place_end(reading: &Reading, end: usize) -> usize {
    let named = |i: usize| reading.is(NAME, i);
    let state = reading.phrase_starting(end + 1).filter(|p| p.tokens.len() <= 2 && p.tokens.clone().all(named));
    match state {
        Some(state) if reading.is(COMMA, end) && named(end.saturating_sub(1)) => {
            let behind = state.tokens.end;
            if reading.is(COMMA, behind) && !reading.opens_phrase(behind + 1) { behind + 1 } else { behind }
        }
        _ => end,
    }
}

/// How many addressees and adjuncts stand between a verb and its complement at most.
const STEPS: usize = 5;
/// How long a phrase between two commas can be that stands between a verb and its clause.
const ASIDE: usize = 15;
