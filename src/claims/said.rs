//! The attributions of a document as claims ask for them: in whose words of saying and in whose content a token stands, and
//! which clauses stand where they do.

use crate::attribution::Attribution;
use crate::base::Span;
use crate::text::{Clause, Document, Tokens};

use super::places::Places;

/// The attributions of a document, and where their words of saying and what is said stand.
pub(super) struct Said<'a> {
    pub attributions: &'a [&'a Attribution],
    cues: Holders,
    contents: Holders,
    /// By sentence: index of the first clause that starts in it or behind it.
    clauses: Vec<usize>,
}

impl<'a> Said<'a> {
    pub fn new(document: &Document, attributions: &'a [&'a Attribution]) -> Self {
        let tokens = document.tokens.len();
        let parts = |of: fn(&Attribution) -> &[Tokens]| {
            attributions.iter().enumerate().flat_map(move |(at, a)| of(a).iter().map(move |part| (part, at)))
        };
        // From the last one on, so that the first one of a sentence stays.
        let mut clauses = vec![document.clauses.len(); document.sentences.len()];
        for (index, clause) in document.clauses.iter().enumerate().rev() {
            clauses.get_mut(document.sentence_of(clause.tokens.start)).into_iter().for_each(|first| *first = index);
        }
        clauses.iter_mut().rev().fold(document.clauses.len(), |behind, first| {
            *first = behind.min(*first);
            *first
        });
        Said {
            attributions,
            cues: Holders::new(tokens, parts(|a| &a.cue_tokens)),
            contents: Holders::new(tokens, parts(|a| &a.content_tokens)),
            clauses,
        }
    }

    /// The attributions whose words of saying hold a token; one can come twice.
    pub fn by_cue(&self, token: usize) -> impl Iterator<Item = &'a Attribution> {
        self.cues_at(token).filter_map(|at| self.attributions.get(at).copied())
    }

    /// The indexes of these.
    pub fn cues_at(&self, token: usize) -> impl Iterator<Item = usize> {
        self.cues.of(token)
    }

    /// The attributions whose content holds a token; one can come twice.
    pub fn by_content(&self, token: usize) -> impl Iterator<Item = &'a Attribution> {
        self.contents_at(token).filter_map(|at| self.attributions.get(at).copied())
    }

    /// Whether a token stands in what somebody is said to say by a word at `cue`.
    pub fn is_said_by(&self, cue: usize, token: usize) -> bool {
        self.by_cue(cue).any(|a| a.content_tokens.iter().any(|part| part.contains(&token)))
    }

    /// By which attributions' content a token is held.
    #[inline]
    pub fn content_at(&self, token: usize) -> Held {
        match self.contents.by_token.get(token).copied().unwrap_or(0) {
            0 => Held::Nobody,
            SEVERAL => Held::Several,
            one => Held::One(one as usize - 1),
        }
    }

    /// The indexes of these.
    pub fn contents_at(&self, token: usize) -> impl Iterator<Item = usize> {
        self.contents.of(token)
    }

    /// The clauses of a token's sentence, and those behind it.
    pub fn clauses_from<'d>(&self, document: &'d Document, token: usize) -> &'d [Clause] {
        let first = self.clauses.get(document.sentence_of(token)).copied().unwrap_or(usize::MAX);
        document.clauses.get(first..).unwrap_or_default()
    }

    /// The clauses of the sentences that some tokens stand in, up to the last of these.
    pub fn clauses_in<'d>(&self, document: &'d Document, tokens: &Tokens) -> impl Iterator<Item = &'d Clause> {
        let end = tokens.end;
        self.clauses_from(document, tokens.start).iter().take_while(move |c| c.tokens.start < end)
    }
}

/// By how many contents a token is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Held {
    Nobody,
    /// Its index.
    One(usize),
    Several,
}

/// By token: the numbers of the parts that hold it.
struct Holders {
    /// One more than the number; 0 for nothing.
    by_token: Vec<u32>,
    /// All parts, where a token is in several.
    several: Places,
}

/// A token that several hold.
const SEVERAL: u32 = u32::MAX;

impl Holders {
    fn new<'p>(tokens: usize, parts: impl Iterator<Item = (&'p Tokens, usize)> + Clone) -> Self {
        let mut by_token = vec![0; tokens];
        let mut shared = false;
        for (part, number) in parts.clone() {
            let mark = u32::try_from(number + 1).unwrap_or(SEVERAL);
            for held in by_token.get_mut(part.clone()).unwrap_or_default() {
                *held = if *held == 0 || *held == mark { mark } else { SEVERAL };
                shared |= *held == SEVERAL;
            }
        }
        let several = match shared {
            true => Places::new(parts.map(|(part, number)| (Span::new(part.start, part.end), number))),
            false => Places::default(),
        };
        Holders { by_token, several }
    }

    #[inline]
    fn of(&self, token: usize) -> impl Iterator<Item = usize> {
        let held = self.by_token.get(token).copied().unwrap_or(0);
        let one = if held == SEVERAL { None } else { held.checked_sub(1) };
        let several = (held == SEVERAL).then(|| self.several.overlapping(Span::new(token, token + 1)));
        one.map(|number| number as usize).into_iter().chain(several.into_iter().flatten())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_token_is_held_by_the_parts_that_contain_it(parts in prop::collection::vec((0usize..20, 0usize..9), 0..12)) {
            let parts: Vec<Tokens> = parts.into_iter().map(|(start, len)| start..start + len).collect();
            let holders = Holders::new(30, parts.iter().zip(0..));
            for token in 0..32 {
                let mut found: Vec<usize> = holders.of(token).collect();
                found.sort_unstable();
                found.dedup();
                let all: Vec<usize> = (0..parts.len()).filter(|&i| parts[i].contains(&token)).collect();
                prop_assert_eq!(found, all);
            }
        }
    }
}
