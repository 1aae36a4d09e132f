//! Whom a source's words mean: a short name, a pronoun or a role is traced to the words that introduced its bearer. Where
//! two fit, nobody is guessed.

use std::cell::OnceCell;

use smallvec::smallvec;

use super::bearer::Bearers;
use super::description;
use super::discourse::{self, Discourse, Referent};
use super::kind;
use super::reading::Reading;
use super::traits::{COMMA, CONJUNCTION, NAME, NOUN, POSSESSIVE, PRONOUN, WH};
use super::{Attribution, Resolved, SourceKind};
use crate::rules::lists;
use crate::text::{NameKind, NounPhrase, Tag, Tokens};

/// Fills `resolved`, and from the antecedent the kind and the actor, of attributions. `sources` are their words.
pub(super) fn all(reading: &Reading, found: &mut [Attribution], sources: &[Option<Tokens>]) {
    if found.is_empty() {
        return;
    }
    let bearers = Bearers::new(reading);
    let offices = OnceCell::new();
    let mut discourse = Discourse::new(reading, &bearers);
    let mut order: Vec<usize> = (0..found.len().min(sources.len())).collect();
    order.sort_by_key(|&i| sources.get(i).and_then(Option::as_ref).map_or(usize::MAX, |words| words.start));
    for index in order {
        let (Some(attribution), Some(words)) = (found.get_mut(index), sources.get(index).and_then(Option::as_ref))
        else {
            continue;
        };
        discourse.read_to(words.start);
        let head = kind::head(reading, words);
        if head.is_some_and(|h| reading.is_plural(h)) || words.clone().any(|i| reading.is(CONJUNCTION, i)) {
            discourse.plural_speaker = Some(words.clone());
        }
        let meant = meant(reading, &mut discourse, &offices, words);
        if let Some(who) = meant.as_ref().and_then(|m| m.who).or_else(|| speaker(reading, &mut discourse, words)) {
            discourse.speaks(who, words.start);
        }
        let Some(referent) = meant.map(|m| m.referent) else { continue };
        if attribution.source_kind == SourceKind::Unknown || is_pronoun(reading, words) || is_described(reading, words)
        {
            attribution.source_kind = referent.kind;
        }
        attribution.actor = attribution.actor.take().or_else(|| referent.actor.map(str::to_owned));
        attribution.resolved = Some(Resolved { name: referent.name.to_owned(), spans: smallvec![referent.span] });
    }
}

/// Whom a source means.
pub(super) struct Meant<'a> {
    pub referent: Referent<'a>,
    /// Among those that the discourse knows.
    pub who: Option<usize>,
}

fn is_pronoun(reading: &Reading, words: &Tokens) -> bool {
    words.len() == 1 && reading.is(PRONOUN | WH | POSSESSIVE, words.start)
}

/// Whether the source is a definite description without a name: "the officer".
fn is_described(reading: &Reading, words: &Tokens) -> bool {
    reading.has(lists::DEFINITE, words.start) && kind::main_name(reading, words).is_none()
}

fn meant<'a>(
    reading: &Reading<'a>,
    discourse: &mut Discourse<'a>,
    offices: &OnceCell<description::Offices>,
    words: &Tokens,
) -> Option<Meant<'a>> {
    if is_pronoun(reading, words) {
        return match reading.tag(words.start) {
            Tag::Wh => relative(reading, discourse, words),
            _ => pronoun(reading, discourse, words.start),
        };
    }
    if let Some(name) = kind::main_name(reading, words).filter(|n| n.kind != NameKind::Demonym) {
        let who = discourse.bearer(name)?;
        return known(discourse, who);
    }
    if let Some(name) = kind::named_beside(reading, words) {
        let who = discourse.bearer(name)?;
        return known(discourse, who);
    }
    if is_described(reading, words) { description::meant(reading, discourse, offices, words) } else { None }
}

/// Somebody whom the discourse knows.
pub(super) fn known<'a>(discourse: &Discourse<'a>, who: usize) -> Option<Meant<'a>> {
    Some(Meant { referent: discourse.referent(who)?.clone(), who: Some(who) })
}

/// A source without a name as somebody whom a pronoun can mean later: "one witness".
fn speaker(reading: &Reading, discourse: &mut Discourse, words: &Tokens) -> Option<usize> {
    let head = kind::head(reading, words).filter(|&h| reading.is(NOUN, h) && !reading.is_plural(h))?;
    (!is_pronoun(reading, words)).then(|| discourse.in_role(words, head))
}

/// The noun phrase before a relative pronoun.
fn relative<'a>(reading: &Reading<'a>, discourse: &mut Discourse<'a>, words: &Tokens) -> Option<Meant<'a>> {
    let end = if reading.is(COMMA, words.start.checked_sub(1)?) { words.start - 1 } else { words.start };
    let phrase = reading.phrase_ending(end)?;
    let phrase = before_apposition(reading, phrase, words.start).unwrap_or(phrase);
    if let Some(name) = kind::main_name(reading, &phrase.tokens) {
        let who = discourse.bearer(name)?;
        return known(discourse, who);
    }
    Some(Meant { referent: discourse::described(reading, &phrase.tokens), who: None })
}

/// The person of whom a name between commas only tells something, before the pronoun of a person: "Berg, R-Ohio, who".
fn before_apposition<'a>(reading: &Reading<'a>, apposition: &NounPhrase, pronoun: usize) -> Option<&'a NounPhrase> {
    let comma = apposition.tokens.start.checked_sub(1).filter(|&before| reading.is(COMMA, before))?;
    let phrase = reading.phrase_ending(comma).filter(|_| reading.has(lists::RELATIVE_PERSONS, pronoun))?;
    let kind = |phrase: &NounPhrase| Some(kind::main_name(reading, &phrase.tokens)?.kind);
    (kind(phrase)? == NameKind::Person && kind(apposition)? != NameKind::Person).then_some(phrase)
}

/// Whom "he", "she", "it" or "they" means.
fn pronoun<'a>(reading: &Reading<'a>, discourse: &Discourse<'a>, at: usize) -> Option<Meant<'a>> {
    if let Some(gender) = discourse.gender_of_pronoun(at) {
        return discourse.salient(at, gender, LEAD).and_then(|who| known(discourse, who));
    }
    let plural = reading.has(lists::PLURAL_PRONOUNS, at);
    if !plural && !reading.has(lists::THING_PRONOUNS, at) {
        return None;
    }
    let near = |words: &Tokens| discourse.sentence(at).saturating_sub(discourse.sentence(words.start)) <= 1;
    let speaker = discourse.plural_speaker.clone().filter(|words| plural && near(words));
    let subject = speaker.or_else(|| subject_before(reading, discourse, at, plural))?;
    let referent = discourse::described(reading, &subject);
    let fits = match referent.kind {
        SourceKind::Organisation | SourceKind::Document | SourceKind::Outlet => true,
        SourceKind::Unknown | SourceKind::Anonymous | SourceKind::Person => plural,
    };
    fits.then_some(Meant { referent, who: None })
}

/// The last subject before the token, in its sentence or the one before, that can be "they" or "it"; the first one settles it.
fn subject_before(reading: &Reading, discourse: &Discourse, at: usize, plural: bool) -> Option<Tokens> {
    let here = discourse.sentence(at);
    let clauses = &reading.document.clauses;
    let until = clauses.partition_point(|c| c.tokens.start < at);
    for clause in clauses.iter().take(until).rev().take(CLAUSES) {
        let Some(phrase) = clause.subject.and_then(|s| reading.document.phrases.get(s)) else { continue };
        let head = phrase.head;
        if phrase.tokens.end > at || reading.quotation_around(head).is_some() {
            continue;
        }
        if here.saturating_sub(discourse.sentence(head)) > 1 {
            return None;
        }
        let nominal = reading.is(NOUN | NAME, head);
        if nominal && reading.is_plural(head) == plural {
            return Some(phrase.tokens.clone());
        }
    }
    None
}

/// How many times the salience of the next one somebody must have to be meant by a pronoun.
const LEAD: f32 = 1.2;
/// How many clauses back the subject that "they" takes up is looked for.
const CLAUSES: usize = 12;
