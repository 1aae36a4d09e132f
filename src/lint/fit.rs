//! Measures on labelled articles how often a cue with each complement is an attribution, and writes the pack that attribution
//! reads these figures from.
//!
//! A possible attribution is right when its content and that of a marked one share half their words (Dice). A word's figure is
//! `(right + PRIOR × usual) / (seen + PRIOR)`, `usual` being the share of its complement over all words (a beta prior of four
//! imagined cases); words seen less often than `least` times have none and take the usual one.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::attribution::{self, Evidence};
use crate::base::Span;
use crate::matching::Engine;
use crate::text::TokenKind;

use super::Attributed;

/// Right and seen, by complement and word.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fit {
    counts: BTreeMap<String, BTreeMap<String, Tried>>,
    usual: BTreeMap<String, Tried>,
    articles: usize,
}

/// How often something was tried, and how often it was right.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Tried {
    right: usize,
    seen: usize,
}

impl Tried {
    fn add(&mut self, right: bool) {
        self.right += usize::from(right);
        self.seen += 1;
    }

    fn share(self) -> f64 {
        self.right as f64 / self.seen.max(1) as f64
    }
}

impl Fit {
    /// Counts the possible attributions of one article.
    pub fn add(&mut self, article: &Attributed, engine: &Engine) {
        self.articles += 1;
        let document = engine.read(&article.text, None);
        let hits = engine.find(&document, false);
        let words: Vec<Span> = document.tokens.iter().filter(|t| t.kind == TokenKind::Word).map(|t| t.span).collect();
        let judged = |word: &usize| {
            words.get(*word).is_some_and(|w| !article.discard.iter().any(|d| d.start < w.end && w.start < d.end))
        };
        let inside = |spans: &[Span]| -> Vec<usize> {
            let mut found: Vec<usize> = spans.iter().flat_map(|span| within(&words, *span)).filter(judged).collect();
            found.sort_unstable();
            found.dedup();
            found
        };
        let gold: Vec<Vec<usize>> = article.contents.iter().map(|content| inside(content)).collect();
        for evidence in attribution::evidence(&document, &hits, engine) {
            let content = inside(&evidence.content);
            if !content.is_empty() {
                self.count(&evidence, gold.iter().any(|gold| dice(gold, &content) >= ALIKE));
            }
        }
    }

    fn count(&mut self, evidence: &Evidence, right: bool) {
        let Evidence { word, complement, taken, .. } = evidence;
        self.counts.entry(complement.clone()).or_default().entry(word.clone()).or_default().add(right);
        if *taken {
            self.usual.entry(complement.clone()).or_default().add(right);
        }
    }

    /// The pack, its tables and their entries in the order of the alphabet. `head` is what stands above the tables; words seen less
    /// often than `least` times are left out.
    pub fn pack(&self, head: &str, least: usize) -> String {
        let mut text = head.trim_end().to_owned();
        text.push_str("\n\n[values.precision]\n");
        for (complement, tried) in self.usual.iter().filter(|(_, tried)| tried.seen >= USUAL) {
            line(&mut text, complement, tried.share(), *tried);
        }
        for (complement, words) in &self.counts {
            // A complement that no entry names lends no usual figure; its words stand on their own.
            let all =
                words.values().fold(Tried::default(), |a, b| Tried { right: a.right + b.right, seen: a.seen + b.seen });
            let usual = self.usual.get(complement).filter(|tried| tried.seen >= USUAL).copied().unwrap_or(all).share();
            let mut entries = words.iter().filter(|(_, tried)| tried.seen >= least.max(1)).peekable();
            if entries.peek().is_none() {
                continue;
            }
            let _ = write!(text, "\n[values.{}]\n", key(&format!("precision-{complement}")));
            for (word, tried) in entries {
                let drawn = (tried.right as f64 + PRIOR * usual) / (tried.seen as f64 + PRIOR);
                line(&mut text, word, drawn, *tried);
            }
        }
        text
    }

    /// How many articles, possible attributions and right ones were seen.
    pub fn totals(&self) -> (usize, usize, usize) {
        let all = self.counts.values().flat_map(BTreeMap::values);
        let (right, seen) = all.fold((0, 0), |(right, seen), tried| (right + tried.right, seen + tried.seen));
        (self.articles, seen, right)
    }
}

/// What stands above the tables of a pack that has no head of its own yet.
pub const HEAD: &str = "# How often a cue with this complement is an attribution. Written by `parallax rules fit`; behind each figure: right of all seen.\n\
    # Figures set by hand go into a pack of their own, whose file comes after this one by its name.\n\
    schema = 1\n\n[pack]\nkind     = \"tables\"\nlanguage = \"en\"\ntitle    = \"Precision of cues by word and complement\"\n";

/// What stands above the tables of a pack that was written before.
pub fn head(pack: &str) -> &str {
    let at = pack.find("\n[values").or_else(|| pack.starts_with("[values").then_some(0));
    at.and_then(|at| pack.get(..at)).unwrap_or(pack)
}

fn line(text: &mut String, name: &str, share: f64, tried: Tried) {
    // Writing to a string never fails.
    let _ = writeln!(text, "{} = {share:.2} # {}/{}", key(name), tried.right, tried.seen);
}

/// A key, in quotation marks where TOML wants them.
fn key(name: &str) -> String {
    let bare = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    if bare { name.to_owned() } else { toml::Value::String(name.to_owned()).to_string() }
}

/// Indexes of the words that the span covers in part.
fn within(words: &[Span], span: Span) -> std::ops::Range<usize> {
    words.partition_point(|w| w.end <= span.start)..words.partition_point(|w| w.start < span.end)
}

/// Dice's coefficient of two sorted sets.
fn dice(a: &[usize], b: &[usize]) -> f64 {
    let common = a.iter().filter(|word| b.binary_search(word).is_ok()).count();
    if a.is_empty() || b.is_empty() { 0.0 } else { 2.0 * common as f64 / (a.len() + b.len()) as f64 }
}

/// Imagined cases with the usual share of the complement.
const PRIOR: f64 = 4.0;
/// Times that a complement must have been seen to have a usual figure.
const USUAL: usize = 12;
/// Share of words that two contents must have in common to be one.
const ALIKE: f64 = 0.5;
