//! Quotations inside sentences that no cue has claimed: which attribution they belong to, or who tells them.

use smallvec::smallvec;

use super::candidate::Candidate;
use super::direct;
use super::extent;
use super::reading::Reading;
use super::source::{self, Earlier};
use super::traits::{ADVERBIAL, COMMA, CONJUNCTION, CUE, FINITE, NAME, OPEN, SEMICOLON, VERB, WH, WORD};
use super::verb_group;
use crate::matching::{Hit, RuleRef};
use crate::rules::Stance;
use crate::rules::lists;
use crate::text::{Quotation, Tokens};

/// What has been found around a quotation.
pub(super) struct Lead {
    /// The attribution whose cue stands next before it.
    pub near: Option<usize>,
    /// The one that a quotation would go on with.
    pub before: Option<usize>,
    /// Where the next cue stands.
    pub upcoming: Option<usize>,
}

/// What a quotation turns out to be.
pub(super) enum Part<'a> {
    /// Words that belong to an attribution already found.
    Of(usize, Tokens),
    /// An attribution of its own.
    Own(Candidate<'a>),
}

/// What the quotation is a part of.
pub(super) fn part<'a>(reading: &Reading<'a>, index: usize, lead: &Lead, found: &[Candidate]) -> Option<Part<'a>> {
    let quotation = reading.document.quotations.get(index).filter(|q| q.depth == 0)?;
    let sentence = reading.sentence(quotation.tokens.start);
    let near = lead.near.filter(|&i| found.get(i).is_some_and(|c| sentence.contains(&c.anchor())));
    if let Some(near) = near {
        let part = found.get(near).and_then(|c| rest(reading, quotation, c));
        return part.map(|part| Part::Of(near, part));
    }
    if lead.upcoming.is_some_and(|cue| sentence.contains(&cue)) {
        return None;
    }
    let before = lead.before.filter(|&i| found.get(i).is_some_and(|c| c.quoted));
    let goes_on = before.and_then(|i| Some((i, continuing(reading, quotation, found.get(i)?, &sentence)?)));
    match goes_on {
        Some((owner, part)) => Some(Part::Of(owner, part)),
        None => telling(reading, index, quotation, &sentence).map(Part::Own),
    }
}

/// Adds words to what an attribution gives.
pub(super) fn add(candidate: &mut Candidate, part: Tokens) {
    match candidate.content.last_mut().filter(|last| last.end >= part.start) {
        Some(last) => last.end = last.end.max(part.end),
        None => candidate.content.push(part),
    }
}

/// The words of the cue's own sentence up to a quotation behind what was taken for its content: "accused Dietz, who has left, of
/// “playing games”"; and the second half of a quotation that is interrupted at length.
fn rest(reading: &Reading, quotation: &Quotation, candidate: &Candidate) -> Option<Tokens> {
    let Tokens { start, end } = quotation.tokens;
    let cue = candidate.cue.last()?;
    let last = candidate.content.last()?;
    if candidate.quoted {
        let small = reading.text(start + 1).starts_with(char::is_lowercase);
        let long = quotation.tokens.len() >= HALF && cue.end <= start;
        let acts = reading.any(FINITE, &(cue.end..start));
        let behind = candidate.source.iter().all(|source| source.end <= start) && !acts;
        return (small && long && behind).then(|| joined(reading, quotation));
    }
    let first = candidate.content.first()?;
    let ahead = first.start >= cue.end && last.end <= start && start - last.end <= FAR;
    let gap = last.end..start;
    let relative = candidate.source.first().is_some_and(|s| s.len() == 1 && reading.is(WH, s.start));
    let parted = reading.any(SEMICOLON, &gap)
        || relative && reading.any(FINITE, &gap)
        || gap.clone().any(|at| turns(reading, at));
    (ahead && !parted && quotation.tokens.len() >= HALF).then_some(last.end..end)
}

/// Whether somebody else, or another cue, takes over at the token: "and he has", "while adding".
fn turns(reading: &Reading, at: usize) -> bool {
    if !reading.is(CONJUNCTION | ADVERBIAL | WH, at) {
        return false;
    }
    let next = reading.behind_adverbs(at + 1, at + 4);
    reading.has(lists::NOMINATIVE_PRONOUNS, next) || reading.is(CUE, next) && reading.is(VERB, next)
}

/// A quotation with the rest of its clause, when that has no verb of its own.
fn joined(reading: &Reading, quotation: &Quotation) -> Tokens {
    let whole = direct::with_rest(reading, quotation);
    let verb = reading.any(FINITE, &(quotation.tokens.end..whole.end));
    if verb { quotation.tokens.clone() } else { whole }
}

/// A sentence that goes on with a quotation before it: "In Oslo, by contrast, “nobody came.”" Nobody else acts in it.
fn continuing(reading: &Reading, quotation: &Quotation, before: &Candidate, sentence: &Tokens) -> Option<Tokens> {
    let Tokens { start, end } = quotation.tokens;
    if quotation.tokens.len() < HALF || !direct::goes_on_with(reading, before, sentence.start) {
        return None;
    }
    let paragraph = |at: usize| reading.document.sentences.get(reading.document.sentence_of(at)).map(|s| s.paragraph);
    let there = before.content.last().map_or(0, |part| part.start);
    if paragraph(start) != paragraph(there) {
        return None;
    }
    if start == sentence.start {
        let rest = joined(reading, quotation);
        let other = reading.is_finite(end);
        return (!other).then_some(rest);
    }
    let verb = reading.first(FINITE, &(sentence.start..start)).unwrap_or(start);
    let somebody = (sentence.start..verb).any(|i| {
        reading.is(NAME, i) && verb < start || reading.has(lists::NOMINATIVE_PRONOUNS, i) || direct::speaks(reading, i)
    });
    let ends = !reading.any(WORD, &(end..reading.sentence(end.saturating_sub(1)).end));
    (ends && !somebody && start - sentence.start <= OPENING).then_some(sentence.start..end)
}

/// Who tells a quotation at the end of a sentence: "Asked in Oslo, Berg sang instead, “C”", "Said Berg, who came late, “C”".
fn telling<'a>(reading: &Reading<'a>, index: usize, quotation: &Quotation, sentence: &Tokens) -> Option<Candidate<'a>> {
    let Tokens { start, end } = quotation.tokens;
    let speech = quotation.tokens.len() >= SPEECH
        && reading.text(start + 1).starts_with(char::is_uppercase)
        && reading.is(COMMA, start.checked_sub(1)?)
        && reading.any(FINITE, &quotation.tokens)
        && !reading.any(WORD, &(end..reading.sentence(end.saturating_sub(1)).end));
    if !speech {
        return None;
    }
    let lead = sentence.start..start;
    let says = |at: usize| {
        reading.is(VERB, at)
            && reading.quotation_around(at).is_none()
            && reading.cues_at(at).iter().any(|hit| takes_quotation(reading, hit))
    };
    let cue = reading.last_where(CUE, &lead, says);
    let main = || {
        let plain = |i: usize| reading.quotation_around(i).is_none();
        reading.last_where(FINITE, &lead, plain)
    };
    let (source, cue) = if cue == Some(sentence.start) && reading.is_finite(sentence.start) {
        (extent::right(reading, sentence.start + 1)?, sentence.start..sentence.start + 1)
    } else {
        let verb = cue.or_else(main)?;
        let group = verb_group::around(reading, &(verb..verb + 1))?;
        (source::of(reading, &group, &Earlier { cues: &[] })?.tokens, group.tokens)
    };
    let speaker =
        |i: usize| reading.is(NAME, i) || reading.has(lists::NOMINATIVE_PRONOUNS, i) || direct::speaks(reading, i);
    let entry = reading.rules.any_verb.and_then(|index| reading.rules.verbs.get(index))?;
    source.clone().any(speaker).then(|| Candidate {
        source: smallvec![source],
        cue: smallvec![cue],
        content: direct::starting(reading, index),
        stance: Stance::Neutral,
        rule: &entry.id,
        confidence: TOLD,
        quoted: true,
        measured: None,
    })
}

/// Who says the quotation that ends with a comma at `end`, and by which verb, when brackets, commas and the like stand between:
/// “C,” Anna Berg, now of Bonn, Germany, said.
pub(super) fn teller_far_behind(reading: &Reading, end: usize) -> Option<(Tokens, Option<Tokens>)> {
    let limit = reading.sentence_end(end).min(end + FAR);
    if !reading.opens_phrase(end) {
        return None;
    }
    let verb = reading.first(CUE | OPEN, &(end..limit)).and_then(|first| {
        let says =
            |at: &usize| reading.is_finite(*at) && reading.cues_at(*at).iter().any(|hit| takes_quotation(reading, hit));
        (first..limit).take_while(|&at| !reading.is(OPEN, at)).find(says)
    })?;
    let group = verb_group::around(reading, &(verb..verb + 1)).filter(|group| group.tokens.start > end)?.tokens;
    let source = end..group.start;
    source.clone().any(|at| reading.is(NAME, at)).then_some((source, Some(group)))
}

/// Whether the verb of a hit is one that quotations go with.
fn takes_quotation(reading: &Reading, hit: &Hit) -> bool {
    let RuleRef::Verb(index) = hit.rule else { return false };
    reading.rules.verbs.get(index).is_some_and(|verb| verb.takes.iter().any(|t| t == "quote"))
}

/// A quotation of fewer tokens, its marks counted, is a word in quotation marks.
const HALF: usize = 5;
/// One of fewer is no speech of its own.
const SPEECH: usize = 6;
/// How many words can lead into a quotation that goes on with the one before.
const OPENING: usize = 10;
/// How far behind its content a quotation can still belong to a cue.
const FAR: usize = 40;
/// How often such a quotation is told by whom it seems to be.
const TOLD: f32 = 0.5;
