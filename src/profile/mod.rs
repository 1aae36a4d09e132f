//! Floor 9: an outlet's habits over many articles, counted in narration only.
//!
//! Rates are per 1,000 words of narration with a bootstrap interval over articles; below 1,000 words there are counts only.
//! Shares carry Wilson's interval.

mod asymmetry;
mod bootstrap;
mod distinctive;
mod share;

pub use asymmetry::{ActorHabit, Carried, Cell, Instance};
pub use distinctive::{Distinctive, Used};
pub use share::{FEW, Share};
mod wilson;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::attribution::{Attribution, SourceKind};
use crate::base::Article;
use crate::base::Span;
use crate::claims::Claim;
use crate::cues::Cue;
use crate::rules::{Stance, Zone};

use distinctive::Vocabulary;

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
    /// Words in quotation marks of each attribution.
    pub quoted: &'a [usize],
    /// Its claims.
    pub claims: &'a [Claim],
    /// Its sentences.
    pub sentences: &'a [Span],
    /// The words of its narration.
    pub vocabulary: &'a [Used],
    /// Whether its words can be set against those of other columns.
    pub compared: bool,
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
    /// Words in quotation marks by kind of source, with their share of all that are quoted from somebody.
    pub quoted: BTreeMap<SourceKind, Quoted>,
    /// Attributions by stance.
    pub stances: BTreeMap<Stance, usize>,
    /// How it carries what each actor says, and what it says of the actor.
    pub actors: Vec<ActorHabit>,
    /// Words of narration that it uses more than the others, the most telling first.
    pub distinctive: Vec<Distinctive>,
}

/// Quoted words of one kind of source. Words of one quotation hang together, so the interval is over articles, not over words.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Quoted {
    /// How many.
    pub words: usize,
    /// Of all quoted words, 0 to 1; `None` below 1,000 words of narration.
    pub share: Option<f64>,
    /// Lower end of the 95 % interval.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
}

/// The profiles of all columns, by column. Every category in `categories` is counted, also where it is nought.
pub fn profiles(habits: &[Habit], categories: &[String]) -> Vec<Profile> {
    let mut columns: BTreeMap<&str, Vec<&Habit>> = BTreeMap::new();
    for habit in habits {
        columns.entry(habit.column).or_default().push(habit);
    }
    let vocabulary = Vocabulary::of(habits);
    let made = columns.into_iter().map(|(column, habits)| {
        let distinctive = vocabulary.distinctive(column);
        Profile { distinctive, ..profile(column, &habits, categories) }
    });
    made.collect()
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
    let quoted = quoted(habits, words >= LEAST_WORDS);
    Profile {
        outlet: habits.first().and_then(|h| h.article.outlet.clone()),
        column: column.to_owned(),
        articles: habits.len(),
        words,
        categories: rates.collect(),
        sources,
        quoted,
        stances,
        actors: asymmetry::table(habits),
        distinctive: Vec::new(),
    }
}

/// Whose words stand in quotation marks.
fn quoted(habits: &[&Habit], known: bool) -> BTreeMap<SourceKind, Quoted> {
    let of = |habit: &Habit, kind: SourceKind| -> usize {
        let words = habit.attributions.iter().zip(habit.quoted).filter(|(a, _)| a.source_kind == kind);
        words.map(|(_, words)| *words).sum()
    };
    let all = |habit: &Habit| habit.quoted.iter().sum::<usize>();
    let kinds: BTreeSet<SourceKind> = habits.iter().flat_map(|h| h.attributions).map(|a| a.source_kind).collect();
    let total: usize = habits.iter().map(|h| all(h)).sum();
    let row = |kind: SourceKind| {
        let pairs: Vec<(usize, usize)> = habits.iter().map(|h| (of(h, kind), all(h))).collect();
        let words = pairs.iter().map(|(n, _)| n).sum();
        let known = known && total > 0;
        let interval = known.then(|| bootstrap::interval(&pairs)).flatten();
        let share = known.then(|| words as f64 / total as f64);
        let end = |per_thousand: f64| per_thousand / 1000.0;
        Quoted { words, share, low: interval.map(|i| end(i.0)), high: interval.map(|i| end(i.1)) }
    };
    kinds.into_iter().map(|kind| (kind, row(kind))).filter(|(_, quoted)| quoted.words > 0).collect()
}
