//! Where a content ends: at the clause, the sentence, or the next cue that takes over.

use super::complement::{self, Opening};
use super::direct;
use super::reading::Reading;
use super::traits::{
    ADJECTIVE, ADVERB, ADVERBIAL, BASE, BRACKET, BRACKET_END, COLON, COMMA, CONJUNCTION, CUE, DASH, DETERMINER, FINITE,
    GENITIVE, GERUND, MARK, NAME, NOMINAL, NOUN, NUMBER, OPEN, PARENTHESIS, PARENTHESIS_END, PARTICIPLE, PARTICLE,
    PERCENT, PHRASE_END, PHRASE_START, POSSESSIVE, PREPOSITION, PRONOUN, QUOTATION_START, SEMICOLON, SUBORDINATOR, TO,
    Traits, VERB, WH,
};
use super::verb_group;
use crate::rules::lists;
use crate::text::{Tag, Tokens};

/// What ends a content before its sentence does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// A clause: up to the next cue.
    Clause,
    /// The same inside a relative clause: its closing comma ends it too.
    Relative,
    /// A phrase or infinitive: adverbial clauses and coordinated verbs end it too.
    Phrase,
}

/// The content that starts at `start`.
pub(super) fn from(reading: &Reading, start: usize, reach: Reach) -> Tokens {
    let limit = limit(reading, start);
    let mut at = start;
    // A phrase holds no finite verb but in a clause that something in it opens.
    let mut phrasal = reach == Reach::Phrase && reading.opens_phrase(start);
    // Directly behind "that" nothing is said yet: "that, while the tax is small, it …".
    let opener = start + usize::from(reading.is(SUBORDINATOR, start) && reading.has(lists::THAT_WORDS, start));
    // A clause does not end at a conjunction before its verb: "the mayor and the council were".
    let mut begun = reach == Reach::Phrase;
    while at < limit {
        // Most tokens change nothing.
        let clause = if phrasal { FINITE | OPENERS } else { 0 };
        let verb = if begun { 0 } else { FINITE };
        at = reading.first(TURNS | clause | verb, &(at..limit)).unwrap_or(limit);
        if at == limit {
            break;
        }
        if let Some(quotation) = reading.quotation_opening(at) {
            let end = reading.document.quotations.get(quotation).map_or(at + 1, |q| q.tokens.end);
            let sentence = reading.sentence(start).end;
            if end > sentence && limit + 3 > sentence {
                // A quotation of several sentences belongs to it whole.
                return start..end;
            }
            at = end.clamp(at + 1, limit.max(at + 1));
            if at < limit && direct::waits(reading, quotation) {
                // “C,” he said: the comma stands inside the marks.
                if is_told(reading, quotation) || comma_ends(reading, at - 1, limit, reach) {
                    break;
                }
            }
            continue;
        }
        let traits = reading.traits(at);
        if at > opener && traits & (MARK | CONJUNCTION | ADVERBIAL) != 0 {
            let joined = traits & CONJUNCTION != 0
                && (!begun && !reading.is_finite(reading.behind_adverbs(at + 1, limit))
                    || is_paired(reading, start, at));
            if !joined && ends(reading, at, limit, reach) {
                break;
            }
        }
        let finite = traits & FINITE != 0;
        begun |= finite;
        phrasal = phrasal && !opens_clause(reading, at, start);
        if phrasal && at > start && finite {
            break;
        }
        at += 1;
    }
    start..trimmed(reading, start, at.min(limit.max(start)))
}

/// Whether a clause inside a phrase opens with the token: a relative, "that", "to", an "-ing" form, or a subject directly
/// behind another phrase ("the things he said").
fn opens_clause(reading: &Reading, at: usize, start: usize) -> bool {
    let traits = reading.traits(at);
    let subject = traits & PRONOUN != 0 || traits & PHRASE_START != 0 && reading.is(PHRASE_END, at.wrapping_sub(1));
    traits & (WH | SUBORDINATOR | TO | GERUND) != 0 || at > start && subject
}

/// The content left of an aside ("C, S V"): from the start of its sentence, or behind the mark that opens it, to `end`.
pub(super) fn before(reading: &Reading, end: usize) -> Tokens {
    let mut start = reading.sentence(end).start;
    let around = reading.quotation_around(end).and_then(|q| reading.document.quotations.get(q));
    if let Some(quotation) = around {
        start = start.max(quotation.tokens.start + 1);
    }
    if let Some(open) = reading.last(PARENTHESIS | SEMICOLON | PARENTHESIS_END, &(start..end)) {
        start = if reading.is(PARENTHESIS_END, open) { start } else { open + 1 };
    }
    start..trimmed(reading, start, end)
}

/// The content of a fronted adverbial clause: it ends at the comma behind which the main clause starts.
pub(super) fn before_main(reading: &Reading, content: Tokens) -> Tokens {
    let limit = reading.sentence(content.start).end;
    let starts = |comma: &usize| reading.is(COMMA, *comma) && starts_clause(reading, comma + 1, limit);
    let end = content.clone().find(starts).unwrap_or(content.end);
    content.start..end
}

/// The content of a relative clause without a clause of its own: it ends at the verb that the noun before the pronoun is
/// subject of ("an official who spoke to explain the plan | said").
pub(super) fn before_cue(reading: &Reading, content: Tokens) -> Tokens {
    let clause = |i: usize| reading.is(WH | SUBORDINATOR | PRONOUN, i);
    let verb = content.clone().find(|&i| clause(i) || i > content.start + 1 && reading.is_finite(i));
    match verb {
        Some(verb) if !clause(verb) && is_cue(reading, verb) => content.start..verb,
        _ => content,
    }
}

/// The end of what can belong to it: its sentence, the quotation or bracket it stands in.
fn limit(reading: &Reading, start: usize) -> usize {
    let mut limit = reading.sentence(start).end;
    while limit > start && reading.is(MARK, limit - 1) && !reading.is(PARENTHESIS_END, limit - 1) {
        limit -= 1;
    }
    let around = reading.quotation_around(start).and_then(|q| reading.document.quotations.get(q));
    if let Some(quotation) = around.filter(|q| q.tokens.start < start) {
        limit = limit.min(quotation.tokens.end);
    }
    let (mut depth, mut from) = (0usize, start);
    while let Some(at) = reading.first(BRACKETS | BRACKET_ENDS, &(from..limit)) {
        if reading.is(BRACKETS, at) {
            depth += 1;
        } else if depth == 0 {
            return at;
        } else {
            depth -= 1;
        }
        from = at + 1;
    }
    limit
}

/// Commas and other marks at the end do not belong to a content; the closing mark of a quotation does.
fn trimmed(reading: &Reading, start: usize, mut end: usize) -> usize {
    while end > start
        && reading.is(MARK, end - 1)
        && !reading.is(PARENTHESIS_END, end - 1)
        && !reading.is(PERCENT, end - 1)
    {
        end -= 1;
    }
    while end > start && reading.is(CONJUNCTION, end - 1) {
        end -= 1;
    }
    end
}

/// Whether the token at `at` starts something that does not belong to the content.
fn ends(reading: &Reading, at: usize, limit: usize, reach: Reach) -> bool {
    match reading.traits(at) & (SEMICOLON | COMMA | COLON | DASH) {
        0 => {}
        SEMICOLON => return true,
        COMMA => return comma_ends(reading, at, limit, reach),
        COLON => return reading.quotation_opening(at + 1).is_some_and(|q| is_told(reading, q)),
        _ => {
            return reach == Reach::Phrase || is_aside(reading, at, limit) || starts_cue_clause(reading, at + 1, limit);
        }
    }
    if reading.is(CONJUNCTION, at) {
        let verb = reading.behind_adverbs(at + 1, limit);
        let finite = verb < limit && reading.is_finite(verb);
        // "a nice guy and he gave": a phrase ends where a clause is joined to it.
        let subject = reach == Reach::Phrase && reading.has(lists::NOMINATIVE_PRONOUNS, at + 1);
        return finite && (reach == Reach::Phrase || is_cue(reading, verb))
            || subject && starts_clause(reading, at + 1, limit)
            || starts_cue_clause(reading, at + 1, limit);
    }
    if reading.is(ADVERBIAL, at) && reading.is(GERUND, at + 1) && is_cue(reading, at + 1) {
        return true;
    }
    reach == Reach::Phrase && reading.is(ADVERBIAL, at) && !reading.is(NOUN, at)
}

/// Whether the conjunction at `at` belongs to a word before it: "neither seen nor heard".
fn is_paired(reading: &Reading, start: usize, at: usize) -> bool {
    (start.max(at.saturating_sub(PAIR))..at).any(|i| reading.has(lists::PAIRED_OPENERS, i))
}

/// Whether what follows a quotation at `at` is none of its content: an adverbial clause, a further verb of the sentence.
pub(super) fn stops(reading: &Reading, at: usize) -> bool {
    let limit = reading.sentence(at).end;
    let comma = at >= 2 && reading.is(COMMA, at - 2);
    ends(reading, at, limit, Reach::Phrase) || comma && comma_ends(reading, at - 1, limit, Reach::Relative)
}

/// Whether a quotation that ends with a comma has a cue of its own behind it: “C,” he wrote.
pub(super) fn is_told(reading: &Reading, quotation: usize) -> bool {
    let Some(end) = reading.document.quotations.get(quotation).map(|q| q.tokens.end) else { return false };
    let limit = reading.sentence(end.saturating_sub(1)).end;
    if !direct::waits(reading, quotation) || end >= limit {
        return false;
    }
    if reading.is_finite(end) {
        return is_cue(reading, end);
    }
    let Some(verb) = finite_behind(reading, end, limit).filter(|&verb| is_cue(reading, verb)) else { return false };
    // unless taxes fell by “a lot,” they should expect defeat: a part of a clause is not told by a verb with an object.
    let object =
        || complement::of(reading, main_verb(reading, verb, limit).unwrap_or(limit), false).opening == Opening::Phrase;
    direct::is_whole(reading, quotation) || !object()
}

fn comma_ends(reading: &Reading, comma: usize, limit: usize, reach: Reach) -> bool {
    let next = reading.behind_adverbs(comma + 1, limit);
    if next >= limit || is_aside(reading, comma, limit) || reading.has(lists::CONTENT_CLOSERS, next) {
        return true;
    }
    match reading.tag(next) {
        Tag::Gerund => reach != Reach::Clause || is_cue(reading, next),
        Tag::Conjunction => {
            let verb = reading.behind_adverbs(next + 1, limit);
            if reading.is_finite(verb) && (reach != Reach::Clause || is_cue(reading, verb)) {
                return true;
            }
            reach != Reach::Clause && starts_clause(reading, next + 1, limit)
                || starts_cue_clause(reading, next + 1, limit)
        }
        Tag::Present | Tag::Past | Tag::Modal => reach == Reach::Relative || is_cue(reading, next),
        Tag::Wh | Tag::Subordinator | Tag::Pronoun => reach != Reach::Clause,
        Tag::Preposition | Tag::Participle => reach == Reach::Relative,
        _ if reach == Reach::Relative => !starts_item(reading, next, limit),
        _ => reach == Reach::Phrase && starts_clause(reading, next, limit),
    }
}

/// Whether a noun phrase starts there that a conjunction follows: an item of a list.
fn starts_item(reading: &Reading, at: usize, limit: usize) -> bool {
    reading.phrase_starting(at).is_some_and(|p| {
        p.tokens.end < limit && (reading.is(COMMA, p.tokens.end) || reading.is(CONJUNCTION, p.tokens.end))
    })
}

/// Whether a subject with its finite verb starts there.
pub(super) fn starts_clause(reading: &Reading, at: usize, limit: usize) -> bool {
    finite_behind(reading, at, limit).is_some()
}

/// Whether a clause starts there whose verb is a cue.
fn starts_cue_clause(reading: &Reading, at: usize, limit: usize) -> bool {
    finite_behind(reading, at, limit).is_some_and(|verb| is_cue(reading, verb))
}

/// Whether "S V" stands between this mark and the next one, V being a cue: ", he added,".
fn is_aside(reading: &Reading, mark: usize, limit: usize) -> bool {
    let Some(verb) = finite_behind(reading, mark + 1, limit) else { return false };
    let Some(group) = main_verb(reading, verb, limit) else { return false };
    let alone = || match complement::of(reading, group, false).opening {
        Opening::Nothing => true,
        // ", Berg said, “C”"
        Opening::Quotation(_) => reading.is(COMMA, mark),
        _ => false,
    };
    is_cue(reading, verb) && (group >= limit || alone())
}

/// The finite verb of a clause whose subject starts at `at`: behind the noun phrase and what hangs on it.
pub(super) fn finite_behind(reading: &Reading, at: usize, limit: usize) -> Option<usize> {
    if !reading.is(PHRASE_START | NOMINAL, at) {
        return None;
    }
    let mut end = reading.phrase_starting(at).map(|p| p.tokens.end).unwrap_or_else(|| {
        // A pronoun or a phrase that the chunker left out.
        (at..limit).find(|&i| !reading.opens_phrase(i)).unwrap_or(limit)
    });
    let mut relative = false;
    while end < limit {
        match reading.tag(end) {
            _ if reading.is_finite(end) => {
                if !relative {
                    return Some(end);
                }
                relative = false;
                end = main_verb(reading, end, limit).unwrap_or(end + 1).max(end + 1);
            }
            _ if reading.is(PASSED, end) => end += 1,
            Tag::Wh => {
                relative = true;
                end += 1;
            }
            Tag::Pronoun if relative => end += 1,
            Tag::Mark if reading.is(PARENTHESIS, end) || reading.is(PARENTHESIS_END, end) => end += 1,
            // "the group, which has been …, is"
            Tag::Mark if reading.is(COMMA, end) && reading.is(WH, end + 1) && !relative => {
                let close = (end + 2..limit.min(end + ASIDE)).find(|&i| reading.is(COMMA, i))?;
                end = reading.behind_adverbs(close + 1, limit);
                if !reading.is_finite(end) {
                    return None;
                }
            }
            // The senator's “judgment” and “honesty” are: a word in quotation marks belongs to the phrase.
            Tag::Mark if reading.is(OPEN, end) && quoted_word(reading, end).is_some_and(|e| e <= limit) => {
                end = quoted_word(reading, end).unwrap_or(end + 1);
            }
            // Obama “understood that …”; but in “told the paper “we have …” the quotation starts a clause of its own.
            Tag::Mark if reading.is(OPEN, end) && reading.is_verb(reading.behind_adverbs(end + 1, limit)) => {
                end += 1;
            }
            _ => return None,
        }
    }
    None
}

/// The end of the quotation of a word or two that opens at `at`.
fn quoted_word(reading: &Reading, at: usize) -> Option<usize> {
    let quotation = reading.document.quotations.get(reading.quotation_opening(at)?)?;
    let short = quotation.tokens.len() <= WORDS && !(at + 1..quotation.tokens.end).any(|i| reading.is_finite(i));
    let end = quotation.tokens.end;
    // “crazy” and said: the phrase ends.
    let ends = reading.is(CONJUNCTION, end) && !reading.is(OPEN, end + 1);
    (short && quotation.closed && !ends && !reading.is(COMMA, end - 2)).then_some(end)
}

/// The end of the verb group that starts with the finite verb at `verb`.
pub(super) fn main_verb(reading: &Reading, verb: usize, limit: usize) -> Option<usize> {
    let mut at = verb;
    while at < limit && (reading.is(VERB | ADVERB | PARTICLE, at)) {
        at += 1;
    }
    (at > verb).then_some(at)
}

/// Whether the verb group that starts at `at` is one of a cue.
pub(super) fn is_cue(reading: &Reading, at: usize) -> bool {
    let end = main_verb(reading, at, at + 6).unwrap_or(at + 1);
    // Most groups hold none.
    reading.any(CUE, &(at..end))
        && reading.cues_from(at).iter().take_while(|h| h.tokens.start < end).any(|h| {
            verb_group::around(reading, &h.tokens).is_some_and(|g| g.tokens.contains(&at) || g.tokens.start >= at)
        })
}

/// What can end a content.
const TURNS: Traits = QUOTATION_START | MARK | CONJUNCTION | ADVERBIAL;
/// What can open a clause inside a phrase.
const OPENERS: Traits = WH | SUBORDINATOR | TO | GERUND | PRONOUN | PHRASE_START;
const BRACKETS: Traits = PARENTHESIS | BRACKET;
const BRACKET_ENDS: Traits = PARENTHESIS_END | BRACKET_END;
/// What can stand between a subject and its verb.
const PASSED: Traits = ADVERB
    | PREPOSITION
    | CONJUNCTION
    | GENITIVE
    | GERUND
    | PARTICIPLE
    | TO
    | PARTICLE
    | NAME
    | NOUN
    | DETERMINER
    | POSSESSIVE
    | ADJECTIVE
    | BASE
    | NUMBER;
/// A quotation of so many tokens, its marks counted, can be a word of the clause around it.
const WORDS: usize = 5;
/// How many words before a conjunction the first half of a pair can stand.
const PAIR: usize = 12;
/// How long a relative clause between subject and verb can be.
const ASIDE: usize = 40;
