//! The parts that a comparison has, and which of them are wanted.

use std::collections::BTreeSet;

use crate::compare::{EventComparison, Row, Status};

/// A part of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Headlines.
    Headlines,
    /// Claims side by side.
    Rows,
    /// Rows whose voices contradict one another, and their conflicts.
    Conflicts,
    /// What each outlet calls each person and act.
    Namings,
    /// Utterances that several quote.
    Quotations,
    /// Rows that others tell and an outlet does not.
    Silences,
    /// Flagged words of narration by category.
    Words,
    /// Habits of each outlet.
    Profiles,
}

/// The parts that are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parts(BTreeSet<Part>);

impl Parts {
    /// These; all when there are none.
    pub fn of(parts: impl IntoIterator<Item = Part>) -> Parts {
        Parts(parts.into_iter().collect())
    }

    /// Whether a part is wanted.
    pub fn has(&self, part: Part) -> bool {
        self.0.is_empty() || self.0.contains(&part)
    }

    /// The part, where one alone is wanted.
    pub fn only(&self) -> Option<Part> {
        self.0.first().copied().filter(|_| self.0.len() == 1)
    }

    /// Whether nothing is left out.
    pub fn all(&self) -> bool {
        self.0.is_empty()
    }

    /// Empties what is not wanted of an event. Rows stay that a silence or a conflict which is wanted speaks of.
    pub fn trim(&self, event: &mut EventComparison) {
        if self.all() {
            return;
        }
        if !self.has(Part::Headlines) {
            event.headlines.clear();
        }
        if !self.has(Part::Namings) {
            event.naming.clear();
            event.agency.clear();
        }
        if !self.has(Part::Quotations) {
            event.quotations.clear();
            event.quoted_alone.clear();
        }
        if !self.has(Part::Silences) {
            event.silences.clear();
        }
        let silent: BTreeSet<&str> = event.silences.iter().map(|silence| silence.row.as_str()).collect();
        let wanted = |row: &Row| {
            self.has(Part::Rows) || (self.has(Part::Conflicts) && disagrees(row)) || silent.contains(row.id.as_str())
        };
        event.rows.retain(wanted);
    }
}

/// Whether the voices of a row cannot all be right.
pub fn disagrees(row: &Row) -> bool {
    matches!(row.status, Status::Contradicted | Status::NumbersDiffer) || !row.conflicts.is_empty()
}
