//! Whom a source's words mean: a short name, a pronoun or a role is traced to the words that introduced its bearer. Where
//! two fit, nobody is guessed.

use super::bearer::{self, Bearer, Gender};
use super::kind;
use super::reading::Reading;
use super::{Attribution, Resolved, SourceKind};
use crate::base::Span;
use crate::text::{Name, NameKind, Tag, Tokens};

/// Whom one source means: its antecedent's words, and its name.
#[derive(Debug, Clone)]
struct Referent {
    name: String,
    spans: Vec<Span>,
    kind: SourceKind,
    actor: Option<String>,
    gender: Gender,
    sentence: usize,
}

/// A document with the bearers of its names.
struct People<'p> {
    reading: &'p Reading<'p>,
    bearers: &'p [Bearer],
}

/// Fills `resolved`, and from the antecedent the kind and the actor, of attributions in text order. `sources` are their words.
pub(super) fn all(reading: &Reading, found: &mut [Attribution], sources: &[Vec<Tokens>]) {
    let bearers = bearer::all(reading);
    let people = People { reading, bearers: &bearers };
    let mut earlier: Vec<Referent> = Vec::new();
    for (attribution, source) in found.iter_mut().zip(sources) {
        let Some(words) = source.first() else { continue };
        let recent = earlier.get(earlier.len().saturating_sub(RECENT)..).unwrap_or_default();
        let referent = referent(&people, words, attribution, recent);
        let sentence = reading.document.sentence_of(words.start);
        match referent {
            Some(referent) => {
                if attribution.source_kind == SourceKind::Unknown
                    || is_pronoun(reading, words)
                    || is_described(reading, words)
                {
                    attribution.source_kind = referent.kind;
                }
                attribution.actor = attribution.actor.take().or_else(|| referent.actor.clone());
                attribution.resolved = Some(Resolved { name: referent.name.clone(), spans: referent.spans.clone() });
                earlier.push(Referent { sentence, ..referent });
            }
            None => earlier.push(own(reading, words, attribution, sentence)),
        }
    }
}

/// The source as its own referent, for later mentions.
fn own(reading: &Reading, words: &Tokens, attribution: &Attribution, sentence: usize) -> Referent {
    let span = reading.document.span(words);
    Referent {
        name: span.of(reading.document.text).to_owned(),
        spans: vec![span],
        kind: attribution.source_kind,
        actor: attribution.actor.clone(),
        gender: bearer::gender(reading, words.clone()),
        sentence,
    }
}

fn is_pronoun(reading: &Reading, words: &Tokens) -> bool {
    words.len() == 1 && matches!(reading.tag(words.start), Tag::Pronoun | Tag::Wh | Tag::Possessive)
}

/// Whether the source is a definite description without a name: "the officer".
fn is_described(reading: &Reading, words: &Tokens) -> bool {
    reading.has("definite", words.start) && kind::main_name(reading, words).is_none()
}

fn referent(people: &People, words: &Tokens, attribution: &Attribution, earlier: &[Referent]) -> Option<Referent> {
    let reading = people.reading;
    let sentence = reading.document.sentence_of(words.start);
    if is_pronoun(reading, words) {
        if reading.tag(words.start) == Tag::Wh {
            return relative(people, words);
        }
        return pronoun(people, words.start, sentence, earlier);
    }
    if let Some(name) = kind::main_name(reading, words).filter(|n| n.kind != NameKind::Demonym) {
        return Some(bearer(people, name, attribution.source_kind, attribution.actor.clone(), sentence));
    }
    if is_described(reading, words) { described(people, words, sentence, earlier) } else { None }
}

/// The bearer of a name: its longest form here, and the mention that gives it.
fn bearer(people: &People, name: &Name, kind: SourceKind, actor: Option<String>, sentence: usize) -> Referent {
    let reading = people.reading;
    let bearer = people.bearers.get(name.entity);
    let text = reading.document.entities.get(name.entity).cloned();
    let fullest = bearer.map_or(&name.tokens, |b| &b.fullest);
    Referent {
        name: text.unwrap_or_else(|| reading.document.span(&name.tokens).of(reading.document.text).to_owned()),
        spans: vec![reading.document.span(fullest)],
        kind,
        actor: actor.or_else(|| bearer.and_then(|b| b.actor.clone())),
        gender: bearer.map_or(Gender::Open, |b| b.gender),
        sentence,
    }
}

/// The noun phrase before a relative pronoun.
fn relative(people: &People, words: &Tokens) -> Option<Referent> {
    let reading = people.reading;
    let end = if reading.is(',', words.start.checked_sub(1)?) { words.start - 1 } else { words.start };
    let phrase = reading.phrase_ending(end)?;
    let sentence = reading.document.sentence_of(words.start);
    let kind = kind::of(reading, std::slice::from_ref(&phrase.tokens));
    let actor = kind::actor(reading, &phrase.tokens);
    if let Some(name) = kind::main_name(reading, &phrase.tokens) {
        return Some(bearer(people, name, kind, actor, sentence));
    }
    let span = reading.document.span(&phrase.tokens);
    let name = span.of(reading.document.text).to_owned();
    Some(Referent { name, spans: vec![span], kind, actor, gender: Gender::Open, sentence })
}

/// Whom "he", "she", "it" or "they" means: the last source that fits, when it is near and nobody else that fits has come up since.
fn pronoun(people: &People, at: usize, sentence: usize, earlier: &[Referent]) -> Option<Referent> {
    let reading = people.reading;
    let gender = if reading.has("male-pronouns", at) {
        Gender::Male
    } else if reading.has("female-pronouns", at) {
        Gender::Female
    } else if reading.has("thing-pronouns", at) {
        let fits =
            |r: &&Referent| matches!(r.kind, SourceKind::Organisation | SourceKind::Document | SourceKind::Outlet);
        return earlier.last().filter(fits).filter(|r| sentence.saturating_sub(r.sentence) <= NEAR).cloned();
    } else if reading.has("plural-pronouns", at) {
        let last = earlier.last().filter(|r| sentence.saturating_sub(r.sentence) <= 1)?;
        return (last.gender == Gender::Open && last.kind != SourceKind::Person).then(|| last.clone());
    } else {
        return None;
    };
    let fits = |g: Gender| g == gender || g == Gender::Open;
    let human = |k: SourceKind| matches!(k, SourceKind::Person | SourceKind::Anonymous | SourceKind::Unknown);
    let last = earlier
        .iter()
        .rev()
        .find(|r| human(r.kind) && fits(r.gender))
        .filter(|r| sentence.saturating_sub(r.sentence) <= NEAR);
    let from = last.map_or(sentence.saturating_sub(NEAR), |r| r.sentence);
    // Somebody else named as the subject of a sentence since then takes the pronoun.
    let subject = subjects(reading, from, sentence, at)
        .filter(|n| n.kind == NameKind::Person && fits(people.bearers.get(n.entity).map_or(Gender::Open, |b| b.gender)))
        .last();
    match (last, subject) {
        (Some(last), None) => Some(last.clone()),
        (Some(last), Some(name)) => {
            let bearer = bearer(people, name, SourceKind::Person, None, sentence);
            if bearer.name == last.name
                || last.sentence == sentence
                || last.sentence + 1 == sentence && named_in(reading, name) < sentence
            {
                return Some(last.clone());
            }
            (named_in(reading, name) > last.sentence).then_some(bearer)
        }
        (None, Some(name)) => Some(bearer(people, name, SourceKind::Person, None, sentence)),
        (None, None) => None,
    }
}

fn named_in(reading: &Reading, name: &Name) -> usize {
    reading.document.sentence_of(name.tokens.start)
}

/// Names that are or start the subject of a sentence from `from` on, before the token `until`, outside quotations.
fn subjects<'a>(reading: &Reading<'a>, from: usize, to: usize, until: usize) -> impl Iterator<Item = &'a Name> {
    let reading = *reading;
    let names = &reading.document.names;
    let first = reading.document.sentences.get(from).map_or(0, |s| s.tokens.start);
    let start = names.partition_point(|n| n.tokens.start < first);
    names.iter().skip(start).take_while(move |n| n.tokens.end <= until).filter(move |n| {
        let next = reading.behind_adverbs(n.tokens.end, until);
        named_in(&reading, n) <= to
            && (reading.is_finite(next) || reading.is(',', next))
            && reading.quotation_around(n.tokens.start).is_none()
    })
}

/// Whom "the officer", "the minister" means: the one earlier source or person whose words hold the same noun.
fn described(people: &People, words: &Tokens, sentence: usize, earlier: &[Referent]) -> Option<Referent> {
    let reading = people.reading;
    let head = kind::head(reading, words)?;
    let lemma = reading.rules.lemma(reading.word(head));
    if lemma == crate::rules::Word::UNKNOWN {
        return None;
    }
    let text = reading.document.text;
    let holds = |span: &Span| {
        let from = reading.document.tokens.partition_point(|t| t.span.start < span.start);
        reading
            .document
            .tokens
            .iter()
            .skip(from)
            .take_while(|t| t.span.end <= span.end)
            .any(|t| reading.rules.lemma(t.word) == lemma)
    };
    let mut found: Option<Referent> = None;
    for referent in earlier.iter().rev().filter(|r| r.spans.iter().any(holds)) {
        match &found {
            None => found = Some(referent.clone()),
            Some(one) if one.name != referent.name => return None,
            Some(_) => {}
        }
    }
    if found.is_some() {
        return found;
    }
    // A person introduced with this role: "Foreign Secretary Dominic Raab", "Dominic Raab, the foreign secretary,".
    let names = &reading.document.names;
    let until = names.partition_point(|n| n.tokens.end <= words.start);
    for name in names.iter().take(until).skip(until.saturating_sub(RECENT)) {
        let title = reading.phrase_around(name.tokens.start);
        let apposition =
            reading.is(',', name.tokens.end).then(|| reading.phrase_starting(name.tokens.end + 1)).flatten();
        let role = title
            .into_iter()
            .chain(apposition)
            .any(|p| p.tokens.clone().any(|i| i != head && reading.rules.lemma(reading.word(i)) == lemma));
        if role && name.kind == NameKind::Person {
            let referent = bearer(people, name, SourceKind::Person, kind::actor(reading, words), sentence);
            match &found {
                Some(one) if one.name != referent.name => return None,
                _ => found = Some(referent),
            }
        }
    }
    if found.is_some() {
        return found;
    }
    // The first mention of a thing that has no name: "a report", then "the report".
    let until = reading.document.phrases.partition_point(|p| p.tokens.end <= words.start);
    let first = reading
        .document
        .phrases
        .iter()
        .take(until)
        .skip(until.saturating_sub(RECENT))
        .find(|p| p.tokens.contains(&p.head) && reading.rules.lemma(reading.word(p.head)) == lemma)?;
    let span = reading.document.span(&first.tokens);
    let kind = kind::of(reading, std::slice::from_ref(&first.tokens));
    let actor = kind::actor(reading, &first.tokens);
    Some(Referent { name: span.of(text).to_owned(), spans: vec![span], kind, actor, gender: Gender::Open, sentence })
}

/// How many sources, names and phrases back somebody is looked for.
const RECENT: usize = 300;
/// How many sentences back a pronoun's antecedent can stand.
const NEAR: usize = 3;
