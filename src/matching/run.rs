//! Running a program at a place of a sentence: all ways are tried, within a budget, and the longest match wins.

use super::anchor_table::Listed;
use super::class;
use super::compile::{Direction, Step};
use super::course::{Course, MARKS};
use super::place::{At, Place, may_match};
use crate::rules::Word;
use crate::text::{Document, TokenKind};

/// Steps that one run may take. Patterns need a few dozen; one that needs more is cut short at the longest match so far.
const BUDGET: u32 = 4_000;

#[derive(Debug, Clone, Copy)]
struct Branch {
    step: usize,
    at: At,
    trail: usize,
}

/// Room that runs share, so that none of them allocates.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    stack: Vec<Branch>,
    trail: Vec<(u8, usize)>,
    ends: Vec<usize>,
    /// The programs to run at an anchor.
    pub(super) programs: Vec<Listed>,
    /// The tokens of a sentence at which programs are to be looked for.
    pub(super) likely: Vec<usize>,
    /// Where an exception may begin.
    pub(super) openings: Vec<usize>,
    /// By rule: where its candidates so far end; nowhere between two sentences.
    pub(super) ends_of_rules: Vec<usize>,
    /// Slots and their places of the longest match of the last [`run`].
    pub(super) saved: Vec<(u8, usize)>,
}

/// Runs a course from any of `starts`. The token boundary of the longest match; its slots are added to `scratch.saved`.
/// Whoever calls it may have asked [`may_match`] before.
pub(super) fn run(
    course: &Course,
    starts: &[At],
    direction: Direction,
    place: &Place,
    scratch: &mut Scratch,
) -> Option<usize> {
    let rightwards = direction == Direction::Forward;
    let kept = scratch.saved.len();
    let mut best: Option<usize> = None;
    run_steps(&course.steps, starts, rightwards, place, scratch, |end, scratch| {
        let end = end.whole(rightwards);
        if best.is_none_or(|b| if rightwards { end > b } else { end < b }) {
            best = Some(end);
            scratch.saved.truncate(kept);
            scratch.saved.extend_from_slice(&scratch.trail);
        }
    });
    best
}

/// Every place that a course can end at, from any of `starts`, in text order.
pub(super) fn ends(
    course: &Course,
    starts: &[At],
    direction: Direction,
    place: &Place,
    scratch: &mut Scratch,
) -> Vec<At> {
    let mut all = Vec::new();
    if may_match(course, starts, direction, place) {
        let rightwards = direction == Direction::Forward;
        run_steps(&course.steps, starts, rightwards, place, scratch, |end, _| all.push(end));
    }
    all.sort_unstable_by_key(|at| (at.token, at.part));
    all.dedup();
    all
}

/// Tries all ways through the steps; `accept` gets each place where one ends, with the slots on its way in the trail.
#[inline]
fn run_steps(
    steps: &[Step],
    starts: &[At],
    rightwards: bool,
    place: &Place,
    scratch: &mut Scratch,
    mut accept: impl FnMut(At, &mut Scratch),
) {
    let mut budget = BUDGET;
    scratch.stack.clear();
    scratch.trail.clear();
    for &at in starts.iter().rev() {
        scratch.stack.push(Branch { step: 0, at, trail: 0 });
    }
    while let Some(branch) = scratch.stack.pop() {
        scratch.trail.truncate(branch.trail);
        let (mut next, mut at) = (branch.step, branch.at);
        loop {
            if budget == 0 {
                return;
            }
            budget -= 1;
            let Some(step) = steps.get(next) else {
                accept(at, scratch);
                break;
            };
            next += 1;
            let moved = match step {
                Step::Word(word) => word_at(|w, _, _| w == *word, next, at, rightwards, place, scratch),
                Step::Words(words) => {
                    word_at(|w, _, _| words.binary_search(&w).is_ok(), next, at, rightwards, place, scratch)
                }
                Step::Exact(word, spelling) => word_at(
                    |w, token, part| w == *word && is_spelled(place.document, token, part, spelling),
                    next,
                    at,
                    rightwards,
                    place,
                    scratch,
                ),
                Step::Any => any_at(at, rightwards, place),
                Step::Gap(least, most) => gap_at((*least, *most), next, at, rightwards, place, scratch),
                Step::Mark(mark) => mark_at(*mark, at, rightwards, place),
                Step::Class(class) if at.part == 0 => {
                    scratch.ends.clear();
                    class::ends(*class, at.token, rightwards, place, &mut scratch.ends);
                    let trail = scratch.trail.len();
                    for &end in scratch.ends.iter().skip(1).rev() {
                        scratch.stack.push(Branch { step: next, at: At::token(end), trail });
                    }
                    scratch.ends.first().map(|&end| At::token(end))
                }
                Step::Class(_) => None,
                Step::Start => starts_at(at, place).then_some(at),
                Step::End => ends_at(at, place).then_some(at),
                Step::Save(slot) => {
                    scratch.trail.push((*slot, at.whole(slot % 2 == 1)));
                    Some(at)
                }
                Step::Split(other) => {
                    scratch.stack.push(Branch { step: *other as usize, at, trail: scratch.trail.len() });
                    Some(at)
                }
                Step::Jump(target) => {
                    next = *target as usize;
                    Some(at)
                }
            };
            match moved {
                Some(to) => at = to,
                None => break,
            }
        }
    }
}

/// The token that comes next, if it is in the sentence.
fn next_token(at: At, rightwards: bool, place: &Place) -> Option<usize> {
    let token = if rightwards { at.token } else { at.token.checked_sub(1)? };
    place.sentence.contains(&token).then_some(token)
}

/// Whether the token, or one part of it, is written like `spelling`. Signs that look alike are one, and the dot of an
/// abbreviation does not count.
pub(super) fn is_spelled(document: &Document, token: usize, part: Option<usize>, spelling: &str) -> bool {
    let text = document.tokens.get(token).map_or("", |t| t.span.of(document.text));
    let text = match part {
        None => text,
        Some(part) => text.split(|c| level(c) == '-').nth(part).unwrap_or_default(),
    };
    // Nearly all are written just so, or begin with another letter.
    if text == spelling {
        return true;
    }
    if let ([own, ..], [wanted, ..]) = (text.as_bytes(), spelling.as_bytes())
        && own.is_ascii_alphanumeric()
        && wanted.is_ascii_alphanumeric()
        && own != wanted
    {
        return false;
    }
    let same = |text: &str| {
        let letters = text.chars().filter(|&c| c != '\u{ad}').map(level);
        letters.eq(spelling.chars().map(level))
    };
    same(text) || text.strip_suffix('.').is_some_and(same)
}

/// One sign for apostrophes and one for hyphens.
fn level(sign: char) -> char {
    match sign {
        '’' | '‘' | '‛' | 'ʼ' | '′' | '`' | '´' => '\'',
        '‐' | '‑' | '‒' | '–' | '−' => '-',
        other => other,
    }
}

/// One word: a whole token, any part of a hyphenated one, or the next part of the one that the place is in. Of several ways
/// the first is returned, and the others, which go on at `step`, are left for later.
#[inline]
fn word_at(
    fits: impl Fn(Word, usize, Option<usize>) -> bool,
    step: usize,
    at: At,
    rightwards: bool,
    place: &Place,
    scratch: &mut Scratch,
) -> Option<At> {
    let document = place.document;
    if at.part > 0 {
        // Inside a hyphenated token: exactly the part that comes next.
        let token = document.tokens.get(at.token)?;
        let part = if rightwards { at.part } else { at.part - 1 };
        let word = *parts(document, at.token).get(usize::from(part))?;
        if !fits(word, at.token, Some(usize::from(part))) {
            return None;
        }
        let inner = if rightwards { part + 1 } else { part };
        let over = At::token(at.token + usize::from(rightwards));
        if inner == 0 || inner >= token.parts.1 {
            return Some(over);
        }
        scratch.stack.push(Branch { step, at: over, trail: scratch.trail.len() });
        return Some(At { token: at.token, part: inner });
    }
    let index = next_token(at, rightwards, place)?;
    let token = document.tokens.get(index)?;
    let over = At::token(index + usize::from(rightwards));
    let whole = token.word != Word::UNKNOWN && fits(token.word, index, None);
    if token.parts.1 == 0 {
        return whole.then_some(over);
    }
    let trail = scratch.trail.len();
    let mut any = whole;
    for (number, &word) in parts(document, index).iter().enumerate() {
        if word == Word::UNKNOWN || !fits(word, index, Some(number)) {
            continue;
        }
        any = true;
        let inner = if rightwards { number + 1 } else { number };
        if let (Ok(part), true) = (u8::try_from(inner), inner > 0 && inner < usize::from(token.parts.1)) {
            scratch.stack.push(Branch { step, at: At { token: index, part }, trail });
        }
    }
    any.then_some(over)
}

/// The parts of a hyphenated token.
pub(super) fn parts<'d>(document: &'d Document, token: usize) -> &'d [Word] {
    let Some(token) = document.tokens.get(token) else { return &[] };
    let start = token.parts.0 as usize;
    document.parts.get(start..start + usize::from(token.parts.1)).unwrap_or_default()
}

fn is_word(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::Word | TokenKind::Number)
}

fn any_at(at: At, rightwards: bool, place: &Place) -> Option<At> {
    if at.part > 0 {
        return Some(At::token(at.whole(rightwards)));
    }
    let token = next_token(at, rightwards, place)?;
    is_word(place.document.tokens.get(token)?.kind).then(|| At::token(token + usize::from(rightwards)))
}

fn gap_at(
    (least, most): (u8, u8),
    step: usize,
    at: At,
    rightwards: bool,
    place: &Place,
    scratch: &mut Scratch,
) -> Option<At> {
    if at.part > 0 {
        return (least == 0).then_some(at);
    }
    let document = place.document;
    scratch.ends.clear();
    let (mut here, mut words, mut marks) = (at, 0, 0);
    loop {
        if words >= least {
            scratch.ends.push(here.token);
        }
        let Some(index) = next_token(here, rightwards, place) else { break };
        let Some(token) = document.tokens.get(index) else { break };
        if is_word(token.kind) {
            if words == most {
                break;
            }
            words += 1;
        } else if token.kind != TokenKind::Mark || marks == MARKS || !passable(token.span.of(document.text)) {
            break;
        } else {
            marks += 1;
        }
        here = At::token(index + usize::from(rightwards));
    }
    let trail = scratch.trail.len();
    for &end in scratch.ends.iter().skip(1).rev() {
        scratch.stack.push(Branch { step, at: At::token(end), trail });
    }
    scratch.ends.first().map(|&end| At::token(end))
}

/// Marks that a gap passes: commas, and signs that belong to a word or number.
fn passable(mark: &str) -> bool {
    matches!(mark, "," | "'" | "’" | "&" | "/" | "%" | "$" | "£" | "€" | "¥" | "#" | "@" | "+" | "°")
}

fn mark_at(mark: char, at: At, rightwards: bool, place: &Place) -> Option<At> {
    if at.part > 0 {
        return None;
    }
    let index = next_token(at, rightwards, place)?;
    let token = place.document.tokens.get(index)?;
    let stands = !is_word(token.kind) && folded(token.span.of(place.document.text)) == fold_mark(mark);
    stands.then(|| At::token(index + usize::from(rightwards)))
}

/// The mark that a token is, NUL for none.
fn folded(text: &str) -> char {
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(mark), None) => fold_mark(mark),
        (Some('.'), Some('.')) => '…',
        (Some('-'), Some('-')) => '—',
        (Some(mark @ ('\'' | '`')), Some(other)) if mark == other => '"',
        _ => '\0',
    }
}

/// One sign for marks that differ in looks only.
fn fold_mark(mark: char) -> char {
    match mark {
        '―' => '—',
        '“' | '”' | '„' | '«' | '»' => '"',
        other => match level(other) {
            '-' => '—',
            other => other,
        },
    }
}

fn starts_at(at: At, place: &Place) -> bool {
    let before = place.document.tokens.get(place.sentence.start..at.token.max(place.sentence.start));
    at.part == 0 && before.is_some_and(|tokens| tokens.iter().all(|t| t.kind == TokenKind::Open))
}

fn ends_at(at: At, place: &Place) -> bool {
    let after = place.document.tokens.get(at.token.min(place.sentence.end)..place.sentence.end);
    let text = place.document.text;
    at.part == 0 && after.is_some_and(|tokens| tokens.iter().all(|t| class::ends_sentence(t, text)))
}
