//! Events: what passages of several articles speak of, found by the rare terms they share, or by a user's definition.

use std::collections::{BTreeMap, BTreeSet};

use crate::claims::{Term, TermKind};
use crate::rules::RuleSet;

use super::linkage::{Edge, average_link};
use super::{Event, Mention, Passages, Story};

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

/// The events of a set of articles: defined ones first, then those found, the widest first.
pub fn events(articles: &[Passages], stories: &[Story], definitions: &[Definition], rules: &RuleSet) -> Vec<Event> {
    let mut list: Vec<Event> = definitions.iter().filter_map(|d| defined(articles, d)).collect();
    let rarity = Rarity::new(rules);
    let mut found: Vec<Event> = Vec::new();
    for story in stories.iter().filter(|s| s.articles.len() > 1) {
        let members: Vec<usize> =
            (0..articles.len()).filter(|&i| story.articles.iter().any(|id| id == articles[i].id)).collect();
        found.extend(of_story(articles, story, &members, &rarity));
    }
    for cluster in clusters(articles, &rarity) {
        if let Some(event) = of_cluster(articles, &cluster, &rarity) {
            let ids: BTreeSet<&str> = event.mentions.iter().map(|m| m.article.as_str()).collect();
            // What only the articles of one story speak of is that story.
            let told =
                stories.iter().any(|s| s.articles.len() > 1 && ids.iter().all(|id| s.articles.iter().any(|a| a == id)));
            if ids.len() > 1 && !told {
                found.push(event);
            }
        }
    }
    let mut found = merged(found);
    found.sort_by(|a, b| b.mentions.len().cmp(&a.mentions.len()).then_with(|| a.id.cmp(&b.id)));
    list.extend(found);
    number(&mut list);
    list
}

/// Events that are mostly the same words are one: the wider one takes the other's words and passages.
fn merged(mut events: Vec<Event>) -> Vec<Event> {
    events.sort_by(|a, b| b.mentions.len().cmp(&a.mentions.len()).then_with(|| a.id.cmp(&b.id)));
    let mut kept: Vec<Event> = Vec::new();
    for event in events {
        let shared = |other: &&mut Event| {
            let common = event.terms.iter().filter(|t| other.terms.contains(t)).count();
            let articles =
                event.mentions.iter().filter(|m| other.mentions.iter().any(|o| o.article == m.article)).count();
            2 * common >= event.terms.len().min(other.terms.len()) && 2 * articles >= event.mentions.len()
        };
        match kept.iter_mut().find(shared) {
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

struct Rarity {
    background: f32,
    rare: f32,
    mention: f32,
    together: f32,
}

impl Rarity {
    fn new(rules: &RuleSet) -> Rarity {
        let value = |name: &str, otherwise: f32| {
            rules.tables.value("events", rules.words.get(name)).map_or(otherwise, |value| value as f32)
        };
        Rarity {
            background: rules.tables.background() as f32,
            rare: value("rare", 3.3),
            mention: value("mention", 7.0),
            together: value("together", 0.45),
        }
    }

    fn of(&self, frequency: u32) -> f32 {
        ((self.background + 1.0) / (frequency as f32 + 1.0)).ln().clamp(0.0, 8.0)
    }
}

fn eventful(term: &Term) -> bool {
    matches!(term.kind, TermKind::Word | TermKind::Name | TermKind::Concept)
}

/// Where a term stands: article and sentence.
type Places = BTreeSet<(usize, usize)>;

/// Groups of rare terms that stand together in the same passages of several articles.
fn clusters(articles: &[Passages], rarity: &Rarity) -> Vec<Vec<String>> {
    let mut places: BTreeMap<&str, (Places, u32)> = BTreeMap::new();
    for (article, passages) in articles.iter().enumerate() {
        for (sentence, terms) in passages.sentences.iter().enumerate() {
            for term in terms.iter().filter(|t| eventful(t)) {
                let slot = places.entry(&term.key).or_default();
                slot.0.insert((article, sentence));
                slot.1 = slot.1.max(term.frequency);
            }
        }
    }
    let spread = |places: &Places| places.iter().map(|(article, _)| article).collect::<BTreeSet<_>>().len();
    let kept: Vec<(&str, Places)> = places
        .into_iter()
        .filter(|(_, (places, frequency))| rarity.of(*frequency) >= rarity.rare && spread(places) > 1)
        .map(|(key, (places, _))| (key, places))
        .collect();
    let mut index: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for (term, (_, places)) in kept.iter().enumerate() {
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
            let size = (spread(&kept[a].1) * spread(&kept[b].1)) as f32;
            Edge { a, b, weight: articles.len() as f32 / size.sqrt() }
        })
        .collect();
    let groups = average_link(kept.len(), &edges, rarity.together);
    groups.into_iter().filter(|g| g.len() > 1).map(|g| g.iter().map(|&t| kept[t].0.to_owned()).collect()).collect()
}

/// The event that a group of terms stands for: its mentions are the sentences that hold enough of them, and the sentences
/// beside those that hold one.
fn of_cluster(articles: &[Passages], keys: &[String], rarity: &Rarity) -> Option<Event> {
    let holds = |terms: &[Term]| {
        let mut seen: Vec<(&str, f32)> = terms
            .iter()
            .filter(|t| keys.binary_search(&t.key).is_ok())
            .map(|t| (t.key.as_str(), rarity.of(t.frequency)))
            .collect();
        seen.sort_by(|a, b| a.0.cmp(b.0));
        seen.dedup_by_key(|(key, _)| *key);
        seen.iter().map(|(_, w)| w).sum::<f32>()
    };
    let mut mentions = Vec::new();
    for passages in articles {
        let weights: Vec<f32> = passages.sentences.iter().map(|terms| holds(terms)).collect();
        let full = |at: Option<usize>| at.and_then(|at| weights.get(at)).is_some_and(|w| *w >= rarity.mention);
        let sentences: Vec<usize> = (0..weights.len())
            .filter(|&at| full(Some(at)) || (weights[at] > 0.0 && (full(at.checked_sub(1)) || full(Some(at + 1)))))
            .collect();
        if !sentences.is_empty() {
            mentions.push(Mention { article: passages.id.to_owned(), sentences });
        }
    }
    build(articles, mentions, keys, rarity, None)
}

/// The event that a story tells: the sentences that hold one of the terms which make the story.
fn of_story(articles: &[Passages], story: &Story, members: &[usize], rarity: &Rarity) -> Option<Event> {
    let mut spread: BTreeMap<&str, (BTreeSet<usize>, f32)> = BTreeMap::new();
    for &article in members {
        for term in articles[article].sentences.iter().flatten().filter(|t| eventful(t)) {
            let slot = spread.entry(&term.key).or_insert_with(|| (BTreeSet::new(), f32::MAX));
            slot.0.insert(article);
            slot.1 = slot.1.min(rarity.of(term.frequency));
        }
    }
    let mut ranked: Vec<(&str, f32)> = spread
        .into_iter()
        .filter(|(_, (held, weight))| held.len() > 1 && *weight > 1.5)
        .map(|(key, (held, weight))| (key, weight * held.len() as f32))
        .collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
    ranked.truncate(20);
    let mut keys: Vec<String> = ranked.into_iter().map(|(key, _)| key.to_owned()).collect();
    keys.sort();
    let mut mentions = Vec::new();
    for &article in members {
        let passages = &articles[article];
        let holds = |terms: &Vec<Term>| terms.iter().any(|t| keys.binary_search(&t.key).is_ok());
        let sentences: Vec<usize> =
            (0..passages.sentences.len()).filter(|&at| holds(&passages.sentences[at])).collect();
        if !sentences.is_empty() {
            mentions.push(Mention { article: passages.id.to_owned(), sentences });
        }
    }
    build(articles, mentions, &keys, rarity, Some(&story.label))
}

fn build(
    articles: &[Passages],
    mut mentions: Vec<Mention>,
    keys: &[String],
    rarity: &Rarity,
    label: Option<&str>,
) -> Option<Event> {
    mentions.sort_by(|a, b| a.article.cmp(&b.article));
    let mut years: BTreeMap<&str, usize> = BTreeMap::new();
    let mut words: BTreeMap<&str, (f32, BTreeSet<&str>, &str)> = BTreeMap::new();
    for mention in &mentions {
        let passages = articles.iter().find(|a| a.id == mention.article)?;
        for terms in mention.sentences.iter().filter_map(|&s| passages.sentences.get(s)) {
            for term in terms {
                if term.kind == TermKind::Year {
                    *years.entry(term.key.trim_start_matches('%')).or_default() += 1;
                }
                if keys.binary_search(&term.key).is_ok() {
                    let slot = words.entry(&term.surface).or_insert((0.0, BTreeSet::new(), &term.key));
                    slot.0 = rarity.of(term.frequency);
                    slot.1.insert(&mention.article);
                }
            }
        }
    }
    let mut ranked: Vec<(&str, f32, &str)> =
        words.iter().map(|(w, (r, held, key))| (*w, r * held.len() as f32, *key)).collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
    let mut heads: Vec<&str> = Vec::new();
    let mut named: Vec<&str> = Vec::new();
    for (word, _, key) in &ranked {
        if !named.contains(key) && heads.len() < 4 {
            named.push(key);
            heads.push(word);
        }
    }
    let terms: Vec<String> = ranked.iter().map(|(word, ..)| (*word).to_owned()).collect();
    let year = years.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(a.0))).map(|(year, _)| year.to_owned());
    (!mentions.is_empty() && !heads.is_empty()).then(|| Event {
        id: format!("event:{}", heads.iter().take(3).copied().collect::<Vec<_>>().join("-")),
        label: label.map_or_else(|| heads.join(", "), str::to_owned),
        terms,
        date: year.filter(|_| label.is_none()),
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
