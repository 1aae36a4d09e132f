//! Average-link clustering over a sparse graph: the two groups with the highest mean similarity join, until none is above the
//! threshold. Pairs without an edge count as nought, so that groups neither chain nor need all pairs.
//!
//! Two groups that each hold together much more tightly than they hold to one another stay apart: the crash of one aircraft
//! and the crash of another share their words, but less than the reports of each do.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rayon::prelude::*;

/// A similarity of two different items; a strongly negative one keeps them apart.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Edge {
    /// One item.
    pub a: u32,
    /// The other.
    pub b: u32,
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

/// Two groups that may join: their mean similarity in an order of integers, the smaller group and the other (ties go to the
/// smaller items), and how many members both had. An offer made before one of the two grew is out of date.
type Offer = (i32, Reverse<(u32, u32)>, (u32, u32));

/// An integer that grows with a number.
fn ranked(mean: f32) -> i32 {
    let bits = mean.to_bits().cast_signed();
    bits ^ (((bits >> 31).cast_unsigned()) >> 1).cast_signed()
}

/// Groups of `0..count`, each sorted, by first member; the result depends only on the edges. What no edge of at least
/// `bond.least` connects is grouped side by side.
pub fn groups(count: usize, edges: &[Edge], bond: Bond) -> Vec<Vec<usize>> {
    let most = u32::try_from(count).unwrap_or(u32::MAX);
    let mut parent: Vec<u32> = (0..most).collect();
    let sound = || edges.iter().filter(|e| e.a != e.b && e.a.max(e.b) < most);
    for edge in sound().filter(|e| e.weight >= bond.least) {
        let (a, b) = (root(&mut parent, edge.a), root(&mut parent, edge.b));
        parent[a.max(b) as usize] = a.min(b);
    }
    // Components by their first members, which are their roots; each with its members and its edges in their order.
    let (mut of, mut components) = (vec![0u32; parent.len()], 0);
    for item in 0..most {
        let first = root(&mut parent, item);
        of[item as usize] = if first == item { components } else { of[first as usize] };
        components += u32::from(first == item);
    }
    let members = Bins::new(components, (0..most).map(|item| (of[item as usize], item)));
    let mut number = vec![0u32; parent.len()];
    for bin in 0..components as usize {
        (0u32..).zip(members.of(bin)).for_each(|(at, &item)| number[item as usize] = at);
    }
    let inside = Bins::new(
        components,
        sound().filter(|e| of[e.a as usize] == of[e.b as usize]).map(|&Edge { a, b, weight }| {
            (of[a as usize], Edge { a: number[a as usize], b: number[b as usize], weight })
        }),
    );
    let mut found: Vec<Vec<usize>> = (0..components as usize)
        .into_par_iter()
        .flat_map_iter(|bin| {
            let list = members.of(bin);
            let parts = component(list.len(), inside.of(bin), bond);
            parts.into_iter().map(|part| part.into_iter().map(|at| list[at] as usize).collect::<Vec<_>>())
        })
        .collect();
    found.par_sort_unstable();
    found
}

fn root(parent: &mut [u32], item: u32) -> u32 {
    let mut top = item;
    while parent[top as usize] != top {
        parent[top as usize] = parent[parent[top as usize] as usize];
        top = parent[top as usize];
    }
    top
}

/// Values by bin, in each bin in the order they came.
struct Bins<T> {
    begins: Vec<u32>,
    values: Vec<T>,
}

impl<T: Copy + Default> Bins<T> {
    fn new(bins: u32, given: impl Iterator<Item = (u32, T)> + Clone) -> Bins<T> {
        let mut begins = vec![0u32; bins as usize + 2];
        given.clone().for_each(|(bin, _)| begins[bin as usize + 2] += 1);
        for bin in 2..begins.len() {
            begins[bin] += begins[bin - 1];
        }
        // While values are put in, a bin's end stands where its begin will.
        let mut values = vec![T::default(); begins.last().map_or(0, |&end| end as usize)];
        for (bin, value) in given {
            let slot = &mut begins[bin as usize + 1];
            values[*slot as usize] = value;
            *slot += 1;
        }
        Bins { begins, values }
    }

    fn of(&self, bin: usize) -> &[T] {
        let bounds = self.begins.get(bin).zip(self.begins.get(bin + 1));
        bounds.and_then(|(&start, &end)| self.values.get(start as usize..end as usize)).unwrap_or_default()
    }
}

/// The sums of the similarities of one group to others, by group.
type Near = Vec<(u32, f32)>;

fn component(count: usize, edges: &[Edge], bond: Bond) -> Vec<Vec<usize>> {
    if count == 1 {
        return vec![vec![0]];
    }
    let mut members: Vec<Vec<usize>> = (0..count).map(|item| vec![item]).collect();
    let mut within: Vec<f32> = vec![0.0; count];
    let mut sums: Vec<Near> = vec![Vec::new(); count];
    for edge in edges {
        sums[edge.a as usize].push((edge.b, edge.weight));
        sums[edge.b as usize].push((edge.a, edge.weight));
    }
    for near in &mut sums {
        // Of two edges between the same items the later counts.
        near.reverse();
        near.sort_by_key(|(other, _)| *other);
        near.dedup_by_key(|(other, _)| *other);
    }
    let mut offers: Vec<Offer> = Vec::with_capacity(edges.len());
    for (a, near) in (0u32..).zip(&sums) {
        let after = near.iter().filter(|(b, mean)| *b > a && *mean >= bond.least);
        offers.extend(after.map(|&(b, mean)| (ranked(mean), Reverse((a, b)), (1, 1))));
    }
    let mut heap = BinaryHeap::from(offers);
    while let Some((_, Reverse((first, second)), sizes)) = heap.pop() {
        let (a, b) = (first as usize, second as usize);
        let size = |group: usize| members[group].len() as u32;
        if (size(a), size(b)) != sizes {
            continue;
        }
        let moved = std::mem::take(&mut members[b]);
        members[a].extend(moved);
        within[a] += within[b] + of(&sums[a], second);
        join(&mut sums, first, second);
        let cohesion = |group: usize| {
            let size = members[group].len();
            let pairs = (size * size.saturating_sub(1) / 2).max(1) as f32;
            (size > 1).then(|| (within[group] / pairs).min(bond.tightest))
        };
        let (size, own) = (|group: usize| members[group].len() as u32, cohesion(a));
        for &(other, sum) in &sums[a] {
            let mean = sum / (size(a) * size(other as usize)) as f32;
            if mean < bond.least {
                continue;
            }
            let needed = match (own, cohesion(other as usize)) {
                (Some(own), Some(theirs)) => bond.cohesion * (own * theirs).sqrt(),
                _ => bond.least,
            };
            if mean >= needed {
                let (low, high) = (first.min(other), first.max(other));
                heap.push((ranked(mean), Reverse((low, high)), (size(low as usize), size(high as usize))));
            }
        }
    }
    let mut groups: Vec<Vec<usize>> = members.into_iter().filter(|m| !m.is_empty()).collect();
    for group in &mut groups {
        group.sort_unstable();
    }
    groups
}

fn of(near: &Near, group: u32) -> f32 {
    near.binary_search_by_key(&group, |(other, _)| *other).ok().and_then(|at| near.get(at)).map_or(0.0, |(_, sum)| *sum)
}

/// Group `b` goes into group `a`: what others have with both is summed.
fn join(sums: &mut [Near], a: u32, b: u32) {
    let (own, theirs) = (std::mem::take(&mut sums[a as usize]), std::mem::take(&mut sums[b as usize]));
    let mut both: Near = Vec::with_capacity(own.len() + theirs.len());
    let mut own = own.into_iter().filter(|(other, _)| *other != b).peekable();
    for (other, sum) in theirs.into_iter().filter(|(other, _)| *other != a) {
        both.extend(std::iter::from_fn(|| own.next_if(|(before, _)| *before < other)));
        let total = sum + own.next_if(|(same, _)| *same == other).map_or(0.0, |(_, sum)| sum);
        both.push((other, total));
        let near = &mut sums[other as usize];
        if let Ok(at) = near.binary_search_by_key(&b, |(group, _)| *group) {
            near.remove(at);
        }
        match near.binary_search_by_key(&a, |(group, _)| *group) {
            Ok(at) => near[at].1 = total,
            Err(at) => near.insert(at, (a, total)),
        }
    }
    both.extend(own);
    sums[a as usize] = both;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(count: usize, edges: &[(u32, u32, f32)], cohesion: f32) -> Vec<Vec<usize>> {
        let edges: Vec<Edge> = edges.iter().map(|&(a, b, weight)| Edge { a, b, weight }).collect();
        groups(count, &edges, Bond { cohesion, ..Bond::default() })
    }

    fn check(count: usize, edges: &[(u32, u32, f32)], expect: &[&[usize]]) {
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
