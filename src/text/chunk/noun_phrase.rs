//! Noun phrases without their complements: determiner, modifiers, head.

use super::classes::{BE, COURTESY, GENITIVE_PREPOSITION, GET, HAVE, PERSON_NOUN, QUANTIFIER};
use super::view::View;
use crate::text::{NounPhrase, Tag, TokenKind, Tokens};

/// No phrase of a news text is longer; the bound keeps reading linear.
const LONGEST: usize = 30;

/// Appends the noun phrases of one sentence, in order; `full` is still the same as `tokens`.
pub(super) fn of_sentence(view: &View, sentence: &Tokens, phrases: &mut Vec<NounPhrase>) {
    let mut at = sentence.start;
    while let Some(start) = view.next_phrase(at..sentence.end) {
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
    if view.is(start, QUANTIFIER) && start + 1 < end && alone() {
        return Some(NounPhrase { tokens: start..start + 1, full: start..start + 1, head: start });
    }
    let mut so_far = Progress { determiner: None, modifier: None, number: false, noun: None, owner: None, open: None };
    let mut at = start;
    while at < end {
        match step(view, start, at, end, &so_far) {
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
            (Some(modifier), _) if so_far.number || view.tag(modifier) == Tag::Number => modifier,
            (_, Some(determiner)) if determiner + 1 == reached && view.tag(determiner) == Tag::Determiner => determiner,
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

fn step(view: &View, start: usize, at: usize, end: usize, so_far: &Progress) -> Step {
    let cell = view.at(at);
    let fresh = so_far.noun.is_none();
    if cell.number_end() > at && cell.number_end() <= end {
        return if at == start || fresh { Step::Number(cell.number_end()) } else { Step::Stop };
    }
    if at > start && cell.date != 0 && cell.date == view.before(at).date {
        // "March 2018", "November 5, 2018": one date, one phrase.
        return if view.comma(at) { Step::Pass } else { Step::Noun };
    }
    match cell.tag {
        Tag::Pronoun if at == start => Step::Noun,
        Tag::Determiner | Tag::Possessive => match (at == start, so_far.determiner) {
            (true, _) => Step::Determiner,
            // "all the", "both his": only directly one after the other.
            (false, Some(before)) if before + 1 == at && view.tag(before) != Tag::Genitive => Step::Determiner,
            // "only the", "almost all"
            (false, None) if fresh && so_far.modifier.is_none() => Step::Determiner,
            // "50 per cent" and "such a" aside, a determiner starts the next phrase.
            _ => Step::Stop,
        },
        Tag::Number if fresh => Step::Modifier,
        Tag::Number if cell.name != 0 => Step::Noun,
        Tag::Adverb if fresh => adverb(view, start, at, end),
        Tag::Adjective if fresh => Step::Modifier,
        // "UK military officials"
        Tag::Adjective
            if view.before(at).tag == Tag::Name && noun_ahead(view, at + 1, end) && !view.before(at).person =>
        {
            Step::Modifier
        }
        Tag::Participle | Tag::Gerund if fresh => verbal(view, start, at, end, so_far),
        Tag::Noun | Tag::Name => noun(view, at, so_far),
        Tag::Genitive if so_far.noun.is_some() && at > start => Step::Genitive,
        Tag::Conjunction if at > start => conjunction(view, at, end, so_far),
        Tag::Mark if view.comma(at) && at > start => {
            let coordinated = fresh
                && view.before(at).tag == Tag::Adjective
                && matches!(view.tag(at + 1), Tag::Adjective | Tag::Participle)
                && noun_ahead(view, at + 2, end);
            if coordinated { Step::Pass } else { Step::Stop }
        }
        _ if cell.kind == TokenKind::Open && at > start && fresh && cell.closes_at() > 0 => {
            if cell.closes_at() <= at + 4 && noun_ahead(view, cell.closes_at() + 1, end) {
                return Step::Skip(cell.closes_at() + 1);
            }
            let inside =
                matches!(view.tag(at + 1), Tag::Noun | Tag::Name | Tag::Adjective | Tag::Participle | Tag::Number);
            if inside && so_far.open.is_none() && so_far.determiner.or(so_far.modifier).is_some() {
                Step::Open
            } else {
                Step::Stop
            }
        }
        _ if so_far.open == Some(at) => Step::Pass,
        _ => Step::Stop,
    }
}

/// "very large", "only six", "almost all", "highly skilled".
fn adverb(view: &View, start: usize, at: usize, end: usize) -> Step {
    let mut next = at + 1;
    while next < end && view.tag(next) == Tag::Adverb {
        next += 1;
    }
    let counts = view.tag(next) == Tag::Number || view.at(next).number_end() > next;
    let modifies = matches!(view.tag(next), Tag::Adjective | Tag::Participle) && noun_ahead(view, next + 1, end);
    if counts || (modifies && at > start) { Step::Pass } else { Step::Stop }
}

/// A participle or "-ing" form: a modifier before a noun, a noun behind a determiner, else a verb.
fn verbal(view: &View, start: usize, at: usize, end: usize, so_far: &Progress) -> Step {
    let gerund = view.tag(at) == Tag::Gerund;
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
    while before > 0 && view.before(before).tag == Tag::Adverb {
        before -= 1;
    }
    let cell = view.before(before);
    let verb_before = cell.classes & (BE | HAVE | GET) != 0;
    let begins = match cell.tag {
        Tag::Preposition | Tag::Conjunction | Tag::Base | Tag::Gerund => true,
        Tag::Present | Tag::Past | Tag::Participle => !verb_before,
        _ => false,
    };
    if begins && !verb_before { Step::Modifier } else { Step::Stop }
}

fn noun(view: &View, at: usize, so_far: &Progress) -> Step {
    let cell = view.at(at);
    let Some(last) = so_far.noun else { return Step::Noun };
    let before = view.at(last);
    let inside = cell.name != 0 && cell.name == before.name;
    if inside {
        return Step::Noun;
    }
    if before.tag == Tag::Pronoun {
        return Step::Stop;
    }
    // "told MPs Russia was": a name does not follow a plural; nor a date a noun ("talks Thursday"), nor anything a date.
    if cell.name != 0 && before.plural || cell.date != before.date && (cell.date != 0 || so_far.determiner.is_none()) {
        return Step::Stop;
    }
    // "the last message Mr. Brown received": a person goes with a noun for people only.
    if cell.person && before.tag == Tag::Noun && (before.name == 0 && (before.base | before.classes) & PERSON_NOUN == 0)
    {
        return Step::Stop;
    }
    if view.is(at, COURTESY) {
        return Step::Stop;
    }
    // Two people side by side are two phrases, and no common noun follows a person ("Putin spies").
    if before.person && cell.name != 0 {
        return Step::Stop;
    }
    Step::Noun
}

/// "diplomatic and intelligence staff", "intelligence and security agencies".
fn conjunction(view: &View, at: usize, end: usize, so_far: &Progress) -> Step {
    let before = view.before(at);
    let after = view.at(at + 1);
    let adjectival = |tag| matches!(tag, Tag::Adjective | Tag::Participle | Tag::Number);
    let joins = if so_far.noun.is_none() {
        adjectival(before.tag) && (adjectival(after.tag) || after.tag == Tag::Noun) && noun_ahead(view, at + 2, end)
    } else {
        let bare = |index: usize| view.tag(index) == Tag::Noun && !view.at(index).plural;
        before.tag == Tag::Noun
            && !before.plural
            && bare(at + 1)
            && view.tag(at + 2) == Tag::Noun
            && view.at(at + 2).plural
    };
    if joins { Step::Pass } else { Step::Stop }
}

/// Whether modifiers and then a noun stand at `at`.
fn noun_ahead(view: &View, at: usize, end: usize) -> bool {
    let mut next = at;
    while next < end && next < at + 6 {
        match view.tag(next) {
            Tag::Noun | Tag::Name => return true,
            Tag::Adjective | Tag::Participle | Tag::Gerund | Tag::Number => {}
            _ if view.at(next).kind == TokenKind::Open => {}
            _ => return false,
        }
        next += 1;
    }
    false
}
