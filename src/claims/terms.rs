//! The content words of a text as comparable keys: lemmas, names, concepts, actors, numbers, years.
//!
//! A key means the same in every article, so that passages and claims of different outlets can be compared.

use crate::matching::{Engine, Hit, Hits, RuleRef};
use crate::rules::inflection;
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

/// The terms of a document, in text order. A token can give several: "expelled" its concept and nothing else, "Moscow" its
/// actor and its own name. Without `compared` their surfaces are left empty.
pub fn terms(document: &Document, hits: &Hits, engine: &Engine, compared: bool) -> Vec<Term> {
    let tables = &engine.rules().tables;
    let mut concept: Vec<Option<&str>> = vec![None; document.tokens.len()];
    let mut actor: Vec<Option<&str>> = vec![None; document.tokens.len()];
    for hit in &hits.concepts {
        mark(&mut concept, hit, concept_id(engine, hit));
    }
    for hit in &hits.actors {
        mark(&mut actor, hit, actor_id(engine, hit));
    }
    let mut named = vec![false; document.tokens.len()];
    for name in &document.names {
        for flag in named.get_mut(name.tokens.clone()).into_iter().flatten() {
            *flag = true;
        }
    }
    let mut list = Vec::with_capacity(document.tokens.len() / 2);
    for (index, token) in document.tokens.iter().enumerate() {
        let silent = match token.kind {
            TokenKind::Word => !named[index] && !is_content(token.tag),
            TokenKind::Number => false,
            _ => true,
        };
        if silent && actor[index].is_none() && concept[index].is_none() {
            continue;
        }
        let written = token.span.of(document.text);
        let surface = || fold(written);
        let frequency = if compared { tables.frequency(token.word) } else { 0 };
        let mut add = |key: String, kind: TermKind| {
            let surface = if compared { surface() } else { String::new() };
            list.push(Term { token: index, key, surface, kind, frequency });
        };
        if let Some(id) = actor[index] {
            if index == 0 || actor[index - 1] != Some(id) {
                add(format!("@{id}"), TermKind::Actor);
            }
            continue;
        }
        if let Some(id) = concept[index] {
            if index == 0 || concept[index - 1] != Some(id) {
                add(format!("={id}"), TermKind::Concept);
            }
            continue;
        }
        match token.kind {
            TokenKind::Number => {
                let digits = surface().replace(',', "");
                let year = digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
                match year {
                    true => add(format!("%{digits}"), TermKind::Year),
                    false => add(format!("#{digits}"), TermKind::Number),
                }
            }
            // A clitic ("'s") says nothing by itself.
            TokenKind::Word if !starts_with_letter(written) => {}
            TokenKind::Word if tables.has("empty-words", token.word) => {}
            TokenKind::Word if named[index] => add(surface(), TermKind::Name),
            TokenKind::Word if is_content(token.tag) => match tables.value("numbers", token.word) {
                Some(value) => add(format!("#{value}"), TermKind::Number),
                None => {
                    let lemma = match engine.rules().lemma(token.word) {
                        word if word == crate::rules::Word::UNKNOWN => {
                            inflection::lemma(engine.rules(), &surface()).into_owned()
                        }
                        word => engine.rules().words.text(word).to_owned(),
                    };
                    add(lemma, TermKind::Word);
                }
            },
            _ => {}
        }
    }
    list
}

/// Whether a folded word starts with a letter or digit.
fn starts_with_letter(written: &str) -> bool {
    match written.as_bytes().first() {
        Some(byte) if byte.is_ascii() => byte.is_ascii_alphanumeric(),
        _ => fold(written).starts_with(char::is_alphanumeric),
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

/// Those of a document's terms whose tokens lie in a range.
pub(super) fn within<'t>(terms: &'t [Term], tokens: &Tokens) -> &'t [Term] {
    let start = terms.partition_point(|term| term.token < tokens.start);
    let rest = terms.get(start..).unwrap_or_default();
    // Few: the tokens are those of a clause.
    let count = rest.iter().take_while(|term| term.token < tokens.end).count();
    rest.get(..count).unwrap_or_default()
}

fn mark<'e>(at: &mut [Option<&'e str>], hit: &Hit, id: Option<&'e str>) {
    for slot in at.get_mut(hit.tokens.clone()).into_iter().flatten() {
        *slot = slot.or(id);
    }
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
