//! Events across stories: rare words that stand together in passages of several articles, background mentions included.

use std::collections::{BTreeMap, BTreeSet};

use crate::claims::{Term, TermKind};
use crate::rules::RuleSet;

use super::linkage::{Bond, Edge, groups};
use super::{Mention, Passages};

/// How rare words are, and how rare they must be.
pub(super) struct Rarity {
    background: f32,
    /// Rarity from which on a word can make an event across stories.
    pub rare: f32,
    mention: f32,
    together: f32,
    /// Rarity from which on a word can tell a happening.
    pub telling: f32,
    /// An article that speaks of something in no more than this share of its sentences mentions it in passing.
    pub passing: f32,
    /// Rarity that the words of a sentence add up to when it speaks of it beyond doubt.
    pub firm: f32,
    /// How many telling words a sentence needs.
    pub words: usize,
}

impl Rarity {
    pub(super) fn new(rules: &RuleSet) -> Rarity {
        let value = |name: &str, otherwise: f32| rules.number("events", name).map_or(otherwise, |value| value as f32);
        Rarity {
            background: rules.tables.background() as f32,
            rare: value("rare", 3.3),
            mention: value("mention", 7.0),
            together: value("together", 0.45),
            telling: value("telling", 1.5),
            passing: value("passing", 0.15),
            firm: value("firm", 16.0),
            words: value("words", 2.0) as usize,
        }
    }

    pub(super) fn of(&self, frequency: u32) -> f32 {
        ((self.background + 1.0) / (frequency as f32 + 1.0)).ln().clamp(0.0, 8.0)
    }
}

/// Whether a term is one of those that events are made of.
pub fn eventful(term: &Term) -> bool {
    matches!(term.kind, TermKind::Word | TermKind::Name | TermKind::Concept)
}

/// Where a term stands: article and sentence.
type Places = BTreeSet<(usize, usize)>;

/// Groups of rare terms that stand together in the same passages of several articles.
pub(super) fn clusters(articles: &[Passages], rarity: &Rarity) -> Vec<Vec<String>> {
    let mut places: BTreeMap<&str, (Places, u32, bool)> = BTreeMap::new();
    for (article, passages) in articles.iter().enumerate() {
        for (sentence, terms) in passages.sentences.iter().enumerate() {
            for term in terms.iter().filter(|t| eventful(t)) {
                let slot = places.entry(&term.key).or_default();
                slot.0.insert((article, sentence));
                slot.1 = slot.1.max(term.frequency);
                slot.2 |= term.kind == TermKind::Name;
            }
        }
    }
    let spread = |places: &Places| places.iter().map(|(article, _)| article).collect::<BTreeSet<_>>().len();
    let kept: Vec<(&str, Places, usize, bool)> = places
        .into_iter()
        .filter(|(_, (places, frequency, _))| rarity.of(*frequency) >= rarity.rare && spread(places) > 1)
        .map(|(key, (places, _, named))| {
            let articles = spread(&places);
            (key, places, articles, named)
        })
        .collect();
    let mut index: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for (term, (_, places, ..)) in kept.iter().enumerate() {
        for &place in places {
            index.entry(place).or_default().push(term);
        }
    }
    let mut shared: BTreeMap<(usize, usize), BTreeSet<usize>> = BTreeMap::new();
    for (&(article, sentence), terms) in &index {
        let after = index.get(&(article, sentence + 1)).into_iter().flatten();
        for (at, &a) in terms.iter().enumerate() {
            for &b in terms.iter().skip(at + 1).chain(after.clone()) {
                if a != b {
                    shared.entry((a.min(b), a.max(b))).or_default().insert(article);
                }
            }
        }
    }
    let edges: Vec<Edge> = shared
        .into_iter()
        .filter(|(_, articles)| articles.len() > 1)
        .map(|((a, b), articles)| {
            let size = (kept[a].2 * kept[b].2) as f32;
            Edge { a: a as u32, b: b as u32, weight: articles.len() as f32 / size.sqrt() }
        })
        .collect();
    let found = groups(kept.len(), &edges, Bond { least: rarity.together, ..Bond::default() });
    // Without a name it is a kind of happening, not one.
    let one = |group: &Vec<usize>| group.len() > 1 && group.iter().any(|&term| kept[term].3);
    found.into_iter().filter(one).map(|g| g.iter().map(|&t| kept[t].0.to_owned()).collect()).collect()
}

/// The passages that speak of what a group of terms stands for: the sentences that hold enough of them, and the sentences
/// beside those that hold one.
pub(super) fn mentions(articles: &[Passages], keys: &[String], rarity: &Rarity) -> Vec<Mention> {
    let mut mentions = Vec::new();
    for passages in articles {
        let weights: Vec<f32> = passages.sentences.iter().map(|terms| held(terms, keys, rarity)).collect();
        let full = |at: Option<usize>| at.and_then(|at| weights.get(at)).is_some_and(|w| *w >= rarity.mention);
        let sentences: Vec<usize> = (0..weights.len())
            .filter(|&at| full(Some(at)) || (weights[at] > 0.0 && (full(at.checked_sub(1)) || full(Some(at + 1)))))
            .collect();
        if !sentences.is_empty() {
            mentions.push(Mention { article: passages.id.to_owned(), sentences });
        }
    }
    mentions
}

/// The rarity of those of `keys` (sorted) that a sentence holds, each once.
pub(super) fn held(terms: &[Term], keys: &[String], rarity: &Rarity) -> f32 {
    let mut seen: Vec<(&str, f32)> = terms
        .iter()
        .filter(|t| keys.binary_search(&t.key).is_ok())
        .map(|t| (t.key.as_str(), rarity.of(t.frequency)))
        .collect();
    seen.sort_by(|a, b| a.0.cmp(b.0));
    seen.dedup_by_key(|(key, _)| *key);
    seen.iter().map(|(_, w)| w).sum::<f32>()
}
