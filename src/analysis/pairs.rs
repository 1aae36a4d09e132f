//! Pairs of sentences: the same claim or not.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::align::{Alignment, PAIR_MEASURES, Rarity, Sided, Statement, Weights, judge, pair_measures};
use crate::attribution::{self, Attribution, Noted};
use crate::base::Span;
use crate::claims::{self, Claim, Meaning, Wording};
use crate::cues::{self, Preset};
use crate::matching::Engine;
use crate::rules::Stance;
use crate::text::TokenKind;

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
    let judged = |pair: &Pair| {
        let alignment = over(pair, engine, &weights, |a, b| judge(*a, *b, &weights));
        PairAlignment { id: pair.id.clone(), alignment }
    };
    pairs.par_iter().map(judged).collect()
}

/// The [measures](PAIR_MEASURES) of each pair, in their order.
pub fn measure_pairs(pairs: &[Pair], engine: &Engine) -> Vec<[f32; PAIR_MEASURES.len()]> {
    let weights = Weights::new(engine.rules());
    let measured = |pair: &Pair| over(pair, engine, &weights, |a, b| pair_measures(a, b, &weights));
    pairs.par_iter().map(measured).collect()
}

fn over<T>(pair: &Pair, engine: &Engine, weights: &Weights, take: impl Fn(&Sided, &Sided) -> T) -> T {
    let (a, b) = (Sentence::new(&pair.a, engine), Sentence::new(&pair.b, engine));
    let rarity = Rarity::usual([&a.wording[..], &b.wording[..]].into_iter(), weights);
    let (left, right) = (rarity.worded(&a.wording), rarity.worded(&b.wording));
    let (x, y) = (a.statements(), b.statements());
    take(
        &Sided { whole: a.whole(), statements: &x, negates: a.negates, words: &left, order: &a.order },
        &Sided { whole: b.whole(), statements: &y, negates: b.negates, words: &right, order: &b.order },
    )
}

/// A text taken as one statement, with the claims that it makes.
struct Sentence {
    meaning: Meaning,
    span: Span,
    wording: Vec<Wording>,
    order: Vec<u64>,
    claims: Vec<Claim>,
    attributions: Vec<Attribution>,
    negates: bool,
}

impl Sentence {
    fn new(text: &str, engine: &Engine) -> Sentence {
        let document = engine.read(text, None);
        let hits = engine.find(&document, false);
        let cues = cues::find(&document, &hits, engine, Preset::Full, false);
        let noted = Noted::new(&document, &hits);
        let attributions = attribution::find(&document, &hits, &noted, engine);
        let terms = claims::terms(&document, &hits, &noted, engine, true);
        let claims = claims::find(&document, &cues, &attributions, &terms, engine, "");
        // The first main statement carries the sentence.
        let main: Option<&Claim> = claims.iter().max_by_key(|c| c.span.len());
        let own = main.map_or_else(Meaning::default, |c| Meaning::clone(&c.meaning));
        let meaning = Meaning { terms: terms.written, ..own };
        let wording = claims::wording(&document, engine);
        let order = claims::word_order(&document);
        let tables = &engine.rules().tables;
        let negating = ["negations", "negative-governors", "negative-objects", "untrue-words"];
        // "No. 1" negates nothing.
        let numbered = |at: usize| document.tokens.get(at + 1).is_some_and(|t| t.kind == TokenKind::Number);
        let negating = |(at, word)| negating.iter().any(|list| tables.has(list, word)) && !numbered(at);
        let negates = document.tokens.iter().map(|t| t.word).enumerate().any(negating)
            || attributions.iter().any(|a| a.stance == Stance::Denying);
        Sentence { negates, meaning, span: Span::new(0, text.len()), wording, order, claims, attributions }
    }

    fn whole(&self) -> Statement<'_> {
        Statement { meaning: &self.meaning, span: self.span, quantities: &[], denied: None }
    }

    fn statements(&self) -> Vec<Statement<'_>> {
        let denial = |claim: &Claim| {
            let cue = claim.attribution.and_then(|id| self.attributions.get(id)).and_then(|a| a.cue.first().copied());
            (claim.denied_by == Some(claims::DeniedBy::Source)).then_some(cue.unwrap_or(claim.span))
        };
        let all = self.claims.iter().map(|claim| Statement {
            meaning: &claim.meaning,
            span: claim.span,
            quantities: &claim.quantities,
            denied: denial(claim),
        });
        all.collect()
    }
}
