//! Noun phrases without their complements: determiner, modifiers, head.

use super::cell::{
    ADJECTIVE, ADVERB, BASE, CLOSE, COMMA, CONJUNCTION, Cell, DETERMINER, GENITIVE, GERUND, NAME, NAMED, NOUN, NUMBER,
    OPEN, PARTICIPLE, PAST, PERSON, PLURAL, POSSESSIVE, PREPOSITION, PRESENT, PRONOUN, QUANTIFYING, QUANTITY,
    SAME_DATE, Traits,
};
use super::classes::{BE, COURTESY, GENITIVE_PREPOSITION, GET, HAVE, PERSON_NOUN};
use super::view::View;
use crate::text::{NounPhrase, Tokens};

/// No phrase of a news text is longer; the bound keeps reading linear.
const LONGEST: usize = 30;

/// What a noun phrase can begin with.
const BEGINNING: Traits =
    NOUN | NAME | PARTICIPLE | ADJECTIVE | ADVERB | DETERMINER | POSSESSIVE | PRONOUN | NUMBER | QUANTIFYING | QUANTITY;

/// What a noun phrase can go on over; before anything else it ends.
const INNER: Traits = BEGINNING & !QUANTIFYING | GERUND | GENITIVE | CONJUNCTION | COMMA | OPEN | CLOSE | SAME_DATE;

/// Appends the noun phrases of one sentence, in order; `full` is still the same as `tokens`.
pub(super) fn of_sentence(view: &View, sentence: &Tokens, phrases: &mut Vec<NounPhrase>) {
    let mut at = sentence.start;
    while let Some(start) = view.first(at..sentence.end, BEGINNING) {
        let cell = view.at(start);
        if cell.has(ADVERB)
            && !cell.has(QUANTIFYING | QUANTITY)
            && !modifies_number(view, start, sentence.end.min(start + LONGEST))
        {
            at = start + 1;
            continue;
        }
        match read(view, start, sentence.end) {
            Some(phrase) => {
                at = phrase.tokens.end.max(start + 1);
                phrases.push(phrase);
            }
            None => at = start + 1,
        }
    }
}

/// What was read of a phrase so far.
struct Progress {
    /// Where a determiner, possessive or genitive stands last.
    determiner: Option<usize>,
    /// The last adjective, participle or number.
    modifier: Option<usize>,
    /// Whether a number is among them.
    number: bool,
    /// The last noun since the last genitive.
    noun: Option<usize>,
    /// The noun that the last genitive stands on.
    owner: Option<usize>,
    /// The closing mark of a quotation opened inside.
    open: Option<usize>,
}

/// The phrase that starts at `start`, if one does.
fn read(view: &View, start: usize, end: usize) -> Option<NounPhrase> {
    let end = end.min(start + LONGEST);
    // "much of the work", "some say"
    let alone = || view.is(start + 1, GENITIVE_PREPOSITION) || view.verbal(start + 1);
    if view.has(start, QUANTIFYING) && start + 1 < end && alone() {
        return Some(NounPhrase { tokens: start..start + 1, full: start..start + 1, head: start });
    }
    let mut so_far = Progress { determiner: None, modifier: None, number: false, noun: None, owner: None, open: None };
    let mut at = start;
    while at < end {
        let cell = view.at(at);
        if !cell.has(INNER) {
            break;
        }
        match step(view, cell, start, at, end, &so_far) {
            Step::Stop => break,
            Step::Determiner => so_far.determiner = Some(at),
            Step::Modifier => so_far.modifier = Some(at),
            Step::Noun => so_far.noun = Some(at),
            Step::Number(behind) => {
                so_far.number = true;
                so_far.modifier = Some(behind.saturating_sub(1));
                at = behind.max(at + 1);
                continue;
            }
            Step::Genitive => {
                so_far.owner = so_far.noun.take();
                so_far.determiner = Some(at);
                so_far.modifier = None;
            }
            Step::Skip(behind) => {
                at = behind.max(at + 1);
                continue;
            }
            Step::Open => so_far.open = Some(view.at(at).closes_at()),
            Step::Pass => {}
        }
        at += 1;
    }
    finish(view, start, at, &so_far)
}

/// Head and end of what was read.
fn finish(view: &View, start: usize, reached: usize, so_far: &Progress) -> Option<NounPhrase> {
    let head = match (so_far.noun, so_far.owner) {
        (Some(noun), _) => noun,
        (None, Some(owner)) => match so_far.modifier {
            // "Britain's poorest"
            Some(modifier) if so_far.determiner.is_some_and(|d| d < modifier) => modifier,
            _ => owner,
        },
        (None, None) => match (so_far.modifier, so_far.determiner) {
            (Some(modifier), Some(determiner)) if determiner < modifier => modifier,
            (Some(modifier), _) if so_far.number || view.has(modifier, NUMBER) => modifier,
            (_, Some(determiner)) if determiner + 1 == reached && view.has(determiner, DETERMINER) => determiner,
            _ => return None,
        },
    };
    let mut end = head + 1;
    // "more ‘spies’": the mark that closes belongs to the phrase that holds the opening one.
    if so_far.open == Some(end) {
        end += 1;
    }
    Some(NounPhrase { tokens: start..end, full: start..end, head })
}

enum Step {
    Stop,
    Determiner,
    Modifier,
    Noun,
    /// A number that ends before this token.
    Number(usize),
    Genitive,
    /// Words in quotation marks that modify, up to here: "the “at risk” targets".
    Skip(usize),
    Open,
    /// Belongs to the phrase but changes nothing.
    Pass,
}

/// What the token at `at` is to the phrase; most are told by one look.
#[inline(always)]
fn step(view: &View, cell: &Cell, start: usize, at: usize, end: usize, so_far: &Progress) -> Step {
    if cell.has(QUANTITY | SAME_DATE)
        && let Some(step) = counted_or_dated(cell, start, at, end, so_far)
    {
        return step;
    }
    if so_far.noun.is_none() {
        if cell.has(NOUN | NAME) {
            return Step::Noun;
        }
        if cell.has(ADJECTIVE | NUMBER) {
            return Step::Modifier;
        }
        if at == start && cell.has(DETERMINER | POSSESSIVE) {
            return Step::Determiner;
        }
    }
    uncommon(view, cell, start, at, end, so_far)
}

/// A number, or a part of a date that is not its first.
#[inline(never)]
fn counted_or_dated(cell: &Cell, start: usize, at: usize, end: usize, so_far: &Progress) -> Option<Step> {
    let behind = cell.quantity_end();
    if behind > at && behind <= end {
        return Some(if at == start || so_far.noun.is_none() { Step::Number(behind) } else { Step::Stop });
    }
    // "March 2018", "November 5, 2018": one date, one phrase.
    let dated = at > start && cell.has(SAME_DATE);
    dated.then(|| if cell.has(COMMA) { Step::Pass } else { Step::Noun })
}

#[inline(never)]
fn uncommon(view: &View, cell: &Cell, start: usize, at: usize, end: usize, so_far: &Progress) -> Step {
    let fresh = so_far.noun.is_none();
    if cell.has(NOUN | NAME) {
        return noun(view, cell, at, so_far);
    }
    if cell.has(DETERMINER | POSSESSIVE) {
        return match so_far.determiner {
            // "all the", "both his": only directly one after the other.
            Some(before) if before + 1 == at && !view.has(before, GENITIVE) => Step::Determiner,
            // "only the", "almost all"
            None if fresh && so_far.modifier.is_none() => Step::Determiner,
            // "50 per cent" and "such a" aside, a determiner starts the next phrase.
            _ => Step::Stop,
        };
    }
    if fresh {
        if cell.has(PARTICIPLE | GERUND) {
            return verbal(view, start, at, end, so_far);
        }
        if cell.has(ADVERB) {
            return adverb(view, start, at, end);
        }
    }
    if at == start {
        return if cell.has(PRONOUN) { Step::Noun } else { Step::Stop };
    }
    if cell.has(CONJUNCTION) {
        return conjunction(view, at, end, so_far);
    }
    if cell.has(COMMA) {
        let coordinated = fresh
            && view.has(at - 1, ADJECTIVE)
            && view.has(at + 1, ADJECTIVE | PARTICIPLE)
            && noun_ahead(view, at + 2, end);
        return if coordinated { Step::Pass } else { Step::Stop };
    }
    if cell.has(GENITIVE) && !fresh {
        return Step::Genitive;
    }
    if cell.has(NUMBER) && cell.has(NAMED) {
        return Step::Noun;
    }
    // "UK military officials"
    if cell.has(ADJECTIVE) {
        let before = view.at(at - 1);
        if before.has(NAME) && noun_ahead(view, at + 1, end) && !before.has(PERSON) {
            return Step::Modifier;
        }
    }
    quoted(view, cell, at, end, so_far)
}

/// Quotation marks inside a phrase.
fn quoted(view: &View, cell: &Cell, at: usize, end: usize, so_far: &Progress) -> Step {
    let closes = cell.closes_at();
    if closes > 0 && so_far.noun.is_none() {
        if closes <= at + 4 && noun_ahead(view, closes + 1, end) {
            return Step::Skip(closes + 1);
        }
        let inside = view.has(at + 1, NOUN | NAME | ADJECTIVE | PARTICIPLE | NUMBER);
        return if inside && so_far.open.is_none() && so_far.determiner.or(so_far.modifier).is_some() {
            Step::Open
        } else {
            Step::Stop
        };
    }
    if so_far.open == Some(at) { Step::Pass } else { Step::Stop }
}

/// "very large", "only six", "almost all", "highly skilled".
fn adverb(view: &View, start: usize, at: usize, end: usize) -> Step {
    if modifies_number(view, at, end) {
        return Step::Pass;
    }
    let next = behind_adverbs(view, at, end);
    let modifies = at > start && view.has(next, ADJECTIVE | PARTICIPLE) && noun_ahead(view, next + 1, end);
    if modifies { Step::Pass } else { Step::Stop }
}

/// Whether a number stands behind the adverb at `at`: the only thing before which a phrase begins with one.
fn modifies_number(view: &View, at: usize, end: usize) -> bool {
    view.has(behind_adverbs(view, at, end), NUMBER | QUANTITY)
}

/// Behind the adverb at `at` and those that follow it.
fn behind_adverbs(view: &View, at: usize, end: usize) -> usize {
    let mut next = at + 1;
    while next < end && view.has(next, ADVERB) {
        next += 1;
    }
    next
}

/// A participle or "-ing" form: a modifier before a noun, a noun behind a determiner, else a verb.
fn verbal(view: &View, start: usize, at: usize, end: usize, so_far: &Progress) -> Step {
    let gerund = view.has(at, GERUND);
    if at > start && (so_far.determiner.is_some() || so_far.modifier.is_some()) {
        if noun_ahead(view, at + 1, end) {
            return Step::Modifier;
        }
        // "the poisoning of"
        return if gerund && so_far.determiner.is_some() { Step::Noun } else { Step::Stop };
    }
    if gerund || !noun_ahead(view, at + 1, end) {
        return Step::Stop;
    }
    let mut before = at;
    while before > 0 && view.has(before - 1, ADVERB) {
        before -= 1;
    }
    let cell = view.before(before);
    let verb_before = cell.classes & (BE | HAVE | GET) != 0;
    let begins = cell.has(PREPOSITION | CONJUNCTION | BASE | GERUND | PRESENT | PAST | PARTICIPLE);
    if begins && !verb_before { Step::Modifier } else { Step::Stop }
}

fn noun(view: &View, cell: &Cell, at: usize, so_far: &Progress) -> Step {
    let Some(last) = so_far.noun else { return Step::Noun };
    let before = view.at(last);
    if cell.has(NAMED) && before.has(NAMED) && view.same_name(at, last) {
        return Step::Noun;
    }
    if before.has(PRONOUN) {
        return Step::Stop;
    }
    // "told MPs Russia was": a name does not follow a plural; nor a date a noun ("talks Thursday"), nor anything a date.
    if cell.has(NAMED) && before.has(PLURAL)
        || cell.date != before.date && (cell.date != 0 || so_far.determiner.is_none())
    {
        return Step::Stop;
    }
    // "the last message Mr. Brown received": a person goes with a noun for people only.
    if cell.has(PERSON) && before.has(NOUN) && !before.has(NAMED) && (before.base | before.classes) & PERSON_NOUN == 0 {
        return Step::Stop;
    }
    if cell.classes & COURTESY != 0 {
        return Step::Stop;
    }
    // Two people side by side are two phrases, and no common noun follows a person ("Putin spies").
    if before.has(PERSON) && cell.has(NAMED) {
        return Step::Stop;
    }
    Step::Noun
}

/// "diplomatic and intelligence staff", "intelligence and security agencies".
fn conjunction(view: &View, at: usize, end: usize, so_far: &Progress) -> Step {
    let (before, after) = (view.before(at), view.at(at + 1));
    let joins = if so_far.noun.is_none() {
        before.has(ADJECTIVE | PARTICIPLE | NUMBER)
            && after.has(ADJECTIVE | PARTICIPLE | NUMBER | NOUN)
            && noun_ahead(view, at + 2, end)
    } else {
        let bare = |cell: &Cell| cell.has(NOUN) && !cell.has(PLURAL);
        let last = view.at(at + 2);
        bare(before) && bare(after) && last.has(NOUN) && last.has(PLURAL)
    };
    if joins { Step::Pass } else { Step::Stop }
}

/// Whether modifiers and then a noun stand at `at`.
fn noun_ahead(view: &View, at: usize, end: usize) -> bool {
    for next in at..end.min(at + 6) {
        let cell = view.at(next);
        if cell.has(NOUN | NAME) {
            return true;
        }
        if !cell.has(ADJECTIVE | PARTICIPLE | GERUND | NUMBER | OPEN) {
            return false;
        }
    }
    false
}
