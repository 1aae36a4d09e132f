//! Anchors: the words that any match of a pattern must hold, rarest first; a pattern is cut in two at one of them.

use super::compile::{Direction, Item, Step};
use super::course::Course;
use crate::rules::pattern::Role;
use crate::rules::{Tables, Word};

/// A way to match a pattern: one anchor word, what stands left of it and what stands right of it.
#[derive(Debug, Clone)]
pub(super) struct Program {
    /// Index of its rule in the engine's list of rules.
    pub(super) rule: u32,
    /// Index of the pattern in its rule.
    pub(super) pattern: u32,
    /// The spelling that the anchor must have, when its case matters.
    pub(super) spelling: Option<Box<str>>,
    /// Steps from the anchor leftwards.
    pub(super) left: Course,
    /// Steps from the anchor rightwards.
    pub(super) right: Course,
    /// The names of the pairs of slots.
    pub(super) roles: Box<[Role]>,
}

/// A pattern cut at one anchor.
#[derive(Debug, Clone)]
pub(super) struct Cut {
    /// The anchor's words; empty when the pattern has none and must be tried everywhere (all of it is then in `right`).
    pub(super) anchor: Vec<Word>,
    /// The anchor's spelling.
    pub(super) spelling: Option<Box<str>>,
    /// Steps leftwards.
    pub(super) left: Course,
    /// Steps rightwards.
    pub(super) right: Course,
}

/// Cuts a pattern at its rarest mandatory words: one cut, or one for each branch of the choice that holds them.
pub(super) fn cut(items: &[Item], tables: &Tables) -> Vec<Cut> {
    let mut cuts = Vec::new();
    match rarest(items, tables) {
        Some(_) => cut_at(items, tables, &[], &[], &mut cuts),
        None => cuts.push(Cut {
            anchor: Vec::new(),
            spelling: None,
            left: Course::new(&[], Direction::Backward),
            right: Course::new(items, Direction::Forward),
        }),
    }
    cuts
}

/// `before` and `after` are what stands around the branch that `items` is.
fn cut_at(items: &[Item], tables: &Tables, before: &[Item], after: &[Item], cuts: &mut Vec<Cut>) {
    let Some((_, index)) = rarest(items, tables) else { return };
    let (head, rest) = items.split_at(index);
    let Some((anchor, tail)) = rest.split_first() else { return };
    let left: Vec<Item> = before.iter().chain(head).cloned().collect();
    let right: Vec<Item> = tail.iter().chain(after).cloned().collect();
    let mut push = |anchor: Vec<Word>, spelling: Option<Box<str>>| {
        let (left, right) = (Course::new(&left, Direction::Backward), Course::new(&right, Direction::Forward));
        cuts.push(Cut { anchor, spelling, left, right });
    };
    match anchor {
        Item::Step(Step::Word(word)) => push(vec![*word], None),
        Item::Step(Step::Words(words)) => push(words.to_vec(), None),
        Item::Step(Step::Exact(word, spelling)) => push(vec![*word], Some(spelling.clone())),
        Item::Choice(branches) => {
            for branch in branches {
                cut_at(branch, tables, &left, &right, cuts);
            }
        }
        Item::Step(_) | Item::Optional(_) => {}
    }
}

/// The mandatory item whose words stand in the fewest background articles, and that number.
fn rarest(items: &[Item], tables: &Tables) -> Option<(u64, usize)> {
    items.iter().enumerate().filter_map(|(index, item)| Some((cost(item, tables)?, index))).min()
}

fn cost(item: &Item, tables: &Tables) -> Option<u64> {
    // A word that the background does not know is rare, yet as an anchor it is not free.
    let frequency = |word: Word| u64::from(tables.frequency(word).max(1));
    match item {
        Item::Step(Step::Word(word) | Step::Exact(word, _)) => Some(frequency(*word)),
        Item::Step(Step::Words(words)) => Some(words.iter().map(|&word| frequency(word)).sum()),
        Item::Choice(branches) if !branches.is_empty() => {
            branches.iter().map(|branch| rarest(branch, tables).map(|(cost, _)| cost)).sum()
        }
        _ => None,
    }
}
