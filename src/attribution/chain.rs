//! Second-hand sources: "the Daily Mirror reported, citing a secret memo": the outlet hands on what the memo says.

use smallvec::smallvec;

use rustc_hash::{FxHashMap, FxHashSet};

use super::candidate::Candidate;
use super::complement::object_end;
use super::extent;
use super::reading::Reading;
use super::traits::{COMMA, GERUND, PRONOUN};
use crate::matching::RuleRef;
use crate::rules::{Stance, Verb, complements};
use crate::text::Tokens;

/// A cited source: the citing verb, and whom it cites.
pub(super) struct Citation<'a> {
    verb: &'a Verb,
    cue: Tokens,
    source: Tokens,
    /// Where the citation ends, a relative clause on its source included.
    pub end: usize,
}

/// The citation whose verb stands at `at`.
pub(super) fn citation<'a>(reading: &Reading<'a>, at: usize) -> Option<Citation<'a>> {
    let here = reading.cues_at(at);
    let (verb, cue) = here
        .iter()
        .filter_map(|hit| match hit.rule {
            RuleRef::Verb(index) => reading.rules.verbs.get(index).map(|verb| (verb, hit.tokens.clone())),
            _ => None,
        })
        .find(|(verb, _)| verb.complements & complements::CITED != 0)?;
    let object = object_end(reading, cue.end)?;
    let source = extent::right(reading, cue.end).filter(|s| !reading.is(COMMA, s.end.saturating_sub(1)))?;
    Some(Citation { verb, cue, end: behind_relative(reading, object.max(source.end)), source })
}

/// Behind a relative clause without a pronoun: "a memo it obtained".
pub(super) fn behind_relative(reading: &Reading, at: usize) -> usize {
    let pronoun = reading.is(PRONOUN, at) && reading.is_finite(at + 1);
    if pronoun { at + 2 } else { at }
}

/// Ties second-hand sources to what they are reported through, and adds an attribution for each source cited inside another
/// attribution's clause, behind that one's cue; gives pairs of indexes: the attribution it is reported through, and its own. Keeps
/// text order.
pub(super) fn links<'a>(reading: &Reading<'a>, chosen: &mut Vec<Candidate<'a>>) -> Vec<(usize, usize)> {
    let mut pairs = retold(reading, chosen);
    pairs.extend(cited(reading, chosen));
    if pairs.is_empty() {
        return Vec::new();
    }
    chosen.sort_by_key(|c| (c.start(), c.anchor()));
    let index: FxHashMap<usize, usize> = chosen.iter().enumerate().map(|(i, c)| (c.anchor(), i)).collect();
    pairs.into_iter().filter_map(|(through, cited)| Some((*index.get(&through)?, *index.get(&cited)?))).collect()
}

/// “C,” A said, according to B: of what B says nothing is left but A, and so B hands on that A says it. Pairs of anchors.
fn retold(reading: &Reading, chosen: &mut [Candidate]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for at in 1..chosen.len() {
        let Some([teller, through]) = chosen.get_mut(at - 1..at + 1) else { break };
        let said = |part: &Tokens| teller.source.iter().any(|s| s.start <= part.start && part.end <= s.end);
        let anchor = through.anchor();
        let close = teller.anchor() < anchor && reading.sentence(teller.anchor()).contains(&anchor);
        if !teller.quoted || !close || !through.names_itself() || !through.content.iter().all(said) {
            continue;
        }
        through.content.clone_from(&teller.content);
        if let Some(last) = through.content.iter_mut().rfind(|part| part.end <= teller.anchor()) {
            let mark = anchor.checked_sub(1).filter(|&mark| reading.is(COMMA, mark));
            last.end = mark.unwrap_or(anchor);
        }
        pairs.push((anchor, teller.anchor()));
    }
    pairs
}

/// Adds the sources cited inside other attributions' clauses. Pairs of anchors.
fn cited<'a>(reading: &Reading<'a>, chosen: &mut Vec<Candidate<'a>>) -> Vec<(usize, usize)> {
    let mut anchors: Vec<usize> = Vec::new();
    let mut cited = Vec::new();
    for hit in &reading.hits.verbs {
        if !reading.is(GERUND, hit.tokens.start) || reading.quotation_around(hit.tokens.start).is_some() {
            continue;
        }
        if cited.last().is_some_and(|(_, c): &(usize, Citation)| c.cue.start == hit.tokens.start) {
            continue;
        }
        let Some(citation) = citation(reading, hit.tokens.start) else { continue };
        if anchors.is_empty() {
            // Bare quotations report no source behind theirs.
            anchors.extend(chosen.iter().filter(|c| !c.cue.is_empty()).map(Candidate::anchor));
            anchors.sort_unstable();
        }
        let sentence = reading.sentence(hit.tokens.start);
        let near = anchors.partition_point(|&a| a < sentence.start)..anchors.partition_point(|&a| a < sentence.end);
        let near = anchors.get(near).unwrap_or_default();
        let before = near.iter().rfind(|&&a| a < citation.cue.start).or(near.first());
        let Some(&through) = before else { continue };
        cited.push((through, citation));
    }
    if cited.is_empty() {
        return Vec::new();
    }
    // The citing verb makes no second attribution of the outlet's.
    let cues: FxHashSet<usize> = cited.iter().map(|(_, one)| one.cue.start).collect();
    let cites = |c: &Candidate| c.cue.iter().any(|t| cues.contains(&t.start));
    chosen.retain(|c| !cites(c));
    let outer: FxHashMap<usize, usize> = chosen.iter().enumerate().map(|(i, c)| (c.anchor(), i)).collect();
    let mut pairs = Vec::new();
    for (through, citation) in cited {
        let Some(outer) = outer.get(&through).and_then(|&i| chosen.get_mut(i)) else { continue };
        let clause = citation.cue.start..citation.end;
        for part in &mut outer.content {
            // What is cited is no part of what is said.
            if part.contains(&clause.start) && part.end <= clause.end {
                part.end = clause.start;
            }
        }
        outer.content.retain(|part| !Tokens::is_empty(part));
        let second = Candidate {
            source: smallvec![citation.source],
            cue: smallvec![citation.cue.clone()],
            content: outer.content.clone(),
            stance: Stance::Neutral,
            rule: &citation.verb.id,
            confidence: outer.confidence,
            quoted: outer.quoted,
            measured: None,
        };
        if second.length() > 0 {
            pairs.push((through, citation.cue.start));
            chosen.push(second);
        }
    }
    pairs
}
