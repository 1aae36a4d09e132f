//! What matching hands out: hits, by kind of rule.

use std::cmp::Reverse;

use crate::rules::RuleSet;
use crate::rules::pattern::Role;
use crate::text::Tokens;

/// Which rule matched: its kind and its index in that list of the [`RuleSet`](crate::rules::RuleSet).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum RuleRef {
    Cue(usize),
    Frame(usize),
    Verb(usize),
    Actor(usize),
    Event(usize),
    Concept(usize),
    Furniture(usize),
    Outlet(usize),
}

impl RuleRef {
    /// The rule's id, as results name it.
    pub fn id(self, rules: &RuleSet) -> &str {
        let found = match self {
            RuleRef::Cue(index) => rules.cues.get(index).map(|rule| &rule.id),
            RuleRef::Frame(index) => rules.frames.get(index).map(|rule| &rule.id),
            RuleRef::Verb(index) => rules.verbs.get(index).map(|rule| &rule.id),
            RuleRef::Actor(index) => rules.actors.get(index).map(|rule| &rule.id),
            RuleRef::Event(index) => rules.events.get(index).map(|rule| &rule.id),
            RuleRef::Concept(index) => rules.concepts.get(index).map(|rule| &rule.id),
            RuleRef::Furniture(index) => rules.furniture.get(index).map(|rule| &rule.id),
            RuleRef::Outlet(index) => rules.outlets.get(index).map(|rule| &rule.name),
        };
        found.map_or("", String::as_str)
    }
}

/// One match of one rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The rule.
    pub rule: RuleRef,
    /// The pattern of the rule (index into its `patterns`; 0 for a regular expression).
    pub pattern: usize,
    /// The matched tokens.
    pub tokens: Tokens,
    /// Its named parts, in text order.
    pub roles: Vec<(Role, Tokens)>,
    /// Index of its sentence. A `#quotation` in it may begin or end in another one.
    pub sentence: usize,
}

impl Hit {
    /// What hits are sorted by.
    fn order(&self) -> impl Ord + use<> {
        (self.tokens.start, Reverse(self.tokens.end), self.rule, self.pattern)
    }

    /// The first part named `role`.
    pub fn role(&self, role: Role) -> Option<&Tokens> {
        self.roles.iter().find(|(name, _)| *name == role).map(|(_, tokens)| tokens)
    }
}

/// All matches in one document, by kind, each list sorted by start, then the longer first, then the rule. Within a rule
/// overlapping matches are the longest only (of frames: those whose cues overlap, since one statement may stand inside
/// another), and `except`, `before`, `after`, `sentence_has`, `sentence_lacks` and `zones` have been applied.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Hits {
    pub cues: Vec<Hit>,
    pub frames: Vec<Hit>,
    pub verbs: Vec<Hit>,
    pub actors: Vec<Hit>,
    pub events: Vec<Hit>,
    pub concepts: Vec<Hit>,
    pub furniture: Vec<Hit>,
    pub outlets: Vec<Hit>,
}

/// Over so many others a hit is moved when it is put into its list: hardly ever is one later.
const LATE: usize = 8;

impl Hits {
    /// Room for what a document of so many tokens usually holds.
    pub(super) fn with_room(tokens: usize) -> Self {
        Hits {
            cues: Vec::with_capacity(tokens / 16),
            verbs: Vec::with_capacity(tokens / 16),
            actors: Vec::with_capacity(tokens / 32),
            concepts: Vec::with_capacity(tokens / 16),
            ..Hits::default()
        }
    }

    /// Puts a hit into the list of its kind, before those that it is found a little late for.
    pub(super) fn push(&mut self, hit: Hit) {
        let list = self.list(hit.rule);
        list.push(hit);
        for at in (1..list.len()).rev().take(LATE) {
            match list.get_mut(at - 1..=at) {
                Some([before, hit]) if before.order() > hit.order() => std::mem::swap(before, hit),
                _ => break,
            }
        }
    }

    /// Brings every list into its order.
    pub(super) fn sort(&mut self) {
        for list in [
            &mut self.cues,
            &mut self.frames,
            &mut self.verbs,
            &mut self.actors,
            &mut self.events,
            &mut self.concepts,
            &mut self.furniture,
            &mut self.outlets,
        ] {
            // Nearly always they are.
            if !list.is_sorted_by(|a, b| a.order() <= b.order()) {
                list.sort_by_key(Hit::order);
            }
        }
    }

    fn list(&mut self, rule: RuleRef) -> &mut Vec<Hit> {
        match rule {
            RuleRef::Cue(_) => &mut self.cues,
            RuleRef::Frame(_) => &mut self.frames,
            RuleRef::Verb(_) => &mut self.verbs,
            RuleRef::Actor(_) => &mut self.actors,
            RuleRef::Event(_) => &mut self.events,
            RuleRef::Concept(_) => &mut self.concepts,
            RuleRef::Furniture(_) => &mut self.furniture,
            RuleRef::Outlet(_) => &mut self.outlets,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn hits_stand_in_their_order_however_late_they_are_found(
            found in prop::collection::vec((0..30usize, 1..4usize, 0..3usize), 0..40)
        ) {
            let hit = |(number, (start, length, rule)): (usize, (usize, usize, usize))| Hit {
                rule: RuleRef::Cue(rule),
                pattern: 0,
                tokens: start..start + length,
                roles: Vec::new(),
                sentence: number,
            };
            let found: Vec<Hit> = found.into_iter().enumerate().map(hit).collect();
            let mut sorted = found.clone();
            sorted.sort_by_key(Hit::order);
            let mut hits = Hits::default();
            found.into_iter().for_each(|hit| hits.push(hit));
            hits.sort();
            prop_assert_eq!(hits.cues, sorted);
        }
    }
}
