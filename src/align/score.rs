//! How much the same two statements say, from 0 to 1.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::base::Span;
use crate::claims::{ClaimQuantity, Meaning, Term, TermKind};
use crate::rules::RuleSet;

use super::curve::Curve;
use super::likeness::{CLAIM_MEASURES, LIKEST_MEASURES, PAIR_MEASURES};
use super::near::Near;

/// A claim, or a whole sentence, ready to be compared.
#[derive(Debug, Clone, Copy)]
pub struct Statement<'c> {
    /// What it says.
    pub meaning: &'c Meaning,
    /// Where it stands.
    pub span: Span,
    /// Its quantities.
    pub quantities: &'c [ClaimQuantity],
    /// The words that report it as denied, when it is not its own words that negate it.
    pub denied: Option<Span>,
}

/// The numbers that alignment works with. They are data: `[values.alignment]` of a tables pack.
#[derive(Debug, Clone)]
pub struct Weights {
    /// From this score on two statements say the same.
    pub same: f32,
    /// From this score on a disagreement counts as conflict.
    pub conflict: f32,
    /// From this score on a difference is where the words differ, so that texts of which one negates, or whose numbers have nothing in
    /// common, do not say the same.
    pub word_for_word: f32,
    /// From this score on they speak of the same.
    pub related: f32,
    /// From this chance on two claims that are each other's likest share a row; the chance is that of [`Weights::of_likest`].
    pub row: f32,
    /// Likeness that the mean over the articles of a row needs.
    pub link: f32,
    /// From this similarity on two claims share a row though another is likelier.
    pub surely: f32,
    /// The same where one of them is an event noun: of these words say little, the act and who takes part nearly all.
    pub surely_noun: f32,
    frame: f32,
    other_act: f32,
    evidence: f32,
    context: f32,
    other_agent: f32,
    other_person: f32,
    smaller: f32,
    name: f32,
    act: f32,
    pub(super) ceiling: f32,
    chance: Curve<7>,
    likest: Curve<4>,
    pair: Curve<10>,
    pub(super) near: Arc<Near>,
    pub(super) articles: f32,
    /// By key: share of the event's passages that hold it; what all of them hold tells nothing apart.
    common: FxHashMap<String, f32>,
}

impl Weights {
    /// The weights of the rules in force.
    pub fn new(rules: &RuleSet) -> Weights {
        let value =
            |name: &str, otherwise: f32| rules.number("alignment", name).map_or(otherwise, |value| value as f32);
        Weights {
            same: value("same", 0.5),
            conflict: value("conflict", 0.35),
            word_for_word: value("word-for-word", 0.9),
            related: value("related", 0.25),
            row: value("row", 0.4),
            link: value("link", 0.06),
            surely: value("surely", 0.6),
            surely_noun: value("surely-noun", 0.45),
            chance: Curve::new(rules, "alignment-chance", CLAIM_MEASURES),
            likest: Curve::new(rules, "alignment-likest", LIKEST_MEASURES),
            pair: Curve::new(rules, "alignment-pair", PAIR_MEASURES),
            near: Arc::new(Near::new(rules, value("near", 0.4))),
            frame: value("frame", 0.25),
            other_act: value("other-act", 0.8),
            evidence: value("evidence", 6.0),
            context: value("context", 0.3),
            other_agent: value("other-agent", 0.5),
            other_person: value("other-person", 0.4),
            smaller: value("smaller", 0.5),
            name: value("name", 0.7),
            act: value("act", 1.5),
            ceiling: value("ceiling", 8.0),
            articles: rules.tables.background() as f32,
            common: FxHashMap::default(),
        }
    }

    /// The same weights for the passages of one event: `passages` are the keys of each.
    pub fn within<'k>(&self, passages: impl Iterator<Item = Vec<&'k str>>) -> Weights {
        let mut counts: FxHashMap<&str, u32> = FxHashMap::default();
        let mut total = 0u32;
        for mut keys in passages {
            keys.sort_unstable();
            keys.dedup();
            total += 1;
            for key in keys {
                *counts.entry(key).or_default() += 1;
            }
        }
        let common = counts.into_iter().map(|(key, n)| (key.to_owned(), n as f32 / total.max(1) as f32)).collect();
        Weights { common, ..self.clone() }
    }

    /// The chance, 0 to 1, that two claims of one event with these [measures](super::claim_measures) say the same.
    pub fn of_claims(&self, measures: &[f32; 7]) -> f32 {
        self.chance.at(measures)
    }

    /// The chance, 0 to 1, that two claims that are each other's likest and have these [measures](super::likest_measures) say the same.
    pub fn of_likest(&self, measures: &[f32; 4]) -> f32 {
        self.likest.at(measures)
    }

    /// The chance, 0 to 1, that two sentences with these [measures](super::pair_measures) say the same.
    pub fn of_pair(&self, measures: &[f32; 10]) -> f32 {
        self.pair.at(measures)
    }

    /// How much a shared term tells.
    pub fn of(&self, term: &Term) -> f32 {
        let rarity = ((self.articles + 1.0) / (term.frequency as f32 + 1.0)).ln().clamp(0.3, self.ceiling);
        let kind = match term.kind {
            TermKind::Name | TermKind::Actor => self.name,
            TermKind::Concept => self.act,
            TermKind::Word | TermKind::Number | TermKind::Year => 1.0,
        };
        let rarity = if matches!(term.kind, TermKind::Number | TermKind::Year) { self.ceiling / 2.0 } else { rarity };
        let common = self.common.get(&term.key).copied().unwrap_or(0.0);
        rarity * kind * (1.0 - common).max(0.1)
    }
}

/// Likeness of two statements, symmetric: a mean of cosine and of the share of the smaller side, lowered where little weight is
/// shared in all, raised by a shared frame, lowered by different doers or different people in the same act.
pub fn similarity(a: &Statement, b: &Statement, weights: &Weights) -> f32 {
    let (left, right) = (weighted(a.meaning, weights), weighted(b.meaning, weights));
    let length = |side: &[(&str, f32)]| side.iter().map(|(_, w)| w * w).sum::<f32>().sqrt();
    let total = |side: &[(&str, f32)]| side.iter().map(|(_, w)| w).sum::<f32>();
    let (mut i, mut j, mut shared, mut product) = (0, 0, 0.0, 0.0);
    while let (Some(l), Some(r)) = (left.get(i), right.get(j)) {
        match l.0.cmp(r.0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                shared += l.1.min(r.1);
                product += l.1 * r.1;
                i += 1;
                j += 1;
            }
        }
    }
    if product <= 0.0 {
        return 0.0;
    }
    let cosine = product / (length(&left) * length(&right)).max(0.001);
    let share = (shared / total(&left).min(total(&right)).max(0.001)).min(1.0);
    let mut score = (1.0 - weights.smaller) * cosine + weights.smaller * share;
    score *= shared / (shared + weights.evidence);
    let acts = overlap(&a.meaning.acts, &b.meaning.acts);
    let same_act = acts == Some(true);
    if acts == Some(false) {
        score *= weights.other_act;
    }
    let agents = overlap(&a.meaning.agents, &b.meaning.agents);
    let others = overlap(&a.meaning.others, &b.meaning.others);
    if same_act {
        score += weights.frame * (1.0 - score) * if agents == Some(true) || others == Some(true) { 1.0 } else { 0.3 };
    }
    if agents == Some(false) && shares_actor_kind(&a.meaning.agents, &b.meaning.agents) {
        score *= weights.other_agent;
    }
    if others == Some(false) && same_act && agents != Some(true) {
        score *= weights.other_person;
    }
    score.clamp(0.0, 1.0)
}

/// Keys with their weights, sorted by key, each once.
fn weighted<'m>(meaning: &'m Meaning, weights: &Weights) -> Vec<(&'m str, f32)> {
    let own = meaning.terms.iter().map(|t| (t.key.as_str(), weights.of(t)));
    let around = meaning.context.iter().map(|t| (t.key.as_str(), weights.context * weights.of(t)));
    let mut list: Vec<(&str, f32)> = own.chain(around).collect();
    list.sort_by(|x, y| x.0.cmp(y.0).then(y.1.total_cmp(&x.1)));
    list.dedup_by_key(|(key, _)| *key);
    list
}

/// Whether two key sets share one; `None` when either is empty, for then nothing can be said.
pub(super) fn overlap(a: &[String], b: &[String]) -> Option<bool> {
    (!a.is_empty() && !b.is_empty()).then(|| a.iter().any(|key| b.contains(key)))
}

/// Whether both sides name actors, so that they can be told apart: a person and a state may be the same doer.
fn shares_actor_kind(a: &[String], b: &[String]) -> bool {
    let actor = |keys: &[String]| keys.iter().any(|k| k.starts_with('@'));
    actor(a) == actor(b)
}
