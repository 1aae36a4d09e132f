//! The noun phrases of a clause that no preposition governs, each with what stands behind it: those that can be its subject.

use super::draft::Link;

/// A noun phrase that no preposition governs, with the prepositional phrases behind it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chain {
    pub phrase: usize,
    pub start: usize,
    pub end: usize,
    pub link: Link,
    /// A date or a stretch of time: hardly ever a subject.
    pub time: bool,
}

/// The chains of one clause, first to last: a list inside [`Chains`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Row {
    /// The last, counted from 1; 0 for none.
    last: u32,
}

impl Row {
    pub(super) const EMPTY: Row = Row { last: 0 };

    pub(super) fn is_empty(self) -> bool {
        self == Row::EMPTY
    }
}

/// The chains of all clauses of a sentence: each knows the one before it, so that no clause needs a list of its own.
#[derive(Debug, Default)]
pub(super) struct Chains(Vec<(Chain, Row)>);

impl Chains {
    /// Forgets all; no row made before holds anything from then on.
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// Puts a chain behind those of `row`.
    pub(super) fn push(&mut self, row: &mut Row, chain: Chain) {
        self.0.push((chain, *row));
        row.last = u32::try_from(self.0.len()).unwrap_or(0);
    }

    /// Takes the last chain off.
    pub(super) fn pop(&self, row: &mut Row) {
        *row = self.entry(*row).map_or(Row::EMPTY, |(_, before)| *before);
    }

    #[inline]
    fn entry(&self, row: Row) -> Option<&(Chain, Row)> {
        self.0.get((row.last as usize).wrapping_sub(1))
    }

    #[inline]
    pub(super) fn last(&self, row: Row) -> Option<&Chain> {
        self.entry(row).map(|(chain, _)| chain)
    }

    pub(super) fn last_mut(&mut self, row: Row) -> Option<&mut Chain> {
        self.0.get_mut((row.last as usize).wrapping_sub(1)).map(|(chain, _)| chain)
    }

    /// The chain before the last.
    pub(super) fn before_last(&self, row: Row) -> Option<&Chain> {
        self.last(self.entry(row)?.1)
    }

    /// The chains, last first.
    pub(super) fn backwards(&self, row: Row) -> impl Iterator<Item = &Chain> {
        std::iter::successors(self.entry(row), |(_, before)| self.entry(*before)).map(|(chain, _)| chain)
    }

    /// The first chain.
    pub(super) fn first(&self, row: Row) -> Option<&Chain> {
        self.backwards(row).last()
    }

    /// The subject among the phrases before a verb: the last when it stands directly before it (of a coordination the first),
    /// else the first that is no date.
    pub(super) fn subject(&self, row: Row, adjacent: bool) -> Option<usize> {
        if !adjacent {
            let undated = self.backwards(row).filter(|chain| !chain.time).last();
            return undated.or_else(|| self.first(row)).map(|chain| chain.phrase);
        }
        let mut row = row;
        let mut joined = false;
        while let (Some(chain), Some(before)) = (self.last(row), self.before_last(row)) {
            let conjunction = matches!(chain.link, Link::Conjunction(_));
            let near = chain.start.saturating_sub(before.end) <= 2;
            if before.time || !near || !(conjunction || joined && chain.link == Link::Comma) {
                break;
            }
            joined |= conjunction;
            self.pop(&mut row);
        }
        self.last(row).map(|chain| chain.phrase)
    }
}
