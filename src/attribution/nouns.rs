//! Attributions whose cue is a noun: "Moscow's denial that", "accusations against Russia of", "US claims of Russian attacks".

use smallvec::smallvec;

use super::candidate::{Candidate, precision};
use super::complement::{Opening, opening};
use super::content::{self, Reach};
use super::direct;
use super::extent;
use super::kind;
use super::reading::Reading;
use super::source::{self, Earlier};
use super::traits::{GENITIVE, NAME, NAME_START, NOUN, POSSESSIVE};
use super::verb_group;
use crate::matching::{Hit, RuleRef};
use crate::rules::figures::{self, Form};
use crate::rules::{complements, lists};
use crate::text::Tokens;

/// The attribution that the noun of `hit` makes, if any.
pub(super) fn candidate<'a>(reading: &Reading<'a>, hit: &Hit, earlier: &Earlier) -> Option<Candidate<'a>> {
    let RuleRef::Verb(index) = hit.rule else { return None };
    let noun = reading.rules.verbs.get(index)?;
    let head = hit.tokens.start;
    if !reading.is(NOUN, head) || noun.complements & complements::OF_NOUN == 0 {
        return None;
    }
    if direct::speaks_inside(reading, head) {
        return None;
    }
    if verb_group::is_joined(reading, head) {
        return None;
    }
    let start = reading.phrase_around(head).map_or(head, |p| p.tokens.start);
    let owner = owner(reading, start, head);
    let mut cue = owner.as_ref().map_or(head, |o| o.end.min(head))..hit.tokens.end;
    let mut next = hit.tokens.end;
    let mut owner = owner;
    if reading.has(lists::AGENT_PREPOSITIONS, next) {
        // "a claim by the minister that": the owner stands behind the noun.
        owner = Some(extent::right(reading, next + 1)?);
        next = owner.as_ref().map_or(next, |o| o.end);
    }
    if owner.is_none() && reading.has(lists::OBJECT_PREPOSITIONS, next) {
        // "the plan of the mayor to close the bridge"
        let of = extent::right(reading, next + 1).filter(|of| {
            let speaks = kind::head(reading, of).is_some_and(|head| {
                reading.is(NAME, head)
                    || reading.lemma_in(lists::SOURCE_PERSON_NOUNS | lists::SOURCE_ORGANISATION_NOUNS, head)
            });
            speaks && matches!(opening(reading, of.end), Opening::That | Opening::Infinitive)
        });
        next = of.as_ref().map_or(next, |of| of.end);
        owner = of;
    }
    let supported = owner.is_none().then(|| supporting(reading, start, earlier)).flatten();
    if let Some((group, source)) = supported {
        cue.start = group.start;
        owner = Some(source);
    }
    let owned = owner.is_some();
    let (key, start, reach) = match opening(reading, next) {
        Opening::That if owned => (figures::OWN_NOUN_THAT, next, Reach::Relative),
        Opening::That => (figures::NOUN_THAT, next, Reach::Relative),
        Opening::Infinitive if owned => (figures::OWN_NOUN_TO, next, Reach::Phrase),
        Opening::Infinitive => (figures::NOUN_TO, next, Reach::Phrase),
        Opening::Preposition(word) => {
            cue.end = if next == hit.tokens.end { next + 1 } else { cue.end };
            let form = if owned { Form::OwnNoun } else { Form::Noun };
            (reading.figures.key(form, word), next + 1, Reach::Phrase)
        }
        _ => return None,
    };
    let confidence = precision(reading, index, reading.word(head), key)?;
    let content = content::from(reading, start, reach);
    let content = if reach == Reach::Relative { before_verb(reading, head, content) } else { content };
    Some(Candidate {
        source: owner.into_iter().collect(),
        cue: smallvec![cue],
        content: smallvec![content],
        stance: noun.stance,
        rule: &noun.id,
        confidence,
        quoted: false,
        measured: Some((reading.word(head), key)),
    })
}

/// "The accusation that it had lied | angered him": a content that hangs on a subject ends before that subject's verb.
fn before_verb(reading: &Reading, head: usize, content: Tokens) -> Tokens {
    let clauses = &reading.document.clauses;
    let until = clauses.partition_point(|c| c.tokens.start <= head);
    let own = clauses.iter().take(until).rev().take(NEAR).find(|clause| {
        let subject = clause.subject.and_then(|s| reading.document.phrases.get(s));
        subject.is_some_and(|phrase| phrase.head == head) && clause.verb.start > content.start + 2
    });
    let end = own.map_or(content.end, |clause| clause.verb.start.min(content.end));
    content.start..end
}

/// "made the charge that": the verb that lends the noun its subject, and that subject.
fn supporting(reading: &Reading, start: usize, earlier: &Earlier) -> Option<(Tokens, Tokens)> {
    let verb = start.checked_sub(1).filter(|&v| reading.lemma_in(lists::SUPPORT_VERBS, v))?;
    let group = verb_group::around(reading, &(verb..start)).filter(|g| !g.passive)?;
    let source = source::of(reading, &group, earlier).map(|s| s.tokens).filter(|t| !t.is_empty())?;
    Some((group.tokens, source))
}

/// Whose noun it is: a possessive, a genitive, or a name or demonym directly before it.
fn owner(reading: &Reading, start: usize, head: usize) -> Option<Tokens> {
    if let Some(genitive) = reading.last(GENITIVE, &(start.saturating_sub(1)..head)) {
        return extent::extent(reading, genitive, reading.sentence(head).start).map(|t| t.start..genitive + 1);
    }
    if let Some(possessive) = reading.first(POSSESSIVE, &(start..head)) {
        return Some(possessive..possessive + 1);
    }
    // The last one that ends before the noun.
    let mut until = head;
    while let Some(at) = reading.last(NAME_START, &(start..until)) {
        let name = reading.document.name_of(at).and_then(|index| reading.document.names.get(index))?;
        if name.tokens.end <= head {
            return Some(name.tokens.clone());
        }
        until = at;
    }
    None
}

/// How many clauses back the one is looked for whose subject a noun is.
const NEAR: usize = 8;
