//! Whether a cue is negated, and what that makes of it.

use crate::rules::{Effect, Tables};
use crate::text::{Document, TokenKind, Tokens};

/// How many words before a cue a negation counts without a clause that says so.
const NEAR: usize = 3;

/// How many tokens before a cue a negation counts at most.
const FAR: usize = 60;

/// Whether a word of the list `negations` negates the cue at `tokens`: it is one of the three words before it, or stands
/// before it in a clause whose verb is negated.
pub(super) fn precedes(document: &Document, tokens: &Tokens, tables: &Tables) -> bool {
    let sentence = document.sentences.get(document.sentence_of(tokens.start)).map_or(tokens.start, |s| s.tokens.start);
    let negates = |token: usize| document.tokens.get(token).is_some_and(|t| tables.has("negations", t.word));
    let word = |token: &usize| document.tokens.get(*token).is_some_and(|t| t.kind == TokenKind::Word);
    let near = (sentence..tokens.start).rev().take_while(word).take(NEAR).any(negates);
    near || clause_start(document, tokens)
        .is_some_and(|start| (start.max(sentence)..tokens.start).rev().take(FAR).any(negates))
}

/// The first token of the innermost clause that holds the cue, when its verb is negated and does not follow the cue.
fn clause_start(document: &Document, tokens: &Tokens) -> Option<usize> {
    let before = document.clauses.partition_point(|clause| clause.tokens.start <= tokens.start);
    let mut index = before.checked_sub(1)?;
    loop {
        let clause = document.clauses.get(index)?;
        if clause.tokens.contains(&tokens.start) {
            return (clause.negated && clause.verb.start <= tokens.start).then_some(clause.tokens.start);
        }
        // A clause starts no later than those inside it, so the walk through the parents ends.
        index = clause.parent.filter(|&parent| parent < index)?;
    }
}

/// What a negated cue does to its claim: "did not confirm" doubts, "no doubt" endorses.
pub(super) fn flipped(effect: Effect) -> Effect {
    match effect {
        Effect::Hedges | Effect::Doubts | Effect::Denies => Effect::Endorses,
        Effect::Endorses => Effect::Doubts,
        Effect::Boosts => Effect::Hedges,
        Effect::None => Effect::None,
    }
}
