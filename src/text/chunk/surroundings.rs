//! What stands around a token: how it is tied to what is before it, the phrase or verb next to it.

use super::cell::{ADVERB, CLOSE, COMMA, CONJUNCTION, DASH, OPEN, PLACE, PREPOSITION, QUOTE, SIGN, TIMELY};
use super::classes::{CLAUSE_PREPOSITION, PERSONAL, SUBJECT_PRONOUN};
use super::clause::Builder;
use super::draft::Link;
use super::verb_group::Form;
use super::view::View;
use crate::text::NounPhrase;

impl Builder<'_> {
    /// "people in the UK who": the phrase that a relative pronoun for people is about.
    pub(super) fn antecedent(&self, near: usize, pronoun: usize) -> usize {
        let mut index = near;
        for _ in 0..3 {
            let Some(phrase) = self.phrases.get(index) else { return near };
            let cell = self.view.at(phrase.head);
            let unfit = cell.date != 0 || cell.has(PLACE) && self.view.is(pronoun, PERSONAL);
            if !unfit {
                return index;
            }
            let before = phrase.tokens.start.checked_sub(1).filter(|&at| self.view.has(at, PREPOSITION));
            match before.and_then(|at| self.phrase_before(at)) {
                Some(before) if before >= self.range.start => index = before,
                _ => return near,
            }
        }
        near
    }

    /// The phrase that ends before `at`, over a comma, a closing mark and adverbs.
    pub(super) fn phrase_before(&self, at: usize) -> Option<usize> {
        let place = self.phrases.get(self.range.clone())?.partition_point(|p| p.tokens.end <= at);
        let index = self.range.start + place.checked_sub(1)?;
        let end = self.phrases.get(index)?.tokens.end;
        let near = at - end <= 3 && (end..at).all(|i| self.view.has(i, COMMA | DASH | QUOTE | ADVERB | PREPOSITION));
        near.then_some(index)
    }

    /// Whether the preposition at `at` is followed by a subject and its verb.
    pub(super) fn opens_clause(&self, at: usize) -> bool {
        let phrases = self.phrases.get(self.range.clone()).unwrap_or_default();
        let mut place = phrases.partition_point(|p| p.tokens.start <= at);
        let Some(first) = phrases.get(place).filter(|p| self.view.only_adverbs(at + 1, p.tokens.start)) else {
            return false;
        };
        if self.view.is(first.tokens.start, SUBJECT_PRONOUN) {
            return true;
        }
        let mut end = first.tokens.end;
        for _ in 0..3 {
            place += 1;
            match phrases.get(place) {
                Some(p)
                    if p.tokens.start == end + 1
                        && self.view.has(end, PREPOSITION)
                        && !self.view.is(end, CLAUSE_PREPOSITION) =>
                {
                    end = p.tokens.end;
                }
                _ => break,
            }
        }
        let verb = self.finite_at(end).is_some() || self.aside(end);
        // "The years since the attack have been": the verb is that of the clause outside.
        let awaited = self.waiting().is_some();
        verb && (!awaited || self.last_finite > self.finite_at(end))
    }

    /// ", it is claimed, tries": a verb behind a clause set off by commas.
    fn aside(&self, comma: usize) -> bool {
        let phrase = self.phrase_at(comma + 1).and_then(|p| self.phrases.get(p)).filter(|_| self.view.comma(comma));
        let verb = phrase.and_then(|p| self.finite_at(p.tokens.end));
        let group = verb.and_then(|at| self.groups.get(self.groups.partition_point(|g| g.start < at)));
        group.is_some_and(|g| self.view.comma(g.end) && self.finite_at(g.end + 1).is_some())
    }

    /// Start of the finite verb group that stands at `at`, over adverbs.
    pub(super) fn finite_at(&self, at: usize) -> Option<usize> {
        let group = self.groups.get(self.groups.partition_point(|g| g.head < at))?;
        let near = group.form == Form::Finite && self.view.only_adverbs(at.min(group.start), group.start);
        near.then_some(group.start)
    }

    /// The phrase that starts at `at`, over adverbs.
    pub(super) fn phrase_at(&self, at: usize) -> Option<usize> {
        let phrases = self.phrases.get(self.range.clone())?;
        let place = phrases.partition_point(|p| p.tokens.start < at);
        let phrase = phrases.get(place).filter(|p| p.tokens.start == at)?;
        (phrase.tokens.start == at).then_some(self.range.start + place)
    }

    /// Whether a phrase is a date or a stretch of time.
    pub(super) fn time(&self, phrase: &NounPhrase) -> bool {
        self.view.has(phrase.head, TIMELY)
    }

    /// How what starts at `at` is tied to what stands before it.
    pub(super) fn link(&self, at: usize) -> Link {
        link(self.view, self.sentence.start, at)
    }

    /// Behind the comma or conjunction before `at`.
    pub(super) fn behind_link(&self, at: usize) -> usize {
        let mut start = at;
        while start > self.sentence.start && at - start < 5 {
            let cell = self.view.before(start);
            if cell.has(ADVERB) && !cell.has(SIGN) {
                start -= 1;
            } else {
                break;
            }
        }
        start
    }
}

/// How what starts at `at` is tied to what stands before it in a sentence that starts at `first`, over quotation marks and adverbs.
pub(super) fn link(view: &View, first: usize, at: usize) -> Link {
    let mut before = at;
    for _ in 0..5 {
        if before == first {
            return Link::Break;
        }
        let cell = view.at(before - 1);
        if !cell.has(QUOTE | SIGN | CONJUNCTION | ADVERB) {
            return Link::Direct;
        }
        match () {
            () if cell.has(CLOSE) => return Link::Comma,
            () if cell.has(OPEN) => {}
            () if cell.has(SIGN) => return if cell.has(COMMA | DASH) { Link::Comma } else { Link::Break },
            () if cell.has(CONJUNCTION) => return Link::Conjunction(before >= 2 && view.comma(before - 2)),
            () => {}
        }
        before -= 1;
    }
    Link::Direct
}
