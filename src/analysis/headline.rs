//! What a headline says: its cues, and its main claim.

use std::collections::BTreeSet;

use crate::attribution::{self, Attribution, Noted};
use crate::base::Span;
use crate::claims::{self, Certainty, Claim, ClaimForm, Meaning};
use crate::compare::HeadlineClaim;
use crate::cues::{self, Cue, Preset};
use crate::matching::Engine;
use crate::rules::Effect;
use crate::text::Document;

use super::Options;
use super::annotate::reporting;
use super::overrides::Overrides;

/// Words that a headline without a verb needs to be compared at all.
const WORDS: usize = 3;

/// The cues of a headline and, when articles are compared, its claim.
pub fn headline(
    document: &Document,
    overrides: &Overrides,
    engine: &Engine,
    options: &Options,
    ignored: &mut BTreeSet<usize>,
) -> (Vec<Cue>, Option<HeadlineClaim>) {
    let mut hits = engine.find_in_article(document, true, overrides.least(options.preset, engine));
    overrides.leave_out(&mut hits, document, engine, ignored);
    let found = |preset| cues::find_by(document, &hits, engine, preset, true, |rule| overrides.strength(rule));
    let noted = Noted::new(document, &hits);
    let attributions = attribution::find(document, &hits, &noted, engine);
    let shown = cues::merge(found(options.preset), reporting(document, &attributions, true));
    if options.flags_only {
        return (shown, None);
    }
    let scope = found(Preset::Default);
    let terms = claims::terms(document, &hits, &noted, engine, true);
    let made = claims::find(document, &scope, &attributions, &terms, engine, "");
    let wording = claims::wording(document, engine);
    let main = made.into_iter().max_by_key(|c| (c.form != ClaimForm::Nominal, c.span.len(), usize::MAX - c.span.start));
    let claim = match main {
        Some(Claim {
            form: form @ (ClaimForm::Clause | ClaimForm::Content),
            span,
            certainty,
            denied_by,
            meaning,
            quantities,
            ..
        }) => {
            let told = form == ClaimForm::Content || attributions.iter().any(|one| closes(one, span));
            let certainty = if told { certainty.max(Certainty::Attributed) } else { certainty };
            Some(HeadlineClaim { span, certainty, denied_by, told, meaning, quantities, wording })
        }
        // Without a finite verb: "Mayor under fire over bribes". All of it is the claim, on the rung that its cues say.
        rest => (wording.len() >= WORDS).then(|| {
            let attributed = if attributions.is_empty() { Certainty::Asserted } else { Certainty::Attributed };
            let cued = scope.iter().map(|cue| rung(cue.effect)).max().unwrap_or(Certainty::Asserted);
            let own = rest.map(|claim| claim.meaning).unwrap_or_default();
            let meaning = Meaning { terms: terms.written, ..Meaning::clone(&own) };
            let span = Span::new(0, document.text.len());
            HeadlineClaim {
                span,
                certainty: attributed.max(cued),
                denied_by: None,
                told: false,
                meaning: meaning.into(),
                quantities: Vec::new(),
                wording,
            }
        }),
    };
    (shown, claim)
}

/// Whether an attribution closes a claim whose words it reports: "Five killed in blast, says ministry".
fn closes(attribution: &Attribution, claim: Span) -> bool {
    let said = attribution.content.iter().copied().reduce(Span::join);
    let cue = attribution.cue.first();
    said.zip(cue).is_some_and(|(said, cue)| claim.contains(said.join(*cue)) && said.end <= cue.start)
}

fn rung(effect: Effect) -> Certainty {
    match effect {
        Effect::Hedges => Certainty::Hedged,
        Effect::Doubts => Certainty::Doubted,
        Effect::Denies => Certainty::Denied,
        Effect::Endorses | Effect::Boosts | Effect::None => Certainty::Asserted,
    }
}
