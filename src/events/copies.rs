//! Near-duplicates and agency copy: articles that share most of their running words.
//!
//! Shingles of five words, thinned by their hash (Broder 1997, "sketches modulo m"), and an inverted index: no two articles
//! are compared that share no shingle.

use std::collections::BTreeMap;
use std::hash::Hasher;

use rustc_hash::FxHasher;

use super::Copies;
use super::linkage::{Edge, average_link};

/// Words in a shingle.
const SHINGLE: usize = 5;
/// One shingle in so many is kept of a long text.
const THINNING: u64 = 4;
/// From this share of the shorter text on, two articles are copies.
const SHARE: f32 = 0.5;

/// Groups of articles, given as (id, text), that share at least half of the shorter text.
pub fn copies(articles: &[(&str, &str)]) -> Vec<Copies> {
    let sketches: Vec<Vec<u64>> = articles.iter().map(|(_, text)| sketch(text)).collect();
    let mut index: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (article, sketch) in sketches.iter().enumerate() {
        for &shingle in sketch {
            index.entry(shingle).or_default().push(article);
        }
    }
    let mut shared: BTreeMap<(usize, usize), u32> = BTreeMap::new();
    // A shingle that very many texts hold is boilerplate and says nothing of copying.
    for holders in index.values().filter(|h| h.len() > 1 && h.len() <= 100) {
        for (at, &a) in holders.iter().enumerate() {
            for &b in holders.iter().skip(at + 1) {
                *shared.entry((a, b)).or_default() += 1;
            }
        }
    }
    let share = |a: usize, b: usize, n: u32| n as f32 / sketches[a].len().min(sketches[b].len()).max(1) as f32;
    let edges: Vec<Edge> = shared
        .into_iter()
        .filter(|((a, b), _)| sketches[*a].len().min(sketches[*b].len()) >= 5)
        .map(|((a, b), n)| Edge { a, b, weight: share(a, b, n) })
        .filter(|edge| edge.weight >= SHARE)
        .collect();
    let groups = average_link(articles.len(), &edges, SHARE);
    let mut list = Vec::new();
    for group in groups.into_iter().filter(|g| g.len() > 1) {
        let inside = |e: &&Edge| group.binary_search(&e.a).is_ok() && group.binary_search(&e.b).is_ok();
        let weights: Vec<f32> = edges.iter().filter(inside).map(|e| e.weight).collect();
        let mean = weights.iter().sum::<f32>() / weights.len().max(1) as f32;
        let mut ids: Vec<String> = group.iter().map(|&a| articles[a].0.to_owned()).collect();
        ids.sort();
        list.push(Copies { articles: ids, share: (mean * 100.0).round() / 100.0 });
    }
    list.sort_by(|a, b| a.articles.cmp(&b.articles));
    list
}

fn sketch(text: &str) -> Vec<u64> {
    let words: Vec<String> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect();
    let mut list: Vec<u64> = words
        .windows(SHINGLE)
        .map(|window| {
            let mut hasher = FxHasher::default();
            for word in window {
                hasher.write(word.as_bytes());
                hasher.write_u8(0);
            }
            hasher.finish()
        })
        .collect();
    if list.len() > 400 {
        // The high bits of this hash are the well-mixed ones.
        list.retain(|hash| (hash >> 40) % THINNING == 0);
    }
    list.sort_unstable();
    list.dedup();
    list
}

#[cfg(test)]
mod tests {
    use super::copies;

    const AGENCY: &str = "The bridge over the river Lune was closed on Monday after engineers found cracks in two of its \
        six pillars, the county council said in a statement published late in the evening.";

    #[test]
    fn a_reprint_with_another_ending_is_a_copy() {
        let reprint = format!("{AGENCY} Readers can send us their photographs.");
        let found = copies(&[
            ("a", AGENCY),
            ("b", &reprint),
            ("c", "Nothing of the kind is told in this other short article about sheep."),
        ]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].articles, ["a", "b"]);
        assert!(found[0].share > 0.9);
    }

    #[test]
    fn a_shared_quotation_makes_no_copy() {
        let other = "Drivers were angry. Engineers found cracks in two of its six pillars, one of them wrote, and asked why nobody \
            had looked before, for the bridge is eighty years old and carries twenty thousand cars a day.";
        assert!(copies(&[("a", AGENCY), ("b", other)]).is_empty());
    }
}
