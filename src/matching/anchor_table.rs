//! The table that finds programs by their anchors.
//!
//! Common words anchor hundreds of programs once there are thousands of rules, and nearly all of those fail at the word
//! next to the anchor. So where a program must find one of a few words at a fixed distance from its anchor, it is filed
//! under both words, and a small filter for each anchor tells most neighbours apart without looking them up.

use super::anchor::Program;
use super::course::{Course, HYPHENATED, bit, quotation_mark};
use crate::rules::{Tables, Word};
use crate::text::Token;

/// The places next to an anchor at which a program can demand a word: so many tokens to its right or left.
pub(super) const SIDES: [isize; 4] = [1, -1, 2, -2];

/// A program is filed under so many pairs of words at most; one with more is run at each of its anchors.
const MOST_PAIRS: usize = 400;

/// Programs by the words that they start at.
#[derive(Debug, Clone, Default)]
pub(super) struct AnchorTable {
    /// By word: its group, 0 for a word that is no anchor; and in the highest bits [`FREE`] and [`FILTERED`].
    groups_of: Vec<u32>,
    /// The first one is empty.
    groups: Vec<Group>,
    /// Programs, group by group.
    programs: Vec<Listed>,
    /// Open addressing, a power of two long, at most half full; an empty slot has an empty range.
    slots: Vec<(u64, Range)>,
    /// Programs, pair by pair.
    paired: Vec<Listed>,
}

/// Says of a group that it has programs which no neighbour rules out.
const FREE: u32 = 1 << 31;
/// Says of a group that some of its programs demand a neighbour.
const FILTERED: u32 = 1 << 30;

/// A program as the table lists it: with what a match of a single word is made of, so that only longer ones are looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Listed {
    /// The program.
    pub(super) number: u32,
    /// Index of its rule.
    pub(super) rule: u32,
    /// Index of the pattern in its rule.
    pub(super) pattern: u32,
    /// Whether the anchor is all of it.
    pub(super) single: bool,
    /// What a match can have right before the anchor and right behind it, as [`Course::openings`] says.
    openings: [u64; 2],
}

/// A run of a list.
#[derive(Debug, Clone, Copy, Default)]
struct Range {
    start: u32,
    end: u32,
}

/// The programs of one anchor.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Group {
    /// All of them.
    all: Range,
    /// Those that no neighbour rules out.
    free: Range,
    /// By side: a bit for each neighbour that a program demands there.
    filters: [u64; SIDES.len()],
}

/// What a program demands beside its anchor.
struct Demand<'p> {
    side: usize,
    words: &'p [Word],
}

impl AnchorTable {
    /// Makes the table of (anchor, program) pairs.
    pub(super) fn new(mut pairs: Vec<(Word, u32)>, programs: &[Program], words: usize, tables: &Tables) -> Self {
        pairs.sort_unstable();
        pairs.dedup();
        let mut anchors = vec![0u32; programs.len()];
        for (_, program) in &pairs {
            if let Some(count) = anchors.get_mut(*program as usize) {
                *count += 1;
            }
        }
        let demands: Vec<Option<Demand>> =
            programs.iter().zip(anchors).map(|(program, anchors)| demand(program, anchors as usize, tables)).collect();
        let mut table =
            AnchorTable { groups_of: vec![0; words], groups: vec![Group::default()], ..AnchorTable::default() };
        let listed: Vec<Listed> =
            programs.iter().zip(0..).map(|(program, number)| Listed::new(program, number)).collect();
        let mut keyed: Vec<(u64, Listed)> = Vec::new();
        for group in pairs.chunk_by(|a, b| a.0 == b.0) {
            let Some(&(word, _)) = group.first() else { continue };
            table.add(word, group, &demands, &listed, &mut keyed);
        }
        keyed.sort_unstable();
        table.file(&keyed);
        table
    }

    fn add(
        &mut self,
        word: Word,
        pairs: &[(Word, u32)],
        demands: &[Option<Demand>],
        listed: &[Listed],
        keyed: &mut Vec<(u64, Listed)>,
    ) {
        let mut group = Group::default();
        let place = |list: &Vec<Listed>| u32::try_from(list.len()).unwrap_or(u32::MAX);
        group.all.start = place(&self.programs);
        // Those without a demand first, so that they are a run of their own.
        for free in [true, false] {
            for &(_, number) in pairs {
                let demand = demands.get(number as usize).and_then(Option::as_ref);
                if demand.is_none() != free {
                    continue;
                }
                let Some(&program) = listed.get(number as usize) else { continue };
                self.programs.push(program);
                for &neighbour in demand.map_or(&[][..], |demand| demand.words) {
                    let side = demand.map_or(0, |demand| demand.side);
                    keyed.push((key(word, side, neighbour), program));
                    if let Some(filter) = group.filters.get_mut(side) {
                        *filter |= bit(neighbour);
                    }
                }
            }
            if free {
                group.free = Range { start: group.all.start, end: place(&self.programs) };
            }
        }
        group.all.end = place(&self.programs);
        if let (Some(own), Ok(number)) = (self.groups_of.get_mut(word.0 as usize), u32::try_from(self.groups.len())) {
            let free = if group.free.start < group.free.end { FREE } else { 0 };
            let filtered = if group.filters == [0; SIDES.len()] { 0 } else { FILTERED };
            // So many groups would take more memory than there is.
            *own = number & !(FREE | FILTERED) | free | filtered;
            self.groups.push(group);
        }
    }

    /// Files sorted (key, program) pairs.
    fn file(&mut self, keyed: &[(u64, Listed)]) {
        let runs = keyed.chunk_by(|a, b| a.0 == b.0);
        self.slots = vec![Default::default(); (runs.clone().count() * 2).next_power_of_two()];
        for run in runs {
            let Some(&(key, _)) = run.first() else { continue };
            let start = u32::try_from(self.paired.len()).unwrap_or(u32::MAX);
            self.paired.extend(run.iter().map(|&(_, program)| program));
            let range = Range { start, end: u32::try_from(self.paired.len()).unwrap_or(u32::MAX) };
            let mut slot = self.slot(key);
            while self.slots.get(slot).is_some_and(|(_, taken)| taken.start < taken.end) {
                slot = (slot + 1) & (self.slots.len() - 1);
            }
            if let Some(free) = self.slots.get_mut(slot) {
                *free = (key, range);
            }
        }
    }

    fn slot(&self, key: u64) -> usize {
        (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize & (self.slots.len() - 1)
    }

    /// Puts all programs of a group into `found`, in their order.
    pub(super) fn all(&self, group: &Group, found: &mut Vec<Listed>) {
        found.clear();
        found.extend_from_slice(self.run(group.all));
        found.sort_unstable();
    }

    /// The programs of the group of an anchor that can match between its neighbours, in their order. `beside` are the signs of
    /// the neighbours, side by side; `neighbour` gives the token at a distance. They stand in `found` where the table has them
    /// in no one place.
    #[inline]
    pub(super) fn fitting<'f, 't>(
        &'f self,
        (anchor, group): (Word, &Group),
        beside: [u64; SIDES.len()],
        neighbour: impl Fn(isize) -> Option<&'t Token>,
        found: &'f mut Vec<Listed>,
    ) -> &'f [Listed] {
        let demanded = group.filters.iter().zip(&beside).fold(0, |any, (filter, signs)| any | (filter & signs));
        match demanded {
            0 => self.run(group.free),
            _ => self.paired_too((anchor, group), beside, neighbour, found),
        }
    }

    fn paired_too<'f, 't>(
        &'f self,
        (anchor, group): (Word, &Group),
        beside: [u64; SIDES.len()],
        neighbour: impl Fn(isize) -> Option<&'t Token>,
        found: &'f mut Vec<Listed>,
    ) -> &'f [Listed] {
        found.clear();
        for (side, &distance) in SIDES.iter().enumerate() {
            let (filter, signs) = (group.filters.get(side), beside.get(side));
            if let (Some(filter), Some(signs)) = (filter, signs)
                && filter & signs != 0
                && let Some(token) = neighbour(distance)
            {
                for word in [Some(token.word), quotation_mark(token)].into_iter().flatten() {
                    found.extend_from_slice(self.paired(key(anchor, side, word)).unwrap_or_default());
                }
            }
        }
        let free = self.run(group.free);
        if found.is_empty() {
            return free;
        }
        found.extend_from_slice(free);
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The programs of the anchor that a word is; `None` when it is none.
    #[inline]
    pub(super) fn group(&self, word: Word) -> Option<&Group> {
        let number = *self.groups_of.get(word.0 as usize)? & !(FREE | FILTERED);
        self.groups.get(number as usize).filter(|_| number > 0)
    }

    /// Whether some program may match at a word between its neighbours; `around` are the signs of the two tokens before it, of itself and
    /// of the two behind it. Asked of every token, and nobody can guess the answer: so it is worked out without a branch.
    #[inline(always)]
    pub(super) fn may_match(&self, word: Word, around @ [left2, left, _, right, right2]: [u64; 5]) -> bool {
        let number = self.groups_of.get(word.0 as usize).copied().unwrap_or(0);
        // Of one that demands nothing there is nothing to fetch.
        let filtered = if number & FILTERED == 0 { 0 } else { number & !(FREE | FILTERED) };
        let Some(group) = self.groups.get(filtered as usize) else { return false };
        let hyphenated = around.iter().fold(false, |any, signs| any | (*signs == HYPHENATED));
        let beside = [right, left, right2, left2];
        let demanded = group.filters.iter().zip(beside).fold(0, |any, (filter, signs)| any | (filter & signs));
        (demanded != 0) | (number & FREE != 0) | (hyphenated & (number > 0))
    }

    #[inline]
    fn run(&self, range: Range) -> &[Listed] {
        self.programs.get(range.start as usize..range.end as usize).unwrap_or_default()
    }

    fn paired(&self, wanted: u64) -> Option<&[Listed]> {
        let mut slot = self.slot(wanted);
        // Ends: the table is never more than half full.
        while let Some(&(key, range)) = self.slots.get(slot).filter(|(_, range)| range.start < range.end) {
            if key == wanted {
                return self.paired.get(range.start as usize..range.end as usize);
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
        None
    }
}

impl Listed {
    fn new(program: &Program, number: u32) -> Listed {
        let single = program.left.is_empty() && program.right.is_empty() && program.spelling.is_none();
        let openings = [program.left.openings(), program.right.openings()];
        Listed { number, rule: program.rule, pattern: program.pattern, single, openings }
    }

    /// Whether a match can stand between neighbours with these signs: most cannot, and then the program itself need not be fetched.
    #[inline(always)]
    pub(super) fn fits(&self, beside: [u64; 2]) -> bool {
        let refused = |(can, signs): (&u64, u64)| (*can & signs == 0) & (*can != u64::MAX);
        !self.openings.iter().zip(beside).fold(false, |any, side| any | refused(side))
    }
}

/// The demand of a program that the fewest texts meet; `None` when it has none, or would have to be filed too often.
fn demand<'p>(program: &'p Program, anchors: usize, tables: &Tables) -> Option<Demand<'p>> {
    let of = |course: &'p Course, side: usize| {
        course.demands().map(move |(distance, words)| Demand { side: side + 2 * (distance - 1), words })
    };
    let demands = of(&program.right, 0).chain(of(&program.left, 1));
    let filed = demands.filter(|demand| demand.side < SIDES.len() && demand.words.len() * anchors <= MOST_PAIRS);
    let common = |demand: &Demand| demand.words.iter().map(|&word| u64::from(tables.frequency(word)) + 1).sum::<u64>();
    filed.min_by_key(common)
}

fn key(anchor: Word, side: usize, neighbour: Word) -> u64 {
    u64::from(anchor.0) << 34 | u64::from(neighbour.0) << 2 | side as u64
}
