//! A few of many sentences, chosen so that they are spread over articles and that the order of articles does not matter.

use sha2::{Digest, Sha256};

/// What samples are chosen by, the smallest first: how many of its kind the article has before it, then a hash.
pub(super) type Rank = (usize, [u8; 8]);

/// A hash of what is sampled and of the article; the same everywhere.
pub(super) fn hash(what: &str, article: &str) -> [u8; 8] {
    let digest = Sha256::new().chain_update(what).chain_update([0]).chain_update(article).finalize();
    digest.first_chunk().copied().unwrap_or_default()
}

/// The best so far, each with its rank.
#[derive(Debug, Clone)]
pub(super) struct Samples<T> {
    kept: Vec<(Rank, T)>,
}

impl<T> Default for Samples<T> {
    fn default() -> Self {
        Samples { kept: Vec::new() }
    }
}

impl<T: Ord> Samples<T> {
    /// Offers a sample, which is made only where it may be among the `most` best. Of two for which `same` holds, such as one
    /// sentence that two articles share, one is kept.
    pub fn offer(&mut self, rank: Rank, most: usize, make: impl FnOnce() -> T, same: impl Fn(&T, &T) -> bool) {
        let full = self.kept.len() >= most;
        if most == 0 || (full && self.kept.last().is_some_and(|(worst, _)| *worst < rank)) {
            return;
        }
        let offered = (rank, make());
        match self.kept.iter_mut().find(|(_, other)| same(other, &offered.1)) {
            Some(other) => {
                if offered < *other {
                    *other = offered;
                }
            }
            None => self.kept.push(offered),
        }
        self.kept.sort();
        self.kept.truncate(most);
    }

    /// The samples, best first.
    pub fn into_list(self) -> Vec<T> {
        self.kept.into_iter().map(|(_, sample)| sample).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_what_is_offered_does_not_matter() {
        let all: Vec<(Rank, u32)> =
            (0..40u32).map(|n| ((n as usize % 3, hash("rule", &n.to_string())), n % 11)).collect();
        let chosen = |all: &mut dyn Iterator<Item = &(Rank, u32)>| {
            let mut samples = Samples::default();
            all.for_each(|&(rank, value)| samples.offer(rank, 4, || value, |a, b| a == b));
            samples.into_list()
        };
        let forwards = chosen(&mut all.iter());
        assert_eq!(forwards.len(), 4);
        assert_eq!(forwards, chosen(&mut all.iter().rev()));
    }
}
