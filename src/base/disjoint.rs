//! Ranges that share nothing: who comes first takes the place.

use std::collections::BTreeMap;
use std::ops::Range;

/// Half-open ranges of which no two overlap.
#[derive(Debug, Clone, Default)]
pub struct Disjoint {
    ends: BTreeMap<usize, usize>,
}

impl Disjoint {
    /// Takes a range if all of it is free, and says whether it was. In logarithmic time.
    pub fn take(&mut self, range: Range<usize>) -> bool {
        let before = self.ends.range(..range.end).next_back();
        if before.is_some_and(|(_, &end)| end > range.start) {
            return false;
        }
        self.ends.insert(range.start, range.end);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_taken_only_where_all_of_it_is_free() {
        let mut taken = Disjoint::default();
        let takes =
            [(4..8, true), (8..9, true), (0..4, true), (3..5, false), (7..12, false), (5..6, false), (9..20, true)];
        for (range, expect) in takes {
            assert_eq!(taken.take(range.clone()), expect, "{range:?}");
        }
    }
}
