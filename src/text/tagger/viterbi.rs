//! The cheapest way through the candidate states of a sentence.
//!
//! Where a token has one state behind a token of one state, every way leads through one node: all before it is decided there, and
//! the step is no choice at all. Elsewhere the costs decide, and costs cannot be guessed: the nodes are laid out so that the
//! cheapest is found without a jump that hangs on them.

use super::super::Token;
use super::tables::{Candidate, KINDS, Tables};

/// A state that a token may be in, after a kind of state before it.
#[derive(Debug, Clone, Copy)]
struct Node {
    /// The node of the token before that the cheapest way here comes from.
    back: u32,
    state: u8,
}

/// What a way costs, above the number of the node that it leads to: of two ways the lesser is the cheaper one, of equally cheap
/// ones the one by the first node.
type Way = i64;

const COST: u32 = 32;

/// Dearer than any way.
const NEVER: Way = (i32::MAX as Way / 2) << COST;

/// The nodes of one state are so many, or a multiple of it: those that are missing are filled up with dear ones.
const LANES: usize = 2;

/// The ways through a sentence so far.
pub(super) struct Lattice<'t> {
    tables: &'t Tables,
    /// The nodes since the last one that every way leads through, which is the first, token by token. Those of one state stand
    /// side by side: by slot, one for each kind of state of the token before, filled up to a multiple of [`LANES`].
    nodes: Vec<Node>,
    /// The ways to the nodes of the last token, and room for those of the next.
    ways: Vec<Way>,
    next: Vec<Way>,
    /// The states of the last token.
    last: &'t [Candidate],
    /// By slot: where the costs of going on start that come after a kind of state of the token before the last.
    rows: [u32; KINDS],
    /// How many kinds these are.
    width: usize,
    /// The same of the last token itself.
    kinds: [u32; KINDS],
    count: usize,
    /// By slot: the cheapest way from one of its nodes. [`NEVER`] between two steps.
    best: [Way; KINDS],
    /// How many tokens are decided.
    decided: usize,
    /// How many tokens were read.
    read: usize,
}

impl<'t> Lattice<'t> {
    /// A lattice without room yet.
    pub(super) fn new(tables: &'t Tables) -> Self {
        Lattice {
            tables,
            nodes: Vec::new(),
            ways: Vec::new(),
            next: Vec::new(),
            last: &tables.start,
            rows: [0; KINDS],
            width: 1,
            kinds: [0; KINDS],
            count: 1,
            best: [NEVER; KINDS],
            decided: 0,
            read: 0,
        }
    }

    /// Starts a sentence.
    pub(super) fn start(&mut self) {
        (self.decided, self.read) = (0, 0);
        self.last = &self.tables.start;
        self.keep_kinds(self.last);
        self.rows = self.kinds;
        self.lead_through(0);
    }

    /// Adds one more token, which may be in one of `candidates`; the tags of `sentence` that this decides are written.
    #[inline]
    pub(super) fn step(&mut self, candidates: &'t [Candidate], sentence: &mut [Token]) {
        match candidates {
            [only] if self.last.len() == 1 && self.width == 1 => self.step_alone(only.state, sentence),
            _ => self.step_any(candidates),
        }
        self.last = candidates;
        self.read += 1;
    }

    /// Of a token with one state behind a token of one state.
    #[inline]
    fn step_alone(&mut self, state: u8, sentence: &mut [Token]) {
        if self.decided < self.read {
            self.finish(sentence);
            self.lead_through(state);
        }
        if let Some(token) = sentence.get_mut(self.read) {
            token.tag = self.tables.tag(state);
        }
        if let (Some(rows), Some(kind)) = (self.rows.first_mut(), self.kinds.first_mut()) {
            (*rows, *kind) = (*kind, self.tables.rows(state));
        }
        self.decided = self.read + 1;
    }

    /// Lets every way lead through one node.
    fn lead_through(&mut self, state: u8) {
        self.width = 1;
        self.nodes.clear();
        self.nodes.extend_from_slice(&[Node { back: 0, state }; LANES]);
        self.ways.clear();
        // Only differences between costs count, and there is none.
        self.ways.extend_from_slice(&[0, NEVER]);
    }

    fn step_any(&mut self, candidates: &[Candidate]) {
        self.lower();
        let tables = self.tables;
        let (width, filled) = (self.width.next_multiple_of(LANES), self.count.next_multiple_of(LANES));
        let rows = self.rows.as_chunks::<LANES>().0;
        for to in candidates {
            for (from, ways) in self.last.iter().zip(self.ways.chunks_exact(width)) {
                let on = tables.on(from.state, to.state);
                let mut least = NEVER;
                for (ways, rows) in ways.as_chunks::<LANES>().0.iter().zip(rows) {
                    for (way, row) in ways.iter().zip(rows) {
                        least = least.min(way + (Way::from(tables.way(row + on)) << COST));
                    }
                }
                if let Some(best) = self.best.get_mut(usize::from(from.slot) % KINDS) {
                    *best = least.min(*best);
                }
            }
            for best in self.best.as_chunks_mut::<LANES>().0.iter_mut().take(filled / LANES) {
                let found = std::mem::replace(best, [NEVER; LANES]);
                let mut number = self.nodes.len() as Way;
                self.nodes.extend_from_slice(&found.map(|way| Node { back: way as u32, state: to.state }));
                self.next.extend_from_slice(&found.map(|way| {
                    let next = ((way >> COST) + Way::from(to.cost)) << COST | number;
                    number += 1;
                    next
                }));
            }
        }
        std::mem::swap(&mut self.ways, &mut self.next);
        self.next.clear();
        (self.rows, self.width) = (self.kinds, self.count);
        self.keep_kinds(candidates);
    }

    /// Notes the kinds of the last token's states.
    #[inline]
    fn keep_kinds(&mut self, candidates: &[Candidate]) {
        self.count = 1;
        for candidate in candidates {
            let slot = usize::from(candidate.slot);
            if let Some(kind) = self.kinds.get_mut(slot % KINDS) {
                *kind = self.tables.rows(candidate.state);
            }
            self.count = self.count.max(slot + 1);
        }
    }

    /// Takes as much off all costs of the last token as keeps them far from overflowing.
    fn lower(&mut self) {
        if self.ways.first().is_some_and(|way| way >> COST > Way::from(i32::MAX / 4)) {
            let least = self.ways.iter().min().map_or(0, |way| way >> COST << COST);
            self.ways.iter_mut().for_each(|way| *way -= least);
        }
    }

    /// Writes the tags of the cheapest way, as far as they are not written yet; of equally cheap ones, the one with the earlier
    /// states.
    pub(super) fn finish(&mut self, sentence: &mut [Token]) {
        let mut at = self.ways.iter().min().map_or(0, |way| *way as u32);
        for token in sentence.get_mut(self.decided..self.read).unwrap_or_default().iter_mut().rev() {
            let Some(node) = self.nodes.get(at as usize) else { break };
            token.tag = self.tables.tag(node.state);
            at = node.back;
        }
    }
}
