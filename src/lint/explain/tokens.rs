//! Tokens and chunks as patterns see them.

use serde::Serialize;

use super::cause::named;
use crate::base::Span;
use crate::matching::zone;
use crate::rules::Tables;
use crate::text::{Document, Tag, Token, TokenKind, Tokens};

/// A token.
#[derive(Debug, Clone, Serialize)]
pub struct ExplainedToken {
    /// Where it stands.
    #[serde(flatten)]
    pub span: Span,
    /// As written.
    pub text: String,
    /// Its part of speech here.
    pub tag: &'static str,
    /// Whose words it is among.
    pub zone: &'static str,
    /// The classes of patterns that it is of, or that begin at it.
    pub classes: Vec<&'static str>,
}

/// A noun phrase or a clause.
#[derive(Debug, Clone, Serialize)]
pub struct Chunk {
    /// `#np` or `#clause`.
    pub class: &'static str,
    /// Where it stands.
    #[serde(flatten)]
    pub span: Span,
    /// Its words.
    pub text: String,
}

/// The tokens of a sentence.
pub(super) fn tokens(document: &Document, sentence: &Tokens, tables: &Tables) -> Vec<ExplainedToken> {
    let of = |index: usize| {
        let token = document.tokens.get(index)?;
        Some(ExplainedToken {
            span: token.span,
            text: token.span.of(document.text).to_owned(),
            tag: token.tag.name(),
            zone: named(zone(document, &(index..index + 1), false)),
            classes: classes(document, index, token, tables),
        })
    };
    sentence.clone().filter_map(of).collect()
}

fn classes(document: &Document, index: usize, token: &Token, tables: &Tables) -> Vec<&'static str> {
    let text = token.span.of(document.text);
    let numeral = token.kind == TokenKind::Number || token.tag == Tag::Number;
    let year = token.kind == TokenKind::Number
        && text.len() == 4
        && text.starts_with(['1', '2'])
        && text.bytes().all(|byte| byte.is_ascii_digit());
    let here = |tokens: &Tokens| tokens.start == index;
    let all = [
        ("#number", numeral || tables.value("numbers", token.word).is_some()),
        ("#year", year),
        ("#pronoun", token.tag == Tag::Pronoun),
        ("#open", token.kind == TokenKind::Open),
        ("#close", token.kind == TokenKind::Close),
        ("#name", document.names.iter().any(|name| here(&name.tokens))),
        ("#quotation", document.quotations.iter().any(|quotation| here(&quotation.tokens))),
        ("#np", document.phrases.iter().any(|phrase| here(&phrase.tokens))),
        ("#clause", document.clauses.iter().any(|clause| here(&clause.tokens))),
    ];
    all.into_iter().filter(|(_, is)| *is).map(|(name, _)| name).collect()
}

/// The noun phrases and clauses of a sentence, in text order, the longer first.
pub(super) fn chunks(document: &Document, sentence: &Tokens) -> Vec<Chunk> {
    let phrases = document.phrases.iter().map(|phrase| ("#np", &phrase.full));
    let clauses = document.clauses.iter().map(|clause| ("#clause", &clause.tokens));
    let inside = |(_, tokens): &(&str, &Tokens)| sentence.start <= tokens.start && tokens.end <= sentence.end;
    let mut all: Vec<Chunk> = phrases
        .chain(clauses)
        .filter(inside)
        .map(|(class, tokens)| {
            let span = document.span(tokens);
            Chunk { class, span, text: span.of(document.text).to_owned() }
        })
        .collect();
    all.sort_by_key(|chunk| (chunk.span.start, std::cmp::Reverse(chunk.span.end), chunk.class));
    all
}
