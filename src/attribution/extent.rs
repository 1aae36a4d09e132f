//! From where to where the words of a source go: a noun phrase with what hangs on it to the left of a verb, and with its
//! appositions, relative clauses and brackets to the right of one.

use super::reading::Reading;
use super::verb_group;
use crate::text::{Tag, TokenKind, Tokens};

/// The source that starts at `at`, right of its verb or of "according to": with prepositional phrases and an apposition.
pub(super) fn right(reading: &Reading, at: usize) -> Option<Tokens> {
    let sentence = reading.sentence(at);
    let first = reading.phrase_starting(at)?;
    let document = reading.lemma_in("source-document-nouns", first.head);
    let mut end = first.tokens.end;
    loop {
        let link = end;
        if link >= sentence.end {
            break;
        }
        let tag = reading.tag(link);
        let joins = tag == Tag::Genitive
            || (tag == Tag::Preposition && reading.has("source-prepositions", link))
            || (tag == Tag::Preposition && document && reading.has("document-prepositions", link))
            || (tag == Tag::Conjunction
                && reading.phrase_starting(link + 1).is_some_and(|p| !reading.is_finite(p.tokens.end)));
        let joins = joins || reading.is('/', link);
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
    let relative = reading.tag(end) == Tag::Wh && reading.has("relative-pronouns", end);
    let reduced = reading.tag(end) == Tag::Participle && !reading.has("adverbial-openers", end);
    let described = reading.tag(end) == Tag::Adjective && reading.tag(end + 1) == Tag::Preposition;
    if end < limit && (relative || reduced || described) { segment_end(reading, end, limit) } else { end }
}

/// The next comma, semicolon, dash or quotation mark from `at` on; the end of the sentence without its marks.
fn segment_end(reading: &Reading, at: usize, limit: usize) -> usize {
    let quoted = |i: usize| i.checked_sub(1).is_some_and(|before| reading.kind(before) == TokenKind::Mark);
    let stops = |i: usize| match reading.kind(i) {
        // The name “Organization 1” belongs to it, “C” behind a comma does not.
        TokenKind::Open => quoted(i),
        TokenKind::Close => reading.is(',', i.saturating_sub(1)),
        _ => reading.is(',', i) || reading.is(';', i) || reading.is_dash(i),
    };
    (at..limit).find(|&i| stops(i)).unwrap_or_else(|| reading.sentence_end(at))
}

/// End of an apposition, a relative clause or a bracket that follows the phrase ending at `end`; `end` when none does.
fn apposition_end(reading: &Reading, end: usize, limit: usize) -> usize {
    if reading.is('(', end) {
        return (end..limit).find(|&i| reading.is(')', i)).map_or(end, |i| apposition_end(reading, i + 1, limit));
    }
    let mut end = end;
    for _ in 0..APPOSITIONS {
        let relative = reading.tag(end + 1) == Tag::Wh && reading.has("relative-pronouns", end + 1);
        let next = reading.behind_adverbs(end + 1, limit);
        let opens = reading.opens_phrase(next) && reading.tag(next) != Tag::Pronoun || relative;
        if !reading.is(',', end) || !opens {
            return end;
        }
        let stop = segment_end(reading, end + 1, limit);
        let clause = if reading.is_dash(stop) { limit } else { stop };
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
        if matches!(reading.tag(at), Tag::Wh | Tag::Subordinator) {
            relative += 1;
        } else if reading.is_finite(at) {
            if relative == 0 {
                return true;
            }
            // One pronoun explains one verb with its auxiliaries.
            relative -= 1;
            while at + 1 < tokens.end && (reading.is_verb(at + 1) || reading.tag(at + 1) == Tag::Adverb) {
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
    let end = if end > start && reading.is(')', end - 1) {
        (start..end).rev().find(|&i| reading.is('(', i)).unwrap_or(end)
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
            Tag::Genitive | Tag::Name => phrase_start(reading, link, start),
            // "Democratic candidates Anna Berg and Carla Dietz"
            Tag::Noun if reading.tag(first) == Tag::Name && reading.lemma_in("source-person-nouns", link) => {
                phrase_start(reading, link, start)
            }
            // "after the minister said": the clause starts behind it.
            Tag::Preposition if reading.has("adverbial-openers", link) => None,
            Tag::Preposition => {
                let gerund_or_participle =
                    link > start && matches!(reading.tag(link - 1), Tag::Participle | Tag::Gerund);
                let at = if gerund_or_participle { link - 1 } else { link };
                phrase_start(reading, at, start)
            }
            Tag::Participle | Tag::Gerund => phrase_start(reading, link, start),
            Tag::Conjunction => phrase_start(reading, link, start).filter(|&s| !is_object(reading, s, start)),
            Tag::Mark if reading.is('/', link) => phrase_start(reading, link, start),
            Tag::Mark if reading.is(',', link) => list_item(reading, first, end, start),
            _ if reading.is_finite(link) => restrictive(reading, link, start),
            _ => None,
        };
        match joined {
            Some(more) => first = more,
            None => break,
        }
    }
    // On “The Week,” Berg: what stands before the comma inside the marks is none of the source.
    let closed =
        (first + 1..full_end).rev().find(|&i| reading.kind(i - 1) == TokenKind::Close && reading.is(',', i - 2));
    first = closed.unwrap_or(first);
    // "Neither Russia nor Britain": the first half of a paired conjunction.
    let paired = (first..full_end).any(|i| reading.tag(i) == Tag::Conjunction);
    let opens =
        |i: usize| matches!(reading.tag(i), Tag::Conjunction | Tag::Determiner) || reading.has("paired-openers", i);
    let pair = first > start && opens(first - 1);
    if reading.date_starting(first).is_some_and(|d| d.tokens.end < full_end) {
        // "Saturday at the convention Anna Berg said".
        first = phrase_start(reading, end, start).filter(|&s| s > first).unwrap_or(first);
    }
    Some(
        if paired && pair && (first - 1 == start || reading.kind(first - 2) == TokenKind::Mark) {
            first - 1
        } else {
            first
        }..full_end,
    )
}

/// Start of the phrase that ends at `end`, a closing bracket skipped.
fn phrase_start(reading: &Reading, end: usize, start: usize) -> Option<usize> {
    if end > start && reading.is(')', end - 1) {
        let open = (start..end).rev().find(|&i| reading.is('(', i))?;
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
    let conjunction = (first..end).any(|i| reading.tag(i) == Tag::Conjunction);
    let dated = reading.date_ending(first - 1).is_some();
    if !conjunction || dated {
        return None;
    }
    phrase_start(reading, first - 1, start).filter(|&s| s == start || !is_preposition(reading, s - 1))
}

fn is_preposition(reading: &Reading, at: usize) -> bool {
    reading.tag(at) == Tag::Preposition
}

/// "people who live in London": the phrase before the relative pronoun that the finite verb at `verb` belongs to.
fn restrictive(reading: &Reading, verb: usize, start: usize) -> Option<usize> {
    let group = verb_group::around(reading, &(verb..verb + 1))?;
    let wh = group.tokens.start.checked_sub(1)?;
    (reading.tag(wh) == Tag::Wh && wh > start).then(|| phrase_start(reading, wh, start)).flatten()
}

/// How many appositions and relative clauses a source can have behind it.
const APPOSITIONS: usize = 3;
/// How many phrases can hang on one another in a source.
const LINKS: usize = 12;
