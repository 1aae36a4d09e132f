//! Headlines that say by a colon whose words these are: "Berg: The plan is dead".

use smallvec::smallvec;

use super::Parts;
use super::candidate::Candidate;
use super::content::{self, Reach};
use super::extent;
use super::kind;
use super::reading::Reading;
use super::traits::{COLON, FINITE, NAME, WORD};
use crate::rules::Stance;
use crate::rules::lists;
use crate::text::Sentence;

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
    let speaks = kind::head(reading, &source).is_some_and(|head| {
        reading.is(NAME, head)
            || reading.lemma_in(lists::SOURCE_PERSON_NOUNS, head)
            || reading.lemma_in(lists::SOURCE_DOCUMENT_NOUNS, head)
    });
    let content = content::from(reading, colon + 1, Reach::Clause);
    let asserts = reading.any(FINITE, &content) && content.end + 1 >= limit;
    (speaks && asserts).then(|| Candidate {
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

/// Whether the sentence is all of its paragraph.
fn alone(reading: &Reading, index: usize, sentence: &Sentence) -> bool {
    let paragraph = |i: usize| reading.document.sentences.get(i).map(|s| s.paragraph);
    let before = index.checked_sub(1).and_then(paragraph);
    before != Some(sentence.paragraph) && paragraph(index + 1) != Some(sentence.paragraph)
}

/// How long the name of a headline's source can be.
const LONGEST: usize = 4;
/// How often such a colon makes an attribution.
const ANNOUNCED: f32 = 0.6;
