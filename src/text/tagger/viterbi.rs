//! The cheapest way through the candidate states of a sentence.

use super::super::Token;
use super::tables::{Candidate, Tables};

/// A state a token may be in, after a kind of state before it.
#[derive(Debug, Clone, Copy)]
struct Node {
    /// Of the way here, less what [`Lattice::lower`] took off.
    cost: i32,
    /// The node of the token before.
    back: u32,
    /// Where the costs of going on stand in the table of transitions.
    row: u32,
    state: u8,
}

/// All nodes of a sentence so far, layer by layer. Of the nodes of a layer those of one state stand side by side, one for each
/// kind of state in the layer before.
pub(super) struct Lattice<'t> {
    tables: &'t Tables,
    nodes: Vec<Node>,
    /// Where the last layer starts.
    layer: usize,
    /// How many nodes a state of the last layer has.
    width: usize,
    /// The kinds of the states of the last layer, each once.
    kinds: Vec<u8>,
    /// By state of the last layer: the place of its kind in `kinds`.
    slots: Vec<u8>,
}

impl<'t> Lattice<'t> {
    /// A lattice without room yet.
    pub(super) fn new(tables: &'t Tables) -> Self {
        Lattice { tables, nodes: Vec::new(), layer: 0, width: 1, kinds: Vec::new(), slots: Vec::new() }
    }

    /// Starts a sentence.
    pub(super) fn start(&mut self) {
        let (state, kind) = (self.tables.start, self.tables.group(self.tables.start));
        self.nodes.clear();
        self.nodes.push(Node { cost: 0, back: 0, row: self.tables.row(kind, state), state });
        (self.layer, self.width) = (0, 1);
        self.kinds.clear();
        self.kinds.push(kind);
        self.slots.clear();
        self.slots.push(0);
    }

    /// Adds the layer of one more token.
    pub(super) fn step(&mut self, candidates: &[Candidate]) {
        self.lower();
        match (candidates, self.kinds.as_slice()) {
            (&[only], &[kind]) => self.step_only(only, kind),
            _ => self.step_any(candidates),
        }
    }

    /// One node: a token of one state behind tokens of one kind of state, as most are.
    fn step_only(&mut self, candidate: Candidate, kind: u8) {
        let (mut cost, mut best) = (i32::MAX, self.layer);
        for (number, from) in self.nodes.get(self.layer..).unwrap_or_default().iter().enumerate() {
            let whole = from.cost + i32::from(self.tables.way(from.row, candidate.state));
            if whole < cost {
                (cost, best) = (whole, self.layer + number);
            }
        }
        let cost = cost.saturating_add(i32::from(candidate.cost));
        let row = self.tables.row(kind, candidate.state);
        (self.layer, self.width) = (self.nodes.len(), 1);
        self.nodes.push(Node { cost, back: best as u32, row, state: candidate.state });
        self.note_kinds(&[candidate]);
    }

    fn step_any(&mut self, candidates: &[Candidate]) {
        let (start, end) = (self.layer, self.nodes.len());
        let kinds = self.kinds.len().max(1);
        for candidate in candidates {
            for &kind in &self.kinds {
                let row = self.tables.row(kind, candidate.state);
                self.nodes.push(Node { cost: i32::MAX, back: 0, row, state: candidate.state });
            }
        }
        let (before, new) = self.nodes.split_at_mut(end);
        let before = before.get(start..).unwrap_or_default();
        let mut rest = new;
        for candidate in candidates {
            let Some((new, others)) = rest.split_at_mut_checked(kinds) else { break };
            rest = others;
            let mut back = start as u32;
            let mut left = before;
            for &slot in &self.slots {
                let Some((of_state, others)) = left.split_at_checked(self.width) else { break };
                left = others;
                let (mut least, mut best) = (i32::MAX, 0);
                for from in of_state {
                    let cost = from.cost + i32::from(self.tables.way(from.row, candidate.state));
                    if cost < least {
                        (least, best) = (cost, back);
                    }
                    back += 1;
                }
                let least = least.saturating_add(i32::from(candidate.cost));
                if let Some(node) = new.get_mut(usize::from(slot))
                    && least < node.cost
                {
                    (node.cost, node.back) = (least, best);
                }
            }
        }
        (self.layer, self.width) = (end, kinds);
        self.note_kinds(candidates);
    }

    /// Takes as much off all costs of the last layer as keeps them far from overflowing; only differences count.
    fn lower(&mut self) {
        let layer = self.nodes.get_mut(self.layer..).unwrap_or_default();
        if layer.first().is_some_and(|node| node.cost > i32::MAX / 4) {
            let least = layer.iter().map(|node| node.cost).min().unwrap_or_default();
            layer.iter_mut().for_each(|node| node.cost -= least);
        }
    }

    /// Notes the kinds of the last layer's states.
    fn note_kinds(&mut self, candidates: &[Candidate]) {
        self.kinds.clear();
        self.slots.clear();
        if let &[only] = candidates {
            self.kinds.push(self.tables.group(only.state));
            self.slots.push(0);
            return;
        }
        for candidate in candidates {
            let kind = self.tables.group(candidate.state);
            let known = self.kinds.iter().position(|known| *known == kind);
            self.slots.push(known.unwrap_or(self.kinds.len()) as u8);
            if known.is_none() {
                self.kinds.push(kind);
            }
        }
    }

    /// Writes the tags of the cheapest way; of equally cheap ones, the one with the earlier states.
    pub(super) fn finish(&self, sentence: &mut [Token]) {
        let layer = self.nodes.get(self.layer..).unwrap_or_default();
        let Some((best, _)) = layer.iter().enumerate().min_by_key(|(_, node)| node.cost) else { return };
        let mut at = self.layer + best;
        for token in sentence.iter_mut().rev() {
            let Some(node) = self.nodes.get(at) else { return };
            token.tag = self.tables.tag(node.state);
            at = node.back as usize;
        }
    }
}
