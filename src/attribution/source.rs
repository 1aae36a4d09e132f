//! Where the words of a source start and end: the noun phrase left of a cue with all that hangs on it, the inverted one
//! right of it, and the source that coordinated, "-ing" and "to" cues share with the verb that governs them.

use super::reading::Reading;
use super::verb_group::{self, VerbGroup};
use crate::text::{Tag, TokenKind, Tokens};

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
    while found.tokens.len() > 1 && reading.tag(found.tokens.start) == Tag::Conjunction {
        found.tokens.start += 1;
    }
    Some(found)
}

fn whose(reading: &Reading, group: &VerbGroup, earlier: &Earlier) -> Option<Source> {
    if group.infinitive {
        return shared(reading, group.tokens.start, earlier, true, STEPS).or_else(|| subject(reading, group.head));
    }
    let own = left(reading, group.tokens.start, earlier, STEPS);
    let governed = |s: &Source| {
        // "issued a statement saying": the words are those of the one who issued it.
        let before = s.tokens.start.checked_sub(1);
        s.shared
            || before.is_some_and(|b| {
                reading.tag(b) == Tag::Preposition || reading.is_verb(b) && !reading.has("cue-copulas", b)
            })
    };
    if group.gerund && own.as_ref().is_none_or(governed) {
        return shared(reading, group.tokens.start, earlier, false, STEPS)
            .or_else(|| following(reading, group.tokens.start))
            .or(own)
            .or_else(|| subject(reading, group.head));
    }
    own.or_else(|| subject(reading, group.head))
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
    let end = before_adjuncts(reading, end, sentence.start);
    if steps == 0 || end <= sentence.start {
        return None;
    }
    let before = end - 1;
    if reading.tag(before) == Tag::Wh || (reading.has("relative-pronouns", before) && !reading.opens_phrase(before)) {
        return Some(Source { tokens: before..end, relative: true, shared: false });
    }
    if reading.is(',', before) {
        return behind_parenthesis(reading, before, sentence.start)
            .or_else(|| shared(reading, before, earlier, false, steps - 1));
    }
    if reading.tag(before) == Tag::Conjunction {
        return shared(reading, before, earlier, false, steps - 1);
    }
    extent(reading, end, sentence.start)
        .filter(|t| !reading.lemma_in("time-nouns", t.end - 1))
        .filter(|t| t.len() > 1 || !reading.has("existentials", t.start))
        .map(Source::own)
}

/// Skips adverbs and dates backwards: "Priebus later Thursday told".
fn before_adjuncts(reading: &Reading, mut end: usize, start: usize) -> usize {
    while end > start {
        let date = reading.date_ending(end);
        end = match date {
            Some(date) if date.tokens.start > start => date.tokens.start,
            _ if reading.tag(end - 1) == Tag::Adverb => end - 1,
            _ => return end,
        };
        if end > start && date.is_some() && reading.tag(end - 1) == Tag::Preposition {
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
        if reading.is(';', at) || reading.is(':', at) || matches!(reading.kind(at), TokenKind::Open | TokenKind::Close)
        {
            break;
        }
        if !reading.is(',', at) {
            continue;
        }
        if has_main_verb(reading, at + 1..comma) {
            break;
        }
        let Some(subject) = extent(reading, at, start) else { continue };
        let opens = subject.start == start
            || matches!(reading.kind(subject.start - 1), TokenKind::Close | TokenKind::Mark)
            || matches!(reading.tag(subject.start - 1), Tag::Conjunction | Tag::Subordinator | Tag::Wh)
            || reading.is_verb(subject.start - 1);
        if opens {
            let belongs = reading.opens_phrase(at + 1) || reading.tag(at + 1) == Tag::Wh;
            best = Some(Source::own(subject.start..if belongs { comma + 1 } else { subject.end }));
        }
    }
    best
}

/// Whether the comma at `comma` closes an apposition or relative clause of a subject that stands directly behind a quotation.
pub(super) fn behind_quotation(reading: &Reading, comma: usize) -> bool {
    let start = reading.sentence(comma).start;
    behind_parenthesis(reading, comma, start).is_some_and(|source| {
        source.tokens.start.checked_sub(1).is_some_and(|before| reading.kind(before) == TokenKind::Close)
    })
}

/// Whether a finite verb stands there that no relative pronoun explains.
pub(super) fn has_main_verb(reading: &Reading, tokens: Tokens) -> bool {
    let mut relative = 0usize;
    for at in tokens {
        if matches!(reading.tag(at), Tag::Wh | Tag::Subordinator) {
            relative += 1;
        } else if reading.is_finite(at) && !(at > 0 && reading.tag(at - 1) == Tag::Modal) {
            let auxiliary =
                reading.has("cue-auxiliaries", at) || reading.has("cue-copulas", at) || reading.tag(at) == Tag::Modal;
            if relative == 0 {
                return true;
            }
            if !auxiliary {
                relative -= 1;
            }
        }
    }
    false
}

/// The noun phrase that ends at `end` with everything that hangs on it to the left: "the director of public prosecutions
/// Stephen Parkinson", "states led by West Virginia and industry groups".
pub(super) fn extent(reading: &Reading, end: usize, start: usize) -> Option<Tokens> {
    let end = if end > start && reading.is(')', end - 1) {
        (start..end).rev().find(|&i| reading.is('(', i)).unwrap_or(end)
    } else {
        end
    };
    let full_end = end;
    let mut first = phrase_start(reading, end, start)?;
    for _ in 0..STEPS * 3 {
        if first <= start {
            break;
        }
        let link = first - 1;
        let joined = match reading.tag(link) {
            Tag::Genitive | Tag::Name => phrase_start(reading, link, start),
            Tag::Preposition => {
                let gerund_or_participle =
                    link > start && matches!(reading.tag(link - 1), Tag::Participle | Tag::Gerund);
                let at = if gerund_or_participle { link - 1 } else { link };
                phrase_start(reading, at, start)
            }
            Tag::Participle | Tag::Gerund => phrase_start(reading, link, start),
            Tag::Conjunction => phrase_start(reading, link, start).filter(|&s| !is_object(reading, s, start)),
            Tag::Mark if reading.is(',', link) => list_item(reading, first, end, start),
            _ if reading.is_finite(link) => restrictive(reading, link, start),
            _ => None,
        };
        match joined {
            Some(more) => first = more,
            None => break,
        }
    }
    // "Neither Russia nor Britain": the first half of a paired conjunction.
    let paired = (first..full_end).any(|i| reading.tag(i) == Tag::Conjunction);
    let pair = first > start && matches!(reading.tag(first - 1), Tag::Conjunction | Tag::Determiner);
    Some(if paired && pair && first - 1 == start { first - 1 } else { first }..full_end)
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

/// The source of the verb that governs what starts at `at`: an earlier cue of the sentence first, then the nearest finite verb.
/// `near`: the nearest verb even when it is no cue ("wants to say").
fn shared(reading: &Reading, at: usize, earlier: &Earlier, near: bool, steps: usize) -> Option<Source> {
    let sentence = reading.sentence(at);
    let holder = |tokens: Tokens| Source { tokens, relative: false, shared: true };
    let quotation = reading.quotation_around(at);
    let verb = (sentence.start..at).rev().find(|&i| {
        matches!(reading.tag(i), Tag::Present | Tag::Past)
            && reading.quotation_around(i) == quotation
            && !reading.has("cue-auxiliaries", i)
    });
    let cue = earlier.source(sentence.start..at);
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

/// "Citing a memo, the officer said": the subject after the fronted phrase that starts the sentence.
fn following(reading: &Reading, at: usize) -> Option<Source> {
    let sentence = reading.sentence(at);
    let fronted = (sentence.start..at).all(|i| !reading.is_finite(i) && !reading.is(',', i));
    let comma = (at..sentence.end).find(|&i| reading.is(',', i))?;
    let verb = (comma + 1..sentence.end).find(|&i| reading.is_finite(i))?;
    let tokens = extent(reading, verb, comma + 1)?;
    fronted.then_some(Source { tokens, relative: false, shared: true })
}

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
        let next = reading.phrase_starting(link + usize::from(joins));
        match next {
            Some(phrase) if joins || tag == Tag::Name => end = phrase.tokens.end,
            _ => break,
        }
    }
    Some(at..apposition_end(reading, end, sentence.end))
}

/// End of an apposition, a relative clause or a bracket that follows the phrase ending at `end`; `end` when none does.
fn apposition_end(reading: &Reading, end: usize, limit: usize) -> usize {
    if reading.is('(', end) {
        return (end..limit).find(|&i| reading.is(')', i)).map_or(end, |i| apposition_end(reading, i + 1, limit));
    }
    let relative = reading.tag(end + 1) == Tag::Wh && reading.has("relative-pronouns", end + 1);
    let opens = reading.opens_phrase(end + 1) && reading.tag(end + 1) != Tag::Pronoun || relative;
    if !reading.is(',', end) || !opens {
        return end;
    }
    let stop = (end + 1..limit)
        .find(|&i| {
            reading.is(',', i) || reading.is(';', i) || matches!(reading.kind(i), TokenKind::Open | TokenKind::Close)
        })
        .unwrap_or_else(|| reading.sentence_end(end));
    if has_main_verb(reading, end + 1..stop) { end } else { stop }
}

/// How far a source is followed from verb to verb.
const STEPS: usize = 4;
