//! Floor 6: the statements of an article, each with its certainty, its source, its quantities and names.

mod anaphora;
mod certainty;
mod meaning;
mod own;
mod places;
mod point;
mod relative;
mod said;
mod telling;
mod terms;
#[cfg(test)]
mod tests;
mod unit;
mod wording;

use std::sync::Arc;

use serde::Serialize;

use crate::attribution::{Attribution, AttributionKind, Noted};
use crate::base::{BitSet, Span};
use crate::cues::Cue;
use crate::matching::Engine;
use crate::rules::lists;
use crate::text::Document;

use said::Said;

pub use meaning::{Compared, Meaning, Mood};
pub use point::{Party, Point, Time};
pub use telling::Telling;
pub use terms::{Term, TermKind, Terms, terms};
pub use wording::{Wording, word_key, word_order, wording};

/// The outlet's (or the speaker's) commitment; of the rungs that apply the last in this order wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Certainty {
    Asserted,
    Attributed,
    Hedged,
    Doubted,
    Denied,
}

/// What a claim is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum ClaimForm {
    /// A finite clause of narration.
    Clause,
    /// The content of an attribution.
    Content,
    /// An event noun phrase with a participant: "the expulsions of diplomatic staff".
    Nominal,
}

/// Who denies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum DeniedBy {
    Narrator,
    Source,
}

/// A quantity in a claim.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ClaimQuantity {
    /// Where.
    #[serde(flatten)]
    pub span: Span,
    /// Lowest value it can mean.
    pub low: f64,
    /// Highest value; `null` in JSON when there is no upper bound.
    pub high: f64,
    /// What is counted.
    pub unit: Option<String>,
    /// Marked as inexact.
    pub approximate: bool,
    /// Keys of what it measures: the act that governs it, the noun that it belongs to.
    #[serde(skip)]
    pub of: Vec<String>,
}

/// A named participant of a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClaimEntity {
    /// Where.
    #[serde(flatten)]
    pub span: Span,
    /// The longest name in this article.
    pub name: Arc<str>,
}

/// One statement that can be true or false.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Claim {
    /// `article#number`.
    pub id: String,
    /// Where.
    #[serde(flatten)]
    pub span: Span,
    /// Index of its sentence.
    pub sentence: usize,
    /// Clause, content or nominal.
    pub form: ClaimForm,
    /// The attribution whose content it is (in).
    pub attribution: Option<usize>,
    /// The outlet's own commitment.
    pub certainty: Certainty,
    /// The source's, `None` in narration.
    pub speaker_certainty: Option<Certainty>,
    /// Who denies it.
    pub denied_by: Option<DeniedBy>,
    /// Indexes of the cues that bear on it.
    pub cues: Vec<usize>,
    /// Its quantities.
    pub quantities: Vec<ClaimQuantity>,
    /// Its names.
    pub entities: Vec<ClaimEntity>,
    /// What it says, made comparable.
    #[serde(skip)]
    pub meaning: Compared,
    /// Its words as a reader is shown them.
    #[serde(skip)]
    pub telling: Telling,
}

/// The claims of a document by first token. `terms` are those of [`terms()`]; `article` is the id that claims are numbered
/// under. Where terms are not written out to be compared, meanings and tellings are left empty.
pub fn find(
    document: &Document,
    cues: &[Cue],
    attributions: &[Attribution],
    terms: &Terms,
    engine: &Engine,
    article: &str,
) -> Vec<Claim> {
    let all = attributions;
    let noted = terms.found.noted;
    let attributions: Vec<&Attribution> = attributions.iter().filter(|a| !is_deed(a, noted)).collect();
    let said = Said::new(document, &attributions);
    let units = unit::units(document, &said, &terms.found, engine);
    let mut standings = certainty::standings(document, &units, cues, &said, noted);
    anaphora::resolve(document, &attributions, &mut standings, engine);
    let compared = Some(terms.written.as_slice()).filter(|_| terms.compared);
    let mut claimed = vec![false; compared.map_or(0, |_| document.clauses.len())];
    for slot in units.iter().filter_map(|unit| unit.clause) {
        claimed.get_mut(slot).into_iter().for_each(|own| *own = true);
    }
    let tokens = document.tokens.len();
    let names = BitSet::of(tokens, document.names.iter().map(|name| name.tokens.start));
    let counts = BitSet::of(tokens, document.quantities.iter().map(|quantity| quantity.tokens.start));
    let mut numbers = Numbers::new(article);
    let made = units.iter().zip(standings);
    made.map(|(unit, standing)| Claim {
        id: numbers.next(),
        span: document.span(&unit.tokens),
        sentence: document.sentence_of(unit.head),
        form: standing.form,
        attribution: standing.attribution,
        certainty: standing.certainty,
        speaker_certainty: standing.speaker,
        denied_by: standing.denied_by,
        cues: standing.cues,
        quantities: quantities(document, unit, &counts, compared, engine),
        entities: entities(document, unit, &names),
        meaning: compared.map_or_else(Compared::default, |terms| {
            meaning::meaning(document, unit, terms, &claimed, standing.attribution.is_some(), noted, engine).into()
        }),
        telling: compared.map_or_else(Telling::default, |_| {
            telling::telling(document, unit, standing.attribution.and_then(|id| all.get(id)), all)
        }),
    })
    .collect()
}

/// `article#number`, one after the other: a long article has many.
struct Numbers(String);

impl Numbers {
    fn new(article: &str) -> Self {
        Numbers([article, "#0"].concat())
    }

    fn next(&mut self) -> String {
        let id = self.0.clone();
        let mut noughts = 0;
        while self.0.ends_with('9') {
            self.0.pop();
            noughts += 1;
        }
        match self.0.pop() {
            Some(digit @ '0'..='8') => self.0.push(char::from(digit as u8 + 1)),
            sign => self.0.extend(sign.into_iter().chain(['1'])),
        }
        self.0.extend(std::iter::repeat_n('0', noughts));
        id
    }
}

/// Whether the words tell of a deed that answers, not of words: "responded by expelling 23 diplomats".
fn is_deed(attribution: &Attribution, noted: &Noted) -> bool {
    let last = attribution.cue_tokens.last().and_then(|cue| cue.end.checked_sub(1));
    attribution.kind != AttributionKind::Direct
        && last.is_some_and(|at| noted.lists(at) & lists::MANNER_PREPOSITIONS != 0)
        && attribution.cue.first().is_some_and(|cue| attribution.content.iter().all(|c| c.start > cue.start))
}

/// The quantities in a unit's own words; `counts` are the first tokens of all.
fn quantities(
    document: &Document,
    unit: &unit::Unit,
    counts: &BitSet,
    compared: Option<&[Term]>,
    engine: &Engine,
) -> Vec<ClaimQuantity> {
    let all = &document.quantities;
    let mut list = Vec::new();
    for own in unit.own.iter() {
        let Some(first) = counts.within(own).next() else { continue };
        let behind = all.get(all.partition_point(|q| q.tokens.start < first)..).unwrap_or_default();
        for q in behind.iter().take_while(|q| q.tokens.start < own.end) {
            list.push(ClaimQuantity {
                span: q.span,
                low: q.low,
                high: q.high,
                unit: q.unit.clone(),
                approximate: q.approximate,
                of: compared.map_or_else(Vec::new, |terms| point::measured(document, q, terms, engine)),
            });
        }
    }
    list
}

/// The names in a unit's own words; `names` are the first tokens of all.
fn entities(document: &Document, unit: &unit::Unit, names: &BitSet) -> Vec<ClaimEntity> {
    let mut list = Vec::new();
    for own in unit.own.iter() {
        let within = names.within(own);
        let count = within.clone().count();
        if count == 0 {
            continue;
        }
        list.reserve_exact(count);
        let named = |at| document.names.get(document.name_of(at)?);
        for name in within.filter_map(named) {
            if let Some(bearer) = document.entities.get(name.entity) {
                list.push(ClaimEntity { span: document.span(&name.tokens), name: Arc::clone(bearer) });
            }
        }
    }
    list
}
