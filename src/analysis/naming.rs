//! What an article calls whom: the words around each name, and the nouns for each act.

use crate::claims::{Term, TermKind};
use crate::compare::NamingPhrase;
use crate::matching::{Engine, Hits};
use crate::text::{Document, Name, NameKind, NounPhrase, Tag, Token, Tokens};

/// The phrases of a document, in text order.
pub fn phrases(document: &Document, terms: &[Term], _hits: &Hits, engine: &Engine) -> Vec<NamingPhrase> {
    let mut list = Vec::new();
    for name in document.names.iter().filter(|n| !matches!(n.kind, NameKind::Place | NameKind::Demonym)) {
        let Some(bearer) = document.entities.get(name.entity) else { continue };
        let Some(phrase) = document.phrases.iter().find(|p| p.tokens.contains(&name.tokens.start)) else { continue };
        let front = description(document, phrase.tokens.start..name.tokens.start, engine);
        let beside = appositions(document, name, phrase, engine);
        // A person is known by the last name, anything else by all of it.
        let key = match name.kind {
            NameKind::Person => bearer.rsplit(' ').next().unwrap_or(bearer).to_lowercase(),
            _ => bearer.to_lowercase(),
        };
        for words in front.into_iter().chain(beside) {
            let around = words.start.min(name.tokens.start)..words.end.max(name.tokens.end);
            list.push(NamingPhrase {
                of: key.clone(),
                name: bearer.to_string(),
                words: document.span(&words).of(document.text).to_owned(),
                span: document.span(&around),
                sentence: document.sentence_of(name.tokens.start),
            });
        }
    }
    for term in terms.iter().filter(|t| t.kind == TermKind::Concept) {
        if document.tokens.get(term.token).is_some_and(|t| t.tag == Tag::Noun) {
            list.push(NamingPhrase {
                of: term.key.clone(),
                name: term.key.trim_start_matches('=').replace('-', " "),
                words: term.surface.clone(),
                span: document.span(&(term.token..term.token + 1)),
                sentence: document.sentence_of(term.token),
            });
        }
    }
    list
}

/// The words that describe somebody in front of a name: the last run of nouns and adjectives, with at least one noun that
/// is no mere courtesy title. "Former double agent", not "only" or "Mr".
fn description(document: &Document, before: Tokens, engine: &Engine) -> Option<Tokens> {
    let describes = |tag: Tag| {
        matches!(tag, Tag::Noun | Tag::Adjective | Tag::Name | Tag::Genitive | Tag::Number | Tag::Participle)
    };
    let tokens = document.tokens.get(before.clone())?;
    let run = tokens.iter().rev().take_while(|t| describes(t.tag)).count();
    let mut start = before.end - run;
    // A genitive belongs to what stands before it: "the company's chief executive".
    if let Some(at) =
        (start..before.end).rev().find(|at| document.tokens.get(*at).is_some_and(|t| t.tag == Tag::Genitive))
    {
        start = at + 1;
    }
    let tables = &engine.rules().tables;
    // A hyphenated word ("ex-spy") tells whatever it is tagged as.
    let tells =
        |t: &Token| (matches!(t.tag, Tag::Noun | Tag::Name) || t.parts.1 > 0) && !tables.has("titles-left-out", t.word);
    document.tokens.get(start..before.end)?.iter().any(tells).then_some(start..before.end)
}

/// The descriptions set apart by commas: "Aidan Rourke, the former minister,", "the company's chief executive, Rolf Anders,".
fn appositions(document: &Document, name: &Name, phrase: &NounPhrase, engine: &Engine) -> Vec<Tokens> {
    let comma = |at: usize| document.tokens.get(at).is_some_and(|t| t.span.of(document.text) == ",");
    let common = |p: &&NounPhrase| document.tokens.get(p.head).is_some_and(|t| t.tag == Tag::Noun);
    let starting = |at: usize| document.phrases.iter().find(|p| p.tokens.start == at);
    let ending = |at: usize| document.phrases.iter().find(|p| p.tokens.end == at);
    let mut found = Vec::new();
    let end = name.tokens.end;
    if comma(end) && phrase.full.end > end + 1 {
        found.extend(starting(end + 1).filter(common));
    }
    if let Some(before) =
        phrase.tokens.start.checked_sub(1).filter(|at| comma(*at) && name.tokens.start == phrase.tokens.start)
    {
        found.extend(ending(before).filter(|p| common(p) && p.full.end >= name.tokens.end));
    }
    found.into_iter().filter_map(|p| description(document, p.tokens.clone(), engine)).collect()
}
