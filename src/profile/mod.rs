//! Floor 9: an outlet's habits over many articles, counted in narration only.
//!
//! Rates are per 1,000 words of narration with a bootstrap interval over articles; below 1,000 words there are counts only.

mod bootstrap;
mod wilson;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::attribution::{Attribution, SourceKind};
use crate::base::Article;
use crate::cues::Cue;
use crate::rules::{Stance, Zone};

pub use wilson::wilson;

/// Words of narration below which a rate would say more than is known.
pub const LEAST_WORDS: usize = 1000;

/// What the profile needs of an article.
#[derive(Debug, Clone, Copy)]
pub struct Habit<'a> {
    /// The article.
    pub article: &'a Article,
    /// What stands above its column.
    pub column: &'a str,
    /// Words outside quotation marks.
    pub words: usize,
    /// Its cues.
    pub cues: &'a [Cue],
    /// Its attributions.
    pub attributions: &'a [Attribution],
}

/// Count and rate of one category.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Rate {
    /// Cues in narration.
    pub count: usize,
    /// Per 1,000 words of narration; `None` below 1,000 words.
    pub rate: Option<f64>,
    /// Lower end of the 95 % interval.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
}

/// An outlet's habits.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Profile {
    /// The outlet.
    pub outlet: Option<String>,
    /// What stands above its column.
    pub column: String,
    /// Number of articles.
    pub articles: usize,
    /// Words of narration.
    pub words: usize,
    /// By category.
    pub categories: BTreeMap<String, Rate>,
    /// Attributions by kind of source.
    pub sources: BTreeMap<SourceKind, usize>,
    /// Attributions by stance.
    pub stances: BTreeMap<Stance, usize>,
}

/// The profiles of all columns, by column. Every category in `categories` is counted, also where it is nought.
pub fn profiles(habits: &[Habit], categories: &[String]) -> Vec<Profile> {
    let mut columns: BTreeMap<&str, Vec<&Habit>> = BTreeMap::new();
    for habit in habits {
        columns.entry(habit.column).or_default().push(habit);
    }
    columns.into_iter().map(|(column, habits)| profile(column, &habits, categories)).collect()
}

fn profile(column: &str, habits: &[&Habit], categories: &[String]) -> Profile {
    let words = habits.iter().map(|h| h.words).sum();
    let count = |habit: &Habit, category: &str| {
        habit.cues.iter().filter(|c| c.zone == Zone::Narration && c.category == category).count()
    };
    let rates = categories.iter().map(|category| {
        let pairs: Vec<(usize, usize)> = habits.iter().map(|h| (count(h, category), h.words)).collect();
        let total = pairs.iter().map(|(n, _)| n).sum();
        let known = words >= LEAST_WORDS;
        let interval = known.then(|| bootstrap::interval(&pairs)).flatten();
        let rate = known.then(|| 1000.0 * total as f64 / words as f64);
        (category.clone(), Rate { count: total, rate, low: interval.map(|i| i.0), high: interval.map(|i| i.1) })
    });
    let mut sources = BTreeMap::new();
    let mut stances = BTreeMap::new();
    for attribution in habits.iter().flat_map(|h| h.attributions) {
        *sources.entry(attribution.source_kind).or_default() += 1;
        *stances.entry(attribution.stance).or_default() += 1;
    }
    Profile {
        outlet: habits.first().and_then(|h| h.article.outlet.clone()),
        column: column.to_owned(),
        articles: habits.len(),
        words,
        categories: rates.collect(),
        sources,
        stances,
    }
}
