//! Quotations as contents: how far one reaches to either side of its cue, and which attribution a quotation without a cue
//! of its own goes on with.

use super::candidate::{Candidate, Owners};
use super::content::{self, Reach};
use super::reading::Reading;
use super::source;
use crate::rules::Stance;
use crate::text::{Quotation, Tag, TokenKind, Tokens};

/// The content that ends with a quotation, directly left of its cue: the quotation, the paragraphs it goes on from, and the
/// words of its sentence before it ("The plan is “a disaster,” he said").
pub(super) fn ending(reading: &Reading, quotation: usize) -> Vec<Tokens> {
    let Some(last) = reading.document.quotations.get(quotation) else { return Vec::new() };
    let mut parts = vec![with_lead(reading, last)];
    let mut before = last.continues;
    while let Some(earlier) = before.and_then(|q| reading.document.quotations.get(q)) {
        parts.insert(0, earlier.tokens.clone());
        before = earlier.continues.filter(|&q| Some(q) != before);
    }
    parts
}

/// The tokens of a quotation with the words of its sentence that lead into it.
fn with_lead(reading: &Reading, quotation: &Quotation) -> Tokens {
    let start = quotation.tokens.start;
    let sentence = reading.sentence(start);
    let lead = sentence.start..start;
    let own = lead.clone().any(|i| content::is_cue(reading, i)) || lead.clone().any(|i| reading.is(':', i));
    let close = lead.clone().rev().find(|&i| reading.kind(i) == TokenKind::Close).map_or(sentence.start, |i| i + 1);
    let leads = !lead.is_empty() && !own && !reading.is(',', start.saturating_sub(1)) && close == sentence.start;
    if leads { sentence.start..quotation.tokens.end } else { quotation.tokens.clone() }
}

/// The content that starts with a quotation, right of its cue: the quotation, the rest of its clause when it stands inside one
/// (“"a bomb" had gone off”), the paragraphs it goes on in.
pub(super) fn starting(reading: &Reading, quotation: usize) -> Vec<Tokens> {
    let Some(first) = reading.document.quotations.get(quotation) else { return Vec::new() };
    let mut parts = vec![with_rest(reading, first)];
    parts.extend(continued(reading, quotation));
    parts
}

/// The tokens of a quotation with the rest of the clause that it starts.
fn with_rest(reading: &Reading, quotation: &Quotation) -> Tokens {
    let Tokens { start, end } = quotation.tokens;
    let mark = end >= 2 && reading.kind(end - 2) == TokenKind::Mark && !reading.is(',', end - 2);
    let goes_on =
        !mark && quotation.closed && end < reading.sentence_end(start) && reading.kind(end) != TokenKind::Mark;
    if !goes_on {
        return start..end;
    }
    let rest = content::from(reading, end, Reach::Clause);
    start..rest.end.max(end)
}

/// The paragraphs in which a quotation goes on.
fn continued(reading: &Reading, quotation: usize) -> Vec<Tokens> {
    let mut parts = Vec::new();
    let mut last = quotation;
    loop {
        let behind = reading.document.quotations.iter().enumerate().skip(last + 1).take(INNER);
        let Some((index, next)) = behind.into_iter().find(|(_, q)| q.continues == Some(last)) else { return parts };
        parts.push(next.tokens.clone());
        last = index;
    }
}

/// Quotations that no cue has claimed: one that starts a sentence goes on with the attribution before it, in its paragraph or,
/// where it is the whole paragraph, in the one before; else it stands on its own, with the source that the text names last.
pub(super) fn claim_rest(reading: &Reading, found: &mut Vec<Candidate>) {
    let mut owners = Owners::new(reading.document.tokens.len());
    for (index, candidate) in found.iter().enumerate() {
        candidate.content.iter().chain(&candidate.cue).for_each(|part| owners.take(part, index));
    }
    let mut cued: Vec<usize> = (0..found.len()).collect();
    cued.sort_by_key(|&i| found.get(i).map_or(0, Candidate::anchor));
    let mut cued = cued.into_iter().peekable();
    // The attribution that reaches furthest of those that start before the quotation.
    let mut last: Option<usize> = None;
    // The last of these that quotes: what stands in the rest of its sentence ("said X, when asked whether") does not interrupt it.
    let mut quoting: Option<usize> = None;
    let mut until = 0;
    for quotation in &reading.document.quotations {
        let tokens = &quotation.tokens;
        while let Some(next) = cued.next_if(|&i| found.get(i).is_some_and(|c| c.anchor() < tokens.start)) {
            let end = |i: usize| found.get(i).map_or(0, end_of);
            last = Some(last.filter(|&l| end(l) > end(next)).unwrap_or(next));
            quoting = found.get(next).filter(|c| c.quoted).map(|_| next).or(quoting);
        }
        if tokens.start < until || owners.of(tokens.start).is_some() || !stands_alone(reading, quotation) {
            continue;
        }
        until = tokens.end;
        let continued = quotation.continues.and_then(|q| reading.document.quotations.get(q));
        let owner = continued.and_then(|q| owners.of(q.tokens.start)).or_else(|| {
            let mut before = [last, quoting].into_iter().flatten();
            before.find(|&i| found.get(i).is_some_and(|c| goes_on_with(reading, c, tokens.start)))
        });
        match owner.and_then(|i| found.get_mut(i)) {
            Some(candidate) => candidate.content.push(tokens.clone()),
            None => found.push(bare(reading, tokens.clone())),
        }
        let owner = owner.unwrap_or(found.len() - 1);
        owners.take(tokens, owner);
        (last, quoting) = (Some(owner), Some(owner));
    }
}

/// Whether the token is quoted speech: what is attributed there is the speaker's, nested in whose words the quotation is.
pub(super) fn speaks_inside(reading: &Reading, at: usize) -> bool {
    let quotation = reading.quotation_around(at).and_then(|q| reading.document.quotations.get(q));
    quotation.is_some_and(|q| q.tokens.len() >= SHORTEST)
}

/// Last token of an attribution.
fn end_of(candidate: &Candidate) -> usize {
    candidate.source.iter().chain(&candidate.cue).chain(&candidate.content).map(|t| t.end).max().unwrap_or(0)
}

/// Whether a quotation makes up its sentences: no scare quotes, no title, no word of a clause.
fn stands_alone(reading: &Reading, quotation: &Quotation) -> bool {
    let Tokens { start, end } = quotation.tokens;
    let first = reading.sentence(start);
    let last = reading.sentence(end.saturating_sub(1));
    quotation.depth == 0
        && quotation.tokens.len() >= SHORTEST
        && first.start == start
        && (end..last.end).all(|i| reading.kind(i) != TokenKind::Word)
}

/// Whether a quotation that starts at `at` goes on with what `candidate` says.
fn goes_on_with(reading: &Reading, candidate: &Candidate, at: usize) -> bool {
    let sentences = &reading.document.sentences;
    let paragraph = |token| sentences.get(reading.document.sentence_of(token)).map(|s| s.paragraph);
    let (here, there) = (paragraph(at), paragraph(end_of(candidate).saturating_sub(1)));
    let adjacent =
        reading.document.sentence_of(at) <= reading.document.sentence_of(end_of(candidate).saturating_sub(1)) + 1;
    let whole = here.is_some_and(|p| {
        reading
            .document
            .paragraphs
            .get(p)
            .is_some_and(|span| reading.document.tokens.get(at).is_some_and(|t| t.span.start == span.start))
    });
    candidate.quoted && adjacent && (here == there || (whole && here == there.map(|p| p + 1)))
}

/// A quotation without a cue: its source is the person of the sentence before, when that introduces it.
fn bare(reading: &Reading, tokens: Tokens) -> Candidate {
    let sentence = reading.document.sentence_of(tokens.start);
    let before = sentence.checked_sub(1).and_then(|s| reading.document.sentences.get(s));
    let same = before.zip(reading.document.sentences.get(sentence)).is_some_and(|(a, b)| a.paragraph == b.paragraph);
    let subject = before.filter(|_| same).and_then(|s| {
        let verb = s.tokens.clone().find(|&i| reading.is_finite(i) && reading.quotation_around(i).is_none())?;
        source::extent(reading, verb, s.tokens.start)
    });
    let person = |t: &Tokens| t.clone().any(|i| matches!(reading.tag(i), Tag::Name | Tag::Pronoun));
    Candidate {
        source: subject.into_iter().filter(person).collect(),
        cue: Vec::new(),
        content: vec![tokens],
        stance: Stance::Neutral,
        rule: String::new(),
        confidence: BARE,
        quoted: true,
        measured: None,
    }
}

/// A quotation of fewer tokens, its marks counted, is a word in quotation marks.
const SHORTEST: usize = 5;
/// How many quotations can stand inside one before the next paragraph of it.
const INNER: usize = 64;
/// How often a quotation without a cue is an attribution of its own.
const BARE: f32 = 0.5;
