//! Which of the matches in a sentence stand: conditions, exceptions, and of overlapping ones the longest.

use super::compile::{Course, Direction};
use super::compiled::{CompiledRule, Conditions};
use super::run::{At, Place, Scratch, matches, run};
use super::zone::zone;
use crate::base::Disjoint;
use crate::rules::pattern::Role;
use crate::text::Tokens;

/// How far before a match an exception that overlaps it may begin, in tokens.
const EXCEPTION_REACH: usize = 24;

/// A match before it is settled.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    /// Index of its rule in the engine's list.
    pub(super) rule: u32,
    /// The pattern.
    pub(super) pattern: u32,
    /// The matched tokens.
    pub(super) tokens: Tokens,
    /// The tokens by which it competes with others of its rule: a frame's cue, else all of it.
    pub(super) contested: Tokens,
    /// Its named parts.
    pub(super) roles: Vec<(Role, Tokens)>,
}

impl Candidate {
    /// A match of a rule's pattern.
    pub(super) fn new(rule: u32, pattern: u32, tokens: Tokens, roles: Vec<(Role, Tokens)>) -> Self {
        let cue = roles.iter().find(|(role, _)| *role == Role::Cue);
        let contested = cue.map_or_else(|| tokens.clone(), |(_, tokens)| tokens.clone());
        Candidate { rule, pattern, tokens, contested, roles }
    }
}

/// Settles the candidates of one sentence: what stands is left in `candidates`, grouped by rule.
pub(super) fn settle(
    candidates: &mut Vec<Candidate>,
    rules: &[CompiledRule],
    headline: bool,
    place: &Place,
    scratch: &mut Scratch,
) {
    if let [candidate] = candidates.as_slice() {
        let Some(rule) = rules.get(candidate.rule as usize) else { return };
        if rule.conditions.is_none() {
            return;
        }
    }
    candidates.sort_by(|a, b| {
        let key = |c: &Candidate| (c.rule, c.contested.start, c.contested.end, c.tokens.start, c.tokens.end, c.pattern);
        key(a).cmp(&key(b))
    });
    let mut kept = Vec::with_capacity(candidates.len());
    let mut all = candidates.drain(..).peekable();
    while let Some(first) = all.next() {
        let number = first.rule;
        let conditions = rules.get(number as usize).and_then(|rule| rule.conditions.as_deref());
        let sentence = conditions.is_none_or(|c| sentence_fits(c, place, scratch));
        let mut fits = |c: &Candidate| sentence && conditions.is_none_or(|it| holds(it, c, headline, place, scratch));
        let mut run: Vec<Candidate> = Vec::new();
        let mut end = first.contested.end;
        if fits(&first) {
            run.push(first);
        }
        while let Some(next) = all.next_if(|next| next.rule == number) {
            // A candidate that begins behind all before it shares no token with them.
            if next.contested.start >= end {
                keep_longest(&mut run, &mut kept);
            }
            end = end.max(next.contested.end);
            if fits(&next) {
                run.push(next);
            }
        }
        keep_longest(&mut run, &mut kept);
    }
    drop(all);
    *candidates = kept;
}

/// Of a run of overlapping candidates, moves those into `kept` that overlap no longer one.
fn keep_longest(run: &mut Vec<Candidate>, kept: &mut Vec<Candidate>) {
    if run.len() > 1 {
        run.sort_by_key(|c| (std::cmp::Reverse(c.tokens.len()), c.tokens.start, c.pattern));
        let mut taken = Disjoint::default();
        run.retain(|candidate| taken.take(candidate.contested.clone()));
    }
    kept.append(run);
}

fn sentence_fits(conditions: &Conditions, place: &Place, scratch: &mut Scratch) -> bool {
    let mut holds_one = |programs: &[Course]| {
        place.sentence.clone().any(|at| programs.iter().any(|p| matches(p, at, Direction::Forward, place, scratch)))
    };
    (conditions.sentence_has.is_empty() || holds_one(&conditions.sentence_has))
        && (conditions.sentence_lacks.is_empty() || !holds_one(&conditions.sentence_lacks))
}

fn holds(conditions: &Conditions, candidate: &Candidate, headline: bool, place: &Place, scratch: &mut Scratch) -> bool {
    let tokens = &candidate.tokens;
    if !conditions.zones.is_empty() && !conditions.zones.contains(&zone(place.document, tokens, headline)) {
        return false;
    }
    let mut beside = |programs: &[Course], direction: Direction| {
        let at = if direction == Direction::Forward { tokens.end } else { tokens.start };
        programs.iter().any(|program| matches(program, at, direction, place, scratch))
    };
    if !conditions.before.is_empty() && !beside(&conditions.before, Direction::Backward)
        || !conditions.after.is_empty() && !beside(&conditions.after, Direction::Forward)
        || beside(&conditions.not_before, Direction::Backward)
        || beside(&conditions.not_after, Direction::Forward)
    {
        return false;
    }
    !conditions.except.iter().any(|program| overlapped(program, tokens, place, scratch))
}

/// Whether a match of `program` shares a token with `tokens`.
fn overlapped(program: &Course, tokens: &Tokens, place: &Place, scratch: &mut Scratch) -> bool {
    let first = tokens.start.saturating_sub(EXCEPTION_REACH).max(place.sentence.start);
    (first..tokens.end).any(|start| {
        scratch.saved.clear();
        run(program, &[At::token(start)], Direction::Forward, place, scratch)
            .is_some_and(|end| end > tokens.start && end > start)
    })
}
