//! The same utterance in different outlets: whole, cut or altered.

use serde::Serialize;

use crate::attribution::AttributionKind;
use crate::base::Span;

use super::{Column, Told};

/// How an outlet gives the utterance, against the longest form found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Fidelity {
    /// All of it.
    Whole,
    /// A part of it, in the same words.
    Cut,
    /// In part other words.
    Altered,
}

/// One outlet's version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Quoted {
    /// The column.
    pub column: String,
    /// The article.
    pub article: String,
    /// The attribution's index there.
    pub attribution: usize,
    /// Where the words stand.
    pub content: Vec<Span>,
    /// The words.
    pub text: String,
    /// Against the longest version.
    pub fidelity: Fidelity,
    /// Words that only this version has.
    pub own_words: Vec<String>,
}

/// An utterance that two or more voices quote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SharedQuotation {
    /// Longest version first.
    pub versions: Vec<Quoted>,
}

/// Two quotations with this many words of a row in common are the same utterance.
const RUN: usize = 5;

/// The utterances that different voices quote.
pub fn shared(told: &[Told], columns: &[Column], present: &[usize]) -> Vec<SharedQuotation> {
    let mut quoted: Vec<(usize, Quoted, Vec<String>)> = Vec::new();
    for &article in present {
        let text = &told[article];
        for attribution in text.attributions.iter().filter(|a| a.kind != AttributionKind::Indirect) {
            let words: Vec<&str> = attribution.content.iter().map(|s| s.of(&text.article.text)).collect();
            let words = words.join(" ");
            let folded = folded(&words);
            if folded.len() >= RUN {
                let version = Quoted {
                    column: columns[article].name.clone(),
                    article: text.article.id.clone(),
                    attribution: attribution.id,
                    content: attribution.content.clone(),
                    text: words.split_whitespace().collect::<Vec<_>>().join(" "),
                    fidelity: Fidelity::Whole,
                    own_words: Vec::new(),
                };
                quoted.push((columns[article].voice, version, folded));
            }
        }
    }
    quoted.sort_by(|a, b| {
        b.2.len()
            .cmp(&a.2.len())
            .then_with(|| a.1.article.cmp(&b.1.article))
            .then(a.1.attribution.cmp(&b.1.attribution))
    });
    let mut used = vec![false; quoted.len()];
    let mut list = Vec::new();
    for at in 0..quoted.len() {
        if used[at] {
            continue;
        }
        let longest = &quoted[at];
        let mut versions = vec![longest.1.clone()];
        for other in at + 1..quoted.len() {
            let version = &quoted[other];
            if !used[other] && version.0 != longest.0 && common_run(&longest.2, &version.2) >= RUN {
                used[other] = true;
                versions.push(against(&longest.2, version));
            }
        }
        if versions.len() > 1 {
            list.push(SharedQuotation { versions });
        }
    }
    list
}

fn against(longest: &[String], (_, version, words): &(usize, Quoted, Vec<String>)) -> Quoted {
    let own_words: Vec<String> = words.iter().filter(|w| !longest.contains(w)).cloned().collect();
    let fidelity = match (own_words.is_empty(), words.len() == longest.len()) {
        (true, true) => Fidelity::Whole,
        (true, false) => Fidelity::Cut,
        (false, _) => Fidelity::Altered,
    };
    Quoted { fidelity, own_words, ..version.clone() }
}

fn folded(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric() && c != '’' && c != '\'')
        .filter(|w| !w.is_empty())
        .map(|w| w.to_lowercase().replace('’', "'"))
        .collect()
}

/// Length of the longest run of words that both have.
fn common_run(a: &[String], b: &[String]) -> usize {
    let mut best = 0;
    let mut before = vec![0usize; b.len() + 1];
    for x in a {
        let mut row = vec![0usize; b.len() + 1];
        for (at, y) in b.iter().enumerate() {
            if x == y {
                row[at + 1] = before[at] + 1;
                best = best.max(row[at + 1]);
            }
        }
        before = row;
    }
    best
}
