//! Headlines that say by a colon whose words these are: "Berg: The plan is dead".

use super::candidate::Candidate;
use super::content::{self, Reach};
use super::extent;
use super::kind;
use super::reading::Reading;
use crate::rules::Stance;
use crate::text::{Sentence, Tag, TokenKind};

/// The attribution of a sentence that is a paragraph of its own.
pub(super) fn candidate(reading: &Reading, index: usize) -> Option<Candidate> {
    let sentence = reading.document.sentences.get(index)?;
    let (start, limit) = (sentence.tokens.start, sentence.tokens.end);
    let phrase = reading.phrase_starting(start).filter(|p| p.tokens.len() <= LONGEST)?;
    let colon = phrase.tokens.end;
    if !reading.is(':', colon) || reading.kind(colon + 1) != TokenKind::Word || !alone(reading, index, sentence) {
        return None;
    }
    let source = extent::extent(reading, colon, start)?;
    if source.clone().any(|i| reading.has("headline-labels", i)) {
        return None;
    }
    let speaks = kind::head(reading, &source).is_some_and(|head| {
        reading.tag(head) == Tag::Name
            || reading.lemma_in("source-person-nouns", head)
            || reading.lemma_in("source-document-nouns", head)
    });
    let content = content::from(reading, colon + 1, Reach::Clause);
    let asserts = content.clone().any(|i| reading.is_finite(i)) && content.end + 1 >= limit;
    (speaks && asserts).then(|| Candidate {
        source: vec![source],
        cue: Vec::new(),
        content: vec![content],
        stance: Stance::Neutral,
        rule: String::new(),
        confidence: COLON,
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
const COLON: f32 = 0.6;
