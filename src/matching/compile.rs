//! Patterns to programs: a flat list of steps for each direction, so that running one needs no recursion.

use std::sync::Arc;

use crate::rules::pattern::{Class, Node, Role};
use crate::rules::{Word, Words};

/// One instruction. A program accepts when it runs off its end.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Step {
    /// One token, this word.
    Word(Word),
    /// One token, any of these words (sorted).
    Words(Arc<[Word]>),
    /// One token, spelled like this.
    Exact(Word, Box<str>),
    /// A token or chunk of a class.
    Class(Class),
    /// Any one word.
    Any,
    /// Between so many words.
    Gap(u8, u8),
    /// A mark.
    Mark(char),
    /// The sentence starts here.
    Start,
    /// The sentence ends here.
    End,
    /// Notes the place in a slot: an even one where a named part starts, the odd one after it where it ends.
    Save(u8),
    /// Goes on with the next step, and later with this one.
    Split(u32),
    /// Goes on with this step.
    Jump(u32),
}

/// A pattern between [`Node`]s and [`Step`]s: named parts are pairs of [`Step::Save`], so that any element of the pattern can
/// be the one that it is cut at.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Item {
    /// One step.
    Step(Step),
    /// One of these sequences.
    Choice(Vec<Vec<Item>>),
    /// This sequence or nothing.
    Optional(Vec<Item>),
}

/// Which way a program reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    /// Left to right.
    Forward,
    /// Right to left.
    Backward,
}

/// A sequence as steps in one direction.
#[derive(Debug, Clone, Default)]
pub(super) struct Course {
    /// The steps.
    pub(super) steps: Box<[Step]>,
    /// The words that any match begins with (sorted); empty when it can begin otherwise.
    first: Box<[Word]>,
    /// A bit for each of them.
    first_bits: u64,
    /// The words of which any match has one as its second token (sorted), when its first can be any word.
    second: Box<[Word]>,
}

impl Course {
    /// The steps of a sequence, in the order in which `direction` meets them.
    pub(super) fn new(items: &[Item], direction: Direction) -> Self {
        let mut steps = Vec::new();
        emit(items, direction, &mut steps);
        let first = words_at(&steps, 0);
        let taken = steps.iter().take_while(|step| matches!(step, Step::Save(_))).count();
        let second = match steps.get(taken) {
            Some(Step::Any) => words_at(&steps, taken + 1),
            _ => Box::default(),
        };
        let first_bits = first.iter().fold(0, |bits, &word| bits | bit(word));
        Course { steps: steps.into(), first, first_bits, second }
    }

    /// At what distance from where it starts, counted from 1, any match has one of which words; when that is known.
    pub(super) fn demand(&self) -> Option<(usize, &[Word])> {
        let all = [(1, &*self.first), (2, &*self.second)];
        all.into_iter().find(|(_, words)| !words.is_empty())
    }

    /// Whether there is nothing to match.
    pub(super) fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// Whether it is known which words any match begins with.
    #[inline]
    pub(super) fn has_first(&self) -> bool {
        !self.first.is_empty()
    }

    /// Whether the word is one of them.
    #[inline]
    pub(super) fn begins_with(&self, word: Word) -> bool {
        self.first_bits & bit(word) != 0 && self.first.binary_search(&word).is_ok()
    }
}

/// One bit for a word, which others have too: says no at once to most words that a list lacks.
#[inline]
pub(super) fn bit(word: Word) -> u64 {
    1 << (word.0.wrapping_mul(0x9e37_79b9) >> 26)
}

/// More first words than this are not worth their room.
const MOST_FIRST: usize = 200;

/// The words (sorted) that a match from step `at` on begins with; none when it can begin otherwise.
fn words_at(steps: &[Step], at: usize) -> Box<[Word]> {
    let mut words = Vec::new();
    if !begins_with(steps, at, &mut words) {
        return Box::default();
    }
    words.sort_unstable();
    words.dedup();
    words.into()
}

/// Adds the words that a match from step `at` on can begin with; false when it can begin with something else.
fn begins_with(steps: &[Step], mut at: usize, first: &mut Vec<Word>) -> bool {
    loop {
        match steps.get(at) {
            Some(Step::Word(word) | Step::Exact(word, _)) => first.push(*word),
            Some(Step::Words(words)) => first.extend_from_slice(words),
            // Targets lie ahead, so this ends.
            Some(Step::Split(other)) => {
                if !begins_with(steps, at + 1, first) {
                    return false;
                }
                at = *other as usize;
                continue;
            }
            Some(Step::Jump(target)) => {
                at = *target as usize;
                continue;
            }
            Some(Step::Save(_)) => {
                at += 1;
                continue;
            }
            _ => return false,
        }
        return first.len() <= MOST_FIRST;
    }
}

/// The words that patterns are made of, and the parts of the hyphenated ones.
#[derive(Debug)]
pub(super) struct Vocabulary {
    /// The words.
    pub(super) words: Words,
    /// By word: whether it has parts, once somebody asked.
    hyphenated: Vec<Option<bool>>,
}

impl Vocabulary {
    /// A vocabulary that parts are added to.
    pub(super) fn new(words: Words) -> Self {
        Vocabulary { hyphenated: vec![None; words.len()], words }
    }

    /// The parts of a hyphenated word; none of another. Answers are kept: lists of thousands are lowered again and again.
    fn parts(&mut self, word: Word) -> Vec<Word> {
        let kept = self.hyphenated.get_mut(word.0 as usize);
        if let Some(Some(false)) = kept {
            return Vec::new();
        }
        let text = self.words.text(word);
        let parted = text.contains('-') && text.split('-').all(|part| !part.is_empty());
        if let Some(answer) = kept {
            *answer = Some(parted);
        }
        if !parted {
            return Vec::new();
        }
        let text = text.to_owned();
        text.split('-').map(|part| self.words.add(part)).collect()
    }
}

/// Lowers a pattern. `roles` gets the name of every pair of slots. A hyphenated word becomes a choice between itself and its
/// parts as words of their own, which are added to `words`.
pub(super) fn lower(nodes: &[Node], words: &mut Vocabulary, roles: &mut Vec<Role>) -> Vec<Item> {
    let mut items = Vec::with_capacity(nodes.len());
    for node in nodes {
        let item = match node {
            Node::Words(set) => lower_words(set, words),
            Node::Exact(word, spelling) => Item::Step(Step::Exact(*word, spelling.clone())),
            Node::Class(class) => Item::Step(Step::Class(*class)),
            Node::Any => Item::Step(Step::Any),
            Node::Gap(least, most) => Item::Step(Step::Gap(*least, *most)),
            Node::Mark(mark) => Item::Step(Step::Mark(*mark)),
            Node::Start => Item::Step(Step::Start),
            Node::End => Item::Step(Step::End),
            Node::Choice(branches) => Item::Choice(branches.iter().map(|branch| lower(branch, words, roles)).collect()),
            Node::Optional(inner) => Item::Optional(lower(inner, words, roles)),
            Node::Role(role, inner) => {
                let slot = u8::try_from(roles.len()).ok().and_then(|pair| pair.checked_mul(2));
                // More than 128 named parts in one pattern: the rest match without a name.
                let Some(slot) = slot else {
                    items.extend(lower(inner, words, roles));
                    continue;
                };
                roles.push(*role);
                items.push(Item::Step(Step::Save(slot)));
                items.extend(lower(inner, words, roles));
                Item::Step(Step::Save(slot + 1))
            }
        };
        items.push(item);
    }
    items
}

fn lower_words(set: &[Word], words: &mut Vocabulary) -> Item {
    let whole = Item::Step(match set {
        [word] => Step::Word(*word),
        _ => {
            let mut sorted = set.to_vec();
            sorted.sort_unstable();
            sorted.dedup();
            Step::Words(sorted.into())
        }
    });
    let mut branches = vec![vec![whole]];
    for &word in set {
        let parts = words.parts(word);
        if !parts.is_empty() {
            branches.push(parts.into_iter().map(|part| Item::Step(Step::Word(part))).collect());
        }
    }
    match branches.len() {
        1 => branches.remove(0).remove(0),
        _ => Item::Choice(branches),
    }
}

fn emit(items: &[Item], direction: Direction, steps: &mut Vec<Step>) {
    let mut one = |item: &Item| match item {
        Item::Step(step) => steps.push(step.clone()),
        Item::Optional(inner) => {
            let split = open(steps);
            emit(inner, direction, steps);
            close(steps, split, Step::Split);
        }
        Item::Choice(branches) => {
            let mut jumps = Vec::new();
            for (index, branch) in branches.iter().enumerate() {
                if index + 1 == branches.len() {
                    emit(branch, direction, steps);
                    break;
                }
                let split = open(steps);
                emit(branch, direction, steps);
                jumps.push(open(steps));
                close(steps, split, Step::Split);
            }
            for jump in jumps {
                close(steps, jump, Step::Jump);
            }
        }
    };
    match direction {
        Direction::Forward => items.iter().for_each(&mut one),
        Direction::Backward => items.iter().rev().for_each(&mut one),
    }
}

/// Leaves room for a step whose target is not known yet.
fn open(steps: &mut Vec<Step>) -> usize {
    steps.push(Step::Jump(0));
    steps.len() - 1
}

/// Fills that room: the target is what comes next.
fn close(steps: &mut [Step], at: usize, step: fn(u32) -> Step) {
    let target = u32::try_from(steps.len()).unwrap_or(u32::MAX);
    if let Some(room) = steps.get_mut(at) {
        *room = step(target);
    }
}
