//! Logistic regression by Newton's method, with a penalty on the squares of the weights (ridge): small, exact, the same on every
//! machine (le Cessie and van Houwelingen 1992).
//!
//! Cases come in sets (a data set, a story) that each have a base of their own, for how readily people call two things the same
//! differs from one to the next; the weights are common to all.

/// Something that people labelled.
#[derive(Debug, Clone)]
pub struct Case {
    /// What was measured on it.
    pub measures: Vec<f64>,
    /// Its label.
    pub right: bool,
    /// Which set it is of.
    pub set: usize,
    /// How much it counts.
    pub weight: f64,
}

/// What was fitted.
#[derive(Debug, Clone, PartialEq)]
pub struct Fitted {
    /// One a measure.
    pub weights: Vec<f64>,
    /// One a set.
    pub bases: Vec<f64>,
}

/// Fits `sets` bases and one weight a measure; every case has as many measures as the first. `None` when there are no cases.
pub fn logistic(cases: &[Case], sets: usize) -> Option<Fitted> {
    let count = cases.first()?.measures.len();
    let scales: Vec<f64> = (0..count).map(|at| spread(cases, at)).collect();
    let size = count + sets;
    let row = |case: &Case| -> Vec<f64> {
        let measures = case.measures.iter().zip(&scales).map(|(measure, scale)| measure / scale);
        measures.chain((0..sets).map(|set| if set == case.set { 1.0 } else { 0.0 })).collect()
    };
    let rows: Vec<(Vec<f64>, &Case)> = cases.iter().map(|case| (row(case), case)).collect();
    let penalty = |at: usize| if at < count { PENALTY } else { BASE_PENALTY };
    let mut fitted = vec![0.0; size];
    for _ in 0..STEPS {
        let mut slope: Vec<f64> = fitted.iter().enumerate().map(|(at, value)| -penalty(at) * value).collect();
        let mut bend: Vec<Vec<f64>> =
            (0..size).map(|at| (0..size).map(|other| if at == other { penalty(at) } else { 0.0 }).collect()).collect();
        for (row, case) in &rows {
            let sum: f64 = row.iter().zip(&fitted).map(|(measure, weight)| measure * weight).sum();
            let chance = 1.0 / (1.0 + (-sum).exp());
            let error = case.weight * (f64::from(u8::from(case.right)) - chance);
            let curve = case.weight * chance * (1.0 - chance);
            for ((x, slope), bends) in row.iter().zip(&mut slope).zip(&mut bend) {
                *slope += error * x;
                for (y, bend) in row.iter().zip(bends) {
                    *bend += curve * x * y;
                }
            }
        }
        let step = solve(bend, slope);
        for (value, step) in fitted.iter_mut().zip(&step) {
            *value += step.clamp(-LONGEST, LONGEST);
        }
        if step.iter().all(|step| step.abs() < ENOUGH) {
            break;
        }
    }
    let bases = fitted.split_off(count);
    let weights = fitted.iter().zip(&scales).map(|(weight, scale)| weight / scale).collect();
    Some(Fitted { weights, bases })
}

/// Standard deviation of a measure; 1 where all cases have the same.
fn spread(cases: &[Case], at: usize) -> f64 {
    let values = || cases.iter().filter_map(|case| case.measures.get(at));
    let mean = values().sum::<f64>() / cases.len() as f64;
    let spread = (values().map(|value| (value - mean).powi(2)).sum::<f64>() / cases.len() as f64).sqrt();
    if spread > 1e-9 { spread } else { 1.0 }
}

/// The solution of a symmetric, positive definite system, by Gauss and Jordan.
fn solve(mut rows: Vec<Vec<f64>>, right: Vec<f64>) -> Vec<f64> {
    for (row, value) in rows.iter_mut().zip(right) {
        row.push(value);
    }
    for at in 0..rows.len() {
        let Some(pivot) = rows.get(at).cloned() else { continue };
        let lead = pivot.get(at).copied().filter(|lead| lead.abs() > f64::MIN_POSITIVE).unwrap_or(1.0);
        for (other, row) in rows.iter_mut().enumerate() {
            let factor = if other == at { 1.0 - 1.0 / lead } else { row.get(at).map_or(0.0, |value| value / lead) };
            for (value, pivot) in row.iter_mut().zip(&pivot) {
                *value -= factor * pivot;
            }
        }
    }
    rows.iter().map(|row| row.last().copied().unwrap_or_default()).collect()
}

/// How much a weight's square costs, the measure scaled to a standard deviation of 1.
const PENALTY: f64 = 1.0;
/// Enough to have a solution when all cases of a set are alike.
const BASE_PENALTY: f64 = 1e-3;
/// Steps taken at most; ten are usual.
const STEPS: usize = 60;
/// No weight moves further in one step.
const LONGEST: f64 = 4.0;
/// Steps shorter than this end the search.
const ENOUGH: f64 = 1e-9;

#[cfg(test)]
mod tests {
    use super::{Case, logistic, solve};

    fn case(measures: [f64; 2], right: bool, set: usize) -> Case {
        Case { measures: measures.to_vec(), right, set, weight: 1.0 }
    }

    #[test]
    fn a_linear_system_is_solved() {
        let x = solve(vec![vec![4.0, 1.0, 0.0], vec![1.0, 3.0, 1.0], vec![0.0, 1.0, 2.0]], vec![6.0, 10.0, 8.0]);
        for (found, right) in x.iter().zip([1.0, 2.0, 3.0]) {
            assert!((found - right).abs() < 1e-9, "{x:?}");
        }
    }

    #[test]
    fn what_tells_has_weight_and_what_does_not_has_none() {
        let cases: Vec<Case> = (0..400)
            .map(|n| case([f64::from(n % 20) / 20.0, f64::from(n / 20 % 2)], n % 20 > 9 + (n / 40 % 3 - 1) * 2, 0))
            .collect();
        let fitted = logistic(&cases, 1).unwrap();
        assert!(fitted.weights[0] > 8.0 && fitted.weights[1].abs() < 0.5, "{fitted:?}");
        let middle = -fitted.bases[0] / fitted.weights[0];
        assert!((0.4..0.56).contains(&middle), "{fitted:?}");
    }

    #[test]
    fn each_set_has_its_own_base() {
        let of = |set: usize, least: i32| {
            (0..200).map(move |n| case([f64::from(n % 20), 0.0], n % 20 > least + n / 20 % 3, set))
        };
        let cases: Vec<Case> = of(0, 4).chain(of(1, 12)).collect();
        let fitted = logistic(&cases, 2).unwrap();
        let middles: Vec<f64> = fitted.bases.iter().map(|base| -base / fitted.weights[0]).collect();
        assert!((4.0..8.0).contains(&middles[0]) && (12.0..16.0).contains(&middles[1]), "{fitted:?} {middles:?}");
    }

    #[test]
    fn labels_that_never_differ_do_not_run_away() {
        let cases: Vec<Case> = (0..20).map(|n| case([f64::from(n), 1.0], true, 0)).collect();
        let fitted = logistic(&cases, 1).unwrap();
        assert!(fitted.weights.iter().chain(&fitted.bases).all(|value| value.is_finite()), "{fitted:?}");
        assert!(logistic(&[], 0).is_none());
    }
}
