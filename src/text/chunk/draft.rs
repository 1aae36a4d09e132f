//! A clause while it is being read, and the trimming and ordering of finished ones.

use super::classes::EXISTENTIAL;
use super::verb_group::Group;
use super::view::View;
use super::{Clause, ClauseKind};
use crate::text::{NounPhrase, Tag, TokenKind, Tokens};

/// How something is tied to what stands before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Link {
    /// Nothing between.
    Direct,
    Comma,
    /// "and", "or", "but"; whether a comma stands before it.
    Conjunction(bool),
    /// The start of the sentence or of a quotation, a colon, a dash.
    Break,
}

/// A noun phrase that no preposition governs, with the prepositional phrases behind it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chain {
    pub phrase: usize,
    pub start: usize,
    pub end: usize,
    pub link: Link,
    /// A date or a stretch of time: hardly ever a subject.
    pub time: bool,
}

/// A prepositional phrase that belongs to no noun.
#[derive(Debug, Clone)]
pub(super) struct Adjunct {
    pub start: usize,
    pub end: usize,
    pub link: Link,
}

/// A clause that may still lack its verb, its subject or its end.
#[derive(Debug)]
pub(super) struct Draft {
    pub start: usize,
    /// `usize::MAX` while it is open.
    pub end: usize,
    pub kind: ClauseKind,
    pub subject: Option<usize>,
    pub group: Option<Group>,
    pub parent: Option<usize>,
    /// Whether a subject left out is its parent's.
    pub inherits: bool,
    /// The noun phrase that a relative clause is about.
    pub antecedent: Option<usize>,
    /// Whether a comma opens it.
    pub bracketed: bool,
    /// Behind the word that opens it.
    pub opened: usize,
    pub negated: bool,
    pub passive: bool,
    /// What stands in it since its verb, or before it.
    pub chains: Vec<Chain>,
    pub adjunct: Option<Adjunct>,
    /// Whether trimming would leave it as it is.
    trimmed: bool,
    /// Its place among the clauses of the document, once that is known.
    place: Option<usize>,
}

impl Draft {
    pub(super) fn new(kind: ClauseKind, start: usize, parent: Option<usize>) -> Self {
        Draft {
            start,
            end: usize::MAX,
            kind,
            subject: None,
            group: None,
            parent,
            inherits: false,
            antecedent: None,
            bracketed: false,
            opened: start,
            negated: false,
            passive: false,
            chains: Vec::new(),
            adjunct: None,
            trimmed: false,
            place: None,
        }
    }

    /// Gives it its verb. What stood before it is done with.
    pub(super) fn head(&mut self, group: Group) {
        self.negated |= group.negated;
        self.passive = group.passive;
        self.group = Some(group);
        self.chains.clear();
        self.adjunct = None;
    }
}

/// The subject among the phrases before a verb: the last when it stands directly before it (of a coordination the first),
/// else the first that is no date.
pub(super) fn subject(chains: &[Chain], adjacent: bool) -> Option<usize> {
    let mut at = chains.len().checked_sub(1)?;
    if !adjacent {
        return chains.iter().find(|c| !c.time).or(chains.first()).map(|c| c.phrase);
    }
    let mut joined = false;
    while let (Some(chain), Some(before)) = (chains.get(at), at.checked_sub(1).and_then(|i| chains.get(i))) {
        let conjunction = matches!(chain.link, Link::Conjunction(_));
        let near = chain.start.saturating_sub(before.end) <= 2;
        if before.time || !near || !(conjunction || joined && chain.link == Link::Comma) {
            break;
        }
        joined |= conjunction;
        at -= 1;
    }
    chains.get(at).map(|c| c.phrase)
}

/// Makes clauses of drafts: those without a verb go, the rest are trimmed, put in order and appended to `clauses`. `order` is room
/// to work in.
pub(super) fn settle(
    drafts: &mut [Draft],
    view: &View,
    phrases: &[NounPhrase],
    sentence: &Tokens,
    order: &mut Vec<usize>,
    clauses: &mut Vec<Clause>,
) {
    promote(drafts);
    for index in 0..drafts.len() {
        let (parent, inherits) =
            drafts.get(index).map_or((None, false), |d| (d.parent, d.inherits && d.subject.is_none()));
        let above = parent.and_then(|parent| drafts.get(parent));
        let subject = above.and_then(|above| above.subject);
        // A clause without a verb hands its children on to its own parent.
        let parent = match above {
            Some(above) if above.group.is_none() => above.parent,
            _ => parent,
        };
        if let Some(draft) = drafts.get_mut(index) {
            draft.parent = parent;
            if inherits {
                draft.subject = subject;
            }
        }
    }
    for draft in drafts.iter_mut() {
        trim(draft, view, sentence);
    }
    // Children come later, so that going back carries every end up to the outermost.
    for index in (0..drafts.len()).rev() {
        let Some((parent, end)) =
            drafts.get(index).filter(|d| d.group.is_some()).and_then(|d| Some((d.parent?, d.end)))
        else {
            continue;
        };
        if let Some(parent) = drafts.get_mut(parent).filter(|parent| parent.end < end) {
            parent.end = end;
            parent.trimmed = false;
        }
    }
    for draft in drafts.iter_mut().filter(|draft| !draft.trimmed) {
        trim(draft, view, sentence);
    }
    order.clear();
    order.extend((0..drafts.len()).filter(|&i| drafts.get(i).is_some_and(|d| d.group.is_some())));
    order.sort_unstable_by_key(|&i| drafts.get(i).map(|d| (d.start, usize::MAX - d.end, i)));
    for (place, &index) in (clauses.len()..).zip(order.iter()) {
        if let Some(draft) = drafts.get_mut(index) {
            draft.place = Some(place);
        }
    }
    for &index in order.iter() {
        let place = clauses.len();
        let Some(draft) = drafts.get(index) else { continue };
        let Some(group) = &draft.group else { continue };
        let negative = draft.subject.and_then(|s| phrases.get(s)).is_some_and(|subject| {
            // "Neither" may stand before the phrase as a conjunction does.
            let before = subject.tokens.start.checked_sub(1).is_some_and(|before| view.negative(before));
            before || view.negative(subject.tokens.start)
        });
        let existential =
            draft.subject.and_then(|s| phrases.get(s)).is_some_and(|s| view.is(s.tokens.start, EXISTENTIAL));
        let behind = phrases.get(phrases.partition_point(|p| p.tokens.start < group.tokens.end));
        // "there are no guarantees"
        let no_such_thing =
            existential && behind.is_some_and(|p| p.tokens.start == group.tokens.end && view.negative(p.tokens.start));
        clauses.push(Clause {
            tokens: draft.start..draft.end,
            kind: draft.kind,
            subject: draft.subject,
            verb: group.tokens.clone(),
            head: group.head,
            passive: draft.passive,
            negated: draft.negated || negative || no_such_thing,
            parent: draft.parent.and_then(|p| drafts.get(p)?.place).filter(|&p| p < place),
        });
    }
}

/// A question or a fragment: the outer clause never got a verb, so the one that begins it is the main clause.
fn promote(drafts: &mut [Draft]) {
    for index in 0..drafts.len() {
        let Some(draft) = drafts.get(index) else { continue };
        if draft.kind != ClauseKind::Subordinate || draft.group.is_none() {
            continue;
        }
        let outer = draft.parent.and_then(|parent| drafts.get(parent));
        let begins =
            outer.is_some_and(|o| o.group.is_none() && o.kind == ClauseKind::Main && o.start + 1 >= draft.start);
        if begins && let Some(draft) = drafts.get_mut(index) {
            draft.kind = ClauseKind::Main;
        }
    }
}

/// Takes marks and conjunctions off both ends, and lets no quotation be cut.
fn trim(draft: &mut Draft, view: &View, sentence: &Tokens) {
    let Some(group) = &draft.group else { return };
    let (first, last) = (group.tokens.start, group.tokens.end);
    draft.start = draft.start.min(first);
    draft.end = draft.end.max(last);
    // A quotation over several sentences counts as far as this one goes.
    let clip = |q: &Tokens| q.start.max(sentence.start)..q.end.min(sentence.end);
    for _ in 0..4 {
        strip(draft, view, first, last);
        let at_start = view.around(draft.start, &(draft.start..draft.end)).filter(|q| q.end < draft.end).map(clip);
        let at_end = view.overhanging(draft.end.saturating_sub(1), &(draft.start..draft.end)).map(clip);
        match (at_start, at_end) {
            (Some(q), _) if last <= q.end => draft.end = q.end,
            (Some(q), _) => draft.start = if first >= q.end { q.end } else { q.start },
            (None, Some(q)) if last <= q.start => draft.end = q.start,
            (None, Some(q)) => draft.end = q.end,
            (None, None) => {
                draft.trimmed = true;
                break;
            }
        }
    }
}

fn strip(draft: &mut Draft, view: &View, first: usize, last: usize) {
    while draft.end > last {
        let at = draft.end - 1;
        let cell = view.at(at);
        let keeps = match cell.kind {
            // A quotation that begins inside keeps its closing mark.
            TokenKind::Close => view.quotation(at).is_some_and(|q| q.start > draft.start),
            TokenKind::Open => false,
            TokenKind::Mark => matches!(cell.mark, '%' | ')' | ']' | '€' | '£'),
            _ => cell.tag != Tag::Conjunction,
        };
        if keeps {
            break;
        }
        draft.end -= 1;
    }
    while draft.start < first {
        let at = draft.start;
        let cell = view.at(at);
        let keeps = match cell.kind {
            TokenKind::Open => view.quotation(at).is_some_and(|q| q.end < draft.end),
            TokenKind::Close => false,
            TokenKind::Mark => matches!(cell.mark, '$' | '€' | '£' | '(' | '['),
            _ => cell.tag != Tag::Conjunction || view.negative(at),
        };
        if keeps {
            break;
        }
        draft.start += 1;
    }
}
