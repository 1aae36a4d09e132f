//! From a comparison to an exercise: sound items of the wanted kinds, drawn by a seed, no two on the same sentence.

use std::collections::BTreeSet;

use crate::analysis::Comparison;
use crate::base::Result;
use crate::render::Words;
use crate::rules::RuleSet;

use super::choice::Chance;
use super::item::{Cite, Exercise, Item, ItemKind, Level, Reason, Yield};
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

/// The exercise. A kind that has fewer sound items than its share gives what it has.
///
/// # Errors
/// When the articles share no event, or fewer than two outlets tell it.
pub fn make(comparison: &Comparison, rules: &RuleSet, words: &Words, wanted: &Wanted) -> Result<Exercise> {
    let material = Material::of(comparison, rules, words, wanted.level)?;
    let mut asked: Vec<ItemKind> = wanted.kinds.clone();
    asked.sort();
    asked.dedup();
    let mut used: BTreeSet<Cite> = BTreeSet::new();
    let (mut items, mut yields) = (Vec::<Item>::new(), Vec::new());
    for (at, kind) in asked.iter().copied().enumerate() {
        let share = wanted.items / asked.len() + usize::from(at < wanted.items % asked.len());
        let mut chance = Chance::new(wanted.seed, kind as u64 + 1);
        let mut able = kinds::items(kind, &material, &mut chance);
        chance.shuffle(&mut able);
        let before = items.len();
        for item in able {
            // A comparison looks back at everything; all else stands on sentences of its own.
            let fresh = kind == ItemKind::Comparison || item.key.cites.iter().all(|cite| !used.contains(cite));
            if items.len() - before < share && fresh {
                used.extend(item.key.cites.iter().cloned());
                items.push(item);
            }
        }
        yields.push(Yield { kind, asked: share, made: items.len() - before });
    }
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
