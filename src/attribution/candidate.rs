//! A possible attribution: how it was found, how sure it is, and which of the overlapping ones stay.

use super::Parts;
use super::reading::Reading;
use crate::base::BitSet;
use crate::rules::figures::{self, Key};
use crate::rules::{Stance, Word};
use crate::text::Tokens;

/// A possible attribution.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Candidate<'a> {
    pub source: Parts,
    pub cue: Parts,
    pub content: Parts,
    pub stance: Stance,
    pub rule: &'a str,
    /// How often a cue with this complement is an attribution, 0 to 1.
    pub confidence: f32,
    /// Whether its content is a quotation.
    pub quoted: bool,
    /// The cue's main word, and the complement it has here; `None` when a frame or nothing but marks found it.
    pub measured: Option<(Word, Key)>,
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
        !self.quoted && self.measured.is_some_and(|(_, complement)| complement == figures::NP)
    }

    /// Whether a frame found it with a source of its own.
    pub fn names_itself(&self) -> bool {
        self.measured.is_none() && !self.source.is_empty() && !self.cue.is_empty()
    }

    /// First token of its cue, of its content where it has none.
    pub fn anchor(&self) -> usize {
        self.cue.first().or(self.content.first()).map_or(0, |t| t.start)
    }
}

/// How often the verb of index `entry` with this complement is an attribution: the figure measured for the very word, else the
/// one usual for the complement, where the word's entry says that it takes it. `None`: it does not take it.
pub(super) fn precision(reading: &Reading, entry: usize, word: Word, complement: Key) -> Option<f32> {
    let figures = reading.figures;
    let measured = figures.measured(complement, reading.rules.lemma(word));
    if figures.takes(entry, complement) {
        let usual = || figures.usual(complement).unwrap_or(UNMEASURED);
        return Some(measured.unwrap_or_else(usual) as f32);
    }
    // A complement that the entry does not name can still have been measured; an entry that names it is the better witness.
    let value = if reading.exploring { 0.0 } else { measured? - UNNAMED };
    // A word's entries share no figures across passives, nouns and the rest.
    let complements = reading.rules.verbs.get(entry)?.complements;
    (complements & complement.class() != 0).then_some(value as f32)
}

/// The ones that stay of those over the threshold: of nested ones only the outermost. In text order.
pub(super) fn choose(mut candidates: Vec<Candidate>, threshold: f32) -> Vec<Candidate> {
    candidates.retain(|c| c.confidence >= threshold && c.length() > 0);
    take_in_nested(&mut candidates);
    // Figures are not negative, so that their bits have their order; what comes first is lowest.
    let rank = |(index, c): (usize, &Candidate)| {
        let high =
            u64::from(u32::MAX - short(c.length())) << 32 | u64::from(u32::MAX - c.confidence.max(0.0).to_bits());
        (high, u64::from(short(c.anchor())) << 32 | u64::from(short(index)))
    };
    let mut order: Vec<_> = candidates.iter().enumerate().map(rank).collect();
    order.sort_unstable();
    let tokens = candidates.iter().flat_map(|c| c.content.iter().chain(&c.cue)).map(|t| t.end).max().unwrap_or(0);
    let mut contents = Owners::new(tokens);
    let (mut taken, mut cues) = (BitSet::new(tokens), BitSet::new(tokens));
    let mut kept: Vec<(u64, usize)> = Vec::with_capacity(order.len());
    for (_, low) in order {
        let index = (low & u64::from(u32::MAX)) as usize;
        let Some(candidate) = candidates.get(index) else { continue };
        if candidate.cue.iter().any(|part| cues.within(part).next().is_some()) {
            continue;
        }
        let around = contents.of(candidate.anchor()).and_then(|i| candidates.get(i));
        let nested = around.is_some();
        if around.is_some_and(|k: &Candidate| !k.is_topic() || !candidate.names_itself()) {
            continue;
        }
        let Some(candidate) = candidates.get_mut(index) else { continue };
        if !nested {
            candidate.content.iter_mut().for_each(|part| clip(part, &taken));
            candidate.content.retain(|part| !Tokens::is_empty(part));
        }
        if !candidate.content.is_empty() {
            for part in &candidate.content {
                contents.take(part, index);
                taken.fill(part);
            }
            for part in &candidate.cue {
                cues.fill(part);
                taken.fill(part);
            }
            let place = u64::from(short(candidate.start())) << 32 | u64::from(short(candidate.anchor()));
            kept.push((place, index));
        }
    }
    kept.sort_unstable();
    let mut all: Vec<Option<Candidate>> = candidates.into_iter().map(Some).collect();
    kept.into_iter().filter_map(|(_, index)| all.get_mut(index)?.take()).collect()
}

/// Lets a content go on to the end of what somebody is said to say inside it: "Berg said [there was evidence that …]". Otherwise the
/// inner one, which is longer, would leave the outer one a word.
fn take_in_nested(candidates: &mut [Candidate]) {
    let behind = |c: &Candidate| c.content.iter().filter(|part| part.start >= c.anchor()).map(|part| part.end).max();
    let unquoted = candidates.iter().filter(|c| !c.quoted);
    let mut nested: Vec<(usize, usize)> = unquoted.filter_map(|c| Some((c.anchor(), behind(c)?))).collect();
    nested.sort_unstable();
    for candidate in candidates.iter_mut().filter(|c| !c.quoted && c.measured.is_some()) {
        let anchor = candidate.anchor();
        let [part] = candidate.content.as_mut_slice() else { continue };
        if part.start < anchor {
            continue;
        }
        let first = nested.partition_point(|(at, _)| *at < part.start);
        for &(at, end) in nested.iter().skip(first).take(NESTED) {
            if at >= part.end {
                break;
            }
            part.end = part.end.max(end);
        }
    }
}

/// So many attributions inside a content are looked at; the bound keeps it linear.
const NESTED: usize = 32;

/// A token or a count of them as it is compared; a text has no more.
fn short(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Starts `part` behind what is taken at its start, and ends it where what is taken begins again.
#[inline]
fn clip(part: &mut Tokens, taken: &BitSet) {
    part.start = taken.without(part).next().unwrap_or(part.end);
    part.end = taken.within(part).next().unwrap_or(part.end);
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
        tokens.iter_mut().for_each(|t| *t = if *t == 0 { mark } else { *t });
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
