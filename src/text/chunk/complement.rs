//! What belongs to a noun phrase behind its head: "of" phrases and the like, appositions, and the rest of a coordinated subject.

use super::Clause;
use super::classes::{GENITIVE_PREPOSITION, NOUN_PREPOSITION, TIME_NOUN};
use super::view::View;
use crate::text::{NounPhrase, Tag, TokenKind, Tokens};

/// How many prepositional phrases one noun phrase can gather.
const MOST: usize = 6;

/// By phrase: where the verb of the first clause whose subject it is starts.
pub(super) fn verbs(phrases: usize, clauses: &[Clause]) -> Vec<Option<usize>> {
    let mut verbs = vec![None; phrases];
    for clause in clauses {
        if let Some(slot) = clause.subject.and_then(|subject| verbs.get_mut(subject)) {
            *slot = slot.or(Some(clause.verb.start));
        }
    }
    verbs
}

/// Sets `full` of the phrases of one sentence; `verbs` are where their verbs start.
pub(super) fn extend(view: &View, phrases: &mut [NounPhrase], verbs: &[Option<usize>], sentence: &Tokens) {
    for index in 0..phrases.len() {
        let verb = verbs.get(index).copied().flatten();
        // Most phrases have nothing behind them that could belong to them: one look.
        let alone = phrases.get(index).is_none_or(|phrase| {
            let behind = phrase.tokens.end;
            let goes_on = view.tag(behind) == Tag::Preposition || view.comma(behind) || view.quote(behind);
            !goes_on && verb.is_none_or(|verb| verb <= behind)
        });
        if alone {
            continue;
        }
        if let Some(end) = full_end(view, phrases, index, sentence.end, verb)
            && let Some(phrase) = phrases.get_mut(index)
        {
            phrase.full.end = end.max(phrase.tokens.end);
            // "a focus on “political warfare”": the mark that closes belongs to what holds the one that opens.
            let closes = view.at(phrase.full.end).kind == TokenKind::Close;
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
    let common = view.tag(phrase.head) == Tag::Noun && view.at(phrase.head).base & TIME_NOUN == 0;
    for _ in 0..MOST {
        let Some(next) = phrases.get(last + 1) else { break };
        let start = next.tokens.start;
        let preposition = (end..start).find(|&at| view.tag(at) == Tag::Preposition);
        let Some(preposition) = preposition else { break };
        let between = |from: usize, to: usize| to - from <= 2 && (from..to).all(|at| view.quote(at));
        if !between(end, preposition) || !between(preposition + 1, start) {
            break;
        }
        let before_verb = verb.is_some_and(|verb| verb >= next.tokens.end);
        let timely = view.at(next.head).date != 0 || view.at(next.head).base & TIME_NOUN != 0;
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
    let named = |p: &NounPhrase| view.at(p.head).name != 0 && view.tag(p.head) == Tag::Name;
    let whole =
        |p: &NounPhrase| matches!(view.tag(p.head), Tag::Noun | Tag::Name) && view.at(p.head).base & TIME_NOUN == 0;
    if !whole(phrase) || !whole(next) {
        return None;
    }
    let described = |p: &NounPhrase| {
        matches!(view.tag(p.tokens.start), Tag::Determiner | Tag::Possessive | Tag::Adjective | Tag::Noun)
    };
    if named(phrase) == named(next) || named(phrase) && !described(next) || view.at(next.head).date != 0 {
        return None;
    }
    let mut behind = next.tokens.end;
    let mut apposed = last + 1;
    for _ in 0..MOST {
        let Some(more) = phrases.get(apposed + 1) else { break };
        let joins = more.tokens.start == behind + 1 && matches!(view.tag(behind), Tag::Preposition | Tag::Conjunction);
        if !joins || view.tag(behind) == Tag::Conjunction && named(more) {
            break;
        }
        behind = more.tokens.end;
        apposed += 1;
    }
    let closing = view.at(behind);
    let stops = behind >= limit || closing.kind == TokenKind::Mark || closing.kind == TokenKind::Close;
    let list = view.comma(behind)
        && (view.tag(behind + 1) == Tag::Conjunction && !view.verbal(behind + 2)
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
        match view.tag(at) {
            Tag::Conjunction => joined = true,
            Tag::Preposition | Tag::Adverb => {}
            _ if view.comma(at) || view.quote(at) => {}
            _ => return end,
        }
        at += 1;
    }
    if joined && view.only_adverbs(covered, verb) { covered } else { end }
}
