//! What a finite verb group does to the clauses open so far: it gives one its verb, or begins the next.

use super::ClauseKind;
use super::cell::CLOSE;
use super::chain::{Chain, Row};
use super::classes::{INVERTING, RELATIVE, SUBJECT_PRONOUN};
use super::clause::Builder;
use super::draft::{Draft, Link};
use super::verb_group::{Form, Group, Shape};

impl Builder<'_> {
    /// Reads a verb group.
    pub(super) fn group(&mut self, group: Group) {
        let top = self.top(self.behind_link(group.start));
        match group.form {
            Form::Finite => self.finite(group),
            Form::Bare => self.bare(group, top),
            Form::Participle if self.stands_in_for_finite(&group, top) => self.finite(group),
            Form::Infinitive | Form::Gerund | Form::Participle => self.nonfinite(group, top),
        }
    }

    fn finite(&mut self, group: Group) {
        // At most one turn a clause of the stack, and the stack is bounded.
        for _ in 0..40 {
            let top = self.top(group.start);
            let awaits = self.drafts.get(top).is_some_and(|d| d.group.is_none());
            if awaits {
                let place = self.stack.len().saturating_sub(1);
                let verbless = self.drafts.get(top).is_some_and(|d| {
                    let empty = d.chains.is_empty() && d.adjunct.is_none() && d.opened + 1 < group.start;
                    d.kind == ClauseKind::Subordinate && empty && place > self.floor()
                });
                if verbless && self.link(group.start) == Link::Comma {
                    // "the messages, if real, are": the conjunction had no clause of its own.
                    let begun = self.drafts.get(top).map_or(0, |d| d.start);
                    self.pop_to(place, group.start);
                    let outer = self.stack.last().and_then(|&d| self.drafts.get(d));
                    if let Some(chain) =
                        outer.and_then(|d| self.chains.last_mut(d.chains)).filter(|c| c.end + 1 == begun)
                    {
                        chain.end = group.start;
                    }
                    continue;
                }
                return self.give(top, group);
            }
            if self.inverted(&group) {
                return;
            }
            match self.candidate(top, &group) {
                Some(chain) => {
                    if !self.with_subject(top, &chain, &group) {
                        return;
                    }
                }
                None => {
                    if !self.without_subject(top, &group) {
                        return;
                    }
                }
            }
        }
    }

    /// The last phrase of the clause, when it stands directly before the group.
    pub(super) fn candidate(&self, top: usize, group: &Group) -> Option<Chain> {
        let chain = self.chains.last(self.drafts.get(top)?.chains)?;
        self.view.only_adverbs(chain.end, group.start).then_some(*chain)
    }

    /// Gives the clause `top`, which waits for it, its verb.
    pub(super) fn give(&mut self, top: usize, group: Group) {
        let Some(draft) = self.drafts.get(top) else { return };
        let chains = draft.chains;
        let last = self.chains.last(chains).filter(|c| self.view.only_adverbs(c.end, group.start)).copied();
        let before_last = self.chains.before_last(chains).copied();
        if let (Some(last), Some(before)) = (&last, &before_last) {
            // "as Moscow, it is claimed, tries": set off by commas, with the verb that is waited for behind it.
            let set_off = self.view.comma(group.end) && self.finite_at(group.end + 1).is_some();
            if last.link == Link::Comma && set_off {
                let mut inner = Draft::new(ClauseKind::Main, last.start, Some(top));
                inner.subject = Some(last.phrase);
                inner.end = group.end;
                inner.head(group);
                self.add(inner);
                if let Some(draft) = self.drafts.get_mut(top) {
                    self.chains.pop(&mut draft.chains);
                }
                return;
            }
            let verbless = last.link == Link::Comma && !before.time && before.end + 1 == last.start;
            let place = self.stack.len().saturating_sub(1);
            if verbless && draft.kind == ClauseKind::Subordinate && place > self.floor() {
                // "If anything, the report said": the conjunction had no clause of its own.
                self.pop_to(place, last.start);
                let outer = self.top(last.start);
                if let Some(outer) = self.drafts.get_mut(outer) {
                    self.chains.push(&mut outer.chains, *last);
                }
                return self.finite(group);
            }
            // "the intelligence they have collected has been": a relative clause without a pronoun.
            let later = self.last_finite.is_some_and(|at| at > group.start);
            let pronoun = self.phrases.get(last.phrase).is_some_and(|p| self.view.is(p.tokens.start, SUBJECT_PRONOUN));
            if last.link == Link::Direct && before.end == last.start && pronoun && later && !before.time {
                let mut inner = Draft::new(ClauseKind::Relative, last.start, Some(top));
                inner.subject = Some(last.phrase);
                inner.antecedent = Some(before.phrase);
                if let Some(draft) = self.drafts.get_mut(top) {
                    self.chains.pop(&mut draft.chains);
                }
                inner.head(group);
                return self.push(inner);
            }
        }
        let mut subject = self.chains.subject(chains, last.is_some());
        let (bare, timely) = (chains.is_empty(), self.chains.backwards(chains).all(|c| c.time));
        // "the group that last year released it": a relative clause, whatever the tagger took "that" for.
        let (kind, start) = (draft.kind, draft.start);
        let relative = kind == ClauseKind::Relative || kind == ClauseKind::Subordinate && self.view.is(start, RELATIVE);
        if relative && timely {
            let antecedent =
                draft.antecedent.or_else(|| self.phrase_before(start).map(|near| self.antecedent(near, start)));
            if let (Some(near), Some(draft)) = (antecedent, self.drafts.get_mut(top)) {
                draft.kind = ClauseKind::Relative;
                draft.antecedent = antecedent;
                subject = Some(near);
            }
        }
        // "Are the", and "…, said the": before its subject, or behind what was said.
        let precedes = || group.auxiliary || group.shape == Shape::Be || bare && self.is_inverting(&group);
        let behind = if subject.is_none() && precedes() { self.phrase_at(group.end) } else { None };
        let Some(draft) = self.drafts.get_mut(top) else { return };
        draft.subject = match subject {
            Some(subject) => Some(subject),
            None if draft.kind == ClauseKind::Relative => draft.antecedent,
            None => behind,
        };
        draft.head(group);
    }

    /// A finite verb with its own subject behind a clause that has its verb. Says whether to look again.
    fn with_subject(&mut self, top: usize, chain: &Chain, group: &Group) -> bool {
        let waiting = self.waiting();
        match chain.link {
            Link::Comma | Link::Break => {
                if let Some(place) = waiting {
                    self.hand_down(top, place, chain);
                    return true;
                }
                let floor = self.floor();
                self.pop_to(floor, chain.start);
                self.main(chain, group, None);
            }
            Link::Conjunction(comma) => {
                let lower = self
                    .open_clauses()
                    .find(|(_, d)| d.kind != ClauseKind::NonFinite)
                    .map(|(p, d)| (p, d.kind, d.parent));
                match lower {
                    Some((place, ClauseKind::Subordinate, parent)) if !comma => {
                        self.pop_to(place, chain.start);
                        let mut draft = Draft::new(ClauseKind::Subordinate, chain.start, parent);
                        draft.subject = Some(chain.phrase);
                        draft.head(*group);
                        self.push(draft);
                    }
                    _ => {
                        let floor = self.floor();
                        self.pop_to(floor, chain.start);
                        self.main(chain, group, None);
                    }
                }
            }
            Link::Direct => return self.unconnected(top, chain, group),
        }
        false
    }

    /// A finite verb without a subject of its own behind a clause that has its verb. Says whether to look again.
    fn without_subject(&mut self, top: usize, group: &Group) -> bool {
        let waiting = self.waiting();
        if self.resume(group) || self.gerund_subject(group) {
            return false;
        }
        let link = self.link(group.start);
        let later = self.last_finite.is_some_and(|at| at > group.start);
        let bracketed = self.drafts.get(top).is_some_and(|d| d.bracketed || d.kind == ClauseKind::NonFinite);
        let alike = self.coordinate(group).is_some_and(|d| self.shape(d) == Some(group.shape));
        match link {
            Link::Conjunction(_) if waiting.is_none() || later => self.share(group),
            Link::Comma if waiting.is_none() || (!bracketed && later && alike) => self.share(group),
            _ if waiting.is_some() => return self.leave_with_subject(top, waiting, group.start, link),
            _ if self.over_relative(group) => {}
            // "The man killed in the attack said": the verb before was a participle.
            _ if self.reduce(top) => return true,
            Link::Direct | Link::Break | Link::Comma | Link::Conjunction(_) => self.share(group),
        }
        false
    }

    /// Place on the stack of a clause that has begun and lacks its verb.
    pub(super) fn waiting(&self) -> Option<usize> {
        self.open_clauses().find(|(_, d)| d.group.is_none()).map(|(place, _)| place)
    }

    /// Ends what stands above the waiting clause. Says that there is more to do.
    pub(super) fn leave(&mut self, waiting: Option<usize>, boundary: usize) -> bool {
        if let Some(place) = waiting {
            self.pop_to(place + 1, boundary);
        }
        waiting.is_some()
    }

    /// As [`Builder::leave`]; "Asked whether it passed, Rob Brown, a former official, offered": the subject was read above.
    fn leave_with_subject(&mut self, top: usize, waiting: Option<usize>, boundary: usize, link: Link) -> bool {
        let lacks =
            waiting.and_then(|place| self.drafts.get(*self.stack.get(place)?)).is_some_and(|d| d.chains.is_empty());
        let chains = self.drafts.get(top).map_or(Row::EMPTY, |d| d.chains);
        let trailing = self.chains.backwards(chains).take_while(|c| c.link == Link::Comma && !c.time);
        // The first of several.
        let chain = trailing.skip(1).last().filter(|_| lacks && link == Link::Comma).copied();
        if let (Some(chain), Some(place)) = (chain, waiting) {
            self.hand_down(top, place, &chain);
            return true;
        }
        self.leave(waiting, boundary)
    }

    /// Gives a phrase read in the clause above to the clause that waits.
    pub(super) fn hand_down(&mut self, top: usize, place: usize, chain: &Chain) {
        if let Some(draft) = self.drafts.get_mut(top) {
            self.chains.pop(&mut draft.chains);
        }
        self.pop_to(place + 1, chain.start);
        if let Some(draft) = self.stack.get(place).and_then(|&d| self.drafts.get_mut(d)) {
            self.chains.push(&mut draft.chains, *chain);
        }
    }

    /// Opens a main clause with its subject and verb.
    pub(super) fn main(&mut self, chain: &Chain, group: &Group, parent: Option<usize>) {
        let mut draft = Draft::new(ClauseKind::Main, chain.start, parent);
        draft.subject = Some(chain.phrase);
        draft.head(*group);
        self.push(draft);
    }

    /// "…", said the minister: a verb of speech before its subject, behind a comma or a quotation.
    fn inverted(&mut self, group: &Group) -> bool {
        if !self.is_inverting(group) || self.link(group.start) != Link::Comma {
            return false;
        }
        let Some(subject) = self.phrase_at(group.end) else { return false };
        let quoted = (1..=2).any(|back| group.start.checked_sub(back).is_some_and(|at| self.view.has(at, CLOSE)));
        if !quoted && (self.waiting().is_some() || self.last_finite.is_some_and(|at| at > group.start)) {
            return false;
        }
        let floor = self.floor();
        self.pop_to(floor, group.start);
        let mut draft = Draft::new(ClauseKind::Main, group.start, None);
        draft.subject = Some(subject);
        draft.head(*group);
        self.push(draft);
        true
    }

    fn is_inverting(&self, group: &Group) -> bool {
        self.view.at(group.head).base & INVERTING != 0 && !group.passive
    }

    /// A participle where the clause waits for a finite verb and none comes: the part of speech was wrong.
    fn stands_in_for_finite(&self, group: &Group, top: usize) -> bool {
        let Some(draft) = self.drafts.get(top) else { return false };
        let later = self.last_finite.is_some_and(|at| at > group.start);
        // "that the expulsion smashed the network": a participle that modifies a noun takes no object.
        let takes_object = || {
            let object = self.phrase_at(group.end).and_then(|p| self.phrases.get(p));
            object.is_some_and(|p| !self.time(p))
        };
        draft.group.is_none() && self.candidate(top, group).is_some_and(|c| !c.time) && (!later || takes_object())
    }
}
