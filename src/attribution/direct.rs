//! Quotations as contents: how far one reaches to either side of its cue, and which attribution a quotation without a cue
//! of its own goes on with.

use smallvec::smallvec;

use super::Parts;
use super::candidate::{Candidate, Owners};
use super::content::{self, Reach};
use super::extent;
use super::kind;
use super::reading::Reading;
use super::source::{self, Earlier};
use super::traits::{
    ADVERBIAL, ASKS, CLOSE, COLON, COMMA, CUE, DASH, MARK, NAME, NOUN, PREPOSITION, PRONOUN, WH, WORD,
};
use super::unclaimed::{self, Lead, Part};
use super::verb_group;
use crate::rules::Stance;
use crate::rules::lists;
use crate::text::{Quotation, Tag, Tokens};

/// The content that ends with a quotation, directly left of its cue: the quotation, the paragraphs it goes on from, and the
/// words of its sentence before it ("The plan is “a disaster,” he said").
pub(super) fn ending(reading: &Reading, quotation: usize) -> Parts {
    let Some(last) = reading.document.quotations.get(quotation) else { return Parts::new() };
    let mut parts = smallvec![with_lead(reading, last)];
    let mut before = last.continues;
    while let Some(earlier) = before.and_then(|q| reading.document.quotations.get(q)) {
        parts.insert(0, earlier.tokens.clone());
        before = earlier.continues.filter(|&q| Some(q) != before);
    }
    parts
}

/// Whether a quotation ends with a comma: its sentence waits for whoever says it.
pub(super) fn waits(reading: &Reading, quotation: usize) -> bool {
    let last =
        reading.document.quotations.get(quotation).filter(|q| q.closed).and_then(|q| q.tokens.end.checked_sub(2));
    last.is_some_and(|mark| reading.is(COMMA, mark))
}

/// Whether a quotation ends with a question or exclamation mark.
fn asks(reading: &Reading, quotation: usize) -> bool {
    let last = reading.document.quotations.get(quotation).and_then(|q| q.tokens.end.checked_sub(2));
    last.is_some_and(|mark| reading.is(ASKS, mark))
}

/// Whether a quotation starts like a sentence.
pub(super) fn is_whole(reading: &Reading, quotation: usize) -> bool {
    let start = reading.document.quotations.get(quotation).map_or(0, |q| q.tokens.start);
    !reading.text(start + 1).starts_with(char::is_lowercase)
}

/// Whether the content that ends with a quotation has a verb, as “On ‘Good Morning,’” has not.
pub(super) fn asserts(reading: &Reading, quotation: usize) -> bool {
    ending(reading, quotation).into_iter().flatten().any(|i| reading.is_finite(i))
}

/// Whether the sentence opens with a quotation that ends with a mark.
pub(super) fn opens_with(reading: &Reading, quotation: usize) -> bool {
    let tokens = reading.document.quotations.get(quotation).map_or(0..0, |q| q.tokens.clone());
    let marked = tokens.end >= 2 && reading.is(MARK, tokens.end - 2);
    marked && reading.sentence(tokens.start).start == tokens.start
}

/// The tokens of a quotation with the words of its sentence that lead into it.
fn with_lead(reading: &Reading, quotation: &Quotation) -> Tokens {
    let start = quotation.tokens.start;
    let sentence = reading.sentence(start);
    let lead = sentence.start..start;
    let colon = || lead.clone().any(|i| reading.is(COLON, i));
    // A quotation that starts small is part of the clause before it, whatever that says.
    let dash = start.checked_sub(1).is_some_and(|before| reading.is(DASH, before));
    let small = reading.text(start + 1).starts_with(char::is_lowercase);
    let part = small && !dash && opens_main_clause(reading, sentence.start);
    let own = !part && lead.clone().any(|i| content::is_cue(reading, i)) || colon();
    // Another whole quotation in the lead has been told there, and so has one that ends there.
    let ends = |i: usize| reading.is(CLOSE, i) && reading.quotation_around(sentence.start).is_some();
    let told = || lead.clone().any(|i| ends(i) || reading.quotation_opening(i).is_some_and(|q| waits(reading, q)));
    let comma = reading.is(COMMA, start.saturating_sub(1)) && !part;
    let leads = !lead.is_empty() && !own && !comma && !dash && !told();
    if leads { sentence.start..quotation.tokens.end } else { quotation.tokens.clone() }
}

/// Whether a sentence starts with its main clause: no "after", no "citing", no "asked".
fn opens_main_clause(reading: &Reading, at: usize) -> bool {
    use Tag::{Gerund, Participle, Subordinator, To, Wh};
    let adverbial = reading.is(ADVERBIAL, at) && !reading.is(PREPOSITION, at);
    !adverbial && !matches!(reading.tag(at), Gerund | Participle | Subordinator | To | Wh)
}

/// The content that starts with a quotation, right of its cue: the quotation, the rest of its clause when it stands inside one
/// (“"a bomb" had gone off”), the paragraphs it goes on in.
pub(super) fn starting(reading: &Reading, quotation: usize) -> Parts {
    let Some(first) = reading.document.quotations.get(quotation) else { return Parts::new() };
    let mut parts = smallvec![with_rest(reading, first)];
    parts.extend(continued(reading, quotation));
    parts
}

/// The tokens of a quotation with the rest of the clause that it starts.
pub(super) fn with_rest(reading: &Reading, quotation: &Quotation) -> Tokens {
    let Tokens { start, end } = quotation.tokens;
    let mark = end >= 2 && reading.is(MARK, end - 2) && !reading.is(COMMA, end - 2);
    let goes_on = !mark && quotation.closed && end < reading.sentence_end(start) && !reading.is(MARK, end);
    if !goes_on || content::stops(reading, end) {
        return start..end;
    }
    let rest = content::from(reading, end, Reach::Clause);
    start..rest.end.max(end)
}

/// The paragraphs in which a quotation goes on.
fn continued(reading: &Reading, quotation: usize) -> Parts {
    let mut parts = Parts::new();
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
pub(super) fn claim_rest<'a>(reading: &Reading<'a>, found: &mut Vec<Candidate<'a>>) {
    if reading.document.quotations.is_empty() {
        return;
    }
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
    // The one whose cue stands next before the quotation.
    let mut nearest: Option<usize> = None;
    let mut until = 0;
    for (index, quotation) in reading.document.quotations.iter().enumerate() {
        let tokens = &quotation.tokens;
        while let Some(next) = cued.next_if(|&i| found.get(i).is_some_and(|c| c.anchor() < tokens.start)) {
            let end = |i: usize| found.get(i).map_or(0, end_of);
            last = Some(last.filter(|&l| end(l) > end(next)).unwrap_or(next));
            nearest = Some(next);
            quoting = found.get(next).filter(|c| c.quoted).map(|_| next).or(quoting);
        }
        if tokens.start < until || owners.of(tokens.start).is_some() || quotation.depth > 0 {
            continue;
        }
        if let Some(told) = told(reading, index) {
            until = end_of(&told);
            told.content.iter().for_each(|part| owners.take(part, found.len()));
            (last, quoting) = (Some(found.len()), Some(found.len()));
            found.push(told);
            continue;
        }
        if !stands_alone(reading, quotation) {
            let upcoming = cued.peek().and_then(|&i| found.get(i)).map(Candidate::anchor);
            let lead = Lead { near: nearest, before: quoting.or(last), upcoming };
            match unclaimed::part(reading, index, &lead, found) {
                Some(Part::Of(owner, part)) => {
                    until = part.end;
                    owners.take(&part, owner);
                    if let Some(candidate) = found.get_mut(owner) {
                        unclaimed::add(candidate, part);
                    }
                    quoting = Some(owner);
                }
                Some(Part::Own(told)) => {
                    until = end_of(&told);
                    told.content.iter().for_each(|part| owners.take(part, found.len()));
                    (last, quoting) = (Some(found.len()), Some(found.len()));
                    found.push(told);
                }
                None => {}
            }
            continue;
        }
        until = tokens.end;
        let continued = quotation.continues.and_then(|q| reading.document.quotations.get(q));
        let owner = continued.and_then(|q| owners.of(q.tokens.start)).or_else(|| {
            // One that quotes itself first, then one that only reports.
            let near = |i: &usize| found.get(*i).is_some_and(|c| goes_on_with(reading, c, tokens.start));
            let quotes = |i: &usize| found.get(*i).is_some_and(|c| c.quoted);
            let reporting = |i: &usize| found.get(*i).is_some_and(|c| reports(reading, c));
            let mut before = [last, quoting].into_iter().flatten().filter(near);
            before.find(quotes).or_else(|| last.filter(near).filter(reporting))
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

/// The attribution of a quotation whose words of saying no pack has: “C,” S V · “C,” V S · S V: “C” · S: “C” · “C” — S.
fn told<'a>(reading: &Reading<'a>, index: usize) -> Option<Candidate<'a>> {
    let quotation = reading.document.quotations.get(index).filter(|q| q.tokens.len() >= SHORTEST)?;
    let Tokens { start, end } = quotation.tokens;
    let opens = reading.sentence(start).start == start;
    let named = reading.has(lists::CUE_COPULAS, end) && reading.is(WH, end + 1);
    let told = match (opens, waits(reading, index), named) {
        (true, true, _) => teller_behind(reading, end).or_else(|| unclaimed::teller_far_behind(reading, end)),
        // “C!” beamed Berg
        (true, false, false) if asks(reading, index) && reading.is_finite(end) => teller_behind(reading, end),
        // “C” is what Berg says.
        (true, _, true) => teller_behind(reading, end + 2).filter(|(_, cue)| {
            cue.as_ref().is_some_and(|group| group.clone().any(|verb| content::is_cue(reading, verb)))
        }),
        _ => None,
    };
    let told = told.map(|(source, cue)| (source, cue, ending(reading, index)));
    let (source, cue, content) = told
        .or_else(|| signature(reading, end).map(|source| (source, None, ending(reading, index))))
        .or_else(|| announcer(reading, start).map(|source| (source, None, starting(reading, index))))?;
    // Any verb can stand there; the entry that says so explains it.
    let entry = reading.rules.any_verb.filter(|_| cue.is_some()).and_then(|index| reading.rules.verbs.get(index));
    Some(Candidate {
        source: smallvec![source],
        cue: cue.filter(|_| entry.is_some()).into_iter().collect(),
        content,
        stance: Stance::Neutral,
        rule: entry.map_or("", |entry| &entry.id),
        confidence: BARE,
        quoted: true,
        measured: None,
    })
}

/// Who says, and by which verb, the quotation that ends with a comma at `end`: whatever the verb is.
fn teller_behind(reading: &Reading, end: usize) -> Option<(Tokens, Option<Tokens>)> {
    let limit = reading.sentence_end(end);
    if reading.has(lists::CUE_COPULAS, end) {
        return None;
    }
    if reading.is_finite(end) {
        let group = verb_group::around(reading, &(end..end + 1))?.tokens;
        return extent::right(reading, group.end).map(|source| (source, Some(group)));
    }
    if let Some(verb) = content::finite_behind(reading, end, limit) {
        let group = verb_group::around(reading, &(verb..verb + 1))?.tokens;
        let source = extent::extent(reading, group.start, end).filter(|s| s.start == end)?;
        return Some((source, Some(group)));
    }
    // "Berg answers": a verb in a noun's clothes.
    let phrase = reading.phrase_starting(end).filter(|p| p.tokens.len() > 1)?;
    let verb = phrase.tokens.end - 1;
    reading.is(CUE, verb).then_some(())?;
    reading.is(NOUN, verb).then(|| (end..verb, Some(verb..verb + 1)))
}

/// Who signs the quotation that ends at `end`: “C” — Anna Berg.
fn signature(reading: &Reading, end: usize) -> Option<Tokens> {
    if !reading.is(DASH, end) {
        return None;
    }
    let name = reading.phrase_starting(end + 1)?.tokens.clone();
    let named = name.clone().all(|i| reading.is(NAME, i) || reading.is(MARK, i));
    let next = reading.document.tokens.get(name.end);
    let gap = reading.document.tokens.get(name.end - 1).zip(next).map(|(a, b)| (a.span.end, b.span.start));
    let line = gap.is_none_or(|(a, b)| reading.document.text.get(a..b).is_some_and(|gap| gap.contains('\n')));
    (named && (line || reading.is(MARK, name.end))).then_some(name)
}

/// Who announces the quotation that starts at `start` by a colon: "Berg went further: “C”", "Berg: “C”". What the clause before it
/// says is the text's own.
fn announcer(reading: &Reading, start: usize) -> Option<Tokens> {
    let colon = start.checked_sub(1).filter(|&c| reading.is(COLON, c))?;
    let sentence = reading.sentence(colon);
    let verb = (sentence.start..colon).rev().find(|&i| reading.is_finite(i) && reading.quotation_around(i).is_none());
    let signed = reading.phrase_ending(colon).map(|p| p.tokens.clone()).filter(|name| {
        let dash = name.start.checked_sub(1).is_some_and(|before| reading.is(DASH, before));
        dash && reading.is(NAME, name.end - 1)
    });
    if signed.is_some() {
        return signed;
    }
    let Some(verb) = verb else {
        // "Added Berg: “C”"
        let verb = reading.is(CUE, sentence.start);
        let start = sentence.start + usize::from(verb && colon > sentence.start + 1);
        let name = extent::extent(reading, colon, start)?;
        return name.clone().any(|i| reading.is(NAME, i)).then_some(name);
    };
    let group = verb_group::around(reading, &(verb..verb + 1))?;
    let source = source::of(reading, &group, &Earlier { cues: &[] })?.tokens;
    let speaker = |i: usize| reading.is(NAME, i) || reading.has(lists::NOMINATIVE_PRONOUNS, i);
    let speaks = source.clone().any(speaker) || kind::head(reading, &source).is_some_and(|h| speaks(reading, h));
    speaks.then_some(source)
}

/// Whether a noun names a person or a document.
pub(super) fn speaks(reading: &Reading, noun: usize) -> bool {
    reading.lemma_in(lists::SOURCE_PERSON_NOUNS, noun) || reading.lemma_in(lists::SOURCE_DOCUMENT_NOUNS, noun)
}

/// Whether the token is quoted speech: what is attributed there is the speaker's, nested in whose words the quotation is.
pub(super) fn speaks_inside(reading: &Reading, at: usize) -> bool {
    let quotation = reading.quotation_around(at).and_then(|q| reading.document.quotations.get(q));
    quotation.is_some_and(|q| q.tokens.len() >= SHORTEST)
}

/// Last token of an attribution.
pub(super) fn end_of(candidate: &Candidate) -> usize {
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
        && (end..last.end).all(|i| !reading.is(WORD, i))
}

/// Whether a quotation that starts at `at` goes on with what `candidate` says.
pub(super) fn goes_on_with(reading: &Reading, candidate: &Candidate, at: usize) -> bool {
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
    adjacent && (here == there || (whole && here == there.map(|p| p + 1)))
}

/// Whether an attribution is what its sentence says, up to its end: "She argued that it was late. “Nobody came.”"
fn reports(reading: &Reading, candidate: &Candidate) -> bool {
    let end = end_of(candidate);
    let relative = candidate.source.first().is_some_and(|s| s.len() == 1 && reading.is(WH, s.start));
    // "He did not suggest it" leads to nothing.
    let mut cue = candidate.cue.iter().flat_map(|part| part.clone());
    let negated = cue.any(|at| reading.has(lists::CUE_NEGATIONS, at));
    let measured = candidate.measured.is_some() && !negated;
    measured && !candidate.source.is_empty() && !relative && reading.sentence_end(end.saturating_sub(1)) <= end
}

/// A quotation without a cue: its source is the person of the sentence before, when that introduces it.
fn bare<'a>(reading: &Reading, tokens: Tokens) -> Candidate<'a> {
    let sentence = reading.document.sentence_of(tokens.start);
    let before = sentence.checked_sub(1).and_then(|s| reading.document.sentences.get(s));
    let same = before.zip(reading.document.sentences.get(sentence)).is_some_and(|(a, b)| a.paragraph == b.paragraph);
    let subject = before.filter(|_| same).and_then(|s| {
        let verb = s.tokens.clone().find(|&i| reading.is_finite(i) && reading.quotation_around(i).is_none())?;
        extent::extent(reading, verb, s.tokens.start)
    });
    let person = |t: &Tokens| t.clone().any(|i| reading.is(NAME | PRONOUN, i));
    Candidate {
        source: subject.into_iter().filter(person).collect(),
        cue: Parts::new(),
        content: smallvec![tokens],
        stance: Stance::Neutral,
        rule: "",
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
