//! Attributions that a frame's pattern says as a whole: "according to S", "S's claim that C", "US claims of C". Roles that the
//! pattern leaves open are filled from the sentence.

use smallvec::smallvec;

use super::Parts;
use super::candidate::Candidate;
use super::content::{self, Reach};
use super::extent;
use super::reading::Reading;
use super::traits::{ADJECTIVE, CLOSE, COMMA, CONJUNCTION, GERUND, MARK, OPEN, PARTICIPLE};
use crate::matching::{Hit, RuleRef};
use crate::rules::pattern::Role;
use crate::text::Tokens;

/// The attribution of a frame's match.
pub(super) fn candidate<'a>(reading: &Reading<'a>, hit: &Hit) -> Option<Candidate<'a>> {
    let RuleRef::Frame(index) = hit.rule else { return None };
    let frame = reading.rules.frames.get(index)?;
    let of = |role: Role| hit.roles.iter().filter(move |(r, _)| *r == role).map(|(_, t)| t.clone());
    let cue: Parts = of(Role::Cue).collect();
    let first = cue.first()?.clone();
    let mut source: Parts = of(Role::Source).collect();
    // A pattern's #np ends at its head; what hangs on it belongs to the source too.
    if let Some(own) = source.iter_mut().find(|s| s.start >= first.end) {
        *own = extent::right(reading, own.start).filter(|s| s.end > own.end).unwrap_or(own.clone());
    }
    if let Some(own) = source.iter_mut().find(|s| s.start >= first.end)
        && own.end >= reading.sentence_end(own.start)
        && reading.sentence(own.start).start == first.start
    {
        // "According to Berg, the move …": no apposition goes on to the end of the sentence.
        own.end = reading.first(COMMA, own).unwrap_or(own.end);
    }
    let mut content: Parts = of(Role::Content).collect();
    if content.is_empty() && source.is_empty() {
        content = clause_around(reading, &first);
    } else if content.is_empty() {
        content = around(reading, first.start, source.last().map_or(first.end, |s| s.end.max(first.end)));
    } else if let Some(last) = content.last_mut().filter(|c| c.start >= first.end) {
        last.end =
            last.end.max(content::from(reading, last.start, Reach::Phrase).end.min(reading.sentence_end(last.start)));
    }
    let quoted = content.iter().any(|c| reading.is(OPEN, c.start));
    content.retain(|c| !Tokens::is_empty(c));
    (!content.is_empty()).then(|| Candidate {
        source,
        cue,
        content,
        stance: frame.stance,
        rule: &frame.id,
        confidence: frame.strength,
        quoted,
        measured: None,
    })
}

/// The clause that a word without a source speaks of, that word left out: "Khoga was | on that trip".
fn clause_around(reading: &Reading, cue: &Tokens) -> Parts {
    let clauses = &reading.document.clauses;
    let until = clauses.partition_point(|c| c.tokens.start <= cue.start);
    let inside =
        clauses.iter().take(until).rev().take(NESTED).find(|c| c.tokens.end >= cue.end && c.verb.start + 6 > cue.start);
    if reading.is(GERUND | ADJECTIVE | PARTICIPLE, cue.end) && !reading.is_finite(cue.start.wrapping_sub(1)) {
        // "accused of allegedly using": the word bears on what follows only.
        return smallvec![content::from(reading, cue.end, Reach::Phrase)];
    }
    let Some(clause) = inside else { return Parts::new() };
    let subject = clause.subject.and_then(|s| reading.document.phrases.get(s)).map(|p| p.full.clone());
    let start = subject
        .filter(|s| s.end <= clause.verb.start)
        .map_or(clause.tokens.start, |s| s.start.min(clause.tokens.start));
    smallvec![start..cue.start, content::from(reading, cue.end, Reach::Clause)]
}

/// The content of a phrase from `start` to `end` that says whose it is: the sentence before it, or behind it when it opens the sentence.
fn around(reading: &Reading, start: usize, end: usize) -> Parts {
    let sentence = reading.sentence(start);
    let opens = (sentence.start..start).all(|i| reading.is(MARK, i) || reading.is(CONJUNCTION, i));
    if opens {
        let next = end + usize::from(reading.is(COMMA, end));
        return smallvec![content::from(reading, next, Reach::Clause)];
    }
    let mark = start.checked_sub(1).filter(|&m| reading.is(COMMA, m)).unwrap_or(start);
    if mark > sentence.start
        && reading.is(CLOSE, mark - 1)
        && let Some(quotation) = reading.quotation_closing(mark - 1)
    {
        return super::direct::ending(reading, quotation);
    }
    let mut before = content::before(reading, mark);
    // “C,” A said, according to B: what A says is for A to have first, and B has A; `chain` ties them.
    if let Some(close) = reading.last(CLOSE, &before).filter(|close| reading.closes_speech(*close))
        && let Some(verb) = (close + 1..mark).find(|&at| reading.is_finite(at) && content::is_cue(reading, at))
    {
        before = if verb == close + 1 { verb + 1..mark } else { close + 1..verb };
    }
    let mut parts = smallvec![before];
    if reading.is(COMMA, end) && end + 1 < reading.sentence_end(start) {
        parts.push(content::from(reading, end + 1, Reach::Clause));
    }
    parts
}

/// How many clauses back the one that holds a word is looked for.
const NESTED: usize = 12;
