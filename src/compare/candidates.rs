//! The pairs of claims that may share a row, measured: what the linking of rows decides by, and what its weights are fitted on.

use std::collections::{BTreeMap, BTreeSet};

use crate::align::{
    CLAIM_MEASURES, LIKEST_MEASURES, Placed, Rarity, Statement, Weights, Worded, apart, claim_measures,
    likest_measures, similarity,
};
use crate::base::Span;
use crate::claims::{ClaimForm, Wording};

use super::Told;
use super::linking::{APART, Likeness};
use super::row::statement;

/// An article opens with this part of its sentences.
const OPENING: usize = 7;

/// Two claims of different articles that may share a row by their words.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// Article and place of one.
    pub a: (usize, Span),
    /// Of the other.
    pub b: (usize, Span),
    /// What their chance of saying the same is reckoned from.
    pub measures: [f32; CLAIM_MEASURES.len()],
    /// What is asked of them if they are each other's likest; the chance is that of the weights in force.
    pub likest: [f32; LIKEST_MEASURES.len()],
}

/// Two claims that share a word.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    /// One.
    a: usize,
    /// The other, greater than `a`.
    b: usize,
    /// How much the same they mean.
    meaning: f32,
    /// What their chance of saying the same is reckoned from. `None` within one article.
    measures: Option<[f32; CLAIM_MEASURES.len()]>,
}

/// The claims of an event with the words of each and of what stands around it.
pub struct Laid<'t> {
    told: &'t [Told<'t>],
    claims: &'t [(usize, usize)],
    weights: &'t Weights,
    /// By claim.
    own: Vec<Worded>,
    /// By article and sentence: its words, with those of the sentences beside it, and theirs alone.
    sentences: BTreeMap<(usize, usize), [Worded; 3]>,
}

impl<'t> Laid<'t> {
    /// `claims` are (article, claim).
    pub fn new(told: &'t [Told<'t>], claims: &'t [(usize, usize)], weights: &'t Weights) -> Laid<'t> {
        let places: BTreeSet<(usize, usize)> =
            claims.iter().map(|at| (at.0, told[at.0].claims[at.1].sentence)).collect();
        let sentence = |article: usize, sentence: usize| {
            let text = &told[article];
            text.sentences.get(sentence).map_or(&[][..], |span| within(text.wording, *span))
        };
        let rarity = Rarity::new(places.iter().map(|&(article, at)| sentence(article, at)), weights);
        let around = |&(article, at): &(usize, usize)| {
            let own = sentence(article, at);
            let beside = [at.checked_sub(1), Some(at + 1)].map(|at| at.map_or(&[][..], |at| sentence(article, at)));
            ((article, at), [rarity.worded(own), rarity.around(own, &beside), rarity.around(&[], &beside)])
        };
        let sentences = places.iter().map(around).collect();
        let own = |at: &(usize, usize)| rarity.worded(within(told[at.0].wording, told[at.0].claims[at.1].span));
        Laid { told, claims, weights, own: claims.iter().map(own).collect(), sentences }
    }

    fn statement(&self, at: usize) -> Statement<'t> {
        let (article, claim) = self.claims[at];
        statement(&self.told[article], &self.told[article].claims[claim])
    }

    fn placed<'s>(&'s self, at: usize, nothing: &'s [Worded; 3]) -> Placed<'s> {
        let (article, claim) = self.claims[at];
        let text = &self.told[article];
        let place = text.claims[claim].sentence;
        let [sentence, context, beside] = self.sentences.get(&(article, place)).unwrap_or(nothing);
        Placed { claim: &self.own[at], sentence, context, beside, opens: place * OPENING < text.sentences.len() }
    }

    /// The pairs that can share a row, each with its likeness; claims of one article that tell of one another (a clause and an
    /// event noun inside it) are kept apart, as are statements of different doers.
    pub fn edges(&self) -> Vec<Likeness> {
        let (claims, weights) = (self.claims, self.weights);
        let mut list = Vec::new();
        for Candidate { a, b, meaning, measures } in self.candidates() {
            let (x, y) = (self.statement(a), self.statement(b));
            if claims[a].0 == claims[b].0 && x.span.overlaps(y.span) {
                let noun = self.nominal(a) != self.nominal(b);
                list.push(Likeness { a, b, chance: APART, meaning: 0.0, noun });
                continue;
            }
            let chance = measures.map_or(0.0, |measures| weights.of_claims(&measures));
            if chance.max(meaning) < weights.related {
                continue;
            }
            let chance = if apart(&x, &y) { APART } else { chance };
            list.push(Likeness { a, b, chance, meaning, noun: self.nominal(a) || self.nominal(b) });
        }
        list
    }

    /// The chance that two claims say the same that are each other's likest, with the chance that their words give.
    pub fn of_likest(&self, pair: &Likeness) -> f32 {
        self.weights.of_likest(&self.likest(pair.a, pair.b, pair.chance))
    }

    fn likest(&self, a: usize, b: usize, chance: f32) -> [f32; LIKEST_MEASURES.len()] {
        let nothing = Default::default();
        likest_measures(&self.placed(a, &nothing), &self.placed(b, &nothing), chance, self.weights)
    }

    fn nominal(&self, at: usize) -> bool {
        let (article, claim) = self.claims[at];
        self.told[article].claims[claim].form == ClaimForm::Nominal
    }

    /// The pairs of claims that share a word that most do not hold.
    fn candidates(&self) -> Vec<Candidate> {
        let claims = self.claims;
        let mut index: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
        for (at, own) in self.own.iter().enumerate() {
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
        let nothing = Default::default();
        let placed: Vec<Placed> = (0..claims.len()).map(|at| self.placed(at, &nothing)).collect();
        let measured = |(a, b): (usize, usize)| {
            let meaning = similarity(&self.statement(a), &self.statement(b), self.weights);
            let measures = (claims[a].0 != claims[b].0).then(|| claim_measures(&placed[a], &placed[b], meaning));
            Candidate { a, b, meaning, measures }
        };
        pairs.into_iter().map(measured).collect()
    }
}

/// The claims of articles on one happening by twos, where likeness of words can lay them into a row.
pub fn measured(told: &[Told], weights: &Weights) -> Vec<Measured> {
    let numbers = |(article, text): (usize, &Told)| (0..text.claims.len()).map(move |claim| (article, claim));
    let claims: Vec<(usize, usize)> = told.iter().enumerate().flat_map(numbers).collect();
    let weights = among(told, &claims, weights);
    let laid = Laid::new(told, &claims, &weights);
    let place = |at: usize| (claims[at].0, told[claims[at].0].claims[claims[at].1].span);
    let pairs = laid.candidates().into_iter().filter(|pair| !apart(&laid.statement(pair.a), &laid.statement(pair.b)));
    let measured = |Candidate { a, b, measures, .. }: Candidate| {
        let measures = measures?;
        let likest = laid.likest(a, b, weights.of_claims(&measures));
        Some(Measured { a: place(a), b: place(b), measures, likest })
    };
    pairs.filter_map(measured).collect()
}

/// The weights with what these claims have in common.
pub fn among(told: &[Told], claims: &[(usize, usize)], weights: &Weights) -> Weights {
    let claim = |(article, claim): (usize, usize)| &told[article].claims[claim];
    let keys = |c: &(usize, usize)| claim(*c).meaning.terms.iter().map(|t| t.key.as_str()).collect::<Vec<_>>();
    weights.within(claims.iter().map(keys))
}

/// The words that stand in a span.
pub fn within(wording: &[Wording], span: Span) -> &[Wording] {
    let from = wording.partition_point(|w| w.at < span.start);
    let to = wording.partition_point(|w| w.at < span.end);
    wording.get(from..to).unwrap_or_default()
}
