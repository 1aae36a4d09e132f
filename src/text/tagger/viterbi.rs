//! The cheapest way through the candidate states of a sentence.

use super::super::Token;
use super::tables::{Candidate, Tables};

/// A state a token may be in, after a kind of state before it.
#[derive(Debug, Clone, Copy, Default)]
struct Node {
    /// Saturates: no sentence is so long.
    cost: i32,
    /// The node of the token before.
    back: u32,
    /// Where the costs of going on stand in the table of transitions.
    row: u32,
    state: u8,
    /// The kind of the state.
    group: u8,
    /// The place of that kind among those of its layer.
    slot: u8,
}

/// All nodes of a sentence so far, layer by layer. Of the nodes of a layer those of one state stand side by side, one for each
/// kind of state in the layer before.
pub(super) struct Lattice<'t> {
    tables: &'t Tables,
    nodes: Vec<Node>,
    /// Where the last layer starts.
    layer: usize,
    /// The kinds of the states of the last layer.
    kinds: Vec<u8>,
}

impl<'t> Lattice<'t> {
    /// A lattice without room yet.
    pub(super) fn new(tables: &'t Tables) -> Self {
        Lattice { tables, nodes: Vec::new(), layer: 0, kinds: Vec::new() }
    }

    /// Starts a sentence.
    pub(super) fn start(&mut self) {
        let (state, group) = (self.tables.start, self.tables.group(self.tables.start));
        self.nodes.clear();
        self.nodes.push(Node { state, group, row: self.tables.row(group, state), ..Node::default() });
        self.layer = 0;
    }

    /// Adds the layer of one more token.
    pub(super) fn step(&mut self, candidates: &[Candidate]) {
        let (start, end) = (self.layer, self.nodes.len());
        self.kinds.clear();
        for node in self.nodes.get_mut(start..).unwrap_or_default() {
            let known = self.kinds.iter().position(|kind| *kind == node.group);
            node.slot = known.unwrap_or(self.kinds.len()) as u8;
            if known.is_none() {
                self.kinds.push(node.group);
            }
        }
        self.layer = end;
        self.nodes.resize(end + candidates.len() * self.kinds.len(), Node { cost: i32::MAX, ..Node::default() });
        let (before, new) = self.nodes.split_at_mut(end);
        let before = before.get(start..).unwrap_or_default();
        for (candidate, new) in candidates.iter().zip(new.chunks_exact_mut(self.kinds.len().max(1))) {
            for (back, from) in (start as u32..).zip(before) {
                let way = self.tables.way(from.row, candidate.state);
                let cost = from.cost.saturating_add(i32::from(candidate.cost) + i32::from(way));
                if let Some(node) = new.get_mut(usize::from(from.slot)).filter(|node| cost < node.cost) {
                    (node.cost, node.back) = (cost, back);
                }
            }
            let group = self.tables.group(candidate.state);
            for (node, &before) in new.iter_mut().zip(&self.kinds) {
                (node.state, node.group) = (candidate.state, group);
                node.row = self.tables.row(before, candidate.state);
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
