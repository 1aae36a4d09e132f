//! The clearest statement of a row's claim.

use crate::align::{Statement, Weights, similarity};
use crate::claims::{Claim, ClaimForm};

use super::Told;
use super::voice::shorten;

/// Words of a statement below which it says little.
const SHORT: f32 = 4.0;

/// Words above which it is more than one wants to read beside a row.
const LONG: f32 = 14.0;

/// Characters a label has at most.
const LONGEST: usize = 160;

/// The words of the claim that says most plainly what all of them say: a statement rather than a noun, whole rather than a
/// fragment; of those one near the others, with a named doer, and short.
pub fn clearest(told: &[Told], members: &[(usize, usize)], weights: &Weights) -> String {
    let claim = |(article, claim): (usize, usize)| &told[article].claims[claim];
    let near = |c: &Claim| -> f32 {
        members.iter().map(|&m| similarity(&of(c), &of(claim(m)), weights)).sum::<f32>() / members.len() as f32
    };
    let score = |m: (usize, usize)| {
        let c = claim(m);
        let words = c.telling.of(&told[m.0].article.text).split_whitespace().count() as f32;
        let length = if words < SHORT { 0.2 } else { 0.12 * ((words - LONG) / 10.0).max(0.0) };
        // What is told with its doer or antecedent is nearly whole again.
        let mended = c.telling.doer.is_some() || c.telling.span.start < c.span.start;
        let step = match (c.form, c.meaning.fragment) {
            (ClaimForm::Nominal, _) => 0.0,
            (_, true) if !mended => 1.0,
            _ if words < SHORT => 1.0,
            (_, false) if !mended => 3.0,
            _ => 2.0,
        };
        let plain = if c.form == ClaimForm::Clause { 0.05 } else { 0.0 };
        let named = if c.meaning.agents.is_empty() { 0.0 } else { 0.15 };
        let fragment = if c.meaning.fragment { 0.2 } else { 0.0 };
        // A step counts for more than all the rest together.
        10.0 * step + near(c) + plain + named - length - fragment
    };
    let best = members
        .iter()
        .copied()
        .max_by(|&a, &b| score(a).total_cmp(&score(b)).then_with(|| claim(b).id.cmp(&claim(a).id)));
    let words = best.map_or(String::new(), |m| claim(m).telling.of(&told[m.0].article.text));
    shorten(&words, LONGEST)
}

fn of(claim: &Claim) -> Statement<'_> {
    Statement { meaning: &claim.meaning, span: claim.span, quantities: &claim.quantities, denied: None }
}
