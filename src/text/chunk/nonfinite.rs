//! Clauses without a finite verb: "to attack", "by expelling", "denied by Moscow", "help us manage".

use super::ClauseKind;
use super::cell::{BASE, GERUND, PAST, PREPOSITION, SUBORDINATOR};
use super::classes::{BE, COMPLEMENTISER, GET, OBJECT_CONTROL};
use super::clause::Builder;
use super::draft::{Draft, Link};
use super::verb_group::{Form, Group, Shape};

impl Builder<'_> {
    /// A base form without "to".
    pub(super) fn bare(&mut self, group: Group, top: usize) {
        let Some(draft) = self.drafts.get(top) else { return };
        let link = self.link(group.start);
        if draft.group.is_none() && (self.candidate(top, &group).is_some() || draft.chains.is_empty()) {
            return self.give(top, group);
        }
        if matches!(link, Link::Conjunction(_) | Link::Comma) {
            let sibling = self.open_clauses().find_map(|(place, d)| {
                let g = d.group?;
                self.view.has(g.head, BASE).then_some(*self.stack.get(place)?)
            });
            if let Some(sibling) = sibling {
                return self.share_bare(sibling, group);
            }
        }
        let present = self
            .open_clauses()
            .next()
            .filter(|(_, d)| d.group.is_some_and(|g| g.shape == Shape::Present && g.form == Form::Finite));
        if present.is_some() && matches!(link, Link::Conjunction(_)) {
            // "states steal information or manipulate voters"
            return self.share(&Group { form: Form::Finite, shape: Shape::Present, ..group });
        }
        let question = draft.group.is_some_and(|g| g.auxiliary) && self.chains.before_last(draft.chains).is_none();
        if question {
            let Some(draft) = self.drafts.get_mut(top) else { return };
            let subject = self.chains.first(draft.chains).map(|c| c.phrase).or(draft.subject);
            draft.subject = subject;
            draft.head(group);
            return;
        }
        self.nonfinite(group, top);
    }

    /// A verb group without tense.
    pub(super) fn nonfinite(&mut self, group: Group, top: usize) {
        let view = self.view;
        let (begins, link) = self.opening(&group);
        if group.form == Form::Participle && matches!(link, Link::Conjunction(_)) && !self.carries_participle() {
            // "those who occupy, or previously held": nothing before it makes a participle of it.
            return self.share(&Group { form: Form::Finite, shape: Shape::Past, ..group });
        }
        if let Some(draft) = self.drafts.get_mut(top)
            && draft.group.is_none()
            && draft.kind == ClauseKind::Subordinate
            && view.only_adverbs(draft.opened, group.start)
            && !(group.form == Form::Gerund && view.is(draft.start, COMPLEMENTISER))
        {
            draft.kind = ClauseKind::NonFinite;
            draft.inherits = true;
            return draft.head(group);
        }
        match link {
            Link::Conjunction(_) => {
                let sibling = self.open_clauses().take(4).find_map(|(place, d)| {
                    let g = d.group?;
                    let carries = group.form == Form::Participle && !view.has(g.head, PAST) && g.passive
                        || group.form == Form::Participle && g.shape == Shape::Have
                        || group.form == Form::Gerund && view.has(g.head, GERUND)
                        || group.form == g.form;
                    carries.then_some(*self.stack.get(place)?)
                });
                if let Some(sibling) = sibling {
                    return self.share_nonfinite(sibling, group);
                }
            }
            Link::Comma => {
                self.pop_nonfinite(begins);
                // "the diplomats, who stayed, to run its operations": the brackets are closed.
                let bracketed = self.open_clauses().next().filter(|(place, d)| {
                    *place > self.floor() && d.bracketed && d.kind == ClauseKind::Relative && d.group.is_some()
                });
                if let Some((place, _)) = bracketed.filter(|_| group.form == Form::Infinitive) {
                    self.pop_to(place, begins);
                }
            }
            Link::Direct | Link::Break => {}
        }
        let top = self.top(begins);
        let Some(parent) = self.drafts.get(top) else { return };
        let controls = parent.group.is_some_and(|g| view.at(g.head).base & OBJECT_CONTROL != 0 && !g.passive);
        // "accused officers of lying": of a verb that says what its object does, also over a preposition.
        let object = self
            .chains
            .last(parent.chains)
            .filter(|c| view.only_adverbs(c.end, begins) && (begins == group.start || controls));
        // Of "Russia, China and Iran" the first stands for all.
        let object = object.filter(|c| !c.time).and_then(|_| self.chains.subject(parent.chains, true));
        let reduced = group.form == Form::Participle && !view.is(group.head, BE | GET);
        let agent = match group.form {
            Form::Infinitive | Form::Bare => object.filter(|_| controls),
            Form::Participle => object.or_else(|| self.phrase_before_comma(begins)),
            _ => object,
        };
        let mut draft = Draft::new(ClauseKind::NonFinite, begins, Some(top));
        draft.subject = agent;
        draft.inherits = agent.is_none();
        draft.bracketed = link == Link::Comma;
        draft.head(group);
        draft.passive |= reduced;
        self.push(draft);
    }

    /// Whether an open clause has an auxiliary or a participle that goes on over a conjunction.
    fn carries_participle(&self) -> bool {
        self.open_clauses().next().is_some_and(|(_, d)| {
            d.group.is_some_and(|g| {
                g.passive || matches!(g.shape, Shape::Have | Shape::Be | Shape::Modal) || g.form != Form::Finite
            })
        })
    }

    /// Where a clause without tense begins, its preposition included, and how it is tied to what stands before.
    fn opening(&self, group: &Group) -> (usize, Link) {
        let mut start = self.behind_link(group.start);
        if start > self.sentence.start
            && group.form == Form::Gerund
            && self.view.before(start).has(PREPOSITION | SUBORDINATOR)
        {
            start -= 1;
            (start, self.link(start))
        } else {
            // Adverbs before the verb may belong to the clause outside.
            (group.start, self.link(group.start))
        }
    }

    /// "The accusations, denied by Moscow,": the phrase before the comma.
    fn phrase_before_comma(&self, at: usize) -> Option<usize> {
        let before = at.checked_sub(1).filter(|&before| self.view.comma(before))?;
        let top = self.stack.last().and_then(|&d| self.drafts.get(d))?;
        self.chains.last(top.chains).filter(|c| c.end == before && !c.time).map(|c| c.phrase)
    }
}
