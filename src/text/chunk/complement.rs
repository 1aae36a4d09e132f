//! What belongs to a noun phrase behind its head: "of" phrases and the like, appositions, and the rest of a coordinated subject.

use super::Clause;
use super::cell::{
    ADJECTIVE, ADVERB, CLOSE, COMMA, CONJUNCTION, DETERMINER, NAME, NAMED, NOUN, POSSESSIVE, PREPOSITION, QUOTE, SIGN,
    TIMELY,
};
use super::classes::{GENITIVE_PREPOSITION, NOUN_PREPOSITION, TIME_NOUN};
use super::view::View;
use crate::text::{NounPhrase, Tokens};

/// How many prepositional phrases one noun phrase can gather.
const MOST: usize = 6;

/// Fills `verbs`, by phrase of `range`: one more than where the verb of the first clause whose subject it is starts; 0 for none.
pub(super) fn verbs(range: &Tokens, clauses: &[Clause], verbs: &mut Vec<usize>) {
    verbs.clear();
    verbs.resize(range.len(), 0);
    for clause in clauses {
        let subject = clause.subject.and_then(|subject| subject.checked_sub(range.start));
        if let Some(slot) = subject.and_then(|subject| verbs.get_mut(subject)).filter(|slot| **slot == 0) {
            *slot = clause.verb.start + 1;
        }
    }
}

/// Sets `full` of the phrases of one sentence, with their `verbs` as [`verbs`] gives them.
pub(super) fn extend(view: &View, phrases: &mut [NounPhrase], verbs: &[usize], sentence: &Tokens) {
    for (index, &verb) in verbs.iter().enumerate() {
        let Some(behind) = phrases.get(index).map(|phrase| phrase.tokens.end) else { break };
        // Most phrases have nothing behind them that could belong to them: one look.
        if !view.has(behind, PREPOSITION | COMMA | QUOTE) && verb <= behind + 1 {
            continue;
        }
        let verb = verb.checked_sub(1);
        if let Some(end) = full_end(view, phrases, index, sentence.end, verb)
            && let Some(phrase) = phrases.get_mut(index)
        {
            phrase.full.end = end.max(phrase.tokens.end);
            // "a focus on “political warfare”": the mark that closes belongs to what holds the one that opens.
            let closes = view.has(phrase.full.end, CLOSE);
            if closes && view.quotation(phrase.full.end).is_some_and(|q| q.start >= phrase.tokens.start) {
                phrase.full.end += 1;
            }
        }
    }
}

fn full_end(view: &View, phrases: &[NounPhrase], index: usize, limit: usize, verb: Option<usize>) -> Option<usize> {
    let phrase = phrases.get(index)?;
    let (mut end, mut last) = gather(view, phrases, index, verb);
    if let Some((behind, apposed)) = apposition(view, phrases, index, last, end, limit) {
        end = behind;
        last = apposed;
    }
    match verb.filter(|&verb| verb > phrase.tokens.end && verb >= end) {
        Some(verb) => Some(coordination(view, phrases, last, end, verb)),
        None => Some(end),
    }
}

/// Behind the prepositional phrases that follow, and the index of the last phrase among them.
fn gather(view: &View, phrases: &[NounPhrase], index: usize, verb: Option<usize>) -> (usize, usize) {
    let Some(phrase) = phrases.get(index) else { return (0, index) };
    let mut end = phrase.tokens.end;
    let mut last = index;
    let common = view.has(phrase.head, NOUN) && view.at(phrase.head).base & TIME_NOUN == 0;
    for _ in 0..MOST {
        let Some(next) = phrases.get(last + 1) else { break };
        let start = next.tokens.start;
        let preposition = view.first(end..start, PREPOSITION);
        let Some(preposition) = preposition else { break };
        let between = |from: usize, to: usize| to - from <= 2 && (from..to).all(|at| view.quote(at));
        if !between(end, preposition) || !between(preposition + 1, start) {
            break;
        }
        let before_verb = verb.is_some_and(|verb| verb >= next.tokens.end);
        let timely = view.has(next.head, TIMELY);
        let binds = view.is(preposition, GENITIVE_PREPOSITION)
            || before_verb && !timely
            || common && !timely && view.is(preposition, NOUN_PREPOSITION);
        if !binds {
            break;
        }
        end = next.tokens.end;
        last += 1;
    }
    (end, last)
}

/// "Sir Richard Dearlove, the former MI6 chief," and "MI5 Director General, Sir Ken McCallum,": one of the two is a name,
/// and no list goes on behind. Returns the end, its comma included, and the index of the last phrase in it.
fn apposition(
    view: &View,
    phrases: &[NounPhrase],
    first: usize,
    last: usize,
    end: usize,
    limit: usize,
) -> Option<(usize, usize)> {
    let (phrase, next) = (phrases.get(first)?, phrases.get(last + 1)?);
    if !view.comma(end) || next.tokens.start != end + 1 {
        return None;
    }
    let named = |p: &NounPhrase| view.has(p.head, NAMED) && view.has(p.head, NAME);
    let whole = |p: &NounPhrase| view.has(p.head, NOUN | NAME) && view.at(p.head).base & TIME_NOUN == 0;
    if !whole(phrase) || !whole(next) {
        return None;
    }
    let described = |p: &NounPhrase| view.has(p.tokens.start, DETERMINER | POSSESSIVE | ADJECTIVE | NOUN);
    if named(phrase) == named(next) || named(phrase) && !described(next) || view.at(next.head).date != 0 {
        return None;
    }
    let mut behind = next.tokens.end;
    let mut apposed = last + 1;
    for _ in 0..MOST {
        let Some(more) = phrases.get(apposed + 1) else { break };
        let joins = more.tokens.start == behind + 1 && view.has(behind, PREPOSITION | CONJUNCTION);
        if !joins || view.has(behind, CONJUNCTION) && named(more) {
            break;
        }
        behind = more.tokens.end;
        apposed += 1;
    }
    let closing = view.at(behind);
    let stops = behind >= limit || closing.has(SIGN | CLOSE);
    let list = view.comma(behind)
        && (view.has(behind + 1, CONJUNCTION) && !view.verbal(behind + 2)
            || named(next) && phrases.get(apposed + 1).is_some_and(|p| p.tokens.start == behind + 1 && named(p)));
    if !stops || list {
        return None;
    }
    Some((if view.comma(behind) { behind + 1 } else { behind }, apposed))
}

/// The end of a coordinated subject: "MI5, MI6 and GCHQ" before their verb.
fn coordination(view: &View, phrases: &[NounPhrase], last: usize, end: usize, verb: usize) -> usize {
    if verb - end > 40 {
        return end;
    }
    let mut covered = end;
    let mut joined = false;
    let mut next = last + 1;
    let mut at = end;
    while at < verb {
        if let Some(phrase) = phrases.get(next).filter(|p| p.tokens.start == at && p.tokens.end <= verb) {
            at = phrase.tokens.end;
            covered = at;
            next += 1;
            continue;
        }
        let cell = view.at(at);
        if cell.has(CONJUNCTION) {
            joined = true;
        } else if !cell.has(PREPOSITION | ADVERB | COMMA | QUOTE) {
            return end;
        }
        at += 1;
    }
    if joined && view.only_adverbs(covered, verb) { covered } else { end }
}
