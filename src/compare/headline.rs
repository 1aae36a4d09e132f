//! Headlines: what each says, on which rung, and on which rung the text below it says the same.
//!
//! A headline is a claim of the outlet like any other, but a shorter one: "Mayor took bribes" over a text in which a prosecutor
//! says so. The text's claim that covers most of the headline's words is set beside it, both with their spans, and nothing is
//! concluded but which of them commits the outlet more.

use serde::Serialize;

use crate::align::{Rarity, Statement, Weights, Worded, similarity};
use crate::base::Span;
use crate::claims::{Certainty, Claim, ClaimForm, ClaimQuantity, Compared, DeniedBy, Wording};
use crate::cues::Cue;

use super::candidates::within;
use super::{Column, Told};

/// What a headline says, as far as it says something.
#[derive(Debug, Clone)]
pub struct HeadlineClaim {
    /// Where, in the title.
    pub span: Span,
    /// The outlet's commitment.
    pub certainty: Certainty,
    /// Who denies it.
    pub denied_by: Option<DeniedBy>,
    /// Whether somebody is said to say it.
    pub told: bool,
    /// What it says.
    pub meaning: Compared,
    /// Its quantities.
    pub quantities: Vec<ClaimQuantity>,
    /// The words of the title.
    pub wording: Vec<Wording>,
}

/// How the text stands to its headline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Bearing {
    /// On the same rung.
    Same,
    /// The text commits the outlet less: the headline asserts, the text attributes.
    Weaker,
    /// The text commits the outlet more.
    Stronger,
    /// Nothing in the text was found to say it, or the headline says nothing.
    NotFound,
}

/// A headline with what the text makes of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Headline {
    /// What stands above the column.
    pub column: String,
    /// The article.
    pub article: String,
    /// The whole headline.
    pub text: String,
    /// Where its claim stands in it; `None` when it makes none.
    pub claim: Option<Span>,
    /// The claim's rung.
    pub certainty: Option<Certainty>,
    /// Cues of the headline.
    pub cues: Vec<Cue>,
    /// The text's claim that is likest to it.
    pub body: Option<Borne>,
    /// How the text stands to it.
    pub bearing: Bearing,
}

/// The claim of a text that a headline rests on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Borne {
    /// Id of the claim.
    pub claim: String,
    /// Where, in the text.
    #[serde(flatten)]
    pub span: Span,
    /// Index of its sentence.
    pub sentence: usize,
    /// Its rung.
    pub certainty: Certainty,
    /// Its words.
    pub text: String,
    /// Share of the headline's words that it has, weighed by their rarity, 0 to 1.
    pub share: f32,
}

/// The headlines of the articles, by column and article; articles without one are left out.
pub fn headlines(told: &[Told], columns: &[Column], present: &[usize], weights: &Weights) -> Vec<Headline> {
    let mut list: Vec<Headline> =
        present.iter().filter_map(|&at| headline(&told[at], &columns[at].name, weights)).collect();
    list.sort_by(|a, b| (&a.column, &a.article).cmp(&(&b.column, &b.article)));
    list
}

fn headline(told: &Told, column: &str, weights: &Weights) -> Option<Headline> {
    let title = told.article.title.as_ref()?;
    let body = told.headline.and_then(|claim| borne(told, claim, weights));
    let bearing = match (told.headline, &body) {
        (Some(claim), Some(body)) => match body.certainty.cmp(&claim.certainty) {
            std::cmp::Ordering::Equal => Bearing::Same,
            std::cmp::Ordering::Greater => Bearing::Weaker,
            std::cmp::Ordering::Less => Bearing::Stronger,
        },
        _ => Bearing::NotFound,
    };
    Some(Headline {
        column: column.to_owned(),
        article: told.article.id.clone(),
        text: title.clone(),
        claim: told.headline.map(|claim| claim.span),
        certainty: told.headline.map(|claim| claim.certainty),
        cues: told.title_cues.to_vec(),
        body,
        bearing,
    })
}

/// The claim that covers most of the headline; of those that cover nearly as much the one that says most of it by itself, and that is
/// negated only where the headline is. Of a headline that tells what somebody says it is what he says, not that he says it.
fn borne(told: &Told, headline: &HeadlineClaim, weights: &Weights) -> Option<Borne> {
    let rarity = Rarity::usual([&headline.wording[..], told.wording].into_iter(), weights);
    let wanted = rarity.worded(&headline.wording);
    let says =
        Statement { meaning: &headline.meaning, span: headline.span, quantities: &headline.quantities, denied: None };
    let score = |claim: &Claim| {
        let own: Worded = rarity.worded(within(told.wording, claim.telling.span));
        let around =
            told.sentences.get(claim.sentence).map(|span| wanted.share_in(&rarity.worded(within(told.wording, *span))));
        let share = wanted.share_in(&own);
        let other =
            Statement { meaning: &claim.meaning, span: claim.span, quantities: &claim.quantities, denied: None };
        let nominal = if claim.form == ClaimForm::Nominal { NOMINAL } else { 0.0 };
        let negated = [headline.denied_by, claim.denied_by].map(|by| by == Some(DeniedBy::Narrator));
        let unlike = if negated[0] == negated[1] { 0.0 } else { NEGATED };
        (share + 0.5 * around.unwrap_or(0.0) + similarity(&says, &other, weights) - nominal - unlike, share)
    };
    let scored = told.claims.iter().map(|claim| (claim, score(claim))).filter(|(_, (_, share))| *share >= LEAST);
    let mut scored: Vec<_> = scored.collect();
    if headline.told {
        let contents = scored.iter().filter(|(claim, _)| claim.form == ClaimForm::Content);
        let contents: Vec<(usize, Span)> = contents.map(|(claim, _)| (claim.sentence, claim.span)).collect();
        let tells =
            |of: &Claim| contents.iter().any(|(sentence, said)| *sentence == of.sentence && of.span.contains(*said));
        scored.retain(|(claim, _)| claim.form == ClaimForm::Content || !tells(claim));
    }
    let best = scored.into_iter().max_by(|(a, x), (b, y)| x.0.total_cmp(&y.0).then(b.span.cmp(&a.span)));
    best.map(|(claim, (_, share))| Borne {
        claim: claim.id.clone(),
        span: claim.span,
        sentence: claim.sentence,
        certainty: claim.certainty,
        text: claim.telling.of(&told.article.text),
        share,
    })
}

/// Share of a headline's words below which a claim says something else.
const LEAST: f32 = 0.4;
/// What an event noun counts less than a clause.
const NOMINAL: f32 = 0.3;
/// What a claim counts less that is negated where the headline is not, or the other way round.
const NEGATED: f32 = 0.3;
