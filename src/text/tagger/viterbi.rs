//! The cheapest way through the candidate states of a sentence.

use super::super::Token;
use super::tables::{Candidate, Tables};

/// A state a token may be in, after a kind of state before it.
#[derive(Debug, Clone, Copy)]
struct Node {
    /// Saturates: no sentence is so long.
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
        let (start, end) = (self.layer, self.nodes.len());
        let kinds = self.kinds.len();
        for candidate in candidates {
            let unreached = |&kind: &u8| {
                let row = self.tables.row(kind, candidate.state);
                Node { cost: i32::MAX, back: 0, row, state: candidate.state }
            };
            self.nodes.extend(self.kinds.iter().map(unreached));
        }
        let (before, new) = self.nodes.split_at_mut(end);
        let before = before.get(start..).unwrap_or_default();
        for (candidate, new) in candidates.iter().zip(new.chunks_exact_mut(kinds.max(1))) {
            let mut back = start as u32;
            for (of_state, slot) in before.chunks_exact(self.width).zip(&self.slots) {
                let Some(node) = new.get_mut(usize::from(*slot)) else { continue };
                for from in of_state {
                    let cost = from.cost.saturating_add(i32::from(self.tables.way(from.row, candidate.state)));
                    if cost < node.cost {
                        (node.cost, node.back) = (cost, back);
                    }
                    back += 1;
                }
            }
            new.iter_mut().for_each(|node| node.cost = node.cost.saturating_add(i32::from(candidate.cost)));
        }
        self.layer = end;
        self.width = kinds.max(1);
        self.kinds.clear();
        self.slots.clear();
        for candidate in candidates {
            let kind = self.tables.group(candidate.state);
            let slot = self.kinds.iter().position(|known| *known == kind).unwrap_or_else(|| {
                self.kinds.push(kind);
                self.kinds.len() - 1
            });
            self.slots.push(slot as u8);
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
