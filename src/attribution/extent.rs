//! From where to where the words of a source go: a noun phrase with what hangs on it to the left of a verb, and with its
//! appositions, relative clauses and brackets to the right of one.

use super::reading::Reading;
use super::traits::{
    ADJECTIVE, ADVERB, ADVERBIAL, CLOSE, COMMA, CONJUNCTION, DASH, DETERMINER, GERUND, MARK, NAME, OPEN, PARENTHESIS,
    PARENTHESIS_END, PARTICIPLE, PREPOSITION, PRONOUN, SEMICOLON, SLASH, SUBORDINATOR, WH,
};
use super::verb_group;
use crate::rules::lists;
use crate::text::{Tag, Tokens};

/// The source that starts at `at`, right of its verb or of "according to": with prepositional phrases and an apposition.
pub(super) fn right(reading: &Reading, at: usize) -> Option<Tokens> {
    let sentence = reading.sentence(at);
    let first = reading.phrase_starting(at)?;
    let document = reading.lemma_in(lists::SOURCE_DOCUMENT_NOUNS, first.head);
    let mut end = first.tokens.end;
    loop {
        let link = end;
        if link >= sentence.end {
            break;
        }
        let tag = reading.tag(link);
        let joins = tag == Tag::Genitive
            || (tag == Tag::Preposition && reading.has(lists::SOURCE_PREPOSITIONS, link))
            || (tag == Tag::Preposition && document && reading.has(lists::DOCUMENT_PREPOSITIONS, link))
            || (tag == Tag::Conjunction
                && reading.phrase_starting(link + 1).is_some_and(|p| !reading.is_finite(p.tokens.end)));
        let joins = joins || reading.is(SLASH, link);
        let next = reading.phrase_starting(link + usize::from(joins));
        match next {
            Some(phrase) if joins || tag == Tag::Name => end = phrase.tokens.end,
            _ => break,
        }
    }
    let end = restricted_end(reading, end, sentence.end);
    Some(at..apposition_end(reading, end, sentence.end))
}

/// End of what tells directly behind the phrase that ends at `end` which one is meant: "officials who spoke to the paper", "a poll
/// released on Thursday".
fn restricted_end(reading: &Reading, end: usize, limit: usize) -> usize {
    let relative = reading.is(WH, end) && reading.has(lists::RELATIVE_PRONOUNS, end);
    let reduced = reading.is(PARTICIPLE, end) && !reading.is(ADVERBIAL, end);
    let described = reading.is(ADJECTIVE, end) && reading.is(PREPOSITION, end + 1);
    if end < limit && (relative || reduced || described) { segment_end(reading, end, limit) } else { end }
}

/// The next comma, semicolon, dash or quotation mark from `at` on; the end of the sentence without its marks.
fn segment_end(reading: &Reading, at: usize, limit: usize) -> usize {
    let quoted = |i: usize| i.checked_sub(1).is_some_and(|before| reading.is(MARK, before));
    let stops = |i: usize| match reading.traits(i) & (OPEN | CLOSE) {
        // The name “Organization 1” belongs to it, “C” behind a comma does not.
        OPEN => quoted(i),
        CLOSE => reading.is(COMMA, i.saturating_sub(1)),
        _ => true,
    };
    let mut from = at;
    while let Some(i) = reading.first(OPEN | CLOSE | COMMA | SEMICOLON | DASH, &(from..limit)) {
        if stops(i) {
            return i;
        }
        from = i + 1;
    }
    reading.sentence_end(at)
}

/// End of an apposition, a relative clause or a bracket that follows the phrase ending at `end`; `end` when none does.
fn apposition_end(reading: &Reading, end: usize, limit: usize) -> usize {
    if reading.is(PARENTHESIS, end) {
        return (end..limit)
            .find(|&i| reading.is(PARENTHESIS_END, i))
            .map_or(end, |i| apposition_end(reading, i + 1, limit));
    }
    let mut end = end;
    for _ in 0..APPOSITIONS {
        let relative = reading.is(WH, end + 1) && reading.has(lists::RELATIVE_PRONOUNS, end + 1);
        let next = reading.behind_adverbs(end + 1, limit);
        let opens = reading.opens_phrase(next) && !reading.is(PRONOUN, next) || relative;
        if !reading.is(COMMA, end) || !opens {
            return end;
        }
        let stop = segment_end(reading, end + 1, limit);
        let clause = if reading.is(DASH, stop) { limit } else { stop };
        if !relative && has_main_verb(reading, end + 1..clause) {
            return end;
        }
        end = stop;
    }
    end
}

/// Whether a finite verb stands there that no relative pronoun explains.
pub(super) fn has_main_verb(reading: &Reading, tokens: Tokens) -> bool {
    let mut relative = 0usize;
    let mut at = tokens.start;
    while at < tokens.end {
        if reading.is(WH | SUBORDINATOR, at) {
            relative += 1;
        } else if reading.is_finite(at) {
            if relative == 0 {
                return true;
            }
            // One pronoun explains one verb with its auxiliaries.
            relative -= 1;
            while at + 1 < tokens.end && (reading.is_verb(at + 1) || reading.is(ADVERB, at + 1)) {
                at += 1;
            }
        }
        at += 1;
    }
    false
}

/// The noun phrase that ends at `end` with everything that hangs on it to the left: "the director of public prosecutions
/// Stephen Parkinson", "states led by West Virginia and industry groups".
pub(super) fn extent(reading: &Reading, end: usize, start: usize) -> Option<Tokens> {
    let whole = end;
    let end = if end > start && reading.is(PARENTHESIS_END, end - 1) {
        (start..end).rev().find(|&i| reading.is(PARENTHESIS, i)).unwrap_or(end)
    } else {
        end
    };
    let full_end = whole;
    let mut first = phrase_start(reading, end, start)?;
    for _ in 0..LINKS {
        if first <= start {
            break;
        }
        let link = first - 1;
        let joined = match reading.tag(link) {
            // "According to the Globe she said": a pronoun is no part of a name.
            Tag::Name if !reading.has(lists::NOMINATIVE_PRONOUNS, first) => phrase_start(reading, link + 1, start),
            Tag::Genitive => phrase_start(reading, link, start),
            // "Democratic candidates Anna Berg and Carla Dietz"
            // “C,” screenwriter Anna Berg said
            Tag::Noun if reading.is(NAME, first) && !reading.is(CLOSE, link) => phrase_start(reading, link + 1, start)
                .filter(|&role| {
                    reading.lemma_in(lists::SOURCE_PERSON_NOUNS, link)
                        || role.checked_sub(1).is_some_and(|before| reading.is(CLOSE, before))
                }),
            // "after the minister said": the clause starts behind it.
            Tag::Preposition if reading.is(ADVERBIAL, link) => None,
            Tag::Preposition => {
                let gerund_or_participle = link > start && reading.is(PARTICIPLE | GERUND, link - 1);
                let at = if gerund_or_participle { link - 1 } else { link };
                phrase_start(reading, at, start)
            }
            Tag::Participle | Tag::Gerund => phrase_start(reading, link, start),
            Tag::Conjunction => phrase_start(reading, link, start).filter(|&s| !is_object(reading, s, start)),
            Tag::Mark if reading.is(SLASH, link) => phrase_start(reading, link, start),
            Tag::Mark if reading.is(COMMA, link) => list_item(reading, first, end, start),
            _ if reading.is_finite(link) => restrictive(reading, link, start),
            _ => None,
        };
        match joined {
            Some(more) => first = more,
            None => break,
        }
    }
    // On “The Week,” Berg: what stands before the comma inside the marks is none of the source.
    let closed = reading.last_where(CLOSE, &(first..full_end.saturating_sub(1)), |at| {
        at.checked_sub(1).is_some_and(|before| reading.is(COMMA, before))
    });
    first = closed.map_or(first, |close| close + 1);
    // "Neither Russia nor Britain": the first half of a paired conjunction.
    let opens = |i: usize| reading.is(CONJUNCTION | DETERMINER, i) || reading.has(lists::PAIRED_OPENERS, i);
    let paired = reading.any(CONJUNCTION, &(first..full_end)) && first > start && opens(first - 1);
    if reading.date_starting(first).is_some_and(|d| d.tokens.end < full_end) {
        // "Saturday at the convention Anna Berg said".
        first = phrase_start(reading, end, start).filter(|&s| s > first).unwrap_or(first);
    }
    Some(if paired && (first - 1 == start || reading.is(MARK, first - 2)) { first - 1 } else { first }..full_end)
}

/// Start of the phrase that ends at `end`, a closing bracket skipped.
fn phrase_start(reading: &Reading, end: usize, start: usize) -> Option<usize> {
    if end > start && reading.is(PARENTHESIS_END, end - 1) {
        let open = (start..end).rev().find(|&i| reading.is(PARENTHESIS, i))?;
        return phrase_start(reading, open, start);
    }
    if let Some(phrase) = reading.phrase_ending(end) {
        return Some(phrase.tokens.start.max(start));
    }
    // A phrase that the chunker cut otherwise: any run of nominal words.
    let mut first = end;
    while first > start && reading.opens_phrase(first - 1) {
        first -= 1;
    }
    (first < end).then_some(first)
}

/// Whether the phrase that starts at `first` is the object of a verb: "supports Russia and …".
fn is_object(reading: &Reading, first: usize, start: usize) -> bool {
    first > start && reading.is_verb(first - 1)
}

/// "Russia, China and Iran": the item before the comma at the left of `first`, when a conjunction follows inside.
fn list_item(reading: &Reading, first: usize, end: usize, start: usize) -> Option<usize> {
    if !reading.any(CONJUNCTION, &(first..end)) || reading.date_ending(first - 1).is_some() {
        return None;
    }
    phrase_start(reading, first - 1, start).filter(|&s| s == start || !is_preposition(reading, s - 1))
}

fn is_preposition(reading: &Reading, at: usize) -> bool {
    reading.is(PREPOSITION, at)
}

/// "people who live in London": the phrase before the relative pronoun that the finite verb at `verb` belongs to.
fn restrictive(reading: &Reading, verb: usize, start: usize) -> Option<usize> {
    let group = verb_group::around(reading, &(verb..verb + 1))?;
    let wh = group.tokens.start.checked_sub(1)?;
    (reading.is(WH, wh) && wh > start).then(|| phrase_start(reading, wh, start)).flatten()
}

/// How many appositions and relative clauses a source can have behind it.
const APPOSITIONS: usize = 3;
/// How many phrases can hang on one another in a source.
const LINKS: usize = 12;
