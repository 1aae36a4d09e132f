//! A pattern's steps in one direction, with what is known of its matches before any is looked for: which words stand where, and
//! how long they are. Most places are refused by that alone.

use super::compile::{Direction, Item, Step, emit};
use crate::rules::Word;
use crate::rules::pattern::Class;
use crate::text::{Tag, Token, TokenKind};

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

/// The same for a number, in digits or a word.
const NUMBER: Word = Word(u32::MAX - 2);

/// The same for a token that a name holds.
const NAMED: Word = Word(u32::MAX - 3);

/// The same for a pronoun.
const PRONOUN: Word = Word(u32::MAX - 4);

/// The same for a mark.
const MARK: Word = Word(u32::MAX - 5);

/// The signs of a hyphenated word, which matches whole and by its parts: it may be anything.
pub(super) const HYPHENATED: u64 = u64::MAX;

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

    /// Whether a match can begin with what stands ahead: a cheap look that saves most runs. `signs` gives the signs of the token at
    /// a distance, counted from 0, and `token` the token.
    #[inline]
    pub(super) fn may_match<'t>(
        &self,
        signs: impl Fn(usize) -> u64,
        token: impl Fn(usize) -> Option<&'t Token>,
    ) -> bool {
        // Which of them tells cannot be guessed: so all are looked at together.
        let (mut open, mut refused, mut known) = (true, false, 0);
        for (distance, &allowed) in self.ahead.iter().enumerate() {
            let signs = signs(distance);
            // A hyphenated word is one token or several: behind it nothing is sure.
            open &= signs != HYPHENATED;
            refused |= open & (allowed & signs == 0) & (allowed != u64::MAX);
            known += usize::from(open);
        }
        let among = |(distance, words): (usize, &[Word])| {
            words.is_empty() || token(distance).is_none_or(|token| is_among(token, words))
        };
        !refused && self.known.iter().map(|words| &**words).enumerate().take(known).all(among)
    }
}

/// Whether the token is one of the (sorted) words.
fn is_among(token: &Token, words: &[Word]) -> bool {
    let is = |word: Word| words.binary_search(&word).is_ok();
    is(token.word) || quotation_mark(token).is_some_and(is)
}

/// One bit for a word, which others have too: says no at once to most words that a list lacks.
#[inline]
pub(super) const fn bit(word: Word) -> u64 {
    1 << (word.0.wrapping_mul(0x9e37_79b9) >> 26)
}

/// The signs by which courses know a token. `number` says that its word is a number's, `named` that a name holds it. Without a
/// branch: it is asked of every token.
#[inline]
pub(super) fn signs(token: &Token, number: bool, named: bool) -> u64 {
    let of_kind = match token.kind {
        TokenKind::Word => 0,
        TokenKind::Number => bit(NUMBER),
        TokenKind::Mark => bit(MARK),
        TokenKind::Open => bit(OPENING) | bit(MARK),
        TokenKind::Close => bit(CLOSING) | bit(MARK),
    };
    let of_tag = match token.tag {
        Tag::Number => bit(NUMBER),
        Tag::Pronoun => bit(PRONOUN),
        _ => 0,
    };
    let known = (u64::from(number) * bit(NUMBER)) | (u64::from(named) * bit(NAMED));
    let hyphenated = if token.parts.1 > 0 { HYPHENATED } else { 0 };
    bit(token.word) | of_kind | of_tag | known | hyphenated
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
        let Some(Next { words, any, behind }) = next(steps, std::mem::take(&mut states)) else { break };
        if !any {
            *bits = words.iter().fold(0, |bits, &word| bits | bit(word));
        }
        if let Some(own) = known.get_mut(distance).filter(|_| !any && !words.iter().any(|word| KINDS.contains(word))) {
            let mut words = words;
            words.sort_unstable();
            words.dedup();
            *own = words.into();
        }
        let Some(behind) = behind else { break };
        states = behind;
    }
    (ahead, known)
}

/// What stands for kinds of tokens, which are not told by their words.
const KINDS: [Word; 4] = [NUMBER, NAMED, PRONOUN, MARK];

/// The next token of a match.
struct Next {
    /// The words that it can be.
    words: Vec<Word>,
    /// Whether it can be any other as well.
    any: bool,
    /// The states behind it; `None` when more tokens than one may be passed.
    behind: Option<Vec<usize>>,
}

/// The next token from any of `states`; `None` when there need be none.
fn next(steps: &[Step], mut states: Vec<usize>) -> Option<Next> {
    let (mut words, mut any, mut behind) = (Vec::new(), false, Some(Vec::new()));
    let mut seen = vec![false; steps.len()];
    while let Some(at) = states.pop() {
        if std::mem::replace(seen.get_mut(at)?, true) {
            continue;
        }
        match steps.get(at)? {
            Step::Word(word) | Step::Exact(word, _) => words.push(*word),
            Step::Words(list) if words.len() + list.len() <= MOST_WORDS => words.extend_from_slice(list),
            Step::Words(_) | Step::Any => any = true,
            Step::Mark(_) => words.push(MARK),
            Step::Class(Class::Open) => words.push(OPENING),
            Step::Class(Class::Close) => words.push(CLOSING),
            Step::Class(Class::Year) => words.push(NUMBER),
            Step::Class(Class::Pronoun) => words.push(PRONOUN),
            Step::Class(class @ (Class::Number | Class::Name)) => {
                words.push(if *class == Class::Number { NUMBER } else { NAMED });
                behind = None;
            }
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
            Step::Class(_) | Step::Gap(..) => return None,
        }
        if let Some(behind) = &mut behind {
            behind.push(at + 1);
        }
    }
    Some(Next { words, any, behind })
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
