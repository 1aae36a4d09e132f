//! Verb groups: auxiliaries, negation, adverbs and the main verb that stand together.

use super::classes::{BE, DO, GET, HAVE, NEGATOR};
use super::view::View;
use crate::text::{Tag, TokenKind, Tokens};

/// How a verb group can head a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Has tense or a modal verb.
    Finite,
    /// "to go"
    Infinitive,
    /// "go" without "to": an imperative, a bare infinitive, or what is left of "did … go".
    Bare,
    /// "going", "having gone"
    Gerund,
    /// "gone", "taken"
    Participle,
}

/// The first word of a group decides which others it is coordinated with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Modal,
    Be,
    Have,
    Do,
    Present,
    Past,
    Other,
}

/// A verb group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Group {
    pub tokens: Tokens,
    pub head: usize,
    pub form: Form,
    pub shape: Shape,
    pub passive: bool,
    pub negated: bool,
    /// Only auxiliaries so far: "did" in "did the minister know".
    pub auxiliary: bool,
}

/// The parts of speech that a verb group begins with, a bit each.
const BEGINNING: u32 = 1 << Tag::Modal as u32
    | 1 << Tag::Present as u32
    | 1 << Tag::Past as u32
    | 1 << Tag::Base as u32
    | 1 << Tag::Gerund as u32
    | 1 << Tag::Participle as u32
    | 1 << Tag::To as u32;

/// Whether a verb group can begin with this part of speech: a cheap look before reading.
#[inline]
pub(super) fn begins(tag: Tag) -> bool {
    BEGINNING & 1 << tag as u32 != 0
}

/// The verb group that starts at `start`, if one does; it ends before `end`, and a negation before it stands at `begin` or later.
pub(super) fn read(view: &View, begin: usize, start: usize, end: usize) -> Option<Group> {
    let form = match view.tag(start) {
        Tag::Modal | Tag::Present | Tag::Past => Form::Finite,
        Tag::Base => Form::Bare,
        Tag::Gerund => Form::Gerund,
        Tag::Participle => Form::Participle,
        Tag::To => Form::Infinitive,
        _ => return None,
    };
    let mut head = start;
    let mut passive = false;
    let mut negated = false;
    // The loop ends: `next` is always behind `head`.
    while let Some(next) = next_verb(view, head, end) {
        if !follows(view, head, next) {
            break;
        }
        passive = view.is(head, BE | GET) && matches!(view.tag(next), Tag::Participle | Tag::Past);
        negated |= (head + 1..next).any(|at| view.at(at).negator);
        head = next;
    }
    if form == Form::Infinitive && head == start {
        return None;
    }
    negated |= trailing_negator(view, head, end);
    let first = start - leading_negators(view, begin, start);
    negated |= first < start;
    let shape = match view.tag(start) {
        Tag::Modal => Shape::Modal,
        _ if view.is(start, BE) => Shape::Be,
        _ if view.is(start, HAVE) && head > start => Shape::Have,
        _ if view.is(start, DO) && head > start => Shape::Do,
        Tag::Present => Shape::Present,
        Tag::Past => Shape::Past,
        _ => Shape::Other,
    };
    let auxiliary = head == start && (view.tag(start) == Tag::Modal || view.is(start, BE | HAVE | DO));
    let last = if negated && trailing_negator(view, head, end) { head + 2 } else { head + 1 };
    Some(Group { tokens: first..last, head, form, shape, passive, negated, auxiliary })
}

/// The next token that can go on with the group: behind adverbs, negation and quotation marks.
fn next_verb(view: &View, head: usize, end: usize) -> Option<usize> {
    let mut at = head + 1;
    while at < end && at <= head + 6 {
        let cell = view.at(at);
        let adverbial = cell.tag == Tag::Adverb || cell.negator;
        // "has, however, said"
        let set_off = view.comma(at)
            && (view.tag(at + 1) == Tag::Adverb && view.comma(at + 2) || view.tag(at.wrapping_sub(1)) == Tag::Adverb);
        if !(adverbial || set_off || cell.kind == TokenKind::Open || cell.kind == TokenKind::Close) {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// Whether the verb at `next` goes on with a group whose last verb is at `head`.
fn follows(view: &View, head: usize, next: usize) -> bool {
    let tag = view.tag(next);
    if view.tag(head) == Tag::To {
        return matches!(tag, Tag::Base | Tag::Present);
    }
    if view.tag(head) == Tag::Modal || view.is(head, DO) {
        return matches!(tag, Tag::Base | Tag::Present);
    }
    // "is, which was": behind a mark only the same group's own parts go on.
    if view.is(head, BE) {
        return matches!(tag, Tag::Participle | Tag::Gerund | Tag::Past) && !view.is(next, HAVE);
    }
    if view.is(head, HAVE) {
        return matches!(tag, Tag::Participle | Tag::Past);
    }
    view.is(head, GET) && tag == Tag::Participle
}

/// "is not", "did not" with nothing behind it.
fn trailing_negator(view: &View, head: usize, end: usize) -> bool {
    head + 1 < end && view.is(head + 1, NEGATOR) && (view.tag(head) == Tag::Modal || view.is(head, BE | HAVE | DO))
}

/// How many negating words stand directly before the group: "never said", "not to go".
fn leading_negators(view: &View, begin: usize, start: usize) -> usize {
    (1..=2).take_while(|back| start >= begin + *back && view.at(start - back).negator).count()
}
