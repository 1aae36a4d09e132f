//! Floor 9: an outlet's habits over many articles, counted in narration only.
//!
//! Rates are per 1,000 words of narration with a bootstrap interval over articles; below 1,000 words there are counts only.
//! Shares carry Wilson's interval.

mod asymmetry;
mod bootstrap;
mod distinctive;
mod share;

pub use asymmetry::{ActorHabit, Carried, Cell, Instance};
pub use distinctive::{Distinctive, Used, Vocabulary};
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

/// What is counted of one article.
#[derive(Debug, Clone)]
pub struct Habits {
    outlet: Option<String>,
    words: usize,
    /// By category, in the order in which they were asked for.
    cues: Vec<usize>,
    sources: BTreeMap<SourceKind, usize>,
    stances: BTreeMap<Stance, usize>,
    /// Words in quotation marks.
    quoted: BTreeMap<SourceKind, usize>,
    actors: BTreeMap<String, ActorHabit>,
}

impl Habits {
    /// Counts an article. Every category is counted, also where it is nought.
    pub fn of(habit: &Habit, categories: &[String]) -> Habits {
        let count = |category: &String| {
            habit.cues.iter().filter(|c| c.zone == Zone::Narration && c.category == *category).count()
        };
        let (mut sources, mut stances, mut quoted) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for attribution in habit.attributions {
            *sources.entry(attribution.source_kind).or_default() += 1;
            *stances.entry(attribution.stance).or_default() += 1;
        }
        for (attribution, words) in habit.attributions.iter().zip(habit.quoted) {
            *quoted.entry(attribution.source_kind).or_default() += words;
        }
        Habits {
            outlet: habit.article.outlet.clone(),
            words: habit.words,
            cues: categories.iter().map(count).collect(),
            sources,
            stances,
            quoted,
            actors: asymmetry::of_article(habit),
        }
    }
}

/// The profiles of all columns, by column. Every category in `categories` is counted, also where it is nought.
pub fn profiles(habits: &[Habit], categories: &[String]) -> Vec<Profile> {
    let counted: Vec<Habits> = habits.iter().map(|habit| Habits::of(habit, categories)).collect();
    let by_column: Vec<(&str, &Habits)> = habits.iter().map(|habit| habit.column).zip(&counted).collect();
    of_columns(&by_column, categories, &Vocabulary::of(habits))
}

/// The same of what was counted, each article with its column, in the order of articles.
pub fn of_columns(habits: &[(&str, &Habits)], categories: &[String], vocabulary: &Vocabulary) -> Vec<Profile> {
    let mut columns: BTreeMap<&str, Vec<&Habits>> = BTreeMap::new();
    for (column, habits) in habits {
        columns.entry(column).or_default().push(habits);
    }
    let made = columns.into_iter().map(|(column, habits)| {
        let distinctive = vocabulary.distinctive(column);
        Profile { distinctive, ..profile(column, &habits, categories) }
    });
    made.collect()
}

fn profile(column: &str, habits: &[&Habits], categories: &[String]) -> Profile {
    let words = habits.iter().map(|h| h.words).sum();
    let rates = categories.iter().enumerate().map(|(at, category)| {
        let pairs: Vec<(usize, usize)> =
            habits.iter().map(|h| (h.cues.get(at).copied().unwrap_or(0), h.words)).collect();
        let total = pairs.iter().map(|(n, _)| n).sum();
        let known = words >= LEAST_WORDS;
        let interval = known.then(|| bootstrap::interval(&pairs)).flatten();
        let rate = known.then(|| 1000.0 * total as f64 / words as f64);
        (category.clone(), Rate { count: total, rate, low: interval.map(|i| i.0), high: interval.map(|i| i.1) })
    });
    let (mut sources, mut stances) = (BTreeMap::new(), BTreeMap::new());
    for habit in habits {
        habit.sources.iter().for_each(|(kind, count)| *sources.entry(*kind).or_default() += count);
        habit.stances.iter().for_each(|(stance, count)| *stances.entry(*stance).or_default() += count);
    }
    Profile {
        outlet: habits.first().and_then(|h| h.outlet.clone()),
        column: column.to_owned(),
        articles: habits.len(),
        words,
        categories: rates.collect(),
        sources,
        quoted: quoted(habits, words >= LEAST_WORDS),
        stances,
        actors: asymmetry::table(habits.iter().map(|habit| &habit.actors)),
        distinctive: Vec::new(),
    }
}

/// Whose words stand in quotation marks.
fn quoted(habits: &[&Habits], known: bool) -> BTreeMap<SourceKind, Quoted> {
    let of = |habit: &Habits, kind: SourceKind| habit.quoted.get(&kind).copied().unwrap_or(0);
    let all = |habit: &Habits| habit.quoted.values().sum::<usize>();
    let kinds: BTreeSet<SourceKind> = habits.iter().flat_map(|h| h.quoted.keys().copied()).collect();
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
