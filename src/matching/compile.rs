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

/// Adds the steps of a sequence, in the order in which `direction` meets them.
pub(super) fn emit(items: &[Item], direction: Direction, steps: &mut Vec<Step>) {
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
