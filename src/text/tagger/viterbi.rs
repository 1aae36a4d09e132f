//! The cheapest way through the candidate states of a sentence.
//!
//! Where a token has one state behind a token of one state, every way leads through one node: all before it is decided there, and
//! the step is no choice at all.

use super::super::Token;
use super::tables::{Candidate, KINDS, Tables};

/// A state that a token may be in, after a kind of state before it.
#[derive(Debug, Clone, Copy)]
struct Node {
    /// Of the way here; only differences count.
    cost: i32,
    /// The node of the token before.
    back: u32,
    /// Where the costs of going on stand in the table of transitions.
    row: u32,
    state: u8,
    /// The slot of its state: see [`Candidate`].
    slot: u8,
}

/// The ways through a sentence so far.
pub(super) struct Lattice<'t> {
    tables: &'t Tables,
    /// The nodes since the last one that every way leads through, which is the first, token by token. Those of one state stand
    /// side by side, one for each kind of state of the token before.
    nodes: Vec<Node>,
    /// Where the nodes of the last token start.
    layer: usize,
    /// The kinds of the last token's states, each once: the ones that slots count.
    kinds: Vec<u8>,
    /// By slot: the cheapest way from one of its nodes, of equal ones the first, and from which.
    best: [(i32, u32); KINDS],
    /// How many tokens are decided.
    decided: usize,
    /// How many tokens were read.
    read: usize,
}

impl<'t> Lattice<'t> {
    /// A lattice without room yet.
    pub(super) fn new(tables: &'t Tables) -> Self {
        Lattice { tables, nodes: Vec::new(), layer: 0, kinds: Vec::new(), best: [(0, 0); KINDS], decided: 0, read: 0 }
    }

    /// Starts a sentence.
    pub(super) fn start(&mut self) {
        let (state, kind) = (self.tables.start, self.tables.group(self.tables.start));
        self.kinds.clear();
        self.kinds.push(kind);
        self.nodes.clear();
        self.nodes.push(Node { cost: 0, back: 0, row: self.tables.row(kind, state), state, slot: 0 });
        (self.layer, self.decided, self.read) = (0, 0, 0);
    }

    /// Adds one more token, which may be in one of `candidates`; the tags of `sentence` that this decides are written.
    #[inline]
    pub(super) fn step(&mut self, candidates: &[Candidate], sentence: &mut [Token]) {
        let last = self.nodes.get_mut(self.layer..).unwrap_or_default();
        match (candidates, last, self.kinds.as_mut_slice()) {
            ([only], [node], [kind]) => {
                let row = self.tables.row(*kind, only.state);
                *kind = self.tables.group(only.state);
                // Only differences between costs count, and there is none.
                let next = Node { cost: 0, back: 0, row, state: only.state, slot: 0 };
                if self.decided < self.read {
                    self.decide(self.layer, sentence);
                    self.nodes.truncate(1);
                    self.layer = 0;
                    self.nodes.iter_mut().for_each(|node| *node = next);
                } else {
                    *node = next;
                }
                self.read += 1;
                self.decided = self.read;
                if let Some(token) = sentence.get_mut(self.read - 1) {
                    token.tag = self.tables.tag(only.state);
                }
            }
            _ => self.step_any(candidates),
        }
    }

    fn step_any(&mut self, candidates: &[Candidate]) {
        self.lower();
        let (before, tables) = (self.layer..self.nodes.len(), self.tables);
        let first = before.start as u32;
        self.layer = before.end;
        let node = |&Candidate { state, slot, cost }: &Candidate, kind: u8, (before, back): (i32, u32)| {
            let cost = before.saturating_add(i32::from(cost));
            Node { cost, back, row: tables.row(kind, state), state, slot }
        };
        if let (Some(&[from]), &[kind]) = (self.nodes.get(before.clone()), self.kinds.as_slice()) {
            let cost = |to: &Candidate| from.cost + i32::from(tables.way(from.row, to.state));
            self.nodes.extend(candidates.iter().map(|to| node(to, kind, (cost(to), first))));
        } else {
            for to in candidates {
                self.best.iter_mut().zip(&self.kinds).for_each(|(best, _)| *best = (i32::MAX, 0));
                for (number, from) in (first..).zip(self.nodes.get(before.clone()).unwrap_or_default()) {
                    let cost = from.cost + i32::from(tables.way(from.row, to.state));
                    if let Some(best) = self.best.get_mut(usize::from(from.slot) % KINDS)
                        && cost < best.0
                    {
                        *best = (cost, number);
                    }
                }
                self.nodes.extend(self.kinds.iter().zip(&self.best).map(|(kind, best)| node(to, *kind, *best)));
            }
        }
        self.kinds.clear();
        for candidate in candidates {
            if usize::from(candidate.slot) == self.kinds.len() {
                self.kinds.push(tables.group(candidate.state));
            }
        }
        self.read += 1;
    }

    /// Takes as much off all costs of the last token as keeps them far from overflowing.
    fn lower(&mut self) {
        let last = self.nodes.get_mut(self.layer..).unwrap_or_default();
        if last.first().is_some_and(|node| node.cost > i32::MAX / 4) {
            let least = last.iter().map(|node| node.cost).min().unwrap_or_default();
            last.iter_mut().for_each(|node| node.cost -= least);
        }
    }

    /// Writes the tags of the cheapest way; of equally cheap ones, the one with the earlier states.
    pub(super) fn finish(&mut self, sentence: &mut [Token]) {
        let last = self.nodes.get(self.layer..).unwrap_or_default();
        if let Some((best, _)) = last.iter().enumerate().min_by_key(|(_, node)| node.cost) {
            self.decide(self.layer + best, sentence);
        }
    }

    /// Writes the tags of the way to a node, as far as they are not written yet.
    fn decide(&self, mut at: usize, sentence: &mut [Token]) {
        for token in sentence.get_mut(self.decided..self.read).unwrap_or_default().iter_mut().rev() {
            let Some(node) = self.nodes.get(at) else { break };
            token.tag = self.tables.tag(node.state);
            at = node.back as usize;
        }
    }
}
