//! Where the claims of a document stand: finite clauses, the contents of attributions, event nouns with a participant.

use crate::matching::Engine;
use crate::rules::lists;
use crate::text::{Clause, ClauseKind, Document, NounPhrase, Tag, TokenKind, Tokens};

use super::ClaimForm;
use super::own::Own;
use super::said::Said;
use super::terms::{Found, TermKind};

/// A stretch of text that will be a claim.
#[derive(Debug, Clone)]
pub struct Unit {
    /// From its first to its last token.
    pub tokens: Tokens,
    /// Those of its tokens that no other clause inside it owns.
    pub own: Own,
    /// The main verb, or the event noun.
    pub head: usize,
    /// The clause it comes from; `None` for an event noun.
    pub clause: Option<usize>,
    /// Its form, before attributions are looked at.
    pub form: ClaimForm,
}

/// A claim is no longer than this many words: what is longer is no one statement.
const LONGEST: usize = 55;

/// The units of a document by first token, longer ones first.
pub(super) fn units(document: &Document, said: &Said, terms: &Found, engine: &Engine) -> Vec<Unit> {
    let all = document.clauses.iter().enumerate();
    let kept: Vec<bool> = all.map(|(index, clause)| is_claim(document, index, clause, said, engine)).collect();
    let mut list: Vec<Unit> = Vec::new();
    let nominals = nominals(document, terms, engine);
    let mut room = Room::default();
    for (index, clause) in document.clauses.iter().enumerate() {
        if kept[index]
            && let Some(unit) = clause_unit(document, index, clause, &kept, said, engine, &mut room)
            && let Some(unit) = without_background(document, unit, &nominals, engine)
            && (tells(document, &unit, terms, engine) || is_quoted(document, &unit))
        {
            list.push(unit);
        }
    }
    list.extend(nominals);
    own_by_the_smallest(&mut list);
    list.sort_by_key(|unit| (unit.tokens.start, usize::MAX - unit.tokens.end, unit.head));
    list.dedup_by_key(|unit| unit.tokens.clone());
    list
}

/// Takes the participants of an event noun out of an event noun that stands around it: "involvement in the poisoning of both".
fn own_by_the_smallest(units: &mut [Unit]) {
    // By head, as they stand in the text.
    let inner: Vec<(usize, Tokens)> =
        units.iter().filter(|u| u.form == ClaimForm::Nominal).map(|u| (u.head, u.tokens.clone())).collect();
    for unit in units.iter_mut().filter(|u| u.form == ClaimForm::Nominal) {
        let first = inner.partition_point(|(head, _)| *head <= unit.head);
        let behind = inner.get(first..).unwrap_or_default();
        for (head, tokens) in behind.iter().take_while(|(head, _)| *head < unit.tokens.end) {
            for own in unit.own.iter_mut().filter(|own| own.contains(head)) {
                own.end = tokens.start.max(own.start + 1).min(own.end);
            }
        }
    }
}

/// Whether a clause says something by itself: it has a verb of its own and does more than report that somebody says
/// something. "He said" is no claim; "he apologised", "he threatened" are.
fn is_claim(document: &Document, index: usize, clause: &Clause, said: &Said, engine: &Engine) -> bool {
    let lists = document.tokens.get(clause.head).map_or(0, |t| engine.rules().listed().of(t.word));
    if clause.kind == ClauseKind::Relative && lists & lists::NAMING_VERBS != 0 {
        // "Who were identified as spies" says what somebody is called and stays with what is told of them.
        return false;
    }
    match clause.kind {
        // A participle or infinitive that hangs on a verb is part of what the verb says, unless it is what somebody is
        // said to say: "accused of attempting to poison both".
        ClauseKind::NonFinite => {
            let start = |tokens: &Tokens| document.tokens.get(tokens.start).map_or(0, |t| t.span.start);
            let near = |c: &Tokens| start(c).abs_diff(start(&clause.tokens)) <= NEAR && overlap(c, &clause.tokens);
            said.by_content(clause.head).any(|a| {
                a.content_tokens.iter().any(|c| c.contains(&clause.head) && near(c))
                    && !a.cue.is_empty()
                    && !a.content_tokens.iter().any(|c| holds_finite(document, said, c, index))
            })
        }
        _ => {
            !(lists & lists::PLAIN_REPORTING_VERBS != 0
                && said.by_cue(clause.head).any(|a| a.content_tokens.iter().any(|c| holds_clause(document, said, c))))
        }
    }
}

fn overlap(one: &Tokens, other: &Tokens) -> bool {
    one.start < other.end && other.start < one.end
}

fn holds_clause(document: &Document, said: &Said, tokens: &Tokens) -> bool {
    said.clauses_in(document, tokens).any(|c| tokens.contains(&c.head))
}

/// Whether a finite clause stands in a span that does not hang on the clause `on`: "to step aside if it was true" is said to be
/// done, not to be true.
fn holds_finite(document: &Document, said: &Said, tokens: &Tokens, on: usize) -> bool {
    let finite = |c: &Clause| c.kind != ClauseKind::NonFinite && tokens.contains(&c.head);
    // What hangs on a clause comes after it.
    let behind = document.clauses.iter().enumerate().skip(on + 1);
    let hanging = behind.take_while(|(_, c)| c.tokens.start < tokens.end);
    let hangs = |c: &Clause| hanging.clone().any(|(at, other)| other.head == c.head && inside(document, at, on));
    said.clauses_in(document, tokens).any(|c| finite(c) && !hangs(c))
}

/// A clause's unit: its tokens, cut back where a kept clause inside it stands at its edge.
///
/// What somebody promises, announces or is accused of stays in the clause that says so.
fn clause_unit(
    document: &Document,
    index: usize,
    clause: &Clause,
    kept: &[bool],
    said: &Said,
    engine: &Engine,
    room: &mut Room,
) -> Option<Unit> {
    let Room { hanging, inner, own } = room;
    let is_said =
        |inner: &Clause| said.by_cue(clause.head).any(|a| a.content_tokens.iter().any(|c| c.contains(&inner.head)));
    // A clause comes after the one that it hangs on, in the same sentence.
    let end = document.sentences.get(document.sentence_of(clause.tokens.start)).map_or(usize::MAX, |s| s.tokens.end);
    hanging.clear();
    inner.clear();
    let behind = document.clauses.iter().enumerate().skip(index + 1);
    for (other, clause_behind) in behind.take_while(|(_, behind)| behind.tokens.start < end) {
        let hangs = clause_behind.parent.is_some_and(|parent| {
            parent == index || parent.checked_sub(index + 1).is_some_and(|at| hanging.get(at) == Some(&true))
        });
        hanging.push(hangs);
        if hangs && kept[other] && clause_behind.tokens.len() < clause.tokens.len() && !is_said(clause_behind) {
            inner.push(other);
        }
    }
    let inner = || inner.iter().filter_map(|&other| document.clauses.get(other));
    let mut tokens = clause.tokens.clone();
    for inner in inner() {
        let holds_head = inner.tokens.contains(&clause.head);
        if !holds_head && inner.tokens.end >= tokens.end && inner.tokens.start > tokens.start {
            tokens.end = inner.tokens.start;
            if inner.kind == ClauseKind::Relative {
                tokens.end = before_comparison(document, tokens.end, clause.head, engine);
            }
        } else if !holds_head && inner.tokens.start <= tokens.start && inner.tokens.end < tokens.end {
            tokens.start = inner.tokens.end;
        }
    }
    let tokens = trim(document, tokens, clause.head)?;
    own.clear();
    let mut at = tokens.start;
    for inner in inner().filter(|i| !i.tokens.contains(&clause.head) && i.tokens.start < tokens.end) {
        if inner.tokens.start > at {
            own.push(at..inner.tokens.start);
        }
        at = at.max(inner.tokens.end);
    }
    if at < tokens.end {
        own.push(at..tokens.end);
    }
    Some(Unit { tokens, own: Own::new(own), head: clause.head, clause: Some(index), form: ClaimForm::Clause })
}

/// Room that the units of a document are made in, one after the other.
#[derive(Default)]
struct Room {
    /// By clause behind the unit's: whether it hangs on it.
    hanging: Vec<bool>,
    /// The kept clauses inside it.
    inner: Vec<usize>,
    own: Vec<Tokens>,
}

/// Where a clause ends whose last noun has a relative clause of its own: before the noun, when it is only compared with ("targeted
/// like Smith, who was killed"), for then the relative clause tells of the noun.
fn before_comparison(document: &Document, end: usize, head: usize, engine: &Engine) -> usize {
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

/// Cuts off a background that the clause only puts itself after: "… after the poisoning of both" is a claim of its own.
fn without_background(document: &Document, mut unit: Unit, nominals: &[Unit], engine: &Engine) -> Option<Unit> {
    let listed = engine.rules().listed();
    // Event nouns stand in text order.
    let first = nominals.partition_point(|n| n.tokens.start < unit.tokens.start);
    let background = nominals
        .iter()
        .skip(first)
        .take_while(|n| n.tokens.start < unit.tokens.end)
        .filter(|n| n.tokens.start > unit.head + 1 && unit.tokens.contains(&n.tokens.start))
        .filter_map(|n| {
            let before = n.tokens.start - 1;
            document.tokens.get(before).filter(|t| listed.has(lists::BACKGROUND_PREPOSITIONS, t.word)).map(|_| before)
        })
        .min();
    if let Some(end) = background {
        unit.tokens = trim(document, unit.tokens.start..end, unit.head)?;
        unit.own.cut(end);
    }
    Some(unit)
}

/// Whether clause `inner` hangs, at any depth, on clause `outer`.
fn inside(document: &Document, inner: usize, outer: usize) -> bool {
    let mut at = document.clauses.get(inner).and_then(|c| c.parent);
    // A parent comes before its children, so this ends.
    while let Some(parent) = at {
        if parent == outer {
            return true;
        }
        at = document.clauses.get(parent).and_then(|c| c.parent).filter(|next| *next < parent);
    }
    false
}

/// Cuts marks and joining words off both ends, and what is too long around the head.
fn trim(document: &Document, tokens: Tokens, head: usize) -> Option<Tokens> {
    let edge = |index: usize| {
        document.tokens.get(index).is_none_or(|t| {
            matches!(t.kind, TokenKind::Mark | TokenKind::Open | TokenKind::Close)
                || matches!(t.tag, Tag::Conjunction | Tag::Subordinator | Tag::Mark)
        })
    };
    let (mut start, mut end) = (tokens.start, tokens.end.min(document.tokens.len()));
    while start < end && edge(start) {
        start += 1;
    }
    while end > start && edge(end - 1) {
        end -= 1;
    }
    let words = |range: Tokens| {
        document.tokens.get(range).map_or(0, |t| t.iter().filter(|t| t.kind != TokenKind::Mark).count())
    };
    if end - start > LONGEST && words(start..end) > LONGEST {
        start = start.max(head.saturating_sub(LONGEST / 2));
        end = end.min(start + LONGEST);
    }
    (start < end && (start..end).contains(&head)).then_some(start..end)
}

/// Whether a unit's own words tell two different things.
fn tells(document: &Document, unit: &Unit, terms: &Found, engine: &Engine) -> bool {
    let mut first = None;
    for own in unit.own.iter() {
        for (at, _) in terms.within(own) {
            let first = *first.get_or_insert(at);
            if at != first && !terms.same(first, at, document, engine) {
                return true;
            }
        }
    }
    false
}

/// Whether a unit is most of a sentence in somebody's own words, which outlets repeat however small they are: "we have done it
/// in the past".
fn is_quoted(document: &Document, unit: &Unit) -> bool {
    let words = |range: Tokens| {
        document.tokens.get(range).map_or(0, |t| t.iter().filter(|t| t.kind != TokenKind::Mark).count())
    };
    document.quotation_of(unit.head).is_some() && unit.own.iter().cloned().map(words).sum::<usize>() >= QUOTED_WORDS
}

/// So many bytes behind the start of a content a participle or infinitive still opens it.
const NEAR: usize = 24;

/// Words from which on a quoted clause is a claim though it tells no two things.
const QUOTED_WORDS: usize = 5;

/// The event nouns with a participant, in text order: "the poisoning of Sergei Skripal", "the Skripal poisonings", "Moscow's
/// involvement".
fn nominals(document: &Document, terms: &Found, engine: &Engine) -> Vec<Unit> {
    let unit = |head: usize| {
        let phrase = document.phrase_of(head).and_then(|index| document.phrases.get(index))?;
        nominal(document, phrase, head, terms, engine)
    };
    terms.concepts().filter_map(unit).collect()
}

/// The event noun at `head`.
fn nominal(document: &Document, phrase: &NounPhrase, head: usize, terms: &Found, engine: &Engine) -> Option<Unit> {
    let tagged = |at: usize| document.tokens.get(at).is_some_and(|t| matches!(t.tag, Tag::Noun | Tag::Gerund));
    let event = |at: usize| tagged(at) && !is_person(document, at, engine);
    // A head that only modifies another noun ("expulsion order") names that other thing.
    let behind = head + 1..phrase.tokens.end;
    let mut others = terms.within(&behind).filter(|(_, kind)| *kind == TermKind::Concept);
    if head != phrase.head || !event(head) || others.any(|(at, _)| event(at)) {
        return None;
    }
    let tokens = trim(document, phrase.tokens.start..participants(document, phrase, engine), head)?;
    let participant = |(at, kind): (usize, TermKind)| {
        at != head && (matches!(kind, TermKind::Name | TermKind::Actor) || (kind != TermKind::Number && at > head))
    };
    let other = terms.within(&tokens).any(participant);
    other.then(|| Unit { own: Own::One(tokens.clone()), tokens, head, clause: None, form: ClaimForm::Nominal })
}

fn is_person(document: &Document, token: usize, engine: &Engine) -> bool {
    document.tokens.get(token).is_some_and(|t| engine.rules().listed().has(lists::PERSONS_LIKE_ACTS, t.word))
}

/// Where the phrases end that say who takes part: "of …", "on …", "against …", one after the other, with "and".
fn participants(document: &Document, phrase: &NounPhrase, engine: &Engine) -> usize {
    let listed = engine.rules().listed();
    let mut end = phrase.tokens.end;
    let mut count = 0;
    while count < 3
        && let Some(token) = document.tokens.get(end)
        && (listed.has(lists::PARTICIPANT_PREPOSITIONS, token.word) || (count > 0 && token.tag == Tag::Conjunction))
        && let Some(next) = starting(document, end + 1)
    {
        end = next.tokens.end;
        // "former double agent" and "Sergei Skripal" side by side are one participant.
        while let Some(name) = starting(document, end) {
            end = name.tokens.end;
        }
        count += 1;
    }
    end
}

/// The noun phrase that starts at a token.
fn starting<'a>(document: &'a Document, token: usize) -> Option<&'a NounPhrase> {
    let at = document.phrase_of(token)?;
    document.phrases.get(at).filter(|phrase| phrase.tokens.start == token)
}
