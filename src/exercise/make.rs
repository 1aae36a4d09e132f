//! From a comparison to an exercise: sound items of the wanted kinds, drawn by a seed, no two on the same sentence.

use std::collections::BTreeSet;

use crate::analysis::Comparison;
use crate::base::Result;
use crate::render::Words;
use crate::rules::RuleSet;

use super::choice::Chance;
use super::item::{Body, Cite, Exercise, Item, ItemKind, Level, Reason, Yield};
use super::kinds;
use super::material::Material;

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// The kinds.
    pub kinds: Vec<ItemKind>,
    /// Whom it is for.
    pub level: Level,
    /// How many items in all.
    pub items: usize,
    /// The seed of its choices.
    pub seed: u64,
    /// The command as it was typed.
    pub command: String,
}

/// The exercise. Where a kind has fewer sound items than its share, others have more; with too few in all it is shorter than asked.
///
/// # Errors
/// When the articles share no event, or fewer than two outlets tell it.
pub fn make(comparison: &Comparison, rules: &RuleSet, words: &Words, wanted: &Wanted) -> Result<Exercise> {
    let material = Material::of(comparison, rules, words, wanted.level)?;
    let mut asked: Vec<ItemKind> = wanted.kinds.clone();
    asked.sort();
    asked.dedup();
    let mut pools: Vec<(ItemKind, Vec<Item>)> = Vec::new();
    for kind in asked.iter().copied() {
        let mut chance = Chance::new(wanted.seed, kind as u64 + 1);
        let mut able = kinds::items(kind, &material, &mut chance);
        chance.shuffle(&mut able);
        pools.push((kind, able));
    }
    let mut items = drawn(pools, wanted.items);
    let yields = asked.iter().enumerate().map(|(at, &kind)| Yield {
        kind,
        asked: wanted.items / asked.len() + usize::from(at < wanted.items % asked.len()),
        made: items.iter().filter(|item| item.kind == kind).count(),
    });
    let yields: Vec<Yield> = yields.collect();
    for item in &mut items {
        item.difficulty = material.bounds.difficulty(item.kind, longest(item));
    }
    items.sort_by_key(|item| (item.kind, item.difficulty));
    for (number, item) in (1..).zip(&mut items) {
        item.id = format!("q{number}");
    }
    let mut named: BTreeSet<&str> = BTreeSet::new();
    let reasons = items.iter().flat_map(|item| &item.key.reasons);
    let vocabulary: Vec<Reason> = reasons.filter(|r| !r.why.is_empty() && named.insert(&r.rule)).cloned().collect();
    Ok(Exercise {
        title: comparison.events.first().map_or(String::new(), |event| event.event.label.clone()),
        level: wanted.level,
        seed: wanted.seed,
        articles: material.articles(),
        vocabulary,
        items,
        yields,
        command: wanted.command.clone(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        ruleset: rules.hash.clone(),
    })
}

/// One item of each kind in turn until there are enough, no two on the same sentence. The rarest kinds choose first, and what one
/// kind lacks the others make up for, though of several kinds none fills more than a third of the sheet.
fn drawn(mut pools: Vec<(ItemKind, Vec<Item>)>, most: usize) -> Vec<Item> {
    pools.sort_by_key(|(kind, able)| (able.len(), *kind));
    let third = if pools.len() > 3 { most.div_ceil(3) } else { most };
    let mut used: BTreeSet<Cite> = BTreeSet::new();
    let mut items: Vec<Item> = Vec::new();
    loop {
        let before = items.len();
        for (kind, able) in &mut pools {
            // A comparison looks back at everything; all else stands on sentences of its own.
            let fresh =
                |item: &Item| *kind == ItemKind::Comparison || item.key.cites.iter().all(|cite| !used.contains(cite));
            let count = |items: &[Item]| items.iter().filter(|item| item.kind == *kind).count();
            // Of those that are left one whose answer was asked for least, so that no answer is a good guess.
            let asked = |item: &Item| items.iter().filter(|i| i.kind == *kind && right(i) == right(item)).count();
            let able_now = able.iter().enumerate().filter(|(_, item)| fresh(item));
            let next = able_now.min_by_key(|(_, item)| right(item).map_or(0, |_| asked(item)));
            let Some((at, _)) = next.filter(|_| items.len() < most && count(&items) < third) else { continue };
            let item = able.remove(at);
            if *kind != ItemKind::Comparison {
                used.extend(item.key.cites.iter().cloned());
            }
            items.push(item);
        }
        if items.len() == before {
            return items;
        }
    }
}

/// The right one of several answers.
fn right(item: &Item) -> Option<&String> {
    match &item.body {
        Body::Choice { options, right } => options.get(*right),
        _ => None,
    }
}

/// Words in the longest passage, or in the text to be marked.
fn longest(item: &Item) -> usize {
    let marked = if let Body::MarkSpans { text, .. } = &item.body { Some(text) } else { None };
    let words = |text: &String| text.split_whitespace().count();
    item.passages.iter().map(|p| &p.text).chain(marked).map(words).max().unwrap_or(0)
}
