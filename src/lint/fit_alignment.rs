//! Fits the chances of alignment to labelled pairs of sentences and to stories whose rows people laid, and writes them into the
//! table that alignment reads them from.
//!
//! Each file of pairs and each story counts as much as any other, however large. A story's claims are labelled by the passages
//! that its rows quote: two claims of different articles are the same when both stand on passages of one row (half of the shorter
//! of claim and passage is shared), and different when they do not; pairs of a `loose` row, and claims on `ignore`d passages, are
//! left out. What is asked of claims that are each other's likest is fitted on those that are, by the chances fitted just before.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Deserialize;

use crate::align::{CLAIM_MEASURES, LIKEST_MEASURES, PAIR_MEASURES};
use crate::analysis::{self, Pair};
use crate::base::{Article, Span};
use crate::compare::Measured;
use crate::matching::Engine;

use super::regression::{Case, Fitted, logistic};

/// Two labelled sentences.
#[derive(Debug, Clone, Deserialize)]
pub struct LabelledPair {
    a: String,
    b: String,
    label: Label,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(untagged)]
enum Label {
    Said(bool),
    Number(u8),
}

impl LabelledPair {
    /// Reads a line.
    ///
    /// # Errors
    /// What is wrong with it, and what to do.
    pub fn read(line: &[u8]) -> Result<Self, (String, String)> {
        let pair: LabelledPair = parsed(line, "each line is an object with `a`, `b` and `label`, which is 1 or 0")?;
        match pair.label {
            Label::Number(2..) => Err(("`label` is neither 1 nor 0".into(), "1 means the same, 0 different".into())),
            _ => Ok(pair),
        }
    }
}

/// Articles on one happening with the rows that people laid.
#[derive(Debug, Clone, Deserialize)]
pub struct LabelledStory {
    articles: Vec<Article>,
    rows: Vec<Vec<Quote>>,
    #[serde(default)]
    loose: Vec<Vec<Quote>>,
    #[serde(default)]
    ignore: Vec<Quote>,
}

impl LabelledStory {
    /// Reads a line.
    ///
    /// # Errors
    /// What is wrong with it, and what to do.
    pub fn read(line: &[u8]) -> Result<Self, (String, String)> {
        parsed(
            line,
            "each line is an object with `articles` and `rows`, a row being a list of {\"article\", \"quote\"}",
        )
    }
}

fn parsed<'l, T: Deserialize<'l>>(line: &'l [u8], help: &str) -> Result<T, (String, String)> {
    serde_json::from_slice(line).map_err(|error| {
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or_default();
        (format!("{message} at column {}", error.column()), help.to_owned())
    })
}

/// A passage: words that stand once in an article, any white space for a space.
#[derive(Debug, Clone, Deserialize)]
struct Quote {
    article: String,
    quote: String,
}

/// A passage found.
type Passage = (usize, Span);

/// The cases seen so far.
#[derive(Debug, Default)]
pub struct FitAlignment {
    pairs: Vec<Case>,
    pair_sets: usize,
    /// By story: the pairs of claims, each with its label.
    stories: Vec<Vec<(Measured, Option<bool>)>>,
}

impl FitAlignment {
    /// Opens the next file of pairs.
    pub fn open_pairs(&mut self) {
        self.pair_sets += 1;
    }

    /// Measures pairs of the file opened last.
    pub fn add_pairs(&mut self, pairs: Vec<LabelledPair>, engine: &Engine) {
        let right: Vec<bool> =
            pairs.iter().map(|p| matches!(p.label, Label::Said(true) | Label::Number(1..))).collect();
        let pairs: Vec<Pair> = pairs.into_iter().map(|p| Pair { id: String::new(), a: p.a, b: p.b }).collect();
        let set = self.pair_sets.saturating_sub(1);
        let measured = analysis::measure_pairs(&pairs, engine);
        self.pairs.extend(measured.iter().zip(right).map(|(measures, right)| case(measures, right, set)));
    }

    /// Measures the claims of a story.
    ///
    /// # Errors
    /// What is wrong with it, and what to do, when a passage does not stand exactly once in its article.
    pub fn add_story(&mut self, story: LabelledStory, engine: &Engine) -> Result<(), (String, String)> {
        let find = |rows: &[Vec<Quote>]| -> Result<Vec<Vec<Passage>>, _> {
            rows.iter().map(|row| row.iter().map(|quote| found(&story.articles, quote)).collect()).collect()
        };
        let (rows, loose) = (find(&story.rows)?, find(&story.loose)?);
        let ignored: Vec<Passage> = find(std::slice::from_ref(&story.ignore))?.concat();
        let label = |pair: &Measured| {
            let (a, b) = (pair.a, pair.b);
            let on = |row: &Vec<Passage>| row.iter().any(|p| touches(a, *p)) && row.iter().any(|p| touches(b, *p));
            let right = rows.iter().any(on);
            let left_out = ignored.iter().any(|p| touches(a, *p) || touches(b, *p)) || (!right && loose.iter().any(on));
            (!left_out).then_some(right)
        };
        let pairs = analysis::measure_claims(&story.articles, engine).into_iter();
        self.stories.push(
            pairs
                .map(|pair| {
                    let label = label(&pair);
                    (pair, label)
                })
                .collect(),
        );
        Ok(())
    }

    /// The table with what was fitted in place of what stood there; all else in it is kept. Of pairs the base is that of the first
    /// file, whose people it so agrees with on where sameness begins; of claims the mean over the stories.
    pub fn table(&self, before: &str) -> String {
        let mut text = before.to_owned();
        let claims = self.claims();
        if let Some(fitted) = fit(&claims, self.stories.len()) {
            let counted = counts(&claims, "pairs of claims", self.stories.len(), "stories");
            text = replaced(&text, "alignment-chance", &counted, &named(&CLAIM_MEASURES, mean_base(&fitted), &fitted));
            let likest = self.likest(&fitted);
            if let Some(fitted) = fit(&likest, self.stories.len()) {
                let what = "pairs of claims that are each other's likest";
                let counted = counts(&likest, what, self.stories.len(), "stories");
                let figures = named(&LIKEST_MEASURES, mean_base(&fitted), &fitted);
                text = replaced(&text, "alignment-likest", &counted, &figures);
            }
        }
        if let Some(fitted) = fit(&self.pairs, self.pair_sets) {
            let base = fitted.bases.first().copied().unwrap_or_default();
            let counts = counts(&self.pairs, "pairs of sentences", self.pair_sets, "files");
            text = replaced(&text, "alignment-pair", &counts, &named(&PAIR_MEASURES, base, &fitted));
        }
        text
    }

    /// How many cases there are.
    pub fn cases(&self) -> usize {
        self.pairs.len() + self.stories.iter().flatten().filter(|(_, label)| label.is_some()).count()
    }

    /// The labelled pairs of claims.
    fn claims(&self) -> Vec<Case> {
        let of = |(story, pairs): (usize, &Vec<(Measured, Option<bool>)>)| {
            let labelled = pairs.iter().filter_map(move |(pair, label)| Some(case(&pair.measures, (*label)?, story)));
            labelled.collect::<Vec<_>>()
        };
        self.stories.iter().enumerate().flat_map(of).collect()
    }

    /// Those of them that are each other's likest by what was fitted.
    fn likest(&self, fitted: &Fitted) -> Vec<Case> {
        let base = mean_base(fitted);
        let odds = |pair: &Measured| {
            let sum = fitted.weights.iter().zip(&pair.measures).map(|(weight, measure)| weight * f64::from(*measure));
            base + sum.sum::<f64>()
        };
        let mut cases = Vec::new();
        for (story, pairs) in self.stories.iter().enumerate() {
            // By claim and other article: the greatest odds.
            let mut best: BTreeMap<(Passage, usize), f64> = BTreeMap::new();
            for (pair, _) in pairs {
                for (claim, other) in [(pair.a, pair.b.0), (pair.b, pair.a.0)] {
                    let slot = best.entry((claim, other)).or_insert(f64::NEG_INFINITY);
                    *slot = slot.max(odds(pair));
                }
            }
            let is_best =
                |claim: Passage, other: usize, odds: f64| best.get(&(claim, other)).is_none_or(|b| odds >= *b);
            for (pair, label) in pairs {
                let odds = odds(pair);
                let likest = odds >= LEAST_ODDS && is_best(pair.a, pair.b.0, odds) && is_best(pair.b, pair.a.0, odds);
                if let Some(right) = label.filter(|_| likest) {
                    let mut measures = pair.likest;
                    if let Some(first) = measures.first_mut() {
                        *first = odds as f32;
                    }
                    cases.push(case(&measures, right, story));
                }
            }
        }
        cases
    }
}

/// Pairs of less odds (a chance of about .02) are nobody's likest.
const LEAST_ODDS: f64 = -4.0;

/// The base for a story that is not known.
fn mean_base(fitted: &Fitted) -> f64 {
    fitted.bases.iter().sum::<f64>() / fitted.bases.len().max(1) as f64
}

fn case(measures: &[f32], right: bool, set: usize) -> Case {
    Case { measures: measures.iter().map(|measure| f64::from(*measure)).collect(), right, set, weight: 1.0 }
}

/// Fits, every set counting the same: as much as they have right cases on average.
fn fit(cases: &[Case], sets: usize) -> Option<Fitted> {
    let mut right: BTreeMap<usize, f64> = BTreeMap::new();
    cases.iter().filter(|case| case.right).for_each(|case| *right.entry(case.set).or_default() += 1.0);
    let mean = right.values().sum::<f64>() / sets.max(1) as f64;
    let weigh = |case: &Case| {
        let weight = right.get(&case.set).map_or(0.0, |right| mean / right);
        Case { weight, ..case.clone() }
    };
    logistic(&cases.iter().map(weigh).collect::<Vec<_>>(), sets)
}

fn counts(cases: &[Case], what: &str, sets: usize, of: &str) -> String {
    let right = cases.iter().filter(|case| case.right).count();
    format!(
        "# Fitted by `parallax rules fit-alignment`: {right} of {} {what} in {sets} {of} are the same.",
        cases.len()
    )
}

fn named<'n>(names: &[&'n str], base: f64, fitted: &Fitted) -> Vec<(&'n str, f64)> {
    let weights = names.iter().copied().zip(fitted.weights.iter().copied());
    [("base", base)].into_iter().chain(weights).collect()
}

/// The text of a table with new figures in `[values.NAME]`; comments stay, but for the one on where the figures come from.
fn replaced(text: &str, name: &str, counts: &str, figures: &[(&str, f64)]) -> String {
    let header = format!("[values.{name}]");
    let (before, after) = match text.find(&header) {
        Some(at) => text.split_at(at),
        None => (text, ""),
    };
    let body = after.get(header.len()..).unwrap_or_default();
    let end = body.find("\n[").map_or(body.len(), |at| {
        // What stands between the last figure and the next table belongs to that table.
        let head = body.get(..at).unwrap_or_default();
        head.rfind("\n\n").unwrap_or(at)
    });
    let (body, rest) = body.split_at(end);
    let mut left: Vec<(&str, f64)> = figures.to_vec();
    let mut lines = vec![header.clone(), counts.to_owned()];
    for line in body.lines().skip(1).filter(|line| !line.starts_with(FITTED)) {
        let key = line.split('=').next().unwrap_or_default();
        let at = left.iter().position(|(name, _)| *name == key.trim());
        match at.map(|at| left.remove(at)) {
            Some((_, value)) => {
                let comment = line.find('#').and_then(|at| line.get(at..)).unwrap_or_default();
                lines.push(format!("{key}= {:<7} {comment}", format!("{value:.2}")).trim_end().to_owned());
            }
            None => lines.push(line.to_owned()),
        }
    }
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines.extend(left.iter().map(|(name, value)| format!("{name} = {value:.2}")));
    let mut out = before.trim_end().to_owned();
    // Writing to a string never fails.
    let gap = if out.is_empty() {
        ""
    } else if before.ends_with("\n\n") || after.is_empty() {
        "\n\n"
    } else {
        "\n"
    };
    let _ = writeln!(out, "{gap}{}", lines.join("\n"));
    let rest = rest.trim_start_matches('\n');
    out.push_str(if rest.trim_end().is_empty() { "" } else { "\n" });
    out.push_str(rest);
    out
}

const FITTED: &str = "# Fitted by";

/// Where a passage stands.
fn found(articles: &[Article], quote: &Quote) -> Result<Passage, (String, String)> {
    let help = || "quote words that stand exactly once in the article's text".to_owned();
    let Some(article) = articles.iter().position(|article| article.id == quote.article) else {
        return Err((format!("no article `{}` in the story", quote.article), "name it by its id".to_owned()));
    };
    let text = articles.get(article).map_or("", |article| article.text.as_str());
    let words: Vec<&str> = quote.quote.split_whitespace().collect();
    let mut places = words.first().into_iter().flat_map(|first| text.match_indices(first)).filter_map(|(at, _)| {
        let mut end = at;
        for (number, word) in words.iter().enumerate() {
            let rest = text.get(end..)?;
            let gap = rest.len() - rest.trim_start().len();
            if (number > 0 && gap == 0) || (number == 0 && gap > 0) || !rest.trim_start().starts_with(word) {
                return None;
            }
            end += gap + word.len();
        }
        Some(Span::new(at, end))
    });
    match (places.next(), places.next()) {
        (Some(place), None) => Ok((article, place)),
        (None, _) => Err((format!("`{}` does not stand in `{}`", quote.quote, quote.article), help())),
        _ => Err((format!("`{}` stands more than once in `{}`", quote.quote, quote.article), help())),
    }
}

/// Whether a claim stands on a passage: they share half of the shorter.
fn touches(claim: Passage, passage: Passage) -> bool {
    let shared = claim.1.end.min(passage.1.end).saturating_sub(claim.1.start.max(passage.1.start));
    claim.0 == passage.0 && shared > 0 && 2 * shared >= claim.1.len().min(passage.1.len())
}

#[cfg(test)]
mod tests {
    use super::{LabelledPair, LabelledStory, found, replaced};

    const TABLE: &str = "[values.a]\nx = 1 # kept\n\n# About b.\n[values.b]\n# Fitted by old.\nbase = -3.00 # with nothing\nw    = 2\n\n# About c.\n[values.c]\ny = 1\n";

    #[test]
    fn only_the_figures_of_the_table_change() {
        let text = replaced(TABLE, "b", "# Fitted by new.", &[("base", -4.5), ("w", 1.25), ("v", 0.5)]);
        assert_eq!(
            text,
            "[values.a]\nx = 1 # kept\n\n# About b.\n[values.b]\n# Fitted by new.\nbase = -4.50   # with nothing\nw    = 1.25\nv = 0.50\n\n# About c.\n[values.c]\ny = 1\n"
        );
        assert_eq!(replaced(&text, "b", "# Fitted by new.", &[("base", -4.5), ("w", 1.25), ("v", 0.5)]), text);
    }

    #[test]
    fn a_table_that_is_missing_is_added() {
        assert_eq!(
            replaced("", "b", "# Fitted by new.", &[("base", 1.0)]),
            "[values.b]\n# Fitted by new.\nbase = 1.00\n"
        );
    }

    #[test]
    fn a_passage_is_found_over_line_ends() {
        let line = r#"{"articles": [{"id": "a", "text": "It rains.\nIt rained all\nnight."}], "rows": [[{"article": "a", "quote": "rained all night"}]]}"#;
        let story: LabelledStory = serde_json::from_str(line).unwrap();
        let (article, span) = found(&story.articles, &story.rows[0][0]).unwrap();
        assert_eq!((article, span.of(&story.articles[0].text)), (0, "rained all\nnight"));
        for (quote, what) in [("It", "more than once"), ("snow", "does not stand")] {
            let quote = super::Quote { article: "a".into(), quote: quote.into() };
            assert!(found(&story.articles, &quote).unwrap_err().0.contains(what));
        }
    }

    #[test]
    fn labels_are_numbers_or_truth_values() {
        for label in ["1", "true", "0", "false"] {
            let pair: Result<LabelledPair, _> =
                serde_json::from_str(&format!(r#"{{"a": "x", "b": "y", "label": {label}}}"#));
            assert!(pair.is_ok());
        }
    }
}
