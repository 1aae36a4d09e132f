//! Stories: articles grouped by main subject.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::rules::RuleSet;

use super::copies::Copies;
use super::likeness;
use super::linkage::{Bond, Edge, groups};
use super::{Outline, Sketch, Story};

/// Articles grouped, coarsely and finely.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grouped {
    /// A partition of the articles, ordered by first id.
    pub stories: Vec<Story>,
    /// Groups of two or more that tell of one happening: mostly parts of stories, by id.
    pub happenings: Vec<Vec<String>>,
}

/// Groups articles by main subject. Copies stay together whenever they were printed.
pub fn stories(outlines: Vec<Outline>, copies: &[Copies], rules: &RuleSet) -> Vec<Story> {
    let graph = Graph::new(outlines, copies, rules);
    let bond = bond(rules);
    graph.stories(bond)
}

/// Groups articles by main subject, and more finely by what happened.
pub fn grouped(outlines: Vec<Outline>, copies: &[Copies], rules: &RuleSet) -> Grouped {
    let graph = Graph::new(outlines, copies, rules);
    let bond = bond(rules);
    let finer = Bond { cohesion: value(rules, "happening", 0.7).max(bond.cohesion), ..bond };
    Grouped { stories: graph.stories(bond), happenings: graph.happenings(finer) }
}

fn value(rules: &RuleSet, name: &str, otherwise: f32) -> f32 {
    rules.number("stories", name).map_or(otherwise, |value| value as f32)
}

fn bond(rules: &RuleSet) -> Bond {
    Bond {
        least: value(rules, "threshold", 0.2),
        cohesion: value(rules, "cohesion", 0.65),
        tightest: value(rules, "tightest", 0.5),
    }
}

/// Articles, and how alike they are.
struct Graph {
    outlines: Vec<Outline>,
    edges: Vec<Edge>,
}

impl Graph {
    fn new(mut outlines: Vec<Outline>, copies: &[Copies], rules: &RuleSet) -> Graph {
        // Those without a day come last: they look at all the others.
        outlines.par_sort_by(|a, b| {
            let day = |o: &Outline| (o.day.is_none(), o.day);
            day(a).cmp(&day(b)).then_with(|| a.id.cmp(&b.id))
        });
        outlines.par_iter_mut().for_each(|outline| outline.sketch = Sketch::default());
        let mut edges = likeness::edges(&mut outlines, rules);
        bind_copies(&outlines, copies, &mut edges);
        Graph { outlines, edges }
    }

    fn stories(&self, bond: Bond) -> Vec<Story> {
        let found = groups(self.outlines.len(), &self.edges, bond);
        let typical = typical(&found, self.outlines.len(), &self.edges);
        let both = found.iter().zip(typical);
        let mut list: Vec<Story> = both.map(|(group, typical)| story(&self.outlines, group, typical)).collect();
        list.sort_by(|a, b| a.articles.cmp(&b.articles));
        list
    }

    fn happenings(&self, bond: Bond) -> Vec<Vec<String>> {
        let parts = groups(self.outlines.len(), &self.edges, bond).into_iter().filter(|group| group.len() > 1);
        let ids = |group: Vec<usize>| {
            let mut ids: Vec<String> = group.into_iter().map(|article| self.outlines[article].id.clone()).collect();
            ids.sort();
            ids
        };
        let mut happenings: Vec<Vec<String>> = parts.map(ids).collect();
        happenings.sort();
        happenings
    }
}

/// An edge as strong as can be between any two copies that share text.
fn bind_copies(outlines: &[Outline], copies: &[Copies], edges: &mut Vec<Edge>) {
    let mut wanted: FxHashMap<&str, usize> = FxHashMap::default();
    wanted.extend(copies.iter().flat_map(|c| &c.articles).map(|id| (id.as_str(), usize::MAX)));
    for (at, outline) in outlines.iter().enumerate() {
        if let Some(slot) = wanted.get_mut(outline.id.as_str()) {
            *slot = at;
        }
    }
    let mut bound: FxHashMap<(usize, usize), f32> = FxHashMap::default();
    for copy in copies {
        for (at, a) in copy.articles.iter().enumerate() {
            for b in copy.articles.iter().skip(at + 1) {
                if let (Some(&a), Some(&b)) = (wanted.get(a.as_str()), wanted.get(b.as_str())) {
                    bound.insert((a.min(b), a.max(b)), copy.share);
                }
            }
        }
    }
    for edge in edges.iter_mut() {
        if let Some(share) = bound.remove(&(edge.a as usize, edge.b as usize)) {
            edge.weight = edge.weight.max(share);
        }
    }
    let mut rest: Vec<((usize, usize), f32)> = bound.into_iter().collect();
    rest.sort_unstable_by_key(|(pair, _)| *pair);
    edges.extend(rest.into_iter().map(|((a, b), weight)| Edge { a: a as u32, b: b as u32, weight }));
}

/// Of each group the member that is likest to the others; the first of equals.
fn typical(groups: &[Vec<usize>], count: usize, edges: &[Edge]) -> Vec<usize> {
    let mut group_of = vec![0usize; count];
    for (number, group) in groups.iter().enumerate() {
        for &member in group {
            group_of[member] = number;
        }
    }
    let mut sums = vec![0.0f32; count];
    for edge in edges.iter().filter(|e| group_of[e.a as usize] == group_of[e.b as usize]) {
        sums[edge.a as usize] += edge.weight;
        sums[edge.b as usize] += edge.weight;
    }
    let best = |group: &Vec<usize>| {
        group.iter().copied().max_by(|&a, &b| sums[a].total_cmp(&sums[b]).then(b.cmp(&a))).unwrap_or(0)
    };
    groups.iter().map(best).collect()
}

fn story(outlines: &[Outline], group: &[usize], typical: usize) -> Story {
    let mut ids: Vec<String> = group.iter().map(|&article| outlines[article].id.clone()).collect();
    ids.sort();
    let label = outlines[typical].title.clone();
    Story { id: format!("story:{}", ids.first().map_or("", |id| id)), label, articles: ids }
}
