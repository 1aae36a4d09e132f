//! Words that articles carry of others: quotations with what each version changes and leaves out, and passages of copies.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::compare::{Fidelity, Quoted, QuotedAlone, SharedQuotation};
use crate::events::Copies;

use super::event::Places;
use crate::render::clean;

/// An utterance that several outlets report.
#[derive(Debug, Clone, Serialize)]
pub struct QuotationView {
    /// Who says it.
    pub source: Option<String>,
    /// The longest first.
    pub versions: Vec<QuotedView>,
}

/// One outlet's version of a quotation.
#[derive(Debug, Clone, Serialize)]
pub struct QuotedView {
    /// Number of its column.
    pub column: usize,
    /// The article's number.
    pub article: usize,
    /// The sentence's number.
    pub sentence: usize,
    /// Against the longest version.
    pub fidelity: Fidelity,
    /// Its words; in quotation marks, those that only this version has are flagged by `differs`.
    pub parts: Vec<QuotedPart>,
    /// What it leaves out of the longest version, in that one's words; empty for a report in other words.
    pub left_out: Vec<String>,
}

/// Words of a quotation.
#[derive(Debug, Clone, Serialize)]
pub struct QuotedPart {
    /// The words.
    pub text: String,
    /// Whether only this version has them.
    pub differs: bool,
}

/// Whom only one column quotes.
#[derive(Debug, Clone, Serialize)]
pub struct AloneView {
    /// Number of the column.
    pub column: usize,
    /// Whom.
    pub source: String,
    /// How often.
    pub count: usize,
    /// Where first: the article's number and the sentence's.
    pub article: usize,
    /// See `article`.
    pub sentence: usize,
}

/// What two articles have word for word.
#[derive(Debug, Clone, Serialize)]
pub struct CopyView {
    /// Numbers of the two articles.
    pub articles: [usize; 2],
    /// Share of the shorter text that stands in both, 0 to 1.
    pub share: f32,
    /// Whether both were published at one address: an update.
    pub same_url: bool,
    /// The passages, in the order of the first.
    pub passages: Vec<PassageView>,
}

/// A passage of two articles.
#[derive(Debug, Clone, Serialize)]
pub struct PassageView {
    /// Number of the sentence in the first article where it begins.
    pub sentence: usize,
    /// Its words.
    pub text: String,
}

/// An utterance as a report shows it.
pub fn quotation(shared: &SharedQuotation, places: &Places) -> QuotationView {
    let longest = shared.versions.first().map_or("", |version| version.text.as_str());
    QuotationView {
        source: shared.source.as_deref().map(clean),
        versions: shared.versions.iter().filter_map(|version| quoted(version, longest, places)).collect(),
    }
}

fn quoted(version: &Quoted, longest: &str, places: &Places) -> Option<QuotedView> {
    let article = places.article(&version.article)?;
    let told_again = version.fidelity == Fidelity::Paraphrased;
    let own = |words: &[String]| if told_again { Vec::new() } else { words.to_vec() };
    Some(QuotedView {
        column: places.column(article)?,
        article,
        sentence: version.content.first().map_or(0, |span| places.sentence(article, span.start)),
        fidelity: version.fidelity,
        parts: parts(&version.text, &own(&version.own_words)),
        left_out: if told_again { Vec::new() } else { left_out(longest, &version.text) },
    })
}

/// A text in parts, those made of `words` apart from the others.
fn parts(text: &str, words: &[String]) -> Vec<QuotedPart> {
    let mut parts: Vec<QuotedPart> = Vec::new();
    for piece in text.split_inclusive(' ') {
        let differs = words.contains(&letters(piece));
        match parts.last_mut().filter(|part| part.differs == differs) {
            Some(part) => part.text.push_str(piece),
            None => parts.push(QuotedPart { text: piece.to_owned(), differs }),
        }
    }
    parts
}

/// Fewer words in a row than this are no passage left out, and fewer words in common than two in a row are chance.
const PASSAGE: usize = 3;

/// The passages of a longer text that a shorter one leaves out, in order: what is in no run of words that both have.
fn left_out(longer: &str, shorter: &str) -> Vec<String> {
    let folded = |text: &str| -> Vec<String> { text.split_whitespace().map(letters).collect() };
    let (theirs, own) = (folded(longer), folded(shorter));
    let kept: BTreeSet<&[String]> = own.windows(2).collect();
    let single = (own.len() == 1).then(|| own.first()).flatten();
    let mut shared = vec![false; theirs.len()];
    for (at, pair) in theirs.windows(2).enumerate() {
        if kept.contains(pair) {
            shared.iter_mut().skip(at).take(2).for_each(|word| *word = true);
        }
    }
    let mut passages: Vec<Vec<&str>> = vec![Vec::new()];
    for (at, word) in longer.split_whitespace().enumerate() {
        let told = shared.get(at).copied().unwrap_or(false) || single.is_some_and(|s| theirs.get(at) == Some(s));
        match passages.last_mut() {
            Some(last) if !told => last.push(word),
            Some(last) if last.is_empty() => {}
            _ => passages.push(Vec::new()),
        }
    }
    let long = passages.into_iter().filter(|words| words.len() >= PASSAGE).map(|words| words.join(" "));
    // Each stands in quotation marks of its own where it is shown.
    long.map(|words| words.trim_matches(['“', '”', '"', '‘', '’', ',']).to_owned()).collect()
}

/// A word by its letters.
fn letters(word: &str) -> String {
    let kept = word.chars().filter(|c| c.is_alphanumeric() || matches!(c, '\'' | '’'));
    kept.collect::<String>().to_lowercase().replace('’', "'")
}

/// Whom only one column quotes.
pub fn alone(found: &QuotedAlone, places: &Places) -> Option<AloneView> {
    let article = places.article(&found.article)?;
    let first = found.attributions.first().and_then(|&id| places.attribution(article, id));
    Some(AloneView {
        column: places.column(article)?,
        source: clean(&found.source),
        count: found.attributions.len(),
        article,
        sentence: first.and_then(|a| a.content.first()).map_or(0, |span| places.sentence(article, span.start)),
    })
}

/// The copies among the articles of a report, by article.
pub fn copies(found: &[Copies], places: &Places) -> Vec<CopyView> {
    let mut list: BTreeMap<[usize; 2], CopyView> = BTreeMap::new();
    for shared in found.iter().flat_map(|group| &group.shared) {
        let (Some(one), Some(other)) = (places.article(&shared.article), places.article(&shared.other)) else {
            continue;
        };
        let passages = shared.passages.iter().map(|passage| PassageView {
            sentence: places.sentence(one, passage.own.start),
            text: clean(passage.own.of(places.text(one))),
        });
        let passages = passages.filter(|passage| !passage.text.is_empty()).collect();
        let view = CopyView { articles: [one, other], share: shared.share, same_url: shared.same_url, passages };
        list.insert(view.articles, view);
    }
    list.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::{left_out, parts};

    #[test]
    fn words_of_one_version_are_marked_in_runs() {
        let words = ["very".to_owned(), "much".to_owned(), "don't".to_owned()];
        let found = parts("We don’t very like it much.", &words);
        let out: Vec<&str> = found.iter().filter(|p| p.differs).map(|p| p.text.trim()).collect();
        assert_eq!(out, ["don’t very", "much."]);
    }

    #[test]
    fn what_is_left_out_is_told_in_passages_and_not_in_single_words() {
        let longer = "“We will not pay for the bridge, and no tunnel is ever dug by us. Stop it.”";
        assert_eq!(left_out(longer, "We will not pay for the bridge. Stop it."), ["and no tunnel is ever dug by us."]);
        let other = "We shall not pay for the bridge, and no tunnel is ever dug by us. Stop it.";
        assert!(left_out(longer, other).is_empty());
    }
}
