//! Where the claims of a document stand: finite clauses, the contents of attributions, event nouns with a participant.

use crate::attribution::Noted;
use crate::attribution::traits::{
    CLOSE, CONJUNCTION, GERUND, MARK, NOUN, OPEN, PUNCTUATION, SUBORDINATOR, Traits, VERB,
};
use crate::base::BitSet;
use crate::matching::Engine;
use crate::rules::lists;
use crate::text::{Clause, ClauseKind, Document, NounPhrase, Tag, Tokens};

use super::ClaimForm;
use super::own::Own;
use super::relative;
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
    let noted = terms.noted;
    let all = document.clauses.iter().enumerate();
    let mut kept: Vec<bool> = all.map(|(index, clause)| is_claim(document, index, clause, said, noted)).collect();
    relative::leave_small(document, &mut kept, terms, engine);
    let mut nominals = nominals(document, terms);
    own_by_the_smallest(&mut nominals);
    let taken = |at: usize| at > 0 && noted.lists(at - 1) & lists::BACKGROUND_PREPOSITIONS != 0;
    let starts = nominals.iter().map(|unit| unit.tokens.start).filter(|&at| taken(at));
    let backgrounds = BitSet::of(document.tokens.len(), starts);
    let inner = Inner::new(document, &kept, said);
    let mut list: Vec<Unit> = Vec::with_capacity(kept.len() + nominals.len());
    let mut own = Vec::new();
    for (index, clause) in document.clauses.iter().enumerate() {
        if kept.get(index) == Some(&true)
            && let Some(unit) = clause_unit(document, index, clause, &inner, engine, noted, &mut own)
            && let Some(unit) = without_background(document, unit, &backgrounds, noted)
            && (tells(document, unit.own.iter(), terms, engine)
                || is_quoted(document, &unit, noted)
                || relative::adds(document, clause, &unit.tokens, terms))
        {
            list.push(unit);
        }
    }
    list.extend(nominals);
    list.sort_by_key(|unit| (unit.tokens.start, usize::MAX - unit.tokens.end, unit.head));
    list.dedup_by(|next, unit| next.tokens == unit.tokens);
    list
}

/// By clause: the kept clauses that hang on it, at any depth, which are shorter and are not what it says that somebody says.
struct Inner {
    /// By clause: one more than the index of its first link, 0 for none.
    first: Vec<usize>,
    /// A clause, and one more than the index of the next link of the same list.
    links: Vec<(usize, usize)>,
}

impl Inner {
    fn new(document: &Document, kept: &[bool], said: &Said) -> Inner {
        let clauses = &document.clauses;
        let mut first = vec![0; clauses.len()];
        let mut links = Vec::new();
        // From the last one on, so that every list is in order. A clause comes after the one that it hangs on.
        for (index, clause) in clauses.iter().enumerate().rev().filter(|(index, _)| kept.get(*index) == Some(&true)) {
            let (mut below, mut parent) = (index, clause.parent);
            for _ in 0..DEEPEST {
                let next = parent.filter(|&at| at < below).and_then(|at| Some((at, clauses.get(at)?)));
                let Some((at, outer)) = next else { break };
                let shorter = clause.tokens.len() < outer.tokens.len();
                if shorter && kept.get(at) == Some(&true) && !said.is_said_by(outer.head, clause.head) {
                    links.push((index, first.get(at).copied().unwrap_or(0)));
                    first.get_mut(at).into_iter().for_each(|first| *first = links.len());
                }
                (below, parent) = (at, outer.parent);
            }
        }
        Inner { first, links }
    }

    /// Those of a clause, in text order.
    #[inline]
    fn of<'d>(&self, document: &'d Document, clause: usize) -> impl Iterator<Item = &'d Clause> {
        let link = |at: usize| self.links.get(at.checked_sub(1)?);
        let first = self.first.get(clause).and_then(|&at| link(at));
        std::iter::successors(first, move |(_, next)| link(*next)).filter_map(|(at, _)| document.clauses.get(*at))
    }
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
fn is_claim(document: &Document, index: usize, clause: &Clause, said: &Said, noted: &Noted) -> bool {
    let lists = noted.lists(clause.head);
    if clause.kind == ClauseKind::NonFinite {
        // A participle or infinitive that hangs on a verb is part of what the verb says, unless it is what somebody is
        // said to say: "accused of attempting to poison both".
        let start = |tokens: &Tokens| document.tokens.get(tokens.start).map_or(0, |t| t.span.start);
        // "accused of attempting", "accuse the head of the office of attempting"
        let opens = document.tokens.get(clause.tokens.start).is_some_and(|token| token.tag == Tag::Preposition);
        let behind_object = |c: &Tokens| {
            let mut object = c.start..clause.tokens.start;
            let plain = |at: usize| noted.traits(at) & (VERB | MARK | OPEN | CLOSE) == 0;
            opens && (1..=OBJECT).contains(&object.len()) && object.all(plain)
        };
        let near = |c: &Tokens| {
            (start(c).abs_diff(start(&clause.tokens)) <= NEAR || behind_object(c)) && overlap(c, &clause.tokens)
        };
        return said.by_content(clause.head).any(|a| {
            a.content_tokens.iter().any(|c| c.contains(&clause.head) && near(c))
                && !a.cue.is_empty()
                && !a.content_tokens.iter().any(|c| holds_finite(document, said, c, index))
        });
    }
    if lists & (lists::NAMING_VERBS | lists::PLAIN_REPORTING_VERBS) == 0 {
        return true;
    }
    if clause.kind == ClauseKind::Relative && lists & lists::NAMING_VERBS != 0 {
        // "Who were identified as spies" says what somebody is called and stays with what is told of them.
        return false;
    }
    !(lists & lists::PLAIN_REPORTING_VERBS != 0
        && said.by_cue(clause.head).any(|a| a.content_tokens.iter().any(|c| holds_clause(document, said, c))))
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

/// A clause's unit: its tokens, cut back where a kept clause inside it stands at its edge. `own` is room for what it owns.
///
/// What somebody promises, announces or is accused of stays in the clause that says so.
fn clause_unit(
    document: &Document,
    index: usize,
    clause: &Clause,
    inner: &Inner,
    engine: &Engine,
    noted: &Noted,
    own: &mut Vec<Tokens>,
) -> Option<Unit> {
    let mut tokens = clause.tokens.clone();
    let form = ClaimForm::Clause;
    if inner.first.get(index) == Some(&0) {
        // Most clauses have none inside.
        let tokens = trim(noted, tokens, clause.head)?;
        return Some(Unit { own: Own::One(tokens.clone()), tokens, head: clause.head, clause: Some(index), form });
    }
    for inner in inner.of(document, index) {
        let holds_head = inner.tokens.contains(&clause.head);
        if !holds_head && inner.tokens.end >= tokens.end && inner.tokens.start > tokens.start {
            tokens.end = inner.tokens.start;
            if inner.kind == ClauseKind::Relative {
                tokens.end = relative::before_comparison(document, tokens.end, clause.head, engine);
            }
        } else if !holds_head && inner.tokens.start <= tokens.start && inner.tokens.end < tokens.end {
            tokens.start = inner.tokens.end;
        }
    }
    let tokens = trim(noted, tokens, clause.head)?;
    own.clear();
    let mut at = tokens.start;
    let inside = |i: &&Clause| !i.tokens.contains(&clause.head) && i.tokens.start < tokens.end;
    for inner in inner.of(document, index).filter(inside) {
        if inner.tokens.start > at {
            own.push(at..inner.tokens.start);
        }
        at = at.max(inner.tokens.end);
    }
    if at < tokens.end {
        own.push(at..tokens.end);
    }
    Some(Unit { tokens, own: Own::new(own), head: clause.head, clause: Some(index), form })
}

/// Cuts off a background that the clause only puts itself after: "… after the poisoning of both" is a claim of its own.
/// `backgrounds` are the first tokens of event nouns behind a preposition that takes them for granted.
fn without_background(document: &Document, mut unit: Unit, backgrounds: &BitSet, noted: &Noted) -> Option<Unit> {
    let behind = unit.tokens.start.max(unit.head + 2)..unit.tokens.end.min(document.tokens.len());
    if let Some(background) = backgrounds.within(&behind).next() {
        let end = background - 1;
        unit.tokens = trim(noted, unit.tokens.start..end, unit.head)?;
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
fn trim(noted: &Noted, tokens: Tokens, head: usize) -> Option<Tokens> {
    let edge = |at: usize| noted.traits(at) & EDGES != 0;
    let (mut start, mut end) = (tokens.start, tokens.end.min(noted.all().len()));
    // One or none, nearly always; which of both is hard to guess.
    start += usize::from(edge(start));
    end = end.saturating_sub(usize::from(edge(end.wrapping_sub(1))));
    while start < end && edge(start) {
        start += 1;
    }
    while end > start && edge(end - 1) {
        end -= 1;
    }
    if end.saturating_sub(start) > LONGEST && words(noted, &(start..end)) > LONGEST {
        start = start.max(head.saturating_sub(LONGEST / 2));
        end = end.min(start + LONGEST);
    }
    (start < end && (start..end).contains(&head)).then_some(start..end)
}

/// How many of some tokens are no marks but quotation marks.
pub(super) fn words(noted: &Noted, tokens: &Tokens) -> usize {
    let tokens = noted.all().get(tokens.clone()).unwrap_or_default();
    tokens.iter().filter(|traits| *traits & MARK == 0).count()
}

/// What a claim neither starts nor ends with.
const EDGES: Traits = MARK | OPEN | CLOSE | PUNCTUATION | CONJUNCTION | SUBORDINATOR;

/// Whether some words tell two different things.
pub(super) fn tells<'o>(
    document: &Document,
    own: impl Iterator<Item = &'o Tokens>,
    terms: &Found,
    engine: &Engine,
) -> bool {
    let mut first = None;
    for own in own {
        for at in terms.within(own) {
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
fn is_quoted(document: &Document, unit: &Unit, noted: &Noted) -> bool {
    document.quotation_of(unit.head).is_some()
        && unit.own.iter().map(|own| words(noted, own)).sum::<usize>() >= QUOTED_WORDS
}

/// A clause is noted at so many of those that it hangs on. What stands deeper stands in one of them that is noted; and a text that
/// goes on like "he said that he said that" takes no more time and room than any other of its length.
const DEEPEST: usize = 32;

/// So many bytes behind the start of a content a participle or infinitive still opens it.
const NEAR: usize = 24;

/// An object of so many words can stand before the participle that tells what it is said to do.
const OBJECT: usize = 12;

/// Words from which on a quoted clause is a claim though it tells no two things.
const QUOTED_WORDS: usize = 5;

/// The event nouns with a participant, in text order: "the poisoning of Sergei Skripal", "the Skripal poisonings", "Moscow's
/// involvement".
fn nominals(document: &Document, terms: &Found) -> Vec<Unit> {
    let unit = |head: usize| {
        let phrase = document.phrase_of(head).and_then(|index| document.phrases.get(index))?;
        nominal(document, phrase, head, terms)
    };
    terms.concepts().filter_map(unit).collect()
}

/// The event noun at `head`.
fn nominal(document: &Document, phrase: &NounPhrase, head: usize, terms: &Found) -> Option<Unit> {
    let noted = terms.noted;
    let event = |at| noted.traits(at) & (NOUN | GERUND) != 0 && noted.lists(at) & lists::PERSONS_LIKE_ACTS == 0;
    // A head that only modifies another noun ("expulsion order") names that other thing.
    let behind = head + 1..phrase.tokens.end;
    if head != phrase.head || !event(head) || terms.within(&behind).any(|at| terms.is_concept(at) && event(at)) {
        return None;
    }
    let tokens = trim(noted, phrase.tokens.start..participants(document, phrase, noted), head)?;
    let participant = |at: usize| {
        let kind = |at| terms.kind(at, document);
        at != head
            && (matches!(kind(at), TermKind::Name | TermKind::Actor) || (at > head && kind(at) != TermKind::Number))
    };
    let other = terms.within(&tokens).any(participant);
    other.then(|| Unit { own: Own::One(tokens.clone()), tokens, head, clause: None, form: ClaimForm::Nominal })
}

/// Where the phrases end that say who takes part: "of …", "on …", "against …", one after the other, with "and".
fn participants(document: &Document, phrase: &NounPhrase, noted: &Noted) -> usize {
    let mut end = phrase.tokens.end;
    let mut count = 0;
    while count < 3
        && (noted.lists(end) & lists::PARTICIPANT_PREPOSITIONS != 0
            || (count > 0 && noted.traits(end) & CONJUNCTION != 0))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::tests::ENGINE;

    #[test]
    fn what_hangs_on_a_clause_takes_room_that_grows_with_the_clauses_alone() {
        let text = "He said that ".repeat(1_000);
        let document = ENGINE.read(&text, None);
        let clauses = document.clauses.len();
        assert!(clauses > 500);
        let inner = Inner::new(&document, &vec![true; clauses], &Said::new(&document, &[]));
        assert!(inner.links.len() > clauses && inner.links.len() <= clauses * DEEPEST);
    }
}
