//! What kind of source it is, and for whom it speaks.

use super::SourceKind;
use super::reading::Reading;
use crate::matching::RuleRef;
use crate::text::{Name, NameKind, Tag, Tokens};

/// The kind of the source in `source` (its words; empty when left out).
pub(super) fn of(reading: &Reading, source: &[Tokens]) -> SourceKind {
    let Some(words) = source.first() else { return SourceKind::Anonymous };
    if words.clone().any(|i| reading.has("anonymous-markers", i)) {
        return SourceKind::Anonymous;
    }
    if let Some(kind) = pronoun(reading, words) {
        return kind;
    }
    let head = head(reading, words);
    let name = head.and_then(|head| name_at(reading, words, head));
    if head.is_some_and(|head| is_outlet(reading, head)) {
        return SourceKind::Outlet;
    }
    if head.is_some_and(|h| reading.lemma_in("source-document-nouns", h))
        && name.is_none_or(|n| n.kind != NameKind::Person || head < Some(n.tokens.start))
    {
        return SourceKind::Document;
    }
    if let Some(name) = name.filter(|n| head.is_none_or(|h| n.tokens.contains(&h) || n.kind == NameKind::Person)) {
        return match name.kind {
            NameKind::Person => SourceKind::Person,
            NameKind::Organisation | NameKind::Place => SourceKind::Organisation,
            _ if head.is_some_and(|h| reading.lemma_in("source-organisation-nouns", h)) => SourceKind::Organisation,
            NameKind::Demonym => described(reading, words, head),
            NameKind::Unknown if actor(reading, words).is_some() => SourceKind::Organisation,
            NameKind::Unknown => described(reading, words, head),
        };
    }
    described(reading, words, head)
}

/// The kind of a source without a name.
fn described(reading: &Reading, words: &Tokens, head: Option<usize>) -> SourceKind {
    let Some(head) = head else { return SourceKind::Unknown };
    if reading.lemma_in("source-organisation-nouns", head) {
        return SourceKind::Organisation;
    }
    if !reading.lemma_in("source-person-nouns", head) {
        return SourceKind::Unknown;
    }
    let definite = words.clone().next().is_some_and(|i| reading.has("definite", i));
    if definite { SourceKind::Person } else { SourceKind::Anonymous }
}

/// The kind that a pronoun tells; `None` when the words are no pronoun.
fn pronoun(reading: &Reading, words: &Tokens) -> Option<SourceKind> {
    if words.len() != 1 {
        return None;
    }
    let at = words.start;
    if reading.has("plural-pronouns", at) {
        return Some(SourceKind::Unknown);
    }
    let person = reading.has("male-pronouns", at)
        || reading.has("female-pronouns", at)
        || reading.has("relative-persons", at)
        || reading.has("nominative-pronouns", at);
    if person {
        return Some(SourceKind::Person);
    }
    matches!(reading.tag(at), Tag::Pronoun | Tag::Wh).then_some(SourceKind::Unknown)
}

/// The name that the source is about: the last one of its first noun phrase, before any comma, bracket or preposition.
pub(super) fn main_name<'a>(reading: &Reading<'a>, words: &Tokens) -> Option<&'a Name> {
    name_at(reading, words, head(reading, words)?)
}

/// The same of words with this head.
fn name_at<'a>(reading: &Reading<'a>, words: &Tokens, head: usize) -> Option<&'a Name> {
    let ends = |i: usize| reading.is(',', i) || reading.is('(', i) || reading.tag(i) == Tag::Preposition;
    let stop = words.clone().find(|&i| i > words.start && ends(i));
    let first = words.start..stop.unwrap_or(words.end);
    // "Mr Obama's spokesman" and "the MI5 officer" are about spokesman and officer; "A and B" about no one.
    if first.clone().any(|i| reading.tag(i) == Tag::Conjunction) {
        return None;
    }
    let names = &reading.document.names;
    let own = reading.document.name_of(head).and_then(|index| names.get(index));
    own.filter(|n| first.start <= n.tokens.start && n.tokens.end <= first.end).or_else(|| {
        // "MI5 Director General, Sir Ken McCallum,": the apposition names the one whose office stands first.
        let next = stop.filter(|&s| reading.is(',', s))? + 1;
        let from = names.partition_point(|n| n.tokens.start < first.start);
        let mut inside = names.iter().skip(from).take_while(|n| n.tokens.end <= words.end);
        let person = inside.find(|n| n.tokens.start >= next)?;
        (person.kind == NameKind::Person && person.tokens.start <= next + 2).then_some(person)
    })
}

/// The person whose name stands beside a description, in apposition or behind it: "One local woman, Karen Robison,", "Jane Holm, a
/// former aide", "the leader of the league, Jane Holm".
pub(super) fn named_beside<'a>(reading: &Reading<'a>, words: &Tokens) -> Option<&'a Name> {
    let names = &reading.document.names;
    let from = names.partition_point(|n| n.tokens.start < words.start);
    let closes = |at: usize| at >= words.end || reading.is(',', at);
    let inside = names.iter().skip(from).take_while(|n| n.tokens.end <= words.end);
    let behind = names
        .iter()
        .skip(from)
        .take(BESIDE)
        .find(|n| n.tokens.start == words.end || n.tokens.start == words.end + 1 && reading.is(',', words.end));
    let before = || {
        let comma = words.start.checked_sub(1).filter(|&c| reading.is(',', c))?;
        from.checked_sub(1).and_then(|i| names.get(i)).filter(|n| n.tokens.end == comma)
    };
    let apposed = inside.clone().find(|n| {
        let opens = n.tokens.start.checked_sub(1).is_some_and(|c| c > words.start && reading.is(',', c));
        opens && closes(n.tokens.end)
    });
    apposed.or(behind).or_else(before).filter(|n| n.kind == NameKind::Person)
}

/// The head of the source's first noun phrase.
pub(super) fn head(reading: &Reading, words: &Tokens) -> Option<usize> {
    let nominal = |i: &usize| matches!(reading.tag(*i), Tag::Noun | Tag::Name);
    // "Nancy Pelosi (D-Calif.)": what stands in brackets is not what it is about.
    let mark = |i: usize| reading.is(',', i) || reading.is('(', i);
    let ends = |i: usize| mark(i) || matches!(reading.tag(i), Tag::Preposition | Tag::Participle | Tag::Wh);
    let stop = words.clone().find(|&i| i > words.start && ends(i));
    (words.start..stop.unwrap_or(words.end)).rev().find(nominal)
}

/// Whether a source with this head is a news outlet: by its signature, by a noun for one, or by what such names end in.
fn is_outlet(reading: &Reading, head: usize) -> bool {
    reading.has("outlet-nouns", head)
        || (reading.has("outlet-words", head) && reading.tag(head) == Tag::Name)
        || signs_outlet(reading, head)
}

/// Whether the token stands in an outlet's signature.
fn signs_outlet(reading: &Reading, at: usize) -> bool {
    let until = reading.hits.outlets.partition_point(|h| h.tokens.start <= at);
    reading.hits.outlets.iter().take(until).rev().take(4).any(|h| h.tokens.contains(&at))
}

/// The actor that the words name.
pub(super) fn actor<'a>(reading: &Reading<'a>, words: &Tokens) -> Option<&'a str> {
    if words.is_empty() {
        return None;
    }
    let from = reading.hits.actors.partition_point(|h| h.tokens.start < words.start);
    let actors = reading.hits.actors.get(from..).unwrap_or_default();
    // Most words hold none.
    actors.first().filter(|h| h.tokens.start < words.end)?;
    if words.clone().any(|i| reading.tag(i) == Tag::Conjunction) {
        return None;
    }
    let relative = words.clone().find(|&i| reading.tag(i) == Tag::Wh).unwrap_or(words.end);
    let inside = actors.iter().take_while(|h| h.tokens.start < relative);
    let hit = inside
        .filter(|h| h.tokens.end <= words.end && names_itself(reading, &h.tokens))
        .max_by_key(|h| (h.tokens.len(), std::cmp::Reverse(h.tokens.start)))?;
    match hit.rule {
        RuleRef::Actor(index) => reading.rules.actors.get(index).map(|a| a.id.as_str()),
        _ => None,
    }
}

/// Whether the words of an actor's name stand for the actor: not in "London-based", nor in the name of something else, "the
/// Washington Post", "Bank of America". A body or office of the actor's is: "U.S. Justice Department".
fn names_itself(reading: &Reading, words: &Tokens) -> bool {
    let names = &reading.document.names;
    let until = names.partition_point(|n| n.tokens.start <= words.start);
    let around = until.checked_sub(1).and_then(|i| names.get(i)).filter(|n| n.tokens.end >= words.end);
    let last = words.end.saturating_sub(1);
    let compound = words.clone().any(|at| reading.text(at).contains('-'));
    let body = around.filter(|name| name.tokens.len() > words.len()).is_none_or(|name| {
        let end = name.tokens.end.saturating_sub(1);
        let of_state = |list| reading.lemma_in(list, end) && !reading.has("outlet-words", end);
        end > last && (of_state("source-organisation-nouns") || of_state("source-person-nouns"))
    });
    body && !compound
}

/// How many names from its first word on can stand in and behind a description.
const BESIDE: usize = 12;
