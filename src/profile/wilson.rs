//! The interval of a share (Wilson 1927), which also holds for few cases and for shares near nought and one.

/// The normal deviate that leaves 2.5 % on each side.
const Z: f64 = 1.959_963_984_540_054;

/// The 95 % interval of the share `some` of `all`; `None` of none.
pub fn wilson(some: usize, all: usize) -> Option<(f64, f64)> {
    if all == 0 {
        return None;
    }
    let (n, share) = (all as f64, some as f64 / all as f64);
    let scale = 1.0 + Z * Z / n;
    let middle = share + Z * Z / (2.0 * n);
    let half = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    Some((((middle - half) / scale).max(0.0), ((middle + half) / scale).min(1.0)))
}

#[cfg(test)]
mod tests {
    use super::wilson;

    fn check(some: usize, all: usize, expect: (f64, f64)) {
        let (low, high) = wilson(some, all).unwrap();
        assert!((low - expect.0).abs() < 5e-4 && (high - expect.1).abs() < 5e-4, "{some}/{all}: {low} {high}");
    }

    #[test]
    fn intervals_are_those_of_the_literature() {
        // Newcombe 1998, table I, method 3.
        check(81, 263, (0.2553, 0.3662));
        check(15, 148, (0.0624, 0.1605));
        check(0, 20, (0.0, 0.1611));
        check(1, 29, (0.0061, 0.1718));
        assert_eq!(wilson(0, 0), None);
    }
}
