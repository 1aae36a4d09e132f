//! One cue for one stretch: overlapping cues of a category collapse.

use std::cmp::Ordering;

use super::Cue;
use crate::base::Disjoint;

/// Both lists in text order, with overlapping cues of one category collapsed to the longest, then the stronger, then the
/// smaller rule id.
pub fn merge(mut cues: Vec<Cue>, more: Vec<Cue>) -> Vec<Cue> {
    cues.extend(more);
    cues.sort_by(in_text);
    if !collide(&cues) {
        return cues;
    }
    cues.sort_by(|a, b| (&a.category, a.span, &a.rule).cmp(&(&b.category, b.span, &b.rule)));
    let mut kept: Vec<Cue> = Vec::with_capacity(cues.len());
    let mut run: Vec<Cue> = Vec::new();
    let mut end = 0;
    for cue in cues {
        // A run holds cues of one category of which each overlaps what came before it.
        if run.last().is_some_and(|last| last.category != cue.category || cue.span.start >= end) {
            keep_best(&mut run, &mut kept);
            end = 0;
        }
        end = end.max(cue.span.end);
        run.push(cue);
    }
    keep_best(&mut run, &mut kept);
    kept.sort_by(in_text);
    kept
}

fn in_text(a: &Cue, b: &Cue) -> Ordering {
    a.span.cmp(&b.span).then_with(|| (&a.category, &a.rule).cmp(&(&b.category, &b.rule)))
}

/// Whether two of the cues, which are in text order, overlap and are of one category.
fn collide(cues: &[Cue]) -> bool {
    // Without such a pair no place is in more cues than there are categories: so this takes linear time.
    cues.iter().enumerate().any(|(at, cue)| {
        let mut behind = cues.iter().skip(at + 1).take_while(|other| other.span.start < cue.span.end);
        behind.any(|other| other.category == cue.category)
    })
}

fn keep_best(run: &mut Vec<Cue>, kept: &mut Vec<Cue>) {
    if run.len() < 2 {
        return kept.append(run);
    }
    run.sort_by(|a, b| {
        let length = b.span.len().cmp(&a.span.len());
        length.then(b.strength.total_cmp(&a.strength)).then_with(|| (&a.rule, a.span).cmp(&(&b.rule, b.span)))
    });
    let mut taken = Disjoint::default();
    kept.extend(run.drain(..).filter(|cue| taken.take(cue.span.start..cue.span.end)));
}
