//! What alignment is fitted on: the claims of a story, measured two by two.

use crate::align::Weights;
use crate::base::Article;
use crate::compare::{Measured, Told, measured};
use crate::matching::Engine;

use super::comparison::told;
use super::{Annotated, Options, annotate_all};

/// Measures the claims of articles on one happening.
pub fn measure_claims(articles: &[Article], engine: &Engine) -> Vec<Measured> {
    let annotated: Vec<Annotated> = annotate_all(articles.to_vec(), engine, &Options::default());
    let told: Vec<Told> = annotated.iter().enumerate().map(|(number, article)| told(article, number)).collect();
    measured(&told, &Weights::new(engine.rules()))
}
