//! Copies: agency copy, reprints, updates of one address. They stay in their story, and count as one voice.
//!
//! An inverted index over the rarest part of the sketches proposes pairs, so no two articles are compared that share nothing;
//! the whole sketches tell how much of the shorter text they share, and where.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;

use crate::base::Span;
use crate::rules::RuleSet;

use super::linkage::{Bond, Edge, groups};
use super::outline::Outline;
use super::sketch::Sketch;

/// Hashes divisible by this are indexed.
const INDEXED: u32 = 16;
/// A shingle that more texts hold is boilerplate and says nothing of copying.
const BOILERPLATE: usize = 100;
/// Shorter texts are too short to tell.
const SHORTEST: usize = 5;

/// Near-duplicates and agency copy.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Copies {
    /// Ids, sorted.
    pub articles: Vec<String>,
    /// Share of the shorter text that stands in the other as well.
    pub share: f32,
    /// What each but the first shares with the one it is most like.
    pub shared: Vec<Shared>,
}

/// Two copies and the passages that both have.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Shared {
    /// One article.
    pub article: String,
    /// The article of the same group that it shares most with.
    #[serde(rename = "with")]
    pub other: String,
    /// Share of the shorter text that stands in both.
    pub share: f32,
    /// Whether both were published at one address: an update.
    pub same_url: bool,
    /// The passages, in the order of the one article.
    pub passages: Vec<SharedPassage>,
}

/// A passage that two articles share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct SharedPassage {
    /// Where it stands in the one article.
    #[serde(rename = "article")]
    pub own: Span,
    /// Where it stands in the other.
    #[serde(rename = "with")]
    pub other: Span,
}

/// Groups of articles that share at least half of the shorter text, or an address. `articles` are sorted by id.
pub fn copies(articles: &[Outline], rules: &RuleSet) -> Vec<Copies> {
    let least = rules.number("stories", "copy").map_or(0.5, |value| value as f32);
    let mut edges: Vec<(usize, usize)> = candidates(articles);
    edges.extend(same_address(articles));
    edges.par_sort_unstable();
    edges.dedup();
    let likely: Vec<Edge> = edges
        .par_iter()
        .filter_map(|&(a, b)| {
            let (one, other) = (&articles[a], &articles[b]);
            let share = share(&one.sketch, &other.sketch);
            let weight = if one.url.is_some() && one.url == other.url { share.max(1.0) } else { share };
            (weight >= least).then_some(Edge { a: a as u32, b: b as u32, weight })
        })
        .collect();
    let found = groups(articles.len(), &likely, Bond { least, ..Bond::default() });
    let found = found.into_iter().filter(|group| group.len() > 1);
    let mut list: Vec<Copies> = found.map(|group| group_of(articles, &group, &likely)).collect();
    list.sort_by(|a, b| a.articles.cmp(&b.articles));
    list
}

/// Pairs that share enough of the indexed part of their sketches to be worth a look.
fn candidates(articles: &[Outline]) -> Vec<(usize, usize)> {
    let mut index: Vec<(u32, u32)> = Vec::new();
    for (article, outline) in articles.iter().enumerate() {
        if outline.sketch.shingles.len() >= SHORTEST {
            let number = u32::try_from(article).unwrap_or(u32::MAX);
            index.extend(outline.sketch.thinned(INDEXED).map(|shingle| (shingle.hash, number)));
        }
    }
    index.par_sort_unstable();
    index.dedup();
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for holders in index.chunk_by(|a, b| a.0 == b.0).filter(|h| h.len() > 1 && h.len() <= BOILERPLATE) {
        for (at, &(_, a)) in holders.iter().enumerate() {
            pairs.extend(holders.iter().skip(at + 1).map(|&(_, b)| (a, b)));
        }
    }
    pairs.par_sort_unstable();
    let indexed: Vec<usize> = articles.iter().map(|a| a.sketch.thinned(INDEXED).count()).collect();
    let enough = |run: &&[(u32, u32)]| {
        run.first().is_some_and(|&(a, b)| 4 * run.len() >= indexed[a as usize].min(indexed[b as usize]))
    };
    let runs = pairs.chunk_by(|a, b| a == b).filter(enough);
    runs.filter_map(|run| run.first()).map(|&(a, b)| (a as usize, b as usize)).collect()
}

/// Pairs that were published at one address.
fn same_address(articles: &[Outline]) -> Vec<(usize, usize)> {
    let mut by_url: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (article, outline) in articles.iter().enumerate() {
        if let Some(url) = &outline.url {
            by_url.entry(url).or_default().push(article);
        }
    }
    // An address that very many articles give is a home page.
    let updates = by_url.into_values().filter(|list| list.len() > 1 && list.len() <= BOILERPLATE);
    updates.flat_map(|list| list.iter().skip(1).map(|&b| (list[0], b)).collect::<Vec<_>>()).collect()
}

/// Share of the shorter text that stands in the other as well, as far as the sketches tell.
fn share(a: &Sketch, b: &Sketch) -> f32 {
    let thinning = a.thinning.max(b.thinning);
    let hashes = |sketch: &Sketch| {
        let mut list: Vec<u32> = sketch.thinned(thinning).map(|shingle| shingle.hash).collect();
        list.sort_unstable();
        list.dedup();
        list
    };
    let (a, b) = (hashes(a), hashes(b));
    let shorter = a.len().min(b.len());
    if shorter < SHORTEST.min(2) {
        return 0.0;
    }
    a.iter().filter(|hash| b.binary_search(hash).is_ok()).count() as f32 / shorter as f32
}

/// `edges` are sorted by `a`.
fn group_of(articles: &[Outline], group: &[usize], edges: &[Edge]) -> Copies {
    let mut shared: Vec<Shared> = Vec::new();
    for (at, &b) in group.iter().enumerate().skip(1) {
        // With the likest of those before it: so a group of n has n - 1 pairs to show.
        let before = group.iter().take(at).map(|&a| (a, share(&articles[a].sketch, &articles[b].sketch)));
        let Some((a, share)) = before.max_by(|x, y| x.1.total_cmp(&y.1).then(y.0.cmp(&x.0))) else { continue };
        let (one, other) = (&articles[b], &articles[a]);
        shared.push(Shared {
            article: one.id.clone(),
            other: other.id.clone(),
            share: hundredths(share),
            same_url: one.url.is_some() && one.url == other.url,
            passages: passages(&one.sketch, &other.sketch),
        });
    }
    let from = |&a: &usize| {
        let start = edges.partition_point(|e| (e.a as usize) < a);
        edges.iter().skip(start).map(|e| (e.a as usize, e.b as usize)).take_while(move |ends| ends.0 == a)
    };
    let inside = group.iter().flat_map(from).filter(|(_, b)| group.binary_search(b).is_ok());
    let shares = inside.map(|(a, b)| share(&articles[a].sketch, &articles[b].sketch));
    let shares: Vec<f32> = shares.collect();
    Copies {
        articles: group.iter().map(|&article| articles[article].id.clone()).collect(),
        share: hundredths(shares.iter().sum::<f32>() / shares.len().max(1) as f32),
        shared,
    }
}

fn hundredths(share: f32) -> f32 {
    (share * 100.0).round() / 100.0
}

/// The passages that two texts share: runs of sampled shingles with none between them that the other lacks.
fn passages(a: &Sketch, b: &Sketch) -> Vec<SharedPassage> {
    let thinning = a.thinning.max(b.thinning);
    let theirs: Vec<(usize, u32, u32, u32)> =
        b.thinned(thinning).enumerate().map(|(at, s)| (at, s.hash, s.start, s.end)).collect();
    let mut list: Vec<SharedPassage> = Vec::new();
    let mut last: Option<usize> = None;
    for shingle in a.thinned(thinning) {
        let next = last.and_then(|last| theirs.get(last + 1)).filter(|s| s.1 == shingle.hash);
        let goes_on = next.is_some();
        let Some(&(at, _, start, end)) = next.or_else(|| theirs.iter().find(|s| s.1 == shingle.hash)) else {
            last = None;
            continue;
        };
        match list.last_mut() {
            Some(passage) if goes_on => {
                passage.own.end = shingle.end as usize;
                passage.other.end = end as usize;
            }
            _ => list.push(SharedPassage {
                own: Span::new(shingle.start as usize, shingle.end as usize),
                other: Span::new(start as usize, end as usize),
            }),
        }
        last = Some(at);
    }
    list
}

/// Lets the passages reach as far as the texts agree, to whole words, and joins those that meet.
pub fn reach(passages: &[SharedPassage], text: &str, other: &str) -> Vec<SharedPassage> {
    let mut list: Vec<SharedPassage> = Vec::new();
    for &SharedPassage { own, other: their } in passages {
        let (Some(before), Some(their_before)) = (text.get(..own.start), other.get(..their.start)) else { continue };
        let (Some(after), Some(their_after)) = (text.get(own.end..), other.get(their.end..)) else { continue };
        let back = agreeing(before.chars().rev(), their_before.chars().rev());
        let forth = agreeing(after.chars(), their_after.chars());
        let own = Span::new(own.start - back, own.end + forth);
        let their = Span::new(their.start - back, their.end + forth);
        match list.last_mut() {
            Some(last) if last.own.overlaps(own) && last.other.overlaps(their) => {
                last.own = Span::new(last.own.start, last.own.end.max(own.end));
                last.other = Span::new(last.other.start, last.other.end.max(their.end));
            }
            _ => list.push(SharedPassage { own, other: their }),
        }
    }
    list
}

/// Bytes over which two texts agree, up to the last whole word.
fn agreeing(a: impl Iterator<Item = char>, b: impl Iterator<Item = char>) -> usize {
    let (mut bytes, mut whole) = (0, 0);
    let (mut a, mut b) = (a.peekable(), b.peekable());
    while let (Some(&x), Some(&y)) = (a.peek(), b.peek()) {
        if !x.is_alphanumeric() && !y.is_alphanumeric() {
            whole = bytes;
        }
        if x != y {
            return whole;
        }
        bytes += x.len_utf8();
        a.next();
        b.next();
    }
    // One text ends here: a whole word when the other has no letter to add.
    let open = |next: Option<&char>| next.is_some_and(|c| c.is_alphanumeric());
    if open(a.peek()) || open(b.peek()) { whole } else { bytes }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Article;
    use crate::events::Outliner;

    const AGENCY: &str = "The bridge over the river Lune was closed on Monday after engineers found cracks in two of its \
        six pillars, the county council said in a statement published late in the evening.";

    fn found(texts: &[(&str, &str, Option<&str>)]) -> Vec<Copies> {
        let rules = RuleSet::default();
        let mut outliner = Outliner::new(&rules);
        let article = |&(id, text, url): &(&str, &str, Option<&str>)| Article {
            id: id.to_owned(),
            text: text.to_owned(),
            url: url.map(str::to_owned),
            ..Article::default()
        };
        let outlines: Vec<Outline> = texts.iter().map(|given| outliner.outline(&article(given))).collect();
        copies(&outlines, &rules)
    }

    #[test]
    fn a_reprint_with_another_ending_is_a_copy_and_its_passage_is_told() {
        let reprint = format!("By our staff. {AGENCY} Readers can send us their photographs.");
        let other = "Nothing of the kind is told in this other short article about sheep.";
        let found = found(&[("a", AGENCY, None), ("b", &reprint, None), ("c", other, None)]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].articles, ["a", "b"]);
        assert!(found[0].share > 0.9);
        let shared = reach(&found[0].shared[0].passages, &reprint, AGENCY);
        assert_eq!(shared.len(), 1);
        assert_eq!(shared[0].own.of(&reprint).trim(), AGENCY);
        assert_eq!(shared[0].own.of(&reprint), shared[0].other.of(AGENCY));
    }

    #[test]
    fn a_shared_quotation_makes_no_copy() {
        let other = "Drivers were angry. Engineers found cracks in two of its six pillars, one of them wrote, and asked why nobody \
            had looked before, for the bridge is eighty years old and carries twenty thousand cars a day.";
        assert!(found(&[("a", AGENCY, None), ("b", other, None)]).is_empty());
    }

    #[test]
    fn two_versions_at_one_address_are_one_voice() {
        let update = "Engineers have opened the bridge over the Lune again, three weeks after they had found cracks in its pillars.";
        let found = found(&[
            ("a", AGENCY, Some("https://x.org/bridge?utm=1")),
            ("b", update, Some("https://x.org/bridge#top")),
        ]);
        assert_eq!(found.len(), 1);
        assert!(found[0].shared[0].same_url);
    }
}
