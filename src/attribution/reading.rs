//! A document with its rules, asked the questions that attribution asks: what stands at a token, which phrase ends or
//! starts there, which sentence and quotation hold it. All answers are total: an index outside the text has no tag, no word.

use std::ops::Range;

use super::noted::Noted;
use super::traits::{
    ADVERB, COMMA, CUE, DATE_END, DATE_START, FINITE, MARK, NAME, NOMINAL, NOUN, PARENTHESIS_END, PHRASE_END,
    PHRASE_START, QUOTATION_END, QUOTATION_START, QUOTED, Traits, VERB,
};
use crate::matching::{Hit, Hits};
use crate::rules::figures::Figures;
use crate::rules::lists::{self, Listed, Lists};
use crate::rules::{RuleSet, Word};
use crate::text::{DateMention, Document, NounPhrase, Quotation, Tag, Tokens};

/// A document, what matched in it, and the rules.
#[derive(Clone, Copy)]
pub(super) struct Reading<'a> {
    pub document: &'a Document<'a>,
    pub hits: &'a Hits,
    pub rules: &'a RuleSet,
    pub noted: &'a Noted,
    pub figures: &'a Figures,
    /// By word.
    pub listed: Listed<'a>,
    /// Whether complements that a word does not take are looked at too, to measure them.
    pub exploring: bool,
}

impl<'a> Reading<'a> {
    pub fn new(document: &'a Document, hits: &'a Hits, noted: &'a Noted, rules: &'a RuleSet, exploring: bool) -> Self {
        Reading { document, hits, rules, noted, figures: rules.figures(), listed: rules.listed(), exploring }
    }

    /// The tag of a token; [`Tag::Mark`] outside the text.
    #[inline]
    pub fn tag(&self, at: usize) -> Tag {
        self.document.tokens.get(at).map_or(Tag::Mark, |t| t.tag)
    }

    /// The traits of a token.
    #[inline(always)]
    pub fn traits(&self, at: usize) -> Traits {
        self.noted.traits(at)
    }

    /// Whether a token has one of these traits.
    #[inline(always)]
    pub fn is(&self, traits: Traits, at: usize) -> bool {
        self.traits(at) & traits != 0
    }

    /// Whether one of some tokens has one of these traits.
    #[inline]
    pub fn any(&self, traits: Traits, tokens: &Tokens) -> bool {
        self.first(traits, tokens).is_some()
    }

    /// The first of some tokens that has one of these traits.
    #[inline]
    pub fn first(&self, traits: Traits, tokens: &Tokens) -> Option<usize> {
        self.noted.first(traits, tokens)
    }

    /// The last of some tokens that has one of these traits.
    #[inline]
    pub fn last(&self, traits: Traits, tokens: &Tokens) -> Option<usize> {
        self.noted.last(traits, tokens)
    }

    /// The last of some tokens that has one of these traits and of which something else is true.
    #[inline]
    pub fn last_where(&self, traits: Traits, tokens: &Tokens, wanted: impl Fn(usize) -> bool) -> Option<usize> {
        let mut until = tokens.end;
        while let Some(at) = self.last(traits, &(tokens.start..until)) {
            if wanted(at) {
                return Some(at);
            }
            until = at;
        }
        None
    }

    /// The word of a token.
    #[inline]
    pub fn word(&self, at: usize) -> Word {
        self.document.tokens.get(at).map_or(Word::UNKNOWN, |t| t.word)
    }

    /// The lists that the token's word is in.
    #[inline(always)]
    pub fn lists(&self, at: usize) -> Lists {
        self.noted.lists(at)
    }

    /// Whether the token's word is in one of these lists.
    #[inline(always)]
    pub fn has(&self, lists: Lists, at: usize) -> bool {
        self.lists(at) & lists != 0
    }

    /// The lists that the base form of the token's word is in.
    #[inline]
    pub fn lists_of_lemma(&self, at: usize) -> Lists {
        self.listed.of(self.rules.lemma(self.word(at)))
    }

    /// Whether the base form of the token's word is in one of these lists.
    #[inline]
    pub fn lemma_in(&self, lists: Lists, at: usize) -> bool {
        self.lists_of_lemma(at) & lists != 0
    }

    /// The token as written.
    #[inline]
    pub fn text(&self, at: usize) -> &'a str {
        self.document.tokens.get(at).map_or("", |t| t.span.of(self.document.text))
    }

    /// The tokens of the sentence that holds the token, as far as they are near it: a text without full stops takes no
    /// longer than any other.
    pub fn sentence(&self, at: usize) -> Tokens {
        let sentence = self.document.sentences.get(self.document.sentence_of(at)).map_or(0..0, |s| s.tokens.clone());
        if sentence.contains(&at) && sentence.len() <= WINDOW {
            // Nearly all.
            return sentence;
        }
        let (first, last) = (at.saturating_sub(WINDOW), at.saturating_add(WINDOW));
        sentence.start.max(first).min(sentence.end)..sentence.end.min(last).max(sentence.start)
    }

    /// The date that starts at a token.
    pub fn date_starting(&self, start: usize) -> Option<&'a DateMention> {
        if !self.is(DATE_START, start) {
            return None;
        }
        let at = self.document.dates.partition_point(|d| d.tokens.start < start);
        self.document.dates.get(at).filter(|d| d.tokens.start == start)
    }

    /// The date whose last token stands directly before `end`.
    pub fn date_ending(&self, end: usize) -> Option<&'a DateMention> {
        if !self.is(DATE_END, end.checked_sub(1)?) {
            return None;
        }
        let at = self.document.dates.partition_point(|d| d.tokens.end < end);
        self.document.dates.get(at).filter(|d| d.tokens.end == end)
    }

    /// The end of the sentence without its final marks.
    pub fn sentence_end(&self, at: usize) -> usize {
        let sentence = self.sentence(at);
        let mut end = sentence.end;
        while end > sentence.start && self.is(MARK, end - 1) && !self.is(PARENTHESIS_END, end - 1) {
            end -= 1;
        }
        end
    }

    /// The noun phrase whose last token stands directly before `end`.
    pub fn phrase_ending(&self, end: usize) -> Option<&'a NounPhrase> {
        let last = end.checked_sub(1)?;
        if self.is(PHRASE_END, last) { self.phrase_around(last) } else { None }
    }

    /// The noun phrase that holds a token.
    #[inline]
    pub fn phrase_around(&self, at: usize) -> Option<&'a NounPhrase> {
        self.document.phrases.get(self.document.phrase_of(at)?)
    }

    /// The noun phrase that starts at a token.
    #[inline]
    pub fn phrase_starting(&self, start: usize) -> Option<&'a NounPhrase> {
        if self.is(PHRASE_START, start) { self.phrase_around(start) } else { None }
    }

    /// The outermost quotation whose closing mark is the token.
    pub fn quotation_closing(&self, at: usize) -> Option<usize> {
        if !self.is(QUOTATION_END, at) {
            return None;
        }
        let found = |q: &Quotation| q.closed && q.tokens.end == at + 1;
        self.quotations_near(at).find(|&i| self.document.quotations.get(i).is_some_and(found))
    }

    /// Whether the quotation that closes at the token is speech by its marks: one inside it or a comma behind it; or by its place
    /// at the start of its sentence.
    pub fn closes_speech(&self, at: usize) -> bool {
        let marked = self.is(COMMA, at + 1) || at.checked_sub(1).is_some_and(|i| self.is(MARK, i));
        let opens = |q: &Quotation| q.tokens.len() > SPOKEN && self.sentence(q.tokens.start).start == q.tokens.start;
        marked || self.quotation_closing(at).and_then(|q| self.document.quotations.get(q)).is_some_and(opens)
    }

    /// The outermost quotation whose opening mark is the token.
    #[inline]
    pub fn quotation_opening(&self, at: usize) -> Option<usize> {
        if !self.is(QUOTATION_START, at) {
            return None;
        }
        self.quotations_near(at).find(|&i| self.document.quotations.get(i).is_some_and(|q| q.tokens.start == at))
    }

    /// The outermost quotation that holds the token.
    #[inline]
    pub fn quotation_around(&self, at: usize) -> Option<usize> {
        if !self.is(QUOTED, at) {
            return None;
        }
        self.quotations_near(at).find(|&i| self.document.quotations.get(i).is_some_and(|q| q.tokens.contains(&at)))
    }

    /// Whether some quotation holds the token, and up to which one, `limit` at most, the same is true.
    pub fn quoted_until(&self, at: usize, limit: usize) -> (bool, usize) {
        if !self.is(QUOTED, at) {
            return (false, self.first(QUOTED, &(at + 1..limit)).unwrap_or(limit));
        }
        let Some(index) = self.quotation_around(at) else { return (false, at + 1) };
        let end = self.document.quotations.get(index).map_or(limit, |q| q.tokens.end);
        // Behind so many inner ones the outer one is not found any more.
        let found = self.document.quotations.get(index + NESTED).map_or(limit, |q| q.tokens.start);
        (true, end.min(found).min(limit).max(at + 1))
    }

    /// Indexes of quotations that could hold the token, outermost first.
    fn quotations_near(&self, at: usize) -> Range<usize> {
        let until = self.document.quotations.partition_point(|q| q.tokens.start <= at);
        // Quotations start in text order; an outer one starts before its inner ones, which are few.
        until.saturating_sub(NESTED)..until
    }

    /// Whether the token is a finite verb, or one that makes a group finite.
    #[inline]
    pub fn is_finite(&self, at: usize) -> bool {
        self.is(FINITE, at)
    }

    /// Whether the token is a noun in the plural, as far as the inflection tables know it.
    pub fn is_plural(&self, at: usize) -> bool {
        let word = self.word(at);
        self.is(NOUN | NAME, at) && (self.rules.lemma(word) != word || self.listed.has(lists::PLURAL_NOUNS, word))
    }

    /// Whether the token is any form of a verb.
    #[inline]
    pub fn is_verb(&self, at: usize) -> bool {
        self.is(VERB, at)
    }

    /// Whether a noun phrase can start with the token.
    #[inline]
    pub fn opens_phrase(&self, at: usize) -> bool {
        self.is(NOMINAL, at)
    }

    /// The hits of words that can be cues which start at the token or behind it.
    #[inline]
    pub fn cues_from(&self, at: usize) -> &'a [Hit] {
        let first = self.hits.verbs.partition_point(|h| h.tokens.start < at);
        self.hits.verbs.get(first..).unwrap_or_default()
    }

    /// Those that start at the token.
    #[inline]
    pub fn cues_at(&self, at: usize) -> &'a [Hit] {
        let here = if self.is(CUE, at) { self.cues_from(at) } else { &[] };
        let count = here.iter().take_while(|h| h.tokens.start == at).count();
        here.get(..count).unwrap_or_default()
    }

    /// The first token from `at` on that is no adverb.
    pub fn behind_adverbs(&self, mut at: usize, end: usize) -> usize {
        while at < end && self.is(ADVERB, at) {
            at += 1;
        }
        at
    }
}

/// How many tokens of a sentence to either side are looked at.
const WINDOW: usize = 300;
/// How many quotations that start before a token are looked at for one that holds it.
const NESTED: usize = 6;
/// A quotation of more tokens that starts a sentence is spoken rather than a name or a word in quotation marks.
const SPOKEN: usize = 6;
