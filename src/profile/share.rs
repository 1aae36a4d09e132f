//! Shares of a whole with the interval of Wilson (1927), which holds for small counts and for shares near nought and one.

use serde::Serialize;

use super::wilson;

/// How often, and which share that is.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Share {
    /// How often.
    pub count: usize,
    /// Of all, 0 to 1; `None` for fewer than [`FEW`] in all, for then it says nothing.
    pub share: Option<f64>,
    /// Lower end of the 95 % interval.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
}

impl Share {
    /// `count` of `all`.
    pub fn of(count: usize, all: usize) -> Share {
        if all < FEW {
            return Share { count, ..Share::default() };
        }
        let (low, high) = wilson(count, all).unwrap_or((0.0, 1.0));
        Share { count, share: Some(count as f64 / all as f64), low: Some(low), high: Some(high) }
    }
}

/// In all, below which there is no share.
pub const FEW: usize = 20;

#[cfg(test)]
mod tests {
    use super::Share;

    #[test]
    fn few_have_counts_and_no_share() {
        assert_eq!((Share::of(3, 19).count, Share::of(3, 19).share), (3, None));
        assert_eq!(Share::of(10, 20).share, Some(0.5));
    }
}
