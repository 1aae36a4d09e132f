//! Average-link clustering over a sparse graph: the two groups with the highest mean similarity join, until none is above the
//! threshold. Pairs without an edge count as nought, so that groups neither chain nor need all pairs.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap};

/// A similarity of two different items; a strongly negative one keeps them apart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Edge {
    /// One item.
    pub a: usize,
    /// The other.
    pub b: usize,
    /// How alike they are.
    pub weight: f32,
}

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

/// Groups of `0..count`, each sorted, by first member. Ties go to the smaller items, so the result depends only on the edges.
pub fn average_link(count: usize, edges: &[Edge], threshold: f32) -> Vec<Vec<usize>> {
    let mut members: Vec<Vec<usize>> = (0..count).map(|item| vec![item]).collect();
    let mut sums: Vec<BTreeMap<usize, f32>> = vec![BTreeMap::new(); count];
    for edge in edges.iter().filter(|e| e.a != e.b && e.a < count && e.b < count) {
        sums[edge.a].insert(edge.b, edge.weight);
        sums[edge.b].insert(edge.a, edge.weight);
    }
    let mut heap: BinaryHeap<Offer> = BinaryHeap::new();
    for (a, near) in sums.iter().enumerate() {
        for (&b, &mean) in near.range(a + 1..) {
            if mean >= threshold {
                heap.push(Offer { mean, a, b, sizes: (1, 1) });
            }
        }
    }
    while let Some(offer) = heap.pop() {
        let (a, b) = (offer.a, offer.b);
        // An offer made before one of the two grew is out of date.
        if (members[a].len(), members[b].len()) != offer.sizes {
            continue;
        }
        let moved = std::mem::take(&mut members[b]);
        members[a].extend(moved);
        let near = std::mem::take(&mut sums[b]);
        sums[a].remove(&b);
        for (other, sum) in near {
            if other == a {
                continue;
            }
            sums[other].remove(&b);
            *sums[a].entry(other).or_default() += sum;
            let total = sums[a][&other];
            sums[other].insert(a, total);
        }
        for (&other, &sum) in &sums[a] {
            let mean = sum / (members[a].len() * members[other].len()) as f32;
            if mean >= threshold {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn check(count: usize, edges: &[(usize, usize, f32)], expect: &[&[usize]]) {
        let edges: Vec<Edge> = edges.iter().map(|&(a, b, weight)| Edge { a, b, weight }).collect();
        assert_eq!(average_link(count, &edges, 0.5), expect);
    }

    #[test]
    fn likes_join_and_strangers_stay_alone() {
        check(4, &[(0, 2, 0.9), (1, 3, 0.4)], &[&[0, 2], &[1], &[3]]);
    }

    #[test]
    fn a_chain_does_not_become_one_group() {
        check(4, &[(0, 1, 0.9), (1, 2, 0.6), (2, 3, 0.9)], &[&[0, 1], &[2, 3]]);
    }

    #[test]
    fn a_conflict_keeps_two_items_apart_whatever_they_share() {
        check(3, &[(0, 1, 0.9), (1, 2, 0.9), (0, 2, -9.0)], &[&[0, 1], &[2]]);
    }

    #[test]
    fn the_order_of_edges_does_not_matter() {
        let mut edges = [(0, 1, 0.7), (1, 2, 0.7), (2, 3, 0.7), (0, 3, 0.7)];
        check(4, &edges, &[&[0, 1], &[2, 3]]);
        edges.reverse();
        check(4, &edges, &[&[0, 1], &[2, 3]]);
    }
}
