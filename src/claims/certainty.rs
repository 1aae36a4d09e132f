//! Certainty by scope: which cue and which attribution counts for which claim.
//!
//! A cue counts for the claim in whose clause it stands. A cue in the clause of an attribution's verb counts for that
//! attribution's content. Cues inside a quoted content set only the speaker's certainty.

use crate::attribution::{Attribution, AttributionKind};
use crate::base::Span;
use crate::cues::Cue;
use crate::matching::Engine;
use crate::rules::{Effect, Stance, Zone};
use crate::text::Document;

use super::unit::Unit;
use super::{Certainty, ClaimForm, DeniedBy};

/// What scope gives a claim.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// The outlet's rung.
    pub certainty: Certainty,
    /// The speaker's rung.
    pub speaker: Option<Certainty>,
    /// Who denies.
    pub denied_by: Option<DeniedBy>,
    /// The attribution whose content it stands in.
    pub attribution: Option<usize>,
    /// Indexes of the cues that bear on it.
    pub cues: Vec<usize>,
    /// Clause or content.
    pub form: ClaimForm,
}

/// The standing of every unit, in their order.
pub fn standings(
    document: &Document,
    units: &[Unit],
    cues: &[Cue],
    attributions: &[Attribution],
    engine: &Engine,
) -> Vec<Standing> {
    units.iter().map(|unit| standing(document, unit, units, cues, attributions, engine)).collect()
}

fn standing(
    document: &Document,
    unit: &Unit,
    units: &[Unit],
    cues: &[Cue],
    attributions: &[Attribution],
    engine: &Engine,
) -> Standing {
    let head = document.span(&(unit.head..unit.head + 1));
    // The innermost content that holds the claim: nested attributions have nested contents.
    let attribution = attributions
        .iter()
        .filter(|a| a.content.iter().any(|c| c.contains(head)))
        .min_by_key(|a| a.content.iter().map(|c| c.len()).sum::<usize>());
    let negated = unit.clause.and_then(|index| document.clauses.get(index)).is_some_and(|c| c.negated);
    let quoted = document.quotation_of(unit.head).is_some_and(|q| document.quotations[q].span.len() > head.len() + 24)
        || attribution.is_some_and(|a| a.kind == AttributionKind::Direct);
    let mut found = Standing {
        certainty: Certainty::Asserted,
        speaker: attribution.map(|_| Certainty::Asserted),
        denied_by: None,
        attribution: attribution.map(|a| a.id),
        cues: Vec::new(),
        form: if attribution.is_some() && unit.form == ClaimForm::Clause { ClaimForm::Content } else { unit.form },
    };
    let presupposed = unit.form == ClaimForm::Nominal && !quoted;
    if let Some(attribution) = attribution.filter(|_| !(presupposed && in_background(document, unit, engine))) {
        found.certainty = by_stance(attribution.stance, unit.form);
        if attribution.stance == Stance::Denying {
            found.denied_by = Some(DeniedBy::Source);
        }
    } else if quoted {
        // Somebody's words without a source in sight are still not the outlet's.
        found.certainty = Certainty::Attributed;
        found.speaker = Some(Certainty::Asserted);
    }
    for (index, cue) in cues.iter().enumerate() {
        let inside = owns(document, unit, units, cue.span);
        // What is taken for granted stays granted, whatever is said of the rest.
        let outside = !presupposed && attribution.is_some_and(|a| in_reporting_clause(document, a, cue.span));
        if !inside && !outside {
            continue;
        }
        let Some(rung) = rung(cue.effect) else {
            if inside {
                found.cues.push(index);
            }
            continue;
        };
        found.cues.push(index);
        let speakers = inside && attribution.is_some();
        if speakers {
            found.speaker = found.speaker.max(Some(rung));
        }
        // In quotation marks the words are the speaker's alone.
        let outlets = outside || (inside && cue.zone != Zone::Quotation && !(speakers && quoted));
        if outlets {
            found.certainty = found.certainty.max(rung);
            if rung == Certainty::Denied && found.denied_by.is_none() {
                found.denied_by = Some(if attribution.is_some() { DeniedBy::Source } else { DeniedBy::Narrator });
            }
        }
    }
    if negated {
        match attribution {
            Some(_) => found.speaker = Some(Certainty::Denied),
            None if quoted => found.speaker = Some(Certainty::Denied),
            None => {
                found.certainty = Certainty::Denied;
                found.denied_by = Some(DeniedBy::Narrator);
            }
        }
    }
    found
}

/// Whether the event noun stands behind a preposition that takes it for granted: "after the poisoning".
fn in_background(document: &Document, unit: &Unit, engine: &Engine) -> bool {
    let before = unit.tokens.start.checked_sub(1).and_then(|at| document.tokens.get(at));
    before.is_some_and(|t| engine.rules().tables.has("background-prepositions", t.word))
}

fn by_stance(stance: Stance, form: ClaimForm) -> Certainty {
    match stance {
        Stance::Endorsing => Certainty::Asserted,
        Stance::Neutral | Stance::Accusing => Certainty::Attributed,
        Stance::Doubting if form == ClaimForm::Nominal => Certainty::Attributed,
        Stance::Doubting => Certainty::Doubted,
        // Who denies an accusation presupposes that it was made, not the deed it names.
        Stance::Denying if form == ClaimForm::Nominal => Certainty::Attributed,
        Stance::Denying => Certainty::Denied,
    }
}

fn rung(effect: Effect) -> Option<Certainty> {
    match effect {
        Effect::Hedges => Some(Certainty::Hedged),
        Effect::Doubts => Some(Certainty::Doubted),
        Effect::Denies => Some(Certainty::Denied),
        Effect::Endorses | Effect::Boosts | Effect::None => None,
    }
}

/// Whether the cue stands in the unit's own words and in no smaller unit's. An event noun owns what stands in front of it
/// ("Moscow's alleged involvement"), not what its participants carry.
fn owns(document: &Document, unit: &Unit, units: &[Unit], cue: Span) -> bool {
    let within = |unit: &Unit| unit.own.iter().any(|own| document.span(own).overlaps(cue));
    if !within(unit) {
        return false;
    }
    let size = |unit: &Unit| unit.own.iter().map(ExactSizeIterator::len).sum::<usize>();
    if unit.form == ClaimForm::Nominal {
        let head = document.span(&(unit.head..unit.head + 1));
        if cue.start > head.end {
            return false;
        }
    }
    let mine = size(unit);
    !units.iter().any(|other| {
        size(other) < mine && within(other) && {
            let head = document.span(&(other.head..other.head + 1));
            other.form != ClaimForm::Nominal || cue.start <= head.end
        }
    })
}

/// Whether the cue stands in the clause of the attribution's verb, outside the content and outside the cue itself.
fn in_reporting_clause(document: &Document, attribution: &Attribution, cue: Span) -> bool {
    let Some(verb) = attribution.cue.first() else { return false };
    if attribution.content.iter().any(|c| c.overlaps(cue)) {
        return false;
    }
    if attribution.cue.iter().any(|c| c.overlaps(cue)) {
        return true;
    }
    let clause =
        document.clauses.iter().filter(|c| document.span(&c.tokens).contains(*verb)).min_by_key(|c| c.tokens.len());
    clause.is_some_and(|c| document.span(&c.tokens).overlaps(cue))
}
