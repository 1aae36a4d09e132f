//! Certainty by scope: which cue and which attribution counts for which claim.
//!
//! A cue counts for the claim in whose clause it stands. A cue in the clause of an attribution's verb counts for that
//! attribution's content. Cues inside a quoted content set only the speaker's certainty.

use crate::attribution::{Attribution, AttributionKind};
use crate::base::Span;
use crate::cues::Cue;
use crate::matching::Engine;
use crate::rules::{Effect, Stance, Zone, lists};
use crate::text::{Clause, ClauseKind, Document, Tokens};

use super::places::Places;
use super::point::negated;
use super::said::Said;
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
pub(super) fn standings(
    document: &Document,
    units: &[Unit],
    cues: &[Cue],
    said: &Said,
    engine: &Engine,
) -> Vec<Standing> {
    let places: Vec<Place> = units.iter().map(|unit| Place::new(document, unit)).collect();
    let by_place = match cues {
        [] => Places::default(),
        _ => Places::new(places.iter().map(|place| place.all).zip(0..)),
    };
    let by_cue = Places::new(cues.iter().map(|cue| cue.span).zip(0..));
    let bearing: Vec<Vec<usize>> =
        said.attributions.iter().map(|a| bearing(document, said, a, cues, &by_cue)).collect();
    let scope = Scope { document, places: &places, by_place, cues, by_cue, said, bearing: &bearing, engine };
    let mut near = Vec::new();
    units.iter().zip(&places).map(|(unit, place)| standing(&scope, unit, place, &mut near)).collect()
}

/// What the standings of all units are worked out from.
struct Scope<'a> {
    document: &'a Document<'a>,
    places: &'a [Place<'a>],
    /// Places by where they stand.
    by_place: Places,
    cues: &'a [Cue],
    /// Cues by where they stand.
    by_cue: Places,
    said: &'a Said<'a>,
    /// By attribution: the cues that bear on what is said.
    bearing: &'a [Vec<usize>],
    engine: &'a Engine,
}

/// Where a unit stands in the text.
struct Place<'u> {
    /// Its own words.
    own: &'u [Tokens],
    /// From the first to the last of them.
    all: Span,
    /// How many tokens are its own.
    size: usize,
    head: Span,
    nominal: bool,
}

impl<'u> Place<'u> {
    fn new(document: &Document, unit: &'u Unit) -> Self {
        let own: &[Tokens] = &unit.own;
        let all = own.first().zip(own.last()).map(|(first, last)| document.span(&(first.start..last.end)));
        Place {
            all: all.unwrap_or_default(),
            own,
            size: own.iter().map(ExactSizeIterator::len).sum(),
            head: document.span(&(unit.head..unit.head + 1)),
            nominal: unit.form == ClaimForm::Nominal,
        }
    }

    /// Whether its own words hold some of the cue's. An event noun owns what stands in front of it ("Moscow's alleged
    /// involvement"), not what its participants carry.
    fn holds(&self, document: &Document, cue: Span) -> bool {
        self.all.overlaps(cue)
            && self.own.iter().any(|own| document.span(own).overlaps(cue))
            && (!self.nominal || cue.start <= self.head.end)
    }
}

/// The standing of a unit; `near` is room for cues.
fn standing(scope: &Scope, unit: &Unit, place: &Place, near: &mut Vec<usize>) -> Standing {
    let Scope { document, cues, said, engine, .. } = *scope;
    let head = place.head;
    // The innermost content that holds the claim: nested attributions have nested contents.
    let holding = said
        .contents_at(unit.head)
        .filter(|&at| said.attributions.get(at).is_some_and(|a| !in_relative_clause(document, said, a, unit.head)));
    let size = |at: usize| said.attributions.get(at).map_or(0, |a| a.content.iter().map(|c| c.len()).sum::<usize>());
    let innermost = holding.min_by_key(|&at| (size(at), at));
    let bearing = innermost.and_then(|at| scope.bearing.get(at)).map_or(&[][..], Vec::as_slice);
    let attribution = innermost.and_then(|at| said.attributions.get(at).copied());
    let own = unit.clause.and_then(|index| document.clauses.get(index));
    let negated = own.is_some_and(|clause| negated(document, clause, engine));
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
    // What is taken for granted stays granted, whatever is said of the rest.
    let bearing = if presupposed { &[] } else { bearing };
    near.clear();
    near.extend(scope.by_cue.overlapping(place.all));
    near.extend(bearing);
    near.sort_unstable();
    near.dedup();
    for &index in near.iter() {
        let Some(cue) = cues.get(index) else { continue };
        let inside = owns(scope, place, cue.span);
        let outside = bearing.contains(&index);
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
    before.is_some_and(|t| engine.rules().listed().has(lists::BACKGROUND_PREPOSITIONS, t.word))
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

/// Whether the cue stands in the unit's own words and in no smaller unit's.
fn owns(scope: &Scope, place: &Place, cue: Span) -> bool {
    let document = scope.document;
    let smaller =
        |at: usize| scope.places.get(at).is_some_and(|other| other.size < place.size && other.holds(document, cue));
    place.holds(document, cue) && !scope.by_place.overlapping(cue).any(smaller)
}

/// Whether the attribution's verb stands in a relative clause that ends before `head`: what is said there does not reach beyond
/// it. "The judge, who refused to hear them, will pass sentence."
fn in_relative_clause(document: &Document, said: &Said, attribution: &Attribution, head: usize) -> bool {
    let Some(verb) = attribution.cue_tokens.first().filter(|verb| verb.end <= head) else { return false };
    let first = verb.start;
    let around = said.clauses_from(document, first).iter().take_while(|c| c.tokens.start <= first);
    around.filter(|c| c.kind == ClauseKind::Relative && c.tokens.contains(&first)).any(|c| c.tokens.end <= head)
}

/// The cues in the clause of an attribution's verb, by number: they bear on its content.
fn bearing(document: &Document, said: &Said, attribution: &Attribution, cues: &[Cue], by_cue: &Places) -> Vec<usize> {
    if cues.is_empty() {
        return Vec::new();
    }
    let clause = reporting_clause(document, said, attribution);
    let spans = attribution.cue.iter().copied().chain(clause);
    let near = spans.flat_map(|span| by_cue.overlapping(span));
    let bears = |at: &usize| cues.get(*at).is_some_and(|cue| in_reporting_clause(attribution, clause, cue.span));
    near.filter(bears).collect()
}

/// The innermost clause around the attribution's verb.
fn reporting_clause(document: &Document, said: &Said, attribution: &Attribution) -> Option<Span> {
    let verb = attribution.cue_tokens.first()?;
    let holds = |c: &&Clause| c.tokens.start <= verb.start && verb.end <= c.tokens.end;
    let clause = said.clauses_in(document, verb).filter(holds).min_by_key(|c| c.tokens.len());
    clause.map(|c| document.span(&c.tokens))
}

/// Whether the cue stands in the clause of the attribution's verb, outside the content and outside the cue itself.
fn in_reporting_clause(attribution: &Attribution, clause: Option<Span>, cue: Span) -> bool {
    if attribution.cue.is_empty() || attribution.content.iter().any(|c| c.overlaps(cue)) {
        return false;
    }
    attribution.cue.iter().any(|c| c.overlaps(cue)) || clause.is_some_and(|clause| clause.overlaps(cue))
}
