//! The content words of a text as comparable keys: lemmas, names, concepts, actors, numbers, years.
//!
//! A key means the same in every article, so that passages and claims of different outlets can be compared. Where nothing is
//! compared no key is written out: then only where terms stand, what they are and which mean the same is asked for.

use std::borrow::Cow;

use crate::base::Span;
use crate::matching::{Engine, Hit, Hits, RuleRef};
use crate::rules::{Word, inflection};
use crate::text::{Document, Tag, TokenKind, Tokens, fold};

/// What a term is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TermKind {
    /// A content word, by its base form.
    Word,
    /// A word of a name.
    Name,
    /// A concept of a pack: words that mean the same act or thing. Its key is `=id`.
    Concept,
    /// An actor of a pack. Its key is `@id`.
    Actor,
    /// A number. Its key is `#value`.
    Number,
    /// A year. Its key is `%year`.
    Year,
}

/// One content word of a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    /// Index of its (first) token.
    pub token: usize,
    /// The same for everything that means the same.
    pub key: String,
    /// The word as it stands in the text, in lower case.
    pub surface: String,
    /// What it is.
    pub kind: TermKind,
    /// In how many of the background articles the word stands.
    pub frequency: u32,
}

/// The terms of a document.
#[derive(Debug, Clone, Default)]
pub struct Terms<'e> {
    /// Where they stand and what they are, in text order.
    pub(super) found: Vec<Found<'e>>,
    /// The same written out; empty when nothing is to be compared.
    pub written: Vec<Term>,
    /// Whether they are written out.
    pub(super) compared: bool,
}

/// A term whose key is not written out yet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Found<'e> {
    /// Index of its (first) token.
    pub token: usize,
    /// What it is.
    pub kind: TermKind,
    source: Source<'e>,
}

/// What a key is made of.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Source<'e> {
    /// The id of a concept or an actor.
    Id(&'e str),
    /// A number that is written as a word.
    Value(f64),
    /// The token's words.
    Token,
}

/// The terms of a document, in text order. A token can give several: "expelled" its concept and nothing else, "Moscow" its
/// actor and its own name. Without `compared` they are found, but not written out.
pub fn terms<'e>(document: &Document, hits: &Hits, engine: &'e Engine, compared: bool) -> Terms<'e> {
    let found = found(document, hits, engine);
    let written = match compared {
        true => found.iter().map(|term| term.written(document, engine)).collect(),
        false => Vec::new(),
    };
    Terms { found, written, compared }
}

fn found<'e>(document: &Document, hits: &Hits, engine: &'e Engine) -> Vec<Found<'e>> {
    let tables = &engine.rules().tables;
    let mut concepts = Ids::new(&hits.concepts, |hit| concept_id(engine, hit));
    let mut actors = Ids::new(&hits.actors, |hit| actor_id(engine, hit));
    let (mut last_concept, mut last_actor) = (None, None);
    // Up to here there is neither.
    let mut quiet = 0;
    let mut list = Vec::with_capacity(document.tokens.len() / 2);
    for (index, token) in document.tokens.iter().enumerate() {
        let (mut concept, mut actor) = (None, None);
        if index >= quiet {
            (concept, actor) = (concepts.at(index), actors.at(index));
            if concept.is_none() && actor.is_none() {
                quiet = concepts.until.min(actors.until);
            }
        }
        let (concept_before, actor_before) = (last_concept, last_actor);
        (last_concept, last_actor) = (concept, actor);
        let mut add = |kind, source| list.push(Found { token: index, kind, source });
        if let Some(id) = actor {
            if actor_before != actor {
                add(TermKind::Actor, Source::Id(id));
            }
            continue;
        }
        if let Some(id) = concept {
            if concept_before != concept {
                add(TermKind::Concept, Source::Id(id));
            }
            continue;
        }
        let written = || token.span.of(document.text);
        match token.kind {
            TokenKind::Number if is_year(&number(written())) => add(TermKind::Year, Source::Token),
            TokenKind::Number => add(TermKind::Number, Source::Token),
            TokenKind::Word => {
                let named = document.name_of(index).is_some();
                // A clitic ("'s") says nothing by itself.
                if !named && !is_content(token.tag)
                    || tables.has("empty-words", token.word)
                    || !starts_with_letter(document.text, token.span)
                {
                    continue;
                }
                match tables.value("numbers", token.word).filter(|_| !named) {
                    Some(value) => add(TermKind::Number, Source::Value(value)),
                    None if named => add(TermKind::Name, Source::Token),
                    None => add(TermKind::Word, Source::Token),
                }
            }
            _ => {}
        }
    }
    list
}

impl<'e> Found<'e> {
    /// The term with its key and surface.
    fn written(&self, document: &Document, engine: &'e Engine) -> Term {
        let token = document.tokens.get(self.token);
        Term {
            token: self.token,
            key: self.key(document, engine).into_owned(),
            surface: fold(token.map_or("", |t| t.span.of(document.text))),
            kind: self.kind,
            frequency: token.map_or(0, |t| engine.rules().tables.frequency(t.word)),
        }
    }

    /// What it is known by, as [`Term::key`] has it.
    fn key(&self, document: &Document, engine: &'e Engine) -> Cow<'e, str> {
        let Some(token) = document.tokens.get(self.token) else { return Cow::default() };
        let written = token.span.of(document.text);
        let rules = engine.rules();
        match (self.kind, self.source) {
            (TermKind::Actor, Source::Id(id)) => format!("@{id}").into(),
            (_, Source::Id(id)) => format!("={id}").into(),
            (_, Source::Value(value)) => format!("#{value}").into(),
            (TermKind::Year, _) => format!("%{}", number(written)).into(),
            (TermKind::Number, _) => format!("#{}", number(written)).into(),
            (TermKind::Word, _) => match rules.lemma(token.word) {
                Word::UNKNOWN => inflection::lemma(rules, &fold(written)).into_owned().into(),
                word => rules.words.text(word).into(),
            },
            _ => fold(written).into(),
        }
    }

    /// The first byte of its key, where that is easily seen.
    fn lead(&self, document: &Document, engine: &Engine) -> Option<u8> {
        let token = document.tokens.get(self.token)?;
        let first = match self.kind {
            TermKind::Actor => b'@',
            TermKind::Concept => b'=',
            TermKind::Number => b'#',
            TermKind::Year => b'%',
            TermKind::Name => *token.span.of(document.text).as_bytes().first()?,
            TermKind::Word => *engine.rules().words.text(engine.rules().lemma(token.word)).as_bytes().first()?,
        };
        first.is_ascii().then_some(first.to_ascii_lowercase())
    }

    /// Whether both have the same key.
    pub fn means(&self, other: &Found, document: &Document, engine: &Engine) -> bool {
        if let (Source::Id(one), Source::Id(two)) = (self.source, other.source) {
            return self.kind == other.kind && one == two;
        }
        let leads = self.lead(document, engine).zip(other.lead(document, engine));
        leads.is_none_or(|(one, two)| one == two) && self.key(document, engine) == other.key(document, engine)
    }
}

/// By token, the id of what is found there; of several the one that starts first.
struct Ids<'h, 'e, F: Fn(&Hit) -> Option<&'e str>> {
    /// Those that are still to come, by first token.
    hits: &'h [Hit],
    of: F,
    /// What holds the last token that was asked for, up to `until`.
    id: Option<&'e str>,
    until: usize,
}

impl<'h, 'e, F: Fn(&Hit) -> Option<&'e str>> Ids<'h, 'e, F> {
    fn new(hits: &'h [Hit], of: F) -> Self {
        Ids { hits, of, id: None, until: 0 }
    }

    /// The id at a token; tokens are asked for in text order.
    #[inline]
    fn at(&mut self, token: usize) -> Option<&'e str> {
        if token >= self.until {
            self.go_to(token);
        }
        self.id
    }

    fn go_to(&mut self, token: usize) {
        while let Some((hit, rest)) = self.hits.split_first().filter(|(hit, _)| hit.tokens.start <= token) {
            self.hits = rest;
            self.id = (self.of)(hit).filter(|_| hit.tokens.end > token);
            if self.id.is_some() {
                self.until = hit.tokens.end;
                return;
            }
        }
        self.id = None;
        self.until = self.hits.first().map_or(usize::MAX, |hit| hit.tokens.start);
    }
}

/// The digits of a number.
fn number(written: &str) -> Cow<'_, str> {
    match written.bytes().all(|byte| byte.is_ascii_digit()) {
        true => Cow::Borrowed(written),
        false => Cow::Owned(fold(written).replace(',', "")),
    }
}

fn is_year(digits: &str) -> bool {
    digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"))
}

/// Whether a word, folded, starts with a letter or digit.
fn starts_with_letter(text: &str, span: Span) -> bool {
    match text.as_bytes().get(span.start) {
        Some(byte) if byte.is_ascii() => byte.is_ascii_alphanumeric(),
        _ => fold(span.of(text)).starts_with(char::is_alphanumeric),
    }
}

/// Short id of the concept that a hit is of.
pub fn concept_id<'e>(engine: &'e Engine, hit: &Hit) -> Option<&'e str> {
    match hit.rule {
        RuleRef::Concept(index) => engine.rules().concepts.get(index).map(|c| c.id.as_str()),
        _ => None,
    }
}

/// Short id of the actor that a hit is of.
pub fn actor_id<'e>(engine: &'e Engine, hit: &Hit) -> Option<&'e str> {
    match hit.rule {
        RuleRef::Actor(index) => engine.rules().actors.get(index).map(|a| a.id.as_str()),
        _ => None,
    }
}

/// What stands at a token.
pub(super) trait Placed {
    /// The token.
    fn token(&self) -> usize;
}

impl Placed for Term {
    #[inline]
    fn token(&self) -> usize {
        self.token
    }
}

impl Placed for Found<'_> {
    #[inline]
    fn token(&self) -> usize {
        self.token
    }
}

/// Those of a document's terms whose tokens lie in a range.
pub(super) fn within<'t, T: Placed>(terms: &'t [T], tokens: &Tokens) -> &'t [T] {
    let start = terms.partition_point(|term| term.token() < tokens.start);
    first_until(terms.get(start..).unwrap_or_default(), tokens.end)
}

/// Of terms the first ones, up to a token.
pub(super) fn first_until<T: Placed>(terms: &[T], end: usize) -> &[T] {
    // Few: the tokens are those of a clause or phrase.
    let count = terms.iter().take_while(|term| term.token() < end).count();
    terms.get(..count).unwrap_or_default()
}

fn is_content(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::Noun
            | Tag::Name
            | Tag::Base
            | Tag::Present
            | Tag::Past
            | Tag::Participle
            | Tag::Gerund
            | Tag::Adjective
            | Tag::Number
            | Tag::Other
    )
}
