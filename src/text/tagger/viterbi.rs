//! The cheapest way through the candidate states of a sentence.

use super::super::Token;
use super::tables::{Candidate, Tables};

/// A state a token may be in, after a kind of state before it.
#[derive(Debug, Clone, Copy)]
struct Node {
    cost: i64,
    /// The node of the token before.
    back: u32,
    /// Where the costs of going on stand in the table of transitions.
    row: u32,
    state: u8,
    /// The kind of the state before, for the transition after next.
    before: u8,
    /// The kind of the state.
    group: u8,
}

impl Node {
    fn new(tables: &Tables, state: u8, before: u8, back: u32, cost: i64) -> Node {
        Node { cost, back, row: tables.row(before, state), state, before, group: tables.group(state) }
    }
}

/// All nodes of a sentence so far, layer by layer.
pub(super) struct Lattice<'t> {
    tables: &'t Tables,
    nodes: Vec<Node>,
    /// Where the last layer starts.
    layer: usize,
}

impl<'t> Lattice<'t> {
    /// A lattice with nothing but the start of the sentence.
    pub(super) fn new(tables: &'t Tables, tokens: usize) -> Self {
        let mut nodes = Vec::with_capacity(tokens.saturating_mul(4).saturating_add(1));
        let group = tables.group(tables.start);
        nodes.push(Node::new(tables, tables.start, group, 0, 0));
        Lattice { tables, nodes, layer: 0 }
    }

    /// Adds the layer of one more token.
    pub(super) fn step(&mut self, candidates: &[Candidate]) {
        let (start, end) = (self.layer, self.nodes.len());
        for candidate in candidates {
            let first = self.nodes.len();
            for back in start..end {
                let Some(&from) = self.nodes.get(back) else { continue };
                let way = self.tables.way(from.row, candidate.state);
                let cost = from.cost + i64::from(candidate.cost) + i64::from(way);
                let same = self.nodes.get_mut(first..).unwrap_or_default().iter_mut().find(|n| n.before == from.group);
                match same {
                    Some(other) => {
                        if cost < other.cost {
                            (other.cost, other.back) = (cost, back as u32);
                        }
                    }
                    None => {
                        self.nodes.push(Node::new(self.tables, candidate.state, from.group, back as u32, cost));
                    }
                }
            }
        }
        self.layer = end;
    }

    /// Writes the tags of the cheapest way; of equally cheap ones, the one with the earlier states.
    pub(super) fn finish(self, sentence: &mut [Token]) {
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
