//! Attributions in the passive and with verbs of seeming: their subject is part of the content, and who says so is left out or
//! follows in a "by" phrase.

use smallvec::smallvec;

use super::candidate::Candidate;
use super::complement::{self, Opening};
use super::content::{self, Reach};
use super::extent;
use super::source::{self, Earlier};
use super::traits::COMMA;
use super::verbs::Cue;
use crate::rules::figures::{self, ASIDE, Form};
use crate::rules::lists;
use crate::text::Tokens;

/// "Moscow is believed to have …", "he was accused of lying", "it is claimed that": the subject is part of the content, and
/// the source is left out or follows in a "by" phrase.
pub(super) fn passive<'c>(cue: &Cue<'c>) -> Option<Candidate<'c>> {
    let (reading, group) = (cue.reading, &cue.group);
    let right = complement::of(reading, group.tokens.end, false);
    let agent_at = group.tokens.end;
    let agent =
        reading.has(lists::AGENT_PREPOSITIONS, agent_at).then(|| extent::right(reading, agent_at + 1)).flatten();
    let subject = || source::of(reading, group, &Earlier { cues: &[] }).map(|s| s.tokens);
    let agents: Vec<Tokens> = agent.iter().cloned().collect();
    if let Some(agent) = agent.as_ref().filter(|a| reading.is(COMMA, a.end)) {
        // "As reported by S, C"
        let opener = group.tokens.start.checked_sub(1).filter(|&o| reading.sentence(o).start == o);
        if opener.is_some_and(|o| reading.has(lists::ASIDE_BLOCKERS, o)) {
            let content = smallvec![content::from(reading, agent.end + 1, Reach::Clause)];
            return cue.make(ASIDE, &agents, group.tokens.start..agent.start, || content, false);
        }
    }
    let (key, tailed) = match right.opening {
        Opening::Infinitive => (figures::PASSIVE_TO, true),
        Opening::That | Opening::Clause if right.object.is_none() => {
            let content = || smallvec![content::from(reading, right.start, Reach::Clause)];
            return cue.make(figures::PASSIVE_THAT, &agents, group.tokens.clone(), content, false);
        }
        Opening::Question if right.object.is_none() => {
            let content = || {
                let content = content::from(reading, right.start, Reach::Relative);
                let fronted = reading.sentence(group.head).start == group.tokens.start;
                smallvec![if fronted { content::before_main(reading, content) } else { content }]
            };
            return cue.make(figures::PASSIVE_WH, &agents, group.tokens.clone(), content, false);
        }
        Opening::Preposition(_) if agent.is_some() => (figures::PASSIVE_BY, false),
        Opening::Preposition(word) => (reading.figures.key(Form::Passive, word), true),
        Opening::Nothing => return passive_aside(cue, subject()),
        _ => return None,
    };
    let tail = || content::from(reading, right.start, Reach::Phrase);
    let content = || subject().into_iter().chain(tailed.then(tail)).collect();
    cue.make(key, &agents, group.tokens.clone(), content, false)
}

/// "Moscow seems to have lied": nobody is named who says so, and the subject is part of the content.
pub(super) fn raising<'c>(cue: &Cue<'c>) -> Option<Candidate<'c>> {
    let (reading, group) = (cue.reading, &cue.group);
    let right = complement::of(reading, group.tokens.end, false);
    let key = match right.opening {
        Opening::Infinitive => figures::TO,
        Opening::That | Opening::Clause => figures::THAT,
        Opening::Preposition(word) => reading.figures.key(Form::Plain, word),
        Opening::Phrase => figures::NP,
        Opening::Other => figures::AS,
        _ => return None,
    };
    let content = || {
        let subject = source::of(reading, group, &Earlier { cues: &[] }).map(|s| s.tokens);
        let dummy = |s: &Tokens| s.len() == 1 && reading.has(lists::DUMMY_SUBJECTS, s.start);
        let content = content::from(reading, right.start, Reach::Phrase);
        subject.filter(|s| !dummy(s)).into_iter().chain([content]).collect()
    };
    cue.make(key, &[], group.tokens.clone(), content, false)
}

/// ", it is claimed,": the content is the rest of the sentence.
fn passive_aside<'c>(cue: &Cue<'c>, subject: Option<Tokens>) -> Option<Candidate<'c>> {
    let (reading, group) = (cue.reading, &cue.group);
    let subject = subject.filter(|s| s.len() == 1 && reading.has(lists::DUMMY_SUBJECTS, s.start))?;
    let comma = subject.start.checked_sub(1).filter(|&c| reading.is(COMMA, c))?;
    let mut content = smallvec![content::before(reading, comma)];
    if reading.is(COMMA, group.tokens.end) {
        content.push(content::from(reading, group.tokens.end + 1, Reach::Clause));
    }
    cue.make(figures::PASSIVE_THAT, &[], subject.start..group.tokens.end, || content, false)
}
