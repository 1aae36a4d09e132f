//! What is noted of every token of a document: its traits and the lists that its word is in. Laid out once, so that looking for
//! any of several things is a load and a test a token.

use super::traits::{
    self, ACTOR, CUE, DATE_END, DATE_START, NAME_START, OUTSIDE, PHRASE_END, PHRASE_START, QUOTATION_END,
    QUOTATION_START, SUBJECT_HEAD, Traits,
};
use crate::matching::Hits;
use crate::rules::lists::Lists;
use crate::text::{Document, Tokens};

/// What is noted of every token.
#[derive(Debug, Clone, Default)]
pub struct Noted {
    /// By token; behind the last one as many more as are looked at together.
    traits: Vec<Traits>,
    /// By token.
    lists: Vec<Lists>,
}

/// So many tokens are looked at together: where something stands among them is then worked out, not walked to.
const TOGETHER: usize = 8;

impl Noted {
    /// What is noted of a document's tokens.
    pub fn new(document: &Document, hits: &Hits) -> Noted {
        let lists = document.lists().to_vec();
        let mut all = Vec::with_capacity(document.tokens.len() + TOGETHER);
        all.extend(
            document
                .tokens
                .iter()
                .zip(&lists)
                .zip(document.held())
                .map(|((token, lists), held)| traits::of(token, document.text, held, *lists)),
        );
        let mut add = |at: usize, traits: Traits| {
            if let Some(own) = all.get_mut(at) {
                *own |= traits;
            }
        };
        for name in &document.names {
            add(name.tokens.start, NAME_START);
        }
        for quotation in &document.quotations {
            add(quotation.tokens.start, QUOTATION_START);
            if quotation.closed {
                add(quotation.tokens.end.wrapping_sub(1), QUOTATION_END);
            }
        }
        for date in &document.dates {
            add(date.tokens.start, DATE_START);
            add(date.tokens.end.wrapping_sub(1), DATE_END);
        }
        for phrase in &document.phrases {
            add(phrase.tokens.start, PHRASE_START);
            add(phrase.tokens.end.wrapping_sub(1), PHRASE_END);
        }
        for clause in &document.clauses {
            // Outside the text nothing is noted.
            let subject = clause.subject.and_then(|subject| document.phrases.get(subject));
            add(subject.map_or(usize::MAX, |phrase| phrase.head), SUBJECT_HEAD);
        }
        hits.verbs.iter().for_each(|hit| add(hit.tokens.start, CUE));
        hits.actors.iter().for_each(|hit| add(hit.tokens.start, ACTOR));
        all.extend([OUTSIDE; TOGETHER]);
        Noted { traits: all, lists }
    }

    /// The traits of a token.
    #[inline(always)]
    pub(crate) fn traits(&self, at: usize) -> Traits {
        self.traits.get(at).copied().unwrap_or(OUTSIDE)
    }

    /// The traits of all tokens.
    pub(crate) fn all(&self) -> &[Traits] {
        self.traits.get(..self.lists.len()).unwrap_or_default()
    }

    /// The lists that a token's word is in.
    #[inline(always)]
    pub(crate) fn lists(&self, at: usize) -> Lists {
        self.lists.get(at).copied().unwrap_or(0)
    }

    /// The first of some tokens that has one of these traits.
    #[inline]
    pub(super) fn first(&self, traits: Traits, tokens: &Tokens) -> Option<usize> {
        let end = tokens.end.min(self.lists.len());
        let mut from = tokens.start;
        while from < end {
            let having = having(self.traits.get(from..from + TOGETHER)?.first_chunk()?, traits);
            if having != 0 {
                let at = from + having.trailing_zeros() as usize;
                return (at < end).then_some(at);
            }
            from += TOGETHER;
        }
        None
    }

    /// The last of some tokens that has one of these traits.
    #[inline]
    pub(super) fn last(&self, traits: Traits, tokens: &Tokens) -> Option<usize> {
        let mut until = tokens.end.min(self.lists.len());
        while tokens.start < until {
            let from = until.saturating_sub(TOGETHER).max(tokens.start);
            let having =
                having(self.traits.get(from..from + TOGETHER)?.first_chunk()?, traits) & ((1 << (until - from)) - 1);
            if having != 0 {
                return Some(from + having.ilog2() as usize);
            }
            until = from;
        }
        None
    }
}

/// Which of some tokens have one of these traits, the first one's bit lowest.
#[inline]
fn having(tokens: &[Traits; TOGETHER], traits: Traits) -> u32 {
    tokens.iter().zip(0..).fold(0, |having, (own, at)| having | u32::from(own & traits != 0) << at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn looking_at_several_together_finds_what_a_walk_finds(
            tokens in prop::collection::vec(0..4u64, 0..40), start in 0usize..44, end in 0usize..50, wanted in 0..4u64
        ) {
            let traits = tokens.iter().copied().chain([OUTSIDE; TOGETHER]).collect();
            let noted = Noted { traits, lists: vec![0; tokens.len()] };
            let within = (start..end.min(tokens.len())).filter(|&at| tokens[at] & wanted != 0);
            prop_assert_eq!(noted.first(wanted, &(start..end)), within.clone().next());
            prop_assert_eq!(noted.last(wanted, &(start..end)), within.clone().next_back());
        }
    }
}
