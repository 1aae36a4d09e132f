//! "The accusations", "these claims": whose content they take up, so that a denial of them reaches what was claimed.

use crate::attribution::Attribution;
use crate::base::Span;
use crate::matching::Engine;
use crate::rules::Stance;
use crate::text::Document;

use super::certainty::Standing;
use super::{Certainty, DeniedBy};

/// How many sentences back a summary noun can reach.
const REACH: usize = 3;

/// How many tokens are no more than a summary noun.
const LONGEST: usize = 4;

/// Lets what is said of "the accusations" count for the claims that were the accusation.
pub fn resolve(document: &Document, attributions: &[&Attribution], standings: &mut [Standing], engine: &Engine) {
    for attribution in attributions {
        if attribution.stance != Stance::Denying && attribution.stance != Stance::Doubting {
            continue;
        }
        let Some(noun) = attribution.content.iter().find(|c| is_summary(document, **c, engine)) else { continue };
        let Some(earlier) = taken_up(document, attributions, *noun) else { continue };
        for standing in standings.iter_mut().filter(|s| s.attribution == Some(earlier)) {
            let rung = match attribution.stance {
                Stance::Denying => Certainty::Denied,
                _ => Certainty::Doubted,
            };
            standing.certainty = standing.certainty.max(rung);
            if rung == Certainty::Denied && standing.denied_by.is_none() {
                standing.denied_by = Some(DeniedBy::Source);
            }
        }
    }
}

/// Whether the content is nothing but a summary noun: "the accusations", "these claims".
fn is_summary(document: &Document, content: Span, engine: &Engine) -> bool {
    let tables = &engine.rules().tables;
    let first = document.tokens.partition_point(|t| t.span.start < content.start);
    let words = document.tokens.get(first..).unwrap_or_default().iter().take_while(|t| t.span.end <= content.end);
    words.clone().nth(LONGEST).is_none() && words.last().is_some_and(|t| tables.has("summary-nouns", t.word))
}

/// The nearest earlier attribution that accuses or claims.
fn taken_up(document: &Document, attributions: &[&Attribution], noun: Span) -> Option<usize> {
    let sentence = |span: Span| document.sentences.partition_point(|s| s.span.end <= span.start);
    let here = sentence(noun);
    let start = |a: &Attribution| a.content.first().map_or(usize::MAX, |c| c.start);
    attributions
        .iter()
        .filter(|a| matches!(a.stance, Stance::Accusing | Stance::Doubting) && start(a) < noun.start)
        .filter(|a| a.content.iter().all(|c| c.end <= noun.start && sentence(*c) + REACH >= here))
        .max_by_key(|a| start(a))
        .map(|a| a.id)
}
