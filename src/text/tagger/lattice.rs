//! The cheapest way where several stay open over more than one token.
//!
//! Costs decide here, and costs cannot be guessed: the nodes are laid out so that the cheapest is found without a jump that hangs
//! on them.

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
pub(super) type Way = i64;

pub(super) const COST: u32 = 32;

/// Dearer than any way.
pub(super) const NEVER: Way = (i32::MAX as Way / 2) << COST;

/// A way that costs so much more than the cheapest is given up: what follows seldom makes up for it. Four bits.
pub(super) const GIVEN_UP: Way = 32 << COST;

/// The same where all ways have come to one state, and only what was before it differs. Three bits.
pub(super) const GIVEN_UP_BEHIND: Way = 24 << COST;

/// Nodes of more than most stretches without a decision.
const ROOM: usize = 128;

/// The number of the cheapest way, when all others are given up.
#[inline(always)]
pub(super) fn far_cheaper(ways: impl Iterator<Item = Way>, given_up: Way) -> Option<u32> {
    let (mut least, mut second) = (NEVER, NEVER);
    for way in ways {
        second = second.min(least.max(way));
        least = least.min(way);
    }
    // The lower half is the number.
    (second - least > given_up).then_some(least as u32)
}

/// The cheapest of the ways to a state, by the kind before it, on to another state; `rows` is what that costs.
#[inline(always)]
fn least(ways: &[Way], rows: &[&Row], to: u8) -> Way {
    ways.iter().zip(rows).fold(NEVER, |least, (way, row)| least.min(way + (Way::from(row.cost(to)) << COST)))
}

/// A way that is decided.
#[derive(Debug, Clone, Copy)]
pub(super) struct Decided {
    /// The state of the last token.
    pub(super) state: u8,
    /// The node of the token before it.
    back: u32,
}

/// The ways through a stretch of a sentence so far.
pub(super) struct Lattice<'t> {
    tables: &'t Tables,
    /// The nodes, token by token. Those of one state stand side by side: by slot, one for each kind of state of the token before,
    /// filled up with dear ones.
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
    /// How many nodes each of the last token's states has.
    lanes: usize,
    /// By slot: a kind of state of the last token itself.
    kinds: [u8; KINDS],
    /// How many kinds these are.
    count: usize,
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
            last: &[],
            before: [0; KINDS],
            lanes: 1,
            kinds: [0; KINDS],
            count: 1,
        }
    }

    /// Starts with a token of several candidates behind one of a `state`, which stands behind one of the kind `before`.
    pub(super) fn start(&mut self, before: u8, state: u8, run: Run) {
        let row = self.tables.behind(before, state);
        self.nodes.clear();
        self.ways.clear();
        self.last = self.tables.candidates(run);
        for to in self.last {
            self.ways.push(((Way::from(row.cost(to.state)) + Way::from(to.cost)) << COST) | self.nodes.len() as Way);
            self.nodes.push(Node { back: 0, state: to.state });
        }
        self.keep_kinds();
        (self.before, self.lanes) = ([self.tables.group(state); KINDS], 1);
    }

    /// Adds one more token with its candidates; gives what is decided now.
    pub(super) fn step(&mut self, run: Run) -> Option<Decided> {
        self.lower();
        let candidates = self.tables.candidates(run);
        for from in self.last {
            let before = self.before.get(..self.lanes).unwrap_or_default();
            self.rows.extend(before.iter().map(|kind| self.tables.behind(*kind, from.state)));
        }
        // Nearly all tokens have few states of few kinds, behind few: for these nothing is left to count.
        let lanes = match (self.lanes, self.count) {
            (1, 0..=2) => self.step_few::<1, 2>(candidates),
            (1, 3..=4) => self.step_few::<1, 4>(candidates),
            (2, 0..=2) => self.step_few::<2, 2>(candidates),
            (2, 3..=4) => self.step_few::<2, 4>(candidates),
            (4, 0..=2) => self.step_few::<4, 2>(candidates),
            (4, 3..=4) => self.step_few::<4, 4>(candidates),
            _ => self.step_many(candidates),
        };
        self.rows.clear();
        std::mem::swap(&mut self.ways, &mut self.next);
        self.next.clear();
        let given_up = if candidates.len() == 1 { GIVEN_UP_BEHIND } else { GIVEN_UP };
        if let Some(number) = far_cheaper(self.ways.iter().copied(), given_up)
            && let Some(&Node { back, state }) = self.nodes.get(number as usize)
        {
            return Some(Decided { state, back });
        }
        (self.before, self.lanes, self.last) = (self.kinds, lanes, candidates);
        self.keep_kinds();
        None
    }

    /// The cheapest way, when nothing follows; of equally cheap ones the one with the earlier states.
    pub(super) fn finish(&self) -> Option<Decided> {
        let node = self.nodes.get(self.ways.iter().min().map(|way| *way as u32)? as usize)?;
        Some(Decided { state: node.state, back: node.back })
    }

    /// The states of a way before its last token, the last of them first. Behind the first token of the stretch it only repeats itself.
    pub(super) fn back(&self, decided: Decided) -> impl Iterator<Item = u8> {
        let mut at = decided.back;
        std::iter::from_fn(move || {
            let node = self.nodes.get(at as usize)?;
            at = node.back;
            Some(node.state)
        })
    }

    /// A step behind states that have `FROM` nodes each, and are of `TO` kinds at most. Gives how many nodes each new state has.
    #[inline(always)]
    fn step_few<const FROM: usize, const TO: usize>(&mut self, candidates: &[Candidate]) -> usize {
        for to in candidates {
            let mut best = [NEVER; TO];
            let nodes = self.ways.as_chunks::<FROM>().0.iter().zip(self.rows.as_chunks::<FROM>().0);
            for (from, (ways, rows)) in self.last.iter().zip(nodes) {
                let least = least(ways, rows, to.state);
                for (slot, best) in (0..).zip(&mut best) {
                    // Dearer than any way where the kind is another one; by bits, so that nothing hangs on it.
                    let other = -Way::from(from.slot != slot) & Way::MAX;
                    *best = (least | other).min(*best);
                }
            }
            self.add(to, &best);
        }
        TO
    }

    /// The same behind any.
    #[inline(never)]
    fn step_many(&mut self, candidates: &[Candidate]) -> usize {
        let lanes = self.count;
        for to in candidates {
            let mut best = [NEVER; KINDS];
            let nodes = self.ways.chunks_exact(self.lanes).zip(self.rows.chunks_exact(self.lanes));
            for (from, (ways, rows)) in self.last.iter().zip(nodes) {
                let least = least(ways, rows, to.state);
                if let Some(best) = best.get_mut(usize::from(from.slot) % KINDS) {
                    *best = least.min(*best);
                }
            }
            self.add(to, best.get(..lanes).unwrap_or_default());
        }
        lanes
    }

    /// Adds nodes of a state, to which these are the cheapest ways.
    #[inline(always)]
    fn add(&mut self, to: &Candidate, best: &[Way]) {
        let first = self.nodes.len() as Way;
        self.nodes.extend(best.iter().map(|way| Node { back: *way as u32, state: to.state }));
        let way = |(number, way): (Way, &Way)| ((way >> COST) + Way::from(to.cost)) << COST | number;
        self.next.extend((first..).zip(best).map(way));
    }

    /// Notes the kinds of the last token's states.
    #[inline]
    fn keep_kinds(&mut self) {
        self.count = 1;
        for candidate in self.last {
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
}
