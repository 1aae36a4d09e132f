//! A logistic curve over named measures: the form in which rules hold how likeness was fitted (`parallax rules fit-alignment`).

use crate::rules::RuleSet;

/// A base and a weight for each measure.
#[derive(Debug, Clone)]
pub struct Curve<const N: usize> {
    base: f32,
    weights: [f32; N],
}

/// The base of a curve that no table gives: nothing is alike.
const NOTHING: f32 = -8.0;

impl<const N: usize> Curve<N> {
    /// The curve of `[values.TABLE]`; a measure that the table does not name counts nothing.
    pub fn new(rules: &RuleSet, table: &str, names: [&str; N]) -> Curve<N> {
        let value = |name: &str| rules.number(table, name).map(|value| value as f32);
        Curve { base: value("base").unwrap_or(NOTHING), weights: names.map(|name| value(name).unwrap_or(0.0)) }
    }

    /// The chance, 0 to 1, at these measures.
    pub fn at(&self, measures: &[f32; N]) -> f32 {
        let sum: f32 = self.weights.iter().zip(measures).map(|(weight, measure)| weight * measure).sum();
        1.0 / (1.0 + (-self.base - sum).exp())
    }
}
