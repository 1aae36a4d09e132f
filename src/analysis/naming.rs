//! What an article calls whom: the words around each name, and the nouns for each act.

use crate::claims::{Term, TermKind};
use crate::compare::NamingPhrase;
use crate::matching::{Engine, Hits};
use crate::text::{Document, NameKind, Tag};

/// The phrases of a document, in text order.
pub fn phrases(document: &Document, terms: &[Term], _hits: &Hits, engine: &Engine) -> Vec<NamingPhrase> {
    let tables = &engine.rules().tables;
    let mut list = Vec::new();
    for name in document.names.iter().filter(|n| matches!(n.kind, NameKind::Person | NameKind::Unknown)) {
        let Some(bearer) = document.entities.get(name.entity) else { continue };
        let Some(phrase) = document.phrases.iter().find(|p| p.tokens.contains(&name.tokens.start)) else { continue };
        // The words before the name in its own phrase: "former double agent".
        let before: Vec<&str> = document
            .tokens
            .get(phrase.tokens.start..name.tokens.start)
            .unwrap_or_default()
            .iter()
            .skip_while(|t| matches!(t.tag, Tag::Determiner | Tag::Possessive | Tag::Mark))
            .map(|t| t.span.of(document.text))
            .collect();
        let titled = |word: &str| tables.has("courtesy-titles", engine.rules().words.get(&word.to_lowercase()));
        if before.is_empty() || before.iter().all(|w| titled(w)) {
            continue;
        }
        let last = bearer.rsplit(' ').next().unwrap_or(bearer);
        list.push(NamingPhrase {
            of: last.to_lowercase(),
            name: bearer.clone(),
            words: before.join(" "),
            span: document.span(&(phrase.tokens.start..name.tokens.end)),
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
