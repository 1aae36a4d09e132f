//! Verbs whose clause begins without a connector: "said it was", "the threat they face", and subjects that were read as part
//! of another clause.

use super::ClauseKind;
use super::cell::OPEN;
use super::chain::{Chain, Row};
use super::classes::{BE, Classes, GET, HAVE, INVERTING, SUBJECT_PRONOUN, TELLING, THINKING};
use super::clause::Builder;
use super::draft::{Draft, Link};
use super::verb_group::{Form, Group, Shape};

/// Verbs that take a clause without a connector.
const SAYING: Classes = TELLING | INVERTING | THINKING;

impl Builder<'_> {
    /// A finite verb whose subject stands directly behind a clause that has its verb. Says whether to look again.
    pub(super) fn unconnected(&mut self, top: usize, chain: &Chain, group: &Group) -> bool {
        let question = self
            .drafts
            .get_mut(top)
            .filter(|d| d.subject == Some(chain.phrase) && d.group.is_some_and(|g| g.auxiliary));
        if let Some(draft) = question {
            // "Did the minister know": the rest of the group stands behind the subject.
            draft.head(*group);
            return false;
        }
        let said = |d: &Draft| d.group.is_some_and(|g| self.view.at(g.head).base & SAYING != 0);
        let inner = self.drafts.get(top).filter(|d| d.kind == ClauseKind::NonFinite && !said(d)).map(|d| d.start);
        let outer = self.waiting().and_then(|place| self.drafts.get(*self.stack.get(place)?));
        if inner.is_some() && outer.and_then(|o| self.chains.last(o.chains)).map(|c| c.end) == inner {
            // "Everyone reading this guidance cares": the subject has waited behind its own modifier.
            return self.leave(self.waiting(), group.start);
        }
        if self.resume(group) || self.gerund_subject(group) {
            return false;
        }
        if self.waiting().is_some() && self.begins_with_gerund(top) {
            return self.leave(self.waiting(), group.start);
        }
        let quoted = self.view.before(chain.start).has(OPEN);
        let draft = self.drafts.get(top);
        let verb = draft.and_then(|d| d.group).map_or(0, |g| self.view.at(g.head).base);
        let begins = draft.is_some_and(|d| d.kind == ClauseKind::Subordinate && !d.bracketed);
        let outer = draft.and_then(|d| d.parent).and_then(|p| self.drafts.get(p));
        let leads = outer.is_some_and(|o| o.group.is_none() && o.chains.is_empty());
        if let Some(place) = self.waiting().filter(|_| begins && leads && verb & SAYING == 0)
            && self.last_finite == Some(group.start)
        {
            // "If they do not pass it in the next weeks it will": no comma, but the main clause waits.
            self.hand_down(top, place, chain);
            return true;
        }
        if verb & (GET | HAVE) != 0 && group.shape == Shape::Past && group.end - group.start == 1 {
            // "get a deal passed"
            let passed = Group { form: Form::Participle, shape: Shape::Other, ..*group };
            self.nonfinite(passed, top);
            return false;
        }
        // "handed over messages he exchanged": on the noun of the phrase before.
        let phrase = self.phrases.get(chain.phrase).map_or(chain.start, |p| p.tokens.start);
        let governed = (chain.start < phrase).then(|| self.phrase_before(phrase)).flatten();
        let before = draft.and_then(|d| self.chains.before_last(d.chains));
        let abuts = before.filter(|before| before.end == chain.start && !before.time).map(|before| before.phrase);
        let says = verb & SAYING != 0;
        let governed = governed.filter(|&near| !says && self.phrases.get(near).is_some_and(|p| !self.time(p)));
        let relative = abuts.filter(|_| verb & TELLING == 0).or(governed).filter(|_| !quoted);
        let kind = if relative.is_some() { ClauseKind::Relative } else { ClauseKind::Subordinate };
        let mut inner = Draft::new(kind, if governed.is_some() { phrase } else { chain.start }, Some(top));
        inner.subject = Some(chain.phrase);
        inner.antecedent = relative;
        inner.head(*group);
        self.push(inner);
        false
    }

    /// "I think the deal that they announced is": the phrase that the relative clause stands on is the subject.
    pub(super) fn over_relative(&mut self, group: &Group) -> bool {
        let found = {
            let mut open = self.open_clauses().filter(|(_, d)| d.group.is_some());
            let relative = open.next().filter(|(_, d)| d.kind == ClauseKind::Relative);
            relative.zip(open.next()).and_then(|((place, relative), (_, outer))| {
                let tied = |c: &&Chain| c.link == Link::Direct && c.end == relative.start && !c.time;
                Some((place, *self.chains.last(outer.chains).filter(tied)?, relative.parent?))
            })
        };
        let Some((place, chain, parent)) = found else { return false };
        let Some(&index) = self.stack.get(place) else { return false };
        self.pop_to(place, group.start);
        let mut draft = Draft::new(ClauseKind::Subordinate, chain.start, Some(parent));
        draft.subject = Some(chain.phrase);
        draft.head(*group);
        self.push(draft);
        if let Some(&inner) = self.stack.last() {
            self.adopt(&[index], inner, group.start);
        }
        true
    }

    /// "…, and attempts to begin that process have been stopped": the phrase behind a conjunction got infinitives first and
    /// its verb now.
    pub(super) fn resume(&mut self, group: &Group) -> bool {
        if self.last_finite != Some(group.start) {
            return false;
        }
        let mut above = None;
        let mut found = None;
        for (place, draft) in self.open_clauses() {
            if draft.kind == ClauseKind::NonFinite && draft.group.is_some() {
                above = Some(draft.start);
            }
            let chain = self
                .chains
                .last(draft.chains)
                .filter(|c| matches!(c.link, Link::Conjunction(true)) && above == Some(c.end));
            if let Some(chain) = chain {
                found = Some((place, *chain));
                break;
            }
            if draft.kind != ClauseKind::NonFinite {
                break;
            }
        }
        let Some((_, chain)) = found else { return false };
        let inner: Vec<usize> =
            self.stack.iter().copied().filter(|&d| self.drafts.get(d).is_some_and(|d| d.start >= chain.end)).collect();
        let floor = self.floor();
        self.pop_to(floor, chain.start);
        self.main(&chain, group, None);
        // The infinitives stand in the new clause.
        let Some(&main) = self.stack.last() else { return true };
        self.adopt(&inner, main, group.start);
        true
    }

    /// "The report said revoking the access should be considered": the clause behind the verb is the subject of the next.
    pub(super) fn gerund_subject(&mut self, group: &Group) -> bool {
        let found = self.open_clauses().find_map(|(place, draft)| {
            let gerund = draft.group.filter(|g| g.form == Form::Gerund && g.start == draft.start)?;
            let parent = self.drafts.get(draft.parent?)?.group?;
            let said = self.view.at(parent.head).base & INVERTING != 0 && parent.end == gerund.start;
            said.then_some((place, draft.start, draft.parent))
        });
        let Some((place, start, parent)) = found.filter(|_| self.last_finite == Some(group.start)) else {
            return false;
        };
        let inner: Vec<usize> = self.stack.iter().skip(place).copied().collect();
        self.pop_to(place, group.start);
        let mut draft = Draft::new(ClauseKind::Subordinate, start, parent);
        draft.head(*group);
        self.push(draft);
        if let Some(&outer) = self.stack.last() {
            self.adopt(&inner, outer, group.start);
        }
        true
    }

    /// Moves clauses read before it into the clause `main`.
    pub(super) fn adopt(&mut self, inner: &[usize], main: usize, end: usize) {
        for &index in inner {
            if let Some(draft) = self.drafts.get_mut(index) {
                draft.end = end;
                if draft.parent.is_none_or(|parent| !inner.contains(&parent)) {
                    draft.parent = Some(main);
                }
            }
        }
    }

    /// Turns a clause whose only verb can be a participle into a modifier of its subject, and lets the outer clause wait.
    pub(super) fn reduce(&mut self, top: usize) -> bool {
        let Some(draft) = self.drafts.get_mut(top) else { return false };
        let (Some(subject), Some(group)) = (draft.subject, draft.group) else { return false };
        let single = group.shape == Shape::Past && group.end == group.start + 1;
        if !single || self.view.is(group.head, BE | HAVE) || draft.kind == ClauseKind::NonFinite {
            return false;
        }
        let Some(phrase) = self.phrases.get(subject) else { return false };
        if self.view.is(phrase.tokens.start, SUBJECT_PRONOUN) {
            return false;
        }
        draft.group = None;
        draft.subject = None;
        let (start, end) = (phrase.tokens.start, phrase.tokens.end);
        draft.chains = Row::EMPTY;
        self.chains.push(&mut draft.chains, Chain { phrase: subject, start, end, link: Link::Break, time: false });
        let mut inner = Draft::new(ClauseKind::NonFinite, group.start, Some(top));
        inner.subject = Some(subject);
        inner.head(group);
        inner.passive = true;
        self.push(inner);
        true
    }

    /// "Revoking the access should be considered": the clause above begins the waiting one.
    pub(super) fn begins_with_gerund(&self, top: usize) -> bool {
        self.drafts.get(top).is_some_and(|d| {
            d.kind == ClauseKind::NonFinite
                && d.group.is_some_and(|g| g.form == Form::Gerund && g.start == d.start)
                && d.parent.and_then(|p| self.drafts.get(p)).is_some_and(|p| p.chains.is_empty() && p.group.is_none())
        })
    }
}
