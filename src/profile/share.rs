//! Shares of a whole with the interval of Wilson (1927), which holds for small counts and for shares near nought and one.

use serde::Serialize;

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
        let (low, high) = wilson(count, all);
        Share { count, share: Some(count as f64 / all as f64), low: Some(low), high: Some(high) }
    }
}

/// The 95 % interval of Wilson for `count` of `all`; `all` is not 0.
fn wilson(count: usize, all: usize) -> (f64, f64) {
    let (n, p, z) = (all as f64, count as f64 / all as f64, 1.959_964);
    let middle = p + z * z / (2.0 * n);
    let half = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z * z / n;
    (((middle - half) / scale).max(0.0), ((middle + half) / scale).min(1.0))
}

/// In all, below which there is no share.
pub const FEW: usize = 20;

#[cfg(test)]
mod tests {
    use super::{Share, wilson};

    #[test]
    fn the_interval_is_wilsons() {
        let (low, high) = wilson(1, 10);
        assert!((low - 0.0179).abs() < 1e-3 && (high - 0.4042).abs() < 1e-3, "{low} {high}");
        assert_eq!(wilson(0, 20).0, 0.0);
    }

    #[test]
    fn few_have_counts_and_no_share() {
        assert_eq!((Share::of(3, 19).count, Share::of(3, 19).share), (3, None));
        assert_eq!(Share::of(10, 20).share, Some(0.5));
    }
}
