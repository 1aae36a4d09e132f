//! Average-link clustering over a sparse graph: the two groups with the highest mean similarity join, until none is above the
//! threshold. Pairs without an edge count as nought, so that groups neither chain nor need all pairs.
//!
//! Two groups that each hold together much more tightly than they hold to one another stay apart: the crash of one aircraft
//! and the crash of another share their words, but less than the reports of each do.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap};

use rayon::prelude::*;

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

/// What holds two groups together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bond {
    /// The least mean similarity.
    pub least: f32,
    /// Groups of two or more join only from this share of their own cohesion (geometric mean of both) on; 0: any.
    pub cohesion: f32,
    /// More cohesion than this does not count: pairs of near-copies are no reason to leave others out.
    pub tightest: f32,
}

impl Default for Bond {
    fn default() -> Self {
        Bond { least: 0.5, cohesion: 0.0, tightest: 1.0 }
    }
}

/// Two groups that may join, the likest first. Ties go to the smaller items.
#[derive(Debug, Clone, Copy)]
pub struct Offer {
    /// Mean similarity.
    pub mean: f32,
    /// The smaller group.
    pub a: usize,
    /// The other.
    pub b: usize,
    /// How many members both had; an offer made before one of the two grew is out of date.
    pub sizes: (usize, usize),
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

/// Groups of `0..count`, each sorted, by first member; the result depends only on the edges. What no edge of at least
/// `bond.least` connects is grouped side by side.
pub fn groups(count: usize, edges: &[Edge], bond: Bond) -> Vec<Vec<usize>> {
    let mut parent: Vec<usize> = (0..count).collect();
    let sound = |e: &&Edge| e.a != e.b && e.a < count && e.b < count;
    for edge in edges.iter().filter(sound).filter(|e| e.weight >= bond.least) {
        let (a, b) = (root(&mut parent, edge.a), root(&mut parent, edge.b));
        parent[a.max(b)] = a.min(b);
    }
    // Components one after the other, each with its members and its edges in their order.
    let of: Vec<usize> = (0..count).map(|item| root(&mut parent, item)).collect();
    let mut members: Vec<u32> = (0..count).filter_map(|item| u32::try_from(item).ok()).collect();
    members.par_sort_by_key(|&item| of[item as usize]);
    let mut number = vec![0u32; count];
    for list in members.chunk_by(|&a, &b| of[a as usize] == of[b as usize]) {
        (0u32..).zip(list).for_each(|(at, &item)| number[item as usize] = at);
    }
    let inside = |&at: &u32| edges.get(at as usize).filter(sound).is_some_and(|e| of[e.a] == of[e.b]);
    let mut order: Vec<u32> = (0..u32::try_from(edges.len()).unwrap_or(u32::MAX)).filter(inside).collect();
    order.par_sort_by_key(|&at| of[edges[at as usize].a]);
    let mut rest = order.as_slice();
    let mut components: Vec<(&[u32], &[u32])> = Vec::new();
    for list in members.chunk_by(|&a, &b| of[a as usize] == of[b as usize]) {
        let here = list.first().map(|&item| of[item as usize]);
        let mine = rest.partition_point(|&at| Some(of[edges[at as usize].a]) == here);
        let (own, others) = rest.split_at(mine);
        components.push((list, own));
        rest = others;
    }
    let mut found: Vec<Vec<usize>> = components
        .into_par_iter()
        .flat_map_iter(|(list, own)| {
            let local = own.iter().map(|&at| edges[at as usize]);
            let local = local.map(|e| Edge { a: number[e.a] as usize, b: number[e.b] as usize, weight: e.weight });
            let parts = component(list.len(), &local.collect::<Vec<_>>(), bond);
            parts.into_iter().map(|part| part.into_iter().map(|at| list[at] as usize).collect::<Vec<_>>())
        })
        .collect();
    found.par_sort_unstable();
    found
}

fn root(parent: &mut [usize], item: usize) -> usize {
    let mut top = item;
    while parent[top] != top {
        parent[top] = parent[parent[top]];
        top = parent[top];
    }
    top
}

fn component(count: usize, edges: &[Edge], bond: Bond) -> Vec<Vec<usize>> {
    if count == 1 {
        return vec![vec![0]];
    }
    let mut members: Vec<Vec<usize>> = (0..count).map(|item| vec![item]).collect();
    let mut within: Vec<f32> = vec![0.0; count];
    let mut sums: Vec<BTreeMap<usize, f32>> = vec![BTreeMap::new(); count];
    for edge in edges {
        sums[edge.a].insert(edge.b, edge.weight);
        sums[edge.b].insert(edge.a, edge.weight);
    }
    let mut heap: BinaryHeap<Offer> = BinaryHeap::new();
    for (a, near) in sums.iter().enumerate() {
        for (&b, &mean) in near.range(a + 1..).filter(|(_, mean)| **mean >= bond.least) {
            heap.push(Offer { mean, a, b, sizes: (1, 1) });
        }
    }
    while let Some(Offer { a, b, sizes, mean }) = heap.pop() {
        if (members[a].len(), members[b].len()) != sizes {
            continue;
        }
        let moved = std::mem::take(&mut members[b]);
        within[a] += within[b] + mean * (sizes.0 * sizes.1) as f32;
        members[a].extend(moved);
        let near = std::mem::take(&mut sums[b]);
        sums[a].remove(&b);
        for (other, sum) in near.into_iter().filter(|(other, _)| *other != a) {
            sums[other].remove(&b);
            let total = sums[a].entry(other).or_default();
            *total += sum;
            let total = *total;
            sums[other].insert(a, total);
        }
        let cohesion = |group: usize| {
            let size = members[group].len();
            let pairs = (size * size.saturating_sub(1) / 2).max(1) as f32;
            (size > 1).then(|| (within[group] / pairs).min(bond.tightest))
        };
        for (&other, &sum) in &sums[a] {
            let mean = sum / (members[a].len() * members[other].len()) as f32;
            let needed = match (cohesion(a), cohesion(other)) {
                (Some(own), Some(theirs)) => bond.least.max(bond.cohesion * (own * theirs).sqrt()),
                _ => bond.least,
            };
            if mean >= needed {
                let (low, high) = (a.min(other), a.max(other));
                heap.push(Offer { mean, a: low, b: high, sizes: (members[low].len(), members[high].len()) });
            }
        }
    }
    let mut groups: Vec<Vec<usize>> = members.into_iter().filter(|m| !m.is_empty()).collect();
    for group in &mut groups {
        group.sort_unstable();
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(count: usize, edges: &[(usize, usize, f32)], cohesion: f32) -> Vec<Vec<usize>> {
        let edges: Vec<Edge> = edges.iter().map(|&(a, b, weight)| Edge { a, b, weight }).collect();
        groups(count, &edges, Bond { cohesion, ..Bond::default() })
    }

    fn check(count: usize, edges: &[(usize, usize, f32)], expect: &[&[usize]]) {
        assert_eq!(found(count, edges, 0.0), expect);
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

    #[test]
    fn two_tight_groups_stay_apart_and_two_loose_ones_join() {
        let across = [(0, 2, 0.55), (0, 3, 0.55), (1, 2, 0.55), (1, 3, 0.55)];
        let tight = [&across[..], &[(0, 1, 0.95), (2, 3, 0.95)]].concat();
        assert_eq!(found(4, &tight, 0.65), [[0, 1], [2, 3]]);
        let loose = [&across[..], &[(0, 1, 0.7), (2, 3, 0.7)]].concat();
        assert_eq!(found(4, &loose, 0.65), [[0, 1, 2, 3]]);
    }
}
