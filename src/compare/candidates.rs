//! The pairs of claims that may share a row, measured: what the linking of rows decides by, and what its weights are fitted on.

use std::collections::{BTreeMap, BTreeSet};

use crate::align::{Placed, Rarity, Weights, Worded, apart, claim_measures, similarity};
use crate::base::Span;
use crate::claims::Wording;

use super::Told;
use super::linking::{APART, Likeness};
use super::row::statement;

/// An article opens with this part of its sentences.
const OPENING: usize = 7;

/// Two claims with what was measured on them.
pub type Measured = ((usize, Span), (usize, Span), [f32; 7]);

/// Two claims that share a word.
#[derive(Debug, Clone, Copy)]
pub struct Candidate {
    /// One.
    pub a: usize,
    /// The other, greater than `a`.
    pub b: usize,
    /// How much the same they mean.
    pub meaning: f32,
    /// What their chance of saying the same is reckoned from. `None` within one article.
    pub measures: Option<[f32; 7]>,
}

/// The pairs that can share a row, each with its likeness; claims of one article that tell of one another (a clause and an
/// event noun inside it) are kept apart, as are statements of different doers.
pub fn edges(told: &[Told], claims: &[(usize, usize)], weights: &Weights) -> Vec<Likeness> {
    let statement = |at: usize| statement(&told[claims[at].0], &told[claims[at].0].claims[claims[at].1]);
    let mut list = Vec::new();
    for Candidate { a, b, meaning, measures } in candidates(told, claims, weights) {
        let (x, y) = (statement(a), statement(b));
        if claims[a].0 == claims[b].0 && x.span.overlaps(y.span) {
            list.push(Likeness { a, b, chance: APART, meaning: 0.0 });
            continue;
        }
        let chance = measures.map_or(0.0, |measures| weights.of_claims(&measures));
        if chance.max(meaning) < weights.related {
            continue;
        }
        let chance = if apart(&x, &y) { APART } else { chance };
        list.push(Likeness { a, b, chance, meaning });
    }
    list
}

/// The claims of articles on one happening by twos, where likeness of words can lay them into a row: article and place of both,
/// and their [measures](crate::align::CLAIM_MEASURES).
pub fn measured(told: &[Told], weights: &Weights) -> Vec<Measured> {
    let numbers = |(article, text): (usize, &Told)| (0..text.claims.len()).map(move |claim| (article, claim));
    let claims: Vec<(usize, usize)> = told.iter().enumerate().flat_map(numbers).collect();
    let weights = among(told, &claims, weights);
    let place = |at: usize| (claims[at].0, told[claims[at].0].claims[claims[at].1].span);
    let pairs = candidates(told, &claims, &weights).into_iter();
    pairs.filter_map(|pair| Some((place(pair.a), place(pair.b), pair.measures?))).collect()
}

/// The weights with what these claims have in common.
pub fn among(told: &[Told], claims: &[(usize, usize)], weights: &Weights) -> Weights {
    let claim = |(article, claim): (usize, usize)| &told[article].claims[claim];
    let keys = |c: &(usize, usize)| claim(*c).meaning.terms.iter().map(|t| t.key.as_str()).collect::<Vec<_>>();
    weights.within(claims.iter().map(keys))
}

/// The pairs of claims that share a word that most do not hold. `claims` are (article, claim).
pub fn candidates(told: &[Told], claims: &[(usize, usize)], weights: &Weights) -> Vec<Candidate> {
    let statement = |at: usize| statement(&told[claims[at].0], &told[claims[at].0].claims[claims[at].1]);
    let places: BTreeSet<(usize, usize)> = claims.iter().map(|at| (at.0, told[at.0].claims[at.1].sentence)).collect();
    let sentence = |article: usize, sentence: usize| {
        let text = &told[article];
        text.sentences.get(sentence).map_or(&[][..], |span| within(text.wording, *span))
    };
    let rarity = Rarity::new(places.iter().map(|&(article, at)| sentence(article, at)), weights);
    let sentences: BTreeMap<(usize, usize), (Worded, Worded)> = places
        .iter()
        .map(|&(article, at)| {
            let own = sentence(article, at);
            let beside = [at.checked_sub(1), Some(at + 1)].map(|at| at.map_or(&[][..], |at| sentence(article, at)));
            ((article, at), (rarity.worded(own), rarity.around(own, &beside)))
        })
        .collect();
    let own: Vec<Worded> =
        claims.iter().map(|at| rarity.worded(within(told[at.0].wording, told[at.0].claims[at.1].span))).collect();
    let nothing = (Worded::default(), Worded::default());
    let placed: Vec<Placed> = claims
        .iter()
        .zip(&own)
        .map(|(at, claim)| {
            let place = told[at.0].claims[at.1].sentence;
            let (sentence, context) = sentences.get(&(at.0, place)).unwrap_or(&nothing);
            Placed { claim, sentence, context, opens: place * OPENING < told[at.0].sentences.len() }
        })
        .collect();
    let mut index: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (at, own) in own.iter().enumerate() {
        for key in own.keys() {
            index.entry(key).or_default().push(at);
        }
    }
    // A word that most claims hold brings no two of them together by itself.
    let most = (claims.len() / 3).max(40);
    let mut pairs: BTreeSet<(usize, usize)> = BTreeSet::new();
    for postings in index.values().filter(|p| p.len() <= most) {
        for (at, &a) in postings.iter().enumerate() {
            pairs.extend(postings.iter().skip(at + 1).map(|&b| (a, b)));
        }
    }
    let measured = |(a, b): (usize, usize)| {
        let meaning = similarity(&statement(a), &statement(b), weights);
        let by_words = claims[a].0 != claims[b].0;
        let measures = by_words.then(|| claim_measures(&placed[a], &placed[b], meaning));
        Candidate { a, b, meaning, measures }
    };
    pairs.into_iter().map(measured).collect()
}

/// The words that stand in a span.
pub fn within(wording: &[Wording], span: Span) -> &[Wording] {
    let from = wording.partition_point(|w| w.at < span.start);
    let to = wording.partition_point(|w| w.at < span.end);
    wording.get(from..to).unwrap_or_default()
}
