//! Near misses as a rule writer reads them: what matched, what was wanted next, and what stood there.

use std::cmp::Reverse;

use serde::Serialize;

use super::Reading;
use crate::base::Span;
use crate::matching::{NearMiss, RuleRef, Stop, Traced};

/// So many near misses of a sentence are shown unless all are wanted.
const MOST: usize = 10;

/// Characters of an element that are shown in words.
const LONGEST: usize = 60;

/// A rule that almost fired.
#[derive(Debug, Clone, Serialize)]
pub struct Almost {
    /// The rule.
    pub rule: String,
    /// The pattern that came nearest, as written.
    pub pattern: String,
    /// How many of its elements matched.
    pub matched: usize,
    /// How many there are; those that may be left out are not counted.
    pub elements: usize,
    /// What matched; `None` when nothing did.
    pub span: Option<Span>,
    /// Those words.
    pub text: String,
    /// Where it stopped.
    pub stops: Vec<Stopped>,
    /// All of it in words.
    pub says: String,
}

/// An element that did not match.
#[derive(Debug, Clone, Serialize)]
pub struct Stopped {
    /// The element, as written.
    pub wanted: String,
    /// Whether it was wanted before what matched.
    pub before: bool,
    /// The word that stands there; `None` at the end of the sentence.
    pub found: Option<String>,
}

/// The near misses of one sentence, the nearest first, and how many more there are. A rule has one, unless it is the only one
/// that was asked for: then each of its patterns has.
pub(super) fn nearest(
    reading: &Reading,
    misses: &[&NearMiss],
    traced: &[Traced],
    only: bool,
    all: bool,
) -> (Vec<Almost>, usize) {
    let mut misses: Vec<&NearMiss> = misses.iter().copied().filter(|miss| is_wanted(miss, traced, only)).collect();
    let missing = |miss: &NearMiss| miss.elements.1.saturating_sub(miss.elements.0);
    misses.sort_by_key(|miss| {
        (Reverse(share(miss)), missing(miss), Reverse(miss.telling), miss.matched.start, miss.rule, miss.pattern)
    });
    if !only {
        let mut seen = Vec::new();
        misses.retain(|miss| {
            let first = !seen.contains(&miss.rule);
            seen.push(miss.rule);
            first
        });
    }
    let most = if all || only { misses.len() } else { MOST };
    let almost = misses.iter().take(most).filter_map(|miss| almost(reading, miss)).collect();
    (almost, misses.len().saturating_sub(most))
}

/// Matched elements of a thousand.
fn share(miss: &NearMiss) -> usize {
    miss.elements.0 * 1000 / miss.elements.1.max(1)
}

fn is_wanted(miss: &NearMiss, traced: &[Traced], only: bool) -> bool {
    let told = !matches!(miss.rule, RuleRef::Furniture(_) | RuleRef::Outlet(_));
    let overlaps = |traced: &Traced| {
        let tokens = &traced.hit.tokens;
        traced.hit.rule == miss.rule
            && (!only || traced.hit.pattern == miss.pattern)
            && tokens.start < miss.matched.end
            && miss.matched.start < tokens.end
    };
    (told || only) && !traced.iter().any(overlaps)
}

fn almost(reading: &Reading, miss: &NearMiss) -> Option<Almost> {
    let entry = reading.entry(miss.rule)?;
    let pattern = entry.matcher.patterns.get(miss.pattern)?.text.clone();
    let (span, text) = match miss.matched.is_empty() {
        true => (None, String::new()),
        false => {
            let (span, text) = reading.words(&miss.matched);
            (Some(span), text)
        }
    };
    let stops: Vec<Stopped> = miss.stops.iter().map(|stop| stopped(reading, stop, &pattern)).collect();
    let says = match span {
        None => {
            let wanted: Vec<&str> = stops.iter().map(|stop| stop.wanted.as_str()).collect();
            format!("nothing in the sentence matches {}", wanted.join(" "))
        }
        Some(_) => {
            let stops: Vec<String> = stops.iter().map(said).collect();
            format!("\"{text}\" matched, {}", stops.join(", and "))
        }
    };
    Some(Almost {
        rule: entry.id.to_owned(),
        pattern,
        matched: miss.elements.0,
        elements: miss.elements.1,
        span,
        text,
        stops,
        says,
    })
}

fn stopped(reading: &Reading, stop: &Stop, pattern: &str) -> Stopped {
    let found = stop.found.and_then(|token| reading.document.tokens.get(token));
    Stopped {
        wanted: stop.wanted.of(pattern).to_owned(),
        before: stop.before,
        found: found.map(|token| token.span.of(reading.document.text).to_owned()),
    }
}

fn said(stop: &Stopped) -> String {
    let found = match (&stop.found, stop.before) {
        (Some(found), _) => format!("found \"{found}\""),
        (None, true) => "found the start of the sentence".to_owned(),
        (None, false) => "found the end of the sentence".to_owned(),
    };
    let wanted = shortened(&stop.wanted);
    match stop.before {
        true => format!("before it wanted {wanted}, {found}"),
        false => format!("then wanted {wanted}, {found}"),
    }
}

/// A long group of alternatives with its first ones only.
fn shortened(written: &str) -> String {
    let Some((cut, _)) = written.char_indices().nth(LONGEST) else { return written.to_owned() };
    let kept = written.get(..cut).unwrap_or(written);
    let kept = kept.rfind(['|', ' ']).and_then(|end| kept.get(..end)).unwrap_or(kept);
    format!("{kept}|…)")
}
