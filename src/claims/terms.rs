//! The content words of a text as comparable keys: lemmas, names, concepts, actors, numbers, years.
//!
//! A key means the same in every article, so that passages and claims of different outlets can be compared. Where nothing is
//! compared no key is written out: then only where terms stand, what they are and which mean the same is asked for.

use std::borrow::Cow;

use crate::attribution::Noted;
use crate::attribution::traits::{NAMED, NUMERAL, TERM};
use crate::base::{BitSet, Within};
use crate::matching::{Engine, Hit, Hits, RuleRef};
use crate::rules::{Word, inflection, lists};
use crate::text::{Document, TokenKind, Tokens, fold};

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
#[derive(Debug, Clone)]
pub struct Terms<'e> {
    /// Where they stand and what they are.
    pub(super) found: Found<'e>,
    /// The same written out; empty when nothing is to be compared.
    pub written: Vec<Term>,
    /// Whether they are written out.
    pub(super) compared: bool,
}

/// Terms whose keys are not written out yet.
#[derive(Debug, Clone)]
pub(super) struct Found<'e> {
    /// What is noted of the document's tokens.
    pub noted: &'e Noted,
    /// Where a term stands.
    standing: BitSet,
    /// Where one stands that is a concept or an actor.
    known: BitSet,
    /// These, by first token, with their ids.
    ids: Vec<(usize, TermKind, &'e str)>,
}

/// The terms of a document, in text order; `noted` is what is noted of its tokens. A token can give several: "expelled" its
/// concept and nothing else, "Moscow" its actor and its own name. Without `compared` they are found, but not written out.
pub fn terms<'e>(document: &Document, hits: &Hits, noted: &'e Noted, engine: &'e Engine, compared: bool) -> Terms<'e> {
    let found = found(document, hits, noted, engine);
    let all = 0..if compared { document.tokens.len() } else { 0 };
    let written = found.within(&all).map(|at| found.written(at, document, engine)).collect();
    Terms { found, written, compared }
}

fn found<'e>(document: &Document, hits: &Hits, noted: &'e Noted, engine: &'e Engine) -> Found<'e> {
    let count = document.tokens.len();
    let mut concepts = Ids::new(&hits.concepts, |hit| concept_id(engine, hit));
    let mut actors = Ids::new(&hits.actors, |hit| actor_id(engine, hit));
    let (mut last_concept, mut last_actor) = (None, None);
    let mut standing = BitSet::having(noted.all(), TERM);
    let mut ids = Vec::with_capacity(hits.concepts.len() + hits.actors.len());
    let mut at = 0;
    while at < count {
        let (concept, actor) = (concepts.at(at), actors.at(at));
        let (id, kind, new) = match actor {
            Some(_) => (actor, TermKind::Actor, actor != last_actor),
            None => (concept, TermKind::Concept, concept != last_concept),
        };
        (last_concept, last_actor) = (concept, actor);
        let Some(id) = id else {
            // Up to here there is neither.
            at = concepts.until.min(actors.until).max(at + 1);
            continue;
        };
        standing.put(at, new);
        if new {
            ids.push((at, kind, id));
        }
        at += 1;
    }
    let known = BitSet::of(count, ids.iter().map(|(at, ..)| *at));
    Found { noted, standing, known, ids }
}

impl<'e> Found<'e> {
    /// The tokens in a range at which a term stands.
    #[inline]
    pub fn within(&self, tokens: &Tokens) -> Within<'_> {
        self.standing.within(tokens)
    }

    /// The tokens at which a concept stands.
    pub fn concepts(&self) -> impl Iterator<Item = usize> {
        self.ids.iter().filter(|(_, kind, _)| *kind == TermKind::Concept).map(|(at, ..)| *at)
    }

    /// Whether the term at a token is a concept.
    #[inline]
    pub fn is_concept(&self, at: usize) -> bool {
        self.known.has(at) && self.at(at).is_some_and(|(kind, _)| kind == TermKind::Concept)
    }

    /// What the term at a token is.
    pub fn kind(&self, at: usize, document: &Document) -> TermKind {
        if self.known.has(at) {
            return self.at(at).map_or(TermKind::Concept, |(kind, _)| kind);
        }
        let (traits, lists) = (self.noted.traits(at), self.noted.lists(at));
        if traits & NUMERAL != 0 {
            let written = document.tokens.get(at).map_or("", |token| token.span.of(document.text));
            return if is_year(&number(written)) { TermKind::Year } else { TermKind::Number };
        }
        match (traits & NAMED != 0, lists & lists::NUMBERS != 0) {
            (true, _) => TermKind::Name,
            (_, true) => TermKind::Number,
            _ => TermKind::Word,
        }
    }

    /// What the concept or actor at a token is, and its id.
    fn at(&self, at: usize) -> Option<(TermKind, &'e str)> {
        let index = self.ids.binary_search_by_key(&at, |(at, ..)| *at).ok()?;
        self.ids.get(index).map(|(_, kind, id)| (*kind, *id))
    }

    fn id(&self, at: usize) -> &'e str {
        self.at(at).map_or("", |(_, id)| id)
    }

    /// The term at a token with its key and surface.
    fn written(&self, at: usize, document: &Document, engine: &'e Engine) -> Term {
        let token = document.tokens.get(at);
        Term {
            token: at,
            key: self.key(at, document, engine).into_owned(),
            surface: fold(token.map_or("", |t| t.span.of(document.text))),
            kind: self.kind(at, document),
            frequency: token.map_or(0, |t| engine.rules().tables.frequency(t.word)),
        }
    }

    /// What the term at a token is known by, as [`Term::key`] has it.
    fn key(&self, at: usize, document: &Document, engine: &'e Engine) -> Cow<'e, str> {
        let Some(token) = document.tokens.get(at) else { return Cow::default() };
        let written = token.span.of(document.text);
        let rules = engine.rules();
        match self.kind(at, document) {
            TermKind::Actor => format!("@{}", self.id(at)).into(),
            TermKind::Concept => format!("={}", self.id(at)).into(),
            TermKind::Year => format!("%{}", number(written)).into(),
            TermKind::Number => match rules.tables.value("numbers", token.word) {
                // Written as a word.
                Some(value) if token.kind == TokenKind::Word => format!("#{value}").into(),
                _ => format!("#{}", number(written)).into(),
            },
            TermKind::Word => match rules.lemma(token.word) {
                Word::UNKNOWN => inflection::lemma(rules, &fold(written)).into_owned().into(),
                word => rules.words.text(word).into(),
            },
            TermKind::Name => fold(written).into(),
        }
    }

    /// The first byte of the key of the term at a token, where that is easily seen.
    fn lead(&self, at: usize, document: &Document, engine: &Engine) -> Option<u8> {
        let token = document.tokens.get(at)?;
        let first = match self.kind(at, document) {
            TermKind::Actor => b'@',
            TermKind::Concept => b'=',
            TermKind::Number => b'#',
            TermKind::Year => b'%',
            TermKind::Name => *token.span.of(document.text).as_bytes().first()?,
            TermKind::Word => *engine.rules().words.text(engine.rules().lemma(token.word)).as_bytes().first()?,
        };
        first.is_ascii().then_some(first.to_ascii_lowercase())
    }

    /// Whether the terms at two tokens have the same key.
    pub fn same(&self, one: usize, two: usize, document: &Document, engine: &Engine) -> bool {
        use TermKind::{Actor, Concept, Word as Plain};
        match (self.kind(one, document), self.kind(two, document)) {
            (Concept | Actor, Concept | Actor) => return self.at(one) == self.at(two),
            // The signs that keys of numbers, concepts and actors start with are theirs alone.
            (first, second) if first != second && (is_signed(first) || is_signed(second)) => return false,
            (Plain, Plain) => {
                let rules = engine.rules();
                let base = |at: usize| document.tokens.get(at).map_or(Word::UNKNOWN, |t| rules.lemma(t.word));
                let (first, second) = (base(one), base(two));
                // Of words that the rules know each is written in its own way.
                if first != Word::UNKNOWN && second != Word::UNKNOWN {
                    return first == second;
                }
            }
            _ => {}
        }
        let leads = self.lead(one, document, engine).zip(self.lead(two, document, engine));
        leads.is_none_or(|(first, second)| first == second)
            && self.key(one, document, engine) == self.key(two, document, engine)
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

/// Whether the keys of such terms start with a sign.
fn is_signed(kind: TermKind) -> bool {
    !matches!(kind, TermKind::Word | TermKind::Name)
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

/// Those of a document's terms whose tokens lie in a range.
pub(super) fn within<'t>(terms: &'t [Term], tokens: &Tokens) -> &'t [Term] {
    let start = terms.partition_point(|term| term.token < tokens.start);
    let behind = terms.get(start..).unwrap_or_default();
    // Few: the tokens are those of a clause or phrase.
    let count = behind.iter().take_while(|term| term.token < tokens.end).count();
    behind.get(..count).unwrap_or_default()
}
