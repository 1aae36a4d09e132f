//! How often each rule fires in articles, at which outlets, and in which sentences; and which rules never do.
//!
//! Counts are added up article by article, so that memory grows with rules and outlets only. Rates are per 1,000 words of
//! narration, as in profiles; below 1,000 words there are counts only.

use std::collections::BTreeMap;

use serde::Serialize;

use super::samples::{Rank, Samples, hash};
use super::selection::{Selection, countable, rank};
use super::sentence::MarkedSentence;
use crate::analysis::Flagged;
use crate::cues::{ATTRIBUTION, Preset};
use crate::profile;
use crate::rules::{RuleSet, Zone};

/// What stands for the outlet of articles that do not tell it.
pub(super) const NO_OUTLET: &str = "(no outlet)";

/// How often rules fire in some articles.
#[derive(Debug, Clone, Serialize)]
pub struct Stats {
    /// How sure a cue had to be to count.
    pub preset: &'static str,
    /// Number of articles that were read.
    pub articles: usize,
    /// Number of articles in languages that no pack is for; they are left out.
    pub unread: usize,
    /// Words of narration.
    pub words: usize,
    /// The outlets by name; none when no article tells its outlet.
    pub outlets: Vec<OutletWords>,
    /// The rules that fired: by category, the most frequent first.
    pub rules: Vec<RuleStats>,
    /// The rules that never fired, by category and id.
    pub silent: Vec<SilentRule>,
    /// Rules that are weaker than the preset asks for, so that they could not fire.
    pub below_preset: Vec<SilentRule>,
}

/// What there is to read of an outlet.
#[derive(Debug, Clone, Serialize)]
pub struct OutletWords {
    /// Its name; `None` for all articles that do not tell theirs.
    pub outlet: Option<String>,
    /// Number of articles.
    pub articles: usize,
    /// Words of narration.
    pub words: usize,
}

/// How often a rule fires.
#[derive(Debug, Clone, Serialize)]
pub struct RuleStats {
    /// In full.
    pub rule: String,
    /// Its category; `actor`, `event`, `concept` for rules of those packs.
    pub category: String,
    /// 0 to 1, where its kind has one.
    pub strength: Option<f32>,
    /// In all articles.
    #[serde(flatten)]
    pub total: Fired,
    /// By outlet, in the order of [`Stats::outlets`].
    pub outlets: Vec<OutletFired>,
    /// Sentences out of as many articles as there are, chosen by a hash of the article's id.
    pub samples: Vec<MarkedSentence>,
}

/// Counts of one rule at one outlet.
#[derive(Debug, Clone, Serialize)]
pub struct OutletFired {
    /// Its name; `None` for all articles that do not tell theirs.
    pub outlet: Option<String>,
    /// In its articles.
    #[serde(flatten)]
    pub fired: Fired,
}

/// Counts of one rule.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct Fired {
    /// Hits in the outlet's own words.
    pub narration: usize,
    /// Hits in quotations, which are the speaker's.
    pub quotation: usize,
    /// Hits in headlines.
    pub headline: usize,
    /// Number of articles with a hit.
    pub articles: usize,
    /// Hits in narration per 1,000 words of it; `None` below 1,000 words.
    pub rate: Option<f64>,
}

/// A rule without a hit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SilentRule {
    /// In full.
    pub rule: String,
    /// Its category.
    pub category: String,
}

/// Category and id of a rule, in the order of the result.
type Key = (String, String);

/// Counts in the making: feed it article by article, in any order.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    selection: Selection,
    samples: usize,
    articles: usize,
    unread: usize,
    outlets: BTreeMap<Option<String>, (usize, usize)>,
    rules: BTreeMap<Key, Counted>,
}

#[derive(Debug, Clone, Default)]
struct Counted {
    outlets: BTreeMap<Option<String>, Fired>,
    samples: Samples<MarkedSentence>,
}

impl Tally {
    /// An empty one, for the wanted rules and as many sample sentences for each.
    pub fn new(selection: Selection, samples: usize) -> Tally {
        Tally { selection, samples, ..Tally::default() }
    }

    /// Counts an article.
    pub fn add(&mut self, flagged: &Flagged) {
        self.articles += 1;
        if flagged.unread {
            self.unread += 1;
            return;
        }
        let outlet = &flagged.article.outlet;
        let (articles, words) = self.outlets.entry(outlet.clone()).or_default();
        *articles += 1;
        *words += flagged.narration;
        let mut before: BTreeMap<Key, Rank> = BTreeMap::new();
        let text = flagged.cues.iter().chain(&flagged.named).map(|cue| (cue, false));
        for (cue, headline) in text.chain(flagged.title_cues.iter().map(|cue| (cue, true))) {
            if !self.selection.has(&cue.rule, &cue.category) {
                continue;
            }
            let key = (cue.category.clone(), cue.rule.clone());
            let rank = before.entry(key.clone()).or_insert_with(|| (0, hash(&cue.rule, &flagged.article.id)));
            let counted = self.rules.entry(key).or_default();
            let fired = counted.outlets.entry(outlet.clone()).or_default();
            fired.articles += usize::from(rank.0 == 0);
            *fired.of(cue.zone) += 1;
            let sample = || MarkedSentence::new(flagged, cue, headline);
            counted.samples.offer(*rank, self.samples, sample, |a, b| a.sentence == b.sentence);
            rank.0 += 1;
        }
    }

    /// The result, with the rules that never fired.
    pub fn finish(self, rules: &RuleSet, preset: Preset) -> Stats {
        let words = self.outlets.values().map(|(_, words)| words).sum();
        let told = self.outlets.keys().any(Option::is_some);
        let names: Vec<Option<String>> = if told { self.outlets.keys().cloned().collect() } else { Vec::new() };
        let words_of = |outlet: &Option<String>| self.outlets.get(outlet).map_or(0, |(_, words)| *words);
        let known = countable(rules);
        let strengths: BTreeMap<(&str, &str), Option<f32>> =
            known.iter().map(|&(id, category, strength)| ((category, id), strength)).collect();
        let mut fired: Vec<RuleStats> = Vec::new();
        for ((category, rule), counted) in &self.rules {
            let mut total = Fired::default();
            counted.outlets.values().for_each(|one| total.add(one));
            fired.push(RuleStats {
                strength: strengths.get(&(category.as_str(), rule.as_str())).copied().flatten(),
                rule: rule.clone(),
                category: category.clone(),
                total: total.rated(words),
                outlets: names
                    .iter()
                    .map(|name| OutletFired {
                        outlet: name.clone(),
                        fired: counted.outlets.get(name).copied().unwrap_or_default().rated(words_of(name)),
                    })
                    .collect(),
                samples: counted.samples.clone().into_list(),
            });
        }
        let all = |fired: &Fired| fired.narration + fired.quotation + fired.headline;
        fired.sort_by(|a, b| {
            let most = (b.total.narration, all(&b.total)).cmp(&(a.total.narration, all(&a.total)));
            rank(&a.category).cmp(&rank(&b.category)).then(most).then_with(|| a.rule.cmp(&b.rule))
        });
        let mut silent: Vec<SilentRule> = Vec::new();
        let mut below_preset = Vec::new();
        let least = preset.least_strength(rules);
        for (id, category, strength) in known {
            let key = (category.to_owned(), id.to_owned());
            if !self.selection.has(id, category) || self.rules.contains_key(&key) {
                continue;
            }
            // The cues of attributions are shown by every preset.
            let weak = category != ATTRIBUTION && strength.is_some_and(|strength| strength < least);
            let list = if weak { &mut below_preset } else { &mut silent };
            list.push(SilentRule { rule: key.1, category: key.0 });
        }
        for list in [&mut silent, &mut below_preset] {
            list.sort_by(|a, b| (rank(&a.category), &a.rule).cmp(&(rank(&b.category), &b.rule)));
        }
        let outlets = names.into_iter().map(|outlet| {
            let (articles, words) = self.outlets.get(&outlet).copied().unwrap_or_default();
            OutletWords { outlet, articles, words }
        });
        Stats {
            preset: preset.name(),
            articles: self.articles,
            unread: self.unread,
            words,
            outlets: outlets.collect(),
            rules: fired,
            silent,
            below_preset,
        }
    }
}

impl Fired {
    fn of(&mut self, zone: Zone) -> &mut usize {
        match zone {
            Zone::Narration => &mut self.narration,
            Zone::Quotation => &mut self.quotation,
            Zone::Headline => &mut self.headline,
        }
    }

    fn add(&mut self, other: &Fired) {
        self.narration += other.narration;
        self.quotation += other.quotation;
        self.headline += other.headline;
        self.articles += other.articles;
    }

    fn rated(self, words: usize) -> Fired {
        let known = words >= profile::LEAST_WORDS;
        Fired { rate: known.then(|| 1000.0 * self.narration as f64 / words as f64), ..self }
    }
}
