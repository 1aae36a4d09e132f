//! The tagger's tables, laid out for look-up by number. Costs are eighths of a bit.

use rustc_hash::FxHashMap;

use crate::rules::Word;

use super::{Form, Tag};

/// A state a word may be in and what it costs to see this word in it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Candidate {
    pub(super) state: u8,
    /// Which of the different kinds of state of its run its state is of, by first appearance.
    pub(super) slot: u8,
    pub(super) cost: i16,
}

/// A run of [`Tables::candidates`]: where it starts, and in the lowest byte its length. Small, because a look at the entry of a word
/// is mostly a wait for memory.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Run(u32);

impl Run {
    pub(super) fn new(start: usize, len: usize) -> Self {
        // The pool of all tables is far smaller than what fits.
        Run((u32::try_from(start).unwrap_or(u32::MAX) << 8) | u32::try_from(len).unwrap_or(u32::MAX).min(0xff))
    }

    /// A state as the only one of a word.
    pub(super) fn alone(state: u8) -> Self {
        Run::new(usize::from(state), 1)
    }

    pub(super) fn len(self) -> usize {
        (self.0 & 0xff) as usize
    }

    /// Whether there is no candidate.
    pub(super) fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The state, where there is but one candidate.
    #[inline]
    pub(super) fn only(self) -> Option<u8> {
        (self.len() == 1).then_some(self.start() as u8)
    }

    fn start(self) -> usize {
        (self.0 >> 8) as usize
    }
}

/// The candidates of a known word by the number of its [`Form`]. All three are empty for a word that only the rules know.
pub(super) type Entry = [Run; 3];

/// See the module.
#[derive(Debug, Clone, Default)]
pub(super) struct Tables {
    /// The tag of each state.
    pub(super) states: Vec<Tag>,
    /// What stands before the first token.
    pub(super) start: u8,
    pub(super) open: Run,
    pub(super) close: Run,
    pub(super) number: Run,
    pub(super) mark: Run,
    pub(super) groups: Vec<u8>,
    /// Logarithm of how often each state was seen.
    pub(super) totals: Vec<i16>,
    /// By the state before and the kind of state before that: which of `rows` has the costs of what follows.
    pub(super) contexts: Vec<[u16; KINDS]>,
    /// Costs of all states; first those behind each state where nothing is said of a kind before it.
    pub(super) rows: Vec<Row>,
    pub(super) entries: Vec<Entry>,
    /// The candidates of words by the key of their end.
    pub(super) ends: FxHashMap<u64, Run>,
    /// The candidates of all runs; first those that are the only ones of a word, by state.
    pub(super) pool: Vec<Candidate>,
}

/// As many kinds of state as the tables may have.
pub(super) const KINDS: usize = 32;

/// Few words have more candidates than this.
pub(super) const FEW: usize = 4;

/// So many candidates, which are all that a run has, nearly always.
pub(super) type Few = [Candidate; FEW];

/// As many states as the tables may have.
pub(super) const STATES: usize = 128;

/// What each state costs behind others.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row(pub(super) [u8; STATES]);

impl Row {
    /// Of states that nothing is said of.
    pub(super) const DEAR: Row = Row([u8::MAX; STATES]);

    #[inline(always)]
    pub(super) fn cost(&self, state: u8) -> u8 {
        self.0.get(usize::from(state) % STATES).copied().unwrap_or(u8::MAX)
    }
}

/// Longest word end in the table.
pub(super) const LONGEST: usize = 5;

impl Tables {
    #[inline]
    pub(super) fn tag(&self, state: u8) -> Tag {
        self.states.get(usize::from(state)).copied().unwrap_or(Tag::Other)
    }

    /// The kind of a state.
    #[inline]
    pub(super) fn group(&self, state: u8) -> u8 {
        self.groups.get(usize::from(state)).copied().unwrap_or(0)
    }

    /// What going on from a state costs, behind a kind of state before it.
    #[inline(always)]
    pub(super) fn behind(&self, kind: u8, from: u8) -> &Row {
        let context = self.contexts.get(usize::from(from)).and_then(|rows| rows.get(usize::from(kind) % KINDS));
        context.and_then(|row| self.rows.get(usize::from(*row))).unwrap_or(&Row::DEAR)
    }

    #[inline]
    pub(super) fn candidates(&self, run: Run) -> &[Candidate] {
        self.pool.get(run.start()..run.start() + run.len()).unwrap_or_default()
    }

    /// The candidates of a run, and of other runs behind them.
    #[inline]
    pub(super) fn few(&self, run: Run) -> Few {
        self.pool.get(run.start()..).and_then(<[Candidate]>::first_chunk).copied().unwrap_or_default()
    }

    /// The candidates of a word by the number of its form; none of a word that the table has not.
    #[inline]
    pub(super) fn entry(&self, word: Word) -> Entry {
        self.entries.get(word.0 as usize).copied().unwrap_or_default()
    }

    /// The candidates of a word by its longest known end.
    pub(super) fn unknown(&self, written: &str, form: Form) -> Run {
        let class = if written.bytes().any(|b| b.is_ascii_digit()) {
            b'd'
        } else {
            let hyphen = written.contains(['-', '–']);
            match form {
                Form::Lower => b'l' - u8::from(hyphen) * 32,
                Form::Capital => b'c' - u8::from(hyphen) * 32,
                Form::Initial => b'i' - u8::from(hyphen) * 32,
            }
        };
        let mut keys = [0; LONGEST + 1];
        let mut longest = 0;
        let mut end = 0;
        if let Some(key) = keys.first_mut() {
            *key = key_of(class, 0);
        }
        for (key, byte) in keys.iter_mut().skip(1).zip(written.bytes().rev().take_while(u8::is_ascii)) {
            end |= u64::from(byte.to_ascii_lowercase()) << (8 * longest);
            longest += 1;
            *key = key_of(class, end);
        }
        for key in keys.iter().take(longest + 1).rev() {
            if let Some(run) = self.ends.get(key) {
                return *run;
            }
        }
        self.mark
    }
}

/// What the candidates of a word are found by: its class and its end, packed.
pub(super) fn key_of(class: u8, end: u64) -> u64 {
    u64::from(class) << 40 | end
}
