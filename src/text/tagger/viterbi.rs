//! The cheapest way through the candidate states of a sentence.
//!
//! Most tokens are decided as they are read: they have one state, or one that is cheaper by far than all others behind what stands
//! before. Of most others the next token decides. Only what is open even then goes through a lattice.

use super::super::Token;
use super::lattice::{COST, Decided, GIVEN_UP, GIVEN_UP_BEHIND, Lattice, NEVER, Way, far_cheaper};
use super::tables::{Candidate, FEW, Few, Run, Tables};

/// The candidates of a token, and the first of them.
pub(super) type Candidates = (Run, Few);

/// How far the token that was read last is decided.
#[derive(Debug, Clone, Copy)]
enum Stage {
    /// It has one state, and so have all before it.
    Decided,
    /// It has these candidates, behind one that is decided.
    Waiting(Candidates),
    /// It stands in the lattice.
    Open,
}

/// A walk through a sentence, token by token.
pub(super) struct Walk<'t> {
    tables: &'t Tables,
    stage: Stage,
    /// The state of the last token that is decided.
    state: u8,
    /// The kind of state of the token before that.
    before: u8,
    lattice: Lattice<'t>,
    /// The first token that stands in it.
    opened: usize,
    /// How many tokens were read.
    read: usize,
}

impl<'t> Walk<'t> {
    /// A walk by these tables.
    pub(super) fn new(tables: &'t Tables) -> Self {
        Walk { tables, stage: Stage::Decided, state: 0, before: 0, lattice: Lattice::new(tables), opened: 0, read: 0 }
    }

    /// Starts a sentence.
    pub(super) fn start(&mut self) {
        (self.stage, self.read) = (Stage::Decided, 0);
        self.state = self.tables.start;
        self.before = self.tables.group(self.state);
    }

    /// Reads one more token with its candidates; the tags of `sentence` that this decides are written.
    #[inline]
    pub(super) fn step(&mut self, candidates: Candidates, sentence: &mut [Token]) {
        let (run, _) = candidates;
        match (self.stage, run.only()) {
            (Stage::Decided, Some(state)) => self.decide(self.state, state, sentence),
            (Stage::Decided, None) => self.choose(candidates, sentence),
            (Stage::Waiting(waiting), Some(state)) => self.choose_behind(waiting, state, sentence),
            (Stage::Waiting(waiting), None) => {
                self.open(waiting);
                self.go_on(run, sentence);
            }
            (Stage::Open, _) => self.go_on(run, sentence),
        }
        self.read += 1;
    }

    /// Writes the tags that are not written yet.
    pub(super) fn finish(&mut self, sentence: &mut [Token]) {
        match self.stage {
            Stage::Decided => return,
            Stage::Waiting(waiting) => self.open(waiting),
            Stage::Open => {}
        }
        if let Some(decided) = self.lattice.finish() {
            self.write_way(decided, self.read, sentence);
        }
    }

    /// The token that is read now has this state, behind one with that.
    #[inline(always)]
    fn decide(&mut self, before: u8, state: u8, sentence: &mut [Token]) {
        self.write(self.read, state, sentence);
        (self.before, self.state, self.stage) = (self.tables.group(before), state, Stage::Decided);
    }

    #[inline(always)]
    fn write(&self, at: usize, state: u8, sentence: &mut [Token]) {
        if let Some(token) = sentence.get_mut(at) {
            token.tag = self.tables.tag(state);
        }
    }

    /// Of a token with several states behind a decided one: mostly one is far cheaper than the rest.
    #[inline]
    fn choose(&mut self, candidates: Candidates, sentence: &mut [Token]) {
        let row = self.tables.behind(self.before, self.state);
        match cheapest(self.tables, candidates, GIVEN_UP, |to| Way::from(row.cost(to.state))) {
            Some(state) => self.decide(self.state, state, sentence),
            None => self.stage = Stage::Waiting(candidates),
        }
    }

    /// Of a token with one state behind one with several, of which it mostly decides.
    #[inline]
    fn choose_behind(&mut self, waiting: Candidates, state: u8, sentence: &mut [Token]) {
        let row = self.tables.behind(self.before, self.state);
        let kind = self.tables.group(self.state);
        let cost = |from: &Candidate| {
            Way::from(row.cost(from.state)) + Way::from(self.tables.behind(kind, from.state).cost(state))
        };
        match cheapest(self.tables, waiting, GIVEN_UP_BEHIND, cost) {
            Some(from) => {
                self.write(self.read.wrapping_sub(1), from, sentence);
                self.decide(from, state, sentence);
            }
            None => {
                self.open(waiting);
                self.go_on(Run::alone(state), sentence);
            }
        }
    }

    /// Puts the last token into the lattice.
    fn open(&mut self, (run, _): Candidates) {
        self.lattice.start(self.before, self.state, run);
        (self.stage, self.opened) = (Stage::Open, self.read.wrapping_sub(1));
    }

    /// Leads the lattice on to the token that is read now.
    fn go_on(&mut self, run: Run, sentence: &mut [Token]) {
        if let Some(decided) = self.lattice.step(run) {
            self.write_way(decided, self.read + 1, sentence);
            let before = self.lattice.back(decided).next().unwrap_or(0);
            (self.before, self.state, self.stage) = (self.tables.group(before), decided.state, Stage::Decided);
        }
    }

    /// Writes the tags of a way through the lattice whose last token stands before `end`.
    fn write_way(&self, decided: Decided, end: usize, sentence: &mut [Token]) {
        let states = std::iter::once(decided.state).chain(self.lattice.back(decided));
        let tokens = sentence.get_mut(self.opened..end).unwrap_or_default();
        for (token, state) in tokens.iter_mut().rev().zip(states) {
            token.tag = self.tables.tag(state);
        }
    }
}

/// The state of a run that is cheaper by more than `given_up` than all others; `on` is what going on to a candidate costs, beside its own
/// cost.
#[inline(always)]
fn cheapest(tables: &Tables, (run, few): Candidates, given_up: Way, on: impl Fn(&Candidate) -> Way) -> Option<u8> {
    let way = |(number, to): (Way, &Candidate)| (on(to) + Way::from(to.cost)) << COST | number;
    if run.len() <= FEW {
        // How many there are cannot be guessed: so those behind them are looked at as well, and counted as dear ones.
        let there = |number: Way, way: Way| if (number as usize) < run.len() { way } else { NEVER };
        let number = far_cheaper((0..).zip(&few).map(|(number, to)| there(number, way((number, to)))), given_up);
        return few.get(number? as usize).map(|candidate| candidate.state);
    }
    let candidates = tables.candidates(run);
    let number = far_cheaper((0..).zip(candidates).map(way), given_up);
    candidates.get(number? as usize).map(|candidate| candidate.state)
}
