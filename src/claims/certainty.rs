//! Certainty by scope: which cue and which attribution counts for which claim.
//!
//! A cue counts for the claim in whose clause it stands. A cue in the clause of an attribution's verb counts for that
//! attribution's content. Cues inside a quoted content set only the speaker's certainty.

use crate::attribution::traits::{CLOSE, MARK, OPEN, QUOTED, TERM};
use crate::attribution::{Attribution, AttributionKind, Noted};
use crate::base::{BitSet, Span};
use crate::cues::Cue;
use crate::rules::{Effect, Stance, Zone, lists};
use crate::text::{Clause, ClauseKind, Document, Tokens};

use super::places::Places;
use super::point::negated;
use super::said::{Held, Said};
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
    noted: &Noted,
) -> Vec<Standing> {
    let cued: Vec<Tokens> = cues.iter().map(|cue| tokens_of(document, cue.span)).collect();
    let spans = |tokens: &Tokens| Span::new(tokens.start, tokens.end);
    let by_cue = Places::new(cued.iter().map(spans).zip(0..));
    let mut flagged = BitSet::new(document.tokens.len());
    cued.iter().for_each(|tokens| flagged.fill(tokens));
    let places: Vec<Place> = match cues {
        [] => Vec::new(),
        _ => units.iter().map(Place::new).collect(),
    };
    let by_place = Places::new(places.iter().map(|place| spans(&place.all)).zip(0..));
    let mut scope = Scope { document, places, by_place, cues, cued, by_cue, flagged, said, told: Vec::new(), noted };
    scope.told = said.attributions.iter().map(|attribution| Told::new(&scope, attribution)).collect();
    let mut near = Vec::new();
    units.iter().enumerate().map(|(index, unit)| standing(&scope, index, unit, &mut near)).collect()
}

/// What the standings of all units are worked out from. Stretches are of tokens, also where they are spans.
struct Scope<'a> {
    document: &'a Document<'a>,
    /// By unit; empty where there are no cues.
    places: Vec<Place<'a>>,
    /// Places by where they stand.
    by_place: Places,
    cues: &'a [Cue],
    /// By cue: its tokens.
    cued: Vec<Tokens>,
    /// Cues by where they stand.
    by_cue: Places,
    /// The tokens of cues.
    flagged: BitSet,
    said: &'a Said<'a>,
    /// By attribution.
    told: Vec<Told>,
    noted: &'a Noted,
}

/// An attribution as the claims in its content ask for it.
struct Told {
    /// From this token on a claim stands outside the relative clause of its verb.
    until: usize,
    /// How many bytes are said.
    size: usize,
    /// The cues that bear on what is said.
    bearing: Vec<usize>,
}

impl Told {
    fn new(scope: &Scope, attribution: &Attribution) -> Told {
        Told {
            until: until(scope.document, scope.said, attribution),
            size: attribution.content.iter().map(|part| part.len()).sum(),
            bearing: bearing(scope, attribution),
        }
    }
}

/// The tokens of a span, which starts and ends with one.
fn tokens_of(document: &Document, span: Span) -> Tokens {
    let start = document.tokens.partition_point(|t| t.span.end <= span.start);
    let behind = document.tokens.get(start..).unwrap_or_default();
    start..start + behind.iter().take_while(|t| t.span.start < span.end).count()
}

/// Where a unit stands in the text.
struct Place<'u> {
    /// Its own words.
    own: &'u [Tokens],
    /// From the first to the last of them.
    all: Tokens,
    /// How many tokens are its own.
    size: usize,
    /// The last token that can hold the start of a cue.
    last: usize,
}

impl<'u> Place<'u> {
    fn new(unit: &'u Unit) -> Self {
        let own: &[Tokens] = &unit.own;
        let all = own.first().zip(own.last()).map(|(first, last)| first.start..last.end);
        Place {
            all: all.unwrap_or_default(),
            own,
            size: own.iter().map(ExactSizeIterator::len).sum(),
            last: if unit.form == ClaimForm::Nominal { unit.head } else { usize::MAX },
        }
    }

    /// Whether its own words hold some of the cue's. An event noun owns what stands in front of it ("Moscow's alleged
    /// involvement"), not what its participants carry.
    fn holds(&self, document: &Document, cue: &Tokens) -> bool {
        let shares = |own: &Tokens| own.start < cue.end && cue.start < own.end;
        // What is written together with it stands in front of it as well.
        let joined = || {
            let next = document.tokens.get(cue.start).zip(document.tokens.get(self.last));
            next.is_some_and(|(cue, head)| cue.span.start <= head.span.end)
        };
        shares(&self.all) && self.own.iter().any(shares) && (cue.start <= self.last || joined())
    }
}

/// Whether what the clause's own verb hands on is no clause, and most of it somebody's words: "attacked him as a “loud fraud”".
fn is_in_quotes(scope: &Scope, unit: &Unit, attribution: &Attribution) -> bool {
    let content = &attribution.content_tokens;
    let word = |at: &usize| scope.noted.traits(*at) & (MARK | OPEN | CLOSE) == 0;
    let inside = |part: &Tokens| unit.tokens.start <= part.start && !(unit.tokens.end..part.end).any(|at| word(&at));
    if attribution.kind == AttributionKind::Indirect || !content.iter().all(inside) {
        return false;
    }
    let clause = |part: &Tokens| scope.said.clauses_in(scope.document, part).any(|c| part.contains(&c.head));
    let (mut all, mut quoted) = (0, 0);
    for at in content.iter().flat_map(Tokens::clone).filter(|&at| scope.noted.traits(at) & TERM != 0) {
        all += 1;
        quoted += usize::from(scope.noted.traits(at) & QUOTED != 0);
    }
    2 * quoted > all && !content.iter().any(clause)
}

/// The standing of a unit; `near` is room for cues.
fn standing(scope: &Scope, index: usize, unit: &Unit, near: &mut Vec<usize>) -> Standing {
    let Scope { document, cues, said, noted, .. } = *scope;
    // The innermost content that holds the claim: nested attributions have nested contents.
    let told = |at: usize| scope.told.get(at).filter(|told| unit.head < told.until);
    let innermost = match said.content_at(unit.head) {
        Held::Nobody => None,
        Held::One(at) => told(at).map(|told| (at, told)),
        Held::Several => {
            let holding = said.contents_at(unit.head).filter_map(|at| Some((at, told(at)?)));
            holding.min_by_key(|(at, told)| (told.size, *at))
        }
    };
    let own = unit.clause.and_then(|index| document.clauses.get(index));
    let negated = own.is_some_and(|clause| negated(document, clause, noted));
    let in_quotes = |at: &usize| said.attributions.get(*at).is_some_and(|a| is_in_quotes(scope, unit, a));
    let called = said.cues_at(unit.head).filter(|_| innermost.is_none() && !negated).find(in_quotes);
    let innermost = innermost.or_else(|| called.and_then(|at| Some((at, scope.told.get(at)?))));
    let attribution = innermost.and_then(|(at, _)| said.attributions.get(at).copied());
    let direct = attribution.is_some_and(|a| a.kind == AttributionKind::Direct);
    let quoted = direct || noted.traits(unit.head) & QUOTED != 0 && speaks(document, unit.head);
    let mut found = Standing {
        certainty: Certainty::Asserted,
        speaker: attribution.map(|_| Certainty::Asserted),
        denied_by: None,
        attribution: attribution.map(|a| a.id),
        cues: Vec::new(),
        form: if attribution.is_some() && unit.form == ClaimForm::Clause { ClaimForm::Content } else { unit.form },
    };
    let presupposed = unit.form == ClaimForm::Nominal && !quoted;
    if let Some(attribution) = attribution.filter(|_| !(presupposed && in_background(unit, noted))) {
        // That he dismissed it as “nonsense” is not denied.
        let stance = if called.is_some() { Stance::Neutral } else { attribution.stance };
        found.certainty = by_stance(stance, unit.form);
        if stance == Stance::Denying {
            found.denied_by = Some(DeniedBy::Source);
        }
    } else if quoted {
        // Somebody's words without a source in sight are still not the outlet's.
        found.certainty = Certainty::Attributed;
        found.speaker = Some(Certainty::Asserted);
    }
    // What is taken for granted stays granted, whatever is said of the rest.
    let bearing = innermost.filter(|_| !presupposed).map_or(&[][..], |(_, told)| told.bearing.as_slice());
    let place = scope.places.get(index).filter(|place| scope.flagged.within(&place.all).next().is_some());
    if place.is_some() || !bearing.is_empty() {
        near.clear();
        near.extend(
            place.into_iter().flat_map(|place| scope.by_cue.overlapping(Span::new(place.all.start, place.all.end))),
        );
        near.extend(bearing);
        near.sort_unstable();
        near.dedup();
    } else {
        near.clear();
    }
    for &index in near.iter() {
        let Some((cue, tokens)) = cues.get(index).zip(scope.cued.get(index)) else { continue };
        let inside = place.is_some_and(|place| owns(scope, place, tokens));
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

/// Whether the quotation that holds a token is more than a word or two.
fn speaks(document: &Document, token: usize) -> bool {
    let word = document.tokens.get(token).map_or(0, |t| t.span.len());
    let quotation = document.quotation_of(token).and_then(|index| document.quotations.get(index));
    quotation.is_some_and(|q| q.span.len() > word + SPOKEN)
}

/// So many bytes more than the word it is about a quotation has that is speech.
const SPOKEN: usize = 24;

/// Whether the event noun stands behind a preposition that takes it for granted: "after the poisoning".
fn in_background(unit: &Unit, noted: &Noted) -> bool {
    unit.tokens.start > 0 && noted.lists(unit.tokens.start - 1) & lists::BACKGROUND_PREPOSITIONS != 0
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
fn owns(scope: &Scope, place: &Place, cue: &Tokens) -> bool {
    let document = scope.document;
    let smaller =
        |at: usize| scope.places.get(at).is_some_and(|other| other.size < place.size && other.holds(document, cue));
    place.holds(document, cue) && !scope.by_place.overlapping(Span::new(cue.start, cue.end)).any(smaller)
}

/// Where what is said ends at the latest whose verb stands in a relative clause: it does not reach beyond that. "The judge, who
/// refused to hear them, will pass sentence."
fn until(document: &Document, said: &Said, attribution: &Attribution) -> usize {
    let Some(verb) = attribution.cue_tokens.first() else { return usize::MAX };
    let first = verb.start;
    let around = said.clauses_from(document, first).iter().take_while(|c| c.tokens.start <= first);
    let relative = around.filter(|c| c.kind == ClauseKind::Relative && c.tokens.contains(&first));
    relative.map(|c| c.tokens.end).min().map_or(usize::MAX, |end| end.max(verb.end))
}

/// The cues in the clause of an attribution's verb, by number: they bear on its content.
fn bearing(scope: &Scope, attribution: &Attribution) -> Vec<usize> {
    let Scope { document, cues, said, .. } = *scope;
    let sentence = |part: &Tokens| document.sentences.get(document.sentence_of(part.start)).map(|s| s.tokens.clone());
    let flagged = |tokens: &Tokens| scope.flagged.within(tokens).next().is_some();
    // Most stand in sentences without a cue.
    if !attribution.cue_tokens.iter().any(|part| flagged(part) || sentence(part).is_some_and(|s| flagged(&s))) {
        return Vec::new();
    }
    let clause = reporting_clause(document, said, attribution);
    let parts = attribution.cue_tokens.iter().chain(clause);
    let near = parts.flat_map(|part| scope.by_cue.overlapping(Span::new(part.start, part.end)));
    let clause = clause.map(|tokens| document.span(tokens));
    let bears = |at: &usize| cues.get(*at).is_some_and(|cue| in_reporting_clause(attribution, clause, cue.span));
    near.filter(bears).collect()
}

/// The innermost clause around the attribution's verb.
fn reporting_clause<'d>(document: &'d Document, said: &Said, attribution: &Attribution) -> Option<&'d Tokens> {
    let verb = attribution.cue_tokens.first()?;
    let holds = |c: &&Clause| c.tokens.start <= verb.start && verb.end <= c.tokens.end;
    said.clauses_in(document, verb).filter(holds).min_by_key(|c| c.tokens.len()).map(|c| &c.tokens)
}

/// Whether the cue stands in the clause of the attribution's verb, outside the content and outside the cue itself.
fn in_reporting_clause(attribution: &Attribution, clause: Option<Span>, cue: Span) -> bool {
    if attribution.cue.is_empty() || attribution.content.iter().any(|c| c.overlaps(cue)) {
        return false;
    }
    attribution.cue.iter().any(|c| c.overlaps(cue)) || clause.is_some_and(|clause| clause.overlaps(cue))
}
