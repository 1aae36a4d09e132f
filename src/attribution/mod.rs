//! Floor 5: who says what: source, cue, content and stance of every attribution; last names and pronouns resolved.

mod bearer;
mod candidate;
mod chain;
mod complement;
mod content;
mod description;
mod direct;
mod discourse;
mod extent;
mod frames;
mod headline;
mod kind;
mod noted;
mod nouns;
mod passive;
#[cfg(test)]
mod quotation_tests;
mod reading;
mod resolve;
#[cfg(test)]
mod resolve_tests;
mod source;
#[cfg(test)]
mod tests;
pub(crate) mod traits;
mod unclaimed;
mod verb_group;
mod verbs;

use serde::Serialize;
use smallvec::SmallVec;

use crate::base::Span;
use crate::matching::{Engine, Hits};
use crate::rules::Stance;
use crate::rules::lists;
use crate::text::{Document, Tokens};

use candidate::Candidate;
use reading::Reading;
use source::Earlier;
use traits::{QUOTED, WORD};

pub use noted::Noted;

/// Stretches of a text, one as a rule.
pub type Spans = SmallVec<[Span; 1]>;

/// The same as tokens.
pub(crate) type Parts = SmallVec<[Tokens; 1]>;

/// How the content is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum AttributionKind {
    Direct,
    Indirect,
    Mixed,
}

/// What kind of source it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum SourceKind {
    Person,
    Organisation,
    Document,
    Outlet,
    Anonymous,
    Unknown,
}

/// Whom a source's words mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Resolved {
    /// The longest name this article gives.
    pub name: String,
    /// The antecedent.
    pub spans: Spans,
}

/// One attribution.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Attribution {
    /// Its index in the article's list.
    pub id: usize,
    /// Direct, indirect or mixed.
    pub kind: AttributionKind,
    /// The source's words as they stand; empty when left out.
    pub source: Spans,
    /// The whole verb group or phrase; empty for a bare quotation.
    pub cue: Spans,
    /// What is attributed, its quotation marks and leading that/to included; no span crosses a sentence.
    pub content: Spans,
    /// How the outlet carries it, by frame and verb.
    pub stance: Stance,
    /// Kind of source.
    pub source_kind: SourceKind,
    /// Whom the source's words mean, where the text allows it.
    pub resolved: Option<Resolved>,
    /// Id of the actor that the source is or speaks for.
    pub actor: Option<String>,
    /// The attribution this one is reported through.
    pub via: Option<usize>,
    /// Full id of the rule that found it.
    pub rule: String,
    /// 0 to 1: how sure.
    pub confidence: f32,
    /// The tokens of `cue`, span by span.
    #[serde(skip)]
    pub(crate) cue_tokens: Parts,
    /// The tokens of `content`, span by span.
    #[serde(skip)]
    pub(crate) content_tokens: Parts,
}

/// The attributions of a document, in the order of their first word. `noted` is what is noted of its tokens.
///
/// Of attributions that stand inside the content of another only the outermost is given, chains of sources apart.
pub fn find(document: &Document, hits: &Hits, noted: &Noted, engine: &Engine) -> Vec<Attribution> {
    let reading = Reading::new(document, hits, noted, engine.rules(), false);
    let threshold = reading.figures.threshold;
    let mut chosen = candidate::choose(candidates(&reading, threshold), threshold);
    let cued = chosen.len();
    direct::claim_rest(&reading, &mut chosen);
    // What has been added stands at the end.
    if chosen.len() > cued {
        chosen.sort_by_cached_key(|c| (c.start(), c.anchor()));
    }
    let links = chain::links(&reading, &mut chosen);
    let sources: Vec<Option<Tokens>> = chosen.iter().map(|c| c.source.first().cloned()).collect();
    let mut found: Vec<Attribution> = chosen.into_iter().enumerate().map(|(id, c)| finished(&reading, id, c)).collect();
    for (through, cited) in links {
        if let Some(attribution) = found.get_mut(cited) {
            attribution.via = Some(through);
        }
    }
    resolve::all(&reading, &mut found, &sources);
    found
}

/// A possible attribution, for measuring how often a word with this complement is one.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// The base form of the cue's main word, folded.
    pub word: String,
    /// The complement it has, as `takes` of a verb's entry names it.
    pub complement: String,
    /// The attributed words.
    pub content: Spans,
    /// Whether the word's entry says that it takes the complement.
    pub taken: bool,
}

/// Everything in a document that the figures of `[values.precision-…]` decide about, taken up or not.
pub fn evidence(document: &Document, hits: &Hits, engine: &Engine) -> Vec<Evidence> {
    let noted = Noted::new(document, hits);
    let reading = Reading::new(document, hits, &noted, engine.rules(), true);
    let spans = |parts: &[Tokens]| parts.iter().map(|t| document.span(t)).collect();
    let word = |word| reading.rules.words.text(reading.rules.lemma(word)).to_owned();
    let measured = |c: Candidate| {
        let (main, complement) = c.measured?;
        Some(Evidence {
            word: word(main),
            complement: complement.name(&reading.rules.words),
            content: spans(&c.content),
            taken: c.confidence > 0.0,
        })
    };
    candidates(&reading, 0.0).into_iter().filter_map(measured).collect()
}

/// Everything that could be an attribution, cue by cue, in text order.
fn candidates<'a>(reading: &'a Reading<'a>, threshold: f32) -> Vec<Candidate<'a>> {
    let mut all: Vec<Candidate> =
        reading.hits.frames.iter().filter_map(|hit| frames::candidate(reading, hit)).collect();
    let sentences = 0..reading.document.sentences.len();
    all.extend(sentences.filter_map(|sentence| headline::candidate(reading, sentence)));
    let (mut sentence, mut phrase) = (usize::MAX, 0);
    let mut earlier: Vec<(usize, Tokens)> = Vec::new();
    for hit in &reading.hits.verbs {
        if hit.sentence != sentence {
            sentence = hit.sentence;
            earlier.clear();
        }
        if hit.tokens.end <= phrase {
            // Part of a cue of several words: "quoted as saying".
            continue;
        }
        let before = Earlier { cues: &earlier };
        if let Some(noun) = nouns::candidate(reading, hit, &before) {
            all.push(noun);
        } else if let Some(found) = verbs::candidate(reading, hit, &before) {
            if found.confidence >= threshold {
                phrase = if hit.tokens.len() > 1 { hit.tokens.end } else { phrase };
                earlier.push((found.anchor(), found.source.first().cloned().unwrap_or_default()));
            }
            all.push(found);
        }
    }
    all
}

/// A candidate as the contract has it; whom it means is filled in later.
fn finished(reading: &Reading, id: usize, candidate: Candidate) -> Attribution {
    let source_kind = match (candidate.cue.is_empty(), candidate.source.is_empty()) {
        (true, true) => SourceKind::Unknown,
        _ => kind::of(reading, &candidate.source),
    };
    let (kind, stance) = (form(reading, &candidate.content), stance(reading, &candidate));
    let actor = candidate.source.first().filter(|_| source_kind != SourceKind::Outlet);
    let actor = actor.and_then(|words| kind::actor(reading, words)).map(str::to_owned);
    let cue_tokens = in_order(reading, candidate.cue);
    let content_tokens = in_order(reading, by_sentence(reading, candidate.content));
    Attribution {
        id,
        kind,
        source: spans(reading, &in_order(reading, candidate.source)),
        cue: spans(reading, &cue_tokens),
        content: spans(reading, &content_tokens),
        stance,
        source_kind,
        resolved: None,
        actor,
        via: None,
        rule: candidate.rule.to_owned(),
        confidence: candidate.confidence,
        cue_tokens,
        content_tokens,
    }
}

/// How the outlet carries it: by its verb, unless that is negated ("did not disclose what").
fn stance(reading: &Reading, candidate: &Candidate) -> Stance {
    let negated = || candidate.cue.iter().flat_map(|part| part.clone()).any(|at| reading.has(lists::CUE_NEGATIONS, at));
    match candidate.stance {
        Stance::Endorsing | Stance::Doubting if negated() => Stance::Neutral,
        stance => stance,
    }
}

/// Where parts stand in the text.
fn spans(reading: &Reading, parts: &[Tokens]) -> Spans {
    parts.iter().map(|part| reading.document.span(part)).collect()
}

/// Parts in the order of the text, without empty ones.
fn in_order(reading: &Reading, mut parts: Parts) -> Parts {
    parts.retain(|part| !reading.document.span(part).is_empty());
    parts.sort_unstable_by_key(|part| (part.start, part.end));
    parts
}

/// Parts that run over several sentences, cut where a sentence starts: no span of a content crosses a sentence.
fn by_sentence(reading: &Reading, parts: Parts) -> Parts {
    if parts.iter().all(|part| part.is_empty() || reading.sentence(part.start).end >= part.end) {
        return parts;
    }
    let mut cut = Parts::new();
    for part in parts {
        let mut start = part.start;
        while start < part.end {
            let end = reading.sentence(start).end.clamp(start + 1, part.end);
            cut.push(start..end);
            start = end;
        }
    }
    cut
}

/// Direct when all words are quoted, indirect when none is.
fn form(reading: &Reading, content: &[Tokens]) -> AttributionKind {
    if !content.iter().any(|part| reading.any(QUOTED, part)) {
        return AttributionKind::Indirect;
    }
    let (mut words, mut quoted) = (0, 0);
    for part in content {
        let mut at = part.start;
        while at < part.end {
            let (inside, end) = reading.quoted_until(at, part.end);
            let count = (at..end).filter(|&at| reading.is(WORD, at)).count();
            words += count;
            quoted += if inside { count } else { 0 };
            at = end;
        }
    }
    match quoted {
        0 => AttributionKind::Indirect,
        _ if quoted == words => AttributionKind::Direct,
        _ => AttributionKind::Mixed,
    }
}
