//! Pairs of sentences: the same claim or not.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::align::{Alignment, Rarity, Statement, Weights, judge};
use crate::attribution;
use crate::base::Span;
use crate::claims::{self, Claim, ClaimQuantity, Meaning, Wording};
use crate::cues::{self, Preset};
use crate::matching::Engine;

/// Two texts to compare.
#[derive(Debug, Clone, Deserialize)]
pub struct Pair {
    /// Its id.
    pub id: String,
    /// One text.
    pub a: String,
    /// The other.
    pub b: String,
}

/// The verdict on a pair. Serialises as `align` of the JSON contract.
#[derive(Debug, Clone, Serialize)]
pub struct PairAlignment {
    /// The pair's id.
    pub id: String,
    /// The verdict.
    #[serde(flatten)]
    pub alignment: Alignment,
}

/// Judges each pair; the order stays.
pub fn align(pairs: &[Pair], engine: &Engine) -> Vec<PairAlignment> {
    let weights = Weights::new(engine.rules());
    pairs
        .par_iter()
        .map(|pair| {
            let (a, b) = (Sentence::new(&pair.a, engine), Sentence::new(&pair.b, engine));
            let rarity = Rarity::usual([&a.wording[..], &b.wording[..]].into_iter(), &weights);
            let (left, right) = (rarity.worded(&a.wording), rarity.worded(&b.wording));
            let alignment = judge((&a.statement(), &left), (&b.statement(), &right), &weights);
            PairAlignment { id: pair.id.clone(), alignment }
        })
        .collect()
}

/// A text taken as one statement.
struct Sentence {
    meaning: Meaning,
    quantities: Vec<ClaimQuantity>,
    span: Span,
    wording: Vec<Wording>,
    denied: bool,
}

impl Sentence {
    fn new(text: &str, engine: &Engine) -> Sentence {
        let document = engine.read(text, None);
        let hits = engine.find(&document, false);
        let cues = cues::find(&document, &hits, engine, Preset::Full, false);
        let attributions = attribution::find(&document, &hits, engine);
        let terms = claims::terms(&document, &hits, engine, true);
        let claims = claims::find(&document, &cues, &attributions, &terms, engine, "", true);
        // The first main statement carries the sentence.
        let main: Option<&Claim> = claims.iter().max_by_key(|c| c.span.len());
        let mut meaning = main.map_or_else(Meaning::default, |c| c.meaning.clone());
        meaning.terms = terms;
        let quantities = document
            .quantities
            .iter()
            .map(|q| ClaimQuantity {
                span: q.span,
                low: q.low,
                high: q.high,
                unit: q.unit.clone(),
                approximate: q.approximate,
            })
            .collect();
        let denied = main.is_some_and(|c| c.denied_by == Some(claims::DeniedBy::Source));
        Sentence {
            meaning,
            quantities,
            span: Span::new(0, text.len()),
            wording: claims::wording(&document, engine),
            denied,
        }
    }

    fn statement(&self) -> Statement<'_> {
        Statement { meaning: &self.meaning, span: self.span, quantities: &self.quantities, denied: self.denied }
    }
}
