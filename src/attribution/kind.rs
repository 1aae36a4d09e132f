//! What kind of source it is, and for whom it speaks.

use super::SourceKind;
use super::reading::Reading;
use super::traits::{
    ACTOR, CLOSE, COMMA, CONJUNCTION, MARK, NAME, NOUN, OPEN, PARENTHESIS, PARTICIPLE, PREPOSITION, PRONOUN, Traits, WH,
};
use crate::matching::RuleRef;
use crate::rules::lists::{self, Lists};
use crate::text::{Name, NameKind, Tokens};

/// The kind of the source in `source` (its words; empty when left out).
pub(super) fn of(reading: &Reading, source: &[Tokens]) -> SourceKind {
    let Some(words) = source.first() else { return SourceKind::Anonymous };
    if words.clone().any(|i| reading.has(lists::ANONYMOUS_MARKERS, i)) {
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
    if head.is_some_and(|h| reading.lemma_in(lists::SOURCE_DOCUMENT_NOUNS, h))
        && name.is_none_or(|n| n.kind != NameKind::Person || head < Some(n.tokens.start))
    {
        return SourceKind::Document;
    }
    if let Some(name) = name.filter(|n| head.is_none_or(|h| n.tokens.contains(&h) || n.kind == NameKind::Person)) {
        return match name.kind {
            NameKind::Person => SourceKind::Person,
            NameKind::Organisation | NameKind::Place => SourceKind::Organisation,
            _ if head.is_some_and(|h| reading.lemma_in(lists::SOURCE_ORGANISATION_NOUNS, h)) => {
                SourceKind::Organisation
            }
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
    let noun = reading.lists_of_lemma(head);
    if noun & lists::SOURCE_ORGANISATION_NOUNS != 0 {
        return SourceKind::Organisation;
    }
    if noun & lists::SOURCE_PERSON_NOUNS == 0 {
        return SourceKind::Unknown;
    }
    let definite = words.clone().next().is_some_and(|i| reading.has(lists::DEFINITE, i));
    if definite { SourceKind::Person } else { SourceKind::Anonymous }
}

/// The kind that a pronoun tells; `None` when the words are no pronoun.
fn pronoun(reading: &Reading, words: &Tokens) -> Option<SourceKind> {
    if words.len() != 1 {
        return None;
    }
    let at = words.start;
    let lists = reading.lists(at);
    if lists & lists::PLURAL_PRONOUNS != 0 {
        return Some(SourceKind::Unknown);
    }
    if lists & PERSONS != 0 {
        return Some(SourceKind::Person);
    }
    reading.is(PRONOUN | WH, at).then_some(SourceKind::Unknown)
}

/// The name that the source is about: the last one of its first noun phrase, before any comma, bracket or preposition.
pub(super) fn main_name<'a>(reading: &Reading<'a>, words: &Tokens) -> Option<&'a Name> {
    name_at(reading, words, head(reading, words)?)
}

/// The same of words with this head.
fn name_at<'a>(reading: &Reading<'a>, words: &Tokens, head: usize) -> Option<&'a Name> {
    let stop = reading.first(COMMA | PARENTHESIS | PREPOSITION, &(words.start + 1..words.end));
    let first = words.start..stop.unwrap_or(words.end);
    // "Mr Obama's spokesman" and "the MI5 officer" are about spokesman and officer; "A and B" about no one.
    if reading.any(CONJUNCTION, &first) {
        return None;
    }
    let names = &reading.document.names;
    let own = reading.document.name_of(head).and_then(|index| names.get(index));
    own.filter(|n| first.start <= n.tokens.start && n.tokens.end <= first.end).or_else(|| {
        let next = stop? + 1;
        let from = names.partition_point(|n| n.tokens.start < next);
        let mut behind = names.iter().skip(from).take_while(|n| n.tokens.end <= words.end);
        if reading.is(COMMA, next - 1) {
            // "MI5 Director General, Sir Ken McCallum,": the apposition names the one whose office stands first.
            return behind.next().filter(|n| n.kind == NameKind::Person && n.tokens.start <= next + 2);
        }
        // "Secretary of State Anna Berg", but not "the aide of Anna Berg" and "the aide of Judge Anna Berg".
        let person = |at: usize| reading.lemma_in(lists::SOURCE_PERSON_NOUNS | lists::TITLES_OF_PEOPLE, at);
        let of = |at: usize| reading.is(NAME | NOUN, at) && !person(at);
        let holder = behind.find(|n| n.kind == NameKind::Person && n.tokens.start > next)?;
        let office = reading.has(lists::OFFICE_PREPOSITIONS, next - 1) && person(head) && !reading.is_plural(head);
        (office && (next..holder.tokens.start).all(of)).then_some(holder)
    })
}

/// The person whose name stands beside a description, in apposition or behind it: "One local woman, Karen Robison,", "Jane Holm, a
/// former aide", "the leader of the league, Jane Holm".
pub(super) fn named_beside<'a>(reading: &Reading<'a>, words: &Tokens) -> Option<&'a Name> {
    // Several people, a paper and a body are nobody's description.
    const NO_PERSON: Lists = lists::SOURCE_DOCUMENT_NOUNS | lists::SOURCE_ORGANISATION_NOUNS;
    if head(reading, words).is_some_and(|h| reading.is_plural(h) || reading.lemma_in(NO_PERSON, h)) {
        return None;
    }
    let names = &reading.document.names;
    let from = names.partition_point(|n| n.tokens.start < words.start);
    let closes = |at: usize| at >= words.end || reading.is(COMMA, at);
    // "According to the officer, Ling helped": what goes on behind a comma and a name is a clause, not an apposition.
    let ends = |at: usize| reading.is(MARK | OPEN | CLOSE | PREPOSITION, at);
    let inside = names.iter().skip(from).take_while(|n| n.tokens.end <= words.end);
    let behind = names.iter().skip(from).take(BESIDE).find(|n| {
        n.tokens.start == words.end
            || n.tokens.start == words.end + 1 && reading.is(COMMA, words.end) && ends(n.tokens.end)
    });
    let before = || {
        let comma = words.start.checked_sub(1).filter(|&c| reading.is(COMMA, c))?;
        from.checked_sub(1).and_then(|i| names.get(i)).filter(|n| n.tokens.end == comma)
    };
    let apposed = inside.clone().find(|n| {
        let opens = n.tokens.start.checked_sub(1).is_some_and(|c| c > words.start && reading.is(COMMA, c));
        opens && closes(n.tokens.end)
    });
    apposed.or(behind).or_else(before).filter(|n| n.kind == NameKind::Person)
}

/// The head of the source's first noun phrase.
pub(super) fn head(reading: &Reading, words: &Tokens) -> Option<usize> {
    // "Nancy Pelosi (D-Calif.)": what stands in brackets is not what it is about.
    const ENDS: Traits = COMMA | PARENTHESIS | PREPOSITION | PARTICIPLE | WH;
    let stop = reading.first(ENDS, &(words.start + 1..words.end));
    reading.last(NOUN | NAME, &(words.start..stop.unwrap_or(words.end)))
}

/// Whether a source with this head is a news outlet: by its signature, by a noun for one, or by what such names end in.
fn is_outlet(reading: &Reading, head: usize) -> bool {
    let lists = reading.lists(head);
    lists & lists::OUTLET_NOUNS != 0
        || (lists & lists::OUTLET_WORDS != 0 && reading.is(NAME, head))
        || signs_outlet(reading, head)
}

/// Whether the token stands in an outlet's signature.
fn signs_outlet(reading: &Reading, at: usize) -> bool {
    if reading.hits.outlets.is_empty() {
        return false;
    }
    let until = reading.hits.outlets.partition_point(|h| h.tokens.start <= at);
    reading.hits.outlets.iter().take(until).rev().take(4).any(|h| h.tokens.contains(&at))
}

/// The actor that the words name.
pub(super) fn actor<'a>(reading: &Reading<'a>, words: &Tokens) -> Option<&'a str> {
    // Most words hold none.
    if !reading.any(ACTOR, words) || reading.any(CONJUNCTION, words) {
        return None;
    }
    let from = reading.hits.actors.partition_point(|h| h.tokens.start < words.start);
    let actors = reading.hits.actors.get(from..).unwrap_or_default();
    let relative = reading.first(WH, words).unwrap_or(words.end);
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
    let around = reading.document.name_of(words.start).and_then(|index| reading.document.names.get(index));
    let around = around.filter(|n| n.tokens.end >= words.end);
    let last = words.end.saturating_sub(1);
    let compound = words.clone().any(|at| reading.text(at).contains('-'));
    let body = around.filter(|name| name.tokens.len() > words.len()).is_none_or(|name| {
        let end = name.tokens.end.saturating_sub(1);
        let of_state = reading.lemma_in(lists::SOURCE_ORGANISATION_NOUNS | lists::SOURCE_PERSON_NOUNS, end);
        end > last && of_state && !reading.has(lists::OUTLET_WORDS, end)
    });
    body && !compound
}

/// Pronouns for a person.
const PERSONS: Lists =
    lists::MALE_PRONOUNS | lists::FEMALE_PRONOUNS | lists::RELATIVE_PERSONS | lists::NOMINATIVE_PRONOUNS;
/// How many names from its first word on can stand in and behind a description.
const BESIDE: usize = 12;
