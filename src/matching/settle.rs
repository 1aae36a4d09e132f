//! Which of the matches in a sentence stand: conditions, exceptions, and of overlapping ones the longest.

use super::compile::Direction;
use super::compiled::{CompiledRule, Conditions};
use super::course::Course;
use super::place::{At, Place, may_match_at};
use super::run::{Scratch, run};
use super::trace::{Condition, Obstacle};
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

    /// What candidates are sorted by.
    pub(super) fn order(&self) -> impl Ord + use<> {
        let (tokens, contested) = (&self.tokens, &self.contested);
        (self.rule, contested.start, contested.end, tokens.start, tokens.end, self.pattern)
    }
}

/// From so many candidates on what a rule asks of the sentence is looked for once a rule, not once a candidate.
const MANY: usize = 64;

/// Settles the candidates of one sentence: what stands is left in `candidates`, in no order.
pub(super) fn settle(
    candidates: &mut Vec<Candidate>,
    rules: &[CompiledRule],
    headline: bool,
    place: &Place,
    scratch: &mut Scratch,
) {
    if candidates.len() < MANY && !rivals(candidates, scratch) {
        // Nothing to compete with: the most frequent case by far.
        candidates.retain(|candidate| {
            let conditions = rules.get(candidate.rule as usize).and_then(|rule| rule.conditions.as_deref());
            conditions
                .is_none_or(|it| sentence_fits(it, place, scratch) && holds(it, candidate, headline, place, scratch))
        });
        return;
    }
    candidates.sort_by(|a, b| a.rule.cmp(&b.rule).then_with(|| a.order().cmp(&b.order())));
    let mut kept = Vec::with_capacity(candidates.len());
    let mut run: Vec<Candidate> = Vec::new();
    let mut all = candidates.drain(..).peekable();
    while let Some(first) = all.next() {
        let number = first.rule;
        let conditions = rules.get(number as usize).and_then(|rule| rule.conditions.as_deref());
        let sentence = conditions.is_none_or(|c| sentence_fits(c, place, scratch));
        let mut fits = |c: &Candidate| sentence && conditions.is_none_or(|it| holds(it, c, headline, place, scratch));
        let mut end = first.contested.end;
        if all.peek().is_none_or(|next| next.rule != number) {
            kept.extend(Some(first).filter(fits));
            continue;
        }
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
    candidates.append(&mut kept);
}

/// Whether two of the candidates may be of one rule and share a token. Without a branch that hangs on them.
fn rivals(candidates: &[Candidate], scratch: &mut Scratch) -> bool {
    let ends = &mut scratch.ends_of_rules;
    let rules = candidates.iter().map(|candidate| candidate.rule as usize + 1).max().unwrap_or(0);
    if ends.len() < rules {
        ends.resize(rules, 0);
    }
    let mut any = false;
    for candidate in candidates {
        if let Some(end) = ends.get_mut(candidate.rule as usize) {
            any |= candidate.contested.start < *end;
            *end = candidate.contested.end.max(*end);
        }
    }
    for candidate in candidates {
        ends.get_mut(candidate.rule as usize).into_iter().for_each(|end| *end = 0);
    }
    any
}

/// Of a run of overlapping candidates, moves those into `kept` that overlap no longer one.
fn keep_longest(run: &mut Vec<Candidate>, kept: &mut Vec<Candidate>) {
    if run.len() < 2 {
        kept.extend(run.pop());
        return;
    }
    run.sort_by_key(|c| (std::cmp::Reverse(c.tokens.len()), c.tokens.start, c.pattern));
    let mut taken = Disjoint::default();
    run.retain(|candidate| taken.take(candidate.contested.clone()));
    kept.append(run);
}

fn sentence_fits(conditions: &Conditions, place: &Place, scratch: &mut Scratch) -> bool {
    (conditions.sentence_has.is_empty() && conditions.sentence_lacks.is_empty())
        || sentence_obstacle(conditions, place, scratch).is_none()
}

/// What in the sentence keeps a rule from matching anywhere in it.
pub(super) fn sentence_obstacle(conditions: &Conditions, place: &Place, scratch: &mut Scratch) -> Option<Obstacle> {
    let mut first = |programs: &[Course]| {
        place.sentence.clone().find_map(|at| {
            programs.iter().enumerate().find_map(|(number, program)| {
                if !may_match_at(program, at, Direction::Forward, place) {
                    return None;
                }
                scratch.saved.clear();
                let end = run(program, &[At::token(at)], Direction::Forward, place, scratch)?;
                Some((number, at..end))
            })
        })
    };
    if !conditions.sentence_has.is_empty() && first(&conditions.sentence_has).is_none() {
        return Some(Obstacle::Missing(Condition::SentenceHas));
    }
    let (number, tokens) = first(&conditions.sentence_lacks)?;
    Some(Obstacle::Found(Condition::SentenceLacks, number, tokens))
}

fn holds(conditions: &Conditions, candidate: &Candidate, headline: bool, place: &Place, scratch: &mut Scratch) -> bool {
    obstacle(conditions, candidate, headline, place, scratch).is_none()
}

/// Which condition of its rule a match does not fulfil.
pub(super) fn obstacle(
    conditions: &Conditions,
    candidate: &Candidate,
    headline: bool,
    place: &Place,
    scratch: &mut Scratch,
) -> Option<Obstacle> {
    let tokens = &candidate.tokens;
    if !conditions.zones.is_empty() {
        let zone = zone(place.document, tokens, headline);
        if !conditions.zones.contains(&zone) {
            return Some(Obstacle::Zone(zone));
        }
    }
    let mut beside = |programs: &[Course], direction: Direction| {
        let at = if direction == Direction::Forward { tokens.end } else { tokens.start };
        programs.iter().enumerate().find_map(|(number, program)| {
            if !may_match_at(program, at, direction, place) {
                return None;
            }
            scratch.saved.clear();
            let end = run(program, &[At::token(at)], direction, place, scratch)?;
            Some((number, at.min(end)..at.max(end)))
        })
    };
    if !conditions.before.is_empty() && beside(&conditions.before, Direction::Backward).is_none() {
        return Some(Obstacle::Missing(Condition::Before));
    }
    if !conditions.after.is_empty() && beside(&conditions.after, Direction::Forward).is_none() {
        return Some(Obstacle::Missing(Condition::After));
    }
    if let Some((number, found)) = beside(&conditions.not_before, Direction::Backward) {
        return Some(Obstacle::Found(Condition::Before, number, found));
    }
    if let Some((number, found)) = beside(&conditions.not_after, Direction::Forward) {
        return Some(Obstacle::Found(Condition::After, number, found));
    }
    if conditions.except.is_empty() {
        return None;
    }
    let reach = EXCEPTION_REACH.min(conditions.longest_exception.saturating_sub(1));
    let first = tokens.start.saturating_sub(reach).max(place.sentence.start);
    let mut openings = std::mem::take(&mut scratch.openings);
    openings.clear();
    openings.extend((first..tokens.end).filter(|&at| conditions.exceptions & place.signs(at) != 0));
    let met = openings.iter().fold(0, |met, &at| met | place.signs(at));
    let mut exceptions = conditions.except.iter().enumerate().filter(|(_, program)| program.openings() & met != 0);
    let found = exceptions.find_map(|(number, program)| {
        Some(Obstacle::Found(Condition::Except, number, overlapping(program, &openings, tokens, place, scratch)?))
    });
    scratch.openings = openings;
    found
}

/// The first match of `program` from one of `openings` that shares a token with `tokens`.
fn overlapping(
    program: &Course,
    openings: &[usize],
    tokens: &Tokens,
    place: &Place,
    scratch: &mut Scratch,
) -> Option<Tokens> {
    let reaches = |start: usize| start.saturating_add(program.longest) > tokens.start;
    let may_start = |start: &&usize| reaches(**start) && may_match_at(program, **start, Direction::Forward, place);
    openings.iter().filter(may_start).find_map(|&start| {
        scratch.saved.clear();
        let end = run(program, &[At::token(start)], Direction::Forward, place, scratch)?;
        (end > tokens.start && end > start).then_some(start..end)
    })
}
