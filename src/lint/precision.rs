//! How right each rule is on labelled sentences.
//!
//! A rule is right in a sentence when it fires there and the sentence is labelled positive. The share of right ones has a Wilson
//! interval; a rule whose whole interval lies below the share of positive sentences tells less than a coin that knows that share.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::gold::Gold;
use super::samples::{Samples, hash};
use super::selection::{Selection, countable, rank};
use super::sentence::MarkedSentence;
use super::stats::SilentRule;
use crate::analysis::Flagged;
use crate::cues::{ATTRIBUTION, Cue, Preset};
use crate::profile::wilson;
use crate::rules::RuleSet;

/// How right rules are on labelled sentences.
#[derive(Debug, Clone, Serialize)]
pub struct Precision {
    /// How sure a cue had to be to count.
    pub preset: &'static str,
    /// Number of sentences.
    pub sentences: usize,
    /// Number of positive ones.
    pub positive: usize,
    /// Their share.
    pub base: Option<f64>,
    /// A share that rules should reach, where one was asked for.
    pub least: Option<f64>,
    /// All rules of each category together.
    pub categories: Vec<CategoryPrecision>,
    /// The rules that fired: by category, the surest first.
    pub rules: Vec<RulePrecision>,
    /// The wanted rules that never fired.
    pub silent: Vec<SilentRule>,
}

/// In how many sentences something fired, and how many of them were positive.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct Share {
    /// Sentences in which it fired.
    pub fired: usize,
    /// Positive ones among them.
    pub positive: usize,
    /// Share of the positive ones.
    pub share: f64,
    /// Lower end of its 95 % interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Hits in sentences whose spans are marked.
    pub hits: usize,
    /// Hits among them that overlap a marked span.
    pub marked: usize,
}

/// All rules of a category together.
#[derive(Debug, Clone, Serialize)]
pub struct CategoryPrecision {
    /// Its name.
    pub category: String,
    /// Sentences in which any of its rules fired.
    #[serde(flatten)]
    pub share: Share,
    /// Share of the positive sentences in which any fired.
    pub recall: Option<f64>,
    /// Share of positive sentences among all that were labelled for it.
    pub base: f64,
}

/// How right a rule is.
#[derive(Debug, Clone, Serialize)]
pub struct RulePrecision {
    /// In full.
    pub rule: String,
    /// Its category.
    pub category: String,
    /// 0 to 1, where its kind has one.
    pub strength: Option<f32>,
    /// Sentences in which it fired.
    #[serde(flatten)]
    pub share: Share,
    /// Share of positive sentences among all that were labelled for its category.
    pub base: f64,
    /// Whether its interval lies wholly below that share, or below the least one that was asked for.
    pub suspect: bool,
    /// Negative sentences in which it fired.
    pub wrong: Vec<MarkedSentence>,
}

/// Counts in the making: feed it sentence by sentence.
#[derive(Debug, Clone, Default)]
pub struct PrecisionTally {
    selection: Selection,
    most: usize,
    /// Sentences and positive ones by the category they were labelled for.
    labelled: BTreeMap<Option<String>, (usize, usize)>,
    rules: BTreeMap<(String, String), (Share, Samples<MarkedSentence>)>,
    categories: BTreeMap<String, Share>,
}

impl PrecisionTally {
    /// An empty one, for the wanted rules and as many wrong sentences for each.
    pub fn new(selection: Selection, most: usize) -> PrecisionTally {
        PrecisionTally { selection, most, ..PrecisionTally::default() }
    }

    /// Counts a sentence.
    pub fn add(&mut self, gold: &Gold, flagged: &Flagged) {
        let (all, positive) = self.labelled.entry(gold.category.clone()).or_default();
        *all += 1;
        *positive += usize::from(gold.positive);
        let mut fired: BTreeSet<(&str, &str)> = BTreeSet::new();
        let mut categories: BTreeSet<&str> = BTreeSet::new();
        for cue in flagged.cues.iter().chain(&flagged.named) {
            let asked = gold.category.as_ref().is_none_or(|category| *category == cue.category);
            if !asked || !self.selection.has(&cue.rule, &cue.category) {
                continue;
            }
            let category = self.categories.entry(cue.category.clone()).or_default();
            category.count(gold, cue, categories.insert(&cue.category));
            let (rule, wrong) = self.rules.entry((cue.category.clone(), cue.rule.clone())).or_default();
            let first = fired.insert((&cue.category, &cue.rule));
            rule.count(gold, cue, first);
            if first && !gold.positive {
                let rank = (0, hash(&cue.rule, &gold.text));
                let make = || MarkedSentence::new(flagged, cue, false);
                wrong.offer(rank, self.most, make, |a, b| a.sentence == b.sentence);
            }
        }
    }

    /// The result.
    pub fn finish(self, rules: &RuleSet, preset: Preset, least: Option<f64>) -> Precision {
        let known = countable(rules);
        let strengths: BTreeMap<(&str, &str), Option<f32>> =
            known.iter().map(|&(id, category, strength)| ((category, id), strength)).collect();
        let labelled = |category: &str| {
            let about = self.labelled.iter().filter(|(about, _)| about.as_ref().is_none_or(|one| one == category));
            about.fold((0, 0), |sum, (_, &(all, positive))| (sum.0 + all, sum.1 + positive))
        };
        let base = |category: &str| {
            let (all, positive) = labelled(category);
            positive as f64 / all.max(1) as f64
        };
        let mut found: Vec<RulePrecision> = Vec::new();
        for ((category, rule), (share, wrong)) in &self.rules {
            let (share, base) = (share.finished(), base(category));
            found.push(RulePrecision {
                strength: strengths.get(&(category.as_str(), rule.as_str())).copied().flatten(),
                rule: rule.clone(),
                category: category.clone(),
                suspect: share.high < base || least.is_some_and(|least| share.high < least),
                share,
                base,
                wrong: wrong.clone().into_list(),
            });
        }
        found.sort_by(|a, b| {
            let order = rank(&a.category).cmp(&rank(&b.category)).then(b.share.low.total_cmp(&a.share.low));
            order.then_with(|| a.rule.cmp(&b.rule))
        });
        let least_strength = preset.least_strength(rules);
        let silent = known.iter().filter(|&&(id, category, strength)| {
            let shown = category == ATTRIBUTION || strength.is_none_or(|strength| strength >= least_strength);
            shown && self.selection.has(id, category) && !self.rules.contains_key(&(category.to_owned(), id.to_owned()))
        });
        let mut silent: Vec<SilentRule> = silent
            .map(|&(id, category, _)| SilentRule { rule: id.to_owned(), category: category.to_owned() })
            .collect();
        silent.sort_by(|a, b| (rank(&a.category), &a.rule).cmp(&(rank(&b.category), &b.rule)));
        let mut categories: Vec<CategoryPrecision> = Vec::new();
        for (category, share) in &self.categories {
            let (_, positive) = labelled(category);
            let recall = (positive > 0).then(|| share.positive as f64 / positive as f64);
            let (category, share) = (category.clone(), share.finished());
            categories.push(CategoryPrecision { recall, base: base(&category), share, category });
        }
        categories.sort_by(|a, b| rank(&a.category).cmp(&rank(&b.category)));
        let (sentences, positive) = self.labelled.values().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        Precision {
            preset: preset.name(),
            sentences,
            positive,
            base: (sentences > 0).then(|| positive as f64 / sentences as f64),
            least,
            categories,
            rules: found,
            silent,
        }
    }
}

impl Share {
    fn count(&mut self, gold: &Gold, cue: &Cue, first: bool) {
        self.fired += usize::from(first);
        self.positive += usize::from(first && gold.positive);
        if let Some(spans) = &gold.spans {
            self.hits += 1;
            self.marked += usize::from(spans.iter().any(|span| span.overlaps(cue.span)));
        }
    }

    fn finished(self) -> Share {
        let (low, high) = wilson(self.positive, self.fired).unwrap_or((0.0, 1.0));
        Share { share: self.positive as f64 / self.fired.max(1) as f64, low, high, ..self }
    }
}
