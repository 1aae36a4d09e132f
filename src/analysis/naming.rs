//! What an article calls whom: the words around each name, and the nouns for each act.

use crate::claims::{Term, TermKind};
use crate::compare::NamingPhrase;
use crate::matching::{Engine, Hits};
use crate::text::{Document, NameKind, Tag, Token, Tokens};

/// The phrases of a document, in text order.
pub fn phrases(document: &Document, terms: &[Term], _hits: &Hits, engine: &Engine) -> Vec<NamingPhrase> {
    let mut list = Vec::new();
    for name in document.names.iter().filter(|n| n.kind == NameKind::Person) {
        let Some(bearer) = document.entities.get(name.entity) else { continue };
        let Some(phrase) = document.phrases.iter().find(|p| p.tokens.contains(&name.tokens.start)) else { continue };
        let Some(words) = description(document, phrase.tokens.start..name.tokens.start, engine) else { continue };
        let last = bearer.rsplit(' ').next().unwrap_or(bearer);
        list.push(NamingPhrase {
            of: last.to_lowercase(),
            name: bearer.clone(),
            words: document.span(&words).of(document.text).to_owned(),
            span: document.span(&(words.start..name.tokens.end)),
            sentence: document.sentence_of(name.tokens.start),
        });
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
    let describes = |tag: Tag| matches!(tag, Tag::Noun | Tag::Adjective | Tag::Name | Tag::Genitive | Tag::Number);
    let tokens = document.tokens.get(before.clone())?;
    let run = tokens.iter().rev().take_while(|t| describes(t.tag)).count();
    let start = before.end - run;
    let tables = &engine.rules().tables;
    // A hyphenated word ("ex-spy") tells whatever it is tagged as.
    let tells =
        |t: &Token| (matches!(t.tag, Tag::Noun | Tag::Name) || t.parts.1 > 0) && !tables.has("titles-left-out", t.word);
    document.tokens.get(start..before.end)?.iter().any(tells).then_some(start..before.end)
}
