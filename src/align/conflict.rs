//! Disagreement on the same point: another number, a negation, a denial, another doer, another date.

use crate::claims::{ClaimQuantity, Term, TermKind};

use super::score::{Statement, Weights, overlap};
use super::{Conflict, ConflictKind};

/// What two statements about the same thing disagree on; `None` when they can both be true.
pub fn conflict(a: &Statement, b: &Statement, _weights: &Weights) -> Option<Conflict> {
    let whole = |kind| Some(Conflict { kind, a: a.span, b: b.span });
    if let Some((x, y)) = numbers(a.quantities, b.quantities) {
        return Some(Conflict { kind: ConflictKind::Number, a: x.span, b: y.span });
    }
    let same_act = overlap(&a.meaning.acts, &b.meaning.acts) == Some(true);
    if a.meaning.negated != b.meaning.negated && same_act {
        return whole(ConflictKind::Negation);
    }
    if a.denied != b.denied && same_act {
        return whole(ConflictKind::Denial);
    }
    let actors = |keys: &[String]| keys.iter().filter(|k| k.starts_with('@')).cloned().collect::<Vec<_>>();
    let (left, right) = (actors(&a.meaning.agents), actors(&b.meaning.agents));
    if same_act && !left.is_empty() && !right.is_empty() && !left.iter().any(|k| right.contains(k)) {
        return whole(ConflictKind::Actor);
    }
    if same_act && apart(years(&a.meaning.terms), years(&b.meaning.terms)) {
        return whole(ConflictKind::Date);
    }
    None
}

/// Two quantities of the same unit whose ranges have nothing in common, when no quantity of that unit agrees.
fn numbers<'q>(a: &'q [ClaimQuantity], b: &'q [ClaimQuantity]) -> Option<(&'q ClaimQuantity, &'q ClaimQuantity)> {
    let same_unit = |x: &ClaimQuantity, y: &ClaimQuantity| x.unit.is_some() && x.unit == y.unit;
    let meets = |x: &ClaimQuantity, y: &ClaimQuantity| {
        // "About 200" may be 230; "at least 30" is open above, but no less than 30.
        let slack = |q: &ClaimQuantity| if q.approximate && q.high.is_finite() { 0.15 * q.high.abs() } else { 0.0 };
        x.low - slack(x) <= y.high + slack(y) && y.low - slack(y) <= x.high + slack(x)
    };
    let mut found = None;
    for x in a {
        for y in b.iter().filter(|y| same_unit(x, y)) {
            if meets(x, y) {
                return None;
            }
            found = found.or(Some((x, y)));
        }
    }
    found
}

fn years(terms: &[Term]) -> Vec<&str> {
    terms.iter().filter(|t| t.kind == TermKind::Year).map(|t| t.key.as_str()).collect()
}

fn apart(a: Vec<&str>, b: Vec<&str>) -> bool {
    !a.is_empty() && !b.is_empty() && !a.iter().any(|year| b.contains(year))
}
