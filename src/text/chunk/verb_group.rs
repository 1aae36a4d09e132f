//! Verb groups: auxiliaries, negation, adverbs and the main verb that stand together.

use super::cell::{ADVERB, BASE, Cell, FINITE, GERUND, MODAL, NEGATING, PARTICIPLE, PAST, PRESENT, QUOTE, TO, Traits};
use super::classes::{BE, DO, GET, HAVE, NEGATOR};
use super::view::View;
use crate::text::{NounPhrase, Tokens};

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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Group {
    /// Its first token.
    pub start: usize,
    /// Behind its last token.
    pub end: usize,
    pub head: usize,
    pub form: Form,
    pub shape: Shape,
    pub passive: bool,
    pub negated: bool,
    /// Only auxiliaries so far: "did" in "did the minister know".
    pub auxiliary: bool,
}

/// What a verb group begins with.
const BEGINNING: Traits = FINITE | BASE | GERUND | PARTICIPLE | TO;

/// Fills `groups`: those between and behind the noun phrases of a sentence.
pub(super) fn find(view: &View, phrases: &[NounPhrase], sentence: &Tokens, groups: &mut Vec<Group>) {
    groups.clear();
    let mut at = sentence.start;
    for phrase in phrases.iter().map(|phrase| &phrase.tokens) {
        if let Some(first) = view.first(at..phrase.start, BEGINNING) {
            between(view, at, first, phrase.start, groups);
        }
        at = phrase.end.max(at);
    }
    if let Some(first) = view.first(at..sentence.end, BEGINNING) {
        between(view, at, first, sentence.end, groups);
    }
}

/// Appends the groups from `free` to `end`; the first may start at `first`.
fn between(view: &View, free: usize, first: usize, end: usize, groups: &mut Vec<Group>) {
    let mut free = free;
    let mut start = Some(first);
    while let Some(at) = start {
        let mut behind = at + 1;
        if let Some(group) = read(view, free, at, end) {
            behind = group.end.max(behind);
            free = behind;
            groups.push(group);
        }
        start = view.first(behind..end, BEGINNING);
    }
}

/// The verb group that starts at `start`, if one does; it ends before `end`, and a negation before it stands at `begin` or later.
fn read(view: &View, begin: usize, start: usize, end: usize) -> Option<Group> {
    let first = *view.at(start);
    let form = match () {
        () if first.has(FINITE) => Form::Finite,
        () if first.has(BASE) => Form::Bare,
        () if first.has(GERUND) => Form::Gerund,
        () if first.has(PARTICIPLE) => Form::Participle,
        () if first.has(TO) => Form::Infinitive,
        () => return None,
    };
    let leading = leading_negators(view, begin, start);
    if !carries(&first) {
        // Most groups are one verb.
        let shape = match () {
            () if first.has(PRESENT) => Shape::Present,
            () if first.has(PAST) => Shape::Past,
            () => Shape::Other,
        };
        let (negated, passive, auxiliary) = (leading > 0, false, false);
        let (head, start, end) = (start, start - leading, start + 1);
        return Some(Group { start, end, head, form, shape, passive, negated, auxiliary });
    }
    let mut head = start;
    let mut passive = false;
    let mut negated = false;
    // The loop ends: `next` is always behind `head`.
    while carries(view.at(head))
        && let Some(next) = next_verb(view, head, end)
    {
        if !follows(view, head, next) {
            break;
        }
        passive = view.is(head, BE | GET) && view.has(next, PARTICIPLE | PAST);
        negated |= (head + 1..next).any(|at| view.has(at, NEGATING));
        head = next;
    }
    if form == Form::Infinitive && head == start {
        return None;
    }
    let trailing = trailing_negator(view, head, end);
    let negated = negated || trailing || leading > 0;
    let shape = match () {
        () if first.has(MODAL) => Shape::Modal,
        () if first.classes & BE != 0 => Shape::Be,
        () if first.classes & HAVE != 0 && head > start => Shape::Have,
        () if first.classes & DO != 0 && head > start => Shape::Do,
        () if first.has(PRESENT) => Shape::Present,
        () if first.has(PAST) => Shape::Past,
        () => Shape::Other,
    };
    let auxiliary = head == start && (first.has(MODAL) || first.classes & (BE | HAVE | DO) != 0);
    let end = if trailing { head + 2 } else { head + 1 };
    Some(Group { start: start - leading, end, head, form, shape, passive, negated, auxiliary })
}

/// Whether a verb can have others of its group behind it.
fn carries(cell: &Cell) -> bool {
    cell.has(TO | MODAL) || cell.classes & (BE | HAVE | DO | GET) != 0
}

/// The next token that can go on with the group: behind adverbs, negation and quotation marks.
fn next_verb(view: &View, head: usize, end: usize) -> Option<usize> {
    for at in head + 1..end.min(head + 7) {
        // "has, however, said"
        let set_off = || {
            view.comma(at) && (view.has(at + 1, ADVERB) && view.comma(at + 2) || view.has(at.wrapping_sub(1), ADVERB))
        };
        if !view.has(at, ADVERB | NEGATING | QUOTE) && !set_off() {
            return Some(at);
        }
    }
    None
}

/// Whether the verb at `next` goes on with a group whose last verb is at `head`.
fn follows(view: &View, head: usize, next: usize) -> bool {
    let (last, verb) = (view.at(head), view.at(next));
    if last.has(TO | MODAL) || last.classes & DO != 0 {
        return verb.has(BASE | PRESENT);
    }
    // "is, which was": behind a mark only the same group's own parts go on.
    if last.classes & BE != 0 {
        return verb.has(PARTICIPLE | GERUND | PAST) && verb.classes & HAVE == 0;
    }
    if last.classes & HAVE != 0 {
        return verb.has(PARTICIPLE | PAST);
    }
    last.classes & GET != 0 && verb.has(PARTICIPLE)
}

/// "is not", "did not" with nothing behind it.
fn trailing_negator(view: &View, head: usize, end: usize) -> bool {
    head + 1 < end && view.is(head + 1, NEGATOR) && (view.has(head, MODAL) || view.is(head, BE | HAVE | DO))
}

/// How many negating words stand directly before the group: "never said", "not to go".
fn leading_negators(view: &View, begin: usize, start: usize) -> usize {
    (1..=2).take_while(|back| start >= begin + *back && view.has(start - back, NEGATING)).count()
}
