//! A text read once: everything the stages ask about it.

use std::sync::Arc;

use crate::base::Span;
use crate::rules::lists::Lists;
use crate::rules::{RuleSet, Word};

use super::lexicon::Lexicon;
use super::prepared::Prepared;
use super::token::Read;
use super::{
    Clause, DateMention, Name, NounPhrase, Quantity, Quotation, Sentence, Tagger, Token, Tokens, chunk, date, name,
    paragraph, quantity, quotation, sentence, token,
};

/// A text and its parts. All lists are in text order; all indexes point into the lists of this same document.
#[derive(Debug, Clone)]
pub struct Document<'t> {
    /// The text.
    pub text: &'t str,
    /// Paragraphs, without the white space between them.
    pub paragraphs: Vec<Span>,
    /// Sentences.
    pub sentences: Vec<Sentence>,
    /// Tokens.
    pub tokens: Vec<Token>,
    /// The parts of hyphenated words; see [`Token::parts`].
    pub parts: Vec<Word>,
    /// Quotations; inner ones come after the one they stand in.
    pub quotations: Vec<Quotation>,
    /// Mentions of names.
    pub names: Vec<Name>,
    /// The bearers of names: the longest form in this text, without titles ("Sergei Skripal").
    pub entities: Vec<Arc<str>>,
    /// Quantities.
    pub quantities: Vec<Quantity>,
    /// Dates.
    pub dates: Vec<DateMention>,
    /// Noun phrases, not overlapping in `tokens`.
    pub phrases: Vec<NounPhrase>,
    /// Clauses, by first token; nested ones after the one they stand in.
    pub clauses: Vec<Clause>,
    /// By token: the lists that its word is in.
    lists: Vec<Lists>,
    /// By token: what holds it.
    places: Vec<Place>,
}

/// What holds a token: indexes counted from 1, 0 for nothing; a sentence always holds it.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    sentence: u32,
    quotation: u32,
    name: u32,
    phrase: u32,
}

impl<'t> Document<'t> {
    /// Reads `text`. Never fails, on any string. `published` is the article's date (RFC 3339), to anchor relative dates.
    pub fn new(text: &'t str, published: Option<&str>, rules: &RuleSet, tagger: &Tagger) -> Self {
        let prepared = tagger.prepared(rules);
        let mut document = Self::read(text, rules, prepared);
        document.tag(tagger);
        let survey = document.name_and_count(published, rules, prepared);
        document.chunk(rules, survey);
        document
    }

    /// The same of several texts, each with its date. Every step is done for all before the next begins: a processor that stays with one
    /// step longer has its code and what its branches lead to at hand.
    pub fn several(texts: &[(&'t str, Option<&str>)], rules: &RuleSet, tagger: &Tagger) -> Vec<Self> {
        let prepared = tagger.prepared(rules);
        let mut documents: Vec<Self> = texts.iter().map(|(text, _)| Self::read(text, rules, prepared)).collect();
        documents.iter_mut().for_each(|document| document.tag(tagger));
        let dated = documents.iter_mut().zip(texts);
        let surveys: Vec<chunk::Survey> =
            dated.map(|(document, (_, published))| document.name_and_count(*published, rules, prepared)).collect();
        for (document, survey) in documents.iter_mut().zip(surveys) {
            document.chunk(rules, survey);
        }
        documents
    }

    /// Adds parts of speech.
    fn tag(&mut self, tagger: &Tagger) {
        tagger.tag(self.text, &mut self.tokens, self.sentences.iter().map(|sentence| &sentence.tokens));
    }

    /// Adds names, quantities and dates.
    fn name_and_count(&mut self, published: Option<&str>, rules: &RuleSet, prepared: &Prepared) -> chunk::Survey {
        let mut survey = chunk::Survey::new(self, rules, &prepared.chunks);
        self.lists = std::mem::take(&mut survey.lists);
        name::find(self, rules, prepared, &survey.capitals);
        let names = self.names.iter().map(|name| &name.tokens);
        note(&mut self.places, names, |place, number| place.name = number);
        quantity::find(self, rules, prepared, &survey.numerals);
        date::find(self, published, rules, &prepared.calendar, &survey.numerals);
        survey
    }

    /// Adds noun phrases and clauses.
    fn chunk(&mut self, rules: &RuleSet, survey: chunk::Survey) {
        chunk::find(self, rules, survey);
        let phrases = self.phrases.iter().map(|phrase| &phrase.tokens);
        note(&mut self.places, phrases, |place, number| place.phrase = number);
    }

    /// The parts that characters and word lists decide: paragraphs, tokens, quotations, sentences.
    fn read(text: &'t str, rules: &RuleSet, prepared: &Prepared) -> Self {
        let lexicon = Lexicon { words: &rules.words, lists: &prepared.words };
        let paragraphs = paragraph::find(text);
        let mut read = Read::with_room(text.len());
        let tokens_of: Vec<Tokens> =
            paragraphs.iter().map(|&within| token::read(text, within, &lexicon, &mut read)).collect();
        let quotations = quotation::find(text, &mut read, &tokens_of, &lexicon);
        let sentences = sentence::find(text, &read, &tokens_of, rules, &lexicon);
        let Read { tokens, parts, .. } = read;
        let mut places = Vec::with_capacity(tokens.len());
        for (sentence, of) in (1..).zip(&sentences) {
            places.resize(of.tokens.end, Place { sentence, ..Place::default() });
        }
        // Inner quotations come later, so that the innermost stays.
        note(&mut places, quotations.iter().map(|q| &q.tokens), |place, number| place.quotation = number);
        Document {
            text,
            paragraphs,
            sentences,
            tokens,
            parts,
            quotations,
            names: Vec::new(),
            entities: Vec::new(),
            quantities: Vec::new(),
            dates: Vec::new(),
            phrases: Vec::new(),
            clauses: Vec::new(),
            lists: Vec::new(),
            places,
        }
    }

    /// The span from the first to the last token of `tokens`; empty at 0 for an empty range.
    #[inline]
    pub fn span(&self, tokens: &Tokens) -> Span {
        match (self.tokens.get(tokens.start), self.tokens.get(tokens.end.wrapping_sub(1))) {
            (Some(first), Some(last)) if tokens.start < tokens.end => first.span.join(last.span),
            _ => Span::default(),
        }
    }

    /// Index of the sentence that holds the token; of the last one behind the text.
    #[inline]
    pub fn sentence_of(&self, token: usize) -> usize {
        let last = self.sentences.len().saturating_sub(1);
        self.places.get(token).map_or(last, |place| (place.sentence as usize).saturating_sub(1))
    }

    /// The innermost quotation that holds the token (its marks included).
    #[inline]
    pub fn quotation_of(&self, token: usize) -> Option<usize> {
        (self.places.get(token)?.quotation as usize).checked_sub(1)
    }

    /// The name that holds the token.
    #[inline]
    pub fn name_of(&self, token: usize) -> Option<usize> {
        (self.places.get(token)?.name as usize).checked_sub(1)
    }

    /// By token: the lists that its word is in.
    pub fn lists(&self) -> &[Lists] {
        &self.lists
    }

    /// Token by token, whether a name and whether a quotation holds it.
    pub fn held(&self) -> impl Iterator<Item = (bool, bool)> {
        self.places.iter().map(|place| (place.name != 0, place.quotation != 0))
    }

    /// The noun phrase that holds the token.
    #[inline]
    pub fn phrase_of(&self, token: usize) -> Option<usize> {
        (self.places.get(token)?.phrase as usize).checked_sub(1)
    }
}

/// Notes at every token which of `parts` holds it; of several the last.
fn note<'p>(places: &mut [Place], parts: impl Iterator<Item = &'p Tokens>, set: impl Fn(&mut Place, u32)) {
    for (number, tokens) in (1..).zip(parts) {
        places.get_mut(tokens.clone()).unwrap_or_default().iter_mut().for_each(|place| set(place, number));
    }
}

#[cfg(test)]
pub(super) mod tests;
