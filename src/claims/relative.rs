//! Relative clauses: which are claims of their own, and where the clause ends that one hangs on.

use crate::attribution::traits::COMMA;
use crate::matching::Engine;
use crate::rules::lists;
use crate::text::{Clause, ClauseKind, Document, Tag, TokenKind, Tokens};

use super::terms::Found;
use super::unit::{tells, words};

/// Leaves relative clauses that tell too little to be claims in what they hang on: "cracks that were found".
pub(super) fn leave_small(document: &Document, kept: &mut [bool], terms: &Found, engine: &Engine) {
    let clauses = &document.clauses;
    for (index, clause) in clauses.iter().enumerate().filter(|(_, clause)| clause.kind == ClauseKind::Relative) {
        // What hangs on a clause comes after it.
        let leaf = clauses.get(index + 1).is_none_or(|next| next.parent != Some(index));
        let small = leaf && !adds(document, clause, &clause.tokens, terms);
        if small && !tells(document, std::iter::once(&clause.tokens), terms, engine) {
            kept.get_mut(index).into_iter().for_each(|kept| *kept = false);
        }
    }
}

/// Whether a clause, of which `own` is what it says itself, is what a writer adds about the noun before it: ", which closed on
/// Thursday". Together with the noun it tells two things.
pub(super) fn adds(document: &Document, clause: &Clause, own: &Tokens, terms: &Found) -> bool {
    let (first, noted) = (clause.tokens.start, terms.noted);
    let comma = first.checked_sub(1).is_some_and(|at| noted.traits(at) & COMMA != 0);
    let opens = document.tokens.get(first).is_some_and(|token| token.tag == Tag::Wh);
    clause.kind == ClauseKind::Relative
        && comma
        && opens
        && words(noted, own) >= ADDED_WORDS
        && terms.within(own).next().is_some()
}

/// Where a clause ends whose last noun has a relative clause of its own: before the noun, when it is only compared with ("targeted
/// like Smith, who was killed"), for then the relative clause tells of the noun.
pub(super) fn before_comparison(document: &Document, end: usize, head: usize, engine: &Engine) -> usize {
    let mark = |at: &usize| document.tokens.get(*at).is_some_and(|t| t.kind == TokenKind::Mark);
    let last = (head + 1..end).rev().find(|at| !mark(at)).map_or(end, |at| at + 1);
    let around =
        last.checked_sub(1).and_then(|at| document.phrase_of(at)).and_then(|index| document.phrases.get(index));
    let at = around.filter(|phrase| phrase.tokens.end == last).map(|phrase| phrase.tokens.start);
    let compares = |at: &usize| {
        let word = document.tokens.get(*at).map(|t| t.word);
        *at > head && word.is_some_and(|word| engine.rules().listed().has(lists::COMPARISON_WORDS, word))
    };
    at.and_then(|at| at.checked_sub(1)).filter(compares).unwrap_or(end)
}

/// Words from which on a relative clause behind a comma is a claim though it tells one thing only.
const ADDED_WORDS: usize = 4;
