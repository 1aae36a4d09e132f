//! A clause while it is being read, and the trimming and ordering of finished ones.

use super::cell::{CLOSE, CONJUNCTION, LEADING, OPEN, QUOTE, SIGN, TRAILING};
use super::chain::Row;
use super::classes::EXISTENTIAL;
use super::verb_group::Group;
use super::view::View;
use super::{Clause, ClauseKind};
use crate::text::{NounPhrase, Tokens};

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

/// A prepositional phrase that belongs to no noun.
#[derive(Debug, Clone, Copy)]
pub(super) struct Adjunct {
    pub start: usize,
    pub end: usize,
    pub link: Link,
}

/// A clause that may still lack its verb, its subject or its end.
#[derive(Debug, Clone, Copy)]
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
    pub chains: Row,
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
            chains: Row::EMPTY,
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
        self.chains = Row::EMPTY;
        self.adjunct = None;
    }
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
    for index in 0..drafts.len() {
        let Some(draft) = drafts.get(index) else { break };
        let (mut kind, mut parent, mut subject) = (draft.kind, draft.parent, draft.subject);
        if let Some(above) = parent.and_then(|parent| drafts.get(parent)) {
            if draft.inherits && subject.is_none() {
                subject = above.subject;
            }
            if above.group.is_none() {
                // A question or a fragment: the outer clause never got a verb, so the one that begins it is the main clause.
                let begins = above.kind == ClauseKind::Main && above.start + 1 >= draft.start;
                if begins && kind == ClauseKind::Subordinate && draft.group.is_some() {
                    kind = ClauseKind::Main;
                }
                // A clause without a verb hands its children on to its own parent.
                parent = above.parent;
            }
        }
        if let Some(draft) = drafts.get_mut(index) {
            (draft.kind, draft.parent, draft.subject) = (kind, parent, subject);
            trim(draft, view, sentence);
        }
    }
    // Children come later, so that going back carries every end up to the outermost.
    for index in (0..drafts.len()).rev() {
        let Some(&Draft { group: Some(_), parent: Some(parent), end, .. }) = drafts.get(index) else { continue };
        if let Some(parent) = drafts.get_mut(parent).filter(|parent| parent.end < end) {
            parent.end = end;
            parent.trimmed = false;
        }
    }
    order.clear();
    for (index, draft) in drafts.iter_mut().enumerate().filter(|(_, draft)| draft.group.is_some()) {
        if !draft.trimmed {
            trim(draft, view, sentence);
        }
        order.push(index);
    }
    order.sort_unstable_by_key(|&i| drafts.get(i).map(|d| (d.start, usize::MAX - d.end, i)));
    for &index in order.iter() {
        let place = clauses.len();
        let Some(draft) = drafts.get(index) else { continue };
        let Some(group) = &draft.group else { continue };
        // A parent that comes later has no place yet.
        clauses.push(Clause {
            tokens: draft.start..draft.end,
            kind: draft.kind,
            subject: draft.subject,
            verb: group.start..group.end,
            head: group.head,
            passive: draft.passive,
            negated: draft.negated || negated_by_subject(draft, group, view, phrases),
            parent: draft.parent.and_then(|p| drafts.get(p)?.place),
        });
        if let Some(draft) = drafts.get_mut(index) {
            draft.place = Some(place);
        }
    }
}

/// "Nobody", "neither"; "there are no guarantees".
fn negated_by_subject(draft: &Draft, group: &Group, view: &View, phrases: &[NounPhrase]) -> bool {
    let Some(start) = draft.subject.and_then(|s| phrases.get(s)).map(|subject| subject.tokens.start) else {
        return false;
    };
    // "Neither" may stand before the phrase as a conjunction does.
    if view.negative(start) || start.checked_sub(1).is_some_and(|before| view.negative(before)) {
        return true;
    }
    view.is(start, EXISTENTIAL) && view.negative(group.end) && {
        let behind = phrases.get(phrases.partition_point(|p| p.tokens.start < group.end));
        behind.is_some_and(|p| p.tokens.start == group.end)
    }
}

/// Takes marks and conjunctions off both ends, and lets no quotation be cut.
fn trim(draft: &mut Draft, view: &View, sentence: &Tokens) {
    let Some(Group { start: first, end: last, .. }) = draft.group else { return };
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
        let keeps = !cell.has(QUOTE | SIGN | CONJUNCTION)
            || cell.has(TRAILING)
            // A quotation that begins inside keeps its closing mark.
            || cell.has(CLOSE) && view.quotation(at).is_some_and(|q| q.start > draft.start);
        if keeps {
            break;
        }
        draft.end -= 1;
    }
    while draft.start < first {
        let at = draft.start;
        let cell = view.at(at);
        let keeps = !cell.has(QUOTE | SIGN | CONJUNCTION)
            || cell.has(LEADING)
            || cell.has(OPEN) && view.quotation(at).is_some_and(|q| q.end < draft.end)
            || !cell.has(QUOTE | SIGN) && view.negative(at);
        if keeps {
            break;
        }
        draft.start += 1;
    }
}
