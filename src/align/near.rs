//! Near words by the keys that alignment knows words by, and how alike passages are when near words count as well.

use rustc_hash::FxHashMap;

use crate::claims::word_key;
use crate::rules::RuleSet;

/// Which words are near which, both ways.
#[derive(Debug, Default)]
pub struct Near {
    /// By key: the keys of the words near it, sorted, each with what it counts of a shared word, 0 to 1.
    keys: FxHashMap<u64, Vec<(u64, f32)>>,
}

impl Near {
    /// The near words of the rules in force; nearness counts from `from` on, evenly up to 1.
    pub fn new(rules: &RuleSet, from: f32) -> Near {
        let mut pairs: FxHashMap<(&str, &str), f32> = FxHashMap::default();
        for pair in rules.near_words() {
            pairs.insert((pair.one.min(pair.other), pair.one.max(pair.other)), pair.near);
        }
        let mut keys: FxHashMap<u64, Vec<(u64, f32)>> = FxHashMap::default();
        for ((one, other), near) in pairs {
            let counts = (near - from) / (1.0 - from).max(f32::EPSILON);
            let (one, other) = (word_key(one, rules), word_key(other, rules));
            if counts > 0.0 && one != other {
                keys.entry(one).or_default().push((other, counts));
                keys.entry(other).or_default().push((one, counts));
            }
        }
        for list in keys.values_mut() {
            // Words that begin alike are one: the nearest of them counts.
            list.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
            list.dedup_by_key(|(key, _)| *key);
        }
        Near { keys }
    }

    /// The keys of the words near a word, each with what it counts.
    pub fn of(&self, key: u64) -> &[(u64, f32)] {
        self.keys.get(&key).map_or(&[], |list| list)
    }
}
