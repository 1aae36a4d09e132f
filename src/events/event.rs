//! Events: what passages of several articles speak of, found by the rare terms they share, or by a user's definition.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::claims::Term;
use crate::rules::RuleSet;

use super::cluster::{Rarity, clusters, eventful, held, mentions};
use super::{Event, Mention, Passages, label};

/// An event that a rule defines, with the sentences that match it: article, sentence, words.
#[derive(Debug, Clone)]
pub struct Definition<'a> {
    /// The rule.
    pub id: &'a str,
    /// Its title.
    pub title: &'a str,
    /// Its date.
    pub date: Option<&'a str>,
    /// (article index, sentence index, matched words in lower case).
    pub matches: Vec<(usize, usize, String)>,
}

/// The events of a set of articles, which are sorted by id: defined ones first, then those found, the widest first.
/// `happenings` are the articles of each, as the stories' grouping found them.
pub fn events(
    articles: &[Passages],
    happenings: &[Vec<String>],
    definitions: &[Definition],
    rules: &RuleSet,
) -> Vec<Event> {
    let mut list: Vec<Event> = definitions.iter().filter_map(|d| defined(articles, d)).collect();
    let rarity = Rarity::new(rules);
    let mut found: Vec<Event> =
        happenings.par_iter().filter_map(|ids| of_happening(articles, ids, &rarity, rules)).collect();
    let mut group_of: BTreeMap<&str, usize> = BTreeMap::new();
    for (group, ids) in happenings.iter().enumerate() {
        group_of.extend(ids.iter().map(|id| (id.as_str(), group)));
    }
    let across: Vec<Event> = clusters(articles, &rarity)
        .par_iter()
        .filter_map(|keys| {
            let told = |m: &Mention| group_of.get(m.article.as_str()).copied();
            let mut mentions = mentions(articles, keys, &rarity);
            let main = main_group(mentions.iter().filter_map(told));
            // What an article of another happening speaks of all the time is its own subject, in like words.
            mentions
                .retain(|m| told(m).is_none_or(|group| Some(group) == main) || in_passing(articles, m, keys, &rarity));
            // What only the articles of one happening speak of is that happening.
            let others = mentions.iter().any(|m| told(m).is_none() || told(m) != main);
            (mentions.len() > 1 && others).then(|| build(articles, mentions, keys, &rarity, rules)).flatten()
        })
        .collect();
    found.extend(across);
    let mut found = merged(found);
    found.sort_by(|a, b| b.mentions.len().cmp(&a.mentions.len()).then_with(|| a.id.cmp(&b.id)));
    list.extend(found);
    number(&mut list);
    list
}

/// The group that most of `groups` are; the first of equals.
fn main_group(groups: impl Iterator<Item = usize>) -> Option<usize> {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    groups.for_each(|group| *counts.entry(group).or_default() += 1);
    counts.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0))).map(|(group, _)| group)
}

/// Whether an article only mentions it, as background, and beyond doubt.
fn in_passing(articles: &[Passages], mention: &Mention, keys: &[String], rarity: &Rarity) -> bool {
    let Some(passages) = by_id(articles, &mention.article) else { return false };
    let told = mention.sentences.iter().filter_map(|&at| passages.sentences.get(at));
    let firm = told.map(|terms| held(terms, keys, rarity)).fold(0.0, f32::max) >= rarity.firm;
    firm && mention.sentences.len() as f32 <= (rarity.passing * passages.sentences.len() as f32).max(2.0)
}

/// Events that are mostly the same words in the same articles are one: the wider takes the other's words and passages.
fn merged(mut events: Vec<Event>) -> Vec<Event> {
    events.sort_by(|a, b| b.mentions.len().cmp(&a.mentions.len()).then_with(|| a.id.cmp(&b.id)));
    let mut kept: Vec<Event> = Vec::new();
    let mut of_article: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for event in events {
        let near = event.mentions.iter().filter_map(|m| of_article.get(&m.article)).flatten();
        let near: BTreeSet<usize> = near.copied().collect();
        let same = |other: &Event| {
            let common = event.terms.iter().filter(|t| other.terms.contains(t)).count();
            let articles =
                event.mentions.iter().filter(|m| other.mentions.iter().any(|o| o.article == m.article)).count();
            2 * common >= event.terms.len().min(other.terms.len()) && 2 * articles >= event.mentions.len()
        };
        let other = near.into_iter().find(|&at| kept.get(at).is_some_and(same));
        let at = other.unwrap_or(kept.len());
        for mention in &event.mentions {
            let list = of_article.entry(mention.article.clone()).or_default();
            if list.last() != Some(&at) {
                list.push(at);
            }
        }
        match kept.get_mut(at) {
            Some(other) => take_in(other, event),
            None => kept.push(event),
        }
    }
    kept
}

fn take_in(event: &mut Event, other: Event) {
    for term in other.terms {
        if !event.terms.contains(&term) {
            event.terms.push(term);
        }
    }
    for mention in other.mentions {
        match event.mentions.iter_mut().find(|m| m.article == mention.article) {
            Some(own) => {
                own.sentences.extend(mention.sentences);
                own.sentences.sort_unstable();
                own.sentences.dedup();
            }
            None => event.mentions.push(mention),
        }
    }
    event.mentions.sort_by(|a, b| a.article.cmp(&b.article));
}

/// Ids made from terms can meet; later ones get a number.
fn number(events: &mut [Event]) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for event in events {
        let times = seen.entry(event.id.clone()).or_default();
        *times += 1;
        if *times > 1 {
            event.id = format!("{}-{times}", event.id);
        }
    }
}

/// Terms that may tell a happening at most.
const TELLING: usize = 40;

/// What the articles of one group tell: the sentences that hold enough of the words that half of the articles have.
fn of_happening(articles: &[Passages], ids: &[String], rarity: &Rarity, rules: &RuleSet) -> Option<Event> {
    let members: Vec<&Passages> = ids.iter().filter_map(|id| by_id(articles, id)).collect();
    let mut spread: BTreeMap<&str, (BTreeSet<&str>, f32)> = BTreeMap::new();
    for passages in &members {
        for term in passages.sentences.iter().flatten().filter(|t| eventful(t)) {
            let slot = spread.entry(&term.key).or_insert_with(|| (BTreeSet::new(), f32::MAX));
            slot.0.insert(passages.id);
            slot.1 = slot.1.min(rarity.of(term.frequency));
        }
    }
    let half = members.len().div_ceil(2).max(2);
    let mut ranked: Vec<(&str, f32)> = spread
        .into_iter()
        .filter(|(_, (held, weight))| held.len() >= half && *weight >= rarity.telling)
        .map(|(key, (held, weight))| (key, weight * held.len() as f32))
        .collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
    ranked.truncate(TELLING);
    let mut keys: Vec<String> = ranked.into_iter().map(|(key, _)| key.to_owned()).collect();
    keys.sort();
    let holds = |terms: &Vec<Term>| {
        let told: BTreeSet<&str> =
            terms.iter().filter(|t| keys.binary_search(&t.key).is_ok()).map(|t| t.key.as_str()).collect();
        told.len() >= rarity.words.min(keys.len()).max(1)
    };
    let mentions = members.iter().filter_map(|passages| {
        let sentences: Vec<usize> =
            (0..passages.sentences.len()).filter(|&at| holds(&passages.sentences[at])).collect();
        (!sentences.is_empty()).then(|| Mention { article: passages.id.to_owned(), sentences })
    });
    let mentions: Vec<Mention> = mentions.collect();
    build(articles, mentions, &keys, rarity, rules)
}

/// The article of that id; they are sorted by id.
pub(super) fn by_id<'a, 'p>(articles: &'a [Passages<'p>], id: &str) -> Option<&'a Passages<'p>> {
    articles.binary_search_by(|a| a.id.cmp(id)).ok().and_then(|at| articles.get(at))
}

/// Words in a label where neither the texts nor the headlines have a phrase for the act.
const HEADS: usize = 4;

fn build(
    articles: &[Passages],
    mut mentions: Vec<Mention>,
    keys: &[String],
    rarity: &Rarity,
    rules: &RuleSet,
) -> Option<Event> {
    mentions.sort_by(|a, b| a.article.cmp(&b.article));
    let mut words: BTreeMap<&str, (f32, BTreeSet<&str>, &str)> = BTreeMap::new();
    for mention in &mentions {
        let passages = by_id(articles, &mention.article)?;
        for terms in mention.sentences.iter().filter_map(|&s| passages.sentences.get(s)) {
            for term in terms.iter().filter(|term| keys.binary_search(&term.key).is_ok()) {
                let slot = words.entry(&term.surface).or_insert((0.0, BTreeSet::new(), &term.key));
                slot.0 = rarity.of(term.frequency);
                slot.1.insert(&mention.article);
            }
        }
    }
    let weight: BTreeMap<&str, f32> = words.iter().map(|(w, (r, held, _))| (*w, r * held.len() as f32)).collect();
    let mut ranked: Vec<(&str, f32, &str)> = words.iter().map(|(w, (.., key))| (*w, weight[w], *key)).collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
    let mut heads: Vec<&str> = Vec::new();
    let mut named: Vec<&str> = Vec::new();
    for (word, _, key) in &ranked {
        if !named.contains(key) && heads.len() < HEADS {
            named.push(key);
            heads.push(word);
        }
    }
    let date = label::date(articles, &mentions);
    let words = label::act(articles, &mentions, &weight, rules)
        .or_else(|| label::headline(articles, &mentions, &weight))
        .unwrap_or_else(|| heads.join(", "));
    (!mentions.is_empty() && !heads.is_empty()).then(|| Event {
        id: format!("event:{}", heads.iter().take(3).copied().collect::<Vec<_>>().join("-")),
        label: label::dated(words, date.as_deref(), rules),
        terms: ranked.iter().map(|(word, ..)| (*word).to_owned()).collect(),
        date,
        defined_by: None,
        mentions,
    })
}

/// The event made of the sentences that hold at least one of `words`.
pub fn of_words(articles: &[Passages], words: &str) -> Option<Event> {
    let wanted: Vec<String> =
        words.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect();
    let holds = |term: &Term| {
        wanted.iter().any(|w| *w == term.surface || term.key.trim_start_matches(['=', '@', '#', '%']) == w)
    };
    let mut mentions = Vec::new();
    let mut terms: BTreeSet<String> = BTreeSet::new();
    for passages in articles {
        let mut sentences = Vec::new();
        for (at, list) in passages.sentences.iter().enumerate() {
            let found: Vec<&Term> = list.iter().filter(|t| holds(t)).collect();
            if !found.is_empty() {
                sentences.push(at);
                terms.extend(found.iter().map(|t| t.surface.clone()));
            }
        }
        if !sentences.is_empty() {
            mentions.push(Mention { article: passages.id.to_owned(), sentences });
        }
    }
    mentions.sort_by(|a, b| a.article.cmp(&b.article));
    (!mentions.is_empty()).then(|| Event {
        id: format!("event:{}", wanted.join("-")),
        label: words.to_owned(),
        terms: terms.into_iter().collect(),
        date: None,
        defined_by: None,
        mentions,
    })
}

fn defined(articles: &[Passages], definition: &Definition) -> Option<Event> {
    let mut by_article: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    let mut terms: BTreeSet<&str> = BTreeSet::new();
    for (article, sentence, words) in &definition.matches {
        by_article.entry(articles.get(*article)?.id).or_default().insert(*sentence);
        terms.insert(words);
    }
    (!by_article.is_empty()).then(|| Event {
        id: definition.id.to_owned(),
        label: definition.title.to_owned(),
        terms: terms.into_iter().map(str::to_owned).collect(),
        date: definition.date.map(str::to_owned),
        defined_by: Some(definition.id.to_owned()),
        mentions: by_article
            .into_iter()
            .map(|(article, sentences)| Mention {
                article: article.to_owned(),
                sentences: sentences.into_iter().collect(),
            })
            .collect(),
    })
}
