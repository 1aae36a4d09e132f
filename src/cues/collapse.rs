//! One cue for one stretch: overlapping cues of a category collapse.

use std::cmp::Ordering;

use super::Cue;
use crate::base::Disjoint;

/// Both lists in text order, with overlapping cues of one category collapsed to the longest, then the stronger, then the
/// smaller rule id.
pub fn merge(mut cues: Vec<Cue>, more: Vec<Cue>) -> Vec<Cue> {
    cues.extend(more);
    collapsed(cues, |cue| cue)
}

/// The same, and where each of `cues` stands then; `None` where another has taken its place.
pub fn merge_placing(cues: Vec<Cue>, more: Vec<Cue>) -> (Vec<Cue>, Vec<Option<usize>>) {
    let mut places = vec![None; cues.len()];
    let numbered = cues.into_iter().zip(0..).chain(more.into_iter().map(|cue| (cue, usize::MAX)));
    let merged = collapsed(numbered.collect(), |(cue, _)| cue);
    let place = |(at, (cue, number)): (usize, (Cue, usize))| {
        places.get_mut(number).into_iter().for_each(|place| *place = Some(at));
        cue
    };
    (merged.into_iter().enumerate().map(place).collect(), places)
}

fn collapsed<T>(mut cues: Vec<T>, of: impl Fn(&T) -> &Cue + Copy) -> Vec<T> {
    let in_text = |a: &T, b: &T| in_text(of(a), of(b));
    cues.sort_by(in_text);
    if !collide(&cues, of) {
        return cues;
    }
    let by_category = |a: &Cue, b: &Cue| (&a.category, a.span, &a.rule).cmp(&(&b.category, b.span, &b.rule));
    cues.sort_by(|a, b| by_category(of(a), of(b)));
    let mut kept: Vec<T> = Vec::with_capacity(cues.len());
    let mut run: Vec<T> = Vec::new();
    let mut end = 0;
    for cue in cues {
        let span = of(&cue).span;
        // A run holds cues of one category of which each overlaps what came before it.
        if run.last().is_some_and(|last| of(last).category != of(&cue).category || span.start >= end) {
            keep_best(&mut run, &mut kept, of);
            end = 0;
        }
        end = end.max(span.end);
        run.push(cue);
    }
    keep_best(&mut run, &mut kept, of);
    kept.sort_by(in_text);
    kept
}

fn in_text(a: &Cue, b: &Cue) -> Ordering {
    a.span.cmp(&b.span).then_with(|| (&a.category, &a.rule).cmp(&(&b.category, &b.rule)))
}

/// Whether two of the cues, which are in text order, overlap and are of one category.
fn collide<T>(cues: &[T], of: impl Fn(&T) -> &Cue) -> bool {
    // Without such a pair no place is in more cues than there are categories: so this takes linear time.
    cues.iter().map(&of).enumerate().any(|(at, cue)| {
        let mut behind = cues.iter().skip(at + 1).map(&of).take_while(|other| other.span.start < cue.span.end);
        behind.any(|other| other.category == cue.category)
    })
}

fn keep_best<T>(run: &mut Vec<T>, kept: &mut Vec<T>, of: impl Fn(&T) -> &Cue) {
    if run.len() < 2 {
        return kept.append(run);
    }
    run.sort_by(|a, b| {
        let (a, b) = (of(a), of(b));
        let length = b.span.len().cmp(&a.span.len());
        length.then(b.strength.total_cmp(&a.strength)).then_with(|| (&a.rule, a.span).cmp(&(&b.rule, b.span)))
    });
    let mut taken = Disjoint::default();
    kept.extend(run.drain(..).filter(|cue| {
        let span = of(cue).span;
        taken.take(span.start..span.end)
    }));
}
