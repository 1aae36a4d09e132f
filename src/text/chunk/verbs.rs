//! What a verb group does to the clauses open so far: it gives one its verb, or begins the next.

use super::ClauseKind;
use super::classes::{BE, EXISTENTIAL, GET, HAVE, INVERTING, OBJECT_CONTROL, SUBJECT_PRONOUN, TELLING};
use super::clause::Builder;
use super::draft::{Chain, Draft, Link};
use super::verb_group::{Form, Group, Shape};
use crate::text::{Tag, TokenKind};

impl Builder<'_> {
    /// Reads a verb group.
    pub(super) fn group(&mut self, group: Group) {
        let top = self.top(self.behind_link(group.tokens.start));
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
            let top = self.top(group.tokens.start);
            let awaits = self.drafts.get(top).is_some_and(|d| d.group.is_none());
            if awaits {
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
    fn candidate(&self, top: usize, group: &Group) -> Option<Chain> {
        let chain = self.drafts.get(top)?.chains.last()?;
        self.view.only_adverbs(chain.end, group.tokens.start).then(|| chain.clone())
    }

    /// Gives the clause `top`, which waits for it, its verb.
    fn give(&mut self, top: usize, group: Group) {
        let Some(draft) = self.drafts.get(top) else { return };
        let chains = draft.chains.clone();
        let last = chains.last().filter(|c| self.view.only_adverbs(c.end, group.tokens.start)).cloned();
        let before_last = chains.len().checked_sub(2).and_then(|i| chains.get(i)).cloned();
        if let (Some(last), Some(before)) = (&last, &before_last) {
            // "as Moscow, it is claimed, tries": set off by commas, with the verb that is waited for behind it.
            let set_off = self.view.comma(group.tokens.end) && self.finite_at(group.tokens.end + 1).is_some();
            if last.link == Link::Comma && set_off {
                let mut inner = Draft::new(ClauseKind::Main, last.start, Some(top));
                inner.subject = Some(last.phrase);
                inner.end = group.tokens.end;
                inner.head(group);
                self.drafts.push(inner);
                if let Some(draft) = self.drafts.get_mut(top) {
                    draft.chains.pop();
                }
                return;
            }
            // "the intelligence they have collected has been": a relative clause without a pronoun.
            let later = self.last_finite.is_some_and(|at| at > group.tokens.start);
            let pronoun = self.phrases.get(last.phrase).is_some_and(|p| self.view.is(p.tokens.start, SUBJECT_PRONOUN));
            if last.link == Link::Direct && before.end == last.start && pronoun && later && !before.time {
                let mut inner = Draft::new(ClauseKind::Relative, last.start, Some(top));
                inner.subject = Some(last.phrase);
                inner.antecedent = Some(before.phrase);
                if let Some(draft) = self.drafts.get_mut(top) {
                    draft.chains.pop();
                }
                inner.head(group);
                return self.push(inner);
            }
        }
        let subject = subject(&chains, last.is_some());
        let inverted = subject.is_none() && (group.auxiliary || group.shape == Shape::Be);
        let after = self.phrase_at(group.tokens.end);
        let quoted_before = chains.is_empty() && self.is_inverting(&group);
        let existential =
            subject.and_then(|s| self.phrases.get(s)).is_some_and(|p| self.view.is(p.tokens.start, EXISTENTIAL));
        let no_such_thing =
            existential && after.and_then(|p| self.phrases.get(p)).is_some_and(|p| self.view.negative(p.tokens.start));
        let Some(draft) = self.drafts.get_mut(top) else { return };
        draft.subject = match subject {
            Some(subject) => Some(subject),
            None if draft.kind == ClauseKind::Relative => draft.antecedent,
            None if inverted || quoted_before => after,
            None => None,
        };
        draft.negated |= no_such_thing;
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
                        draft.head(group.clone());
                        self.push(draft);
                    }
                    _ => {
                        let floor = self.floor();
                        self.pop_to(floor, chain.start);
                        self.main(chain, group, None);
                    }
                }
            }
            Link::Direct => {
                if waiting.is_some() && self.begins_with_gerund(top) {
                    return self.leave(waiting, group.tokens.start);
                }
                let quoted = self.view.before(chain.start).kind == TokenKind::Open;
                let draft = self.drafts.get(top);
                let telling =
                    draft.and_then(|d| d.group.as_ref()).is_some_and(|g| self.view.at(g.head).base & TELLING != 0);
                let abuts = draft.and_then(|d| {
                    let before = d.chains.len().checked_sub(2).and_then(|i| d.chains.get(i))?;
                    (before.end == chain.start && !before.time).then_some(before.phrase)
                });
                let relative = abuts.filter(|_| !telling && !quoted);
                let kind = if relative.is_some() { ClauseKind::Relative } else { ClauseKind::Subordinate };
                let mut inner = Draft::new(kind, chain.start, Some(top));
                inner.subject = Some(chain.phrase);
                inner.antecedent = relative;
                inner.head(group.clone());
                self.push(inner);
            }
        }
        false
    }

    /// A finite verb without a subject of its own behind a clause that has its verb. Says whether to look again.
    fn without_subject(&mut self, top: usize, group: &Group) -> bool {
        let waiting = self.waiting();
        let link = self.link(group.tokens.start);
        let later = self.last_finite.is_some_and(|at| at > group.tokens.start);
        let bracketed = self.drafts.get(top).is_some_and(|d| d.bracketed || d.kind == ClauseKind::NonFinite);
        let alike = self.coordinate(group).is_some_and(|d| self.shape(d) == Some(group.shape));
        match link {
            Link::Conjunction(_) if !(waiting.is_some() && !later) => self.share(group),
            Link::Comma if waiting.is_none() || (!bracketed && later && alike) => self.share(group),
            _ if waiting.is_some() => return self.leave(waiting, group.tokens.start),
            // "The man killed in the attack said": the verb before was a participle.
            _ if self.reduce(top) => return true,
            Link::Direct | Link::Break | Link::Comma | Link::Conjunction(_) => self.share(group),
        }
        false
    }

    /// Place on the stack of a clause that has begun and lacks its verb.
    fn waiting(&self) -> Option<usize> {
        self.open_clauses().find(|(_, d)| d.group.is_none()).map(|(place, _)| place)
    }

    /// Ends what stands above the waiting clause. Says that there is more to do.
    fn leave(&mut self, waiting: Option<usize>, boundary: usize) -> bool {
        if let Some(place) = waiting {
            self.pop_to(place + 1, boundary);
        }
        waiting.is_some()
    }

    /// Gives a phrase read in the clause above to the clause that waits.
    fn hand_down(&mut self, top: usize, place: usize, chain: &Chain) {
        if let Some(draft) = self.drafts.get_mut(top) {
            draft.chains.pop();
        }
        self.pop_to(place + 1, chain.start);
        if let Some(draft) = self.stack.get(place).and_then(|&d| self.drafts.get_mut(d)) {
            draft.chains.push(chain.clone());
        }
    }

    /// Opens a main clause with its subject and verb.
    fn main(&mut self, chain: &Chain, group: &Group, parent: Option<usize>) {
        let mut draft = Draft::new(ClauseKind::Main, chain.start, parent);
        draft.subject = Some(chain.phrase);
        draft.head(group.clone());
        self.push(draft);
    }

    /// "…", said the minister: a verb of speech before its subject, behind a comma or a quotation.
    fn inverted(&mut self, group: &Group) -> bool {
        if !self.is_inverting(group) || self.link(group.tokens.start) != Link::Comma {
            return false;
        }
        let Some(subject) = self.phrase_at(group.tokens.end) else { return false };
        let quoted = (1..=2).any(|back| {
            group.tokens.start.checked_sub(back).is_some_and(|at| self.view.at(at).kind == TokenKind::Close)
        });
        if !quoted && (self.waiting().is_some() || self.last_finite.is_some_and(|at| at > group.tokens.start)) {
            return false;
        }
        let floor = self.floor();
        self.pop_to(floor, group.tokens.start);
        let mut draft = Draft::new(ClauseKind::Main, group.tokens.start, None);
        draft.subject = Some(subject);
        draft.head(group.clone());
        self.push(draft);
        true
    }

    fn is_inverting(&self, group: &Group) -> bool {
        self.view.at(group.head).base & INVERTING != 0 && !group.passive
    }

    /// A clause coordinated with an earlier one, whose subject it shares.
    fn share(&mut self, group: &Group) {
        let start = self.behind_link(group.tokens.start);
        let sibling = self.coordinate(group);
        let place = sibling.and_then(|s| self.stack.iter().position(|&d| d == s));
        let floor = self.floor();
        if let Some(place) = place {
            self.pop_to(place.max(floor), start);
        }
        let model = sibling.and_then(|s| self.drafts.get(s));
        let kind = model.map_or(ClauseKind::Main, |d| d.kind);
        let mut draft = Draft::new(kind, start, model.and_then(|d| d.parent));
        draft.subject = model.and_then(|d| d.subject);
        draft.antecedent = model.and_then(|d| d.antecedent);
        // "did not withdraw or conceal", "was arrested and charged": the auxiliary and its negation reach over the conjunction.
        let carried = group.form != Form::Finite;
        draft.negated = carried && model.is_some_and(|d| d.negated);
        let passive = carried && group.form == Form::Participle && model.is_some_and(|d| d.passive);
        draft.head(group.clone());
        draft.passive |= passive;
        self.push(draft);
    }

    /// The clause that a finite verb without a subject goes on from: the nearest that begins alike.
    fn coordinate(&self, group: &Group) -> Option<usize> {
        let view = self.view;
        let tense = |shape: Option<Shape>, d: &Draft| {
            shape.is_some()
                && d.group.as_ref().is_some_and(|g| view.tag(g.tokens.start) == view.tag(group.tokens.start))
        };
        let finite = || {
            self.open_clauses().filter_map(|(place, d)| {
                let open = d.group.as_ref().is_some_and(|g| matches!(g.form, Form::Finite | Form::Bare));
                (open && d.kind != ClauseKind::NonFinite).then_some((*self.stack.get(place)?, d))
            })
        };
        let shape = |d: &Draft| d.group.as_ref().map(|g| g.shape);
        finite()
            .find(|(_, d)| shape(d) == Some(group.shape))
            .or_else(|| finite().find(|(_, d)| tense(shape(d), d)))
            .or_else(|| finite().next())
            .map(|(index, _)| index)
            .or_else(|| (0..self.drafts.len()).rev().take(8).find(|&i| self.shape(i).is_some()))
    }

    fn shape(&self, draft: usize) -> Option<Shape> {
        self.drafts.get(draft)?.group.as_ref().map(|g| g.shape)
    }

    /// Turns a clause whose only verb can be a participle into a modifier of its subject, and lets the outer clause wait.
    fn reduce(&mut self, top: usize) -> bool {
        let Some(draft) = self.drafts.get_mut(top) else { return false };
        let (Some(subject), Some(group)) = (draft.subject, draft.group.clone()) else { return false };
        let single = group.shape == Shape::Past && group.tokens.end == group.tokens.start + 1;
        if !single || self.view.is(group.head, BE | HAVE) || draft.kind == ClauseKind::NonFinite {
            return false;
        }
        let Some(phrase) = self.phrases.get(subject) else { return false };
        if self.view.is(phrase.tokens.start, SUBJECT_PRONOUN) {
            return false;
        }
        draft.group = None;
        draft.subject = None;
        draft.chains = vec![Chain {
            phrase: subject,
            start: phrase.tokens.start,
            end: phrase.tokens.end,
            link: Link::Break,
            time: false,
        }];
        let mut inner = Draft::new(ClauseKind::NonFinite, group.tokens.start, Some(top));
        inner.subject = Some(subject);
        inner.head(group);
        inner.passive = true;
        self.push(inner);
        true
    }

    /// "Revoking the access should be considered": the clause above begins the waiting one.
    fn begins_with_gerund(&self, top: usize) -> bool {
        self.drafts.get(top).is_some_and(|d| {
            d.kind == ClauseKind::NonFinite
                && d.group.as_ref().is_some_and(|g| g.form == Form::Gerund && g.tokens.start == d.start)
                && d.parent.and_then(|p| self.drafts.get(p)).is_some_and(|p| p.chains.is_empty() && p.group.is_none())
        })
    }

    /// A participle where the clause waits for a finite verb and none comes: the part of speech was wrong.
    fn stands_in_for_finite(&self, group: &Group, top: usize) -> bool {
        let Some(draft) = self.drafts.get(top) else { return false };
        let later = self.last_finite.is_some_and(|at| at > group.tokens.start);
        draft.group.is_none() && !later && self.candidate(top, group).is_some_and(|c| !c.time)
    }

    /// A base form without "to".
    fn bare(&mut self, group: Group, top: usize) {
        let Some(draft) = self.drafts.get(top) else { return };
        let link = self.link(group.tokens.start);
        if draft.group.is_none() && (self.candidate(top, &group).is_some() || draft.chains.is_empty()) {
            return self.give(top, group);
        }
        if matches!(link, Link::Conjunction(_) | Link::Comma) {
            let sibling = self.open_clauses().find_map(|(place, d)| {
                let g = d.group.as_ref()?;
                let base = self.view.tag(g.head) == Tag::Base;
                base.then_some(*self.stack.get(place)?)
            });
            if let Some(sibling) = sibling {
                return self.share_bare(sibling, group);
            }
        }
        let question = draft.group.as_ref().is_some_and(|g| g.auxiliary) && draft.chains.len() <= 1;
        if question {
            let Some(draft) = self.drafts.get_mut(top) else { return };
            let subject = draft.chains.first().map(|c| c.phrase).or(draft.subject);
            draft.subject = subject;
            draft.head(group);
            return;
        }
        self.nonfinite(group, top);
    }

    /// A base form coordinated with another: what carries the first carries the second.
    fn share_bare(&mut self, sibling: usize, group: Group) {
        let start = self.behind_link(group.tokens.start);
        let place = self.stack.iter().position(|&d| d == sibling).unwrap_or(self.stack.len());
        self.pop_to(place.max(self.floor()), start);
        let Some(model) = self.drafts.get(sibling) else { return };
        let mut draft = Draft::new(model.kind, start, model.parent);
        draft.subject = model.subject;
        draft.inherits = model.inherits;
        draft.antecedent = model.antecedent;
        draft.negated = model.group.as_ref().is_some_and(|g| g.negated);
        draft.head(group);
        self.push(draft);
    }

    /// A verb group without tense.
    fn nonfinite(&mut self, group: Group, top: usize) {
        let view = self.view;
        let (begins, link) = self.opening(&group);
        if let Some(draft) = self.drafts.get_mut(top)
            && draft.group.is_none()
            && draft.kind == ClauseKind::Subordinate
            && view.only_adverbs(draft.opened, group.tokens.start)
        {
            draft.kind = ClauseKind::NonFinite;
            draft.inherits = true;
            return draft.head(group);
        }
        let candidate = self.candidate(top, &group).filter(|_| begins == group.tokens.start);
        match link {
            Link::Conjunction(_) => {
                let sibling = self.open_clauses().take(4).find_map(|(place, d)| {
                    let g = d.group.as_ref()?;
                    let carries = group.form == Form::Participle && view.tag(g.head) != Tag::Past && g.passive
                        || group.form == Form::Participle && g.shape == Shape::Have
                        || group.form == Form::Gerund && view.tag(g.head) == Tag::Gerund
                        || group.form == g.form;
                    carries.then_some(*self.stack.get(place)?)
                });
                if let Some(sibling) = sibling {
                    return self.share_nonfinite(sibling, group);
                }
            }
            Link::Comma => self.pop_nonfinite(begins),
            Link::Direct | Link::Break => {}
        }
        let top = self.top(begins);
        let Some(parent) = self.drafts.get(top) else { return };
        let controls = parent.group.as_ref().is_some_and(|g| view.at(g.head).base & OBJECT_CONTROL != 0 && !g.passive);
        let object = candidate.map(|c| c.phrase);
        let reduced = group.form == Form::Participle && !view.is(group.head, BE | GET);
        let subject = match group.form {
            Form::Infinitive | Form::Bare => object.filter(|_| controls),
            Form::Participle => object.or_else(|| self.phrase_before_comma(begins)),
            _ => object,
        };
        let mut draft = Draft::new(ClauseKind::NonFinite, begins, Some(top));
        draft.subject = subject;
        draft.inherits = subject.is_none();
        draft.bracketed = link == Link::Comma;
        draft.head(group);
        draft.passive |= reduced;
        self.push(draft);
    }

    /// Where a clause without tense begins, its preposition included, and how it is tied to what stands before.
    fn opening(&self, group: &Group) -> (usize, Link) {
        let mut start = self.behind_link(group.tokens.start);
        if start > self.sentence.start
            && group.form == Form::Gerund
            && matches!(self.view.before(start).tag, Tag::Preposition | Tag::Subordinator)
        {
            start -= 1;
            (start, self.link(start))
        } else {
            // Adverbs before the verb may belong to the clause outside.
            (group.tokens.start, self.link(group.tokens.start))
        }
    }

    /// "The accusations, denied by Moscow,": the phrase before the comma.
    fn phrase_before_comma(&self, at: usize) -> Option<usize> {
        let before = at.checked_sub(1).filter(|&before| self.view.comma(before))?;
        let top = self.stack.last().and_then(|&d| self.drafts.get(d))?;
        top.chains.last().filter(|c| c.end == before && !c.time).map(|c| c.phrase)
    }

    fn share_nonfinite(&mut self, sibling: usize, group: Group) {
        let start = self.behind_link(group.tokens.start);
        let place = self.stack.iter().position(|&d| d == sibling).unwrap_or(self.stack.len());
        self.pop_to(place.max(self.floor()), start);
        let Some(model) = self.drafts.get(sibling) else { return };
        let mut draft = Draft::new(model.kind, start, model.parent);
        draft.subject = model.subject;
        draft.inherits = model.inherits;
        draft.antecedent = model.antecedent;
        draft.negated = model.kind != ClauseKind::NonFinite && model.negated;
        let passive = group.form == Form::Participle && model.passive;
        draft.head(group);
        draft.passive |= passive;
        self.push(draft);
    }
}

/// The subject among the phrases before a verb: the last when it stands directly before it (of a coordination the first),
/// else the first that is no date.
fn subject(chains: &[Chain], adjacent: bool) -> Option<usize> {
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
