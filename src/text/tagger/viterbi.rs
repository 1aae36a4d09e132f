//! The cheapest way through the candidate states of a sentence.
//!
//! Where a token has one state behind a token of one state, every way leads through one node: all before it is decided there, and
//! the step is no choice at all. Elsewhere the costs decide, and costs cannot be guessed: the nodes are laid out so that the
//! cheapest is found without a jump that hangs on them. Where it is cheaper by far than all others it is decided at once, and the
//! next token stands behind one state again.

use super::super::Token;
use super::tables::{Candidate, KINDS, Row, Run, Tables};

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

/// The nodes of one state are so many at least: those that are missing are filled up with dear ones.
const LANES: usize = 2;

/// How many nodes a state has where its kind's slot is one of so many: as many as the steps are written for.
#[inline]
fn filled(slots: usize) -> usize {
    match slots {
        0..=2 => 2,
        3..=4 => 4,
        _ => slots.next_multiple_of(LANES),
    }
}

/// A way that costs so much more than the cheapest is given up: what follows never makes up for it in practice. Eight bits.
const GIVEN_UP: Way = 64 << COST;

/// The number of the cheapest way, when all others are given up.
#[inline(always)]
fn far_cheaper(ways: impl Iterator<Item = Way>) -> Option<u32> {
    let (mut least, mut second) = (NEVER, NEVER);
    for way in ways {
        second = second.min(least.max(way));
        least = least.min(way);
    }
    // The lower half is the number.
    (second - least > GIVEN_UP).then_some(least as u32)
}

/// The kind in a slot.
#[inline]
fn kind_at(kinds: &[u8; KINDS], slot: usize) -> u8 {
    kinds.get(slot % KINDS).copied().unwrap_or(0)
}

/// Nodes of more than most stretches without a decision.
const ROOM: usize = 128;

/// The ways through a sentence so far.
pub(super) struct Lattice<'t> {
    tables: &'t Tables,
    /// The nodes since the last one that every way leads through, which is the first, token by token. Those of one state stand
    /// side by side: by slot, one for each kind of state of the token before, filled up to as many as [`filled`] says.
    nodes: Vec<Node>,
    /// The ways to the nodes of the last token, and room for those of the next.
    ways: Vec<Way>,
    next: Vec<Way>,
    /// What going on from each of the last token's nodes costs.
    rows: Vec<&'t Row>,
    /// The states of the last token.
    last: &'t [Candidate],
    /// By slot: a kind of state of the token before the last.
    before: [u8; KINDS],
    /// How many kinds these are.
    width: usize,
    /// The same of the last token itself.
    kinds: [u8; KINDS],
    count: usize,
    /// How many tokens are decided.
    decided: usize,
    /// How many tokens were read.
    read: usize,
}

/// The cheapest of the ways to a state, by the kind before it, on to another state; `rows` is what that costs.
#[inline(always)]
fn least(ways: &[Way], rows: &[&Row], to: u8) -> Way {
    ways.iter().zip(rows).fold(NEVER, |least, (way, row)| least.min(way + (Way::from(row.cost(to)) << COST)))
}

impl<'t> Lattice<'t> {
    /// An empty lattice.
    pub(super) fn new(tables: &'t Tables) -> Self {
        Lattice {
            tables,
            nodes: Vec::with_capacity(ROOM),
            ways: Vec::with_capacity(ROOM),
            next: Vec::with_capacity(ROOM),
            rows: Vec::with_capacity(ROOM),
            last: &tables.start,
            before: [0; KINDS],
            width: 1,
            kinds: [0; KINDS],
            count: 1,
            decided: 0,
            read: 0,
        }
    }

    /// Starts a sentence.
    pub(super) fn start(&mut self) {
        (self.decided, self.read) = (0, 0);
        self.last = &self.tables.start;
        self.keep_kinds(self.last);
        self.before = self.kinds;
        self.lead_through(0);
    }

    /// Adds one more token with its candidates; the tags of `sentence` that this decides are written.
    #[inline]
    pub(super) fn step(&mut self, candidates: Run, sentence: &mut [Token]) {
        match (candidates.only(), self.last) {
            (Some(only), [_]) if self.width == 1 => self.step_alone(only, sentence),
            (Some(only), [from]) => self.step_to_one(from.state, only, sentence),
            (_, [from]) if self.width == 1 => self.step_from_one(from.state, candidates, sentence),
            _ => self.step_any(self.tables.candidates(candidates), sentence),
        }
        self.read += 1;
    }

    /// Of a token with one state behind a token of one state, to which one way leads.
    #[inline]
    fn step_alone(&mut self, state: u8, sentence: &mut [Token]) {
        if self.decided < self.read {
            self.finish(sentence);
            self.lead_through(state);
        }
        self.decide(kind_at(&self.kinds, 0), state, sentence);
    }

    /// The same where several ways lead to it.
    fn step_to_one(&mut self, from: u8, state: u8, sentence: &mut [Token]) {
        self.lay_rows(from, self.width);
        let way = least(&self.ways, &self.rows, state);
        self.rows.clear();
        self.write(way as u32, sentence);
        self.lead_through(state);
        self.decide(kind_at(&self.kinds, 0), state, sentence);
    }

    /// Of a token with several states behind a token of one, to which one way leads: mostly one of them is far cheaper than the rest.
    fn step_from_one(&mut self, from: u8, run: Run, sentence: &mut [Token]) {
        if self.decided < self.read {
            self.finish(sentence);
            self.lead_through(from);
            self.decided = self.read;
        }
        let row = self.tables.behind(kind_at(&self.before, 0), from);
        let on = |to: &Candidate| Way::from(row.cost(to.state)) << COST;
        let way = |(number, to): (Way, &Candidate)| on(to) + (Way::from(to.cost) << COST) + number;
        let candidates = self.tables.candidates(run);
        let cheapest = match self.tables.few(run) {
            // How many there are cannot be guessed: so those behind them are looked at as well, and counted as dear ones.
            Some(few) => {
                let there = |number: Way, way: Way| if (number as usize) < candidates.len() { way } else { NEVER };
                far_cheaper((0..).zip(few).map(|(number, to)| there(number, way((number, to)))))
            }
            None => far_cheaper((0..).zip(candidates).map(way)),
        };
        if let Some(number) = cheapest
            && let Some(to) = candidates.get(number as usize)
        {
            self.decide(kind_at(&self.kinds, 0), to.state, sentence);
            return;
        }
        for to in candidates {
            self.add(to, [on(to), NEVER]);
        }
        self.go_on(candidates);
    }

    /// Writes the state of the token that is read now, behind one of a kind, since all ways lead through it.
    #[inline]
    fn decide(&mut self, before: u8, state: u8, sentence: &mut [Token]) {
        if let Some(token) = sentence.get_mut(self.read) {
            token.tag = self.tables.tag(state);
        }
        if let (Some(first), Some(kind)) = (self.before.first_mut(), self.kinds.first_mut()) {
            (*first, *kind) = (before, self.tables.group(state));
        }
        (self.width, self.count) = (1, 1);
        self.decided = self.read + 1;
        self.last = self.tables.alone(state);
    }

    /// The ways to the nodes of the token that is read now are those of the last one from now on.
    fn go_on(&mut self, candidates: &'t [Candidate]) {
        std::mem::swap(&mut self.ways, &mut self.next);
        self.next.clear();
        (self.before, self.width) = (self.kinds, self.count);
        self.keep_kinds(candidates);
        self.last = candidates;
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

    /// Notes what going on from a state costs, behind each of the kinds before it.
    #[inline]
    fn lay_rows(&mut self, from: u8, kinds: usize) {
        let before = self.before.get(..kinds).unwrap_or_default();
        self.rows.extend(before.iter().map(|kind| self.tables.behind(*kind, from)));
    }

    fn step_any(&mut self, candidates: &'t [Candidate], sentence: &mut [Token]) {
        self.lower();
        let first = self.nodes.len();
        for from in self.last {
            self.lay_rows(from.state, filled(self.width));
        }
        // Nearly all tokens have few states of few kinds, behind few: for these nothing is left to count.
        match (self.width, self.count) {
            (0..=2, 0..=2) => self.step_few::<2, 2>(candidates),
            (0..=2, 3..=4) => self.step_few::<2, 4>(candidates),
            (3..=4, 0..=2) => self.step_few::<4, 2>(candidates),
            (3..=4, 3..=4) => self.step_few::<4, 4>(candidates),
            _ => self.step_many(candidates),
        }
        self.rows.clear();
        if let Some(number) = far_cheaper(self.next.iter().copied())
            && let Some(&Node { back, state }) = self.nodes.get(number as usize)
        {
            self.write(back, sentence);
            let slot = (number as usize).wrapping_sub(first) % filled(self.count);
            self.next.clear();
            self.lead_through(state);
            self.decide(kind_at(&self.kinds, slot), state, sentence);
            return;
        }
        self.go_on(candidates);
    }

    /// A step behind states that have `FROM` nodes each, and are of `TO` kinds at most.
    #[inline(always)]
    fn step_few<const FROM: usize, const TO: usize>(&mut self, candidates: &[Candidate]) {
        for to in candidates {
            let mut best = [NEVER; TO];
            let nodes = self.ways.as_chunks::<FROM>().0.iter().zip(self.rows.as_chunks::<FROM>().0);
            for (from, (ways, rows)) in self.last.iter().zip(nodes) {
                let least = least(ways, rows, to.state);
                for (slot, best) in (0..).zip(&mut best) {
                    *best = if from.slot == slot { least.min(*best) } else { *best };
                }
            }
            self.add(to, best);
        }
    }

    /// The same behind any.
    #[inline(never)]
    fn step_many(&mut self, candidates: &[Candidate]) {
        let (width, filled) = (filled(self.width), filled(self.count));
        for to in candidates {
            let mut best = [NEVER; KINDS];
            let nodes = self.ways.chunks_exact(width).zip(self.rows.chunks_exact(width));
            for (from, (ways, rows)) in self.last.iter().zip(nodes) {
                let least = least(ways, rows, to.state);
                if let Some(best) = best.get_mut(usize::from(from.slot) % KINDS) {
                    *best = least.min(*best);
                }
            }
            for best in best.as_chunks::<LANES>().0.iter().take(filled / LANES) {
                self.add(to, *best);
            }
        }
    }

    /// Adds nodes of a state, to which these are the cheapest ways.
    #[inline(always)]
    fn add<const MANY: usize>(&mut self, to: &Candidate, best: [Way; MANY]) {
        let mut number = self.nodes.len() as Way;
        self.nodes.extend_from_slice(&best.map(|way| Node { back: way as u32, state: to.state }));
        self.next.extend_from_slice(&best.map(|way| {
            let next = ((way >> COST) + Way::from(to.cost)) << COST | number;
            number += 1;
            next
        }));
    }

    /// Notes the kinds of the last token's states.
    #[inline]
    fn keep_kinds(&mut self, candidates: &[Candidate]) {
        self.count = 1;
        for candidate in candidates {
            let slot = usize::from(candidate.slot);
            if let Some(kind) = self.kinds.get_mut(slot % KINDS) {
                *kind = self.tables.group(candidate.state);
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
        self.write(self.ways.iter().min().map_or(0, |way| *way as u32), sentence);
    }

    /// Writes the tags of the way to a node of the last token.
    fn write(&self, node: u32, sentence: &mut [Token]) {
        let mut at = node;
        for token in sentence.get_mut(self.decided..self.read).unwrap_or_default().iter_mut().rev() {
            let Some(node) = self.nodes.get(at as usize) else { break };
            token.tag = self.tables.tag(node.state);
            at = node.back;
        }
    }
}
