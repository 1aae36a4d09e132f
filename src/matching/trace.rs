//! What matched and what came of it, told match by match: for rule writers, apart from the fast way of [`Engine::find`].

use super::compiled::Conditions;
use super::engine::Asked;
use super::place::Place;
use super::run::Scratch;
use super::settle::{Candidate, obstacle, sentence_obstacle, settle};
use super::{Engine, Hit};
use crate::rules::Zone;
use crate::text::{Document, Tokens};

/// A condition of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Condition {
    Before,
    After,
    SentenceHas,
    SentenceLacks,
    Except,
}

/// Why a match does not stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obstacle {
    /// Its rule does not match in the zone that it stands in.
    Zone(Zone),
    /// What the condition wants is not there.
    Missing(Condition),
    /// What the condition forbids is there: by which of its patterns, at which tokens.
    Found(Condition, usize, Tokens),
    /// A longer match of the same rule overlaps it.
    Longer(Tokens),
}

/// A match of one pattern, whether it stands or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Traced {
    /// The match.
    pub hit: Hit,
    /// What keeps it from standing; `None` for one that [`Engine::find`] gives.
    pub obstacle: Option<Obstacle>,
}

impl Engine {
    /// Every match of every pattern in a document, in the order of sentences and rules, with what became of it.
    pub fn trace(&self, document: &Document, headline: bool) -> Vec<Traced> {
        let mut all = Vec::new();
        let mut scratch = Scratch::default();
        let (mut candidates, mut signs) = (Vec::new(), Vec::new());
        for (sentence, at) in document.sentences.iter().enumerate() {
            let place = Place::new(document, self.rules().listed(), at.tokens.clone(), &mut signs);
            self.candidates(&place, Asked { furniture: true, faint: true }, &mut scratch, &mut candidates);
            let mut standing = candidates.clone();
            settle(&mut standing, self.compiled_rules(), headline, &place, &mut scratch);
            candidates.sort_by_key(Candidate::order);
            candidates.dedup_by(|a, b| a.order() == b.order());
            for candidate in candidates.drain(..) {
                let Some(rule) = self.compiled_rules().get(candidate.rule as usize) else { continue };
                let stands = standing.iter().any(|other| other.order() == candidate.order());
                let obstacle = match stands {
                    true => None,
                    false => Some(
                        hindrance(rule.conditions.as_deref(), &candidate, headline, &place, &mut scratch)
                            .unwrap_or_else(|| Obstacle::Longer(longer(&candidate, &standing))),
                    ),
                };
                all.push(Traced {
                    hit: Hit {
                        rule: rule.rule,
                        pattern: candidate.pattern as usize,
                        tokens: candidate.tokens,
                        roles: candidate.roles,
                        sentence,
                    },
                    obstacle,
                });
            }
        }
        all
    }
}

fn hindrance(
    conditions: Option<&Conditions>,
    candidate: &Candidate,
    headline: bool,
    place: &Place,
    scratch: &mut Scratch,
) -> Option<Obstacle> {
    let conditions = conditions?;
    sentence_obstacle(conditions, place, scratch).or_else(|| obstacle(conditions, candidate, headline, place, scratch))
}

/// The standing match of the same rule that took a candidate's place.
fn longer(candidate: &Candidate, standing: &[Candidate]) -> Tokens {
    let overlaps = |other: &&Candidate| {
        other.rule == candidate.rule
            && other.contested.start < candidate.contested.end
            && candidate.contested.start < other.contested.end
    };
    standing.iter().find(overlaps).map_or_else(|| candidate.tokens.clone(), |other| other.tokens.clone())
}
