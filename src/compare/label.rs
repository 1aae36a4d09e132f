//! The clearest statement of a row's claim.

use crate::align::{Statement, Weights, similarity};
use crate::claims::{Claim, ClaimForm};

use super::Told;
use super::voice::shorten;

/// Characters a label has at most.
const LONGEST: usize = 160;

/// The words of the claim that says most plainly what all of them say: near the others, with a named doer, neither a fragment
/// nor a whole paragraph.
pub fn clearest(told: &[Told], members: &[(usize, usize)], weights: &Weights) -> String {
    let claim = |(article, claim): (usize, usize)| &told[article].claims[claim];
    let statement = |c: &Claim| -> f32 {
        members.iter().map(|&m| similarity(&of(c), &of(claim(m)), weights)).sum::<f32>() / members.len() as f32
    };
    let score = |m: (usize, usize)| {
        let c = claim(m);
        let words = c.span.of(&told[m.0].article.text).split_whitespace().count() as f32;
        let length = if words < 4.0 {
            0.2
        } else if words > 22.0 {
            0.12 * (words - 22.0) / 10.0
        } else {
            0.0
        };
        let plain = match c.form {
            ClaimForm::Clause => 0.1,
            ClaimForm::Content => 0.05,
            ClaimForm::Nominal => 0.0,
        };
        let named = if c.meaning.agents.is_empty() { 0.0 } else { 0.15 };
        let whole = if c.meaning.fragment { 0.3 } else { 0.0 };
        statement(c) + plain + named - length - whole
    };
    let best = members
        .iter()
        .copied()
        .max_by(|&a, &b| score(a).total_cmp(&score(b)).then_with(|| claim(b).id.cmp(&claim(a).id)));
    let words = best.map_or(String::new(), |m| claim(m).telling.of(&told[m.0].article.text));
    shorten(&words, LONGEST)
}

fn of(claim: &Claim) -> Statement<'_> {
    Statement { meaning: &claim.meaning, span: claim.span, quantities: &claim.quantities, denied: false }
}
