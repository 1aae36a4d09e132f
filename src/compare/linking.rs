//! Laying claims in rows: groups join while, article by article, what they say is alike on average.
//!
//! Every pair of articles counts once, by its likest claims, so that an article which says a thing five times does not
//! outweigh one that says it once, and a row does not grow along a chain of claims.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap};

use crate::events::Edge;

/// No two articles of a row may be less alike than this share of the threshold.
const LEAST: f32 = 0.5;

/// How much the likeness of two claims of one article counts.
const WITHIN: f32 = 0.6;

struct Offer {
    mean: f32,
    a: usize,
    b: usize,
    sizes: (usize, usize),
}

impl PartialEq for Offer {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl Eq for Offer {}
impl PartialOrd for Offer {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Offer {
    fn cmp(&self, other: &Self) -> Ordering {
        self.mean.total_cmp(&other.mean).then_with(|| (other.a, other.b).cmp(&(self.a, self.b)))
    }
}

/// Groups of claims, each sorted, by first member. `articles` is the article of each claim; a negative edge keeps two claims
/// apart. Ties go to the smaller claims, so the result depends only on the edges.
pub fn groups(articles: &[usize], edges: &[Edge], threshold: f32) -> Vec<Vec<usize>> {
    let count = articles.len();
    let mut near: Vec<BTreeMap<usize, f32>> = vec![BTreeMap::new(); count];
    for edge in edges.iter().filter(|e| e.a != e.b && e.a < count && e.b < count) {
        near[edge.a].insert(edge.b, edge.weight);
        near[edge.b].insert(edge.a, edge.weight);
    }
    let mut members: Vec<Vec<usize>> = (0..count).map(|claim| vec![claim]).collect();
    let mut group: Vec<usize> = (0..count).collect();
    let mut heap: BinaryHeap<Offer> = BinaryHeap::new();
    let within = |e: &Edge| if articles.get(e.a) == articles.get(e.b) { WITHIN * e.weight } else { e.weight };
    for edge in edges.iter().filter(|e| within(e) >= threshold) {
        heap.push(Offer { mean: within(edge), a: edge.a.min(edge.b), b: edge.a.max(edge.b), sizes: (1, 1) });
    }
    while let Some(offer) = heap.pop() {
        let (a, b) = (offer.a, offer.b);
        // An offer made before one of the two grew is out of date.
        if (members[a].len(), members[b].len()) != offer.sizes {
            continue;
        }
        let moved = std::mem::take(&mut members[b]);
        for &claim in &moved {
            group[claim] = a;
        }
        members[a].extend(moved);
        let mut beside: Vec<usize> = members[a]
            .iter()
            .flat_map(|claim| near[*claim].keys())
            .map(|claim| group[*claim])
            .filter(|g| *g != a)
            .collect();
        beside.sort_unstable();
        beside.dedup();
        for other in beside {
            if let Some(mean) = link(&members[a], &members[other], articles, &near, threshold)
                && mean >= threshold
            {
                let (low, high) = (a.min(other), a.max(other));
                heap.push(Offer { mean, a: low, b: high, sizes: (members[low].len(), members[high].len()) });
            }
        }
    }
    let mut groups: Vec<Vec<usize>> = members.into_iter().filter(|m| !m.is_empty()).collect();
    for group in &mut groups {
        group.sort_unstable();
    }
    groups.sort();
    groups
}

/// Mean over the pairs of articles of the likeness of their likest claims; `None` when two claims are to stay apart or two
/// articles have too little in common.
fn link(a: &[usize], b: &[usize], articles: &[usize], near: &[BTreeMap<usize, f32>], threshold: f32) -> Option<f32> {
    let mut best: BTreeMap<(usize, usize), f32> = BTreeMap::new();
    for &x in a {
        for &y in b {
            let weight = near[x].get(&y).copied().unwrap_or(0.0);
            if weight < 0.0 {
                return None;
            }
            // What one article says twice brings no two outlets together.
            let weight = if articles[x] == articles[y] { weight * WITHIN } else { weight };
            let slot = best.entry((articles[x], articles[y])).or_insert(0.0);
            *slot = slot.max(weight);
        }
    }
    let least = best.values().copied().fold(f32::MAX, f32::min);
    (least >= LEAST * threshold).then(|| best.values().sum::<f32>() / best.len().max(1) as f32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(articles: &[usize], edges: &[(usize, usize, f32)], expect: &[&[usize]]) {
        let edges: Vec<Edge> = edges.iter().map(|&(a, b, weight)| Edge { a, b, weight }).collect();
        assert_eq!(groups(articles, &edges, 0.5), expect);
    }

    #[test]
    fn an_article_that_repeats_itself_counts_once() {
        let all = [(0, 1, 0.9), (1, 2, 0.9), (0, 2, 0.9), (0, 3, 0.6), (1, 3, 0.6), (2, 3, 0.6)];
        check(&[0, 0, 0, 1], &all, &[&[0, 1, 2, 3]]);
    }

    #[test]
    fn a_chain_over_articles_does_not_become_one_row() {
        check(&[0, 1, 2, 3], &[(0, 1, 0.9), (1, 2, 0.6), (2, 3, 0.9)], &[&[0, 1], &[2, 3]]);
    }

    #[test]
    fn claims_that_exclude_one_another_never_share_a_row() {
        check(&[0, 1, 0], &[(0, 1, 0.9), (1, 2, 0.9), (0, 2, -8.0)], &[&[0, 1], &[2]]);
    }
}
