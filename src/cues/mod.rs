//! Floor 4: the cues of a document: words that hedge, doubt, boost, load or attribute, each with its rule and zone.

mod collapse;
mod negation;
mod preset;
#[cfg(test)]
mod tests;

use serde::Serialize;

use crate::base::Span;
use crate::matching::{Engine, Hit, Hits, RuleRef, zone};
use crate::rules::{CueRule, Effect, Negated, Stance, Zone};
use crate::text::{Document, Shape, Tokens};

pub use collapse::{merge, merge_placing};
pub use preset::Preset;

/// The category of the cues of attributions.
pub const ATTRIBUTION: &str = "attribution";

/// One flagged stretch of text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cue {
    /// Where, in the article's text (or title).
    #[serde(flatten)]
    pub span: Span,
    /// Full id of its rule.
    pub rule: String,
    /// Category of its pack.
    pub category: String,
    /// What it does to its claim.
    pub effect: Effect,
    /// 0 to 1.
    pub strength: f32,
    /// Where it stands: a cue in a quotation belongs to the speaker.
    pub zone: Zone,
    /// The words.
    pub text: String,
}

/// The cues of a document, in text order. Within a category overlapping matches collapse to the longest, then the stronger, then
/// the smaller rule id; categories may overlap. `headline` says that the document is an article's title.
pub fn find(document: &Document, hits: &Hits, engine: &Engine, preset: Preset, headline: bool) -> Vec<Cue> {
    find_by(document, hits, engine, preset, headline, |rule| rule.strength)
}

/// The same where rules have other strengths than their own.
pub fn find_by(
    document: &Document,
    hits: &Hits,
    engine: &Engine,
    preset: Preset,
    headline: bool,
    strength: impl Fn(&CueRule) -> f32,
) -> Vec<Cue> {
    let least = preset.least_strength(engine.rules());
    let cues = hits.cues.iter().filter_map(|hit| of_hit(document, hit, engine, (least, headline), &strength).ok());
    merge(Vec::new(), cues.collect())
}

/// The cue of an attribution: the span of its frame's `cue` role, which are `tokens`. Its effect follows from the stance.
pub fn of_attribution(
    document: &Document,
    tokens: &Tokens,
    rule: &str,
    stance: Stance,
    strength: f32,
    headline: bool,
) -> Cue {
    let span = document.span(tokens);
    Cue {
        span,
        rule: rule.to_owned(),
        category: ATTRIBUTION.to_owned(),
        effect: match stance {
            Stance::Neutral | Stance::Accusing => Effect::None,
            Stance::Endorsing => Effect::Endorses,
            Stance::Doubting => Effect::Doubts,
            Stance::Denying => Effect::Denies,
        },
        strength,
        zone: zone(document, tokens, headline),
        text: span.of(document.text).to_owned(),
    }
}

/// Why a match of a cue rule is no cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dropped {
    /// It is a match of another kind of rule.
    NoCue,
    /// Its strength is below the preset's.
    Preset,
    /// The words are a name or a date.
    Name,
    /// It is negated, and its rule says to drop it then.
    Negated,
}

/// The cue that a match is by itself, or why it is none.
///
/// # Errors
/// When it is none.
pub fn judge(document: &Document, hit: &Hit, engine: &Engine, preset: Preset, headline: bool) -> Result<Cue, Dropped> {
    let least = preset.least_strength(engine.rules());
    of_hit(document, hit, engine, (least, headline), &|rule: &CueRule| rule.strength)
}

fn of_hit(
    document: &Document,
    hit: &Hit,
    engine: &Engine,
    (least, headline): (f32, bool),
    strength: &impl Fn(&CueRule) -> f32,
) -> Result<Cue, Dropped> {
    let RuleRef::Cue(index) = hit.rule else { return Err(Dropped::NoCue) };
    let rule = engine.rules().cues.get(index).ok_or(Dropped::NoCue)?;
    let strength = strength(rule);
    if strength < least {
        return Err(Dropped::Preset);
    }
    if is_name(document, &hit.tokens) {
        return Err(Dropped::Name);
    }
    let negated = rule.negated != Negated::Keep && negation::precedes(document, &hit.tokens, &engine.rules().tables);
    let effect = match (negated, rule.negated) {
        (true, Negated::Drop) => return Err(Dropped::Negated),
        (true, Negated::Flip) => negation::flipped(rule.effect),
        _ => rule.effect,
    };
    let span = document.span(&hit.tokens);
    Ok(Cue {
        span,
        rule: rule.id.clone(),
        category: rule.category.clone(),
        effect,
        strength,
        zone: zone(document, &hit.tokens, headline),
        text: span.of(document.text).to_owned(),
    })
}

/// Whether the words are wholly a name or a date ("May" of "Theresa May", of "in May 2018"): those are not the word that the
/// rule means.
fn is_name(document: &Document, tokens: &Tokens) -> bool {
    let words = document.tokens.get(tokens.clone()).unwrap_or_default();
    if words.iter().any(|token| token.shape == Shape::Lower) {
        return false;
    }
    let within = |whole: &Tokens| whole.start <= tokens.start && tokens.end <= whole.end;
    let name = document.names.partition_point(|name| name.tokens.start <= tokens.start).checked_sub(1);
    let date = document.dates.partition_point(|date| date.tokens.start <= tokens.start).checked_sub(1);
    name.and_then(|at| document.names.get(at)).is_some_and(|name| within(&name.tokens))
        || date.and_then(|at| document.dates.get(at)).is_some_and(|date| within(&date.tokens))
}
