//! What stands before a report's first words and is no part of its first clause: "LONDON (Agency) — ", "Exclusive — ".

use super::cell::{NAMED, PLACE, UNBRACKET};
use super::chain::Row;
use super::clause::Builder;
use crate::rules::lists;

/// No dateline takes more tokens.
const LONGEST: usize = 12;

impl Builder<'_> {
    /// At a dash: leaves out what stands before it where that is names of which the first is a place, names in capitals with an agency
    /// in brackets behind them, or a label.
    pub(super) fn dateline(&mut self, dash: usize) {
        let first = self.sentence.start;
        let label = dash == first + 1 && self.view.is_listed(first, lists::HEADLINE_LABELS);
        let agency = dash.checked_sub(1).is_some_and(|at| self.view.has(at, UNBRACKET)) && self.view.shouts(first);
        if label || self.is_named_before(dash, agency) {
            self.begin_behind(dash);
        }
    }

    /// The same at a bracket that closes in a text's first sentence: "London (ABC) The council said".
    pub(super) fn place_and_agency(&mut self, bracket: usize) {
        let starts = self.sentence.start == 0 && self.view.begins_anew(bracket + 1);
        if starts && self.is_named_before(bracket, false) {
            self.begin_behind(bracket);
        }
    }

    /// Whether nothing but names stands before a mark near the sentence's start, the first of them a place, or `any` name.
    fn is_named_before(&self, mark: usize, any: bool) -> bool {
        let view = self.view;
        let [only] = self.stack[..] else { return false };
        let Some(draft) = self.drafts.get(only).filter(|_| mark <= self.sentence.start + LONGEST) else { return false };
        let head = |phrase: usize| self.phrases.get(phrase).map_or(0, |p| p.head);
        let first = self.chains.first(draft.chains);
        let opens = first.is_some_and(|c| c.start == self.sentence.start && (any || view.has(head(c.phrase), PLACE)));
        opens && self.chains.backwards(draft.chains).all(|c| view.has(head(c.phrase), NAMED))
    }

    fn begin_behind(&mut self, mark: usize) {
        let [only] = self.stack[..] else { return };
        if let Some(draft) = self.drafts.get_mut(only).filter(|draft| draft.group.is_none()) {
            draft.chains = Row::EMPTY;
            draft.start = mark + 1;
        }
    }
}
