//! A seeded percentile bootstrap over articles (Efron 1979): the same input gives the same interval everywhere.

/// Number of resamples.
const ROUNDS: usize = 1000;

/// The 95 % interval of the rate per 1,000 words, from (count, words) of each article; `None` for fewer than two articles, for
/// one article says nothing of how articles differ.
pub fn interval(articles: &[(usize, usize)]) -> Option<(f64, f64)> {
    if articles.len() < 2 {
        return None;
    }
    let mut state = 0x9E37_79B9_7F4A_7C15u64;
    let mut rates: Vec<f64> = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        let (mut count, mut words) = (0, 0);
        for _ in 0..articles.len() {
            let drawn = (next(&mut state) % articles.len() as u64) as usize;
            count += articles[drawn].0;
            words += articles[drawn].1;
        }
        if words > 0 {
            rates.push(1000.0 * count as f64 / words as f64);
        }
    }
    rates.sort_by(f64::total_cmp);
    let at = |share: f64| rates.get(((rates.len() as f64 - 1.0) * share).round() as usize).copied();
    Some((at(0.025)?, at(0.975)?))
}

/// SplitMix64 (Steele, Lea and Flood 2014).
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::interval;

    #[test]
    fn one_article_has_no_interval() {
        assert_eq!(interval(&[(3, 900)]), None);
    }

    #[test]
    fn equal_articles_leave_no_doubt() {
        assert_eq!(interval(&[(2, 1000), (2, 1000), (2, 1000)]), Some((2.0, 2.0)));
    }

    #[test]
    fn the_interval_holds_the_rate_and_is_the_same_every_time() {
        let articles = [(0, 500), (4, 800), (1, 700), (9, 1200)];
        let rate = 1000.0 * 14.0 / 3200.0;
        let (low, high) = interval(&articles).unwrap();
        assert!(low < rate && rate < high);
        assert_eq!(interval(&articles), Some((low, high)));
    }
}
