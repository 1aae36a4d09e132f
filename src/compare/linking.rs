//! Laying claims in rows: two claims join when each is the other's likest in its article and, looked at again, likely enough; and
//! groups join while, article by article, what they say is alike on average.
//!
//! Reciprocal best matches keep a claim that resembles many from drawing them all into one row. Every pair of articles counts
//! once, by its likest claims, so that an article which says a thing five times does not outweigh one that says it once, and
//! a row does not grow along a chain of claims.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

/// The chance of two claims that must not share a row, whatever else they share.
pub const APART: f32 = -8.0;

/// The chance of two claims that a reader joined: surer than any that is found.
pub const JOINED: f32 = 2.0;

/// Two claims that may share a row.
#[derive(Debug, Clone, Copy)]
pub struct Likeness {
    /// One.
    pub a: usize,
    /// The other.
    pub b: usize,
    /// How likely they say the same, 0 to 1; negative keeps them apart, [`JOINED`] lays them together.
    pub chance: f32,
    /// How much the same they mean by their acts and who takes part, 0 to 1.
    pub meaning: f32,
    /// Whether one is an event noun.
    pub noun: bool,
}

impl Likeness {
    /// The stronger of both, or negative where they are to stay apart.
    pub fn either(&self) -> f32 {
        if self.chance < 0.0 { self.chance } else { self.chance.max(self.meaning).min(1.0) }
    }
}

/// From which likeness on claims are laid together.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// Chance of two claims that are each other's likest, looked at again.
    pub pair: f32,
    /// Likeness that the mean over the articles of a row needs.
    pub mean: f32,
    /// Meaning of two claims that need not be each other's likest, of one article or of two.
    pub same: f32,
    /// The same where one is an event noun.
    pub noun: f32,
}

/// Claims that share a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The claims, sorted.
    pub claims: Vec<usize>,
    /// The least of the chances that brought them together, 0 to 1; 1 for a claim alone.
    pub weakest: f32,
}

/// Groups of claims, each sorted, by first member. `articles` is the article of each claim; `again` gives the chance of two claims
/// that are each other's likest. Ties go to the smaller claims, so the result depends only on the pairs.
pub fn groups(articles: &[usize], pairs: &[Likeness], bounds: Bounds, again: impl Fn(&Likeness) -> f32) -> Vec<Group> {
    let count = articles.len();
    let near: FxHashMap<(usize, usize), f32> =
        pairs.iter().map(|p| ((p.a.min(p.b), p.a.max(p.b)), p.either())).collect();
    let mut members: Vec<Vec<usize>> = (0..count).map(|claim| vec![claim]).collect();
    let mut group: Vec<usize> = (0..count).collect();
    let mut weakest = vec![1.0f32; count];
    let joined = pairs.iter().filter(|pair| pair.chance >= JOINED).map(|pair| (pair.a, pair.b, 1.0, true));
    let mut likest: Vec<(f32, &Likeness)> =
        reciprocal(articles, pairs).into_iter().map(|pair| (again(pair), pair)).collect();
    likest.retain(|(chance, _)| *chance >= bounds.pair);
    likest.sort_by(|(x, p), (y, q)| y.total_cmp(x).then((p.a, p.b).cmp(&(q.a, q.b))));
    let likest = likest.into_iter().map(|(_, pair)| pair);
    // Of claims of one article nobody knows more than how much they mean the same.
    let sure = |p: &Likeness| p.either().max(if articles[p.a] == articles[p.b] { 0.0 } else { again(p) });
    let found = likest.chain(alike(pairs, bounds)).map(|pair| (pair.a, pair.b, sure(pair), false));
    for (a, b, chance, joined) in joined.chain(found) {
        let (a, b) = (group[a].min(group[b]), group[a].max(group[b]));
        let alike = |mean: Option<f32>| mean.is_some_and(|mean| mean >= bounds.mean);
        if a == b || !(joined || alike(link(&members[a], &members[b], articles, &near))) {
            continue;
        }
        let moved = std::mem::take(&mut members[b]);
        for &claim in &moved {
            group[claim] = a;
        }
        members[a].extend(moved);
        weakest[a] = weakest[a].min(weakest[b]).min(chance);
    }
    let groups = members.into_iter().zip(weakest).filter(|(members, _)| !members.is_empty());
    let mut groups: Vec<Group> = groups.map(|(claims, weakest)| Group { claims, weakest }).collect();
    for group in &mut groups {
        group.claims.sort_unstable();
    }
    groups.sort_by(|a, b| a.claims.cmp(&b.claims));
    groups
}

/// The pairs of claims of different articles that are each other's likest. A clause and an event noun inside it are no rivals, for
/// they never share a row: the one that is likelier when looked at again is taken.
fn reciprocal<'p>(articles: &[usize], pairs: &'p [Likeness]) -> Vec<&'p Likeness> {
    let inside: FxHashSet<(usize, usize)> = pairs
        .iter()
        .filter(|p| p.noun && p.chance < 0.0 && articles[p.a] == articles[p.b])
        .map(|p| (p.a, p.b))
        .collect();
    let across = |p: &&Likeness| p.chance > 0.0 && articles[p.a] != articles[p.b];
    // By claim and other article: the claims there with their chances.
    let mut rivals: FxHashMap<(usize, usize), Vec<(usize, f32)>> = FxHashMap::default();
    for pair in pairs.iter().filter(across) {
        for (claim, other) in [(pair.a, pair.b), (pair.b, pair.a)] {
            rivals.entry((claim, articles[other])).or_default().push((other, pair.chance));
        }
    }
    let likest = |claim: usize, other: usize, chance: f32| {
        let all = rivals.get(&(claim, articles[other])).map_or(&[][..], |list| list);
        all.iter().all(|&(rival, better)| better <= chance || inside.contains(&(rival.min(other), rival.max(other))))
    };
    pairs.iter().filter(across).filter(|p| likest(p.a, p.b, p.chance) && likest(p.b, p.a, p.chance)).collect()
}

/// The pairs that mean the same, the surest first.
fn alike(pairs: &[Likeness], bounds: Bounds) -> Vec<&Likeness> {
    let least = |pair: &Likeness| if pair.noun { bounds.noun } else { bounds.same };
    let mut list: Vec<&Likeness> = pairs.iter().filter(|p| p.chance >= 0.0 && p.meaning >= least(p)).collect();
    list.sort_by(|x, y| y.meaning.total_cmp(&x.meaning).then((x.a, x.b).cmp(&(y.a, y.b))));
    list
}

/// Mean over the pairs of articles of the likeness of their likest claims; 1 between claims of one article; `None` when two
/// claims are to stay apart.
fn link(a: &[usize], b: &[usize], articles: &[usize], near: &FxHashMap<(usize, usize), f32>) -> Option<f32> {
    let mut best: BTreeMap<(usize, usize), f32> = BTreeMap::new();
    for &x in a {
        for &y in b {
            let chance = near.get(&(x.min(y), x.max(y))).copied().unwrap_or(0.0);
            if chance < 0.0 {
                return None;
            }
            if articles[x] != articles[y] {
                let slot = best.entry((articles[x], articles[y])).or_insert(0.0);
                *slot = slot.max(chance);
            }
        }
    }
    Some(if best.is_empty() { 1.0 } else { best.values().sum::<f32>() / best.len() as f32 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(articles: &[usize], edges: &[(usize, usize, f32)], expect: &[&[usize]]) {
        let pairs: Vec<Likeness> =
            edges.iter().map(|&(a, b, chance)| Likeness { a, b, chance, meaning: chance - 0.4, noun: false }).collect();
        let bounds = Bounds { pair: 0.5, mean: 0.4, same: 0.5, noun: 0.5 };
        let found: Vec<_> =
            groups(articles, &pairs, bounds, |pair| pair.chance).into_iter().map(|g| g.claims).collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn a_claim_joins_only_the_one_whose_likest_it_is() {
        check(&[0, 0, 1], &[(0, 2, 0.88), (1, 2, 0.8)], &[&[0, 2], &[1]]);
    }

    #[test]
    fn claims_that_mean_the_same_join_though_another_is_liker() {
        check(&[0, 0, 1], &[(0, 2, 0.95), (1, 2, 0.92)], &[&[0, 1, 2]]);
        check(&[0, 0], &[(0, 1, 0.92)], &[&[0, 1]]);
    }

    #[test]
    fn what_a_reader_joined_is_one_row_whatever_else_keeps_it_apart() {
        check(&[0, 1, 0], &[(0, 1, 0.88), (1, 2, JOINED), (0, 2, -8.0)], &[&[0], &[1, 2]]);
        check(&[0, 0, 0], &[(0, 1, JOINED), (1, 2, JOINED), (0, 2, -8.0)], &[&[0, 1, 2]]);
    }

    #[test]
    fn a_chain_over_articles_does_not_become_one_row() {
        check(&[0, 1, 2, 3], &[(0, 1, 0.88), (1, 2, 0.6), (2, 3, 0.88)], &[&[0, 1], &[2, 3]]);
    }

    #[test]
    fn three_articles_that_say_the_same_are_one_row() {
        check(&[0, 1, 2], &[(0, 1, 0.88), (1, 2, 0.6), (0, 2, 0.7)], &[&[0, 1, 2]]);
    }

    #[test]
    fn claims_that_exclude_one_another_never_share_a_row() {
        check(&[0, 1, 0], &[(0, 1, 0.88), (1, 2, 0.8), (0, 2, -8.0)], &[&[0, 1], &[2]]);
    }

    #[test]
    fn a_row_is_as_sure_as_the_weakest_pair_that_brought_its_claims_together() {
        let pair = |a, b, chance| Likeness { a, b, chance, meaning: 0.0, noun: false };
        let pairs = [pair(0, 1, 0.9), pair(1, 2, 0.6), pair(0, 2, 0.45), pair(3, 4, JOINED)];
        let bounds = Bounds { pair: 0.5, mean: 0.4, same: 0.5, noun: 0.5 };
        let sure: Vec<_> =
            groups(&[0, 1, 2, 0, 1, 2], &pairs, bounds, |pair| pair.chance).iter().map(|g| g.weakest).collect();
        assert_eq!(sure, [0.6, 1.0, 1.0]);
    }
}
