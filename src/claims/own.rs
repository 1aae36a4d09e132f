//! The stretches of tokens that a unit owns: nearly always one, which is kept in place.

use std::ops::{Deref, DerefMut};

use crate::text::Tokens;

/// Ranges of tokens, in text order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Own {
    /// One.
    One(Tokens),
    /// None or several.
    Many(Vec<Tokens>),
}

impl Own {
    /// Those of a slice.
    pub fn new(ranges: &[Tokens]) -> Self {
        match ranges {
            [one] => Own::One(one.clone()),
            several => Own::Many(several.to_vec()),
        }
    }

    /// Leaves out what stands behind the token `end`.
    pub fn cut(&mut self, end: usize) {
        match self {
            Own::One(one) if one.start < end => one.end = one.end.min(end),
            Own::One(_) => *self = Own::Many(Vec::new()),
            Own::Many(several) => {
                several.retain(|own| own.start < end);
                several.iter_mut().for_each(|own| own.end = own.end.min(end));
            }
        }
    }
}

impl Deref for Own {
    type Target = [Tokens];

    #[inline]
    fn deref(&self) -> &[Tokens] {
        match self {
            Own::One(one) => std::slice::from_ref(one),
            Own::Many(several) => several,
        }
    }
}

impl DerefMut for Own {
    #[inline]
    fn deref_mut(&mut self) -> &mut [Tokens] {
        match self {
            Own::One(one) => std::slice::from_mut(one),
            Own::Many(several) => several,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cut_off_is_owned_no_longer() {
        let cut = |ranges: &[(usize, usize)], end| {
            let ranges: Vec<Tokens> = ranges.iter().map(|&(start, end)| start..end).collect();
            let mut own = Own::new(&ranges);
            own.cut(end);
            own.iter().map(|own| (own.start, own.end)).collect::<Vec<_>>()
        };
        assert_eq!(cut(&[(2, 6)], 4), [(2, 4)]);
        assert_eq!(cut(&[(2, 6)], 9), [(2, 6)]);
        assert!(cut(&[(2, 6)], 2).is_empty());
        assert_eq!(cut(&[(1, 3), (5, 8), (9, 11)], 7), [(1, 3), (5, 7)]);
    }
}
