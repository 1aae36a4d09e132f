//! A pattern's steps in one direction, with what is known of its matches before any is looked for: which words stand where, and
//! how long they are. Most places are refused by that alone.

use super::compile::{Direction, Item, Step, emit};
use crate::rules::Word;
use crate::rules::pattern::Class;
use crate::text::{Token, TokenKind};

/// A sequence as steps in one direction.
#[derive(Debug, Clone)]
pub(super) struct Course {
    /// The steps.
    pub(super) steps: Box<[Step]>,
    /// By distance from where it starts: a bit for each word that a match can have there; all bits when that is not known.
    ahead: [u64; AHEAD],
    /// The words themselves (sorted) at the first places; none when that is not known.
    known: [Box<[Word]>; KNOWN],
    /// No match takes more tokens.
    pub(super) longest: usize,
}

/// So many tokens are looked at before a course is run.
pub(super) const AHEAD: usize = 4;

/// The words at so many places are kept beside their bits.
const KNOWN: usize = 2;

/// Marks that one gap passes at most.
pub(super) const MARKS: u8 = 8;

/// What stands for any opening quotation mark among the words that a course begins with.
const OPENING: Word = Word(u32::MAX);

/// The same for a closing one.
const CLOSING: Word = Word(u32::MAX - 1);

impl Course {
    /// The steps of a sequence, in the order in which `direction` meets them.
    pub(super) fn new(items: &[Item], direction: Direction) -> Self {
        let mut steps = Vec::new();
        emit(items, direction, &mut steps);
        let (ahead, known) = ahead(&steps);
        let longest = longest(&steps);
        Course { steps: steps.into(), ahead, known, longest }
    }

    /// At what distances from where it starts, counted from 1, any match has one of which words, as far as that is known.
    pub(super) fn demands(&self) -> impl Iterator<Item = (usize, &[Word])> {
        self.known.iter().enumerate().filter(|(_, words)| !words.is_empty()).map(|(at, words)| (at + 1, &**words))
    }

    /// Whether there is nothing to match.
    pub(super) fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// A bit for each word that a match can begin with; all bits when that is not known.
    #[inline]
    pub(super) fn openings(&self) -> u64 {
        self.ahead.first().copied().unwrap_or(u64::MAX)
    }

    /// Whether a match can begin with `tokens`, which are all up to the sentence's end as its direction meets them: a cheap
    /// look that saves most runs.
    #[inline]
    pub(super) fn may_match<'t>(&self, mut tokens: impl Iterator<Item = &'t Token>) -> bool {
        let known = self.known.iter().map(|words| &**words).chain(std::iter::repeat(&[][..]));
        for (&allowed, words) in self.ahead.iter().zip(known) {
            let token = tokens.next();
            // A hyphenated word is one token or several.
            if token.is_some_and(|token| token.parts.1 > 0) {
                return true;
            }
            if allowed != u64::MAX && token.is_none_or(|token| allowed & signs(token) == 0) {
                return false;
            }
            if !words.is_empty() && token.is_some_and(|token| !is_among(token, words)) {
                return false;
            }
        }
        true
    }
}

/// Whether the token is one of the (sorted) words.
fn is_among(token: &Token, words: &[Word]) -> bool {
    let is = |word: Word| words.binary_search(&word).is_ok();
    is(token.word) || quotation_mark(token).is_some_and(is)
}

/// One bit for a word, which others have too: says no at once to most words that a list lacks.
#[inline]
pub(super) fn bit(word: Word) -> u64 {
    1 << (word.0.wrapping_mul(0x9e37_79b9) >> 26)
}

/// The bits by which courses know a token.
#[inline]
pub(super) fn signs(token: &Token) -> u64 {
    bit(token.word) | quotation_mark(token).map_or(0, bit)
}

/// What stands for the token among the words that a course begins with, beside its own word.
#[inline]
pub(super) fn quotation_mark(token: &Token) -> Option<Word> {
    match token.kind {
        TokenKind::Open => Some(OPENING),
        TokenKind::Close => Some(CLOSING),
        _ => None,
    }
}

/// More words than this at one place are not worth their room.
const MOST_WORDS: usize = 200;

/// By distance: a bit for each word that a match of the steps can have there, and at the first places the words.
fn ahead(steps: &[Step]) -> ([u64; AHEAD], [Box<[Word]>; KNOWN]) {
    let (mut ahead, mut known) = ([u64::MAX; AHEAD], <[Box<[Word]>; KNOWN]>::default());
    let mut states = vec![0];
    for (distance, bits) in ahead.iter_mut().enumerate() {
        let Some((allowed, behind)) = allowed(steps, states) else { break };
        states = behind;
        let Some(mut words) = allowed else { continue };
        *bits = words.iter().fold(0, |bits, &word| bits | bit(word));
        if let Some(own) = known.get_mut(distance) {
            words.sort_unstable();
            words.dedup();
            *own = words.into();
        }
    }
    (ahead, known)
}

/// The words that the next token can be from any of `states`, `None` for any word, and the states behind it; `None` when it need
/// not be a word.
fn allowed(steps: &[Step], mut states: Vec<usize>) -> Option<(Option<Vec<Word>>, Vec<usize>)> {
    let (mut words, mut any, mut behind) = (Vec::new(), false, Vec::new());
    let mut seen = vec![false; steps.len()];
    while let Some(at) = states.pop() {
        if std::mem::replace(seen.get_mut(at)?, true) {
            continue;
        }
        match steps.get(at)? {
            Step::Word(word) | Step::Exact(word, _) => words.push(*word),
            Step::Words(list) if words.len() + list.len() <= MOST_WORDS => words.extend_from_slice(list),
            Step::Words(_) | Step::Any => any = true,
            Step::Class(Class::Open) => words.push(OPENING),
            Step::Class(Class::Close) => words.push(CLOSING),
            // What takes no token is passed; that the sentence starts or ends there is left to the run.
            Step::Start | Step::End | Step::Save(_) => {
                states.push(at + 1);
                continue;
            }
            Step::Split(other) => {
                states.extend([at + 1, *other as usize]);
                continue;
            }
            Step::Jump(target) => {
                states.push(*target as usize);
                continue;
            }
            Step::Class(_) | Step::Gap(..) | Step::Mark(_) => return None,
        }
        behind.push(at + 1);
    }
    Some(((!any).then_some(words), behind))
}

/// The most tokens that a match of the steps can take.
fn longest(steps: &[Step]) -> usize {
    // From the last step backwards, since targets lie ahead.
    let mut behind: Vec<usize> = vec![0; steps.len() + 1];
    for (at, step) in steps.iter().enumerate().rev() {
        let from = |at: usize| behind.get(at).copied().unwrap_or(0);
        let most = match step {
            Step::Start | Step::End | Step::Save(_) => from(at + 1),
            Step::Split(other) => from(at + 1).max(from(*other as usize)),
            Step::Jump(target) => from(*target as usize),
            Step::Gap(_, most) => from(at + 1).saturating_add(usize::from(*most) + usize::from(MARKS)),
            Step::Class(Class::Open | Class::Close | Class::Year | Class::Pronoun) => from(at + 1).saturating_add(1),
            Step::Class(_) => usize::MAX,
            Step::Word(_) | Step::Words(_) | Step::Exact(..) | Step::Any | Step::Mark(_) => {
                from(at + 1).saturating_add(1)
            }
        };
        if let Some(own) = behind.get_mut(at) {
            *own = most;
        }
    }
    behind.first().copied().unwrap_or(0)
}
