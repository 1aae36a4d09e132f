//! Whose words they are: the noun phrase left of a cue, the one before a parenthesis, and the source that coordinated, "-ing" and
//! "to" cues share with the verb that governs them.

use super::content;
use super::extent::{extent, has_main_verb};
use super::reading::Reading;
use super::traits::{
    ADVERB, ADVERBIAL, BASE, CLOSE, COLON, COMMA, CONJUNCTION, FINITE, MARK, OPEN, PARTICIPLE, PARTICLE, PAST,
    PREPOSITION, PRESENT, SEMICOLON, SUBORDINATOR, VERB, WH,
};
use super::verb_group::{self, VerbGroup};
use crate::rules::lists;
use crate::text::Tokens;

/// A source's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Source {
    /// The words; empty when left out.
    pub tokens: Tokens,
    /// Whether it is a relative pronoun.
    pub relative: bool,
    /// Whether it was taken over from another verb: then its words do not stand at the cue.
    pub shared: bool,
}

impl Source {
    fn own(tokens: Tokens) -> Self {
        Source { tokens, relative: false, shared: false }
    }
}

/// A cue already found in the sentence, whose source later ones can share.
pub(super) struct Earlier<'e> {
    /// Start of its cue and its source, in text order.
    pub cues: &'e [(usize, Tokens)],
}

impl Earlier<'_> {
    /// The source of the last cue that starts in `within`.
    fn source(&self, within: Tokens) -> Option<Tokens> {
        self.cues
            .iter()
            .rev()
            .take(STEPS * 8)
            .find(|(start, tokens)| within.contains(start) && !tokens.is_empty())
            .map(|c| c.1.clone())
    }
}

/// The source of a verb group: its subject, or the one it shares.
pub(super) fn of(reading: &Reading, group: &VerbGroup, earlier: &Earlier) -> Option<Source> {
    let mut found = whose(reading, group, earlier)?;
    // "But the minister said": what joins the sentence to the one before is none of the minister.
    while found.tokens.len() > 1 && reading.is(CONJUNCTION, found.tokens.start) {
        found.tokens.start += 1;
    }
    Some(found)
}

fn whose(reading: &Reading, group: &VerbGroup, earlier: &Earlier) -> Option<Source> {
    if group.infinitive {
        return shared(reading, group.tokens.start, earlier, true, STEPS).or_else(|| subject(reading, group.head));
    }
    let own = left(reading, group.tokens.start, earlier, STEPS);
    let absolute = |b: usize| reading.has(lists::ABSOLUTE_OPENERS, b) && (b == 0 || reading.is(MARK | CLOSE, b - 1));
    let governed = |s: &Source| {
        // "issued a statement saying": the words are those of the one who issued it.
        let before = s.tokens.start.checked_sub(1);
        s.shared
            || before.is_some_and(|b| {
                reading.is(PREPOSITION, b) && !absolute(b)
                    || reading.is_verb(b) && !reading.has(lists::CUE_COPULAS, b)
                    || reading.is(PARTICLE, b)
            })
    };
    if group.gerund && own.as_ref().is_none_or(governed) {
        return shared(reading, group.tokens.start, earlier, false, STEPS)
            .or_else(|| following(reading, group.tokens.start))
            .or(own)
            .or_else(|| subject(reading, group.head));
    }
    own.map(|own| described(reading, own)).or_else(|| subject(reading, group.head))
}

/// "officials who spoke to win support | said": what looks like the subject is the object inside a relative clause.
fn described(reading: &Reading, own: Source) -> Source {
    let start = reading.sentence(own.tokens.start).start;
    let base = own.tokens.start.checked_sub(1).is_some_and(|before| reading.is(BASE, before));
    let relative = |i: &usize| reading.is(WH, *i) && reading.has(lists::RELATIVE_PRONOUNS, *i);
    let wh = (start..own.tokens.start).rev().find(relative).filter(|_| base);
    let wh = wh.filter(|&wh| reading.phrase_ending(wh).is_some() && !has_main_verb(reading, wh..own.tokens.end));
    match wh.and_then(|wh| extent(reading, wh, start)) {
        Some(noun) => Source::own(noun.start..own.tokens.end),
        None => own,
    }
}

/// The subject of the clause whose verb group holds the token, as the chunker sees it.
fn subject(reading: &Reading, head: usize) -> Option<Source> {
    let clauses = &reading.document.clauses;
    let until = clauses.partition_point(|c| c.tokens.start <= head);
    let clause = clauses.iter().take(until).rev().take(STEPS * 4).find(|c| c.verb.contains(&head))?;
    let phrase = reading.document.phrases.get(clause.subject?)?;
    let shared = phrase.full.end < clause.tokens.start;
    Some(Source { tokens: phrase.full.clone(), relative: false, shared })
}

/// The source that ends before `end`, or is shared over a conjunction.
fn left(reading: &Reading, end: usize, earlier: &Earlier, steps: usize) -> Option<Source> {
    let sentence = reading.sentence(end.saturating_sub(1));
    let behind = end;
    let end = before_adjuncts(reading, end, sentence.start);
    if steps == 0 || end <= sentence.start {
        return None;
    }
    let before = end - 1;
    // What looks like a past tense before a time and a further verb is none.
    let reduced = reading.is(PARTICIPLE, before) || reading.is(PAST, before) && end < behind;
    if reduced && reading.phrase_ending(before).is_some() {
        // "a poll released Friday", "those surveyed"
        return extent(reading, before, sentence.start).map(|t| Source::own(t.start..behind));
    }
    if reading.is(WH, before) || (reading.has(lists::RELATIVE_PRONOUNS, before) && !reading.opens_phrase(before)) {
        return Some(Source { tokens: before..end, relative: true, shared: false });
    }
    if reading.is(COMMA, before) {
        return behind_parenthesis(reading, before, sentence.start)
            .or_else(|| shared(reading, before, earlier, false, steps - 1));
    }
    if reading.is(CONJUNCTION, before) {
        return shared(reading, before, earlier, false, steps - 1);
    }
    extent(reading, end, sentence.start)
        .filter(|t| !reading.lemma_in(lists::TIME_NOUNS, t.end - 1))
        .filter(|t| t.len() > 1 || !reading.has(lists::EXISTENTIALS, t.start))
        .map(Source::own)
}

/// Skips adverbs and dates backwards: "Priebus later Thursday told".
fn before_adjuncts(reading: &Reading, mut end: usize, start: usize) -> usize {
    while end > start {
        let date = reading.date_ending(end).filter(|date| date.tokens.start > start);
        let time = || {
            let phrase = reading.phrase_ending(end).filter(|p| p.tokens.start > start)?;
            let opens = reading.has(lists::TIME_OPENERS, phrase.tokens.start)
                && reading.lemma_in(lists::TIME_NOUNS, phrase.head);
            opens.then_some(phrase.tokens.start)
        };
        let early = || reading.has(lists::TIME_OPENERS, end - 1) && reading.date_starting(end).is_some();
        end = match date {
            Some(date) => date.tokens.start,
            None if reading.is(ADVERB, end - 1) || early() => end - 1,
            None => match time() {
                Some(time) => time,
                None => return end,
            },
        };
        if end > start && date.is_some() && reading.is(PREPOSITION, end - 1) {
            end -= 1;
        }
    }
    end
}

/// The subject before a parenthesis that ends with the comma at `comma`: an apposition or relative clause belongs to the
/// source ("Dearlove, the former chief,"), another phrase does not ("Raab, following the call,").
fn behind_parenthesis(reading: &Reading, comma: usize, start: usize) -> Option<Source> {
    let mut best = None;
    let mut at = comma;
    while at > start {
        at -= 1;
        if reading.is(SEMICOLON, at) || reading.is(COLON, at) || reading.is(OPEN | CLOSE, at) {
            break;
        }
        if !reading.is(COMMA, at) {
            continue;
        }
        let relative = reading.is(WH, at + 1);
        let next = reading.behind_adverbs(at + 1, comma);
        // "Berg, now retired in Oslo,": what looks like a past tense has no subject there.
        let reduced = reading.is(PAST | PARTICIPLE, next);
        if !relative && has_main_verb(reading, if reduced { next + 1 } else { at + 1 }..comma) {
            break;
        }
        let Some(subject) = extent(reading, at, start) else { continue };
        let opens = subject.start == start
            || reading.is(CLOSE | MARK, subject.start - 1)
            || reading.is(CONJUNCTION | SUBORDINATOR | WH, subject.start - 1)
            || reading.is_verb(subject.start - 1);
        if opens {
            let belongs = reading.opens_phrase(at + 1)
                || reading.is(WH | PARTICIPLE, at + 1)
                || reduced
                || reading.has(lists::APPOSITION_OPENERS, at + 1);
            best = Some(Source::own(subject.start..if belongs { comma + 1 } else { subject.end }));
        }
    }
    best
}

/// Whether the comma at `comma` closes an apposition or relative clause of a subject that stands directly behind a quotation.
pub(super) fn behind_quotation(reading: &Reading, comma: usize) -> bool {
    let start = reading.sentence(comma).start;
    behind_parenthesis(reading, comma, start)
        .is_some_and(|source| source.tokens.start.checked_sub(1).is_some_and(|before| reading.is(CLOSE, before)))
}

/// The source of the verb that governs what starts at `at`: an earlier cue of the sentence first, then the nearest finite verb.
/// `near`: the nearest verb even when it is no cue ("wants to say").
fn shared(reading: &Reading, at: usize, earlier: &Earlier, near: bool, steps: usize) -> Option<Source> {
    let sentence = reading.sentence(at);
    let holder = |tokens: Tokens| Source { tokens, relative: false, shared: true };
    let quotation = reading.quotation_around(at);
    let main = if near { sentence.start } else { main_start(reading, sentence.start, at) };
    let beside = |i: usize| reading.quotation_around(i) == quotation;
    let verb = reading
        .last_where(PRESENT | PAST, &(main..at), |i| beside(i) && !reading.has(lists::CUE_AUXILIARIES, i))
        // "has praised the plan, saying"
        .or_else(|| reading.last_where(FINITE, &(main..at), beside));
    let cue = earlier.source(main..at).map(|tokens| match is_nested(reading, &tokens) {
        true => earlier.source(main..tokens.start).unwrap_or(tokens),
        false => tokens,
    });
    if !near && let Some(tokens) = cue {
        return Some(holder(tokens));
    }
    let verb = verb?;
    if let Some((_, tokens)) = earlier
        .cues
        .iter()
        .rev()
        .take(STEPS * 8)
        .find(|(start, t)| (*start..=*start + 3).contains(&verb) && !t.is_empty())
    {
        return Some(holder(tokens.clone()));
    }
    let group = verb_group::around(reading, &(verb..verb + 1))?;
    left(reading, group.tokens.start, &Earlier { cues: &[] }, steps).map(|s| Source { shared: true, ..s })
}

/// Whether a source is a pronoun that stands in what somebody else says: "Berg said she was pleased and added".
fn is_nested(reading: &Reading, source: &Tokens) -> bool {
    let before = source.start.checked_sub(1);
    source.len() == 1
        && reading.has(lists::NOMINATIVE_PRONOUNS, source.start)
        && before.is_some_and(|b| reading.is(VERB, b) || reading.has(lists::THAT_WORDS, b))
}

/// Where the main clause starts behind an adverbial clause that opens the sentence: "When Dietz asked, Berg nodded, saying".
fn main_start(reading: &Reading, start: usize, at: usize) -> usize {
    if !reading.is(ADVERBIAL, start) {
        return start;
    }
    let comma = |comma: &usize| reading.is(COMMA, *comma) && content::starts_clause(reading, comma + 1, at);
    (start..at).find(comma).map_or(start, |comma| comma + 1)
}

/// "Citing a memo, the officer said": the subject after the fronted phrase that starts the sentence.
fn following(reading: &Reading, at: usize) -> Option<Source> {
    let sentence = reading.sentence(at);
    let fronted = (sentence.start..at).all(|i| !reading.is_finite(i) && !reading.is(COMMA, i));
    let comma = (at..sentence.end).find(|&i| reading.is(COMMA, i))?;
    let verb = (comma + 1..sentence.end).find(|&i| reading.is_finite(i))?;
    let tokens = extent(reading, verb, comma + 1)?;
    fronted.then_some(Source { tokens, relative: false, shared: true })
}

/// How far a source is followed from verb to verb.
const STEPS: usize = 4;
