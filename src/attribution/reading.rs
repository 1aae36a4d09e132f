//! A document with its rules, asked the questions that attribution asks: what stands at a token, which phrase ends or
//! starts there, which sentence and quotation hold it. All answers are total: an index outside the text has no tag, no word.

use std::ops::Range;

use crate::matching::Hits;
use crate::rules::{RuleSet, Word};
use crate::text::{DateMention, Document, NounPhrase, Quotation, Tag, TokenKind, Tokens};

/// A document, what matched in it, and the rules.
#[derive(Clone, Copy)]
pub(super) struct Reading<'a> {
    pub document: &'a Document<'a>,
    pub hits: &'a Hits,
    pub rules: &'a RuleSet,
    /// Whether complements that a word does not take are looked at too, to measure them.
    pub exploring: bool,
}

impl<'a> Reading<'a> {
    /// The tag of a token; [`Tag::Mark`] outside the text.
    #[inline]
    pub fn tag(&self, at: usize) -> Tag {
        self.document.tokens.get(at).map_or(Tag::Mark, |t| t.tag)
    }

    /// The word of a token.
    #[inline]
    pub fn word(&self, at: usize) -> Word {
        self.document.tokens.get(at).map_or(Word::UNKNOWN, |t| t.word)
    }

    /// The kind of a token.
    #[inline]
    pub fn kind(&self, at: usize) -> TokenKind {
        self.document.tokens.get(at).map_or(TokenKind::Mark, |t| t.kind)
    }

    /// Whether the token's word is in a list of the tables.
    #[inline(always)]
    pub fn has(&self, list: &str, at: usize) -> bool {
        self.rules.tables.has(list, self.word(at))
    }

    /// Whether the base form of the token's word is in a list of the tables.
    #[inline(always)]
    pub fn lemma_in(&self, list: &str, at: usize) -> bool {
        self.rules.tables.has(list, self.rules.lemma(self.word(at)))
    }

    /// The token as written.
    #[inline]
    pub fn text(&self, at: usize) -> &'a str {
        self.document.tokens.get(at).map_or("", |t| t.span.of(self.document.text))
    }

    /// The first byte of a mark; `None` for any other token.
    #[inline]
    pub fn mark(&self, at: usize) -> Option<u8> {
        let token = self.document.tokens.get(at).filter(|token| token.kind == TokenKind::Mark)?;
        self.document.text.as_bytes().get(token.span.start).copied()
    }

    /// Whether the token is this mark.
    #[inline]
    pub fn is(&self, mark: char, at: usize) -> bool {
        self.mark(at)
            .is_some_and(|byte| if mark.is_ascii() { byte == mark as u8 } else { self.text(at).starts_with(mark) })
    }

    /// Whether the token is a dash between spaces.
    pub fn is_dash(&self, at: usize) -> bool {
        let dash = || matches!(self.text(at), text if text.starts_with(['—', '–', '―']) || text == "-" || text == "--");
        self.mark(at).is_some_and(|byte| (byte == b'-' || !byte.is_ascii()) && dash())
    }

    /// The tokens of the sentence that holds the token, as far as they are near it: a text without full stops takes no
    /// longer than any other.
    pub fn sentence(&self, at: usize) -> Tokens {
        let sentence = self.document.sentences.get(self.document.sentence_of(at)).map_or(0..0, |s| s.tokens.clone());
        let (first, last) = (at.saturating_sub(WINDOW), at.saturating_add(WINDOW));
        sentence.start.max(first).min(sentence.end)..sentence.end.min(last).max(sentence.start)
    }

    /// The date that starts at a token.
    pub fn date_starting(&self, start: usize) -> Option<&'a DateMention> {
        let at = self.document.dates.partition_point(|d| d.tokens.start < start);
        self.document.dates.get(at).filter(|d| d.tokens.start == start)
    }

    /// The date whose last token stands directly before `end`.
    pub fn date_ending(&self, end: usize) -> Option<&'a DateMention> {
        let at = self.document.dates.partition_point(|d| d.tokens.end < end);
        self.document.dates.get(at).filter(|d| d.tokens.end == end)
    }

    /// The end of the sentence without its final marks.
    pub fn sentence_end(&self, at: usize) -> usize {
        let sentence = self.sentence(at);
        let mut end = sentence.end;
        while end > sentence.start && self.kind(end - 1) == TokenKind::Mark && !self.is(')', end - 1) {
            end -= 1;
        }
        end
    }

    /// The noun phrase whose last token stands directly before `end`.
    pub fn phrase_ending(&self, end: usize) -> Option<&'a NounPhrase> {
        self.phrase_around(end.checked_sub(1)?).filter(|p| p.tokens.end == end)
    }

    /// The noun phrase that holds a token.
    #[inline]
    pub fn phrase_around(&self, at: usize) -> Option<&'a NounPhrase> {
        self.document.phrases.get(self.document.phrase_of(at)?)
    }

    /// The noun phrase that starts at a token.
    #[inline]
    pub fn phrase_starting(&self, start: usize) -> Option<&'a NounPhrase> {
        self.phrase_around(start).filter(|p| p.tokens.start == start)
    }

    /// The outermost quotation whose closing mark is the token.
    pub fn quotation_closing(&self, at: usize) -> Option<usize> {
        let found = |q: &Quotation| q.closed && q.tokens.end == at + 1;
        self.quotations_near(at).find(|&i| self.document.quotations.get(i).is_some_and(found))
    }

    /// Whether the quotation that closes at the token is speech by its marks: one inside it or a comma behind it; or by its place
    /// at the start of its sentence.
    pub fn closes_speech(&self, at: usize) -> bool {
        let marked = self.is(',', at + 1) || at.checked_sub(1).is_some_and(|i| self.kind(i) == TokenKind::Mark);
        let opens = |q: &Quotation| q.tokens.len() > SPOKEN && self.sentence(q.tokens.start).start == q.tokens.start;
        marked || self.quotation_closing(at).and_then(|q| self.document.quotations.get(q)).is_some_and(opens)
    }

    /// The outermost quotation whose opening mark is the token.
    #[inline]
    pub fn quotation_opening(&self, at: usize) -> Option<usize> {
        self.quotations_near(at).find(|&i| self.document.quotations.get(i).is_some_and(|q| q.tokens.start == at))
    }

    /// The outermost quotation that holds the token.
    #[inline]
    pub fn quotation_around(&self, at: usize) -> Option<usize> {
        self.quotations_near(at).find(|&i| self.document.quotations.get(i).is_some_and(|q| q.tokens.contains(&at)))
    }

    /// Indexes of quotations that could hold the token, outermost first.
    #[inline]
    fn quotations_near(&self, at: usize) -> Range<usize> {
        match self.document.quotation_of(at) {
            Some(_) => self.quotations_until(at),
            None => 0..0,
        }
    }

    fn quotations_until(&self, at: usize) -> Range<usize> {
        let until = self.document.quotations.partition_point(|q| q.tokens.start <= at);
        // Quotations start in text order; an outer one starts before its inner ones, which are few.
        until.saturating_sub(NESTED)..until
    }

    /// Whether the token belongs to a name.
    #[inline]
    pub fn in_name(&self, at: usize) -> bool {
        self.document.name_of(at).is_some()
    }

    /// Whether the token is a finite verb, or one that makes a group finite.
    #[inline]
    pub fn is_finite(&self, at: usize) -> bool {
        matches!(self.tag(at), Tag::Present | Tag::Past | Tag::Modal) && !self.in_name(at)
    }

    /// Whether the token is a noun in the plural, as far as the inflection tables know it.
    pub fn is_plural(&self, at: usize) -> bool {
        let word = self.word(at);
        let inflected = self.rules.lemma(word) != word;
        matches!(self.tag(at), Tag::Noun | Tag::Name) && (inflected || self.has("plural-nouns", at))
    }

    /// Whether the token is any form of a verb.
    #[inline]
    pub fn is_verb(&self, at: usize) -> bool {
        matches!(self.tag(at), Tag::Present | Tag::Past | Tag::Modal | Tag::Base | Tag::Participle | Tag::Gerund)
    }

    /// Whether a noun phrase can start with the token.
    #[inline]
    pub fn opens_phrase(&self, at: usize) -> bool {
        use Tag::{Adjective, Determiner, Name, Noun, Number, Possessive, Pronoun};
        matches!(self.tag(at), Determiner | Possessive | Name | Noun | Number | Adjective | Pronoun)
    }

    /// The first token from `at` on that is no adverb.
    pub fn behind_adverbs(&self, mut at: usize, end: usize) -> usize {
        while at < end && self.tag(at) == Tag::Adverb {
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
