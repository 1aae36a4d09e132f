//! What headlines alone do: a colon says whose words these are ("Berg: The plan is dead"), and verbs lose their auxiliaries.

use smallvec::smallvec;

use super::Parts;
use super::candidate::Candidate;
use super::content::{self, Reach};
use super::extent;
use super::kind;
use super::reading::Reading;
use super::traits::{COLON, COMMA, FINITE, NAME, PARTICIPLE, PAST, PREPOSITION, WORD};
use crate::rules::Stance;
use crate::rules::lists;
use crate::text::{Sentence, TokenKind, Tokens};

/// The attribution of a sentence that is a paragraph of its own.
pub(super) fn candidate<'a>(reading: &Reading<'a>, index: usize) -> Option<Candidate<'a>> {
    let sentence = reading.document.sentences.get(index)?;
    let (start, limit) = (sentence.tokens.start, sentence.tokens.end);
    let phrase = reading.phrase_starting(start).filter(|p| p.tokens.len() <= LONGEST)?;
    let colon = phrase.tokens.end;
    if !reading.is(COLON, colon) || !reading.is(WORD, colon + 1) || !alone(reading, index, sentence) {
        return None;
    }
    let source = extent::extent(reading, colon, start)?;
    if source.clone().any(|i| reading.has(lists::HEADLINE_LABELS, i)) {
        return None;
    }
    let content = content::from(reading, colon + 1, Reach::Clause);
    let asserts = reading.any(FINITE, &content) && content.end + 1 >= limit;
    (speaks(reading, &source) && asserts).then(|| Candidate {
        source: smallvec![source],
        cue: Parts::new(),
        content: smallvec![content],
        stance: Stance::Neutral,
        rule: "",
        confidence: ANNOUNCED,
        quoted: false,
        measured: None,
    })
}

/// Whether the content of an inverted cue is a headline's, whose verb has lost its auxiliary: "Five killed in blast, says ministry".
pub(super) fn is_clipped(reading: &Reading, content: &Tokens, source: &Tokens) -> bool {
    let sentence = reading.sentence(content.start);
    let ends = reading.document.tokens.get(source.end..sentence.end);
    let ends = ends.is_some_and(|rest| rest.iter().all(|token| token.kind == TokenKind::Mark));
    let whole =
        content.start == sentence.start && !reading.any(COMMA, content) && reading.any(PARTICIPLE | PAST, content);
    whole && ends && speaks(reading, source)
}

/// Whether a content without a verb is all of a headline but the few words from `source` on: "Mayor under fire over bribes, sources say".
pub(super) fn is_closed_by(reading: &Reading, content: &Tokens, source: usize) -> bool {
    let sentence = reading.sentence(content.start);
    let last = sentence.end.checked_sub(1).and_then(|at| reading.document.tokens.get(at));
    content.start == sentence.start
        && content.len() > 1
        && sentence.end.saturating_sub(source) <= LONGEST
        && last.is_some_and(|token| token.kind == TokenKind::Word)
        && !reading.any(COMMA, content)
        && !reading.is(PREPOSITION, content.start)
}

/// Whether a source's head is a name, or a noun of somebody or something that speaks.
fn speaks(reading: &Reading, source: &Tokens) -> bool {
    kind::head(reading, source).is_some_and(|head| {
        reading.is(NAME, head)
            || reading.lemma_in(lists::SOURCE_PERSON_NOUNS, head)
            || reading.lemma_in(lists::SOURCE_ORGANISATION_NOUNS, head)
            || reading.lemma_in(lists::SOURCE_DOCUMENT_NOUNS, head)
    })
}

/// Whether the sentence is all of its paragraph.
fn alone(reading: &Reading, index: usize, sentence: &Sentence) -> bool {
    let paragraph = |i: usize| reading.document.sentences.get(i).map(|s| s.paragraph);
    let before = index.checked_sub(1).and_then(paragraph);
    before != Some(sentence.paragraph) && paragraph(index + 1) != Some(sentence.paragraph)
}

/// How long the name of a headline's source can be, and what closes one.
const LONGEST: usize = 4;
/// How often such a colon makes an attribution.
const ANNOUNCED: f32 = 0.6;
