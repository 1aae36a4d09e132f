//! What a reader says of claims, laid over what was found: likenesses that join or keep apart whatever else is known.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::linking::{APART, JOINED, Likeness};

/// The reader's rulings over the claims of some articles, each claim as (article, claim).
#[derive(Debug, Clone, Default)]
pub struct Ruled {
    /// Of each group: one row.
    pub joined: Vec<Vec<(usize, usize)>>,
    /// Of each group: no two in a row.
    pub split: Vec<Vec<(usize, usize)>>,
}

/// What a reader had to do with a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ByReader {
    /// Some of its claims were joined.
    Joined,
    /// One of its claims was kept from another row.
    Split,
}

impl Ruled {
    /// The claims with those that are joined to one of them.
    pub fn with_partners(&self, mut claims: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
        let given: BTreeSet<(usize, usize)> = claims.iter().copied().collect();
        for group in self.joined.iter().filter(|group| group.iter().any(|claim| given.contains(claim))) {
            claims.extend(group.iter().filter(|claim| !given.contains(claim)));
        }
        claims.sort_unstable();
        claims.dedup();
        claims
    }

    /// Puts the rulings in the place of what was found of the same pairs; who is both joined and split is joined.
    pub fn over(&self, claims: &[(usize, usize)], edges: Vec<Likeness>) -> Vec<Likeness> {
        let mut said: BTreeMap<(usize, usize), f32> = BTreeMap::new();
        for (groups, chance) in [(&self.split, APART), (&self.joined, JOINED)] {
            for group in groups {
                let mut at: Vec<usize> = group.iter().filter_map(|claim| claims.binary_search(claim).ok()).collect();
                at.sort_unstable();
                at.dedup();
                for (first, &a) in at.iter().enumerate() {
                    said.extend(at.iter().skip(first + 1).map(|&b| ((a, b), chance)));
                }
            }
        }
        if said.is_empty() {
            return edges;
        }
        let mut list: Vec<Likeness> =
            edges.into_iter().filter(|edge| !said.contains_key(&(edge.a.min(edge.b), edge.a.max(edge.b)))).collect();
        list.extend(said.into_iter().map(|((a, b), chance)| Likeness {
            a,
            b,
            chance,
            meaning: chance.clamp(0.0, 1.0),
            noun: false,
        }));
        list
    }

    /// What the reader had to do with a row of these claims.
    pub fn of(&self, members: &[(usize, usize)]) -> Option<ByReader> {
        let named = |group: &[(usize, usize)]| group.iter().filter(|claim| members.contains(claim)).count();
        if self.joined.iter().any(|group| named(group) > 1) {
            return Some(ByReader::Joined);
        }
        self.split.iter().any(|group| group.len() > 1 && named(group) > 0).then_some(ByReader::Split)
    }
}
