//! Disagreement on the same point: another number, a negation, a denial, another doer, another date.
//!
//! Claims are compared point by point ([`Point`]): a number counts only against a number that measures the same, a negation only
//! against the same act of the same doer, another doer or date only where the rest is shared.

use crate::base::Span;
use crate::claims::{Mood, Party, Point, Time};
use crate::text::NameKind;

use super::amount;
use super::score::Statement;
use super::{Conflict, ConflictKind};

/// What two statements about the same thing disagree on; `None` when they can both be true.
pub fn conflict(a: &Statement, b: &Statement) -> Option<Conflict> {
    between(&[*a], &[*b])
}

/// The same for texts of several statements each. What two of them agree on is no conflict of theirs, whatever else is said.
pub fn between(a: &[Statement], b: &[Statement]) -> Option<Conflict> {
    numbers(a, b).or_else(|| pairs(a, b, polarity)).or_else(|| pairs(a, b, doer)).or_else(|| pairs(a, b, date))
}

/// Whether two statements must not share a row: states or the like do the same act, or it is told of different years; or one says what
/// should be and the other what was.
pub fn apart(a: &Statement, b: &Statement) -> bool {
    let same_act = a.meaning.acts.iter().any(|act| b.meaning.acts.contains(act));
    let actors = |keys: &[String]| keys.iter().filter(|k| k.starts_with('@')).cloned().collect::<Vec<_>>();
    let disjoint = |x: &[String], y: &[String]| !x.is_empty() && !y.is_empty() && !x.iter().any(|key| y.contains(key));
    let years = |s: &Statement| {
        let terms = s.meaning.terms.iter().filter(|t| t.kind == crate::claims::TermKind::Year);
        terms.map(|t| t.key.clone()).collect::<Vec<_>>()
    };
    let moods = [a.meaning.mood, b.meaning.mood];
    same_act && (disjoint(&actors(&a.meaning.agents), &actors(&b.meaning.agents)) || disjoint(&years(a), &years(b)))
        || moods.contains(&Mood::Demand) && moods.contains(&Mood::Past)
}

/// Whether both tell years, and none of them is the same.
pub(super) fn other_years(a: &[Statement], b: &[Statement]) -> bool {
    let years = |side: &[Statement]| -> Vec<i16> {
        let points = side.iter().flat_map(|s| &s.meaning.points);
        points.flat_map(|p| p.times.iter().filter_map(|t| t.year)).collect()
    };
    let (left, right) = (years(a), years(b));
    !left.is_empty() && !right.is_empty() && !left.iter().any(|year| right.contains(year))
}

fn numbers(a: &[Statement], b: &[Statement]) -> Option<Conflict> {
    let found = amount::differ(a, b).or_else(|| {
        let all = |side: &[Statement]| side.iter().flat_map(|s| s.meaning.points.clone()).collect::<Vec<Point>>();
        results(&all(a), &all(b))
    });
    found.map(|(a, b)| Conflict { kind: ConflictKind::Number, a, b })
}

/// Results of the same game that are not the same.
fn results(a: &[Point], b: &[Point]) -> Option<(Span, Span)> {
    let all = |points: &[Point]| points.iter().flat_map(|p| p.results.clone()).collect::<Vec<_>>();
    let (left, right) = (all(a), all(b));
    let other = |x: &(u32, u32), side: &[((u32, u32), Span)]| !side.iter().any(|(y, _)| y == x);
    let one = left.iter().find(|(result, _)| other(result, &right))?;
    let two = right.iter().find(|(result, _)| other(result, &left))?;
    Some((one.1, two.1))
}

/// What one pair of points gives.
enum Verdict {
    Agree,
    Disagree(Conflict),
    Silent,
}

/// The first disagreement of a kind, unless another pair of points agrees on the same act.
fn pairs(a: &[Statement], b: &[Statement], judge: impl Fn(Side, Side) -> Verdict) -> Option<Conflict> {
    let mut found: Option<(Conflict, &Point)> = None;
    let mut agreed: Vec<&Point> = Vec::new();
    for x in a {
        for p in &x.meaning.points {
            for y in b {
                for q in &y.meaning.points {
                    match judge(Side { of: x, point: p }, Side { of: y, point: q }) {
                        Verdict::Agree => agreed.push(p),
                        Verdict::Disagree(conflict) if found.is_none() => found = Some((conflict, p)),
                        _ => {}
                    }
                }
            }
        }
    }
    let (conflict, point) = found?;
    (!agreed.iter().any(|other| shares(&other.acts, &point.acts))).then_some(conflict)
}

/// A point with the statement that it is of.
#[derive(Clone, Copy)]
struct Side<'s> {
    of: &'s Statement<'s>,
    point: &'s Point,
}

impl Side<'_> {
    fn positive(self) -> bool {
        match self.of.denied {
            // "Declined to comment" turns around once, whether read as one verb or as two.
            Some(words) if words.overlaps(self.point.span) => false,
            denied => self.point.negative == denied.is_some(),
        }
    }
}

/// Said to be so against said not to be so; or one the opposite of the other.
fn polarity(a: Side, b: Side) -> Verdict {
    let (p, q) = (a.point, b.point);
    if p.open || q.open {
        return Verdict::Silent;
    }
    if doers(p, q) == Some(false) || !(rests(p, q) || doers(p, q) == Some(true)) {
        return Verdict::Silent;
    }
    if let Some((x, y)) = opposites(p, q) {
        let whole = a.positive() == b.positive();
        let conflict = Conflict { kind: ConflictKind::Negation, a: x, b: y };
        return if whole { Verdict::Disagree(conflict) } else { Verdict::Agree };
    }
    if !shares(&p.acts, &q.acts) {
        return Verdict::Silent;
    }
    if a.positive() == b.positive() {
        return Verdict::Agree;
    }
    let (kind, x, y) = match (a.of.denied, b.of.denied) {
        (Some(words), None) => (ConflictKind::Denial, words, q.span),
        (None, Some(words)) => (ConflictKind::Denial, p.span, words),
        _ if p.denies || q.denies => (ConflictKind::Denial, p.span, q.span),
        _ => (ConflictKind::Negation, p.span, q.span),
    };
    Verdict::Disagree(Conflict { kind, a: x, b: y })
}

/// Words of two points that say the opposite of each other, when neither point holds both.
fn opposites(p: &Point, q: &Point) -> Option<(Span, Span)> {
    let holds = |point: &Point, pole: i32| point.poles.iter().any(|(other, _)| *other == pole);
    p.poles.iter().find_map(|(pole, x)| {
        let (_, y) = q.poles.iter().find(|(other, _)| *other == -pole)?;
        (!holds(p, -pole) && !holds(q, *pole)).then_some((*x, *y))
    })
}

/// Somebody else does the same to the same.
fn doer(a: Side, b: Side) -> Verdict {
    let (p, q) = (a.point, b.point);
    if !shares(&p.acts, &q.acts) || a.positive() != b.positive() || !rests(p, q) {
        return Verdict::Silent;
    }
    match (doers(p, q), &p.doer, &q.doer) {
        (Some(true), ..) => Verdict::Agree,
        (Some(false), Some(x), Some(y)) if !mentions(b.of, x) && !mentions(a.of, y) => {
            Verdict::Disagree(Conflict { kind: ConflictKind::Actor, a: x.span, b: y.span })
        }
        _ => Verdict::Silent,
    }
}

/// Whether a statement speaks of somebody in any part.
fn mentions(statement: &Statement, party: &Party) -> bool {
    let meaning = statement.meaning;
    meaning.terms.iter().chain(&meaning.context).any(|t| party.names.contains(&t.key))
}

/// The same at another time.
fn date(a: Side, b: Side) -> Verdict {
    let (p, q) = (a.point, b.point);
    let same = shares(&p.acts, &q.acts) && a.positive() == b.positive() && doers(p, q) != Some(false);
    if !same || !(rests(p, q) || doers(p, q) == Some(true)) {
        return Verdict::Silent;
    }
    match (p.times.first(), q.times.first()) {
        (Some(x), Some(y)) if !p.times.iter().any(|x| q.times.iter().any(|y| compatible(x, y))) => {
            Verdict::Disagree(Conflict { kind: ConflictKind::Date, a: x.span, b: y.span })
        }
        (Some(_), Some(_)) => Verdict::Agree,
        _ => Verdict::Silent,
    }
}

fn compatible(x: &Time, y: &Time) -> bool {
    fn meets<T: PartialEq>(x: Option<T>, y: Option<T>) -> bool {
        x.is_none() || y.is_none() || x == y
    }
    meets(x.year, y.year) && meets(x.month, y.month) && meets(x.day, y.day) && meets(x.weekday, y.weekday)
}

fn shares(a: &[String], b: &[String]) -> bool {
    a.iter().any(|key| b.contains(key))
}

/// Whether they share something beside act and doer, as far as both say anything more.
fn rests(p: &Point, q: &Point) -> bool {
    p.rest.is_empty() || q.rest.is_empty() || shares(&p.rest, &q.rest)
}

/// Whether the same does it; `None` when that cannot be told.
fn doers(p: &Point, q: &Point) -> Option<bool> {
    let (Some(x), Some(y)) = (&p.doer, &q.doer) else { return None };
    same_party(x, y)
}

/// Whether a word of the one opens a word of the other, or is made of the first letters of its words.
fn spelt_alike(a: &[String], b: &[String]) -> bool {
    let initials = |names: &[String]| names.iter().filter_map(|n| n.chars().next()).collect::<Vec<char>>();
    let within = |short: &String, long: &[String]| {
        let letters = initials(long);
        long.iter().any(|n| n.starts_with(short.as_str()))
            || long.len() > 1 && short.chars().count() == long.len() && short.chars().all(|c| letters.contains(&c))
    };
    a.iter().any(|name| within(name, b)) || b.iter().any(|name| within(name, a))
}

fn same_party(x: &Party, y: &Party) -> Option<bool> {
    if !x.names.is_empty() && !y.names.is_empty() {
        if shares(&x.names, &y.names) {
            return Some(true);
        }
        // Spellings of one name: "Wal-Mart" and "Wal", "AP" and "Associated Press".
        if spelt_alike(&x.names, &y.names) {
            return None;
        }
        // A minister and a ministry, a state and its capital may be the same doer.
        let kinds = match (x.kind, y.kind) {
            (Some(NameKind::Unknown), Some(_)) | (Some(_), Some(NameKind::Unknown)) => true,
            (one, other) => one == other,
        };
        return kinds.then_some(false);
    }
    match (x.part, y.part) {
        (Some(one), Some(other)) if one / 10 == other / 10 => Some(one == other),
        _ => (x.head.is_some() && x.head == y.head).then_some(true),
    }
}
