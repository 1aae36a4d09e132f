//! Stories: articles grouped by main subject, by the rarity-weighted terms they share and how near in time they are.
//!
//! Sparse vectors and an inverted index: only articles that share a rare term are ever compared.

use std::collections::BTreeMap;

use crate::claims::{Term, TermKind};
use crate::rules::RuleSet;

use super::linkage::{Edge, average_link};
use super::{Passages, Story};

/// A partition of the articles into stories, ordered by first id.
pub fn stories(articles: &[Passages], rules: &RuleSet) -> Vec<Story> {
    let value = |name: &str, otherwise: f32| {
        rules.tables.value("stories", rules.words.get(name)).map_or(otherwise, |value| value as f32)
    };
    let vectors = vectors(articles, rules.tables.background() as f32, value("headline", 2.0));
    let mut edges = neighbours(&vectors, value("common", 0.2));
    let half_life = value("half-life-days", 14.0);
    for edge in &mut edges {
        if let (Some(a), Some(b)) = (day(&articles[edge.a]), day(&articles[edge.b])) {
            edge.weight *= 0.5f32.powf((a - b).unsigned_abs() as f32 / half_life).max(value("time-floor", 0.3));
        }
    }
    let groups = average_link(articles.len(), &edges, value("threshold", 0.2));
    let mut list: Vec<Story> = groups.iter().map(|group| story(articles, group, &vectors)).collect();
    list.sort_by(|a, b| a.articles.cmp(&b.articles));
    list
}

/// A unit vector: keys with weights, sorted by key.
type Vector<'a> = Vec<(&'a str, f32)>;

fn vectors<'a>(articles: &'a [Passages], background: f32, headline: f32) -> Vec<Vector<'a>> {
    // How many of the articles at hand hold a key, for what the background does not know.
    let mut spread: BTreeMap<&str, u32> = BTreeMap::new();
    let mut counted: Vec<BTreeMap<&str, (f32, u32)>> = Vec::with_capacity(articles.len());
    for article in articles {
        let mut counts: BTreeMap<&str, (f32, u32)> = BTreeMap::new();
        let body = article.sentences.iter().flatten().map(|t| (t, 1.0));
        for (term, times) in body.chain(article.headline.iter().map(|t| (t, headline))).filter(|(t, _)| tells(t)) {
            let slot = counts.entry(&term.key).or_insert((0.0, term.frequency));
            slot.0 += times;
            slot.1 = slot.1.max(term.frequency);
        }
        for key in counts.keys() {
            *spread.entry(key).or_default() += 1;
        }
        counted.push(counts);
    }
    let total = articles.len() as f32;
    let mut list = Vec::with_capacity(articles.len());
    for counts in counted {
        let mut vector: Vector = counts
            .into_iter()
            .map(|(key, (count, frequency))| {
                let here = spread.get(key).copied().unwrap_or(1) as f32;
                // The corpus at hand speaks with its own size against the background's.
                let share = (frequency as f32 + here) / (background + total);
                (key, (1.0 + count.ln()) * (1.0 / share.max(1e-6)).ln().clamp(0.0, 9.0))
            })
            .filter(|(_, weight)| *weight > 0.0)
            .collect();
        let length = vector.iter().map(|(_, w)| w * w).sum::<f32>().sqrt();
        if length > 0.0 {
            vector.iter_mut().for_each(|(_, w)| *w /= length);
        }
        list.push(vector);
    }
    list
}

fn tells(term: &Term) -> bool {
    !matches!(term.kind, TermKind::Number | TermKind::Year)
}

/// Similarities of the pairs that share a term which at most `common` of the articles hold.
fn neighbours(vectors: &[Vector], common: f32) -> Vec<Edge> {
    let mut index: BTreeMap<&str, Vec<(usize, f32)>> = BTreeMap::new();
    for (article, vector) in vectors.iter().enumerate() {
        for (key, weight) in vector {
            index.entry(key).or_default().push((article, *weight));
        }
    }
    let most = ((vectors.len() as f32 * common) as usize).max(50);
    let mut edges = Vec::new();
    let mut sums = vec![0.0f32; vectors.len()];
    for (article, vector) in vectors.iter().enumerate() {
        let mut touched = Vec::new();
        for (key, weight) in vector {
            let Some(postings) = index.get(key).filter(|p| p.len() <= most) else { continue };
            for &(other, theirs) in postings.iter().skip_while(|(other, _)| *other <= article) {
                if sums[other] == 0.0 {
                    touched.push(other);
                }
                sums[other] += weight * theirs;
            }
        }
        touched.sort_unstable();
        for other in touched {
            if sums[other] >= 0.05 {
                edges.push(Edge { a: article, b: other, weight: sums[other] });
            }
            sums[other] = 0.0;
        }
    }
    edges
}

/// Days since a fixed day.
fn day(article: &Passages) -> Option<i64> {
    let date: jiff::civil::Date = article.date?.get(..10)?.parse().ok()?;
    Some(i64::from(date.year()) * 372 + i64::from(date.month()) * 31 + i64::from(date.day()))
}

fn story(articles: &[Passages], group: &[usize], vectors: &[Vector]) -> Story {
    let mut ids: Vec<String> = group.iter().map(|&article| articles[article].id.to_owned()).collect();
    ids.sort();
    let likeness = |a: usize, b: usize| {
        let theirs: BTreeMap<&str, f32> = vectors[b].iter().copied().collect();
        vectors[a].iter().map(|(key, w)| w * theirs.get(key).copied().unwrap_or(0.0)).sum::<f32>()
    };
    let typical = group.iter().copied().max_by(|&a, &b| {
        let sum = |x: usize| group.iter().take(30).filter(|&&y| y != x).map(|&y| likeness(x, y)).sum::<f32>();
        sum(a).total_cmp(&sum(b)).then_with(|| articles[b].id.cmp(articles[a].id))
    });
    let label = typical.map_or(String::new(), |article| articles[article].title.to_owned());
    Story { id: format!("story:{}", ids.first().map_or("", |id| id)), label, articles: ids }
}
