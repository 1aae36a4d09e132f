//! What alignment is fitted on: the claims of a story, measured two by two.

use crate::align::{CLAIM_MEASURES, Weights};
use crate::base::{Article, Span};
use crate::compare::{Told, measured};
use crate::matching::Engine;

use super::comparison::told;
use super::{Annotated, Options, annotate_all};

/// Two claims of different articles, with the [measures](CLAIM_MEASURES) that they share a row by.
#[derive(Debug, Clone, PartialEq)]
pub struct MeasuredClaims {
    /// Article and place of one.
    pub a: (usize, Span),
    /// Of the other.
    pub b: (usize, Span),
    /// How alike they are.
    pub measures: [f32; CLAIM_MEASURES.len()],
}

/// Measures the claims of articles on one happening.
pub fn measure_claims(articles: &[Article], engine: &Engine) -> Vec<MeasuredClaims> {
    let annotated: Vec<Annotated> = annotate_all(articles.to_vec(), engine, &Options::default());
    let told: Vec<Told> = annotated.iter().enumerate().map(|(number, article)| told(article, number)).collect();
    let pairs = measured(&told, &Weights::new(engine.rules()));
    pairs.into_iter().map(|(a, b, measures)| MeasuredClaims { a, b, measures }).collect()
}
