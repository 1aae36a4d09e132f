//! An outlet's distinctive words against the others: log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi and
//! Quinn 2008, "Fightin' Words").
//!
//! The prior is what news writes anyhow, so that rare words need more than a chance use to stand out, and words that all use
//! do not. Each ratio is divided by its standard deviation; what is shown has its counts beside it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Habit, LEAST_WORDS};

/// A word of narration and how often an article uses it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Used {
    /// Folded.
    pub word: Box<str>,
    /// How often.
    pub count: usize,
    /// In how many of the background articles it stands.
    pub usual: u32,
}

/// A word that an outlet uses more than the others do.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Distinctive {
    /// Folded.
    pub word: String,
    /// How often the outlet uses it.
    pub count: usize,
    /// How often all others together do.
    pub others: usize,
    /// Log-odds ratio over its standard deviation; `None` where either side has fewer than 1,000 words of narration.
    pub z: Option<f64>,
}

/// Counts of all words by column.
#[derive(Debug, Default)]
pub struct Vocabulary {
    words: BTreeMap<String, (u32, usize)>,
    columns: BTreeMap<String, (usize, BTreeMap<String, usize>)>,
    total: usize,
    narration: usize,
}

impl Vocabulary {
    /// Counts the articles that can be compared.
    pub fn of(habits: &[Habit]) -> Vocabulary {
        let mut all = Vocabulary::default();
        for habit in habits.iter().filter(|habit| habit.compared) {
            all.add(habit.column, habit.words, habit.vocabulary);
        }
        all
    }

    /// Counts an article of a column, with its words of narration in all.
    pub fn add(&mut self, column: &str, narration: usize, vocabulary: &[Used]) {
        let own = self.columns.entry(column.to_owned()).or_default();
        own.0 += narration;
        self.narration += narration;
        for used in vocabulary {
            self.total += used.count;
            match own.1.get_mut(&*used.word) {
                Some(count) => *count += used.count,
                None => _ = own.1.insert(used.word.to_string(), used.count),
            }
            match self.words.get_mut(&*used.word) {
                Some((_, count)) => *count += used.count,
                None => _ = self.words.insert(used.word.to_string(), (used.usual, used.count)),
            }
        }
    }

    /// The words that a column uses more than the others, the most telling first. Words of its own name are left out.
    pub fn distinctive(&self, column: &str) -> Vec<Distinctive> {
        let Some((narration, own)) = self.columns.get(column) else { return Vec::new() };
        let expected_in_all: f64 = self.words.values().map(|(usual, _)| expected(*usual)).sum();
        let names: Vec<String> = column.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect();
        let all: usize = own.values().sum();
        let (n, m) = (all as f64, (self.total - all) as f64);
        if m == 0.0 {
            return Vec::new();
        }
        let thin = *narration < LEAST_WORDS || self.narration - narration < LEAST_WORDS;
        let mut list: Vec<(f64, Distinctive)> = Vec::new();
        for (word, &count) in own.iter().filter(|(_, count)| **count >= OFTEN) {
            let Some(&(usual, total)) = self.words.get(word) else { continue };
            if names.contains(word) {
                continue;
            }
            let others = total - count;
            let prior = PRIOR * expected(usual) / expected_in_all;
            let (y, x) = (count as f64 + prior, others as f64 + prior);
            let ratio = (y / (n + PRIOR - y)).ln() - (x / (m + PRIOR - x)).ln();
            let z = ratio / (1.0 / y + 1.0 / x).sqrt();
            let told = if thin { ratio > 0.0 && count > others } else { z >= SURE };
            if told {
                let shown = (!thin).then_some((z * 1000.0).round() / 1000.0);
                list.push((z, Distinctive { word: word.clone(), count, others, z: shown }));
            }
        }
        list.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.word.cmp(&b.1.word)));
        list.truncate(if thin { FEW } else { MOST });
        list.into_iter().map(|(_, word)| word).collect()
    }
}

/// A word that the background does not have is expected half as often as one that it has once.
fn expected(usual: u32) -> f64 {
    f64::from(usual) + 0.5
}

/// Words that the prior is worth.
const PRIOR: f64 = 500.0;
/// Uses below which a word is nobody's habit.
const OFTEN: usize = 3;
/// The normal deviate that leaves 2.5 % above it.
const SURE: f64 = 1.96;
/// Words listed.
const MOST: usize = 20;
/// Words listed where there is little text.
const FEW: usize = 10;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Article;

    fn check(one: &[(&str, usize, u32)], other: &[(&str, usize, u32)], narration: usize, expect: &[(&str, bool)]) {
        let used = |words: &[(&str, usize, u32)]| {
            words.iter().map(|&(word, count, usual)| Used { word: word.into(), count, usual }).collect::<Vec<_>>()
        };
        let (one, other, article) = (used(one), used(other), Article::default());
        let habit = |column, vocabulary| Habit {
            article: &article,
            column,
            words: narration,
            cues: &[],
            attributions: &[],
            quoted: &[],
            claims: &[],
            sentences: &[],
            vocabulary,
            compared: true,
        };
        let habits = [habit("The One", &one), habit("Other", &other)];
        let found = Vocabulary::of(&habits).distinctive("The One");
        let found: Vec<(&str, bool)> = found.iter().map(|d| (d.word.as_str(), d.z.is_some())).collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn a_word_that_one_uses_far_more_is_distinctive_and_one_that_both_use_is_not() {
        let one = [("said", 60, 30_000), ("regime", 30, 900), ("talks", 40, 4_000)];
        let other = [("said", 60, 30_000), ("government", 30, 9_000), ("talks", 40, 4_000)];
        check(&one, &other, 2_000, &[("regime", true)]);
    }

    #[test]
    fn little_text_gives_counts_and_no_figure_of_sureness() {
        check(&[("regime", 4, 900), ("talks", 3, 4_000)], &[("talks", 3, 4_000)], 300, &[("regime", false)]);
    }

    #[test]
    fn words_of_the_own_name_and_words_used_twice_are_left_out() {
        check(&[("one", 40, 900), ("regime", 2, 900)], &[("talks", 40, 4_000)], 2_000, &[]);
    }
}
