//! A possible attribution: how it was found, how sure it is, and which of the overlapping ones stay.

use std::borrow::Cow;
use std::cmp::Reverse;

use super::reading::Reading;
use crate::rules::{Stance, Verb, Word, complements};
use crate::text::Tokens;

/// A possible attribution.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Candidate<'a> {
    pub source: Vec<Tokens>,
    pub cue: Vec<Tokens>,
    pub content: Vec<Tokens>,
    pub stance: Stance,
    pub rule: &'a str,
    /// How often a cue with this complement is an attribution, 0 to 1.
    pub confidence: f32,
    /// Whether its content is a quotation.
    pub quoted: bool,
    /// The cue's main word, and the complement it has here; `None` when a frame or nothing but marks found it.
    pub measured: Option<(Word, Cow<'a, str>)>,
}

impl Candidate<'_> {
    /// How many tokens are attributed.
    pub fn length(&self) -> usize {
        self.content.iter().map(|t| t.len()).sum()
    }

    /// Its first token.
    pub fn start(&self) -> usize {
        let first = |parts: &[Tokens]| parts.iter().map(|t| t.start).min().unwrap_or(usize::MAX);
        let first = first(&self.source).min(first(&self.cue)).min(first(&self.content));
        if first == usize::MAX { 0 } else { first }
    }

    /// Whether its content is a topic rather than a statement: "discussed US claims of fraud".
    fn is_topic(&self) -> bool {
        !self.quoted && self.measured.as_ref().is_some_and(|(_, complement)| complement == "np")
    }

    /// Whether a frame found it with a source of its own.
    fn names_itself(&self) -> bool {
        self.measured.is_none() && !self.source.is_empty() && !self.cue.is_empty()
    }

    /// First token of its cue, of its content where it has none.
    pub fn anchor(&self) -> usize {
        self.cue.first().or(self.content.first()).map_or(0, |t| t.start)
    }
}

/// How often `verb` with this complement is an attribution: the figure measured for the very word, else the one usual for
/// the complement, where the word's entry says that it takes it. `None`: it does not take it.
pub(super) fn precision(reading: &Reading, verb: &Verb, word: Word, complement: &str) -> Option<f32> {
    let tables = &reading.rules.tables;
    let takes = verb.takes.iter().any(|t| t == complement);
    let measured = tables.precision(complement, reading.rules.lemma(word));
    if takes {
        let usual = || reading.rules.number("precision", complement).unwrap_or(UNMEASURED);
        return Some(measured.unwrap_or_else(usual) as f32);
    }
    // A complement that the entry does not name can still have been measured; an entry that names it is the better witness.
    let value = if reading.exploring { 0.0 } else { measured? - UNNAMED };
    // A word's entries share no figures across passives, nouns and the rest.
    (verb.complements & complements::class(complement) != 0).then_some(value as f32)
}

/// The ones that stay of those over the threshold: of nested ones only the outermost. In text order.
pub(super) fn choose(mut candidates: Vec<Candidate>, threshold: f32) -> Vec<Candidate> {
    candidates.retain(|c| c.confidence >= threshold && c.length() > 0);
    // Figures are not negative, so that their bits have their order.
    let rank = |(index, c): (usize, &Candidate)| {
        (Reverse(c.length()), Reverse(c.confidence.max(0.0).to_bits()), c.anchor(), index)
    };
    let mut order: Vec<_> = candidates.iter().enumerate().map(rank).collect();
    order.sort_unstable();
    let tokens = candidates.iter().flat_map(|c| c.content.iter().chain(&c.cue)).map(|t| t.end).max().unwrap_or(0);
    let (mut contents, mut cues) = (Owners::new(tokens), Owners::new(tokens));
    let mut kept: Vec<(usize, usize, usize)> = Vec::with_capacity(order.len());
    for (.., index) in order {
        let Some(candidate) = candidates.get(index) else { continue };
        if candidate.cue.iter().any(|part| part.clone().any(|at| cues.has(at))) {
            continue;
        }
        let around = contents.of(candidate.anchor()).and_then(|i| candidates.get(i));
        let nested = around.is_some();
        if around.is_some_and(|k: &Candidate| !k.is_topic() || !candidate.names_itself()) {
            continue;
        }
        let Some(candidate) = candidates.get_mut(index) else { continue };
        if !nested {
            let taken = |at: usize| contents.has(at) || cues.has(at);
            candidate.content.iter_mut().for_each(|part| clip(part, taken));
            candidate.content.retain(|part| !part.is_empty());
        }
        if !candidate.content.is_empty() {
            candidate.content.iter().for_each(|part| contents.take(part, index));
            candidate.cue.iter().for_each(|part| cues.take(part, index));
            kept.push((candidate.start(), candidate.anchor(), index));
        }
    }
    kept.sort();
    let mut all: Vec<Option<Candidate>> = candidates.into_iter().map(Some).collect();
    kept.into_iter().filter_map(|(.., index)| all.get_mut(index)?.take()).collect()
}

/// Starts `part` behind what is taken at its start, and ends it where what is taken begins again.
#[inline]
fn clip(part: &mut Tokens, taken: impl Fn(usize) -> bool) {
    part.start = part.clone().find(|&at| !taken(at)).unwrap_or(part.end);
    part.end = part.clone().find(|&at| taken(at)).unwrap_or(part.end);
}

/// Which attribution has taken which token.
pub(super) struct Owners(Vec<u32>);

impl Owners {
    /// No token of so many is taken.
    pub fn new(tokens: usize) -> Self {
        Owners(vec![0; tokens])
    }

    /// Gives tokens that nobody has to an attribution.
    pub fn take(&mut self, part: &Tokens, owner: usize) {
        // More attributions than fit are more than there are tokens.
        let mark = u32::try_from(owner + 1).unwrap_or(u32::MAX);
        let tokens = self.0.get_mut(part.clone()).unwrap_or_default();
        tokens.iter_mut().filter(|t| **t == 0).for_each(|t| *t = mark);
    }

    /// Whether an attribution has the token.
    #[inline]
    pub fn has(&self, at: usize) -> bool {
        self.0.get(at).is_some_and(|mark| *mark != 0)
    }

    /// The attribution that has the token.
    #[inline]
    pub fn of(&self, at: usize) -> Option<usize> {
        self.0.get(at).and_then(|mark| mark.checked_sub(1)).map(|owner| owner as usize)
    }
}

/// What a figure loses when the word's entry does not name the complement.
const UNNAMED: f64 = 0.001;
/// What a complement without any figure is worth.
const UNMEASURED: f64 = 0.6;
