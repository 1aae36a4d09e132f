//! Spans by where they stand, so that those which share something with a span are found without looking at all of them.

use crate::base::Span;

/// Spans with numbers, by their start.
#[derive(Debug, Clone, Default)]
pub(super) struct Places {
    sorted: Vec<(Span, usize)>,
    longest: usize,
}

impl Places {
    /// Of spans in any order.
    pub fn new(spans: impl Iterator<Item = (Span, usize)>) -> Self {
        let mut sorted: Vec<(Span, usize)> = spans.collect();
        // Nearly always they are.
        if !sorted.is_sorted_by_key(|(span, _)| span.start) {
            sorted.sort_unstable();
        }
        let longest = sorted.iter().map(|(span, _)| span.len()).max().unwrap_or(0);
        Places { sorted, longest }
    }

    /// The numbers of the spans that share something with `span`, by their start.
    #[inline]
    pub fn overlapping(&self, span: Span) -> impl Iterator<Item = usize> {
        let first = self.sorted.partition_point(|(other, _)| other.start.saturating_add(self.longest) <= span.start);
        let near =
            self.sorted.get(first..).unwrap_or_default().iter().take_while(move |(other, _)| other.start < span.end);
        near.filter(move |(other, _)| other.overlaps(span)).map(|&(_, number)| number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn finds_what_a_look_at_all_finds(spans in prop::collection::vec((0usize..60, 0usize..12), 0..20), at in 0usize..60, len in 0usize..9) {
            let spans: Vec<Span> = spans.into_iter().map(|(start, len)| Span::new(start, start + len)).collect();
            let wanted = Span::new(at, at + len);
            let places = Places::new(spans.iter().copied().zip(0..));
            let mut found: Vec<usize> = places.overlapping(wanted).collect();
            found.sort_unstable();
            let all: Vec<usize> = (0..spans.len()).filter(|&i| spans[i].overlaps(wanted)).collect();
            prop_assert_eq!(found, all);
        }
    }
}
