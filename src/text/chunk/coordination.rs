//! Clauses coordinated with an earlier one, whose subject, auxiliary and negation they share.

use super::ClauseKind;
use super::clause::Builder;
use super::draft::Draft;
use super::verb_group::{Form, Group, Shape};

impl Builder<'_> {
    /// A clause coordinated with an earlier one, whose subject it shares.
    pub(super) fn share(&mut self, group: &Group) {
        let start = self.behind_link(group.start);
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
        draft.head(*group);
        draft.passive |= passive;
        self.push(draft);
    }

    /// The clause that a finite verb without a subject goes on from: the nearest that begins alike.
    pub(super) fn coordinate(&self, group: &Group) -> Option<usize> {
        let view = self.view;
        let tense = |shape: Option<Shape>, d: &Draft| {
            shape.is_some() && d.group.is_some_and(|g| view.at(g.start).tag() == view.at(group.start).tag())
        };
        let finite = || {
            self.open_clauses().filter_map(|(place, d)| {
                let open = d.group.is_some_and(|g| matches!(g.form, Form::Finite | Form::Bare));
                (open && d.kind != ClauseKind::NonFinite).then_some((*self.stack.get(place)?, d))
            })
        };
        let shape = |d: &Draft| d.group.map(|g| g.shape);
        finite()
            .find(|(_, d)| shape(d) == Some(group.shape))
            .or_else(|| finite().find(|(_, d)| tense(shape(d), d)))
            .or_else(|| finite().next())
            .map(|(index, _)| index)
            .or_else(|| (0..self.drafts.len()).rev().take(8).find(|&i| self.shape(i).is_some()))
    }

    pub(super) fn shape(&self, draft: usize) -> Option<Shape> {
        self.drafts.get(draft)?.group.map(|g| g.shape)
    }

    /// A base form coordinated with another: what carries the first carries the second.
    pub(super) fn share_bare(&mut self, sibling: usize, group: Group) {
        let Some((mut draft, model)) = self.beside(sibling, &group) else { return };
        draft.negated = model.group.is_some_and(|g| g.negated);
        draft.head(group);
        self.push(draft);
    }

    pub(super) fn share_nonfinite(&mut self, sibling: usize, group: Group) {
        let Some((mut draft, model)) = self.beside(sibling, &group) else { return };
        draft.negated = model.kind != ClauseKind::NonFinite && model.negated;
        let passive = group.form == Form::Participle && model.passive;
        draft.head(group);
        draft.passive |= passive;
        self.push(draft);
    }

    /// A clause beside `sibling`, with its kind, its parent and its subject; and the sibling.
    fn beside(&mut self, sibling: usize, group: &Group) -> Option<(Draft, &Draft)> {
        let start = self.behind_link(group.start);
        let place = self.stack.iter().position(|&d| d == sibling).unwrap_or(self.stack.len());
        self.pop_to(place.max(self.floor()), start);
        let model = self.drafts.get(sibling)?;
        let mut draft = Draft::new(model.kind, start, model.parent);
        draft.subject = model.subject;
        draft.inherits = model.inherits;
        draft.antecedent = model.antecedent;
        Some((draft, model))
    }
}
