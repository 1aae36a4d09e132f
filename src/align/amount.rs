//! Whether two quantities can both be true of the same thing.

use crate::base::Span;
use crate::claims::ClaimQuantity;

use super::score::Statement;

/// "About 200" may be 230.
const SLACK: f64 = 0.15;
/// From this value on a number with fewer digits may be the other one rounded.
const ROUNDED_FROM: f64 = 1000.0;

/// Two quantities that measure the same and whose ranges have nothing in common, when nothing on either side agrees with the
/// other: not a second number, not the sum of several.
pub(super) fn differ(a: &[Statement], b: &[Statement]) -> Option<(Span, Span)> {
    let (left, right) = (all(a), all(b));
    let agrees = |x: &ClaimQuantity, side: &[&ClaimQuantity]| {
        side.iter().any(|y| comparable(x, y) && meet(x, y)) || adds_up(x, side)
    };
    for &x in left.iter().filter(|x| !agrees(x, &right)) {
        let other = right.iter().find(|y| comparable(x, y) && !agrees(y, &left));
        if let Some(y) = other {
            return Some((x.span, y.span));
        }
    }
    None
}

/// Whether both tell numbers of one unit, and none of them agree, whatever they measure.
pub(super) fn strangers(a: &[Statement], b: &[Statement]) -> bool {
    let (left, right) = (all(a), all(b));
    let same = |x: &ClaimQuantity, y: &ClaimQuantity| x.unit.is_some() && x.unit == y.unit;
    let met = left.iter().any(|x| right.iter().any(|y| same(x, y)));
    met && !left.iter().any(|x| adds_up(x, &right) || right.iter().any(|y| same(x, y) && meet(x, y)))
        && !right.iter().any(|y| adds_up(y, &left))
}

fn all<'s>(side: &[Statement<'s>]) -> Vec<&'s ClaimQuantity> {
    let mut list: Vec<&ClaimQuantity> = side.iter().flat_map(|s| s.quantities).collect();
    list.sort_by_key(|q| q.span);
    list.dedup_by_key(|q| q.span);
    list
}

/// Whether they count the same thing, by unit and by what is said of it.
fn comparable(x: &ClaimQuantity, y: &ClaimQuantity) -> bool {
    let known = x.unit.is_some() && x.unit == y.unit;
    known && (x.of.is_empty() || y.of.is_empty() || x.of.iter().any(|key| y.of.contains(key)))
}

/// Whether one value can be both.
fn meet(x: &ClaimQuantity, y: &ClaimQuantity) -> bool {
    // "At least 30" is open above, but no less than 30.
    let slack = |q: &ClaimQuantity| if q.approximate && q.high.is_finite() { SLACK * q.high.abs() } else { 0.0 };
    let ranges = x.low - slack(x) <= y.high + slack(y) && y.low - slack(y) <= x.high + slack(x);
    ranges || rounded(x, y)
}

/// Whether one is the other, told with fewer digits: 1.2 million and 1,204,500; 46.2 and 46.
fn rounded(x: &ClaimQuantity, y: &ClaimQuantity) -> bool {
    let exact = |q: &ClaimQuantity| q.low == q.high && q.low.is_finite();
    let broken = x.low.fract() != 0.0 || y.low.fract() != 0.0;
    if !exact(x) || !exact(y) || !(broken || x.low.min(y.low) >= ROUNDED_FROM) {
        return false;
    }
    let (one, two) = (digits(x.low), digits(y.low));
    let fewer = one.min(two);
    fewer >= 2 && to_digits(x.low, fewer) == to_digits(y.low, fewer)
}

/// How many digits a value is told with, closing noughts left out.
fn digits(value: f64) -> usize {
    let text = format!("{value}");
    let all: String = text.chars().filter(char::is_ascii_digit).collect();
    all.trim_start_matches('0').trim_end_matches('0').len()
}

fn to_digits(value: f64, digits: usize) -> String {
    format!("{value:.*e}", digits.saturating_sub(1))
}

/// Whether neighbouring counts of one statement make up `x`: "48 pilots and 12 stewards" are 60 of them.
fn adds_up(x: &ClaimQuantity, side: &[&ClaimQuantity]) -> bool {
    let part = |q: &&ClaimQuantity| {
        q.low == q.high && (q.of.is_empty() || x.of.is_empty() || q.of.iter().any(|k| x.of.contains(k)))
    };
    (0..side.len()).any(|from| {
        let mut sum = 0.0;
        side.iter().skip(from).take_while(|q| part(q)).enumerate().any(|(count, q)| {
            sum += q.low;
            count > 0 && (x.low..=x.high).contains(&sum)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quantity(low: f64, high: f64, approximate: bool) -> ClaimQuantity {
        let unit = Some("person".to_owned());
        ClaimQuantity { span: Span::default(), low, high, unit, approximate, of: Vec::new() }
    }

    fn exact(value: f64) -> ClaimQuantity {
        quantity(value, value, false)
    }

    #[test]
    fn ranges_meet_where_one_value_can_be_both() {
        let dozens = quantity(24.0, 99.0, true);
        assert!(meet(&dozens, &exact(36.0)));
        assert!(!meet(&dozens, &exact(4.0)));
        assert!(meet(&quantity(30.0, f64::INFINITY, true), &exact(34.0)));
        assert!(!meet(&quantity(30.0, f64::INFINITY, true), &exact(14.0)));
        assert!(!meet(&exact(23.0), &exact(60.0)));
    }

    #[test]
    fn a_number_told_with_fewer_digits_is_the_same_number() {
        assert!(meet(&exact(1_200_000.0), &exact(1_204_500.0)));
        assert!(meet(&exact(46.2), &exact(46.0)));
        assert!(!meet(&exact(60.0), &exact(58.0)));
        assert!(!meet(&exact(2.3), &exact(3.8)));
    }

    #[test]
    fn parts_add_up_to_the_whole() {
        let (pilots, stewards) = (exact(48.0), exact(12.0));
        assert!(adds_up(&exact(60.0), &[&pilots, &stewards]));
        assert!(!adds_up(&exact(50.0), &[&pilots, &stewards]));
    }
}
